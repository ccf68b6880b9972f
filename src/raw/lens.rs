//! A slice kept beside the place it was borrowed from. Does not know what either is.

use alloc::boxed::Box;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::ptr::NonNull;

/// Owns an `R`, usually a mutable borrow of something, and keeps a slice borrowed from it, so that
/// the next access to the same slice needs no search.
pub(crate) struct Lens<R, T> {
    /// Invariant: came from `Box::into_raw`; this lens owns it.
    root: NonNull<R>,
    /// Invariant: was borrowed from `*root` by the last `refocus`, or is empty; `*root` has not
    /// been touched since.
    slice: NonNull<[T]>,
    owns: PhantomData<(Box<R>, T)>,
}

// SAFETY: a lens is a boxed `R` and a mutable slice of what it leads to.
unsafe impl<R: Send, T: Send> Send for Lens<R, T> {}
// SAFETY: as above; a shared lens gives out nothing.
unsafe impl<R: Sync, T: Sync> Sync for Lens<R, T> {}

impl<R, T> Lens<R, T> {
    pub(crate) fn new(root: R) -> Self {
        Self {
            root: NonNull::from(Box::leak(Box::new(root))),
            slice: NonNull::from(&mut []),
            owns: PhantomData,
        }
    }

    /// The slice of the last `refocus`.
    #[inline]
    pub(crate) fn slice(&mut self) -> &mut [T] {
        // SAFETY: `slice` was borrowed from `*root`, which nothing has touched since, and both
        // are borrowed exclusively through `self`.
        unsafe { self.slice.as_mut() }
    }

    /// Lets `borrow` find another slice. If it panics, the slice is empty.
    pub(crate) fn refocus<X>(
        &mut self,
        borrow: impl for<'b> FnOnce(&'b mut R) -> (&'b mut [T], X),
    ) -> X {
        self.slice = NonNull::from(&mut []);
        // SAFETY: this lens owns `*root`, and the old slice is forgotten. The new one lives until
        // `*root` is touched again, which only the next `refocus` and `into_root` do.
        let (slice, extra) = borrow(unsafe { self.root.as_mut() });
        self.slice = NonNull::from(slice);
        extra
    }

    /// Gives the root back.
    pub(crate) fn into_root(self) -> R {
        let this = ManuallyDrop::new(self);
        // SAFETY: `root` came from a box that this lens owned; the slice goes with `self`.
        *unsafe { Box::from_raw(this.root.as_ptr()) }
    }
}

impl<R, T> Drop for Lens<R, T> {
    fn drop(&mut self) {
        // SAFETY: `root` came from a box that this lens owns; the slice is not used again.
        drop(unsafe { Box::from_raw(self.root.as_ptr()) });
    }
}
