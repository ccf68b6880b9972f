//! What a name leads to. Knows which names lead to it, and not what lies behind the other inodes.

use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use offshoot::{ByteBuf, OrdMap};
use serde::Serialize;

use crate::name::Name;

/// The number of an inode. A number is never given to two inodes of one tree, nor after the first of
/// them is gone; clones of a tree go on counting each for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Ino(pub(crate) u64);

impl Ino {
    /// The root of every tree.
    pub const ROOT: Self = Self(1);

    /// The number.
    #[must_use]
    pub fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Ino {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A point in time: seconds since 1970, and nanoseconds below one second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Time {
    /// Whole seconds, rounded down; negative before 1970.
    pub seconds: i64,
    /// Nanoseconds after them: less than 1,000,000,000.
    pub nanoseconds: u32,
}

impl Time {
    /// The beginning of 1970.
    pub const EPOCH: Self = Self { seconds: 0, nanoseconds: 0 };

    /// A time of whole seconds.
    #[must_use]
    pub const fn at(seconds: i64) -> Self {
        Self { seconds, nanoseconds: 0 }
    }
}

impl From<SystemTime> for Time {
    fn from(time: SystemTime) -> Self {
        let whole = |seconds| i64::try_from(seconds).unwrap_or(i64::MAX);
        match time.duration_since(UNIX_EPOCH) {
            Ok(since) => {
                Self { seconds: whole(since.as_secs()), nanoseconds: since.subsec_nanos() }
            }
            Err(before) => {
                let before = before.duration();
                match before.subsec_nanos() {
                    0 => Self::at(-whole(before.as_secs())),
                    rest => Self {
                        seconds: -whole(before.as_secs()) - 1,
                        nanoseconds: 1_000_000_000 - rest,
                    },
                }
            }
        }
    }
}

/// The number of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Device {
    /// What kind of device it is.
    pub major: u32,
    /// Which one of that kind.
    pub minor: u32,
}

/// What an inode is, with its contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File(ByteBuf),
    /// A directory: its entries in the order of their names.
    Directory(OrdMap<Name, Ino>),
    /// A symbolic link, and where it leads.
    Symlink(Arc<[u8]>),
    /// A device that gives characters.
    CharDevice(Device),
    /// A device that gives blocks.
    BlockDevice(Device),
    /// A named pipe.
    Fifo,
}

impl Kind {
    /// What it is, without the contents.
    #[must_use]
    pub fn file_type(&self) -> FileType {
        match self {
            Self::File(_) => FileType::File,
            Self::Directory(_) => FileType::Directory,
            Self::Symlink(_) => FileType::Symlink,
            Self::CharDevice(_) => FileType::CharDevice,
            Self::BlockDevice(_) => FileType::BlockDevice,
            Self::Fifo => FileType::Fifo,
        }
    }
}

/// What an inode is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileType {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link.
    Symlink,
    /// A device that gives characters.
    CharDevice,
    /// A device that gives blocks.
    BlockDevice,
    /// A named pipe.
    Fifo,
}

/// What an inode has beside its contents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The permissions: the lowest twelve bits of `st_mode`.
    pub mode: u32,
    /// The user it belongs to.
    pub uid: u32,
    /// The group it belongs to.
    pub gid: u32,
    /// When the contents were changed last.
    pub mtime: Time,
    /// The extended attributes.
    pub xattrs: OrdMap<Arc<[u8]>, Arc<[u8]>>,
}

impl Meta {
    /// Owned by root, at the beginning of 1970.
    #[must_use]
    pub fn new(mode: u32) -> Self {
        Self { mode: mode & 0o7777, ..Self::default() }
    }
}

/// One name of an inode: the directory that has it, and the name there.
pub(crate) type Link = (Ino, Name);

/// All names of an inode. Most have one, which needs no allocation.
#[derive(Clone, Debug)]
pub(crate) enum Links {
    /// Of the root, and of what is not in a tree.
    None,
    One(Link),
    /// Invariant: two at least.
    Several(OrdMap<Link, ()>),
}

impl Links {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::None => 0,
            Self::One(_) => 1,
            Self::Several(links) => links.len(),
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Link> {
        let (one, several) = match self {
            Self::None => (None, None),
            Self::One(link) => (Some(link), None),
            Self::Several(links) => (None, Some(links)),
        };
        one.into_iter().chain(several.into_iter().flat_map(OrdMap::keys))
    }

    pub(crate) fn add(&mut self, link: Link) {
        match self {
            Self::None => *self = Self::One(link),
            Self::One(one) => {
                *self = Self::Several([(one.clone(), ()), (link, ())].into_iter().collect());
            }
            Self::Several(links) => drop(links.insert(link, ())),
        }
    }

    pub(crate) fn remove(&mut self, link: &Link) {
        match self {
            Self::One(one) if one == link => *self = Self::None,
            Self::Several(links) => {
                links.remove(link);
                if links.len() == 1 {
                    let (last, ()) = links.pop_first().expect("one link is left");
                    *self = Self::One(last);
                }
            }
            Self::None | Self::One(_) => {}
        }
    }
}

/// A file, a directory or whatever else a name leads to.
///
/// A clone costs **O(1)**.
#[derive(Clone, Debug)]
pub struct Inode {
    /// What it is, with its contents.
    pub kind: Kind,
    /// What it has beside its contents.
    pub meta: Meta,
    /// Invariant: in a tree, those entries of directories that have its number, and no others; one at
    /// most for a directory.
    pub(crate) links: Links,
    /// Invariant: the number of entries that are directories; 0 where this is no directory.
    pub(crate) subdirectories: u32,
}

impl Inode {
    /// An inode that no name leads to yet. A directory has to be empty to be put into a tree.
    #[must_use]
    pub fn new(kind: Kind, meta: Meta) -> Self {
        Self { kind, meta, links: Links::None, subdirectories: 0 }
    }

    /// What it is.
    #[must_use]
    pub fn file_type(&self) -> FileType {
        self.kind.file_type()
    }

    /// Whether it is a directory.
    #[must_use]
    pub fn is_directory(&self) -> bool {
        matches!(self.kind, Kind::Directory(_))
    }

    /// The bytes, if it is a regular file.
    #[must_use]
    pub fn file(&self) -> Option<&ByteBuf> {
        if let Kind::File(bytes) = &self.kind { Some(bytes) } else { None }
    }

    /// The entries, if it is a directory.
    #[must_use]
    pub fn directory(&self) -> Option<&OrdMap<Name, Ino>> {
        if let Kind::Directory(entries) = &self.kind { Some(entries) } else { None }
    }

    /// How many names lead to it; of a directory, its own, `.`, and the `..` of each directory in it.
    #[must_use]
    pub fn nlink(&self) -> u32 {
        if self.is_directory() {
            return 2 + self.subdirectories;
        }
        u32::try_from(self.links.len()).unwrap_or(u32::MAX)
    }

    /// The bytes of a file, the length of where a symbolic link leads, the entries of a directory.
    #[must_use]
    pub fn size(&self) -> u64 {
        let size = match &self.kind {
            Kind::File(bytes) => bytes.len(),
            Kind::Directory(entries) => entries.len(),
            Kind::Symlink(target) => target.len(),
            Kind::CharDevice(_) | Kind::BlockDevice(_) | Kind::Fifo => 0,
        };
        size as u64
    }
}
