//! Random programs over several live versions of each type, held to models after every step.
//!
//! What a program may do is in `support/`, shared with the fuzzers. With `--cfg offshoot_tiny` the
//! same programs make deep trees of few elements; `OFFSHOOT_BUDGET=miri` makes them few and short,
//! `miri-long` a little more and longer.
#![allow(
    clippy::incompatible_msrv,
    reason = "only users of the library may have an older compiler"
)]

#[path = "support/allocator.rs"]
mod allocator;
#[path = "support/programs.rs"]
mod programs;

use std::array;
use std::collections::BTreeMap;
use std::sync::{Barrier, RwLock};
use std::thread;

use offshoot::{ByteBuf, HashMap, Vector};
use programs::byte_buf::ByteBufPair;
use programs::choice::random_bytes;
use programs::collider::{Collider, Plain, Seeded, shape};
use programs::element::{Aligned, Counted, Element, Nothing};
use programs::hash_map::HashMapPair;
use programs::hash_set::HashSetPair;
use programs::ord_map::OrdMapPair;
use programs::ord_set::OrdSetPair;
use programs::vector::VectorPair;
use programs::{KINDS, Pair, VERSIONS, diff, iterate, run};

const TINY: bool = cfg!(offshoot_tiny);

/// What `OFFSHOOT_BUDGET` says.
fn budget_name() -> String {
    std::env::var("OFFSHOOT_BUDGET").unwrap_or_default()
}

/// Whether there is time for little: under Miri.
fn is_small() -> bool {
    budget_name().starts_with("miri")
}

/// How many programs to run, and the bytes each is made of.
fn budget(programs: u64, bytes: usize) -> (u64, usize) {
    match &*budget_name() {
        "miri" => (programs.div_ceil(120), bytes / 6),
        // By the second rule of aliasing.
        "miri-short" => (programs.div_ceil(240), bytes / 9),
        // By night.
        "miri-long" => (programs.div_ceil(20), bytes / 3),
        _ => (programs, bytes),
    }
}

/// Programs from `first` on; each leaves its versions to `then`.
fn programs<P: Pair>(first: u64, count: u64, mut then: impl FnMut([P; VERSIONS])) {
    let (count, bytes) = budget(count, 600);
    for seed in first..first + count {
        let mut versions: [P; VERSIONS] = array::from_fn(|_| P::default());
        run(&mut versions, &random_bytes(seed, bytes), usize::MAX);
        versions.iter().for_each(P::check);
        then(versions);
    }
}

/// Each operation in turn, so that even the smallest budget leaves none out: first on whatever there
/// is, then on versions that have grown.
fn every_operation<P: Pair>(first: u64) {
    let rounds = if is_small() { 2 } else { 30 };
    let mut versions: [P; VERSIONS] = array::from_fn(|_| P::default());
    for round in 0..rounds {
        for kind in 0..KINDS {
            let mut step = random_bytes(first + 100 * round + u64::from(kind), 60);
            // A step begins with its versions and two bytes of whether they are consumed.
            step[3] = kind.wrapping_mul(37) % KINDS;
            run(&mut versions, &step, 1);
        }
    }
    versions.iter().for_each(P::check);
}

#[test]
fn every_operation_on_vectors() {
    every_operation::<VectorPair<String>>(20_000);
}

#[test]
fn every_operation_on_hash_maps() {
    every_operation::<Shaped<{ shape::MIXED }, Seeded>>(60_000);
}

#[test]
fn every_operation_on_hash_sets() {
    every_operation::<HashSetPair<Collider<{ shape::MIXED }>, Seeded>>(80_000);
}

#[test]
fn every_operation_on_ordered_maps() {
    every_operation::<OrdMapPair<String, String>>(100_000);
}

#[test]
fn every_operation_on_ordered_sets() {
    every_operation::<OrdSetPair<String>>(120_000);
}

#[test]
fn every_operation_on_byte_buffers() {
    every_operation::<ByteBufPair>(40_000);
}

#[test]
fn vectors_of_numbers() {
    programs::<VectorPair<u32>>(0, 120, drop);
}

#[test]
fn vectors_of_bytes() {
    programs::<VectorPair<u8>>(1_000, 60, drop);
}

#[test]
fn vectors_of_nothing() {
    programs::<VectorPair<Nothing>>(2_000, 60, drop);
}

#[test]
fn vectors_of_over_aligned_elements() {
    programs::<VectorPair<Aligned>>(3_000, 60, drop);
}

#[test]
fn vectors_of_elements_whose_drops_are_counted() {
    let (mut leaky, mut tight, mut alive) = (0, 0, 0);
    programs::<VectorPair<Counted>>(4_000, 120, |versions| {
        drop(versions);
        if iterate::has_leaked() {
            leaky += 1;
            alive = Counted::live();
        } else {
            tight += 1;
            assert_eq!(Counted::live(), alive, "elements that nobody holds are alive");
        }
    });
    assert!(tight > leaky, "{leaky} programs leaked, and {tight} did not");
}

#[test]
fn byte_buffers() {
    programs::<ByteBufPair>(5_000, 120, drop);
}

#[test]
fn maps_of_numbers() {
    programs::<OrdMapPair<u32, u32>>(13_000, 120, drop);
}

#[test]
fn maps_of_texts() {
    programs::<OrdMapPair<String, u8>>(14_000, 60, drop);
}

#[test]
fn maps_of_keys_alone() {
    programs::<OrdMapPair<u32, Nothing>>(15_000, 60, drop);
}

#[test]
fn maps_of_over_aligned_values() {
    programs::<OrdMapPair<u8, Aligned>>(16_000, 60, drop);
}

#[test]
fn maps_of_one_key_at_most() {
    programs::<OrdMapPair<Nothing, Nothing>>(17_000, 30, drop);
}

#[test]
fn maps_of_keys_and_values_whose_drops_are_counted() {
    let (mut leaky, mut tight, mut alive) = (0, 0, 0);
    programs::<OrdMapPair<Counted, Counted>>(18_000, 120, |versions| {
        drop(versions);
        if iterate::has_leaked() {
            leaky += 1;
            alive = Counted::live();
        } else {
            tight += 1;
            assert_eq!(Counted::live(), alive, "entries that nobody holds are alive");
        }
    });
    assert!(tight > leaky || is_small(), "{leaky} programs leaked, and {tight} did not");
}

/// A hash map of numbers hashed by a shape.
type Shaped<const SHAPE: u8, S> = HashMapPair<Collider<SHAPE>, u32, S>;

#[test]
fn hash_maps_of_every_shape() {
    programs::<Shaped<{ shape::MIXED }, Plain>>(22_700, 40, drop);
    programs::<Shaped<{ shape::DEEP }, Plain>>(22_600, 40, drop);
    if is_small() {
        return;
    }
    programs::<Shaped<{ shape::ONE }, Plain>>(22_000, 40, drop);
    programs::<Shaped<{ shape::TWO }, Plain>>(22_100, 40, drop);
    programs::<Shaped<{ shape::FEW }, Plain>>(22_200, 40, drop);
    programs::<Shaped<{ shape::LOW }, Plain>>(22_300, 40, drop);
    programs::<Shaped<{ shape::HIGH }, Plain>>(22_400, 40, drop);
    programs::<Shaped<{ shape::SPREAD }, Plain>>(22_500, 40, drop);
}

/// Versions of different families, which are looked up entry by entry.
#[test]
fn hash_maps_of_several_seeds() {
    programs::<Shaped<{ shape::SPREAD }, Seeded>>(23_000, 40, drop);
    programs::<Shaped<{ shape::MIXED }, Seeded>>(23_100, 40, drop);
    programs::<Shaped<{ shape::FEW }, std::hash::RandomState>>(23_200, 30, drop);
    programs::<HashMapPair<u32, u32, std::hash::RandomState>>(23_300, 30, drop);
}

#[test]
fn hash_maps_by_our_own_function() {
    programs::<HashMapPair<u32, u32, offshoot::hash_map::RandomState>>(24_000, 60, drop);
    programs::<HashMapPair<String, u8, offshoot::hash_map::RandomState>>(24_100, 40, drop);
}

#[test]
fn hash_maps_of_odd_entries() {
    programs::<HashMapPair<u32, Nothing, Plain>>(25_000, 40, drop);
    programs::<HashMapPair<Aligned, u8, Plain>>(25_100, 40, drop);
    programs::<HashMapPair<u8, Aligned, Seeded>>(25_200, 40, drop);
    programs::<HashMapPair<Nothing, Nothing, Plain>>(25_300, 20, drop);
}

#[test]
fn hash_maps_of_keys_and_values_whose_drops_are_counted() {
    let (mut leaky, mut tight, mut alive) = (0, 0, 0);
    programs::<HashMapPair<Counted, Counted, Plain>>(26_000, 60, |versions| {
        drop(versions);
        if iterate::has_leaked() {
            leaky += 1;
            alive = Counted::live();
        } else {
            tight += 1;
            assert_eq!(Counted::live(), alive, "entries that nobody holds are alive");
        }
    });
    assert!(tight > leaky || is_small(), "{leaky} programs leaked, and {tight} did not");
}

#[test]
fn hash_sets() {
    programs::<HashSetPair<u32, offshoot::hash_map::RandomState>>(29_000, 40, drop);
    programs::<HashSetPair<Collider<{ shape::MIXED }>, Plain>>(29_100, 40, drop);
    programs::<HashSetPair<Collider<{ shape::FEW }>, Seeded>>(29_200, 40, drop);
    programs::<HashSetPair<Aligned, Plain>>(29_300, 20, drop);
    programs::<HashSetPair<Nothing, Plain>>(29_400, 20, drop);
}

/// The shapes are what their names say.
#[cfg_attr(miri, ignore = "nothing but the shape of trees")]
#[test]
fn shapes_of_hashes_make_the_trees_that_they_should() {
    fn height<const SHAPE: u8>(count: u32) -> usize {
        let entries = (0..count).map(|number| (Collider::<SHAPE>::new(number), ()));
        let map: HashMap<_, _, Plain> = entries.collect();
        map.check();
        map.height()
    }
    // Collisions lie below as many directories as a hash has bits for.
    let (few, most) = (height::<{ shape::SPREAD }>(100), if TINY { 32 } else { 16 });
    assert_eq!(height::<{ shape::ONE }>(100), most);
    assert_eq!(height::<{ shape::MIXED }>(150), most);
    assert!(few < 6 && height::<{ shape::LOW }>(100) < 6 && height::<{ shape::HIGH }>(100) < 6);
    let deep = height::<{ shape::DEEP }>(100);
    assert!(
        deep > few
            && deep
                >= if is_small() {
                    3
                } else if TINY {
                    6
                } else {
                    3
                },
        "{deep}"
    );
}

#[test]
fn sets_of_numbers() {
    programs::<OrdSetPair<u32>>(22_000, 120, drop);
}

#[test]
fn sets_of_texts() {
    programs::<OrdSetPair<String>>(23_000, 40, drop);
}

#[test]
fn sets_of_few_and_over_aligned_elements() {
    programs::<OrdSetPair<u8>>(24_000, 60, drop);
    programs::<OrdSetPair<Aligned>>(25_000, 30, drop);
    programs::<OrdSetPair<Nothing>>(26_000, 30, drop);
}

#[test]
fn edits_whose_changes_are_known() {
    let (count, bytes) = budget(240, 200);
    for seed in 6_000..6_000 + count {
        diff::run(&random_bytes(seed, bytes), 40);
    }
}

/// Versions that several threads share are written, cloned and dropped by all of them.
fn on_threads<P: Pair + Send>(first: u64) {
    let (count, bytes) = budget(60, 300);
    for seed in first..first + count {
        let mut common: [P; VERSIONS] = array::from_fn(|_| P::default());
        run(&mut common, &random_bytes(seed, bytes), usize::MAX);
        thread::scope(|scope| {
            for thread in 1..=2 {
                let mut own = common.clone();
                scope.spawn(move || {
                    run(&mut own, &random_bytes(seed + thread * 10_000, bytes / 2), usize::MAX);
                });
            }
            // These die while the others may be reading and copying what they shared.
            let mut own = common.clone();
            run(&mut own, &random_bytes(seed + 30_000, bytes / 2), usize::MAX);
        });
        common.iter().for_each(P::check);
    }
}

#[test]
fn vectors_on_several_threads() {
    on_threads::<VectorPair<String>>(7_000);
}

#[test]
fn maps_on_several_threads() {
    on_threads::<OrdMapPair<String, String>>(19_000);
}

#[test]
fn hash_maps_on_several_threads() {
    on_threads::<HashMapPair<String, String, offshoot::hash_map::RandomState>>(27_000);
}

#[test]
fn byte_buffers_on_several_threads() {
    on_threads::<ByteBufPair>(8_000);
}

#[test]
fn ordered_sets_on_several_threads() {
    on_threads::<OrdSetPair<String>>(30_000);
}

#[test]
fn hash_sets_on_several_threads() {
    on_threads::<HashSetPair<String, offshoot::hash_map::RandomState>>(31_000);
}

/// Versions on a board, from which several threads take clones at once, that they write, drop, and put on the
/// board in place of others. Every block that anyone allocates is freed in the end, unless a program forgets an
/// iterator, as some do.
fn on_a_board<P: Pair + Send + Sync>(first: u64) {
    let threads = 3;
    let (count, bytes) = budget(12, 240);
    let (rounds, most_steps) = if is_small() { (3, 2) } else { (8, 5) };
    let (mut tight, mut held) = (0, 0);
    for seed in first..first + count {
        let before = allocator::counted();
        iterate::has_leaked();
        let mut board: [P; VERSIONS] = array::from_fn(|_| P::default());
        allocator::counting(|| run(&mut board, &random_bytes(seed, bytes), 30));
        let board = RwLock::new(board);
        let start = Barrier::new(threads);
        let work = |thread: usize| {
            start.wait();
            let mut own = board.read().expect("no thread panics").clone();
            for round in 0..rounds {
                let choice = seed + (1_000 * thread + 100 * round) as u64;
                run(&mut own, &random_bytes(choice, bytes), most_steps);
                let (at, other) = ((thread + round) % VERSIONS, (thread * round) % VERSIONS);
                // All may read at once, and do: to clone what others clone and drop.
                own[at] = board.read().expect("no thread panics")[other].clone();
                let gone = {
                    let mut board = board.write().expect("no thread panics");
                    std::mem::replace(&mut board[at], own[other].clone())
                };
                drop(gone);
            }
            iterate::has_leaked()
        };
        let leaky = thread::scope(|scope| {
            let work = &work;
            let threads: Vec<_> = (0..threads)
                .map(|thread| scope.spawn(move || allocator::counting(|| work(thread))))
                .collect();
            let leaked = threads.into_iter().map(|thread| thread.join().expect("no thread panics"));
            leaked.fold(iterate::has_leaked(), |any, leaked| any | leaked)
        });
        let board = board.into_inner().expect("no thread panics");
        board.iter().for_each(P::check);
        held += allocator::counted().0 - before.0;
        allocator::counting(|| drop(board));
        if !leaky {
            tight += 1;
            assert_eq!(allocator::counted(), before, "program {seed}: blocks and bytes not freed");
        }
    }
    assert!((held > 0 && tight > 0) || is_small(), "{held} blocks in {tight} programs");
}

/// In one test: those who count do so together.
#[test]
fn whatever_threads_share_is_freed_by_the_last_of_them() {
    on_a_board::<VectorPair<String>>(32_000);
    on_a_board::<ByteBufPair>(33_000);
    on_a_board::<OrdMapPair<String, String>>(34_000);
    on_a_board::<OrdSetPair<String>>(35_000);
    on_a_board::<HashMapPair<String, String, offshoot::hash_map::RandomState>>(36_000);
    on_a_board::<HashSetPair<String, offshoot::hash_map::RandomState>>(37_000);
}

/// The parts of one vector that others share, written on several threads at once.
#[test]
fn cursors_and_iterators_on_several_threads() {
    let len = if is_small() { 60 } else { 3_000 };
    let base: Vector<String> = (0..len).map(Element::new).collect();
    for cut in [0, 1, len / 3, len / 2, len].map(|cut| cut as usize) {
        let mut version = base.clone();
        let (mut low, mut high) = version.focus_mut().split_at(cut);
        thread::scope(|scope| {
            scope.spawn(|| (0..low.len()).for_each(|index| low.index_mut(index).change()));
            scope.spawn(|| (0..high.len()).rev().for_each(|index| high.index_mut(index).change()));
            scope.spawn(|| assert!(base.iter().zip(0..).all(|(text, n)| text.number() == n)));
        });
        let mut elements = version.iter_mut();
        let front: Vec<&mut String> = elements.by_ref().take(cut).collect();
        thread::scope(|scope| {
            scope.spawn(|| front.into_iter().for_each(String::change));
            scope.spawn(|| elements.rev().for_each(String::change));
        });
        version.check();
        assert!(version.iter().map(Element::number).eq(2..len + 2));
        assert!(base.iter().map(Element::number).eq(0..len));
    }
}

/// What the report says is what the allocator gave: in total, and for each version that goes.
fn report_agrees_with_the_allocator<P: Pair>(first: u64) {
    let (count, bytes) = budget(60, 400);
    for seed in first..first + count {
        let mut versions: [P; VERSIONS] = array::from_fn(|_| P::default());
        run(&mut versions, &random_bytes(seed, bytes), usize::MAX);
        let mut rest: Vec<_> = versions.into_iter().map(P::into_collection).collect();
        while !rest.is_empty() {
            let (total, unique) = P::memory_of(&rest.iter().collect::<Vec<_>>());
            let version = rest.remove(0);
            let before = allocator::live_bytes();
            drop(version);
            // What was allocated on another thread has let the count wrap round.
            let freed = before.wrapping_sub(allocator::live_bytes());
            assert_eq!(freed, unique[0], "program {seed}");
            assert!(!rest.is_empty() || total == unique[0]);
        }
    }
}

#[test]
fn a_report_on_vectors_agrees_with_the_allocator() {
    report_agrees_with_the_allocator::<VectorPair<u32>>(10_000);
    report_agrees_with_the_allocator::<VectorPair<Aligned>>(11_000);
}

#[test]
fn a_report_on_maps_agrees_with_the_allocator() {
    report_agrees_with_the_allocator::<OrdMapPair<u32, u32>>(20_000);
    report_agrees_with_the_allocator::<OrdMapPair<u8, Aligned>>(21_000);
}

#[test]
fn a_report_on_hash_maps_agrees_with_the_allocator() {
    report_agrees_with_the_allocator::<HashMapPair<u32, u32, Plain>>(28_000);
    report_agrees_with_the_allocator::<HashMapPair<u8, Aligned, Plain>>(28_100);
    report_agrees_with_the_allocator::<Shaped<{ shape::MIXED }, Plain>>(28_200);
    // Versions that are hashed alike have a count in common, which tells them.
    report_agrees_with_the_allocator::<Shaped<{ shape::MIXED }, Seeded>>(28_300);
}

/// Without `Bytes`, whose owners keep to themselves what they have allocated.
#[cfg(not(feature = "bytes"))]
#[test]
fn a_report_on_byte_buffers_agrees_with_the_allocator() {
    report_agrees_with_the_allocator::<ByteBufPair>(12_000);
}

/// A buffer too large for a model of its length: the bytes that are not zero are known.
#[test]
fn many_zeros_with_a_few_writes() {
    // `check` passes over neighbours that are one, but goes twice into each level: with tiny nodes
    // a terabyte has too many of them.
    const LEN: usize = if cfg!(offshoot_tiny) { 1 << 14 } else { 1 << 40 };
    let (programs, bytes) = budget(60, 200);
    for seed in 9_000..9_000 + programs {
        let bytes = random_bytes(seed, bytes);
        let mut versions = vec![(ByteBuf::zeroed(LEN), BTreeMap::new())];
        for choice in bytes.chunks_exact(8) {
            let (mut buffer, mut model): (ByteBuf, BTreeMap<usize, u8>) =
                versions[usize::from(choice[0]) % versions.len()].clone();
            let place = |wide: &[u8]| {
                let near = usize::from(wide[0]) % 5 * (LEN / 4);
                (near + usize::from(wide[1]) * usize::from(wide[2])).min(buffer.len() - 1)
            };
            let at = place(&choice[1..4]);
            match choice[7] % 4 {
                0 => {
                    buffer.remove(at..=at);
                    let behind = model.split_off(&at);
                    model.extend(
                        behind
                            .into_iter()
                            .filter(|(key, _)| *key != at)
                            .map(|(key, byte)| (key - 1, byte)),
                    );
                }
                1 => {
                    let behind = buffer.split_off(at);
                    let before = std::mem::replace(&mut buffer, behind);
                    let rotated = buffer.len();
                    buffer.append(before);
                    let behind = model.split_off(&at);
                    model = model.into_iter().map(|(key, byte)| (key + rotated, byte)).collect();
                    model.extend(behind.into_iter().map(|(key, byte)| (key - at, byte)));
                }
                _ => {
                    let byte = choice[5] | 1;
                    let old = buffer.set(at, byte);
                    assert_eq!(model.insert(at, byte).unwrap_or(0), old);
                }
            }
            versions.push((buffer, model));
            for (buffer, model) in &versions {
                buffer.check();
                for (&key, &byte) in model {
                    assert_eq!(buffer[key], byte);
                    let (from, to) = (key.saturating_sub(9), (key + 9).min(buffer.len()));
                    for (index, &found) in (from..).zip(buffer.range(from..to).flatten()) {
                        assert_eq!(found, model.get(&index).copied().unwrap_or(0));
                    }
                }
            }
        }
        let report = ByteBuf::memory(versions.iter().map(|(buffer, _)| buffer));
        let writes = versions.len();
        // A page or two, and a path, for each version.
        let path = 3 * ByteBuf::PAGE + 40 * 400;
        assert!(report.total < (writes + 1) * path, "{} for {writes} versions", report.total);
    }
}
