//! What both sides changed, shown to whoever decides, and how it was decided.

use std::fmt;

use offshoot::ByteBuf;
use serde::Serialize;

use super::merge;
use crate::inode::Inode;
use crate::name::BytePath;

/// A path that both sides have changed, each in its own way.
#[derive(Clone, Copy, Debug)]
pub struct Dispute<'a> {
    /// The path.
    pub path: &'a BytePath,
    /// What the common base has there; none if there is nothing. So with the others.
    pub base: Option<&'a Inode>,
    /// What the container has there.
    pub ours: Option<&'a Inode>,
    /// What the newer base has there.
    pub theirs: Option<&'a Inode>,
}

/// What shall be at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// What the container has, or has not, with everything below it.
    Ours,
    /// What the newer base has, or has not, with everything below it.
    Theirs,
    /// A file of these bytes, where both have a file. Elsewhere as [`Resolution::Ours`].
    Contents(ByteBuf),
}

/// What one side did with a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// It was not there before.
    Added,
    /// It was there, and is another one, or has something else below it.
    Modified,
    /// It is there no more.
    Deleted,
}

/// What was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Taken {
    /// What the container had.
    Ours,
    /// What the newer base had.
    Theirs,
    /// Bytes of both.
    Merged,
}

/// A path that both sides had changed, each in its own way, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The path.
    pub path: BytePath,
    /// What the container did with it.
    pub ours: Side,
    /// What the newer base did with it.
    pub theirs: Side,
    /// What was taken.
    pub taken: Taken,
}

impl Dispute<'_> {
    /// The bytes with the changes of both sides, if all have a file of one length here, no page was changed by
    /// both, and the bytes are all that is disputed: not the mode, the owner or an attribute.
    ///
    /// Computes in **O(k log n)** time for k changes on both sides.
    ///
    /// ```
    /// use layers::LayeredFs;
    /// use layers::rebase::Resolution;
    ///
    /// let mut base = LayeredFs::new();
    /// base.write("data", &[0; 100_000])?;
    /// let (mut ours, mut theirs) = (base.clone(), base.clone());
    /// ours.write_at("data", 0, b"ours")?;
    /// theirs.write_at("data", 50_000, b"theirs")?;
    /// let rebased = ours.rebase(&base, &theirs, |dispute| {
    ///     dispute.merged_pages().map_or(Resolution::Ours, Resolution::Contents)
    /// });
    /// let merged = rebased.fs.read("data")?;
    /// assert_eq!((merged.slice(..4), merged.slice(50_000..50_006)), (b"ours".into(), b"theirs".into()));
    /// # Ok::<(), layers::Errno>(())
    /// ```
    #[must_use]
    pub fn merged_pages(&self) -> Option<ByteBuf> {
        let (base, ours, theirs) = (self.base?, self.ours?, self.theirs?);
        let (_, clash) = merge::meta(Some(&base.meta), &ours.meta, &theirs.meta);
        if clash { None } else { merge::pages(base.file()?, ours.file()?, theirs.file()?) }
    }

    fn side(&self, side: Option<&Inode>) -> Side {
        match (self.base, side) {
            (_, None) => Side::Deleted,
            (None, Some(_)) => Side::Added,
            (Some(_), Some(_)) => Side::Modified,
        }
    }

    pub(super) fn conflict(&self, resolution: &Resolution) -> Conflict {
        Conflict {
            path: self.path.clone(),
            ours: self.side(self.ours),
            theirs: self.side(self.theirs),
            taken: match resolution {
                Resolution::Ours => Taken::Ours,
                Resolution::Theirs => Taken::Theirs,
                Resolution::Contents(_) => Taken::Merged,
            },
        }
    }
}

impl Resolution {
    /// The same, but bytes only where both have a file.
    pub(super) fn for_dispute(self, dispute: &Dispute<'_>) -> Self {
        let is_file = |inode: Option<&Inode>| inode.and_then(Inode::file).is_some();
        match self {
            Self::Contents(_) if !is_file(dispute.ours) || !is_file(dispute.theirs) => Self::Ours,
            resolution => resolution,
        }
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |side| match side {
            Side::Added => "added",
            Side::Modified => "modified",
            Side::Deleted => "deleted",
        };
        let taken = match self.taken {
            Taken::Ours => "took the container's",
            Taken::Theirs => "took the base's",
            Taken::Merged => "took both",
        };
        let (path, ours, theirs) = (&self.path, word(self.ours), word(self.theirs));
        write!(f, "{path}: {ours} by the container, {theirs} by the base: {taken}")
    }
}
