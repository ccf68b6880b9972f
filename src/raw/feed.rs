//! A `Vec` whose elements leave in runs from its front. Does not know where they go.

use alloc::vec::Vec;
use core::ptr;

use super::Slots;

/// Moves the elements of a `Vec` into blocks, a copy of memory each.
pub(crate) struct Feed<T> {
    /// Invariant: its length is 0, and its slots `next..end` hold values.
    vec: Vec<T>,
    next: usize,
    end: usize,
}

impl<T> Feed<T> {
    pub(crate) fn new(mut vec: Vec<T>) -> Self {
        let end = vec.len();
        // SAFETY: 0 is at most the capacity; `next..end` counts the values from here on.
        unsafe { vec.set_len(0) };
        Self { vec, next: 0, end }
    }

    pub(crate) fn len(&self) -> usize {
        self.end - self.next
    }

    /// The next `count` elements in a run of `cap` slots.
    ///
    /// # Panics
    /// If there are fewer or they do not fit.
    pub(crate) fn take(&mut self, count: usize, cap: usize) -> Slots<T> {
        assert!(count <= self.len() && count <= cap, "a feed gives what it has");
        let mut run = Slots::with_capacity(cap);
        let block = run.get_mut().expect("a new block has one owner");
        let from = self.next;
        self.next += count;
        // SAFETY: the slots `from..from + count` held values, which `next..end` no longer counts.
        unsafe { block.append_raw(self.vec.as_ptr().add(from), count) };
        run
    }
}

impl<T> Drop for Feed<T> {
    fn drop(&mut self) {
        let (next, len) = (self.next, self.len());
        self.next = self.end;
        // SAFETY: the slots `next..end` held values, which are no longer counted.
        unsafe {
            let rest = ptr::slice_from_raw_parts_mut(self.vec.as_mut_ptr().add(next), len);
            ptr::drop_in_place(rest);
        }
    }
}
