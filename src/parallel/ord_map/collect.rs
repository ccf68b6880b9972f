//! Ordered maps made of, and extended by, parallel iterators. Do not know how the tree is laid out.

use alloc::vec::Vec;

use rayon::iter::{FromParallelIterator, IntoParallelIterator, ParallelExtend, ParallelIterator};

use crate::ord_map::OrdMap;
use crate::parallel::sort_by;

impl<K: Ord + Clone + Send + Sync, V: Clone + Send + Sync> FromParallelIterator<(K, V)>
    for OrdMap<K, V>
{
    /// Takes entries in any order. The last of equal keys wins, in the order of an iterator by one thread.
    ///
    /// Computes in **O(n log n)** time: they are sorted by all threads, and then laid out by one.
    fn from_par_iter<I: IntoParallelIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut entries: Vec<(K, V)> = entries.into_par_iter().collect();
        sort_by(&mut entries, &|one, next| one.0.cmp(&next.0));
        entries.into_iter().collect()
    }
}

impl<K: Ord + Clone + Send + Sync, V: Clone + Send + Sync> ParallelExtend<(K, V)> for OrdMap<K, V> {
    /// Takes entries in any order. The last of equal keys wins, in the order of an iterator by one thread.
    ///
    /// Makes a map of them, and [appends](OrdMap::append) that, by several threads if there are many.
    fn par_extend<I: IntoParallelIterator<Item = (K, V)>>(&mut self, entries: I) {
        self.par_append(Self::from_par_iter(entries));
    }
}

impl<'a, K, V> ParallelExtend<(&'a K, &'a V)> for OrdMap<K, V>
where
    K: Ord + Copy + Send + Sync + 'a,
    V: Copy + Send + Sync + 'a,
{
    fn par_extend<I: IntoParallelIterator<Item = (&'a K, &'a V)>>(&mut self, entries: I) {
        self.par_extend(entries.into_par_iter().map(|(key, value)| (*key, *value)));
    }
}
