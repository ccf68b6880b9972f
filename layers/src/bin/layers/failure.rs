//! Why a command ends early. Knows no command.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;
use std::process::ExitCode;

use layers::Error;

use crate::output::harmless;

/// Why a command ends early.
#[derive(Debug)]
pub enum Failure {
    /// It could not be done.
    Failed(String),
    /// It makes no sense as it was called.
    Usage(String),
    /// It was told already what failed.
    Told,
    /// Nobody reads what is printed any more: whoever did has seen what he wanted.
    Closed,
}

impl Failure {
    /// What could not be done, and with what.
    pub fn at(place: impl Display, reason: impl Display) -> Self {
        Self::Failed(format!("{place}: {}", sentence(&reason.to_string())))
    }

    /// A failure of the system, with the file that it is about.
    pub fn with_file(path: &Path, error: &io::Error) -> Self {
        Self::at(path.display(), error)
    }

    /// The same, said of something that the message does not name.
    pub fn about(self, what: impl Display) -> Self {
        match self {
            Self::Failed(message) => Self::Failed(format!("{what}: {message}")),
            failure => failure,
        }
    }

    /// An error of the system in words.
    pub fn text(error: &io::Error) -> String {
        sentence(&error.to_string())
    }

    /// Says what is the matter, in one line, and what the exit status is.
    pub fn tell(self) -> ExitCode {
        let (message, status) = match self {
            Self::Closed => return ExitCode::SUCCESS,
            Self::Told => return ExitCode::FAILURE,
            Self::Failed(message) => (message, 1),
            Self::Usage(message) => (message, 2),
        };
        warn(message);
        ExitCode::from(status)
    }
}

/// Says something on stderr in one line.
pub fn warn(message: impl Display) {
    let message = message.to_string();
    let line: Vec<_> = message.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    // Whoever closed stderr does not want to know.
    let _ = writeln!(io::stderr(), "layers: {}", harmless(&line.join(" ")));
}

/// A reason as the system's programs say it: with a capital, unless it begins with a file, and without a number.
fn sentence(reason: &str) -> String {
    let reason = reason.split(" (os error ").next().unwrap_or(reason);
    let first = reason.split_whitespace().next().unwrap_or_default();
    if !first.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return reason.to_owned();
    }
    let mut letters = reason.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Fs { path, errno } => Self::at(path, errno),
            Error::Io(error) => error.into(),
            error => Self::Failed(error.to_string()),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Failed(sentence(&error.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_begin_with_a_capital_but_files_do_not() {
        for (reason, expected) in [
            ("file exists", "File exists"),
            ("No such file or directory (os error 2)", "No such file or directory"),
            ("store/blobs/x: is a directory (os error 21)", "store/blobs/x: is a directory"),
            ("index.json: has no such image", "index.json: has no such image"),
            ("", ""),
        ] {
            assert_eq!(sentence(reason), expected);
        }
    }
}
