//! The B-trees of im and of imbl, its successor: two maps and two sets with one interface.

use std::ops::Bound;

use super::{Keyed, Sorted};
use crate::element::Element;
use crate::sequence::Has;
use compare::trial::Kind;

/// Forwards to the methods that im and imbl have under the same names.
macro_rules! forward {
    ($name:literal, $map:ty, $set:ty) => {
        impl<K: Element, V: Element> Keyed<K, V> for $map {
            const NAME: &str = $name;
            const KIND: Kind = Kind::Peer;

            const SPLIT: Has<fn(&Self, &K) -> (Self, Self)> = Some(|map, key| map.split(key));
            const TAKE: Has<fn(&Self, usize) -> Self> = Some(Self::take);
            const SKIP: Has<fn(&Self, usize) -> Self> = Some(Self::skip);
            const APPEND: Has<fn(Self, Self) -> Self> = Some(Self::union);

            const ENTRY: Has<for<'a> fn(&'a mut Self, K, V) -> &'a mut V> =
                Some(|map, key, value| map.entry(key).or_insert(value));
            const INSERT_MANY: Has<fn(&mut Self, Vec<(K, V)>)> =
                Some(|map, entries| map.extend(entries));

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
    };
}

forward!("im", im::OrdMap<K, V>, im::OrdSet<K>);
forward!("imbl", imbl::OrdMap<K, V>, imbl::OrdSet<K>);
