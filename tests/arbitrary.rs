//! What comes of a fuzzer's bytes is sound, and shares where it says so.
#![cfg(feature = "arbitrary")]

#[path = "support/sound.rs"]
mod sound;

use arbitrary::{Arbitrary, Unstructured};
use offshoot::versions::{Fork, Versions};
use offshoot::{ByteBuf, HashMap, HashSet, OrdMap, OrdSet, Vector};
use sound::Sound;

/// Bytes as a fuzzer might come to them; of odd ones a Boolean is true.
fn bytes(seed: u64, len: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..len).map(|_| next()).collect()
}

/// Bytes that say "go on" to every question whether there is another item.
fn many(len: usize) -> Vec<u8> {
    bytes(7, len).into_iter().map(|byte| byte | 1).collect()
}

fn values<C: for<'a> Arbitrary<'a> + Sound>() {
    let mut longest = 0;
    let inputs = (0..100).map(|seed| bytes(seed, 9 * seed as usize));
    for input in inputs.chain([many(10_000)]) {
        let value = C::arbitrary(&mut Unstructured::new(&input)).expect("bytes are never too few");
        value.sound();
        longest = longest.max(value.len());
        let rest = C::arbitrary_take_rest(Unstructured::new(&input)).expect("as above");
        rest.sound();
        longest = longest.max(rest.len());
        assert_eq!(C::arbitrary(&mut Unstructured::new(&input)), Ok(value), "bytes decide alone");
    }
    assert!(longest > 500, "at most {longest} items");
    assert_eq!(C::arbitrary(&mut Unstructured::new(&[])).map(|empty| empty.len()), Ok(0));
}

#[test]
fn values_are_sound() {
    values::<Vector<u32>>();
    values::<Vector<Box<(u8, char)>>>();
    values::<ByteBuf>();
    values::<OrdMap<u32, u8>>();
    values::<OrdSet<i64>>();
    values::<HashMap<u32, char>>();
    values::<HashSet<u16>>();
}

fn versions<C>()
where
    C: Sound + Fork<Item: for<'a> Arbitrary<'a>>,
{
    let (mut sharing, mut differing, mut most) = (0, 0, 0);
    for seed in 0..60 {
        let input = bytes(seed, 60_000);
        let mut u = Unstructured::new(&input);
        let made = Versions::<C>::arbitrary(&mut u).expect("bytes are never too few");
        made.iter().for_each(C::sound);
        most = most.max(made.len());
        let differ = made.iter().any(|version| version != &made[0]);
        differing += usize::from(differ);
        let (shared, total) = C::shared(&made);
        sharing += usize::from(differ && shared * 4 > total);
    }
    assert!(most > 3, "at most {most} versions");
    assert!(differing > 10, "{differing} of 60 have versions that differ");
    assert!(sharing > 8, "{sharing} of 60 share more than a quarter, and differ");
}

#[test]
fn versions_share_and_differ() {
    versions::<Vector<u32>>();
    versions::<ByteBuf>();
    versions::<OrdMap<u32, u64>>();
    versions::<OrdSet<u32>>();
    versions::<HashMap<u32, u64>>();
    versions::<HashSet<u32>>();
}
