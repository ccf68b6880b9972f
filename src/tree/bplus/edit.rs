//! Changes at one place: a leaf that grows or shrinks, leaves added to and taken from the ends.
//! Does not know how a leaf changes. What panics in a leaf's change leaves the tree as it was.

use super::{Branch, Edit, Leaf, Node, Tree};
use crate::raw::{Array, Either};
use crate::tree::FANOUT;
use triomphe::Arc;

impl<L: Leaf> Tree<L> {
    /// Lets `grow` put items into the leaf that holds `pos` (the last one for the end), and takes
    /// in the leaf that it splits off, to stand behind the first. The tree must not be empty.
    pub(crate) fn grow_at(&mut self, pos: usize, grow: impl FnOnce(&mut L, usize) -> Option<L>) {
        let root = self.root.as_mut().expect("a tree that grows at a place has leaves");
        if let Some(extra) = root.grow_at(pos, grow) {
            self.add_level(extra);
        }
    }

    /// A new root over the old one and `extra`, of the same height.
    pub(super) fn add_level(&mut self, extra: Node<L>) {
        let mut kids = Array::new();
        kids.push(self.root.take().expect("a level is added over a root"));
        kids.push(extra);
        self.root = Some(Node::right(Arc::new(Branch::new(kids))));
    }

    /// Takes off roots that have one kid or nothing, and those that two light branches make.
    pub(super) fn drop_levels(&mut self) {
        while let Some(root) = self.root.as_mut().filter(|root| root.is_right()) {
            if let [first, second] = root.kids() {
                if first.height() == 0 || !first.is_light() || !second.is_light() {
                    return;
                }
                root.branch_mut().merge_pair(0);
            } else if root.kids().len() > 1 {
                return;
            }
            let only = root.kids().first().cloned();
            self.root = only;
        }
        if self.size() == 0 {
            self.root = None;
        }
    }

    /// Puts a leaf at the front of a tree whose first leaf is not light.
    pub(crate) fn push_front(&mut self, leaf: L) {
        debug_assert!(self.first_leaf().is_none_or(|first| first.len() >= L::FULL / 2));
        let leaf = Node::left(leaf);
        let Some(root) = &mut self.root else {
            self.root = Some(leaf);
            return;
        };
        if let Some(extra) = root.push_front(leaf) {
            let old = core::mem::replace(root, extra);
            self.add_level(old);
        }
    }

    /// Puts a leaf at the end of a tree whose last leaf is not light.
    pub(crate) fn push_back(&mut self, leaf: L) {
        debug_assert!(self.last_leaf().is_none_or(|last| last.len() >= L::FULL / 2));
        let leaf = Node::left(leaf);
        let Some(root) = &mut self.root else {
            self.root = Some(leaf);
            return;
        };
        if let Some(extra) = root.push_back(leaf) {
            self.add_level(extra);
        }
    }

    /// Takes the last leaf.
    pub(crate) fn pop_back(&mut self) -> Option<L> {
        let root = self.root.as_mut()?;
        let leaf = if root.is_right() { root.pop_back() } else { self.root.take()? };
        self.drop_levels();
        leaf.into_left()
    }

    /// Takes the first leaf.
    pub(crate) fn pop_front(&mut self) -> Option<L> {
        let root = self.root.as_mut()?;
        let leaf = if root.is_right() { root.pop_front() } else { self.root.take()? };
        self.drop_levels();
        leaf.into_left()
    }
}

impl<L: Edit> Tree<L> {
    /// Lets `shrink` take items out of the leaf that holds `pos`: `count` at the most, and all of
    /// them from that leaf.
    pub(crate) fn shrink_at<X>(
        &mut self,
        pos: usize,
        count: usize,
        shrink: impl FnOnce(&mut L, usize) -> X,
    ) -> X {
        let root = self.root.as_mut().expect("a tree that shrinks at a place has leaves");
        let taken = root.shrink_at(pos, count, shrink);
        self.drop_levels();
        taken
    }
}

impl<L: Leaf> Node<L> {
    fn into_left(self) -> Option<L> {
        match self.into_either() {
            Either::Left(leaf) => Some(leaf),
            Either::Right(_) => None,
        }
    }

    pub(super) fn branch_mut(&mut self) -> &mut Branch<L> {
        self.right_mut().expect("a node above the leaves is a branch")
    }

    fn grow_at(
        &mut self,
        pos: usize,
        grow: impl FnOnce(&mut L, usize) -> Option<L>,
    ) -> Option<Self> {
        if let Some(leaf) = self.left_mut() {
            return grow(leaf, pos).map(Node::left);
        }
        let branch = self.branch_mut();
        let (index, rest) = branch.locate(pos);
        let extra = branch.kids[index].grow_at(rest, grow);
        branch.kid_resized(index);
        branch.insert_kid(index + 1, extra?)
    }

    /// Puts a leaf at the front; returns a node to stand before this one, if there is no room.
    fn push_front(&mut self, leaf: Self) -> Option<Self> {
        if !self.is_right() {
            return Some(leaf);
        }
        let branch = self.branch_mut();
        let extra = branch.kids[0].push_front(leaf);
        branch.kid_resized(0);
        let extra = extra?;
        if branch.kids.is_full() {
            return Some(Branch::of_one(extra));
        }
        branch.insert_kid(0, extra)
    }

    fn push_back(&mut self, leaf: Self) -> Option<Self> {
        if !self.is_right() {
            return Some(leaf);
        }
        let branch = self.branch_mut();
        let last = branch.kids.len() - 1;
        let extra = branch.kids[last].push_back(leaf);
        branch.kid_resized(last);
        branch.push_kid(extra?)
    }

    /// Takes the last leaf of a branch, and the branches that it leaves without kids.
    fn pop_back(&mut self) -> Self {
        let branch = self.branch_mut();
        let last = branch.kids.len() - 1;
        let leaf = if branch.height == 1 {
            branch.kids.pop().expect("a branch has kids")
        } else {
            let leaf = branch.kids[last].pop_back();
            if branch.kids[last].kids().is_empty() {
                drop(branch.kids.pop());
            }
            leaf
        };
        branch.size -= leaf.size();
        let (size, kids) = (branch.size, branch.kids.len());
        if let Some(ends) = &mut branch.ends {
            ends[last] = usize::MAX;
            if kids > 0 {
                ends[kids - 1] = size;
            }
        }
        branch.settle_ends();
        leaf
    }

    /// Takes the first leaf of a branch, and the branches that it leaves without kids.
    fn pop_front(&mut self) -> Self {
        let branch = self.branch_mut();
        let kids = branch.kids.len();
        let mut ends = branch.all_ends();
        let leaf = if branch.height == 1 {
            branch.kids.remove(0)
        } else {
            let leaf = branch.kids[0].pop_front();
            if branch.kids[0].kids().is_empty() {
                drop(branch.kids.remove(0));
            }
            leaf
        };
        if branch.kids.len() < kids {
            ends.rotate_left(1);
            ends[FANOUT - 1] = usize::MAX;
        }
        branch.shift_ends(&mut ends, leaf.size());
        leaf
    }
}

impl<L: Edit> Node<L> {
    fn shrink_at<X>(
        &mut self,
        pos: usize,
        count: usize,
        shrink: impl FnOnce(&mut L, usize) -> X,
    ) -> X {
        if let Some(leaf) = self.left_mut() {
            return shrink(leaf, pos);
        }
        let branch = self.branch_mut();
        let (index, rest) = branch.locate(pos);
        if branch.height == 1 && branch.kids[index].size() < L::FULL / 2 + count {
            branch.own_pair(index);
        }
        let taken = branch.kids[index].shrink_at(rest, count, shrink);
        branch.kid_resized(index);
        branch.mend(index);
        taken
    }
}

impl<L: Leaf> Branch<L> {
    /// Subtracts `gone` from the ends of the kids that are there, and sets them.
    fn shift_ends(&mut self, ends: &mut [usize; FANOUT], gone: usize) {
        let kids = self.kids.len();
        for end in &mut ends[..kids] {
            *end -= gone;
        }
        if kids == 0 {
            (self.size, self.ends) = (0, None);
        } else {
            self.set_ends(ends);
        }
    }

    /// Drops `ends` where the branch has become regular.
    fn settle_ends(&mut self) {
        let kids = self.kids.len();
        let regular =
            |ends: &[usize; FANOUT]| kids == 0 || Self::is_regular(self.height, &ends[..kids]);
        if self.ends.as_deref().is_some_and(regular) {
            self.ends = None;
        }
    }

    /// Counts again after the size of one kid has changed.
    pub(super) fn kid_resized(&mut self, index: usize) {
        let begin = self.begin(index);
        let last = self.kids.len() - 1;
        let old_end = if index == last { self.size } else { self.begin(index + 1) };
        let end = begin + self.kids[index].size();
        if end == old_end {
            return;
        }
        if self.ends.is_none() {
            if index == last && Self::perfect(self.height).is_some_and(|most| end - begin <= most) {
                self.size = end;
                return;
            }
            self.ends = Some(alloc::boxed::Box::new(self.all_ends()));
        }
        let ends = self.ends.as_mut().expect("just made");
        for later in &mut ends[index..=last] {
            *later = later.wrapping_sub(old_end).wrapping_add(end);
        }
        self.size = ends[last];
        self.settle_ends();
    }

    /// Takes in a kid. Where there is no room, splits the branch and returns its upper half.
    pub(super) fn insert_kid(&mut self, index: usize, kid: Node<L>) -> Option<Node<L>> {
        let size = kid.size();
        let kids = self.kids.len();
        let mut all = [usize::MAX; FANOUT + 1];
        all[..FANOUT].copy_from_slice(&self.all_ends());
        all.copy_within(index..kids, index + 1);
        all[index] = self.begin_or_size(index);
        for end in &mut all[index..=kids] {
            *end += size;
        }
        if !self.kids.is_full() {
            self.kids.insert(index, kid);
            self.set_ends(all[..FANOUT].try_into().expect("as wide as a branch"));
            return None;
        }
        let half = FANOUT / 2;
        let mut upper;
        let mut cut = half;
        if index <= half {
            upper = self.kids.split_off(half);
            self.kids.insert(index, kid);
            cut += 1;
        } else {
            upper = self.kids.split_off(half);
            upper.insert(index - half, kid);
        }
        let base = all[cut - 1];
        let mut lower_ends = [usize::MAX; FANOUT];
        lower_ends[..cut].copy_from_slice(&all[..cut]);
        let mut upper_ends = [usize::MAX; FANOUT];
        for (to, end) in upper_ends.iter_mut().zip(&all[cut..=kids]) {
            *to = end - base;
        }
        self.set_ends(&lower_ends);
        Some(Node::right(Arc::new(Branch::with_ends(upper, &upper_ends))))
    }

    fn begin_or_size(&self, index: usize) -> usize {
        if index == self.kids.len() { self.size } else { self.begin(index) }
    }

    /// Takes in a last kid. Where there is no room, returns a branch of it alone, so that a tree
    /// filled from front to back stays regular.
    pub(super) fn push_kid(&mut self, kid: Node<L>) -> Option<Node<L>> {
        if self.kids.is_full() {
            return Some(Self::of_one(kid));
        }
        let index = self.kids.len();
        if let Some(perfect) = Self::perfect(self.height).filter(|_| self.ends.is_none()) {
            if self.size == index * perfect && kid.size() <= perfect {
                self.size += kid.size();
                self.kids.push(kid);
                return None;
            }
        }
        self.insert_kid(index, kid)
    }

    fn of_one(kid: Node<L>) -> Node<L> {
        let mut kids = Array::new();
        kids.push(kid);
        Node::right(Arc::new(Self::new(kids)))
    }
}

impl<L: Edit> Branch<L> {
    /// The kid before `index`, and failing that the one behind, with it: the lower index.
    fn pair(&self, index: usize) -> usize {
        index.saturating_sub(1).min(self.kids.len() - 2)
    }

    /// Makes the leaves that `mend` would merge this tree's own: what may panic comes first.
    pub(super) fn own_pair(&mut self, index: usize) {
        if self.kids.len() > 1 {
            let lower = self.pair(index);
            for kid in &mut self.kids[lower..lower + 2] {
                kid.left_mut().expect("the kids of the lowest branch are leaves").own();
            }
        }
    }

    /// Merges kid `index` with a neighbour if it is light, or takes it out if it is empty.
    pub(super) fn mend(&mut self, index: usize) {
        let kids = self.kids.len();
        if self.kids[index].size() == 0 {
            drop(self.kids.remove(index));
            let mut ends = self.all_ends_of(kids);
            ends.copy_within(index + 1..kids, index);
            ends[kids - 1] = usize::MAX;
            self.shift_ends(&mut ends, 0);
            return;
        }
        if kids == 1 || !self.kids[index].is_light() {
            return;
        }
        let lower = self.pair(index);
        if self.height == 1 {
            let (left, right) = self.kids.split_at_mut(lower + 1);
            let merged = left[lower].merge(&mut right[0]);
            self.count_pair(lower, merged);
        } else {
            self.merge_pair(lower);
        }
    }
}

impl<L: Leaf> Branch<L> {
    /// Merges the branches `lower` and `lower + 1`, or makes them about equal.
    fn merge_pair(&mut self, lower: usize) {
        let (left, right) = self.kids.split_at_mut(lower + 1);
        let merged = left[lower].merge_branches(&mut right[0]);
        self.count_pair(lower, merged);
    }

    /// Counts again after two kids exchanged items; the second is empty if they were `merged`.
    fn count_pair(&mut self, lower: usize, merged: bool) {
        let kids = self.kids.len();
        let mut ends = self.all_ends();
        if merged {
            drop(self.kids.remove(lower + 1));
            ends.copy_within(lower + 1..kids, lower);
            ends[kids - 1] = usize::MAX;
        } else {
            ends[lower] = self.begin(lower) + self.kids[lower].size();
        }
        self.set_ends(&ends);
    }

    /// `all_ends`, as it was when there were `kids` kids.
    fn all_ends_of(&self, kids: usize) -> [usize; FANOUT] {
        if let Some(ends) = &self.ends {
            return **ends;
        }
        let mut ends = [usize::MAX; FANOUT];
        for (index, end) in ends.iter_mut().take(kids - 1).enumerate() {
            *end = ((index + 1) * L::FULL) << Self::shift(self.height);
        }
        ends[kids - 1] = self.size;
        ends
    }
}

impl<L: Edit> Node<L> {
    /// Moves what `next`, of the same height, holds into this node: all of it, if it fits, and
    /// then says `true`; else so much that both have about the same.
    pub(super) fn merge(&mut self, next: &mut Self) -> bool {
        if let (Some(left), Some(right)) = (self.left_mut(), next.left_mut()) {
            return left.merge(right);
        }
        self.merge_branches(next)
    }
}

impl<L: Leaf> Node<L> {
    fn merge_branches(&mut self, next: &mut Self) -> bool {
        let (left, right) = (self.branch_mut(), next.branch_mut());
        let total = left.kids.len() + right.kids.len();
        if total <= FANOUT {
            left.kids.append(&mut right.kids);
            left.recount();
            return true;
        }
        let half = total / 2;
        if left.kids.len() > half {
            let mut moved = left.kids.split_off(half);
            moved.append(&mut right.kids);
            right.kids = moved;
        } else {
            let wanted = half - left.kids.len();
            let rest = right.kids.split_off(wanted);
            left.kids.append(&mut right.kids);
            right.kids = rest;
        }
        left.recount();
        right.recount();
        false
    }
}

impl<L: Leaf> Branch<L> {
    /// Counts anew from the kids.
    fn recount(&mut self) {
        let mut ends = [usize::MAX; FANOUT];
        let mut end = 0;
        for (to, kid) in ends.iter_mut().zip(self.kids.iter()) {
            end += kid.size();
            *to = end;
        }
        self.set_ends(&ends);
    }
}
