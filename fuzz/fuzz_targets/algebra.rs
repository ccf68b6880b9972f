//! What is made of two versions: algebra, differences, patches and merges of maps and sets, and what joins
//! sequences. The first byte says of what.
#![no_main]

use libfuzzer_sys::fuzz_target;
use offshoot_fuzz::programs::byte_buf::ByteBufPair;
use offshoot_fuzz::programs::collider::{Collider, Plain, Seeded, shape};
use offshoot_fuzz::programs::hash_map::HashMapPair;
use offshoot_fuzz::programs::hash_set::HashSetPair;
use offshoot_fuzz::programs::ord_map::OrdMapPair;
use offshoot_fuzz::programs::ord_set::OrdSetPair;
use offshoot_fuzz::programs::vector::VectorPair;
use offshoot_fuzz::run_algebra;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    match kind % 8 {
        0 | 1 => run_algebra::<OrdMapPair<u32, u32>>(bytes),
        2 => run_algebra::<OrdSetPair<u32>>(bytes),
        3 => run_algebra::<HashMapPair<Collider<{ shape::MIXED }>, u32, Plain>>(bytes),
        4 => run_algebra::<HashMapPair<Collider<{ shape::SPREAD }>, u32, Seeded>>(bytes),
        5 => run_algebra::<HashSetPair<Collider<{ shape::MIXED }>, Plain>>(bytes),
        6 => run_algebra::<VectorPair<u32>>(bytes),
        _ => run_algebra::<ByteBufPair>(bytes),
    }
});
