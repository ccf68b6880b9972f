//! How keys are hashed where nobody says otherwise. Knows no map.

use core::fmt;
use core::hash::{BuildHasher, Hash, Hasher};

use foldhash::SharedSeed;
use foldhash::fast::FoldHasher;

/// The hash function of maps and sets that are not given another: foldhash, seeded once per process, at
/// random.
///
/// It takes no space, and all of its values are the same function. So any two maps of a process can be
/// compared and combined node by node, whereas std's `RandomState` differs from map to map.
///
/// **What it promises**: who cannot see hashes, or anything that follows from them, such as the order of
/// iteration, nor guess the seed cannot make many keys collide; so much as is needed against clients that
/// send chosen keys. With the feature `std` the seed comes from the operating system (by way of std's
/// `RandomState`), and without it from where the program and its stack lie in memory, which is less.
/// **What it does not promise**: it is no cryptographic function. An attacker who can measure a great deal
/// may learn the seed; and the seed is the same for all maps, so that what is learned of one holds for
/// the others. Against those, take std's SipHash: `HashMap<K, V, std::hash::RandomState>`; each map
/// then has a function of its own, which only its clones share.
///
/// ```
/// use offshoot::HashMap;
/// use std::hash::RandomState;
///
/// let mut map: HashMap<&str, u32, RandomState> = HashMap::default();
/// map.insert("one", 1);
/// assert_eq!(map["one"], 1);
/// ```
#[derive(Clone, Copy, Default)]
pub struct RandomState;

impl RandomState {
    /// The function.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::hash_map::{HashMap, RandomState};
    ///
    /// static EMPTY: HashMap<u8, u8> = HashMap::with_hasher(RandomState::new());
    /// assert!(EMPTY.is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self
    }
}

impl BuildHasher for RandomState {
    type Hasher = DefaultHasher;

    #[inline]
    fn build_hasher(&self) -> DefaultHasher {
        DefaultHasher { inner: seeded() }
    }
}

impl fmt::Debug for RandomState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RandomState").finish_non_exhaustive()
    }
}

/// A hash in the making by [`RandomState`].
///
/// ```
/// use offshoot::hash_map::{DefaultHasher, RandomState};
/// use std::hash::{BuildHasher, Hash, Hasher};
///
/// let mut hasher = DefaultHasher::default();
/// "key".hash(&mut hasher);
/// assert_eq!(hasher.finish(), RandomState::new().hash_one("key"));
/// ```
#[derive(Clone)]
pub struct DefaultHasher {
    inner: FoldHasher<'static>,
}

impl Default for DefaultHasher {
    #[inline]
    fn default() -> Self {
        RandomState.build_hasher()
    }
}

impl fmt::Debug for DefaultHasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DefaultHasher").finish_non_exhaustive()
    }
}

/// What goes in, handed on.
macro_rules! writes {
    ($($name:ident: $type:ty),*) => {
        $(
            #[inline]
            fn $name(&mut self, value: $type) {
                self.inner.$name(value);
            }
        )*
    };
}

impl Hasher for DefaultHasher {
    writes! {
        write: &[u8], write_u8: u8, write_u16: u16, write_u32: u32, write_u64: u64, write_u128: u128,
        write_usize: usize
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.inner.finish()
    }
}

/// Both the state that a hash begins with and the numbers that are mixed in are secret: who knew the
/// former could make factors zero that the latter are multiplied by.
#[cfg(feature = "std")]
static SEEDS: std::sync::OnceLock<(u64, SharedSeed)> = std::sync::OnceLock::new();

#[cfg(feature = "std")]
#[inline]
fn seeded() -> FoldHasher<'static> {
    let (state, seed) = SEEDS.get_or_init(|| {
        let system = std::hash::RandomState::new();
        (system.hash_one(0), SharedSeed::from_u64(system.hash_one(1)))
    });
    FoldHasher::with_seed(*state, seed)
}

/// As above, where something has been hashed before. A search that could make the seeds keeps what it needs
/// afterwards in registers that have to be saved first, whether they are made or not.
#[cfg(feature = "std")]
#[inline]
fn seeded_before() -> FoldHasher<'static> {
    let (state, seed) = SEEDS.get().expect("seeds are made before the first hash");
    FoldHasher::with_seed(*state, seed)
}

#[cfg(not(feature = "std"))]
use seeded as seeded_before;

/// The hash of a key by [`RandomState`], where there has been another one before.
///
/// # Panics
/// If there has not.
#[inline]
pub(super) fn hash_again<Q: Hash + ?Sized>(key: &Q) -> u64 {
    let mut hasher = DefaultHasher { inner: seeded_before() };
    key.hash(&mut hasher);
    hasher.finish()
}

/// As above, of what there is without std.
#[cfg(not(feature = "std"))]
#[inline]
fn seeded() -> FoldHasher<'static> {
    let seed = SharedSeed::global_random();
    let mut state = FoldHasher::with_seed(0, seed);
    state.write_u64(0x0FF5_4007);
    FoldHasher::with_seed(state.finish(), seed)
}

/// Spreads a hash over all bits, whatever bits its function used: one that returns the keys themselves
/// must not break the tree. (The two halves of a product, folded, as in wyhash and foldhash.)
#[inline]
pub(super) const fn spread(hash: u64) -> u64 {
    let product = hash as u128 * 0x9E37_79B9_7F4A_7C15_u128;
    product as u64 ^ (product >> u64::BITS) as u64
}
