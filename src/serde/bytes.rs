//! Byte buffers: bytes. Knows no other collection.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::gather::gather;
use crate::byte_buf::ByteBuf;

impl Serialize for ByteBuf {
    /// Bytes. serde takes them in one piece only, so that a buffer of several is copied into one.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut chunks = self.chunks();
        match (chunks.next(), chunks.next()) {
            (Some(_), Some(_)) => serializer.serialize_bytes(&self.to_vec()),
            (only, _) => serializer.serialize_bytes(only.unwrap_or_default()),
        }
    }
}

impl<'de> Deserialize<'de> for ByteBuf {
    /// Bytes, a text, or a sequence of bytes. Takes a `Vec` over as it is, if the format gives one.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut buffer = Self::new();
        deserializer.deserialize_byte_buf(Refills(&mut buffer))?;
        Ok(buffer)
    }

    /// Writes into the pages that are there.
    fn deserialize_in_place<D: Deserializer<'de>>(
        deserializer: D,
        place: &mut Self,
    ) -> Result<(), D::Error> {
        deserializer.deserialize_byte_buf(Refills(place))
    }
}

/// Puts bytes in the place of what a buffer holds.
struct Refills<'a>(&'a mut ByteBuf);

impl<'de> Visitor<'de> for Refills<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<(), E> {
        self.0.truncate(bytes.len());
        let (there, more) = bytes.split_at(self.0.len());
        self.0.write_at(0, there);
        self.0.extend_from_slice(more);
        Ok(())
    }

    fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<(), E> {
        *self.0 = bytes.into();
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.visit_bytes(text.as_bytes())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<(), E> {
        self.visit_byte_buf(text.into_bytes())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        *self.0 = gather(seq.size_hint(), || seq.next_element::<u8>(), |bytes| bytes.collect())?;
        Ok(())
    }
}
