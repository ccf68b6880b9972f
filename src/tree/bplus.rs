//! A B+tree of leaves found by position. Does not know what a leaf holds: only how many items.
//!
//! ```text
//!                    Branch, height 2
//!      kids: [ • | • | • ]   ends: [ 2048 | 4096 | 5000 ]    (absent while regular)
//!              |   |   |
//!              v   v   v
//!          Branch, height 1            kids: [ • | • ... • ]
//!                                              |   |     |
//!                                              v   v     v
//!                                             Leaf Leaf  Leaf
//! ```
//!
//! Invariants, in the numbering of `check`:
//! 1. All kids of a branch have the same height, one less than its own; a leaf has height 0.
//! 2. `size` is the sum of the kids' sizes; no leaf is empty and no branch has no kids.
//! 3. `ends` is absent exactly where a branch is *regular*: every kid but the last has
//!    `FULL * FANOUT^(height - 1)` items, and the last has no more. Else `ends[i]` is the sum of
//!    the sizes up to kid `i`, and `usize::MAX` behind the last kid.
//! 4. Off the two spines no node is *light*: a leaf has at least `FULL / 2` items, a branch at
//!    least `FANOUT / 2` kids. The root branch has at least two kids, and if it has two, not both
//!    are light. So a tree of `n` full leaves has a height of at most
//!    `3 + log(n) / log(FANOUT / 2)`, whatever was done to it.
//!
//! The spines are exempt, so that a tree built from front to back is regular, a cut merges nothing,
//! and leaves come and go at the ends without a look at their neighbours.

mod check;
mod combine;
mod diff;
mod edit;
mod find;
mod report;
mod walk;

pub(crate) use diff::diff;
pub(crate) use report::Census;
pub(crate) use walk::{Lockstep, Mutable, Shared};

use alloc::boxed::Box;
use core::num::NonZeroUsize;

use super::FANOUT;
use crate::raw::{Array, Either, Tagged, Thin};
use triomphe::Arc;

/// A leaf: a shared handle of some items.
pub(crate) trait Leaf: Thin + Clone {
    /// Items of a full leaf.
    const FULL: usize;

    /// How many items there are.
    fn len(&self) -> usize;

    /// Tells the address and size of each allocation behind the leaf.
    fn blocks(&self, each: &mut dyn FnMut(usize, usize));
}

/// A leaf that can be changed. Whatever panics in it leaves both leaves as they were.
pub(crate) trait Edit: Leaf {
    /// Makes this handle the only one of its items.
    fn own(&mut self);

    /// Moves items from `next` behind this leaf's: all of them, if they make no more than a full
    /// leaf, and then says `true`; else as many (or as few) as make both about equal.
    fn merge(&mut self, next: &mut Self) -> bool;
}

/// A leaf, or a branch of them: one word.
pub(crate) type Node<L> = Tagged<L, Branch<L>, 1>;

/// Up to `FANOUT` nodes of one height. What every descent reads comes first, in one cache line.
#[repr(C)]
pub(crate) struct Branch<L: Leaf> {
    /// Where each kid ends, if the branch is irregular (invariant 3).
    ends: Option<Box<[usize; FANOUT]>>,
    size: usize,
    height: u8,
    kids: Array<Node<L>, FANOUT>,
}

impl<L: Leaf> Clone for Branch<L> {
    fn clone(&self) -> Self {
        Self {
            ends: self.ends.clone(),
            size: self.size,
            height: self.height,
            kids: self.kids.clone(),
        }
    }
}

/// A sequence of leaves.
pub(crate) struct Tree<L: Leaf> {
    root: Option<Node<L>>,
}

impl<L: Leaf> Clone for Tree<L> {
    #[inline]
    fn clone(&self) -> Self {
        Self { root: self.root.clone() }
    }
}

impl<L: Leaf> Tree<L> {
    pub(crate) const fn new() -> Self {
        Self { root: None }
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    #[inline]
    pub(crate) fn size(&self) -> usize {
        self.root.as_ref().map_or(0, Node::size)
    }

    pub(crate) fn height(&self) -> usize {
        self.root.as_ref().map_or(0, |root| usize::from(root.height()))
    }

    #[inline]
    pub(crate) fn root(&self) -> Option<&Node<L>> {
        self.root.as_ref()
    }

    /// Equal for trees that share their root.
    #[inline]
    pub(crate) fn addr(&self) -> Option<NonZeroUsize> {
        self.root.as_ref().map(Node::addr)
    }

    /// A tree of `copies` times the same full leaf, and then `last`, in O(log copies) memory.
    pub(crate) fn repeat(leaf: &L, mut copies: usize, last: Option<L>) -> Self {
        let mut unit = Node::left(leaf.clone());
        let mut rest = last.map(Node::left);
        while copies > 0 {
            let mut kids = Array::new();
            for _ in 0..copies % FANOUT {
                kids.push(unit.clone());
            }
            copies /= FANOUT;
            if let Some(rest) = rest.take() {
                kids.push(rest);
            }
            rest = match kids.len() {
                0 => None,
                1 if copies == 0 => kids.pop(),
                _ => Some(Node::right(Arc::new(Branch::new(kids)))),
            };
            if copies > 0 {
                let kids = (0..FANOUT).map(|_| unit.clone()).collect();
                unit = Node::right(Arc::new(Branch::new(kids)));
            }
        }
        Self { root: rest }
    }
}

impl<L: Leaf> Node<L> {
    #[inline]
    pub(crate) fn size(&self) -> usize {
        match self.get() {
            Either::Left(leaf) => leaf.len(),
            Either::Right(branch) => branch.size,
        }
    }

    #[inline]
    fn height(&self) -> u8 {
        match self.get() {
            Either::Left(_) => 0,
            Either::Right(branch) => branch.height,
        }
    }

    /// Whether this has less than half of what it may have.
    fn is_light(&self) -> bool {
        match self.get() {
            Either::Left(leaf) => leaf.len() < L::FULL / 2,
            Either::Right(branch) => branch.kids.len() < FANOUT / 2,
        }
    }

    /// The kids of a branch; none of a leaf.
    pub(crate) fn kids(&self) -> &[Self] {
        match self.get() {
            Either::Left(_) => &[],
            Either::Right(branch) => &branch.kids,
        }
    }
}

impl<L: Leaf> Branch<L> {
    /// log2 of the leaves of a perfect kid.
    #[inline]
    const fn shift(height: u8) -> u32 {
        FANOUT.ilog2() * (height as u32 - 1)
    }

    /// The items of a perfect kid; none where they are more than can be counted.
    #[inline]
    fn perfect(height: u8) -> Option<usize> {
        1usize.checked_shl(Self::shift(height))?.checked_mul(L::FULL)
    }

    /// Which kid of a regular branch holds `pos`, and where in it. `shift` is that of its height.
    #[inline]
    fn locate_regular(shift: u32, pos: usize) -> (usize, usize) {
        let index = (pos >> shift) / L::FULL;
        (index, pos - ((index * L::FULL) << shift))
    }

    /// A branch of `kids`, which are not empty.
    fn new(kids: Array<Node<L>, FANOUT>) -> Self {
        let mut ends = [usize::MAX; FANOUT];
        let mut end = 0;
        for (index, kid) in kids.iter().enumerate() {
            end += kid.size();
            ends[index] = end;
        }
        Self::with_ends(kids, &ends)
    }

    /// As `new`, where it is known already where each kid ends.
    fn with_ends(kids: Array<Node<L>, FANOUT>, ends: &[usize; FANOUT]) -> Self {
        let height = kids.first().expect("a branch has kids").height() + 1;
        let mut branch = Self { ends: None, size: 0, height, kids };
        branch.set_ends(ends);
        branch
    }

    /// Where kid `index` begins.
    #[inline]
    fn begin(&self, index: usize) -> usize {
        match &self.ends {
            _ if index == 0 => 0,
            Some(ends) => ends[index - 1],
            None => (index * L::FULL) << Self::shift(self.height),
        }
    }

    /// Where each kid ends.
    fn all_ends(&self) -> [usize; FANOUT] {
        if let Some(ends) = &self.ends {
            return **ends;
        }
        let mut ends = [usize::MAX; FANOUT];
        let last = self.kids.len() - 1;
        for (index, end) in ends.iter_mut().take(last).enumerate() {
            *end = ((index + 1) * L::FULL) << Self::shift(self.height);
        }
        ends[last] = self.size;
        ends
    }

    /// Sets the size, and `ends` where the branch is irregular.
    fn set_ends(&mut self, ends: &[usize; FANOUT]) {
        self.size = ends[self.kids.len() - 1];
        if Self::is_regular(self.height, &ends[..self.kids.len()]) {
            self.ends = None;
        } else if let Some(own) = &mut self.ends {
            **own = *ends;
        } else {
            self.ends = Some(Box::new(*ends));
        }
    }

    fn is_regular(height: u8, ends: &[usize]) -> bool {
        let Some(perfect) = Self::perfect(height) else { return false };
        let (last, before) = ends.split_last().expect("a branch has kids");
        let mut begin = 0;
        for end in before {
            if end - begin != perfect {
                return false;
            }
            begin = *end;
        }
        last - begin <= perfect
    }

    /// Which kid holds `pos`, and where in it. A position at the very end belongs to the last.
    #[inline]
    fn locate(&self, pos: usize) -> (usize, usize) {
        let last = self.kids.len() - 1;
        let (index, rest) = match &self.ends {
            None => Self::locate_regular(Self::shift(self.height), pos),
            Some(ends) => Self::locate_irregular(ends, pos),
        };
        if index > last { (last, pos - self.begin(last)) } else { (index, rest) }
    }

    /// Which kid of an irregular branch holds `pos`, and where in it.
    #[inline]
    fn locate_irregular(ends: &[usize; FANOUT], pos: usize) -> (usize, usize) {
        // As many halvings as the width has, whatever is looked for: no branch to mispredict.
        let mut index = 0;
        let mut step = FANOUT / 2;
        while step > 0 {
            index += step * usize::from(ends[index + step - 1] <= pos);
            step /= 2;
        }
        (index, pos - if index == 0 { 0 } else { ends[index - 1] })
    }
}
