//! What the contenders are asked for as vectors. An operation that a contender has not is `None`.

mod flat;
mod im_imbl;
mod ours;
mod pvec_rpds;

use std::iter::Empty;
use std::ops::Range;

use crate::element::Element;
use compare::trial::{Kind, mix};

/// An operation, where a contender has it.
///
/// A constant, so that the compiler inlines the call; a `None` keeps the contender out of the row.
pub type Has<F> = Option<F>;

/// A vector as a contender has it.
pub trait Sequence<T: Element>: Clone + PartialEq + 'static {
    const NAME: &str;
    const KIND: Kind;

    /// Middle inserts after which memory grows beyond all bounds.
    const MOST_INSERTS: usize = usize::MAX;
    /// Whether there is an iterator over references.
    const ITERATES: bool = true;

    const PUSH_BACK: Has<fn(&mut Self, T)> = None;
    const PUSH_FRONT: Has<fn(&mut Self, T)> = None;
    const POP_BACK: Has<fn(&mut Self) -> Option<T>> = None;
    const POP_FRONT: Has<fn(&mut Self) -> Option<T>> = None;

    const COLLECT: Has<fn(&[T]) -> Self> = None;
    const FROM_VEC: Has<fn(Vec<T>) -> Self> = None;
    /// Appends clones through an iterator.
    const EXTEND: Has<fn(&mut Self, &[T])> = None;

    const SET: Has<fn(&mut Self, usize, T)> = None;
    const INSERT: Has<fn(&mut Self, usize, T)> = None;
    const REMOVE: Has<fn(&mut Self, usize) -> T> = None;
    const RETAIN: Has<fn(&mut Self, fn(&T) -> bool)> = None;

    const APPEND: Has<fn(&mut Self, Self)> = None;
    const SPLIT_OFF: Has<fn(&mut Self, usize) -> Self> = None;
    const SLICE: Has<fn(&Self, Range<usize>) -> Self> = None;

    const TRUNCATE: Has<fn(&mut Self, usize)> = None;
    /// Takes a range out, and adds up its elements.
    const DRAIN: Has<fn(&mut Self, Range<usize>) -> u64> = None;
    const SWAP: Has<fn(&mut Self, usize, usize)> = None;
    const FILL: Has<fn(&mut Self, T)> = None;
    const DEDUP: Has<fn(&mut Self)> = None;
    const REVERSE: Has<fn(&mut Self)> = None;
    const ROTATE: Has<fn(&mut Self, usize)> = None;
    /// Makes each element of a range the one after it.
    const RANGE_MUT: Has<fn(&mut Self, Range<usize>)> = None;

    /// Walks through the elements by value, and adds them up.
    const CONSUME: Has<fn(Self) -> u64> = None;
    /// Walks through the elements from the last one, and adds them up.
    const BACKWARDS: Has<fn(&Self) -> u64> = None;
    const TO_VEC: Has<fn(&Self) -> Vec<T>> = None;
    const INDEX_OF: Has<fn(&Self, &T) -> Option<usize>> = None;
    /// Adds up the elements at places, through what remembers where it was.
    const FOCUS: Has<fn(&Self, &[usize]) -> u64> = None;
    /// Makes the elements at places the ones after them, likewise.
    const FOCUS_MUT: Has<fn(&mut Self, &[usize])> = None;

    const SORT: Has<fn(&mut Self)> = None;
    /// Puts a value where it belongs in a sorted vector.
    const INSERT_ORD: Has<fn(&mut Self, T)> = None;
    const BINARY_SEARCH: Has<fn(&Self, &T) -> Result<usize, usize>> = None;
    /// The number of stretches in which two versions differ.
    const DIFF: Has<fn(&Self, &Self) -> usize> = None;

    /// An empty vector.
    fn new() -> Self;

    /// A vector of its own that shares nothing.
    fn of(values: &[T]) -> Self;

    /// The element at an index that is there.
    fn at(&self, index: usize) -> &T;

    fn size(&self) -> usize;

    fn each(&self) -> impl Iterator<Item = &T>;

    fn chunks(&self) -> Option<impl Iterator<Item = &[T]>> {
        None::<Empty<&[T]>>
    }

    fn each_mut(&mut self) -> Option<impl Iterator<Item = &mut T>> {
        None::<Empty<&mut T>>
    }

    /// A number for the content, whatever the structure.
    fn digest(&self) -> u64 {
        self.each().fold(self.size() as u64, |digest, value| mix(digest, value.key()))
    }
}

/// What elements add up to that are walked through by value.
fn sum<T: Element>(values: impl IntoIterator<Item = T>) -> u64 {
    let mut sum = 0_u64;
    for value in values {
        sum = sum.wrapping_add(value.key());
    }
    sum
}

/// The same from the last one, by reference.
fn sum_back<'a, T: Element>(values: impl DoubleEndedIterator<Item = &'a T>) -> u64 {
    let mut sum = 0_u64;
    for value in values.rev() {
        sum = sum.wrapping_add(value.key());
    }
    sum
}

/// Makes each the one after it.
fn step<'a, T: Element>(values: impl IntoIterator<Item = &'a mut T>) {
    for value in values {
        *value = T::make(value.key().wrapping_add(1));
    }
}
