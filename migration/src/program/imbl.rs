// What imbl has added to im.

use library::{HashMap, HashSet, OrdMap, OrdSet, Vector, hashmap, ordmap, ordset, vector};

pub fn run(out: &mut String) {
    let mut v: Vector<i32> = vector![9, 5, 1];
    v.insert_ord_by(4, |a, b| b.cmp(a));
    v.insert_ord_by_key(6, |x| -x);
    show!(out, "insert_ord_by", v);
    for x in &mut v {
        *x += 1;
    }
    show!(out, "for mut", (&v, Vector::from([1, 2])));
    v.truncate(100);
    show!(out, "truncate", v.len());
    show!(out, "default of what is no Clone", Vector::<std::sync::Mutex<u8>>::default().len());
    show!(out, "clone of iter", (v.iter().clone().count(), v.clone().into_iter().clone().count()));

    let mut map: OrdMap<u32, char> = ordmap! { 1 => 'a', 2 => 'b' };
    if let Some((key, value)) = map.get_key_value_mut(&2) {
        *value = char::from_digit(*key, 10).unwrap();
    }
    show!(out, "get_key_value_mut", map);
    show!(out, "clone of range", map.range(1..).clone().count());
    show!(out, "into_iter back", map.clone().into_iter().next_back());
    let slice: &[(u32, char)] = &[(1, 'a')];
    show!(out, "from slice", OrdMap::<u32, char>::from(slice));
    let set: OrdSet<u32> = ordset![1, 2];
    show!(out, "get", (set.get(&1), set.get(&3)));
    let mut hashed: HashMap<u32, u32> = hashmap! { 1 => 1 };
    if let Some((key, value)) = hashed.get_key_value_mut(&1) {
        *value += key;
    }
    show!(out, "hashed", (&hashed, HashSet::<u8>::from([1])));

    // Lookups by what is only equivalent to a key.
    struct Pair<'a>(&'a str, u8);
    impl std::hash::Hash for Pair<'_> {
        fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
            (self.0, self.1).hash(state);
        }
    }
    impl equivalent::Equivalent<(String, u8)> for Pair<'_> {
        fn equivalent(&self, key: &(String, u8)) -> bool {
            (self.0, self.1) == (key.0.as_str(), key.1)
        }
    }
    let pairs: HashMap<(String, u8), u32> = hashmap! { ("a".to_string(), 1) => 7 };
    show!(out, "equivalent", (pairs.get(&Pair("a", 1)), pairs.get(&Pair("a", 2))));
}
