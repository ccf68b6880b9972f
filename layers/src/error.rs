//! What can go wrong. Knows no tree and no archive.

use std::{error, fmt, io};

use crate::name::BytePath;

/// Why a file operation was refused; named after what `errno` says of it.
///
/// A refused operation has changed nothing.
///
/// ```
/// use layers::{Errno, LayeredFs};
///
/// assert_eq!(LayeredFs::new().stat("nowhere"), Err(Errno::NotFound));
/// assert_eq!(Errno::NotFound.name(), "ENOENT");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Errno {
    /// `ENOENT`: there is no such name, or the path is empty.
    NotFound,
    /// `EEXIST`: there is such a name already.
    Exists,
    /// `ENOTDIR`: what should be a directory is none.
    NotDirectory,
    /// `EISDIR`: what should not be a directory is one.
    IsDirectory,
    /// `ENOTEMPTY`: the directory has entries.
    NotEmpty,
    /// `ELOOP`: more than 40 symbolic links on the way.
    Loop,
    /// `EINVAL`: the operation makes no sense with these arguments.
    Invalid,
    /// `EPERM`: nobody may do this.
    NotPermitted,
    /// `EBUSY`: the root, or a name such as `..`, cannot be moved or removed.
    Busy,
    /// `ENODATA`: there is no such extended attribute.
    NoAttribute,
    /// `EFBIG`: more bytes than can be counted.
    TooLarge,
}

impl Errno {
    /// The name of the constant in `errno.h`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.both().0
    }

    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::NotFound => ("ENOENT", "no such file or directory"),
            Self::Exists => ("EEXIST", "file exists"),
            Self::NotDirectory => ("ENOTDIR", "not a directory"),
            Self::IsDirectory => ("EISDIR", "is a directory"),
            Self::NotEmpty => ("ENOTEMPTY", "directory not empty"),
            Self::Loop => ("ELOOP", "too many levels of symbolic links"),
            Self::Invalid => ("EINVAL", "invalid argument"),
            Self::NotPermitted => ("EPERM", "operation not permitted"),
            Self::Busy => ("EBUSY", "device or resource busy"),
            Self::NoAttribute => ("ENODATA", "no such attribute"),
            Self::TooLarge => ("EFBIG", "file too large"),
        }
    }

    /// The same error, with the path that it is about.
    #[must_use]
    pub fn at(self, path: impl Into<BytePath>) -> Error {
        Error::Fs { path: path.into(), errno: self }
    }
}

impl fmt::Display for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.both().1)
    }
}

impl error::Error for Errno {}

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
