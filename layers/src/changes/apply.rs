//! Changes made to a tree.

use super::{Change, ChangeKind, Changes, Entry};
use crate::error::{Errno, Error};
use crate::fs::{Clock, LayeredFs};
use crate::inode::{Inode, Kind, Links, Meta};
use crate::name::BytePath;

impl LayeredFs {
    /// Makes changes that were found between other trees. Times are those of the changes, and the times of
    /// directories above them stay. If one cannot be made, none is.
    ///
    /// Computes in **O(k log n)** time for k changes, and what is removed.
    ///
    /// # Errors
    /// [`Error::Fs`] with the path where this tree differs too much from the one the changes were found
    /// against: there is nothing to delete, or no directory to put something into.
    ///
    /// ```
    /// use layers::LayeredFs;
    ///
    /// let mut base = LayeredFs::new();
    /// base.write("a", b"1")?;
    /// let mut container = base.clone();
    /// container.rename("a", "b")?;
    /// let mut other = base.clone();
    /// other.apply(&container.diff(&base)).unwrap();
    /// assert!(other.diff(&container).is_empty());
    /// # Ok::<(), layers::Errno>(())
    /// ```
    pub fn apply(&mut self, changes: &Changes) -> Result<(), Error> {
        let mut next = self.clone();
        next.set_clock(Clock::Stopped);
        for change in changes {
            next.apply_one(change).map_err(|errno| errno.at(change.path.clone()))?;
        }
        next.set_clock(self.clock());
        *self = next;
        Ok(())
    }

    fn apply_one(&mut self, change: &Change) -> Result<(), Errno> {
        let path = &change.path;
        match &change.kind {
            ChangeKind::Delete => self.remove_all(path),
            ChangeKind::Add(entry) | ChangeKind::Modify(entry, _) => match &entry.link {
                Some(first) => self.put_link(first, path),
                None => self.put(path, entry),
            },
        }
    }

    /// Makes a path one more name of what `first` leads to.
    fn put_link(&mut self, first: &BytePath, path: &BytePath) -> Result<(), Errno> {
        match self.resolve_link(path) {
            Ok(ino) if ino == self.resolve_link(first)? => return Ok(()),
            Ok(_) => self.remove_all(path)?,
            Err(Errno::NotFound) => {}
            Err(error) => return Err(error),
        }
        self.link(first, path).map(drop)
    }

    /// Puts what an entry says at a path, in the place of what is there.
    pub(crate) fn put(&mut self, path: &BytePath, entry: &Entry) -> Result<(), Errno> {
        let ino = match self.resolve_link(path) {
            Ok(ino) => ino,
            Err(Errno::NotFound) => return self.put_new(path, &entry.inode),
            Err(error) => return Err(error),
        };
        let old = self.node(ino);
        let stays = match (old.is_directory(), entry.inode.is_directory()) {
            (true, true) => true,
            // The number stays with the only name; other names keep what they have.
            (false, false) => old.links.len() == 1,
            _ => false,
        };
        if !stays {
            self.remove_all(path)?;
            return self.put_new(path, &entry.inode);
        }
        let inode = self.node_mut(ino);
        inode.meta = entry.inode.meta.clone();
        if !inode.is_directory() {
            inode.kind = entry.inode.kind.clone();
        }
        Ok(())
    }

    fn put_new(&mut self, path: &BytePath, inode: &Inode) -> Result<(), Errno> {
        let kind = match &inode.kind {
            Kind::Directory(_) => Kind::Directory(offshoot::OrdMap::new()),
            kind => kind.clone(),
        };
        let meta = Meta::clone(&inode.meta);
        self.mknod(path, Inode { kind, meta, links: Links::None, subdirectories: 0 }).map(drop)
    }
}
