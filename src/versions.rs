//! Versions of one collection that share nodes, and the edits that lead to them. Knows the methods of the
//! collections, and no generator of tests.

#[cfg(test)]
mod tests;

use alloc::vec::{self, Vec};
use core::hash::{BuildHasher, Hash};
use core::ops::{Deref, Range};

use crate::byte_buf::ByteBuf;
use crate::hash_map::HashMap;
use crate::hash_set::HashSet;
use crate::ord_map::OrdMap;
use crate::ord_set::OrdSet;
use crate::vector::Vector;

/// Several versions of one collection: a value, and clones of it and of each other that were edited apart.
/// So they share nodes, as the versions of a real program do.
///
/// The generators of the features `quickcheck`, `proptest` and `arbitrary` make them, to test what
/// depends on sharing: that an edit changes one version only, that `==`, `diff`, set algebra and whatever
/// is built on them come to the same results whether nodes are shared or not. They shrink to fewer
/// versions, fewer edits and fewer items, and share after that as before: what is shrunk is the history,
/// which is then replayed.
///
/// It is a slice of its versions, in which the first is the unedited one.
///
/// ```
/// use offshoot::Vector;
/// use offshoot::versions::{Edit, Step, Versions};
///
/// let set = |at, item| Edit { at, gone: 1, item: Some(item) };
/// let steps = vec![
///     Step { back: 0, edits: vec![set(0, 7)] },
///     Step { back: 1, edits: vec![set(9_999, 8)] }, // of the base again: one before the newest
/// ];
/// let versions = Versions::<Vector<u32>>::replay((0..10_000).collect(), steps);
/// assert_eq!(versions.len(), 3);
/// assert_eq!((versions[0][0], versions[1][0], versions[2][0]), (0, 7, 0));
/// assert_eq!((versions[1][9_999], versions[2][9_999]), (9_999, 8));
/// let report = Vector::memory(versions.iter());
/// assert!(report.shared > 10 * report.unique.iter().sum::<usize>());
/// ```
#[derive(Clone, Debug)]
pub struct Versions<C: Fork> {
    base: Vec<C::Item>,
    steps: Vec<Step<C::Item>>,
    /// What the steps lead to, from the base on.
    versions: Vec<C>,
}

/// How one version is made of another: a clone, and edits in a row. Made for [`Versions`].
///
/// ```
/// use offshoot::ByteBuf;
/// use offshoot::versions::{Edit, Step, Versions};
///
/// let step = Step { back: 0, edits: vec![Edit { at: 1, gone: 1, item: Some(b'x') }] };
/// let versions = Versions::<ByteBuf>::replay(b"abc".to_vec(), vec![step.clone(), step]);
/// assert_eq!(versions[2], b"axc");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Step<T> {
    /// How many versions before the newest one the clone is taken from; counted round and round.
    pub back: usize,
    /// What is done to the clone.
    pub edits: Vec<Edit<T>>,
}

/// An edit of any collection: some items go, and an item comes in their place. Made for [`Versions`].
///
/// Whatever the numbers are, it is an edit of every value: they are taken modulo what there is.
///
/// ```
/// use offshoot::Vector;
/// use offshoot::versions::{Edit, Fork};
///
/// let mut v = Vector::from([1, 2, 3]);
/// v.edit(&Edit { at: 1, gone: 2, item: None }, &[]);
/// v.edit(&Edit { at: 7, gone: 0, item: Some(9) }, &[]); // at 7 modulo 2, since there are two ends
/// assert_eq!(v, [1, 9]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edit<T> {
    /// Where it happens: a position of a sequence. In maps and sets a position among the items that
    /// ever came, in the order in which they came; so it does not depend on hashes.
    pub at: usize,
    /// How many items go.
    pub gone: usize,
    /// What comes, if anything. Where an entry of a map replaces another, that one keeps its key.
    pub item: Option<T>,
}

impl<T> Edit<T> {
    /// What goes, of a sequence of `len` items, and what comes in its place.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::versions::Edit;
    ///
    /// let edit = Edit { at: 13, gone: 1, item: Some('x') };
    /// assert_eq!(edit.splice(20), (13..14, Some(&'x')));
    /// assert_eq!(edit.splice(4), (1..2, Some(&'x')));
    /// assert_eq!(edit.splice(0), (0..0, Some(&'x')));
    /// ```
    #[must_use]
    pub fn splice(&self, len: usize) -> (Range<usize>, Option<&T>) {
        // Only what goes nowhere can go to the end.
        let at = self.at % len.saturating_add(usize::from(self.gone == 0)).max(1);
        let gone = if self.gone <= 1 { self.gone.min(len) } else { self.gone % (len - at + 1) };
        (at..at + gone, self.item.as_ref())
    }

    /// The same of a set: the elements that go, and what comes.
    fn in_set<'a>(&'a self, known: &'a [T]) -> (&'a [T], Option<&'a T>) {
        let (gone, item) = self.splice(known.len());
        (&known[gone], item)
    }
}

impl<K, V> Edit<(K, V)> {
    /// The same of a map: the keys that go, and what comes. What takes the place of an entry has its key,
    /// and no key goes.
    fn in_map<'a>(
        &'a self,
        known: &'a [(K, V)],
    ) -> (impl Iterator<Item = &'a K>, Option<(&'a K, &'a V)>) {
        let (gone, item) = self.in_set(known);
        let entry = item.map(|(key, value)| (gone.first().map_or(key, |(key, _)| key), value));
        let gone = if entry.is_some() { &[] } else { gone };
        (gone.iter().map(|(key, _)| key), entry)
    }
}

/// What [`Versions`] can be made of: all collections of this crate, and whatever is built of them.
///
/// ```
/// use offshoot::versions::{Edit, Fork, Versions};
/// use offshoot::{OrdMap, Vector};
///
/// /// Lines, and how often each is there.
/// #[derive(Clone, Default)]
/// struct Document {
///     lines: Vector<String>,
///     counts: OrdMap<String, usize>,
/// }
///
/// impl Fork for Document {
///     type Item = String;
///
///     fn of(items: &[String]) -> Self {
///         let mut document = Self::default();
///         for (at, item) in items.iter().enumerate() {
///             document.edit(&Edit { at, gone: 0, item: Some(item.clone()) }, &[]);
///         }
///         document
///     }
///
///     fn edit(&mut self, edit: &Edit<String>, _known: &[String]) {
///         let (gone, item) = edit.splice(self.lines.len());
///         for line in self.lines.splice(gone, item.cloned().into_iter().collect::<Vector<_>>()) {
///             self.counts[&line] -= 1;
///         }
///         if let Some(line) = item {
///             *self.counts.entry(line.clone()).or_default() += 1;
///         }
///     }
/// }
///
/// let versions = Versions::<Document>::replay(vec!["a".into(), "b".into(), "a".into()], vec![]);
/// assert_eq!(versions[0].counts["a"], 2);
/// ```
pub trait Fork: Clone {
    /// What it consists of: elements, or entries.
    type Item: Clone;

    /// The first version.
    ///
    /// ```
    /// use offshoot::OrdMap;
    /// use offshoot::versions::Fork;
    ///
    /// assert_eq!(OrdMap::of(&[(1, 'a')]), OrdMap::from([(1, 'a')]));
    /// ```
    fn of(items: &[Self::Item]) -> Self;

    /// Edits a version. `known` are all items that ever came, in any version before, oldest first.
    ///
    /// ```
    /// use offshoot::OrdSet;
    /// use offshoot::versions::{Edit, Fork};
    ///
    /// // In a set, a position is one among all that ever came.
    /// let mut set = OrdSet::from([10, 30]);
    /// set.edit(&Edit { at: 2, gone: 1, item: Some(40) }, &[10, 20, 30]);
    /// assert_eq!(set, OrdSet::from([10, 40]));
    /// ```
    fn edit(&mut self, edit: &Edit<Self::Item>, known: &[Self::Item]);
}

impl<C: Fork> Versions<C> {
    /// The versions that a history leads to: the base, and one for each step.
    ///
    /// A test that failed prints its history: with this, it is a test of its own.
    ///
    /// Computes in the time of the edits. A clone costs O(1), so what is not edited is shared.
    ///
    /// ```
    /// use offshoot::Vector;
    /// use offshoot::versions::{Edit, Step, Versions};
    ///
    /// let push = Step { back: 0, edits: vec![Edit { at: 1, gone: 0, item: Some('b') }] };
    /// let versions = Versions::<Vector<char>>::replay(vec!['a'], vec![push]);
    /// assert_eq!(versions[..], [Vector::from(['a']), Vector::from(['a', 'b'])]);
    /// ```
    #[must_use]
    pub fn replay(base: Vec<C::Item>, steps: Vec<Step<C::Item>>) -> Self {
        let mut known = base.clone();
        let mut versions = vec![C::of(&base)];
        for step in &steps {
            let newest = versions.len() - 1;
            let mut version = versions[newest - step.back % versions.len()].clone();
            for edit in &step.edits {
                version.edit(edit, &known);
                known.extend(edit.item.clone());
            }
            versions.push(version);
        }
        // Not behind the result: see `into_vec`.
        drop(known);
        Self { base, steps, versions }
    }

    /// The items of the first version, in the order in which they came.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    /// use offshoot::versions::{Edit, Step, Versions};
    ///
    /// let push = Step { back: 0, edits: vec![Edit { at: 1, gone: 0, item: Some('b') }] };
    /// let versions = Versions::<Vector<char>>::replay(vec!['a'], vec![push]);
    /// assert_eq!(versions.base(), ['a']);
    /// ```
    #[must_use]
    pub fn base(&self) -> &[C::Item] {
        &self.base
    }

    /// How each of the others was made.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    /// use offshoot::versions::{Edit, Step, Versions};
    ///
    /// let push = Step { back: 0, edits: vec![Edit { at: 1, gone: 0, item: Some('b') }] };
    /// let versions = Versions::<Vector<char>>::replay(vec!['a'], vec![push]);
    /// assert_eq!(versions.steps()[0].edits[0].item, Some('b'));
    /// ```
    #[must_use]
    pub fn steps(&self) -> &[Step<C::Item>] {
        &self.steps
    }

    /// The versions alone.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    /// use offshoot::versions::{Edit, Step, Versions};
    ///
    /// let push = Step { back: 0, edits: vec![Edit { at: 1, gone: 0, item: Some('b') }] };
    /// let versions = Versions::<Vector<char>>::replay(vec!['a'], vec![push]);
    /// assert_eq!(versions.into_vec().len(), 2);
    /// ```
    #[must_use]
    pub fn into_vec(self) -> Vec<C> {
        let Self { base, steps, versions } = self;
        // Not behind the result, which the compiler would leak if an item panics (rust-lang/rust#47949).
        drop((base, steps));
        versions
    }
}

/// How many items a base must have at least, that versions of it share nodes for certain: what fills
/// three of the largest leaves there are, which are the pages of a `ByteBuf`.
#[cfg(any(feature = "proptest", feature = "quickcheck"))]
pub(crate) fn enough<T>() -> usize {
    let bytes = if cfg!(offshoot_tiny) { 256 } else { 12 << 10 };
    (bytes / size_of::<T>().max(1)).max(32)
}

impl<C: Fork> Deref for Versions<C> {
    type Target = [C];

    fn deref(&self) -> &[C] {
        &self.versions
    }
}

impl<C: Fork> IntoIterator for Versions<C> {
    type Item = C;
    type IntoIter = vec::IntoIter<C>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_vec().into_iter()
    }
}

impl<'a, C: Fork> IntoIterator for &'a Versions<C> {
    type Item = &'a C;
    type IntoIter = core::slice::Iter<'a, C>;

    fn into_iter(self) -> Self::IntoIter {
        self.versions.iter()
    }
}

impl<T: Clone> Fork for Vector<T> {
    type Item = T;

    fn of(items: &[T]) -> Self {
        Self::from(items)
    }

    fn edit(&mut self, edit: &Edit<T>, _known: &[T]) {
        match edit.splice(self.len()) {
            (gone, Some(item)) if gone.is_empty() => self.insert(gone.start, item.clone()),
            (gone, Some(item)) if gone.len() == 1 => drop(self.set(gone.start, item.clone())),
            (gone, item) => drop(self.splice(gone, item.cloned().into_iter().collect::<Self>())),
        }
    }
}

impl Fork for ByteBuf {
    type Item = u8;

    fn of(items: &[u8]) -> Self {
        Self::from(items)
    }

    fn edit(&mut self, edit: &Edit<u8>, _known: &[u8]) {
        let (gone, item) = edit.splice(self.len());
        self.replace(gone, item.map_or(&[], core::slice::from_ref));
    }
}

impl<K: Ord + Clone, V: Clone> Fork for OrdMap<K, V> {
    type Item = (K, V);

    fn of(items: &[(K, V)]) -> Self {
        items.iter().cloned().collect()
    }

    fn edit(&mut self, edit: &Edit<(K, V)>, known: &[(K, V)]) {
        let (gone, entry) = edit.in_map(known);
        self.remove_many(gone);
        if let Some((key, value)) = entry {
            self.insert(key.clone(), value.clone());
        }
    }
}

impl<K, V, S> Fork for HashMap<K, V, S>
where
    K: Hash + Eq + Clone,
    V: Clone,
    S: BuildHasher + Default + Clone,
{
    type Item = (K, V);

    fn of(items: &[(K, V)]) -> Self {
        items.iter().cloned().collect()
    }

    fn edit(&mut self, edit: &Edit<(K, V)>, known: &[(K, V)]) {
        let (gone, entry) = edit.in_map(known);
        self.remove_many(gone);
        if let Some((key, value)) = entry {
            self.insert(key.clone(), value.clone());
        }
    }
}

impl<T: Ord + Clone> Fork for OrdSet<T> {
    type Item = T;

    fn of(items: &[T]) -> Self {
        items.iter().cloned().collect()
    }

    fn edit(&mut self, edit: &Edit<T>, known: &[T]) {
        let (gone, item) = edit.in_set(known);
        for item in gone {
            self.remove(item);
        }
        self.extend(item.cloned());
    }
}

impl<T: Hash + Eq + Clone, S: BuildHasher + Default + Clone> Fork for HashSet<T, S> {
    type Item = T;

    fn of(items: &[T]) -> Self {
        items.iter().cloned().collect()
    }

    fn edit(&mut self, edit: &Edit<T>, known: &[T]) {
        let (gone, item) = edit.in_set(known);
        for item in gone {
            self.remove(item);
        }
        self.extend(item.cloned());
    }
}
