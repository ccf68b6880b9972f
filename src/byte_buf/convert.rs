//! Conversions from and to slices, texts and std's collections. Bodies are one call each.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::ByteBuf;
use super::leaf::Piece;
use crate::tree::PAGE;

impl From<&[u8]> for ByteBuf {
    /// Copies the bytes into pages.
    ///
    /// Computes in **O(n)** time.
    #[inline]
    fn from(bytes: &[u8]) -> Self {
        let mut buffer = Self::new();
        for page in bytes.chunks(PAGE) {
            buffer.tree.push_back((), Piece::copied(page));
        }
        buffer
    }
}

impl From<Vec<u8>> for ByteBuf {
    /// Takes a page or more over as it is; copies less.
    ///
    /// Computes in **O(1)** time.
    #[inline]
    fn from(bytes: Vec<u8>) -> Self {
        if bytes.len() < PAGE { bytes.as_slice().into() } else { Self::of(Piece::from_vec(bytes)) }
    }
}

impl From<String> for ByteBuf {
    #[inline]
    fn from(text: String) -> Self {
        text.into_bytes().into()
    }
}

impl From<Box<[u8]>> for ByteBuf {
    #[inline]
    fn from(bytes: Box<[u8]>) -> Self {
        bytes.into_vec().into()
    }
}

impl From<&str> for ByteBuf {
    #[inline]
    fn from(text: &str) -> Self {
        text.as_bytes().into()
    }
}

impl From<&Vec<u8>> for ByteBuf {
    #[inline]
    fn from(bytes: &Vec<u8>) -> Self {
        bytes.as_slice().into()
    }
}

impl<const N: usize> From<&[u8; N]> for ByteBuf {
    #[inline]
    fn from(bytes: &[u8; N]) -> Self {
        bytes.as_slice().into()
    }
}

impl<const N: usize> From<[u8; N]> for ByteBuf {
    #[inline]
    fn from(bytes: [u8; N]) -> Self {
        bytes.as_slice().into()
    }
}

impl From<&String> for ByteBuf {
    #[inline]
    fn from(text: &String) -> Self {
        text.as_bytes().into()
    }
}

impl From<Cow<'_, [u8]>> for ByteBuf {
    /// Takes an owned page or more over as it is; copies less, or what is borrowed.
    ///
    /// Computes in **O(1)** time where the bytes are owned.
    #[inline]
    fn from(bytes: Cow<'_, [u8]>) -> Self {
        match bytes {
            Cow::Borrowed(bytes) => bytes.into(),
            Cow::Owned(bytes) => bytes.into(),
        }
    }
}

impl From<ByteBuf> for Vec<u8> {
    /// Gives a `Vec` that was taken over back if nothing else is left and nobody shares it; copies
    /// the bytes otherwise.
    ///
    /// Computes in **O(1)** time, or in **O(n)**.
    #[inline]
    fn from(mut buffer: ByteBuf) -> Self {
        if buffer.height() > 0 {
            return buffer.to_vec();
        }
        buffer.tree.pop_back().map_or_else(Self::new, Piece::into_vec)
    }
}

impl From<ByteBuf> for Box<[u8]> {
    #[inline]
    fn from(buffer: ByteBuf) -> Self {
        Vec::from(buffer).into()
    }
}
