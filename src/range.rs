//! Bounds of ranges, resolved as std resolves them. Knows no collection.

use core::ops::{Bound, Range, RangeBounds};

/// The range that `bounds` means in a sequence of `len`.
///
/// # Panics
/// With the words of `Vec::drain`, if it starts behind its end or ends behind `len`.
#[track_caller]
pub(crate) fn resolve(bounds: impl RangeBounds<usize>, len: usize) -> Range<usize> {
    let end = match bounds.end_bound() {
        Bound::Included(&last) if last < len => last + 1,
        Bound::Excluded(&end) if end <= len => end,
        Bound::Unbounded => len,
        Bound::Included(&end) | Bound::Excluded(&end) => {
            panic!("range end index {end} out of range for slice of length {len}")
        }
    };
    let start = match bounds.start_bound() {
        Bound::Included(&start) => start,
        // Behind the last position there is none: what overflows is out of range all the same.
        Bound::Excluded(&start) => start.saturating_add(1),
        Bound::Unbounded => 0,
    };
    assert!(start <= len, "range start index {start} out of range for slice of length {len}");
    assert!(start <= end, "slice index starts at {start} but ends at {end}");
    start..end
}

/// Stops where an index is not below the length, with std's words.
#[track_caller]
#[cold]
#[inline(never)]
pub(crate) fn index_out_of_bounds(index: usize, len: usize) -> ! {
    panic!("index out of bounds: the len is {len} but the index is {index}")
}
