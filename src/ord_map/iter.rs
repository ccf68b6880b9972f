//! Iterators over entries. Do not know how the tree is laid out: they ask for the next leaf.

#[cfg(feature = "rayon")]
mod split;

use core::fmt;
use core::iter::{FusedIterator, Zip};
use core::{ops, slice};

use crate::raw::{Entries, Pairs};
use crate::tree::Narrow;
use crate::tree::bplus::{self, Edit, Leaf, Leaves, Mutable, Spot, Tree};

#[cfg(feature = "rayon")]
pub(crate) use split::Reach;

/// Keys and values of one leaf, side by side.
type Run<'a, K, V> = Zip<slice::Iter<'a, K>, slice::Iter<'a, V>>;

fn run<'a, K, V>(leaf: &'a Pairs<K, V>, range: ops::Range<usize>) -> Run<'a, K, V> {
    leaf.keys()[range.clone()].iter().zip(&leaf.values()[range])
}

fn no_run<'a, K, V>() -> Run<'a, K, V> {
    [].iter().zip(&[])
}

/// The entries of a map or of a range of it, by reference.
///
/// `nth`, `skip` and their kind take **O(log n)** time. Made by [`OrdMap::iter`],
/// [`OrdMap::range`] and [`OrdMap::range_index`].
///
/// [`OrdMap::iter`]: super::OrdMap::iter
/// [`OrdMap::range`]: super::OrdMap::range
/// [`OrdMap::range_index`]: super::OrdMap::range_index
pub struct Iter<'a, K, V> {
    front: Run<'a, K, V>,
    leaves: Leaves<'a, Pairs<K, V>, bplus::Keys<K>, Narrow>,
    back: Run<'a, K, V>,
}

/// What `range` returns, by std's name.
pub type Range<'a, K, V> = Iter<'a, K, V>;

/// What `range` returns, by imbl's name.
pub type RangedIter<'a, K, V> = Iter<'a, K, V>;

impl<'a, K, V> Iter<'a, K, V> {
    /// The entries at positions `next..end`, which are in bounds.
    pub(super) fn new(tree: &'a Tree<Pairs<K, V>>, next: usize, end: usize) -> Self {
        Self { front: no_run(), leaves: Leaves::new(tree, next, end), back: no_run() }
    }

    /// The entries at positions `next..end`, which are in bounds; the first lies in the leaf of a
    /// spot, or at its end.
    pub(super) fn from_spot(spot: &Spot<'a, K, V>, next: usize, end: usize) -> Self {
        let (keys, values, leaves) = spot.read(next, end);
        Self { front: keys.iter().zip(values), leaves, back: no_run() }
    }

    #[inline(never)]
    fn next_run(&mut self) -> Option<(&'a K, &'a V)> {
        match self.leaves.next() {
            Some((leaf, range)) => {
                self.front = run(leaf, range);
                self.front.next()
            }
            None => self.back.next(),
        }
    }

    #[inline(never)]
    fn next_run_back(&mut self) -> Option<(&'a K, &'a V)> {
        match self.leaves.next_back() {
            Some((leaf, range)) => {
                self.back = run(leaf, range);
                self.back.next_back()
            }
            None => self.front.next_back(),
        }
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match self.front.next() {
            Some(entry) => Some(entry),
            None => self.next_run(),
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.front.len() + self.leaves.len() + self.back.len();
        (len, Some(len))
    }

    fn nth(&mut self, n: usize) -> Option<Self::Item> {
        let Some(n) = n.checked_sub(self.front.len()) else { return self.front.nth(n) };
        self.front = no_run();
        if n < self.leaves.len() {
            self.leaves.skip(n);
            return self.next_run();
        }
        let n = n - self.leaves.len();
        self.leaves = Leaves::none();
        self.back.nth(n)
    }

    fn fold<B, F: FnMut(B, Self::Item) -> B>(mut self, init: B, mut f: F) -> B {
        let mut result = self.front.fold(init, &mut f);
        while let Some((leaf, range)) = self.leaves.next() {
            result = run(leaf, range).fold(result, &mut f);
        }
        self.back.fold(result, f)
    }

    fn count(self) -> usize {
        self.len()
    }

    fn last(mut self) -> Option<Self::Item> {
        self.next_back()
    }

    fn min(mut self) -> Option<Self::Item>
    where
        Self::Item: Ord,
    {
        self.next()
    }

    fn max(mut self) -> Option<Self::Item>
    where
        Self::Item: Ord,
    {
        self.next_back()
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        match self.back.next_back() {
            Some(entry) => Some(entry),
            None => self.next_run_back(),
        }
    }

    fn nth_back(&mut self, n: usize) -> Option<Self::Item> {
        let Some(n) = n.checked_sub(self.back.len()) else { return self.back.nth_back(n) };
        self.back = no_run();
        if n < self.leaves.len() {
            self.leaves.skip_back(n);
            return self.next_run_back();
        }
        let n = n - self.leaves.len();
        self.leaves = Leaves::none();
        self.front.nth_back(n)
    }

    fn rfold<B, F: FnMut(B, Self::Item) -> B>(mut self, init: B, mut f: F) -> B {
        let mut result = self.back.rfold(init, &mut f);
        while let Some((leaf, range)) = self.leaves.next_back() {
            result = run(leaf, range).rfold(result, &mut f);
        }
        self.front.rfold(result, f)
    }
}

impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}
impl<K, V> FusedIterator for Iter<'_, K, V> {}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self { front: self.front.clone(), leaves: self.leaves.clone(), back: self.back.clone() }
    }
}

impl<K, V> Default for Iter<'_, K, V> {
    fn default() -> Self {
        Self { front: no_run(), leaves: Leaves::none(), back: no_run() }
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Iter<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// Keys and values of one leaf, side by side, the values to change.
type RunMut<'a, K, V> = Zip<slice::Iter<'a, K>, slice::IterMut<'a, V>>;

/// The entries of a range of a leaf, which becomes its handle's own.
fn run_mut<'a, K: Clone, V: Clone>(
    leaf: &'a mut Pairs<K, V>,
    range: impl slice::SliceIndex<[K], Output = [K]> + slice::SliceIndex<[V], Output = [V]> + Clone,
) -> RunMut<'a, K, V> {
    leaf.own();
    let block = leaf.get_mut().expect("a leaf that was copied has one owner");
    let (keys, values) = block.split_mut();
    keys[range.clone()].iter().zip(&mut values[range])
}

fn no_run_mut<'a, K, V>() -> RunMut<'a, K, V> {
    [].iter().zip(&mut [])
}

/// The entries of a map or of a range of it, the values to change. A shared leaf is copied when it
/// is reached; what `nth` and `skip` pass over is not.
///
/// Made by [`OrdMap::iter_mut`] and [`OrdMap::range_mut`].
///
/// [`OrdMap::iter_mut`]: super::OrdMap::iter_mut
/// [`OrdMap::range_mut`]: super::OrdMap::range_mut
pub struct IterMut<'a, K, V> {
    front: RunMut<'a, K, V>,
    leaves: Mutable<'a, Pairs<K, V>>,
    back: RunMut<'a, K, V>,
    len: usize,
}

/// What `range_mut` returns, by std's name.
pub type RangeMut<'a, K, V> = IterMut<'a, K, V>;

impl<'a, K: Clone, V: Clone> IterMut<'a, K, V> {
    /// The entries of a range of positions, which is in bounds.
    pub(super) fn new(tree: &'a mut Tree<Pairs<K, V>>, range: ops::Range<usize>) -> Self {
        let len = range.len();
        let all = Self { len, ..Self::default() };
        if len == 0 {
            return all;
        }
        if len == tree.size() {
            return Self { leaves: tree.mutable(), ..all };
        }
        let mut before = tree.mutable();
        let (first, mut leaves) = before.cut(range.start);
        let Some((leaf, from)) = first else { return Self::until(all, leaves) };
        let held = leaf.len() - from;
        if len <= held {
            return Self { front: run_mut(leaf, from..from + len), ..all };
        }
        let front = run_mut(leaf, from..);
        let back = match leaves.cut(len - held).0 {
            Some((leaf, to)) => run_mut(leaf, ..to),
            None => no_run_mut(),
        };
        Self { front, leaves, back, len }
    }

    /// The first entries of some leaves, as many as `all` says.
    fn until(all: Self, mut leaves: Mutable<'a, Pairs<K, V>>) -> Self {
        let back = match leaves.cut(all.len).0 {
            Some((leaf, to)) => run_mut(leaf, ..to),
            None => no_run_mut(),
        };
        Self { leaves, back, ..all }
    }

    #[inline(never)]
    fn next_run(&mut self) -> Option<(&'a K, &'a mut V)> {
        match self.leaves.next() {
            Some(leaf) => {
                self.front = run_mut(leaf, ..);
                self.front.next()
            }
            None => self.back.next(),
        }
    }

    #[inline(never)]
    fn next_run_back(&mut self) -> Option<(&'a K, &'a mut V)> {
        match self.leaves.next_back() {
            Some(leaf) => {
                self.back = run_mut(leaf, ..);
                self.back.next_back()
            }
            None => self.front.next_back(),
        }
    }
}

impl<'a, K: Clone, V: Clone> Iterator for IterMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let entry = match self.front.next() {
            Some(entry) => entry,
            None => self.next_run()?,
        };
        self.len -= 1;
        Some(entry)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len, Some(self.len))
    }

    fn nth(&mut self, n: usize) -> Option<Self::Item> {
        if n >= self.len {
            *self = Self::default();
            return None;
        }
        self.len -= n + 1;
        let Some(n) = n.checked_sub(self.front.len()) else { return self.front.nth(n) };
        self.front = no_run_mut();
        let n = self.leaves.skip(n);
        match self.leaves.next() {
            Some(leaf) => {
                self.front = run_mut(leaf, ..);
                self.front.nth(n)
            }
            None => self.back.nth(n),
        }
    }

    fn fold<B, F: FnMut(B, Self::Item) -> B>(mut self, init: B, mut f: F) -> B {
        let mut result = self.front.fold(init, &mut f);
        while let Some(leaf) = self.leaves.next() {
            result = run_mut(leaf, ..).fold(result, &mut f);
        }
        self.back.fold(result, f)
    }

    fn count(self) -> usize {
        self.len
    }

    fn last(mut self) -> Option<Self::Item> {
        self.next_back()
    }
}

impl<K: Clone, V: Clone> DoubleEndedIterator for IterMut<'_, K, V> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        let entry = match self.back.next_back() {
            Some(entry) => entry,
            None => self.next_run_back()?,
        };
        self.len -= 1;
        Some(entry)
    }

    fn nth_back(&mut self, n: usize) -> Option<Self::Item> {
        if n >= self.len {
            *self = Self::default();
            return None;
        }
        self.len -= n + 1;
        let Some(n) = n.checked_sub(self.back.len()) else { return self.back.nth_back(n) };
        self.back = no_run_mut();
        let n = self.leaves.skip_back(n);
        match self.leaves.next_back() {
            Some(leaf) => {
                self.back = run_mut(leaf, ..);
                self.back.nth_back(n)
            }
            None => self.front.nth_back(n),
        }
    }
}

impl<K: Clone, V: Clone> ExactSizeIterator for IterMut<'_, K, V> {}
impl<K: Clone, V: Clone> FusedIterator for IterMut<'_, K, V> {}

impl<K, V> Default for IterMut<'_, K, V> {
    fn default() -> Self {
        Self { front: no_run_mut(), leaves: Mutable::new(None), back: no_run_mut(), len: 0 }
    }
}

impl<K, V> fmt::Debug for IterMut<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IterMut").field("len", &self.len).finish_non_exhaustive()
    }
}

/// The entries of a map, by value: moved where nobody shares them, else cloned, a leaf at a time.
///
/// Made by the `IntoIterator` of [`OrdMap`](super::OrdMap).
pub struct ConsumingIter<K, V> {
    front: Option<Entries<K, V>>,
    tree: Tree<Pairs<K, V>, bplus::Keys<K>, Narrow>,
    back: Option<Entries<K, V>>,
}

/// [`ConsumingIter`], by std's name.
pub type IntoIter<K, V> = ConsumingIter<K, V>;

impl<K, V> ConsumingIter<K, V> {
    pub(super) const fn new(tree: Tree<Pairs<K, V>>) -> Self {
        Self { front: None, tree, back: None }
    }
}

impl<K: Clone, V: Clone> Iterator for ConsumingIter<K, V> {
    type Item = (K, V);

    #[inline]
    fn next(&mut self) -> Option<(K, V)> {
        loop {
            if let Some(entry) = self.front.as_mut().and_then(Entries::next) {
                return Some(entry);
            }
            match self.tree.pop_front() {
                Some(leaf) => self.front = Some(leaf.into_entries()),
                None => return self.back.as_mut()?.next(),
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let held = |entries: &Option<Entries<K, V>>| entries.as_ref().map_or(0, Entries::len);
        let len = held(&self.front) + self.tree.size() + held(&self.back);
        (len, Some(len))
    }

    fn nth(&mut self, mut n: usize) -> Option<(K, V)> {
        let held = self.front.as_ref().map_or(0, Entries::len);
        if n >= held + Pairs::<K, V>::FULL {
            // Whole subtrees are let go.
            self.front = None;
            n -= held;
            let cut = n.min(self.tree.size());
            let rest = self.tree.split_off(cut);
            self.tree = rest;
            n -= cut;
        }
        for _ in 0..n {
            self.next()?;
        }
        self.next()
    }

    fn count(self) -> usize {
        self.len()
    }
}

impl<K: Clone, V: Clone> DoubleEndedIterator for ConsumingIter<K, V> {
    #[inline]
    fn next_back(&mut self) -> Option<(K, V)> {
        loop {
            if let Some(entry) = self.back.as_mut().and_then(Entries::next_back) {
                return Some(entry);
            }
            match self.tree.pop_back() {
                Some(leaf) => self.back = Some(leaf.into_entries()),
                None => return self.front.as_mut()?.next_back(),
            }
        }
    }

    fn nth_back(&mut self, mut n: usize) -> Option<(K, V)> {
        let held = self.back.as_ref().map_or(0, Entries::len);
        if n >= held + Pairs::<K, V>::FULL {
            self.back = None;
            n -= held;
            let cut = n.min(self.tree.size());
            drop(self.tree.split_off(self.tree.size() - cut));
            n -= cut;
        }
        for _ in 0..n {
            self.next_back()?;
        }
        self.next_back()
    }
}

impl<K: Clone, V: Clone> ExactSizeIterator for ConsumingIter<K, V> {}
impl<K: Clone, V: Clone> FusedIterator for ConsumingIter<K, V> {}

impl<K: Clone, V: Clone> Clone for ConsumingIter<K, V> {
    fn clone(&self) -> Self {
        Self { front: self.front.clone(), tree: self.tree.clone(), back: self.back.clone() }
    }
}

impl<K, V> Default for ConsumingIter<K, V> {
    fn default() -> Self {
        Self::new(Tree::new())
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for ConsumingIter<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = f.debug_list();
        let held = |entries: &Option<Entries<K, V>>, list: &mut fmt::DebugList<'_, '_>| {
            if let Some((keys, values)) = entries.as_ref().map(Entries::rest) {
                list.entries(keys.iter().zip(values));
            }
        };
        held(&self.front, &mut list);
        list.entries(Iter::new(&self.tree, 0, self.tree.size()));
        held(&self.back, &mut list);
        list.finish()
    }
}
