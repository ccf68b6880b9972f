//! An array of up to `N` elements in place. Does not know what the elements are, nor how many are wanted.
//!
//! ```text
//! [ x0 | x1 | ... | x(len-1) | unused ... ]   len
//! ```

use core::mem::MaybeUninit;
use core::ops::{Deref, DerefMut};
use core::ptr;

/// A vector of fixed capacity that lives where it is declared. The length comes first, to share a
/// cache line with what stands before the array.
#[repr(C)]
pub(crate) struct Array<T, const N: usize> {
    /// Invariant: `len <= N`.
    len: u16,
    /// Invariant: the first `len` slots hold values.
    slots: [MaybeUninit<T>; N],
}

impl<T, const N: usize> Array<T, N> {
    pub(crate) const fn new() -> Self {
        const { assert!(N <= u16::MAX as usize) };
        Self { len: 0, slots: [const { MaybeUninit::uninit() }; N] }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.len as usize == N
    }

    /// Appends a value.
    ///
    /// # Panics
    /// If the array is full.
    pub(crate) fn push(&mut self, value: T) {
        self.insert(self.len as usize, value);
    }

    /// Puts `value` at `index` and moves what follows one place up.
    ///
    /// # Panics
    /// If the array is full or `index > len`.
    pub(crate) fn insert(&mut self, index: usize, value: T) {
        let len = self.len as usize;
        assert!(len < N, "an array of {N} slots is full");
        assert!(index <= len, "insertion index (is {index}) should be <= len (is {len})");
        // SAFETY: `index <= len < N` (asserted), so that both the slots moved and the slot
        // written lie within `slots`; no user code runs before `len` counts the new value.
        unsafe {
            let at = self.slots.as_mut_ptr().add(index);
            ptr::copy(at, at.add(1), len - index);
            (*at).write(value);
        }
        self.len += 1;
    }

    /// Takes the value at `index` and moves what follows one place down.
    ///
    /// # Panics
    /// If `index >= len`.
    pub(crate) fn remove(&mut self, index: usize) -> T {
        let len = self.len as usize;
        assert!(index < len, "removal index (is {index}) should be < len (is {len})");
        self.len -= 1;
        // SAFETY: `index < len` (asserted), so that the slot held a value, which is moved out
        // once: `len` no longer counts it.
        unsafe {
            let at = self.slots.as_mut_ptr().add(index);
            let value = (*at).assume_init_read();
            ptr::copy(at.add(1), at, len - 1 - index);
            value
        }
    }

    pub(crate) fn pop(&mut self) -> Option<T> {
        let last = (self.len as usize).checked_sub(1)?;
        Some(self.remove(last))
    }

    /// Moves the values from `at` on into a new array.
    ///
    /// # Panics
    /// If `at > len`.
    pub(crate) fn split_off(&mut self, at: usize) -> Self {
        let mut tail = Self::new();
        let count = (self.len as usize).checked_sub(at).expect("a cut lies within the array");
        tail.len = count as u16;
        self.len = at as u16;
        // SAFETY: the `count` slots from `at` on held values (`at + count` was `len`); they are
        // moved once, as `self.len` no longer counts them, and `tail` has room for `N >= count`.
        unsafe {
            ptr::copy_nonoverlapping(self.slots.as_ptr().add(at), tail.slots.as_mut_ptr(), count);
        }
        tail
    }

    /// Moves all of `other` behind the last value.
    ///
    /// # Panics
    /// If they do not fit.
    pub(crate) fn append(&mut self, other: &mut Self) {
        let (len, count) = (self.len as usize, other.len as usize);
        assert!(len + count <= N, "an array of {N} slots cannot hold {len} + {count} values");
        other.len = 0;
        // SAFETY: `len + count <= N` (asserted); `other` no longer counts the values that move.
        unsafe {
            let end = self.slots.as_mut_ptr().add(len);
            ptr::copy_nonoverlapping(other.slots.as_ptr(), end, count);
        }
        self.len += count as u16;
    }
}

impl<T, const N: usize> Deref for Array<T, N> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        debug_assert!(self.len as usize <= N);
        // SAFETY: the first `len <= N` slots hold values.
        unsafe { core::slice::from_raw_parts(self.slots.as_ptr().cast(), self.len as usize) }
    }
}

impl<T, const N: usize> DerefMut for Array<T, N> {
    fn deref_mut(&mut self) -> &mut [T] {
        debug_assert!(self.len as usize <= N);
        // SAFETY: the first `len <= N` slots hold values, borrowed exclusively through `self`.
        unsafe {
            core::slice::from_raw_parts_mut(self.slots.as_mut_ptr().cast(), self.len as usize)
        }
    }
}

impl<T: Clone, const N: usize> Clone for Array<T, N> {
    fn clone(&self) -> Self {
        let mut copy = Self::new();
        if !core::mem::needs_drop::<T>() {
            // Values without a destructor may be written before they are counted: a panic in `clone`
            // forgets them. The loop becomes a copy of memory.
            for (slot, value) in copy.slots.iter_mut().zip(self.iter()) {
                slot.write(value.clone());
            }
            copy.len = self.len;
            return copy;
        }
        for value in self.iter() {
            let at = copy.len as usize;
            debug_assert!(at < N);
            // `at` counts the values cloned so far, of which `self` holds at most `N`;
            // a panicking clone drops what is counted.
            copy.slots[at].write(value.clone());
            copy.len += 1;
        }
        copy
    }
}

impl<T, const N: usize> Drop for Array<T, N> {
    fn drop(&mut self) {
        let values: *mut [T] = &mut **self;
        self.len = 0;
        // SAFETY: the slice held values, which `len` no longer counts, so that a panic in one
        // destructor leads to no second drop.
        unsafe { ptr::drop_in_place(values) }
    }
}

impl<T, const N: usize> FromIterator<T> for Array<T, N> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut array = Self::new();
        for value in values {
            array.push(value);
        }
        array
    }
}
