//! All of `Vector`. Knows no other collection.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{BufRead, Read, Write};

use offshoot::vector::{Chunks, ChunksMut, ConsumingIter, Drain, Focus, FocusMut, Iter, IterMut};
use offshoot::{Vector, get_in, update_in};

use super::element::Element;
use super::walk::{from_both_ends, in_a_row, is_done, shown};
use super::{MANY, THOROUGH, elements, some, turns};

/// Everything, of one kind of elements.
pub fn all<E: Element>() {
    for n in some(2, [MANY, 3, 0]) {
        each::<E>(n, reads);
        each::<E>(n, finds);
        each::<E>(n, iter);
        each::<E>(n, chunks);
        each::<E>(n, iter_mut);
        each::<E>(n, chunks_mut);
        each::<E>(n, consuming_iter);
        each::<E>(n, drain);
        each::<E>(n, conversions);
        each::<E>(n, ends);
        each::<E>(n, edits);
        each::<E>(n, combinations);
        if n > 2 {
            each::<E>(n, writes);
            each::<E>(n, middle);
            each::<E>(n, orders);
            each::<E>(n, focus);
            each::<E>(n, focus_mut);
        }
    }
    io();
    nested::<E>();
}

/// Runs on a regular vector that is alone, and on an irregular one whose nodes another version shares.
fn each<E: Element>(n: u32, run: impl Fn(Vector<E>, Vec<E>)) {
    let model = elements::<E>(n);
    run(model.iter().cloned().collect(), model.clone());

    let mut v = Vector::new();
    for i in (0..n).filter(|i| i % 3 == 0) {
        v.push_back(E::new(i));
    }
    for i in (0..n).filter(|i| i % 3 != 0) {
        v.insert(i as usize, E::new(i));
    }
    v.check();
    let old = v.clone();
    run(v, model.clone());
    old.assert_invariants();
    assert_eq!(old, model);
}

fn same<E: Element>(v: &Vector<E>, model: &[E]) {
    if THOROUGH {
        v.check();
    }
    assert_eq!(v, model);
    // Every element is read.
    assert!(v.iter().map(E::number).eq(model.iter().map(E::number)));
}

fn reads<E: Element>(v: Vector<E>, model: Vec<E>) {
    same(&v, &model);
    let n = v.len();
    assert_eq!((v.is_empty(), v.height() > 0), (n == 0, v.height() > 0));
    assert!(!v.is_inline() || n < 30 || size_of::<E>() == 0);
    assert!((0..n).all(|i| v.get(i) == model.get(i) && v[i] == model[i]));
    assert_eq!(v.get(n), None);
    assert_eq!((v.front(), v.head(), v.first()), (model.first(), model.first(), model.first()));
    assert_eq!((v.back(), v.last()), (model.last(), model.last()));
    let mut at = 0;
    while let Some((begin, run)) = v.chunk_at(at) {
        assert_eq!((begin, run), (at, &model[at..at + run.len()]));
        at += run.len();
    }
    assert_eq!(at, n);
    assert_eq!(get_in![v, n / 2], model.get(n / 2));
    shown(&v);
    let copy = v.clone();
    assert!(v.ptr_eq(&copy) || v.is_inline());
    let report = Vector::memory([&v, &copy]);
    assert_eq!((report.elements, report.unique), (2 * n, vec![0, 0]));
    assert!(Vector::picture([&v, &copy]).folded().nodes() <= 1.max(n));
    assert_eq!(v.diff(&copy).len(), 0);
    let mut other: Vector<E> = v.iter().cloned().collect();
    other.push_back(E::new(9));
    assert_eq!(other.diff(&v).len(), 1);
    assert!(v < other && v != other && v.cmp(&other).is_lt());
    assert_eq!(hash(&v), hash(&copy));
    let parts: (&[E], &Vec<E>) = (&model, &model);
    assert!(v == *parts.0 && v == parts.0 && v == *parts.1 && *parts.0 == v && parts.0 == v);
    assert!(*parts.1 == v && VecDeque::from(model.clone()) == v && v == VecDeque::from(model));
}

fn hash(value: &impl std::hash::Hash) -> u64 {
    use std::hash::{BuildHasher, RandomState};
    thread_local! {
        static STATE: RandomState = RandomState::new();
    }
    STATE.with(|state| state.hash_one(value))
}

fn finds<E: Element>(v: Vector<E>, model: Vec<E>) {
    let n = v.len();
    let some = E::new(n as u32 / 2);
    let at = model.iter().position(|x| *x == some);
    assert_eq!((v.index_of(&some), v.contains(&some)), (at, at.is_some()));
    assert!(v.starts_with(&model[..n / 2]) && v.ends_with(&model[n / 2..]));
    assert_eq!(v.partition_point(|x| *x < some), model.partition_point(|x| *x < some));
    assert_eq!(v.binary_search(&some).is_ok(), at.is_some());
    assert_eq!(v.binary_search_by(|x| x.cmp(&some)).is_ok(), at.is_some());
    assert_eq!(v.binary_search_by_key(&some.number(), E::number).is_ok(), at.is_some());
    assert!(v.is_sorted() && v.is_sorted_by_key(E::number));
    assert!(v.is_sorted_by(|a, b| a.number() <= b.number()));
}

fn iter<E: Element>(v: Vector<E>, model: Vec<E>) {
    let n = v.len();
    assert!(both_ways!(v.iter()).into_iter().eq(&model));
    assert!(both_ways!((&v).into_iter()).into_iter().eq(&model));
    assert!(both_ways!(v.range(n / 3..)).into_iter().eq(&model[n / 3..]));
    let mut some = v.iter();
    some.next_back();
    shown(&some);
    assert_eq!(in_a_row(some.clone()), in_a_row(some));
    is_done(Iter::<E>::default());
}

fn chunks<E: Element>(v: Vector<E>, model: Vec<E>) {
    for mut runs in [v.chunks(), v.leaves()] {
        shown(&runs);
        let (mut low, mut high): (Vec<&[E]>, Vec<&[E]>) = (Vec::new(), Vec::new());
        let more: Chunks<'_, E> = runs.clone();
        while let Some(run) = runs.next() {
            low.push(run);
            high.extend(runs.next_back());
        }
        low.extend(high.into_iter().rev());
        assert_eq!(low.concat(), model);
        assert_eq!(in_a_row(more).concat(), model);
    }
    assert_eq!(v.chunks().last().and_then(<[E]>::last), model.last());
}

fn iter_mut<E: Element>(mut v: Vector<E>, mut model: Vec<E>) {
    let n = v.len();
    // All references are there at the same time, and are written to in an order of their own.
    let mut all = from_both_ends(v.iter_mut());
    all.iter_mut().rev().for_each(|x| x.change());
    all.into_iter().for_each(E::change);
    model.iter_mut().for_each(|x| {
        x.change();
        x.change();
    });
    same(&v, &model);
    let mut some = from_both_ends(v.range_mut(n / 4..n / 2));
    some.reverse();
    some.into_iter().for_each(E::change);
    model[n / 4..n / 2].iter_mut().for_each(E::change);
    same(&v, &model);
    both_ways!(v.iter_mut()).into_iter().step_by(3).for_each(E::change);
    model.iter_mut().step_by(3).for_each(E::change);
    (&mut v).into_iter().rev().for_each(E::change);
    model.iter_mut().for_each(E::change);
    same(&v, &model);
    shown(&v.iter_mut());
    is_done(IterMut::<E>::default());
}

fn chunks_mut<E: Element>(mut v: Vector<E>, mut model: Vec<E>) {
    let mut runs: ChunksMut<'_, E> = v.chunks_mut();
    shown(&runs);
    let mut kept = Vec::new();
    while let Some(run) = runs.next() {
        kept.push(run);
        kept.extend(runs.next_back());
    }
    kept.into_iter().rev().flatten().for_each(E::change);
    model.iter_mut().for_each(E::change);
    same(&v, &model);
    for run in in_a_row(v.leaves_mut()) {
        run.reverse();
        run.reverse();
    }
    same(&v, &model);
}

fn consuming_iter<E: Element>(v: Vector<E>, model: Vec<E>) {
    assert_eq!(both_ways!(v.clone().into_iter()), model);
    let mut some: ConsumingIter<E> = v.into_iter();
    some.next();
    shown(&some);
    some.next_back();
    drop(some);
    // Nobody shares these.
    let own = || Vector::from(model.clone());
    assert_eq!(both_ways!(own().into_iter()), model);
    is_done(ConsumingIter::<E>::default());
}

fn drain<E: Element>(v: Vector<E>, model: Vec<E>) {
    let n = v.len();
    for (low, high) in some(2, [(n / 3, n / 2), (0, n), (n / 2, n), (0, n / 2)]) {
        let (mut v, mut model) = (v.clone(), model.clone());
        let gone: Vec<E> = model.drain(low..high).collect();
        let mut some = v.clone();
        assert_eq!(from_both_ends(some.drain(low..high)), gone);
        same(&some, &model);
        // Dropped half-way.
        let mut rest: Drain<'_, E> = v.drain(low..high);
        let kept = (rest.next(), rest.next_back());
        drop(rest);
        assert_eq!(kept.0.as_ref(), gone.first());
        same(&v, &model);
    }
    let (mut v, mut model) = (v, model);
    let new = [E::new(5), E::new(6), E::new(7)];
    let mut gone = v.splice(n / 3..n / 2, new.clone());
    let kept = gone.next();
    drop(gone);
    assert_eq!(kept, model.splice(n / 3..n / 2, new).next());
    same(&v, &model);
}

fn conversions<E: Element>(v: Vector<E>, model: Vec<E>) {
    assert_eq!(v.to_vec(), model);
    assert_eq!(Vec::from(v.clone()), model);
    assert_eq!(VecDeque::from(v.clone()), model);
    assert_eq!(Box::<[E]>::from(v.clone()).into_vec(), model);
    let mut copy = model.clone();
    for made in [
        Vector::from(model.clone()),
        Vector::from(model.clone().into_boxed_slice()),
        Vector::from(&model[..]),
        Vector::from(&mut copy[..]),
        Vector::from(&model),
        Vector::from(Cow::Borrowed(&model[..])),
        Vector::from(Cow::Owned(model.clone())),
        Vector::from(VecDeque::from(model.clone())),
    ] {
        same(&made, &model);
        // Alone: moved, and not cloned.
        assert_eq!(Vec::from(made), model);
    }
    let array: Result<[E; 3], Vector<E>> = v.clone().try_into();
    match array {
        Ok(array) => same(&Vector::from(array), &model),
        Err(back) => same(&back, &model),
    }
    let array = [E::new(1), E::new(2)];
    assert_eq!(Vector::from(&array), array);
    assert_eq!(Vector::from(array.clone()), &array);
    assert_eq!([v.clone(), v].into_iter().sum::<Vector<E>>().len(), 2 * model.len());
}

fn ends<E: Element>(mut v: Vector<E>, model: Vec<E>) {
    let mut model = VecDeque::from(model);
    for i in 0..30 {
        v.push_back(E::new(i));
        v.push_front(E::new(i + 100));
        model.push_back(E::new(i));
        model.push_front(E::new(i + 100));
    }
    let model = model.make_contiguous();
    same(&v, model);
    let old = v.clone();
    v.front_mut().expect("it is not empty").change();
    v.first_mut().expect("it is not empty").change();
    v.back_mut().expect("it is not empty").change();
    v.last_mut().expect("it is not empty").change();
    assert!(v.pop_back_if(|_| false).is_none() && v.pop_front_if(|_| false).is_none());
    assert!(v.pop_back_if(|x| x.number() < 1_000).is_some());
    assert!(v.pop_front_if(|x| x.number() < 1_000).is_some());
    // The elements outlive the vector.
    let mut kept = Vec::new();
    while let Some(back) = v.pop_back() {
        kept.push(back);
        kept.extend(v.pop_front());
    }
    assert_eq!(kept.len() + 2, model.len());
    same(&old, model);
}

fn writes<E: Element>(mut v: Vector<E>, mut model: Vec<E>) {
    let n = v.len();
    v.get_mut(n / 2).expect("it is there").change();
    v[n / 3].change();
    model[n / 2].change();
    model[n / 3].change();
    assert!(v.get_mut(n).is_none());
    assert_eq!(v.set(n / 4, E::new(7)), std::mem::replace(&mut model[n / 4], E::new(7)));
    let changed = v.update(n / 4, E::new(8));
    assert_eq!(changed.len(), n);
    same(&update_in![v, 0, model[0].clone()], &model);
    v.swap(0, n - 1);
    v.swap(n / 2, n / 2);
    model.swap(0, n - 1);
    same(&v, &model);
    // In one leaf and in several, neither in order nor twice.
    for places in [[0, 1, 2], [n - 1, 0, n / 2], [n / 2, n / 2 + 1, 0]] {
        let mut kept = v.get_disjoint_mut(places).expect("they are three places");
        kept.reverse();
        kept.into_iter().for_each(E::change);
        places.iter().for_each(|&at| model[at].change());
        same(&v, &model);
    }
    assert!(v.get_disjoint_mut([0, 0]).is_err() && v.get_disjoint_mut([n]).is_err());
    let [] = v.get_disjoint_mut([]).expect("nothing is there twice");
}

fn middle<E: Element>(mut v: Vector<E>, mut model: Vec<E>) {
    for i in 0..25 {
        let at = i * 7 % (v.len() + 1);
        v.insert(at, E::new(i as u32));
        model.insert(at, E::new(i as u32));
    }
    same(&v, &model);
    for i in 0..12 {
        let at = i * 11 % v.len();
        assert_eq!(v.remove(at), model.remove(at));
        let at = i * 5 % v.len();
        assert_eq!(v.swap_remove(at), model.swap_remove(at));
    }
    same(&v, &model);
    assert_eq!(v.swap_remove_back(1), Some(model.swap_remove(1)));
    let mut model = VecDeque::from(model);
    assert_eq!(v.swap_remove_front(2), model.swap_remove_front(2));
    assert_eq!(v, model);
    v.compact();
    let at = v.len() / 2;
    v.insert_all(at, vec![E::new(1); 20]);
    v.insert_all(0, Vector::unit(E::new(2)));
    assert_eq!(v.len(), model.len() + 21);
    v.check();
}

fn edits<E: Element>(v: Vector<E>, model: Vec<E>) {
    let both = |ours: &dyn Fn(&mut Vector<E>), theirs: &dyn Fn(&mut Vec<E>)| {
        for alone in turns() {
            let mut v = if alone { Vector::from(&model) } else { v.clone() };
            let mut model = model.clone();
            ours(&mut v);
            theirs(&mut model);
            same(&v, &model);
        }
    };
    let (n, new) = (v.len(), elements::<E>(20));
    both(&|v| v.truncate(n / 2), &|v| v.truncate(n / 2));
    both(&Vector::clear, &Vec::clear);
    both(&|v| v.extend_from_slice(&new), &|v| v.extend_from_slice(&new));
    both(&|v| v.extend_from_within(n / 3..), &|v| v.extend_from_within(n / 3..));
    both(&|v| v.extend(new.clone()), &|v| v.extend(new.clone()));
    for len in [n / 2, 2 * n] {
        both(&|v| v.resize(len, E::new(3)), &|v| v.resize(len, E::new(3)));
        both(&|v| v.resize_with(len, || E::new(3)), &|v| v.resize_with(len, || E::new(3)));
    }
    both(&|v| v.fill(E::new(4)), &|v| v.fill(E::new(4)));
    both(&|v| v.fill_with(|| E::new(4)), &|v| v.fill_with(|| E::new(4)));
    both(&|v| v.retain(|x| x.number() % 3 > 0), &|v| v.retain(|x| x.number() % 3 > 0));
    let odd = |x: &mut E| {
        x.change();
        x.number() % 2 > 0
    };
    both(&|v| v.retain_mut(odd), &|v| v.retain_mut(odd));
    let third = |x: &mut E| x.number() / 3;
    both(&|v| v.dedup_by_key(third), &|v| v.dedup_by_key(third));
    both(&|v| v.dedup_by(|a, b| third(a) == third(b)), &|v| {
        v.dedup_by(|a, b| third(a) == third(b));
    });
    both(&Vector::dedup, &Vec::dedup);
    both(&Vector::compact, &|_| ());
    both(&|v| v.insert_all(n / 2, new.clone()), &|v| {
        v.splice(n / 2..n / 2, new.clone());
    });
}

fn combinations<E: Element>(v: Vector<E>, model: Vec<E>) {
    let n = v.len();
    let twice = [model.clone(), model.clone()].concat();
    same(&v.concat(&v), &twice);
    same(&(&v + &v), &twice);
    same(&(v.clone() + v.clone()), &twice);
    let mut both = v.clone();
    both.append(v.clone());
    same(&both, &twice);
    both += v.clone();
    assert_eq!(both.len(), 3 * n);
    for at in some(1, [n / 3, 0, n]) {
        let mut low = v.clone();
        let high = low.split_off(at);
        same(&low, &model[..at]);
        same(&high, &model[at..]);
        low.append(high);
        same(&low, &model);
        // What is alone is cut, too.
        let (low, high) = Vector::from(&model).split_at(at);
        same(&low, &model[..at]);
        same(&high, &model[at..]);
        same(&high.concat(&low), &[&model[at..], &model[..at]].concat());
        same(&v.skip(at), &model[at..]);
        same(&v.take(at), &model[..at]);
        same(&v.subvector(at / 2..at), &model[at / 2..at]);
        let (mut rest, mut turned) = (v.clone(), model.clone());
        same(&rest.slice(at / 2..at), &model[at / 2..at]);
        same(&rest, &[&model[..at / 2], &model[at..]].concat());
        let mut v = v.clone();
        v.rotate_left(at);
        turned.rotate_left(at);
        same(&v, &turned);
        v.rotate_right(at);
        same(&v, &model);
    }
    let many = Vector::repeat(E::new(3), 1_000);
    assert_eq!((many.len(), many.get(777)), (1_000, Some(&E::new(3))));
    drop(many.skip(500).into_iter().last());
}

fn orders<E: Element>(mut v: Vector<E>, mut model: Vec<E>) {
    v.reverse();
    model.reverse();
    same(&v, &model);
    let sorts: [fn(&mut Vector<E>); 8] = [
        Vector::sort,
        |v| v.sort_by(|a, b| a.cmp(b)),
        |v| v.sort_by_key(E::number),
        |v| v.sort_by_cached_key(E::number),
        |v| v.sort_unstable(),
        |v| v.sort_unstable_by(|a, b| a.cmp(b)),
        |v| v.sort_unstable_by_key(E::number),
        |v| v.sort_by(|a, b| b.cmp(a)),
    ];
    model.sort();
    for (at, sort) in sorts.into_iter().enumerate() {
        let mut sorted = v.clone();
        sorted.swap(0, 2);
        sort(&mut sorted);
        if at == 7 {
            sorted.reverse();
        }
        same(&sorted, &model);
    }
    v.sort();
    let at = model.len() / 2;
    v.insert_ord(model[at].clone());
    v.insert_ord_by(model[at].clone(), |a, b| a.cmp(b));
    v.insert_ord_by_key(model[at].clone(), E::number);
    (0..3).for_each(|_| model.insert(at, model[at].clone()));
    same(&v, &model);
}

fn focus<E: Element>(v: Vector<E>, model: Vec<E>) {
    let n = v.len();
    let mut all: Focus<'_, E> = Focus::new(&v);
    assert_eq!((all.len(), all.is_empty()), (n, false));
    let kept: Vec<&E> = (0..n).rev().map(|i| all.index(i)).collect();
    assert!(kept.into_iter().rev().eq(&model));
    assert_eq!(all.get(n), None);
    let (range, run) = all.chunk_at(n / 2);
    assert_eq!(run, &model[range]);
    shown(&all);
    let (mut low, high) = all.clone().split_at(n / 2);
    assert!(high.into_iter().eq(&model[n / 2..]));
    assert_eq!(low.get(0), Some(&model[0]));
    assert!(low.narrow(1..n / 2).into_iter().rev().eq(model[1..n / 2].iter().rev()));
    assert_eq!(v.focus().narrow(1..n).len(), n - 1);
}

fn focus_mut<E: Element>(mut v: Vector<E>, mut model: Vec<E>) {
    let n = v.len();
    let mut all: FocusMut<'_, E> = FocusMut::new(&mut v);
    assert_eq!((all.len(), all.is_empty()), (n, false));
    shown(&all);
    for at in (0..n).rev().chain([0, n / 2]) {
        all.get_mut(at).expect("it is there").change();
        all.index_mut(at).change();
        assert_eq!(all.get(at).map(E::number), Some(all.index(at).number()));
        model[at].change();
        model[at].change();
    }
    assert!(all.get(n).is_none());
    assert_eq!(all.set(n / 3, E::new(9)), Some(std::mem::replace(&mut model[n / 3], E::new(9))));
    all.swap(0, n - 1);
    model.swap(0, n - 1);
    all.pair(n - 1, 0, std::mem::swap);
    model.swap(0, n - 1);
    all.triplet(n - 1, 0, n / 2, |a, b, c| {
        a.change();
        std::mem::swap(b, c);
    });
    model[n - 1].change();
    model.swap(0, n / 2);
    let (range, run) = all.chunk_at(n / 2);
    run.iter_mut().for_each(E::change);
    model[range].iter_mut().for_each(E::change);
    // Two halves at the same time, and all references of one.
    let (mut low, high) = all.split_at(n / 2);
    let mut kept = from_both_ends(high.into_iter());
    low.get_mut(0).expect("it is there").change();
    kept.iter_mut().for_each(|x| x.change());
    low.narrow(1..n / 2).into_iter().for_each(E::change);
    kept.into_iter().for_each(E::change);
    model[..n / 2].iter_mut().for_each(E::change);
    model[n / 2..].iter_mut().for_each(|x| {
        x.change();
        x.change();
    });
    same(&v, &model);
    let (low, mut high) = v.focus_mut().split_at(n / 3);
    high.set(0, E::new(1));
    let seen: Vec<&E> = low.unmut().into_iter().collect();
    high.get_mut(0).expect("it is there").change();
    assert_eq!(seen, model[..n / 3].iter().collect::<Vec<_>>());
    let seen = Focus::from(high);
    let (part, all) = (seen.clone().narrow(1..2).into_iter(), seen.into_iter());
    assert_eq!((part.len(), all.len()), (1, n - n / 3));
}

fn io() {
    let mut bytes = Vector::new();
    write!(bytes, "{}", "0123456789".repeat(8)).expect("a vector takes all");
    bytes.flush().expect("there is nothing to do");
    let old = bytes.clone();
    let mut some = [0; 33];
    bytes.read_exact(&mut some).expect("there are so many");
    let run = bytes.fill_buf().expect("a vector gives all").len();
    bytes.consume(run);
    let mut rest = Vec::new();
    bytes.read_to_end(&mut rest).expect("a vector gives all");
    assert_eq!((some[32], rest.len() + run + 33, old.len()), (b'2', 80, 80));
}

/// Vectors in vectors, and of what is borrowed.
fn nested<E: Element>() {
    let inner: Vector<E> = elements(MANY).into_iter().collect();
    let rows: Vector<Vector<E>> = Vector::repeat(inner.clone(), 20);
    let changed = update_in![rows, 7 => 3, E::new(9)];
    assert_eq!(get_in![changed, 7 => 3], Some(&E::new(9)));
    assert!(rows[7] == inner && changed[6].ptr_eq(&inner));
    let text = String::from("words of some text that are borrowed");
    let words: Vector<&str> = text.split(' ').collect();
    assert_eq!(Vector::<String>::from(&words).len(), words.len());
    let texts = offshoot::vector![text.clone(); 9];
    assert_eq!(offshoot::vector![texts.clone(), texts].len(), 2);
    let mut numbers = Vector::<u8>::new();
    numbers.extend(&[1, 2, 3]);
    numbers.extend([4]);
    shown(&(numbers, Vector::<E>::default()));
}
