//! The hash tries of rpds.

use std::hash::BuildHasher;

use rpds::{HashTrieMapSync, HashTrieSetSync};

use crate::element::Element;
use crate::keyed::Keyed;
use crate::sequence::Has;
use compare::trial::Kind;

impl<K, V, S> Keyed<K, V> for HashTrieMapSync<K, V, S>
where
    K: Element,
    V: Element,
    S: BuildHasher + Clone + Default + 'static,
{
    const NAME: &str = "rpds";
    const KIND: Kind = Kind::Peer;
    const SORTED: bool = false;

    const GET_MUT: Has<for<'a> fn(&'a mut Self, &K) -> Option<&'a mut V>> =
        Some(|map, key| map.get_mut(key));

    fn new() -> Self {
        Self::default()
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

impl<K, S> Keyed<K, ()> for HashTrieSetSync<K, S>
where
    K: Element,
    S: BuildHasher + Clone + Default + 'static,
{
    const NAME: &str = "rpds";
    const KIND: Kind = Kind::Peer;
    const SORTED: bool = false;

    const SUBMAP: Has<fn(&Self, &Self) -> bool> = Some(|first, second| first.is_subset(second));
    const DISJOINT: Has<fn(&Self, &Self) -> bool> = Some(|first, second| first.is_disjoint(second));

    fn new() -> Self {
        Self::default()
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
