//! Maps made of other collections, and the other way round. Bodies are one call each.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::borrow::Borrow;

use super::OrdMap;
use crate::kept::keep;

impl<K, V, RK, RV> FromIterator<(RK, RV)> for OrdMap<K, V>
where
    K: Ord + Clone + From<RK>,
    V: Clone + From<RV>,
{
    /// Takes entries in any order. The last of equal keys wins.
    ///
    /// Computes in **O(n)** time as long as the keys ascend; what comes from the first one on that
    /// does not is sorted.
    fn from_iter<I: IntoIterator<Item = (RK, RV)>>(entries: I) -> Self {
        let entries = entries.into_iter();
        Self::build(entries.map(|(key, value)| (K::from(key), V::from(value))))
    }
}

impl<K, V, RK, RV> Extend<(RK, RV)> for OrdMap<K, V>
where
    K: Ord + Clone + From<RK>,
    V: Clone + From<RV>,
{
    /// Takes entries in any order. The last of equal keys wins.
    ///
    /// Makes a map of them, and [appends](OrdMap::append) that: entries in order beyond the last
    /// key take **O(1)** time each. If the iterator panics, what came before stays (not without the feature
    /// `std`).
    fn extend<I: IntoIterator<Item = (RK, RV)>>(&mut self, entries: I) {
        let entries = entries.into_iter().map(|(key, value)| (K::from(key), V::from(value)));
        keep(entries, |entries| self.append(&mut Self::build(entries)));
    }
}

impl<K: Ord + Clone, V: Clone, const N: usize> From<[(K, V); N]> for OrdMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        Self::build(entries.into_iter())
    }
}

impl<K, V, RK, RV> From<Vec<(RK, RV)>> for OrdMap<K, V>
where
    K: Ord + Clone + From<RK>,
    V: Clone + From<RV>,
{
    fn from(entries: Vec<(RK, RV)>) -> Self {
        entries.into_iter().collect()
    }
}

/// An entry of owned parts.
fn owned<K, V, RK, RV, OK, OV>((key, value): (&RK, &RV)) -> (K, V)
where
    K: From<OK>,
    V: From<OV>,
    OK: Borrow<RK>,
    OV: Borrow<RV>,
    RK: ToOwned<Owned = OK> + ?Sized,
    RV: ToOwned<Owned = OV> + ?Sized,
{
    (key.to_owned().into(), value.to_owned().into())
}

impl<K, V, RK, RV, OK, OV> From<&[(RK, RV)]> for OrdMap<K, V>
where
    K: Ord + Clone + From<OK>,
    V: Clone + From<OV>,
    OK: Borrow<RK>,
    OV: Borrow<RV>,
    RK: ToOwned<Owned = OK>,
    RV: ToOwned<Owned = OV>,
{
    fn from(entries: &[(RK, RV)]) -> Self {
        Self::build(entries.iter().map(|(key, value)| owned((key, value))))
    }
}

impl<K, V, RK, RV, OK, OV> From<&Vec<(RK, RV)>> for OrdMap<K, V>
where
    K: Ord + Clone + From<OK>,
    V: Clone + From<OV>,
    OK: Borrow<RK>,
    OV: Borrow<RV>,
    RK: ToOwned<Owned = OK>,
    RV: ToOwned<Owned = OV>,
{
    fn from(entries: &Vec<(RK, RV)>) -> Self {
        entries.as_slice().into()
    }
}

impl<K, V, RK, RV> From<BTreeMap<RK, RV>> for OrdMap<K, V>
where
    K: Ord + Clone + From<RK>,
    V: Clone + From<RV>,
{
    fn from(entries: BTreeMap<RK, RV>) -> Self {
        entries.into_iter().collect()
    }
}

impl<K, V, RK, RV, OK, OV> From<&BTreeMap<RK, RV>> for OrdMap<K, V>
where
    K: Ord + Clone + From<OK>,
    V: Clone + From<OV>,
    OK: Borrow<RK>,
    OV: Borrow<RV>,
    RK: Ord + ToOwned<Owned = OK>,
    RV: ToOwned<Owned = OV>,
{
    fn from(entries: &BTreeMap<RK, RV>) -> Self {
        Self::build(entries.iter().map(owned))
    }
}

#[cfg(feature = "std")]
impl<K, V, RK, RV, S> From<std::collections::HashMap<RK, RV, S>> for OrdMap<K, V>
where
    K: Ord + Clone + From<RK>,
    V: Clone + From<RV>,
{
    fn from(entries: std::collections::HashMap<RK, RV, S>) -> Self {
        entries.into_iter().collect()
    }
}

#[cfg(feature = "std")]
impl<K, V, RK, RV, OK, OV, S> From<&std::collections::HashMap<RK, RV, S>> for OrdMap<K, V>
where
    K: Ord + Clone + From<OK>,
    V: Clone + From<OV>,
    OK: Borrow<RK>,
    OV: Borrow<RV>,
    RK: ToOwned<Owned = OK>,
    RV: ToOwned<Owned = OV>,
{
    fn from(entries: &std::collections::HashMap<RK, RV, S>) -> Self {
        Self::build(entries.iter().map(owned))
    }
}

impl<K, V, OK, OV> From<&OrdMap<&K, &V>> for OrdMap<OK, OV>
where
    K: ToOwned<Owned = OK> + ?Sized,
    V: ToOwned<Owned = OV> + ?Sized,
    OK: Ord + Clone + Borrow<K>,
    OV: Clone + Borrow<V>,
{
    fn from(entries: &OrdMap<&K, &V>) -> Self {
        Self::build(entries.iter().map(|(key, value)| owned((*key, *value))))
    }
}

impl<K: Ord + Clone, V: Clone> From<OrdMap<K, V>> for BTreeMap<K, V> {
    /// Moves the entries where nobody shares them, else clones them.
    ///
    /// Computes in **O(n)** time.
    fn from(entries: OrdMap<K, V>) -> Self {
        entries.into_iter().collect()
    }
}

#[cfg(feature = "std")]
impl<K, V, S> From<OrdMap<K, V>> for std::collections::HashMap<K, V, S>
where
    K: Eq + core::hash::Hash + Clone,
    V: Clone,
    S: core::hash::BuildHasher + Default,
{
    /// Moves the entries where nobody shares them, else clones them.
    ///
    /// Computes in **O(n)** time.
    fn from(entries: OrdMap<K, V>) -> Self {
        entries.into_iter().collect()
    }
}
