//! Programs over byte buffers.
#![no_main]

use libfuzzer_sys::fuzz_target;
use offshoot_fuzz::programs::byte_buf::ByteBufPair;
use offshoot_fuzz::run_program;

fuzz_target!(|bytes: &[u8]| run_program::<ByteBufPair>(bytes));
