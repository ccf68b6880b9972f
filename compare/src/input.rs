//! What the workloads work on: values, entries and places, the same in every run. Knows no collection.

use std::rc::Rc;

use crate::element::Element;

/// So many places that a run does not soon come back to the first.
const PLACES: usize = 1 << 18;

/// A random number generator (xorshift64*), always from the same seed.
pub struct Random(u64);

impl Random {
    pub fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

    pub fn number(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Below `bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.number()) * bound as u128) >> 64) as usize
    }
}

/// Random places in a sequence, taken in turns.
#[derive(Clone)]
pub struct Places {
    all: Rc<[u32]>,
    at: usize,
}

impl Places {
    /// Places below `bound`; none, if it is 0.
    pub fn below(bound: usize) -> Self {
        let mut random = Random::new();
        let count = if bound == 0 { 0 } else { PLACES };
        let all = (0..count).map(|_| random.below(bound) as u32).collect();
        Self { all, at: 0 }
    }

    /// The next `count` places, at most [`Places::MOST`].
    pub fn take(&mut self, count: usize) -> &[u32] {
        if self.at + count > self.all.len() {
            self.at = 0;
        }
        self.at += count;
        &self.all[self.at - count..self.at]
    }
}

/// What a row of vectors works on.
#[derive(Clone)]
pub struct Input<T> {
    pub values: Rc<[T]>,
    places: Places,
}

impl<T: Element> Input<T> {
    /// `size` random values.
    pub fn new(size: usize) -> Self {
        let mut random = Random::new();
        let values = (0..size).map(|_| T::make(random.number())).collect();
        Self { values, places: Places::below(size) }
    }

    /// The same with other values, as many.
    pub fn of(&self, values: impl IntoIterator<Item = T>) -> Self {
        let values: Rc<[T]> = values.into_iter().collect();
        assert_eq!(values.len(), self.size(), "places are there for so many values");
        Self { values, places: self.places.clone() }
    }

    pub fn size(&self) -> usize {
        self.values.len()
    }

    /// Random places among the values, from the first one on.
    pub fn places(&self) -> Places {
        self.places.clone()
    }

    /// How many copies make up about as many elements for every size, so that a trial is neither
    /// too short for the clock nor larger than the caches for small sizes only.
    pub fn copies(&self) -> usize {
        copies(self.size())
    }
}

fn copies(size: usize) -> usize {
    20_000_usize.checked_div(size).unwrap_or(1_000).clamp(1, 1_000)
}

/// What a row of maps works on.
#[derive(Clone)]
pub struct Entries<K, V> {
    /// In random order, no key twice.
    pub present: Rc<[(K, V)]>,
    /// As many with other keys, likewise.
    pub absent: Rc<[(K, V)]>,
    /// Those present, by their keys.
    pub sorted: Rc<[(K, V)]>,
    places: Places,
}

impl<K: Element, V: Element> Entries<K, V> {
    /// `size` entries, and as many that are not there. Keys are random, values count from 0.
    pub fn new(size: usize) -> Self {
        let mut random = Random::new();
        let mut entry = |number: usize| (K::make(random.number()), V::make(number as u64));
        let present: Rc<[(K, V)]> = (0..size).map(&mut entry).collect();
        let absent = (size..2 * size).map(&mut entry).collect();
        let mut sorted = present.to_vec();
        sorted.sort_by(|one, other| one.0.cmp(&other.0));
        Self { present, absent, sorted: sorted.into(), places: Places::below(size) }
    }

    pub fn size(&self) -> usize {
        self.present.len()
    }

    /// Random places among the entries, from the first one on.
    pub fn places(&self) -> Places {
        self.places.clone()
    }

    /// How many copies make up about as many entries for every size: see [`Input::copies`].
    pub fn copies(&self) -> usize {
        copies(self.size())
    }
}

/// The same values in another order, that of chance.
pub fn shuffled<T>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut random = Random::new();
    let mut values: Vec<T> = values.into_iter().collect();
    for end in (1..values.len()).rev() {
        values.swap(end, random.below(end + 1));
    }
    values
}
