//! What an archive knows of its versions beside the versions themselves. Does not know which collections
//! there are.

use alloc::vec::Vec;

use serde::Serializer;
use serde::de::DeserializeOwned;
use serde::ser::Serialize;

use super::error::ArchiveError;

/// A collection, or several, that a store is for. Nobody else can name this trait.
pub(crate) trait Stored: Clone {
    type Store: Store<Version = Self>;
}

/// Versions that are made, and what else is known once they are taken in.
pub(crate) type Made<S> = (Vec<<S as Store>::Version>, <S as Store>::Fresh);

/// What is known of the versions of an archive.
pub(crate) trait Store: Default + Clone {
    type Version;

    /// How many nodes there are.
    type Count: Copy + PartialEq + Default + Serialize + DeserializeOwned;

    /// Nodes as they are read.
    type Nodes;

    /// A version as it is read.
    type Record;

    /// What is known of what was read, and not taken in yet.
    type Fresh;

    fn count(&self) -> Self::Count;

    /// How many nodes the first so many versions have.
    fn count_at(&self, versions: usize) -> Self::Count;

    /// Takes a version in, as the next.
    fn enter(&mut self, version: &Self::Version);

    /// Makes versions of what was read, to stand behind those that are there.
    fn read(
        &self,
        nodes: Self::Nodes,
        records: Vec<Self::Record>,
    ) -> Result<Made<Self>, ArchiveError>;

    /// Takes in what was read.
    fn settle(&mut self, fresh: Self::Fresh);
}

/// A store whose items can be written.
pub(crate) trait Write: Store {
    /// Writes the nodes behind the first so many.
    fn write_nodes<Z: Serializer>(
        &self,
        after: Self::Count,
        serializer: Z,
    ) -> Result<Z::Ok, Z::Error>;

    /// Writes a version.
    fn write_record<Z: Serializer>(&self, version: usize, serializer: Z)
    -> Result<Z::Ok, Z::Error>;
}

/// Nodes, to be written.
pub(crate) struct NodesOf<'a, S: Store> {
    pub(super) store: &'a S,
    pub(super) after: S::Count,
}

impl<S: Write> Serialize for NodesOf<'_, S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        self.store.write_nodes(self.after, serializer)
    }
}

/// A version, to be written.
pub(crate) struct RecordOf<'a, S> {
    pub(super) store: &'a S,
    pub(super) version: usize,
}

impl<S: Write> Serialize for RecordOf<'_, S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        self.store.write_record(self.version, serializer)
    }
}
