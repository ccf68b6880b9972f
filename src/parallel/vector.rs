//! Parallel iterators over vectors, and sorting. Do not know how the tree is laid out: they ask for the
//! elements at some positions.

use alloc::vec::Vec;
use core::cmp::Ordering;
use core::fmt;
use core::ops::Range;

use rayon::iter::plumbing::Producer;
use rayon::iter::{FromParallelIterator, IntoParallelIterator, ParallelExtend, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::{indexed, sort_by};
use crate::vector::{ConsumingIter, FocusMut, Iter, IterMut, Vector};

/// The elements of a vector, by reference, in parallel.
///
/// Made by `par_iter` of [`Vector`].
///
/// ```
/// use offshoot::Vector;
/// use rayon::prelude::*;
///
/// let v: Vector<u32> = (0..1_000).collect();
/// let last = v.par_iter().enumerate().filter(|(at, x)| *at as u32 == **x).map(|(at, _)| at).max();
/// assert_eq!(last, Some(999));
/// ```
pub struct ParIter<'a, T>(Part<'a, T>);

/// The elements at some positions.
struct Part<'a, T> {
    vector: &'a Vector<T>,
    range: Range<usize>,
}

impl<T> Part<'_, T> {
    fn len(&self) -> usize {
        self.range.len()
    }
}

impl<T> Clone for Part<'_, T> {
    fn clone(&self) -> Self {
        Self { vector: self.vector, range: self.range.clone() }
    }
}

impl<'a, T: Send + Sync> Producer for Part<'a, T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.vector.range(self.range)
    }

    fn split_at(self, index: usize) -> (Self, Self) {
        let Range { start, end } = self.range;
        let part = |range| Self { vector: self.vector, range };
        (part(start..start + index), part(start + index..end))
    }
}

indexed!(['a, T: Send + Sync] ParIter<'a, T>, &'a T);

impl<T> Clone for ParIter<'_, T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: fmt::Debug> fmt::Debug for ParIter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.vector.range(self.0.range.clone())).finish()
    }
}

impl<'a, T: Send + Sync> IntoParallelIterator for &'a Vector<T> {
    type Item = &'a T;
    type Iter = ParIter<'a, T>;

    fn into_par_iter(self) -> ParIter<'a, T> {
        ParIter(Part { vector: self, range: 0..self.len() })
    }
}

/// The elements of a vector, by mutable reference, in parallel. A shared leaf is copied when it is
/// reached, and the nodes above it when the vector is cut there.
///
/// Made by `par_iter_mut` of [`Vector`].
///
/// ```
/// use offshoot::Vector;
/// use rayon::prelude::*;
///
/// let mut v: Vector<u32> = (0..1_000).collect();
/// let kept = v.clone();
/// v.par_iter_mut().for_each(|x| *x += 1);
/// assert_eq!((v[999], kept[999]), (1_000, 999));
/// ```
pub struct ParIterMut<'a, T>(PartMut<'a, T>);

/// The elements at some positions, which no other part reaches.
struct PartMut<'a, T>(FocusMut<'a, T>);

impl<T: Clone> PartMut<'_, T> {
    fn len(&self) -> usize {
        self.0.len()
    }
}

impl<'a, T: Clone + Send + Sync> Producer for PartMut<'a, T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;

    fn into_iter(self) -> IterMut<'a, T> {
        self.0.into_iter()
    }

    fn split_at(self, index: usize) -> (Self, Self) {
        let (low, high) = self.0.split_at(index);
        (Self(low), Self(high))
    }
}

indexed!(['a, T: Clone + Send + Sync] ParIterMut<'a, T>, &'a mut T);

impl<T> fmt::Debug for ParIterMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ParIterMut").field(&self.0.0).finish()
    }
}

impl<'a, T: Clone + Send + Sync> IntoParallelIterator for &'a mut Vector<T> {
    type Item = &'a mut T;
    type Iter = ParIterMut<'a, T>;

    fn into_par_iter(self) -> ParIterMut<'a, T> {
        ParIterMut(PartMut(self.focus_mut()))
    }
}

/// The elements of a vector, by value, in parallel: moved where nobody shares them, else cloned.
///
/// Made by `into_par_iter` of [`Vector`].
///
/// ```
/// use offshoot::Vector;
/// use rayon::prelude::*;
///
/// let v = Vector::from(["a".to_string(), "b".to_string()]);
/// assert_eq!(v.into_par_iter().rev().collect::<Vec<_>>(), ["b", "a"]);
/// ```
#[derive(Clone)]
pub struct IntoParIter<T: Clone>(Owned<T>);

#[derive(Clone)]
struct Owned<T: Clone>(Vector<T>);

impl<T: Clone> Owned<T> {
    fn len(&self) -> usize {
        self.0.len()
    }
}

impl<T: Clone + Send + Sync> Producer for Owned<T> {
    type Item = T;
    type IntoIter = ConsumingIter<T>;

    fn into_iter(self) -> ConsumingIter<T> {
        self.0.into_iter()
    }

    fn split_at(mut self, index: usize) -> (Self, Self) {
        let high = self.0.split_off(index);
        (self, Self(high))
    }
}

indexed!([T: Clone + Send + Sync] IntoParIter<T>, T);

impl<T: Clone + fmt::Debug> fmt::Debug for IntoParIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.0.fmt(f)
    }
}

impl<T: Clone + Send + Sync> IntoParallelIterator for Vector<T> {
    type Item = T;
    type Iter = IntoParIter<T>;

    fn into_par_iter(self) -> IntoParIter<T> {
        IntoParIter(Owned(self))
    }
}

impl<T: Send> FromParallelIterator<T> for Vector<T> {
    /// Computes in **O(n)** time: the elements are laid out in one `Vec`, and moved from there a leaf at a
    /// time.
    fn from_par_iter<I: IntoParallelIterator<Item = T>>(values: I) -> Self {
        values.into_par_iter().collect::<Vec<T>>().into()
    }
}

impl<T: Clone + Send> ParallelExtend<T> for Vector<T> {
    /// Computes in **O(m)** time for m elements, which are laid out in one `Vec` first.
    fn par_extend<I: IntoParallelIterator<Item = T>>(&mut self, values: I) {
        let values: Vec<T> = values.into_par_iter().collect();
        if self.is_empty() {
            *self = values.into();
        } else {
            self.extend(values);
        }
    }
}

impl<'a, T: Copy + Send + Sync + 'a> ParallelExtend<&'a T> for Vector<T> {
    fn par_extend<I: IntoParallelIterator<Item = &'a T>>(&mut self, values: I) {
        self.par_extend(values.into_par_iter().copied());
    }
}

impl<T: Clone + Send> Vector<T> {
    /// Sorts the elements by several threads; equal ones keep their order.
    ///
    /// Computes in **O(n log n)** time, shared among the threads, and twice as much room for a while.
    /// Copies all nodes that are shared. If `Ord` panics, the elements stay as they were left.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([3, 1, 2]);
    /// v.par_sort();
    /// assert_eq!(v, [1, 2, 3]);
    /// ```
    pub fn par_sort(&mut self)
    where
        T: Ord,
    {
        self.par_sort_by(T::cmp);
    }

    /// Sorts the elements by a comparison, by several threads; equal ones keep their order.
    ///
    /// Computes in **O(n log n)** time, shared among the threads. Copies all nodes that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([3, 1, 2]);
    /// v.par_sort_by(|a, b| b.cmp(a));
    /// assert_eq!(v, [3, 2, 1]);
    /// ```
    pub fn par_sort_by(&mut self, compare: impl Fn(&T, &T) -> Ordering + Sync) {
        self.as_one_slice(|items| sort_by(items, &compare));
    }

    /// Sorts the elements by a key, by several threads; equal ones keep their order.
    ///
    /// Computes in **O(n log n)** time, shared among the threads. Copies all nodes that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from(["ccc", "a", "bb"]);
    /// v.par_sort_by_key(|s| s.len());
    /// assert_eq!(v, ["a", "bb", "ccc"]);
    /// ```
    pub fn par_sort_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K + Sync) {
        self.par_sort_by(|one, next| key(one).cmp(&key(next)));
    }

    /// Sorts the elements by a key that is computed once for each, by several threads; equal ones keep
    /// their order.
    ///
    /// Computes in **O(n log n)** time, shared among the threads. Copies all nodes that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([10, 9, 100]);
    /// v.par_sort_by_cached_key(|n| n.to_string());
    /// assert_eq!(v, [10, 100, 9]);
    /// ```
    pub fn par_sort_by_cached_key<K: Ord + Send>(&mut self, key: impl Fn(&T) -> K + Sync)
    where
        T: Sync,
    {
        self.as_one_slice(|items| items.par_sort_by_cached_key(key));
    }

    /// Sorts the elements by several threads; equal ones may change places.
    ///
    /// Computes in **O(n log n)** time, shared among the threads. Copies all nodes that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([3, 1, 2]);
    /// v.par_sort_unstable();
    /// assert_eq!(v, [1, 2, 3]);
    /// ```
    pub fn par_sort_unstable(&mut self)
    where
        T: Ord,
    {
        self.as_one_slice(<[T]>::par_sort_unstable);
    }

    /// Sorts the elements by a comparison, by several threads; equal ones may change places.
    ///
    /// Computes in **O(n log n)** time, shared among the threads. Copies all nodes that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([3, 1, 2]);
    /// v.par_sort_unstable_by(|a, b| b.cmp(a));
    /// assert_eq!(v, [3, 2, 1]);
    /// ```
    pub fn par_sort_unstable_by(&mut self, compare: impl Fn(&T, &T) -> Ordering + Sync) {
        self.as_one_slice(|items| items.par_sort_unstable_by(compare));
    }

    /// Sorts the elements by a key, by several threads; equal ones may change places.
    ///
    /// Computes in **O(n log n)** time, shared among the threads. Copies all nodes that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([-3, 1, 2]);
    /// v.par_sort_unstable_by_key(|n: &i32| n.abs());
    /// assert_eq!(v, [1, 2, -3]);
    /// ```
    pub fn par_sort_unstable_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K + Sync) {
        self.as_one_slice(|items| items.par_sort_unstable_by_key(key));
    }
}
