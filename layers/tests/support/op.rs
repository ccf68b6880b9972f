//! One file operation, as a value: for the tree, the model and a real directory. Knows none of them.

use std::collections::BTreeMap;

use layers::fs::RenameMode;
use layers::{Errno, inode::FileType};

/// A path as its names.
pub type Key = Vec<Vec<u8>>;

#[derive(Clone, Debug)]
pub enum Op {
    Create(Vec<u8>, u32),
    Mkdir(Vec<u8>, u32),
    Write(Vec<u8>, Vec<u8>),
    WriteAt(Vec<u8>, usize, Vec<u8>),
    Truncate(Vec<u8>, usize),
    Unlink(Vec<u8>),
    Rmdir(Vec<u8>),
    RemoveAll(Vec<u8>),
    Rename(Vec<u8>, Vec<u8>, RenameMode),
    Link(Vec<u8>, Vec<u8>),
    Symlink(Vec<u8>, Vec<u8>),
    Chmod(Vec<u8>, u32),
    Lchown(Vec<u8>, u32),
    Utimes(Vec<u8>, i64),
    SetXattr(Vec<u8>, u8),
    RemoveXattr(Vec<u8>, u8),
}

/// Everything that is to be seen at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub file_type: FileType,
    pub contents: Vec<u8>,
    pub mode: u32,
    pub uid: u32,
    pub mtime: i64,
    pub xattrs: BTreeMap<Vec<u8>, Vec<u8>>,
    pub nlink: u32,
    /// The first of the paths that are one inode.
    pub first: Key,
}

pub type Tree = BTreeMap<Key, Line>;

/// What a program can be run on.
pub trait Target {
    fn run(&mut self, op: &Op, now: i64) -> Result<(), Errno>;
    fn tree(&self) -> Tree;
}

/// A small generator: the same numbers on every machine.
pub struct Random {
    state: u64,
    /// Paths that are there, for operations that need some.
    known: Vec<Vec<u8>>,
}

impl Random {
    pub fn new(seed: u64) -> Self {
        Self { state: seed, known: Vec::new() }
    }

    /// Takes note of what is there.
    pub fn look_at(&mut self, tree: &Tree) {
        self.known = tree.keys().filter(|key| !key.is_empty()).map(|key| key.join(&b'/')).collect();
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn name(&mut self) -> &'static [u8] {
        [&b"a"[..], b"b", b"c", b"a.b", b"\xff"][self.below(5)]
    }

    /// A path; a `tame` one never leads above the directory it begins in.
    pub fn path(&mut self, tame: bool) -> Vec<u8> {
        let mut path = Vec::new();
        if !self.known.is_empty() && self.chance(60) {
            path = {
                let at = self.below(self.known.len());
                self.known[at].clone()
            };
            if self.chance(60) {
                return path;
            }
            path.push(b'/');
        }
        if !tame && path.is_empty() && self.chance(10) {
            path.push(b'/');
        }
        let count = [1, 1, 1, 2, 3][self.below(5)];
        for at in 0..count {
            if at > 0 {
                path.extend_from_slice(if self.chance(4) { b"//" } else { b"/" });
            }
            if !tame && self.chance(5) {
                path.extend_from_slice(b"../");
            }
            if self.chance(3) {
                path.extend_from_slice(b"./");
            }
            path.extend_from_slice(self.name());
        }
        for (end, percent) in [(&b"/"[..], 5), (b"/..", 2), (b"/.", 2)] {
            if self.chance(percent) {
                path.extend_from_slice(end);
                break;
            }
        }
        path
    }

    fn bytes(&mut self) -> Vec<u8> {
        let len = if self.chance(10) { 4_000 + self.below(6_000) } else { self.below(5) };
        vec![u8::try_from(self.below(256)).unwrap(); len]
    }

    /// An operation on what an inode has beside its contents, by a tame path.
    #[allow(dead_code, reason = "it is for real directories")]
    pub fn attribute_op(&mut self, owners: bool) -> Op {
        let path = self.path(true);
        if owners && self.chance(50) {
            return Op::Lchown(path, u32::try_from(self.below(3)).unwrap());
        }
        Op::Utimes(path, i64::try_from(self.below(1_000)).unwrap() - 500)
    }

    pub fn op(&mut self, tame: bool) -> Op {
        let path = self.path(tame);
        let mode = 0o600 + u32::try_from(self.below(0o200)).unwrap();
        let small = u8::try_from(self.below(3)).unwrap();
        match self.below(24) {
            0 => Op::Create(path, mode),
            1..=3 => Op::Mkdir(path, mode | 0o700),
            4..=5 => Op::Write(path, self.bytes()),
            6..=7 => Op::WriteAt(path, self.below(6_000), self.bytes()),
            8 => Op::Truncate(path, self.below(9_000)),
            9 => Op::Unlink(path),
            10 => Op::Rmdir(path),
            11 if !tame && self.chance(50) => Op::RemoveAll(path),
            12..=14 => Op::Rename(path, self.path(tame), RenameMode::Replace),
            15 => Op::Rename(path, self.path(tame), RenameMode::NoReplace),
            16 => Op::Rename(path, self.path(tame), RenameMode::Exchange),
            17..=18 => Op::Link(path, self.path(tame)),
            19 => Op::Symlink(self.path(tame), path),
            20 if !tame => Op::Lchown(path, u32::from(small)),
            21 if !tame => Op::Utimes(path, i64::from(small) - 1),
            22 if !tame => Op::SetXattr(path, small),
            23 if !tame => Op::RemoveXattr(path, small),
            _ => Op::Chmod(path, mode | 0o700),
        }
    }
}
