//! Ranges of keys as ranges of positions, and what is read through them.

use core::ops::{Bound, RangeBounds};

use equivalent::Comparable;

use super::{Iter, IterMut, OrdMap, order};
use crate::range::resolve;

impl<K, V> OrdMap<K, V> {
    /// How many entries lie before those that a lower bound lets in.
    pub(super) fn lower_rank<Q: Comparable<K> + ?Sized>(&self, bound: Bound<&Q>) -> usize {
        match bound {
            Bound::Included(key) => self.rank(key),
            Bound::Excluded(key) => self.rank_behind(key),
            Bound::Unbounded => 0,
        }
    }

    /// How many entries lie before the end of those that an upper bound lets in.
    pub(super) fn upper_rank<Q: Comparable<K> + ?Sized>(&self, bound: Bound<&Q>) -> usize {
        match bound {
            Bound::Included(key) => self.rank_behind(key),
            Bound::Excluded(key) => self.rank(key),
            Bound::Unbounded => self.len(),
        }
    }

    /// How many keys are not above a key.
    fn rank_behind<Q: Comparable<K> + ?Sized>(&self, key: &Q) -> usize {
        match self.tree.rank(order(key)) {
            Ok(rank) => rank + 1,
            Err(rank) => rank,
        }
    }

    /// The positions of a range of keys.
    ///
    /// # Panics
    /// With std's words for the collection of that name, if the range is inverted, or excludes both
    /// of its ends and they are equal.
    #[track_caller]
    pub(crate) fn ranks<Q: Comparable<K> + Ord + ?Sized>(
        &self,
        range: &impl RangeBounds<Q>,
        name: &str,
    ) -> core::ops::Range<usize> {
        let (start, end) = (range.start_bound(), range.end_bound());
        if let (
            Bound::Included(low) | Bound::Excluded(low),
            Bound::Included(high) | Bound::Excluded(high),
        ) = (start, end)
        {
            assert!(low <= high, "range start is greater than range end in {name}");
            let excluded = matches!((start, end), (Bound::Excluded(_), Bound::Excluded(_)));
            assert!(
                !excluded || low != high,
                "range start and end are equal and excluded in {name}"
            );
        }
        let from = self.lower_rank(start);
        // An order that contradicts itself makes an empty range.
        from..self.upper_rank(end).max(from)
    }

    /// The entries whose keys lie in a range, by reference, in order.
    ///
    /// Computes in **O(log n)** time. The iterator knows its length.
    ///
    /// # Panics
    /// If the range starts behind its end, or excludes both of its ends and they are equal.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map: OrdMap<u32, u32> = (0u32..1_000).map(|key| (key * 10, key)).collect();
    /// assert!(map.range(95..=120).eq([(&100, &10), (&110, &11), (&120, &12)]));
    /// assert_eq!(map.range(95..).len(), 990);
    /// ```
    #[track_caller]
    pub fn range<R, Q>(&self, range: R) -> Iter<'_, K, V>
    where
        R: RangeBounds<Q>,
        Q: Comparable<K> + Ord + ?Sized,
    {
        let ranks = self.ranks(&range, "BTreeMap");
        Iter::new(&self.tree, ranks.start, ranks.end)
    }

    /// The entries at a range of positions, by reference, in order.
    ///
    /// Computes in **O(1)** time, and **O(log n)** for the first entry.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the last entry.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(10, 'a'), (20, 'b'), (30, 'c')]);
    /// assert!(map.range_index(1..).eq([(&20, &'b'), (&30, &'c')]));
    /// ```
    #[track_caller]
    pub fn range_index(&self, range: impl RangeBounds<usize>) -> Iter<'_, K, V> {
        let range = resolve(range, self.len());
        Iter::new(&self.tree, range.start, range.end)
    }
}

impl<K: Clone, V: Clone> OrdMap<K, V> {
    /// The entries whose keys lie in a range, in order, their values to change.
    ///
    /// Computes in **O(log n)** time. Copies a shared leaf when it is reached, and those at the two
    /// ends at once.
    ///
    /// # Panics
    /// As [`range`](Self::range).
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map: OrdMap<u32, u32> = (0u32..1_000).map(|key| (key, key)).collect();
    /// map.range_mut(500..).for_each(|(_, value)| *value = 0);
    /// assert_eq!((map[&499], map[&500]), (499, 0));
    /// ```
    #[track_caller]
    pub fn range_mut<R, Q>(&mut self, range: R) -> IterMut<'_, K, V>
    where
        R: RangeBounds<Q>,
        Q: Comparable<K> + Ord + ?Sized,
    {
        let ranks = self.ranks(&range, "BTreeMap");
        IterMut::new(&mut self.tree, ranks)
    }
}
