//! Names that come and go: what makes, links and removes files, directories and the like.

use std::sync::Arc;

use offshoot::{ByteBuf, OrdMap};

use super::LayeredFs;
use super::resolve::{End, Last};
use crate::error::Errno;
use crate::inode::{Ino, Inode, Kind, Meta};
use crate::name::{BytePath, Name};

impl LayeredFs {
    /// Makes an empty file, as `open` with `O_CREAT` and `O_EXCL`.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// [`Errno::Exists`], also for a symbolic link that leads nowhere; [`Errno::IsDirectory`] if a `/`
    /// stands behind the name; those of [`resolve`](Self::resolve).
    ///
    /// ```
    /// use layers::{Errno, LayeredFs};
    ///
    /// let mut fs = LayeredFs::new();
    /// fs.create("a", 0o644)?;
    /// assert_eq!(fs.create("a", 0o644), Err(Errno::Exists));
    /// # Ok::<(), Errno>(())
    /// ```
    pub fn create(&mut self, path: impl AsRef<[u8]>, mode: u32) -> Result<Ino, Errno> {
        let place = self.place(path.as_ref(), Last::Stop)?;
        if place.slash {
            return Err(Errno::IsDirectory);
        }
        let (parent, name) = place.vacant()?;
        let inode = Inode::new(Kind::File(ByteBuf::new()), self.new_meta(mode));
        Ok(self.attach(parent, name, inode))
    }

    /// Makes an empty directory.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// [`Errno::Exists`]; those of [`resolve`](Self::resolve).
    pub fn mkdir(&mut self, path: impl AsRef<[u8]>, mode: u32) -> Result<Ino, Errno> {
        let (parent, name) = self.place(path.as_ref(), Last::Stop)?.vacant_for_directory()?;
        let inode = Inode::new(Kind::Directory(OrdMap::new()), self.new_meta(mode));
        Ok(self.attach(parent, name, inode))
    }

    /// Makes a directory and those above it that are missing, each with this mode; what is a directory
    /// already, or a symbolic link to one, stays.
    ///
    /// Computes in **O(log n)** time for each name that is missing, and for each one that is there times
    /// their number.
    ///
    /// # Errors
    /// [`Errno::NotDirectory`], [`Errno::Exists`] at the end; those of [`resolve`](Self::resolve).
    ///
    /// ```
    /// use layers::{Errno, LayeredFs};
    ///
    /// let mut fs = LayeredFs::new();
    /// let lib = fs.mkdir_all("usr/lib", 0o755)?;
    /// assert_eq!(fs.mkdir_all("usr/lib", 0o755)?, lib);
    /// # Ok::<(), Errno>(())
    /// ```
    pub fn mkdir_all(&mut self, path: impl AsRef<[u8]>, mode: u32) -> Result<Ino, Errno> {
        let path = path.as_ref();
        match self.find(path, Last::Follow) {
            Ok(ino) if self.node(ino).is_directory() => return Ok(ino),
            Ok(_) => return Err(Errno::Exists),
            Err(Errno::NotFound) if !path.is_empty() => {}
            Err(error) => return Err(error),
        }
        // If it is refused half-way, nothing is made.
        let mut made = self.clone();
        let mut last = Ino::ROOT;
        let mut is_new = false;
        let mut end = 0;
        for name in path.split(|&byte| byte == b'/') {
            end += name.len() + 1;
            last = match (is_new, Name::new(name)) {
                // Below what is new nothing is to be found.
                (true, Ok(name)) => {
                    let inode = Inode::new(Kind::Directory(OrdMap::new()), made.new_meta(mode));
                    made.attach(last, name, inode)
                }
                (true, Err(_)) if matches!(name, b"" | b".") => last,
                _ if end == 1 => last,
                _ => {
                    let path = &path[..end - 1];
                    match made.find(path, Last::Follow) {
                        Ok(ino) if made.node(ino).is_directory() => {
                            is_new = false;
                            ino
                        }
                        Ok(_) => return Err(Errno::NotDirectory),
                        Err(Errno::NotFound) => {
                            is_new = true;
                            made.mkdir(path, mode)?
                        }
                        Err(error) => return Err(error),
                    }
                }
            };
        }
        *self = made;
        Ok(last)
    }

    /// Puts any inode but a directory with entries under a new name; its times stay as they are.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// [`Errno::Exists`]; [`Errno::NotEmpty`] for a directory with entries; those of
    /// [`resolve`](Self::resolve).
    ///
    /// ```
    /// use layers::inode::{Device, Kind, Meta};
    /// use layers::{Errno, Inode, LayeredFs};
    ///
    /// let mut fs = LayeredFs::new();
    /// let null = Kind::CharDevice(Device { major: 1, minor: 3 });
    /// fs.mknod("null", Inode::new(null, Meta::new(0o666)))?;
    /// assert_eq!(fs.stat("null")?.device, Some(Device { major: 1, minor: 3 }));
    /// # Ok::<(), Errno>(())
    /// ```
    pub fn mknod(&mut self, path: impl AsRef<[u8]>, inode: Inode) -> Result<Ino, Errno> {
        let place = self.place(path.as_ref(), Last::Stop)?;
        let free = if inode.is_directory() { place.vacant_for_directory() } else { place.vacant() };
        let (parent, name) = free?;
        if inode.directory().is_some_and(|entries| !entries.is_empty()) {
            return Err(Errno::NotEmpty);
        }
        Ok(self.attach(parent, name, Inode { subdirectories: 0, ..inode }))
    }

    /// Makes a symbolic link at `path` that leads to `target`, which need not be there.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// [`Errno::Exists`]; [`Errno::NotFound`] for an empty target; those of [`resolve`](Self::resolve).
    pub fn symlink(
        &mut self,
        target: impl AsRef<[u8]>,
        path: impl AsRef<[u8]>,
    ) -> Result<Ino, Errno> {
        let target = target.as_ref();
        if target.is_empty() {
            return Err(Errno::NotFound);
        }
        if target.contains(&0) {
            return Err(Errno::Invalid);
        }
        let (parent, name) = self.place(path.as_ref(), Last::Stop)?.vacant()?;
        let inode = Inode::new(Kind::Symlink(target.into()), self.new_meta(0o777));
        Ok(self.attach(parent, name, inode))
    }

    /// Where a symbolic link leads.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// [`Errno::Invalid`] if it is none; those of [`resolve`](Self::resolve).
    pub fn readlink(&self, path: impl AsRef<[u8]>) -> Result<&[u8], Errno> {
        match &self.get_link(path)?.kind {
            Kind::Symlink(target) => Ok(target),
            _ => Err(Errno::Invalid),
        }
    }

    /// Gives what is at `path` one more name. A symbolic link at its end is not followed.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// [`Errno::NotPermitted`] for a directory; [`Errno::Exists`]; those of [`resolve`](Self::resolve).
    ///
    /// ```
    /// use layers::{Errno, LayeredFs};
    ///
    /// let mut fs = LayeredFs::new();
    /// fs.write("a", b"1")?;
    /// fs.link("a", "b")?;
    /// fs.write_at("b", 0, b"2")?;
    /// assert_eq!((fs.stat("a")?.nlink, fs.read("a")?.to_vec()), (2, b"2".to_vec()));
    /// # Ok::<(), Errno>(())
    /// ```
    pub fn link(
        &mut self,
        path: impl AsRef<[u8]>,
        new_path: impl AsRef<[u8]>,
    ) -> Result<Ino, Errno> {
        let ino = self.find(path.as_ref(), Last::FollowBeforeSlash)?;
        let (parent, name) = self.place(new_path.as_ref(), Last::Stop)?.vacant()?;
        if self.node(ino).is_directory() {
            return Err(Errno::NotPermitted);
        }
        self.attach_link(parent, name, ino);
        Ok(ino)
    }

    /// Removes a name of anything but a directory, and what it led to with its last name.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// [`Errno::IsDirectory`]; those of [`resolve`](Self::resolve).
    pub fn unlink(&mut self, path: impl AsRef<[u8]>) -> Result<(), Errno> {
        let place = self.place(path.as_ref(), Last::Stop)?;
        let End::Name(name) = place.end else { return Err(Errno::IsDirectory) };
        let ino = place.found.ok_or(Errno::NotFound)?;
        if self.node(ino).is_directory() {
            return Err(Errno::IsDirectory);
        }
        if place.slash {
            return Err(Errno::NotDirectory);
        }
        let (parent, name) = (place.parent(), self.shared_name(place.parent(), name));
        self.detach(parent, name, ino);
        Ok(())
    }

    /// Removes an empty directory.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// [`Errno::NotEmpty`], [`Errno::NotDirectory`]; [`Errno::Busy`] for the root and
    /// [`Errno::Invalid`] for `.`; those of [`resolve`](Self::resolve).
    pub fn rmdir(&mut self, path: impl AsRef<[u8]>) -> Result<(), Errno> {
        let place = self.place(path.as_ref(), Last::Stop)?;
        let name = match place.end {
            End::Name(name) => name,
            End::Dot => return Err(Errno::Invalid),
            End::DotDot => return Err(Errno::NotEmpty),
            End::Root => return Err(Errno::Busy),
        };
        let ino = place.found.ok_or(Errno::NotFound)?;
        let entries = self.node(ino).directory().ok_or(Errno::NotDirectory)?;
        if !entries.is_empty() {
            return Err(Errno::NotEmpty);
        }
        let (parent, name) = (place.parent(), self.shared_name(place.parent(), name));
        self.detach(parent, name, ino);
        Ok(())
    }

    /// Removes what is at a path, with everything below it. A symbolic link at its end is not followed.
    ///
    /// Computes in **O(log n)** time for each name on the way and each inode removed.
    ///
    /// # Errors
    /// [`Errno::Busy`] for the root and what ends with `.` or `..`; those of
    /// [`resolve`](Self::resolve).
    ///
    /// ```
    /// use layers::{Errno, LayeredFs};
    ///
    /// let mut fs = LayeredFs::new();
    /// fs.mkdir_all("a/b/c", 0o755)?;
    /// fs.remove_all("a")?;
    /// assert_eq!((fs.stat("a"), fs.inode_count()), (Err(Errno::NotFound), 1));
    /// # Ok::<(), Errno>(())
    /// ```
    pub fn remove_all(&mut self, path: impl AsRef<[u8]>) -> Result<(), Errno> {
        let place = self.place(path.as_ref(), Last::Stop)?;
        let End::Name(name) = place.end else { return Err(Errno::Busy) };
        let ino = place.found.ok_or(Errno::NotFound)?;
        if place.slash && !self.node(ino).is_directory() {
            return Err(Errno::NotDirectory);
        }
        let (parent, name) = (place.parent(), self.shared_name(place.parent(), name));
        self.empty(ino);
        self.detach(parent, name, ino);
        Ok(())
    }

    /// Makes of any directory an empty one, its time aside.
    fn empty(&mut self, directory: Ino) {
        // Directories that still have entries, each below the one before it.
        let mut pending = vec![directory];
        let mut all = Vec::new();
        while let Some(ino) = pending.pop() {
            let Some(entries) = self.node(ino).directory().cloned() else { continue };
            all.push((ino, entries.clone()));
            pending.extend(entries.values().copied());
        }
        // From below: no directory is detached that has entries.
        for (directory, entries) in all.into_iter().rev() {
            for (name, &ino) in &entries {
                let inode = self.node(ino);
                if inode.links.len() > 1 {
                    self.node_mut(ino).links.remove(&(directory, name.clone()));
                } else {
                    self.inodes.remove(&ino);
                }
            }
            let inode = self.node_mut(directory);
            inode.kind = Kind::Directory(OrdMap::new());
            inode.subdirectories = 0;
        }
    }

    /// The path of what has this number, by its first name where it has several; none if it is not there.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// ```
    /// use layers::{BytePath, Errno, LayeredFs};
    ///
    /// let mut fs = LayeredFs::new();
    /// fs.mkdir("a", 0o755)?;
    /// let ino = fs.create("a/b", 0o644)?;
    /// fs.rename("a", "z")?;
    /// assert_eq!(fs.path_of(ino), Some(BytePath::from("z/b")));
    /// # Ok::<(), Errno>(())
    /// ```
    #[must_use]
    pub fn path_of(&self, ino: Ino) -> Option<BytePath> {
        if ino == Ino::ROOT {
            return Some(BytePath::root());
        }
        self.paths_of(ino).next()
    }

    /// The paths of all names of an inode; none of the root.
    ///
    /// Computes in **O(log n)** time for each name on the way of each.
    pub fn paths_of(&self, ino: Ino) -> impl Iterator<Item = BytePath> {
        let links = self.inode(ino).into_iter().flat_map(|inode| inode.links.iter());
        links.map(|(parent, name)| self.path_of_directory(*parent).join(name))
    }

    /// The path of a directory of this tree.
    pub(crate) fn path_of_directory(&self, directory: Ino) -> BytePath {
        let mut names = Vec::new();
        let mut at = directory;
        while let Some((parent, name)) = self.node(at).links.iter().next() {
            names.push(name.as_bytes());
            at = *parent;
        }
        BytePath::from_names_upwards(&names)
    }

    pub(super) fn new_meta(&self, mode: u32) -> Meta {
        Meta { mtime: self.now().unwrap_or_default(), ..Meta::new(mode) }
    }

    /// The name that an entry has, without a copy of its bytes.
    pub(super) fn shared_name(&self, parent: Ino, name: &[u8]) -> Name {
        let entry = self.entries(parent).get_key_value(name);
        entry.expect("what was found has an entry").0.clone()
    }

    /// The inode of a number, shared.
    pub(crate) fn shared_node(&self, ino: Ino) -> &Arc<Inode> {
        &self.inodes.get(&ino).expect("a number that stands in the tree is in the table").0
    }
}
