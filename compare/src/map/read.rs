//! Looking up, walking and counting.

use std::hint::black_box;
use std::ops::Bound;

use crate::element::Element;
use crate::input::Entries;
use crate::keyed::{Keyed, Sorted};
use compare::trial::{Lap, Trial, has, trial};

/// How far a range goes.
const RANGE: usize = 100;

/// Looks up random keys of a list as long as the map.
fn look_up<M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
    of: impl Fn(&Entries<K, V>, usize) -> K + 'static,
    look: impl Fn(&M, &K) -> u64 + 'static,
) -> Option<Trial> {
    let map = M::of(&input.present);
    let mut places = input.places();
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let places = places.take(batch);
        let keys: Vec<K> = places.iter().map(|&place| of(&input, place as usize)).collect();
        let sum = lap.time(|| keys.iter().map(|key| look(&map, key)).fold(0, u64::wrapping_add));
        lap.check(|| sum);
        batch
    })
}

fn present<K: Element, V: Element>(input: &Entries<K, V>, place: usize) -> K {
    input.present[place].0.clone()
}

pub fn get_hit<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    look_up(input, present, |map: &M, key| map.get(key).map_or(1, V::key))
}

pub fn get_miss<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    let absent = |input: &Entries<K, V>, place: usize| input.absent[place].0.clone();
    look_up(input, absent, |map: &M, key| u64::from(map.get(key).is_none()))
}

pub fn range<M: Sorted<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    look_up(input, present, |map: &M, key| {
        let mut sum = 0_u64;
        for (key, value) in map.range(Bound::Included(key), Bound::Unbounded).take(RANGE) {
            sum = sum.wrapping_add(key.key()).wrapping_add(value.key());
        }
        sum
    })
}

pub fn prev<M: Sorted<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::PREV?;
    let absent = |input: &Entries<K, V>, place: usize| input.absent[place].0.clone();
    look_up(input, absent, |map: &M, key| has(M::PREV)(map, key).map_or(1, K::key))
}

/// Where a key would be, and ten on from there.
pub fn seek<M: Sorted<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    let absent = |input: &Entries<K, V>, place: usize| input.absent[place].0.clone();
    look_up(input, absent, |map: &M, key| map.seek(key, 10))
}

pub fn rank<M: Sorted<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    look_up(input, present, |map: &M, key| map.rank(key) as u64)
}

pub fn nth<M: Sorted<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    let map = M::of(&input.present);
    let mut places = input.places();
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let places = places.take(batch);
        let nth = |place: &u32| map.nth(*place as usize).map_or(0, |(key, _)| key.key());
        let sum = lap.time(|| places.iter().map(nth).fold(0, u64::wrapping_add));
        lap.check(|| sum);
        batch
    })
}

/// Does a whole pass over a map `batch` times; the pass gives a number.
fn passes<M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
    pass: impl Fn(&M) -> u64 + 'static,
) -> Option<Trial> {
    let map = M::of(&input.present);
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let sum = lap.time(|| (0..batch).fold(0, |_, _| black_box(pass(black_box(&map)))));
        lap.check(|| sum);
        batch * input.size()
    })
}

pub fn iterate<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    passes(input, |map: &M| {
        let mut sum = 0_u64;
        for (key, value) in map.each() {
            sum = sum.wrapping_add(key.key()).wrapping_add(value.key());
        }
        sum
    })
}

pub fn iterate_keys<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::new().keys().is_some().then_some(())?;
    passes(input, |map: &M| {
        let mut sum = 0_u64;
        for key in has(map.keys()) {
            sum = sum.wrapping_add(key.key());
        }
        sum
    })
}

pub fn backwards<M: Sorted<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::BACKWARDS?;
    passes(input, |map: &M| has(M::BACKWARDS)(map))
}
