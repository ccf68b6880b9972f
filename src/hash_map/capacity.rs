//! Room that std's users ask for. A trie has none to spare: it takes what its entries need.

use alloc::collections::TryReserveError;

use super::HashMap;

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
