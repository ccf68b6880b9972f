//! Each way from one collection to another, by value and by reference, gives the same.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::hash_map::HashMap;
use crate::ord_map::OrdMap;

#[test]
fn maps_become_maps() {
    let entries: Vec<(u32, String)> = (0..30).map(|n| (n, n.to_string())).collect();
    let ord: OrdMap<u32, String> = entries.iter().cloned().collect();
    let hash: HashMap<u32, String> = entries.into_iter().collect();
    assert_eq!((OrdMap::from(&hash), OrdMap::from(hash.clone())), (ord.clone(), ord.clone()));
    assert_eq!((HashMap::from(&ord), HashMap::from(ord)), (hash.clone(), hash));
}
