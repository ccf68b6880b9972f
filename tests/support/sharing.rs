//! What is made of versions that share nodes is what is made of copies that share nothing. Knows the methods
//! of the collections that take two versions, and not where the versions come from.

use std::fmt::Debug;
use std::hash::Hash;

use offshoot::{ByteBuf, HashMap, HashSet, OrdMap, OrdSet, Vector};

/// Each version with the next one, and the first with the last.
fn pairs<C>(versions: &[C]) -> impl Iterator<Item = (&C, &C)> {
    let ends = versions.first().zip(versions.last());
    versions.windows(2).map(|pair| (&pair[0], &pair[1])).chain(ends)
}

pub fn vectors<T: Clone + Debug + Ord>(versions: &[Vector<T>]) {
    for (a, b) in pairs(versions) {
        let copy: Vector<T> = b.iter().cloned().collect();
        assert_eq!((a == b, a.cmp(b)), (a == &copy, a.cmp(&copy)));
        assert!(!a.ptr_eq(b) || a == b, "one version, and not equal");
        let mut rebuilt = a.clone();
        for change in b.diff(a).collect::<Vec<_>>().into_iter().rev() {
            rebuilt.splice(change.old, copy.subvector(change.new));
        }
        rebuilt.check();
        assert_eq!(rebuilt, copy);
        let both = a.concat(b);
        both.check();
        assert!(both.iter().eq(a.iter().chain(&copy)));
    }
}

pub fn byte_bufs(versions: &[ByteBuf]) {
    for (a, b) in pairs(versions) {
        let copy = ByteBuf::from(b.to_vec().as_slice());
        assert_eq!((a == b, a.cmp(b)), (a == &copy, a.cmp(&copy)));
        let mut rebuilt = a.clone();
        for change in b.diff(a).collect::<Vec<_>>().into_iter().rev() {
            rebuilt.splice(change.old, copy.slice(change.new));
        }
        rebuilt.check();
        assert_eq!(rebuilt, copy);
        let both = a.concat(b);
        both.check();
        assert_eq!(both.to_vec(), [a.to_vec(), b.to_vec()].concat());
    }
}

/// Maps of either kind have methods of the same names.
macro_rules! maps {
    ($name:ident, $map:ident, $($bound:tt)*) => {
        pub fn $name<K: Clone + Debug + $($bound)*, V: Clone + Debug + PartialEq>(
            versions: &[$map<K, V>],
        ) {
            let first = &versions[0];
            for (a, b) in pairs(versions) {
                let copy: $map<K, V> = b.clone().into_iter().collect();
                assert_eq!(a == b, a == &copy);
                for (shared, alone) in [
                    (a.union_ref(b), a.union_ref(&copy)),
                    (a.intersection_ref(b), a.intersection_ref(&copy)),
                    (a.relative_complement_ref(b), a.relative_complement_ref(&copy)),
                    (a.symmetric_difference_ref(b), a.symmetric_difference_ref(&copy)),
                    (
                        $map::merge(first, a, b, |conflict| conflict.ours.cloned()),
                        $map::merge(first, a, &copy, |conflict| conflict.ours.cloned()),
                    ),
                ] {
                    shared.check();
                    assert_eq!(shared, alone);
                }
                let is_in = |of: &$map<K, V>| (a.is_submap(of), a.has_keys_in(of), a.is_disjoint(of));
                assert_eq!(is_in(b), is_in(&copy));
                assert_eq!(a.diff(b).count(), a.diff(&copy).count());
                let mut patched = a.clone();
                patched.apply(&a.diff(b).collect());
                patched.check();
                assert_eq!(patched, copy);
            }
        }
    };
}

maps!(ord_maps, OrdMap, Ord);
maps!(hash_maps, HashMap, Hash + Eq);

/// Sets of either kind, too.
macro_rules! sets {
    ($name:ident, $set:ident, $($bound:tt)*) => {
        #[allow(dead_code, reason = "not everyone who makes versions makes sets")]
        pub fn $name<T: Clone + Debug + $($bound)*>(versions: &[$set<T>]) {
            let first = &versions[0];
            for (a, b) in pairs(versions) {
                let copy: $set<T> = b.clone().into_iter().collect();
                assert_eq!(a == b, a == &copy);
                for (shared, alone) in [
                    (a | b, a | &copy),
                    (a & b, a & &copy),
                    (a - b, a - &copy),
                    (a ^ b, a ^ &copy),
                    ($set::merge(first, a, b), $set::merge(first, a, &copy)),
                ] {
                    shared.check();
                    assert_eq!(shared, alone);
                }
                let is_in = |of: &$set<T>| (a.is_subset(of), a.is_superset(of), a.is_disjoint(of));
                assert_eq!(is_in(b), is_in(&copy));
                assert_eq!(a.diff(b).count(), a.diff(&copy).count());
            }
        }
    };
}

sets!(ord_sets, OrdSet, Ord);
sets!(hash_sets, HashSet, Hash + Eq);
