//! Ordered maps made of two, and of parts of one, by several threads. Does not know how the tree is laid
//! out.

use crate::ord_map::{MERGED_FROM, OrdMap};
use crate::tree::bplus::{GRAIN, Tree};
use crate::tree::rule::{self, Fate, Rule};

impl<K: Ord + Clone + Send + Sync, V: Clone + Send + Sync> OrdMap<K, V> {
    fn par_combine<F: Fn(&K, &V, &V) -> Fate<V> + Sync>(
        &self,
        other: &Self,
        rule: &Rule<F>,
    ) -> Self {
        Self { tree: self.tree.par_combine(&other.tree, &K::cmp, rule) }
    }

    /// Puts all entries of another map in.
    pub(super) fn par_append(&mut self, mut other: Self) {
        if other.len() < self.len() / MERGED_FROM || self.len() + other.len() < GRAIN {
            return self.append(&mut other);
        }
        *self = self.par_combine(&other, &rule::override_by());
    }

    /// As [`union_ref`](Self::union_ref), by several threads.
    ///
    /// Computes in **O(m log(n / m + 1))** time for m and n entries, m <= n, shared among the threads.
    /// Shares all nodes that stay as they are; if nothing comes in, the result is this map itself.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a: OrdMap<u32, char> = (0u32..10_000).map(|key| (2 * key, 'a')).collect();
    /// let b: OrdMap<u32, char> = (0u32..10_000).map(|key| (3 * key, 'b')).collect();
    /// let both = a.par_union(&b);
    /// assert_eq!((both.len(), both[&6], both[&9]), (16_666, 'a', 'b'));
    /// assert!(both.par_union(&a).ptr_eq(&both));
    /// ```
    #[must_use]
    pub fn par_union(&self, other: &Self) -> Self {
        self.par_combine(other, &rule::union())
    }

    /// As [`par_union`](Self::par_union); the value of a key that both have is what `f` makes of the two.
    ///
    /// Computes in **O(m log(n / m + 1))** time, shared among the threads, and calls `f` for each key
    /// that both have.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::from([(1, 10), (2, 20)]);
    /// let b = OrdMap::from([(2, 2), (3, 3)]);
    /// let sums = a.par_union_with(&b, |_, x, y| x + y);
    /// assert_eq!(sums, OrdMap::from([(1, 10), (2, 22), (3, 3)]));
    /// ```
    #[must_use]
    pub fn par_union_with<F>(&self, other: &Self, f: F) -> Self
    where
        F: Fn(&K, &V, &V) -> V + Sync,
    {
        let both = |key: &K, left: &V, right: &V| Fate::New(f(key, left, right));
        self.par_combine(other, &rule::union_by(both))
    }

    /// As [`intersection_ref`](Self::intersection_ref), by several threads.
    ///
    /// Computes in **O(m log(n / m + 1))** time for m and n entries, m <= n, shared among the threads.
    /// Shares all nodes that stay as they are; if nothing goes, the result is this map itself.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::from([(1, 'a'), (2, 'a')]);
    /// let b = OrdMap::from([(2, 'b'), (3, 'b')]);
    /// assert_eq!(a.par_intersection(&b), OrdMap::unit(2, 'a'));
    /// ```
    #[must_use]
    pub fn par_intersection(&self, other: &Self) -> Self {
        self.par_combine(other, &rule::intersection())
    }

    /// As [`relative_complement_ref`](Self::relative_complement_ref), by several threads: what std calls
    /// the difference.
    ///
    /// Computes in **O(m log(n / m + 1))** time for m and n entries, m <= n, shared among the threads.
    /// Shares all nodes that stay as they are; if nothing goes, the result is this map itself.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::from([(1, 'a'), (2, 'a')]);
    /// let b = OrdMap::from([(2, 'b'), (3, 'b')]);
    /// assert_eq!(a.par_relative_complement(&b), OrdMap::unit(1, 'a'));
    /// ```
    #[must_use]
    pub fn par_relative_complement(&self, other: &Self) -> Self {
        self.par_combine(other, &rule::relative_complement())
    }

    /// As [`symmetric_difference_ref`](Self::symmetric_difference_ref), by several threads.
    ///
    /// Computes in **O(m log(n / m + 1))** time for m and n entries, m <= n, shared among the threads.
    /// Shares all nodes that stay as they are.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::from([(1, 'a'), (2, 'a')]);
    /// let b = OrdMap::from([(2, 'b'), (3, 'b')]);
    /// assert_eq!(a.par_symmetric_difference(&b), OrdMap::from([(1, 'a'), (3, 'b')]));
    /// ```
    #[must_use]
    pub fn par_symmetric_difference(&self, other: &Self) -> Self {
        self.par_combine(other, &rule::symmetric_difference())
    }

    /// As [`difference`](Self::difference), by several threads: im's name for
    /// [`par_symmetric_difference`](Self::par_symmetric_difference). For what std calls the difference,
    /// see [`par_relative_complement`](Self::par_relative_complement).
    ///
    /// Computes in **O(m log(n / m + 1))** time, shared among the threads.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let (a, b) = (OrdMap::unit(1, 'a'), OrdMap::unit(2, 'b'));
    /// assert_eq!(a.par_difference(&b).len(), 2);
    /// ```
    #[must_use]
    pub fn par_difference(&self, other: &Self) -> Self {
        self.par_symmetric_difference(other)
    }
}

impl<K: Clone + Send + Sync, V: Clone + Send + Sync> OrdMap<K, V> {
    /// The entries of which `keep` says so, as a map of its own. This one stays as it is.
    ///
    /// Computes in **O(n)** time, shared among the threads. Shares all nodes of which all is kept; if
    /// nothing goes, the result is this map itself.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map: OrdMap<u32, u32> = (0u32..10_000).map(|key| (key, key % 3)).collect();
    /// assert_eq!(map.par_filter(|_, value| *value == 0).len(), 3_334);
    /// assert!(map.par_filter(|_, value| *value < 3).ptr_eq(&map));
    /// ```
    #[must_use]
    pub fn par_filter<F>(&self, keep: F) -> Self
    where
        F: Fn(&K, &V) -> bool + Sync,
    {
        Self { tree: self.tree.par_filter(&keep) }
    }

    /// As [`retain`](Self::retain), by several threads, asked in no order.
    ///
    /// Computes in **O(n)** time, shared among the threads. Copies all nodes that are shared;
    /// [`par_filter`](Self::par_filter) does not. Where `keep` panics, entries that it was not asked about
    /// stay.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map: OrdMap<u32, u32> = (0u32..10_000).map(|key| (key, key)).collect();
    /// map.par_retain(|key, value| { *value *= 10; key % 4 == 0 });
    /// assert_eq!((map.len(), map[&8]), (2_500, 80));
    /// ```
    pub fn par_retain<F>(&mut self, keep: F)
    where
        F: Fn(&K, &mut V) -> bool + Sync,
    {
        self.in_halves(&|part| part.retain(&keep));
    }

    /// The keys with what `f` makes of their values.
    ///
    /// Computes in **O(n)** time, shared among the threads.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(1, "one"), (2, "two")]);
    /// assert_eq!(map.par_map_values(|_, name| name.len()), OrdMap::from([(1, 3), (2, 3)]));
    /// ```
    #[must_use]
    pub fn par_map_values<W, F>(&self, f: F) -> OrdMap<K, W>
    where
        W: Clone + Send + Sync,
        F: Fn(&K, &V) -> W + Sync,
    {
        map(self, 0, self.len(), &f)
    }

    /// Lets `f` change parts of this map, by several threads. They are put together again even if it
    /// panics.
    fn in_halves(&mut self, f: &(impl Fn(&mut Self) + Sync)) {
        if self.len() < GRAIN {
            return f(self);
        }
        // Where a leaf begins, so that none is cut.
        let middle = self.len() / 2;
        let middle = middle - self.tree.leaf_and_next(middle).map_or(0, |(_, at, _)| at);
        // A clone is cut, which may panic, and put in place when it is.
        let mut low = self.clone();
        let high = Self { tree: low.tree.split_off(middle) };
        *self = low;
        let mut halves = Halves { low: self, high };
        let Halves { low, high } = &mut halves;
        rayon::join(|| low.in_halves(f), || high.in_halves(f));
    }
}

/// A map in two halves, of which it is made again in the end.
struct Halves<'a, K: Clone, V: Clone> {
    low: &'a mut OrdMap<K, V>,
    high: OrdMap<K, V>,
}

impl<K: Clone, V: Clone> Drop for Halves<'_, K, V> {
    fn drop(&mut self) {
        self.low.tree.append(&mut self.high.tree);
    }
}

/// A map of what `f` makes of the values at some positions.
fn map<K, V, W, F>(of: &OrdMap<K, V>, from: usize, to: usize, f: &F) -> OrdMap<K, W>
where
    K: Clone + Send + Sync,
    V: Send + Sync,
    W: Clone + Send + Sync,
    F: Fn(&K, &V) -> W + Sync,
{
    if to - from < GRAIN {
        let entries = of.range_index(from..to);
        let mut entries = entries.map(|(key, value)| (key.clone(), f(key, value)));
        return OrdMap { tree: Tree::from_entries(&mut entries) };
    }
    let middle = from.midpoint(to);
    let (mut low, mut high) = rayon::join(|| map(of, from, middle, f), || map(of, middle, to, f));
    low.tree.append(&mut high.tree);
    low
}
