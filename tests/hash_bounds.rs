//! Documented costs of hash maps as counts: how often `Hash` and `Eq` are asked, bytes and blocks that an
//! operation allocates, bytes held.
//!
//! Full-sized nodes and tiny ones (`--cfg offshoot_tiny`) have different figures: where only full-sized
//! nodes can keep a bound, tiny ones are held to the shape of it.
#![allow(clippy::eq_op, clippy::nonminimal_bool, reason = "equality is tried both ways round")]

#[path = "support/counting.rs"]
mod counting;

use std::cell::Cell;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use counting::{held, taken};
use offshoot::{HashMap, HashSet};

const TINY: bool = cfg!(offshoot_tiny);
/// Entries of a full bucket, slots of a directory, and the levels of hashes of 64 bits.
const FULL: usize = if TINY { 4 } else { 32 };
const SLOTS: usize = if TINY { 4 } else { 16 };
const LEVELS: usize = if TINY { 32 } else { 16 };
/// The bytes of a full bucket of entries of 16 bytes, and of a directory.
const BUCKET: usize = 48 + 16 * FULL;
const DIRECTORY: usize = 8 + 8 * SLOTS + 8;

thread_local! {
    static HASHED: Cell<usize> = const { Cell::new(0) };
    static COMPARED: Cell<usize> = const { Cell::new(0) };
}

/// A number that counts how often it is hashed and compared. Those of one `CLASH` have one hash.
#[derive(Clone, Copy, Debug)]
struct Number<const CLASH: bool>(u64);

type Counted = Number<false>;
type Clashing = Number<true>;

impl<const CLASH: bool> PartialEq for Number<CLASH> {
    fn eq(&self, other: &Self) -> bool {
        COMPARED.set(COMPARED.get() + 1);
        self.0 == other.0
    }
}

impl<const CLASH: bool> Eq for Number<CLASH> {}

impl<const CLASH: bool> Hash for Number<CLASH> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        HASHED.set(HASHED.get() + 1);
        state.write_u64(if CLASH { 7 } else { self.0 });
    }
}

/// What is written is the hash: the same in each run.
#[derive(Default)]
struct Last(u64);

impl Hasher for Last {
    fn write(&mut self, _: &[u8]) {
        unreachable!("keys are numbers");
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type Map<K, V = u64> = HashMap<K, V, BuildHasherDefault<Last>>;

/// How often `f` asks `Hash` and `Eq`, and what it returns.
fn asked<X>(f: impl FnOnce() -> X) -> (usize, usize, X) {
    HASHED.set(0);
    COMPARED.set(0);
    let result = f();
    (HASHED.get(), COMPARED.get(), result)
}

fn map(n: u64) -> Map<Counted> {
    (0..n).map(|key| (Number(key), key)).collect()
}

fn clashing(n: u64) -> Map<Clashing> {
    (0..n).map(|key| (Number(key), key)).collect()
}

/// Keys that are spread by nothing but the map, most of which it has.
fn keys(n: u64) -> impl Iterator<Item = Counted> {
    (0..n).step_by(n as usize / 1_000 + 1).map(Number)
}

#[test]
fn a_key_is_hashed_once_and_compared_with_few() {
    let n = 100_000;
    let mut v = map(n);
    let (mut misses, mut hits, mut count) = (0, 0, 0);
    for key in keys(n) {
        let other = Number(key.0 + n);
        let (hashed, compared, found) = asked(|| v.get(&other).is_some());
        assert!(hashed == 1 && !found);
        misses += compared;
        for (name, f) in [
            ("get", (|v, key| _ = v.get(&key).is_some()) as fn(&mut Map<Counted>, Counted)),
            ("contains_key", |v, key| assert!(v.contains_key(&key))),
            ("get_mut", |v, key| *v.get_mut(&key).expect("it is there") += 1),
            ("insert over another", |v, key| _ = v.insert(key, 1)),
            ("entry", |v, key| *v.entry(key).or_insert(1) += 1),
        ] {
            let (hashed, compared, ()) = asked(|| f(&mut v, key));
            assert_eq!(hashed, 1, "{name}");
            // By a byte of its hash at most one in 256 others is taken for it.
            assert!((1..=3).contains(&compared), "{name}: {compared} comparisons");
            hits += compared;
        }
        let (hashed, compared, _) = asked(|| v.remove(&key));
        assert!(hashed == 1 && compared <= 3, "remove: {hashed}, {compared}");
        v.insert(key, 1);
        count += 1;
    }
    // At most a full bucket is looked at, by tags: 32 / 256 of the others at the most.
    assert!(misses <= count / 8 + 10, "{misses} comparisons for {count} missing keys");
    assert!(
        hits <= 5 * (count + count / 8 + 10),
        "{hits} comparisons for {count} keys, five times"
    );
}

#[test]
fn a_bucket_that_is_divided_is_hashed_once() {
    let mut v = Map::<Counted>::default();
    let mut all = 0;
    for key in 0..20_000 {
        let (hashed, _, _) = asked(|| v.insert(Number(key), key));
        assert!(hashed <= 1 + FULL, "{hashed} hashes for one insertion");
        all += hashed;
    }
    // A bucket is divided when it is full, and its halves have half of the way before them.
    assert!(all <= 20_000 * if TINY { 5 } else { 3 }, "{all} hashes for 20,000 insertions");
    for key in 0..20_000 {
        let (hashed, _, _) = asked(|| v.remove(&Number(key)));
        assert_eq!(hashed, 1, "to unite buckets takes no hash");
    }
}

#[test]
fn keys_of_one_hash_are_compared_one_by_one_and_no_more() {
    let n = if TINY { 4_000 } else { 16_000 };
    let before = held();
    let mut v = clashing(n);
    assert_eq!(v.len() as u64, n);
    let bytes = held() - before;
    let most = (n as usize).div_ceil(FULL) * (BUCKET + 16) + LEVELS * DIRECTORY + 1_024;
    assert!(bytes <= most, "{bytes} bytes of {most}");
    // The handles of the buckets and one bucket; not the entries.
    let path =
        2 * BUCKET + LEVELS * DIRECTORY + (n as usize / FULL + 2) * 2 * size_of::<usize>() + 256;
    for key in [0, 1, n / 2, n - 1, n, n + 1] {
        let key: Clashing = Number(key);
        for (name, f) in [
            ("get", (|v, key| _ = v.get(&key).is_some()) as fn(&mut Map<Clashing>, Clashing)),
            ("insert", |v, key| _ = v.insert(key, 1)),
            ("remove", |v, key| _ = v.remove(&key)),
            ("entry", |v, key| *v.entry(key).or_insert(1) += 1),
            ("get_mut", |v, key| _ = v.get_mut(&key).map(|value| *value += 1)),
        ] {
            let fork = v.clone();
            let (bytes, blocks, (hashed, compared, ())) = taken(|| asked(|| f(&mut v, key)));
            assert!(hashed == 1, "{name}: {hashed} hashes");
            // Those that are there: one may have come in since.
            assert!(compared as u64 <= n + 2, "{name} of {key:?}: {compared} comparisons");
            assert!(bytes <= path, "{name} of {key:?}: {bytes} bytes, at most {path}");
            assert!(blocks <= LEVELS + 6, "{name} of {key:?}: {blocks} blocks");
            drop(fork);
        }
    }
    // A fork is compared by what it does not share: a bucket or two.
    let mut fork = v.clone();
    fork.insert(Number(3), 77);
    let (_, compared, equal) = asked(|| fork == v);
    assert!(!equal && compared <= 2 * FULL * FULL, "{compared} comparisons");
    let (_, compared, count) = asked(|| fork.diff(&v).count());
    assert!(count == 1 && compared <= 2 * FULL * FULL, "{compared} comparisons");
}

#[test]
fn forks_are_compared_where_they_differ() {
    let n = 50_000;
    let base = map(n);
    let (hashed, compared, same) = asked(|| base == base.clone());
    assert_eq!((hashed, compared, same), (0, 0, true));
    for edits in [1, 10, 100] {
        let mut fork = base.clone();
        for edit in 0..edits {
            match edit % 3 {
                0 => _ = fork.insert(Number(edit * 101), u64::MAX),
                1 => _ = fork.insert(Number(n + edit), 0),
                _ => _ = fork.remove(&Number(edit * 103)),
            }
        }
        // Each entry of the buckets that differ is looked for on the other side, by its byte.
        let most = edits as usize * 4 * FULL;
        for (name, f) in [
            ("==", (|a, b| _ = a == b) as fn(&Map<Counted>, &Map<Counted>)),
            ("diff", |a, b| _ = a.diff(b).count()),
            ("union", |a, b| drop(a.union_ref(b))),
            ("intersection", |a, b| drop(a.intersection_ref(b))),
            ("relative_complement", |a, b| drop(a.relative_complement_ref(b))),
            ("symmetric_difference", |a, b| drop(a.symmetric_difference_ref(b))),
            ("is_submap", |a, b| _ = a.is_submap(b)),
            ("has_keys_in", |a, b| _ = a.has_keys_in(b)),
        ] {
            for (a, b) in [(&base, &fork), (&fork, &base)] {
                let (hashed, compared, ()) = asked(|| f(a, b));
                assert!(hashed <= most, "{name}, {edits} edits: {hashed} hashes");
                assert!(compared <= most, "{name}, {edits} edits: {compared} comparisons");
            }
        }
        let (hashed, compared, merged) =
            asked(|| HashMap::merge(&base, &fork, &base, |_| unreachable!("no conflict")));
        assert!(merged == fork && hashed <= most && compared <= most);
        let (bytes, _, _) = taken(|| base.diff(&fork).count());
        assert!(bytes <= edits as usize * 512 + 512, "{bytes} bytes for {edits} edits");
    }
}

#[test]
fn unrelated_maps_cost_what_the_smaller_one_is() {
    let large = map(20_000);
    for m in [1u64, 10, 100, 1_000] {
        for (name, from) in [("apart", 1_000_000), ("within", 7)] {
            let small: Map<Counted> = (0..m).map(|at| (Number(from + at * 13), at)).collect();
            for (a, b) in [(&small, &large), (&large, &small)] {
                let (hashed, compared, _) = asked(|| a.union_ref(b));
                let most = 40 * m as usize + 2 * FULL;
                assert!(hashed <= most, "{m} {name}: {hashed} hashes");
                assert!(compared <= most, "{m} {name}: {compared} comparisons");
                let (hashed, compared, _) = asked(|| (a.is_disjoint(b), a.intersection_ref(b)));
                assert!(hashed <= most && compared <= most, "{m} {name}: {hashed}, {compared}");
            }
        }
    }
}

#[test]
fn a_change_after_a_clone_copies_a_path() {
    for n in [1_000, if TINY { 10_000 } else { 100_000 }] {
        let base = map(n);
        // As deep as the deepest, and a bucket of it with its halves. (Each has three quarters of its
        // places, and all of a tiny one's.)
        let buckets = (BUCKET + 16) * if TINY { 12 } else { 10 } / 4;
        let path = base.height() * DIRECTORY + buckets + DIRECTORY;
        for (at, key) in keys(n).enumerate() {
            for (name, f) in [
                ("insert", (|v, key| _ = v.insert(key, 1)) as fn(&mut Map<Counted>, Counted)),
                ("insert a new one", |v, key| _ = v.insert(Number(key.0 + (1 << 40)), 1)),
                ("remove", |v, key| _ = v.remove(&key)),
                ("get_mut", |v, key| *v.get_mut(&key).expect("it is there") += 1),
                ("entry", |v, key| *v.entry(key).or_insert(1) += 1),
            ] {
                let (bytes, blocks, mut fork) = taken(|| base.clone());
                assert_eq!((bytes, blocks), (0, 0), "a clone allocates nothing");
                let (bytes, blocks, ()) = taken(|| f(&mut fork, key));
                assert!(bytes <= path, "{name} of {n}: {bytes} bytes of {path}");
                // (To divide a bucket may take a directory or two more.)
                assert!(blocks <= base.height() + 4, "{name} of {n}: {blocks} blocks");
                if at % 100 == 0 {
                    let own = HashMap::memory([&base, &fork]).unique[1];
                    assert!(own <= path, "{name} of {n}: {own} bytes");
                }
                if name != "insert a new one" {
                    // Once more, and nothing is shared: in place.
                    let (bytes, _, _) = taken(|| fork.get_mut(&key).map(|value| *value += 1));
                    assert_eq!(bytes, 0, "{name} of {n}");
                }
            }
            let mut fork = base.clone();
            let missing = Number(key.0 + (1 << 41));
            let (bytes, _, _) = taken(|| (fork.remove(&missing), fork.get_mut(&missing).is_some()));
            assert!(bytes == 0 && fork.ptr_eq(&base), "what is not there copies nothing");
        }
    }
}

#[test]
fn a_unique_map_is_changed_in_place() {
    let mut v = map(50_000);
    let before = held();
    let (bytes, blocks, ()) = taken(|| {
        keys(50_000).for_each(|key| *v.get_mut(&key).expect("it is there") += 1);
        keys(50_000).for_each(|key| _ = v.insert(key, 7));
        keys(50_000).for_each(|key| *v.entry(key).or_insert(1) += 1);
        v.iter_mut().for_each(|(_, value)| *value += 1);
        v.values_mut().for_each(|value| *value += 1);
    });
    // A walk keeps its path on the heap.
    assert!(bytes <= 4_096 && blocks <= 10, "{bytes} bytes, {blocks} blocks");
    assert_eq!(held(), before);
    let (bytes, _, _) = taken(|| v.iter().map(|(key, value)| key.0 + value).sum::<u64>());
    assert_eq!(bytes, 0, "reading allocates");
    let (bytes, _, _) = taken(|| keys(60_000).filter(|key| v.contains_key(key)).count());
    assert_eq!(bytes, 0, "reading allocates");
}

#[test]
fn maps_take_little_more_than_their_entries() {
    // imbl takes 127 bytes per entry of 16 at 100,000, and 792 for a map of one.
    for (n, most) in [(0, 0), (1, 80), (4, 240), (16, 432), (100, 2_900), (100_000, 2_400_000)] {
        let before = held();
        let v = map(n);
        let bytes = held() - before;
        assert_eq!(HashMap::memory([&v]).total, bytes, "{n} entries");
        assert!(TINY || bytes <= most, "{n} entries take {bytes} bytes");
        drop(v);
        assert_eq!(held(), before, "all bytes are given back");
    }
    let set: HashSet<u64> = (0u64..1_000).collect();
    assert!(TINY || HashSet::memory([&set]).total <= 16_000, "{:?}", HashSet::memory([&set]));
}

/// What leaves gives its space back, whatever the order.
#[test]
fn a_map_that_shrinks_gives_space_back() {
    let mut v = map(20_000);
    for left in [5_000u64, 100, 1, 0] {
        (left..20_000).for_each(|key| _ = v.remove(&Number(key)));
        let fresh = map(left);
        assert_eq!(HashMap::memory([&v]).total, HashMap::memory([&fresh]).total, "{left} left");
        assert_eq!(v.height(), fresh.height());
        v.check();
    }
}

#[test]
fn many_versions_cost_a_path_each() {
    let before = held();
    let mut versions = vec![map(10_000)];
    for step in 0..1_000u64 {
        let mut next = versions[step as usize].clone();
        next.insert(Number(step * 7 % 10_000), step);
        versions.push(next);
    }
    let handles = versions.capacity() * size_of::<Map<Counted>>();
    let bytes = held() - before - handles;
    let report = HashMap::memory(&versions);
    assert_eq!(report.total, bytes, "the report is not what was allocated");
    let each = (bytes - HashMap::memory([&versions[0]]).total) / 1_000;
    let most = versions[0].height() * DIRECTORY + BUCKET + 16;
    assert!(each <= most, "{each} bytes per version, at most {most}");
    assert!(TINY || each <= 1_000, "{each} bytes per version; rpds takes 1,564");
    for (at, version) in versions.iter().enumerate().step_by(97) {
        assert_eq!(version.len(), 10_000);
        assert!(at == 0 || version[&Number((at as u64 - 1) * 7 % 10_000)] == at as u64 - 1);
    }
}
