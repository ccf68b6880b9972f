//! What the user asks for. Knows no row.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use lexopt::prelude::*;

use crate::race::Pace;

pub const USAGE: &str = "\
Times and weighs offshoot's collections beside std and the other persistent ones.

usage: compare [OPTIONS] [WORD...]

Only rows whose title has all WORDs, e.g. `compare vector push 1000`; all, without one.

  --budget MS      time per row, in milliseconds (default: 800)
  --smoke          every row once, at small sizes: do they all run and agree?
  --list           print the rows' titles
  --json FILE      write the results, in full
  --markdown FILE  write the tables
  --help           print this";

const BUDGET: Duration = Duration::from_millis(800);

pub struct Options {
    pub words: Vec<String>,
    pub pace: Pace,
    pub list: bool,
    pub help: bool,
    pub json: Option<PathBuf>,
    pub markdown: Option<PathBuf>,
}

impl Options {
    /// Reads the arguments of a command line, without the program's name.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, lexopt::Error> {
        let mut options = Self {
            words: Vec::new(),
            pace: Pace::Budget(BUDGET),
            list: false,
            help: false,
            json: None,
            markdown: None,
        };
        let mut parser = lexopt::Parser::from_args(arguments);
        let (mut budget, mut smoke) = (None, false);
        while let Some(argument) = parser.next()? {
            match argument {
                Long("budget") => budget = Some(Duration::from_millis(parser.value()?.parse()?)),
                Long("smoke") => smoke = true,
                Long("list") => options.list = true,
                Long("help") | Short('h') => options.help = true,
                Long("json") => options.json = Some(parser.value()?.into()),
                Long("markdown") => options.markdown = Some(parser.value()?.into()),
                Value(word) => options.words.push(word.string()?),
                _ => return Err(argument.unexpected()),
            }
        }
        if smoke && budget.is_some() {
            return Err("--smoke has no --budget".into());
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
