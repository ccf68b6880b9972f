//! Keys alone and values alone: iterators that pick one part of what those over entries give.

use core::fmt;

use super::{ConsumingIter, Drain, HashMap, Iter, IterMut};
use crate::forward::{forward, into_key, into_value};

/// The keys of a map, by reference.
///
/// Made by [`HashMap::keys`].
pub struct Keys<'a, K, V>(pub(crate) Iter<'a, K, V>);

/// The values of a map, by reference.
///
/// Made by [`HashMap::values`].
pub struct Values<'a, K, V>(Iter<'a, K, V>);

/// The values of a map, to change.
///
/// Made by [`HashMap::values_mut`].
pub struct ValuesMut<'a, K, V>(IterMut<'a, K, V>);

/// The keys of a map, by value.
///
/// Made by [`HashMap::into_keys`].
#[derive(Clone, Debug)]
pub struct IntoKeys<K, V>(ConsumingIter<K, V>);

/// The values of a map, by value.
///
/// Made by [`HashMap::into_values`].
#[derive(Clone, Debug)]
pub struct IntoValues<K, V>(ConsumingIter<K, V>);

forward!(Iterator for ['a, K, V] Keys<'a, K, V>, &'a K, |(key, _)| key);
forward!(Iterator for ['a, K, V] Values<'a, K, V>, &'a V, |(_, value)| value);
forward!(Iterator for ['a, K: Clone, V: Clone] ValuesMut<'a, K, V>, &'a mut V, |(_, value)| value);
forward!(Iterator for [K: Clone, V: Clone] IntoKeys<K, V>, K, into_key);
forward!(Iterator for [K: Clone, V: Clone] IntoValues<K, V>, V, into_value);

forward!(Clone for [K, V] Keys<'_, K, V>);
forward!(Clone for [K, V] Values<'_, K, V>);

forward!(Default for [K, V] Keys<'_, K, V>);
forward!(Default for [K, V] Values<'_, K, V>);
forward!(Default for [K, V] ValuesMut<'_, K, V>);
forward!(Default for [K, V] IntoKeys<K, V>);
forward!(Default for [K, V] IntoValues<K, V>);

impl<K, V, S> HashMap<K, V, S> {
    /// The entries by reference, in no order.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let map = HashMap::from([("a", 1), ("b", 2)]);
    /// assert_eq!(map.iter().map(|(_, value)| value).sum::<i32>(), 3);
    /// ```
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter::new(&self.tree)
    }

    /// The keys by reference, in no order.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// assert_eq!(HashMap::from([(2, 'b'), (1, 'a')]).keys().sum::<i32>(), 3);
    /// ```
    pub fn keys(&self) -> Keys<'_, K, V> {
        Keys(self.iter())
    }

    /// The values by reference, in the order of [`keys`](Self::keys).
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// assert_eq!(HashMap::from([('b', 2), ('a', 1)]).values().sum::<i32>(), 3);
    /// ```
    pub fn values(&self) -> Values<'_, K, V> {
        Values(self.iter())
    }

    /// Takes all entries out, by value, in no order. The map is empty from here on, whatever becomes
    /// of the iterator. Other versions keep theirs.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// assert!(map.drain().eq([(1, 'a')]));
    /// assert!(map.is_empty());
    /// ```
    pub fn drain(&mut self) -> Drain<'_, K, V> {
        Drain::new(&mut self.tree)
    }
}

impl<K: Clone, V: Clone, S> HashMap<K, V, S> {
    /// The entries, their values to change, in no order.
    ///
    /// Computes in **O(1)** time. Copies what is shared when the iterator gets there.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([(1, 10), (2, 20)]);
    /// map.iter_mut().for_each(|(key, value)| *value += key);
    /// assert_eq!(map, HashMap::from([(1, 11), (2, 22)]));
    /// ```
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        IterMut::new(&mut self.tree)
    }

    /// The values, to change, in no order.
    ///
    /// Computes in **O(1)** time. Copies what is shared when the iterator gets there.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([(1, 10), (2, 20)]);
    /// map.values_mut().for_each(|value| *value += 1);
    /// assert_eq!(map, HashMap::from([(1, 11), (2, 21)]));
    /// ```
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V> {
        ValuesMut(self.iter_mut())
    }

    /// The keys by value, in no order: moved where nobody shares them, else cloned.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// assert!(HashMap::from([(1, 'a')]).into_keys().eq([1]));
    /// ```
    pub fn into_keys(self) -> IntoKeys<K, V> {
        IntoKeys(self.into_iter())
    }

    /// The values by value, in no order: moved where nobody shares them, else cloned.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// assert!(HashMap::from([(1, 'a')]).into_values().eq(['a']));
    /// ```
    pub fn into_values(self) -> IntoValues<K, V> {
        IntoValues(self.into_iter())
    }
}

impl<K: fmt::Debug, V> fmt::Debug for Keys<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<K, V: fmt::Debug> fmt::Debug for Values<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<K, V> fmt::Debug for ValuesMut<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ValuesMut").field(&self.0).finish()
    }
}
