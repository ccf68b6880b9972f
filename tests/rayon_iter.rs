//! Parallel iterators beside the sequential ones: over every length near the borders of nodes, in pools of
//! one, two and four threads, with the adaptors that only positions allow.
#![cfg(feature = "rayon")]

use std::sync::LazyLock;

use offshoot::{OrdMap, Vector};
use rayon::prelude::*;
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

/// Lengths near the borders of nodes, tiny or not, and of deep trees.
fn lengths() -> impl Iterator<Item = usize> {
    let far = [119, 120, 121, 239, 240, 241, 1_919, 1_920, 1_921, 3_841];
    (0..70).chain(far)
}

/// A vector of `0..len` that is not regular, whose ends lie in and out of the tree.
fn patched(len: usize) -> Vector<u64> {
    let mut v: Vector<u64> = (0..len as u64 / 2).collect();
    v.append((len as u64 / 2..len as u64).collect());
    if len > 3 {
        let first = v.pop_front();
        v.push_front(first.expect("there are four"));
        let middle = v.remove(len / 2);
        v.insert(len / 2, middle);
    }
    v
}

/// Checks an indexed parallel iterator against what it should give.
fn indexed<I>(make: impl Fn() -> I, expected: &[I::Item])
where
    I: IndexedParallelIterator<Item: PartialEq + std::fmt::Debug + Clone + Sync>,
{
    let len = expected.len();
    assert_eq!(make().len(), len);
    assert_eq!(make().opt_len(), Some(len));
    assert_eq!(make().collect::<Vec<_>>(), expected);
    for least in [1, 2, 7, len + 1] {
        assert_eq!(make().with_min_len(least).collect::<Vec<_>>(), expected);
    }
    assert_eq!(make().with_max_len(3).collect::<Vec<_>>(), expected);
    let backwards: Vec<_> = expected.iter().rev().cloned().collect();
    assert_eq!(make().rev().with_max_len(2).collect::<Vec<_>>(), backwards);
    let numbered: Vec<_> = make().enumerate().collect();
    assert!(numbered.iter().enumerate().all(|(at, one)| one.0 == at && one.1 == expected[at]));
    assert!(make().zip(expected.par_iter()).all(|(ours, theirs)| ours == *theirs));
    let (skipped, taken) = (len / 3, len / 2);
    let part: Vec<_> = make().skip(skipped).take(taken).collect();
    assert_eq!(part, expected[skipped..(skipped + taken).min(len)]);
    // Not in order, and not to the end.
    assert_eq!(make().filter(|_| true).count(), len);
    assert_eq!(make().find_first(|_| true), expected.first().cloned());
    assert_eq!(make().find_last(|_| true), expected.last().cloned());
}

#[test]
fn vectors_are_read_as_by_iter() {
    in_pools(|| {
        for len in lengths() {
            let v = patched(len);
            let expected: Vec<u64> = (0..len as u64).collect();
            indexed(|| v.par_iter().copied(), &expected);
            assert_eq!(v.par_iter().sum::<u64>(), expected.iter().sum());
            v.check();
        }
    });
}

#[test]
fn vectors_are_changed_and_other_versions_are_not() {
    in_pools(|| {
        for len in lengths() {
            let mut v = patched(len);
            let expected: Vec<u64> = (0..len as u64).collect();
            let kept = [v.clone(), v.clone()];
            for _ in 0..2 {
                // Shared the first time, its own the second.
                v.par_iter_mut().with_max_len(3).for_each(|x| *x += 1);
                v.check();
            }
            assert!(v.iter().copied().eq(2..len as u64 + 2));
            assert!(kept.iter().all(|kept| *kept == expected));
            v.par_iter_mut().enumerate().for_each(|(at, x)| *x -= at as u64);
            assert!(v.iter().all(|x| *x == 2));
            let mut all = v.clone();
            let skipped = all.par_iter_mut().skip(len / 2);
            skipped.rev().for_each(|x| *x = 9);
            assert_eq!(all.iter().filter(|x| **x == 9).count(), len - len / 2);
            all.check();
        }
    });
}

#[test]
fn vectors_are_given_away() {
    in_pools(|| {
        for len in lengths() {
            let v: Vector<String> = patched(len).iter().map(u64::to_string).collect();
            let expected: Vec<String> = (0..len).map(|x| x.to_string()).collect();
            // Shared with `v`, and then nobody's but its own.
            indexed(|| v.clone().into_par_iter(), &expected);
            indexed(|| v.iter().cloned().collect::<Vector<_>>().into_par_iter(), &expected);
            assert_eq!(v, expected);
            v.check();
        }
    });
}

/// A map of `2 * 0..len` to `0..len`, its nodes neither full nor light all along.
fn grown(len: usize) -> OrdMap<u32, u64> {
    let mut map = OrdMap::new();
    for at in 0..len {
        let key = (at * 7_919) % len.max(1);
        map.insert(2 * key as u32, key as u64);
    }
    // Where 7,919 divides the length, some are missing yet.
    map.extend((0..len).map(|key| (2 * key as u32, key as u64)));
    map
}

#[test]
fn ordered_maps_are_read_as_by_iter() {
    in_pools(|| {
        for len in lengths() {
            let map = grown(len);
            let expected: Vec<(u32, u64)> = map.iter().map(|(key, value)| (*key, *value)).collect();
            indexed(|| map.par_iter().map(|(key, value)| (*key, *value)), &expected);
            assert_eq!(map.par_values().sum::<u64>(), map.values().sum());
            assert!(
                map.par_keys().zip(map.par_values()).all(|(key, value)| *key as u64 == 2 * value)
            );
        }
    });
}

#[test]
fn ordered_maps_are_changed_and_other_versions_are_not() {
    in_pools(|| {
        for len in lengths() {
            let mut map = grown(len);
            let expected: Vec<u64> = (0..len as u64).collect();
            let kept = [map.clone(), map.clone()];
            for _ in 0..2 {
                map.par_iter_mut().with_max_len(3).for_each(|(_, value)| *value += 1);
                map.check();
            }
            assert!(map.values().copied().eq(2..len as u64 + 2));
            for kept in &kept {
                kept.check();
                assert!(kept.values().eq(&expected));
            }
            map.par_values_mut().enumerate().for_each(|(at, value)| *value -= at as u64);
            assert!(map.values().all(|value| *value == 2));
            map.par_iter_mut().skip(len / 2).rev().for_each(|(_, value)| *value = 9);
            assert_eq!(map.values().filter(|value| **value == 9).count(), len - len / 2);
            map.check();
        }
    });
}

#[test]
fn ordered_maps_are_given_away() {
    in_pools(|| {
        for len in lengths() {
            let map: OrdMap<u32, String> =
                grown(len).iter().map(|(key, value)| (*key, value.to_string())).collect();
            let expected: Vec<_> = map.clone().into_iter().collect();
            indexed(|| map.clone().into_par_iter(), &expected);
            let fresh = || expected.iter().cloned().collect::<OrdMap<u32, String>>();
            indexed(|| fresh().into_par_iter(), &expected);
            map.check();
        }
    });
}
