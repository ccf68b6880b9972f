//! Programs over ordered sets; the first byte says of what.
#![no_main]

use libfuzzer_sys::fuzz_target;
use offshoot_fuzz::programs::element::{Aligned, Counted, Nothing};
use offshoot_fuzz::programs::ord_set::OrdSetPair;
use offshoot_fuzz::{run_counted, run_program};

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    match kind % 8 {
        0..3 => run_program::<OrdSetPair<u32>>(bytes),
        3 => run_program::<OrdSetPair<String>>(bytes),
        4 => run_program::<OrdSetPair<u8>>(bytes),
        5 => run_program::<OrdSetPair<Nothing>>(bytes),
        6 => run_program::<OrdSetPair<Aligned>>(bytes),
        _ => run_counted::<OrdSetPair<Counted>>(bytes),
    }
});
