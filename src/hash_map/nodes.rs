//! The nodes of a map by their addresses, and what two versions have not in common. Does not know what for.

use alloc::vec::Vec;
use core::hash::{BuildHasher, Hash};
use core::ops::ControlFlow;

use super::HashMap;
use crate::tree::hamt::{Look, Part};
use crate::tree::rule::{Flow, Side};

/// What makes one map of another. Entries of nodes that are not shared are told of, whether they differ or
/// not.
pub(crate) struct Changes<'a, K, V> {
    /// Keys that are not there any more.
    pub(crate) gone: Vec<&'a K>,
    /// Entries to put in.
    pub(crate) put: Vec<&'a (K, V)>,
}

impl<'a, K, V> Look<'a, K, V> for Changes<'a, K, V> {
    fn shared(&mut self, _: Part<'a, K, V>) -> ControlFlow<(), bool> {
        ControlFlow::Continue(false)
    }

    fn only(&mut self, side: Side, part: Part<'a, K, V>) -> Flow {
        match side {
            Side::Left => self.gone.extend(part.entries().map(|(key, _)| key)),
            Side::Right => self.put.extend(part.entries()),
        }
        ControlFlow::Continue(())
    }

    fn both(&mut self, _: &'a (K, V), new: &'a (K, V)) -> Flow {
        self.put.push(new);
        ControlFlow::Continue(())
    }
}

impl<K: Hash + Eq, V, S: BuildHasher> HashMap<K, V, S> {
    /// What makes `newer` of this map.
    pub(crate) fn changes<'a>(&'a self, newer: &'a Self) -> Changes<'a, K, V> {
        let mut changes = Changes { gone: Vec::new(), put: Vec::new() };
        // Nothing stops it.
        let (ControlFlow::Continue(()) | ControlFlow::Break(())) = self.beside(newer, &mut changes);
        changes
    }
}

impl<K, V, S> HashMap<K, V, S> {
    /// All entries, as what makes this map of an empty one.
    pub(crate) fn all(&self) -> Changes<'_, K, V> {
        let entries = self.tree.buckets().flat_map(|bucket| bucket.entries());
        Changes { gone: Vec::new(), put: entries.collect() }
    }

    /// Tells the address of each node from the root on; `goes_on` says whether to tell of those below.
    pub(crate) fn trace(&self, goes_on: &mut impl FnMut(usize) -> bool) {
        self.tree.trace(goes_on);
    }
}
