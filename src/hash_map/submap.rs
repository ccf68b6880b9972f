//! Which of two maps has all keys of the other, or none. What both share is passed.

use core::borrow::Borrow;
use core::hash::{BuildHasher, Hash};

use super::HashMap;
use crate::tree::look::Contained;

impl<K: Hash + Eq, V, S: BuildHasher> HashMap<K, V, S> {
    fn holds(
        &self,
        other: &Self,
        may: (bool, bool, bool),
        same: impl FnMut(&V, &V) -> bool,
    ) -> bool {
        self.beside(other, &mut Contained { may, same }).is_continue()
    }

    /// Whether the other map has all keys of this one, and `cmp` says true of each two values.
    ///
    /// Computes in **O(m)** time on average for m entries of this map.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let (a, b) = (HashMap::unit(1, 5), HashMap::from([(1, 9), (2, 0)]));
    /// assert!(a.is_submap_by(&b, |x, y| x < y));
    /// ```
    #[must_use]
    pub fn is_submap_by<B, RM, F>(&self, other: RM, mut cmp: F) -> bool
    where
        F: FnMut(&V, &B) -> bool,
        RM: Borrow<HashMap<K, B, S>>,
    {
        let other = other.borrow();
        self.len() <= other.len()
            && self.iter().all(|(key, left)| other.get(key).is_some_and(|right| cmp(left, right)))
    }

    /// As [`is_submap_by`](Self::is_submap_by), and the other map has more keys.
    ///
    /// Computes in **O(m)** time on average for m entries of this map.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let a = HashMap::unit(1, 5);
    /// assert!(!a.is_proper_submap_by(&a, |x, y| x == y));
    /// ```
    #[must_use]
    pub fn is_proper_submap_by<B, RM, F>(&self, other: RM, cmp: F) -> bool
    where
        F: FnMut(&V, &B) -> bool,
        RM: Borrow<HashMap<K, B, S>>,
    {
        self.len() < other.borrow().len() && self.is_submap_by(other, cmp)
    }

    /// Whether the other map has all entries of this one.
    ///
    /// Computes in **O(m)** time on average for m entries of this map, and in **O(k log n)** for two
    /// versions of one map that differ in k keys.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let (a, b) = (HashMap::unit(1, 5), HashMap::from([(1, 5), (2, 0)]));
    /// assert!(a.is_submap(&b) && !b.is_submap(&a));
    /// ```
    #[must_use]
    pub fn is_submap<RM>(&self, other: RM) -> bool
    where
        V: PartialEq,
        RM: Borrow<Self>,
    {
        let other = other.borrow();
        self.len() <= other.len() && self.holds(other, (false, true, true), |a, b| a == b)
    }

    /// As [`is_submap`](Self::is_submap), and the other map has more keys.
    ///
    /// Computes in **O(m log(n / m + 1))** time on average.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let a = HashMap::unit(1, 5);
    /// assert!(a.is_submap(&a) && !a.is_proper_submap(&a));
    /// ```
    #[must_use]
    pub fn is_proper_submap<RM>(&self, other: RM) -> bool
    where
        V: PartialEq,
        RM: Borrow<Self>,
    {
        self.len() < other.borrow().len() && self.is_submap(other)
    }

    /// Whether the other map has all keys of this one, whatever their values.
    ///
    /// Computes in **O(m)** time on average for m entries of this map, and in **O(k log n)** for two
    /// versions of one map that differ in k keys.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let (a, b) = (HashMap::unit(1, 5), HashMap::from([(1, 6), (2, 0)]));
    /// assert!(a.has_keys_in(&b));
    /// ```
    #[must_use]
    pub fn has_keys_in(&self, other: &Self) -> bool {
        self.len() <= other.len() && self.holds(other, (false, true, true), |_, _| true)
    }

    /// Whether there is no key that both maps have.
    ///
    /// Computes in **O(m log(n / m + 1))** time on average for m and n entries, m <= n.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let (a, b) = (HashMap::unit(1, 5), HashMap::unit(2, 5));
    /// assert!(a.is_disjoint(&b) && !a.is_disjoint(&a));
    /// ```
    #[must_use]
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.holds(other, (true, true, false), |_, _| true)
    }
}
