//! Iterators over entries. Do not know how the trie is laid out: they ask for the next bucket.

use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::slice;

use crate::raw::BucketEntries;
use crate::tree::hamt::{Buckets, IntoBuckets, Reachable, Tree};

#[inline]
const fn parts<K, V>((key, value): &(K, V)) -> (&K, &V) {
    (key, value)
}

#[inline]
const fn parts_mut<K, V>((key, value): &mut (K, V)) -> (&K, &mut V) {
    (key, value)
}

/// The entries of a map, by reference, in no order.
///
/// `nth`, `skip` and their kind pass whole buckets. Made by [`HashMap::iter`](super::HashMap::iter).
pub struct Iter<'a, K, V> {
    bucket: slice::Iter<'a, (K, V)>,
    buckets: Buckets<'a, K, V>,
    /// Entries of the buckets still to come.
    behind: usize,
}

impl<'a, K, V> Iter<'a, K, V> {
    pub(super) fn new(tree: &'a Tree<K, V>) -> Self {
        Self { bucket: [].iter(), buckets: tree.buckets(), behind: tree.len() }
    }

    #[inline(never)]
    fn next_bucket(&mut self) -> bool {
        let Some(bucket) = self.buckets.next() else { return false };
        self.bucket = bucket.entries().iter();
        self.behind -= bucket.len();
        true
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(entry) = self.bucket.next() {
                return Some(parts(entry));
            }
            if !self.next_bucket() {
                return None;
            }
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.bucket.len() + self.behind;
        (len, Some(len))
    }

    fn nth(&mut self, mut n: usize) -> Option<Self::Item> {
        while n >= self.bucket.len() {
            n -= self.bucket.len();
            self.bucket = [].iter();
            if !self.next_bucket() {
                return None;
            }
        }
        self.bucket.nth(n).map(parts)
    }

    fn count(self) -> usize {
        self.len()
    }

    #[inline]
    fn fold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, mut f: F) -> B {
        let mut result = self.bucket.map(parts).fold(init, &mut f);
        for bucket in self.buckets {
            result = bucket.entries().iter().map(parts).fold(result, &mut f);
        }
        result
    }
}

impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}
impl<K, V> FusedIterator for Iter<'_, K, V> {}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        let (bucket, buckets) = (self.bucket.clone(), self.buckets.clone());
        Self { bucket, buckets, behind: self.behind }
    }
}

impl<K, V> Default for Iter<'_, K, V> {
    fn default() -> Self {
        Self { bucket: [].iter(), buckets: Buckets::none(), behind: 0 }
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Iter<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// The entries of a map, their values to change, in no order.
///
/// What is shared is copied when the iterator gets there: the buckets of one directory at once. Made by
/// [`HashMap::iter_mut`](super::HashMap::iter_mut).
pub struct IterMut<'a, K, V> {
    bucket: slice::IterMut<'a, (K, V)>,
    buckets: Reachable<'a, K, V>,
    /// Entries of the buckets still to come.
    behind: usize,
}

impl<'a, K: Clone, V: Clone> IterMut<'a, K, V> {
    pub(super) fn new(tree: &'a mut Tree<K, V>) -> Self {
        let behind = tree.len();
        Self { bucket: [].iter_mut(), buckets: tree.reach(), behind }
    }

    #[inline(never)]
    fn next_bucket(&mut self) -> bool {
        let Some(bucket) = self.buckets.next() else { return false };
        let entries = bucket.entries_mut();
        self.behind -= entries.len();
        self.bucket = entries.iter_mut();
        true
    }
}

impl<'a, K: Clone, V: Clone> Iterator for IterMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(entry) = self.bucket.next() {
                return Some(parts_mut(entry));
            }
            if !self.next_bucket() {
                return None;
            }
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.bucket.len() + self.behind;
        (len, Some(len))
    }

    fn count(self) -> usize {
        self.len()
    }

    #[inline]
    fn fold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, mut f: F) -> B {
        let mut result = self.bucket.map(parts_mut).fold(init, &mut f);
        for bucket in self.buckets {
            result = bucket.entries_mut().iter_mut().map(parts_mut).fold(result, &mut f);
        }
        result
    }
}

impl<K: Clone, V: Clone> ExactSizeIterator for IterMut<'_, K, V> {}
impl<K: Clone, V: Clone> FusedIterator for IterMut<'_, K, V> {}

impl<K, V> Default for IterMut<'_, K, V> {
    fn default() -> Self {
        Self { bucket: [].iter_mut(), buckets: Reachable::none(), behind: 0 }
    }
}

impl<K, V> fmt::Debug for IterMut<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let len = self.bucket.len() + self.behind;
        f.debug_struct("IterMut").field("len", &len).finish_non_exhaustive()
    }
}

/// The entries of a map, by value, in no order: moved where nobody shares them, else cloned, a bucket
/// at a time.
///
/// Made by the `IntoIterator` of [`HashMap`](super::HashMap).
pub struct ConsumingIter<K, V> {
    bucket: Option<BucketEntries<K, V>>,
    buckets: IntoBuckets<K, V>,
    /// Entries of the buckets still to come.
    behind: usize,
}

/// [`ConsumingIter`], by std's name.
pub type IntoIter<K, V> = ConsumingIter<K, V>;

impl<K, V> ConsumingIter<K, V> {
    pub(super) fn new(tree: Tree<K, V>) -> Self {
        let behind = tree.len();
        Self { bucket: None, buckets: tree.into_buckets(), behind }
    }

    /// Entries that were moved out of their bucket already.
    fn held(&self) -> &[(K, V)] {
        self.bucket.as_ref().map_or(&[], BucketEntries::rest)
    }

    /// Whatever is still to come, borrowed.
    fn list(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result
    where
        K: fmt::Debug,
        V: fmt::Debug,
    {
        let mut list = f.debug_list();
        list.entries(self.held());
        // The handles are cloned, and no entry.
        for bucket in self.buckets.clone() {
            list.entries(bucket.entries());
        }
        list.finish()
    }
}

impl<K: Clone, V: Clone> ConsumingIter<K, V> {
    #[inline(never)]
    fn next_bucket(&mut self) -> bool {
        let Some(bucket) = self.buckets.next() else { return false };
        self.behind -= bucket.len();
        self.bucket = Some(bucket.into_entries());
        true
    }
}

impl<K: Clone, V: Clone> Iterator for ConsumingIter<K, V> {
    type Item = (K, V);

    #[inline]
    fn next(&mut self) -> Option<(K, V)> {
        loop {
            if let Some(entry) = self.bucket.as_mut().and_then(BucketEntries::next) {
                return Some(entry);
            }
            if !self.next_bucket() {
                return None;
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.held().len() + self.behind;
        (len, Some(len))
    }

    fn count(self) -> usize {
        self.len()
    }

    fn fold<B, F: FnMut(B, (K, V)) -> B>(self, init: B, mut f: F) -> B {
        let mut result = self.bucket.into_iter().flatten().fold(init, &mut f);
        for bucket in self.buckets {
            result = bucket.into_entries().fold(result, &mut f);
        }
        result
    }
}

impl<K: Clone, V: Clone> ExactSizeIterator for ConsumingIter<K, V> {}
impl<K: Clone, V: Clone> FusedIterator for ConsumingIter<K, V> {}

impl<K: Clone, V: Clone> Clone for ConsumingIter<K, V> {
    fn clone(&self) -> Self {
        let (bucket, buckets) = (self.bucket.clone(), self.buckets.clone());
        Self { bucket, buckets, behind: self.behind }
    }
}

impl<K, V> Default for ConsumingIter<K, V> {
    fn default() -> Self {
        Self::new(Tree::new())
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for ConsumingIter<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.list(f)
    }
}

/// All entries of a map, taken out of it, in no order.
///
/// Made by [`HashMap::drain`](super::HashMap::drain).
pub struct Drain<'a, K, V> {
    entries: ConsumingIter<K, V>,
    map: PhantomData<&'a mut ()>,
}

impl<K, V> Drain<'_, K, V> {
    pub(super) fn new(tree: &mut Tree<K, V>) -> Self {
        let tree = core::mem::replace(tree, Tree::new());
        Self { entries: ConsumingIter::new(tree), map: PhantomData }
    }
}

impl<K: Clone, V: Clone> Iterator for Drain<'_, K, V> {
    type Item = (K, V);

    #[inline]
    fn next(&mut self) -> Option<(K, V)> {
        self.entries.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }

    fn count(self) -> usize {
        self.entries.len()
    }

    fn fold<B, F: FnMut(B, (K, V)) -> B>(self, init: B, f: F) -> B {
        self.entries.fold(init, f)
    }
}

impl<K: Clone, V: Clone> ExactSizeIterator for Drain<'_, K, V> {}
impl<K: Clone, V: Clone> FusedIterator for Drain<'_, K, V> {}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Drain<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.entries.list(f)
    }
}
