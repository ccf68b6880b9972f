//! A persistent byte buffer. Knows no element but the byte, and no encoding.
//!
//! ```text
//!          B+tree found by position
//!        /      |        |        \
//!   [ page ] [ page ] [ slice of a Vec, a static or `Bytes` ] [ page ]
//! ```

mod compare;
mod convert;
mod cursor;
mod edit;
mod equality;
#[cfg(feature = "std")]
mod io;
mod iter;
mod leaf;
#[cfg(feature = "serde")]
pub(crate) mod nodes;
mod search;
#[cfg(feature = "rayon")]
pub(crate) mod split;
mod traits;
#[cfg(feature = "bytes")]
mod with_bytes;

#[cfg(test)]
mod tests;

pub use cursor::{Cursor, CursorMut};
pub use iter::{Chunks, Iter};
pub use search::Lines;

use alloc::vec::Vec;
use core::ops::RangeBounds;

use crate::range::{index_out_of_bounds, resolve};
use crate::tree::PAGE;
use crate::tree::bplus::{Leaf, Tree};
use leaf::Piece;

/// A persistent byte buffer: a clone costs **O(1)** and shares all pages, a write copies the page
/// it touches and the path to it, and nothing where nobody shares them.
///
/// ```text
///               [ • | • | ... | • ]                          a branch: up to 16 kids
///                 |   |         |
///                 v   v         v
///       [ • | • ... • ]  ...  [ • ... • | • ]
///         |   |                  |        |
///         v   v                  v        v
///    [ page ][ page ]        [ page ][ foreign ]             a page: up to 4 KiB
///                                         |
///                                         v
///                           a slice of a Vec<u8>, a static   taken over without a copy,
///                           or (feature `bytes`) a `Bytes`   2 KiB at the least
/// ```
///
/// | operation | nobody shares it | a version shares it | what is copied then |
/// |---|---|---|---|
/// | `clone`, `len`, [`ptr_eq`](Self::ptr_eq) | **O(1)** | **O(1)** | nothing |
/// | `From<Vec<u8>>`, [`from_static`](Self::from_static), of a page or more | **O(1)** | | nothing |
/// | [`zeroed`](Self::zeroed), [`repeat`](Self::repeat), [`fill`](Self::fill) | **O(log n)** | **O(log n)** | nothing: one page stands everywhere |
/// | [`get`](Self::get), [`read_at`](Self::read_at) of m bytes | **O(log n + m)** | **O(log n + m)** | nothing |
/// | [`set`](Self::set), [`write_at`](Self::write_at) of m bytes | **O(log n + m)** | **O(log n + m)** | the pages touched, and a branch a level |
/// | [`insert`](Self::insert), [`replace`](Self::replace) of m bytes, [`push`](Self::push) | **O(log n + m)** | **O(log n + m)** | a page, and a branch a level |
/// | [`slice`](Self::slice), [`split_off`](Self::split_off), [`append`](Self::append), [`splice`](Self::splice), [`copy_within`](Self::copy_within), [`remove`](Self::remove) | **O(log n)** | **O(log n)** | the pages and branches along the cuts and seams |
/// | [`diff`](Self::diff) of versions with k changes | | **O(k log n)** | nothing |
/// | [`find`](Self::find), `==` of strangers, [`to_vec`](Self::to_vec) | **O(n)** | **O(n)** | nothing; `to_vec` all |
///
/// A page counts as constant here: a write of 8 bytes after a clone copies one page (4 KiB) and one branch
/// (about 160 bytes) a level, which are four at 64 MiB. A [`cursor`](Self::cursor) keeps its page at hand.
///
/// # When not to use it
///
/// - There is one version only: take a `Vec<u8>`.
/// - Parts are handed out and never written: `bytes::Bytes` does that with less, and goes in and out of a
///   `ByteBuf` without a copy (feature `bytes`).
/// - Text with an index of lines and characters: take a rope (crates `crop`, `ropey`).
/// - Many buffers of less than a page: each is an allocation as large as itself, and is copied whole.
///
/// # See also
///
#[doc = include_str!("../doc/see/memory.md")]
#[cfg_attr(feature = "rayon", doc = include_str!("../doc/see/rayon.md"))]
#[cfg_attr(feature = "serde", doc = include_str!("../doc/see/serde.md"))]
#[cfg_attr(
    any(feature = "arbitrary", feature = "proptest", feature = "quickcheck"),
    doc = include_str!("../doc/see/versions.md")
)]
///
/// # Details
///
/// A buffer has at most `isize::MAX` bytes. What would make it longer panics with `capacity overflow`.
///
/// A part of a foreign buffer keeps all of it alive; parts of less than 2 KiB are copied.
///
/// ```
/// use offshoot::ByteBuf;
///
/// let mut memory = ByteBuf::zeroed(1 << 40);
/// memory.write_at(1 << 39, b"parent");
/// let mut child = memory.clone();
/// child.write_at(1 << 39, b"child!");
/// assert_eq!(memory.slice((1 << 39)..(1 << 39) + 6), b"parent");
/// assert!(ByteBuf::memory([&memory, &child]).total < 65_536);
/// ```
#[derive(Clone)]
pub struct ByteBuf {
    tree: Tree<Piece>,
}

impl ByteBuf {
    /// The bytes of a full page: 4 KiB.
    pub const PAGE: usize = PAGE;

    /// An empty buffer, without an allocation.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// static EMPTY: ByteBuf = ByteBuf::new();
    /// assert!(EMPTY.is_empty());
    /// ```
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self { tree: Tree::new() }
    }

    /// `len` zeros.
    ///
    /// Computes in **O(log n)** time and memory: one page, and one branch a level.
    ///
    /// # Panics
    /// If `len` exceeds `isize::MAX`.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert_eq!(ByteBuf::zeroed(5), [0; 5]);
    /// ```
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn zeroed(len: usize) -> Self {
        Self::repeat(0, len)
    }

    /// `len` times the same byte.
    ///
    /// Computes in **O(log n)** time and memory: one page, and one branch a level.
    ///
    /// # Panics
    /// If `len` exceeds `isize::MAX`.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert_eq!(ByteBuf::repeat(b'x', 3), b"xxx");
    /// ```
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn repeat(byte: u8, len: usize) -> Self {
        assert_countable(Some(len));
        let page = [byte; PAGE];
        let last = (len % PAGE > 0).then(|| Piece::copied(&page[..len % PAGE]));
        if len < PAGE {
            let mut tree = Tree::new();
            last.into_iter().for_each(|last| tree.push_back((), last));
            return Self { tree };
        }
        Self { tree: Tree::repeat(&Piece::copied(&page), len / PAGE, last) }
    }

    /// A buffer over bytes that live for ever, without a copy (of a page or more).
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let buffer = ByteBuf::from_static(&[7; 1_000_000]);
    /// assert!(ByteBuf::memory([&buffer]).total < 200);
    /// ```
    #[must_use]
    #[inline]
    pub fn from_static(bytes: &'static [u8]) -> Self {
        if bytes.len() < PAGE { bytes.into() } else { Self::of(Piece::from_static(bytes)) }
    }

    #[inline]
    fn of(piece: Piece) -> Self {
        let mut tree = Tree::new();
        tree.push_back((), piece);
        Self { tree }
    }

    /// The number of bytes.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert_eq!(ByteBuf::from(b"abc").len(), 3);
    /// ```
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.tree.size()
    }

    /// Whether there are no bytes.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert!(!ByteBuf::from(b"abc").is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tree.is_empty()
    }

    /// The byte at `index`; none at or beyond the end.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let buffer = ByteBuf::from(b"abc");
    /// assert_eq!((buffer.get(1), buffer.get(3)), (Some(b'b'), None));
    /// ```
    #[inline]
    #[must_use]
    pub fn get(&self, index: usize) -> Option<u8> {
        let (piece, at) = self.tree.leaf_at(index)?;
        piece.as_slice().get(at).copied()
    }

    /// The first byte; none if there are none.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert_eq!(ByteBuf::from(b"abc").first(), Some(b'a'));
    /// ```
    #[must_use]
    #[inline]
    pub fn first(&self) -> Option<u8> {
        self.get(0)
    }

    /// The last byte; none if there are none.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert_eq!(ByteBuf::from(b"abc").last(), Some(b'c'));
    /// ```
    #[must_use]
    #[inline]
    pub fn last(&self) -> Option<u8> {
        self.get(self.len().checked_sub(1)?)
    }

    /// The run of bytes that holds `index`, and where it begins; none at or beyond the end.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let buffer = ByteBuf::zeroed(10_000);
    /// let (begin, run) = buffer.chunk_at(5_000).unwrap();
    /// assert!(begin <= 5_000 && 5_000 < begin + run.len());
    /// ```
    #[must_use]
    #[inline]
    pub fn chunk_at(&self, index: usize) -> Option<(usize, &[u8])> {
        let (piece, at) = self.tree.leaf_at(index)?;
        Some((index - at, piece.as_slice()))
    }

    /// Fills `to` with the bytes from `offset` on.
    ///
    /// Computes in **O(log n)** time for each page touched.
    ///
    /// # Panics
    /// If there are too few bytes.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut word = [0; 2];
    /// ByteBuf::from(b"abcd").read_at(1, &mut word);
    /// assert_eq!(&word, b"bc");
    /// ```
    #[track_caller]
    #[inline]
    pub fn read_at(&self, offset: usize, to: &mut [u8]) {
        self.assert_within(offset, to.len());
        let (mut offset, mut to) = (offset, to);
        while !to.is_empty() {
            let (begin, run) = self.chunk_at(offset).expect("the range was checked");
            let run = &run[offset - begin..];
            let count = run.len().min(to.len());
            to[..count].copy_from_slice(&run[..count]);
            offset += count;
            to = &mut to[count..];
        }
    }

    #[track_caller]
    #[inline]
    fn assert_within(&self, offset: usize, count: usize) {
        let len = self.len();
        match offset.checked_add(count) {
            Some(end) if end <= len => {}
            Some(end) => panic!("range end index {end} out of range for slice of length {len}"),
            None => index_out_of_bounds(offset, len),
        }
    }

    /// The bytes of a range, as a buffer of its own. This one stays as it is.
    ///
    /// Computes in **O(log n)** time. Shares all pages but those along the cuts.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the last byte.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert_eq!(ByteBuf::from(b"abcd").slice(1..3), b"bc");
    /// ```
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn slice(&self, range: impl RangeBounds<usize>) -> Self {
        let range = resolve(range, self.len());
        if let Some((begin, run)) = self.chunk_at(range.start) {
            if range.end <= begin + run.len() && range.len() < PAGE / 2 {
                return run[range.start - begin..range.end - begin].into();
            }
        }
        let mut part = self.clone();
        part.truncate(range.end);
        part.split_off(range.start)
    }

    /// Copies of all bytes in one piece.
    ///
    /// Computes in **O(n)** time. `Vec::from` gives a `Vec` that was taken over back without a copy,
    /// where nobody shares it.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert_eq!(ByteBuf::zeroed(3).to_vec(), vec![0; 3]);
    /// ```
    #[must_use]
    #[inline]
    pub fn to_vec(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.len());
        self.chunks().for_each(|run| bytes.extend_from_slice(run));
        bytes
    }

    /// Checks the invariants of the tree.
    ///
    /// Computes in **O(n)** time.
    ///
    /// # Panics
    /// If one does not hold, which would be a fault of this crate.
    #[doc(hidden)]
    #[inline]
    pub fn check(&self) {
        self.tree.check(&mut |piece| {
            if piece.is_page() {
                assert!(piece.len() <= PAGE, "a page has too many bytes");
            } else {
                assert!(piece.len() >= PAGE / 2, "a foreign slice is too short");
            }
            assert_eq!(piece.as_slice().len(), piece.len());
        });
    }

    /// The number of levels of branches above the pages.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub fn height(&self) -> usize {
        self.tree.height()
    }
}

/// Stops where there would be more bytes than can be counted.
#[track_caller]
#[inline]
fn assert_countable(len: Option<usize>) {
    assert!(len.is_some_and(|len| isize::try_from(len).is_ok()), "capacity overflow");
}
