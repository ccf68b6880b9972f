//! What programs do with two versions of a `HashMap`: algebra, differences, merges.

#![allow(clippy::eq_op, clippy::nonminimal_bool, reason = "`==` is asked both ways")]

use std::collections::{HashMap as Model, HashSet};
use std::hash::BuildHasher;

use offshoot::hash_map::DiffItem;
use offshoot::{HashMap, Patch};

use super::Fresh;
use super::choice::Place;
use super::element::Element;
use super::hash_map::{HashMapPair, key};
use super::ord_map_two::{TwoOp, blend, choose};

/// What is made of the values that two models have for each key of either.
fn combined<K: Element, V: Element>(
    left: &Model<K, V>,
    right: &Model<K, V>,
    f: impl Fn(&K, Option<&V>, Option<&V>) -> Option<V>,
) -> Model<K, V> {
    let keys: HashSet<&K> = left.keys().chain(right.keys()).collect();
    keys.into_iter()
        .filter_map(|key| Some((key.clone(), f(key, left.get(key), right.get(key))?)))
        .collect()
}

impl<K: Element, V: Element, S: BuildHasher + Clone + Default> HashMapPair<K, V, S> {
    /// Does the same to both pairs; returns the result, and the other one where it is left changed.
    pub fn two(self, other: Self, op: &TwoOp, fresh: &mut Fresh) -> (Self, Option<Self>) {
        // Two full versions would make one that is larger and larger.
        if self.room() < other.model.len() / 2 {
            return (self, None);
        }
        let (a, b) = (&self.model, &other.model);
        let either = |left: Option<&V>, right: Option<&V>| left.or(right).cloned();
        let ours = match op {
            TwoOp::Append | TwoOp::Union(_) => {
                let how = if let TwoOp::Union(how) = op { *how } else { 8 };
                let model = combined(a, b, |_, left, right| match (left, right) {
                    (Some(left), Some(right)) if (3..7).contains(&how) => Some(blend(left, right)),
                    _ => either(left, right),
                });
                let (same, kept) = (model == *a, self.ours.clone());
                let ours = match how {
                    0 => self.ours.union(other.ours),
                    1 => self.ours.union_ref(&other.ours),
                    2 => HashMap::unions([self.ours, other.ours]),
                    3 => self.ours.union_with(other.ours, |left, right| blend(&left, &right)),
                    4 => self.ours.union_with_key(other.ours, |key, left, right| {
                        assert!(a.get(key) == Some(&left) && b.get(key) == Some(&right));
                        blend(&left, &right)
                    }),
                    5 => HashMap::unions_with_key([self.ours, other.ours], |_, left, right| {
                        blend(&left, &right)
                    }),
                    6 => HashMap::unions_with([self.ours, other.ours], |left, right| {
                        blend(&left, &right)
                    }),
                    7 => self.ours + other.ours,
                    _ => &self.ours + &other.ours,
                };
                // Values without a size cannot be told apart: then either side may be the result.
                let shares = ours.ptr_eq(&kept) || size_of::<V>() == 0;
                assert!((3..7).contains(&how) || !same || shares, "nothing is new, and not shared");
                return (Self { ours, model }, None);
            }
            TwoOp::Intersection(how) => {
                let model = combined(a, b, |_, left, right| {
                    let (left, right) = left.zip(right)?;
                    Some(if *how < 2 { left.clone() } else { blend(left, right) })
                });
                let (same, kept) = (model == *a, self.ours.clone());
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
                let shares = ours.ptr_eq(&kept) || size_of::<V>() == 0;
                assert!(*how >= 2 || !same || shares, "all is kept, and not shared");
                return (Self { ours, model }, None);
            }
            TwoOp::Complement(how) => {
                let model = combined(a, b, |_, left, right| match right {
                    None => left.cloned(),
                    Some(_) => None,
                });
                let (same, kept) = (model.len() == a.len(), self.ours.clone());
                let ours = match how {
                    0 => self.ours.relative_complement(other.ours),
                    _ => self.ours.relative_complement_ref(&other.ours),
                };
                assert!(!same || ours.ptr_eq(&kept), "nothing is gone, and not shared");
                return (Self { ours, model }, None);
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
                return (Self { ours, model }, None);
            }
            TwoOp::Compare => {
                self.compare(&other);
                self.ours
            }
            TwoOp::Patch(back) => {
                let patch: Patch<K, V> = self.ours.diff(&other.ours).collect();
                assert_eq!(patch.is_empty(), a == b);
                assert!(patch.iter().all(|item| {
                    item.old.as_ref() == a.get(&item.key) && item.new.as_ref() == b.get(&item.key)
                }));
                let mut ours = self.ours.clone();
                ours.apply(&patch);
                if !back {
                    return (Self { ours, model: b.clone() }, None);
                }
                assert!(ours == other.ours);
                ours.apply(&patch.invert());
                ours
            }
            TwoOp::Merge(own, their, on_conflict) => {
                let (mut ours, mut theirs) = (self.clone(), self.clone());
                // One side in ten is a version of another history.
                if own.len() == 9 {
                    ours = other.clone();
                }
                ours.edit(own, fresh);
                theirs.edit(their, fresh);
                return (self.merge(&ours, &theirs, *on_conflict), Some(theirs));
            }
        };
        (Self { ours, model: self.model }, None)
    }

    fn compare(&self, other: &Self) {
        let (a, b) = (&self.model, &other.model);
        let (ours, theirs) = (&self.ours, &other.ours);
        let within = a.iter().all(|(key, value)| b.get(key) == Some(value));
        assert_eq!(ours.is_submap(theirs), within);
        assert_eq!(ours.is_proper_submap(theirs), within && a.len() < b.len());
        assert_eq!(ours.is_submap_by(theirs, |left, right| left == right), within);
        let keys = a.keys().all(|key| b.contains_key(key));
        assert_eq!(ours.has_keys_in(theirs), keys);
        assert_eq!(ours.is_submap_by(theirs, |_, _: &V| true), keys);
        assert_eq!(ours.is_proper_submap_by(theirs, |_, _: &V| true), keys && a.len() < b.len());
        assert_eq!(ours.is_disjoint(theirs), a.keys().all(|key| !b.contains_key(key)));
        // Maps that are hashed by another type of hashers are equal all the same.
        let by_std: HashMap<K, V, std::hash::RandomState> =
            b.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
        assert_eq!(*ours == by_std, a == b);
        assert_eq!(by_std == *ours, a == b);
        assert!(*theirs == by_std);
        assert!(by_std == *theirs);
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
        let mut conflicts = HashSet::new();
        let merged = HashMap::merge(&self.ours, &ours.ours, &theirs.ours, |conflict| {
            assert!(conflicts.insert(conflict.key.clone()), "a conflict is told once");
            assert_eq!(conflict.base, self.model.get(conflict.key));
            assert_eq!(conflict.ours, ours.model.get(conflict.key));
            assert_eq!(conflict.theirs, theirs.model.get(conflict.key));
            solve(conflict.ours, conflict.theirs)
        });
        let mut expected = HashSet::new();
        let keys: HashSet<&K> =
            self.model.keys().chain(ours.model.keys()).chain(theirs.model.keys()).collect();
        let mut model = Model::new();
        for key in keys {
            let (base, our, their) =
                (self.model.get(key), ours.model.get(key), theirs.model.get(key));
            let value = if our == their || their == base {
                our.cloned()
            } else if our == base {
                their.cloned()
            } else {
                expected.insert(key.clone());
                solve(our, their)
            };
            model.extend(value.map(|value| (key.clone(), value)));
        }
        assert_eq!(conflicts, expected);
        Self { ours: merged, model }
    }

    /// What `diff` says is what the models say.
    pub fn check_diff(&self, other: &Self) {
        let found = self.ours.diff(&other.ours);
        assert_eq!(found.len(), found.clone().count());
        let mut seen = HashSet::new();
        for item in found {
            let (key, old, new) = match item {
                DiffItem::Add(key, new) => (key, None, Some(new)),
                DiffItem::Remove(key, old) => (key, Some(old), None),
                DiffItem::Update { old, new } => {
                    assert_eq!(old.0, new.0);
                    (old.0, Some(old.1), Some(new.1))
                }
            };
            assert_eq!((old, new), (self.model.get(key), other.model.get(key)), "{key:?}");
            assert!(old != new, "{key:?} is no difference");
            assert!(seen.insert(key), "{key:?} is told twice");
        }
        let keys = self.model.keys().chain(other.model.keys());
        let differ = keys.filter(|key| self.model.get(*key) != other.model.get(*key));
        assert!(differ.collect::<HashSet<_>>().len() == seen.len(), "too few differences");
    }
}
