//! What programs do with an `OrdSet`, beside what they do with a `BTreeSet`.

use std::collections::BTreeSet;
use std::mem::take;

use offshoot::OrdSet;
use offshoot::ord_set::DiffItem;

use super::choice::{Amount, Choices, Place};
use super::element::Element;
use super::iterate::Pulls;
use super::ord_map::{LEAF, MOST, Range, key, keys};
use super::ord_map_walk::{bound, gap, hash};
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
    Or(u8),
    And(u8),
    Minus(u8),
    Xor(u8),
    Merge(Vec<(Place, bool)>, Vec<(Place, bool)>),
    // Looking on.
    Walk(Range, Place),
    Iter(Pulls, u8),
    Cursor(Place, u8, Vec<u8>),
    CursorMut(Place, u8, Vec<u8>),
    Value,
}

impl OrdSetOp {
    fn read(choices: &mut Choices<'_>, kind: u8) -> Self {
        let edit = |choices: &mut Choices<'_>| (choices.place(), choices.once_in(3));
        match kind {
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
            31 => Self::Collect(choices.place(), choices.amount(), choices.below(7)),
            32 | 33 => Self::Retain(choices.below(8)),
            34 | 35 => Self::ExtractIf(Range::read(choices), choices.below(8), choices.place()),
            36..39 => Self::Append,
            39..42 => Self::Or(choices.below(7)),
            42..45 => Self::And(choices.below(5)),
            45..48 => Self::Minus(choices.below(4)),
            48..51 => Self::Xor(choices.below(6)),
            51..54 => Self::Merge(choices.some(9, edit), choices.some(9, edit)),
            54 | 55 => Self::Walk(Range::read(choices), choices.place()),
            56 | 57 => Self::Iter(Pulls::read(choices), choices.below(2)),
            58 => Self::Cursor(choices.place(), choices.below(6), choices.some(9, Choices::byte)),
            59..63 => Self::CursorMut(
                choices.place(),
                choices.below(6),
                choices.some(9, |choices| choices.below(7)),
            ),
            _ => Self::Value,
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

    const OF_TWO: std::ops::Range<u8> = 36..54;

    fn read(choices: &mut Choices<'_>, kind: u8) -> OrdSetOp {
        OrdSetOp::read(choices, kind)
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
            OrdSetOp::Iter(pulls, how) => self.iter(pulls, *how),
            OrdSetOp::Cursor(place, kind, moves) => self.cursor(*place, *kind, moves),
            OrdSetOp::CursorMut(place, kind, moves) => self.cursor_mut(*place, *kind, moves),
            OrdSetOp::Value => self.value(),
            OrdSetOp::Append
            | OrdSetOp::Or(_)
            | OrdSetOp::And(_)
            | OrdSetOp::Minus(_)
            | OrdSetOp::Xor(_)
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
        assert_eq!((ours.get_min(), ours.get_max()), (model.first(), model.last()));
        // Each element by a descent of its own, of many elements some.
        for (index, value) in model.iter().enumerate().step_by(1 + model.len() / 60) {
            assert!(ours.contains(value) && ours.get(value) == Some(value));
            assert_eq!(ours.get_index(index), Some(value));
            assert_eq!((ours.index_of(value), ours.rank(value)), (Some(index), index));
        }
        assert_eq!((ours.get_index(model.len()), ours.nth(model.len())), (None, None));
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
                    2 => OrdSet::from(&*model),
                    3 => OrdSet::from(values),
                    4 => OrdSet::from(&values[..]),
                    5 => values.into_iter().map(OrdSet::unit).sum(),
                    _ => values.into_iter().collect(),
                };
            }
            OrdSetOp::Retain(modulus) => {
                let keep = |value: &T| value.number() % (u32::from(*modulus) + 1) != 0;
                match modulus {
                    #[cfg(feature = "rayon")]
                    0..2 if T::LEAVES_ITS_THREAD => ours.par_retain(keep),
                    #[cfg(feature = "rayon")]
                    2 if T::LEAVES_ITS_THREAD => *ours = ours.par_filter(keep),
                    _ => ours.retain(keep),
                }
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
        let (ours, model): (OrdSet<T>, BTreeSet<T>) = match op {
            OrdSetOp::Append => {
                self.model.append(&mut other.model);
                self.ours.append(&mut other.ours);
                return (self, Some(other));
            }
            OrdSetOp::Or(how) => (
                match how {
                    0 => &self.ours | &other.ours,
                    1 => self.ours | other.ours,
                    2 => OrdSet::unions([self.ours, other.ours]),
                    3 => &self.ours + &other.ours,
                    4 => [self.ours, other.ours].into_iter().sum(),
                    #[cfg(feature = "rayon")]
                    5 if T::LEAVES_ITS_THREAD => self.ours.par_union(&other.ours),
                    _ => self.ours.union(other.ours),
                },
                a | b,
            ),
            OrdSetOp::And(how) => (
                match how {
                    0 => &self.ours & &other.ours,
                    1 => self.ours & other.ours,
                    2 => &self.ours * &other.ours,
                    #[cfg(feature = "rayon")]
                    3 if T::LEAVES_ITS_THREAD => self.ours.par_intersection(&other.ours),
                    _ => self.ours.intersection(other.ours),
                },
                a & b,
            ),
            OrdSetOp::Minus(how) => (
                match how {
                    0 => &self.ours - &other.ours,
                    1 => self.ours - other.ours,
                    #[cfg(feature = "rayon")]
                    2 if T::LEAVES_ITS_THREAD => self.ours.par_relative_complement(&other.ours),
                    _ => self.ours.relative_complement(other.ours),
                },
                a - b,
            ),
            OrdSetOp::Xor(how) => (
                match how {
                    0 => &self.ours ^ &other.ours,
                    1 => self.ours ^ other.ours,
                    2 => self.ours.difference(other.ours),
                    #[cfg(feature = "rayon")]
                    3 if T::LEAVES_ITS_THREAD => self.ours.par_symmetric_difference(&other.ours),
                    #[cfg(feature = "rayon")]
                    4 if T::LEAVES_ITS_THREAD => self.ours.par_difference(&other.ours),
                    _ => self.ours.symmetric_difference(other.ours),
                },
                a ^ b,
            ),
            OrdSetOp::Merge(left, right) => return (self.merge(left, right), None),
            _ => return (self, None),
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

    fn iter(&mut self, pulls: &Pulls, how: u8) {
        let Self { ours, model } = self;
        if how == 0 {
            let values: Vec<&T> = model.iter().collect();
            pulls.interleave_exact(ours.iter(), values.into_iter());
        } else {
            pulls.interleave_exact(take(ours).into_iter(), take(model).into_iter());
        }
    }

    /// The set as a value: equal to what is built of the same elements, whoever builds it.
    fn value(&mut self) {
        let Self { ours, model } = self;
        let rebuilt: OrdSet<T> = model.iter().cloned().collect();
        assert_eq!((&*ours, hash(ours)), (&rebuilt, hash(&rebuilt)));
        assert_eq!(format!("{ours:?}"), format!("{model:?}"));
        assert_eq!(BTreeSet::from(take(ours)), *model);
        *ours = rebuilt;
    }

    /// A cursor that goes, begun at a bound of any kind.
    fn cursor(&self, place: Place, kind: u8, moves: &[u8]) {
        let at = key::<T>(place);
        let values: Vec<&T> = self.model.iter().collect();
        let (bound, lower) = (bound(kind, &at), kind < 3);
        let mut index = gap(&values, lower, bound.as_ref());
        let mut cursor =
            if lower { self.ours.lower_bound(bound) } else { self.ours.upper_bound(bound) };
        for how in moves {
            assert_eq!(cursor.index(), index);
            assert_eq!(cursor.clone().peek_next(), values.get(index).copied());
            assert_eq!(cursor.peek_prev(), values[..index].last().copied());
            if how % 3 > 0 {
                assert_eq!(cursor.next(), values.get(index).copied());
                index = values.len().min(index + 1);
            } else {
                assert_eq!(cursor.prev(), values[..index].last().copied());
                index = index.saturating_sub(1);
            }
        }
    }

    /// A cursor that goes, takes and puts in; the model is a sequence with a place in it.
    fn cursor_mut(&mut self, place: Place, kind: u8, moves: &[u8]) {
        let at = key::<T>(place);
        let mut values: Vec<T> = take(&mut self.model).into_iter().collect();
        let (bound, lower) = (bound(kind, &at), kind < 3);
        let mut index = gap(&values, lower, bound);
        let mut cursor =
            if lower { self.ours.lower_bound_mut(bound) } else { self.ours.upper_bound_mut(bound) };
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
                4 => {
                    let peek = cursor.as_cursor();
                    assert_eq!((peek.index(), peek.peek_next()), (index, values.get(index)));
                }
                _ => {
                    let value = T::new(at.number() + u32::from(*how % 2));
                    let fits = index.checked_sub(1).is_none_or(|before| values[before] < value)
                        && values.get(index).is_none_or(|next| value < *next);
                    let before = *how == 6;
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
