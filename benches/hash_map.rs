//! `HashMap` beside std's, whose clone is a full copy, both with the hasher of this crate: one body per
//! operation.

mod duel;

use std::collections::HashMap as Table;
use std::hint::black_box;

use criterion::{BatchSize, Bencher, Criterion, criterion_group, criterion_main};
use duel::{Random, duel};
use offshoot::HashMap;
use offshoot::hash_map::RandomState;

/// What both contenders have.
trait Map:
    Clone + PartialEq + FromIterator<(u64, u64)> + IntoIterator<Item = (u64, u64)> + Default
{
    fn get(&self, key: u64) -> Option<&u64>;
    fn insert(&mut self, key: u64, value: u64) -> Option<u64>;
    fn remove(&mut self, key: u64) -> Option<u64>;
    fn count(&mut self, key: u64);
    fn each(&self) -> impl Iterator<Item = (&u64, &u64)>;
    fn each_mut(&mut self) -> impl Iterator<Item = &mut u64>;
    fn retain(&mut self, keep: fn(u64) -> bool);
    fn union(&self, other: &Self) -> Self;
}

/// Forwards to the methods that both have under the same names.
macro_rules! map {
    ($map:ty, $union:expr) => {
        impl Map for $map {
            fn get(&self, key: u64) -> Option<&u64> {
                self.get(&key)
            }

            fn insert(&mut self, key: u64, value: u64) -> Option<u64> {
                self.insert(key, value)
            }

            fn remove(&mut self, key: u64) -> Option<u64> {
                self.remove(&key)
            }

            fn count(&mut self, key: u64) {
                *self.entry(key).or_insert(0) += 1;
            }

            fn each(&self) -> impl Iterator<Item = (&u64, &u64)> {
                self.iter()
            }

            fn each_mut(&mut self) -> impl Iterator<Item = &mut u64> {
                self.values_mut()
            }

            fn retain(&mut self, keep: fn(u64) -> bool) {
                self.retain(|key, _| keep(*key));
            }

            fn union(&self, other: &Self) -> Self {
                $union(self, other)
            }
        }
    };
}

map!(HashMap<u64, u64>, Self::union_ref);
map!(Table<u64, u64, RandomState>, |first: &Self, second: &Self| {
    let mut both = second.clone();
    both.extend(first.iter().map(|(key, value)| (*key, *value)));
    both
});

/// Random keys, always the same.
fn keys(size: usize) -> Vec<u64> {
    let mut random = Random::new();
    (0..size).map(|_| random.number()).collect()
}

/// A map as it is in the middle of its life: grown by one entry after the other.
fn grown<M: Map>(keys: &[u64]) -> M {
    let mut map = M::default();
    for &key in keys {
        map.insert(key, key);
    }
    map
}

fn insert_all<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let keys = keys(size);
    bencher.iter(|| grown::<M>(&keys));
}

fn remove_all<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let keys = keys(size);
    let remove = |mut map: M| keys.iter().filter_map(|&key| map.remove(key)).count();
    bencher.iter_batched(|| grown(&keys), remove, BatchSize::LargeInput);
}

fn collect<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let keys = keys(size);
    bencher.iter(|| keys.iter().map(|&key| (key, key)).collect::<M>());
}

fn get<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let (keys, mut places) = (keys(size), Random::new());
    let map: M = grown(&keys);
    bencher.iter(|| map.get(keys[places.below(size)]).copied());
}

fn get_missing<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let (keys, mut places) = (keys(size), Random::new());
    let map: M = grown(&keys);
    bencher.iter(|| map.get(!keys[places.below(size)]).copied());
}

fn update<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let (keys, mut places) = (keys(size), Random::new());
    let mut map: M = grown(&keys);
    bencher.iter(|| map.insert(keys[places.below(size)], 7));
}

fn remove_and_insert<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let mut keys = keys(size);
    let (mut map, mut random) = (grown::<M>(&keys), Random::new());
    bencher.iter(|| {
        let place = random.below(size);
        map.remove(keys[place]);
        keys[place] = random.number();
        map.insert(keys[place], 7);
    });
}

/// Every other key is not there at first.
fn count_by_entry<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let (keys, mut places) = (keys(size), Random::new());
    let mut map: M = grown(&keys);
    bencher.iter(|| map.count(keys[places.below(size)] / 2 * 2));
}

fn iterate<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let map: M = grown(&keys(size));
    bencher.iter(|| black_box(&map).each().fold(0, |sum: u64, (key, _)| sum.wrapping_add(*key)));
}

fn iterate_mut<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let mut map: M = grown(&keys(size));
    bencher.iter(|| map.each_mut().for_each(|value| *value = value.wrapping_add(1)));
}

fn consume<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let keys = keys(size);
    let consume = |map: M| map.into_iter().fold(0, |sum: u64, (key, _)| sum.wrapping_add(key));
    bencher.iter_batched(|| grown(&keys), consume, BatchSize::LargeInput);
}

fn retain<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let map: M = grown(&keys(size));
    bencher.iter(|| {
        let mut half = map.clone();
        half.retain(|key| key % 2 == 0);
        half
    });
}

fn clone<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let map: M = grown(&keys(size));
    bencher.iter(|| black_box(&map).clone());
}

fn clone_and_update<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let (keys, mut places) = (keys(size), Random::new());
    let mut newest: M = grown(&keys);
    bencher.iter(|| {
        let mut next = newest.clone();
        next.insert(keys[places.below(size)], 7);
        newest = next;
    });
}

/// A map and a clone that got another value under some keys.
fn forks<M: Map>(size: usize) -> (M, M) {
    let keys = keys(size);
    let parent: M = grown(&keys);
    let mut child = parent.clone();
    for &key in keys.iter().step_by(size / 100) {
        child.insert(key, 7);
    }
    (parent, child)
}

fn unite_forks<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let (parent, child) = forks::<M>(size);
    bencher.iter(|| black_box(&parent).union(black_box(&child)));
}

fn unite_strangers<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let keys = keys(size);
    let (low, high) = keys.split_at(size / 2);
    let (first, second): (M, M) = (grown(low), grown(high));
    bencher.iter(|| black_box(&first).union(black_box(&second)));
}

fn compare_forks<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let (parent, child) = forks::<M>(size);
    bencher.iter(|| black_box(&parent) == black_box(&child));
}

fn compare_strangers<M: Map>(bencher: &mut Bencher<'_>, size: usize) {
    let mut keys = keys(size);
    let first: M = grown(&keys);
    keys.reverse();
    let second: M = grown(&keys);
    bencher.iter(|| black_box(&first) == black_box(&second));
}

fn all(criterion: &mut Criterion) {
    duel!(
        criterion, "hash_map", HashMap<u64, u64>, Table<u64, u64, RandomState>,
        insert_all, remove_all, collect, get, get_missing, update, remove_and_insert, count_by_entry,
        iterate, iterate_mut, consume, retain, clone, clone_and_update, unite_forks,
        unite_strangers, compare_forks, compare_strangers,
    );
}

criterion_group! { name = benches; config = duel::criterion(); targets = all }
criterion_main!(benches);
