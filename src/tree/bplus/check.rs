//! The invariants of the module above, executable, in the same numbering.

use super::{Branch, FANOUT, Leaf, Node, Tree};
use crate::raw::Either;

impl<L: Leaf> Tree<L> {
    /// Checks every invariant, and `leaf` of every leaf.
    ///
    /// # Panics
    /// If one does not hold.
    pub(crate) fn check(&self, leaf: &mut dyn FnMut(&L)) {
        let Some(root) = &self.root else { return };
        if root.is_right() {
            assert!(root.kids().len() > 1, "invariant 4: the root has one kid");
        }
        if let [first, second] = root.kids() {
            assert!(
                !first.is_light() || !second.is_light(),
                "invariant 4: a root of two light kids"
            );
        }
        root.check(true, true, leaf);
    }
}

impl<L: Leaf> Node<L> {
    fn check(&self, first: bool, last: bool, leaf: &mut dyn FnMut(&L)) {
        assert!(self.size() > 0, "invariant 2: a node is empty");
        assert!(first || last || !self.is_light(), "invariant 4: a node off the spines is light");
        match self.get() {
            Either::Left(items) => leaf(items),
            Either::Right(branch) => branch.check(first, last, leaf),
        }
    }
}

impl<L: Leaf> Branch<L> {
    fn check(&self, is_first: bool, is_last: bool, leaf: &mut dyn FnMut(&L)) {
        let last = self.kids.len().checked_sub(1).expect("invariant 2: a branch has no kids");
        let mut ends = [usize::MAX; FANOUT];
        let mut end = 0;
        for (index, kid) in self.kids.iter().enumerate() {
            assert_eq!(kid.height() + 1, self.height, "invariant 1: a kid has the wrong height");
            end += kid.size();
            ends[index] = end;
        }
        assert_eq!(self.size, end, "invariant 2: the size is not the sum of the kids' sizes");
        if Self::is_regular(self.height, &ends[..=last]) {
            assert!(self.ends.is_none(), "invariant 3: a regular branch has ends");
        } else {
            assert_eq!(self.ends.as_deref(), Some(&ends), "invariant 3: the ends are wrong");
        }
        // A subtree that stands many times (repeat) is checked once.
        for (index, kid) in self.kids.iter().enumerate() {
            let again = index > 0 && kid.addr() == self.kids[index - 1].addr() && index != last;
            if !again {
                kid.check(is_first && index == 0, is_last && index == last, leaf);
            }
        }
    }
}
