//! Maps cut by key and by position. What lies off the cut is shared, never copied.
//!
//! A clone is cut, and put in place when all is done: so a key whose clone panics leaves the map as
//! it was.

use core::ops::{Range, RangeBounds};

use equivalent::Comparable;

use super::{OrdMap, order};
use crate::tree::bplus::Position;

impl<K: Clone, V: Clone> OrdMap<K, V> {
    /// The entries before a position, and those from it on.
    fn cut(&self, index: usize) -> (Self, Self) {
        let mut low = self.clone();
        let tree = low.tree.split_off(index.min(self.len()));
        (low, Self { tree })
    }

    /// The entries at a range of positions, which is in bounds.
    pub(crate) fn part(&self, ranks: Range<usize>) -> Self {
        let (mut low, high) = self.cut(ranks.end);
        drop(high);
        let tree = low.tree.split_off(ranks.start);
        drop(low);
        Self { tree }
    }

    /// Cuts off the entries from a key on and returns them.
    ///
    /// Computes in **O(log n)** time. Both parts share the nodes off the cut with whoever has them.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map: OrdMap<u32, u32> = (0u32..1_000).map(|key| (key, key)).collect();
    /// let upper = map.split_off(&600);
    /// assert_eq!((map.len(), upper.len(), upper.first_key_value()), (600, 400, Some((&600, &600))));
    /// ```
    #[must_use = "use `remove_range` or `retain` to drop the entries"]
    pub fn split_off<Q: Comparable<K> + ?Sized>(&mut self, key: &Q) -> Self {
        let (low, high) = self.cut(self.rank(key));
        *self = low;
        high
    }

    /// The entries below a key, and those above it.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those along the cut.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let (low, high) = OrdMap::from([(1, 'a'), (2, 'b'), (3, 'c')]).split(&2);
    /// assert_eq!((low, high), (OrdMap::from([(1, 'a')]), OrdMap::from([(3, 'c')])));
    /// ```
    #[must_use]
    pub fn split<Q: Comparable<K> + ?Sized>(&self, key: &Q) -> (Self, Self) {
        let (low, found, high) = self.split_lookup(key);
        drop(found);
        (low, high)
    }

    /// The entries below a key, its value, and the entries above it.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those along the cut.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let (low, value, high) = OrdMap::from([(1, 'a'), (2, 'b')]).split_lookup(&2);
    /// assert_eq!((low, value, high), (OrdMap::from([(1, 'a')]), Some('b'), OrdMap::new()));
    /// ```
    #[must_use]
    pub fn split_lookup<Q: Comparable<K> + ?Sized>(&self, key: &Q) -> (Self, Option<V>, Self) {
        match self.tree.rank(order(key)) {
            Err(rank) => {
                let (low, high) = self.cut(rank);
                (low, None, high)
            }
            Ok(rank) => {
                let (low, mut high) = self.cut(rank);
                let (found, value) = high.tree.remove_at(Position(0));
                drop(found);
                (low, Some(value), high)
            }
        }
    }

    /// The first `n` entries, or all if there are fewer, as a map of its own.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those along the cut.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert_eq!(OrdMap::from([(1, 'a'), (2, 'b')]).take(1), OrdMap::from([(1, 'a')]));
    /// ```
    #[must_use]
    pub fn take(&self, n: usize) -> Self {
        let (low, high) = self.cut(n);
        drop(high);
        low
    }

    /// All but the first `n` entries, as a map of its own; empty if there are no more.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those along the cut.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert_eq!(OrdMap::from([(1, 'a'), (2, 'b')]).skip(1), OrdMap::from([(2, 'b')]));
    /// ```
    #[must_use]
    pub fn skip(&self, n: usize) -> Self {
        let (low, high) = self.cut(n);
        drop(low);
        high
    }

    /// The entries whose keys lie in a range, as a map of its own. This one stays as it is.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those along the cuts.
    ///
    /// # Panics
    /// As [`range`](Self::range).
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map: OrdMap<u32, u32> = (0u32..1_000).map(|key| (key, key)).collect();
    /// let part = map.submap(100..=200);
    /// assert_eq!((part.len(), part.get_min()), (101, Some((&100, &100))));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn submap<R, Q>(&self, range: R) -> Self
    where
        R: RangeBounds<Q>,
        Q: Comparable<K> + Ord + ?Sized,
    {
        self.part(self.ranks(&range, "BTreeMap"))
    }

    /// Takes the entries out whose keys lie in a range, and returns them as a map of its own.
    ///
    /// Computes in **O(log n)** time. Both maps share the nodes off the cuts with whoever has them.
    ///
    /// # Panics
    /// As [`range`](Self::range).
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map: OrdMap<u32, u32> = (0u32..1_000).map(|key| (key, key)).collect();
    /// let part = map.remove_range(100..200);
    /// assert_eq!((map.len(), part.len(), part.get_max()), (900, 100, Some((&199, &199))));
    /// ```
    #[track_caller]
    pub fn remove_range<R, Q>(&mut self, range: R) -> Self
    where
        R: RangeBounds<Q>,
        Q: Comparable<K> + Ord + ?Sized,
    {
        let ranks = self.ranks(&range, "BTreeMap");
        self.remove_ranks(ranks)
    }

    /// Takes the entries at a range of positions out, which is in bounds.
    pub(crate) fn remove_ranks(&mut self, ranks: Range<usize>) -> Self {
        if ranks.is_empty() {
            return Self::new();
        }
        let (mut low, mut high) = self.cut(ranks.end);
        let part = low.tree.split_off(ranks.start);
        low.tree.append(&mut high.tree);
        *self = low;
        Self { tree: part }
    }
}
