//! The allocator of a test binary, which knows how many bytes each thread has not freed yet, and how many
//! blocks some threads have not freed together. Knows no collection.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicIsize, Ordering};

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

thread_local! {
    static LIVE: Cell<usize> = const { Cell::new(0) };
    static IS_COUNTED: Cell<bool> = const { Cell::new(false) };
}

/// Blocks and bytes of all threads, as far as they were counting.
static BLOCKS: AtomicIsize = AtomicIsize::new(0);
static BYTES: AtomicIsize = AtomicIsize::new(0);

/// Bytes that this thread has allocated and not freed. What it frees for other threads is taken
/// off, so that only differences on one thread mean something.
pub fn live_bytes() -> usize {
    LIVE.get()
}

/// Lets the calling thread count what it allocates and frees in `f` to that of all threads who do so.
pub fn counting<X>(f: impl FnOnce() -> X) -> X {
    IS_COUNTED.set(true);
    let result = f();
    IS_COUNTED.set(false);
    result
}

/// Blocks and bytes that threads have allocated, and none has freed, while they were counting.
pub fn counted() -> (isize, isize) {
    (BLOCKS.load(Ordering::SeqCst), BYTES.load(Ordering::SeqCst))
}

fn count(blocks: isize, bytes: usize) {
    LIVE.set(LIVE.get().wrapping_add_signed(blocks * bytes as isize));
    if IS_COUNTED.get() {
        BLOCKS.fetch_add(blocks, Ordering::SeqCst);
        BYTES.fetch_add(blocks * bytes as isize, Ordering::SeqCst);
    }
}

#[allow(unsafe_code, reason = "an allocator is asked through an unsafe trait")]
// SAFETY: every call goes to the system's allocator as it comes.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(1, layout.size());
        // SAFETY: the caller keeps to the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        count(-1, layout.size());
        // SAFETY: the caller keeps to the contract of `dealloc`.
        unsafe { System.dealloc(block, layout) }
    }
}
