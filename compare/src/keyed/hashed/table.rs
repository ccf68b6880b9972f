//! The hash tables of std, which are hashbrown's: a clone is a full copy. What std has not, its user
//! writes as a walk through one map that asks the other.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;

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
    const NAME: &str = "HashMap";
    const KIND: Kind = Kind::Std;
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

    const INSERT_MANY: Has<fn(&mut Self, Vec<(K, V)>)> = Some(|map, entries| map.extend(entries));
    const REMOVE_MANY: Has<fn(&mut Self, Vec<K>)> =
        Some(|map, keys| keys.iter().for_each(|key| drop(map.remove(key))));

    const UNION: Has<fn(&Self, &Self) -> Self> = Some(|first, second| {
        let mut both = first.clone();
        for (key, value) in second {
            if !both.contains_key(key) {
                both.insert(key.clone(), value.clone());
            }
        }
        both
    });
    const INTERSECTION: Has<fn(&Self, &Self) -> Self> = Some(|first, second| {
        let both = first.iter().filter(|(key, _)| second.contains_key(*key));
        both.map(|(key, value)| (key.clone(), value.clone())).collect()
    });
    const DIFFERENCE: Has<fn(&Self, &Self) -> Self> = Some(|first, second| {
        let only = first.iter().filter(|(key, _)| !second.contains_key(*key));
        only.map(|(key, value)| (key.clone(), value.clone())).collect()
    });
    const SYMMETRIC_DIFFERENCE: Has<fn(&Self, &Self) -> Self> = Some(|first, second| {
        let here = first.iter().filter(|(key, _)| !second.contains_key(*key));
        let there = second.iter().filter(|(key, _)| !first.contains_key(*key));
        here.chain(there).map(|(key, value)| (key.clone(), value.clone())).collect()
    });
    const DIFF: Has<fn(&Self, &Self) -> usize> = Some(|older, newer| {
        let gone = older.keys().filter(|key| !newer.contains_key(*key)).count();
        gone + newer.iter().filter(|(key, value)| older.get(*key) != Some(*value)).count()
    });
    const MERGE: Has<fn(&Self, &Self, &Self) -> Self> = Some(|base, first, second| {
        let mut merged = first.clone();
        for (key, after) in second {
            let before = base.get(key);
            if before != Some(after) && first.get(key) == before {
                merged.insert(key.clone(), after.clone());
            }
        }
        for (key, before) in base {
            if !second.contains_key(key) && first.get(key) == Some(before) {
                merged.remove(key);
            }
        }
        merged
    });

    const PATCH: Has<fn(&Self, &Self) -> Self> = Some(|older, newer| {
        let gone = older.keys().filter(|key| !newer.contains_key(*key)).cloned();
        let gone: Vec<K> = gone.collect();
        let there = newer.iter().filter(|(key, value)| older.get(*key) != Some(*value));
        let there: Vec<(K, V)> = there.map(|(key, value)| (key.clone(), value.clone())).collect();
        let mut patched = older.clone();
        gone.iter().for_each(|key| drop(patched.remove(key)));
        patched.extend(there);
        patched
    });
    const SUBMAP: Has<fn(&Self, &Self) -> bool> =
        Some(|first, second| first.iter().all(|(key, value)| second.get(key) == Some(value)));
    const DISJOINT: Has<fn(&Self, &Self) -> bool> =
        Some(|first, second| first.keys().all(|key| !second.contains_key(key)));

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
    const NAME: &str = "HashSet";
    const KIND: Kind = Kind::Std;
    const SORTED: bool = false;

    const RETAIN: Has<fn(&mut Self, fn(&K) -> bool)> = Some(|set, keep| set.retain(keep));
    const CONSUME: Has<fn(Self) -> u64> = Some(|set| sum(set.into_iter().map(|key| (key, ()))));
    const DIFFERENCE: Has<fn(&Self, &Self) -> Self> =
        Some(|first, second| first.difference(second).cloned().collect());
    const SYMMETRIC_DIFFERENCE: Has<fn(&Self, &Self) -> Self> =
        Some(|first, second| first.symmetric_difference(second).cloned().collect());
    const SUBMAP: Has<fn(&Self, &Self) -> bool> = Some(|first, second| first.is_subset(second));
    const DISJOINT: Has<fn(&Self, &Self) -> bool> = Some(|first, second| first.is_disjoint(second));

    const UNION: Has<fn(&Self, &Self) -> Self> =
        Some(|first, second| first.union(second).cloned().collect());
    const INTERSECTION: Has<fn(&Self, &Self) -> Self> =
        Some(|first, second| first.intersection(second).cloned().collect());

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
        self.remove(key)
    }

    #[inline]
    fn each(&self) -> impl Iterator<Item = (&K, &())> {
        self.iter().map(|key| (key, &()))
    }
}
