//! One tree as many, which several threads change at once: each has the entries of some slots, and is a
//! tree like any other. Knows not what is done with them.
//!
//! ```text
//!      [ a | b | c | d ]                 [ - | - | - | - ]          home, with nothing in it
//!        |   |   |   |        =>
//!                                  [ a | - ]  [ - | b ]  ...        a tree for each slot
//! ```
//!
//! Where slots were not divided evenly, since there are few entries or their hashes are bad, all is left
//! to one thread. What was taken out is put back even if user code panics.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::cmp::Reverse;
use core::ops::ControlFlow;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, IntoParallelRefMutIterator};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::align::align_nodes;
use super::combine::Gather;
use super::{BITS, Directory, Node, Tree, WIDTH, slot};
use crate::raw::{Bucket, Either, Fan};
use crate::tree::TINY;
use crate::tree::rule::{Fate, Rule};
use triomphe::Arc;

/// Entries of a part, on average, at least: to take one out and put it back takes a microsecond, and to
/// go through so many entries some ten.
const GRAIN: usize = if TINY { 10 } else { 1024 };

/// Directories above a part at most.
const DEEPEST: usize = 2;

/// A slot somewhere: the lowest bits of its hashes, and how many directories stand above.
#[derive(Clone, Copy)]
struct Place {
    path: u64,
    depth: usize,
}

impl Place {
    const ROOT: Self = Self { path: 0, depth: 0 };

    /// A slot of the directory that stands here.
    const fn below(self, slot: usize) -> Self {
        let path = self.path | (slot as u64) << (BITS as usize * self.depth);
        Self { path, depth: self.depth + 1 }
    }

    /// Whether to look for parts below, for so many entries in all.
    const fn is_worth(self, len: usize) -> bool {
        self.depth < DEEPEST && len >> (BITS as usize * (self.depth + 1)) >= GRAIN
    }
}

impl<K, V> Node<K, V> {
    /// The directory that this is, if each slot has a kid for itself.
    fn even(&self) -> Option<&Directory<K, V>> {
        match self.get() {
            Either::Right(dir) if dir.fan.ranges() == WIDTH => Some(dir),
            _ => None,
        }
    }
}

impl<K, V> Directory<K, V> {
    /// A directory all of whose slots are empty, each for itself.
    fn empty() -> Self {
        let mut fan = Fan::new(None);
        (0..BITS).rev().for_each(|bit| {
            (0..WIDTH).step_by(2 << bit).for_each(|slot| _ = fan.divide(slot, None, None));
        });
        Self { fan }
    }

    /// A directory of one kid, which has a slot for itself.
    fn of(slot: usize, kid: Node<K, V>) -> Node<K, V> {
        let mut fan = Fan::new(None);
        while fan.range(slot).len() > 1 {
            fan.divide(slot, None, None);
        }
        fan.edit(slot, |there| *there = Some(kid));
        Node::right(Arc::new(Self { fan }))
    }
}

/// What was taken out of a slot, as a tree.
struct Part<K, V> {
    place: Place,
    tree: Tree<K, V>,
}

/// What the length of a part begins with. How many entries it has, nobody knows; only by how many they
/// become more or less is used.
const UNKNOWN: usize = usize::MAX / 2;

impl<K, V> Part<K, V> {
    fn new(place: Place, node: Option<Node<K, V>>) -> Self {
        let wrap = |node: Node<K, V>| {
            // What is no directory has so few entries that it would be a root.
            let depth = if node.is_right() { place.depth } else { 0 };
            (0..depth).rev().fold(node, |node, at| Directory::of(slot(place.path, at), node))
        };
        Self { place, tree: Tree { root: node.map(wrap), len: UNKNOWN } }
    }

    /// The node for the slot, and by how many entries there are more, less `UNKNOWN`.
    fn into_node(self) -> (Option<Node<K, V>>, usize) {
        let mut root = self.tree.root;
        for depth in 0..self.place.depth {
            match root.map(Node::into_either) {
                None => return (None, self.tree.len),
                Some(Either::Left(end)) => return (Some(Node::left(end)), self.tree.len),
                Some(Either::Right(dir)) => {
                    let mut dir = Arc::unwrap_or_clone(dir);
                    root = dir.fan.edit(slot(self.place.path, depth), Option::take);
                }
            }
        }
        (root, self.tree.len)
    }
}

/// A tree from which parts were taken. They are put back in the end.
struct Parted<'a, K: Clone, V: Clone> {
    home: &'a mut Tree<K, V>,
    parts: Vec<Part<K, V>>,
}

impl<'a, K: Clone, V: Clone> Parted<'a, K, V> {
    /// Takes out what stands at some places, below directories that are divided evenly.
    fn new(home: &'a mut Tree<K, V>, places: impl Iterator<Item = Place>) -> Self {
        let mut parted = Self { home, parts: Vec::new() };
        for place in places {
            let node = parted.home.slot_of(place, Option::take);
            parted.parts.push(Part::new(place, node));
        }
        parted
    }
}

impl<K: Clone, V: Clone> Drop for Parted<'_, K, V> {
    fn drop(&mut self) {
        let mut above = BTreeSet::new();
        for part in self.parts.drain(..) {
            let Place { path, depth } = part.place;
            for depth in 0..depth {
                let mask = (1 << (BITS as usize * depth)) - 1;
                above.insert((Reverse(depth), path & mask));
            }
            let place = part.place;
            let (node, len) = part.into_node();
            self.home.len = self.home.len.wrapping_add(len).wrapping_sub(UNKNOWN);
            self.home.slot_of(place, |kid| *kid = node);
        }
        for (Reverse(depth), path) in above {
            self.home.settle(Place { path, depth });
        }
    }
}

impl<K: Clone, V: Clone> Tree<K, V> {
    /// Lets `f` change what stands at a place, whose directories are divided evenly, and made if they
    /// are not there.
    fn slot_of<R>(&mut self, place: Place, f: impl FnOnce(&mut Option<Node<K, V>>) -> R) -> R {
        if place.depth == 0 {
            return f(&mut self.root);
        }
        let make = || Node::right(Arc::new(Directory::empty()));
        let root = self.root.get_or_insert_with(make);
        let mut dir = root.right_mut().expect("parts lie below directories");
        for depth in 0..place.depth - 1 {
            let at = slot(place.path, depth);
            dir.fan.edit(at, |kid| _ = kid.get_or_insert_with(make));
            dir = dir.deeper(at);
        }
        dir.fan.edit(slot(place.path, place.depth - 1), f)
    }

    /// Gives the directory at a place its shape, where slots may have less than they had.
    fn settle(&mut self, place: Place) {
        self.slot_of(place, |node| {
            let Some(dir) = node.as_mut().and_then(Node::right_mut) else { return };
            (0..WIDTH).for_each(|slot| dir.unite_shared(slot));
            if dir.fan.ranges() == 1 && !dir.is_deeper(0) {
                // A bucket, or nothing at all.
                *node = dir.only();
            }
        });
    }

    /// The places to take parts from, and what stands there; one if it is not worth it.
    fn places(&self) -> Vec<(Place, Option<&Node<K, V>>)> {
        fn look<'a, K, V>(
            node: Option<&'a Node<K, V>>,
            place: Place,
            len: usize,
            places: &mut Vec<(Place, Option<&'a Node<K, V>>)>,
        ) {
            match node.and_then(Node::even).filter(|_| place.is_worth(len)) {
                None => places.push((place, node)),
                Some(dir) => (0..WIDTH)
                    .for_each(|slot| look(dir.fan.get(slot), place.below(slot), len, places)),
            }
        }
        let mut places = Vec::new();
        look(self.root.as_ref(), Place::ROOT, self.len, &mut places);
        places
    }
}

impl<K: Clone + Send + Sync, V: Clone + Send + Sync> Tree<K, V> {
    /// Lets `f` change parts of the tree in place, and take entries out. If it panics, the tree has what
    /// `f` has left.
    pub(crate) fn par_change(&mut self, f: impl Fn(&mut Self) + Sync) {
        let places: Vec<Place> = self.places().into_iter().map(|(place, _)| place).collect();
        if let [_] = places[..] {
            return f(self);
        }
        let mut parted = Parted::new(self, places.into_iter());
        parted.parts.par_iter_mut().for_each(|part| f(&mut part.tree));
    }

    /// A tree from which `f` has taken entries out, part by part. What it leaves as it is stays shared.
    pub(crate) fn par_less(&self, f: impl Fn(&mut Self) + Sync) -> Self {
        let less = |(place, node): (Place, Option<&Node<K, V>>)| {
            let mut part = Part::new(place, node.cloned());
            f(&mut part.tree);
            Some(part).filter(|part| part.tree.len != UNKNOWN)
        };
        let parts = self.places().into_par_iter().filter_map(less).collect();
        let mut tree = self.clone();
        drop(Parted { home: &mut tree, parts });
        tree
    }

    /// A tree of entries that come with their hashes: as `from_entries`, by several threads.
    fn par_from_entries(entries: Vec<Card<K, V>>, same: impl Fn(&K, &K) -> bool + Sync) -> Self {
        let mut place = Place::ROOT;
        while place.is_worth(entries.len()) {
            place = place.below(0);
        }
        let count = 1 << (BITS as usize * place.depth);
        let build = |(path, heap): (usize, Vec<Card<K, V>>)| {
            let mut tree = Self::from_entries(heap.into_iter(), &same);
            tree.len += UNKNOWN;
            Part { place: Place { path: path as u64, ..place }, tree }
        };
        let heaps = deal(entries, count, |hash| hash as usize & (count - 1));
        let parts = heaps.into_par_iter().enumerate().map(build).collect();
        let mut home = Self::new();
        drop(Parted { home: &mut home, parts });
        home
    }

    /// Puts entries in that come with their hashes. Of equal keys, the first one is kept, and the last
    /// one's value.
    pub(crate) fn par_insert(
        &mut self,
        entries: Vec<Card<K, V>>,
        same: impl Fn(&K, &K) -> bool + Sync,
        rehash: impl Fn(&K) -> u64 + Sync,
    ) {
        if self.len <= entries.len() / MANY {
            // All anew, and then what was there, which stays until all is done.
            let mut tree = Self::par_from_entries(entries, &same);
            for (key, value) in self.buckets().flat_map(Bucket::entries) {
                let hash = rehash(key);
                match tree.find(hash, |other| same(key, other)) {
                    None => tree.insert_new(hash, key.clone(), value.clone(), &rehash),
                    Some(index) => {
                        let key = key.clone();
                        if let Some(there) = tree.at_mut(hash, index) {
                            drop(core::mem::replace(&mut there.0, key));
                        }
                    }
                }
            }
            *self = tree;
            return;
        }
        let places: Vec<Place> = self.places().into_iter().map(|(place, _)| place).collect();
        let mut homes = [0; 1 << (BITS as usize * DEEPEST)];
        for (at, place) in places.iter().enumerate() {
            let step = 1 << (BITS as usize * place.depth);
            homes.iter_mut().skip(place.path as usize).step_by(step).for_each(|home| *home = at);
        }
        let heaps = deal(entries, places.len(), |hash| homes[hash as usize & (homes.len() - 1)]);
        let work = places.into_iter().zip(&heaps).filter(|(_, heap)| !heap.is_empty());
        let mut parted = Parted::new(self, work.map(|(place, _)| place));
        let heaps: Vec<_> = heaps.into_iter().filter(|heap| !heap.is_empty()).collect();
        parted.parts.par_iter_mut().zip(heaps).for_each(|(part, heap)| {
            for (hash, key, value) in heap {
                drop(part.tree.insert(hash, key, value, &same, &rehash));
            }
        });
    }
}

/// An entry with its hash.
type Card<K, V> = (u64, K, V);

/// Where there are so many times as many new entries as old ones, the old ones are put to the new ones.
const MANY: usize = 8;

/// Cards on heaps, each on that which `heap` says.
fn deal<K, V>(
    cards: Vec<Card<K, V>>,
    count: usize,
    heap: impl Fn(u64) -> usize,
) -> Vec<Vec<Card<K, V>>> {
    if count == 1 {
        return Vec::from([cards]);
    }
    let each = cards.len() / count;
    let mut heaps: Vec<_> = (0..count).map(|_| Vec::with_capacity(each + each / 8)).collect();
    for card in cards {
        heaps[heap(card.0)].push(card);
    }
    heaps
}

/// What stands at one place of two trees.
struct Pair<'a, K, V> {
    place: Place,
    nodes: [Option<&'a Node<K, V>>; 2],
}

impl<'a, K, V> Pair<'a, K, V> {
    /// All pairs to look at one by one. If `is_asked`, those that are one node, too.
    fn all(self, len: usize, is_asked: bool, pairs: &mut Vec<Self>) {
        let [left, right] = self.nodes.map(|node| node.filter(|_| self.place.is_worth(len)));
        let is_one = left.map(Node::addr) == right.map(Node::addr);
        match (left.and_then(Node::even), right.and_then(Node::even)) {
            (Some(left), Some(right)) if is_asked || !is_one => (0..WIDTH).for_each(|slot| {
                let nodes = [left.fan.get(slot), right.fan.get(slot)];
                Self { place: self.place.below(slot), nodes }.all(len, is_asked, pairs);
            }),
            _ => pairs.push(self),
        }
    }
}

/// As `Gather` and its `finish`, by several threads, for trees whose hashes are made in the same way.
pub(crate) fn par_combine<'a, K, V, F>(
    left: &'a Tree<K, V>,
    right: &'a Tree<K, V>,
    rule: &Rule<F>,
    same: impl Fn(&K, &K) -> bool + Sync,
    rehash: impl Fn(&K) -> u64 + Sync,
) -> Tree<K, V>
where
    K: Clone + Send + Sync,
    V: Clone + Send + Sync,
    F: Fn(&K, &V, &V) -> Fate<V> + Sync,
{
    let mut pairs = Vec::new();
    let nodes = [left.root.as_ref(), right.root.as_ref()];
    let len = left.len + right.len;
    Pair { place: Place::ROOT, nodes }.all(len, rule.shared.is_none(), &mut pairs);
    let gather = |pair: &Pair<'a, K, V>| {
        let &Rule { left, right, shared, ref both } = rule;
        let mut gather = Gather::new(Rule { left, right, shared, both });
        let [left, right] = pair.nodes;
        // Nothing stops it.
        let (ControlFlow::Continue(()) | ControlFlow::Break(())) =
            align_nodes(left, right, pair.place.depth, &same, &rehash, &mut gather);
        gather
    };
    let gathers: Vec<Gather<'_, K, V, &F>> = pairs.par_iter().map(gather).collect();
    let base = Gather::base(&gathers, left.len, right.len, true);
    let mut tree = base.tree(left, right);
    let edits: Vec<_> = pairs.iter().zip(gathers).filter(|(_, g)| g.is_edit(base)).collect();
    let mut parted = Parted::new(&mut tree, edits.iter().map(|(pair, _)| pair.place));
    parted.parts.par_iter_mut().zip(edits).for_each(|(part, (_, gather))| {
        gather.edit(base, &mut part.tree, &same, &rehash);
    });
    drop(parted);
    tree
}
