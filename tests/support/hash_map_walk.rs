//! How programs walk over a `HashMap`: iterators, searches, the map as a value.
#![allow(clippy::eq_op, clippy::nonminimal_bool, reason = "`==` is asked both ways")]

use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher};

use offshoot::HashMap;

use super::Fresh;
use super::choice::{Choices, Place};
use super::element::Element;
use super::hash_map::{HashMapPair, key};
use super::iterate::Pulls;

#[derive(Clone, Debug)]
pub enum WalkOp {
    Iter(Pulls),
    IterMut(Pulls, bool),
    Parts(Pulls, bool),
    Consume(Pulls, u8),
    Search(Place),
    Value,
}

impl WalkOp {
    pub fn read(choices: &mut Choices<'_>) -> Self {
        match choices.below(20) {
            0..3 => Self::Iter(Pulls::read(choices)),
            3..8 => Self::IterMut(Pulls::read(choices), choices.once_in(2)),
            8..10 => Self::Parts(Pulls::read(choices), choices.once_in(2)),
            10..14 => Self::Consume(Pulls::read(choices), choices.below(4)),
            14..16 => Self::Search(choices.place()),
            _ => Self::Value,
        }
    }
}

/// Changes a value as its model.
fn change<V: Element>(value: &mut V, model: Option<&mut V>) {
    let model = model.expect("a key of the model");
    assert_eq!(value, model);
    value.change();
    model.change();
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

impl<K: Element, V: Element, S: BuildHasher + Clone + Default> HashMapPair<K, V, S> {
    pub fn walk(&mut self, op: &WalkOp, _fresh: &mut Fresh) {
        let Self { ours, model } = self;
        // Whatever goes through a map does so in one order.
        let order: Vec<K> = ours.keys().cloned().collect();
        match op {
            WalkOp::Iter(pulls) => {
                for (at, entry) in pulls.forward(ours.iter()) {
                    assert_eq!(Some(entry), model.get_key_value(&order[at]));
                }
            }
            WalkOp::IterMut(pulls, false) => {
                for (at, (key, value)) in pulls.forward(ours.iter_mut()) {
                    assert_eq!(*key, order[at]);
                    change(value, model.get_mut(key));
                }
            }
            WalkOp::IterMut(pulls, true) => {
                for (at, value) in pulls.forward(ours.values_mut()) {
                    change(value, model.get_mut(&order[at]));
                }
            }
            WalkOp::Parts(pulls, true) => {
                assert!(pulls.forward(ours.keys()).into_iter().all(|(at, key)| *key == order[at]));
            }
            WalkOp::Parts(pulls, false) => {
                for (at, value) in pulls.forward(ours.values()) {
                    assert_eq!(Some(value), model.get(&order[at]));
                }
            }
            WalkOp::Consume(pulls, how) => {
                let (mut ours, mut model) = (std::mem::take(ours), std::mem::take(model));
                let mut found = |at: usize, key: Option<K>, value: Option<V>| {
                    assert!(key.is_none_or(|key| key == order[at]));
                    let expected = model.remove(&order[at]).expect("each entry comes once");
                    assert!(value.is_none_or(|value| value == expected));
                };
                match how {
                    0 => pulls
                        .forward(ours.into_iter())
                        .into_iter()
                        .for_each(|(at, (key, value))| found(at, Some(key), Some(value))),
                    1 => pulls
                        .forward(ours.into_keys())
                        .into_iter()
                        .for_each(|(at, key)| found(at, Some(key), None)),
                    2 => pulls
                        .forward(ours.into_values())
                        .into_iter()
                        .for_each(|(at, value)| found(at, None, Some(value))),
                    _ => {
                        pulls
                            .forward(ours.drain())
                            .into_iter()
                            .for_each(|(at, (key, value))| found(at, Some(key), Some(value)));
                        assert!(ours.is_empty());
                        ours.check();
                    }
                }
            }
            WalkOp::Search(place) => {
                let key = key::<K>(*place);
                assert_eq!(ours.get(&key), model.get(&key));
                assert_eq!(ours.get_key_value(&key), model.get_key_value(&key));
                assert_eq!(ours.contains_key(&key), model.contains_key(&key));
            }
            WalkOp::Value => {
                // The shape follows from the entries and their hashes, whatever was done before.
                let mut rebuilt: HashMap<K, V, S> = ours.new_from();
                rebuilt.extend(model.clone());
                rebuilt.check();
                assert!(*ours == rebuilt);
                assert!(rebuilt == *ours);
                assert_eq!(HashMap::memory([&*ours]).total, HashMap::memory([&rebuilt]).total);
                assert_eq!(ours.height(), rebuilt.height());
                assert_eq!(hash(ours), hash(&rebuilt));
                let other: HashMap<K, V, std::hash::RandomState> =
                    model.clone().into_iter().collect();
                assert_eq!(hash(ours), hash(&other));
                assert_eq!(format!("{ours:?}"), format!("{:?}", Listed(ours)));
            }
        }
    }
}

/// A map whose `Debug` is that of its entries one by one.
struct Listed<'a, K, V, S>(&'a HashMap<K, V, S>);

impl<K: Element, V: Element, S> std::fmt::Debug for Listed<'_, K, V, S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.0.iter()).finish()
    }
}
