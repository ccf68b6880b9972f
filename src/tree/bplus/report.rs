//! Counts memory behind several versions, each byte once. Does not know what a leaf holds.

use alloc::collections::BTreeMap;
use alloc::vec;

use super::{Branch, Index, Leaf, Node};
use crate::memory::MemoryReport;
use crate::raw::Either;

/// Who reaches an allocation.
#[derive(Clone, Copy, PartialEq)]
enum Reach {
    One(usize),
    Several,
}

/// A count in progress.
///
/// Invariant: where a branch is reached by several versions, so is everything below it.
pub(crate) struct Census {
    blocks: BTreeMap<usize, (usize, Reach)>,
    versions: usize,
    elements: usize,
}

impl Census {
    pub(crate) fn new() -> Self {
        Self { blocks: BTreeMap::new(), versions: 0, elements: 0 }
    }

    /// Begins with the next version, of `elements` elements.
    pub(crate) fn version(&mut self, elements: usize) {
        self.versions += 1;
        self.elements = self.elements.saturating_add(elements);
    }

    /// Counts what a node of the current version reaches.
    pub(crate) fn node<L: Leaf>(&mut self, node: &Node<L>) {
        if !node.is_right() {
            node.leaf_at(0).0.blocks(&mut |addr, bytes| {
                self.block(addr, bytes);
            });
        } else if self.block(node.addr().get(), Branch::heap_bytes(node)) {
            for kid in node.kids() {
                self.node(kid);
            }
        }
    }

    /// Counts an allocation; says whether this is news for what lies below it.
    fn block(&mut self, addr: usize, bytes: usize) -> bool {
        let current = Reach::One(self.versions);
        let (_, reach) = self.blocks.entry(addr).or_insert((bytes, Reach::One(0)));
        if *reach == Reach::Several || *reach == current {
            return false;
        }
        *reach = if *reach == Reach::One(0) { current } else { Reach::Several };
        true
    }

    pub(crate) fn report(self) -> MemoryReport {
        let mut unique = vec![0; self.versions];
        let mut shared = 0;
        for (bytes, reach) in self.blocks.into_values() {
            match reach {
                Reach::One(version) => unique[version - 1] += bytes,
                Reach::Several => shared += bytes,
            }
        }
        let total = shared + unique.iter().sum::<usize>();
        MemoryReport { total, shared, unique, elements: self.elements }
    }
}

impl<L: Leaf> Branch<L> {
    /// The bytes of a branch's allocations: its count and itself, and its ends.
    fn heap_bytes(node: &Node<L>) -> usize {
        let own = match node.get() {
            Either::Left(_) => 0,
            Either::Right(branch) => branch.index.heap_bytes(),
        };
        size_of::<usize>() + size_of::<Self>() + own
    }
}
