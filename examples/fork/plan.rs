//! Which child writes what, and where: drawn at random, but the same again whenever asked.

use std::ops::Range;

use offshoot::ByteBuf;

/// Bytes of a write; fewer where the memory has no more.
pub const WIDTH: usize = 8;

/// What all children have in common.
pub struct Plan {
    len: usize,
    pages_to_write: usize,
    /// The numbers of all pages, in order between two calls.
    order: Vec<usize>,
}

/// Two writes to one place. Every byte differs from what the parent has there, so that a comparison
/// finds the place exactly.
pub struct Write {
    pub at: usize,
    width: usize,
    first: [u8; WIDTH],
    second: [u8; WIDTH],
}

impl Write {
    pub fn first(&self) -> &[u8] {
        &self.first[..self.width]
    }

    pub fn second(&self) -> &[u8] {
        &self.second[..self.width]
    }

    pub fn range(&self) -> Range<usize> {
        self.at..self.at + self.width
    }
}

impl Plan {
    /// For a memory of `len` bytes, of whose pages each child writes to some percent.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a share of a number of pages"
    )]
    pub fn new(len: usize, percent: f64) -> Self {
        let pages = len.div_ceil(ByteBuf::PAGE);
        let part = (pages as f64 * percent / 100.0).round() as usize;
        Self { len, pages_to_write: part.clamp(1, pages), order: (0..pages).collect() }
    }

    /// The bytes of the parent.
    pub fn len(&self) -> usize {
        self.len
    }

    /// The pages of the parent. The last may be shorter than the others.
    pub fn pages(&self) -> usize {
        self.order.len()
    }

    /// How many pages each child writes to.
    pub fn pages_to_write(&self) -> usize {
        self.pages_to_write
    }

    /// Where a page lies.
    pub fn page(&self, number: usize) -> Range<usize> {
        let start = number * ByteBuf::PAGE;
        start..self.len.min(start + ByteBuf::PAGE)
    }

    /// What a child of a parent of these bytes writes: each page once, in random order.
    pub fn writes(&mut self, child: usize, bytes: &[u8]) -> Vec<Write> {
        let mut random = Random::new(child);
        let mut swaps = Vec::with_capacity(self.pages_to_write);
        let mut writes = Vec::with_capacity(self.pages_to_write);
        for next in 0..self.pages_to_write {
            let other = next + random.below(self.pages() - next);
            self.order.swap(next, other);
            swaps.push((next, other));
            writes.push(write(self.page(self.order[next]), bytes, &mut random));
        }
        for (next, other) in swaps.into_iter().rev() {
            self.order.swap(next, other);
        }
        writes
    }
}

fn write(page: Range<usize>, bytes: &[u8], random: &mut Random) -> Write {
    let width = page.len().min(WIDTH);
    let at = page.start + random.below(page.len() - width + 1);
    let mut flip = || {
        // No byte of the mask is zero.
        let mask = (random.next() | 0x0101_0101_0101_0101).to_le_bytes();
        let mut new = [0; WIDTH];
        for ((new, old), mask) in new.iter_mut().zip(&bytes[at..at + width]).zip(mask) {
            *new = old ^ mask;
        }
        new
    };
    Write { at, width, first: flip(), second: flip() }
}

/// `SplitMix64`.
struct Random(u64);

impl Random {
    fn new(seed: usize) -> Self {
        let mut random = Self(seed as u64);
        // Streams that begin one step apart would be one stream.
        random.0 = random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        let word = u128::from(self.next()) * bound as u128;
        usize::try_from(word >> 64).expect("less than the bound")
    }
}
