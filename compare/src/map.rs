//! The rows of maps and sets. Sorted or hashed, they have the same workloads; who takes part is said
//! here, which operation at which sizes of which entries is said below.

/// Hands the types of all contenders to a macro.
macro_rules! everyone {
    (sorted_maps<$key:ty, $value:ty> => $macro:ident!($($rest:tt)*)) => {
        $macro!([
            offshoot::OrdMap<$key, $value>, std::collections::BTreeMap<$key, $value>,
            im::OrdMap<$key, $value>, imbl::OrdMap<$key, $value>,
            rpds::RedBlackTreeMapSync<$key, $value>, immutable_chunkmap::map::MapS<$key, $value>,
            immutable_chunkmap::map::MapL<$key, $value>
        ] $($rest)*)
    };
    (sorted_sets<$key:ty, $value:ty> => $macro:ident!($($rest:tt)*)) => {
        $macro!([
            offshoot::OrdSet<$key>, std::collections::BTreeSet<$key>, im::OrdSet<$key>,
            imbl::OrdSet<$key>, rpds::RedBlackTreeSetSync<$key>, immutable_chunkmap::set::SetS<$key>,
            immutable_chunkmap::set::SetL<$key>
        ] $($rest)*)
    };
    (hash_maps<$key:ty, $value:ty> => $macro:ident!($($rest:tt)*)) => {
        $macro!([
            offshoot::HashMap<$key, $value, $crate::map::State>,
            std::collections::HashMap<$key, $value, $crate::map::State>,
            im::HashMap<$key, $value, $crate::map::State>,
            $crate::map::ImblMap<$key, $value>,
            rpds::HashTrieMapSync<$key, $value, $crate::map::State>
        ] $($rest)*)
    };
    (hash_sets<$key:ty, $value:ty> => $macro:ident!($($rest:tt)*)) => {
        $macro!([
            offshoot::HashSet<$key, $crate::map::State>,
            std::collections::HashSet<$key, $crate::map::State>,
            im::HashSet<$key, $crate::map::State>,
            $crate::map::ImblSet<$key>,
            rpds::HashTrieSetSync<$key, $crate::map::State>
        ] $($rest)*)
    };
    // Each with the hasher that it has where nobody says otherwise.
    (default_maps<$key:ty, $value:ty> => $macro:ident!($($rest:tt)*)) => {
        $macro!([
            offshoot::HashMap<$key, $value>, std::collections::HashMap<$key, $value>
        ] $($rest)*)
    };
}

/// One row for each operation and size: the same workload for everyone.
macro_rules! rows {
    ($who:ident, $group:expr, $entries:literal, $sizes:expr, $key:ty, $value:ty,
        $($name:literal => $step:ident::$workload:ident $(of $pair:ty)?,)*) => {{
        let mut rows = Vec::new();
        $(for &size in $sizes {
            rows.push(Row::timed($group, $name, $entries, size, move || {
                let input = Entries::<$key, $value>::new(size);
                everyone!($who<$key, $value> =>
                    timed!([$step::$workload $(, $pair)?], $key, $value, input))
            }));
        })*
        rows
    }};
}

macro_rules! timed {
    ([$($map:ty),*] $work:tt, $key:ty, $value:ty, $input:ident) => {
        [$($crate::map::contender::<$map, $key, $value>(
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

mod algebra;
mod hashed;
mod memory;
mod read;
mod sorted;
mod versions;
mod write;

use crate::element::Element;
use crate::keyed::Keyed;
use compare::row::Row;
use compare::trial::{Contender, Trial};

/// The hasher of all hash maps and sets in a row: a matter of trees and tables, not of hashing.
type State = offshoot::hash_map::RandomState;
type ImblMap<K, V> = imbl::GenericHashMap<K, V, State, imbl::shared_ptr::DefaultSharedPtr>;
type ImblSet<K> = imbl::GenericHashSet<K, State, imbl::shared_ptr::DefaultSharedPtr>;

const SIZES: [usize; 4] = [10, 1_000, 100_000, 1_000_000];
/// Entries where pairs of maps differ at a hundred keys, or a thousand are inserted at once.
const LARGE: [usize; 3] = [1_000, 100_000, 1_000_000];

/// The sizes up to a limit.
fn up_to(sizes: &[usize], most: usize) -> &[usize] {
    &sizes[..sizes.partition_point(|&size| size <= most)]
}

/// One contender, if it has the operation.
fn contender<M: Keyed<K, V>, K: Element, V: Element>(trial: Option<Trial>) -> Option<Contender> {
    Some(Contender { name: M::NAME, kind: M::KIND, trial: trial? })
}

/// Every row of maps and sets.
pub fn rows(smoke: bool) -> Vec<Row> {
    let mut rows = sorted::rows(smoke);
    rows.extend(memory::sorted(smoke));
    rows.extend(hashed::rows(smoke));
    rows.extend(memory::hashed(smoke));
    rows
}
