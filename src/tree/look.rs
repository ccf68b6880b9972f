//! Whoever looks on while two maps are walked side by side. Knows neither tree: what it is told of is whatever
//! the tree has for that.

use alloc::vec::Vec;
use core::ops::ControlFlow;

use super::rule::{Flow, Side};
use crate::patch::DiffItem;

/// Some entries of one side, as a tree tells of them.
pub(crate) trait Part<'a, K: 'a, V: 'a> {
    /// One of them.
    type Entry;

    /// Its key and its value.
    fn split(entry: Self::Entry) -> (&'a K, &'a V);

    /// Tells of them one by one.
    fn each(self, each: &mut impl FnMut(&'a K, &'a V));
}

/// Whoever looks on. Nothing is told twice.
pub(crate) trait Look<'a, K: 'a, V: 'a, P: Part<'a, K, V>> {
    /// Entries that both sides share. Says whether to look at them one by one.
    fn shared(&mut self, part: P) -> ControlFlow<(), bool>;

    /// Entries whose keys are on one side only.
    fn only(&mut self, side: Side, part: P) -> Flow;

    /// A key of both sides.
    fn both(&mut self, left: P::Entry, right: P::Entry) -> Flow;

    /// All that is told until `leave` is of these two parts, which cover the same range of keys. Only a tree
    /// with an order says so.
    fn enter(&mut self) {}

    /// The parts of the last `enter` are done; `height` is that of the higher one.
    fn leave(&mut self, _left: P, _right: P, _height: u8) {}
}

/// Goes on only where something is so.
const fn only_if(is_so: bool) -> Flow {
    if is_so { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
}

/// Looks whether one map lies in another, and stops where it does not.
pub(crate) struct Contained<F> {
    /// Whether keys of the left map, of the right map and of both may be seen.
    pub(crate) may: (bool, bool, bool),
    /// Whether two values of one key go together.
    pub(crate) same: F,
}

impl<'a, K: 'a, V: 'a, P, F> Look<'a, K, V, P> for Contained<F>
where
    P: Part<'a, K, V>,
    F: FnMut(&V, &V) -> bool,
{
    fn shared(&mut self, _: P) -> ControlFlow<(), bool> {
        only_if(self.may.2).map_continue(|()| false)
    }

    fn only(&mut self, side: Side, _: P) -> Flow {
        only_if(if side == Side::Left { self.may.0 } else { self.may.1 })
    }

    fn both(&mut self, left: P::Entry, right: P::Entry) -> Flow {
        only_if(self.may.2 && (self.same)(P::split(left).1, P::split(right).1))
    }
}

/// Collects what is not the same on both sides: the left is the older version, and the right the newer.
pub(crate) struct Differences<'a, K, V>(Vec<DiffItem<'a, K, V>>);

impl<'a, K, V: PartialEq> Differences<'a, K, V> {
    /// Those that a walk tells of.
    pub(crate) fn of(walk: impl FnOnce(&mut Self) -> Flow) -> Vec<DiffItem<'a, K, V>> {
        let mut differences = Self(Vec::new());
        // Nothing stops it.
        let (ControlFlow::Continue(()) | ControlFlow::Break(())) = walk(&mut differences);
        differences.0
    }
}

impl<'a, K, V: PartialEq, P: Part<'a, K, V>> Look<'a, K, V, P> for Differences<'a, K, V> {
    fn shared(&mut self, _: P) -> ControlFlow<(), bool> {
        ControlFlow::Continue(false)
    }

    fn only(&mut self, side: Side, part: P) -> Flow {
        part.each(&mut |key, value| {
            self.0.push(match side {
                Side::Left => DiffItem::Remove(key, value),
                Side::Right => DiffItem::Add(key, value),
            });
        });
        ControlFlow::Continue(())
    }

    fn both(&mut self, old: P::Entry, new: P::Entry) -> Flow {
        let (old, new) = (P::split(old), P::split(new));
        if old.1 != new.1 {
            self.0.push(DiffItem::Update { old, new });
        }
        ControlFlow::Continue(())
    }
}
