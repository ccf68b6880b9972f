//! Vectors in one piece: std's, whose clone is a full copy, and ecow's, which copies when it is
//! first written to.

use std::collections::VecDeque;
use std::iter::once;
use std::ops::Range;

use ecow::EcoVec;

use super::{Has, Sequence, step, sum, sum_back};
use crate::element::Element;
use compare::trial::Kind;

impl<T: Element> Sequence<T> for Vec<T> {
    const NAME: &str = "Vec";
    const KIND: Kind = Kind::Std;

    const PUSH_BACK: Has<fn(&mut Self, T)> = Some(Self::push);
    const POP_BACK: Has<fn(&mut Self) -> Option<T>> = Some(Self::pop);

    #[allow(clippy::iter_cloned_collect, reason = "the same iterator as for everyone")]
    const COLLECT: Has<fn(&[T]) -> Self> = Some(|values| values.iter().cloned().collect());
    const EXTEND: Has<fn(&mut Self, &[T])> =
        Some(|vector, values| vector.extend(values.iter().cloned()));

    const SET: Has<fn(&mut Self, usize, T)> = Some(|vector, index, value| vector[index] = value);
    const INSERT: Has<fn(&mut Self, usize, T)> = Some(Self::insert);
    const REMOVE: Has<fn(&mut Self, usize) -> T> = Some(Self::remove);
    const RETAIN: Has<fn(&mut Self, fn(&T) -> bool)> = Some(|vector, keep| vector.retain(keep));

    const APPEND: Has<fn(&mut Self, Self)> = Some(|vector, mut other| vector.append(&mut other));
    const SPLIT_OFF: Has<fn(&mut Self, usize) -> Self> = Some(Self::split_off);
    const SLICE: Has<fn(&Self, Range<usize>) -> Self> =
        Some(|vector, range| vector[range].to_vec());

    const TRUNCATE: Has<fn(&mut Self, usize)> = Some(Self::truncate);
    const DRAIN: Has<fn(&mut Self, Range<usize>) -> u64> =
        Some(|vector, range| sum(vector.drain(range)));
    const SWAP: Has<fn(&mut Self, usize, usize)> =
        Some(|vector, one, other| vector.swap(one, other));
    const FILL: Has<fn(&mut Self, T)> = Some(|vector, value| vector.fill(value));
    const DEDUP: Has<fn(&mut Self)> = Some(Self::dedup);
    const REVERSE: Has<fn(&mut Self)> = Some(|vector| vector.reverse());
    const ROTATE: Has<fn(&mut Self, usize)> = Some(|vector, by| vector.rotate_left(by));
    const RANGE_MUT: Has<fn(&mut Self, Range<usize>)> =
        Some(|vector, range| step(&mut vector[range]));

    const CONSUME: Has<fn(Self) -> u64> = Some(sum);
    const BACKWARDS: Has<fn(&Self) -> u64> = Some(|vector| sum_back(vector.iter()));
    const TO_VEC: Has<fn(&Self) -> Vec<T>> = Some(Self::clone);
    const INDEX_OF: Has<fn(&Self, &T) -> Option<usize>> =
        Some(|vector, value| vector.iter().position(|other| other == value));
    const FOCUS: Has<fn(&Self, &[usize]) -> u64> =
        Some(|vector, places| places.iter().fold(0, |sum, &at| sum.wrapping_add(vector[at].key())));
    const FOCUS_MUT: Has<fn(&mut Self, &[usize])> =
        Some(|vector, places| places.iter().for_each(|&at| step([&mut vector[at]])));

    const SORT: Has<fn(&mut Self)> = Some(|vector| vector.sort());
    const INSERT_ORD: Has<fn(&mut Self, T)> = Some(|vector, value| {
        let at = vector.partition_point(|other| *other < value);
        vector.insert(at, value);
    });
    const BINARY_SEARCH: Has<fn(&Self, &T) -> Result<usize, usize>> =
        Some(|vector, value| vector.binary_search(value));

    fn new() -> Self {
        Self::new()
    }

    fn of(values: &[T]) -> Self {
        values.to_vec()
    }

    #[inline]
    fn at(&self, index: usize) -> &T {
        &self[index]
    }

    fn size(&self) -> usize {
        self.len()
    }

    #[inline]
    fn each(&self) -> impl Iterator<Item = &T> {
        self.iter()
    }

    #[inline]
    fn chunks(&self) -> Option<impl Iterator<Item = &[T]>> {
        Some(once(self.as_slice()))
    }

    #[inline]
    fn each_mut(&mut self) -> Option<impl Iterator<Item = &mut T>> {
        Some(self.iter_mut())
    }
}

/// Only what `Vec` has not: the front.
impl<T: Element> Sequence<T> for VecDeque<T> {
    const NAME: &str = "VecDeque";
    const KIND: Kind = Kind::Std;
    const ITERATES: bool = false;

    const PUSH_FRONT: Has<fn(&mut Self, T)> = Some(Self::push_front);
    const POP_FRONT: Has<fn(&mut Self) -> Option<T>> = Some(Self::pop_front);

    fn new() -> Self {
        Self::new()
    }

    fn of(values: &[T]) -> Self {
        values.iter().cloned().collect()
    }

    #[inline]
    fn at(&self, index: usize) -> &T {
        &self[index]
    }

    fn size(&self) -> usize {
        self.len()
    }

    fn each(&self) -> impl Iterator<Item = &T> {
        self.iter()
    }
}

impl<T: Element> Sequence<T> for EcoVec<T> {
    const NAME: &str = "ecow";
    const KIND: Kind = Kind::Flat;

    const PUSH_BACK: Has<fn(&mut Self, T)> = Some(Self::push);
    const POP_BACK: Has<fn(&mut Self) -> Option<T>> = Some(Self::pop);

    const COLLECT: Has<fn(&[T]) -> Self> = Some(|values| values.iter().cloned().collect());
    const FROM_VEC: Has<fn(Vec<T>) -> Self> = Some(Self::from);
    const EXTEND: Has<fn(&mut Self, &[T])> =
        Some(|vector, values| vector.extend(values.iter().cloned()));

    const SET: Has<fn(&mut Self, usize, T)> =
        Some(|vector, index, value| vector.make_mut()[index] = value);
    const INSERT: Has<fn(&mut Self, usize, T)> = Some(Self::insert);
    const REMOVE: Has<fn(&mut Self, usize) -> T> = Some(Self::remove);
    const RETAIN: Has<fn(&mut Self, fn(&T) -> bool)> =
        Some(|vector, keep| vector.retain(|value| keep(value)));

    const APPEND: Has<fn(&mut Self, Self)> = Some(|vector, other| vector.extend(other));
    const SLICE: Has<fn(&Self, Range<usize>) -> Self> = Some(|vector, range| vector[range].into());

    const TRUNCATE: Has<fn(&mut Self, usize)> = Some(Self::truncate);
    const DRAIN: Has<fn(&mut Self, Range<usize>) -> u64> =
        Some(|vector, range| sum(vector.drain(range)));
    const SWAP: Has<fn(&mut Self, usize, usize)> =
        Some(|vector, one, other| vector.make_mut().swap(one, other));
    const FILL: Has<fn(&mut Self, T)> = Some(|vector, value| vector.make_mut().fill(value));
    const REVERSE: Has<fn(&mut Self)> = Some(|vector| vector.make_mut().reverse());
    const ROTATE: Has<fn(&mut Self, usize)> = Some(|vector, by| vector.make_mut().rotate_left(by));
    const RANGE_MUT: Has<fn(&mut Self, Range<usize>)> =
        Some(|vector, range| step(&mut vector.make_mut()[range]));

    const CONSUME: Has<fn(Self) -> u64> = Some(sum);
    const BACKWARDS: Has<fn(&Self) -> u64> = Some(|vector| sum_back(vector.iter()));
    const TO_VEC: Has<fn(&Self) -> Vec<T>> = Some(|vector| vector.to_vec());
    const INDEX_OF: Has<fn(&Self, &T) -> Option<usize>> =
        Some(|vector, value| vector.iter().position(|other| other == value));
    const FOCUS: Has<fn(&Self, &[usize]) -> u64> =
        Some(|vector, places| places.iter().fold(0, |sum, &at| sum.wrapping_add(vector[at].key())));
    const FOCUS_MUT: Has<fn(&mut Self, &[usize])> = Some(|vector, places| {
        let slice = vector.make_mut();
        places.iter().for_each(|&at| step([&mut slice[at]]));
    });

    const SORT: Has<fn(&mut Self)> = Some(|vector| vector.make_mut().sort());
    const INSERT_ORD: Has<fn(&mut Self, T)> = Some(|vector, value| {
        let at = vector.partition_point(|other| *other < value);
        vector.insert(at, value);
    });
    const BINARY_SEARCH: Has<fn(&Self, &T) -> Result<usize, usize>> =
        Some(|vector, value| vector.binary_search(value));

    fn new() -> Self {
        Self::new()
    }

    fn of(values: &[T]) -> Self {
        values.into()
    }

    #[inline]
    fn at(&self, index: usize) -> &T {
        &self[index]
    }

    fn size(&self) -> usize {
        self.len()
    }

    #[inline]
    fn each(&self) -> impl Iterator<Item = &T> {
        self.iter()
    }

    #[inline]
    fn chunks(&self) -> Option<impl Iterator<Item = &[T]>> {
        Some(once(self.as_slice()))
    }

    #[inline]
    fn each_mut(&mut self) -> Option<impl Iterator<Item = &mut T>> {
        Some(self.make_mut().iter_mut())
    }
}
