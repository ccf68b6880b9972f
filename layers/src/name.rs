//! Names and paths, which are bytes. Knows no tree.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::errno::Errno;

/// The name of an entry of a directory: any bytes but `/` and NUL, and neither empty nor `.` nor `..`.
///
/// A clone shares the bytes.
///
/// ```
/// use layers::Name;
///
/// assert_eq!(Name::new(b"\xff.txt").unwrap().to_string(), r"\xff.txt");
/// assert!(Name::new(b"..").is_err() && Name::new(b"a/b").is_err());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<[u8]>);

impl Name {
    /// A name of these bytes.
    ///
    /// # Errors
    /// [`Errno::Invalid`] if they cannot be a name.
    pub fn new(bytes: &[u8]) -> Result<Self, Errno> {
        let reserved = matches!(bytes, b"" | b"." | b"..");
        if reserved || bytes.iter().any(|&byte| byte == b'/' || byte == 0) {
            return Err(Errno::Invalid);
        }
        Ok(Self(bytes.into()))
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The allocation that the bytes lie in.
    pub(crate) fn shared(&self) -> &Arc<[u8]> {
        &self.0
    }
}

impl Borrow<[u8]> for Name {
    fn borrow(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Name {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_bytes(f, &self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

/// A path from the root to an entry: names with `/` between them and nothing before them. The root is
/// the empty path.
///
/// In order of the names, not of the bytes: what lies in a directory comes right behind it. This is the
/// order in which a tree is walked. Shown, and serialized, with a `/` before it, and with `\x..` for
/// bytes that are not UTF-8, and for control characters and the backslash.
///
/// ```
/// use layers::BytePath;
///
/// let path = BytePath::from("/usr//./lib/");
/// assert_eq!((path.as_bytes(), path.to_string().as_str()), (&b"usr/lib"[..], "/usr/lib"));
/// assert!(BytePath::from("a/b") < BytePath::from("a.c"));
/// assert_eq!(BytePath::from("").to_string(), "/");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct BytePath(Vec<u8>);

impl BytePath {
    /// The path of the root.
    #[must_use]
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// The bytes, without a `/` at either end.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether this is the root.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The path of an entry of this directory.
    ///
    /// ```
    /// use layers::BytePath;
    ///
    /// assert_eq!(BytePath::root().join("usr").join("lib"), BytePath::from("usr/lib"));
    /// ```
    #[must_use]
    pub fn join(&self, name: impl AsRef<[u8]>) -> Self {
        let name = name.as_ref();
        let mut bytes = Vec::with_capacity(self.0.len() + 1 + name.len());
        bytes.extend_from_slice(&self.0);
        if !bytes.is_empty() {
            bytes.push(b'/');
        }
        bytes.extend_from_slice(name);
        Self(bytes)
    }

    /// The path of the directory that this entry is in, and its name; none for the root.
    ///
    /// ```
    /// use layers::BytePath;
    ///
    /// let path = BytePath::from("usr/lib");
    /// assert_eq!(path.split_last(), Some((BytePath::from("usr"), &b"lib"[..])));
    /// ```
    #[must_use]
    pub fn split_last(&self) -> Option<(Self, &[u8])> {
        if self.is_root() {
            return None;
        }
        match self.0.iter().rposition(|&byte| byte == b'/') {
            Some(at) => Some((Self(self.0[..at].into()), &self.0[at + 1..])),
            None => Some((Self::root(), &self.0)),
        }
    }

    /// The names on the way, from the root.
    pub fn names(&self) -> impl DoubleEndedIterator<Item = &[u8]> {
        self.0.split(|&byte| byte == b'/').filter(|name| !name.is_empty())
    }

    /// Whether this is `other`, or lies below it.
    ///
    /// ```
    /// use layers::BytePath;
    ///
    /// let path = BytePath::from("a/b");
    /// assert!(path.starts_with(&BytePath::from("a")) && path.starts_with(&path));
    /// assert!(!BytePath::from("ab").starts_with(&BytePath::from("a")));
    /// ```
    #[must_use]
    pub fn starts_with(&self, other: &Self) -> bool {
        other.is_root()
            || self
                .0
                .strip_prefix(other.as_bytes())
                .is_some_and(|rest| matches!(rest, [] | [b'/', ..]))
    }

    /// A path of names in the order from the entry up to the root.
    pub(crate) fn from_names_upwards(names: &[&[u8]]) -> Self {
        let mut bytes = Vec::with_capacity(names.iter().map(|name| name.len() + 1).sum());
        for name in names.iter().rev() {
            if !bytes.is_empty() {
                bytes.push(b'/');
            }
            bytes.extend_from_slice(name);
        }
        Self(bytes)
    }
}

impl From<&[u8]> for BytePath {
    /// Leaves out empty names and `.`; `..` stays as it is, for only a tree knows where that leads.
    fn from(bytes: &[u8]) -> Self {
        let mut path = Vec::with_capacity(bytes.len());
        for name in bytes.split(|&byte| byte == b'/') {
            if !matches!(name, b"" | b".") {
                if !path.is_empty() {
                    path.push(b'/');
                }
                path.extend_from_slice(name);
            }
        }
        Self(path)
    }
}

impl From<&str> for BytePath {
    fn from(path: &str) -> Self {
        path.as_bytes().into()
    }
}

impl AsRef<[u8]> for BytePath {
    /// For the tree: the root is `/` there, since an empty path leads nowhere.
    fn as_ref(&self) -> &[u8] {
        if self.is_root() { b"/" } else { &self.0 }
    }
}

impl PartialOrd for BytePath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for BytePath {
    /// As if `/` came before all other bytes.
    fn cmp(&self, other: &Self) -> Ordering {
        let differ = self.0.iter().zip(&other.0).find(|(a, b)| a != b);
        match differ {
            Some((b'/', _)) => Ordering::Less,
            Some((_, b'/')) => Ordering::Greater,
            Some((a, b)) => a.cmp(b),
            None => self.0.len().cmp(&other.0.len()),
        }
    }
}

impl fmt::Display for BytePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("/")?;
        write_bytes(f, &self.0)
    }
}

impl fmt::Debug for BytePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

impl Serialize for BytePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Bytes for people and terminals: UTF-8 as it is, everything else, and what would steer a terminal,
/// as `\x..`.
fn write_bytes(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    for chunk in bytes.utf8_chunks() {
        for letter in chunk.valid().chars() {
            if letter.is_control() || letter == '\\' {
                let mut buffer = [0; 4];
                for byte in letter.encode_utf8(&mut buffer).bytes() {
                    write!(f, "\\x{byte:02x}")?;
                }
            } else {
                write!(f, "{letter}")?;
            }
        }
        for byte in chunk.invalid() {
            write!(f, "\\x{byte:02x}")?;
        }
    }
    Ok(())
}
