//! Reading and comparing.

use std::hint::black_box;

use super::ends::owned;
use crate::element::Element;
use crate::input::Input;
use crate::sequence::Sequence;
use compare::trial::{Lap, Trial, has, trial};

/// Does a whole pass over a vector `batch` times; the pass gives a number.
fn passes<V: Sequence<T>, T: Element>(
    input: Input<T>,
    pass: impl Fn(&V) -> u64 + 'static,
) -> Option<Trial> {
    let vector = V::of(&input.values);
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let sum = lap.time(|| (0..batch).fold(0, |_, _| black_box(pass(black_box(&vector)))));
        lap.check(|| sum);
        batch * input.size()
    })
}

/// Calls `get` with random places.
fn random<V: Sequence<T>, T: Element>(
    input: Input<T>,
    vector: V,
    get: impl Fn(&V, usize) -> u64 + 'static,
) -> Option<Trial> {
    let mut places = input.places();
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let places = places.take(batch);
        let sum = lap.time(|| {
            let gets = places.iter().map(|&place| get(&vector, place as usize));
            gets.fold(0, u64::wrapping_add)
        });
        lap.check(|| sum);
        batch
    })
}

pub fn get_random<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    let vector = V::of(&input.values);
    random(input, vector, |vector: &V, place| vector.at(place).key())
}

pub fn get_in_order<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    let size = input.size();
    passes(input, move |vector: &V| {
        (0..size).fold(0, |sum: u64, index| sum.wrapping_add(vector.at(index).key()))
    })
}

/// A plain loop.
pub fn iterate<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::ITERATES.then_some(())?;
    passes(input, |vector: &V| {
        let mut sum = 0_u64;
        for value in vector.each() {
            sum = sum.wrapping_add(value.key());
        }
        sum
    })
}

/// The iterator's own loop.
pub fn fold<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::ITERATES.then_some(())?;
    passes(input, |vector: &V| {
        vector.each().fold(0, |sum: u64, value| sum.wrapping_add(value.key()))
    })
}

pub fn by_chunks<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::new().chunks().is_some().then_some(())?;
    passes(input, |vector: &V| {
        let mut sum = 0_u64;
        for chunk in has(vector.chunks()) {
            for value in chunk {
                sum = sum.wrapping_add(value.key());
            }
        }
        sum
    })
}

pub fn binary_search<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::BINARY_SEARCH?;
    let mut sorted = input.values.to_vec();
    sorted.sort();
    let vector = V::of(&sorted);
    random(input, vector, move |vector: &V, place| {
        let found = has(V::BINARY_SEARCH)(vector, &sorted[place]);
        found.expect("a value of the vector") as u64
    })
}

pub fn backwards<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::BACKWARDS?;
    passes(input, |vector: &V| has(V::BACKWARDS)(vector))
}

/// All places from the first one on, through a focus.
pub fn focus_in_order<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::FOCUS?;
    let places: Vec<usize> = (0..input.size()).collect();
    passes(input, move |vector: &V| has(V::FOCUS)(vector, &places))
}

/// Looks for the last one.
pub fn index_of<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::INDEX_OF?;
    let last = input.values[input.size() - 1].clone();
    passes(input, move |vector: &V| {
        has(V::INDEX_OF)(vector, &last).expect("it is the last one") as u64
    })
}

/// Makes std's vector of it. It is dropped within the time.
pub fn to_vec<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::TO_VEC?;
    passes(input, |vector: &V| {
        let vector = black_box(has(V::TO_VEC)(vector));
        vector.len() as u64 ^ vector[0].key()
    })
}

/// Walks through vectors of their own by value.
pub fn consume<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::CONSUME?;
    trial(move |lap| {
        let vectors = owned::<V, T>(&input);
        let copies = vectors.len();
        let sum = lap.time(|| vectors.into_iter().map(has(V::CONSUME)).fold(0, u64::wrapping_add));
        lap.check(|| sum);
        copies * input.size()
    })
}

/// Two vectors, one of which was changed after it was cloned from the other, at three quarters.
fn forks<V: Sequence<T>, T: Element>(input: &Input<T>) -> (V, V) {
    let parent = V::of(&input.values);
    let mut child = parent.clone();
    has(V::SET)(&mut child, input.size() * 3 / 4, T::make(7));
    (parent, child)
}

/// Compares two vectors.
fn pair<V: 'static>(pair: (V, V), compare: impl Fn(&V, &V) -> u64 + 'static) -> Option<Trial> {
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let (left, right) = &pair;
        let sum =
            lap.time(|| (0..batch).fold(0, |_, _| compare(black_box(left), black_box(right))));
        lap.check(|| sum);
        batch
    })
}

pub fn equal_forks<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::SET?;
    pair(forks(&input), |left: &V, right: &V| u64::from(left == right))
}

pub fn equal_clone<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::PUSH_BACK?;
    let vector = V::of(&input.values);
    pair((vector.clone(), vector), |left: &V, right: &V| u64::from(left == right))
}

/// Two vectors that were built apart and hold the same.
pub fn equal_strangers<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::PUSH_BACK?;
    let strangers = (V::of(&input.values), V::of(&input.values));
    pair(strangers, |left: &V, right: &V| u64::from(left == right))
}

pub fn diff_forks<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::DIFF?;
    pair(forks(&input), |older: &V, newer: &V| has(V::DIFF)(newer, older) as u64)
}
