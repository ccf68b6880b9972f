//! User code panics at its k-th step while a map or a set is used, for each k: every version is still valid,
//! and nothing is dropped twice.
//!
//! As in `tests/panics.rs`: one row is one method. It runs on maps of several sizes and degrees of
//! sharing, while the k-th clone (of a key or a value), drop, comparison or call panics, with k
//! rising until nothing panics. Then
//! - the version that was being changed passes `check` and holds what its row promises,
//! - all other versions pass `check` and hold what they held,
//! - the version can be used on,
//! - when all are gone, each key and each value was dropped exactly once, so that nothing is leaked
//!   either.
#![allow(clippy::forget_non_drop, clippy::map_identity, reason = "rows name what they call")]

mod hostile;
#[path = "hostile/rows.rs"]
mod rows;

use std::cmp::Ordering;
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write;
use std::hash::Hash;
use std::mem::take;
use std::ops::Bound::{Excluded, Included, Unbounded};

use equivalent::{Comparable, Equivalent};
use hostile::{Hostile, Step, Steps, call, is_miri, step};
use offshoot::ord_map::{Entry, Patch};
use offshoot::{OrdMap, OrdSet};
use rows::{APART, After, Row, Subject, end, gap, is_kept, keeps_what_came_before, mid, run_all};

/// A key, and a value. Keys of 192 bytes make leaves of eight entries; tiny ones have five anyway.
type K = Hostile<{ if cfg!(offshoot_tiny) { 8 } else { 184 } }>;
type V = Hostile<0>;
type M = OrdMap<K, V>;
type S = OrdSet<K>;
fn key(value: u32) -> K {
    Hostile::new(value)
}

fn val(value: u32) -> V {
    Hostile::new(value)
}

/// So many entries, from a key on and so far apart.
fn entries(
    from: u32,
    count: u32,
    apart: u32,
) -> impl ExactSizeIterator<Item = (K, V)> + DoubleEndedIterator {
    let at = move |index: usize| from + index as u32 * apart;
    (0..count as usize).map(move |index| (key(at(index)), val(5_000 + index as u32)))
}

fn map(from: u32, count: u32, apart: u32) -> M {
    entries(from, count, apart).collect()
}

fn some_keys(
    from: u32,
    count: u32,
    apart: u32,
) -> impl ExactSizeIterator<Item = K> + DoubleEndedIterator {
    (0..count as usize).map(move |index| key(from + index as u32 * apart))
}

fn set(from: u32, count: u32, apart: u32) -> S {
    some_keys(from, count, apart).collect()
}

/// A call of a closure that is given a key.
fn call_of(key: &K) {
    call();
    key.peek();
}

/// A key that is looked for without being one: its comparison is user code as well.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Probe(u32);

impl Equivalent<K> for Probe {
    fn equivalent(&self, key: &K) -> bool {
        self.compare(key).is_eq()
    }
}

impl Comparable<K> for Probe {
    fn compare(&self, key: &K) -> Ordering {
        step(Step::Look);
        self.0.cmp(&key.peek())
    }
}

impl PartialOrd for Probe {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Probe {
    fn cmp(&self, other: &Self) -> Ordering {
        step(Step::Look);
        self.0.cmp(&other.0)
    }
}

impl Subject for M {
    fn of(size: u32) -> Self {
        map(0, size, APART)
    }

    fn contents(&self) -> Vec<(u32, u32)> {
        self.iter().map(|(key, value)| (key.peek(), value.peek())).collect()
    }

    fn check(&self) {
        Self::check(self);
    }

    fn put(&mut self, at: u32) {
        self.insert(key(at), val(at));
    }

    fn cut(&mut self, index: usize) {
        self.remove_index(index);
    }

    fn parts(&self, at: usize) -> (Self, Self) {
        (self.take(at), self.skip(at))
    }

    fn join(&mut self, mut other: Self) {
        self.append(&mut other);
    }
}

impl Subject for S {
    fn of(size: u32) -> Self {
        set(0, size, APART)
    }

    fn contents(&self) -> Vec<(u32, u32)> {
        self.iter().map(|key| (key.peek(), 0)).collect()
    }

    fn check(&self) {
        Self::check(self);
    }

    fn put(&mut self, at: u32) {
        self.insert(key(at));
    }

    fn cut(&mut self, index: usize) {
        self.remove_index(index);
    }

    fn parts(&self, at: usize) -> (Self, Self) {
        (self.take(at), self.skip(at))
    }

    fn join(&mut self, mut other: Self) {
        self.append(&mut other);
    }
}

/// A version that differs from `v` in some entries near both ends and in the middle.
fn fork(v: &M) -> M {
    hostile::aside(|| {
        let mut fork = v.clone();
        fork.insert(key(gap(v)), val(9));
        fork.insert(key(3), val(9));
        fork.insert(key(end(v) + 1), val(9));
        fork.remove_index(v.len() / 3);
        if let Some((_, value)) = fork.get_index_mut(v.len() / 2) {
            *value = val(8);
        }
        fork
    })
}

/// A fork that clashes with the other one.
fn other_fork(v: &M) -> M {
    let mut other = fork(v);
    hostile::aside(|| {
        other.insert(key(gap(v)), val(7));
        other.insert(key(end(v) + 2), val(7));
        other.remove_index(0);
    });
    other
}

fn set_fork(v: &S) -> S {
    hostile::aside(|| {
        let mut fork = v.clone();
        fork.insert(key(gap(v)));
        fork.insert(key(end(v) + 1));
        fork.remove_index(v.len() / 3);
        fork
    })
}

/// A map that shares nothing, with keys of `v` and others among them.
fn stranger(v: &M) -> M {
    hostile::aside(|| map(5, v.len() as u32, APART / 2))
}

/// Methods that change a map at one place.
#[rustfmt::skip]
fn single() -> Vec<Row<M>> {
    use After::{Fewer, More, Same, Valid};
    vec![
        ("insert before the first", Valid, |v| { v.remove_index(0); v.insert(key(0), val(1)); }),
        ("insert in the middle", Same, |v| drop(v.insert(key(gap(v)), val(1)))),
        ("insert behind the last", Same, |v| drop(v.insert(key(end(v)), val(1)))),
        ("insert over another", Same, |v| drop(v.insert(key(mid(v)), val(1)))),
        ("insert, again and again", More, |v| (0..12).for_each(|i| drop(v.insert(key(mid(v) + i), val(1))))),
        ("insert behind, again and again", More, |v| (0..12).for_each(|_| drop(v.insert(key(end(v)), val(1))))),
        ("remove the first", Same, |v| drop(v.remove(&Probe(0)))),
        ("remove in the middle", Same, |v| drop(v.remove(&key(mid(v))))),
        ("remove what is not there", Same, |v| drop(v.remove(&key(gap(v))))),
        ("remove_entry", Same, |v| drop(v.remove_entry(&Probe(mid(v))))),
        ("remove_with_key", Same, |v| drop(v.remove_with_key(&key(mid(v))))),
        ("remove_index", Same, |v| drop(v.remove_index(v.len() / 2))),
        ("pop_first", Same, |v| drop(v.pop_first())),
        ("pop_last", Same, |v| drop(v.pop_last())),
        ("remove, again and again", Fewer, |v| (0..12).for_each(|_| drop(v.remove(&key(mid(v)))))),
        ("pop_first, again and again", Fewer, |v| (0..12).for_each(|_| drop(v.pop_first()))),
        ("pop_last, again and again", Fewer, |v| (0..12).for_each(|_| drop(v.pop_last()))),
        ("get_mut", Same, |v| _ = v.get_mut(&key(mid(v))).map(|x| x.peek())),
        ("get_mut of what is not there", Same, |v| _ = v.get_mut(&Probe(gap(v))).map(|x| x.peek())),
        ("get_key_value_mut", Same, |v| _ = v.get_key_value_mut(&Probe(mid(v))).map(|x| x.1.peek())),
        ("get_prev_mut", Same, |v| _ = v.get_prev_mut(&Probe(gap(v))).map(|x| x.1.peek())),
        ("get_next_mut", Same, |v| _ = v.get_next_mut(&key(gap(v))).map(|x| x.1.peek())),
        ("get_index_mut", Same, |v| for at in [0, v.len() / 2, v.len()] { _ = v.get_index_mut(at).map(|x| x.1.peek()) }),
        ("IndexMut<&Q>", Same, |v| if !v.is_empty() { let at = mid(v); v[&Probe(at)] = val(1); }),
        ("update", Same, |v| drop(v.update(key(gap(v)), val(1)))),
        ("update over another", Same, |v| drop(v.update(key(mid(v)), val(1)))),
        ("update_with", Same, |v| drop(v.clone().update_with(key(mid(v)), val(1), |old, new| { call(); drop(old); new }))),
        ("update_with, in place", Valid, |v| *v = take(v).update_with(key(mid(v)), val(1), |old, new| { call(); drop(new); old })),
        ("update_with_key", Same, |v| drop(v.clone().update_with_key(key(mid(v)), val(1), |key, old, new| { call(); key.peek(); drop(new); old }))),
        ("update_with_key of a new one", Same, |v| drop(v.clone().update_with_key(key(gap(v)), val(1), |_, old, new| { call(); drop(new); old }))),
        ("update_lookup_with_key", Same, |v| drop(v.clone().update_lookup_with_key(key(mid(v)), val(1), |_, _, new| { call(); new }))),
        ("update_lookup_with_key, in place", Valid, |v| { let (old, new) = take(v).update_lookup_with_key(key(mid(v)), val(1), |_, _, new| { call(); new }); *v = new; drop(old) }),
        ("update_lookup_with_key of a new one", Same, |v| drop(v.clone().update_lookup_with_key(key(gap(v)), val(1), |_, _, new| { call(); new }))),
        ("alter", Same, |v| drop(v.alter(|old| { call(); drop(old); Some(val(1)) }, key(mid(v))))),
        ("alter, to remove", Same, |v| drop(v.alter(|_| { call(); None }, key(mid(v))))),
        ("alter of a new one", Same, |v| drop(v.alter(|old| { call(); drop(old); Some(val(1)) }, key(gap(v))))),
        ("without", Same, |v| drop(v.without(&key(mid(v))))),
        ("extract", Same, |v| drop(v.extract(&Probe(mid(v))))),
        ("extract_with_key", Same, |v| drop(v.extract_with_key(&Probe(mid(v))))),
        ("without_min, without_max", Same, |v| drop((v.without_min(), v.without_max()))),
        ("without_min_with_key, without_max_with_key", Same, |v| drop((v.without_min_with_key(), v.without_max_with_key()))),
        ("entry.or_insert", Same, |v| _ = v.entry(key(gap(v))).or_insert(val(1)).peek()),
        ("entry.or_insert of one that is there", Same, |v| _ = v.entry(key(mid(v))).or_insert(val(1)).peek()),
        ("entry.or_insert_with", Same, |v| _ = v.entry(key(gap(v))).or_insert_with(|| { call(); val(1) }).peek()),
        ("entry.or_insert_with_key", Same, |v| _ = v.entry(key(end(v))).or_insert_with_key(|key| { call(); val(key.peek()) }).peek()),
        ("entry.or_default", More, |v| _ = (v.entry(key(gap(v))).or_default().peek(), v.entry(key(mid(v))).or_default().peek())),
        ("entry.and_modify", Valid, |v| _ = v.entry(key(mid(v))).and_modify(|x| { call(); *x = val(1); call() }).or_insert(val(2)).peek()),
        ("entry.and_modify of a new one", Same, |v| _ = v.entry(key(gap(v))).and_modify(|_| call()).or_insert(val(2)).peek()),
        ("entry.insert_entry", Valid, |v| {
            v.entry(key(gap(v))).insert_entry(val(1)).get().peek();
            v.entry(key(mid(v))).insert_entry(val(1)).key().peek();
        }),
        ("entry, occupied", Valid, |v| match v.entry(key(mid(v))) {
            Entry::Occupied(mut entry) => { entry.get_mut().peek(); drop(entry.insert(val(1))); *entry.into_mut() = val(2); }
            Entry::Vacant(entry) => _ = entry.into_key().peek(),
        }),
        ("entry, occupied and removed", Same, |v| if let Entry::Occupied(entry) = v.entry(key(mid(v))) { drop(entry.remove()) }),
        ("entry, occupied and its entry removed", Same, |v| if let Entry::Occupied(entry) = v.entry(key(mid(v))) { drop(entry.remove_entry()) }),
        ("entry, vacant", Same, |v| if let Entry::Vacant(entry) = v.entry(key(gap(v))) { entry.key().peek(); entry.insert(val(1)).peek(); }),
        ("entry, vacant before the first", Valid, |v| { v.remove_index(0); if let Entry::Vacant(entry) = v.entry(key(0)) { entry.insert_entry(val(1)).get().peek(); } }),
        ("entry, dropped", Same, |v| { drop(v.entry(key(gap(v)))); _ = v.entry(key(mid(v))).key().peek() }),
        ("first_entry, last_entry", Fewer, |v| {
            _ = v.first_entry().map(|entry| drop(entry.remove_entry()));
            _ = v.last_entry().map(|entry| drop(entry.remove()));
        }),
        ("first_entry.get_mut, last_entry.into_mut", Valid, |v| {
            _ = v.first_entry().map(|mut entry| *entry.get_mut() = val(1));
            _ = v.last_entry().map(|entry| *entry.into_mut() = val(1));
        }),
    ]
}

/// Methods that change a map at many places.
#[rustfmt::skip]
fn many() -> Vec<Row<M>> {
    use After::{Fewer, More, Same, SameKeys, Valid};
    vec![
        ("clear", Same, OrdMap::clear),
        ("retain", Fewer, |v| v.retain(|key, _| { call(); key.peek() / APART % 3 != 1 })),
        ("retain, changing values", Valid, |v| v.retain(|key, value| { call(); *value = val(1); call(); key.peek() / APART % 2 == 1 })),
        ("retain few", Fewer, |v| v.retain(|key, _| { call(); key.peek() / APART % 7 == 3 })),
        ("retain none", Fewer, |v| v.retain(|_, _| { call(); false })),
        ("retain all", Same, |v| v.retain(|_, _| { call(); true })),
        ("extract_if", Fewer, |v| v.extract_if(.., |key, _| { call(); key.peek() / APART % 3 == 1 }).for_each(|x| { call(); drop(x) })),
        ("extract_if, changing values", Valid, |v| v.extract_if(.., |key, value| { *value = val(1); call(); key.peek() / APART % 3 == 1 }).for_each(drop)),
        ("extract_if all", Fewer, |v| v.extract_if(.., |_, _| true).for_each(|x| { call(); drop(x) })),
        ("extract_if, dropped half-way", Fewer, |v| { let most = v.len() / 3; v.extract_if(.., |_, _| { call(); true }).take(most).for_each(drop) }),
        ("extract_if of a range", Fewer, |v| { let at = key(mid(v)); v.extract_if(key(0)..=at, |key, _| { call(); key.peek() / APART % 2 == 1 }).for_each(drop) }),
        ("extract_if, leaked", Fewer, |v| { let mut iter = v.extract_if(.., |_, _| true); drop((iter.next(), iter.next())); std::mem::forget(iter) }),
        ("split_off", Same, |v| drop(v.split_off(&key(mid(v))))),
        ("split_off at a gap", Same, |v| drop(v.split_off(&Probe(gap(v))))),
        ("split", Same, |v| drop(v.split(&Probe(mid(v))))),
        ("split_lookup", Same, |v| drop(v.split_lookup(&key(mid(v))))),
        ("take, skip, submap", Same, |v| { let at = mid(v); drop((v.take(v.len() / 2), v.skip(v.len() / 3), v.submap(Probe(0)..Probe(at)))) }),
        ("remove_range", Same, |v| { let at = mid(v); drop(v.remove_range(Probe(11)..=Probe(at.max(11)))) }),
        ("remove_range from a key on", Same, |v| { let at = key(gap(v)); drop(v.remove_range::<_, K>(&at..)) }),
        ("remove_range of all", Same, |v| drop(v.remove_range::<_, K>(..))),
        ("append what lies behind", Valid, |v| v.append(&mut map(end(v), 12, 1))),
        ("append what lies before", Valid, |v| { let mut high = map(100_000, 12, 1); high.append(v); *v = high }),
        ("append few among", Valid, |v| v.append(&mut map(3, 3, 21))),
        ("append many among", Valid, |v| v.append(&mut map(3, 60, 7))),
        ("append a fork", Valid, |v| v.append(&mut fork(v))),
        ("append its parts the wrong way round", Valid, |v| { let (mut low, mut high) = (v.take(v.len() / 2), v.skip(v.len() / 2)); high.append(&mut low); *v = high }),
        ("Extend<(RK, RV)> behind", Valid, |v| v.extend(Steps(entries(end(v), 9, 2)))),
        ("Extend<(RK, RV)> among, unsorted", Valid, |v| v.extend(Steps(entries(3, 9, 13).rev()))),
        ("extend with the same keys", Valid, |v| v.extend(Steps(entries(0, 9, APART)))),
        ("insert_many", Valid, |v| v.insert_many(Steps(entries(3, 40, 13)))),
        ("insert_many, few", More, |v| v.insert_many(Steps(entries(3, 2, 13)))),
        ("remove_many", Fewer, |v| _ = v.remove_many(Steps(some_keys(0, 9, 13)))),
        ("update_many", Valid, |v| v.update_many(Steps(some_keys(0, 12, 5)), |key, old| { call(); if key.peek() % 3 == 0 { old.cloned() } else { Some(val(1)) } })),
        ("iter_mut", Valid, |v| v.iter_mut().for_each(|(_, x)| { call(); *x = val(1) })),
        ("iter_mut backwards", Valid, |v| v.iter_mut().rev().for_each(|(_, x)| { call(); *x = val(1) })),
        ("iter_mut in part", Same, |v| { let mut iter = v.iter_mut(); _ = (iter.nth(2).is_some(), iter.nth_back(3).is_some(), iter.next().is_some(), iter.next_back().is_some()); }),
        ("iter_mut.count, last, nth", Same, |v| { _ = v.iter_mut().last().map(|(_, x)| x.peek()); _ = (v.iter_mut().nth(2).map(|(_, x)| x.peek()), v.iter_mut().count()) }),
        ("values_mut backwards", SameKeys, |v| v.values_mut().rev().for_each(|x| { call(); *x = val(1) })),
        ("values_mut.nth, last", Same, |v| { _ = v.values_mut().nth(1).map(|x| x.peek()); _ = v.values_mut().last().map(|x| x.peek()) }),
        ("range_mut", SameKeys, |v| { let at = key(mid(v)); v.range_mut::<_, K>(..=&at).for_each(|(_, x)| { call(); *x = val(1) }) }),
        ("range_mut backwards", SameKeys, |v| { let at = Probe(mid(v)); v.range_mut((Excluded(at), Unbounded)).rev().for_each(|(_, x)| { call(); *x = val(1) }) }),
        ("values_mut", SameKeys, |v| v.values_mut().for_each(|x| { call(); *x = val(1) })),
        ("into_iter", Valid, |v| take(v).into_iter().for_each(|x| { call(); drop(x) })),
        ("into_iter backwards", Valid, |v| take(v).into_iter().rev().for_each(|x| { call(); drop(x) })),
        ("into_iter in part", Valid, |v| { let mut iter = take(v).into_iter(); drop((iter.next(), iter.nth(2), iter.next_back(), iter.nth_back(2))); drop(iter.clone()); }),
        ("into_iter, nth far away", Valid, |v| { let far = v.len() / 2; let mut iter = take(v).into_iter(); drop((iter.next(), iter.nth_back(far), iter.nth(far / 2), iter.next())) }),
        ("into_iter of a clone", Same, |v| v.clone().into_iter().for_each(|x| { call(); drop(x) })),
        ("into_iter.count", Valid, |v| { _ = v.clone().into_iter().count(); _ = take(v).into_iter().count() }),
        ("into_iter, dropped half-way", Valid, |v| { let at = v.len() / 2; let mut iter = take(v).into_iter(); (0..at).for_each(|_| drop(iter.next())); drop(iter) }),
        ("into_iter, cloned half-way", Valid, |v| { let mut iter = take(v).into_iter(); drop((iter.next(), iter.next_back())); iter.clone().for_each(drop) }),
        ("into_keys", Valid, |v| take(v).into_keys().for_each(|x| { call(); drop(x) })),
        ("into_keys in part", Valid, |v| { let mut keys = v.clone().into_keys(); drop((keys.next(), keys.nth(1), keys.next_back(), keys.nth_back(1))); drop(keys.clone()); drop(take(v).into_keys().last()) }),
        ("into_values", Valid, |v| take(v).into_values().rev().for_each(|x| { call(); drop(x) })),
        ("into_values in part", Valid, |v| { let mut values = v.clone().into_values(); drop((values.next(), values.nth(1), values.next_back(), values.nth_back(1))); drop(values.clone()); drop(take(v).into_values().last()) }),
        ("From<OrdMap<K, V>> for BTreeMap", Valid, |v| drop(BTreeMap::from(take(v)))),
        ("From<OrdMap<K, V>> for HashMap", Same, |v| { let map = HashMap::<K, V>::from(v.clone()); hostile::aside(|| drop(map)) }),
        ("lower_bound_mut.insert_before", Same, |v| { let at = gap(v); _ = v.lower_bound_mut(Included(&Probe(at))).insert_before(key(at), val(1)) }),
        ("lower_bound_mut.insert_after", Same, |v| { let at = gap(v); _ = v.lower_bound_mut(Included(&key(at))).insert_after(key(at), val(1)) }),
        ("upper_bound_mut.insert_before, in the wrong place", Same, |v| if !v.is_empty() { let at = mid(v); assert!(v.upper_bound_mut(Included(&Probe(at))).insert_before(key(at), val(1)).is_err()) }),
        ("upper_bound_mut, inserting again and again", More, |v| { let at = end(v); let mut cursor = v.upper_bound_mut::<K>(Unbounded); (0..12).for_each(|i| _ = cursor.insert_before(key(at + i), val(1))) }),
        ("lower_bound_mut, inserting again and again", More, |v| { let at = gap(v); let mut cursor = v.upper_bound_mut(Included(&Probe(at))); (1..4).rev().for_each(|i| _ = cursor.insert_after(key(at + i), val(1))) }),
        ("cursor.remove_next, remove_prev", Fewer, |v| { let at = key(mid(v)); let mut cursor = v.lower_bound_mut(Excluded(&at)); (0..4).for_each(|_| drop((cursor.remove_next(), cursor.remove_prev()))) }),
        ("cursor.next, prev, peeks", SameKeys, |v| {
            let at = mid(v);
            let mut cursor = v.lower_bound_mut(Included(&Probe(at)));
            _ = (cursor.next().map(|(_, x)| *x = val(1)), cursor.next().is_some(), cursor.prev().is_some());
            _ = (cursor.peek_next().map(|(_, x)| *x = val(1)), cursor.peek_prev().map(|(_, x)| *x = val(1)));
            _ = cursor.as_cursor().peek_next().map(|(key, _)| key.peek());
        }),
        ("apply", Valid, |v| { let patch: Patch<_, _> = v.diff(&fork(v)).collect(); v.apply(&patch); v.apply(&patch.invert()) }),
        ("merge", Valid, |v| *v = OrdMap::merge(v, &fork(v), &other_fork(v), |conflict| { call(); conflict.ours.cloned() })),
        ("drop", Valid, |v| drop(take(v))),
    ]
}

/// What is made of two maps.
#[rustfmt::skip]
fn algebra() -> Vec<Row<M>> {
    use After::{Same, Valid};
    vec![
        ("union with a fork", Same, |v| drop(v.union_ref(&fork(v)))),
        ("union with a stranger", Same, |v| drop(v.union_ref(&stranger(v)))),
        ("union of a stranger", Same, |v| drop(stranger(v).union(v.clone()))),
        ("union in place", Valid, |v| *v = take(v).union(map(3, 30, 7))),
        ("union with what lies behind", Same, |v| drop(v.union_ref(&map(end(v), 9, 1)))),
        ("union with itself, and change", Same, |v| drop(v.union_ref(&v.clone()).update(key(gap(v)), val(1)))),
        ("union_with", Same, |v| drop(v.clone().union_with(fork(v), |a, b| { call(); drop(a); b }))),
        ("union_with_key", Same, |v| drop(v.clone().union_with_key(stranger(v), |key, a, b| { call(); key.peek(); drop(b); a }))),
        ("unions", Same, |v| drop(OrdMap::unions([v.clone(), fork(v), stranger(v)]))),
        ("unions_with", Same, |v| drop(OrdMap::unions_with([v.clone(), fork(v), stranger(v)], |a, b| { call(); drop(a); b }))),
        ("unions_with_key", Same, |v| drop(OrdMap::unions_with_key([v.clone(), fork(v)], |_, a, b| { call(); drop(b); a }))),
        ("symmetric_difference with a fork", Same, |v| drop(v.symmetric_difference_ref(&fork(v)))),
        ("symmetric_difference with a stranger", Same, |v| drop(v.symmetric_difference_ref(&stranger(v)))),
        ("symmetric_difference", Same, |v| drop((v.clone().symmetric_difference(fork(v)), stranger(v).symmetric_difference(v.clone())))),
        ("symmetric_difference_with", Same, |v| drop(v.clone().symmetric_difference_with(fork(v), |a, b| { call(); drop(b); Some(a) }))),
        ("symmetric_difference_with_key", Same, |v| drop(v.clone().symmetric_difference_with_key(stranger(v), |_, _, _| { call(); None }))),
        ("difference, _with, _with_key", Same, |v| drop((
            v.clone().difference(fork(v)),
            v.clone().difference_with(stranger(v), |a, b| { call(); drop(b); Some(a) }),
            v.clone().difference_with_key(fork(v), |_, a, b| { call(); drop(a); Some(b) }),
        ))),
        ("relative_complement of a fork", Same, |v| drop(v.relative_complement_ref(&fork(v)))),
        ("relative_complement of a stranger", Same, |v| drop(v.clone().relative_complement(stranger(v)))),
        ("intersection with a fork", Same, |v| drop(v.intersection_ref(&fork(v)))),
        ("intersection with a stranger", Same, |v| drop(v.clone().intersection(stranger(v)))),
        ("intersection_with", Same, |v| drop(v.clone().intersection_with(fork(v), |a, b| { call(); drop(b); a }))),
        ("intersection_with_key", Same, |v| drop(v.clone().intersection_with_key(stranger(v), |_, a, b| { call(); drop(b); a }))),
        ("intersection_with_key of few", Same, |v| drop(map(0, 3, APART).intersection_with_key(v.clone(), |_, a, b| { call(); drop(b); a }))),
        ("+, sum", Same, |v| drop((&*v + &fork(v), v.clone() + stranger(v), [v.clone(), fork(v)].into_iter().sum::<M>()))),
        ("is_submap, has_keys_in, is_disjoint", Same, |v| {
            let (fork, stranger) = (fork(v), stranger(v));
            _ = (v.is_submap(&fork), v.is_proper_submap(&fork), v.has_keys_in(&stranger), v.is_disjoint(&stranger));
            _ = (v.is_submap_by(&fork, |a, b| { call(); a == b }), v.is_proper_submap_by(&stranger, |_, _: &V| { call(); true }));
            _ = (v.take(v.len() / 2).is_submap(&*v), v.take(v.len() / 2).is_disjoint(&v.skip(v.len() / 2)));
        }),
        ("diff of a fork", Same, |v| { let fork = fork(v); _ = (fork.diff(v).count(), v.diff(&fork).rev().count()) }),
        ("diff of a stranger", Same, |v| _ = v.diff(&stranger(v)).count()),
        ("FromIterator<DiffItem<'a, K, V>>", Same, |v| drop(v.diff(&fork(v)).collect::<Patch<_, _>>().invert().clone())),
        ("a patch of a diff backwards, to be applied", Valid, |v| { let patch: Patch<_, _> = v.diff(&fork(v)).rev().collect(); v.apply(&patch) }),
        ("FromIterator<PatchItem<K, V>>, of a patch that is consumed", Same, |v| {
            let patch: Patch<_, _> = v.diff(&fork(v)).collect();
            let mut items = patch.clone().into_iter();
            drop((items.next(), items.next_back(), patch));
            drop(Steps(items).collect::<Patch<K, V>>().invert());
        }),
        ("apply to a clone", Same, |v| { let patch: Patch<_, _> = stranger(v).diff(&fork(v)).collect(); let mut other = v.clone(); other.apply(&patch); drop(other) }),
        ("merge of two others", Same, |v| {
            let (ours, theirs) = (fork(v), other_fork(v));
            drop(OrdMap::merge(v, &ours, &theirs, |conflict| { call(); conflict.theirs.cloned() }));
            drop(OrdMap::merge(v, &ours, &theirs, |_| { call(); None }));
        }),
        ("merge of the same", Same, |v| drop((OrdMap::merge(v, &fork(v), v, |_| None), OrdMap::merge(v, v, &fork(v), |_| None)))),
    ]
}

/// Methods that read maps or make new ones.
#[rustfmt::skip]
fn readers() -> Vec<Row<M>> {
    use After::Same;
    vec![
        ("clone, and change", Same, |v| drop(v.clone().insert(key(gap(v)), val(1)))),
        ("unit", Same, |_| drop(M::unit(key(1), val(1)))),
        ("FromIterator<(RK, RV)>, sorted", Same, |_| drop(Steps(entries(0, 21, 3)).collect::<M>())),
        ("collect, unsorted", Same, |_| drop(Steps(entries(0, 21, 3).rev()).collect::<M>())),
        ("collect, sorted at first", Same, |_| drop(Steps(entries(0, 14, 3).chain(entries(1, 9, 2))).collect::<M>())),
        ("collect, repeated keys", Same, |_| drop(Steps(entries(0, 19, 0)).collect::<M>())),
        ("from_sorted_iter", Same, |_| drop(M::from_sorted_iter(Steps(entries(0, 21, 3))))),
        ("From<Vec<(RK, RV)>>", Same, |_| drop(M::from(entries(0, 13, 3).rev().collect::<Vec<_>>()))),
        ("From<[(K, V); N]>", Same, |_| drop(M::from([(key(2), val(1)), (key(1), val(2)), (key(2), val(3))]))),
        ("From<&[(RK, RV)]>, From<&Vec<(RK, RV)>>", Same, |_| { let entries: Vec<_> = entries(0, 13, 3).rev().collect(); drop((M::from(&entries[..]), M::from(&entries))) }),
        ("From<BTreeMap<RK, RV>>, From<&BTreeMap<RK, RV>>", Same, |_| { let entries: BTreeMap<_, _> = hostile::aside(|| entries(0, 13, 3).collect()); drop((M::from(&entries), M::from(entries))) }),
        ("From<std::collections::HashMap<RK, RV, S>>, From<&std::collections::HashMap<RK, RV, S>>", Same, |_| { let entries: HashMap<_, _> = hostile::aside(|| entries(0, 13, 3).collect()); drop((M::from(&entries), M::from(entries))) }),
        ("From<&OrdMap<&K, &V>>", Same, |v| drop(M::from(&v.iter().map(|(key, value)| (key, value)).collect::<OrdMap<&K, &V>>()))),
        ("From<HashMap<K, V, S>>, From<&HashMap<K, V, S>>", Same, |_| { let map = hostile::aside(|| entries(0, 13, 3).collect::<offshoot::HashMap<K, V>>()); drop((M::from(&map), M::from(map.clone()))); drop(M::from(map)) }),
        ("== of a fork", Same, |v| { let fork = hostile::aside(|| { let mut fork = v.clone(); fork.insert(key(gap(v)), val(1)); fork.remove(&key(gap(v))); fork }); _ = (*v == fork, fork == *v) }),
        ("== of a stranger", Same, |v| _ = *v == stranger(v)),
        ("cmp", Same, |v| _ = ((*v).cmp(&fork(v)), (*v).partial_cmp(&v.skip(1)))),
        ("hash", Same, |v| v.hash(&mut DefaultHasher::new())),
        ("Debug", Same, |v| {
            // Not `format!`, which the compiler leaks if what it borrows is then dropped with a panic.
            let mut text = String::new();
            _ = write!(text, "{v:?}{:?}{:?}{:?}", v.iter(), v.keys(), v.values());
            let at = mid(v);
            _ = write!(text, "{:?}{:?}", v.lower_bound(Included(&Probe(at))), v.clone().into_iter());
            _ = write!(text, "{:?}{:?}", v.clone().entry(key(at)), v.clone().entry(key(at + 1)));
        }),
        ("get", Same, |v| { let at = mid(v); _ = (v.get(&key(at)), v.get(&Probe(at + 1)), v.get_key_value(&Probe(at)), v.contains_key(&key(at))) }),
        ("get_prev, get_next", Same, |v| { let at = gap(v); _ = (v.get_prev(&key(at)), v.get_next(&Probe(at)), v.get_prev(&Probe(at - 3)), v.get_next(&key(at - 3))) }),
        ("index_of, rank", Same, |v| { let at = mid(v); _ = (v.index_of(&key(at)), v.index_of(&Probe(at + 1)), v.rank(&key(at)), v.rank(&Probe(at + 1))) }),
        ("Index<&Q>", Same, |v| if !v.is_empty() { let at = mid(v); v[&Probe(at)].peek(); }),
        ("iter", Same, |v| { v.iter().for_each(|_| call()); v.iter().rfold((), |(), _| call()); v.keys().rev().zip(v.values()).for_each(|_| call()) }),
        ("iter.min, max", Same, |v| _ = (v.iter().min().map(|(key, _)| call_of(key)), v.iter().max().map(|(key, _)| call_of(key)))),
        ("range", Same, |v| {
            let at = mid(v);
            v.range(Probe(1)..Probe(at.max(1))).rev().for_each(|_| call());
            v.range(key(0)..=key(at)).for_each(|_| call());
            v.range::<_, Probe>((Excluded(&Probe(at)), Unbounded)).for_each(|_| call());
        }),
        ("cursor", Same, |v| { let at = mid(v); let mut cursor = v.upper_bound(Excluded(&key(at))); while cursor.next().is_some() { call() } while cursor.prev().is_some() { call() } }),
    ]
}

/// Sets: what they do otherwise than their maps.
#[rustfmt::skip]
fn sets() -> Vec<Row<S>> {
    use After::{Fewer, More, Same, Valid};
    vec![
        ("set.insert", Same, |v| drop(v.insert(key(gap(v))))),
        ("set.insert over another", Same, |v| drop(v.insert(key(mid(v))))),
        ("set.replace", Same, |v| drop(v.replace(key(mid(v))))),
        ("set.insert, again and again", More, |v| (0..12).for_each(|i| drop(v.insert(key(mid(v) + i))))),
        ("set.get_or_insert", Same, |v| { v.get_or_insert(key(gap(v))).peek(); }),
        ("set.get_or_insert of one that is there", Same, |v| { v.get_or_insert(key(mid(v))).peek(); }),
        ("set.get_or_insert_with", Same, |v| { let at = gap(v); v.get_or_insert_with(&Probe(at), |at| { call(); key(at.0) }).peek(); }),
        ("set.remove", Same, |v| drop(v.remove(&Probe(mid(v))))),
        ("set.remove_index", Same, |v| drop(v.remove_index(v.len() / 2))),
        ("set.pop_first, pop_last", Fewer, |v| drop((v.pop_first(), v.pop_last()))),
        ("set.clear", Same, |v| { v.clear() }),
        ("set.unit, from_sorted_iter", Same, |_| drop((S::unit(key(1)), S::from_sorted_iter(Steps(some_keys(0, 21, 3)))))),
        ("set.remove_min, remove_max", Fewer, |v| drop((v.remove_min(), v.remove_max()))),
        ("set.without, without_min, without_max", Same, |v| drop((v.without(&Probe(mid(v))), v.without_min(), v.without_max()))),
        ("set.update", Same, |v| drop(v.update(key(gap(v))))),
        ("set.retain", Fewer, |v| v.retain(|key| { call(); key.peek() / APART % 3 != 1 })),
        ("set.extract_if", Fewer, |v| v.extract_if(.., |key| { call(); key.peek() / APART % 3 == 1 }).for_each(|x| { call(); drop(x) })),
        ("set.extract_if, dropped half-way", Fewer, |v| { let most = v.len() / 2; v.extract_if(key(1).., |_| { call(); true }).take(most).for_each(drop) }),
        ("set.split_off", Same, |v| drop(v.split_off(&Probe(mid(v))))),
        ("set.split, split_member", Same, |v| { let at = Probe(mid(v)); drop((v.clone().split(&at), v.clone().split_member(&at))) }),
        ("set.take, skip, subset", Same, |v| { let at = mid(v); drop((v.take(v.len() / 2), v.skip(v.len() / 3), v.subset(Probe(at)..))) }),
        ("set.remove_range", Same, |v| { let at = key(mid(v)); drop(v.remove_range::<_, K>(..&at)) }),
        ("set.append", Valid, |v| v.append(&mut set(3, 30, 7))),
        ("set.append behind", Valid, |v| v.append(&mut set(end(v), 30, 7))),
        ("set Extend<R>", Valid, |v| v.extend(Steps(some_keys(3, 9, 13)))),
        ("set Extend<R>, behind", Valid, |v| v.extend(Steps(some_keys(end(v), 9, 13)))),
        ("set |, &, -, ^", Same, |v| { let fork = set_fork(v); drop((&*v | &fork, &*v & &fork, &*v - &fork, &*v ^ &fork, &*v + &fork, &*v * &fork)) }),
        ("set | in place", Valid, |v| *v = take(v) | set(3, 30, 7)),
        ("set.union, intersection, ...", Same, |v| {
            let fork = set_fork(v);
            drop((v.clone().union(fork.clone()), v.clone().intersection(fork.clone()), v.clone().relative_complement(fork.clone())));
            drop((v.clone().symmetric_difference(fork.clone()), v.clone().difference(set(5, 20, 5))));
            drop(S::unions(Steps([v.clone(), fork.clone(), set(5, 20, 5)].into_iter())));
            drop([v.clone(), fork].into_iter().sum::<S>());
        }),
        ("set + set, ...", Same, |v| { let fork = set_fork(v); drop((v.clone() + fork.clone(), v.clone() & fork.clone(), v.clone() - fork.clone(), v.clone() ^ fork.clone(), v.clone() * fork)) }),
        ("set.is_subset, is_disjoint, diff", Same, |v| { let fork = set_fork(v); _ = (v.is_subset(&fork), v.is_superset(&fork), v.is_disjoint(&fork), v.diff(&fork).count()) }),
        ("set.is_proper_subset, is_proper_superset", Same, |v| { let fork = set_fork(v); _ = (v.is_proper_subset(&fork), v.is_proper_superset(&fork), v.is_proper_subset(set(0, 40, 5))) }),
        ("set.merge", Same, |v| { let fork = set_fork(v); drop((S::merge(v, &fork, v), S::merge(&fork, v, &fork))) }),
        ("set.into_iter", Valid, |v| take(v).into_iter().rev().for_each(|x| { call(); drop(x) })),
        ("set.into_iter of a clone", Same, |v| drop(v.clone().into_iter().nth(v.len() / 2))),
        ("set.into_iter in part", Valid, |v| { let mut iter = v.clone().into_iter(); drop((iter.next(), iter.nth(1), iter.next_back(), iter.nth_back(1))); drop(iter.clone()); drop(take(v).into_iter().last()) }),
        ("set.cursor", Valid, |v| {
            let at = mid(v);
            let mut cursor = v.lower_bound_mut(Excluded(&Probe(at)));
            _ = (cursor.insert_before(key(at + 1)), cursor.insert_after(key(at + 2)), cursor.next().is_some(), cursor.prev().is_some());
            drop((cursor.remove_next(), cursor.remove_prev(), cursor.remove_prev()));
        }),
        ("set.upper_bound_mut", More, |v| { let at = end(v); let mut cursor = v.upper_bound_mut::<K>(Unbounded); (0..12).for_each(|i| _ = cursor.insert_before(key(at + i))) }),
        ("set.lower_bound, upper_bound", Same, |v| { let at = mid(v); _ = (v.lower_bound(Included(&Probe(at))).peek_next().is_some(), v.upper_bound(Excluded(&key(at))).peek_prev().is_some()) }),
        ("From<OrdSet<T>> for BTreeSet, From<OrdSet<T>> for StdSet, From<BTreeSet<T>>", Same, |v| {
            let sets = (BTreeSet::from(v.clone()), HashSet::<K>::from(v.clone()), S::from(hostile::aside(|| BTreeSet::from(v.clone()))));
            hostile::aside(|| drop(sets));
        }),
        ("From<&BTreeSet<T>>, From<std::collections::HashSet<T, S>>, From<&std::collections::HashSet<T, S>>", Same, |v| {
            let (sorted, hashed) = hostile::aside(|| (BTreeSet::from(v.clone()), HashSet::<K>::from(v.clone())));
            drop((S::from(&sorted), S::from(&hashed)));
            hostile::aside(|| drop(sorted));
            drop(S::from(hashed));
        }),
        ("From<&OrdSet<&T>>", Same, |v| drop(S::from(&v.iter().collect::<OrdSet<&K>>()))),
        ("From<HashSet<T, S>>, From<&HashSet<T, S>>", Same, |_| { let set = hostile::aside(|| some_keys(0, 13, 3).collect::<offshoot::HashSet<K>>()); drop((S::from(&set), S::from(set.clone()))); drop(S::from(set)) }),
        ("FromIterator<R>", Same, |_| drop((Steps(some_keys(0, 13, 3)).collect::<S>(), Steps(some_keys(0, 13, 3).rev()).collect::<S>()))),
        ("From<Vec<T>>, From<&Vec<T>>, From<&[T]>, From<[T; N]>", Same, |_| { let keys: Vec<_> = some_keys(0, 13, 3).rev().collect(); drop((S::from(&keys[..]), S::from(&keys), S::from(keys), S::from([key(2), key(1), key(2)]))) }),
        ("set ==, cmp, hash, Debug", Same, |v| { let fork = set_fork(v); _ = (*v == fork, (*v).cmp(&fork), (*v).partial_cmp(&fork), format!("{v:?}")); v.hash(&mut DefaultHasher::new()) }),
        ("set.contains, get, rank", Same, |v| { let at = mid(v); _ = (v.contains(&key(at)), v.get(&Probe(at)), v.get_prev(&Probe(at)), v.get_next(&key(at)), v.rank(&key(at)), v.index_of(&Probe(at))) }),
        ("set.range", Same, |v| { let at = mid(v); v.range(Probe(at)..).rev().for_each(|_| call()); v.range(..=key(at)).for_each(|_| call()) }),
        ("set.drop", Valid, |v| drop(take(v))),
    ]
}

/// Rows in which std leaks what it has built so far, should a comparison panic.
const IN_STD: &[&str] = &[
    "From<OrdMap<K, V>> for BTreeMap",
    "From<OrdSet<T>> for BTreeSet, From<OrdSet<T>> for StdSet, From<BTreeSet<T>>",
];

/// None, one leaf, several leaves, several levels.
const SIZES: &[u32] = if cfg!(miri) { &[9] } else { &[0, 3, 20] };
/// With two levels of branches, tiny or not.
const MANY: &[u32] = if cfg!(miri) { &[] } else { &[150] };

#[test]
fn one_place_of_a_map() {
    run_all(&single(), SIZES, IN_STD);
    run_all(&single(), MANY, IN_STD);
}

#[test]
fn many_places_of_a_map() {
    run_all(&many(), SIZES, IN_STD);
    run_all(&many(), MANY, IN_STD);
}

#[test]
fn two_maps() {
    run_all(&algebra(), SIZES, IN_STD);
    run_all(&algebra(), MANY, IN_STD);
}

#[test]
fn maps_that_are_read_or_made() {
    run_all(&readers(), SIZES, IN_STD);
}

#[test]
fn sets_as_well() {
    run_all(&sets(), SIZES, IN_STD);
    run_all(&sets(), MANY, IN_STD);
}

#[test]
fn what_a_source_gave_before_it_panicked_stays() {
    const BEHIND: &[u32] = &[1_000, 1_001, 1_005, 1_006, 1_010, 1_020, 1_030, 1_031, 1_040, 1_050];
    const AMONG: &[u32] = &[3, 13, 40, 43, 20, 21, 5, 1, 9, 90, 91, 92, 0, 2, 3];
    let extend: fn(&mut M, &[u32]) =
        |v, given| v.extend(Steps(given.iter().map(|&at| (key(at), val(1)))));
    keeps_what_came_before::<M>(&[(BEHIND, extend), (AMONG, extend)]);
    let extend: fn(&mut S, &[u32]) = |v, given| v.extend(Steps(given.iter().map(|&at| key(at))));
    keeps_what_came_before::<S>(&[(BEHIND, extend), (AMONG, extend)]);
}

/// Panics at random places of random programs, over versions that have outlived many of them.
#[test]
fn random_programs() {
    let mut random = 0x9E37_79B9_7F4A_7C15u64;
    let mut below = move |bound: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % bound as u64) as usize
    };
    let mut rows: Vec<Row<M>> = single().into_iter().chain(many()).chain(algebra()).collect();
    rows.retain(|row| !IN_STD.contains(&row.0));
    for program in 0..if is_miri() { 1 } else { 60 } {
        hostile::reset();
        let mut versions: Vec<M> =
            (0..4).map(|version| M::of(if is_miri() { 5 } else { 30 } * version)).collect();
        for _ in 0..if is_miri() { 6 } else { 80 } {
            let at = below(4);
            match below(6) {
                0 | 1 => versions[at] = versions[below(4)].clone(),
                2 => {
                    let (one, other) = (&versions[below(4)], &versions[below(4)]);
                    let united = one.union_ref(other);
                    versions[at] = united;
                }
                _ => {}
            }
            let mut v = take(&mut versions[at]);
            let held: Vec<_> = versions.iter().map(M::contents).collect();
            let (name, after, f) = rows[below(rows.len())];
            let before = v.contents();
            let kind = Step::ALL[below(4)];
            hostile::light(kind, below(2 + before.len()));
            let survived = hostile::survives(|| f(&mut v));
            hostile::douse();
            v.check();
            let case = || format!("program {program}, {name}: {kind:?} of {before:?}");
            assert!(
                survived || kind == Step::Drop || is_kept(after, &before, &v.contents()),
                "{}",
                case()
            );
            for (other, held) in versions.iter().zip(&held) {
                other.check();
                assert_eq!(other.contents(), *held, "{}", case());
            }
            assert_eq!(hostile::faults(), Vec::<String>::new(), "{}", case());
            versions[at] = v.take(150);
        }
        drop(versions);
        assert_eq!(hostile::faults(), Vec::<String>::new(), "program {program}");
        assert_eq!(hostile::living(), 0, "program {program}: leaked");
    }
}
