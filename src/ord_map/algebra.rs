//! Maps made of two: union, intersection, difference. Subtrees that both share
//! are skipped or used whole.

use core::ops::Add;

use super::OrdMap;
use crate::tree::rule::{self, Fate, Rule};

impl<K: Ord + Clone, V: Clone> OrdMap<K, V> {
    /// Combines two maps by a rule.
    fn combine<F: FnMut(&K, &V, &V) -> Fate<V>>(&self, other: &Self, rule: Rule<F>) -> Self {
        Self { tree: self.tree.combine(&other.tree, &mut K::cmp, rule) }
    }

    /// All entries of both maps; the value of a key that both have is that of this one.
    ///
    /// Computes in **O(m log(n / m + 1))** time for m and n entries, m <= n, and in **O(k log n)** for
    /// two versions of one map that differ in k keys. Shares all nodes that stay as they are; if
    /// nothing comes in, the result is this map itself ([`ptr_eq`](Self::ptr_eq)).
    ///
    /// (Blelloch, Ferizovic and Sun, "Just Join for Parallel Ordered Sets", 2016.)
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::from([(1, 'a'), (2, 'a')]);
    /// let b = OrdMap::from([(2, 'b'), (3, 'b')]);
    /// assert_eq!(a.union(b), OrdMap::from([(1, 'a'), (2, 'a'), (3, 'b')]));
    /// ```
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        let result = self.union_ref(&other);
        drop((self, other));
        result
    }

    /// As [`union`](Self::union), of borrowed maps.
    ///
    /// Computes in **O(m log(n / m + 1))** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a: OrdMap<_, _> = (0..100_000).map(|key| (key, key)).collect();
    /// let mut b = a.clone();
    /// b.insert(200_000, 0);
    /// assert!(a.union_ref(&b).len() == 100_001 && b.union_ref(&a).ptr_eq(&b));
    /// ```
    #[must_use]
    pub fn union_ref(&self, other: &Self) -> Self {
        self.combine(other, rule::union())
    }

    /// All entries of both maps; the value of a key that both have is what `f` makes of the two.
    ///
    /// Computes in **O(m log(n / m + 1))** time, and calls `f` for each key that both have.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::from([(1, 10), (2, 20)]);
    /// let b = OrdMap::from([(2, 2), (3, 3)]);
    /// assert_eq!(a.union_with(b, |x, y| x + y), OrdMap::from([(1, 10), (2, 22), (3, 3)]));
    /// ```
    #[must_use]
    pub fn union_with<F>(self, other: Self, mut f: F) -> Self
    where
        F: FnMut(V, V) -> V,
    {
        self.union_with_key(other, |_, left, right| f(left, right))
    }

    /// As [`union_with`](Self::union_with), for a closure that is also given the key.
    ///
    /// Computes in **O(m log(n / m + 1))** time, and calls `f` for each key that both have.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::from([(2, 20)]);
    /// let b = OrdMap::from([(2, 2), (3, 3)]);
    /// assert_eq!(a.union_with_key(b, |k, x, y| k * (x + y)), OrdMap::from([(2, 44), (3, 3)]));
    /// ```
    #[must_use]
    pub fn union_with_key<F>(self, other: Self, mut f: F) -> Self
    where
        F: FnMut(&K, V, V) -> V,
    {
        let both = |key: &K, left: &V, right: &V| Fate::New(f(key, left.clone(), right.clone()));
        let result = self.combine(&other, rule::union_by(both));
        drop((self, other));
        result
    }

    /// The union of several maps; of a key that several have, the first value stays.
    ///
    /// Computes in **O(m log(n / m + 1))** time for each map.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let maps = (0..3).map(|key| OrdMap::unit(key, ()));
    /// assert_eq!(OrdMap::unions(maps).len(), 3);
    /// ```
    #[must_use]
    pub fn unions<I>(maps: I) -> Self
    where
        I: IntoIterator<Item = Self>,
    {
        maps.into_iter().fold(Self::new(), Self::union)
    }

    /// The union of several maps by [`union_with`](Self::union_with).
    ///
    /// Computes in **O(m log(n / m + 1))** time for each map.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let maps = (0..3).map(|_| OrdMap::unit('x', 1));
    /// assert_eq!(OrdMap::unions_with(maps, |x, y| x + y), OrdMap::unit('x', 3));
    /// ```
    #[must_use]
    pub fn unions_with<I, F>(maps: I, f: F) -> Self
    where
        I: IntoIterator<Item = Self>,
        F: Fn(V, V) -> V,
    {
        maps.into_iter().fold(Self::new(), |all, map| all.union_with(map, &f))
    }

    /// The union of several maps by [`union_with_key`](Self::union_with_key).
    ///
    /// Computes in **O(m log(n / m + 1))** time for each map.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let maps = (0..3).map(|_| OrdMap::unit(7, 1));
    /// assert_eq!(OrdMap::unions_with_key(maps, |k, x, y| k + x + y), OrdMap::unit(7, 17));
    /// ```
    #[must_use]
    pub fn unions_with_key<I, F>(maps: I, f: F) -> Self
    where
        I: IntoIterator<Item = Self>,
        F: Fn(&K, V, V) -> V,
    {
        maps.into_iter().fold(Self::new(), |all, map| all.union_with_key(map, &f))
    }

    /// The entries whose keys one of the maps has and the other has not.
    ///
    /// Computes in **O(m log(n / m + 1))** time for m and n entries, m <= n, and in **O(k log n)** for
    /// two versions of one map that differ in k keys. Shares all nodes that stay as they are.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::from([(1, 'a'), (2, 'a')]);
    /// let b = OrdMap::from([(2, 'b'), (3, 'b')]);
    /// assert_eq!(a.symmetric_difference(b), OrdMap::from([(1, 'a'), (3, 'b')]));
    /// ```
    #[must_use]
    pub fn symmetric_difference(self, other: Self) -> Self {
        let result = self.symmetric_difference_ref(&other);
        drop((self, other));
        result
    }

    /// As [`symmetric_difference`](Self::symmetric_difference), of borrowed maps.
    ///
    /// Computes in **O(m log(n / m + 1))** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::from([(1, 'a')]);
    /// assert!(a.symmetric_difference_ref(&a).is_empty());
    /// ```
    #[must_use]
    pub fn symmetric_difference_ref(&self, other: &Self) -> Self {
        self.combine(other, rule::symmetric_difference())
    }

    /// im's name for [`symmetric_difference`](Self::symmetric_difference). For what std calls the
    /// difference, see [`relative_complement`](Self::relative_complement).
    ///
    /// Computes in **O(m log(n / m + 1))** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let (a, b) = (OrdMap::unit(1, 'a'), OrdMap::unit(2, 'b'));
    /// assert_eq!(a.difference(b).len(), 2);
    /// ```
    #[must_use]
    pub fn difference(self, other: Self) -> Self {
        self.symmetric_difference(other)
    }

    /// The entries whose keys one of the maps has and the other has not, and what `f` makes of the
    /// values of the others, where it makes something.
    ///
    /// Computes in **O(m log(n / m + 1))** time, and calls `f` for each key that both have.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::from([(1, 1), (2, 2)]);
    /// let b = OrdMap::from([(1, 1), (2, 5)]);
    /// let c = a.symmetric_difference_with(b, |x, y| (x != y).then_some(x + y));
    /// assert_eq!(c, OrdMap::from([(2, 7)]));
    /// ```
    #[must_use]
    pub fn symmetric_difference_with<F>(self, other: Self, mut f: F) -> Self
    where
        F: FnMut(V, V) -> Option<V>,
    {
        self.symmetric_difference_with_key(other, |_, left, right| f(left, right))
    }

    /// im's name for [`symmetric_difference_with`](Self::symmetric_difference_with).
    ///
    /// Computes in **O(m log(n / m + 1))** time, and calls `f` for each key that both have.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let (a, b) = (OrdMap::unit(1, 'a'), OrdMap::unit(1, 'b'));
    /// assert!(a.difference_with(b, |_, _| None).is_empty());
    /// ```
    #[must_use]
    pub fn difference_with<F>(self, other: Self, f: F) -> Self
    where
        F: FnMut(V, V) -> Option<V>,
    {
        self.symmetric_difference_with(other, f)
    }

    /// As [`symmetric_difference_with`](Self::symmetric_difference_with), for a closure that is also
    /// given the key.
    ///
    /// Computes in **O(m log(n / m + 1))** time, and calls `f` for each key that both have.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let (a, b) = (OrdMap::unit(1, 10), OrdMap::unit(1, 20));
    /// let c = a.symmetric_difference_with_key(b, |k, x, y| Some(k + x + y));
    /// assert_eq!(c, OrdMap::unit(1, 31));
    /// ```
    #[must_use]
    pub fn symmetric_difference_with_key<F>(self, other: Self, mut f: F) -> Self
    where
        F: FnMut(&K, V, V) -> Option<V>,
    {
        let both = |key: &K, left: &V, right: &V| {
            f(key, left.clone(), right.clone()).map_or(Fate::Drop, Fate::New)
        };
        let result = self.combine(&other, rule::union_by(both));
        drop((self, other));
        result
    }

    /// im's name for [`symmetric_difference_with_key`](Self::symmetric_difference_with_key).
    ///
    /// Computes in **O(m log(n / m + 1))** time, and calls `f` for each key that both have.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let (a, b) = (OrdMap::unit(1, 'a'), OrdMap::unit(1, 'b'));
    /// assert!(a.difference_with_key(b, |_, _, _| None).is_empty());
    /// ```
    #[must_use]
    pub fn difference_with_key<F>(self, other: Self, f: F) -> Self
    where
        F: FnMut(&K, V, V) -> Option<V>,
    {
        self.symmetric_difference_with_key(other, f)
    }

    /// The entries whose keys the other map has not: what std calls the difference.
    ///
    /// Computes in **O(m log(n / m + 1))** time for m and n entries, m <= n, and in **O(k log n)** for
    /// two versions of one map that differ in k keys. Shares all nodes that stay as they are; if
    /// nothing goes, the result is this map itself.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::from([(1, 'a'), (2, 'a')]);
    /// let b = OrdMap::from([(2, 'b'), (3, 'b')]);
    /// assert_eq!(a.relative_complement(b), OrdMap::unit(1, 'a'));
    /// ```
    #[must_use]
    pub fn relative_complement(self, other: Self) -> Self {
        let result = self.relative_complement_ref(&other);
        drop((self, other));
        result
    }

    /// As [`relative_complement`](Self::relative_complement), of borrowed maps.
    ///
    /// Computes in **O(m log(n / m + 1))** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::from([(1, 'a'), (2, 'a')]);
    /// assert!(a.relative_complement_ref(&OrdMap::unit(7, 'b')).ptr_eq(&a));
    /// ```
    #[must_use]
    pub fn relative_complement_ref(&self, other: &Self) -> Self {
        self.combine(other, rule::relative_complement())
    }

    /// The entries whose keys both maps have, with the values of this one.
    ///
    /// Computes in **O(m log(n / m + 1))** time for m and n entries, m <= n, and in **O(k log n)** for
    /// two versions of one map that differ in k keys. Shares all nodes that stay as they are; if
    /// nothing goes, the result is this map itself.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::from([(1, 'a'), (2, 'a')]);
    /// let b = OrdMap::from([(2, 'b'), (3, 'b')]);
    /// assert_eq!(a.intersection(b), OrdMap::unit(2, 'a'));
    /// ```
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        let result = self.intersection_ref(&other);
        drop((self, other));
        result
    }

    /// As [`intersection`](Self::intersection), of borrowed maps.
    ///
    /// Computes in **O(m log(n / m + 1))** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::from([(1, 'a'), (2, 'a')]);
    /// assert!(a.intersection_ref(&a).ptr_eq(&a));
    /// ```
    #[must_use]
    pub fn intersection_ref(&self, other: &Self) -> Self {
        self.combine(other, rule::intersection())
    }
}

impl<K: Ord + Clone, V: Clone> OrdMap<K, V> {
    /// The keys that both maps have, with what `f` makes of the two values.
    ///
    /// Computes in **O(m log n)** time for m entries of the smaller map and n of the other.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::from([(1, "one"), (2, "two")]);
    /// let b = OrdMap::from([(2, 2.0), (3, 3.0)]);
    /// assert_eq!(a.intersection_with(b, |x, y| (x, y)), OrdMap::unit(2, ("two", 2.0)));
    /// ```
    #[must_use]
    pub fn intersection_with<B, C, F>(self, other: OrdMap<K, B>, mut f: F) -> OrdMap<K, C>
    where
        B: Clone,
        C: Clone,
        F: FnMut(V, B) -> C,
    {
        self.intersection_with_key(other, |_, left, right| f(left, right))
    }

    /// As [`intersection_with`](Self::intersection_with), for a closure that is also given the key.
    ///
    /// Computes in **O(m log n)** time for m entries of the smaller map and n of the other.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let (a, b) = (OrdMap::unit(2, 3), OrdMap::unit(2, 4));
    /// assert_eq!(a.intersection_with_key(b, |k, x, y| k + x + y), OrdMap::unit(2, 9));
    /// ```
    #[must_use]
    pub fn intersection_with_key<B, C, F>(self, other: OrdMap<K, B>, mut f: F) -> OrdMap<K, C>
    where
        B: Clone,
        C: Clone,
        F: FnMut(&K, V, B) -> C,
    {
        let mut call =
            |key: &K, left: &V, right: &B| (key.clone(), f(key, left.clone(), right.clone()));
        let result = if self.len() <= other.len() {
            let pairs = self.iter().filter_map(|(key, left)| Some((key, left, other.get(key)?)));
            OrdMap::from_sorted_iter(pairs.map(|(key, left, right)| call(key, left, right)))
        } else {
            let pairs = other.iter().filter_map(|(key, right)| Some((key, self.get(key)?, right)));
            OrdMap::from_sorted_iter(pairs.map(|(key, left, right)| call(key, left, right)))
        };
        drop((self, other));
        result
    }
}

impl<K: Ord + Clone, V: Clone> Add for OrdMap<K, V> {
    type Output = Self;

    /// The [`union`](OrdMap::union).
    fn add(self, other: Self) -> Self {
        self.union(other)
    }
}

impl<K: Ord + Clone, V: Clone> Add for &OrdMap<K, V> {
    type Output = OrdMap<K, V>;

    /// The [`union`](OrdMap::union).
    fn add(self, other: Self) -> OrdMap<K, V> {
        self.union_ref(other)
    }
}

impl<K: Ord + Clone, V: Clone> core::iter::Sum for OrdMap<K, V> {
    /// The [`unions`](OrdMap::unions).
    fn sum<I: Iterator<Item = Self>>(maps: I) -> Self {
        Self::unions(maps)
    }
}
