// The macros.

use library::{HashMap, HashSet, OrdMap, OrdSet, Vector};
use library::{get_in, hashmap, hashset, ordmap, ordset, update_in, vector};

pub fn run(out: &mut String) {
    let empty: Vector<u8> = vector![];
    show!(out, "vector", (empty, vector![1, 2, 3], vector!["a",]));
    let empty: HashMap<u8, u8> = hashmap! {};
    show!(out, "hashmap", (empty, hashmap! { 1 => 'a' }, hashmap! { 1 => 'a', 2 => 'b', }.len()));
    let empty: HashSet<u8> = hashset![];
    let two: HashSet<u8> = hashset![1, 2];
    let one: HashSet<u8> = hashset! { 1, };
    show!(out, "hashset", (empty, two.len(), one));
    let empty: OrdMap<u8, u8> = ordmap! {};
    show!(out, "ordmap", (empty, ordmap! { 2 => 'b', 1 => 'a' }, ordmap! { 1 => 'a' }));
    let empty: OrdSet<u8> = ordset![];
    show!(out, "ordset", (empty, ordset![2, 1], ordset! { 1 }));

    let rows = vector![vector![1, 2, 3], vector![4, 5, 6]];
    show!(out, "get_in", (get_in![rows, 1 => 2], get_in![rows, 1 => 9], get_in![rows, 0]));
    show!(out, "update_in", (update_in![rows, 1 => 2, 7], update_in![rows, 0, vector![]]));
    let deep: HashMap<&str, OrdMap<&str, Vector<u8>>> =
        hashmap! { "a" => ordmap! { "b" => vector![1, 2] } };
    show!(out, "get_in of maps", (get_in![deep, "a" => "b" => 1], get_in![deep, "a" => "c" => 1]));
    show!(out, "update_in of maps", update_in![deep, "a" => "b" => 1, 3]);
}
