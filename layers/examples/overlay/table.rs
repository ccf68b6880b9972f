//! What is measured, and the table of it. Knows no backend from another.
//!
//! Containers are read from before they are written to: what is kept of a lower layer once it was looked at
//! is there for all.
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "for people to read"
)]

use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::mounts::{Kind, Lower, Mounts, OPTIONS};
use crate::ours::{Backend, FILES, LARGE, Ours, Root, lookups};

const CONTAINERS: usize = 100;
const ROUNDS: usize = 11;
/// How often what changes nothing is done, of which the mean is one time.
const REPEATS: u32 = 100;

type Do = fn(&mut dyn Root) -> Result<(), String>;

/// What each container does: one line of the table, a first step that is not measured, and the step.
const LINES: &[(&str, Option<Do>, Do)] = &[
    ("1 byte into a 64 MiB file", None, |root| root.write_byte("large0", LARGE as u64 / 2 + 7)),
    (
        "... and the next byte",
        Some(|root| root.write_byte("large0", LARGE as u64 / 2 + 7)),
        |root| root.write_byte("large0", LARGE as u64 / 2 + 8),
    ),
    ("chmod of a 64 MiB file", None, |root| root.chmod("large1")),
    ("hard link to a 64 MiB file", None, |root| root.link("large2", "link")),
    ("1 byte into a 4 KiB file", None, |root| root.write_byte("usr/share/small/0-7", 7)),
    ("rename of a directory of 1,000 files", None, |root| root.rename("many", "moved")),
    ("unlink", None, |root| root.unlink("usr/share/small/1-7")),
];

/// What changes nothing, done often in one container.
const READS: &[(&str, Do)] = &[
    ("600 names of a directory", |root| match root.names("usr/share/small")? {
        FILES => Ok(()),
        count => Err(format!("{count} names")),
    }),
    ("stat, path of 4 names", |root| root.stat("usr/share/small/2-7")),
];

/// What was measured in one column: for each line times, or why there are none.
#[derive(Default)]
struct Column {
    start: Vec<Duration>,
    stop: Vec<Duration>,
    lines: Vec<Result<Vec<Duration>, String>>,
    reads: Vec<Result<Vec<Duration>, String>>,
    own: f64,
    daemons: Option<f64>,
}

pub fn run(directories: &[PathBuf]) -> io::Result<()> {
    let mut lowers = Vec::new();
    for path in directories {
        match Lower::new(path) {
            Ok(lower) => lowers.push(lower),
            Err(error) => println!("skipped: layers cannot lie in {}: {error}", path.display()),
        }
    }
    let mut backends: Vec<Box<dyn Backend + '_>> = Vec::new();
    for (at, lower) in lowers.iter().enumerate() {
        let kinds = [Kind::Plain, Kind::Options, Kind::Fuse];
        for kind in kinds.into_iter().take(if at == 0 { 3 } else { 1 }) {
            match Mounts::new(lower, kind) {
                Ok(mounts) => backends.push(Box::new(mounts)),
                Err(error) => {
                    let (what, place) = (kind.name(), lower.directory.display());
                    let error = error.replace('\n', "; ");
                    println!("skipped: {what} cannot be mounted in {place}: {error}");
                }
            }
        }
    }
    backends.push(Box::new(Ours::new()));
    let mut columns: Vec<Column> = backends.iter().map(|_| Column::default()).collect();
    for round in 0..ROUNDS {
        for (backend, column) in backends.iter_mut().zip(&mut columns) {
            column.round(&mut **backend, round)?;
        }
    }
    print(&backends, &columns);
    let lookup = |took: Duration| time(took.as_secs_f64() * 1e9);
    let [few, many, most] = lookups([3, 128, 1_000], 101);
    println!();
    println!(
        "One of 10,000 files looked up (ours): {} in an image of 3 layers, {} of 128, {} of 1,000.",
        lookup(few),
        lookup(many),
        lookup(most)
    );
    Ok(())
}

impl Column {
    fn round(&mut self, backend: &mut dyn Backend, round: usize) -> io::Result<()> {
        let (took, mut containers) = backend.start(CONTAINERS)?;
        self.start.push(took);
        self.daemons = backend.daemons().map(|bytes| bytes as f64);
        // A container each, and in each round others.
        let mut next = (0..CONTAINERS).cycle().skip(round * 7);
        let mut container = || next.next().expect("it is a cycle");
        for (line, (_, step)) in READS.iter().enumerate() {
            let root = &mut *containers[container()];
            let warm = step(root);
            let begin = Instant::now();
            let done = warm.and_then(|()| (0..REPEATS).try_for_each(|_| step(root)));
            add(&mut self.reads, line, done.map(|()| begin.elapsed() / REPEATS));
        }
        for (line, (_, before, step)) in LINES.iter().enumerate() {
            let root = &mut *containers[container()];
            let before = before.map_or(Ok(()), |before| before(root));
            let begin = Instant::now();
            let done = before.and_then(|()| step(root));
            add(&mut self.lines, line, done.map(|()| begin.elapsed()));
            if line == 0 {
                self.own = root.own() as f64;
            }
        }
        self.stop.push(backend.stop(containers)?);
        Ok(())
    }
}

fn add(
    lines: &mut Vec<Result<Vec<Duration>, String>>,
    line: usize,
    took: Result<Duration, String>,
) {
    if lines.len() == line {
        lines.push(Ok(Vec::new()));
    }
    match (&mut lines[line], took) {
        (Ok(times), Ok(took)) => times.push(took),
        (line, Err(error)) => *line = Err(error),
        (Err(_), Ok(_)) => {}
    }
}

fn median(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort();
    times[times.len() / 2]
}

fn print(backends: &[Box<dyn Backend + '_>], columns: &[Column]) {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    println!(
        "Linux {}, {cores} cores, load {}; {CONTAINERS} containers on 3 layers, median of {ROUNDS} rounds",
        kernel.trim(),
        load.split(' ').next().unwrap_or_default()
    );
    println!("Options are {OPTIONS}.");
    println!();
    let mut names: Vec<_> = backends.iter().map(|backend| backend.name()).collect();
    if names.len() > 1 {
        names.push("the first : ours".to_owned());
    }
    println!("| | {} |", names.join(" | "));
    println!("|---|{}", "--:|".repeat(names.len()));
    let median_of = |times: &[Duration]| Ok(median(times).as_secs_f64() * 1e9);
    let each = |of: &dyn Fn(&Column) -> Value| columns.iter().map(of).collect::<Vec<_>>();
    let times = |of: &Result<Vec<Duration>, String>| {
        median_of(of.as_ref().map_err(|error| format!("refused: {error}"))?)
    };
    line("100 containers started", &each(&|column| median_of(&column.start)), time);
    for (at, (name, ..)) in LINES.iter().enumerate() {
        line(name, &each(&|column| times(&column.lines[at])), time);
    }
    for (at, (name, _)) in READS.iter().enumerate() {
        line(name, &each(&|column| times(&column.reads[at])), time);
    }
    line("100 containers stopped", &each(&|column| median_of(&column.stop)), time);
    let own = each(&|column| Ok(column.own));
    line("memory or disk for the first byte", &own, bytes);
    if columns.iter().any(|column| column.daemons.is_some()) {
        let daemons = each(&|column| column.daemons.ok_or("-".to_owned()));
        line("memory of 100 containers' processes (PSS)", &daemons, bytes);
    }
}

/// Nanoseconds or bytes, or why there are none.
type Value = Result<f64, String>;

/// A line of the table, with how much less the last value is than the first.
fn line(name: &str, values: &[Value], show: fn(f64) -> String) {
    let mut cells: Vec<_> =
        values.iter().map(|value| value.clone().map_or_else(|error| error, show)).collect();
    if let [Ok(first), .., Ok(last)] = values {
        cells.push(digits(first / last, 2));
    } else if values.len() > 1 {
        cells.push(String::new());
    }
    println!("| {name} | {} |", cells.join(" | "));
}

/// So many digits that are not zero, and a comma between thousands.
fn digits(value: f64, count: usize) -> String {
    let rounded = format!("{value:.0$e}", count - 1);
    let (_, exponent) = rounded.split_once('e').expect("it was written so");
    let exponent: i32 = exponent.parse().expect("it was written so");
    let behind = usize::try_from(count as i32 - 1 - exponent).unwrap_or_default();
    let rounded: f64 = rounded.parse().expect("it was written so");
    let text = format!("{rounded:.behind$}");
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let groups: Vec<_> = whole.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(",") + rest
}

fn time(nanoseconds: f64) -> String {
    let (value, unit) = match nanoseconds {
        n if n < 999.5 => (n, "ns"),
        n if n < 999.5e3 => (n / 1e3, "µs"),
        n if n < 999.5e6 => (n / 1e6, "ms"),
        n => (n / 1e9, "s"),
    };
    format!("{} {unit}", digits(value, 3))
}

fn bytes(bytes: f64) -> String {
    match bytes {
        b if b < 1_024.0 => format!("{b} B"),
        b if b < 1_048_576.0 => format!("{:.1} KiB", b / 1_024.0),
        b => format!("{:.1} MiB", b / 1_048_576.0),
    }
}
