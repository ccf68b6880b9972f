//! Two maps beside each other, and a map as one value. What two share is not compared.

use core::hash::{BuildHasher, Hash, Hasher};

use super::{HashMap, RandomState, hash_by};
use crate::raw::{Bucket, is_one_type};
use crate::tree::hamt::{Part, align, look_up};
use crate::tree::look::{Contained, Look};
use crate::tree::rule::Flow;
use triomphe::Arc;

impl<K, V, S> HashMap<K, V, S> {
    /// Whether both are hashed by one function, so that their tries can be walked side by side.
    pub(super) fn is_hashed_like<S2>(&self, other: &HashMap<K, V, S2>) -> bool {
        is_one_type::<S, S2>()
            && (size_of::<S>() == 0
                || match (&self.family, &other.family) {
                    (Some(family), Some(other)) => Arc::ptr_eq(family, other),
                    // One never had an entry.
                    _ => false,
                })
    }
}

impl<K: Hash + Eq, V, S: BuildHasher> HashMap<K, V, S> {
    /// Walks two maps side by side: node by node if they are hashed by one function, else entry by
    /// entry.
    pub(super) fn beside<'a, S2: BuildHasher>(
        &'a self,
        other: &'a HashMap<K, V, S2>,
        look: &mut impl Look<'a, K, V, Part<'a, K, V>>,
    ) -> Flow {
        let rehash = |key: &K| self.hash_of(key);
        if self.is_hashed_like(other) {
            return align(&self.tree, &other.tree, K::eq, rehash, look);
        }
        let hash = (rehash, |key: &K| hash_by(&other.hasher, key));
        look_up(&self.tree, &other.tree, K::eq, hash, look)
    }
}

impl<K, V, S, S2> PartialEq<HashMap<K, V, S2>> for HashMap<K, V, S>
where
    K: Hash + Eq,
    V: PartialEq,
    S: BuildHasher,
    S2: BuildHasher,
{
    /// Whether both have equal entries, however they are hashed. What they share is taken for equal.
    ///
    /// Computes in **O(k log n)** time where they differ by k entries since both were one version, at
    /// worst in **O(n)**.
    #[inline]
    fn eq(&self, other: &HashMap<K, V, S2>) -> bool {
        if self.tree.addr() == other.tree.addr() {
            return true;
        }
        let mut equal = Contained { may: (false, false, true), same: V::eq };
        self.len() == other.len() && self.beside(other, &mut equal).is_continue()
    }
}

impl<K: Hash + Eq, V: Eq, S: BuildHasher> Eq for HashMap<K, V, S> {}

impl<K: Hash, V: Hash, S> Hash for HashMap<K, V, S> {
    /// Equal maps have equal hashes, whatever their order and whatever hashes their keys.
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The hashes of the entries are added: a sum knows no order. They are made by one function for
        // all maps of the process.
        let hashes = self.tree.buckets().flat_map(Bucket::entries);
        let sum = hashes.fold(0u64, |sum, entry| sum.wrapping_add(hash_by(&RandomState, entry)));
        state.write_usize(self.len());
        state.write_u64(sum);
    }
}
