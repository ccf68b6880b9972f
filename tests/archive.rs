//! Archives: versions come back as they were, and share as they did; increments; sizes.
#![cfg(feature = "serde")]

use std::fmt::Debug;
use std::hash::RandomState;

use offshoot::archive::Archived;
use offshoot::{Archive, ByteBuf, HashMap, HashSet, Increment, OrdMap, OrdSet, Vector};
use serde::Serialize;
use serde::de::DeserializeOwned;

static_assertions::assert_impl_all!(Archive<(Vector<u8>, HashMap<u8, u8>)>: Send, Sync, Clone, Debug);
static_assertions::assert_not_impl_any!(Archive<Vector<std::rc::Rc<u8>>>: Send, Sync);
static_assertions::assert_not_impl_any!(Archive<OrdMap<u8, std::cell::Cell<u8>>>: Sync);
static_assertions::assert_impl_all!(Increment<OrdMap<u8, u8>>: Send, Sync, Debug);
static_assertions::assert_not_impl_any!(Increment<OrdMap<u8, std::rc::Rc<u8>>>: Send, Sync);

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

    /// Whether nodes are the same when they are read.
    const IS_AS_IT_WAS: bool = true;

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
        self.ptr_eq(other)
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
            2 => self.remove(at..self.len().min(at + 100)),
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
    const IS_AS_IT_WAS: bool = false;
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

            const IS_AS_IT_WAS: bool = $heavier == 1.0;

            const HEAVIER: f64 = $heavier;
        }

        impl Subject for $set {
            fn edit(&mut self, other: &Self, dice: &mut Dice) {
                let key = dice.below(3_000) as u32;
                match dice.below(10) {
                    0..=4 => self.extend([key]),
                    5 | 6 => *self = self.without(&key),
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

            const IS_AS_IT_WAS: bool = $heavier == 1.0;

            const HEAVIER: f64 = $heavier;
        }
    };
}

keyed!(OrdMap<u32, String>, OrdSet<u32>, 1.0);
// What is united of two versions shares with one of them when it is read. The second is read by another
// hash function than it was written by.
keyed!(HashMap<u32, String>, HashSet<u32>, 1.25);
keyed!(HashMap<u32, String, RandomState>, HashSet<u32, RandomState>, 1.25);

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

    const IS_AS_IT_WAS: bool = false;
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
        let [ours, theirs] = [&read, &archive].map(|a| postcard::to_allocvec(&a.since(5)).unwrap());
        assert!(
            !C::IS_AS_IT_WAS || ours == theirs,
            "{:?}, and was {:?}",
            &ours[..10],
            &theirs[..10]
        );

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
    crosses::<Vector<String>>(0..6, 25);
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

/// How many items stand in the nodes and versions of what is written, and how many numbers of nodes.
fn items_and_numbers(json: &str) -> (usize, usize) {
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    let len = |value: &serde_json::Value| value.as_array().unwrap().len();
    let (mut items, mut numbers) = (0, 0);
    for node in value[3].as_array().into_iter().flatten() {
        match node.get("leaf") {
            Some(leaf) => items += len(leaf),
            None => numbers += len(&node["branch"]),
        }
    }
    for version in value[4].as_array().unwrap() {
        if version.get(2).is_some() {
            items += len(&version[2]) + len(&version[3]);
        }
        numbers += 1;
    }
    (items, numbers)
}

/// Versions that differ in one entry each take at most five times the space of one.
fn five_times<C: Archived + PartialEq + Debug>(
    one: C,
    versions: usize,
    mut edit: impl FnMut(&mut C, u32),
) -> Archive<C>
where
    Archive<C>: Serialize + DeserializeOwned,
{
    let mut archive = Archive::from_iter([one.clone()]);
    let before = postcard::to_allocvec(&archive).unwrap().len();
    let (mut version, mut dice) = (one, Dice(1));
    while archive.len() < versions {
        edit(&mut version, dice.below(100 * versions) as u32);
        archive.push(version.clone());
    }
    let bytes = postcard::to_allocvec(&archive).unwrap();
    assert!(bytes.len() <= 5 * before, "{} bytes, and {before} for one", bytes.len());
    let read: Archive<C> = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(read.last(), Some(&version));
    archive
}

/// Entries of a map, where a tree of tiny nodes would take too long for more.
const MANY: u32 = if ByteBuf::PAGE < 100 { 10_000 } else { 100_000 };

fn entries(count: u32) -> impl Iterator<Item = (u32, u64)> {
    (0..count).map(|key| (key, u64::from(key) << 20))
}

#[test]
fn a_thousand_versions_of_a_map_take_little_more_than_one() {
    let map: OrdMap<u32, u64> = entries(MANY).collect();
    five_times(map, MANY as usize / 100, |map, key| {
        map.insert(key, 7);
    });
}

#[test]
fn a_thousand_versions_of_a_hash_map_take_little_more_than_one() {
    let map: HashMap<u32, u64> = entries(MANY).collect();
    five_times(map, MANY as usize / 100, |map, key| {
        map.insert(key, 7);
    });
}

/// The same of fewer, in items, numbers and JSON.
#[test]
fn many_versions_take_little_more_than_one() {
    fn counted<C: Archived + PartialEq + Debug>(one: C, edit: impl FnMut(&mut C, u32))
    where
        Archive<C>: Serialize + DeserializeOwned,
    {
        let before = serde_json::to_string(&Archive::from_iter([one.clone()])).unwrap();
        let all = serde_json::to_string(&five_times(one, 100, edit)).unwrap();
        assert!(all.len() <= 5 * before.len(), "{} bytes, and {} for one", all.len(), before.len());
        let (items, _) = items_and_numbers(&before);
        let (all_items, numbers) = items_and_numbers(&all);
        assert!(all_items + numbers <= 5 * items, "{all_items} items and {numbers} numbers");
    }
    let entries = || entries(10_000);
    let set = |map: &mut OrdMap<u32, u64>, key| *map = map.update(key, 7);
    counted(entries().collect(), set);
    let set = |map: &mut HashMap<u32, u64>, key| *map = map.update(key, 7);
    counted(entries().collect(), set);
    let keys = || entries().map(|entry| entry.0);
    counted(keys().collect::<OrdSet<u32>>(), |set, key| *set = set.without(&key));
    counted(keys().collect::<HashSet<u32>>(), |set, key| *set = set.without(&key));
    let vector = entries().map(|entry| entry.1).collect::<Vector<u64>>();
    counted(vector, |vector, at| *vector = vector.update(at as usize, 7));
}

/// Each node that versions share is written once: there are as many as addresses.
#[test]
fn a_shared_node_is_written_once() {
    let nodes = |archive: &Archive<OrdMap<u32, u32>>| {
        let value = serde_json::to_value(archive).unwrap();
        value[3].as_array().unwrap().len()
    };
    let mut map: OrdMap<u32, u32> = (0..10_000u32).map(|key| (key, key)).collect();
    let mut archive = Archive::from_iter([map.clone()]);
    let first = nodes(&archive);
    let path = map.height() + 1;
    for key in 0..20 {
        map.insert(key * 500, 0);
        archive.push(map.clone());
        assert_eq!(nodes(&archive), first + path * (key as usize + 1));
    }
    // What was there already is nothing new.
    archive.extend(archive.clone());
    archive.push(archive[3].clone());
    assert_eq!((archive.len(), nodes(&archive)), (43, first + path * 20));
    let read: Archive<_> = serde_json::from_value(serde_json::to_value(&archive).unwrap()).unwrap();
    assert_eq!(nodes(&read), first + path * 20);
    assert!(read[42].ptr_eq(&read[3]) && read[42].ptr_eq(&read[24]));
    // Two that have come apart and are one again, node by node.
    assert_eq!(OrdMap::memory(&read).total, OrdMap::memory(&archive).total);
}

#[test]
fn small_forms_cross_a_wire() {
    fn crosses<C: Archived + PartialEq + Debug>(versions: Vec<C>)
    where
        Archive<C>: Serialize + DeserializeOwned,
    {
        let archive: Archive<C> = versions.into_iter().collect();
        let bytes = postcard::to_allocvec(&archive).unwrap();
        let read: Archive<C> = postcard::from_bytes(&bytes).unwrap();
        assert!(read.iter().eq(&archive), "{archive:?}");
        let text = serde_json::to_string(&archive).unwrap();
        let read: Archive<C> = serde_json::from_str(&text).unwrap();
        assert!(read.iter().eq(&archive), "{archive:?}");
    }
    crosses::<Vector<u8>>(vec![]);
    crosses((0..70).map(|len| (0..len).collect::<Vector<u8>>()).collect());
    crosses((0..10).map(|len| (0..len).map(|_| ()).collect::<Vector<()>>()).collect());
    crosses((0..70).map(|len| ByteBuf::repeat(7, len)).collect());
    crosses(
        (0..70u8).map(|len| (0..len).map(|key| (key, ())).collect::<OrdMap<u8, ()>>()).collect(),
    );
    crosses((0..70u8).map(|len| (0..len).collect::<OrdSet<u8>>()).collect());
    crosses((0..70u8).map(|len| (0..len).collect::<HashSet<u8>>()).collect());
    crosses(vec![(OrdMap::<u8, u8>::new(), Vector::<u8>::new(), HashSet::<u8>::new())]);
    crosses(vec![(Vector::<Vector<u8>>::from([Vector::from([1])]),)]);
    // A vector of 2^40 bytes.
    let zeros = ByteBuf::zeroed(1 << 40);
    let bytes = postcard::to_allocvec(&Archive::from_iter([zeros.clone()])).unwrap();
    assert!(bytes.len() < 10_000);
    let read: Archive<ByteBuf> = postcard::from_bytes(&bytes).unwrap();
    read[0].check();
    assert_eq!(read[0].len(), zeros.len());
}

#[test]
fn the_example_of_the_design_is_read() {
    let design = include_str!("../DESIGN.md");
    let from = design.find("[1, 0, 0, [{").expect("the example is there");
    let text = design[from..].lines().take(2).collect::<String>();
    let read: Archive<OrdMap<u32, String>> = serde_json::from_str(&text).unwrap();
    let entry = |key: u32, value: &str| (key, value.to_string());
    assert_eq!(read[0], OrdMap::from([entry(1, "a"), entry(2, "b"), entry(5, "c")]));
    assert_eq!(read[1], OrdMap::from([entry(1, "a"), entry(2, "b"), entry(5, "d")]));
    assert!(Archive::from_iter(read.clone()) == read);
}

/// The versions that `tests/archives/` has, written by a build with tiny nodes and by one with others.
fn kept() -> Archive<Kept> {
    let mut archive = Archive::new();
    let mut all = (
        (0..400u32).map(|x| x * 3).collect::<Vector<u32>>(),
        ByteBuf::from(vec![7; 300]),
        (0..300u32).map(|key| (key * 2, key.to_string())).collect::<OrdMap<u32, String>>(),
        (0..300u32).collect::<OrdSet<u32>>(),
        (0..100u32).map(|key| (key, key.to_string())).collect::<HashMap<u32, String>>(),
        (0..100u32).collect::<HashSet<u32>>(),
    );
    for step in 0..12u32 {
        archive.push(all.clone());
        all.0.insert(step as usize * 30, step);
        all.0.push_back(step);
        all.1.insert(step as usize * 20, b"inserted");
        all.2.insert(step * 50 + 1, "new".into());
        all.2.remove(&(step * 40));
        all.3.remove(&(step * 20));
        all.4.insert(step * 9, "new".into());
        all.5.remove(&(step * 8));
    }
    archive.push(archive[3].clone());
    archive.push(Kept::default());
    archive
}

type Kept =
    (Vector<u32>, ByteBuf, OrdMap<u32, String>, OrdSet<u32>, HashMap<u32, String>, HashSet<u32>);

/// What was written once can always be read, whatever the widths of nodes have become.
#[test]
fn what_was_written_once_is_read() {
    let kept = kept();
    for text in [include_str!("archives/tiny.json"), include_str!("archives/usual.json")] {
        let read: Archive<Kept> = serde_json::from_str(text).unwrap();
        for (at, (version, original)) in read.iter().zip(&kept).enumerate() {
            version.0.check();
            version.1.check();
            version.2.check();
            version.4.check();
            assert_eq!(version, original, "version {at}");
        }
        assert_eq!(read.len(), kept.len());
        let (back, then) = (&read[12], &read[3]);
        assert!(back.0.ptr_eq(&then.0) && back.1.ptr_eq(&then.1) && back.2.ptr_eq(&then.2));
        assert!(back.3.ptr_eq(&then.3) && back.4.ptr_eq(&then.4) && back.5.ptr_eq(&then.5));
        // It goes on from there.
        let mut longer = read.clone();
        let mut version = read[12].clone();
        version.0.push_back(1);
        version.2.insert(1, "one".into());
        version.4.insert(1, "one".into());
        longer.push(version.clone());
        let more = serde_json::to_string(&longer.since(read.len())).unwrap();
        let mut other: Archive<Kept> = serde_json::from_str(text).unwrap();
        other.append(serde_json::from_str(&more).unwrap()).unwrap();
        assert_eq!(other.last(), Some(&version));
    }
}

/// The file that is read above can be made again, when the format has changed: with the variable set, this
/// writes it, with the widths of nodes that the tests are built with.
#[test]
fn what_is_kept_can_be_written() {
    let text = serde_json::to_string(&kept()).unwrap();
    let read: Archive<Kept> = serde_json::from_str(&text).unwrap();
    assert!(read.iter().eq(&kept()));
    if std::env::var_os("OFFSHOOT_WRITE_ARCHIVES").is_some() {
        let name = if ByteBuf::PAGE < 100 { "tiny" } else { "usual" };
        let path = format!("{}/tests/archives/{name}.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, text).unwrap();
    }
}
