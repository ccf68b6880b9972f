//! Elements put in and taken out at any place. What a closure decides is asked before anything moves.

use alloc::vec::Vec;
use core::ops::RangeBounds;

use super::{Parts, Repr, Vector, leaf};
use crate::raw::Slots;
use crate::tree::FANOUT;
use crate::tree::bplus::{Edit, Position};

/// So many answers of a closure are kept without an allocation.
const MARKS: usize = 64;

/// Puts a value into a run, and splits the run if it is full; returns the upper half.
fn insert_into<T: Clone>(run: &mut Slots<T>, at: usize, value: T) -> Option<Slots<T>> {
    let full = leaf::full::<T>();
    if run.len() < full {
        run.make_mut(1, leaf::capacity::<T>).insert(at, value);
        return None;
    }
    let half = full / 2;
    let block = run.make_mut(0, leaf::capacity::<T>);
    let mut upper = Slots::with_capacity(leaf::capacity::<T>(full - half + 1));
    let upper_block = upper.get_mut().expect("a new block has one owner");
    block.move_tail(half, upper_block);
    if at > half {
        upper_block.insert(at - half, value);
    } else {
        block.insert(at, value);
    }
    leaf::trim(run);
    Some(upper)
}

impl<T> Parts<T> {
    /// Whether every branch of the tree finds its kids by division: all but the last are perfect.
    fn is_compact(&self) -> bool {
        let Some(mut node) = self.tree.root() else { return true };
        for level in (0..self.tree.height()).rev() {
            let Some((last, before)) = node.kids().split_last() else { return true };
            // Such a kid has as many elements as fit below it: it is perfect itself.
            let perfect = u32::try_from(level).ok().and_then(|level| FANOUT.checked_pow(level));
            let perfect = perfect.and_then(|leaves| leaves.checked_mul(leaf::full::<T>()));
            if before.iter().any(|kid| Some(kid.size()) != perfect) {
                return false;
            }
            node = last;
        }
        true
    }
}

impl<T: Clone> Parts<T> {
    fn insert(&mut self, index: usize, value: T) {
        let mut pos = index;
        if let Some(head) = &mut self.head {
            if pos <= head.len() && head.len() < leaf::full::<T>() {
                head.make_mut(1, leaf::capacity::<T>).insert(pos, value);
                return;
            }
            if pos <= head.len() {
                self.flush_head();
            } else {
                pos -= head.len();
            }
        }
        if let Some(tail) = self.tail.as_mut().filter(|_| pos >= self.tree.size()) {
            if tail.len() < leaf::full::<T>() {
                let at = pos - self.tree.size();
                tail.make_mut(1, leaf::capacity::<T>).insert(at, value);
                return;
            }
            self.flush_tail();
        }
        self.tree.grow_at(Position(pos), |run, at, _| {
            insert_into(run, at, value).map(|upper| ((), upper))
        });
    }

    fn remove(&mut self, index: usize) -> T {
        let mut pos = index;
        let take = |run: &mut Slots<T>, at| {
            let value = run.make_mut(0, leaf::capacity::<T>).remove(at);
            leaf::trim(run);
            value
        };
        let head = self.head.as_ref().map_or(0, Slots::len);
        let size = self.tree.size();
        match (&mut self.head, &mut self.tail) {
            (Some(run), _) if pos < head => take(run, pos),
            (_, Some(run)) if pos >= head + size => take(run, pos - head - size),
            _ => {
                pos -= head;
                self.tree.shrink_at(Position(pos), 1, take)
            }
        }
    }
}

impl<T: Clone> Vector<T> {
    /// Inserts an element at `index`; what stood there and behind moves up.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// # Panics
    /// If `index > len`.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 3]);
    /// v.insert(1, 2);
    /// assert_eq!(v, [1, 2, 3]);
    /// ```
    #[track_caller]
    pub fn insert(&mut self, index: usize, value: T) {
        let len = self.len();
        assert!(index <= len, "insertion index (is {index}) should be <= len (is {len})");
        let value = match &mut self.repr {
            Repr::Inline(few) => match few.insert(index, value) {
                Ok(()) => return,
                Err(value) => value,
            },
            Repr::Tree(_) => value,
        };
        if index == len {
            self.push_back(value);
        } else if index == 0 {
            self.push_front(value);
        } else {
            super::assert_countable(len.checked_add(1));
            self.parts().insert(index, value);
        }
    }

    /// Removes the element at `index`; what stood behind moves down.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// # Panics
    /// If `index` is out of bounds.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3]);
    /// assert_eq!(v.remove(1), 2);
    /// assert_eq!(v, [1, 3]);
    /// ```
    #[track_caller]
    pub fn remove(&mut self, index: usize) -> T {
        let len = self.len();
        assert!(index < len, "removal index (is {index}) should be < len (is {len})");
        match &mut self.repr {
            Repr::Inline(few) => few.remove(index),
            Repr::Tree(parts) => parts.remove(index),
        }
    }

    /// Removes the element at `index` and puts the last one in its place. Does not keep the order;
    /// [`remove`](Self::remove) does.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of both paths that are shared.
    ///
    /// # Panics
    /// If `index` is out of bounds.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3, 4]);
    /// assert_eq!(v.swap_remove(0), 1);
    /// assert_eq!(v, [4, 2, 3]);
    /// ```
    #[track_caller]
    pub fn swap_remove(&mut self, index: usize) -> T {
        let len = self.len();
        match self.swap_remove_back(index) {
            Some(value) => value,
            None => panic!("swap_remove index (is {index}) should be < len (is {len})"),
        }
    }

    /// Removes the element at `index` and puts the last one in its place; none at or beyond the
    /// end.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of both paths that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3, 4]);
    /// assert_eq!((v.swap_remove_back(0), v.swap_remove_back(3)), (Some(1), None));
    /// assert_eq!(v, [4, 2, 3]);
    /// ```
    pub fn swap_remove_back(&mut self, index: usize) -> Option<T> {
        // What may panic comes first.
        self.get_mut(index)?;
        let last = self.pop_back()?;
        Some(match self.get_mut(index) {
            Some(place) => core::mem::replace(place, last),
            None => last,
        })
    }

    /// Removes the element at `index` and puts the first one in its place; none at or beyond the
    /// end.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of both paths that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3, 4]);
    /// assert_eq!((v.swap_remove_front(3), v.swap_remove_front(3)), (Some(4), None));
    /// assert_eq!(v, [2, 3, 1]);
    /// ```
    pub fn swap_remove_front(&mut self, index: usize) -> Option<T> {
        // What may panic comes first.
        self.get_mut(index)?;
        let first = self.pop_front()?;
        let place = index.checked_sub(1).and_then(|index| self.get_mut(index));
        Some(match place {
            Some(place) => core::mem::replace(place, first),
            None => first,
        })
    }

    /// Drops the elements from `len` on; does nothing if there are no more.
    ///
    /// Computes in **O(log n)** time, and what dropping the elements takes.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3]);
    /// v.truncate(1);
    /// assert_eq!(v, [1]);
    /// ```
    pub fn truncate(&mut self, len: usize) {
        if len < self.len() {
            drop(self.split_off(len));
        }
    }

    /// Drops all elements.
    ///
    /// Computes in **O(1)** time, and what dropping the elements takes.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3]);
    /// v.clear();
    /// assert!(v.is_empty());
    /// ```
    pub fn clear(&mut self) {
        drop(core::mem::take(self));
    }

    /// Appends clones of all elements of a slice.
    ///
    /// Computes in **O(m)** time for m elements.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1]);
    /// v.extend_from_slice(&[2, 3]);
    /// assert_eq!(v, [1, 2, 3]);
    /// ```
    pub fn extend_from_slice(&mut self, values: &[T]) {
        if self.is_empty() {
            *self = Self::from(values);
            return;
        }
        for value in values {
            self.push_back(value.clone());
        }
    }

    /// Appends clones of the elements of a range of this vector.
    ///
    /// Computes in **O(log n)** time. Shares all nodes but those along the cuts.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the last element, or there were more than
    /// `isize::MAX` elements.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3]);
    /// v.extend_from_within(1..);
    /// assert_eq!(v, [1, 2, 3, 2, 3]);
    /// ```
    #[track_caller]
    pub fn extend_from_within(&mut self, range: impl RangeBounds<usize>) {
        self.append(self.subvector(range));
    }

    /// Makes the vector `len` elements long: drops those behind, or appends clones of `value`.
    ///
    /// Computes in **O(log n)** time and memory, and what dropping elements takes: what is appended shares
    /// one leaf, of as many clones as it holds.
    ///
    /// # Panics
    /// If `len` exceeds `isize::MAX`.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1]);
    /// v.resize(3, 0);
    /// assert_eq!(v, [1, 0, 0]);
    /// ```
    pub fn resize(&mut self, len: usize, value: T) {
        if let Some(more) = len.checked_sub(self.len()) {
            super::assert_countable(Some(len));
            self.append(Self::repeat(value, more));
        } else {
            self.truncate(len);
        }
    }

    /// Makes the vector `len` elements long: drops those behind, or appends what `value` returns.
    ///
    /// Computes in **O(log n)** time, **O(1)** amortised for each element appended, and what
    /// dropping elements takes.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1]);
    /// v.resize_with(3, Default::default);
    /// assert_eq!(v, [1, 0, 0]);
    /// ```
    pub fn resize_with(&mut self, len: usize, mut value: impl FnMut() -> T) {
        self.truncate(len);
        while self.len() < len {
            self.push_back(value());
        }
    }

    /// Makes every element a clone of `value`.
    ///
    /// Computes in **O(log n)** time and memory, and what dropping the elements takes.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2]);
    /// v.fill(7);
    /// assert_eq!(v, [7, 7]);
    /// ```
    pub fn fill(&mut self, value: T) {
        *self = Self::repeat(value, self.len());
    }

    /// Replaces every element by what `value` returns, called once for each in order.
    ///
    /// Computes in **O(n)** time. A panic in `value` changes nothing.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2]);
    /// v.fill_with(Default::default);
    /// assert_eq!(v, [0, 0]);
    /// ```
    pub fn fill_with(&mut self, value: impl FnMut() -> T) {
        *self = core::iter::repeat_with(value).take(self.len()).collect();
    }

    /// Keeps the elements of which `keep` says true.
    ///
    /// Computes in **O(n)** time. `keep` is asked once for each element, in order and before
    /// anything moves, so that a panic in it changes nothing. What comes before the first element
    /// that goes stays shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v: Vector<_> = (0..10).collect();
    /// v.retain(|x| x % 3 == 0);
    /// assert_eq!(v, [0, 3, 6, 9]);
    /// ```
    pub fn retain<F>(&mut self, mut keep: F)
    where
        F: FnMut(&T) -> bool,
    {
        if self.len() > MARKS {
            let kept: Vec<bool> = self.iter().map(&mut keep).collect();
            return self.keep(&kept);
        }
        let mut kept = [false; MARKS];
        self.iter().zip(&mut kept).for_each(|(element, kept)| *kept = keep(element));
        self.keep(&kept[..self.len()]);
    }

    /// Keeps the elements for which `kept` has true.
    fn keep(&mut self, kept: &[bool]) {
        let Some(first) = kept.iter().position(|&keep| !keep) else { return };
        if !core::mem::needs_drop::<T>() {
            if let Some(run) = self.only_run_mut() {
                // Nothing can panic once the run is this vector's own.
                let mut left = first;
                for (at, keep) in kept.iter().enumerate().skip(first) {
                    if *keep {
                        run.swap(left, at);
                        left += 1;
                    }
                }
                while self.len() > left {
                    self.pop_back();
                }
                return;
            }
        }
        self.own_around(first);
        self.own_from(first);
        let upper = self.split_off(first);
        // From here on elements only move; those that go are dropped when all is in place.
        let mut gone = Vec::new();
        for (keep, value) in kept[first..].iter().zip(upper) {
            if *keep {
                self.push_back(value);
            } else {
                gone.push(value);
            }
        }
    }

    /// As [`retain`](Self::retain), for a closure that may change the elements.
    ///
    /// Computes in **O(n)** time. Copies all nodes that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3]);
    /// v.retain_mut(|x| { *x += 1; *x != 3 });
    /// assert_eq!(v, [2, 4]);
    /// ```
    pub fn retain_mut(&mut self, keep: impl FnMut(&mut T) -> bool) {
        self.loosen().items.retain_mut(keep);
    }

    /// Keeps the first of each row of equal elements.
    ///
    /// Computes in **O(n)** time. All comparisons come before anything moves, so that a panic in
    /// one changes nothing. What comes before the first element that goes stays shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 1, 2, 1]);
    /// v.dedup();
    /// assert_eq!(v, [1, 2, 1]);
    /// ```
    pub fn dedup(&mut self)
    where
        T: PartialEq,
    {
        let mut last = None;
        let mut keep = |element| last.replace(element).is_none_or(|last| last != element);
        let kept: Vec<bool> = self.iter().map(&mut keep).collect();
        self.keep(&kept);
    }

    /// Keeps the first of each row of elements with equal keys.
    ///
    /// Computes in **O(n)** time. Copies all nodes that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([10, 11, 20]);
    /// v.dedup_by_key(|x| *x / 10);
    /// assert_eq!(v, [10, 20]);
    /// ```
    pub fn dedup_by_key<K: PartialEq>(&mut self, mut key: impl FnMut(&mut T) -> K) {
        self.dedup_by(|a, b| key(a) == key(b));
    }

    /// Keeps the first of each row of elements that `same` calls so. It is given an element and
    /// the one before it that was kept.
    ///
    /// Computes in **O(n)** time. Copies all nodes that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from(["a", "A", "b"]);
    /// v.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
    /// assert_eq!(v, ["a", "b"]);
    /// ```
    pub fn dedup_by(&mut self, same: impl FnMut(&mut T, &mut T) -> bool) {
        self.loosen().items.dedup_by(same);
    }

    /// Lays the elements out anew in full leaves, so that they are found fastest again, as after
    /// `collect`. Many insertions and removals in the middle leave a tree that is up to a few times
    /// slower to read at random places.
    ///
    /// Computes in **O(log n)** time, and changes nothing, where the tree is so already; else in
    /// **O(n)**, and then shares nothing with other versions.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v: Vector<_> = (0..10_000).collect();
    /// let before = v.clone();
    /// v.compact();
    /// assert!(v.ptr_eq(&before));
    /// for i in 0..1_000 {
    ///     v.insert(i * 7, i);
    /// }
    /// v.compact();
    /// assert_eq!((v.len(), v[7]), (11_000, 1));
    /// ```
    pub fn compact(&mut self) {
        if matches!(&self.repr, Repr::Tree(parts) if !parts.is_compact()) {
            drop(self.loosen());
        }
    }

    /// Takes the elements out into a `Vec`, which goes back in when the guard is dropped, panic or
    /// not.
    pub(super) fn loosen(&mut self) -> Loose<'_, T> {
        self.own_from(0);
        let mut items = Vec::with_capacity(self.len());
        match &mut self.repr {
            Repr::Inline(_) => items.extend(core::mem::take(self)),
            Repr::Tree(parts) => {
                // No user code runs until the emptied leaves are gone.
                let mut leaves = parts.leaves_mut();
                while let Some(run) = leaves.next() {
                    run.own();
                    run.get_mut().expect("an owned leaf has one owner").move_to_vec(&mut items);
                }
                self.repr = Self::new().repr;
            }
        }
        Loose { home: self, items }
    }
}

/// The elements of a vector, laid out to be rearranged.
pub(super) struct Loose<'a, T> {
    home: &'a mut Vector<T>,
    pub(super) items: Vec<T>,
}

impl<T> Drop for Loose<'_, T> {
    fn drop(&mut self) {
        *self.home = Vector::from(core::mem::take(&mut self.items));
    }
}
