//! What programs do with two versions of an `OrdMap`: algebra, differences, merges.

use std::collections::{BTreeMap, BTreeSet};

use offshoot::OrdMap;
use offshoot::ord_map::{DiffItem, Patch};

use super::Fresh;
use super::choice::{Choices, Place};
use super::element::Element;
use super::ord_map::{OrdMapPair, key};

#[derive(Clone, Debug)]
pub enum TwoOp {
    Append,
    Union(u8),
    Intersection(u8),
    Complement(u8),
    Symmetric(u8),
    Compare,
    Patch(bool),
    /// Edits of their own on each side of a merge, what is done with conflicts.
    Merge(Vec<(Place, bool)>, Vec<(Place, bool)>, u8),
}

impl TwoOp {
    pub fn read(choices: &mut Choices<'_>) -> Self {
        let edit = |choices: &mut Choices<'_>| (choices.place(), choices.once_in(3));
        match choices.below(24) {
            0..4 => Self::Append,
            4..9 => Self::Union(choices.below(8)),
            9..13 => Self::Intersection(choices.below(4)),
            13..16 => Self::Complement(choices.below(2)),
            16..19 => Self::Symmetric(choices.below(7)),
            19 => Self::Compare,
            20 | 21 => Self::Patch(choices.once_in(2)),
            _ => Self::Merge(choices.some(9, edit), choices.some(9, edit), choices.below(3)),
        }
    }
}

/// One value of two, told apart from both and from the other order.
pub fn blend<V: Element>(left: &V, right: &V) -> V {
    V::new(left.number().wrapping_mul(3).wrapping_add(right.number()) % 1_000)
}

/// As `blend`, or nothing.
pub fn choose<V: Element>(left: &V, right: &V) -> Option<V> {
    ((left.number() + right.number()) % 3 != 0).then(|| blend(left, right))
}

type Model<K, V> = BTreeMap<K, V>;

/// What is made of the values that two models have for each key of either.
fn combined<K: Element, V: Element>(
    left: &Model<K, V>,
    right: &Model<K, V>,
    f: impl Fn(&K, Option<&V>, Option<&V>) -> Option<V>,
) -> Model<K, V> {
    let keys: BTreeSet<&K> = left.keys().chain(right.keys()).collect();
    keys.into_iter()
        .filter_map(|key| Some((key.clone(), f(key, left.get(key), right.get(key))?)))
        .collect()
}

impl<K: Element, V: Element> OrdMapPair<K, V> {
    /// Does the same to both pairs; returns the result, and the other one where it is left changed.
    pub fn two(self, other: Self, op: &TwoOp, fresh: &mut Fresh) -> (Self, Option<Self>) {
        // Two full versions would make one that is larger and larger.
        if self.room() < other.model.len() / 2 {
            return (self, None);
        }
        let (a, b) = (&self.model, &other.model);
        let either = |left: Option<&V>, right: Option<&V>| left.or(right).cloned();
        match op {
            TwoOp::Append => self.append(other),
            TwoOp::Union(how) => {
                let model = combined(a, b, |_, left, right| match (left, right) {
                    (Some(left), Some(right)) if (3..7).contains(how) => Some(blend(left, right)),
                    _ => either(left, right),
                });
                let same = model == *a && a.len() >= b.len();
                let kept = self.ours.clone();
                let ours = match how {
                    0 => self.ours.union(other.ours),
                    1 => self.ours.union_ref(&other.ours),
                    2 => OrdMap::unions([self.ours, other.ours]),
                    3 => self.ours.union_with(other.ours, |left, right| blend(&left, &right)),
                    4 => self.ours.union_with_key(other.ours, |key, left, right| {
                        assert!(a.get(key) == Some(&left) && b.get(key) == Some(&right));
                        blend(&left, &right)
                    }),
                    5 => OrdMap::unions_with_key([self.ours, other.ours], |_, left, right| {
                        blend(&left, &right)
                    }),
                    6 => OrdMap::unions_with([self.ours, other.ours], |left, right| {
                        blend(&left, &right)
                    }),
                    _ => self.ours + other.ours,
                };
                assert!(
                    (3..7).contains(how) || !same || ours.ptr_eq(&kept),
                    "nothing is new, and not shared"
                );
                (Self { ours, model }, None)
            }
            TwoOp::Intersection(how) => {
                let model = combined(a, b, |_, left, right| {
                    let (left, right) = left.zip(right)?;
                    Some(if *how < 2 { left.clone() } else { blend(left, right) })
                });
                let same = model == *a;
                let kept = self.ours.clone();
                let ours = match how {
                    0 => self.ours.intersection(other.ours),
                    1 => self.ours.intersection_ref(&other.ours),
                    2 => {
                        self.ours.intersection_with(other.ours, |left, right| blend(&left, &right))
                    }
                    _ => self.ours.intersection_with_key(other.ours, |key, left, right| {
                        assert!(a.get(key) == Some(&left) && b.get(key) == Some(&right));
                        blend(&left, &right)
                    }),
                };
                assert!(*how >= 2 || !same || ours.ptr_eq(&kept), "all is kept, and not shared");
                (Self { ours, model }, None)
            }
            TwoOp::Complement(how) => {
                let model = combined(a, b, |_, left, right| match right {
                    None => left.cloned(),
                    Some(_) => None,
                });
                let same = model.len() == a.len();
                let kept = self.ours.clone();
                let ours = match how {
                    0 => self.ours.relative_complement(other.ours),
                    _ => self.ours.relative_complement_ref(&other.ours),
                };
                assert!(!same || ours.ptr_eq(&kept), "nothing is gone, and not shared");
                (Self { ours, model }, None)
            }
            TwoOp::Symmetric(how) => {
                let model = combined(a, b, |_, left, right| match (left, right) {
                    (Some(left), Some(right)) if *how >= 3 => choose(left, right),
                    (Some(_), Some(_)) => None,
                    _ => either(left, right),
                });
                let with = |left: V, right: V| choose(&left, &right);
                let ours = match how {
                    0 => self.ours.symmetric_difference(other.ours),
                    1 => self.ours.symmetric_difference_ref(&other.ours),
                    2 => self.ours.difference(other.ours),
                    3 => self.ours.symmetric_difference_with(other.ours, with),
                    4 => self.ours.difference_with(other.ours, with),
                    5 => self.ours.symmetric_difference_with_key(other.ours, |key, left, right| {
                        assert!(a.get(key) == Some(&left) && b.get(key) == Some(&right));
                        choose(&left, &right)
                    }),
                    _ => self.ours.difference_with_key(other.ours, |key, left, right| {
                        assert!(a.get(key) == Some(&left) && b.get(key) == Some(&right));
                        choose(&left, &right)
                    }),
                };
                (Self { ours, model }, None)
            }
            TwoOp::Compare => {
                let within = |a: &Model<K, V>, b: &Model<K, V>| {
                    a.iter().all(|(key, value)| b.get(key) == Some(value))
                };
                let (ours, theirs) = (&self.ours, &other.ours);
                assert_eq!(ours.is_submap(theirs), within(a, b));
                assert_eq!(ours.is_proper_submap(theirs), within(a, b) && a.len() < b.len());
                assert_eq!(ours.is_submap_by(theirs, |left, right| left == right), within(a, b));
                let keys = a.keys().all(|key| b.contains_key(key));
                assert_eq!(ours.has_keys_in(theirs), keys);
                assert_eq!(ours.is_submap_by(theirs, |_, _: &V| true), keys);
                assert_eq!(
                    ours.is_proper_submap_by(theirs, |_, _: &V| true),
                    keys && a.len() < b.len()
                );
                assert_eq!(ours.is_disjoint(theirs), a.keys().all(|key| !b.contains_key(key)));
                (self, None)
            }
            TwoOp::Patch(back) => {
                let patch = self.ours.diff(&other.ours).collect::<Patch<_, _>>();
                assert_eq!(patch.is_empty(), a == b);
                assert!(patch.iter().all(|item| {
                    item.old.as_ref() == a.get(&item.key) && item.new.as_ref() == b.get(&item.key)
                }));
                let mut ours = self.ours.clone();
                ours.apply(&patch);
                if !back {
                    return (Self { ours, model: b.clone() }, None);
                }
                assert_eq!(ours, other.ours);
                ours.apply(&patch.invert());
                (Self { ours, model: self.model }, None)
            }
            TwoOp::Merge(own, their, on_conflict) => {
                let (mut ours, mut theirs) = (self.clone(), self.clone());
                // One side in ten is a version of another history.
                if own.len() == 9 {
                    ours = other.clone();
                }
                ours.edit(own, fresh);
                theirs.edit(their, fresh);
                (self.merge(&ours, &theirs, *on_conflict), Some(theirs))
            }
        }
    }

    fn append(mut self, mut other: Self) -> (Self, Option<Self>) {
        self.ours.append(&mut other.ours);
        self.model.append(&mut other.model);
        assert!(other.ours.is_empty());
        (self, Some(other))
    }

    fn edit(&mut self, edits: &[(Place, bool)], fresh: &mut Fresh) {
        for &(place, removes) in edits {
            let key = key::<K>(place);
            if removes {
                assert_eq!(self.ours.remove(&key), self.model.remove(&key));
            } else {
                // Of few values: both sides make the same change now and then.
                let value = V::new(fresh.number() % 4);
                assert_eq!(
                    self.ours.insert(key.clone(), value.clone()),
                    self.model.insert(key, value)
                );
            }
        }
    }

    fn merge(&self, ours: &Self, theirs: &Self, on_conflict: u8) -> Self {
        let solve = |our: Option<&V>, their: Option<&V>| match on_conflict {
            0 => our.cloned(),
            1 => their.cloned(),
            _ => our.zip(their).map(|(our, their)| blend(our, their)),
        };
        let mut conflicts = 0;
        let merged = OrdMap::merge(&self.ours, &ours.ours, &theirs.ours, |conflict| {
            conflicts += 1;
            assert_eq!(conflict.base, self.model.get(conflict.key));
            assert_eq!(conflict.ours, ours.model.get(conflict.key));
            assert_eq!(conflict.theirs, theirs.model.get(conflict.key));
            solve(conflict.ours, conflict.theirs)
        });
        let mut expected = 0;
        let keys: BTreeSet<&K> =
            self.model.keys().chain(ours.model.keys()).chain(theirs.model.keys()).collect();
        let mut model = BTreeMap::new();
        for key in keys {
            let (base, our, their) =
                (self.model.get(key), ours.model.get(key), theirs.model.get(key));
            let value = if our == their || their == base {
                our.cloned()
            } else if our == base {
                their.cloned()
            } else {
                expected += 1;
                solve(our, their)
            };
            model.extend(value.map(|value| (key.clone(), value)));
        }
        assert_eq!(conflicts, expected);
        Self { ours: merged, model }
    }

    /// What `diff` says is what the models say.
    pub fn check_diff(&self, other: &Self) {
        let mut expected = Vec::new();
        let keys: BTreeSet<&K> = self.model.keys().chain(other.model.keys()).collect();
        for key in keys {
            match (self.model.get_key_value(key), other.model.get_key_value(key)) {
                (Some(old), Some(new)) if old.1 != new.1 => {
                    expected.push(DiffItem::Update { old, new });
                }
                (Some(_), Some(_)) | (None, None) => {}
                (Some((key, value)), None) => expected.push(DiffItem::Remove(key, value)),
                (None, Some((key, value))) => expected.push(DiffItem::Add(key, value)),
            }
        }
        let found = self.ours.diff(&other.ours);
        assert_eq!(found.len(), expected.len());
        assert!(found.clone().rev().eq(expected.iter().rev().copied()));
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }
}
