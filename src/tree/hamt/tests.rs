//! Random programs over several versions of a trie of tiny nodes, beside std's map, for hashes of every
//! shape; and what two tries make together.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::ops::ControlFlow;

use super::{Gather, Part, Sweep, Tree, align, look_up};
use crate::memory::Census;
use crate::raw::Bucket;
use crate::tree::look::Look;
use crate::tree::rule::{Fate, Flow, Rule, Side};

type Model = BTreeMap<u32, u32>;
type Hash = fn(&u32) -> u64;

fn spread(key: &u32) -> u64 {
    (u64::from(*key) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
}

fn constant(_: &u32) -> u64 {
    0x0123_4567_89AB_CDEF
}

fn two(key: &u32) -> u64 {
    if key % 2 == 0 { 0 } else { u64::MAX }
}

fn low(key: &u32) -> u64 {
    u64::from(*key)
}

fn high(key: &u32) -> u64 {
    u64::from(*key) << 32
}

fn few(key: &u32) -> u64 {
    spread(&(key % 7))
}

const HASHES: [Hash; 6] = [spread, constant, two, low, high, few];

/// A small generator of numbers, the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(sides)) as u32
    }
}

fn insert(tree: &mut Tree<u32, u32>, hash: Hash, key: u32, value: u32) -> Option<u32> {
    tree.insert(hash(&key), key, value, |a, b| a == b, hash).map(|old| old.1)
}

fn remove(tree: &mut Tree<u32, u32>, hash: Hash, key: u32) -> Option<u32> {
    Some(tree.remove(hash(&key), |other| *other == key)?.1)
}

fn build(hash: Hash, entries: impl IntoIterator<Item = (u32, u32)>) -> Tree<u32, u32> {
    let mut tree = Tree::new();
    for (key, value) in entries {
        insert(&mut tree, hash, key, value);
    }
    tree
}

fn entries(tree: &Tree<u32, u32>) -> Model {
    tree.buckets().flat_map(|bucket| bucket.entries().iter().copied()).collect()
}

#[track_caller]
fn check(tree: &Tree<u32, u32>, model: &Model, hash: Hash) {
    tree.check(Some(&mut |key| hash(key)));
    assert_eq!(entries(tree), *model);
    assert_eq!(tree.len(), model.len());
}

fn bytes(tree: &Tree<u32, u32>) -> usize {
    let mut census = Census::new();
    tree.survey(&mut census);
    census.report().total
}

#[test]
fn random_programs_over_several_versions() {
    for (at, hash) in HASHES.into_iter().enumerate() {
        let mut dice = Dice(at as u64);
        let mut versions = Vec::from([(Tree::new(), Model::new())]);
        let (steps, keys) = if cfg!(miri) { (40, 24) } else { (800, 90) };
        for step in 0..steps {
            let at = dice.roll(versions.len() as u32) as usize;
            let (tree, model) = &mut versions[at];
            let key = dice.roll(keys);
            match dice.roll(10) {
                0..4 => assert_eq!(insert(tree, hash, key, step), model.insert(key, step)),
                4..7 => assert_eq!(remove(tree, hash, key), model.remove(&key)),
                7 => {
                    let found = tree.find(hash(&key), |other| *other == key);
                    assert_eq!(found.is_some(), model.contains_key(&key));
                    if let Some(index) = found {
                        tree.at_mut(hash(&key), index).unwrap().1 = step;
                        model.insert(key, step);
                    }
                }
                8 => {
                    for bucket in tree.reach() {
                        bucket.entries_mut().iter_mut().for_each(|entry| entry.1 += 1);
                    }
                    model.values_mut().for_each(|value| *value += 1);
                }
                _ => {
                    let copy = versions[at].clone();
                    if versions.len() < 6 { versions.push(copy) } else { versions[0] = copy }
                }
            }
            for (tree, model) in &versions {
                check(tree, model, hash);
            }
        }
        for (tree, model) in versions {
            let all = tree.into_buckets().flat_map(Bucket::into_entries);
            assert_eq!(all.collect::<Model>(), model);
        }
    }
}

#[test]
#[cfg_attr(miri, ignore = "takes long, and does nothing that the programs do not")]
fn shape_and_size_follow_from_the_entries_alone() {
    for hash in HASHES {
        for n in 0..60 {
            let tree = build(hash, (0..n).map(|key| (key, key)));
            for key in 0..n + 20 {
                let mut other = tree.clone();
                insert(&mut other, hash, key, 0);
                if key >= n {
                    remove(&mut other, hash, key);
                } else {
                    remove(&mut other, hash, key);
                    insert(&mut other, hash, key, key);
                }
                check(&other, &(0..n).map(|key| (key, key)).collect(), hash);
                assert_eq!(bytes(&tree), bytes(&other), "{n} entries, and {key} in and out");
            }
        }
    }
}

#[test]
fn a_sweep_asks_about_each_entry_once() {
    for hash in HASHES {
        let sizes: &[u32] = if cfg!(miri) { &[5, 17] } else { &[0, 1, 4, 5, 17, 40, 100] };
        for &n in sizes {
            for goes in [
                |_: u32| true,
                |_: u32| false,
                |key| key % 2 == 0,
                |key| key % 5 != 0,
                |key| key > 9,
            ] {
                let mut tree = build(hash, (0..n).map(|key| (key, key)));
                let old = tree.clone();
                let (mut asked, mut gone) = (Vec::new(), Vec::new());
                let mut sweep = Sweep::new();
                while let Some((key, _)) = sweep.next(&mut tree, |key, value| {
                    asked.push(*key);
                    *value += 1;
                    goes(*key)
                }) {
                    gone.push(key);
                    tree.check(Some(&mut |key| hash(key)));
                }
                asked.sort_unstable();
                gone.sort_unstable();
                assert_eq!(asked, (0..n).collect::<Vec<_>>());
                assert_eq!(gone, (0..n).filter(|key| goes(*key)).collect::<Vec<_>>());
                check(
                    &tree,
                    &(0..n).filter(|key| !goes(*key)).map(|key| (key, key + 1)).collect(),
                    hash,
                );
                check(&old, &(0..n).map(|key| (key, key)).collect(), hash);
            }
        }
    }
}

/// What was seen of two trees.
#[derive(Default)]
struct Seen {
    left: Model,
    right: Model,
    both: BTreeMap<u32, (u32, u32)>,
    shared: Model,
}

impl<'a> Look<'a, u32, u32, Part<'a, u32, u32>> for Seen {
    fn shared(&mut self, part: Part<'a, u32, u32>) -> ControlFlow<(), bool> {
        for &(key, value) in part.entries() {
            assert!(self.shared.insert(key, value).is_none());
        }
        ControlFlow::Continue(false)
    }

    fn only(&mut self, side: Side, part: Part<'a, u32, u32>) -> Flow {
        for &(key, value) in part.entries() {
            let to = if side == Side::Left { &mut self.left } else { &mut self.right };
            assert!(to.insert(key, value).is_none());
        }
        ControlFlow::Continue(())
    }

    fn both(&mut self, left: &'a (u32, u32), right: &'a (u32, u32)) -> Flow {
        assert_eq!(left.0, right.0);
        assert!(self.both.insert(left.0, (left.1, right.1)).is_none());
        ControlFlow::Continue(())
    }
}

/// Pairs of maps: unrelated ones, and versions of one.
fn pairs(hash: Hash) -> Vec<(Tree<u32, u32>, Tree<u32, u32>)> {
    let mut dice = Dice(7);
    let mut pairs = Vec::new();
    for round in 0..if cfg!(miri) { 3 } else { 60 } {
        let sizes = [0, 1, 3, 10, 40, 120];
        let size = sizes[dice.roll(6) as usize];
        let keys = 1 + dice.roll(150);
        let mut random = |n: u32| build(hash, (0..n).map(|n| (dice.roll(keys), n)));
        let mut left = random(size);
        let mut right =
            if round % 2 == 0 { random(sizes[round as usize % 6]) } else { left.clone() };
        for _ in 0..dice.roll(12) {
            let key = dice.roll(150);
            match dice.roll(4) {
                0 => drop(insert(&mut left, hash, key, 1_000)),
                1 => drop(insert(&mut right, hash, key, 2_000)),
                2 => drop(remove(&mut left, hash, key)),
                _ => drop(remove(&mut right, hash, key)),
            }
        }
        pairs.push((left, right));
    }
    pairs
}

#[test]
fn two_tries_are_aligned() {
    for hash in HASHES {
        for (left, right) in pairs(hash) {
            let (all_left, all_right) = (entries(&left), entries(&right));
            for by_look_up in [false, true] {
                let mut seen = Seen::default();
                let flow = if by_look_up {
                    look_up(&left, &right, |a, b| a == b, (hash, hash), &mut seen)
                } else {
                    align(&left, &right, |a, b| a == b, hash, &mut seen)
                };
                assert_eq!(flow, ControlFlow::Continue(()));
                let mut model = Seen::default();
                for (&key, &value) in &all_left {
                    match all_right.get(&key) {
                        None => drop(model.left.insert(key, value)),
                        Some(&other) => drop(model.both.insert(key, (value, other))),
                    }
                }
                let of_right = all_right.iter().filter(|entry| !all_left.contains_key(entry.0));
                model.right = of_right.map(|(&key, &value)| (key, value)).collect();
                assert_eq!((&seen.left, &seen.right), (&model.left, &model.right));
                for (key, value) in seen.shared {
                    assert_eq!(seen.both.insert(key, (value, value)), None);
                }
                assert_eq!(seen.both, model.both);
            }
        }
    }
}

#[test]
fn two_tries_make_a_third() {
    for hash in HASHES {
        for (left, right) in pairs(hash) {
            let (all_left, all_right) = (entries(&left), entries(&right));
            for bits in (0..8 * 5).step_by(if cfg!(miri) { 7 } else { 1 }) {
                let (keep_left, keep_right) = (bits & 1 == 1, bits & 2 == 2);
                let fate = |kind: u32, left: u32, right: u32| match kind {
                    0 => Fate::Left,
                    1 => Fate::Right,
                    2 => Fate::Drop,
                    3 => Fate::New(left.wrapping_add(right)),
                    _ if left == right => Fate::Either,
                    _ => Fate::Left,
                };
                let kind = bits / 8;
                // What a shared entry becomes must be what `both` would say.
                let shared = match kind {
                    3 => None,
                    2 => Some(false),
                    _ => Some(true),
                };
                let shared = if bits & 4 == 4 { None } else { shared };
                let both = |_: &u32, left: &u32, right: &u32| fate(kind, *left, *right);
                let rule = Rule { left: keep_left, right: keep_right, shared, both };
                let mut gather = Gather::new(rule);
                let _ = align(&left, &right, |a, b| a == b, hash, &mut gather);
                let made = gather.finish(&left, &right, true, |a, b| a == b, hash);
                let mut model = Model::new();
                for (&key, &value) in &all_left {
                    match all_right.get(&key) {
                        None if keep_left => drop(model.insert(key, value)),
                        None => {}
                        Some(&other) => match fate(kind, value, other) {
                            Fate::Left | Fate::Either => drop(model.insert(key, value)),
                            Fate::Right => drop(model.insert(key, other)),
                            Fate::New(value) => drop(model.insert(key, value)),
                            Fate::Drop => {}
                        },
                    }
                }
                if keep_right {
                    for (&key, &value) in &all_right {
                        if !all_left.contains_key(&key) {
                            model.insert(key, value);
                        }
                    }
                }
                check(&made, &model, hash);
                check(&left, &all_left, hash);
                check(&right, &all_right, hash);
                let is_left = model == all_left && kind != 3 && kind != 1;
                assert!(
                    !is_left || made.addr() == left.addr(),
                    "what equals an input is that input"
                );
            }
        }
    }
}
