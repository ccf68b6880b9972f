//! Which rows are shown. Draws nothing.

use crate::outcome::{Outcome, title};

/// What the axis of a picture counts.
#[derive(Clone, Copy)]
pub enum Unit {
    /// Nanoseconds.
    Time,
    Bytes,
}

pub struct Picture {
    /// The file's, without its extension.
    pub name: &'static str,
    pub title: &'static str,
    pub unit: Unit,
    pub rows: &'static [Shown],
}

/// A row that is shown.
pub struct Shown {
    pub group: &'static str,
    pub operation: &'static str,
    pub element: &'static str,
    pub size: usize,
}

impl Shown {
    pub fn title(&self) -> String {
        title(self.group, self.operation, self.element, self.size)
    }

    pub fn is_of(&self, outcome: &Outcome) -> bool {
        (self.group, self.operation, self.element, self.size)
            == (&*outcome.group, &*outcome.operation, &*outcome.element, outcome.size)
    }
}

const fn of(
    group: &'static str,
    operation: &'static str,
    element: &'static str,
    size: usize,
) -> Shown {
    Shown { group, operation, element, size }
}

const fn vector(operation: &'static str) -> Shown {
    of("Vector", operation, "u64", 100_000)
}

const fn bytes(operation: &'static str) -> Shown {
    of("ByteBuf", operation, "ASCII", 64 << 20)
}

const fn ord_map(operation: &'static str) -> Shown {
    of("OrdMap", operation, "u64", 100_000)
}

const fn ord_set(operation: &'static str) -> Shown {
    of("OrdSet", operation, "u64", 100_000)
}

const fn hash_map(operation: &'static str) -> Shown {
    of("HashMap", operation, "u64", 100_000)
}

const fn hash_set(operation: &'static str) -> Shown {
    of("HashSet", operation, "u64", 100_000)
}

pub const PICTURES: [Picture; 7] = [
    Picture {
        name: "vector",
        title: "Vector",
        unit: Unit::Time,
        rows: &[
            vector("push_back, from empty, per element"),
            vector("collect, per element"),
            vector("get at random"),
            vector("iterate, per element"),
            vector("set at random, unique"),
            vector("insert at the middle, unique"),
            vector("clone, drop it"),
            vector("clone + set at random, old one dropped"),
            vector("clone + push_back, all versions kept"),
            vector("concat of two clones"),
            vector("split a clone at the middle"),
            vector("== of forks that differ at 3/4"),
            of("Vector", "clone + set at random, old one dropped", "String", 100_000),
            of("Vector", "clone + set at random, old one dropped", "256 bytes", 100_000),
        ],
    },
    Picture {
        name: "byte_buf",
        title: "ByteBuf of 64 MiB",
        unit: Unit::Time,
        rows: &[
            bytes("snapshot + write 8 at random, old one dropped"),
            bytes("write 8 at random, unique"),
            bytes("insert 10 at random, unique"),
            bytes("remove 10 at random, unique"),
            bytes("append of two clones"),
            bytes("slice the middle half"),
            bytes("from Vec"),
            bytes("read by chunks, per byte"),
            bytes("find at three quarters, per byte"),
        ],
    },
    Picture {
        name: "ord_map",
        title: "OrdMap",
        unit: Unit::Time,
        rows: &[
            ord_map("get at random, hit"),
            ord_map("insert at random, from empty, per entry"),
            ord_map("collect sorted, per entry"),
            ord_map("update at random, unique"),
            ord_map("remove + insert at random, unique"),
            ord_map("iterate, per entry"),
            ord_map("range of 100 from a random start"),
            ord_map("clone, drop it"),
            ord_map("clone + update, old one dropped"),
            ord_map("clone + update, all versions kept"),
            ord_map("split at the middle key"),
            ord_map("union of forks 100 apart"),
            ord_map("union of interleaved"),
            ord_map("diff of forks 100 apart"),
            of("OrdMap", "get at random, hit", "String keys", 100_000),
            of("OrdMap", "clone + update, old one dropped", "String keys", 100_000),
        ],
    },
    Picture {
        name: "ord_set",
        title: "OrdSet",
        unit: Unit::Time,
        rows: &[
            ord_set("contains at random, hit"),
            ord_set("insert at random, from empty, per key"),
            ord_set("collect sorted, per key"),
            ord_set("remove + insert at random, unique"),
            ord_set("iterate, per key"),
            ord_set("clone + insert new, old one dropped"),
            ord_set("union of forks 100 apart"),
            ord_set("union of interleaved"),
        ],
    },
    Picture {
        name: "hash_map",
        title: "HashMap, one hasher for all",
        unit: Unit::Time,
        rows: &[
            hash_map("get, hit"),
            hash_map("get, miss"),
            hash_map("insert, from empty, per entry"),
            hash_map("update, unique"),
            hash_map("remove + insert, unique"),
            hash_map("iterate, per entry"),
            hash_map("clone, drop it"),
            hash_map("clone + update, old one dropped"),
            hash_map("clone + update, all versions kept"),
            hash_map("== of forks with one other value"),
            hash_map("union of forks 100 apart"),
            hash_map("union built apart"),
            of("HashMap", "get, hit", "String keys", 100_000),
            of("HashMap", "clone + update, old one dropped", "String keys", 100_000),
        ],
    },
    Picture {
        name: "hash_set",
        title: "HashSet, one hasher for all",
        unit: Unit::Time,
        rows: &[
            hash_set("contains, hit"),
            hash_set("contains, miss"),
            hash_set("insert, from empty, per key"),
            hash_set("remove + insert, unique"),
            hash_set("iterate, per key"),
            hash_set("clone + insert new, old one dropped"),
            hash_set("union of forks 100 apart"),
            hash_set("union of interleaved"),
        ],
    },
    Picture {
        name: "memory",
        title: "Memory of collections and of one more version",
        unit: Unit::Bytes,
        rows: &[
            of("Memory of Vector", "collected, bytes", "u64", 4),
            of("Memory of Vector", "pushed, bytes per element", "u64", 1_000_000),
            of(
                "Memory of Vector",
                "kept version (clone + set at random), handle and bytes",
                "u64",
                100_000,
            ),
            of("Memory of OrdMap", "grown at random, bytes per entry", "u64", 1_000_000),
            of(
                "Memory of OrdMap",
                "kept version (clone + update at random), handle and bytes",
                "u64",
                100_000,
            ),
            of("Memory of OrdSet", "grown at random, bytes per key", "u64", 1_000_000),
            of("Memory of HashMap", "grown, bytes per entry", "u64", 1_000_000),
            of(
                "Memory of HashMap",
                "kept version (clone + update at random), handle and bytes",
                "u64",
                100_000,
            ),
            of("Memory of HashSet", "grown, bytes per key", "u64", 1_000_000),
        ],
    },
];
