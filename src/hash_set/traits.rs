//! The standard traits, and conversions. Bodies are one call each.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::fmt;
use core::hash::{BuildHasher, Hash, Hasher};
#[cfg(feature = "std")]
use std::collections::HashSet as StdSet;

use super::{ConsumingIter, HashSet, Iter};
use crate::forward::from;
use crate::hash_map::HashMap;

impl<T, S: Default> Default for HashSet<T, S> {
    fn default() -> Self {
        Self { map: HashMap::default() }
    }
}

impl<T, S> AsRef<Self> for HashSet<T, S> {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl<T: fmt::Debug, S> fmt::Debug for HashSet<T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

impl<T, S, S2> PartialEq<HashSet<T, S2>> for HashSet<T, S>
where
    T: Hash + Eq,
    S: BuildHasher,
    S2: BuildHasher,
{
    /// Whether both have equal elements, in whatever way they are hashed. What they share is taken for
    /// equal.
    ///
    /// Computes in **O(k log n)** time for two versions of one set that differ in k elements, at most
    /// in **O(n)** on average.
    #[inline]
    fn eq(&self, other: &HashSet<T, S2>) -> bool {
        self.map == other.map
    }
}

impl<T: Hash + Eq, S: BuildHasher> Eq for HashSet<T, S> {}

impl<T: Hash, S> Hash for HashSet<T, S> {
    /// The same for equal sets of one process, whatever their order and their hashers.
    ///
    /// Computes in **O(n)** time.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.map.hash(state);
    }
}

impl<'a, T, S> IntoIterator for &'a HashSet<T, S> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T: Clone, S> IntoIterator for HashSet<T, S> {
    type Item = T;
    type IntoIter = ConsumingIter<T>;

    fn into_iter(self) -> ConsumingIter<T> {
        ConsumingIter::new(self.map.into_keys())
    }
}

impl<T, S, R> FromIterator<R> for HashSet<T, S>
where
    T: Hash + Eq + Clone + From<R>,
    S: BuildHasher + Default,
{
    /// Takes elements in any order. One of equal ones is kept.
    ///
    /// Computes in **O(n)** time on average.
    fn from_iter<I: IntoIterator<Item = R>>(values: I) -> Self {
        Self { map: values.into_iter().map(|value| (T::from(value), ())).collect() }
    }
}

impl<T, S, R> Extend<R> for HashSet<T, S>
where
    T: Hash + Eq + Clone + From<R>,
    S: BuildHasher,
{
    /// Takes elements in any order. One of equal ones is kept.
    ///
    /// Computes in **O(1)** time on average for each.
    fn extend<I: IntoIterator<Item = R>>(&mut self, values: I) {
        self.map.extend(values.into_iter().map(|value| (value, ())));
    }
}

impl<T: Hash + Eq + Clone, const N: usize> From<[T; N]> for HashSet<T> {
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

from!([T: Hash + Eq + Clone, S: BuildHasher + Default] Vec<T> => HashSet<T, S>, |values| values.into_iter());
from!([T: Hash + Eq + Clone, S: BuildHasher + Default] &Vec<T> => HashSet<T, S>, |values| values.iter().cloned());
from!([T: Hash + Eq + Clone, S: BuildHasher + Default] &[T] => HashSet<T, S>, |values| values.iter().cloned());
from!([T: Hash + Eq + Clone, S: BuildHasher + Default] BTreeSet<T> => HashSet<T, S>, |values| values.into_iter());
from!([T: Hash + Eq + Clone, S: BuildHasher + Default] &BTreeSet<T> => HashSet<T, S>, |values| values.iter().cloned());
#[cfg(feature = "std")]
from!([T: Hash + Eq + Clone, S: BuildHasher + Default, S2] StdSet<T, S2> => HashSet<T, S>, |values| values.into_iter());
#[cfg(feature = "std")]
from!([T: Hash + Eq + Clone, S: BuildHasher + Default, S2] &StdSet<T, S2> => HashSet<T, S>, |values| values.iter().cloned());

impl<T, O, S, S2> From<&HashSet<&T, S2>> for HashSet<O, S>
where
    T: ToOwned<Owned = O> + ?Sized,
    O: Hash + Eq + Clone + Borrow<T>,
    S: BuildHasher + Default,
{
    fn from(values: &HashSet<&T, S2>) -> Self {
        values.iter().map(|value| (*value).to_owned()).collect()
    }
}

impl<T: Ord + Clone, S> From<HashSet<T, S>> for BTreeSet<T> {
    /// Moves the elements where nobody shares them, else clones them.
    ///
    /// Computes in **O(n log n)** time.
    fn from(values: HashSet<T, S>) -> Self {
        values.into_iter().collect()
    }
}

#[cfg(feature = "std")]
impl<T, S, S2> From<HashSet<T, S2>> for StdSet<T, S>
where
    T: Eq + Hash + Clone,
    S: BuildHasher + Default,
{
    /// Moves the elements where nobody shares them, else clones them.
    ///
    /// Computes in **O(n)** time on average.
    fn from(values: HashSet<T, S2>) -> Self {
        values.into_iter().collect()
    }
}
