//! A hash trie of buckets. Is told the hash of each key, and an equality; knows no `Hash`.
//!
//! ```text
//!               Directory: 16 slots, by the lowest 4 bits of the hash
//!          [ a | a | a | a | a | a | a | a | b | b | b | b | c | c | • | d ]
//!            |                               |               |       |   |
//!            v                               v               v       |   v
//!         Bucket                          Bucket          Bucket     | Bucket
//!         up to 32 entries, a tag each                               v
//!                                         Directory: by the next 4 bits
//! ```
//!
//! A bucket that overflows is halved by one more bit of the hash, and so has half of its slots (Fagin et
//! al., "Extendible Hashing", 1979); only one that has a single slot gets a directory over it. So a full
//! bucket becomes two, never sixteen, and a slot is read without a search. Entries whose hashes agree in
//! all bits are *collisions*: buckets in a row, looked through one by one.
//!
//! Invariants, in the numbering of `check`:
//! 1. `len` is the number of entries. No bucket and no directory is empty.
//! 2. A range of slots is divided, and a slot has a directory, if and only if more than `FULL` entries
//!    belong there. So the shape follows from the hashes alone: maps of the same entries have the same
//!    shape, in whatever order they came.
//! 3. A bucket has as many places as `bucket_capacity` says.
//! 4. A directory has a slot for itself alone; there are at most `LEVELS` of them on a path.
//! 5. Collisions stand below `LEVELS` directories. They are more than `FULL`, and all buckets but the
//!    last are full.
//! 6. An entry lies where its hash leads, and its tag is that of its hash. (A `Hash` that lies breaks
//!    this one; nothing but where entries are found depends on it.)

mod align;
mod build;
mod check;
mod combine;
mod cursor;
mod end;
mod find;
#[cfg(feature = "rayon")]
mod fork;
mod insert;
mod remove;
mod report;
mod several;
#[cfg(feature = "rayon")]
mod split;
mod thin;
#[cfg(feature = "serde")]
mod trace;
mod walk;

#[cfg(test)]
mod tests;

pub(crate) use align::{Part, align, look_up};
pub(crate) use build::Heaps;
pub(crate) use combine::Gather;
pub(crate) use cursor::Sweep;
#[cfg(feature = "rayon")]
pub(crate) use fork::par_combine;
#[cfg(feature = "rayon")]
pub(crate) use split::{Grove, Owned, Reached, Seen};
pub(crate) use walk::{Buckets, IntoBuckets, Reachable};

use core::num::NonZeroUsize;

use super::{HASH_BITS as BITS, bucket_capacity, entries_per_bucket};
use crate::raw::{Bucket, Either, Fan, Tagged};
use end::Collisions;
use triomphe::Arc;

/// Slots of a directory.
const WIDTH: usize = 1 << BITS;

/// Directories on a path at most: as many as a hash has bits for.
const LEVELS: usize = (u64::BITS / BITS) as usize;

/// A bucket, or several of one hash.
type End<K, V> = Tagged<Bucket<K, V>, Collisions<K, V>, 2>;

/// What a slot may hold.
type Node<K, V> = Tagged<End<K, V>, Directory<K, V>, 1>;

/// Slots, by some bits of the hash.
pub(crate) struct Directory<K, V> {
    fan: Fan<Node<K, V>, WIDTH>,
}

impl<K, V> Clone for Directory<K, V> {
    #[inline]
    fn clone(&self) -> Self {
        Self { fan: self.fan.clone() }
    }
}

/// Entries by their hashes.
pub(crate) struct Tree<K, V> {
    root: Option<Node<K, V>>,
    len: usize,
}

impl<K, V> Clone for Tree<K, V> {
    #[inline]
    fn clone(&self) -> Self {
        Self { root: self.root.clone(), len: self.len }
    }
}

/// The byte by which an entry is found in its bucket. Directories look at the other end of the hash.
#[inline]
const fn tag(hash: u64) -> u8 {
    (hash >> (u64::BITS - 8)) as u8
}

/// The slot of a hash in a directory so many levels below the root.
#[inline]
const fn slot(hash: u64, depth: usize) -> usize {
    (hash >> (BITS as usize * depth)) as usize & (WIDTH - 1)
}

impl<K, V> Tree<K, V> {
    /// Entries of a full bucket.
    const FULL: usize = entries_per_bucket::<K, V>();

    pub(crate) const fn new() -> Self {
        Self { root: None, len: 0 }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// As no node is empty, the root says it, which is what is looked at next.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// Equal for trees that share their root.
    #[inline]
    pub(crate) fn addr(&self) -> Option<NonZeroUsize> {
        self.root.as_ref().map(Node::addr)
    }

    /// The number of levels of directories on the longest path.
    pub(crate) fn height(&self) -> usize {
        fn height<K, V>(node: &Node<K, V>) -> usize {
            match node.get() {
                Either::Left(_) => 0,
                Either::Right(dir) => {
                    1 + dir.fan.kids().map(|kid| height(kid.1)).max().unwrap_or(0)
                }
            }
        }
        self.root.as_ref().map_or(0, height)
    }
}

impl<K, V> Node<K, V> {
    fn of_bucket(bucket: Bucket<K, V>) -> Self {
        Self::left(End::left(bucket))
    }

    /// The bucket that this is.
    #[inline]
    fn bucket(&self) -> Option<&Bucket<K, V>> {
        match self.get() {
            Either::Left(end) => end.bucket(),
            Either::Right(_) => None,
        }
    }
}

impl<K, V> Directory<K, V> {
    /// One kid in all slots.
    fn over(kid: Option<Node<K, V>>) -> Node<K, V> {
        Node::right(Arc::new(Self { fan: Fan::new(kid) }))
    }

    /// Whether a slot has a directory.
    #[inline]
    fn is_deeper(&self, slot: usize) -> bool {
        self.fan.get(slot).is_some_and(Node::is_right)
    }
}
