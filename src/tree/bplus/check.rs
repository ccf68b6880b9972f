//! The invariants of the module above, executable, in the same numbering.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::num::NonZeroUsize;

use super::{Branch, Index, Leaf, Node, Tree};
use crate::raw::{Either, Pairs};

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

impl<K, V> Tree<Pairs<K, V>> {
    /// Checks that the keys of the leaves and the bounds of the branches are in order.
    ///
    /// # Panics
    /// If they are not.
    pub(crate) fn check_bounds(&self, less: &mut dyn FnMut(&K, &K) -> bool) {
        if let Some(root) = &self.root {
            root.check_bounds(None, None, less);
        }
    }
}

impl<K, V> Node<Pairs<K, V>> {
    /// The keys below lie from `low` on and below `high`.
    fn check_bounds(
        &self,
        low: Option<&K>,
        high: Option<&K>,
        less: &mut dyn FnMut(&K, &K) -> bool,
    ) {
        let branch = match self.get() {
            Either::Right(branch) => branch,
            Either::Left(leaf) => {
                let keys = leaf.keys();
                for pair in keys.windows(2) {
                    assert!(less(&pair[0], &pair[1]), "invariant 3: keys are out of order");
                }
                let (first, last) = (keys.first(), keys.last());
                let below = |a: Option<&K>, b: Option<&K>, less: &mut dyn FnMut(&K, &K) -> bool| {
                    a.zip(b).is_none_or(|(a, b)| less(a, b))
                };
                assert!(below(last, high, less), "invariant 3: a key is not below its bound");
                assert!(
                    !first.zip(low).is_some_and(|(a, b)| less(a, b)),
                    "invariant 3: a key is below its bound"
                );
                return;
            }
        };
        let bounds = branch.index.bounds();
        for (at, kid) in branch.kids.iter().enumerate() {
            let from = at.checked_sub(1).map_or(low, |before| bounds.get(before));
            kid.check_bounds(from, bounds.get(at).or(high), less);
        }
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
        for kid in &*self.kids {
            assert_eq!(kid.height() + 1, self.height, "invariant 1: a kid has the wrong height");
        }
        let sizes: Vec<usize> = self.kids.iter().map(Node::size).collect();
        let size: usize = sizes.iter().sum();
        assert_eq!(self.size, size, "invariant 2: the size is not the sum of the kids' sizes");
        self.index.check(self.shape(), &sizes);
        for (index, kid) in self.kids.iter().enumerate() {
            kid.check(is_first && index == 0, is_last && index == last, run);
        }
    }
}
