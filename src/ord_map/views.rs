//! Keys alone and values alone: iterators that pick one part of what those over entries give.

use core::fmt;

use super::{ConsumingIter, Iter, IterMut, OrdMap};
use crate::forward::{forward, into_key, into_value};

/// The keys of a map, by reference.
///
/// Made by [`OrdMap::keys`].
pub struct Keys<'a, K, V>(pub(crate) Iter<'a, K, V>);

/// The values of a map in the order of their keys, by reference.
///
/// Made by [`OrdMap::values`].
pub struct Values<'a, K, V>(Iter<'a, K, V>);

/// The values of a map in the order of their keys, to change.
///
/// Made by [`OrdMap::values_mut`].
pub struct ValuesMut<'a, K, V>(IterMut<'a, K, V>);

/// The keys of a map, by value.
///
/// Made by [`OrdMap::into_keys`].
#[derive(Clone, Debug)]
pub struct IntoKeys<K, V>(ConsumingIter<K, V>);

/// The values of a map in the order of their keys, by value.
///
/// Made by [`OrdMap::into_values`].
#[derive(Clone, Debug)]
pub struct IntoValues<K, V>(ConsumingIter<K, V>);

forward!(DoubleEndedIterator for ['a, K, V] Keys<'a, K, V>, &'a K, |(key, _)| key);
forward!(DoubleEndedIterator for ['a, K, V] Values<'a, K, V>, &'a V, |(_, value)| value);
forward!(DoubleEndedIterator for ['a, K: Clone, V: Clone] ValuesMut<'a, K, V>, &'a mut V, |(_, value)| value);
forward!(DoubleEndedIterator for [K: Clone, V: Clone] IntoKeys<K, V>, K, into_key);
forward!(DoubleEndedIterator for [K: Clone, V: Clone] IntoValues<K, V>, V, into_value);

forward!(Clone for [K, V] Keys<'_, K, V>);
forward!(Clone for [K, V] Values<'_, K, V>);

forward!(Default for [K, V] Keys<'_, K, V>);
forward!(Default for [K, V] Values<'_, K, V>);
forward!(Default for [K, V] ValuesMut<'_, K, V>);
forward!(Default for [K, V] IntoKeys<K, V>);
forward!(Default for [K, V] IntoValues<K, V>);

impl<K, V> OrdMap<K, V> {
    /// The entries by reference, in order.
    ///
    /// Computes in **O(1)** time; `nth` and `skip` of the iterator in **O(log n)**.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(2, 'b'), (1, 'a')]);
    /// assert!(map.iter().eq([(&1, &'a'), (&2, &'b')]));
    /// ```
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter::new(&self.tree, 0, self.len())
    }

    /// The keys by reference, in order.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert!(OrdMap::from([(2, 'b'), (1, 'a')]).keys().eq(&[1, 2]));
    /// ```
    pub fn keys(&self) -> Keys<'_, K, V> {
        Keys(self.iter())
    }

    /// The values by reference, in the order of their keys.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert!(OrdMap::from([(2, 'b'), (1, 'a')]).values().eq(&['a', 'b']));
    /// ```
    pub fn values(&self) -> Values<'_, K, V> {
        Values(self.iter())
    }
}

impl<K: Clone, V: Clone> OrdMap<K, V> {
    /// The entries in order, their values to change.
    ///
    /// Computes in **O(1)** time. Copies a shared leaf when it is reached.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(1, 10), (2, 20)]);
    /// map.iter_mut().for_each(|(key, value)| *value += key);
    /// assert_eq!(map, OrdMap::from([(1, 11), (2, 22)]));
    /// ```
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        let len = self.len();
        IterMut::new(&mut self.tree, 0..len)
    }

    /// The values in the order of their keys, to change.
    ///
    /// Computes in **O(1)** time. Copies a shared leaf when it is reached.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(1, 10), (2, 20)]);
    /// map.values_mut().for_each(|value| *value += 1);
    /// assert_eq!(map, OrdMap::from([(1, 11), (2, 21)]));
    /// ```
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V> {
        ValuesMut(self.iter_mut())
    }

    /// The keys by value, in order: moved where nobody shares them, else cloned.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert!(OrdMap::from([(2, 'b'), (1, 'a')]).into_keys().eq([1, 2]));
    /// ```
    pub fn into_keys(self) -> IntoKeys<K, V> {
        IntoKeys(self.into_iter())
    }

    /// The values by value, in the order of their keys: moved where nobody shares them, else
    /// cloned.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert!(OrdMap::from([(2, 'b'), (1, 'a')]).into_values().eq(['a', 'b']));
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
