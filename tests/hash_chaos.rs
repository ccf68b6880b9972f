//! A `Hash`, an `Eq` and a hasher that lie: at random, against each other, or because keys change while they
//! lie in a map. Results may be wrong and a call may panic, but no memory is touched that must not be, the
//! tree keeps its shape, and every entry is dropped exactly once.
//!
//! Run under Miri and with the address sanitizer.
#![allow(clippy::eq_op, clippy::nonminimal_bool, reason = "equality is tried both ways round")]

mod hostile;

use std::cell::Cell;
use std::hash::{BuildHasher, Hash, Hasher};
use std::rc::Rc;

use hostile::{Hostile, is_miri};
use offshoot::hash_map::Entry;
use offshoot::{HashMap, HashSet, Patch};

/// How keys and hashers answer.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Lie {
    Never,
    /// Once in a while, at random.
    Seldom,
    /// Hashes at random, an equality that is right.
    Hash,
    /// Few hashes at random: what lies together is not alike.
    FewHashes,
    /// One hash; equal at random.
    Equality,
    /// One hash; all are equal.
    AllEqual,
    /// One hash; none equals itself.
    NoneEqual,
    /// Equal, and hashed differently.
    Contradiction,
    /// The hasher begins with another number each time.
    Hasher,
    /// By a value that every question changes.
    Restless,
}

const LIES: [Lie; 9] = [
    Lie::Seldom,
    Lie::Hash,
    Lie::FewHashes,
    Lie::Equality,
    Lie::AllEqual,
    Lie::NoneEqual,
    Lie::Contradiction,
    Lie::Hasher,
    Lie::Restless,
];

thread_local! {
    static LIE: Cell<Lie> = const { Cell::new(Lie::Seldom) };
    static STATE: Cell<u64> = const { Cell::new(1) };
}

fn random() -> u64 {
    let mut state = STATE.get();
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    STATE.set(state);
    state
}

fn below(bound: u32) -> u32 {
    (random() % u64::from(bound)) as u32
}

/// Keys are numbers below this.
const KEYS: u32 = 90;

/// A key on the heap, whose clones share what it is hashed and compared by.
#[derive(Clone)]
struct Liar {
    shown: Rc<Cell<u32>>,
    /// For the ledger.
    own: Hostile<0>,
}

impl Liar {
    fn new(number: u32) -> Self {
        Self { shown: Rc::new(Cell::new(number)), own: Hostile::new(number) }
    }
}

impl Hash for Liar {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.own.peek();
        let truth = u64::from(self.shown.get());
        state.write_u64(match LIE.get() {
            Lie::Seldom if below(12) > 0 => truth,
            Lie::Never | Lie::Hasher => truth,
            Lie::FewHashes => random() % 3,
            Lie::Equality | Lie::AllEqual | Lie::NoneEqual => 7,
            Lie::Restless => u64::from(self.shown.replace(below(KEYS))),
            Lie::Seldom | Lie::Hash | Lie::Contradiction => random(),
        });
    }
}

impl PartialEq for Liar {
    fn eq(&self, other: &Self) -> bool {
        self.own.peek();
        other.own.peek();
        let truth = self.shown.get() == other.shown.get();
        match LIE.get() {
            Lie::Never | Lie::Hash | Lie::FewHashes | Lie::Hasher => truth,
            Lie::Seldom if below(12) > 0 => truth,
            Lie::Seldom | Lie::Equality => random() % 2 == 0,
            Lie::AllEqual | Lie::Contradiction => true,
            Lie::NoneEqual => false,
            Lie::Restless => {
                self.shown.set(below(KEYS));
                truth
            }
        }
    }
}

impl Eq for Liar {}

/// A hasher of one function, or of another each time it is asked.
#[derive(Clone, Default)]
struct Fickle {
    /// So that it has a size, and maps have families.
    seed: u64,
}

struct Sum(u64);

impl BuildHasher for Fickle {
    type Hasher = Sum;

    fn build_hasher(&self) -> Sum {
        Sum(if LIE.get() == Lie::Hasher { random() % 5 } else { self.seed })
    }
}

impl Hasher for Sum {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.wrapping_mul(31) + u64::from(*byte));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = self.0.wrapping_add(number);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type V = Hostile<24>;
type M = HashMap<Liar, V, Fickle>;
type S = HashSet<Liar, Fickle>;

fn key() -> Liar {
    Liar::new(below(KEYS))
}

fn value() -> V {
    Hostile::new(below(1_000))
}

fn entries(most: u32) -> Vec<(Liar, V)> {
    (0..below(most)).map(|_| (key(), value())).collect()
}

/// The questions that `ask` knows.
const QUESTIONS: u32 = 51;

/// What a map may be asked; the number says what.
#[rustfmt::skip]
fn ask(what: u32, v: &mut M, other: &mut M) {
    let (low, high) = (key(), key());
    match what {
        0..6 => drop(v.insert(key(), value())),
        6..9 => drop(v.remove(&low)),
        9 => drop(v.remove_entry(&low)),
        10 => _ = (v.get(&low).is_some(), v.get_key_value(&low).is_some(), v.contains_key(&low)),
        11 => _ = (v.get_mut(&low).map(|x| *x = value()), v.get_key_value_mut(&high).map(|x| *x.1 = value())),
        12 | 13 => match v.entry(low) {
            Entry::Occupied(mut entry) if below(2) == 0 => { entry.get_mut().peek(); drop(entry.insert(value())) }
            Entry::Occupied(entry) => drop(entry.remove_entry()),
            Entry::Vacant(entry) => _ = entry.insert_entry(value()).get().peek(),
        },
        14 => _ = v.entry(low).or_insert_with(value).peek(),
        15 => _ = v.entry(low).and_modify(|x| *x = value()).or_insert_with_key(|_| value()).peek(),
        16 | 17 => v.extend(entries(40)),
        18 => { let mut new = v.new_from(); new.extend(entries(60)); *v = new }
        19 => *v = entries(30).into_iter().collect(),
        20 => v.retain(|_, _| below(4) > 0),
        21 => v.extract_if(|_, x| { *x = value(); below(2) == 0 }).take(5).for_each(drop),
        22 => v.drain().take(3).for_each(drop),
        23 | 24 => *v = v.union_ref(other),
        25 => *v = v.intersection_ref(other),
        26 => *v = v.relative_complement_ref(other),
        27 => *v = v.symmetric_difference_ref(other),
        28 => *v = v.clone().union_with_key(other.clone(), |_, a, b| if below(2) == 0 { a } else { b }),
        29 => *v = v.clone().intersection_with_key(other.clone(), |_, a, _| a),
        30 => *v = v.clone().symmetric_difference_with_key(other.clone(), |_, a, _| (below(2) == 0).then_some(a)),
        31 => _ = (v.is_submap(&*other), v.has_keys_in(other), v.is_disjoint(other), v.is_submap_by(&*other, |_, _: &V| true)),
        32 => _ = (*v == *other, v.diff(other).count()),
        33 => { let patch: Patch<_, _> = v.diff(other).collect(); other.apply(&patch); other.apply(&patch.invert()) }
        34 => {
            let (mut ours, mut theirs) = (v.clone(), v.clone());
            for _ in 0..4 { drop((ours.insert(key(), value()), theirs.insert(key(), value()), ours.remove(&key()))) }
            *v = HashMap::merge(v, &ours, &theirs, |conflict| conflict.ours.cloned());
        }
        35 => *v = HashMap::merge(other, v, other, |conflict| conflict.theirs.cloned()),
        36 => *v = v.alter(|old| old.filter(|_| below(2) == 0), low),
        37 => *v = v.update_with(low, value(), |_, new| new),
        38 => drop((v.extract(&low), v.without(&high), v.update(low, value()))),
        39 | 40 => *other = v.clone(),
        41 => v.keys().for_each(|key| key.shown.set(below(KEYS))),
        42 => v.iter_mut().for_each(|(_, x)| *x = value()),
        43 => drop(v.clone().into_iter().take(3).count()),
        44 => drop(std::collections::HashMap::<Liar, V, Fickle>::from(v.clone())),
        45 | 46 => {
            let values = v.get_disjoint_mut([&low, &high, &key()]);
            // Each of them alone: all may be written.
            values.into_iter().flatten().for_each(|x| *x = value());
        }
        47 => v.insert_many(entries(30)),
        48 => _ = v.remove_many((0..below(20)).map(|_| key())),
        49 => v.update_many((0..below(20)).map(|_| key()), |_, old| if below(3) > 0 { Some(value()) } else { old.cloned() }),
        _ => v.clear(),
    }
}

#[track_caller]
fn look(v: &M) {
    let mut count = 0;
    for (key, value) in v {
        key.own.peek();
        value.peek();
        count += 1;
    }
    assert_eq!(count, v.len());
    v.check_shape();
}

fn quietly(f: impl FnOnce()) {
    // Whatever the words: what counts is that nothing worse happens.
    _ = hostile::words(f);
}

#[test]
fn maps_of_liars() {
    let (programs, steps) = if is_miri() { (1, 7) } else { (30, 300) };
    for program in 0..programs * LIES.len() as u64 {
        hostile::reset();
        STATE.set(0x9E37_79B9_7F4A_7C15 ^ (program << 20 | 1));
        let lie = LIES[program as usize % LIES.len()];
        let mut versions: Vec<M> = vec![M::default(); 3];
        for _ in 0..steps {
            // Now and then the truth, for maps large enough to be lied about.
            LIE.set(match below(3) {
                0 => Lie::Never,
                1 => Lie::Seldom,
                _ => lie,
            });
            let (at, other) = (below(3) as usize, below(3) as usize);
            let mut v = versions[at].clone();
            if below(2) == 0 {
                v = std::mem::take(&mut versions[at]);
            }
            let mut second = versions[other].clone();
            let held: Vec<usize> = versions.iter().map(M::len).collect();
            quietly(|| ask(below(QUESTIONS), &mut v, &mut second));
            assert_eq!(held, versions.iter().map(M::len).collect::<Vec<_>>());
            for map in [&mut v, &mut second] {
                look(map);
                if map.len() > 300 {
                    map.clear();
                }
            }
            versions[other] = second;
            versions[at] = v;
            versions.iter().for_each(look);
        }
        drop(versions);
        assert_eq!(hostile::faults(), Vec::<String>::new(), "program {program}, {lie:?}");
        assert_eq!(hostile::living(), 0, "program {program}, {lie:?}: leaked");
    }
}

#[test]
fn sets_of_liars() {
    let (programs, steps) = if is_miri() { (1, 10) } else { (15, 200) };
    for program in 0..programs * LIES.len() as u64 {
        hostile::reset();
        STATE.set(0xD1B5_4A32_D192_ED03 ^ (program << 20 | 1));
        let lie = LIES[program as usize % LIES.len()];
        let (mut v, mut other) = (S::default(), S::default());
        for _ in 0..steps {
            LIE.set(if below(3) == 0 { lie } else { Lie::Seldom });
            quietly(|| {
                let low = key();
                match below(15) {
                    0..4 => drop(v.insert(low)),
                    4 => drop(v.remove(&low)),
                    5 => _ = v.get_or_insert_with(&low, Liar::clone).own.peek(),
                    6 => _ = v.get_or_insert(low).own.peek(),
                    7 => drop(v.replace(low)),
                    8 => other = &v | &other,
                    9 => v = &v - &other,
                    10 => v = &v ^ &other,
                    11 => v = &(&v & &other) | &v,
                    12 => v.retain(|_| below(5) > 0),
                    13 => v.extract_if(|_| below(2) == 0).take(4).for_each(drop),
                    _ => {
                        _ = (v.is_subset(&other), v.is_disjoint(&other), v.diff(&other).count());
                        other = S::merge(&v, &other, &v);
                    }
                }
            });
            for set in [&mut v, &mut other] {
                assert_eq!(set.iter().filter(|key| key.own.peek() < u32::MAX).count(), set.len());
                set.check_shape();
                if set.len() > 300 {
                    set.clear();
                }
            }
        }
        drop((v, other));
        assert_eq!(hostile::faults(), Vec::<String>::new(), "program {program}, {lie:?}");
        assert_eq!(hostile::living(), 0, "program {program}, {lie:?}: leaked");
    }
}

/// Keys that change in their map, which by a hash and an equality that are right at each moment.
#[test]
fn keys_that_change_in_their_map() {
    hostile::reset();
    STATE.set(77);
    LIE.set(Lie::Never);
    let n = if is_miri() { 10 } else { 400 };
    let v: M = (0..n).map(|number| (Liar::new(number), value())).collect();
    v.check();
    let fork = v.clone();
    // Clones share what keys are hashed by: they are lost in all versions, or found in the wrong place.
    v.keys().enumerate().for_each(|(at, key)| key.shown.set(at as u32));
    for number in 0..n {
        let probe = Liar::new(number);
        quietly(|| _ = (v.get(&probe).is_some(), fork.contains_key(&probe)));
        quietly(|| drop((v.without(&probe), fork.update(probe.clone(), value()))));
        quietly(|| drop(v.union_ref(&fork.update(probe.clone(), value()))));
        quietly(|| drop(fork.update(probe.clone(), value()).intersection_ref(&v)));
    }
    look(&v);
    look(&fork);
    drop((v, fork));
    assert_eq!((hostile::faults(), hostile::living()), (Vec::<String>::new(), 0));
}

/// A hasher whose clones hash otherwise, so that versions of one family are not hashed alike.
#[test]
fn a_hasher_whose_clones_are_others() {
    #[derive(Default)]
    struct Drifting(u64);
    impl Clone for Drifting {
        fn clone(&self) -> Self {
            Self(self.0 + 1)
        }
    }
    impl BuildHasher for Drifting {
        type Hasher = Sum;
        fn build_hasher(&self) -> Sum {
            Sum(self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15))
        }
    }
    hostile::reset();
    LIE.set(Lie::Never);
    let n = if is_miri() { 12 } else { 200 };
    let mut versions: Vec<HashMap<Liar, V, Drifting>> = vec![HashMap::default()];
    for number in 0..n {
        let mut next = versions[versions.len() / 2].clone();
        next.insert(Liar::new(number), value());
        drop(next.remove(&Liar::new(number / 2)));
        let last = &versions[versions.len() - 1];
        let others = [
            next.union_ref(last),
            next.intersection_ref(last),
            next.relative_complement_ref(last),
            next.symmetric_difference_ref(last),
        ];
        _ = (next == *last, next.is_disjoint(last), next.diff(last).count());
        for map in others.iter().chain([&next, last]) {
            assert_eq!(map.iter().count(), map.len());
            map.check_shape();
        }
        versions.push(next);
    }
    drop(versions);
    assert_eq!((hostile::faults(), hostile::living()), (Vec::<String>::new(), 0));
}
