//! Asks the processor for memory that will soon be read. Does not know what is there.

/// Bytes that are asked for: a full bucket of small entries, about.
const BYTES: usize = 512;
const LINE: usize = 64;

/// Has memory brought near from an address on. Any address will do.
#[inline]
pub(super) fn fetch(from: *const u8) {
    fetch_bytes(from, BYTES);
}

/// As `fetch`, so many bytes and what lies in the same lines.
#[inline]
pub(super) fn fetch_bytes(from: *const u8, bytes: usize) {
    #[cfg(all(target_arch = "x86_64", target_feature = "sse", not(miri)))]
    for at in (0..=bytes).step_by(LINE) {
        use core::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: the instruction is there (`target_feature`). It reads nothing that can be seen, and
        // faults at no address.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(from.wrapping_add(at).cast()) }
    }
    #[cfg(not(all(target_arch = "x86_64", target_feature = "sse", not(miri))))]
    let _ = (from, bytes, LINE);
}
