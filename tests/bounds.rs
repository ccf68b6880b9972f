//! Documented costs as counts: bytes allocated, bytes held, elements compared, levels.
//!
//! An allocator that counts per thread is the judge, and `memory` is held to what it says. Full-sized
//! nodes and tiny ones (`--cfg offshoot_tiny`) have different figures: where only full-sized nodes
//! can keep a bound, tiny ones are held to the shape of it (that it does not grow with n).

#[path = "support/counting.rs"]
mod counting;

use std::cell::Cell;
use std::cmp::Ordering;

use counting::{held, taken};
use offshoot::{ByteBuf, Vector};

const TINY: bool = cfg!(offshoot_tiny);
/// Elements of 8 bytes in a full leaf, and children of a branch (see `src/tree.rs`).
const FULL: usize = if TINY { 5 } else { 120 };
const FANOUT: usize = if TINY { 4 } else { 16 };
/// The bytes of a full leaf, and of a branch with and without `ends`.
const LEAF: usize = 16 + 8 * FULL;
const BRANCH: usize = 24 + 8 + 8 + 8 * FANOUT;
const ENDS: usize = 8 * FANOUT;
/// Bytes held for each byte of payload. Tiny nodes are mostly headers.
const FILL: f64 = if TINY { 9.0 } else { 1.5 };

/// The documented height of a tree of `n` elements: `3 + log(n / FULL) / log(FANOUT / 2)`.
fn most_levels(n: usize) -> usize {
    3 + ((n as f64 / FULL as f64).max(1.0).log2() / ((FANOUT / 2) as f64).log2()) as usize
}

/// The payload, the report and the allocator agree: bytes held since there were `before` of them.
#[track_caller]
fn assert_slim(v: &Vector<u64>, before: usize) {
    v.check();
    let bytes = held() - before;
    let report = Vector::memory([v]);
    assert_eq!(report.total, bytes, "the report is not what was allocated");
    assert_eq!(report.unique, [bytes]);
    let fill = bytes as f64 / (8 * v.len()) as f64;
    assert!(fill <= FILL, "{bytes} bytes for {} elements: {fill:.3}", v.len());
    assert!(v.height() <= most_levels(v.len()), "{} levels", v.height());
}

fn sequence(n: usize) -> Vector<u64> {
    (0..n as u64).collect()
}

/// A fixed row of numbers below `bound`.
fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |bound| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % bound as u64) as usize
    }
}

#[test]
fn middle_inserts_stay_slim() {
    let before = held();
    let mut v = Vector::new();
    for i in 0..100_000 {
        v.insert(v.len() / 2, i);
    }
    assert_slim(&v, before);
    let expected = (1..100_000usize).step_by(2).chain((0..100_000).step_by(2).rev());
    assert!(v.iter().map(|&x| x as usize).eq(expected), "the elements stand where they were put");
    drop(v);
    assert_eq!(held(), before, "all bytes are given back");
}

#[test]
fn prepends_of_big_to_small_stay_slim() {
    let before = held();
    let mut v = Vector::new();
    for i in 0..20_000u64 {
        let mut few: Vector<u64> = (5 * i..5 * i + 5).collect();
        few.append(v);
        v = few;
    }
    assert_eq!((v.len(), v[0], v[99_999]), (100_000, 99_995, 4));
    assert_slim(&v, before);
    for i in 0..20_000u64 {
        v.append((5 * i..5 * i + 5).collect());
    }
    assert_slim(&v, before);
    drop(v);
    assert_eq!(held(), before);
}

#[test]
fn rotations_stay_slim() {
    let before = held();
    let mut below = numbers(7);
    let mut v = sequence(100_000);
    let mut first = 0;
    for round in 0..10_000 {
        let mid = below(v.len());
        if round % 2 == 0 {
            v.rotate_left(mid);
        } else {
            let mut upper = v.split_off(mid);
            upper.append(v);
            v = upper;
        }
        first = (first + mid) % 100_000;
    }
    assert_eq!(v[0], first as u64);
    assert_slim(&v, before);
    drop(v);
    assert_eq!(held(), before);
}

#[test]
fn random_edits_stay_slim() {
    let before = held();
    let mut below = numbers(11);
    let mut v = sequence(50_000);
    for round in 0..30_000u64 {
        let at = below(v.len());
        match round % 5 {
            0 => v.insert(at, round),
            1 => drop(v.remove(at)),
            2 => drop(v.slice(at..(at + 3).min(v.len()))),
            3 => v.insert_all(at, [round; 3]),
            _ => v.push_front(round),
        }
    }
    assert_slim(&v, before);
    // What remains of a big vector does not keep the memory of what has left it.
    while v.len() > 2_000 {
        v.remove(below(v.len()));
    }
    assert_slim(&v, before);
    drop(v);
    assert_eq!(held(), before);
}

#[test]
fn small_vectors_are_smaller_than_the_peers() {
    // Bytes on the heap of im's and imbl's vector for 0, 1, 4 and 16 elements, their handle of 64
    // bytes aside. A plain `Vec` of 16 takes 128.
    let peers = [(0, 0), (1, 0), (4, 0), (16, 544), (100, 2_216)];
    for (n, theirs) in peers {
        let before = held();
        let v = sequence(n);
        let ours = held() - before;
        assert_eq!(Vector::memory([&v]).total, ours);
        if !TINY {
            assert!(ours <= theirs, "{n} elements take {ours} bytes");
            assert!(n < 16 || 2 * ours < theirs, "{n} elements take {ours} bytes");
            assert!(n < 16 || ours <= 8 * n + 64 || n == 100, "{n} elements take {ours} bytes");
        }
    }
    assert!(size_of::<Vector<u64>>() <= 48, "a handle takes {}", size_of::<Vector<u64>>());
    assert!(size_of::<ByteBuf>() == size_of::<usize>());
}

#[test]
fn many_elements_take_little_more_than_their_size() {
    if TINY {
        return;
    }
    let before = held();
    let v = sequence(1_000_000);
    let each = (held() - before) as f64 / 1e6;
    assert!(each < 8.3, "{each} bytes per element");
    drop(v);
    // A leaf's length more or less.
    for n in [119, 120, 121, 239, 240, 241] {
        let before = held();
        let v = sequence(n);
        let bytes = held() - before;
        assert!(bytes <= 8 * n + LEAF + BRANCH + 64, "{n} elements take {bytes} bytes");
        assert_eq!(Vector::memory([&v]).total, bytes);
    }
}

/// What one change of a shared vector allocates, at most. A path of branches and one leaf; twice
/// that along a cut or a seam.
fn path(n: usize) -> usize {
    (most_levels(n) + 1) * (BRANCH + ENDS) + 2 * LEAF
}

type Change = (&'static str, usize, fn(&mut Vector<u64>));

/// Changes of one place, and how many paths they copy.
const CHANGES: &[Change] = &[
    ("set", 1, |v| _ = v.set(v.len() / 3, 7)),
    ("get_mut", 1, |v| *v.get_mut(v.len() / 3).expect("in bounds") = 7),
    ("insert", 2, |v| v.insert(v.len() / 3, 7)),
    ("remove", 2, |v| _ = v.remove(v.len() / 3)),
    ("push_back", 1, |v| v.push_back(7)),
    ("push_front", 1, |v| v.push_front(7)),
    ("pop_back", 1, |v| _ = v.pop_back()),
    ("pop_front", 1, |v| _ = v.pop_front()),
    ("swap", 2, |v| v.swap(v.len() / 3, v.len() / 5)),
    ("split_off", 2, |v| *v = v.split_off(v.len() / 3)),
    ("truncate", 2, |v| v.truncate(v.len() / 3)),
    ("concat", 3, |v| *v = v.concat(v)),
    ("subvector", 4, |v| *v = v.subvector(v.len() / 3..v.len() / 2)),
    ("slice", 6, |v| drop(v.slice(v.len() / 3..v.len() / 2))),
    ("insert_all", 8, |v| v.insert_all(v.len() / 3, v.clone())),
    ("rotate_left", 8, |v| v.rotate_left(v.len() / 3)),
    ("splice", 8, |v| drop(v.splice(v.len() / 3..v.len() / 2, [7; 9]))),
    ("resize", 4, |v| v.resize(3 * v.len(), 7)),
    ("fill", 4, |v| v.fill(7)),
];

#[test]
fn a_change_after_a_clone_copies_a_path() {
    for n in [1_000, if TINY { 100_000 } else { 1_000_000 }] {
        // Built from front to back, and irregular: with light spines, ends and half-full leaves.
        let regular = sequence(n);
        let mut irregular = sequence(n / 2);
        irregular.push_front(1);
        irregular.append(sequence(n / 2).skip(5));
        for i in 0..50 {
            irregular.insert(n / 3 + i, 7);
            irregular.remove(i * 17);
        }
        for (kind, base) in [("regular", &regular), ("irregular", &irregular)] {
            for (name, paths, change) in CHANGES {
                let (bytes, allocations, mut fork) = taken(|| base.clone());
                assert_eq!((bytes, allocations), (0, 0), "a clone allocates nothing");
                let (bytes, _, ()) = taken(|| change(&mut fork));
                let most = paths * path(n);
                assert!(bytes <= most, "{name} of {kind} {n}: {bytes} bytes of {most}");
                if !TINY && n == 1_000_000 {
                    assert!(bytes < 8 * n / 100, "{name} of {kind} {n}: {bytes} bytes are no path");
                }
                fork.check();
            }
        }
    }
}

#[test]
fn a_unique_vector_is_changed_in_place() {
    let mut v = sequence(100_000);
    v.pop_back();
    type Work = (&'static str, fn(&mut Vector<u64>));
    let work: [Work; 5] = [
        ("set", |v| (0..1_000).for_each(|i| _ = v.set(i * 90, 7))),
        ("index_mut", |v| (0..1_000).for_each(|i| v[i * 90] = 7)),
        ("push and pop", |v| {
            (0..1_000).for_each(|i| {
                v.push_back(i);
                v.pop_back();
            });
        }),
        ("swap", |v| {
            (0..100).for_each(|i| {
                let x = v[i];
                v[i] = v[90_000 + i];
                v[90_000 + i] = x;
            });
        }),
        ("pops", |v| (0..1_000).for_each(|_| _ = v.pop_back())),
    ];
    for (name, f) in work {
        // The first time may move a leaf to an end.
        f(&mut v);
        let (bytes, allocations, ()) = taken(|| f(&mut v));
        assert_eq!((bytes, allocations), (0, 0), "{name} allocates");
    }
    // Amortised: what is pushed takes its own room, and a branch now and then.
    let (bytes, allocations, ()) = taken(|| (0..100_000).for_each(|i| v.push_back(i)));
    let leaves = 100_000 / FULL + 2;
    assert!(bytes <= leaves * (LEAF + (BRANCH + ENDS) / 2), "{bytes} bytes for 100,000 pushes");
    assert!(allocations <= leaves * 2, "{allocations} allocations for 100,000 pushes");
    let (bytes, _, ()) = taken(|| (0..100_000).for_each(|i| v.push_front(i)));
    assert!(bytes <= leaves * (LEAF + BRANCH + ENDS), "{bytes} bytes for 100,000 pushes in front");
    // An edit at any place of a unique vector may split a leaf, and no more than that.
    for _ in 0..1_000 {
        let (bytes, _, ()) = taken(|| v.insert(77_777, 1));
        assert!(
            bytes <= 2 * LEAF + most_levels(v.len()) * (BRANCH + ENDS),
            "{bytes} bytes for an insert"
        );
    }
    v.check();
}

#[test]
fn reading_allocates_nothing() {
    let mut v = sequence(100_000);
    v.insert(50_000, 1);
    let fork = v.clone();
    let (bytes, allocations, sum) = taken(|| {
        let mut focus = v.focus();
        let mut sum = (0..1_000).map(|i| v[i * 90] + *focus.index(i * 90)).sum::<u64>();
        sum += v.iter().sum::<u64>() + v.iter().rev().step_by(7).sum::<u64>();
        sum += v.chunks().map(|run| run.len() as u64).sum::<u64>();
        sum += v.range(500..99_000).skip(700).take(5).sum::<u64>();
        sum += u64::from(v.contains(&999_999)) + u64::from(v.ptr_eq(&fork)) + u64::from(v == fork);
        sum + v.binary_search(&4).unwrap_or_default() as u64 + u64::from(v.cmp(&fork).is_eq())
    });
    assert!(sum > 0);
    assert_eq!((bytes, allocations), (0, 0));
}

/// A number that counts its comparisons.
#[derive(Clone, Debug)]
struct Counted(u64);

thread_local! {
    static COMPARED: Cell<usize> = const { Cell::new(0) };
}

impl PartialEq for Counted {
    fn eq(&self, other: &Self) -> bool {
        COMPARED.set(COMPARED.get() + 1);
        self.0 == other.0
    }
}

impl Eq for Counted {}

impl PartialOrd for Counted {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Counted {
    fn cmp(&self, other: &Self) -> Ordering {
        COMPARED.set(COMPARED.get() + 1);
        self.0.cmp(&other.0)
    }
}

fn compared<X>(f: impl FnOnce() -> X) -> (usize, X) {
    COMPARED.set(0);
    let result = f();
    (COMPARED.get(), result)
}

#[test]
fn what_is_shared_is_not_compared() {
    let base: Vector<Counted> = (0..100_000).map(Counted).collect();
    let (count, same) = compared(|| base == base.clone());
    assert!(same && count == 0, "{count} comparisons with a clone");
    let mut fork = base.clone();
    for at in [0, 1, 50_000, 99_999] {
        let value = base[at].clone();
        fork.set(at, value);
    }
    let (count, same) = compared(|| base == fork);
    assert!(same && count <= 4 * FULL, "{count} comparisons for four leaves");
    let (count, changes) = compared(|| fork.diff(&base).count());
    assert!(changes == 0 && count <= 4 * FULL, "{count} comparisons for four leaves");
    // Another length: nothing is compared.
    fork.push_back(Counted(1));
    let (count, same) = compared(|| base == fork);
    assert!(!same && count == 0);
    for (name, most, search) in [
        (
            "binary_search",
            18,
            (|v| v.binary_search(&Counted(77_777)).expect("it is there"))
                as fn(&Vector<Counted>) -> usize,
        ),
        ("partition_point", 18, |v| v.partition_point(|x| *x < Counted(77_777))),
    ] {
        let (count, at) = compared(|| search(&base));
        assert!(at == 77_777 && count <= most, "{name}: {count} comparisons");
    }
    let (count, _) = compared(|| base.clone().insert_ord(Counted(77_777)));
    assert!(count <= 18, "{count} comparisons for insert_ord");
    let mut sorted = base.clone();
    let (count, ()) = compared(|| sorted.sort());
    assert!(count <= 100_000, "{count} comparisons to sort what is sorted");
}

#[test]
fn a_diff_compares_what_differs() {
    let base: Vector<Counted> = (0..100_000).map(Counted).collect();
    for edits in [1, 10, 100] {
        let mut below = numbers(3);
        let mut fork = base.clone();
        for edit in 0..edits {
            let at = below(fork.len());
            match edit % 3 {
                0 => drop(fork.set(at, Counted(1_000_000))),
                1 => fork.insert(at, Counted(1_000_000)),
                _ => drop(fork.remove(at)),
            }
        }
        let (count, changes) = compared(|| fork.diff(&base).collect::<Vec<_>>());
        // A leaf that grew or shrank is compared from both of its ends.
        assert!(count <= edits * 4 * FULL, "{count} comparisons for {edits} edits");
        assert!(changes.len() <= edits, "{} changes for {edits} edits", changes.len());
        let (bytes, _, _) = taken(|| fork.diff(&base).count());
        let most = edits * 64 * FANOUT * most_levels(100_000) + 4_096;
        assert!(bytes <= most, "{bytes} bytes for {edits} edits");
        // Prefix: a whole leaf's length moved by a cut, and not all that lies behind.
        let (count, _) = compared(|| fork.diff(&base.skip(3)).count());
        assert!(count <= (edits + 1) * 4 * FULL, "{count} comparisons after a cut");
    }
}

#[test]
fn the_report_of_several_versions_is_exact() {
    let before = held();
    let mut below = numbers(5);
    let mut versions = vec![sequence(10_000)];
    for round in 0..60u64 {
        let mut next = versions[below(versions.len())].clone();
        let at = below(next.len());
        match round % 6 {
            0 => drop(next.set(at, 7)),
            1 => next.insert(at, 7),
            2 => drop(next.remove(at)),
            3 => next.rotate_left(at),
            4 => next = next.subvector(at / 2..),
            _ => next.append(sequence(300)),
        }
        versions.push(next);
    }
    versions.push(Vector::repeat(3, 1 << 40));
    let handles = versions.capacity() * size_of::<Vector<u64>>();
    let bytes = held() - before - handles;
    let report = Vector::memory(&versions);
    assert_eq!(report.total, bytes, "the report is not what was allocated");
    assert_eq!(report.total, report.shared + report.unique.iter().sum::<usize>());
    assert_eq!(report.elements, versions.iter().map(Vector::len).sum::<usize>());
    // What a version alone reaches is what it gives back.
    while let Some(unique) = Vector::memory(&versions).unique.last().copied() {
        let now = held();
        versions.pop();
        assert_eq!(now - held(), unique, "version {}", versions.len());
    }
    drop((versions, report));
    assert_eq!(held(), before, "all bytes are given back");
}

#[test]
fn the_report_is_exact_for_elements_of_any_size() {
    fn report<T: Clone>(make: fn(usize) -> T) {
        for n in [0, 1, 2, 3, 5, 9, 17, 33, 100, 1_000] {
            let before = held();
            let mut v: Vector<T> = (0..n).map(make).collect();
            v.push_front(make(0));
            v.insert(n / 2, make(1));
            let bytes = held() - before;
            assert_eq!(Vector::memory([&v]).total, bytes, "{n} elements of {}", size_of::<T>());
            drop(v);
            assert_eq!(held(), before);
        }
    }
    #[derive(Clone)]
    #[repr(align(64))]
    struct Aligned(#[allow(dead_code, reason = "takes room")] u8);
    report(|i| i as u8);
    report(|i| i as u16);
    report(|i| [i as u8; 3]);
    report(|i| i as u128);
    report(|_| ());
    report(|i| [i as u64; 128]);
    report(|i| Aligned(i as u8));
}

#[test]
fn runs_of_zeros_share_a_page() {
    let before = held();
    let mut memory = ByteBuf::zeroed(1 << 40);
    let bytes = held() - before;
    assert!(bytes < 65_536, "{bytes} bytes for a tebibyte of zeros");
    assert_eq!(ByteBuf::memory([&memory]).total, bytes);
    // A page, a branch a level, and the branches again where they have become irregular.
    let branches = memory.height() * (BRANCH + ENDS);
    let page = ByteBuf::PAGE + 16;
    for (at, what) in [(1 << 39, &b"parent"[..]), (12_345, b"x"), ((1 << 40) - 8, &[1; 8])] {
        let child = memory.clone();
        let (bytes, _, ()) = taken(|| memory.write_at(at, what));
        let pages = 2 * page + branches + BRANCH;
        assert!(bytes <= pages, "{bytes} bytes for a write, of {pages}");
        assert!(bytes >= page, "a write copies a page");
        assert!(child != memory && child.slice(at..at + 1) == [0]);
        let (bytes, allocations, ()) = taken(|| memory.write_at(at, what));
        assert_eq!((bytes, allocations), (0, 0), "a second write is in place");
    }
    memory.check();
    drop(memory);
    assert_eq!(held(), before);
}

#[test]
fn a_write_to_a_fork_of_a_buffer_copies_one_page() {
    const PAGED: usize = 1024 * ByteBuf::PAGE;
    let before = held();
    let parent = ByteBuf::from(vec![7; 64 << 20]);
    let paged = ByteBuf::from(&vec![7; PAGED][..]);
    for (name, parent) in [("adopted", &parent), ("pages", &paged)] {
        let mut below = numbers(9);
        for round in 0..20 {
            let mut child = parent.clone();
            let at = below(parent.len() - 8);
            // A write across a border of pages copies both.
            let at = at - at % 8;
            let (bytes, _, ()) = taken(|| child.write_at(at, &[round; 8]));
            // A first write to what was adopted cuts it in three.
            let most = if name == "adopted" {
                3 * (ByteBuf::PAGE + 16) + 3 * (BRANCH + ENDS) + 1_024
            } else {
                ByteBuf::PAGE + 16 + child.height() * (BRANCH + ENDS)
            };
            assert!(bytes <= most, "{name}: {bytes} bytes for 8 written, of {most}");
            let report = ByteBuf::memory([parent, &child]);
            assert!(report.unique[1] <= most, "{name}: {} bytes are the child's", report.unique[1]);
            assert!(parent.get(at) == Some(7) && child.get(at) == Some(round));
        }
    }
    let paged_bytes = ByteBuf::memory([&paged]).total;
    assert!(TINY || paged_bytes as f64 <= 1.05 * PAGED as f64, "{paged_bytes} bytes");
    let bytes = held() - before;
    let total = ByteBuf::memory([&parent, &paged]).total;
    assert_eq!(total, bytes, "the report is not what was allocated");
    drop((parent, paged));
    assert_eq!(held(), before);
}

#[test]
fn edited_buffers_stay_slim() {
    let before = held();
    let mut below = numbers(13);
    let mut buffer = ByteBuf::from(&vec![7; 1 << 20][..]);
    for round in 0..5_000 {
        let at = below(buffer.len());
        match round % 4 {
            0 => buffer.insert(at, b"ten bytes."),
            1 => buffer.remove(at..(at + 10).min(buffer.len())),
            2 => {
                let mut upper = buffer.split_off(at);
                upper.append(buffer);
                buffer = upper;
            }
            _ => buffer.replace(at..(at + 3).min(buffer.len()), b"12345"),
        }
    }
    buffer.check();
    let bytes = held() - before;
    assert_eq!(ByteBuf::memory([&buffer]).total, bytes);
    let most = if TINY { 12 * buffer.len() } else { buffer.len() * 3 / 2 };
    assert!(bytes <= most, "{bytes} bytes for {}", buffer.len());
    drop(buffer);
    assert_eq!(held(), before);
}
