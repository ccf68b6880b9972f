//! The B-trees of im and of imbl, its successor: two maps and two sets with one interface.

use std::ops::Bound;

use super::{Keyed, Sorted, sum, sum_back};
use crate::element::Element;
use crate::sequence::Has;
use compare::trial::Kind;

/// Forwards to the methods that im and imbl have under the same names. On its way back im loses entries of large
/// maps, so that it cannot be raced there.
macro_rules! forward {
    ($name:literal, $map:ty, $set:ty, $finds_back:literal) => {
        impl<K: Element, V: Element> Keyed<K, V> for $map {
            const NAME: &str = $name;
            const KIND: Kind = Kind::Peer;

            const SPLIT: Has<fn(&Self, &K) -> (Self, Self)> = Some(|map, key| map.split(key));
            const TAKE: Has<fn(&Self, usize) -> Self> = Some(Self::take);
            const SKIP: Has<fn(&Self, usize) -> Self> = Some(Self::skip);
            const APPEND: Has<fn(Self, Self) -> Self> = Some(Self::union);

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
            const DIFF: Has<fn(&Self, &Self) -> usize> =
                Some(|older, newer| older.diff(newer).count());

            const SUBMAP: Has<fn(&Self, &Self) -> bool> =
                Some(|first, second| first.is_submap(second));

            fn new() -> Self {
                Self::new()
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
        }

        impl<K: Element, V: Element> Sorted<K, V> for $map {
            // The map in place of itself without its first entry: there is nothing else.
            const POP_FIRST: Has<fn(&mut Self) -> Option<(K, V)>> = Some(|map| {
                let (first, rest) = map.without_min_with_key();
                *map = rest;
                first
            });
            const PREV: Has<for<'a> fn(&'a Self, &'a K) -> Option<&'a K>> =
                if $finds_back { Some(|map, key| Some(map.get_prev(key)?.0)) } else { None };
            const BACKWARDS: Has<fn(&Self) -> u64> =
                if $finds_back { Some(|map| sum_back(map.iter())) } else { None };

            #[inline]
            fn range<'a>(
                &'a self,
                from: Bound<&'a K>,
                to: Bound<&'a K>,
            ) -> impl Iterator<Item = (&'a K, &'a V)> {
                self.range::<_, K>((from, to))
            }
        }

        impl<K: Element> Keyed<K, ()> for $set {
            const NAME: &str = $name;
            const KIND: Kind = Kind::Peer;

            const SPLIT: Has<fn(&Self, &K) -> (Self, Self)> =
                Some(|set, key| set.clone().split(key));
            const TAKE: Has<fn(&Self, usize) -> Self> = Some(Self::take);
            const SKIP: Has<fn(&Self, usize) -> Self> = Some(Self::skip);
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
                Self::new()
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

        impl<K: Element> Sorted<K, ()> for $set {
            const POP_FIRST: Has<fn(&mut Self) -> Option<(K, ())>> =
                Some(|set| Some((set.remove_min()?, ())));
            const BACKWARDS: Has<fn(&Self) -> u64> = if $finds_back {
                Some(|set| sum_back(set.iter().map(|key| (key, &()))))
            } else {
                None
            };

            #[inline]
            fn range<'a>(
                &'a self,
                from: Bound<&'a K>,
                to: Bound<&'a K>,
            ) -> impl Iterator<Item = (&'a K, &'a ())> {
                self.range::<_, K>((from, to)).map(|key| (key, &()))
            }
        }
    };
}

forward!("im", im::OrdMap<K, V>, im::OrdSet<K>, false);
forward!("imbl", imbl::OrdMap<K, V>, imbl::OrdSet<K>, true);
