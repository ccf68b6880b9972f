//! The allocator of a test binary, which counts for each thread what it gives and gets back.
#![allow(unsafe_code, reason = "a global allocator is one")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

thread_local! {
    /// Bytes held, bytes ever taken, allocations ever made by this thread. A thread frees a little
    /// that another one took for it: it starts with something to give.
    static COUNTS: Cell<(isize, usize, usize)> = const { Cell::new((1 << 20, 0, 0)) };
}

fn count(held: isize, taken: usize) {
    // The thread may be gone already.
    let _ = COUNTS.try_with(|counts| {
        let (all_held, all_taken, allocations) = counts.get();
        counts.set((all_held + held, all_taken + taken, allocations + usize::from(taken > 0)));
    });
}

// SAFETY: each call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize, layout.size());
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize, layout.size());
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        count(-(layout.size() as isize), 0);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size as isize - layout.size() as isize, size);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Bytes that this thread holds.
#[allow(dead_code, reason = "no binary asks for all of them")]
pub fn held() -> usize {
    usize::try_from(COUNTS.get().0).expect("this thread frees what it took")
}

/// Bytes and allocations that `f` takes, freed or not, and what it returns.
#[allow(dead_code, reason = "no binary asks for all of them")]
pub fn taken<X>(f: impl FnOnce() -> X) -> (usize, usize, X) {
    let (_, bytes, allocations) = COUNTS.get();
    let result = f();
    let (_, now_bytes, now_allocations) = COUNTS.get();
    (now_bytes - bytes, now_allocations - allocations, result)
}

/// Allocations and bytes that this thread has ever taken, freed or not.
#[allow(dead_code, reason = "no binary asks for all of them")]
pub fn totals() -> (usize, usize) {
    let (_, bytes, allocations) = COUNTS.get();
    (allocations, bytes)
}
