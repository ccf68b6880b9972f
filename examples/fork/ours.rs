//! Forks by `ByteBuf::clone`.

use std::time::Instant;

use indicatif::ProgressBar;
use offshoot::ByteBuf;

use crate::contender::{Contender, WriteTimes};
use crate::plan::Plan;
use crate::units::median;

/// What was measured while forking.
pub struct Times {
    forks: Vec<f64>,
    writes: Vec<WriteTimes>,
}

/// Forks off the children; each does its writes before the next one is born.
pub fn fork(
    parent: &ByteBuf,
    bytes: &[u8],
    plan: &mut Plan,
    children: usize,
    bar: &ProgressBar,
) -> (Vec<ByteBuf>, Times) {
    let mut family = Vec::new();
    let mut times = Times { forks: Vec::new(), writes: Vec::new() };
    for number in 0..children {
        let writes = plan.writes(number, bytes);
        let start = Instant::now();
        let mut child = parent.clone();
        times.forks.push(start.elapsed().as_secs_f64());
        times.writes.push(WriteTimes::measure(&writes, |at, bytes| child.write_at(at, bytes)));
        family.push(child);
        bar.inc(1);
    }
    (family, times)
}

/// The times, and what the children take in memory, counted node by node.
pub fn column(parent: &ByteBuf, children: &[ByteBuf], times: Times) -> Contender {
    let alone = ByteBuf::memory([parent]).total;
    let report = ByteBuf::memory(children.iter().chain([parent]));
    let private = median(report.unique[..children.len()].iter().copied());
    // A child's tree is as large as any other's of its kind: one is enough.
    let shared = ByteBuf::memory(&children[..1]).total - report.unique[0];
    Contender {
        name: "ByteBuf::clone".to_string(),
        children: children.len(),
        fork: median(times.forks.iter().copied()),
        writes: WriteTimes::median(&times.writes),
        reused: None,
        private,
        shared,
        tables: None,
        all: (times.forks.iter().sum(), report.total - alone),
    }
}

/// The first write to a page again, by new children, once most of the old ones have been dropped:
/// the allocator has memory then, and need not ask the system for it.
pub fn again(parent: &ByteBuf, bytes: &[u8], plan: &mut Plan, mut children: Vec<ByteBuf>) -> f64 {
    const MOST: usize = 100;
    let count = children.len().min(MOST);
    // The last child stays, at the top of the heap, so that the memory below is not given back.
    let _last = if children.len() > 1 { children.pop() } else { None };
    drop(children);
    let (_children, times) = fork(parent, bytes, plan, count, &ProgressBar::hidden());
    WriteTimes::median(&times.writes).first
}
