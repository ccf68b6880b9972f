//! Two trees into one, and one into two. Does not know what a leaf holds.
//!
//! `append` descends the taller tree's spine to the height of the other; nodes are merged only
//! where one is light. `cut` takes the path apart: what lies on either side of it, level by level,
//! is a spine of the tree on that side. (Adams 1993; Blelloch, Ferizovic and Sun, "Just Join for
//! Parallel Ordered Sets", 2016, for join as the one primitive.)

use super::{Bound, Branch, Edit, Leaf, Node, Spare, Tree};

/// Lends a leaf to a tree, and takes it back if the tree has not taken it in.
struct Lent<'a, L: Edit> {
    home: &'a mut Option<L>,
    tree: Tree<L>,
}

impl<L: Edit> Drop for Lent<'_, L> {
    fn drop(&mut self) {
        *self.home = self.tree.pop_back();
    }
}

/// A tree whose root may be left with one kid: it is taken off in the end, even if a leaf panics.
struct Settled<'a, L: Edit>(&'a mut Tree<L>);

impl<L: Edit> Drop for Settled<'_, L> {
    fn drop(&mut self) {
        self.0.drop_single_roots();
    }
}

impl<L: Edit> Tree<L> {
    /// Moves `other` behind the last leaf. If a leaf panics as it is merged, both trees hold what
    /// they held.
    pub(crate) fn append(&mut self, other: &mut Self) {
        if self.root.is_none() {
            core::mem::swap(self, other);
        }
        if other.root.is_none() {
            // Nothing is copied for nothing.
            return;
        }
        let mut spare = Spare::new();
        self.settle_spine(Side::Back, &mut spare);
        other.settle_spine(Side::Front, &mut spare);
        let Some(bound) = other.first_leaf().map(L::bound) else { return };
        let (Some(root), Some(next)) = (&mut self.root, &mut other.root) else { return };
        if root.height() >= next.height() {
            if let Some((bound, extra)) = root.join_back(bound, &mut other.root, &mut spare) {
                self.add_level(bound, extra);
            }
        } else {
            let extra = next.join_front(bound, &mut self.root, &mut spare);
            self.root = other.root.take();
            if let Some((_, bound, extra)) = extra {
                self.add_level(bound, extra);
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
    fn settle_spine(&mut self, side: Side, spare: &mut Spare<L>) {
        if self.root.as_ref().is_some_and(|root| root.has_light_spine(side)) {
            let settled = Settled(self);
            if let Some(root) = &mut settled.0.root {
                root.settle_spine(side, spare);
            }
            drop(settled);
            self.drop_levels();
        }
    }
}

impl<L: Leaf> Tree<L> {
    /// Whether a node below the root, on one of the spines, is light.
    pub(super) fn has_light_spines(&self) -> bool {
        let light =
            |root: &Node<L>| root.has_light_spine(Side::Front) || root.has_light_spine(Side::Back);
        self.root.as_ref().is_some_and(light)
    }
}

impl<L: Leaf<Index: Clone>> Tree<L> {
    /// Cuts the tree: what lies before the leaf that holds `pos` stays, that leaf and where `pos`
    /// is in it is returned, and so is what lies behind. Where `pos` is a border of leaves, there
    /// is no leaf between. No leaf is changed.
    ///
    /// A subtree that begins at `pos` is kept as it is. If the clone of a bound panics, a part of
    /// the tree may be lost; who cannot have that cuts a clone of it.
    pub(crate) fn cut(&mut self, pos: usize) -> (Option<(L, usize)>, Self) {
        let mut right = Self::new();
        if pos >= self.size() {
            return (None, right);
        }
        if pos == 0 {
            core::mem::swap(self, &mut right);
            return (None, right);
        }
        let mut spare = Spare::new();
        let Some(root) = self.root.as_mut().filter(|root| root.is_right()) else {
            let leaf = self.root.take().and_then(Node::into_left);
            return (leaf.map(|leaf| (leaf, pos)), right);
        };
        let (between, upper) = root.cut(pos, &mut spare);
        right.root = upper;
        self.drop_levels();
        right.drop_levels();
        drop(spare);
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

impl<L: Leaf<Index: Clone>> Node<L> {
    /// Cuts a branch at `pos`, which lies inside. What lies before the leaf between stays (it may
    /// be nothing), what lies behind is returned.
    fn cut(&mut self, pos: usize, spare: &mut Spare<L>) -> (Option<(L, usize)>, Option<Self>) {
        let branch = self.branch_mut();
        let (at, rest) = branch.locate(pos);
        if rest == 0 {
            let (bound, behind) = branch.split_off(at);
            spare.put(bound);
            return (None, Some(behind.into_node()));
        }
        let (bound, mut behind) = branch.split_off(at + 1);
        let (between, upper) = if branch.height == 1 {
            let leaf = branch.take_kid(at, spare).into_left();
            (leaf.map(|leaf| (leaf, rest)), None)
        } else {
            let (between, upper) = branch.kids[at].cut(rest, spare);
            branch.settle_kid(at, spare);
            (between, upper)
        };
        match upper {
            Some(upper) => behind.put_kid(0, bound, upper),
            None => spare.put(bound),
        }
        (between, (!behind.kids.is_empty()).then(|| behind.into_node()))
    }
}

impl<L: Leaf> Node<L> {
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
    fn settle_spine(&mut self, side: Side, spare: &mut Spare<L>) {
        if !self.is_right() {
            return;
        }
        let branch = self.branch_mut();
        branch.settle_end(side, spare);
        let end = side.of(&branch.kids);
        branch.kids[end].settle_spine(side, spare);
        branch.settle_end(side, spare);
    }

    /// Puts `other`, which is no higher, at the end; returns what found no room.
    fn join_back(
        &mut self,
        bound: Bound<L>,
        other: &mut Option<Self>,
        spare: &mut Spare<L>,
    ) -> Option<(Bound<L>, Self)> {
        let next = other.as_mut().expect("a node is joined");
        if self.height() > next.height() {
            let branch = self.branch_mut();
            let last = branch.kids.len() - 1;
            let extra = branch.kids[last].join_back(bound, other, spare);
            branch.kid_resized(last);
            let (bound, extra) = extra?;
            return branch.push_kid(bound, extra);
        }
        if !self.is_light() && !next.is_light() {
            return Some((bound, other.take()?));
        }
        let between = self.merge(bound, next, spare);
        let rest = other.take();
        Some((between?, rest?))
    }

    /// Puts `first`, which is no higher, at the front; returns what found no room, and whether it
    /// stands before (0) or behind (1) this node.
    fn join_front(
        &mut self,
        bound: Bound<L>,
        first: &mut Option<Self>,
        spare: &mut Spare<L>,
    ) -> Option<(usize, Bound<L>, Self)> {
        let before = first.as_mut().expect("a node is joined");
        if self.height() > before.height() {
            let branch = self.branch_mut();
            let extra = branch.kids[0].join_front(bound, first, spare);
            branch.kid_resized(0);
            let (at, bound, extra) = extra?;
            let (bound, extra) = branch.insert_kid(at, bound, extra)?;
            return Some((1, bound, extra));
        }
        if !self.is_light() && !before.is_light() {
            return Some((0, bound, first.take()?));
        }
        let between = before.merge(bound, self, spare);
        let before = first.take()?;
        if let Some(bound) = between {
            return Some((0, bound, before));
        }
        *self = before;
        None
    }
}

impl<L: Edit> Branch<L> {
    fn settle_end(&mut self, side: Side, spare: &mut Spare<L>) {
        let end = side.of(&self.kids);
        if self.kids.len() > 1 && self.kids[end].is_light() {
            self.own_pair(end);
            self.merge_pair(self.pair(end), None, spare);
        }
    }
}
