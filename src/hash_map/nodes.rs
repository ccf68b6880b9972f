//! The nodes of a map by their addresses, and what two versions have not in common. Does not know what for.

use alloc::vec::Vec;
use core::hash::{BuildHasher, Hash};
use core::ops::ControlFlow;

use super::HashMap;
use crate::patch::DiffItem;
use crate::tree::hamt::Part;
use crate::tree::look::Look;
use crate::tree::rule::{Flow, Side};

/// What makes one map of another.
pub(crate) struct Changes<'a, K, V> {
    /// Keys that are not there any more.
    pub(crate) gone: Vec<&'a K>,
    /// Entries to put in.
    pub(crate) put: Vec<(&'a K, &'a V)>,
}

/// Counts what `Changes` would hold, and stops where that is not below a bound.
struct Count {
    count: usize,
    bound: usize,
}

impl Count {
    fn add(&mut self, more: usize) -> Flow {
        self.count += more;
        if self.count < self.bound { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

impl<'a, K, V: PartialEq> Look<'a, K, V, Part<'a, K, V>> for Count {
    fn shared(&mut self, _: Part<'a, K, V>) -> ControlFlow<(), bool> {
        ControlFlow::Continue(false)
    }

    fn only(&mut self, _: Side, part: Part<'a, K, V>) -> Flow {
        part.entries().try_for_each(|_| self.add(1))
    }

    fn both(&mut self, old: &'a (K, V), new: &'a (K, V)) -> Flow {
        self.add(usize::from(old.1 != new.1))
    }
}

impl<K: Hash + Eq, V: PartialEq, S: BuildHasher> HashMap<K, V, S> {
    /// How many keys and entries make `newer` of this map, if they are fewer than so many.
    pub(crate) fn count_changes(&self, newer: &Self, bound: usize) -> Option<usize> {
        let mut count = Count { count: 0, bound };
        let is_below = bound > 0 && self.beside(newer, &mut count).is_continue();
        is_below.then_some(count.count)
    }

    /// What makes `newer` of this map.
    pub(crate) fn changes<'a>(&'a self, newer: &'a Self) -> Changes<'a, K, V> {
        let mut changes = Changes { gone: Vec::new(), put: Vec::new() };
        for (key, _, value) in self.diff(newer).map(DiffItem::parts) {
            match value {
                Some(value) => changes.put.push((key, value)),
                None => changes.gone.push(key),
            }
        }
        changes
    }
}

impl<K, V, S> HashMap<K, V, S> {
    /// All entries, as what makes this map of an empty one.
    pub(crate) fn all(&self) -> Changes<'_, K, V> {
        Changes { gone: Vec::new(), put: self.iter().collect() }
    }

    /// Tells the address of each node from the root on; `goes_on` says whether to tell of those below.
    pub(crate) fn trace(&self, goes_on: &mut impl FnMut(usize) -> bool) {
        self.tree.trace(goes_on);
    }
}
