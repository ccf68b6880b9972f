// The generators of the features `quickcheck`, `proptest` and `arbitrary`.

use ::arbitrary::{Arbitrary, Unstructured};
use ::proptest::prelude::{BoxedStrategy, Strategy, any};
use ::proptest::strategy::ValueTree;
use ::proptest::test_runner::TestRunner;
use ::quickcheck::{Arbitrary as Quick, Gen};

use library::proptest::{hash_map, hash_set, ord_map, ord_set, vector};
use library::{HashMap, HashSet, OrdMap, OrdSet, Vector};

fn lines() -> BoxedStrategy<Vector<String>> {
    vector("[a-z]*", 3..5)
}

fn one<T: std::fmt::Debug>(strategy: impl Strategy<Value = T>) -> T {
    strategy.new_tree(&mut TestRunner::deterministic()).expect("sizes can be met").current()
}

fn quick<T: Quick>() -> T {
    T::arbitrary(&mut Gen::new(20))
}

fn fuzzed<'a, T: Arbitrary<'a>>(bytes: &'a [u8]) -> T {
    T::arbitrary(&mut Unstructured::new(bytes)).expect("bytes are never too few")
}

pub fn run(out: &mut String) {
    show!(out, "vector", (3..5).contains(&one(lines()).len()));
    show!(out, "ord_map", one(ord_map(any::<u8>(), any::<bool>(), 0..9)).len() < 9);
    show!(out, "ord_set", one(ord_set(any::<u8>(), 0..9)).len() < 9);
    show!(out, "hash_map", one(hash_map(any::<u8>(), any::<bool>(), 0..9)).len() < 9);
    show!(out, "hash_set", one(hash_set(any::<u8>(), 0..9)).len() < 9);

    show!(out, "quick", quick::<Vector<u8>>().len() < 20);
    show!(out, "quick map", quick::<OrdMap<u8, u8>>().len() < 20);
    show!(out, "quick set", quick::<OrdSet<u8>>().len() < 20);
    show!(out, "quick hashed", quick::<HashMap<u8, u8>>().len() < 20);
    show!(out, "quick hashed set", quick::<HashSet<u8>>().len() < 20);

    let bytes: Vec<u8> = (0..100u8).map(|n| n.wrapping_mul(37) | 1).collect();
    show!(out, "fuzzed", fuzzed::<Vector<u8>>(&bytes));
    show!(out, "fuzzed map", fuzzed::<OrdMap<u8, u8>>(&bytes));
    show!(out, "fuzzed set", fuzzed::<OrdSet<u8>>(&bytes));
    show!(out, "fuzzed hashed", OrdMap::from(fuzzed::<HashMap<u8, u8>>(&bytes)));
    show!(out, "fuzzed hashed set", OrdSet::from(fuzzed::<HashSet<u8>>(&bytes)));
}
