//! What a mutable iterator over a map may touch, cut in two. Knows leaves, not what is done with them.

use super::IterMut;
use crate::raw::Pairs;
use crate::tree::bplus::{Edit, Mutable, Tree};

/// Keys and values of a part of a leaf.
type Both<'a, K, V> = (&'a [K], &'a mut [V]);

/// The part of a map that a mutable iterator has. Cut in two, neither half reaches what the other has.
/// Shared nodes are copied where it is cut, a leaf when it is reached.
pub(crate) struct Reach<'a, K, V> {
    front: Both<'a, K, V>,
    leaves: Mutable<'a, Pairs<K, V>>,
    /// The entries of `leaves`.
    size: usize,
    back: Both<'a, K, V>,
}

fn cut<K, V>((keys, values): Both<'_, K, V>, at: usize) -> (Both<'_, K, V>, Both<'_, K, V>) {
    let (keys, values) = (keys.split_at(at), values.split_at_mut(at));
    ((keys.0, values.0), (keys.1, values.1))
}

impl<K, V> Default for Reach<'_, K, V> {
    fn default() -> Self {
        Self {
            front: Default::default(),
            leaves: Mutable::new(None),
            size: 0,
            back: Default::default(),
        }
    }
}

impl<'a, K, V> Reach<'a, K, V> {
    pub(crate) fn len(&self) -> usize {
        self.front.0.len() + self.size + self.back.0.len()
    }
}

impl<'a, K: Clone, V: Clone> Reach<'a, K, V> {
    /// All of a map. Copies nothing.
    pub(crate) fn new(tree: &'a mut Tree<Pairs<K, V>>) -> Self {
        Self { size: tree.size(), leaves: tree.mutable(), ..Self::default() }
    }

    /// What comes before `index`, which is in bounds, and the rest.
    pub(crate) fn split_at(self, index: usize) -> (Self, Self) {
        let Self { front, mut leaves, size, back } = self;
        let none = Self::default;
        if index < front.0.len() {
            let (low, high) = cut(front, index);
            return (Self { front: low, ..none() }, Self { front: high, leaves, size, back });
        }
        let pos = index - front.0.len();
        if let Some(at) = pos.checked_sub(size) {
            let (low, high) = cut(back, at);
            return (Self { front, leaves, size, back: low }, Self { front: high, ..none() });
        }
        let (found, behind) = leaves.cut(pos);
        let Some((leaf, at)) = found else {
            let high = Self { leaves: behind, size: size - pos, back, ..none() };
            return (Self { front, leaves, size: pos, ..none() }, high);
        };
        let (before, len) = (pos - at, leaf.len());
        leaf.own();
        let block = leaf.get_mut().expect("a leaf that was copied has one owner");
        let (low, high) = cut(block.split_mut(), at);
        let high = Self { front: high, leaves: behind, size: size - before - len, back };
        (Self { front, leaves, size: before, back: low }, high)
    }

    pub(crate) fn into_iter(self) -> IterMut<'a, K, V> {
        let len = self.len();
        let run = |(keys, values): Both<'a, K, V>| keys.iter().zip(values);
        IterMut { front: run(self.front), leaves: self.leaves, back: run(self.back), len }
    }
}
