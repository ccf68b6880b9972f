//! This crate's ordered map and set.

use std::ops::Bound;

use offshoot::{OrdMap, OrdSet, Patch};

use super::{Keyed, Sorted, step, sum, sum_back};
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

    const CONSUME: Has<fn(Self) -> u64> = Some(sum);
    const EXTRACT: Has<fn(&mut Self, fn(&K) -> bool) -> u64> =
        Some(|map, goes| sum(map.extract_if(.., |key, _| goes(key))));

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
    const POP_FIRST: Has<fn(&mut Self) -> Option<(K, V)>> = Some(Self::pop_first);
    const REMOVE_RANGE: Has<fn(&mut Self, &K, &K)> = Some(|map, from, to| {
        map.remove_range::<_, K>((Bound::Included(from), Bound::Excluded(to)));
    });
    const RANGE_MUT: Has<fn(&mut Self, &K)> = Some(|map, from| {
        let entries = map.range_mut::<_, K>((Bound::Included(from), Bound::Unbounded));
        step(entries.map(|(_, value)| value));
    });
    const PREV: Has<for<'a> fn(&'a Self, &'a K) -> Option<&'a K>> =
        Some(|map, key| Some(map.get_prev(key)?.0));
    const BACKWARDS: Has<fn(&Self) -> u64> = Some(|map| sum_back(map.iter()));

    #[inline]
    fn range<'a>(
        &'a self,
        from: Bound<&'a K>,
        to: Bound<&'a K>,
    ) -> impl Iterator<Item = (&'a K, &'a V)> {
        self.range::<_, K>((from, to))
    }

    fn seek(&self, key: &K, steps: usize) -> u64 {
        let mut cursor = self.lower_bound(Bound::Included(key));
        let mut sum = 0_u64;
        for _ in 0..steps {
            let Some((key, _)) = cursor.next() else { break };
            sum = sum.wrapping_add(key.key());
        }
        sum
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

    const SPLIT: Has<fn(&Self, &K) -> (Self, Self)> = Some(|set, key| set.clone().split(key));
    const TAKE: Has<fn(&Self, usize) -> Self> = Some(Self::take);
    const SKIP: Has<fn(&Self, usize) -> Self> = Some(Self::skip);
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

impl<K: Element> Sorted<K, ()> for OrdSet<K> {
    const POP_FIRST: Has<fn(&mut Self) -> Option<(K, ())>> =
        Some(|set| Some((set.pop_first()?, ())));
    const BACKWARDS: Has<fn(&Self) -> u64> = Some(|set| sum_back(set.iter().map(|key| (key, &()))));

    #[inline]
    fn range<'a>(
        &'a self,
        from: Bound<&'a K>,
        to: Bound<&'a K>,
    ) -> impl Iterator<Item = (&'a K, &'a ())> {
        self.range::<_, K>((from, to)).map(|key| (key, &()))
    }

    #[inline]
    fn nth(&self, index: usize) -> Option<(&K, &())> {
        Some((self.nth(index)?, &()))
    }

    #[inline]
    fn rank(&self, key: &K) -> usize {
        self.rank(key)
    }
}
