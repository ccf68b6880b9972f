//! The costs of what belongs to no collection: conversions, patches, reports, pictures and versions.

use std::hint::black_box as eat;

use offshoot::{HashMap, HashSet, MemoryReport, OrdMap, OrdSet, Patch, Picture, Vector};

use crate::costs::{Counted, Fixture, K, Makes, Reads, Row, Tally, begin, end};
use crate::hash_map::Fixed;
use crate::ord_map;

/// Collections of the same elements.
#[derive(Clone)]
pub struct All {
    v: Vector<Counted>,
    ord_map: ord_map::Map,
    hash_map: HashMap<Counted, Counted, Fixed>,
    ord_set: OrdSet<Counted>,
    hash_set: HashSet<Counted, Fixed>,
}

impl Fixture for All {
    const SIZES: [usize; 3] = [1_000, 10_000, 30_000];
    const ONCE: Tally = ord_map::ONCE;
    const EACH: Tally = ord_map::EACH;
    const HALVING: Tally = ord_map::HALVING;
    const ELEMENT: Tally = Tally { blocks: 2, bytes: 256, hashed: 4, ..ord_map::ELEMENT };

    fn new(n: usize) -> Self {
        let keys = || (0..n as u64).map(Counted);
        let entries = || (0..n as u64).map(|key| (Counted(key), Counted(key)));
        Self {
            v: keys().collect(),
            ord_map: entries().collect(),
            hash_map: entries().collect(),
            ord_set: keys().collect(),
            hash_set: keys().collect(),
        }
    }

    fn len(&self) -> usize {
        self.v.len()
    }
}

impl All {
    fn picture(&self) -> Picture {
        Vector::picture([&self.v])
    }

    fn report(&self) -> MemoryReport {
        Vector::memory([&self.v])
    }

    /// What changes `K` values.
    fn patch(&self) -> Patch<Counted, Counted> {
        let mut fork = self.ord_map.clone();
        let keys = (0..K).map(|i| Counted((i * self.v.len() / K) as u64));
        keys.for_each(|key| _ = fork.insert(key, Counted(u64::MAX)));
        fork.diff(&self.ord_map).collect()
    }
}

pub const CONVERT: &[Row<All>] = &[
    ("From<HashMap<K, V, S>> for OrdMap", "O(n log n)", Makes, |f| {
        drop(eat(OrdMap::from(f.hash_map.clone())));
    }),
    ("From<&HashMap<K, V, S>> for OrdMap", "O(n log n)", Makes, |f| {
        drop(eat(OrdMap::from(&f.hash_map)));
    }),
    ("From<OrdMap<K, V>> for HashMap", "O(n)", Makes, |f| {
        drop(eat(HashMap::<_, _, Fixed>::from(f.ord_map.clone())));
    }),
    ("From<&OrdMap<K, V>> for HashMap", "O(n)", Makes, |f| {
        drop(eat(HashMap::<_, _, Fixed>::from(&f.ord_map)));
    }),
    ("From<HashSet<T, S>> for OrdSet", "O(n log n)", Makes, |f| {
        drop(eat(OrdSet::from(f.hash_set.clone())));
    }),
    ("From<&HashSet<T, S>> for OrdSet", "O(n log n)", Makes, |f| {
        drop(eat(OrdSet::from(&f.hash_set)));
    }),
    ("From<OrdSet<T>> for HashSet", "O(n)", Makes, |f| {
        drop(eat(HashSet::<_, Fixed>::from(f.ord_set.clone())));
    }),
    ("From<&OrdSet<T>> for HashSet", "O(n)", Makes, |f| {
        drop(eat(HashSet::<_, Fixed>::from(&f.ord_set)));
    }),
    ("From<Vector<T>> for HashSet", "O(n)", Makes, |f| {
        drop(eat(HashSet::<_, Fixed>::from(f.v.clone())));
    }),
    ("From<&Vector<T>> for HashSet", "O(n)", Makes, |f| drop(eat(HashSet::<_, Fixed>::from(&f.v)))),
];

pub const PATCH: &[Row<All>] = &[
    ("Patch::len", "O(1)", Reads, |f| with(f.patch(), |patch| _ = eat(patch.len()))),
    ("Patch::is_empty", "O(1)", Reads, |f| with(f.patch(), |patch| _ = eat(patch.is_empty()))),
    ("Patch::iter", "O(1)", Reads, |f| with(f.patch(), |patch| _ = eat(patch.iter()))),
    ("Patch::invert", "O(k)", Reads, |f| {
        let patch = f.patch();
        begin();
        let patch = patch.invert();
        end();
        assert_eq!(patch.len(), K);
    }),
];

pub const MEMORY: &[Row<All>] = &[("MemoryReport::per_element", "O(1)", Reads, |f| {
    with(f.report(), |report| _ = eat(report.per_element()));
})];

pub const PICTURE: &[Row<All>] = &[
    ("Picture::nodes", "O(1)", Reads, |f| with(f.picture(), |picture| _ = eat(picture.nodes()))),
    ("Picture::folded", "O(m log m)", Makes, |f| {
        let picture = f.picture();
        begin();
        drop(eat(picture.folded()));
    }),
];

/// Asks something that was made for it.
fn with<X>(x: X, ask: fn(&X)) {
    begin();
    ask(&x);
    end();
}

#[cfg(any(feature = "arbitrary", feature = "proptest", feature = "quickcheck"))]
pub mod versions {
    use offshoot::versions::{Edit, Step, Versions};

    use super::*;

    fn versions(f: &All) -> Versions<Vector<Counted>> {
        let edit = Edit { at: 7, gone: 1, item: Some(Counted(0)) };
        Versions::replay(
            f.v.iter().cloned().collect(),
            vec![Step { back: 0, edits: vec![edit] }; 3],
        )
    }

    pub const ROWS: &[Row<All>] = &[
        ("Edit::splice", "O(1)", Reads, |f| {
            let edit = Edit { at: 7, gone: 1, item: Some('x') };
            eat(edit.splice(f.v.len()));
        }),
        ("Versions::base", "O(1)", Reads, |f| {
            with(versions(f), |versions| _ = eat(versions.base()));
        }),
        ("Versions::steps", "O(1)", Reads, |f| {
            with(versions(f), |versions| _ = eat(versions.steps()));
        }),
        ("Versions::into_vec", "O(1)", Makes, |f| {
            let versions = versions(f);
            begin();
            let vec = versions.into_vec();
            end();
            drop(eat(vec));
        }),
    ];
}
