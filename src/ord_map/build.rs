//! Maps made of many entries at once. What comes in order goes straight into full leaves; the rest is
//! sorted first.

use alloc::vec::Vec;
use core::cmp::Ordering;

use super::OrdMap;
use crate::raw::Pairs;
use crate::tree::bplus::{Leaf, Tree};
use crate::tree::rule;

/// Entries as long as their keys ascend. Of those with equal keys the last value is taken.
struct Ascending<K, V, I> {
    /// The one whose turn is next, or the first that is out of order.
    ahead: Option<(K, V)>,
    rest: I,
    is_over: bool,
}

impl<K: Ord, V, I: Iterator<Item = (K, V)>> Ascending<K, V, I> {
    fn new(mut rest: I) -> Self {
        Self { ahead: rest.next(), rest, is_over: false }
    }

    /// What comes from the first entry on that is out of order.
    fn into_rest(self) -> impl Iterator<Item = (K, V)> {
        self.ahead.into_iter().chain(self.is_over.then_some(self.rest).into_iter().flatten())
    }
}

impl<K: Ord, V, I: Iterator<Item = (K, V)>> Iterator for Ascending<K, V, I> {
    type Item = (K, V);

    fn size_hint(&self) -> (usize, Option<usize>) {
        let least = usize::from(self.ahead.is_some());
        (least, self.rest.size_hint().1.and_then(|most| most.checked_add(least)))
    }

    fn next(&mut self) -> Option<(K, V)> {
        if self.is_over {
            return None;
        }
        let mut entry = self.ahead.take()?;
        for next in self.rest.by_ref() {
            match entry.0.cmp(&next.0) {
                Ordering::Equal => entry.1 = next.1,
                Ordering::Less => {
                    self.ahead = Some(next);
                    return Some(entry);
                }
                Ordering::Greater => {
                    self.ahead = Some(next);
                    self.is_over = true;
                    return Some(entry);
                }
            }
        }
        Some(entry)
    }
}

impl<K: Ord + Clone, V: Clone> OrdMap<K, V> {
    /// A map of entries that come in any order. The last of equal keys wins.
    pub(super) fn build(entries: impl Iterator<Item = (K, V)>) -> Self {
        let mut ascending = Ascending::new(entries);
        let mut map = Self { tree: Tree::from_entries(&mut ascending) };
        if !ascending.is_over {
            // Not behind the result, which the compiler would leak if the source panics (rust-lang/rust#47949).
            drop(ascending);
            return map;
        }
        let mut rest: Vec<(K, V)> = Vec::new();
        let (more, _) = ascending.rest.size_hint();
        if map.len() <= Pairs::<K, V>::FULL {
            // Hardly any of them came in order: to sort all is less than to put two maps together.
            rest.reserve(more.saturating_add(map.len() + 1));
            rest.extend(core::mem::take(&mut map));
        } else {
            rest.reserve(more.saturating_add(1));
        }
        rest.extend(ascending.into_rest());
        rest.sort_by(|a, b| a.0.cmp(&b.0));
        let mut ascending = Ascending::new(rest.into_iter());
        map.append(&mut Self { tree: Tree::from_entries(&mut ascending) });
        // Whatever an order has left over that contradicts itself.
        for (key, value) in ascending.into_rest() {
            map.insert(key, value);
        }
        map
    }

    /// A map of entries whose keys ascend.
    ///
    /// Computes in **O(n)** time, into full leaves.
    ///
    /// # Panics
    /// If a key is not above the one before it. (`collect` takes entries in any order, and is as
    /// fast for those in order.)
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from_sorted_iter((0..1_000).map(|key| (key, key * key)));
    /// assert_eq!((map.len(), map[&30]), (1_000, 900));
    /// ```
    #[track_caller]
    pub fn from_sorted_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut entries = entries.into_iter();
        let mut ahead = entries.next();
        let tree = Tree::from_entries(&mut core::iter::from_fn(|| {
            let entry = ahead.take()?;
            ahead = entries.next();
            if let Some(next) = &ahead {
                assert!(entry.0 < next.0, "the keys of sorted entries ascend");
            }
            Some(entry)
        }));
        // Not behind the result: see `build`.
        drop((ahead, entries));
        Self { tree }
    }

    /// Moves all entries of `other` into this map. Where both have a key, the value of `other`
    /// wins. Leaves `other` empty.
    ///
    /// Computes in **O(log n)** time where all keys of one map are below those of the other; the
    /// nodes of both are used as they are, but for those along the seam. Else in **O(m log n)** for
    /// the smaller map's m entries, and in **O(m log(n / m + 1))** where `other` has many.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(1, 'a'), (2, 'b')]);
    /// map.append(&mut OrdMap::from([(2, 'c'), (3, 'd')]));
    /// assert_eq!(map, OrdMap::from([(1, 'a'), (2, 'c'), (3, 'd')]));
    /// ```
    pub fn append(&mut self, other: &mut Self) {
        let is_below = |low: &Self, high: &Self| {
            let (last, first) = (low.last_key_value(), high.first_key_value());
            last.zip(first).is_none_or(|(last, first)| last.0 < first.0)
        };
        let keys = (other.first_key_value(), other.last_key_value());
        let ends = keys.0.zip(keys.1).map(|((first, _), (last, _))| (first, last));
        if is_below(self, other) {
            self.tree.append(&mut other.tree);
        } else if is_below(other, self) {
            other.tree.append(&mut self.tree);
            core::mem::swap(self, other);
        } else if ends.is_some_and(|(first, last)| self.is_merged_with(other.len(), first, last)) {
            let tree = self.tree.combine(&other.tree, &mut K::cmp, rule::override_by());
            (*self, *other) = (Self { tree }, Self::new());
        } else {
            for (key, value) in core::mem::take(other) {
                self.insert(key, value);
            }
        }
    }
}
