//! Entries taken out as a closure chooses. The map is whole between any two of them, so that nothing
//! depends on how an iterator ends.

use core::fmt;
use core::iter::FusedIterator;

use super::HashMap;
use crate::tree::hamt::{Sweep, Tree};

/// A map that entries are taken out of, and how far it was asked about.
pub(crate) struct Extract<'a, K, V> {
    tree: &'a mut Tree<K, V>,
    sweep: Sweep,
}

impl<'a, K, V> Extract<'a, K, V> {
    pub(crate) fn new<S>(map: &'a mut HashMap<K, V, S>) -> Self {
        Self { tree: &mut map.tree, sweep: Sweep::new() }
    }

    /// Entries that may still come.
    pub(crate) fn most(&self) -> usize {
        self.tree.len()
    }

    /// The next entry that `goes` chooses, by the keys alone: what is passed stays shared. One that it
    /// panics at stays, and is passed.
    pub(crate) fn next_key(&mut self, goes: impl FnMut(&K) -> bool) -> Option<(K, V)>
    where
        K: Clone,
        V: Clone,
    {
        self.sweep.next_key(self.tree, goes)
    }
}

/// The entries that a closure chooses, taken out of a map.
///
/// Made by [`HashMap::extract_if`].
#[must_use = "iterators are lazy and do nothing unless consumed; use `retain` to drop what goes"]
pub struct ExtractIf<'a, K, V, F> {
    inner: Extract<'a, K, V>,
    goes: F,
}

impl<K: Clone, V: Clone, S> HashMap<K, V, S> {
    /// Takes out the entries of which `goes` says so, as the iterator is asked for them. What it was
    /// not asked for stays.
    ///
    /// Computes in **O(n)** time, and **O(log n)** for each entry that goes. Copies the nodes that are
    /// shared, as it gets there.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map: HashMap<u32, u32> = (0..10).map(|key| (key, key)).collect();
    /// assert_eq!(map.extract_if(|key, _| key % 2 == 0).map(|(key, _)| key).sum::<u32>(), 20);
    /// assert_eq!(map.keys().sum::<u32>(), 25);
    /// ```
    pub fn extract_if<F: FnMut(&K, &mut V) -> bool>(&mut self, goes: F) -> ExtractIf<'_, K, V, F> {
        ExtractIf { inner: Extract::new(self), goes }
    }

    /// Keeps the entries of which `keep` says so, asked in no order. It may change the values.
    ///
    /// Computes in **O(n)** time. Copies all nodes that are shared. Where `keep` panics, entries that
    /// it was not asked about stay.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map: HashMap<u32, u32> = (0..10).map(|key| (key, key)).collect();
    /// map.retain(|key, value| { *value *= 10; key % 4 == 0 });
    /// assert_eq!(map, HashMap::from([(0, 0), (4, 40), (8, 80)]));
    /// ```
    pub fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, mut keep: F) {
        self.tree.retain(|key, value| !keep(key, value));
    }

    /// As `retain`, by the keys alone: buckets of which all is kept stay shared.
    pub(crate) fn retain_keys(&mut self, mut keep: impl FnMut(&K) -> bool) {
        self.tree.retain_keys(|key| !keep(key));
    }
}

impl<K: Clone, V: Clone, F: FnMut(&K, &mut V) -> bool> Iterator for ExtractIf<'_, K, V, F> {
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        self.inner.sweep.next(self.inner.tree, &mut self.goes)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.inner.most()))
    }
}

impl<K: Clone, V: Clone, F: FnMut(&K, &mut V) -> bool> FusedIterator for ExtractIf<'_, K, V, F> {}

impl<K, V, F> fmt::Debug for ExtractIf<'_, K, V, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtractIf").finish_non_exhaustive()
    }
}
