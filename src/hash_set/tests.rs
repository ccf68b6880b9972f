//! A set against `BTreeSet`, with nodes so small that a hundred elements make several levels, for hashes
//! that spread and hashes that collide.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher};

use super::{DiffItem, HashSet, RandomState};

type Model = BTreeSet<u32>;

/// A small generator of numbers, the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(sides)) as u32
    }
}

/// Hashers of several kinds, good and bad ones. Has a size, so that only clones are known to be hashed
/// alike.
#[derive(Clone, Copy, Debug, Default)]
enum Kind {
    #[default]
    Same,
    Constant,
    Two,
    High,
    Mixed(u64),
}

const KINDS: [Kind; 5] = [Kind::Same, Kind::Constant, Kind::Two, Kind::High, Kind::Mixed(1)];

struct Kinded(Kind, u64);

impl BuildHasher for Kind {
    type Hasher = Kinded;

    fn build_hasher(&self) -> Kinded {
        Kinded(*self, 0)
    }
}

impl Hasher for Kinded {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().rev() {
            self.1 = self.1 << 8 | u64::from(*byte);
        }
    }

    fn finish(&self) -> u64 {
        match self.0 {
            Kind::Same => self.1,
            Kind::Constant => 7,
            Kind::Two => self.1 % 2,
            Kind::High => self.1 << 40,
            Kind::Mixed(seed) => (self.1 ^ seed).wrapping_mul(0xD6E8_FEB8_6659_FD93),
        }
    }
}

/// A hasher without a size: all of its sets are hashed alike.
#[derive(Default)]
struct Sum(u64);

impl Hasher for Sum {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |sum, byte| sum.wrapping_mul(31) + u64::from(*byte));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type BySum = BuildHasherDefault<Sum>;

fn set<S: BuildHasher>(hasher: S, values: impl IntoIterator<Item = u32>) -> HashSet<u32, S> {
    let mut set = HashSet::with_hasher(hasher);
    set.extend(values);
    set
}

fn hash<T: Hash>(value: &T) -> u64 {
    RandomState::new().hash_one(value)
}

#[track_caller]
fn assert_same<S: BuildHasher>(set: &HashSet<u32, S>, model: &Model) {
    set.check();
    assert_eq!((set.len(), set.is_empty()), (model.len(), model.is_empty()));
    assert_eq!(set.iter().len(), model.len());
    assert!(set.iter().collect::<BTreeSet<_>>().into_iter().eq(model), "{set:?} is not {model:?}");
}

/// What is known of two sets, beside what is known of their models.
#[track_caller]
fn assert_related<S: BuildHasher + Clone>(
    (v, m): (&HashSet<u32, S>, &Model),
    (w, n): (&HashSet<u32, S>, &Model),
) {
    assert_eq!((v == w, v.is_disjoint(w)), (m == n, m.is_disjoint(n)));
    assert_eq!((v.is_subset(w), v.is_superset(w)), (m.is_subset(n), m.is_superset(n)));
    assert_eq!(v.is_proper_subset(w), m.is_subset(n) && m != n);
    assert_eq!(v.is_proper_superset(w), m.is_superset(n) && m != n);
    assert_eq!(hash(v) == hash(w), m == n, "hashes of 64 bits do not collide by chance");
    assert_same(&(v | w), &(m | n));
    assert_same(&(v + w), &(m | n));
    assert_same(&(v & w), &(m & n));
    assert_same(&(v * w), &(m & n));
    assert_same(&(v - w), &(m - n));
    assert_same(&(v ^ w), &(m ^ n));
    assert_same(&v.clone().difference(w.clone()), &(m ^ n));
    let mut rebuilt = v.clone();
    let diff = v.diff(w);
    assert_eq!(diff.len(), (m ^ n).len());
    for item in diff {
        match item {
            DiffItem::Add(x) => assert_eq!(rebuilt.insert(*x), None),
            DiffItem::Remove(x) => assert_eq!(rebuilt.remove(x), Some(*x)),
        }
    }
    assert_same(&rebuilt, n);
}

fn run<S: BuildHasher + Clone>(seed: u64, hasher: &S, steps: usize) {
    let mut dice = Dice(seed);
    let mut versions: Vec<(HashSet<u32, S>, Model)> =
        (0..3).map(|_| (HashSet::with_hasher(hasher.clone()), Model::new())).collect();
    for _ in 0..steps {
        let (from, to) = (dice.roll(3) as usize, dice.roll(3) as usize);
        let (mut v, mut m) = versions[from].clone();
        let (mut w, mut n) = versions[to].clone();
        let x = dice.roll(80);
        let y = x + dice.roll(20);
        match dice.roll(13) {
            0..=2 => assert_eq!(v.insert(x), m.replace(x)),
            3 => assert_eq!(v.remove(&x), m.take(&x)),
            4 => {
                v.extend(x..y);
                m.extend(x..y);
            }
            5 => {
                v.retain(|z| z % 3 != x % 3);
                m.retain(|z| z % 3 != x % 3);
            }
            6 => {
                let gone: Model = v.extract_if(|z| z % 4 == x % 4).take(3).collect();
                assert!(gone.iter().all(|z| z % 4 == x % 4 && m.remove(z)));
                assert_eq!(
                    gone.len(),
                    3.min(gone.len() + m.iter().filter(|z| *z % 4 == x % 4).count())
                );
            }
            7 => {
                w = v.clone();
                n = core::mem::take(&mut m);
                let some: Vec<u32> = v.drain().take(y as usize % 7).collect();
                assert!(some.iter().all(|z| n.contains(z)));
            }
            8 => {
                (v, m) = (v.union(w.clone()), &m | &n);
            }
            9 => {
                (v, m) = (v.relative_complement(w.clone()), &m - &n);
            }
            10 => {
                let base = v.clone();
                let (mut ours, mut theirs) = (base.clone(), w.clone());
                ours.retain(|z| *z != x);
                theirs.insert(y);
                let merged: Model = (0..120)
                    .filter(|z| {
                        let there = |set: &HashSet<u32, S>| set.contains(z);
                        if there(&ours) == there(&base) { there(&theirs) } else { there(&ours) }
                    })
                    .collect();
                (v, m) = (HashSet::merge(&base, &ours, &theirs), merged);
            }
            11 => {
                assert_eq!(v.get_or_insert(x), &x);
                assert_eq!(v.get_or_insert_with(&y, |y| *y), &y);
                m.extend([x, y]);
            }
            _ => {
                (v, w) = (v.update(x), w.without(&y));
                m.insert(x);
                n.remove(&y);
            }
        }
        assert_same(&v, &m);
        assert_same(&w, &n);
        assert_related((&v, &m), (&w, &n));
        for z in [x, y] {
            assert_eq!((v.contains(&z), v.get(&z)), (m.contains(&z), m.get(&z)));
        }
        assert_eq!(v.clone().into_iter().collect::<Model>(), m);
        versions[to] = (w, n);
        versions[from] = (v, m);
        versions.iter().for_each(|(v, m)| assert_same(v, m));
    }
}

#[test]
fn random_programs_over_several_versions() {
    for seed in 1..12 {
        KINDS.iter().for_each(|kind| run(seed, kind, 60));
        run(seed, &RandomState::new(), 60);
        run(seed, &BySum::default(), 60);
    }
}

#[test]
fn sets_that_are_hashed_in_different_ways() {
    for (at, kind) in KINDS.into_iter().enumerate() {
        let (few, many) = (set(kind, 0..10), set(kind, 5..60));
        for other in KINDS.into_iter().skip(at).chain([Kind::Mixed(2)]) {
            let (same, more) = (set(other, (0..10).rev()), set(other, 0..60));
            assert!(few == same && few != more && more == few.clone().union(many.clone()));
            assert_eq!(hash(&few), hash(&same));
            assert!(few.is_subset(&more) && more.is_superset(&few) && !few.is_disjoint(&more));
            assert_same(&(&more - &few), &(10..60).collect());
            assert_same(&(&few | &many), &(0..60).collect());
            assert_same(&(&few ^ &more), &(10..60).collect());
            assert_eq!(many.diff(&same).count(), 60 - 5);
        }
        let (by_sum, by_default) = (set(BySum::default(), 0..10), set(RandomState::new(), 0..10));
        assert_eq!(few, by_sum);
        assert_eq!(by_sum, few);
        assert_eq!(by_default, few);
        assert!(by_default == by_sum && many != by_sum && by_default != many);
        assert_eq!((hash(&by_sum), hash(&by_default)), (hash(&few), hash(&few)));
    }
}

/// An element that equals others but is not the same.
#[derive(Clone, Debug)]
struct Tagged(u32, char);

impl PartialEq for Tagged {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Tagged {}

impl Hash for Tagged {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

#[test]
fn an_insert_takes_the_place_of_its_equal() {
    for kind in KINDS {
        let mut set: HashSet<Tagged, Kind> = HashSet::with_hasher(kind);
        set.extend((0..20).map(|x| Tagged(x, 'a')));
        let kept = set.clone();
        for time in ['b', 'c'] {
            let old = if time == 'b' { 'a' } else { 'b' };
            assert_eq!(set.insert(Tagged(7, time)).map(|old| old.1), Some(old));
            assert_eq!(set.get(&Tagged(7, '?')).map(|x| x.1), Some(time));
        }
        assert_eq!(set.replace(Tagged(7, 'd')).map(|old| old.1), Some('c'));
        assert_eq!(kept.get(&Tagged(7, '?')).map(|x| x.1), Some('a'));
        let before = set.clone();
        assert_eq!(set.get_or_insert(Tagged(7, 'e')).1, 'd');
        assert_eq!(set.get_or_insert_with(&Tagged(7, '?'), |_| unreachable!()).1, 'd');
        assert!(set.ptr_eq(&before));
        assert_eq!(set.get_or_insert(Tagged(77, 'e')).1, 'e');
        assert_eq!(set.get_or_insert_with(&Tagged(78, '?'), |x| Tagged(x.0, 'f')).1, 'f');
        assert_eq!(set.take(&Tagged(78, '?')).map(|x| x.1), Some('f'));
        assert_eq!(set.len(), 21);
        set.check();
    }
}

#[test]
#[should_panic(expected = "new value is not equal")]
fn what_is_made_must_be_what_was_asked_for() {
    HashSet::from([1]).get_or_insert_with(&2, |_| 3);
}

#[test]
fn what_changes_nothing_shares_everything() {
    let set: HashSet<u32> = (0..100_u32).collect();
    let mut same = set.clone();
    same.retain(|_| true);
    assert_eq!(same.extract_if(|_| false).count(), 0);
    assert_eq!(same.remove(&100), None);
    assert!(same.ptr_eq(&set) && set.without(&100).ptr_eq(&set));
    assert!((&same | &set).ptr_eq(&set) && (&same & &set).ptr_eq(&set));
    assert!((&set - &HashSet::new()).ptr_eq(&set) && (&set ^ &HashSet::new()).ptr_eq(&set));
    same.retain(|x| *x != 50);
    assert!((&set | &same).ptr_eq(&set) && (&set & &same).ptr_eq(&same));
    let report = HashSet::memory([&set, &same]);
    assert!(report.unique[1] < report.shared / 2, "{report:?}");
}

#[test]
fn a_set_and_what_came_back_to_it_are_alike() {
    for kind in KINDS {
        let set = set(kind, 0..70);
        let mut back = set.clone();
        (70..140).for_each(|x| assert_eq!(back.insert(x), None));
        (70..140).for_each(|x| assert_eq!(back.remove(&x), Some(x)));
        back.check();
        assert!(back == set && hash(&back) == hash(&set) && back.diff(&set).len() == 0);
        let report = HashSet::memory([&set, &back]);
        assert_eq!(report.unique[0], report.unique[1], "{kind:?}");
    }
}

#[test]
fn what_is_drained_or_taken_out_halfway() {
    for kind in KINDS {
        let whole = set(kind, 0..50);
        let mut set = whole.clone();
        drop(set.drain());
        assert_same(&set, &Model::new());
        set.extend(0..50_u32);
        assert_same(&set, &(0..50).collect());
        let first = set.extract_if(|x| x % 2 == 0).next();
        assert!(first.is_some_and(|x| x % 2 == 0));
        assert_same(&set, &(0..50).filter(|x| Some(*x) != first).collect());
        assert_eq!(set.extract_if(|_| true).count(), 49);
        assert!(set.is_empty() && set.ptr_eq(&HashSet::with_hasher(kind)));
        let rest = whole.new_from::<u32>();
        assert!(rest.is_empty() && rest.is_subset(&whole));
        assert_same(&whole, &(0..50).collect());
    }
}

#[test]
fn conversions() {
    let words: HashSet<String> = ["b", "a", "b"].into_iter().collect();
    assert_eq!(words, HashSet::from(["a".to_string(), "b".to_string()]));
    assert!(words.contains("a") && words.get("c").is_none());
    let borrowed: HashSet<&str, Kind> = ["a", "b"].into_iter().collect();
    assert_eq!(HashSet::<String>::from(&borrowed), words);
    let numbers: HashSet<u32> = HashSet::from(&[3, 1, 2][..]);
    assert_eq!(numbers, HashSet::<u32, BySum>::from(&alloc::vec![1, 2, 3]));
    assert_eq!(numbers, HashSet::<u32, Kind>::from(alloc::vec![1, 2, 3, 1]));
    assert_eq!(BTreeSet::from(numbers.clone()), BTreeSet::from([1, 2, 3]));
    assert_eq!(HashSet::<u32>::from(&BTreeSet::from([1, 2, 3])), numbers);
    assert_eq!(HashSet::<u32>::from(BTreeSet::from([1, 2, 3])), numbers);
    assert_eq!(alloc::format!("{:?}", HashSet::unit(1)), "{1}");
    let sum: HashSet<u32> = (1..4).map(HashSet::unit).sum();
    assert_eq!(sum, numbers);
    let (odd, even): (HashSet<u32>, HashSet<u32>) = (0..10_u32).partition(|x| x % 2 == 1);
    assert!(odd.len() == 5 && odd.is_disjoint(&even));
}

#[cfg(feature = "std")]
#[test]
fn conversions_from_and_to_std() {
    use std::collections;

    let numbers: HashSet<u32> = (0..50_u32).collect();
    let std: collections::HashSet<u32> = numbers.clone().into();
    assert_eq!(std, (0..50).collect());
    assert_eq!(HashSet::<u32, BySum>::from(&std), numbers);
    let seeded: HashSet<u32, std::hash::RandomState> = std.into();
    assert!(seeded == numbers && hash(&seeded) == hash(&numbers));
}
