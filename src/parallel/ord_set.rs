//! Parallel iterators over ordered sets, and sets made of two by several threads: those of the map.

use core::fmt;

use rayon::iter::plumbing::{Consumer, ProducerCallback, UnindexedConsumer};
use rayon::iter::{FromParallelIterator, IndexedParallelIterator, IntoParallelIterator};
use rayon::iter::{ParallelExtend, ParallelIterator};

use super::ord_map;
use crate::ord_set::OrdSet;

/// The elements of an ordered set, by reference, in parallel.
///
/// Made by `par_iter` of [`OrdSet`].
///
/// ```
/// use offshoot::OrdSet;
/// use rayon::prelude::*;
///
/// let set: OrdSet<u32> = (0u32..1_000).collect();
/// assert!(set.par_iter().enumerate().all(|(at, value)| at == *value as usize));
/// ```
pub struct ParIter<'a, T>(ord_map::ParIter<'a, T, ()>);

/// The elements of an ordered set, by value, in parallel: moved where nobody shares them, else cloned.
///
/// Made by `into_par_iter` of [`OrdSet`].
///
/// ```
/// use offshoot::OrdSet;
/// use rayon::prelude::*;
///
/// let set = OrdSet::from(["a".to_string(), "b".to_string()]);
/// assert_eq!(set.into_par_iter().rev().collect::<Vec<_>>(), ["b", "a"]);
/// ```
#[derive(Clone)]
pub struct IntoParIter<T>(ord_map::IntoParIter<T, ()>);

/// Passes every call on to the parallel iterator over the map.
macro_rules! forward {
    ([$($generics:tt)*] $name:ty, $item:ty) => {
        impl<$($generics)*> ParallelIterator for $name {
            type Item = $item;

            fn drive_unindexed<C: UnindexedConsumer<$item>>(self, consumer: C) -> C::Result {
                self.0.map(|(value, _)| value).drive_unindexed(consumer)
            }

            fn opt_len(&self) -> Option<usize> {
                self.0.opt_len()
            }
        }

        impl<$($generics)*> IndexedParallelIterator for $name {
            fn len(&self) -> usize {
                self.0.len()
            }

            fn drive<C: Consumer<$item>>(self, consumer: C) -> C::Result {
                self.0.map(|(value, _)| value).drive(consumer)
            }

            fn with_producer<C: ProducerCallback<$item>>(self, callback: C) -> C::Output {
                self.0.map(|(value, _)| value).with_producer(callback)
            }
        }
    };
}

forward!(['a, T: Send + Sync] ParIter<'a, T>, &'a T);
forward!([T: Clone + Send + Sync] IntoParIter<T>, T);

impl<T> Clone for ParIter<'_, T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: fmt::Debug> fmt::Debug for ParIter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: fmt::Debug> fmt::Debug for IntoParIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'a, T: Send + Sync> IntoParallelIterator for &'a OrdSet<T> {
    type Item = &'a T;
    type Iter = ParIter<'a, T>;

    fn into_par_iter(self) -> ParIter<'a, T> {
        ParIter(self.map.into_par_iter())
    }
}

impl<T: Clone + Send + Sync> IntoParallelIterator for OrdSet<T> {
    type Item = T;
    type Iter = IntoParIter<T>;

    fn into_par_iter(self) -> IntoParIter<T> {
        IntoParIter(self.map.into_par_iter())
    }
}

impl<T: Ord + Clone + Send + Sync> FromParallelIterator<T> for OrdSet<T> {
    /// Takes elements in any order. One of equal ones is kept.
    ///
    /// Computes in **O(n log n)** time, shared among the threads.
    fn from_par_iter<I: IntoParallelIterator<Item = T>>(values: I) -> Self {
        Self { map: values.into_par_iter().map(|value| (value, ())).collect() }
    }
}

impl<T: Ord + Clone + Send + Sync> ParallelExtend<T> for OrdSet<T> {
    /// Takes elements in any order. Makes a set of them first.
    fn par_extend<I: IntoParallelIterator<Item = T>>(&mut self, values: I) {
        self.map.par_extend(values.into_par_iter().map(|value| (value, ())));
    }
}

impl<'a, T: Ord + Copy + Send + Sync + 'a> ParallelExtend<&'a T> for OrdSet<T> {
    fn par_extend<I: IntoParallelIterator<Item = &'a T>>(&mut self, values: I) {
        self.par_extend(values.into_par_iter().copied());
    }
}

impl<T: Ord + Clone + Send + Sync> OrdSet<T> {
    /// All elements of both sets, by several threads.
    ///
    /// Computes in **O(m log(n / m + 1))** time for m and n elements, m <= n, shared among the threads.
    /// Shares all nodes that stay as they are; if nothing comes in, the result is this set itself.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let (a, b) = (OrdSet::from([1, 2]), OrdSet::from([2, 3]));
    /// assert_eq!(a.par_union(&b), OrdSet::from([1, 2, 3]));
    /// ```
    #[must_use]
    pub fn par_union(&self, other: &Self) -> Self {
        Self { map: self.map.par_union(&other.map) }
    }

    /// The elements that both sets have, by several threads.
    ///
    /// Computes in **O(m log(n / m + 1))** time for m and n elements, m <= n, shared among the threads.
    /// Shares all nodes that stay as they are; if nothing goes, the result is this set itself.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let (a, b) = (OrdSet::from([1, 2]), OrdSet::from([2, 3]));
    /// assert_eq!(a.par_intersection(&b), OrdSet::from([2]));
    /// ```
    #[must_use]
    pub fn par_intersection(&self, other: &Self) -> Self {
        Self { map: self.map.par_intersection(&other.map) }
    }

    /// The elements that the other set has not, by several threads: what std calls the difference.
    ///
    /// Computes in **O(m log(n / m + 1))** time for m and n elements, m <= n, shared among the threads.
    /// Shares all nodes that stay as they are; if nothing goes, the result is this set itself.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let (a, b) = (OrdSet::from([1, 2]), OrdSet::from([2, 3]));
    /// assert_eq!(a.par_relative_complement(&b), OrdSet::from([1]));
    /// ```
    #[must_use]
    pub fn par_relative_complement(&self, other: &Self) -> Self {
        Self { map: self.map.par_relative_complement(&other.map) }
    }

    /// The elements that one of the sets has and the other has not, by several threads.
    ///
    /// Computes in **O(m log(n / m + 1))** time for m and n elements, m <= n, shared among the threads.
    /// Shares all nodes that stay as they are.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let (a, b) = (OrdSet::from([1, 2]), OrdSet::from([2, 3]));
    /// assert_eq!(a.par_symmetric_difference(&b), OrdSet::from([1, 3]));
    /// ```
    #[must_use]
    pub fn par_symmetric_difference(&self, other: &Self) -> Self {
        Self { map: self.map.par_symmetric_difference(&other.map) }
    }

    /// As [`difference`](Self::difference), by several threads: im's name for
    /// [`par_symmetric_difference`](Self::par_symmetric_difference). For what std calls the difference,
    /// see [`par_relative_complement`](Self::par_relative_complement).
    ///
    /// Computes in **O(m log(n / m + 1))** time, shared among the threads.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::unit(1).par_difference(&OrdSet::unit(2)).len(), 2);
    /// ```
    #[must_use]
    pub fn par_difference(&self, other: &Self) -> Self {
        self.par_symmetric_difference(other)
    }
}

impl<T: Clone + Send + Sync> OrdSet<T> {
    /// The elements of which `keep` says so, as a set of its own. This one stays as it is.
    ///
    /// Computes in **O(n)** time, shared among the threads. Shares all nodes of which all is kept; if
    /// nothing goes, the result is this set itself.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let set: OrdSet<u32> = (0u32..10_000).collect();
    /// assert_eq!(set.par_filter(|value| value % 3 == 0).len(), 3_334);
    /// assert!(set.par_filter(|_| true).ptr_eq(&set));
    /// ```
    #[must_use]
    pub fn par_filter<F>(&self, keep: F) -> Self
    where
        F: Fn(&T) -> bool + Sync,
    {
        Self { map: self.map.par_filter(|value, ()| keep(value)) }
    }

    /// As [`retain`](Self::retain), by several threads, asked in no order: what is left is shared where
    /// nothing goes.
    ///
    /// Computes in **O(n)** time, shared among the threads. Where `keep` panics, the set is as it was.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let mut set: OrdSet<u32> = (0u32..10_000).collect();
    /// set.par_retain(|value| value % 4 == 0);
    /// assert_eq!(set.len(), 2_500);
    /// ```
    pub fn par_retain<F>(&mut self, keep: F)
    where
        F: Fn(&T) -> bool + Sync,
    {
        *self = self.par_filter(keep);
    }
}
