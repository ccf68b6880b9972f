//! Cursors at the gaps between entries. Know positions, and the order of what is put in.

use core::fmt;
use core::ops::Bound;

use equivalent::Comparable;

use super::OrdMap;
use crate::raw::Pairs;

/// A place between two entries of a map, or at one of its ends, to read what lies beside it.
///
/// A step takes **O(1)** time amortised. Made by [`OrdMap::lower_bound`] and
/// [`OrdMap::upper_bound`].
///
/// ```
/// use core::ops::Bound;
/// use offshoot::OrdMap;
///
/// let map = OrdMap::from([(10, 'a'), (20, 'b')]);
/// let mut cursor = map.lower_bound(Bound::Included(&15));
/// assert_eq!((cursor.peek_prev(), cursor.peek_next()), (Some((&10, &'a')), Some((&20, &'b'))));
/// assert_eq!((cursor.prev(), cursor.index()), (Some((&10, &'a')), 0));
/// ```
pub struct Cursor<'a, K, V> {
    map: &'a OrdMap<K, V>,
    /// How many entries lie before the gap.
    index: usize,
    /// A leaf near the gap, and the position of its first entry.
    near: Option<(&'a Pairs<K, V>, usize)>,
}

/// A place between two entries of a map, or at one of its ends, to change what lies beside it.
///
/// It knows how many entries lie before it, and looks up what is beside it anew: every step and
/// every change takes **O(log n)** time. What is changed, or could be through what it returns, has the nodes
/// of its path copied that are shared. Made by [`OrdMap::lower_bound_mut`] and
/// [`OrdMap::upper_bound_mut`].
///
/// ```
/// use core::ops::Bound;
/// use offshoot::OrdMap;
///
/// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
/// let mut cursor = map.lower_bound_mut(Bound::Included(&15));
/// assert_eq!(cursor.remove_prev(), Some((10, 'a')));
/// *cursor.next().unwrap().1 = 'c';
/// assert_eq!(map, OrdMap::from([(20, 'c')]));
/// ```
pub struct CursorMut<'a, K, V> {
    map: &'a mut OrdMap<K, V>,
    /// How many entries lie before the gap.
    index: usize,
}

/// A key does not belong into the gap that it was to be put into.
///
/// ```
/// use core::ops::Bound;
/// use offshoot::OrdMap;
///
/// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
/// let error = map.lower_bound_mut(Bound::Included(&20)).insert_before(5, 'c').unwrap_err();
/// assert_eq!(error.to_string(), "key is not properly ordered relative to neighbors");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnorderedKeyError {}

impl fmt::Display for UnorderedKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("key is not properly ordered relative to neighbors")
    }
}

impl core::error::Error for UnorderedKeyError {}

impl<K, V> OrdMap<K, V> {
    /// A cursor at the gap before the first key that a lower bound lets in.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// assert_eq!(map.lower_bound(Bound::Included(&20)).peek_next(), Some((&20, &'b')));
    /// assert_eq!(map.lower_bound(Bound::Excluded(&10)).peek_prev(), Some((&10, &'a')));
    /// assert_eq!(map.lower_bound::<i32>(Bound::Unbounded).peek_prev(), None);
    /// ```
    pub fn lower_bound<Q: Comparable<K> + ?Sized>(&self, bound: Bound<&Q>) -> Cursor<'_, K, V> {
        Cursor { map: self, index: self.lower_rank(bound), near: None }
    }

    /// A cursor at the gap behind the last key that an upper bound lets in.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// assert_eq!(map.upper_bound(Bound::Included(&20)).peek_prev(), Some((&20, &'b')));
    /// assert_eq!(map.upper_bound(Bound::Excluded(&20)).peek_prev(), Some((&10, &'a')));
    /// assert_eq!(map.upper_bound::<i32>(Bound::Unbounded).peek_next(), None);
    /// ```
    pub fn upper_bound<Q: Comparable<K> + ?Sized>(&self, bound: Bound<&Q>) -> Cursor<'_, K, V> {
        Cursor { map: self, index: self.upper_rank(bound), near: None }
    }

    /// As [`lower_bound`](Self::lower_bound), to change what lies beside the gap.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// let mut cursor = map.lower_bound_mut(Bound::Included(&20));
    /// cursor.insert_before(15, 'c').unwrap();
    /// assert_eq!(cursor.remove_next(), Some((20, 'b')));
    /// assert_eq!(map, OrdMap::from([(10, 'a'), (15, 'c')]));
    /// ```
    pub fn lower_bound_mut<Q: Comparable<K> + ?Sized>(
        &mut self,
        bound: Bound<&Q>,
    ) -> CursorMut<'_, K, V> {
        let index = self.lower_rank(bound);
        CursorMut { map: self, index }
    }

    /// As [`upper_bound`](Self::upper_bound), to change what lies beside the gap.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// let mut cursor = map.upper_bound_mut(Bound::Excluded(&20));
    /// *cursor.prev().unwrap().1 = 'c';
    /// assert_eq!(map[&10], 'c');
    /// ```
    pub fn upper_bound_mut<Q: Comparable<K> + ?Sized>(
        &mut self,
        bound: Bound<&Q>,
    ) -> CursorMut<'_, K, V> {
        let index = self.upper_rank(bound);
        CursorMut { map: self, index }
    }
}

impl<'a, K, V> Cursor<'a, K, V> {
    /// How many entries lie before the gap.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// assert_eq!(map.lower_bound(Bound::Included(&20)).index(), 1);
    /// ```
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// The leaf that holds the entry at a position, and where the leaf begins.
    fn leaf_at(&self, index: usize) -> Option<(&'a Pairs<K, V>, usize)> {
        let near = self.near.filter(|(leaf, begin)| {
            index.checked_sub(*begin).is_some_and(|place| place < leaf.len())
        });
        near.or_else(|| {
            let (leaf, place) = self.map.tree.leaf_at(index)?;
            Some((leaf, index - place))
        })
    }

    /// The entry behind the gap.
    ///
    /// Computes in **O(1)** time, and **O(log n)** where it lies in another leaf than the last one
    /// that was passed.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// assert_eq!(map.lower_bound(Bound::Included(&15)).peek_next(), Some((&20, &'b')));
    /// ```
    #[must_use]
    pub fn peek_next(&self) -> Option<(&'a K, &'a V)> {
        let (leaf, begin) = self.leaf_at(self.index)?;
        leaf.get(self.index - begin)
    }

    /// The entry before the gap.
    ///
    /// Computes in **O(1)** time, and **O(log n)** where it lies in another leaf than the last one
    /// that was passed.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// assert_eq!(map.lower_bound(Bound::Included(&15)).peek_prev(), Some((&10, &'a')));
    /// ```
    #[must_use]
    pub fn peek_prev(&self) -> Option<(&'a K, &'a V)> {
        let index = self.index.checked_sub(1)?;
        let (leaf, begin) = self.leaf_at(index)?;
        leaf.get(index - begin)
    }

    /// Goes over the next entry, and returns it.
    ///
    /// Computes in **O(1)** time amortised.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// let mut cursor = map.lower_bound(Bound::Included(&15));
    /// assert_eq!((cursor.next(), cursor.next()), (Some((&20, &'b')), None));
    /// ```
    #[allow(clippy::should_implement_trait, reason = "as std's, which goes both ways")]
    pub fn next(&mut self) -> Option<(&'a K, &'a V)> {
        let (leaf, begin) = self.leaf_at(self.index)?;
        self.near = Some((leaf, begin));
        let entry = leaf.get(self.index - begin)?;
        self.index += 1;
        Some(entry)
    }

    /// Goes back over the entry before the gap, and returns it.
    ///
    /// Computes in **O(1)** time amortised.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// let mut cursor = map.lower_bound(Bound::Included(&15));
    /// assert_eq!((cursor.prev(), cursor.prev()), (Some((&10, &'a')), None));
    /// ```
    pub fn prev(&mut self) -> Option<(&'a K, &'a V)> {
        let index = self.index.checked_sub(1)?;
        let (leaf, begin) = self.leaf_at(index)?;
        self.near = Some((leaf, begin));
        let entry = leaf.get(index - begin)?;
        self.index = index;
        Some(entry)
    }
}

impl<K, V> CursorMut<'_, K, V> {
    /// How many entries lie before the gap.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// assert_eq!(map.lower_bound_mut(Bound::Included(&20)).index(), 1);
    /// ```
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// A cursor for reading at the same gap.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// let cursor = map.lower_bound_mut(Bound::Included(&20));
    /// assert_eq!(cursor.as_cursor().peek_prev(), Some((&10, &'a')));
    /// ```
    #[must_use]
    pub const fn as_cursor(&self) -> Cursor<'_, K, V> {
        Cursor { map: self.map, index: self.index, near: None }
    }

    /// Goes over the next entry; says whether there was one.
    pub(crate) fn pass_next(&mut self) -> bool {
        let passes = self.index < self.map.len();
        self.index += usize::from(passes);
        passes
    }

    /// Goes back over the entry before the gap; says whether there was one.
    pub(crate) fn pass_prev(&mut self) -> bool {
        let passes = self.index > 0;
        self.index -= usize::from(passes);
        passes
    }
}

impl<K: Clone, V: Clone> CursorMut<'_, K, V> {
    /// The entry behind the gap, its value to change.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// let mut cursor = map.lower_bound_mut(Bound::Included(&20));
    /// *cursor.peek_next().unwrap().1 = 'c';
    /// assert_eq!(map[&20], 'c');
    /// ```
    pub fn peek_next(&mut self) -> Option<(&K, &mut V)> {
        self.map.get_index_mut(self.index)
    }

    /// The entry before the gap, its value to change.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// let mut cursor = map.lower_bound_mut(Bound::Included(&20));
    /// *cursor.peek_prev().unwrap().1 = 'c';
    /// assert_eq!(map[&10], 'c');
    /// ```
    pub fn peek_prev(&mut self) -> Option<(&K, &mut V)> {
        self.map.get_index_mut(self.index.checked_sub(1)?)
    }

    /// Goes over the next entry, and returns it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// let mut cursor = map.lower_bound_mut(Bound::Included(&20));
    /// assert_eq!(cursor.next(), Some((&20, &mut 'b')));
    /// assert_eq!(cursor.next(), None);
    /// ```
    #[allow(clippy::should_implement_trait, reason = "as std's, which lends from itself")]
    pub fn next(&mut self) -> Option<(&K, &mut V)> {
        let entry = self.map.get_index_mut(self.index)?;
        self.index += 1;
        Some(entry)
    }

    /// Goes back over the entry before the gap, and returns it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// let mut cursor = map.lower_bound_mut(Bound::Included(&20));
    /// assert_eq!(cursor.prev(), Some((&10, &mut 'a')));
    /// assert_eq!(cursor.prev(), None);
    /// ```
    pub fn prev(&mut self) -> Option<(&K, &mut V)> {
        let index = self.index.checked_sub(1)?;
        let entry = self.map.get_index_mut(index)?;
        self.index = index;
        Some(entry)
    }

    /// Takes the entry behind the gap out.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// let mut cursor = map.lower_bound_mut(Bound::Included(&20));
    /// assert_eq!((cursor.remove_next(), cursor.remove_next()), (Some((20, 'b')), None));
    /// ```
    pub fn remove_next(&mut self) -> Option<(K, V)> {
        self.map.remove_index(self.index)
    }

    /// Takes the entry before the gap out.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// let mut cursor = map.lower_bound_mut(Bound::Included(&20));
    /// assert_eq!((cursor.remove_prev(), cursor.index()), (Some((10, 'a')), 0));
    /// ```
    pub fn remove_prev(&mut self) -> Option<(K, V)> {
        let entry = self.map.remove_index(self.index.checked_sub(1)?)?;
        self.index -= 1;
        Some(entry)
    }

    /// Puts an entry into the gap; the cursor then stands before it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// # Errors
    /// If the key does not belong there. Nothing is put in.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// let mut cursor = map.lower_bound_mut(Bound::Included(&20));
    /// assert!(cursor.insert_after(25, 'c').is_err());
    /// assert!(cursor.insert_after(15, 'c').is_ok());
    /// assert_eq!(cursor.next(), Some((&15, &mut 'c')));
    /// ```
    pub fn insert_after(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError>
    where
        K: Ord,
    {
        let path = self.map.tree.path(|other| other.cmp(&key));
        let gap = path.as_ref().map_err(|path| self.map.tree.position(path));
        match (gap, path) {
            (Err(gap), Err(path)) if gap == self.index => {
                self.map.tree.insert_on(path, key, value);
                Ok(())
            }
            _ => Err(UnorderedKeyError {}),
        }
    }

    /// Puts an entry into the gap; the cursor then stands behind it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// # Errors
    /// If the key does not belong there. Nothing is put in.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdMap;
    ///
    /// let mut map = OrdMap::from([(10, 'a'), (20, 'b')]);
    /// let mut cursor = map.lower_bound_mut(Bound::Included(&20));
    /// assert!(cursor.insert_before(15, 'c').is_ok() && cursor.insert_before(12, 'd').is_err());
    /// assert_eq!(cursor.peek_prev(), Some((&15, &mut 'c')));
    /// ```
    pub fn insert_before(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError>
    where
        K: Ord,
    {
        self.insert_after(key, value)?;
        self.index += 1;
        Ok(())
    }
}

impl<K, V> Clone for Cursor<'_, K, V> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Cursor<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cursor").field(&self.peek_prev()).field(&self.peek_next()).finish()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for CursorMut<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.as_cursor();
        f.debug_tuple("CursorMut").field(&at.peek_prev()).field(&at.peek_next()).finish()
    }
}
