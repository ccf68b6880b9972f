//! Two maps beside each other, and a map as one value. What two share is not compared.

use core::cmp::Ordering;
use core::hash::{Hash, Hasher};

use super::OrdMap;
use crate::raw::Pairs;
use crate::tree::bplus::Lockstep;

/// Entries at the same positions of two maps.
type Beside<'a, K, V> = ((&'a [K], &'a [V]), (&'a [K], &'a [V]));

impl<K, V> OrdMap<K, V> {
    /// The stretches of positions at which two maps do not share their entries, as far as the
    /// shorter one goes.
    fn beside<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = Beside<'a, K, V>> {
        let nodes = |map: &'a Self| map.tree.root().into_iter();
        Lockstep::new(nodes(self), nodes(other)).map(|stretch| {
            let part = |(leaf, at): (&'a Pairs<K, V>, usize)| {
                let range = at..at + stretch.len;
                (&leaf.keys()[range.clone()], &leaf.values()[range])
            };
            (part(stretch.left), part(stretch.right))
        })
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for OrdMap<K, V> {
    /// Whether both have equal entries. What they share is taken for equal.
    ///
    /// Computes in **O(k log n)** time where they differ by k values since both were one version,
    /// at worst in **O(n)**.
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && (self.ptr_eq(other) || self.beside(other).all(|(left, right)| left == right))
    }
}

impl<K: Eq, V: Eq> Eq for OrdMap<K, V> {}

impl<K: PartialOrd, V: PartialOrd> PartialOrd for OrdMap<K, V> {
    /// The order of the first entries that differ. What both share is taken for equal.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        for (left, right) in self.beside(other) {
            let left = left.0.iter().zip(left.1);
            match left.partial_cmp(right.0.iter().zip(right.1)) {
                Some(Ordering::Equal) => {}
                unequal => return unequal,
            }
        }
        self.len().partial_cmp(&other.len())
    }
}

impl<K: Ord, V: Ord> Ord for OrdMap<K, V> {
    /// The order of the first entries that differ. What both share is not compared.
    fn cmp(&self, other: &Self) -> Ordering {
        for (left, right) in self.beside(other) {
            let left = left.0.iter().zip(left.1);
            match left.cmp(right.0.iter().zip(right.1)) {
                Ordering::Equal => {}
                unequal => return unequal,
            }
        }
        self.len().cmp(&other.len())
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
