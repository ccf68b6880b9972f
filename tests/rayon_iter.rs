//! Parallel iterators beside the sequential ones: over every length near the borders of nodes, in pools of
//! one, two and four threads, with the adaptors that only positions allow.
#![cfg(feature = "rayon")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use offshoot::{ByteBuf, HashMap, HashSet, OrdMap, OrdSet, Vector};
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
    (0..70).step_by(if cfg!(offshoot_tiny) { 1 } else { 3 }).chain(far)
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

#[test]
fn ordered_sets_are_read_and_given_away() {
    in_pools(|| {
        for len in lengths() {
            let set: OrdSet<u32> = (0..len as u32).collect();
            let expected: Vec<u32> = (0..len as u32).collect();
            indexed(|| set.par_iter().copied(), &expected);
            indexed(|| set.clone().into_par_iter(), &expected);
            indexed(|| set.iter().copied().collect::<OrdSet<_>>().into_par_iter(), &expected);
            set.check();
        }
    });
}

/// A buffer of `0, 1, 2 ...` of pages, a `Vec` that was taken over, and static bytes.
fn pieces(len: usize) -> ByteBuf {
    static BYTES: [u8; 9_000] = [7; 9_000];
    let bytes = |range: std::ops::Range<usize>| range.map(|at| at as u8).collect::<Vec<u8>>();
    let mut buffer = ByteBuf::new();
    buffer.extend_from_slice(&bytes(0..len / 3));
    buffer.append(ByteBuf::from(bytes(len / 3..len / 2)));
    buffer.append(ByteBuf::from_static(&BYTES[..(len - len / 2).min(9_000)]));
    buffer
}

#[test]
fn bytes_are_read_changed_and_given_away() {
    in_pools(|| {
        for len in lengths().chain([4_095, 4_096, 4_097, 30_000]) {
            let mut buffer = pieces(len);
            let expected = buffer.to_vec();
            if len < 5_000 {
                indexed(|| buffer.par_iter(), &expected);
                indexed(|| buffer.clone().into_par_iter(), &expected);
            }
            let sum = |bytes: &[u8]| bytes.iter().map(|byte| u64::from(*byte)).sum::<u64>();
            assert_eq!(buffer.par_chunks().map(sum).sum::<u64>(), sum(&expected));
            assert_eq!(buffer.par_chunks().map(<[u8]>::len).sum::<usize>(), expected.len());
            let kept = [buffer.clone(), buffer.slice(buffer.len() / 3..)];
            for round in 1..3 {
                // Shared the first time, its own the second.
                buffer.par_iter_mut().with_min_len(3).for_each(|byte| *byte = byte.wrapping_add(1));
                buffer.check();
                let changed = expected.iter().map(|byte| byte.wrapping_add(3 * round - 2));
                assert!(buffer.iter().eq(changed));
                buffer.par_chunks_mut().for_each(|run| {
                    run.iter_mut().for_each(|byte| *byte = byte.wrapping_add(2));
                });
            }
            buffer.par_iter_mut().enumerate().rev().for_each(|(at, byte)| *byte = at as u8);
            assert!(buffer.iter().enumerate().all(|(at, byte)| byte == at as u8));
            assert_eq!(kept[0], expected);
            assert_eq!(kept[1], expected[expected.len() / 3..]);
            kept.iter().for_each(ByteBuf::check);
        }
    });
}

/// The items of an iterator that knows no positions, sorted.
fn sorted<I: IntoParallelIterator<Item: Ord>>(items: I) -> Vec<I::Item> {
    let mut items: Vec<I::Item> = items.into_par_iter().collect();
    items.sort();
    items
}

/// A hash map of `len` keys, of some of which the hashes have much in common.
fn hashed(len: usize) -> HashMap<u32, u64> {
    (0..len as u32).map(|key| (key, u64::from(key))).collect()
}

#[test]
fn hash_maps_are_read_changed_and_given_away() {
    in_pools(|| {
        for len in lengths().chain([20_000]) {
            let mut map = hashed(len);
            let expected: Vec<(u32, u64)> = (0..len).map(|key| (key as u32, key as u64)).collect();
            assert_eq!(sorted(map.par_iter().map(|(key, value)| (*key, *value))), expected);
            assert_eq!(map.par_values().sum::<u64>(), map.values().sum());
            assert_eq!(map.par_keys().count(), len);
            assert_eq!(sorted(map.clone()), expected);
            assert_eq!(sorted(hashed(len)), expected);
            let kept = [map.clone(), map.clone()];
            for _ in 0..2 {
                map.par_iter_mut().for_each(|(key, value)| *value += u64::from(*key));
                map.check();
            }
            assert!(map.iter().all(|(key, value)| *value == 3 * u64::from(*key)));
            map.par_values_mut().for_each(|value| *value /= 3);
            for kept in &kept {
                kept.check();
                assert_eq!(*kept, map);
            }
        }
    });
}

#[test]
fn hash_sets_are_read_and_given_away() {
    in_pools(|| {
        for len in lengths() {
            let set: HashSet<String> = (0..len).map(|x| x.to_string()).collect();
            let mut expected: Vec<String> = (0..len).map(|x| x.to_string()).collect();
            expected.sort();
            assert_eq!(sorted(set.par_iter().cloned()), expected);
            assert_eq!(sorted(set.clone()), expected);
            assert_eq!(sorted(set.iter().cloned().collect::<HashSet<String>>()), expected);
            set.check();
        }
    });
}

#[test]
fn all_are_collected_as_by_one_thread() {
    in_pools(|| {
        for len in lengths().chain([20_000]) {
            let numbers = (0..len as u64).into_par_iter();
            let v: Vector<u64> = numbers.clone().collect();
            v.check();
            assert!(v.iter().copied().eq(0..len as u64));
            let odd: Vector<u64> = numbers.clone().filter(|x| x % 2 == 1).collect();
            odd.check();
            assert!(odd.iter().copied().eq((0..len as u64).filter(|x| x % 2 == 1)));
            let bytes: ByteBuf = numbers.clone().map(|x| x as u8).collect();
            bytes.check();
            assert!(bytes.iter().eq((0..len).map(|x| x as u8)));
            let buffers: ByteBuf = (0..len % 7).into_par_iter().map(|_| bytes.clone()).collect();
            buffers.check();
            assert_eq!(buffers.len(), len * (len % 7));

            // Many keys come twice, and the last value wins.
            let entries = || numbers.clone().map(move |x| (x * 7_919 % (len as u64 / 2 + 1), x));
            let one: BTreeMap<u64, u64> = entries().collect::<Vec<_>>().into_iter().collect();
            let map: OrdMap<u64, u64> = entries().collect();
            map.check();
            assert!(map.iter().eq(&one));
            let map: HashMap<u64, u64> = entries().collect();
            map.check();
            assert_eq!(
                map,
                one.iter().map(|(key, value)| (*key, *value)).collect::<HashMap<_, _>>()
            );
            let set: OrdSet<u64> = entries().map(|entry| entry.0).collect();
            set.check();
            assert!(set.iter().eq(one.keys()));
            let set: HashSet<u64> = entries().map(|entry| entry.0).collect();
            set.check();
            assert_eq!(set.len(), one.len());
            assert!(one.keys().all(|key| set.contains(key)));
        }
    });
}

#[test]
fn all_are_extended_as_by_one_thread() {
    in_pools(|| {
        for len in [0, 1, 5, 60, 130, 700, 3_000, 9_000] {
            for more in [0, 1, 50, 700, 9_000] {
                let old = (0..len as u64).into_par_iter();
                let new = (0..more).into_par_iter().map(move |x| (x * 3 % (2 * len + 9)) as u64);

                let mut v: Vector<u64> = old.clone().collect();
                let mut kept = vec![v.clone()];
                v.par_extend(new.clone());
                v.check();
                kept.push(v);
                let mut one: Vector<u64> = kept[0].clone();
                one.extend(new.clone().collect::<Vec<_>>());
                assert_eq!(kept[1], one);
                assert!(kept[0].iter().copied().eq(0..len as u64));

                let mut bytes: ByteBuf = old.clone().map(|x| x as u8).collect();
                bytes.par_extend(new.clone().map(|x| x as u8));
                bytes.check();
                assert!(bytes.iter().eq(one.iter().map(|x| *x as u8)));
                bytes.par_extend([bytes.clone(), bytes.clone()]);
                assert_eq!(bytes.len(), 3 * (len + more));

                let entries =
                    (0..more).into_par_iter().zip(new.clone()).map(|(at, key)| (key, at as u64));
                let mut map: OrdMap<u64, u64> = old.clone().map(|key| (key, key)).collect();
                let (mut one, kept) = (map.clone(), map.clone());
                map.par_extend(entries.clone());
                map.check();
                one.extend(entries.clone().collect::<Vec<_>>());
                assert_eq!(map, one);
                assert!(kept.iter().all(|(key, value)| key == value) && kept.len() == len);

                let mut map: HashMap<u64, u64> = old.clone().map(|key| (key, key)).collect();
                let (mut one, kept) = (map.clone(), map.clone());
                map.par_extend(entries.clone());
                map.check();
                one.extend(entries.clone().collect::<Vec<_>>());
                assert_eq!(map, one);
                assert!(kept.iter().all(|(key, value)| key == value) && kept.len() == len);

                let mut set: OrdSet<u64> = old.clone().collect();
                set.par_extend(new.clone());
                let mut other: HashSet<u64> = old.clone().collect();
                other.par_extend(new.clone());
                set.check();
                other.check();
                assert!(set.iter().all(|value| other.contains(value)) && set.len() == other.len());
            }
        }
    });
}

/// A key, and where it was.
type Pairs = Vector<(u64, usize)>;

#[test]
fn vectors_are_sorted_as_by_one_thread() {
    in_pools(|| {
        for len in lengths().chain([20_000]) {
            let v: Vector<(u64, usize)> =
                (0..len).map(|at| (at as u64 * 7_919 % 101, at)).collect();
            let mut one = v.clone();
            one.sort_by_key(|pair| pair.0);
            let sorts: [fn(&mut Pairs); 7] = [
                Vector::par_sort,
                |v| v.par_sort_by(|a, b| a.0.cmp(&b.0)),
                |v| v.par_sort_by_key(|pair| pair.0),
                |v| v.par_sort_by_cached_key(|pair| pair.0),
                Vector::par_sort_unstable,
                |v| v.par_sort_unstable_by(Ord::cmp),
                |v| v.par_sort_unstable_by_key(|pair| *pair),
            ];
            for sort in sorts {
                let mut all = v.clone();
                sort(&mut all);
                all.check();
                assert_eq!(all, one);
            }
            assert!(v.iter().enumerate().all(|(at, pair)| pair.1 == at));
        }
    });
}

/// A hasher under which all keys have few different hashes.
#[derive(Clone, Default)]
struct Few;

impl std::hash::BuildHasher for Few {
    type Hasher = Sum;

    fn build_hasher(&self) -> Sum {
        Sum(0)
    }
}

struct Sum(u64);

impl std::hash::Hasher for Sum {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = (self.0 + u64::from(*byte)) % 7);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[test]
fn hash_maps_of_bad_hashes_do_the_same() {
    in_pools(|| {
        let make = |from: u32| (from..from + 300).map(|key| (key, key)).collect::<Vec<_>>();
        let a: HashMap<u32, u32, Few> = make(0).into_par_iter().collect();
        let mut b: HashMap<u32, u32, Few> = make(150).into_iter().collect();
        a.check();
        assert_eq!(sorted(a.par_iter().map(|(key, value)| (*key, *value))), make(0));
        assert_eq!(sorted(a.clone()), make(0));
        let results = [
            (a.par_union(&b), 450),
            (a.par_intersection(&b), 150),
            (a.par_relative_complement(&b), 150),
            (a.par_symmetric_difference(&b), 300),
            (a.par_filter(|key, _| key % 2 == 0), 150),
        ];
        for (result, len) in results {
            result.check();
            assert_eq!((result.len(), result.iter().count()), (len, len));
        }
        b.par_retain(|key, _| key % 2 == 0);
        b.par_iter_mut().for_each(|(key, value)| *value = key + 1);
        b.par_extend(make(0));
        b.check();
        assert_eq!((b.len(), b[&7], b[&400]), (375, 7, 401));
        a.check();
    });
}
