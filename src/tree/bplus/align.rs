//! Two maps walked side by side by key, past whatever they share. Is told a comparison of keys; does
//! not know what is made of what it sees.
//!
//! Both sides are rows of nodes that cover the same range of keys. The taller side leads: the other
//! is cut at its bounds, which opens only those nodes that lie across one. So two nodes that neither
//! overlap nor differ are never opened, and near-identical trees are aligned node by node: for m and
//! n entries, m <= n, at most O(m log(n / m + 1)) are looked at.

use alloc::vec::Vec;
use core::cmp::Ordering;

use super::edit::Edge;
use super::{Node, Tree};
use crate::raw::{Either, Pairs};
use crate::tree::look::{self, Look};
use crate::tree::rule::{Flow, Side};

/// Some neighbouring entries of one side: a node, or a part of a leaf.
pub(crate) struct Part<'a, K, V> {
    /// No key of the part is below this, none before it is not. None for what begins the whole.
    pub(super) low: Option<&'a K>,
    node: &'a Node<Pairs<K, V>>,
    /// Which entries, where `node` is a leaf.
    from: usize,
    to: usize,
    /// Whether it stands on the front and on the back spine of its tree.
    pub(super) edge: Edge,
}

impl<K, V> Clone for Part<'_, K, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, V> Copy for Part<'_, K, V> {}

impl<'a, K, V> Part<'a, K, V> {
    fn whole(low: Option<&'a K>, node: &'a Node<Pairs<K, V>>, edge: Edge) -> Self {
        let to = match node.get() {
            Either::Left(leaf) => leaf.len(),
            Either::Right(_) => 0,
        };
        Self { low, node, from: 0, to, edge }
    }

    pub(super) fn height(&self) -> u8 {
        self.node.height()
    }

    /// Whether both are the same part of one node.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.node.addr() == other.node.addr() && (self.from, self.to) == (other.from, other.to)
    }

    /// The node, if all of it is meant.
    pub(super) fn node(&self) -> Option<&'a Node<Pairs<K, V>>> {
        match self.node.get() {
            Either::Left(leaf) if (self.from, self.to) != (0, leaf.len()) => None,
            _ => Some(self.node),
        }
    }

    /// The keys and values, where this is (a part of) a leaf.
    pub(super) fn entries(&self) -> Option<(&'a [K], &'a [V])> {
        match self.node.get() {
            Either::Left(leaf) => {
                Some((&leaf.keys()[self.from..self.to], &leaf.values()[self.from..self.to]))
            }
            Either::Right(_) => None,
        }
    }

    /// How many entries there are.
    #[cfg(feature = "rayon")]
    pub(super) fn len(&self) -> usize {
        if self.height() == 0 { self.to - self.from } else { self.node.size() }
    }

    /// Part of this part of a leaf.
    pub(super) fn slice(&self, low: Option<&'a K>, from: usize, to: usize) -> Self {
        Self { low, from: self.from + from, to: self.from + to, ..*self }
    }

    /// All of a map: none of an empty one.
    pub(super) fn root(tree: &'a Tree<Pairs<K, V>>) -> Vec<Self> {
        tree.root().map(|root| Self::whole(None, root, (true, true))).into_iter().collect()
    }

    /// The kids of a branch.
    pub(super) fn kids(&self) -> Vec<Self> {
        let mut kids = Vec::with_capacity(self.node.kids().len());
        self.open(&mut kids);
        kids
    }

    /// Adds the kids of a branch to a row.
    fn open(&self, row: &mut Vec<Self>) {
        let Either::Right(branch) = self.node.get() else { return };
        let lows = core::iter::once(self.low).chain(branch.index.bounds().iter().map(Some));
        let last = branch.kids.len() - 1;
        row.extend(lows.zip(branch.kids.iter()).enumerate().map(|(at, (low, kid))| {
            Self::whole(low, kid, (self.edge.0 && at == 0, self.edge.1 && at == last))
        }));
    }
}

impl<'a, K, V> look::Part<'a, K, V> for Part<'a, K, V> {
    type Entry = (&'a K, &'a V);

    #[inline]
    fn split(entry: Self::Entry) -> Self::Entry {
        entry
    }

    fn each(self, each: &mut impl FnMut(&'a K, &'a V)) {
        if let Some((keys, values)) = self.entries() {
            keys.iter().zip(values).for_each(|(key, value)| each(key, value));
        }
        for kid in self.node.kids() {
            Self::whole(None, kid, self.edge).each(each);
        }
    }
}

/// Walks over two maps, and tells of them in the order of the keys. `compare` compares two keys.
pub(crate) fn align<'a, K, V>(
    left: &'a Tree<Pairs<K, V>>,
    right: &'a Tree<Pairs<K, V>>,
    compare: &mut impl FnMut(&K, &K) -> Ordering,
    look: &mut impl Look<'a, K, V, Part<'a, K, V>>,
) -> Flow {
    Walk { compare, look }.rows(Part::root(left), Part::root(right))
}

pub(super) struct Walk<'w, C, W> {
    pub(super) compare: &'w mut C,
    pub(super) look: &'w mut W,
}

pub(super) fn height<K, V>(row: &[Part<'_, K, V>]) -> u8 {
    row.iter().map(Part::height).max().unwrap_or(0)
}

impl<C, W> Walk<'_, C, W> {
    /// Two rows that cover the same range.
    pub(super) fn rows<'a, K, V>(
        &mut self,
        left: Vec<Part<'a, K, V>>,
        right: Vec<Part<'a, K, V>>,
    ) -> Flow
    where
        C: FnMut(&K, &K) -> Ordering,
        W: Look<'a, K, V, Part<'a, K, V>>,
    {
        if left.is_empty() || right.is_empty() {
            for part in left {
                self.look.only(Side::Left, part)?;
            }
            for part in right {
                self.look.only(Side::Right, part)?;
            }
            return Flow::Continue(());
        }
        if let ([left], [right]) = (&left[..], &right[..]) {
            return self.pair(*left, *right);
        }
        let (high_left, high_right) = (height(&left), height(&right));
        if high_left == 0 && high_right == 0 {
            return self.entries(&left, &right);
        }
        if (high_left, left.len()) > (high_right, right.len()) {
            self.lead(Side::Left, &left, right)
        } else {
            self.lead(Side::Right, &right, left)
        }
    }

    /// As `rows`, with the two sides in the order that `side` says.
    fn sided<'a, K, V>(
        &mut self,
        side: Side,
        own: Vec<Part<'a, K, V>>,
        other: Vec<Part<'a, K, V>>,
    ) -> Flow
    where
        C: FnMut(&K, &K) -> Ordering,
        W: Look<'a, K, V, Part<'a, K, V>>,
    {
        match side {
            Side::Left => self.rows(own, other),
            Side::Right => self.rows(other, own),
        }
    }

    /// Cuts `rest` at the bounds of the row that leads, and looks at part by part.
    pub(super) fn lead<'a, K, V>(
        &mut self,
        side: Side,
        lead: &[Part<'a, K, V>],
        mut rest: Vec<Part<'a, K, V>>,
    ) -> Flow
    where
        C: FnMut(&K, &K) -> Ordering,
        W: Look<'a, K, V, Part<'a, K, V>>,
    {
        rest.reverse();
        for (index, &part) in lead.iter().enumerate() {
            let next = lead.get(index + 1).and_then(|next| next.low);
            let facing = match next {
                Some(next) => self.take_below(&mut rest, next),
                None => rest.drain(..).rev().collect(),
            };
            match facing[..] {
                [] => self.look.only(side, part)?,
                [single] if side == Side::Left => self.pair(part, single)?,
                [single] => self.pair(single, part)?,
                _ if part.height() > 0 && part.height() >= height(&facing) => {
                    self.sided(side, part.kids(), facing)?;
                }
                _ => self.sided(side.other(), facing, Vec::from([part]))?,
            }
        }
        Flow::Continue(())
    }

    /// Takes what lies below `bound` from a row whose next part stands last.
    pub(super) fn take_below<'a, K, V>(
        &mut self,
        rest: &mut Vec<Part<'a, K, V>>,
        bound: &'a K,
    ) -> Vec<Part<'a, K, V>>
    where
        C: FnMut(&K, &K) -> Ordering,
    {
        let mut below = Vec::new();
        while let Some(part) = rest.pop() {
            if part.low.is_some_and(|low| (self.compare)(low, bound) != Ordering::Less) {
                rest.push(part);
                break;
            }
            // What ends at a bound of its own may end before this one.
            let next = rest.last().and_then(|next| next.low);
            if next.is_some_and(|next| (self.compare)(next, bound) != Ordering::Greater) {
                below.push(part);
                continue;
            }
            match part.entries() {
                Some((keys, _)) => {
                    let compare = &mut *self.compare;
                    let at = keys.partition_point(|key| compare(key, bound) == Ordering::Less);
                    if at > 0 {
                        below.push(part.slice(part.low, 0, at));
                    }
                    if at < keys.len() {
                        rest.push(part.slice(Some(bound), at, keys.len()));
                    }
                    break;
                }
                None => {
                    let from = rest.len();
                    part.open(rest);
                    rest[from..].reverse();
                }
            }
        }
        below
    }

    /// Two parts that cover the same range.
    pub(super) fn pair<'a, K, V>(&mut self, left: Part<'a, K, V>, right: Part<'a, K, V>) -> Flow
    where
        C: FnMut(&K, &K) -> Ordering,
        W: Look<'a, K, V, Part<'a, K, V>>,
    {
        if left.is(&right) && !self.look.shared(left)? {
            return Flow::Continue(());
        }
        self.look.enter();
        let (high_left, high_right) = (left.height(), right.height());
        let high = high_left.max(high_right);
        if high == 0 {
            self.entries(&[left], &[right])?;
        } else {
            let row = |part: Part<'a, K, V>| {
                if part.height() < high {
                    return Vec::from([part]);
                }
                part.kids()
            };
            self.rows(row(left), row(right))?;
        }
        self.look.leave(left, right, high);
        Flow::Continue(())
    }

    /// Two rows of leaves, entry by entry.
    fn entries<'a, K, V>(&mut self, left: &[Part<'a, K, V>], right: &[Part<'a, K, V>]) -> Flow
    where
        C: FnMut(&K, &K) -> Ordering,
        W: Look<'a, K, V, Part<'a, K, V>>,
    {
        let mut rows = [Cursor::new(left), Cursor::new(right)];
        loop {
            let [l, r] = &mut rows;
            let (Some(a), Some(b)) = (l.entry(), r.entry()) else { break };
            // A leaf that both share begins on both sides at once.
            if l.at == 0 && r.at == 0 && l.row[0].is(&r.row[0]) && !self.look.shared(l.row[0])? {
                (l.at, r.at) = (l.keys.len(), r.keys.len());
                continue;
            }
            match (self.compare)(a.0, b.0) {
                Ordering::Equal => {
                    self.look.both(a, b)?;
                    l.at += 1;
                    r.at += 1;
                }
                Ordering::Less => {
                    let run = l.run_below(b.0, self.compare);
                    self.look.only(Side::Left, run)?;
                }
                Ordering::Greater => {
                    let run = r.run_below(a.0, self.compare);
                    self.look.only(Side::Right, run)?;
                }
            }
        }
        for (side, mut row) in [Side::Left, Side::Right].into_iter().zip(rows) {
            while let Some(run) = row.run() {
                self.look.only(side, run)?;
            }
        }
        Flow::Continue(())
    }
}

/// A place in a row of leaves.
struct Cursor<'r, 'a, K, V> {
    row: &'r [Part<'a, K, V>],
    keys: &'a [K],
    values: &'a [V],
    at: usize,
}

impl<'r, 'a, K, V> Cursor<'r, 'a, K, V> {
    fn new(row: &'r [Part<'a, K, V>]) -> Self {
        let (keys, values) = row.first().and_then(Part::entries).unwrap_or_default();
        Self { row, keys, values, at: 0 }
    }

    /// The next entry.
    #[inline]
    fn entry(&mut self) -> Option<(&'a K, &'a V)> {
        while self.at == self.keys.len() {
            *self = Self::new(self.row.split_first()?.1);
        }
        Some((&self.keys[self.at], &self.values[self.at]))
    }

    /// The entries from the next one to `end` of the same leaf.
    #[inline]
    fn run_to(&mut self, end: usize) -> Part<'a, K, V> {
        let run = self.row[0].slice(Some(&self.keys[self.at]), self.at, end);
        self.at = end;
        run
    }

    /// The rest of the leaf that has the next entry.
    fn run(&mut self) -> Option<Part<'a, K, V>> {
        self.entry()?;
        Some(self.run_to(self.keys.len()))
    }

    /// The next entries of one leaf that are below `bound`, as the first of them is.
    #[inline]
    fn run_below(
        &mut self,
        bound: &K,
        compare: &mut impl FnMut(&K, &K) -> Ordering,
    ) -> Part<'a, K, V> {
        // Ever longer steps, then halvings: as many comparisons as the logarithm of the run.
        let (mut low, mut step) = (self.at + 1, 1);
        while low + step <= self.keys.len()
            && compare(&self.keys[low + step - 1], bound) == Ordering::Less
        {
            low += step;
            step *= 2;
        }
        let high = (low + step - 1).min(self.keys.len());
        let rest =
            self.keys[low..high].partition_point(|key| compare(key, bound) == Ordering::Less);
        self.run_to(low + rest)
    }
}
