//! `Vector` beside `Vec`, whose clone is a full copy: one body per operation.

mod duel;

use std::hint::black_box;

use criterion::{BatchSize, Bencher, Criterion, criterion_group, criterion_main};
use duel::{Random, duel};
use offshoot::Vector;

/// What both contenders have.
trait List: Clone + PartialEq + FromIterator<u64> + Default {
    fn push(&mut self, value: u64);
    fn pop(&mut self) -> Option<u64>;
    fn at(&self, index: usize) -> u64;
    fn set(&mut self, index: usize, value: u64);
    fn insert(&mut self, index: usize, value: u64);
    fn remove(&mut self, index: usize) -> u64;
    fn append(&mut self, other: Self);
    fn split_off(&mut self, at: usize) -> Self;
    fn sum(&self) -> u64;
    fn sort_values(&mut self);
}

/// Forwards to the methods that both have under the same names.
macro_rules! list {
    ($list:ty, $push:ident, $pop:ident, $set:expr, $append:expr) => {
        impl List for $list {
            fn push(&mut self, value: u64) {
                self.$push(value);
            }

            fn pop(&mut self) -> Option<u64> {
                self.$pop()
            }

            fn at(&self, index: usize) -> u64 {
                self[index]
            }

            fn set(&mut self, index: usize, value: u64) {
                $set(self, index, value);
            }

            fn insert(&mut self, index: usize, value: u64) {
                self.insert(index, value);
            }

            fn remove(&mut self, index: usize) -> u64 {
                self.remove(index)
            }

            fn append(&mut self, other: Self) {
                $append(self, other);
            }

            fn split_off(&mut self, at: usize) -> Self {
                self.split_off(at)
            }

            fn sum(&self) -> u64 {
                self.iter().fold(0, |sum, value| sum.wrapping_add(*value))
            }

            fn sort_values(&mut self) {
                self.sort();
            }
        }
    };
}

list!(Vector<u64>, push_back, pop_back, Self::set, Self::append);
list!(
    Vec<u64>,
    push,
    pop,
    |list: &mut Self, index: usize, value| list[index] = value,
    |list: &mut Self, mut other| list.append(&mut other)
);

fn random<L: List>(size: usize) -> L {
    let mut random = Random::new();
    (0..size).map(|_| random.number()).collect()
}

fn push_all<L: List>(bencher: &mut Bencher<'_>, size: usize) {
    bencher.iter(|| {
        let mut list = L::default();
        (0..size as u64).for_each(|value| list.push(value));
        list
    });
}

fn pop_all<L: List>(bencher: &mut Bencher<'_>, size: usize) {
    let pop = |mut list: L| {
        while let Some(value) = list.pop() {
            black_box(value);
        }
    };
    bencher.iter_batched(|| random(size), pop, BatchSize::LargeInput);
}

fn collect<L: List>(bencher: &mut Bencher<'_>, size: usize) {
    bencher.iter(|| (0..size as u64).collect::<L>());
}

fn iterate<L: List>(bencher: &mut Bencher<'_>, size: usize) {
    let list: L = random(size);
    bencher.iter(|| black_box(&list).sum());
}

fn get<L: List>(bencher: &mut Bencher<'_>, size: usize) {
    let (list, mut places) = (random::<L>(size), Random::new());
    bencher.iter(|| list.at(places.below(size)));
}

fn set<L: List>(bencher: &mut Bencher<'_>, size: usize) {
    let (mut list, mut places) = (random::<L>(size), Random::new());
    bencher.iter(|| list.set(places.below(size), 7));
}

fn insert_and_remove<L: List>(bencher: &mut Bencher<'_>, size: usize) {
    let (mut list, mut places) = (random::<L>(size), Random::new());
    bencher.iter(|| {
        list.insert(places.below(size), 7);
        list.remove(places.below(size))
    });
}

fn sort<L: List>(bencher: &mut Bencher<'_>, size: usize) {
    let sort = |mut list: L| {
        list.sort_values();
        list
    };
    bencher.iter_batched(|| random(size), sort, BatchSize::LargeInput);
}

fn clone<L: List>(bencher: &mut Bencher<'_>, size: usize) {
    let list: L = random(size);
    bencher.iter(|| black_box(&list).clone());
}

fn clone_and_set<L: List>(bencher: &mut Bencher<'_>, size: usize) {
    let (mut newest, mut places) = (random::<L>(size), Random::new());
    bencher.iter(|| {
        let mut next = newest.clone();
        next.set(places.below(size), 7);
        newest = next;
    });
}

fn split_and_append<L: List>(bencher: &mut Bencher<'_>, size: usize) {
    let (list, mut places) = (random::<L>(size), Random::new());
    bencher.iter(|| {
        let mut front = list.clone();
        let mut back = front.split_off(places.below(size));
        back.append(front);
        back
    });
}

fn compare_forks<L: List>(bencher: &mut Bencher<'_>, size: usize) {
    let parent: L = random(size);
    let mut child = parent.clone();
    child.set(size * 3 / 4, 7);
    bencher.iter(|| black_box(&parent) == black_box(&child));
}

fn all(criterion: &mut Criterion) {
    duel!(
        criterion,
        "vector",
        Vector<u64>,
        Vec<u64>,
        push_all,
        pop_all,
        collect,
        iterate,
        get,
        set,
        insert_and_remove,
        sort,
        clone,
        clone_and_set,
        split_and_append,
        compare_forks,
    );
}

criterion_group! { name = benches; config = duel::criterion(); targets = all }
criterion_main!(benches);
