//! The nodes of a map handed out, and a map made of nodes. Does not know what for.

use alloc::vec::Vec;

use super::OrdMap;
use crate::raw::Pairs;
use crate::tree::bplus::{Node, Tree, lengths};

/// A leaf of a map.
pub(crate) type Leaf<K, V> = Pairs<K, V>;

/// The node of some entries, whose keys ascend. None of none.
pub(crate) fn node<K: Clone, V: Clone>(entries: Vec<(K, V)>) -> Option<Node<Leaf<K, V>>> {
    let lengths = lengths::<Leaf<K, V>>(entries.len());
    let (mut entries, mut tree) = (entries.into_iter(), Tree::new());
    for len in lengths {
        tree.append(&mut Tree::from_entries(&mut entries.by_ref().take(len)));
    }
    tree.root().cloned()
}

impl<K: Clone, V: Clone> OrdMap<K, V> {
    /// What stands at the top.
    pub(crate) fn top(&self) -> Option<Node<Leaf<K, V>>> {
        self.tree.root().cloned()
    }

    /// A map of such.
    pub(crate) fn of_top(top: Option<Node<Leaf<K, V>>>) -> Self {
        Self { tree: top.map_or(Tree::new(), Tree::of_part) }
    }
}
