//! One entry, by key, by position or by where it stands, to read and to change its value.

use equivalent::Comparable;

use super::{OrdMap, order};

impl<K, V> OrdMap<K, V> {
    /// The value of a key.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([("a", 1), ("b", 2)]);
    /// assert_eq!((map.get("b"), map.get("c")), (Some(&2), None));
    /// ```
    #[inline]
    pub fn get<Q: Comparable<K> + ?Sized>(&self, key: &Q) -> Option<&V> {
        Some(self.tree.get(order(key))?.1)
    }

    /// The entry of a key.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert_eq!(OrdMap::from([(1, 'a')]).get_key_value(&1), Some((&1, &'a')));
    /// ```
    #[inline]
    pub fn get_key_value<Q: Comparable<K> + ?Sized>(&self, key: &Q) -> Option<(&K, &V)> {
        self.tree.get(order(key))
    }

    /// Whether there is an entry of a key.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert!(OrdMap::from([(1, 'a')]).contains_key(&1));
    /// ```
    #[inline]
    pub fn contains_key<Q: Comparable<K> + ?Sized>(&self, key: &Q) -> bool {
        self.tree.get(order(key)).is_some()
    }

    /// The entry of a key, and failing that the one with the greatest key below it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// assert_eq!(map.get_prev(&10), Some((&10, &'a')));
    /// assert_eq!(map.get_prev(&19), Some((&10, &'a')));
    /// assert_eq!(map.get_prev(&9), None);
    /// ```
    pub fn get_prev<Q: Comparable<K> + ?Sized>(&self, key: &Q) -> Option<(&K, &V)> {
        self.tree.floor(order(key))
    }

    /// The entry of a key, and failing that the one with the smallest key above it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// assert_eq!(map.get_next(&20), Some((&20, &'b')));
    /// assert_eq!(map.get_next(&11), Some((&20, &'b')));
    /// assert_eq!(map.get_next(&21), None);
    /// ```
    pub fn get_next<Q: Comparable<K> + ?Sized>(&self, key: &Q) -> Option<(&K, &V)> {
        self.tree.ceiling(order(key))
    }

    /// The entry with the smallest key.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert_eq!(OrdMap::from([(1, 'a'), (2, 'b')]).first_key_value(), Some((&1, &'a')));
    /// ```
    #[must_use]
    pub fn first_key_value(&self) -> Option<(&K, &V)> {
        self.tree.first_leaf()?.get(0)
    }

    /// The entry with the greatest key.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert_eq!(OrdMap::from([(1, 'a'), (2, 'b')]).last_key_value(), Some((&2, &'b')));
    /// ```
    #[must_use]
    pub fn last_key_value(&self) -> Option<(&K, &V)> {
        let leaf = self.tree.last_leaf()?;
        leaf.get(leaf.len() - 1)
    }

    /// im's name for [`first_key_value`](Self::first_key_value). (im returns a reference to a
    /// pair, and this a pair of references.)
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert_eq!(OrdMap::from([(1, 'a'), (2, 'b')]).get_min(), Some((&1, &'a')));
    /// ```
    #[must_use]
    pub fn get_min(&self) -> Option<(&K, &V)> {
        self.first_key_value()
    }

    /// im's name for [`last_key_value`](Self::last_key_value). (im returns a reference to a pair,
    /// and this a pair of references.)
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert_eq!(OrdMap::from([(1, 'a'), (2, 'b')]).get_max(), Some((&2, &'b')));
    /// ```
    #[must_use]
    pub fn get_max(&self) -> Option<(&K, &V)> {
        self.last_key_value()
    }

    /// The entry at a position: that with so many keys below its own.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map: OrdMap<_, _> = OrdMap::from([(10, 'a'), (20, 'b'), (30, 'c')]);
    /// assert_eq!((map.get_index(1), map.get_index(3)), (Some((&20, &'b')), None));
    /// ```
    #[must_use]
    pub fn get_index(&self, index: usize) -> Option<(&K, &V)> {
        self.tree.at(index)
    }

    /// The same as [`get_index`](Self::get_index), by the name that iterators have for it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert_eq!(OrdMap::from([(10, 'a'), (20, 'b')]).nth(1), Some((&20, &'b')));
    /// ```
    #[must_use]
    pub fn nth(&self, index: usize) -> Option<(&K, &V)> {
        self.get_index(index)
    }

    /// The position of a key, if it is there.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// assert_eq!((map.index_of(&20), map.index_of(&15)), (Some(1), None));
    /// ```
    pub fn index_of<Q: Comparable<K> + ?Sized>(&self, key: &Q) -> Option<usize> {
        self.tree.rank(order(key)).ok()
    }

    /// How many keys are below a key, be it there or not.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// assert_eq!((map.rank(&20), map.rank(&15), map.rank(&99)), (1, 1, 2));
    /// ```
    pub fn rank<Q: Comparable<K> + ?Sized>(&self, key: &Q) -> usize {
        let (Ok(rank) | Err(rank)) = self.tree.rank(order(key));
        rank
    }
}

impl<K: Clone, V: Clone> OrdMap<K, V> {
    /// The value of a key, to change. Copies the nodes of its path that are shared, and none where
    /// the key is missing.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([("a", 1)]);
    /// *map.get_mut("a").unwrap() += 1;
    /// assert_eq!(map["a"], 2);
    /// ```
    #[inline]
    pub fn get_mut<Q: Comparable<K> + ?Sized>(&mut self, key: &Q) -> Option<&mut V> {
        Some(self.get_key_value_mut(key)?.1)
    }

    /// The entry of a key, its value to change.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(1, 'a')]);
    /// assert_eq!(map.get_key_value_mut(&1), Some((&1, &mut 'a')));
    /// ```
    #[inline]
    pub fn get_key_value_mut<Q: Comparable<K> + ?Sized>(
        &mut self,
        key: &Q,
    ) -> Option<(&K, &mut V)> {
        let path = self.tree.path(order(key)).ok()?;
        self.tree.at_path_mut(path)
    }

    /// As [`get_prev`](Self::get_prev), the value to change.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// *map.get_prev_mut(&19).unwrap().1 = 'c';
    /// assert_eq!(map[&10], 'c');
    /// ```
    pub fn get_prev_mut<Q: Comparable<K> + ?Sized>(&mut self, key: &Q) -> Option<(&K, &mut V)> {
        let index = match self.tree.rank(order(key)) {
            Ok(rank) => rank,
            Err(rank) => rank.checked_sub(1)?,
        };
        self.get_index_mut(index)
    }

    /// As [`get_next`](Self::get_next), the value to change.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// *map.get_next_mut(&11).unwrap().1 = 'c';
    /// assert_eq!(map[&20], 'c');
    /// ```
    pub fn get_next_mut<Q: Comparable<K> + ?Sized>(&mut self, key: &Q) -> Option<(&K, &mut V)> {
        let index = self.rank(key);
        self.get_index_mut(index)
    }

    /// The entry at a position, its value to change.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// *map.get_index_mut(1).unwrap().1 = 'c';
    /// assert_eq!(map[&20], 'c');
    /// ```
    pub fn get_index_mut(&mut self, index: usize) -> Option<(&K, &mut V)> {
        self.tree.at_mut(index)
    }
}
