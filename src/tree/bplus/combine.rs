//! Two trees into one, and one into two. Does not know what a leaf holds.
//!
//! `append` descends the taller tree's spine to the height of the other; nodes are merged only
//! where one is light. `cut` takes the path apart and appends the pieces. (Adams 1993; Blelloch,
//! Ferizovic and Sun, "Just Join for Parallel Ordered Sets", 2016, for the use of join.)

use super::{Branch, Edit, Leaf, Node, Tree};
use crate::raw::{Array, Either};
use crate::tree::FANOUT;
use triomphe::Arc;

/// Lends a leaf to a tree, and takes it back if the tree has not taken it in.
struct Lent<'a, L: Leaf> {
    home: &'a mut Option<L>,
    tree: Tree<L>,
}

impl<L: Leaf> Drop for Lent<'_, L> {
    fn drop(&mut self) {
        *self.home = self.tree.pop_back();
    }
}

impl<L: Edit> Tree<L> {
    /// Moves `other` behind the last leaf. If a leaf panics as it is merged, both trees hold what
    /// they held.
    pub(crate) fn append(&mut self, other: &mut Self) {
        let Some(next) = &mut other.root else { return };
        let Some(root) = &mut self.root else {
            core::mem::swap(self, other);
            return;
        };
        if root.has_light_spine() {
            root.settle_spine();
            self.drop_levels();
            return self.append(other);
        }
        if root.height() >= next.height() {
            if let Some(extra) = root.join_back(&mut other.root) {
                self.add_level(extra);
            }
        } else {
            let extra = next.join_front(&mut self.root);
            self.root = other.root.take();
            if let Some((_, extra)) = extra {
                self.add_level(extra);
            }
        }
    }

    /// Moves a leaf of any length behind the last one. If that panics, it stays with its owner.
    pub(crate) fn append_leaf(&mut self, leaf: &mut Option<L>) {
        let Some(lent) = leaf.take() else { return };
        let mut lent = Lent { tree: Self { root: Some(Node::left(lent)) }, home: leaf };
        self.append(&mut lent.tree);
    }

    /// As `append_leaf`, at the front.
    pub(crate) fn prepend_leaf(&mut self, leaf: &mut Option<L>) {
        let Some(lent) = leaf.take() else { return };
        let mut lent = Lent { tree: Self { root: Some(Node::left(lent)) }, home: leaf };
        lent.tree.append(self);
        core::mem::swap(self, &mut lent.tree);
    }

    /// Cuts the tree: what lies before the leaf that holds `pos` stays, that leaf and where `pos`
    /// is in it is returned, and so is what lies behind. Where `pos` is a border of leaves, there
    /// is no leaf between. No leaf is changed.
    ///
    /// A subtree that begins at `pos` is kept as it is.
    pub(crate) fn cut(&mut self, pos: usize) -> (Option<(L, usize)>, Self) {
        let mut right = Self::new();
        if pos >= self.size() {
            return (None, right);
        }
        let Some(root) = self.root.take() else { return (None, right) };
        let between = root.cut(pos, self, &mut right);
        (between, right)
    }
}

/// A tree over kids of one height.
fn over<L: Leaf>(mut kids: Array<Node<L>, FANOUT>) -> Tree<L> {
    let root =
        if kids.len() > 1 { Some(Node::right(Arc::new(Branch::new(kids)))) } else { kids.pop() };
    let mut tree = Tree { root };
    tree.drop_levels();
    tree
}

impl<L: Edit> Node<L> {
    fn cut(self, pos: usize, left: &mut Tree<L>, right: &mut Tree<L>) -> Option<(L, usize)> {
        if pos == 0 {
            right.root = Some(self);
            right.drop_levels();
            return None;
        }
        let branch = match self.into_either() {
            Either::Left(leaf) => return Some((leaf, pos)),
            Either::Right(branch) => Arc::unwrap_or_clone(branch),
        };
        let (index, rest) = branch.locate(pos);
        let mut before = branch.kids;
        let behind = before.split_off(index + 1);
        let kid = before.pop().expect("a kid was located");
        let between = kid.cut(rest, left, right);
        let mut before = over(before);
        before.append(left);
        *left = before;
        right.append(&mut over(behind));
        between
    }

    /// Whether a node below this one, on the right spine, is light.
    fn has_light_spine(&self) -> bool {
        let mut node = self;
        while let Some(last) = node.kids().last() {
            if last.is_light() {
                return true;
            }
            node = last;
        }
        false
    }

    /// Makes the right spine as good as any other, so that something may stand behind it.
    fn settle_spine(&mut self) {
        if !self.is_right() {
            return;
        }
        let branch = self.branch_mut();
        branch.settle_last();
        let last = branch.kids.len() - 1;
        branch.kids[last].settle_spine();
        branch.settle_last();
    }

    /// Puts `other`, which is no higher, at the end; returns what found no room.
    fn join_back(&mut self, other: &mut Option<Self>) -> Option<Self> {
        let next = other.as_mut().expect("a node is joined");
        if self.height() > next.height() {
            let branch = self.branch_mut();
            let last = branch.kids.len() - 1;
            let extra = branch.kids[last].join_back(other);
            branch.kid_resized(last);
            return branch.push_kid(extra?);
        }
        if (self.is_light() || next.is_light()) && self.merge(next) {
            *other = None;
        }
        other.take()
    }

    /// Puts `first`, which is no higher, at the front; returns what found no room, and whether it
    /// stands before (0) or behind (1) this node.
    fn join_front(&mut self, first: &mut Option<Self>) -> Option<(usize, Self)> {
        let before = first.as_mut().expect("a node is joined");
        if self.height() > before.height() {
            let branch = self.branch_mut();
            let extra = branch.kids[0].join_front(first);
            branch.kid_resized(0);
            let (at, extra) = extra?;
            return Some((1, branch.insert_kid(at, extra)?));
        }
        let merged = (self.is_light() || before.is_light()) && before.merge(self);
        let before = first.take()?;
        if merged {
            *self = before;
            return None;
        }
        Some((0, before))
    }
}

impl<L: Edit> Branch<L> {
    fn settle_last(&mut self) {
        let last = self.kids.len() - 1;
        if last > 0 && self.kids[last].is_light() {
            if self.height == 1 {
                self.own_pair(last);
            }
            self.mend(last);
        }
    }
}
