//! What programs do with a `HashMap`, beside what they do with std's.

use std::collections::HashMap as Model;
use std::hash::BuildHasher;
use std::mem::take;

use offshoot::HashMap;

use super::choice::{Amount, Choices, Place};
use super::element::Element;
use super::hash_map_walk::WalkOp;
use super::ord_map_two::TwoOp;
use super::{Fresh, Pair};

/// Entries at the most: enough for two levels of directories, with tiny nodes for four.
const MOST: usize = if cfg!(offshoot_tiny) { 150 } else { 900 };

/// Keys are numbers below this: few, so that versions have many in common.
const KEYS: usize = if cfg!(offshoot_tiny) { 190 } else { 1_200 };

/// Entries of a full bucket, about.
const BUCKET: usize = if cfg!(offshoot_tiny) { 4 } else { 32 };

#[derive(Clone, Debug)]
pub enum HashMapOp {
    // Single entries.
    Insert(Place),
    InsertRun(Place, Amount, u8),
    Remove(Place, u8),
    RemoveRun(Place, Amount, u8),
    Change(Place, u8),
    Update(Place, u8),
    Without(Place, u8),
    // Many entries.
    Clear,
    Extend(Place, Amount, u8),
    Collect(Place, Amount, u8),
    // Two versions.
    Two(TwoOp),
    // Looking on.
    Walk(WalkOp),
}

impl HashMapOp {
    fn read(choices: &mut Choices<'_>) -> Self {
        match choices.below(64) {
            0..6 => Self::Insert(choices.place()),
            6..11 => Self::InsertRun(choices.place(), choices.amount(), choices.below(4)),
            11..16 => Self::Remove(choices.place(), choices.below(3)),
            16..20 => Self::RemoveRun(choices.place(), choices.amount(), choices.below(4)),
            20..23 => Self::Change(choices.place(), choices.below(3)),
            23 | 24 => Self::Update(choices.place(), choices.below(6)),
            25 | 26 => Self::Without(choices.place(), choices.below(3)),
            27 if choices.once_in(8) => Self::Clear,
            27..30 => Self::Extend(choices.place(), choices.amount(), choices.below(4)),
            30 => Self::Collect(choices.place(), choices.amount(), choices.below(4)),
            36..50 => Self::Two(TwoOp::read(choices)),
            _ => Self::Walk(WalkOp::read(choices)),
        }
    }
}

pub fn key<K: Element>(place: Place) -> K {
    K::new(place.below(KEYS) as u32)
}

/// Keys from a place on, so far apart: by 1; by 7, of which some hash alike; by 2; none at all.
fn run<K: Element>(place: Place, count: usize, order: u8) -> impl Iterator<Item = K> {
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

    fn read(choices: &mut Choices<'_>) -> HashMapOp {
        HashMapOp::read(choices)
    }

    fn apply(mut self, other: Self, op: &HashMapOp, fresh: &mut Fresh) -> (Self, Option<Self>) {
        match op {
            HashMapOp::Two(op) => return self.two(other, op, fresh),
            HashMapOp::Walk(op) => self.walk(op, fresh),
            HashMapOp::Clear => {
                self.ours.clear();
                self.model.clear();
            }
            HashMapOp::Extend(..) | HashMapOp::Collect(..) => self.bulk(op, fresh),
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
        for (key, value) in ours.iter() {
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
                    _ => assert_eq!(ours.remove_entry(&key), entry),
                }
            }
            HashMapOp::RemoveRun(place, amount, order) => {
                for key in run::<K>(place, amount.of(BUCKET, MOST), order) {
                    assert_eq!(ours.remove(&key), model.remove(&key));
                }
            }
            HashMapOp::Change(place, how) => {
                let key = key::<K>(place);
                let mine = match how {
                    0 => ours.get_mut(&key),
                    _ => ours.get_key_value_mut(&key).map(|entry| entry.1),
                };
                let theirs = model.get_mut(&key);
                assert_eq!(mine, theirs);
                mine.into_iter().chain(theirs).for_each(V::change);
            }
            HashMapOp::Update(place, _) if room > 0 => {
                let (key, value) = (key::<K>(place), new());
                *ours = take(ours).update(key.clone(), value.clone());
                model.insert(key, value);
            }
            HashMapOp::Without(place, _) => {
                let key = key::<K>(place);
                *ours = ours.without(&key);
                model.remove(&key);
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
                self.ours = entries.into_iter().collect();
            }
            _ => {}
        }
    }
}
