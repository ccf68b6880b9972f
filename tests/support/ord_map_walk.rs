//! How programs walk over an `OrdMap`: iterators, ranges, cursors, searches.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::ops::Bound;

use offshoot::OrdMap;

use super::Fresh;
use super::choice::{Choices, Place, Span};
use super::element::Element;
use super::iterate::Pulls;
use super::ord_map::{OrdMapPair, Range, change, key, pull};

#[derive(Clone, Debug)]
pub enum WalkOp {
    Iter(Pulls),
    IterMut(Pulls, bool),
    Range(Range, Pulls),
    RangeMut(Range, Pulls),
    Positions(Span, Pulls),
    Parts(Pulls, bool),
    Consume(Pulls, u8),
    Search(Place),
    Cursor(Place, u8, Vec<u8>),
    CursorMut(Place, u8, Vec<(u8, Place)>),
    Value,
}

impl WalkOp {
    pub fn read(choices: &mut Choices<'_>) -> Self {
        match choices.below(20) {
            0 | 1 => Self::Iter(Pulls::read(choices)),
            2 | 3 => Self::IterMut(Pulls::read(choices), choices.once_in(2)),
            4 | 5 => Self::Range(Range::read(choices), Pulls::read(choices)),
            6 | 7 => Self::RangeMut(Range::read(choices), Pulls::read(choices)),
            8 => Self::Positions(choices.span(), Pulls::read(choices)),
            9 => Self::Parts(Pulls::read(choices), choices.once_in(2)),
            10 | 11 => Self::Consume(Pulls::read(choices), choices.below(3)),
            12 => Self::Search(choices.place()),
            13 => Self::Cursor(choices.place(), choices.below(6), choices.some(12, Choices::byte)),
            14..19 => Self::CursorMut(
                choices.place(),
                choices.below(6),
                choices.some(12, |choices| (choices.below(12), choices.place())),
            ),
            _ => Self::Value,
        }
    }
}

/// A bound of one of three kinds.
pub fn bound<K>(kind: u8, key: &K) -> Bound<&K> {
    match kind % 3 {
        0 => Bound::Included(key),
        1 => Bound::Excluded(key),
        _ => Bound::Unbounded,
    }
}

/// How many keys lie before the gap that a bound names.
pub fn gap<K: Ord>(keys: &[K], lower: bool, bound: Bound<&K>) -> usize {
    match (bound, lower) {
        (Bound::Unbounded, true) => 0,
        (Bound::Unbounded, false) => keys.len(),
        (Bound::Included(key), true) | (Bound::Excluded(key), false) => {
            keys.partition_point(|other| other < key)
        }
        (Bound::Excluded(key), true) | (Bound::Included(key), false) => {
            keys.partition_point(|other| other <= key)
        }
    }
}

pub fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

impl<K: Element, V: Element> OrdMapPair<K, V> {
    pub fn walk(&mut self, op: &WalkOp, fresh: &mut Fresh) {
        let room = self.room();
        let Self { ours, model } = self;
        match op {
            WalkOp::Iter(pulls) => pull(pulls, ours.iter(), model.iter()),
            WalkOp::IterMut(pulls, false) => change(pulls, ours.iter_mut(), model.iter_mut()),
            WalkOp::IterMut(pulls, true) => {
                let theirs: Vec<&mut V> = model.values_mut().collect();
                pulls.change(ours.values_mut(), theirs.into_iter());
            }
            WalkOp::Range(range, pulls) => {
                let bounds = range.bounds::<K>();
                pull(pulls, ours.range(bounds.clone()), model.range(bounds));
            }
            WalkOp::RangeMut(range, pulls) => {
                let bounds = range.bounds::<K>();
                change(pulls, ours.range_mut(bounds.clone()), model.range_mut(bounds));
            }
            WalkOp::Positions(span, pulls) => {
                let span = span.within(model.len());
                let theirs = model.iter().skip(span.start).take(span.len());
                pull(pulls, ours.range_index(span), theirs);
            }
            WalkOp::Parts(pulls, true) => _ = pulls.interleave_exact(ours.keys(), model.keys()),
            WalkOp::Parts(pulls, false) => {
                pulls.interleave_exact(ours.values(), model.values());
            }
            WalkOp::Consume(pulls, how) => {
                let (ours, model) = (std::mem::take(ours), std::mem::take(model));
                match how {
                    0 => _ = pulls.interleave_exact(ours.into_iter(), model.into_iter()),
                    1 => _ = pulls.interleave_exact(ours.into_keys(), model.into_keys()),
                    _ => _ = pulls.interleave_exact(ours.into_values(), model.into_values()),
                }
            }
            WalkOp::Search(place) => self.search(*place),
            WalkOp::Cursor(place, kind, steps) => {
                let key = key::<K>(*place);
                let bound = bound(*kind, &key);
                let entries: Vec<(&K, &V)> = model.iter().collect();
                let keys: Vec<&K> = model.keys().collect();
                let mut at = gap(&keys, *kind < 3, bound.as_ref());
                let mut cursor =
                    if *kind < 3 { ours.lower_bound(bound) } else { ours.upper_bound(bound) };
                for step in steps {
                    assert_eq!(cursor.index(), at);
                    assert_eq!(cursor.peek_next(), entries.get(at).copied());
                    assert_eq!(cursor.clone().peek_prev(), entries[..at].last().copied());
                    if step % 3 > 0 {
                        assert_eq!(cursor.next(), entries.get(at).copied());
                        at = entries.len().min(at + 1);
                    } else {
                        assert_eq!(cursor.prev(), entries[..at].last().copied());
                        at = at.saturating_sub(1);
                    }
                }
            }
            WalkOp::CursorMut(place, kind, steps) if room > steps.len() => {
                let key = key::<K>(*place);
                cursor_mut(ours, model, &key, *kind, steps, fresh);
            }
            WalkOp::CursorMut(..) => {}
            WalkOp::Value => {
                let rebuilt: OrdMap<K, V> = model.clone().into_iter().collect();
                rebuilt.check();
                assert_eq!(*ours, rebuilt);
                assert_eq!(rebuilt, *ours);
                assert_eq!(hash(ours), hash(model));
                assert_eq!(format!("{ours:?}"), format!("{model:?}"));
            }
        }
    }

    fn search(&self, place: Place) {
        let (ours, model) = (&self.ours, &self.model);
        let key = key::<K>(place);
        let rank = model.range(..&key).count();
        assert_eq!(ours.get(&key), model.get(&key));
        assert_eq!(ours.get_key_value(&key), model.get_key_value(&key));
        assert_eq!(ours.contains_key(&key), model.contains_key(&key));
        assert_eq!(ours.rank(&key), rank);
        assert_eq!(ours.index_of(&key), model.contains_key(&key).then_some(rank));
        assert_eq!(ours.get_prev(&key), model.range(..=&key).next_back());
        assert_eq!(ours.get_next(&key), model.range(&key..).next());
        assert_eq!(ours.get_index(rank), model.range(&key..).next());
        if let Some(value) = model.get(&key) {
            assert_eq!(&ours[&key], value);
        }
    }
}

/// Steps, changes, insertions and removals at a gap, beside a vector of all entries.
fn cursor_mut<K: Element, V: Element>(
    ours: &mut OrdMap<K, V>,
    model: &mut BTreeMap<K, V>,
    key: &K,
    kind: u8,
    steps: &[(u8, Place)],
    fresh: &mut Fresh,
) {
    let mut entries: Vec<(K, V)> = std::mem::take(model).into_iter().collect();
    let keys: Vec<&K> = entries.iter().map(|entry| &entry.0).collect();
    let bound = bound(kind, key);
    let mut at = gap(&keys, kind < 3, bound.as_ref());
    let mut cursor =
        if kind < 3 { ours.lower_bound_mut(bound) } else { ours.upper_bound_mut(bound) };
    for &(step, place) in steps {
        assert_eq!(cursor.index(), at);
        let before = at.checked_sub(1);
        match step {
            0 => {
                let next = entries.get_mut(at).map(|(key, value)| (&*key, value));
                assert_eq!(cursor.next(), next);
                at = entries.len().min(at + 1);
            }
            1 => {
                let prev = before.map(|at| &mut entries[at]).map(|(key, value)| (&*key, value));
                assert_eq!(cursor.prev(), prev);
                at = at.saturating_sub(1);
            }
            2 => {
                if let Some((found, value)) = cursor.peek_next() {
                    assert_eq!(*found, entries[at].0);
                    value.change();
                    entries[at].1.change();
                }
            }
            3 => {
                if let Some((found, value)) = cursor.peek_prev() {
                    assert_eq!(*found, entries[at - 1].0);
                    value.change();
                    entries[at - 1].1.change();
                }
            }
            4 | 5 => {
                let gone = (at < entries.len()).then(|| entries.remove(at));
                assert_eq!(cursor.remove_next(), gone);
            }
            6 => {
                let gone = before.map(|at| entries.remove(at));
                at = at.saturating_sub(1);
                assert_eq!(cursor.remove_prev(), gone);
            }
            7 => {
                let peek = cursor.as_cursor();
                assert_eq!(peek.peek_prev(), before.map(|at| (&entries[at].0, &entries[at].1)));
                let next = entries.get(at).map(|(key, value)| (key, value));
                assert_eq!(peek.peek_next(), next);
            }
            _ => {
                // A key near the gap, or anywhere.
                let near = before.map_or(0, |at| entries[at].0.number() + 1);
                let new = if step < 10 { K::new(near) } else { super::ord_map::key::<K>(place) };
                let fits = before.is_none_or(|at| entries[at].0 < new)
                    && entries.get(at).is_none_or(|entry| new < entry.0);
                let value = V::new(fresh.number());
                let result = if step % 2 == 0 {
                    cursor.insert_before(new.clone(), value.clone())
                } else {
                    cursor.insert_after(new.clone(), value.clone())
                };
                assert_eq!(result.is_ok(), fits, "{new:?}");
                if fits {
                    entries.insert(at, (new, value));
                    at += usize::from(step % 2 == 0);
                }
            }
        }
    }
    *model = entries.into_iter().collect();
}
