//! What can go wrong with an archive or an image, and where. Knows neither.

use std::{error, fmt, io};

pub use crate::errno::Errno;
use crate::name::BytePath;

impl Errno {
    /// The same error, with the path that it is about.
    #[must_use]
    pub fn at(self, path: impl Into<BytePath>) -> Error {
        Error::Fs { path: path.into(), errno: self }
    }
}

/// Why an archive or an image was refused, and where in it.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// An operation on the tree was refused.
    Fs {
        /// The path that it is about.
        path: BytePath,
        /// Why.
        errno: Errno,
    },
    /// The bytes are not what they should be.
    Malformed {
        /// Where: an entry, an offset, a file of the image.
        place: String,
        /// What is wrong there.
        reason: String,
    },
    /// There is more of something than the caller allows.
    Limit {
        /// Where the limit was met.
        place: String,
        /// What there is too much of.
        what: &'static str,
        /// The most that is allowed.
        limit: u64,
    },
    /// Reading or writing failed.
    Io(io::Error),
}

impl Error {
    /// Bytes that are not what they should be.
    #[must_use]
    pub fn malformed(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Malformed { place: place.into(), reason: reason.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fs { path, errno } => write!(f, "{path}: {errno}"),
            Self::Malformed { place, reason } => write!(f, "{place}: {reason}"),
            Self::Limit { place, what, limit } => {
                write!(f, "{place}: more {what} than the limit of {limit}")
            }
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Fs { errno, .. } => Some(errno),
            Self::Io(error) => Some(error),
            Self::Malformed { .. } | Self::Limit { .. } => None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
