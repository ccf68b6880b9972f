//! Programs over ordered maps; the first byte says of what.
#![no_main]

use libfuzzer_sys::fuzz_target;
use offshoot_fuzz::programs::element::{Aligned, Counted, Nothing};
use offshoot_fuzz::programs::ord_map::OrdMapPair;
use offshoot_fuzz::{run_counted, run_program};

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    match kind % 8 {
        0..3 => run_program::<OrdMapPair<u32, u32>>(bytes),
        3 => run_program::<OrdMapPair<String, u8>>(bytes),
        4 => run_program::<OrdMapPair<u32, Nothing>>(bytes),
        5 => run_program::<OrdMapPair<u8, Aligned>>(bytes),
        6 => run_program::<OrdMapPair<Nothing, Nothing>>(bytes),
        _ => run_counted::<OrdMapPair<Counted, Counted>>(bytes),
    }
});
