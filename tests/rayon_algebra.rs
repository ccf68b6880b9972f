//! Parallel bulk operations beside the sequential ones, over random maps of many shapes: the same entries,
//! and the same nodes shared, in pools of one, two and four threads.
#![cfg(feature = "rayon")]

use std::sync::LazyLock;

use offshoot::{HashMap, MemoryReport, OrdMap};
use rayon::{ThreadPool, ThreadPoolBuilder};

static POOLS: LazyLock<Vec<ThreadPool>> = LazyLock::new(|| {
    let pool = |threads| ThreadPoolBuilder::new().num_threads(threads).build();
    [1, 2, 4].map(|threads| pool(threads).expect("threads are to be had")).into()
});

/// Runs a part of a test in one of the pools: with each number in another one.
fn in_pool(number: usize, test: impl FnOnce() + Send) {
    POOLS[number % POOLS.len()].install(test);
}

/// A random number generator (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D);
        ((u128::from(number) * u128::from(bound)) >> 64) as u64
    }
}

type Entries = Vec<(u64, u32)>;

/// Two maps as entries of the first, and entries to put into, and keys to take out of, a clone of it, or
/// entries of a map of its own.
enum Pair {
    Apart(Entries, Entries),
    Forks(Entries, Entries, Vec<u64>),
}

/// Pairs of maps of many shapes, of about `len` entries.
fn pairs(len: u64) -> Vec<(&'static str, Pair)> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ len);
    let mut some = |from: u64, to: u64, count: u64, value: u32| -> Entries {
        (0..count).map(|_| (from + random.below((to - from).max(1)), value)).collect()
    };
    let every = |step: u64, from: u64, value: u32| -> Entries {
        (0..len).map(|key| (from + step * key, value)).collect()
    };
    vec![
        ("interleaved", Pair::Apart(every(2, 0, 1), every(2, 1, 2))),
        ("the same keys", Pair::Apart(every(1, 0, 1), every(1, 0, 2))),
        ("the same entries", Pair::Apart(every(1, 0, 1), every(1, 0, 1))),
        ("every third", Pair::Apart(every(1, 0, 1), every(3, 0, 2))),
        ("one behind the other", Pair::Apart(every(1, 0, 1), every(1, len, 2))),
        ("half over", Pair::Apart(every(1, 0, 1), every(1, len / 2, 2))),
        ("few in many", Pair::Apart(every(3, 0, 1), some(0, 3 * len, len / 50 + 1, 2))),
        ("many in few", Pair::Apart(some(0, 3 * len, len / 50 + 1, 1), every(3, 0, 2))),
        ("random", Pair::Apart(some(0, 4 * len, len, 1), some(0, 4 * len, len, 2))),
        ("random and dense", Pair::Apart(some(0, len, len, 1), some(0, len, len, 2))),
        ("a clump", Pair::Apart(every(10, 0, 1), every(1, 5 * len, 2))),
        ("nothing and some", Pair::Apart(vec![], every(1, 0, 2))),
        ("some and nothing", Pair::Apart(every(1, 0, 1), vec![])),
        ("one version", Pair::Forks(every(1, 0, 1), vec![], vec![])),
        ("a fork one key on", Pair::Forks(every(2, 0, 1), vec![(len | 1, 3)], vec![])),
        (
            "a fork with less",
            Pair::Forks(every(2, 0, 1), vec![], (0..len / 3).map(|k| 6 * k).collect()),
        ),
        (
            "forks",
            Pair::Forks(every(2, 0, 1), some(0, 2 * len, len / 20, 3), (0..len / 9).collect()),
        ),
        ("a fork with a new half", Pair::Forks(every(2, 0, 1), every(1, len, 3), vec![])),
    ]
}

/// Lengths near the grain, tiny or not, and of deep trees.
fn lengths() -> impl Iterator<Item = u64> {
    let most = if cfg!(offshoot_tiny) { 700 } else { 7_000 };
    let all = [0, 1, 3, 11, 12, 13, 40, 150, 700, 2_047, 2_049, 4_100, 7_000];
    all.into_iter().filter(move |len| *len <= most)
}

/// What both kinds of maps have.
trait Map: Clone + PartialEq + FromIterator<(u64, u32)> + Send + Sync {
    fn put(&mut self, key: u64, value: u32);
    fn take(&mut self, key: u64);
    fn count(&self) -> usize;
    fn whole(&self);
    fn is(&self, other: &Self) -> bool;
    fn report(versions: [&Self; 3]) -> MemoryReport;

    /// Each operation by one thread, and by all.
    fn two_unions(&self, other: &Self) -> [Self; 2];
    fn two_unions_with(&self, other: &Self) -> [Self; 2];
    fn two_intersections(&self, other: &Self) -> [Self; 2];
    fn two_complements(&self, other: &Self) -> [Self; 2];
    fn two_differences(&self, other: &Self) -> [Self; 2];
    fn two_mapped(&self) -> [Vec<(u64, String)>; 2];
    fn two_retained(&self, keep: Keep) -> [Self; 2];
    /// Here one thread changes in place what it takes out, so that it shares as much.
    fn two_filtered(&self, keep: Keep) -> [Self; 2];
}

/// Forwards to the methods that both have under the same names.
macro_rules! map {
    ($map:ty) => {
        impl Map for $map {
            fn put(&mut self, key: u64, value: u32) {
                self.insert(key, value);
            }

            fn take(&mut self, key: u64) {
                self.remove(&key);
            }

            fn count(&self) -> usize {
                self.len()
            }

            fn whole(&self) {
                self.check();
                assert_eq!(self.iter().count(), self.len());
            }

            fn is(&self, other: &Self) -> bool {
                self.ptr_eq(other)
            }

            fn report(versions: [&Self; 3]) -> MemoryReport {
                Self::memory(versions)
            }

            fn two_unions(&self, other: &Self) -> [Self; 2] {
                [self.union_ref(other), self.par_union(other)]
            }

            fn two_unions_with(&self, other: &Self) -> [Self; 2] {
                let f =
                    |key: &u64, x: u32, y: u32| (*key as u32).wrapping_add(x * 5).wrapping_sub(y);
                let one = self.clone().union_with_key(other.clone(), f);
                [one, self.par_union_with(other, |key, x, y| f(key, *x, *y))]
            }

            fn two_intersections(&self, other: &Self) -> [Self; 2] {
                [self.intersection_ref(other), self.par_intersection(other)]
            }

            fn two_complements(&self, other: &Self) -> [Self; 2] {
                [self.relative_complement_ref(other), self.par_relative_complement(other)]
            }

            fn two_differences(&self, other: &Self) -> [Self; 2] {
                [self.symmetric_difference_ref(other), self.par_symmetric_difference(other)]
            }

            fn two_mapped(&self) -> [Vec<(u64, String)>; 2] {
                let f = |key: &u64, value: &u32| format!("{key} {value}");
                let mapped = self.par_map_values(f);
                mapped.check();
                let mut one: Vec<_> =
                    self.iter().map(|(key, value)| (*key, f(key, value))).collect();
                let mut all: Vec<_> = mapped.into_iter().collect();
                one.sort();
                all.sort();
                [one, all]
            }

            fn two_retained(&self, keep: Keep) -> [Self; 2] {
                let change = |key: &u64, value: &mut u32| {
                    *value += 1;
                    keep(*key)
                };
                let [mut one, mut all] = [self.clone(), self.clone()];
                one.retain(change);
                all.par_retain(change);
                [one, all]
            }

            fn two_filtered(&self, keep: Keep) -> [Self; 2] {
                let mut one = self.clone();
                let gone: Vec<u64> = self.keys().copied().filter(|key| !keep(*key)).collect();
                gone.iter().for_each(|key| _ = one.remove(key));
                [one, self.par_filter(|key, _| keep(*key))]
            }
        }
    };
}

map!(OrdMap<u64, u32>);
map!(HashMap<u64, u32>);

/// The two maps of a pair, the second one grown by one entry after the other.
fn make<M: Map>(pair: &Pair) -> (M, M) {
    match pair {
        Pair::Apart(one, two) => {
            let mut grown = M::from_iter([]);
            two.iter().for_each(|&(key, value)| grown.put(key, value));
            (one.iter().copied().collect(), grown)
        }
        Pair::Forks(base, more, less) => {
            let base: M = base.iter().copied().collect();
            let mut fork = base.clone();
            more.iter().for_each(|&(key, value)| fork.put(key, value));
            less.iter().for_each(|&key| fork.take(key));
            (base, fork)
        }
    }
}

/// The parallel result is the sequential one, and shares as much with what it was made of.
fn same<M: Map>(name: &str, a: &M, b: &M, [one, all]: [M; 2]) {
    all.whole();
    assert_eq!(all.count(), one.count(), "{name}");
    assert!(one == all, "{name}: other entries");
    for input in [a, b] {
        assert!(!one.is(input) || all.is(input), "{name}: the result is an input");
    }
    let [one, all] = [one, all].map(|result| M::report([a, b, &result]).unique[2]);
    // What is cut and joined has branches that are less full; of tiny nodes, that is much.
    let more = one / if cfg!(offshoot_tiny) { 3 } else { 16 };
    assert!(all <= one + more + 2_500, "{name}: {all} new bytes, and by one thread {one}");
}

fn algebra_is_the_same<M: Map>() {
    for (turn, len) in lengths().enumerate() {
        for (number, (shape, pair)) in pairs(len).iter().enumerate() {
            in_pool(turn + number, || {
                let (a, b) = make::<M>(pair);
                for (a, b) in [(&a, &b), (&b, &a)] {
                    let name = |what| format!("{what} of {shape}, {len}");
                    same(&name("union"), a, b, a.two_unions(b));
                    same(&name("union with"), a, b, a.two_unions_with(b));
                    same(&name("intersection"), a, b, a.two_intersections(b));
                    same(&name("complement"), a, b, a.two_complements(b));
                    same(&name("difference"), a, b, a.two_differences(b));
                }
                a.whole();
                b.whole();
            });
        }
    }
}

#[test]
fn algebra_of_ordered_maps_is_the_same() {
    algebra_is_the_same::<OrdMap<u64, u32>>();
}

#[test]
fn algebra_of_hash_maps_is_the_same() {
    algebra_is_the_same::<HashMap<u64, u32>>();
}

/// What says which keys stay.
type Keep = fn(u64) -> bool;

fn what_is_kept_is_the_same<M: Map>() {
    let keeps: [(&str, Keep); 6] = [
        ("all", |_| true),
        ("none", |_| false),
        ("every third", |key| key % 3 == 0),
        ("all but few", |key| key % 1_000 != 7),
        ("few", |key| key % 1_000 == 7),
        ("small ones", |key| key < 500),
    ];
    for (turn, len) in lengths().enumerate() {
        let map: M = (0..len).map(|key| (key, 1)).collect();
        for (number, (name, keep)) in keeps.into_iter().enumerate() {
            in_pool(turn + number, || {
                let name = |what| format!("{what} {name} of {len}");
                same(&name("filter"), &map, &map, map.two_filtered(keep));
                same(&name("retain"), &map, &map, map.two_retained(keep));
                // Of a map that nobody shares.
                let fresh = || (0..len).map(|key| (key, 1)).collect::<M>();
                same(&name("fresh"), &map, &map, fresh().two_retained(keep));
            });
        }
        in_pool(turn, || {
            let [one, all] = map.two_mapped();
            assert!(one == all, "values of {len}");
        });
        map.whole();
    }
}

#[test]
fn what_is_kept_of_ordered_maps_is_the_same() {
    what_is_kept_is_the_same::<OrdMap<u64, u32>>();
}

#[test]
fn what_is_kept_of_hash_maps_is_the_same() {
    what_is_kept_is_the_same::<HashMap<u64, u32>>();
}
