//! What versions of a collection take in memory. Knows no collection.

use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use crate::survey::{Block, Survey};

/// The heap memory behind a set of versions, each byte counted once.
///
/// `total` is `shared` plus the sum of `unique`. The handles themselves (`size_of` of the
/// collection) are not counted, nor is what elements own on the heap, nor what an allocator adds.
///
/// Made by `memory` of each collection, at the cost of sorting the nodes by their addresses.
///
/// ```
/// use offshoot::ByteBuf;
///
/// let parent = ByteBuf::from(&vec![7; 1 << 20][..]);
/// let mut child = parent.clone();
/// child.write_at(5_000, b"x");
/// let report = ByteBuf::memory([&parent, &child]);
/// assert_eq!(report.elements, 2 << 20);
/// assert_eq!(report.total, report.shared + report.unique[0] + report.unique[1]);
/// assert!(report.unique[1] < ByteBuf::PAGE + 4_096, "a page, and the branches above it");
/// assert!(report.shared > 1_000_000);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoryReport {
    /// Bytes behind all versions together.
    pub total: usize,
    /// Bytes that at least two of the versions reach.
    pub shared: usize,
    /// For each version, in the order given: bytes that it alone reaches.
    pub unique: Vec<usize>,
    /// The number of elements (bytes, for a byte buffer) of all versions together.
    pub elements: usize,
}

impl MemoryReport {
    /// Bytes of memory for each element of each version. Less than an element's size where
    /// versions share. Zero where there are no elements.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let base: Vector<u64> = (0..100_000).collect();
    /// let versions: Vec<_> = (0..100).map(|_| base.clone()).collect();
    /// let report = Vector::memory(&versions);
    /// assert_eq!(report.total, report.shared + report.unique.iter().sum::<usize>());
    /// assert!(report.per_element() < 0.1);
    /// ```
    #[must_use]
    #[inline]
    pub fn per_element(&self) -> f64 {
        if self.elements == 0 { 0.0 } else { self.total as f64 / self.elements as f64 }
    }
}

/// A table: a line for what is shared, for each version's own and for the sum.
///
/// ```
/// use offshoot::Vector;
///
/// let a: Vector<u64> = (0..10_000).collect();
/// let mut b = a.clone();
/// b.set(7, 0);
/// println!("{}", Vector::memory([&a, &b]));
/// # let report = Vector::memory([&a, &b]);
/// # let rows: Vec<String> = report.to_string().lines().map(String::from).collect();
/// # assert!(rows[0].starts_with("shared") && rows[0].contains(&report.shared.to_string()));
/// # assert!(rows[3].starts_with("total") && rows[3].ends_with("B an element"));
/// ```
///
/// ```text
/// shared           80080 B   95.5 %
/// version 0 alone   1888 B    2.3 %
/// version 1 alone   1888 B    2.3 %
/// total            83856 B            4.2 B an element
/// ```
impl fmt::Display for MemoryReport {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let versions = self.unique.iter().enumerate();
        let rows = versions.map(|(i, bytes)| (alloc::format!("version {i} alone"), *bytes));
        let rows: Vec<_> = [("shared".into(), self.shared)].into_iter().chain(rows).collect();
        let name = rows.iter().map(|row| row.0.len()).max().unwrap_or(0);
        let bytes = alloc::format!("{}", self.total).len();
        for row in rows {
            let part = 100.0 * row.1 as f64 / self.total.max(1) as f64;
            writeln!(f, "{:name$} {:>bytes$} B {part:>7.1} %", row.0, row.1)?;
        }
        write!(f, "{:name$} {:>bytes$} B", "total", self.total)?;
        write!(f, "{:12}{:.1} B an element", "", self.per_element())
    }
}

/// Who reaches an allocation.
#[derive(Clone, Copy, PartialEq)]
enum Reach {
    One(usize),
    Several,
}

/// A count in progress.
///
/// Invariant: where a node is reached by several versions, so is everything below it.
pub(crate) struct Census {
    blocks: BTreeMap<usize, (usize, Reach)>,
    versions: usize,
    elements: usize,
}

impl Census {
    #[inline]
    pub(crate) fn new() -> Self {
        Self { blocks: BTreeMap::new(), versions: 0, elements: 0 }
    }

    #[inline]
    pub(crate) fn report(self) -> MemoryReport {
        let mut unique = vec![0; self.versions];
        let mut shared = 0;
        for (bytes, reach) in self.blocks.into_values() {
            match reach {
                Reach::One(version) => unique[version - 1] += bytes,
                Reach::Several => shared += bytes,
            }
        }
        let total = shared + unique.iter().sum::<usize>();
        MemoryReport { total, shared, unique, elements: self.elements }
    }
}

impl Survey for Census {
    #[inline]
    fn version(&mut self, elements: usize) {
        self.versions += 1;
        self.elements = self.elements.saturating_add(elements);
    }

    #[inline]
    fn enter(&mut self, block: Block) -> bool {
        let current = Reach::One(self.versions);
        let (_, reach) = self.blocks.entry(block.addr).or_insert((block.bytes, Reach::One(0)));
        if *reach == Reach::Several || *reach == current {
            return false;
        }
        *reach = if *reach == Reach::One(0) { current } else { Reach::Several };
        true
    }

    #[inline]
    fn leave(&mut self) {}
}
