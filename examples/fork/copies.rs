//! Full copies: what forks are there to avoid.

use std::time::Instant;

use indicatif::ProgressBar;

use crate::contender::{Contender, WriteTimes};
use crate::machine::free_memory;
use crate::plan::Plan;
use crate::units::median;

/// How many are made, at the most.
pub const MOST: usize = 8;

/// Makes a few copies, which live side by side, and writes to each.
pub fn measure(bytes: &[u8], plan: &mut Plan, children: usize, bar: &ProgressBar) -> Contender {
    let room = free_memory().map_or(MOST, |free| free / 2 / bytes.len());
    let count = children.min(MOST).min(room.max(1));
    let mut copies = Vec::new();
    let (mut forks, mut times) = (Vec::new(), Vec::new());
    for number in 0..count {
        let writes = plan.writes(number, bytes);
        let start = Instant::now();
        let mut copy = bytes.to_vec();
        forks.push(start.elapsed().as_secs_f64());
        times.push(WriteTimes::measure(&writes, |at, bytes| {
            copy[at..at + bytes.len()].copy_from_slice(bytes);
        }));
        copies.push(copy);
        bar.inc(1);
    }
    Contender {
        name: "full copy".to_string(),
        children: count,
        fork: median(forks.iter().copied()),
        writes: WriteTimes::median(&times),
        reused: None,
        private: bytes.len(),
        shared: 0,
        tables: None,
        all: (forks.iter().sum(), copies.iter().map(Vec::len).sum()),
    }
}
