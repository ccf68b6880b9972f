//! Entries that come, change and go, one at a time or chosen by a closure. User code is asked before
//! anything moves.

use core::mem;
use equivalent::Comparable;

use super::{OrdMap, order};
use crate::forward::into_value;
use crate::raw::Pairs;
use crate::tree::bplus::{Edit, Position, Tree};

/// Asks about entries and marks those that go, from place `from` of their leaf on.
fn mark<E>(
    entries: impl Iterator<Item = E>,
    from: usize,
    mut keep: impl FnMut(E) -> bool,
) -> (u64, usize) {
    let (mut marks, mut asked) = (0, 0);
    for entry in entries {
        marks |= u64::from(!keep(entry)) << (from + asked);
        asked += 1;
    }
    (marks, asked)
}

impl<K: Ord + Clone, V: Clone> OrdMap<K, V> {
    /// A map of one entry.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert_eq!(OrdMap::unit(1, 'a'), OrdMap::from([(1, 'a')]));
    /// ```
    #[must_use]
    pub fn unit(key: K, value: V) -> Self {
        let mut map = Self::new();
        map.insert(key, value);
        map
    }

    /// Puts an entry in, and returns the value that the key had. The key that is there stays, as in
    /// std.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(1, 'a')]);
    /// assert_eq!((map.insert(1, 'b'), map.insert(2, 'c')), (Some('a'), None));
    /// assert_eq!(map, OrdMap::from([(1, 'b'), (2, 'c')]));
    /// ```
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.tree.path(|other| other.cmp(&key)) {
            Ok(path) => {
                let (_, place) = self.tree.at_path_mut(path)?;
                let old = mem::replace(place, value);
                // Here, and not on return: see `into_key`. So in other places.
                drop(key);
                Some(old)
            }
            Err(path) => {
                self.tree.insert_on(path, key, value);
                None
            }
        }
    }

    /// Puts an entry in, key and all, and returns the one whose place it takes.
    pub(crate) fn replace(&mut self, key: K, value: V) -> Option<(K, V)> {
        match self.tree.path(|other| other.cmp(&key)) {
            Ok(path) => {
                let place = self.tree.both_at_path_mut(path)?;
                Some((mem::replace(place.0, key), mem::replace(place.1, value)))
            }
            Err(path) => {
                self.tree.insert_on(path, key, value);
                None
            }
        }
    }

    /// This map with one more entry, or another value for its key.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(1, 'a')]);
    /// assert_eq!(map.update(2, 'b'), OrdMap::from([(1, 'a'), (2, 'b')]));
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
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::unit("a", 1).update_with("a", 2, |old, new| old * 10 + new);
    /// assert_eq!(map["a"], 12);
    /// ```
    #[must_use]
    pub fn update_with<F: FnOnce(V, V) -> V>(self, key: K, value: V, f: F) -> Self {
        self.update_with_key(key, value, |_, old, new| f(old, new))
    }

    /// As [`update_with`](Self::update_with), for a closure that sees the key as well.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::unit(3, 1).update_with_key(3, 2, |key, old, new| key * (old + new));
    /// assert_eq!(map[&3], 9);
    /// ```
    #[must_use]
    pub fn update_with_key<F: FnOnce(&K, V, V) -> V>(mut self, key: K, value: V, f: F) -> Self {
        let Ok(path) = self.tree.path(|other| other.cmp(&key)) else {
            self.insert(key, value);
            return self;
        };
        if mem::needs_drop::<V>() {
            // What is costly to clone moves out, and comes back.
            let (kept, old) = self.tree.remove_on(path);
            let value = f(&kept, old, value);
            self.insert(kept, value);
        } else if let Some((_, place)) = self.tree.at_path_mut(path) {
            *place = f(&key, place.clone(), value);
        }
        drop(key);
        self
    }

    /// As [`update_with_key`](Self::update_with_key), and returns the value that the key had.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::unit("a", 1);
    /// let (old, map) = map.update_lookup_with_key("a", 2, |_, old, new| old + new);
    /// assert_eq!((old, map["a"]), (Some(1), 3));
    /// ```
    #[must_use]
    pub fn update_lookup_with_key<F: FnOnce(&K, &V, V) -> V>(
        mut self,
        key: K,
        value: V,
        f: F,
    ) -> (Option<V>, Self) {
        let old = match self.tree.path(|other| other.cmp(&key)) {
            Err(path) => {
                self.tree.insert_on(path, key, value);
                None
            }
            Ok(path) => {
                let old = self.tree.at_path_mut(path).map(|(_, place)| {
                    let value = f(&key, place, value);
                    mem::replace(place, value)
                });
                drop(key);
                old
            }
        };
        (old, self)
    }

    /// This map with the value of a key as `f` makes it of the value that is there, if there is
    /// one. Where `f` makes nothing, the key is not in the result.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(1, 'a')]);
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

impl<K: Clone, V: Clone> OrdMap<K, V> {
    /// Takes the entry of a key out, and returns its value. Copies nothing where the key is missing.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([("a", 1)]);
    /// assert_eq!((map.remove("a"), map.remove("a")), (Some(1), None));
    /// ```
    pub fn remove<Q: Comparable<K> + ?Sized>(&mut self, key: &Q) -> Option<V> {
        self.remove_entry(key).map(into_value)
    }

    /// Takes the entry of a key out, and returns it.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert_eq!(OrdMap::from([(1, 'a')]).remove_entry(&1), Some((1, 'a')));
    /// ```
    pub fn remove_entry<Q: Comparable<K> + ?Sized>(&mut self, key: &Q) -> Option<(K, V)> {
        let path = self.tree.path(order(key)).ok()?;
        Some(self.tree.remove_on(path))
    }

    /// im's name for [`remove_entry`](Self::remove_entry).
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert_eq!(OrdMap::from([(1, 'a')]).remove_with_key(&1), Some((1, 'a')));
    /// ```
    pub fn remove_with_key<Q: Comparable<K> + ?Sized>(&mut self, key: &Q) -> Option<(K, V)> {
        self.remove_entry(key)
    }

    /// Takes the entry at a position out.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// assert_eq!((map.remove_index(1), map.remove_index(1)), (Some((20, 'b')), None));
    /// ```
    pub fn remove_index(&mut self, index: usize) -> Option<(K, V)> {
        (index < self.len()).then(|| self.tree.remove_at(Position(index)))
    }

    /// Takes the entry with the smallest key out.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert_eq!(OrdMap::from([(1, 'a'), (2, 'b')]).pop_first(), Some((1, 'a')));
    /// ```
    pub fn pop_first(&mut self) -> Option<(K, V)> {
        self.remove_index(0)
    }

    /// Takes the entry with the greatest key out.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert_eq!(OrdMap::from([(1, 'a'), (2, 'b')]).pop_last(), Some((2, 'b')));
    /// ```
    pub fn pop_last(&mut self) -> Option<(K, V)> {
        self.remove_index(self.len().checked_sub(1)?)
    }

    /// This map without a key; the same version where the key is missing.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(1, 'a'), (2, 'b')]);
    /// assert_eq!(map.without(&1), OrdMap::from([(2, 'b')]));
    /// assert!(map.without(&3).ptr_eq(&map));
    /// ```
    #[must_use]
    pub fn without<Q: Comparable<K> + ?Sized>(&self, key: &Q) -> Self {
        let mut version = self.clone();
        version.remove(key);
        version
    }

    /// The value of a key, and this map without it.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let (value, rest) = OrdMap::from([(1, 'a'), (2, 'b')]).extract(&1).unwrap();
    /// assert_eq!((value, rest), ('a', OrdMap::from([(2, 'b')])));
    /// ```
    #[must_use]
    pub fn extract<Q: Comparable<K> + ?Sized>(&self, key: &Q) -> Option<(V, Self)> {
        let (key, value, rest) = self.extract_with_key(key)?;
        drop(key);
        Some((value, rest))
    }

    /// The entry of a key, and this map without it.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(1, 'a'), (2, 'b')]);
    /// let (key, value, rest) = map.extract_with_key(&1).unwrap();
    /// assert_eq!((key, value, rest.len()), (1, 'a', 1));
    /// ```
    #[must_use]
    pub fn extract_with_key<Q: Comparable<K> + ?Sized>(&self, key: &Q) -> Option<(K, V, Self)> {
        let mut rest = self.clone();
        let (key, value) = rest.remove_entry(key)?;
        Some((key, value, rest))
    }

    /// The value of the smallest key, and this map without it.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let (value, rest) = OrdMap::from([(1, 'a'), (2, 'b')]).without_min();
    /// assert_eq!((value, rest), (Some('a'), OrdMap::from([(2, 'b')])));
    /// ```
    #[must_use]
    pub fn without_min(&self) -> (Option<V>, Self) {
        let (entry, rest) = self.without_min_with_key();
        (entry.map(into_value), rest)
    }

    /// The entry of the smallest key, and this map without it.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let (entry, rest) = OrdMap::from([(1, 'a'), (2, 'b')]).without_min_with_key();
    /// assert_eq!((entry, rest), (Some((1, 'a')), OrdMap::from([(2, 'b')])));
    /// ```
    #[must_use]
    pub fn without_min_with_key(&self) -> (Option<(K, V)>, Self) {
        let mut rest = self.clone();
        (rest.pop_first(), rest)
    }

    /// The value of the greatest key, and this map without it.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let (value, rest) = OrdMap::from([(1, 'a'), (2, 'b')]).without_max();
    /// assert_eq!((value, rest), (Some('b'), OrdMap::from([(1, 'a')])));
    /// ```
    #[must_use]
    pub fn without_max(&self) -> (Option<V>, Self) {
        let (entry, rest) = self.without_max_with_key();
        (entry.map(into_value), rest)
    }

    /// The entry of the greatest key, and this map without it.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let (entry, rest) = OrdMap::from([(1, 'a'), (2, 'b')]).without_max_with_key();
    /// assert_eq!((entry, rest), (Some((2, 'b')), OrdMap::from([(1, 'a')])));
    /// ```
    #[must_use]
    pub fn without_max_with_key(&self) -> (Option<(K, V)>, Self) {
        let mut rest = self.clone();
        (rest.pop_last(), rest)
    }

    /// Keeps the entries of which `keep` says so, asked in order. It may change the values.
    ///
    /// Computes in **O(n)** time. Copies all nodes that are shared. Where `keep` panics, entries
    /// that it was not asked about stay.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map: OrdMap<u32, u32> = (0u32..10).map(|key| (key, key)).collect();
    /// map.retain(|key, value| { *value *= 10; key % 4 == 0 });
    /// assert_eq!(map, OrdMap::from([(0, 0), (4, 40), (8, 80)]));
    /// ```
    pub fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, mut keep: F) {
        self.sweep(|tree, pos| {
            let (leaf, from) = tree.leaf_at_mut(pos)?;
            leaf.own();
            let (keys, values) = leaf.get_mut()?.split_mut();
            let entries = keys[from..].iter().zip(&mut values[from..]);
            Some(mark(entries, from, |(key, value)| keep(key, value)))
        });
    }

    /// As `retain`, by the keys alone: leaves of which all is kept stay shared.
    pub(crate) fn retain_keys(&mut self, mut keep: impl FnMut(&K) -> bool) {
        self.sweep(|tree, pos| {
            let (leaf, from) = tree.leaf_at(pos)?;
            Some(mark(leaf.keys()[from..].iter(), from, &mut keep))
        });
    }

    /// Goes through all leaves. `ask` marks what has to go out of the leaf that holds a position,
    /// and says how many entries were asked about.
    fn sweep(
        &mut self,
        mut ask: impl FnMut(&mut Tree<Pairs<K, V>>, usize) -> Option<(u64, usize)>,
    ) {
        let mut pos = 0;
        while let Some((marks, asked)) = ask(&mut self.tree, pos) {
            if marks == 0 {
                pos += asked;
                continue;
            }
            // What goes is dropped when the tree is whole again.
            let gone = self.tree.remove_marked(pos, marks);
            pos += asked - gone.len();
        }
    }
}
