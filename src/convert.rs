//! Collections made of one another: what needs two faces that do not know each other. Bodies are one
//! call each.

#[cfg(test)]
mod tests;

use core::hash::{BuildHasher, Hash};

use crate::forward::cloned;
use crate::hash_map::HashMap;
use crate::hash_set::HashSet;
use crate::ord_map::OrdMap;
use crate::ord_set::OrdSet;
use crate::vector::Vector;

impl<K: Ord + Clone, V: Clone, S> From<HashMap<K, V, S>> for OrdMap<K, V> {
    /// Moves the entries where nobody shares them, else clones them.
    ///
    /// Computes in **O(n log n)** time.
    ///
    /// ```
    /// use offshoot::{HashMap, OrdMap};
    ///
    /// let map = HashMap::from([(2, 'b'), (1, 'a')]);
    /// assert!(OrdMap::from(map).into_iter().eq([(1, 'a'), (2, 'b')]));
    /// ```
    fn from(entries: HashMap<K, V, S>) -> Self {
        entries.into_iter().collect()
    }
}

impl<K: Ord + Clone, V: Clone, S> From<&HashMap<K, V, S>> for OrdMap<K, V> {
    /// Clones the entries.
    ///
    /// Computes in **O(n log n)** time.
    fn from(entries: &HashMap<K, V, S>) -> Self {
        entries.iter().map(cloned).collect()
    }
}

impl<K, V, S> From<OrdMap<K, V>> for HashMap<K, V, S>
where
    K: Hash + Eq + Clone,
    V: Clone,
    S: BuildHasher + Default,
{
    /// Moves the entries where nobody shares them, else clones them.
    ///
    /// Computes in **O(n)** time on average.
    ///
    /// ```
    /// use offshoot::{HashMap, OrdMap};
    ///
    /// let map: HashMap<_, _> = OrdMap::from([(1, 'a'), (2, 'b')]).into();
    /// assert_eq!(map, HashMap::from([(1, 'a'), (2, 'b')]));
    /// ```
    fn from(entries: OrdMap<K, V>) -> Self {
        entries.into_iter().collect()
    }
}

impl<K, V, S> From<&OrdMap<K, V>> for HashMap<K, V, S>
where
    K: Hash + Eq + Clone,
    V: Clone,
    S: BuildHasher + Default,
{
    /// Clones the entries.
    ///
    /// Computes in **O(n)** time on average.
    fn from(entries: &OrdMap<K, V>) -> Self {
        entries.iter().map(cloned).collect()
    }
}

impl<T: Ord + Clone, S> From<HashSet<T, S>> for OrdSet<T> {
    /// Moves the elements where nobody shares them, else clones them.
    ///
    /// Computes in **O(n log n)** time.
    ///
    /// ```
    /// use offshoot::{HashSet, OrdSet};
    ///
    /// assert!(OrdSet::from(HashSet::from([3, 1, 2])).into_iter().eq([1, 2, 3]));
    /// ```
    fn from(values: HashSet<T, S>) -> Self {
        values.into_iter().collect()
    }
}

impl<T: Ord + Clone, S> From<&HashSet<T, S>> for OrdSet<T> {
    /// Clones the elements.
    ///
    /// Computes in **O(n log n)** time.
    ///
    /// ```
    /// use offshoot::{HashSet, OrdSet};
    ///
    /// assert_eq!(OrdSet::from(&HashSet::from([3, 1, 2])), OrdSet::from([1, 2, 3]));
    /// ```
    fn from(values: &HashSet<T, S>) -> Self {
        values.iter().cloned().collect()
    }
}

impl<T, S> From<OrdSet<T>> for HashSet<T, S>
where
    T: Hash + Eq + Clone,
    S: BuildHasher + Default,
{
    /// Moves the elements where nobody shares them, else clones them.
    ///
    /// Computes in **O(n)** time on average.
    ///
    /// ```
    /// use offshoot::{HashSet, OrdSet};
    ///
    /// let set: HashSet<_> = OrdSet::from([1, 2]).into();
    /// assert_eq!(set, HashSet::from([1, 2]));
    /// ```
    fn from(values: OrdSet<T>) -> Self {
        values.into_iter().collect()
    }
}

impl<T, S> From<&OrdSet<T>> for HashSet<T, S>
where
    T: Hash + Eq + Clone,
    S: BuildHasher + Default,
{
    /// Clones the elements.
    ///
    /// Computes in **O(n)** time on average.
    ///
    /// ```
    /// use offshoot::{HashSet, OrdSet};
    ///
    /// let set: HashSet<_> = (&OrdSet::from([1, 2])).into();
    /// assert_eq!(set, HashSet::from([1, 2]));
    /// ```
    fn from(values: &OrdSet<T>) -> Self {
        values.iter().cloned().collect()
    }
}

impl<T, S> From<Vector<T>> for HashSet<T, S>
where
    T: Hash + Eq + Clone,
    S: BuildHasher + Default,
{
    /// Moves the elements where nobody shares them, else clones them.
    ///
    /// Computes in **O(n)** time on average.
    ///
    /// ```
    /// use offshoot::{HashSet, Vector};
    ///
    /// let set: HashSet<_> = Vector::from([1, 2, 1]).into();
    /// assert_eq!(set, HashSet::from([1, 2]));
    /// ```
    fn from(values: Vector<T>) -> Self {
        values.into_iter().collect()
    }
}

impl<T, S> From<&Vector<T>> for HashSet<T, S>
where
    T: Hash + Eq + Clone,
    S: BuildHasher + Default,
{
    /// Clones the elements.
    ///
    /// Computes in **O(n)** time on average.
    ///
    /// ```
    /// use offshoot::{HashSet, Vector};
    ///
    /// let set: HashSet<_> = (&Vector::from([1, 2, 1])).into();
    /// assert_eq!(set, HashSet::from([1, 2]));
    /// ```
    fn from(values: &Vector<T>) -> Self {
        values.iter().cloned().collect()
    }
}
