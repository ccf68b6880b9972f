//! What this machine has: memory, and a clock.

use std::time::Instant;

use offshoot::ByteBuf;

use crate::plan::Plan;
use crate::units::{count, median, size};

/// What a written page takes beside its bytes, at the most: the branches above it.
const BESIDE_A_PAGE: usize = 1_024;

/// Bytes that can be had without swapping, where the system says so.
pub fn free_memory() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.trim().strip_suffix(" kB")?.parse::<usize>().ok()?.checked_mul(1_024)
}

/// Says no before the system does by killing.
pub fn assert_room(plan: &Plan, children: usize) -> Result<(), String> {
    let child = plan.pages_to_write() * (ByteBuf::PAGE + BESIDE_A_PAGE);
    let need = children.saturating_mul(child).saturating_add(2 * plan.len());
    match free_memory() {
        Some(free) if free < need => Err(format!(
            "{} that write to {} each take about {}, but only {} are free: \
             fewer --children or --writes will do",
            count(children, "child", "children"),
            count(plan.pages_to_write(), "page", "pages"),
            size(need),
            size(free),
        )),
        _ => Ok(()),
    }
}

/// What it takes to ask the time, in seconds.
pub fn clock() -> f64 {
    median((0..1_001).map(|_| {
        let start = Instant::now();
        start.elapsed().as_secs_f64()
    }))
}
