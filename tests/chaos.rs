//! An `Ord` that lies: at random, by turns, or because keys change while they lie in a map. Results may be
//! wrong and a call may panic, but no memory is touched that must not be, and every entry is dropped
//! exactly once.
//!
//! Run under Miri and with the address sanitizer.

mod hostile;

use std::cell::Cell;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::ops::Bound;
use std::rc::Rc;

use hostile::{Hostile, is_miri};
use offshoot::ord_map::{Entry, Patch};
use offshoot::{OrdMap, OrdSet};

/// How a key answers when it is asked how it compares.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Lie {
    Never,
    /// Once in a while, at random.
    Seldom,
    /// At random.
    Always,
    /// The last answer turned round.
    ByTurns,
    /// Less, whatever comes.
    Less,
    Equal,
    Greater,
    /// By a value that every comparison changes.
    Restless,
}

const LIES: [Lie; 7] =
    [Lie::Seldom, Lie::Always, Lie::ByTurns, Lie::Less, Lie::Equal, Lie::Greater, Lie::Restless];

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

fn any_order() -> Ordering {
    [Ordering::Less, Ordering::Equal, Ordering::Greater][below(3) as usize]
}

/// A key on the heap, whose clones share what it compares by.
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

impl Ord for Liar {
    fn cmp(&self, other: &Self) -> Ordering {
        self.own.peek();
        other.own.peek();
        let truth = self.shown.get().cmp(&other.shown.get());
        match LIE.get() {
            Lie::Never => truth,
            Lie::Seldom if below(12) > 0 => truth,
            Lie::Seldom | Lie::Always => any_order(),
            Lie::ByTurns => {
                if random() % 2 == 0 {
                    truth
                } else {
                    truth.reverse()
                }
            }
            Lie::Less => Ordering::Less,
            Lie::Equal => Ordering::Equal,
            Lie::Greater => Ordering::Greater,
            Lie::Restless => {
                self.shown.set(below(200));
                truth
            }
        }
    }
}

impl PartialOrd for Liar {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Liar {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Liar {}

impl Hash for Liar {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (random() % 3).hash(state);
    }
}

type M = OrdMap<Liar, Hostile<120>>;
type S = OrdSet<Liar>;

fn key() -> Liar {
    Liar::new(below(200))
}

fn value() -> Hostile<120> {
    Hostile::new(below(1_000))
}

fn entries(most: u32) -> Vec<(Liar, Hostile<120>)> {
    (0..below(most)).map(|_| (key(), value())).collect()
}

/// What a map may be asked; the number says what.
#[rustfmt::skip]
fn ask(what: u32, v: &mut M, other: &mut M) {
    let (low, high) = (key(), key());
    let keep = |_: &Liar, _: &mut Hostile<120>| below(4) > 0;
    match what {
        0..4 => drop(v.insert(key(), value())),
        4 | 5 => drop(v.remove(&low)),
        6 => _ = (v.get(&low).is_some(), v.get_key_value(&low).is_some(), v.contains_key(&low), v.rank(&low), v.index_of(&low)),
        7 => _ = (v.get_prev(&low).is_some(), v.get_next(&low).is_some(), v.get_prev_mut(&low).is_some(), v.get_next_mut(&low).is_some()),
        8 => match v.entry(low) {
            Entry::Occupied(mut entry) if below(2) == 0 => { entry.get_mut().peek(); drop(entry.insert(value())) }
            Entry::Occupied(entry) => drop(entry.remove_entry()),
            Entry::Vacant(entry) => _ = entry.insert_entry(value()).get().peek(),
        },
        9 => _ = v.entry(low).or_insert_with(value).peek(),
        10 => v.range::<_, Liar>((Bound::Included(&low), Bound::Excluded(&high))).for_each(|(key, value)| { key.own.peek(); value.peek(); }),
        11 => v.range_mut(low..=high).rev().for_each(|(_, x)| *x = value()),
        12 => *other = v.split_off(&low),
        13 => { let (a, found, b) = v.split_lookup(&low); drop(found); (*v, *other) = (a, b) }
        14 => *other = v.remove_range(low..high),
        15 => *other = v.submap(..=low),
        16..19 => v.append(other),
        19 => v.extend(entries(40)),
        20 => *v = entries(60).into_iter().collect(),
        21 => *v = M::from_sorted_iter(entries(20)),
        22 => v.retain(keep),
        23 => v.extract_if(low.., |_, _| below(2) == 0).take(5).for_each(drop),
        24 => *v = v.union_ref(other),
        25 => *v = v.intersection_ref(other),
        26 => *v = v.relative_complement_ref(other),
        27 => *v = v.symmetric_difference_ref(other),
        28 => *v = v.clone().union_with_key(other.clone(), |_, a, b| if below(2) == 0 { a } else { b }),
        29 => *v = v.clone().intersection_with_key(other.clone(), |_, a, _| a),
        30 => *v = v.clone().symmetric_difference_with_key(other.clone(), |_, a, _| (below(2) == 0).then_some(a)),
        31 => _ = (v.is_submap(&*other), v.has_keys_in(other), v.is_disjoint(other), v.is_submap_by(&*other, |_, _: &Hostile<120>| true)),
        32 => _ = (*v == *other, (*v).cmp(other), v.diff(other).count()),
        33 => { let patch = v.diff(other).collect::<Patch<_, _>>(); other.apply(&patch); other.apply(&patch.invert()) }
        34 => { let base = v.take(v.len() / 2); *v = OrdMap::merge(&base, v, other, |conflict| conflict.ours.cloned()) }
        35 => { let mut cursor = v.lower_bound_mut(Bound::Included(&low)); _ = (cursor.insert_before(key(), value()), cursor.insert_after(key(), value())); drop((cursor.remove_next(), cursor.remove_prev())) }
        36 => { let mut cursor = v.upper_bound_mut(Bound::Excluded(&low)); _ = (cursor.next().is_some(), cursor.prev().is_some(), cursor.as_cursor().peek_next().is_some()) }
        37 => v.insert_many(entries(30)),
        38 => _ = v.remove_many((0..below(20)).map(|_| key())),
        39 => v.update_many((0..below(20)).map(|_| key()), |_, old| if below(3) > 0 { Some(value()) } else { old.cloned() }),
        40 => *v = v.alter(|old| old.filter(|_| below(2) == 0), low),
        41 => *v = v.clone().update_with(low, value(), |_, new| new),
        42 => drop((v.extract(&low), v.without(&high))),
        43 => *other = v.clone(),
        44 => v.keys().for_each(|key| key.shown.set(below(200))),
        45 => drop(std::collections::BTreeMap::from(v.clone())),
        46 => drop((v.pop_first(), v.pop_last(), v.remove_index(v.len() / 2))),
        _ => *v = v.skip(v.len() / 3),
    }
}

fn look(v: &M) {
    for (key, value) in v {
        key.own.peek();
        value.peek();
    }
    assert_eq!(v.iter().rev().count(), v.len());
    for index in (0..v.len()).step_by(if is_miri() { 7 } else { 1 }) {
        assert!(v.get_index(index).is_some());
    }
}

fn quietly(f: impl FnOnce()) {
    // Whatever the words: what counts is that nothing worse happens.
    _ = hostile::words(f);
}

#[test]
fn maps_of_liars() {
    let (programs, steps) = if is_miri() { (1, 14) } else { (40, 300) };
    for program in 0..programs * LIES.len() as u64 {
        hostile::reset();
        STATE.set(0x9E37_79B9_7F4A_7C15 ^ (program << 20 | 1));
        let lie = LIES[program as usize % LIES.len()];
        let mut versions: Vec<M> = vec![M::new(); 3];
        for _ in 0..steps {
            // Now and then the truth, for maps large enough to be lied about.
            LIE.set(if below(3) == 0 { lie } else { Lie::Seldom });
            let (at, other) = (below(3) as usize, below(3) as usize);
            let mut v = versions[at].clone();
            if below(2) == 0 {
                v = std::mem::take(&mut versions[at]);
            }
            let mut second = versions[other].clone();
            let held: Vec<usize> = versions.iter().map(M::len).collect();
            quietly(|| ask(below(48), &mut v, &mut second));
            assert_eq!(held, versions.iter().map(M::len).collect::<Vec<_>>());
            look(&v);
            look(&second);
            versions[other] = second.take(150);
            versions[at] = v.take(150);
            versions.iter().for_each(look);
        }
        drop(versions);
        assert_eq!(hostile::faults(), Vec::<String>::new(), "program {program}, {lie:?}");
        assert_eq!(hostile::living(), 0, "program {program}, {lie:?}: leaked");
    }
}

#[test]
fn sets_of_liars() {
    let (programs, steps) = if is_miri() { (1, 8) } else { (20, 200) };
    for program in 0..programs * LIES.len() as u64 {
        hostile::reset();
        STATE.set(0xD1B5_4A32_D192_ED03 ^ (program << 20 | 1));
        let lie = LIES[program as usize % LIES.len()];
        let (mut v, mut other) = (S::new(), S::new());
        for _ in 0..steps {
            LIE.set(if below(3) == 0 { lie } else { Lie::Seldom });
            quietly(|| {
                let low = key();
                match below(14) {
                    0..4 => drop(v.insert(low)),
                    4 => drop(v.remove(&low)),
                    5 => _ = v.get_or_insert_with(&low, Liar::clone).own.peek(),
                    6 => v.append(&mut other),
                    7 => other = v.split_off(&low),
                    8 => other = &v | &other,
                    9 => v = &v - &other,
                    10 => v = &v ^ &other,
                    11 => v = &(&v & &other) | &v,
                    12 => v.retain(|_| below(5) > 0),
                    _ => {
                        _ = (v.is_subset(&other), v.is_disjoint(&other), v.diff(&other).count());
                        other = S::merge(&v, &other, &v);
                    }
                }
            });
            for set in [&v, &other] {
                assert_eq!(set.iter().filter(|key| key.own.peek() < u32::MAX).count(), set.len());
            }
            v = v.take(150);
            other = other.take(150);
        }
        drop((v, other));
        assert_eq!(hostile::faults(), Vec::<String>::new(), "program {program}, {lie:?}");
        assert_eq!(hostile::living(), 0, "program {program}, {lie:?}: leaked");
    }
}

/// Keys that change in their map, by an order that is right at each moment.
#[test]
fn keys_that_change_in_their_map() {
    hostile::reset();
    STATE.set(77);
    LIE.set(Lie::Never);
    let n = if is_miri() { 10 } else { 400 };
    let v: M = (0..n).map(|number| (Liar::new(number), value())).collect();
    let fork = v.clone();
    // Clones share what keys compare by: bounds change with them, in all versions.
    v.keys().enumerate().for_each(|(at, key)| key.shown.set(n - at as u32));
    for number in 0..n {
        let probe = Liar::new(number);
        quietly(|| _ = (v.get(&probe).is_some(), fork.rank(&probe)));
        quietly(|| drop((v.split(&probe), fork.update(probe.clone(), value()))));
        quietly(|| drop((v.without(&probe), v.union_ref(&fork.update(probe.clone(), value())))));
    }
    look(&v);
    look(&fork);
    drop((v, fork));
    assert_eq!((hostile::faults(), hostile::living()), (Vec::<String>::new(), 0));
}
