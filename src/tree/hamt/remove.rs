//! Takes an entry out, and unites ranges that are one bucket's worth from then on.

use super::{Directory, Node, Tree, bucket_capacity, slot, tag};
use crate::raw::{BucketBlock, Either, Reach};

/// What came of an attempt to take an entry out without a copy.
enum Taken<K, V> {
    Entry(K, V),
    /// It is not there.
    Missing,
    /// It is at this place, and nodes are shared or will change.
    At(usize),
}

impl<K, V> Taken<K, V> {
    /// Takes an entry out of a bucket that is nobody else's, if it keeps its places and does not unite
    /// with the `beside` entries of the other half of its range.
    #[inline]
    fn from_bucket(
        bucket: &mut BucketBlock<K, V>,
        tag: u8,
        beside: Option<usize>,
        same: &mut impl FnMut(&K) -> bool,
    ) -> Self {
        let Some((index, _)) = bucket.find_mut(tag, same) else { return Self::Missing };
        let len = bucket.len();
        let unites = beside.is_some_and(|other| len + other <= Tree::<K, V>::FULL + 1);
        if unites || len == 1 || bucket_capacity::<K, V>(len - 1) != len + bucket.room() {
            return Self::At(index);
        }
        let (key, value) = bucket.swap_remove(index);
        Self::Entry(key, value)
    }
}

impl<K: Clone, V: Clone> Tree<K, V> {
    /// Takes the entry of a hash out that `same` says is the one.
    #[inline]
    pub(crate) fn remove(&mut self, hash: u64, mut same: impl FnMut(&K) -> bool) -> Option<(K, V)> {
        let taken = match self.root.as_mut()?.reach() {
            Some(Either::Right(dir)) => dir.take_in_place(hash, &mut same),
            Some(Either::Left(Either::Left(bucket))) => {
                Some(Taken::from_bucket(bucket, tag(hash), None, &mut same))
            }
            _ => None,
        };
        match taken {
            Some(Taken::Entry(key, value)) => {
                self.len -= 1;
                Some((key, value))
            }
            Some(Taken::Missing) => None,
            Some(Taken::At(index)) => Some(self.remove_at(hash, index)),
            None => {
                let index = self.find(hash, same)?;
                Some(self.remove_at(hash, index))
            }
        }
    }

    /// Takes the entry out at a place that `find` gave.
    ///
    /// # Panics
    /// If there is none.
    #[inline(never)]
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
        if !self.will_unite(slot) {
            return self.fan.edit(slot, |kid| take(kid, index));
        }
        self.own(slot);
        if let Some(other) = self.fan.other(slot) {
            self.own(other);
        }
        let taken = self.fan.edit(slot, |kid| match bucket(kid) {
            // It moves in a moment, and need not find its places before.
            Some(bucket) if bucket.len() > 1 => {
                bucket.get_mut().expect("was made its handle's own").swap_remove(index)
            }
            _ => take(kid, index),
        });
        self.unite(slot);
        taken
    }

    /// Takes an entry out where no node changes but its bucket, and that in place; none where nodes are
    /// shared.
    #[inline]
    fn take_in_place(
        &mut self,
        hash: u64,
        same: &mut impl FnMut(&K) -> bool,
    ) -> Option<Taken<K, V>> {
        let (dir, slot) = self.lowest_reached(hash)?;
        let beside = dir.len_beside(slot);
        let Either::Left(Either::Left(bucket)) = dir.fan.reach(slot)? else { return None };
        Some(Taken::from_bucket(bucket, tag(hash), beside, same))
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

    /// The entries of the other half of a range, if that is one range without a directory.
    #[inline]
    pub(super) fn len_beside(&self, slot: usize) -> Option<usize> {
        self.end_len(self.fan.other(slot)?)
    }

    /// Whether a range and its other half fit into one bucket when one entry is gone.
    fn will_unite(&self, slot: usize) -> bool {
        let sum = self.len_beside(slot).zip(self.end_len(slot));
        sum.is_some_and(|(other, len)| len + other <= Tree::<K, V>::FULL + 1)
    }

    /// The bucket that is all of this directory.
    #[inline]
    pub(super) fn only(&mut self) -> Option<Node<K, V>> {
        if self.fan.ranges() > 1 || self.is_deeper(0) {
            return None;
        }
        self.fan.edit(0, Option::take)
    }

    /// Gives the range of a slot and its other half to one bucket, while there are no more entries in
    /// both than fit. Both are this directory's own, or one is empty.
    pub(super) fn unite(&mut self, slot: usize)
    where
        K: Clone,
        V: Clone,
    {
        while let Some(other) = self.fits(slot) {
            self.unite_with(slot, other);
        }
    }

    #[inline]
    fn unite_with(&mut self, slot: usize, other: usize)
    where
        K: Clone,
        V: Clone,
    {
        let mut low = self.fan.edit(slot.min(other), Option::take);
        let mut high = self.fan.edit(slot.max(other), Option::take);
        let kid = match (bucket(&mut low), bucket(&mut high)) {
            (Some(to), Some(from)) => {
                let to = to.make_mut(from.len(), bucket_capacity::<K, V>);
                from.get_mut().expect("was made its handle's own").move_all(to);
                low
            }
            (None, _) => high,
            (_, None) => low,
        };
        self.fan.unite(slot, kid);
    }

    /// The other half of the range of a slot, if there are no more entries in both than fit.
    #[inline]
    fn fits(&self, slot: usize) -> Option<usize> {
        let (len, other) = self.end_len(slot).zip(self.fan.other(slot))?;
        (len + self.end_len(other)? <= Tree::<K, V>::FULL).then_some(other)
    }

    /// As `unite`, where buckets may be shared.
    #[cfg(feature = "rayon")]
    pub(super) fn unite_shared(&mut self, slot: usize)
    where
        K: Clone,
        V: Clone,
    {
        while let Some(other) = self.fits(slot) {
            if self.fan.get(slot).is_some() && self.fan.get(other).is_some() {
                self.own(slot);
                self.own(other);
            }
            self.unite_with(slot, other);
        }
    }
}

fn bucket<K, V>(kid: &mut Option<Node<K, V>>) -> Option<&mut crate::raw::Bucket<K, V>> {
    kid.as_mut()?.left_mut()?.left_mut()
}
