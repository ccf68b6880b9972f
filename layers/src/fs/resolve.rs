//! Where a path leads. Changes nothing.

use super::LayeredFs;
use crate::error::Errno;
use crate::inode::{Ino, Inode, Kind};
use crate::name::{BytePath, Name};

/// The most symbolic links that may be followed on one way: as in Linux.
pub(super) const MOST_LINKS: usize = 40;

/// What to do where the last name is a symbolic link.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Last {
    /// Go where it leads.
    Follow,
    /// The same, to make a file if none is there: a `/` behind the last name, also of where a link leads,
    /// is an error at once.
    FollowToMake,
    /// Stop at it, but where a `/` follows the name go where it leads: as `lstat`.
    FollowBeforeSlash,
    /// Stop at it: as whatever makes, moves and removes names.
    Stop,
}

/// How a path ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum End<'a> {
    /// With a name.
    Name(&'a [u8]),
    /// With `.`.
    Dot,
    /// With `..`.
    DotDot,
    /// With nothing: it is the root.
    Root,
}

/// Where a path leads.
pub(super) struct Place<'a> {
    /// The directories on the way, from the root: the last one has the last name, or is what the path
    /// leads to where it ends without a name.
    pub(super) directories: Vec<Ino>,
    pub(super) end: End<'a>,
    /// What is there.
    pub(super) found: Option<Ino>,
    /// Whether a `/` follows the last name, so that it has to be that of a directory.
    pub(super) slash: bool,
}

impl Place<'_> {
    /// The directory that has the last name.
    pub(super) fn parent(&self) -> Ino {
        *self.directories.last().expect("every way begins at the root")
    }

    /// A place that is free, for something that is no directory.
    pub(super) fn vacant(&self) -> Result<(Ino, Name), Errno> {
        let (parent, name) = self.vacant_for_directory()?;
        if self.slash { Err(Errno::NotFound) } else { Ok((parent, name)) }
    }

    /// A place that is free.
    pub(super) fn vacant_for_directory(&self) -> Result<(Ino, Name), Errno> {
        match self.end {
            End::Name(name) if self.found.is_none() => Ok((self.parent(), Name::new(name)?)),
            _ => Err(Errno::Exists),
        }
    }
}

impl LayeredFs {
    /// Follows a path, to where its last name is or would be.
    pub(super) fn place<'a>(&'a self, path: &'a [u8], last: Last) -> Result<Place<'a>, Errno> {
        if path.is_empty() {
            return Err(Errno::NotFound);
        }
        if path.contains(&0) {
            return Err(Errno::Invalid);
        }
        let mut directories = Vec::with_capacity(16);
        directories.push(Ino::ROOT);
        let mut end = End::Root;
        let mut slash = false;
        let mut links = 0;
        // What is still to be followed: the rest of the path below the rests of links on it.
        let mut rests = vec![path];
        while let Some(rest) = rests.pop() {
            let begin = rest.iter().position(|&byte| byte != b'/').unwrap_or(rest.len());
            let rest = &rest[begin..];
            if rest.is_empty() {
                continue;
            }
            let len = rest.iter().position(|&byte| byte == b'/').unwrap_or(rest.len());
            let (name, rest) = rest.split_at(len);
            if rest.iter().any(|&byte| byte != b'/') {
                rests.push(rest);
            } else if rests.is_empty() {
                slash |= !rest.is_empty();
                if slash && last == Last::FollowToMake {
                    return Err(Errno::IsDirectory);
                }
            }
            let directory = *directories.last().expect("`..` stays at the root");
            match name {
                b"." => end = End::Dot,
                b".." => {
                    end = End::DotDot;
                    if directories.len() > 1 {
                        directories.pop();
                    }
                }
                name => {
                    end = End::Name(name);
                    let is_last = rests.is_empty();
                    let Some(&ino) = self.entries(directory).get(name) else {
                        if is_last {
                            return Ok(Place { directories, end, found: None, slash });
                        }
                        return Err(Errno::NotFound);
                    };
                    let follow = match last {
                        Last::Follow | Last::FollowToMake => true,
                        Last::FollowBeforeSlash => slash || !is_last,
                        Last::Stop => !is_last,
                    };
                    match &self.node(ino).kind {
                        Kind::Symlink(target) if follow => {
                            links += 1;
                            if links > MOST_LINKS {
                                return Err(Errno::Loop);
                            }
                            if target.starts_with(b"/") {
                                directories.truncate(1);
                                end = End::Root;
                            }
                            rests.push(target);
                        }
                        _ if is_last => {
                            return Ok(Place { directories, end, found: Some(ino), slash });
                        }
                        Kind::Directory(_) => directories.push(ino),
                        _ => return Err(Errno::NotDirectory),
                    }
                }
            }
        }
        let found = directories.last().copied();
        Ok(Place { directories, end, found, slash })
    }

    /// What is at a path.
    pub(super) fn find(&self, path: &[u8], last: Last) -> Result<Ino, Errno> {
        let place = self.place(path, last)?;
        let ino = place.found.ok_or(Errno::NotFound)?;
        if place.slash && !self.node(ino).is_directory() {
            return Err(Errno::NotDirectory);
        }
        Ok(ino)
    }

    /// The number of what is at a path; symbolic links are followed, 40 at the most, within the root.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// [`Errno::NotFound`], [`Errno::NotDirectory`], [`Errno::Loop`], and [`Errno::Invalid`] if there is
    /// a NUL in the path. So in all operations.
    ///
    /// ```
    /// use layers::{Errno, Ino, LayeredFs};
    ///
    /// let mut fs = LayeredFs::new();
    /// fs.symlink("../../..", "up")?;
    /// assert_eq!(fs.resolve("up/up")?, Ino::ROOT);
    /// assert_ne!(fs.resolve_link("up/up")?, Ino::ROOT);
    /// # Ok::<(), Errno>(())
    /// ```
    pub fn resolve(&self, path: impl AsRef<[u8]>) -> Result<Ino, Errno> {
        self.find(path.as_ref(), Last::Follow)
    }

    /// As [`resolve`](Self::resolve), but a symbolic link at the end is not followed, unless a `/` stands
    /// behind it.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// As [`resolve`](Self::resolve).
    pub fn resolve_link(&self, path: impl AsRef<[u8]>) -> Result<Ino, Errno> {
        self.find(path.as_ref(), Last::FollowBeforeSlash)
    }

    /// The path without symbolic links, `.` and `..` of what `path` leads to, or would lead to if its
    /// last name were there.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// As [`resolve`](Self::resolve).
    ///
    /// ```
    /// use layers::{BytePath, Errno, LayeredFs};
    ///
    /// let mut fs = LayeredFs::new();
    /// fs.mkdir("a", 0o755)?;
    /// fs.symlink("/a", "ln")?;
    /// assert_eq!(fs.canonical("ln/../ln/./new")?, BytePath::from("a/new"));
    /// # Ok::<(), Errno>(())
    /// ```
    pub fn canonical(&self, path: impl AsRef<[u8]>) -> Result<BytePath, Errno> {
        let place = self.place(path.as_ref(), Last::Follow)?;
        let parent = self.path_of_directory(place.parent());
        match place.end {
            End::Name(name) => Ok(parent.join(name)),
            _ => Ok(parent),
        }
    }

    /// What is at a path, with symbolic links followed.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// As [`resolve`](Self::resolve).
    pub fn get(&self, path: impl AsRef<[u8]>) -> Result<&Inode, Errno> {
        Ok(self.node(self.find(path.as_ref(), Last::Follow)?))
    }

    /// What is at a path; a symbolic link at its end is not followed.
    ///
    /// Computes in **O(log n)** time for each name on the way.
    ///
    /// # Errors
    /// As [`resolve`](Self::resolve).
    pub fn get_link(&self, path: impl AsRef<[u8]>) -> Result<&Inode, Errno> {
        Ok(self.node(self.find(path.as_ref(), Last::FollowBeforeSlash)?))
    }
}
