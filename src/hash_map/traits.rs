//! The remaining standard traits. Bodies are one call each.

use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::ops::{Index, IndexMut};

use equivalent::Equivalent;

use super::{ConsumingIter, HashMap, Iter, IterMut};

impl<K, V, S: Default> Default for HashMap<K, V, S> {
    fn default() -> Self {
        Self::with_hasher(S::default())
    }
}

impl<K, V, S> AsRef<Self> for HashMap<K, V, S> {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl<K: fmt::Debug, V: fmt::Debug, S> fmt::Debug for HashMap<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K, V, S: BuildHasher, Q: Hash + Equivalent<K> + ?Sized> Index<&Q> for HashMap<K, V, S> {
    type Output = V;

    /// The value of a key.
    ///
    /// Computes in **O(1)** time on average.
    ///
    /// # Panics
    /// If it is not there.
    #[track_caller]
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry found for key")
    }
}

impl<K, V, S, Q> IndexMut<&Q> for HashMap<K, V, S>
where
    K: Clone,
    V: Clone,
    S: BuildHasher,
    Q: Hash + Equivalent<K> + ?Sized,
{
    /// The value of a key, to change.
    ///
    /// Computes in **O(1)** time on average, and **O(log n)** where nodes are shared: those of the path
    /// are copied.
    ///
    /// # Panics
    /// If it is not there.
    #[track_caller]
    fn index_mut(&mut self, key: &Q) -> &mut V {
        self.get_mut(key).expect("no entry found for key")
    }
}

impl<'a, K, V, S> IntoIterator for &'a HashMap<K, V, S> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}

impl<'a, K: Clone, V: Clone, S> IntoIterator for &'a mut HashMap<K, V, S> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;

    fn into_iter(self) -> IterMut<'a, K, V> {
        self.iter_mut()
    }
}

impl<K: Clone, V: Clone, S> IntoIterator for HashMap<K, V, S> {
    type Item = (K, V);
    type IntoIter = ConsumingIter<K, V>;

    fn into_iter(self) -> ConsumingIter<K, V> {
        ConsumingIter::new(self.tree)
    }
}
