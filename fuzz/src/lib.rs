//! The programs that the tests run, for the fuzz targets, and a count of what was done. Knows no target.

#[path = "../../tests/support/programs.rs"]
pub mod programs;
#[path = "../../tests/support/sharing.rs"]
pub mod sharing;

use std::cell::Cell;

use programs::element::Counted;
use programs::iterate::has_leaked;
use programs::{Pair, run, run_of_two};

/// Steps of a program: more of them cost more than they find.
const STEPS: usize = 60;

/// Runs a program on versions that are empty at first.
pub fn run_program<P: Pair>(bytes: &[u8]) {
    count(run(&mut std::array::from_fn(|_| P::default()), bytes, STEPS));
}

/// As `run_program`, mostly of operations that take two versions.
pub fn run_algebra<P: Pair>(bytes: &[u8]) {
    count(run_of_two(&mut std::array::from_fn(|_| P::default()), bytes, STEPS));
}

/// As `run_program`, of items that are all dropped in the end.
pub fn run_counted<P: Pair>(bytes: &[u8]) {
    let before = Counted::live();
    has_leaked();
    run_program::<P>(bytes);
    assert!(has_leaked() || Counted::live() == before, "items live on");
}

/// What a decoder made of bytes, counted as an operation.
pub fn decoded<T, E>(result: Result<T, E>) -> Option<T> {
    count(1);
    let value = result.ok()?;
    TALLY.with(|tally| tally.accepted.set(tally.accepted.get() + 1));
    Some(value)
}

/// Counts operations: steps of programs, and inputs of decoders.
pub fn count(operations: usize) {
    TALLY.with(|tally| {
        let before = tally.operations.get();
        tally.operations.set(before + operations as u64);
        if before / EVERY != tally.operations.get() / EVERY {
            tally.print();
        }
    });
}

/// So many operations are printed of.
const EVERY: u64 = 1_000_000;

/// With the environment variable `OFFSHOOT_COUNT`, printed now and then, and when the thread ends: that of
/// libFuzzer does so in `exit`.
struct Tally {
    prints: bool,
    operations: Cell<u64>,
    /// Inputs that a decoder took.
    accepted: Cell<u64>,
}

thread_local! {
    static TALLY: Tally = Tally {
        prints: std::env::var_os("OFFSHOOT_COUNT").is_some(),
        operations: Cell::new(0),
        accepted: Cell::new(0),
    };
}

impl Tally {
    fn print(&self) {
        if self.prints {
            let (operations, accepted) = (self.operations.get(), self.accepted.get());
            eprintln!("operations: {operations}, of them decoded: {accepted}");
        }
    }
}

impl Drop for Tally {
    fn drop(&mut self) {
        self.print();
    }
}
