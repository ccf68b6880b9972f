//! Sets made of two, by methods and operators, and who contains whom. Bodies are one call each.

use core::borrow::Borrow;
use core::hash::{BuildHasher, Hash};
use core::iter::Sum;

use super::HashSet;
use crate::forward::operators;
use crate::hash_map::HashMap;
use crate::patch::{Conflict, SetDiffIter as DiffIter};

impl<T: Hash + Eq + Clone, S: BuildHasher + Clone> HashSet<T, S> {
    /// All elements of both sets.
    ///
    /// Computes in **O(m log(n / m + 1))** time on average for m and n elements, m <= n, and in
    /// **O(k log n)** for two versions of one set that differ in k elements. Shares all nodes that stay
    /// as they are; if nothing comes in, the result is this set itself ([`ptr_eq`](Self::ptr_eq)).
    /// Where the two are hashed in different ways, each element is looked up, and the result is hashed
    /// as this set is.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let (a, b) = (HashSet::from([1, 2]), HashSet::from([2, 3]));
    /// assert_eq!(a.union(b), HashSet::from([1, 2, 3]));
    /// ```
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self { map: self.map.union(other.map) }
    }

    /// All elements of several sets.
    ///
    /// Computes in **O(m log(n / m + 1))** time on average for each set.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// assert_eq!(HashSet::unions((0..3).map(HashSet::unit)), HashSet::from([0, 1, 2]));
    /// ```
    #[must_use]
    pub fn unions<I>(sets: I) -> Self
    where
        I: IntoIterator<Item = Self>,
        S: Default,
    {
        sets.into_iter().reduce(Self::union).unwrap_or_default()
    }

    /// The elements that both sets have.
    ///
    /// Computes in **O(m log(n / m + 1))** time on average for m and n elements, m <= n, and in
    /// **O(k log n)** for two versions of one set that differ in k elements. Shares all nodes that stay
    /// as they are; if nothing goes, the result is this set itself.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let (a, b) = (HashSet::from([1, 2]), HashSet::from([2, 3]));
    /// assert_eq!(a.intersection(b), HashSet::from([2]));
    /// ```
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self { map: self.map.intersection(other.map) }
    }

    /// The elements that the other set has not: what std calls the difference.
    ///
    /// Computes in **O(m log(n / m + 1))** time on average for m and n elements, m <= n, and in
    /// **O(k log n)** for two versions of one set that differ in k elements. Shares all nodes that stay
    /// as they are; if nothing goes, the result is this set itself.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let (a, b) = (HashSet::from([1, 2]), HashSet::from([2, 3]));
    /// assert_eq!(a.relative_complement(b), HashSet::from([1]));
    /// ```
    #[must_use]
    pub fn relative_complement(self, other: Self) -> Self {
        Self { map: self.map.relative_complement(other.map) }
    }

    /// The elements that one of the sets has and the other has not.
    ///
    /// Computes in **O(m log(n / m + 1))** time on average for m and n elements, m <= n, and in
    /// **O(k log n)** for two versions of one set that differ in k elements. Shares all nodes that stay
    /// as they are.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let (a, b) = (HashSet::from([1, 2]), HashSet::from([2, 3]));
    /// assert_eq!(a.symmetric_difference(b), HashSet::from([1, 3]));
    /// ```
    #[must_use]
    pub fn symmetric_difference(self, other: Self) -> Self {
        Self { map: self.map.symmetric_difference(other.map) }
    }

    /// im's name for [`symmetric_difference`](Self::symmetric_difference). For what std calls the
    /// difference, see [`relative_complement`](Self::relative_complement) and the operator `-`.
    ///
    /// Computes in **O(m log(n / m + 1))** time on average.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let (a, b) = (HashSet::from([1, 2]), HashSet::from([2, 3]));
    /// assert_eq!(a.difference(b), HashSet::from([1, 3]));
    /// ```
    #[must_use]
    pub fn difference(self, other: Self) -> Self {
        self.symmetric_difference(other)
    }

    /// Merges two versions of a set with a common ancestor: the result has what either side added,
    /// and has not what either side removed. There are no conflicts between sets.
    ///
    /// Computes in **O(k log n)** time for k elements changed on both sides together. Shares with
    /// both versions.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let base = HashSet::from([1, 2]);
    /// let merged = HashSet::merge(&base, &HashSet::from([2]), &HashSet::from([1, 2, 3]));
    /// assert_eq!(merged, HashSet::from([2, 3]));
    /// ```
    #[must_use]
    pub fn merge(base: &Self, ours: &Self, theirs: &Self) -> Self {
        let keep = |conflict: Conflict<'_, T, ()>| conflict.ours.copied();
        Self { map: HashMap::merge(&base.map, &ours.map, &theirs.map, keep) }
    }
}

impl<T: Hash + Eq, S: BuildHasher> HashSet<T, S> {
    /// Whether the other set has all elements of this one.
    ///
    /// Computes in **O(m log(n / m + 1))** time on average for m and n elements, m <= n, and in
    /// **O(k log n)** for two versions of one set that differ in k elements.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let (a, b) = (HashSet::from([1]), HashSet::from([1, 2]));
    /// assert!(a.is_subset(&b) && !b.is_subset(&a));
    /// ```
    #[must_use]
    pub fn is_subset<RS: Borrow<Self>>(&self, other: RS) -> bool {
        self.map.has_keys_in(&other.borrow().map)
    }

    /// As [`is_subset`](Self::is_subset), and the other set has more.
    ///
    /// Computes in **O(m log(n / m + 1))** time on average for m and n elements, m <= n, and in
    /// **O(k log n)** for two versions of one set that differ in k elements.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let (a, b) = (HashSet::from([1]), HashSet::from([1, 2]));
    /// assert!(a.is_proper_subset(&b) && !a.is_proper_subset(&a));
    /// ```
    #[must_use]
    pub fn is_proper_subset<RS: Borrow<Self>>(&self, other: RS) -> bool {
        self.len() < other.borrow().len() && self.is_subset(other)
    }

    /// Whether this set has all elements of the other one.
    ///
    /// Computes in **O(m log(n / m + 1))** time on average for m and n elements, m <= n, and in
    /// **O(k log n)** for two versions of one set that differ in k elements.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let (a, b) = (HashSet::from([1]), HashSet::from([1, 2]));
    /// assert!(b.is_superset(&a) && !a.is_superset(&b));
    /// ```
    #[must_use]
    pub fn is_superset<RS: Borrow<Self>>(&self, other: RS) -> bool {
        other.borrow().is_subset(self)
    }

    /// As [`is_superset`](Self::is_superset), and this set has more.
    ///
    /// Computes in **O(m log(n / m + 1))** time on average for m and n elements, m <= n, and in
    /// **O(k log n)** for two versions of one set that differ in k elements.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let (a, b) = (HashSet::from([1]), HashSet::from([1, 2]));
    /// assert!(b.is_proper_superset(&a) && !b.is_proper_superset(&b));
    /// ```
    #[must_use]
    pub fn is_proper_superset<RS: Borrow<Self>>(&self, other: RS) -> bool {
        other.borrow().is_proper_subset(self)
    }

    /// Whether there is no element that both sets have.
    ///
    /// Computes in **O(m log(n / m + 1))** time on average for m and n elements, m <= n.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let (a, b) = (HashSet::from([1]), HashSet::from([1, 2]));
    /// assert!(!a.is_disjoint(&b) && a.is_disjoint(&HashSet::from([2])));
    /// ```
    #[must_use]
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.map.is_disjoint(&other.map)
    }

    /// What has to be added and removed to make `other` of this set, in no order: as for
    /// ordered sets, this set is the older version and `other` the newer one.
    ///
    /// Computes in **O(k log n)** time for two versions of one set that differ in k elements, at most
    /// in **O(m log(n / m + 1))** on average, m <= n, and what there is to tell.
    ///
    /// ```
    /// use offshoot::HashSet;
    /// use offshoot::hash_set::DiffItem;
    ///
    /// let old: HashSet<u32> = (0u32..1_000).collect();
    /// let new = old.without(&7);
    /// assert!(old.diff(&new).eq([DiffItem::Remove(&7)]));
    /// ```
    #[must_use]
    pub fn diff<'a>(&'a self, other: &'a Self) -> DiffIter<'a, T> {
        DiffIter::new(self.map.diff(&other.map))
    }
}

operators! { [T: Hash + Eq + Clone, S: BuildHasher + Clone] HashSet [T, S]:
    union, union_ref: Add add, BitOr bitor;
    intersection, intersection_ref: Mul mul, BitAnd bitand;
    relative_complement, relative_complement_ref: Sub sub;
    symmetric_difference, symmetric_difference_ref: BitXor bitxor;
}

impl<T: Hash + Eq + Clone, S: BuildHasher + Clone + Default> Sum for HashSet<T, S> {
    /// The [`unions`](HashSet::unions).
    fn sum<I: Iterator<Item = Self>>(sets: I) -> Self {
        Self::unions(sets)
    }
}
