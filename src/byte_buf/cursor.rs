//! Cursors that keep their page, so that sequential and local access needs no descent.

use core::fmt;
use core::ops::Range;

use super::ByteBuf;
use crate::raw::Lens;

/// A place in a buffer to read from.
///
/// With `std` it implements `Read`, `BufRead` and `Seek`; with the feature `bytes`, `Buf`.
///
/// ```
/// use offshoot::ByteBuf;
/// use std::io::{BufRead, Read, Seek, SeekFrom};
///
/// let buffer = ByteBuf::from(b"one\ntwo\n");
/// let mut cursor = buffer.cursor();
/// cursor.seek(SeekFrom::Start(4))?;
/// let mut line = String::new();
/// cursor.read_line(&mut line)?;
/// assert_eq!(line, "two\n");
/// # std::io::Result::Ok(())
/// ```
#[derive(Clone)]
pub struct Cursor<'a> {
    buffer: &'a ByteBuf,
    position: u64,
    run: &'a [u8],
    /// Where the run begins.
    begin: usize,
}

impl ByteBuf {
    /// A cursor at the start, for reading.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let buffer = ByteBuf::from(b"abc");
    /// let mut two = [0; 2];
    /// assert_eq!(buffer.cursor().read_into(&mut two), 2);
    /// assert_eq!(&two, b"ab");
    /// ```
    #[inline]
    pub fn cursor(&self) -> Cursor<'_> {
        Cursor { buffer: self, position: 0, run: &[], begin: 0 }
    }

    /// A cursor at the start, for reading and writing.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"abc");
    /// assert!(buffer.cursor_mut().write_from(b"XY"));
    /// assert_eq!(buffer, b"XYc");
    /// ```
    #[inline]
    pub fn cursor_mut(&mut self) -> CursorMut<'_> {
        CursorMut { len: self.len(), lens: Lens::new(self), position: 0, run: 0..0 }
    }
}

impl<'a> Cursor<'a> {
    /// The place at which the next byte is read.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert_eq!(ByteBuf::from(b"abc").cursor().position(), 0);
    /// ```
    #[must_use]
    #[inline]
    pub fn position(&self) -> u64 {
        self.position
    }

    /// Goes to a place, which may lie behind the end.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let buffer = ByteBuf::from(b"abc");
    /// let mut cursor = buffer.cursor();
    /// cursor.set_position(1);
    /// assert_eq!(cursor.chunk(), b"bc");
    /// ```
    #[inline]
    pub fn set_position(&mut self, position: u64) {
        self.position = position;
    }

    /// The number of bytes of the buffer.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert_eq!(ByteBuf::from(b"abc").cursor().len(), 3);
    /// ```
    #[must_use]
    #[inline]
    pub fn len(&self) -> u64 {
        self.buffer.len() as u64
    }

    /// Whether the buffer has no bytes.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert!(ByteBuf::new().cursor().is_empty());
    /// ```
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.buffer.is_empty()
    }

    /// The bytes from the position on, as far as they lie in one run; none at the end.
    ///
    /// Computes in **O(1)** time near the last access, else in **O(log n)**.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let buffer = ByteBuf::from(b"abc");
    /// assert_eq!(buffer.cursor().chunk(), b"abc");
    /// ```
    #[inline]
    pub fn chunk(&mut self) -> &'a [u8] {
        let (begin, run) = self.seek();
        (self.begin, self.run) = (begin, run);
        self.rest(begin, run)
    }

    /// As `chunk`, but does not keep the run.
    #[cfg(feature = "bytes")]
    #[inline]
    pub(super) fn peek(&self) -> &'a [u8] {
        let (begin, run) = self.seek();
        self.rest(begin, run)
    }

    #[inline]
    fn rest(&self, begin: usize, run: &'a [u8]) -> &'a [u8] {
        usize::try_from(self.position)
            .ok()
            .and_then(|at| run.get(at.checked_sub(begin)?..))
            .unwrap_or_default()
    }

    #[inline]
    fn seek(&self) -> (usize, &'a [u8]) {
        let Ok(at) = usize::try_from(self.position) else { return (0, &[]) };
        if at.wrapping_sub(self.begin) < self.run.len() {
            return (self.begin, self.run);
        }
        self.buffer.chunk_at(at).unwrap_or((0, &[]))
    }

    /// Goes forward by bytes that `chunk` gave.
    #[inline]
    pub(super) fn pass(&mut self, count: usize) {
        self.position += count as u64;
    }

    /// Fills as much of `to` as there are bytes for, and goes past them; returns how many.
    ///
    /// Computes in **O(log n)** time for each page touched, and **O(1)** near the last access.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let buffer = ByteBuf::from(b"abc");
    /// let mut cursor = buffer.cursor();
    /// let mut two = [0; 2];
    /// assert_eq!((cursor.read_into(&mut two), cursor.read_into(&mut two)), (2, 1));
    /// assert_eq!(&two, b"cb");
    /// ```
    #[inline]
    pub fn read_into(&mut self, to: &mut [u8]) -> usize {
        let mut done = 0;
        while done < to.len() {
            let run = self.chunk();
            if run.is_empty() {
                break;
            }
            let count = run.len().min(to.len() - done);
            to[done..done + count].copy_from_slice(&run[..count]);
            self.pass(count);
            done += count;
        }
        done
    }
}

impl fmt::Debug for Cursor<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cursor").field("position", &self.position).finish_non_exhaustive()
    }
}

/// A place in a buffer to read from and write to. What is written at the end lengthens the buffer.
///
/// With `std` it implements `Read`, `Write` and `Seek`. A page that was written stays at hand, so
/// that the next write near it needs no descent.
///
/// ```
/// use offshoot::ByteBuf;
/// use std::io::{Seek, SeekFrom, Write};
///
/// let mut buffer = ByteBuf::zeroed(4);
/// let mut cursor = buffer.cursor_mut();
/// cursor.seek(SeekFrom::Start(2))?;
/// cursor.write_all(b"abcd")?;
/// assert_eq!(buffer, b"\0\0abcd");
/// # std::io::Result::Ok(())
/// ```
pub struct CursorMut<'a> {
    lens: Lens<&'a mut ByteBuf, u8>,
    len: usize,
    position: u64,
    /// The bytes that the lens' slice stands for.
    run: Range<usize>,
}

impl CursorMut<'_> {
    /// The place at which the next byte is read or written.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::new();
    /// let mut cursor = buffer.cursor_mut();
    /// assert!(cursor.write_from(b"abc"));
    /// assert_eq!(cursor.position(), 3);
    /// ```
    #[must_use]
    #[inline]
    pub fn position(&self) -> u64 {
        self.position
    }

    /// Goes to a place, which may lie behind the end: what is then written comes after zeros.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"a");
    /// let mut cursor = buffer.cursor_mut();
    /// cursor.set_position(2);
    /// assert!(cursor.write_from(b"b"));
    /// assert_eq!(buffer, b"a\0b");
    /// ```
    #[inline]
    pub fn set_position(&mut self, position: u64) {
        self.position = position;
    }

    /// The number of bytes of the buffer.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert_eq!(ByteBuf::from(b"abc").cursor_mut().len(), 3);
    /// ```
    #[must_use]
    #[inline]
    pub fn len(&self) -> u64 {
        self.len as u64
    }

    /// Whether the buffer has no bytes.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert!(ByteBuf::new().cursor_mut().is_empty());
    /// ```
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Fills as much of `to` as there are bytes for, and goes past them; returns how many.
    ///
    /// Computes in **O(log n)** time for each page touched, and **O(1)** within the page written
    /// last.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"abc");
    /// let mut two = [0; 2];
    /// assert_eq!(buffer.cursor_mut().read_into(&mut two), 2);
    /// assert_eq!(&two, b"ab");
    /// ```
    #[inline]
    pub fn read_into(&mut self, to: &mut [u8]) -> usize {
        let Some(at) = usize::try_from(self.position).ok().filter(|&at| at < self.len) else {
            return 0;
        };
        let count = to.len().min(self.len - at);
        if self.run.start <= at && at + count <= self.run.end {
            let from = at - self.run.start;
            to[..count].copy_from_slice(&self.lens.slice()[from..from + count]);
        } else {
            self.run = 0..0;
            self.lens.refocus(|buffer| {
                buffer.read_at(at, &mut to[..count]);
                (Default::default(), ())
            });
        }
        self.position += count as u64;
        count
    }

    /// Writes all bytes, and goes past them. Says `false`, and writes none, if there would be more
    /// than `isize::MAX` bytes.
    ///
    /// Computes in **O(log n)** time for each page touched, and **O(1)** near the last access.
    /// Copies the paths and pages that are shared.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"abc");
    /// let mut cursor = buffer.cursor_mut();
    /// cursor.set_position(2);
    /// assert!(cursor.write_from(b"XY"));
    /// assert_eq!(buffer, b"abXY");
    /// ```
    #[must_use = "says whether the bytes were written"]
    #[inline]
    pub fn write_from(&mut self, bytes: &[u8]) -> bool {
        let at = usize::try_from(self.position).ok();
        let end = at.and_then(|at| at.checked_add(bytes.len()));
        let Some(end) = end.filter(|&end| isize::try_from(end).is_ok()) else { return false };
        let mut at = end - bytes.len();
        let (over, behind) = bytes.split_at(bytes.len().min(self.len.saturating_sub(at)));
        let mut rest = over;
        while !rest.is_empty() {
            if !self.run.contains(&at) {
                self.run = 0..0;
                self.run = self.lens.refocus(|buffer| buffer.run_at_mut(at));
            }
            let from = at - self.run.start;
            let run = &mut self.lens.slice()[from..];
            let count = run.len().min(rest.len());
            run[..count].copy_from_slice(&rest[..count]);
            rest = &rest[count..];
            at += count;
        }
        if !behind.is_empty() {
            self.run = 0..0;
            self.len = self.lens.refocus(|buffer| {
                if buffer.len() < at {
                    buffer.resize(at, 0);
                }
                buffer.extend_from_slice(behind);
                (Default::default(), buffer.len())
            });
        }
        self.position += bytes.len() as u64;
        true
    }
}

impl fmt::Debug for CursorMut<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CursorMut").field("position", &self.position).finish_non_exhaustive()
    }
}
