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
