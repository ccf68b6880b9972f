//! Puts an entry in. Divides the bucket that overflows; what it is made of, it is told.

use core::mem;

use super::end::one;
use super::{BITS, Directory, End, LEVELS, Node, Tree, bucket_capacity, slot, tag};
use crate::raw::PLACES;

/// What became of an entry.
enum Put<K, V> {
    Added,
    /// The key was there. What is left over is given back.
    Replaced(K, V),
    /// There is no room at the end of the path.
    Full(K, V),
}

/// The value takes the place of that which is there, and the key is left over.
#[inline]
fn swap_value<K, V>(there: &mut (K, V), key: K, value: V) -> (K, V) {
    (key, mem::replace(&mut there.1, value))
}

/// The key takes the place of that which is there, too.
#[inline]
fn swap_entry<K, V>(there: &mut (K, V), key: K, value: V) -> (K, V) {
    mem::replace(there, (key, value))
}

/// Puts an entry at the end of its path; if there is one of its key, as `swap` does. User code runs first.
#[inline]
fn put<K: Clone, V: Clone>(
    kid: &mut Option<Node<K, V>>,
    tag: u8,
    key: K,
    value: V,
    same: impl FnOnce(&End<K, V>, &K) -> Option<usize>,
    swap: impl FnOnce(&mut (K, V), K, V) -> (K, V),
) -> Put<K, V> {
    let Some(end) = kid.as_mut().and_then(Node::left_mut) else {
        *kid = Some(Node::of_bucket(one(tag, key, value)));
        return Put::Added;
    };
    match same(end, &key) {
        Some(index) => {
            end.own(index);
            let found = end.at_own(index).expect("an entry that was found is there");
            let (key, value) = swap(found, key, value);
            Put::Replaced(key, value)
        }
        None => match end.push(tag, key, value) {
            Ok(()) => Put::Added,
            Err((key, value)) => Put::Full(key, value),
        },
    }
}

impl<K: Clone, V: Clone> Tree<K, V> {
    /// Puts an entry in; if `same` says that its key is there, the value only. Returns what is left
    /// over: the key, and the value that was there. `rehash` tells the hash of a key that is in.
    #[inline]
    pub(crate) fn insert(
        &mut self,
        hash: u64,
        key: K,
        value: V,
        same: impl FnMut(&K, &K) -> bool,
        rehash: impl FnMut(&K) -> u64,
    ) -> Option<(K, V)> {
        self.swap_in(hash, key, value, same, rehash, swap_value)
    }

    /// Puts an entry in, in the place of that whose key `same` says is the same, which is returned.
    #[inline]
    pub(crate) fn replace(
        &mut self,
        hash: u64,
        key: K,
        value: V,
        same: impl FnMut(&K, &K) -> bool,
        rehash: impl FnMut(&K) -> u64,
    ) -> Option<(K, V)> {
        self.swap_in(hash, key, value, same, rehash, swap_entry)
    }

    #[inline]
    fn swap_in(
        &mut self,
        hash: u64,
        key: K,
        value: V,
        mut same: impl FnMut(&K, &K) -> bool,
        rehash: impl FnMut(&K) -> u64,
        swap: impl FnOnce(&mut (K, V), K, V) -> (K, V),
    ) -> Option<(K, V)> {
        let tag = tag(hash);
        if let Some(bucket) = self.reach_bucket(hash) {
            if let Some((_, found)) = bucket.find_mut(tag, |other| same(&key, other)) {
                return Some(swap(found, key, value));
            }
            if bucket.room() > 0 {
                bucket.push(tag, key, value);
                self.len += 1;
                return None;
            }
            return self.put(hash, key, value, |_, _| None, rehash, swap);
        }
        let same = |end: &End<K, V>, key: &K| end.find(tag, |other| same(key, other));
        self.put(hash, key, value, same, rehash, swap)
    }

    /// Puts an entry in whose key is not there.
    #[inline]
    pub(crate) fn insert_new(
        &mut self,
        hash: u64,
        key: K,
        value: V,
        rehash: impl FnMut(&K) -> u64,
    ) {
        if let Some(bucket) = self.reach_bucket(hash).filter(|bucket| bucket.room() > 0) {
            bucket.push(tag(hash), key, value);
            self.len += 1;
            return;
        }
        self.put(hash, key, value, |_, _| None, rehash, swap_value);
    }

    #[inline(never)]
    fn put(
        &mut self,
        hash: u64,
        key: K,
        value: V,
        same: impl FnOnce(&End<K, V>, &K) -> Option<usize>,
        rehash: impl FnMut(&K) -> u64,
        swap: impl FnOnce(&mut (K, V), K, V) -> (K, V),
    ) -> Option<(K, V)> {
        let tag = tag(hash);
        match self.root.as_mut().and_then(Node::right_mut) {
            None => match put(&mut self.root, tag, key, value, same, swap) {
                Put::Added => {}
                Put::Replaced(key, value) => return Some((key, value)),
                Put::Full(key, value) => {
                    let hashes = hashes(self.root.as_ref(), rehash);
                    own(&mut self.root);
                    let full = self.root.take();
                    let root = self.root.insert(Directory::over(full));
                    let root = root.right_mut().expect("a directory was put here");
                    root.overflow(0, hash, &hashes, key, value);
                }
            },
            Some(root) => {
                let (dir, slot, depth) = root.lowest(hash, 0);
                match dir.fan.edit(slot, |kid| put(kid, tag, key, value, same, swap)) {
                    Put::Added => {}
                    Put::Replaced(key, value) => return Some((key, value)),
                    Put::Full(key, value) => {
                        let hashes = hashes(dir.fan.get(slot), rehash);
                        dir.fan.edit(slot, own);
                        dir.overflow(depth, hash, &hashes, key, value);
                    }
                }
            }
        }
        self.len += 1;
        None
    }
}

/// Makes a bucket its handle's own.
fn own<K: Clone, V: Clone>(kid: &mut Option<Node<K, V>>) {
    if let Some(end) = kid.as_mut().and_then(Node::left_mut) {
        end.own_all();
    }
}

/// The hashes of the entries of a bucket.
#[inline]
fn hashes<K, V>(kid: Option<&Node<K, V>>, mut rehash: impl FnMut(&K) -> u64) -> Hashes {
    let mut hashes = [0; PLACES];
    let entries = kid.and_then(Node::bucket).map_or(&[][..], |bucket| bucket.entries());
    for (hash, entry) in hashes.iter_mut().zip(entries) {
        *hash = rehash(&entry.0);
    }
    hashes
}

type Hashes = [u64; PLACES];

impl<K: Clone, V: Clone> Directory<K, V> {
    /// Puts an entry in whose slot has a full bucket that is nobody else's: halves its range until there
    /// is room. No user code runs.
    #[cold]
    #[inline(never)]
    fn overflow(&mut self, depth: usize, hash: u64, hashes: &Hashes, mut key: K, mut value: V) {
        let tag = tag(hash);
        let (mut dir, mut depth) = (self, depth);
        loop {
            let at = slot(hash, depth);
            let width = dir.fan.range(at).len();
            if width == 1 {
                if depth + 1 == LEVELS {
                    return dir.fan.edit(at, |kid| {
                        if let Some(end) = kid.as_mut().and_then(Node::left_mut) {
                            end.collide();
                            assert!(end.push(tag, key, value).is_ok(), "collisions have room");
                        }
                    });
                }
                dir.fan.edit(at, |kid| *kid = Some(Self::over(kid.take())));
                dir = dir.deeper(at);
                depth += 1;
                continue;
            }
            let bit = BITS as usize * depth + width.ilog2() as usize - 1;
            dir.halve(at, bit, hashes, hash);
            let kid = dir.fan.edit(at, |kid| match kid.as_mut().and_then(Node::left_mut) {
                None => {
                    *kid = Some(Node::of_bucket(one(tag, key, value)));
                    None
                }
                Some(end) => end.push(tag, key, value).err(),
            });
            let Some(back) = kid else { return };
            (key, value) = back;
        }
    }

    /// Halves the range of a slot by a bit of the hashes of its bucket, which is nobody else's. Takes
    /// places for one more entry, of `hash`.
    fn halve(&mut self, at: usize, bit: usize, hashes: &Hashes, hash: u64) {
        let mut full = self.fan.edit(at, Option::take);
        let Some(bucket) = full.as_mut().and_then(Node::left_mut).and_then(End::left_mut) else {
            return;
        };
        let (mut marks, len) = (0u32, bucket.len());
        for (index, hash) in hashes[..len].iter().enumerate() {
            marks |= ((hash >> bit & 1) as u32) << index;
        }
        let (low, high) = if marks == 0 {
            (full, None)
        } else if marks == bucket.all() {
            (None, full)
        } else {
            let high = marks.count_ones() as usize;
            let is_high = (hash >> bit & 1) as usize;
            let caps = (
                bucket_capacity::<K, V>(len - high + 1 - is_high),
                bucket_capacity::<K, V>(high + is_high),
            );
            let high = bucket.divide(marks, caps);
            (full, Some(Node::of_bucket(high)))
        };
        self.fan.divide(at, low, high);
    }
}
