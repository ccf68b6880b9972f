//! The rows of memory: what maps, sets and their versions take on the heap, as asked for.

use super::{
    BTreeMap, BTreeSet, ImMap, ImSet, ImblMap, ImblSet, MapL, MapS, OrdMap, OrdSet,
    RedBlackTreeMapSync, RedBlackTreeSetSync, SetL, SetS,
};
use crate::allocator::weigh;
use crate::element::Element;
use crate::input::Entries;
use crate::keyed::Keyed;
use crate::row::{Row, Weight};

const MAPS: &str = "Memory of OrdMap";
const SETS: &str = "Memory of OrdSet";
const SIZES: [usize; 5] = [0, 1, 4, 16, 100];
const PER_ENTRY: [usize; 2] = [10_000, 1_000_000];
const KEPT_SIZES: [usize; 2] = [100, 100_000];
/// What `--smoke` does not exceed.
const SMOKE: usize = 1_000;

/// Versions kept, or as many as [`COPIED`] bytes allow.
const VERSIONS: usize = 1_000;
const COPIED: usize = 256 << 20;

/// What one contender takes in one row.
type Weigher = fn(usize) -> Weight;

/// Every row of memory.
pub fn rows(smoke: bool) -> Vec<Row> {
    let sizes = |sizes: &'static [usize]| {
        sizes.iter().copied().filter(move |&size| !smoke || size <= SMOKE)
    };
    let mut rows = Vec::new();

    /// A row: the same for everyone.
    macro_rules! row {
        (maps, $name:literal, $size:expr, $weigher:ident) => {
            row!(@ MAPS, $name, $size, $weigher, u64,
                OrdMap<u64, u64>, BTreeMap<u64, u64>, ImMap<u64, u64>, ImblMap<u64, u64>,
                RedBlackTreeMapSync<u64, u64>, MapS<u64, u64>, MapL<u64, u64>)
        };
        (sets, $name:literal, $size:expr, $weigher:ident) => {
            row!(@ SETS, $name, $size, $weigher, (),
                OrdSet<u64>, BTreeSet<u64>, ImSet<u64>, ImblSet<u64>,
                RedBlackTreeSetSync<u64>, SetS<u64>, SetL<u64>)
        };
        (@ $group:expr, $name:literal, $size:expr, $weigher:ident, $value:ty, $($map:ty),*) => {{
            let size = $size;
            rows.push(Row::weighed($group, $name, "u64", size, move || {
                let all: &[Weigher] = &[$($weigher::<$map, $value>),*];
                all.iter().map(|weigh| weigh(size)).collect()
            }));
        }};
    }

    row!(maps, "size of the handle, bytes", 0, handle);
    for size in sizes(&SIZES) {
        row!(maps, "grown at random, bytes", size, grown);
    }
    for size in sizes(&PER_ENTRY) {
        row!(maps, "grown at random, bytes per entry", size, per_entry_grown);
        row!(maps, "collected sorted, bytes per entry", size, per_entry_collected);
    }
    for size in sizes(&KEPT_SIZES) {
        row!(maps, "kept version (clone + update at random), handle and bytes", size, per_version);
    }
    for size in sizes(&PER_ENTRY) {
        row!(sets, "grown at random, bytes per key", size, per_entry_grown);
        row!(sets, "collected sorted, bytes per key", size, per_entry_collected);
    }
    rows
}

fn weight<M: Keyed<u64, V>, V: Element>(bytes: f64, digest: u64) -> Weight {
    Weight { name: M::NAME, kind: M::KIND, bytes, digest }
}

fn handle<M: Keyed<u64, V>, V: Element>(_: usize) -> Weight {
    weight::<M, V>(size_of::<M>() as f64, 0)
}

fn grown<M: Keyed<u64, V>, V: Element>(size: usize) -> Weight {
    let input = Entries::new(size);
    let (bytes, map) = weigh(|| M::of(&input.present));
    weight::<M, V>(bytes as f64, map.digest())
}

fn per_entry_grown<M: Keyed<u64, V>, V: Element>(size: usize) -> Weight {
    let whole = grown::<M, V>(size);
    Weight { bytes: whole.bytes / size as f64, ..whole }
}

fn per_entry_collected<M: Keyed<u64, V>, V: Element>(size: usize) -> Weight {
    let input = Entries::new(size);
    let (bytes, map) = weigh(|| M::collect(&input.sorted));
    weight::<M, V>(bytes as f64 / size as f64, map.digest())
}

/// Each version is a clone of the one before with one value set. Its handle counts, too.
fn per_version<M: Keyed<u64, V>, V: Element>(size: usize) -> Weight {
    let input = Entries::<u64, V>::new(size);
    let mut newest = M::of(&input.present);
    let versions = VERSIONS.min(COPIED / (size * size_of::<(u64, V)>()));
    let mut places = input.places();
    let mut kept = Vec::with_capacity(versions);
    let (bytes, ()) = weigh(|| {
        for &place in places.take(versions) {
            let next = newest.clone();
            kept.push(std::mem::replace(&mut newest, next));
            newest.insert(input.present[place as usize].0, V::make(u64::from(place) + 1));
        }
    });
    let handle = size_of::<M>() as f64;
    weight::<M, V>(handle + bytes as f64 / versions as f64, newest.digest())
}
