//! The radix vectors of rpds and pvec, which write and grow at the end only.

use pvec::core::RrbVec;
use rpds::VectorSync;

use super::{Has, Sequence, sum, sum_back};
use crate::element::Element;
use compare::trial::Kind;

impl<T: Element> Sequence<T> for VectorSync<T> {
    const NAME: &str = "rpds";
    const KIND: Kind = Kind::Peer;

    const PUSH_BACK: Has<fn(&mut Self, T)> = Some(Self::push_back_mut);
    const POP_BACK: Has<fn(&mut Self) -> Option<T>> = Some(|vector| {
        let last = vector.last().cloned();
        vector.drop_last_mut();
        last
    });

    const COLLECT: Has<fn(&[T]) -> Self> = Some(|values| values.iter().cloned().collect());
    const EXTEND: Has<fn(&mut Self, &[T])> =
        Some(|vector, values| vector.extend(values.iter().cloned()));

    const SET: Has<fn(&mut Self, usize, T)> = Some(|vector, index, value| {
        vector.set_mut(index, value);
    });

    const BACKWARDS: Has<fn(&Self) -> u64> = Some(|vector| sum_back(vector.iter()));
    const TO_VEC: Has<fn(&Self) -> Vec<T>> = Some(|vector| vector.iter().cloned().collect());

    fn new() -> Self {
        Self::new_sync()
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

    #[inline]
    fn each(&self) -> impl Iterator<Item = &T> {
        self.iter()
    }
}

/// `PVec` is a `Vec` until its first clone, and this one from then on.
impl<T: Element> Sequence<T> for RrbVec<T> {
    const NAME: &str = "pvec";
    const KIND: Kind = Kind::Peer;
    // Its iterator consumes the vector.
    const ITERATES: bool = false;

    const PUSH_BACK: Has<fn(&mut Self, T)> = Some(Self::push);
    const POP_BACK: Has<fn(&mut Self) -> Option<T>> = Some(Self::pop);

    const SET: Has<fn(&mut Self, usize, T)> = Some(|vector, index, value| vector[index] = value);

    const APPEND: Has<fn(&mut Self, Self)> = Some(|vector, mut other| vector.append(&mut other));
    const SPLIT_OFF: Has<fn(&mut Self, usize) -> Self> = Some(Self::split_off);

    const CONSUME: Has<fn(Self) -> u64> = Some(sum);

    fn new() -> Self {
        Self::new()
    }

    fn of(values: &[T]) -> Self {
        let mut vector = Self::new();
        values.iter().for_each(|value| vector.push(value.clone()));
        vector
    }

    #[inline]
    fn at(&self, index: usize) -> &T {
        &self[index]
    }

    fn size(&self) -> usize {
        self.len()
    }

    fn each(&self) -> impl Iterator<Item = &T> {
        (0..self.len()).map(|index| &self[index])
    }
}
