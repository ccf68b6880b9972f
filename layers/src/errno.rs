//! Why a file operation was refused. Knows no path.

use std::{error, fmt};

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
}

impl fmt::Display for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.both().1)
    }
}

impl error::Error for Errno {}
