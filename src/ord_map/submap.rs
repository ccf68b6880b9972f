//! Which of two maps has all keys of the other, or none. What both share is passed.

use core::borrow::Borrow;

use super::OrdMap;
use crate::tree::bplus::align;
use crate::tree::look::Contained;

impl<K: Ord, V> OrdMap<K, V> {
    fn holds(
        &self,
        other: &Self,
        may: (bool, bool, bool),
        same: impl FnMut(&V, &V) -> bool,
    ) -> bool {
        align(&self.tree, &other.tree, &mut K::cmp, &mut Contained { may, same }).is_continue()
    }

    /// Whether the other map has all keys of this one, and `cmp` says true of each two values.
    ///
    /// Computes in **O(m log n)** time for m entries of this map and n of the other.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let (a, b) = (OrdMap::unit(1, 5), OrdMap::from([(1, 9), (2, 0)]));
    /// assert!(a.is_submap_by(&b, |x, y| x < y));
    /// ```
    #[must_use]
    pub fn is_submap_by<B, RM, F>(&self, other: RM, mut cmp: F) -> bool
    where
        F: FnMut(&V, &B) -> bool,
        RM: Borrow<OrdMap<K, B>>,
    {
        let other = other.borrow();
        self.len() <= other.len()
            && self.iter().all(|(key, left)| other.get(key).is_some_and(|right| cmp(left, right)))
    }

    /// As [`is_submap_by`](Self::is_submap_by), and the other map has more keys.
    ///
    /// Computes in **O(m log n)** time for m entries of this map and n of the other.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::unit(1, 5);
    /// assert!(!a.is_proper_submap_by(&a, |x, y| x == y));
    /// ```
    #[must_use]
    pub fn is_proper_submap_by<B, RM, F>(&self, other: RM, cmp: F) -> bool
    where
        F: FnMut(&V, &B) -> bool,
        RM: Borrow<OrdMap<K, B>>,
    {
        self.len() < other.borrow().len() && self.is_submap_by(other, cmp)
    }

    /// Whether the other map has all entries of this one.
    ///
    /// Computes in **O(m log(n / m + 1))** time for m entries of this map and n of the other, and in
    /// **O(k log n)** for two versions of one map that differ in k keys.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let (a, b) = (OrdMap::unit(1, 5), OrdMap::from([(1, 5), (2, 0)]));
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
    /// Computes in **O(m log(n / m + 1))** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::unit(1, 5);
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
    /// Computes in **O(m log(n / m + 1))** time for m entries of this map and n of the other, and in
    /// **O(k log n)** for two versions of one map that differ in k keys.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let (a, b) = (OrdMap::unit(1, 5), OrdMap::from([(1, 6), (2, 0)]));
    /// assert!(a.has_keys_in(&b));
    /// ```
    #[must_use]
    pub fn has_keys_in(&self, other: &Self) -> bool {
        self.len() <= other.len() && self.holds(other, (false, true, true), |_, _| true)
    }

    /// Whether there is no key that both maps have.
    ///
    /// Computes in **O(m log(n / m + 1))** time for m and n entries, m <= n.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let (a, b) = (OrdMap::unit(1, 5), OrdMap::unit(2, 5));
    /// assert!(a.is_disjoint(&b) && !a.is_disjoint(&a));
    /// ```
    #[must_use]
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.holds(other, (true, true, false), |_, _| true)
    }
}
