//! A collection filled with what a deserializer gives. Does not know which collection, nor what of it is there.

use core::fmt;
use core::marker::PhantomData;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::gather::gather;

/// Adds the elements of a sequence to a collection.
pub(super) fn with_elements<'de, T, C, D>(place: &mut C, deserializer: D) -> Result<(), D::Error>
where
    T: Deserialize<'de>,
    C: Extend<T>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_seq(Elements(place, PhantomData))
}

/// Adds the entries of a map to a collection.
pub(super) fn with_entries<'de, K, V, C, D>(place: &mut C, deserializer: D) -> Result<(), D::Error>
where
    K: Deserialize<'de>,
    V: Deserialize<'de>,
    C: Extend<(K, V)>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_map(Entries(place, PhantomData))
}

struct Elements<'a, C, T>(&'a mut C, PhantomData<T>);

impl<'de, T: Deserialize<'de>, C: Extend<T>> Visitor<'de> for Elements<'_, C, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        gather(seq.size_hint(), || seq.next_element(), |elements| self.0.extend(elements))
    }
}

struct Entries<'a, C, K, V>(&'a mut C, PhantomData<(K, V)>);

impl<'de, K, V, C> Visitor<'de> for Entries<'_, C, K, V>
where
    K: Deserialize<'de>,
    V: Deserialize<'de>,
    C: Extend<(K, V)>,
{
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        gather(map.size_hint(), || map.next_entry(), |entries| self.0.extend(entries))
    }
}
