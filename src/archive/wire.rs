//! How nodes and archives cross a wire. Does not know what is in a node.

use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use serde::de::{EnumAccess, Error, Unexpected, VariantAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::{ArchiveError, Fault};
use super::store::{NodesOf, RecordOf, Store, Write};
use super::{Archive, Archived};

/// A node as it is read.
pub(crate) enum Saved<I> {
    Leaf(I),
    /// The numbers of the kids.
    Branch(Vec<u32>),
}

/// The names of the two.
pub(super) const KINDS: &[&str] = &["leaf", "branch"];

/// Which of the two.
struct Kind(usize);

struct KindVisitor;

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(KindVisitor)
    }
}

impl<'de> Visitor<'de> for KindVisitor {
    type Value = Kind;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a leaf or a branch")
    }

    fn visit_u64<E: Error>(self, kind: u64) -> Result<Kind, E> {
        match kind {
            0 | 1 => Ok(Kind(usize::from(kind == 1))),
            _ => Err(E::invalid_value(Unexpected::Unsigned(kind), &self)),
        }
    }

    fn visit_str<E: Error>(self, kind: &str) -> Result<Kind, E> {
        let place = KINDS.iter().position(|name| *name == kind);
        place.map(Kind).ok_or_else(|| E::unknown_variant(kind, KINDS))
    }

    fn visit_bytes<E: Error>(self, kind: &[u8]) -> Result<Kind, E> {
        let place = KINDS.iter().position(|name| name.as_bytes() == kind);
        place.map(Kind).ok_or_else(|| E::invalid_value(Unexpected::Bytes(kind), &self))
    }
}

struct SavedVisitor<I>(PhantomData<I>);

impl<'de, I: Deserialize<'de>> Deserialize<'de> for Saved<I> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_enum("Node", KINDS, SavedVisitor(PhantomData))
    }
}

impl<'de, I: Deserialize<'de>> Visitor<'de> for SavedVisitor<I> {
    type Value = Saved<I>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a node")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, node: A) -> Result<Saved<I>, A::Error> {
        let (Kind(kind), contents) = node.variant()?;
        if kind == 0 {
            Ok(Saved::Leaf(contents.newtype_variant()?))
        } else {
            Ok(Saved::Branch(contents.newtype_variant()?))
        }
    }
}

/// The way in which archives are written.
struct Format;

impl Format {
    const NUMBER: u8 = 1;
}

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u8::deserialize(deserializer)?;
        if number == Self::NUMBER {
            return Ok(Self);
        }
        let unknown = Unexpected::Unsigned(number.into());
        Err(D::Error::invalid_value(unknown, &"an archive of format 1"))
    }
}

/// What was pushed to an [`Archive`] after so many versions, to be written.
///
/// Made by [`Archive::since`]; read as an [`Increment`].
///
/// ```
/// use offshoot::{Archive, Vector};
///
/// let archive = Archive::from_iter([Vector::from([1, 2]), Vector::from([3, 4])]);
/// let text = serde_json::to_string(&archive.since(1)).unwrap();
/// assert!(text.contains("[3,4]") && !text.contains("[1,2]"));
/// ```
pub struct Since<'a, C: Archived> {
    pub(super) archive: &'a Archive<C>,
    pub(super) versions: usize,
}

impl<C: Archived> Clone for Since<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: Archived> Copy for Since<'_, C> {}

impl<C: Archived> fmt::Debug for Since<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Since").field("versions", &self.versions).finish_non_exhaustive()
    }
}

/// Versions, to be written.
struct Records<'a, S> {
    store: &'a S,
    from: usize,
    to: usize,
}

impl<S: Write> Serialize for Records<'_, S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        let store = self.store;
        serializer.collect_seq((self.from..self.to).map(|version| RecordOf { store, version }))
    }
}

impl<C: Archived<Store: Write>> Serialize for Since<'_, C> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        let (store, from) = (&self.archive.store, self.versions);
        let after = store.count_at(from);
        let mut tuple = serializer.serialize_tuple(5)?;
        tuple.serialize_element(&Format::NUMBER)?;
        tuple.serialize_element(&from)?;
        tuple.serialize_element(&after)?;
        tuple.serialize_element(&NodesOf { store, after })?;
        tuple.serialize_element(&Records { store, from, to: self.archive.len() })?;
        tuple.end()
    }
}

impl<C: Archived<Store: Write>> Serialize for Archive<C> {
    /// All versions, as an increment after none.
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        self.since(0).serialize(serializer)
    }
}

/// What was read of what another [`Archive`] has written, to be [appended](Archive::append).
///
/// ```
/// use offshoot::{Archive, Increment, Vector};
///
/// let archive = Archive::from_iter([Vector::from([1, 2]), Vector::from([3, 4])]);
/// let text = serde_json::to_string(&archive.since(1))?;
/// let mut other = Archive::from_iter([Vector::from([1, 2])]);
/// other.append(serde_json::from_str::<Increment<_>>(&text)?)?;
/// assert_eq!(other[1], archive[1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Increment<C: Archived> {
    versions: usize,
    count: <C::Store as Store>::Count,
    pub(super) nodes: <C::Store as Store>::Nodes,
    pub(super) records: Vec<<C::Store as Store>::Record>,
}

impl<C: Archived> Increment<C> {
    /// How many versions an archive has to have before this is appended.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::{Archive, Increment, Vector};
    ///
    /// let archive = Archive::from_iter([Vector::from([1]), Vector::from([2]), Vector::from([3])]);
    /// let text = serde_json::to_string(&archive.since(1)).unwrap();
    /// let increment: Increment<Vector<i32>> = serde_json::from_str(&text).unwrap();
    /// assert_eq!((increment.after(), increment.versions()), (1, 2));
    /// ```
    #[must_use]
    pub fn after(&self) -> usize {
        self.versions
    }

    /// How many versions this has.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::{Archive, Increment, Vector};
    ///
    /// let text = serde_json::to_string(&Archive::from_iter([Vector::from([1])])).unwrap();
    /// assert_eq!(serde_json::from_str::<Increment<Vector<i32>>>(&text).unwrap().versions(), 1);
    /// ```
    #[must_use]
    pub fn versions(&self) -> usize {
        self.records.len()
    }

    /// Whether this can be appended to so many versions, and nodes.
    pub(super) fn check_fits(
        &self,
        versions: usize,
        count: <C::Store as Store>::Count,
    ) -> Result<(), ArchiveError> {
        if self.versions != versions {
            return Err(ArchiveError::whole(Fault::Versions(self.versions, versions)));
        }
        if self.count != count {
            return Err(ArchiveError::whole(Fault::Nodes));
        }
        Ok(())
    }
}

impl<C: Archived> fmt::Debug for Increment<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut increment = f.debug_struct("Increment");
        increment.field("after", &self.after()).field("versions", &self.versions());
        increment.finish_non_exhaustive()
    }
}

impl<'de, C: Archived> Deserialize<'de> for Increment<C>
where
    <C::Store as Store>::Nodes: Deserialize<'de>,
    <C::Store as Store>::Record: Deserialize<'de>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (Format, versions, count, nodes, records) = Deserialize::deserialize(deserializer)?;
        Ok(Self { versions, count, nodes, records })
    }
}

impl<'de, C: Archived> Deserialize<'de> for Archive<C>
where
    <C::Store as Store>::Nodes: Deserialize<'de>,
    <C::Store as Store>::Record: Deserialize<'de>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut archive = Self::new();
        archive.append(Increment::deserialize(deserializer)?).map_err(D::Error::custom)?;
        Ok(archive)
    }
}
