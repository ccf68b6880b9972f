//! The leaf of a byte buffer: a page of its own, or a slice of a foreign buffer. Knows no file and
//! no text.

use alloc::vec::Vec;
use core::ops::Range;

use crate::raw::{Either, Slots, Tagged};
use crate::tree::bplus::{Edit, Leaf, Places, Run};
use crate::tree::{self, PAGE, Wide};
use triomphe::Arc;

/// One word: a page, or a slice of a foreign buffer.
///
/// Invariant: a page has at most `PAGE` bytes. A foreign slice has at least `PAGE / 2`: shorter
/// ones are copied, so that they do not keep their owner alive.
pub(super) type Piece = Tagged<Slots<u8>, Foreign, 2>;

/// A slice of a buffer that was not allocated here.
#[derive(Clone)]
pub(crate) struct Foreign {
    owner: Owner,
    /// Invariant: lies within the owner's bytes.
    range: Range<usize>,
}

#[derive(Clone)]
enum Owner {
    Static(&'static [u8]),
    Vec(Arc<Vec<u8>>),
    #[cfg(feature = "bytes")]
    Bytes(bytes::Bytes),
}

impl Owner {
    #[inline]
    fn as_slice(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Vec(bytes) => bytes,
            #[cfg(feature = "bytes")]
            Self::Bytes(bytes) => bytes,
        }
    }
}

impl Foreign {
    #[inline]
    fn as_slice(&self) -> &[u8] {
        &self.owner.as_slice()[self.range.clone()]
    }
}

/// Slots to take for a page of `len` bytes.
#[inline]
pub(super) fn capacity(len: usize) -> usize {
    tree::capacity(len, PAGE)
}

/// A page of the bytes of `parts`, in order.
#[inline]
fn page(parts: &[&[u8]]) -> Piece {
    let len = parts.iter().map(|part| part.len()).sum();
    let mut slots = Slots::with_capacity(capacity(len));
    let block = slots.get_mut().expect("a new block has one owner");
    for part in parts {
        block.insert_slice(block.len(), part);
    }
    Piece::left(slots)
}

/// Two pages of the bytes of `parts`, in order and of about the same length.
#[inline]
pub(super) fn two_pages(parts: [&[u8]; 3]) -> (Piece, Piece) {
    let total: usize = parts.iter().map(|part| part.len()).sum();
    let mut left = total / 2;
    let mut low = [&[][..]; 3];
    let mut high = [&[][..]; 3];
    for (index, part) in parts.into_iter().enumerate() {
        let cut = left.min(part.len());
        (low[index], high[index]) = part.split_at(cut);
        left -= cut;
    }
    (page(&low), page(&high))
}

impl Piece {
    /// A copy of `bytes`, which are at most a page.
    #[inline]
    pub(super) fn copied(bytes: &[u8]) -> Self {
        page(&[bytes])
    }

    #[inline]
    fn foreign(owner: Owner, range: Range<usize>) -> Self {
        if range.len() < PAGE / 2 {
            Self::copied(&owner.as_slice()[range])
        } else {
            Self::right(Arc::new(Foreign { owner, range }))
        }
    }

    #[inline]
    pub(super) fn from_vec(bytes: Vec<u8>) -> Self {
        let range = 0..bytes.len();
        Self::foreign(Owner::Vec(Arc::new(bytes)), range)
    }

    #[inline]
    pub(super) fn from_static(bytes: &'static [u8]) -> Self {
        Self::foreign(Owner::Static(bytes), 0..bytes.len())
    }

    #[cfg(feature = "bytes")]
    #[inline]
    pub(super) fn from_bytes(bytes: bytes::Bytes) -> Self {
        let range = 0..bytes.len();
        Self::foreign(Owner::Bytes(bytes), range)
    }

    /// Whether the bytes belong to somebody whose destructor may panic.
    #[cfg(feature = "bytes")]
    #[inline]
    pub(super) fn has_owner(&self) -> bool {
        matches!(self.get(), Either::Right(Foreign { owner: Owner::Bytes(_), .. }))
    }

    /// The bytes as `bytes::Bytes`, without a copy.
    #[cfg(feature = "bytes")]
    #[inline]
    pub(super) fn to_bytes(&self) -> bytes::Bytes {
        struct Page(Piece);
        impl AsRef<[u8]> for Page {
            #[inline]
            fn as_ref(&self) -> &[u8] {
                self.0.as_slice()
            }
        }
        match self.get() {
            Either::Right(Foreign { owner: Owner::Static(bytes), range }) => {
                bytes::Bytes::from_static(&bytes[range.clone()])
            }
            Either::Right(Foreign { owner: Owner::Bytes(bytes), range }) => {
                bytes.slice(range.clone())
            }
            _ => bytes::Bytes::from_owner(Page(self.clone())),
        }
    }

    /// The bytes as a `Vec`: the one that was taken over, if nobody else has it.
    #[inline]
    pub(super) fn into_vec(self) -> Vec<u8> {
        let foreign = match self.into_either() {
            Either::Left(page) => return page.as_slice().to_vec(),
            Either::Right(foreign) => foreign,
        };
        let (bytes, range) = match Arc::try_unwrap(foreign) {
            Ok(Foreign { owner: Owner::Vec(bytes), range }) => (bytes, range),
            Ok(foreign) => return foreign.as_slice().to_vec(),
            Err(shared) => return shared.as_slice().to_vec(),
        };
        match Arc::try_unwrap(bytes) {
            Ok(mut bytes) => {
                bytes.truncate(range.end);
                bytes.drain(..range.start);
                bytes
            }
            Err(shared) => shared[range].to_vec(),
        }
    }

    #[inline]
    pub(super) fn as_slice(&self) -> &[u8] {
        match self.get() {
            Either::Left(page) => page.as_slice(),
            Either::Right(foreign) => foreign.as_slice(),
        }
    }

    #[inline]
    pub(super) fn is_page(&self) -> bool {
        !self.is_right()
    }

    /// The bytes, to change: copied first if others share the page. None of a foreign slice whose
    /// buffer is not a `Vec` of this handle alone.
    #[inline]
    pub(super) fn as_mut_slice(&mut self) -> Option<&mut [u8]> {
        if !self.is_page() {
            return self.foreign_mut();
        }
        let page = self.left_mut().expect("the tag says that this is a page");
        Some(page.make_mut(0, capacity).as_mut_slice())
    }

    #[inline]
    fn foreign_mut(&mut self) -> Option<&mut [u8]> {
        let Foreign { owner: Owner::Vec(bytes), range } = self.right_mut()? else { return None };
        Some(&mut Arc::get_mut(bytes)?[range.clone()])
    }

    /// The part of this piece in `range`.
    #[inline]
    fn part(&self, range: Range<usize>) -> Self {
        match self.get() {
            Either::Right(foreign) => {
                let begin = foreign.range.start;
                Self::foreign(foreign.owner.clone(), begin + range.start..begin + range.end)
            }
            Either::Left(page) => Self::copied(&page.as_slice()[range]),
        }
    }

    /// Cuts the piece in two; neither half is empty.
    #[inline]
    pub(super) fn split(mut self, at: usize) -> (Self, Self) {
        let len = self.len();
        let high = self.part(at..len);
        if let Some(block) = self.left_mut().and_then(Slots::get_mut) {
            block.remove_range(at..len);
            let page = self.left_mut().expect("this was a page before");
            page.shrink_to(capacity(at));
            return (self, high);
        }
        (self.part(0..at), high)
    }

    /// Puts a few bytes into a page. Where there is no room, splits it and returns the upper half.
    #[inline]
    pub(super) fn insert(&mut self, at: usize, bytes: &[u8]) -> Option<Self> {
        if self.len() + bytes.len() <= PAGE {
            let page = self.left_mut().expect("bytes are inserted into pages");
            page.make_mut(bytes.len(), capacity).insert_slice(at, bytes);
            return None;
        }
        let (before, behind) = self.as_slice().split_at(at);
        let (low, high) = two_pages([before, bytes, behind]);
        *self = low;
        Some(high)
    }

    /// Takes bytes out of a page.
    #[inline]
    pub(super) fn remove(&mut self, range: Range<usize>) {
        let page = self.left_mut().expect("bytes are removed from pages");
        page.make_mut(0, capacity).remove_range(range);
        if page.capacity() - page.len() > PAGE / 4 {
            page.shrink_to(capacity(page.len()));
        }
    }

    /// Appends as many bytes to a page as it has room for; returns how many.
    #[inline]
    pub(super) fn fill(&mut self, bytes: &[u8]) -> usize {
        let Some(page) = self.left_mut() else { return 0 };
        let count = bytes.len().min(PAGE - page.len());
        let block = page.make_mut(count, capacity);
        block.insert_slice(block.len(), &bytes[..count]);
        count
    }
}

impl Leaf for Piece {
    const FULL: usize = PAGE;

    // A page is longer than to be asked for at once; its header says where to read on.
    const BYTES: usize = 0;

    type Index = Places;

    type Kids = Wide;

    #[inline]
    fn len(&self) -> usize {
        match self.get() {
            Either::Left(page) => page.len(),
            Either::Right(foreign) => foreign.range.len(),
        }
    }

    #[inline]
    fn blocks(&self, each: &mut dyn FnMut(usize, usize)) {
        let foreign = match self.get() {
            Either::Left(page) => return each(page.addr(), page.heap_bytes()),
            Either::Right(foreign) => foreign,
        };
        each(self.addr().get(), size_of::<usize>() + size_of::<Foreign>());
        match &foreign.owner {
            Owner::Static(_) => {}
            Owner::Vec(bytes) => {
                let handle = size_of::<usize>() + size_of::<Vec<u8>>();
                each(Arc::as_ptr(bytes).addr(), handle);
                // Not `bytes.as_ptr()`, which is the address of the handle.
                each(bytes.as_slice().as_ptr().addr(), bytes.capacity());
            }
            #[cfg(feature = "bytes")]
            // All that was taken over, which every part of it keeps alive.
            Owner::Bytes(bytes) => each(bytes.as_ptr().addr(), bytes.len()),
        }
    }
}

impl Run for Piece {
    type Item = u8;

    #[inline]
    fn items(&self) -> &[u8] {
        self.as_slice()
    }
}

impl Edit for Piece {
    /// Bytes do not panic when they are copied: nothing has to come first. Nor do owners of foreign bytes when
    /// they are dropped: whoever edits holds them.
    #[inline]
    fn own(&mut self) {}

    #[inline]
    fn bound(&self) {}

    #[inline]
    fn merge(&mut self, next: &mut Self, _: Option<()>) -> Option<()> {
        let (left, right) = (self.len(), next.len());
        if left + right <= PAGE {
            if self.is_page() {
                self.fill(next.as_slice());
            } else {
                *self = page(&[self.as_slice(), next.as_slice()]);
            }
            return None;
        }
        // What a page needs to be three quarters full, taken from a foreign slice that has enough.
        let spare = |have: usize| (PAGE * 3 / 4).saturating_sub(have);
        if self.is_page() && !next.is_page() && right >= spare(left) + PAGE / 2 {
            let count = spare(left);
            self.fill(&next.as_slice()[..count]);
            *next = next.part(count..right);
        } else if !self.is_page() && next.is_page() && left >= spare(right) + PAGE / 2 {
            let count = spare(right);
            *next = page(&[&self.as_slice()[left - count..], next.as_slice()]);
            *self = self.part(0..left - count);
        } else {
            let (low, high) = two_pages([self.as_slice(), next.as_slice(), &[]]);
            (*self, *next) = (low, high);
        }
        Some(())
    }
}
