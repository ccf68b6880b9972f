//! The place of one key: found once, then read, filled or emptied.

use core::fmt;

use super::OrdMap;
use crate::forward::into_value;
use crate::tree::bplus::Path;

/// The place of a key in a map: what is there, or where it belongs.
///
/// Made by [`OrdMap::entry`].
///
/// ```
/// use offshoot::OrdMap;
/// use offshoot::ord_map::Entry;
///
/// let mut map = OrdMap::from([(1, 'a')]);
/// let said = match map.entry(1) {
///     Entry::Occupied(entry) => format!("{} has {}", entry.key(), entry.get()),
///     Entry::Vacant(entry) => format!("{} has nothing", entry.key()),
/// };
/// assert_eq!(said, "1 has a");
/// ```
pub enum Entry<'a, K, V> {
    /// The key is not there.
    Vacant(VacantEntry<'a, K, V>),
    /// The key is there.
    Occupied(OccupiedEntry<'a, K, V>),
}

/// The place of a key that is there. The map is searched once; a change copies the
/// nodes of the path that are shared.
///
/// ```
/// use offshoot::OrdMap;
/// use offshoot::ord_map::Entry;
///
/// let mut map = OrdMap::from([(1, 'a')]);
/// let Entry::Occupied(mut entry) = map.entry(1) else { panic!("it is there") };
/// assert_eq!(entry.insert('b'), 'a');
/// assert_eq!(entry.remove(), 'b');
/// assert!(map.is_empty());
/// ```
pub struct OccupiedEntry<'a, K, V> {
    map: &'a mut OrdMap<K, V>,
    /// Invariant: leads to an entry.
    path: Path,
}

/// The place where a key belongs that is not there.
///
/// ```
/// use offshoot::OrdMap;
/// use offshoot::ord_map::Entry;
///
/// let mut map: OrdMap<u32, char> = OrdMap::new();
/// let Entry::Vacant(entry) = map.entry(1) else { panic!("it is not there") };
/// entry.insert('a').make_ascii_uppercase();
/// assert_eq!(map[&1], 'A');
/// ```
pub struct VacantEntry<'a, K, V> {
    map: &'a mut OrdMap<K, V>,
    path: Path,
    key: K,
}

/// What an occupied entry may take for granted.
const OCCUPIED: &str = "the path of an occupied entry leads to an entry";

impl<K: Ord, V> OrdMap<K, V> {
    /// The place of a key, for work on it with one search.
    ///
    /// Computes in **O(log n)** time. Copies nothing until something is changed.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut count = OrdMap::new();
    /// for letter in "abracadabra".chars() {
    ///     *count.entry(letter).or_insert(0) += 1;
    /// }
    /// assert_eq!((count[&'a'], count[&'b']), (5, 2));
    /// ```
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        match self.tree.path(|other| other.cmp(&key)) {
            Ok(path) => Entry::Occupied(OccupiedEntry { map: self, path }),
            Err(path) => Entry::Vacant(VacantEntry { map: self, path, key }),
        }
    }
}

impl<K, V> OrdMap<K, V> {
    /// The place of the smallest key.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(1, 'a'), (2, 'b')]);
    /// assert_eq!(map.first_entry().unwrap().remove(), 'a');
    /// ```
    pub fn first_entry(&mut self) -> Option<OccupiedEntry<'_, K, V>> {
        let path = self.tree.path_at(0)?;
        Some(OccupiedEntry { map: self, path })
    }

    /// The place of the greatest key.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(1, 'a'), (2, 'b')]);
    /// assert_eq!(map.last_entry().unwrap().key(), &2);
    /// ```
    pub fn last_entry(&mut self) -> Option<OccupiedEntry<'_, K, V>> {
        let path = self.tree.path_at(self.len().checked_sub(1)?)?;
        Some(OccupiedEntry { map: self, path })
    }
}

impl<K, V> Entry<'_, K, V> {
    /// The key: the one in the map, where there is one.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map: OrdMap<u32, char> = OrdMap::new();
    /// assert_eq!(map.entry(7).key(), &7);
    /// ```
    #[must_use]
    pub fn key(&self) -> &K {
        match self {
            Self::Vacant(entry) => entry.key(),
            Self::Occupied(entry) => entry.key(),
        }
    }
}

impl<'a, K: Clone, V: Clone> Entry<'a, K, V> {
    /// The value of the key, which is `default` if there was none.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(1, 'a')]);
    /// assert_eq!((*map.entry(1).or_insert('b'), *map.entry(2).or_insert('b')), ('a', 'b'));
    /// ```
    pub fn or_insert(self, default: V) -> &'a mut V {
        self.or_insert_with(|| default)
    }

    /// As [`or_insert`](Self::or_insert), with a closure that is called where it is needed.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(1, 'a')]);
    /// assert_eq!(*map.entry(1).or_insert_with(|| unreachable!()), 'a');
    /// ```
    pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V {
        self.or_insert_with_key(|_| default())
    }

    /// As [`or_insert_with`](Self::or_insert_with), for a closure that sees the key.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::new();
    /// assert_eq!(*map.entry("abc").or_insert_with_key(|key| key.len()), 3);
    /// ```
    pub fn or_insert_with_key<F: FnOnce(&K) -> V>(self, default: F) -> &'a mut V {
        match self {
            Self::Occupied(entry) => entry.into_mut(),
            Self::Vacant(entry) => {
                let value = default(&entry.key);
                entry.insert(value)
            }
        }
    }

    /// As [`or_insert`](Self::or_insert), with the default value of the type.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map: OrdMap<u32, Vec<u32>> = OrdMap::new();
    /// map.entry(1).or_default().push(2);
    /// assert_eq!(map[&1], [2]);
    /// ```
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }

    /// Changes the value, if there is one.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([("a", 1)]);
    /// map.entry("a").and_modify(|n| *n += 1).or_insert(0);
    /// assert_eq!(map["a"], 2);
    /// ```
    #[must_use = "an entry does nothing by itself"]
    pub fn and_modify<F: FnOnce(&mut V)>(mut self, f: F) -> Self {
        if let Self::Occupied(entry) = &mut self {
            f(entry.get_mut());
        }
        self
    }

    /// Gives the key a value, whether it had one or not.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(1, 'a')]);
    /// assert_eq!(map.entry(1).insert_entry('b').get(), &'b');
    /// ```
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> {
        match self {
            Self::Vacant(entry) => entry.insert_entry(value),
            Self::Occupied(mut entry) => {
                entry.insert(value);
                entry
            }
        }
    }
}

impl<'a, K: Clone, V: Clone> Entry<'a, K, V> {
    /// The key in the map, which is put in with `value` if it was not there. Copies nothing else.
    pub(crate) fn or_insert_key(self, value: V) -> &'a K {
        let OccupiedEntry { map, path } = match self {
            Self::Occupied(entry) => entry,
            Self::Vacant(entry) => entry.insert_entry(value),
        };
        map.tree.at_path(&path).expect(OCCUPIED).0
    }
}

impl<K, V> OccupiedEntry<'_, K, V> {
    fn entry(&self) -> (&K, &V) {
        self.map.tree.at_path(&self.path).expect(OCCUPIED)
    }

    /// The key in the map.
    ///
    /// Computes in **O(log n)** time, without a comparison.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use offshoot::ord_map::Entry;
    ///
    /// let mut map = OrdMap::from([(1, 'a')]);
    /// let Entry::Occupied(entry) = map.entry(1) else { panic!("it is there") };
    /// assert_eq!(entry.key(), &1);
    /// ```
    #[must_use]
    pub fn key(&self) -> &K {
        self.entry().0
    }

    /// The value.
    ///
    /// Computes in **O(log n)** time, without a comparison.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use offshoot::ord_map::Entry;
    ///
    /// let mut map = OrdMap::from([(1, 'a')]);
    /// let Entry::Occupied(entry) = map.entry(1) else { panic!("it is there") };
    /// assert_eq!(entry.get(), &'a');
    /// ```
    #[must_use]
    pub fn get(&self) -> &V {
        self.entry().1
    }
}

impl<'a, K: Clone, V: Clone> OccupiedEntry<'a, K, V> {
    fn value_mut(map: &mut OrdMap<K, V>, path: Path) -> &mut V {
        map.tree.at_path_mut(path).expect(OCCUPIED).1
    }

    /// The value, to change.
    ///
    /// Computes in **O(log n)** time, without a comparison.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use offshoot::ord_map::Entry;
    ///
    /// let mut map = OrdMap::from([(1, 'a')]);
    /// let Entry::Occupied(mut entry) = map.entry(1) else { panic!("it is there") };
    /// *entry.get_mut() = 'b';
    /// assert_eq!(map[&1], 'b');
    /// ```
    pub fn get_mut(&mut self) -> &mut V {
        Self::value_mut(self.map, self.path)
    }

    /// The value, to change for as long as the map is borrowed.
    ///
    /// Computes in **O(log n)** time, without a comparison.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use offshoot::ord_map::Entry;
    ///
    /// let mut map = OrdMap::from([(1, 'a')]);
    /// let Entry::Occupied(entry) = map.entry(1) else { panic!("it is there") };
    /// let value = entry.into_mut();
    /// *value = 'b';
    /// assert_eq!(map[&1], 'b');
    /// ```
    #[must_use = "an entry does nothing by itself"]
    pub fn into_mut(self) -> &'a mut V {
        Self::value_mut(self.map, self.path)
    }

    /// Gives the key another value, and returns the one that it had.
    ///
    /// Computes in **O(log n)** time, without a comparison.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use offshoot::ord_map::Entry;
    ///
    /// let mut map = OrdMap::from([(1, 'a')]);
    /// let Entry::Occupied(mut entry) = map.entry(1) else { panic!("it is there") };
    /// assert_eq!((entry.insert('b'), entry.get()), ('a', &'b'));
    /// ```
    pub fn insert(&mut self, value: V) -> V {
        core::mem::replace(self.get_mut(), value)
    }

    /// Takes the entry out, and returns its value.
    ///
    /// Computes in **O(log n)** time, without a comparison.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use offshoot::ord_map::Entry;
    ///
    /// let mut map = OrdMap::from([(1, 'a')]);
    /// let Entry::Occupied(entry) = map.entry(1) else { panic!("it is there") };
    /// assert_eq!(entry.remove(), 'a');
    /// assert!(map.is_empty());
    /// ```
    pub fn remove(self) -> V {
        into_value(self.remove_entry())
    }

    /// Takes the entry out.
    ///
    /// Computes in **O(log n)** time, without a comparison.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use offshoot::ord_map::Entry;
    ///
    /// let mut map = OrdMap::from([(1, 'a')]);
    /// if let Entry::Occupied(entry) = map.entry(1) {
    ///     assert_eq!(entry.remove_entry(), (1, 'a'));
    /// }
    /// assert!(map.is_empty());
    /// ```
    pub fn remove_entry(self) -> (K, V) {
        self.map.tree.remove_on(self.path)
    }
}

impl<K, V> VacantEntry<'_, K, V> {
    /// The key that would be put in.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use offshoot::ord_map::Entry;
    ///
    /// let mut map: OrdMap<u32, char> = OrdMap::new();
    /// let Entry::Vacant(entry) = map.entry(1) else { panic!("it is not there") };
    /// assert_eq!(entry.key(), &1);
    /// ```
    #[must_use]
    pub const fn key(&self) -> &K {
        &self.key
    }

    /// The key back.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use offshoot::ord_map::Entry;
    ///
    /// let mut map: OrdMap<u32, char> = OrdMap::new();
    /// let Entry::Vacant(entry) = map.entry(1) else { panic!("it is not there") };
    /// assert_eq!(entry.into_key(), 1);
    /// assert!(map.is_empty());
    /// ```
    #[must_use]
    pub fn into_key(self) -> K {
        self.key
    }
}

impl<'a, K: Clone, V: Clone> VacantEntry<'a, K, V> {
    /// Gives the key a value.
    ///
    /// Computes in **O(log n)** time, without a comparison.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use offshoot::ord_map::Entry;
    ///
    /// let mut map: OrdMap<u32, char> = OrdMap::new();
    /// let Entry::Vacant(entry) = map.entry(1) else { panic!("it is not there") };
    /// assert_eq!(entry.insert('a'), &'a');
    /// ```
    pub fn insert(self, value: V) -> &'a mut V {
        self.insert_entry(value).into_mut()
    }

    /// Gives the key a value, and returns its place.
    ///
    /// Computes in **O(log n)** time, without a comparison.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use offshoot::ord_map::Entry;
    ///
    /// let mut map = OrdMap::new();
    /// if let Entry::Vacant(entry) = map.entry(1) {
    ///     assert_eq!(entry.insert_entry('a').key(), &1);
    /// }
    /// assert_eq!(map[&1], 'a');
    /// ```
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> {
        let Self { map, path, key } = self;
        let path = map.tree.insert_at_path(path, key, value);
        OccupiedEntry { map, path }
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Entry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Vacant(entry) => f.debug_tuple("Entry").field(entry).finish(),
            Self::Occupied(entry) => f.debug_tuple("Entry").field(entry).finish(),
        }
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for OccupiedEntry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (key, value) = (self.key(), self.get());
        f.debug_struct("OccupiedEntry").field("key", key).field("value", value).finish()
    }
}

impl<K: fmt::Debug, V> fmt::Debug for VacantEntry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VacantEntry").field(&self.key).finish()
    }
}
