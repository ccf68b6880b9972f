//! A persistent hash map. Knows `Hash`, `Eq` and hashers; how its trie is laid out it does not know.

mod access;
mod algebra;
mod batch;
mod build;
mod capacity;
mod compare;
mod convert;
mod diff;
mod edit;
mod entry;
mod extract;
#[cfg(feature = "rayon")]
mod fork;
mod hasher;
pub(crate) mod iter;
#[cfg(feature = "serde")]
pub(crate) mod nodes;
mod submap;
mod traits;
mod views;

#[cfg(test)]
mod tests;

pub use crate::patch::{Conflict, DiffItem, DiffIter, Patch, PatchItem};
pub use entry::{Entry, OccupiedEntry, VacantEntry};
pub(crate) use extract::Extract;
pub use extract::ExtractIf;
pub use hasher::{DefaultHasher, RandomState};
pub use iter::{ConsumingIter, Drain, IntoIter, Iter, IterMut};
pub use views::{IntoKeys, IntoValues, Keys, Values, ValuesMut};

use core::hash::{BuildHasher, Hash};
use triomphe::Arc;

use crate::memory::{Census, MemoryReport};
use crate::picture::{Picture, Sketch};
use crate::raw::is_one_type;
use crate::survey::{Block, Survey};
use crate::tree::hamt::Tree;

/// A persistent hash map: a clone costs **O(1)** and shares everything, a write copies the nodes on
/// its path, and none of them where nobody shares them.
///
/// ```text
///            a directory: 16 slots, by 4 bits of the hash
///    [ a | a | a | a | a | a | a | a | b | b | b | b | c | c | • | d ]
///      |                               |               |       |   |
///      v                               v               v       |   v
///    bucket                          bucket          bucket    | bucket     a kid has as many slots as it
///    up to 32 entries,               (16 or 8 if they          |            needs: 1, 2, 4, 8 or 16
///    a byte of the hash each         are large, or own         v
///                                   something)     a directory: by the next 4 bits
/// ```
///
/// | operation | nobody shares it | a version shares it | what is copied then |
/// |---|---|---|---|
/// | `clone`, `len`, [`ptr_eq`](Self::ptr_eq) | **O(1)** | **O(1)** | nothing |
/// | [`get`](Self::get), [`contains_key`](Self::contains_key) | **O(1)** on average | **O(1)** on average | nothing |
/// | a step of [`iter`](Self::iter) | **O(1)** amortised | **O(1)** amortised | nothing |
/// | [`insert`](Self::insert), [`remove`](Self::remove), [`get_mut`](Self::get_mut), [`entry`](Self::entry) | **O(1)** on average | **O(log n)** | a bucket, and a directory a level |
/// | [`union`](Self::union), [`intersection`](Self::intersection), ... of m and n entries, m <= n, hashed alike | **O(m log(n / m + 1))** | **O(k log n)** for versions that differ in k keys | what is changed |
/// | [`diff`](Self::diff), [`merge`](Self::merge), `==` of versions that differ in k keys | | **O(k log n)** | nothing; `merge`: what is changed |
/// | `==`, [`diff`](Self::diff), [`union`](Self::union) of maps that are hashed in different ways | **O(m + n)** | | |
/// | `collect`, `extend` with m entries | **O(m)** on average | **O(m)** on average | each node once |
/// | [`iter_mut`](Self::iter_mut), [`retain`](Self::retain) | **O(n)** | **O(n)** | all that is reached |
///
/// "On average": one hash, a level of directories for each factor of 16 in n, which are 16 at the most, and a
/// comparison with the key that is found; as far as the hash function spreads the keys. Keys whose hashes are the
/// same in all 64 bits are looked through one by one: for c of them, each operation asks `Eq` **O(c)** times, and
/// a write to a shared map copies **O(c / 32)** pointers.
///
/// # When not to use it
///
/// - Keys are wanted in order, or by ranges and positions: take an [`OrdMap`](crate::OrdMap).
/// - There is one version only: std's `HashMap` is a flat table, which is read and written two to five times
///   faster.
/// - Keys come from attackers who can measure much: the default [`RandomState`] says what it promises, and
///   what to take instead.
/// - Values are costly to clone (a `String`) and versions are kept while one is written: a write copies a
///   bucket of them. Put them behind an `Arc`.
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
/// It has the methods of `im::HashMap` and `imbl::HashMap` under their names, and those of std's
/// `HashMap`. The order of iteration follows from the hashes alone: it is the same for equal maps of one
/// process that are hashed alike, whatever was done to them, unless hashes collide or bucket-mates came
/// in another order.
///
/// Two maps are hashed alike if their hasher has no size, as the default one, or if they are relatives: clones
/// of one map that has had an entry, or made of it (by [`new_from`](Self::new_from), [`union`](Self::union) and their kin).
///
/// Reading asks nothing of keys and values but what finds a key; writing asks for `Clone`, because a node
/// that another version shares has to be copied first.
///
/// Where keys change their hash or what they equal while they are in a map, or `Hash` and `Eq` contradict
/// each other, results are wrong, and nothing worse.
///
/// ```
/// use offshoot::HashMap;
///
/// let mut parent: HashMap<u32, &str> = (0u32..100_000).map(|key| (key, "old")).collect();
/// let child = parent.clone();
/// parent.insert(500, "new");
/// parent.remove(&7);
/// assert_eq!((parent[&500], parent.get(&7), parent.len()), ("new", None, 99_999));
/// assert_eq!((child[&500], child.get(&7), child.len()), ("old", Some(&"old"), 100_000));
/// ```
pub struct HashMap<K, V, S = RandomState> {
    pub(crate) tree: Tree<K, V>,
    /// What clones have in common and others have not: that they are hashed by one function. None for
    /// hashers without a size, which are one function all, and for maps that never had an entry.
    family: Option<Arc<()>>,
    hasher: S,
}

impl<K, V, S: Clone> Clone for HashMap<K, V, S> {
    /// Shares everything with the original.
    ///
    /// Computes in **O(1)** time.
    #[inline]
    fn clone(&self) -> Self {
        Self { tree: self.tree.clone(), family: self.family.clone(), hasher: self.hasher.clone() }
    }
}

impl<K, V> HashMap<K, V> {
    /// An empty map, without an allocation.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// static EMPTY: HashMap<u8, u8> = HashMap::new();
    /// assert!(EMPTY.is_empty());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self::with_hasher(RandomState::new())
    }
}

impl<K, V, S> HashMap<K, V, S> {
    /// An empty map whose keys are hashed by `hasher`, without an allocation.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashMap;
    /// use std::hash::{BuildHasherDefault, DefaultHasher};
    ///
    /// let mut map = HashMap::with_hasher(BuildHasherDefault::<DefaultHasher>::default());
    /// map.insert("a", 1);
    /// assert_eq!(map["a"], 1);
    /// ```
    #[must_use]
    pub const fn with_hasher(hasher: S) -> Self {
        Self { tree: Tree::new(), family: None, hasher }
    }

    /// What hashes the keys.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let map: HashMap<u8, u8> = HashMap::new();
    /// let other: HashMap<u8, u8> = HashMap::with_hasher(*map.hasher());
    /// assert_eq!(map, other);
    /// ```
    #[inline]
    #[must_use]
    pub const fn hasher(&self) -> &S {
        &self.hasher
    }

    /// An empty map, perhaps of other types, whose keys are hashed in the same way as those of this one.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let names = HashMap::from([(1, "one")]);
    /// let mut lengths: HashMap<&str, usize> = names.new_from();
    /// lengths.insert("one", 3);
    /// ```
    #[must_use]
    pub fn new_from<K1, V1>(&self) -> HashMap<K1, V1, S>
    where
        S: Clone,
    {
        HashMap { tree: Tree::new(), family: self.family.clone(), hasher: self.hasher.clone() }
    }

    /// The number of entries.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// assert_eq!(HashMap::from([(1, 'a'), (2, 'b')]).len(), 2);
    /// ```
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.tree.len()
    }

    /// Whether there are no entries.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// assert!(!HashMap::from([(1, 'a')]).is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether both are one version: they share all of their nodes. Empty maps are one version.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let a = HashMap::from([(1, 'a'), (2, 'b')]);
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
    /// use offshoot::HashMap;
    ///
    /// let mut map = HashMap::from([(1, 'a')]);
    /// let kept = map.clone();
    /// map.clear();
    /// assert_eq!((map.len(), kept.len()), (0, 1));
    /// ```
    pub fn clear(&mut self) {
        self.tree = Tree::new();
    }

    /// What several versions take in memory, each byte counted once.
    ///
    /// Computes in **O(m log m)** time for m nodes.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let a: HashMap<u64, u64> = (0u64..100_000).map(|key| (key, key)).collect();
    /// let mut b = a.clone();
    /// b.insert(7, 0);
    /// let report = HashMap::memory([&a, &b]);
    /// assert_eq!(report.total, report.shared + report.unique[0] + report.unique[1]);
    /// assert!(report.unique[1] < 2_048);
    /// ```
    #[must_use]
    pub fn memory<'a>(versions: impl IntoIterator<Item = &'a Self>) -> MemoryReport
    where
        Self: 'a,
    {
        let mut census = Census::new();
        for version in versions {
            version.tree.survey(&mut census);
            if let Some(family) = &version.family {
                let (addr, bytes) = (Arc::as_ptr(family).addr(), size_of::<usize>());
                census.pass(Block { addr, bytes, kind: "family", elements: 0 });
            }
        }
        census.report()
    }

    /// Which nodes several versions have, and which of them they share, to be drawn by Graphviz.
    ///
    /// Computes in **O(m log m)** time for m nodes of all versions, those that are shared counted for each.
    ///
    /// ```
    /// use offshoot::HashMap;
    ///
    /// let a: HashMap<u64, u64> = (0u64..1_000).map(|key| (key, key)).collect();
    /// let mut b = a.clone();
    /// b.insert(7, 0);
    /// let dot = HashMap::picture([&a, &b]).to_string(); // `dot -Tsvg` draws it
    /// assert!(dot.starts_with("digraph"));
    /// ```
    #[must_use]
    pub fn picture<'a>(versions: impl IntoIterator<Item = &'a Self>) -> Picture
    where
        Self: 'a,
    {
        let mut sketch = Sketch::new();
        versions.into_iter().for_each(|version| version.tree.survey(&mut sketch));
        sketch.picture()
    }

    /// The number of levels of directories above the buckets.
    #[doc(hidden)]
    #[must_use]
    pub fn height(&self) -> usize {
        self.tree.height()
    }

    /// Founds a family, if there is none yet: before the first entry comes in.
    #[inline]
    fn found(&mut self) {
        if size_of::<S>() != 0 && self.family.is_none() {
            self.family = Some(Arc::new(()));
        }
    }
}

impl<K, V, S: BuildHasher> HashMap<K, V, S> {
    /// The hash of a key, or of what is looked up as one.
    #[inline]
    fn hash_of<Q: Hash + ?Sized>(&self, key: &Q) -> u64 {
        hash_by(&self.hasher, key)
    }

    /// The same where keys have been hashed before: in a map that is not empty.
    #[inline]
    fn hash_again<Q: Hash + ?Sized>(&self, key: &Q) -> u64 {
        if is_one_type::<S, RandomState>() {
            debug_assert!(!self.is_empty());
            hasher::hash_again(key)
        } else {
            self.hash_of(key)
        }
    }
}

/// The hash by which the trie is told of a key.
#[inline]
fn hash_by<Q: Hash + ?Sized, S: BuildHasher>(hasher: &S, key: &Q) -> u64 {
    let hash = hasher.hash_one(key);
    // Ours ends with such a multiplication.
    if is_one_type::<S, RandomState>() { hash } else { hasher::spread(hash) }
}

impl<K: Hash, V, S: BuildHasher> HashMap<K, V, S> {
    /// Checks the invariants of the trie, and that the keys lie where their hashes lead.
    ///
    /// Computes in **O(n)** time.
    ///
    /// # Panics
    /// If one does not hold, which would be a fault of this crate, or of a `Hash` that contradicts itself.
    #[doc(hidden)]
    pub fn check(&self) {
        self.tree.check(Some(&mut |key| self.hash_of(key)));
    }

    /// im's name for [`check`](Self::check).
    #[doc(hidden)]
    pub fn assert_invariants(&self) {
        self.check();
    }
}

impl<K, V, S> HashMap<K, V, S> {
    /// Checks the invariants that hold whatever `Hash` does.
    ///
    /// # Panics
    /// If one does not hold.
    #[doc(hidden)]
    pub fn check_shape(&self) {
        self.tree.check(None);
    }
}
