//! How programs walk over a `HashMap`: iterators, searches, the map as a value.

use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher};

use offshoot::HashMap;

use super::Fresh;
use super::choice::{Choices, Place};
use super::element::Element;
use super::hash_map::{HashMapPair, key};

#[derive(Clone, Debug)]
pub enum WalkOp {
    Search(Place),
    Value,
}

impl WalkOp {
    pub fn read(choices: &mut Choices<'_>) -> Self {
        match choices.below(20) {
            0..16 => Self::Search(choices.place()),
            _ => Self::Value,
        }
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

impl<K: Element, V: Element, S: BuildHasher + Clone + Default> HashMapPair<K, V, S> {
    pub fn walk(&mut self, op: &WalkOp, _fresh: &mut Fresh) {
        let Self { ours, model } = self;
        match op {
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
                assert!(*ours == rebuilt && rebuilt == *ours);
                assert_eq!(HashMap::memory([&*ours]).total, HashMap::memory([&rebuilt]).total);
                assert_eq!(ours.height(), rebuilt.height());
                assert_eq!(hash(ours), hash(&rebuilt));
                let other: HashMap<K, V, std::hash::RandomState> =
                    model.clone().into_iter().collect();
                assert_eq!(hash(ours), hash(&other));
            }
        }
    }
}
