//! Layers of container images. Does not know of which image.
//!
//! An archive is read whole before anything is made of it: a [`Layer`] is a list of what is to be put
//! into a tree, and two lists of what is to be taken out of the tree before.
//!
//! ```text
//!   archive, maybe compressed  --read-->  Layer  --apply-->  tree
//!   tree and the tree below it --between-->  Layer  --to_tar-->  archive
//! ```

mod apply;
mod between;
mod compress;
mod digest;
mod pax;
mod read;
mod share;
mod stream;
mod write;

pub(crate) use compress::recompress;
pub use digest::Digest;
pub(crate) use write::ArchiveWriter;

use std::fmt;
use std::sync::Arc;

use crate::inode::{Inode, Meta};
use crate::name::BytePath;

/// What to do with an archive that says something that layers must not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// To refuse it.
    #[default]
    Strict,
    /// To make the best of it: of entries with one path the last is right, those of kinds that are not
    /// known are left out, a directory takes the place of a file that should be one, and an archive may
    /// end without its mark.
    Lenient,
}

/// The most that an archive may hold, so that a small hostile one cannot fill the memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Entries, whiteouts among them.
    pub entries: u64,
    /// Bytes of the decompressed archive; and of all files, which holes make larger.
    pub bytes: u64,
    /// Bytes of a path, or of where a link leads.
    pub path: u32,
    /// How many times larger the archive is than the blob; and its files, where they have holes.
    pub ratio: u64,
    /// The bytes from which on that is looked at: zeros compress by a factor of a thousand, and a log
    /// full of them is no attack.
    pub ratio_from: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { entries: 4_000_000, bytes: 64 << 30, path: 4_096, ratio: 200, ratio_from: 1 << 30 }
    }
}

/// How a blob is compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    None,
    /// By gzip.
    #[default]
    Gzip,
    /// By zstd.
    Zstd,
}

/// What is known of the blob that a layer was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The digest of the archive, decompressed.
    pub diff_id: Digest,
    /// The digest of the blob.
    pub digest: Digest,
    /// The bytes of the blob.
    pub size: u64,
    /// The bytes of the archive, decompressed.
    pub stream_len: u64,
    /// How the blob is compressed.
    pub compression: Compression,
}

/// Something that a layer puts into a tree.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where to.
    pub path: BytePath,
    /// What.
    pub content: Content,
}

/// What a layer puts at a path.
#[derive(Clone, Debug)]
pub enum Content {
    /// A file, a directory or the like. Of a directory only what it has beside its entries matters.
    Inode(Arc<Inode>),
    /// One more name of what is at this path.
    ///
    /// With it stands what that has beside its contents, its extended attributes aside: nothing becomes
    /// of it here, but others give it to the file.
    HardLink(BytePath, Meta),
}

/// What one layer of an image changes in the tree below it.
///
/// A clone costs **O(1)**.
#[derive(Clone)]
pub struct Layer {
    parts: Arc<Parts>,
    origin: Option<Origin>,
    mode: Mode,
}

#[derive(Clone, Debug, Default)]
struct Parts {
    items: Vec<Item>,
    /// Invariant: in order, none twice; none is the root.
    whiteouts: Vec<BytePath>,
    /// Invariant: in order, none twice.
    opaque: Vec<BytePath>,
}

impl Layer {
    /// What is put into the tree, in the order in which it is.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.parts.items
    }

    /// What is taken out of the tree below, with everything below it.
    #[must_use]
    pub fn whiteouts(&self) -> &[BytePath] {
        &self.parts.whiteouts
    }

    /// Directories of the tree below that are emptied.
    #[must_use]
    pub fn opaque(&self) -> &[BytePath] {
        &self.parts.opaque
    }

    /// Whether nothing is changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.items.is_empty()
            && self.parts.whiteouts.is_empty()
            && self.parts.opaque.is_empty()
    }

    /// What is known of the blob that it was read from, if it was.
    #[must_use]
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    fn new(mut parts: Parts, origin: Option<Origin>, mode: Mode) -> Self {
        for list in [&mut parts.whiteouts, &mut parts.opaque] {
            list.sort_unstable();
            list.dedup();
        }
        Self { parts: Arc::new(parts), origin, mode }
    }
}

impl fmt::Debug for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Layer")
            .field("items", &self.parts.items.len())
            .field("whiteouts", &self.parts.whiteouts.len())
            .field("opaque", &self.parts.opaque.len())
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

/// What the names of whiteouts begin with.
const WHITEOUT: &[u8] = b".wh.";
/// What the names of metadata begin with, which is hidden.
const METADATA: &[u8] = b".wh..wh.";
/// The name that makes a directory opaque.
const OPAQUE: &[u8] = b".wh..wh..opq";
/// Where AUFS keeps files with several names.
const LINKED_FILES: &[u8] = b".wh..wh.plnk";
/// Attributes that steer an overlay mount, and mean nothing in a tree.
const OVERLAY_ATTRIBUTES: &[u8] = b"trusted.overlay.";
