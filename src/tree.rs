//! The trees. Know nothing of `Hash`, `Ord`, serde or any collection's name: a tree is told a
//! position, a comparison, or a hash and an equality.
//!
//! Imports go down only: `raw` < `tree` < the collections < the features. This file holds every
//! width, in one place, with the measurement behind it.

pub(crate) mod bplus;
pub(crate) mod hamt;
pub(crate) mod look;
pub(crate) mod rule;

/// Tiny nodes make deep trees of few elements: in unit tests, and wherever `--cfg offshoot_tiny`
/// is given (fuzzing, Miri).
const TINY: bool = cfg!(any(test, offshoot_tiny));

/// Children of a branch. A path copy increments the count of every sibling on its path, which is
/// most of what it costs: 8, 16, 32 and 64 children measured 310, 384, 562 and 883 ns for a clone
/// and a write; 8 make reading slower (11.1 ns against 9.5 and 8.0).
pub(crate) const FANOUT: usize = if TINY { 4 } else { 16 };

/// Children of a branch that is searched by key. The half of `FANOUT` costs nothing there (a level
/// more, and a halving less in each): with 8 instead of 16, of 100,000 entries, a get takes 42 ns
/// instead of 44, and a clone and an update 444 instead of 530.
pub(crate) const KEYED_FANOUT: usize = if TINY { 4 } else { 8 };

/// Room for the kids of a branch: a word each.
pub(crate) type Wide = [usize; FANOUT];

/// Room for the kids of a branch that is searched by key.
pub(crate) type Narrow = [usize; KEYED_FANOUT];

/// Bytes of the allocation of a full leaf of elements, count and header and all. Copying bytes is
/// noise beside the counts until about 2 KiB; leaves of 512 B, 1 KiB and 2 KiB measured 384, 405
/// and 403 ns for a clone and a write, and 9.5, 7.7 and 7.5 ns for a read. glibc keeps freed blocks
/// of up to 1,032 bytes at hand for the thread: to replace one takes 24 ns, and 41 ns with 8 bytes
/// more.
const LEAF_BYTES: usize = 1032;

/// Bytes of a page of a byte buffer. Best of 1 to 64 KiB for a snapshot and an 8-byte write at
/// 64 MiB (1.25 µs); from 16 KiB on, kept versions cost several times as much.
pub(crate) const PAGE: usize = if TINY { 16 } else { 4096 };

/// Elements of a full leaf: as many as fit into `LEAF_BYTES` behind a count and a header, and at
/// least eight: of 256 bytes, four a leaf took 402 ns for a clone and a write at 1,000 elements, and
/// eight 345; 64 and 28 to push one. At most 16 of those with a destructor, since a copy of a leaf
/// clones each: a clone and a write of 1,000 `String`s took 623 ns with 40 a leaf, 500 with 24, and 448
/// with 16, and a read no longer. No power of two: a descent divides by a constant, which is a
/// multiplication; by a multiple of eight, and nothing else (by 127 it takes five instructions more than
/// by 120).
pub(crate) const fn elements_per_leaf<T>() -> usize {
    let size = if size_of::<T>() == 0 { 1 } else { size_of::<T>() };
    let fit = (LEAF_BYTES - 16) / size;
    if TINY {
        5
    } else if fit < 8 {
        8
    } else if core::mem::needs_drop::<T>() && fit > 16 {
        16
    } else {
        fit - fit % 8
    }
}

/// Entries of a full leaf of a map, of at least twelve and at most 64 (32 where a copy has more to do
/// than to copy bytes): searching and copying leaves of small entries takes no longer than that. (Half
/// as many: a clone and an update of 1,000 `String` keys took 457 ns and not 500, since bounds are cloned
/// as well, and an insert 280 and not 200. Values of 256 bytes: ten inserts into an empty map took 32 ns
/// each with eight entries a leaf, and 21 where they fit into one.)
pub(crate) const fn entries_per_leaf<K, V>() -> usize {
    let size = size_of::<K>() + size_of::<V>();
    let fit = (LEAF_BYTES - 16) / if size == 0 { 1 } else { size };
    let most = if core::mem::needs_drop::<K>() || core::mem::needs_drop::<V>() { 32 } else { 64 };
    if TINY {
        5
    } else if fit < 12 {
        12
    } else if fit > most {
        most
    } else {
        fit
    }
}

/// Bytes to ask for of a leaf of so many, whose turn comes soon.
pub(crate) const fn ahead(bytes: usize) -> usize {
    let most = LEAF_BYTES;
    if bytes + 16 < most { bytes + 16 } else { most }
}

/// Bits of a hash that a directory of the hash trie looks at: 16 slots. Copying one counts each of its
/// kids, as above.
pub(crate) const HASH_BITS: u32 = if TINY { 2 } else { 4 };

/// Entries of a full bucket of the hash trie: as many as there are tags to compare at once, and half
/// as many where a copy has more to do than to copy bytes (533 ns against 348 for a clone and a write
/// with values on the heap); at least eight, and otherwise about 1 KiB.
pub(crate) const fn entries_per_bucket<K, V>() -> usize {
    let size = size_of::<(K, V)>();
    let is_costly = core::mem::needs_drop::<K>() || core::mem::needs_drop::<V>();
    if TINY {
        4
    } else if size > 64 {
        8
    } else if size > 32 || is_costly {
        16
    } else {
        crate::raw::PLACES
    }
}

/// Places of a bucket of `len` entries: a function of nothing else, so that maps of the same entries
/// take the same memory, whatever was done to them. One, or a multiple of twelve: each step more is an
/// allocation and a copy for every map that grows through it (with steps of two and four, ten inserts into
/// an empty map took 5.7 million instructions for 2,000 maps, and not 4.2 with eight), and a bucket that has
/// just been divided stands far from any.
pub(crate) const fn bucket_capacity<K, V>(len: usize) -> usize {
    const STEP: usize = if TINY { 4 } else { 12 };
    let full = entries_per_bucket::<K, V>();
    let places = if len <= 1 { len } else { len.next_multiple_of(STEP) };
    if places > full && len <= full { full } else { places }
}

/// Slots to take for a leaf of `len` elements, of which a full one has `full`: powers of two up to
/// half a leaf, then eighths, but at least two: else each element that comes would move all the others,
/// where few make a full leaf. So a leaf inside a tree has at most a quarter more slots than elements
/// when it is made, or one.
pub(crate) const fn capacity(len: usize, full: usize) -> usize {
    let slots = if len <= full / 2 {
        len.next_power_of_two()
    } else {
        len.next_multiple_of(if full > 16 { full.div_ceil(8) } else { 2 })
    };
    if slots > full && len <= full { full } else { slots }
}
