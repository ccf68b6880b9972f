// Collections made of one another.

use std::collections::BTreeSet;

use library::{HashMap, HashSet, OrdMap, OrdSet, Vector};

pub fn run(out: &mut String) {
    let vector: Vector<u32> = (0..50).map(|i| i % 7).collect();
    let set: HashSet<u32> = HashSet::from(&vector);
    show!(out, "hash set of vector", set.iter().copied().collect::<BTreeSet<_>>());
    show!(out, "the same by value", HashSet::<u32>::from(vector.clone()) == set);
    let ordered: OrdSet<u32> = OrdSet::from(&set);
    show!(out, "ord set of hash set", (&ordered, OrdSet::from(set.clone()) == ordered));
    show!(
        out,
        "hash set of ord set",
        (HashSet::<u32>::from(&ordered) == set, HashSet::<u32>::from(ordered.clone()) == set)
    );
    let map: HashMap<u32, char> = vec![(1, 'a'), (2, 'b')].into();
    show!(out, "ord map of hash map", (OrdMap::from(&map), OrdMap::from(map)));
    show!(out, "vector of set", ordered.iter().cloned().collect::<Vector<u32>>());
    show!(out, "vector of set by value", ordered.into_iter().collect::<Vector<u32>>());
}
