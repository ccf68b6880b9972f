//! A persistent ordered map. Knows `Ord` and `Comparable`; how its tree is laid out it does not know.

mod access;
mod algebra;
mod batch;
mod build;
mod compare;
mod convert;
mod cursor;
mod cut;
mod diff;
mod edit;
mod entry;
mod extract;
pub(crate) mod iter;
#[cfg(feature = "serde")]
pub(crate) mod nodes;
mod range;
mod submap;
mod traits;
mod views;

#[cfg(test)]
pub(crate) mod tests;

pub use crate::patch::{Conflict, DiffItem, DiffIter, Patch, PatchItem};
#[cfg(feature = "rayon")]
pub(crate) use batch::MERGED_FROM;
pub use cursor::{Cursor, CursorMut, UnorderedKeyError};
pub use entry::{Entry, OccupiedEntry, VacantEntry};
pub(crate) use extract::Extract;
pub use extract::ExtractIf;
pub use iter::{ConsumingIter, IntoIter, Iter, IterMut, Range, RangeMut, RangedIter};
pub use views::{IntoKeys, IntoValues, Keys, Values, ValuesMut};

use core::cmp::Ordering;
use equivalent::Comparable;

use crate::memory::{Census, MemoryReport};
use crate::picture::{Picture, Sketch};
use crate::raw::Pairs;
use crate::survey::Survey;
use crate::tree::Narrow;
use crate::tree::bplus::{self, Tree};

/// A persistent ordered map: a clone costs **O(1)** and shares everything, a write copies the nodes
/// on its path, and none of them where nobody shares them.
///
/// ```text
///   bounds        [  20  |  40  | ... ]            what divides the kids: up to 7
///   kids       [  •  |  •  |  •  | ... ]           a branch: up to 8 kids,
///   sizes      [  64 |  51 |  38 | ... ]           and how many entries each has
///                 |     |     |
///                 v     v     v
///            [ k0 k1 ... k63 ]  ...                a leaf: 1 KiB of entries, but 12 to 64 of them
///            [ v0 v1 ... v63 ]                     (32 with a destructor); keys and values apart
/// ```
///
/// | operation | nobody shares it | a version shares it | what is copied then |
/// |---|---|---|---|
/// | `clone`, `len`, [`ptr_eq`](Self::ptr_eq) | **O(1)** | **O(1)** | nothing |
/// | [`get`](Self::get), [`get_index`](Self::get_index), [`rank`](Self::rank), [`range`](Self::range) | **O(log n)** | **O(log n)** | nothing |
/// | a step of [`iter`](Self::iter) | **O(1)** amortised | **O(1)** amortised | nothing |
/// | [`insert`](Self::insert), [`remove`](Self::remove), [`get_mut`](Self::get_mut), [`entry`](Self::entry), [`pop_first`](Self::pop_first) | **O(log n)** | **O(log n)** | a leaf, and a branch a level |
/// | [`split`](Self::split), [`take`](Self::take), [`submap`](Self::submap), [`remove_range`](Self::remove_range), [`append`](Self::append) beyond the last key | **O(log n)** | **O(log n)** | the nodes along the cuts and seams |
/// | [`union`](Self::union), [`intersection`](Self::intersection), ... of m and n entries, m <= n | **O(m log(n / m + 1))** | **O(k log n)** for versions that differ in k keys | what is changed |
/// | [`diff`](Self::diff), [`merge`](Self::merge) of versions that differ in k keys | | **O(k log n)** | nothing; `merge`: what is changed |
/// | `==` of versions that differ in k values | | **O(k log n)**, at worst **O(n)** | nothing |
/// | `collect`, in order; in any order | **O(n)**; **O(n log n)** | | |
/// | [`iter_mut`](Self::iter_mut), [`retain`](Self::retain) | **O(n)** | **O(n)** | all that is reached |
///
/// No sequence of edits makes the tree higher than `3 + log(n / 63) / log(4)` levels (for entries of 16 bytes).
///
/// # When not to use it
///
/// - Keys are looked up, and their order does not matter: a [`HashMap`](crate::HashMap) is faster.
/// - Keys are `0..n`: take a [`Vector`](crate::Vector).
/// - There is one version only, and positions do not matter: std's
///   [`BTreeMap`](alloc::collections::BTreeMap) asks for no `Clone`, and is at hand.
/// - Keys or values are costly to clone (a `String`) and versions are kept while one is written: a write copies a
///   leaf of them. Put them behind an `Arc`.
///
/// # See also
///
#[doc = include_str!("../doc/see/memory.md")]
#[cfg_attr(feature = "rayon", doc = include_str!("../doc/see/rayon.md"))]
#[cfg_attr(feature = "serde", doc = include_str!("../doc/see/serde.md"))]
#[cfg_attr(
    any(feature = "arbitrary", feature = "proptest", feature = "quickcheck"),
    doc = include_str!("../doc/see/versions.md")
)]
///
/// # Details
///
/// It has the methods of `im::OrdMap` and `imbl::OrdMap` under their names, and those of
/// [`BTreeMap`](alloc::collections::BTreeMap). One differs: [`get_min`](Self::get_min) and
/// [`get_max`](Self::get_max) give two references and not one to a pair, since keys and values lie
/// apart.
///
/// Reading asks nothing of keys and values; writing asks for `Clone`, because a node that another
/// version shares has to be copied first.
///
/// Where keys change their order while they are in a map, or `Ord` contradicts itself, results are
/// wrong, and nothing worse.
///
/// ```
/// use offshoot::OrdMap;
///
/// let mut parent: OrdMap<u32, &str> = (0u32..100_000).map(|key| (key, "old")).collect();
/// let child = parent.clone();
/// parent.insert(500, "new");
/// parent.remove(&7);
/// assert_eq!((parent[&500], parent.get(&7), parent.len()), ("new", None, 99_999));
/// assert_eq!((child[&500], child.get(&7), child.len()), ("old", Some(&"old"), 100_000));
/// ```
pub struct OrdMap<K, V> {
    pub(crate) tree: Tree<Pairs<K, V>, bplus::Keys<K>, Narrow>,
}

impl<K, V> Clone for OrdMap<K, V> {
    /// Shares everything with the original.
    ///
    /// Computes in **O(1)** time.
    #[inline]
    fn clone(&self) -> Self {
        Self { tree: self.tree.clone() }
    }
}

/// How a key of the map compares to `key`.
#[inline]
fn order<K, Q: Comparable<K> + ?Sized>(key: &Q) -> impl FnMut(&K) -> Ordering {
    move |other| key.compare(other).reverse()
}

impl<K, V> OrdMap<K, V> {
    /// An empty map, without an allocation.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// static EMPTY: OrdMap<u8, u8> = OrdMap::new();
    /// assert!(EMPTY.is_empty());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { tree: Tree::new() }
    }

    /// The number of entries.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert_eq!(OrdMap::from([(1, 'a'), (2, 'b')]).len(), 2);
    /// ```
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.tree.size()
    }

    /// Whether there are no entries.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// assert!(!OrdMap::from([(1, 'a')]).is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tree.is_empty()
    }

    /// Whether both are one version: they share all of their nodes. Empty maps are one version.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a = OrdMap::from([(1, 'a'), (2, 'b')]);
    /// let mut b = a.clone();
    /// assert!(a.ptr_eq(&b));
    /// b.insert(1, 'a');
    /// assert!(!a.ptr_eq(&b) && a == b);
    /// ```
    #[inline]
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.tree.addr() == other.tree.addr()
    }

    /// Lets go of all entries. Other versions keep theirs.
    ///
    /// Computes in **O(1)** time where the map is shared, else in **O(n)**.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(1, 'a')]);
    /// let kept = map.clone();
    /// map.clear();
    /// assert_eq!((map.len(), kept.len()), (0, 1));
    /// ```
    pub fn clear(&mut self) {
        *self = Self::new();
    }

    /// What several versions take in memory, each byte counted once.
    ///
    /// Computes in **O(m log m)** time for m nodes.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a: OrdMap<u64, u64> = (0u64..100_000).map(|key| (key, key)).collect();
    /// let mut b = a.clone();
    /// b.insert(7, 0);
    /// let report = OrdMap::memory([&a, &b]);
    /// assert_eq!(report.total, report.shared + report.unique[0] + report.unique[1]);
    /// assert!(report.unique[1] < 4_096);
    /// ```
    #[must_use]
    pub fn memory<'a>(versions: impl IntoIterator<Item = &'a Self>) -> MemoryReport
    where
        K: 'a,
        V: 'a,
    {
        let mut census = Census::new();
        versions.into_iter().for_each(|version| version.survey(&mut census));
        census.report()
    }

    /// Which nodes several versions have, and which of them they share, to be drawn by Graphviz.
    ///
    /// Computes in **O(m log m)** time for m nodes of all versions, those that are shared counted for each.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a: OrdMap<u64, u64> = (0u64..1_000).map(|key| (key, key)).collect();
    /// let mut b = a.clone();
    /// b.insert(7, 0);
    /// let dot = OrdMap::picture([&a, &b]).to_string(); // `dot -Tsvg` draws it
    /// assert!(dot.starts_with("digraph"));
    /// ```
    #[must_use]
    pub fn picture<'a>(versions: impl IntoIterator<Item = &'a Self>) -> Picture
    where
        K: 'a,
        V: 'a,
    {
        let mut sketch = Sketch::new();
        versions.into_iter().for_each(|version| version.survey(&mut sketch));
        sketch.picture()
    }

    fn survey(&self, survey: &mut impl Survey) {
        survey.version(self.len());
        if let Some(root) = self.tree.root() {
            root.survey(survey);
        }
    }

    /// The number of levels of branches above the leaves.
    #[doc(hidden)]
    #[must_use]
    pub fn height(&self) -> usize {
        self.tree.height()
    }
}

impl<K: Ord, V> OrdMap<K, V> {
    /// Checks the invariants of the tree, and that the keys are in order.
    ///
    /// Computes in **O(n)** time.
    ///
    /// # Panics
    /// If one does not hold, which would be a fault of this crate, or of an `Ord` that contradicts
    /// itself.
    #[doc(hidden)]
    pub fn check(&self) {
        self.tree.check(&mut |leaf| {
            assert!(leaf.keys().is_sorted_by(|a, b| a < b), "the keys of a leaf are in order");
        });
        self.tree.check_bounds(&mut |a, b| a < b);
    }

    /// im's name for [`check`](Self::check).
    #[doc(hidden)]
    pub fn assert_invariants(&self) {
        self.check();
    }
}
