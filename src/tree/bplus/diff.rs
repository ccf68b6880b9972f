//! Where two sequences of leaves differ, at the cost of what differs. Knows no more of items than
//! whether they are equal.
//!
//! Both sequences start as one gap of nodes. In a gap, nodes that both sides share are matched;
//! what lies between matches is a smaller gap, whose highest nodes are opened. Nodes off the
//! paths of the changes match at the first level they are seen on, so that each level has about
//! as many nodes to look at as there are changes.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::ops::Range;

use super::{Leaf, Node, Run};

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
}

/// Takes so many items from one end of a slice: them, and the others.
type Cut<'a, T> = fn(&'a [T], usize) -> (&'a [T], &'a [T]);

/// The items of leaves side by side, in stretches as long as both sides have them in a row. Empty
/// stretches stand where a leaf ends.
fn stretches<'a, L: Run + 'a>(
    mut old: impl Iterator<Item = &'a L>,
    mut new: impl Iterator<Item = &'a L>,
    cut: Cut<'a, L::Item>,
) -> impl Iterator<Item = (&'a [L::Item], &'a [L::Item])>
where
    L::Item: 'a,
{
    let mut rest: (&[L::Item], &[L::Item]) = (&[], &[]);
    core::iter::from_fn(move || {
        if rest.0.is_empty() {
            rest.0 = old.next()?.items();
        }
        if rest.1.is_empty() {
            rest.1 = new.next()?.items();
        }
        let len = rest.0.len().min(rest.1.len());
        let (left, right) = (cut(rest.0, len), cut(rest.1, len));
        rest = (left.1, right.1);
        Some((left.0, right.0))
    })
}

/// The first so many items, and the others.
fn head<T>(items: &[T], len: usize) -> (&[T], &[T]) {
    items.split_at(len)
}

/// The last so many items, and the others.
fn tail<T>(items: &[T], len: usize) -> (&[T], &[T]) {
    let (rest, tail) = items.split_at(items.len() - len);
    (tail, rest)
}

/// How many items two slices of one length have in common, counted from the front.
fn common<T: PartialEq>(left: &[T], right: &[T]) -> usize {
    const BLOCK: usize = 64;
    // Whole slices are compared at once where that is one comparison of memory.
    let mut same = 0;
    for (left, right) in left.chunks(BLOCK).zip(right.chunks(BLOCK)) {
        if left != right {
            return same + left.iter().zip(right).take_while(|(left, right)| left == right).count();
        }
        same += left.len();
    }
    same
}

/// The stretches in which `new` differs from `old`, in order.
pub(crate) fn diff<'a, L: Run<Item: PartialEq> + 'a>(
    old: impl Iterator<Item = &'a Node<L>>,
    new: impl Iterator<Item = &'a Node<L>>,
) -> Vec<Changed> {
    let mut diff = Diff { changes: Vec::new() };
    diff.gap(Row { nodes: old.collect(), begin: 0 }, Row { nodes: new.collect(), begin: 0 });
    diff.changes
}

struct Diff {
    changes: Vec<Changed>,
}

impl Diff {
    fn gap<L: Run<Item: PartialEq>>(&mut self, old: Row<'_, L>, new: Row<'_, L>) {
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
    fn unmatched<L: Run<Item: PartialEq>>(&mut self, mut old: Row<'_, L>, mut new: Row<'_, L>) {
        if old.nodes.is_empty() && new.nodes.is_empty() {
            return;
        }
        if old.nodes.is_empty() || new.nodes.is_empty() {
            return self.report(old.range(), new.range());
        }
        let height = old.height().max(new.height());
        if height == 0 {
            return self.leaves(&old, &new);
        }
        old.open(height);
        new.open(height);
        self.gap(old, new);
    }

    /// A gap of leaves: compares items.
    fn leaves<L: Run<Item: PartialEq>>(&mut self, old: &Row<'_, L>, new: &Row<'_, L>) {
        fn leaf<'a, L: Leaf>(node: &&'a Node<L>) -> &'a L {
            node.leaf_at(0).0
        }
        let (old_size, new_size) = (old.size(), new.size());
        let forward = || stretches(old.nodes.iter().map(leaf), new.nodes.iter().map(leaf), head);
        if old_size == new_size {
            let mut done = 0;
            for (left, right) in forward() {
                let mut at = common(left, right);
                while at < left.len() {
                    // The items at `at` differ: they are not asked again.
                    let rest = left[at + 1..].iter().zip(&right[at + 1..]);
                    let differ = 1 + rest.take_while(|(left, right)| !(left == right)).count();
                    let begin = |row: &Row<'_, L>| row.begin + done + at;
                    let (old, new) = (begin(old), begin(new));
                    self.report(old..old + differ, new..new + differ);
                    at += differ;
                    at += common(&left[at..], &right[at..]);
                }
                done += at;
            }
            return;
        }
        let mut head = 0;
        for (left, right) in forward() {
            let same = common(left, right);
            head += same;
            if same < left.len() {
                break;
            }
        }
        let least = old_size.min(new_size);
        let mut end = 0;
        let backward = (old.nodes.iter().rev().map(leaf), new.nodes.iter().rev().map(leaf));
        for (left, right) in stretches(backward.0, backward.1, tail) {
            let most = (least - head - end).min(left.len());
            let pairs = left.iter().rev().zip(right.iter().rev()).take(most);
            let same = pairs.take_while(|(left, right)| left == right).count();
            end += same;
            if same < left.len() {
                break;
            }
        }
        let rest = |row: &Row<'_, L>, size: usize| row.begin + head..row.begin + size - end;
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
