//! What an argument means: an image or a container, a path in one, or a path of the host. Opens nothing.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::str::FromStr;

use layers::BytePath;

/// The name of an image or a container: letters, digits, and `.`, `_`, `-`, `:`, `/`, `@` and `+` between
/// them, but not `:/`, which is where a path begins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RootName(String);

impl RootName {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A container's name is one word.
    pub fn fits_container(&self) -> bool {
        !self.0.contains(['/', ':', '@'])
    }
}

impl FromStr for RootName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"._-:/@+".contains(&byte);
        let starts = text.starts_with(|letter: char| letter.is_ascii_alphanumeric());
        let ends = !text.ends_with([':', '/']);
        if starts && ends && text.bytes().all(fits) && !text.contains(":/") && text.len() <= 255 {
            return Ok(Self(text.to_owned()));
        }
        Err("a name is made of letters, digits and . _ - : / @ +, and begins with one of the first"
            .into())
    }
}

impl fmt::Display for RootName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A path in an image or a container.
#[derive(Clone, Debug)]
pub struct Target {
    pub root: RootName,
    /// Begins with a `/`; a `/` at the end is kept, since it means that a directory is meant.
    pub path: Vec<u8>,
}

impl Target {
    /// Reads `NAME:/PATH`.
    pub fn parse(argument: &OsStr) -> Result<Self, String> {
        Self::split(argument).ok_or_else(|| "this should be NAME:/PATH".to_owned())
    }

    /// Reads `NAME:/PATH`, or `NAME`, which means its root.
    pub fn or_root(argument: &OsStr) -> Result<Self, String> {
        if let Some(target) = Self::split(argument) {
            return Ok(target);
        }
        let name = argument.to_str().ok_or("this should be NAME or NAME:/PATH")?;
        Ok(Self { root: name.parse()?, path: b"/".to_vec() })
    }

    fn split(argument: &OsStr) -> Option<Self> {
        let bytes = argument.as_bytes();
        let colon = bytes.windows(2).position(|pair| pair == b":/")?;
        let name = std::str::from_utf8(&bytes[..colon]).ok()?;
        Some(Self { root: name.parse().ok()?, path: bytes[colon + 1..].to_vec() })
    }

    /// The last name on the path, unless it is `.` or `..`, or there is none.
    pub fn last_name(&self) -> Option<&[u8]> {
        let mut names = self.path.split(|&byte| byte == b'/').filter(|name| !name.is_empty());
        names.next_back().filter(|name| !matches!(*name, b"." | b".."))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.root, BytePath::from(&self.path[..]))
    }
}

/// A path in an image or a container, or one of the host.
#[derive(Clone, Debug)]
pub enum Place {
    Inside(Target),
    Host(PathBuf),
}

impl From<OsString> for Place {
    /// `NAME:/PATH` is inside, whatever else there is is of the host: `./NAME:/PATH`, too.
    fn from(argument: OsString) -> Self {
        match Target::split(&argument) {
            Some(target) => Self::Inside(target),
            None => Self::Host(PathBuf::from(argument)),
        }
    }
}
