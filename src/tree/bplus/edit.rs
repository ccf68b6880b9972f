//! Changes at one place: a leaf that grows or shrinks, leaves added to and taken from the ends.
//! Does not know how a leaf changes. What panics in a leaf's change leaves the tree as it was.

use super::{Bound, Branch, Edit, Index, Leaf, Node, Spare, Tree, fanout};
use crate::raw::Either;

/// A place in a tree: at each branch from the root on, which kid leads to it.
pub(crate) trait Place<L: Leaf> {
    fn step(&mut self, branch: &Branch<L>) -> usize;

    /// The place in the leaf, when all steps are done.
    fn in_leaf(&self) -> usize;
}

/// Whether a node is the first and whether it is the last of its height.
pub(crate) type Edge = (bool, bool);

/// The place of an item.
pub(crate) struct Position(pub(crate) usize);

impl<L: Leaf> Place<L> for Position {
    #[inline]
    fn step(&mut self, branch: &Branch<L>) -> usize {
        let (at, rest) = branch.locate(self.0);
        self.0 = rest;
        at
    }

    #[inline]
    fn in_leaf(&self) -> usize {
        self.0
    }
}

impl<L: Leaf<Index: Clone>> Tree<L> {
    /// Lets `grow` put items into the leaf at `place` (the last one for the end), and takes in the
    /// leaf that it splits off, to stand behind the first. The tree must not be empty.
    pub(crate) fn grow_at(
        &mut self,
        mut place: impl Place<L>,
        grow: impl FnOnce(&mut L, usize, Edge) -> Option<(Bound<L>, L)>,
    ) {
        let root = self.root.as_mut().expect("a tree that grows at a place has leaves");
        if let Some((bound, extra)) = root.grow_at(&mut place, (true, true), grow) {
            self.add_level(bound, extra);
        }
    }

    /// A new root over the old one and `extra`, of the same height.
    pub(super) fn add_level(&mut self, bound: Bound<L>, extra: Node<L>) {
        let root = self.root.take().expect("a level is added over a root");
        let mut branch = Branch::empty(root.height() + 1);
        branch.put_kid(0, None, root);
        branch.put_kid(1, Some(bound), extra);
        self.root = Some(branch.into_node());
    }

    /// Takes off roots that have one kid or nothing, and those that two light branches make.
    pub(super) fn drop_levels(&mut self) {
        self.drop_single_roots();
        while let Some(root) = &mut self.root {
            match root.kids() {
                [first, second] if first.is_right() && first.is_light() && second.is_light() => {
                    root.branch_mut().merge_branches(0);
                    self.drop_single_roots();
                }
                _ => return,
            }
        }
    }

    /// Takes off roots that have one kid or nothing.
    pub(super) fn drop_single_roots(&mut self) {
        while let Some(root) = self.root.as_ref().filter(|root| root.is_right()) {
            if root.kids().len() > 1 {
                return;
            }
            let only = root.kids().first().cloned();
            self.root = only;
        }
        if self.size() == 0 {
            self.root = None;
        }
    }

    /// Puts a leaf at the front of a tree whose first leaf is not light, `bound` between the two.
    pub(crate) fn push_front(&mut self, bound: Bound<L>, leaf: L) {
        debug_assert!(self.first_leaf().is_none_or(|first| first.len() >= L::FULL / 2));
        let leaf = Node::left(leaf);
        let Some(root) = &mut self.root else {
            self.root = Some(leaf);
            return;
        };
        if let Some((bound, extra)) = root.push_front(bound, leaf) {
            let old = core::mem::replace(root, extra);
            self.add_level(bound, old);
        }
    }

    /// Puts a leaf at the end of a tree whose last leaf is not light, `bound` between the two.
    pub(crate) fn push_back(&mut self, bound: Bound<L>, leaf: L) {
        debug_assert!(self.last_leaf().is_none_or(|last| last.len() >= L::FULL / 2));
        let leaf = Node::left(leaf);
        let Some(root) = &mut self.root else {
            self.root = Some(leaf);
            return;
        };
        if let Some((bound, extra)) = root.push_back(bound, leaf) {
            self.add_level(bound, extra);
        }
    }

    /// Takes the last leaf.
    pub(crate) fn pop_back(&mut self) -> Option<L> {
        let mut spare = Spare::new();
        let root = self.root.as_mut()?;
        let leaf = if root.is_right() { root.pop_back(&mut spare) } else { self.root.take()? };
        self.drop_levels();
        drop(spare);
        leaf.into_left()
    }

    /// Takes the first leaf.
    pub(crate) fn pop_front(&mut self) -> Option<L> {
        let mut spare = Spare::new();
        let root = self.root.as_mut()?;
        let leaf = if root.is_right() { root.pop_front(&mut spare) } else { self.root.take()? };
        self.drop_levels();
        drop(spare);
        leaf.into_left()
    }
}

impl<L: Edit> Tree<L> {
    /// Lets `shrink` take items out of the leaf at `place`: `count` at the most, and all of them
    /// from that leaf.
    pub(crate) fn shrink_at<X>(
        &mut self,
        mut place: impl Place<L>,
        count: usize,
        shrink: impl FnOnce(&mut L, usize) -> X,
    ) -> X {
        let mut spare = Spare::new();
        let root = self.root.as_mut().expect("a tree that shrinks at a place has leaves");
        if let [first, second] = root.kids() {
            if first.is_right() && first.is_lighter_than(2) && second.is_lighter_than(2) {
                // They may be merged when the rest is done.
                root.branch_mut().own_pair(0);
            }
        }
        let taken = root.shrink_at(&mut place, (true, true), count, shrink, &mut spare);
        self.drop_levels();
        // Not at the end of the scope: the compiler forgets to drop what is returned, should that
        // panic (rust-lang/rust#47949). So below.
        drop(spare);
        taken
    }
}

impl<L: Leaf<Index: Clone>> Node<L> {
    pub(super) fn into_left(self) -> Option<L> {
        match self.into_either() {
            Either::Left(leaf) => Some(leaf),
            Either::Right(_) => None,
        }
    }

    pub(super) fn branch_mut(&mut self) -> &mut Branch<L> {
        self.right_mut().expect("a node above the leaves is a branch")
    }

    /// Whether this would be light with so many less: items of a leaf, kids of a branch.
    fn is_lighter_than(&self, less: usize) -> bool {
        match self.get() {
            Either::Left(leaf) => leaf.len() < L::FULL / 2 + less,
            Either::Right(branch) => branch.kids.len() < fanout::<L>() / 2 + less,
        }
    }

    /// A copy of this node, of the nodes at a place below it, and of the leaf there, which `leaf` copies.
    /// From the bottom up: so no node is counted that is copied itself.
    pub(super) fn copied(&self, place: &mut impl Place<L>, leaf: impl FnOnce(&L) -> L) -> Self {
        match self.get() {
            Either::Left(old) => Self::left(leaf(old)),
            Either::Right(branch) => {
                let at = place.step(branch);
                let kid = branch.kids[at].copied(place, leaf);
                branch.with(at, kid)
            }
        }
    }

    fn grow_at(
        &mut self,
        place: &mut impl Place<L>,
        edge: Edge,
        grow: impl FnOnce(&mut L, usize, Edge) -> Option<(Bound<L>, L)>,
    ) -> Option<(Bound<L>, Self)> {
        if let Some(leaf) = self.left_mut() {
            let (bound, extra) = grow(leaf, place.in_leaf(), edge)?;
            return Some((bound, Node::left(extra)));
        }
        let branch = self.branch_mut();
        let at = place.step(branch);
        let edge = (edge.0 && at == 0, edge.1 && at == branch.kids.len() - 1);
        let extra = branch.kids[at].grow_at(place, edge, grow);
        branch.kid_resized(at);
        let (bound, extra) = extra?;
        if edge.1 {
            return branch.push_kid(bound, extra);
        }
        branch.insert_kid(at + 1, bound, extra)
    }

    /// Puts a leaf at the front, `bound` between it and the rest; returns a node to stand before
    /// this one, if there is no room.
    fn push_front(&mut self, bound: Bound<L>, leaf: Self) -> Option<(Bound<L>, Self)> {
        if !self.is_right() {
            return Some((bound, leaf));
        }
        let branch = self.branch_mut();
        let extra = branch.kids[0].push_front(bound, leaf);
        branch.kid_resized(0);
        let (bound, extra) = extra?;
        if branch.kids.is_full() {
            return Some((bound, Branch::of_one(extra)));
        }
        branch.insert_kid(0, bound, extra)
    }

    fn push_back(&mut self, bound: Bound<L>, leaf: Self) -> Option<(Bound<L>, Self)> {
        if !self.is_right() {
            return Some((bound, leaf));
        }
        let branch = self.branch_mut();
        let last = branch.kids.len() - 1;
        let extra = branch.kids[last].push_back(bound, leaf);
        branch.kid_resized(last);
        let (bound, extra) = extra?;
        branch.push_kid(bound, extra)
    }

    /// Takes the last leaf of a branch, and the branches that it leaves without kids.
    fn pop_back(&mut self, spare: &mut Spare<L>) -> Self {
        let branch = self.branch_mut();
        let last = branch.kids.len() - 1;
        if branch.height == 1 {
            return branch.take_kid(last, spare);
        }
        let leaf = branch.kids[last].pop_back(spare);
        branch.settle_kid(last, spare);
        leaf
    }

    /// Takes the first leaf of a branch, and the branches that it leaves without kids.
    fn pop_front(&mut self, spare: &mut Spare<L>) -> Self {
        let branch = self.branch_mut();
        if branch.height == 1 {
            return branch.take_kid(0, spare);
        }
        let leaf = branch.kids[0].pop_front(spare);
        branch.settle_kid(0, spare);
        leaf
    }
}

impl<L: Edit> Node<L> {
    fn shrink_at<X>(
        &mut self,
        place: &mut impl Place<L>,
        edge: Edge,
        count: usize,
        shrink: impl FnOnce(&mut L, usize) -> X,
        spare: &mut Spare<L>,
    ) -> X {
        if let Some(leaf) = self.left_mut() {
            return shrink(leaf, place.in_leaf());
        }
        let branch = self.branch_mut();
        let at = place.step(branch);
        let kids = branch.kids.len();
        let edge = (edge.0 && at == 0, edge.1 && at == kids - 1);
        // What may panic comes first: the copies of what will be merged, and what will divide them.
        let less = if branch.height == 1 { count } else { 1 };
        let merges = kids == 2 || (kids > 2 && edge == (false, false));
        let mut between = None;
        if merges && branch.kids[at].is_lighter_than(less) {
            branch.own_pair(at);
            between = branch.between(at, count);
        }
        let taken = branch.kids[at].shrink_at(place, edge, count, shrink, spare);
        if branch.settle_kid(at, spare) && merges && branch.kids[at].is_light() {
            branch.merge_pair(branch.pair(at), between, spare);
        } else {
            spare.put(between);
        }
        taken
    }
}

impl<L: Leaf<Index: Clone>> Branch<L> {
    /// Counts again after the size of one kid has changed.
    pub(super) fn kid_resized(&mut self, at: usize) {
        let shape = self.shape();
        let (old, new) = (self.index.size(shape, at), self.kids[at].size());
        if old != new {
            self.index.resize(shape, at, new);
            self.size = self.size - old + new;
        }
    }

    /// Counts a kid again, and takes it out if it is empty; says whether it is still there.
    pub(super) fn settle_kid(&mut self, at: usize, spare: &mut Spare<L>) -> bool {
        if self.kids[at].size() == 0 {
            drop(self.take_kid(at, spare));
            return false;
        }
        self.kid_resized(at);
        true
    }

    /// Takes in a kid for which there is room.
    pub(super) fn put_kid(&mut self, at: usize, bound: Option<Bound<L>>, kid: Node<L>) {
        let size = kid.size();
        self.index.insert(self.shape(), at, size, bound);
        self.size += size;
        self.kids.insert(at, kid);
    }

    /// Takes out a kid, with the size that it was counted with.
    pub(super) fn take_kid(&mut self, at: usize, spare: &mut Spare<L>) -> Node<L> {
        let shape = self.shape();
        self.size -= self.index.size(shape, at);
        spare.put(self.index.remove(shape, at));
        self.kids.remove(at)
    }

    /// Cuts off the kids from `at` on, where `0 < at`; returns what divides them from the others.
    pub(super) fn split_off(&mut self, at: usize) -> (Option<Bound<L>>, Self) {
        let shape = self.shape();
        let size = self.index.begin(shape, at.min(shape.kids - 1));
        let size = if at == shape.kids { shape.size } else { size };
        let (bound, index) = self.index.split_off(shape, at);
        self.size = size;
        let kids = self.kids.split_off(at);
        (bound, Self { index, size: shape.size - size, height: shape.height, kids })
    }

    /// Moves all kids of `other` behind the last; there is room for them.
    fn append(&mut self, bound: Bound<L>, other: &mut Self) {
        let (shape, other_shape) = (self.shape(), other.shape());
        let index = core::mem::replace(&mut other.index, L::Index::NEW);
        self.index.append(shape, bound, index, other_shape);
        self.size += other.size;
        other.size = 0;
        self.kids.append(&mut other.kids);
    }

    /// Takes in a kid. Where there is no room, splits the branch and returns its upper half.
    pub(super) fn insert_kid(
        &mut self,
        at: usize,
        bound: Bound<L>,
        kid: Node<L>,
    ) -> Option<(Bound<L>, Node<L>)> {
        if !self.kids.is_full() {
            self.put_kid(at, Some(bound), kid);
            return None;
        }
        let half = fanout::<L>() / 2;
        let (between, mut upper) = self.split_off(half);
        if at <= half {
            self.put_kid(at, Some(bound), kid);
        } else {
            upper.put_kid(at - half, Some(bound), kid);
        }
        Some((between.expect("a bound divides two halves"), upper.into_node()))
    }

    /// Takes in a last kid. Where there is no room, returns a branch of it alone, so that a tree
    /// filled from front to back stays regular.
    pub(super) fn push_kid(
        &mut self,
        bound: Bound<L>,
        kid: Node<L>,
    ) -> Option<(Bound<L>, Node<L>)> {
        if self.kids.is_full() {
            return Some((bound, Self::of_one(kid)));
        }
        self.put_kid(self.kids.len(), Some(bound), kid);
        None
    }

    fn of_one(kid: Node<L>) -> Node<L> {
        let mut branch = Self::empty(kid.height() + 1);
        branch.put_kid(0, None, kid);
        branch.into_node()
    }

    /// The kid before `at`, and failing that the one behind, with it: the lower index.
    pub(super) fn pair(&self, at: usize) -> usize {
        at.saturating_sub(1).min(self.kids.len() - 2)
    }

    /// Merges the branches `lower` and `lower + 1`, or makes them about equal. Copies those that are
    /// shared before it moves anything.
    fn merge_branches(&mut self, lower: usize) {
        self.kids[lower].branch_mut();
        self.kids[lower + 1].branch_mut();
        let shape = self.shape();
        let size = self.index.size(shape, lower + 1);
        let bound = self.index.remove(shape, lower + 1).expect("a bound divides two kids");
        self.size -= size;
        let mut right = self.kids.remove(lower + 1);
        let rest = self.kids[lower].branch_mut().absorb(bound, right.branch_mut());
        self.kid_resized(lower);
        match rest {
            Some(bound) => self.put_kid(lower + 1, Some(bound), right),
            None => debug_assert!(right.kids().is_empty()),
        }
    }

    /// Moves what `next` holds into this branch: all of it, if it fits; else so much that both have
    /// about the same, and returns what then divides them.
    fn absorb(&mut self, bound: Bound<L>, next: &mut Self) -> Option<Bound<L>> {
        let (own, more) = (self.kids.len(), next.kids.len());
        let total = own + more;
        if total <= fanout::<L>() {
            self.append(bound, next);
            return None;
        }
        let half = total / 2;
        if own > half {
            let (between, mut moved) = self.split_off(half);
            moved.append(bound, next);
            *next = moved;
            return between;
        }
        if own < half {
            let (between, rest) = next.split_off(half - own);
            self.append(bound, next);
            *next = rest;
            return between;
        }
        Some(bound)
    }
}

impl<L: Edit> Branch<L> {
    /// Makes the kids that may be merged this tree's own.
    pub(super) fn own_pair(&mut self, at: usize) {
        let lower = self.pair(at);
        for kid in &mut self.kids[lower..lower + 2] {
            match kid.left_mut() {
                Some(leaf) => leaf.own(),
                None => drop(kid.branch_mut()),
            }
        }
    }

    /// What will divide the pair of leaf `at` when `less` items have left that leaf.
    fn between(&self, at: usize, less: usize) -> Option<Bound<L>> {
        let lower = self.pair(at);
        match (self.kids[lower].get(), self.kids[lower + 1].get()) {
            (Either::Left(left), Either::Left(right)) if at == lower => {
                left.between(right, (less.min(left.len()), 0))
            }
            (Either::Left(left), Either::Left(right)) => {
                left.between(right, (0, less.min(right.len())))
            }
            _ => None,
        }
    }

    /// Merges the kids `lower` and `lower + 1`, or makes them about equal; `between` may say what
    /// then divides two leaves.
    pub(super) fn merge_pair(
        &mut self,
        lower: usize,
        between: Option<Bound<L>>,
        spare: &mut Spare<L>,
    ) {
        if self.height > 1 {
            return self.merge_branches(lower);
        }
        let (left, right) = self.kids.split_at_mut(lower + 1);
        let (left, right) = (left[lower].left_mut(), right[0].left_mut());
        let (Some(left), Some(right)) = (left, right) else { return };
        let between = left.merge(right, between);
        self.kid_resized(lower);
        match between {
            None => drop(self.take_kid(lower + 1, spare)),
            Some(bound) => {
                self.kid_resized(lower + 1);
                spare.put(Some(self.index.rebound(lower, bound)));
            }
        }
    }
}

impl<L: Edit> Node<L> {
    /// Moves what `next`, of the same height, holds into this node: all of it, if it fits; else so
    /// much that both have about the same, and returns what then divides them.
    pub(super) fn merge(
        &mut self,
        bound: Bound<L>,
        next: &mut Self,
        spare: &mut Spare<L>,
    ) -> Option<Bound<L>> {
        if let (Some(left), Some(right)) = (self.left_mut(), next.left_mut()) {
            spare.put(Some(bound));
            return left.merge(right, None);
        }
        let next = next.branch_mut();
        self.branch_mut().absorb(bound, next)
    }
}
