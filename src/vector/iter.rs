//! Iterators over a vector. Do not know how its tree is laid out: they ask for a leaf at a position.

use alloc::sync::Arc;
use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::slice;

use super::reach::{Leaves, Reach, Seen, slice_mut};
use super::{Repr, Vector};
use crate::raw::Slots;
use crate::tree::Wide;
use crate::tree::bplus::{Node, Places};

/// What is read: a vector, or the part of one that a mutable cursor had.
///
/// An `Arc` of std's, which promises not to look at what is borrowed when it is dropped: so an
/// iterator may be dropped after its vector.
pub(super) enum Source<'a, T> {
    Nothing,
    Vector(&'a Vector<T>),
    Part(Arc<Seen<'a, T>>),
}

impl<T> Clone for Source<'_, T> {
    fn clone(&self) -> Self {
        match self {
            Self::Nothing => Self::Nothing,
            Self::Vector(vector) => Self::Vector(vector),
            Self::Part(part) => Self::Part(part.clone()),
        }
    }
}

impl<'a, T> Source<'a, T> {
    pub(super) fn chunk_at(&self, index: usize) -> Option<(usize, &'a [T])> {
        match self {
            Self::Nothing => None,
            Self::Vector(vector) => vector.chunk_at(index),
            Self::Part(part) => part.chunk_at(index),
        }
    }

    /// As `chunk_at`, and the leaves that come next, as far as they are known.
    fn chunk_and_next(&self, index: usize) -> Option<(usize, &'a [T], Siblings<'a, T>)> {
        if let Self::Vector(Vector { repr: Repr::Tree(parts) }) = self {
            if let Some(found) = parts.leaf_and_next(index) {
                return Some(found);
            }
        }
        let (begin, run) = self.chunk_at(index)?;
        Some((begin, run, &[]))
    }
}

/// Leaves in a row.
pub(super) type Siblings<'a, T> = &'a [Node<Slots<T>, Places, Wide>];

/// The leaves of a vector, as slices.
///
/// Made by [`Vector::chunks`] and [`Vector::leaves`].
///
/// ```
/// use offshoot::Vector;
///
/// let v = Vector::from([1, 2]);
/// assert_eq!(v.chunks().next(), Some(&[1, 2][..]));
/// ```
pub struct Chunks<'a, T> {
    source: Source<'a, T>,
    /// What is still to come: positions of elements.
    next: usize,
    end: usize,
    /// The leaves from `next` on, as far as they are known: most need no descent.
    known: Siblings<'a, T>,
}

impl<'a, T> Chunks<'a, T> {
    /// The elements `next..end`, which are in bounds.
    pub(super) fn new(source: Source<'a, T>, next: usize, end: usize) -> Self {
        Self { source, next, end, known: &[] }
    }

    /// Passes over some elements, of which there are so many.
    fn pass_over(&mut self, count: usize) {
        self.next += count;
        self.known = &[];
    }
}

impl<'a, T> Iterator for Chunks<'a, T> {
    type Item = &'a [T];

    fn next(&mut self) -> Option<&'a [T]> {
        if self.next >= self.end {
            return None;
        }
        let (begin, run);
        if let Some((node, next)) = self.known.split_first() {
            (begin, run) = (self.next, node.leaf_at(0).0.as_slice());
            self.known = next;
        } else {
            (begin, run, self.known) = self.source.chunk_and_next(self.next)?;
        }
        let chunk = &run[self.next - begin..run.len().min(self.end - begin)];
        self.next += chunk.len();
        Some(chunk)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.end - self.next;
        (usize::from(left > 0), Some(left))
    }

    fn last(mut self) -> Option<&'a [T]> {
        self.next_back()
    }
}

impl<T> DoubleEndedIterator for Chunks<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let (begin, run) = self.source.chunk_at(self.end - 1)?;
        let chunk = &run[self.next.saturating_sub(begin)..self.end - begin];
        self.end -= chunk.len();
        Some(chunk)
    }
}

impl<T> FusedIterator for Chunks<'_, T> {}

impl<T> Clone for Chunks<'_, T> {
    fn clone(&self) -> Self {
        Self { source: self.source.clone(), ..*self }
    }
}

impl<T: fmt::Debug> fmt::Debug for Chunks<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// The elements of a vector, by reference.
///
/// `nth`, `skip` and their kind take **O(log n)** time. Made by [`Vector::iter`],
/// [`Vector::range`] and the `IntoIterator` of [`Focus`](super::Focus).
///
/// ```
/// use offshoot::Vector;
///
/// let v: Vector<_> = (0..1_000).collect();
/// let mut iter = v.iter();
/// assert_eq!((iter.nth(500), iter.next_back(), iter.len()), (Some(&500), Some(&999), 498));
/// ```
pub struct Iter<'a, T> {
    front: slice::Iter<'a, T>,
    chunks: Chunks<'a, T>,
    back: slice::Iter<'a, T>,
}

impl<'a, T> Iter<'a, T> {
    /// The elements `next..end`, which are in bounds.
    pub(super) fn new(source: Source<'a, T>, next: usize, end: usize) -> Self {
        Self { front: [].iter(), chunks: Chunks::new(source, next, end), back: [].iter() }
    }

    fn between(&self) -> usize {
        self.chunks.end - self.chunks.next
    }

    #[inline(never)]
    fn next_run(&mut self) -> Option<&'a T> {
        match self.chunks.next() {
            Some(run) => {
                self.front = run.iter();
                self.front.next()
            }
            None => self.back.next(),
        }
    }

    #[inline(never)]
    fn next_run_back(&mut self) -> Option<&'a T> {
        match self.chunks.next_back() {
            Some(run) => {
                self.back = run.iter();
                self.back.next_back()
            }
            None => self.front.next_back(),
        }
    }
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        match self.front.next() {
            Some(element) => Some(element),
            None => self.next_run(),
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.front.len() + self.between() + self.back.len();
        (len, Some(len))
    }

    fn nth(&mut self, n: usize) -> Option<&'a T> {
        let Some(n) = n.checked_sub(self.front.len()) else { return self.front.nth(n) };
        self.front = [].iter();
        if n < self.between() {
            self.chunks.pass_over(n);
            return self.next_run();
        }
        let n = n - self.between();
        self.chunks.pass_over(self.between());
        self.back.nth(n)
    }

    fn fold<B, F: FnMut(B, &'a T) -> B>(self, init: B, mut f: F) -> B {
        let mut result = self.front.fold(init, &mut f);
        for run in self.chunks {
            result = run.iter().fold(result, &mut f);
        }
        self.back.fold(result, f)
    }

    fn count(self) -> usize {
        self.len()
    }

    fn last(mut self) -> Option<&'a T> {
        self.next_back()
    }
}

impl<'a, T> DoubleEndedIterator for Iter<'a, T> {
    #[inline]
    fn next_back(&mut self) -> Option<&'a T> {
        match self.back.next_back() {
            Some(element) => Some(element),
            None => self.next_run_back(),
        }
    }

    fn nth_back(&mut self, n: usize) -> Option<&'a T> {
        let Some(n) = n.checked_sub(self.back.len()) else { return self.back.nth_back(n) };
        self.back = [].iter();
        if n < self.between() {
            self.chunks.end -= n;
            return self.next_run_back();
        }
        let n = n - self.between();
        self.chunks.end = self.chunks.next;
        self.front.nth_back(n)
    }

    fn rfold<B, F: FnMut(B, &'a T) -> B>(self, init: B, mut f: F) -> B {
        let mut result = self.back.rfold(init, &mut f);
        for run in self.chunks.rev() {
            result = run.iter().rfold(result, &mut f);
        }
        self.front.rfold(result, f)
    }
}

impl<T> Default for Iter<'_, T> {
    /// No elements.
    fn default() -> Self {
        Self::new(Source::Nothing, 0, 0)
    }
}

impl<T> ExactSizeIterator for Iter<'_, T> {}
impl<T> FusedIterator for Iter<'_, T> {}

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Self { front: self.front.clone(), chunks: self.chunks.clone(), back: self.back.clone() }
    }
}

impl<T: fmt::Debug> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// The leaves of a vector, as mutable slices. A shared leaf is copied when it is reached.
///
/// Made by [`Vector::chunks_mut`] and [`Vector::leaves_mut`].
///
/// ```
/// use offshoot::Vector;
///
/// let mut v = Vector::from([1, 2]);
/// v.chunks_mut().flatten().for_each(|x| *x += 1);
/// assert_eq!(v, [2, 3]);
/// ```
pub struct ChunksMut<'a, T> {
    reach: Reach<'a, T>,
}

impl<'a, T> ChunksMut<'a, T> {
    pub(super) fn new(vector: &'a mut Vector<T>) -> Self {
        Self { reach: Reach::new(vector) }
    }
}

impl<'a, T: Clone> Iterator for ChunksMut<'a, T> {
    type Item = &'a mut [T];

    fn next(&mut self) -> Option<&'a mut [T]> {
        if !self.reach.front.is_empty() {
            return Some(core::mem::take(&mut self.reach.front));
        }
        self.reach.leaves.next().map(slice_mut)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.reach.len();
        (usize::from(left > 0), Some(left))
    }
}

impl<T: Clone> DoubleEndedIterator for ChunksMut<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        if let Some(leaf) = self.reach.leaves.next_back() {
            return Some(slice_mut(leaf));
        }
        Some(core::mem::take(&mut self.reach.front)).filter(|run| !run.is_empty())
    }
}

impl<T: Clone> FusedIterator for ChunksMut<'_, T> {}

impl<T> fmt::Debug for ChunksMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChunksMut").field("len", &self.reach.len()).finish_non_exhaustive()
    }
}

/// The elements of a vector, by mutable reference. A shared leaf is copied when it is reached;
/// what `nth` and `skip` pass over is not.
///
/// Made by [`Vector::iter_mut`] and [`Vector::range_mut`].
///
/// ```
/// use offshoot::Vector;
///
/// let mut v: Vector<_> = (0..1_000).collect();
/// v.iter_mut().skip(999).for_each(|x| *x = 0);
/// assert_eq!(v.back(), Some(&0));
/// ```
pub struct IterMut<'a, T> {
    front: slice::IterMut<'a, T>,
    leaves: Leaves<'a, T>,
    back: slice::IterMut<'a, T>,
    len: usize,
}

impl<'a, T> IterMut<'a, T> {
    pub(super) fn new(reach: Reach<'a, T>) -> Self {
        let len = reach.len();
        let Reach { front, leaves, back } = reach;
        Self { front: front.iter_mut(), leaves, back: back.iter_mut(), len }
    }
}

impl<'a, T: Clone> IterMut<'a, T> {
    #[inline(never)]
    fn next_run(&mut self) -> Option<&'a mut T> {
        match self.leaves.next() {
            Some(run) => {
                self.front = slice_mut(run).iter_mut();
                self.front.next()
            }
            None => self.back.next(),
        }
    }

    #[inline(never)]
    fn next_run_back(&mut self) -> Option<&'a mut T> {
        match self.leaves.next_back() {
            Some(run) => {
                self.back = slice_mut(run).iter_mut();
                self.back.next_back()
            }
            None => self.front.next_back(),
        }
    }
}

impl<'a, T: Clone> Iterator for IterMut<'a, T> {
    type Item = &'a mut T;

    #[inline]
    fn next(&mut self) -> Option<&'a mut T> {
        let element = match self.front.next() {
            Some(element) => element,
            None => self.next_run()?,
        };
        self.len -= 1;
        Some(element)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len, Some(self.len))
    }

    fn nth(&mut self, n: usize) -> Option<&'a mut T> {
        if n >= self.len {
            *self = Self::default();
            return None;
        }
        self.len -= n + 1;
        let Some(n) = n.checked_sub(self.front.len()) else { return self.front.nth(n) };
        self.front = Default::default();
        let n = self.leaves.skip(n);
        match self.leaves.next() {
            Some(run) => {
                self.front = slice_mut(run).iter_mut();
                self.front.nth(n)
            }
            None => self.back.nth(n),
        }
    }

    fn fold<B, F: FnMut(B, &'a mut T) -> B>(mut self, init: B, mut f: F) -> B {
        let mut result = self.front.fold(init, &mut f);
        while let Some(run) = self.leaves.next() {
            result = slice_mut(run).iter_mut().fold(result, &mut f);
        }
        self.back.fold(result, f)
    }

    fn count(self) -> usize {
        self.len
    }

    fn last(mut self) -> Option<&'a mut T> {
        self.next_back()
    }
}

impl<'a, T: Clone> DoubleEndedIterator for IterMut<'a, T> {
    #[inline]
    fn next_back(&mut self) -> Option<&'a mut T> {
        let element = match self.back.next_back() {
            Some(element) => element,
            None => self.next_run_back()?,
        };
        self.len -= 1;
        Some(element)
    }

    fn nth_back(&mut self, n: usize) -> Option<&'a mut T> {
        if n >= self.len {
            *self = Self::default();
            return None;
        }
        self.len -= n + 1;
        let Some(n) = n.checked_sub(self.back.len()) else { return self.back.nth_back(n) };
        self.back = Default::default();
        let n = self.leaves.skip_back(n);
        match self.leaves.next_back() {
            Some(run) => {
                self.back = slice_mut(run).iter_mut();
                self.back.nth_back(n)
            }
            None => self.front.nth_back(n),
        }
    }
}

impl<T> Default for IterMut<'_, T> {
    /// No elements.
    fn default() -> Self {
        Self::new(Reach::default())
    }
}

impl<T: Clone> ExactSizeIterator for IterMut<'_, T> {}
impl<T: Clone> FusedIterator for IterMut<'_, T> {}

impl<T> fmt::Debug for IterMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IterMut").field("len", &self.len).finish_non_exhaustive()
    }
}

/// The elements of a vector, by value: moved where nobody shares them, else cloned, a leaf at a
/// time.
///
/// Made by the `IntoIterator` of [`Vector`].
///
/// ```
/// use offshoot::Vector;
///
/// let v = Vector::from(["a".to_string(), "b".to_string()]);
/// assert_eq!(v.into_iter().rev().collect::<String>(), "ba");
/// ```
#[derive(Clone)]
pub struct ConsumingIter<T> {
    rest: Vector<T>,
}

impl<T> Default for ConsumingIter<T> {
    /// No elements.
    fn default() -> Self {
        Self::new(Vector::new())
    }
}

impl<T> ConsumingIter<T> {
    pub(super) fn new(rest: Vector<T>) -> Self {
        Self { rest }
    }
}

impl<T: Clone> Iterator for ConsumingIter<T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.rest.pop_front()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rest.len(), Some(self.rest.len()))
    }

    fn nth(&mut self, n: usize) -> Option<T> {
        self.rest = self.rest.split_off(n.min(self.rest.len()));
        self.rest.pop_front()
    }

    fn count(self) -> usize {
        self.rest.len()
    }

    fn last(mut self) -> Option<T> {
        let last = self.rest.pop_back();
        // Now, and not behind the return value, which the compiler would leak if a destructor panics.
        drop(self);
        last
    }
}

impl<T: Clone> DoubleEndedIterator for ConsumingIter<T> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        self.rest.pop_back()
    }

    fn nth_back(&mut self, n: usize) -> Option<T> {
        self.rest.truncate(self.rest.len().saturating_sub(n));
        self.rest.pop_back()
    }
}

impl<T: Clone> ExactSizeIterator for ConsumingIter<T> {}
impl<T: Clone> FusedIterator for ConsumingIter<T> {}

impl<T: fmt::Debug> fmt::Debug for ConsumingIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rest.fmt(f)
    }
}

/// Elements taken out of a vector, by value.
///
/// Made by [`Vector::drain`] and [`Vector::splice`].
///
/// ```
/// use offshoot::Vector;
///
/// let mut v = Vector::from([1, 2, 3]);
/// assert_eq!(v.drain(1..).sum::<i32>(), 5);
/// ```
#[derive(Debug)]
pub struct Drain<'a, T> {
    removed: ConsumingIter<T>,
    borrows: PhantomData<&'a mut Vector<T>>,
}

impl<T> Drain<'_, T> {
    pub(super) fn new(removed: Vector<T>) -> Self {
        Self { removed: ConsumingIter::new(removed), borrows: PhantomData }
    }
}

impl<T: Clone> Iterator for Drain<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.removed.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.removed.size_hint()
    }

    fn nth(&mut self, n: usize) -> Option<T> {
        self.removed.nth(n)
    }
}

impl<T: Clone> DoubleEndedIterator for Drain<'_, T> {
    fn next_back(&mut self) -> Option<T> {
        self.removed.next_back()
    }

    fn nth_back(&mut self, n: usize) -> Option<T> {
        self.removed.nth_back(n)
    }
}

impl<T: Clone> ExactSizeIterator for Drain<'_, T> {}
impl<T: Clone> FusedIterator for Drain<'_, T> {}
