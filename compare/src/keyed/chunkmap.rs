//! The balanced trees of chunks of immutable-chunkmap, in its smallest size of chunks ("faster to
//! update") and its largest one ("faster to search").

use std::ops::Bound;

use immutable_chunkmap::map::{Map, MapL, MapS};
use immutable_chunkmap::set::{Set, SetL, SetS};

use super::{Keyed, Sorted, step, sum_back};
use crate::element::Element;
use crate::sequence::Has;
use compare::trial::Kind;

/// The same for each size.
macro_rules! of_size {
    ($name:literal, $map:ty, $set:ty) => {
        impl<K: Element, V: Element> Keyed<K, V> for $map {
            const NAME: &str = $name;
            const KIND: Kind = Kind::Peer;

            const APPEND: Has<fn(Self, Self) -> Self> =
                Some(|low, high| low.union(&high, |_, value, _| Some(value.clone())));

            const GET_MUT: Has<for<'a> fn(&'a mut Self, &K) -> Option<&'a mut V>> =
                Some(Self::get_mut_cow);
            const ENTRY: Has<for<'a> fn(&'a mut Self, K, V) -> &'a mut V> =
                Some(|map, key, value| map.get_or_insert_cow(key, || value));
            const INSERT_MANY: Has<fn(&mut Self, Vec<(K, V)>)> =
                Some(|map, entries| *map = map.insert_many(entries));

            const REMOVE_MANY: Has<fn(&mut Self, Vec<K>)> =
                Some(|map, keys| *map = map.remove_many(keys));

            const UNION: Has<fn(&Self, &Self) -> Self> =
                Some(|first, second| first.union(second, |_, value, _| Some(value.clone())));
            const INTERSECTION: Has<fn(&Self, &Self) -> Self> =
                Some(|first, second| first.intersect(second, |_, value, _| Some(value.clone())));
            const DIFFERENCE: Has<fn(&Self, &Self) -> Self> =
                Some(|first, second| first.diff(second, |_, _, _| None));

            fn new() -> Self {
                Map::new()
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
                self.insert_cow(key, value);
            }

            #[inline]
            fn remove(&mut self, key: &K) -> bool {
                self.remove_cow(key).is_some()
            }

            #[inline]
            fn each(&self) -> impl Iterator<Item = (&K, &V)> {
                self.into_iter()
            }

            #[inline]
            fn each_mut(&mut self) -> Option<impl Iterator<Item = &mut V>> {
                Some(self.iter_mut_cow().map(|(_, value)| value))
            }
        }

        impl<K: Element, V: Element> Sorted<K, V> for $map {
            const RANGE_MUT: Has<fn(&mut Self, &K)> = Some(|map, from| {
                let entries = map.range_mut_cow::<K, _>((Bound::Included(from), Bound::Unbounded));
                step(entries.map(|(_, value)| value));
            });
            const BACKWARDS: Has<fn(&Self) -> u64> = Some(|map| sum_back(map.into_iter()));

            #[inline]
            fn range<'a>(
                &'a self,
                from: Bound<&'a K>,
                to: Bound<&'a K>,
            ) -> impl Iterator<Item = (&'a K, &'a V)> {
                self.range::<K, _>((from, to))
            }
        }

        impl<K: Element> Keyed<K, ()> for $set {
            const NAME: &str = $name;
            const KIND: Kind = Kind::Peer;

            const DIFFERENCE: Has<fn(&Self, &Self) -> Self> = Some(Self::diff);

            const UNION: Has<fn(&Self, &Self) -> Self> = Some(Self::union);
            const INTERSECTION: Has<fn(&Self, &Self) -> Self> = Some(Self::intersect);

            fn new() -> Self {
                Set::new()
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
                self.insert_cow(key);
            }

            #[inline]
            fn remove(&mut self, key: &K) -> bool {
                self.remove_cow(key)
            }

            #[inline]
            fn each(&self) -> impl Iterator<Item = (&K, &())> {
                self.into_iter().map(|key| (key, &()))
            }
        }

        impl<K: Element> Sorted<K, ()> for $set {
            const BACKWARDS: Has<fn(&Self) -> u64> =
                Some(|set| sum_back(set.into_iter().map(|key| (key, &()))));

            #[inline]
            fn range<'a>(
                &'a self,
                from: Bound<&'a K>,
                to: Bound<&'a K>,
            ) -> impl Iterator<Item = (&'a K, &'a ())> {
                self.range::<K, _>((from, to)).map(|key| (key, &()))
            }
        }
    };
}

of_size!("chunkmap S", MapS<K, V>, SetS<K>);
of_size!("chunkmap L", MapL<K, V>, SetL<K>);
