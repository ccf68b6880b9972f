//! A map made of two: union, intersection, difference and their kin. Is told which entries to keep.
//!
//! What differs is gathered first, without a change to anything. The result is then the side that is
//! nearest to it (or the empty map), edited: so a result that equals an input is that input, and all that
//! stays is shared.

use alloc::vec::Vec;
use core::ops::ControlFlow;
use core::slice;

use super::Tree;
use super::align::Part;
use crate::tree::look::Look;
use crate::tree::rule::{Fate, Flow, Rule, Side};

/// What was seen of two maps, and what is to become of it.
pub(crate) struct Gather<'a, K, V, F> {
    rule: Rule<F>,
    left: Vec<Part<'a, K, V>>,
    right: Vec<Part<'a, K, V>>,
    shared: Vec<Part<'a, K, V>>,
    both: Vec<Both<'a, K, V>>,
}

/// An entry of each side, of one key.
struct Both<'a, K, V> {
    left: &'a (K, V),
    right: &'a (K, V),
    fate: Fate<V>,
}

impl<'a, K, V, F> Gather<'a, K, V, F> {
    pub(crate) fn new(rule: Rule<F>) -> Self {
        let (left, right, shared, both) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { rule, left, right, shared, both }
    }
}

impl<'a, K, V, F: FnMut(&K, &V, &V) -> Fate<V>> Look<'a, K, V, Part<'a, K, V>>
    for Gather<'a, K, V, F>
{
    fn shared(&mut self, part: Part<'a, K, V>) -> ControlFlow<(), bool> {
        if self.rule.shared.is_some() {
            self.shared.push(part);
        }
        ControlFlow::Continue(self.rule.shared.is_none())
    }

    fn only(&mut self, side: Side, part: Part<'a, K, V>) -> Flow {
        match side {
            Side::Left => self.left.push(part),
            Side::Right => self.right.push(part),
        }
        Flow::Continue(())
    }

    fn both(&mut self, left: &'a (K, V), right: &'a (K, V)) -> Flow {
        let fate = (self.rule.both)(&left.0, &left.1, &right.1);
        self.both.push(Both { left, right, fate });
        Flow::Continue(())
    }
}

/// How many entries lie in some parts, bucket by bucket.
fn sizes<K, V>(parts: &[Part<'_, K, V>]) -> impl Iterator<Item = usize> {
    parts.iter().flat_map(|part| part.buckets()).map(|(_, marks)| marks.count_ones() as usize)
}

/// From what a result is made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Left,
    Right,
    Nothing,
}

impl Base {
    /// Whether what becomes of an entry is there already.
    const fn has<V>(self, fate: &Fate<V>) -> bool {
        matches!(
            (fate, self),
            (Fate::Drop, Self::Nothing)
                | (Fate::Left, Self::Left)
                | (Fate::Right, Self::Right)
                | (Fate::Either, Self::Left | Self::Right)
        )
    }

    pub(super) fn tree<K, V>(self, left: &Tree<K, V>, right: &Tree<K, V>) -> Tree<K, V> {
        match self {
            Self::Left => left.clone(),
            Self::Right => right.clone(),
            Self::Nothing => Tree::new(),
        }
    }
}

impl<'a, K: Clone, V: Clone, F> Gather<'a, K, V, F> {
    /// How many entries are on the left only, on the right only, and in both unseen. One of the three
    /// tells the others: they are counted side by side until the first is done.
    fn count(all: &[Self], left: usize, right: usize) -> (usize, usize, usize) {
        let both = all.iter().map(|one| one.both.len()).sum::<usize>();
        let (mut lefts, mut rights, mut shareds) = (
            all.iter().flat_map(|one| sizes(&one.left)),
            all.iter().flat_map(|one| sizes(&one.right)),
            all.iter().flat_map(|one| sizes(&one.shared)),
        );
        let mut counted = (0, 0, 0);
        // A lying `Hash` or `Eq` may have the same entry seen twice: nothing here may overflow.
        loop {
            match lefts.next() {
                Some(size) => counted.0 += size,
                None => {
                    let shared = left.saturating_sub(both + counted.0);
                    return (counted.0, right.saturating_sub(both + shared), shared);
                }
            }
            match rights.next() {
                Some(size) => counted.1 += size,
                None => {
                    let shared = right.saturating_sub(both + counted.1);
                    return (left.saturating_sub(both + shared), counted.1, shared);
                }
            }
            match shareds.next() {
                Some(size) => counted.2 += size,
                None => {
                    let seen = both + counted.2;
                    let only = (left.saturating_sub(seen), right.saturating_sub(seen));
                    return (only.0, only.1, counted.2);
                }
            }
        }
    }

    /// The side that takes the fewest edits, of all that was seen of two maps, by one rule.
    pub(super) fn base(all: &[Self], left: usize, right: usize, is_like_right: bool) -> Base {
        let Some(Self { rule, .. }) = all.first() else { return Base::Left };
        let (lefts, rights, shareds) = Self::count(all, left, right);
        let stay = (rule.left, rule.right, rule.shared != Some(false));
        let entries = |is_edit: bool, count: usize| if is_edit { count } else { 0 };
        let fates = |is_none: fn(&Fate<V>) -> bool| {
            all.iter().flat_map(|one| &one.both).filter(|both| !is_none(&both.fate)).count()
        };
        let of_left = entries(!stay.0, lefts)
            + entries(stay.1, rights)
            + entries(!stay.2, shareds)
            + fates(|fate| matches!(fate, Fate::Left | Fate::Either));
        let of_right = entries(stay.0, lefts)
            + entries(!stay.1, rights)
            + entries(!stay.2, shareds)
            + fates(|fate| matches!(fate, Fate::Right | Fate::Either));
        let of_nothing = entries(stay.0, lefts)
            + entries(stay.1, rights)
            + entries(stay.2, shareds)
            + fates(|fate| matches!(fate, Fate::Drop));
        if of_left <= of_nothing && (of_left <= of_right || !is_like_right) {
            Base::Left
        } else if of_right <= of_nothing && is_like_right {
            Base::Right
        } else {
            Base::Nothing
        }
    }

    /// The result. Its hashes are made in the way of the left side, and `is_like_right` says whether
    /// those of the right side are, too.
    pub(crate) fn finish(
        self,
        left: &Tree<K, V>,
        right: &Tree<K, V>,
        is_like_right: bool,
        same: impl FnMut(&K, &K) -> bool,
        rehash: impl FnMut(&K) -> u64,
    ) -> Tree<K, V> {
        let base = Self::base(slice::from_ref(&self), left.len(), right.len(), is_like_right);
        let mut tree = base.tree(left, right);
        self.edit(base, &mut tree, same, rehash);
        tree
    }

    /// Of entries on the left only, on the right only and shared: whether they are there in the base, and
    /// whether they stay.
    fn kinds(&self, base: Base) -> [(bool, bool); 3] {
        [
            (base == Base::Left, self.rule.left),
            (base == Base::Right, self.rule.right),
            (base != Base::Nothing, self.rule.shared == Some(true)),
        ]
    }

    /// Whether there is anything to edit in the base.
    #[cfg(feature = "rayon")]
    pub(super) fn is_edit(&self, base: Base) -> bool {
        let parts = [&self.left, &self.right, &self.shared];
        let mut kinds = parts.into_iter().zip(self.kinds(base));
        kinds.any(|(parts, (is_there, stays))| is_there != stays && !parts.is_empty())
            || self.both.iter().any(|both| !base.has(&both.fate))
    }

    /// Makes the result of the base.
    pub(super) fn edit(
        self,
        base: Base,
        tree: &mut Tree<K, V>,
        same: impl FnMut(&K, &K) -> bool,
        rehash: impl FnMut(&K) -> u64,
    ) {
        let kinds = self.kinds(base);
        let mut edit = Edit { tree, same, rehash };
        for (parts, (is_there, stays)) in
            [self.left, self.right, self.shared].into_iter().zip(kinds)
        {
            if is_there == stays {
                continue;
            }
            for entry in parts.into_iter().flat_map(Part::entries) {
                if stays { edit.add(entry) } else { edit.remove(&entry.0) }
            }
        }
        for Both { left, right, fate } in self.both {
            if base.has(&fate) {
                continue;
            }
            match (fate, base) {
                (Fate::Drop, _) => edit.remove(&left.0),
                (Fate::Left | Fate::Either, Base::Nothing) => edit.add(left),
                (Fate::Right, Base::Nothing) => edit.add(right),
                (Fate::Left | Fate::Either, _) => edit.set(&right.0, left.clone()),
                (Fate::Right, _) => edit.set(&left.0, right.clone()),
                (Fate::New(value), _) => edit.set(&left.0, (left.0.clone(), value)),
            }
        }
    }
}

/// A result in the making.
struct Edit<'t, K, V, S, H> {
    tree: &'t mut Tree<K, V>,
    same: S,
    rehash: H,
}

impl<K, V, S, H> Edit<'_, K, V, S, H>
where
    K: Clone,
    V: Clone,
    S: FnMut(&K, &K) -> bool,
    H: FnMut(&K) -> u64,
{
    /// Puts in an entry that is not there.
    fn add(&mut self, entry: &(K, V)) {
        let (key, value) = entry.clone();
        self.tree.insert_new((self.rehash)(&key), key, value, &mut self.rehash);
    }

    fn remove(&mut self, key: &K) {
        let hash = (self.rehash)(key);
        if let Some(index) = self.tree.find(hash, |other| (self.same)(key, other)) {
            drop(self.tree.remove_at(hash, index));
        }
    }

    /// Gives a key another entry.
    fn set(&mut self, key: &K, entry: (K, V)) {
        let hash = (self.rehash)(key);
        let index = self.tree.find(hash, |other| (self.same)(key, other));
        match index.and_then(|index| self.tree.at_mut(hash, index)) {
            Some(there) => drop(core::mem::replace(there, entry)),
            None => self.tree.insert_new(hash, entry.0, entry.1, &mut self.rehash),
        }
    }
}
