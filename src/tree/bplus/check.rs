//! The invariants of the module above, executable, in the same numbering.

use alloc::collections::BTreeSet;
use core::num::NonZeroUsize;

use super::{Branch, FANOUT, Leaf, Node, Tree};
use crate::raw::Either;

/// A check in progress.
struct Check<'a, L> {
    leaf: &'a mut dyn FnMut(&L),
    /// Nodes off the spines that were checked. One that stands many times (`repeat`) is checked
    /// once, or the time would double with each level.
    seen: BTreeSet<NonZeroUsize>,
}

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
        root.check(true, true, &mut Check { leaf, seen: BTreeSet::new() });
    }
}

impl<L: Leaf> Node<L> {
    fn check(&self, first: bool, last: bool, run: &mut Check<'_, L>) {
        assert!(self.size() > 0, "invariant 2: a node is empty");
        assert!(first || last || !self.is_light(), "invariant 4: a node off the spines is light");
        if !(first || last || run.seen.insert(self.addr())) {
            return;
        }
        match self.get() {
            Either::Left(items) => (run.leaf)(items),
            Either::Right(branch) => branch.check(first, last, run),
        }
    }
}

impl<L: Leaf> Branch<L> {
    fn check(&self, is_first: bool, is_last: bool, run: &mut Check<'_, L>) {
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
        for (index, kid) in self.kids.iter().enumerate() {
            kid.check(is_first && index == 0, is_last && index == last, run);
        }
    }
}
