//! The place of one key: hashed and found once, then read, filled or emptied.

use core::fmt;
use core::hash::{BuildHasher, Hash};

use super::{HashMap, RandomState};
use crate::forward::into_value;

/// The place of a key in a map: what is there, or where it belongs.
///
/// Made by [`HashMap::entry`].
///
/// ```
/// use offshoot::HashMap;
/// use offshoot::hash_map::Entry;
///
/// let mut map = HashMap::from([(1, 'a')]);
/// let said = match map.entry(1) {
///     Entry::Occupied(entry) => format!("{} has {}", entry.key(), entry.get()),
///     Entry::Vacant(entry) => format!("{} has nothing", entry.key()),
/// };
/// assert_eq!(said, "1 has a");
/// ```
pub enum Entry<'a, K, V, S = RandomState> {
    /// The key is not there.
    Vacant(VacantEntry<'a, K, V, S>),
    /// The key is there.
    Occupied(OccupiedEntry<'a, K, V, S>),
}

/// The place of a key that is there. The map is searched once; a change copies the
/// nodes of the path that are shared, in **O(log n)** time.
///
/// ```
/// use offshoot::HashMap;
/// use offshoot::hash_map::Entry;
///
/// let mut map = HashMap::from([(1, 'a')]);
/// let Entry::Occupied(mut entry) = map.entry(1) else { panic!("it is there") };
/// assert_eq!(entry.insert('b'), 'a');
/// assert_eq!(entry.remove(), 'b');
/// assert!(map.is_empty());
/// ```
pub struct OccupiedEntry<'a, K, V, S = RandomState> {
    map: &'a mut HashMap<K, V, S>,
    hash: u64,
    /// Invariant: there is an entry at this place on the path of `hash`.
    index: usize,
}

/// The place where a key belongs that is not there.
///
/// ```
/// use offshoot::HashMap;
/// use offshoot::hash_map::Entry;
///
/// let mut map: HashMap<u32, char> = HashMap::new();
/// let Entry::Vacant(entry) = map.entry(1) else { panic!("it is not there") };
/// entry.insert('a').make_ascii_uppercase();
/// assert_eq!(map[&1], 'A');
/// ```
pub struct VacantEntry<'a, K, V, S = RandomState> {
    map: &'a mut HashMap<K, V, S>,
    hash: u64,
    key: K,
}

/// What an occupied entry may take for granted.
const OCCUPIED: &str = "the path of an occupied entry leads to an entry";

impl<K: Hash + Eq, V, S: BuildHasher> HashMap<K, V, S> {
    /// The place of a key, for work on it with one search.
    ///
    /// Computes in **O(1)** time on average. Copies nothing until something is changed.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut count = HashMap::new();
    /// for letter in "abracadabra".chars() {
    ///     *count.entry(letter).or_insert(0) += 1;
    /// }
    /// assert_eq!((count[&'a'], count[&'b']), (5, 2));
    /// ```
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V, S> {
        let hash = self.hash_of(&key);
        match self.tree.find(hash, |other| key == *other) {
            Some(index) => {
                // Here, and not on return: see `into_key`.
                drop(key);
                Entry::Occupied(OccupiedEntry { map: self, hash, index })
            }
            None => Entry::Vacant(VacantEntry { map: self, hash, key }),
        }
    }
}

impl<K, V, S> Entry<'_, K, V, S> {
    /// The key: the one in the map, where there is one.
    ///
    /// Computes in **O(1)** time on average.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map: HashMap<u32, char> = HashMap::new();
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

impl<K: Clone, V: Clone, S> Entry<'_, K, V, S> {
    /// Changes the value, if there is one.
    ///
    /// Computes in **O(1)** time on average, and **O(log n)** where nodes are shared.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([("a", 1)]);
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
}

impl<'a, K: Hash + Clone, V: Clone, S: BuildHasher> Entry<'a, K, V, S> {
    /// The value of the key, which is `default` if there was none.
    ///
    /// Computes in **O(1)** time on average, and **O(log n)** where nodes are shared.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// assert_eq!((*map.entry(1).or_insert('b'), *map.entry(2).or_insert('b')), ('a', 'b'));
    /// ```
    pub fn or_insert(self, default: V) -> &'a mut V {
        self.or_insert_with(|| default)
    }

    /// As [`or_insert`](Self::or_insert), with a closure that is called where it is needed.
    ///
    /// Computes in **O(1)** time on average, and **O(log n)** where nodes are shared.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// assert_eq!(*map.entry(1).or_insert_with(|| unreachable!()), 'a');
    /// ```
    pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V {
        self.or_insert_with_key(|_| default())
    }

    /// As [`or_insert_with`](Self::or_insert_with), for a closure that sees the key.
    ///
    /// Computes in **O(1)** time on average, and **O(log n)** where nodes are shared.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::new();
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
    /// Computes in **O(1)** time on average, and **O(log n)** where nodes are shared.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map: HashMap<u32, Vec<u32>> = HashMap::new();
    /// map.entry(1).or_default().push(2);
    /// assert_eq!(map[&1], [2]);
    /// ```
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }

    /// Gives the key a value, whether it had one or not.
    ///
    /// Computes in **O(1)** time on average, and **O(log n)** where nodes are shared.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// assert_eq!(map.entry(1).insert_entry('b').get(), &'b');
    /// ```
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V, S> {
        match self {
            Self::Vacant(entry) => entry.insert_entry(value),
            Self::Occupied(mut entry) => {
                entry.insert(value);
                entry
            }
        }
    }
}

impl<'a, K: Hash + Clone, V: Clone, S: BuildHasher> Entry<'a, K, V, S> {
    /// The key in the map, which is put in with `value` if it was not there. Copies nothing else.
    pub(crate) fn or_insert_key(self, value: V) -> &'a K {
        let OccupiedEntry { map, hash, index } = match self {
            Self::Occupied(entry) => entry,
            Self::Vacant(entry) => entry.insert_entry(value),
        };
        &map.tree.at(hash, index).expect(OCCUPIED).0
    }
}

impl<K, V, S> OccupiedEntry<'_, K, V, S> {
    fn entry(&self) -> &(K, V) {
        self.map.tree.at(self.hash, self.index).expect(OCCUPIED)
    }

    /// The key in the map.
    ///
    /// Computes in **O(1)** time on average, without a hash or a comparison.
    ///
    /// ```
    /// use offshoot::HashMap;
    /// use offshoot::hash_map::Entry;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// let Entry::Occupied(entry) = map.entry(1) else { panic!("it is there") };
    /// assert_eq!(entry.key(), &1);
    /// ```
    #[must_use]
    pub fn key(&self) -> &K {
        &self.entry().0
    }

    /// The value.
    ///
    /// Computes in **O(1)** time on average, without a hash or a comparison.
    ///
    /// ```
    /// use offshoot::HashMap;
    /// use offshoot::hash_map::Entry;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// let Entry::Occupied(entry) = map.entry(1) else { panic!("it is there") };
    /// assert_eq!(entry.get(), &'a');
    /// ```
    #[must_use]
    pub fn get(&self) -> &V {
        &self.entry().1
    }
}

impl<'a, K: Clone, V: Clone, S> OccupiedEntry<'a, K, V, S> {
    fn value_mut(map: &mut HashMap<K, V, S>, hash: u64, index: usize) -> &mut V {
        &mut map.tree.at_mut(hash, index).expect(OCCUPIED).1
    }

    /// The value, to change.
    ///
    /// Computes in **O(1)** time on average, without a hash or a comparison.
    ///
    /// ```
    /// use offshoot::HashMap;
    /// use offshoot::hash_map::Entry;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// let Entry::Occupied(mut entry) = map.entry(1) else { panic!("it is there") };
    /// *entry.get_mut() = 'b';
    /// assert_eq!(map[&1], 'b');
    /// ```
    pub fn get_mut(&mut self) -> &mut V {
        Self::value_mut(self.map, self.hash, self.index)
    }

    /// The value, to change for as long as the map is borrowed.
    ///
    /// Computes in **O(1)** time on average, without a hash or a comparison.
    ///
    /// ```
    /// use offshoot::HashMap;
    /// use offshoot::hash_map::Entry;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// let Entry::Occupied(entry) = map.entry(1) else { panic!("it is there") };
    /// let value = entry.into_mut();
    /// *value = 'b';
    /// assert_eq!(map[&1], 'b');
    /// ```
    #[must_use = "an entry does nothing by itself"]
    pub fn into_mut(self) -> &'a mut V {
        Self::value_mut(self.map, self.hash, self.index)
    }

    /// Gives the key another value, and returns the one that it had.
    ///
    /// Computes in **O(1)** time on average, without a hash or a comparison.
    ///
    /// ```
    /// use offshoot::HashMap;
    /// use offshoot::hash_map::Entry;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// let Entry::Occupied(mut entry) = map.entry(1) else { panic!("it is there") };
    /// assert_eq!((entry.insert('b'), entry.get()), ('a', &'b'));
    /// ```
    pub fn insert(&mut self, value: V) -> V {
        core::mem::replace(self.get_mut(), value)
    }

    /// Takes the entry out, and returns its value.
    ///
    /// Computes in **O(1)** time on average, without a hash or a comparison.
    ///
    /// ```
    /// use offshoot::HashMap;
    /// use offshoot::hash_map::Entry;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// let Entry::Occupied(entry) = map.entry(1) else { panic!("it is there") };
    /// assert_eq!(entry.remove(), 'a');
    /// assert!(map.is_empty());
    /// ```
    pub fn remove(self) -> V {
        into_value(self.remove_entry())
    }

    /// Takes the entry out.
    ///
    /// Computes in **O(1)** time on average, without a hash or a comparison.
    ///
    /// ```
    /// use offshoot::HashMap;
    /// use offshoot::hash_map::Entry;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// if let Entry::Occupied(entry) = map.entry(1) {
    ///     assert_eq!(entry.remove_entry(), (1, 'a'));
    /// }
    /// assert!(map.is_empty());
    /// ```
    pub fn remove_entry(self) -> (K, V) {
        self.map.tree.remove_at(self.hash, self.index)
    }
}

impl<K, V, S> VacantEntry<'_, K, V, S> {
    /// The key that would be put in.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashMap;
    /// use offshoot::hash_map::Entry;
    ///
    /// let mut map: HashMap<u32, char> = HashMap::new();
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
    /// use offshoot::HashMap;
    /// use offshoot::hash_map::Entry;
    ///
    /// let mut map: HashMap<u32, char> = HashMap::new();
    /// let Entry::Vacant(entry) = map.entry(1) else { panic!("it is not there") };
    /// assert_eq!(entry.into_key(), 1);
    /// assert!(map.is_empty());
    /// ```
    #[must_use]
    pub fn into_key(self) -> K {
        self.key
    }
}

impl<'a, K: Hash + Clone, V: Clone, S: BuildHasher> VacantEntry<'a, K, V, S> {
    /// Gives the key a value.
    ///
    /// Computes in **O(1)** time on average, without a hash or a comparison.
    ///
    /// ```
    /// use offshoot::HashMap;
    /// use offshoot::hash_map::Entry;
    ///
    /// let mut map: HashMap<u32, char> = HashMap::new();
    /// let Entry::Vacant(entry) = map.entry(1) else { panic!("it is not there") };
    /// assert_eq!(entry.insert('a'), &'a');
    /// ```
    pub fn insert(self, value: V) -> &'a mut V {
        self.insert_entry(value).into_mut()
    }

    /// Gives the key a value, and returns its place.
    ///
    /// Computes in **O(1)** time on average, without a hash or a comparison.
    ///
    /// ```
    /// use offshoot::HashMap;
    /// use offshoot::hash_map::Entry;
    ///
    /// let mut map = HashMap::new();
    /// if let Entry::Vacant(entry) = map.entry(1) {
    ///     assert_eq!(entry.insert_entry('a').key(), &1);
    /// }
    /// assert_eq!(map[&1], 'a');
    /// ```
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V, S> {
        let Self { map, hash, key } = self;
        let index = map.insert_new(hash, key, value);
        OccupiedEntry { map, hash, index }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, S> fmt::Debug for Entry<'_, K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Vacant(entry) => f.debug_tuple("Entry").field(entry).finish(),
            Self::Occupied(entry) => f.debug_tuple("Entry").field(entry).finish(),
        }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, S> fmt::Debug for OccupiedEntry<'_, K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (key, value) = (self.key(), self.get());
        f.debug_struct("OccupiedEntry").field("key", key).field("value", value).finish()
    }
}

impl<K: fmt::Debug, V, S> fmt::Debug for VacantEntry<'_, K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VacantEntry").field(&self.key).finish()
    }
}
