//! Parallel beside sequential, in turns, in one run: what is printed is the best time of each and how many
//! times faster the parallel one was. `cargo bench --features rayon --bench rayon [NAME]`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use offshoot::{HashMap, OrdMap, Vector};
use rayon::prelude::*;

const SIZE: usize = 1_000_000;

/// How often the two take turns.
const ROUNDS: usize = 20;

fn time<X>(f: &mut impl FnMut() -> X) -> Duration {
    let start = Instant::now();
    let result = black_box(f());
    let taken = start.elapsed();
    drop(result);
    taken
}

/// Runs both in turns.
fn versus<X, Y>(name: &str, mut one: impl FnMut() -> X, mut all: impl FnMut() -> Y) {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    if wanted.is_some_and(|wanted| !name.contains(&wanted)) {
        return;
    }
    let mut best = [Duration::MAX; 2];
    for _ in 0..ROUNDS {
        best[0] = best[0].min(time(&mut one));
        best[1] = best[1].min(time(&mut all));
    }
    let [one, all] = best.map(|best| best.as_secs_f64() * 1e3);
    println!("{name:44} {one:10.3} ms {all:10.3} ms {:8.2} times", one / all);
}

/// What would be twice as fast with two threads, if the machine had nothing else to do.
fn spin(from: u64) -> u64 {
    (from..from + 1_000_000).fold(from, |x, y| (x ^ y).rotate_left(7).wrapping_mul(5))
}

/// Ten times the same, which is short: to wake a thread that sleeps takes a part of it.
fn ten(sum: impl Fn() -> u64) -> u64 {
    (0..10).map(|_| black_box(sum())).fold(0, u64::wrapping_add)
}

fn main() {
    println!("{} threads, {SIZE} elements", rayon::current_num_threads());
    // By a thread of the pool: one that is not has to hand all over, and wait.
    rayon::scope(|_| run());
}

fn run() {
    versus(
        "(the machine)",
        || spin(black_box(1)) ^ spin(black_box(2)),
        || rayon::join(|| spin(black_box(1)), || spin(black_box(2))),
    );
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let random = std::iter::from_fn(|| {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        Some(state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 8)
    });
    let numbers: Vec<u64> = random.take(SIZE).collect();
    versus(
        "(Vec sum, ten times)",
        || ten(|| numbers.iter().sum::<u64>()),
        || ten(|| numbers.par_iter().sum::<u64>()),
    );
    let vector: Vector<u64> = numbers.iter().copied().collect();
    versus(
        "vector sum, ten times",
        || ten(|| vector.iter().sum::<u64>()),
        || ten(|| vector.par_iter().sum::<u64>()),
    );
    versus(
        "vector add one in place",
        {
            let mut v = vector.clone();
            move || v.iter_mut().for_each(|x| *x += 1)
        },
        {
            let mut v = vector.clone();
            move || v.par_iter_mut().for_each(|x| *x += 1)
        },
    );
    let even: OrdMap<u64, u64> = (0..SIZE as u64).map(|key| (2 * key, key)).collect();
    let odd: OrdMap<u64, u64> = (0..SIZE as u64).map(|key| (2 * key + 1, key)).collect();
    versus(
        "ord_map sum of values, ten times",
        || ten(|| even.values().sum::<u64>()),
        || ten(|| even.par_values().sum::<u64>()),
    );
    versus("ord_map union interleaved", || even.union_ref(&odd), || even.par_union(&odd));
    let third: OrdMap<u64, u64> = (0..SIZE as u64).map(|key| (3 * key, key)).collect();
    versus(
        "ord_map intersection",
        || even.intersection_ref(&third),
        || even.par_intersection(&third),
    );
    versus(
        "ord_map relative complement",
        || even.relative_complement_ref(&third),
        || even.par_relative_complement(&third),
    );
    versus(
        "ord_map retain a third",
        || {
            let mut map = even.clone();
            map.retain(|key, _| key % 3 == 0);
            map
        },
        || even.par_filter(|key, _| key % 3 == 0),
    );
    let keys = |from: u64| (from..2 * SIZE as u64).step_by(2).map(|key| (key, key));
    let [even, odd]: [HashMap<u64, u64>; 2] = [keys(0).collect(), keys(1).collect()];
    versus(
        "hash_map sum of values, ten times",
        || ten(|| even.values().sum::<u64>()),
        || ten(|| even.par_values().sum::<u64>()),
    );
    versus("hash_map union interleaved", || even.union_ref(&odd), || even.par_union(&odd));
    let third: HashMap<u64, u64> = (0..SIZE as u64).map(|key| (3 * key, key)).collect();
    versus(
        "hash_map intersection",
        || even.intersection_ref(&third),
        || even.par_intersection(&third),
    );
    versus(
        "hash_map relative complement",
        || even.relative_complement_ref(&third),
        || even.par_relative_complement(&third),
    );
    versus(
        "hash_map retain a third",
        || {
            let mut map = even.clone();
            map.retain(|key, _| key % 3 == 0);
            map
        },
        || even.par_filter(|key, _| key % 3 == 0),
    );
    let pairs: Vec<(u64, u64)> = numbers.iter().map(|x| (*x, *x)).collect();
    versus(
        "vector sort",
        || {
            let mut v = vector.clone();
            v.sort();
            v
        },
        || {
            let mut v = vector.clone();
            v.par_sort();
            v
        },
    );
    versus(
        "vector sort unstable",
        || {
            let mut v = vector.clone();
            v.sort_unstable();
            v
        },
        || {
            let mut v = vector.clone();
            v.par_sort_unstable();
            v
        },
    );
    versus(
        "vector collect",
        || numbers.iter().map(|x| x ^ 1).collect::<Vector<u64>>(),
        || numbers.par_iter().map(|x| x ^ 1).collect::<Vector<u64>>(),
    );
    versus(
        "ord_map collect unsorted",
        || pairs.iter().copied().collect::<OrdMap<u64, u64>>(),
        || pairs.par_iter().copied().collect::<OrdMap<u64, u64>>(),
    );
    versus(
        "hash_map collect",
        || pairs.iter().copied().collect::<HashMap<u64, u64>>(),
        || pairs.par_iter().copied().collect::<HashMap<u64, u64>>(),
    );
    versus(
        "hash_map extend by as much",
        || {
            let mut map = even.clone();
            map.extend(pairs.iter().copied());
            map
        },
        || {
            let mut map = even.clone();
            map.par_extend(pairs.par_iter().copied());
            map
        },
    );
}
