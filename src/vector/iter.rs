//! Iterators over a vector. Do not know how its tree is laid out: they ask for a leaf at a position.

use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::slice;

use super::{Parts, Repr, Vector, leaf};
use crate::raw::Slots;
use crate::tree::bplus::Mutable;

/// The head, the leaves of the tree, the tail.
type Runs<'a, T> = (Option<&'a mut Slots<T>>, Mutable<'a, Slots<T>>, Option<&'a mut Slots<T>>);

impl<T> Parts<T> {
    /// The two ends, and the leaves between them, to change.
    pub(super) fn runs_mut(&mut self) -> Runs<'_, T> {
        (self.head.as_mut(), self.tree.mutable(), self.tail.as_mut())
    }

    /// Calls `each` for all runs of elements in order.
    pub(super) fn each_leaf(&mut self, mut each: impl FnMut(&mut Slots<T>)) {
        let (head, mut leaves, tail) = self.runs_mut();
        head.into_iter().for_each(&mut each);
        while let Some(leaf) = leaves.next() {
            each(leaf);
        }
        tail.into_iter().for_each(each);
    }
}

/// The leaves of a vector, as slices.
///
/// Made by [`Vector::chunks`].
pub struct Chunks<'a, T> {
    vector: &'a Vector<T>,
    /// What is still to come: positions of elements.
    next: usize,
    end: usize,
}

impl<'a, T> Chunks<'a, T> {
    /// The elements `next..end`, which are in bounds.
    pub(super) fn new(vector: &'a Vector<T>, next: usize, end: usize) -> Self {
        Self { vector, next, end }
    }
}

impl<'a, T> Iterator for Chunks<'a, T> {
    type Item = &'a [T];

    fn next(&mut self) -> Option<&'a [T]> {
        if self.next >= self.end {
            return None;
        }
        let (begin, run) = self.vector.chunk_at(self.next)?;
        let chunk = &run[self.next - begin..run.len().min(self.end - begin)];
        self.next += chunk.len();
        Some(chunk)
    }
}

impl<T> DoubleEndedIterator for Chunks<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let (begin, run) = self.vector.chunk_at(self.end - 1)?;
        let chunk = &run[self.next.saturating_sub(begin)..self.end - begin];
        self.end -= chunk.len();
        Some(chunk)
    }
}

impl<T> FusedIterator for Chunks<'_, T> {}

impl<T> Clone for Chunks<'_, T> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<T: fmt::Debug> fmt::Debug for Chunks<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// The elements of a vector, by reference.
///
/// `nth`, `skip` and their kind take **O(log n)** time. Made by [`Vector::iter`] and
/// [`Vector::range`].
pub struct Iter<'a, T> {
    front: slice::Iter<'a, T>,
    chunks: Chunks<'a, T>,
    back: slice::Iter<'a, T>,
}

impl<'a, T> Iter<'a, T> {
    /// The elements `next..end`, which are in bounds.
    pub(super) fn new(vector: &'a Vector<T>, next: usize, end: usize) -> Self {
        Self { front: [].iter(), chunks: Chunks::new(vector, next, end), back: [].iter() }
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
            self.chunks.next += n;
            return self.next_run();
        }
        let n = n - self.between();
        self.chunks.next = self.chunks.end;
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
/// Made by [`Vector::chunks_mut`].
pub struct ChunksMut<'a, T> {
    pub(super) head: Option<&'a mut [T]>,
    pub(super) leaves: Mutable<'a, Slots<T>>,
    pub(super) tail: Option<&'a mut [T]>,
}

impl<'a, T: Clone> ChunksMut<'a, T> {
    pub(super) fn new(vector: &'a mut Vector<T>) -> Self {
        match &mut vector.repr {
            Repr::Inline(few) => {
                Self { head: Some(few.as_mut_slice()), leaves: Mutable::new(None), tail: None }
            }
            Repr::Tree(parts) => {
                let (head, leaves, tail) = parts.runs_mut();
                Self { head: head.map(slice_mut), leaves, tail: tail.map(slice_mut) }
            }
        }
    }
}

/// The elements of a run, made its handle's own.
pub(super) fn slice_mut<T: Clone>(run: &mut Slots<T>) -> &mut [T] {
    run.make_mut(0, leaf::capacity::<T>).as_mut_slice()
}

impl<'a, T: Clone> Iterator for ChunksMut<'a, T> {
    type Item = &'a mut [T];

    fn next(&mut self) -> Option<&'a mut [T]> {
        let next = |this: &mut Self| {
            this.head
                .take()
                .or_else(|| this.leaves.next().map(slice_mut))
                .or_else(|| this.tail.take())
        };
        next(self)
            .filter(|run| !run.is_empty())
            .or_else(|| next(self).filter(|run| !run.is_empty()))
    }
}

impl<T: Clone> DoubleEndedIterator for ChunksMut<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let next = |this: &mut Self| {
            this.tail
                .take()
                .or_else(|| this.leaves.next_back().map(slice_mut))
                .or_else(|| this.head.take())
        };
        next(self)
            .filter(|run| !run.is_empty())
            .or_else(|| next(self).filter(|run| !run.is_empty()))
    }
}

impl<T: Clone> FusedIterator for ChunksMut<'_, T> {}

impl<T> fmt::Debug for ChunksMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChunksMut").finish_non_exhaustive()
    }
}

/// The elements of a vector, by mutable reference. A shared leaf is copied when it is reached;
/// what `nth` and `skip` pass over is not.
///
/// Made by [`Vector::iter_mut`].
pub struct IterMut<'a, T> {
    front: slice::IterMut<'a, T>,
    leaves: Mutable<'a, Slots<T>>,
    back: slice::IterMut<'a, T>,
    len: usize,
}

impl<'a, T: Clone> IterMut<'a, T> {
    pub(super) fn new(vector: &'a mut Vector<T>) -> Self {
        let len = vector.len();
        let ChunksMut { head, leaves, tail } = ChunksMut::new(vector);
        Self::of(head.unwrap_or_default(), leaves, tail.unwrap_or_default(), len)
    }

    pub(super) fn of(
        front: &'a mut [T],
        leaves: Mutable<'a, Slots<T>>,
        back: &'a mut [T],
        len: usize,
    ) -> Self {
        Self { front: front.iter_mut(), leaves, back: back.iter_mut(), len }
    }

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
            (self.front, self.back, self.len) = (Default::default(), Default::default(), 0);
            self.leaves = Mutable::new(None);
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

    fn count(self) -> usize {
        self.len
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
            (self.front, self.back, self.len) = (Default::default(), Default::default(), 0);
            self.leaves = Mutable::new(None);
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
#[derive(Clone)]
pub struct ConsumingIter<T: Clone> {
    rest: Vector<T>,
}

impl<T: Clone> ConsumingIter<T> {
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

impl<T: Clone + fmt::Debug> fmt::Debug for ConsumingIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rest.fmt(f)
    }
}

/// Elements taken out of a vector, by value.
///
/// Made by [`Vector::drain`] and [`Vector::splice`].
#[derive(Debug)]
pub struct Drain<'a, T: Clone> {
    removed: ConsumingIter<T>,
    borrows: PhantomData<&'a mut Vector<T>>,
}

impl<T: Clone> Drain<'_, T> {
    pub(super) fn new(removed: Vector<T>) -> Self {
        Self { removed: removed.into_iter(), borrows: PhantomData }
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
