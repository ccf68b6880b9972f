//! Vectors in one piece: std's, whose clone is a full copy, and ecow's, which copies when it is
//! first written to.

use std::collections::VecDeque;
use std::iter::once;
use std::ops::Range;

use ecow::EcoVec;

use super::{Has, Sequence};
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

    const SORT: Has<fn(&mut Self)> = Some(|vector| vector.sort());
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

    const SORT: Has<fn(&mut Self)> = Some(|vector| vector.make_mut().sort());
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
