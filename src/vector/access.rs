//! Reading and writing elements where they are. Does not move any.

use core::ops::RangeBounds;

use super::iter::Siblings;
use super::reach::{Reach, slice_mut};
use super::{IterMut, Parts, Repr, Vector, leaf};
use crate::range::{index_out_of_bounds, resolve};
use crate::raw::Slots;

impl<T> Parts<T> {
    #[inline]
    pub(super) fn get(&self, mut pos: usize) -> Option<&T> {
        if let Some(head) = &self.head {
            if pos < head.len() {
                return head.get(pos);
            }
            pos -= head.len();
        }
        if let Some((leaf, at)) = self.tree.leaf_at(pos) {
            return leaf.get(at);
        }
        self.tail.as_ref()?.get(pos - self.tree.size())
    }

    /// The run of elements that holds `pos` if it is in the tree, where it begins, and the leaves
    /// that come next, as far as they are known.
    pub(super) fn leaf_and_next(&self, pos: usize) -> Option<(usize, &[T], Siblings<'_, T>)> {
        let head = self.head.as_ref().map_or(0, Slots::len);
        let (leaf, at, next) = self.tree.leaf_and_next(pos.checked_sub(head)?)?;
        Some((pos - at, leaf.as_slice(), next))
    }

    /// The run of elements that holds `pos`, and where it begins.
    fn chunk_at(&self, mut pos: usize) -> Option<(usize, &[T])> {
        let begin = pos;
        if let Some(head) = &self.head {
            if pos < head.len() {
                return Some((0, head.as_slice()));
            }
            pos -= head.len();
        }
        if let Some((leaf, at)) = self.tree.leaf_at(pos) {
            return Some((begin - at, leaf.as_slice()));
        }
        let at = pos - self.tree.size();
        let tail = self.tail.as_ref().filter(|tail| at < tail.len())?;
        Some((begin - at, tail.as_slice()))
    }

    /// The leaf that holds `pos` and the place in it; the branches above are this vector's own.
    #[inline]
    pub(super) fn leaf_mut(&mut self, mut pos: usize) -> Option<(&mut Slots<T>, usize)> {
        if let Some(head) = &mut self.head {
            if pos < head.len() {
                return Some((head, pos));
            }
            pos -= head.len();
        }
        let size = self.tree.size();
        if pos < size {
            return self.tree.leaf_at_mut(pos);
        }
        let tail = self.tail.as_mut()?;
        (pos - size < tail.len()).then_some((tail, pos - size))
    }
}

impl<T> Vector<T> {
    /// The element at `index`; none at or beyond the end.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v = Vector::from([10, 20]);
    /// assert_eq!((v.get(1), v.get(2)), (Some(&20), None));
    /// ```
    #[inline]
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&T> {
        match &self.repr {
            Repr::Inline(few) => few.as_slice().get(index),
            Repr::Tree(parts) => parts.get(index),
        }
    }

    /// The first element; none if there are none.
    ///
    /// Computes in **O(1)** time where elements were pushed there last, else **O(log n)**.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v = Vector::from([10, 20]);
    /// assert_eq!(v.front(), Some(&10));
    /// ```
    #[must_use]
    pub fn front(&self) -> Option<&T> {
        self.get(0)
    }

    /// The first element: im's name for [`front`](Self::front).
    ///
    /// Computes in **O(1)** time where elements were pushed there last, else **O(log n)**.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert_eq!(Vector::from([10, 20]).head(), Some(&10));
    /// ```
    #[must_use]
    pub fn head(&self) -> Option<&T> {
        self.get(0)
    }

    /// The first element: the name that slices have for [`front`](Self::front).
    ///
    /// Computes in **O(1)** time where elements were pushed there last, else **O(log n)**.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert_eq!(Vector::from([10, 20]).first(), Some(&10));
    /// ```
    #[must_use]
    pub fn first(&self) -> Option<&T> {
        self.get(0)
    }

    /// The last element; none if there are none.
    ///
    /// Computes in **O(1)** time where elements were pushed there last, else **O(log n)**.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v = Vector::from([10, 20]);
    /// assert_eq!(v.back(), Some(&20));
    /// ```
    #[must_use]
    pub fn back(&self) -> Option<&T> {
        self.get(self.len().checked_sub(1)?)
    }

    /// The last element: the name that slices have for [`back`](Self::back).
    ///
    /// Computes in **O(1)** time where elements were pushed there last, else **O(log n)**.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert_eq!(Vector::from([10, 20]).last(), Some(&20));
    /// ```
    #[must_use]
    pub fn last(&self) -> Option<&T> {
        self.back()
    }

    /// The leaf that holds `index`, as a slice, and the position of its first element; none at or
    /// beyond the end.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v: Vector<u32> = (0..10_000).collect();
    /// let (begin, leaf) = v.chunk_at(7_777).unwrap();
    /// assert_eq!(leaf[7_777 - begin], 7_777);
    /// ```
    #[must_use]
    pub fn chunk_at(&self, index: usize) -> Option<(usize, &[T])> {
        match &self.repr {
            Repr::Inline(few) => (index < few.len()).then(|| (0, few.as_slice())),
            Repr::Tree(parts) => parts.chunk_at(index),
        }
    }
}

impl<T: Clone> Vector<T> {
    /// The element at `index`, to change; none at or beyond the end.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared, and nothing
    /// where `index` is out of range.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3]);
    /// *v.get_mut(1).unwrap() += 40;
    /// assert_eq!(v, [1, 42, 3]);
    /// ```
    #[inline]
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        match &mut self.repr {
            Repr::Inline(few) => few.as_mut_slice().get_mut(index),
            Repr::Tree(parts) => {
                let (leaf, at) = parts.leaf_mut(index)?;
                leaf.make_mut(0, leaf::capacity::<T>).as_mut_slice().get_mut(at)
            }
        }
    }

    /// The first element, to change; none if there are none.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([10, 20]);
    /// *v.front_mut().unwrap() += 1;
    /// assert_eq!(v, [11, 20]);
    /// ```
    pub fn front_mut(&mut self) -> Option<&mut T> {
        self.get_mut(0)
    }

    /// The first element: the name that slices have for [`front_mut`](Self::front_mut).
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([10, 20]);
    /// *v.first_mut().unwrap() += 1;
    /// assert_eq!(v, [11, 20]);
    /// ```
    pub fn first_mut(&mut self) -> Option<&mut T> {
        self.get_mut(0)
    }

    /// The last element, to change; none if there are none.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([10, 20]);
    /// *v.back_mut().unwrap() += 1;
    /// assert_eq!(v, [10, 21]);
    /// ```
    pub fn back_mut(&mut self) -> Option<&mut T> {
        self.get_mut(self.len().checked_sub(1)?)
    }

    /// The last element: the name that slices have for [`back_mut`](Self::back_mut).
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([10, 20]);
    /// *v.last_mut().unwrap() += 1;
    /// assert_eq!(v, [10, 21]);
    /// ```
    pub fn last_mut(&mut self) -> Option<&mut T> {
        self.back_mut()
    }

    /// Puts `value` at `index` and returns what was there.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// # Panics
    /// If `index` is out of bounds.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from(["a", "b"]);
    /// assert_eq!(v.set(1, "c"), "b");
    /// assert_eq!(v, ["a", "c"]);
    /// ```
    #[inline]
    #[track_caller]
    pub fn set(&mut self, index: usize, value: T) -> T {
        match self.get_mut(index) {
            Some(place) => core::mem::replace(place, value),
            None => index_out_of_bounds(index, self.len()),
        }
    }

    /// A version of this vector with `value` at `index`. This one stays as it is.
    ///
    /// Computes in **O(log n)** time. The new version shares all but one path.
    ///
    /// # Panics
    /// If `index` is out of bounds.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v = Vector::from([1, 2, 3]);
    /// assert_eq!(v.update(1, 5), [1, 5, 3]);
    /// assert_eq!(v, [1, 2, 3]);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn update(&self, index: usize, value: T) -> Self {
        let mut version = self.clone();
        version.set(index, value);
        version
    }

    /// Exchanges two elements.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of both paths that are shared.
    ///
    /// # Panics
    /// If either index is out of bounds.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v: Vector<_> = (0..1_000).collect();
    /// v.swap(1, 998);
    /// assert_eq!((v[1], v[998]), (998, 1));
    /// ```
    #[track_caller]
    pub fn swap(&mut self, i: usize, j: usize) {
        let len = self.len();
        for index in [i, j] {
            if index >= len {
                index_out_of_bounds(index, len);
            }
        }
        if i == j {
            return;
        }
        let (low, high) = (i.min(j), i.max(j));
        let (begin, run) = self.chunk_at(low).expect("an index was checked");
        if high < begin + run.len() {
            let run = match &mut self.repr {
                Repr::Inline(few) => few.as_mut_slice(),
                Repr::Tree(parts) => {
                    slice_mut(parts.leaf_mut(low).expect("an index was checked").0)
                }
            };
            run.swap(low - begin, high - begin);
        } else if !core::mem::needs_drop::<T>() {
            // What needs no drop owns nothing: a clone is cheaper than a walk to two places.
            // The second leaf is this vector's own when the first element is written.
            let second = self.get_mut(high).expect("an index was checked").clone();
            let first = self.set(low, second);
            self.set(high, first);
        } else {
            let mut elements = self.iter_mut();
            let first = elements.nth(low).expect("an index was checked");
            let second = elements.nth(high - low - 1).expect("an index was checked");
            core::mem::swap(first, second);
        }
    }

    /// The elements of a range by mutable reference, in order.
    ///
    /// Computes in **O(log n)** time. Copies a shared leaf when it is reached.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the last element.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3, 4]);
    /// v.range_mut(1..3).for_each(|x| *x *= 10);
    /// assert_eq!(v, [1, 20, 30, 4]);
    /// ```
    #[track_caller]
    pub fn range_mut(&mut self, range: impl RangeBounds<usize>) -> IterMut<'_, T> {
        let range = resolve(range, self.len());
        if range.is_empty() {
            return IterMut::default();
        }
        let (below, _) = Reach::new(self).split_at(range.end);
        IterMut::new(below.split_at(range.start).1)
    }

    /// Mutable references to several elements at once.
    ///
    /// Computes in **O(N log n)** time. Copies the nodes of the paths that are shared.
    ///
    /// # Errors
    /// If an index is out of bounds, or two are the same.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3]);
    /// let [a, b] = v.get_disjoint_mut([2, 0]).unwrap();
    /// core::mem::swap(a, b);
    /// assert_eq!(v, [3, 2, 1]);
    /// assert!(v.get_disjoint_mut([1, 1]).is_err());
    /// ```
    #[allow(clippy::missing_panics_doc, reason = "the indices are checked first")]
    pub fn get_disjoint_mut<const N: usize>(
        &mut self,
        indices: [usize; N],
    ) -> Result<[&mut T; N], core::slice::GetDisjointMutError> {
        use core::slice::GetDisjointMutError as Error;
        let mut order: [usize; N] = core::array::from_fn(|at| at);
        order.sort_unstable_by_key(|&at| indices[at]);
        if order.last().is_some_and(|&at| indices[at] >= self.len()) {
            return Err(Error::IndexOutOfBounds);
        }
        if order.windows(2).any(|pair| indices[pair[0]] == indices[pair[1]]) {
            return Err(Error::OverlappingIndices);
        }
        let mut found: [Option<&mut T>; N] = core::array::from_fn(|_| None);
        let mut elements = self.iter_mut();
        let mut next = 0;
        for at in order {
            found[at] = elements.nth(indices[at] - next);
            next = indices[at] + 1;
        }
        Ok(found.map(|element| element.expect("an index was checked")))
    }
}
