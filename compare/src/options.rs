//! What the user asks for. Knows no row.

#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use lexopt::prelude::*;

use crate::race::Pace;

pub const USAGE: &str = "\
Times and weighs offshoot's collections beside std and the other persistent ones.

usage: compare [OPTIONS] [WORD...]

Only rows whose title has all WORDs, e.g. `compare vector push 1000`; all, without one.

  --budget MS        time per row, in milliseconds (default: 600)
  --smoke            every row once, at small sizes: do they all run and agree?
  --from FILE        do not run, but take what an earlier run wrote by --json; of several
                     files, rows of a later one replace those of an earlier one
  --list             print the rows' titles
  --json FILE        write the results, in full
  --markdown FILE    write the tables
  --plots DIR        draw one picture for each type
  --benchmarks FILE  write the tables of BENCHMARKS.md between its marks, e.g. <!-- Vector -->
  --causes FILE      why rows are lost, for --benchmarks: a heading is a part of rows' titles
  --help             print this";

const BUDGET: Duration = Duration::from_millis(600);

#[derive(Default)]
pub struct Options {
    pub words: Vec<String>,
    pub pace: Pace,
    pub from: Vec<PathBuf>,
    pub list: bool,
    pub help: bool,
    pub json: Option<PathBuf>,
    pub markdown: Option<PathBuf>,
    pub plots: Option<PathBuf>,
    pub benchmarks: Option<PathBuf>,
    pub causes: Option<PathBuf>,
}

impl Default for Pace {
    fn default() -> Self {
        Self::Budget(BUDGET)
    }
}

impl Options {
    /// Reads the arguments of a command line, without the program's name.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, lexopt::Error> {
        let mut options = Self::default();
        let mut parser = lexopt::Parser::from_args(arguments);
        let (mut budget, mut smoke) = (None, false);
        while let Some(argument) = parser.next()? {
            match argument {
                Long("budget") => budget = Some(Duration::from_millis(parser.value()?.parse()?)),
                Long("smoke") => smoke = true,
                Long("from") => options.from.push(parser.value()?.into()),
                Long("list") => options.list = true,
                Long("help") | Short('h') => options.help = true,
                Long("json") => options.json = Some(parser.value()?.into()),
                Long("markdown") => options.markdown = Some(parser.value()?.into()),
                Long("plots") => options.plots = Some(parser.value()?.into()),
                Long("benchmarks") => options.benchmarks = Some(parser.value()?.into()),
                Long("causes") => options.causes = Some(parser.value()?.into()),
                Value(word) => options.words.push(word.string()?),
                _ => return Err(argument.unexpected()),
            }
        }
        if smoke && budget.is_some() {
            return Err("--smoke has no --budget".into());
        }
        if !options.from.is_empty() && (smoke || budget.is_some()) {
            return Err("nothing is run with --from".into());
        }
        if options.causes.is_some() && options.benchmarks.is_none() {
            return Err("--causes is for --benchmarks".into());
        }
        if smoke {
            options.pace = Pace::Smoke;
        } else if let Some(budget) = budget {
            options.pace = Pace::Budget(budget);
        }
        Ok(options)
    }

    pub fn smoke(&self) -> bool {
        matches!(self.pace, Pace::Smoke)
    }
}
