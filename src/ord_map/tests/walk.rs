//! Every key, gap, range and end of maps of every small size.

use alloc::vec::Vec;
use core::ops::Bound::{self, Excluded, Included, Unbounded};

use super::{Rng, assert_same, even};

#[test]
fn every_key_and_every_gap_of_every_size() {
    for n in 0..=60 {
        let (map, model) = even(n);
        for key in 0..=2 * n + 1 {
            let pair = |entry: Option<(&u32, &u32)>| entry.map(|(k, v)| (*k, *v));
            assert_eq!(map.get(&key), model.get(&key));
            assert_eq!(map.get_key_value(&key), model.get_key_value(&key));
            assert_eq!(map.get_prev(&key), model.range(..=key).next_back());
            assert_eq!(map.get_next(&key), model.range(key..).next());
            assert_eq!(map.rank(&key), model.range(..key).count());
            assert_eq!(map.index_of(&key), model.contains_key(&key).then(|| map.rank(&key)));

            for bound in [Included(&key), Excluded(&key), Unbounded] {
                let behind =
                    |bound: Bound<&u32>| pair(model.range((bound.cloned(), Unbounded)).next());
                let before =
                    |bound: Bound<&u32>| pair(model.range((Unbounded, bound.cloned())).next_back());
                let inverse = match bound {
                    Included(key) => Excluded(key),
                    Excluded(key) => Included(key),
                    Unbounded => Unbounded,
                };
                let lower = map.lower_bound(bound);
                assert_eq!(pair(lower.peek_next()), behind(bound));
                let upper = map.upper_bound(bound);
                assert_eq!(pair(upper.peek_prev()), before(bound));
                if bound != Unbounded {
                    assert_eq!(pair(lower.peek_prev()), before(inverse));
                    assert_eq!(pair(upper.peek_next()), behind(inverse));
                }
            }

            let (mut put, mut put_model) = (map.clone(), model.clone());
            assert_eq!(put.insert(key, 1_000), put_model.insert(key, 1_000));
            assert_same(&put, &put_model);
            assert_ne!(put, map);
            let mut entry = map.clone();
            *entry.entry(key).or_insert(0) = 1_000;
            assert_same(&entry, &put_model);
            let mut by_cursor = map.clone();
            let mut cursor = by_cursor.upper_bound_mut(Included(&key));
            if model.contains_key(&key) {
                assert!(cursor.insert_after(key, 1_000).is_err());
                *cursor.peek_prev().unwrap().1 = 1_000;
            } else {
                assert!(cursor.insert_after(key, 1_000).is_ok());
                assert_eq!(cursor.peek_next(), Some((&key, &mut 1_000)));
                assert_eq!(cursor.as_cursor().peek_prev(), model.range(..key).next_back());
            }
            assert_same(&by_cursor, &put_model);

            let (mut gone, mut gone_model) = (map.clone(), model.clone());
            assert_eq!(gone.remove(&key), gone_model.remove(&key));
            assert_same(&gone, &gone_model);
            assert_eq!(gone.ptr_eq(&map), gone_model == model);
            let mut by_cursor = map.clone();
            let mut cursor = by_cursor.lower_bound_mut(Included(&key));
            if model.contains_key(&key) {
                assert_eq!(cursor.remove_next(), model.get_key_value(&key).map(|(k, v)| (*k, *v)));
            }
            assert_same(&by_cursor, &gone_model);
        }
        assert_same(&map, &model);
    }
}

#[test]
fn cursors_walk_both_ways() {
    for n in 0..=40 {
        let (map, model) = even(n);
        let entries: Vec<_> = model.iter().collect();
        let mut cursor = map.lower_bound::<u32>(Unbounded);
        let mut at = 0;
        let mut rng = Rng::new(u64::from(n) + 1);
        for _ in 0..300 {
            assert_eq!(cursor.index(), at);
            assert_eq!(cursor.peek_next(), entries.get(at).copied());
            assert_eq!(cursor.peek_prev(), at.checked_sub(1).map(|at| entries[at]));
            if rng.below(2) == 0 {
                assert_eq!(cursor.next(), entries.get(at).copied());
                at = (at + 1).min(entries.len());
            } else {
                assert_eq!(cursor.prev(), at.checked_sub(1).map(|at| entries[at]));
                at = at.saturating_sub(1);
            }
        }
    }
}

#[test]
fn a_gap_takes_the_keys_that_belong_there() {
    for n in 0..=24 {
        let (map, model) = even(n);
        for gap in 0..=n as usize {
            for key in 0..=2 * n {
                let mut changed = map.clone();
                let mut cursor = changed.lower_bound_mut::<u32>(Unbounded);
                (0..gap).for_each(|_| assert!(cursor.next().is_some()));
                let belongs = key % 2 == 1 && model.range(..key).count() == gap
                    || key == 2 * n && gap == n as usize;
                assert_eq!(cursor.insert_after(key, 0).is_ok(), belongs);
                assert_eq!(cursor.index(), gap);
                assert_eq!(changed == map, !belongs);
                changed.check();
            }
        }
    }
}

#[test]
fn every_range_of_every_kind() {
    for n in [0, 1, 4, 5, 6, 11, 24] {
        let (map, model) = even(n);
        let bounds = |key| [Included(key), Excluded(key), Unbounded];
        for low in 0..=2 * n + 1 {
            for high in low..=2 * n + 1 {
                for (start, end) in
                    bounds(low).into_iter().flat_map(|low| bounds(high).map(|high| (low, high)))
                {
                    if low == high && start == Excluded(low) && end == Excluded(high) {
                        continue;
                    }
                    let range = (start, end);
                    let expected: Vec<_> = model.range(range).collect();
                    let found = map.range(range);
                    assert_eq!(found.len(), expected.len());
                    assert!(found.clone().eq(expected.iter().copied()));
                    assert!(found.rev().eq(expected.iter().rev().copied()));

                    let (mut changed, mut changed_model) = (map.clone(), model.clone());
                    let iter = changed.range_mut(range);
                    assert_eq!(iter.len(), expected.len());
                    iter.for_each(|(_, value)| *value += 1_000);
                    changed.range_mut(range).rev().for_each(|(_, value)| *value += 1_000);
                    changed_model.range_mut(range).for_each(|(_, value)| *value += 2_000);
                    assert_same(&changed, &changed_model);

                    let part = map.submap(range);
                    part.check();
                    assert!(part.iter().eq(expected.iter().copied()));
                    let mut rest = map.clone();
                    assert_eq!(rest.remove_range(range), part);
                    rest.check();
                    let outside = model.iter().filter(|entry| !expected.contains(entry));
                    assert!(rest.iter().eq(outside));
                }
            }
        }
    }
}

#[test]
#[should_panic(expected = "range start is greater than range end in BTreeMap")]
fn a_range_may_not_be_inverted() {
    even(3).0.range((Included(3), Excluded(2)));
}

#[test]
#[should_panic(expected = "range start and end are equal and excluded in BTreeMap")]
fn a_range_may_not_exclude_its_only_key() {
    even(3).0.range_mut((Excluded(2), Excluded(2)));
}

/// Asks two iterators the same things from both ends.
fn ask_alike<T: PartialEq + core::fmt::Debug>(
    rng: &mut Rng,
    mut a: impl ExactSizeIterator<Item = T> + DoubleEndedIterator,
    mut b: impl ExactSizeIterator<Item = T> + DoubleEndedIterator,
) {
    for _ in 0..rng.below(12) {
        let n = rng.below(14);
        match rng.below(4) {
            0 => assert_eq!(a.next(), b.next()),
            1 => assert_eq!(a.next_back(), b.next_back()),
            2 => assert_eq!(a.nth(n), b.nth(n)),
            _ => assert_eq!(a.nth_back(n), b.nth_back(n)),
        }
        assert_eq!((a.len(), a.size_hint()), (b.len(), b.size_hint()));
    }
    match rng.below(4) {
        0 => assert_eq!(a.last(), b.last()),
        1 => assert_eq!(a.count(), b.count()),
        2 => assert_eq!(a.rev().collect::<Vec<_>>(), b.rev().collect::<Vec<_>>()),
        _ => assert_eq!(a.collect::<Vec<_>>(), b.collect::<Vec<_>>()),
    }
}

#[test]
fn iterators_are_asked_from_both_ends() {
    let mut rng = Rng::new(7);
    for round in 0..600 {
        let n = rng.below(90) as u32;
        let (mut map, model) = even(n);
        let kept = map.clone();
        if round % 2 == 0 {
            drop(kept);
        }
        let mut entries: Vec<_> = model.iter().map(|(k, v)| (*k, *v)).collect();
        ask_alike(&mut rng, map.iter(), entries.iter().map(|(k, v)| (k, v)));
        ask_alike(&mut rng, map.keys(), entries.iter().map(|(k, _)| k));
        ask_alike(&mut rng, map.values(), entries.iter().map(|(_, v)| v));
        ask_alike(&mut rng, map.iter_mut(), entries.iter_mut().map(|(k, v)| (&*k, v)));
        ask_alike(&mut rng, map.values_mut(), entries.iter_mut().map(|(_, v)| v));
        let (low, high) = (rng.below(n as usize + 1), rng.below(n as usize + 1));
        let (low, high) = (low.min(high), low.max(high));
        let part = &mut entries[low..high];
        ask_alike(&mut rng, map.range_index(low..high), part.iter().map(|(k, v)| (k, v)));
        let keys = low as u32 * 2..high as u32 * 2;
        ask_alike(&mut rng, map.range_mut(keys), part.iter_mut().map(|(k, v)| (&*k, v)));
        ask_alike(&mut rng, map.clone().into_keys(), entries.iter().map(|(k, _)| *k));
        ask_alike(&mut rng, map.clone().into_values(), entries.iter().map(|(_, v)| *v));
        ask_alike(&mut rng, map.into_iter(), entries.into_iter());
    }
}
