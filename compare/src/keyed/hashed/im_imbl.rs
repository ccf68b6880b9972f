//! The hash tries of im and of imbl, its successor: two maps and two sets with one interface.

use std::hash::BuildHasher;

use imbl::shared_ptr::DefaultSharedPtr;

use crate::element::Element;
use crate::keyed::{Keyed, sum};
use crate::sequence::Has;
use compare::trial::Kind;

/// Forwards to the methods that im and imbl have under the same names.
macro_rules! forward {
    ($name:literal, $map:ty, $set:ty) => {
        impl<K, V, S> Keyed<K, V> for $map
        where
            K: Element,
            V: Element,
            S: BuildHasher + Clone + Default + 'static,
        {
            const NAME: &str = $name;
            const KIND: Kind = Kind::Peer;
            const SORTED: bool = false;

            const RETAIN: Has<fn(&mut Self, fn(&K) -> bool)> =
                Some(|map, keep| map.retain(|key, _| keep(key)));
            const CONSUME: Has<fn(Self) -> u64> = Some(sum);

            const GET_MUT: Has<for<'a> fn(&'a mut Self, &K) -> Option<&'a mut V>> =
                Some(|map, key| map.get_mut(key));
            const ENTRY: Has<for<'a> fn(&'a mut Self, K, V) -> &'a mut V> =
                Some(|map, key, value| map.entry(key).or_insert(value));

            const INSERT_MANY: Has<fn(&mut Self, Vec<(K, V)>)> =
                Some(|map, entries| map.extend(entries));
            const REMOVE_MANY: Has<fn(&mut Self, Vec<K>)> =
                Some(|map, keys| keys.iter().for_each(|key| drop(map.remove(key))));

            const UNION: Has<fn(&Self, &Self) -> Self> =
                Some(|first, second| first.clone().union(second.clone()));
            const INTERSECTION: Has<fn(&Self, &Self) -> Self> =
                Some(|first, second| first.clone().intersection(second.clone()));
            const DIFFERENCE: Has<fn(&Self, &Self) -> Self> =
                Some(|first, second| first.clone().relative_complement(second.clone()));
            const SYMMETRIC_DIFFERENCE: Has<fn(&Self, &Self) -> Self> =
                Some(|first, second| first.clone().symmetric_difference(second.clone()));

            const SUBMAP: Has<fn(&Self, &Self) -> bool> =
                Some(|first, second| first.is_submap(second));

            fn new() -> Self {
                Self::default()
            }

            fn collect(entries: &[(K, V)]) -> Self {
                entries.iter().cloned().collect()
            }

            fn size(&self) -> usize {
                self.len()
            }

            #[inline]
            fn get(&self, key: &K) -> Option<&V> {
                self.get(key)
            }

            #[inline]
            fn insert(&mut self, key: K, value: V) {
                self.insert(key, value);
            }

            #[inline]
            fn remove(&mut self, key: &K) -> bool {
                self.remove(key).is_some()
            }

            #[inline]
            fn each(&self) -> impl Iterator<Item = (&K, &V)> {
                self.iter()
            }

            #[inline]
            fn keys(&self) -> Option<impl Iterator<Item = &K>> {
                Some(self.keys())
            }

            #[inline]
            fn each_mut(&mut self) -> Option<impl Iterator<Item = &mut V>> {
                Some(self.iter_mut().map(|(_, value)| value))
            }
        }

        impl<K, S> Keyed<K, ()> for $set
        where
            K: Element,
            S: BuildHasher + Clone + Default + 'static,
        {
            const NAME: &str = $name;
            const KIND: Kind = Kind::Peer;
            const SORTED: bool = false;

            const RETAIN: Has<fn(&mut Self, fn(&K) -> bool)> =
                Some(|set, keep| set.retain(|key| keep(key)));
            const CONSUME: Has<fn(Self) -> u64> =
                Some(|set| sum(set.into_iter().map(|key| (key, ()))));
            const DIFFERENCE: Has<fn(&Self, &Self) -> Self> =
                Some(|first, second| first.clone().relative_complement(second.clone()));
            const SYMMETRIC_DIFFERENCE: Has<fn(&Self, &Self) -> Self> =
                Some(|first, second| first.clone().symmetric_difference(second.clone()));
            const SUBMAP: Has<fn(&Self, &Self) -> bool> =
                Some(|first, second| first.is_subset(second));

            const UNION: Has<fn(&Self, &Self) -> Self> =
                Some(|first, second| first.clone().union(second.clone()));
            const INTERSECTION: Has<fn(&Self, &Self) -> Self> =
                Some(|first, second| first.clone().intersection(second.clone()));

            fn new() -> Self {
                Self::default()
            }

            fn collect(entries: &[(K, ())]) -> Self {
                entries.iter().map(|(key, ())| key.clone()).collect()
            }

            fn size(&self) -> usize {
                self.len()
            }

            #[inline]
            fn get(&self, key: &K) -> Option<&()> {
                self.contains(key).then_some(&())
            }

            #[inline]
            fn insert(&mut self, key: K, (): ()) {
                self.insert(key);
            }

            #[inline]
            fn remove(&mut self, key: &K) -> bool {
                self.remove(key).is_some()
            }

            #[inline]
            fn each(&self) -> impl Iterator<Item = (&K, &())> {
                self.iter().map(|key| (key, &()))
            }
        }
    };
}

forward!("im", im::HashMap<K, V, S>, im::HashSet<K, S>);
forward!(
    "imbl",
    imbl::GenericHashMap<K, V, S, DefaultSharedPtr>,
    imbl::GenericHashSet<K, S, DefaultSharedPtr>
);
