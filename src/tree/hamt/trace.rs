//! Goes through the nodes of a tree by their addresses, as far as it is told. Knows no entry.

use super::{Node, Tree};
use crate::raw::Either;

impl<K, V> Tree<K, V> {
    /// Tells the address of each node from the root on; `goes_on` says whether to tell of those below.
    pub(crate) fn trace(&self, goes_on: &mut impl FnMut(usize) -> bool) {
        if let Some(root) = &self.root {
            root.trace(goes_on);
        }
    }
}

impl<K, V> Node<K, V> {
    fn trace(&self, goes_on: &mut impl FnMut(usize) -> bool) {
        if !goes_on(self.addr().get()) {
            return;
        }
        if let Either::Right(dir) = self.get() {
            dir.fan.kids().for_each(|(_, kid)| kid.trace(goes_on));
        }
    }
}
