//! `std::io` for vectors of bytes, as `VecDeque<u8>` has it. Bodies are one call each.

use std::io::{BufRead, Read, Result, Write};

use super::Vector;

/// Takes bytes from the front.
///
/// ```
/// use offshoot::Vector;
/// use std::io::Read;
///
/// let mut v = Vector::from(*b"abcd");
/// let mut two = [0; 2];
/// v.read_exact(&mut two)?;
/// assert_eq!((&two, v), (b"ab", Vector::from(*b"cd")));
/// # std::io::Result::Ok(())
/// ```
impl Read for Vector<u8> {
    #[inline]
    fn read(&mut self, to: &mut [u8]) -> Result<usize> {
        let run = self.fill_buf()?;
        let count = run.len().min(to.len());
        to[..count].copy_from_slice(&run[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Vector<u8> {
    /// The bytes of the first leaf.
    #[inline]
    fn fill_buf(&mut self) -> Result<&[u8]> {
        Ok(self.chunks().next().unwrap_or_default())
    }

    #[inline]
    fn consume(&mut self, count: usize) {
        for _ in 0..count.min(self.len()) {
            self.pop_front();
        }
    }
}

/// Appends all bytes.
///
/// ```
/// use offshoot::Vector;
/// use std::io::Write;
///
/// let mut v = Vector::new();
/// write!(v, "{}-{}", 1, 2)?;
/// assert_eq!(v, *b"1-2");
/// # std::io::Result::Ok(())
/// ```
impl Write for Vector<u8> {
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
