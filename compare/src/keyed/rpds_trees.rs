//! The red-black trees of rpds.

use std::ops::Bound;

use rpds::{RedBlackTreeMapSync, RedBlackTreeSetSync};

use super::{Keyed, Sorted, sum_back};
use crate::element::Element;
use crate::sequence::Has;
use compare::trial::Kind;

impl<K: Element, V: Element> Keyed<K, V> for RedBlackTreeMapSync<K, V> {
    const NAME: &str = "rpds";
    const KIND: Kind = Kind::Peer;

    const GET_MUT: Has<for<'a> fn(&'a mut Self, &K) -> Option<&'a mut V>> =
        Some(|map, key| map.get_mut(key));

    fn new() -> Self {
        Self::new_sync()
    }

    fn collect(entries: &[(K, V)]) -> Self {
        entries.iter().cloned().collect()
    }

    fn size(&self) -> usize {
        self.size()
    }

    #[inline]
    fn get(&self, key: &K) -> Option<&V> {
        self.get(key)
    }

    #[inline]
    fn insert(&mut self, key: K, value: V) {
        self.insert_mut(key, value);
    }

    #[inline]
    fn remove(&mut self, key: &K) -> bool {
        self.remove_mut(key)
    }

    #[inline]
    fn each(&self) -> impl Iterator<Item = (&K, &V)> {
        self.iter()
    }

    #[inline]
    fn keys(&self) -> Option<impl Iterator<Item = &K>> {
        Some(self.keys())
    }
}

impl<K: Element, V: Element> Sorted<K, V> for RedBlackTreeMapSync<K, V> {
    const BACKWARDS: Has<fn(&Self) -> u64> = Some(|map| sum_back(map.iter()));

    #[inline]
    fn range<'a>(
        &'a self,
        from: Bound<&'a K>,
        to: Bound<&'a K>,
    ) -> impl Iterator<Item = (&'a K, &'a V)> {
        self.range::<K, _>((from, to))
    }
}

impl<K: Element> Keyed<K, ()> for RedBlackTreeSetSync<K> {
    const NAME: &str = "rpds";
    const KIND: Kind = Kind::Peer;

    const SUBMAP: Has<fn(&Self, &Self) -> bool> = Some(|first, second| first.is_subset(second));
    const DISJOINT: Has<fn(&Self, &Self) -> bool> = Some(|first, second| first.is_disjoint(second));

    fn new() -> Self {
        Self::new_sync()
    }

    fn collect(entries: &[(K, ())]) -> Self {
        entries.iter().map(|(key, ())| key.clone()).collect()
    }

    fn size(&self) -> usize {
        self.size()
    }

    #[inline]
    fn get(&self, key: &K) -> Option<&()> {
        self.contains(key).then_some(&())
    }

    #[inline]
    fn insert(&mut self, key: K, (): ()) {
        self.insert_mut(key);
    }

    #[inline]
    fn remove(&mut self, key: &K) -> bool {
        self.remove_mut(key)
    }

    #[inline]
    fn each(&self) -> impl Iterator<Item = (&K, &())> {
        self.iter().map(|key| (key, &()))
    }
}

impl<K: Element> Sorted<K, ()> for RedBlackTreeSetSync<K> {
    const BACKWARDS: Has<fn(&Self) -> u64> = Some(|set| sum_back(set.iter().map(|key| (key, &()))));

    #[inline]
    fn range<'a>(
        &'a self,
        from: Bound<&'a K>,
        to: Bound<&'a K>,
    ) -> impl Iterator<Item = (&'a K, &'a ())> {
        self.range::<K, _>((from, to)).map(|key| (key, &()))
    }
}
