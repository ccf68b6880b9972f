//! Entries taken out one by one, as a closure chooses. The map is whole between any two of them, so
//! that nothing depends on how the iterator ends.

use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ops::{Range, RangeBounds};

use super::OrdMap;
use crate::tree::bplus::Edit;

/// A map that entries are taken out of, and the positions of those not asked about yet.
pub(crate) struct Extract<'a, K, V> {
    map: &'a mut OrdMap<K, V>,
    todo: Range<usize>,
}

impl<'a, K, V> Extract<'a, K, V> {
    pub(crate) fn new(map: &'a mut OrdMap<K, V>, todo: Range<usize>) -> Self {
        Self { map, todo }
    }

    /// Entries that may still come.
    pub(crate) fn most(&self) -> usize {
        self.todo.len()
    }

    fn take_before(&mut self) -> Option<(K, V)>
    where
        K: Clone,
        V: Clone,
    {
        let entry = self.map.remove_index(self.todo.start - 1)?;
        self.todo = self.todo.start - 1..self.todo.end - 1;
        Some(entry)
    }

    /// The next entry that `goes` chooses. One that it panics at stays, and is passed.
    fn next(&mut self, mut goes: impl FnMut(&K, &mut V) -> bool) -> Option<(K, V)>
    where
        K: Clone,
        V: Clone,
    {
        while !self.todo.is_empty() {
            let (leaf, from) = self.map.tree.leaf_at_mut(self.todo.start)?;
            leaf.own();
            let (keys, values) = leaf.get_mut()?.split_mut();
            let entries = keys[from..].iter().zip(&mut values[from..]);
            for (key, value) in entries.take(self.todo.len()) {
                self.todo.start += 1;
                if goes(key, value) {
                    return self.take_before();
                }
            }
        }
        None
    }

    /// As `next`, by the keys alone: what is passed stays shared.
    pub(crate) fn next_key(&mut self, mut goes: impl FnMut(&K) -> bool) -> Option<(K, V)>
    where
        K: Clone,
        V: Clone,
    {
        while !self.todo.is_empty() {
            let (leaf, from) = self.map.tree.leaf_at(self.todo.start)?;
            for key in leaf.keys()[from..].iter().take(self.todo.len()) {
                self.todo.start += 1;
                if goes(key) {
                    return self.take_before();
                }
            }
        }
        None
    }
}

/// The entries of a range that a closure chooses, taken out of the map.
///
/// Made by [`OrdMap::extract_if`].
#[must_use = "iterators are lazy and do nothing unless consumed; use `retain` to drop what goes"]
pub struct ExtractIf<'a, K, V, R, F> {
    inner: Extract<'a, K, V>,
    goes: F,
    range: PhantomData<R>,
}

impl<K: Ord + Clone, V: Clone> OrdMap<K, V> {
    /// Takes out the entries of a range of which `goes` says so, as the iterator is asked for them.
    /// What it was not asked for stays.
    ///
    /// Computes in **O(1)** time for each entry that stays and **O(log n)** for each that goes.
    /// Copies the nodes that are shared, as it gets there.
    ///
    /// # Panics
    /// As [`range`](Self::range).
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map: OrdMap<u32, u32> = (0u32..10).map(|key| (key, key)).collect();
    /// let even: Vec<_> = map.extract_if(..6, |key, _| key % 2 == 0).collect();
    /// assert_eq!(even, [(0, 0), (2, 2), (4, 4)]);
    /// assert!(map.into_keys().eq([1, 3, 5, 6, 7, 8, 9]));
    /// ```
    #[track_caller]
    pub fn extract_if<F, R>(&mut self, range: R, goes: F) -> ExtractIf<'_, K, V, R, F>
    where
        R: RangeBounds<K>,
        F: FnMut(&K, &mut V) -> bool,
    {
        let todo = self.ranks(&range, "BTreeMap");
        ExtractIf { inner: Extract::new(self, todo), goes, range: PhantomData }
    }
}

impl<K: Clone, V: Clone, R, F: FnMut(&K, &mut V) -> bool> Iterator for ExtractIf<'_, K, V, R, F> {
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        self.inner.next(&mut self.goes)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.inner.most()))
    }
}

impl<K: Clone, V: Clone, R, F: FnMut(&K, &mut V) -> bool> FusedIterator
    for ExtractIf<'_, K, V, R, F>
{
}

impl<K, V, R, F> fmt::Debug for ExtractIf<'_, K, V, R, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtractIf").finish_non_exhaustive()
    }
}
