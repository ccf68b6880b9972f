//! Parallel iterators over ordered maps. Do not know how the tree is laid out: they ask for the entries at
//! some positions.

mod algebra;
mod collect;

use core::fmt;
use core::ops::Range;

use rayon::iter::plumbing::Producer;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::indexed;
use crate::ord_map::iter::Reach;
use crate::ord_map::{ConsumingIter, Iter, IterMut, OrdMap};

/// The entries of an ordered map, by reference, in parallel.
///
/// Made by `par_iter` of [`OrdMap`].
///
/// ```
/// use offshoot::OrdMap;
/// use rayon::prelude::*;
///
/// let map: OrdMap<u32, u32> = (0u32..1_000).map(|key| (key, key)).collect();
/// assert!(map.par_iter().enumerate().all(|(at, (key, _))| at == *key as usize));
/// ```
pub struct ParIter<'a, K, V>(Part<'a, K, V>);

/// The entries at some positions.
struct Part<'a, K, V> {
    map: &'a OrdMap<K, V>,
    range: Range<usize>,
}

impl<K, V> Part<'_, K, V> {
    fn len(&self) -> usize {
        self.range.len()
    }
}

impl<K, V> Clone for Part<'_, K, V> {
    fn clone(&self) -> Self {
        Self { map: self.map, range: self.range.clone() }
    }
}

impl<'a, K: Send + Sync, V: Send + Sync> Producer for Part<'a, K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Iter<'a, K, V> {
        self.map.range_index(self.range)
    }

    fn split_at(self, index: usize) -> (Self, Self) {
        let Range { start, end } = self.range;
        let part = |range| Self { map: self.map, range };
        (part(start..start + index), part(start + index..end))
    }
}

indexed!(['a, K: Send + Sync, V: Send + Sync] ParIter<'a, K, V>, (&'a K, &'a V));

impl<K, V> Clone for ParIter<'_, K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for ParIter<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.map.range_index(self.0.range.clone())).finish()
    }
}

impl<'a, K: Send + Sync, V: Send + Sync> IntoParallelIterator for &'a OrdMap<K, V> {
    type Item = (&'a K, &'a V);
    type Iter = ParIter<'a, K, V>;

    fn into_par_iter(self) -> ParIter<'a, K, V> {
        ParIter(Part { map: self, range: 0..self.len() })
    }
}

/// The entries of an ordered map, their values to change, in parallel. A shared leaf is copied when it is
/// reached, and the nodes above it when the map is cut there.
///
/// Made by `par_iter_mut` of [`OrdMap`].
///
/// ```
/// use offshoot::OrdMap;
/// use rayon::prelude::*;
///
/// let mut map: OrdMap<u32, u32> = (0u32..1_000).map(|key| (key, key)).collect();
/// let kept = map.clone();
/// map.par_iter_mut().for_each(|(_, value)| *value += 1);
/// assert_eq!((map[&7], kept[&7]), (8, 7));
/// ```
pub struct ParIterMut<'a, K, V>(PartMut<'a, K, V>);

/// The entries at some positions, which no other part reaches.
struct PartMut<'a, K, V>(Reach<'a, K, V>);

impl<K, V> PartMut<'_, K, V> {
    fn len(&self) -> usize {
        self.0.len()
    }
}

impl<'a, K: Clone + Send + Sync, V: Clone + Send + Sync> Producer for PartMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;

    fn into_iter(self) -> IterMut<'a, K, V> {
        self.0.into_iter()
    }

    fn split_at(self, index: usize) -> (Self, Self) {
        let (low, high) = self.0.split_at(index);
        (Self(low), Self(high))
    }
}

indexed!([
    'a,
    K: Clone + Send + Sync,
    V: Clone + Send + Sync
] ParIterMut<'a, K, V>, (&'a K, &'a mut V));

impl<K, V> fmt::Debug for ParIterMut<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParIterMut").field("len", &self.0.len()).finish_non_exhaustive()
    }
}

impl<'a, K, V> IntoParallelIterator for &'a mut OrdMap<K, V>
where
    K: Clone + Send + Sync,
    V: Clone + Send + Sync,
{
    type Item = (&'a K, &'a mut V);
    type Iter = ParIterMut<'a, K, V>;

    fn into_par_iter(self) -> ParIterMut<'a, K, V> {
        ParIterMut(PartMut(Reach::new(&mut self.tree)))
    }
}

/// The entries of an ordered map, by value, in parallel: moved where nobody shares them, else cloned.
///
/// Made by `into_par_iter` of [`OrdMap`].
///
/// ```
/// use offshoot::OrdMap;
/// use rayon::prelude::*;
///
/// let map = OrdMap::from([(1, "one".to_string()), (2, "two".to_string())]);
/// let entries: Vec<(i32, String)> = map.into_par_iter().rev().collect();
/// assert_eq!(entries[0], (2, "two".to_string()));
/// ```
#[derive(Clone)]
pub struct IntoParIter<K, V>(Owned<K, V>);

struct Owned<K, V>(OrdMap<K, V>);

impl<K, V> Clone for Owned<K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K, V> Owned<K, V> {
    fn len(&self) -> usize {
        self.0.len()
    }
}

impl<K: Clone + Send + Sync, V: Clone + Send + Sync> Producer for Owned<K, V> {
    type Item = (K, V);
    type IntoIter = ConsumingIter<K, V>;

    fn into_iter(self) -> ConsumingIter<K, V> {
        self.0.into_iter()
    }

    fn split_at(mut self, index: usize) -> (Self, Self) {
        let tree = self.0.tree.split_off(index);
        (self, Self(OrdMap { tree }))
    }
}

indexed!([K: Clone + Send + Sync, V: Clone + Send + Sync] IntoParIter<K, V>, (K, V));

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for IntoParIter<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.0.0).finish()
    }
}

impl<K: Clone + Send + Sync, V: Clone + Send + Sync> IntoParallelIterator for OrdMap<K, V> {
    type Item = (K, V);
    type Iter = IntoParIter<K, V>;

    fn into_par_iter(self) -> IntoParIter<K, V> {
        IntoParIter(Owned(self))
    }
}

impl<K: Send + Sync, V: Send + Sync> OrdMap<K, V> {
    /// The keys, in order, in parallel.
    ///
    /// Computes in **O(1)** time, and **O(log n)** for each cut.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use rayon::prelude::*;
    ///
    /// assert_eq!(OrdMap::from([(1, 'a'), (2, 'b')]).par_keys().sum::<i32>(), 3);
    /// ```
    pub fn par_keys(&self) -> impl IndexedParallelIterator<Item = &K> {
        self.into_par_iter().map(|(key, _)| key)
    }

    /// The values, in the order of their keys, in parallel.
    ///
    /// Computes in **O(1)** time, and **O(log n)** for each cut.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use rayon::prelude::*;
    ///
    /// assert_eq!(OrdMap::from([('a', 1), ('b', 2)]).par_values().sum::<i32>(), 3);
    /// ```
    pub fn par_values(&self) -> impl IndexedParallelIterator<Item = &V> {
        self.into_par_iter().map(|(_, value)| value)
    }

    /// The values, in the order of their keys, to change, in parallel.
    ///
    /// Computes in **O(1)** time, and **O(log n)** for each cut. Copies what is shared when it is
    /// reached.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use rayon::prelude::*;
    ///
    /// let mut map = OrdMap::from([('a', 1), ('b', 2)]);
    /// map.par_values_mut().for_each(|value| *value *= 10);
    /// assert_eq!(map, OrdMap::from([('a', 10), ('b', 20)]));
    /// ```
    pub fn par_values_mut(&mut self) -> impl IndexedParallelIterator<Item = &mut V>
    where
        K: Clone,
        V: Clone,
    {
        self.into_par_iter().map(|(_, value)| value)
    }
}
