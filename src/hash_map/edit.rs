//! Entries put in and taken out, one at a time; and the methods that leave the map as it is and return
//! another.

use core::hash::{BuildHasher, Hash};
use core::mem;

use equivalent::Equivalent;

use super::{HashMap, hash_by};

impl<K: Hash + Eq + Clone, V: Clone> HashMap<K, V> {
    /// A map of one entry.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// assert_eq!(HashMap::unit(1, 'a'), HashMap::from([(1, 'a')]));
    /// ```
    #[must_use]
    pub fn unit(key: K, value: V) -> Self {
        let mut map = Self::new();
        map.insert(key, value);
        map
    }
}

impl<K: Hash + Eq + Clone, V: Clone, S: BuildHasher> HashMap<K, V, S> {
    /// Gives a key a value; returns the one that it had. A key that is there stays, as in std.
    ///
    /// Computes in **O(1)** time on average, and **O(log n)** where nodes are shared: those of the path
    /// are copied.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::new();
    /// assert_eq!((map.insert(1, 'a'), map.insert(1, 'b')), (None, Some('a')));
    /// ```
    #[inline]
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        self.found();
        let hash = self.hash_of(&key);
        let hasher = &self.hasher;
        let (key, value) = self.tree.insert(hash, key, value, K::eq, |key| hash_by(hasher, key))?;
        drop(key);
        Some(value)
    }

    /// Puts an entry in, key and all, and returns the one whose place it takes.
    #[inline]
    pub(crate) fn replace(&mut self, key: K, value: V) -> Option<(K, V)> {
        self.found();
        let hash = self.hash_of(&key);
        let hasher = &self.hasher;
        self.tree.replace(hash, key, value, K::eq, |key| hash_by(hasher, key))
    }
}

impl<K: Hash + Clone, V: Clone, S: BuildHasher> HashMap<K, V, S> {
    /// Puts an entry in whose key is not there; returns its place on the path of its hash.
    pub(super) fn insert_new(&mut self, hash: u64, key: K, value: V) -> usize {
        self.found();
        let hasher = &self.hasher;
        self.tree.insert_new(hash, key, value, |key| hash_by(hasher, key));
        self.tree.last(hash).expect("an entry was put here")
    }
}

impl<K: Hash + Eq + Clone, V: Clone, S: BuildHasher + Clone> HashMap<K, V, S> {
    /// This map with one more entry, or another value for its key.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let map = HashMap::from([(1, 'a')]);
    /// assert_eq!(map.update(2, 'b'), HashMap::from([(1, 'a'), (2, 'b')]));
    /// assert_eq!(map.len(), 1);
    /// ```
    #[must_use]
    pub fn update(&self, key: K, value: V) -> Self {
        let mut version = self.clone();
        version.insert(key, value);
        version
    }

    /// This map with one more entry; where the key is there, `f` makes one value of the old and the
    /// new one.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let map = HashMap::unit("a", 1).update_with("a", 2, |old, new| old * 10 + new);
    /// assert_eq!(map["a"], 12);
    /// ```
    #[must_use]
    pub fn update_with<F: FnOnce(V, V) -> V>(&self, key: K, value: V, f: F) -> Self {
        self.update_with_key(key, value, |_, old, new| f(old, new))
    }

    /// As [`update_with`](Self::update_with), for a closure that sees the key as well.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let map = HashMap::unit(3, 1).update_with_key(3, 2, |key, old, new| key * (old + new));
    /// assert_eq!(map[&3], 9);
    /// ```
    #[must_use]
    pub fn update_with_key<F: FnOnce(&K, V, V) -> V>(&self, key: K, value: V, f: F) -> Self {
        let (old, version) = self.change(key, value, |key, old, new| f(key, old.clone(), new));
        drop(old);
        version
    }

    /// As [`update_with_key`](Self::update_with_key), and returns the value that the key had.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let map = HashMap::unit("a", 1);
    /// let (old, map) = map.update_lookup_with_key("a", 2, |_, old, new| old + new);
    /// assert_eq!((old, map["a"]), (Some(1), 3));
    /// ```
    #[must_use]
    pub fn update_lookup_with_key<F: FnOnce(&K, &V, V) -> V>(
        &self,
        key: K,
        value: V,
        f: F,
    ) -> (Option<V>, Self) {
        self.change(key, value, f)
    }

    /// This map with a value for a key: of an old and a new one, the one that `f` makes of the two. The
    /// key that is there stays. User code is asked before anything is copied.
    fn change<F: FnOnce(&K, &V, V) -> V>(&self, key: K, value: V, f: F) -> (Option<V>, Self) {
        let mut version = self.clone();
        let hash = self.hash_of(&key);
        let found = self.tree.find(hash, |other| key == *other);
        let Some((index, (kept, old))) = found.and_then(|at| Some((at, self.tree.at(hash, at)?)))
        else {
            version.insert_new(hash, key, value);
            return (None, version);
        };
        let value = f(kept, old, value);
        let old = version.tree.at_mut(hash, index).map(|there| mem::replace(&mut there.1, value));
        drop(key);
        (old, version)
    }

    /// This map with the value of a key as `f` makes it of the value that is there, if there is one.
    /// Where `f` makes nothing, the key is not in the result.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let map = HashMap::from([(1, 'a')]);
    /// assert!(map.alter(|_| None, 1).is_empty());
    /// assert_eq!(map.alter(|old| old.or(Some('b')), 2)[&2], 'b');
    /// ```
    #[must_use]
    pub fn alter<F: FnOnce(Option<V>) -> Option<V>>(&self, f: F, key: K) -> Self {
        let mut version = self.clone();
        match f(self.get(&key).cloned()) {
            Some(value) => drop(version.insert(key, value)),
            None => {
                drop(version.remove(&key));
                drop(key);
            }
        }
        version
    }
}

impl<K: Clone, V: Clone, S: BuildHasher> HashMap<K, V, S> {
    /// Takes out the entry of a key and returns its value. Copies nothing where the key is missing.
    ///
    /// Computes in **O(1)** time on average, and **O(log n)** where nodes are shared.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// assert_eq!((map.remove(&1), map.remove(&1)), (Some('a'), None));
    /// ```
    #[inline]
    pub fn remove<Q: Hash + Equivalent<K> + ?Sized>(&mut self, key: &Q) -> Option<V> {
        let (key, value) = self.remove_entry(key)?;
        drop(key);
        Some(value)
    }

    /// Takes out the entry of a key and returns it. Copies nothing where the key is missing.
    ///
    /// Computes in **O(1)** time on average, and **O(log n)** where nodes are shared.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// assert_eq!((map.remove_entry(&1), map.remove_entry(&1)), (Some((1, 'a')), None));
    /// ```
    #[inline]
    pub fn remove_entry<Q: Hash + Equivalent<K> + ?Sized>(&mut self, key: &Q) -> Option<(K, V)> {
        if self.tree.is_empty() {
            return None;
        }
        let hash = self.hash_again(key);
        self.tree.remove(hash, |other| key.equivalent(other))
    }
    /// im's name for [`remove_entry`](Self::remove_entry).
    ///
    /// Computes in **O(1)** time on average, and **O(log n)** where nodes are shared: those of the path
    /// are copied.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// assert_eq!(HashMap::from([(1, 'a')]).remove_with_key(&1), Some((1, 'a')));
    /// ```
    pub fn remove_with_key<Q: Hash + Equivalent<K> + ?Sized>(&mut self, key: &Q) -> Option<(K, V)> {
        self.remove_entry(key)
    }
}

impl<K: Clone, V: Clone, S: BuildHasher + Clone> HashMap<K, V, S> {
    /// This map without a key; the same version where the key is missing.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let map = HashMap::from([(1, 'a'), (2, 'b')]);
    /// assert_eq!(map.without(&1), HashMap::from([(2, 'b')]));
    /// assert!(map.without(&3).ptr_eq(&map));
    /// ```
    #[must_use]
    pub fn without<Q: Hash + Equivalent<K> + ?Sized>(&self, key: &Q) -> Self {
        let mut version = self.clone();
        version.remove(key);
        version
    }

    /// The value of a key, and this map without it.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let (value, rest) = HashMap::from([(1, 'a'), (2, 'b')]).extract(&1).unwrap();
    /// assert_eq!((value, rest), ('a', HashMap::from([(2, 'b')])));
    /// ```
    #[must_use]
    pub fn extract<Q: Hash + Equivalent<K> + ?Sized>(&self, key: &Q) -> Option<(V, Self)> {
        let (key, value, rest) = self.extract_with_key(key)?;
        drop(key);
        Some((value, rest))
    }

    /// The entry of a key, and this map without it.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let map = HashMap::from([(1, 'a'), (2, 'b')]);
    /// let (key, value, rest) = map.extract_with_key(&1).unwrap();
    /// assert_eq!((key, value, rest.len()), (1, 'a', 1));
    /// ```
    #[must_use]
    pub fn extract_with_key<Q>(&self, key: &Q) -> Option<(K, V, Self)>
    where
        Q: Hash + Equivalent<K> + ?Sized,
    {
        let mut rest = self.clone();
        let (key, value) = rest.remove_entry(key)?;
        Some((key, value, rest))
    }
}
