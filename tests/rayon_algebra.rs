//! Parallel bulk operations beside the sequential ones, over random maps of many shapes: the same entries,
//! and the same nodes shared, in pools of one, two and four threads.
#![cfg(feature = "rayon")]

use std::sync::LazyLock;

use offshoot::OrdMap;
use rayon::{ThreadPool, ThreadPoolBuilder};

static POOLS: LazyLock<Vec<ThreadPool>> = LazyLock::new(|| {
    let pool = |threads| ThreadPoolBuilder::new().num_threads(threads).build();
    [1, 2, 4].map(|threads| pool(threads).expect("threads are to be had")).into()
});

/// Runs a test in each pool.
fn in_pools(test: impl Fn() + Sync) {
    for pool in &*POOLS {
        pool.install(&test);
    }
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
    let most = if cfg!(offshoot_tiny) { 700 } else { 9_000 };
    let all = [0, 1, 3, 11, 12, 13, 40, 150, 700, 2_047, 2_049, 4_100, 9_000];
    all.into_iter().filter(move |len| *len <= most)
}

/// Bytes of the third of three versions that the others have not.
fn own_bytes(report: &offshoot::MemoryReport) -> usize {
    report.unique[2]
}

mod ord_map {
    use super::*;

    type Map = OrdMap<u64, u32>;

    fn make(pair: &Pair) -> (Map, Map) {
        match pair {
            Pair::Apart(one, two) => {
                let mut grown = Map::new();
                two.iter().for_each(|&(key, value)| _ = grown.insert(key, value));
                (one.iter().copied().collect(), grown)
            }
            Pair::Forks(base, more, less) => {
                let base: Map = base.iter().copied().collect();
                let mut fork = base.clone();
                more.iter().for_each(|&(key, value)| _ = fork.insert(key, value));
                less.iter().for_each(|key| _ = fork.remove(key));
                (base, fork)
            }
        }
    }

    /// The parallel result is the sequential one, and shares as much with what it was made of.
    fn same(name: &str, a: &Map, b: &Map, one: &Map, all: &Map) {
        all.check();
        assert!(one == all, "{name}: {} entries and not {}", all.len(), one.len());
        for input in [a, b] {
            assert!(!one.ptr_eq(input) || all.ptr_eq(input), "{name}: the result is an input");
        }
        let (one, all) = (Map::memory([a, b, one]), Map::memory([a, b, all]));
        let (one, all) = (own_bytes(&one), own_bytes(&all));
        assert!(all <= one + one / 16 + 1_000, "{name}: {all} new bytes, and by one thread {one}");
    }

    #[test]
    fn algebra_is_the_same() {
        in_pools(|| {
            for len in lengths() {
                for (name, pair) in pairs(len) {
                    let (a, b) = make(&pair);
                    for (a, b) in [(&a, &b), (&b, &a)] {
                        let name = |what| format!("{what} of {name}, {len}");
                        same(&name("union"), a, b, &a.union_ref(b), &a.par_union(b));
                        let one = a.clone().union_with_key(b.clone(), |k, x, y| *k as u32 + x + y);
                        let all = a.par_union_with(b, |k, x, y| *k as u32 + x + y);
                        same(&name("union with"), a, b, &one, &all);
                        let one = a.intersection_ref(b);
                        same(&name("intersection"), a, b, &one, &a.par_intersection(b));
                        let one = a.relative_complement_ref(b);
                        same(&name("complement"), a, b, &one, &a.par_relative_complement(b));
                        let one = a.symmetric_difference_ref(b);
                        same(&name("difference"), a, b, &one, &a.par_symmetric_difference(b));
                    }
                    a.check();
                    b.check();
                }
            }
        });
    }
}
