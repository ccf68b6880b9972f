//! What differs between two versions of a sequence. Knows neither sequence.

use alloc::vec::{self, Vec};
use core::iter::FusedIterator;
use core::ops::Range;

/// One stretch in which two versions of a sequence differ: what stood at `old` in the older
/// version stands at `new` in the newer one. An empty `old` is an insertion, an empty `new` a
/// removal. Between two changes, both versions hold the same.
///
/// ```
/// use offshoot::{Change, Vector};
///
/// let old: Vector<u32> = (0..100_000).collect();
/// let mut new = old.clone();
/// new.remove(70_000);
/// new.set(500, 0);
/// let changes: Vec<_> = new.diff(&old).collect();
/// assert_eq!(changes, [
///     Change { old: 500..501, new: 500..501 },
///     Change { old: 70_000..70_001, new: 70_000..70_000 },
/// ]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// Where the older version differs, as positions in it.
    pub old: Range<usize>,
    /// Where the newer version differs, as positions in it.
    pub new: Range<usize>,
}

/// The changes from an older version to a newer one, in order, no two of which touch.
///
/// Made by [`Vector::diff`](crate::Vector::diff) and [`ByteBuf::diff`](crate::ByteBuf::diff), which are
/// called on the newer version. All changes are known when it is made: it has a length and two ends.
///
/// ```
/// use offshoot::Vector;
///
/// let old: Vector<u32> = (0..100_000).collect();
/// let mut new = old.clone();
/// new.set(3, 0);
/// new.set(90_000, 0);
/// let mut changes = new.diff(&old);
/// assert_eq!((changes.len(), changes.next_back().unwrap().new), (2, 90_000..90_001));
/// ```
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
