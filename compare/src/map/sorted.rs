//! The rows of ordered maps and sets: which operation, at which sizes, of which entries.

use super::{LARGE, SIZES, algebra, read, up_to, versions, write};
use crate::element::Wide;
use crate::input::Entries;
use compare::row::Row;

const MAPS: &str = "OrdMap";
const SETS: &str = "OrdSet";
const MANY: [usize; 1] = [100_000];

/// Every row of ordered maps and sets.
pub fn rows(smoke: bool) -> Vec<Row> {
    let most = if smoke { 1_000 } else { usize::MAX };
    let mut rows = numbers(up_to(&SIZES, most), up_to(&SIZES, most.min(100_000)));
    rows.extend(pairs(up_to(&LARGE, most), up_to(&LARGE, most.min(100_000))));
    rows.extend(batches(if smoke { &LARGE[..1] } else { &MANY }));
    rows.extend(strings(up_to(&SIZES, most)));
    let fewer = up_to(&SIZES, most.min(100_000));
    rows.extend(string_values(fewer));
    rows.extend(wide(fewer));
    rows.extend(sets(up_to(&SIZES, most), up_to(&LARGE, most)));
    rows.extend(more_of_sets(fewer, up_to(&LARGE, most.min(100_000))));
    rows.extend(sets_of_strings(fewer));
    rows
}

/// All operations on one map. A time is that of one entry where all are touched, and of one call
/// elsewhere.
fn numbers(sizes: &[usize], fewer: &[usize]) -> Vec<Row> {
    let mut rows = rows! { sorted_maps, MAPS, "u64", sizes, u64, u64,
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
    rows.extend(rows! { sorted_maps, MAPS, "u64", fewer, u64, u64,
        "entry or_insert, counting, per word" => write::count,
        "get_mut at random, unique" => write::get_mut,
        "range_mut of 100 from a random start, unique" => write::range_mut,
        "get_prev at random, miss" => read::prev,
        "cursor: seek, then 10 on" => read::seek,
        "iterate backwards, per entry" => read::backwards,
        "into_iter, unique, per entry" => write::consume,
        "extract_if of half, unique, per entry" => write::extract,
        "pop_first until empty, per entry" => write::pop_first,
        "clone + remove the middle half by its range" => versions::remove_range,
        "clone + change all values" => versions::each_mut,
        "clone + retain half" => versions::retain,
    });
    rows
}

/// All operations on two maps. Where they have nothing to do with each other, or little, the million
/// is left out: a peer takes minutes.
fn pairs(sizes: &[usize], fewer: &[usize]) -> Vec<Row> {
    type One = algebra::Forks<1>;
    type Hundred = algebra::Forks<100>;
    use algebra::{Apart, Halves, Interleaved, Rewritten, Updated};

    let mut rows = rows! { sorted_maps, MAPS, "u64", sizes, u64, u64,
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
    rows.extend(rows! { sorted_maps, MAPS, "u64", fewer, u64, u64,
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
        "patch of forks 100 apart, made and applied" => algebra::patch of Hundred,
        "is_submap of a fork with 100 fewer" => algebra::submap of algebra::Fewer<100>,
        "is_disjoint of interleaved" => algebra::disjoint of Interleaved,
    });
    rows
}

/// A thousand entries at once.
fn batches(sizes: &[usize]) -> Vec<Row> {
    rows! { sorted_maps, MAPS, "u64", sizes, u64, u64,
        "insert 1,000 sorted all over, unique" => versions::insert_many_unique,
        "clone + insert 1,000 sorted all over" => versions::insert_many_spread,
        "clone + insert 1,000 sorted side by side" => versions::insert_many_dense,
        "clone + remove 1,000 sorted all over" => versions::remove_many,
    }
}

/// A few operations where comparing and cloning a key costs something.
fn strings(sizes: &[usize]) -> Vec<Row> {
    rows! { sorted_maps, MAPS, "String keys", sizes, String, u64,
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
    rows! { sorted_maps, MAPS, "256-byte values", sizes, u64, Wide,
        "get at random, hit" => read::get_hit,
        "insert at random, from empty, per entry" => write::insert_random,
        "update at random, unique" => write::update,
        "remove + insert at random, unique" => write::churn,
        "iterate, per entry" => read::iterate,
        "clone + update, old one dropped" => versions::update,
    }
}

/// A few operations where cloning a value costs something.
fn string_values(sizes: &[usize]) -> Vec<Row> {
    rows! { sorted_maps, MAPS, "String values", sizes, u64, String,
        "get at random, hit" => read::get_hit,
        "insert at random, from empty, per entry" => write::insert_random,
        "update at random, unique" => write::update,
        "remove + insert at random, unique" => write::churn,
        "iterate, per entry" => read::iterate,
        "clone + insert new, old one dropped" => versions::insert,
        "clone + update, old one dropped" => versions::update,
        "clone + update, all versions kept" => versions::keep_update,
    }
}

/// A few operations on maps to nothing.
fn sets(sizes: &[usize], large: &[usize]) -> Vec<Row> {
    type Hundred = algebra::Forks<100>;

    let mut rows = rows! { sorted_sets, SETS, "u64", sizes, u64, (),
        "contains at random, hit" => read::get_hit,
        "insert at random, from empty, per key" => write::insert_random,
        "collect sorted, per key" => write::collect_sorted,
        "remove + insert at random, unique" => write::churn,
        "iterate, per key" => read::iterate,
        "clone + insert new, old one dropped" => versions::insert,
    };
    rows.extend(rows! { sorted_sets, SETS, "u64", large, u64, (),
        "union of forks 100 apart" => algebra::union of Hundred,
        "union of interleaved" => algebra::union of algebra::Interleaved,
        "intersection of forks 100 apart" => algebra::intersection of Hundred,
        "intersection of interleaved" => algebra::intersection of algebra::Interleaved,
    });
    rows
}

/// What sets do besides.
fn more_of_sets(sizes: &[usize], large: &[usize]) -> Vec<Row> {
    type Hundred = algebra::Forks<100>;
    use algebra::{Fewer, Interleaved};

    let mut rows = rows! { sorted_sets, SETS, "u64", sizes, u64, (),
        "contains at random, miss" => read::get_miss,
        "range of 100 from a random start" => read::range,
        "iterate backwards, per key" => read::backwards,
        "nth at random" => read::nth,
        "rank at random" => read::rank,
        "remove all at random, per key" => write::remove_all,
        "pop_first until empty, per key" => write::pop_first,
        "retain half, unique, per key" => write::retain,
        "into_iter, unique, per key" => write::consume,
        "drop, per key" => write::release,
        "clone, drop it" => versions::clone,
        "clone + remove, old one dropped" => versions::remove,
        "clone + insert new, all versions kept" => versions::keep_insert,
        "split at the middle key" => versions::split,
        "== own clone" => algebra::equal_clone,
        "== built apart" => algebra::equal of algebra::Apart,
    };
    rows.extend(rows! { sorted_sets, SETS, "u64", large, u64, (),
        "difference of forks 100 apart" => algebra::difference of Hundred,
        "difference of interleaved" => algebra::difference of Interleaved,
        "symmetric difference of forks 100 apart" => algebra::symmetric_difference of Hundred,
        "symmetric difference of interleaved" => algebra::symmetric_difference of Interleaved,
        "is_subset of a fork with 100 fewer" => algebra::submap of Fewer<100>,
        "is_disjoint of interleaved" => algebra::disjoint of Interleaved,
    });
    rows
}

/// A few operations where comparing and cloning an element costs something.
fn sets_of_strings(sizes: &[usize]) -> Vec<Row> {
    rows! { sorted_sets, SETS, "String", sizes, String, (),
        "contains at random, hit" => read::get_hit,
        "insert at random, from empty, per key" => write::insert_random,
        "remove + insert at random, unique" => write::churn,
        "iterate, per key" => read::iterate,
        "clone + insert new, old one dropped" => versions::insert,
    }
}
