//! Counts memory behind several versions, each byte once. Does not know what a leaf holds.

use super::{Branch, Index, Leaf, Node};
use crate::memory::Census;
use crate::raw::Either;

impl<L: Leaf> Node<L> {
    /// Counts what the current version reaches here.
    pub(crate) fn count(&self, census: &mut Census) {
        if !self.is_right() {
            self.leaf_at(0).0.blocks(&mut |addr, bytes| {
                census.block(addr, bytes);
            });
        } else if census.block(self.addr().get(), Branch::heap_bytes(self)) {
            for kid in self.kids() {
                kid.count(census);
            }
        }
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
