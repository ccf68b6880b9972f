//! Hash maps and sets of entries of every sort, and many versions: of no size, of much alignment, of 256
//! bytes, borrowed, without `Clone`; thousands of versions; maps in maps.

#![allow(clippy::eq_op, clippy::nonminimal_bool, reason = "`==` is asked both ways")]

use std::fmt::Debug;
use std::hash::{Hash, RandomState};

use offshoot::{HashMap, HashSet};

type Model<K, V> = std::collections::HashMap<K, V>;

const SIZES: [u32; 5] = if cfg!(miri) { [0, 1, 3, 9, 20] } else { [0, 1, 3, 130, 2_000] };

#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
#[repr(align(64))]
struct Aligned(u32);

#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
#[repr(align(128))]
struct Nothing;

type Large = [u64; 32];

/// All of a map's life with entries of one sort.
#[track_caller]
fn live<K, V>(key: impl Fn(u32) -> K, value: impl Fn(u32) -> V)
where
    K: Clone + Debug + Hash + Eq,
    V: Clone + Debug + PartialEq,
{
    for n in SIZES {
        let entries = || (0..n).map(|at| (key(at), value(at)));
        let mut v: HashMap<K, V> = entries().collect();
        let mut model: Model<K, V> = entries().collect();
        let alike = |v: &HashMap<K, V>, model: &Model<K, V>| {
            v.check();
            assert_eq!(v.len(), model.len());
            assert!(v.iter().all(|(key, value)| model.get(key) == Some(value)));
            assert!(v.keys().all(|key| std::ptr::from_ref(key).is_aligned()));
            assert!(v.values().all(|value| std::ptr::from_ref(value).is_aligned()));
        };
        alike(&v, &model);
        let old = v.clone();
        for at in 0..n.min(60) {
            let at = at * 7 % n;
            assert_eq!(v.insert(key(at), value(at + 1)), model.insert(key(at), value(at + 1)));
            assert_eq!(v.remove(&key(at / 2)), model.remove(&key(at / 2)));
            assert_eq!(v.insert(key(n + at), value(at)), model.insert(key(n + at), value(at)));
            assert_eq!(v.get(&key(at)), model.get(&key(at)));
            *v.entry(key(at)).or_insert(value(5)) = value(6);
            *model.entry(key(at)).or_insert(value(5)) = value(6);
        }
        alike(&v, &model);
        v.retain(|key, _| old.contains_key(key));
        model.retain(|key, _| old.contains_key(key));
        alike(&v, &model);
        v.values_mut().for_each(|x| *x = value(3));
        assert!(v.values().all(|x| *x == value(3)));
        let back: HashMap<K, V> = old.clone().into_iter().collect();
        assert!(back == old && old.union_ref(&v) == old && v.has_keys_in(&old));
        assert!(old.symmetric_difference_ref(&back).is_empty());
        assert_eq!(HashMap::memory([&back]).total, HashMap::memory([&old]).total);
        let by_std: HashMap<K, V, RandomState> = entries().collect();
        assert!(by_std == old && old == by_std);
        let set: HashSet<K> = entries().map(|entry| entry.0).collect();
        set.check();
        assert!(old.keys().all(|key| set.contains(key)) && set.len() == old.len());
        assert_eq!(v.drain().count() + v.len(), model.len());
    }
}

#[test]
fn entries_of_every_sort() {
    live(|at| at, |at| at);
    live(|at| at as u8, |at| at as u8);
    live(|at| at.to_string(), |at| vec![at]);
    live(|at| at, |_| ());
    live(|_| (), |_| ());
    live(|_| Nothing, |at| at);
    live(|at| at, |_| Nothing);
    live(Aligned, Aligned);
    live(|at| at as u8, Aligned);
    live(|at| [u64::from(at); 32] as Large, |at| at as u8);
    live(|at| at, |at| [u64::from(at); 32] as Large);
    live(u128::from, |at| (at as u8, Some(Box::new(at))));
    let texts: Vec<String> = (0..4_100).map(|at: u32| at.to_string()).collect();
    live(|at| texts[at as usize].as_str(), |at| &texts[at as usize]);
}

/// What is read asks for no `Clone`, no order and no `Debug`.
#[test]
fn reading_asks_for_little() {
    struct Only(#[allow(dead_code, reason = "takes room")] u32);
    let map: HashMap<u8, Only> = HashMap::new();
    assert!(map.get(&1).is_none() && map.is_empty() && map.iter().count() == 0);
    assert!(map.keys().count() + map.values().count() == 0 && !map.contains_key(&1));
    assert!(map.ptr_eq(&map.clone()) && HashMap::memory([&map]).total == 0);
    // Nothing but a hasher is asked of `S` where nothing is hashed.
    let odd: HashMap<u8, u8, Only> = HashMap::with_hasher(Only(1));
    assert!(odd.is_empty() && odd.hasher().0 == 1 && odd.iter().next().is_none());
}

#[test]
fn thousands_of_versions() {
    let (count, keys) = if cfg!(miri) { (40, 20) } else { (4_000, 500) };
    let mut versions: Vec<HashMap<u32, u32>> = vec![HashMap::new()];
    let mut models: Vec<Model<u32, u32>> = vec![Model::new()];
    for step in 0..count {
        // A long branch, and many short ones.
        let from = if step % 3 == 0 { versions.len() / 2 } else { versions.len() - 1 };
        let (mut v, mut model) = (versions[from].clone(), None);
        let key = step * 7_919 % keys;
        if step % 5 == 4 {
            v.remove(&key);
        } else {
            v.insert(key, step);
        }
        if step % 50 == 0 {
            model = Some(v.iter().map(|(key, value)| (*key, *value)).collect());
        }
        versions.push(v);
        models.push(model.unwrap_or_default());
    }
    let total = HashMap::memory(&versions).total;
    assert!(total < versions.len() * if cfg!(offshoot_tiny) { 2_000 } else { 1_200 }, "{total}");
    for (at, model) in models.iter().enumerate().filter(|(_, model)| !model.is_empty()) {
        versions[at].check();
        assert!(versions[at].len() == model.len());
        assert!(versions[at].iter().all(|(key, value)| model[key] == *value), "version {at}");
    }
    // They go in any order.
    while let Some(last) = versions.pop() {
        if versions.len() > 2 {
            drop(versions.swap_remove(versions.len() / 3));
        }
        drop(last);
    }
}

#[test]
fn maps_in_maps_and_sets_of_sets() {
    type Set = HashSet<u32>;
    let sets: HashSet<Set> = (0..30u32).map(|n| (0..n).collect::<Set>()).collect();
    assert_eq!(sets.len(), 30);
    for n in 0..30u32 {
        // In another order, and by another way.
        let mut same: Set = (0..n + 4).rev().collect();
        same.retain(|value| *value < n);
        assert!(sets.contains(&same), "{n}");
    }
    let mut map: HashMap<Set, HashMap<u32, Set>> = HashMap::new();
    for set in &sets {
        map.entry(set.clone()).or_default().insert(7, set.clone());
    }
    assert!(map.iter().all(|(key, inner)| inner[&7] == *key && inner[&7].ptr_eq(key)));
    // A map that holds itself, a thousand deep, is dropped.
    #[derive(Clone)]
    struct Nest(#[allow(dead_code, reason = "is dropped")] HashMap<u8, Nest>);
    let mut nest = Nest(HashMap::new());
    for _ in 0..if cfg!(miri) { 30 } else { 1_000 } {
        nest = Nest(HashMap::unit(1, nest));
    }
    drop(nest);
}

#[test]
fn what_is_not_there_is_refused_with_std_s_words() {
    fn words(f: impl FnOnce() + std::panic::UnwindSafe) -> Option<String> {
        let panic = std::panic::catch_unwind(f).err()?;
        let text = panic.downcast_ref::<String>().cloned();
        text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
    }
    let (map, model) = (HashMap::from([(1, 2)]), Model::from([(1, 2)]));
    let said = words(|| _ = model[&7]);
    assert!(said.is_some());
    assert_eq!(words(|| _ = map[&7]), said);
    let mut version = map.clone();
    assert!(words(std::panic::AssertUnwindSafe(|| version[&7] = 1)).is_some());
    assert!(version == map);
    let (mut model, mut version) = (model, map.clone());
    let said = words(std::panic::AssertUnwindSafe(|| _ = model.get_disjoint_mut([&1, &1])));
    let ours = words(std::panic::AssertUnwindSafe(|| _ = version.get_disjoint_mut([&1, &1])));
    assert_eq!(ours, said);
    assert!(version.ptr_eq(&map) && version.get_disjoint_mut([&1, &9]) == [Some(&mut 2), None]);
}
