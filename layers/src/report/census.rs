//! The memory of several trees, each byte counted once and given to those that hold it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use offshoot::ord_map::DiffItem;
use offshoot::{ByteBuf, MemoryReport, OrdMap};

use crate::fs::LayeredFs;
use crate::inode::{Inode, Kind, Links};

/// What lies beside the contents of an `Arc`: two counts.
const COUNTS: usize = 2 * size_of::<usize>();

/// The memory of a base and of containers on it.
pub(super) struct Memory {
    pub(super) total: u64,
    pub(super) base: u64,
    /// Of each container: what nobody else holds.
    pub(super) own: Vec<u64>,
}

/// Who holds something.
#[derive(Clone, Copy, PartialEq)]
enum Holder {
    Base,
    One(usize),
    Several,
}

/// Things, and who holds them.
type Held<'a, T> = Vec<(&'a T, Holder)>;

/// Counts a base and containers on it.
pub(super) fn count(base: &LayeredFs, containers: &[&LayeredFs]) -> Memory {
    let mut memory = Memory { total: 0, base: 0, own: vec![0; containers.len()] };
    let tables = std::iter::once((&base.inodes, Holder::Base))
        .chain(containers.iter().enumerate().map(|(at, fs)| (&fs.inodes, Holder::One(at))));
    memory.add(&tables.collect(), |tables| OrdMap::memory(tables.iter().copied()));
    let mut bytes: Held<'_, ByteBuf> = Vec::new();
    let mut directories = Vec::new();
    let mut xattrs = Vec::new();
    let mut links = Vec::new();
    let mut arrays = Arrays::default();
    for (inode, holder) in inodes(base, containers) {
        memory.add_bytes(holder, COUNTS + size_of::<Inode>());
        match &inode.kind {
            Kind::File(file) => bytes.push((file, holder)),
            Kind::Directory(entries) => {
                directories.push((entries, holder));
                entries.keys().for_each(|name| arrays.add(name.shared(), holder));
            }
            Kind::Symlink(target) => arrays.add(target, holder),
            Kind::CharDevice(_) | Kind::BlockDevice(_) | Kind::Fifo => {}
        }
        for (name, value) in &inode.meta.xattrs {
            arrays.add(name, holder);
            arrays.add(value, holder);
        }
        xattrs.push((&inode.meta.xattrs, holder));
        inode.links.iter().for_each(|(_, name)| arrays.add(name.shared(), holder));
        if let Links::Several(several) = &inode.links {
            links.push((several, holder));
        }
    }
    for (size, holder) in arrays.held.into_values() {
        memory.add_bytes(holder, size);
    }
    memory.add(&bytes, |bytes| ByteBuf::memory(bytes.iter().copied()));
    memory.add(&directories, |maps| OrdMap::memory(maps.iter().copied()));
    memory.add(&xattrs, |maps| OrdMap::memory(maps.iter().copied()));
    memory.add(&links, |maps| OrdMap::memory(maps.iter().copied()));
    memory
}

/// Every inode once.
fn inodes<'a>(
    base: &'a LayeredFs,
    containers: &[&'a LayeredFs],
) -> impl Iterator<Item = (&'a Inode, Holder)> {
    let mut held: HashMap<*const Inode, (&Inode, Holder)> = HashMap::new();
    for slot in base.inodes.values() {
        held.insert(Arc::as_ptr(&slot.0), (&slot.0, Holder::Base));
    }
    for (at, fs) in containers.iter().enumerate() {
        for item in base.inodes.diff(&fs.inodes) {
            let (DiffItem::Add(_, slot) | DiffItem::Update { new: (_, slot), .. }) = item else {
                continue;
            };
            let holder = Holder::One(at);
            held.entry(Arc::as_ptr(&slot.0))
                .and_modify(|(_, other)| *other = other.and(holder))
                .or_insert((&slot.0, holder));
        }
    }
    held.into_values()
}

impl Holder {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Base, _) | (_, Self::Base) => Self::Base,
            (Self::One(a), Self::One(b)) if a == b => self,
            _ => Self::Several,
        }
    }
}

/// Shared arrays of bytes: names, targets, attributes.
#[derive(Default)]
struct Arrays {
    held: HashMap<*const u8, (usize, Holder)>,
}

impl Arrays {
    fn add(&mut self, array: &Arc<[u8]>, holder: Holder) {
        let size = COUNTS + array.len().next_multiple_of(align_of::<usize>());
        self.held
            .entry(Arc::as_ptr(array).cast())
            .and_modify(|(_, other)| *other = other.and(holder))
            .or_insert((size, holder));
    }
}

impl Memory {
    fn add_bytes(&mut self, holder: Holder, bytes: usize) {
        let bytes = bytes as u64;
        self.total += bytes;
        match holder {
            Holder::Base => self.base += bytes,
            Holder::One(at) => self.own[at] += bytes,
            Holder::Several => {}
        }
    }

    /// Adds trees, which share nodes: what one container's alone reach is its own, what the base's reach
    /// is the base's.
    fn add<T>(&mut self, held: &Held<'_, T>, measure: impl Fn(&[&T]) -> MemoryReport) {
        let things = |wanted: &dyn Fn(Holder) -> bool| -> Vec<&T> {
            held.iter().filter(|(_, holder)| wanted(*holder)).map(|(thing, _)| *thing).collect()
        };
        let MemoryReport { total, unique, .. } = measure(&things(&|_| true));
        let base = measure(&things(&|holder| holder == Holder::Base)).total;
        self.total += total as u64;
        self.base += base as u64;
        // Of each container: what one of its things alone reaches, and how many things there are.
        let mut own: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for ((_, holder), unique) in held.iter().zip(unique) {
            if let Holder::One(at) = holder {
                let (bytes, count) = own.entry(*at).or_default();
                *bytes += unique;
                *count += 1;
            }
        }
        let mut between = total - base - own.values().map(|(bytes, _)| bytes).sum::<usize>();
        for (at, (mut bytes, count)) in own {
            let holder = Holder::One(at);
            // What several things of one container share is its own, too, if nobody else has it.
            if between > 0 && count > 1 && measure(&things(&|other| other == holder)).shared > 0 {
                let exact = total - measure(&things(&|other| other != holder)).total;
                between -= exact - bytes;
                bytes = exact;
            }
            self.own[at] += bytes as u64;
        }
    }
}
