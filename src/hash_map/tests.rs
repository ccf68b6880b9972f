//! A map against std's, with nodes so small that a hundred entries make four levels, by hash functions of
//! every shape.

use alloc::collections::BTreeMap;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::Cell;
use core::hash::{BuildHasher, Hash, Hasher};
use std::collections::hash_map::HashMap as StdMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Entry, HashMap, Iter};

mod programs;
mod walk;

struct Rng(u64);

impl Rng {
    fn new(seed: u64) -> Self {
        Self(0x9E37_79B9_7F4A_7C15u64.wrapping_mul(seed))
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

/// A hash function that is chosen, with a state of its own: only clones of a map are hashed like it.
#[derive(Clone, Copy)]
struct By(fn(u64) -> u64);

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

struct Chosen {
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

const HASHERS: [By; 5] =
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
