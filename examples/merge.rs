//! Diff and three-way merge of two edits: of a large table of settings, and of lines of text. The cost is that
//! of the changes, not of what they are made to.
//!
//! `cargo run --release --example merge [-- BASE OURS THEIRS]`
//!
//! With the names of three files of lines `key = value`, merges these and prints what comes out; where both
//! sides changed a key, each in its way, ours stays, it is told on stderr, and the exit status is 1.

use std::fs;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use offshoot::ord_map::{Conflict, DiffItem, Patch};
use offshoot::{OrdMap, Vector};

const USAGE: &str = "usage: merge [BASE OURS THEIRS]";
const SETTINGS: usize = 300_000;

type Settings = OrdMap<String, String>;

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    match &files[..] {
        [] => demonstrate(),
        [base, ours, theirs] => match [base, ours, theirs].map(|file| read(file)) {
            [Ok(base), Ok(ours), Ok(theirs)] => merge_files(&base, &ours, &theirs),
            results => {
                results
                    .into_iter()
                    .filter_map(Result::err)
                    .for_each(|error| eprintln!("merge: {error}"));
                ExitCode::from(2)
            }
        },
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn read(file: &str) -> Result<Settings, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let entry = line.split_once('=').ok_or(format!("{file}, line {}: no `=`", at + 1))?;
            Ok((entry.0.trim().to_owned(), entry.1.trim().to_owned()))
        })
        .collect()
}

/// A conflict, in words.
fn told(conflict: &Conflict<'_, String, String>) -> String {
    let side =
        |value: Option<&String>| value.map_or("nothing".into(), |value| format!("{value:?}"));
    let (base, ours, theirs) = (side(conflict.base), side(conflict.ours), side(conflict.theirs));
    format!("{}: was {base}, ours is {ours}, theirs is {theirs}", conflict.key)
}

fn merge_files(base: &Settings, ours: &Settings, theirs: &Settings) -> ExitCode {
    let mut conflicts = 0;
    let merged = OrdMap::merge(base, ours, theirs, |conflict| {
        eprintln!("merge: {}", told(&conflict));
        conflicts += 1;
        conflict.ours.cloned()
    });
    for (key, value) in &merged {
        println!("{key} = {value}");
    }
    if conflicts == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn timed<T>(f: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = f();
    (result, start.elapsed())
}

fn millis(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1e3)
}

fn demonstrate() -> ExitCode {
    let base: Settings =
        (0..SETTINGS).map(|n| (format!("setting/{n:06}"), format!("value {n}"))).collect();
    // Two people edit it, each in a clone.
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.insert("setting/000007".into(), "ours".into());
    ours.insert("setting/100000".into(), "ours too".into());
    ours.insert("setting/200000".into(), "agreed".into());
    ours.remove("setting/250000");
    theirs.insert("setting/000007".into(), "theirs".into());
    theirs.insert("setting/200000".into(), "agreed".into());
    theirs.insert("setting/new".into(), "theirs".into());
    theirs.remove("setting/000008");

    println!("{SETTINGS} settings.\n");
    for (name, version) in [("ours", &ours), ("theirs", &theirs)] {
        let (items, time) = timed(|| base.diff(version).collect::<Vec<_>>());
        println!("what is different in {name}, found in {}:", millis(time));
        for item in items {
            match item {
                DiffItem::Add(key, value) => println!("  + {key} = {value:?}"),
                DiffItem::Remove(key, value) => println!("  - {key} = {value:?}"),
                DiffItem::Update { old, new } => {
                    println!("  ~ {} = {:?} -> {:?}", old.0, old.1, new.1);
                }
            }
        }
    }

    let mut conflicts = Vec::new();
    let (merged, time) = timed(|| {
        OrdMap::merge(&base, &ours, &theirs, |conflict| {
            conflicts.push(told(&conflict));
            conflict.ours.cloned()
        })
    });
    println!("\nmerged in {}; where both sides changed a key, ours stays:", millis(time));
    conflicts.iter().for_each(|conflict| println!("  ! {conflict}"));
    assert_eq!(conflicts.len(), 1);
    assert_eq!(merged["setting/new"], "theirs");
    assert_eq!(merged["setting/100000"], "ours too");
    assert_eq!(merged.len(), SETTINGS - 1);
    let report = OrdMap::memory([&base, &ours, &theirs, &merged]);
    let alone = OrdMap::memory([&base]).total;
    println!(
        "all four versions take {:.3} times what the first one takes",
        report.total as f64 / alone as f64
    );

    // What they did, as a value: it can be sent, applied elsewhere, and taken back.
    let patch: Patch<_, _> = base.diff(&theirs).collect();
    let mut elsewhere = ours.clone();
    elsewhere.apply(&patch);
    println!("\ntheir {} changes, applied to ours: {} settings", patch.len(), elsewhere.len());
    let mut back = theirs.clone();
    back.apply(&patch.invert());
    assert!(back == base, "what is taken back is gone");

    lines();
    ExitCode::SUCCESS
}

/// Lines have no keys: what they are told by is where they stand.
fn lines() {
    let base: Vector<u32> = (0..1_000_000).collect();
    let mut edited = base.clone();
    edited.insert_all(250_000, vec![7; 3]);
    edited.remove(600_000);
    edited.set(900_000, 0);
    let block = edited.slice(100..200);
    edited.insert_all(500_000, block);
    let (changes, time) = timed(|| edited.diff(&base).collect::<Vec<_>>());
    println!("\na million numbers, edited in five places; found in {}:", millis(time));
    for change in &changes {
        println!("  {:?} became {:?}", change.old, change.new);
    }
    // Together they make the one of the other.
    let mut rebuilt = base.clone();
    for change in changes.iter().rev() {
        rebuilt.splice(change.old.clone(), edited.subvector(change.new.clone()));
    }
    assert!(rebuilt == edited, "the changes are all there is");
}
