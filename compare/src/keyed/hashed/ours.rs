//! This crate's hash map and set.

use std::hash::BuildHasher;

use offshoot::{HashMap, HashSet, Patch};

use crate::element::Element;
use crate::keyed::{Keyed, sum};
use crate::sequence::Has;
use compare::trial::Kind;

impl<K, V, S> Keyed<K, V> for HashMap<K, V, S>
where
    K: Element,
    V: Element,
    S: BuildHasher + Clone + Default + 'static,
{
    const NAME: &str = "offshoot";
    const KIND: Kind = Kind::Ours;
    const SORTED: bool = false;

    const RETAIN: Has<fn(&mut Self, fn(&K) -> bool)> =
        Some(|map, keep| map.retain(|key, _| keep(key)));
    const CONSUME: Has<fn(Self) -> u64> = Some(sum);

    const EXTRACT: Has<fn(&mut Self, fn(&K) -> bool) -> u64> =
        Some(|map, goes| sum(map.extract_if(|key, _| goes(key))));

    const GET_MUT: Has<for<'a> fn(&'a mut Self, &K) -> Option<&'a mut V>> =
        Some(|map, key| map.get_mut(key));
    const ENTRY: Has<for<'a> fn(&'a mut Self, K, V) -> &'a mut V> =
        Some(|map, key, value| map.entry(key).or_insert(value));

    const INSERT_MANY: Has<fn(&mut Self, Vec<(K, V)>)> = Some(Self::insert_many);
    const REMOVE_MANY: Has<fn(&mut Self, Vec<K>)> = Some(|map, keys| {
        map.remove_many(keys);
    });

    const UNION: Has<fn(&Self, &Self) -> Self> = Some(Self::union_ref);
    const INTERSECTION: Has<fn(&Self, &Self) -> Self> = Some(Self::intersection_ref);
    const DIFFERENCE: Has<fn(&Self, &Self) -> Self> = Some(Self::relative_complement_ref);
    const SYMMETRIC_DIFFERENCE: Has<fn(&Self, &Self) -> Self> =
        Some(Self::symmetric_difference_ref);
    const DIFF: Has<fn(&Self, &Self) -> usize> = Some(|older, newer| older.diff(newer).count());
    const MERGE: Has<fn(&Self, &Self, &Self) -> Self> = Some(|base, first, second| {
        Self::merge(base, first, second, |conflict| conflict.ours.cloned())
    });

    const PATCH: Has<fn(&Self, &Self) -> Self> = Some(|older, newer| {
        let patch: Patch<K, V> = older.diff(newer).collect();
        let mut patched = older.clone();
        patched.apply(&patch);
        patched
    });
    const SUBMAP: Has<fn(&Self, &Self) -> bool> = Some(|first, second| first.is_submap(second));
    const DISJOINT: Has<fn(&Self, &Self) -> bool> = Some(Self::is_disjoint);

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
        Some(self.values_mut())
    }
}

impl<K, S> Keyed<K, ()> for HashSet<K, S>
where
    K: Element,
    S: BuildHasher + Clone + Default + 'static,
{
    const NAME: &str = "offshoot";
    const KIND: Kind = Kind::Ours;
    const SORTED: bool = false;

    const RETAIN: Has<fn(&mut Self, fn(&K) -> bool)> = Some(|set, keep| set.retain(keep));
    const CONSUME: Has<fn(Self) -> u64> = Some(|set| sum(set.into_iter().map(|key| (key, ()))));
    const DIFFERENCE: Has<fn(&Self, &Self) -> Self> =
        Some(|first, second| first.clone().relative_complement(second.clone()));
    const SYMMETRIC_DIFFERENCE: Has<fn(&Self, &Self) -> Self> =
        Some(|first, second| first.clone().symmetric_difference(second.clone()));
    const SUBMAP: Has<fn(&Self, &Self) -> bool> = Some(|first, second| first.is_subset(second));
    const DISJOINT: Has<fn(&Self, &Self) -> bool> = Some(|first, second| first.is_disjoint(second));

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
