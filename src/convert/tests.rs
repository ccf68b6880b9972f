//! Each way from one collection to another, by value and by reference, gives the same.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::hash_map::HashMap;
use crate::hash_set::HashSet;
use crate::ord_map::OrdMap;
use crate::ord_set::OrdSet;
use crate::vector::Vector;

#[test]
fn maps_become_maps() {
    let entries: Vec<(u32, String)> = (0..30).map(|n| (n, n.to_string())).collect();
    let ord: OrdMap<u32, String> = entries.iter().cloned().collect();
    let hash: HashMap<u32, String> = entries.into_iter().collect();
    assert_eq!((OrdMap::from(&hash), OrdMap::from(hash.clone())), (ord.clone(), ord.clone()));
    assert_eq!((HashMap::from(&ord), HashMap::from(ord)), (hash.clone(), hash));
}

#[test]
fn sets_become_sets() {
    let words: Vec<String> = (0..30).map(|n| (n % 20).to_string()).collect();
    let ord: OrdSet<String> = words.iter().cloned().collect();
    let hash: HashSet<String> = words.iter().cloned().collect();
    let vector: Vector<String> = words.into_iter().collect();
    assert_eq!((OrdSet::from(&hash), OrdSet::from(hash.clone())), (ord.clone(), ord.clone()));
    assert_eq!((HashSet::from(&ord), HashSet::from(ord)), (hash.clone(), hash.clone()));
    assert_eq!((HashSet::from(&vector), HashSet::from(vector)), (hash.clone(), hash));
}
