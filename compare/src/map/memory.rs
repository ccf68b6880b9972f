//! The rows of memory: what maps, sets and their versions take on the heap, as asked for.

use crate::element::Element;
use crate::input::Entries;
use crate::keyed::Keyed;
use compare::allocator::weigh;
use compare::row::{Row, Weight};

const SIZES: [usize; 5] = [0, 1, 4, 16, 100];
const PER_ENTRY: [usize; 2] = [10_000, 1_000_000];
const KEPT_SIZES: [usize; 2] = [100, 100_000];
/// Hash maps have a capacity in the first place: how full they are depends on the size.
const PER_HASHED: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
const KEPT_HASHED: [usize; 4] = [10, 1_000, 100_000, 1_000_000];
/// What `--smoke` does not exceed.
const SMOKE: usize = 1_000;

/// Versions kept, or as many as [`COPIED`] bytes allow.
const VERSIONS: usize = 1_000;
const COPIED: usize = 256 << 20;

/// What one contender takes in one row.
type Weigher = fn(usize) -> Weight;

/// A row for each size: the same for everyone.
macro_rules! weights {
    ($rows:ident, $who:ident<$key:ty, $value:ty>, $group:expr, $sizes:expr,
        $($name:literal => $weigher:ident,)*) => {
        for size in $sizes {
            $($rows.push(Row::weighed($group, $name, <$key>::NAME, size, move || {
                everyone!($who<$key, $value> => weighed!($weigher, $key, $value, size))
            }));)*
        }
    };
}

macro_rules! weighed {
    ([$($map:ty),*] $weigher:ident, $key:ty, $value:ty, $size:ident) => {{
        let all: &[Weigher] = &[$($weigher::<$map, $key, $value>),*];
        all.iter().map(|weigh| weigh($size)).collect()
    }};
}

/// The sizes that are allowed.
fn sizes(sizes: &'static [usize], smoke: bool) -> impl Iterator<Item = usize> {
    sizes.iter().copied().filter(move |&size| !smoke || size <= SMOKE)
}

/// Every row of ordered maps and sets.
pub fn sorted(smoke: bool) -> Vec<Row> {
    const MAPS: &str = "Memory of OrdMap";
    const SETS: &str = "Memory of OrdSet";
    let mut rows = Vec::new();
    weights! { rows, sorted_maps<u64, u64>, MAPS, [0],
        "size of the handle, bytes" => handle,
    }
    weights! { rows, sorted_maps<u64, u64>, MAPS, sizes(&SIZES, smoke),
        "grown at random, bytes" => grown,
    }
    weights! { rows, sorted_maps<u64, u64>, MAPS, sizes(&PER_ENTRY, smoke),
        "grown at random, bytes per entry" => per_entry_grown,
        "collected sorted, bytes per entry" => per_entry_collected,
    }
    weights! { rows, sorted_maps<u64, u64>, MAPS, sizes(&KEPT_SIZES, smoke),
        "kept version (clone + update at random), handle and bytes" => per_version,
    }
    weights! { rows, sorted_sets<u64, ()>, SETS, sizes(&PER_ENTRY, smoke),
        "grown at random, bytes per key" => per_entry_grown,
        "collected sorted, bytes per key" => per_entry_collected,
    }
    rows
}

/// Every row of hash maps and sets.
pub fn hashed(smoke: bool) -> Vec<Row> {
    const MAPS: &str = "Memory of HashMap";
    const SETS: &str = "Memory of HashSet";
    let mut rows = Vec::new();
    weights! { rows, hash_maps<u64, u64>, MAPS, [0],
        "size of the handle, bytes" => handle,
    }
    weights! { rows, hash_maps<u64, u64>, MAPS, sizes(&SIZES, smoke),
        "grown, bytes" => grown,
    }
    weights! { rows, hash_maps<u64, u64>, MAPS, sizes(&PER_HASHED, smoke),
        "grown, bytes per entry" => per_entry_grown,
        "half of the entries removed, bytes per entry" => per_entry_left,
    }
    weights! { rows, hash_maps<u64, u64>, MAPS, sizes(&KEPT_HASHED, smoke),
        "kept version (clone + update at random), handle and bytes" => per_version,
    }
    weights! { rows, hash_maps<String, u64>, MAPS, sizes(&KEPT_HASHED, smoke),
        "grown, with the keys, bytes per entry" => per_entry_grown,
        "kept version (clone + update at random), handle and bytes" => per_version,
    }
    weights! { rows, hash_sets<u64, ()>, SETS, sizes(&PER_HASHED, smoke),
        "grown, bytes per key" => per_entry_grown,
    }
    rows
}

fn weight<M: Keyed<K, V>, K: Element, V: Element>(bytes: f64, digest: u64) -> Weight {
    Weight { name: M::NAME, kind: M::KIND, bytes, digest }
}

fn handle<M: Keyed<K, V>, K: Element, V: Element>(_: usize) -> Weight {
    weight::<M, K, V>(size_of::<M>() as f64, 0)
}

fn grown<M: Keyed<K, V>, K: Element, V: Element>(size: usize) -> Weight {
    let input = Entries::<K, V>::new(size);
    let (bytes, map) = weigh(|| M::of(&input.present));
    weight::<M, K, V>(bytes as f64, map.digest())
}

fn per_entry_grown<M: Keyed<K, V>, K: Element, V: Element>(size: usize) -> Weight {
    let whole = grown::<M, K, V>(size);
    Weight { bytes: whole.bytes / size as f64, ..whole }
}

fn per_entry_collected<M: Keyed<K, V>, K: Element, V: Element>(size: usize) -> Weight {
    let input = Entries::<K, V>::new(size);
    let (bytes, map) = weigh(|| M::collect(&input.sorted));
    weight::<M, K, V>(bytes as f64 / size as f64, map.digest())
}

/// Who gives space back?
fn per_entry_left<M: Keyed<K, V>, K: Element, V: Element>(size: usize) -> Weight {
    let input = Entries::<K, V>::new(size);
    let (bytes, map) = weigh(|| {
        let mut map = M::of(&input.present);
        for (key, _) in &input.present[..size / 2] {
            map.remove(key);
        }
        map
    });
    weight::<M, K, V>(bytes as f64 / (size - size / 2) as f64, map.digest())
}

/// Each version is a clone of the one before with one value set. Its handle counts, too.
fn per_version<M: Keyed<K, V>, K: Element, V: Element>(size: usize) -> Weight {
    let input = Entries::<K, V>::new(size);
    let mut newest = M::of(&input.present);
    let versions = VERSIONS.min(COPIED / (size * size_of::<(K, V)>()));
    let mut places = input.places();
    let mut kept = Vec::with_capacity(versions);
    let (bytes, ()) = weigh(|| {
        for &place in places.take(versions) {
            let next = newest.clone();
            kept.push(std::mem::replace(&mut newest, next));
            newest.insert(input.present[place as usize].0.clone(), V::make(u64::from(place) + 1));
        }
    });
    let handle = size_of::<M>() as f64;
    weight::<M, K, V>(handle + bytes as f64 / versions as f64, newest.digest())
}
