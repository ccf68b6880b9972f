//! Collections written and read by borsh. Knows what is in them and in which order, and no tree.
//!
//! They are written as std's are: a length of 32 bits, then what is in it; maps and sets in the order of
//! their keys, hashed ones too, so that equal collections are equal bytes. Reading wants that order,
//! so that equal bytes are all that a collection can be read from. It takes memory for what has come, never
//! for what a length promises.

use alloc::vec::Vec;
use core::hash::{BuildHasher, Hash};

use borsh::io::{Error, ErrorKind, Read, Result, Write};
use borsh::{BorshDeserialize, BorshSerialize};

use crate::byte_buf::ByteBuf;
use crate::hash_map::HashMap;
use crate::hash_set::HashSet;
use crate::ord_map::OrdMap;
use crate::ord_set::OrdSet;
use crate::vector::Vector;

fn invalid(why: &'static str) -> Error {
    Error::new(ErrorKind::InvalidData, why)
}

/// Items without a size may be written in no bytes at all: any length would be read from nothing.
fn has_size<T>() -> Result<()> {
    if size_of::<T>() == 0 {
        return Err(invalid("borsh has no collections of items without a size"));
    }
    Ok(())
}

fn write_len(len: usize, to: &mut impl Write) -> Result<()> {
    let len = u32::try_from(len).map_err(|_| invalid("borsh counts items with 32 bits"))?;
    len.serialize(to)
}

fn write_all<T: BorshSerialize>(
    items: impl ExactSizeIterator<Item = T>,
    to: &mut impl Write,
) -> Result<()> {
    write_len(items.len(), to)?;
    for item in items {
        item.serialize(to)?;
    }
    Ok(())
}

/// Items as many as a length says, one after the other.
fn items<T: BorshDeserialize>(from: &mut impl Read) -> Result<impl Iterator<Item = Result<T>>> {
    let len = u32::deserialize_reader(from)?;
    Ok((0..len).map(|_| T::deserialize_reader(from)))
}

/// The same, whose keys ascend.
fn ascending<T: BorshDeserialize, K: Ord + Clone>(
    from: &mut impl Read,
    key: impl Fn(&T) -> &K,
) -> Result<impl Iterator<Item = Result<T>>> {
    has_size::<K>()?;
    let mut last: Option<K> = None;
    Ok(items::<T>(from)?.map(move |item| {
        let item = item?;
        if last.as_ref().is_some_and(|last| last >= key(&item)) {
            return Err(invalid("keys that do not ascend"));
        }
        last = Some(key(&item).clone());
        Ok(item)
    }))
}

impl<T: BorshSerialize> BorshSerialize for Vector<T> {
    fn serialize<W: Write>(&self, to: &mut W) -> Result<()> {
        has_size::<T>()?;
        write_all(self.iter(), to)
    }
}

impl<T: BorshDeserialize + Clone> BorshDeserialize for Vector<T> {
    fn deserialize_reader<R: Read>(from: &mut R) -> Result<Self> {
        has_size::<T>()?;
        items(from)?.collect()
    }
}

impl BorshSerialize for ByteBuf {
    fn serialize<W: Write>(&self, to: &mut W) -> Result<()> {
        write_len(self.len(), to)?;
        self.chunks().try_for_each(|chunk| to.write_all(chunk))
    }
}

impl BorshDeserialize for ByteBuf {
    fn deserialize_reader<R: Read>(from: &mut R) -> Result<Self> {
        let mut left = u32::deserialize_reader(from)? as usize;
        let (mut bytes, mut page) = (Self::new(), [0; Self::PAGE]);
        while left > 0 {
            let page = &mut page[..left.min(Self::PAGE)];
            from.read_exact(page)?;
            bytes.extend_from_slice(page);
            left -= page.len();
        }
        Ok(bytes)
    }
}

impl<K: BorshSerialize, V: BorshSerialize> BorshSerialize for OrdMap<K, V> {
    fn serialize<W: Write>(&self, to: &mut W) -> Result<()> {
        has_size::<K>()?;
        write_all(self.iter(), to)
    }
}

impl<K, V> BorshDeserialize for OrdMap<K, V>
where
    K: BorshDeserialize + Ord + Clone,
    V: BorshDeserialize + Clone,
{
    fn deserialize_reader<R: Read>(from: &mut R) -> Result<Self> {
        ascending(from, |entry: &(K, V)| &entry.0)?.collect()
    }
}

impl<T: BorshSerialize> BorshSerialize for OrdSet<T> {
    fn serialize<W: Write>(&self, to: &mut W) -> Result<()> {
        has_size::<T>()?;
        write_all(self.iter(), to)
    }
}

impl<T: BorshDeserialize + Ord + Clone> BorshDeserialize for OrdSet<T> {
    fn deserialize_reader<R: Read>(from: &mut R) -> Result<Self> {
        ascending(from, |item: &T| item)?.collect()
    }
}

impl<K: BorshSerialize + Ord, V: BorshSerialize, S> BorshSerialize for HashMap<K, V, S> {
    /// Sorts references to the entries.
    fn serialize<W: Write>(&self, to: &mut W) -> Result<()> {
        has_size::<K>()?;
        let mut entries: Vec<(&K, &V)> = self.iter().collect();
        entries.sort_unstable_by_key(|entry| entry.0);
        write_all(entries.into_iter(), to)
    }
}

impl<K, V, S> BorshDeserialize for HashMap<K, V, S>
where
    K: BorshDeserialize + Hash + Ord + Clone,
    V: BorshDeserialize + Clone,
    S: BuildHasher + Default,
{
    fn deserialize_reader<R: Read>(from: &mut R) -> Result<Self> {
        ascending(from, |entry: &(K, V)| &entry.0)?.collect()
    }
}

impl<T: BorshSerialize + Ord, S> BorshSerialize for HashSet<T, S> {
    /// Sorts references to the elements.
    fn serialize<W: Write>(&self, to: &mut W) -> Result<()> {
        has_size::<T>()?;
        let mut items: Vec<&T> = self.iter().collect();
        items.sort_unstable();
        write_all(items.into_iter(), to)
    }
}

impl<T, S> BorshDeserialize for HashSet<T, S>
where
    T: BorshDeserialize + Hash + Ord + Clone,
    S: BuildHasher + Default,
{
    fn deserialize_reader<R: Read>(from: &mut R) -> Result<Self> {
        ascending(from, |item: &T| item)?.collect()
    }
}
