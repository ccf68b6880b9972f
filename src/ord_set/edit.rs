//! Elements that come and go, and sets cut and appended.

use core::ops::{Bound, RangeBounds};

use equivalent::Comparable;

use super::{CursorMut, ExtractIf, OrdSet};
use crate::ord_map::OrdMap;

impl<T: Ord + Clone> OrdSet<T> {
    /// A set of one element.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::unit(1), OrdSet::from([1]));
    /// ```
    #[must_use]
    pub fn unit(value: T) -> Self {
        Self { map: OrdMap::unit(value, ()) }
    }

    /// A set of elements that ascend.
    ///
    /// Computes in **O(n)** time, into full leaves.
    ///
    /// # Panics
    /// If an element is not above the one before it.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from_sorted_iter(0..1_000).len(), 1_000);
    /// ```
    #[track_caller]
    pub fn from_sorted_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self { map: OrdMap::from_sorted_iter(values.into_iter().map(|value| (value, ()))) }
    }

    /// Puts an element in, in the place of an equal one, which is returned. (std returns whether
    /// there was none, and keeps the old one: `insert(x).is_none()` is the same answer.)
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::new();
    /// assert_eq!((set.insert(1), set.insert(1)), (None, Some(1)));
    /// ```
    pub fn insert(&mut self, value: T) -> Option<T> {
        Some(self.map.replace(value, ())?.0)
    }

    /// std's name for what [`insert`](Self::insert) does here.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([1]);
    /// assert_eq!((set.replace(1), set.replace(2)), (Some(1), None));
    /// ```
    pub fn replace(&mut self, value: T) -> Option<T> {
        self.insert(value)
    }

    /// The element that equals a value, which is put in if there was none.
    ///
    /// Computes in **O(log n)** time. Copies nothing where it is there.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::new();
    /// assert_eq!(set.get_or_insert(1), &1);
    /// assert_eq!(set.len(), 1);
    /// ```
    pub fn get_or_insert(&mut self, value: T) -> &T {
        self.map.entry(value).or_insert_key(())
    }

    /// The element that equals a value, which `make` makes if there was none.
    ///
    /// Computes in **O(log n)** time. Copies nothing where it is there.
    ///
    /// # Panics
    /// If `make` makes an element that does not equal the value.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let mut set: OrdSet<String> = OrdSet::new();
    /// assert_eq!(set.get_or_insert_with("a", |value| value.to_owned()), "a");
    /// ```
    #[track_caller]
    pub fn get_or_insert_with<Q, F>(&mut self, value: &Q, make: F) -> &T
    where
        Q: Comparable<T> + ?Sized,
        F: FnOnce(&Q) -> T,
    {
        if let Some(rank) = self.index_of(value) {
            return self.get_index(rank).expect("the element was found at this position");
        }
        let made = make(value);
        assert!(value.compare(&made).is_eq(), "new value is not equal");
        self.get_or_insert(made)
    }

    /// This set with one more element.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let set = OrdSet::from([1]);
    /// assert_eq!((set.update(2), set.len()), (OrdSet::from([1, 2]), 1));
    /// ```
    #[must_use]
    pub fn update(&self, value: T) -> Self {
        let mut version = self.clone();
        version.insert(value);
        version
    }

    /// Moves all elements of `other` into this set. Leaves `other` empty.
    ///
    /// Computes in the time of [`OrdMap::append`]: **O(log n)** where all elements of one set are
    /// below those of the other.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([1, 2]);
    /// set.append(&mut OrdSet::from([2, 3]));
    /// assert_eq!(set, OrdSet::from([1, 2, 3]));
    /// ```
    pub fn append(&mut self, other: &mut Self) {
        self.map.append(&mut other.map);
    }

    /// Takes out the elements of a range of which `goes` says so, as the iterator is asked for
    /// them. What it was not asked for stays.
    ///
    /// Computes in **O(1)** time for each element that stays and **O(log n)** for each that goes.
    ///
    /// # Panics
    /// As [`range`](Self::range).
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let mut set: OrdSet<u32> = (0u32..10).collect();
    /// assert!(set.extract_if(..6, |x| x % 2 == 0).eq([0, 2, 4]));
    /// assert_eq!(set, OrdSet::from([1, 3, 5, 6, 7, 8, 9]));
    /// ```
    #[track_caller]
    pub fn extract_if<F, R>(&mut self, range: R, goes: F) -> ExtractIf<'_, T, R, F>
    where
        R: RangeBounds<T>,
        F: FnMut(&T) -> bool,
    {
        let todo = self.ranks(&range);
        ExtractIf::new(&mut self.map, todo, goes)
    }
}

impl<T: Clone> OrdSet<T> {
    /// Takes an element out. Copies nothing where it is missing. (This is std's `take`; std's
    /// `remove` says only whether it was there.)
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([1, 2]);
    /// assert_eq!((set.remove(&1), set.remove(&1)), (Some(1), None));
    /// ```
    pub fn remove<Q: Comparable<T> + ?Sized>(&mut self, value: &Q) -> Option<T> {
        Some(self.map.remove_entry(value)?.0)
    }

    /// Takes the element at a position out.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([10, 20]);
    /// assert_eq!((set.remove_index(1), set.remove_index(1)), (Some(20), None));
    /// ```
    pub fn remove_index(&mut self, index: usize) -> Option<T> {
        Some(self.map.remove_index(index)?.0)
    }

    /// Takes the smallest element out.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from([1, 2]).pop_first(), Some(1));
    /// ```
    pub fn pop_first(&mut self) -> Option<T> {
        Some(self.map.pop_first()?.0)
    }

    /// Takes the greatest element out.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from([1, 2]).pop_last(), Some(2));
    /// ```
    pub fn pop_last(&mut self) -> Option<T> {
        Some(self.map.pop_last()?.0)
    }

    /// im's name for [`pop_first`](Self::pop_first).
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from([1, 2]).remove_min(), Some(1));
    /// ```
    pub fn remove_min(&mut self) -> Option<T> {
        self.pop_first()
    }

    /// im's name for [`pop_last`](Self::pop_last).
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from([1, 2]).remove_max(), Some(2));
    /// ```
    pub fn remove_max(&mut self) -> Option<T> {
        self.pop_last()
    }

    /// This set without an element; the same version where it is missing.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let set = OrdSet::from([1, 2]);
    /// assert_eq!(set.without(&1), OrdSet::from([2]));
    /// assert!(set.without(&3).ptr_eq(&set));
    /// ```
    #[must_use]
    pub fn without<Q: Comparable<T> + ?Sized>(&self, value: &Q) -> Self {
        Self { map: self.map.without(value) }
    }

    /// The smallest element, and this set without it.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from([1, 2]).without_min(), (Some(1), OrdSet::from([2])));
    /// ```
    #[must_use]
    pub fn without_min(&self) -> (Option<T>, Self) {
        let (entry, map) = self.map.without_min_with_key();
        (entry.map(|(value, ())| value), Self { map })
    }

    /// The greatest element, and this set without it.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those of one path.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from([1, 2]).without_max(), (Some(2), OrdSet::from([1])));
    /// ```
    #[must_use]
    pub fn without_max(&self) -> (Option<T>, Self) {
        let (entry, map) = self.map.without_max_with_key();
        (entry.map(|(value, ())| value), Self { map })
    }

    /// Keeps the elements of which `keep` says so, asked in order.
    ///
    /// Computes in **O(n)** time. Leaves of which all is kept stay shared. Where `keep` panics,
    /// elements that it was not asked about stay.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let mut set: OrdSet<u32> = (0u32..10).collect();
    /// set.retain(|x| x % 4 == 0);
    /// assert_eq!(set, OrdSet::from([0, 4, 8]));
    /// ```
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, keep: F) {
        self.map.retain_keys(keep);
    }

    /// Cuts off the elements from a value on and returns them.
    ///
    /// Computes in **O(log n)** time. Both parts share the nodes off the cut with whoever has them.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([1, 2, 3]);
    /// assert_eq!((set.split_off(&2), set), (OrdSet::from([2, 3]), OrdSet::from([1])));
    /// ```
    #[must_use = "use `remove_range` or `retain` to drop the elements"]
    pub fn split_off<Q: Comparable<T> + ?Sized>(&mut self, value: &Q) -> Self {
        Self { map: self.map.split_off(value) }
    }

    /// The elements below a value, and those above it.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those along the cut.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from([1, 2, 3]).split(&2), (OrdSet::from([1]), OrdSet::from([3])));
    /// ```
    #[must_use]
    pub fn split<Q: Comparable<T> + ?Sized>(self, value: &Q) -> (Self, Self) {
        let (low, _, high) = self.split_member(value);
        (low, high)
    }

    /// The elements below a value, whether it is there, and the elements above it.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those along the cut.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let (low, is_there, high) = OrdSet::from([1, 2]).split_member(&2);
    /// assert_eq!((low, is_there, high), (OrdSet::from([1]), true, OrdSet::new()));
    /// ```
    #[must_use]
    pub fn split_member<Q: Comparable<T> + ?Sized>(self, value: &Q) -> (Self, bool, Self) {
        let (low, found, high) = self.map.split_lookup(value);
        (Self { map: low }, found.is_some(), Self { map: high })
    }

    /// The first `n` elements, or all if there are fewer, as a set of its own. (std's `take` is
    /// [`remove`](Self::remove).)
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those along the cut.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from([1, 2, 3]).take(2), OrdSet::from([1, 2]));
    /// ```
    #[must_use]
    pub fn take(&self, n: usize) -> Self {
        Self { map: self.map.take(n) }
    }

    /// All but the first `n` elements, as a set of its own; empty if there are no more.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those along the cut.
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from([1, 2, 3]).skip(2), OrdSet::from([3]));
    /// ```
    #[must_use]
    pub fn skip(&self, n: usize) -> Self {
        Self { map: self.map.skip(n) }
    }

    /// The elements in a range, as a set of its own. This one stays as it is.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those along the cuts.
    ///
    /// # Panics
    /// As [`range`](Self::range).
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// assert_eq!(OrdSet::from([1, 2, 3]).subset(2..), OrdSet::from([2, 3]));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn subset<R, Q>(&self, range: R) -> Self
    where
        R: RangeBounds<Q>,
        Q: Comparable<T> + Ord + ?Sized,
    {
        Self { map: self.map.part(self.ranks(&range)) }
    }

    /// Takes the elements in a range out, and returns them as a set of its own.
    ///
    /// Computes in **O(log n)** time. Both sets share the nodes off the cuts with whoever has them.
    ///
    /// # Panics
    /// As [`range`](Self::range).
    ///
    /// ```
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([1, 2, 3]);
    /// assert_eq!((set.remove_range(2..), set), (OrdSet::from([2, 3]), OrdSet::from([1])));
    /// ```
    #[track_caller]
    pub fn remove_range<R, Q>(&mut self, range: R) -> Self
    where
        R: RangeBounds<Q>,
        Q: Comparable<T> + Ord + ?Sized,
    {
        let ranks = self.ranks(&range);
        Self { map: self.map.remove_ranks(ranks) }
    }

    /// As [`lower_bound`](Self::lower_bound), to change what lies beside the gap.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([10, 20]);
    /// let mut cursor = set.lower_bound_mut(Bound::Included(&20));
    /// cursor.insert_before(15).unwrap();
    /// assert_eq!(cursor.remove_next(), Some(20));
    /// assert_eq!(set, OrdSet::from([10, 15]));
    /// ```
    pub fn lower_bound_mut<Q: Comparable<T> + ?Sized>(
        &mut self,
        bound: Bound<&Q>,
    ) -> CursorMut<'_, T> {
        CursorMut(self.map.lower_bound_mut(bound))
    }

    /// As [`upper_bound`](Self::upper_bound), to change what lies beside the gap.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use core::ops::Bound;
    /// use offshoot::OrdSet;
    ///
    /// let mut set = OrdSet::from([10, 20]);
    /// assert_eq!(set.upper_bound_mut(Bound::Excluded(&20)).remove_prev(), Some(10));
    /// ```
    pub fn upper_bound_mut<Q: Comparable<T> + ?Sized>(
        &mut self,
        bound: Bound<&Q>,
    ) -> CursorMut<'_, T> {
        CursorMut(self.map.upper_bound_mut(bound))
    }
}
