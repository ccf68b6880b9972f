//! The costs of an archive, and of reading what is in order.

use std::hint::black_box as eat;

use offshoot::{Archive, ArchiveError, Increment, OrdMap, OrdSet, Vector};
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use crate::costs::{Counted, Fixture, K, M, Makes, Reads, Row, Tally, begin, end};
use crate::ord_map;

impl Serialize for Counted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.0)
    }
}

impl<'de> Deserialize<'de> for Counted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u64::deserialize(deserializer).map(Self)
    }
}

/// An archive of a vector, and that vector once more.
#[derive(Clone)]
pub struct Archives {
    archive: Archive<Vector<Counted>>,
    n: usize,
}

impl Fixture for Archives {
    const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
    const ONCE: Tally = Tally { blocks: 40, bytes: 4_000, compared: 4, hashed: 0, cloned: 0 };
    // What is told of a change: a leaf and its way, each number of which is read.
    const EACH: Tally = Tally { blocks: 60, bytes: 24_000, compared: 0, hashed: 0, cloned: 240 };
    const HALVING: Tally = Tally { blocks: 8, bytes: 1_000, compared: 3, hashed: 0, cloned: 0 };
    const ELEMENT: Tally = ord_map::ELEMENT;

    fn new(n: usize) -> Self {
        Self { archive: Archive::from_iter([(0..n as u64).map(Counted).collect()]), n }
    }

    fn len(&self) -> usize {
        self.n
    }
}

impl Archives {
    /// The archived version, changed in so many places.
    fn changed(&self, places: usize) -> Vector<Counted> {
        let mut v = self.archive[0].clone();
        (0..places).for_each(|i| _ = v.set(i * (self.n / places), Counted(0)));
        v
    }

    /// The archive with another version: it has room for more of them, since it has grown.
    fn grown(&self) -> Archive<Vector<Counted>> {
        let mut archive = self.archive.clone();
        archive.push(self.changed(M + 1));
        archive
    }
}

/// What another version makes of an archive, written and read.
fn increment(
    archive: &Archive<Vector<Counted>>,
    version: Vector<Counted>,
) -> Increment<Vector<Counted>> {
    let mut archive = archive.clone();
    let before = archive.len();
    archive.push(version);
    let bytes = postcard::to_allocvec(&archive.since(before)).expect("a vector can be written");
    postcard::from_bytes(&bytes).expect("what was written can be read")
}

fn error() -> ArchiveError {
    let increment = serde_json::from_str(r#"[1,0,0,[{"leaf":[7]},{"branch":[0,0,1]}],[]]"#);
    let increment: Increment<Vector<u32>> = increment.expect("an increment, if not of an archive");
    Archive::new().append(increment).expect_err("a node that leads to itself")
}

fn failed(ask: fn(&ArchiveError)) {
    let error = error();
    begin();
    ask(&error);
    end();
}

pub const ARCHIVE: &[Row<Archives>] = &[
    ("Archive::new", "O(1)", Makes, |_| drop(eat(Archive::<Vector<u64>>::new()))),
    ("Archive::len", "O(1)", Reads, |f| _ = eat(f.archive.len())),
    ("Archive::is_empty", "O(1)", Reads, |f| _ = eat(f.archive.is_empty())),
    ("Archive::get", "O(1)", Reads, |f| _ = eat(f.archive.get(0))),
    ("Archive::last", "O(1)", Reads, |f| _ = eat(f.archive.last())),
    ("Archive::iter", "O(1)", Reads, |f| _ = eat(f.archive.iter())),
    ("Archive::since", "O(1)", Reads, |f| _ = eat(f.archive.since(1))),
    ("Archive::push", "O(m log n)", Makes, |f| {
        let (mut archive, version) = (f.grown(), f.changed(M));
        begin();
        archive.push(version);
        end();
    }),
    ("Archive::append", "O(k log n)", Makes, |f| {
        let mut archive = f.grown();
        let increment = increment(&archive, f.changed(K));
        begin();
        let result = archive.append(increment);
        end();
        assert!(result.is_ok());
    }),
    ("ArchiveError::part_index", "O(1)", Reads, |_| failed(|error| _ = eat(error.part_index()))),
    ("ArchiveError::node_index", "O(1)", Reads, |_| failed(|error| _ = eat(error.node_index()))),
    ("ArchiveError::version_index", "O(1)", Reads, |_| {
        failed(|error| _ = eat(error.version_index()));
    }),
    ("Increment::after", "O(1)", Reads, |f| {
        let increment = increment(&f.archive, f.changed(K));
        begin();
        eat(increment.after());
        end();
    }),
    ("Increment::versions", "O(1)", Reads, |f| {
        let increment = increment(&f.archive, f.changed(K));
        begin();
        eat(increment.versions());
        end();
    }),
];

pub const SERDE: &[Row<Archives>] = &[
    ("Deserialize<'de> for OrdMap", "O(n)", Makes, |f| {
        let map: ord_map::Map = (0..f.n as u64).map(|key| (Counted(key), Counted(key))).collect();
        let bytes = postcard::to_allocvec(&map).expect("a map can be written");
        begin();
        drop(eat(postcard::from_bytes::<OrdMap<Counted, Counted>>(&bytes)));
    }),
    ("Deserialize<'de> for OrdSet", "O(n)", Makes, |f| {
        let set: OrdSet<Counted> = (0..f.n as u64).map(Counted).collect();
        let bytes = postcard::to_allocvec(&set).expect("a set can be written");
        begin();
        drop(eat(postcard::from_bytes::<OrdSet<Counted>>(&bytes)));
    }),
];
