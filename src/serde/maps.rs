//! Maps. Knows no set and no sequence.

use core::hash::{BuildHasher, Hash};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::fill;
use crate::hash_map::HashMap;
use crate::ord_map::OrdMap;

impl<K: Serialize, V: Serialize> Serialize for OrdMap<K, V> {
    /// A map, in the order of the keys.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<K: Serialize, V: Serialize, S> Serialize for HashMap<K, V, S> {
    /// A map, in no order.
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.collect_map(self)
    }
}

impl<'de, K, V> Deserialize<'de> for OrdMap<K, V>
where
    K: Deserialize<'de> + Ord + Clone,
    V: Deserialize<'de> + Clone,
{
    /// Any map, in any order. The last of equal keys wins.
    ///
    /// Computes in **O(n)** time as long as the keys ascend.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut map = Self::new();
        fill::with_entries::<K, V, _, _>(&mut map, deserializer)?;
        Ok(map)
    }

    fn deserialize_in_place<D: Deserializer<'de>>(
        deserializer: D,
        place: &mut Self,
    ) -> Result<(), D::Error> {
        // What is there goes first: the two need not be in memory together.
        place.clear();
        fill::with_entries::<K, V, _, _>(place, deserializer)
    }
}

impl<'de, K, V, S> Deserialize<'de> for HashMap<K, V, S>
where
    K: Deserialize<'de> + Hash + Eq + Clone,
    V: Deserialize<'de> + Clone,
    S: BuildHasher + Default,
{
    /// Any map. The last of equal keys wins.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut map = Self::default();
        fill::with_entries::<K, V, _, _>(&mut map, deserializer)?;
        Ok(map)
    }

    /// Keeps the hasher that is there.
    fn deserialize_in_place<D: Deserializer<'de>>(
        deserializer: D,
        place: &mut Self,
    ) -> Result<(), D::Error> {
        place.clear();
        fill::with_entries::<K, V, _, _>(place, deserializer)
    }
}
