//! Hash maps made of two, and of parts of one, by several threads. Does not know how the trie is laid out.

use core::hash::{BuildHasher, Hash};

use rayon::iter::{IntoParallelIterator, ParallelExtend, ParallelIterator};

use crate::hash_map::HashMap;
use crate::tree::hamt::{Sweep, Tree};
use crate::tree::rule::{self, Fate};

impl<K, V, S> HashMap<K, V, S>
where
    K: Hash + Eq + Clone + Send + Sync,
    V: Clone + Send + Sync,
    S: BuildHasher + Clone + Sync,
{
    /// As [`union_ref`](Self::union_ref), by several threads, if both maps are hashed by one function.
    ///
    /// Computes in **O(m log(n / m + 1))** time on average for m and n entries, m <= n, shared among the
    /// threads. Shares all nodes that stay as they are; if nothing comes in, the result is this map itself.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let a: HashMap<u32, char> = (0..10_000).map(|key| (2 * key, 'a')).collect();
    /// let b: HashMap<u32, char> = (0..10_000).map(|key| (3 * key, 'b')).collect();
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
    /// Computes in **O(m log(n / m + 1))** time on average, shared among the threads, and calls `f` for
    /// each key that both have.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let a = HashMap::from([(1, 10), (2, 20)]);
    /// let b = HashMap::from([(2, 2), (3, 3)]);
    /// let sums = a.par_union_with(&b, |_, x, y| x + y);
    /// assert_eq!(sums, HashMap::from([(1, 10), (2, 22), (3, 3)]));
    /// ```
    #[must_use]
    pub fn par_union_with<F>(&self, other: &Self, f: F) -> Self
    where
        F: Fn(&K, &V, &V) -> V + Sync,
    {
        let both = |key: &K, left: &V, right: &V| Fate::New(f(key, left, right));
        self.par_combine(other, &rule::union_by(both))
    }

    /// As [`intersection_ref`](Self::intersection_ref), by several threads, if both maps are hashed by one
    /// function.
    ///
    /// Computes in **O(m log(n / m + 1))** time on average for m and n entries, m <= n, shared among the
    /// threads. Shares all nodes that stay as they are; if nothing goes, the result is this map itself.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let a = HashMap::from([(1, 'a'), (2, 'a')]);
    /// let b = HashMap::from([(2, 'b'), (3, 'b')]);
    /// assert_eq!(a.par_intersection(&b), HashMap::unit(2, 'a'));
    /// ```
    #[must_use]
    pub fn par_intersection(&self, other: &Self) -> Self {
        self.par_combine(other, &rule::intersection())
    }

    /// As [`relative_complement_ref`](Self::relative_complement_ref), by several threads, if both maps are
    /// hashed by one function: what std calls the difference.
    ///
    /// Computes in **O(m log(n / m + 1))** time on average for m and n entries, m <= n, shared among the
    /// threads. Shares all nodes that stay as they are; if nothing goes, the result is this map itself.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let a = HashMap::from([(1, 'a'), (2, 'a')]);
    /// let b = HashMap::from([(2, 'b'), (3, 'b')]);
    /// assert_eq!(a.par_relative_complement(&b), HashMap::unit(1, 'a'));
    /// ```
    #[must_use]
    pub fn par_relative_complement(&self, other: &Self) -> Self {
        self.par_combine(other, &rule::relative_complement())
    }

    /// As [`symmetric_difference_ref`](Self::symmetric_difference_ref), by several threads, if both maps are
    /// hashed by one function.
    ///
    /// Computes in **O(m log(n / m + 1))** time on average for m and n entries, m <= n, shared among the
    /// threads. Shares all nodes that stay as they are.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let a = HashMap::from([(1, 'a'), (2, 'a')]);
    /// let b = HashMap::from([(2, 'b'), (3, 'b')]);
    /// assert_eq!(a.par_symmetric_difference(&b), HashMap::from([(1, 'a'), (3, 'b')]));
    /// ```
    #[must_use]
    pub fn par_symmetric_difference(&self, other: &Self) -> Self {
        self.par_combine(other, &rule::symmetric_difference())
    }

    /// As [`difference`](Self::difference), by several threads: im's name for
    /// [`par_symmetric_difference`](Self::par_symmetric_difference). For what std calls the difference,
    /// see [`par_relative_complement`](Self::par_relative_complement).
    ///
    /// Computes in **O(m log(n / m + 1))** time on average, shared among the threads.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let (a, b) = (HashMap::unit(1, 'a'), HashMap::unit(2, 'b'));
    /// assert_eq!(a.par_difference(&b).len(), 2);
    /// ```
    #[must_use]
    pub fn par_difference(&self, other: &Self) -> Self {
        self.par_symmetric_difference(other)
    }

    /// The keys with what `f` makes of their values.
    ///
    /// Computes in **O(n)** time on average, shared among the threads but for dealing the entries out.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let map = HashMap::from([(1, "one"), (2, "two")]);
    /// assert_eq!(map.par_map_values(|_, name| name.len()), HashMap::from([(1, 3), (2, 3)]));
    /// ```
    #[must_use]
    pub fn par_map_values<W, F>(&self, f: F) -> HashMap<K, W, S>
    where
        W: Clone + Send + Sync,
        F: Fn(&K, &V) -> W + Sync,
    {
        let mut map = self.new_from();
        map.par_extend(self.into_par_iter().map(|(key, value)| (key.clone(), f(key, value))));
        map
    }
}

impl<K: Clone + Send + Sync, V: Clone + Send + Sync, S> HashMap<K, V, S> {
    /// The entries of which `keep` says so, as a map of its own, asked in no order. This one stays as it is.
    ///
    /// Computes in **O(n)** time, shared among the threads. Shares all nodes of which all is kept; if
    /// nothing goes, the result is this map itself.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let map: HashMap<u32, u32> = (0..10_000).map(|key| (key, key % 3)).collect();
    /// assert_eq!(map.par_filter(|_, value| *value == 0).len(), 3_334);
    /// assert!(map.par_filter(|_, value| *value < 3).ptr_eq(&map));
    /// ```
    #[must_use]
    pub fn par_filter<F>(&self, keep: F) -> Self
    where
        F: Fn(&K, &V) -> bool + Sync,
        S: Clone,
    {
        let drop_some = |part: &mut Tree<K, V>| {
            sweep(part, |sweep, part| sweep.next_seen(part, |key, value| !keep(key, value)));
        };
        let mut map = self.clone();
        map.tree = self.tree.par_less(drop_some);
        map
    }

    /// As [`retain`](Self::retain), by several threads.
    ///
    /// Computes in **O(n)** time, shared among the threads. Copies all nodes that are shared;
    /// [`par_filter`](Self::par_filter) does not. Where `keep` panics, entries that it was not asked about
    /// stay.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map: HashMap<u32, u32> = (0..10_000).map(|key| (key, key)).collect();
    /// map.par_retain(|key, value| { *value *= 10; key % 4 == 0 });
    /// assert_eq!((map.len(), map[&8]), (2_500, 80));
    /// ```
    pub fn par_retain<F>(&mut self, keep: F)
    where
        F: Fn(&K, &mut V) -> bool + Sync,
    {
        self.tree.par_change(|part| {
            sweep(part, |sweep, part| sweep.next(part, |key, value| !keep(key, value)));
        });
    }
}

/// Drops what `next` takes out of a tree.
fn sweep<K, V>(
    tree: &mut Tree<K, V>,
    mut next: impl FnMut(&mut Sweep, &mut Tree<K, V>) -> Option<(K, V)>,
) {
    let mut sweep = Sweep::new();
    while let Some(entry) = next(&mut sweep, tree) {
        drop(entry);
    }
}
