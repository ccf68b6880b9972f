//! Every single edit of every small map is found: by `diff` as the one item that it is, by `==` both ways, and
//! by a `Patch`, which makes it elsewhere and takes it back.
//!
//! Values of 128 bytes make leaves of eight entries, so that a few hundred make several levels
//! whether nodes are tiny or not.
#![allow(clippy::eq_op, clippy::nonminimal_bool, reason = "`==` is asked both ways")]

use std::collections::BTreeMap;

use offshoot::ord_map::{DiffItem, Patch};
use offshoot::{OrdMap, OrdSet};

type Wide = [u64; 16];
type Map = OrdMap<u32, Wide>;

fn wide(value: u32) -> Wide {
    [u64::from(value); 16]
}

/// Maps up to this length are tried, and these shapes of each.
const LONGEST: u32 = if cfg!(miri) { 12 } else { 300 };
const SHAPES: u32 = 4;

/// The keys are even, so that another one fits before and behind each.
fn map(n: u32, shape: u32) -> Map {
    let entry = |at: u32| (at * 2 + 2, wide(at));
    match shape {
        // Full leaves.
        0 => (0..n).map(entry).collect(),
        // Filled from behind: leaves half full.
        1 => {
            let mut map = Map::new();
            for at in (0..n).rev() {
                map.insert(at * 2 + 2, wide(at));
            }
            map
        }
        // Filled here and there.
        2 => {
            let mut map = Map::new();
            for at in (0..n).map(|at| at * 7 % n).chain(0..n) {
                map.insert(at * 2 + 2, wide(at));
            }
            map
        }
        // Cut, thinned and joined.
        _ => {
            let mut low: Map = (0..n / 3).map(entry).collect();
            let mut high: Map = (n / 3..n + n / 2).map(entry).collect();
            high.retain(|key, _| *key <= n * 2);
            low.append(&mut high);
            low
        }
    }
}

/// Whether one item is all that differs, whichever way one looks, and a patch makes it and takes it back.
#[track_caller]
fn assert_one(old: &Map, new: &Map, item: DiffItem<'_, u32, Wide>, case: &str) {
    let n = old.len();
    new.check();
    assert!(old != new && new != old, "{case} of {n}: equal");
    assert_eq!(old.diff(new).collect::<Vec<_>>(), [item], "{case} of {n}");
    let back = match item {
        DiffItem::Add(key, value) => DiffItem::Remove(key, value),
        DiffItem::Remove(key, value) => DiffItem::Add(key, value),
        DiffItem::Update { old, new } => DiffItem::Update { old: new, new: old },
    };
    assert_eq!(new.diff(old).collect::<Vec<_>>(), [back], "{case} of {n}, backwards");
    let patch = old.diff(new).collect::<Patch<_, _>>();
    assert_eq!(patch.len(), 1);
    let mut version = old.clone();
    version.apply(&patch);
    assert!(version == *new && version.diff(new).len() == 0, "{case} of {n}: the patch");
    version.apply(&patch.invert());
    version.check();
    assert!(version == *old && *old == version, "{case} of {n}: the patch, inverted");
}

#[test]
fn every_single_edit_is_one_item() {
    const NEW: u32 = 1 << 20;
    for n in 0..=LONGEST {
        // All shapes of short ones; of long ones, each in turn.
        for shape in (0..SHAPES).filter(|shape| n <= 24 || n % SHAPES == *shape) {
            let old = map(n, shape);
            old.check();
            assert_eq!(old.len(), n as usize);
            for at in 0..=n {
                let key = at * 2 + 1;
                let new = old.update(key, wide(NEW));
                assert_one(&old, &new, DiffItem::Add(&key, &wide(NEW)), "an insertion");
                if at == n {
                    break;
                }
                let (key, value) = (key + 1, wide(at));
                let new = old.without(&key);
                assert_one(&old, &new, DiffItem::Remove(&key, &value), "a removal");
                let mut new = old.clone();
                *new.get_mut(&key).expect("a key of the map") = wide(NEW);
                let item = DiffItem::Update { old: (&key, &value), new: (&key, &wide(NEW)) };
                assert_one(&old, &new, item, "an update");
            }
        }
    }
}

#[test]
fn every_single_edit_of_a_set_is_one_item() {
    use offshoot::ord_set::DiffItem;
    type Set = OrdSet<Wide>;
    for n in 0..=LONGEST.min(120) {
        let old: Set = (0..n).map(|at| wide(at * 2 + 2)).collect();
        for at in 0..=n {
            let more = wide(at * 2 + 1);
            let new = old.update(more);
            assert!(old != new && old.diff(&new).eq([DiffItem::Add(&more)]));
            assert!(new.diff(&old).eq([DiffItem::Remove(&more)]));
            if at < n {
                let less = wide(at * 2 + 2);
                let new = old.without(&less);
                assert!(old != new && old.diff(&new).eq([DiffItem::Remove(&less)]));
                assert!(new.diff(&old).eq([DiffItem::Add(&less)]));
            }
        }
    }
}

#[test]
fn what_is_written_back_is_no_change() {
    for n in 1..=LONGEST.min(120) {
        for shape in 0..SHAPES {
            let old = map(n, shape);
            for at in 0..n {
                let (key, value) = (at * 2 + 2, wide(at));
                let mut new = old.update(key, value);
                assert!(!new.ptr_eq(&old) && new == old && old.diff(&new).len() == 0);
                assert_eq!(new.remove(&key), Some(value));
                assert_eq!(new.insert(key, value), None);
                assert!(new == old && old == new && new.diff(&old).len() == 0);
            }
        }
    }
}

#[test]
fn equal_contents_of_another_shape_are_no_change() {
    for n in 0..=LONGEST {
        for shape in 0..SHAPES {
            let (one, other) = (map(n, shape), map(n, (shape + 1) % SHAPES));
            assert!(one == other && other == one, "{n} entries");
            assert!(
                one.diff(&other).len() == 0 && other.diff(&one).collect::<Patch<_, _>>().is_empty()
            );
        }
    }
}

#[test]
fn ranges_that_go_are_so_many_items() {
    let n = if cfg!(miri) { 12 } else { 60 };
    for shape in 0..SHAPES {
        let old = map(n, shape);
        for from in 0..n {
            for to in from..=n {
                let (low, high) = (from * 2 + 2, to * 2 + 2);
                let mut new = old.clone();
                let gone = new.remove_range(low..high);
                assert_eq!(gone.len(), (to - from) as usize);
                let items = gone.iter().map(|(key, value)| DiffItem::Remove(key, value));
                assert!(old.diff(&new).eq(items.clone()));
                assert!(old.diff(&new).rev().eq(items.rev()));
                let items = gone.iter().map(|(key, value)| DiffItem::Add(key, value));
                assert!(new.diff(&old).eq(items));
                assert_eq!(old == new, from == to);
            }
        }
    }
}

/// jneem/imbl#161: one in eight updates of a single key was no difference, and left `==` true.
#[test]
fn imbl_161_updates_of_one_key_of_8000() {
    let n = if cfg!(miri) { 60 } else { 8_000 };
    let old: OrdMap<u32, u32> = (0..n).map(|key| (key, 0u32)).collect();
    for key in 0..n {
        let new = old.update(key, 1);
        assert!(old != new && new != old, "key {key}: equal");
        let item = DiffItem::Update { old: (&key, &0), new: (&key, &1) };
        assert!(old.diff(&new).eq([item]), "key {key}");
    }
}

#[test]
fn random_scripts_are_patched() {
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut below = move |bound: u32| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % u64::from(bound)) as u32
    };
    for script in 0..if cfg!(miri) { 4 } else { 1_500 } {
        let old = map(below(150), script % SHAPES);
        let mut new = old.clone();
        for _ in 0..1 + below(12) {
            let key = below(320);
            match below(8) {
                0..3 => _ = new.insert(key, wide(below(3))),
                3..5 => _ = new.remove(&key),
                5 => drop(new.remove_range(key..key + below(30))),
                6 => new.append(&mut old.submap(key..key + below(40))),
                _ => {
                    let mut high = new.split_off(&key);
                    high.pop_first();
                    new.append(&mut high);
                }
            }
        }
        let patch = old.diff(&new).collect::<Patch<_, _>>();
        let mut version = old.clone();
        version.apply(&patch);
        assert!(version == new, "script {script}");
        let before: BTreeMap<_, _> = old.iter().collect();
        let after: BTreeMap<_, _> = new.iter().collect();
        for item in &patch {
            assert_eq!(item.old.as_ref(), before.get(&item.key).copied());
            assert_eq!(item.new.as_ref(), after.get(&item.key).copied());
            assert_ne!(item.old, item.new, "script {script}: no change");
        }
        assert_eq!(old == new, before == after);
        version.apply(&patch.invert());
        version.check();
        assert!(version == old, "script {script}, backwards");
    }
}
