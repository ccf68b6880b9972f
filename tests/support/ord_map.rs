//! What programs do with an `OrdMap`, beside what they do with a `BTreeMap`.

use std::collections::BTreeMap;

use offshoot::OrdMap;

use super::choice::{Amount, Choices, Place};
use super::element::Element;
use super::iterate::Pulls;
use super::ord_map_two::TwoOp;
use super::ord_map_walk::WalkOp;
use super::{Fresh, Pair};

/// Entries at the most: enough for two levels of branches, with tiny nodes for four.
pub const MOST: usize = if cfg!(offshoot_tiny) { 240 } else { 1_500 };

/// Keys are numbers below this: few, so that versions have many in common.
const KEYS: usize = if cfg!(offshoot_tiny) { 300 } else { 2_000 };

#[derive(Clone, Debug)]
pub enum OrdMapOp {
    // Single entries.
    Insert(Place),
    InsertRun(Place, Amount, bool),
    Remove(Place, u8),
    RemoveIndex(Place),
    Pop(u8, bool),
    Change(Place, u8),
    Entry(Place, u8),
    EndEntry(bool, u8),
    Update(Place, u8),
    Without(Place, u8),
    // Parts.
    SplitOff(Place),
    Split(Place, bool),
    Take(Place),
    Skip(Place),
    Submap(Range),
    RemoveRange(Range),
    Clear,
    // Many entries.
    Extend(Place, Amount, u8),
    Collect(Place, Amount, u8),
    Through(u8),
    InsertMany(Place, Amount, u8),
    RemoveMany(Place, Amount, u8),
    UpdateMany(Place, Amount, u8),
    Retain(u8),
    ExtractIf(Range, u8, Place),
    // Two versions.
    Two(TwoOp),
    // Looking on.
    Walk(WalkOp),
}

impl OrdMapOp {
    fn read(choices: &mut Choices<'_>, kind: u8) -> Self {
        match kind {
            0..4 => Self::Insert(choices.place()),
            4..7 => Self::InsertRun(choices.place(), choices.amount(), choices.once_in(2)),
            7..10 => Self::Remove(choices.place(), choices.below(3)),
            10 => Self::RemoveIndex(choices.place()),
            11 => Self::Pop(choices.below(9), choices.once_in(2)),
            12..14 => Self::Change(choices.place(), choices.below(6)),
            14..17 => Self::Entry(choices.place(), choices.below(10)),
            17 => Self::EndEntry(choices.once_in(2), choices.below(4)),
            18 => Self::Update(choices.place(), choices.below(6)),
            19 => Self::Without(choices.place(), choices.below(5)),
            20 | 21 => Self::SplitOff(choices.place()),
            22 => Self::Split(choices.place(), choices.once_in(2)),
            23 => Self::Take(choices.place()),
            24 => Self::Skip(choices.place()),
            25 => Self::Submap(Range::read(choices)),
            26 => Self::RemoveRange(Range::read(choices)),
            27 if choices.once_in(8) => Self::Clear,
            27..30 => Self::Extend(choices.place(), choices.amount(), choices.below(4)),
            30 => Self::Collect(choices.place(), choices.amount(), choices.below(6)),
            63 => Self::InsertMany(choices.place(), choices.amount(), choices.below(4)),
            62 => Self::RemoveMany(choices.place(), choices.amount(), choices.below(4)),
            61 => Self::UpdateMany(choices.place(), choices.amount(), choices.below(4)),
            31 => Self::Through(choices.below(4)),
            32 => Self::Retain(choices.below(8)),
            33 | 34 => Self::ExtractIf(Range::read(choices), choices.below(8), choices.place()),
            35..50 => Self::Two(TwoOp::read(choices)),
            _ => Self::Walk(WalkOp::read(choices)),
        }
    }
}

/// A range of keys, of any kind, never inverted.
#[derive(Clone, Debug)]
pub struct Range(Place, Place, u8);

type Bounds<K> = (std::ops::Bound<K>, std::ops::Bound<K>);

impl Range {
    pub fn read(choices: &mut Choices<'_>) -> Self {
        Self(choices.place(), choices.place(), choices.below(9))
    }

    pub fn bounds<K: Element>(&self) -> Bounds<K> {
        use std::ops::Bound::{Excluded, Included, Unbounded};
        let (a, b) = (key::<K>(self.0), key::<K>(self.1));
        let (low, high) = if a <= b { (a, b) } else { (b, a) };
        let same = low == high;
        let start = match self.2 % 3 {
            0 => Unbounded,
            1 => Included(low),
            _ => Excluded(low),
        };
        let end = match self.2 / 3 {
            0 => Unbounded,
            1 if !same => Excluded(high),
            _ => Included(high),
        };
        (start, end)
    }
}

pub fn key<K: Element>(place: Place) -> K {
    K::new(number(place))
}

fn number(place: Place) -> u32 {
    place.below(KEYS) as u32
}

/// Keys from a place on, each so many behind the other.
pub fn keys<K: Element>(place: Place, count: usize, step: u32) -> impl Iterator<Item = K> {
    let first = number(place);
    (0..count as u32).map(move |at| K::new((first + at * step) % (KEYS as u32)))
}

/// A map and its model.
#[derive(Clone)]
pub struct OrdMapPair<K, V> {
    pub ours: OrdMap<K, V>,
    pub model: BTreeMap<K, V>,
}

impl<K, V> Default for OrdMapPair<K, V> {
    fn default() -> Self {
        Self { ours: OrdMap::new(), model: BTreeMap::new() }
    }
}

/// Entries of a full leaf, about.
pub const LEAF: usize = if cfg!(offshoot_tiny) { 5 } else { 64 };

impl<K: Element, V: Element> Pair for OrdMapPair<K, V> {
    type Op = OrdMapOp;
    type Collection = OrdMap<K, V>;

    const OF_TWO: std::ops::Range<u8> = 35..50;

    fn read(choices: &mut Choices<'_>, kind: u8) -> OrdMapOp {
        OrdMapOp::read(choices, kind)
    }

    fn apply(mut self, other: Self, op: &OrdMapOp, fresh: &mut Fresh) -> (Self, Option<Self>) {
        let mut rest = None;
        match op {
            OrdMapOp::SplitOff(_)
            | OrdMapOp::Split(..)
            | OrdMapOp::Take(_)
            | OrdMapOp::Skip(_)
            | OrdMapOp::Submap(_)
            | OrdMapOp::RemoveRange(_)
            | OrdMapOp::Clear => rest = self.part(op),
            OrdMapOp::Extend(..)
            | OrdMapOp::Collect(..)
            | OrdMapOp::Through(_)
            | OrdMapOp::InsertMany(..)
            | OrdMapOp::RemoveMany(..)
            | OrdMapOp::UpdateMany(..)
            | OrdMapOp::Retain(_)
            | OrdMapOp::ExtractIf(..) => self.bulk(op, fresh),
            OrdMapOp::Two(op) => return self.two(other, op, fresh),
            OrdMapOp::Walk(op) => self.walk(op, fresh),
            OrdMapOp::Entry(..) | OrdMapOp::EndEntry(..) => self.entry(op, fresh),
            _ => self.single(op, fresh),
        }
        (self, rest)
    }

    fn check(&self) {
        let (ours, model) = (&self.ours, &self.model);
        ours.check();
        assert_eq!((ours.len(), ours.is_empty()), (model.len(), model.is_empty()));
        assert!(ours.iter().eq(model), "{ours:?}\ninstead of\n{model:?}");
        assert!(ours.iter().rev().eq(model.iter().rev()));
        assert_eq!(ours.first_key_value(), model.first_key_value());
        assert_eq!(ours.last_key_value(), model.last_key_value());
        assert_eq!(
            (ours.get_min(), ours.get_max()),
            (ours.first_key_value(), ours.last_key_value())
        );
        // Each entry by a descent of its own, of many entries some.
        for (index, (key, value)) in model.iter().enumerate().step_by(1 + model.len() / 60) {
            assert_eq!(ours.get(key), Some(value));
            assert_eq!(ours.get_index(index), Some((key, value)));
            assert_eq!((ours.index_of(key), ours.rank(key)), (Some(index), index));
        }
        assert_eq!(ours.nth(model.len()), None);
    }

    fn check_beside(&self, other: &Self) {
        assert_eq!(self.ours == other.ours, self.model == other.model);
        assert_eq!(self.ours.cmp(&other.ours), self.model.cmp(&other.model));
        if self.ours.ptr_eq(&other.ours) {
            assert_eq!(self.model, other.model);
        }
        self.check_diff(other);
    }

    fn collection(&self) -> &OrdMap<K, V> {
        &self.ours
    }

    fn into_collection(self) -> OrdMap<K, V> {
        self.ours
    }

    fn memory_of(versions: &[&OrdMap<K, V>]) -> (usize, Vec<usize>) {
        let report = OrdMap::memory(versions.iter().copied());
        assert_eq!(report.total, report.shared + report.unique.iter().sum::<usize>());
        assert_eq!(report.elements, versions.iter().map(|version| version.len()).sum::<usize>());
        (report.total, report.unique)
    }
}

impl<K: Element, V: Element> OrdMapPair<K, V> {
    pub fn room(&self) -> usize {
        MOST.saturating_sub(self.model.len())
    }

    fn single(&mut self, op: &OrdMapOp, fresh: &mut Fresh) {
        let (room, len) = (self.room(), self.model.len());
        let Self { ours, model } = self;
        let mut new = || V::new(fresh.number());
        match *op {
            OrdMapOp::Insert(place) if room > 0 => {
                let (key, value) = (key::<K>(place), new());
                assert_eq!(ours.insert(key.clone(), value.clone()), model.insert(key, value));
            }
            OrdMapOp::InsertRun(place, amount, back) => {
                let mut keys: Vec<K> = keys(place, amount.of(LEAF, room), 1).collect();
                if back {
                    keys.reverse();
                }
                for key in keys {
                    let value = new();
                    assert_eq!(ours.insert(key.clone(), value.clone()), model.insert(key, value));
                }
            }
            OrdMapOp::Remove(place, how) => {
                let key = key::<K>(place);
                let entry = model.remove_entry(&key);
                match how {
                    0 => assert_eq!(ours.remove(&key), entry.map(|entry| entry.1)),
                    1 => assert_eq!(ours.remove_entry(&key), entry),
                    _ => assert_eq!(ours.remove_with_key(&key), entry),
                }
            }
            OrdMapOp::RemoveIndex(place) => {
                let key = model.keys().nth(place.up_to(len)).cloned();
                let entry = key.and_then(|key| model.remove_entry(&key));
                assert_eq!(ours.remove_index(place.up_to(len)), entry);
            }
            OrdMapOp::Pop(count, first) => (0..count).for_each(|_| {
                if first {
                    assert_eq!(ours.pop_first(), model.pop_first());
                } else {
                    assert_eq!(ours.pop_last(), model.pop_last());
                }
            }),
            OrdMapOp::Change(place, how) => self.change(place, how),
            OrdMapOp::Update(place, how) if room > 0 => {
                let (key, value) = (key::<K>(place), new());
                let old = model.get(&key).cloned();
                let taken = std::mem::take(ours);
                let mut then = old.clone().map_or(Some(value.clone()), Some);
                *ours = match how {
                    0 => {
                        then = Some(value.clone());
                        taken.update(key.clone(), value)
                    }
                    1 => taken.update_with(key.clone(), value, |old, _| old),
                    2 => {
                        then = Some(value.clone());
                        taken.update_with_key(key.clone(), value, |at, was, new| {
                            assert_eq!((at, Some(&was)), (&key, old.as_ref()));
                            new
                        })
                    }
                    3 => {
                        then = Some(value.clone());
                        let (found, map) =
                            taken.update_lookup_with_key(key.clone(), value, |_, was, new| {
                                assert_eq!(Some(was), old.as_ref());
                                new
                            });
                        assert_eq!(found, old);
                        map
                    }
                    4 => taken.alter(|was| Some(was.unwrap_or(value)), key.clone()),
                    _ => {
                        then = None;
                        taken.alter(|was| (was != old).then_some(value), key.clone())
                    }
                };
                match then {
                    Some(value) => _ = model.insert(key, value),
                    None => _ = model.remove(&key),
                }
            }
            OrdMapOp::Without(place, how) => {
                let key = key::<K>(place);
                let taken = std::mem::take(ours);
                *ours = match how {
                    0 => {
                        model.remove(&key);
                        taken.without(&key)
                    }
                    1 => {
                        let value = model.remove(&key);
                        let found = taken.extract(&key);
                        assert_eq!(found.as_ref().map(|found| &found.0), value.as_ref());
                        found.map_or(taken, |found| found.1)
                    }
                    2 => {
                        let entry = model.remove_entry(&key);
                        let found = taken.extract_with_key(&key);
                        let (found, rest) = found
                            .map_or((None, taken), |(key, value, rest)| (Some((key, value)), rest));
                        assert_eq!(found, entry);
                        rest
                    }
                    3 => {
                        let entry = model.pop_first();
                        assert_eq!(
                            taken.without_min().0.as_ref(),
                            entry.as_ref().map(|entry| &entry.1)
                        );
                        let (found, map) = taken.without_min_with_key();
                        assert_eq!(found, entry);
                        map
                    }
                    _ => {
                        let entry = model.pop_last();
                        assert_eq!(
                            taken.without_max().0.as_ref(),
                            entry.as_ref().map(|entry| &entry.1)
                        );
                        let (found, map) = taken.without_max_with_key();
                        assert_eq!(found, entry);
                        map
                    }
                };
            }
            _ => {}
        }
    }

    fn change(&mut self, place: Place, how: u8) {
        let Self { ours, model } = self;
        let key = key::<K>(place);
        let (mine, theirs) = match how {
            0 => (ours.get_mut(&key), model.get_mut(&key)),
            1 => {
                let found = ours.get_key_value_mut(&key);
                (found.map(|entry| entry.1), model.get_mut(&key))
            }
            2 => (
                ours.get_prev_mut(&key).map(|entry| entry.1),
                model.range_mut(..=&key).next_back().map(|entry| entry.1),
            ),
            3 => (
                ours.get_next_mut(&key).map(|entry| entry.1),
                model.range_mut(&key..).next().map(|entry| entry.1),
            ),
            4 => {
                let index = place.up_to(model.len());
                (ours.get_index_mut(index).map(|entry| entry.1), model.values_mut().nth(index))
            }
            _ if model.contains_key(&key) => (Some(&mut ours[&key]), model.get_mut(&key)),
            _ => (None, None),
        };
        assert_eq!(mine, theirs);
        mine.into_iter().chain(theirs).for_each(V::change);
    }

    fn part(&mut self, op: &OrdMapOp) -> Option<Self> {
        let len = self.model.len();
        let Self { ours, model } = self;
        match op {
            OrdMapOp::SplitOff(place) => {
                let key = key::<K>(*place);
                return Some(Self { ours: ours.split_off(&key), model: model.split_off(&key) });
            }
            OrdMapOp::Split(place, lookup) => {
                let key = key::<K>(*place);
                let mut high = model.split_off(&key);
                let value = high.remove(&key);
                let (low, behind) = if *lookup {
                    let (low, found, behind) = ours.split_lookup(&key);
                    assert_eq!(found, value);
                    (low, behind)
                } else {
                    ours.split(&key)
                };
                *ours = low;
                return Some(Self { ours: behind, model: high });
            }
            OrdMapOp::Take(place) => {
                *ours = ours.take(place.up_to(len + 1));
                *model = std::mem::take(model).into_iter().take(place.up_to(len + 1)).collect();
            }
            OrdMapOp::Skip(place) => {
                *ours = ours.skip(place.up_to(len + 1));
                *model = std::mem::take(model).into_iter().skip(place.up_to(len + 1)).collect();
            }
            OrdMapOp::Submap(range) => {
                *ours = ours.submap(range.bounds::<K>());
                *model = model
                    .range(range.bounds::<K>())
                    .map(|(key, value)| (key.clone(), value.clone()))
                    .collect();
            }
            OrdMapOp::RemoveRange(range) => {
                let bounds = range.bounds::<K>();
                let ours = ours.remove_range(bounds.clone());
                let gone: BTreeMap<K, V> =
                    model.range(bounds).map(|(key, value)| (key.clone(), value.clone())).collect();
                model.retain(|key, _| !gone.contains_key(key));
                return Some(Self { ours, model: gone });
            }
            OrdMapOp::Clear => {
                ours.clear();
                model.clear();
            }
            _ => {}
        }
        None
    }

    /// New entries in one of several orders.
    fn entries(&self, place: Place, amount: Amount, order: u8, fresh: &mut Fresh) -> Vec<(K, V)> {
        let count = amount.of(LEAF, self.room());
        // Steps of 7 make several runs that rise; those of 0, one key alone.
        let step = [1, 3, 7, 0][usize::from(order % 4)];
        let keys = keys::<K>(place, count, step);
        keys.map(|key| (key, V::new(fresh.number()))).collect()
    }

    fn bulk(&mut self, op: &OrdMapOp, fresh: &mut Fresh) {
        match *op {
            OrdMapOp::Extend(place, amount, order) => {
                let entries = self.entries(place, amount, order, fresh);
                self.ours.extend(entries.clone());
                self.model.extend(entries);
            }
            OrdMapOp::Collect(place, amount, order) => {
                let entries = self.entries(place, amount, order, fresh);
                self.model = entries.iter().cloned().collect();
                self.ours = match order {
                    _ if entries.len() == 1 => {
                        entries.into_iter().map(|(key, value)| OrdMap::unit(key, value)).sum()
                    }
                    0 => entries.into_iter().collect(),
                    1 => OrdMap::from(entries),
                    2 => OrdMap::from(&entries),
                    3 => OrdMap::from(&entries[..]),
                    4 => OrdMap::from(&self.model),
                    _ => OrdMap::from_sorted_iter(self.model.clone()),
                };
            }
            OrdMapOp::InsertMany(place, amount, order) => {
                let entries = self.entries(place, amount, order, fresh);
                self.ours.insert_many(entries.clone());
                self.model.extend(entries);
            }
            OrdMapOp::RemoveMany(place, amount, order) => {
                let keys: Vec<K> = self
                    .entries(place, amount, order, fresh)
                    .into_iter()
                    .map(|entry| entry.0)
                    .collect();
                let gone = keys.iter().filter(|key| self.model.remove(key).is_some()).count();
                assert_eq!(self.ours.remove_many(keys), gone);
            }
            OrdMapOp::UpdateMany(place, amount, order) => {
                let mut keys: Vec<K> = self
                    .entries(place, amount, order, fresh)
                    .into_iter()
                    .map(|entry| entry.0)
                    .collect();
                let make = |key: &K, old: Option<&V>| match (key.number() % 3, old) {
                    (0, old) => old.cloned(),
                    (1, Some(_)) => None,
                    (_, old) => Some(V::new(old.map_or(7, |old| old.number() / 2))),
                };
                self.ours.update_many(keys.clone(), make);
                keys.sort();
                for key in keys {
                    match make(&key, self.model.get(&key)) {
                        Some(value) => _ = self.model.insert(key, value),
                        None => _ = self.model.remove(&key),
                    }
                }
            }
            OrdMapOp::Through(how) => {
                let ours = std::mem::take(&mut self.ours);
                self.ours = match how {
                    0 => OrdMap::from(BTreeMap::from(ours)),
                    1 => OrdMap::from(&BTreeMap::from(ours)),
                    2 => OrdMap::from(std::collections::HashMap::<K, V>::from(ours)),
                    _ => ours.into_iter().rev().collect(),
                };
            }
            OrdMapOp::Retain(modulus) => {
                let keep = |key: &K, value: &mut V| {
                    if key.number() % 5 == 0 {
                        value.change();
                    }
                    modulus > 0 && key.number() % u32::from(modulus) != 1
                };
                self.ours.retain(keep);
                self.model.retain(keep);
            }
            OrdMapOp::ExtractIf(ref range, modulus, stop) => {
                let bounds = range.bounds::<K>();
                let goes = |key: &K| modulus == 0 || key.number() % u32::from(modulus) == 1;
                let stop = stop.up_to(self.model.len() + 1);
                let within: Vec<K> =
                    self.model.range(bounds.clone()).map(|(key, _)| key.clone()).collect();
                let gone: Vec<K> = within.iter().filter(|key| goes(key)).cloned().collect();
                // What is asked about is changed, up to the last entry that is taken.
                let asked = if stop > gone.len() {
                    within.last()
                } else {
                    stop.checked_sub(1).map(|at| &gone[at])
                };
                if let Some(asked) = asked {
                    within.iter().filter(|key| *key <= asked).for_each(|key| {
                        self.model.get_mut(key).expect("a key of the model").change();
                    });
                }
                let taken: Vec<(K, V)> = self
                    .ours
                    .extract_if(bounds, |key, value| {
                        value.change();
                        goes(key)
                    })
                    .take(stop)
                    .collect();
                let expected: Vec<(K, V)> = gone
                    .iter()
                    .take(stop)
                    .map(|key| self.model.remove_entry(key).expect("a key of the model"))
                    .collect();
                assert_eq!(taken, expected);
            }
            _ => {}
        }
    }

    fn entry(&mut self, op: &OrdMapOp, fresh: &mut Fresh) {
        use offshoot::ord_map::Entry;
        use std::collections::btree_map::Entry as Model;
        let room = self.room();
        let Self { ours, model } = self;
        let value = V::new(fresh.number());
        match *op {
            OrdMapOp::Entry(place, how) if room > 0 => {
                let key = key::<K>(place);
                let (mine, theirs) = (ours.entry(key.clone()), model.entry(key.clone()));
                assert_eq!(mine.key(), theirs.key());
                let v = || value.clone();
                match how {
                    0 => assert_eq!(mine.or_insert(v()), theirs.or_insert(v())),
                    1 => assert_eq!(mine.or_insert_with(v), theirs.or_insert_with(v)),
                    2 => {
                        let make = |key: &K| V::new(key.number());
                        assert_eq!(mine.or_insert_with_key(make), theirs.or_insert_with_key(make));
                    }
                    3 => {
                        let (mine, theirs) =
                            (mine.and_modify(V::change), theirs.and_modify(V::change));
                        let (mine, theirs) = (mine.or_insert(v()), theirs.or_insert(v()));
                        assert_eq!(mine, theirs);
                        mine.change();
                        theirs.change();
                    }
                    4 => {
                        let mut mine = mine.insert_entry(v());
                        assert_eq!((mine.key(), mine.get()), (&key, &value));
                        mine.get_mut().change();
                        theirs.insert_entry(v()).get_mut().change();
                    }
                    5 => {
                        mine.insert_entry(v()).remove();
                        theirs.insert_entry(v()).remove();
                    }
                    _ => match (mine, theirs) {
                        (Entry::Occupied(mut mine), Model::Occupied(mut theirs)) => match how {
                            6 => assert_eq!(mine.insert(v()), theirs.insert(v())),
                            7 => assert_eq!(mine.remove(), theirs.remove()),
                            8 => assert_eq!(mine.remove_entry(), theirs.remove_entry()),
                            _ => {
                                mine.into_mut().change();
                                theirs.into_mut().change();
                            }
                        },
                        (Entry::Vacant(mine), Model::Vacant(theirs)) => match how {
                            6 => assert_eq!(mine.into_key(), theirs.into_key()),
                            7 => {
                                let mut mine = mine.insert_entry(v());
                                mine.insert(V::new(7));
                                *theirs.insert(v()) = V::new(7);
                            }
                            _ => assert_eq!(mine.insert(v()), theirs.insert(v())),
                        },
                        _ => panic!("only one of both has the key {key:?}"),
                    },
                }
            }
            OrdMapOp::EndEntry(first, how) => {
                let (mine, theirs) = if first {
                    (ours.first_entry(), model.first_entry())
                } else {
                    (ours.last_entry(), model.last_entry())
                };
                let (Some(mut mine), Some(mut theirs)) = (mine, theirs) else { return };
                assert_eq!((mine.key(), mine.get()), (theirs.key(), theirs.get()));
                match how {
                    0 => assert_eq!(mine.insert(value.clone()), theirs.insert(value)),
                    1 => assert_eq!(mine.remove_entry(), theirs.remove_entry()),
                    2 => assert_eq!(mine.remove(), theirs.remove()),
                    _ => {
                        mine.get_mut().change();
                        theirs.get_mut().change();
                    }
                }
            }
            _ => {}
        }
    }
}

/// What both give when they are pulled at.
pub fn pull<'a, K: Element + 'a, V: Element + 'a>(
    pulls: &Pulls,
    ours: impl DoubleEndedIterator<Item = (&'a K, &'a V)> + ExactSizeIterator,
    model: impl Iterator<Item = (&'a K, &'a V)>,
) {
    let model: Vec<_> = model.collect();
    pulls.interleave_exact(ours, model.into_iter());
}

/// As `pull`; changes the values that both gave while all of it is borrowed.
pub fn change<'a, K: Element + 'a, V: Element + 'a>(
    pulls: &Pulls,
    ours: impl DoubleEndedIterator<Item = (&'a K, &'a mut V)> + ExactSizeIterator,
    model: impl Iterator<Item = (&'a K, &'a mut V)>,
) {
    let model: Vec<_> = model.collect();
    let pairs = pulls.interleave_exact(ours, model.into_iter());
    for ((_, left), (_, right)) in pairs.into_iter().rev() {
        left.change();
        right.change();
        assert_eq!(left, right);
    }
}
