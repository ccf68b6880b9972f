//! What borsh writes comes back as it was, is what it would write for std's collections, and what is
//! broken or hostile is an error that took no memory.
#![cfg(feature = "borsh")]

#[allow(dead_code, reason = "what other tests count")]
#[path = "support/counting.rs"]
mod counting;
#[allow(dead_code, reason = "what other tests ask for")]
#[path = "support/sound.rs"]
mod sound;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use borsh::{BorshDeserialize, BorshSerialize, from_slice, to_vec};
use offshoot::{ByteBuf, HashMap, HashSet, OrdMap, OrdSet, Vector};
use sound::Sound;

/// Writes and reads; the bytes are those of std's collection.
fn there_and_back<C, M>(ours: &C, model: &M)
where
    C: BorshSerialize + BorshDeserialize + Sound,
    M: BorshSerialize,
{
    let bytes = to_vec(ours).expect("a Vec takes everything");
    assert_eq!(bytes, to_vec(model).expect("a Vec takes everything"));
    let read: C = from_slice(&bytes).expect("it was just written");
    read.sound();
    assert_eq!(&read, ours);
    // From a reader that gives a byte at a time.
    let mut slow = Slowly(&bytes);
    assert_eq!(&C::deserialize_reader(&mut slow).expect("as above"), ours);
    assert!(slow.0.is_empty());
}

struct Slowly<'a>(&'a [u8]);

impl std::io::Read for Slowly<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let len = self.0.len().min(to.len()).min(1);
        to[..len].copy_from_slice(&self.0[..len]);
        self.0 = &self.0[len..];
        Ok(len)
    }
}

#[test]
fn what_is_written_comes_back() {
    for n in [0, 1, 2, 5, 100, 3_000u32] {
        let scattered = |i: u32| i.wrapping_mul(0x9E37_79B1) % 5_000;
        let numbers: Vec<u32> = (0..n).map(scattered).collect();
        there_and_back(&Vector::from(&numbers), &numbers);
        let texts: Vec<String> = (0..n).map(|i| "x".repeat(i as usize % 9)).collect();
        there_and_back(&Vector::from(&texts), &texts);
        let bytes: Vec<u8> = (0..5 * n).map(|i| i as u8).collect();
        there_and_back(&ByteBuf::from(&bytes), &bytes);
        let entries = || (0..n).map(|i| (scattered(i), format!("{i}")));
        let model: BTreeMap<u32, String> = entries().collect();
        there_and_back(&entries().collect::<OrdMap<u32, String>>(), &model);
        there_and_back(&entries().collect::<HashMap<_, _>>(), &model);
        let model: BTreeSet<u32> = numbers.iter().copied().collect();
        there_and_back(&numbers.iter().copied().collect::<OrdSet<u32>>(), &model);
        there_and_back(&numbers.iter().copied().collect::<HashSet<u32>>(), &model);
    }
}

#[test]
fn collections_lie_in_each_other() {
    type Nested = HashMap<String, OrdMap<u8, Vector<HashSet<u32>>>>;
    let one: Nested = HashMap::from([
        ("a".into(), OrdMap::from([(1, Vector::from([HashSet::from([3, 1, 2]), HashSet::new()]))])),
        ("b".into(), OrdMap::new()),
    ]);
    let bytes = to_vec(&one).expect("a Vec takes everything");
    assert_eq!(from_slice::<Nested>(&bytes).expect("it was just written"), one);
}

/// Any cut and any change of a byte is an error or another value, which is written as it was read.
fn broken<C: BorshSerialize + BorshDeserialize + Sound>(value: &C) {
    let bytes = to_vec(value).expect("a Vec takes everything");
    for cut in 0..bytes.len() {
        assert!(from_slice::<C>(&bytes[..cut]).is_err(), "{cut} of {} bytes", bytes.len());
    }
    let mut longer = bytes.clone();
    longer.push(0);
    assert!(from_slice::<C>(&longer).is_err());
    for at in 0..bytes.len() {
        for flip in [1, 0x80, 0xFF] {
            let mut changed = bytes.clone();
            changed[at] ^= flip;
            if let Ok(read) = from_slice::<C>(&changed) {
                read.sound();
                assert_eq!(to_vec(&read).expect("a Vec takes everything"), changed);
            }
        }
    }
}

#[test]
fn broken_bytes_are_an_error_or_another_value() {
    broken(&Vector::from([1u32, 2, 3, 70_000]));
    broken(&Vector::from([String::from("a"), String::from("é")]));
    broken(&ByteBuf::from(b"hello"));
    broken(&OrdMap::from([(1u32, true), (300, false), (70_000, true)]));
    broken(&OrdSet::from([1u16, 2, 300]));
    broken(&HashMap::from([(1u32, true), (300, false), (70_000, true)]));
    broken(&HashSet::from([1u16, 2, 300]));
}

#[test]
fn keys_must_ascend() {
    let twice = to_vec(&vec![(1u8, 1u8), (1, 2)]).expect("a Vec takes everything");
    let descending = to_vec(&vec![(2u8, 1u8), (1, 2)]).expect("a Vec takes everything");
    for bytes in [&twice, &descending] {
        for error in [
            from_slice::<OrdMap<u8, u8>>(bytes).expect_err("the keys do not ascend"),
            from_slice::<HashMap<u8, u8>>(bytes).expect_err("the keys do not ascend"),
        ] {
            assert_eq!(error.to_string(), "keys that do not ascend");
        }
    }
    let twice = to_vec(&vec![1u8, 1]).expect("a Vec takes everything");
    assert!(
        from_slice::<OrdSet<u8>>(&twice).is_err() && from_slice::<HashSet<u8>>(&twice).is_err()
    );
}

/// A length of four thousand millions, and little or nothing behind it.
fn hostile<C: BorshDeserialize + Debug>() {
    for behind in [0, 1, 100, 5_000] {
        let mut bytes = vec![0xFF; 4];
        bytes.extend((0..behind).map(|i: u32| i as u8));
        let (taken, _, is_error) = counting::taken(|| from_slice::<C>(&bytes).is_err());
        assert!(is_error, "there is not so much");
        assert!(taken < 50 * bytes.len() + 20_000, "{taken} bytes for {}", bytes.len());
    }
}

#[test]
fn a_length_alone_takes_no_memory() {
    hostile::<Vector<u64>>();
    hostile::<Vector<u8>>();
    hostile::<Vector<[u8; 4_000]>>();
    hostile::<Vector<Vector<u8>>>();
    hostile::<ByteBuf>();
    hostile::<OrdMap<u64, [u8; 1_000]>>();
    hostile::<OrdSet<u8>>();
    hostile::<HashMap<u64, u8>>();
    hostile::<HashSet<u8>>();
}

#[test]
fn items_without_a_size_are_refused() {
    let bytes = [0xFF; 4];
    assert!(from_slice::<Vector<()>>(&bytes).is_err());
    assert!(
        from_slice::<OrdSet<()>>(&bytes).is_err() && from_slice::<HashSet<()>>(&bytes).is_err()
    );
    assert!(from_slice::<OrdMap<(), u8>>(&bytes).is_err());
    assert!(from_slice::<HashMap<(), u8>>(&bytes).is_err());
    assert!(to_vec(&Vector::from([()])).is_err(), "what cannot be read is not written");
}
