//! The nodes of a buffer handed out, and a buffer made of nodes. Does not know what for.

use alloc::vec::Vec;

use super::ByteBuf;
use super::leaf::Piece;
use crate::tree::PAGE;
use crate::tree::bplus::{Node, Tree};

/// A leaf of a buffer.
pub(crate) type Leaf = Piece;

/// The node of some bytes. None of none.
#[inline]
pub(crate) fn node(mut bytes: Vec<u8>) -> Option<Node<Leaf>> {
    let piece = match bytes.len() {
        0 => return None,
        1..=PAGE => Piece::copied(&bytes),
        _ => {
            bytes.shrink_to_fit();
            Piece::from_vec(bytes)
        }
    };
    Some(Node::left(piece))
}

/// The bytes of a leaf.
#[inline]
pub(crate) fn bytes(leaf: &Leaf) -> &[u8] {
    leaf.as_slice()
}

impl ByteBuf {
    /// What stands at the top.
    #[inline]
    pub(crate) fn top(&self) -> Option<Node<Leaf>> {
        self.tree.root().cloned()
    }

    /// A buffer of such.
    #[inline]
    pub(crate) fn of_top(top: Option<Node<Leaf>>) -> Self {
        Self { tree: top.map_or(Tree::new(), Tree::of_part) }
    }
}
