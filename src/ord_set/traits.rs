//! The standard traits, and conversions. Bodies are one call each.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
#[cfg(feature = "std")]
use std::collections::HashSet as StdSet;

use super::{ConsumingIter, Iter, OrdSet};
use crate::forward::from;

impl<T> Default for OrdSet<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> AsRef<Self> for OrdSet<T> {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl<T: fmt::Debug> fmt::Debug for OrdSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

impl<T: PartialEq> PartialEq for OrdSet<T> {
    /// Whether both have equal elements. What they share is taken for equal.
    ///
    /// Computes in **O(n)** time, and less where they share.
    fn eq(&self, other: &Self) -> bool {
        self.map == other.map
    }
}

impl<T: Eq> Eq for OrdSet<T> {}

impl<T: PartialOrd> PartialOrd for OrdSet<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.map.partial_cmp(&other.map)
    }
}

impl<T: Ord> Ord for OrdSet<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.map.cmp(&other.map)
    }
}

impl<T: Hash> Hash for OrdSet<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.map.hash(state);
    }
}

impl<'a, T> IntoIterator for &'a OrdSet<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T: Clone> IntoIterator for OrdSet<T> {
    type Item = T;
    type IntoIter = ConsumingIter<T>;

    fn into_iter(self) -> ConsumingIter<T> {
        ConsumingIter::new(self.map)
    }
}

impl<T: Ord + Clone + From<R>, R> FromIterator<R> for OrdSet<T> {
    /// Takes elements in any order. One of equal ones is kept.
    ///
    /// Computes in **O(n)** time as long as they ascend; what comes from the first one on that does
    /// not is sorted.
    fn from_iter<I: IntoIterator<Item = R>>(values: I) -> Self {
        Self { map: values.into_iter().map(|value| (T::from(value), ())).collect() }
    }
}

impl<T: Ord + Clone + From<R>, R> Extend<R> for OrdSet<T> {
    /// Takes elements in any order. Those beyond the last one, in order, take **O(1)** time each.
    fn extend<I: IntoIterator<Item = R>>(&mut self, values: I) {
        self.map.extend(values.into_iter().map(|value| (value, ())));
    }
}

impl<T: Ord + Clone, const N: usize> From<[T; N]> for OrdSet<T> {
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

from!([T: Ord + Clone] Vec<T> => OrdSet<T>, |values| values.into_iter());
from!([T: Ord + Clone] &Vec<T> => OrdSet<T>, |values| values.iter().cloned());
from!([T: Ord + Clone] &[T] => OrdSet<T>, |values| values.iter().cloned());
from!([T: Ord + Clone] BTreeSet<T> => OrdSet<T>, |values| values.into_iter());
from!([T: Ord + Clone] &BTreeSet<T> => OrdSet<T>, |values| values.iter().cloned());
#[cfg(feature = "std")]
from!([T: Ord + Clone, S] StdSet<T, S> => OrdSet<T>, |values| values.into_iter());
#[cfg(feature = "std")]
from!([T: Ord + Clone, S] &StdSet<T, S> => OrdSet<T>, |values| values.iter().cloned());

impl<T, O> From<&OrdSet<&T>> for OrdSet<O>
where
    T: ToOwned<Owned = O> + ?Sized,
    O: Ord + Clone + Borrow<T>,
{
    fn from(values: &OrdSet<&T>) -> Self {
        values.iter().map(|value| (*value).to_owned()).collect()
    }
}

impl<T: Ord + Clone> From<OrdSet<T>> for BTreeSet<T> {
    /// Moves the elements where nobody shares them, else clones them.
    ///
    /// Computes in **O(n)** time.
    fn from(values: OrdSet<T>) -> Self {
        values.into_iter().collect()
    }
}

#[cfg(feature = "std")]
impl<T, S> From<OrdSet<T>> for StdSet<T, S>
where
    T: Eq + Hash + Clone,
    S: core::hash::BuildHasher + Default,
{
    /// Moves the elements where nobody shares them, else clones them.
    ///
    /// Computes in **O(n)** time.
    fn from(values: OrdSet<T>) -> Self {
        values.into_iter().collect()
    }
}
