//! What the command line says. Opens no file.

use std::path::PathBuf;
use std::str::FromStr;

use lexopt::{Arg, Parser};

pub const USAGE: &str = "\
Forks the bytes of a file many times, copy-on-write, and compares that with fork(2) and with copies.

usage: fork [FILE] [--children N] [--writes PERCENT] [--svg OUT]

  FILE              the memory of the parent; without it, this program, repeated up to 256 MiB
  --children N      how many to fork off; without it, 1000
  --writes PERCENT  to how many of the pages each child writes, at least one; without it, 0.25:
                    then 1000 children of 256 MiB take 0.7 GiB
  --svg OUT         draw to OUT which pages of some children are shared and which are private
  -h, --help        print this

exit status: 0; 1 if a child saw what another wrote, or the parent did; 2 for a wrong call
";

/// What to do.
pub enum Order {
    Help,
    Run(Arguments),
}

pub struct Arguments {
    pub file: Option<PathBuf>,
    /// At least one.
    pub children: usize,
    /// Percent of the pages: above 0, at most 100.
    pub writes: f64,
    pub svg: Option<PathBuf>,
}

/// Reads the command line.
pub fn parse() -> Result<Order, String> {
    read(Parser::from_env()).map_err(|error| format!("{error}; --help says how to call it"))
}

fn read(mut parser: Parser) -> Result<Order, lexopt::Error> {
    let mut arguments = Arguments { file: None, children: 1_000, writes: 0.25, svg: None };
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return Ok(Order::Help),
            Arg::Long("children") => {
                let wanted = "a whole number of at least 1";
                arguments.children = number(&mut parser, "--children", wanted, |&n| n > 0)?;
            }
            Arg::Long("writes") => {
                let wanted = "a percentage above 0 and up to 100";
                let valid = |&percent: &f64| percent > 0.0 && percent <= 100.0;
                arguments.writes = number(&mut parser, "--writes", wanted, valid)?;
            }
            Arg::Long("svg") => arguments.svg = Some(parser.value()?.into()),
            Arg::Value(file) if arguments.file.is_none() => arguments.file = Some(file.into()),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Order::Run(arguments))
}

/// The value of an option, as a number that is valid.
fn number<T: FromStr>(
    parser: &mut Parser,
    option: &str,
    wanted: &str,
    valid: impl Fn(&T) -> bool,
) -> Result<T, lexopt::Error> {
    let value = parser.value()?;
    let number = value.to_str().and_then(|text| text.parse().ok()).filter(valid);
    number.ok_or_else(|| format!("{option} wants {wanted}, not {}", value.display()).into())
}
