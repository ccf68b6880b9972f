//! Walks over leaves in order. Do not know what a leaf holds, nor what is done with it.

use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::ops::Range;

use super::{HIGHEST, Leaf, Node, Tree};
use crate::raw::{Array, Either, Room};

impl<L: Leaf<Index: Clone>> Tree<L> {
    /// All leaves, to change.
    pub(crate) fn mutable(&mut self) -> Mutable<'_, L> {
        Mutable::new(self.root.as_mut())
    }
}

/// Leaves to read, from both ends.
pub(crate) struct Leaves<'a, L: Leaf, I = <L as Leaf>::Index, W: Room = <L as Leaf>::Kids> {
    root: Option<&'a Node<L, I, W>>,
    /// Positions of the items still to come.
    next: usize,
    end: usize,
    /// What stands behind the last leaf from the front, and before the last one from the back, in
    /// the same branch: most leaves need no descent.
    behind: &'a [Node<L, I, W>],
    before: &'a [Node<L, I, W>],
}

impl<'a, L: Leaf> Leaves<'a, L> {
    /// The leaves that hold the items of a range, which lies within the tree.
    pub(crate) fn new(tree: &'a Tree<L>, next: usize, end: usize) -> Self {
        Self { root: tree.root.as_ref(), next, end, behind: &[], before: &[] }
    }

    /// The leaves that hold the items of a range that begins with the first of `behind`, which are
    /// all that follows in one branch.
    pub(super) fn from(tree: &'a Tree<L>, next: usize, end: usize, behind: &'a [Node<L>]) -> Self {
        Self { root: tree.root.as_ref(), next, end, behind, before: &[] }
    }

    /// No leaves.
    pub(crate) const fn none() -> Self {
        Self { root: None, next: 0, end: 0, behind: &[], before: &[] }
    }

    /// The number of items still to come.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.end - self.next
    }

    /// The next leaf from the front, and which of its items are meant.
    pub(crate) fn next(&mut self) -> Option<(&'a L, Range<usize>)> {
        if self.next >= self.end {
            return None;
        }
        let (node, from) = match self.behind.split_first() {
            Some((node, behind)) => {
                self.behind = behind;
                (node, 0)
            }
            None => {
                let (siblings, at, from) = self.root?.siblings_at(self.next);
                self.behind = &siblings[at + 1..];
                (&siblings[at], from)
            }
        };
        if let Some(next) = self.behind.first() {
            next.fetch(L::BYTES);
        }
        let (leaf, _) = node.leaf_at(0);
        let to = leaf.len().min(from + self.len());
        self.next += to - from;
        Some((leaf, from..to))
    }

    /// The next leaf from the back, and which of its items are meant.
    pub(crate) fn next_back(&mut self) -> Option<(&'a L, Range<usize>)> {
        if self.next >= self.end {
            return None;
        }
        let (node, to) = match self.before.split_last() {
            Some((node, before)) => {
                self.before = before;
                (node, node.size())
            }
            None => {
                let (siblings, at, last) = self.root?.siblings_at(self.end - 1);
                self.before = &siblings[..at];
                (&siblings[at], last + 1)
            }
        };
        let (leaf, _) = node.leaf_at(0);
        let from = to - to.min(self.len());
        self.end -= to - from;
        Some((leaf, from..to))
    }

    /// Passes over the next `count` items, of which there are so many.
    pub(crate) fn skip(&mut self, count: usize) {
        if count > 0 {
            self.next += count;
            self.behind = &[];
        }
    }

    /// As `skip`, from the back.
    pub(crate) fn skip_back(&mut self, count: usize) {
        if count > 0 {
            self.end -= count;
            self.before = &[];
        }
    }
}

impl<L: Leaf> Clone for Leaves<'_, L> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<L: Leaf> Tree<L> {
    /// The leaf that holds `pos`, where in it, and the leaves behind it in the same branch; none at
    /// or beyond the end.
    pub(crate) fn leaf_and_next(&self, pos: usize) -> Option<(&L, usize, &[Node<L>])> {
        let root = self.root.as_ref().filter(|root| pos < root.size())?;
        let (siblings, at, rest) = root.siblings_at(pos);
        Some((siblings[at].leaf_at(0).0, rest, &siblings[at + 1..]))
    }
}

impl<L: Leaf> Node<L> {
    /// The leaves of the lowest branch on the way to `pos`, which of them holds it, and where in it.
    fn siblings_at(&self, mut pos: usize) -> (&[Self], usize, usize) {
        let mut siblings = core::slice::from_ref(self);
        let mut at = 0;
        while let Either::Right(branch) = siblings[at].get() {
            let (kid, rest) = branch.locate(pos);
            (siblings, at, pos) = (&branch.kids, kid, rest);
        }
        (siblings, at, pos)
    }
}

/// Leaves to change, from both ends. Nodes that are passed over are not copied.
pub(crate) struct Mutable<'a, L: Leaf> {
    /// Siblings that come first, if any: most leaves are taken from here.
    front: &'a mut [Node<L>],
    /// Runs of siblings that are still to come behind these, in order; none of them is empty.
    runs: VecDeque<&'a mut [Node<L>]>,
}

impl<'a, L: Leaf> Mutable<'a, L> {
    pub(crate) fn new(root: Option<&'a mut Node<L>>) -> Self {
        Self { front: root.map_or(&mut [], core::slice::from_mut), runs: VecDeque::new() }
    }

    /// All runs, the first one as well.
    fn all_runs(&mut self) -> &mut VecDeque<&'a mut [Node<L>]> {
        let front = core::mem::take(&mut self.front);
        if !front.is_empty() {
            self.runs.push_front(front);
        }
        &mut self.runs
    }
}

impl<'a, L: Leaf<Index: Clone>> Mutable<'a, L> {
    /// The next leaf from the front.
    pub(crate) fn next(&mut self) -> Option<&'a mut L> {
        loop {
            let Some((first, rest)) = core::mem::take(&mut self.front).split_first_mut() else {
                self.front = self.runs.pop_front()?;
                continue;
            };
            if first.is_right() {
                if !rest.is_empty() {
                    self.runs.push_front(rest);
                }
                self.front = &mut first.branch_mut().kids;
            } else {
                if let Some(next) = rest.first() {
                    next.fetch(L::BYTES);
                }
                self.front = rest;
                return first.left_mut();
            }
        }
    }

    /// The next leaf from the back.
    pub(crate) fn next_back(&mut self) -> Option<&'a mut L> {
        loop {
            let last = match self.runs.pop_back() {
                Some(run) => {
                    let (last, rest) = run.split_last_mut().expect("no run is empty");
                    if !rest.is_empty() {
                        self.runs.push_back(rest);
                    }
                    last
                }
                None => {
                    let (last, rest) = core::mem::take(&mut self.front).split_last_mut()?;
                    self.front = rest;
                    last
                }
            };
            if last.is_right() {
                self.runs.push_back(&mut last.branch_mut().kids);
            } else {
                return last.left_mut();
            }
        }
    }

    /// Passes over all whole leaves among the next `count` items; returns how many items are left
    /// to pass over, which lie in the next leaf.
    pub(crate) fn skip(&mut self, mut count: usize) -> usize {
        self.all_runs();
        while let Some(run) = self.runs.pop_front() {
            let (first, rest) = run.split_first_mut().expect("no run is empty");
            let size = first.size();
            if !rest.is_empty() {
                self.runs.push_front(rest);
            }
            if size <= count {
                count -= size;
            } else if first.is_right() {
                self.runs.push_front(&mut first.branch_mut().kids);
            } else {
                self.runs.push_front(core::slice::from_mut(first));
                return count;
            }
        }
        count
    }

    /// As `skip`, from the back.
    pub(crate) fn skip_back(&mut self, mut count: usize) -> usize {
        self.all_runs();
        while let Some(run) = self.runs.pop_back() {
            let (last, rest) = run.split_last_mut().expect("no run is empty");
            let size = last.size();
            if !rest.is_empty() {
                self.runs.push_back(rest);
            }
            if size <= count {
                count -= size;
            } else if last.is_right() {
                self.runs.push_back(&mut last.branch_mut().kids);
            } else {
                self.runs.push_back(core::slice::from_mut(last));
                return count;
            }
        }
        count
    }

    /// Cuts at the leaf that holds item `pos`: what comes before stays, the leaf and the place in
    /// it are returned (none at a border), and what comes behind.
    pub(crate) fn cut(&mut self, mut pos: usize) -> (Option<(&'a mut L, usize)>, Self) {
        let mut before = VecDeque::new();
        self.all_runs();
        while let Some(run) = self.runs.pop_front() {
            let mut index = 0;
            while index < run.len() && run[index].size() <= pos {
                pos -= run[index].size();
                index += 1;
            }
            let (passed, rest) = run.split_at_mut(index);
            if !passed.is_empty() {
                before.push_back(passed);
            }
            let Some((first, rest)) = rest.split_first_mut() else { continue };
            if !rest.is_empty() {
                self.runs.push_front(rest);
            }
            if pos > 0 && first.is_right() {
                self.runs.push_front(&mut first.branch_mut().kids);
                continue;
            }
            let mut found = None;
            if pos > 0 {
                found = first.left_mut().map(|leaf| (leaf, pos));
            } else {
                self.runs.push_front(core::slice::from_mut(first));
            }
            let behind = core::mem::replace(&mut self.runs, before);
            return (found, Self { front: &mut [], runs: behind });
        }
        self.runs = before;
        (None, Self::new(None))
    }

    /// The leaf that holds item `pos`, and where in it, without giving the rest up.
    pub(crate) fn leaf_at(&mut self, mut pos: usize) -> Option<(&mut L, usize)> {
        for run in self.all_runs() {
            for node in run.iter_mut() {
                if pos < node.size() {
                    return Some(node.leaf_at_mut(pos));
                }
                pos -= node.size();
            }
        }
        None
    }
}

impl<'a, L: Leaf> Mutable<'a, L> {
    /// The same leaves, given back when the result goes.
    pub(crate) fn reborrow(&mut self) -> Mutable<'_, L> {
        Mutable { front: self.front, runs: self.runs.iter_mut().map(|run| &mut **run).collect() }
    }

    /// The same leaves, to read.
    pub(crate) fn into_shared(mut self) -> Shared<'a, L> {
        self.all_runs();
        Shared { runs: self.runs.into_iter().map(|run| &*run).collect() }
    }
}

/// Leaves to read, found by position.
pub(crate) struct Shared<'a, L: Leaf, I = <L as Leaf>::Index, W: Room = <L as Leaf>::Kids> {
    runs: Vec<&'a [Node<L, I, W>]>,
}

impl<'a, L: Leaf> Shared<'a, L> {
    /// The leaf that holds item `pos`, and where in it.
    pub(crate) fn leaf_at(&self, mut pos: usize) -> Option<(&'a L, usize)> {
        for node in self.runs.iter().copied().flatten() {
            if pos < node.size() {
                return Some(node.leaf_at(pos));
            }
            pos -= node.size();
        }
        None
    }
}

/// Two sequences of leaves walked side by side, past whatever they share.
pub(crate) struct Lockstep<'a, L: Leaf> {
    left: Pending<'a, L>,
    right: Pending<'a, L>,
}

struct Pending<'a, L: Leaf> {
    /// What is still to come: runs of siblings, the next one last, none of them empty.
    runs: Array<&'a [Node<L>], { HIGHEST + 3 }>,
    /// How many items of the next node, which is a leaf, are done.
    done: usize,
}

impl<'a, L: Leaf> Pending<'a, L> {
    const NEW: Self = Self { runs: Array::new(), done: 0 };

    /// What is to come first: at most three nodes, of any height.
    fn begin(&mut self, nodes: impl DoubleEndedIterator<Item = &'a Node<L>>) {
        nodes.rev().for_each(|node| self.runs.push(core::slice::from_ref(node)));
    }

    #[inline]
    fn next(&self) -> Option<&'a Node<L>> {
        self.runs.last()?.first()
    }

    /// Goes past the next nodes, of which there are so many in a row.
    #[inline]
    fn pass(&mut self, count: usize) {
        self.done = 0;
        if let Some(run) = self.runs.last_mut() {
            *run = &run[count..];
            if run.is_empty() {
                self.runs.pop();
            }
        }
    }

    /// Goes into the next node, a branch.
    fn open(&mut self) {
        let kids = self.next().map_or(&[][..], Node::kids);
        self.pass(1);
        self.runs.push(kids);
    }

    /// Goes past some items of the next node, a leaf of `size`.
    fn pass_items(&mut self, count: usize, size: usize) {
        self.done += count;
        if self.done == size {
            self.pass(1);
        }
    }
}

/// Items of two leaves that stand at the same place: leaf and first item of each, and how many.
pub(crate) struct Stretch<'a, L> {
    pub(crate) left: (&'a L, usize),
    pub(crate) right: (&'a L, usize),
    pub(crate) len: usize,
}

impl<'a, L: Leaf> Lockstep<'a, L> {
    /// Shows `each` the items at the same positions of two sequences of nodes, at most three each, that these
    /// do not share, in order, until it has an answer.
    pub(crate) fn find<R>(
        left: impl DoubleEndedIterator<Item = &'a Node<L>>,
        right: impl DoubleEndedIterator<Item = &'a Node<L>>,
        mut each: impl FnMut(Stretch<'a, L>) -> Option<R>,
    ) -> Option<R> {
        // Filled where they stay: whoever moves such rows copies what is unused in them, too.
        let mut both = Self { left: Pending::NEW, right: Pending::NEW };
        both.left.begin(left);
        both.right.begin(right);
        while let Some(stretch) = both.next() {
            let answer = each(stretch);
            if answer.is_some() {
                return answer;
            }
        }
        None
    }

    /// Goes past what both share, which is not even touched: as far as the next nodes lie in rows whose
    /// addresses are the same.
    #[inline]
    fn pass_shared(&mut self) {
        if self.left.done != self.right.done {
            return;
        }
        while let (Some(left), Some(right)) = (self.left.runs.last(), self.right.runs.last()) {
            let pairs = left.iter().zip(*right);
            let count = pairs.take_while(|(left, right)| left.addr() == right.addr()).count();
            if count == 0 {
                return;
            }
            self.left.pass(count);
            self.right.pass(count);
        }
    }
}

impl<'a, L: Leaf> Lockstep<'a, L> {
    /// The next items that the two do not share.
    fn next(&mut self) -> Option<Stretch<'a, L>> {
        loop {
            self.pass_shared();
            let (left, right) = (self.left.next()?, self.right.next()?);
            let sizes = (left.size(), right.size());
            if left.is_right() && right.is_right() && sizes.0 == sizes.1 {
                // Side by side, so that kids are compared by address before they are asked for a size.
                self.left.open();
                self.right.open();
            } else if left.is_right() && (!right.is_right() || sizes.0 >= sizes.1) {
                self.left.open();
            } else if right.is_right() {
                self.right.open();
            } else {
                let done = (self.left.done, self.right.done);
                let len = (sizes.0 - done.0).min(sizes.1 - done.1);
                self.left.pass_items(len, sizes.0);
                self.right.pass_items(len, sizes.1);
                let (left, _) = left.leaf_at(0);
                let (right, _) = right.leaf_at(0);
                return Some(Stretch { left: (left, done.0), right: (right, done.1), len });
            }
        }
    }
}
