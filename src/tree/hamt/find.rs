//! Finds an entry by its hash. Changes nothing but who shares what.

use super::end::entry;
use super::{BITS, Directory, End, Node, Tree, WIDTH, slot, tag};
use crate::raw::{BucketBlock, Either, Reach};

impl<K, V> Tree<K, V> {
    /// Where the path of a hash ends.
    #[inline]
    pub(super) fn end(&self, hash: u64) -> Option<&End<K, V>> {
        let mut node = self.root.as_ref()?;
        let mut rest = hash;
        loop {
            match node.get() {
                Either::Left(end) => return Some(end),
                Either::Right(dir) => node = dir.fan.get(rest as usize & (WIDTH - 1))?,
            }
            rest >>= BITS;
        }
    }

    /// The entry of a hash that `same` says is the one.
    #[inline]
    pub(crate) fn get(&self, hash: u64, same: impl FnMut(&K) -> bool) -> Option<&(K, V)> {
        match self.end(hash)?.get() {
            Either::Left(bucket) => Some(bucket.find(tag(hash), same)?.1),
            Either::Right(collisions) => collisions.get(tag(hash), same),
        }
    }

    /// Where that entry is among those at the end of its path.
    #[inline]
    pub(crate) fn find(&self, hash: u64, same: impl FnMut(&K) -> bool) -> Option<usize> {
        self.end(hash)?.find(tag(hash), same)
    }

    /// The place of the entry that was put last on the path of a hash.
    #[inline]
    pub(crate) fn last(&self, hash: u64) -> Option<usize> {
        self.end(hash)?.len().checked_sub(1)
    }

    /// The entry at a place that `find` gave.
    #[inline]
    pub(crate) fn at(&self, hash: u64, index: usize) -> Option<&(K, V)> {
        self.end(hash)?.at(index)
    }
}

impl<K, V> Directory<K, V> {
    /// The lowest directory on the path of a hash, its slot there and how many stand above it. `self`
    /// stands at `depth`. Makes the directories of the path this one's own.
    #[inline]
    pub(super) fn lowest(&mut self, hash: u64, depth: usize) -> (&mut Self, usize, usize) {
        let (mut dir, mut depth) = (self, depth);
        loop {
            let slot = slot(hash, depth);
            if !dir.is_deeper(slot) {
                return (dir, slot, depth);
            }
            dir = dir.deeper(slot);
            depth += 1;
        }
    }

    /// As `lowest` for the root, where nobody else holds a directory of the path; none elsewhere.
    #[inline]
    pub(super) fn lowest_reached(&mut self, hash: u64) -> Option<(&mut Self, usize)> {
        let (mut dir, mut depth) = (self, 0);
        loop {
            let slot = slot(hash, depth);
            if !dir.is_deeper(slot) {
                return Some((dir, slot));
            }
            dir = match dir.fan.reach(slot)? {
                Either::Right(dir) => dir,
                Either::Left(_) => return None,
            };
            depth += 1;
        }
    }

    /// The directory of a slot, made this one's own.
    ///
    /// # Panics
    /// If it has none.
    #[inline]
    pub(super) fn deeper(&mut self, slot: usize) -> &mut Self {
        let kid = self.fan.sole(slot).expect("a directory has a slot for itself");
        kid.right_mut().expect("this slot has a directory")
    }
}

impl<K, V> Tree<K, V> {
    /// The bucket at the end of a path, to change, if nobody else holds any node of it: what most writes
    /// find. Nothing but the entries in it may be changed, and added while there is room.
    #[inline]
    pub(super) fn reach_bucket(&mut self, hash: u64) -> Option<&mut BucketBlock<K, V>> {
        let mut there = self.root.as_mut()?.reach()?;
        let mut rest = hash;
        loop {
            match there {
                Either::Right(dir) => there = dir.fan.reach(rest as usize & (WIDTH - 1))?,
                Either::Left(Either::Left(bucket)) => return Some(bucket),
                Either::Left(Either::Right(_)) => return None,
            }
            rest >>= BITS;
        }
    }
}

impl<K: Clone, V: Clone> Tree<K, V> {
    /// The entry of a hash that `same` says is the one, to change. Makes its path this tree's own if it is
    /// there.
    #[inline]
    pub(crate) fn get_mut(
        &mut self,
        hash: u64,
        same: impl FnMut(&K) -> bool,
    ) -> Option<&mut (K, V)> {
        // A second descent costs less than a second search.
        if self.reach_bucket(hash).is_some() {
            return Some(self.reach_bucket(hash)?.find_mut(tag(hash), same)?.1);
        }
        let index = self.find(hash, same)?;
        self.at_mut(hash, index)
    }

    /// The entry at a place that `find` gave, to change. Makes its path this tree's own. Whoever
    /// changes the key sees to its hash.
    #[inline]
    pub(crate) fn at_mut(&mut self, hash: u64, index: usize) -> Option<&mut (K, V)> {
        if self.reach_bucket(hash).is_some() {
            return self.reach_bucket(hash)?.entries_mut().get_mut(index);
        }
        self.at_shared(hash, index)
    }

    #[inline(never)]
    fn at_shared(&mut self, hash: u64, index: usize) -> Option<&mut (K, V)> {
        let root = self.root.as_mut()?;
        if !root.is_right() {
            let end = root.left_mut()?;
            end.own(index);
            return entry(end.reach()?, index);
        }
        let (dir, slot, _) = root.right_mut()?.lowest(hash, 0);
        if let Either::Left(end) = dir.fan.get(slot)?.get() {
            if !end.is_own(index) {
                dir.fan.edit(slot, |kid| {
                    kid.as_mut().and_then(Node::left_mut).map(|end| end.own(index))
                });
            }
        }
        match dir.fan.reach(slot)? {
            Either::Left(end) => entry(end, index),
            Either::Right(_) => None,
        }
    }
}
