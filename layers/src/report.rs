//! What containers take, as `df` would say it. Knows trees, and not where they come from.

mod census;
mod table;

pub use table::size;

use std::collections::{BTreeMap, HashMap};

use offshoot::ByteBuf;
use offshoot::ord_map::DiffItem;
use serde::Serialize;

use crate::changes::Changes;
use crate::fs::{LayeredFs, Slot};
use crate::inode::Inode;

/// What a base and the containers on it take, in bytes.
///
/// Memory is what [`ByteBuf::memory`] and [`OrdMap::memory`](offshoot::OrdMap::memory) count, with inodes,
/// names, targets and attributes beside it; what an allocator adds is not counted. Each byte is counted
/// once: [`Store::memory`] is [`Store::base`], [`Store::between`] and the [`Container::own`] of all
/// containers together.
///
/// Shown as a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Each container, in the order given.
    pub containers: Vec<Container>,
    /// All together.
    pub store: Store,
}

/// What one container takes. Bytes of files are `shared` and `changed`, `apparent` together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Container {
    /// What it is called.
    pub name: String,
    /// The bytes of all files, each counted once, whatever its names: what a full copy would take.
    pub apparent: u64,
    /// Bytes of files that lie in pages of the same file of the base.
    pub shared: u64,
    /// Bytes of files that lie in other pages.
    pub changed: u64,
    /// Pages of files that the base has too which were copied or are new.
    pub pages: u64,
    /// Memory that this container alone holds.
    pub own: u64,
    /// Bytes of the files that copy-up of whole files would have copied or made, as overlayfs does it: of
    /// each that was changed in any way, or lies in a directory that was moved.
    pub copy_up: u64,
}

/// What a base and all containers on it take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Store {
    /// All memory.
    pub memory: u64,
    /// The memory of the base.
    pub base: u64,
    /// Memory that the base has not, but several containers have.
    pub between: u64,
    /// The bytes of the base's files.
    pub base_apparent: u64,
    /// The bytes of the base's files, and what copy-up of whole files would have taken.
    pub copy_up: u64,
    /// The bytes of the files of the base and of a full copy for each container.
    pub full_copies: u64,
}

impl Report {
    /// Counts a base and containers on it.
    ///
    /// Computes in **O(n log n)** time for the pages, inodes and names of the base, and as much for those
    /// that the containers have changed; a page that they have not costs nothing for each of them. Where
    /// files that are not the base's share pages with one another, as much again for each container that
    /// has such files.
    ///
    /// ```
    /// use layers::LayeredFs;
    /// use layers::report::Report;
    ///
    /// let mut base = LayeredFs::new();
    /// base.write("data", vec![1; 1 << 20])?;
    /// let (mut a, b) = (base.clone(), base.clone());
    /// a.write_at("data", 70_000, b"x")?;
    /// let report = Report::new(&base, [("a", &a), ("b", &b)]);
    /// let [a, b] = &report.containers[..] else { unreachable!() };
    /// assert_eq!((a.apparent, a.pages, a.changed, a.copy_up), (1 << 20, 1, 4_096, 1 << 20));
    /// assert_eq!((b.own, b.copy_up), (0, 0));
    /// let store = &report.store;
    /// assert_eq!(store.memory, store.base + store.between + a.own + b.own);
    /// assert_eq!((store.copy_up, store.full_copies), (2 << 20, 3 << 20));
    /// # Ok::<(), layers::Errno>(())
    /// ```
    #[must_use]
    pub fn new<'a, N: Into<String>>(
        base: &'a LayeredFs,
        containers: impl IntoIterator<Item = (N, &'a LayeredFs)>,
    ) -> Self {
        let (names, trees): (Vec<_>, Vec<_>) = containers.into_iter().unzip();
        let memory = census::count(base, &trees);
        let base_apparent = base.inodes.values().map(file_bytes).sum();
        let containers: Vec<_> = names
            .into_iter()
            .zip(&trees)
            .zip(&memory.own)
            .map(|((name, fs), &own)| container(name.into(), base, base_apparent, fs, own))
            .collect();
        let sum = |of: fn(&Container) -> u64| containers.iter().map(of).sum::<u64>();
        let store = Store {
            memory: memory.total,
            base: memory.base,
            between: memory.total - memory.base - memory.own.iter().sum::<u64>(),
            base_apparent,
            copy_up: base_apparent + sum(|container| container.copy_up),
            full_copies: base_apparent + sum(|container| container.apparent),
        };
        Self { containers, store }
    }
}

fn file_bytes(slot: &Slot) -> u64 {
    slot.0.file().map_or(0, |bytes| bytes.len() as u64)
}

fn container(
    name: String,
    base: &LayeredFs,
    base_apparent: u64,
    fs: &LayeredFs,
    own: u64,
) -> Container {
    let (mut apparent, mut changed, mut pages) = (base_apparent, 0, 0);
    for item in base.inodes.diff(&fs.inodes) {
        let (before, after) = match item {
            DiffItem::Add(_, after) => (None, Some(after)),
            DiffItem::Remove(_, before) => (Some(before), None),
            DiffItem::Update { old, new } => (Some(old.1), Some(new.1)),
        };
        apparent += after.map_or(0, file_bytes);
        apparent -= before.map_or(0, file_bytes);
        let Some(bytes) = after.and_then(|slot| slot.0.file()) else { continue };
        match before.and_then(|slot| slot.0.file()) {
            Some(old) => {
                let (copied, bytes) = copied(old, bytes);
                pages += copied;
                changed += bytes;
            }
            None => changed += bytes.len() as u64,
        }
    }
    let copy_up = whole_files(&fs.diff(base));
    Container { name, apparent, shared: apparent - changed, changed, pages, own, copy_up }
}

/// How many pages of a file are not those of an older version, and the bytes in them.
fn copied(old: &ByteBuf, new: &ByteBuf) -> (u64, u64) {
    if old.ptr_eq(new) {
        return (0, 0);
    }
    // A page of the old version may be cut, but it is not moved.
    let older: BTreeMap<_, _> =
        old.chunks().map(<[u8]>::as_ptr_range).map(|at| (at.start, at.end)).collect();
    let is_old = |run: &[u8]| {
        older.range(..=run.as_ptr()).next_back().is_some_and(|(_, end)| run.as_ptr() < *end)
    };
    let (mut copies, mut bytes) = (HashMap::new(), 0);
    for run in new.chunks().filter(|run| !is_old(run)) {
        // Runs of one byte are one page, told many times.
        copies.insert(run.as_ptr(), run.len().div_ceil(ByteBuf::PAGE) as u64);
        bytes += run.len() as u64;
    }
    (copies.values().sum(), bytes)
}

/// The bytes of the files of a list, each counted once, whatever its names.
fn whole_files(changes: &Changes) -> u64 {
    let entries = changes.iter().filter_map(|change| change.entry());
    entries
        .filter(|entry| entry.link.is_none())
        .filter_map(|entry| Inode::file(&entry.inode))
        .map(|bytes| bytes.len() as u64)
        .sum()
}
