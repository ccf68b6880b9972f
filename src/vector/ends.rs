//! Pushing and popping at both ends. Touches the tree once in a leaf's length.

use super::{Parts, Repr, Vector, leaf};
use crate::raw::{Block, Slots};

impl<T: Clone> Parts<T> {
    #[inline]
    pub(super) fn push_back(&mut self, value: T) {
        let mut value = value;
        if let Some(block) = self.tail.as_mut().and_then(Slots::get_mut) {
            match block.push(value) {
                Ok(()) => return,
                Err(back) => value = back,
            }
        }
        self.push_back_slow(value);
    }

    #[inline(never)]
    fn push_back_slow(&mut self, value: T) {
        if self.tail.is_none()
            && self.tree.last_leaf().is_some_and(|last| last.len() < leaf::full::<T>())
        {
            self.tail = self.tree.pop_back();
        }
        if self.tail.as_ref().is_some_and(|tail| tail.len() == leaf::full::<T>()) {
            self.flush_tail();
        }
        if self.tail.is_none() {
            // Counted once for all elements of the new leaf.
            super::assert_countable(self.len().checked_add(leaf::full::<T>()));
        }
        let tail = self.tail.get_or_insert_with(|| {
            let inner = !self.tree.is_empty();
            Slots::with_capacity(if inner { leaf::full::<T>() } else { leaf::grown::<T>(1) })
        });
        let block = tail.make_mut(1, leaf::capacity::<T>);
        let pushed = block.push(value);
        debug_assert!(pushed.is_ok(), "there is room for one more");
    }

    /// Moves the tail into the tree.
    pub(super) fn flush_tail(&mut self) {
        let Some(tail) = &self.tail else { return };
        let half = leaf::full::<T>() / 2;
        if tail.len() == 0 {
            self.tail = None;
        } else if self.tree.last_leaf().is_none_or(|last| last.len() >= half) && tail.len() >= half
        {
            if let Some(tail) = self.tail.take() {
                self.tree.push_back((), tail);
            }
        } else {
            self.tree.append_leaf(&mut self.tail);
        }
    }

    /// Moves the head into the tree.
    pub(super) fn flush_head(&mut self) {
        let Some(head) = &self.head else { return };
        let half = leaf::full::<T>() / 2;
        if head.len() == 0 {
            self.head = None;
        } else if self.tree.first_leaf().is_none_or(|first| first.len() >= half)
            && head.len() >= half
        {
            if let Some(head) = self.head.take() {
                self.tree.push_front((), head);
            }
        } else {
            self.tree.prepend_leaf(&mut self.head);
        }
    }

    #[inline]
    fn push_front(&mut self, value: T) {
        let mut value = value;
        if let Some(block) = self.head.as_mut().and_then(Slots::get_mut) {
            match block.push_front(value) {
                Ok(()) => return,
                Err(back) => value = back,
            }
        }
        self.push_front_slow(value);
    }

    #[inline(never)]
    fn push_front_slow(&mut self, value: T) {
        if self.head.is_none()
            && self.tree.first_leaf().is_some_and(|first| first.len() < leaf::full::<T>())
        {
            self.head = self.tree.pop_front();
        }
        if self.head.as_ref().is_some_and(|head| head.len() == leaf::full::<T>()) {
            self.flush_head();
        }
        if self.head.is_none() {
            // Counted once for all elements of the new leaf.
            super::assert_countable(self.len().checked_add(leaf::full::<T>()));
        }
        let head = self.head.get_or_insert_with(|| {
            let inner = !self.tree.is_empty();
            Slots::with_capacity(if inner { leaf::full::<T>() } else { leaf::grown::<T>(1) })
        });
        let pushed = head.make_front(leaf::capacity::<T>).push_front(value);
        debug_assert!(pushed.is_ok(), "there is room for one more");
    }

    #[inline]
    fn pop_back(&mut self) -> Option<T> {
        let unique = self.tail.as_mut().and_then(Slots::get_mut);
        match unique.and_then(Block::pop) {
            Some(value) => Some(value),
            None => self.pop_back_slow(),
        }
    }

    #[inline(never)]
    fn pop_back_slow(&mut self) -> Option<T> {
        if self.tail.as_ref().is_none_or(|tail| tail.len() == 0) {
            self.tail = self.tree.pop_back().or_else(|| self.head.take());
        }
        self.tail.as_mut()?.make_mut(0, leaf::capacity::<T>).pop()
    }

    #[inline]
    fn pop_front(&mut self) -> Option<T> {
        let unique = self.head.as_mut().and_then(Slots::get_mut);
        match unique.and_then(Block::pop_front) {
            Some(value) => Some(value),
            None => self.pop_front_slow(),
        }
    }

    #[inline(never)]
    fn pop_front_slow(&mut self) -> Option<T> {
        if self.head.as_ref().is_none_or(|head| head.len() == 0) {
            self.head = self.tree.pop_front().or_else(|| self.tail.take());
        }
        self.head.as_mut()?.make_mut(0, leaf::capacity::<T>).pop_front()
    }
}

impl<T: Clone> Vector<T> {
    /// Appends an element.
    ///
    /// Computes in **O(1)** amortised time. Copies the last leaf if it is shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2]);
    /// v.push_back(3);
    /// assert_eq!(v, [1, 2, 3]);
    /// ```
    #[inline]
    pub fn push_back(&mut self, value: T) {
        match &mut self.repr {
            Repr::Inline(few) if !few.is_full() => {
                let len = few.len();
                let pushed = few.insert(len, value);
                debug_assert!(pushed.is_ok(), "there is room for one more");
            }
            Repr::Tree(parts) => parts.push_back(value),
            Repr::Inline(_) => self.parts().push_back(value),
        }
    }

    /// Puts an element before the first.
    ///
    /// Computes in **O(1)** amortised time. Copies the first leaf if it is shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([2, 3]);
    /// v.push_front(1);
    /// assert_eq!(v, [1, 2, 3]);
    /// ```
    #[inline]
    pub fn push_front(&mut self, value: T) {
        match &mut self.repr {
            Repr::Inline(few) if !few.is_full() => {
                let pushed = few.insert(0, value);
                debug_assert!(pushed.is_ok(), "there is room for one more");
            }
            Repr::Tree(parts) => parts.push_front(value),
            Repr::Inline(_) => self.parts().push_front(value),
        }
    }

    /// Takes the last element; none if there are none.
    ///
    /// Computes in **O(1)** amortised time. Copies the last leaf if it is shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2]);
    /// assert_eq!((v.pop_back(), v.pop_back(), v.pop_back()), (Some(2), Some(1), None));
    /// ```
    #[inline]
    pub fn pop_back(&mut self) -> Option<T> {
        match &mut self.repr {
            Repr::Inline(few) => {
                let last = few.len().checked_sub(1)?;
                Some(few.remove(last))
            }
            Repr::Tree(parts) => parts.pop_back(),
        }
    }

    /// Takes the first element; none if there are none.
    ///
    /// Computes in **O(1)** amortised time. Copies the first leaf if it is shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2]);
    /// assert_eq!((v.pop_front(), v.pop_front(), v.pop_front()), (Some(1), Some(2), None));
    /// ```
    #[inline]
    pub fn pop_front(&mut self) -> Option<T> {
        match &mut self.repr {
            Repr::Inline(few) => (few.len() > 0).then(|| few.remove(0)),
            Repr::Tree(parts) => parts.pop_front(),
        }
    }

    /// Takes the last element if `predicate` says true of it.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2]);
    /// assert_eq!((v.pop_back_if(|x| *x > 1), v.pop_back_if(|x| *x > 1)), (Some(2), None));
    /// ```
    pub fn pop_back_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        if predicate(self.back_mut()?) { self.pop_back() } else { None }
    }

    /// Takes the first element if `predicate` says true of it.
    ///
    /// Computes in **O(log n)** time. Copies the nodes of the path that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2]);
    /// assert_eq!((v.pop_front_if(|x| *x < 2), v.pop_front_if(|x| *x < 2)), (Some(1), None));
    /// ```
    pub fn pop_front_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        if predicate(self.front_mut()?) { self.pop_front() } else { None }
    }
}
