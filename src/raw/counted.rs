//! A counted block: a header and slots behind it in one allocation, and a handle of one word. Does not
//! know what is in the slots, nor which of them hold something.
//!
//! ```text
//! count | header | slot 0 | slot 1 | ...
//!         ^ the handle
//! ```
//!
//! `triomphe::Arc` counts and frees.

use core::marker::PhantomData;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::ptr::{self, NonNull};
use triomphe::{Arc, HeaderSlice, UniqueArc};

use super::Thin;

/// What stands before the slots of a counted block.
///
/// # Safety
/// `slots` returns the same number as long as the header lives. The type is aligned to four bytes
/// or more.
pub(super) unsafe trait Header<T> {
    /// How many slots there are.
    fn slots(&self) -> usize;

    /// Drops what the slots hold, and first of all stops counting it.
    ///
    /// # Safety
    /// `slots` points to the slots behind this header, which nobody else uses.
    unsafe fn drop_values(&mut self, slots: *mut T);
}

/// A header and its slots. Only ever seen behind a `Counted` that nobody shares.
#[repr(transparent)]
pub(super) struct Body<H: Header<T>, T>(HeaderSlice<H, [MaybeUninit<T>]>);

/// A shared block.
pub(super) struct Counted<H: Header<T>, T> {
    /// Invariant: came from `Arc::<Body<H, T>>::into_raw`, with the slice's length taken off, which is
    /// what the header says; this owns one count.
    block: NonNull<H>,
    owns: PhantomData<Arc<(H, [T; 1])>>,
}

// SAFETY: an `Arc` of a header and of values, so both traits want what that wants.
unsafe impl<H: Header<T> + Send + Sync, T: Send + Sync> Send for Counted<H, T> {}
// SAFETY: as above.
unsafe impl<H: Header<T> + Send + Sync, T: Send + Sync> Sync for Counted<H, T> {}

// SAFETY: one non-null pointer to an `H`, which is aligned to four bytes.
unsafe impl<H: Header<T>, T> Thin for Counted<H, T> {
    const ZEROS: usize = 0b11;
}

impl<H: Header<T>, T> Counted<H, T> {
    /// A block whose slots hold nothing.
    pub(super) fn new(header: H) -> Self {
        const { assert!(align_of::<H>() >= 4) };
        let slots = header.slots();
        let unique: UniqueArc<HeaderSlice<H, [MaybeUninit<T>]>> =
            UniqueArc::from_header_and_uninit_slice(header, slots);
        let raw = Arc::into_raw(unique.shareable());
        // SAFETY: a pointer that came from `into_raw` is not null. `Body` is a transparent
        // wrapper, so that the pointer may be used for either type.
        let block = unsafe { NonNull::new_unchecked(raw.cast_mut().cast::<H>()) };
        Self { block, owns: PhantomData }
    }

    #[inline]
    pub(super) fn header(&self) -> &H {
        // SAFETY: the block lives as long as the count that `self` owns; its header is the first
        // field of a `repr(C)` struct. Nobody writes to it while `self` is borrowed.
        unsafe { self.block.as_ref() }
    }

    #[inline]
    fn fat(&self) -> *mut Body<H, T> {
        let slots = self.header().slots();
        ptr::slice_from_raw_parts_mut(self.block.as_ptr().cast::<MaybeUninit<T>>(), slots)
            as *mut Body<H, T>
    }

    #[inline]
    fn arc(&self) -> ManuallyDrop<Arc<Body<H, T>>> {
        // SAFETY: the pointer came from `Arc::into_raw`; the count stays with `self`, since this
        // second handle is never dropped.
        ManuallyDrop::new(unsafe { Arc::from_raw(self.fat()) })
    }

    /// Where the slots begin.
    #[inline]
    pub(super) fn slots(&self) -> *const T {
        // SAFETY: `fat` points to a live block; no reference is made.
        unsafe { (&raw const (*self.fat()).0.slice).cast::<T>() }
    }

    /// The bytes of the allocation: count, header and slots, padded as `repr(C)` pads them.
    pub(super) fn heap_bytes(&self) -> usize {
        let align = align_of::<H>().max(align_of::<T>());
        let bytes = size_of::<usize>().next_multiple_of(align) + size_of_val(&**self.arc());
        bytes.next_multiple_of(align.max(align_of::<usize>()))
    }

    #[inline]
    pub(super) fn addr(&self) -> usize {
        self.block.addr().get()
    }

    #[inline]
    pub(super) fn is_unique(&self) -> bool {
        self.arc().is_unique()
    }

    /// The block, if nobody else holds it.
    #[inline]
    pub(super) fn get_mut(&mut self) -> Option<&mut Body<H, T>> {
        // SAFETY: the block is unique: just asked.
        if self.is_unique() { Some(unsafe { self.own() }) } else { None }
    }

    /// The block, which nobody else holds.
    ///
    /// # Safety
    /// `is_unique()`.
    #[inline]
    pub(super) unsafe fn own(&mut self) -> &mut Body<H, T> {
        debug_assert!(self.is_unique());
        // SAFETY: the count is one and `self` owns it, so that nobody else can reach the block
        // while `self` is borrowed exclusively.
        unsafe { &mut *self.fat() }
    }
}

impl<H: Header<T>, T> Body<H, T> {
    #[inline]
    pub(super) fn header(&self) -> &H {
        &self.0.header
    }

    #[inline]
    pub(super) fn header_mut(&mut self) -> &mut H {
        &mut self.0.header
    }

    /// Where the slots begin.
    #[inline]
    pub(super) fn slots_mut(&mut self) -> *mut T {
        self.0.slice.as_mut_ptr().cast()
    }
}

impl<H: Header<T>, T> Clone for Counted<H, T> {
    #[inline]
    fn clone(&self) -> Self {
        let _counted = ManuallyDrop::new(Arc::clone(&self.arc()));
        Self { block: self.block, owns: PhantomData }
    }
}

impl<H: Header<T>, T> Drop for Counted<H, T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the count that `self` owns is given back once.
        drop(unsafe { Arc::from_raw(self.fat()) });
    }
}

impl<H: Header<T>, T> Drop for Body<H, T> {
    #[inline]
    fn drop(&mut self) {
        let slots = self.slots_mut();
        // SAFETY: these are the slots behind this header, and the block is going.
        unsafe { self.0.header.drop_values(slots) }
    }
}
