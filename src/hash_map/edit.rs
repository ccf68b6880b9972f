//! Entries put in and taken out, one at a time; and the methods that leave the map as it is and return
//! another.

use core::hash::{BuildHasher, Hash};

use equivalent::Equivalent;

use super::{HashMap, hash_by};

impl<K: Hash + Eq + Clone, V: Clone> HashMap<K, V> {
    /// A map of one entry.
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
        if self.is_empty() {
            return None;
        }
        let hash = self.hash_of(key);
        self.tree.remove(hash, |other| key.equivalent(other))
    }
}
