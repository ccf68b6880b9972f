//! Programs as users of im, imbl and std's hash maps and sets write them, with another `use` line: they
//! compile, and do the same.
#![allow(
    clippy::explicit_iter_loop,
    clippy::map_entry,
    clippy::redundant_closure_for_method_calls,
    clippy::unwrap_or_default,
    reason = "users write as they like"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasherDefault, DefaultHasher};

/// As with im: by path, by alias, in signatures without bounds.
mod as_with_im {
    use offshoot::hashmap::{self, Entry};
    use offshoot::hashset;
    use offshoot::{HashMap, HashSet};
    use std::hash::{BuildHasher, Hash};

    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    struct Scope {
        names: HashMap<String, HashSet<u32>>,
        outer: Option<Box<Scope>>,
    }

    /// Names types in fields without a bound.
    #[allow(dead_code, reason = "it only has to be a type")]
    struct Walks<'a, K, V> {
        iter: hashmap::Iter<'a, K, V>,
        keys: hashmap::Keys<'a, K, V>,
        values: hashmap::Values<'a, K, V>,
        rest: Option<hashmap::ConsumingIter<K, V>>,
        elements: Option<hashset::Iter<'a, K>>,
        owned: Option<hashset::ConsumingIter<K>>,
    }

    fn entries<K, V, S>(map: &HashMap<K, V, S>) -> hashmap::Iter<'_, K, V> {
        map.iter()
    }

    fn count<K: Hash + Eq + Clone, S: BuildHasher>(map: &mut HashMap<K, u32, S>, key: K) -> u32 {
        match map.entry(key) {
            Entry::Occupied(mut entry) => {
                *entry.get_mut() += 1;
                *entry.get()
            }
            Entry::Vacant(entry) => *entry.insert(1),
        }
    }

    #[test]
    fn a_scope_is_forked() {
        let mut scope = Scope::default();
        scope.names.insert("x".to_owned(), HashSet::unit(1));
        let outer = scope.clone();
        scope.outer = Some(Box::new(outer.clone()));
        scope.names.entry("x".into()).or_default().insert(2);
        scope.names = scope.names.update("y".into(), HashSet::new());
        assert!(outer != scope && outer.names["x"].len() == 1 && scope.names["x"].len() == 2);
        assert_eq!(entries(&scope.names).len(), 2);
        assert_eq!(scope.names.get("y"), Some(&HashSet::new()));
        assert_eq!(scope.names.without("x").len(), 1);
        assert!(scope.names.extract("z").is_none());
    }

    #[test]
    fn maps_are_made_updated_and_combined() {
        let a: HashMap<u32, &str> = HashMap::from(vec![(1, "one"), (2, "two")]);
        let b: HashMap<u32, &str> = [(2, "zwei"), (3, "drei")].into_iter().collect();
        let pairs = vec![(1u8, "one")];
        let mut wide: HashMap<u32, String> = HashMap::new();
        // Whatever can be turned into keys and values.
        wide.extend(pairs);
        assert_eq!(wide[&1], "one");
        assert_eq!(a.clone().union(b.clone())[&2], "two");
        assert_eq!((a.clone() + b.clone()).len(), 3);
        assert_eq!(a.clone().intersection(b.clone()), HashMap::unit(2, "two"));
        assert_eq!(a.clone().relative_complement(b.clone()), HashMap::unit(1, "one"));
        assert_eq!(a.clone().symmetric_difference(b.clone()).len(), 2);
        assert_eq!(a.clone().difference(b.clone()).len(), 2);
        let joined = a.clone().union_with(b.clone(), |x, _| x);
        assert!(joined.is_submap(&joined) && a.is_proper_submap(&joined));
        assert!(a.is_submap_by(&joined, |x, y| x == y) && !b.is_submap(joined.clone()));
        assert_eq!(HashMap::unions([a.clone(), b.clone()]), joined);
        assert_eq!(a.update_with(1, "eins", |old, _| old)[&1], "one");
        assert_eq!(a.update_with_key(1, "eins", |_, _, new| new)[&1], "eins");
        let (old, new) = a.update_lookup_with_key(1, "eins", |_, _, new| new);
        assert_eq!((old, new[&1]), (Some("one"), "eins"));
        assert_eq!(a.alter(|old| old.map(|_| "uno"), 1)[&1], "uno");
        assert_eq!(a.extract(&1).map(|(value, rest)| (value, rest.len())), Some(("one", 1)));
        let (key, value, rest) = b.extract_with_key(&3).expect("it is there");
        assert_eq!((key, value, rest.len()), (3, "drei", 1));
        let mut counts = HashMap::new();
        assert_eq!((count(&mut counts, 'a'), count(&mut counts, 'a')), (1, 2));
        let mut c = a.clone();
        for (_, value) in c.iter_mut() {
            *value = "?";
        }
        c.retain(|key, _| *key == 1);
        assert_eq!((c.remove_with_key(&1), c.is_empty(), a.len()), (Some((1, "?")), true, 2));
        let total: HashMap<u32, &str> = vec![a.clone(), b].into_iter().sum();
        assert_eq!(total.len(), 3);
        assert!(a.ptr_eq(&a.clone()) && !a.ptr_eq(&joined));
        let lengths: HashMap<&str, usize> = a.new_from();
        assert!(lengths.is_empty());
    }

    #[test]
    fn sets_are_made_and_combined() {
        let a: HashSet<u32> = HashSet::from(vec![1, 2, 3]);
        let b: HashSet<u32> = (3u32..6).collect();
        assert_eq!(a.clone().union(b.clone()).len(), 5);
        assert_eq!((a.clone() + b.clone()).len(), 5);
        assert_eq!(a.clone().intersection(b.clone()), HashSet::unit(3));
        assert_eq!((&a * &b).len(), 1);
        assert_eq!(a.clone().relative_complement(b.clone()).len(), 2);
        assert_eq!(a.clone().difference(b.clone()).len(), 4);
        assert_eq!(HashSet::unions([a.clone(), b.clone()]).len(), 5);
        assert!(HashSet::unit(3).is_proper_subset(&a) && a.is_subset(&a));
        assert_eq!(a.update(7).len(), 4);
        assert_eq!(a.without(&1).len(), 2);
        let mut c = a.clone();
        c.retain(|value| value % 2 == 1);
        assert_eq!((c.len(), c.remove(&1), c.contains(&1)), (2, Some(1), false));
        for value in &b {
            assert!((3..6).contains(value));
        }
        assert_eq!(b.into_iter().sum::<u32>(), 12);
    }
}

/// Runs one text with either crate's types, and compares what is returned.
macro_rules! beside {
    ($name:ident, $body:block) => {
        #[test]
        fn $name() {
            let ours = {
                #[allow(unused_imports, reason = "not every text needs all")]
                use offshoot::{HashMap, HashSet, hash_map};
                $body
            };
            let theirs = {
                #[allow(unused_imports, reason = "not every text needs all")]
                use std::collections::{HashMap, HashSet, hash_map};
                $body
            };
            assert_eq!(ours, theirs);
        }
    };
}

type Hasher = BuildHasherDefault<DefaultHasher>;

beside!(maps_are_made_as_stds, {
    let mut map: HashMap<String, u32, Hasher> = HashMap::with_hasher(Hasher::default());
    map.reserve(10);
    for word in "one two three two one two".split(' ') {
        *map.entry(word.to_owned()).or_insert(0) += 1;
    }
    map.shrink_to_fit();
    let mut capacity: HashMap<u8, u8> = HashMap::with_capacity(100);
    capacity.insert(1, 1);
    let by: HashMap<u8, u8, Hasher> = HashMap::with_capacity_and_hasher(7, Hasher::default());
    let sorted: BTreeMap<String, u32> = map.clone().into_iter().collect();
    (sorted, map.len(), map.get("two").copied(), map.contains_key("four"), capacity.len(), by.len())
});

beside!(entries_are_used_as_stds, {
    let mut map: HashMap<u32, String> = HashMap::from([(1, "a".into()), (2, "b".into())]);
    map.entry(1).and_modify(|value| value.push('!')).or_insert_with(|| String::from("new"));
    map.entry(3).or_insert_with_key(ToString::to_string);
    map.entry(4).or_default().push('x');
    let mut log = Vec::new();
    for key in 0..6 {
        match map.entry(key) {
            hash_map::Entry::Occupied(mut entry) if key == 1 => log.push(entry.insert("z".into())),
            hash_map::Entry::Occupied(entry) if key == 2 => {
                let (key, value) = entry.remove_entry();
                log.push(format!("{key}{value}"));
            }
            hash_map::Entry::Occupied(entry) => log.push(entry.get().clone()),
            hash_map::Entry::Vacant(entry) => log.push(entry.key().to_string()),
        }
    }
    log.push(map.entry(9).insert_entry("nine".into()).get().clone());
    (log, BTreeMap::from_iter(map))
});

beside!(maps_are_read_and_changed_as_stds, {
    let mut map: HashMap<u32, u32> = (0..100).map(|key| (key, key * key)).collect();
    map.extend([(100u32, 1u32), (101, 2)]);
    map.retain(|key, value| {
        *value += 1;
        key % 3 != 0
    });
    let taken: BTreeMap<u32, u32> = map.extract_if(|key, _| key % 7 == 1).collect();
    for value in map.values_mut() {
        *value += 1;
    }
    for (key, value) in &mut map {
        *value += key;
    }
    if let [Some(a), Some(b)] = map.get_disjoint_mut([&2, &4]) {
        std::mem::swap(a, b);
    }
    let keys: BTreeSet<u32> = map.keys().copied().collect();
    let sum = map.values().sum::<u32>() + map.iter().map(|(key, value)| key ^ value).sum::<u32>();
    let removed = (map.remove(&5), map.remove_entry(&8), map.remove(&6), map.insert(5, 5));
    let found = (map.get(&2).copied(), map.get_key_value(&4).map(|(k, v)| (*k, *v)), map[&10]);
    let owned: BTreeSet<u32> = map.clone().into_keys().collect();
    let values: u32 = map.clone().into_values().sum();
    let drained: BTreeMap<u32, u32> = map.drain().collect();
    (taken, keys, sum, removed, found, owned, values, drained, map.is_empty())
});

beside!(maps_are_values_as_stds, {
    let a: HashMap<&str, u8> = HashMap::from([("a", 1)]);
    let mut b = a.clone();
    b.insert("b", 2);
    let equal = (a == b, a == a.clone(), a != b);
    b.clear();
    let (keys, values): (Vec<&str>, Vec<u8>) = a.clone().into_iter().unzip();
    let empty = HashMap::<u8, u8>::default();
    (equal, format!("{a:?} {a:#?} {empty:?}"), b.len(), keys == ["a"], values == [1])
});

beside!(sets_are_used_as_stds, {
    let mut a: HashSet<u32> = HashSet::from([1, 2, 3, 4]);
    let b: HashSet<u32> = [3u32, 4, 5].into_iter().collect();
    let sorted = |set: &HashSet<u32>| set.iter().copied().collect::<BTreeSet<u32>>();
    let made = [sorted(&(&a | &b)), sorted(&(&a & &b)), sorted(&(&a - &b)), sorted(&(&a ^ &b))];
    let told =
        (a.is_subset(&b), a.is_superset(&b), a.is_disjoint(&b), a.contains(&1), a.get(&2).copied());
    let changed = (a.take(&1), a.replace(9), a.replace(9), a.len());
    a.extend([20u32, 21]);
    a.retain(|value| *value != 20);
    let gone: BTreeSet<u32> = a.extract_if(|value| *value > 8).collect();
    let rest = sorted(&a);
    let drained: BTreeSet<u32> = a.drain().collect();
    (made, told, changed, gone, rest, drained, a.is_empty(), a == HashSet::new(), format!("{a:?}"))
});
