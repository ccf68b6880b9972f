//! The allocator of a test binary, which knows the most bytes that each thread has held at a time.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Peaking;

#[global_allocator]
static ALLOCATOR: Peaking = Peaking;

thread_local! {
    static LIVE: Cell<usize> = const { Cell::new(0) };
    static PEAK: Cell<usize> = const { Cell::new(0) };
}

/// Runs something, and returns how many bytes this thread held at most meanwhile, beyond those that it had.
pub fn peak_of<R>(run: impl FnOnce() -> R) -> (R, usize) {
    let before = LIVE.get();
    PEAK.set(before);
    let result = run();
    (result, PEAK.get().wrapping_sub(before))
}

#[allow(unsafe_code, reason = "an allocator is asked through an unsafe trait")]
// SAFETY: every call goes to the system's allocator as it comes.
unsafe impl GlobalAlloc for Peaking {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let live = LIVE.get().wrapping_add(layout.size());
        LIVE.set(live);
        PEAK.set(PEAK.get().max(live));
        // SAFETY: the caller keeps to the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        LIVE.set(LIVE.get().wrapping_sub(layout.size()));
        // SAFETY: the caller keeps to the contract of `dealloc`.
        unsafe { System.dealloc(block, layout) }
    }
}
