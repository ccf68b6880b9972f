//! The standard traits, and iterators' beginnings. Bodies are one call each.

use alloc::vec::Vec;
use core::fmt;
use core::iter::Sum;
use core::ops::{Add, AddAssign, Index, IndexMut, RangeBounds};

use super::iter::Source;
use super::reach::Reach;
use super::{
    Chunks, ChunksMut, ConsumingIter, Focus, FocusMut, Iter, IterMut, Parts, Repr, Vector, leaf,
};
use crate::range::{index_out_of_bounds, resolve};
use crate::raw::{Feed, Inline, Slots};
use crate::tree::bplus::Tree;

impl<T> Vector<T> {
    /// A vector of one element.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert_eq!(Vector::unit(1), [1]);
    /// ```
    #[must_use]
    pub fn unit(value: T) -> Self {
        core::iter::once(value).collect()
    }

    /// The elements by reference, in order.
    ///
    /// Computes in **O(1)** time; `nth` and `skip` of the iterator in **O(log n)**.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v: Vector<_> = (0..1_000).collect();
    /// assert_eq!(v.iter().skip(500).step_by(100).collect::<Vec<_>>(), [&500, &600, &700, &800, &900]);
    /// ```
    pub fn iter(&self) -> Iter<'_, T> {
        Iter::new(Source::Vector(self), 0, self.len())
    }

    /// The elements of a range by reference, in order.
    ///
    /// Computes in **O(1)** time, and **O(log n)** for the first element.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the last element.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v: Vector<_> = (0..1_000).collect();
    /// assert!(v.range(10..13).eq(&[10, 11, 12]));
    /// ```
    #[track_caller]
    pub fn range(&self, range: impl RangeBounds<usize>) -> Iter<'_, T> {
        let range = resolve(range, self.len());
        Iter::new(Source::Vector(self), range.start, range.end)
    }

    /// The elements as the slices in which they lie.
    ///
    /// Computes in **O(1)** time, and **O(log n)** for each slice.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v: Vector<u64> = (0..1_000).collect();
    /// assert_eq!(v.chunks().map(|run| run.iter().sum::<u64>()).sum::<u64>(), 499_500);
    /// ```
    pub fn chunks(&self) -> Chunks<'_, T> {
        Chunks::new(Source::Vector(self), 0, self.len())
    }

    /// The elements as the slices in which they lie: im's name for [`chunks`](Self::chunks).
    ///
    /// Computes in **O(1)** time, and **O(log n)** for each slice.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert!(Vector::from([1, 2]).leaves().eq([&[1, 2]]));
    /// ```
    pub fn leaves(&self) -> Chunks<'_, T> {
        self.chunks()
    }

    /// A cursor for reading that keeps its leaf.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v: Vector<_> = (0..1_000).collect();
    /// let mut focus = v.focus();
    /// assert_eq!((focus.get(500), focus.get(501)), (Some(&500), Some(&501)));
    /// ```
    pub fn focus(&self) -> Focus<'_, T> {
        Focus::new(self)
    }
}

impl<T: Clone> Vector<T> {
    /// The elements by mutable reference, in order.
    ///
    /// Computes in **O(1)** time. Copies a shared leaf when it is reached.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2]);
    /// v.iter_mut().for_each(|x| *x *= 10);
    /// assert_eq!(v, [10, 20]);
    /// ```
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        IterMut::new(Reach::new(self))
    }

    /// The elements as the mutable slices in which they lie.
    ///
    /// Computes in **O(1)** time. Copies a shared leaf when it is reached.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2]);
    /// v.chunks_mut().for_each(|run| run.fill(7));
    /// assert_eq!(v, [7, 7]);
    /// ```
    pub fn chunks_mut(&mut self) -> ChunksMut<'_, T> {
        ChunksMut::new(self)
    }

    /// The elements as the mutable slices in which they lie: im's name for
    /// [`chunks_mut`](Self::chunks_mut).
    ///
    /// Computes in **O(1)** time. Copies a shared leaf when it is reached.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2]);
    /// v.leaves_mut().for_each(|run| run.reverse());
    /// assert_eq!(v, [2, 1]);
    /// ```
    pub fn leaves_mut(&mut self) -> ChunksMut<'_, T> {
        self.chunks_mut()
    }

    /// A cursor for changing elements that keeps its leaf.
    ///
    /// Computes in **O(1)** time. Copies a shared leaf when it is reached.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v: Vector<_> = (0..1_000).collect();
    /// let mut focus = v.focus_mut();
    /// (1..1_000).for_each(|i| *focus.index_mut(i) += 1);
    /// assert_eq!((v[0], v[500]), (0, 501));
    /// ```
    pub fn focus_mut(&mut self) -> FocusMut<'_, T> {
        FocusMut::new(self)
    }
}

impl<T> Default for Vector<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for Vector<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl<T> Index<usize> for Vector<T> {
    type Output = T;

    /// The element at `index`.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// # Panics
    /// If `index` is out of bounds.
    #[inline]
    #[track_caller]
    fn index(&self, index: usize) -> &T {
        match self.get(index) {
            Some(element) => element,
            None => index_out_of_bounds(index, self.len()),
        }
    }
}

impl<T: Clone> IndexMut<usize> for Vector<T> {
    /// The element at `index`, to change.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// # Panics
    /// If `index` is out of bounds.
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: usize) -> &mut T {
        let len = self.len();
        match self.get_mut(index) {
            Some(element) => element,
            None => index_out_of_bounds(index, len),
        }
    }
}

impl<'a, T> IntoIterator for &'a Vector<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<'a, T: Clone> IntoIterator for &'a mut Vector<T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;

    fn into_iter(self) -> IterMut<'a, T> {
        self.iter_mut()
    }
}

impl<T: Clone> IntoIterator for Vector<T> {
    type Item = T;
    type IntoIter = ConsumingIter<T>;

    fn into_iter(self) -> ConsumingIter<T> {
        ConsumingIter::new(self)
    }
}

impl<T> Parts<T> {
    /// Appends values to a vector that has full leaves alone, a leaf at a time.
    fn fill(&mut self, values: &mut impl Iterator<Item = T>) {
        let full = leaf::full::<T>();
        loop {
            let run = Slots::collect(values, full);
            let is_last = run.len() < full;
            if let Some(before) = self.tail.replace(run) {
                self.tree.push_back((), before);
            }
            if is_last {
                return;
            }
        }
    }
}

impl<T> FromIterator<T> for Vector<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut values = values.into_iter();
        // What fits into one leaf is laid out once its length is known.
        let full = leaf::full::<T>();
        let few: Vec<T> = values.by_ref().take(full).collect();
        let is_all = few.len() < full;
        let mut vector = Self::from(few);
        if !is_all {
            vector.parts().fill(&mut values);
        }
        vector
    }
}

impl<T> From<Vec<T>> for Vector<T> {
    /// Moves the elements, a leaf at a time.
    ///
    /// Computes in **O(n)** time.
    fn from(values: Vec<T>) -> Self {
        let len = values.len();
        if len <= Inline::<T>::CAPACITY {
            let mut few = Inline::new();
            for value in values {
                let pushed = few.insert(few.len(), value);
                debug_assert!(pushed.is_ok(), "there is room");
            }
            return Self { repr: Repr::Inline(few) };
        }
        let full = leaf::full::<T>();
        let mut feed = Feed::new(values);
        let mut tree = Tree::new();
        while feed.len() > full {
            tree.push_back((), feed.take(full, full));
        }
        let rest = feed.len();
        let tail = Some(feed.take(rest, leaf::capacity::<T>(rest)));
        Self { repr: Repr::Tree(Parts { head: None, tree, tail }) }
    }
}

impl<T: Clone> Extend<T> for Vector<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        values.into_iter().for_each(|value| self.push_back(value));
    }
}

impl<'a, T: Copy + 'a> Extend<&'a T> for Vector<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, values: I) {
        self.extend(values.into_iter().copied());
    }
}

impl<T: Clone> Add for Vector<T> {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self.append(other);
        self
    }
}

impl<T: Clone> Add for &Vector<T> {
    type Output = Vector<T>;

    fn add(self, other: Self) -> Vector<T> {
        self.concat(other)
    }
}

impl<T: Clone> AddAssign for Vector<T> {
    fn add_assign(&mut self, other: Self) {
        self.append(other);
    }
}

impl<T: Clone> Sum for Vector<T> {
    fn sum<I: Iterator<Item = Self>>(vectors: I) -> Self {
        vectors.fold(Self::new(), Self::add)
    }
}
