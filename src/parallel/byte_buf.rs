//! Parallel iterators over byte buffers. Do not know how the tree is laid out: they ask for the bytes at
//! some positions.

use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use rayon::iter::plumbing::{Folder, Producer, UnindexedProducer};
use rayon::iter::{FromParallelIterator, IntoParallelIterator, ParallelExtend, ParallelIterator};

use super::{indexed, unindexed};
use crate::byte_buf::split::{IntoIter, IterMut, Reach};
use crate::byte_buf::{ByteBuf, Iter};

/// The bytes of a buffer, one by one, in parallel.
///
/// Made by `par_iter` of [`ByteBuf`]. [`ByteBuf::par_chunks`] is faster.
///
/// ```
/// use offshoot::ByteBuf;
/// use rayon::prelude::*;
///
/// let buffer = ByteBuf::repeat(1, 100_000);
/// assert_eq!(buffer.par_iter().map(u64::from).sum::<u64>(), 100_000);
/// ```
#[derive(Clone)]
pub struct ParIter<'a>(Part<'a>);

/// The bytes at some positions.
#[derive(Clone)]
struct Part<'a> {
    buffer: &'a ByteBuf,
    range: Range<usize>,
}

impl Part<'_> {
    fn len(&self) -> usize {
        self.range.len()
    }
}

impl<'a> Producer for Part<'a> {
    type Item = u8;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.buffer.iter_range(self.range)
    }

    fn split_at(self, index: usize) -> (Self, Self) {
        let Range { start, end } = self.range;
        let part = |range| Self { buffer: self.buffer, range };
        (part(start..start + index), part(start + index..end))
    }
}

indexed!(['a] ParIter<'a>, u8);

impl fmt::Debug for ParIter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParIter").field("len", &self.0.len()).finish_non_exhaustive()
    }
}

impl<'a> IntoParallelIterator for &'a ByteBuf {
    type Item = u8;
    type Iter = ParIter<'a>;

    fn into_par_iter(self) -> ParIter<'a> {
        ParIter(Part { buffer: self, range: 0..self.len() })
    }
}

/// The bytes of a buffer, as the runs in which they lie, in parallel.
///
/// Made by [`ByteBuf::par_chunks`].
#[derive(Clone)]
pub struct ParChunks<'a>(Runs<'a>);

/// The runs of the bytes at some positions.
#[derive(Clone)]
struct Runs<'a>(Part<'a>);

impl<'a> UnindexedProducer for Runs<'a> {
    type Item = &'a [u8];

    fn split(self) -> (Self, Option<Self>) {
        let Range { start, end } = self.0.range;
        // Where the run in the middle begins, or else where it ends.
        let run = self.0.buffer.chunk_at(start.midpoint(end));
        let at =
            run.map_or(start, |(begin, run)| if begin > start { begin } else { begin + run.len() });
        if at <= start || at >= end {
            return (self, None);
        }
        let (low, high) = self.0.split_at(at - start);
        (Self(low), Some(Self(high)))
    }

    fn fold_with<F: Folder<&'a [u8]>>(self, folder: F) -> F {
        folder.consume_iter(self.0.buffer.range(self.0.range))
    }
}

unindexed!(['a] ParChunks<'a>, &'a [u8]);

impl fmt::Debug for ParChunks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParChunks").field("len", &self.0.0.len()).finish_non_exhaustive()
    }
}

/// The bytes of a buffer, one by one, to change, in parallel. A page that is shared is copied when it is
/// reached, and so is a slice of a buffer that was taken over and is not this one's alone.
///
/// Made by `par_iter_mut` of [`ByteBuf`]. [`ByteBuf::par_chunks_mut`] is faster.
///
/// ```
/// use offshoot::ByteBuf;
/// use rayon::prelude::*;
///
/// let mut buffer = ByteBuf::from_static(b"abc");
/// buffer.par_iter_mut().for_each(|byte| *byte += 1);
/// assert_eq!(buffer, b"bcd");
/// ```
pub struct ParIterMut<'a>(Reach<'a>);

impl<'a> Producer for Reach<'a> {
    type Item = &'a mut u8;
    type IntoIter = IterMut<'a>;

    fn into_iter(self) -> IterMut<'a> {
        IterMut::new(self)
    }

    fn split_at(self, index: usize) -> (Self, Self) {
        self.cut(index)
    }
}

indexed!(['a] ParIterMut<'a>, &'a mut u8);

impl fmt::Debug for ParIterMut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParIterMut").field("len", &self.0.len()).finish_non_exhaustive()
    }
}

impl<'a> IntoParallelIterator for &'a mut ByteBuf {
    type Item = &'a mut u8;
    type Iter = ParIterMut<'a>;

    fn into_par_iter(self) -> ParIterMut<'a> {
        ParIterMut(Reach::new(self))
    }
}

/// The bytes of a buffer, as the runs in which they lie, to change, in parallel.
///
/// Made by [`ByteBuf::par_chunks_mut`].
pub struct ParChunksMut<'a>(RunsMut<'a>);

/// Runs that no other part reaches.
struct RunsMut<'a>(Reach<'a>);

impl<'a> UnindexedProducer for RunsMut<'a> {
    type Item = &'a mut [u8];

    fn split(self) -> (Self, Option<Self>) {
        let (some, others) = self.0.cut_at_leaf();
        (Self(some), others.map(Self))
    }

    fn fold_with<F: Folder<&'a mut [u8]>>(mut self, folder: F) -> F {
        folder.consume_iter(core::iter::from_fn(|| self.0.next_run()))
    }
}

unindexed!(['a] ParChunksMut<'a>, &'a mut [u8]);

impl fmt::Debug for ParChunksMut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParChunksMut").field("len", &self.0.0.len()).finish_non_exhaustive()
    }
}

/// The bytes of a buffer that is given away, one by one, in parallel.
///
/// Made by `into_par_iter` of [`ByteBuf`].
///
/// ```
/// use offshoot::ByteBuf;
/// use rayon::prelude::*;
///
/// let upper: ByteBuf = ByteBuf::from(b"abc").into_par_iter().map(|b| b.to_ascii_uppercase()).collect();
/// assert_eq!(upper, b"ABC");
/// ```
#[derive(Clone)]
pub struct IntoParIter(Owned);

/// The bytes at some positions of a buffer that all parts share.
#[derive(Clone)]
struct Owned {
    buffer: ByteBuf,
    range: Range<usize>,
}

impl Owned {
    fn len(&self) -> usize {
        self.range.len()
    }
}

impl Producer for Owned {
    type Item = u8;
    type IntoIter = IntoIter;

    fn into_iter(self) -> IntoIter {
        IntoIter::new(self.buffer, self.range)
    }

    fn split_at(self, index: usize) -> (Self, Self) {
        let Range { start, end } = self.range;
        let high = Self { buffer: self.buffer.clone(), range: start + index..end };
        (Self { buffer: self.buffer, range: start..start + index }, high)
    }
}

indexed!([] IntoParIter, u8);

impl fmt::Debug for IntoParIter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntoParIter").field("len", &self.0.len()).finish_non_exhaustive()
    }
}

impl IntoParallelIterator for ByteBuf {
    type Item = u8;
    type Iter = IntoParIter;

    fn into_par_iter(self) -> IntoParIter {
        let range = 0..self.len();
        IntoParIter(Owned { buffer: self, range })
    }
}

impl ByteBuf {
    /// All bytes, as the runs in which they lie, in parallel.
    ///
    /// Computes in **O(1)** time, and **O(log n)** for each run and each cut.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    /// use rayon::prelude::*;
    ///
    /// let buffer = ByteBuf::zeroed(10_000);
    /// assert_eq!(buffer.par_chunks().map(<[u8]>::len).sum::<usize>(), 10_000);
    /// ```
    #[must_use]
    pub fn par_chunks(&self) -> ParChunks<'_> {
        ParChunks(Runs(self.into_par_iter().0))
    }

    /// All bytes, as the runs in which they lie, to change, in parallel.
    ///
    /// Computes in **O(1)** time, and **O(log n)** for each cut. Copies what is shared when it is reached.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    /// use rayon::prelude::*;
    ///
    /// let mut buffer = ByteBuf::from(b"abc");
    /// let kept = buffer.clone();
    /// buffer.par_chunks_mut().for_each(<[u8]>::make_ascii_uppercase);
    /// assert_eq!((buffer, kept), (ByteBuf::from(b"ABC"), ByteBuf::from(b"abc")));
    /// ```
    #[must_use]
    pub fn par_chunks_mut(&mut self) -> ParChunksMut<'_> {
        ParChunksMut(RunsMut(Reach::new(self)))
    }
}

impl FromParallelIterator<u8> for ByteBuf {
    /// Computes in **O(n)** time: the bytes are laid out in one `Vec`, which is taken over as it is.
    fn from_par_iter<I: IntoParallelIterator<Item = u8>>(bytes: I) -> Self {
        bytes.into_par_iter().collect::<Vec<u8>>().into()
    }
}

impl<'a> FromParallelIterator<&'a u8> for ByteBuf {
    fn from_par_iter<I: IntoParallelIterator<Item = &'a u8>>(bytes: I) -> Self {
        bytes.into_par_iter().copied().collect()
    }
}

impl FromParallelIterator<Self> for ByteBuf {
    /// All buffers one behind the other, sharing their pages.
    fn from_par_iter<I: IntoParallelIterator<Item = Self>>(buffers: I) -> Self {
        buffers.into_par_iter().reduce(Self::new, |mut all, buffer| {
            all.append(buffer);
            all
        })
    }
}

impl ParallelExtend<u8> for ByteBuf {
    /// Computes in **O(m)** time for m bytes, which are laid out in one `Vec` first.
    fn par_extend<I: IntoParallelIterator<Item = u8>>(&mut self, bytes: I) {
        let bytes: Vec<u8> = bytes.into_par_iter().collect();
        if self.is_empty() {
            *self = bytes.into();
        } else {
            self.extend_from_slice(&bytes);
        }
    }
}

impl<'a> ParallelExtend<&'a u8> for ByteBuf {
    fn par_extend<I: IntoParallelIterator<Item = &'a u8>>(&mut self, bytes: I) {
        self.par_extend(bytes.into_par_iter().copied());
    }
}

impl ParallelExtend<Self> for ByteBuf {
    /// Appends whole buffers, which share their pages with what was appended.
    fn par_extend<I: IntoParallelIterator<Item = Self>>(&mut self, buffers: I) {
        self.append(buffers.into_par_iter().collect());
    }
}
