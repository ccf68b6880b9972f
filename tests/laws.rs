//! The laws of set algebra, one by one, for maps and sets, ordered and hashed, that share a history or do not; and what
//! results share with what they were made of. How often keys are compared for it is told in a module.
//!
//! Of a key that both maps have, the left value stays: laws that keep the order of their maps hold
//! for values as well, the others for keys.
#![allow(clippy::eq_op, clippy::nonminimal_bool, reason = "equality is tried both ways round")]

#[path = "support/collider.rs"]
#[allow(dead_code, reason = "each test takes what it needs")]
mod collider;
#[path = "laws/comparisons.rs"]
mod comparisons;
#[path = "support/element.rs"]
#[allow(dead_code, reason = "each test takes what it needs")]
mod element;
#[path = "laws/hash.rs"]
mod hash;

use std::fmt::Debug;

use collider::{Collider, Plain, Seeded, shape};
use offshoot::{HashMap, HashSet, OrdMap, OrdSet};

/// What the laws speak of.
trait Algebra: Clone + Debug + Default + PartialEq {
    fn of(keys: impl IntoIterator<Item = u32>, value: u32) -> Self;
    fn keys(&self) -> Vec<u32>;
    fn or(&self, other: &Self) -> Self;
    fn and(&self, other: &Self) -> Self;
    fn without(&self, other: &Self) -> Self;
    fn xor(&self, other: &Self) -> Self;
    /// What the same four are by their other names.
    fn spellings(&self, other: &Self) -> [Vec<Self>; 4];
    /// Whether all keys are in `other`.
    fn is_in(&self, other: &Self) -> bool;
    fn is_apart(&self, other: &Self) -> bool;
    fn is_same(&self, other: &Self) -> bool;
    fn put(&mut self, key: u32, value: u32);
    fn cut(&mut self, key: u32);
    fn check(&self);
    /// The bytes of the second one that the first does not have.
    fn own_bytes(&self, of: &[&Self]) -> usize;
    fn bytes(&self) -> usize;
}

/// A number that takes so much room that a full leaf has eight of them: so a few hundred make
/// several levels, whether nodes are tiny or not.
type Wide = [u32; 64];

fn wide(number: u32) -> Wide {
    [number; 64]
}

type Map = OrdMap<u32, Wide>;
type Set = OrdSet<Wide>;

impl Algebra for Map {
    fn of(keys: impl IntoIterator<Item = u32>, value: u32) -> Self {
        keys.into_iter().map(|key| (key, wide(value))).collect()
    }

    fn keys(&self) -> Vec<u32> {
        self.keys().copied().collect()
    }

    fn or(&self, other: &Self) -> Self {
        self.union_ref(other)
    }

    fn and(&self, other: &Self) -> Self {
        self.intersection_ref(other)
    }

    fn without(&self, other: &Self) -> Self {
        self.relative_complement_ref(other)
    }

    fn xor(&self, other: &Self) -> Self {
        self.symmetric_difference_ref(other)
    }

    fn spellings(&self, other: &Self) -> [Vec<Self>; 4] {
        let (a, b) = (|| self.clone(), || other.clone());
        [
            vec![a().union(b()), self + other, a() + b(), a().union_with(b(), |left, _| left)],
            vec![a().intersection(b()), a().intersection_with(b(), |left, _: Wide| left)],
            vec![a().relative_complement(b())],
            vec![a().symmetric_difference(b()), a().difference_with(b(), |_, _| None)],
        ]
    }

    fn is_in(&self, other: &Self) -> bool {
        let result = self.has_keys_in(other);
        assert_eq!(result, self.is_submap_by(other, |_, _: &Wide| true));
        result
    }

    fn is_apart(&self, other: &Self) -> bool {
        self.is_disjoint(other)
    }

    fn is_same(&self, other: &Self) -> bool {
        self.ptr_eq(other)
    }

    fn put(&mut self, key: u32, value: u32) {
        self.insert(key, wide(value));
    }

    fn cut(&mut self, key: u32) {
        self.remove(&key);
    }

    fn check(&self) {
        Self::check(self);
    }

    fn own_bytes(&self, of: &[&Self]) -> usize {
        let all: Vec<&Self> = std::iter::once(self).chain(of.iter().copied()).collect();
        OrdMap::memory(all).unique[0]
    }

    fn bytes(&self) -> usize {
        OrdMap::memory([self]).total
    }
}

impl Algebra for Set {
    fn of(keys: impl IntoIterator<Item = u32>, _: u32) -> Self {
        keys.into_iter().map(wide).collect()
    }

    fn keys(&self) -> Vec<u32> {
        self.iter().map(|key| key[0]).collect()
    }

    fn or(&self, other: &Self) -> Self {
        self | other
    }

    fn and(&self, other: &Self) -> Self {
        self & other
    }

    fn without(&self, other: &Self) -> Self {
        self - other
    }

    fn xor(&self, other: &Self) -> Self {
        self ^ other
    }

    fn spellings(&self, other: &Self) -> [Vec<Self>; 4] {
        let (a, b) = (|| self.clone(), || other.clone());
        [
            vec![a() | b(), a() + b(), self + other, a().union(b()), OrdSet::unions([a(), b()])],
            vec![a() & b(), a() * b(), self * other, a().intersection(b())],
            vec![a() - b(), a().relative_complement(b())],
            vec![a() ^ b(), a().symmetric_difference(b()), a().difference(b())],
        ]
    }

    fn is_in(&self, other: &Self) -> bool {
        let result = self.is_subset(other);
        assert_eq!(result, other.is_superset(self));
        let proper = result && self.len() < other.len();
        assert_eq!(
            (self.is_proper_subset(other), other.is_proper_superset(self)),
            (proper, proper)
        );
        result
    }

    fn is_apart(&self, other: &Self) -> bool {
        self.is_disjoint(other)
    }

    fn is_same(&self, other: &Self) -> bool {
        self.ptr_eq(other)
    }

    fn put(&mut self, key: u32, _: u32) {
        self.insert(wide(key));
    }

    fn cut(&mut self, key: u32) {
        self.remove(&wide(key));
    }

    fn check(&self) {
        Self::check(self);
    }

    fn own_bytes(&self, of: &[&Self]) -> usize {
        let all: Vec<&Self> = std::iter::once(self).chain(of.iter().copied()).collect();
        OrdSet::memory(all).unique[0]
    }

    fn bytes(&self) -> usize {
        OrdSet::memory([self]).total
    }
}

/// Related and unrelated ones: empty, small and of several levels; forks, parts, strangers.
fn subjects<T: Algebra>() -> Vec<T> {
    let most = if cfg!(miri) { 40 } else { 240 };
    let base = T::of((0..most).map(|at| at * 3), 1);
    let mut fork = base.clone();
    (0..9).for_each(|at| fork.put(at * most / 3 + 1, 2));
    (0..9).for_each(|at| fork.cut(at * most / 9 * 3));
    let mut other = base.clone();
    (0..5).for_each(|at| other.put(at * most / 2 + 2, 3));
    (0..5).for_each(|at| other.put(at * most / 5 * 3, 3));
    other.cut(30);
    let mut part = base.clone();
    (0..most / 2).for_each(|at| part.cut(at * 3));
    let subjects = vec![
        T::default(),
        T::of([most], 4),
        T::of((0..most / 2).map(|at| at * 5 + 1), 4),
        T::of((most * 3..most * 4).step_by(2), 5),
        T::of((0..40).map(|at| at * at), 6),
        T::of((0..most).map(|at| at * 3), 7),
        base,
        fork,
        other,
        part,
    ];
    subjects.iter().for_each(T::check);
    subjects
}

fn pairs<T: Algebra>(mut law: impl FnMut(&T, &T)) {
    let subjects = subjects::<T>();
    for a in &subjects {
        subjects.iter().for_each(|b| law(a, b));
    }
}

fn triples<T: Algebra>(mut law: impl FnMut(&T, &T, &T)) {
    let subjects = subjects::<T>();
    for a in &subjects {
        for b in &subjects {
            subjects.iter().for_each(|c| law(a, b, c));
        }
    }
}

/// Runs a law for maps and for sets. Of each three of them, for fewer kinds.
macro_rules! law {
    ($name:ident, $law:ident of pairs) => {
        #[test]
        fn $name() {
            $law::<Map>();
            $law::<Set>();
            // Hashed alike; and each by a function of its own, where a third of the hashes is one.
            $law::<HashMap<u32, Wide>>();
            $law::<HashMap<Collider<{ shape::MIXED }>, Wide, Plain>>();
            $law::<HashMap<Collider<{ shape::MIXED }>, Wide, Seeded>>();
            $law::<HashSet<Collider<{ shape::MIXED }>, Plain>>();
            $law::<HashSet<u32, Seeded>>();
        }
    };
    ($name:ident, $law:ident of triples) => {
        #[test]
        fn $name() {
            $law::<Map>();
            $law::<Set>();
            $law::<HashMap<Collider<{ shape::FEW }>, Wide, Plain>>();
            $law::<HashSet<u32, Plain>>();
        }
    };
}

law!(results_are_those_of_the_definition, definition of pairs);
fn definition<T: Algebra>() {
    pairs::<T>(|a, b| {
        let (left, right) = (a.keys(), b.keys());
        let has = |keys: &[u32], key: &u32| keys.binary_search(key).is_ok();
        let mut all: Vec<u32> = left.iter().chain(&right).copied().collect();
        all.sort_unstable();
        all.dedup();
        let chosen = |f: fn(bool, bool) -> bool| -> Vec<u32> {
            let is_chosen = |key: &&u32| f(has(&left, key), has(&right, key));
            all.iter().filter(is_chosen).copied().collect()
        };
        let results = [a.or(b), a.and(b), a.without(b), a.xor(b)];
        results.iter().for_each(T::check);
        for (result, others) in results.iter().zip(a.spellings(b)) {
            assert!(others.iter().all(|other| other == result));
        }
        assert_eq!(results[0].keys(), all);
        assert_eq!(results[1].keys(), chosen(|left, right| left && right));
        assert_eq!(results[2].keys(), chosen(|left, right| left && !right));
        assert_eq!(results[3].keys(), chosen(|left, right| left != right));
    });
}

law!(order_of_operands_does_not_matter_to_keys, commutative of pairs);
fn commutative<T: Algebra>() {
    pairs::<T>(|a, b| {
        assert_eq!(a.or(b).keys(), b.or(a).keys());
        assert_eq!(a.and(b).keys(), b.and(a).keys());
        assert_eq!(a.xor(b), b.xor(a));
        assert_eq!(a.is_apart(b), b.is_apart(a));
    });
}

law!(grouping_does_not_matter, associative of triples);
fn associative<T: Algebra>() {
    triples::<T>(|a, b, c| {
        assert_eq!(a.or(b).or(c), a.or(&b.or(c)));
        assert_eq!(a.and(b).and(c), a.and(&b.and(c)));
        assert_eq!(a.xor(b).xor(c).keys(), a.xor(&b.xor(c)).keys());
    });
}

law!(each_distributes_over_the_other, distributive of triples);
fn distributive<T: Algebra>() {
    triples::<T>(|a, b, c| {
        assert_eq!(a.and(&b.or(c)), a.and(b).or(&a.and(c)));
        assert_eq!(a.or(&b.and(c)), a.or(b).and(&a.or(c)));
        assert_eq!(a.and(&b.xor(c)), a.and(b).xor(&a.and(c)));
    });
}

law!(each_absorbs_the_other, absorbing of pairs);
fn absorbing<T: Algebra>() {
    pairs::<T>(|a, b| {
        let (or, and) = (a.or(&a.and(b)), a.and(&a.or(b)));
        assert_eq!((&or, &and), (a, a));
        assert!(or.is_same(a) && and.is_same(a), "nothing changes, and it is another version");
    });
}

law!(de_morgan_by_difference, de_morgan of triples);
fn de_morgan<T: Algebra>() {
    triples::<T>(|a, b, c| {
        assert_eq!(a.without(&b.or(c)), a.without(b).and(&a.without(c)));
        assert_eq!(a.without(&b.and(c)), a.without(b).or(&a.without(c)));
        assert_eq!(a.without(b).without(c), a.without(&b.or(c)));
    });
}

law!(the_same_twice_is_itself, idempotent of pairs);
fn idempotent<T: Algebra>() {
    for a in subjects::<T>() {
        // Another one with the same contents, which shares no node.
        let again = T::of(a.keys(), 9);
        assert!(a.or(&a).is_same(&a) && a.and(&a).is_same(&a));
        assert!(a.or(&again).is_same(&a) && a.and(&again).is_same(&a));
        assert!(a.without(&a).keys().is_empty() && a.without(&again).keys().is_empty());
        assert!(a.xor(&a).keys().is_empty() && a.xor(&again).keys().is_empty());
    }
}

law!(nothing_is_neutral, neutral of pairs);
fn neutral<T: Algebra>() {
    let nothing = T::default();
    for a in subjects::<T>() {
        assert!(a.or(&nothing).is_same(&a) && nothing.or(&a).is_same(&a));
        assert!(a.xor(&nothing).is_same(&a) && nothing.xor(&a).is_same(&a));
        assert!(a.without(&nothing).is_same(&a));
        assert!(nothing.without(&a).is_same(&nothing));
        assert!(a.and(&nothing).is_same(&nothing) && nothing.and(&a).is_same(&nothing));
        assert!(nothing.is_in(&a) && nothing.is_apart(&a) && a.is_in(&nothing) == (a == nothing));
    }
}

law!(two_parts_make_the_whole, partition of pairs);
fn partition<T: Algebra>() {
    pairs::<T>(|a, b| {
        let (common, rest) = (a.and(b), a.without(b));
        assert!(common.is_apart(&rest) && rest.is_apart(b));
        assert_eq!(common.or(&rest), *a);
        assert_eq!(common.xor(&rest), *a);
        assert_eq!(a.xor(b), a.without(b).or(&b.without(a)));
        assert_eq!(a.xor(b), a.or(b).without(&a.and(b)));
        assert_eq!(a.is_apart(b), common == T::default());
    });
}

law!(who_contains_whom, containment of pairs);
fn containment<T: Algebra>() {
    pairs::<T>(|a, b| {
        assert!(a.and(b).is_in(a) && a.and(b).is_in(b));
        assert!(a.is_in(&a.or(b)) && b.is_in(&a.or(b)));
        assert_eq!(a.is_in(b), a.or(b).keys() == b.keys());
        assert_eq!(a.is_in(b), a.and(b).is_same(a));
        assert_eq!(a.is_in(b), a.without(b) == T::default());
    });
}

law!(what_takes_nothing_away_is_its_input, untouched of pairs);
fn untouched<T: Algebra>() {
    pairs::<T>(|a, b| {
        assert_eq!(a.is_apart(b), a.without(b).is_same(a));
        assert_eq!(b.is_in(a), a.or(b).is_same(a));
        if b.keys().is_empty() {
            assert!(a.xor(b).is_same(a));
        }
    });
}

/// A union of a set with a larger one is that one: nothing tells elements apart.
#[test]
fn sets_are_their_union_with_a_part() {
    pairs::<Set>(|a, b| {
        if a.is_in(b) {
            assert!(a.or(b).is_same(b) || a.or(b).is_same(a));
            assert!(b.and(a).is_same(a) || b.and(a).is_same(b));
        }
    });
}

#[test]
fn results_share_with_what_they_are_made_of() {
    sharing::<Map>();
    sharing::<Set>();
}

fn sharing<T: Algebra>() {
    if cfg!(miri) {
        return;
    }
    let n = 12_000;
    let base = T::of((0..n).map(|at| at * 2), 1);
    let whole = base.bytes();
    let (mut one, mut other) = (base.clone(), base.clone());
    for at in 0..5 {
        one.put(at * n / 4 + 1, 2);
        one.cut(at * n / 6 * 2);
        other.put(at * n / 3 + 1, 3);
        other.cut(at * n / 8 * 2 + 2);
    }
    // Twenty changes: some twenty paths.
    let few = 20 * (whole / (n as usize / 20) + 6 * 600);
    for result in [one.or(&other), one.and(&other)] {
        result.check();
        let own = result.own_bytes(&[&one, &other]);
        assert!(own < few && own < whole / 5, "{own} bytes of its own, of {whole}");
    }
    for result in [one.without(&other), one.xor(&other)] {
        assert!(result.bytes() < few);
    }
    // Two halves: all but the nodes along the seam.
    let (low, high) = (T::of(0..n, 1), T::of(n..2 * n, 2));
    let own = low.or(&high).own_bytes(&[&low, &high]);
    assert!(own < low.bytes() / 50, "{own} bytes of its own, of {}", low.bytes());
    // Blocks of keys that alternate: what lies inside of a block.
    let block = |from: u32| (0..n).filter(move |at| at / (n / 10) % 2 == from);
    let (even, odd) = (T::of(block(0), 1), T::of(block(1), 2));
    for (result, of) in [
        (even.or(&odd), [&even, &odd]),
        (even.xor(&odd), [&even, &odd]),
        (even.or(&odd).without(&odd), [&even, &odd]),
        (even.or(&odd).and(&even), [&even, &odd]),
    ] {
        result.check();
        let own = result.own_bytes(&of);
        assert!(own < whole / 10, "{own} bytes of its own, of {whole}");
    }
}
