//! A map against std's, with nodes so small that a hundred entries make four levels, by hash functions of
//! every shape.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::Cell;
use core::hash::{BuildHasher, Hash, Hasher};
use std::collections::hash_map::HashMap as StdMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Entry, HashMap, Iter};

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

/// A hash function that is chosen, with a state of its own: only clones of a map are hashed like it.
#[derive(Clone, Copy)]
pub(crate) struct By(pub(crate) fn(u64) -> u64);

impl Default for By {
    fn default() -> Self {
        Self(|n| n)
    }
}

impl BuildHasher for By {
    type Hasher = Chosen;

    fn build_hasher(&self) -> Chosen {
        Chosen { by: self.0, hash: 0 }
    }
}

pub(crate) struct Chosen {
    by: fn(u64) -> u64,
    hash: u64,
}

impl Hasher for Chosen {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.hash = self.hash << 8 | u64::from(*byte);
        }
    }

    fn write_u32(&mut self, n: u32) {
        self.hash = u64::from(n);
    }

    fn finish(&self) -> u64 {
        (self.by)(self.hash)
    }
}

pub(crate) const HASHERS: [By; 5] =
    [By(|n| n), By(|n| n << 56), By(|n| n % 7), By(|n| n / 60), By(|_| 0xC0FFEE)];

type Map = HashMap<u32, u32, By>;
type Model = BTreeMap<u32, u32>;

#[track_caller]
fn assert_same(map: &Map, model: &Model) {
    map.check();
    assert_eq!((map.len(), map.iter().count()), (model.len(), model.len()));
    let mut entries: Vec<(u32, u32)> = map.iter().map(|(key, value)| (*key, *value)).collect();
    entries.sort_unstable();
    assert!(entries.iter().map(|(key, value)| (key, value)).eq(model), "{map:?} is not {model:?}");
}

fn even(by: By, n: u32) -> (Map, Model) {
    let mut map = HashMap::with_hasher(by);
    map.extend((0..n).map(|key| (key * 2, key)));
    (map, (0..n).map(|key| (key * 2, key)).collect())
}

fn step(rng: &mut Rng, mark: u32, (v, m): (&mut Map, &mut Model), (w, n): (&mut Map, &mut Model)) {
    const KEYS: usize = 120;
    let key = rng.below(KEYS) as u32;
    match rng.below(24) {
        0..=3 => assert_eq!(v.insert(key, mark), m.insert(key, mark)),
        4 => assert_eq!(v.remove(&key), m.remove(&key)),
        5 => assert_eq!(v.remove_entry(&key), m.remove_entry(&key)),
        6 => assert_eq!(v.get_mut(&key).map(|x| *x += 1), m.get_mut(&key).map(|x| *x += 1)),
        7 => {
            let (a, b) = (v.entry(key).or_insert(mark), m.entry(key).or_insert(mark));
            assert_eq!(a, b);
            (*a, *b) = (mark, mark);
        }
        8 => {
            let change = |x: &mut u32| *x += 7;
            v.entry(key).and_modify(change).or_insert_with_key(|k| *k);
            m.entry(key).and_modify(change).or_insert_with_key(|k| *k);
        }
        9 => match v.entry(key) {
            Entry::Occupied(entry) => assert_eq!(Some(entry.remove_entry()), m.remove_entry(&key)),
            Entry::Vacant(entry) => {
                let mut entry = entry.insert_entry(mark);
                assert_eq!((*entry.key(), entry.insert(mark + 1)), (key, mark));
                assert_eq!(m.insert(key, mark + 1), None);
            }
        },
        10 => {
            let mut entry = v.entry(key).insert_entry(mark);
            assert_eq!((*entry.key(), *entry.get()), (key, mark));
            *entry.get_mut() += 1;
            m.insert(key, mark + 1);
        }
        11 => {
            let some: Vec<_> =
                (0..rng.below(40)).map(|i| (rng.below(KEYS) as u32, i as u32)).collect();
            if mark % 2 == 0 {
                v.extend(some.clone());
            } else {
                v.insert_many(some.clone());
            }
            m.extend(some);
        }
        12 => {
            let some: Vec<_> = (0..rng.below(40)).map(|_| rng.below(KEYS) as u32).collect();
            let there = some.iter().filter(|key| m.remove(key).is_some()).count();
            assert_eq!(v.remove_many(&some), there);
        }
        13 => {
            let some: Vec<_> = (0..rng.below(40)).map(|_| rng.below(KEYS) as u32).collect();
            let change = |key: &u32, value: Option<&u32>| match value {
                Some(value) if key % 3 == 0 => Some(value + 1),
                None if key % 5 != 0 => Some(mark),
                _ => None,
            };
            v.update_many(some.clone(), change);
            for key in some {
                match change(&key, m.get(&key)) {
                    Some(value) => m.insert(key, value),
                    None => m.remove(&key),
                };
            }
        }
        14 => {
            let odd = rng.below(5) as u32 + 1;
            let keep = |key: &u32, value: &mut u32| {
                *value += 1;
                (*key ^ mark) % odd != 0 || *value % 3 == 0
            };
            v.retain(keep);
            m.retain(keep);
        }
        15 => {
            let odd = rng.below(4) as u32 + 1;
            v.retain_keys(|key| key % odd != 0);
            m.retain(|key, _| key % odd != 0);
        }
        16 => {
            let (odd, most) = (rng.below(4) as u32 + 1, rng.below(20));
            let mut asked = Vec::new();
            let goes = |key: &u32, value: &mut u32| {
                asked.push(*key);
                *value += 1;
                key % odd == 0
            };
            let gone: Vec<_> = v.extract_if(goes).take(most).collect();
            asked.iter().for_each(|key| *m.get_mut(key).expect("is asked about once") += 1);
            let all: Vec<_> = asked.into_iter().filter(|key| key % odd == 0).collect();
            assert_eq!(
                gone,
                all.iter().map(|key| m.remove_entry(key).unwrap()).collect::<Vec<_>>()
            );
        }
        17 => {
            v.iter_mut().for_each(|(key, value)| *value = *key ^ mark);
            m.iter_mut().for_each(|(key, value)| *value = *key ^ mark);
        }
        18 => {
            // Some of it only.
            for (key, value) in v.iter_mut().take(rng.below(30)) {
                *value += 1;
                *m.get_mut(key).unwrap() += 1;
            }
        }
        19 => {
            let keys: [u32; 6] = core::array::from_fn(|i| (key + 7 * i as u32) % 140);
            for (value, key) in v.get_disjoint_mut(keys.each_ref()).into_iter().zip(keys) {
                let (value, expected) = (value, m.get_mut(&key));
                assert_eq!(value, expected);
                if let (Some(a), Some(b)) = (value, expected) {
                    (*a, *b) = (mark ^ key, mark ^ key);
                }
            }
        }
        20 => {
            *w = v.update_with_key(key, mark, |key, old, new| key ^ old ^ new);
            *n = m.clone();
            n.entry(key).and_modify(|old| *old ^= key ^ mark).or_insert(mark);
        }
        21 => {
            *w =
                v.alter(|old| old.map_or(Some(mark), |old| (old % 2 == 0).then_some(old + 1)), key);
            *n = m.clone();
            match m.get(&key) {
                None => n.insert(key, mark),
                Some(old) if old % 2 == 0 => n.insert(key, old + 1),
                Some(_) => n.remove(&key),
            };
        }
        22 => {
            let part = rng.below(m.len() + 3);
            let taken: Vec<_> = v.drain().take(part).collect();
            assert!(v.is_empty());
            v.extend(taken.iter().copied());
            m.retain(|key, _| taken.iter().any(|entry| entry.0 == *key));
        }
        _ => (*w, *n) = (v.clone(), m.clone()),
    }
}

#[test]
fn random_programs_over_several_versions() {
    let (seeds, steps) = if cfg!(miri) { (1, 40) } else { (4, 500) };
    for (seed, by) in (1..=seeds).flat_map(|seed| HASHERS.map(|by| (seed, by))) {
        let mut rng = Rng::new(seed);
        let mut versions: Vec<(Map, Model)> =
            (0..4).map(|_| (HashMap::with_hasher(by), Model::new())).collect();
        for mark in 0..steps {
            let (from, to) = (rng.below(4), rng.below(4));
            let (mut v, mut m) = versions[from].clone();
            let (mut w, mut n) = (HashMap::with_hasher(by), Model::new());
            if rng.below(2) == 0 {
                // Nobody else holds it.
                versions[from] = (HashMap::with_hasher(by), Model::new());
            }
            step(&mut rng, mark, (&mut v, &mut m), (&mut w, &mut n));
            assert_same(&v, &m);
            assert_same(&w, &n);
            versions[to] = (v, m);
            versions[from] = (w, n);
            if mark % 16 == 0 {
                versions.iter().for_each(|(v, m)| assert_same(v, m));
            }
        }
    }
}

#[test]
fn what_is_built_at_once_is_what_is_inserted() {
    let sizes = if cfg!(miri) { 0..12 } else { 0..90_usize };
    for (by, n) in HASHERS.into_iter().flat_map(|by| sizes.clone().map(move |n| (by, n))) {
        for (kinds, seed) in [(1, 1), (3, 2), (9, 3), (60, 4), (1_000, 5)] {
            let mut rng = Rng::new(seed + n as u64);
            // The same key comes several times, as values of one number that differ.
            let entries: Vec<(u32, u32)> =
                (0..n).map(|mark| (rng.below(kinds) as u32, mark as u32)).collect();
            let mut by_one = HashMap::with_hasher(by);
            for &(key, value) in &entries {
                by_one.entry(key).insert_entry(value);
            }
            let mut at_once = HashMap::with_hasher(by);
            at_once.extend(entries.iter().copied());
            assert_same(&at_once, &entries.iter().copied().collect());
            assert!(at_once == by_one);
            // In the same space, and into a map that is not empty.
            let total = |map: &Map| HashMap::memory([map]).total;
            assert_eq!((total(&at_once), at_once.height()), (total(&by_one), by_one.height()));
            let (mut other, mut model) = even(by, 30);
            let shared = other.clone();
            other.insert_many(entries.iter().copied());
            model.extend(entries.iter().copied());
            assert_same(&other, &model);
            assert_same(&shared, &even(by, 30).1);
        }
    }
}

/// Everything that an iterator of known length is asked, against the list of what it gives.
#[track_caller]
fn ask<T: PartialEq + core::fmt::Debug, I: ExactSizeIterator<Item = T>>(make: impl Fn() -> I) {
    let mut all = Vec::new();
    let mut iter = make();
    let len = iter.len();
    while let Some(item) = iter.next() {
        all.push(item);
        assert_eq!(iter.size_hint(), (len - all.len(), Some(len - all.len())));
    }
    assert!(iter.next().is_none() && iter.next().is_none() && all.len() == len);
    assert_eq!(make().count(), len);
    assert_eq!(make().last().as_ref(), all.last());
    for skipped in 0..=len {
        let mut iter = make();
        assert_eq!(
            skipped.checked_sub(1).and_then(|n| iter.nth(n)).as_ref(),
            match skipped {
                0 => None,
                _ => all.get(skipped - 1),
            }
        );
        assert_eq!(iter.len(), len - skipped);
        let rest = iter.fold(Vec::new(), |mut rest, item| {
            rest.push(item);
            rest
        });
        assert_eq!(rest, all[skipped..]);
    }
    let mut iter = make();
    assert!(iter.nth(len).is_none() && iter.len() == 0 && iter.next().is_none());
}

/// Where maps lie that are never freed, so that whoever looks for leaks finds them here.
static LENT: std::sync::Mutex<Vec<usize>> = std::sync::Mutex::new(Vec::new());

#[test]
fn iterators_agree_whatever_they_are_asked() {
    for by in HASHERS {
        for n in if cfg!(miri) { &[7][..] } else { &[0, 1, 4, 5, 9, 20, 57] } {
            let (map, model) = even(by, *n);
            ask(|| map.iter());
            ask(|| map.keys());
            ask(|| map.values());
            ask(|| map.clone().into_iter());
            ask(|| map.clone().into_keys());
            ask(|| map.clone().into_values());
            // Nobody shares these: entries move.
            ask(|| even(by, *n).0.into_iter());
            let lend = || {
                let lent = Box::leak(Box::new(even(by, *n).0));
                LENT.lock().unwrap().push(core::ptr::from_ref(lent).addr());
                lent
            };
            if !cfg!(miri) {
                ask(|| lend().iter_mut());
                ask(|| lend().values_mut());
                ask(|| lend().drain());
            }
            // A clone goes on from where it was made, and leaves the other alone.
            let (mut some, mut owned) = (map.iter(), map.clone().into_iter());
            for _ in 0..n / 2 {
                assert_eq!(some.next().map(|(k, v)| (*k, *v)), owned.next());
            }
            assert!(some.clone().eq(some.clone()) && owned.clone().eq(owned.clone()));
            let rest: Vec<_> = some.map(|(k, v)| (*k, *v)).collect();
            assert_eq!((format!("{owned:?}"), owned.len()), (format!("{rest:?}"), rest.len()));
            assert_same(&map, &model);
        }
    }
}

#[test]
fn what_is_not_there_copies_nothing() {
    for by in HASHERS {
        let (map, _) = even(by, 40);
        let mut version = map.clone();
        for key in (0..90).filter(|key| !map.contains_key(key)) {
            assert!(version.get_mut(&key).is_none() && version.remove(&key).is_none());
            assert!(version.get_key_value_mut(&key).is_none());
            assert!(version.remove_with_key(&key).is_none() && version.extract(&key).is_none());
            assert!(matches!(version.entry(key).and_modify(|_| ()), Entry::Vacant(_)));
            assert_eq!(version.get_disjoint_mut([&key, &1]), [None, None]);
            assert!(
                version.without(&key).ptr_eq(&map) && version.alter(|_| None, key).ptr_eq(&map)
            );
            if key > 80 {
                break;
            }
        }
        for key in 0..40 {
            let Entry::Occupied(entry) = version.entry(key * 2) else { panic!("{key} is there") };
            assert_eq!((*entry.key(), *entry.get()), (key * 2, key));
        }
        version.retain_keys(|_| true);
        assert_eq!(version.remove_many([1, 3, 99]), 0);
        version.update_many([1, 3], |_, _| None);
        version.insert_many([]);
        version.extend(Vec::<(u32, u32)>::new());
        assert!(version.ptr_eq(&map));
    }
}

/// A key that counts who asks it.
#[derive(Clone)]
struct Counted<'a> {
    key: u32,
    hashed: &'a Cell<u32>,
    compared: &'a Cell<u32>,
}

impl Hash for Counted<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.hashed.set(self.hashed.get() + 1);
        self.key.hash(state);
    }
}

impl PartialEq for Counted<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.compared.set(self.compared.get() + 1);
        self.key == other.key
    }
}

impl Eq for Counted<'_> {}

#[test]
fn an_entry_is_hashed_and_searched_once() {
    let (hashed, compared) = (Cell::new(0), Cell::new(0));
    let key = |key| Counted { key, hashed: &hashed, compared: &compared };
    let mut map = HashMap::with_hasher(By::default());
    for n in 0..60 {
        map.entry(key(n)).or_insert(n);
    }
    let shared = map.clone();
    for n in 0..60 {
        for _ in 0..2 {
            hashed.set(0);
            compared.set(0);
            *map.entry(key(n)).and_modify(|n| *n += 1).or_insert(0) += 1;
            assert_eq!((hashed.get(), compared.get()), (1, 1));
        }
        let Entry::Occupied(mut entry) = map.entry(key(n)) else { panic!("{n} is there") };
        hashed.set(0);
        compared.set(0);
        assert_eq!((entry.key().key, *entry.get(), entry.insert(5)), (n, n + 4, n + 4));
        assert_eq!((*entry.get_mut(), entry.remove_entry().1), (5, 5));
        assert_eq!((hashed.get(), compared.get()), (0, 0));
    }
    assert!(map.is_empty() && shared.len() == 60);
    hashed.set(0);
    map.entry(key(7)).or_insert_with(|| 3);
    assert_eq!((hashed.get(), compared.get()), (1, 0));
}

#[test]
fn several_values_are_lent_at_once() {
    for by in HASHERS {
        let (map, mut model) = even(by, 60);
        let mut version = map.clone();
        let keys: [u32; 60] = core::array::from_fn(|i| (i as u32 * 37 % 60) * 2);
        let lent = version.get_disjoint_key_value_mut(keys.each_ref());
        for ((key, value), wanted) in lent.map(Option::unwrap).into_iter().zip(keys) {
            assert_eq!((*key, *value), (wanted, wanted / 2));
            *value += 1_000;
        }
        model.values_mut().for_each(|value| *value += 1_000);
        assert_same(&version, &model);
        assert_same(&map, &even(by, 60).1);
        assert!(version.get_disjoint_mut::<u32, 0>([]).is_empty());
        // Twice the same: nothing is lent, and nothing copied. Twice nothing is no harm.
        let mut version = map.clone();
        let twice = catch_unwind(AssertUnwindSafe(|| {
            version.get_disjoint_mut([&4, &8, &4]);
        }));
        let message = *twice.unwrap_err().downcast::<&str>().expect("a plain message");
        assert_eq!(message, "duplicate keys found");
        assert_eq!(version.get_disjoint_mut([&1, &1]), [None, None]);
        assert!(version.ptr_eq(&map));
    }
}

#[test]
fn whatever_first_came_in_founds_a_family() {
    type Std = HashMap<u32, u32, std::hash::RandomState>;
    let put: [fn(&mut Std); 11] = [
        |map| assert_eq!(map.insert(1, 2), None),
        |map| assert_eq!(map.replace(1, 2), None),
        |map| assert_eq!(*map.entry(1).or_insert(2), 2),
        |map| assert_eq!(*map.entry(1).or_default(), 0),
        |map| assert_eq!(*map.entry(1).insert_entry(2).get(), 2),
        |map| map.extend([(1_u32, 2_u32)]),
        |map| map.insert_many([(1, 2)]),
        |map| map.update_many([1], |_, _| Some(2)),
        |map| *map = map.update(1, 2),
        |map| *map = map.update_lookup_with_key(1, 2, |_, _, _| 3).1,
        |map| *map = map.alter(|_| Some(2), 1),
    ];
    for put in put {
        let mut map = Std::default();
        put(&mut map);
        map.check();
        assert_eq!(map.len(), 1);
        assert!(map.is_hashed_like(&map.clone()));
        let mut other = Std::default();
        put(&mut other);
        assert!(!map.is_hashed_like(&other) && map == other);
    }
}

#[test]
fn no_value_is_lost_or_dropped_twice() {
    let token = Rc::new(());
    let mut rng = Rng::new(11);
    let mut map: HashMap<u32, (u32, Rc<()>)> = HashMap::new();
    let mut versions = Vec::new();
    for round in 0..if cfg!(miri) { 60 } else { 1_500_u32 } {
        let key = rng.below(100) as u32;
        match rng.below(10) {
            0..=3 => drop(map.insert(key, (key, token.clone()))),
            4 => drop(map.remove(&key)),
            5 => map.retain(|key, _| (key + round) % 7 != 0),
            6 => drop(map.extract_if(|key, _| key % 3 == 0).take(3).collect::<Vec<_>>()),
            7 => {
                let part: Vec<_> = map.drain().take(key as usize).collect();
                map.insert_many(part);
            }
            8 => drop(map.replace(key, (key, token.clone()))),
            _ => {
                map.extend((key..key + 20).map(|key| (key, (key, token.clone()))));
                let mut iter = map.clone().into_iter();
                let _ = (iter.next(), iter.nth(3), iter.clone().nth(9));
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
fn a_drain_that_is_forgotten_leaves_an_empty_map() {
    let (mut map, _) = even(By::default(), 30);
    let drain = Box::leak(Box::new(map.drain()));
    LENT.lock().unwrap().push(core::ptr::from_ref(drain).addr());
    assert_same(&map, &Model::new());
    map.insert(1, 2);
    assert_same(&map, &Model::from([(1, 2)]));
}

#[test]
fn a_closure_that_panics_loses_nothing() {
    for n in if cfg!(miri) { &[6, 20][..] } else { &[1, 5, 6, 20, 57] }.iter().copied() {
        for (bad, by) in (0..n).flat_map(|bad| HASHERS.map(|by| (bad, by))) {
            let (map, _) = even(by, n);
            let (mut left, mut asked) = (map.clone(), Vec::new());
            let caught = catch_unwind(AssertUnwindSafe(|| {
                left.retain(|key, _| {
                    asked.push(*key);
                    assert_ne!(*key, bad * 2);
                    false
                });
            }));
            assert!(caught.is_err());
            asked.pop();
            left.check();
            assert_eq!(left.len() + asked.len(), n as usize);
            assert!(asked.iter().all(|key| !left.contains_key(key) && map.contains_key(key)));
            let mut same = map.clone();
            let caught =
                catch_unwind(AssertUnwindSafe(|| same.update_with(bad * 2, 0, |_, _| panic!())));
            assert!(caught.is_err() && same.ptr_eq(&map));
            let caught = catch_unwind(AssertUnwindSafe(|| {
                same.entry(bad * 2 + 1).or_insert_with(|| panic!());
            }));
            assert!(caught.is_err() && same.ptr_eq(&map));
        }
    }
}

#[test]
fn ims_combinators() {
    let map = HashMap::from([(1, 10), (2, 20)]);
    assert_eq!(map.update_with(2, 5, |old, new| old * 100 + new)[&2], 2_005);
    assert_eq!(map.update_with(3, 5, |_, _| unreachable!())[&3], 5);
    let (old, other) = map.update_lookup_with_key(2, 5, |key, old, new| key + old + new);
    assert_eq!((old, other[&2], map[&2]), (Some(20), 27, 20));
    let (old, other) = map.update_lookup_with_key(7, 5, |_, _, _| unreachable!());
    assert_eq!((old, other[&7], other.len()), (None, 5, 3));
    assert_eq!(map.extract(&1), Some((10, HashMap::unit(2, 20))));
    assert_eq!(map.extract_with_key(&1), Some((1, 10, HashMap::unit(2, 20))));
    assert_eq!(map.len(), 2);
}

#[test]
fn keys_stay_and_are_replaced_as_std_has_it() {
    /// Equal to all others of its number.
    #[derive(Clone, Debug)]
    struct Named(u32, &'static str);
    impl PartialEq for Named {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl Eq for Named {}
    impl Hash for Named {
        fn hash<H: Hasher>(&self, state: &mut H) {
            self.0.hash(state);
        }
    }
    let name = |map: &HashMap<Named, u32>| map.keys().next().map(|key| key.1);
    let mut map = HashMap::unit(Named(1, "old"), 0);
    map.insert(Named(1, "new"), 1);
    map.insert_many([(Named(1, "new"), 2)]);
    map = map.update(Named(1, "new"), 3);
    map = map.update_with(Named(1, "new"), 4, |_, new| new);
    map.entry(Named(1, "new")).insert_entry(5);
    assert_eq!((name(&map), map[&Named(1, "")]), (Some("old"), 5));
    let old = map.replace(Named(1, "new"), 6).expect("was there");
    assert_eq!((old.0.1, old.1, name(&map), map.len()), ("old", 5, Some("new"), 1));
    assert_eq!(map.entry(Named(1, "newer")).or_insert_key(7).1, "new");
    let built: HashMap<_, _> =
        ["first", "second", "third"].map(|name| (Named(1, name), name)).into();
    assert_eq!(
        (built.keys().next().map(|key| key.1), built[&Named(1, "")]),
        (Some("first"), "third")
    );
}

#[test]
fn lookups_by_what_is_equivalent() {
    let mut map: HashMap<String, u32> = (0..50).map(|n: u32| (n.to_string(), n)).collect();
    assert_eq!((map.get("7"), map["8"], map.contains_key("x")), (Some(&7), 8, false));
    map["9"] = 90;
    assert_eq!((map.remove("9"), map.remove_with_key("9")), (Some(90), None));
    assert_eq!(map.get_disjoint_mut(["1", "9"]), [Some(&mut 1), None]);
    assert_eq!(map.without("1").len(), 48);
}

#[test]
#[should_panic(expected = "no entry found for key")]
fn an_index_must_be_there() {
    let _ = HashMap::from([(1, 'a')])[&2];
}

#[test]
fn collections_become_maps_and_maps_collections() {
    let entries: Vec<(u32, String)> = (0..30).map(|n| (n, n.to_string())).collect();
    let tree: BTreeMap<_, _> = entries.iter().cloned().collect();
    let std: StdMap<_, _> = entries.iter().cloned().collect();
    let map: HashMap<u32, String> = entries.iter().cloned().collect();
    let all: [HashMap<u32, String>; 7] = [
        HashMap::from(&entries),
        HashMap::from(&entries[..]),
        HashMap::from(&tree),
        HashMap::from(&std),
        HashMap::from(entries),
        HashMap::from(tree.clone()),
        HashMap::from(std.clone()),
    ];
    assert!(all.iter().all(|other| *other == map));
    let borrowed: HashMap<&u32, &String> = map.iter().collect();
    assert_eq!(HashMap::<u32, String>::from(&borrowed), map);
    assert_eq!((BTreeMap::from(map.clone()), StdMap::from(map.clone())), (tree, std));
}

#[test]
fn references_outlive_iterators() {
    // Without a destructor, what a temporary iterator gave may be returned, in all editions.
    assert!(!core::mem::needs_drop::<Iter<'_, String, String>>());
    fn first(map: &Map) -> Option<&u32> {
        map.iter().next().map(|(key, _)| key)
    }
    assert_eq!(first(&even(By::default(), 1).0), Some(&0));
    fn is_copy_like<T: Clone + Default>() {}
    is_copy_like::<Iter<'_, u32, u32>>();
    is_copy_like::<super::Keys<'_, u32, u32>>();
    is_copy_like::<super::ConsumingIter<u32, u32>>();
}

#[test]
fn threads_share_maps() {
    fn assert_both<T: Send + Sync>() {}
    assert_both::<HashMap<u32, String>>();
    assert_both::<Iter<'_, u32, String>>();
    assert_both::<super::IterMut<'_, u32, String>>();
    assert_both::<super::IntoIter<u32, String>>();
    assert_both::<super::Drain<'_, u32, String>>();
    assert_both::<Entry<'_, u32, String>>();
    let (map, model) = even(By::default(), 100);
    std::thread::scope(|scope| {
        for mark in 0..2 {
            let (mut map, mut model) = (map.clone(), model.clone());
            scope.spawn(move || {
                map.values_mut().for_each(|value| *value += mark);
                model.values_mut().for_each(|value| *value += mark);
                assert_same(&map, &model);
            });
        }
    });
    assert_same(&map, &model);
}
