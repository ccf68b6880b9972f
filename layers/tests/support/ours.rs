//! The tree of the crate, run by operations.

use std::collections::HashMap;

use layers::fs::Clock;
use layers::inode::{Kind, Time};
use layers::{Errno, LayeredFs};

use crate::op::{Key, Line, Op, Target, Tree};

impl Target for LayeredFs {
    fn run(&mut self, op: &Op, now: i64) -> Result<(), Errno> {
        self.set_clock(Clock::Fixed(Time::at(now)));
        match op {
            Op::Create(path, mode) => self.create(path, *mode).map(drop),
            Op::Mkdir(path, mode) => self.mkdir(path, *mode).map(drop),
            Op::Write(path, bytes) => self.write(path, bytes).map(drop),
            Op::WriteAt(path, at, bytes) => self.write_at(path, *at as u64, bytes),
            Op::Truncate(path, len) => self.truncate(path, *len as u64),
            Op::Unlink(path) => self.unlink(path),
            Op::Rmdir(path) => self.rmdir(path),
            Op::RemoveAll(path) => self.remove_all(path),
            Op::Rename(from, to, mode) => self.rename_with(from, to, *mode),
            Op::Link(path, new) => self.link(path, new).map(drop),
            Op::Symlink(target, path) => self.symlink(target, path).map(drop),
            Op::Chmod(path, mode) => self.chmod(path, *mode),
            Op::Lchown(path, uid) => self.lchown(path, Some(*uid), None),
            Op::Utimes(path, at) => self.utimes(path, Time::at(*at)),
            Op::SetXattr(path, name) => self.set_xattr(path, [*name + b'x'], [*name]),
            Op::RemoveXattr(path, name) => self.remove_xattr(path, [*name + b'x']),
        }
    }

    fn tree(&self) -> Tree {
        let mut firsts: HashMap<_, Key> = HashMap::new();
        let walk = self.walk("/").expect("the root is there");
        walk.map(|item| {
            let key: Key = item.path.names().map(<[u8]>::to_vec).collect();
            let meta = &item.inode.meta;
            let contents = match &item.inode.kind {
                Kind::File(bytes) => bytes.to_vec(),
                Kind::Symlink(target) => target.to_vec(),
                _ => Vec::new(),
            };
            let xattrs = meta.xattrs.iter().map(|(name, value)| (name.to_vec(), value.to_vec()));
            let line = Line {
                file_type: item.inode.file_type(),
                contents,
                mode: meta.mode,
                uid: meta.uid,
                mtime: meta.mtime.seconds,
                xattrs: xattrs.collect(),
                nlink: item.inode.nlink(),
                first: firsts.entry(item.ino).or_insert_with(|| key.clone()).clone(),
            };
            (key, line)
        })
        .collect()
    }
}
