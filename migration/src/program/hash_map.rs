// Every method and trait of a hash map that im and imbl have in common. Entries are sorted before they
// are shown: their order is nobody's promise.

use std::collections::BTreeMap;

use library::HashMap;
use library::hashmap;
use library::hashmap::{Entry, Iter, IterMut, Keys, Values};

type Map = HashMap<u32, u32>;

fn squares(keys: std::ops::Range<u32>) -> Map {
    keys.map(|key| (key, key * key)).collect()
}

fn sorted<K: Ord + Clone, V: Clone>(map: &HashMap<K, V>) -> BTreeMap<K, V>
where
    K: std::hash::Hash,
{
    map.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
}

fn largest<'a>(entries: Iter<'a, u32, u32>) -> Option<(&'a u32, &'a u32)> {
    entries.max_by_key(|(_, value)| **value)
}

fn double(entries: IterMut<'_, u32, u32>) {
    for (_, value) in entries {
        *value *= 2;
    }
}

fn count(keys: Keys<'_, u32, u32>, values: Values<'_, u32, u32>) -> (usize, u32, u32) {
    (keys.len(), keys.sum(), values.sum())
}

pub fn run(out: &mut String) {
    reading(out);
    writing(out);
    versions(out);
    entries(out);
    algebra(out);
    traits(out);
}

fn reading(out: &mut String) {
    let empty: Map = HashMap::new();
    show!(out, "new", (&empty, Map::default(), HashMap::unit(1, 2)));
    let map = squares(0..400);
    show!(out, "len", (map.len(), map.is_empty(), empty.is_empty()));
    show!(out, "ptr_eq", map.ptr_eq(&map.clone()));
    show!(out, "get", (map.get(&20), map.get(&400), map[&30]));
    show!(out, "get_key_value", (map.get_key_value(&20), map.get_key_value(&400)));
    show!(out, "contains_key", (map.contains_key(&20), map.contains_key(&400)));
    show!(out, "iter", (largest(map.iter()), map.iter().len()));
    show!(out, "keys", count(map.keys(), map.values()));
    show!(out, "is_submap", (squares(0..9).is_submap(&map), map.is_submap(&squares(0..9))));
    show!(out, "is_submap of itself", (map.is_submap(&map), map.is_proper_submap(&map)));
    let other: HashMap<u32, String> = (0..9).map(|key| (key, (key * key).to_string())).collect();
    let same = |number: &u32, text: &String| number.to_string() == *text;
    show!(out, "is_submap_by", squares(0..9).is_submap_by(&other, same));
    show!(out, "is_proper_submap_by", squares(0..9).is_proper_submap_by(&other, same));
    let other: HashMap<u8, String> = map.new_from();
    show!(out, "new_from", other);
    let named: HashMap<String, u8> = hashmap! { "a".to_string() => 1, "b".to_string() => 2 };
    show!(out, "get by str", (named.get("a"), named["b"], named.contains_key("c")));
}

fn writing(out: &mut String) {
    let old = squares(0..300);
    let mut map = old.clone();
    show!(out, "insert", (map.insert(7, 1), map.insert(1_000, 2), map.len()));
    show!(out, "remove", (map.remove(&8), map.remove(&8), map.len()));
    show!(out, "remove_with_key", (map.remove_with_key(&9), map.remove_with_key(&9)));
    *map.get_mut(&10).unwrap() = 3;
    show!(out, "get_mut", (map[&10], map.get_mut(&9)));
    map[&11] += 1;
    show!(out, "index_mut", map[&11]);
    double(map.iter_mut());
    show!(out, "iter_mut", sorted(&map));
    map.retain(|key, value| key % 50 == 0 && *value > 0);
    show!(out, "retain", sorted(&map));
    show!(out, "old", old == squares(0..300));
    map.clear();
    show!(out, "clear", map);
    map.extend(vec![(3u32, 4u32), (1, 2)]);
    show!(out, "extend", sorted(&map));
}

fn versions(out: &mut String) {
    let map: Map = hashmap! { 1 => 10, 2 => 20, 3 => 30 };
    show!(out, "update", (sorted(&map.update(2, 0)), sorted(&map.update(4, 0))));
    show!(out, "update_with", sorted(&map.update_with(2, 5, |old, new| old - new)));
    let keyed = |key: &u32, old: u32, new: u32| key * 100 + old + new;
    show!(out, "update_with_key", sorted(&map.update_with_key(3, 5, keyed)));
    let (old, new) = map.update_lookup_with_key(3, 5, |key, old, new| key + old + new);
    show!(out, "update_lookup_with_key", (old, sorted(&new)));
    let (old, new) = map.update_lookup_with_key(9, 5, |key, old, new| key + old + new);
    show!(out, "update_lookup_with_key of none", (old, sorted(&new)));
    show!(out, "alter", sorted(&map.alter(|value| value.map(|value| value + 1), 1)));
    show!(out, "alter removes", sorted(&map.alter(|_| None, 1)));
    show!(out, "alter inserts", sorted(&map.alter(|value| value.or(Some(7)), 7)));
    show!(out, "without", (sorted(&map.without(&2)), sorted(&map.without(&9))));
    show!(out, "extract", map.extract(&2).map(|(value, rest)| (value, sorted(&rest))));
    show!(out, "extract of none", map.extract(&9).is_none());
    let extracted = map.extract_with_key(&2).map(|(key, value, rest)| (key, value, sorted(&rest)));
    show!(out, "extract_with_key", extracted);
}

fn entries(out: &mut String) {
    let mut words: HashMap<&str, usize> = HashMap::new();
    for word in "the cat and the dog and the bird".split(' ') {
        *words.entry(word).or_insert(0) += 1;
    }
    show!(out, "or_insert", sorted(&words));
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
    show!(out, "entries", sorted(&words));
}

fn algebra(out: &mut String) {
    let a: Map = hashmap! { 1 => 1, 2 => 2, 3 => 3 };
    let b: Map = hashmap! { 2 => 20, 3 => 30, 4 => 40 };
    show!(out, "union", sorted(&a.clone().union(b.clone())));
    show!(out, "add", (sorted(&(&a + &b)), sorted(&(a.clone() + b.clone()))));
    let both = |left: u32, right: u32| left * 1_000 + right;
    show!(out, "union_with", sorted(&a.clone().union_with(b.clone(), both)));
    let keyed = |key: &u32, left: u32, right: u32| key * 10_000 + left * 1_000 + right;
    show!(out, "union_with_key", sorted(&a.clone().union_with_key(b.clone(), keyed)));
    let all = || vec![a.clone(), b.clone(), hashmap! { 4 => 4, 5 => 5 }];
    show!(out, "unions", sorted(&HashMap::unions(all())));
    show!(out, "unions_with", sorted(&HashMap::unions_with(all(), both)));
    show!(out, "unions_with_key", sorted(&HashMap::unions_with_key(all(), keyed)));
    show!(out, "sum", sorted(&all().into_iter().sum::<Map>()));
    show!(out, "difference", sorted(&a.clone().difference(b.clone())));
    show!(out, "symmetric_difference", sorted(&a.clone().symmetric_difference(b.clone())));
    let odd = |left: u32, right: u32| if left % 2 == 1 { Some(left + right) } else { None };
    show!(out, "difference_with", sorted(&a.clone().difference_with(b.clone(), odd)));
    let with = a.clone().symmetric_difference_with(b.clone(), odd);
    show!(out, "symmetric_difference_with", sorted(&with));
    let key = |key: &u32, left: u32, right: u32| Some(key + left + right);
    show!(out, "difference_with_key", sorted(&a.clone().difference_with_key(b.clone(), key)));
    let with = a.clone().symmetric_difference_with_key(b.clone(), key);
    show!(out, "symmetric_difference_with_key", sorted(&with));
    show!(out, "relative_complement", sorted(&a.clone().relative_complement(b.clone())));
    show!(out, "intersection", sorted(&a.clone().intersection(b.clone())));
    let texts: HashMap<u32, &str> = hashmap! { 2 => "two", 3 => "three" };
    let named = |number: u32, text: &str| format!("{text}={number}");
    show!(out, "intersection_with", sorted(&a.clone().intersection_with(texts.clone(), named)));
    let named = |key: &u32, number: u32, text: &str| format!("{key}:{text}={number}");
    show!(out, "intersection_with_key", sorted(&a.clone().intersection_with_key(texts, named)));
    show!(out, "union of much", squares(0..500).union(squares(300..900)) == squares(0..900));
}

fn traits(out: &mut String) {
    let (a, b) = (squares(0..3), squares(0..4));
    show!(out, "eq", (a == b, a == a.clone(), a == squares(0..3)));
    show!(out, "debug", format!("{:?} {:#?}", HashMap::unit(1, "a"), HashMap::unit(1, "a")));
    show!(out, "into_iter", a.clone().into_iter().map(|(key, value)| key + value).sum::<u32>());
    let mut sum = 0;
    for (key, value) in &a {
        sum += key * value;
    }
    show!(out, "for", sum);
    let _: &Map = a.as_ref();
    show!(out, "from vec", sorted(&Map::from(vec![(2, 3), (1, 2)])));
    show!(out, "from &vec", sorted(&Map::from(&vec![(2, 3), (1, 2)])));
    show!(out, "from slice", sorted(&Map::from(&[(2, 3), (1, 2)][..])));
    let std = BTreeMap::from([(1, 2)]);
    show!(out, "from ordered", (sorted(&Map::from(&std)), sorted(&Map::from(std))));
    let std = std::collections::HashMap::from([(1, 2)]);
    show!(out, "from std", (sorted(&Map::from(&std)), sorted(&Map::from(std))));
    let words: HashMap<&str, &str> = hashmap! { "a" => "b" };
    show!(out, "from refs", sorted(&HashMap::<String, String>::from(&words)));
}
