//! One entry, by key, to read and to change its value.

use core::hash::{BuildHasher, Hash};
use core::ptr;

use equivalent::Equivalent;

use super::HashMap;

/// Where an entry is, as long as the map does not change.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    hash: u64,
    index: usize,
}

impl<K, V, S: BuildHasher> HashMap<K, V, S> {
    /// The value of a key.
    ///
    /// Computes in **O(1)** time on average.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let map = HashMap::from([("a", 1), ("b", 2)]);
    /// assert_eq!((map.get("b"), map.get("c")), (Some(&2), None));
    /// ```
    #[inline]
    pub fn get<Q: Hash + Equivalent<K> + ?Sized>(&self, key: &Q) -> Option<&V> {
        Some(self.get_key_value(key)?.1)
    }

    /// The entry of a key.
    ///
    /// Computes in **O(1)** time on average.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// assert_eq!(HashMap::from([(1, 'a')]).get_key_value(&1), Some((&1, &'a')));
    /// ```
    #[inline]
    pub fn get_key_value<Q: Hash + Equivalent<K> + ?Sized>(&self, key: &Q) -> Option<(&K, &V)> {
        if self.tree.is_empty() {
            return None;
        }
        let (key, value) = self.tree.get(self.hash_again(key), |other| key.equivalent(other))?;
        Some((key, value))
    }

    /// Whether there is an entry of a key.
    ///
    /// Computes in **O(1)** time on average.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// assert!(HashMap::from([(1, 'a')]).contains_key(&1));
    /// ```
    #[inline]
    pub fn contains_key<Q: Hash + Equivalent<K> + ?Sized>(&self, key: &Q) -> bool {
        self.get_key_value(key).is_some()
    }

    /// Where the entry of a key is.
    pub(crate) fn place<Q: Hash + Equivalent<K> + ?Sized>(&self, key: &Q) -> Option<Place> {
        let hash = self.hash_of(key);
        let index = self.tree.find(hash, |other| key.equivalent(other))?;
        Some(Place { hash, index })
    }

    /// The key of an entry.
    ///
    /// # Panics
    /// If there is none at this place.
    pub(crate) fn key_at(&self, Place { hash, index }: Place) -> &K {
        &self.tree.at(hash, index).expect("an entry that was found is there").0
    }
}

impl<K: Clone, V: Clone, S: BuildHasher> HashMap<K, V, S> {
    /// The value of a key, to change. Copies the nodes of its path that are shared, and none where
    /// the key is missing.
    ///
    /// Computes in **O(1)** time on average, and **O(log n)** where nodes are shared.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([("a", 1)]);
    /// *map.get_mut("a").unwrap() += 1;
    /// assert_eq!(map["a"], 2);
    /// ```
    #[inline]
    pub fn get_mut<Q: Hash + Equivalent<K> + ?Sized>(&mut self, key: &Q) -> Option<&mut V> {
        Some(self.get_key_value_mut(key)?.1)
    }

    /// The entry of a key, its value to change.
    ///
    /// Computes in **O(1)** time on average, and **O(log n)** where nodes are shared.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// assert_eq!(map.get_key_value_mut(&1), Some((&1, &mut 'a')));
    /// ```
    #[inline]
    pub fn get_key_value_mut<Q: Hash + Equivalent<K> + ?Sized>(
        &mut self,
        key: &Q,
    ) -> Option<(&K, &mut V)> {
        if self.tree.is_empty() {
            return None;
        }
        let hash = self.hash_again(key);
        let (key, value) = self.tree.get_mut(hash, |other| key.equivalent(other))?;
        Some((key, value))
    }

    /// The values of several keys at once, to change; none where a key is missing. Copies the nodes of
    /// their paths that are shared.
    ///
    /// Computes in **O(N)** time on average, and **O(N log n)** where nodes are shared; compares each two
    /// of the places, as std does.
    ///
    /// # Panics
    /// If two keys lead to one entry.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([("a", 1), ("b", 2)]);
    /// if let [Some(a), Some(b), None] = map.get_disjoint_mut(["a", "b", "c"]) {
    ///     core::mem::swap(a, b);
    /// }
    /// assert_eq!((map["a"], map["b"]), (2, 1));
    /// ```
    #[track_caller]
    pub fn get_disjoint_mut<Q, const N: usize>(&mut self, keys: [&Q; N]) -> [Option<&mut V>; N]
    where
        Q: Hash + Equivalent<K> + ?Sized,
    {
        self.get_disjoint_key_value_mut(keys).map(|entry| Some(entry?.1))
    }

    /// As [`get_disjoint_mut`](Self::get_disjoint_mut), the keys as well.
    ///
    /// Computes in **O(N)** time on average, and **O(N log n)** where nodes are shared.
    ///
    /// # Panics
    /// If two keys lead to one entry.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([(1, 'a'), (2, 'b')]);
    /// assert_eq!(map.get_disjoint_key_value_mut([&2, &3]), [Some((&2, &mut 'b')), None]);
    /// ```
    #[track_caller]
    pub fn get_disjoint_key_value_mut<Q, const N: usize>(
        &mut self,
        keys: [&Q; N],
    ) -> [Option<(&K, &mut V)>; N]
    where
        Q: Hash + Equivalent<K> + ?Sized,
    {
        let places = keys.map(|key| {
            let hash = self.hash_of(key);
            Some((hash, self.tree.find(hash, |other| key.equivalent(other))?))
        });
        let entries = places.map(|place| self.tree.at(place?.0, place?.1).map(ptr::from_ref));
        for (at, entry) in entries.iter().enumerate() {
            let is_again = entry.is_some() && entries[..at].contains(entry);
            assert!(!is_again, "duplicate keys found");
        }
        self.tree.several_mut(places).map(|entry| {
            let (key, value) = entry?;
            Some((&*key, value))
        })
    }
}
