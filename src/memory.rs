//! What versions of a collection take in memory. Knows no collection.

use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

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
    #[allow(clippy::cast_precision_loss, reason = "a ratio for people to read")]
    pub fn per_element(&self) -> f64 {
        if self.elements == 0 { 0.0 } else { self.total as f64 / self.elements as f64 }
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
    pub(crate) fn new() -> Self {
        Self { blocks: BTreeMap::new(), versions: 0, elements: 0 }
    }

    /// Begins with the next version, of `elements` elements.
    pub(crate) fn version(&mut self, elements: usize) {
        self.versions += 1;
        self.elements = self.elements.saturating_add(elements);
    }

    /// Counts an allocation; says whether this is news for what lies below it.
    pub(crate) fn block(&mut self, addr: usize, bytes: usize) -> bool {
        let current = Reach::One(self.versions);
        let (_, reach) = self.blocks.entry(addr).or_insert((bytes, Reach::One(0)));
        if *reach == Reach::Several || *reach == current {
            return false;
        }
        *reach = if *reach == Reach::One(0) { current } else { Reach::Several };
        true
    }

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
