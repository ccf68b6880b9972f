//! The track of the comparison: lets contenders take turns, and shows and keeps what came out.
//! Knows no collection; the rows are in the program.

pub mod allocator;
pub mod benchmarks;
pub mod kept;
pub mod options;
pub mod outcome;
pub mod plot;
pub mod race;
pub mod report;
pub mod row;
pub mod trial;
