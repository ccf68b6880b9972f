//! Growing and shrinking at the ends, and building as a whole.

use crate::element::Element;
use crate::input::Input;
use crate::sequence::Sequence;
use compare::trial::{Trial, has, mix, trial};

/// Pushes all values onto empty vectors.
fn grow<V: Sequence<T>, T: Element>(
    input: Input<T>,
    push: impl Fn(&mut V, T) + 'static,
) -> Option<Trial> {
    trial(move |lap| {
        let copies = input.copies();
        let mut values: Vec<Vec<T>> = (0..copies).map(|_| input.values.to_vec()).collect();
        let mut vectors: Vec<V> = (0..copies).map(|_| V::new()).collect();
        lap.time(|| {
            for (vector, values) in vectors.iter_mut().zip(&mut values) {
                for value in values.drain(..) {
                    push(vector, value);
                }
            }
        });
        lap.check(|| digests(&vectors));
        copies * input.size()
    })
}

pub fn push_back<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::PUSH_BACK?;
    grow(input, |vector: &mut V, value| has(V::PUSH_BACK)(vector, value))
}

pub fn push_front<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::PUSH_FRONT?;
    grow(input, |vector: &mut V, value| has(V::PUSH_FRONT)(vector, value))
}

/// Pops all values off vectors of their own.
fn shrink<V: Sequence<T>, T: Element>(
    input: Input<T>,
    pop: impl Fn(&mut V) -> Option<T> + 'static,
) -> Option<Trial> {
    trial(move |lap| {
        let mut vectors = owned::<V, T>(&input);
        let sum = lap.time(|| {
            let mut sum = 0;
            for vector in &mut vectors {
                while let Some(value) = pop(vector) {
                    sum = mix(sum, value.key());
                }
            }
            sum
        });
        lap.check(|| sum);
        vectors.len() * input.size()
    })
}

pub fn pop_back<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::POP_BACK?;
    shrink(input, |vector: &mut V| has(V::POP_BACK)(vector))
}

pub fn pop_front<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::POP_FRONT?;
    shrink(input, |vector: &mut V| has(V::POP_FRONT)(vector))
}

/// Collects clones from an iterator.
pub fn collect<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::COLLECT?;
    trial(move |lap| {
        let copies = input.copies();
        let mut vectors: Vec<V> = Vec::with_capacity(copies);
        lap.time(|| vectors.extend((0..copies).map(|_| has(V::COLLECT)(&input.values))));
        lap.check(|| digests(&vectors));
        copies * input.size().max(1)
    })
}

/// Takes over vectors of std.
pub fn from_vec<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::FROM_VEC?;
    trial(move |lap| {
        let copies = input.copies();
        let values: Vec<Vec<T>> = (0..copies).map(|_| input.values.to_vec()).collect();
        let mut vectors: Vec<V> = Vec::with_capacity(copies);
        lap.time(|| vectors.extend(values.into_iter().map(has(V::FROM_VEC))));
        lap.check(|| digests(&vectors));
        copies * input.size()
    })
}

/// Doubles vectors of their own, from an iterator.
pub fn extend<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    V::EXTEND?;
    trial(move |lap| {
        let mut vectors = owned::<V, T>(&input);
        lap.time(|| vectors.iter_mut().for_each(|vector| has(V::EXTEND)(vector, &input.values)));
        lap.check(|| digests(&vectors));
        vectors.len() * input.size()
    })
}

/// Drops vectors of their own.
pub fn release<V: Sequence<T>, T: Element>(input: Input<T>) -> Option<Trial> {
    trial(move |lap| {
        let vectors = owned::<V, T>(&input);
        let copies = vectors.len();
        lap.check(|| digests(&vectors));
        lap.time(|| drop(vectors));
        copies * input.size()
    })
}

/// Vectors that share nothing, not with each other either.
pub fn owned<V: Sequence<T>, T: Element>(input: &Input<T>) -> Vec<V> {
    (0..input.copies()).map(|_| V::of(&input.values)).collect()
}

/// One number for the content of several vectors.
pub fn digests<'a, V: Sequence<T>, T: Element>(vectors: impl IntoIterator<Item = &'a V>) -> u64 {
    vectors.into_iter().fold(0, |digest, vector| mix(digest, vector.digest()))
}
