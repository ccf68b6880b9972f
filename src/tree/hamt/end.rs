//! Where a path ends: a bucket, or buckets of one hash. Knows no directory.

use alloc::vec;
use alloc::vec::Vec;
use core::mem;

use super::{End, Tree, bucket_capacity};
use crate::raw::{Bucket, Either, Reach};
use triomphe::Arc;

/// Entries of one hash, more than a bucket holds. They are found by asking them all.
pub(crate) struct Collisions<K, V> {
    /// All but the last are full, and the last is not empty.
    pub(super) buckets: Vec<Bucket<K, V>>,
}

impl<K, V> Clone for Collisions<K, V> {
    fn clone(&self) -> Self {
        Self { buckets: self.buckets.clone() }
    }
}

impl<K, V> Collisions<K, V> {
    const FULL: usize = Tree::<K, V>::FULL;

    fn len(&self) -> usize {
        let full = (self.buckets.len() - 1) * Self::FULL;
        full + self.buckets.last().map_or(0, Bucket::len)
    }

    /// The entry that `same` says is the one.
    #[cold]
    #[inline(never)]
    pub(super) fn get(&self, tag: u8, mut same: impl FnMut(&K) -> bool) -> Option<&(K, V)> {
        self.buckets.iter().find_map(|bucket| Some(bucket.find(tag, &mut same)?.1))
    }

    /// The place of that entry.
    #[cold]
    fn find(&self, tag: u8, same: &mut impl FnMut(&K) -> bool) -> Option<usize> {
        for (at, bucket) in self.buckets.iter().enumerate() {
            if let Some((index, _)) = bucket.find(tag, &mut *same) {
                return Some(at * Self::FULL + index);
            }
        }
        None
    }
}

impl<K: Clone, V: Clone> Collisions<K, V> {
    fn push(&mut self, tag: u8, key: K, value: V) {
        match self.buckets.last_mut() {
            Some(last) if last.len() < Self::FULL => {
                last.make_mut(1, bucket_capacity::<K, V>).push(tag, key, value);
            }
            _ => {
                // No more than needed, as everywhere: the copy that comes first is small.
                self.buckets.reserve_exact(1);
                self.buckets.push(one(tag, key, value));
            }
        }
    }

    /// Takes an entry; the last one goes to its place.
    fn take(&mut self, index: usize) -> (K, V) {
        let (at, index) = (index / Self::FULL, index % Self::FULL);
        let last = self.buckets.len() - 1;
        // All clones come first.
        self.buckets[at].make_mut(0, bucket_capacity::<K, V>);
        let end = if at == last { index } else { self.buckets[last].len() - 1 };
        let tag = self.buckets[last].tags()[end];
        let (key, value) = self.buckets[last].take(end, bucket_capacity::<K, V>);
        if self.buckets[last].len() == 0 {
            self.buckets.pop();
            self.buckets.shrink_to_fit();
        }
        if at == last {
            return (key, value);
        }
        let block = self.buckets[at].make_mut(0, bucket_capacity::<K, V>);
        let taken = block.swap_remove(index);
        block.push(tag, key, value);
        taken
    }
}

/// What stands at a place of an end that is nobody else's.
#[inline]
pub(super) fn entry<'a, K, V>(
    end: <End<K, V> as Reach>::Target<'a>,
    index: usize,
) -> Option<&'a mut (K, V)> {
    match end {
        Either::Left(bucket) => bucket.entries_mut().get_mut(index),
        Either::Right(collisions) => {
            let full = Tree::<K, V>::FULL;
            let bucket = collisions.buckets.get_mut(index / full)?.get_mut()?;
            bucket.entries_mut().get_mut(index % full)
        }
    }
}

/// A bucket of one entry.
pub(super) fn one<K: Clone, V: Clone>(tag: u8, key: K, value: V) -> Bucket<K, V> {
    let mut bucket = Bucket::with_capacity(bucket_capacity::<K, V>(1));
    bucket.make_mut(1, bucket_capacity::<K, V>).push(tag, key, value);
    bucket
}

impl<K, V> End<K, V> {
    /// The bucket, where it is one.
    #[inline]
    pub(super) fn bucket(&self) -> Option<&Bucket<K, V>> {
        match self.get() {
            Either::Left(bucket) => Some(bucket),
            Either::Right(_) => None,
        }
    }

    pub(super) fn buckets(&self) -> &[Bucket<K, V>] {
        match self.get() {
            Either::Left(bucket) => core::slice::from_ref(bucket),
            Either::Right(collisions) => &collisions.buckets,
        }
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        match self.get() {
            Either::Left(bucket) => bucket.len(),
            Either::Right(collisions) => collisions.len(),
        }
    }

    /// Where the entry is that `same` says is the one, among those with this tag.
    #[inline]
    pub(super) fn find(&self, tag: u8, mut same: impl FnMut(&K) -> bool) -> Option<usize> {
        match self.get() {
            Either::Left(bucket) => Some(bucket.find(tag, same)?.0),
            Either::Right(collisions) => collisions.find(tag, &mut same),
        }
    }

    #[inline]
    pub(super) fn at(&self, index: usize) -> Option<&(K, V)> {
        match self.get() {
            Either::Left(bucket) => bucket.entries().get(index),
            Either::Right(collisions) => {
                let full = Tree::<K, V>::FULL;
                collisions.buckets.get(index / full)?.entries().get(index % full)
            }
        }
    }
}

impl<K: Clone, V: Clone> End<K, V> {
    /// Whether the bucket of an entry is this handle's own.
    #[inline]
    pub(super) fn is_own(&self, index: usize) -> bool {
        match self.get() {
            Either::Left(bucket) => bucket.is_unique(),
            Either::Right(collisions) => {
                self.right_is_unique() && collisions.buckets[index / Tree::<K, V>::FULL].is_unique()
            }
        }
    }

    /// Makes the bucket of an entry this handle's own.
    #[inline]
    pub(super) fn own(&mut self, index: usize) {
        if let Some(bucket) = self.left_mut() {
            bucket.make_mut(0, bucket_capacity::<K, V>);
        } else if let Some(collisions) = self.right_mut() {
            collisions.buckets[index / Tree::<K, V>::FULL].make_mut(0, bucket_capacity::<K, V>);
        }
    }

    /// The entry at a place of a bucket that is this handle's own.
    #[inline]
    pub(super) fn at_own(&mut self, index: usize) -> Option<&mut (K, V)> {
        entry(self.reach()?, index)
    }

    /// Makes all buckets this handle's own.
    pub(super) fn own_all(&mut self) {
        if let Some(bucket) = self.left_mut() {
            bucket.make_mut(0, bucket_capacity::<K, V>);
        } else if let Some(collisions) = self.right_mut() {
            for bucket in &mut collisions.buckets {
                bucket.make_mut(0, bucket_capacity::<K, V>);
            }
        }
    }

    /// Adds an entry, if there is room: in a bucket for `FULL`, among collisions always.
    #[inline]
    pub(super) fn push(&mut self, tag: u8, key: K, value: V) -> Result<(), (K, V)> {
        if let Some(bucket) = self.left_mut() {
            if bucket.len() >= Tree::<K, V>::FULL {
                return Err((key, value));
            }
            bucket.make_mut(1, bucket_capacity::<K, V>).push(tag, key, value);
        } else if let Some(collisions) = self.right_mut() {
            collisions.push(tag, key, value);
        }
        Ok(())
    }

    /// Gives back the places of a bucket that entries were counted for which did not come.
    pub(super) fn fit(&mut self) {
        if let Some(bucket) = self.left_mut() {
            let cap = bucket_capacity::<K, V>(bucket.len());
            if cap < bucket.capacity() {
                bucket.relocate(cap);
            }
        }
    }

    /// Makes collisions of a bucket.
    pub(super) fn collide(&mut self) {
        if let Some(bucket) = self.left_mut() {
            let full = mem::replace(bucket, Bucket::with_capacity(0));
            *self = Self::right(Arc::new(Collisions { buckets: vec![full] }));
        }
    }

    /// Takes an entry; the last one may go to its place. What is left may be empty.
    #[inline]
    pub(super) fn take(&mut self, index: usize) -> (K, V) {
        if let Some(bucket) = self.left_mut() {
            return bucket.take(index, bucket_capacity::<K, V>);
        }
        let collisions = self.right_mut().expect("what is no bucket is several");
        let taken = collisions.take(index);
        if let [bucket] = &mut collisions.buckets[..] {
            let bucket = mem::replace(bucket, Bucket::with_capacity(0));
            *self = Self::left(bucket);
        }
        taken
    }
}
