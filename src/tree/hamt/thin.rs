//! Takes out of a bucket, in place, all that may go without another node changing. Does not know what comes
//! after the bucket.

use super::{Node, Sweep, Tree, bucket_capacity};
use crate::raw::{Bucket, Either, Reach};

/// A bucket that entries leave one by one. It finds its places when all is done, or user code panics: moves
/// alone, which cannot fail.
struct Thinning<'a, K: Clone, V: Clone> {
    bucket: &'a mut Bucket<K, V>,
    /// How many entries it had.
    before: usize,
    /// The number of entries in the tree.
    total: &'a mut usize,
}

impl<K: Clone, V: Clone> Drop for Thinning<'_, K, V> {
    fn drop(&mut self) {
        *self.total -= self.before - self.bucket.len();
        let capacity = bucket_capacity::<K, V>(self.bucket.len());
        if capacity != self.bucket.capacity() {
            self.bucket.relocate(capacity);
        }
    }
}

impl<K: Clone, V: Clone> Thinning<'_, K, V> {
    /// Asks about the entries from `index` on, which is counted up before each. Stops behind one that goes
    /// and would be the last, or with which the bucket and the `beside` entries of the other half of its
    /// range would fit into one.
    fn run(
        &mut self,
        beside: Option<usize>,
        index: &mut usize,
        mut goes: impl FnMut(&K, &mut V) -> bool,
    ) -> bool {
        let block = self.bucket.make_mut(0, bucket_capacity::<K, V>);
        while let Some((key, value)) = block.entries_mut().get_mut(*index) {
            *index += 1;
            if goes(key, value) {
                let left = block.len() - 1;
                let unites = beside.is_some_and(|other| left + other <= Tree::<K, V>::FULL);
                if left == 0 || unites {
                    return true;
                }
                // The last one comes to its place.
                *index -= 1;
                drop(block.swap_remove(*index));
            }
        }
        false
    }
}

impl<K: Clone, V: Clone> Tree<K, V> {
    /// Drops the entries that `goes` chooses. Makes all nodes this tree's own.
    pub(crate) fn retain(&mut self, mut goes: impl FnMut(&K, &mut V) -> bool) {
        let mut sweep = Sweep::new();
        while let Some(entry) = sweep.find(self, |tree, path, index| {
            tree.thin(path, index, true, &mut goes)
                .unwrap_or_else(|| tree.ask(path, index, &mut goes))
        }) {
            drop(entry);
        }
    }

    /// As `retain`, by the keys alone: what is shared stays so where nothing goes.
    pub(crate) fn retain_keys(&mut self, mut goes: impl FnMut(&K) -> bool) {
        let mut sweep = Sweep::new();
        while let Some(entry) = sweep.find(self, |tree, path, index| {
            let goes_one = tree.thin(path, index, false, |key, _| goes(key));
            goes_one.unwrap_or_else(|| tree.ask_seen(path, index, &mut |key, _| goes(key)))
        }) {
            drop(entry);
        }
    }

    /// Takes entries out of the bucket at the end of a path, until one goes that other nodes have to do
    /// with: says whether there was one. None if there is no bucket, or if somebody else holds a node of
    /// the path and `copies` does not say that it is to be made this tree's own.
    fn thin(
        &mut self,
        path: u64,
        index: &mut usize,
        copies: bool,
        goes: impl FnMut(&K, &mut V) -> bool,
    ) -> Option<bool> {
        let Self { root, len } = self;
        let run = |kid: &mut Option<Node<K, V>>, beside| {
            let bucket = kid.as_mut()?.left_mut()?.left_mut()?;
            if !copies && !bucket.is_unique() {
                return None;
            }
            let before = bucket.len();
            Some(Thinning { bucket, before, total: len }.run(beside, index, goes))
        };
        if !root.as_ref()?.is_right() {
            return run(root, None);
        }
        let (dir, slot) = if copies {
            let (dir, slot, _) = root.as_mut()?.right_mut()?.lowest(path, 0);
            (dir, slot)
        } else {
            let Some(Either::Right(dir)) = root.as_mut()?.reach() else { return None };
            dir.lowest_reached(path)?
        };
        let beside = dir.len_beside(slot);
        dir.fan.edit(slot, |kid| run(kid, beside))
    }
}
