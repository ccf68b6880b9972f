//! This crate's ordered map and set.

use std::ops::Bound;

use offshoot::{OrdMap, OrdSet};

use super::{Keyed, Sorted};
use crate::element::Element;
use crate::sequence::Has;
use compare::trial::Kind;

impl<K: Element, V: Element> Keyed<K, V> for OrdMap<K, V> {
    const NAME: &str = "offshoot";
    const KIND: Kind = Kind::Ours;

    const SPLIT: Has<fn(&Self, &K) -> (Self, Self)> = Some(|map, key| map.split(key));
    const TAKE: Has<fn(&Self, usize) -> Self> = Some(Self::take);
    const SKIP: Has<fn(&Self, usize) -> Self> = Some(Self::skip);
    const APPEND: Has<fn(Self, Self) -> Self> = Some(|mut low, mut high| {
        low.append(&mut high);
        low
    });
    const RETAIN: Has<fn(&mut Self, fn(&K) -> bool)> =
        Some(|map, keep| map.retain(|key, _| keep(key)));

    const ENTRY: Has<for<'a> fn(&'a mut Self, K, V) -> &'a mut V> =
        Some(|map, key, value| map.entry(key).or_insert(value));
    const INSERT_MANY: Has<fn(&mut Self, Vec<(K, V)>)> = Some(Self::insert_many);

    const UNION: Has<fn(&Self, &Self) -> Self> = Some(Self::union_ref);
    const INTERSECTION: Has<fn(&Self, &Self) -> Self> = Some(Self::intersection_ref);
    const DIFFERENCE: Has<fn(&Self, &Self) -> Self> = Some(Self::relative_complement_ref);
    const SYMMETRIC_DIFFERENCE: Has<fn(&Self, &Self) -> Self> =
        Some(Self::symmetric_difference_ref);
    const DIFF: Has<fn(&Self, &Self) -> usize> = Some(|older, newer| older.diff(newer).count());
    const MERGE: Has<fn(&Self, &Self, &Self) -> Self> = Some(|base, first, second| {
        Self::merge(base, first, second, |conflict| conflict.ours.cloned())
    });

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

    #[inline]
    fn each_mut(&mut self) -> Option<impl Iterator<Item = &mut V>> {
        Some(self.values_mut())
    }
}

impl<K: Element, V: Element> Sorted<K, V> for OrdMap<K, V> {
    #[inline]
    fn range<'a>(
        &'a self,
        from: Bound<&'a K>,
        to: Bound<&'a K>,
    ) -> impl Iterator<Item = (&'a K, &'a V)> {
        self.range::<_, K>((from, to))
    }

    #[inline]
    fn nth(&self, index: usize) -> Option<(&K, &V)> {
        self.nth(index)
    }

    #[inline]
    fn rank(&self, key: &K) -> usize {
        self.rank(key)
    }
}

impl<K: Element> Keyed<K, ()> for OrdSet<K> {
    const NAME: &str = "offshoot";
    const KIND: Kind = Kind::Ours;

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
