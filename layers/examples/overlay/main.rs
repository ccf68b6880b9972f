//! The same on containers of ours, overlayfs and fuse-overlayfs: `scripts/compare-overlay.sh [DIRECTORY...]`.
//!
//! Prints a table in Markdown. Each container does one thing, so that every time is a first time; backends
//! take turns, and a time is the median of all rounds. What cannot be mounted here is said and left out.

#[cfg(target_os = "linux")]
mod mounts;
#[cfg(target_os = "linux")]
mod ours;
#[cfg(target_os = "linux")]
mod table;

#[cfg(target_os = "linux")]
fn main() -> std::io::Result<()> {
    let directories: Vec<_> = std::env::args_os().skip(1).map(std::path::PathBuf::from).collect();
    table::run(&directories)
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("skipped: there is no overlayfs but on Linux");
}
