//! Descent to the leaf that holds a position. Does not know what the caller wants there.

use super::{Leaf, Node, Tree, fanout};
use crate::raw::Either;
use crate::tree::bplus::Index;

impl<L: Leaf> Tree<L> {
    /// The leaf that holds `pos`, and where in it; none at or beyond the end.
    #[inline]
    pub(crate) fn leaf_at(&self, pos: usize) -> Option<(&L, usize)> {
        let root = self.root.as_ref()?;
        if pos < root.size() { Some(root.leaf_at(pos)) } else { None }
    }

    pub(crate) fn first_leaf(&self) -> Option<&L> {
        Some(self.leaf_at(0)?.0)
    }

    pub(crate) fn last_leaf(&self) -> Option<&L> {
        Some(self.leaf_at(self.size().checked_sub(1)?)?.0)
    }

    /// Whether nobody else holds a branch on the way to `pos`.
    pub(crate) fn owns_path(&self, mut pos: usize) -> bool {
        let Some(mut node) = self.root.as_ref() else { return true };
        while let Either::Right(branch) = node.get() {
            if !node.right_is_unique() {
                return false;
            }
            let (index, rest) = branch.locate(pos);
            node = &branch.kids[index];
            pos = rest;
        }
        true
    }
}

impl<L: Leaf<Index: Clone>> Tree<L> {
    /// As `leaf_at`, to change: copies the branches of the path that are shared, and not the leaf.
    #[inline]
    pub(crate) fn leaf_at_mut(&mut self, pos: usize) -> Option<(&mut L, usize)> {
        let root = self.root.as_mut()?;
        if pos < root.size() { Some(root.leaf_at_mut(pos)) } else { None }
    }
}

/// The bits of a position that a level takes.
const fn level<L: Leaf>() -> u32 {
    fanout::<L>().ilog2()
}

impl<L: Leaf> Node<L> {
    #[inline]
    pub(crate) fn leaf_at(&self, pos: usize) -> (&L, usize) {
        let mut branch = match self.get() {
            Either::Left(leaf) => return (leaf, pos),
            Either::Right(branch) => branch,
        };
        let mut shift = level::<L>() * u32::from(branch.height);
        let mut spot = L::Index::spot(pos);
        loop {
            shift -= level::<L>();
            let (at, rest) = branch.index.find(shift, spot);
            spot = rest;
            match branch.kids[at].get() {
                Either::Left(leaf) => return (leaf, L::Index::in_leaf(spot)),
                Either::Right(kid) => branch = kid,
            }
        }
    }
}

impl<L: Leaf<Index: Clone>> Node<L> {
    #[inline]
    pub(crate) fn leaf_at_mut(&mut self, pos: usize) -> (&mut L, usize) {
        let mut shift = level::<L>() * u32::from(self.height());
        let mut spot = L::Index::spot(pos);
        let mut in_leaf = pos;
        let mut node = self;
        while node.is_right() {
            shift -= level::<L>();
            let branch = node.right_mut().expect("the tag says that this is a branch");
            let (at, rest) = branch.index.find(shift, spot);
            spot = rest;
            in_leaf = L::Index::in_leaf(spot);
            node = &mut branch.kids[at];
        }
        (node.left_mut().expect("what is no branch is a leaf"), in_leaf)
    }
}
