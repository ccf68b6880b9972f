//! Two trees into one, and one into two. Does not know what a leaf holds.
//!
//! `append` descends the taller tree's spine to the height of the other; nodes are merged only
//! where one is light. `cut` takes the path apart: what lies on either side of it, level by level,
//! is a spine of the tree on that side. (Adams 1993; Blelloch, Ferizovic and Sun, "Just Join for
//! Parallel Ordered Sets", 2016, for join as the one primitive.)

use super::{Branch, Edit, Leaf, Node, Tree};
use crate::raw::Either;
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

/// A tree whose root may be left with one kid: it is taken off in the end, even if a leaf panics.
struct Settled<'a, L: Leaf>(&'a mut Tree<L>);

impl<L: Leaf> Drop for Settled<'_, L> {
    fn drop(&mut self) {
        self.0.drop_levels();
    }
}

impl<L: Edit> Tree<L> {
    /// Moves `other` behind the last leaf. If a leaf panics as it is merged, both trees hold what
    /// they held.
    pub(crate) fn append(&mut self, other: &mut Self) {
        if self.root.is_none() {
            core::mem::swap(self, other);
        }
        self.settle_spine(Side::Back);
        other.settle_spine(Side::Front);
        let (Some(root), Some(next)) = (&mut self.root, &mut other.root) else { return };
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

    /// Makes a spine as good as what lies inside, so that something may stand beside it.
    fn settle_spine(&mut self, side: Side) {
        if self.root.as_ref().is_some_and(|root| root.has_light_spine(side)) {
            let settled = Settled(self);
            if let Some(root) = &mut settled.0.root {
                root.settle_spine(side);
            }
        }
    }
}

impl<L: Leaf> Tree<L> {
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
        let between = root.cut(pos, &mut self.root, &mut right.root);
        self.drop_levels();
        right.drop_levels();
        (between, right)
    }
}

/// One of the two ends of a sequence.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Front,
    Back,
}

impl Side {
    fn of<L: Leaf>(self, kids: &[Node<L>]) -> usize {
        if self == Self::Front { 0 } else { kids.len() - 1 }
    }
}

impl<L: Leaf> Node<L> {
    /// Leaves the nodes of this height that lie before and behind the path to `pos`, if any.
    fn cut(
        self,
        pos: usize,
        left: &mut Option<Self>,
        right: &mut Option<Self>,
    ) -> Option<(L, usize)> {
        if pos == 0 {
            *right = Some(self);
            return None;
        }
        let branch = match self.into_either() {
            Either::Left(leaf) => return Some((leaf, pos)),
            Either::Right(branch) => branch,
        };
        let (index, rest) = branch.locate(pos);
        let ends = branch.all_ends();
        let (mut before, kid, mut behind);
        match Arc::try_unwrap(branch) {
            Ok(own) => {
                before = own.kids;
                behind = before.split_off(index + 1);
                kid = before.pop().expect("a kid was located");
            }
            Err(shared) => {
                before = shared.kids[..index].iter().cloned().collect();
                kid = shared.kids[index].clone();
                behind = shared.kids[index + 1..].iter().cloned().collect();
            }
        }
        let between = kid.cut(rest, left, right);
        let mut low = [usize::MAX; FANOUT];
        low[..index].copy_from_slice(&ends[..index]);
        let begin = if index == 0 { 0 } else { ends[index - 1] };
        if let Some(kid) = left.take() {
            low[index] = begin + kid.size();
            before.push(kid);
        }
        if !before.is_empty() {
            *left = Some(Self::right(Arc::new(Branch::with_ends(before, &low))));
        }
        let mut high = [usize::MAX; FANOUT];
        let mut first = 0;
        let mut shift = ends[index];
        if let Some(kid) = right.take() {
            first = 1;
            high[0] = kid.size();
            shift -= kid.size();
            behind.insert(0, kid);
        }
        let rest = behind.len() - first;
        for (to, end) in high[first..].iter_mut().zip(&ends[index + 1..index + 1 + rest]) {
            *to = end - shift;
        }
        if !behind.is_empty() {
            *right = Some(Self::right(Arc::new(Branch::with_ends(behind, &high))));
        }
        between
    }

    /// Whether a node below this one, on a spine, is light.
    fn has_light_spine(&self, side: Side) -> bool {
        let mut node = self;
        while node.is_right() {
            node = &node.kids()[side.of(node.kids())];
            if node.is_light() {
                return true;
            }
        }
        false
    }
}

impl<L: Edit> Node<L> {
    fn settle_spine(&mut self, side: Side) {
        if !self.is_right() {
            return;
        }
        let branch = self.branch_mut();
        branch.settle_end(side);
        let end = side.of(&branch.kids);
        branch.kids[end].settle_spine(side);
        branch.settle_end(side);
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
    fn settle_end(&mut self, side: Side) {
        let end = side.of(&self.kids);
        if self.kids.len() > 1 && self.kids[end].is_light() {
            if self.height == 1 {
                self.own_pair(end);
            }
            self.mend(end);
        }
    }
}
