//! The macros, with all forms that im has.

use offshoot::{Vector, vector};

#[test]
fn literals_have_all_forms() {
    use offshoot::{HashMap, HashSet, OrdMap, OrdSet, hashmap, hashset, ordmap, ordset};
    let (vector, map, set): (Vector<u8>, HashMap<u8, u8>, HashSet<u8>) =
        (vector![], hashmap! {}, hashset![]);
    let (ordered, ordered_set): (OrdMap<u8, u8>, OrdSet<u8>) = (ordmap! {}, ordset![]);
    assert!(vector.is_empty() && map.is_empty() && set.is_empty());
    assert!(ordered.is_empty() && ordered_set.is_empty());
    assert_eq!(vector![1, 2,], vector![1, 2]);
    assert_eq!(hashmap! { 1 => "a", 2 => "b", }, hashmap! { 2 => "b", 1 => "a" });
    assert_eq!(ordmap! { 1 => "a", 2 => "b", }, ordmap! { 2 => "b", 1 => "a" });
    assert_eq!((hashset![1, 2,], ordset![1, 2,]), (hashset![2, 1], ordset![2, 1]));
    // Of equal keys the last one wins.
    assert_eq!(
        (hashmap! { 1 => 'a', 1 => 'b' }[&1], ordmap! { 1 => 'a', 1 => 'b' }[&1]),
        ('b', 'b')
    );
}

#[test]
fn keys_lead_through_nested_collections() {
    use offshoot::{HashMap, OrdMap, get_in, hashmap, ordmap, update_in};
    let rows = vector![vector![1, 2, 3], vector![4, 5, 6]];
    assert_eq!(
        (get_in![rows, 1 => 2], get_in![rows, 1 => 3], get_in![rows, 5 => 0]),
        (Some(&6), None, None)
    );
    assert_eq!(get_in![rows, 0], Some(&vector![1, 2, 3]));
    // Any expression is a collection or a key; each is evaluated once.
    let mut asked = 0;
    let mut next = || {
        asked += 1;
        asked - 1
    };
    assert_eq!(get_in![&rows, next() => next() + 1,], Some(&3));
    let changed = update_in![rows.clone(), next() - 1 => next() - 3, 7];
    assert_eq!((changed, asked), (vector![vector![1, 2, 3], vector![7, 5, 6]], 4));
    assert_eq!(update_in![rows, 0, vector![]][0], vector![]);

    type Deep = HashMap<&'static str, OrdMap<&'static str, Vector<u32>>>;
    let deep: Deep = hashmap! { "a" => ordmap! { "b" => vector![1, 2] } };
    assert_eq!(get_in![deep, "a" => "b" => 1].copied(), Some(2));
    let changed = update_in![deep, "a" => "b" => 1, 9];
    assert_eq!((changed["a"]["b"][1], deep["a"]["b"][1]), (9, 2));
    // The last key of a map need not be there, those before it must.
    assert_eq!(update_in![deep, "a" => "c", vector![3]]["a"].len(), 2);
    let owned: HashMap<String, HashMap<String, u32>> =
        hashmap! { "a".into() => hashmap! { "b".into() => 3 } };
    assert_eq!(get_in![owned, "a" => &"b".to_string()], Some(&3));
}

#[test]
#[should_panic(expected = "every key on the way to a value is there")]
fn a_key_on_the_way_must_be_there() {
    let _ = offshoot::update_in![vector![vector![1]], 1 => 0, 2];
}
