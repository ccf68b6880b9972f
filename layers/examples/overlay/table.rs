//! What is measured, and the table of it. Knows no backend from another.
//!
//! Containers are read from before they are written to: what is kept of a lower layer once it was looked at
//! is there for all.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::mounts::{Kind, Lower, Mounts};
use crate::ours::{Backend, FILES, LARGE, MANY, Ours, Root, lookups};

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
    own: u64,
    daemons: Option<u64>,
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
    let [few, many, most] = lookups([3, 128, 1_000], 101);
    println!();
    println!(
        "One of 10,000 files looked up (ours): {} in an image of 3 layers, {} of 128, {} of 1,000.",
        time(few),
        time(many),
        time(most)
    );
    Ok(())
}

impl Column {
    fn round(&mut self, backend: &mut dyn Backend, round: usize) -> io::Result<()> {
        let (took, mut containers) = backend.start(CONTAINERS)?;
        self.start.push(took);
        self.daemons = backend.daemons();
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
                self.own = root.own();
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
    println!();
    let names: Vec<_> = backends.iter().map(|backend| backend.name()).collect();
    println!("| | {} |", names.join(" | "));
    println!("|---|{}", "--:|".repeat(names.len()));
    let line = |name: &str, cells: Vec<String>| println!("| {name} | {} |", cells.join(" | "));
    let all = |of: fn(&Column) -> &[Duration]| -> Vec<String> {
        columns.iter().map(|column| time(median(of(column)))).collect()
    };
    let cell = |times: &Result<Vec<Duration>, String>| match times {
        Ok(times) => time(median(times)),
        Err(error) => format!("refused: {error}"),
    };
    line("100 containers started", all(|column| &column.start));
    for (at, (name, ..)) in LINES.iter().enumerate() {
        let name = name.replace("1,000", &thousands(MANY));
        line(&name, columns.iter().map(|column| cell(&column.lines[at])).collect());
    }
    for (at, (name, _)) in READS.iter().enumerate() {
        line(name, columns.iter().map(|column| cell(&column.reads[at])).collect());
    }
    line("100 containers stopped", all(|column| &column.stop));
    let own = columns.iter().map(|column| bytes(column.own)).collect();
    line("memory or disk for that 1 byte", own);
    if columns.iter().any(|column| column.daemons.is_some()) {
        let cells = columns.iter().map(|column| column.daemons.map_or("-".to_owned(), bytes));
        line("processes of 100 containers (PSS)", cells.collect());
    }
}

fn thousands(number: usize) -> String {
    format!("{},{:03}", number / 1_000, number % 1_000)
}

/// Three digits and a unit.
fn time(time: Duration) -> String {
    let nanoseconds = time.as_secs_f64() * 1e9;
    let (value, unit) = match nanoseconds {
        n if n < 1e3 => (n, "ns"),
        n if n < 1e6 => (n / 1e3, "µs"),
        n if n < 1e9 => (n / 1e6, "ms"),
        n => (n / 1e9, "s"),
    };
    let digits = if value < 9.995 { 2 } else { usize::from(value < 99.95) };
    format!("{value:.digits$} {unit}")
}

#[allow(clippy::cast_precision_loss, reason = "three digits are shown")]
fn bytes(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{:.1} KiB", bytes as f64 / 1_024.0),
        _ => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
    }
}
