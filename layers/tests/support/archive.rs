//! Archives and trees as lines of text. Knows not what they are for.
//!
//! ```text
//!   a/        a directory        f=text   a file         ln->to    a symbolic link
//!   a/:700    its mode           f        an empty one   h=>to     a hard link        p|   a pipe
//! ```
#![allow(dead_code, reason = "each group of tests uses a part")]

use layers::inode::Kind;
use layers::{Error, Layer, LayeredFs, Limits, Mode};
use tar_core::EntryType;
use tar_core::builder::EntryBuilder;

/// An entry with its header in the ustar format, and PAX where that is too narrow.
pub fn entry(name: &[u8], kind: EntryType, mode: u32, link: &[u8], contents: &[u8]) -> Vec<u8> {
    let mut entry = EntryBuilder::new_ustar();
    entry.path(name).entry_type(kind).link_name(link);
    entry.mode(mode).unwrap().uid(0).unwrap().gid(0).unwrap().mtime(0).unwrap();
    entry.size(contents.len() as u64).unwrap();
    let mut bytes = entry.finish_bytes();
    bytes.extend_from_slice(contents);
    bytes.resize(bytes.len().next_multiple_of(512), 0);
    bytes
}

/// An archive of entries that are written as above, with spaces between them.
pub fn archive(text: &str) -> Vec<u8> {
    let mut bytes: Vec<u8> = text.split_whitespace().flat_map(line).collect();
    bytes.resize(bytes.len() + 1024, 0);
    bytes
}

fn line(text: &str) -> Vec<u8> {
    if let Some((name, target)) = text.split_once("=>") {
        return entry(name.as_bytes(), EntryType::Link, 0o644, target.as_bytes(), b"");
    }
    if let Some((name, target)) = text.split_once("->") {
        return entry(name.as_bytes(), EntryType::Symlink, 0o777, target.as_bytes(), b"");
    }
    if let Some((name, contents)) = text.split_once('=') {
        return entry(name.as_bytes(), EntryType::Regular, 0o644, b"", contents.as_bytes());
    }
    if let Some(name) = text.strip_suffix('|') {
        return entry(name.as_bytes(), EntryType::Fifo, 0o644, b"", b"");
    }
    if let Some((name, mode)) = text.split_once(':') {
        let mode = u32::from_str_radix(mode, 8).unwrap();
        return entry(name.as_bytes(), EntryType::Directory, mode, b"", b"");
    }
    let kind = if text.ends_with('/') { EntryType::Directory } else { EntryType::Regular };
    let mode = if text.ends_with('/') { 0o755 } else { 0o644 };
    entry(text.as_bytes(), kind, mode, b"", b"")
}

pub fn read(archive: &[u8], mode: Mode) -> Result<Layer, Error> {
    Layer::from_tar(archive, mode, &Limits::default())
}

/// The tree of layers, the lowest one first.
pub fn stack(layers: &[&str], mode: Mode) -> Result<LayeredFs, Error> {
    let mut tree = LayeredFs::new();
    for text in layers {
        tree = read(&archive(text), mode)?.apply(&tree)?;
        tree.check();
    }
    Ok(tree)
}

/// What is in a tree, written as above in the order of the paths; `#2` behind what has two names, and
/// modes that are not 0755 behind directories.
pub fn told(tree: &LayeredFs) -> String {
    let mut lines = Vec::new();
    for item in tree.walk("/").unwrap() {
        let path = item.path.to_string();
        let path = &path[1..];
        let mut line = match &item.inode.kind {
            Kind::File(bytes) if bytes.is_empty() => path.to_owned(),
            Kind::File(bytes) => {
                format!("{path}={}", String::from_utf8_lossy(&bytes.to_vec()))
            }
            Kind::Directory(_) if item.inode.meta.mode == 0o755 => format!("{path}/"),
            Kind::Directory(_) => format!("{path}/:{:o}", item.inode.meta.mode),
            Kind::Symlink(target) => format!("{path}->{}", String::from_utf8_lossy(target)),
            Kind::Fifo => format!("{path}|"),
            other => format!("{path} {other:?}"),
        };
        if !item.inode.is_directory() && item.inode.nlink() > 1 {
            line += &format!("#{}", item.inode.nlink());
        }
        if line != "/" {
            lines.push(line);
        }
    }
    lines.join(" ")
}

/// A generator of numbers, the same ones for a seed.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}
