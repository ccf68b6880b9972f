//! The rows of ordered maps and sets: which operation, at which sizes, of which entries.

mod algebra;
mod memory;
mod read;
mod versions;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use im::{OrdMap as ImMap, OrdSet as ImSet};
use imbl::{OrdMap as ImblMap, OrdSet as ImblSet};
use immutable_chunkmap::map::{MapL, MapS};
use immutable_chunkmap::set::{SetL, SetS};
use offshoot::{OrdMap, OrdSet};
use rpds::{RedBlackTreeMapSync, RedBlackTreeSetSync};

use crate::element::{Element, Wide};
use crate::input::Entries;
use crate::keyed::Keyed;
use crate::row::Row;
use crate::trial::{Contender, Trial};

const MAPS: &str = "OrdMap";
const SETS: &str = "OrdSet";
const SIZES: [usize; 4] = [10, 1_000, 100_000, 1_000_000];
/// Entries where pairs of maps differ at a hundred keys, or a thousand are inserted at once.
const LARGE: [usize; 3] = [1_000, 100_000, 1_000_000];
const MANY: [usize; 1] = [100_000];

/// One contender, if it has the operation.
fn contender<M: Keyed<K, V>, K: Element, V: Element>(trial: Option<Trial>) -> Option<Contender> {
    Some(Contender { name: M::NAME, kind: M::KIND, trial: trial? })
}

/// One row for each operation and size: the same workload for everyone.
macro_rules! rows {
    ($who:ident, $group:expr, $entries:literal, $sizes:expr, $key:ty, $value:ty,
        $($name:literal => $step:ident::$workload:ident $(of $pair:ty)?,)*) => {{
        let mut rows = Vec::new();
        $(for &size in $sizes {
            rows.push(Row::timed($group, $name, $entries, size, move || {
                let input = Entries::<$key, $value>::new(size);
                everyone!($who, [$step::$workload $(, $pair)?], $key, $value, input)
            }));
        })*
        rows
    }};
}

macro_rules! everyone {
    (maps, $work:tt, $key:ty, $value:ty, $input:ident) => {
        everyone!(@ $work, $key, $value, $input,
            OrdMap<$key, $value>, BTreeMap<$key, $value>, ImMap<$key, $value>,
            ImblMap<$key, $value>, RedBlackTreeMapSync<$key, $value>,
            MapS<$key, $value>, MapL<$key, $value>)
    };
    (sets, $work:tt, $key:ty, $value:ty, $input:ident) => {
        everyone!(@ $work, $key, $value, $input,
            OrdSet<$key>, BTreeSet<$key>, ImSet<$key>, ImblSet<$key>,
            RedBlackTreeSetSync<$key>, SetS<$key>, SetL<$key>)
    };
    (@ $work:tt, $key:ty, $value:ty, $input:ident, $($map:ty),*) => {
        [$(contender::<$map, $key, $value>(
            workload!($work, $map, $key, $value, $input)
        )),*].into_iter().flatten().collect()
    };
}

macro_rules! workload {
    ([$step:ident::$workload:ident], $map:ty, $key:ty, $value:ty, $input:ident) => {
        $step::$workload::<$map, $key, $value>($input.clone())
    };
    ([$step:ident::$workload:ident, $pair:ty], $map:ty, $key:ty, $value:ty, $input:ident) => {
        $step::$workload::<$pair, $map, $key, $value>($input.clone())
    };
}

/// The sizes up to a limit.
fn up_to(sizes: &[usize], most: usize) -> &[usize] {
    &sizes[..sizes.partition_point(|&size| size <= most)]
}

/// Every row of ordered maps and sets.
pub fn rows(smoke: bool) -> Vec<Row> {
    let most = if smoke { 1_000 } else { usize::MAX };
    let mut rows = numbers(up_to(&SIZES, most), up_to(&SIZES, most.min(100_000)));
    rows.extend(pairs(up_to(&LARGE, most), up_to(&LARGE, most.min(100_000))));
    rows.extend(batches(if smoke { &LARGE[..1] } else { &MANY }));
    rows.extend(strings(up_to(&SIZES, most)));
    rows.extend(wide(up_to(&SIZES, most.min(100_000))));
    rows.extend(sets(up_to(&SIZES, most), up_to(&LARGE, most)));
    rows.extend(memory::rows(smoke));
    rows
}

/// All operations on one map. A time is that of one entry where all are touched, and of one call
/// elsewhere.
fn numbers(sizes: &[usize], fewer: &[usize]) -> Vec<Row> {
    let mut rows = rows! { maps, MAPS, "u64", sizes, u64, u64,
        "get at random, hit" => read::get_hit,
        "get at random, miss" => read::get_miss,
        "insert at random, from empty, per entry" => write::insert_random,
        "insert in order, from empty, per entry" => write::insert_in_order,
        "collect sorted, per entry" => write::collect_sorted,
        "collect random, per entry" => write::collect_random,
        "update at random, unique" => write::update,
        "remove + insert at random, unique" => write::churn,
        "remove all at random, per entry" => write::remove_all,
        "iterate, per entry" => read::iterate,
        "iterate keys, per entry" => read::iterate_keys,
        "range of 100 from a random start" => read::range,
        "nth at random" => read::nth,
        "rank at random" => read::rank,
        "iterate values mutably, unique, per entry" => write::each_mut,
        "retain half, per entry" => write::retain,
        "drop, per entry" => write::release,
        "clone, drop it" => versions::clone,
        "clone + insert new, old one dropped" => versions::insert,
        "clone + update, old one dropped" => versions::update,
        "clone + remove, old one dropped" => versions::remove,
        "clone + insert new, all versions kept" => versions::keep_insert,
        "clone + update, all versions kept" => versions::keep_update,
        "clone + remove, all versions kept" => versions::keep_remove,
        "split at the middle key" => versions::split,
        "take the first half" => versions::take,
        "skip the first half" => versions::skip,
        "append a disjoint range, unique" => versions::append,
        "== own clone" => algebra::equal_clone,
    };
    rows.extend(rows! { maps, MAPS, "u64", fewer, u64, u64,
        "entry or_insert, counting, per word" => write::count,
    });
    rows
}

/// All operations on two maps. Where they have nothing to do with each other, or little, the million
/// is left out: a peer takes minutes.
fn pairs(sizes: &[usize], fewer: &[usize]) -> Vec<Row> {
    type One = algebra::Forks<1>;
    type Hundred = algebra::Forks<100>;
    use algebra::{Apart, Halves, Interleaved, Rewritten, Updated};

    let mut rows = rows! { maps, MAPS, "u64", sizes, u64, u64,
        "union of forks 100 apart" => algebra::union of Hundred,
        "union of halves" => algebra::union of Halves,
        "union of interleaved" => algebra::union of Interleaved,
        "intersection of forks 100 apart" => algebra::intersection of Hundred,
        "intersection of halves" => algebra::intersection of Halves,
        "intersection of interleaved" => algebra::intersection of Interleaved,
        "difference of forks 100 apart" => algebra::difference of Hundred,
        "difference of halves" => algebra::difference of Halves,
        "difference of interleaved" => algebra::difference of Interleaved,
        "symmetric difference of forks 100 apart" => algebra::symmetric_difference of Hundred,
        "symmetric difference of halves" => algebra::symmetric_difference of Halves,
        "symmetric difference of interleaved" => algebra::symmetric_difference of Interleaved,
        "== of forks with another value in the middle" => algebra::equal of Updated<1>,
        "== of forks with 100 other values" => algebra::equal of Updated<100>,
        "== of equal forks, 100 values rewritten" => algebra::equal of Rewritten<100>,
        "== built apart" => algebra::equal of Apart,
        "diff of forks 100 apart" => algebra::diff of Hundred,
        "diff of halves" => algebra::diff of Halves,
        "diff of interleaved" => algebra::diff of Interleaved,
        "merge of three forks 100 apart" => algebra::merge,
    };
    rows.extend(rows! { maps, MAPS, "u64", fewer, u64, u64,
        "union of forks 1 apart" => algebra::union of One,
        "union built apart" => algebra::union of Apart,
        "intersection of forks 1 apart" => algebra::intersection of One,
        "intersection built apart" => algebra::intersection of Apart,
        "difference of forks 1 apart" => algebra::difference of One,
        "difference built apart" => algebra::difference of Apart,
        "symmetric difference of forks 1 apart" => algebra::symmetric_difference of One,
        "symmetric difference built apart" => algebra::symmetric_difference of Apart,
        "diff of forks 1 apart" => algebra::diff of One,
        "diff built apart" => algebra::diff of Apart,
    });
    rows
}

/// A thousand entries at once.
fn batches(sizes: &[usize]) -> Vec<Row> {
    rows! { maps, MAPS, "u64", sizes, u64, u64,
        "insert 1,000 sorted all over, unique" => versions::insert_many_unique,
        "clone + insert 1,000 sorted all over" => versions::insert_many_spread,
        "clone + insert 1,000 sorted side by side" => versions::insert_many_dense,
    }
}

/// A few operations where comparing and cloning a key costs something.
fn strings(sizes: &[usize]) -> Vec<Row> {
    rows! { maps, MAPS, "String keys", sizes, String, u64,
        "get at random, hit" => read::get_hit,
        "get at random, miss" => read::get_miss,
        "insert at random, from empty, per entry" => write::insert_random,
        "collect sorted, per entry" => write::collect_sorted,
        "update at random, unique" => write::update,
        "remove + insert at random, unique" => write::churn,
        "iterate, per entry" => read::iterate,
        "range of 100 from a random start" => read::range,
        "clone + insert new, old one dropped" => versions::insert,
        "clone + update, old one dropped" => versions::update,
        "clone + remove, old one dropped" => versions::remove,
    }
}

/// A few operations where moving and cloning a value costs something.
fn wide(sizes: &[usize]) -> Vec<Row> {
    rows! { maps, MAPS, "256-byte values", sizes, u64, Wide,
        "get at random, hit" => read::get_hit,
        "insert at random, from empty, per entry" => write::insert_random,
        "update at random, unique" => write::update,
        "remove + insert at random, unique" => write::churn,
        "iterate, per entry" => read::iterate,
        "clone + update, old one dropped" => versions::update,
    }
}

/// A few operations on maps to nothing.
fn sets(sizes: &[usize], large: &[usize]) -> Vec<Row> {
    type Hundred = algebra::Forks<100>;

    let mut rows = rows! { sets, SETS, "u64", sizes, u64, (),
        "contains at random, hit" => read::get_hit,
        "insert at random, from empty, per key" => write::insert_random,
        "collect sorted, per key" => write::collect_sorted,
        "remove + insert at random, unique" => write::churn,
        "iterate, per key" => read::iterate,
        "clone + insert new, old one dropped" => versions::insert,
    };
    rows.extend(rows! { sets, SETS, "u64", large, u64, (),
        "union of forks 100 apart" => algebra::union of Hundred,
        "union of interleaved" => algebra::union of algebra::Interleaved,
        "intersection of forks 100 apart" => algebra::intersection of Hundred,
        "intersection of interleaved" => algebra::intersection of algebra::Interleaved,
    });
    rows
}
