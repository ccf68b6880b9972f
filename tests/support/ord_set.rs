//! What programs do with an `OrdSet`, beside what they do with a `BTreeSet`.

use std::collections::BTreeSet;
use std::mem::take;
use std::ops::Bound;

use offshoot::OrdSet;
use offshoot::ord_set::DiffItem;

use super::choice::{Amount, Choices, Place};
use super::element::Element;
use super::ord_map::{LEAF, MOST, Range, key, keys};
use super::{Fresh, Pair};

#[derive(Clone, Debug)]
pub enum OrdSetOp {
    // Single elements.
    Insert(Place, u8),
    InsertRun(Place, Amount, bool),
    Remove(Place, u8),
    RemoveIndex(Place),
    Pop(u8, u8),
    // Parts.
    Split(Place, u8),
    Take(Place),
    Skip(Place),
    Subset(Range),
    RemoveRange(Range),
    Clear,
    // Many elements.
    Extend(Place, Amount, u8),
    Collect(Place, Amount, u8),
    Retain(u8),
    ExtractIf(Range, u8, Place),
    // Two versions.
    Append,
    Union,
    Intersection,
    Complement,
    Symmetric,
    Merge(Vec<(Place, bool)>, Vec<(Place, bool)>),
    // Looking on.
    Walk(Range, Place),
    Cursor(Place, Vec<u8>),
}

impl OrdSetOp {
    fn read(choices: &mut Choices<'_>) -> Self {
        let edit = |choices: &mut Choices<'_>| (choices.place(), choices.once_in(3));
        match choices.below(64) {
            0..6 => Self::Insert(choices.place(), choices.below(5)),
            6..11 => Self::InsertRun(choices.place(), choices.amount(), choices.once_in(2)),
            11..15 => Self::Remove(choices.place(), choices.below(2)),
            15 => Self::RemoveIndex(choices.place()),
            16 => Self::Pop(choices.below(9), choices.below(6)),
            17..21 => Self::Split(choices.place(), choices.below(3)),
            21 => Self::Take(choices.place()),
            22 => Self::Skip(choices.place()),
            23 | 24 => Self::Subset(Range::read(choices)),
            25 | 26 => Self::RemoveRange(Range::read(choices)),
            27 if choices.once_in(8) => Self::Clear,
            27..31 => Self::Extend(choices.place(), choices.amount(), choices.below(4)),
            31 => Self::Collect(choices.place(), choices.amount(), choices.below(4)),
            32 | 33 => Self::Retain(choices.below(8)),
            34 | 35 => Self::ExtractIf(Range::read(choices), choices.below(8), choices.place()),
            36..39 => Self::Append,
            39..42 => Self::Union,
            42..45 => Self::Intersection,
            45..48 => Self::Complement,
            48..51 => Self::Symmetric,
            51..54 => Self::Merge(choices.some(9, edit), choices.some(9, edit)),
            54..59 => Self::Walk(Range::read(choices), choices.place()),
            _ => Self::Cursor(choices.place(), choices.some(9, |choices| choices.below(6))),
        }
    }
}

/// A set and its model.
#[derive(Clone)]
pub struct OrdSetPair<T> {
    ours: OrdSet<T>,
    model: BTreeSet<T>,
}

impl<T> Default for OrdSetPair<T> {
    fn default() -> Self {
        Self { ours: OrdSet::new(), model: BTreeSet::new() }
    }
}

impl<T: Element> Pair for OrdSetPair<T> {
    type Op = OrdSetOp;
    type Collection = OrdSet<T>;

    fn read(choices: &mut Choices<'_>) -> OrdSetOp {
        OrdSetOp::read(choices)
    }

    fn apply(mut self, other: Self, op: &OrdSetOp, _: &mut Fresh) -> (Self, Option<Self>) {
        let mut rest = None;
        match op {
            OrdSetOp::Insert(..)
            | OrdSetOp::InsertRun(..)
            | OrdSetOp::Remove(..)
            | OrdSetOp::RemoveIndex(_)
            | OrdSetOp::Pop(..) => self.single(op),
            OrdSetOp::Extend(..)
            | OrdSetOp::Collect(..)
            | OrdSetOp::Retain(_)
            | OrdSetOp::ExtractIf(..) => self.bulk(op),
            OrdSetOp::Walk(range, place) => self.walk(range, *place),
            OrdSetOp::Cursor(place, moves) => self.cursor(*place, moves),
            OrdSetOp::Append
            | OrdSetOp::Union
            | OrdSetOp::Intersection
            | OrdSetOp::Complement
            | OrdSetOp::Symmetric
            | OrdSetOp::Merge(..) => return self.two(other, op),
            _ => rest = self.part(op),
        }
        (self, rest)
    }

    fn check(&self) {
        let Self { ours, model } = self;
        ours.check();
        assert_eq!((ours.len(), ours.is_empty()), (model.len(), model.is_empty()));
        assert!(ours.iter().eq(model), "{ours:?}\ninstead of\n{model:?}");
        assert!(ours.iter().rev().eq(model.iter().rev()));
        assert_eq!((ours.first(), ours.last()), (model.first(), model.last()));
        // Each element by a descent of its own, of many elements some.
        for (index, value) in model.iter().enumerate().step_by(1 + model.len() / 60) {
            assert!(ours.contains(value) && ours.get(value) == Some(value));
            assert_eq!(ours.get_index(index), Some(value));
            assert_eq!((ours.index_of(value), ours.rank(value)), (Some(index), index));
        }
        assert_eq!(ours.get_index(model.len()), None);
    }

    fn check_beside(&self, other: &Self) {
        let (a, b) = (&self.ours, &other.ours);
        assert_eq!(a == b, self.model == other.model);
        assert_eq!(a.cmp(b), self.model.cmp(&other.model));
        assert!(!a.ptr_eq(b) || self.model == other.model);
        assert_eq!(a.is_subset(b), self.model.is_subset(&other.model));
        assert_eq!(a.is_superset(b), self.model.is_superset(&other.model));
        assert_eq!(a.is_disjoint(b), self.model.is_disjoint(&other.model));
        let differs = self.model != other.model;
        assert_eq!(a.is_proper_subset(b), differs && self.model.is_subset(&other.model));
        assert_eq!(a.is_proper_superset(b), differs && self.model.is_superset(&other.model));
        let expected = self.model.symmetric_difference(&other.model).map(|value| {
            let is_old = self.model.contains(value);
            if is_old { DiffItem::Remove(value) } else { DiffItem::Add(value) }
        });
        assert!(a.diff(b).eq(expected));
    }

    fn collection(&self) -> &OrdSet<T> {
        &self.ours
    }

    fn into_collection(self) -> OrdSet<T> {
        self.ours
    }

    fn memory_of(versions: &[&OrdSet<T>]) -> (usize, Vec<usize>) {
        let report = OrdSet::memory(versions.iter().copied());
        assert_eq!(report.total, report.shared + report.unique.iter().sum::<usize>());
        assert_eq!(report.elements, versions.iter().map(|version| version.len()).sum::<usize>());
        (report.total, report.unique)
    }
}

impl<T: Element> OrdSetPair<T> {
    fn room(&self) -> usize {
        MOST.saturating_sub(self.model.len())
    }

    fn single(&mut self, op: &OrdSetOp) {
        let room = self.room();
        let Self { ours, model } = self;
        match *op {
            OrdSetOp::Insert(place, how) if room > 0 => {
                let value = key::<T>(place);
                let old = model.replace(value.clone());
                match how {
                    0 => assert_eq!(ours.insert(value), old),
                    1 => assert_eq!(ours.replace(value), old),
                    2 => assert_eq!(*ours.get_or_insert(value.clone()), value),
                    3 => assert_eq!(*ours.get_or_insert_with(&value, T::clone), value),
                    _ => *ours = ours.update(value),
                }
            }
            OrdSetOp::InsertRun(place, amount, back) => {
                let mut values: Vec<T> = keys(place, amount.of(LEAF, room), 1).collect();
                if back {
                    values.reverse();
                }
                for value in values {
                    assert_eq!(ours.insert(value.clone()), model.replace(value));
                }
            }
            OrdSetOp::Remove(place, how) => {
                let value = key::<T>(place);
                let old = model.take(&value);
                if how == 0 {
                    assert_eq!(ours.remove(&value), old);
                } else {
                    let without = ours.without(&value);
                    assert_eq!(without.ptr_eq(ours), old.is_none());
                    *ours = without;
                }
            }
            OrdSetOp::RemoveIndex(place) => {
                let index = place.up_to(model.len());
                let value = model.iter().nth(index).cloned();
                assert_eq!(ours.remove_index(index), value.and_then(|value| model.take(&value)));
            }
            OrdSetOp::Pop(count, how) => {
                for _ in 0..count {
                    let expected = if how % 2 == 0 { model.pop_first() } else { model.pop_last() };
                    let popped = match how {
                        0 => ours.pop_first(),
                        1 => ours.pop_last(),
                        2 => ours.remove_min(),
                        3 => ours.remove_max(),
                        _ => {
                            let old = take(ours);
                            let (value, rest) =
                                if how == 4 { old.without_min() } else { old.without_max() };
                            *ours = rest;
                            value
                        }
                    };
                    assert_eq!(popped, expected);
                }
            }
            _ => {}
        }
    }

    /// Cuts the set; what is cut off may become a version of its own.
    fn part(&mut self, op: &OrdSetOp) -> Option<Self> {
        let Self { ours, model } = self;
        let (rest, rest_model) = match op {
            OrdSetOp::Split(place, how) => {
                let at = key::<T>(*place);
                let mut upper_model = model.split_off(&at);
                if *how == 0 {
                    (ours.split_off(&at), upper_model)
                } else {
                    let was_there = upper_model.remove(&at);
                    let (lower, found, upper) = if *how == 1 {
                        let (lower, upper) = take(ours).split(&at);
                        (lower, was_there, upper)
                    } else {
                        take(ours).split_member(&at)
                    };
                    assert_eq!(found, was_there);
                    *ours = lower;
                    (upper, upper_model)
                }
            }
            OrdSetOp::Take(place) => {
                let n = place.up_to(model.len());
                *ours = ours.take(n);
                *model = take(model).into_iter().take(n).collect();
                return None;
            }
            OrdSetOp::Skip(place) => {
                let n = place.up_to(model.len());
                *ours = ours.skip(n);
                *model = take(model).into_iter().skip(n).collect();
                return None;
            }
            OrdSetOp::Subset(range) => {
                let bounds = range.bounds::<T>();
                (ours.subset(bounds.clone()), model.range(bounds).cloned().collect())
            }
            OrdSetOp::RemoveRange(range) => {
                let bounds = range.bounds::<T>();
                let gone: BTreeSet<T> = model.range(bounds.clone()).cloned().collect();
                model.retain(|value| !gone.contains(value));
                (ours.remove_range(bounds), gone)
            }
            _ => {
                ours.clear();
                model.clear();
                return None;
            }
        };
        Some(Self { ours: rest, model: rest_model })
    }

    fn bulk(&mut self, op: &OrdSetOp) {
        let room = self.room();
        let Self { ours, model } = self;
        match op {
            OrdSetOp::Extend(place, amount, how) => {
                let mut values: Vec<T> =
                    keys(*place, amount.of(LEAF, room), 1 + u32::from(*how) / 2 * 7).collect();
                if how % 2 == 1 {
                    values.reverse();
                }
                ours.extend(values.iter().cloned());
                model.extend(values);
            }
            OrdSetOp::Collect(place, amount, how) => {
                let values: Vec<T> =
                    keys(*place, amount.of(LEAF, MOST), 1 + u32::from(*how) * 3).collect();
                *model = values.iter().cloned().collect();
                *ours = match how {
                    0 => OrdSet::from_sorted_iter(model.iter().cloned()),
                    1 => OrdSet::from(model.clone()),
                    _ => values.into_iter().collect(),
                };
            }
            OrdSetOp::Retain(modulus) => {
                let keep = |value: &T| value.number() % (u32::from(*modulus) + 1) != 0;
                ours.retain(keep);
                model.retain(keep);
            }
            OrdSetOp::ExtractIf(range, modulus, most) => {
                let (bounds, most) = (range.bounds::<T>(), most.up_to(40));
                let goes = |value: &T| value.number() % (u32::from(*modulus) + 1) == 0;
                let expected: Vec<T> = model
                    .range(bounds.clone())
                    .filter(|value| goes(value))
                    .take(most)
                    .cloned()
                    .collect();
                let gone: Vec<T> = ours.extract_if(bounds, goes).take(most).collect();
                assert_eq!(gone, expected);
                model.retain(|value| !gone.contains(value));
            }
            _ => {}
        }
    }

    /// Does the same to both pairs; returns the result, and the other one where it is left changed.
    fn two(mut self, mut other: Self, op: &OrdSetOp) -> (Self, Option<Self>) {
        // Two full versions would make one that is larger and larger.
        if self.room() < other.model.len() / 2 {
            return (self, None);
        }
        let (a, b) = (&self.model, &other.model);
        let model: BTreeSet<T> = match op {
            OrdSetOp::Append => {
                self.model.append(&mut other.model);
                self.ours.append(&mut other.ours);
                return (self, Some(other));
            }
            OrdSetOp::Union => a.union(b).cloned().collect(),
            OrdSetOp::Intersection => a.intersection(b).cloned().collect(),
            OrdSetOp::Complement => a.difference(b).cloned().collect(),
            OrdSetOp::Symmetric => a.symmetric_difference(b).cloned().collect(),
            OrdSetOp::Merge(left, right) => return (self.merge(left, right), None),
            _ => return (self, None),
        };
        let ours = match op {
            OrdSetOp::Union => self.ours.union(other.ours),
            OrdSetOp::Intersection => self.ours.intersection(other.ours),
            OrdSetOp::Complement => self.ours.relative_complement(other.ours),
            _ => self.ours.symmetric_difference(other.ours),
        };
        (Self { ours, model }, None)
    }

    /// Two versions of this one, changed apart and merged.
    fn merge(self, left: &[(Place, bool)], right: &[(Place, bool)]) -> Self {
        let changed = |edits: &[(Place, bool)]| {
            let mut version = self.clone();
            for &(place, comes) in edits {
                let value = key::<T>(place);
                if comes && version.room() > 0 {
                    version.model.replace(value.clone());
                    version.ours.insert(value);
                } else {
                    assert_eq!(version.ours.remove(&value), version.model.take(&value));
                }
            }
            version
        };
        let (left, right) = (changed(left), changed(right));
        let (base, a, b) = (&self.model, &left.model, &right.model);
        // What either side has changed is as that side has it.
        let has = |value: &&T| {
            let was_there = base.contains(*value);
            if a.contains(*value) == was_there { b.contains(*value) } else { !was_there }
        };
        let all: BTreeSet<&T> = base.iter().chain(a).chain(b).collect();
        let model = all.into_iter().filter(has).cloned().collect();
        Self { ours: OrdSet::merge(&self.ours, &left.ours, &right.ours), model }
    }

    /// Ranges from both ends, and what lies beside a place.
    fn walk(&self, range: &Range, place: Place) {
        let Self { ours, model } = self;
        let bounds = range.bounds::<T>();
        let (mut found, mut expected) = (ours.range(bounds.clone()), model.range(bounds));
        assert_eq!(found.len(), expected.clone().count());
        for pull in 0..place.up_to(20) {
            if pull % 3 == 0 {
                assert_eq!(found.next_back(), expected.next_back());
            } else {
                assert_eq!(found.next(), expected.next());
            }
        }
        assert!(found.eq(expected));
        let at = key::<T>(place);
        assert_eq!(ours.get_prev(&at), model.range(..=at.clone()).next_back());
        assert_eq!(ours.get_next(&at), model.range(at.clone()..).next());
        assert_eq!(ours.rank(&at), model.range(..at.clone()).count());
        let begin = place.up_to(model.len());
        assert!(ours.range_index(begin..).eq(model.iter().skip(begin)));
        assert!(ours.clone().into_iter().eq(model.iter().cloned()));
    }

    /// A cursor that goes, takes and puts in; the model is a sequence with a place in it.
    fn cursor(&mut self, place: Place, moves: &[u8]) {
        let at = key::<T>(place);
        let mut values: Vec<T> = take(&mut self.model).into_iter().collect();
        let mut index = values.partition_point(|value| *value < at);
        let mut cursor = self.ours.lower_bound_mut(Bound::Included(&at));
        for how in moves {
            assert_eq!(cursor.index(), index);
            assert_eq!(cursor.peek_next(), values.get(index));
            assert_eq!(cursor.peek_prev(), index.checked_sub(1).map(|before| &values[before]));
            match how {
                0 => {
                    assert_eq!(cursor.next(), values.get(index));
                    index = (index + 1).min(values.len());
                }
                1 => {
                    assert_eq!(cursor.prev(), index.checked_sub(1).map(|before| &values[before]));
                    index = index.saturating_sub(1);
                }
                2 => {
                    let gone = (index < values.len()).then(|| values.remove(index));
                    assert_eq!(cursor.remove_next(), gone);
                }
                3 => {
                    let gone = index.checked_sub(1).map(|before| values.remove(before));
                    index -= usize::from(gone.is_some());
                    assert_eq!(cursor.remove_prev(), gone);
                }
                _ => {
                    let value = T::new(at.number() + u32::from(*how % 2));
                    let fits = index.checked_sub(1).is_none_or(|before| values[before] < value)
                        && values.get(index).is_none_or(|next| value < *next);
                    let before = *how == 5;
                    let put = if before {
                        cursor.insert_before(value.clone())
                    } else {
                        cursor.insert_after(value.clone())
                    };
                    assert_eq!(put.is_ok(), fits);
                    if fits {
                        values.insert(index, value);
                        index += usize::from(before);
                    }
                }
            }
        }
        self.model = values.into_iter().collect();
    }
}
