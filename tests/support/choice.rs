//! Choices read from bytes, whoever they come from: a seed or a fuzzer. Knows no collection.

use std::ops::Range;

/// Bytes to choose by. Where they end, every choice is the first.
pub struct Choices<'a> {
    bytes: &'a [u8],
}

impl<'a> Choices<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        first
    }

    pub fn below(&mut self, bound: u8) -> u8 {
        self.byte() % bound
    }

    /// Says `true` once in `times`.
    pub fn once_in(&mut self, times: u8) -> bool {
        self.below(times) == times - 1
    }

    pub fn place(&mut self) -> Place {
        Place(u16::from_le_bytes([self.byte(), self.byte()]))
    }

    pub fn span(&mut self) -> Span {
        Span(self.place(), self.place())
    }

    pub fn amount(&mut self) -> Amount {
        Amount(self.byte())
    }

    /// Up to `most` of something.
    pub fn some<T>(&mut self, most: u8, mut read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| read(self)).collect()
    }
}

/// A place in a sequence whose length is not known yet. A quarter of them are the two ends.
#[derive(Clone, Copy, Debug)]
pub struct Place(u16);

impl Place {
    /// A number below `bound`, which is not zero.
    pub fn below(self, bound: usize) -> usize {
        match self.0 % 8 {
            0 => 0,
            1 => bound - 1,
            _ => (usize::from(self.0 >> 3) * bound) >> 13,
        }
    }

    pub fn up_to(self, most: usize) -> usize {
        self.below(most + 1)
    }
}

/// A range of a sequence whose length is not known yet.
#[derive(Clone, Copy, Debug)]
pub struct Span(Place, Place);

impl Span {
    pub fn within(self, len: usize) -> Range<usize> {
        let (a, b) = (self.0.up_to(len), self.1.up_to(len));
        a.min(b)..a.max(b)
    }
}

/// How many items to add: a few, or some leaves full.
#[derive(Clone, Copy, Debug)]
pub struct Amount(u8);

impl Amount {
    /// At most `most`; `leaf` is what fits into a leaf.
    pub fn of(self, leaf: usize, most: usize) -> usize {
        let few = usize::from(self.0 % 128);
        most.min(if self.0 < 128 { few % 7 } else { few * 3 * leaf / 127 })
    }
}

/// Bytes that depend on `seed` alone (splitmix64).
pub fn random_bytes(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    };
    (0..count.div_ceil(8)).flat_map(|_| next().to_le_bytes()).take(count).collect()
}
