//! Programs over hash maps; the first byte says of what.
#![no_main]

use libfuzzer_sys::fuzz_target;
use offshoot_fuzz::programs::collider::{Collider, Plain, Seeded, shape};
use offshoot_fuzz::programs::element::{Aligned, Counted, Nothing};
use offshoot_fuzz::programs::hash_map::HashMapPair;
use offshoot_fuzz::{run_counted, run_program};

/// Maps of numbers hashed by a shape.
type Shaped<const SHAPE: u8, S> = HashMapPair<Collider<SHAPE>, u32, S>;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    match kind % 12 {
        0 => run_program::<Shaped<{ shape::ONE }, Plain>>(bytes),
        1 => run_program::<Shaped<{ shape::TWO }, Plain>>(bytes),
        2 => run_program::<Shaped<{ shape::FEW }, Seeded>>(bytes),
        3 => run_program::<Shaped<{ shape::LOW }, Plain>>(bytes),
        4 => run_program::<Shaped<{ shape::SPREAD }, Plain>>(bytes),
        5 => run_program::<Shaped<{ shape::DEEP }, Plain>>(bytes),
        6 | 7 => run_program::<Shaped<{ shape::MIXED }, Plain>>(bytes),
        8 => run_program::<Shaped<{ shape::MIXED }, Seeded>>(bytes),
        9 => run_program::<HashMapPair<u32, Nothing, Plain>>(bytes),
        10 => run_program::<HashMapPair<u8, Aligned, Plain>>(bytes),
        _ => run_counted::<HashMapPair<Counted, Counted, Plain>>(bytes),
    }
});
