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

    /// Takes out the entries whose keys are told, and adds up numbers that reading them gives.
    const EXTRACT: Has<fn(&mut Self, fn(&K) -> bool) -> u64> = None;

    const GET_MUT: Has<for<'a> fn(&'a mut Self, &K) -> Option<&'a mut V>> = None;
    /// The value of a key, put in unless it is there.
    const ENTRY: Has<for<'a> fn(&'a mut Self, K, V) -> &'a mut V> = None;
    /// Puts in entries that ascend.
    const INSERT_MANY: Has<fn(&mut Self, Vec<(K, V)>)> = None;
    /// Takes out keys that ascend.
    const REMOVE_MANY: Has<fn(&mut Self, Vec<K>)> = None;

    const UNION: Has<fn(&Self, &Self) -> Self> = None;
    const INTERSECTION: Has<fn(&Self, &Self) -> Self> = None;
    /// What is in the first only.
    const DIFFERENCE: Has<fn(&Self, &Self) -> Self> = None;
    const SYMMETRIC_DIFFERENCE: Has<fn(&Self, &Self) -> Self> = None;
    /// The number of keys that were added, removed or changed since an older version.
    const DIFF: Has<fn(&Self, &Self) -> usize> = None;
    /// Makes the changes that led from the first to the third in the second, whose own go first.
    const MERGE: Has<fn(&Self, &Self, &Self) -> Self> = None;

    /// Makes a patch of what led from an older version to a newer one, and the newer one of it.
    const PATCH: Has<fn(&Self, &Self) -> Self> = None;
    /// Whether all entries of the first are in the second.
    const SUBMAP: Has<fn(&Self, &Self) -> bool> = None;
    /// Whether no key is in both.
    const DISJOINT: Has<fn(&Self, &Self) -> bool> = None;

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
    const POP_FIRST: Has<fn(&mut Self) -> Option<(K, V)>> = None;
    /// Takes out the keys from the first to below the second.
    const REMOVE_RANGE: Has<fn(&mut Self, &K, &K)> = None;
    /// Makes the values of the first hundred entries from a key on the ones after them.
    const RANGE_MUT: Has<fn(&mut Self, &K)> = None;
    /// The last key that is not above one.
    const PREV: Has<for<'a> fn(&'a Self, &'a K) -> Option<&'a K>> = None;
    /// Walks through the entries from the last one, and adds up numbers that reading them gives.
    const BACKWARDS: Has<fn(&Self) -> u64> = None;

    fn range<'a>(
        &'a self,
        from: Bound<&'a K>,
        to: Bound<&'a K>,
    ) -> impl Iterator<Item = (&'a K, &'a V)>;

    /// The entry before which there are so many: who has no such operation walks there.
    fn nth(&self, index: usize) -> Option<(&K, &V)> {
        self.each().nth(index)
    }

    /// Goes to the first key that is not below one and on from there: who has no cursor has a range.
    fn seek(&self, key: &K, steps: usize) -> u64 {
        let entries = self.range(Bound::Included(key), Bound::Unbounded).take(steps);
        entries.fold(0, |sum: u64, (key, _)| sum.wrapping_add(key.key()))
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

/// The same from the last one, by reference.
fn sum_back<'a, K: Element, V: Element>(
    entries: impl DoubleEndedIterator<Item = (&'a K, &'a V)>,
) -> u64 {
    let mut sum = 0_u64;
    for (key, value) in entries.rev() {
        sum = sum.wrapping_add(key.key()).wrapping_add(value.key());
    }
    sum
}

/// How many values a walk through a range changes.
const RANGE: usize = 100;

/// Makes the first hundred values the ones after them.
fn step<'a, V: Element>(values: impl IntoIterator<Item = &'a mut V>) {
    for value in values.into_iter().take(RANGE) {
        *value = V::make(value.key().wrapping_add(1));
    }
}
