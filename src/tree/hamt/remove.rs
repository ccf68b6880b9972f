//! Takes an entry out, and unites ranges that are one bucket's worth from then on.

use super::{Directory, Node, Tree, bucket_capacity, slot};
use crate::raw::Either;

impl<K: Clone, V: Clone> Tree<K, V> {
    /// Takes the entry out at a place that `find` gave.
    ///
    /// # Panics
    /// If there is none.
    #[inline]
    pub(crate) fn remove_at(&mut self, hash: u64, index: usize) -> (K, V) {
        let root = self.root.as_mut().expect("there is an entry to take");
        let taken = match root.right_mut() {
            None => take(&mut self.root, index),
            Some(dir) => {
                let taken = dir.take(hash, 0, index);
                if let Some(only) = dir.only() {
                    self.root = Some(only);
                }
                taken
            }
        };
        self.len -= 1;
        taken
    }
}

/// Takes an entry out of an end, and the end with it that has no other.
#[inline]
fn take<K: Clone, V: Clone>(kid: &mut Option<Node<K, V>>, index: usize) -> (K, V) {
    let end = kid.as_mut().and_then(Node::left_mut).expect("the path ends here");
    let taken = end.take(index);
    if end.len() == 0 {
        *kid = None;
    }
    taken
}

impl<K: Clone, V: Clone> Directory<K, V> {
    /// Takes an entry out that lies in this directory, at `depth`.
    fn take(&mut self, hash: u64, depth: usize, index: usize) -> (K, V) {
        let slot = slot(hash, depth);
        if self.is_deeper(slot) {
            let below = self.deeper(slot);
            let taken = below.take(hash, depth + 1, index);
            if let Some(only) = below.only() {
                self.fan.edit(slot, |kid| *kid = Some(only));
                self.unite(slot);
            }
            return taken;
        }
        // Whatever has to be cloned is cloned before anything goes: what unites is at once the entry's
        // bucket and the other half of its range, since before they were too many for one.
        let mut unites = false;
        if let (Some(len), Some(other)) = (self.end_len(slot), self.fan.other(slot)) {
            unites = self.end_len(other).is_some_and(|more| len + more <= Tree::<K, V>::FULL + 1);
            if unites {
                self.own(slot);
                self.own(other);
            }
        }
        let taken = self.fan.edit(slot, |kid| take(kid, index));
        if unites {
            self.unite(slot);
        }
        taken
    }

    fn own(&mut self, slot: usize) {
        self.fan.edit(slot, |kid| {
            if let Some(end) = kid.as_mut().and_then(Node::left_mut) {
                end.own_all();
            }
        });
    }
}

impl<K, V> Directory<K, V> {
    /// The entries of a slot that has no directory.
    #[inline]
    fn end_len(&self, slot: usize) -> Option<usize> {
        match self.fan.get(slot).map(Node::get) {
            None => Some(0),
            Some(Either::Left(end)) => Some(end.len()),
            Some(Either::Right(_)) => None,
        }
    }

    /// The bucket that is all of this directory.
    #[inline]
    fn only(&mut self) -> Option<Node<K, V>> {
        if self.fan.ranges() > 1 || self.is_deeper(0) {
            return None;
        }
        self.fan.edit(0, Option::take)
    }

    /// Gives the range of a slot and its other half to one bucket, while there are no more entries in
    /// both than fit. Both are this directory's own, or one is empty.
    fn unite(&mut self, slot: usize)
    where
        K: Clone,
        V: Clone,
    {
        while let (Some(len), Some(other)) = (self.end_len(slot), self.fan.other(slot)) {
            let Some(more) = self.end_len(other) else { return };
            if len + more > Tree::<K, V>::FULL {
                return;
            }
            let mut low = self.fan.edit(slot.min(other), Option::take);
            let mut high = self.fan.edit(slot.max(other), Option::take);
            let kid = match (bucket(&mut low), bucket(&mut high)) {
                (Some(to), Some(from)) => {
                    let to = to.make_mut(from.len(), bucket_capacity);
                    from.get_mut().expect("was made its handle's own").move_all(to);
                    low
                }
                (None, _) => high,
                (_, None) => low,
            };
            self.fan.unite(slot, kid);
        }
    }
}

fn bucket<K, V>(kid: &mut Option<Node<K, V>>) -> Option<&mut crate::raw::Bucket<K, V>> {
    kid.as_mut()?.left_mut()?.left_mut()
}
