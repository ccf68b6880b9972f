//! Two maps walked side by side, past whatever they share. Does not know what is made of what it sees.
//!
//! Where both have directories, their slots are walked in step. Where one has a bucket and the other more,
//! the entries of the bucket are dealt out by their hashes. So for m and n entries, m <= n, at most
//! O(m log(n / m + 1)) are looked at, and for two versions of one map those of the nodes that differ.

use alloc::vec;
use core::marker::PhantomData;
use core::ops::Range;

use super::{Buckets, Directory, End, Node, Tree, WIDTH, slot};
use crate::raw::{Bucket, Either, PLACES};
use crate::tree::look::{self, Look};
use crate::tree::rule::{Flow, Side};

/// Some entries of one side.
pub(crate) enum Part<'a, K, V> {
    /// Those of a whole node.
    Node(Whole<'a, K, V>),
    /// Those of a bucket whose bits are set, the lowest for the first.
    Some(&'a Bucket<K, V>, u32),
}

/// A node, closed to those who look on.
pub(crate) struct Whole<'a, K, V>(&'a Node<K, V>);

impl<K, V> Clone for Whole<'_, K, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, V> Copy for Whole<'_, K, V> {}

impl<K, V> Clone for Part<'_, K, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, V> Copy for Part<'_, K, V> {}

impl<'a, K, V> Part<'a, K, V> {
    /// The buckets, and which of their entries are meant.
    pub(super) fn buckets(self) -> impl Iterator<Item = (&'a Bucket<K, V>, u32)> {
        let (buckets, one) = match self {
            Self::Node(node) => (Buckets::of(Some(node.0)), None),
            Self::Some(bucket, marks) => (Buckets::none(), Some((bucket, marks))),
        };
        one.into_iter().chain(buckets.map(|bucket| (bucket, bucket.all())))
    }

    /// All entries.
    pub(crate) fn entries(self) -> impl Iterator<Item = &'a (K, V)> {
        self.buckets().flat_map(|(bucket, marks)| marked(bucket, marks))
    }
}

/// The entries of a bucket whose bits are set.
fn marked<K, V>(bucket: &Bucket<K, V>, marks: u32) -> impl Iterator<Item = &(K, V)> {
    bits(marks).map(|index| &bucket.entries()[index])
}

fn bits(mut marks: u32) -> impl Iterator<Item = usize> {
    core::iter::from_fn(move || {
        let index = (marks != 0).then(|| marks.trailing_zeros() as usize)?;
        marks &= marks - 1;
        Some(index)
    })
}

impl<'a, K, V> look::Part<'a, K, V> for Part<'a, K, V> {
    type Entry = &'a (K, V);

    #[inline]
    fn split((key, value): &'a (K, V)) -> (&'a K, &'a V) {
        (key, value)
    }

    fn each(self, each: &mut impl FnMut(&'a K, &'a V)) {
        self.entries().for_each(|(key, value)| each(key, value));
    }
}

/// Walks two trees side by side whose hashes are made in the same way, and tells of them in no order.
pub(crate) fn align<'a, K, V>(
    left: &'a Tree<K, V>,
    right: &'a Tree<K, V>,
    same: impl FnMut(&K, &K) -> bool,
    rehash: impl FnMut(&K) -> u64,
    look: &mut impl Look<'a, K, V, Part<'a, K, V>>,
) -> Flow {
    align_nodes(left.root.as_ref(), right.root.as_ref(), 0, same, rehash, look)
}

/// As `align`, of what two slots have below so many directories.
pub(super) fn align_nodes<'a, K, V>(
    left: Option<&'a Node<K, V>>,
    right: Option<&'a Node<K, V>>,
    depth: usize,
    same: impl FnMut(&K, &K) -> bool,
    rehash: impl FnMut(&K) -> u64,
    look: &mut impl Look<'a, K, V, Part<'a, K, V>>,
) -> Flow {
    Walk { same, rehash, look, of: PhantomData }.nodes(left, right, depth)
}

/// The same for trees whose hashes are made in different ways: every key is looked up.
pub(crate) fn look_up<'a, K, V>(
    left: &'a Tree<K, V>,
    right: &'a Tree<K, V>,
    mut same: impl FnMut(&K, &K) -> bool,
    hash: (impl FnMut(&K) -> u64, impl FnMut(&K) -> u64),
    look: &mut impl Look<'a, K, V, Part<'a, K, V>>,
) -> Flow {
    let (mut left_hash, mut right_hash) = hash;
    for bucket in left.buckets() {
        let mut only = 0;
        for (index, entry) in bucket.entries().iter().enumerate() {
            match right.get(right_hash(&entry.0), |key| same(&entry.0, key)) {
                Some(other) => look.both(entry, other)?,
                None => only |= 1 << index,
            }
        }
        if only != 0 {
            look.only(Side::Left, Part::Some(bucket, only))?;
        }
    }
    for bucket in right.buckets() {
        let mut only = 0;
        for (index, entry) in bucket.entries().iter().enumerate() {
            let found = left.get(left_hash(&entry.0), |key| same(key, &entry.0));
            only |= u32::from(found.is_none()) << index;
        }
        if only != 0 {
            look.only(Side::Right, Part::Some(bucket, only))?;
        }
    }
    Flow::Continue(())
}

/// A walk in progress.
struct Walk<'l, 'a, K, V, S, H, L> {
    same: S,
    rehash: H,
    look: &'l mut L,
    of: PhantomData<&'a Node<K, V>>,
}

/// A bucket that stands beside more than one.
struct Few<'a, K, V> {
    bucket: &'a Bucket<K, V>,
    hashes: [u64; PLACES],
    side: Side,
}

impl<K, V> Few<'_, K, V> {
    /// Those of some entries that belong to a range of slots.
    fn dealt(&self, marks: u32, range: &Range<usize>, depth: usize) -> u32 {
        bits(marks)
            .filter(|&index| range.contains(&slot(self.hashes[index], depth)))
            .fold(0, |dealt, index| dealt | 1 << index)
    }
}

impl<'a, K, V, S, H, L> Walk<'_, 'a, K, V, S, H, L>
where
    S: FnMut(&K, &K) -> bool,
    H: FnMut(&K) -> u64,
    L: Look<'a, K, V, Part<'a, K, V>>,
{
    fn nodes(
        &mut self,
        left: Option<&'a Node<K, V>>,
        right: Option<&'a Node<K, V>>,
        depth: usize,
    ) -> Flow {
        let (left, right) = match (left, right) {
            (Some(left), Some(right)) => (left, right),
            (Some(left), None) => return self.look.only(Side::Left, Part::Node(Whole(left))),
            (None, Some(right)) => return self.look.only(Side::Right, Part::Node(Whole(right))),
            (None, None) => return Flow::Continue(()),
        };
        if left.addr() == right.addr() {
            return self.shared(Part::Node(Whole(left)));
        }
        match (left.get(), right.get()) {
            (Either::Right(left), Either::Right(right)) => self.directories(left, right, depth),
            (Either::Left(left), Either::Left(right)) => self.ends(left, right),
            (Either::Left(left), Either::Right(_)) => {
                let few = self.few(Side::Left, left);
                self.beside(&few, few.bucket.all(), Some(right), depth)
            }
            (Either::Right(_), Either::Left(right)) => {
                let few = self.few(Side::Right, right);
                self.beside(&few, few.bucket.all(), Some(left), depth)
            }
        }
    }

    fn shared(&mut self, part: Part<'a, K, V>) -> Flow {
        if self.look.shared(part)? {
            for entry in part.entries() {
                self.look.both(entry, entry)?;
            }
        }
        Flow::Continue(())
    }

    fn directories(
        &mut self,
        left: &'a Directory<K, V>,
        right: &'a Directory<K, V>,
        depth: usize,
    ) -> Flow {
        let mut at = 0;
        while at < WIDTH {
            let (here, there) = (left.fan.range(at), right.fan.range(at));
            let kids = (left.fan.get(at), right.fan.get(at));
            if here == there {
                self.nodes(kids.0, kids.1, depth + 1)?;
            } else if here.len() > there.len() {
                self.wide(Side::Left, kids.0, right, here.clone(), depth)?;
            } else {
                self.wide(Side::Right, kids.1, left, there.clone(), depth)?;
            }
            at = here.end.max(there.end);
        }
        Flow::Continue(())
    }

    /// A bucket, or nothing, beside the kids that share its range on the other side.
    fn wide(
        &mut self,
        side: Side,
        kid: Option<&'a Node<K, V>>,
        other: &'a Directory<K, V>,
        range: Range<usize>,
        depth: usize,
    ) -> Flow {
        let few = match kid.map(Node::get) {
            Some(Either::Left(end)) => Some(self.few(side, end)),
            _ => None,
        };
        let marks = few.as_ref().map_or(0, |few| few.bucket.all());
        let mut at = range.start;
        while at < range.end {
            let there = other.fan.range(at);
            at = there.end;
            let kid = other.fan.get(there.start);
            match &few {
                Some(few) => self.beside(few, few.dealt(marks, &there, depth), kid, depth + 1)?,
                None => self.alone(side.other(), kid)?,
            }
        }
        Flow::Continue(())
    }

    fn alone(&mut self, side: Side, node: Option<&'a Node<K, V>>) -> Flow {
        match node {
            Some(node) => self.look.only(side, Part::Node(Whole(node))),
            None => Flow::Continue(()),
        }
    }

    fn few(&mut self, side: Side, end: &'a End<K, V>) -> Few<'a, K, V> {
        let bucket = end.bucket().expect("collisions have no directory beside them");
        let mut hashes = [0; PLACES];
        for (hash, (key, _)) in hashes.iter_mut().zip(bucket.entries()) {
            *hash = (self.rehash)(key);
        }
        Few { bucket, hashes, side }
    }

    /// Some entries of a bucket beside a node of the other side.
    fn beside(
        &mut self,
        few: &Few<'a, K, V>,
        marks: u32,
        node: Option<&'a Node<K, V>>,
        depth: usize,
    ) -> Flow {
        if marks == 0 {
            return self.alone(few.side.other(), node);
        }
        match node.map(Node::get) {
            None => self.look.only(few.side, Part::Some(few.bucket, marks)),
            Some(Either::Left(end)) => self.pairs(few.side, few.bucket, marks, end.buckets()),
            Some(Either::Right(dir)) => {
                let mut at = 0;
                while at < WIDTH {
                    let range = dir.fan.range(at);
                    let kid = dir.fan.get(at);
                    at = range.end;
                    self.beside(few, few.dealt(marks, &range, depth), kid, depth + 1)?;
                }
                Flow::Continue(())
            }
        }
    }

    fn ends(&mut self, left: &'a End<K, V>, right: &'a End<K, V>) -> Flow {
        if let (Some(left), Some(right)) = (left.bucket(), right.bucket()) {
            return self.pairs(Side::Left, left, left.all(), core::slice::from_ref(right));
        }
        // Of collisions, buckets that both have at the same place are shared.
        let (left, right) = (left.buckets(), right.buckets());
        let mut is_shared = vec![false; left.len().min(right.len())];
        for (at, is_shared) in is_shared.iter_mut().enumerate() {
            *is_shared = left[at].addr() == right[at].addr();
            if *is_shared {
                self.shared(Part::Some(&left[at], left[at].all()))?;
            }
        }
        let mut found = vec![0; right.len()];
        let is_shared = |at: usize| is_shared.get(at).is_some_and(|shared| *shared);
        for (_, bucket) in left.iter().enumerate().filter(|(at, _)| !is_shared(*at)) {
            let others = right.iter().enumerate().filter(|(at, _)| !is_shared(*at));
            self.find(Side::Left, bucket, bucket.all(), others, &mut found)?;
        }
        for (at, bucket) in right.iter().enumerate().filter(|(at, _)| !is_shared(*at)) {
            self.rest(Side::Right, bucket, found[at])?;
        }
        Flow::Continue(())
    }

    /// Some entries of a bucket beside all those at the end of a path of the other side.
    fn pairs(
        &mut self,
        side: Side,
        bucket: &'a Bucket<K, V>,
        marks: u32,
        others: &'a [Bucket<K, V>],
    ) -> Flow {
        if let [other] = others {
            let mut found = [0];
            self.find(side, bucket, marks, [(0, other)].into_iter(), &mut found)?;
            return self.rest(side.other(), other, found[0]);
        }
        let mut found = vec![0; others.len()];
        self.find(side, bucket, marks, others.iter().enumerate(), &mut found)?;
        for (bucket, found) in others.iter().zip(found) {
            self.rest(side.other(), bucket, found)?;
        }
        Flow::Continue(())
    }

    /// Looks for some entries of a bucket in others, of which each has a place in `found`.
    #[inline]
    fn find(
        &mut self,
        side: Side,
        bucket: &'a Bucket<K, V>,
        marks: u32,
        others: impl Iterator<Item = (usize, &'a Bucket<K, V>)> + Clone,
        found: &mut [u32],
    ) -> Flow {
        let mut only = 0;
        for index in bits(marks) {
            let entry = &bucket.entries()[index];
            let tag = bucket.tags()[index];
            let mut hit = None;
            for (at, other) in others.clone() {
                hit = other.find(tag, |key| (self.same)(&entry.0, key));
                if let Some((index, _)) = hit {
                    found[at] |= 1 << index;
                    break;
                }
            }
            match (hit, side) {
                (None, _) => only |= 1 << index,
                (Some((_, other)), Side::Left) => self.look.both(entry, other)?,
                (Some((_, other)), Side::Right) => self.look.both(other, entry)?,
            }
        }
        if only == 0 { Flow::Continue(()) } else { self.look.only(side, Part::Some(bucket, only)) }
    }

    /// Those entries of a bucket that were not found.
    fn rest(&mut self, side: Side, bucket: &'a Bucket<K, V>, found: u32) -> Flow {
        let only = bucket.all() & !found;
        if only == 0 { Flow::Continue(()) } else { self.look.only(side, Part::Some(bucket, only)) }
    }
}
