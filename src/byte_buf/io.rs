//! `std::io` for buffers and their cursors. Bodies are one call each.

use std::io::{BufRead, Error, ErrorKind, IoSlice, Read, Result, Seek, SeekFrom, Write};

use super::{ByteBuf, Cursor, CursorMut};

#[inline]
fn sought(from: SeekFrom, position: u64, len: u64) -> Result<u64> {
    let (base, offset) = match from {
        SeekFrom::Start(place) => return Ok(place),
        SeekFrom::End(offset) => (len, offset),
        SeekFrom::Current(offset) => (position, offset),
    };
    base.checked_add_signed(offset).ok_or_else(|| {
        Error::new(ErrorKind::InvalidInput, "invalid seek to a negative or overflowing position")
    })
}

impl Read for Cursor<'_> {
    #[inline]
    fn read(&mut self, to: &mut [u8]) -> Result<usize> {
        Ok(self.read_into(to))
    }
}

impl BufRead for Cursor<'_> {
    #[inline]
    fn fill_buf(&mut self) -> Result<&[u8]> {
        Ok(self.chunk())
    }

    #[inline]
    fn consume(&mut self, count: usize) {
        self.pass(count);
    }
}

impl Seek for Cursor<'_> {
    #[inline]
    fn seek(&mut self, from: SeekFrom) -> Result<u64> {
        self.set_position(sought(from, self.position(), self.len())?);
        Ok(self.position())
    }
}

impl Read for CursorMut<'_> {
    #[inline]
    fn read(&mut self, to: &mut [u8]) -> Result<usize> {
        Ok(self.read_into(to))
    }
}

impl Write for CursorMut<'_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        if self.write_from(bytes) {
            Ok(bytes.len())
        } else {
            Err(Error::new(
                ErrorKind::InvalidInput,
                "the position lies beyond what can be addressed",
            ))
        }
    }

    #[inline]
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

impl Seek for CursorMut<'_> {
    #[inline]
    fn seek(&mut self, from: SeekFrom) -> Result<u64> {
        self.set_position(sought(from, self.position(), self.len())?);
        Ok(self.position())
    }
}

impl Write for ByteBuf {
    /// Appends all bytes.
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    #[inline]
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

impl ByteBuf {
    /// All bytes as slices for a vectored write, without a copy.
    ///
    /// Computes in **O(1)** time, and **O(log n)** for each slice.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    /// use std::io::Write;
    ///
    /// let buffer = ByteBuf::zeroed(10_000);
    /// let mut out = Vec::new();
    /// let slices: Vec<_> = buffer.io_slices().collect();
    /// assert_eq!(out.write_vectored(&slices)?, 10_000);
    /// # std::io::Result::Ok(())
    /// ```
    #[inline]
    pub fn io_slices(&self) -> impl DoubleEndedIterator<Item = IoSlice<'_>> {
        self.chunks().map(IoSlice::new)
    }

    /// Appends everything that `source` gives, sixteen pages at a time; returns how many bytes.
    ///
    /// Computes in **O(m)** time for m bytes, and what reading takes.
    ///
    /// # Errors
    /// If reading fails. What was read before stays.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::new();
    /// assert_eq!(buffer.read_from(&mut &b"abc"[..])?, 3);
    /// assert_eq!(buffer, b"abc");
    /// # std::io::Result::Ok(())
    /// ```
    #[inline]
    pub fn read_from(&mut self, source: &mut impl Read) -> Result<u64> {
        let mut page = vec![0; 16 * Self::PAGE];
        let mut total = 0;
        loop {
            match source.read(&mut page) {
                Ok(0) => return Ok(total),
                Ok(count) => {
                    self.extend_from_slice(&page[..count]);
                    total += count as u64;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}
