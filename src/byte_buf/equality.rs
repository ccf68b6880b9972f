//! Equality with slices, texts and std's collections. Bodies are one call each.

use alloc::string::String;
use alloc::vec::Vec;

use super::ByteBuf;

impl PartialEq<[u8]> for ByteBuf {
    #[inline]
    fn eq(&self, other: &[u8]) -> bool {
        let mut rest = other;
        self.len() == other.len()
            && self.chunks().all(|run| {
                let (now, behind) = rest.split_at(run.len());
                rest = behind;
                run == now
            })
    }
}

impl PartialEq<&[u8]> for ByteBuf {
    #[inline]
    fn eq(&self, other: &&[u8]) -> bool {
        *self == **other
    }
}

impl PartialEq<Vec<u8>> for ByteBuf {
    #[inline]
    fn eq(&self, other: &Vec<u8>) -> bool {
        *self == **other
    }
}

impl<const N: usize> PartialEq<[u8; N]> for ByteBuf {
    #[inline]
    fn eq(&self, other: &[u8; N]) -> bool {
        *self == other[..]
    }
}

impl<const N: usize> PartialEq<&[u8; N]> for ByteBuf {
    #[inline]
    fn eq(&self, other: &&[u8; N]) -> bool {
        *self == other[..]
    }
}

impl PartialEq<str> for ByteBuf {
    #[inline]
    fn eq(&self, other: &str) -> bool {
        *self == *other.as_bytes()
    }
}

impl PartialEq<&str> for ByteBuf {
    #[inline]
    fn eq(&self, other: &&str) -> bool {
        *self == *other.as_bytes()
    }
}

impl PartialEq<String> for ByteBuf {
    #[inline]
    fn eq(&self, other: &String) -> bool {
        *self == *other.as_bytes()
    }
}

impl PartialEq<ByteBuf> for [u8] {
    #[inline]
    fn eq(&self, other: &ByteBuf) -> bool {
        other == self
    }
}

impl PartialEq<ByteBuf> for &[u8] {
    #[inline]
    fn eq(&self, other: &ByteBuf) -> bool {
        other == self
    }
}

impl PartialEq<ByteBuf> for Vec<u8> {
    #[inline]
    fn eq(&self, other: &ByteBuf) -> bool {
        other == self
    }
}

impl<const N: usize> PartialEq<ByteBuf> for [u8; N] {
    #[inline]
    fn eq(&self, other: &ByteBuf) -> bool {
        other == self
    }
}

impl<const N: usize> PartialEq<ByteBuf> for &[u8; N] {
    #[inline]
    fn eq(&self, other: &ByteBuf) -> bool {
        other == self
    }
}

impl PartialEq<ByteBuf> for str {
    #[inline]
    fn eq(&self, other: &ByteBuf) -> bool {
        other == self
    }
}

impl PartialEq<ByteBuf> for &str {
    #[inline]
    fn eq(&self, other: &ByteBuf) -> bool {
        other == self
    }
}

impl PartialEq<ByteBuf> for String {
    #[inline]
    fn eq(&self, other: &ByteBuf) -> bool {
        other == self
    }
}
