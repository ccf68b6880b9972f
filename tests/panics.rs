//! User code panics at its k-th step, for each k: every version is still valid, and nothing is dropped twice.
//!
//! One row is one method. It runs on vectors of several sizes and of several degrees of sharing,
//! while the k-th clone, drop, comparison or call panics, with k rising until nothing panics. Then
//! - the version that was being changed passes `check` and holds what its row promises,
//! - all other versions pass `check` and hold what they held,
//! - the version can be used on,
//! - when all are gone, each element was dropped exactly once: no method leaks an element, either.

#![allow(clippy::cmp_owned, clippy::op_ref, reason = "rows name what they call")]

mod hostile;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::collections::hash_map::DefaultHasher;
use std::hash::Hash;
use std::mem::take;

use hostile::{Hostile, Step, Steps, call, is_miri};
use offshoot::vector::{Focus, FocusMut};
use offshoot::{ByteBuf, Vector};

/// What a version holds when a clone, a comparison or a call has panicked while it was changed.
/// (After a panic in a destructor, what was to be done may be done or not.)
#[derive(Clone, Copy, Debug, PartialEq)]
enum After {
    /// What it held before.
    Same,
    /// What it held, rearranged.
    Permuted,
    /// What it held, and part of what was to be appended.
    Longer,
    /// Some elements in order: the others have left.
    Fewer,
    /// Whatever it has got so far.
    Valid,
}

type V<const PAD: usize> = Vector<Hostile<PAD>>;
type Row<const PAD: usize> = (&'static str, After, fn(&mut V<PAD>));

fn new<const PAD: usize>(value: u32) -> Hostile<PAD> {
    Hostile::new(value)
}

/// So many new elements, whose making may panic.
fn some<const PAD: usize>(count: u32) -> Steps<impl Iterator<Item = Hostile<PAD>>> {
    Steps((0..count).map(|value| Hostile::new(1_000 + value)))
}

fn vec_of<const PAD: usize>(count: u32) -> Vec<Hostile<PAD>> {
    Hostile::many(count).collect()
}

fn mid<const PAD: usize>(v: &V<PAD>) -> usize {
    v.len() / 2
}

fn key<const PAD: usize>(element: &Hostile<PAD>) -> u32 {
    call();
    element.peek() / 2
}

fn down<const PAD: usize>(a: &Hostile<PAD>, b: &Hostile<PAD>) -> std::cmp::Ordering {
    b.cmp(a)
}

/// Methods that change a vector.
#[rustfmt::skip]
fn writers<const PAD: usize>() -> Vec<Row<PAD>> {
    use After::{Fewer, Longer, Permuted, Same, Valid};
    vec![
        ("push_back", Same, |v| v.push_back(new(1))),
        ("push_front", Same, |v| v.push_front(new(1))),
        ("pop_back", Same, |v| drop(v.pop_back())),
        ("pop_front", Same, |v| drop(v.pop_front())),
        ("insert at the front", Same, |v| v.insert(0, new(1))),
        ("insert in the middle", Same, |v| v.insert(mid(v), new(1))),
        ("insert near the front", Same, |v| v.insert(v.len().min(1), new(1))),
        ("insert near the back", Same, |v| v.insert(v.len().saturating_sub(1), new(1))),
        ("insert at the back", Same, |v| v.insert(v.len(), new(1))),
        ("insert, again and again", Valid, |v| (0..12).for_each(|_| v.insert(mid(v), new(1)))),
        ("remove the first", Same, |v| if !v.is_empty() { drop(v.remove(0)) }),
        ("remove in the middle", Same, |v| if !v.is_empty() { drop(v.remove(mid(v))) }),
        ("remove the last", Same, |v| if !v.is_empty() { drop(v.remove(v.len() - 1)) }),
        ("remove, again and again", Fewer, |v| (0..12).for_each(|_| if !v.is_empty() { drop(v.remove(mid(v))) })),
        ("swap_remove", Same, |v| if !v.is_empty() { drop(v.swap_remove(mid(v))) }),
        ("swap_remove the last", Same, |v| if !v.is_empty() { drop(v.swap_remove(v.len() - 1)) }),
        ("swap_remove_back, near the front", Same, |v| drop(v.swap_remove_back(1))),
        ("swap_remove_front", Same, |v| drop(v.swap_remove_front(mid(v)))),
        ("swap_remove_front, near the front", Same, |v| drop(v.swap_remove_front(1))),
        ("pop_back_if", Same, |v| drop(v.pop_back_if(|x| { call(); x.peek(); true }))),
        ("pop_front_if", Same, |v| drop(v.pop_front_if(|x| { call(); x.peek(); true }))),
        ("pop_front_if, pop_back_if, not", Same, |v| drop((v.pop_front_if(|_| { call(); false }), v.pop_back_if(|_| { call(); false })))),
        ("set", Same, |v| if !v.is_empty() { drop(v.set(mid(v), new(1))) }),
        ("update", Same, |v| if !v.is_empty() { drop(v.update(mid(v), new(1))) }),
        ("get_mut", Same, |v| _ = v.get_mut(mid(v)).map(|x| x.peek())),
        ("front_mut, back_mut", Same, |v| _ = (v.front_mut().is_some(), v.back_mut().is_some())),
        ("first_mut, last_mut", Same, |v| _ = (v.first_mut().map(|x| x.peek()), v.last_mut().map(|x| x.peek()))),
        ("range_mut", Valid, |v| { let at = mid(v) / 2; v.range_mut(at..2 * at).for_each(|x| { call(); *x = new(1) }) }),
        ("IndexMut<usize>", Same, |v| if !v.is_empty() { let at = mid(v); v[at] = new(1); }),
        ("swap", Same, |v| if !v.is_empty() { v.swap(0, v.len() - 1); let at = mid(v); v.swap(0, v.len() - 1); v.swap(at, at) }),
        ("get_disjoint_mut", Same, |v| _ = v.get_disjoint_mut([v.len().saturating_sub(1), 0, mid(v)]).is_ok()),
        ("truncate", Same, |v| v.truncate(mid(v))),
        ("clear", Same, Vector::clear),
        ("extend_from_slice", Longer, |v| v.extend_from_slice(&vec_of(9))),
        ("extend_from_within", Longer, |v| { let at = mid(v); v.extend_from_within(at / 2..at); v.extend_from_within(..at.min(2)) }),
        ("Extend<T>", Longer, |v| v.extend(some(9))),
        ("Extend<&'a T>", Same, |_| Vector::<u32>::new().extend(Steps([1; 99].iter()))),
        ("resize to more", Same, |v| v.resize(v.len() + 12, new(1))),
        ("resize to less", Same, |v| v.resize(mid(v), new(1))),
        ("resize_with", Longer, |v| v.resize_with(v.len() + 9, || { call(); new(1) })),
        ("fill", Same, |v| v.fill(new(1))),
        ("fill_with", Same, |v| v.fill_with(|| { call(); new(1) })),
        ("compact", Valid, |v| { if !v.is_empty() { drop(v.remove(mid(v) / 2)) } v.compact() }),
        ("retain", Same, |v| v.retain(|x| { call(); x.peek() % 3 != 1 })),
        ("retain the front", Same, |v| v.retain(|x| { call(); x.peek() < 10 || x.peek() % 4 == 0 })),
        ("retain none", Same, |v| v.retain(|_| { call(); false })),
        ("retain all", Same, |v| v.retain(|_| { call(); true })),
        ("retain_mut", Fewer, |v| v.retain_mut(|x| { call(); x.peek() % 3 != 1 })),
        ("dedup", Fewer, Vector::dedup),
        ("dedup_by", Fewer, |v| v.dedup_by(|a, b| { call(); a.peek() / 3 == b.peek() / 3 })),
        ("dedup_by_key", Fewer, |v| v.dedup_by_key(|x| key(&*x))),
        ("append", Same, |v| v.append(Hostile::many(12).collect())),
        ("append few", Longer, |v| v.append(Hostile::many(2).collect())),
        ("append itself", Same, |v| v.append(v.clone())),
        ("append a part of itself", Same, |v| v.append(v.subvector(v.len().min(1)..))),
        ("append to a part of itself", Same, |v| { let mut part = v.subvector(v.len() - mid(v)..); part.append(v.clone()); *v = part; }),
        ("concat", Same, |v| *v = v.concat(&v.skip(1))),
        ("+", Valid, |v| { let own = take(v); *v = own.clone() + own; }),
        ("+=", Same, |v| *v += v.clone()),
        ("sum", Same, |v| *v = [v.clone(), v.skip(2), v.take(3)].into_iter().sum()),
        ("split_off", Same, |v| drop(v.split_off(mid(v)))),
        ("split_off near the front", Same, |v| drop(v.split_off(v.len().min(1)))),
        ("split_off near the back", Same, |v| drop(v.split_off(v.len().saturating_sub(1)))),
        ("split_at", Valid, |v| { let at = mid(v); *v = take(v).split_at(at).1; }),
        ("skip, take, subvector", Same, |v| { drop((v.skip(3), v.take(3), v.subvector(mid(v)..))); }),
        ("slice", Same, |v| drop(v.slice(v.len().min(1)..mid(v).max(1).min(v.len())))),
        ("slice the front", Same, |v| drop(v.slice(..mid(v)))),
        ("slice the back", Same, |v| drop(v.slice(mid(v)..))),
        ("slice one", Same, |v| if !v.is_empty() { drop(v.slice(mid(v)..=mid(v))) }),
        ("drain", Valid, |v| v.drain(..mid(v)).for_each(|x| { call(); drop(x) })),
        ("drain backwards", Valid, |v| v.drain(mid(v)..).rev().for_each(|x| { call(); drop(x) })),
        ("drain in part", Valid, |v| { let mut drain = v.drain(..); drop((drain.next(), drain.nth(1), drain.next_back(), drain.nth_back(1))); }),
        ("splice", Same, |v| drop(v.splice(v.len().min(1)..mid(v).max(1).min(v.len()), some(7)))),
        ("splice, and take", Valid, |v| v.splice(mid(v).., some(7)).for_each(|x| { call(); drop(x) })),
        ("insert_all", Same, |v| v.insert_all(mid(v), V::from_iter(some(9)))),
        ("insert_all at the front", Same, |v| v.insert_all(0, vec_of(9))),
        ("insert_all of itself", Same, |v| v.insert_all(mid(v), v.clone())),
        ("rotate_left", Same, |v| v.rotate_left(mid(v))),
        ("rotate_right", Same, |v| v.rotate_right(v.len().min(1))),
        ("repeat", Same, |v| *v = Vector::repeat(new(1), v.len())),
        ("sort", Permuted, |v| { v.sort() }),
        ("sort_by", Permuted, |v| v.sort_by(down)),
        ("sort_by_key", Permuted, |v| v.sort_by_key(|x| key(x) % 5)),
        ("sort_by_cached_key", Permuted, |v| v.sort_by_cached_key(|x| key(x) % 5)),
        ("sort_unstable", Permuted, |v| { v.sort_unstable() }),
        ("sort_unstable_by", Permuted, |v| v.sort_unstable_by(down)),
        ("sort_unstable_by_key", Permuted, |v| v.sort_unstable_by_key(|x| key(x) % 5)),
        ("reverse", Permuted, Vector::reverse),
        ("insert_ord", Same, |v| v.insert_ord(new(3))),
        ("insert_ord_by", Same, |v| v.insert_ord_by(new(3), |a, b| { call(); a.cmp(b) })),
        ("insert_ord_by_key", Same, |v| v.insert_ord_by_key(new(3), key)),
        ("iter_mut", Valid, |v| v.iter_mut().for_each(|x| { call(); *x = new(x.peek()) })),
        ("iter_mut backwards", Same, |v| v.iter_mut().rev().for_each(|x| { call(); x.peek(); })),
        ("iter_mut in part", Same, |v| { let mut iter = v.iter_mut(); _ = (iter.nth(3).is_some(), iter.nth_back(2).is_some(), iter.next().is_some(), iter.next_back().is_some()); }),
        ("iter_mut.count, last", Same, |v| { _ = v.iter_mut().last().map(|x| x.peek()); _ = v.iter_mut().count() }),
        ("leaves_mut", Same, |v| v.leaves_mut().for_each(|run| _ = run[0].peek())),
        ("chunks_mut", Valid, |v| v.chunks_mut().for_each(|run| { call(); run[0] = new(1) })),
        ("chunks_mut backwards", Permuted, |v| v.chunks_mut().rev().for_each(|run| { call(); run.reverse() })),
        ("focus_mut", Permuted, |v| { let len = v.len(); let mut focus = v.focus_mut(); for i in 0..len { focus.swap(i, len - 1 - i); focus.index_mut(i).peek(); } }),
        ("focus_mut.set", Valid, |v| { let mut focus = v.focus_mut(); drop((focus.set(0, new(1)), focus.set(3, new(1)))) }),
        ("focus_mut.chunk_at", Same, |v| if !v.is_empty() { let at = mid(v); v.focus_mut().chunk_at(at).1[0].peek(); }),
        ("focus_mut.pair, triplet", Permuted, |v| if v.len() > 2 {
            let (at, last) = (mid(v), v.len() - 1);
            let mut focus = v.focus_mut();
            focus.pair(0, last, |a, b| { call(); std::mem::swap(a, b); });
            focus.triplet(last, 0, at, |a, b, _| { std::mem::swap(a, b); call() });
            focus.index(at).peek();
        }),
        ("focus_mut.split_at", Same, |v| { let at = mid(v); let (mut low, mut high) = v.focus_mut().split_at(at); _ = (low.get(0).is_some(), high.get_mut(1).is_some()); }),
        ("focus_mut.narrow", Valid, |v| { let at = mid(v); v.focus_mut().narrow(at / 2..at).into_iter().for_each(|x| { call(); *x = new(1) }) }),
        ("focus_mut.unmut", Same, |v| { let at = mid(v); let (low, high) = v.focus_mut().split_at(at); _ = (low.unmut().get(0).is_some(), high.unmut().into_iter().count()); }),
        ("From<FocusMut<'a, T>>", Same, |v| if !v.is_empty() { let focus = Focus::from(FocusMut::new(v)); focus.into_iter().for_each(|x| { key(x); }) }),
        ("From<FocusMut<'a, T>>, of a part", Same, |v| { let at = mid(v); Focus::from(v.focus_mut().narrow(at..)).into_iter().for_each(|x| { key(x); }) }),
        ("into_iter", Valid, |v| take(v).into_iter().for_each(|x| { call(); drop(x) })),
        ("into_iter backwards", Valid, |v| take(v).into_iter().rev().for_each(|x| { call(); drop(x) })),
        ("into_iter in part", Valid, |v| { let mut iter = take(v).into_iter(); drop((iter.next(), iter.nth(2), iter.next_back(), iter.nth_back(2))); drop(iter.clone()); }),
        ("into_iter.count, last", Valid, |v| { _ = v.clone().into_iter().count(); drop(take(v).into_iter().last()) }),
        ("into_iter, dropped half-way", Valid, |v| { let at = mid(v); let mut iter = take(v).into_iter(); (0..at).for_each(|_| drop(iter.next())); drop(iter) }),
        ("into_iter on other threads' leaves", Same, |v| v.clone().into_iter().for_each(|x| { call(); drop(x) })),
        ("From<Vector<T>> for Vec", Valid, |v| drop(Vec::from(take(v)))),
        ("From<Vector<T>> for Vec, of a clone", Same, |v| drop(Vec::from(v.clone()))),
        ("From<Vector<T>> for Box", Valid, |v| drop(Box::<[_]>::from(take(v)))),
        ("From<Vector<T>> for VecDeque", Valid, |v| { drop(VecDeque::from(v.clone())); drop(VecDeque::from(take(v))) }),
        ("to_vec", Same, |v| drop(v.to_vec())),
        ("TryFrom<Vector<T>> for [T; N], which fits not", Valid, |v| drop(<[_; 500]>::try_from(take(v)))),
        ("TryFrom<Vector<T>> for [T; N], which fits", Same, |v| drop(<[_; 3]>::try_from(v.take(3)))),
        ("drop", Valid, |v| drop(take(v))),
    ]
}

/// Methods that read vectors or make new ones.
#[rustfmt::skip]
fn readers<const PAD: usize>() -> Vec<Row<PAD>> {
    use After::Same;
    vec![
        ("clone, and change", Same, |v| v.clone().push_back(new(1))),
        ("FromIterator<T>", Same, |_| drop(V::<PAD>::from_iter(some(13)))),
        ("unit", Same, |_| drop(V::<PAD>::unit(new(1)))),
        ("From<Vec<T>>", Same, |_| drop(V::from(vec_of::<PAD>(13)))),
        ("From<Box<[T]>>", Same, |_| drop(V::from(vec_of::<PAD>(13).into_boxed_slice()))),
        ("From<[T; N]>", Same, |_| drop(V::<PAD>::from([new(1), new(2), new(3)]))),
        ("From<&[T]>", Same, |_| drop(V::from(&vec_of::<PAD>(13)[..]))),
        ("From<&mut [T]>", Same, |_| drop(V::from(&mut vec_of::<PAD>(13)[..]))),
        ("From<&[T; N]>", Same, |_| drop(V::<PAD>::from(&[new(1), new(2), new(3)]))),
        ("From<Cow<'_, [T]>>", Same, |_| { let some = vec_of::<PAD>(13); drop(V::from(Cow::from(&some[..]))); drop(V::from(Cow::from(some))) }),
        ("From<VecDeque<T>>", Same, |_| { let mut some = VecDeque::from(vec_of::<PAD>(13)); some.rotate_left(5); drop(V::from(some)) }),
        ("From<&Vec<T>>", Same, |_| drop(V::from(&vec_of::<PAD>(13)))),
        ("From<&Vector<&T>>", Same, |v| drop(V::from(&v.iter().collect::<Vector<&Hostile<PAD>>>()))),
        ("== of a fork", Same, |v| { let mut fork = v.clone(); fork.push_back(new(1)); fork.pop_back(); fork.get_mut(0); assert!(*v == fork) }),
        ("== of a stranger", Same, |v| _ = *v == Hostile::many(v.len() as u32).collect::<Vector<_>>()),
        ("PartialEq<[U]>, PartialEq<&[U]>, PartialEq<Vec<U>>, PartialEq<VecDeque<U>>", Same, |v| {
            let others = vec_of(v.len() as u32);
            _ = (*v == others[..], *v == &others[..], *v == others);
            _ = *v == VecDeque::from(others);
        }),
        ("PartialEq<Vector<U>> for [T], PartialEq<Vector<U>> for Vec, PartialEq<Vector<U>> for VecDeque", Same, |v| {
            let others = vec_of(v.len() as u32);
            _ = (others[..] == *v, &others[..] == *v, others == *v);
            _ = VecDeque::from(others) == *v;
        }),
        ("PartialEq<[U; N]>, PartialEq<&[U; N]>, PartialEq<Vector<U>> for [T; N]", Same, |_| {
            let (v, others): (V<PAD>, _) = (Hostile::many(4).collect(), std::array::from_fn::<_, 4, _>(|x| new(x as u32)));
            _ = (v == others, v == &others, others == v, &others == v);
        }),
        ("cmp", Same, |v| _ = ((*v).cmp(&v.skip(1)), (*v).partial_cmp(&v.clone()))),
        ("hash", Same, |v| v.hash(&mut DefaultHasher::new())),
        ("Debug", Same, |v| _ = (format!("{v:?}{:?}", v.iter()), format!("{:?}{:?}", v.chunks(), v.focus()))),
        ("diff of a fork", Same, |v| { let mut fork = v.clone(); fork.insert(mid(v), new(1)); fork.get_mut(0); _ = (fork.diff(v).count(), v.diff(&fork).count()) }),
        ("diff of a stranger", Same, |v| _ = v.diff(&Hostile::many(20).collect()).count()),
        ("memory", Same, |v| _ = Vector::memory([&*v, &v.skip(1)]).total),
        ("index_of, contains", Same, |v| { let x = new(9_999); _ = (v.index_of(&x), v.contains(&x)) }),
        ("starts_with, ends_with", Same, |v| _ = (v.starts_with(&vec_of(3)), v.ends_with(&vec_of(3)))),
        ("binary_search", Same, |v| _ = v.binary_search(&new(3))),
        ("binary_search_by", Same, |v| _ = v.binary_search_by(|x| key(x).cmp(&1))),
        ("binary_search_by_key", Same, |v| _ = v.binary_search_by_key(&1, key)),
        ("partition_point", Same, |v| _ = v.partition_point(|x| key(x) < 2)),
        ("is_sorted, is_sorted_by, is_sorted_by_key", Same, |v| _ = (v.is_sorted(), v.is_sorted_by(|a, b| { call(); a <= b }), v.is_sorted_by_key(key))),
        ("iter", Same, |v| { v.iter().for_each(|x| { key(x); }); v.iter().rfold((), |(), x| { key(x); }); v.range(mid(v)..).rev().for_each(|x| { key(x); }) }),
        ("chunks", Same, |v| v.chunks().chain(v.leaves().rev()).for_each(|run| _ = key(&run[0]))),
        ("focus", Same, |v| v.focus().narrow(mid(v)..).into_iter().for_each(|x| _ = key(x))),
    ]
}

/// How much a version shares, and with whom: the version, and the others.
fn versions<const PAD: usize>(size: u32, sharing: usize) -> (V<PAD>, Vec<V<PAD>>) {
    let base: V<PAD> = Hostile::many(size).collect();
    match sharing {
        // Nothing.
        0 => (base, Vec::new()),
        // All.
        1 => (base.clone(), vec![base]),
        // Some: it has both ends, and nodes of its own.
        2 => {
            let mut v = base.clone();
            v.push_front(new(100));
            v.insert(mid(&v), new(101));
            let mut child = v.clone();
            v.remove(mid(&v));
            child.pop_back();
            v.push_back(new(102));
            (v, vec![base, child])
        }
        // The parts of a version cut, whose leaves at the cuts are light.
        3 => {
            let cut = base.len() / 3;
            let mut v = base.skip(cut);
            let low = base.take(cut);
            v.append(low.clone());
            drop(v.pop_front());
            (v, vec![base, low])
        }
        // Itself, several times over.
        _ => {
            let mut v = base.clone();
            v.append(base.clone());
            drop(v.pop_back());
            (v.clone(), vec![v])
        }
    }
}

const SHARINGS: usize = 5;

fn values<const PAD: usize>(v: &V<PAD>) -> Vec<u32> {
    v.iter().map(Hostile::peek).collect()
}

fn sorted(mut values: Vec<u32>) -> Vec<u32> {
    values.sort_unstable();
    values
}

fn is_subsequence(part: &[u32], of: &[u32]) -> bool {
    let mut rest = of.iter();
    part.iter().all(|value| rest.any(|other| other == value))
}

/// Runs one row while a step panics, or none does; says how many steps of each kind it has taken.
fn run<const PAD: usize>(
    row: &Row<PAD>,
    size: u32,
    sharing: usize,
    fuse: Option<(Step, usize)>,
) -> [usize; 4] {
    let (name, after, f) = row;
    hostile::reset();
    let (mut v, others) = versions::<PAD>(size, sharing);
    let before = values(&v);
    let held: Vec<_> = others.iter().map(values).collect();
    let case = || format!("{name}: {fuse:?} of {before:?}, sharing {sharing}");
    let mut taken = [0; 4];
    let mut survived = true;
    if let Some((kind, k)) = fuse {
        hostile::light(kind, k);
        survived = hostile::survives(|| f(&mut v));
        let blew = hostile::douse();
        assert!(survived || blew, "{}", case());
    } else {
        taken = hostile::counted(|| f(&mut v));
    }
    v.check();
    let now = values(&v);
    let in_drop = fuse.is_some_and(|fuse| fuse.0 == Step::Drop);
    let kept = match after {
        _ if survived || in_drop => true,
        After::Same => now == before,
        After::Permuted => sorted(now.clone()) == sorted(before.clone()),
        After::Longer => now.starts_with(&before),
        After::Fewer => is_subsequence(&now, &before),
        After::Valid => true,
    };
    assert!(kept, "{}: now {now:?}", case());
    for (other, held) in others.iter().zip(&held) {
        other.check();
        assert_eq!(values(other), *held, "another version changed: {}", case());
    }
    // It goes on being a vector.
    v.insert(v.len() / 2, new(7));
    v.push_front(new(8));
    assert_eq!(v.len(), now.len() + 2, "{}", case());
    v.check();
    drop((v, others));
    assert_eq!(hostile::faults(), Vec::<String>::new(), "{}", case());
    assert_eq!(hostile::living(), 0, "leaked: {}", case());
    taken
}

/// Runs rows on versions of some sizes, with one step after the other panicking. A row that takes no step
/// is a wrong one.
fn run_all<const PAD: usize>(rows: &[Row<PAD>], sizes: &[u32], sharings: &[usize]) {
    let mut failed = Vec::new();
    // What Miri leaves out here comes up in `random_programs`.
    let stride = match (is_miri(), PAD) {
        (false, _) => 1,
        (true, 0) => 7,
        (true, _) => 4,
    };
    for (index, row) in rows.iter().enumerate().step_by(stride) {
        let result = std::panic::catch_unwind(|| {
            let mut all = 0;
            for &size in sizes {
                for &sharing in sharings {
                    let taken = run(row, size, sharing, None);
                    all += taken.iter().sum::<usize>();
                    for (kind, count) in Step::ALL.into_iter().zip(taken) {
                        let salt = index + size as usize + sharing;
                        // Miri looks for what moves elements wrongly: one of these makes it go wrong. It
                        // takes the first steps, and then ever fewer.
                        let ks = match is_miri() {
                            true if kind != Step::ALL[index / 2 % 2] => Vec::new(),
                            true => std::iter::successors(Some(0), |k| Some(3 * k + 1))
                                .take_while(|k| *k < count)
                                .collect(),
                            false => hostile::places(count, 4, salt),
                        };
                        for k in ks {
                            run(row, size, sharing, Some((kind, k)));
                        }
                    }
                }
            }
            assert!(all > 0 || is_miri(), "{}: no user code was run", row.0);
        });
        if result.is_err() {
            failed.push(row.0);
        }
    }
    assert!(failed.is_empty(), "these rows failed: {failed:?}");
}

/// Several leaves, and several levels: a full leaf has five elements (see `Wide`).
const SIZES: &[u32] = if cfg!(miri) { &[7] } else { &[4, 12, 31] };
const SHARED: &[usize] = if cfg!(miri) { &[2] } else { &[0, 1, 2, 3, 4] };

#[test]
fn writers_of_several_leaves() {
    assert_eq!(SHARINGS, 5);
    run_all(&writers::<184>(), SIZES, SHARED);
}

#[test]
fn readers_of_several_leaves() {
    run_all(&readers::<184>(), SIZES, SHARED);
}

/// Panics at random places of random programs, over versions that have outlived many of them.
#[test]
fn random_programs() {
    let mut random = 0x9E37_79B9_7F4A_7C15u64;
    let mut below = move |bound: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % bound as u64) as usize
    };
    let rows = writers::<184>();
    for program in 0..if is_miri() { 1 } else { 60 } {
        hostile::reset();
        let mut versions: Vec<V<184>> =
            (0..4).map(|version| Hostile::many(30 * version).collect()).collect();
        for _ in 0..if is_miri() { 6 } else { 80 } {
            let at = below(4);
            if below(3) == 0 {
                let source = below(4);
                versions[at] = versions[source].clone();
            }
            let mut v = take(&mut versions[at]);
            let held: Vec<_> = versions.iter().map(values).collect();
            let (name, after, f) = rows[below(rows.len())];
            let before = values(&v);
            let kind = Step::ALL[below(4)];
            hostile::light(kind, below(2 + before.len()));
            let survived = hostile::survives(|| f(&mut v));
            hostile::douse();
            v.check();
            let case = || format!("program {program}, {name}: {kind:?} of {before:?}");
            if !survived && kind != Step::Drop && after == After::Same {
                assert_eq!(values(&v), before, "{}", case());
            }
            for (other, held) in versions.iter().zip(&held) {
                other.check();
                assert_eq!(values(other), *held, "{}", case());
            }
            assert_eq!(hostile::faults(), Vec::<String>::new(), "{}", case());
            v.truncate(150);
            versions[at] = v;
        }
        drop(versions);
        assert_eq!(hostile::faults(), Vec::<String>::new(), "program {program}");
        assert_eq!(hostile::living(), 0, "program {program} leaks");
    }
}

/// The elements lie in the handle, or have just left it.
#[test]
fn few_elements() {
    let sizes: &[u32] = if is_miri() { &[2] } else { &[0, 1, 2, 3, 4, 5] };
    run_all(&writers::<0>(), sizes, if is_miri() { &[1] } else { SHARED });
    run_all(&readers::<0>(), sizes, if is_miri() { &[1] } else { SHARED });
}

/// What runs user code in a `ByteBuf`: iterators, and `Read`.
#[test]
fn byte_buffers_outlive_their_sources() {
    struct Source(usize);
    impl std::io::Read for Source {
        fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
            call();
            let count = self.0.min(3).min(to.len());
            self.0 -= count;
            to[..count].fill(b'x');
            Ok(count)
        }
    }
    type Work = (&'static str, fn(&mut ByteBuf));
    let rows: &[Work] = &[
        ("extend", |b| b.extend(Steps(std::iter::repeat_n(b'x', 40)))),
        ("extend by reference", |b| b.extend(Steps([b'x'; 40].iter()))),
        ("collect", |b| b.append(Steps(std::iter::repeat_n(b'x', 40)).collect())),
        ("read_from", |b| assert_eq!(b.read_from(&mut Source(40)).expect("no error"), 40)),
    ];
    for (name, f) in rows {
        for len in [0, 5, ByteBuf::PAGE, 3 * ByteBuf::PAGE + 1] {
            for k in (0..).step_by(if is_miri() { 9 } else { 1 }) {
                hostile::reset();
                let old = ByteBuf::repeat(b'y', len);
                let mut new = old.clone();
                hostile::light(Step::Call, k);
                let survived = hostile::survives(|| f(&mut new));
                hostile::douse();
                new.check();
                old.check();
                assert!(old == vec![b'y'; len], "{name}: the parent changed");
                let more = new.len() - len;
                assert!(more == 40 || !survived && more < 40, "{name}: {more} bytes more");
                assert!(new.slice(..len) == old && new.slice(len..) == vec![b'x'; more]);
                if survived {
                    break;
                }
            }
        }
    }
}

/// Sources that fail half-way, are interrupted, or say that they have read more than there was room for.
#[test]
fn sources_that_fail_or_lie() {
    use std::io::{Error, ErrorKind, Read, Result};

    /// What it gives, one call after the other.
    struct Answers(Vec<Result<usize>>);
    impl Read for Answers {
        fn read(&mut self, to: &mut [u8]) -> Result<usize> {
            if self.0.is_empty() {
                return Ok(0);
            }
            let answer = self.0.remove(0);
            answer.map(|count| if count == usize::MAX { to.len() + 1 } else { count })
        }
    }

    let old = ByteBuf::repeat(b'y', ByteBuf::PAGE + 7);
    let failed = || Err(Error::from(ErrorKind::TimedOut));
    let interrupted = || Err(Error::from(ErrorKind::Interrupted));
    let mut new = old.clone();
    let error = new.read_from(&mut Answers(vec![Ok(5), interrupted(), Ok(2), failed(), Ok(9)]));
    assert_eq!(error.expect_err("the fourth answer is an error").kind(), ErrorKind::TimedOut);
    assert_eq!(new.len(), old.len() + 7);
    new.check();
    let lies = || _ = new.read_from(&mut Answers(vec![Ok(3), Ok(usize::MAX), Ok(9)]));
    assert!(hostile::words(lies).expect("a lie is found out").contains("out of range"));
    assert_eq!(new.len(), old.len() + 10);
    new.check();
    assert!(new.slice(..old.len()) == old);
}
