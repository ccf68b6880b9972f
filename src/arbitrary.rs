//! Collections out of the bytes of a fuzzer. Knows how collections are collected, and no tree.

use alloc::vec::Vec;
use core::hash::{BuildHasher, Hash};

use arbitrary::{Arbitrary, Result, Unstructured};

use crate::byte_buf::ByteBuf;
use crate::hash_map::HashMap;
use crate::hash_set::HashSet;
use crate::ord_map::OrdMap;
use crate::ord_set::OrdSet;
use crate::vector::Vector;
use crate::versions::{Edit, Fork, Step, Versions};

impl<'a, T: Arbitrary<'a> + Clone> Arbitrary<'a> for Vector<T> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.arbitrary_iter()?.collect()
    }

    fn arbitrary_take_rest(u: Unstructured<'a>) -> Result<Self> {
        u.arbitrary_take_rest_iter()?.collect()
    }
}

impl<'a> Arbitrary<'a> for ByteBuf {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        <&[u8]>::arbitrary(u).map(Self::from)
    }

    fn arbitrary_take_rest(u: Unstructured<'a>) -> Result<Self> {
        Ok(Self::from(u.take_rest()))
    }
}

impl<'a, K, V> Arbitrary<'a> for OrdMap<K, V>
where
    K: Arbitrary<'a> + Ord + Clone,
    V: Arbitrary<'a> + Clone,
{
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.arbitrary_iter::<(K, V)>()?.collect()
    }

    fn arbitrary_take_rest(u: Unstructured<'a>) -> Result<Self> {
        u.arbitrary_take_rest_iter::<(K, V)>()?.collect()
    }
}

impl<'a, T: Arbitrary<'a> + Ord + Clone> Arbitrary<'a> for OrdSet<T> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.arbitrary_iter::<T>()?.collect()
    }

    fn arbitrary_take_rest(u: Unstructured<'a>) -> Result<Self> {
        u.arbitrary_take_rest_iter::<T>()?.collect()
    }
}

impl<'a, K, V, S> Arbitrary<'a> for HashMap<K, V, S>
where
    K: Arbitrary<'a> + Hash + Eq + Clone,
    V: Arbitrary<'a> + Clone,
    S: BuildHasher + Default,
{
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.arbitrary_iter()?.collect()
    }

    fn arbitrary_take_rest(u: Unstructured<'a>) -> Result<Self> {
        u.arbitrary_take_rest_iter()?.collect()
    }
}

impl<'a, T, S> Arbitrary<'a> for HashSet<T, S>
where
    T: Arbitrary<'a> + Hash + Eq + Clone,
    S: BuildHasher + Default,
{
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.arbitrary_iter::<T>()?.collect()
    }

    fn arbitrary_take_rest(u: Unstructured<'a>) -> Result<Self> {
        u.arbitrary_take_rest_iter::<T>()?.collect()
    }
}

impl<'a, T: Arbitrary<'a>> Arbitrary<'a> for Edit<T> {
    /// Mostly of one item.
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let gone = match u.int_in_range(0..=15u8)? {
            15 => u.arbitrary()?,
            some => usize::from(some % 2),
        };
        let item = if gone == 0 { Some(u.arbitrary()?) } else { u.arbitrary()? };
        // Two bytes, and not eight: a fuzzer should find its way to every place.
        Ok(Self { at: u.arbitrary::<u16>()?.into(), gone, item })
    }
}

impl<'a, T: Arbitrary<'a>> Arbitrary<'a> for Step<T> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let back = u.int_in_range(0..=3)?;
        Ok(Self { back, edits: u.arbitrary_iter()?.collect::<Result<Vec<_>>>()? })
    }
}

impl<'a, C: Fork<Item: Arbitrary<'a>>> Arbitrary<'a> for Versions<C> {
    /// They share nodes as far as the bytes reach to a base of several leaves; with `--cfg offshoot_tiny`,
    /// which makes leaves tiny, some hundred do.
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let steps = u.arbitrary_iter()?.collect::<Result<Vec<_>>>()?;
        // A length, and not a word before each item whether it is the last: so bases are long.
        let len = u.arbitrary_len::<C::Item>()?;
        let base = (0..len).map(|_| u.arbitrary()).collect::<Result<Vec<_>>>()?;
        Ok(Self::replay(base, steps))
    }
}
