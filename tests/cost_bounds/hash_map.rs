//! The costs of a hash map and its entries. Knows no other collection.

use std::collections::BTreeMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::hint::black_box as eat;

use offshoot::hash_map::{Entry, OccupiedEntry, RandomState, VacantEntry};
use offshoot::{HashMap, Patch};

use crate::costs::{Counted, Fixture, InPlace, K, M, Makes, Reads, Row, Tally, Walks, begin, end};

const TINY: bool = cfg!(offshoot_tiny);

/// What is written is the hash: the same in each run, and spread by the map.
#[derive(Clone, Debug, Default)]
pub struct Last(u64);

impl Hasher for Last {
    fn write(&mut self, _: &[u8]) {
        unreachable!("keys are numbers");
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

pub type Fixed = BuildHasherDefault<Last>;
pub type Map = HashMap<Counted, Counted, Fixed>;

/// A map of the even numbers below 2n.
#[derive(Clone)]
pub struct Maps {
    v: Map,
    /// Keys, every other of which the map has not.
    few: Map,
    /// The length as made.
    n: usize,
    /// A key of the map, and one that it has not.
    key: Counted,
    missing: Counted,
}

/// What hash tries may do: a bucket of 32 entries is copied, divided or united with its neighbour; a level is four
/// halvings, with tiny nodes two.
pub const ONCE: Tally = Tally {
    blocks: 20,
    bytes: if TINY { 1_000 } else { 3_200 },
    compared: 4,
    hashed: if TINY { 10 } else { 70 },
    cloned: if TINY { 24 } else { 132 },
};
pub const EACH: Tally =
    Tally { bytes: if TINY { 1_500 } else { 6_400 }, compared: 120, hashed: 80, ..ONCE };
pub const HALVING: Tally = Tally { blocks: 2, bytes: 100, compared: 0, hashed: 0, cloned: 0 };
pub const ELEMENT: Tally =
    Tally { blocks: 2, bytes: if TINY { 200 } else { 128 }, compared: 3, hashed: 4, cloned: 4 };

impl Fixture for Maps {
    const SIZES: [usize; 3] = [1_000, 15_000, if TINY { 60_000 } else { 200_000 }];
    const ONCE: Tally = ONCE;
    const EACH: Tally = EACH;
    const HALVING: Tally = HALVING;
    const ELEMENT: Tally = ELEMENT;

    fn new(n: usize) -> Self {
        let entry = |key| (Counted(key), Counted(key));
        let step = 2 * n as u64 / M as u64;
        let v: Map = (0..n as u64).map(|i| entry(2 * i)).collect();
        let few = (0..M as u64).map(|i| entry(i * step / 2 * 2 + i % 2)).collect();
        Self { v, few, n, key: Counted(n as u64 / 3 * 2), missing: Counted(n as u64 / 3 * 2 + 1) }
    }

    fn len(&self) -> usize {
        self.v.len()
    }
}

impl Maps {
    /// A version that differs in `K` keys: one is new, one has gone, others have another value.
    fn fork(&self) -> Map {
        let mut fork = self.v.clone();
        let step = 2 * self.n as u64 / K as u64;
        for i in 2..K as u64 {
            fork.insert(Counted(i * step / 2 * 2), x());
        }
        fork.insert(self.missing.clone(), x());
        fork.remove(&Counted(step / 2 * 2));
        fork
    }

    fn plain(&self) -> Vec<(Counted, Counted)> {
        (0..self.n as u64).map(|i| (Counted(i), x())).collect()
    }
}

/// A value that no other is equal to.
fn x() -> Counted {
    Counted(u64::MAX)
}

/// Does it with two versions, the new one on either side.
fn fork(f: &mut Maps, act: fn(Map, Map)) {
    let (ours, theirs) = (f.v.clone(), f.fork());
    let (a, b) = (theirs.clone(), ours.clone());
    begin();
    act(ours, theirs);
    act(a, b);
    end();
}

/// Does it with a map of few entries on either side.
fn few(f: &mut Maps, act: fn(Map, Map)) {
    let (ours, theirs) = (f.v.clone(), f.few.clone());
    let (a, b) = (theirs.clone(), ours.clone());
    begin();
    act(ours, theirs);
    act(a, b);
    end();
}

/// Does it with an entry that is there.
fn occupied(f: &mut Maps, act: fn(OccupiedEntry<'_, Counted, Counted, Fixed>)) {
    f.v.insert(f.key.clone(), x());
    let Entry::Occupied(entry) = f.v.entry(f.key.clone()) else { unreachable!("the key is there") };
    begin();
    act(entry);
    end();
}

/// Does it with one that is not.
fn vacant(f: &mut Maps, act: fn(VacantEntry<'_, Counted, Counted, Fixed>)) {
    f.v.remove(&f.missing);
    let Entry::Vacant(entry) = f.v.entry(f.missing.clone()) else {
        unreachable!("it is not there")
    };
    begin();
    act(entry);
    end();
}

/// Does it with both, one after the other.
fn either(f: &mut Maps, act: fn(Entry<'_, Counted, Counted, Fixed>)) {
    f.v.remove(&f.missing);
    let (key, missing) = (f.key.clone(), f.missing.clone());
    begin();
    act(f.v.entry(key));
    act(f.v.entry(missing));
    end();
}

pub const ROWS: &[Row<Maps>] = &[
    ("Clone for HashMap", "O(1)", Reads, |f| drop(eat(f.v.clone()))),
    ("HashMap::new", "O(1)", Reads, |_| drop(eat(HashMap::<u64, u64>::new()))),
    ("HashMap::with_hasher", "O(1)", Reads, |_| drop(eat(Map::with_hasher(Fixed::default())))),
    ("HashMap::with_capacity", "O(1)", Reads, |f| {
        drop(eat(HashMap::<u64, u64>::with_capacity(f.n)));
    }),
    ("HashMap::with_capacity_and_hasher", "O(1)", Reads, |f| {
        drop(eat(Map::with_capacity_and_hasher(f.n, Fixed::default())));
    }),
    ("HashMap::capacity", "O(1)", Reads, |f| _ = eat(f.v.capacity())),
    ("HashMap::hasher", "O(1)", Reads, |f| _ = eat(f.v.hasher())),
    ("HashMap::new_from", "O(1)", Reads, |f| drop(eat(f.v.new_from::<u64, u64>()))),
    ("HashMap::unit", "O(1)", Makes, |_| drop(eat(HashMap::<_, _>::unit(Counted(7), x())))),
    ("RandomState::new", "O(1)", Reads, |_| _ = eat(RandomState::new())),
    ("HashMap::len", "O(1)", Reads, |f| _ = eat(f.v.len())),
    ("HashMap::is_empty", "O(1)", Reads, |f| _ = eat(f.v.is_empty())),
    ("HashMap::clear", "O(n) | O(1)", Reads, |f| f.v.clear()),
    ("HashMap::check", "O(n)", Makes, |f| f.v.check()),
    ("HashMap::memory", "O(m log m)", Makes, |f| _ = eat(HashMap::memory([&f.v]))),
    ("HashMap::picture", "O(m log m)", Makes, |f| drop(eat(HashMap::picture([&f.v])))),
    // Read.
    ("HashMap::get", "O(1)", Reads, |f| _ = eat(f.v.get(&f.key))),
    ("HashMap::get", "O(1)", Reads, |f| _ = eat(f.v.get(&f.missing))),
    ("HashMap::get_key_value", "O(1)", Reads, |f| _ = eat(f.v.get_key_value(&f.key))),
    ("HashMap::contains_key", "O(1)", Reads, |f| _ = eat(f.v.contains_key(&f.key))),
    ("Index<&Q> for HashMap", "O(1)", Reads, |f| _ = eat(&f.v[&Counted(6)])),
    ("HashMap::iter", "O(1)", Reads, |f| _ = eat(f.v.iter())),
    ("HashMap::keys", "O(1)", Reads, |f| _ = eat(f.v.keys())),
    ("HashMap::values", "O(1)", Reads, |f| _ = eat(f.v.values())),
    ("HashMap::into_keys", "O(1)", Makes, |f| {
        let v = f.v.clone();
        begin();
        let keys = v.into_keys();
        end();
        drop(eat(keys));
    }),
    ("HashMap::into_values", "O(1)", Makes, |f| {
        let v = f.v.clone();
        begin();
        let values = v.into_values();
        end();
        drop(eat(values));
    }),
    ("HashMap::drain", "O(1)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        let drain = v.drain();
        end();
        drop(eat(drain));
    }),
    // Write where something is.
    ("HashMap::get_mut", "O(1) | O(log n)", InPlace, |f| _ = eat(f.v.get_mut(&f.key))),
    ("HashMap::get_mut", "O(1)", Reads, |f| _ = eat(f.v.get_mut(&Counted(u64::MAX)))),
    ("HashMap::get_key_value_mut", "O(1) | O(log n)", InPlace, |f| {
        _ = eat(f.v.get_key_value_mut(&f.key));
    }),
    ("HashMap::get_disjoint_mut", "O(N) | O(N log n)", Walks, |f| {
        _ = eat(f.v.get_disjoint_mut([&f.key, &Counted(6)]));
    }),
    ("HashMap::get_disjoint_key_value_mut", "O(N) | O(N log n)", Walks, |f| {
        _ = eat(f.v.get_disjoint_key_value_mut([&f.key, &Counted(6)]));
    }),
    ("IndexMut<&Q> for HashMap", "O(1) | O(log n)", InPlace, |f| f.v[&f.key] = x()),
    // A shared root becomes this map's own.
    ("HashMap::iter_mut", "O(1)", Makes, |f| _ = eat(f.v.iter_mut())),
    ("HashMap::values_mut", "O(1)", Makes, |f| _ = eat(f.v.values_mut())),
    // Insert and remove.
    ("HashMap::insert", "O(1) | O(log n)", InPlace, |f| {
        let key = f.key.clone();
        begin();
        f.v.insert(key, x());
        end();
    }),
    ("HashMap::insert", "O(1) | O(log n)", Makes, |f| {
        f.v.remove(&f.missing);
        begin();
        f.v.insert(f.missing.clone(), x());
    }),
    ("HashMap::update", "O(log n)", Makes, |f| drop(eat(f.v.update(f.key.clone(), x())))),
    ("HashMap::update_with", "O(log n)", Makes, |f| {
        drop(eat(f.v.update_with(f.key.clone(), x(), |_, new| new)));
    }),
    ("HashMap::update_with_key", "O(log n)", Makes, |f| {
        drop(eat(f.v.update_with_key(f.missing.clone(), x(), |_, _, new| new)));
    }),
    ("HashMap::update_lookup_with_key", "O(log n)", Makes, |f| {
        drop(eat(f.v.update_lookup_with_key(f.key.clone(), x(), |_, _, new| new)));
    }),
    ("HashMap::alter", "O(log n)", Makes, |f| drop(eat(f.v.alter(|_| None, f.key.clone())))),
    ("HashMap::alter", "O(log n)", Makes, |f| {
        drop(eat(f.v.alter(|_| Some(x()), f.missing.clone())));
    }),
    ("HashMap::remove", "O(1) | O(log n)", Makes, |f| {
        f.v.insert(f.missing.clone(), x());
        begin();
        f.v.remove(&f.missing);
    }),
    ("HashMap::remove", "O(1)", Reads, |f| _ = eat(f.v.remove(&Counted(u64::MAX)))),
    ("HashMap::remove_entry", "O(1) | O(log n)", Makes, |f| {
        _ = eat(f.v.remove_entry(&Counted(16)));
    }),
    ("HashMap::remove_with_key", "O(1) | O(log n)", Makes, |f| {
        _ = eat(f.v.remove_with_key(&Counted(18)));
    }),
    ("HashMap::without", "O(log n)", Makes, |f| drop(eat(f.v.without(&Counted(100))))),
    ("HashMap::extract", "O(log n)", Makes, |f| drop(eat(f.v.extract(&Counted(100))))),
    ("HashMap::extract_with_key", "O(log n)", Makes, |f| {
        drop(eat(f.v.extract_with_key(&Counted(100))));
    }),
    ("HashMap::retain", "O(n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        v.retain(|key, _| key.0 % 3 != 0);
    }),
    ("HashMap::extract_if", "O(n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        eat(v.extract_if(|key, _| key.0 < 20).count());
    }),
    ("HashMap::extract_if", "O(log n)", Makes, |f| {
        let mut v = f.v.clone();
        let mut entries = v.extract_if(|_, _| true);
        begin();
        eat(entries.next());
        end();
    }),
    ("HashMap::insert_many", "O(m)", Makes, |f| {
        let entries: Vec<_> = f.few.iter().map(|(key, x)| (key.clone(), x.clone())).collect();
        let mut v = f.v.clone();
        begin();
        v.insert_many(entries);
    }),
    ("HashMap::remove_many", "O(m)", Makes, |f| {
        let keys: Vec<_> = f.few.keys().cloned().collect();
        let mut v = f.v.clone();
        begin();
        v.remove_many(keys);
    }),
    ("HashMap::update_many", "O(m)", Makes, |f| {
        let keys: Vec<_> = f.few.keys().cloned().collect();
        let mut v = f.v.clone();
        begin();
        v.update_many(keys, |_, old| old.is_none().then(x));
    }),
    // Two maps.
    ("HashMap::ptr_eq", "O(1)", Reads, |f| _ = eat(f.v.ptr_eq(&f.v.clone()))),
    ("PartialEq<HashMap<K, V, S2>> for HashMap", "O(k log n)", Makes, |f| {
        // The same values again, in nodes of their own.
        let mut other = f.v.clone();
        for key in f.few.keys().step_by(4) {
            let value = f.v.get(key).cloned();
            drop(value.map(|value| other.insert(key.clone(), value)));
        }
        begin();
        assert!(eat(f.v == other));
    }),
    ("PartialEq<HashMap<K, V, S2>> for HashMap", "O(n)", Makes, |f| {
        let other: Map = f.v.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
        begin();
        assert!(eat(f.v == other));
        end();
    }),
    ("HashMap::union", "O(m log(n / m + 1))", Makes, |f| few(f, |a, b| drop(a.union(b)))),
    ("HashMap::union", "O(k log n)", Makes, |f| fork(f, |a, b| drop(a.union(b)))),
    ("HashMap::union_ref", "O(m log(n / m + 1))", Makes, |f| few(f, |a, b| drop(a.union_ref(&b)))),
    ("HashMap::union_with", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.union_with(b, |x, _| x)));
    }),
    ("HashMap::union_with_key", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.union_with_key(b, |_, _, y| y)));
    }),
    ("HashMap::unions", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(HashMap::unions([a, b])));
    }),
    ("HashMap::unions_with", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(HashMap::unions_with([a, b], |x, _| x)));
    }),
    ("HashMap::unions_with_key", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(HashMap::unions_with_key([a, b], |_, x, _| x)));
    }),
    ("HashMap::symmetric_difference", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.symmetric_difference(b)));
    }),
    ("HashMap::symmetric_difference", "O(k log n)", Makes, |f| {
        fork(f, |a, b| drop(a.symmetric_difference(b)));
    }),
    ("HashMap::symmetric_difference_ref", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.symmetric_difference_ref(&b)));
    }),
    ("HashMap::difference", "O(m log(n / m + 1))", Makes, |f| few(f, |a, b| drop(a.difference(b)))),
    ("HashMap::symmetric_difference_with", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.symmetric_difference_with(b, |x, _| Some(x))));
    }),
    ("HashMap::difference_with", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.difference_with(b, |x, _| Some(x))));
    }),
    ("HashMap::symmetric_difference_with_key", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.symmetric_difference_with_key(b, |_, x, _| Some(x))));
    }),
    ("HashMap::difference_with_key", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.difference_with_key(b, |_, x, _| Some(x))));
    }),
    ("HashMap::relative_complement", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.relative_complement(b)));
    }),
    ("HashMap::relative_complement", "O(k log n)", Makes, |f| {
        fork(f, |a, b| drop(a.relative_complement(b)));
    }),
    ("HashMap::relative_complement_ref", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.relative_complement_ref(&b)));
    }),
    ("HashMap::intersection", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.intersection(b)));
    }),
    ("HashMap::intersection", "O(k log n)", Makes, |f| fork(f, |a, b| drop(a.intersection(b)))),
    ("HashMap::intersection_ref", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.intersection_ref(&b)));
    }),
    ("HashMap::intersection_with", "O(m)", Makes, |f| {
        few(f, |a, b| drop(a.intersection_with(b, |x, _| x)));
    }),
    ("HashMap::intersection_with_key", "O(m)", Makes, |f| {
        few(f, |a, b| drop(a.intersection_with_key(b, |_, x, _| x)));
    }),
    ("HashMap::is_submap_by", "O(m)", Reads, |f| {
        // All few are there.
        let (few, v) = (f.few.intersection_ref(&f.v), &f.v);
        begin();
        eat(few.is_submap_by(v, |_, _| true));
        end();
    }),
    ("HashMap::is_proper_submap_by", "O(m)", Reads, |f| {
        let (few, v) = (f.few.intersection_ref(&f.v), &f.v);
        begin();
        eat(few.is_proper_submap_by(v, |_, _| true));
        end();
    }),
    ("HashMap::is_submap", "O(m)", Makes, |f| {
        let (few, v) = (f.few.intersection_ref(&f.v), &f.v);
        begin();
        eat(few.is_submap(v));
        end();
    }),
    ("HashMap::is_submap", "O(k log n)", Makes, |f| fork(f, |a, b| _ = eat(a.is_submap(&b)))),
    ("HashMap::is_proper_submap", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| _ = eat(a.is_proper_submap(&b)));
    }),
    ("HashMap::has_keys_in", "O(m)", Makes, |f| {
        let (few, v) = (f.few.intersection_ref(&f.v), &f.v);
        begin();
        assert!(few.has_keys_in(v));
    }),
    ("HashMap::has_keys_in", "O(k log n)", Makes, |f| fork(f, |a, b| _ = eat(a.has_keys_in(&b)))),
    ("HashMap::is_disjoint", "O(m log(n / m + 1))", Makes, |f| {
        let odd: Map = f.few.iter().map(|(key, x)| (Counted(key.0 | 1), x.clone())).collect();
        f.v.remove(&f.missing);
        begin();
        assert!(f.v.is_disjoint(&odd) && odd.is_disjoint(&f.v));
    }),
    ("HashMap::diff", "O(k log n)", Makes, |f| fork(f, |a, b| _ = eat(a.diff(&b).count()))),
    // What there is to tell: that few have gone.
    ("HashMap::diff", "O(m log(n / m + 1))", Makes, |f| {
        let other = f.v.relative_complement_ref(&f.few);
        begin();
        eat(f.v.diff(&other).count());
    }),
    ("HashMap::apply", "O(k)", Makes, |f| {
        let fork = f.fork();
        let patch: Patch<_, _> = fork.diff(&f.v).collect();
        let mut v = f.v.clone();
        begin();
        v.apply(&patch);
    }),
    ("HashMap::merge", "O(k log n)", Makes, |f| {
        let (ours, theirs) = (f.fork(), f.v.update(Counted(0), x()));
        begin();
        drop(eat(HashMap::merge(&f.v, &ours, &theirs, |conflict| conflict.ours.cloned())));
    }),
    // Many.
    ("FromIterator<(K, V)> for HashMap", "O(n)", Makes, |f| {
        drop(eat(f.plain().into_iter().collect::<Map>()));
    }),
    ("Extend<(RK, RV)> for HashMap", "O(m)", Makes, |f| {
        let mut v = f.v.clone();
        let more: Vec<_> = (0..M as u64).map(|i| (Counted((1 << 40) + i), x())).collect();
        begin();
        v.extend(more);
    }),
    ("From<HashMap<K, V, S>> for BTreeMap", "O(n log n)", Makes, |f| {
        drop(eat(BTreeMap::from(f.v.clone())));
    }),
    ("From<HashMap<K, V, S>> for StdMap", "O(n)", Makes, |f| {
        drop(eat(std::collections::HashMap::<_, _>::from(f.v.clone())));
    }),
    // Entries.
    ("HashMap::entry", "O(1)", Reads, |f| {
        let (key, missing) = (f.key.clone(), f.missing.clone());
        begin();
        eat(f.v.entry(key));
        eat(f.v.entry(missing));
        end();
    }),
    ("Entry::key", "O(1)", Reads, |f| either(f, |entry| _ = eat(entry.key()))),
    ("Entry::or_insert", "O(1) | O(log n)", Makes, |f| either(f, |entry| _ = entry.or_insert(x()))),
    ("Entry::or_insert_with", "O(1) | O(log n)", Makes, |f| {
        either(f, |entry| _ = entry.or_insert_with(x));
    }),
    ("Entry::or_insert_with_key", "O(1) | O(log n)", Makes, |f| {
        either(f, |entry| _ = entry.or_insert_with_key(Clone::clone));
    }),
    ("Entry::or_default", "O(1) | O(log n)", Makes, |f| either(f, |entry| _ = entry.or_default())),
    ("Entry::and_modify", "O(1) | O(log n)", Makes, |f| {
        either(f, |entry| _ = entry.and_modify(|old| *old = x()));
    }),
    ("Entry::insert_entry", "O(1) | O(log n)", Makes, |f| {
        either(f, |entry| _ = entry.insert_entry(x()));
    }),
    ("OccupiedEntry::key", "O(1)", Reads, |f| occupied(f, |entry| _ = eat(entry.key()))),
    ("OccupiedEntry::get", "O(1)", Reads, |f| occupied(f, |entry| _ = eat(entry.get()))),
    ("OccupiedEntry::get_mut", "O(1)", InPlace, |f| {
        occupied(f, |mut entry| _ = eat(entry.get_mut()));
    }),
    ("OccupiedEntry::into_mut", "O(1)", InPlace, |f| {
        occupied(f, |entry| _ = eat(entry.into_mut()));
    }),
    ("OccupiedEntry::insert", "O(1)", InPlace, |f| {
        occupied(f, |mut entry| _ = eat(entry.insert(x())));
    }),
    ("OccupiedEntry::remove", "O(1)", Makes, |f| occupied(f, |entry| _ = eat(entry.remove()))),
    ("OccupiedEntry::remove_entry", "O(1)", Makes, |f| {
        occupied(f, |entry| _ = eat(entry.remove_entry()));
    }),
    ("VacantEntry::key", "O(1)", Reads, |f| vacant(f, |entry| _ = eat(entry.key()))),
    ("VacantEntry::into_key", "O(1)", Reads, |f| vacant(f, |entry| _ = eat(entry.into_key()))),
    ("VacantEntry::insert", "O(1)", Makes, |f| vacant(f, |entry| _ = entry.insert(x()))),
    ("VacantEntry::insert_entry", "O(1)", Makes, |f| {
        vacant(f, |entry| _ = entry.insert_entry(x()));
    }),
];
