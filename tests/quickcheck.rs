//! What quickcheck makes of our types is sound, shrinks to an end, and shares where it says so.
#![cfg(feature = "quickcheck")]

#[path = "support/sharing.rs"]
mod sharing;
#[path = "support/sound.rs"]
mod sound;

use std::fmt::Debug;

use offshoot::versions::{Fork, Versions};
use offshoot::{ByteBuf, HashMap, HashSet, OrdMap, OrdSet, Vector};
use quickcheck::{Arbitrary, Gen, QuickCheck, TestResult};
use sound::Sound;

/// Follows the first candidate for which `fails`, again and again. Returns where it ends.
fn shrink_to_end<T: Arbitrary>(mut value: T, check: impl Fn(&T), fails: impl Fn(&T) -> bool) -> T {
    let mut steps = 0;
    while let Some(next) = value.shrink().inspect(&check).find(&fails) {
        value = next;
        steps += 1;
        assert!(steps < 10_000, "shrinking does not end");
    }
    value
}

fn values<C: Arbitrary + Sound>() {
    let mut longest = 0;
    for seed in 0..50 {
        let value = C::arbitrary(&mut Gen::from_size_and_seed(100, seed));
        value.sound();
        longest = longest.max(value.len());
        let end = shrink_to_end(value.clone(), C::sound, |c| c.len() >= 3);
        assert_eq!(end.len(), value.len().min(3), "the smallest that fails is found");
        assert_eq!(shrink_to_end(value, C::sound, |_| true).len(), 0);
    }
    assert!(longest > 50, "at most {longest} items");
}

#[test]
fn values_are_sound_and_shrink_to_an_end() {
    values::<Vector<u32>>();
    values::<Vector<String>>();
    values::<ByteBuf>();
    values::<OrdMap<u32, Vec<bool>>>();
    values::<OrdSet<i64>>();
    values::<HashMap<u32, char>>();
    values::<HashSet<u16>>();
}

fn versions<C>()
where
    C: Sound + Fork<Item: Arbitrary + PartialEq> + 'static,
{
    let (mut sharing, mut differing) = (0, 0);
    for seed in 0..30 {
        let mut g = Gen::from_size_and_seed(100, seed);
        let made = Versions::<C>::arbitrary(&mut g);
        made.iter().for_each(C::sound);
        assert_eq!(made.len(), made.steps().len() + 1);
        assert!(made[0] == C::of(made.base()));
        // The history is all there is to it.
        let again = Versions::<C>::replay(made.base().to_vec(), made.steps().to_vec());
        assert!(again.iter().eq(made.iter()));
        let differ = made.iter().any(|version| version != &made[0]);
        differing += usize::from(differ);
        let (shared, total) = C::shared(&made);
        sharing += usize::from(differ && shared * 4 > total);
    }
    assert!(differing > 15, "{differing} of 30 have versions that differ");
    assert!(sharing > 8, "{sharing} of 30 share more than a quarter, and differ");
}

#[test]
fn versions_share_and_differ() {
    versions::<Vector<u32>>();
    versions::<Vector<String>>();
    versions::<ByteBuf>();
    versions::<OrdMap<u32, u64>>();
    versions::<OrdSet<u32>>();
    versions::<HashMap<u32, u64>>();
    versions::<HashSet<u32>>();
}

/// To two versions that differ by one edit of one item, of a base that is as small as can be.
fn shrunk<C>(base: usize)
where
    C: Sound + Fork<Item: Arbitrary + Debug> + 'static,
{
    let differs = |made: &Versions<C>| made.iter().any(|version| version != &made[0]);
    for seed in 0..4 {
        let mut g = Gen::from_size_and_seed(20, seed);
        let made = std::iter::repeat_with(|| Versions::<C>::arbitrary(&mut g))
            .find(differs)
            .expect("most versions differ");
        let sound = |made: &Versions<C>| made.iter().for_each(C::sound);
        let end = shrink_to_end(made, sound, differs);
        assert_eq!(end.len(), 2, "{end:?}");
        assert_eq!(end.steps()[0].edits.len(), 1, "{end:?}");
        assert!(end.base().len() <= base, "{end:?}");
    }
}

#[test]
fn versions_shrink_to_one_edit() {
    shrunk::<Vector<u32>>(1);
    shrunk::<ByteBuf>(1);
    shrunk::<OrdMap<u32, u8>>(1);
    shrunk::<OrdSet<u32>>(1);
    shrunk::<HashMap<u32, u8>>(1);
    shrunk::<HashSet<u32>>(1);
}

/// quickcheck itself finds a bug that shows between versions only, and makes it small.
#[test]
fn a_bug_between_versions_is_found_and_made_small() {
    /// Counts an edit of one version in all of them.
    fn total(made: &[Vector<u32>]) -> usize {
        made.iter().map(Vector::len).max().unwrap_or_default() * made.len()
    }
    fn property(made: Versions<Vector<u32>>) -> TestResult {
        let sum: usize = made.iter().map(Vector::len).sum();
        TestResult::from_bool(total(&made) == sum)
    }
    let check =
        || QuickCheck::new().quickcheck(property as fn(Versions<Vector<u32>>) -> TestResult);
    let message = std::panic::catch_unwind(check).expect_err("the bug is found");
    let message = message.downcast_ref::<String>().expect("quickcheck says what it found");
    assert!(message.contains("steps: [Step { back: 0, edits: [Edit {"), "{message}");
    assert!(message.len() < 600, "{message}");
}

/// What else the generators are for: a law of this crate.
#[test]
fn sharing_changes_no_result() {
    fn all<C: Fork<Item: Arbitrary + Debug> + Debug + 'static>(law: fn(&[C])) {
        for seed in 0..12 {
            law(&Versions::<C>::arbitrary(&mut Gen::from_size_and_seed(100, seed)));
        }
    }
    all(sharing::vectors::<u32>);
    all(sharing::vectors::<String>);
    all(sharing::byte_bufs);
    all(sharing::ord_maps::<u32, u32>);
    all(sharing::hash_maps::<u32, u32>);
}
