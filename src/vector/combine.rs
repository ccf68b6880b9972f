//! Vectors cut, appended and repeated. What lies off the cut is shared or moved, never copied.

use core::ops::{Range, RangeBounds};

use super::{Drain, Parts, Repr, Vector, leaf};
use crate::range::resolve;
use crate::raw::{Inline, Slots};
use crate::tree::bplus::{Edit, Tree};

/// Cuts a run in two: what comes before `at` stays. If a clone panics, it is as before.
fn split_leaf<T: Clone>(run: &mut Slots<T>, at: usize) -> Slots<T> {
    let behind = run.len() - at;
    if at == 0 {
        return core::mem::replace(run, Slots::with_capacity(0));
    }
    if let Some(block) = run.get_mut() {
        let mut upper = Slots::with_capacity(leaf::capacity::<T>(behind));
        block.move_tail(at, upper.get_mut().expect("a new block has one owner"));
        leaf::trim(run);
        return upper;
    }
    let (low, high) = run.as_slice().split_at(at);
    let upper = Slots::cloned(high, leaf::capacity::<T>(behind));
    *run = Slots::cloned(low, leaf::capacity::<T>(at));
    upper
}

impl<T: Clone> Parts<T> {
    /// Splits where `at` is neither 0 nor the length.
    fn split_off(&mut self, at: usize) -> Self {
        let mut right = Self { head: None, tree: Tree::new(), tail: None };
        let head = self.head.as_ref().map_or(0, Slots::len);
        let size = self.tree.size();
        if at < head {
            right.head = self.head.as_mut().map(|run| split_leaf(run, at));
            core::mem::swap(&mut right.tree, &mut self.tree);
            right.tail = self.tail.take();
        } else if at < head + size {
            self.split_tree(at - head, &mut right);
        } else {
            right.tail = self.tail.as_mut().map(|run| split_leaf(run, at - head - size));
        }
        right
    }

    fn split_tree(&mut self, pos: usize, right: &mut Self) {
        // Whatever may panic comes first: clones of a leaf that others share.
        let mut clones = None;
        if let Some((run, at)) = self.tree.leaf_at(pos) {
            if at > 0 && !(run.is_unique() && self.tree.owns_path(pos)) {
                let (low, high) = run.as_slice().split_at(at);
                let low = Slots::cloned(low, leaf::capacity::<T>(low.len()));
                clones = Some((low, Slots::cloned(high, leaf::capacity::<T>(high.len()))));
            }
        }
        let (between, tree) = self.tree.cut(pos);
        right.tree = tree;
        right.tail = self.tail.take();
        if let Some((low, high)) = clones {
            (self.tail, right.head) = (Some(low), Some(high));
        } else if let Some((mut run, at)) = between {
            right.head = Some(split_leaf(&mut run, at));
            self.tail = Some(run);
        }
    }

    /// Appends `other`. If a clone panics, both are valid, and this one has what it had.
    fn append(&mut self, other: &mut Self) {
        self.flush_tail();
        other.flush_head();
        self.tree.append(&mut other.tree);
        self.tail = other.tail.take();
    }

    /// Makes the leaves that hold the elements of a range this vector's own.
    fn own(&mut self, from: usize, to: usize) {
        let mut pos = from;
        while pos < to {
            let Some((run, at)) = self.leaf_mut(pos) else { return };
            run.own();
            pos += run.len() - at;
        }
    }
}

impl<T: Clone> Vector<T> {
    /// Makes all leaves from `from` on this vector's own: what may panic comes first.
    pub(super) fn own_from(&mut self, from: usize) {
        let len = self.len();
        if let Repr::Tree(parts) = &mut self.repr {
            parts.own(from, len);
        }
    }

    /// Makes those leaves this vector's own that a cut at `index`, or an append to either half,
    /// may merge: so it will not panic half-way.
    pub(super) fn own_around(&mut self, index: usize) {
        let len = self.len();
        let mut from = index.min(len.saturating_sub(1));
        for _ in 0..2 {
            from = self.chunk_at(from).map_or(0, |(begin, _)| begin.saturating_sub(1));
        }
        let behind = self.chunk_at(index).map_or(len, |(begin, run)| begin + run.len());
        if let Repr::Tree(parts) = &mut self.repr {
            parts.own(from, (behind + 1).min(len));
        }
    }

    /// Puts `values` in the place of a range, and returns what was there. If a clone panics, this
    /// vector holds what it held.
    #[track_caller]
    fn exchange(&mut self, range: Range<usize>, mut values: Self) -> Self {
        let len = self.len();
        super::assert_countable((len - range.len()).checked_add(values.len()));
        let at_end = range.end == len;
        if !(at_end && values.is_empty()) {
            self.own_around(range.start);
            self.own_around(range.end);
            for end in [0, values.len()] {
                values.own_around(end);
            }
        }
        let upper = self.split_off(range.end);
        let middle = self.split_off(range.start);
        self.append(values);
        self.append(upper);
        middle
    }

    /// Moves all elements of `other` behind the last.
    ///
    /// Computes in **O(log n)** time. The nodes of both are used as they are, but for those along
    /// the seam.
    ///
    /// # Panics
    /// If there were more than `isize::MAX` elements.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v: Vector<_> = (0..1_000).collect();
    /// v.append((1_000..3_000).collect());
    /// assert_eq!((v.len(), v[2_500]), (3_000, 2_500));
    /// ```
    #[track_caller]
    pub fn append(&mut self, mut other: Self) {
        super::assert_countable(self.len().checked_add(other.len()));
        if self.is_empty() {
            *self = other;
        } else if let Repr::Inline(few) = &mut other.repr {
            while few.len() > 0 {
                self.push_back(few.remove(0));
            }
        } else {
            self.parts().append(other.parts());
        }
    }

    /// The elements of this vector and then those of `other`, as a new one.
    ///
    /// Computes in **O(log n)** time. Shares all nodes of both but those along the seam.
    ///
    /// # Panics
    /// If there were more than `isize::MAX` elements.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let (a, b) = (Vector::from([1, 2]), Vector::from([3]));
    /// assert_eq!(a.concat(&b), [1, 2, 3]);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn concat(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.append(other.clone());
        both
    }

    /// Cuts off the elements from `at` on and returns them.
    ///
    /// Computes in **O(log n)** time. The nodes of both halves are used as they are, but for those
    /// along the cut.
    ///
    /// # Panics
    /// If `at > len`.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v: Vector<_> = (0..1_000).collect();
    /// let upper = v.split_off(600);
    /// assert_eq!((v.len(), upper.len(), upper[0]), (600, 400, 600));
    /// ```
    #[must_use = "use `truncate` to drop the elements"]
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> Self {
        let len = self.len();
        assert!(at <= len, "`at` split index (is {at}) should be <= len (is {len})");
        if at == len {
            return Self::new();
        }
        if at == 0 {
            return core::mem::take(self);
        }
        match &mut self.repr {
            Repr::Inline(few) => {
                let mut upper = Inline::new();
                while few.len() > at {
                    let moved = upper.insert(upper.len(), few.remove(at));
                    debug_assert!(moved.is_ok(), "a part fits where the whole did");
                }
                Self { repr: Repr::Inline(upper) }
            }
            Repr::Tree(parts) => Self { repr: Repr::Tree(parts.split_off(at)) },
        }
    }

    /// The elements before `index`, and those from `index` on.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// # Panics
    /// If `index > len`.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let (low, high) = Vector::from([1, 2, 3]).split_at(1);
    /// assert_eq!((low, high), (Vector::from([1]), Vector::from([2, 3])));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn split_at(mut self, index: usize) -> (Self, Self) {
        let upper = self.split_off(index);
        (self, upper)
    }

    /// All but the first `count` elements, as a vector of its own; empty if there are no more.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those along the cut.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert_eq!(Vector::from([1, 2, 3]).skip(1), [2, 3]);
    /// ```
    #[must_use]
    pub fn skip(&self, count: usize) -> Self {
        let mut version = self.clone();
        let rest = version.split_off(count.min(self.len()));
        // Here, and not on return: the compiler leaks what is returned if a destructor panics then.
        drop(version);
        rest
    }

    /// The first `count` elements, or all if there are fewer, as a vector of its own.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those along the cut.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert_eq!(Vector::from([1, 2, 3]).take(2), [1, 2]);
    /// ```
    #[must_use]
    pub fn take(&self, count: usize) -> Self {
        let mut version = self.clone();
        version.truncate(count);
        version
    }

    /// The elements of a range, as a vector of its own. This one stays as it is.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those along the cuts.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the last element.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v: Vector<_> = (0..1_000).collect();
    /// assert_eq!(v.subvector(10..13), [10, 11, 12]);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn subvector(&self, range: impl RangeBounds<usize>) -> Self {
        let range = resolve(range, self.len());
        let mut version = self.clone();
        version.truncate(range.end);
        let part = version.split_off(range.start);
        // See `skip`.
        drop(version);
        part
    }

    /// **Removes** the elements of a range and returns them, as im's method of this name does. See
    /// [`subvector`](Self::subvector) for a view that leaves this vector as it is.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the last element.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v: Vector<_> = (0..10).collect();
    /// assert_eq!(v.slice(2..5), [2, 3, 4]);
    /// assert_eq!(v, [0, 1, 5, 6, 7, 8, 9]);
    /// ```
    #[must_use = "use `drain` to drop the elements"]
    #[track_caller]
    pub fn slice<R: RangeBounds<usize>>(&mut self, range: R) -> Self {
        let range = resolve(range, self.len());
        if range.is_empty() {
            return Self::new();
        }
        self.exchange(range, Self::new())
    }

    /// Removes the elements of a range and returns an iterator over them.
    ///
    /// Computes in **O(log n)** time, and **O(1)** amortised for each element taken. They are
    /// removed at once, whatever becomes of the iterator.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the last element.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v: Vector<_> = (0..10).collect();
    /// assert_eq!(v.drain(2..).rev().take(2).collect::<Vec<_>>(), [9, 8]);
    /// assert_eq!(v, [0, 1]);
    /// ```
    #[track_caller]
    pub fn drain(&mut self, range: impl RangeBounds<usize>) -> Drain<'_, T> {
        Drain::new(self.slice(range))
    }

    /// Puts `values` in the place of a range, and returns an iterator over what was there.
    ///
    /// Computes in **O(log n)** time, and **O(1)** amortised for each value. The exchange is done
    /// at once, whatever becomes of the iterator.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the last element, or there were more than
    /// `isize::MAX` elements.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3, 4]);
    /// assert_eq!(v.splice(1..3, [7, 8, 9]).collect::<Vec<_>>(), [2, 3]);
    /// assert_eq!(v, [1, 7, 8, 9, 4]);
    /// ```
    #[track_caller]
    pub fn splice(
        &mut self,
        range: impl RangeBounds<usize>,
        values: impl IntoIterator<Item = T>,
    ) -> Drain<'_, T> {
        let range = resolve(range, self.len());
        let values: Self = values.into_iter().collect();
        Drain::new(self.exchange(range, values))
    }

    /// Inserts all `values` at `index`.
    ///
    /// Computes in **O(log n)** time, and **O(1)** amortised for each value; a `Vector` goes in
    /// whole.
    ///
    /// # Panics
    /// If `index > len`, or there were more than `isize::MAX` elements.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 4]);
    /// v.insert_all(1, [2, 3]);
    /// assert_eq!(v, [1, 2, 3, 4]);
    /// ```
    #[track_caller]
    pub fn insert_all(&mut self, index: usize, values: impl Into<Self>) {
        let len = self.len();
        assert!(index <= len, "insertion index (is {index}) should be <= len (is {len})");
        let values = values.into();
        if index < len && !values.is_empty() {
            drop(self.exchange(index..index, values));
        } else {
            self.append(values);
        }
    }

    /// Moves the first `mid` elements behind the others.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// # Panics
    /// If `mid > len`.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3, 4]);
    /// v.rotate_left(1);
    /// assert_eq!(v, [2, 3, 4, 1]);
    /// ```
    #[track_caller]
    pub fn rotate_left(&mut self, mid: usize) {
        assert!(mid <= self.len());
        let len = self.len();
        if mid == 0 || mid == len {
            return;
        }
        for index in [0, mid, len] {
            self.own_around(index);
        }
        let mut upper = self.split_off(mid);
        upper.append(core::mem::take(self));
        *self = upper;
    }

    /// Moves the last `k` elements before the others.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// # Panics
    /// If `k > len`.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3, 4]);
    /// v.rotate_right(1);
    /// assert_eq!(v, [4, 1, 2, 3]);
    /// ```
    #[track_caller]
    pub fn rotate_right(&mut self, k: usize) {
        assert!(k <= self.len());
        self.rotate_left(self.len() - k);
    }

    /// `count` times the same element.
    ///
    /// Computes in **O(log n)** time and memory: a leaf's length of clones, and one subtree a level
    /// that stands everywhere.
    ///
    /// # Panics
    /// If `count` exceeds `isize::MAX`.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v = Vector::repeat('x', 1_000_000_000);
    /// assert_eq!(v[999_999_999], 'x');
    /// assert!(Vector::memory([&v]).total < 16_384);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn repeat(value: T, count: usize) -> Self {
        super::assert_countable(Some(count));
        let full = leaf::full::<T>();
        let clones = |count: usize| {
            let mut rest = core::iter::repeat_n(value.clone(), count);
            Slots::collect(&mut rest, leaf::capacity::<T>(count))
        };
        if count <= full {
            return core::iter::repeat_n(value, count).collect();
        }
        let tail = (count % full > 0).then(|| clones(count % full));
        let tree = Tree::repeat(&clones(full), count / full, None);
        // See `skip`.
        drop(value);
        Self { repr: Repr::Tree(Parts { head: None, tree, tail }) }
    }
}
