//! Makes a tree of many entries at once. They are dealt out by their hashes first, so that each bucket is
//! made once, at its size.

use alloc::vec::Vec;
use core::mem;
use core::ops::Range;

use super::{Directory, End, LEVELS, Node, Tree, WIDTH, bucket_capacity, slot, tag};
use crate::raw::{Bucket, Fan};
use crate::tree::TINY;
use triomphe::Arc;

/// Many things by hashes, laid on heaps by the bits that directories look at first: what is on one heap
/// meets the same nodes. (At 1,000,000 entries, without heaps a build waits for memory half of its time.)
pub(crate) struct Heaps<T> {
    heaps: Vec<Vec<T>>,
}

impl<T> Heaps<T> {
    /// Whether there is more than one heap for so many things.
    pub(crate) const fn are_many(least: usize) -> bool {
        least >= if TINY { 40 } else { 1 << 14 }
    }

    /// Heaps for so many things at least, which are put on them by hand.
    pub(crate) fn new(least: usize) -> Self {
        let count = if Self::are_many(least) { 256 } else { 1 };
        let each = least / count;
        let heaps = (0..count).map(|_| Vec::with_capacity(each + each / 8)).collect();
        Self { heaps }
    }

    /// The heap of a hash.
    #[inline]
    pub(crate) fn of(&mut self, hash: u64) -> &mut Vec<T> {
        let last = self.heaps.len() - 1;
        &mut self.heaps[hash as usize & last]
    }
}

impl<T> IntoIterator for Heaps<T> {
    type Item = T;
    type IntoIter = core::iter::Flatten<alloc::vec::IntoIter<Vec<T>>>;

    /// All of a heap, as they came, then all of the next.
    fn into_iter(self) -> Self::IntoIter {
        self.heaps.into_iter().flatten()
    }
}

/// An entry by its hash, and where it lies on its heap.
#[derive(Clone, Copy)]
struct Card {
    hash: u64,
    place: usize,
}

/// A tree in the making.
struct Build<K, V, S> {
    /// Those that are not in yet.
    entries: Heaps<Option<(K, V)>>,
    /// Room to deal out into.
    table: Vec<Card>,
    same: S,
    /// Entries that are in.
    len: usize,
    /// Whether keys came twice, so that there may be less than was thought.
    is_less: bool,
}

impl<K: Clone, V: Clone> Tree<K, V> {
    /// A tree of entries that come with their hashes, in any order. Of equal keys, the first one is kept,
    /// and the last one's value.
    pub(crate) fn from_entries(
        entries: impl Iterator<Item = (u64, K, V)>,
        same: impl FnMut(&K, &K) -> bool,
    ) -> Self {
        let least = entries.size_hint().0;
        let (mut cards, mut all) = (Vec::with_capacity(least), Heaps::new(least));
        for (hash, key, value) in entries {
            let heap = all.of(hash);
            cards.push(Card { hash, place: heap.len() });
            heap.push(Some((key, value)));
        }
        let table = if cards.len() > Self::FULL { cards.clone() } else { Vec::new() };
        let mut build = Build { entries: all, table, same, len: 0, is_less: false };
        let root = build.node(&mut cards, 0);
        Self { root, len: build.len }
    }

    /// Whether entries are one bucket's worth at most.
    pub(crate) fn are_few(most: Option<usize>) -> bool {
        most.is_some_and(|most| most <= Self::FULL)
    }

    /// As `from_entries`, of no more than one bucket's worth: what comes behind is not asked for. Nothing
    /// is dealt out (10 entries took 237 instructions each with, and take 77 without).
    pub(crate) fn from_few(
        entries: impl Iterator<Item = (u64, K, V)>,
        mut same: impl FnMut(&K, &K) -> bool,
    ) -> Self {
        let least = entries.size_hint().0.min(Self::FULL);
        let mut bucket = Bucket::with_capacity(bucket_capacity::<K, V>(least));
        for (hash, key, value) in entries.take(Self::FULL) {
            let block = bucket.get_mut().expect("a new bucket has one owner");
            if let Some((_, there)) = block.find_mut(tag(hash), |other| same(&key, other)) {
                drop((key, mem::replace(&mut there.1, value)));
            } else if block.room() > 0 {
                block.push(tag(hash), key, value);
            } else {
                bucket.make_mut(1, bucket_capacity::<K, V>).push(tag(hash), key, value);
            }
        }
        let len = bucket.len();
        let mut end = End::left(bucket);
        end.fit();
        Self { root: (len > 0).then(|| Node::left(end)), len }
    }
}

impl<K: Clone, V: Clone, S: FnMut(&K, &K) -> bool> Build<K, V, S> {
    const FULL: usize = Tree::<K, V>::FULL;

    /// What a slot has that some entries lead to, below so many directories.
    fn node(&mut self, cards: &mut [Card], depth: usize) -> Option<Node<K, V>> {
        if cards.len() > Self::FULL && depth < LEVELS {
            return Some(self.directory(cards, depth));
        }
        (!cards.is_empty()).then(|| Node::left(self.end(cards)))
    }

    fn directory(&mut self, cards: &mut [Card], depth: usize) -> Node<K, V> {
        let was_less = mem::take(&mut self.is_less);
        let starts = deal(cards, &mut self.table[..], depth);
        let mut dir = Directory { fan: Fan::new(None) };
        self.fill(&mut dir, 0..WIDTH, cards, &starts, depth);
        let mut only = None;
        if self.is_less {
            (0..WIDTH).for_each(|slot| dir.unite(slot));
            only = dir.only();
        }
        self.is_less |= was_less;
        only.unwrap_or_else(|| Node::right(Arc::new(dir)))
    }

    /// Fills a range of slots.
    fn fill(
        &mut self,
        dir: &mut Directory<K, V>,
        range: Range<usize>,
        cards: &mut [Card],
        starts: &[usize; WIDTH + 1],
        depth: usize,
    ) {
        let here = &mut cards[starts[range.start]..starts[range.end]];
        if here.len() <= Self::FULL || range.len() == 1 {
            let kid = self.node(here, depth + 1);
            return dir.fan.edit(range.start, |there| *there = kid);
        }
        let middle = range.start.midpoint(range.end);
        dir.fan.divide(range.start, None, None);
        self.fill(dir, range.start..middle, cards, starts, depth);
        self.fill(dir, middle..range.end, cards, starts, depth);
    }

    /// Entries that are one bucket's worth, or have one hash.
    fn end(&mut self, cards: &[Card]) -> End<K, V> {
        let cap = bucket_capacity::<K, V>(cards.len().min(Self::FULL));
        let mut end = End::left(Bucket::with_capacity(cap));
        for card in cards {
            let entry = self.entries.of(card.hash)[card.place].take();
            let (key, value) = entry.expect("an entry is dealt out once");
            let tag = tag(card.hash);
            if let Some(index) = end.find(tag, |other| (self.same)(&key, other)) {
                self.is_less = true;
                let there = end.at_own(index).expect("an entry that was found is there");
                let old = mem::replace(&mut there.1, value);
                drop((key, old));
                continue;
            }
            self.len += 1;
            if let Err((key, value)) = end.push(tag, key, value) {
                end.collide();
                assert!(end.push(tag, key, value).is_ok(), "collisions have room");
            }
        }
        end.fit();
        end
    }
}

/// Orders cards by their slots in a directory, and tells where those of each slot begin. Those of one slot
/// stay in their order.
fn deal(cards: &mut [Card], table: &mut [Card], depth: usize) -> [usize; WIDTH + 1] {
    let mut starts = [0; WIDTH + 1];
    for card in &*cards {
        starts[slot(card.hash, depth) + 1] += 1;
    }
    for at in 0..WIDTH {
        starts[at + 1] += starts[at];
    }
    let (mut next, table) = (starts, &mut table[..cards.len()]);
    for card in &*cards {
        let to = &mut next[slot(card.hash, depth)];
        table[*to] = *card;
        *to += 1;
    }
    cards.copy_from_slice(table);
    starts
}
