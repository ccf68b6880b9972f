//! Versions: cloning, changing clones, and putting clones together and cutting them apart.

use std::hint::black_box;

use super::ends::digests;
use crate::element::Element;
use crate::input::Input;
use crate::sequence::Sequence;
use compare::trial::{Lap, Trial, has, mix, trial};

/// Clones, and drops the clone.
pub fn clone<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::PUSH_BACK?;
    let vector = V::of(&input.values);
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        lap.time(|| (0..batch).for_each(|_| drop(black_box(black_box(&vector).clone()))));
        lap.check(|| vector.digest());
        batch
    })
}

/// Each version is a clone of the one before with one random element set; that one is dropped.
pub fn clone_set<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::SET?;
    let mut newest = V::of(&input.values);
    let mut places = input.places();
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let places = places.take(batch);
        let values: Vec<T> = places.iter().map(|&place| T::make(u64::from(place) + 1)).collect();
        lap.time(|| {
            for (&place, value) in places.iter().zip(values) {
                let mut next = newest.clone();
                has(V::SET)(&mut next, place as usize, value);
                newest = next;
            }
        });
        lap.check(|| newest.digest());
        batch
    })
}

/// The same number of versions for all contenders, so that the same lies in memory until the end,
/// and not too much for full copies.
fn kept<T: Element>(input: &Input<T>) -> usize {
    (80_000_000 / size_of::<T>()).checked_div(input.size()).unwrap_or(1_000).clamp(8, 1_000)
}

/// Makes versions from each other by `change`, and keeps them all.
fn keep<V: Sequence<T>, T: Element>(
    input: Input<T>,
    change: impl Fn(&mut V, usize, T) + 'static,
) -> Option<Trial> {
    let count = kept(&input);
    let oldest = V::of(&input.values);
    let mut places = input.places();
    trial(move |lap| {
        let places: Vec<usize> = match input.size() {
            0 => vec![0; count],
            _ => places.take(count).iter().map(|&place| place as usize).collect(),
        };
        let values: Vec<T> = places.iter().map(|&place| T::make(place as u64 + 1)).collect();
        let mut versions: Vec<V> = Vec::with_capacity(count + 1);
        versions.push(oldest.clone());
        lap.time(|| {
            for (place, value) in places.into_iter().zip(values) {
                let mut next = versions[versions.len() - 1].clone();
                change(&mut next, place, value);
                versions.push(next);
            }
        });
        lap.check(|| digests(&versions));
        count
    })
}

pub fn keep_set<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::SET?;
    keep(input, |vector: &mut V, place, value| has(V::SET)(vector, place, value))
}

pub fn keep_push<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::PUSH_BACK?;
    keep(input, |vector: &mut V, _, value| has(V::PUSH_BACK)(vector, value))
}

/// Inserts into a clone each time; the parent stays.
pub fn insert_shared<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::INSERT?;
    results(input, |vector: &V, value| {
        let mut next = vector.clone();
        has(V::INSERT)(&mut next, vector.size() / 2, value);
        (next, None)
    })
}

pub fn remove_shared<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::REMOVE?;
    results(input, |vector: &V, _| {
        let mut next = vector.clone();
        has(V::REMOVE)(&mut next, vector.size() / 2);
        (next, None)
    })
}

/// Appends a vector to itself.
pub fn concat<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::APPEND?;
    results(input, |vector: &V, _| {
        let mut both = vector.clone();
        has(V::APPEND)(&mut both, vector.clone());
        (both, None)
    })
}

pub fn split<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::SPLIT_OFF?;
    results(input, |vector: &V, _| {
        let mut front = vector.clone();
        let back = has(V::SPLIT_OFF)(&mut front, vector.size() / 2);
        (front, Some(back))
    })
}

/// The middle half.
pub fn slice<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::SLICE?;
    results(input, |vector: &V, _| {
        let size = vector.size();
        (has(V::SLICE)(vector, size / 4..size * 3 / 4), None)
    })
}

/// The first half.
pub fn truncate<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::TRUNCATE?;
    results(input, |vector: &V, _| {
        let mut next = vector.clone();
        has(V::TRUNCATE)(&mut next, vector.size() / 2);
        (next, None)
    })
}

/// Makes each value of a clone the one after it; the parent stays.
pub fn each_mut<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::new().each_mut().is_some().then_some(())?;
    results(input, |vector: &V, _| {
        let mut next = vector.clone();
        for value in has(next.each_mut()) {
            *value = T::make(value.key().wrapping_add(1));
        }
        (next, None)
    })
}

pub fn retain<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::RETAIN?;
    results(input, |vector: &V, _| {
        let mut next = vector.clone();
        has(V::RETAIN)(&mut next, |value| value.key() % 2 == 0);
        (next, None)
    })
}

pub fn sort<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::SORT?;
    results(input, |vector: &V, _| {
        let mut next = vector.clone();
        has(V::SORT)(&mut next);
        (next, None)
    })
}

/// A hundred neighbours in the middle of a clone.
pub fn range_mut<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::RANGE_MUT?;
    results(input, |vector: &V, _| {
        let mut next = vector.clone();
        let middle = vector.size() / 2;
        has(V::RANGE_MUT)(&mut next, middle..vector.size().min(middle + 100));
        (next, None)
    })
}

/// Makes something of a vector again and again; what it makes is dropped outside of the time.
fn results<V: Sequence<T>, T: Element>(
    input: Input<T>,
    make: impl Fn(&V, T) -> (V, Option<V>) + 'static,
) -> Option<Trial> {
    let vector = V::of(&input.values);
    let count = kept(&input).min(100);
    trial(move |lap| {
        let values: Vec<T> = (0..count).map(|number| T::make(number as u64)).collect();
        let mut made = Vec::with_capacity(count);
        lap.time(|| made.extend(values.into_iter().map(|value| make(&vector, value))));
        lap.check(|| {
            made.iter().fold(0, |digest, (first, second)| {
                mix(digest, digests([first].into_iter().chain(second)))
            })
        });
        count
    })
}
