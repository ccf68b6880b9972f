//! Cursors that keep their leaf, so that the next access near the last one needs no descent.

use alloc::sync::Arc;
use core::fmt;
use core::ops::{Range, RangeBounds};

use super::iter::Source;
use super::reach::Reach;
use super::{Iter, IterMut, Vector};
use crate::range::{index_out_of_bounds, resolve};
use crate::raw::Lens;

/// A cursor over a vector, or a range of it, that keeps the leaf it looked at last.
///
/// Reading near the last place costs **O(1)**, elsewhere **O(log n)**.
///
/// ```
/// use offshoot::Vector;
///
/// let v: Vector<_> = (0..10_000).collect();
/// let mut focus = v.focus();
/// assert_eq!((0..10_000).map(|i| *focus.index(i)).sum::<i32>(), 49_995_000);
/// ```
pub struct Focus<'a, T> {
    source: Source<'a, T>,
    /// What is in view, as positions in the source.
    range: Range<usize>,
    run: &'a [T],
    /// Where the run begins in the source.
    begin: usize,
}

impl<'a, T> Focus<'a, T> {
    /// A cursor over all of `vector`.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    /// use offshoot::vector::Focus;
    ///
    /// let v = Vector::from([1, 2]);
    /// assert_eq!(Focus::new(&v).get(1), Some(&2));
    /// ```
    #[must_use]
    pub fn new(vector: &'a Vector<T>) -> Self {
        Self { source: Source::Vector(vector), range: 0..vector.len(), run: &[], begin: 0 }
    }

    /// The number of elements in view.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert_eq!(Vector::from([1, 2, 3]).focus().narrow(1..).len(), 2);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.range.len()
    }

    /// Whether there are no elements in view.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert!(Vector::from([1, 2, 3]).focus().narrow(1..1).is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.range.is_empty()
    }

    /// The element at `index`, counted from the start of the view; none outside.
    ///
    /// Computes in **O(1)** time near the last access, else in **O(log n)**.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v: Vector<_> = (0..1_000).collect();
    /// let mut focus = v.focus().narrow(10..20);
    /// assert_eq!((focus.get(9), focus.get(10)), (Some(&19), None));
    /// ```
    #[inline]
    pub fn get(&mut self, index: usize) -> Option<&'a T> {
        if index >= self.len() {
            return None;
        }
        let at = self.range.start + index;
        if at.wrapping_sub(self.begin) >= self.run.len() {
            (self.begin, self.run) = self.source.chunk_at(at)?;
        }
        self.run.get(at - self.begin)
    }

    /// The element at `index`, counted from the start of the view.
    ///
    /// Computes in **O(1)** time near the last access, else in **O(log n)**.
    ///
    /// # Panics
    /// If `index` is out of bounds.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert_eq!(Vector::from([1, 2]).focus().index(1), &2);
    /// ```
    #[track_caller]
    #[inline]
    pub fn index(&mut self, index: usize) -> &'a T {
        match self.get(index) {
            Some(element) => element,
            None => index_out_of_bounds(index, self.len()),
        }
    }

    /// The leaf that holds `index`, as far as it is in view, and its place in the view.
    ///
    /// Computes in **O(1)** time near the last access, else in **O(log n)**.
    ///
    /// # Panics
    /// If `index` is out of bounds.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v: Vector<_> = (0..1_000).collect();
    /// let (range, leaf) = v.focus().chunk_at(500);
    /// assert_eq!(leaf[500 - range.start], 500);
    /// ```
    #[track_caller]
    pub fn chunk_at(&mut self, index: usize) -> (Range<usize>, &'a [T]) {
        self.index(index);
        let begin = self.begin.max(self.range.start);
        let end = (self.begin + self.run.len()).min(self.range.end);
        let run = &self.run[begin - self.begin..end - self.begin];
        (begin - self.range.start..end - self.range.start, run)
    }

    /// The same cursor over a range of the view.
    ///
    /// Computes in **O(1)** time.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the view.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v: Vector<_> = (0..1_000).collect();
    /// assert!(v.focus().narrow(10..12).into_iter().eq(&[10, 11]));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn narrow<R: RangeBounds<usize>>(mut self, range: R) -> Self {
        let range = resolve(range, self.len());
        self.range = self.range.start + range.start..self.range.start + range.end;
        self
    }

    /// Two cursors: over what comes before `index`, and over the rest.
    ///
    /// Computes in **O(1)** time.
    ///
    /// # Panics
    /// If `index > len`.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v: Vector<_> = (0..1_000).collect();
    /// let (low, mut high) = v.focus().split_at(10);
    /// assert_eq!((low.len(), high.get(0)), (10, Some(&10)));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn split_at(self, index: usize) -> (Self, Self) {
        let len = self.len();
        assert!(index <= len, "`at` split index (is {index}) should be <= len (is {len})");
        (self.clone().narrow(..index), self.narrow(index..))
    }
}

impl<T> Clone for Focus<'_, T> {
    fn clone(&self) -> Self {
        Self { source: self.source.clone(), range: self.range.clone(), ..*self }
    }
}

impl<T: fmt::Debug> fmt::Debug for Focus<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<'a, T> IntoIterator for Focus<'a, T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        Iter::new(self.source, self.range.start, self.range.end)
    }
}

impl<'a, T: Clone> From<FocusMut<'a, T>> for Focus<'a, T> {
    fn from(focus: FocusMut<'a, T>) -> Self {
        focus.unmut()
    }
}

/// A cursor over a vector, or a range of it, to change elements, that keeps the leaf it looked at
/// last. A shared leaf is copied when it is reached.
///
/// Access near the last place costs **O(1)**, elsewhere **O(log n)**. The halves of
/// [`split_at`](Self::split_at) may go to two threads.
///
/// ```
/// use offshoot::Vector;
///
/// let mut v: Vector<_> = (0..1_000).collect();
/// let (mut low, mut high) = v.focus_mut().split_at(500);
/// std::thread::scope(|scope| {
///     scope.spawn(move || *low.index_mut(1) = 7);
///     scope.spawn(move || *high.index_mut(1) = 8);
/// });
/// assert_eq!((v[1], v[501]), (7, 8));
/// ```
pub struct FocusMut<'a, T> {
    lens: Lens<Reach<'a, T>, T>,
    len: usize,
    /// The places in view that the lens' slice stands for.
    run: Range<usize>,
}

impl<'a, T: Clone> FocusMut<'a, T> {
    /// A cursor over all of `vector`.
    ///
    /// Computes in **O(1)** time. Copies nothing.
    ///
    /// ```
    /// use offshoot::Vector;
    /// use offshoot::vector::FocusMut;
    ///
    /// let mut v = Vector::from([1, 2]);
    /// FocusMut::new(&mut v).set(1, 7);
    /// assert_eq!(v, [1, 7]);
    /// ```
    #[must_use]
    pub fn new(vector: &'a mut Vector<T>) -> Self {
        Self::over(Reach::new(vector))
    }

    fn over(reach: Reach<'a, T>) -> Self {
        Self { len: reach.len(), lens: Lens::new(reach), run: 0..0 }
    }

    /// The number of elements in view.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert_eq!(Vector::from([1, 2, 3]).focus_mut().narrow(1..).len(), 2);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no elements in view.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert!(Vector::from([1, 2, 3]).focus_mut().narrow(1..1).is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The run that holds `index`, which is in view, and where `index` is in it.
    #[inline]
    fn seek(&mut self, index: usize) -> (&mut [T], usize) {
        let mut at = index.wrapping_sub(self.run.start);
        if at >= self.run.len() {
            self.run = 0..0;
            let begin = self.lens.refocus(|reach| reach.run_at(index));
            self.run = begin..begin + self.lens.slice().len();
            at = index - begin;
        }
        (self.lens.slice(), at)
    }

    /// The element at `index`, counted from the start of the view; none outside.
    ///
    /// Computes in **O(1)** time near the last access, else in **O(log n)**. Copies the leaf if it
    /// is shared, since it is likely to be changed.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2]);
    /// let mut focus = v.focus_mut();
    /// assert_eq!((focus.get(1).copied(), focus.get(2)), (Some(2), None));
    /// ```
    pub fn get(&mut self, index: usize) -> Option<&T> {
        self.get_mut(index).map(|element| &*element)
    }

    /// The element at `index`, counted from the start of the view, to change; none outside.
    ///
    /// Computes in **O(1)** time near the last access, else in **O(log n)**.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v: Vector<_> = (0..1_000).collect();
    /// *v.focus_mut().get_mut(500).unwrap() = 7;
    /// assert_eq!(v[500], 7);
    /// ```
    #[inline]
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        if index >= self.len {
            return None;
        }
        let (run, at) = self.seek(index);
        run.get_mut(at)
    }

    /// The element at `index`, counted from the start of the view, as [`get`](Self::get).
    ///
    /// Computes in **O(1)** time near the last access, else in **O(log n)**.
    ///
    /// # Panics
    /// If `index` is out of bounds.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert_eq!(Vector::from([1, 2]).focus_mut().index(1), &2);
    /// ```
    #[track_caller]
    pub fn index(&mut self, index: usize) -> &T {
        self.index_mut(index)
    }

    /// The element at `index`, counted from the start of the view, to change.
    ///
    /// Computes in **O(1)** time near the last access, else in **O(log n)**.
    ///
    /// # Panics
    /// If `index` is out of bounds.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2]);
    /// *v.focus_mut().index_mut(1) += 5;
    /// assert_eq!(v, [1, 7]);
    /// ```
    #[track_caller]
    #[allow(clippy::should_implement_trait, reason = "im's name")]
    pub fn index_mut(&mut self, index: usize) -> &mut T {
        let len = self.len;
        match self.get_mut(index) {
            Some(element) => element,
            None => index_out_of_bounds(index, len),
        }
    }

    /// Puts `value` at `index` and returns what was there; none outside of the view.
    ///
    /// Computes in **O(1)** time near the last access, else in **O(log n)**.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2]);
    /// assert_eq!(v.focus_mut().set(1, 7), Some(2));
    /// assert_eq!(v.focus_mut().set(2, 7), None);
    /// ```
    pub fn set(&mut self, index: usize, value: T) -> Option<T> {
        self.get_mut(index).map(|element| core::mem::replace(element, value))
    }

    /// Exchanges two elements.
    ///
    /// Computes in **O(1)** time within the leaf accessed last, else in **O(log n)**.
    ///
    /// # Panics
    /// If either index is out of bounds.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v: Vector<_> = (0..1_000).collect();
    /// v.focus_mut().swap(1, 998);
    /// assert_eq!((v[1], v[998]), (998, 1));
    /// ```
    #[track_caller]
    pub fn swap(&mut self, a: usize, b: usize) {
        if a == b {
            self.index_mut(a);
        } else {
            self.pair(a, b, core::mem::swap);
        }
    }

    /// Calls `f` with two different elements.
    ///
    /// Computes in **O(1)** time within the leaf accessed last, else in **O(log n)**.
    ///
    /// # Panics
    /// If either index is out of bounds, or both are the same.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v: Vector<_> = (0..1_000).collect();
    /// v.focus_mut().pair(1, 998, |a, b| *a += *b);
    /// assert_eq!(v[1], 999);
    /// ```
    #[track_caller]
    pub fn pair<F, B>(&mut self, a: usize, b: usize, mut f: F) -> B
    where
        F: FnMut(&mut T, &mut T) -> B,
    {
        self.several([a, b], |[a, b]| f(a, b))
    }

    /// Calls `f` with three different elements.
    ///
    /// Computes in **O(1)** time within the leaf accessed last, else in **O(log n)**.
    ///
    /// # Panics
    /// If an index is out of bounds, or two are the same.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v: Vector<_> = (0..1_000).collect();
    /// v.focus_mut().triplet(1, 998, 5, |a, b, c| *a += *b + *c);
    /// assert_eq!(v[1], 1_004);
    /// ```
    #[track_caller]
    pub fn triplet<F, B>(&mut self, a: usize, b: usize, c: usize, mut f: F) -> B
    where
        F: FnMut(&mut T, &mut T, &mut T) -> B,
    {
        self.several([a, b, c], |[a, b, c]| f(a, b, c))
    }

    #[track_caller]
    fn several<const N: usize, B>(
        &mut self,
        indices: [usize; N],
        f: impl FnOnce([&mut T; N]) -> B,
    ) -> B {
        let mut order: [usize; N] = core::array::from_fn(|at| at);
        order.sort_unstable_by_key(|&at| indices[at]);
        for (&index, len) in indices.iter().zip([self.len; N]) {
            if index >= len {
                index_out_of_bounds(index, len);
            }
        }
        let distinct = order.windows(2).all(|pair| indices[pair[0]] != indices[pair[1]]);
        assert!(distinct, "the indices of elements changed together must differ");
        if indices.iter().all(|index| self.run.contains(index)) {
            let places = indices.map(|index| index - self.run.start);
            let found = self.lens.slice().get_disjoint_mut(places);
            return f(found.expect("the indices were checked"));
        }
        self.run = 0..0;
        let mut f = Some(f);
        let mut result = None;
        self.lens.refocus(|reach| {
            let mut elements = IterMut::new(reach.reborrow());
            let mut found: [Option<&mut T>; N] = core::array::from_fn(|_| None);
            let mut next = 0;
            for at in order {
                found[at] = elements.nth(indices[at] - next);
                next = indices[at] + 1;
            }
            let found = found.map(|element| element.expect("an index was checked"));
            result = f.take().map(|f| f(found));
            (Default::default(), ())
        });
        result.expect("the closure was called")
    }

    /// The leaf that holds `index`, as far as it is in view, and its place in the view.
    ///
    /// Computes in **O(1)** time near the last access, else in **O(log n)**.
    ///
    /// # Panics
    /// If `index` is out of bounds.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v: Vector<_> = (0..1_000).collect();
    /// v.focus_mut().chunk_at(500).1.fill(7);
    /// assert_eq!(v[500], 7);
    /// ```
    #[track_caller]
    pub fn chunk_at(&mut self, index: usize) -> (Range<usize>, &mut [T]) {
        if index >= self.len {
            index_out_of_bounds(index, self.len);
        }
        self.seek(index);
        (self.run.clone(), self.lens.slice())
    }

    /// The same cursor over a range of the view.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the view.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3]);
    /// v.focus_mut().narrow(1..).set(0, 7);
    /// assert_eq!(v, [1, 7, 3]);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn narrow<R: RangeBounds<usize>>(self, range: R) -> Self {
        let range = resolve(range, self.len);
        self.split_at(range.end).0.split_at(range.start).1
    }

    /// Two cursors: over what comes before `index`, and over the rest. Neither reaches what the
    /// other has.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// # Panics
    /// If `index > len`.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3]);
    /// let (mut low, mut high) = v.focus_mut().split_at(1);
    /// core::mem::swap(low.index_mut(0), high.index_mut(1));
    /// assert_eq!(v, [3, 2, 1]);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn split_at(self, index: usize) -> (Self, Self) {
        let len = self.len;
        assert!(index <= len, "`at` split index (is {index}) should be <= len (is {len})");
        let (low, high) = self.lens.into_root().split_at(index);
        (Self::over(low), Self::over(high))
    }

    /// A cursor for reading over the same elements.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3]);
    /// let mut focus = v.focus_mut();
    /// focus.set(0, 7);
    /// assert!(focus.unmut().into_iter().eq(&[7, 2, 3]));
    /// ```
    #[must_use]
    pub fn unmut(self) -> Focus<'a, T> {
        let part = self.lens.into_root().into_seen();
        Focus { source: Source::Part(Arc::new(part)), range: 0..self.len, run: &[], begin: 0 }
    }
}

impl<'a, T: Clone> IntoIterator for FocusMut<'a, T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;

    fn into_iter(self) -> IterMut<'a, T> {
        IterMut::new(self.lens.into_root())
    }
}

impl<T> fmt::Debug for FocusMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FocusMut").field("len", &self.len).finish_non_exhaustive()
    }
}
