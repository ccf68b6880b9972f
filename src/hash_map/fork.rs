//! Maps made of two by several threads, node by node if they are hashed by one function.

use core::hash::{BuildHasher, Hash};

use rayon::iter::ParallelIterator;

use super::{HashMap, hash_by};
use crate::tree::hamt::par_combine;
use crate::tree::rule::{Fate, Rule};

impl<K, V, S> HashMap<K, V, S>
where
    K: Hash + Eq + Clone + Send + Sync,
    V: Clone + Send + Sync,
    S: BuildHasher + Sync,
{
    /// Combines two maps by a rule.
    pub(crate) fn par_combine<F>(&self, other: &Self, rule: &Rule<F>) -> Self
    where
        S: Clone,
        F: Fn(&K, &V, &V) -> Fate<V> + Sync,
    {
        if self.is_empty() || other.is_empty() || !self.is_hashed_like(other) {
            let &Rule { left, right, shared, ref both } = rule;
            return self.combine(other, Rule { left, right, shared, both });
        }
        let rehash = |key: &K| self.hash_of(key);
        let tree = par_combine(&self.tree, &other.tree, rule, K::eq, rehash);
        Self { tree, family: self.family.clone(), hasher: self.hasher.clone() }
    }

    /// Puts entries in. Of several with one key the last value stays.
    pub(crate) fn par_take_in(&mut self, entries: impl ParallelIterator<Item = (K, V)>) {
        let cards = entries.map(|(key, value)| (self.hash_of(&key), key, value)).collect();
        let hasher = &self.hasher;
        self.tree.par_insert(cards, K::eq, |key| hash_by(hasher, key));
        if !self.is_empty() {
            self.found();
        }
    }
}
