//! Descent to the leaf that holds a position. Does not know what the caller wants there.

use super::{Leaf, Node, Tree};
use crate::raw::Either;

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

    /// As `leaf_at`, to change: copies the branches of the path that are shared, and not the leaf.
    #[inline]
    pub(crate) fn leaf_at_mut(&mut self, pos: usize) -> Option<(&mut L, usize)> {
        let root = self.root.as_mut()?;
        if pos < root.size() { Some(root.leaf_at_mut(pos)) } else { None }
    }
}

impl<L: Leaf> Node<L> {
    #[inline]
    pub(crate) fn leaf_at(&self, mut pos: usize) -> (&L, usize) {
        let mut node = self;
        loop {
            match node.get() {
                Either::Left(leaf) => return (leaf, pos),
                Either::Right(branch) => {
                    let (index, rest) = branch.locate(pos);
                    node = &branch.kids[index];
                    pos = rest;
                }
            }
        }
    }

    #[inline]
    pub(crate) fn leaf_at_mut(&mut self, mut pos: usize) -> (&mut L, usize) {
        let mut node = self;
        while node.is_right() {
            let branch = node.right_mut().expect("the tag says that this is a branch");
            let (index, rest) = branch.locate(pos);
            node = &mut branch.kids[index];
            pos = rest;
        }
        (node.left_mut().expect("what is no branch is a leaf"), pos)
    }
}
