//! Tells a survey of the nodes of a tree. Does not know what a leaf holds.

use super::{Branch, Index, Leaf, Node};
use crate::raw::Either;
use crate::survey::{Block, Survey};

impl<L: Leaf> Node<L> {
    /// Tells what the current version reaches here.
    pub(crate) fn survey(&self, survey: &mut impl Survey) {
        if self.is_right() {
            let bytes = Branch::heap_bytes(self);
            let block = Block { addr: self.addr().get(), bytes, kind: "branch", elements: 0 };
            if survey.enter(block) {
                self.kids().iter().for_each(|kid| kid.survey(survey));
                survey.leave();
            }
            return;
        }
        let leaf = self.leaf_at(0).0;
        // The first is the leaf itself; what it refers to lies below it.
        let mut entered = None;
        leaf.blocks(&mut |addr, bytes| match entered {
            None => {
                let block = Block { addr, bytes, kind: "leaf", elements: leaf.len() };
                entered = Some(survey.enter(block));
            }
            Some(true) => survey.pass(Block { addr, bytes, kind: "memory", elements: 0 }),
            Some(false) => {}
        });
        if entered == Some(true) {
            survey.leave();
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
