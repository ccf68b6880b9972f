//! The leaf of a vector: a run of elements. Knows nothing of trees but the leaf's traits.

use crate::raw::Slots;
use crate::tree::bplus::{Edit, Leaf, Places, Run};
use crate::tree::{self, Wide};

/// Elements of a full leaf.
pub(super) const fn full<T>() -> usize {
    tree::elements_per_leaf::<T>()
}

/// Slots to take for `len` elements.
pub(super) fn capacity<T>(len: usize) -> usize {
    tree::capacity(len, full::<T>())
}

/// Slots to take for the first `len` elements that are pushed, which will soon be more: four at the least,
/// as in std, if they are not large.
pub(super) fn grown<T>(len: usize) -> usize {
    capacity::<T>(if size_of::<T>() <= 1024 { len.max(4) } else { len })
}

impl<T> Leaf for Slots<T> {
    const FULL: usize = full::<T>();

    const BYTES: usize = tree::ahead(full::<T>() * size_of::<T>());

    type Index = Places;

    type Kids = Wide;

    #[inline]
    fn len(&self) -> usize {
        Slots::len(self)
    }

    fn blocks(&self, each: &mut dyn FnMut(usize, usize)) {
        each(self.addr(), self.heap_bytes());
    }
}

impl<T> Run for Slots<T> {
    type Item = T;

    #[inline]
    fn items(&self) -> &[T] {
        self.as_slice()
    }
}

impl<T: Clone> Edit for Slots<T> {
    fn own(&mut self) {
        self.make_mut(0, capacity::<T>);
    }

    fn bound(&self) {}

    fn merge(&mut self, next: &mut Self, _: Option<()>) -> Option<()> {
        let total = self.len() + next.len();
        if total <= Self::FULL {
            let room = next.len();
            let to = self.make_mut(room, capacity::<T>);
            match next.get_mut() {
                Some(from) => from.move_tail(0, to),
                None => to.extend_clone(next.as_slice()),
            }
            return None;
        }
        let half = total / 2;
        if self.len() < half {
            let count = half - self.len();
            next.own();
            let to = self.make_mut(count, capacity::<T>);
            next.make_mut(0, capacity::<T>).move_head(count, to);
            trim(next);
        } else {
            let count = self.len() - half;
            self.own();
            let to = next.make_mut(count, capacity::<T>);
            to.prepend_tail(self.make_mut(0, capacity::<T>), count);
            trim(self);
        }
        Some(())
    }
}

/// Gives slots back where a leaf has a quarter of a full one too many.
pub(super) fn trim<T: Clone>(leaf: &mut Slots<T>) {
    if leaf.capacity() - leaf.len() > full::<T>() / 4 {
        leaf.shrink_to(capacity::<T>(leaf.len()));
    }
}
