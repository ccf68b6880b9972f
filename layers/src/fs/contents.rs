//! The bytes of files: read, written, cut. A write copies the page it touches.

use offshoot::ByteBuf;

use super::LayeredFs;
use super::resolve::{End, Last};
use crate::error::Errno;
use crate::inode::{Ino, Inode, Kind};
use crate::name::Name;

/// The mode of a file that comes to be by writing to it.
const NEW_MODE: u32 = 0o644;

impl LayeredFs {
    /// All bytes of a file: a clone, which shares them.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// [`Errno::IsDirectory`]; [`Errno::Invalid`] for a device or a pipe; those of
    /// [`resolve`](Self::resolve).
    pub fn read(&self, path: impl AsRef<[u8]>) -> Result<ByteBuf, Errno> {
        self.bytes(self.resolve(path)?).cloned()
    }

    /// Reads from an offset on, as much as is there and fits, and says how much.
    ///
    /// Computes in **O(log n)** time for each name on the way and each page touched.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    ///
    /// ```
    /// use layers::{Errno, LayeredFs};
    ///
    /// let mut fs = LayeredFs::new();
    /// fs.write("a", b"hello")?;
    /// let mut bytes = [0; 4];
    /// assert_eq!((fs.read_at("a", 3, &mut bytes)?, &bytes[..2]), (2, &b"lo"[..]));
    /// # Ok::<(), Errno>(())
    /// ```
    pub fn read_at(
        &self,
        path: impl AsRef<[u8]>,
        offset: u64,
        to: &mut [u8],
    ) -> Result<usize, Errno> {
        let bytes = self.bytes(self.resolve(path)?)?;
        let offset = usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len());
        let count = to.len().min(bytes.len() - offset);
        bytes.read_at(offset, &mut to[..count]);
        Ok(count)
    }

    /// Writes at an offset of a file that is there. Whatever lies between its end and the offset
    /// becomes zeros, which take no memory.
    ///
    /// Computes in **O(log n)** time for each name on the way and each page touched. Copies the pages
    /// touched that another version shares, and the paths to them.
    ///
    /// # Errors
    /// [`Errno::TooLarge`]; those of [`read`](Self::read).
    ///
    /// ```
    /// use layers::{Errno, LayeredFs};
    ///
    /// let mut fs = LayeredFs::new();
    /// fs.write("a", b"hello")?;
    /// fs.write_at("a", 7, b"!")?;
    /// assert_eq!(fs.read("a")?, b"hello\0\0!");
    /// # Ok::<(), Errno>(())
    /// ```
    pub fn write_at(
        &mut self,
        path: impl AsRef<[u8]>,
        offset: u64,
        bytes: &[u8],
    ) -> Result<(), Errno> {
        let ino = self.resolve(path)?;
        let len = self.bytes(ino)?.len();
        if bytes.is_empty() {
            return Ok(());
        }
        let begin = countable(offset)?;
        let end = begin.checked_add(bytes.len()).ok_or(Errno::TooLarge)?;
        countable(end as u64)?;
        self.change(ino, |file| {
            if begin >= len {
                file.resize(begin, 0);
                file.extend_from_slice(bytes);
            } else if end > len {
                file.write_at(begin, &bytes[..len - begin]);
                file.extend_from_slice(&bytes[len - begin..]);
            } else {
                file.write_at(begin, bytes);
            }
        });
        Ok(())
    }

    /// Writes at the end of a file that is there.
    ///
    /// Computes in **O(log n)** time for each name on the way and each page touched.
    ///
    /// # Errors
    /// As [`write_at`](Self::write_at).
    pub fn append(&mut self, path: impl AsRef<[u8]>, bytes: &[u8]) -> Result<(), Errno> {
        let path = path.as_ref();
        let len = self.bytes(self.resolve(path)?)?.len();
        self.write_at(path, len as u64, bytes)
    }

    /// Gives a file these bytes and no others, and makes it, mode 0644, if it is not there: also where a
    /// symbolic link leads. A [`ByteBuf`] is taken over without a copy.
    ///
    /// Computes in **O(log n)** time for each name on the way, and what it takes to make a `ByteBuf`.
    ///
    /// # Errors
    /// [`Errno::IsDirectory`], also if a `/` stands behind the name; [`Errno::Invalid`] for a device or a
    /// pipe; those of [`resolve`](Self::resolve).
    pub fn write(
        &mut self,
        path: impl AsRef<[u8]>,
        bytes: impl Into<ByteBuf>,
    ) -> Result<Ino, Errno> {
        let place = self.place(path.as_ref(), Last::FollowToMake)?;
        if let Some(ino) = place.found {
            self.bytes(ino)?;
            let bytes = bytes.into();
            self.change(ino, |file| *file = bytes);
            return Ok(ino);
        }
        let End::Name(name) = place.end else { unreachable!("only a name can be missing") };
        let (parent, name) = (place.parent(), Name::new(name)?);
        let inode = Inode::new(Kind::File(bytes.into()), self.new_meta(NEW_MODE));
        Ok(self.attach(parent, name, inode))
    }

    /// Cuts a file off at a length, or adds zeros up to it, which take no memory.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// As [`write_at`](Self::write_at).
    pub fn truncate(&mut self, path: impl AsRef<[u8]>, len: u64) -> Result<(), Errno> {
        let ino = self.resolve(path)?;
        self.bytes(ino)?;
        let len = countable(len)?;
        self.change(ino, |file| file.resize(len, 0));
        Ok(())
    }

    /// The bytes of what should be a file.
    fn bytes(&self, ino: Ino) -> Result<&ByteBuf, Errno> {
        match &self.node(ino).kind {
            Kind::File(bytes) => Ok(bytes),
            Kind::Directory(_) => Err(Errno::IsDirectory),
            _ => Err(Errno::Invalid),
        }
    }

    fn change(&mut self, ino: Ino, change: impl FnOnce(&mut ByteBuf)) {
        let now = self.now();
        let inode = self.node_mut(ino);
        let Kind::File(bytes) = &mut inode.kind else { unreachable!("it was seen to be a file") };
        change(bytes);
        if let Some(now) = now {
            inode.meta.mtime = now;
        }
    }
}

/// A length as a buffer counts.
fn countable(len: u64) -> Result<usize, Errno> {
    match isize::try_from(len) {
        Ok(len) => Ok(len.unsigned_abs()),
        Err(_) => Err(Errno::TooLarge),
    }
}
