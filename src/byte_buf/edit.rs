//! Bytes written, put in and taken out at any place, and buffers cut and appended.

use alloc::vec::Vec;
use core::ops::{Range, RangeBounds};

use super::ByteBuf;
use super::leaf::Piece;
use crate::range::{index_out_of_bounds, resolve};
use crate::tree::PAGE;
use crate::tree::bplus::{Leaf, Position};

impl ByteBuf {
    /// The bytes around `pos`, to change, and the range that they are. Copies the path and the
    /// page if they are shared, and a page out of a foreign buffer.
    #[inline]
    pub(super) fn run_at_mut(&mut self, pos: usize) -> (&mut [u8], Range<usize>) {
        let (piece, at) = self.tree.leaf_at_mut(pos).expect("the position was checked");
        if piece.as_mut_slice().is_none() {
            let begin = pos - at;
            let end = begin + piece.len();
            let page = pos - at % PAGE;
            self.carve(page..(page + PAGE).min(end));
        }
        let (piece, at) = self.tree.leaf_at_mut(pos).expect("the position was checked");
        let run = piece.as_mut_slice().expect("a page may be changed");
        let range = pos - at..pos - at + run.len();
        (run, range)
    }

    /// The foreign pieces near a seam that is to be cut or sewn. Whoever does so holds them until all is in its
    /// place: to drop the owner of a foreign buffer is user code, which may panic.
    ///
    /// A leaf at a seam is merged with its neighbour, which may be light if it stands at an end.
    #[cfg(feature = "bytes")]
    #[inline]
    fn held(&self, seam: usize) -> Vec<Piece> {
        let mut held = Vec::new();
        let (mut before, mut behind) = (seam, seam);
        for _ in 0..3 {
            if let Some((piece, at)) = before.checked_sub(1).and_then(|pos| self.tree.leaf_at(pos))
            {
                held.extend(piece.has_owner().then(|| piece.clone()));
                before -= at + 1;
            }
            if let Some((piece, at)) = self.tree.leaf_at(behind) {
                held.extend(piece.has_owner().then(|| piece.clone()));
                behind += piece.len() - at;
            }
        }
        held
    }

    /// Without `bytes`, no owner is a stranger's.
    #[cfg(not(feature = "bytes"))]
    #[expect(clippy::unused_self, reason = "the other one needs it")]
    #[inline]
    fn held(&self, _seam: usize) -> Vec<Piece> {
        Vec::new()
    }

    /// Copies a range, of a page at the most, out of a foreign buffer.
    #[inline]
    fn carve(&mut self, range: Range<usize>) {
        let _held = (self.held(range.start), self.held(range.end));
        let mut behind = self.cut(range.end);
        let foreign = self.cut(range.start);
        self.join(&mut Self::from(&*foreign.to_vec()));
        self.join(&mut behind);
    }

    /// Writes `bytes` over those from `offset` on.
    ///
    /// Computes in **O(log n)** time for each page touched. Copies the paths and pages that are
    /// shared; of a foreign buffer that others hold, a page is copied out.
    ///
    /// # Panics
    /// If the buffer ends before the last byte written. See [`splice`](Self::splice).
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"abcd");
    /// buffer.write_at(1, b"XY");
    /// assert_eq!(buffer, b"aXYd");
    /// ```
    #[track_caller]
    #[inline]
    pub fn write_at(&mut self, offset: usize, bytes: &[u8]) {
        self.assert_within(offset, bytes.len());
        let (mut offset, mut bytes) = (offset, bytes);
        while !bytes.is_empty() {
            let (run, range) = self.run_at_mut(offset);
            let run = &mut run[offset - range.start..];
            let count = run.len().min(bytes.len());
            run[..count].copy_from_slice(&bytes[..count]);
            offset += count;
            bytes = &bytes[count..];
        }
    }

    /// The byte at `index`, to change; none at or beyond the end.
    ///
    /// Computes in **O(log n)** time. Copies the path and the page if they are shared.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"abc");
    /// *buffer.get_mut(1).unwrap() = b'X';
    /// assert_eq!(buffer, b"aXc");
    /// ```
    #[inline]
    pub fn get_mut(&mut self, index: usize) -> Option<&mut u8> {
        if index >= self.len() {
            return None;
        }
        let (run, range) = self.run_at_mut(index);
        run.get_mut(index - range.start)
    }

    /// Puts a byte at `index` and returns what was there.
    ///
    /// Computes in **O(log n)** time. Copies the path and the page if they are shared.
    ///
    /// # Panics
    /// If `index` is out of bounds.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"abc");
    /// assert_eq!(buffer.set(1, b'X'), b'b');
    /// assert_eq!(buffer, b"aXc");
    /// ```
    #[track_caller]
    #[inline]
    pub fn set(&mut self, index: usize, byte: u8) -> u8 {
        if index >= self.len() {
            index_out_of_bounds(index, self.len());
        }
        let (run, range) = self.run_at_mut(index);
        core::mem::replace(&mut run[index - range.start], byte)
    }

    /// Appends a byte.
    ///
    /// Computes in **O(log n)** time. Copies the path and the page if they are shared.
    ///
    /// # Panics
    /// If there were more than `isize::MAX` bytes.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"ab");
    /// buffer.push(b'c');
    /// assert_eq!(buffer, b"abc");
    /// ```
    #[inline]
    pub fn push(&mut self, byte: u8) {
        self.extend_from_slice(&[byte]);
    }

    /// Takes the last byte; none if there are none.
    ///
    /// Computes in **O(log n)** time. Copies the path and the page if they are shared.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"a");
    /// assert_eq!((buffer.pop(), buffer.pop()), (Some(b'a'), None));
    /// ```
    #[inline]
    pub fn pop(&mut self) -> Option<u8> {
        let byte = self.last()?;
        self.remove(self.len() - 1..);
        Some(byte)
    }

    /// Appends copies of all bytes of a slice.
    ///
    /// Computes in **O(log n + m)** time for m bytes. Copies the path and the page if they are shared.
    ///
    /// # Panics
    /// If there were more than `isize::MAX` bytes.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"ab");
    /// buffer.extend_from_slice(b"cd");
    /// assert_eq!(buffer, b"abcd");
    /// ```
    #[track_caller]
    #[inline]
    pub fn extend_from_slice(&mut self, bytes: &[u8]) {
        super::assert_countable(self.len().checked_add(bytes.len()));
        let mut rest = bytes;
        let has_room = |last: &Piece| last.is_page() && last.len() < PAGE;
        if !rest.is_empty() && self.tree.last_leaf().is_some_and(has_room) {
            self.tree.grow_at(Position(self.len()), |last, _, _| {
                let count = last.fill(rest);
                rest = &rest[count..];
                None
            });
        }
        for page in rest.chunks(PAGE) {
            self.tree.push_back((), Piece::copied(page));
        }
    }

    /// Moves all bytes of `other` behind the last.
    ///
    /// Computes in **O(log n)** time. The pages of both are used as they are, but for those along
    /// the seam.
    ///
    /// # Panics
    /// If there were more than `isize::MAX` bytes.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"ab");
    /// buffer.append(ByteBuf::zeroed(1 << 30));
    /// assert_eq!(buffer.len(), (1 << 30) + 2);
    /// ```
    #[track_caller]
    #[inline]
    pub fn append(&mut self, mut other: Self) {
        super::assert_countable(self.len().checked_add(other.len()));
        let _held = (self.held(self.len()), other.held(0));
        self.join(&mut other);
    }

    /// Appends, where the pieces at the seam are held.
    #[inline]
    fn join(&mut self, other: &mut Self) {
        self.tree.append(&mut other.tree);
    }

    /// The bytes of this buffer and then those of `other`, as a new one.
    ///
    /// Computes in **O(log n)** time. Shares all pages of both but those along the seam.
    ///
    /// # Panics
    /// If there were more than `isize::MAX` bytes.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let (a, b) = (ByteBuf::from(b"ab"), ByteBuf::from(b"cd"));
    /// assert_eq!(a.concat(&b), b"abcd");
    /// ```
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn concat(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.append(other.clone());
        both
    }

    /// Cuts off the bytes from `at` on and returns them.
    ///
    /// Computes in **O(log n)** time. The pages of both halves are used as they are, but for the
    /// one that is cut.
    ///
    /// # Panics
    /// If `at > len`.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"abcd");
    /// assert_eq!(buffer.split_off(1), b"bcd");
    /// assert_eq!(buffer, b"a");
    /// ```
    #[must_use = "use `truncate` to drop the bytes"]
    #[track_caller]
    #[inline]
    pub fn split_off(&mut self, at: usize) -> Self {
        let len = self.len();
        assert!(at <= len, "`at` split index (is {at}) should be <= len (is {len})");
        let held = self.held(at);
        let right = self.cut(at);
        // Before the result is the caller's: the compiler leaks that if an owner panics.
        drop(held);
        right
    }

    /// Splits, where the pieces at the seam are held.
    #[inline]
    fn cut(&mut self, at: usize) -> Self {
        let (between, right) = self.tree.cut(at);
        let mut right = Self { tree: right };
        if let Some((piece, at)) = between {
            let (low, high) = piece.split(at);
            self.tree.append_leaf(&mut Some(low));
            right.tree.prepend_leaf(&mut Some(high));
        }
        right
    }

    /// Cuts off the bytes before `at` and returns them.
    ///
    /// Computes in **O(log n)** time, as [`split_off`](Self::split_off).
    ///
    /// # Panics
    /// If `at > len`.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"abcd");
    /// assert_eq!(buffer.split_to(1), b"a");
    /// assert_eq!(buffer, b"bcd");
    /// ```
    #[must_use = "use `remove` to drop the bytes"]
    #[track_caller]
    #[inline]
    pub fn split_to(&mut self, at: usize) -> Self {
        let rest = self.split_off(at);
        core::mem::replace(self, rest)
    }

    /// The bytes before `at`, and those from `at` on.
    ///
    /// Computes in **O(log n)** time, as [`split_off`](Self::split_off).
    ///
    /// # Panics
    /// If `at > len`.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let (low, high) = ByteBuf::from(b"abcd").split_at(1);
    /// assert_eq!((low, high), (ByteBuf::from(b"a"), ByteBuf::from(b"bcd")));
    /// ```
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn split_at(mut self, at: usize) -> (Self, Self) {
        let upper = self.split_off(at);
        (self, upper)
    }

    /// Drops the bytes from `len` on; does nothing if there are no more.
    ///
    /// Computes in **O(log n)** time, and what freeing pages takes.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"abcd");
    /// buffer.truncate(2);
    /// assert_eq!(buffer, b"ab");
    /// ```
    #[inline]
    pub fn truncate(&mut self, len: usize) {
        if len < self.len() {
            drop(self.split_off(len));
        }
    }

    /// Drops all bytes.
    ///
    /// Computes in **O(1)** time, and what freeing pages takes.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"abcd");
    /// buffer.clear();
    /// assert!(buffer.is_empty());
    /// ```
    #[inline]
    pub fn clear(&mut self) {
        *self = Self::new();
    }

    /// Makes the buffer `len` bytes long: drops those behind, or appends copies of `byte`, which
    /// share a page.
    ///
    /// Computes in **O(log n)** time and memory, and what freeing pages takes.
    ///
    /// # Panics
    /// If `len` exceeds `isize::MAX`.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"ab");
    /// buffer.resize(4, b'.');
    /// assert_eq!(buffer, b"ab..");
    /// ```
    #[inline]
    pub fn resize(&mut self, len: usize, byte: u8) {
        if let Some(more) = len.checked_sub(self.len()) {
            super::assert_countable(Some(len));
            self.append(Self::repeat(byte, more));
        } else {
            self.truncate(len);
        }
    }

    /// Makes every byte the same. All pages share one.
    ///
    /// Computes in **O(log n)** time and memory, and what freeing pages takes.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"abcd");
    /// buffer.fill(b'.');
    /// assert_eq!(buffer, b"....");
    /// ```
    #[inline]
    pub fn fill(&mut self, byte: u8) {
        *self = Self::repeat(byte, self.len());
    }

    /// Writes the bytes of a range, as they are before, over those from `to` on.
    ///
    /// Computes in **O(log n)** time: both places share all pages but those along the cuts.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the last byte, or if the buffer ends
    /// before the last byte written.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"abcd");
    /// buffer.copy_within(..3, 1);
    /// assert_eq!(buffer, b"aabc");
    /// ```
    #[track_caller]
    #[inline]
    pub fn copy_within(&mut self, range: impl RangeBounds<usize>, to: usize) {
        let part = self.slice(range);
        assert!(to <= self.len() - part.len(), "dest is out of bounds");
        self.splice(to..to + part.len(), part);
    }

    /// Inserts copies of all bytes of a slice at `index`.
    ///
    /// Computes in **O(log n + m)** time for m bytes. Copies the path and the page if they are shared.
    ///
    /// # Panics
    /// If `index > len`, or there were more than `isize::MAX` bytes.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"ad");
    /// buffer.insert(1, b"bc");
    /// assert_eq!(buffer, b"abcd");
    /// ```
    #[track_caller]
    #[inline]
    pub fn insert(&mut self, index: usize, bytes: &[u8]) {
        let len = self.len();
        assert!(index <= len, "insertion index (is {index}) should be <= len (is {len})");
        super::assert_countable(len.checked_add(bytes.len()));
        let is_page = |buffer: &Self| {
            let before_end = index.min(len.saturating_sub(1));
            buffer.tree.leaf_at(before_end).is_some_and(|(piece, _)| piece.is_page())
        };
        if bytes.is_empty() {
        } else if bytes.len() <= PAGE / 2 && is_page(self) {
            self.tree.grow_at(Position(index), |piece, at, _| {
                piece.insert(at, bytes).map(|upper| ((), upper))
            });
        } else {
            self.insert_buf(index, bytes.into());
        }
    }

    /// Inserts a whole buffer at `index`.
    ///
    /// Computes in **O(log n)** time. The pages of both are used as they are, but for those along
    /// the seams.
    ///
    /// # Panics
    /// If `index > len`, or there were more than `isize::MAX` bytes.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"ad");
    /// buffer.insert_buf(1, ByteBuf::from(b"bc"));
    /// assert_eq!(buffer, b"abcd");
    /// ```
    #[track_caller]
    #[inline]
    pub fn insert_buf(&mut self, index: usize, mut bytes: Self) {
        let len = self.len();
        assert!(index <= len, "insertion index (is {index}) should be <= len (is {len})");
        super::assert_countable(len.checked_add(bytes.len()));
        let _held = (self.held(index), bytes.held(0), bytes.held(bytes.len()));
        let mut behind = self.cut(index);
        self.join(&mut bytes);
        self.join(&mut behind);
    }

    /// Removes the bytes of a range.
    ///
    /// Computes in **O(log n)** time, and what freeing pages takes.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the last byte.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"abcd");
    /// buffer.remove(1..3);
    /// assert_eq!(buffer, b"ad");
    /// ```
    #[track_caller]
    #[inline]
    pub fn remove(&mut self, range: impl RangeBounds<usize>) {
        let range = resolve(range, self.len());
        if range.is_empty() {
            return;
        }
        let count = range.len();
        let inside = self
            .tree
            .leaf_at(range.start)
            .is_some_and(|(piece, at)| piece.is_page() && at + count <= piece.len());
        if inside {
            let _held = self.held(range.start);
            self.tree
                .shrink_at(Position(range.start), count, |piece, at| piece.remove(at..at + count));
        } else {
            drop(self.cut_out(range));
        }
    }

    #[inline]
    fn cut_out(&mut self, range: Range<usize>) -> Self {
        let held = (self.held(range.start), self.held(range.end));
        let mut behind = self.cut(range.end);
        let removed = self.cut(range.start);
        self.join(&mut behind);
        drop(held);
        removed
    }

    /// Puts `bytes` in the place of a range, and returns what was there.
    ///
    /// Computes in **O(log n)** time. The pages of both are used as they are, but for those along
    /// the seams.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the last byte, or there were more than
    /// `isize::MAX` bytes.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"abcd");
    /// assert_eq!(buffer.splice(1..3, b"XYZ"), b"bc");
    /// assert_eq!(buffer, b"aXYZd");
    /// ```
    #[track_caller]
    #[inline]
    pub fn splice(&mut self, range: impl RangeBounds<usize>, bytes: impl Into<Self>) -> Self {
        let range = resolve(range, self.len());
        let mut bytes = bytes.into();
        super::assert_countable((self.len() - range.len()).checked_add(bytes.len()));
        let held =
            (self.held(range.start), self.held(range.end), bytes.held(0), bytes.held(bytes.len()));
        let mut behind = self.cut(range.end);
        let removed = self.cut(range.start);
        self.join(&mut bytes);
        self.join(&mut behind);
        drop(held);
        removed
    }

    /// Puts `bytes` in the place of a range.
    ///
    /// Computes in **O(log n + m)** time for m bytes, and what freeing pages takes. Copies the paths and pages that
    /// are shared.
    ///
    /// # Panics
    /// If the range starts behind its end or ends behind the last byte, or there were more than
    /// `isize::MAX` bytes.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut buffer = ByteBuf::from(b"abcd");
    /// buffer.replace(1..3, b"-");
    /// assert_eq!(buffer, b"a-d");
    /// ```
    #[track_caller]
    #[inline]
    pub fn replace(&mut self, range: impl RangeBounds<usize>, bytes: &[u8]) {
        let range = resolve(range, self.len());
        super::assert_countable((self.len() - range.len()).checked_add(bytes.len()));
        let both = range.len().min(bytes.len());
        self.write_at(range.start, &bytes[..both]);
        self.remove(range.start + both..range.end);
        self.insert(range.start + both, &bytes[both..]);
    }
}
