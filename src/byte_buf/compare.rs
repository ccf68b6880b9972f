//! Versions beside each other: what they share, where they differ, what they take together.

use core::cmp::Ordering;
use core::hash::{Hash, Hasher};

use super::ByteBuf;
use super::leaf::Piece;
use crate::change::{Change, Changes};
use crate::memory::{Census, MemoryReport};
use crate::picture::{Picture, Sketch};
use crate::survey::Survey;
use crate::tree::bplus::{self, Lockstep, Node};

impl ByteBuf {
    #[inline]
    fn nodes(&self) -> impl DoubleEndedIterator<Item = &Node<Piece>> {
        self.tree.root().into_iter()
    }

    /// Shows `each` the bytes that two buffers have at the same places and do not share, in order, until it
    /// has an answer.
    fn unshared<R>(
        &self,
        other: &Self,
        mut each: impl FnMut(&[u8], &[u8]) -> Option<R>,
    ) -> Option<R> {
        Lockstep::find(self.nodes(), other.nodes(), |stretch| {
            let ((left, i), (right, j)) = (stretch.left, stretch.right);
            each(&left.as_slice()[i..][..stretch.len], &right.as_slice()[j..][..stretch.len])
        })
    }

    /// Whether both are one version: they share all of their pages.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let a = ByteBuf::zeroed(100_000);
    /// let mut b = a.clone();
    /// assert!(a.ptr_eq(&b));
    /// b.set(7, 0);
    /// assert!(!a.ptr_eq(&b) && a == b);
    /// ```
    #[must_use]
    #[inline]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.tree.addr() == other.tree.addr()
    }

    /// Where this version differs from an older one, in order.
    ///
    /// Computes in **O(k log n)** time for k changes since both were one version, wherever they
    /// are and whatever was inserted and removed. Pages that differ are compared byte by byte; a
    /// page whose bytes were moved by an insertion is reported as one change.
    ///
    /// ```
    /// use offshoot::{ByteBuf, Change};
    ///
    /// let old = ByteBuf::zeroed(1 << 30);
    /// let mut new = old.clone();
    /// new.write_at(5_000, b"changed");
    /// let changes: Vec<_> = new.diff(&old).collect();
    /// assert_eq!(changes, [Change { old: 5_000..5_007, new: 5_000..5_007 }]);
    /// ```
    #[must_use]
    #[inline]
    pub fn diff(&self, older: &Self) -> Changes {
        let changed = bplus::diff(older.nodes(), self.nodes());
        Changes::new(changed.into_iter().map(|(old, new)| Change { old, new }).collect())
    }

    /// What several versions take in memory, each byte counted once.
    ///
    /// Computes in **O(m log m)** time for m nodes.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let a = ByteBuf::from(vec![7; 1 << 20].as_slice());
    /// let mut b = a.clone();
    /// b.set(70_000, 0);
    /// let report = ByteBuf::memory([&a, &b]);
    /// assert_eq!(report.total, report.shared + report.unique[0] + report.unique[1]);
    /// assert!(report.unique[1] < 5_000);
    /// ```
    #[must_use]
    #[inline]
    pub fn memory<'a>(versions: impl IntoIterator<Item = &'a Self>) -> MemoryReport {
        let mut census = Census::new();
        versions.into_iter().for_each(|version| version.survey(&mut census));
        census.report()
    }

    /// Which nodes several versions have, and which of them they share, to be drawn by Graphviz.
    ///
    /// Computes in **O(m log m)** time for m nodes of all versions, those that are shared counted for each.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let a = ByteBuf::from(vec![7; 20_000]);
    /// let mut b = a.clone();
    /// b.write_at(5_000, b"x");
    /// let dot = ByteBuf::picture([&a, &b]).to_string(); // `dot -Tsvg` draws it
    /// assert!(dot.starts_with("digraph"));
    /// ```
    #[must_use]
    #[inline]
    pub fn picture<'a>(versions: impl IntoIterator<Item = &'a Self>) -> Picture {
        let mut sketch = Sketch::new();
        versions.into_iter().for_each(|version| version.survey(&mut sketch));
        sketch.picture()
    }

    #[inline]
    fn survey(&self, survey: &mut impl Survey) {
        survey.version(self.len());
        self.nodes().for_each(|root| root.survey(survey));
    }
}

impl PartialEq for ByteBuf {
    /// Whether both have the same bytes, however they are cut. What they share is not compared.
    ///
    /// Computes in **O(k log n)** time where they differ by k changes in place, at worst in **O(n)**.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.unshared(other, |left, right| (left != right).then_some(())).is_none()
    }
}

impl Eq for ByteBuf {}

impl PartialOrd for ByteBuf {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ByteBuf {
    /// Compares byte by byte, as slices are compared. What both share is not.
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.unshared(other, |left, right| Some(left.cmp(right)).filter(|order| order.is_ne()))
            .unwrap_or_else(|| self.len().cmp(&other.len()))
    }
}

impl Hash for ByteBuf {
    /// Depends on the bytes alone, however they are cut: they reach the hasher in blocks of one
    /// length.
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        const BLOCK: usize = 256;
        state.write_usize(self.len());
        let mut block = [0; BLOCK];
        let mut filled = 0;
        for mut run in self.chunks() {
            while !run.is_empty() {
                let count = run.len().min(BLOCK - filled);
                let (now, rest) = run.split_at(count);
                run = rest;
                if count == BLOCK {
                    state.write(now);
                    continue;
                }
                block[filled..filled + count].copy_from_slice(now);
                filled += count;
                if filled == BLOCK {
                    state.write(&block);
                    filled = 0;
                }
            }
        }
        state.write(&block[..filled]);
    }
}
