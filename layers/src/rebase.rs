//! A container moved onto a newer base: a three-way merge of trees, path by path. Knows no archive.

mod dispute;
mod merge;

pub use dispute::{Conflict, Dispute, Resolution, Side, Taken};

use std::collections::HashMap;

use crate::changes::{Change, ChangeKind, Changes, Entry};
use crate::fs::{Clock, LayeredFs};
use crate::inode::{Ino, Inode, Kind, Links};
use crate::name::BytePath;

/// A container on its new base.
#[derive(Clone, Debug)]
pub struct Rebased {
    /// The new tree.
    pub fs: LayeredFs,
    /// What both sides had changed, each in its own way, in the order of the paths; and what was taken.
    pub conflicts: Vec<Conflict>,
}

impl LayeredFs {
    /// Makes the changes from `base` to this tree on `onto`, a newer version of `base`.
    ///
    /// What either side changed is taken; of one inode, the bytes, the mode, the owner and each extended
    /// attribute are taken on their own, and the later of two times. Where both changed the same thing
    /// in different ways, `resolve` says what is taken, and the path is reported: once for a whole tree
    /// that one side removed.
    ///
    /// Of a file with several names, what was done to it is done by all of them, also by those that the
    /// other side gave it; a name under which one side has put another file has nothing of that.
    ///
    /// Computes in **O(k log n)** time for the k changes of both sides, as [`diff`](Self::diff) does.
    ///
    /// ```
    /// use layers::LayeredFs;
    /// use layers::rebase::{Resolution, Side};
    ///
    /// let mut base = LayeredFs::new();
    /// base.write("lib", b"1.0")?;
    /// base.write("conf", b"a=1")?;
    /// let (mut container, mut newer) = (base.clone(), base.clone());
    /// container.write("conf", b"a=2")?;
    /// container.write("data", b"...")?;
    /// newer.write("lib", b"1.1")?;
    /// newer.unlink("conf")?;
    /// let rebased = container.rebase(&base, &newer, |_| Resolution::Ours);
    /// assert_eq!(rebased.fs.read("lib")?, b"1.1");
    /// assert_eq!(rebased.fs.read("conf")?, b"a=2");
    /// let conflict = &rebased.conflicts[0];
    /// assert_eq!((conflict.ours, conflict.theirs), (Side::Modified, Side::Deleted));
    /// # Ok::<(), layers::Errno>(())
    /// ```
    #[must_use]
    pub fn rebase(
        &self,
        base: &Self,
        onto: &Self,
        resolve: impl FnMut(&Dispute<'_>) -> Resolution,
    ) -> Rebased {
        let ours = self.diff(base);
        let mut fs = onto.clone();
        fs.set_clock(Clock::Stopped);
        let mut rebase = Rebase {
            trees: Trees { base, ours: self, theirs: onto },
            their_changes: onto.diff(base),
            fs,
            resolve,
            conflicts: Vec::new(),
            settled: Vec::new(),
            firsts: HashMap::new(),
        };
        let mut new_names = Vec::new();
        for change in &ours {
            let is_settled = |settled| change.path.starts_with(settled);
            if rebase.settled.last().is_some_and(is_settled) {
                continue;
            }
            if rebase.is_new_name(change) {
                new_names.push(change);
            } else {
                rebase.change(change);
            }
        }
        // What becomes of a file is known only when the names that it had before are done.
        for change in new_names {
            if !rebase.settled.iter().any(|settled| change.path.starts_with(settled)) {
                rebase.change(change);
            }
        }
        rebase.conflicts.sort_by(|a, b| a.path.cmp(&b.path));
        rebase.fs.set_clock(self.clock());
        Rebased { fs: rebase.fs, conflicts: rebase.conflicts }
    }

    /// What is at a path on which no symbolic link is followed.
    fn exactly(&self, path: &BytePath) -> Option<Ino> {
        path.names().try_fold(Ino::ROOT, |ino, name| self.node(ino).directory()?.get(name).copied())
    }

    fn inode_exactly(&self, path: &BytePath) -> Option<&Inode> {
        self.inode(self.exactly(path)?)
    }
}

#[derive(Clone, Copy)]
struct Trees<'a> {
    base: &'a LayeredFs,
    ours: &'a LayeredFs,
    theirs: &'a LayeredFs,
}

/// A merge in progress: `fs` is their tree with our changes up to a path.
struct Rebase<'a, F> {
    trees: Trees<'a>,
    their_changes: Changes,
    fs: LayeredFs,
    resolve: F,
    conflicts: Vec<Conflict>,
    /// Paths of which it is settled what lies at and below them, the last one last.
    settled: Vec<BytePath>,
    /// Where those of our inodes that have several names are in `fs`.
    firsts: HashMap<Ino, BytePath>,
}

/// Paths of the merged tree are made of names that were found in it.
const FREE_OF_LINKS: &str = "the directories above a change were found to be there";

impl<F: FnMut(&Dispute<'_>) -> Resolution> Rebase<'_, F> {
    fn change(&mut self, change: &Change) {
        let path = &change.path;
        match &change.kind {
            ChangeKind::Delete => self.delete(path),
            ChangeKind::Add(entry) | ChangeKind::Modify(entry, _) => {
                if let Some(lost) = self.lost_directory(path) {
                    self.whole_tree(&lost);
                } else {
                    self.put_ours(path, entry);
                }
            }
        }
    }

    /// Whether we gave a file of the base one more name here, and it has one of the old ones still.
    fn is_new_name(&self, change: &Change) -> bool {
        let Some(entry) = change.entry().filter(|entry| entry.inode.links.len() > 1) else {
            return false;
        };
        let Trees { base, ours, .. } = self.trees;
        let is_old = |path: &BytePath| base.exactly(path) == Some(entry.ino);
        !is_old(&change.path) && ours.paths_of(entry.ino).any(|path| is_old(&path))
    }

    /// We removed a path, with everything below it.
    fn delete(&mut self, path: &BytePath) {
        if self.fs.exactly(path).is_none() {
            return;
        }
        if self.their_changes.below(path).is_empty() {
            self.remove(path);
        } else {
            self.whole_tree(path);
        }
    }

    /// The topmost directory above a path that they have no more.
    fn lost_directory(&self, path: &BytePath) -> Option<BytePath> {
        let mut names: Vec<_> = path.names().collect();
        names.pop();
        let mut at = BytePath::root();
        for name in names {
            at = at.join(name);
            if !self.fs.inode_exactly(&at).is_some_and(Inode::is_directory) {
                return Some(at);
            }
        }
        None
    }

    /// Asks about a path at which one side or the other has a tree that goes or stays as a whole.
    fn whole_tree(&mut self, path: &BytePath) {
        self.settled.push(path.clone());
        if self.ask(path) != Resolution::Theirs {
            self.graft(path);
        }
    }

    /// We added or changed what is at a path.
    fn put_ours(&mut self, path: &BytePath, entry: &Entry) {
        let Trees { base, theirs, .. } = self.trees;
        let before = base.exactly(path);
        let their = theirs.exactly(path);
        let changed = self.their_changes.get(path).is_some();
        if let Some(first) = self.firsts.get(&entry.ino).cloned() {
            // Of one file with several names, what was said of the first holds for the others, unless
            // they changed this one by itself.
            let untouched = self.their_changes.below(path).is_empty();
            if untouched || their == theirs.exactly(&first) {
                self.link(&first, path);
                return;
            }
        }
        let ours = &*entry.inode;
        let old = before.map(|ino| base.node(ino));
        let Some(their) = their.map(|ino| theirs.node(ino)) else {
            match old {
                None => self.put(path, entry),
                Some(_) => self.whole_tree(path),
            }
            return;
        };
        let replaces_tree = their.is_directory() && !ours.is_directory();
        if replaces_tree && !self.their_changes.below(path).is_empty() {
            self.whole_tree(path);
        } else if !changed && old.is_some() {
            self.put(path, entry);
        } else if ours.file_type() != their.file_type() {
            self.whole_tree(path);
        } else {
            self.merge(path, entry, old, their);
        }
    }

    /// Both sides have something of one type, and neither has left it as it was.
    fn merge(&mut self, path: &BytePath, entry: &Entry, old: Option<&Inode>, their: &Inode) {
        let ours = &*entry.inode;
        let (mut kind, mut meta, clash) = merge::inodes(old, ours, their);
        // In either case: what else we call this file is one with it.
        self.remember(path, entry);
        if clash {
            match self.ask(path) {
                Resolution::Theirs => return,
                Resolution::Ours => {
                    if let Some(first) = self.firsts.get(&entry.ino).filter(|first| *first != path)
                    {
                        let first = first.clone();
                        return self.link(&first, path);
                    }
                    kind = ours.kind.clone();
                    meta = ours.meta.clone();
                }
                Resolution::Contents(bytes) => kind = Kind::File(bytes),
            }
        }
        let ino = self.fs.exactly(path).expect(FREE_OF_LINKS);
        if self.is_parted(path, entry.ino, ino) {
            self.remove(path);
            let inode = Inode { kind, meta, links: Links::None, subdirectories: 0 };
            self.fs.mknod(path, inode).expect(FREE_OF_LINKS);
            return;
        }
        // In place: whatever other names they gave the file stay its names.
        let inode = self.fs.node_mut(ino);
        inode.meta = meta;
        if !inode.is_directory() {
            inode.kind = kind;
        }
    }

    /// Whether we have another file at a path than the base, while a name that was one with it there, and
    /// still is in `fs`, is none of that other file.
    fn is_parted(&self, path: &BytePath, our: Ino, ino: Ino) -> bool {
        let Trees { base, ours, .. } = self.trees;
        let before = base.exactly(path);
        let is_left = |other: &BytePath| {
            base.exactly(other) == before && ours.exactly(other).is_some_and(|other| other != our)
        };
        let several = self.fs.node(ino).links.len() > 1;
        several
            && before.is_some_and(|ino| ino != our)
            && self.fs.paths_of(ino).any(|p| is_left(&p))
    }

    /// Puts our version where nothing of theirs is lost by it.
    fn put(&mut self, path: &BytePath, entry: &Entry) {
        self.fs.put(path, entry).expect(FREE_OF_LINKS);
        self.remember(path, entry);
    }

    fn remember(&mut self, path: &BytePath, entry: &Entry) {
        if entry.inode.links.len() > 1 {
            self.firsts.entry(entry.ino).or_insert_with(|| path.clone());
        }
    }

    fn link(&mut self, first: &BytePath, path: &BytePath) {
        match self.fs.exactly(path) {
            Some(ino) if Some(ino) == self.fs.exactly(first) => return,
            Some(_) => self.remove(path),
            None => {}
        }
        self.fs.link(first, path).expect(FREE_OF_LINKS);
    }

    fn remove(&mut self, path: &BytePath) {
        self.fs.remove_all(path).expect(FREE_OF_LINKS);
    }

    /// Lets a path and everything below it be as it is on our side.
    fn graft(&mut self, path: &BytePath) {
        if self.fs.exactly(path).is_some() {
            self.remove(path);
        }
        let ours = self.trees.ours;
        let Some(top) = ours.exactly(path) else { return };
        let mut pending = vec![(path.clone(), top)];
        while let Some((path, ino)) = pending.pop() {
            let inode = ours.shared_node(ino);
            if let Some(first) = self.firsts.get(&ino).cloned() {
                self.link(&first, &path);
                continue;
            }
            let kind = match &inode.kind {
                Kind::Directory(entries) => {
                    pending.extend(entries.iter().rev().map(|(name, &ino)| (path.join(name), ino)));
                    Kind::Directory(offshoot::OrdMap::new())
                }
                kind => kind.clone(),
            };
            let meta = inode.meta.clone();
            let new = Inode { kind, meta, links: Links::None, subdirectories: 0 };
            self.fs.mknod(&path, new).expect(FREE_OF_LINKS);
            self.remember(&path, &Entry { ino, inode: inode.clone(), link: None });
        }
    }

    /// Asks about a path, and reports it.
    fn ask(&mut self, path: &BytePath) -> Resolution {
        let dispute = Dispute {
            path,
            base: self.trees.base.inode_exactly(path),
            ours: self.trees.ours.inode_exactly(path),
            theirs: self.trees.theirs.inode_exactly(path),
        };
        let resolution = (self.resolve)(&dispute).for_dispute(&dispute);
        self.conflicts.push(dispute.conflict(&resolution));
        resolution
    }
}
