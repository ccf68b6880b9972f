//! The nodes of a vector handed out, and a vector made of nodes. Does not know what for.

use alloc::vec::Vec;

use super::{Parts, Repr, Vector, leaf};
use crate::raw::Slots;
use crate::tree::bplus::{Node, Tree, lengths};

/// A leaf of a vector.
pub(crate) type Leaf<T> = Slots<T>;

/// The node of some elements. None of none.
pub(crate) fn node<T: Clone>(elements: Vec<T>) -> Option<Node<Leaf<T>>> {
    let lengths = lengths::<Leaf<T>>(elements.len());
    let (mut elements, mut tree) = (elements.into_iter(), Tree::new());
    for len in lengths {
        tree.push_back(
            (),
            Slots::collect(&mut elements.by_ref().take(len), leaf::capacity::<T>(len)),
        );
    }
    tree.root().cloned()
}

impl<T: Clone> Vector<T> {
    /// What stands at the top: the head, the tree and the tail. Elements that lie in the handle are copied.
    pub(crate) fn tops(&self) -> [Option<Node<Leaf<T>>>; 3] {
        match &self.repr {
            Repr::Inline(few) => {
                let few = few.as_slice();
                let copy = || Node::left(Slots::cloned(few, leaf::capacity::<T>(few.len())));
                [None, None, (!few.is_empty()).then(copy)]
            }
            Repr::Tree(parts) => {
                let end = |run: &Option<Slots<T>>| {
                    run.clone().filter(|run| run.len() > 0).map(Node::left)
                };
                [end(&parts.head), parts.tree.root().cloned(), end(&parts.tail)]
            }
        }
    }

    /// A vector of such.
    pub(crate) fn of_tops([head, tree, tail]: [Option<Node<Leaf<T>>>; 3]) -> Self {
        let mut parts = Parts { head: None, tree: Tree::new(), tail: None };
        if let Some(node) = tree {
            parts.tree = Tree::of_part(node);
        }
        if let Some(node) = head {
            match node.leaf().filter(|run| run.len() <= leaf::full::<T>()) {
                Some(run) => parts.head = Some(run.clone()),
                None => {
                    let mut front = Tree::of_part(node);
                    front.append(&mut parts.tree);
                    parts.tree = front;
                }
            }
        }
        if let Some(node) = tail {
            match node.leaf().filter(|run| run.len() <= leaf::full::<T>()) {
                Some(run) => parts.tail = Some(run.clone()),
                None => parts.tree.append(&mut Tree::of_part(node)),
            }
        }
        if parts.len() == 0 { Self::new() } else { Self { repr: Repr::Tree(parts) } }
    }
}
