//! What is in a directory, and everything below it.

use offshoot::ord_map;

use super::LayeredFs;
use super::resolve::{End, Last};
use crate::error::Errno;
use crate::inode::{Ino, Inode};
use crate::name::{BytePath, Name};

/// An entry of a directory.
#[derive(Clone, Copy, Debug)]
pub struct DirEntry<'a> {
    /// The name.
    pub name: &'a Name,
    /// The number of what it leads to.
    pub ino: Ino,
    /// What it leads to.
    pub inode: &'a Inode,
}

/// What is met on a walk through a tree.
#[derive(Clone, Debug)]
pub struct WalkItem<'a> {
    /// The path from the root of the tree.
    pub path: BytePath,
    /// The number of what is there.
    pub ino: Ino,
    /// What is there.
    pub inode: &'a Inode,
}

/// Everything at and below a path, a directory before what is in it, in the order of the paths.
///
/// Made by [`LayeredFs::walk`].
pub struct Walk<'a> {
    fs: &'a LayeredFs,
    /// Where the walk began, until that was told.
    first: Option<(BytePath, Ino)>,
    /// The directories that are being walked, from above.
    open: Vec<(BytePath, ord_map::Iter<'a, Name, Ino>)>,
    /// Whether the last of them is what was told last.
    entered: bool,
}

impl<'a> Walk<'a> {
    fn enter(&mut self, path: BytePath, ino: Ino) -> WalkItem<'a> {
        let inode = self.fs.node(ino);
        self.entered = inode.is_directory();
        if let Some(entries) = inode.directory() {
            self.open.push((path.clone(), entries.iter()));
        }
        WalkItem { path, ino, inode }
    }

    /// Leaves out what lies below what was told last.
    pub fn skip_below(&mut self) {
        if std::mem::take(&mut self.entered) {
            self.open.pop();
        }
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = WalkItem<'a>;

    fn next(&mut self) -> Option<WalkItem<'a>> {
        if let Some((path, ino)) = self.first.take() {
            return Some(self.enter(path, ino));
        }
        loop {
            let (directory, entries) = self.open.last_mut()?;
            if let Some((name, &ino)) = entries.next() {
                let path = directory.join(name);
                return Some(self.enter(path, ino));
            }
            self.open.pop();
        }
    }
}

impl LayeredFs {
    /// The entries of a directory, in the order of their names. What a clone of the tree then changes is
    /// not seen.
    ///
    /// Computes in **O(log n)** time for each name on the way and each entry.
    ///
    /// # Errors
    /// [`Errno::NotDirectory`]; those of [`resolve`](Self::resolve).
    ///
    /// ```
    /// use layers::{Errno, LayeredFs};
    ///
    /// let mut fs = LayeredFs::new();
    /// fs.mkdir("b", 0o755)?;
    /// fs.write("a", b"1")?;
    /// let names: Vec<_> = fs.readdir("/")?.map(|entry| entry.name.to_string()).collect();
    /// assert_eq!(names, ["a", "b"]);
    /// # Ok::<(), Errno>(())
    /// ```
    pub fn readdir(
        &self,
        path: impl AsRef<[u8]>,
    ) -> Result<impl ExactSizeIterator<Item = DirEntry<'_>>, Errno> {
        let entries = self.get(path)?.directory().ok_or(Errno::NotDirectory)?;
        Ok(entries.iter().map(|(name, &ino)| DirEntry { name, ino, inode: self.node(ino) }))
    }

    /// What is at a path, and everything below it. Symbolic links on the way are followed, others not.
    ///
    /// Computes in **O(log n)** time for each name on the way and each item.
    ///
    /// # Errors
    /// As [`resolve`](Self::resolve).
    ///
    /// ```
    /// use layers::{Errno, LayeredFs};
    ///
    /// let mut fs = LayeredFs::new();
    /// fs.mkdir_all("usr/lib", 0o755)?;
    /// fs.write("usr.txt", b"1")?;
    /// let paths: Vec<_> = fs.walk("/")?.map(|item| item.path.to_string()).collect();
    /// assert_eq!(paths, ["/", "/usr", "/usr/lib", "/usr.txt"]);
    /// # Ok::<(), Errno>(())
    /// ```
    pub fn walk(&self, path: impl AsRef<[u8]>) -> Result<Walk<'_>, Errno> {
        let path = path.as_ref();
        let ino = self.resolve_link(path)?;
        let place = self.place(path, Last::FollowBeforeSlash)?;
        let path = match place.end {
            End::Name(name) => self.path_of_directory(place.parent()).join(name),
            _ => self.path_of_directory(ino),
        };
        Ok(Walk { fs: self, first: Some((path, ino)), open: Vec::new(), entered: false })
    }
}
