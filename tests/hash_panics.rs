//! User code panics at its k-th step while a hash map or set is used, for each k: every version is still
//! valid, and nothing is dropped twice or leaked.
//!
//! The rows are run as those of `tests/map_panics.rs`; to hash a key is a step as well. A third of the
//! keys have one hash.
#![allow(clippy::forget_non_drop, reason = "rows name what they call")]

#[path = "support/collider.rs"]
#[allow(dead_code, reason = "each test takes what it needs")]
mod collider;
#[path = "support/element.rs"]
#[allow(dead_code, reason = "each test takes what it needs")]
mod element;
mod hostile;
#[path = "hostile/rows.rs"]
mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::mem::take;

use collider::{Last, Seeded};
use equivalent::Equivalent;
use hostile::{Hostile, Said, Step, Steps, call, is_miri, step};
use offshoot::hash_map::Entry;
use offshoot::{HashMap, HashSet, OrdMap, OrdSet, Patch, Vector};
use rows::{APART, After, Row, Subject, end, gap, is_kept, keeps_what_came_before, mid, run_all};

/// A key, and a value. Keys of 192 bytes make buckets of eight entries; tiny ones have four anyway.
type K = Hostile<{ if cfg!(offshoot_tiny) { 8 } else { 184 } }>;
type V = Hostile<0>;
type M = HashMap<K, V, Clumsy>;
type S = HashSet<K, Clumsy>;
type Model = std::collections::HashMap<K, V, BuildHasherDefault<Last>>;

/// Hashes a third of the keys alike, the others well. Whatever it does is a step.
#[derive(Default)]
struct Clumsy;

impl Clone for Clumsy {
    fn clone(&self) -> Self {
        step(Step::Clone);
        Self
    }
}

#[derive(Default)]
struct Third(u32);

impl BuildHasher for Clumsy {
    type Hasher = Third;

    fn build_hasher(&self) -> Third {
        step(Step::Look);
        Third(0)
    }
}

impl Hasher for Third {
    fn write(&mut self, _: &[u8]) {
        unreachable!("keys are numbers");
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = number;
    }

    fn finish(&self) -> u64 {
        step(Step::Look);
        if self.0 % 3 == 0 { 7 } else { u64::from(self.0) }
    }
}

fn key(value: u32) -> K {
    Hostile::new(value)
}

fn val(value: u32) -> V {
    Hostile::new(value)
}

/// So many entries, from a key on and so far apart.
fn entries(from: u32, count: u32, apart: u32) -> impl ExactSizeIterator<Item = (K, V)> {
    let at = move |index: usize| from + index as u32 * apart;
    (0..count as usize).map(move |index| (key(at(index)), val(5_000 + index as u32)))
}

fn map(from: u32, count: u32, apart: u32) -> M {
    entries(from, count, apart).collect()
}

fn some_keys(from: u32, count: u32, apart: u32) -> impl ExactSizeIterator<Item = K> {
    (0..count as usize).map(move |index| key(from + index as u32 * apart))
}

fn set(from: u32, count: u32, apart: u32) -> S {
    some_keys(from, count, apart).collect()
}

/// A key that is looked for without being one: its hash and its comparison are user code as well.
#[derive(Clone, Copy)]
struct Probe(u32);

impl Hash for Probe {
    fn hash<H: Hasher>(&self, state: &mut H) {
        step(Step::Look);
        self.0.hash(state);
    }
}

impl Equivalent<K> for Probe {
    fn equivalent(&self, key: &K) -> bool {
        step(Step::Look);
        self.0 == key.peek()
    }
}

impl Subject for M {
    fn of(size: u32) -> Self {
        map(0, size, APART)
    }

    fn contents(&self) -> Vec<(u32, u32)> {
        let mut all: Vec<_> = self.iter().map(|(key, value)| (key.peek(), value.peek())).collect();
        all.sort_unstable();
        all
    }

    fn check(&self) {
        Self::check(self);
    }

    fn put(&mut self, at: u32) {
        self.insert(key(at), val(at));
    }

    fn cut(&mut self, index: usize) {
        if let Some((at, _)) = self.contents().get(index) {
            self.remove(&Probe(*at));
        }
    }

    fn parts(&self, at: usize) -> (Self, Self) {
        let pivot = self.contents().get(at).map_or(u32::MAX, |entry| entry.0);
        let (mut low, mut high) = (self.clone(), self.clone());
        low.retain(|key, _| key.peek() < pivot);
        high.retain(|key, _| key.peek() >= pivot);
        (low, high)
    }

    fn join(&mut self, other: Self) {
        *self = self.union_ref(&other);
    }
}

impl Subject for S {
    fn of(size: u32) -> Self {
        set(0, size, APART)
    }

    fn contents(&self) -> Vec<(u32, u32)> {
        let mut all: Vec<_> = self.iter().map(|key| (key.peek(), 0)).collect();
        all.sort_unstable();
        all
    }

    fn check(&self) {
        Self::check(self);
    }

    fn put(&mut self, at: u32) {
        self.insert(key(at));
    }

    fn cut(&mut self, index: usize) {
        if let Some((at, _)) = self.contents().get(index) {
            self.remove(&Probe(*at));
        }
    }

    fn parts(&self, at: usize) -> (Self, Self) {
        let pivot = self.contents().get(at).map_or(u32::MAX, |entry| entry.0);
        let (mut low, mut high) = (self.clone(), self.clone());
        low.retain(|key| key.peek() < pivot);
        high.retain(|key| key.peek() >= pivot);
        (low, high)
    }

    fn join(&mut self, other: Self) {
        *self = &*self | &other;
    }
}

/// A version that differs from `v` in some entries.
fn fork(v: &M) -> M {
    hostile::aside(|| {
        let mut fork = v.clone();
        fork.insert(key(gap(v)), val(9));
        fork.insert(key(3), val(9));
        fork.insert(key(end(v) + 1), val(9));
        fork.cut(v.len() / 3);
        if let Some(value) = fork.get_mut(&Probe(mid(v))) {
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
        other.cut(0);
    });
    other
}

fn set_fork(v: &S) -> S {
    hostile::aside(|| {
        let mut fork = v.clone();
        fork.insert(key(gap(v)));
        fork.insert(key(end(v) + 1));
        fork.cut(v.len() / 3);
        fork
    })
}

/// A map that shares nothing, with keys of `v` and others among them.
fn stranger(v: &M) -> M {
    hostile::aside(|| map(5, v.len() as u32, APART / 2))
}

/// The entries of `v` by another function.
fn foreign(v: &M) -> HashMap<K, V, Seeded> {
    hostile::aside(|| v.iter().map(|(key, value)| (key.clone(), value.clone())).collect())
}

/// Methods that change a map at one place.
#[rustfmt::skip]
fn single() -> Vec<Row<M>> {
    use After::{Fewer, More, Same, Valid};
    vec![
        ("insert", Same, |v| drop(v.insert(key(gap(v)), val(1)))),
        ("insert where hashes collide", Same, |v| drop(v.insert(key(3), val(1)))),
        ("insert over another", Same, |v| drop(v.insert(key(mid(v)), val(1)))),
        ("insert over one that collides", Same, |v| drop(v.insert(key(30), val(1)))),
        ("insert, again and again", More, |v| (0..12).for_each(|i| drop(v.insert(key(mid(v) + i), val(1))))),
        ("insert colliding ones, again and again", More, |v| (0..12).for_each(|i| drop(v.insert(key(3 * i), val(1))))),
        ("remove", Same, |v| drop(v.remove(&key(mid(v))))),
        ("remove one that collides", Same, |v| drop(v.remove(&Probe(30)))),
        ("remove what is not there", Same, |v| drop(v.remove(&key(gap(v))))),
        ("remove_entry", Same, |v| drop(v.remove_entry(&Probe(mid(v))))),
        ("remove_with_key", Same, |v| drop(v.remove_with_key(&key(mid(v))))),
        ("remove, again and again", Fewer, |v| (0..12).for_each(|_| drop(v.remove(&key(mid(v)))))),
        ("remove all", Fewer, |v| (0..v.len() as u32).for_each(|at| drop(v.remove(&Probe(at * APART))))),
        ("get_mut", Same, |v| _ = v.get_mut(&key(mid(v))).map(|x| x.peek())),
        ("get_mut of what is not there", Same, |v| _ = v.get_mut(&Probe(gap(v))).map(|x| x.peek())),
        ("get_key_value_mut", Same, |v| _ = v.get_key_value_mut(&Probe(30)).map(|x| x.1.peek())),
        ("get_disjoint_mut", Same, |v| { let at = mid(v); v.get_disjoint_mut([&Probe(at), &Probe(at + 1), &Probe(at + APART), &Probe(at + 3 * APART)]).into_iter().flatten().for_each(|x| _ = x.peek()) }),
        ("get_disjoint_key_value_mut", Same, |v| { let at = mid(v); v.get_disjoint_key_value_mut([&Probe(at), &Probe(at + 1), &Probe(at + APART)]).into_iter().flatten().for_each(|x| _ = (x.0.peek(), x.1.peek())) }),
        ("get_disjoint_mut, to change", Valid, |v| { let at = mid(v); v.get_disjoint_mut([&Probe(at), &Probe(at + APART), &Probe(at + 3 * APART)]).into_iter().flatten().for_each(|x| *x = val(1)) }),
        ("IndexMut<&Q>", Same, |v| if !v.is_empty() { let at = mid(v); v[&Probe(at)] = val(1); }),
        ("update", Same, |v| drop(v.update(key(gap(v)), val(1)))),
        ("update over another", Same, |v| drop(v.update(key(mid(v)), val(1)))),
        ("update_with", Same, |v| drop(v.update_with(key(mid(v)), val(1), |old, new| { call(); drop(old); new }))),
        ("update_with_key", Same, |v| drop(v.update_with_key(key(mid(v)), val(1), |key, old, new| { call(); key.peek(); drop(new); old }))),
        ("update_with_key of a new one", Same, |v| drop(v.update_with_key(key(gap(v)), val(1), |_, old, new| { call(); drop(new); old }))),
        ("update_lookup_with_key", Same, |v| drop(v.update_lookup_with_key(key(mid(v)), val(1), |_, _, new| { call(); new }))),
        ("update_lookup_with_key of a new one", Same, |v| drop(v.update_lookup_with_key(key(gap(v)), val(1), |_, _, new| { call(); new }))),
        ("alter", Same, |v| drop(v.alter(|old| { call(); drop(old); Some(val(1)) }, key(mid(v))))),
        ("alter, to remove", Same, |v| drop(v.alter(|_| { call(); None }, key(mid(v))))),
        ("alter of a new one", Same, |v| drop(v.alter(|old| { call(); drop(old); Some(val(1)) }, key(gap(v))))),
        ("without", Same, |v| drop(v.without(&key(mid(v))))),
        ("extract", Same, |v| drop(v.extract(&Probe(mid(v))))),
        ("extract_with_key", Same, |v| drop(v.extract_with_key(&Probe(30)))),
        ("entry.or_insert", Same, |v| _ = v.entry(key(gap(v))).or_insert(val(1)).peek()),
        ("entry.or_insert of one that is there", Same, |v| _ = v.entry(key(mid(v))).or_insert(val(1)).peek()),
        ("entry.or_insert_with", Same, |v| _ = v.entry(key(gap(v))).or_insert_with(|| { call(); val(1) }).peek()),
        ("entry.or_insert_with_key", Same, |v| _ = v.entry(key(3)).or_insert_with_key(|key| { call(); val(key.peek()) }).peek()),
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
        ("entry, occupied and its entry removed", Same, |v| if let Entry::Occupied(entry) = v.entry(key(30)) { drop(entry.remove_entry()) }),
        ("entry, vacant", Same, |v| if let Entry::Vacant(entry) = v.entry(key(gap(v))) { entry.key().peek(); entry.insert(val(1)).peek(); }),
        ("entry, vacant, whose entry is inserted", Same, |v| if let Entry::Vacant(entry) = v.entry(key(gap(v))) { entry.insert_entry(val(1)).get().peek(); }),
        ("entry, dropped", Same, |v| { drop(v.entry(key(gap(v)))); _ = v.entry(key(mid(v))).key().peek() }),
    ]
}

/// Methods that change a map at many places.
#[rustfmt::skip]
fn many() -> Vec<Row<M>> {
    use After::{Fewer, More, Same, SameKeys, Valid};
    vec![
        ("clear", Same, HashMap::clear),
        ("retain", Fewer, |v| v.retain(|key, _| { call(); key.peek() / APART % 3 != 1 })),
        ("retain, changing values", Valid, |v| v.retain(|key, value| { call(); *value = val(1); call(); key.peek() / APART % 2 == 1 })),
        ("retain few", Fewer, |v| v.retain(|key, _| { call(); key.peek() / APART % 7 == 3 })),
        ("retain none", Fewer, |v| v.retain(|_, _| { call(); false })),
        ("retain all", Same, |v| v.retain(|_, _| { call(); true })),
        ("extract_if", Fewer, |v| v.extract_if(|key, _| { call(); key.peek() / APART % 3 == 1 }).for_each(|x| { call(); drop(x) })),
        ("extract_if, changing values", Valid, |v| v.extract_if(|key, value| { *value = val(1); call(); key.peek() / APART % 3 == 1 }).for_each(drop)),
        ("extract_if all", Fewer, |v| v.extract_if(|_, _| true).for_each(|x| { call(); drop(x) })),
        ("extract_if, dropped half-way", Fewer, |v| { let most = v.len() / 3; v.extract_if(|_, _| { call(); true }).take(most).for_each(drop) }),
        ("extract_if, leaked", Fewer, |v| { let mut iter = v.extract_if(|_, _| true); drop((iter.next(), iter.next())); std::mem::forget(iter) }),
        ("drain", Valid, |v| v.drain().for_each(|x| { call(); drop(x) })),
        ("drain in part", Valid, |v| drop(v.drain().nth(3))),
        ("drain, dropped half-way", Valid, |v| { let at = v.len() / 2; let mut drain = v.drain(); (0..at).for_each(|_| drop(drain.next())); drop(drain) }),
        ("drain.count, fold", Valid, |v| { _ = v.clone().drain().count(); v.drain().fold((), |(), x| { call(); drop(x) }) }),
        ("Extend<(RK, RV)>", Valid, |v| v.extend(Steps(entries(3, 9, 13)))),
        ("Extend<(RK, RV)>, colliding", More, |v| v.extend(Steps(entries(3, 12, 6)))),
        ("extend with the same keys", Valid, |v| v.extend(Steps(entries(0, 9, APART)))),
        ("insert_many", Valid, |v| v.insert_many(Steps(entries(3, 40, 13)))),
        ("insert_many, few", Valid, |v| v.insert_many(Steps(entries(3, 2, 13)))),
        ("remove_many", Fewer, |v| _ = v.remove_many(Steps(some_keys(0, 9, 13)))),
        ("update_many", Valid, |v| v.update_many(Steps(some_keys(0, 12, 5)), |key, old| { call(); if key.peek() % 3 == 0 { old.cloned() } else { Some(val(1)) } })),
        ("iter_mut", SameKeys, |v| v.iter_mut().for_each(|(_, x)| { call(); *x = val(1) })),
        ("iter_mut in part", Same, |v| { let mut iter = v.iter_mut(); _ = (iter.nth(2).is_some(), iter.next().is_some(), iter.len()); }),
        ("iter_mut.count, fold", Same, |v| { _ = v.iter_mut().count(); v.iter_mut().fold((), |(), (_, x)| { call(); x.peek(); }) }),
        ("values_mut", SameKeys, |v| v.values_mut().for_each(|x| { call(); *x = val(1) })),
        ("values_mut.nth", Same, |v| _ = v.values_mut().nth(2).map(|x| x.peek())),
        ("into_iter", Valid, |v| take(v).into_iter().for_each(|x| { call(); drop(x) })),
        ("into_iter in part", Valid, |v| { let mut iter = take(v).into_iter(); drop((iter.next(), iter.nth(2))); drop(iter.clone()); }),
        ("into_iter.count", Valid, |v| { _ = v.clone().into_iter().count(); _ = take(v).into_iter().count() }),
        ("into_iter, dropped half-way", Valid, |v| { let at = v.len() / 2; let mut iter = take(v).into_iter(); (0..at).for_each(|_| drop(iter.next())); drop(iter) }),
        ("into_iter, cloned half-way", Valid, |v| { let mut iter = take(v).into_iter(); drop(iter.next()); iter.clone().for_each(drop) }),
        ("into_iter, nth far away", Valid, |v| { let far = v.len() / 2; let mut iter = take(v).into_iter(); drop((iter.next(), iter.nth(far), iter.next())) }),
        ("into_iter of a clone", Same, |v| v.clone().into_iter().for_each(|x| { call(); drop(x) })),
        ("into_keys", Valid, |v| take(v).into_keys().for_each(|x| { call(); drop(x) })),
        ("into_keys in part", Valid, |v| { let mut keys = v.clone().into_keys(); drop((keys.next(), keys.nth(1))); drop(keys.clone()); drop(take(v).into_keys().nth(2)) }),
        ("into_values", Valid, |v| take(v).into_values().for_each(|x| { call(); drop(x) })),
        ("into_values in part", Valid, |v| { let mut values = v.clone().into_values(); drop((values.next(), values.nth(1))); drop(values.clone()); drop(take(v).into_values().nth(2)) }),
        ("From<HashMap<K, V, S>> for BTreeMap", Valid, |v| { let map = BTreeMap::from(take(v)); hostile::aside(|| drop(map)) }),
        ("From<HashMap<K, V, S>> for StdMap", Same, |v| { let map = Model::from(v.clone()); hostile::aside(|| drop(map)) }),
        ("apply", Valid, |v| { let patch: Patch<_, _> = v.diff(&fork(v)).collect(); v.apply(&patch); v.apply(&patch.invert()) }),
        ("merge", Valid, |v| *v = HashMap::merge(v, &fork(v), &other_fork(v), |conflict| { call(); conflict.ours.cloned() })),
        ("drop", Valid, |v| drop(take(v))),
    ]
}

/// What is made of two maps, and what reads them.
#[rustfmt::skip]
fn algebra() -> Vec<Row<M>> {
    use After::{Same, Valid};
    vec![
        ("union with a fork", Same, |v| drop(v.union_ref(&fork(v)))),
        ("union with a stranger", Same, |v| drop(v.union_ref(&stranger(v)))),
        ("union of a stranger", Same, |v| drop(stranger(v).union(v.clone()))),
        ("union in place", Valid, |v| *v = take(v).union(map(3, 30, 7))),
        ("union with itself, and change", Same, |v| drop(v.union_ref(&v.clone()).update(key(gap(v)), val(1)))),
        ("union_with", Same, |v| drop(v.clone().union_with(fork(v), |a, b| { call(); drop(a); b }))),
        ("union_with_key", Same, |v| drop(v.clone().union_with_key(stranger(v), |key, a, b| { call(); key.peek(); drop(b); a }))),
        ("unions", Same, |v| drop(HashMap::unions([v.clone(), fork(v), stranger(v)]))),
        ("unions_with", Same, |v| drop(HashMap::unions_with([v.clone(), fork(v), stranger(v)], |a, b| { call(); drop(a); b }))),
        ("unions_with_key", Same, |v| drop(HashMap::unions_with_key([v.clone(), fork(v)], |_, a, b| { call(); drop(b); a }))),
        ("symmetric_difference with a fork", Same, |v| drop(v.symmetric_difference_ref(&fork(v)))),
        ("symmetric_difference with a stranger", Same, |v| drop(v.symmetric_difference_ref(&stranger(v)))),
        ("symmetric_difference", Same, |v| drop((v.clone().symmetric_difference(fork(v)), stranger(v).symmetric_difference(v.clone())))),
        ("difference, _with, _with_key", Same, |v| drop((
            v.clone().difference(fork(v)),
            v.clone().difference_with(stranger(v), |a, b| { call(); drop(b); Some(a) }),
            v.clone().difference_with_key(fork(v), |_, a, b| { call(); drop(a); Some(b) }),
        ))),
        ("symmetric_difference_with", Same, |v| drop(v.clone().symmetric_difference_with(fork(v), |a, b| { call(); drop(b); Some(a) }))),
        ("symmetric_difference_with_key", Same, |v| drop(v.clone().symmetric_difference_with_key(stranger(v), |_, _, _| { call(); None }))),
        ("relative_complement of a fork", Same, |v| drop(v.relative_complement_ref(&fork(v)))),
        ("relative_complement of a stranger", Same, |v| drop(v.clone().relative_complement(stranger(v)))),
        ("intersection with a fork", Same, |v| drop(v.intersection_ref(&fork(v)))),
        ("intersection with a stranger", Same, |v| drop(v.clone().intersection(stranger(v)))),
        ("intersection_with", Same, |v| drop(v.clone().intersection_with(fork(v), |a, b| { call(); drop(b); a }))),
        ("intersection_with_key of few", Same, |v| drop(map(0, 3, APART).intersection_with_key(v.clone(), |_, a, b| { call(); drop(b); a }))),
        ("+, sum", Same, |v| drop((&*v + &fork(v), v.clone() + stranger(v), [v.clone(), fork(v)].into_iter().sum::<M>()))),
        ("is_submap, has_keys_in, is_disjoint", Same, |v| {
            let (fork, stranger) = (fork(v), stranger(v));
            _ = (v.is_submap(&fork), v.is_proper_submap(&fork), v.has_keys_in(&stranger), v.is_disjoint(&stranger));
            _ = (v.is_submap_by(&fork, |a, b| { call(); a == b }), v.is_proper_submap_by(&stranger, |_, _: &V| { call(); true }));
        }),
        ("diff of a fork", Same, |v| { let fork = fork(v); _ = (fork.diff(v).count(), v.diff(&fork).count()) }),
        ("diff of a stranger", Same, |v| _ = v.diff(&stranger(v)).count()),
        ("a patch", Same, |v| drop(v.diff(&fork(v)).collect::<Patch<_, _>>().invert().clone())),
        ("a patch of a diff backwards, to be applied", Valid, |v| { let patch: Patch<_, _> = v.diff(&fork(v)).rev().collect(); v.apply(&patch) }),
        ("apply to a clone", Same, |v| { let patch: Patch<_, _> = stranger(v).diff(&fork(v)).collect(); let mut other = v.clone(); other.apply(&patch); drop(other) }),
        ("merge of two others", Same, |v| {
            let (ours, theirs) = (fork(v), other_fork(v));
            drop(HashMap::merge(v, &ours, &theirs, |conflict| { call(); conflict.theirs.cloned() }));
            drop(HashMap::merge(v, &ours, &theirs, |_| { call(); None }));
        }),
        ("merge of the same", Same, |v| drop((HashMap::merge(v, &fork(v), v, |_| None), HashMap::merge(v, v, &fork(v), |_| None)))),
        ("PartialEq<HashMap<K, V, S2>>", Same, |v| { let fork = fork(v); _ = (*v == fork, fork == *v, *v == stranger(v)) }),
        ("PartialEq<HashMap<K, V, S2>>, by another function", Same, |v| { let other = foreign(v); _ = (*v == other, other == *v); hostile::aside(|| drop(other)) }),
        ("FromIterator<(K, V)>", Same, |_| drop(Steps(entries(0, 21, 3)).collect::<M>())),
        ("collect, repeated keys", Same, |_| drop(Steps(entries(0, 19, 0)).collect::<M>())),
        ("From<Vec<(K, V)>>, From<&[(K, V)]>, From<&Vec<(K, V)>>", Same, |_| { let entries: Vec<_> = entries(0, 13, 3).collect(); drop((M::from(&entries[..]), M::from(&entries), M::from(entries))) }),
        ("From<std::collections::HashMap<K, V, S2>>, From<&std::collections::HashMap<K, V, S2>>", Same, |_| { let entries: Model = hostile::aside(|| entries(0, 13, 3).collect()); drop((M::from(&entries), M::from(entries))) }),
        ("From<BTreeMap<K, V>>, From<&BTreeMap<K, V>>", Same, |_| { let entries: BTreeMap<_, _> = hostile::aside(|| entries(0, 13, 3).collect()); drop((M::from(&entries), M::from(entries))) }),
        ("From<[(K, V); N]>", Same, |_| drop(HashMap::from([(key(1), val(1)), (key(3), val(2)), (key(6), val(3)), (key(3), val(4))]))),
        ("From<&HashMap<&K, &V, S>>", Same, |v| drop(M::from(&v.iter().collect::<HashMap<&K, &V, Clumsy>>()))),
        ("From<OrdMap<K, V>>, From<&OrdMap<K, V>>", Same, |_| { let map = hostile::aside(|| entries(0, 13, 3).collect::<OrdMap<K, V>>()); drop((M::from(&map), M::from(map.clone()))); drop(M::from(map)) }),
        ("hash", Same, |v| v.hash(&mut DefaultHasher::new())),
        ("Debug", Same, |v| {
            let mut text = String::new();
            _ = write!(text, "{v:?}{:?}{:?}{:?}", v.iter(), v.keys(), v.values());
            let at = mid(v);
            _ = write!(text, "{:?}{:?}", v.clone().into_iter(), v.clone().drain());
            _ = write!(text, "{:?}{:?}", v.clone().entry(key(at)), v.clone().entry(key(at + 1)));
        }),
        ("clone, new_from, unit", Same, |v| { drop(v.clone()); drop(v.new_from::<K, V>()); drop(HashMap::unit(val(1), val(2))) }),
        ("get", Same, |v| { let at = mid(v); _ = (v.get(&key(at)), v.get(&Probe(at + 1)), v.get_key_value(&Probe(30)), v.contains_key(&key(at))) }),
        ("Index<&Q>", Same, |v| if !v.is_empty() { let at = mid(v); v[&Probe(at)].peek(); }),
        ("iter", Same, |v| { v.iter().for_each(|_| call()); v.keys().zip(v.values()).for_each(|_| call()) }),
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
        ("set.take", Same, |v| drop(v.take(&Probe(30)))),
        ("set.without, update", Same, |v| drop((v.without(&Probe(mid(v))), v.update(key(gap(v)))))),
        ("set.retain", Fewer, |v| v.retain(|key| { call(); key.peek() / APART % 3 != 1 })),
        ("set.extract_if", Fewer, |v| v.extract_if(|key| { call(); key.peek() / APART % 3 == 1 }).for_each(|x| { call(); drop(x) })),
        ("set.extract_if, dropped half-way", Fewer, |v| { let most = v.len() / 2; v.extract_if(|_| { call(); true }).take(most).for_each(drop) }),
        ("set.drain", Valid, |v| v.drain().for_each(|x| { call(); drop(x) })),
        ("set.drain in part", Valid, |v| { let at = v.len() / 2; let mut drain = v.drain(); (0..at).for_each(|_| drop(drain.next())); drop(drain.nth(1)) }),
        ("set.clear", Same, |v| { v.clear() }),
        ("set.unit, new_from", Same, |v| { drop(HashSet::unit(key(1))); drop(v.new_from::<K>()) }),
        ("set Extend<R>", Valid, |v| v.extend(Steps(some_keys(3, 9, 13)))),
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
        ("set.into_iter", Valid, |v| take(v).into_iter().for_each(|x| { call(); drop(x) })),
        ("set.into_iter of a clone", Same, |v| drop(v.clone().into_iter().nth(v.len() / 2))),
        ("set.into_iter in part", Valid, |v| { let mut iter = v.clone().into_iter(); drop((iter.next(), iter.nth(1))); drop(iter.clone()); drop(take(v).into_iter().nth(2)) }),
        ("From<HashSet<T, S>> for BTreeSet, From<HashSet<T, S2>> for StdSet, From<BTreeSet<T>>", Same, |v| {
            let sets = (BTreeSet::from(v.clone()), std::collections::HashSet::<K>::from(v.clone()), S::from(hostile::aside(|| BTreeSet::from(v.clone()))));
            hostile::aside(|| drop(sets));
        }),
        ("From<&BTreeSet<T>>, From<std::collections::HashSet<T, S2>>, From<&std::collections::HashSet<T, S2>>", Same, |v| {
            let (sorted, hashed) = hostile::aside(|| (BTreeSet::from(v.clone()), std::collections::HashSet::<K>::from(v.clone())));
            drop((S::from(&sorted), S::from(&hashed)));
            hostile::aside(|| drop(sorted));
            drop(S::from(hashed));
        }),
        ("From<&HashSet<&T, S2>>, From<[T; N]>", Same, |v| { drop(S::from(&v.iter().collect::<HashSet<&K, Clumsy>>())); drop(HashSet::from([key(1), key(3), key(6), key(3)])) }),
        ("From<OrdSet<T>>, From<&OrdSet<T>>", Same, |_| { let set = hostile::aside(|| some_keys(0, 13, 3).collect::<OrdSet<K>>()); drop((S::from(&set), S::from(set.clone()))); drop(S::from(set)) }),
        ("From<Vector<T>>, From<&Vector<T>>", Same, |_| { let some = hostile::aside(|| some_keys(0, 13, 3).collect::<Vector<K>>()); drop((S::from(&some), S::from(some.clone()))); drop(S::from(some)) }),
        ("FromIterator<R>", Same, |_| drop(Steps(some_keys(0, 13, 3)).collect::<S>())),
        ("From<Vec<T>>, From<&Vec<T>>, From<&[T]>", Same, |_| { let keys: Vec<_> = some_keys(0, 13, 3).collect(); drop((S::from(&keys[..]), S::from(&keys), S::from(keys))) }),
        ("set PartialEq<HashSet<T, S2>>, hash, Debug", Same, |v| { let fork = set_fork(v); let mut text = String::new(); _ = (*v == fork, write!(text, "{v:?}")); v.hash(&mut DefaultHasher::new()) }),
        ("set.contains, get", Same, |v| { let at = mid(v); _ = (v.contains(&key(at)), v.get(&Probe(at)), v.contains(&Probe(30))) }),
        ("set.drop", Valid, |v| drop(take(v))),
    ]
}

/// Rows in which std leaks what it has built so far, should a comparison panic.
const IN_STD: &[&str] = &[
    "From<HashMap<K, V, S>> for BTreeMap",
    "From<HashSet<T, S>> for BTreeSet, From<HashSet<T, S2>> for StdSet, From<BTreeSet<T>>",
];

/// None, one bucket, several buckets.
const SIZES: &[u32] = if cfg!(miri) { &[9] } else { &[0, 3, 14] };
/// With collisions and two levels of directories, tiny or not.
const MANY: &[u32] = if cfg!(miri) { &[] } else { &[70] };

/// Miri has time for half of them.
fn fewer<T>(rows: Vec<Row<T>>) -> Vec<Row<T>> {
    if is_miri() { rows.into_iter().skip(1).step_by(2).collect() } else { rows }
}

#[test]
fn one_place_of_a_map() {
    run_all(&fewer(single()), SIZES, IN_STD);
    run_all(&fewer(single()), MANY, IN_STD);
}

#[test]
fn many_places_of_a_map() {
    run_all(&fewer(many()), SIZES, IN_STD);
    run_all(&fewer(many()), MANY, IN_STD);
}

#[test]
fn two_maps() {
    run_all(&fewer(algebra()), SIZES, IN_STD);
    run_all(&fewer(algebra()), MANY, IN_STD);
}

#[test]
fn sets_as_well() {
    run_all(&fewer(sets()), SIZES, IN_STD);
    run_all(&fewer(sets()), MANY, IN_STD);
}

#[test]
fn what_a_source_gave_before_it_panicked_stays() {
    const GIVEN: &[u32] = &[3, 13, 40, 43, 20, 21, 5, 1, 9, 90, 91, 92, 0, 2, 3];
    keeps_what_came_before::<M>(&[
        (GIVEN, |v, given| v.extend(Steps(given.iter().map(|&at| (key(at), val(1)))))),
        // Of many, what is given is gathered first.
        (GIVEN, |v, given| {
            v.extend(Said(1 << 20, Steps(given.iter().map(|&at| (key(at), val(1))))));
        }),
        (GIVEN, |v, given| v.insert_many(Steps(given.iter().map(|&at| (key(at), val(1)))))),
    ]);
    keeps_what_came_before::<S>(&[
        (GIVEN, |v, given| v.extend(Steps(given.iter().map(|&at| key(at))))),
        (GIVEN, |v, given| v.extend(Said(1 << 20, Steps(given.iter().map(|&at| key(at)))))),
    ]);
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
    for program in 0..if is_miri() { 1 } else { 40 } {
        hostile::reset();
        let mut versions: Vec<M> =
            (0..4).map(|version| M::of(if is_miri() { 5 } else { 30 } * version)).collect();
        for _ in 0..if is_miri() { 4 } else { 80 } {
            let at = below(4);
            match below(6) {
                0 | 1 => versions[at] = versions[below(4)].clone(),
                2 => {
                    let united = versions[below(4)].union_ref(&versions[below(4)]);
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
            if v.len() > 150 {
                v = v.parts(150).0;
            }
            versions[at] = v;
        }
        drop(versions);
        assert_eq!(hostile::faults(), Vec::<String>::new(), "program {program}");
        assert_eq!(hostile::living(), 0, "program {program}: leaked");
    }
}
