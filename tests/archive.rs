//! Archives: versions come back as they were, and share as they did; increments; sizes.
#![cfg(feature = "serde")]

use std::fmt::Debug;
use std::hash::RandomState;

use offshoot::archive::Archived;
use offshoot::{Archive, ByteBuf, HashMap, HashSet, Increment, OrdMap, OrdSet, Vector};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Numbers that look random.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((x ^ (x >> 31)) % bound.max(1) as u64) as usize
    }
}

/// A collection whose versions can be made at random, looked at and weighed.
trait Subject: Archived + PartialEq + Debug + Default {
    /// A few edits, or something made of two versions.
    fn edit(&mut self, other: &Self, dice: &mut Dice);

    fn is_sound(&self);

    fn is_one_with(&self, other: &Self) -> bool;

    /// The bytes behind all of these.
    fn weigh(versions: &[&Self]) -> usize;

    /// By what factor a version that is read may be heavier.
    const HEAVIER: f64 = 1.0;
}

impl Subject for Vector<String> {
    fn edit(&mut self, other: &Self, dice: &mut Dice) {
        let value = dice.below(1_000).to_string();
        let at = dice.below(self.len() + 1);
        match dice.below(12) {
            0..=2 => self.push_back(value),
            3 => self.push_front(value),
            4 | 5 => self.insert(at, value),
            6 if at < self.len() => drop(self.remove(at)),
            7 if at < self.len() => drop(self.set(at, value)),
            8 => self.append(other.clone()),
            9 => self.truncate(at),
            10 => *self = self.split_off(at),
            _ => self.extend((0..dice.below(400)).map(|x| x.to_string())),
        }
    }

    fn is_sound(&self) {
        self.check();
    }

    fn is_one_with(&self, other: &Self) -> bool {
        // Those in their handles share nothing.
        self.ptr_eq(other) || (self.is_inline() && self == other)
    }

    fn weigh(versions: &[&Self]) -> usize {
        Self::memory(versions.iter().copied()).total
    }
}

impl Subject for ByteBuf {
    fn edit(&mut self, other: &Self, dice: &mut Dice) {
        let at = dice.below(self.len() + 1);
        match dice.below(8) {
            0 => self.extend_from_slice(&vec![7; dice.below(10_000)]),
            1 => self.insert(at, b"inserted"),
            2 => drop(self.remove(at..self.len().min(at + 100))),
            3 => self.append(other.clone()),
            4 => *self = self.split_off(at),
            5 => self.append(Self::from(vec![9; dice.below(20_000)])),
            _ if at < self.len() => self.write_at(at, b"x"),
            _ => self.append(Self::zeroed(30_000)),
        }
    }

    fn is_sound(&self) {
        self.check();
    }

    fn is_one_with(&self, other: &Self) -> bool {
        self.ptr_eq(other)
    }

    fn weigh(versions: &[&Self]) -> usize {
        Self::memory(versions.iter().copied()).total
    }

    /// What several parts of one foreign buffer share is written once for each.
    const HEAVIER: f64 = 3.0;
}

/// Edits of a map, and of a set which is one without values.
macro_rules! keyed {
    ($map:ty, $set:ty, $heavier:literal) => {
        impl Subject for $map {
            fn edit(&mut self, other: &Self, dice: &mut Dice) {
                let key = dice.below(3_000) as u32;
                match dice.below(10) {
                    0..=4 => drop(self.insert(key, key.to_string())),
                    5 | 6 => drop(self.remove(&key)),
                    7 => self.retain(|other, _| other % 50 != key % 50),
                    8 => *self = self.clone().union(other.clone()),
                    _ => self.extend((0..dice.below(500) as u32).map(|x| (key + x, "many"))),
                }
            }

            fn is_sound(&self) {
                self.check();
            }

            fn is_one_with(&self, other: &Self) -> bool {
                self.ptr_eq(other)
            }

            fn weigh(versions: &[&Self]) -> usize {
                Self::memory(versions.iter().copied()).total
            }

            const HEAVIER: f64 = $heavier;
        }

        impl Subject for $set {
            fn edit(&mut self, other: &Self, dice: &mut Dice) {
                let key = dice.below(3_000) as u32;
                match dice.below(10) {
                    0..=4 => drop(self.insert(key)),
                    5 | 6 => drop(self.remove(&key)),
                    7 => self.retain(|other| other % 50 != key % 50),
                    8 => *self = self.clone().union(other.clone()),
                    _ => self.extend((0..dice.below(500) as u32).map(|x| key + x)),
                }
            }

            fn is_sound(&self) {}

            fn is_one_with(&self, other: &Self) -> bool {
                self.ptr_eq(other)
            }

            fn weigh(versions: &[&Self]) -> usize {
                Self::memory(versions.iter().copied()).total
            }

            const HEAVIER: f64 = $heavier;
        }
    };
}

keyed!(OrdMap<u32, String>, OrdSet<u32>, 1.0);
// What is united of two versions shares with one of them when it is read.
keyed!(HashMap<u32, String>, HashSet<u32>, 1.6);
keyed!(HashMap<u32, String, RandomState>, HashSet<u32, RandomState>, 1.6);

impl<A: Subject, B: Subject> Subject for (A, B)
where
    (A, B): Archived,
{
    fn edit(&mut self, other: &Self, dice: &mut Dice) {
        match dice.below(3) {
            0 => self.0.edit(&other.0, dice),
            1 => self.1.edit(&other.1, dice),
            _ => self.1.clone_from(&other.1),
        }
    }

    fn is_sound(&self) {
        self.0.is_sound();
        self.1.is_sound();
    }

    fn is_one_with(&self, other: &Self) -> bool {
        self.0.is_one_with(&other.0) && self.1.is_one_with(&other.1)
    }

    fn weigh(versions: &[&Self]) -> usize {
        let (firsts, seconds): (Vec<&A>, Vec<&B>) =
            versions.iter().map(|version| (&version.0, &version.1)).unzip();
        A::weigh(&firsts) + B::weigh(&seconds)
    }

    const HEAVIER: f64 = 1.6;
}

/// Versions of one another, in a tree: each is made of any that is there.
fn versions<C: Subject>(seed: u64, count: usize) -> Archive<C> {
    let (mut archive, mut dice) = (Archive::from_iter([C::default()]), Dice(seed));
    while archive.len() < count {
        let from = archive.len() - 1 - dice.below(dice.0 as usize % 4).min(archive.len() - 1);
        let mut version = archive[from].clone();
        let other = archive[dice.below(archive.len())].clone();
        for _ in 0..dice.below(4) {
            version.edit(&other, &mut dice);
        }
        archive.push(version);
    }
    archive
}

/// What was read is what was written, and shares as it did.
fn is_the_same<C: Subject>(read: &Archive<C>, archive: &Archive<C>) {
    assert_eq!(read.len(), archive.len());
    for (at, (version, original)) in read.iter().zip(archive).enumerate() {
        version.is_sound();
        assert_eq!(version, original, "version {at}");
        for before in 0..at {
            let (is_one, was_one) =
                (version.is_one_with(&read[before]), original.is_one_with(&archive[before]));
            assert!(is_one || !was_one, "versions {before} and {at} were one");
        }
    }
    let (all, originals) = (read.iter().collect::<Vec<_>>(), archive.iter().collect::<Vec<_>>());
    let (weight, was) = (C::weigh(&all), C::weigh(&originals));
    assert!(weight as f64 <= was as f64 * C::HEAVIER + 2_000.0, "{weight} bytes, and were {was}");
}

/// Through each format, whole, and by increments.
fn crosses<C: Subject>(seeds: std::ops::Range<u64>, count: usize)
where
    Archive<C>: Serialize + DeserializeOwned,
    Increment<C>: DeserializeOwned,
    for<'a> offshoot::archive::Since<'a, C>: Serialize,
{
    for seed in seeds {
        let archive = versions::<C>(seed, count);
        let json = serde_json::to_vec(&archive).unwrap();
        let read: Archive<C> = serde_json::from_slice(&json).unwrap();
        is_the_same(&read, &archive);
        let packed = rmp_serde::to_vec(&archive).unwrap();
        is_the_same(&rmp_serde::from_slice::<Archive<C>>(&packed).unwrap(), &archive);
        let bytes = postcard::to_allocvec(&archive).unwrap();
        is_the_same(&postcard::from_bytes::<Archive<C>>(&bytes).unwrap(), &archive);

        // An increment after each few versions; they take no more than the whole.
        let (mut read, mut dice, mut size) = (Archive::<C>::new(), Dice(seed), 0);
        let mut growing = Archive::new();
        while growing.len() < archive.len() {
            let from = growing.len();
            let to = archive.len().min(from + 1 + dice.below(5));
            growing.extend((from..to).map(|at| archive[at].clone()));
            let bytes = postcard::to_allocvec(&growing.since(from)).unwrap();
            size += bytes.len();
            read.append(postcard::from_bytes(&bytes).unwrap()).unwrap();
        }
        let most = bytes.len() + 20 * archive.len();
        assert!(size <= most, "{size} bytes, and {} as a whole", bytes.len());
        is_the_same(&read, &archive);
        // What was read is written as what wrote it would.
        assert_eq!(postcard::to_allocvec(&read.since(5)), postcard::to_allocvec(&archive.since(5)));

        // What was read goes on, and so does who reads that.
        let mut other: Archive<C> = postcard::from_bytes(&bytes).unwrap();
        for _ in 0..3 {
            let mut version = read[dice.below(read.len())].clone();
            version.edit(&C::default(), &mut dice);
            let at = read.push(version);
            let json = serde_json::to_string(&read.since(at)).unwrap();
            other.append(serde_json::from_str(&json).unwrap()).unwrap();
        }
        is_the_same(&other, &read);
        let json = serde_json::to_string(&read).unwrap();
        is_the_same(&serde_json::from_str(&json).unwrap(), &read);
    }
}

#[test]
fn vectors_cross_a_wire() {
    crosses::<Vector<String>>(0..8, 25);
}

#[test]
fn buffers_cross_a_wire() {
    crosses::<ByteBuf>(0..4, 15);
}

#[test]
fn ordered_maps_and_sets_cross_a_wire() {
    crosses::<OrdMap<u32, String>>(0..6, 25);
    crosses::<OrdSet<u32>>(0..6, 25);
}

#[test]
fn hash_maps_and_sets_cross_a_wire() {
    crosses::<HashMap<u32, String>>(0..4, 25);
    crosses::<HashSet<u32>>(0..4, 25);
    crosses::<HashMap<u32, String, RandomState>>(0..4, 25);
    crosses::<HashSet<u32, RandomState>>(0..4, 25);
}

#[test]
fn several_collections_cross_a_wire_together() {
    crosses::<(Vector<String>, HashMap<u32, String>)>(0..4, 20);
    crosses::<(OrdSet<u32>, OrdSet<u32>)>(0..4, 20);
}
