//! An array of a few elements in place. Does not know what the elements are, nor how many are wanted.
//!
//! ```text
//! [ x0 | x1 | ... | x(len-1) | unused ... ]   len
//! ```

use core::marker::PhantomData;
use core::mem::MaybeUninit;
use core::ops::{Deref, DerefMut};
use core::ptr;

/// An array of up to `N` elements.
pub(crate) type Array<T, const N: usize> = Row<T, [MaybeUninit<T>; N]>;

/// Memory for so many elements.
pub(crate) trait Room {
    const PLACES: usize;
}

impl<T, const N: usize> Room for [T; N] {
    const PLACES: usize = N;
}

/// A vector of fixed capacity that lives where it is declared. The length comes first, to share a
/// cache line with what stands before the array.
///
/// The memory is a type of its own, which need not name the elements: so a type can leave its
/// capacity open and stay covariant in what the elements borrow.
#[repr(C)]
pub(crate) struct Row<T, S: Room> {
    /// Invariant: `len <= S::PLACES`.
    len: u16,
    /// Invariant: the first `len` slots hold values.
    slots: MaybeUninit<S>,
    holds: PhantomData<T>,
}

impl<T, S: Room> Row<T, S> {
    /// How many slots there are; evaluated by the constructor, so that no instance exists of which the
    /// rest does not hold.
    const N: usize = {
        assert!(S::PLACES <= u16::MAX as usize);
        assert!(S::PLACES * size_of::<T>() <= size_of::<S>());
        assert!(align_of::<S>() % align_of::<T>() == 0);
        S::PLACES
    };

    #[inline]
    pub(crate) const fn new() -> Self {
        let _ = Self::N;
        Self { len: 0, slots: MaybeUninit::uninit(), holds: PhantomData }
    }

    #[inline]
    fn start(&self) -> *const T {
        self.slots.as_ptr().cast()
    }

    #[inline]
    fn start_mut(&mut self) -> *mut T {
        self.slots.as_mut_ptr().cast()
    }

    pub(crate) fn is_full(&self) -> bool {
        self.len as usize == Self::N
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
        assert!(len < Self::N, "an array of {} slots is full", Self::N);
        assert!(index <= len, "insertion index (is {index}) should be <= len (is {len})");
        // SAFETY: `index <= len < N` (asserted), so that both the slots moved and the slot
        // written lie within `slots`; no user code runs before `len` counts the new value.
        unsafe {
            let at = self.start_mut().add(index);
            ptr::copy(at, at.add(1), len - index);
            at.write(value);
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
            let at = self.start_mut().add(index);
            let value = at.read();
            ptr::copy(at.add(1), at, len - 1 - index);
            value
        }
    }

    pub(crate) fn pop(&mut self) -> Option<T> {
        let last = (self.len as usize).checked_sub(1)?;
        Some(self.remove(last))
    }

    /// Drops all values.
    #[inline]
    fn clear(&mut self) {
        let values: *mut [T] = &mut **self;
        self.len = 0;
        // SAFETY: the slice held values, which `len` no longer counts, so that a panic in one
        // destructor leads to no second drop.
        unsafe { ptr::drop_in_place(values) }
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
            ptr::copy_nonoverlapping(self.start().add(at), tail.start_mut(), count);
        }
        tail
    }

    /// Moves all of `other` behind the last value.
    ///
    /// # Panics
    /// If they do not fit.
    pub(crate) fn append(&mut self, other: &mut Self) {
        let (len, count) = (self.len as usize, other.len as usize);
        let most = Self::N;
        assert!(len + count <= most, "an array of {most} slots cannot hold {len} + {count} values");
        other.len = 0;
        // SAFETY: `len + count <= N` (asserted); `other` no longer counts the values that move.
        unsafe {
            let end = self.start_mut().add(len);
            ptr::copy_nonoverlapping(other.start(), end, count);
        }
        self.len += count as u16;
    }
}

impl<T, S: Room> Deref for Row<T, S> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        debug_assert!(self.len as usize <= Self::N);
        // SAFETY: the first `len <= N` slots hold values.
        unsafe { core::slice::from_raw_parts(self.start(), self.len as usize) }
    }
}

impl<T, S: Room> DerefMut for Row<T, S> {
    fn deref_mut(&mut self) -> &mut [T] {
        debug_assert!(self.len as usize <= Self::N);
        // SAFETY: the first `len <= N` slots hold values, borrowed exclusively through `self`.
        unsafe { core::slice::from_raw_parts_mut(self.start_mut(), self.len as usize) }
    }
}

impl<T: Clone, S: Room> Row<T, S> {
    /// Appends clones of `values`. If a clone panics, those before stay, or are forgotten where they have
    /// no destructor.
    ///
    /// # Panics
    /// If they do not fit.
    #[inline]
    pub(crate) fn extend_clone(&mut self, values: &[T]) {
        let len = self.len as usize;
        assert!(values.len() <= Self::N - len, "an array has slots for what is copied into it");
        // SAFETY: `len <= N`.
        let to = unsafe { self.start_mut().add(len) };
        for (at, value) in values.iter().enumerate() {
            // SAFETY: `at < values.len() <= N - len` (asserted).
            unsafe { to.add(at).write(value.clone()) };
            if core::mem::needs_drop::<T>() {
                self.len += 1;
            }
        }
        // Values without a destructor are counted at last: so the loop becomes a copy of memory.
        self.len = (len + values.len()) as u16;
    }
}

impl<T: Clone, S: Room> Clone for Row<T, S> {
    fn clone(&self) -> Self {
        let mut copy = Self::new();
        copy.extend_clone(self);
        copy
    }

    #[inline]
    fn clone_from(&mut self, other: &Self) {
        self.clear();
        self.extend_clone(other);
    }
}

impl<T, S: Room> Drop for Row<T, S> {
    #[inline]
    fn drop(&mut self) {
        self.clear();
    }
}

impl<T, S: Room> FromIterator<T> for Row<T, S> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut array = Self::new();
        for value in values {
            array.push(value);
        }
        array
    }
}
