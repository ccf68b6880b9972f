//! Programs over hash sets; the first byte says of what.
#![no_main]

use libfuzzer_sys::fuzz_target;
use offshoot_fuzz::programs::collider::{Collider, Plain, Seeded, shape};
use offshoot_fuzz::programs::element::Counted;
use offshoot_fuzz::programs::hash_set::HashSetPair;
use offshoot_fuzz::{run_counted, run_program};

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    match kind % 4 {
        0 => run_program::<HashSetPair<Collider<{ shape::SPREAD }>, Plain>>(bytes),
        1 => run_program::<HashSetPair<Collider<{ shape::MIXED }>, Plain>>(bytes),
        2 => run_program::<HashSetPair<Collider<{ shape::MIXED }>, Seeded>>(bytes),
        _ => run_counted::<HashSetPair<Counted, Plain>>(bytes),
    }
});
