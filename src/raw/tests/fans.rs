//! The slots of a directory: all filled, divided and united, and each kid counted once.

use alloc::vec::Vec;
use core::cell::Cell;

use super::buckets::{B, bucket, capacity, tag};
use super::hostile::{self, is_miri, reset};
use super::{Small, at_each_step, refuses, settle};
use crate::raw::{Bucket, Either, Fan, Tagged};

pub(super) type Kid = Tagged<B, Cell<u64>, 1>;
type F<const W: usize> = Fan<B, W>;

/// The kid of a slot, as the length of its bucket.
fn lens<const W: usize>(fan: &F<W>) -> Vec<usize> {
    (0..W).map(|slot| fan.get(slot).map_or(0, Bucket::len)).collect()
}

/// Random divisions, unions and edits, beside a model of ranges.
fn random_fan<const W: usize>() {
    reset();
    let mut state = W as u64;
    let mut below = |bound: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    let mut fan: F<W> = Fan::new(Some(bucket(1, 1)));
    // For each slot, where its range begins, how long it is, and the length of its bucket.
    let mut model = alloc::vec![(0, W, 1); W];
    let mut copies = Vec::new();
    for step in 0..if is_miri() { 25 } else { 600 } {
        let slot = below(W);
        let (start, width, len) = model[slot];
        let new = below(3);
        let kid = |len: usize| (len > 0).then(|| bucket(len as u32, 3));
        match below(5) {
            0 | 1 if width > 1 => {
                let other = below(3);
                let old = fan.divide(slot, kid(new), kid(other));
                assert_eq!(old.map_or(0, |old| old.len()), len);
                let half = width / 2;
                model[start..start + half].fill((start, half, new));
                model[start + half..start + width].fill((start + half, half, other));
            }
            2 => {
                let other = start ^ width;
                let fits = other < W && model[other].0 == other && model[other].1 == width;
                assert_eq!(fan.other(slot), fits.then_some(other));
                if fits {
                    let (low, high) = (start.min(other), start.max(other));
                    let lens = (model[low].2, model[high].2);
                    let old = fan.unite(slot, kid(new));
                    let len = |kid: Option<B>| kid.map_or(0, |kid| kid.len());
                    assert_eq!((len(old.0), len(old.1)), lens);
                    model[low..low + 2 * width].fill((low, 2 * width, new));
                } else {
                    refuses(&mut fan, |fan| drop(fan.unite(slot, None)));
                }
            }
            3 => {
                let old = fan.edit(slot, |now| core::mem::replace(now, kid(new)));
                assert_eq!(old.map_or(0, |old| old.len()), len);
                model[start..start + width].fill((start, width, new));
            }
            _ => {
                assert_eq!(
                    fan.sole(slot).map(|kid| kid.len()),
                    (width == 1 && len > 0).then_some(len)
                );
                if width == 1 {
                    refuses(&mut fan, |fan| drop(fan.divide(slot, None, None)));
                }
                if step % 3 == 0 {
                    copies.push((fan.clone(), model.clone()));
                }
            }
        }
        assert!(fan.is_whole());
        assert_eq!(lens(&fan), model.iter().map(|slot| slot.2).collect::<Vec<_>>());
        for (at, (start, width, _)) in model.iter().enumerate() {
            assert_eq!(fan.range(at), *start..start + width);
        }
        let mut ranges: Vec<_> = model.clone();
        ranges.dedup();
        // Neighbours may look the same only where they are one range.
        assert_eq!(fan.ranges(), ranges.len());
        let kids = ranges.iter().filter(|range| range.2 > 0).map(|range| (range.0, range.2));
        assert!(fan.kids().map(|(slot, kid)| (slot, kid.len())).eq(kids.clone()));
        assert!(fan.clone().into_kids().map(|kid| kid.len()).eq(kids.map(|kid| kid.1)));
    }
    refuses(&mut fan, |fan| _ = fan.get(W).is_some());
    for (copy, model) in copies {
        assert_eq!(lens(&copy), model.iter().map(|slot| slot.2).collect::<Vec<_>>());
    }
    drop(fan);
    settle();
}

#[test]
fn a_fan_is_divided_and_united() {
    random_fan::<1>();
    random_fan::<2>();
    random_fan::<4>();
    random_fan::<16>();
    random_fan::<8>();
}

/// Kids of 1, 2 and 3 entries in slots 0 to 1, 2 and 3.
fn three() -> F<4> {
    let mut fan = Fan::new(Some(bucket(1, 1)));
    let old = fan.divide(3, Some(bucket(1, 1)), Some(bucket(2, 2)));
    fan.divide(2, Some(bucket(2, 2)), Some(bucket(3, 3)));
    assert_eq!(old.map(|old| old.len()), Some(1));
    fan
}

#[test]
fn a_kid_is_counted_once() {
    reset();
    let mut fan = three();
    assert!(fan.get(0).is_some_and(Bucket::is_unique) && fan.reach(1).is_some());
    let copy = fan.clone();
    assert!((0..4).all(|slot| fan.reach(slot).is_none()));
    assert_eq!(fan.reach_all().count(), 0);
    let kept = copy.get(1).cloned();
    drop(copy);
    assert!(fan.reach(0).is_none() && fan.reach(2).is_some());
    assert_eq!(fan.reach_all().map(|(_, block)| block.len()).collect::<Vec<_>>(), [2, 3]);
    drop(kept);
    // All at once, to be changed: each kid is borrowed exclusively.
    let blocks: Vec<_> = fan.reach_all().collect();
    for (_, block) in blocks {
        for (_, value) in block.entries_mut() {
            value.value = 1;
            value.value = 0;
        }
    }
    fan.edit(1, |kid| {
        let block = kid.as_mut().expect("a kid").make_mut(3, capacity);
        block.push(tag(1), Small::new(1), Small::new(101));
    });
    assert_eq!((lens(&fan), fan.is_whole()), (alloc::vec![2, 2, 2, 3], true));
    *fan.sole(3).expect("a slot for itself") = bucket(4, 4);
    assert!(fan.sole(0).is_none() && fan.sole(1).is_none() && fan.sole(2).is_some());
    let mut kids = fan.into_kids();
    assert_eq!(kids.next().map(|kid| kid.len()), Some(2));
    drop(kids);
    settle();
}

#[test]
fn a_fan_outlives_panics() {
    at_each_step(|| Some(three()), |fan| *fan = None, |fan, _| assert!(fan.is_none()));
    at_each_step(
        || Some(three().into_kids()),
        |kids| {
            drop(kids.as_mut().and_then(Iterator::next));
            *kids = None;
        },
        |_, _| {},
    );
    // What `f` leaves behind is the kid, panic or not.
    at_each_step(
        three,
        |fan| {
            fan.edit(0, |kid| {
                hostile::call();
                drop(kid.take());
                hostile::call();
                *kid = Some(hostile::aside(|| bucket(4, 4)));
                hostile::call();
            });
        },
        |fan, blown| {
            assert!(fan.is_whole());
            let len = lens(fan)[0];
            assert!(if blown.is_none() { len == 4 } else { [0, 1, 4].contains(&len) });
            assert_eq!((lens(fan)[1], &lens(fan)[2..]), (len, &[2, 3][..]));
        },
    );
    // A kid that others hold is copied where it stands.
    at_each_step(
        || {
            let fan = three();
            (fan.clone(), fan)
        },
        |(fan, _)| fan.edit(3, |kid| _ = kid.as_mut().map(|kid| kid.make_mut(1, capacity).len())),
        |(fan, other), _| {
            assert_eq!(
                (lens(fan), lens(other)),
                (alloc::vec![1, 1, 2, 3], alloc::vec![1, 1, 2, 3])
            );
            assert!(fan.is_whole());
        },
    );
    at_each_step(
        three,
        |fan| drop(fan.unite(2, None)),
        |fan, _| assert_eq!((lens(fan), fan.ranges()), (alloc::vec![1, 1, 0, 0], 2)),
    );
}

#[test]
fn kids_of_two_kinds_are_reached() {
    reset();
    let number = |number: u64| Kid::right(triomphe::Arc::new(Cell::new(number)));
    let mut fan: Fan<Kid, 8> = Fan::new(None);
    fan.divide(0, Some(Tagged::left(bucket(3, 4))), Some(number(7)));
    fan.divide(4, Some(number(5)), None);
    let mut seen = Vec::new();
    for (_, target) in fan.reach_all() {
        match target {
            Either::Left(block) => {
                block.push(tag(3), Small::new(3), Small::new(103));
                seen.push(block.len() as u64);
            }
            Either::Right(number) => {
                *number.get_mut() += 10;
                seen.push(number.get());
            }
        }
    }
    assert_eq!(seen, [4, 15]);
    let other = fan.clone();
    assert!(fan.reach(0).is_none() && fan.reach(5).is_none() && fan.reach(7).is_none());
    drop(other);
    assert!(matches!(fan.reach(3), Some(Either::Left(block)) if block.len() == 4));
    assert!(matches!(fan.reach(5), Some(Either::Right(number)) if number.get() == 15));
    drop(fan);
    settle();
}
