//! Takes out what a closure chooses, entry by entry. The tree is whole between any two of them, so that
//! nothing depends on how it ends.

use core::ops::Range;

use super::{BITS, End, Node, Tree, WIDTH, slot};
use crate::raw::{Bucket, Either};

/// Where a sweep through a tree has come to, in the order of the slots.
///
/// Invariant: the entries behind `index` at the end of `path`, and those of the ranges behind that, are
/// those not yet asked about, each once. (Ranges unite the lower half first, and an entry that is taken
/// is followed by one not asked about: so those asked about stay in front.)
pub(crate) struct Sweep {
    /// The lowest bits lead to the end; none when all is done.
    path: Option<u64>,
    index: usize,
}

/// An end on a path: where it stands, and how many entries it has.
struct Stop {
    depth: usize,
    range: Range<usize>,
    len: usize,
}

impl Sweep {
    pub(crate) const fn new() -> Self {
        Self { path: Some(0), index: 0 }
    }

    /// The path to the next range.
    fn advance(&mut self, path: u64, stop: &Stop) {
        self.index = 0;
        let (mut depth, mut next) = (stop.depth, stop.range.end);
        while next == WIDTH {
            let Some(above) = depth.checked_sub(1) else {
                self.path = None;
                return;
            };
            depth = above;
            next = slot(path, depth) + 1;
        }
        let shift = BITS as usize * depth;
        self.path = Some(path & ((1 << shift) - 1) | (next as u64) << shift);
    }

    /// The next entry that `goes` chooses, taken out of the tree.
    pub(crate) fn next<K: Clone, V: Clone>(
        &mut self,
        tree: &mut Tree<K, V>,
        mut goes: impl FnMut(&K, &mut V) -> bool,
    ) -> Option<(K, V)> {
        self.find(tree, |tree, path, index| tree.ask(path, index, &mut goes))
    }

    /// As `next`, by the keys alone: what is passed stays shared.
    pub(crate) fn next_key<K: Clone, V: Clone>(
        &mut self,
        tree: &mut Tree<K, V>,
        mut goes: impl FnMut(&K) -> bool,
    ) -> Option<(K, V)> {
        self.next_seen(tree, |key, _| goes(key))
    }

    /// As `next`, of entries that are only read: what is passed stays shared.
    pub(crate) fn next_seen<K: Clone, V: Clone>(
        &mut self,
        tree: &mut Tree<K, V>,
        mut goes: impl FnMut(&K, &V) -> bool,
    ) -> Option<(K, V)> {
        self.find(tree, |tree, path, index| tree.ask_seen(path, index, &mut goes))
    }

    /// `ask` asks about the entries at the end of a path, from an index on, which it counts up before
    /// each: one that user code panics at stays, and is passed. It says whether the last one goes.
    pub(super) fn find<K: Clone, V: Clone>(
        &mut self,
        tree: &mut Tree<K, V>,
        mut ask: impl FnMut(&mut Tree<K, V>, u64, &mut usize) -> bool,
    ) -> Option<(K, V)> {
        while let Some(path) = self.path {
            if ask(tree, path, &mut self.index) {
                let stop = tree.stop(path);
                let index = self.index - 1;
                let entry = tree.remove_at(path, index);
                // If the range was united with its other half, what stood in the lower one comes
                // first: where that was not this one, it was asked about.
                let came = tree.stop(path).len - (stop.len - 1);
                let is_high = stop.range.start & stop.range.len() != 0;
                self.index = index + if is_high { came } else { 0 };
                return Some(entry);
            }
            self.advance(path, &tree.stop(path));
        }
        None
    }
}

impl<K, V> Tree<K, V> {
    /// Where a path ends.
    fn stop(&self, path: u64) -> Stop {
        let mut stop = Stop { depth: 0, range: 0..WIDTH, len: 0 };
        let mut node = self.root.as_ref();
        for depth in 0.. {
            let dir = match node.map(Node::get) {
                None => break,
                Some(Either::Left(end)) => {
                    stop.len = end.len();
                    break;
                }
                Some(Either::Right(dir)) => dir,
            };
            let at = slot(path, depth);
            (stop.depth, stop.range) = (depth, dir.fan.range(at));
            node = dir.fan.get(at);
        }
        stop
    }
}

impl<K: Clone, V: Clone> Tree<K, V> {
    /// Asks about the entries at the end of a path, from an index on, which it makes this tree's own, until
    /// one goes.
    pub(super) fn ask(
        &mut self,
        path: u64,
        index: &mut usize,
        goes: &mut impl FnMut(&K, &mut V) -> bool,
    ) -> bool {
        let len = self.end(path).map_or(0, End::len);
        while *index < len {
            let Some((key, value)) = self.at_mut(path, *index) else { break };
            *index += 1;
            if goes(key, value) {
                return true;
            }
            let Some(bucket) = self.reach_bucket(path) else { continue };
            return bucket.entries_mut()[*index..].iter_mut().any(|(key, value)| {
                *index += 1;
                goes(key, value)
            });
        }
        false
    }

    /// As `ask`, of entries that are only read, whose nodes may be shared.
    pub(super) fn ask_seen(
        &self,
        path: u64,
        index: &mut usize,
        goes: &mut impl FnMut(&K, &V) -> bool,
    ) -> bool {
        let buckets = self.end(path).map_or(&[][..], End::buckets);
        let mut entries = buckets.iter().flat_map(Bucket::entries).skip(*index);
        entries.any(|(key, value)| {
            *index += 1;
            goes(key, value)
        })
    }
}
