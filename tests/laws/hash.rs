//! Hash maps and sets as the laws see them, and what holds for them alone.
#![allow(clippy::eq_op, clippy::nonminimal_bool, reason = "`==` is asked both ways")]

use std::hash::BuildHasher;

use offshoot::{HashMap, HashSet};

use super::collider::{Collider, Plain, Seeded, shape};
use super::element::Element;
use super::{Algebra, Wide, wide};

impl<K: Element, S: BuildHasher + Clone + Default> Algebra for HashMap<K, Wide, S> {
    fn of(keys: impl IntoIterator<Item = u32>, value: u32) -> Self {
        keys.into_iter().map(|key| (K::new(key), wide(value))).collect()
    }

    fn keys(&self) -> Vec<u32> {
        let mut keys: Vec<u32> = self.keys().map(K::number).collect();
        keys.sort_unstable();
        keys
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
        self.insert(K::new(key), wide(value));
    }

    fn cut(&mut self, key: u32) {
        self.remove(&K::new(key));
    }

    fn check(&self) {
        Self::check(self);
    }

    fn own_bytes(&self, of: &[&Self]) -> usize {
        let all: Vec<&Self> = std::iter::once(self).chain(of.iter().copied()).collect();
        HashMap::memory(all).unique[0]
    }

    fn bytes(&self) -> usize {
        HashMap::memory([self]).total
    }
}

impl<T: Element, S: BuildHasher + Clone + Default> Algebra for HashSet<T, S> {
    fn of(keys: impl IntoIterator<Item = u32>, _: u32) -> Self {
        keys.into_iter().map(|key| T::new(key)).collect()
    }

    fn keys(&self) -> Vec<u32> {
        let mut keys: Vec<u32> = self.iter().map(T::number).collect();
        keys.sort_unstable();
        keys
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
            vec![a() | b(), a() + b(), self + other, a().union(b()), HashSet::unions([a(), b()])],
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
        self.insert(T::new(key));
    }

    fn cut(&mut self, key: u32) {
        self.remove(&T::new(key));
    }

    fn check(&self) {
        Self::check(self);
    }

    fn own_bytes(&self, of: &[&Self]) -> usize {
        let all: Vec<&Self> = std::iter::once(self).chain(of.iter().copied()).collect();
        HashSet::memory(all).unique[0]
    }

    fn bytes(&self) -> usize {
        HashSet::memory([self]).total
    }
}

/// A map, and the same after each insertion of one more key and its removal, and the other way round:
/// equal, alike in all algebra, and of one size.
fn in_and_out<const SHAPE: u8>() {
    type M<const SHAPE: u8> = HashMap<Collider<SHAPE>, Wide, Plain>;
    let most = if cfg!(miri) { 6 } else { 20 };
    for n in 0..most {
        let old = M::<SHAPE>::of(0..n, 1);
        let other = M::<SHAPE>::of((0..n).map(|at| at * 2), 2);
        for key in 0..n + 12 {
            let mut new = old.clone();
            if key < n {
                new.cut(key);
                new.put(key, 1);
            } else {
                new.put(key, 1);
                new.cut(key);
            }
            new.check();
            assert!(new == old && old == new && new.diff(&old).len() == 0, "{n} entries, {key}");
            assert_eq!((new.bytes(), new.height()), (old.bytes(), old.height()), "{n}, {key}");
            let all = |map: &M<SHAPE>| {
                [
                    map.or(&other),
                    map.and(&other),
                    Algebra::without(map, &other),
                    map.xor(&other),
                    other.or(map),
                ]
            };
            for (one, two) in all(&old).iter().zip(&all(&new)) {
                assert!(one == two && one.bytes() == two.bytes(), "{n} entries, {key}");
            }
            assert!(new.or(&old).is_same(&new) && new.and(&old).is_same(&new));
            assert!(Algebra::without(&new, &old).is_empty() && new.is_in(&old) && old.is_in(&new));
        }
    }
}

#[test]
fn what_comes_and_goes_leaves_nothing_behind() {
    in_and_out::<{ shape::ONE }>();
    in_and_out::<{ shape::TWO }>();
    in_and_out::<{ shape::FEW }>();
    in_and_out::<{ shape::LOW }>();
    in_and_out::<{ shape::HIGH }>();
    in_and_out::<{ shape::SPREAD }>();
    in_and_out::<{ shape::DEEP }>();
    in_and_out::<{ shape::MIXED }>();
}

/// In whatever order keys came in, and whatever went out again: one size and one height.
#[test]
fn shape_follows_from_the_entries_alone() {
    type M = HashMap<Collider<{ shape::MIXED }>, Wide, Plain>;
    for n in (0..if cfg!(miri) { 10 } else { 200 }).step_by(7) {
        let up = M::of(0..n, 1);
        let down = M::of((0..n).rev(), 1);
        let mut more = M::of((0..n * 3).map(|at| at * 1_009 % (n * 3)), 1);
        more.retain(|key, _| key.number() < n);
        let mut stirred = down.clone();
        (0..n).for_each(|key| stirred.cut(key * 1_009 % n));
        (0..n).for_each(|key| stirred.put(key, 1));
        for other in [&down, &more, &stirred] {
            other.check();
            assert!(up == *other, "{n} entries");
            assert_eq!((up.bytes(), up.height()), (other.bytes(), other.height()), "{n} entries");
        }
    }
}

/// Forks share all but some paths, whatever is made of them.
fn sharing<T: Algebra>() {
    let n = 12_000;
    let base = T::of(0..n, 1);
    let whole = base.bytes();
    let (mut one, mut other) = (base.clone(), base.clone());
    for at in 0..5 {
        one.put(n + at, 2);
        one.cut(at * 997);
        other.put(n + 100 + at, 3);
        other.cut(at * 991 + 1);
    }
    for result in [one.or(&other), one.and(&other)] {
        result.check();
        let own = result.own_bytes(&[&one, &other]);
        assert!(own < whole / 20, "{own} bytes of its own, of {whole}");
    }
    for result in [one.without(&other), one.xor(&other)] {
        result.check();
        assert!(result.bytes() < 20 * 2_048 && result.bytes() < whole / 20);
    }
    // An extract of one side shares what it can: what is kept whole is that side.
    let part = T::of(0..n / 100, 1);
    let own = base.without(&part).own_bytes(&[&base]);
    assert!(own < whole, "{own} bytes of its own, of {whole}");
}

#[test]
fn results_of_hash_maps_share_with_what_they_are_made_of() {
    if cfg!(miri) {
        return;
    }
    sharing::<HashMap<u32, Wide>>();
    sharing::<HashMap<Collider<{ shape::LOW }>, Wide, Plain>>();
    sharing::<HashSet<u32>>();
}

/// Maps of several types of hashers are compared; and combined where the type is one, whatever the seeds.
#[test]
fn functions_that_differ_do_not_matter() {
    for n in [0, 1, 5, 30, if cfg!(miri) { 31 } else { 300 }] {
        let entries = || (0..n).map(|key| (Collider::<{ shape::MIXED }>::new(key), key));
        let plain: HashMap<_, _, Plain> = entries().collect();
        let (one, other): (HashMap<_, _, Seeded>, HashMap<_, _, Seeded>) =
            (entries().collect(), entries().collect());
        let std: HashMap<_, _, std::hash::RandomState> = entries().collect();
        let ours: HashMap<_, _> = entries().collect();
        assert!(plain == one && one == other && other == std && std == ours && ours == plain);
        assert!(one.diff(&other).len() == 0 && one.is_submap(&other) && other.is_submap(&one));
        assert!(one.union_ref(&other).ptr_eq(&one) && one.intersection_ref(&other).ptr_eq(&one));
        assert!(one.relative_complement_ref(&other).is_empty());
        assert!(one.symmetric_difference_ref(&other).is_empty());
        if n == 0 {
            continue;
        }
        for key in (0..n).map(Collider::new) {
            let less = std.without(&key);
            assert!(less != ours && ours != less && plain != less && one != less);
            let (less, changed) = (other.without(&key), other.update(key.clone(), n));
            assert!(one != less && less != one && one != changed && changed != one);
            assert!(one.diff(&less).len() == 1 && changed.diff(&one).len() == 1);
            assert!(less.is_submap(&one) && !one.is_submap(&less) && less.union_ref(&one) == one);
            assert_eq!(one.relative_complement_ref(&less).len(), 1);
            assert_eq!(less.relative_complement_ref(&one).len(), 0);
        }
    }
}
