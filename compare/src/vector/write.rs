//! Changing vectors that nobody shares.

use super::ends::{digests, owned};
use crate::element::Element;
use crate::input::{Input, Places};
use crate::sequence::Sequence;
use compare::trial::{Lap, Trial, has, mix, trial};

pub fn set_random<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::SET?;
    let mut vector = V::of(&input.values);
    let mut places = input.places();
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let places = places.take(batch);
        let values: Vec<T> = places.iter().map(|&place| T::make(u64::from(place) + 1)).collect();
        lap.time(|| {
            for (&place, value) in places.iter().zip(values) {
                has(V::SET)(&mut vector, place as usize, value);
            }
        });
        lap.check(|| vector.digest());
        batch
    })
}

/// Makes each value the one after it.
pub fn each_mut<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::new().each_mut().is_some().then_some(())?;
    let mut vector = V::of(&input.values);
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        lap.time(|| {
            for _ in 0..batch {
                for value in has(vector.each_mut()) {
                    *value = T::make(value.key().wrapping_add(1));
                }
            }
        });
        lap.check(|| vector.digest());
        batch * input.size()
    })
}

/// Keeps the values with an even key: about half.
pub fn retain<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::RETAIN?;
    trial(move |lap| {
        let mut vectors = owned::<V, T>(&input);
        lap.time(|| {
            for vector in &mut vectors {
                has(V::RETAIN)(vector, |value| value.key() % 2 == 0);
            }
        });
        lap.check(|| digests(&vectors));
        vectors.len() * input.size()
    })
}

pub fn sort<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::SORT?;
    trial(move |lap| {
        let mut vectors = owned::<V, T>(&input);
        lap.time(|| vectors.iter_mut().for_each(|vector| has(V::SORT)(vector)));
        lap.check(|| digests(&vectors));
        vectors.len() * input.size()
    })
}

/// Does something once to each of several vectors of their own. A time is that of an element.
fn once<V: Sequence<T>, T: Element>(
    input: Input<T>,
    work: impl Fn(&mut V) -> u64 + 'static,
) -> Option<Trial> {
    trial(move |lap| {
        let mut vectors = owned::<V, T>(&input);
        let sum = lap.time(|| vectors.iter_mut().fold(0, |sum, vector| mix(sum, work(vector))));
        lap.check(|| mix(sum, digests(&vectors)));
        vectors.len() * input.size()
    })
}

pub fn drain<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::DRAIN?;
    let size = input.size();
    once(input, move |vector: &mut V| has(V::DRAIN)(vector, size / 4..size * 3 / 4))
}

pub fn fill<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::FILL?;
    once(input, |vector: &mut V| {
        has(V::FILL)(vector, T::make(7));
        0
    })
}

pub fn reverse<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::REVERSE?;
    once(input, |vector: &mut V| {
        has(V::REVERSE)(vector);
        0
    })
}

/// Of values that come in pairs.
pub fn dedup<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::DEDUP?;
    let pairs = input.values.chunks(2).flat_map(|pair| vec![pair[0].clone(); pair.len()]);
    once(input.of(pairs), |vector: &mut V| {
        has(V::DEDUP)(vector);
        0
    })
}

/// What is sorted already.
pub fn sort_sorted<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    let mut sorted = input.values.to_vec();
    sorted.sort();
    sort::<V, T>(input.of(sorted))
}

/// Does something at random places of a vector, `batch` times.
fn at_random<V: Sequence<T>, T: Element>(
    input: Input<T>,
    work: impl Fn(&mut V, usize) + 'static,
) -> Option<Trial> {
    let mut vector = V::of(&input.values);
    let mut places = input.places();
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let places = places.take(batch);
        lap.time(|| places.iter().for_each(|&place| work(&mut vector, place as usize)));
        lap.check(|| vector.digest());
        batch
    })
}

/// Each with the last one.
pub fn swap<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::SWAP?;
    let last = input.size() - 1;
    at_random(input, move |vector: &mut V, place| has(V::SWAP)(vector, place, last))
}

pub fn rotate<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::ROTATE?;
    at_random(input, |vector: &mut V, place| has(V::ROTATE)(vector, place))
}

/// A hundred neighbours.
pub fn range_mut<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::RANGE_MUT?;
    let size = input.size();
    at_random(input, move |vector: &mut V, place| {
        has(V::RANGE_MUT)(vector, place..size.min(place + 100));
    })
}

/// All places from the first one on.
pub fn focus_mut<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::FOCUS_MUT?;
    let places: Vec<usize> = (0..input.size()).collect();
    once(input, move |vector: &mut V| {
        has(V::FOCUS_MUT)(vector, &places);
        0
    })
}

/// Into a sorted vector.
pub fn insert_ord<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::INSERT_ORD?;
    let mut sorted = input.values.to_vec();
    sorted.sort();
    // Any value, as random as the places.
    edit(
        input.of(sorted),
        RANDOM,
        |size, _| size,
        |vector: &mut V, place, _| {
            has(V::INSERT_ORD)(vector, T::make((place as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)));
            0
        },
    )
}

/// Where an edit goes in a vector of `len` elements.
type Aim = fn(&mut Places, usize) -> usize;

const MIDDLE: Aim = |_, len| len / 2;

/// A random place of the vector as it was, which may have shrunk a little.
const RANDOM: Aim = |places, len| (places.take(1)[0] as usize).min(len.saturating_sub(1));

/// Edits each of several vectors a few times, so that their size stays about the same.
fn edit<V: Sequence<T>, T: Element>(
    input: Input<T>,
    aim: Aim,
    step: fn(usize, usize) -> usize,
    edit: impl Fn(&mut V, usize, T) -> u64 + 'static,
) -> Option<Trial> {
    let edits = (input.size() / 8).clamp(1, 256);
    trial(move |lap| {
        let mut vectors = owned::<V, T>(&input);
        let mut places = input.places();
        let mut work = Vec::with_capacity(edits);
        for done in 0..edits {
            let value = T::make(done as u64);
            work.push((aim(&mut places, step(input.size(), done)), value));
        }
        let work: Vec<_> = vectors.iter().map(|_| work.clone()).collect();
        let sum = lap.time(|| {
            let mut sum = 0;
            for (vector, work) in vectors.iter_mut().zip(work) {
                for (place, value) in work {
                    sum = mix(sum, edit(vector, place, value));
                }
            }
            sum
        });
        lap.check(|| mix(sum, digests(&vectors)));
        vectors.len() * edits
    })
}

fn insert<V: Sequence<T>, T: Element>(input: Input<T>, aim: Aim) -> Option<Trial> {
    V::INSERT?;
    edit(
        input,
        aim,
        |size, done| size + done,
        |vector: &mut V, place, value| {
            has(V::INSERT)(vector, place, value);
            0
        },
    )
}

fn remove<V: Sequence<T>, T: Element>(input: Input<T>, aim: Aim) -> Option<Trial> {
    V::REMOVE?;
    edit(
        input,
        aim,
        |size, done| size - done,
        |vector: &mut V, place, _| has(V::REMOVE)(vector, place).key(),
    )
}

pub fn insert_middle<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    insert::<V, T>(input, MIDDLE)
}

pub fn insert_random<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    insert::<V, T>(input, RANDOM)
}

pub fn remove_middle<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    remove::<V, T>(input, MIDDLE)
}

pub fn remove_random<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    remove::<V, T>(input, RANDOM)
}
