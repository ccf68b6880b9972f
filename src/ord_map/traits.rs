//! The remaining standard traits. Bodies are one call each.

use core::fmt;
use core::ops::{Index, IndexMut};

use equivalent::Comparable;

use super::{ConsumingIter, Iter, IterMut, OrdMap};

impl<K, V> Default for OrdMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> AsRef<Self> for OrdMap<K, V> {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for OrdMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K, V, Q: Comparable<K> + ?Sized> Index<&Q> for OrdMap<K, V> {
    type Output = V;

    /// The value of a key.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// # Panics
    /// If it is not there.
    #[track_caller]
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry found for key")
    }
}

impl<K: Clone, V: Clone, Q: Comparable<K> + ?Sized> IndexMut<&Q> for OrdMap<K, V> {
    /// The value of a key, to change.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// # Panics
    /// If it is not there.
    #[track_caller]
    fn index_mut(&mut self, key: &Q) -> &mut V {
        self.get_mut(key).expect("no entry found for key")
    }
}

impl<'a, K, V> IntoIterator for &'a OrdMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}

impl<'a, K: Clone, V: Clone> IntoIterator for &'a mut OrdMap<K, V> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;

    fn into_iter(self) -> IterMut<'a, K, V> {
        self.iter_mut()
    }
}

impl<K: Clone, V: Clone> IntoIterator for OrdMap<K, V> {
    type Item = (K, V);
    type IntoIter = ConsumingIter<K, V>;

    fn into_iter(self) -> ConsumingIter<K, V> {
        ConsumingIter::new(self.tree)
    }
}
