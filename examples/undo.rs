//! Undo and redo of a document, with a bounded history: each step keeps the whole document as it was, in one
//! line of code, and what the steps take together is little more than one document.
//!
//! `cargo run --release --example undo [-- LINES]`

use std::collections::VecDeque;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use offshoot::{OrdMap, Vector};

const USAGE: &str = "usage: undo [LINES]";
const LINES: usize = 200_000;
/// Steps that can be undone. Older ones are forgotten.
const BOUND: usize = 500;

/// Whatever can be edited: plain collections in a plain struct. Nothing in it knows of undoing.
#[derive(Clone, PartialEq)]
struct Document {
    lines: Vector<Arc<str>>,
    /// Notes on lines, by the number of the line.
    notes: OrdMap<usize, String>,
}

/// The whole of it: versions before the one that is seen, and behind it.
struct History<T> {
    past: VecDeque<T>,
    now: T,
    future: Vec<T>,
    bound: usize,
}

impl<T: Clone> History<T> {
    fn new(first: T, bound: usize) -> Self {
        Self { past: VecDeque::new(), now: first, future: Vec::new(), bound }
    }

    /// Edits, and remembers what was before. What had been undone is lost.
    fn edit(&mut self, edit: impl FnOnce(&mut T)) {
        self.past.push_back(self.now.clone());
        if self.past.len() > self.bound {
            self.past.pop_front();
        }
        self.future.clear();
        edit(&mut self.now);
    }

    fn undo(&mut self) -> bool {
        let Some(before) = self.past.pop_back() else { return false };
        self.future.push(std::mem::replace(&mut self.now, before));
        true
    }

    fn redo(&mut self) -> bool {
        let Some(after) = self.future.pop() else { return false };
        self.past.push_back(std::mem::replace(&mut self.now, after));
        true
    }

    fn versions(&self) -> impl Iterator<Item = &T> {
        self.past.iter().chain([&self.now]).chain(&self.future)
    }
}

/// Numbers that look random.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
        ((u128::from(self.0) * n as u128) >> 64) as usize
    }
}

/// One of the things that people do to documents; some touch a line, some all of it.
fn anything(document: &mut Document, step: usize, random: &mut Random) {
    let lines = &mut document.lines;
    if lines.is_empty() {
        lines.push_back("a new beginning".into());
    }
    let at = random.below(lines.len());
    match step % 100 {
        // A block is cut out and put in elsewhere.
        10 | 60 => {
            let block = lines.slice(at..(at + 1_000).min(lines.len()));
            let to = random.below(lines.len() + 1);
            lines.insert_all(to, block);
        }
        // Half of the document is pasted once more at its end, and the same much deleted in front.
        30 => {
            let half = lines.skip(lines.len() / 2);
            *lines = half.concat(&lines.take(lines.len() - half.len()));
        }
        70 => lines.rotate_left(at),
        5 | 45 | 85 => drop(document.notes.insert(at, format!("see step {step}"))),
        25 => drop(lines.remove(at)),
        55 => lines.insert(at, "a line between others".into()),
        _ => drop(lines.set(at, format!("line {at}, as of step {step}").into())),
    }
}

/// The heap of all versions, each byte counted once, and that of the last one alone. (The texts of the
/// lines are not in it: they are shared by copies, too.)
fn memory(history: &History<Document>) -> (usize, usize) {
    let lines = Vector::memory(history.versions().map(|document| &document.lines));
    let notes = OrdMap::memory(history.versions().map(|document| &document.notes));
    let one =
        Vector::memory([&history.now.lines]).total + OrdMap::memory([&history.now.notes]).total;
    (lines.total + notes.total, one)
}

fn mebibytes(bytes: usize) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let lines = match (arguments.next(), arguments.next()) {
        (None, _) => Ok(LINES),
        (Some(number), None) => number.parse().map_err(|_| ()),
        _ => Err(()),
    };
    let Ok(lines) = lines else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let first = Document {
        lines: (0..lines).map(|at| format!("line {at}").into()).collect(),
        notes: OrdMap::new(),
    };
    let mut history = History::new(first.clone(), BOUND);
    let mut random = Random(7);

    let start = Instant::now();
    for step in 0..BOUND {
        history.edit(|document| anything(document, step, &mut random));
    }
    let time = start.elapsed();
    let last = history.now.clone();
    let (all, one) = memory(&history);
    println!("{lines} lines. {BOUND} edits took {:.1} ms.", time.as_secs_f64() * 1e3);
    println!(
        "{} versions, {} for all of them; the last one alone has {}.",
        history.versions().count(),
        mebibytes(all),
        mebibytes(one)
    );
    println!("So many copies would have {}.", mebibytes(one * (BOUND + 1)));

    let start = Instant::now();
    let mut undone = 0;
    while history.undo() {
        undone += 1;
    }
    assert!(history.now == first, "all is undone");
    let mut redone = 0;
    while history.redo() {
        redone += 1;
    }
    assert!(history.now == last, "all is done again");
    let time = start.elapsed();
    println!("{undone} steps undone and {redone} redone in {:.3} ms.", time.as_secs_f64() * 1e3);

    // What changed in a step is asked of the versions themselves.
    let steps: Vec<_> = history.versions().collect();
    println!("\nThe last five steps:");
    for pair in steps[steps.len() - 6..].windows(2) {
        let changes: Vec<_> = pair[1].lines.diff(&pair[0].lines).collect();
        let notes = pair[0].notes.diff(&pair[1].notes).count();
        let shown: Vec<_> = changes
            .iter()
            .take(3)
            .map(|change| match (change.old.len(), change.new.len()) {
                (1, 1) => format!(
                    "line {} changed to {:?}",
                    change.new.start, pair[1].lines[change.new.start]
                ),
                (old, new) => format!("{old} lines at {} became {new}", change.old.start),
            })
            .collect();
        println!("  {}{}", shown.join("; "), if notes > 0 { "a note" } else { "" });
    }

    // A new edit after some undoing: the other future is gone, and older steps are forgotten.
    for _ in 0..100 {
        history.undo();
    }
    for step in 0..200 {
        history.edit(|document| anything(document, step, &mut random));
    }
    println!(
        "\n100 steps back and 200 other ones: {} can be undone, {} redone.",
        history.past.len(),
        history.future.len()
    );
    assert_eq!((history.past.len(), history.future.len()), (BOUND, 0));
    ExitCode::SUCCESS
}
