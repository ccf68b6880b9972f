//! The program as its user calls it, on kept results: nothing is measured here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use compare::kept;
use compare::outcome::{Measured, Outcome};
use compare::plot::PICTURES;
use compare::trial::Kind;

/// A directory of one test's own, which is empty.
fn directory(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_dir_all(&directory).ok();
    fs::create_dir_all(&directory).expect("there is room");
    directory
}

fn compare(directory: &Path, line: &str) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_compare"))
        .current_dir(directory)
        .args(line.split_whitespace())
        .output();
    program.expect("the program is there")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the program writes text")
}

/// A row of vectors, in which ours takes 100 ns and im some more or less.
fn row(operation: &str, size: usize, peer: f64) -> Outcome {
    let measured = |name: &str, kind, median| Measured {
        name: name.into(),
        kind,
        median,
        quartile: median,
        rounds: 3,
    };
    Outcome {
        group: "Vector".into(),
        operation: operation.into(),
        element: "u64".into(),
        size,
        measured: vec![measured("offshoot", Kind::Ours, 100.0), measured("im", Kind::Peer, peer)],
        faults: Vec::new(),
    }
}

#[test]
fn tables_and_pictures_are_made_of_kept_results() {
    let here = directory("kept");
    let older = [row("get at random", 100_000, 50.0), row("clone, drop it", 100_000, 200.0)];
    let newer = [row("get at random", 100_000, 25.0)];
    fs::write(here.join("older.json"), kept::write(&older)).expect("there is room");
    fs::write(here.join("newer.json"), kept::write(&newer)).expect("there is room");
    fs::write(here.join("causes.md"), "## Vector: get\n\nThat is why.\n").expect("there is room");
    let page = "<!-- Vector -->\n<!-- end -->\n<!-- lost -->\n<!-- end -->\n";
    fs::write(here.join("page.md"), page).expect("there is room");

    let output = compare(
        &here,
        "--from older.json --from newer.json --json both.json --markdown tables.md --plots plots \
         --benchmarks page.md --causes causes.md",
    );
    assert!(output.status.success(), "{}", text(&output.stderr));
    let read = |name: &str| fs::read_to_string(here.join(name)).expect("it was written");
    let both = kept::read(&read("both.json")).expect("the program wrote it");
    assert_eq!(both, [newer[0].clone(), older[1].clone()]);
    assert_eq!(read("tables.md"), text(&output.stdout));
    assert!(read("page.md").contains("That is why.") && read("page.md").contains("0.25"));
    assert!(read("plots/vector.svg").contains("25 ns") && !here.join("plots/ord_map.svg").exists());
}

#[test]
fn words_choose_from_kept_results_too() {
    let here = directory("words");
    let all = [row("get at random", 10, 50.0), row("clone, drop it", 10, 200.0)];
    fs::write(here.join("all.json"), kept::write(&all)).expect("there is room");
    let output = compare(&here, "--from all.json CLONE");
    assert!(output.status.success());
    assert!(text(&output.stdout).contains("clone") && !text(&output.stdout).contains("get"));
    assert_eq!(compare(&here, "--from all.json nothing").status.code(), Some(2));
}

#[test]
fn what_is_no_result_is_an_error() {
    let here = directory("wrong");
    fs::write(here.join("wrong.json"), "{}").expect("there is room");
    let output = compare(&here, "--from wrong.json");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("wrong.json: no `rows`"), "{}", text(&output.stderr));
    assert_eq!(compare(&here, "--from missing.json").status.code(), Some(1));
    assert_eq!(compare(&here, "--nonsense").status.code(), Some(2));
}

/// The titles of all rows.
fn titles() -> Vec<String> {
    let output = compare(Path::new("."), "--list");
    text(&output.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn every_row_of_a_picture_is_there() {
    let titles = titles();
    for picture in &PICTURES {
        for row in picture.rows {
            let title = row.title();
            assert!(titles.contains(&title), "{}: no row is called {title}", picture.name);
        }
    }
}

#[test]
fn no_two_rows_have_one_title() {
    let mut titles = titles();
    let count = titles.len();
    titles.sort();
    titles.dedup();
    assert_eq!(titles.len(), count);
}
