//! Iterators over a byte buffer. Do not know how its tree is laid out: they ask for a run at a place.

use core::fmt;
use core::iter::FusedIterator;
use core::ops::RangeBounds;
use core::slice;

use super::ByteBuf;
use crate::range::resolve;

/// The bytes of a buffer, as the runs in which they lie.
///
/// Made by [`ByteBuf::chunks`] and [`ByteBuf::range`].
///
/// ```
/// use offshoot::ByteBuf;
///
/// let buffer = ByteBuf::from(b"abcd");
/// assert_eq!(buffer.range(1..).next(), Some(&b"bcd"[..]));
/// ```
#[derive(Clone)]
pub struct Chunks<'a> {
    buffer: &'a ByteBuf,
    /// What is still to come: positions of bytes.
    next: usize,
    end: usize,
}

impl<'a> Iterator for Chunks<'a> {
    type Item = &'a [u8];

    #[inline]
    fn next(&mut self) -> Option<&'a [u8]> {
        if self.next >= self.end {
            return None;
        }
        let (begin, run) = self.buffer.chunk_at(self.next)?;
        let run = &run[self.next - begin..run.len().min(self.end - begin)];
        self.next += run.len();
        Some(run)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.end - self.next;
        (usize::from(left > 0), Some(left))
    }

    #[inline]
    fn last(mut self) -> Option<&'a [u8]> {
        self.next_back()
    }
}

impl DoubleEndedIterator for Chunks<'_> {
    #[inline]
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
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunks")
            .field("next", &self.next)
            .field("end", &self.end)
            .finish_non_exhaustive()
    }
}

/// The bytes of a buffer, one by one.
///
/// `nth`, `skip` and their kind take **O(log n)** time. Made by [`ByteBuf::iter`].
///
/// ```
/// use offshoot::ByteBuf;
///
/// let buffer = ByteBuf::from(b"abcd");
/// assert_eq!((buffer.iter().len(), buffer.iter().nth(2)), (4, Some(b'c')));
/// ```
#[derive(Clone)]
pub struct Iter<'a> {
    front: slice::Iter<'a, u8>,
    chunks: Chunks<'a>,
    back: slice::Iter<'a, u8>,
}

impl Iter<'_> {
    #[inline]
    fn between(&self) -> usize {
        self.chunks.end - self.chunks.next
    }
}

impl Iterator for Iter<'_> {
    type Item = u8;

    #[inline]
    fn next(&mut self) -> Option<u8> {
        if let Some(byte) = self.front.next() {
            return Some(*byte);
        }
        if let Some(run) = self.chunks.next() {
            self.front = run.iter();
            return self.front.next().copied();
        }
        self.back.next().copied()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.front.len() + self.between() + self.back.len();
        (len, Some(len))
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<u8> {
        let Some(n) = n.checked_sub(self.front.len()) else { return self.front.nth(n).copied() };
        self.front = [].iter();
        let passed = n.min(self.between());
        self.chunks.next += passed;
        if self.between() > 0 { self.next() } else { self.back.nth(n - passed).copied() }
    }

    #[inline]
    fn fold<B, F: FnMut(B, u8) -> B>(self, init: B, mut f: F) -> B {
        let mut result = self.front.copied().fold(init, &mut f);
        for run in self.chunks {
            result = run.iter().copied().fold(result, &mut f);
        }
        self.back.copied().fold(result, f)
    }

    #[inline]
    fn count(self) -> usize {
        self.len()
    }

    #[inline]
    fn last(mut self) -> Option<u8> {
        self.next_back()
    }
}

impl DoubleEndedIterator for Iter<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<u8> {
        if let Some(byte) = self.back.next_back() {
            return Some(*byte);
        }
        if let Some(run) = self.chunks.next_back() {
            self.back = run.iter();
            return self.back.next_back().copied();
        }
        self.front.next_back().copied()
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<u8> {
        let Some(n) = n.checked_sub(self.back.len()) else { return self.back.nth_back(n).copied() };
        self.back = [].iter();
        let passed = n.min(self.between());
        self.chunks.end -= passed;
        if self.between() > 0 { self.next_back() } else { self.front.nth_back(n - passed).copied() }
    }

    #[inline]
    fn rfold<B, F: FnMut(B, u8) -> B>(self, init: B, mut f: F) -> B {
        let mut result = self.back.copied().rfold(init, &mut f);
        for run in self.chunks.rev() {
            result = run.iter().copied().rfold(result, &mut f);
        }
        self.front.copied().rfold(result, f)
    }
}

impl ExactSizeIterator for Iter<'_> {}
impl FusedIterator for Iter<'_> {}

impl fmt::Debug for Iter<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Iter").field("len", &self.len()).finish_non_exhaustive()
    }
}

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
    #[inline]
    pub fn chunks(&self) -> Chunks<'_> {
        Chunks { buffer: self, next: 0, end: self.len() }
    }

    /// The bytes of a range, as the runs in which they lie.
    ///
    /// Computes in **O(1)** time, and **O(log n)** for each run.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the last byte.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert!(ByteBuf::from(b"abcd").range(1..3).eq([b"bc"]));
    /// ```
    #[track_caller]
    #[inline]
    pub fn range(&self, range: impl RangeBounds<usize>) -> Chunks<'_> {
        let range = resolve(range, self.len());
        Chunks { buffer: self, next: range.start, end: range.end }
    }

    /// All bytes, one by one. [`chunks`](Self::chunks) is faster.
    ///
    /// Computes in **O(1)** time; `nth` and `skip` of the iterator in **O(log n)**.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert!(ByteBuf::from(b"abc").iter().rev().eq(*b"cba"));
    /// ```
    #[inline]
    pub fn iter(&self) -> Iter<'_> {
        Iter { front: [].iter(), chunks: self.chunks(), back: [].iter() }
    }

    /// The bytes of a range, one by one.
    #[cfg(feature = "rayon")]
    #[inline]
    pub(crate) fn iter_range(&self, range: core::ops::Range<usize>) -> Iter<'_> {
        Iter { front: [].iter(), chunks: self.range(range), back: [].iter() }
    }
}

impl<'a> IntoIterator for &'a ByteBuf {
    type Item = u8;
    type IntoIter = Iter<'a>;

    #[inline]
    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}
