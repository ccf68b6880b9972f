//! Where two sequences of leaves differ, at the cost of what differs. Is told an equality of items.
//!
//! Both sequences start as one gap of nodes. In a gap, nodes that both sides share are matched;
//! what lies between matches is a smaller gap, whose highest nodes are opened. Nodes off the
//! paths of the changes match at the first level they are seen on, so that each level has about
//! as many nodes to look at as there are changes.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::ops::Range;

use super::{Leaf, Node};

/// The stretch of the older sequence, and that of the newer one.
pub(crate) type Changed = (Range<usize>, Range<usize>);

/// Nodes in a row, and where the first one begins.
#[derive(Clone)]
struct Row<'a, L: Leaf> {
    nodes: Vec<&'a Node<L>>,
    begin: usize,
}

impl<'a, L: Leaf> Row<'a, L> {
    fn size(&self) -> usize {
        self.nodes.iter().map(|node| node.size()).sum()
    }

    fn range(&self) -> Range<usize> {
        self.begin..self.begin + self.size()
    }

    fn height(&self) -> u8 {
        self.nodes.iter().map(|node| node.height()).max().unwrap_or(0)
    }

    /// Opens all branches of a height.
    fn open(&mut self, height: u8) {
        let mut opened = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            if node.height() == height {
                opened.extend(node.kids());
            } else {
                opened.push(node);
            }
        }
        self.nodes = opened;
    }

    /// The nodes of `range`; `begin` is where the row's first node begins.
    fn part(&self, range: Range<usize>, begins: &[usize]) -> Self {
        let begin = begins[range.start];
        Self { nodes: self.nodes[range].to_vec(), begin }
    }

    /// Where each node begins, and where the last one ends.
    fn begins(&self) -> Vec<usize> {
        let mut at = self.begin;
        let mut begins = Vec::with_capacity(self.nodes.len() + 1);
        for node in &self.nodes {
            begins.push(at);
            at += node.size();
        }
        begins.push(at);
        begins
    }

    /// The items of a row of leaves.
    fn items(&self) -> impl DoubleEndedIterator<Item = (&'a L, usize)> {
        self.nodes.iter().flat_map(|node| {
            let (leaf, _) = node.leaf_at(0);
            (0..node.size()).map(move |index| (leaf, index))
        })
    }
}

/// The stretches in which `new` differs from `old`, in order.
pub(crate) fn diff<'a, L: Leaf>(
    old: &'a [Node<L>],
    new: &'a [Node<L>],
    same: impl FnMut((&'a L, usize), (&'a L, usize)) -> bool,
) -> Vec<Changed> {
    let mut diff = Diff { same, changes: Vec::new() };
    diff.gap(
        Row { nodes: old.iter().collect(), begin: 0 },
        Row { nodes: new.iter().collect(), begin: 0 },
    );
    diff.changes
}

struct Diff<F> {
    same: F,
    changes: Vec<Changed>,
}

impl<F> Diff<F> {
    fn gap<'a, L: Leaf>(&mut self, old: Row<'a, L>, new: Row<'a, L>)
    where
        F: FnMut((&'a L, usize), (&'a L, usize)) -> bool,
    {
        let matches = matches(&old, &new);
        if matches.is_empty() {
            return self.unmatched(old, new);
        }
        let (old_begins, new_begins) = (old.begins(), new.begins());
        let mut from = (0, 0);
        let end = (old.nodes.len(), new.nodes.len());
        for to in matches.into_iter().chain([end]) {
            if from != to {
                let old = old.part(from.0..to.0, &old_begins);
                let new = new.part(from.1..to.1, &new_begins);
                self.unmatched(old, new);
            }
            from = (to.0 + 1, to.1 + 1);
        }
    }

    /// A gap in which no node of one side is on the other.
    fn unmatched<'a, L: Leaf>(&mut self, mut old: Row<'a, L>, mut new: Row<'a, L>)
    where
        F: FnMut((&'a L, usize), (&'a L, usize)) -> bool,
    {
        if old.nodes.is_empty() && new.nodes.is_empty() {
            return;
        }
        if old.nodes.is_empty() || new.nodes.is_empty() {
            return self.report(old.range(), new.range());
        }
        let height = old.height().max(new.height());
        if height == 0 {
            return self.items(&old, &new);
        }
        old.open(height);
        new.open(height);
        self.gap(old, new);
    }

    /// A gap of leaves: compares items.
    fn items<'a, L: Leaf>(&mut self, old: &Row<'a, L>, new: &Row<'a, L>)
    where
        F: FnMut((&'a L, usize), (&'a L, usize)) -> bool,
    {
        let (old_size, new_size) = (old.size(), new.size());
        let least = old_size.min(new_size);
        let pairs = old.items().zip(new.items());
        if old_size == new_size {
            for (index, (left, right)) in pairs.enumerate() {
                if !(self.same)(left, right) {
                    let at = |row: &Row<'a, L>| row.begin + index..row.begin + index + 1;
                    self.report(at(old), at(new));
                }
            }
            return;
        }
        let head = pairs.take_while(|&(left, right)| (self.same)(left, right)).count();
        let pairs = old.items().rev().zip(new.items().rev()).take(least - head);
        let tail = pairs.take_while(|&(left, right)| (self.same)(left, right)).count();
        let rest = |row: &Row<'a, L>, size: usize| row.begin + head..row.begin + size - tail;
        self.report(rest(old, old_size), rest(new, new_size));
    }

    fn report(&mut self, old: Range<usize>, new: Range<usize>) {
        if let Some((last_old, last_new)) = self.changes.last_mut() {
            if last_old.end == old.start && last_new.end == new.start {
                (last_old.end, last_new.end) = (old.end, new.end);
                return;
            }
        }
        self.changes.push((old, new));
    }
}

/// Pairs of nodes that both rows share, rising in both.
fn matches<L: Leaf>(old: &Row<'_, L>, new: &Row<'_, L>) -> Vec<(usize, usize)> {
    let (old, new) = (&old.nodes, &new.nodes);
    let shared = |(left, right): &(&&Node<L>, &&Node<L>)| left.addr() == right.addr();
    if old.len() == new.len()
        && old.iter().zip(new).all(|(left, right)| left.size() == right.size())
    {
        // The same borders: nothing has moved here.
        let pairs = old.iter().zip(new).enumerate();
        return pairs.filter(|(_, pair)| shared(pair)).map(|(index, _)| (index, index)).collect();
    }
    let head = old.iter().zip(new).take_while(shared).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(shared).count();
    let mut matches: Vec<_> = (0..head).map(|index| (index, index)).collect();
    matches.extend(middle(old, new, head, tail));
    matches.extend((0..tail).rev().map(|back| (old.len() - 1 - back, new.len() - 1 - back)));
    matches
}

/// The longest rising row of pairs among nodes that stand once on each side.
fn middle<L: Leaf>(
    old: &[&Node<L>],
    new: &[&Node<L>],
    head: usize,
    tail: usize,
) -> Vec<(usize, usize)> {
    let mut places: BTreeMap<usize, [Option<usize>; 2]> = BTreeMap::new();
    let mut twice = Vec::new();
    for (side, row) in [old, new].into_iter().enumerate() {
        for (index, node) in row.iter().enumerate().take(row.len() - tail).skip(head) {
            let addr = node.addr().get();
            if places.entry(addr).or_default()[side].replace(index).is_some() {
                twice.push(addr);
            }
        }
    }
    for addr in twice {
        places.remove(&addr);
    }
    let mut pairs: Vec<(usize, usize)> =
        places.into_values().filter_map(|[old, new]| Some((old?, new?))).collect();
    pairs.sort_unstable();
    // Patience sorting: `piles[k]` is the pair that ends the best row of k + 1 pairs, `before` the
    // pair that stands before each in its row.
    let mut piles: Vec<usize> = Vec::new();
    let mut before = Vec::with_capacity(pairs.len());
    for (index, pair) in pairs.iter().enumerate() {
        let pile = piles.partition_point(|&top| pairs[top].1 < pair.1);
        before.push(pile.checked_sub(1).map(|below| piles[below]));
        if pile == piles.len() {
            piles.push(index);
        } else {
            piles[pile] = index;
        }
    }
    let mut row = Vec::new();
    let mut at = piles.last().copied();
    while let Some(index) = at {
        row.push(pairs[index]);
        at = before[index];
    }
    row.reverse();
    row
}
