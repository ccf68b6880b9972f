//! What differs between two trees, as a list of paths. Knows no archive.
//!
//! Inodes know their names: the table of inodes says which of them differ, and the directories above
//! those are all that is looked at. Whatever two trees share costs nothing.

mod apply;
mod find;

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::inode::{FileType, Ino, Inode};
use crate::name::BytePath;

/// What has to be done to one path.
#[derive(Clone, Debug)]
pub struct Change {
    /// The path, without symbolic links on it.
    pub path: BytePath,
    /// What has to be done.
    pub kind: ChangeKind,
}

/// What has to be done to a path.
#[derive(Clone, Debug)]
pub enum ChangeKind {
    /// There was nothing, and now there is this.
    Add(Entry),
    /// There was something, and now there is this. If both are directories, what lies in them has
    /// changes of its own; else what was there is gone, with everything below it.
    Modify(Entry, Aspects),
    /// What was there is gone, with everything below it.
    Delete,
}

/// What is at a path in the newer tree.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its number.
    pub ino: Ino,
    /// What is there; of a directory, more than the change alone.
    pub inode: Arc<Inode>,
    /// The path of which this is a hard link: an earlier one of the list, where the contents are. Of an
    /// inode that has changed, the list has all names.
    pub link: Option<BytePath>,
}

/// In which ways two inodes differ.
#[allow(clippy::struct_excessive_bools, reason = "each is a question of its own")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Aspects {
    /// One is a file and the other a directory, and the like.
    pub file_type: bool,
    /// The bytes, where a symbolic link leads, the number of a device.
    pub contents: bool,
    /// The permissions.
    pub mode: bool,
    /// The owner or the group.
    pub owner: bool,
    /// The time, except of directories.
    pub mtime: bool,
    /// The extended attributes.
    pub xattrs: bool,
    /// Which names are one file.
    pub links: bool,
}

impl Aspects {
    /// In which ways two inodes differ, their names aside.
    ///
    /// Computes in the time that it takes to compare what they do not share.
    #[must_use]
    pub fn between(old: &Inode, new: &Inode) -> Self {
        let file_type = old.file_type() != new.file_type();
        let directories = old.is_directory() && new.is_directory();
        Self {
            file_type,
            contents: !file_type && !directories && old.kind != new.kind,
            mode: old.meta.mode != new.meta.mode,
            owner: (old.meta.uid, old.meta.gid) != (new.meta.uid, new.meta.gid),
            mtime: !directories && old.meta.mtime != new.meta.mtime,
            xattrs: old.meta.xattrs != new.meta.xattrs,
            links: false,
        }
    }

    /// Whether there is one.
    #[must_use]
    pub fn any(self) -> bool {
        self != Self::default()
    }
}

impl Change {
    /// What is at the path in the newer tree, unless there is nothing.
    #[must_use]
    pub fn entry(&self) -> Option<&Entry> {
        match &self.kind {
            ChangeKind::Add(entry) | ChangeKind::Modify(entry, _) => Some(entry),
            ChangeKind::Delete => None,
        }
    }

    /// `A`, `M` or `D`.
    #[must_use]
    pub fn letter(&self) -> char {
        match self.kind {
            ChangeKind::Add(_) => 'A',
            ChangeKind::Modify(..) => 'M',
            ChangeKind::Delete => 'D',
        }
    }
}

impl fmt::Display for Change {
    /// A letter and the path.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.letter(), self.path)?;
        match self.entry() {
            Some(entry) if entry.inode.is_directory() && !self.path.is_root() => f.write_str("/"),
            _ => Ok(()),
        }
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Line<'a> {
            change: char,
            path: &'a BytePath,
            #[serde(skip_serializing_if = "Option::is_none")]
            file_type: Option<FileType>,
            #[serde(skip_serializing_if = "Option::is_none")]
            size: Option<u64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            link: Option<&'a BytePath>,
        }
        let entry = self.entry();
        Line {
            change: self.letter(),
            path: &self.path,
            file_type: entry.map(|entry| entry.inode.file_type()),
            size: entry.and_then(|entry| Some(entry.inode.file()?.len() as u64)),
            link: entry.and_then(|entry| entry.link.as_ref()),
        }
        .serialize(serializer)
    }
}

/// What has to be done to one tree to make another one of it, in the order of the paths: a directory
/// before what is in it, and no path twice.
///
/// Made by [`LayeredFs::diff`](crate::LayeredFs::diff). Holds what it speaks of: the trees may go.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Changes {
    /// Invariant: in the order of the paths.
    list: Vec<Change>,
}

impl Changes {
    /// The number of paths.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether the trees are equal, but for the times of directories.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The changes, in the order of the paths.
    pub fn iter(&self) -> std::slice::Iter<'_, Change> {
        self.list.iter()
    }

    /// The change of a path.
    ///
    /// Computes in **O(log n)** time.
    #[must_use]
    pub fn get(&self, path: &BytePath) -> Option<&Change> {
        let at = self.list.binary_search_by(|change| change.path.cmp(path)).ok()?;
        Some(&self.list[at])
    }

    /// The changes at a path and below it.
    ///
    /// Computes in **O(log n)** time.
    #[must_use]
    pub fn below(&self, path: &BytePath) -> &[Change] {
        let begin = self.list.partition_point(|change| change.path < *path);
        let len = self.list[begin..].partition_point(|change| change.path.starts_with(path));
        &self.list[begin..begin + len]
    }
}

impl<'a> IntoIterator for &'a Changes {
    type Item = &'a Change;
    type IntoIter = std::slice::Iter<'a, Change>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Changes {
    /// A line for each change.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.list.iter().try_for_each(|change| writeln!(f, "{change}"))
    }
}
