//! Versions: cloning, changing clones, and cutting them apart.

use std::hint::black_box;

use super::write::digests;
use crate::element::Element;
use crate::input::Entries;
use crate::keyed::{Keyed, Sorted};
use compare::trial::{Lap, Trial, has, mix, remake, trial};

/// Entries of a batch that is inserted at once.
const MANY: usize = 1_000;

/// Clones, and drops the clone.
pub fn clone<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    let map = M::of(&input.present);
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        lap.time(|| (0..batch).for_each(|_| drop(black_box(black_box(&map).clone()))));
        lap.check(|| map.digest());
        batch
    })
}

/// What is done to a version.
trait Change<M, K, V> {
    /// The entries it is done with, all different.
    fn entries(input: &Entries<K, V>) -> &[(K, V)];
    fn change(map: &mut M, key: K, value: V);
}

struct InsertNew;
struct Update;
struct Remove;

impl<M: Keyed<K, V>, K: Element, V: Element> Change<M, K, V> for InsertNew {
    fn entries(input: &Entries<K, V>) -> &[(K, V)] {
        &input.absent
    }

    #[inline]
    fn change(map: &mut M, key: K, value: V) {
        map.insert(key, value);
    }
}

impl<M: Keyed<K, V>, K: Element, V: Element> Change<M, K, V> for Update {
    fn entries(input: &Entries<K, V>) -> &[(K, V)] {
        &input.present
    }

    #[inline]
    fn change(map: &mut M, key: K, value: V) {
        map.insert(key, V::make(value.key() + 1));
    }
}

impl<M: Keyed<K, V>, K: Element, V: Element> Change<M, K, V> for Remove {
    fn entries(input: &Entries<K, V>) -> &[(K, V)] {
        &input.present
    }

    #[inline]
    fn change(map: &mut M, key: K, _: V) {
        assert!(map.remove(&key), "each entry is removed once");
    }
}

/// Each version is a clone of the one before with one change; that one is dropped. After some changes
/// it begins anew, before the size is another.
fn replace<M: Keyed<K, V>, K: Element, V: Element, C: Change<M, K, V>>(
    input: Entries<K, V>,
) -> Option<Trial> {
    let first = M::of(&input.present);
    let steps = (input.size() / 8).clamp(1, 1_000);
    let mut at = 0;
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let entries = C::entries(&input);
        let work: Vec<(K, V)> =
            (at..at + batch).map(|at| entries[at % entries.len()].clone()).collect();
        at = (at + batch) % entries.len();
        let mut newest = first.clone();
        lap.time(|| {
            for (done, (key, value)) in work.into_iter().enumerate() {
                let parent = if done % steps == 0 { &first } else { &newest };
                let mut next = parent.clone();
                C::change(&mut next, key, value);
                newest = next;
            }
        });
        lap.check(|| newest.digest());
        batch
    })
}

pub fn insert<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    replace::<M, K, V, InsertNew>(input)
}

pub fn update<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    replace::<M, K, V, Update>(input)
}

pub fn remove<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    replace::<M, K, V, Remove>(input)
}

/// Makes versions from each other by one change each, and keeps them all: as many for all contenders,
/// and not too many for full copies.
fn keep<M: Keyed<K, V>, K: Element, V: Element, C: Change<M, K, V>>(
    input: Entries<K, V>,
) -> Option<Trial> {
    let room = 80_000_000 / (size_of::<(K, V)>() * input.size());
    let count = room.clamp(8, 1_000).min(input.size());
    let first = M::of(&input.present);
    trial(move |lap| {
        let work: Vec<(K, V)> = C::entries(&input)[..count].to_vec();
        let mut versions: Vec<M> = Vec::with_capacity(count + 1);
        versions.push(first.clone());
        lap.time(|| {
            for (key, value) in work {
                let mut next = versions[versions.len() - 1].clone();
                C::change(&mut next, key, value);
                versions.push(next);
            }
        });
        lap.check(|| digests(&versions));
        count
    })
}

pub fn keep_insert<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    keep::<M, K, V, InsertNew>(input)
}

pub fn keep_update<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    keep::<M, K, V, Update>(input)
}

pub fn keep_remove<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    keep::<M, K, V, Remove>(input)
}

pub fn split<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::SPLIT?;
    let map = M::of(&input.present);
    // A key of nobody's, as near to the middle as there is one.
    let middle = &input.sorted[input.size() / 2].0;
    let split = input.absent.iter().map(|(key, _)| key).filter(|key| *key >= middle).min();
    let split = split.unwrap_or(&input.absent[0].0).clone();
    trial(move |lap: &mut Lap| {
        let make = || has(M::SPLIT)(&map, &split);
        remake(lap, input.size(), make, |(low, high)| mix(low.digest(), high.digest()))
    })
}

/// The first half.
pub fn take<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::TAKE?;
    let map = M::of(&input.present);
    trial(move |lap: &mut Lap| {
        remake(lap, input.size(), || has(M::TAKE)(&map, input.size() / 2), M::digest)
    })
}

/// The second half.
pub fn skip<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::SKIP?;
    let map = M::of(&input.present);
    trial(move |lap: &mut Lap| {
        remake(lap, input.size(), || has(M::SKIP)(&map, input.size() / 2), M::digest)
    })
}

/// Inserts a batch of entries that ascend into a clone.
fn insert_many<M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
    mut batch: Vec<(K, V)>,
) -> Option<Trial> {
    M::INSERT_MANY?;
    batch.sort_by(|one, other| one.0.cmp(&other.0));
    let map = M::of(&input.present);
    trial(move |lap: &mut Lap| {
        let make = || {
            let mut next = map.clone();
            has(M::INSERT_MANY)(&mut next, batch.clone());
            next
        };
        remake(lap, input.size(), make, M::digest)
    })
}

/// The same into maps of their own, all over them.
pub fn insert_many_unique<M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
) -> Option<Trial> {
    M::INSERT_MANY?;
    let mut batch = input.absent[..MANY].to_vec();
    batch.sort_by(|one, other| one.0.cmp(&other.0));
    trial(move |lap| {
        let (mut map, batch) = (M::collect(&input.sorted), batch.clone());
        lap.time(|| has(M::INSERT_MANY)(&mut map, batch));
        lap.check(|| map.digest());
        1
    })
}

/// New keys all over the map.
pub fn insert_many_spread<M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
) -> Option<Trial> {
    let batch = input.absent[..MANY].to_vec();
    insert_many::<M, K, V>(input, batch)
}

/// New keys side by side.
pub fn insert_many_dense<M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
) -> Option<Trial> {
    let mut sorted = input.absent.to_vec();
    sorted.sort_by(|one, other| one.0.cmp(&other.0));
    let batch = sorted[(sorted.len() - MANY) / 2..][..MANY].to_vec();
    insert_many::<M, K, V>(input, batch)
}

/// Takes keys that ascend out of a clone, all over it.
pub fn remove_many<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::REMOVE_MANY?;
    let map = M::of(&input.present);
    let mut batch: Vec<K> = input.present[..MANY].iter().map(|(key, _)| key.clone()).collect();
    batch.sort();
    trial(move |lap: &mut Lap| {
        let make = || {
            let mut next = map.clone();
            has(M::REMOVE_MANY)(&mut next, batch.clone());
            next
        };
        remake(lap, input.size(), make, M::digest)
    })
}

/// Takes the middle half out of a clone.
pub fn remove_range<M: Sorted<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
) -> Option<Trial> {
    M::REMOVE_RANGE?;
    let map = M::of(&input.present);
    let quarter = input.size() / 4;
    trial(move |lap: &mut Lap| {
        let (from, to) = (&input.sorted[quarter].0, &input.sorted[3 * quarter].0);
        let make = || {
            let mut next = map.clone();
            has(M::REMOVE_RANGE)(&mut next, from, to);
            next
        };
        remake(lap, input.size(), make, M::digest)
    })
}

/// Changes all values of a clone; the parent stays.
pub fn each_mut<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::new().each_mut().is_some().then_some(())?;
    let map = M::of(&input.present);
    trial(move |lap: &mut Lap| {
        let make = || {
            let mut next = map.clone();
            for value in has(next.each_mut()) {
                *value = V::make(value.key().wrapping_add(1));
            }
            next
        };
        remake(lap, input.size(), make, M::digest)
    })
}

/// Keeps about half of a clone, here and there; the parent stays.
pub fn retain<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::RETAIN?;
    let map = M::of(&input.present);
    trial(move |lap: &mut Lap| {
        let make = || {
            let mut next = map.clone();
            has(M::RETAIN)(&mut next, |key| key.key() % 2 == 0);
            next
        };
        remake(lap, input.size(), make, M::digest)
    })
}

/// Puts together two maps of their own, the keys of one below those of the other.
pub fn append<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::APPEND?;
    let copies = input.copies().min(64);
    trial(move |lap| {
        let (low, high) = input.sorted.split_at(input.size() / 2);
        let halves: Vec<(M, M)> =
            (0..copies).map(|_| (M::collect(low), M::collect(high))).collect();
        let mut whole: Vec<M> = Vec::with_capacity(copies);
        lap.time(|| whole.extend(halves.into_iter().map(|(low, high)| has(M::APPEND)(low, high))));
        lap.check(|| digests(&whole));
        copies
    })
}
