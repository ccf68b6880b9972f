//! The rows of vectors: which operation, at which sizes, of which elements.

mod ends;
mod read;
mod versions;
mod write;

use std::collections::VecDeque;

use ecow::EcoVec;
use im::Vector as ImVector;
use imbl::Vector as ImblVector;
use offshoot::Vector;
use pvec::core::RrbVec;
use rpds::VectorSync;

use crate::element::{Element, Wide};
use crate::input::Input;
use crate::sequence::Sequence;
use compare::row::Row;
use compare::trial::{Contender, Trial};

const GROUP: &str = "Vector";
const SIZES: [usize; 4] = [10, 1_000, 100_000, 1_000_000];
const SMALL: [usize; 4] = [0, 1, 4, 16];

/// One contender, if it has the operation.
fn contender<V: Sequence<T>, T: Element>(trial: Option<Trial>) -> Option<Contender> {
    Some(Contender { name: V::NAME, kind: V::KIND, trial: trial? })
}

/// One row for each operation and size: the same workload for everyone.
macro_rules! rows {
    ($sizes:expr, $element:ty, $($name:literal => $step:ident::$workload:ident,)*) => {{
        let mut rows = Vec::new();
        $(for size in $sizes {
            rows.push(Row::timed(GROUP, $name, <$element>::NAME, size, move || {
                let input = Input::new(size);
                everyone!($step::$workload, $element, input,
                    Vector, Vec, VecDeque, ImVector, ImblVector, VectorSync, RrbVec, EcoVec)
            }));
        })*
        rows
    }};
}

macro_rules! everyone {
    ($step:ident::$workload:ident, $element:ty, $input:ident, $($vector:ident),*) => {
        [$(contender::<$vector<$element>, $element>(
            $step::$workload::<$vector<$element>, $element>($input.clone()),
        )),*].into_iter().flatten().collect()
    };
}

/// Every row of vectors.
pub fn rows(smoke: bool) -> Vec<Row> {
    let sizes = if smoke { &SIZES[..2] } else { &SIZES[..] };
    let others = if smoke { &SIZES[..2] } else { &SIZES[..3] };
    let mut rows = numbers(sizes);
    rows.extend(few());
    rows.extend(others_than_numbers::<String>(others));
    rows.extend(others_than_numbers::<Wide>(others));
    rows
}

/// All operations. A time is that of one element where all are touched, and of one call elsewhere.
fn numbers(sizes: &[usize]) -> Vec<Row> {
    rows! { sizes.iter().copied(), u64,
        "push_back, from empty, per element" => ends::push_back,
        "push_front, from empty, per element" => ends::push_front,
        "pop_back until empty, per element" => ends::pop_back,
        "pop_front until empty, per element" => ends::pop_front,
        "collect, per element" => ends::collect,
        "from Vec, per element" => ends::from_vec,
        "extend by as many, per element" => ends::extend,
        "drop, per element" => ends::release,
        "get at random" => read::get_random,
        "get in order" => read::get_in_order,
        "iterate, per element" => read::iterate,
        "iterate by fold, per element" => read::fold,
        "iterate by chunks, per element" => read::by_chunks,
        "iterate backwards, per element" => read::backwards,
        "get in order by a focus, per element" => read::focus_in_order,
        "into_iter, unique, per element" => read::consume,
        "to Vec, per element" => read::to_vec,
        "index_of the last, per element" => read::index_of,
        "binary_search" => read::binary_search,
        "== of forks that differ at 3/4" => read::equal_forks,
        "== own clone" => read::equal_clone,
        "== built apart" => read::equal_strangers,
        "diff of forks that differ at 3/4" => read::diff_forks,
        "set at random, unique" => write::set_random,
        "iter_mut, unique, per element" => write::each_mut,
        "range_mut of 100 at random, unique" => write::range_mut,
        "set in order by a focus, unique, per element" => write::focus_mut,
        "swap at random, unique" => write::swap,
        "fill, unique, per element" => write::fill,
        "reverse, unique, per element" => write::reverse,
        "rotate at random, unique" => write::rotate,
        "insert at the middle, unique" => write::insert_middle,
        "insert at random, unique" => write::insert_random,
        "remove at the middle, unique" => write::remove_middle,
        "remove at random, unique" => write::remove_random,
        "drain the middle half, unique, per element" => write::drain,
        "retain half, per element" => write::retain,
        "dedup pairs, unique, per element" => write::dedup,
        "insert_ord at random, unique" => write::insert_ord,
        "sort random, per element" => write::sort,
        "sort sorted, per element" => write::sort_sorted,
        "clone, drop it" => versions::clone,
        "clone + set at random, old one dropped" => versions::clone_set,
        "clone + set at random, all versions kept" => versions::keep_set,
        "clone + push_back, all versions kept" => versions::keep_push,
        "clone + insert at the middle" => versions::insert_shared,
        "clone + remove at the middle" => versions::remove_shared,
        "concat of two clones" => versions::concat,
        "split a clone at the middle" => versions::split,
        "slice the middle half" => versions::slice,
        "truncate a clone to its half" => versions::truncate,
        "clone + iter_mut" => versions::each_mut,
        "clone + range_mut of 100" => versions::range_mut,
        "clone + retain half" => versions::retain,
        "clone + sort" => versions::sort,
    }
}

/// What small vectors are made and kept for.
fn few() -> Vec<Row> {
    let mut rows = rows! { SMALL, u64,
        "small: collect, per element" => ends::collect,
        "small: clone, drop it" => versions::clone,
        "small: clone + push_back, all versions kept" => versions::keep_push,
    };
    rows.extend(rows! { SMALL.into_iter().filter(|&size| size > 0), u64,
        "small: clone + set, all versions kept" => versions::keep_set,
    });
    rows
}

/// A few operations where cloning an element costs something.
fn others_than_numbers<T: Element>(sizes: &[usize]) -> Vec<Row> {
    rows! { sizes.iter().copied(), T,
        "push_back, from empty, per element" => ends::push_back,
        "pop_back until empty, per element" => ends::pop_back,
        "collect, per element" => ends::collect,
        "drop, per element" => ends::release,
        "get at random" => read::get_random,
        "iterate, per element" => read::iterate,
        "== built apart" => read::equal_strangers,
        "set at random, unique" => write::set_random,
        "iter_mut, unique, per element" => write::each_mut,
        "insert at the middle, unique" => write::insert_middle,
        "remove at the middle, unique" => write::remove_middle,
        "retain half, per element" => write::retain,
        "sort random, per element" => write::sort,
        "clone + set at random, old one dropped" => versions::clone_set,
        "clone + set at random, all versions kept" => versions::keep_set,
        "clone + push_back, all versions kept" => versions::keep_push,
        "clone + insert at the middle" => versions::insert_shared,
        "concat of two clones" => versions::concat,
        "split a clone at the middle" => versions::split,
    }
}
