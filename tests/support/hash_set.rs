//! What programs do with a `HashSet`, beside what they do with std's.
#![allow(clippy::eq_op, clippy::nonminimal_bool, reason = "`==` is asked both ways")]

use std::collections::{BTreeSet, HashSet as Model};
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::mem::take;
use std::ops::Range;

use offshoot::HashSet;
use offshoot::hash_set::DiffItem;

use super::choice::{Amount, Choices, Place};
use super::element::Element;
use super::hash_map::{BUCKET, MOST, key, run};
use super::iterate::Pulls;
use super::{Fresh, Pair};

#[derive(Clone, Debug)]
pub enum HashSetOp {
    Insert(Place, u8),
    InsertRun(Place, Amount, u8),
    Remove(Place, u8),
    RemoveRun(Place, Amount, u8),
    Get(Place, u8),
    Update(Place),
    Without(Place),
    Clear,
    Extend(Place, Amount, u8),
    Collect(Place, Amount, u8),
    Retain(u8),
    ExtractIf(u8, Place),
    Or(u8),
    And(u8),
    Minus(u8),
    Xor(u8),
    Compare,
    Merge(Vec<(Place, bool)>, Vec<(Place, bool)>),
    Iter(Pulls, u8),
    Value,
}

impl HashSetOp {
    fn read(choices: &mut Choices<'_>, kind: u8) -> Self {
        let edit = |choices: &mut Choices<'_>| (choices.place(), choices.once_in(3));
        match kind {
            0..6 => Self::Insert(choices.place(), choices.below(3)),
            6..11 => Self::InsertRun(choices.place(), choices.amount(), choices.below(4)),
            11..15 => Self::Remove(choices.place(), choices.below(2)),
            15..19 => Self::RemoveRun(choices.place(), choices.amount(), choices.below(4)),
            19..24 => Self::Get(choices.place(), choices.below(5)),
            24 | 25 => Self::Update(choices.place()),
            26 | 27 => Self::Without(choices.place()),
            28 if choices.once_in(8) => Self::Clear,
            28..31 => Self::Extend(choices.place(), choices.amount(), choices.below(4)),
            31 => Self::Collect(choices.place(), choices.amount(), choices.below(7)),
            32 => Self::Retain(choices.below(8)),
            33 | 34 => Self::ExtractIf(choices.below(8), choices.place()),
            35..40 => Self::Or(choices.below(7)),
            40..44 => Self::And(choices.below(5)),
            44..48 => Self::Minus(choices.below(4)),
            48..51 => Self::Xor(choices.below(6)),
            51 => Self::Compare,
            52..54 => Self::Merge(choices.some(9, edit), choices.some(9, edit)),
            54..62 => Self::Iter(Pulls::read(choices), choices.below(3)),
            _ => Self::Value,
        }
    }
}

/// A set and its model.
#[derive(Clone)]
pub struct HashSetPair<T, S> {
    pub ours: HashSet<T, S>,
    pub model: Model<T>,
}

impl<T, S: Default> Default for HashSetPair<T, S> {
    fn default() -> Self {
        Self { ours: HashSet::default(), model: Model::new() }
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

impl<T: Element, S: BuildHasher + Clone + Default + Send + Sync> Pair for HashSetPair<T, S> {
    type Op = HashSetOp;
    type Collection = HashSet<T, S>;

    const OF_TWO: Range<u8> = 35..54;

    fn read(choices: &mut Choices<'_>, kind: u8) -> HashSetOp {
        HashSetOp::read(choices, kind)
    }

    fn apply(mut self, other: Self, op: &HashSetOp, _: &mut Fresh) -> (Self, Option<Self>) {
        match op {
            HashSetOp::Or(_)
            | HashSetOp::And(_)
            | HashSetOp::Minus(_)
            | HashSetOp::Xor(_)
            | HashSetOp::Compare
            | HashSetOp::Merge(..) => return self.two(other, op),
            HashSetOp::Retain(_)
            | HashSetOp::ExtractIf(..)
            | HashSetOp::Extend(..)
            | HashSetOp::Collect(..)
            | HashSetOp::Iter(..)
            | HashSetOp::Value => self.bulk(op),
            _ => self.single(op),
        }
        (self, None)
    }

    fn check(&self) {
        let (ours, model) = (&self.ours, &self.model);
        ours.check();
        assert_eq!((ours.len(), ours.is_empty()), (model.len(), model.is_empty()));
        assert!(ours.iter().all(|value| model.contains(value)));
        assert_eq!(ours.iter().count(), model.len());
        assert!(model.iter().all(|value| ours.contains(value) && ours.get(value) == Some(value)));
    }

    fn check_beside(&self, other: &Self) {
        let (a, b) = (&self.model, &other.model);
        assert_eq!(self.ours == other.ours, a == b);
        if self.ours.ptr_eq(&other.ours) {
            assert_eq!(a, b);
        }
        let diff = self.ours.diff(&other.ours);
        assert_eq!(diff.len(), a.symmetric_difference(b).count());
        assert!(diff.clone().all(|item| match item {
            DiffItem::Add(value) => !a.contains(value) && b.contains(value),
            DiffItem::Remove(value) => a.contains(value) && !b.contains(value),
        }));
    }

    fn collection(&self) -> &HashSet<T, S> {
        &self.ours
    }

    fn into_collection(self) -> HashSet<T, S> {
        self.ours
    }

    fn memory_of(versions: &[&HashSet<T, S>]) -> (usize, Vec<usize>) {
        let report = HashSet::memory(versions.iter().copied());
        assert_eq!(report.total, report.shared + report.unique.iter().sum::<usize>());
        (report.total, report.unique)
    }
}

impl<T: Element, S: BuildHasher + Clone + Default + Send + Sync> HashSetPair<T, S> {
    fn room(&self) -> usize {
        MOST.saturating_sub(self.model.len())
    }

    fn single(&mut self, op: &HashSetOp) {
        let room = self.room();
        let Self { ours, model } = self;
        match *op {
            HashSetOp::Insert(place, how) if room > 0 => {
                let value = key::<T>(place);
                let old = model.replace(value.clone());
                assert_eq!(if how == 0 { ours.replace(value) } else { ours.insert(value) }, old);
            }
            HashSetOp::InsertRun(place, amount, order) => {
                for value in run::<T>(place, amount.of(BUCKET, room), order) {
                    assert_eq!(ours.insert(value.clone()), model.replace(value));
                }
            }
            HashSetOp::Remove(place, how) => {
                let value = key::<T>(place);
                let old = model.take(&value);
                assert_eq!(if how == 0 { ours.take(&value) } else { ours.remove(&value) }, old);
            }
            HashSetOp::RemoveRun(place, amount, order) => {
                for value in run::<T>(place, amount.of(BUCKET, MOST), order) {
                    assert_eq!(ours.remove(&value), model.take(&value));
                }
            }
            HashSetOp::Get(place, how) => {
                let value = key::<T>(place);
                assert_eq!(ours.get(&value), model.get(&value));
                if how < 2 && room > 0 {
                    let kept = ours.clone();
                    let found = match how {
                        0 => ours.get_or_insert(value.clone()),
                        _ => ours.get_or_insert_with(&value, T::clone),
                    };
                    assert_eq!(found, &value);
                    assert_eq!(ours.ptr_eq(&kept), !model.insert(value));
                }
            }
            HashSetOp::Update(place) if room > 0 => {
                let value = key::<T>(place);
                *ours = ours.update(value.clone());
                model.insert(value);
            }
            HashSetOp::Without(place) => {
                let value = key::<T>(place);
                let version = ours.without(&value);
                assert_eq!(version.ptr_eq(ours), !model.remove(&value));
                *ours = version;
            }
            HashSetOp::Clear => {
                ours.clear();
                model.clear();
            }
            _ => {}
        }
    }

    fn values(&self, place: Place, amount: Amount, order: u8) -> Vec<T> {
        run::<T>(place, amount.of(BUCKET, self.room()), order).collect()
    }

    fn bulk(&mut self, op: &HashSetOp) {
        match op {
            HashSetOp::Extend(place, amount, order) => {
                let values = self.values(*place, *amount, *order);
                self.ours.extend(values.clone());
                self.model.extend(values);
            }
            HashSetOp::Collect(place, amount, order) => {
                let values = self.values(*place, *amount, *order);
                self.model = values.iter().cloned().collect();
                self.ours = match order {
                    0 => values.into_iter().collect(),
                    1 => HashSet::from(values),
                    2 => HashSet::from(&values),
                    3 => HashSet::from(BTreeSet::from_iter(values)),
                    4 => {
                        let mut set = HashSet::with_capacity_and_hasher(9, S::default());
                        set.reserve(values.len());
                        set.extend(values);
                        set.shrink_to_fit();
                        set
                    }
                    5 => {
                        let mut set = HashSet::with_hasher(S::default());
                        values.into_iter().for_each(|value| _ = set.insert(value));
                        set
                    }
                    _ => HashSet::from(&self.model),
                };
            }
            HashSetOp::Retain(modulus) => {
                let keep = |value: &T| *modulus > 0 && value.number() % u32::from(*modulus) != 1;
                match modulus {
                    #[cfg(feature = "rayon")]
                    3 | 4 if T::LEAVES_ITS_THREAD => self.ours.par_retain(keep),
                    #[cfg(feature = "rayon")]
                    5 if T::LEAVES_ITS_THREAD => self.ours = self.ours.par_filter(keep),
                    _ => self.ours.retain(keep),
                }
                self.model.retain(keep);
            }
            HashSetOp::ExtractIf(modulus, stop) => {
                let goes = |value: &T| *modulus == 0 || value.number() % u32::from(*modulus) == 1;
                let stop = stop.up_to(self.model.len() + 1);
                let taken: Vec<T> = self.ours.extract_if(goes).take(stop).collect();
                for value in &taken {
                    assert!(goes(value) && self.model.remove(value));
                }
                assert!(taken.len() == stop || !self.model.iter().any(goes));
            }
            HashSetOp::Iter(pulls, how) => {
                let order: Vec<T> = self.ours.iter().cloned().collect();
                if *how == 0 {
                    let found = pulls.forward(self.ours.iter());
                    assert!(found.into_iter().all(|(at, value)| *value == order[at]));
                    return;
                }
                self.model.clear();
                let mut ours = take(&mut self.ours);
                let found = if *how == 1 {
                    pulls.forward(ours.drain())
                } else {
                    pulls.forward(ours.into_iter())
                };
                assert!(found.into_iter().all(|(at, value)| value == order[at]));
            }
            HashSetOp::Value => {
                let (ours, model) = (&self.ours, &self.model);
                let mut rebuilt: HashSet<T, S> = ours.new_from();
                rebuilt.extend(model.clone());
                assert!(*ours == rebuilt);
                assert!(rebuilt == *ours);
                assert_eq!(HashSet::memory([ours]).total, HashSet::memory([&rebuilt]).total);
                let other: HashSet<T, RandomState> = model.iter().cloned().collect();
                assert!(*ours == other);
                assert!(other == *ours);
                assert_eq!((hash(ours), hash(ours)), (hash(&rebuilt), hash(&other)));
                let back = Model::<T>::from(ours.clone());
                assert!(back == *model && BTreeSet::from(ours.clone()).len() == model.len());
            }
            _ => {}
        }
    }

    fn two(self, other: Self, op: &HashSetOp) -> (Self, Option<Self>) {
        if self.room() < other.model.len() / 2 {
            return (self, None);
        }
        let (a, b) = (&self.model, &other.model);
        let (ours, model): (HashSet<T, S>, Model<T>) = match op {
            HashSetOp::Or(how) => (
                match how {
                    0 => &self.ours | &other.ours,
                    1 => self.ours | other.ours,
                    2 => self.ours.union(other.ours),
                    3 => HashSet::unions([self.ours, other.ours]),
                    4 => &self.ours + &other.ours,
                    #[cfg(feature = "rayon")]
                    5 if T::LEAVES_ITS_THREAD => self.ours.par_union(&other.ours),
                    _ => [self.ours, other.ours].into_iter().sum(),
                },
                a | b,
            ),
            HashSetOp::And(how) => (
                match how {
                    0 => &self.ours & &other.ours,
                    1 => self.ours & other.ours,
                    2 => self.ours.intersection(other.ours),
                    #[cfg(feature = "rayon")]
                    3 if T::LEAVES_ITS_THREAD => self.ours.par_intersection(&other.ours),
                    _ => &self.ours * &other.ours,
                },
                a & b,
            ),
            HashSetOp::Minus(how) => (
                match how {
                    0 => &self.ours - &other.ours,
                    1 => self.ours - other.ours,
                    #[cfg(feature = "rayon")]
                    2 if T::LEAVES_ITS_THREAD => self.ours.par_relative_complement(&other.ours),
                    _ => self.ours.relative_complement(other.ours),
                },
                a - b,
            ),
            HashSetOp::Xor(how) => (
                match how {
                    0 => &self.ours ^ &other.ours,
                    1 => self.ours ^ other.ours,
                    2 => self.ours.symmetric_difference(other.ours),
                    #[cfg(feature = "rayon")]
                    3 if T::LEAVES_ITS_THREAD => self.ours.par_symmetric_difference(&other.ours),
                    #[cfg(feature = "rayon")]
                    4 if T::LEAVES_ITS_THREAD => self.ours.par_difference(&other.ours),
                    _ => self.ours.difference(other.ours),
                },
                a ^ b,
            ),
            HashSetOp::Compare => {
                let (ours, theirs) = (&self.ours, &other.ours);
                let proper = a.is_subset(b) && a.len() < b.len();
                assert_eq!(ours.is_subset(theirs), a.is_subset(b));
                assert_eq!(theirs.is_superset(ours), a.is_subset(b));
                assert_eq!(ours.is_proper_subset(theirs), proper);
                assert_eq!(theirs.is_proper_superset(ours), proper);
                assert_eq!(ours.is_disjoint(theirs), a.is_disjoint(b));
                return (self, None);
            }
            HashSetOp::Merge(own, their) => {
                let edited = |edits: &[(Place, bool)]| {
                    let mut version = self.clone();
                    for &(place, removes) in edits {
                        let value = key::<T>(place);
                        if removes {
                            version.ours.remove(&value);
                            version.model.remove(&value);
                        } else {
                            version.ours.insert(value.clone());
                            version.model.insert(value);
                        }
                    }
                    version
                };
                let (ours, theirs) = (edited(own), edited(their));
                let (our, their) = (&ours.model, &theirs.model);
                let gone = &(a - our) | &(a - their);
                let model = &(our | their) - &gone;
                (HashSet::merge(&self.ours, &ours.ours, &theirs.ours), model)
            }
            _ => return (self, None),
        };
        (Self { ours, model }, None)
    }
}
