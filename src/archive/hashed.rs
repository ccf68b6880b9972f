//! Hash maps and sets, each version as what makes it of another. Knows no hash: which version another is
//! like is told by the nodes that they share.

use alloc::vec::Vec;
use core::hash::{BuildHasher, Hash};
use core::marker::PhantomData;

use serde::Serializer;
use serde::ser::{Serialize, SerializeTuple};

use super::Archived;
use super::error::{ArchiveError, Fault};
use super::store::{Made, Store, Stored, Write};
use crate::hash_map::HashMap;
use crate::hash_map::nodes::Changes;
use crate::hash_set::HashSet;

/// How many versions are looked at to find the one that another was made of.
const CANDIDATES: usize = 4;

/// A collection that a hash map stands behind.
pub(crate) trait Hashed: Stored {
    type Key: Hash + Eq + Clone;
    type Value: Clone + PartialEq;
    type Hasher: BuildHasher + Clone + Default;

    /// An entry as it is read.
    type Item;

    fn as_map(&self) -> &HashMap<Self::Key, Self::Value, Self::Hasher>;

    fn of_map(map: HashMap<Self::Key, Self::Value, Self::Hasher>) -> Self;

    fn entry(item: Self::Item) -> (Self::Key, Self::Value);
}

/// A collection whose entries can be written.
pub(crate) trait WriteHashed: Hashed<Key: Serialize> {
    fn write<Z: Serializer>(
        entries: &[(&Self::Key, &Self::Value)],
        serializer: Z,
    ) -> Result<Z::Ok, Z::Error>;
}

impl<K, V, S> Archived for HashMap<K, V, S>
where
    K: Hash + Eq + Clone,
    V: Clone + PartialEq,
    S: BuildHasher + Clone + Default,
{
}

impl<K, V, S> Stored for HashMap<K, V, S>
where
    K: Hash + Eq + Clone,
    V: Clone + PartialEq,
    S: BuildHasher + Clone + Default,
{
    type Store = Versions<Self>;
}

impl<K, V, S> Hashed for HashMap<K, V, S>
where
    K: Hash + Eq + Clone,
    V: Clone + PartialEq,
    S: BuildHasher + Clone + Default,
{
    type Key = K;
    type Value = V;
    type Hasher = S;
    type Item = (K, V);

    fn as_map(&self) -> &Self {
        self
    }

    fn of_map(map: Self) -> Self {
        map
    }

    fn entry(item: (K, V)) -> (K, V) {
        item
    }
}

impl<K, V, S> WriteHashed for HashMap<K, V, S>
where
    K: Hash + Eq + Clone + Serialize,
    V: Clone + PartialEq + Serialize,
    S: BuildHasher + Clone + Default,
{
    fn write<Z: Serializer>(entries: &[(&K, &V)], serializer: Z) -> Result<Z::Ok, Z::Error> {
        entries.serialize(serializer)
    }
}

impl<T: Hash + Eq + Clone, S: BuildHasher + Clone + Default> Archived for HashSet<T, S> {}

impl<T: Hash + Eq + Clone, S: BuildHasher + Clone + Default> Stored for HashSet<T, S> {
    type Store = Versions<Self>;
}

impl<T: Hash + Eq + Clone, S: BuildHasher + Clone + Default> Hashed for HashSet<T, S> {
    type Key = T;
    type Value = ();
    type Hasher = S;
    type Item = T;

    fn as_map(&self) -> &HashMap<T, (), S> {
        Self::as_map(self)
    }

    fn of_map(map: HashMap<T, (), S>) -> Self {
        Self::of_map(map)
    }

    fn entry(item: T) -> (T, ()) {
        (item, ())
    }
}

impl<T, S> WriteHashed for HashSet<T, S>
where
    T: Hash + Eq + Clone + Serialize,
    S: BuildHasher + Clone + Default,
{
    fn write<Z: Serializer>(entries: &[(&T, &())], serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.collect_seq(entries.iter().map(|entry| entry.0))
    }
}

/// All versions, and of which others they are made.
pub(crate) struct Versions<C> {
    versions: Vec<C>,
    /// For each, the version that it is made of.
    origins: Vec<Option<u32>>,
    /// For the addresses of all nodes, the first version that has them.
    owners: HashMap<usize, u32>,
}

impl<C> Default for Versions<C> {
    fn default() -> Self {
        Self { versions: Vec::new(), origins: Vec::new(), owners: HashMap::new() }
    }
}

impl<C: Clone> Clone for Versions<C> {
    fn clone(&self) -> Self {
        Self {
            versions: self.versions.clone(),
            origins: self.origins.clone(),
            owners: self.owners.clone(),
        }
    }
}

impl<C: Hashed> Versions<C> {
    /// Takes note of the nodes of the next version that are new. Returns the latest versions that brought
    /// nodes which it shares, the last first: it was made of one of them, or of several.
    fn own(&mut self, version: &C) -> Vec<u32> {
        let next =
            u32::try_from(self.versions.len()).expect("an archive has at most 2^32 versions");
        let mut latest: Vec<u32> = Vec::new();
        version.as_map().trace(&mut |addr| {
            let owner = *self.owners.entry(addr).or_insert(next);
            if owner == next {
                return true;
            }
            let at = latest.iter().position(|other| *other <= owner).unwrap_or(latest.len());
            if latest.get(at) != Some(&owner) {
                latest.insert(at, owner);
                latest.truncate(CANDIDATES);
            }
            false
        });
        latest
    }

    /// Of these versions the one that differs least from this one; none if to write all takes no more.
    fn origin(&self, candidates: &[u32], version: &C) -> Option<u32> {
        let (mut origin, mut least) = (None, version.as_map().len());
        for &candidate in candidates {
            let other = self.versions[candidate as usize].as_map();
            if let Some(count) = other.count_changes(version.as_map(), least) {
                (origin, least) = (Some(candidate), count);
            }
        }
        origin
    }

    /// What makes a version of its origin.
    fn changes<'a>(&'a self, origin: Option<u32>, version: &'a C) -> Changes<'a, C::Key, C::Value> {
        match origin {
            Some(origin) => self.versions[origin as usize].as_map().changes(version.as_map()),
            None => version.as_map().all(),
        }
    }
}

/// How many items, of what it is made, and what goes and comes.
type Record<C> = (usize, Option<u32>, Vec<<C as Hashed>::Key>, Vec<<C as Hashed>::Item>);

impl<C: Hashed> Store for Versions<C> {
    type Version = C;
    type Count = ();
    type Nodes = ();
    type Record = Record<C>;
    type Fresh = Vec<(C, Option<u32>)>;

    fn count(&self) {}

    fn count_at(&self, _: usize) {}

    fn enter(&mut self, version: &C) {
        let candidates = self.own(version);
        self.origins.push(self.origin(&candidates, version));
        self.versions.push(version.clone());
    }

    fn read(&self, (): (), records: Vec<Record<C>>) -> Result<Made<Self>, ArchiveError> {
        let mut fresh: Vec<(C, Option<u32>)> = Vec::new();
        for (len, origin, gone, put) in records {
            let number = self.versions.len() + fresh.len();
            let get = |at: usize| {
                let new = || fresh.get(at.checked_sub(self.versions.len())?).map(|new| &new.0);
                self.versions.get(at).or_else(new).map(C::as_map)
            };
            let fault = |fault| ArchiveError::version(number, fault);
            let mut map = match origin {
                // Relatives of one hasher.
                None => get(0).map_or_else(HashMap::default, HashMap::new_from),
                Some(at) => get(at as usize).ok_or(fault(Fault::NotBelow(at)))?.clone(),
            };
            for (at, key) in gone.iter().enumerate() {
                if map.remove(key).is_none() {
                    return Err(fault(Fault::NotThere(at)));
                }
            }
            if map.is_empty() {
                map.extend(put.into_iter().map(C::entry));
            } else {
                for (key, value) in put.into_iter().map(C::entry) {
                    drop(map.replace(key, value));
                }
            }
            if map.len() != len {
                return Err(fault(Fault::Length(map.len(), len)));
            }
            fresh.push((C::of_map(map), origin));
        }
        Ok((fresh.iter().map(|new| new.0.clone()).collect(), fresh))
    }

    fn settle(&mut self, fresh: Vec<(C, Option<u32>)>) {
        for (version, origin) in fresh {
            self.own(&version);
            self.versions.push(version);
            self.origins.push(origin);
        }
    }
}

/// Entries, to be written.
struct Put<'a, C: Hashed>(&'a [(&'a C::Key, &'a C::Value)], PhantomData<C>);

impl<C: WriteHashed> Serialize for Put<'_, C> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        C::write(self.0, serializer)
    }
}

impl<C: WriteHashed> Write for Versions<C> {
    fn write_nodes<Z: Serializer>(&self, (): (), serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.serialize_unit()
    }

    fn write_record<Z: Serializer>(
        &self,
        version: usize,
        serializer: Z,
    ) -> Result<Z::Ok, Z::Error> {
        let (origin, version) = (self.origins[version], &self.versions[version]);
        let changes = self.changes(origin, version);
        let mut record = serializer.serialize_tuple(4)?;
        record.serialize_element(&version.as_map().len())?;
        record.serialize_element(&origin)?;
        record.serialize_element(&changes.gone)?;
        record.serialize_element(&Put::<C>(&changes.put, PhantomData))?;
        record.end()
    }
}
