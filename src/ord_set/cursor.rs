//! Cursors at the gaps between elements: those of the map.

use core::fmt;

use crate::ord_map::{self, UnorderedKeyError};

/// A place between two elements of a set, or at one of its ends, to read what lies beside it.
///
/// A step takes **O(1)** time amortised. Made by [`OrdSet::lower_bound`] and
/// [`OrdSet::upper_bound`].
///
/// [`OrdSet::lower_bound`]: super::OrdSet::lower_bound
/// [`OrdSet::upper_bound`]: super::OrdSet::upper_bound
///
/// ```
/// use core::ops::Bound;
/// use offshoot::OrdSet;
///
/// let set = OrdSet::from([10, 20]);
/// let mut cursor = set.lower_bound(Bound::Included(&15));
/// assert_eq!((cursor.peek_prev(), cursor.peek_next()), (Some(&10), Some(&20)));
/// assert_eq!((cursor.prev(), cursor.index()), (Some(&10), 0));
/// ```
pub struct Cursor<'a, T>(pub(super) ord_map::Cursor<'a, T, ()>);

/// A place between two elements of a set, or at one of its ends, to change what lies beside it.
///
/// Every step and every change takes **O(log n)** time; a change copies the nodes of the path that are
/// shared. Made by [`OrdSet::lower_bound_mut`] and
/// [`OrdSet::upper_bound_mut`].
///
/// [`OrdSet::lower_bound_mut`]: super::OrdSet::lower_bound_mut
/// [`OrdSet::upper_bound_mut`]: super::OrdSet::upper_bound_mut
///
/// ```
/// use core::ops::Bound;
/// use offshoot::OrdSet;
///
/// let mut set = OrdSet::from([10, 20]);
/// let mut cursor = set.lower_bound_mut(Bound::Included(&15));
/// assert_eq!(cursor.remove_prev(), Some(10));
/// cursor.insert_before(12).unwrap();
/// assert_eq!(set, OrdSet::from([12, 20]));
/// ```
pub struct CursorMut<'a, T>(pub(super) ord_map::CursorMut<'a, T, ()>);

impl<'a, T> Cursor<'a, T> {
    /// How many elements lie before the gap.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let set = OrdSet::from([10, 20]);
    /// assert_eq!(set.lower_bound(Bound::Included(&20)).index(), 1);
    /// ```
    #[must_use]
    pub const fn index(&self) -> usize {
        self.0.index()
    }

    /// The element behind the gap.
    ///
    /// Computes in **O(1)** time, and **O(log n)** where it lies in another leaf than the last one
    /// that was passed.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let set = OrdSet::from([10, 20]);
    /// assert_eq!(set.lower_bound(Bound::Included(&15)).peek_next(), Some(&20));
    /// ```
    #[must_use]
    pub fn peek_next(&self) -> Option<&'a T> {
        Some(self.0.peek_next()?.0)
    }

    /// The element before the gap.
    ///
    /// Computes in **O(1)** time, and **O(log n)** where it lies in another leaf than the last one
    /// that was passed.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let set = OrdSet::from([10, 20]);
    /// assert_eq!(set.lower_bound(Bound::Included(&15)).peek_prev(), Some(&10));
    /// ```
    #[must_use]
    pub fn peek_prev(&self) -> Option<&'a T> {
        Some(self.0.peek_prev()?.0)
    }

    /// Goes over the next element, and returns it.
    ///
    /// Computes in **O(1)** time amortised.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let set = OrdSet::from([10, 20]);
    /// let mut cursor = set.lower_bound(Bound::Included(&15));
    /// assert_eq!((cursor.next(), cursor.next()), (Some(&20), None));
    /// ```
    #[allow(clippy::should_implement_trait, reason = "as std's, which goes both ways")]
    pub fn next(&mut self) -> Option<&'a T> {
        Some(self.0.next()?.0)
    }

    /// Goes back over the element before the gap, and returns it.
    ///
    /// Computes in **O(1)** time amortised.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let set = OrdSet::from([10, 20]);
    /// let mut cursor = set.lower_bound(Bound::Included(&15));
    /// assert_eq!((cursor.prev(), cursor.prev()), (Some(&10), None));
    /// ```
    pub fn prev(&mut self) -> Option<&'a T> {
        Some(self.0.prev()?.0)
    }
}

impl<T> CursorMut<'_, T> {
    /// How many elements lie before the gap.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([10, 20]);
    /// assert_eq!(set.lower_bound_mut(Bound::Included(&20)).index(), 1);
    /// ```
    #[must_use]
    pub const fn index(&self) -> usize {
        self.0.index()
    }

    /// A cursor for reading at the same gap.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([10, 20]);
    /// let cursor = set.lower_bound_mut(Bound::Included(&20));
    /// assert_eq!(cursor.as_cursor().next(), Some(&20));
    /// ```
    #[must_use]
    pub const fn as_cursor(&self) -> Cursor<'_, T> {
        Cursor(self.0.as_cursor())
    }

    /// The element behind the gap.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([10, 20]);
    /// assert_eq!(set.lower_bound_mut(Bound::Included(&15)).peek_next(), Some(&20));
    /// ```
    #[must_use]
    pub fn peek_next(&self) -> Option<&T> {
        self.as_cursor().peek_next()
    }

    /// The element before the gap.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([10, 20]);
    /// assert_eq!(set.lower_bound_mut(Bound::Included(&15)).peek_prev(), Some(&10));
    /// ```
    #[must_use]
    pub fn peek_prev(&self) -> Option<&T> {
        self.as_cursor().peek_prev()
    }

    /// Goes over the next element, and returns it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([10, 20]);
    /// let mut cursor = set.lower_bound_mut(Bound::Included(&15));
    /// assert_eq!(cursor.next(), Some(&20));
    /// assert_eq!(cursor.next(), None);
    /// ```
    #[allow(clippy::should_implement_trait, reason = "as std's, which lends from itself")]
    pub fn next(&mut self) -> Option<&T> {
        if self.0.pass_next() { self.peek_prev() } else { None }
    }

    /// Goes back over the element before the gap, and returns it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([10, 20]);
    /// let mut cursor = set.lower_bound_mut(Bound::Included(&15));
    /// assert_eq!(cursor.prev(), Some(&10));
    /// assert_eq!(cursor.prev(), None);
    /// ```
    pub fn prev(&mut self) -> Option<&T> {
        if self.0.pass_prev() { self.peek_next() } else { None }
    }
}

impl<T: Clone> CursorMut<'_, T> {
    /// Takes the element behind the gap out.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([10, 20]);
    /// let mut cursor = set.lower_bound_mut(Bound::Included(&20));
    /// assert_eq!((cursor.remove_next(), cursor.remove_next()), (Some(20), None));
    /// ```
    pub fn remove_next(&mut self) -> Option<T> {
        Some(self.0.remove_next()?.0)
    }

    /// Takes the element before the gap out.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([10, 20]);
    /// let mut cursor = set.lower_bound_mut(Bound::Included(&20));
    /// assert_eq!((cursor.remove_prev(), cursor.index()), (Some(10), 0));
    /// ```
    pub fn remove_prev(&mut self) -> Option<T> {
        Some(self.0.remove_prev()?.0)
    }

    /// Puts an element into the gap; the cursor then stands before it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// # Errors
    /// If the element does not belong there. It is not put in.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([10, 20]);
    /// let mut cursor = set.lower_bound_mut(Bound::Included(&20));
    /// assert!(cursor.insert_after(15).is_ok() && cursor.insert_after(25).is_err());
    /// assert_eq!(cursor.next(), Some(&15));
    /// ```
    pub fn insert_after(&mut self, value: T) -> Result<(), UnorderedKeyError>
    where
        T: Ord,
    {
        self.0.insert_after(value, ())
    }

    /// Puts an element into the gap; the cursor then stands behind it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// # Errors
    /// If the element does not belong there. It is not put in.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([10, 20]);
    /// let mut cursor = set.lower_bound_mut(Bound::Included(&20));
    /// assert!(cursor.insert_before(15).is_ok() && cursor.insert_before(12).is_err());
    /// assert_eq!(cursor.prev(), Some(&15));
    /// ```
    pub fn insert_before(&mut self, value: T) -> Result<(), UnorderedKeyError>
    where
        T: Ord,
    {
        self.0.insert_before(value, ())
    }
}

impl<T> Clone for Cursor<'_, T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: fmt::Debug> fmt::Debug for Cursor<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cursor").field(&self.peek_prev()).field(&self.peek_next()).finish()
    }
}

impl<T: fmt::Debug> fmt::Debug for CursorMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CursorMut").field(&self.peek_prev()).field(&self.peek_next()).finish()
    }
}
