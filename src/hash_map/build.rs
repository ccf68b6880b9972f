//! Maps made of many entries at once.

use core::hash::{BuildHasher, Hash};

use super::{HashMap, hash_by};
use crate::kept::keep;
use crate::tree::hamt::{Heaps, Tree};

impl<K: Hash + Eq + Clone, V: Clone, S: BuildHasher> HashMap<K, V, S> {
    /// Puts the first entries in, in any order. Of several with one key the last value stays.
    pub(super) fn fill(&mut self, entries: impl Iterator<Item = (K, V)>) {
        let mut entries = entries.fuse();
        let are_few = Tree::<K, V>::are_few(entries.size_hint().1);
        let cards = entries.by_ref().map(|(key, value)| (self.hash_of(&key), key, value));
        let tree =
            if are_few { Tree::from_few(cards, K::eq) } else { Tree::from_entries(cards, K::eq) };
        if !tree.is_empty() {
            self.found();
            self.tree = tree;
        }
        // Those that the iterator did not announce.
        entries.for_each(|(key, value)| drop(self.insert(key, value)));
    }

    /// Puts entries in that come in any order. Of several with one key the last value stays. If their source
    /// panics, what came before is put in.
    pub(super) fn take_in(&mut self, entries: impl Iterator<Item = (K, V)>) {
        if self.is_empty() {
            keep(entries, |entries| self.fill(entries));
        } else if Heaps::<()>::are_many(entries.size_hint().0) {
            keep(entries, |entries| {
                let heaps = self.heaps(entries, |entry| &entry.0);
                let hasher = &self.hasher;
                for (hash, (key, value)) in heaps {
                    drop(self.tree.insert(hash, key, value, K::eq, |key| hash_by(hasher, key)));
                }
            });
        } else {
            entries.for_each(|(key, value)| drop(self.insert(key, value)));
        }
    }
}
