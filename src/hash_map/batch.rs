//! Many entries at once. They are laid on heaps by their hashes first, so that neighbours meet the same
//! nodes.

use core::borrow::Borrow;
use core::hash::{BuildHasher, Hash};

use super::HashMap;
use crate::tree::hamt::Heaps;

impl<K: Hash + Eq + Clone, V: Clone, S: BuildHasher> HashMap<K, V, S> {
    /// A batch, each with its hash.
    pub(super) fn heaps<T>(
        &self,
        batch: impl Iterator<Item = T>,
        key: impl Fn(&T) -> &K,
    ) -> Heaps<(u64, T)> {
        let mut heaps = Heaps::new(batch.size_hint().0);
        for one in batch {
            let hash = self.hash_of(key(&one));
            heaps.of(hash).push((hash, one));
        }
        heaps
    }

    /// Puts many entries in. Of several with one key the last stays.
    ///
    /// Computes in **O(m)** time on average for m entries. Copies each shared node
    /// once.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([(1, 'a'), (2, 'b')]);
    /// map.insert_many([(3, 'x'), (2, 'y'), (3, 'z')]);
    /// assert_eq!(map, HashMap::from([(1, 'a'), (2, 'y'), (3, 'z')]));
    /// ```
    pub fn insert_many(&mut self, entries: impl IntoIterator<Item = (K, V)>) {
        self.take_in(entries.into_iter());
    }

    /// Takes out the entries of many keys; returns how many there were.
    ///
    /// Computes in **O(m)** time on average for m keys. Copies each shared node
    /// once.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([(1, 'a'), (2, 'b'), (3, 'c')]);
    /// assert_eq!(map.remove_many([3, 1, 7]), 2);
    /// assert_eq!(map, HashMap::unit(2, 'b'));
    /// ```
    pub fn remove_many<Q: Borrow<K>>(&mut self, keys: impl IntoIterator<Item = Q>) -> usize {
        let batch = self.heaps(keys.into_iter(), Q::borrow);
        let before = self.len();
        for (hash, key) in batch {
            drop(self.tree.remove(hash, |other| key.borrow() == other));
        }
        before - self.len()
    }

    /// Lets `f` say what each of many keys shall have, given what it has; none removes it.
    ///
    /// Computes in **O(m)** time on average for m keys. `f` is asked in no order; of equal keys,
    /// in that in which they come. Copies each shared node
    /// once.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([("a", 1), ("b", 2)]);
    /// map.update_many(["c", "a", "b"], |key, value| match key {
    ///     &"b" => None,
    ///     _ => Some(value.copied().unwrap_or(0) + 10),
    /// });
    /// assert_eq!(map, HashMap::from([("a", 11), ("c", 10)]));
    /// ```
    pub fn update_many<F>(&mut self, keys: impl IntoIterator<Item = K>, mut f: F)
    where
        F: FnMut(&K, Option<&V>) -> Option<V>,
    {
        let batch = self.heaps(keys.into_iter(), |key| key);
        for (hash, key) in batch {
            let index = self.tree.find(hash, |other| key == *other);
            let value = index.and_then(|index| Some(&self.tree.at(hash, index)?.1));
            match (f(&key, value), index) {
                (None, None) => {}
                (None, Some(index)) => drop(self.tree.remove_at(hash, index)),
                (Some(value), None) => {
                    self.insert_new(hash, key, value);
                }
                (Some(value), Some(index)) => {
                    if let Some(there) = self.tree.at_mut(hash, index) {
                        there.1 = value;
                    }
                }
            }
        }
    }
}
