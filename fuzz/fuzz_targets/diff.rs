//! Edits of a version whose changes are known.
#![no_main]

use libfuzzer_sys::fuzz_target;
use offshoot_fuzz::count;
use offshoot_fuzz::programs::diff;

fuzz_target!(|bytes: &[u8]| count(diff::run(bytes, 60)));
