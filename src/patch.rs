//! What differs between two versions of a map or a set, as values. Knows neither.

use alloc::vec::{self, Vec};
use core::iter::FusedIterator;

/// One entry in which two versions of a map differ.
///
/// ```
/// use offshoot::{DiffItem, OrdMap};
///
/// let old = OrdMap::from([(1, 'a'), (2, 'b')]);
/// let new = OrdMap::from([(2, 'c'), (3, 'd')]);
/// let changes: Vec<DiffItem<'_, i32, char>> = old.diff(&new).collect();
/// let update = DiffItem::Update { old: (&2, &'b'), new: (&2, &'c') };
/// assert_eq!(changes, [DiffItem::Remove(&1, &'a'), update, DiffItem::Add(&3, &'d')]);
/// ```
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

/// A key, and its values before and after.
type Parts<'a, K, V> = (&'a K, Option<&'a V>, Option<&'a V>);

impl<'a, K, V> DiffItem<'a, K, V> {
    /// The key, its value in the older version and its value in the newer one.
    pub(crate) fn parts(self) -> Parts<'a, K, V> {
        match self {
            Self::Add(key, value) => (key, None, Some(value)),
            Self::Remove(key, value) => (key, Some(value), None),
            Self::Update { old, new } => (new.0, Some(old.1), Some(new.1)),
        }
    }
}

/// One element in which two versions of a set differ.
///
/// ```
/// use offshoot::OrdSet;
/// use offshoot::ord_set::DiffItem;
///
/// let (old, new) = (OrdSet::from([1, 2]), OrdSet::from([2, 3]));
/// assert!(old.diff(&new).eq([DiffItem::Remove(&1), DiffItem::Add(&3)]));
/// ```
#[derive(Debug, PartialEq, Eq, Hash)]
pub enum SetDiffItem<'a, T> {
    /// The newer version has an element that the older one has not.
    Add(&'a T),
    /// The older version has an element that the newer one has not.
    Remove(&'a T),
}

impl<T> Clone for SetDiffItem<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for SetDiffItem<'_, T> {}

impl<'a, T> SetDiffItem<'a, T> {
    /// What differs between the maps that two sets are.
    pub(crate) fn of(item: DiffItem<'a, T, ()>) -> Self {
        match item {
            DiffItem::Add(value, ()) => Self::Add(value),
            DiffItem::Remove(value, ()) => Self::Remove(value),
            DiffItem::Update { .. } => unreachable!("two units are equal"),
        }
    }
}

/// The entries in which two versions of a map differ: in the order of the keys if it has one.
///
/// Made by `diff` of each map.
#[derive(Debug)]
pub struct DiffIter<'a, K, V> {
    items: vec::IntoIter<DiffItem<'a, K, V>>,
}

impl<'a, K, V> DiffIter<'a, K, V> {
    pub(crate) fn new(items: Vec<DiffItem<'a, K, V>>) -> Self {
        Self { items: items.into_iter() }
    }
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

/// The elements in which two versions of a set differ: in order if it has one.
///
/// Made by `diff` of each set.
#[derive(Debug)]
pub struct SetDiffIter<'a, T> {
    items: DiffIter<'a, T, ()>,
}

impl<'a, T> SetDiffIter<'a, T> {
    pub(crate) fn new(items: DiffIter<'a, T, ()>) -> Self {
        Self { items }
    }
}

impl<T> Clone for SetDiffIter<'_, T> {
    fn clone(&self) -> Self {
        Self { items: self.items.clone() }
    }
}

impl<'a, T> Iterator for SetDiffIter<'a, T> {
    type Item = SetDiffItem<'a, T>;

    fn next(&mut self) -> Option<Self::Item> {
        self.items.next().map(SetDiffItem::of)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.items.size_hint()
    }
}

impl<T> DoubleEndedIterator for SetDiffIter<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.items.next_back().map(SetDiffItem::of)
    }
}

impl<T> ExactSizeIterator for SetDiffIter<'_, T> {}
impl<T> FusedIterator for SetDiffIter<'_, T> {}

/// What a key had before a change, and what it has after it; none where it was not there.
///
/// ```
/// use offshoot::{OrdMap, Patch, PatchItem};
///
/// let patch = Patch::from_iter([PatchItem { key: 1, old: None, new: Some('a') }]);
/// let mut map = OrdMap::new();
/// map.apply(&patch);
/// assert_eq!(map[&1], 'a');
/// ```
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
/// to another map, of whatever kind, and turned round.
///
/// Collected from a `diff`.
///
/// ```
/// use offshoot::OrdMap;
/// use offshoot::Patch;
///
/// let old = OrdMap::from([(1, 'a'), (2, 'b')]);
/// let new = OrdMap::from([(2, 'c'), (3, 'd')]);
/// let patch: Patch<_, _> = old.diff(&new).collect();
/// let mut other = OrdMap::from([(1, 'a'), (2, 'b'), (9, 'z')]);
/// other.apply(&patch);
/// assert_eq!(other, OrdMap::from([(2, 'c'), (3, 'd'), (9, 'z')]));
/// other.apply(&patch.invert());
/// assert_eq!(other, OrdMap::from([(1, 'a'), (2, 'b'), (9, 'z')]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Patch<K, V> {
    /// In the order of the `diff` that it was collected from; applied in any order.
    items: Vec<PatchItem<K, V>>,
}

impl<K, V> Default for Patch<K, V> {
    fn default() -> Self {
        Self { items: Vec::new() }
    }
}

impl<K, V> Patch<K, V> {
    /// The number of keys that it changes.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::{OrdMap, Patch};
    ///
    /// let patch: Patch<_, _> = OrdMap::new().diff(&OrdMap::from([(1, 'a'), (2, 'b')])).collect();
    /// assert_eq!(patch.len(), 2);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether it changes nothing.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::{OrdMap, Patch};
    ///
    /// let map = OrdMap::unit(1, 'a');
    /// assert!(map.diff(&map).collect::<Patch<_, _>>().is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// What it changes.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use offshoot::Patch;
    ///
    /// let (old, new) = (OrdMap::new(), OrdMap::unit(1, 'a'));
    /// let patch: Patch<_, _> = old.diff(&new).collect();
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
    /// use offshoot::Patch;
    ///
    /// let (a, b) = (OrdMap::unit(1, 'a'), OrdMap::unit(2, 'b'));
    /// let patch: Patch<_, _> = a.diff(&b).collect();
    /// assert_eq!(patch.invert(), b.diff(&a).collect());
    /// ```
    #[must_use]
    pub fn invert(mut self) -> Self {
        for item in &mut self.items {
            core::mem::swap(&mut item.old, &mut item.new);
        }
        self
    }
}

impl<'a, K: Clone, V: Clone> FromIterator<DiffItem<'a, K, V>> for Patch<K, V> {
    /// Clones what differs.
    fn from_iter<I: IntoIterator<Item = DiffItem<'a, K, V>>>(items: I) -> Self {
        let item = |(key, old, new): Parts<'a, K, V>| PatchItem {
            key: key.clone(),
            old: old.cloned(),
            new: new.cloned(),
        };
        items.into_iter().map(|difference| item(difference.parts())).collect()
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
///
/// ```
/// use offshoot::{Conflict, OrdMap};
///
/// let base = OrdMap::from([("lines", 10)]);
/// let (ours, theirs) = (base.update("lines", 12), base.update("lines", 15));
/// let merged = OrdMap::merge(&base, &ours, &theirs, |conflict: Conflict<'_, _, i32>| {
///     Some(conflict.ours? + conflict.theirs? - conflict.base?)
/// });
/// assert_eq!(merged["lines"], 17);
/// ```
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

/// What the merge of two versions has to change in ours: each key that they changed, and not in the same way
/// as we, with what it shall have. `ours` says what we made of a key, if we changed it.
pub(crate) fn merge<'a, K, V: Clone + PartialEq + 'a>(
    theirs: impl Iterator<Item = DiffItem<'a, K, V>>,
    mut ours: impl FnMut(&'a K) -> Option<Option<&'a V>>,
    mut on_conflict: impl FnMut(Conflict<'a, K, V>) -> Option<V>,
) -> Vec<(&'a K, Option<V>)> {
    let mut changes = Vec::new();
    for (key, base, theirs) in theirs.map(DiffItem::parts) {
        match ours(key) {
            Some(ours) if ours == theirs => {}
            Some(ours) => changes.push((key, on_conflict(Conflict { key, base, ours, theirs }))),
            None => changes.push((key, theirs.cloned())),
        }
    }
    changes
}
