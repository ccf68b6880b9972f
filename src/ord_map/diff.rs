//! What differs between two versions of a map: seen, owned, applied elsewhere, merged.

use alloc::vec::{self, Vec};
use core::cmp::Ordering;
use core::iter::FusedIterator;
use core::ops::ControlFlow;

use super::OrdMap;
use crate::tree::bplus::{Look, Part, align};
use crate::tree::rule::{Flow, Side};

/// One entry in which two versions of a map differ.
#[derive(Debug, PartialEq, Eq, Hash)]
pub enum DiffItem<'a, K, V> {
    /// The newer version has a key that the older one has not.
    Add(&'a K, &'a V),
    /// Both have the key, with different values.
    Update {
        /// The entry of the older version.
        old: (&'a K, &'a V),
        /// The entry of the newer version.
        new: (&'a K, &'a V),
    },
    /// The older version has a key that the newer one has not.
    Remove(&'a K, &'a V),
}

impl<K, V> Clone for DiffItem<'_, K, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, V> Copy for DiffItem<'_, K, V> {}

/// The entries in which two versions of a map differ, in the order of the keys.
///
/// Made by [`OrdMap::diff`].
#[derive(Debug)]
pub struct DiffIter<'a, K, V> {
    items: vec::IntoIter<DiffItem<'a, K, V>>,
}

impl<K, V> Clone for DiffIter<'_, K, V> {
    fn clone(&self) -> Self {
        Self { items: self.items.clone() }
    }
}

impl<'a, K, V> Iterator for DiffIter<'a, K, V> {
    type Item = DiffItem<'a, K, V>;

    fn next(&mut self) -> Option<Self::Item> {
        self.items.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.items.size_hint()
    }
}

impl<K, V> DoubleEndedIterator for DiffIter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.items.next_back()
    }
}

impl<K, V> ExactSizeIterator for DiffIter<'_, K, V> {}
impl<K, V> FusedIterator for DiffIter<'_, K, V> {}

/// Gathers what is not the same on both sides.
struct Gather<'a, K, V> {
    items: Vec<DiffItem<'a, K, V>>,
}

impl<'a, K, V: PartialEq> Look<'a, K, V> for Gather<'a, K, V> {
    fn shared(&mut self, _: Part<'a, K, V>) -> ControlFlow<(), bool> {
        ControlFlow::Continue(false)
    }

    fn only(&mut self, side: Side, part: Part<'a, K, V>) -> Flow {
        self.items.reserve(part.len());
        part.for_each(&mut |key, value| {
            self.items.push(match side {
                Side::Left => DiffItem::Remove(key, value),
                Side::Right => DiffItem::Add(key, value),
            });
            ControlFlow::Continue(())
        })
    }

    fn both(&mut self, old: (&'a K, &'a V), new: (&'a K, &'a V)) -> Flow {
        if old.1 != new.1 {
            self.items.push(DiffItem::Update { old, new });
        }
        ControlFlow::Continue(())
    }
}

impl<K: Ord, V: PartialEq> OrdMap<K, V> {
    /// What has to be added, updated and removed to make `other` of this map, in the order of the
    /// keys: as in im, this map is the older version and `other` the newer one.
    ///
    /// Computes in **O(k log n)** time for two versions of one map that differ in k keys, at most in
    /// **O(m log(n / m + 1))**, m <= n, and what there is to tell. What both share is not looked at.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use offshoot::ord_map::DiffItem;
    ///
    /// let old: OrdMap<_, _> = (0..100_000).map(|key| (key, 'a')).collect();
    /// let mut new = old.clone();
    /// new.insert(200_000, 'b');
    /// new.remove(&7);
    /// assert!(old.diff(&new).eq([DiffItem::Remove(&7, &'a'), DiffItem::Add(&200_000, &'b')]));
    /// ```
    #[must_use]
    pub fn diff<'a>(&'a self, other: &'a Self) -> DiffIter<'a, K, V> {
        let mut gather = Gather { items: Vec::new() };
        // Nothing stops it.
        let (ControlFlow::Continue(()) | ControlFlow::Break(())) =
            align(&self.tree, &other.tree, &mut K::cmp, &mut gather);
        DiffIter { items: gather.items.into_iter() }
    }
}

/// What a key had before a change, and what it has after it; none where it was not there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PatchItem<K, V> {
    /// The key.
    pub key: K,
    /// Its value in the older version.
    pub old: Option<V>,
    /// Its value in the newer version.
    pub new: Option<V>,
}

/// The differences between two versions of a map, as a value of its own: it can be kept, sent, applied
/// to another map, and turned round.
///
/// ```
/// use offshoot::OrdMap;
/// use offshoot::ord_map::Patch;
///
/// let old = OrdMap::from([(1, 'a'), (2, 'b')]);
/// let new = OrdMap::from([(2, 'c'), (3, 'd')]);
/// let patch = Patch::between(&old, &new);
/// let mut other = OrdMap::from([(1, 'a'), (2, 'b'), (9, 'z')]);
/// other.apply(&patch);
/// assert_eq!(other, OrdMap::from([(2, 'c'), (3, 'd'), (9, 'z')]));
/// other.apply(&patch.invert());
/// assert_eq!(other, OrdMap::from([(1, 'a'), (2, 'b'), (9, 'z')]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Patch<K, V> {
    /// In the order of the keys when made by `between`; applied in any order.
    items: Vec<PatchItem<K, V>>,
}

impl<K, V> Default for Patch<K, V> {
    fn default() -> Self {
        Self { items: Vec::new() }
    }
}

impl<K: Ord + Clone, V: Clone + PartialEq> Patch<K, V> {
    /// What makes `new` of `old`.
    ///
    /// Computes in **O(k log n)** time for two versions of one map that differ in k keys.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use offshoot::ord_map::Patch;
    ///
    /// let map = OrdMap::unit(1, 'a');
    /// assert!(Patch::between(&map, &map.clone()).is_empty());
    /// ```
    #[must_use]
    pub fn between(old: &OrdMap<K, V>, new: &OrdMap<K, V>) -> Self {
        let item = |key: &K, old: Option<&V>, new: Option<&V>| PatchItem {
            key: key.clone(),
            old: old.cloned(),
            new: new.cloned(),
        };
        let items = old.diff(new).map(|difference| match difference {
            DiffItem::Add(key, value) => item(key, None, Some(value)),
            DiffItem::Remove(key, value) => item(key, Some(value), None),
            DiffItem::Update { old, new } => item(new.0, Some(old.1), Some(new.1)),
        });
        Self { items: items.collect() }
    }
}

impl<K, V> Patch<K, V> {
    /// The number of keys that it changes.
    ///
    /// Computes in **O(1)** time.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether it changes nothing.
    ///
    /// Computes in **O(1)** time.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// What it changes.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use offshoot::ord_map::Patch;
    ///
    /// let patch = Patch::between(&OrdMap::new(), &OrdMap::unit(1, 'a'));
    /// let item = patch.iter().next().unwrap();
    /// assert_eq!((item.key, item.old, item.new), (1, None, Some('a')));
    /// ```
    pub fn iter(&self) -> core::slice::Iter<'_, PatchItem<K, V>> {
        self.items.iter()
    }

    /// The patch that takes back what this one does.
    ///
    /// Computes in **O(k)** time for k changes.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use offshoot::ord_map::Patch;
    ///
    /// let (a, b) = (OrdMap::unit(1, 'a'), OrdMap::unit(2, 'b'));
    /// assert_eq!(Patch::between(&a, &b).invert(), Patch::between(&b, &a));
    /// ```
    #[must_use]
    pub fn invert(mut self) -> Self {
        for item in &mut self.items {
            core::mem::swap(&mut item.old, &mut item.new);
        }
        self
    }
}

impl<K, V> FromIterator<PatchItem<K, V>> for Patch<K, V> {
    fn from_iter<I: IntoIterator<Item = PatchItem<K, V>>>(items: I) -> Self {
        Self { items: items.into_iter().collect() }
    }
}

impl<K, V> IntoIterator for Patch<K, V> {
    type Item = PatchItem<K, V>;
    type IntoIter = vec::IntoIter<PatchItem<K, V>>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, K, V> IntoIterator for &'a Patch<K, V> {
    type Item = &'a PatchItem<K, V>;
    type IntoIter = core::slice::Iter<'a, PatchItem<K, V>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// A key that both sides of a merge changed, each in its own way.
#[derive(Debug)]
pub struct Conflict<'a, K, V> {
    /// The key.
    pub key: &'a K,
    /// Its value in the common ancestor; none if it was not there. So with the others.
    pub base: Option<&'a V>,
    /// Its value in our version.
    pub ours: Option<&'a V>,
    /// Its value in their version.
    pub theirs: Option<&'a V>,
}

impl<K, V> Clone for Conflict<'_, K, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, V> Copy for Conflict<'_, K, V> {}

/// The key of a difference, and its values before and after.
fn parts<'a, K, V>(item: DiffItem<'a, K, V>) -> (&'a K, Option<&'a V>, Option<&'a V>) {
    match item {
        DiffItem::Add(key, value) => (key, None, Some(value)),
        DiffItem::Remove(key, value) => (key, Some(value), None),
        DiffItem::Update { old, new } => (new.0, Some(old.1), Some(new.1)),
    }
}

impl<K: Ord + Clone, V: Clone> OrdMap<K, V> {
    /// Makes the changes of a patch, whatever the keys had before.
    ///
    /// Computes in **O(k log n)** time for k changes. Copies each shared node on their paths once.
    ///
    /// See [`Patch`].
    pub fn apply(&mut self, patch: &Patch<K, V>) {
        for item in patch {
            match &item.new {
                Some(value) => drop(self.insert(item.key.clone(), value.clone())),
                None => drop(self.remove(&item.key)),
            }
        }
    }

    /// Merges two versions of a map with a common ancestor: the result has what either side changed.
    /// Of a key that both changed, and not in the same way, `on_conflict` says what it shall have;
    /// none removes it.
    ///
    /// Computes in **O(k log n)** time for k keys changed on both sides together. Shares with both
    /// versions; if one side changed nothing, the result is the other.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let base = OrdMap::from([(1, 'a'), (2, 'b'), (3, 'c')]);
    /// let (mut ours, mut theirs) = (base.clone(), base.clone());
    /// ours.insert(1, 'x');
    /// ours.remove(&2);
    /// theirs.insert(1, 'y');
    /// theirs.insert(4, 'd');
    /// let merged = OrdMap::merge(&base, &ours, &theirs, |conflict| {
    ///     assert_eq!((conflict.key, conflict.base), (&1, Some(&'a')));
    ///     conflict.theirs.copied()
    /// });
    /// assert_eq!(merged, OrdMap::from([(1, 'y'), (3, 'c'), (4, 'd')]));
    /// ```
    #[must_use]
    pub fn merge(
        base: &Self,
        ours: &Self,
        theirs: &Self,
        mut on_conflict: impl FnMut(Conflict<'_, K, V>) -> Option<V>,
    ) -> Self
    where
        V: PartialEq,
    {
        if base.ptr_eq(ours) {
            return theirs.clone();
        }
        let mut own = base.diff(ours).map(parts).peekable();
        let mut changes: Vec<(&K, Option<V>)> = Vec::new();
        for (key, before, their) in base.diff(theirs).map(parts) {
            while own.next_if(|own| own.0.cmp(key) == Ordering::Less).is_some() {}
            match own.next_if(|own| own.0.cmp(key) == Ordering::Equal) {
                Some((_, _, our)) if our == their => {}
                Some((_, _, our)) => {
                    let conflict = Conflict { key, base: before, ours: our, theirs: their };
                    changes.push((key, on_conflict(conflict)));
                }
                None => changes.push((key, their.cloned())),
            }
        }
        let mut merged = ours.clone();
        for (key, value) in changes {
            match value {
                Some(value) => drop(merged.insert(key.clone(), value)),
                None => drop(merged.remove(key)),
            }
        }
        merged
    }
}
