//! The maps and sets of std, whose clone is a full copy. What std has not, its user writes as a walk
//! through two maps in step.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::iter::{Peekable, from_fn};
use std::ops::Bound;

use super::{Keyed, Sorted, step, sum, sum_back};
use crate::element::Element;
use crate::sequence::Has;
use compare::trial::Kind;

/// The entries of two maps by their keys: in the first, in the second, or in both.
fn in_step<'a, K: Ord, V>(
    first: &'a BTreeMap<K, V>,
    second: &'a BTreeMap<K, V>,
) -> impl Iterator<Item = (&'a K, Option<&'a V>, Option<&'a V>)> {
    type Entries<'a, K, V> = Peekable<std::collections::btree_map::Iter<'a, K, V>>;
    let mut first: Entries<'a, K, V> = first.iter().peekable();
    let mut second: Entries<'a, K, V> = second.iter().peekable();
    from_fn(move || {
        let order = match (first.peek(), second.peek()) {
            (Some((one, _)), Some((other, _))) => one.cmp(other),
            (Some(_), None) => Ordering::Less,
            (None, _) => Ordering::Greater,
        };
        let one = if order.is_le() { first.next() } else { None };
        let other = if order.is_ge() { second.next() } else { None };
        let (key, _) = one.or(other)?;
        Some((key, one.map(|(_, value)| value), other.map(|(_, value)| value)))
    })
}

impl<K: Element, V: Element> Keyed<K, V> for BTreeMap<K, V> {
    const NAME: &str = "BTreeMap";
    const KIND: Kind = Kind::Std;

    const SPLIT: Has<fn(&Self, &K) -> (Self, Self)> = Some(|map, key| {
        let mut low = map.clone();
        let high = low.split_off(key);
        (low, high)
    });
    const TAKE: Has<fn(&Self, usize) -> Self> = Some(|map, n| {
        map.iter().take(n).map(|(key, value)| (key.clone(), value.clone())).collect()
    });
    const SKIP: Has<fn(&Self, usize) -> Self> = Some(|map, n| {
        map.iter().skip(n).map(|(key, value)| (key.clone(), value.clone())).collect()
    });
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
    const INSERT_MANY: Has<fn(&mut Self, Vec<(K, V)>)> = Some(|map, entries| map.extend(entries));

    const REMOVE_MANY: Has<fn(&mut Self, Vec<K>)> =
        Some(|map, keys| keys.iter().for_each(|key| drop(map.remove(key))));

    // The values of what is appended go first.
    const UNION: Has<fn(&Self, &Self) -> Self> = Some(|first, second| {
        let mut both = second.clone();
        both.append(&mut first.clone());
        both
    });
    const INTERSECTION: Has<fn(&Self, &Self) -> Self> = Some(|first, second| {
        let both =
            in_step(first, second).filter_map(|(key, one, other)| Some((key, one.zip(other)?)));
        both.map(|(key, (value, _))| (key.clone(), value.clone())).collect()
    });
    const DIFFERENCE: Has<fn(&Self, &Self) -> Self> = Some(|first, second| {
        let only = in_step(first, second).filter(|(_, _, other)| other.is_none());
        only.filter_map(|(key, one, _)| Some((key.clone(), one?.clone()))).collect()
    });
    const SYMMETRIC_DIFFERENCE: Has<fn(&Self, &Self) -> Self> = Some(|first, second| {
        let single =
            in_step(first, second).filter_map(|(key, one, other)| Some((key, one.xor(other)?)));
        single.map(|(key, value)| (key.clone(), value.clone())).collect()
    });
    const DIFF: Has<fn(&Self, &Self) -> usize> =
        Some(|older, newer| in_step(older, newer).filter(|(_, one, other)| one != other).count());
    const MERGE: Has<fn(&Self, &Self, &Self) -> Self> = Some(|base, first, second| {
        let mut merged = first.clone();
        for (key, before, after) in in_step(base, second) {
            if before != after && first.get(key) == before {
                match after {
                    Some(value) => drop(merged.insert(key.clone(), value.clone())),
                    None => drop(merged.remove(key)),
                }
            }
        }
        merged
    });

    const PATCH: Has<fn(&Self, &Self) -> Self> = Some(|older, newer| {
        let changed = in_step(older, newer).filter(|(_, one, other)| one != other);
        let patch: Vec<(K, Option<V>)> =
            changed.map(|(key, _, other)| (key.clone(), other.cloned())).collect();
        let mut patched = older.clone();
        for (key, value) in patch {
            match value {
                Some(value) => drop(patched.insert(key, value)),
                None => drop(patched.remove(&key)),
            }
        }
        patched
    });
    const SUBMAP: Has<fn(&Self, &Self) -> bool> = Some(|first, second| {
        in_step(first, second).all(|(_, one, other)| one.is_none() || one == other)
    });
    const DISJOINT: Has<fn(&Self, &Self) -> bool> = Some(|first, second| {
        in_step(first, second).all(|(_, one, other)| one.is_none() || other.is_none())
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

impl<K: Element, V: Element> Sorted<K, V> for BTreeMap<K, V> {
    const POP_FIRST: Has<fn(&mut Self) -> Option<(K, V)>> = Some(Self::pop_first);
    const REMOVE_RANGE: Has<fn(&mut Self, &K, &K)> = Some(|map, from, to| {
        let mut rest = map.split_off(from);
        map.append(&mut rest.split_off(to));
    });
    const RANGE_MUT: Has<fn(&mut Self, &K)> = Some(|map, from| {
        let entries = map.range_mut::<K, _>((Bound::Included(from), Bound::Unbounded));
        step(entries.map(|(_, value)| value));
    });
    const PREV: Has<for<'a> fn(&'a Self, &'a K) -> Option<&'a K>> =
        Some(|map, key| Some(map.range(..=key).next_back()?.0));
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

impl<K: Element> Keyed<K, ()> for BTreeSet<K> {
    const NAME: &str = "BTreeSet";
    const KIND: Kind = Kind::Std;

    const SPLIT: Has<fn(&Self, &K) -> (Self, Self)> = Some(|set, key| {
        let mut low = set.clone();
        let high = low.split_off(key);
        (low, high)
    });
    const TAKE: Has<fn(&Self, usize) -> Self> =
        Some(|set, n| set.iter().take(n).cloned().collect());
    const SKIP: Has<fn(&Self, usize) -> Self> =
        Some(|set, n| set.iter().skip(n).cloned().collect());
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
        self.remove(key)
    }

    #[inline]
    fn each(&self) -> impl Iterator<Item = (&K, &())> {
        self.iter().map(|key| (key, &()))
    }
}

impl<K: Element> Sorted<K, ()> for BTreeSet<K> {
    const POP_FIRST: Has<fn(&mut Self) -> Option<(K, ())>> =
        Some(|set| Some((set.pop_first()?, ())));
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
