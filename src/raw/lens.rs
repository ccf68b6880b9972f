//! A slice kept beside the place it was borrowed from. Does not know what either is.

use alloc::vec;
use alloc::vec::Vec;
use core::cell::Cell;
use core::marker::PhantomData;
use core::ptr::NonNull;

/// Owns an `R`, usually a mutable borrow of something, and keeps a slice borrowed from it, so that
/// the next access to the same slice needs no search.
///
/// It has no `Drop` of its own, so that what `R` borrows is free once the lens is not used again.
pub(crate) struct Lens<R, T> {
    /// Invariant: holds one `R`, which is only touched through this `Vec`'s pointer. (A `Box` would
    /// claim to be the only way to it whenever the lens is moved.)
    root: Vec<R>,
    /// Invariant: was borrowed from the root by the last `refocus`, or is empty; the root has not
    /// been touched since.
    slice: NonNull<[T]>,
    /// The slice is given out to be written to: as `&mut [T]`, a lens is invariant in `T`.
    borrows: PhantomData<Cell<T>>,
}

// SAFETY: a lens is an `R` and a mutable slice of what it leads to.
unsafe impl<R: Send, T: Send> Send for Lens<R, T> {}
// SAFETY: as above; a shared lens gives out nothing.
unsafe impl<R: Sync, T: Sync> Sync for Lens<R, T> {}

impl<R, T> Lens<R, T> {
    pub(crate) fn new(root: R) -> Self {
        Self { root: vec![root], slice: NonNull::from(&mut []), borrows: PhantomData }
    }

    /// The slice of the last `refocus`.
    #[inline]
    pub(crate) fn slice(&mut self) -> &mut [T] {
        // SAFETY: `slice` was borrowed from the root, which nothing has touched since, and both
        // are borrowed exclusively through `self`.
        unsafe { self.slice.as_mut() }
    }

    /// Lets `borrow` find another slice. If it panics, the slice is empty.
    pub(crate) fn refocus<X>(
        &mut self,
        borrow: impl for<'b> FnOnce(&'b mut R) -> (&'b mut [T], X),
    ) -> X {
        self.slice = NonNull::from(&mut []);
        debug_assert!(self.root.len() == 1);
        // SAFETY: the vector holds one root, and the old slice is forgotten. The new one lives
        // until the root is touched again, which only the next `refocus` and `into_root` do.
        let (slice, extra) = borrow(unsafe { &mut *self.root.as_mut_ptr() });
        self.slice = NonNull::from(slice);
        extra
    }

    /// Gives the root back.
    pub(crate) fn into_root(mut self) -> R {
        self.root.pop().expect("a lens holds one root")
    }
}
