//! What differs between two versions of a map: seen, applied elsewhere, merged.

use core::hash::{BuildHasher, Hash};

use super::HashMap;
use crate::patch::{Conflict, DiffItem, DiffIter, Patch, merge};
use crate::tree::look::Differences;

impl<K: Hash + Eq, V: PartialEq, S: BuildHasher> HashMap<K, V, S> {
    /// What has to be added, updated and removed to make `other` of this map, in no order: as with
    /// [`OrdMap`](crate::OrdMap::diff), this map is the older version and `other` the newer one.
    ///
    /// Computes in **O(k log n)** time for two versions of one map that differ in k keys, at most in
    /// **O(m log(n / m + 1))** on average, m <= n, and what there is to tell. What both share is not
    /// looked at.
    ///
    /// ```
    /// use offshoot::HashMap;
    /// use offshoot::hash_map::DiffItem;
    ///
    /// let old: HashMap<_, _> = (0..100_000).map(|key| (key, 'a')).collect();
    /// let mut new = old.clone();
    /// new.insert(7, 'b');
    /// assert!(old.diff(&new).eq([DiffItem::Update { old: (&7, &'a'), new: (&7, &'b') }]));
    /// ```
    #[must_use]
    pub fn diff<'a>(&'a self, other: &'a Self) -> DiffIter<'a, K, V> {
        DiffIter::new(Differences::of(|look| self.beside(other, look)))
    }
}

impl<K: Hash + Eq + Clone, V: Clone, S: BuildHasher> HashMap<K, V, S> {
    /// Makes the changes of a patch, whatever the keys had before.
    ///
    /// Computes in **O(k)** time on average for k changes. Copies each shared node on their paths once.
    ///
    /// ```
    /// use offshoot::{HashMap, Patch};
    ///
    /// let (old, new) = (HashMap::from([(1, 'a'), (2, 'b')]), HashMap::from([(2, 'c'), (3, 'd')]));
    /// let patch: Patch<_, _> = old.diff(&new).collect();
    /// let mut other = old.clone();
    /// other.insert(9, 'z');
    /// other.apply(&patch);
    /// assert_eq!(other, HashMap::from([(2, 'c'), (3, 'd'), (9, 'z')]));
    /// ```
    pub fn apply(&mut self, patch: &Patch<K, V>) {
        for item in patch {
            match &item.new {
                Some(value) => drop(self.insert(item.key.clone(), value.clone())),
                None => drop(self.remove(&item.key)),
            }
        }
    }
}

impl<K: Hash + Eq + Clone, V: Clone, S: BuildHasher + Clone> HashMap<K, V, S> {
    /// Merges two versions of a map with a common ancestor: the result has what either side changed.
    /// Of a key that both changed, and not in the same way, `on_conflict` says what it shall have;
    /// none removes it.
    ///
    /// Computes in **O(k log n)** time for k keys changed on both sides together. Shares with both
    /// versions; if one side changed nothing, the result is the other.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let base = HashMap::from([(1, 'a'), (2, 'b'), (3, 'c')]);
    /// let (mut ours, mut theirs) = (base.clone(), base.clone());
    /// ours.insert(1, 'x');
    /// ours.remove(&2);
    /// theirs.insert(1, 'y');
    /// theirs.insert(4, 'd');
    /// let merged = HashMap::merge(&base, &ours, &theirs, |conflict| {
    ///     assert_eq!((conflict.key, conflict.base), (&1, Some(&'a')));
    ///     conflict.theirs.copied()
    /// });
    /// assert_eq!(merged, HashMap::from([(1, 'y'), (3, 'c'), (4, 'd')]));
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
        let mut own: HashMap<&K, Option<&V>, S> = HashMap::with_hasher(base.hasher.clone());
        for (key, _, our) in base.diff(ours).map(DiffItem::parts) {
            own.insert(key, our);
        }
        let changes = merge(base.diff(theirs), |key| own.get(&key).copied(), on_conflict);
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
