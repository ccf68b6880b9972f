//! Iterators over elements: those over the keys of the map.

use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ops;

use crate::forward::forward;
use crate::ord_map::{self, Extract, IntoKeys, Keys, OrdMap};

/// The elements of a set or of a range of it, by reference.
///
/// `nth`, `skip` and their kind take **O(log n)** time. Made by [`OrdSet::iter`],
/// [`OrdSet::range`] and [`OrdSet::range_index`].
///
/// [`OrdSet::iter`]: super::OrdSet::iter
/// [`OrdSet::range`]: super::OrdSet::range
/// [`OrdSet::range_index`]: super::OrdSet::range_index
pub struct Iter<'a, T>(Keys<'a, T, ()>);

/// What `range` returns, by std's name.
pub type Range<'a, T> = Iter<'a, T>;

/// What `range` returns, by im's name.
pub type RangedIter<'a, T> = Iter<'a, T>;

/// The elements of a set, by value: moved where nobody shares them, else cloned, a leaf at a time.
///
/// Made by the `IntoIterator` of [`OrdSet`](super::OrdSet).
#[derive(Clone, Debug)]
pub struct ConsumingIter<T>(IntoKeys<T, ()>);

/// [`ConsumingIter`], by std's name.
pub type IntoIter<T> = ConsumingIter<T>;

forward!(DoubleEndedIterator for ['a, T] Iter<'a, T>, &'a T, |value| value);
forward!(DoubleEndedIterator for [T: Clone] ConsumingIter<T>, T, |value| value);

forward!(Clone for [T] Iter<'_, T>);
forward!(Default for [T] Iter<'_, T>);
forward!(Default for [T] ConsumingIter<T>);

impl<'a, T> Iter<'a, T> {
    pub(super) const fn new(entries: ord_map::Iter<'a, T, ()>) -> Self {
        Self(Keys(entries))
    }
}

impl<T: Clone> ConsumingIter<T> {
    pub(super) fn new(map: OrdMap<T, ()>) -> Self {
        Self(map.into_keys())
    }
}

impl<T: fmt::Debug> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The elements of a range that a closure chooses, taken out of the set.
///
/// Made by [`OrdSet::extract_if`](super::OrdSet::extract_if).
#[must_use = "iterators are lazy and do nothing unless consumed; use `retain` to drop what goes"]
pub struct ExtractIf<'a, T, R, F> {
    inner: Extract<'a, T, ()>,
    goes: F,
    range: PhantomData<R>,
}

impl<'a, T, R, F> ExtractIf<'a, T, R, F> {
    pub(super) fn new(map: &'a mut OrdMap<T, ()>, todo: ops::Range<usize>, goes: F) -> Self {
        Self { inner: Extract::new(map, todo), goes, range: PhantomData }
    }
}

impl<T: Clone, R, F: FnMut(&T) -> bool> Iterator for ExtractIf<'_, T, R, F> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        Some(self.inner.next_key(&mut self.goes)?.0)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.inner.most()))
    }
}

impl<T: Clone, R, F: FnMut(&T) -> bool> FusedIterator for ExtractIf<'_, T, R, F> {}

impl<T, R, F> fmt::Debug for ExtractIf<'_, T, R, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtractIf").finish_non_exhaustive()
    }
}
