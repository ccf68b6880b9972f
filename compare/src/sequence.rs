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

    const SORT: Has<fn(&mut Self)> = None;
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
