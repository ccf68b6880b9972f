//! The rows of hash maps and sets: which operation, at which sizes, of which entries. All contenders
//! have the same hasher, but for those of the last rows.

use super::{LARGE, SIZES, algebra, read, up_to, versions, write};
use crate::element::Wide;
use crate::input::Entries;
use compare::row::Row;

const MAPS: &str = "HashMap";
const SETS: &str = "HashSet";
const DEFAULTS: &str = "HashMap with its default hasher";

/// Every row of hash maps and sets.
pub fn rows(smoke: bool) -> Vec<Row> {
    let most = if smoke { 1_000 } else { usize::MAX };
    let (sizes, large) = (up_to(&SIZES, most), up_to(&LARGE, most));
    let mut rows = numbers(sizes);
    rows.extend(pairs(large));
    rows.extend(strings(sizes, large));
    let (fewer, large_fewer) = (up_to(&SIZES, most.min(100_000)), up_to(&LARGE, most.min(100_000)));
    rows.extend(more(fewer, large_fewer));
    rows.extend(string_values(fewer));
    rows.extend(wide(fewer));
    rows.extend(sets(sizes, large));
    rows.extend(more_of_sets(fewer, large_fewer));
    rows.extend(sets_of_strings(fewer));
    rows.extend(defaults(sizes));
    rows
}

/// All operations on one map. A time is that of one entry where all are touched, and of one call
/// elsewhere.
fn numbers(sizes: &[usize]) -> Vec<Row> {
    rows! { hash_maps, MAPS, "u64", sizes, u64, u64,
        "get, hit" => read::get_hit,
        "get, miss" => read::get_miss,
        "insert, from empty, per entry" => write::insert_random,
        "collect, per entry" => write::collect_random,
        "update, unique" => write::update,
        "remove + insert, unique" => write::churn,
        "remove all, per entry" => write::remove_all,
        "entry or_insert, counting, per word" => write::count,
        "iterate, per entry" => read::iterate,
        "iterate values mutably, unique, per entry" => write::each_mut,
        "into_iter, unique, per entry" => write::consume,
        "retain half, unique, per entry" => write::retain,
        "drop, per entry" => write::release,
        "clone, drop it" => versions::clone,
        "clone + insert new, old one dropped" => versions::insert,
        "clone + update, old one dropped" => versions::update,
        "clone + remove, old one dropped" => versions::remove,
        "clone + insert new, all versions kept" => versions::keep_insert,
        "clone + update, all versions kept" => versions::keep_update,
        "clone + remove, all versions kept" => versions::keep_remove,
        "== own clone" => algebra::equal_clone,
    }
}

/// All operations on two maps.
fn pairs(sizes: &[usize]) -> Vec<Row> {
    type Hundred = algebra::Forks<100>;
    use algebra::{Apart, Halves, Interleaved, Rewritten, Updated};

    rows! { hash_maps, MAPS, "u64", sizes, u64, u64,
        "== of forks with one other value" => algebra::equal of Updated<1>,
        "== of equal forks, 100 values rewritten" => algebra::equal of Rewritten<100>,
        "== built apart" => algebra::equal of Apart,
        "union of forks 100 apart" => algebra::union of Hundred,
        "union of halves" => algebra::union of Halves,
        "union of interleaved" => algebra::union of Interleaved,
        "union built apart" => algebra::union of Apart,
        "intersection of forks 100 apart" => algebra::intersection of Hundred,
        "intersection of interleaved" => algebra::intersection of Interleaved,
        "intersection built apart" => algebra::intersection of Apart,
        "difference of forks 100 apart" => algebra::difference of Hundred,
        "difference of interleaved" => algebra::difference of Interleaved,
        "symmetric difference of forks 100 apart" => algebra::symmetric_difference of Hundred,
        "diff of forks 100 apart" => algebra::diff of Hundred,
        "merge of three forks 100 apart" => algebra::merge,
    }
}

/// What is done less often.
fn more(sizes: &[usize], large: &[usize]) -> Vec<Row> {
    use algebra::{Fewer, Forks, Interleaved};

    let mut rows = rows! { hash_maps, MAPS, "u64", sizes, u64, u64,
        "get_mut, unique" => write::get_mut,
        "extract_if of half, unique, per entry" => write::extract,
        "clone + change all values" => versions::each_mut,
        "clone + retain half" => versions::retain,
    };
    rows.extend(rows! { hash_maps, MAPS, "u64", large, u64, u64,
        "symmetric difference of interleaved" => algebra::symmetric_difference of Interleaved,
        "patch of forks 100 apart, made and applied" => algebra::patch of Forks<100>,
        "is_submap of a fork with 100 fewer" => algebra::submap of Fewer<100>,
        "is_disjoint of interleaved" => algebra::disjoint of Interleaved,
        "clone + insert 1,000" => versions::insert_many_spread,
        "clone + remove 1,000" => versions::remove_many,
    });
    rows
}

/// A few operations where cloning a value costs something.
fn string_values(sizes: &[usize]) -> Vec<Row> {
    rows! { hash_maps, MAPS, "String values", sizes, u64, String,
        "get, hit" => read::get_hit,
        "insert, from empty, per entry" => write::insert_random,
        "update, unique" => write::update,
        "remove + insert, unique" => write::churn,
        "iterate, per entry" => read::iterate,
        "clone + insert new, old one dropped" => versions::insert,
        "clone + update, old one dropped" => versions::update,
        "clone + update, all versions kept" => versions::keep_update,
    }
}

/// Operations where hashing, comparing and cloning a key costs something.
fn strings(sizes: &[usize], large: &[usize]) -> Vec<Row> {
    type Hundred = algebra::Forks<100>;

    let mut rows = rows! { hash_maps, MAPS, "String keys", sizes, String, u64,
        "get, hit" => read::get_hit,
        "get, miss" => read::get_miss,
        "insert, from empty, per entry" => write::insert_random,
        "update, unique" => write::update,
        "remove + insert, unique" => write::churn,
        "iterate, per entry" => read::iterate,
        "clone + insert new, old one dropped" => versions::insert,
        "clone + update, old one dropped" => versions::update,
        "clone + remove, old one dropped" => versions::remove,
    };
    rows.extend(rows! { hash_maps, MAPS, "String keys", large, String, u64,
        "== of forks with one other value" => algebra::equal of algebra::Updated<1>,
        "union of forks 100 apart" => algebra::union of Hundred,
        "union of halves" => algebra::union of algebra::Halves,
        "intersection of forks 100 apart" => algebra::intersection of Hundred,
    });
    rows
}

/// A few operations where moving and cloning a value costs something.
fn wide(sizes: &[usize]) -> Vec<Row> {
    rows! { hash_maps, MAPS, "256-byte values", sizes, u64, Wide,
        "get, hit" => read::get_hit,
        "insert, from empty, per entry" => write::insert_random,
        "update, unique" => write::update,
        "remove + insert, unique" => write::churn,
        "iterate, per entry" => read::iterate,
        "drop, per entry" => write::release,
        "clone + insert new, old one dropped" => versions::insert,
        "clone + update, old one dropped" => versions::update,
        "clone + update, all versions kept" => versions::keep_update,
    }
}

/// A few operations on maps to nothing.
fn sets(sizes: &[usize], large: &[usize]) -> Vec<Row> {
    type Hundred = algebra::Forks<100>;

    let mut rows = rows! { hash_sets, SETS, "u64", sizes, u64, (),
        "contains, hit" => read::get_hit,
        "contains, miss" => read::get_miss,
        "insert, from empty, per key" => write::insert_random,
        "remove + insert, unique" => write::churn,
        "iterate, per key" => read::iterate,
        "clone + insert new, old one dropped" => versions::insert,
        "== own clone" => algebra::equal_clone,
    };
    rows.extend(rows! { hash_sets, SETS, "u64", large, u64, (),
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

    let mut rows = rows! { hash_sets, SETS, "u64", sizes, u64, (),
        "collect, per key" => write::collect_random,
        "remove all, per key" => write::remove_all,
        "retain half, unique, per key" => write::retain,
        "into_iter, unique, per key" => write::consume,
        "drop, per key" => write::release,
        "clone, drop it" => versions::clone,
        "clone + remove, old one dropped" => versions::remove,
        "clone + insert new, all versions kept" => versions::keep_insert,
        "== built apart" => algebra::equal of algebra::Apart,
    };
    rows.extend(rows! { hash_sets, SETS, "u64", large, u64, (),
        "difference of forks 100 apart" => algebra::difference of Hundred,
        "difference of interleaved" => algebra::difference of Interleaved,
        "symmetric difference of forks 100 apart" => algebra::symmetric_difference of Hundred,
        "symmetric difference of interleaved" => algebra::symmetric_difference of Interleaved,
        "is_subset of a fork with 100 fewer" => algebra::submap of Fewer<100>,
        "is_disjoint of interleaved" => algebra::disjoint of Interleaved,
    });
    rows
}

/// A few operations where hashing and cloning an element costs something.
fn sets_of_strings(sizes: &[usize]) -> Vec<Row> {
    rows! { hash_sets, SETS, "String", sizes, String, (),
        "contains, hit" => read::get_hit,
        "insert, from empty, per key" => write::insert_random,
        "remove + insert, unique" => write::churn,
        "iterate, per key" => read::iterate,
        "clone + insert new, old one dropped" => versions::insert,
    }
}

/// Ours beside std's, each with the hasher that it has where nobody says otherwise.
fn defaults(sizes: &[usize]) -> Vec<Row> {
    let mut rows = rows! { default_maps, DEFAULTS, "u64", sizes, u64, u64,
        "get, hit" => read::get_hit,
        "get, miss" => read::get_miss,
        "insert, from empty, per entry" => write::insert_random,
        "update, unique" => write::update,
        "remove + insert, unique" => write::churn,
        "iterate, per entry" => read::iterate,
        "iterate values mutably, unique, per entry" => write::each_mut,
        "into_iter, unique, per entry" => write::consume,
        "retain half, unique, per entry" => write::retain,
        "clone + update, old one dropped" => versions::update,
        "== built apart" => algebra::equal of algebra::Apart,
        "union of interleaved" => algebra::union of algebra::Interleaved,
    };
    rows.extend(rows! { default_maps, DEFAULTS, "String keys", sizes, String, u64,
        "get, hit" => read::get_hit,
        "get, miss" => read::get_miss,
        "insert, from empty, per entry" => write::insert_random,
        "update, unique" => write::update,
        "remove + insert, unique" => write::churn,
    });
    rows
}
