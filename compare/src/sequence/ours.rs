//! This crate's vector.

use std::ops::Range;

use offshoot::Vector;

use super::{Has, Sequence, step, sum, sum_back};
use crate::element::Element;
use compare::trial::Kind;

impl<T: Element> Sequence<T> for Vector<T> {
    const NAME: &str = "offshoot";
    const KIND: Kind = Kind::Ours;

    const PUSH_BACK: Has<fn(&mut Self, T)> = Some(Self::push_back);
    const PUSH_FRONT: Has<fn(&mut Self, T)> = Some(Self::push_front);
    const POP_BACK: Has<fn(&mut Self) -> Option<T>> = Some(Self::pop_back);
    const POP_FRONT: Has<fn(&mut Self) -> Option<T>> = Some(Self::pop_front);

    const COLLECT: Has<fn(&[T]) -> Self> = Some(|values| values.iter().cloned().collect());
    const FROM_VEC: Has<fn(Vec<T>) -> Self> = Some(Self::from);
    const EXTEND: Has<fn(&mut Self, &[T])> =
        Some(|vector, values| vector.extend(values.iter().cloned()));

    const SET: Has<fn(&mut Self, usize, T)> = Some(|vector, index, value| {
        vector.set(index, value);
    });
    const INSERT: Has<fn(&mut Self, usize, T)> = Some(Self::insert);
    const REMOVE: Has<fn(&mut Self, usize) -> T> = Some(Self::remove);
    const RETAIN: Has<fn(&mut Self, fn(&T) -> bool)> = Some(|vector, keep| vector.retain(keep));

    const APPEND: Has<fn(&mut Self, Self)> = Some(Self::append);
    const SPLIT_OFF: Has<fn(&mut Self, usize) -> Self> = Some(Self::split_off);
    const SLICE: Has<fn(&Self, Range<usize>) -> Self> =
        Some(|vector, range| vector.subvector(range));

    const TRUNCATE: Has<fn(&mut Self, usize)> = Some(Self::truncate);
    const DRAIN: Has<fn(&mut Self, Range<usize>) -> u64> =
        Some(|vector, range| sum(vector.drain(range)));
    const SWAP: Has<fn(&mut Self, usize, usize)> = Some(Self::swap);
    const FILL: Has<fn(&mut Self, T)> = Some(Self::fill);
    const DEDUP: Has<fn(&mut Self)> = Some(Self::dedup);
    const REVERSE: Has<fn(&mut Self)> = Some(Self::reverse);
    const ROTATE: Has<fn(&mut Self, usize)> = Some(Self::rotate_left);
    const RANGE_MUT: Has<fn(&mut Self, Range<usize>)> =
        Some(|vector, range| step(vector.range_mut(range)));

    const CONSUME: Has<fn(Self) -> u64> = Some(sum);
    const BACKWARDS: Has<fn(&Self) -> u64> = Some(|vector| sum_back(vector.iter()));
    const TO_VEC: Has<fn(&Self) -> Vec<T>> = Some(Self::to_vec);
    const INDEX_OF: Has<fn(&Self, &T) -> Option<usize>> = Some(Self::index_of);
    const FOCUS: Has<fn(&Self, &[usize]) -> u64> = Some(|vector, places| {
        let mut focus = vector.focus();
        places.iter().fold(0, |sum, &at| sum.wrapping_add(focus.index(at).key()))
    });
    const FOCUS_MUT: Has<fn(&mut Self, &[usize])> = Some(|vector, places| {
        let mut focus = vector.focus_mut();
        places.iter().for_each(|&at| step([focus.index_mut(at)]));
    });

    const SORT: Has<fn(&mut Self)> = Some(Self::sort);
    const INSERT_ORD: Has<fn(&mut Self, T)> = Some(Self::insert_ord);
    const BINARY_SEARCH: Has<fn(&Self, &T) -> Result<usize, usize>> = Some(Self::binary_search);
    const DIFF: Has<fn(&Self, &Self) -> usize> = Some(|newer, older| newer.diff(older).count());

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
        Some(self.chunks())
    }

    #[inline]
    fn each_mut(&mut self) -> Option<impl Iterator<Item = &mut T>> {
        Some(self.iter_mut())
    }
}
