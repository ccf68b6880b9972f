//! Everything about an inode but its contents: told and changed. Paths lead through symbolic links;
//! methods whose names begin with `l` stop at one at the end.

use std::sync::Arc;

use super::LayeredFs;
use super::resolve::Last;
use crate::error::Errno;
use crate::inode::{Device, FileType, Ino, Inode, Kind, Meta, Time};

/// What there is to say of an inode without its contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// Its number.
    pub ino: Ino,
    /// What it is.
    pub file_type: FileType,
    /// The permissions.
    pub mode: u32,
    /// How many names it has; see [`Inode::nlink`].
    pub nlink: u32,
    /// The user it belongs to.
    pub uid: u32,
    /// The group it belongs to.
    pub gid: u32,
    /// Its size; see [`Inode::size`].
    pub size: u64,
    /// When its contents were changed last.
    pub mtime: Time,
    /// The number of the device, if it is one.
    pub device: Option<Device>,
}

impl Stat {
    pub(super) fn of(ino: Ino, inode: &Inode) -> Self {
        let device = match inode.kind {
            Kind::CharDevice(device) | Kind::BlockDevice(device) => Some(device),
            _ => None,
        };
        Self {
            ino,
            file_type: inode.file_type(),
            mode: inode.meta.mode,
            nlink: inode.nlink(),
            uid: inode.meta.uid,
            gid: inode.meta.gid,
            size: inode.size(),
            mtime: inode.meta.mtime,
            device,
        }
    }

    /// Whether it is a directory.
    #[must_use]
    pub fn is_directory(&self) -> bool {
        self.file_type == FileType::Directory
    }
}

impl LayeredFs {
    /// What there is to say of what is at a path.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// As [`resolve`](Self::resolve).
    pub fn stat(&self, path: impl AsRef<[u8]>) -> Result<Stat, Errno> {
        let ino = self.resolve(path)?;
        Ok(Stat::of(ino, self.node(ino)))
    }

    /// As [`stat`](Self::stat), of a symbolic link itself.
    ///
    /// # Errors
    /// As [`resolve`](Self::resolve).
    pub fn lstat(&self, path: impl AsRef<[u8]>) -> Result<Stat, Errno> {
        let ino = self.resolve_link(path)?;
        Ok(Stat::of(ino, self.node(ino)))
    }

    /// Sets the permissions; bits above the lowest twelve are ignored.
    ///
    /// Computes in **O(log n)** time for each name on the way. Copies an inode, and none of its bytes.
    ///
    /// # Errors
    /// As [`resolve`](Self::resolve).
    pub fn chmod(&mut self, path: impl AsRef<[u8]>, mode: u32) -> Result<(), Errno> {
        self.set(path.as_ref(), Last::Follow, |meta| meta.mode = mode & 0o7777)
    }

    /// Sets the owner and the group; none leaves either as it is.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// As [`resolve`](Self::resolve).
    pub fn chown(
        &mut self,
        path: impl AsRef<[u8]>,
        uid: Option<u32>,
        gid: Option<u32>,
    ) -> Result<(), Errno> {
        self.set(path.as_ref(), Last::Follow, owner(uid, gid))
    }

    /// As [`chown`](Self::chown), of a symbolic link itself.
    ///
    /// # Errors
    /// As [`resolve`](Self::resolve).
    pub fn lchown(
        &mut self,
        path: impl AsRef<[u8]>,
        uid: Option<u32>,
        gid: Option<u32>,
    ) -> Result<(), Errno> {
        self.set(path.as_ref(), Last::FollowBeforeSlash, owner(uid, gid))
    }

    /// Sets the time of writing.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// [`Errno::Invalid`] if there are nanoseconds for a second or more; those of
    /// [`resolve`](Self::resolve).
    pub fn utimes(&mut self, path: impl AsRef<[u8]>, mtime: Time) -> Result<(), Errno> {
        self.set_time(path.as_ref(), Last::Follow, mtime)
    }

    /// As [`utimes`](Self::utimes), of a symbolic link itself.
    ///
    /// # Errors
    /// As [`utimes`](Self::utimes).
    pub fn lutimes(&mut self, path: impl AsRef<[u8]>, mtime: Time) -> Result<(), Errno> {
        self.set_time(path.as_ref(), Last::FollowBeforeSlash, mtime)
    }

    /// Sets everything that an inode has beside its contents; of a symbolic link, its own.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// As [`resolve`](Self::resolve).
    pub fn set_meta(&mut self, path: impl AsRef<[u8]>, meta: Meta) -> Result<(), Errno> {
        self.set(path.as_ref(), Last::FollowBeforeSlash, |old| *old = meta)
    }

    /// The value of an extended attribute.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// [`Errno::NoAttribute`]; those of [`resolve`](Self::resolve).
    pub fn xattr(&self, path: impl AsRef<[u8]>, name: impl AsRef<[u8]>) -> Result<&[u8], Errno> {
        let value = self.get(path)?.meta.xattrs.get(name.as_ref());
        Ok(value.ok_or(Errno::NoAttribute)?)
    }

    /// The names and values of all extended attributes, in the order of the names.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// As [`resolve`](Self::resolve).
    pub fn xattrs(
        &self,
        path: impl AsRef<[u8]>,
    ) -> Result<impl ExactSizeIterator<Item = (&[u8], &[u8])>, Errno> {
        Ok(self.get(path)?.meta.xattrs.iter().map(|(name, value)| (&**name, &**value)))
    }

    /// Sets an extended attribute.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// [`Errno::Invalid`] if the name is empty or has a NUL; those of [`resolve`](Self::resolve).
    ///
    /// ```
    /// use layers::{Errno, LayeredFs};
    ///
    /// let mut fs = LayeredFs::new();
    /// fs.create("a", 0o755)?;
    /// fs.set_xattr("a", "user.note", b"\x00\x0a")?;
    /// assert_eq!(fs.xattr("a", "user.note")?, b"\x00\x0a");
    /// # Ok::<(), Errno>(())
    /// ```
    pub fn set_xattr(
        &mut self,
        path: impl AsRef<[u8]>,
        name: impl AsRef<[u8]>,
        value: impl AsRef<[u8]>,
    ) -> Result<(), Errno> {
        let name = name.as_ref();
        if name.is_empty() || name.contains(&0) {
            return Err(Errno::Invalid);
        }
        self.set(path.as_ref(), Last::Follow, |meta| {
            meta.xattrs.insert(name.into(), Arc::from(value.as_ref()));
        })
    }

    /// Removes an extended attribute.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// [`Errno::NoAttribute`]; those of [`resolve`](Self::resolve).
    pub fn remove_xattr(
        &mut self,
        path: impl AsRef<[u8]>,
        name: impl AsRef<[u8]>,
    ) -> Result<(), Errno> {
        let (path, name) = (path.as_ref(), name.as_ref());
        self.xattr(path, name)?;
        self.set(path, Last::Follow, |meta| drop(meta.xattrs.remove(name)))
    }

    fn set_time(&mut self, path: &[u8], last: Last, mtime: Time) -> Result<(), Errno> {
        if mtime.nanoseconds >= 1_000_000_000 {
            return Err(Errno::Invalid);
        }
        self.set(path, last, |meta| meta.mtime = mtime)
    }

    fn set(
        &mut self,
        path: &[u8],
        last: Last,
        change: impl FnOnce(&mut Meta),
    ) -> Result<(), Errno> {
        let ino = self.find(path, last)?;
        change(&mut self.node_mut(ino).meta);
        Ok(())
    }
}

fn owner(uid: Option<u32>, gid: Option<u32>) -> impl FnOnce(&mut Meta) {
    move |meta| {
        meta.uid = uid.unwrap_or(meta.uid);
        meta.gid = gid.unwrap_or(meta.gid);
    }
}
