//! A persistent ordered map. Knows `Ord` and `Comparable`; how its tree is laid out it does not know.

mod iter;

#[cfg(test)]
mod tests;

pub use iter::Iter;

use core::cmp::Ordering;
use equivalent::Comparable;

use crate::raw::Pairs;
use crate::tree::bplus::{Position, Tree};

/// A persistent ordered map.
pub struct OrdMap<K, V> {
    tree: Tree<Pairs<K, V>>,
}

impl<K, V> Clone for OrdMap<K, V> {
    /// Shares everything with the original.
    ///
    /// Computes in **O(1)** time.
    #[inline]
    fn clone(&self) -> Self {
        Self { tree: self.tree.clone() }
    }
}

/// How a key of the map compares to `key`.
#[inline]
fn order<K, Q: Comparable<K> + ?Sized>(key: &Q) -> impl FnMut(&K) -> Ordering {
    move |other| key.compare(other).reverse()
}

impl<K, V> OrdMap<K, V> {
    /// An empty map, without an allocation.
    #[must_use]
    pub const fn new() -> Self {
        Self { tree: Tree::new() }
    }

    /// The number of entries.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.tree.size()
    }

    /// Whether there are no entries.
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tree.is_empty()
    }

    /// The value of a key.
    #[inline]
    pub fn get<Q: Comparable<K> + ?Sized>(&self, key: &Q) -> Option<&V> {
        Some(self.tree.get(order(key))?.1)
    }

    /// The entries, in order.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter::new(&self.tree, 0, self.len())
    }
}

impl<K, V> Default for OrdMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Ord, V> OrdMap<K, V> {
    /// Checks the invariants of the tree, and that the keys are in order.
    #[doc(hidden)]
    pub fn check(&self) {
        self.tree.check(&mut |leaf| {
            assert!(leaf.keys().is_sorted_by(|a, b| a < b), "the keys of a leaf are in order");
        });
        self.tree.check_bounds(&mut |a, b| a < b);
    }
}

impl<K: Ord + Clone, V: Clone> OrdMap<K, V> {
    /// Puts an entry in.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.tree.path(|other| other.cmp(&key)) {
            Ok(path) => {
                let (_, place) = self.tree.at_path_mut(path)?;
                Some(core::mem::replace(place, value))
            }
            Err(path) => {
                self.tree.insert_at(path, key, value);
                None
            }
        }
    }
}

impl<K: Clone, V: Clone> OrdMap<K, V> {
    /// Takes an entry out.
    pub fn remove<Q: Comparable<K> + ?Sized>(&mut self, key: &Q) -> Option<V> {
        let path = self.tree.path(order(key)).ok()?;
        Some(self.tree.remove_at(path).1)
    }

    /// As `split_off` by position.
    pub fn split_off_at(&mut self, pos: usize) -> Self {
        Self { tree: self.tree.split_off(pos) }
    }

    /// Appends.
    pub fn append_all(&mut self, other: &mut Self) {
        self.tree.append(&mut other.tree);
    }

    /// The value.
    pub fn get_mut<Q: Comparable<K> + ?Sized>(&mut self, key: &Q) -> Option<&mut V> {
        let path = self.tree.path(order(key)).ok()?;
        Some(self.tree.at_path_mut(path)?.1)
    }

    /// x
    pub fn remove_index(&mut self, pos: usize) -> Option<(K, V)> {
        (pos < self.len()).then(|| self.tree.remove_at(Position(pos)))
    }

    /// Takes entries that are in order.
    pub fn from_sorted(mut entries: impl Iterator<Item = (K, V)>) -> Self {
        Self { tree: Tree::from_entries(&mut entries) }
    }
}
