//! The costs of an ordered map, its entries and its cursors. Knows no other collection.

use std::collections::BTreeMap;
use std::hint::black_box as eat;
use std::ops::Bound::Included;

use offshoot::ord_map::{Cursor, CursorMut, Entry, OccupiedEntry, VacantEntry};
use offshoot::{OrdMap, Patch};

use crate::costs::{
    Counted, Fixture, InPlace, K, M, Makes, Reads, Row, Tally, Walks, begin, end, often,
};

const TINY: bool = cfg!(offshoot_tiny);

pub type Map = OrdMap<Counted, Counted>;

/// A map of the even numbers below 2n.
#[derive(Clone)]
pub struct Maps {
    pub v: Map,
    /// Keys, every other of which the map has not, from end to end of it.
    pub few: Map,
    /// The length as made.
    pub n: usize,
    /// A key in the midst of the map, and one that it has not.
    pub key: Counted,
    pub missing: Counted,
}

/// What trees searched by key may do: leaves of 63 entries, each a key and a value, and branches of 8 kids.
pub const ONCE: Tally = Tally {
    blocks: 10,
    bytes: if TINY { 1_200 } else { 9_600 },
    compared: 1,
    hashed: 0,
    cloned: if TINY { 80 } else { 1_260 },
};
pub const EACH: Tally = Tally {
    blocks: 24,
    bytes: if TINY { 2_400 } else { 32_000 },
    compared: if TINY { 80 } else { 340 },
    hashed: 0,
    cloned: if TINY { 30 } else { 260 },
};
// Where branches have two kids at least, a halving is a level.
pub const HALVING: Tally = Tally {
    blocks: if TINY { 8 } else { 4 },
    bytes: if TINY { 1_000 } else { 480 },
    compared: if TINY { 6 } else { 3 },
    hashed: 0,
    cloned: 10,
};
pub const ELEMENT: Tally = Tally { blocks: 1, bytes: 128, compared: 3, hashed: 1, cloned: 4 };

impl Fixture for Maps {
    const SIZES: [usize; 3] = [1_000, 30_000, if TINY { 100_000 } else { 500_000 }];
    const ONCE: Tally = ONCE;
    const EACH: Tally = EACH;
    const HALVING: Tally = HALVING;
    const ELEMENT: Tally = ELEMENT;

    fn new(n: usize) -> Self {
        let entry = |key| (Counted(key), Counted(key));
        let step = 2 * n as u64 / M as u64;
        Self {
            v: OrdMap::from_sorted_iter((0..n as u64).map(|i| entry(2 * i))),
            few: (0..M as u64).map(|i| entry(i * step / 2 * 2 + i % 2)).collect(),
            n,
            key: Counted(n as u64 / 3 * 2),
            missing: Counted(n as u64 / 3 * 2 + 1),
        }
    }

    fn len(&self) -> usize {
        self.v.len()
    }
}

impl Maps {
    /// A version that differs in `K` keys: one is new, one has gone, others have another value.
    pub fn fork(&self) -> Map {
        let mut fork = self.v.clone();
        let step = 2 * self.n as u64 / K as u64;
        for i in 2..K as u64 {
            fork.insert(Counted(i * step / 2 * 2), x());
        }
        fork.insert(self.missing.clone(), x());
        fork.remove(&Counted(step / 2 * 2));
        fork
    }

    /// The place of the key.
    fn at(&self) -> usize {
        self.n / 3
    }

    fn third(&self) -> std::ops::Range<Counted> {
        Counted(self.n as u64 / 3 * 2)..Counted(self.n as u64 / 3 * 4)
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
fn occupied(f: &mut Maps, act: fn(OccupiedEntry<'_, Counted, Counted>)) {
    f.v.insert(f.key.clone(), x());
    let Entry::Occupied(entry) = f.v.entry(f.key.clone()) else { unreachable!("the key is there") };
    begin();
    act(entry);
    end();
}

/// Does it with one that is not.
fn vacant(f: &mut Maps, act: fn(VacantEntry<'_, Counted, Counted>)) {
    f.v.remove(&f.missing);
    let Entry::Vacant(entry) = f.v.entry(f.missing.clone()) else {
        unreachable!("it is not there")
    };
    begin();
    act(entry);
    end();
}

/// Does it with both, one after the other.
fn either(f: &mut Maps, act: fn(Entry<'_, Counted, Counted>)) {
    f.v.remove(&f.missing);
    let (key, missing) = (f.key.clone(), f.missing.clone());
    begin();
    act(f.v.entry(key));
    act(f.v.entry(missing));
    end();
}

/// Does it with a cursor in the midst of a leaf that it has just passed an entry of.
fn near(f: &mut Maps, act: fn(&mut Cursor<'_, Counted, Counted>)) {
    // The first leaf has three entries at least.
    let mut cursor = f.v.lower_bound(Included(&Counted(0)));
    cursor.next();
    begin();
    act(&mut cursor);
    end();
}

fn far(f: &mut Maps, act: fn(&mut Cursor<'_, Counted, Counted>)) {
    let mut cursor = f.v.lower_bound(Included(&f.key));
    begin();
    act(&mut cursor);
    end();
}

fn edit(f: &mut Maps, act: fn(&mut CursorMut<'_, Counted, Counted>)) {
    f.v.remove(&f.missing);
    f.v.insert(f.key.clone(), x());
    // The key lies before it.
    let mut cursor = f.v.upper_bound_mut(Included(&f.key));
    begin();
    act(&mut cursor);
    end();
}

pub const ROWS: &[Row<Maps>] = &[
    ("Clone for OrdMap", "O(1)", Reads, |f| drop(eat(f.v.clone()))),
    ("OrdMap::new", "O(1)", Reads, |_| drop(eat(Map::new()))),
    ("OrdMap::unit", "O(1)", Makes, |_| drop(eat(OrdMap::unit(Counted(7), x())))),
    ("OrdMap::len", "O(1)", Reads, |f| _ = eat(f.v.len())),
    ("OrdMap::is_empty", "O(1)", Reads, |f| _ = eat(f.v.is_empty())),
    ("OrdMap::clear", "O(n) | O(1)", Reads, |f| f.v.clear()),
    ("OrdMap::check", "O(n)", Makes, |f| f.v.check()),
    ("OrdMap::memory", "O(m log m)", Makes, |f| _ = eat(OrdMap::memory([&f.v]))),
    ("OrdMap::picture", "O(m log m)", Makes, |f| drop(eat(OrdMap::picture([&f.v])))),
    // Read.
    ("OrdMap::get", "O(log n)", Reads, |f| _ = eat(f.v.get(&f.key))),
    ("OrdMap::get", "O(log n)", Reads, |f| _ = eat(f.v.get(&f.missing))),
    ("OrdMap::get_key_value", "O(log n)", Reads, |f| _ = eat(f.v.get_key_value(&f.key))),
    ("OrdMap::contains_key", "O(log n)", Reads, |f| _ = eat(f.v.contains_key(&f.key))),
    ("OrdMap::get_prev", "O(log n)", Reads, |f| _ = eat(f.v.get_prev(&f.missing))),
    ("OrdMap::get_next", "O(log n)", Reads, |f| _ = eat(f.v.get_next(&f.missing))),
    ("OrdMap::first_key_value", "O(log n)", Reads, |f| _ = eat(f.v.first_key_value())),
    ("OrdMap::last_key_value", "O(log n)", Reads, |f| _ = eat(f.v.last_key_value())),
    ("OrdMap::get_min", "O(log n)", Reads, |f| _ = eat(f.v.get_min())),
    ("OrdMap::get_max", "O(log n)", Reads, |f| _ = eat(f.v.get_max())),
    ("OrdMap::get_index", "O(log n)", Reads, |f| _ = eat(f.v.get_index(f.at()))),
    ("OrdMap::nth", "O(log n)", Reads, |f| _ = eat(f.v.nth(f.at()))),
    ("OrdMap::index_of", "O(log n)", Reads, |f| _ = eat(f.v.index_of(&f.key))),
    ("OrdMap::rank", "O(log n)", Reads, |f| _ = eat(f.v.rank(&f.missing))),
    ("Index<&Q> for OrdMap", "O(log n)", Reads, |f| _ = eat(&f.v[&Counted(6)])),
    ("OrdMap::iter", "O(1)", Reads, |f| _ = eat(f.v.iter())),
    ("OrdMap::iter", "O(log n)", Reads, |f| _ = eat(f.v.iter().nth(f.at()))),
    ("OrdMap::iter", "O(log n)", Reads, |f| _ = eat(f.v.iter().skip(f.at()).next())),
    ("OrdMap::keys", "O(1)", Reads, |f| _ = eat(f.v.keys())),
    ("OrdMap::values", "O(1)", Reads, |f| _ = eat(f.v.values())),
    ("OrdMap::into_keys", "O(1)", Reads, |f| {
        let v = f.v.clone();
        begin();
        let keys = v.into_keys();
        end();
        drop(eat(keys));
    }),
    ("OrdMap::into_values", "O(1)", Reads, |f| {
        let v = f.v.clone();
        begin();
        let values = v.into_values();
        end();
        drop(eat(values));
    }),
    ("OrdMap::range", "O(log n)", Reads, |f| {
        let third = f.third();
        begin();
        eat(f.v.range(third).next());
        end();
    }),
    ("OrdMap::range_index", "O(1)", Reads, |f| _ = eat(f.v.range_index(f.at()..))),
    ("OrdMap::range_index", "O(log n)", Reads, |f| _ = eat(f.v.range_index(f.at()..).next())),
    // Write where something is.
    ("OrdMap::get_mut", "O(log n)", InPlace, |f| _ = eat(f.v.get_mut(&f.key))),
    ("OrdMap::get_mut", "O(log n)", Reads, |f| _ = eat(f.v.get_mut(&Counted(u64::MAX)))),
    ("OrdMap::get_key_value_mut", "O(log n)", InPlace, |f| _ = eat(f.v.get_key_value_mut(&f.key))),
    ("OrdMap::get_prev_mut", "O(log n)", InPlace, |f| _ = eat(f.v.get_prev_mut(&f.missing))),
    ("OrdMap::get_next_mut", "O(log n)", InPlace, |f| _ = eat(f.v.get_next_mut(&f.missing))),
    ("OrdMap::get_index_mut", "O(log n)", InPlace, |f| _ = eat(f.v.get_index_mut(f.n / 3))),
    ("IndexMut<&Q> for OrdMap", "O(log n)", InPlace, |f| f.v[&f.key] = x()),
    ("OrdMap::iter_mut", "O(1)", Walks, |f| _ = eat(f.v.iter_mut())),
    ("OrdMap::values_mut", "O(1)", Walks, |f| _ = eat(f.v.values_mut())),
    ("OrdMap::range_mut", "O(log n)", Walks, |f| {
        let third = f.third();
        begin();
        eat(f.v.range_mut(third).next());
        end();
    }),
    // Insert and remove.
    ("OrdMap::insert", "O(log n)", InPlace, |f| {
        let key = f.key.clone();
        begin();
        f.v.insert(key, x());
        end();
    }),
    ("OrdMap::insert", "O(log n)", Makes, |f| {
        f.v.remove(&f.missing);
        begin();
        f.v.insert(f.missing.clone(), x());
    }),
    ("OrdMap::update", "O(log n)", Makes, |f| drop(eat(f.v.update(f.key.clone(), x())))),
    ("OrdMap::update_with", "O(log n)", Makes, |f| {
        drop(eat(f.v.clone().update_with(f.key.clone(), x(), |_, new| new)));
    }),
    ("OrdMap::update_with_key", "O(log n)", Makes, |f| {
        drop(eat(f.v.clone().update_with_key(f.missing.clone(), x(), |_, _, new| new)));
    }),
    ("OrdMap::update_lookup_with_key", "O(log n)", Makes, |f| {
        drop(eat(f.v.clone().update_lookup_with_key(f.key.clone(), x(), |_, _, new| new)));
    }),
    ("OrdMap::alter", "O(log n)", Makes, |f| drop(eat(f.v.alter(|_| None, f.key.clone())))),
    ("OrdMap::alter", "O(log n)", Makes, |f| {
        drop(eat(f.v.alter(|_| Some(x()), f.missing.clone())));
    }),
    ("OrdMap::remove", "O(log n)", Makes, |f| _ = eat(f.v.remove(&f.key))),
    ("OrdMap::remove", "O(log n)", Reads, |f| _ = eat(f.v.remove(&Counted(u64::MAX)))),
    ("OrdMap::remove_entry", "O(log n)", Makes, |f| _ = eat(f.v.remove_entry(&Counted(16)))),
    ("OrdMap::remove_with_key", "O(log n)", Makes, |f| _ = eat(f.v.remove_with_key(&Counted(18)))),
    ("OrdMap::remove_index", "O(log n)", Makes, |f| _ = eat(f.v.remove_index(f.n / 3))),
    ("OrdMap::pop_first", "O(log n)", Makes, |f| _ = eat(f.v.pop_first())),
    ("OrdMap::pop_last", "O(log n)", Makes, |f| _ = eat(f.v.pop_last())),
    ("OrdMap::without", "O(log n)", Makes, |f| drop(eat(f.v.without(&Counted(100))))),
    ("OrdMap::extract", "O(log n)", Makes, |f| drop(eat(f.v.extract(&Counted(100))))),
    ("OrdMap::extract_with_key", "O(log n)", Makes, |f| {
        drop(eat(f.v.extract_with_key(&Counted(100))));
    }),
    ("OrdMap::without_min", "O(log n)", Makes, |f| drop(eat(f.v.without_min()))),
    ("OrdMap::without_min_with_key", "O(log n)", Makes, |f| drop(eat(f.v.without_min_with_key()))),
    ("OrdMap::without_max", "O(log n)", Makes, |f| drop(eat(f.v.without_max()))),
    ("OrdMap::without_max_with_key", "O(log n)", Makes, |f| drop(eat(f.v.without_max_with_key()))),
    ("OrdMap::retain", "O(n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        v.retain(|key, _| key.0 % 3 != 0);
    }),
    // Most stay: 1,000 are asked, and none goes.
    ("OrdMap::extract_if", "O(1)", Makes, |f| {
        let mut v = f.v.take(1_000);
        let mut entries = v.extract_if(.., |_, _| false);
        often(|_| drop(entries.next()));
    }),
    ("OrdMap::extract_if", "O(log n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        eat(v.extract_if(f.third(), |_, _| true).next());
    }),
    ("OrdMap::insert_many", "O(m log m + m log n)", Makes, |f| {
        let entries: Vec<_> = f.few.iter().map(|(key, x)| (key.clone(), x.clone())).collect();
        let mut v = f.v.clone();
        begin();
        v.insert_many(entries);
    }),
    ("OrdMap::remove_many", "O(m log m + m log n)", Makes, |f| {
        let keys: Vec<_> = f.few.keys().cloned().collect();
        let mut v = f.v.clone();
        begin();
        v.remove_many(keys);
    }),
    ("OrdMap::update_many", "O(m log m + m log n)", Makes, |f| {
        let keys: Vec<_> = f.few.keys().cloned().collect();
        let mut v = f.v.clone();
        begin();
        v.update_many(keys, |_, old| old.is_none().then(x));
    }),
    // Cut and join.
    ("OrdMap::from_sorted_iter", "O(n)", Makes, |f| drop(eat(OrdMap::from_sorted_iter(f.plain())))),
    ("OrdMap::append", "O(log n)", Makes, |f| {
        let mut upper = f.v.split_off(&f.missing);
        begin();
        f.v.append(&mut upper);
        end();
    }),
    // Few entries.
    ("OrdMap::append", "O(m log n)", Makes, |f| {
        let (mut v, mut few) = (f.v.clone(), f.few.clone());
        begin();
        v.append(&mut few);
    }),
    // As many as are asked for: a fourth of this map's.
    ("OrdMap::append", "O(m log(n / m + 1))", Makes, |f| {
        let mut v = f.v.take(4 * M);
        let mut other: Map = (0..M as u64).map(|i| (Counted(8 * i + 1), x())).collect();
        begin();
        v.append(&mut other);
    }),
    ("OrdMap::split_off", "O(log n)", Makes, |f| {
        let mut upper = f.v.split_off(&f.missing);
        end();
        f.v.append(&mut upper);
    }),
    ("OrdMap::split", "O(log n)", Makes, |f| drop(eat(f.v.split(&f.key)))),
    ("OrdMap::split_lookup", "O(log n)", Makes, |f| drop(eat(f.v.split_lookup(&f.key)))),
    ("OrdMap::take", "O(log n)", Makes, |f| drop(eat(f.v.take(f.at())))),
    ("OrdMap::skip", "O(log n)", Makes, |f| drop(eat(f.v.skip(f.at())))),
    ("OrdMap::submap", "O(log n)", Makes, |f| drop(eat(f.v.submap(f.third())))),
    ("OrdMap::remove_range", "O(log n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        drop(v.remove_range(f.third()));
    }),
    // Two maps.
    ("OrdMap::ptr_eq", "O(1)", Reads, |f| _ = eat(f.v.ptr_eq(&f.v.clone()))),
    ("PartialEq for OrdMap", "O(k log n)", Makes, |f| {
        // The same values again, in nodes of their own.
        let mut other = f.v.clone();
        for i in 0..K {
            let (key, value) = f.v.get_index(i * (f.v.len() / K)).expect("in bounds");
            other.insert(key.clone(), value.clone());
        }
        begin();
        assert!(eat(f.v == other));
    }),
    ("PartialEq for OrdMap", "O(n)", Makes, |f| {
        let other = OrdMap::from_sorted_iter(f.v.iter().map(|(k, v)| (k.clone(), v.clone())));
        begin();
        assert!(eat(f.v == other));
        end();
    }),
    ("OrdMap::union", "O(m log(n / m + 1))", Makes, |f| few(f, |a, b| drop(a.union(b)))),
    ("OrdMap::union", "O(k log n)", Makes, |f| fork(f, |a, b| drop(a.union(b)))),
    ("OrdMap::union_ref", "O(m log(n / m + 1))", Makes, |f| few(f, |a, b| drop(a.union_ref(&b)))),
    ("OrdMap::union_with", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.union_with(b, |x, _| x)));
    }),
    ("OrdMap::union_with_key", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.union_with_key(b, |_, _, y| y)));
    }),
    ("OrdMap::unions", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(OrdMap::unions([a, b])));
    }),
    ("OrdMap::unions_with", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(OrdMap::unions_with([a, b], |x, _| x)));
    }),
    ("OrdMap::unions_with_key", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(OrdMap::unions_with_key([a, b], |_, x, _| x)));
    }),
    ("OrdMap::symmetric_difference", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.symmetric_difference(b)));
    }),
    ("OrdMap::symmetric_difference", "O(k log n)", Makes, |f| {
        fork(f, |a, b| drop(a.symmetric_difference(b)));
    }),
    ("OrdMap::symmetric_difference_ref", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.symmetric_difference_ref(&b)));
    }),
    ("OrdMap::difference", "O(m log(n / m + 1))", Makes, |f| few(f, |a, b| drop(a.difference(b)))),
    ("OrdMap::symmetric_difference_with", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.symmetric_difference_with(b, |x, _| Some(x))));
    }),
    ("OrdMap::difference_with", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.difference_with(b, |x, _| Some(x))));
    }),
    ("OrdMap::symmetric_difference_with_key", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.symmetric_difference_with_key(b, |_, x, _| Some(x))));
    }),
    ("OrdMap::difference_with_key", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.difference_with_key(b, |_, x, _| Some(x))));
    }),
    ("OrdMap::relative_complement", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.relative_complement(b)));
    }),
    ("OrdMap::relative_complement", "O(k log n)", Makes, |f| {
        fork(f, |a, b| drop(a.relative_complement(b)));
    }),
    ("OrdMap::relative_complement_ref", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.relative_complement_ref(&b)));
    }),
    ("OrdMap::intersection", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.intersection(b)));
    }),
    ("OrdMap::intersection", "O(k log n)", Makes, |f| fork(f, |a, b| drop(a.intersection(b)))),
    ("OrdMap::intersection_ref", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.intersection_ref(&b)));
    }),
    ("OrdMap::intersection_with", "O(m log n)", Makes, |f| {
        few(f, |a, b| drop(a.intersection_with(b, |x, _| x)));
    }),
    ("OrdMap::intersection_with_key", "O(m log n)", Makes, |f| {
        few(f, |a, b| drop(a.intersection_with_key(b, |_, x, _| x)));
    }),
    ("OrdMap::is_submap_by", "O(m log n)", Reads, |f| {
        // All few are there.
        let (few, v) = (f.few.intersection_ref(&f.v), &f.v);
        begin();
        eat(few.is_submap_by(v, |_, _| true));
        end();
    }),
    ("OrdMap::is_proper_submap_by", "O(m log n)", Reads, |f| {
        let (few, v) = (f.few.intersection_ref(&f.v), &f.v);
        begin();
        eat(few.is_proper_submap_by(v, |_, _| true));
        end();
    }),
    ("OrdMap::is_submap", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| _ = eat(a.is_submap(&b)));
    }),
    ("OrdMap::is_submap", "O(k log n)", Makes, |f| fork(f, |a, b| _ = eat(a.is_submap(&b)))),
    ("OrdMap::is_proper_submap", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| _ = eat(a.is_proper_submap(&b)));
    }),
    ("OrdMap::has_keys_in", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| _ = eat(a.has_keys_in(&b)));
    }),
    ("OrdMap::has_keys_in", "O(k log n)", Makes, |f| fork(f, |a, b| _ = eat(a.has_keys_in(&b)))),
    ("OrdMap::is_disjoint", "O(m log(n / m + 1))", Makes, |f| {
        let odd: Map = f.few.iter().map(|(key, x)| (Counted(key.0 | 1), x.clone())).collect();
        f.v.remove(&f.missing);
        begin();
        assert!(f.v.is_disjoint(&odd) && odd.is_disjoint(&f.v));
    }),
    ("OrdMap::diff", "O(k log n)", Makes, |f| fork(f, |a, b| _ = eat(a.diff(&b).count()))),
    // What there is to tell: that few have gone.
    ("OrdMap::diff", "O(m log(n / m + 1))", Makes, |f| {
        let other = f.v.relative_complement_ref(&f.few);
        begin();
        eat(f.v.diff(&other).count());
    }),
    ("OrdMap::apply", "O(k log n)", Makes, |f| {
        let fork = f.fork();
        let patch: Patch<_, _> = fork.diff(&f.v).collect();
        let mut v = f.v.clone();
        begin();
        v.apply(&patch);
    }),
    ("OrdMap::merge", "O(k log n)", Makes, |f| {
        let (ours, theirs) = (f.fork(), f.v.update(Counted(0), x()));
        begin();
        drop(eat(OrdMap::merge(&f.v, &ours, &theirs, |conflict| conflict.ours.cloned())));
    }),
    // Many.
    ("FromIterator<(RK, RV)> for OrdMap", "O(n)", Makes, |f| {
        drop(eat(f.plain().into_iter().collect::<Map>()));
    }),
    ("Extend<(RK, RV)> for OrdMap", "O(1)", Makes, |f| {
        let mut v = f.v.clone();
        let more: Vec<_> = (0..1_000).map(|i| (Counted((1 << 40) + i), x())).collect();
        let mut more = Some(more);
        often(|_| _ = more.take().map(|more| v.extend(more)));
    }),
    ("From<OrdMap<K, V>> for BTreeMap", "O(n)", Makes, |f| drop(eat(BTreeMap::from(f.v.clone())))),
    ("From<OrdMap<K, V>> for std::collections::HashMap", "O(n)", Makes, |f| {
        drop(eat(std::collections::HashMap::<_, _>::from(f.v.clone())));
    }),
    // Entries.
    ("OrdMap::entry", "O(log n)", Reads, |f| {
        let (key, missing) = (f.key.clone(), f.missing.clone());
        begin();
        eat(f.v.entry(key));
        eat(f.v.entry(missing));
        end();
    }),
    ("OrdMap::first_entry", "O(log n)", Reads, |f| _ = eat(f.v.first_entry())),
    ("OrdMap::last_entry", "O(log n)", Reads, |f| _ = eat(f.v.last_entry())),
    ("Entry::key", "O(log n)", Makes, |f| either(f, |entry| _ = eat(entry.key()))),
    ("Entry::or_insert", "O(log n)", Makes, |f| either(f, |entry| _ = entry.or_insert(x()))),
    ("Entry::or_insert_with", "O(log n)", Makes, |f| {
        either(f, |entry| _ = entry.or_insert_with(x));
    }),
    ("Entry::or_insert_with_key", "O(log n)", Makes, |f| {
        either(f, |entry| _ = entry.or_insert_with_key(Clone::clone));
    }),
    ("Entry::or_default", "O(log n)", Makes, |f| either(f, |entry| _ = entry.or_default())),
    ("Entry::and_modify", "O(log n)", Makes, |f| {
        either(f, |entry| _ = entry.and_modify(|old| *old = x()));
    }),
    ("Entry::insert_entry", "O(log n)", Makes, |f| either(f, |entry| _ = entry.insert_entry(x()))),
    ("OccupiedEntry::key", "O(log n)", Reads, |f| occupied(f, |entry| _ = eat(entry.key()))),
    ("OccupiedEntry::get", "O(log n)", Reads, |f| occupied(f, |entry| _ = eat(entry.get()))),
    ("OccupiedEntry::get_mut", "O(log n)", InPlace, |f| {
        occupied(f, |mut entry| _ = eat(entry.get_mut()));
    }),
    ("OccupiedEntry::into_mut", "O(log n)", InPlace, |f| {
        occupied(f, |entry| _ = eat(entry.into_mut()));
    }),
    ("OccupiedEntry::insert", "O(log n)", InPlace, |f| {
        occupied(f, |mut entry| _ = eat(entry.insert(x())));
    }),
    ("OccupiedEntry::remove", "O(log n)", Makes, |f| occupied(f, |entry| _ = eat(entry.remove()))),
    ("OccupiedEntry::remove_entry", "O(log n)", Makes, |f| {
        occupied(f, |entry| _ = eat(entry.remove_entry()));
    }),
    ("VacantEntry::key", "O(1)", Reads, |f| vacant(f, |entry| _ = eat(entry.key()))),
    ("VacantEntry::into_key", "O(1)", Reads, |f| vacant(f, |entry| _ = eat(entry.into_key()))),
    ("VacantEntry::insert", "O(log n)", Makes, |f| vacant(f, |entry| _ = entry.insert(x()))),
    ("VacantEntry::insert_entry", "O(log n)", Makes, |f| {
        vacant(f, |entry| _ = entry.insert_entry(x()));
    }),
    // Cursors.
    ("OrdMap::lower_bound", "O(log n)", Reads, |f| _ = eat(f.v.lower_bound(Included(&f.key)))),
    ("OrdMap::upper_bound", "O(log n)", Reads, |f| _ = eat(f.v.upper_bound(Included(&f.key)))),
    ("OrdMap::lower_bound_mut", "O(log n)", Reads, |f| {
        _ = eat(f.v.lower_bound_mut(Included(&f.key)));
    }),
    ("OrdMap::upper_bound_mut", "O(log n)", Reads, |f| {
        _ = eat(f.v.upper_bound_mut(Included(&f.key)));
    }),
    ("Cursor::index", "O(1)", Reads, |f| far(f, |cursor| _ = eat(cursor.index()))),
    ("Cursor::peek_next", "O(log n)", Reads, |f| far(f, |cursor| _ = eat(cursor.peek_next()))),
    ("Cursor::peek_prev", "O(log n)", Reads, |f| far(f, |cursor| _ = eat(cursor.peek_prev()))),
    ("Cursor::peek_next", "O(1)", Reads, |f| near(f, |cursor| _ = eat(cursor.peek_next()))),
    ("Cursor::peek_prev", "O(1)", Reads, |f| near(f, |cursor| _ = eat(cursor.peek_prev()))),
    ("Cursor::next", "O(1)", Reads, |f| {
        let mut cursor = f.v.lower_bound(Included(&Counted(0)));
        often(|_| _ = eat(cursor.next()));
    }),
    ("Cursor::prev", "O(1)", Reads, |f| {
        let mut cursor = f.v.upper_bound(Included(&Counted(u64::MAX)));
        often(|_| _ = eat(cursor.prev()));
    }),
    ("CursorMut::index", "O(1)", Reads, |f| edit(f, |cursor| _ = eat(cursor.index()))),
    ("CursorMut::as_cursor", "O(1)", Reads, |f| edit(f, |cursor| _ = eat(cursor.as_cursor()))),
    ("CursorMut::peek_next", "O(log n)", InPlace, |f| {
        edit(f, |cursor| _ = eat(cursor.peek_next()));
    }),
    ("CursorMut::peek_prev", "O(log n)", InPlace, |f| {
        edit(f, |cursor| _ = eat(cursor.peek_prev()));
    }),
    ("CursorMut::next", "O(log n)", InPlace, |f| edit(f, |cursor| _ = eat(cursor.next()))),
    ("CursorMut::prev", "O(log n)", InPlace, |f| edit(f, |cursor| _ = eat(cursor.prev()))),
    ("CursorMut::remove_next", "O(log n)", Makes, |f| {
        edit(f, |cursor| _ = eat(cursor.remove_next()));
    }),
    ("CursorMut::remove_prev", "O(log n)", Makes, |f| {
        edit(f, |cursor| _ = eat(cursor.remove_prev()));
    }),
    ("CursorMut::insert_after", "O(log n)", Makes, |f| {
        let missing = f.missing.clone();
        f.v.remove(&missing);
        let mut cursor = f.v.upper_bound_mut(Included(&f.key));
        begin();
        assert!(cursor.insert_after(missing, x()).is_ok());
    }),
    ("CursorMut::insert_before", "O(log n)", Makes, |f| {
        let missing = f.missing.clone();
        f.v.remove(&missing);
        let mut cursor = f.v.upper_bound_mut(Included(&f.key));
        begin();
        assert!(cursor.insert_before(missing, x()).is_ok());
    }),
];
