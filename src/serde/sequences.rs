//! Vectors and sets: sequences. Knows no entry.

use core::fmt;
use core::hash::{BuildHasher, Hash};

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::fill;
use super::gather::{InPlace, gather};
use crate::hash_set::HashSet;
use crate::ord_set::OrdSet;
use crate::vector::Vector;

impl<T: Serialize> Serialize for Vector<T> {
    /// A sequence.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<T: Serialize> Serialize for OrdSet<T> {
    /// A sequence, in order.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<T: Serialize, S> Serialize for HashSet<T, S> {
    /// A sequence, in no order.
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.collect_seq(self)
    }
}

/// Puts a sequence in the place of what a vector holds.
struct Refills<'a, T>(&'a mut Vector<T>);

impl<'de, T: Deserialize<'de> + Clone> Deserialize<'de> for Vector<T> {
    /// Any sequence.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut vector = Self::new();
        deserializer.deserialize_seq(Refills(&mut vector))?;
        Ok(vector)
    }

    /// Reads into the elements that are there, and copies leaves first that other versions share.
    fn deserialize_in_place<D: Deserializer<'de>>(
        deserializer: D,
        place: &mut Self,
    ) -> Result<(), D::Error> {
        deserializer.deserialize_seq(Refills(place))
    }
}

impl<'de, T: Deserialize<'de> + Clone> Visitor<'de> for Refills<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        if self.0.is_empty() {
            *self.0 =
                gather(seq.size_hint(), || seq.next_element::<T>(), |elements| elements.collect())?;
            return Ok(());
        }
        for (read, element) in self.0.iter_mut().enumerate() {
            if seq.next_element_seed(InPlace(element))?.is_none() {
                self.0.truncate(read);
                return Ok(());
            }
        }
        gather(seq.size_hint(), || seq.next_element::<T>(), |elements| self.0.extend(elements))
    }
}

impl<'de, T: Deserialize<'de> + Ord + Clone> Deserialize<'de> for OrdSet<T> {
    /// Any sequence, in any order; of equal elements, one is kept.
    ///
    /// Computes in **O(n)** time as long as they ascend.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut set = Self::new();
        fill::with_elements::<T, _, _>(&mut set, deserializer)?;
        Ok(set)
    }

    fn deserialize_in_place<D: Deserializer<'de>>(
        deserializer: D,
        place: &mut Self,
    ) -> Result<(), D::Error> {
        // What is there goes first: the two need not be in memory together.
        place.clear();
        fill::with_elements::<T, _, _>(place, deserializer)
    }
}

impl<'de, T, S> Deserialize<'de> for HashSet<T, S>
where
    T: Deserialize<'de> + Hash + Eq + Clone,
    S: BuildHasher + Default,
{
    /// Any sequence; of equal elements, one is kept.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut set = Self::default();
        fill::with_elements::<T, _, _>(&mut set, deserializer)?;
        Ok(set)
    }

    /// Keeps the hasher that is there.
    fn deserialize_in_place<D: Deserializer<'de>>(
        deserializer: D,
        place: &mut Self,
    ) -> Result<(), D::Error> {
        place.clear();
        fill::with_elements::<T, _, _>(place, deserializer)
    }
}
