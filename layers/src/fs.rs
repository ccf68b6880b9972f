//! The tree of inodes. Knows neither layers nor archives; a file operation is a file in `fs/`.
//!
//! ```text
//!   inodes: OrdMap<Ino, Slot>                          a clone of the tree is a clone of this map
//!     1 -> Inode { Directory { "etc" -> 2 } }
//!     2 -> Inode { Directory { "a" -> 3, "b" -> 3 }, links: 1/"etc" }
//!     3 -> Inode { File(pages), links: 2/"a", 2/"b" }  two hard links
//! ```
//!
//! An inode knows its names, so that `..`, the number of links and the path of whatever has changed need
//! no search; a directory that moves has nothing below it touched.

mod attributes;
mod check;
mod contents;
mod names;
mod rename;
mod resolve;
mod walk;

pub use attributes::Stat;
pub use rename::RenameMode;
pub use walk::{DirEntry, Walk, WalkItem};

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use offshoot::OrdMap;

use crate::inode::{Ino, Inode, Kind, Links, Meta, Time};
use crate::name::Name;

/// What the clock of a tree shows, for the times of what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The time of the machine.
    System,
    /// Always this time, so that the same operations make the same tree.
    Fixed(Time),
    /// No time at all: whatever is there keeps the time that it has, and whatever is new has that of the
    /// beginning of 1970. For unpacking, where times come with the entries.
    Stopped,
}

/// An inode as the tree holds it. Two are equal if they are one.
#[derive(Clone)]
pub(crate) struct Slot(pub(crate) Arc<Inode>);

impl PartialEq for Slot {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A file system in memory: a tree of directories, files, links and devices. A clone costs **O(1)** and
/// shares everything; it is how a container starts. A write then copies a page, an inode, and the paths
/// to them.
///
/// Operations are those of POSIX, on paths that are bytes and begin at the root, whether with a `/` or
/// without one. Symbolic links and `..` never lead out of the root. Names may have any length. There
/// are no open files: what loses its last name is gone. Nobody is asked for permission.
///
/// Times of reading and of changes to inodes are not kept. The time of writing is that of the tree's
/// [`Clock`].
#[derive(Clone)]
pub struct LayeredFs {
    /// Invariant: the root is there, and is a directory without a name; every number in an entry of a
    /// directory is there; every inode but the root has a name, and is reached from the root.
    pub(crate) inodes: OrdMap<Ino, Slot>,
    /// Invariant: greater than every number in `inodes`.
    pub(crate) next: u64,
    clock: Clock,
}

impl LayeredFs {
    /// An empty root directory, mode 0755, with the clock of the machine.
    #[must_use]
    pub fn new() -> Self {
        Self::with_clock(Clock::System)
    }

    /// An empty root directory, mode 0755, with a clock of one's own.
    ///
    /// ```
    /// use layers::LayeredFs;
    /// use layers::fs::Clock;
    /// use layers::inode::Time;
    ///
    /// let mut fs = LayeredFs::with_clock(Clock::Fixed(Time::at(86_400)));
    /// fs.mkdir("a", 0o755).unwrap();
    /// assert_eq!(fs.stat("a").unwrap().mtime, Time::at(86_400));
    /// ```
    #[must_use]
    pub fn with_clock(clock: Clock) -> Self {
        let mut fs = Self { inodes: OrdMap::new(), next: Ino::ROOT.0 + 1, clock };
        let meta = Meta { mtime: fs.now().unwrap_or_default(), ..Meta::new(0o755) };
        let root = Inode::new(Kind::Directory(OrdMap::new()), meta);
        fs.inodes.insert(Ino::ROOT, Slot(Arc::new(root)));
        fs
    }

    /// Sets the clock, of this tree and of later clones.
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// The number of inodes, the root among them.
    ///
    /// Computes in **O(1)** time.
    #[must_use]
    pub fn inode_count(&self) -> usize {
        self.inodes.len()
    }

    /// The inode of a number.
    ///
    /// Computes in **O(log n)** time.
    #[must_use]
    pub fn inode(&self, ino: Ino) -> Option<&Inode> {
        Some(&self.inodes.get(&ino)?.0)
    }

    /// Whether both are one version: nothing was changed since one was cloned from the other.
    ///
    /// Computes in **O(1)** time.
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.inodes.ptr_eq(&other.inodes)
    }

    pub(crate) fn now(&self) -> Option<Time> {
        match self.clock {
            Clock::System => Some(SystemTime::now().into()),
            Clock::Fixed(time) => Some(time),
            Clock::Stopped => None,
        }
    }

    /// The inode of a number that came from this tree.
    pub(crate) fn node(&self, ino: Ino) -> &Inode {
        self.inode(ino).expect("a number that stands in the tree is in the table")
    }

    /// The same, to change.
    pub(crate) fn node_mut(&mut self, ino: Ino) -> &mut Inode {
        let slot =
            self.inodes.get_mut(&ino).expect("a number that stands in the tree is in the table");
        Arc::make_mut(&mut slot.0)
    }

    /// The entries of what is known to be a directory.
    pub(crate) fn entries(&self, directory: Ino) -> &OrdMap<Name, Ino> {
        self.node(directory).directory().expect("a parent is a directory")
    }

    /// Puts a new inode under a name that is free.
    pub(crate) fn attach(&mut self, parent: Ino, name: Name, mut inode: Inode) -> Ino {
        let ino = Ino(self.next);
        self.next += 1;
        let is_directory = inode.is_directory();
        inode.links = Links::One((parent, name.clone()));
        self.inodes.insert(ino, Slot(Arc::new(inode)));
        self.set_entry(parent, name, Some(ino), u32::from(is_directory), 0);
        ino
    }

    /// Gives an inode that is no directory one more name, which is free.
    pub(crate) fn attach_link(&mut self, parent: Ino, name: Name, ino: Ino) {
        self.node_mut(ino).links.add((parent, name.clone()));
        self.set_entry(parent, name, Some(ino), 0, 0);
    }

    /// Takes a name away, and the inode with its last name. A directory has to be empty.
    pub(crate) fn detach(&mut self, parent: Ino, name: Name, ino: Ino) {
        let inode = self.node(ino);
        let is_directory = inode.is_directory();
        debug_assert!(inode.directory().is_none_or(OrdMap::is_empty), "no inode loses its parent");
        if inode.links.len() > 1 {
            self.node_mut(ino).links.remove(&(parent, name.clone()));
        } else {
            self.inodes.remove(&ino);
        }
        self.set_entry(parent, name, None, 0, u32::from(is_directory));
    }

    /// Sets or removes an entry of a directory, which gains and loses directories by it.
    pub(crate) fn set_entry(
        &mut self,
        parent: Ino,
        name: Name,
        ino: Option<Ino>,
        gained: u32,
        lost: u32,
    ) {
        let now = self.now();
        let parent = self.node_mut(parent);
        parent.subdirectories = parent.subdirectories + gained - lost;
        if let Some(now) = now {
            parent.meta.mtime = now;
        }
        let Kind::Directory(entries) = &mut parent.kind else {
            unreachable!("a parent is a directory")
        };
        match ino {
            Some(ino) => drop(entries.insert(name, ino)),
            None => drop(entries.remove(&name)),
        }
    }
}

impl Default for LayeredFs {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for LayeredFs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LayeredFs").field("inodes", &self.inodes.len()).finish_non_exhaustive()
    }
}
