//! A persistent ordered set: the keys of a map without values. Knows its map, and not the tree.

mod algebra;
mod cursor;
mod edit;
mod iter;
#[cfg(feature = "serde")]
mod nodes;
mod range;
mod traits;

#[cfg(test)]
mod tests;

pub use crate::ord_map::UnorderedKeyError;
pub use crate::patch::{SetDiffItem as DiffItem, SetDiffIter as DiffIter};
pub use cursor::{Cursor, CursorMut};
pub use iter::{ConsumingIter, ExtractIf, IntoIter, Iter, Range, RangedIter};

use equivalent::Comparable;

use crate::memory::MemoryReport;
use crate::ord_map::OrdMap;
use crate::picture::Picture;

/// A persistent ordered set: a clone costs **O(1)** and shares everything, a write copies the nodes
/// on its path, and none of them where nobody shares them.
///
/// ```text
///   bounds        [  20  |  40  | ... ]            what divides the kids: up to 7
///   kids       [  •  |  •  |  •  | ... ]           a branch: up to 8 kids,
///   sizes      [  64 |  51 |  38 | ... ]           and how many elements each has
///                 |     |     |
///                 v     v     v
///            [ x0 x1 ... x63 ]  ...                a leaf: 1 KiB of elements, but 8 to 64 of them
///                                                  (32 with a destructor)
/// ```
///
/// It is an [`OrdMap`] without values.
///
/// | operation | nobody shares it | a version shares it | what is copied then |
/// |---|---|---|---|
/// | `clone`, `len`, [`ptr_eq`](Self::ptr_eq) | **O(1)** | **O(1)** | nothing |
/// | [`contains`](Self::contains), [`get_index`](Self::get_index), [`rank`](Self::rank), [`range`](Self::range) | **O(log n)** | **O(log n)** | nothing |
/// | a step of [`iter`](Self::iter) | **O(1)** amortised | **O(1)** amortised | nothing |
/// | [`insert`](Self::insert), [`remove`](Self::remove), [`pop_first`](Self::pop_first) | **O(log n)** | **O(log n)** | a leaf, and a branch a level |
/// | [`split`](Self::split), [`take`](Self::take), [`subset`](Self::subset), [`remove_range`](Self::remove_range), [`append`](Self::append) beyond the last one | **O(log n)** | **O(log n)** | the nodes along the cuts and seams |
/// | [`union`](Self::union), [`is_subset`](Self::is_subset), ... of m and n elements, m <= n | **O(m log(n / m + 1))** | **O(k log n)** for versions that differ in k elements | what is changed |
/// | [`diff`](Self::diff), [`merge`](Self::merge) of versions that differ in k elements | | **O(k log n)** | nothing; `merge`: what is changed |
/// | `==` | **O(n)** | at worst **O(n)**: what both share at one position is passed over | nothing |
/// | `collect`, in order; in any order | **O(n)**; **O(n log n)** | | |
///
/// # When not to use it
///
/// - The order does not matter: a [`HashSet`](crate::HashSet) is faster.
/// - There is one version only, and positions do not matter: take std's
///   [`BTreeSet`](alloc::collections::BTreeSet).
/// - The elements are small numbers, close together: a bitmap (crate `roaring`) takes a fraction of the memory.
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
/// It has the methods of `im::OrdSet` and `imbl::OrdSet` under their names, and those of
/// [`BTreeSet`](alloc::collections::BTreeSet). Where they contradict each other, im's stand:
/// [`insert`](Self::insert) and [`remove`](Self::remove) return the element that was there (std
/// returns whether there was one), and [`take`](Self::take) takes a number (std's `take` is
/// `remove` here).
///
/// Reading asks nothing of the elements; writing asks for `Clone`, because a node that another
/// version shares has to be copied first.
///
/// Where elements change their order while they are in a set, or `Ord` contradicts itself, results are
/// wrong, and nothing worse.
///
/// ```
/// use offshoot::OrdSet;
///
/// let mut parent: OrdSet<u32> = (0u32..100_000).collect();
/// let child = parent.clone();
/// parent.remove(&7);
/// assert_eq!((parent.contains(&7), parent.len()), (false, 99_999));
/// assert_eq!((child.contains(&7), child.len()), (true, 100_000));
/// ```
pub struct OrdSet<T> {
    pub(crate) map: OrdMap<T, ()>,
}

impl<T> Clone for OrdSet<T> {
    /// Shares everything with the original.
    ///
    /// Computes in **O(1)** time.
    #[inline]
    fn clone(&self) -> Self {
        Self { map: self.map.clone() }
    }
}

impl<T> OrdSet<T> {
    /// An empty set, without an allocation.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// static EMPTY: OrdSet<u8> = OrdSet::new();
    /// assert!(EMPTY.is_empty());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { map: OrdMap::new() }
    }

    /// The number of elements.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from([1, 2, 2]).len(), 2);
    /// ```
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there are no elements.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert!(!OrdSet::from([1]).is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// Whether both are one version: they share all of their nodes. Empty sets are one version.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let a = OrdSet::from([1, 2]);
    /// assert!(a.ptr_eq(&a.clone()) && !a.ptr_eq(&OrdSet::from([1, 2])));
    /// ```
    #[inline]
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.map.ptr_eq(&other.map)
    }

    /// Lets go of all elements. Other versions keep theirs.
    ///
    /// Computes in **O(1)** time where the set is shared, else in **O(n)**.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([1]);
    /// set.clear();
    /// assert!(set.is_empty());
    /// ```
    pub fn clear(&mut self) {
        self.map.clear();
    }

    /// The smallest element.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from([2, 1]).first(), Some(&1));
    /// ```
    #[must_use]
    pub fn first(&self) -> Option<&T> {
        Some(self.map.first_key_value()?.0)
    }

    /// The greatest element.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from([2, 1]).last(), Some(&2));
    /// ```
    #[must_use]
    pub fn last(&self) -> Option<&T> {
        Some(self.map.last_key_value()?.0)
    }

    /// im's name for [`first`](Self::first).
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from([2, 1]).get_min(), Some(&1));
    /// ```
    #[must_use]
    pub fn get_min(&self) -> Option<&T> {
        self.first()
    }

    /// im's name for [`last`](Self::last).
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from([2, 1]).get_max(), Some(&2));
    /// ```
    #[must_use]
    pub fn get_max(&self) -> Option<&T> {
        self.last()
    }

    /// Whether an element is there.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert!(OrdSet::from(["a", "b"]).contains("a"));
    /// ```
    #[inline]
    pub fn contains<Q: Comparable<T> + ?Sized>(&self, value: &Q) -> bool {
        self.map.contains_key(value)
    }

    /// The element of the set that equals a value.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from(["a", "b"]).get("b"), Some(&"b"));
    /// ```
    #[inline]
    pub fn get<Q: Comparable<T> + ?Sized>(&self, value: &Q) -> Option<&T> {
        Some(self.map.get_key_value(value)?.0)
    }

    /// The greatest element that is not above a value.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let set = OrdSet::from([10, 20]);
    /// assert_eq!((set.get_prev(&20), set.get_prev(&19), set.get_prev(&9)), (Some(&20), Some(&10), None));
    /// ```
    pub fn get_prev<Q: Comparable<T> + ?Sized>(&self, value: &Q) -> Option<&T> {
        Some(self.map.get_prev(value)?.0)
    }

    /// The smallest element that is not below a value.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let set = OrdSet::from([10, 20]);
    /// assert_eq!((set.get_next(&10), set.get_next(&11), set.get_next(&21)), (Some(&10), Some(&20), None));
    /// ```
    pub fn get_next<Q: Comparable<T> + ?Sized>(&self, value: &Q) -> Option<&T> {
        Some(self.map.get_next(value)?.0)
    }

    /// The element at a position: that with so many others below it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let set = OrdSet::from([10, 20]);
    /// assert_eq!((set.get_index(1), set.get_index(2)), (Some(&20), None));
    /// ```
    #[must_use]
    pub fn get_index(&self, index: usize) -> Option<&T> {
        Some(self.map.get_index(index)?.0)
    }

    /// The same as [`get_index`](Self::get_index), by the name that iterators have for it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from([10, 20]).nth(1), Some(&20));
    /// ```
    #[must_use]
    pub fn nth(&self, index: usize) -> Option<&T> {
        self.get_index(index)
    }

    /// The position of an element, if it is there.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let set = OrdSet::from([10, 20]);
    /// assert_eq!((set.index_of(&20), set.index_of(&15)), (Some(1), None));
    /// ```
    pub fn index_of<Q: Comparable<T> + ?Sized>(&self, value: &Q) -> Option<usize> {
        self.map.index_of(value)
    }

    /// How many elements are below a value, be it there or not.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let set = OrdSet::from([10, 20]);
    /// assert_eq!((set.rank(&20), set.rank(&15), set.rank(&99)), (1, 1, 2));
    /// ```
    pub fn rank<Q: Comparable<T> + ?Sized>(&self, value: &Q) -> usize {
        self.map.rank(value)
    }

    /// The elements by reference, in order.
    ///
    /// Computes in **O(1)** time; `nth` and `skip` of the iterator in **O(log n)**.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert!(OrdSet::from([2, 1]).iter().eq(&[1, 2]));
    /// ```
    pub fn iter(&self) -> Iter<'_, T> {
        Iter::new(self.map.iter())
    }

    /// What several versions take in memory, each byte counted once.
    ///
    /// Computes in **O(m log m)** time for m nodes.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let a: OrdSet<u64> = (0u64..100_000).collect();
    /// let report = OrdSet::memory([&a, &a.clone()]);
    /// assert_eq!(report.total, report.shared);
    /// ```
    #[must_use]
    pub fn memory<'a>(versions: impl IntoIterator<Item = &'a Self>) -> MemoryReport
    where
        T: 'a,
    {
        OrdMap::memory(versions.into_iter().map(|version| &version.map))
    }

    /// Which nodes several versions have, and which of them they share, to be drawn by Graphviz.
    ///
    /// Computes in **O(m log m)** time for m nodes of all versions, those that are shared counted for each.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let a: OrdSet<u64> = (0u64..1_000).collect();
    /// let mut b = a.clone();
    /// b.remove(&7);
    /// let dot = OrdSet::picture([&a, &b]).to_string(); // `dot -Tsvg` draws it
    /// assert!(dot.starts_with("digraph"));
    /// ```
    #[must_use]
    pub fn picture<'a>(versions: impl IntoIterator<Item = &'a Self>) -> Picture
    where
        T: 'a,
    {
        OrdMap::picture(versions.into_iter().map(|version| &version.map))
    }

    /// The number of levels of branches above the leaves.
    #[doc(hidden)]
    #[must_use]
    pub fn height(&self) -> usize {
        self.map.height()
    }
}

impl<T: Ord> OrdSet<T> {
    /// Checks the invariants of the tree, and that the elements are in order.
    ///
    /// # Panics
    /// If one does not hold, which would be a fault of this crate, or of an `Ord` that contradicts
    /// itself.
    #[doc(hidden)]
    pub fn check(&self) {
        self.map.check();
    }

    /// im's name for [`check`](Self::check).
    #[doc(hidden)]
    pub fn assert_invariants(&self) {
        self.check();
    }
}
