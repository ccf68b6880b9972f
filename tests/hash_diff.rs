//! Every single edit of every small hash map is found: by `diff` as the one item that it is, by `==` both
//! ways, and by a `Patch`, which makes it elsewhere and takes it back.
//!
//! Values of 128 bytes make buckets of eight entries, so that a few hundred make several levels whether nodes
//! are tiny or not.
#![allow(clippy::eq_op, clippy::nonminimal_bool, reason = "`==` is asked both ways")]

#[path = "support/collider.rs"]
#[allow(dead_code, reason = "each test takes what it needs")]
mod collider;
#[path = "support/element.rs"]
#[allow(dead_code, reason = "each test takes what it needs")]
mod element;

use collider::{Collider, Plain, Seeded, shape};
use element::Element;
use offshoot::hash_map::DiffItem;
use offshoot::{HashMap, HashSet, Patch, hash_set};
use std::hash::BuildHasher;

type Wide = [u64; 16];

fn wide(value: u32) -> Wide {
    [u64::from(value); 16]
}

const LONGEST: u32 = if cfg!(miri) { 10 } else { 300 };

fn map<K: Element, S: BuildHasher + Default>(n: u32) -> HashMap<K, Wide, S> {
    (0..n).map(|at| (K::new(at), wide(at))).collect()
}

/// Whether one item is all that differs, whichever way one looks, and a patch makes it and takes it back.
#[track_caller]
fn assert_one<K: Element, S: BuildHasher + Clone + Default>(
    old: &HashMap<K, Wide, S>,
    new: &HashMap<K, Wide, S>,
    item: DiffItem<'_, K, Wide>,
) {
    let n = old.len();
    assert!(old != new, "{item:?} of {n}: equal");
    assert!(new != old, "{item:?} of {n}: equal the other way round");
    assert_eq!(old.diff(new).collect::<Vec<_>>(), [item], "of {n}");
    let back = match item {
        DiffItem::Add(key, value) => DiffItem::Remove(key, value),
        DiffItem::Remove(key, value) => DiffItem::Add(key, value),
        DiffItem::Update { old, new } => DiffItem::Update { old: new, new: old },
    };
    assert_eq!(new.diff(old).collect::<Vec<_>>(), [back], "of {n}, backwards");
    let patch: Patch<K, Wide> = old.diff(new).collect();
    let mut version = old.clone();
    version.apply(&patch);
    assert!(version == *new && patch.len() == 1, "{item:?} of {n}: the patch");
    version.apply(&patch.invert());
    assert!(version == *old, "{item:?} of {n}: the patch, inverted");
}

fn single_edits<K: Element, S: BuildHasher + Clone + Default>(sizes: impl Iterator<Item = u32>) {
    const NEW: u32 = 1 << 20;
    for n in sizes {
        let old: HashMap<K, Wide, S> = map(n);
        old.check();
        let (more, new_value) = (K::new(n + 1), wide(NEW));
        let new = old.update(more.clone(), new_value);
        assert_one(&old, &new, DiffItem::Add(&more, &new_value));
        for at in 0..n {
            let (key, value) = (K::new(at), wide(at));
            let new = old.without(&key);
            assert_one(&old, &new, DiffItem::Remove(&key, &value));
            let mut new = old.clone();
            *new.get_mut(&key).expect("a key of the map") = new_value;
            let item = DiffItem::Update { old: (&key, &value), new: (&key, &new_value) };
            assert_one(&old, &new, item);
            if at % 64 == 0 {
                new.check();
            }
            // Written back, it is no change.
            new.insert(key, value);
            assert!(new == old && new.diff(&old).len() == 0);
        }
    }
}

#[test]
fn every_single_edit_is_one_item() {
    single_edits::<u32, Plain>(0..=LONGEST);
}

#[test]
fn every_single_edit_is_one_item_whatever_the_hashes() {
    let some = || (0..=LONGEST.min(24)).chain((25..=LONGEST).step_by(55));
    single_edits::<Collider<{ shape::ONE }>, Plain>(some());
    single_edits::<Collider<{ shape::FEW }>, Plain>(some());
    single_edits::<Collider<{ shape::HIGH }>, Plain>(some());
    single_edits::<Collider<{ shape::DEEP }>, Plain>(some());
    single_edits::<Collider<{ shape::MIXED }>, Seeded>(some());
    single_edits::<u32, offshoot::hash_map::RandomState>(some());
}

/// Versions that are hashed by two functions differ by the same one item.
#[test]
fn every_single_edit_of_another_family_is_one_item() {
    for n in (1..=LONGEST.min(40)).chain([LONGEST.min(100)]) {
        let old: HashMap<u32, Wide, Seeded> = map(n);
        for at in 0..n {
            let mut new: HashMap<u32, Wide, Seeded> = map(n);
            assert!(old == new && old.diff(&new).len() == 0);
            new.remove(&at);
            assert_one(&old, &new, DiffItem::Remove(&at, &wide(at)));
            new.insert(at, wide(at + 1));
            let item = DiffItem::Update { old: (&at, &wide(at)), new: (&at, &wide(at + 1)) };
            assert_one(&old, &new, item);
        }
    }
}

#[test]
fn every_single_edit_of_a_set_is_one_item() {
    for n in 0..=LONGEST.min(120) {
        let old: HashSet<Wide> = (0..n).map(wide).collect();
        let more = wide(n);
        let new = old.update(more);
        assert!(old != new && old.diff(&new).eq([hash_set::DiffItem::Add(&more)]));
        for at in 0..n {
            let less = wide(at);
            let new = old.without(&less);
            assert!(old != new && old.diff(&new).eq([hash_set::DiffItem::Remove(&less)]));
            assert!(new.diff(&old).eq([hash_set::DiffItem::Add(&less)]));
        }
    }
}

/// jneem/imbl#161: one in eight updates of a single key was no difference, and left `==` true.
#[test]
fn updates_of_one_key_of_8000() {
    let n = if cfg!(miri) { 40 } else { 8_000 };
    let old: HashMap<u32, u32> = (0..n).map(|key| (key, 0u32)).collect();
    for key in 0..n {
        let new = old.update(key, 1);
        assert!(old != new && new != old, "key {key}: equal");
        let item = DiffItem::Update { old: (&key, &0), new: (&key, &1) };
        assert!(old.diff(&new).eq([item]), "key {key}");
    }
}
