//! The `bytes` crate's buffers taken in and given out, and its `Buf`.

use super::leaf::Piece;
use super::{ByteBuf, Cursor};
use crate::tree::PAGE;
use bytes::{Buf, Bytes};

impl From<Bytes> for ByteBuf {
    /// Takes a page or more over as it is; copies less.
    ///
    /// Computes in **O(1)** time.
    #[inline]
    fn from(bytes: Bytes) -> Self {
        if bytes.len() < PAGE { bytes[..].into() } else { Self::of(Piece::from_bytes(bytes)) }
    }
}

impl From<ByteBuf> for Bytes {
    /// Without a copy where all bytes lie in one run; else copies them into one.
    ///
    /// Computes in **O(1)** time, or in **O(n)**.
    #[inline]
    fn from(mut buffer: ByteBuf) -> Self {
        if buffer.height() > 0 {
            return buffer.to_vec().into();
        }
        buffer.tree.pop_back().map_or_else(Self::new, |piece| piece.to_bytes())
    }
}

impl ByteBuf {
    /// All bytes as `Bytes`, a run each, without a copy: a page that is held by one of them is
    /// copied when the buffer writes to it.
    ///
    /// Computes in **O(1)** time, and **O(log n)** for each run.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let buffer = ByteBuf::from(bytes::Bytes::from(vec![7; 10_000]));
    /// assert_eq!(buffer.chunks_bytes().map(|run| run.len()).sum::<usize>(), 10_000);
    /// ```
    #[inline]
    pub fn chunks_bytes(&self) -> impl Iterator<Item = Bytes> {
        let mut next = 0;
        core::iter::from_fn(move || {
            let (piece, _) = self.tree.leaf_at(next)?;
            let run = piece.to_bytes();
            next += run.len();
            Some(run)
        })
    }
}

impl Buf for Cursor<'_> {
    #[inline]
    fn remaining(&self) -> usize {
        usize::try_from(self.len().saturating_sub(self.position())).unwrap_or(usize::MAX)
    }

    #[inline]
    fn chunk(&self) -> &[u8] {
        self.peek()
    }

    #[inline]
    fn advance(&mut self, count: usize) {
        let remaining = self.remaining();
        assert!(count <= remaining, "cannot advance by {count}: {remaining} bytes remain");
        self.pass(count);
        Cursor::chunk(self);
    }
}
