//! All of `OrdSet`. Knows no other collection.

use std::collections::{BTreeSet, HashSet as StdHashSet};
use std::hash::BuildHasher;
use std::ops::Bound::{Included, Unbounded};

use offshoot::ord_set::{ConsumingIter, Cursor, CursorMut, Iter};
use offshoot::{OrdSet, ordset};

use super::element::Element;
use super::walk::{half_way_in_a_row, in_a_row, is_done, shown};
use super::{MANY, THOROUGH, elements, some};

type Model<E> = BTreeSet<E>;

/// Everything, of one kind of elements.
pub fn all<E: Element>() {
    for n in some(1, [MANY, 3, 0]) {
        each::<E>(n, reads);
        each::<E>(n, iter);
        each::<E>(n, consuming_iter);
        each::<E>(n, extract_if);
        each::<E>(n, conversions);
        each::<E>(n, edits);
        each::<E>(n, parts);
        each::<E>(n, algebra);
        each::<E>(n, cursor);
        each::<E>(n, cursor_mut);
    }
    let texts = [String::from("a"), String::from("b")];
    let borrowed: OrdSet<&str> = texts.iter().map(String::as_str).collect();
    assert_eq!(OrdSet::<String>::from(&borrowed), ordset!["b".to_owned(), "a".to_owned()]);
    assert!(OrdSet::<u8>::new().is_empty() && OrdSet::unit(1) == [1].into());
}

/// Runs on a set that is alone, and on one whose nodes another version shares.
fn each<E: Element>(n: u32, run: impl Fn(OrdSet<E>, Model<E>)) {
    let model: Model<E> = (0..n).map(|i| E::new(2 * i)).collect();
    run(OrdSet::from_sorted_iter(model.clone()), model.clone());
    let mut set = OrdSet::new();
    for i in 0..n {
        set.insert(E::new(2 * (i * 7 % n)));
    }
    let old = set.clone();
    run(set, model.clone());
    same(&old, &model);
}

fn same<E: Element>(set: &OrdSet<E>, model: &Model<E>) {
    if THOROUGH {
        set.check();
    }
    assert!(set.iter().eq(model), "{set:?}\n{model:?}");
}

fn reads<E: Element>(set: OrdSet<E>, model: Model<E>) {
    set.assert_invariants();
    let n = set.len();
    assert_eq!((n, set.is_empty(), set.height() < 20), (model.len(), model.is_empty(), true));
    assert_eq!((set.first(), set.get_min()), (model.first(), model.first()));
    assert_eq!((set.last(), set.get_max()), (model.last(), model.last()));
    for i in (0..2 * MANY).step_by(if THOROUGH { 1 } else { 7 }) {
        let value = &E::new(i);
        let rank = model.range::<E, _>(..value).count();
        assert_eq!(
            (set.get(value), set.contains(value)),
            (model.get(value), model.contains(value))
        );
        assert_eq!(set.get_prev(value), model.range::<E, _>(..=value).next_back());
        assert_eq!(set.get_next(value), model.range::<E, _>(value..).next());
        assert_eq!(set.rank(value), rank);
        assert_eq!(set.index_of(value), model.contains(value).then_some(rank));
    }
    assert_eq!((set.get_index(n / 2), set.nth(n / 2)), {
        let nth = model.iter().nth(n / 2);
        (nth, nth)
    });
    shown(&set);
    let copy = set.clone();
    assert!(set.ptr_eq(&copy) && set == copy && set.cmp(&copy).is_eq() && set <= copy);
    assert!(set.as_ref().len() == n && OrdSet::<E>::default().is_empty());
    assert_eq!(OrdSet::memory([&set, &copy]).elements, 2 * n);
    assert!(OrdSet::picture([&set, &copy]).nodes() <= n);
    let state = std::hash::RandomState::new();
    assert_eq!(state.hash_one(&copy), state.hash_one(&set));
}

fn iter<E: Element>(set: OrdSet<E>, model: Model<E>) {
    assert!(both_ways!(set.iter()).into_iter().eq(&model));
    assert!(both_ways!((&set).into_iter()).into_iter().eq(&model));
    let middle = &E::new(MANY);
    assert!(both_ways!(set.range::<_, E>(middle..)).into_iter().eq(model.range::<E, _>(middle..)));
    assert!(both_ways!(set.range_index(1.min(set.len())..)).into_iter().eq(model.iter().skip(1)));
    shown(&set.iter().clone());
    is_done(Iter::<E>::default());
}

fn consuming_iter<E: Element>(set: OrdSet<E>, model: Model<E>) {
    let own = || OrdSet::from_sorted_iter(model.clone());
    assert!(both_ways!(own().into_iter()).into_iter().eq(model.clone()));
    assert!(both_ways!(set.clone().into_iter()).into_iter().eq(model.clone()));
    let some: ConsumingIter<E> = set.into_iter();
    shown(&some.clone());
}

fn extract_if<E: Element>(mut set: OrdSet<E>, model: Model<E>) {
    let goes = |value: &E| value.number() % 3 == 0;
    let mut all = set.clone();
    let gone = in_a_row(all.extract_if(.., goes));
    let (go, stay): (Model<E>, Model<E>) = model.into_iter().partition(goes);
    assert!(gone.into_iter().eq(go));
    same(&all, &stay);
    let some = set.extract_if(E::new(1).., goes);
    shown(&some);
    half_way_in_a_row(some, 3);
    set.check();
}

fn conversions<E: Element>(set: OrdSet<E>, model: Model<E>) {
    let values: Vec<E> = model.iter().cloned().collect();
    let std: StdHashSet<E> = model.iter().cloned().collect();
    for made in [
        values.iter().rev().cloned().collect(),
        OrdSet::<E>::from(values.clone()),
        OrdSet::from(&values),
        OrdSet::from(&values[..]),
        OrdSet::from(model.clone()),
        OrdSet::from(&model),
        OrdSet::from(std.clone()),
        OrdSet::from(&std),
    ] {
        same(&made, &model);
    }
    let mut more = OrdSet::<E>::new();
    more.extend(values);
    assert_eq!([more, set.clone()].into_iter().sum::<OrdSet<E>>(), set);
    assert!(BTreeSet::from(set.clone()) == model && StdHashSet::<_>::from(set) == std);
}

fn edits<E: Element>(mut set: OrdSet<E>, mut model: Model<E>) {
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
    let (old, before) = (set.clone(), model.clone());
    assert_eq!(set.without_min().0, model.first().cloned());
    assert_eq!(set.without_max().0, model.last().cloned());
    assert_eq!((set.pop_first(), set.pop_last()), (model.pop_first(), model.pop_last()));
    assert_eq!((set.remove_min(), set.remove_max()), (model.pop_first(), model.pop_last()));
    for i in (0..MANY).step_by(3) {
        assert_eq!(set.remove(&E::new(i)), model.take(&E::new(i)));
    }
    assert_eq!(set.remove_index(0), model.pop_first());
    set.retain(|value| value.number() % 3 > 0);
    model.retain(|value| value.number() % 3 > 0);
    same(&set, &model);
    set.append(&mut old.clone());
    same(&set, &before);
    set.clear();
    assert!(set.is_empty());
    same(&old, &before);
}

fn parts<E: Element>(set: OrdSet<E>, model: Model<E>) {
    for i in some(1, [MANY, 8, 0, 2 * MANY]) {
        let value = &E::new(i);
        let mut low = model.clone();
        let high = low.split_off(value);
        let mut rest = set.clone();
        same(&rest.split_off(value), &high);
        same(&rest, &low);
        same(&set.clone().split(value).0, &low);
        let (below, is_there, above) = set.clone().split_member(value);
        assert_eq!(below.len() + usize::from(is_there) + above.len(), set.len());
        same(&set.take(low.len()), &low);
        same(&set.skip(low.len()), &high);
        same(&set.subset::<_, E>(value..), &high);
        let mut rest = set.clone();
        same(&rest.remove_range::<_, E>(..value), &low);
        same(&rest, &high);
    }
}

fn algebra<E: Element>(set: OrdSet<E>, model: Model<E>) {
    let mut near = set.clone();
    near.insert(E::new(1));
    near.remove(&E::new(4));
    for other in some(1, [near, OrdSet::from(elements::<E>(MANY)), OrdSet::new(), set.clone()]) {
        let theirs: Model<E> = other.clone().into();
        let (a, b) = (&set, &other);
        let (one, two) = (|| a.clone(), || b.clone());
        let union = &model | &theirs;
        for result in [
            one().union(two()),
            OrdSet::unions([one(), two()]),
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
        same(&OrdSet::merge(a, b, a), &theirs);
    }
}

fn cursor<E: Element>(set: OrdSet<E>, model: Model<E>) {
    let middle = &E::new(MANY);
    let mut there: Cursor<'_, E> = set.lower_bound(Included(middle));
    let behind = set.upper_bound(Included(middle));
    shown(&behind);
    assert_eq!(there.index(), model.range::<E, _>(..middle).count());
    assert_eq!(
        (there.peek_next(), there.peek_prev()),
        (there.clone().next(), there.clone().prev())
    );
    let mut kept = Vec::new();
    while let Some(value) = there.next() {
        kept.push(value);
    }
    assert!(kept.into_iter().eq(model.range::<E, _>(middle..)));
    let mut kept = Vec::new();
    while let Some(value) = there.prev() {
        kept.push(value);
    }
    assert!(kept.into_iter().rev().eq(&model));
}

fn cursor_mut<E: Element>(mut set: OrdSet<E>, model: Model<E>) {
    let old = set.clone();
    let mut there: CursorMut<'_, E> = set.lower_bound_mut(Included(&E::new(MANY)));
    shown(&there);
    assert_eq!(there.as_cursor().index(), there.index());
    assert!(there.peek_next().is_none_or(|next| next.number() >= E::new(MANY).number()));
    let before = there.peek_prev().cloned();
    if before.is_some() {
        assert_eq!(there.prev().cloned(), before);
        assert_eq!(there.next().cloned(), before);
    }
    if let Some(value) = there.remove_prev() {
        there.insert_before(value.clone()).expect("it was there");
        assert!(there.insert_after(value).is_err());
    }
    if let Some(value) = there.remove_next() {
        there.insert_after(value).expect("it was there");
    }
    same(&set, &model);
    let mut all = set.upper_bound_mut::<E>(Unbounded);
    let mut kept = Vec::new();
    while let Some(value) = all.remove_prev() {
        kept.push(value);
    }
    assert!(kept.into_iter().rev().eq(model.clone()) && set.is_empty());
    same(&old, &model);
}
