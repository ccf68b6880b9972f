//! Patches. Knows no collection.

use alloc::vec::Vec;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::patch::{Patch, PatchItem};

impl<K: Serialize, V: Serialize> Serialize for Patch<K, V> {
    /// A sequence of triples: the key, its old value and its new one, none where it had none.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|item| (&item.key, &item.old, &item.new)))
    }
}

impl<'de, K: Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for Patch<K, V> {
    /// Whatever is written decodes to a patch or to an error: a patch may be in any order, and name
    /// a key twice.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::<(K, Option<V>, Option<V>)>::deserialize(deserializer)?;
        Ok(items.into_iter().map(|(key, old, new)| PatchItem { key, old, new }).collect())
    }
}
