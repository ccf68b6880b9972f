//! The standard traits of a byte buffer. Bodies are short.

use alloc::vec::Vec;
use core::fmt;
use core::iter::Sum;
use core::mem;
use core::ops::{Add, AddAssign, Index, IndexMut};

use super::ByteBuf;
use crate::range::index_out_of_bounds;
use crate::tree::PAGE;

impl Default for ByteBuf {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ByteBuf {
    /// A byte string, shortened to the first 64 bytes.
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 64;
        let shown = self.len().min(SHOWN);
        f.write_str("b\"")?;
        for run in self.range(..shown) {
            write!(f, "{}", run.escape_ascii())?;
        }
        f.write_str("\"")?;
        if shown < self.len() {
            write!(f, "... ({} bytes)", self.len())?;
        }
        Ok(())
    }
}

impl Index<usize> for ByteBuf {
    type Output = u8;

    #[inline]
    #[track_caller]
    fn index(&self, index: usize) -> &u8 {
        match self.chunk_at(index) {
            Some((begin, run)) => &run[index - begin],
            None => index_out_of_bounds(index, self.len()),
        }
    }
}

impl IndexMut<usize> for ByteBuf {
    #[track_caller]
    #[inline]
    fn index_mut(&mut self, index: usize) -> &mut u8 {
        let len = self.len();
        match self.get_mut(index) {
            Some(byte) => byte,
            None => index_out_of_bounds(index, len),
        }
    }
}

impl Extend<u8> for ByteBuf {
    #[inline]
    fn extend<I: IntoIterator<Item = u8>>(&mut self, bytes: I) {
        let mut bytes = bytes.into_iter();
        let mut gathered = Gathered { buffer: self, page: Vec::new() };
        loop {
            gathered.page.extend(bytes.by_ref().take(PAGE));
            if gathered.page.is_empty() {
                return;
            }
            gathered.flush();
        }
    }
}

/// Bytes that are about to be appended, and are if their source panics.
struct Gathered<'a> {
    buffer: &'a mut ByteBuf,
    page: Vec<u8>,
}

impl Gathered<'_> {
    #[inline]
    fn flush(&mut self) {
        // Taken out, so that nothing is appended twice should the owner of a foreign page panic.
        let mut page = mem::take(&mut self.page);
        self.buffer.extend_from_slice(&page);
        page.clear();
        self.page = page;
    }
}

impl Drop for Gathered<'_> {
    #[inline]
    fn drop(&mut self) {
        if !self.page.is_empty() {
            self.flush();
        }
    }
}

impl<'a> Extend<&'a u8> for ByteBuf {
    #[inline]
    fn extend<I: IntoIterator<Item = &'a u8>>(&mut self, bytes: I) {
        self.extend(bytes.into_iter().copied());
    }
}

impl FromIterator<u8> for ByteBuf {
    #[inline]
    fn from_iter<I: IntoIterator<Item = u8>>(bytes: I) -> Self {
        let mut buffer = Self::new();
        buffer.extend(bytes);
        buffer
    }
}

impl<'a> FromIterator<&'a u8> for ByteBuf {
    #[inline]
    fn from_iter<I: IntoIterator<Item = &'a u8>>(bytes: I) -> Self {
        bytes.into_iter().copied().collect()
    }
}

impl Extend<Self> for ByteBuf {
    /// Appends whole buffers, which share their pages with what was appended.
    #[inline]
    fn extend<I: IntoIterator<Item = Self>>(&mut self, buffers: I) {
        buffers.into_iter().for_each(|buffer| self.append(buffer));
    }
}

impl FromIterator<Self> for ByteBuf {
    /// All buffers one behind the other, sharing their pages.
    #[inline]
    fn from_iter<I: IntoIterator<Item = Self>>(buffers: I) -> Self {
        let mut all = Self::new();
        all.extend(buffers);
        all
    }
}

impl Sum for ByteBuf {
    #[inline]
    fn sum<I: Iterator<Item = Self>>(buffers: I) -> Self {
        buffers.collect()
    }
}

impl Add for &ByteBuf {
    type Output = ByteBuf;

    #[inline]
    fn add(self, other: Self) -> ByteBuf {
        self.concat(other)
    }
}

impl Add for ByteBuf {
    type Output = Self;

    #[inline]
    fn add(mut self, other: Self) -> Self {
        self.append(other);
        self
    }
}

impl AddAssign for ByteBuf {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        self.append(other);
    }
}

impl fmt::Write for ByteBuf {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.extend_from_slice(text.as_bytes());
        Ok(())
    }
}
