//! Ranges of elements and of positions, and cursors: those of the map.

use core::ops::{Bound, Range, RangeBounds};

use equivalent::Comparable;

use super::{Cursor, Iter, OrdSet};

impl<T> OrdSet<T> {
    /// The elements in a range, by reference, in order.
    ///
    /// Computes in **O(log n)** time. The iterator knows its length.
    ///
    /// # Panics
    /// If the range starts behind its end, or excludes both of its ends and they are equal.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let set: OrdSet<u32> = (0u32..1_000).map(|x| x * 10).collect();
    /// assert!(set.range(95..=120).eq(&[100, 110, 120]));
    /// ```
    #[track_caller]
    pub fn range<R, Q>(&self, range: R) -> Iter<'_, T>
    where
        R: RangeBounds<Q>,
        Q: Comparable<T> + Ord + ?Sized,
    {
        Iter::new(self.map.range_of(&range, "BTreeSet"))
    }

    /// The elements at a range of positions, by reference, in order.
    ///
    /// Computes in **O(1)** time, and **O(log n)** for the first element.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the last element.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert!(OrdSet::from([10, 20, 30]).range_index(1..).eq(&[20, 30]));
    /// ```
    #[track_caller]
    pub fn range_index(&self, range: impl RangeBounds<usize>) -> Iter<'_, T> {
        Iter::new(self.map.range_index(range))
    }

    /// The positions of a range of elements.
    #[track_caller]
    pub(super) fn ranks<Q: Comparable<T> + Ord + ?Sized>(
        &self,
        range: &impl RangeBounds<Q>,
    ) -> Range<usize> {
        self.map.ranks(range, "BTreeSet")
    }

    /// A cursor at the gap before the first element that a lower bound lets in.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let set = OrdSet::from([10, 20]);
    /// let cursor = set.lower_bound(Bound::Excluded(&10));
    /// assert_eq!((cursor.peek_prev(), cursor.peek_next()), (Some(&10), Some(&20)));
    /// ```
    pub fn lower_bound<Q: Comparable<T> + ?Sized>(&self, bound: Bound<&Q>) -> Cursor<'_, T> {
        Cursor(self.map.lower_bound(bound))
    }

    /// A cursor at the gap behind the last element that an upper bound lets in.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let set = OrdSet::from([10, 20]);
    /// let cursor = set.upper_bound(Bound::Included(&10));
    /// assert_eq!((cursor.peek_prev(), cursor.peek_next()), (Some(&10), Some(&20)));
    /// ```
    pub fn upper_bound<Q: Comparable<T> + ?Sized>(&self, bound: Bound<&Q>) -> Cursor<'_, T> {
        Cursor(self.map.upper_bound(bound))
    }
}
