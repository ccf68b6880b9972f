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

impl Place {
    /// `NAME:/PATH` is inside, and so would be `NAME:PATH`, which is refused. Whatever else there is is of the
    /// host: `./NAME:/PATH`, too.
    pub fn parse(argument: OsString) -> Result<Self, String> {
        if let Some(target) = Target::split(&argument) {
            return Ok(Self::Inside(target));
        }
        let first = argument.as_bytes().split(|&byte| byte == b'/').next().unwrap_or_default();
        if first.contains(&b':') {
            return Err(
                "a path in a container is NAME:/PATH, one of the host with a colon ./PATH".into()
            );
        }
        Ok(Self::Host(PathBuf::from(argument)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(argument: &str) -> Option<(String, Vec<u8>)> {
        match Place::parse(OsString::from(argument)).unwrap() {
            Place::Inside(Target { root, path }) => Some((root.to_string(), path)),
            Place::Host(path) => {
                assert_eq!(path, PathBuf::from(argument));
                None
            }
        }
    }

    #[test]
    fn a_path_begins_behind_a_name_and_a_colon() {
        let inside = |name: &str, path: &str| Some((name.to_owned(), path.as_bytes().to_vec()));
        assert_eq!(parsed("web:/etc"), inside("web", "/etc"));
        assert_eq!(parsed("debian:12:/etc/"), inside("debian:12", "/etc/"));
        assert_eq!(parsed("a.b/c/debian:12:/x:/y"), inside("a.b/c/debian:12", "/x:/y"));
        for host in ["web", "a/b:c", "/web:/etc", "./web:/etc", "../web:/etc", ""] {
            assert_eq!(parsed(host), None, "{host}");
        }
        for neither in ["web:", "web:etc", ":/etc", "-:/x", "a b:/c"] {
            assert!(Place::parse(OsString::from(neither)).is_err(), "{neither}");
        }
    }

    #[test]
    fn a_name_cannot_lead_elsewhere() {
        for name in ["", ".", "..", "../x", "/x", "x/", "x:", "a b", "ä", "x\n", "-x", "a:/b"] {
            assert!(name.parse::<RootName>().is_err(), "{name}");
        }
        assert!("a".repeat(256).parse::<RootName>().is_err());
        assert!("a".repeat(255).parse::<RootName>().is_ok());
        assert!(!"a/b".parse::<RootName>().unwrap().fits_container());
    }

    #[test]
    fn the_last_name_is_one_that_says_something() {
        let last = |path: &str| {
            let target = Target::parse(OsStr::new(path)).unwrap();
            target.last_name().map(<[u8]>::to_vec)
        };
        assert_eq!(last("a:/b/c/"), Some(b"c".to_vec()));
        assert_eq!((last("a:/"), last("a:/b/.."), last("a:/.")), (None, None, None));
    }
}
