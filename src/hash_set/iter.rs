//! Iterators over elements: those over the keys of the map.

use core::fmt;
use core::iter::FusedIterator;

use crate::forward::forward;
use crate::hash_map::{self, Extract, HashMap, IntoKeys, Keys};

/// The elements of a set, by reference, in no order.
///
/// Made by [`HashSet::iter`](super::HashSet::iter).
pub struct Iter<'a, T>(Keys<'a, T, ()>);

/// The elements of a set, by value, in no order: moved where nobody shares them, else cloned, a bucket
/// at a time.
///
/// Made by the `IntoIterator` of [`HashSet`](super::HashSet).
#[derive(Clone, Debug)]
pub struct ConsumingIter<T>(IntoKeys<T, ()>);

/// [`ConsumingIter`], by std's name.
pub type IntoIter<T> = ConsumingIter<T>;

/// All elements of a set, taken out of it, in no order.
///
/// Made by [`HashSet::drain`](super::HashSet::drain).
#[derive(Debug)]
pub struct Drain<'a, T>(hash_map::Drain<'a, T, ()>);

forward!(Iterator for ['a, T] Iter<'a, T>, &'a T, |value| value);
forward!(Iterator for [T: Clone] ConsumingIter<T>, T, |value| value);
forward!(Iterator for [T: Clone] Drain<'_, T>, T, |(value, ())| value);

forward!(Clone for [T] Iter<'_, T>);
forward!(Default for [T] Iter<'_, T>);
forward!(Default for [T] ConsumingIter<T>);

impl<'a, T> Iter<'a, T> {
    pub(super) const fn new(keys: Keys<'a, T, ()>) -> Self {
        Self(keys)
    }
}

impl<T> ConsumingIter<T> {
    pub(super) const fn new(keys: IntoKeys<T, ()>) -> Self {
        Self(keys)
    }
}

impl<'a, T> Drain<'a, T> {
    pub(super) const fn new(entries: hash_map::Drain<'a, T, ()>) -> Self {
        Self(entries)
    }
}

impl<T: fmt::Debug> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The elements that a closure chooses, taken out of the set.
///
/// Made by [`HashSet::extract_if`](super::HashSet::extract_if).
#[must_use = "iterators are lazy and do nothing unless consumed; use `retain` to drop what goes"]
pub struct ExtractIf<'a, T, F> {
    inner: Extract<'a, T, ()>,
    goes: F,
}

impl<'a, T, F> ExtractIf<'a, T, F> {
    pub(super) fn new<S>(map: &'a mut HashMap<T, (), S>, goes: F) -> Self {
        Self { inner: Extract::new(map), goes }
    }
}

impl<T: Clone, F: FnMut(&T) -> bool> Iterator for ExtractIf<'_, T, F> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        Some(self.inner.next_key(&mut self.goes)?.0)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.inner.most()))
    }
}

impl<T: Clone, F: FnMut(&T) -> bool> FusedIterator for ExtractIf<'_, T, F> {}

impl<T, F> fmt::Debug for ExtractIf<'_, T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtractIf").finish_non_exhaustive()
    }
}
