//! A directory of the system, run by operations.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::{self, OpenOptions, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt, lchown, symlink};
use std::path::{Path, PathBuf};

use layers::Errno;
use layers::fs::RenameMode;
use layers::inode::FileType;
use rustix::fs::{AtFlags, CWD, RenameFlags, Timespec, Timestamps, renameat_with, utimensat};
use tempfile::TempDir;

use crate::op::{Key, Line, Op, Target, Tree};

pub struct Real {
    root: TempDir,
    /// Whether owners can be given, and are looked at.
    pub is_privileged: bool,
}

impl Real {
    pub fn new() -> Self {
        let root = TempDir::new().expect("there is a place for temporary files");
        fs::set_permissions(root.path(), Permissions::from_mode(0o755)).unwrap();
        let is_privileged = fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0);
        Self { root, is_privileged }
    }

    pub fn root(&self) -> &Path {
        self.root.path()
    }

    fn path(&self, path: &[u8]) -> PathBuf {
        let mut bytes = self.root.path().as_os_str().as_bytes().to_vec();
        bytes.push(b'/');
        bytes.extend_from_slice(path);
        PathBuf::from(OsStr::from_bytes(&bytes))
    }

    fn try_run(&self, op: &Op) -> io::Result<()> {
        match op {
            Op::Create(path, mode) => {
                let path = self.path(path);
                OpenOptions::new().write(true).create_new(true).open(&path)?;
                fs::set_permissions(path, Permissions::from_mode(*mode))
            }
            Op::Mkdir(path, mode) => {
                let path = self.path(path);
                fs::create_dir(&path)?;
                fs::set_permissions(path, Permissions::from_mode(*mode))
            }
            Op::Write(path, bytes) => {
                let path = self.path(path);
                let is_new = !path.exists();
                fs::write(&path, bytes)?;
                let mode = Permissions::from_mode(0o644);
                if is_new { fs::set_permissions(path, mode) } else { Ok(()) }
            }
            Op::WriteAt(path, at, bytes) => OpenOptions::new()
                .write(true)
                .open(self.path(path))?
                .write_all_at(bytes, *at as u64),
            Op::Truncate(path, len) => {
                OpenOptions::new().write(true).open(self.path(path))?.set_len(*len as u64)
            }
            Op::Unlink(path) => fs::remove_file(self.path(path)),
            Op::Rmdir(path) => fs::remove_dir(self.path(path)),
            Op::Rename(from, to, mode) => {
                let flags = match mode {
                    RenameMode::Replace => RenameFlags::empty(),
                    RenameMode::NoReplace => RenameFlags::NOREPLACE,
                    RenameMode::Exchange => RenameFlags::EXCHANGE,
                };
                Ok(renameat_with(CWD, self.path(from), CWD, self.path(to), flags)?)
            }
            Op::Link(path, new) => fs::hard_link(self.path(path), self.path(new)),
            Op::Symlink(target, path) => symlink(OsStr::from_bytes(target), self.path(path)),
            Op::Chmod(path, mode) => {
                fs::set_permissions(self.path(path), Permissions::from_mode(*mode))
            }
            Op::Lchown(path, uid) => lchown(self.path(path), Some(*uid), None),
            Op::Utimes(path, at) => {
                let time = Timespec { tv_sec: *at, tv_nsec: 0 };
                let times = Timestamps { last_access: time, last_modification: time };
                Ok(utimensat(CWD, self.path(path), &times, AtFlags::empty())?)
            }
            other => unreachable!("not for a real directory: {other:?}"),
        }
    }

    fn read(&self, at: &Path, key: &Key, firsts: &mut HashMap<u64, Key>, tree: &mut Tree) {
        let meta = fs::symlink_metadata(at).unwrap();
        let (file_type, contents) = if meta.is_dir() {
            (FileType::Directory, Vec::new())
        } else if meta.is_symlink() {
            (FileType::Symlink, fs::read_link(at).unwrap().as_os_str().as_bytes().to_vec())
        } else {
            (FileType::File, fs::read(at).unwrap())
        };
        let mut line = Line {
            file_type,
            contents,
            mode: meta.mode() & 0o7777,
            uid: if self.is_privileged { meta.uid() } else { 0 },
            mtime: 0,
            xattrs: Default::default(),
            nlink: u32::try_from(meta.nlink()).unwrap(),
            first: firsts.entry(meta.ino()).or_insert_with(|| key.clone()).clone(),
        };
        forget(&mut line);
        tree.insert(key.clone(), line);
        if meta.is_dir() {
            let mut names: Vec<_> =
                fs::read_dir(at).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            names.sort();
            for name in names {
                let key = [&key[..], &[name.as_bytes().to_vec()]].concat();
                self.read(&at.join(&name), &key, firsts, tree);
            }
        }
    }
}

/// Leaves out what not every file system keeps, and what nobody can say of a real one.
pub fn forget(line: &mut Line) {
    line.mtime = 0;
    if line.file_type == FileType::Directory {
        line.nlink = 0;
    }
}

impl Target for Real {
    fn run(&mut self, op: &Op, _: i64) -> Result<(), Errno> {
        self.try_run(op).map_err(|error| match rustix::io::Errno::from_io_error(&error) {
            Some(rustix::io::Errno::NOENT) => Errno::NotFound,
            Some(rustix::io::Errno::EXIST) => Errno::Exists,
            Some(rustix::io::Errno::NOTDIR) => Errno::NotDirectory,
            Some(rustix::io::Errno::ISDIR) => Errno::IsDirectory,
            Some(rustix::io::Errno::NOTEMPTY) => Errno::NotEmpty,
            Some(rustix::io::Errno::LOOP) => Errno::Loop,
            Some(rustix::io::Errno::INVAL) => Errno::Invalid,
            Some(rustix::io::Errno::PERM) => Errno::NotPermitted,
            Some(rustix::io::Errno::BUSY) => Errno::Busy,
            _ => panic!("{op:?}: {error}"),
        })
    }

    fn tree(&self) -> Tree {
        let mut tree = Tree::new();
        self.read(self.root.path(), &Vec::new(), &mut HashMap::new(), &mut tree);
        tree
    }
}
