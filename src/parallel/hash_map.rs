//! Parallel iterators over hash maps. Do not know how the trie is laid out: they ask for some of its nodes.

mod algebra;

use core::fmt;
use core::hash::{BuildHasher, Hash};

use rayon::iter::plumbing::{Folder, UnindexedProducer};
use rayon::iter::{FromParallelIterator, IntoParallelIterator, ParallelExtend, ParallelIterator};

use super::unindexed;
use crate::hash_map::HashMap;
use crate::tree::hamt::{Grove, Owned, Reached, Seen};

/// The entries of a hash map, by reference, in parallel, in no order.
///
/// Made by `par_iter` of [`HashMap`].
///
/// ```
/// use offshoot::HashMap;
/// use rayon::prelude::*;
///
/// let map: HashMap<u32, u32> = (0..1_000).map(|key| (key, 2 * key)).collect();
/// assert!(map.par_iter().all(|(key, value)| *value == 2 * key));
/// ```
pub struct ParIter<'a, K, V>(Part<'a, K, V>);

/// The entries of some nodes.
struct Part<'a, K, V>(Grove<Seen<'a, K, V>>);

impl<'a, K: Send + Sync, V: Send + Sync> UnindexedProducer for Part<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn split(self) -> (Self, Option<Self>) {
        let (some, others) = self.0.split();
        (Self(some), others.map(Self))
    }

    fn fold_with<F: Folder<Self::Item>>(self, folder: F) -> F {
        folder.consume_iter(self.0.entries().map(|(key, value)| (key, value)))
    }
}

unindexed!(['a, K: Send + Sync, V: Send + Sync] ParIter<'a, K, V>, (&'a K, &'a V));

impl<K, V> Clone for ParIter<'_, K, V> {
    fn clone(&self) -> Self {
        Self(Part(self.0.0.clone()))
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for ParIter<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.0.clone().entries()).finish()
    }
}

impl<'a, K: Send + Sync, V: Send + Sync, S> IntoParallelIterator for &'a HashMap<K, V, S> {
    type Item = (&'a K, &'a V);
    type Iter = ParIter<'a, K, V>;

    fn into_par_iter(self) -> ParIter<'a, K, V> {
        ParIter(Part(self.tree.grove()))
    }
}

/// The entries of a hash map, their values to change, in parallel, in no order. What is shared is copied
/// when it is reached: the buckets of one directory at once.
///
/// Made by `par_iter_mut` of [`HashMap`].
///
/// ```
/// use offshoot::HashMap;
/// use rayon::prelude::*;
///
/// let mut map: HashMap<u32, u32> = (0..1_000).map(|key| (key, key)).collect();
/// let kept = map.clone();
/// map.par_iter_mut().for_each(|(_, value)| *value += 1);
/// assert_eq!((map[&7], kept[&7]), (8, 7));
/// ```
pub struct ParIterMut<'a, K, V>(PartMut<'a, K, V>);

/// The entries of some nodes, which no other part reaches.
struct PartMut<'a, K, V>(Grove<Reached<'a, K, V>>);

impl<'a, K: Clone + Send + Sync, V: Clone + Send + Sync> UnindexedProducer for PartMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);

    fn split(self) -> (Self, Option<Self>) {
        let (some, others) = self.0.split();
        (Self(some), others.map(Self))
    }

    fn fold_with<F: Folder<Self::Item>>(self, folder: F) -> F {
        folder.consume_iter(self.0.entries().map(|(key, value)| (&*key, value)))
    }
}

unindexed!([
    'a,
    K: Clone + Send + Sync,
    V: Clone + Send + Sync
] ParIterMut<'a, K, V>, (&'a K, &'a mut V));

impl<K, V> fmt::Debug for ParIterMut<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParIterMut").finish_non_exhaustive()
    }
}

impl<'a, K, V, S> IntoParallelIterator for &'a mut HashMap<K, V, S>
where
    K: Clone + Send + Sync,
    V: Clone + Send + Sync,
{
    type Item = (&'a K, &'a mut V);
    type Iter = ParIterMut<'a, K, V>;

    fn into_par_iter(self) -> ParIterMut<'a, K, V> {
        ParIterMut(PartMut(self.tree.grove_mut()))
    }
}

/// The entries of a hash map, by value, in parallel, in no order: moved where nobody shares them, else
/// cloned.
///
/// Made by `into_par_iter` of [`HashMap`].
///
/// ```
/// use offshoot::HashMap;
/// use rayon::prelude::*;
///
/// let map = HashMap::from([(1, "one".to_string()), (2, "two".to_string())]);
/// let longest = map.into_par_iter().map(|(_, name)| name).max_by_key(String::len);
/// assert_eq!(longest.map(|name| name.len()), Some(3));
/// ```
#[derive(Clone)]
pub struct IntoParIter<K, V>(Given<K, V>);

/// The entries of some nodes, by value.
struct Given<K, V>(Grove<Owned<K, V>>);

impl<K, V> Clone for Given<K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K: Clone + Send + Sync, V: Clone + Send + Sync> UnindexedProducer for Given<K, V> {
    type Item = (K, V);

    fn split(self) -> (Self, Option<Self>) {
        let (some, others) = self.0.split();
        (Self(some), others.map(Self))
    }

    fn fold_with<F: Folder<Self::Item>>(self, folder: F) -> F {
        folder.consume_iter(self.0.entries())
    }
}

unindexed!([K: Clone + Send + Sync, V: Clone + Send + Sync] IntoParIter<K, V>, (K, V));

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for IntoParIter<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntoParIter").finish_non_exhaustive()
    }
}

impl<K, V, S> IntoParallelIterator for HashMap<K, V, S>
where
    K: Clone + Send + Sync,
    V: Clone + Send + Sync,
{
    type Item = (K, V);
    type Iter = IntoParIter<K, V>;

    fn into_par_iter(self) -> IntoParIter<K, V> {
        IntoParIter(Given(self.tree.into_grove()))
    }
}

impl<K: Send + Sync, V: Send + Sync, S> HashMap<K, V, S> {
    /// The keys, in parallel, in no order.
    ///
    /// Computes in **O(1)** time; cuts at the nodes.
    ///
    /// ```
    /// use offshoot::HashMap;
    /// use rayon::prelude::*;
    ///
    /// assert_eq!(HashMap::from([(1, 'a'), (2, 'b')]).par_keys().sum::<i32>(), 3);
    /// ```
    pub fn par_keys(&self) -> impl ParallelIterator<Item = &K> {
        self.into_par_iter().map(|(key, _)| key)
    }

    /// The values, in parallel, in no order.
    ///
    /// Computes in **O(1)** time; cuts at the nodes.
    ///
    /// ```
    /// use offshoot::HashMap;
    /// use rayon::prelude::*;
    ///
    /// assert_eq!(HashMap::from([('a', 1), ('b', 2)]).par_values().sum::<i32>(), 3);
    /// ```
    pub fn par_values(&self) -> impl ParallelIterator<Item = &V> {
        self.into_par_iter().map(|(_, value)| value)
    }

    /// The values, to change, in parallel, in no order.
    ///
    /// Computes in **O(1)** time; cuts at the nodes. Copies what is shared when it is reached.
    ///
    /// ```
    /// use offshoot::HashMap;
    /// use rayon::prelude::*;
    ///
    /// let mut map = HashMap::from([('a', 1), ('b', 2)]);
    /// map.par_values_mut().for_each(|value| *value *= 10);
    /// assert_eq!(map, HashMap::from([('a', 10), ('b', 20)]));
    /// ```
    pub fn par_values_mut(&mut self) -> impl ParallelIterator<Item = &mut V>
    where
        K: Clone,
        V: Clone,
    {
        self.into_par_iter().map(|(_, value)| value)
    }
}

impl<K, V, S> FromParallelIterator<(K, V)> for HashMap<K, V, S>
where
    K: Hash + Eq + Clone + Send + Sync,
    V: Clone + Send + Sync,
    S: BuildHasher + Default + Sync,
{
    /// The last of equal keys wins, in the order of an iterator by one thread.
    ///
    /// Computes in **O(n)** time on average, shared among the threads but for dealing the entries out.
    fn from_par_iter<I: IntoParallelIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        map.par_extend(entries);
        map
    }
}

impl<K, V, S> ParallelExtend<(K, V)> for HashMap<K, V, S>
where
    K: Hash + Eq + Clone + Send + Sync,
    V: Clone + Send + Sync,
    S: BuildHasher + Sync,
{
    /// The last of equal keys wins, in the order of an iterator by one thread.
    ///
    /// Computes in **O(m)** time on average for m entries, shared among the threads but for dealing them
    /// out. Copies the nodes that are shared, each once.
    fn par_extend<I: IntoParallelIterator<Item = (K, V)>>(&mut self, entries: I) {
        self.par_take_in(entries.into_par_iter());
    }
}

impl<'a, K, V, S> ParallelExtend<(&'a K, &'a V)> for HashMap<K, V, S>
where
    K: Hash + Eq + Copy + Send + Sync + 'a,
    V: Copy + Send + Sync + 'a,
    S: BuildHasher + Sync,
{
    fn par_extend<I: IntoParallelIterator<Item = (&'a K, &'a V)>>(&mut self, entries: I) {
        self.par_take_in(entries.into_par_iter().map(|(key, value)| (*key, *value)));
    }
}
