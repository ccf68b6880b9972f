//! What the contenders are asked for as maps, and as sets: maps to `()`. An operation that a contender
//! has not is `None`.

mod btree;
mod chunkmap;
mod hashed;
mod im_imbl;
mod ours;
mod rpds_trees;

use std::iter::Empty;
use std::ops::Bound;

use crate::element::Element;
use crate::sequence::Has;
use compare::trial::{Kind, mix};

/// A map as a contender has it.
///
/// Of two maps with the same key the first one's value goes into a result.
pub trait Keyed<K: Element, V: Element>: Clone + PartialEq + 'static {
    const NAME: &str;
    const KIND: Kind;

    /// Whether entries come in the order of their keys, and not in one of the contender's own.
    const SORTED: bool = true;

    /// The two sides of a key, which itself is not there.
    const SPLIT: Has<fn(&Self, &K) -> (Self, Self)> = None;
    const TAKE: Has<fn(&Self, usize) -> Self> = None;
    const SKIP: Has<fn(&Self, usize) -> Self> = None;
    /// Puts maps together, all of whose keys are below those of the other.
    const APPEND: Has<fn(Self, Self) -> Self> = None;
    const RETAIN: Has<fn(&mut Self, fn(&K) -> bool)> = None;
    /// Walks through the entries by value, and adds up numbers that reading them gives.
    const CONSUME: Has<fn(Self) -> u64> = None;

    /// The value of a key, put in unless it is there.
    const ENTRY: Has<for<'a> fn(&'a mut Self, K, V) -> &'a mut V> = None;
    /// Puts in entries that ascend.
    const INSERT_MANY: Has<fn(&mut Self, Vec<(K, V)>)> = None;

    const UNION: Has<fn(&Self, &Self) -> Self> = None;
    const INTERSECTION: Has<fn(&Self, &Self) -> Self> = None;
    /// What is in the first only.
    const DIFFERENCE: Has<fn(&Self, &Self) -> Self> = None;
    const SYMMETRIC_DIFFERENCE: Has<fn(&Self, &Self) -> Self> = None;
    /// The number of keys that were added, removed or changed since an older version.
    const DIFF: Has<fn(&Self, &Self) -> usize> = None;
    /// Makes the changes that led from the first to the third in the second, whose own go first.
    const MERGE: Has<fn(&Self, &Self, &Self) -> Self> = None;

    /// An empty map.
    fn new() -> Self;

    /// A map from entries in any order, through an iterator.
    fn collect(entries: &[(K, V)]) -> Self;

    fn size(&self) -> usize;

    fn get(&self, key: &K) -> Option<&V>;

    /// Puts an entry in, or sets the value of a key.
    fn insert(&mut self, key: K, value: V);

    /// Whether the key was there.
    fn remove(&mut self, key: &K) -> bool;

    fn each(&self) -> impl Iterator<Item = (&K, &V)>;

    fn keys(&self) -> Option<impl Iterator<Item = &K>> {
        None::<Empty<&K>>
    }

    fn each_mut(&mut self) -> Option<impl Iterator<Item = &mut V>> {
        None::<Empty<&mut V>>
    }

    /// A map as it is in the middle of its life: grown by one entry after the other.
    fn of(entries: &[(K, V)]) -> Self {
        let mut map = Self::new();
        entries.iter().for_each(|(key, value)| map.insert(key.clone(), value.clone()));
        map
    }

    /// A number for the content, whatever the structure.
    fn digest(&self) -> u64 {
        self.digest_by(|digest, key, value| mix(mix(digest, key.key()), value.key()))
    }

    /// A number for the keys alone.
    ///
    /// For what is made of two maps: im's `union` takes the values of the larger map, and chunkmap
    /// hands its closure the two values of a key in either order.
    fn digest_of_keys(&self) -> u64 {
        self.digest_by(|digest, key, _| mix(digest, key.key()))
    }

    /// A number to which each entry adds its own: to the one so far, which minds the order, only where
    /// everyone has the same.
    fn digest_by(&self, add: impl Fn(u64, &K, &V) -> u64) -> u64 {
        let size = self.size() as u64;
        if Self::SORTED {
            return self.each().fold(size, |digest, (key, value)| add(digest, key, value));
        }
        self.each().fold(size, |digest, (key, value)| digest.wrapping_add(add(0, key, value)))
    }
}

/// A map whose entries come in the order of their keys.
pub trait Sorted<K: Element, V: Element>: Keyed<K, V> {
    fn range<'a>(
        &'a self,
        from: Bound<&'a K>,
        to: Bound<&'a K>,
    ) -> impl Iterator<Item = (&'a K, &'a V)>;

    /// The entry before which there are so many: who has no such operation walks there.
    fn nth(&self, index: usize) -> Option<(&K, &V)> {
        self.each().nth(index)
    }

    /// How many keys are below one: who has no such operation counts them.
    fn rank(&self, key: &K) -> usize {
        self.range(Bound::Unbounded, Bound::Excluded(key)).count()
    }
}

/// What the entries of a map add up to that is walked through by value.
fn sum<K: Element, V: Element>(entries: impl IntoIterator<Item = (K, V)>) -> u64 {
    let add =
        |sum: u64, (key, value): (K, V)| sum.wrapping_add(key.key()).wrapping_add(value.key());
    entries.into_iter().fold(0, add)
}
