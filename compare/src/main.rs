//! Times and weighs every operation of offshoot's collections beside std's and beside those of
//! other crates, in turns within one process.

mod allocator;
mod bytes;
mod element;
mod input;
mod keyed;
mod map;
mod memory;
mod options;
mod race;
mod report;
mod row;
mod sequence;
mod trial;
mod vector;

use std::env;
use std::fs;
use std::process::ExitCode;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use options::{Options, USAGE};

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
    rows.retain(|row| row.fits(&options.words));
    if rows.is_empty() {
        return wrong_use(&format!("no row has the words {:?} in its title", options.words));
    }
    if options.list {
        rows.iter().for_each(|row| println!("{}", row.title()));
        return ExitCode::SUCCESS;
    }

    let bar = ProgressBar::new(rows.len() as u64);
    bar.set_style(ProgressStyle::with_template("{pos}/{len} {elapsed} {wide_msg}").expect("valid"));
    bar.enable_steady_tick(Duration::from_secs(1));
    let mut outcomes = Vec::with_capacity(rows.len());
    for row in rows {
        bar.set_message(row.title());
        outcomes.push(race::run(row, options.pace));
        bar.inc(1);
    }
    bar.finish_and_clear();

    print!("{}", report::markdown(&outcomes));
    let files = [
        (&options.markdown, report::markdown as fn(&[race::Outcome]) -> String),
        (&options.json, report::json),
    ];
    for (path, render) in files {
        let Some(path) = path else { continue };
        if let Err(error) = fs::write(path, render(&outcomes)) {
            eprintln!("compare: {}: {error}", path.display());
            return ExitCode::FAILURE;
        }
    }
    let faults: Vec<&String> = outcomes.iter().flat_map(|outcome| &outcome.faults).collect();
    faults.iter().for_each(|fault| eprintln!("compare: {fault}"));
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn wrong_use(message: &str) -> ExitCode {
    eprintln!("compare: {message}\n\n{USAGE}");
    ExitCode::from(2)
}
