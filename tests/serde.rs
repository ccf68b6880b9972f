//! What crosses a wire comes back as it was, what std's collections have written is read, and what is
//! nothing of the kind is an error.
#![cfg(feature = "serde")]

#[path = "support/peak.rs"]
mod peak;

use std::collections::{BTreeMap, BTreeSet, HashMap as StdHashMap, HashSet as StdHashSet};
use std::fmt::Debug;
use std::hash::{BuildHasher, RandomState};

use offshoot::ord_map::Patch;
use offshoot::{ByteBuf, HashMap, HashSet, OrdMap, OrdSet, Vector};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Lengths around the borders of leaves of either width, and some beyond.
const LENGTHS: [usize; 12] = [0, 1, 2, 4, 5, 6, 31, 64, 65, 127, 1_000, 5_000];

/// The value comes back from JSON, from a binary format that says what it holds, and from one that does not;
/// and each is what `like` writes and reads.
fn crosses<T, L>(value: &T, like: &L, check: impl Fn(&T))
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
    L: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let both = |back: &T| {
        check(back);
        assert_eq!(back, value);
    };
    both(&serde_json::from_slice(&serde_json::to_vec(value).unwrap()).unwrap());
    both(&rmp_serde::from_slice(&rmp_serde::to_vec(value).unwrap()).unwrap());
    both(&postcard::from_bytes(&postcard::to_allocvec(value).unwrap()).unwrap());
    // Which is what std's collections write and read.
    both(&serde_json::from_slice(&serde_json::to_vec(like).unwrap()).unwrap());
    both(&postcard::from_bytes(&postcard::to_allocvec(like).unwrap()).unwrap());
    let std: L = postcard::from_bytes(&postcard::to_allocvec(value).unwrap()).unwrap();
    assert_eq!(&std, like);
    let std: L = serde_json::from_slice(&serde_json::to_vec(value).unwrap()).unwrap();
    assert_eq!(&std, like);
}

#[test]
fn every_collection_crosses_a_wire() {
    for len in LENGTHS {
        let texts: Vec<String> = (0..len).map(|x| x.to_string()).collect();
        crosses(&texts.iter().cloned().collect::<Vector<_>>(), &texts, Vector::check);
        let numbers: Vec<u32> = (0..len as u32).map(|x| x.wrapping_mul(2_654_435_761)).collect();
        crosses(&numbers.iter().copied().collect::<Vector<_>>(), &numbers, Vector::check);
        let set: BTreeSet<u32> = numbers.iter().copied().collect();
        crosses(&set.iter().copied().collect::<OrdSet<u32>>(), &set, |_| {});
        let set: StdHashSet<String> = texts.iter().cloned().collect();
        crosses(&set.iter().cloned().collect::<HashSet<String>>(), &set, |_| {});
        let map: BTreeMap<u32, String> = numbers.iter().copied().zip(texts.clone()).collect();
        crosses(&map.clone().into_iter().collect::<OrdMap<u32, String>>(), &map, OrdMap::check);
        let map: StdHashMap<u32, String> = map.into_iter().collect();
        crosses(&map.clone().into_iter().collect::<HashMap<u32, String>>(), &map, HashMap::check);
        let sip: HashMap<u32, String, RandomState> = map.clone().into_iter().collect();
        crosses(&sip, &map, HashMap::check);
    }
}

#[test]
fn a_byte_buffer_is_bytes() {
    for len in LENGTHS.into_iter().chain([4_096, 4_097, 20_000]) {
        let bytes: Vec<u8> = (0..len).map(|x| (x * 7) as u8).collect();
        let mut buffer = ByteBuf::from(&bytes[..]);
        if len > 2 {
            // In several pieces.
            buffer.insert(len / 2, b"xyz");
            buffer.remove(len / 2..len / 2 + 3);
        }
        crosses(&buffer, &bytes, ByteBuf::check);
        // MessagePack knows bytes, and a sequence of numbers is read as well.
        let packed = rmp_serde::to_vec(&buffer).unwrap();
        assert_eq!(packed, rmp_serde::to_vec(&Bytes(&bytes)).unwrap());
        let numbers: ByteBuf = rmp_serde::from_slice(&rmp_serde::to_vec(&bytes).unwrap()).unwrap();
        assert_eq!(numbers, bytes);
    }
    assert_eq!(serde_json::from_str::<ByteBuf>("[1,2,3]").unwrap(), [1, 2, 3]);
    assert_eq!(serde_json::from_str::<ByteBuf>("\"text\"").unwrap(), b"text");
    for text in ["[1,256]", "{}", "[-1]", "[1", "null"] {
        assert!(serde_json::from_str::<ByteBuf>(text).is_err(), "{text} is bytes");
    }
}

/// Bytes that are written as such.
struct Bytes<'a>(&'a [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

#[test]
fn the_last_of_equal_keys_wins() {
    let text = r#"{"b":1,"a":2,"b":3,"a":4}"#;
    let map: OrdMap<String, u32> = serde_json::from_str(text).unwrap();
    map.check();
    assert_eq!(map, OrdMap::from([("a".into(), 4), ("b".into(), 3)]));
    let map: HashMap<String, u32> = serde_json::from_str(text).unwrap();
    map.check();
    assert_eq!(map, HashMap::from([("a".into(), 4), ("b".into(), 3)]));
    assert_eq!(serde_json::from_str::<OrdSet<u32>>("[3,1,3,2]").unwrap(), OrdSet::from([1, 2, 3]));
    assert_eq!(serde_json::from_str::<HashSet<u32>>("[3,1,3]").unwrap(), HashSet::from([1, 3]));
}

/// Reads into a value that is there.
fn read_into<T: DeserializeOwned>(place: &mut T, text: &str) -> Result<(), serde_json::Error> {
    T::deserialize_in_place(&mut serde_json::Deserializer::from_str(text), place)
}

#[test]
fn what_is_there_is_read_anew() {
    for (before, after) in LENGTHS.into_iter().flat_map(|a| LENGTHS.map(|b| (a, b))) {
        let old: Vector<String> = (0..before).map(|x| x.to_string()).collect();
        let new: Vector<String> = (0..after).map(|x| (x + 1).to_string()).collect();
        let text = serde_json::to_string(&new).unwrap();
        // Shared with another version, and not.
        let mut place = old.clone();
        let mut own: Vector<String> = (0..before).map(|x| x.to_string()).collect();
        read_into(&mut place, &text).unwrap();
        read_into(&mut own, &text).unwrap();
        place.check();
        own.check();
        assert_eq!((&place, &own), (&new, &new));
        assert!(old.iter().enumerate().all(|(at, x)| *x == at.to_string()));

        let old = ByteBuf::repeat(7, before);
        let mut place = old.clone();
        let text = postcard::to_allocvec(&ByteBuf::repeat(8, after)).unwrap();
        let mut reader = postcard::Deserializer::from_bytes(&text);
        serde::Deserialize::deserialize_in_place(&mut reader, &mut place).unwrap();
        place.check();
        assert_eq!((place, old), (ByteBuf::repeat(8, after), ByteBuf::repeat(7, before)));
    }
    let kept = OrdMap::from([(1, 1)]);
    let mut place = kept.clone();
    read_into(&mut place, r#"{"2":3}"#).unwrap();
    assert_eq!((place, kept), (OrdMap::from([(2, 3)]), OrdMap::from([(1, 1)])));
    let mut place = OrdSet::from([1]);
    read_into(&mut place, "[2]").unwrap();
    assert_eq!(place, OrdSet::from([2]));
}

#[test]
fn a_hasher_that_is_there_stays() {
    let mut map = HashMap::<u32, u32, RandomState>::default();
    map.insert(1, 2);
    let (kept, hash) = (map.clone(), map.hasher().hash_one(1));
    read_into(&mut map, r#"{"3":4}"#).unwrap();
    map.check();
    assert_eq!((map.hasher().hash_one(1), map.get(&1), map[&3]), (hash, None, 4));
    assert_eq!(kept[&1], 2);
    let mut set: HashSet<u32, RandomState> = [1u32].into_iter().collect();
    let hash = set.hasher().hash_one(1);
    read_into(&mut set, "[3]").unwrap();
    assert_eq!((set.hasher().hash_one(1), set.contains(&3), set.len()), (hash, true, 1));
}

#[test]
fn what_is_no_collection_is_an_error() {
    fn refused<T: DeserializeOwned + Debug>(texts: &[&str]) {
        for text in texts {
            let read = serde_json::from_str::<T>(text);
            assert!(read.is_err(), "{text} is {read:?}");
        }
    }
    let sequences = ["", "{}", "1", "[1", "[1,]", "[1,\"a\"]", "[1,-1]", "[1,null]"];
    refused::<Vector<u32>>(&sequences);
    refused::<OrdSet<u32>>(&sequences);
    refused::<HashSet<u32>>(&sequences);
    let maps = ["", "[]", "{\"1\"", "{\"1\":}", "{\"1\":1,}", "{\"a\":1}", "{\"1\":1,\"2\":-1}"];
    refused::<OrdMap<u32, u32>>(&maps);
    refused::<HashMap<u32, u32>>(&maps);
}

/// Lengths that nothing follows: an error, and at once.
#[test]
fn a_length_alone_takes_no_memory() {
    fn refused<T: DeserializeOwned, E>(read: impl Fn() -> Result<T, E>) {
        let (read, peak) = peak::peak_of(read);
        assert!(read.is_err() && peak < 8 << 20, "{peak} bytes");
    }
    let mut bomb = vec![0xFF; 9];
    bomb.extend([1, 1, 2, 3, 4]);
    refused(|| postcard::from_bytes::<Vector<[u64; 8]>>(&bomb));
    refused(|| postcard::from_bytes::<OrdSet<u64>>(&bomb));
    refused(|| postcard::from_bytes::<HashSet<u64>>(&bomb));
    refused(|| postcard::from_bytes::<OrdMap<u8, u64>>(&bomb));
    refused(|| postcard::from_bytes::<HashMap<u8, u64>>(&bomb));
    refused(|| postcard::from_bytes::<ByteBuf>(&bomb));
    // MessagePack: an array of 32 bits of length; a map; bytes.
    for kind in [0xDD, 0xDF, 0xC6] {
        let bomb = [kind, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1, 2, 2];
        refused(|| rmp_serde::from_slice::<Vector<u64>>(&bomb));
        refused(|| rmp_serde::from_slice::<HashSet<u64>>(&bomb));
        refused(|| rmp_serde::from_slice::<OrdMap<u8, u64>>(&bomb));
        refused(|| rmp_serde::from_slice::<HashMap<u8, u64>>(&bomb));
        refused(|| rmp_serde::from_slice::<ByteBuf>(&bomb));
    }
}

#[test]
fn a_patch_crosses_a_wire() {
    let old: OrdMap<u32, String> = (0..1_000u32).map(|key| (key, key.to_string())).collect();
    let mut new = old.clone();
    new.insert(5_000, "added".into());
    new.insert(7, "changed".into());
    new.remove(&500);
    let patch = old.diff(&new).collect::<Patch<_, _>>();
    let text = serde_json::to_string(&patch).expect("a patch of texts is JSON");
    assert_eq!(text, r#"[[7,"7","changed"],[500,"500",null],[5000,null,"added"]]"#);
    let received: Patch<u32, String> = serde_json::from_str(&text).expect("it was just written");
    assert_eq!(received, patch);
    let mut other = old.clone();
    other.apply(&received);
    assert_eq!(other, new);
    other.apply(&received.invert());
    assert_eq!(other, old);
}

#[test]
fn what_is_no_patch_is_an_error() {
    for text in ["", "{}", "[1]", "[[1]]", "[[1,2]]", r#"[["a",1,2]]"#, "[[1,2,3,4]]", "[[1,2,3]"] {
        assert!(serde_json::from_str::<Patch<u32, u32>>(text).is_err(), "{text} is a patch");
    }
    let any = serde_json::from_str::<Patch<u32, u32>>("[[9,null,1],[1,2,null],[9,1,2]]");
    let mut map = OrdMap::from([(1, 2)]);
    map.apply(&any.expect("any order is a patch"));
    assert_eq!(map, OrdMap::from([(9, 2)]));
}
