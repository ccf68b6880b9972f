//! Elements that come and go, one at a time or chosen by a closure. Bodies are one call each.

use core::hash::{BuildHasher, Hash};

use equivalent::Equivalent;

use super::{Drain, ExtractIf, HashSet};
use crate::hash_map::HashMap;

impl<T: Hash + Eq + Clone> HashSet<T> {
    /// A set of one element.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// assert_eq!(HashSet::unit(1), HashSet::from([1]));
    /// ```
    #[must_use]
    pub fn unit(value: T) -> Self {
        Self { map: HashMap::unit(value, ()) }
    }
}

impl<T: Hash + Eq + Clone, S: BuildHasher> HashSet<T, S> {
    /// Puts an element in, in the place of an equal one, which is returned. (std returns whether
    /// there was none, and keeps the old one: `insert(x).is_none()` is the same answer.)
    ///
    /// Computes in **O(1)** time on average, and **O(log n)** where nodes are shared: those of the path
    /// are copied.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let mut set = HashSet::new();
    /// assert_eq!((set.insert(1), set.insert(1)), (None, Some(1)));
    /// ```
    #[inline]
    pub fn insert(&mut self, value: T) -> Option<T> {
        Some(self.map.replace(value, ())?.0)
    }

    /// std's name for what [`insert`](Self::insert) does here.
    ///
    /// Computes in **O(1)** time on average, and **O(log n)** where nodes are shared: those of the path
    /// are copied.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let mut set = HashSet::from([1]);
    /// assert_eq!((set.replace(1), set.replace(2)), (Some(1), None));
    /// ```
    #[inline]
    pub fn replace(&mut self, value: T) -> Option<T> {
        self.insert(value)
    }

    /// The element that equals a value, which is put in if there was none.
    ///
    /// Computes in **O(1)** time on average. Copies nothing where it is there.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let mut set = HashSet::new();
    /// assert_eq!(set.get_or_insert(1), &1);
    /// assert_eq!(set.len(), 1);
    /// ```
    pub fn get_or_insert(&mut self, value: T) -> &T {
        self.map.entry(value).or_insert_key(())
    }

    /// The element that equals a value, which `make` makes if there was none.
    ///
    /// Computes in **O(1)** time on average. Copies nothing where it is there.
    ///
    /// # Panics
    /// If `make` makes an element that does not equal the value.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let mut set: HashSet<String> = HashSet::new();
    /// assert_eq!(set.get_or_insert_with("a", |value| value.to_owned()), "a");
    /// ```
    #[track_caller]
    pub fn get_or_insert_with<Q, F>(&mut self, value: &Q, make: F) -> &T
    where
        Q: Hash + Equivalent<T> + ?Sized,
        F: FnOnce(&Q) -> T,
    {
        if let Some(place) = self.map.place(value) {
            return self.map.key_at(place);
        }
        let made = make(value);
        assert!(value.equivalent(&made), "new value is not equal");
        self.get_or_insert(made)
    }

    /// This set with one more element.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let set = HashSet::from([1]);
    /// assert_eq!((set.update(2), set.len()), (HashSet::from([1, 2]), 1));
    /// ```
    #[must_use]
    pub fn update(&self, value: T) -> Self
    where
        S: Clone,
    {
        let mut version = self.clone();
        version.insert(value);
        version
    }
}

impl<T: Clone, S: BuildHasher> HashSet<T, S> {
    /// Takes an element out. Copies nothing where it is missing. (std's `remove` says only whether it
    /// was there; its [`take`](Self::take) is this.)
    ///
    /// Computes in **O(1)** time on average, and **O(log n)** where nodes are shared.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let mut set = HashSet::from([1, 2]);
    /// assert_eq!((set.remove(&1), set.remove(&1)), (Some(1), None));
    /// ```
    #[inline]
    pub fn remove<Q: Hash + Equivalent<T> + ?Sized>(&mut self, value: &Q) -> Option<T> {
        Some(self.map.remove_entry(value)?.0)
    }

    /// std's name for what [`remove`](Self::remove) does here.
    ///
    /// Computes in **O(1)** time on average, and **O(log n)** where nodes are shared: those of the path
    /// are copied.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let mut set = HashSet::from([1, 2]);
    /// assert_eq!((set.take(&1), set.take(&1)), (Some(1), None));
    /// ```
    #[inline]
    pub fn take<Q: Hash + Equivalent<T> + ?Sized>(&mut self, value: &Q) -> Option<T> {
        self.remove(value)
    }

    /// This set without an element; the same version where it is missing.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let set = HashSet::from([1, 2]);
    /// assert_eq!(set.without(&1), HashSet::from([2]));
    /// assert!(set.without(&3).ptr_eq(&set));
    /// ```
    #[must_use]
    pub fn without<Q: Hash + Equivalent<T> + ?Sized>(&self, value: &Q) -> Self
    where
        S: Clone,
    {
        Self { map: self.map.without(value) }
    }
}

impl<T: Clone, S> HashSet<T, S> {
    /// Keeps the elements of which `keep` says so.
    ///
    /// Computes in **O(n)** time. Nodes of which all is kept stay shared. Where `keep` panics, elements
    /// that it was not asked about stay.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let mut set: HashSet<u32> = (0u32..10).collect();
    /// set.retain(|x| x % 4 == 0);
    /// assert_eq!(set, HashSet::from([0, 4, 8]));
    /// ```
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, keep: F) {
        self.map.retain_keys(keep);
    }

    /// Takes out the elements of which `goes` says so, as the iterator is asked for them. What it was
    /// not asked for stays.
    ///
    /// Computes in **O(n)** time, and **O(log n)** for each element that goes. Copies the nodes that are
    /// shared where something goes.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let mut set: HashSet<u32> = (0u32..10).collect();
    /// let even: HashSet<u32> = set.extract_if(|x| x % 2 == 0).collect();
    /// assert_eq!(even, HashSet::from([0, 2, 4, 6, 8]));
    /// assert_eq!(set, HashSet::from([1, 3, 5, 7, 9]));
    /// ```
    pub fn extract_if<F: FnMut(&T) -> bool>(&mut self, goes: F) -> ExtractIf<'_, T, F> {
        ExtractIf::new(&mut self.map, goes)
    }

    /// Takes all elements out, by value, in no order: moved where nobody shares them, else cloned. The
    /// set is empty from here on, whatever becomes of the iterator. Other versions keep theirs.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let mut set = HashSet::from([1, 2]);
    /// assert_eq!(set.drain().sum::<i32>(), 3);
    /// assert!(set.is_empty());
    /// ```
    pub fn drain(&mut self) -> Drain<'_, T> {
        Drain::new(self.map.drain())
    }
}
