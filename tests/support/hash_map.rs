//! What programs do with a `HashMap`, beside what they do with std's.

use std::collections::HashMap as Model;
use std::hash::BuildHasher;
use std::mem::take;
use std::ops::Range;

use offshoot::HashMap;

use super::choice::{Amount, Choices, Place};
use super::collider::Seeded;
use super::element::Element;
use super::hash_map_walk::WalkOp;
use super::ord_map_two::TwoOp;
use super::{Fresh, Pair};

/// Entries at the most: enough for two levels of directories, with tiny nodes for four.
pub const MOST: usize = if cfg!(offshoot_tiny) { 150 } else { 900 };

/// Keys are numbers below this: few, so that versions have many in common.
const KEYS: usize = if cfg!(offshoot_tiny) { 190 } else { 1_200 };

/// Entries of a full bucket, about.
pub const BUCKET: usize = if cfg!(offshoot_tiny) { 4 } else { 32 };

#[derive(Clone, Debug)]
pub enum HashMapOp {
    // Single entries.
    Insert(Place),
    InsertRun(Place, Amount, u8),
    Remove(Place, u8),
    RemoveRun(Place, Amount, u8),
    Change(Place, u8),
    Entry(Place, u8),
    Update(Place, u8),
    Without(Place, u8),
    // Many entries.
    Clear,
    Disjoint([Place; 3], bool),
    InsertMany(Place, Amount, u8),
    RemoveMany(Place, Amount, u8),
    UpdateMany(Place, Amount, u8),
    Extend(Place, Amount, u8),
    Collect(Place, Amount, u8),
    Through(u8),
    Retain(u8),
    ExtractIf(u8, Place),
    // Two versions.
    Two(TwoOp),
    // Looking on.
    Walk(WalkOp),
}

impl HashMapOp {
    fn read(choices: &mut Choices<'_>, kind: u8) -> Self {
        match kind {
            0..6 => Self::Insert(choices.place()),
            6..11 => Self::InsertRun(choices.place(), choices.amount(), choices.below(4)),
            11..16 => Self::Remove(choices.place(), choices.below(3)),
            16..20 => Self::RemoveRun(choices.place(), choices.amount(), choices.below(4)),
            20..22 => Self::Change(choices.place(), choices.below(3)),
            22 | 31..34 => Self::Entry(choices.place(), choices.below(10)),
            23 | 24 => Self::Update(choices.place(), choices.below(6)),
            25 | 26 => Self::Without(choices.place(), choices.below(4)),
            27 if choices.once_in(8) => Self::Clear,
            27..30 => Self::Extend(choices.place(), choices.amount(), choices.below(4)),
            30 => Self::Collect(choices.place(), choices.amount(), choices.below(6)),
            34 => Self::Through(choices.below(4)),
            35 | 36 => Self::Retain(choices.below(8)),
            37..40 => Self::ExtractIf(choices.below(8), choices.place()),
            61 => Self::InsertMany(choices.place(), choices.amount(), choices.below(4)),
            62 => Self::RemoveMany(choices.place(), choices.amount(), choices.below(4)),
            63 => Self::UpdateMany(choices.place(), choices.amount(), choices.below(4)),
            60 => Self::Disjoint(
                [choices.place(), choices.place(), choices.place()],
                choices.once_in(2),
            ),
            40..52 => Self::Two(TwoOp::read(choices)),
            _ => Self::Walk(WalkOp::read(choices)),
        }
    }
}

pub fn key<K: Element>(place: Place) -> K {
    K::new(place.below(KEYS) as u32)
}

/// Keys from a place on, so far apart: by 1; by 7, of which some hash alike; by 2; none at all.
pub fn run<K: Element>(place: Place, count: usize, order: u8) -> impl Iterator<Item = K> {
    let first = place.below(KEYS) as u32;
    let step = [1, 7, 2, 0][usize::from(order % 4)];
    (0..count as u32).map(move |at| K::new((first + at * step) % (KEYS as u32)))
}

/// A map and its model.
#[derive(Clone)]
pub struct HashMapPair<K, V, S> {
    pub ours: HashMap<K, V, S>,
    pub model: Model<K, V>,
}

impl<K, V, S: Default> Default for HashMapPair<K, V, S> {
    fn default() -> Self {
        Self { ours: HashMap::default(), model: Model::new() }
    }
}

impl<K: Element, V: Element, S: BuildHasher + Clone + Default> Pair for HashMapPair<K, V, S> {
    type Op = HashMapOp;
    type Collection = HashMap<K, V, S>;

    const OF_TWO: Range<u8> = 40..52;

    fn read(choices: &mut Choices<'_>, kind: u8) -> HashMapOp {
        HashMapOp::read(choices, kind)
    }

    fn apply(mut self, other: Self, op: &HashMapOp, fresh: &mut Fresh) -> (Self, Option<Self>) {
        match op {
            HashMapOp::Two(op) => return self.two(other, op, fresh),
            HashMapOp::Walk(op) => self.walk(op, fresh),
            HashMapOp::Clear => {
                self.ours.clear();
                self.model.clear();
            }
            HashMapOp::Extend(..)
            | HashMapOp::Collect(..)
            | HashMapOp::Through(_)
            | HashMapOp::InsertMany(..)
            | HashMapOp::RemoveMany(..)
            | HashMapOp::UpdateMany(..)
            | HashMapOp::Retain(_)
            | HashMapOp::ExtractIf(..) => self.bulk(op, fresh),
            HashMapOp::Disjoint(places, keys) => self.disjoint(*places, *keys),
            HashMapOp::Entry(place, how) => self.entry(*place, *how, fresh),
            _ => self.single(op, fresh),
        }
        (self, None)
    }

    fn check(&self) {
        let (ours, model) = (&self.ours, &self.model);
        ours.check();
        assert_eq!((ours.len(), ours.is_empty()), (model.len(), model.is_empty()));
        // As many as there are, each one of the model's, and none twice: all.
        let mut seen = 0;
        for (key, value) in ours {
            assert_eq!(model.get(key), Some(value), "{key:?}");
            seen += 1;
        }
        assert_eq!(seen, model.len());
        for (key, value) in model {
            assert_eq!(ours.get(key), Some(value), "{key:?}");
        }
    }

    fn check_beside(&self, other: &Self) {
        assert_eq!(self.ours == other.ours, self.model == other.model);
        if self.ours.ptr_eq(&other.ours) {
            assert_eq!(self.model, other.model);
        }
        self.check_diff(other);
    }

    fn collection(&self) -> &HashMap<K, V, S> {
        &self.ours
    }

    fn into_collection(self) -> HashMap<K, V, S> {
        self.ours
    }

    fn memory_of(versions: &[&HashMap<K, V, S>]) -> (usize, Vec<usize>) {
        let report = HashMap::memory(versions.iter().copied());
        assert_eq!(report.total, report.shared + report.unique.iter().sum::<usize>());
        assert_eq!(report.elements, versions.iter().map(|version| version.len()).sum::<usize>());
        (report.total, report.unique)
    }
}

impl<K: Element, V: Element, S: BuildHasher + Clone + Default> HashMapPair<K, V, S> {
    pub fn room(&self) -> usize {
        MOST.saturating_sub(self.model.len())
    }

    fn single(&mut self, op: &HashMapOp, fresh: &mut Fresh) {
        let room = self.room();
        let Self { ours, model } = self;
        let mut new = || V::new(fresh.number());
        match *op {
            HashMapOp::Insert(place) if room > 0 => {
                let (key, value) = (key::<K>(place), new());
                assert_eq!(ours.insert(key.clone(), value.clone()), model.insert(key, value));
            }
            HashMapOp::InsertRun(place, amount, order) => {
                for key in run::<K>(place, amount.of(BUCKET, room), order) {
                    let value = new();
                    assert_eq!(ours.insert(key.clone(), value.clone()), model.insert(key, value));
                }
            }
            HashMapOp::Remove(place, how) => {
                let key = key::<K>(place);
                let entry = model.remove_entry(&key);
                match how {
                    0 => assert_eq!(ours.remove(&key), entry.map(|entry| entry.1)),
                    1 => assert_eq!(ours.remove_entry(&key), entry),
                    _ => assert_eq!(ours.remove_with_key(&key), entry),
                }
            }
            HashMapOp::RemoveRun(place, amount, order) => {
                for key in run::<K>(place, amount.of(BUCKET, MOST), order) {
                    assert_eq!(ours.remove(&key), model.remove(&key));
                }
            }
            HashMapOp::Change(place, how) => {
                let key = key::<K>(place);
                let theirs = model.get_mut(&key);
                let mine = match how {
                    0 => ours.get_mut(&key),
                    1 => ours.get_key_value_mut(&key).map(|entry| entry.1),
                    _ => theirs.is_some().then(|| &mut ours[&key]),
                };
                assert_eq!(mine, theirs);
                mine.into_iter().chain(theirs).for_each(V::change);
            }
            HashMapOp::Update(place, how) if room > 0 => {
                let (key, value) = (key::<K>(place), new());
                let old = model.get(&key).cloned();
                let mut then = Some(value.clone());
                let version = match how {
                    0 => ours.update(key.clone(), value),
                    1 => {
                        then = old.clone().or(then);
                        ours.update_with(key.clone(), value, |old, _| old)
                    }
                    2 => ours.update_with_key(key.clone(), value, |at, was, new| {
                        assert_eq!((at, Some(&was)), (&key, old.as_ref()));
                        new
                    }),
                    3 => {
                        let (found, map) =
                            ours.update_lookup_with_key(key.clone(), value, |_, was, new| {
                                assert_eq!(Some(was), old.as_ref());
                                new
                            });
                        assert_eq!(found, old);
                        map
                    }
                    4 => {
                        then = old.clone().or(then);
                        ours.alter(|was| Some(was.unwrap_or(value)), key.clone())
                    }
                    _ => {
                        then = None;
                        ours.alter(|was| (was != old).then_some(value), key.clone())
                    }
                };
                *ours = version;
                match then {
                    Some(value) => _ = model.insert(key, value),
                    None => _ = model.remove(&key),
                }
            }
            HashMapOp::Without(place, how) => {
                let key = key::<K>(place);
                let entry = model.remove_entry(&key);
                let version = match how {
                    0 => Some(ours.without(&key)),
                    1 => ours.extract(&key).map(|(value, map)| {
                        assert_eq!(Some(&value), entry.as_ref().map(|entry| &entry.1));
                        map
                    }),
                    _ => ours.extract_with_key(&key).map(|(key, value, map)| {
                        assert_eq!(Some((key, value)), entry);
                        map
                    }),
                };
                assert!(how == 0 || version.is_some() == entry.is_some());
                if let Some(version) = version {
                    assert_eq!(version.ptr_eq(ours), entry.is_none());
                    *ours = version;
                }
            }
            _ => {}
        }
    }

    /// New entries in one of several orders.
    fn entries(&self, place: Place, amount: Amount, order: u8, fresh: &mut Fresh) -> Vec<(K, V)> {
        let keys = run::<K>(place, amount.of(BUCKET, self.room()), order);
        keys.map(|key| (key, V::new(fresh.number()))).collect()
    }

    fn bulk(&mut self, op: &HashMapOp, fresh: &mut Fresh) {
        match *op {
            HashMapOp::Extend(place, amount, order) => {
                let entries = self.entries(place, amount, order, fresh);
                self.ours.extend(entries.clone());
                self.model.extend(entries);
            }
            HashMapOp::Collect(place, amount, order) => {
                let entries = self.entries(place, amount, order, fresh);
                self.model = entries.iter().cloned().collect();
                self.ours = match order {
                    0 => entries.into_iter().collect(),
                    1 => HashMap::from(entries),
                    2 => HashMap::from(&entries),
                    3 => {
                        let mut map = HashMap::with_capacity_and_hasher(9, S::default());
                        map.reserve(entries.len());
                        map.insert_many(entries);
                        map.shrink_to_fit();
                        map
                    }
                    4 => {
                        let mut map = HashMap::with_hasher(S::default());
                        entries.into_iter().for_each(|(key, value)| _ = map.insert(key, value));
                        map
                    }
                    _ => HashMap::from(&entries[..]),
                };
            }
            HashMapOp::InsertMany(place, amount, order) => {
                let entries = self.entries(place, amount, order, fresh);
                self.ours.insert_many(entries.clone());
                self.model.extend(entries);
            }
            HashMapOp::RemoveMany(place, amount, order) => {
                let keys: Vec<K> = run(place, amount.of(BUCKET, MOST), order).collect();
                let gone = keys.iter().filter(|key| self.model.remove(key).is_some()).count();
                assert_eq!(self.ours.remove_many(keys), gone);
            }
            HashMapOp::UpdateMany(place, amount, order) => {
                let keys: Vec<K> = run(place, amount.of(BUCKET, self.room()), order).collect();
                let make = |key: &K, old: Option<&V>| match (key.number() % 3, old) {
                    (0, old) => old.cloned(),
                    (1, Some(_)) => None,
                    (_, old) => Some(V::new(old.map_or(7, |old| old.number() / 2))),
                };
                self.ours.update_many(keys.clone(), make);
                for key in keys {
                    match make(&key, self.model.get(&key)) {
                        Some(value) => _ = self.model.insert(key, value),
                        None => _ = self.model.remove(&key),
                    }
                }
            }
            HashMapOp::Through(how) => {
                let ours = take(&mut self.ours);
                self.ours = match how {
                    0 => HashMap::from(std::collections::BTreeMap::from(ours)),
                    1 => HashMap::from(&std::collections::BTreeMap::from(ours)),
                    2 => HashMap::from(Model::<K, V>::from(ours)),
                    _ => HashMap::from(&Model::<K, V, Seeded>::from(ours)),
                };
            }
            HashMapOp::Retain(modulus) => {
                let keep = |key: &K, value: &mut V| {
                    if key.number() % 5 == 0 {
                        value.change();
                    }
                    modulus > 0 && key.number() % u32::from(modulus) != 1
                };
                self.ours.retain(keep);
                self.model.retain(keep);
            }
            HashMapOp::ExtractIf(modulus, stop) => {
                let goes = |key: &K| modulus == 0 || key.number() % u32::from(modulus) == 1;
                let stop = stop.up_to(self.model.len() + 1);
                // Each entry is asked about once, up to the last one that is taken.
                let mut asked = Vec::new();
                let taken: Vec<(K, V)> = self
                    .ours
                    .extract_if(|key, value| {
                        asked.push(key.clone());
                        value.change();
                        goes(key)
                    })
                    .take(stop)
                    .collect();
                let mut expected = Vec::new();
                for key in &asked {
                    let value = self.model.get_mut(key).expect("an entry is asked about once");
                    value.change();
                    if goes(key) {
                        expected.extend(self.model.remove_entry(key));
                    }
                }
                assert_eq!(taken, expected);
                assert!(taken.len() == stop || !self.model.keys().any(goes));
                asked.sort_unstable();
                asked.dedup();
                assert!(taken.len() == stop || asked.len() == self.model.len() + taken.len());
            }
            _ => {}
        }
    }

    fn disjoint(&mut self, places: [Place; 3], with_keys: bool) {
        let [a, b, c] = places.map(key::<K>);
        if a == b || b == c || a == c {
            return;
        }
        let Self { ours, model } = self;
        let keys = [&a, &b, &c];
        let theirs = model.get_disjoint_mut(keys);
        let mine = if with_keys {
            let mut asked = keys.into_iter();
            ours.get_disjoint_key_value_mut(keys).map(|entry| {
                let (key, value) = (asked.next(), entry?);
                assert_eq!(Some(value.0), key);
                Some(value.1)
            })
        } else {
            ours.get_disjoint_mut(keys)
        };
        assert_eq!(mine, theirs);
        mine.into_iter().chain(theirs).flatten().for_each(V::change);
    }

    fn entry(&mut self, place: Place, how: u8, fresh: &mut Fresh) {
        use offshoot::hash_map::Entry;
        use std::collections::hash_map::Entry as ModelEntry;
        if self.room() == 0 {
            return;
        }
        let Self { ours, model } = self;
        let value = V::new(fresh.number());
        let v = || value.clone();
        let key = key::<K>(place);
        let (mine, theirs) = (ours.entry(key.clone()), model.entry(key.clone()));
        assert_eq!(mine.key(), theirs.key());
        match how {
            0 => assert_eq!(mine.or_insert(v()), theirs.or_insert(v())),
            1 => assert_eq!(mine.or_insert_with(v), theirs.or_insert_with(v)),
            2 => {
                let make = |key: &K| V::new(key.number());
                assert_eq!(mine.or_insert_with_key(make), theirs.or_insert_with_key(make));
            }
            3 => {
                let (mine, theirs) = (mine.and_modify(V::change), theirs.and_modify(V::change));
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
                (Entry::Occupied(mut mine), ModelEntry::Occupied(mut theirs)) => match how {
                    6 => assert_eq!(mine.insert(v()), theirs.insert(v())),
                    7 => assert_eq!(mine.remove(), theirs.remove()),
                    8 => assert_eq!(mine.remove_entry(), theirs.remove_entry()),
                    _ => {
                        mine.into_mut().change();
                        theirs.into_mut().change();
                    }
                },
                (Entry::Vacant(mine), ModelEntry::Vacant(theirs)) => match how {
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
}
