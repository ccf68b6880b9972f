//! The rows of memory: what vectors and their versions take on the heap, as asked for, and what
//! their handles take.

use std::collections::VecDeque;

use ecow::EcoVec;
use im::Vector as ImVector;
use imbl::Vector as ImblVector;
use offshoot::Vector;
use pvec::core::RrbVec;
use rpds::VectorSync;

use crate::input::{Input, Places};
use crate::sequence::{Has, Sequence};
use compare::allocator::weigh;
use compare::row::{Row, Weight};

const GROUP: &str = "Memory of Vector";
const SIZES: [usize; 8] = [0, 1, 4, 16, 100, 1_000, 10_000, 1_000_000];
const KEPT_SIZES: [usize; 6] = [1, 4, 16, 100, 1_000, 100_000];
const INSERTS: [usize; 2] = [10_000, 100_000];
const MILLION: usize = 1_000_000;
/// What `--smoke` does not exceed.
const SMOKE: usize = 1_000;

/// Versions kept, or as many as [`COPIED`] bytes allow.
const VERSIONS: usize = 1_000;
const COPIED: usize = 256 << 20;

/// What one contender takes in one row; none if it lacks the operation.
type Weigher = fn(usize) -> Option<Weight>;

/// Every row of memory.
pub fn rows(smoke: bool) -> Vec<Row> {
    let allowed = move |size: &usize| !smoke || *size <= SMOKE;
    let million = if smoke { SMOKE } else { MILLION };
    let inserts = if smoke { vec![SMOKE] } else { INSERTS.to_vec() };
    let mut rows = Vec::new();

    /// A row: the same for everyone.
    macro_rules! row {
        ($name:literal, $size:expr, $weigher:ident) => {
            row!($name, $size, $weigher,
                Vector, Vec, VecDeque, ImVector, ImblVector, VectorSync, RrbVec, EcoVec)
        };
        ($name:literal, $size:expr, $weigher:ident, $($vector:ident),*) => {{
            let size = $size;
            rows.push(Row::weighed(GROUP, $name, "u64", size, move || {
                let all: &[Weigher] = &[$($weigher::<$vector<u64>>),*];
                all.iter().filter_map(|weigh| weigh(size)).collect()
            }));
        }};
    }

    row!("size of the handle, bytes", 0, handle);
    for size in SIZES.into_iter().filter(allowed) {
        row!("collected, bytes", size, collected);
    }
    row!("collected, bytes per element", million, per_element_collected);
    row!("pushed, bytes per element", million, per_element_pushed);
    for size in KEPT_SIZES.into_iter().filter(allowed) {
        row!("kept version (clone + set at random), handle and bytes", size, per_version);
    }
    for size in inserts {
        row!("grown to n by inserts at the middle, bytes per element", size, inserted);
    }
    rows
}

/// A weight, if the operation is there.
fn weight<V: Sequence<u64>>(bytes: f64, digest: u64) -> Option<Weight> {
    Some(Weight { name: V::NAME, kind: V::KIND, bytes, digest })
}

fn handle<V: Sequence<u64>>(_: usize) -> Option<Weight> {
    weight::<V>(size_of::<V>() as f64, 0)
}

fn collected<V: Sequence<u64>>(size: usize) -> Option<Weight> {
    let collect = V::COLLECT?;
    let input = Input::new(size);
    let (bytes, vector) = weigh(|| collect(&input.values));
    weight::<V>(bytes as f64, vector.digest())
}

fn per_element_collected<V: Sequence<u64>>(size: usize) -> Option<Weight> {
    let whole = collected::<V>(size)?;
    Some(Weight { bytes: whole.bytes / size as f64, ..whole })
}

fn per_element_pushed<V: Sequence<u64>>(size: usize) -> Option<Weight> {
    let push = V::PUSH_BACK?;
    let input = Input::<u64>::new(size);
    let (bytes, vector) = weigh(|| {
        let mut vector = V::new();
        input.values.iter().for_each(|&value| push(&mut vector, value));
        vector
    });
    weight::<V>(bytes as f64 / size as f64, vector.digest())
}

/// Each version is a clone of the one before with one element set. Its handle counts, too.
fn per_version<V: Sequence<u64>>(size: usize) -> Option<Weight> {
    let set: fn(&mut V, usize, u64) = (V::SET as Has<_>)?;
    let input = Input::new(size);
    let mut newest = V::of(&input.values);
    let versions = VERSIONS.min(COPIED / (size * size_of::<u64>()));
    let mut places = Places::below(size);
    let mut kept = Vec::with_capacity(versions);
    let (bytes, ()) = weigh(|| {
        for &place in places.take(versions) {
            let next = newest.clone();
            kept.push(std::mem::replace(&mut newest, next));
            set(&mut newest, place as usize, u64::from(place) + 1);
        }
    });
    weight::<V>(size_of::<V>() as f64 + bytes as f64 / versions as f64, newest.digest())
}

fn inserted<V: Sequence<u64>>(size: usize) -> Option<Weight> {
    let insert = V::INSERT?;
    if size > V::MOST_INSERTS {
        return None;
    }
    let (bytes, vector) = weigh(|| {
        let mut vector = V::new();
        for number in 0..size {
            insert(&mut vector, number / 2, number as u64);
        }
        vector
    });
    weight::<V>(bytes as f64 / size as f64, vector.digest())
}
