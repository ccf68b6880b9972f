//! Room that std's users ask for. A set has no room to spare, as its map has none.

use alloc::collections::TryReserveError;

use super::HashSet;
use crate::hash_map::HashMap;

impl<T> HashSet<T> {
    /// An empty set. Takes no room for elements that are not there, however many are to come.
    ///
    /// Computes in **O(1)** time, without an allocation.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let set: HashSet<u8> = HashSet::with_capacity(1_000);
    /// assert!(set.is_empty());
    /// ```
    #[must_use]
    pub const fn with_capacity(capacity: usize) -> Self {
        Self { map: HashMap::with_capacity(capacity) }
    }
}

impl<T, S> HashSet<T, S> {
    /// As [`with_hasher`](Self::with_hasher): takes no room for elements that are not there.
    ///
    /// Computes in **O(1)** time, without an allocation.
    ///
    /// ```
    /// use offshoot::HashSet;
    /// use std::hash::RandomState;
    ///
    /// let set: HashSet<u8, _> = HashSet::with_capacity_and_hasher(10, RandomState::new());
    /// assert!(set.is_empty());
    /// ```
    #[must_use]
    pub const fn with_capacity_and_hasher(capacity: usize, hasher: S) -> Self {
        Self { map: HashMap::with_capacity_and_hasher(capacity, hasher) }
    }

    /// How many elements there is room for: as many as there are.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// assert_eq!(HashSet::from([1, 2]).capacity(), 2);
    /// ```
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.map.capacity()
    }

    /// Does nothing: room is taken for each element when it comes.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let mut set = HashSet::from([1]);
    /// set.reserve(1_000);
    /// assert_eq!(set.capacity(), 1);
    /// ```
    pub fn reserve(&mut self, additional: usize) {
        self.map.reserve(additional);
    }

    /// Does nothing, as [`reserve`](Self::reserve).
    ///
    /// # Errors
    /// Never.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// assert!(HashSet::from([1]).try_reserve(usize::MAX).is_ok());
    /// ```
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.map.try_reserve(additional)
    }

    /// Does nothing: space is given back whenever an element goes.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let mut set = HashSet::from([1]);
    /// set.shrink_to_fit();
    /// assert!(set.contains(&1));
    /// ```
    pub fn shrink_to_fit(&mut self) {
        self.map.shrink_to_fit();
    }

    /// Does nothing, as [`shrink_to_fit`](Self::shrink_to_fit).
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let mut set = HashSet::from([1]);
    /// set.shrink_to(10);
    /// assert!(set.contains(&1));
    /// ```
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.map.shrink_to(min_capacity);
    }
}
