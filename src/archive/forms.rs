//! What items are, and which collection a tree of them is. Knows no number of a node.

use alloc::vec;
use alloc::vec::Vec;
use core::marker::PhantomData;

use serde::ser::Serialize;
use serde::{Deserialize, Deserializer, Serializer};

use super::Archived;
use super::error::Fault;
use super::nodes::{Form, Nodes, WriteForm};
use super::store::Stored;
use crate::byte_buf::{self, ByteBuf};
use crate::ord_map::{self, OrdMap};
use crate::ord_set::OrdSet;
use crate::tree::bplus::Node;
use crate::vector::{self, Vector};

/// The elements of a vector.
pub(crate) struct Elements<T>(PhantomData<T>);

/// The bytes of a buffer.
pub(crate) struct Bytes;

/// The entries of a map.
pub(crate) struct Entries<K, V>(PhantomData<(K, V)>);

/// The elements of a set.
pub(crate) struct Members<T>(PhantomData<T>);

impl<T: Clone> Archived for Vector<T> {}
impl<T: Clone> Stored for Vector<T> {
    type Store = Nodes<Elements<T>>;
}

impl Archived for ByteBuf {}
impl Stored for ByteBuf {
    type Store = Nodes<Bytes>;
}

impl<K: Ord + Clone, V: Clone> Archived for OrdMap<K, V> {}
impl<K: Ord + Clone, V: Clone> Stored for OrdMap<K, V> {
    type Store = Nodes<Entries<K, V>>;
}

impl<T: Ord + Clone> Archived for OrdSet<T> {}
impl<T: Ord + Clone> Stored for OrdSet<T> {
    type Store = Nodes<Members<T>>;
}

/// The only one of the tops.
fn only<N>(tops: Vec<Option<N>>) -> Option<N> {
    tops.into_iter().next().flatten()
}

impl<T: Clone> Form for Elements<T> {
    type Version = Vector<T>;
    type Leaf = vector::nodes::Leaf<T>;
    type Items = Vec<T>;
    /// Of the head, the tree and the tail.
    type Tops = [Option<u32>; 3];

    fn len(version: &Vector<T>) -> usize {
        version.len()
    }

    fn tops(version: &Vector<T>) -> Vec<Option<Node<Self::Leaf>>> {
        version.tops().into()
    }

    fn of_tops(tops: Vec<Option<Node<Self::Leaf>>>) -> Vector<T> {
        let mut tops = tops.into_iter();
        Vector::of_tops(core::array::from_fn(|_| tops.next().flatten()))
    }

    fn node(items: Vec<T>) -> Result<Option<Node<Self::Leaf>>, Fault> {
        Ok(vector::nodes::node(items))
    }
}

impl<T: Clone + Serialize> WriteForm for Elements<T> {
    fn write<Z: Serializer>(leaves: &[&Self::Leaf], serializer: Z) -> Result<Z::Ok, Z::Error> {
        sequence(leaves.iter().map(|leaf| leaf.as_slice()), serializer)
    }
}

impl Form for Bytes {
    type Version = ByteBuf;
    type Leaf = byte_buf::nodes::Leaf;
    type Items = BytesRead;
    type Tops = [Option<u32>; 1];

    fn len(version: &ByteBuf) -> usize {
        version.len()
    }

    fn tops(version: &ByteBuf) -> Vec<Option<Node<Self::Leaf>>> {
        vec![version.top()]
    }

    fn of_tops(tops: Vec<Option<Node<Self::Leaf>>>) -> ByteBuf {
        ByteBuf::of_top(only(tops))
    }

    fn node(items: BytesRead) -> Result<Option<Node<Self::Leaf>>, Fault> {
        Ok(byte_buf::nodes::node(items.0))
    }
}

impl WriteForm for Bytes {
    fn write<Z: Serializer>(leaves: &[&Self::Leaf], serializer: Z) -> Result<Z::Ok, Z::Error> {
        match leaves {
            [leaf] => serializer.serialize_bytes(byte_buf::nodes::bytes(leaf)),
            leaves => {
                let parts: Vec<&[u8]> =
                    leaves.iter().map(|leaf| byte_buf::nodes::bytes(leaf)).collect();
                serializer.serialize_bytes(&parts.concat())
            }
        }
    }
}

/// Bytes, as a buffer is read.
pub(crate) struct BytesRead(Vec<u8>);

impl<'de> Deserialize<'de> for BytesRead {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(ByteBuf::deserialize(deserializer)?.into()))
    }
}

impl<K: Ord + Clone, V: Clone> Form for Entries<K, V> {
    type Version = OrdMap<K, V>;
    type Leaf = ord_map::nodes::Leaf<K, V>;
    type Items = Vec<(K, V)>;
    type Tops = [Option<u32>; 1];

    fn len(version: &OrdMap<K, V>) -> usize {
        version.len()
    }

    fn tops(version: &OrdMap<K, V>) -> Vec<Option<Node<Self::Leaf>>> {
        vec![version.top()]
    }

    fn of_tops(tops: Vec<Option<Node<Self::Leaf>>>) -> OrdMap<K, V> {
        OrdMap::of_top(only(tops))
    }

    fn node(items: Vec<(K, V)>) -> Result<Option<Node<Self::Leaf>>, Fault> {
        match items.is_sorted_by(|a, b| a.0 < b.0) {
            true => Ok(ord_map::nodes::node(items)),
            false => Err(Fault::Unsorted),
        }
    }

    fn may_follow(before: &Self::Leaf, leaf: &Self::Leaf) -> bool {
        before.keys().last() < leaf.keys().first()
    }
}

impl<K: Ord + Clone + Serialize, V: Clone + Serialize> WriteForm for Entries<K, V> {
    fn write<Z: Serializer>(leaves: &[&Self::Leaf], serializer: Z) -> Result<Z::Ok, Z::Error> {
        let runs = leaves.iter().map(|leaf| leaf.keys().iter().zip(leaf.values()));
        sequence(runs, serializer)
    }
}

impl<T: Ord + Clone> Form for Members<T> {
    type Version = OrdSet<T>;
    type Leaf = ord_map::nodes::Leaf<T, ()>;
    type Items = Vec<T>;
    type Tops = [Option<u32>; 1];

    fn len(version: &OrdSet<T>) -> usize {
        version.len()
    }

    fn tops(version: &OrdSet<T>) -> Vec<Option<Node<Self::Leaf>>> {
        Entries::tops(version.as_map())
    }

    fn of_tops(tops: Vec<Option<Node<Self::Leaf>>>) -> OrdSet<T> {
        OrdSet::of_map(Entries::of_tops(tops))
    }

    fn node(items: Vec<T>) -> Result<Option<Node<Self::Leaf>>, Fault> {
        Entries::node(items.into_iter().map(|item| (item, ())).collect())
    }

    fn may_follow(before: &Self::Leaf, leaf: &Self::Leaf) -> bool {
        Entries::may_follow(before, leaf)
    }
}

impl<T: Ord + Clone + Serialize> WriteForm for Members<T> {
    fn write<Z: Serializer>(leaves: &[&Self::Leaf], serializer: Z) -> Result<Z::Ok, Z::Error> {
        sequence(leaves.iter().map(|leaf| leaf.keys()), serializer)
    }
}

/// Writes one sequence of what is in several.
fn sequence<Z: Serializer, I>(
    runs: impl Iterator<Item = I> + Clone,
    serializer: Z,
) -> Result<Z::Ok, Z::Error>
where
    I: IntoIterator<Item: Serialize, IntoIter: ExactSizeIterator>,
{
    use serde::ser::SerializeSeq;

    let len = runs.clone().map(|run| run.into_iter().len()).sum();
    let mut sequence = serializer.serialize_seq(Some(len))?;
    for item in runs.flatten() {
        sequence.serialize_element(&item)?;
    }
    sequence.end()
}
