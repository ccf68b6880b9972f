//! Times and weighs every operation of offshoot's collections beside std's and beside those of
//! other crates, in turns within one process.

mod bytes;
mod element;
mod input;
mod keyed;
mod map;
mod memory;
mod sequence;
mod vector;

use std::env;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use compare::benchmarks::{self, Causes};
use compare::options::{Options, USAGE};
use compare::outcome::{Outcome, fits, merge};
use compare::plot::{self, PICTURES};
use compare::race::{self, Pace};
use compare::row::Row;
use compare::{kept, report};
use indicatif::{ProgressBar, ProgressStyle};

fn main() -> ExitCode {
    let options = match Options::read(env::args_os().skip(1)) {
        Ok(options) => options,
        Err(error) => return wrong_use(&error.to_string()),
    };
    if options.help {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let mut rows = vector::rows(options.smoke());
    rows.extend(bytes::rows(options.smoke()));
    rows.extend(memory::rows(options.smoke()));
    rows.extend(map::rows(options.smoke()));
    rows.retain(|row| fits(&row.title(), &options.words));
    if options.list {
        rows.iter().for_each(|row| println!("{}", row.title()));
        return ExitCode::SUCCESS;
    }
    let outcomes = if options.from.is_empty() {
        run(rows, options.pace)
    } else {
        match read(&options) {
            Ok(outcomes) => outcomes,
            Err(message) => return failed(&message),
        }
    };
    if outcomes.is_empty() {
        return wrong_use(&format!("no row has the words {:?} in its title", options.words));
    }

    print!("{}", report::markdown(&outcomes));
    if let Err(message) = write(&options, &outcomes) {
        return failed(&message);
    }
    let faults: Vec<&String> = outcomes.iter().flat_map(|outcome| &outcome.faults).collect();
    faults.iter().for_each(|fault| eprintln!("compare: {fault}"));
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs all rows, and shows how far it has come.
fn run(rows: Vec<Row>, pace: Pace) -> Vec<Outcome> {
    let bar = ProgressBar::new(rows.len() as u64);
    bar.set_style(ProgressStyle::with_template("{pos}/{len} {elapsed} {wide_msg}").expect("valid"));
    bar.enable_steady_tick(Duration::from_secs(1));
    let mut outcomes = Vec::with_capacity(rows.len());
    for row in rows {
        bar.set_message(row.title());
        outcomes.push(race::run(row, pace));
        bar.inc(1);
    }
    bar.finish_and_clear();
    outcomes
}

/// What earlier runs wrote; the later the file, the more it counts.
fn read(options: &Options) -> Result<Vec<Outcome>, String> {
    let mut outcomes = Vec::new();
    for path in &options.from {
        let newer = kept::read(&text(path)?).map_err(|error| named(path, error))?;
        merge(&mut outcomes, newer);
    }
    outcomes.retain(|outcome| fits(&outcome.title(), &options.words));
    Ok(outcomes)
}

/// Writes every file that is asked for.
fn write(options: &Options, outcomes: &[Outcome]) -> Result<(), String> {
    let save =
        |path: &Path, content: String| fs::write(path, content).map_err(|error| named(path, error));
    if let Some(path) = &options.markdown {
        save(path, report::markdown(outcomes))?;
    }
    if let Some(path) = &options.json {
        save(path, kept::write(outcomes))?;
    }
    if let Some(directory) = &options.plots {
        fs::create_dir_all(directory).map_err(|error| named(directory, error))?;
        for picture in &PICTURES {
            if let Some(svg) = plot::draw(picture, outcomes) {
                save(&directory.join(picture.name).with_extension("svg"), svg)?;
            }
        }
    }
    if let Some(path) = &options.benchmarks {
        let causes = match &options.causes {
            Some(causes) => Causes::read(&text(causes)?),
            None => Causes::default(),
        };
        let page = benchmarks::fill(&text(path)?, outcomes, &causes);
        save(path, page.map_err(|error| named(path, error))?)?;
    }
    Ok(())
}

fn text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| named(path, error))
}

fn named(path: &Path, error: impl std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}

fn failed(message: &str) -> ExitCode {
    eprintln!("compare: {message}");
    ExitCode::FAILURE
}

fn wrong_use(message: &str) -> ExitCode {
    eprintln!("compare: {message}\n\n{USAGE}");
    ExitCode::from(2)
}
