//! Programs over maps and sets; the first byte says of what.
#![no_main]

use libfuzzer_sys::fuzz_target;
use offshoot_fuzz::programs::element::{Aligned, Counted, Nothing};
use offshoot_fuzz::programs::iterate::has_leaked;
use offshoot_fuzz::programs::ord_map::OrdMapPair;
use offshoot_fuzz::programs::ord_set::OrdSetPair;
use offshoot_fuzz::run_program;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    match kind % 8 {
        0..3 => run_program::<OrdMapPair<u32, u32>>(bytes),
        3 => run_program::<OrdMapPair<String, u8>>(bytes),
        4 => run_program::<OrdMapPair<u32, Nothing>>(bytes),
        5 => run_program::<OrdMapPair<u8, Aligned>>(bytes),
        6 => run_program::<OrdSetPair<u32>>(bytes),
        _ => {
            let before = Counted::live();
            has_leaked();
            run_program::<OrdMapPair<Counted, Counted>>(bytes);
            assert!(has_leaked() || Counted::live() == before, "entries live on");
        }
    }
});
