//! Bounds of ranges, resolved as std resolves them. Knows no collection.

use core::ops::{Bound, Range, RangeBounds};

/// The range that `bounds` means in a sequence of `len`.
///
/// # Panics
/// With std's words, if it starts behind its end or ends behind `len`.
#[track_caller]
pub(crate) fn resolve(bounds: impl RangeBounds<usize>, len: usize) -> Range<usize> {
    let start = match bounds.start_bound() {
        Bound::Included(&start) => start,
        Bound::Excluded(&start) => start.checked_add(1).unwrap_or_else(|| overflow("from")),
        Bound::Unbounded => 0,
    };
    let end = match bounds.end_bound() {
        Bound::Included(&end) => end.checked_add(1).unwrap_or_else(|| overflow("up to")),
        Bound::Excluded(&end) => end,
        Bound::Unbounded => len,
    };
    assert!(start <= end, "slice index starts at {start} but ends at {end}");
    assert!(end <= len, "range end index {end} out of range for slice of length {len}");
    start..end
}

#[track_caller]
#[cold]
fn overflow(side: &str) -> ! {
    panic!("attempted to index slice {side} maximum usize")
}

/// Stops where an index is not below the length, with std's words.
#[track_caller]
#[cold]
#[inline(never)]
pub(crate) fn index_out_of_bounds(index: usize, len: usize) -> ! {
    panic!("index out of bounds: the len is {len} but the index is {index}")
}
