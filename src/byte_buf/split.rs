//! What iterators over a part of a buffer may touch. Knows leaves, not what is done with them.

use alloc::vec;
use alloc::vec::Vec;
use core::mem;
use core::ops::Range;
use core::slice;

use super::ByteBuf;
use super::leaf::Piece;
use crate::tree::PAGE;
use crate::tree::bplus::{Leaf, Mutable};

/// The bytes of a leaf, made its handle's own.
#[inline]
fn slice_mut(leaf: &mut Piece) -> &mut [u8] {
    if leaf.as_mut_slice().is_none() {
        *leaf = Piece::from_vec(leaf.as_slice().to_vec());
    }
    leaf.as_mut_slice().expect("a buffer that was copied has one owner")
}

/// The part of a buffer that a mutable iterator has. Cut in two, neither half reaches what the other has.
/// Shared branches are copied where it is cut, a leaf when it is reached.
pub(crate) struct Reach<'a> {
    front: &'a mut [u8],
    leaves: Mutable<'a, Piece>,
    /// The bytes of `leaves`.
    size: usize,
    back: &'a mut [u8],
}

impl Default for Reach<'_> {
    #[inline]
    fn default() -> Self {
        Self { front: &mut [], leaves: Mutable::new(None), size: 0, back: &mut [] }
    }
}

impl<'a> Reach<'a> {
    /// All of a buffer. Copies nothing.
    #[inline]
    pub(crate) fn new(buffer: &'a mut ByteBuf) -> Self {
        Self { size: buffer.len(), leaves: buffer.tree.mutable(), ..Self::default() }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.front.len() + self.size + self.back.len()
    }

    /// What comes before `index`, which is in bounds, and the rest.
    #[inline]
    pub(crate) fn cut(self, index: usize) -> (Self, Self) {
        let Self { front, mut leaves, size, back } = self;
        let none = Self::default;
        if index < front.len() {
            let (low, high) = front.split_at_mut(index);
            return (Self { front: low, ..none() }, Self { front: high, leaves, size, back });
        }
        let pos = index - front.len();
        if let Some(at) = pos.checked_sub(size) {
            let (low, high) = back.split_at_mut(at);
            return (Self { front, leaves, size, back: low }, Self { front: high, ..none() });
        }
        let (found, behind) = leaves.cut(pos);
        let Some((leaf, at)) = found else {
            let high = Self { leaves: behind, size: size - pos, back, ..none() };
            return (Self { front, leaves, size: pos, ..none() }, high);
        };
        let (before, len) = (pos - at, leaf.len());
        let (low, high) = slice_mut(leaf).split_at_mut(at);
        let high = Self { front: high, leaves: behind, size: size - before - len, back };
        (Self { front, leaves, size: before, back: low }, high)
    }

    /// Two parts, cut where the leaf in the middle begins, or else ends; none where there is one leaf only.
    #[inline]
    pub(crate) fn cut_at_leaf(mut self) -> (Self, Option<Self>) {
        let middle = self.size / 2;
        let Some((leaf, at)) = self.leaves.leaf_at(middle) else { return (self, None) };
        let index = if middle > at { middle - at } else { leaf.len() };
        if index >= self.size {
            return (self, None);
        }
        let index = self.front.len() + index;
        let (low, high) = self.cut(index);
        (low, Some(high))
    }

    /// The next run, which is not empty.
    #[inline]
    pub(crate) fn next_run(&mut self) -> Option<&'a mut [u8]> {
        if !self.front.is_empty() {
            return Some(mem::take(&mut self.front));
        }
        if let Some(leaf) = self.leaves.next() {
            self.size -= leaf.len();
            return Some(slice_mut(leaf));
        }
        Some(mem::take(&mut self.back)).filter(|run| !run.is_empty())
    }

    /// As `next_run`, from the back.
    #[inline]
    fn next_run_back(&mut self) -> Option<&'a mut [u8]> {
        if !self.back.is_empty() {
            return Some(mem::take(&mut self.back));
        }
        if let Some(leaf) = self.leaves.next_back() {
            self.size -= leaf.len();
            return Some(slice_mut(leaf));
        }
        Some(mem::take(&mut self.front)).filter(|run| !run.is_empty())
    }
}

/// Bytes one by one, to change.
pub(crate) struct IterMut<'a> {
    front: slice::IterMut<'a, u8>,
    between: Reach<'a>,
    back: slice::IterMut<'a, u8>,
}

impl<'a> IterMut<'a> {
    #[inline]
    pub(crate) fn new(between: Reach<'a>) -> Self {
        Self { front: Default::default(), between, back: Default::default() }
    }
}

impl<'a> Iterator for IterMut<'a> {
    type Item = &'a mut u8;

    #[inline]
    fn next(&mut self) -> Option<&'a mut u8> {
        loop {
            if let Some(byte) = self.front.next() {
                return Some(byte);
            }
            match self.between.next_run() {
                Some(run) => self.front = run.iter_mut(),
                None => return self.back.next(),
            }
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.front.len() + self.between.len() + self.back.len();
        (len, Some(len))
    }

    #[inline]
    fn fold<B, F: FnMut(B, &'a mut u8) -> B>(mut self, init: B, mut f: F) -> B {
        let mut result = self.front.fold(init, &mut f);
        while let Some(run) = self.between.next_run() {
            result = run.iter_mut().fold(result, &mut f);
        }
        self.back.fold(result, f)
    }
}

impl DoubleEndedIterator for IterMut<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(byte) = self.back.next_back() {
                return Some(byte);
            }
            match self.between.next_run_back() {
                Some(run) => self.back = run.iter_mut(),
                None => return self.front.next_back(),
            }
        }
    }
}

impl ExactSizeIterator for IterMut<'_> {}

/// The bytes of a range of a buffer, by value. A page of them at a time is copied.
pub(crate) struct IntoIter {
    front: vec::IntoIter<u8>,
    buffer: ByteBuf,
    /// What is still to be copied.
    between: Range<usize>,
    back: vec::IntoIter<u8>,
}

impl IntoIter {
    /// The range is in bounds.
    #[inline]
    pub(crate) fn new(buffer: ByteBuf, between: Range<usize>) -> Self {
        Self { front: Vec::new().into_iter(), buffer, between, back: Vec::new().into_iter() }
    }

    #[inline]
    fn page(&self, range: Range<usize>) -> vec::IntoIter<u8> {
        let mut page = vec![0; range.len()];
        self.buffer.read_at(range.start, &mut page);
        page.into_iter()
    }
}

impl Iterator for IntoIter {
    type Item = u8;

    #[inline]
    fn next(&mut self) -> Option<u8> {
        if self.front.len() == 0 && !self.between.is_empty() {
            let Range { start, end } = self.between;
            let cut = end.min(start + PAGE);
            self.between = cut..end;
            self.front = self.page(start..cut);
        }
        self.front.next().or_else(|| self.back.next())
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.front.len() + self.between.len() + self.back.len();
        (len, Some(len))
    }
}

impl DoubleEndedIterator for IntoIter {
    #[inline]
    fn next_back(&mut self) -> Option<u8> {
        if self.back.len() == 0 && !self.between.is_empty() {
            let Range { start, end } = self.between;
            let cut = start.max(end.saturating_sub(PAGE));
            self.between = start..cut;
            self.back = self.page(cut..end);
        }
        self.back.next_back().or_else(|| self.front.next_back())
    }
}

impl ExactSizeIterator for IntoIter {}
