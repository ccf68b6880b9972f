//! What `algebra` does, by several threads: fork and join over the nodes. Knows no order but what it is
//! told.
//!
//! The same rows are walked as by `align`. A row that leads is halved, the other is cut at the bound
//! between the halves, and what stays of either half is put together by join: so the result has the same
//! entries and shares the same nodes. Few entries are left to one thread. (Blelloch, Ferizovic and Sun,
//! "Just Join for Parallel Ordered Sets", 2016.)

use alloc::vec::Vec;
use core::cmp::Ordering;
use core::marker::PhantomData;
use core::ops::ControlFlow;

use super::Tree;
use super::algebra::{Build, Frame, Piece};
use super::align::{Part, Walk, height};
use crate::raw::Pairs;
use crate::tree::rule::{Fate, Flow, Rule, Side};

/// Entries for which it is worth asking another thread: they take some ten microseconds, and handing
/// them over one or two.
pub(crate) const GRAIN: usize = if crate::tree::TINY { 24 } else { 4096 };

impl<K: Clone + Send + Sync, V: Clone + Send + Sync> Tree<Pairs<K, V>> {
    /// As `combine`, by several threads.
    pub(crate) fn par_combine<F: Fn(&K, &V, &V) -> Fate<V> + Sync>(
        &self,
        other: &Self,
        compare: &(impl Fn(&K, &K) -> Ordering + Sync),
        rule: &Rule<F>,
    ) -> Self {
        if let Some(joined) = self.combine_apart(other, &mut |a, b| compare(a, b), rule) {
            return joined;
        }
        let fork = Fork { compare, rule, of: PhantomData };
        fork.rows(Part::root(self), Part::root(other)).result(self, other)
    }

    /// The entries that `keep` lets stay. Nodes of which all stays are shared.
    pub(crate) fn par_filter(&self, keep: &(impl Fn(&K, &V) -> bool + Sync)) -> Self {
        sift_row(&Part::root(self), keep).result(self, self)
    }
}

/// Parts in a row.
type Row<'a, K, V> = Vec<Part<'a, K, V>>;

fn size<K, V>(row: &[Part<'_, K, V>]) -> usize {
    row.iter().map(Part::len).sum()
}

impl<'a, K: Clone, V: Clone> Frame<'a, K, V> {
    /// Where what stays is all of one side, takes that side's own nodes for it.
    fn whole(mut self, left: &[Part<'a, K, V>], right: &[Part<'a, K, V>]) -> Self {
        let row = match (self.left, self.right) {
            (true, _) => left,
            (false, true) => right,
            (false, false) => return self,
        };
        self.pieces = row.iter().copied().map(Piece::Part).collect();
        self
    }

    /// Adds what stays of the parts behind.
    fn then(mut self, mut next: Self) -> Self {
        self.left &= next.left;
        self.right &= next.right;
        if !next.done.is_empty() {
            self.join();
            self.done.append(&mut next.done);
        }
        next.pieces.into_iter().for_each(|piece| self.push(piece));
        self
    }
}

/// Two maps that several threads make one of.
struct Fork<'f, K, V, C, F> {
    compare: &'f C,
    rule: &'f Rule<F>,
    of: PhantomData<(K, V)>,
}

impl<K, V, C, F> Fork<'_, K, V, C, F>
where
    K: Clone + Send + Sync,
    V: Clone + Send + Sync,
    C: Fn(&K, &K) -> Ordering + Sync,
    F: Fn(&K, &V, &V) -> Fate<V> + Sync,
{
    /// Two rows that cover the same range.
    fn rows<'a>(&self, left: Row<'a, K, V>, right: Row<'a, K, V>) -> Frame<'a, K, V> {
        if let ([left], [right]) = (&left[..], &right[..]) {
            return self.pair(*left, *right);
        }
        let (high_left, high_right) = (height(&left), height(&right));
        if left.is_empty() || right.is_empty() || high_left.max(high_right) == 0 {
            return self.alone(|walk| walk.rows(left, right));
        }
        if (high_left, left.len()) > (high_right, right.len()) {
            self.lead(Side::Left, &left, right)
        } else {
            self.lead(Side::Right, &right, left)
        }
    }

    /// As `rows`, with the two sides in the order that `side` says.
    fn sided<'a>(&self, side: Side, own: Row<'a, K, V>, other: Row<'a, K, V>) -> Frame<'a, K, V> {
        match side {
            Side::Left => self.rows(own, other),
            Side::Right => self.rows(other, own),
        }
    }

    /// Halves the row that leads, and cuts `rest` where the second half begins.
    fn lead<'a>(
        &self,
        side: Side,
        lead: &[Part<'a, K, V>],
        mut rest: Row<'a, K, V>,
    ) -> Frame<'a, K, V> {
        if size(lead) + size(&rest) < GRAIN {
            return self.alone(|walk| walk.lead(side, lead, rest));
        }
        let (low, high) = lead.split_at(lead.len() / 2);
        let Some(bound) = high[0].low.filter(|_| !low.is_empty()) else {
            return self.facing(side, lead[0], rest);
        };
        rest.reverse();
        let (below, _) = self.walk(|walk| walk.take_below(&mut rest, bound));
        rest.reverse();
        let half = |lead: &[Part<'a, K, V>], rest: Row<'a, K, V>| {
            let frame = self.lead(side, lead, rest.clone());
            match side {
                Side::Left => frame.whole(lead, &rest),
                Side::Right => frame.whole(&rest, lead),
            }
        };
        let (frame, next) = rayon::join(|| half(low, below), || half(high, rest));
        frame.then(next)
    }

    /// One part, and what covers the same range on the other side.
    fn facing<'a>(
        &self,
        side: Side,
        part: Part<'a, K, V>,
        facing: Row<'a, K, V>,
    ) -> Frame<'a, K, V> {
        if facing.len() > 1 && part.height() > 0 && part.height() >= height(&facing) {
            return self.sided(side, part.kids(), facing);
        }
        self.sided(side, Vec::from([part]), facing)
    }

    /// Two parts that cover the same range.
    fn pair<'a>(&self, left: Part<'a, K, V>, right: Part<'a, K, V>) -> Frame<'a, K, V> {
        let high = left.height().max(right.height());
        let is_one = left.is(&right) && self.rule.shared.is_some();
        if is_one || high == 0 || left.len() + right.len() < GRAIN {
            return self.alone(|walk| walk.pair(left, right));
        }
        let row = |part: Part<'a, K, V>| {
            if part.height() < high { Vec::from([part]) } else { part.kids() }
        };
        let mut frame = Frame::new();
        frame.take_in(self.rows(row(left), row(right)), left, right, high);
        frame
    }

    /// What stays of a walk by this thread alone.
    fn alone<'a>(
        &self,
        f: impl FnOnce(&mut Walk<'_, &C, Build<'a, K, V, &F>>) -> Flow,
    ) -> Frame<'a, K, V> {
        // Nothing stops a build.
        let (ControlFlow::Continue(()) | ControlFlow::Break(()), frame) = self.walk(f);
        frame
    }

    /// What a walk by this thread alone gives, and what stays of it.
    fn walk<'a, R>(
        &self,
        f: impl FnOnce(&mut Walk<'_, &C, Build<'a, K, V, &F>>) -> R,
    ) -> (R, Frame<'a, K, V>) {
        let Rule { left, right, shared, both } = self.rule;
        let rule = Rule { left: *left, right: *right, shared: *shared, both };
        let mut build = Build::new(rule);
        let result = f(&mut Walk { compare: &mut { self.compare }, look: &mut build });
        (result, build.finish())
    }
}

/// What stays of a row whose entries a closure is asked about.
fn sift_row<'a, K: Clone + Send + Sync, V: Clone + Send + Sync>(
    row: &[Part<'a, K, V>],
    keep: &(impl Fn(&K, &V) -> bool + Sync),
) -> Frame<'a, K, V> {
    if row.len() > 1 && size(row) >= GRAIN {
        let (low, high) = row.split_at(row.len() / 2);
        let half = |row: &[Part<'a, K, V>]| sift_row(row, keep).whole(row, &[]);
        let (frame, next) = rayon::join(|| half(low), || half(high));
        return frame.then(next);
    }
    let mut frame = Frame::new();
    for &part in row {
        let inner = match part.entries() {
            Some((keys, values)) => sift(part, keys, values, keep),
            None => sift_row(&part.kids(), keep),
        };
        frame.take_in(inner, part, part, part.height());
    }
    frame.right = false;
    frame
}

/// What stays of a leaf.
fn sift<'a, K: Clone, V: Clone>(
    part: Part<'a, K, V>,
    keys: &'a [K],
    values: &'a [V],
    keep: &impl Fn(&K, &V) -> bool,
) -> Frame<'a, K, V> {
    let mut frame = Frame::new();
    frame.right = false;
    let run = |from: usize, to: usize| {
        let low = if from == 0 { part.low } else { keys.get(from) };
        (from < to).then(|| Piece::Part(part.slice(low, from, to)))
    };
    let mut from = 0;
    for (at, (key, value)) in keys.iter().zip(values).enumerate() {
        if !keep(key, value) {
            frame.left = false;
            frame.pieces.extend(run(from, at));
            from = at + 1;
        }
    }
    frame.pieces.extend(run(from, keys.len()));
    frame
}
