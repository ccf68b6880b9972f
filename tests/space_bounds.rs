//! Documented space: bytes per element, however a collection was made; bytes per version that is kept; and that what has
//! left a collection leaves its memory.
//!
//! The allocator is the judge, and `memory` is held to what it says. Tiny nodes (`--cfg offshoot_tiny`) are mostly headers:
//! they have limits of their own.

#[path = "support/counting.rs"]
mod counting;

use std::hash::{BuildHasherDefault, Hasher};

use counting::held;
use offshoot::{ByteBuf, HashMap, HashSet, MemoryReport, OrdMap, OrdSet, Vector};

const TINY: bool = cfg!(offshoot_tiny);
const N: usize = if TINY { 3_000 } else { 20_000 };
const VERSIONS: usize = 300;
/// The route by which a buffer is made of another's memory.
const TAKEN_OVER: &str = "from a vector";
/// Bytes of the nodes that few elements may have too many.
const NODES: usize = if TINY { 4_000 } else { 2_000 };

/// A way to make a collection of so many elements, by name, and the most bytes it may then have for each byte of payload:
/// with full-sized nodes, and with tiny ones.
type Route<C> = (&'static str, f64, f64, fn(usize) -> C);

trait Subject: Clone + Sized + 'static {
    const NAME: &'static str;
    /// Bytes of an element.
    const PAYLOAD: usize;
    /// Bytes that a version with one change takes at most, beside that which it was made of.
    const VERSION: usize;
    fn routes() -> Vec<Route<Self>>;
    fn change(&mut self, at: u64);
    fn remove(&mut self, at: u64);
    fn len(&self) -> usize;
    fn report(versions: &[Self]) -> MemoryReport;
}

/// A fixed row of numbers.
fn numbers() -> impl FnMut() -> u64 {
    let mut state = 7_u64;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    }
}

/// Numbers that come in no order, each once.
fn mixed(n: usize) -> impl Iterator<Item = u64> {
    let mut keys: Vec<u64> = (0..n as u64).collect();
    let mut next = numbers();
    for at in (1..n).rev() {
        keys.swap(at, (next() % (at as u64 + 1)) as usize);
    }
    keys.into_iter()
}

/// Two of three go, at random.
fn thinned<C: Subject>(make: fn(usize) -> C, n: usize) -> C {
    let mut c = make(3 * n);
    let mut next = numbers();
    while c.len() > n {
        c.remove(next());
    }
    c
}

impl Subject for Vector<u64> {
    const NAME: &'static str = "Vector<u64>";
    const PAYLOAD: usize = 8;
    const VERSION: usize = if TINY { 900 } else { 1_800 };

    fn routes() -> Vec<Route<Self>> {
        vec![
            ("collect", 1.05, 4.0, |n| (0..n as u64).collect()),
            ("push_back", 1.05, 4.0, |n| {
                let mut v = Self::new();
                (0..n as u64).for_each(|x| v.push_back(x));
                v
            }),
            ("push_front", 1.1, 4.5, |n| {
                let mut v = Self::new();
                (0..n as u64).for_each(|x| v.push_front(x));
                v
            }),
            ("insert at random", 1.3, 7.0, |n| {
                let (mut v, mut next) = (Self::new(), numbers());
                (0..n).for_each(|i| v.insert((next() % (i as u64 + 1)) as usize, next()));
                v
            }),
            ("append", 1.45, 7.0, |n| {
                let mut v = Self::new();
                while v.len() < n {
                    v.append((0..7.min((n - v.len()) as u64)).collect());
                }
                v
            }),
            ("remove at random", 1.45, 7.0, |n| thinned(|n| (0..n as u64).collect(), n)),
        ]
    }

    fn change(&mut self, at: u64) {
        let at = at as usize % self.len();
        self.set(at, 7);
    }

    fn remove(&mut self, at: u64) {
        let at = at as usize % self.len();
        self.remove(at);
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn report(versions: &[Self]) -> MemoryReport {
        Self::memory(versions)
    }
}

impl Subject for ByteBuf {
    const NAME: &'static str = "ByteBuf";
    const PAYLOAD: usize = 1;
    const VERSION: usize = if TINY { 1_400 } else { 5_000 };

    fn routes() -> Vec<Route<Self>> {
        vec![
            ("from a slice", 1.02, 6.0, |n| Self::from(&vec![7; 16 * n][..])),
            (TAKEN_OVER, 1.01, 1.2, |n| Self::from(vec![7; 16 * n])),
            ("push", 1.05, 6.0, |n| {
                let mut b = Self::new();
                (0..16 * n).for_each(|_| b.push(7));
                b
            }),
            ("insert at random", 1.25, 12.0, |n| {
                let (mut b, mut next) = (Self::new(), numbers());
                (0..n).for_each(|i| b.insert((next() % (16 * i as u64 + 1)) as usize, &[7; 16]));
                b
            }),
            ("remove at random", 1.35, 12.0, |n| {
                let (mut b, mut next) = (Self::from(&vec![7; 48 * n][..]), numbers());
                while b.len() > 16 * n {
                    let at = next() as usize % (b.len() - 16);
                    b.remove(at..at + 16);
                }
                b
            }),
        ]
    }

    fn change(&mut self, at: u64) {
        let at = at as usize % self.len();
        self.set(at, 9);
    }

    fn remove(&mut self, at: u64) {
        let at = at as usize % self.len();
        self.remove(at..(at + 16).min(self.len()));
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn report(versions: &[Self]) -> MemoryReport {
        Self::memory(versions)
    }
}

impl Subject for OrdMap<u64, u64> {
    const NAME: &'static str = "OrdMap<u64, u64>";
    const PAYLOAD: usize = 16;
    const VERSION: usize = if TINY { 1_000 } else { 1_850 };

    fn routes() -> Vec<Route<Self>> {
        vec![
            ("collect", 1.1, 4.0, |n| (0..n as u64).map(|x| (x, x)).collect()),
            ("from_sorted_iter", 1.1, 4.0, |n| {
                Self::from_sorted_iter((0..n as u64).map(|x| (x, x)))
            }),
            ("insert in order", 1.1, 4.0, |n| {
                let mut map = Self::new();
                (0..n as u64).for_each(|x| _ = map.insert(x, x));
                map
            }),
            ("insert at random", 1.3, 5.0, |n| {
                let mut map = Self::new();
                mixed(n).for_each(|x| _ = map.insert(x, x));
                map
            }),
            ("remove at random", 1.45, 6.0, |n| {
                thinned(|n| (0..n as u64).map(|x| (x, x)).collect(), n)
            }),
        ]
    }

    fn change(&mut self, at: u64) {
        let at = at as usize % self.len();
        *self.get_index_mut(at).expect("in bounds").1 += 1;
    }

    fn remove(&mut self, at: u64) {
        let at = at as usize % self.len();
        self.remove_index(at);
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn report(versions: &[Self]) -> MemoryReport {
        Self::memory(versions)
    }
}

impl Subject for OrdSet<u64> {
    const NAME: &'static str = "OrdSet<u64>";
    const PAYLOAD: usize = 8;
    const VERSION: usize = if TINY { 1_200 } else { 1_450 };

    fn routes() -> Vec<Route<Self>> {
        vec![
            ("collect", 1.15, 7.0, |n| (0..n as u64).collect()),
            ("from_sorted_iter", 1.15, 7.0, |n| Self::from_sorted_iter(0..n as u64)),
            ("insert in order", 1.15, 7.0, |n| {
                let mut set = Self::new();
                (0..n as u64).for_each(|x| _ = set.insert(x));
                set
            }),
            ("insert at random", 1.4, 9.0, |n| {
                mixed(n).fold(Self::new(), |mut set, x| {
                    set.insert(x);
                    set
                })
            }),
            ("remove at random", 1.6, 9.0, |n| thinned(|n| (0..n as u64).collect(), n)),
        ]
    }

    fn change(&mut self, at: u64) {
        self.insert(at | 1 << 63);
    }

    fn remove(&mut self, at: u64) {
        let at = at as usize % self.len();
        self.remove_index(at);
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn report(versions: &[Self]) -> MemoryReport {
        Self::memory(versions)
    }
}

/// What is written is the hash, and spread by the map: the same in each run.
#[derive(Clone, Default)]
struct Last(u64);

impl Hasher for Last {
    fn write(&mut self, _: &[u8]) {
        unreachable!("keys are numbers");
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type Fixed = BuildHasherDefault<Last>;

impl Subject for HashMap<u64, u64, Fixed> {
    const NAME: &'static str = "HashMap<u64, u64>";
    const PAYLOAD: usize = 16;
    const VERSION: usize = if TINY { 800 } else { 1_000 };

    fn routes() -> Vec<Route<Self>> {
        vec![
            ("collect", 1.5, 4.0, |n| (0..n as u64).map(|x| (x, x)).collect()),
            ("insert at random", 1.5, 4.0, |n| {
                let mut map = Self::default();
                mixed(n).for_each(|x| _ = map.insert(x, x));
                map
            }),
            ("remove at random", 1.5, 4.0, |n| {
                let mut map: Self = (0..3 * n as u64).map(|x| (x, x)).collect();
                mixed(3 * n).take(2 * n).for_each(|x| _ = map.remove(&x));
                map
            }),
        ]
    }

    fn change(&mut self, at: u64) {
        let at = at % self.len() as u64;
        self.insert(at, 7);
    }

    fn remove(&mut self, at: u64) {
        // One of the first in the map's own order.
        let key = self.keys().nth(at as usize % self.len().min(8)).copied();
        self.remove(&key.expect("a key is left"));
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn report(versions: &[Self]) -> MemoryReport {
        Self::memory(versions)
    }
}

impl Subject for HashSet<u64, Fixed> {
    const NAME: &'static str = "HashSet<u64>";
    const PAYLOAD: usize = 8;
    const VERSION: usize = 800;

    fn routes() -> Vec<Route<Self>> {
        vec![
            ("collect", 1.8, 7.0, |n| (0..n as u64).collect()),
            ("insert at random", 1.8, 7.0, |n| {
                mixed(n).fold(Self::default(), |mut set, x| {
                    set.insert(x);
                    set
                })
            }),
            ("remove at random", 1.8, 7.0, |n| {
                let mut set: Self = (0..3 * n as u64).collect();
                mixed(3 * n).take(2 * n).for_each(|x| _ = set.remove(&x));
                set
            }),
        ]
    }

    fn change(&mut self, at: u64) {
        self.insert(at | 1 << 63);
    }

    fn remove(&mut self, at: u64) {
        let key = self.iter().nth(at as usize % self.len().min(8)).copied();
        self.remove(&key.expect("an element is left"));
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn report(versions: &[Self]) -> MemoryReport {
        Self::memory(versions)
    }
}

fn hold<C: Subject>() {
    let mut found = Vec::new();
    for (route, most, most_tiny, make) in C::routes() {
        let name = format!("{} by {route}", C::NAME);
        let before = held();
        let mut c = make(N);
        let bytes = held() - before;
        assert_eq!(
            C::report(std::slice::from_ref(&c)).total,
            bytes,
            "{name}: the report is not what was allocated"
        );
        let ratio = bytes as f64 / (c.len() * C::PAYLOAD) as f64;
        let most = if TINY { most_tiny } else { most };
        // Versions: each is the one before, with one change. (What was taken over as one slice is cut into pages
        // where it is written to.)
        let mut versions = Vec::with_capacity(VERSIONS);
        let mut next = numbers();
        (0..VERSIONS).for_each(|_| c.change(next()));
        let now = held();
        for _ in 0..VERSIONS {
            versions.push(c.clone());
            c.change(next());
        }
        let each = (held() - now) / VERSIONS;
        drop(versions);
        // One of a hundred is left, and takes no more than it would if it had been made so, but for a node or two.
        let few = c.len() / 100;
        while c.len() > few {
            c.remove(next());
        }
        let left = held() - before;
        let mut most_left = (most * (few * C::PAYLOAD) as f64) as usize + NODES;
        if route == TAKEN_OVER {
            // A part of half a page or more holds all that was taken over.
            most_left += bytes;
        }
        drop(c);
        assert_eq!(held(), before, "{name}: all bytes are given back");
        // Said at last: what is said is allocated, too.
        if ratio > most {
            found.push(format!("{name}: {ratio:.3} bytes for each byte, of {most}"));
        }
        if each > C::VERSION {
            found.push(format!("{name}: {each} bytes a version, of {}", C::VERSION));
        }
        if left > most_left {
            found.push(format!("{name}: {left} bytes are left for {few} elements, of {most_left}"));
        }
    }
    assert!(found.is_empty(), "{} bounds:\n{}", found.len(), found.join("\n"));
}

#[test]
fn vectors_stay_within_their_space() {
    hold::<Vector<u64>>();
}

#[test]
fn byte_buffers_stay_within_their_space() {
    hold::<ByteBuf>();
}

#[test]
fn ordered_maps_stay_within_their_space() {
    hold::<OrdMap<u64, u64>>();
}

#[test]
fn ordered_sets_stay_within_their_space() {
    hold::<OrdSet<u64>>();
}

#[test]
fn hash_maps_stay_within_their_space() {
    hold::<HashMap<u64, u64, Fixed>>();
}

#[test]
fn hash_sets_stay_within_their_space() {
    hold::<HashSet<u64, Fixed>>();
}
