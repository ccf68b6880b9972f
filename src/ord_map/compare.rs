//! Two maps beside each other, and a map as one value. What two share is not compared.

use core::cmp::Ordering;
use core::hash::{Hash, Hasher};

use super::OrdMap;
use crate::raw::Pairs;
use crate::tree::bplus::Lockstep;

/// Entries at the same positions of two maps: keys and values.
type Side<'a, K, V> = (&'a [K], &'a [V]);

impl<K, V> OrdMap<K, V> {
    /// Shows `each` the entries that two maps have at the same positions and do not share, as far as the
    /// shorter one goes, until it has an answer.
    fn unshared<'a, R>(
        &'a self,
        other: &'a Self,
        mut each: impl FnMut(Side<'a, K, V>, Side<'a, K, V>) -> Option<R>,
    ) -> Option<R> {
        let nodes = |map: &'a Self| map.tree.root().into_iter();
        Lockstep::find(nodes(self), nodes(other), |stretch| {
            let part = |(leaf, at): (&'a Pairs<K, V>, usize)| {
                let range = at..at + stretch.len;
                (&leaf.keys()[range.clone()], &leaf.values()[range])
            };
            each(part(stretch.left), part(stretch.right))
        })
    }
}

impl<K: PartialEq, V: PartialEq> OrdMap<K, V> {
    /// Whether two maps of one length have equal entries.
    #[inline(never)]
    fn eq_unshared(&self, other: &Self) -> bool {
        self.unshared(other, |left, right| (left != right).then_some(())).is_none()
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for OrdMap<K, V> {
    /// Whether both have equal entries. What they share is taken for equal.
    ///
    /// Computes in **O(k log n)** time where they differ by k values since both were one version,
    /// at worst in **O(n)**.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.ptr_eq(other) || self.len() == other.len() && self.eq_unshared(other)
    }
}

impl<K: Eq, V: Eq> Eq for OrdMap<K, V> {}

impl<K: PartialOrd, V: PartialOrd> PartialOrd for OrdMap<K, V> {
    /// The order of the first entries that differ. What both share is taken for equal.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let unequal = self.unshared(other, |left, right| {
            let order = left.0.iter().zip(left.1).partial_cmp(right.0.iter().zip(right.1));
            (order != Some(Ordering::Equal)).then_some(order)
        });
        unequal.unwrap_or_else(|| self.len().partial_cmp(&other.len()))
    }
}

impl<K: Ord, V: Ord> Ord for OrdMap<K, V> {
    /// The order of the first entries that differ. What both share is not compared.
    fn cmp(&self, other: &Self) -> Ordering {
        let unequal = self.unshared(other, |left, right| {
            let order = left.0.iter().zip(left.1).cmp(right.0.iter().zip(right.1));
            Some(order).filter(|order| order.is_ne())
        });
        unequal.unwrap_or_else(|| self.len().cmp(&other.len()))
    }
}

impl<K: Hash, V: Hash> Hash for OrdMap<K, V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        for entry in self {
            entry.hash(state);
        }
    }
}
