//! What proptest makes of our types is sound, keeps to its sizes, shrinks to an end, and shares where it
//! says so.
#![cfg(feature = "proptest")]

#[path = "support/sound.rs"]
mod sound;

use std::fmt::Debug;

use offshoot::proptest::{byte_buf, hash_map, hash_set, ord_map, ord_set, vector, versions};
use offshoot::versions::{Fork, Versions};
use offshoot::{ByteBuf, HashMap, HashSet, OrdMap, OrdSet, Vector};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestError, TestRunner};
use sound::Sound;

fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = proptest::test_runner::TestRng::deterministic_rng(config.rng_algorithm);
    TestRunner::new_with_rng(config, rng)
}

/// Simplifies as long as `fails`, as the runner does. Returns where it ends.
fn simplest<T: Debug>(
    strategy: &impl Strategy<Value = T>,
    runner: &mut TestRunner,
    check: impl Fn(&T),
    fails: impl Fn(&T) -> bool,
) -> T {
    let mut tree = loop {
        let tree = strategy.new_tree(runner).expect("sizes can be met");
        if fails(&tree.current()) {
            break tree;
        }
    };
    let mut steps = 0;
    while tree.simplify() {
        loop {
            steps += 1;
            assert!(steps < 1_000_000, "shrinking does not end");
            let value = tree.current();
            check(&value);
            if fails(&value) || !tree.complicate() {
                break;
            }
        }
    }
    tree.current()
}

fn values<C: Sound>(strategy: impl Strategy<Value = C>) {
    let mut runner = runner(0);
    for _ in 0..20 {
        let value = strategy.new_tree(&mut runner).expect("sizes can be met").current();
        value.sound();
        assert!((3..200).contains(&value.len()));
    }
    let end = simplest(&strategy, &mut runner, C::sound, |c| c.len() >= 7);
    assert_eq!(end.len(), 7, "{end:?}");
}

#[test]
fn values_are_sound_and_shrink_to_an_end() {
    values(vector(any::<u32>(), 3..200));
    values(vector(".*", 3..50));
    values(byte_buf(3..200));
    values(ord_map(any::<u32>(), any::<bool>(), 3..200));
    values(ord_set(any::<u32>(), 3..=199));
    values(hash_map(any::<u32>(), any::<bool>(), 3..200));
    values(hash_set(any::<u32>(), 3..=100));
}

#[test]
fn all_types_have_a_strategy_of_their_own() {
    let mut runner = runner(64);
    type All = (Vector<u8>, ByteBuf, OrdMap<u8, u8>, OrdSet<u8>, HashMap<u8, u8>, HashSet<u8>);
    let all = any::<All>();
    let tested = runner.run(&all, |(vector, bytes, map, set, hash_map, hash_set)| {
        vector.check();
        bytes.check();
        map.check();
        set.check();
        hash_map.check();
        hash_set.check();
        prop_assert!(vector.len() < 100 && bytes.len() < 100 && map.len() < 100);
        Ok(())
    });
    assert_eq!(tested, Ok(()));
    let few = any_with::<Vector<u8>>((2.into(), ()));
    let two = runner.run(&few, |few| {
        prop_assert_eq!(few.len(), 2);
        Ok(())
    });
    assert_eq!(two, Ok(()));
    type Foreign = HashMap<u8, u8, std::hash::RandomState>;
    let foreign = runner.run(&any::<Foreign>(), |map| {
        map.check();
        Ok(())
    });
    assert_eq!(foreign, Ok(()));
}

fn sharing<C>()
where
    C: Sound + Fork<Item: Arbitrary + PartialEq + 'static> + 'static,
{
    let strategy = any::<Versions<C>>();
    let mut runner = runner(0);
    let (mut sharing, mut differing) = (0, 0);
    for _ in 0..30 {
        let made = strategy.new_tree(&mut runner).expect("nothing is rejected").current();
        made.iter().for_each(C::sound);
        assert!((1..=9).contains(&made.len()));
        assert!(made[0] == C::of(made.base()));
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
    sharing::<Vector<u32>>();
    sharing::<ByteBuf>();
    sharing::<OrdMap<u32, u64>>();
    sharing::<OrdSet<u32>>();
    sharing::<HashMap<u32, u64>>();
    sharing::<HashSet<u32>>();
}

fn shrunk<C>(base: usize)
where
    C: Sound + Fork<Item: Arbitrary + 'static> + 'static,
{
    let strategy = versions::<C>(any::<C::Item>(), 0..50, 1..8);
    let differs = |made: &Versions<C>| made.iter().any(|version| version != &made[0]);
    let sound = |made: &Versions<C>| made.iter().for_each(C::sound);
    for _ in 0..5 {
        let end = simplest(&strategy, &mut runner(0), sound, differs);
        assert_eq!((end.len(), end.steps()[0].edits.len()), (2, 1), "{end:?}");
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

/// proptest itself finds a bug that shows between versions only, and makes it small.
#[test]
fn a_bug_between_versions_is_found_and_made_small() {
    let strategy = versions::<OrdMap<u16, u16>>(any::<(u16, u16)>(), 0..300, 1..6);
    let found = runner(256).run(&strategy, |made| {
        // Holds of all versions only as long as no key goes.
        for version in &made {
            prop_assert!(made[0].keys().all(|key| version.contains_key(key)));
        }
        Ok(())
    });
    let Err(TestError::Fail(_, made)) = found else { panic!("the bug is not found: {found:?}") };
    assert_eq!((made.len(), made[0].len(), made[1].len()), (2, 1, 0), "{made:?}");
}
