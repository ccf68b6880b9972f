//! Maps made of other collections, and the other way round. Bodies are one call each.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::hash::{BuildHasher, Hash};
#[cfg(feature = "std")]
use std::collections::HashMap as StdMap;

use super::HashMap;
use crate::forward::{cloned, from};

impl<K, V, S> FromIterator<(K, V)> for HashMap<K, V, S>
where
    K: Hash + Eq + Clone,
    V: Clone,
    S: BuildHasher + Default,
{
    /// The last of equal keys wins.
    ///
    /// Computes in **O(n)** time on average. Makes each bucket once, at its size.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        map.fill(entries.into_iter());
        map
    }
}

impl<K, V, S, RK, RV> Extend<(RK, RV)> for HashMap<K, V, S>
where
    K: Hash + Eq + Clone + From<RK>,
    V: Clone + From<RV>,
    S: BuildHasher,
{
    /// The last of equal keys wins.
    ///
    /// Computes in **O(m)** time on average for m entries. Copies the nodes that are shared, each once.
    /// If the iterator panics, what came before stays (without the feature `std`, perhaps not).
    fn extend<I: IntoIterator<Item = (RK, RV)>>(&mut self, entries: I) {
        self.take_in(entries.into_iter().map(|(key, value)| (key.into(), value.into())));
    }
}

impl<K: Hash + Eq + Clone, V: Clone, const N: usize> From<[(K, V); N]> for HashMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

from!([K: Hash + Eq + Clone, V: Clone, S: BuildHasher + Default] Vec<(K, V)> => HashMap<K, V, S>, |entries| entries.into_iter());
from!([K: Hash + Eq + Clone, V: Clone, S: BuildHasher + Default] &Vec<(K, V)> => HashMap<K, V, S>, |entries| entries.iter().cloned());
from!([K: Hash + Eq + Clone, V: Clone, S: BuildHasher + Default] &[(K, V)] => HashMap<K, V, S>, |entries| entries.iter().cloned());
from!([K: Hash + Eq + Clone, V: Clone, S: BuildHasher + Default] BTreeMap<K, V> => HashMap<K, V, S>, |entries| entries.into_iter());
from!([K: Hash + Eq + Clone, V: Clone, S: BuildHasher + Default] &BTreeMap<K, V> => HashMap<K, V, S>, |entries| entries.iter().map(cloned));
#[cfg(feature = "std")]
from!([K: Hash + Eq + Clone, V: Clone, S: BuildHasher + Default, S2] StdMap<K, V, S2> => HashMap<K, V, S>, |entries| entries.into_iter());
#[cfg(feature = "std")]
from!([K: Hash + Eq + Clone, V: Clone, S: BuildHasher + Default, S2] &StdMap<K, V, S2> => HashMap<K, V, S>, |entries| entries.iter().map(cloned));

impl<K, V, S, OK, OV, OS> From<&HashMap<&K, &V, S>> for HashMap<OK, OV, OS>
where
    K: ToOwned<Owned = OK> + ?Sized,
    V: ToOwned<Owned = OV> + ?Sized,
    OK: Hash + Eq + Clone + Borrow<K>,
    OV: Clone + Borrow<V>,
    OS: BuildHasher + Default,
{
    fn from(entries: &HashMap<&K, &V, S>) -> Self {
        entries.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }
}

impl<K: Ord + Clone, V: Clone, S> From<HashMap<K, V, S>> for BTreeMap<K, V> {
    /// Moves the entries where nobody shares them, else clones them.
    ///
    /// Computes in **O(n log n)** time.
    fn from(entries: HashMap<K, V, S>) -> Self {
        entries.into_iter().collect()
    }
}

#[cfg(feature = "std")]
impl<K, V, S, S2> From<HashMap<K, V, S>> for StdMap<K, V, S2>
where
    K: Eq + Hash + Clone,
    V: Clone,
    S2: BuildHasher + Default,
{
    /// Moves the entries where nobody shares them, else clones them.
    ///
    /// Computes in **O(n)** time on average.
    fn from(entries: HashMap<K, V, S>) -> Self {
        entries.into_iter().collect()
    }
}
