//! Two maps at once: set algebra, comparing, and merging forks.

use std::hint::black_box;

use crate::element::Element;
use crate::input::{Entries, shuffled};
use crate::keyed::Keyed;
use crate::sequence::Has;
use compare::trial::{Lap, Trial, has, remake, trial};

/// How two maps are related.
pub trait Pair {
    fn of<M: Keyed<K, V>, K: Element, V: Element>(input: &Entries<K, V>) -> (M, M);
}

/// A map, and a clone that was changed under so many keys all over it.
pub struct Forks<const CHANGES: usize>;

/// A map, and a clone of which so many values all over it are others.
pub struct Updated<const CHANGES: usize>;

/// A map, and a clone into which so many values were put that it had before: equal, but not shared.
pub struct Rewritten<const CHANGES: usize>;

/// A clone from which so many keys were taken, all over it, and the map.
pub struct Fewer<const CHANGES: usize>;

/// The lower and the upper half of the keys.
pub struct Halves;

/// The keys with an even and with an odd rank.
pub struct Interleaved;

/// The same entries, put in in another order.
pub struct Apart;

/// Inserts a new key, sets a value, removes a key, and so forth; each fork begins at other keys.
fn change<M: Keyed<K, V>, K: Element, V: Element>(
    map: &mut M,
    input: &Entries<K, V>,
    changes: usize,
    fork: usize,
) {
    for number in 0..changes {
        let (key, _) = &input.sorted[number * input.size() / changes + fork];
        match number % 3 {
            0 => {
                let (key, value) = input.absent[number + fork * changes].clone();
                map.insert(key, value);
            }
            1 => map.insert(key.clone(), V::make(fork as u64)),
            _ => assert!(map.remove(key), "each key is removed once"),
        }
    }
}

impl<const CHANGES: usize> Pair for Forks<CHANGES> {
    fn of<M: Keyed<K, V>, K: Element, V: Element>(input: &Entries<K, V>) -> (M, M) {
        let parent = M::of(&input.present);
        let mut child = parent.clone();
        change(&mut child, input, CHANGES, 0);
        (parent, child)
    }
}

/// Sets values all over a clone, by what they were.
fn set<M: Keyed<K, V>, K: Element, V: Element>(
    input: &Entries<K, V>,
    changes: usize,
    value: impl Fn(&V) -> V,
) -> (M, M) {
    let parent = M::of(&input.present);
    let mut child = parent.clone();
    for number in 0..changes {
        // In the middle of a part each, so that who stops at the first one has come some way.
        let (key, old) = &input.sorted[(2 * number + 1) * input.size() / (2 * changes)];
        child.insert(key.clone(), value(old));
    }
    (parent, child)
}

impl<const CHANGES: usize> Pair for Updated<CHANGES> {
    fn of<M: Keyed<K, V>, K: Element, V: Element>(input: &Entries<K, V>) -> (M, M) {
        set(input, CHANGES, |old| V::make(old.key() + 1))
    }
}

impl<const CHANGES: usize> Pair for Rewritten<CHANGES> {
    fn of<M: Keyed<K, V>, K: Element, V: Element>(input: &Entries<K, V>) -> (M, M) {
        set(input, CHANGES, V::clone)
    }
}

impl<const CHANGES: usize> Pair for Fewer<CHANGES> {
    fn of<M: Keyed<K, V>, K: Element, V: Element>(input: &Entries<K, V>) -> (M, M) {
        let parent = M::of(&input.present);
        let mut child = parent.clone();
        for number in 0..CHANGES {
            assert!(child.remove(&input.sorted[number * input.size() / CHANGES].0), "it is there");
        }
        (child, parent)
    }
}

impl Pair for Halves {
    fn of<M: Keyed<K, V>, K: Element, V: Element>(input: &Entries<K, V>) -> (M, M) {
        let (low, high) = input.sorted.split_at(input.size() / 2);
        (M::of(&shuffled(low.to_vec())), M::of(&shuffled(high.to_vec())))
    }
}

impl Pair for Interleaved {
    fn of<M: Keyed<K, V>, K: Element, V: Element>(input: &Entries<K, V>) -> (M, M) {
        let even = shuffled(input.sorted.iter().step_by(2).cloned());
        let odd = shuffled(input.sorted.iter().skip(1).step_by(2).cloned());
        (M::of(&even), M::of(&odd))
    }
}

impl Pair for Apart {
    fn of<M: Keyed<K, V>, K: Element, V: Element>(input: &Entries<K, V>) -> (M, M) {
        (M::of(&input.present), M::of(&shuffled(input.present.to_vec())))
    }
}

/// Makes a map of two, again and again.
fn combine<P: Pair, M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
    make: impl Fn(&M, &M) -> M + 'static,
) -> Option<Trial> {
    let (first, second): (M, M) = P::of(&input);
    trial(move |lap: &mut Lap| {
        let make = || make(black_box(&first), black_box(&second));
        remake(lap, input.size(), make, M::digest_of_keys)
    })
}

pub fn union<P: Pair, M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
) -> Option<Trial> {
    M::UNION?;
    combine::<P, M, K, V>(input, |first, second| has(M::UNION)(first, second))
}

pub fn intersection<P: Pair, M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
) -> Option<Trial> {
    M::INTERSECTION?;
    combine::<P, M, K, V>(input, |first, second| has(M::INTERSECTION)(first, second))
}

pub fn difference<P: Pair, M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
) -> Option<Trial> {
    M::DIFFERENCE?;
    combine::<P, M, K, V>(input, |first, second| has(M::DIFFERENCE)(first, second))
}

pub fn symmetric_difference<P: Pair, M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
) -> Option<Trial> {
    M::SYMMETRIC_DIFFERENCE?;
    combine::<P, M, K, V>(input, |first, second| has(M::SYMMETRIC_DIFFERENCE)(first, second))
}

/// Compares two maps.
fn compare<M: Keyed<K, V>, K: Element, V: Element>(
    (first, second): (M, M),
    compare: impl Fn(&M, &M) -> usize + 'static,
) -> Option<Trial> {
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let compare = || compare(black_box(&first), black_box(&second));
        let last = lap.time(|| (0..batch).fold(0, |_, _| black_box(compare())));
        lap.check(|| last as u64);
        batch
    })
}

pub fn equal<P: Pair, M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
) -> Option<Trial> {
    compare::<M, K, V>(P::of(&input), |first, second| usize::from(first == second))
}

pub fn equal_clone<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    let map = M::of(&input.present);
    compare::<M, K, V>((map.clone(), map), |first, second| usize::from(first == second))
}

pub fn diff<P: Pair, M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
) -> Option<Trial> {
    M::DIFF?;
    compare::<M, K, V>(P::of(&input), |older, newer| has(M::DIFF)(older, newer))
}

pub fn submap<P: Pair, M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
) -> Option<Trial> {
    M::SUBMAP?;
    compare::<M, K, V>(P::of(&input), |first, second| usize::from(has(M::SUBMAP)(first, second)))
}

pub fn disjoint<P: Pair, M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
) -> Option<Trial> {
    M::DISJOINT?;
    compare::<M, K, V>(P::of(&input), |first, second| usize::from(has(M::DISJOINT)(first, second)))
}

/// Makes a patch between two maps, and the second one of the first by it.
pub fn patch<P: Pair, M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
) -> Option<Trial> {
    M::PATCH?;
    combine::<P, M, K, V>(input, |older, newer| has(M::PATCH)(older, newer))
}

/// Brings together two forks of a map, each with 100 changes.
pub fn merge<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    let _: fn(&M, &M, &M) -> M = (M::MERGE as Has<_>)?;
    let base = M::of(&input.present);
    let (mut first, mut second) = (base.clone(), base.clone());
    change(&mut first, &input, 100, 0);
    change(&mut second, &input, 100, 1);
    trial(move |lap: &mut Lap| {
        remake(lap, input.size(), || has(M::MERGE)(&base, &first, &second), M::digest)
    })
}
