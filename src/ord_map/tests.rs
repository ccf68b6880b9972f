//! A map against `BTreeMap`, with nodes so small that a hundred entries make four levels.

use alloc::collections::{BTreeMap, btree_map};
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::ops::Bound::Included;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Entry, Iter, OrdMap};

mod walk;

pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) fn new(seed: u64) -> Self {
        Self(0x9E37_79B9_7F4A_7C15u64.wrapping_mul(seed))
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

type Map = OrdMap<u32, u32>;
type Model = BTreeMap<u32, u32>;

#[track_caller]
fn assert_same(map: &Map, model: &Model) {
    map.check();
    assert_eq!(map.len(), model.len());
    assert!(map.iter().eq(model), "{map:?} is not {model:?}");
}

/// The entries whose keys lie in a range, taken out.
fn take_range(model: &mut Model, low: u32, high: u32) -> Model {
    let mut part = model.split_off(&low);
    model.append(&mut part.split_off(&high));
    part
}

fn step(rng: &mut Rng, mark: u32, (v, m): (&mut Map, &mut Model), (w, n): (&mut Map, &mut Model)) {
    const KEYS: usize = 120;
    let key = rng.below(KEYS) as u32;
    let high = key + rng.below(40) as u32;
    match rng.below(26) {
        0..=2 => assert_eq!(v.insert(key, mark), m.insert(key, mark)),
        3 => assert_eq!(v.remove(&key), m.remove(&key)),
        4 => assert_eq!(v.remove_entry(&key), m.remove_entry(&key)),
        5 => match rng.below(3) {
            0 => assert_eq!(v.get_mut(&key).map(|x| *x += 1), m.get_mut(&key).map(|x| *x += 1)),
            1 => {
                let (a, b) = (v.get_prev_mut(&key), m.range_mut(..=key).next_back());
                assert_eq!(a.map(|(k, x)| (*k, (*x = mark))), b.map(|(k, x)| (*k, (*x = mark))));
            }
            _ => {
                let (a, b) = (v.get_next_mut(&key), m.range_mut(key..).next());
                assert_eq!(a.map(|(k, x)| (*k, (*x = mark))), b.map(|(k, x)| (*k, (*x = mark))));
            }
        },
        6 => {
            let (a, b) = (v.entry(key).or_insert(mark), m.entry(key).or_insert(mark));
            assert_eq!(a, b);
            (*a, *b) = (mark, mark);
        }
        7 => {
            let change = |x: &mut u32| *x += 7;
            v.entry(key).and_modify(change).or_insert_with_key(|k| *k);
            m.entry(key).and_modify(change).or_insert_with_key(|k| *k);
        }
        8 => match v.entry(key) {
            Entry::Occupied(entry) => assert_eq!(Some(entry.remove_entry()), m.remove_entry(&key)),
            Entry::Vacant(entry) => {
                let mut entry = entry.insert_entry(mark);
                assert_eq!((*entry.key(), entry.insert(mark + 1)), (key, mark));
                assert_eq!(m.insert(key, mark + 1), None);
            }
        },
        9 => assert_eq!(v.pop_first(), m.pop_first()),
        10 => assert_eq!(v.pop_last(), m.pop_last()),
        11 => {
            *w = v.split_off(&key);
            *n = m.split_off(&key);
        }
        12 => {
            let (low, value, high) = v.split_lookup(&key);
            assert_eq!(value, m.get(&key).copied());
            let mut upper = m.split_off(&key);
            upper.remove(&key);
            assert_same(&low, m);
            (*v, *w, *n) = (low, high, upper);
        }
        13 | 14 => {
            v.append(w);
            m.append(n);
        }
        15 => {
            let run = key..key + rng.below(60) as u32;
            v.extend(run.clone().map(|key| (key, mark)));
            m.extend(run.map(|key| (key, mark)));
        }
        16 => {
            let some: Vec<_> =
                (0..rng.below(30)).map(|i| (rng.below(KEYS) as u32, i as u32)).collect();
            v.extend(some.clone());
            m.extend(some);
        }
        17 => {
            let odd = rng.below(5) as u32 + 1;
            let keep = |key: &u32, value: &mut u32| {
                *value += 1;
                (*key ^ mark) % odd != 0 || *value % 3 == 0
            };
            v.retain(keep);
            m.retain(keep);
        }
        18 => {
            let odd = rng.below(4) as u32 + 1;
            let most = rng.below(20);
            let got: Vec<_> = v.extract_if(key..high, |key, _| key % odd == 0).take(most).collect();
            let all: Vec<_> = m.range(key..high).map(|(key, _)| *key).collect();
            let gone: Vec<_> = all
                .into_iter()
                .filter(|key| key % odd == 0)
                .take(most)
                .map(|key| m.remove_entry(&key).unwrap())
                .collect();
            assert_eq!(got, gone);
        }
        19 => {
            v.range_mut(key..high).for_each(|(key, value)| *value = mark ^ key);
            m.range_mut(key..high).for_each(|(key, value)| *value = mark ^ key);
        }
        20 => {
            *w = v.remove_range(key..high);
            *n = take_range(m, key, high);
        }
        21 => {
            *w = v.submap(key..=high);
            *n = m.range(key..=high).map(|(k, v)| (*k, *v)).collect();
        }
        22 => {
            let count = rng.below(m.len() + 3);
            *w = v.skip(count);
            *n = m.iter().skip(count).map(|(k, v)| (*k, *v)).collect();
            *v = v.take(count);
            while m.len() > count {
                m.pop_last();
            }
        }
        23 => {
            let index = rng.below(m.len() + 2);
            let key = m.keys().nth(index).copied();
            assert_eq!(v.remove_index(index), key.and_then(|key| m.remove_entry(&key)));
        }
        24 => {
            let mut cursor = v.lower_bound_mut(Included(&key));
            let before = m.range(..key).next_back().map(|(key, _)| *key);
            match m.entry(key) {
                btree_map::Entry::Occupied(entry) => {
                    assert!(cursor.insert_before(key, mark).is_err());
                    assert_eq!(cursor.remove_next(), Some(entry.remove_entry()));
                }
                btree_map::Entry::Vacant(entry) => {
                    assert_eq!(cursor.insert_before(key, mark), Ok(()));
                    entry.insert(mark);
                    assert_eq!(cursor.prev().map(|(key, _)| *key), Some(key));
                    assert_eq!(cursor.remove_prev(), before.and_then(|key| m.remove_entry(&key)));
                }
            }
        }
        _ => {
            let (mut a, mut b) = (v.clone().into_iter(), m.clone().into_iter());
            for _ in 0..rng.below(30) {
                match rng.below(4) {
                    0 => assert_eq!(a.next(), b.next()),
                    1 => assert_eq!(a.next_back(), b.next_back()),
                    2 => assert_eq!(a.nth(mark as usize % 11), b.nth(mark as usize % 11)),
                    _ => assert_eq!(a.nth_back(mark as usize % 9), b.nth_back(mark as usize % 9)),
                }
                assert_eq!(a.len(), b.len());
            }
            assert!(a.eq(b));
        }
    }
}

#[test]
fn random_programs_over_several_versions() {
    for seed in 1..if cfg!(miri) { 2 } else { 300 } {
        let mut rng = Rng::new(seed);
        let mut versions: Vec<(Map, Model)> = alloc::vec![Default::default(); 4];
        for mark in 0..200 {
            let (from, to) = (rng.below(4), rng.below(4));
            let (mut v, mut m) = if rng.below(3) == 0 {
                core::mem::take(&mut versions[from])
            } else {
                versions[from].clone()
            };
            let (mut w, mut n) = versions[to].clone();
            step(&mut rng, mark, (&mut v, &mut m), (&mut w, &mut n));
            assert_same(&v, &m);
            assert_same(&w, &n);
            assert_eq!(v == w, m == n);
            assert_eq!(v.cmp(&w), m.cmp(&n));
            versions[to] = (w, n);
            versions[from] = (v, m);
            if mark % 25 == 0 {
                versions.iter().for_each(|(v, m)| assert_same(v, m));
            }
        }
        versions.iter().for_each(|(v, m)| assert_same(v, m));
    }
}

/// A map of the first `n` even numbers, twice.
fn even(n: u32) -> (Map, Model) {
    ((0..n).map(|i| (i * 2, i)).collect(), (0..n).map(|i| (i * 2, i)).collect())
}

#[test]
#[should_panic(expected = "no entry found for key")]
fn an_index_must_be_there() {
    let _ = even(3).0[&1];
}

#[test]
#[should_panic(expected = "the keys of sorted entries ascend")]
fn sorted_entries_ascend() {
    let _ = Map::from_sorted_iter([(1, 0), (2, 0), (2, 0)]);
}

#[test]
fn entries_come_in_any_order() {
    let mut rng = Rng::new(3);
    for round in 0..400 {
        let len = rng.below(120);
        let spread = 1 + rng.below(200);
        let mut entries: Vec<(u32, u32)> =
            (0..len).map(|i| (rng.below(spread) as u32, i as u32)).collect();
        match round % 4 {
            0 => entries.sort_by_key(|entry| entry.0),
            1 => entries.sort_by_key(|entry| core::cmp::Reverse(entry.0)),
            2 => entries[len / 2..].sort_by_key(|entry| entry.0),
            _ => {}
        }
        let model: Model = entries.iter().copied().collect();
        assert_same(&entries.iter().copied().collect(), &model);
        assert_same(&Map::from(entries.as_slice()), &model);
        let (mut map, mut grown) = even(rng.below(60) as u32);
        map.extend(entries.iter().copied());
        grown.extend(entries);
        assert_same(&map, &grown);
        assert_same(&Map::from(&model), &model);
        assert_same(&Map::from_sorted_iter(model.clone()), &model);
        assert_eq!(Model::from(Map::from(model.clone())), model);
    }
}

#[test]
fn a_sorted_build_fills_its_leaves() {
    let map: Map = (0..500_u32).map(|i| (i, i)).collect();
    let mut by_insert = Map::new();
    for i in 0..500 {
        by_insert.insert(i, i);
    }
    assert_eq!(Map::memory([&map]).total, Map::memory([&by_insert]).total);
    assert_eq!(map.height(), by_insert.height());
}

#[test]
fn what_changes_nothing_shares_everything() {
    let (map, _) = even(50);
    assert!(map.without(&1).ptr_eq(&map));
    assert!(map.submap::<_, u32>(..).ptr_eq(&map));
    assert!(map.submap(0..=98).ptr_eq(&map));
    assert!(map.take(50).ptr_eq(&map) && map.skip(0).ptr_eq(&map));
    let mut same = map.clone();
    assert!(same.get_mut(&1).is_none() && same.get_next_mut(&99).is_none());
    assert!(same.remove_index(50).is_none());
    assert!(same.remove_range(1..2).is_empty());
    assert!(same.lower_bound_mut(Included(&4)).insert_after(9, 9).is_err());
    let _ = same.entry(1).key();
    same.append(&mut Map::new());
    assert!(same.ptr_eq(&map));
}

#[test]
fn one_write_copies_one_path() {
    let map: Map = (0..2_000_u32).map(|i| (i, i)).collect();
    let mut other = map.clone();
    other.insert(1_000, 0);
    let report = Map::memory([&map, &other]);
    assert!(report.unique[1] < report.shared / 20, "{report:?}");
    let parts = [map.take(900), map.skip(900), map.submap(5..1_995)];
    for part in &parts {
        let report = Map::memory([&map, part]);
        assert!(report.unique[1] < report.shared / 10, "{report:?}");
    }
}

/// Every value that was made is dropped once: the count of the token says how many live.
#[test]
fn no_value_is_lost_or_dropped_twice() {
    let token = Rc::new(());
    let mut rng = Rng::new(11);
    let mut map: OrdMap<u32, (u32, Rc<()>)> = OrdMap::new();
    let mut versions = Vec::new();
    for round in 0..if cfg!(miri) { 60 } else { 1_500_u32 } {
        let key = rng.below(100) as u32;
        match rng.below(9) {
            0..=3 => drop(map.insert(key, (key, token.clone()))),
            4 => drop(map.remove(&key)),
            5 => map.retain(|key, _| (key + round) % 7 != 0),
            6 => drop(map.extract_if(key.., |key, _| key % 3 == 0).take(3).collect::<Vec<_>>()),
            7 => {
                let mut high = map.split_off(&key);
                drop(high.extract_if(.., |_, _| true).next());
                map.append(&mut high);
            }
            _ => {
                map.extend((key..key + 20).map(|key| (key, (key, token.clone()))));
                let mut iter = map.clone().into_iter();
                let _ = (iter.next(), iter.nth_back(3), iter.clone().nth(9));
                versions.push(map.clone());
            }
        }
        map.check();
        assert!(map.iter().all(|(key, value)| *key == value.0));
        if versions.len() > 3 {
            versions.remove(0);
        }
    }
    versions.clear();
    map = map.into_iter().collect();
    assert_eq!(Rc::strong_count(&token), map.len() + 1);
    map.clear();
    assert_eq!(Rc::strong_count(&token), 1);
}

#[test]
fn a_closure_that_panics_loses_nothing() {
    for n in if cfg!(miri) { &[6, 20][..] } else { &[1, 5, 6, 20, 57] }.iter().copied() {
        for bad in 0..n {
            let (map, _) = even(n);
            let mut by_retain = map.clone();
            let asked = catch_unwind(AssertUnwindSafe(|| {
                by_retain.retain(|key, _| {
                    assert_ne!(*key, bad * 2);
                    key % 4 == 0
                });
            }));
            assert!(asked.is_err());
            by_retain.check();
            assert!(
                by_retain.range(bad * 2..).eq(map.range(bad * 2..)),
                "what was not asked about"
            );
            assert!(by_retain.iter().all(|(key, _)| map.contains_key(key)));
            assert!(map.keys().all(|key| key % 4 != 0 || by_retain.contains_key(key)));

            let mut by_extract = map.clone();
            let mut got = Vec::new();
            let asked = catch_unwind(AssertUnwindSafe(|| {
                got.extend(by_extract.extract_if(.., |key, _| {
                    assert_ne!(*key, bad * 2);
                    key % 4 == 0
                }));
            }));
            assert!(asked.is_err());
            by_extract.check();
            assert_eq!(got.len() + by_extract.len(), map.len());
        }
    }
}

#[test]
fn ims_combinators() {
    let map = OrdMap::from([(1, 'a'), (2, 'b')]);
    assert_eq!(map.update(3, 'c').len(), 3);
    let sum = |old: String, new: String| old + &new;
    let words = OrdMap::unit(1, "a".to_string()).update_with(1, "b".to_string(), sum);
    assert_eq!(words.update_with(2, "c".to_string(), sum).into_values().collect::<String>(), "abc");
    let (old, map) = map.update_lookup_with_key(2, 'z', |_, old, new| (*old).max(new));
    assert_eq!((old, map[&2]), (Some('b'), 'z'));
    let (old, map) = map.update_lookup_with_key(9, 'y', |_, _, _| unreachable!());
    assert_eq!((old, map.len()), (None, 3));
    assert_eq!(map.alter(|old| old.map(|_| 'q'), 1)[&1], 'q');
    assert_eq!(map.alter(|_| None, 1).len(), 2);
    assert!(map.alter(|_| None, 7).ptr_eq(&map));
    assert_eq!(map.extract(&9).map(|(value, rest)| (value, rest.len())), Some(('y', 2)));
    assert!(map.extract(&7).is_none());
    assert_eq!(OrdMap::<u8, u8>::new().without_min_with_key(), (None, OrdMap::new()));
    assert_eq!((map.get_min(), map.get_max()), (Some((&1, &'a')), Some((&9, &'y'))));
    let borrowed: OrdMap<&str, &str> = OrdMap::from([("a", "b")]);
    let owned: OrdMap<String, String> = (&borrowed).into();
    assert_eq!(owned.get("a").map(String::as_str), Some("b"));
    let converted: OrdMap<String, u64> = [("a", 1_u32)].into_iter().collect();
    assert_eq!(converted["a"], 1);
    assert_eq!(std::format!("{converted:?}"), r#"{"a": 1}"#);
}

/// A key is looked for by what compares to it, without an `Ord` of its own.
#[test]
fn lookups_by_what_compares() {
    struct Tens(u32);
    impl equivalent::Equivalent<u32> for Tens {
        fn equivalent(&self, key: &u32) -> bool {
            self.0 == key / 10
        }
    }
    impl equivalent::Comparable<u32> for Tens {
        fn compare(&self, key: &u32) -> Ordering {
            self.0.cmp(&(key / 10))
        }
    }
    let map: Map = (0..20_u32).map(|i| (i * 10 + 3, i)).collect();
    assert_eq!((map.get(&Tens(7)), map.get(&Tens(20))), (Some(&7), None));
    assert_eq!(map.lower_bound(Included(&Tens(5))).peek_next(), Some((&53, &5)));
    assert_eq!(map.split(&Tens(4)).0.len(), 4);
}

#[test]
fn equal_maps_are_one_value() {
    let hash = |map: &Map| BuildHasherDefault::<DefaultHasher>::default().hash_one(map);
    for n in 0..=60 {
        let (map, model) = even(n);
        // Other shapes of the same entries.
        let mut odd: Map = (0..2 * n).map(|key| (key, key / 2)).collect();
        odd.retain(|key, _| key % 2 == 0);
        let backwards: Map = model.iter().rev().map(|(k, v)| (*k, *v)).collect();
        for other in [&odd, &backwards] {
            assert_eq!(&map, other);
            assert_eq!(map.cmp(other), Ordering::Equal);
            assert_eq!(hash(&map), hash(other));
        }
        for key in model.keys() {
            let mut less = map.clone();
            *less.get_mut(key).unwrap() = u32::MAX;
            assert_eq!(map.cmp(&less), Ordering::Less);
            assert_eq!(less.partial_cmp(&map), Some(Ordering::Greater));
            less.remove(key);
            let mut less_model = model.clone();
            less_model.remove(key);
            assert_eq!(map.cmp(&less), model.cmp(&less_model));
        }
    }
}

/// What an order that contradicts itself does to a map is not said, but it ends and drops nothing
/// twice.
#[test]
fn an_order_that_lies_does_no_harm() {
    #[derive(Clone, Debug, PartialEq, Eq)]
    struct Liar(u32, Rc<core::cell::Cell<u64>>);
    impl PartialOrd for Liar {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            Some(self.cmp(other))
        }
    }
    impl Ord for Liar {
        fn cmp(&self, other: &Self) -> Ordering {
            let mut rng = Rng(self.1.get());
            let lie = rng.below(6) == 0;
            self.1.set(rng.0);
            if lie { other.0.cmp(&self.0) } else { self.0.cmp(&other.0) }
        }
    }
    let dice = Rc::new(core::cell::Cell::new(99));
    let key = |n: usize| Liar(n as u32, dice.clone());
    let mut rng = Rng::new(5);
    let mut map = OrdMap::new();
    for _ in 0..3_000 {
        let (a, b) = (key(rng.below(60)), key(rng.below(60)));
        match rng.below(10) {
            0..=3 => drop(map.insert(a, Rc::new(1))),
            4 => drop(map.remove(&a)),
            5 => drop(map.entry(a).or_insert(Rc::new(2))),
            6 => drop(map.split_lookup(&a)),
            7 => {
                let mut high = map.split_off(&a);
                map.append(&mut high);
            }
            8 => {
                let ends = (a.clone().min(b.clone()), a.max(b));
                // Whether this panics is up to the dice.
                let part = catch_unwind(AssertUnwindSafe(|| {
                    map.submap::<_, Liar>((Included(&ends.0), Included(&ends.1)))
                }));
                drop(part);
            }
            _ => drop(map.lower_bound_mut(Included(&a)).insert_after(b, Rc::new(3))),
        }
        assert_eq!(map.iter().count(), map.len());
    }
    drop(map);
    assert_eq!(Rc::strong_count(&dice), 1);
}

#[test]
fn references_outlive_iterators() {
    // No iterator for reading has a destructor that would hold the borrow.
    fn first(map: &Map) -> Option<u32> {
        map.iter().next().map(|(key, _)| *key)
    }
    fn tail() -> Option<u32> {
        let map = even(3).0;
        map.keys().next().copied()
    }
    assert_eq!((first(&even(3).0), tail()), (Some(0), Some(0)));
    fn is_copy_like<T: Clone + Default>() {}
    is_copy_like::<Iter<'_, String, String>>();
    const { assert!(!core::mem::needs_drop::<Iter<'_, String, String>>()) };
}

#[test]
fn threads_share_maps() {
    fn assert_both<T: Send + Sync>() {}
    assert_both::<OrdMap<u32, String>>();
    assert_both::<super::Iter<'_, u32, String>>();
    assert_both::<super::IterMut<'_, u32, String>>();
    assert_both::<super::ConsumingIter<u32, String>>();
    assert_both::<super::CursorMut<'_, u32, String>>();
    assert_both::<Entry<'_, u32, String>>();
}
