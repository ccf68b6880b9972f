//! Versions of collections saved with what they share. Knows no format: serde does the writing.
//!
//! ```text
//! Archive:  (format, 0, 0, nodes, versions)         Increment: (format, after so many versions,
//!                                                               and so many nodes, nodes, versions)
//! sequences and ordered maps                        hash maps and sets
//!   node:     leaf [item ...]                         node:     none
//!             branch [number of a kid ...]
//!   version:  (length, number of its root)            version:  (length, of which version it is made,
//!             of a vector: head, root, tail                      [key that goes ...], [entry that comes ...])
//! ```
//!
//! A number leads to what was written before, so that no cycle can be written, and one pass reads it all.
//! Numbers mean contents and not shapes: where nodes have other widths, nodes are joined as they come.
#![allow(private_bounds, reason = "what stores are is nobody's business")]

mod error;
mod forms;
mod hashed;
mod nodes;
mod store;
mod tuples;
mod wire;

pub use error::ArchiveError;
pub use wire::{Increment, Since};

use alloc::vec::{self, Vec};
use core::fmt;
use core::iter::FusedIterator;
use core::ops::Index;
use core::slice;

use store::{Store, Stored};

/// What an [`Archive`] can hold versions of: each of the six collections, and tuples of up to six of them.
///
/// Elements, keys and values have to be `Clone`, keys also `Ord` or `Hash` and `Eq`, as everywhere; values of
/// hash maps have to be `PartialEq`, their hasher `Clone` and `Default`. To write an archive, what is in it
/// has to be `Serialize`, to read it `Deserialize`.
///
/// The trait is sealed: it has no methods, and nobody else implements it.
///
/// ```
/// use offshoot::{Archive, ByteBuf, OrdMap};
///
/// /// A file and its index belong together: their versions are pushed as one.
/// type History = Archive<(ByteBuf, OrdMap<String, usize>)>;
/// assert!(History::new().is_empty());
/// ```
pub trait Archived: Stored {}

/// Versions of a collection, or of several, which are saved with what they share: each node that versions
/// share is written once, and shared again by those that are read.
///
/// A version is a value of `C`: a collection, or a tuple of collections that belong together. An archive
/// keeps the versions that it is given, which costs **O(1)** each, and for each node that has a number the
/// node. So what it has is shared, and whoever writes to such a version copies the path; an archive that is
/// not needed any more should go ([`into_iter`](Self::into_iter) gives its versions).
///
/// It is written and read by any serde format, whole, or by [increments](Self::since): what has been pushed
/// since so many versions, to be [appended](Self::append) to an archive that has those.
///
/// ```
/// use offshoot::{Archive, OrdMap};
///
/// let mut map: OrdMap<u32, u32> = (0u32..10_000).map(|key| (key, key)).collect();
/// let mut archive = Archive::new();
/// archive.push(map.clone());
/// let one = serde_json::to_string(&archive)?;
/// for key in 0..100 {
///     map.insert(key * 100, 0);
///     archive.push(map.clone());
/// }
/// let all = serde_json::to_string(&archive)?;
/// assert!(all.len() < 2 * one.len(), "101 versions take less than two would");
///
/// let read: Archive<OrdMap<u32, u32>> = serde_json::from_str(&all)?;
/// assert_eq!((read.len(), &read[100]), (101, &map));
/// assert_eq!(OrdMap::memory(&read), OrdMap::memory(&archive), "and they share as much again");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # What is shared
///
/// - **`Vector`, `ByteBuf`, `OrdMap`, `OrdSet`**: nodes are written as they are, leaves with their items and
///   branches as the numbers of their kids, and read as they were. Where nodes have other widths (another
///   version of this crate, a machine with other sizes), those that are too small or too large are joined
///   and divided; versions still share what these have in common.
/// - **`HashMap`, `HashSet`**: the shape of a trie follows from the hashes, which differ from process to
///   process. So a version is written as what makes it of the one that it was made of (found by the nodes
///   that they share): the keys that go, and the entries that come or change. It is read as just that:
///   changes made to a clone. Keys and values that are equal are taken for the same. All maps that are read
///   have one hasher, `S::default()`.
/// - Collections within collections (the values of an `OrdMap<K, Vector<T>>`) are written as serde writes
///   them, each for itself, with the leaf in which they stand. To share them, too, hold them in an archive
///   of their own.
///
/// Collections of one tuple share among versions, and not with each other.
///
/// # What is read is not trusted
///
/// Numbers, lengths, the order of keys and all that follows from them is checked; what does not fit is an
/// [`ArchiveError`] that says where. Nothing is allocated for what is only announced. What is built takes no
/// more than editing with this crate would take: for each number that is read, a path of a tree at the
/// most. (A vector of very many elements in little memory can be made, as [`Vector::repeat`] does.) So
/// whoever reads what strangers wrote has to limit how much of it is read, as always with serde.
///
/// [`Vector::repeat`]: crate::Vector::repeat
pub struct Archive<C: Archived> {
    versions: Vec<C>,
    store: C::Store,
}

impl<C: Archived> Archive<C> {
    /// An archive of no versions.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::{Archive, Vector};
    ///
    /// let archive: Archive<Vector<u8>> = Archive::new();
    /// assert!(archive.is_empty());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self { versions: Vec::new(), store: C::Store::default() }
    }

    /// The number of versions.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::{Archive, Vector};
    ///
    /// assert_eq!(Archive::from_iter([Vector::from([1]), Vector::from([1, 2])]).len(), 2);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.versions.len()
    }

    /// Whether there are no versions.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::{Archive, Vector};
    ///
    /// assert!(!Archive::from_iter([Vector::from([1])]).is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.versions.is_empty()
    }

    /// A version, by its number; none if there are not so many.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::{Archive, OrdSet};
    ///
    /// let archive = Archive::from_iter([OrdSet::from([1]), OrdSet::from([1, 2])]);
    /// assert_eq!((archive.get(1), archive.get(2)), (Some(&OrdSet::from([1, 2])), None));
    /// ```
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&C> {
        self.versions.get(index)
    }

    /// The version that was pushed last.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::{Archive, Vector};
    ///
    /// let archive = Archive::from_iter([Vector::from([1]), Vector::from([1, 2])]);
    /// assert_eq!(archive.last(), Some(&Vector::from([1, 2])));
    /// ```
    #[must_use]
    pub fn last(&self) -> Option<&C> {
        self.versions.last()
    }

    /// The versions, in the order in which they were pushed.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::{Archive, Vector};
    ///
    /// let archive = Archive::from_iter([Vector::from([1]), Vector::from([1, 2])]);
    /// assert!(archive.iter().map(Vector::len).eq([1, 2]));
    /// ```
    pub fn iter(&self) -> Iter<'_, C> {
        Iter(self.versions.iter())
    }

    /// Adds a version, and returns its number. It is any version: older or newer than others, or none of
    /// them.
    ///
    /// Computes in **O(m log n)** amortised time for the m nodes that no version has which is there already.
    ///
    /// # Panics
    /// If there were more than 2^32 nodes or versions.
    ///
    /// ```
    /// use offshoot::{Archive, HashMap, Vector};
    ///
    /// // What belongs together is one version.
    /// let mut archive = Archive::new();
    /// let mut lines = Vector::from(["fn main() {}".to_string()]);
    /// let mut marks = HashMap::new();
    /// archive.push((lines.clone(), marks.clone()));
    /// lines.push_front("//! Does nothing.".into());
    /// marks.insert("cursor".to_string(), 1);
    /// assert_eq!(archive.push((lines, marks)), 1);
    ///
    /// let bytes = postcard::to_allocvec(&archive)?;
    /// let read: Archive<(Vector<String>, HashMap<String, u32>)> = postcard::from_bytes(&bytes)?;
    /// assert_eq!(read[1], archive[1]);
    /// # Ok::<(), postcard::Error>(())
    /// ```
    pub fn push(&mut self, version: C) -> usize {
        self.store.enter(&version);
        self.versions.push(version);
        self.versions.len() - 1
    }

    /// What was pushed after the first so many versions, to be written: their nodes that none of the former
    /// has.
    ///
    /// Computes in **O(1)** time. Writing it takes what there is to write.
    ///
    /// ```
    /// use offshoot::{Archive, Increment, Vector};
    ///
    /// let mut archive = Archive::new();
    /// let mut log: Vector<u64> = (0..10_000).collect();
    /// archive.push(log.clone());
    /// let mut file = vec![serde_json::to_string(&archive)?];
    /// for entry in 0..10 {
    ///     log.push_back(entry);
    ///     archive.push(log.clone());
    ///     file.push(serde_json::to_string(&archive.since(archive.len() - 1))?);
    /// }
    /// assert!(file[1..].iter().all(|line| line.len() < file[0].len() / 50));
    ///
    /// // Elsewhere, later:
    /// let mut read: Archive<Vector<u64>> = serde_json::from_str(&file[0])?;
    /// for line in &file[1..] {
    ///     read.append(serde_json::from_str::<Increment<_>>(line)?)?;
    /// }
    /// assert_eq!((read.len(), read.last()), (11, Some(&log)));
    /// // And so it goes on.
    /// let mut log = read[10].clone();
    /// log.push_back(11);
    /// read.push(log);
    /// assert!(serde_json::to_string(&read.since(11))?.len() < file[0].len() / 50);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Panics
    /// If there are not so many versions.
    #[must_use]
    #[track_caller]
    pub fn since(&self, versions: usize) -> Since<'_, C> {
        assert!(versions <= self.len(), "there are {} versions, and not {versions}", self.len());
        Since { archive: self, versions }
    }

    /// Appends what another archive has [written](Self::since), of which this one has all that was before.
    ///
    /// Computes in **O(k log n)** amortised time for k numbers and items read.
    ///
    /// # Errors
    /// If this archive has not exactly the versions and nodes that it was written after, or if what was
    /// read contradicts itself. The archive is then as it was.
    ///
    /// ```
    /// use offshoot::{Archive, OrdSet};
    ///
    /// let mut archive: Archive<OrdSet<u32>> = Archive::new();
    /// archive.push(OrdSet::from([1, 2]));
    /// let text = serde_json::to_string(&archive)?;
    /// assert_eq!(text, r#"[1,0,0,[{"leaf":[1,2]}],[[2,[0]]]]"#);
    /// let wrong = text.replace("[1,2]", "[2,1]");
    /// let error = archive.append(serde_json::from_str(&text)?).unwrap_err();
    /// assert_eq!(error.to_string(), "made to be appended to 0 versions, and there are 1");
    /// let error = Archive::<OrdSet<u32>>::new().append(serde_json::from_str(&wrong)?).unwrap_err();
    /// assert_eq!(error.to_string(), "node 0: keys do not ascend");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn append(&mut self, increment: Increment<C>) -> Result<(), ArchiveError> {
        increment.check_fits(self.len(), self.store.count())?;
        let (versions, fresh) = self.store.read(increment.nodes, increment.records)?;
        self.store.settle(fresh);
        self.versions.extend(versions);
        Ok(())
    }
}

impl<C: Archived> Default for Archive<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C: Archived> Clone for Archive<C> {
    /// Clones the handles of all versions and nodes.
    fn clone(&self) -> Self {
        Self { versions: self.versions.clone(), store: self.store.clone() }
    }
}

impl<C: Archived + fmt::Debug> fmt::Debug for Archive<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.versions).finish()
    }
}

impl<C: Archived + PartialEq> PartialEq for Archive<C> {
    /// Whether both have equal versions, in this order.
    fn eq(&self, other: &Self) -> bool {
        self.versions == other.versions
    }
}

impl<C: Archived + Eq> Eq for Archive<C> {}

impl<C: Archived> Index<usize> for Archive<C> {
    type Output = C;

    /// A version, by its number.
    ///
    /// # Panics
    /// If there are not so many.
    #[track_caller]
    fn index(&self, index: usize) -> &C {
        &self.versions[index]
    }
}

impl<C: Archived> FromIterator<C> for Archive<C> {
    fn from_iter<I: IntoIterator<Item = C>>(versions: I) -> Self {
        let mut archive = Self::new();
        archive.extend(versions);
        archive
    }
}

impl<C: Archived> Extend<C> for Archive<C> {
    fn extend<I: IntoIterator<Item = C>>(&mut self, versions: I) {
        for version in versions {
            self.push(version);
        }
    }
}

impl<C: Archived> IntoIterator for Archive<C> {
    type Item = C;
    type IntoIter = vec::IntoIter<C>;

    /// The versions, in the order in which they were pushed. What the archive knew of their nodes goes.
    fn into_iter(self) -> vec::IntoIter<C> {
        let Self { versions, store } = self;
        // Not behind the result, which the compiler would leak if an item panics (rust-lang/rust#47949).
        drop(store);
        versions.into_iter()
    }
}

impl<'a, C: Archived> IntoIterator for &'a Archive<C> {
    type Item = &'a C;
    type IntoIter = Iter<'a, C>;

    fn into_iter(self) -> Iter<'a, C> {
        self.iter()
    }
}

/// The versions of an [`Archive`], in the order in which they were pushed.
#[derive(Debug)]
pub struct Iter<'a, C>(slice::Iter<'a, C>);

impl<C> Clone for Iter<'_, C> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<'a, C> Iterator for Iter<'a, C> {
    type Item = &'a C;

    fn next(&mut self) -> Option<&'a C> {
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<C> DoubleEndedIterator for Iter<'_, C> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back()
    }
}

impl<C> ExactSizeIterator for Iter<'_, C> {}
impl<C> FusedIterator for Iter<'_, C> {}
