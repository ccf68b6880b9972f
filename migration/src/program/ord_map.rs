// Every method and trait of an ordered map that im and imbl have in common.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use library::OrdMap;
use library::ordmap;
use library::ordmap::{DiffItem, Entry, Iter, Keys, Values};

fn squares(keys: std::ops::Range<u32>) -> OrdMap<u32, u32> {
    keys.map(|key| (key, key * key)).collect()
}

fn hash_of<T: Hash>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn largest<'a>(entries: Iter<'a, u32, u32>) -> Option<(&'a u32, &'a u32)> {
    entries.max_by_key(|(_, value)| **value)
}

fn count(keys: Keys<'_, u32, u32>, values: Values<'_, u32, u32>) -> (usize, u32) {
    (keys.count(), values.sum())
}

fn name(item: &DiffItem<'_, u32, u32>) -> String {
    match item {
        DiffItem::Add(key, value) => format!("+{key}={value}"),
        DiffItem::Update { old, new } => format!("{}={}->{}", old.0, old.1, new.1),
        DiffItem::Remove(key, value) => format!("-{key}={value}"),
    }
}

pub fn run(out: &mut String) {
    reading(out);
    writing(out);
    versions(out);
    entries(out);
    algebra(out);
    cutting(out);
    traits(out);
}

fn reading(out: &mut String) {
    let empty: OrdMap<u32, u32> = OrdMap::new();
    show!(out, "new", (&empty, OrdMap::<u32, u32>::default(), OrdMap::unit(1, 2)));
    let map = squares(0..400);
    show!(out, "len", (map.len(), map.is_empty(), empty.is_empty()));
    show!(out, "ptr_eq", (map.ptr_eq(&map.clone()), map.ptr_eq(&squares(0..400))));
    show!(out, "get", (map.get(&20), map.get(&400), map[&30]));
    show!(out, "get_key_value", (map.get_key_value(&20), map.get_key_value(&400)));
    show!(out, "contains_key", (map.contains_key(&20), map.contains_key(&400)));
    if let (Some((min, _)), Some((max, value))) = (map.get_min(), map.get_max()) {
        show!(out, "get_min", (min, max, value));
    }
    show!(out, "get_min of none", (empty.get_min().is_none(), empty.get_max().is_none()));
    let gaps: OrdMap<u32, char> = ordmap! { 10 => 'a', 20 => 'b', 30 => 'c' };
    show!(out, "get_prev", (gaps.get_prev(&20), gaps.get_prev(&25), gaps.get_prev(&5)));
    show!(out, "get_next", (gaps.get_next(&20), gaps.get_next(&25), gaps.get_next(&35)));
    show!(out, "iter", (largest(map.iter()), map.iter().len(), map.iter().next_back()));
    show!(out, "keys", count(map.keys(), map.values()));
    show!(out, "keys back", (map.keys().next_back(), map.values().next_back()));
    show!(out, "range", map.range(5..8).collect::<Vec<_>>());
    show!(out, "range inclusive", map.range(..=2).map(|(key, _)| *key).collect::<Vec<_>>());
    show!(out, "range back", map.range(390..).rev().take(2).collect::<Vec<_>>());
    show!(out, "is_submap", (squares(0..9).is_submap(&map), map.is_submap(&squares(0..9))));
    show!(out, "is_submap of itself", (map.is_submap(&map), map.is_proper_submap(&map)));
    show!(out, "is_proper_submap", squares(0..9).is_proper_submap(squares(0..10)));
    let texts: OrdMap<u32, String> = (0..9u32).map(|key| (key, (key * key).to_string())).collect();
    let same = |number: &u32, text: &String| number.to_string() == *text;
    show!(out, "is_submap_by", squares(0..9).is_submap_by(&texts, same));
    show!(out, "is_proper_submap_by", squares(0..9).is_proper_submap_by(&texts, same));
    let named: OrdMap<String, u8> = ordmap! { "a".to_string() => 1, "b".to_string() => 2 };
    show!(out, "get by str", (named.get("a"), named["b"], named.contains_key("c")));
}

fn writing(out: &mut String) {
    let old = squares(0..100);
    let mut map = old.clone();
    show!(out, "insert", (map.insert(7, 1), map.insert(1_000, 2), map.len()));
    show!(out, "remove", (map.remove(&8), map.remove(&8), map.len()));
    show!(out, "remove_with_key", (map.remove_with_key(&9), map.remove_with_key(&9)));
    *map.get_mut(&10).unwrap() = 3;
    show!(out, "get_mut", (map[&10], map.get_mut(&9)));
    map[&11] += 1;
    show!(out, "index_mut", map[&11]);
    if let Some((key, value)) = map.get_prev_mut(&500) {
        *value += *key;
    }
    if let Some((key, value)) = map.get_next_mut(&500) {
        *value += *key;
    }
    show!(out, "get_prev_mut", (map[&99], map[&1_000]));
    show!(out, "old", old == squares(0..100));
    map.clear();
    show!(out, "clear", map);
    map.extend(vec![(3u32, 4u32), (1, 2)]);
    show!(out, "extend", map);
}

fn versions(out: &mut String) {
    let map: OrdMap<u32, u32> = ordmap! { 1 => 10, 2 => 20, 3 => 30 };
    show!(out, "update", (map.update(2, 0), map.update(4, 0)));
    show!(out, "update_with", map.clone().update_with(2, 5, |old, new| old - new));
    let keyed = |key: &u32, old: u32, new: u32| key * 100 + old + new;
    show!(out, "update_with_key", map.clone().update_with_key(3, 5, keyed));
    let looked_up = map.clone().update_lookup_with_key(3, 5, |key, old, new| key + old + new);
    show!(out, "update_lookup_with_key", looked_up);
    let missing = map.clone().update_lookup_with_key(9, 5, |key, old, new| key + old + new);
    show!(out, "update_lookup_with_key of none", missing);
    show!(out, "alter", map.alter(|value| value.map(|value| value + 1), 1));
    show!(out, "alter removes", map.alter(|_| None, 1));
    show!(out, "alter inserts", map.alter(|value| value.or(Some(7)), 7));
    show!(out, "without", (map.without(&2), map.without(&9)));
    show!(out, "extract", (map.extract(&2), map.extract(&9)));
    show!(out, "extract_with_key", (map.extract_with_key(&2), map.extract_with_key(&9)));
    show!(out, "without_min", (map.without_min(), map.without_min_with_key()));
    show!(out, "without_max", (map.without_max(), map.without_max_with_key()));
    let mut other = map.update(2, 21).without(&3);
    other.insert(5, 50);
    show!(out, "diff", map.diff(&other).map(|item| name(&item)).collect::<Vec<_>>());
    show!(out, "diff back", other.diff(&map).map(|item| name(&item)).collect::<Vec<_>>());
    let large = squares(0..1_000);
    let items: Vec<_> = large.diff(&large.update(500, 1)).map(|item| name(&item)).collect();
    show!(out, "diff of much", items);
}

fn entries(out: &mut String) {
    let mut words: OrdMap<&str, usize> = OrdMap::new();
    for word in "the cat and the dog and the bird".split(' ') {
        *words.entry(word).or_insert(0) += 1;
    }
    show!(out, "or_insert", words);
    words.entry("cow").or_insert_with(|| 9);
    words.entry("the").and_modify(|count| *count *= 10).or_default();
    show!(out, "and_modify", (words.entry("pig").key().len(), words.get("the")));
    *words.entry("hen").or_default() += 2;
    match words.entry("cat") {
        Entry::Occupied(mut entry) => {
            *entry.get_mut() += 1;
            show!(out, "occupied", (entry.key(), entry.get()));
            show!(out, "entry insert", entry.insert(5));
            show!(out, "entry remove_entry", entry.remove_entry());
        }
        Entry::Vacant(_) => show!(out, "vacant", ()),
    }
    match words.entry("ant") {
        Entry::Occupied(_) => show!(out, "occupied", ()),
        Entry::Vacant(entry) => {
            show!(out, "vacant", entry.key());
            *entry.insert(1) += 1;
        }
    }
    if let Entry::Occupied(entry) = words.entry("ant") {
        *entry.into_mut() += 5;
    }
    if let Entry::Occupied(entry) = words.entry("dog") {
        show!(out, "entry remove", entry.remove());
    }
    if let Entry::Vacant(entry) = words.entry("dog") {
        show!(out, "into_key", entry.into_key());
    }
    show!(out, "entries", words);
}

fn algebra(out: &mut String) {
    let a: OrdMap<u32, u32> = ordmap! { 1 => 1, 2 => 2, 3 => 3 };
    let b: OrdMap<u32, u32> = ordmap! { 2 => 20, 3 => 30, 4 => 40 };
    show!(out, "union", (a.clone().union(b.clone()), &a + &b, a.clone() + b.clone()));
    show!(out, "union_with", a.clone().union_with(b.clone(), |left, right| left * 1_000 + right));
    let keyed = |key: &u32, left: u32, right: u32| key * 10_000 + left * 1_000 + right;
    show!(out, "union_with_key", a.clone().union_with_key(b.clone(), keyed));
    let all = || vec![a.clone(), b.clone(), ordmap! { 4 => 4, 5 => 5 }];
    show!(out, "unions", OrdMap::unions(all()));
    show!(out, "unions_with", OrdMap::unions_with(all(), |left, right| left * 1_000 + right));
    show!(out, "unions_with_key", OrdMap::unions_with_key(all(), keyed));
    show!(out, "sum", all().into_iter().sum::<OrdMap<u32, u32>>());
    show!(out, "difference", a.clone().difference(b.clone()));
    show!(out, "symmetric_difference", a.clone().symmetric_difference(b.clone()));
    let odd = |left: u32, right: u32| if left % 2 == 1 { Some(left + right) } else { None };
    show!(out, "difference_with", a.clone().difference_with(b.clone(), odd));
    show!(out, "symmetric_difference_with", a.clone().symmetric_difference_with(b.clone(), odd));
    let key = |key: &u32, left: u32, right: u32| Some(key + left + right);
    show!(out, "difference_with_key", a.clone().difference_with_key(b.clone(), key));
    let with_key = a.clone().symmetric_difference_with_key(b.clone(), key);
    show!(out, "symmetric_difference_with_key", with_key);
    show!(out, "relative_complement", a.clone().relative_complement(b.clone()));
    show!(out, "intersection", a.clone().intersection(b.clone()));
    let texts: OrdMap<u32, &str> = ordmap! { 2 => "two", 3 => "three" };
    let named = |number: u32, text: &str| format!("{text}={number}");
    let found: OrdMap<u32, String> = a.clone().intersection_with(texts.clone(), named);
    show!(out, "intersection_with", found);
    let named = |key: &u32, number: u32, text: &str| format!("{key}:{text}={number}");
    let found: OrdMap<u32, String> = a.clone().intersection_with_key(texts, named);
    show!(out, "intersection_with_key", found);
    show!(out, "union of much", squares(0..500).union(squares(300..900)) == squares(0..900));
}

fn cutting(out: &mut String) {
    let map = squares(0..20);
    let (left, right) = map.split(&7);
    show!(out, "split", (left, right));
    let (left, value, right) = map.split_lookup(&7);
    show!(out, "split_lookup", (left.len(), value, right.len()));
    show!(out, "take", (map.take(3), map.take(0)));
    show!(out, "skip", (map.skip(18), map.skip(20)));
}

fn traits(out: &mut String) {
    let (a, b) = (squares(0..3), squares(0..4));
    show!(out, "eq", (a == b, a == a.clone()));
    show!(out, "ord", (a.cmp(&b), a < b, a.partial_cmp(&squares(1..2))));
    show!(out, "hash", hash_of(&a) == hash_of(&squares(0..3)));
    show!(out, "debug", format!("{a:?} {a:#?}"));
    show!(out, "into_iter", a.clone().into_iter().collect::<Vec<(u32, u32)>>());
    let mut sum = 0;
    for (key, value) in &a {
        sum += key * value;
    }
    show!(out, "for", sum);
    let _: &OrdMap<u32, u32> = a.as_ref();
    show!(out, "from vec", OrdMap::<u32, u32>::from(vec![(2u32, 3u32), (1, 2)]));
    let strings = vec![("a".to_string(), 1u8)];
    show!(out, "from &vec", OrdMap::<String, u8>::from(&strings));
    let std = std::collections::BTreeMap::from([(1u32, 2u32)]);
    show!(out, "from std", (OrdMap::<u32, u32>::from(&std), OrdMap::<u32, u32>::from(std)));
    let std = std::collections::HashMap::from([(1u32, 2u32)]);
    show!(out, "from hashed", (OrdMap::<u32, u32>::from(&std), OrdMap::<u32, u32>::from(std)));
    let words: OrdMap<&str, &str> = ordmap! { "a" => "b" };
    show!(out, "from refs", OrdMap::<String, String>::from(&words));
}
