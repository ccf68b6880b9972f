//! What differs between two versions of a sequence. Knows neither sequence.

use alloc::vec::{self, Vec};
use core::iter::FusedIterator;
use core::ops::Range;

/// One stretch in which two versions of a sequence differ: what stood at `old` in the older
/// version stands at `new` in the newer one. An empty `old` is an insertion, an empty `new` a
/// removal. Between two changes, both versions hold the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// Where the older version differs.
    pub old: Range<usize>,
    /// Where the newer version differs.
    pub new: Range<usize>,
}

/// The changes from an older version to a newer one, in order.
///
/// Made by `Vector::diff` and `ByteBuf::diff`.
#[derive(Clone, Debug)]
pub struct Changes {
    changes: vec::IntoIter<Change>,
}

impl Changes {
    pub(crate) fn new(changes: Vec<Change>) -> Self {
        Self { changes: changes.into_iter() }
    }
}

impl Iterator for Changes {
    type Item = Change;

    fn next(&mut self) -> Option<Change> {
        self.changes.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.changes.size_hint()
    }
}

impl DoubleEndedIterator for Changes {
    fn next_back(&mut self) -> Option<Change> {
        self.changes.next_back()
    }
}

impl ExactSizeIterator for Changes {}
impl FusedIterator for Changes {}
