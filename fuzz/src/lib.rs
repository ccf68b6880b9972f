//! The programs that the tests run, for the fuzz targets.

#[path = "../../tests/support/programs.rs"]
pub mod programs;

use programs::{Pair, run};

/// Steps of a program: more of them cost more than they find.
const STEPS: usize = 60;

/// Runs a program on versions that are empty at first.
pub fn run_program<P: Pair>(bytes: &[u8]) {
    run(&mut std::array::from_fn(|_| P::default()), bytes, STEPS);
}
