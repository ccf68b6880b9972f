//! What differs between two versions of a map: seen, applied elsewhere, merged.

use super::OrdMap;
use crate::patch::{Conflict, DiffItem, DiffIter, Patch, merge};
use crate::tree::bplus::align;
use crate::tree::look::Differences;

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
        DiffIter::new(Differences::of(|look| align(&self.tree, &other.tree, &mut K::cmp, look)))
    }
}

impl<K: Ord + Clone, V: Clone> OrdMap<K, V> {
    /// Makes the changes of a patch, whatever the keys had before.
    ///
    /// Computes in **O(k log n)** time for k changes. Copies each shared node on their paths once.
    ///
    /// See [`Patch`].
    ///
    /// ```
    /// use offshoot::{OrdMap, Patch};
    ///
    /// let old = OrdMap::from([(1, 'a'), (2, 'b')]);
    /// let new = OrdMap::from([(2, 'c')]);
    /// let patch: Patch<_, _> = old.diff(&new).collect();
    /// let mut other = OrdMap::from([(1, 'a'), (9, 'z')]);
    /// other.apply(&patch);
    /// assert_eq!(other, OrdMap::from([(2, 'c'), (9, 'z')]));
    /// ```
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
        on_conflict: impl FnMut(Conflict<'_, K, V>) -> Option<V>,
    ) -> Self
    where
        V: PartialEq,
    {
        if base.ptr_eq(ours) {
            return theirs.clone();
        }
        let mut own = base.diff(ours).map(DiffItem::parts).peekable();
        let changes = merge(
            base.diff(theirs),
            |key| {
                while own.next_if(|own| own.0.cmp(key).is_lt()).is_some() {}
                own.next_if(|own| own.0.cmp(key).is_eq()).map(|own| own.2)
            },
            on_conflict,
        );
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
