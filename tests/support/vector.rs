//! What programs do with a `Vector`, beside what they do with a `Vec`.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::VecDeque;
use std::ops::Range;

use offshoot::Vector;

use super::choice::{Amount, Choices, Place, Span};
use super::element::Element;
use super::focus::{self, FocusOp};
use super::iterate::Pulls;
use super::{Fresh, Pair, diff};

/// Elements at the most: enough for two levels of branches, with tiny nodes for four.
const MOST: usize = if cfg!(offshoot_tiny) { 240 } else { 1_000 };

#[derive(Clone, Debug)]
pub enum VectorOp {
    // Single elements.
    PushBack(u8),
    PushFront(u8),
    PopBack(u8),
    PopFront(u8),
    Insert(Place),
    Remove(Place),
    Set(Place),
    Update(Place),
    ChangeOne(Place),
    ChangeEnds,
    Disjoint([Place; 3]),
    Swap(Place, Place),
    InsertOrd(u8, u8),
    SwapRemove(Place, u8),
    PopIf(bool, u8),
    // Parts.
    SplitOff(Place),
    SplitAt(Place),
    Truncate(Place),
    Take(Place),
    Skip(Place),
    Subvector(Span),
    Slice(Span),
    Drain(Span, Pulls),
    Splice(Span, Amount, Pulls),
    Clear,
    // Two versions.
    Append,
    Concat,
    Sum(bool),
    InsertAll(Place),
    SpliceVersion(Span, Span),
    // Many elements.
    Extend(Amount),
    ExtendFromSlice(Amount),
    Resize(Amount),
    ResizeWith(Amount),
    Repeat(Amount),
    ExtendFromWithin(Span),
    Fill(bool),
    Collect(Amount, u8),
    ThroughVec(u8),
    // All elements.
    Retain(u8),
    RetainMut(u8),
    Dedup(u8),
    Sort(u8),
    Reverse,
    Rotate(Place, bool),
    Compact,
    // Iterators.
    Iter(Span, Pulls),
    IterMut(Span, Pulls),
    IntoIter(Pulls),
    Chunks(Pulls),
    ChunksMut(Pulls),
    Focus(Vec<FocusOp>),
    FocusMut(Vec<FocusOp>),
    Search(u8, Span),
}

impl VectorOp {
    fn read(choices: &mut Choices<'_>, kind: u8) -> Self {
        match kind {
            0 | 25 => Self::PushBack(choices.below(9)),
            1 => Self::PushFront(choices.below(9)),
            2 => Self::PopBack(choices.below(9)),
            3 => Self::PopFront(choices.below(9)),
            4 | 5 => Self::Insert(choices.place()),
            6 => Self::Remove(choices.place()),
            7 => Self::SwapRemove(choices.place(), choices.below(3)),
            8 => Self::Set(choices.place()),
            9 => Self::Update(choices.place()),
            10 => Self::ChangeOne(choices.place()),
            11 => Self::ChangeEnds,
            12 => Self::Disjoint([choices.place(), choices.place(), choices.place()]),
            13 => Self::Swap(choices.place(), choices.place()),
            14 => Self::InsertOrd(choices.byte(), choices.below(3)),
            15 | 16 => Self::SplitOff(choices.place()),
            17 => Self::SplitAt(choices.place()),
            18 if choices.once_in(8) => Self::Clear,
            18 => Self::Truncate(choices.place()),
            19 => Self::Take(choices.place()),
            20 => Self::Skip(choices.place()),
            21 => Self::Subvector(choices.span()),
            22 => Self::Slice(choices.span()),
            23 => Self::Drain(choices.span(), Pulls::read(choices)),
            24 => Self::Splice(choices.span(), choices.amount(), Pulls::read(choices)),
            26 => Self::PopIf(choices.once_in(2), choices.below(4)),
            27..30 => Self::Append,
            30 => Self::Concat,
            31 => Self::Sum(choices.once_in(2)),
            32..35 => Self::InsertAll(choices.place()),
            35 => Self::SpliceVersion(choices.span(), choices.span()),
            36 => Self::ExtendFromWithin(choices.span()),
            37 | 38 => Self::Extend(choices.amount()),
            39 => Self::ExtendFromSlice(choices.amount()),
            40 => Self::Resize(choices.amount()),
            41 => Self::ResizeWith(choices.amount()),
            42 => Self::Repeat(choices.amount()),
            43 => Self::Fill(choices.once_in(2)),
            44 => Self::Collect(choices.amount(), choices.below(8)),
            45 => Self::ThroughVec(choices.below(4)),
            46 => Self::Retain(choices.below(8)),
            47 => Self::RetainMut(choices.below(8)),
            48 => Self::Dedup(choices.below(3)),
            49 => Self::Sort(choices.below(7)),
            50 => Self::Reverse,
            51 => Self::Compact,
            52 => Self::Rotate(choices.place(), choices.once_in(2)),
            53 | 54 => Self::Iter(choices.span(), Pulls::read(choices)),
            55 | 56 => Self::IterMut(choices.span(), Pulls::read(choices)),
            57 => Self::IntoIter(Pulls::read(choices)),
            58 => Self::Chunks(Pulls::read(choices)),
            59 => Self::ChunksMut(Pulls::read(choices)),
            60 => Self::Focus(choices.some(8, FocusOp::read)),
            61 | 62 => Self::FocusMut(choices.some(8, FocusOp::read)),
            _ => Self::Search(choices.byte(), choices.span()),
        }
    }
}

/// A vector and its model.
#[derive(Clone)]
pub struct VectorPair<E> {
    pub ours: Vector<E>,
    pub model: Vec<E>,
}

impl<E> Default for VectorPair<E> {
    fn default() -> Self {
        Self { ours: Vector::new(), model: Vec::new() }
    }
}

/// Elements of a full leaf, about.
const fn leaf<E>() -> usize {
    let size = if size_of::<E>() == 0 { 1 } else { size_of::<E>() };
    if cfg!(offshoot_tiny) { 5 } else { 1_016 / size }
}

impl<E: Element> Pair for VectorPair<E> {
    type Op = VectorOp;
    type Collection = Vector<E>;

    const OF_TWO: Range<u8> = 27..36;

    fn read(choices: &mut Choices<'_>, kind: u8) -> VectorOp {
        VectorOp::read(choices, kind)
    }

    fn apply(mut self, other: Self, op: &VectorOp, fresh: &mut Fresh) -> (Self, Option<Self>) {
        let mut rest = None;
        match op {
            VectorOp::PushBack(_)
            | VectorOp::PushFront(_)
            | VectorOp::PopBack(_)
            | VectorOp::PopFront(_)
            | VectorOp::Insert(_)
            | VectorOp::Remove(_)
            | VectorOp::Set(_)
            | VectorOp::Update(_)
            | VectorOp::ChangeOne(_)
            | VectorOp::ChangeEnds
            | VectorOp::Disjoint(_)
            | VectorOp::Swap(..)
            | VectorOp::InsertOrd(..)
            | VectorOp::SwapRemove(..)
            | VectorOp::PopIf(..) => self.single(op, fresh),
            VectorOp::SplitOff(_)
            | VectorOp::SplitAt(_)
            | VectorOp::Truncate(_)
            | VectorOp::Take(_)
            | VectorOp::Skip(_)
            | VectorOp::Subvector(_)
            | VectorOp::Slice(_)
            | VectorOp::Drain(..)
            | VectorOp::Splice(..)
            | VectorOp::Clear => rest = self.part(op, fresh),
            VectorOp::Append
            | VectorOp::Concat
            | VectorOp::Sum(_)
            | VectorOp::InsertAll(_)
            | VectorOp::SpliceVersion(..) => self.join(other, op),
            VectorOp::Extend(_)
            | VectorOp::ExtendFromSlice(_)
            | VectorOp::Resize(_)
            | VectorOp::ResizeWith(_)
            | VectorOp::Repeat(_)
            | VectorOp::ExtendFromWithin(_)
            | VectorOp::Fill(_)
            | VectorOp::Collect(..)
            | VectorOp::ThroughVec(_) => self.bulk(op, fresh),
            VectorOp::Retain(_)
            | VectorOp::RetainMut(_)
            | VectorOp::Dedup(_)
            | VectorOp::Sort(_)
            | VectorOp::Reverse
            | VectorOp::Compact
            | VectorOp::Rotate(..) => self.rearrange(op),
            VectorOp::Iter(..)
            | VectorOp::IterMut(..)
            | VectorOp::IntoIter(_)
            | VectorOp::Chunks(_)
            | VectorOp::ChunksMut(_)
            | VectorOp::Focus(_)
            | VectorOp::FocusMut(_)
            | VectorOp::Search(..) => self.walk(op, fresh),
        }
        (self, rest)
    }

    fn check(&self) {
        let (ours, model) = (&self.ours, &self.model);
        ours.check();
        assert_eq!((ours.len(), ours.is_empty()), (model.len(), model.is_empty()));
        assert_eq!(ours, model);
        assert_eq!((ours.front(), ours.back()), (model.first(), model.last()));
        assert!(ours.iter().rev().eq(model.iter().rev()));
        assert_eq!(ours.get(model.len()), None);
        // Each place by a descent of its own, of many elements some.
        for index in (0..model.len()).step_by(1 + model.len() / 100) {
            assert_eq!(ours[index], model[index]);
        }
    }

    fn check_beside(&self, other: &Self) {
        assert_eq!(self.ours == other.ours, self.model == other.model);
        assert_eq!(self.ours.cmp(&other.ours), self.model.cmp(&other.model));
        if self.ours.ptr_eq(&other.ours) {
            assert_eq!(self.model, other.model);
            assert_eq!(self.ours.diff(&other.ours).len(), 0);
        }
        diff::check(self.ours.diff(&other.ours), &other.model, &self.model);
    }

    fn collection(&self) -> &Vector<E> {
        &self.ours
    }

    fn into_collection(self) -> Vector<E> {
        self.ours
    }

    fn memory_of(versions: &[&Vector<E>]) -> (usize, Vec<usize>) {
        let report = Vector::memory(versions.iter().copied());
        assert_eq!(report.total, report.shared + report.unique.iter().sum::<usize>());
        assert_eq!(report.elements, versions.iter().map(|version| version.len()).sum::<usize>());
        (report.total, report.unique)
    }
}

impl<E: Element> VectorPair<E> {
    fn room(&self) -> usize {
        MOST.saturating_sub(self.model.len())
    }

    fn new_elements(amount: Amount, most: usize, fresh: &mut Fresh) -> Vec<E> {
        (0..amount.of(leaf::<E>(), most)).map(|_| E::new(fresh.number())).collect()
    }

    fn single(&mut self, op: &VectorOp, fresh: &mut Fresh) {
        let (room, len) = (self.room(), self.model.len());
        let Self { ours, model } = self;
        match *op {
            VectorOp::PushBack(count) if room > 8 => (0..count).for_each(|_| {
                let value = E::new(fresh.number());
                ours.push_back(value.clone());
                model.push(value);
            }),
            VectorOp::PushFront(count) if room > 8 => (0..count).for_each(|_| {
                let value = E::new(fresh.number());
                ours.push_front(value.clone());
                model.insert(0, value);
            }),
            VectorOp::PopBack(count) => {
                (0..count).for_each(|_| assert_eq!(ours.pop_back(), model.pop()));
            }
            VectorOp::PopFront(count) => (0..count).for_each(|_| {
                let first = if model.is_empty() { None } else { Some(model.remove(0)) };
                assert_eq!(ours.pop_front(), first);
            }),
            VectorOp::Insert(place) if room > 0 => {
                let value = E::new(fresh.number());
                ours.insert(place.up_to(len), value.clone());
                model.insert(place.up_to(len), value);
            }
            VectorOp::InsertOrd(number, way) if room > 0 && model.is_sorted() => {
                let value = E::new(u32::from(number));
                match way {
                    0 => ours.insert_ord(value.clone()),
                    1 => ours.insert_ord_by(value.clone(), E::cmp),
                    _ => ours.insert_ord_by_key(value.clone(), E::clone),
                }
                model.insert(model.partition_point(|element| *element < value), value);
            }
            _ if len == 0 => assert!(ours.front_mut().is_none() && ours.back_mut().is_none()),
            VectorOp::Remove(place) => {
                assert_eq!(ours.remove(place.below(len)), model.remove(place.below(len)));
            }
            VectorOp::SwapRemove(place, way) => {
                let index = place.below(len);
                match way {
                    0 => assert_eq!(ours.swap_remove(index), model.swap_remove(index)),
                    1 => {
                        assert_eq!(ours.swap_remove_back(index), Some(model.swap_remove(index)));
                    }
                    _ => {
                        model.swap(0, index);
                        assert_eq!(ours.swap_remove_front(index), Some(model.remove(0)));
                    }
                }
                assert_eq!((ours.swap_remove_back(len), ours.swap_remove_front(len)), (None, None));
            }
            VectorOp::PopIf(back, modulus) => {
                let goes = |element: &mut E| {
                    element.change();
                    element.number() % 4 != u32::from(modulus)
                };
                let at = if back { len - 1 } else { 0 };
                let expected = goes(&mut model[at]).then(|| model.remove(at));
                let found = if back { ours.pop_back_if(goes) } else { ours.pop_front_if(goes) };
                assert_eq!(found, expected);
            }
            VectorOp::Set(place) => {
                let (index, value) = (place.below(len), E::new(fresh.number()));
                let old = std::mem::replace(&mut model[index], value.clone());
                assert_eq!(ours.set(index, value), old);
            }
            VectorOp::Update(place) => {
                let (index, value) = (place.below(len), E::new(fresh.number()));
                *ours = ours.update(index, value.clone());
                model[index] = value;
            }
            VectorOp::ChangeOne(place) => {
                let index = place.below(len);
                ours[index].change();
                model[index].change();
                assert_eq!(ours.get_mut(len), None);
                assert_eq!(ours.get_mut(index), model.get_mut(index));
            }
            VectorOp::ChangeEnds => {
                ours.front_mut().into_iter().for_each(E::change);
                model.first_mut().into_iter().for_each(E::change);
                ours.back_mut().into_iter().for_each(E::change);
                model.last_mut().into_iter().for_each(E::change);
            }
            VectorOp::Disjoint(places) => {
                let indices = places.map(|place| place.below(len));
                match (ours.get_disjoint_mut(indices), model.get_disjoint_mut(indices)) {
                    (Ok(ours), Ok(model)) => {
                        assert_eq!(ours, model);
                        ours.into_iter().chain(model).for_each(E::change);
                    }
                    (ours, model) => assert_eq!(ours, model),
                }
                assert!(ours.get_disjoint_mut([len, 0]).is_err());
            }
            VectorOp::Swap(a, b) => {
                ours.swap(a.below(len), b.below(len));
                model.swap(a.below(len), b.below(len));
            }
            _ => {}
        }
    }

    fn part(&mut self, op: &VectorOp, fresh: &mut Fresh) -> Option<Self> {
        let (room, len) = (self.room(), self.model.len());
        let Self { ours, model } = self;
        match op {
            VectorOp::SplitOff(place) => {
                let at = place.up_to(len);
                return Some(Self { ours: ours.split_off(at), model: model.split_off(at) });
            }
            VectorOp::SplitAt(place) => {
                let at = place.up_to(len);
                let (low, high) = std::mem::take(ours).split_at(at);
                *ours = low;
                return Some(Self { ours: high, model: model.split_off(at) });
            }
            VectorOp::Truncate(place) => {
                ours.truncate(place.up_to(len));
                model.truncate(place.up_to(len));
            }
            VectorOp::Take(place) => {
                *ours = ours.take(place.up_to(len + 1));
                model.truncate(place.up_to(len + 1));
            }
            VectorOp::Skip(place) => {
                *ours = ours.skip(place.up_to(len + 1));
                model.drain(..place.up_to(len));
                if place.up_to(len + 1) > place.up_to(len) {
                    model.drain(..1.min(model.len()));
                }
            }
            VectorOp::Subvector(span) => {
                *ours = ours.subvector(span.within(len));
                *model = model[span.within(len)].to_vec();
            }
            VectorOp::Slice(span) => {
                let ours = ours.slice(span.within(len));
                return Some(Self { ours, model: model.drain(span.within(len)).collect() });
            }
            VectorOp::Drain(span, pulls) => {
                let drain = ours.drain(span.within(len));
                let removed: Vec<E> = model.drain(span.within(len)).collect();
                pulls.interleave_exact(drain, removed.into_iter());
            }
            VectorOp::Splice(span, amount, pulls) => {
                let values = Self::new_elements(*amount, room, fresh);
                let drain = ours.splice(span.within(len), values.clone());
                let removed: Vec<E> = model.splice(span.within(len), values).collect();
                pulls.interleave_exact(drain, removed.into_iter());
            }
            VectorOp::Clear => {
                ours.clear();
                model.clear();
            }
            _ => {}
        }
        None
    }

    fn join(&mut self, other: Self, op: &VectorOp) {
        let len = self.model.len();
        if self.room() < other.model.len() {
            return;
        }
        let Self { ours, model } = self;
        match op {
            VectorOp::Append => {
                ours.append(other.ours);
                model.extend(other.model);
            }
            VectorOp::Concat => {
                assert_eq!(&*ours + &other.ours, ours.concat(&other.ours));
                *ours = ours.concat(&other.ours);
                model.extend(other.model);
            }
            VectorOp::Sum(false) => {
                *ours = [other.ours, std::mem::take(ours)].into_iter().sum();
                model.splice(..0, other.model);
            }
            VectorOp::Sum(true) => {
                *ours += other.ours;
                model.extend(other.model);
            }
            VectorOp::InsertAll(place) => {
                ours.insert_all(place.up_to(len), other.ours);
                model.splice(place.up_to(len)..place.up_to(len), other.model);
            }
            VectorOp::SpliceVersion(span, part) => {
                let part = part.within(other.model.len());
                let values = other.ours.range(part.clone()).cloned();
                let removed: Vector<E> = ours.splice(span.within(len), values).collect();
                let values = other.model[part].iter().cloned();
                assert_eq!(removed, model.splice(span.within(len), values).collect::<Vec<_>>());
            }
            _ => {}
        }
    }

    fn bulk(&mut self, op: &VectorOp, fresh: &mut Fresh) {
        let (room, len) = (self.room(), self.model.len());
        let Self { ours, model } = self;
        match *op {
            VectorOp::Extend(amount) => {
                let values = Self::new_elements(amount, room, fresh);
                ours.extend(values.clone());
                model.extend(values);
            }
            VectorOp::ExtendFromSlice(amount) => {
                let values = Self::new_elements(amount, room, fresh);
                ours.extend_from_slice(&values);
                model.extend(values);
            }
            VectorOp::Resize(amount) => {
                let (to, value) = (amount.of(leaf::<E>(), MOST), E::new(fresh.number()));
                ours.resize(to, value.clone());
                model.resize(to, value);
            }
            VectorOp::ResizeWith(amount) => {
                let (to, values) = (amount.of(leaf::<E>(), MOST), fresh.number());
                let numbers = || (values..).map(E::new);
                let (mut for_ours, mut for_model) = (numbers(), numbers());
                ours.resize_with(to, || for_ours.next().expect("numbers do not end"));
                model.resize_with(to, || for_model.next().expect("numbers do not end"));
            }
            VectorOp::Repeat(amount) => {
                let value = E::new(fresh.number());
                let count = amount.of(leaf::<E>(), MOST);
                *ours = match count {
                    1 => Vector::unit(value.clone()),
                    _ => Vector::repeat(value.clone(), count),
                };
                *model = vec![value; count];
            }
            VectorOp::ExtendFromWithin(span) => {
                let span = span.within(len);
                let span = span.start..span.end.min(span.start + room);
                ours.extend_from_within(span.clone());
                model.extend_from_within(span);
            }
            VectorOp::Fill(false) => {
                let value = E::new(fresh.number());
                ours.fill(value.clone());
                model.fill(value);
            }
            VectorOp::Fill(true) => {
                let first = fresh.number();
                let (mut for_ours, mut for_model) = (first.., first..);
                ours.fill_with(|| for_ours.next().map(E::new).expect("numbers do not end"));
                model.fill_with(|| for_model.next().map(E::new).expect("numbers do not end"));
            }
            VectorOp::Collect(amount, way) => {
                *model = Self::new_elements(amount, MOST, fresh);
                let values = model.clone();
                *ours = match way {
                    0 => values.into_iter().collect(),
                    1 => Vector::from(values),
                    2 => Vector::from(values.into_boxed_slice()),
                    3 => Vector::from(&values[..]),
                    4 => Vector::from(&values),
                    5 => Vector::from(VecDeque::from(values)),
                    6 => Vector::from(Cow::Borrowed(&values[..])),
                    _ => values.into_iter().filter(|_| true).collect(),
                };
            }
            VectorOp::ThroughVec(way) => {
                let all = std::mem::take(ours);
                *ours = match way {
                    0 => Vec::from(all).into(),
                    1 => Box::<[E]>::from(all).into(),
                    2 => VecDeque::from(all).into(),
                    _ => match <[E; 3]>::try_from(all) {
                        Ok(three) => three.into(),
                        Err(other) => {
                            assert_ne!(len, 3);
                            other
                        }
                    },
                };
            }
            _ => {}
        }
    }

    fn rearrange(&mut self, op: &VectorOp) {
        let len = self.model.len();
        let Self { ours, model } = self;
        match *op {
            VectorOp::Retain(some) => {
                let keep = |element: &E| element.number() % 8 != u32::from(some);
                ours.retain(keep);
                model.retain(keep);
            }
            VectorOp::RetainMut(some) => {
                let keep = |element: &mut E| {
                    element.change();
                    element.number() % 8 > u32::from(some) / 2
                };
                ours.retain_mut(keep);
                model.retain_mut(keep);
            }
            VectorOp::Dedup(0) => {
                ours.dedup();
                model.dedup();
            }
            VectorOp::Dedup(1) => {
                ours.dedup_by_key(|element| element.number() / 3);
                model.dedup_by_key(|element| element.number() / 3);
            }
            VectorOp::Dedup(_) => {
                // Not symmetric: says which of the two it is given first.
                ours.dedup_by(|a, b| a.number() < b.number());
                model.dedup_by(|a, b| a.number() < b.number());
            }
            VectorOp::Sort(way) => {
                let key = |element: &E| element.number() % 7;
                match way {
                    0 => ours.sort(),
                    1 => ours.sort_by(|a, b| b.cmp(a)),
                    2 => ours.sort_by_key(key),
                    3 => ours.sort_by_cached_key(key),
                    4 => ours.sort_unstable(),
                    5 => ours.sort_unstable_by(|a, b| b.cmp(a)),
                    _ => ours.sort_unstable_by_key(|element| Reverse(element.clone())),
                }
                match way {
                    0 | 4 => model.sort(),
                    2 | 3 => model.sort_by_key(key),
                    _ => model.sort_by(|a, b| b.cmp(a)),
                }
            }
            VectorOp::Compact => ours.compact(),
            VectorOp::Reverse => {
                ours.reverse();
                model.reverse();
            }
            VectorOp::Rotate(place, to_left) => {
                let mid = place.up_to(len);
                if to_left {
                    ours.rotate_left(mid);
                    model.rotate_left(mid);
                } else {
                    ours.rotate_right(mid);
                    model.rotate_right(mid);
                }
            }
            _ => {}
        }
    }

    fn walk(&mut self, op: &VectorOp, fresh: &mut Fresh) {
        let len = self.model.len();
        let Self { ours, model } = self;
        match op {
            VectorOp::Iter(span, pulls) => {
                pulls.interleave_exact(ours.iter(), model.iter());
                pulls
                    .interleave_exact(ours.range(span.within(len)), model[span.within(len)].iter());
            }
            VectorOp::IterMut(span, pulls) => {
                pulls.change(ours.iter_mut(), model.iter_mut());
                let span = span.within(len);
                pulls.change(ours.range_mut(span.clone()), model[span].iter_mut());
            }
            VectorOp::IntoIter(pulls) => {
                let all = std::mem::take(ours);
                *ours = model.iter().cloned().collect();
                pulls.interleave_exact(all.into_iter(), model.clone().into_iter());
            }
            VectorOp::Chunks(pulls) => pulls.runs(ours.chunks(), model),
            VectorOp::ChunksMut(pulls) => pulls.change_runs(ours.chunks_mut(), model),
            VectorOp::Focus(ops) => focus::read(ours.focus(), model, ops),
            VectorOp::FocusMut(ops) => focus::write(ours.focus_mut(), model, ops, fresh),
            VectorOp::Search(number, span) => self.search(E::new(u32::from(*number)), *span),
            _ => {}
        }
    }

    fn search(&self, value: E, span: Span) {
        let Self { ours, model } = self;
        let part = &model[span.within(model.len())];
        assert_eq!(ours.index_of(&value), model.iter().position(|element| *element == value));
        assert_eq!(ours.contains(&value), model.contains(&value));
        assert_eq!(ours.starts_with(part), model.starts_with(part));
        assert_eq!(ours.ends_with(part), model.ends_with(part));
        assert_eq!(ours.is_sorted(), model.is_sorted());
        assert_eq!(ours.is_sorted_by(|a, b| a > b), model.is_sorted_by(|a, b| a > b));
        assert_eq!(ours.is_sorted_by_key(E::number), model.is_sorted_by_key(E::number));
        if let Some(index) = span.within(model.len()).next() {
            let (begin, run) = ours.chunk_at(index).expect("the index is in bounds");
            assert!(begin <= index && index < begin + run.len());
            assert_eq!(run, &model[begin..begin + run.len()]);
        }
        if model.is_sorted() {
            assert_eq!(
                ours.partition_point(|element| *element < value),
                model.partition_point(|element| *element < value)
            );
            for found in [
                ours.binary_search(&value),
                ours.binary_search_by(|element| element.cmp(&value)),
                ours.binary_search_by_key(&value, E::clone),
            ] {
                match found {
                    Ok(found) => assert_eq!(model[found], value),
                    Err(place) => assert_eq!(model.binary_search(&value), Err(place)),
                }
            }
        }
    }
}
