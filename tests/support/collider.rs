//! Keys with hand-written hashes for every shape of a hash trie, and hashers to go with them.

use std::cell::Cell;
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher};
use std::sync::OnceLock;

use super::element::Element;

/// How the hashes of numbers lie.
pub mod shape {
    /// All are one.
    pub const ONE: u8 = 0;
    /// Two hashes, that differ in all bits.
    pub const TWO: u8 = 1;
    /// Seven of them.
    pub const FEW: u8 = 2;
    /// The numbers themselves: the upper bits are zero.
    pub const LOW: u8 = 3;
    /// In the upper half, the lower one is zero.
    pub const HIGH: u8 = 4;
    /// In all bits.
    pub const SPREAD: u8 = 5;
    /// Those that the map spreads to hashes of which the lowest bits are zero: a long path with one
    /// directory on each level.
    pub const DEEP: u8 = 6;
    /// A third each of one hash, deep and spread.
    pub const MIXED: u8 = 7;
}

/// A key that is hashed as its shape says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Collider<const SHAPE: u8>(u32);

impl<const SHAPE: u8> Element for Collider<SHAPE> {
    fn new(number: u32) -> Self {
        Self(number)
    }

    fn number(&self) -> u32 {
        self.0
    }
}

/// What is told to the hasher.
fn hash_of(shape: u8, number: u32) -> u64 {
    let number = u64::from(number);
    match shape {
        shape::ONE => 0x0123_4567_89AB_CDEF,
        shape::TWO => u64::MAX * (number % 2),
        shape::FEW => hash_of(shape::SPREAD, number as u32 % 7),
        shape::LOW => number,
        shape::HIGH => number << 32,
        shape::SPREAD => (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29),
        shape::DEEP => deep()[number as usize % deep().len()],
        _ => hash_of([shape::ONE, shape::DEEP, shape::SPREAD][number as usize % 3], number as u32),
    }
}

/// The lowest bits that are zero in `DEEP` hashes: with tiny nodes six levels, otherwise three.
const ZEROS: u32 = if cfg!(miri) { 6 } else { 12 };

/// Numbers that the map spreads to such hashes. `tests/versions.rs` looks whether it still does.
fn deep() -> &'static [u64] {
    static DEEP: OnceLock<Vec<u64>> = OnceLock::new();
    DEEP.get_or_init(|| {
        let spread = |hash: u64| {
            let product = u128::from(hash) * 0x9E37_79B9_7F4A_7C15;
            product as u64 ^ (product >> u64::BITS) as u64
        };
        (1..).filter(|hash| spread(*hash) % (1 << ZEROS) == 0).take(300).collect()
    })
}

impl<const SHAPE: u8> Hash for Collider<SHAPE> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(hash_of(SHAPE, self.0));
    }
}

/// The last number that was written is the hash.
#[derive(Clone, Copy, Default)]
pub struct Last(u64);

impl Hasher for Last {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Takes no space.
pub type Plain = BuildHasherDefault<Last>;

/// A function of its own for each, as std's `RandomState`, but the same ones in each run of a thread.
#[derive(Clone, Debug)]
pub struct Seeded(u64);

thread_local! {
    static SEED: Cell<u64> = const { Cell::new(1) };
}

impl Default for Seeded {
    fn default() -> Self {
        SEED.set(SEED.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
        Self(SEED.get())
    }
}

impl BuildHasher for Seeded {
    type Hasher = SeededHasher;

    fn build_hasher(&self) -> SeededHasher {
        SeededHasher { seed: self.0, last: Last::default() }
    }
}

pub struct SeededHasher {
    seed: u64,
    last: Last,
}

impl Hasher for SeededHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.last.write(bytes);
    }

    fn write_u64(&mut self, number: u64) {
        self.last.write_u64(number);
    }

    fn finish(&self) -> u64 {
        self.last.finish() ^ self.seed
    }
}
