//! What mutable iterators and cursors may touch. Knows leaves, not what is done with them.
//!
//! ```text
//!   front      head   leaves of the tree   tail      back
//! [ slice ]  [ Slots ] [ Slots ] ...     [ Slots ] [ slice ]
//! ```
//!
//! A shared leaf is copied when it is reached, and not before.

use core::mem;

use super::{Parts, Repr, Vector, leaf};
use crate::raw::Slots;
use crate::tree::Wide;
use crate::tree::bplus::{Mutable, Places, Shared};

/// The elements of a run, made its handle's own.
pub(super) fn slice_mut<T: Clone>(run: &mut Slots<T>) -> &mut [T] {
    run.make_mut(0, leaf::capacity::<T>).as_mut_slice()
}

impl<T: Clone> Vector<T> {
    /// All elements, to change, where they lie in one run.
    pub(super) fn only_run_mut(&mut self) -> Option<&mut [T]> {
        match &mut self.repr {
            Repr::Inline(few) => Some(few.as_mut_slice()),
            Repr::Tree(parts) if parts.tree.is_empty() && parts.head.is_none() => {
                parts.tail.as_mut().map(slice_mut)
            }
            Repr::Tree(_) => None,
        }
    }
}

/// The leaves of a vector, to change, from both ends.
pub(super) struct Leaves<'a, T> {
    head: Option<&'a mut Slots<T>>,
    inner: Mutable<'a, Slots<T>>,
    /// The elements of `inner`.
    size: usize,
    tail: Option<&'a mut Slots<T>>,
}

fn len_of<T>(end: &Option<&mut Slots<T>>) -> usize {
    end.as_ref().map_or(0, |run| run.len())
}

impl<T> Default for Leaves<'_, T> {
    fn default() -> Self {
        Self { head: None, inner: Mutable::new(None), size: 0, tail: None }
    }
}

impl<'a, T> Leaves<'a, T> {
    fn len(&self) -> usize {
        len_of(&self.head) + self.size + len_of(&self.tail)
    }

    /// The next leaf from the front, which is not empty.
    pub(super) fn next(&mut self) -> Option<&'a mut Slots<T>> {
        if let Some(head) = self.head.take().filter(|head| head.len() > 0) {
            return Some(head);
        }
        if let Some(leaf) = self.inner.next() {
            self.size -= leaf.len();
            return Some(leaf);
        }
        self.tail.take().filter(|tail| tail.len() > 0)
    }

    /// As `next`, from the back.
    pub(super) fn next_back(&mut self) -> Option<&'a mut Slots<T>> {
        if let Some(tail) = self.tail.take().filter(|tail| tail.len() > 0) {
            return Some(tail);
        }
        if let Some(leaf) = self.inner.next_back() {
            self.size -= leaf.len();
            return Some(leaf);
        }
        self.head.take().filter(|head| head.len() > 0)
    }

    /// Passes over all whole leaves among the next `count` elements; returns how many elements are
    /// left to pass over, which lie in the next leaf, or behind the last.
    pub(super) fn skip(&mut self, mut count: usize) -> usize {
        let head = len_of(&self.head);
        if count < head {
            return count;
        }
        self.head = None;
        count -= head;
        if count < self.size {
            let rest = self.inner.skip(count);
            self.size -= count - rest;
            return rest;
        }
        count -= mem::take(&mut self.size);
        self.inner = Mutable::new(None);
        let tail = len_of(&self.tail);
        if count < tail {
            return count;
        }
        self.tail = None;
        count - tail
    }

    /// As `skip`, from the back.
    pub(super) fn skip_back(&mut self, mut count: usize) -> usize {
        let tail = len_of(&self.tail);
        if count < tail {
            return count;
        }
        self.tail = None;
        count -= tail;
        if count < self.size {
            let rest = self.inner.skip_back(count);
            self.size -= count - rest;
            return rest;
        }
        count -= mem::take(&mut self.size);
        self.inner = Mutable::new(None);
        let head = len_of(&self.head);
        if count < head {
            return count;
        }
        self.head = None;
        count - head
    }

    /// Cuts at the leaf that holds `pos`: what comes before stays, the leaf and the place in it are
    /// returned (none at a border), and what comes behind.
    fn cut(&mut self, pos: usize) -> (Option<(&'a mut Slots<T>, usize)>, Self) {
        let head = len_of(&self.head);
        if pos == 0 {
            return (None, mem::take(self));
        }
        if pos < head {
            let found = self.head.take().map(|run| (run, pos));
            return (found, mem::take(self));
        }
        let (at, size) = (pos - head, self.size);
        if at > size {
            let found = self.tail.take_if(|tail| at - size < tail.len());
            return (found.map(|run| (run, at - size)), Self::default());
        }
        let (found, inner) = self.inner.cut(at);
        let between = found.as_ref().map_or(0, |(run, _)| run.len());
        let before = at - found.as_ref().map_or(0, |(_, at)| *at);
        self.size = before;
        let behind =
            Self { head: None, inner, size: size - before - between, tail: self.tail.take() };
        (found, behind)
    }

    /// The leaf that holds `pos`, and where in it, without giving the rest up.
    fn leaf_at(&mut self, mut pos: usize) -> Option<(&mut Slots<T>, usize)> {
        let head = len_of(&self.head);
        if pos < head {
            return Some((self.head.as_deref_mut()?, pos));
        }
        pos -= head;
        if pos < self.size {
            return self.inner.leaf_at(pos);
        }
        Some((self.tail.as_deref_mut()?, pos - self.size))
    }

    /// The same leaves, given back when the result goes.
    fn reborrow(&mut self) -> Leaves<'_, T> {
        Leaves {
            head: self.head.as_deref_mut(),
            inner: self.inner.reborrow(),
            size: self.size,
            tail: self.tail.as_deref_mut(),
        }
    }
}

impl<T> Parts<T> {
    /// All leaves, to change.
    pub(super) fn leaves_mut(&mut self) -> Leaves<'_, T> {
        let size = self.tree.size();
        let (head, tail) = (self.head.as_mut(), self.tail.as_mut());
        Leaves { head, inner: self.tree.mutable(), size, tail }
    }
}

/// The part of a vector that a mutable iterator or cursor has. Cut in two, neither half reaches
/// what the other has.
pub(super) struct Reach<'a, T> {
    pub(super) front: &'a mut [T],
    pub(super) leaves: Leaves<'a, T>,
    pub(super) back: &'a mut [T],
}

impl<T> Default for Reach<'_, T> {
    fn default() -> Self {
        Self { front: &mut [], leaves: Leaves::default(), back: &mut [] }
    }
}

impl<'a, T> Reach<'a, T> {
    /// All of a vector. Copies nothing.
    pub(super) fn new(vector: &'a mut Vector<T>) -> Self {
        match &mut vector.repr {
            Repr::Inline(few) => Self { front: few.as_mut_slice(), ..Self::default() },
            Repr::Tree(parts) => Self { leaves: parts.leaves_mut(), ..Self::default() },
        }
    }

    pub(super) fn len(&self) -> usize {
        self.front.len() + self.leaves.len() + self.back.len()
    }

    /// The same part, given back when the result goes.
    pub(super) fn reborrow(&mut self) -> Reach<'_, T> {
        Reach { front: self.front, leaves: self.leaves.reborrow(), back: self.back }
    }

    /// The same part, to read.
    pub(super) fn into_seen(self) -> Seen<'a, T> {
        let Leaves { head, inner, size, tail } = self.leaves;
        let end = |run: Option<&'a mut Slots<T>>| run.map_or(&[][..], |run| run.as_slice());
        Seen {
            before: [self.front, end(head)],
            leaves: inner.into_shared(),
            size,
            behind: [end(tail), self.back],
        }
    }
}

impl<T: Clone> Reach<'_, T> {
    /// The run that holds `index`, and where it begins.
    pub(super) fn run_at(&mut self, index: usize) -> (&mut [T], usize) {
        let front = self.front.len();
        if index < front {
            return (self.front, 0);
        }
        let behind = front + self.leaves.len();
        if index >= behind {
            return (self.back, behind);
        }
        let (leaf, at) = self.leaves.leaf_at(index - front).expect("the lengths add up");
        (slice_mut(leaf), index - at)
    }

    /// What comes before `index`, and the rest.
    pub(super) fn split_at(self, index: usize) -> (Self, Self) {
        let Self { front, mut leaves, back } = self;
        if index < front.len() {
            let (low, high) = front.split_at_mut(index);
            return (Self { front: low, ..Self::default() }, Self { front: high, leaves, back });
        }
        let pos = index - front.len();
        if let Some(at) = pos.checked_sub(leaves.len()) {
            let (low, high) = back.split_at_mut(at);
            return (Self { front, leaves, back: low }, Self { front: high, ..Self::default() });
        }
        let (found, behind) = leaves.cut(pos);
        let (low, high) = match found {
            Some((leaf, at)) => slice_mut(leaf).split_at_mut(at),
            None => Default::default(),
        };
        (Self { front, leaves, back: low }, Self { front: high, leaves: behind, back })
    }
}

/// What a reach had, to read.
pub(super) struct Seen<'a, T> {
    before: [&'a [T]; 2],
    leaves: Shared<'a, Slots<T>, Places, Wide>,
    /// The elements of `leaves`.
    size: usize,
    behind: [&'a [T]; 2],
}

impl<'a, T> Seen<'a, T> {
    /// The run that holds `index`, and where it begins.
    pub(super) fn chunk_at(&self, index: usize) -> Option<(usize, &'a [T])> {
        let mut begin = 0;
        for run in self.before {
            if index - begin < run.len() {
                return Some((begin, run));
            }
            begin += run.len();
        }
        if index - begin < self.size {
            let (leaf, at) = self.leaves.leaf_at(index - begin)?;
            return Some((index - at, leaf.as_slice()));
        }
        begin += self.size;
        for run in self.behind {
            if index - begin < run.len() {
                return Some((begin, run));
            }
            begin += run.len();
        }
        None
    }
}
