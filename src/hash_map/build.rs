//! Maps made of many entries at once, and the room that std's users ask for.

use alloc::collections::TryReserveError;
use core::hash::{BuildHasher, Hash};

use super::{HashMap, hash_by};
use crate::tree::hamt::{Heaps, Tree};

impl<K: Hash + Eq + Clone, V: Clone, S: BuildHasher> HashMap<K, V, S> {
    /// Puts entries in that come in any order. Of several with one key the last value stays.
    pub(super) fn take_in(&mut self, entries: impl Iterator<Item = (K, V)>) {
        if self.is_empty() {
            let mut entries = entries.fuse();
            let are_few = Tree::<K, V>::are_few(entries.size_hint().1);
            let cards = entries.by_ref().map(|(key, value)| (self.hash_of(&key), key, value));
            let tree = if are_few {
                Tree::from_few(cards, K::eq)
            } else {
                Tree::from_entries(cards, K::eq)
            };
            if !tree.is_empty() {
                self.found();
                self.tree = tree;
            }
            // Those that the iterator did not announce.
            entries.for_each(|(key, value)| drop(self.insert(key, value)));
        } else if Heaps::<()>::are_many(entries.size_hint().0) {
            let heaps = self.heaps(entries, |entry| &entry.0);
            let hasher = &self.hasher;
            for (hash, (key, value)) in heaps {
                drop(self.tree.insert(hash, key, value, K::eq, |key| hash_by(hasher, key)));
            }
        } else {
            entries.for_each(|(key, value)| drop(self.insert(key, value)));
        }
    }
}

// A trie has no room to spare: it takes what its entries need.

impl<K, V> HashMap<K, V> {
    /// An empty map. Takes no room for entries that are not there, however many are to come.
    ///
    /// Computes in **O(1)** time, without an allocation.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let map: HashMap<u8, u8> = HashMap::with_capacity(1_000);
    /// assert!(map.is_empty());
    /// ```
    #[must_use]
    pub const fn with_capacity(_capacity: usize) -> Self {
        Self::new()
    }
}

impl<K, V, S> HashMap<K, V, S> {
    /// As [`with_hasher`](Self::with_hasher): takes no room for entries that are not there.
    ///
    /// Computes in **O(1)** time, without an allocation.
    ///
    /// ```
    /// use offshoot::HashMap;
    /// use std::hash::RandomState;
    ///
    /// let map: HashMap<u8, u8, _> = HashMap::with_capacity_and_hasher(10, RandomState::new());
    /// assert!(map.is_empty());
    /// ```
    #[must_use]
    pub const fn with_capacity_and_hasher(_capacity: usize, hasher: S) -> Self {
        Self::with_hasher(hasher)
    }

    /// How many entries there is room for: as many as there are.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// assert_eq!(HashMap::from([(1, 'a')]).capacity(), 1);
    /// ```
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.len()
    }

    /// Does nothing: room is taken for each entry when it comes.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// map.reserve(1_000);
    /// assert_eq!(map.capacity(), 1);
    /// ```
    pub fn reserve(&mut self, _additional: usize) {}

    /// Does nothing, as [`reserve`](Self::reserve).
    ///
    /// # Errors
    /// Never.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// assert!(HashMap::from([(1, 'a')]).try_reserve(usize::MAX).is_ok());
    /// ```
    pub fn try_reserve(&mut self, _additional: usize) -> Result<(), TryReserveError> {
        Ok(())
    }

    /// Does nothing: space is given back whenever an entry goes.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// map.shrink_to_fit();
    /// assert_eq!(map[&1], 'a');
    /// ```
    pub fn shrink_to_fit(&mut self) {}

    /// Does nothing, as [`shrink_to_fit`](Self::shrink_to_fit).
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// map.shrink_to(10);
    /// assert_eq!(map[&1], 'a');
    /// ```
    pub fn shrink_to(&mut self, _min_capacity: usize) {}
}
