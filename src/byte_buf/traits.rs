//! The standard traits, conversions and iterators of a byte buffer. Bodies are one call each.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::iter::{Copied, FlatMap, FusedIterator};
use core::ops::{Add, AddAssign, Index, RangeBounds};
use core::slice;

use super::ByteBuf;
use super::leaf::Piece;
use crate::range::{index_out_of_bounds, resolve};
use crate::tree::PAGE;

/// The bytes of a buffer, as the runs in which they lie.
///
/// Made by [`ByteBuf::chunks`] and [`ByteBuf::range`].
#[derive(Clone)]
pub struct Chunks<'a> {
    buffer: &'a ByteBuf,
    /// What is still to come: positions of bytes.
    next: usize,
    end: usize,
}

impl<'a> Iterator for Chunks<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        if self.next >= self.end {
            return None;
        }
        let (begin, run) = self.buffer.chunk_at(self.next)?;
        let run = &run[self.next - begin..run.len().min(self.end - begin)];
        self.next += run.len();
        Some(run)
    }
}

impl DoubleEndedIterator for Chunks<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let (begin, run) = self.buffer.chunk_at(self.end - 1)?;
        let run = &run[self.next.saturating_sub(begin)..self.end - begin];
        self.end -= run.len();
        Some(run)
    }
}

impl FusedIterator for Chunks<'_> {}

impl fmt::Debug for Chunks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunks")
            .field("next", &self.next)
            .field("end", &self.end)
            .finish_non_exhaustive()
    }
}

/// The bytes of a buffer, one by one.
pub type Iter<'a> =
    Copied<FlatMap<Chunks<'a>, slice::Iter<'a, u8>, fn(&'a [u8]) -> slice::Iter<'a, u8>>>;

impl ByteBuf {
    /// All bytes, as the runs in which they lie.
    ///
    /// Computes in **O(1)** time, and **O(log n)** for each run.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let buffer = ByteBuf::zeroed(10_000);
    /// assert_eq!(buffer.chunks().map(<[u8]>::len).sum::<usize>(), 10_000);
    /// ```
    pub fn chunks(&self) -> Chunks<'_> {
        Chunks { buffer: self, next: 0, end: self.len() }
    }

    /// The bytes of a range, as the runs in which they lie.
    ///
    /// Computes in **O(1)** time, and **O(log n)** for each run.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the last byte.
    #[track_caller]
    pub fn range(&self, range: impl RangeBounds<usize>) -> Chunks<'_> {
        let range = resolve(range, self.len());
        Chunks { buffer: self, next: range.start, end: range.end }
    }

    /// All bytes, one by one. [`chunks`](Self::chunks) is faster.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert!(ByteBuf::from(b"abc").iter().rev().eq(*b"cba"));
    /// ```
    pub fn iter(&self) -> Iter<'_> {
        self.chunks()
            .flat_map((|run: &[u8]| run.iter()) as fn(&[u8]) -> slice::Iter<'_, u8>)
            .copied()
    }
}

impl<'a> IntoIterator for &'a ByteBuf {
    type Item = u8;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl Default for ByteBuf {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ByteBuf {
    /// A byte string, shortened to the first 64 bytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 64;
        let shown = self.len().min(SHOWN);
        f.write_str("b\"")?;
        for run in self.range(..shown) {
            write!(f, "{}", run.escape_ascii())?;
        }
        f.write_str("\"")?;
        if shown < self.len() {
            write!(f, "... ({} bytes)", self.len())?;
        }
        Ok(())
    }
}

impl Index<usize> for ByteBuf {
    type Output = u8;

    #[inline]
    #[track_caller]
    fn index(&self, index: usize) -> &u8 {
        match self.chunk_at(index) {
            Some((begin, run)) => &run[index - begin],
            None => index_out_of_bounds(index, self.len()),
        }
    }
}

impl From<&[u8]> for ByteBuf {
    /// Copies the bytes into pages.
    ///
    /// Computes in **O(n)** time.
    fn from(bytes: &[u8]) -> Self {
        let mut buffer = Self::new();
        for page in bytes.chunks(PAGE) {
            buffer.tree.push_back((), Piece::copied(page));
        }
        buffer
    }
}

impl From<Vec<u8>> for ByteBuf {
    /// Takes a page or more over as it is; copies less.
    ///
    /// Computes in **O(1)** time.
    fn from(bytes: Vec<u8>) -> Self {
        if bytes.len() < PAGE { bytes.as_slice().into() } else { Self::of(Piece::from_vec(bytes)) }
    }
}

impl From<String> for ByteBuf {
    fn from(text: String) -> Self {
        text.into_bytes().into()
    }
}

impl From<Box<[u8]>> for ByteBuf {
    fn from(bytes: Box<[u8]>) -> Self {
        bytes.into_vec().into()
    }
}

impl From<&str> for ByteBuf {
    fn from(text: &str) -> Self {
        text.as_bytes().into()
    }
}

impl From<&Vec<u8>> for ByteBuf {
    fn from(bytes: &Vec<u8>) -> Self {
        bytes.as_slice().into()
    }
}

impl<const N: usize> From<&[u8; N]> for ByteBuf {
    fn from(bytes: &[u8; N]) -> Self {
        bytes.as_slice().into()
    }
}

impl<const N: usize> From<[u8; N]> for ByteBuf {
    fn from(bytes: [u8; N]) -> Self {
        bytes.as_slice().into()
    }
}

impl From<ByteBuf> for Vec<u8> {
    fn from(buffer: ByteBuf) -> Self {
        buffer.to_vec()
    }
}

impl Extend<u8> for ByteBuf {
    fn extend<I: IntoIterator<Item = u8>>(&mut self, bytes: I) {
        let mut bytes = bytes.into_iter();
        let mut page = Vec::new();
        loop {
            page.clear();
            page.extend(bytes.by_ref().take(PAGE));
            if page.is_empty() {
                return;
            }
            self.extend_from_slice(&page);
        }
    }
}

impl<'a> Extend<&'a u8> for ByteBuf {
    fn extend<I: IntoIterator<Item = &'a u8>>(&mut self, bytes: I) {
        self.extend(bytes.into_iter().copied());
    }
}

impl FromIterator<u8> for ByteBuf {
    fn from_iter<I: IntoIterator<Item = u8>>(bytes: I) -> Self {
        let mut buffer = Self::new();
        buffer.extend(bytes);
        buffer
    }
}

impl<'a> FromIterator<&'a u8> for ByteBuf {
    fn from_iter<I: IntoIterator<Item = &'a u8>>(bytes: I) -> Self {
        bytes.into_iter().copied().collect()
    }
}

impl Add for ByteBuf {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self.append(other);
        self
    }
}

impl AddAssign for ByteBuf {
    fn add_assign(&mut self, other: Self) {
        self.append(other);
    }
}

impl fmt::Write for ByteBuf {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

impl PartialEq<[u8]> for ByteBuf {
    fn eq(&self, other: &[u8]) -> bool {
        let mut rest = other;
        self.len() == other.len()
            && self.chunks().all(|run| {
                let (now, behind) = rest.split_at(run.len());
                rest = behind;
                run == now
            })
    }
}

impl PartialEq<&[u8]> for ByteBuf {
    fn eq(&self, other: &&[u8]) -> bool {
        *self == **other
    }
}

impl PartialEq<Vec<u8>> for ByteBuf {
    fn eq(&self, other: &Vec<u8>) -> bool {
        *self == **other
    }
}

impl PartialEq<str> for ByteBuf {
    fn eq(&self, other: &str) -> bool {
        *self == *other.as_bytes()
    }
}

impl<const N: usize> PartialEq<[u8; N]> for ByteBuf {
    fn eq(&self, other: &[u8; N]) -> bool {
        *self == other[..]
    }
}

impl<const N: usize> PartialEq<&[u8; N]> for ByteBuf {
    fn eq(&self, other: &&[u8; N]) -> bool {
        *self == other[..]
    }
}

impl PartialEq<ByteBuf> for [u8] {
    fn eq(&self, other: &ByteBuf) -> bool {
        other == self
    }
}

impl PartialEq<ByteBuf> for Vec<u8> {
    fn eq(&self, other: &ByteBuf) -> bool {
        *other == **self
    }
}

#[cfg(feature = "bytes")]
mod with_bytes {
    use super::{ByteBuf, PAGE, Piece};
    use crate::byte_buf::Cursor;
    use bytes::{Buf, Bytes};

    impl From<Bytes> for ByteBuf {
        /// Takes a page or more over as it is; copies less.
        ///
        /// Computes in **O(1)** time.
        fn from(bytes: Bytes) -> Self {
            if bytes.len() < PAGE { bytes[..].into() } else { Self::of(Piece::from_bytes(bytes)) }
        }
    }

    impl ByteBuf {
        /// All bytes as `Bytes`, a run each, without a copy: a page that is held by one of them is
        /// copied when the buffer writes to it.
        ///
        /// ```
        /// use offshoot::ByteBuf;
        ///
        /// let buffer = ByteBuf::from(bytes::Bytes::from(vec![7; 10_000]));
        /// assert_eq!(buffer.chunks_bytes().map(|run| run.len()).sum::<usize>(), 10_000);
        /// ```
        pub fn chunks_bytes(&self) -> impl Iterator<Item = Bytes> {
            let mut next = 0;
            core::iter::from_fn(move || {
                let (piece, _) = self.tree.leaf_at(next)?;
                let run = piece.to_bytes();
                next += run.len();
                Some(run)
            })
        }
    }

    impl Buf for Cursor<'_> {
        fn remaining(&self) -> usize {
            usize::try_from(self.len().saturating_sub(self.position())).unwrap_or(usize::MAX)
        }

        fn chunk(&self) -> &[u8] {
            self.peek()
        }

        fn advance(&mut self, count: usize) {
            let remaining = self.remaining();
            assert!(count <= remaining, "cannot advance by {count}: {remaining} bytes remain");
            self.pass(count);
            Cursor::chunk(self);
        }
    }
}
