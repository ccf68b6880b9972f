//! Ranges of keys as ranges of positions, and what is read through them.

use core::ops::{Bound, RangeBounds};

use equivalent::Comparable;

use super::{Iter, IterMut, OrdMap, order};
use crate::range::resolve;

/// How many keys are below one that was looked for.
fn before(rank: Result<usize, usize>) -> usize {
    let (Ok(rank) | Err(rank)) = rank;
    rank
}

/// How many keys are not above one that was looked for.
fn behind(rank: Result<usize, usize>) -> usize {
    rank.map_or_else(|rank| rank, |rank| rank + 1)
}

/// # Panics
/// With std's words for the collection of that name, if the range is inverted, or excludes both of
/// its ends and they are equal.
#[track_caller]
fn assert_ordered<Q: Ord + ?Sized>(range: &impl RangeBounds<Q>, name: &str) {
    let (start, end) = (range.start_bound(), range.end_bound());
    if let (
        Bound::Included(low) | Bound::Excluded(low),
        Bound::Included(high) | Bound::Excluded(high),
    ) = (start, end)
    {
        assert!(low <= high, "range start is greater than range end in {name}");
        let excluded = matches!((start, end), (Bound::Excluded(_), Bound::Excluded(_)));
        assert!(!excluded || low != high, "range start and end are equal and excluded in {name}");
    }
}

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
        behind(self.tree.rank(order(key)))
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
        assert_ordered(range, name);
        let from = self.lower_rank(range.start_bound());
        // An order that contradicts itself makes an empty range.
        from..self.upper_rank(range.end_bound()).max(from)
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
        self.range_of(&range, "BTreeMap")
    }

    /// As `range`, for the collection of that name.
    #[track_caller]
    pub(crate) fn range_of<Q: Comparable<K> + Ord + ?Sized>(
        &self,
        range: &impl RangeBounds<Q>,
        name: &str,
    ) -> Iter<'_, K, V> {
        assert_ordered(range, name);
        let (Bound::Included(low) | Bound::Excluded(low)) = range.start_bound() else {
            return Iter::new(&self.tree, 0, self.upper_rank(range.end_bound()));
        };
        let Some(spot) = self.tree.spot(order(low)) else { return Iter::default() };
        let next = match range.start_bound() {
            Bound::Excluded(_) => behind(spot.rank(order(low))),
            _ => before(spot.rank(order(low))),
        };
        // Short ranges often end in the leaf in which they begin.
        let end = match range.end_bound() {
            Bound::Included(high) if spot.holds(order(high)) => behind(spot.rank(order(high))),
            Bound::Excluded(high) if spot.holds(order(high)) => before(spot.rank(order(high))),
            bound => self.upper_rank(bound),
        };
        // An order that contradicts itself makes an empty range.
        Iter::from_spot(&spot, next, end.max(next))
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
