//! The leaf of maps: a run of keys and values. Knows no order among the keys.

use super::{Bound, Edit, Keys, Leaf, Place, Position, Tree};
use crate::raw::Pairs;
use crate::tree::{self, Narrow};

/// Entries of a full leaf.
pub(super) const fn full<K, V>() -> usize {
    tree::entries_per_leaf::<K, V>()
}

/// Places to take for `len` entries.
pub(super) fn capacity<K, V>(len: usize) -> usize {
    tree::capacity(len, full::<K, V>())
}

/// Places to take for `len` entries of a leaf that is this tree's own and grows: who has one entry will
/// soon have more. From three places to eleven, as many as a leaf of std's `BTreeMap` has.
pub(super) fn grown<K, V>(len: usize) -> usize {
    const FIRST: usize = 3;
    const { assert!(full::<K, V>() > FIRST) };
    const SECOND: usize = 11;
    if len <= FIRST {
        FIRST
    } else if len <= SECOND && full::<K, V>() >= 2 * SECOND {
        SECOND
    } else {
        capacity::<K, V>(len.max(full::<K, V>().min(2 * FIRST)))
    }
}

impl<K, V> Leaf for Pairs<K, V> {
    const FULL: usize = full::<K, V>();

    const BYTES: usize = tree::ahead(full::<K, V>() * (size_of::<K>() + size_of::<V>()));

    type Index = Keys<K>;

    type Kids = Narrow;

    #[inline]
    fn len(&self) -> usize {
        Pairs::len(self)
    }

    fn blocks(&self, each: &mut dyn FnMut(usize, usize)) {
        each(self.addr(), self.heap_bytes());
    }
}

impl<K: Clone, V: Clone> Edit for Pairs<K, V> {
    fn own(&mut self) {
        self.make_mut(0, capacity::<K, V>);
    }

    fn bound(&self) -> K {
        self.keys()[0].clone()
    }

    fn between(&self, next: &Self, less: (usize, usize)) -> Option<K> {
        let (own, more) = (self.len() - less.0, next.len() - less.1);
        let half = (own + more) / 2;
        if own + more <= Self::FULL {
            None
        } else if own < half {
            // Nothing leaves the one that has too much.
            next.keys().get(half - own).cloned()
        } else {
            self.keys().get(half).or(next.keys().first()).cloned()
        }
    }

    fn merge(&mut self, next: &mut Self, between: Option<K>) -> Option<K> {
        let between = between.or_else(|| self.between(next, (0, 0)));
        let (own, more) = (self.len(), next.len());
        let total = own + more;
        if total <= Self::FULL {
            let to = self.make_mut(more, capacity::<K, V>);
            match next.get_mut() {
                Some(from) => from.move_tail(0, to),
                None => to.extend_clone(next.keys(), next.values()),
            }
            return None;
        }
        let half = total / 2;
        if own < half {
            let count = half - own;
            next.own();
            let to = self.make_mut(count, capacity::<K, V>);
            next.make_mut(0, capacity::<K, V>).move_head(count, to);
            return between;
        }
        let count = own - half;
        self.own();
        let to = next.make_mut(count, capacity::<K, V>);
        to.prepend_tail(self.make_mut(0, capacity::<K, V>), count);
        between
    }
}

/// Gives places back where a leaf has a quarter of a full one too many.
pub(super) fn trim<K: Clone, V: Clone>(leaf: &mut Pairs<K, V>) {
    if leaf.capacity() - leaf.len() > full::<K, V>() / 4 && leaf.is_unique() {
        leaf.relocate(capacity::<K, V>(leaf.len()));
    }
}

/// Puts an entry into a leaf, and splits the leaf if it is full; returns the upper half. `edge`
/// says whether this is the first and whether it is the last leaf of all: what fills a tree in
/// order leaves full leaves behind.
fn insert_into<K: Clone, V: Clone>(
    leaf: &mut Pairs<K, V>,
    at: usize,
    edge: (bool, bool),
    (key, value): (K, V),
) -> Option<(K, Pairs<K, V>)> {
    let full = full::<K, V>();
    let len = leaf.len();
    if len < full {
        leaf.make_mut(1, grown::<K, V>).insert(at, key, value);
        return None;
    }
    let single = |key, value| {
        // Beside a full leaf it is likely to be filled.
        let mut run = Pairs::with_capacity(capacity::<K, V>(full.div_ceil(4)));
        run.get_mut().expect("a new run has one owner").insert(0, key, value);
        run
    };
    if edge.1 && at == len {
        return Some((key.clone(), single(key, value)));
    }
    if edge.0 && at == 0 {
        let bound = leaf.bound();
        return Some((bound, core::mem::replace(leaf, single(key, value))));
    }
    let half = full / 2;
    // What may panic comes first.
    let bound =
        if at == half { key.clone() } else { leaf.keys()[half - usize::from(at < half)].clone() };
    let cut = half - usize::from(at < half);
    let block = leaf.make_mut(0, capacity::<K, V>);
    let mut upper = Pairs::with_capacity(capacity::<K, V>(len - cut + 1));
    let to = upper.get_mut().expect("a new run has one owner");
    block.move_tail(cut, to);
    if at >= half {
        to.insert(at - cut, key, value);
    } else {
        block.insert(at, key, value);
    }
    trim(leaf);
    Some((bound, upper))
}

impl<K: Clone, V: Clone> Tree<Pairs<K, V>> {
    /// Puts an entry at a place, which is where its key belongs.
    pub(crate) fn insert_at(&mut self, place: impl Place<Pairs<K, V>>, key: K, value: V) {
        if self.is_empty() {
            let mut run = Pairs::with_capacity(grown::<K, V>(1));
            run.get_mut().expect("a new run has one owner").insert(0, key, value);
            *self = Self::of_leaf(run);
            return;
        }
        self.grow_at(place, |leaf, at, edge| insert_into(leaf, at, edge, (key, value)));
    }

    /// Takes the entry at a place, which there must be.
    pub(crate) fn remove_at(&mut self, place: impl Place<Pairs<K, V>>) -> (K, V) {
        self.shrink_at(place, 1, |leaf, at| {
            let entry = leaf.make_mut(0, capacity::<K, V>).remove(at);
            trim(leaf);
            entry
        })
    }

    /// Takes marked entries, of which there is one at least, out of the leaf that holds `pos`: the
    /// bits of `marks` are the places in the leaf, from the lowest on.
    pub(crate) fn remove_marked(&mut self, pos: usize, marks: u64) -> Pairs<K, V> {
        const { assert!(full::<K, V>() <= 64, "a leaf has at most as many places as marks") };
        let count = marks.count_ones() as usize;
        self.shrink_at(Position(pos), count, |leaf, _| {
            let mut gone = Pairs::with_capacity(count);
            let block = leaf.make_mut(0, capacity::<K, V>);
            block.move_marked(marks, gone.get_mut().expect("a new run has one owner"));
            trim(leaf);
            gone
        })
    }

    /// Cuts off the entries from `pos` on. If a clone panics, a part of the tree may be lost.
    pub(crate) fn split_off(&mut self, pos: usize) -> Self {
        let (between, mut right) = self.cut(pos);
        if let Some((mut low, at)) = between {
            let len = low.len();
            let high = match low.get_mut() {
                Some(block) => {
                    let mut high = Pairs::with_capacity(capacity::<K, V>(len - at));
                    block.move_tail(at, high.get_mut().expect("a new run has one owner"));
                    trim(&mut low);
                    high
                }
                None => {
                    let high = low.cloned(at..len, capacity::<K, V>(len - at));
                    low = low.cloned(0..at, capacity::<K, V>(at));
                    high
                }
            };
            self.append_leaf(&mut Some(low));
            right.prepend_leaf(&mut Some(high));
        }
        right
    }

    /// A tree of entries in order, in full leaves.
    pub(crate) fn from_entries(entries: &mut impl Iterator<Item = (K, V)>) -> Self {
        let full = full::<K, V>();
        let mut tree = Self::new();
        loop {
            // Behind a full leaf another is likely.
            let (least, most) = entries.size_hint();
            let hint = if tree.is_empty() { most.unwrap_or(least).clamp(1, full) } else { full };
            let mut run = Pairs::with_capacity(capacity::<K, V>(hint));
            loop {
                run.get_mut().expect("a new run has one owner").fill(entries);
                if run.len() < run.capacity() || run.len() == full {
                    break;
                }
                // There may be more than was hinted.
                run.relocate(capacity::<K, V>(run.len() + 1));
            }
            let len = run.len();
            if len == 0 {
                return tree;
            }
            if len < full && capacity::<K, V>(len) < run.capacity() {
                run.relocate(capacity::<K, V>(len));
            }
            let bound: Bound<Pairs<K, V>> = run.bound();
            tree.push_back(bound, run);
            if len < full {
                return tree;
            }
        }
    }
}
