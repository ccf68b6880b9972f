//! All of `HashSet`. Knows no other collection.

use std::collections::{BTreeSet, HashSet as StdHashSet};
use std::hash::BuildHasher;

use offshoot::hash_set::{ConsumingIter, Drain, Iter};
use offshoot::{HashSet, hashset};

use super::element::Element;
use super::hash_map::Hashing;
use super::walk::{half_way_in_a_row, in_a_row, is_done, shown};
use super::{MANY, THOROUGH, elements, some};

type Model<E> = BTreeSet<E>;

/// Everything, of one kind of elements and one of hashers.
pub fn all<E: Element, S: Hashing>() {
    for n in some(1, [MANY, 3, 0]) {
        each::<E, S>(n, reads);
        each::<E, S>(n, iter);
        each::<E, S>(n, consuming_iter);
        each::<E, S>(n, drain);
        each::<E, S>(n, extract_if);
        each::<E, S>(n, conversions);
        each::<E, S>(n, edits);
        each::<E, S>(n, algebra);
    }
    let texts = [String::from("a"), String::from("b")];
    let borrowed: HashSet<&str> = texts.iter().map(String::as_str).collect();
    assert_eq!(HashSet::<String>::from(&borrowed), hashset!["b".to_owned(), "a".to_owned()]);
    assert!(HashSet::<u8>::new() == HashSet::with_capacity(7) && HashSet::unit(1) == [1].into());
}

/// Runs on a set that is alone, and on one whose nodes another version shares.
fn each<E: Element, S: Hashing>(n: u32, run: impl Fn(HashSet<E, S>, Model<E>)) {
    let model: Model<E> = (0..n).map(|i| E::new(2 * i)).collect();
    run(model.clone().into_iter().collect(), model.clone());
    let mut set = HashSet::with_hasher(S::default());
    for i in 0..n {
        set.insert(E::new(2 * i));
    }
    let old = set.clone();
    run(set, model.clone());
    same(&old, &model);
}

fn same<E: Element, S: Hashing>(set: &HashSet<E, S>, model: &Model<E>) {
    if THOROUGH {
        set.check();
    }
    let mut all: Vec<_> = set.iter().collect();
    all.sort();
    assert!(all.into_iter().eq(model), "{set:?}\n{model:?}");
}

fn reads<E: Element, S: Hashing>(set: HashSet<E, S>, model: Model<E>) {
    set.assert_invariants();
    set.check_shape();
    let n = set.len();
    assert_eq!((n, set.is_empty()), (model.len(), model.is_empty()));
    assert!(set.height() < 20 && set.capacity() >= n);
    for i in (0..2 * MANY).step_by(if THOROUGH { 1 } else { 7 }) {
        let value = &E::new(i);
        assert_eq!(
            (set.get(value), set.contains(value)),
            (model.get(value), model.contains(value))
        );
    }
    shown(&set);
    let copy = set.clone();
    assert!(set.ptr_eq(&copy) && set == copy && set.as_ref().len() == n);
    assert_eq!(HashSet::memory([&set, &copy]).elements, 2 * n);
    assert!(HashSet::picture([&set, &copy]).nodes() <= 4 * n);
    let other: HashSet<u8, S> = set.new_from();
    assert!(other.is_empty() && HashSet::<u8, S>::default().is_empty());
    let _ = set.hasher().build_hasher();
    let state = std::hash::RandomState::new();
    assert_eq!(state.hash_one(&copy), state.hash_one(&set));
}

fn iter<E: Element, S: Hashing>(set: HashSet<E, S>, model: Model<E>) {
    assert_eq!(one_way!(set.iter()).into_iter().collect::<BTreeSet<_>>().len(), model.len());
    assert_eq!(one_way!((&set).into_iter()).len(), model.len());
    shown(&set.iter().clone());
    is_done(Iter::<E>::default());
}

fn consuming_iter<E: Element, S: Hashing>(set: HashSet<E, S>, model: Model<E>) {
    let own = || model.clone().into_iter().collect::<HashSet<E, S>>();
    assert_eq!(one_way!(own().into_iter()).into_iter().collect::<Model<E>>(), model);
    assert_eq!(one_way!(set.clone().into_iter()).into_iter().collect::<Model<E>>(), model);
    shown(&set.into_iter().clone());
    is_done(ConsumingIter::<E>::default());
}

fn drain<E: Element, S: Hashing>(mut set: HashSet<E, S>, model: Model<E>) {
    let mut all = set.clone();
    assert_eq!(in_a_row(all.drain()).into_iter().collect::<Model<E>>(), model);
    let some: Drain<'_, E> = set.drain();
    shown(&some);
    half_way_in_a_row(some, 3);
    assert!(all.is_empty() && set.is_empty());
}

fn extract_if<E: Element, S: Hashing>(mut set: HashSet<E, S>, model: Model<E>) {
    let goes = |value: &E| value.number() % 3 == 0;
    let mut all = set.clone();
    let gone = in_a_row(all.extract_if(goes)).into_iter().collect::<Model<E>>();
    let (go, stay): (Model<E>, Model<E>) = model.into_iter().partition(goes);
    assert_eq!(gone, go);
    same(&all, &stay);
    let some = set.extract_if(goes);
    shown(&some);
    half_way_in_a_row(some, 3);
    set.check();
}

fn conversions<E: Element, S: Hashing>(set: HashSet<E, S>, model: Model<E>) {
    let values: Vec<E> = model.iter().cloned().collect();
    let std: StdHashSet<E> = model.iter().cloned().collect();
    for made in [
        values.iter().cloned().collect(),
        HashSet::<E, S>::from(values.clone()),
        HashSet::from(&values),
        HashSet::from(&values[..]),
        HashSet::from(model.clone()),
        HashSet::from(&model),
        HashSet::from(std.clone()),
        HashSet::from(&std),
    ] {
        same(&made, &model);
    }
    let mut more = HashSet::<E, S>::with_capacity_and_hasher(9, S::default());
    more.extend(values);
    assert_eq!([more, set.clone()].into_iter().sum::<HashSet<E, S>>(), set);
    assert!(BTreeSet::from(set.clone()) == model && StdHashSet::<_>::from(set) == std);
}

fn edits<E: Element, S: Hashing>(mut set: HashSet<E, S>, mut model: Model<E>) {
    for i in some(2, [MANY, 1, 7, 0, 2 * MANY]) {
        let value = E::new(i);
        assert_eq!(set.insert(value.clone()), model.replace(value.clone()));
        assert_eq!(set.replace(value.clone()), model.replace(value));
        let value = E::new(i + 3);
        assert_eq!(set.get_or_insert(value.clone()), &value);
        assert_eq!(set.get_or_insert_with(&E::new(i + 5), E::clone), &E::new(i + 5));
        model.extend([value, E::new(i + 5)]);
        same(&set, &model);
        same(&set.update(E::new(i)), &model);
        assert_eq!(set.without(&E::new(i)).len(), model.len() - 1);
    }
    let old = set.clone();
    for i in 0..MANY {
        let value = E::new(i);
        assert_eq!(set.remove(&value), model.take(&value));
        assert_eq!(set.take(&E::new(3 * i)), model.take(&E::new(3 * i)));
    }
    set.retain(|value| value.number() % 3 > 0);
    model.retain(|value| value.number() % 3 > 0);
    same(&set, &model);
    set.reserve(7);
    set.try_reserve(7).expect("nothing is reserved");
    set.shrink_to_fit();
    set.shrink_to(7);
    set.clear();
    assert!(set.is_empty());
    old.check();
}

fn algebra<E: Element, S: Hashing>(set: HashSet<E, S>, model: Model<E>) {
    let mut near = set.clone();
    near.insert(E::new(1));
    near.remove(&E::new(4));
    let mut far = set.new_from();
    far.extend(elements::<E>(MANY));
    for other in some(1, [near, far, set.new_from(), set.clone()]) {
        let theirs: Model<E> = other.clone().into();
        let (a, b) = (&set, &other);
        let (one, two) = (|| a.clone(), || b.clone());
        let union = &model | &theirs;
        for result in [
            one().union(two()),
            HashSet::unions([one(), two()]),
            a + b,
            one() + two(),
            a | b,
            one() | two(),
        ] {
            same(&result, &union);
        }
        for result in [one().intersection(two()), a * b, one() * two(), a & b, one() & two()] {
            same(&result, &(&model & &theirs));
        }
        for result in [one().relative_complement(two()), a - b, one() - two()] {
            same(&result, &(&model - &theirs));
        }
        for result in
            [one().symmetric_difference(two()), one().difference(two()), a ^ b, one() ^ two()]
        {
            same(&result, &(&model ^ &theirs));
        }
        assert_eq!(a.is_subset(b), model.is_subset(&theirs));
        assert_eq!(a.is_superset(b), model.is_superset(&theirs));
        assert_eq!(a.is_proper_subset(b), model.is_subset(&theirs) && model != theirs);
        assert_eq!(a.is_proper_superset(b), model.is_superset(&theirs) && model != theirs);
        assert_eq!(a.is_disjoint(b), model.is_disjoint(&theirs));
        assert_eq!(a.diff(b).len(), (&model ^ &theirs).len());
        same(&HashSet::merge(a, b, a), &theirs);
    }
}
