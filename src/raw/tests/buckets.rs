//! The bricks of the hash trie: bytes that are compared at once, buckets, and slots that are all filled.

use alloc::vec::Vec;
use core::cell::Cell;

use super::fans::Kid;
use super::hostile::{self, Hostile, Step, is_miri, living, reset};
use super::{Aligned, Nothing, Small, at_each_step, refuses, settle};
use crate::raw::tags::Tags;
use crate::raw::{Bucket, Fan, PLACES, Reach};

pub(super) type B = Bucket<Small, Small>;

/// Every third entry has the same tag.
pub(super) fn tag(key: u32) -> u8 {
    (key % 3) as u8
}

pub(super) fn capacity(len: usize) -> usize {
    len.next_multiple_of(4)
}

/// Entries of the keys `0..count`, with places for so many.
pub(super) fn bucket(count: u32, cap: usize) -> B {
    let mut bucket = B::with_capacity(cap);
    fill(&mut bucket, 0..count);
    bucket
}

pub(super) fn fill(bucket: &mut B, keys: core::ops::Range<u32>) {
    let block = bucket.get_mut().expect("one owner");
    for key in keys {
        block.push(tag(key), Small::new(key), Small::new(100 + key));
    }
}

/// The keys; each entry is whole, and has the tag of its key.
#[track_caller]
pub(super) fn keys(bucket: &B) -> Vec<u32> {
    assert_eq!(
        (bucket.tags().len(), bucket.len()),
        (bucket.entries().len(), bucket.entries().len())
    );
    let entries = bucket.entries().iter().zip(bucket.tags());
    entries
        .map(|((key, value), &found)| {
            assert_eq!((value.peek(), found), (100 + key.peek(), tag(key.peek())));
            key.peek()
        })
        .collect()
}

fn sorted(bucket: &B) -> Vec<u32> {
    let mut keys = keys(bucket);
    keys.sort_unstable();
    keys
}

fn find(bucket: &B, key: u32) -> Option<usize> {
    bucket.find(tag(key), |other| other.peek() == key).map(|found| found.0)
}

// Tags

#[test]
fn both_ways_to_compare_bytes_agree() {
    let few = |byte: u8| is_miri() && byte % 85 != 0 && byte % 128 != 127;
    for tag in (0..=u8::MAX).filter(|tag| !few(*tag)) {
        for other in (0..=u8::MAX).filter(|byte| !few(*byte)) {
            // Neighbours that differ in the lowest or the highest bit, where a carry would show.
            for near in [tag, tag ^ 1, tag ^ 0x80, tag.wrapping_add(1)] {
                let mut bytes = [other; PLACES];
                let at = usize::from(tag ^ other) % PLACES;
                bytes[at] = tag;
                bytes[(at + 1) % PLACES] = near;
                let tags = Tags(bytes);
                let one_by_one = (0..PLACES)
                    .fold(0, |bits, place| bits | u32::from(bytes[place] == tag) << place);
                assert_eq!(tags.matches(tag), one_by_one, "{tag} in {bytes:?}");
                assert_eq!(tags.matches_by_words(tag), one_by_one, "{tag} in {bytes:?}");
            }
        }
    }
    // Every set of places.
    for place in 0..PLACES {
        let mut bytes = [7; PLACES];
        bytes[place..].fill(9);
        assert_eq!(Tags(bytes).matches(9), u32::MAX << place);
        assert_eq!(Tags(bytes).matches_by_words(7), !(u32::MAX << place));
    }
    assert_eq!((Tags::NONE.matches(0), Tags::NONE.matches_by_words(1)), (u32::MAX, 0));
}

// Bucket

#[test]
fn a_bucket_finds_what_it_has() {
    reset();
    let mut full = bucket(PLACES as u32, PLACES);
    assert_eq!((full.len(), full.capacity(), full.all()), (PLACES, PLACES, u32::MAX));
    for key in 0..40 {
        assert_eq!(find(&full, key), (key < 32).then_some(key as usize));
    }
    // Only those are asked that have the tag, in order, and none behind the one that is found.
    let mut asked = Vec::new();
    let found = full.find(1, |key| {
        asked.push(key.peek());
        key.peek() == 7
    });
    assert_eq!(found.map(|(index, entry)| (index, entry.1.peek())), Some((7, 107)));
    assert_eq!(asked, [1, 4, 7]);
    assert!(full.find(3, |_| true).is_none());
    // What has left is not found, though its byte is still there.
    let block = full.get_mut().expect("one owner");
    while block.len() > 2 {
        drop(block.swap_remove(2));
    }
    assert_eq!((keys(&full), full.all()), (alloc::vec![0, 1], 0b11));
    assert!(full.find(2, |_| panic!("there is none")).is_none());
    let none = B::with_capacity(0);
    assert!(none.find(0, |_| true).is_none() && none.all() == 0 && none.entries().is_empty());
    drop((full, none));
    settle();
}

#[test]
fn a_bucket_takes_and_shrinks() {
    reset();
    for index in 0..9 {
        let mut one = bucket(9, 12);
        let other = one.clone();
        let (key, value) = one.take(index, capacity);
        assert_eq!((key.peek(), value.peek()), (index as u32, 100 + index as u32));
        let mut rest = keys(&one);
        rest.sort_unstable();
        assert!(rest.iter().copied().eq((0..9).filter(|key| *key != index as u32)));
        assert_eq!((one.capacity(), keys(&other)), (8, (0..9).collect()));
        assert!(one.addr() != other.addr() && one.is_unique());
        // The last one comes to the place of one that is taken in place.
        drop(other);
        let last = one.entries()[7].0.peek();
        drop(one.take(2, capacity));
        assert_eq!((one.capacity(), one.entries()[2].0.peek()), (8, last));
        while one.len() > 0 {
            drop(one.take(one.len() / 2, capacity));
            assert_eq!(one.capacity(), capacity(one.len()));
            keys(&one);
        }
    }
    settle();
}

#[test]
fn a_shared_bucket_is_copied() {
    reset();
    let mut one = bucket(5, 8);
    let other = one.clone();
    assert!(!one.is_unique() && one.get_mut().is_none() && one.reach().is_none());
    assert_eq!(one.addr(), other.addr());
    one.make_mut(1, capacity).push(tag(5), Small::new(5), Small::new(105));
    assert!(one.is_unique() && other.is_unique() && one.reach().is_some());
    assert_eq!((keys(&one), keys(&other)), ((0..6).collect(), (0..5).collect()));
    assert_eq!((one.capacity(), other.capacity()), (8, 8));
    // With room and nobody else, nothing moves.
    let addr = one.addr();
    for (_, value) in one.make_mut(2, capacity).entries_mut() {
        value.value = 7;
        value.value = 0;
    }
    assert_eq!(one.addr(), addr);
    assert_eq!(one.make_mut(3, capacity).len(), 6);
    assert!(one.addr() != addr && one.capacity() == 12);
    for (key, value) in one.get_mut().expect("one owner").entries_mut() {
        value.value = 100 + key.value;
    }
    let mut third = other.clone();
    third.relocate(5);
    assert_eq!((keys(&third), third.capacity(), other.is_unique()), ((0..5).collect(), 5, true));
    drop((one, other, third));
    settle();
}

#[test]
fn a_bucket_divides_by_any_marks() {
    reset();
    let most = if is_miri() { 3 } else { 7 };
    for len in 0..=most {
        for marks in 0..1u32 << len {
            for (shared, stays) in [(false, false), (false, true), (true, false), (true, true)] {
                let mut low = bucket(len, 8);
                let (other, addr) = (shared.then(|| low.clone()), low.addr());
                let high_len = marks.count_ones() as usize;
                let low_cap = if stays { 8 } else { len as usize - high_len };
                let caps = (low_cap, high_len + 2);
                let mut high = low.divide(marks, caps);
                assert_eq!((low.capacity(), high.capacity()), caps);
                // What has its places already stays where it is.
                assert_eq!(low.addr() == addr, stays && !shared);
                let is_high = |key: &u32| marks >> key & 1 == 1;
                assert!(sorted(&high).into_iter().eq((0..len).filter(is_high)));
                assert!(sorted(&low).into_iter().eq((0..len).filter(|key| !is_high(key))));
                if let Some(other) = other {
                    assert_eq!(keys(&other), (0..len).collect::<Vec<_>>());
                }
                // And all together again.
                let to = low.make_mut(high_len, capacity);
                high.get_mut().expect("one owner").move_all(to);
                assert_eq!((sorted(&low), high.len()), ((0..len).collect(), 0));
            }
        }
    }
    settle();
}

#[test]
fn a_bucket_refuses_what_does_not_fit() {
    reset();
    refuses(&mut (), |()| drop(B::with_capacity(PLACES + 1)));
    let mut two = bucket(2, 2);
    let block = two.get_mut().expect("one owner");
    refuses(block, |block| block.push(0, Small::new(9), Small::new(9)));
    refuses(block, |block| drop(block.swap_remove(2)));
    refuses(&mut two, |two| drop(two.take(2, capacity)));
    refuses(&mut two, |two| two.relocate(1));
    let mut few = bucket(1, 2);
    let from = two.get_mut().expect("one owner");
    refuses(&mut few, |few| from.move_all(few.get_mut().expect("one owner")));
    for shared in [false, true] {
        let other = shared.then(|| two.clone());
        refuses(&mut two, |two| drop(two.divide(0b100, (2, 2))));
        refuses(&mut two, |two| drop(two.divide(0b11, (2, 1))));
        assert_eq!(keys(&two), [0, 1]);
        if shared {
            refuses(&mut two, |two| drop(two.take(2, capacity)));
            refuses(&mut two, |two| two.relocate(1));
            refuses(&mut two, |two| drop(two.divide(0b1, (0, 1))));
        }
        drop(other);
    }
    assert_eq!((keys(&two), keys(&few)), (alloc::vec![0, 1], alloc::vec![0]));
    drop((two, few));
    settle();
}

#[test]
fn entries_leave_a_bucket() {
    reset();
    for shared in [false, true] {
        for taken in 0..=5 {
            let whole = bucket(5, 7);
            let other = shared.then(|| whole.clone());
            let mut entries = whole.into_entries();
            for key in 0..taken {
                let (found, value) = entries.next().expect("five entries");
                assert_eq!((found.peek(), value.peek()), (key, 100 + key));
            }
            let copy = entries.clone();
            assert_eq!(copy.rest().len(), 5 - taken as usize);
            assert!(entries.rest().iter().map(|(key, _)| key.peek()).eq(taken..5));
            assert!(copy.map(|(key, value)| value.peek() - key.peek()).all(|apart| apart == 100));
            if taken == 5 {
                assert!(entries.next().is_none() && entries.next().is_none());
            }
            drop(entries);
            assert_eq!(living(), if shared { 10 } else { 0 });
            drop(other);
        }
    }
    settle();
}

#[test]
fn a_bucket_outlives_panics() {
    let shared = || {
        let bucket = bucket(4, 5);
        (bucket.clone(), bucket)
    };
    let whole = |pair: &mut (B, B), _: Option<Step>| {
        assert_eq!((keys(&pair.0), keys(&pair.1)), ((0..4).collect(), (0..4).collect()));
    };
    at_each_step(shared, |(one, _)| _ = one.make_mut(2, capacity).len(), whole);
    at_each_step(shared, |(one, _)| one.relocate(4), whole);
    at_each_step(
        shared,
        |(one, _)| drop(one.divide(0b0101, (2, 2))),
        |(one, other), blown| {
            assert_eq!(keys(other), [0, 1, 2, 3]);
            // What came out is dropped outside.
            let left = if blown == Some(Step::Clone) { &[0, 1, 2, 3][..] } else { &[1, 3] };
            assert_eq!(keys(one), left);
        },
    );
    at_each_step(shared, |(one, _)| drop(one.clone().into_entries()), whole);
    at_each_step(
        shared,
        |(one, _)| {
            let wanted = hostile::aside(|| Small::new(7));
            // The key is compared with all that have its tag.
            assert!(one.find(1, |key| *key == wanted).is_none());
        },
        whole,
    );
    at_each_step(
        shared,
        |(one, _)| drop(one.take(1, capacity)),
        |(one, other), blown| {
            assert_eq!(keys(other), [0, 1, 2, 3]);
            // What is taken is dropped outside.
            let left = if blown == Some(Step::Clone) { 4 } else { 3 };
            assert_eq!((keys(one).len(), one.len()), (left, left));
        },
    );
    at_each_step(
        || bucket(5, 8),
        |one| drop(one.take(1, capacity)),
        |one, _| assert_eq!((keys(one), one.capacity()), (alloc::vec![0, 4, 2, 3], 4)),
    );
    at_each_step(
        || bucket(5, 8),
        |one| drop(one.divide(0b10110, (4, 4))),
        |one, _| assert_eq!((sorted(one), one.capacity()), (alloc::vec![0, 3], 4)),
    );
    at_each_step(|| Some(bucket(4, 6)), |one| *one = None, |one, _| assert!(one.is_none()));
    at_each_step(
        || Some(bucket(4, 6).into_entries()),
        |entries| {
            drop(entries.as_mut().and_then(Iterator::next));
            drop(entries.clone());
            *entries = None;
        },
        |_, _| {},
    );
}

#[test]
fn a_copy_of_a_bucket_without_destructors_may_panic_half_way() {
    struct Fragile(Cell<u8>);
    impl Clone for Fragile {
        fn clone(&self) -> Self {
            assert!(self.0.get() != 7, "a clone panics");
            Self(self.0.clone())
        }
    }
    let mut one = Bucket::with_capacity(4);
    for value in [1, 7, 2] {
        one.get_mut().expect("one owner").push(value, value, Fragile(Cell::new(value)));
    }
    let other = one.clone();
    refuses(&mut one, |one| one.relocate(3));
    refuses(&mut one, |one| drop(one.divide(0b011, (1, 2))));
    refuses(&mut one, |one| {
        let _ = one.take(0, capacity);
    });
    assert_eq!((one.len(), one.addr()), (3, other.addr()));
    other.entries()[1].1.0.set(8);
    one.relocate(3);
    assert_eq!((one.entries()[1].1.0.get(), one.tags()), (8, &[1, 7, 2][..]));
}

#[test]
fn buckets_of_odd_entries() {
    let mut nothing: Bucket<Nothing, ()> = Bucket::with_capacity(PLACES);
    for at in 0..PLACES as u8 {
        nothing.get_mut().expect("one owner").push(at, Nothing, ());
    }
    let other = nothing.clone();
    assert_eq!(nothing.find(31, |_| true).map(|found| found.0), Some(31));
    assert_eq!(nothing.take(3, |len| len), (Nothing, ()));
    let high = nothing.divide(0x0000_FFFF, (15, 16));
    assert_eq!((nothing.len(), high.len(), other.len()), (15, 16, 32));
    assert_eq!((high.into_entries().count(), other.into_entries().skip(30).count()), (16, 2));

    let mut wide: Bucket<Aligned, u8> = Bucket::with_capacity(3);
    for at in 0..3 {
        wide.get_mut().expect("one owner").push(at, Aligned(at), at);
    }
    let sound = |bucket: &Bucket<Aligned, u8>| bucket.entries().iter().all(|entry| entry.0.sound());
    let other = wide.clone();
    let block = wide.make_mut(1, capacity);
    block.push(3, Aligned(3), 3);
    block.entries_mut()[0].1 = 9;
    assert!(sound(&wide) && sound(&other));
    assert_eq!((wide.entries()[0].1, other.entries()[0].1, wide.entries()[3].1), (9, 0, 3));
    assert_eq!(wide.take(1, capacity), (Aligned(1), 1));
    let high = wide.divide(0b10, (2, 1));
    assert!(sound(&wide) && sound(&high));
    assert!(high.into_entries().eq([(Aligned(3), 3)]) && wide.into_entries().count() == 2);
}

#[test]
fn the_bytes_of_a_bucket_are_those_of_its_layout() {
    fn bytes<K, V>(cap: usize) -> usize {
        Bucket::<K, V>::with_capacity(cap).heap_bytes()
    }
    // A count; two lengths and the tags, in four-byte words.
    let start = size_of::<usize>() + (2 + PLACES).next_multiple_of(4);
    let word = align_of::<usize>();
    for cap in 0..=PLACES {
        let words = start.next_multiple_of(align_of::<u64>());
        assert_eq!(bytes::<u64, u64>(cap), words + 16 * cap);
        assert_eq!(bytes::<u8, u8>(cap), (start + 2 * cap).next_multiple_of(word));
        assert_eq!(bytes::<(), Nothing>(cap), 128);
        assert_eq!(bytes::<(), ()>(cap), start.next_multiple_of(word));
        assert_eq!(bytes::<Aligned, u8>(cap), 128 + 128 * cap);
    }
}

#[test]
fn fans_and_buckets_go_to_other_threads() {
    fn made(count: u8) -> Bucket<u64, Vec<u8>> {
        let mut bucket = Bucket::with_capacity(8);
        for at in 0..count {
            bucket.get_mut().expect("one owner").push(at, u64::from(at), alloc::vec![at]);
        }
        bucket
    }
    let mut base: Fan<Bucket<u64, Vec<u8>>, 4> = Fan::new(Some(made(3)));
    base.divide(0, Some(made(3)), Some(made(5)));
    let threads: Vec<_> = (0..3)
        .map(|thread| {
            let mut fan = base.clone();
            std::thread::spawn(move || {
                for slot in 0..4 {
                    fan.edit(slot, |kid| {
                        let block = kid.as_mut().expect("a kid").make_mut(1, |len| len + 2);
                        block.push(9, thread, alloc::vec![9]);
                    });
                }
                fan.into_kids().flat_map(Bucket::into_entries).map(|entry| entry.1.len()).sum()
            })
        })
        .collect();
    drop(base);
    let sums = threads.into_iter().map(|thread| thread.join().expect("no panic"));
    assert_eq!(sums.collect::<Vec<usize>>(), [12, 12, 12]);
}

#[test]
fn a_hostile_entry_takes_no_more_than_its_bytes() {
    // The words of a fan are its kids: no room is lost to a tag or an option.
    assert_eq!(size_of::<Fan<Kid, 16>>(), 16 * size_of::<usize>() + 8);
    assert_eq!(size_of::<Option<Kid>>(), size_of::<usize>());
    assert_eq!(size_of::<(Small, Hostile<0>)>(), 16);
}
