//! A plain model of a file system: a map of all paths. Nothing is shared, nothing is fast.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use layers::Errno;
use layers::fs::RenameMode;
use layers::inode::FileType;

use crate::op::{Key, Line, Op, Target, Tree};

#[derive(Clone)]
struct Node {
    file_type: FileType,
    contents: Vec<u8>,
    mode: u32,
    uid: u32,
    mtime: i64,
    xattrs: BTreeMap<Vec<u8>, Vec<u8>>,
}

type Shared = Rc<RefCell<Node>>;

pub struct Model {
    paths: BTreeMap<Key, Shared>,
}

#[derive(Clone, Copy, PartialEq)]
enum Last {
    Follow,
    FollowToMake,
    BeforeSlash,
    Stop,
}

/// Where a path leads: the key, whether the path ends with a name, and whether a slash follows.
struct Found {
    key: Key,
    /// What the last part was if it was no name.
    odd: Option<&'static str>,
    slash: bool,
}

impl Default for Model {
    fn default() -> Self {
        let mut model = Self { paths: BTreeMap::new() };
        model.paths.insert(Vec::new(), node(FileType::Directory, b"", 0o755, 0));
        model
    }
}

impl Clone for Model {
    /// Copies everything, and keeps together what is one inode.
    fn clone(&self) -> Self {
        let mut copies: BTreeMap<*const RefCell<Node>, Shared> = BTreeMap::new();
        let copy = |(key, node): (&Key, &Shared)| {
            let new = || Rc::new(RefCell::new(node.borrow().clone()));
            (key.clone(), copies.entry(Rc::as_ptr(node)).or_insert_with(new).clone())
        };
        Self { paths: self.paths.iter().map(copy).collect() }
    }
}

fn node(file_type: FileType, contents: &[u8], mode: u32, mtime: i64) -> Shared {
    let (contents, xattrs) = (contents.to_vec(), BTreeMap::new());
    Rc::new(RefCell::new(Node { file_type, contents, mode, uid: 0, mtime, xattrs }))
}

fn parts(path: &[u8]) -> impl DoubleEndedIterator<Item = &[u8]> {
    path.split(|&byte| byte == b'/').filter(|part| !part.is_empty())
}

impl Model {
    fn file_type(&self, key: &Key) -> Option<FileType> {
        Some(self.paths.get(key)?.borrow().file_type)
    }

    fn is_directory(&self, key: &Key) -> bool {
        self.file_type(key) == Some(FileType::Directory)
    }

    fn locate(&self, path: &[u8], last: Last) -> Result<Found, Errno> {
        let mut todo: VecDeque<Vec<u8>> = parts(path).map(<[u8]>::to_vec).collect();
        let mut slash = path.ends_with(b"/") && !todo.is_empty();
        let mut at = Key::new();
        let mut odd = Some("/");
        let mut links = 0;
        if path.is_empty() {
            return Err(Errno::NotFound);
        }
        while let Some(part) = todo.pop_front() {
            if !self.is_directory(&at) {
                return Err(if self.paths.contains_key(&at) {
                    Errno::NotDirectory
                } else {
                    Errno::NotFound
                });
            }
            if last == Last::FollowToMake && todo.is_empty() && slash {
                return Err(Errno::IsDirectory);
            }
            match &part[..] {
                b"." => odd = Some("."),
                b".." => {
                    odd = Some("..");
                    at.pop();
                }
                _ => {
                    odd = None;
                    at.push(part);
                    let is_last = todo.is_empty();
                    let stop = match last {
                        Last::Follow | Last::FollowToMake => false,
                        Last::BeforeSlash => is_last && !slash,
                        Last::Stop => is_last,
                    };
                    if self.file_type(&at) == Some(FileType::Symlink) && !stop {
                        links += 1;
                        if links > 40 {
                            return Err(Errno::Loop);
                        }
                        let target = self.paths[&at].borrow().contents.clone();
                        at.pop();
                        if target.starts_with(b"/") {
                            at.clear();
                            odd = Some("/");
                        }
                        slash |= is_last && target.ends_with(b"/");
                        parts(&target).rev().for_each(|part| todo.push_front(part.to_vec()));
                    }
                }
            }
        }
        Ok(Found { key: at, odd, slash })
    }

    fn existing(&self, path: &[u8], last: Last) -> Result<Key, Errno> {
        let found = self.locate(path, last)?;
        match self.file_type(&found.key) {
            None => Err(Errno::NotFound),
            Some(file_type) if found.slash && file_type != FileType::Directory => {
                Err(Errno::NotDirectory)
            }
            Some(_) => Ok(found.key),
        }
    }

    fn free(&self, path: &[u8], directory: bool) -> Result<Key, Errno> {
        let found = self.locate(path, Last::Stop)?;
        if found.odd.is_some() || self.paths.contains_key(&found.key) {
            return Err(Errno::Exists);
        }
        if found.slash && !directory { Err(Errno::NotFound) } else { Ok(found.key) }
    }

    fn file(&self, path: &[u8]) -> Result<Key, Errno> {
        let key = self.existing(path, Last::Follow)?;
        match self.file_type(&key) {
            Some(FileType::File) => Ok(key),
            Some(FileType::Directory) => Err(Errno::IsDirectory),
            _ => Err(Errno::Invalid),
        }
    }

    fn is_empty(&self, key: &Key) -> bool {
        !self.paths.keys().any(|other| other.len() > key.len() && other.starts_with(key))
    }

    fn touch(&self, key: &Key, now: i64) {
        self.paths[&key[..key.len() - 1]].borrow_mut().mtime = now;
    }

    fn add(&mut self, key: Key, node: Shared, now: i64) {
        self.touch(&key, now);
        self.paths.insert(key, node);
    }

    /// Takes a whole tree out.
    fn take(&mut self, key: &Key) -> Vec<(Key, Shared)> {
        let below = |other: &Key| other.starts_with(key);
        let keys: Vec<Key> = self.paths.keys().filter(|other| below(other)).cloned().collect();
        keys.into_iter()
            .map(|other| (other[key.len()..].to_vec(), self.paths.remove(&other).unwrap()))
            .collect()
    }

    fn put(&mut self, key: &Key, tree: Vec<(Key, Shared)>) {
        for (rest, node) in tree {
            self.paths.insert([key.clone(), rest].concat(), node);
        }
    }

    fn rename(&mut self, from: &[u8], to: &[u8], mode: RenameMode, now: i64) -> Result<(), Errno> {
        let (old, new) = (self.locate(from, Last::Stop)?, self.locate(to, Last::Stop)?);
        if old.odd.is_some() {
            return Err(Errno::Busy);
        }
        if new.odd.is_some() {
            let exists = mode == RenameMode::NoReplace;
            return Err(if exists { Errno::Exists } else { Errno::Busy });
        }
        let old_type = self.file_type(&old.key).ok_or(Errno::NotFound)?;
        let new_type = self.file_type(&new.key);
        let is_directory = old_type == FileType::Directory;
        let swap = mode == RenameMode::Exchange;
        let error = if mode == RenameMode::NoReplace && new_type.is_some() {
            Errno::Exists
        } else if swap && new_type.is_none() {
            Errno::NotFound
        } else if (swap && new.slash && new_type != Some(FileType::Directory))
            || (!is_directory && (old.slash || (new.slash && !swap)))
        {
            Errno::NotDirectory
        } else if new.key.len() > old.key.len() && new.key.starts_with(&old.key) {
            Errno::Invalid
        } else if old.key.len() > new.key.len() && old.key.starts_with(&new.key) {
            if swap { Errno::Invalid } else { Errno::NotEmpty }
        } else if new_type.is_some_and(|_| Rc::ptr_eq(&self.paths[&old.key], &self.paths[&new.key]))
        {
            return Ok(());
        } else if swap || new_type.is_none() {
            let (a, b) = (self.take(&old.key), self.take(&new.key));
            self.put(&new.key, a);
            self.put(&old.key, b);
            self.touch(&old.key, now);
            self.touch(&new.key, now);
            return Ok(());
        } else {
            match (is_directory, new_type == Some(FileType::Directory)) {
                (true, false) => Errno::NotDirectory,
                (false, true) => Errno::IsDirectory,
                (true, true) if !self.is_empty(&new.key) => Errno::NotEmpty,
                _ => {
                    let moved = self.take(&old.key);
                    self.put(&new.key, moved);
                    self.touch(&old.key, now);
                    self.touch(&new.key, now);
                    return Ok(());
                }
            }
        };
        Err(error)
    }
}

impl Target for Model {
    fn run(&mut self, op: &Op, now: i64) -> Result<(), Errno> {
        match op {
            Op::Create(path, mode) => {
                if self.locate(path, Last::Stop)?.slash {
                    return Err(Errno::IsDirectory);
                }
                let key = self.free(path, false)?;
                self.add(key, node(FileType::File, b"", *mode, now), now);
            }
            Op::Mkdir(path, mode) => {
                let key = self.free(path, true)?;
                self.add(key, node(FileType::Directory, b"", *mode, now), now);
            }
            Op::Write(path, bytes) => {
                let found = self.locate(path, Last::FollowToMake)?;
                if self.paths.contains_key(&found.key) {
                    let key = self.file(path)?;
                    let mut node = self.paths[&key].borrow_mut();
                    node.contents.clone_from(bytes);
                    node.mtime = now;
                } else {
                    if !self.is_directory(&found.key[..found.key.len() - 1].to_vec()) {
                        return Err(Errno::NotFound);
                    }
                    self.add(found.key, node(FileType::File, bytes, 0o644, now), now);
                }
            }
            Op::WriteAt(path, at, bytes) => {
                let mut node = self.paths[&self.file(path)?].borrow_mut();
                if !bytes.is_empty() {
                    let end = at + bytes.len();
                    let len = node.contents.len().max(end);
                    node.contents.resize(len, 0);
                    node.contents[*at..end].copy_from_slice(bytes);
                    node.mtime = now;
                }
            }
            Op::Truncate(path, len) => {
                let mut node = self.paths[&self.file(path)?].borrow_mut();
                node.contents.resize(*len, 0);
                node.mtime = now;
            }
            Op::Unlink(path) => {
                let found = self.locate(path, Last::Stop)?;
                if found.odd.is_some() {
                    return Err(Errno::IsDirectory);
                }
                match self.file_type(&found.key) {
                    None => return Err(Errno::NotFound),
                    Some(FileType::Directory) => return Err(Errno::IsDirectory),
                    Some(_) if found.slash => return Err(Errno::NotDirectory),
                    Some(_) => drop(self.take(&found.key)),
                }
                self.touch(&found.key, now);
            }
            Op::Rmdir(path) => {
                let found = self.locate(path, Last::Stop)?;
                match found.odd {
                    Some(".") => return Err(Errno::Invalid),
                    Some("..") => return Err(Errno::NotEmpty),
                    Some(_) => return Err(Errno::Busy),
                    None => {}
                }
                match self.file_type(&found.key) {
                    None => return Err(Errno::NotFound),
                    Some(FileType::Directory) if self.is_empty(&found.key) => {}
                    Some(FileType::Directory) => return Err(Errno::NotEmpty),
                    Some(_) => return Err(Errno::NotDirectory),
                }
                self.take(&found.key);
                self.touch(&found.key, now);
            }
            Op::RemoveAll(path) => {
                let found = self.locate(path, Last::Stop)?;
                if found.odd.is_some() {
                    return Err(Errno::Busy);
                }
                let key = self.paths.contains_key(&found.key).then_some(found.key);
                let key = key.ok_or(Errno::NotFound)?;
                if found.slash && !self.is_directory(&key) {
                    return Err(Errno::NotDirectory);
                }
                self.take(&key);
                self.touch(&key, now);
            }
            Op::Rename(from, to, mode) => self.rename(from, to, *mode, now)?,
            Op::Link(path, new) => {
                let key = self.existing(path, Last::BeforeSlash)?;
                let new = self.free(new, false)?;
                if self.is_directory(&key) {
                    return Err(Errno::NotPermitted);
                }
                self.add(new, self.paths[&key].clone(), now);
            }
            Op::Symlink(target, path) => {
                let key = self.free(path, false)?;
                self.add(key, node(FileType::Symlink, target, 0o777, now), now);
            }
            Op::Chmod(path, mode) => {
                self.paths[&self.existing(path, Last::Follow)?].borrow_mut().mode = *mode;
            }
            Op::Lchown(path, uid) => {
                self.paths[&self.existing(path, Last::BeforeSlash)?].borrow_mut().uid = *uid;
            }
            Op::Utimes(path, at) => {
                self.paths[&self.existing(path, Last::Follow)?].borrow_mut().mtime = *at;
            }
            Op::SetXattr(path, name) => {
                let mut node = self.paths[&self.existing(path, Last::Follow)?].borrow_mut();
                node.xattrs.insert(vec![*name + b'x'], vec![*name]);
            }
            Op::RemoveXattr(path, name) => {
                let mut node = self.paths[&self.existing(path, Last::Follow)?].borrow_mut();
                node.xattrs.remove(&[*name + b'x'][..]).ok_or(Errno::NoAttribute)?;
            }
        }
        Ok(())
    }

    fn tree(&self) -> Tree {
        let names = |node: &Shared| {
            self.paths
                .iter()
                .filter(|(_, other)| Rc::ptr_eq(node, other))
                .map(|(key, _)| key)
                .collect()
        };
        let line = |(key, shared): (&Key, &Shared)| {
            let node = shared.borrow();
            let names: Vec<&Key> = names(shared);
            let nlink = if node.file_type == FileType::Directory {
                let is_child =
                    |other: &&Key| other.len() == key.len() + 1 && other.starts_with(key);
                2 + self.paths.keys().filter(is_child).filter(|key| self.is_directory(key)).count()
            } else {
                names.len()
            };
            let line = Line {
                file_type: node.file_type,
                contents: node.contents.clone(),
                mode: node.mode,
                uid: node.uid,
                mtime: node.mtime,
                xattrs: node.xattrs.clone(),
                nlink: u32::try_from(nlink).unwrap(),
                first: names[0].clone(),
            };
            (key.clone(), line)
        };
        self.paths.iter().map(line).collect()
    }
}
