//! A name that moves. Nothing below what moves is touched.

use super::LayeredFs;
use super::resolve::{End, Last};
use crate::error::Errno;
use crate::inode::Ino;
use crate::name::Name;

/// What may happen where the new name is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenameMode {
    /// What is there is replaced: a directory only by a directory, and if it is empty.
    Replace,
    /// Nothing: it is an error.
    NoReplace,
    /// Both change places; both have to be there.
    Exchange,
}

impl LayeredFs {
    /// Moves what is at `from` to `to`, where it replaces what is there, if it may.
    ///
    /// Computes in **O(log n)** time for each name on the way, whatever lies below.
    ///
    /// # Errors
    /// [`Errno::Invalid`] for a move into itself; [`Errno::NotEmpty`], [`Errno::IsDirectory`] and
    /// [`Errno::NotDirectory`] if what is at `to` may not be replaced by this; [`Errno::Busy`] for the
    /// root, `.` and `..`; those of [`resolve`](Self::resolve).
    ///
    /// ```
    /// use layers::{Errno, LayeredFs};
    ///
    /// let mut fs = LayeredFs::new();
    /// fs.mkdir_all("a/b", 0o755)?;
    /// assert_eq!(fs.rename("a", "a/b/c"), Err(Errno::Invalid));
    /// fs.rename("a/b", "c")?;
    /// assert!(fs.stat("c")?.is_directory());
    /// # Ok::<(), Errno>(())
    /// ```
    pub fn rename(&mut self, from: impl AsRef<[u8]>, to: impl AsRef<[u8]>) -> Result<(), Errno> {
        self.rename_with(from, to, RenameMode::Replace)
    }

    /// As [`rename`](Self::rename), with a word on what is at `to`.
    ///
    /// Computes in **O(log n)** time for each name on the way, whatever lies below.
    ///
    /// # Errors
    /// As [`rename`](Self::rename), and [`Errno::Exists`] with [`RenameMode::NoReplace`].
    ///
    /// ```
    /// use layers::fs::RenameMode;
    /// use layers::{Errno, LayeredFs};
    ///
    /// let mut fs = LayeredFs::new();
    /// fs.mkdir("a", 0o755)?;
    /// fs.write("b", b"bytes")?;
    /// assert_eq!(fs.rename_with("a", "b", RenameMode::NoReplace), Err(Errno::Exists));
    /// fs.rename_with("a", "b", RenameMode::Exchange)?;
    /// assert_eq!((fs.stat("b")?.is_directory(), fs.stat("a")?.size), (true, 5));
    /// # Ok::<(), Errno>(())
    /// ```
    pub fn rename_with(
        &mut self,
        from: impl AsRef<[u8]>,
        to: impl AsRef<[u8]>,
        mode: RenameMode,
    ) -> Result<(), Errno> {
        // The order of these questions is Linux's: it decides which of several errors is told.
        let old = self.place(from.as_ref(), Last::Stop)?;
        let new = self.place(to.as_ref(), Last::Stop)?;
        let End::Name(old_name) = old.end else { return Err(Errno::Busy) };
        let End::Name(new_name) = new.end else {
            let exists = mode == RenameMode::NoReplace;
            return Err(if exists { Errno::Exists } else { Errno::Busy });
        };
        let moved = old.found.ok_or(Errno::NotFound)?;
        match mode {
            RenameMode::NoReplace if new.found.is_some() => return Err(Errno::Exists),
            RenameMode::Exchange if new.found.is_none() => return Err(Errno::NotFound),
            _ => {}
        }
        let is_directory = |ino: Ino| self.node(ino).is_directory();
        if mode == RenameMode::Exchange && new.slash && !new.found.is_some_and(is_directory) {
            return Err(Errno::NotDirectory);
        }
        if !is_directory(moved) && (old.slash || new.slash && mode != RenameMode::Exchange) {
            return Err(Errno::NotDirectory);
        }
        if new.directories.contains(&moved) {
            return Err(Errno::Invalid);
        }
        if new.found.is_some_and(|replaced| old.directories.contains(&replaced)) {
            let exchange = mode == RenameMode::Exchange;
            return Err(if exchange { Errno::Invalid } else { Errno::NotEmpty });
        }
        if new.found == Some(moved) {
            return Ok(());
        }
        let (old_parent, new_parent) = (old.parent(), new.parent());
        let old_name = self.shared_name(old_parent, old_name);
        let Some(other) = new.found else {
            let new_name = Name::new(new_name)?;
            self.move_name((old_parent, old_name), (new_parent, new_name), moved);
            return Ok(());
        };
        let new_name = self.shared_name(new_parent, new_name);
        if mode == RenameMode::Exchange {
            self.exchange((old_parent, old_name), moved, (new_parent, new_name), other);
            return Ok(());
        }
        match (is_directory(moved), self.node(other).directory()) {
            (true, None) => return Err(Errno::NotDirectory),
            (false, Some(_)) => return Err(Errno::IsDirectory),
            (true, Some(entries)) if !entries.is_empty() => return Err(Errno::NotEmpty),
            _ => {}
        }
        self.detach(new_parent, new_name.clone(), other);
        self.move_name((old_parent, old_name), (new_parent, new_name), moved);
        Ok(())
    }

    /// Moves an inode from one name to another, which is free.
    fn move_name(&mut self, from: (Ino, Name), to: (Ino, Name), ino: Ino) {
        let directories = u32::from(self.node(ino).is_directory());
        let links = &mut self.node_mut(ino).links;
        links.remove(&from);
        links.add(to.clone());
        self.set_entry(from.0, from.1, None, 0, directories);
        self.set_entry(to.0, to.1, Some(ino), directories, 0);
    }

    /// Lets two inodes change their names.
    fn exchange(&mut self, a_link: (Ino, Name), a: Ino, b_link: (Ino, Name), b: Ino) {
        let a_directories = u32::from(self.node(a).is_directory());
        let b_directories = u32::from(self.node(b).is_directory());
        let links = &mut self.node_mut(a).links;
        links.remove(&a_link);
        links.add(b_link.clone());
        let links = &mut self.node_mut(b).links;
        links.remove(&b_link);
        links.add(a_link.clone());
        self.set_entry(a_link.0, a_link.1, Some(b), b_directories, a_directories);
        self.set_entry(b_link.0, b_link.1, Some(a), a_directories, b_directories);
    }
}
