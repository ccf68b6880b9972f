//! A persistent hash set: the keys of a map without values. Knows its map, and not the trie.

mod algebra;
mod capacity;
mod edit;
mod iter;
#[cfg(feature = "serde")]
mod nodes;
mod traits;

#[cfg(test)]
mod tests;

pub use crate::hash_map::{DefaultHasher, RandomState};
pub use crate::patch::{SetDiffItem as DiffItem, SetDiffIter as DiffIter};
pub use iter::{ConsumingIter, Drain, ExtractIf, IntoIter, Iter};

use core::hash::{BuildHasher, Hash};

use equivalent::Equivalent;

use crate::hash_map::HashMap;
use crate::memory::MemoryReport;
use crate::picture::Picture;

/// A persistent hash set: a clone costs **O(1)** and shares everything, a write copies the nodes on
/// its path, and none of them where nobody shares them.
///
/// ```text
///            a directory: 16 slots, by 4 bits of the hash
///    [ a | a | a | a | a | a | a | a | b | b | b | b | c | c | • | d ]
///      |                               |               |       |   |
///      v                               v               v       |   v
///    bucket                          bucket          bucket    | bucket     a kid has as many slots as it
///    up to 32 elements,              (16 or 8 if they          |            needs: 1, 2, 4, 8 or 16
///    a byte of the hash each         are large, or own         v
///                                   something)     a directory: by the next 4 bits
/// ```
///
/// It is a [`HashMap`] without values: what that says of costs, of the order of iteration and of
/// hashers holds here, too.
///
/// | operation | nobody shares it | a version shares it | what is copied then |
/// |---|---|---|---|
/// | `clone`, `len`, [`ptr_eq`](Self::ptr_eq) | **O(1)** | **O(1)** | nothing |
/// | [`contains`](Self::contains), [`get`](Self::get) | **O(1)** on average | **O(1)** on average | nothing |
/// | a step of [`iter`](Self::iter) | **O(1)** amortised | **O(1)** amortised | nothing |
/// | [`insert`](Self::insert), [`remove`](Self::remove) | **O(1)** on average | **O(log n)** | a bucket, and a directory a level |
/// | [`union`](Self::union), [`is_subset`](Self::is_subset), ... of m and n elements, m <= n, hashed alike | **O(m log(n / m + 1))** | **O(k log n)** for versions that differ in k elements | what is changed |
/// | [`diff`](Self::diff), [`merge`](Self::merge), `==` of versions that differ in k elements | | **O(k log n)** | nothing; `merge`: what is changed |
/// | `collect`, `extend` with m elements | **O(m)** on average | **O(m)** on average | each node once |
/// | [`retain`](Self::retain) | **O(n)** | **O(n)** | the nodes of what goes |
///
/// # When not to use it
///
/// - Elements are wanted in order, or by ranges and positions: take an [`OrdSet`](crate::OrdSet).
/// - There is one version only: std's `HashSet` is a flat table, which is read and written two to five times
///   faster.
/// - Elements come from attackers who can measure much: the default [`RandomState`] says what it promises, and
///   what to take instead.
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
/// It has the methods of `im::HashSet` and `imbl::HashSet` under their names, and those of std's
/// `HashSet`. Where they contradict each other, im's stand: [`insert`](Self::insert) and
/// [`remove`](Self::remove) return the element that was there (std returns whether there was one), and
/// [`union`](Self::union), [`intersection`](Self::intersection) and their kin return sets (std's return
/// iterators over references); im's [`difference`](Self::difference) is the symmetric one.
///
/// Reading asks nothing of the elements but what finds them; writing asks for `Clone`, because a node
/// that another version shares has to be copied first.
///
/// ```
/// use offshoot::HashSet;
///
/// let mut parent: HashSet<u32> = (0u32..100_000).collect();
/// let child = parent.clone();
/// parent.remove(&7);
/// assert_eq!((parent.contains(&7), parent.len()), (false, 99_999));
/// assert_eq!((child.contains(&7), child.len()), (true, 100_000));
/// ```
pub struct HashSet<T, S = RandomState> {
    pub(crate) map: HashMap<T, (), S>,
}

impl<T, S: Clone> Clone for HashSet<T, S> {
    /// Shares everything with the original.
    ///
    /// Computes in **O(1)** time.
    #[inline]
    fn clone(&self) -> Self {
        Self { map: self.map.clone() }
    }
}

impl<T> HashSet<T> {
    /// An empty set, without an allocation.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// static EMPTY: HashSet<u8> = HashSet::new();
    /// assert!(EMPTY.is_empty());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { map: HashMap::new() }
    }
}

impl<T, S> HashSet<T, S> {
    /// An empty set whose elements are hashed by `hasher`, without an allocation.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashSet;
    /// use std::hash::{BuildHasherDefault, DefaultHasher};
    ///
    /// let mut set = HashSet::with_hasher(BuildHasherDefault::<DefaultHasher>::default());
    /// set.insert("a");
    /// assert!(set.contains("a"));
    /// ```
    #[must_use]
    pub const fn with_hasher(hasher: S) -> Self {
        Self { map: HashMap::with_hasher(hasher) }
    }

    /// What hashes the elements.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let set: HashSet<u8> = HashSet::new();
    /// let other: HashSet<u8> = HashSet::with_hasher(*set.hasher());
    /// assert_eq!(set, other);
    /// ```
    #[inline]
    #[must_use]
    pub const fn hasher(&self) -> &S {
        self.map.hasher()
    }

    /// An empty set, perhaps of another type, whose elements are hashed in the same way as those of this
    /// one.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let names = HashSet::from(["one"]);
    /// let mut lengths: HashSet<usize> = names.new_from();
    /// lengths.insert(3);
    /// ```
    #[must_use]
    pub fn new_from<T1>(&self) -> HashSet<T1, S>
    where
        S: Clone,
    {
        HashSet { map: self.map.new_from() }
    }

    /// The number of elements.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// assert_eq!(HashSet::from([1, 2, 2]).len(), 2);
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
    /// use offshoot::HashSet;
    ///
    /// assert!(!HashSet::from([1]).is_empty());
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
    /// use offshoot::HashSet;
    ///
    /// let a = HashSet::from([1, 2]);
    /// assert!(a.ptr_eq(&a.clone()) && !a.ptr_eq(&HashSet::from([1, 2])));
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
    /// use offshoot::HashSet;
    ///
    /// let mut set = HashSet::from([1]);
    /// set.clear();
    /// assert!(set.is_empty());
    /// ```
    pub fn clear(&mut self) {
        self.map.clear();
    }

    /// The elements by reference, in no order.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// assert_eq!(HashSet::from([2, 1]).iter().sum::<i32>(), 3);
    /// ```
    pub fn iter(&self) -> Iter<'_, T> {
        Iter::new(self.map.keys())
    }

    /// What several versions take in memory, each byte counted once.
    ///
    /// Computes in **O(m log m)** time for m nodes.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let a: HashSet<u64> = (0u64..100_000).collect();
    /// let report = HashSet::memory([&a, &a.clone()]);
    /// assert_eq!(report.total, report.shared);
    /// ```
    #[must_use]
    pub fn memory<'a>(versions: impl IntoIterator<Item = &'a Self>) -> MemoryReport
    where
        Self: 'a,
    {
        HashMap::memory(versions.into_iter().map(|version| &version.map))
    }

    /// Which nodes several versions have, and which of them they share, to be drawn by Graphviz.
    ///
    /// Computes in **O(m log m)** time for m nodes of all versions, those that are shared counted for each.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// let a: HashSet<u64> = (0u64..1_000).collect();
    /// let mut b = a.clone();
    /// b.remove(&7);
    /// let dot = HashSet::picture([&a, &b]).to_string(); // `dot -Tsvg` draws it
    /// assert!(dot.starts_with("digraph"));
    /// ```
    #[must_use]
    pub fn picture<'a>(versions: impl IntoIterator<Item = &'a Self>) -> Picture
    where
        Self: 'a,
    {
        HashMap::picture(versions.into_iter().map(|version| &version.map))
    }

    /// The number of levels of directories above the buckets.
    #[doc(hidden)]
    #[must_use]
    pub fn height(&self) -> usize {
        self.map.height()
    }

    /// Checks the invariants that hold whatever `Hash` does.
    ///
    /// # Panics
    /// If one does not hold.
    #[doc(hidden)]
    pub fn check_shape(&self) {
        self.map.check_shape();
    }
}

impl<T, S: BuildHasher> HashSet<T, S> {
    /// Whether an element is there.
    ///
    /// Computes in **O(1)** time on average.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// assert!(HashSet::from(["a", "b"]).contains("a"));
    /// ```
    #[inline]
    pub fn contains<Q: Hash + Equivalent<T> + ?Sized>(&self, value: &Q) -> bool {
        self.map.contains_key(value)
    }

    /// The element of the set that equals a value.
    ///
    /// Computes in **O(1)** time on average.
    ///
    /// ```
    /// use offshoot::HashSet;
    ///
    /// assert_eq!(HashSet::from(["a", "b"]).get("b"), Some(&"b"));
    /// ```
    #[inline]
    pub fn get<Q: Hash + Equivalent<T> + ?Sized>(&self, value: &Q) -> Option<&T> {
        Some(self.map.get_key_value(value)?.0)
    }
}

impl<T: Hash, S: BuildHasher> HashSet<T, S> {
    /// Checks the invariants of the trie, and that the elements lie where their hashes lead.
    ///
    /// # Panics
    /// If one does not hold, which would be a fault of this crate, or of a `Hash` that contradicts
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
