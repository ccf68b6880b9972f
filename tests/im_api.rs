//! A program as a user of im writes it, with another `use` line: it compiles, and does the same.
//!
//! `offshoot` stands where `im` or `imbl` stood; nothing else was written for this crate.

#![allow(
    clippy::explicit_iter_loop,
    clippy::len_zero,
    clippy::needless_late_init,
    clippy::redundant_closure_for_method_calls,
    reason = "users write as they like"
)]

#[path = "im_api/macros.rs"]
mod macros;

use std::cmp::Ordering;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::iter::FusedIterator;
use std::ops::Range;
use std::rc::Rc;

use offshoot::vector::{Chunks, ChunksMut, ConsumingIter, Focus, FocusMut, Iter, IterMut};
use offshoot::{Vector, vector};

// ---------------------------------------------------------------------------------------------
// Types are named in signatures and fields, without bounds
// ---------------------------------------------------------------------------------------------

/// The bounds of a derive come from the fields alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Document {
    lines: Vector<String>,
    undo: Vector<Vector<String>>,
}

#[allow(dead_code, reason = "it only has to be a type")]
struct Cursors<'a, A> {
    reader: Focus<'a, A>,
    writer: Option<FocusMut<'a, A>>,
    iter: Iter<'a, A>,
    iter_mut: Option<IterMut<'a, A>>,
    rest: Option<ConsumingIter<A>>,
    chunks: Chunks<'a, A>,
    chunks_mut: Option<ChunksMut<'a, A>>,
}

fn lines(document: &Document) -> Iter<'_, String> {
    document.lines.iter()
}

fn consume<A: Clone>(vector: Vector<A>) -> ConsumingIter<A> {
    vector.into_iter()
}

fn all_mut<A: Clone>(vector: &mut Vector<A>) -> IterMut<'_, A> {
    vector.iter_mut()
}

fn from_focus<A: Clone>(focus: Focus<'_, A>) -> Iter<'_, A> {
    focus.into_iter()
}

fn from_mut<A: Clone>(focus: FocusMut<'_, A>) -> IterMut<'_, A> {
    focus.into_iter()
}

fn runs<A: Clone>(vector: &Vector<A>) -> Chunks<'_, A> {
    vector.leaves()
}

fn runs_mut<A: Clone>(vector: &mut Vector<A>) -> ChunksMut<'_, A> {
    vector.leaves_mut()
}

fn numbers(range: Range<u32>) -> Vector<u32> {
    range.collect()
}

fn hash<T: Hash>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

// ---------------------------------------------------------------------------------------------
// Methods
// ---------------------------------------------------------------------------------------------

#[test]
fn a_vector_is_made_and_measured() {
    let empty: Vector<u32> = Vector::new();
    assert!(empty.is_empty() && empty.is_inline() && empty.len() == 0);
    assert_eq!(empty, vector![]);
    assert_eq!(Vector::unit(7), vector![7]);
    assert_eq!(vector![1, 2, 3,].len(), 3);
    assert!(!numbers(0..1000).is_inline());
}

#[test]
fn elements_are_read() {
    let v = numbers(0..1000);
    assert_eq!((v.get(999), v.get(1000)), (Some(&999), None));
    assert_eq!(
        (v.front(), v.head(), v.back(), v.last()),
        (Some(&0), Some(&0), Some(&999), Some(&999))
    );
    assert_eq!((v[0], v[500]), (0, 500));
    assert_eq!((v.index_of(&700), v.index_of(&1000)), (Some(700), None));
    assert!(v.contains(&3) && !v.contains(&1000));
    assert_eq!((v.binary_search(&10), v.binary_search(&2000)), (Ok(10), Err(1000)));
    assert_eq!(v.binary_search_by(|x| x.cmp(&20)), Ok(20));
    assert_eq!(v.binary_search_by_key(&40, |x| x * 2), Ok(20));
    let none: Vector<u32> = vector![];
    assert_eq!((none.front(), none.back(), none.binary_search(&1)), (None, None, Err(0)));
}

#[test]
fn a_version_is_made_and_the_old_one_stays() {
    let old = numbers(0..1000);
    let mut new = old.clone();
    assert!(new.ptr_eq(&old));
    assert_eq!(new.set(500, 7), 500);
    assert!(!new.ptr_eq(&old));
    assert_eq!(old.update(500, 7), new);
    assert_eq!((old[500], new[500]), (500, 7));
    *new.get_mut(1).unwrap() = 8;
    *new.front_mut().unwrap() = 9;
    *new.back_mut().unwrap() = 10;
    new[2] = 11;
    assert_eq!((new[0], new[1], new[2], new[999]), (9, 8, 11, 10));
    new.swap(0, 999);
    assert_eq!((new[0], new[999]), (10, 9));
    assert!(new.get_mut(1000).is_none());
    assert_eq!(old, numbers(0..1000));
}

#[test]
fn both_ends_grow_and_shrink() {
    let mut v = Vector::new();
    for i in 0..300 {
        v.push_back(i);
        v.push_front(-i);
    }
    assert_eq!(v.len(), 600);
    assert_eq!((v.pop_front(), v.pop_back()), (Some(-299), Some(299)));
    v.clear();
    assert_eq!((v.pop_front(), v.pop_back()), (None, None));
}

#[test]
fn vectors_are_joined_and_cut() {
    let mut v = numbers(0..400);
    v.append(numbers(400..1000));
    assert_eq!(v, numbers(0..1000));
    assert_eq!(v.clone().split_at(300), (numbers(0..300), numbers(300..1000)));
    let upper = v.split_off(700);
    assert_eq!((v.len(), upper.len()), (700, 300));
    assert_eq!((v.skip(600), v.take(2)), (numbers(600..700), vector![0, 1]));
    v.truncate(650);
    assert_eq!(v.len(), 650);
    // `slice` takes the range out.
    assert_eq!(v.slice(10..20), numbers(10..20));
    assert_eq!((v.len(), v[9], v[10]), (640, 9, 20));
    assert_eq!(v.slice(..2), vector![0, 1]);
    assert_eq!(v.slice(630..), numbers(642..650));
    v.insert(1, 77);
    assert_eq!((v[1], v.remove(1), v[1]), (77, 77, 3));
    v.retain(|x| x % 2 == 0);
    assert!(v.iter().all(|x| x % 2 == 0));
    assert_eq!(&numbers(0..3) + &numbers(3..5), numbers(0..5));
    assert_eq!(numbers(0..3) + numbers(3..5), numbers(0..5));
}

#[test]
fn order_is_made_and_kept() {
    let mut v: Vector<u32> = (0..1000).map(|i| i * 7919 % 1000).collect();
    v.sort();
    assert_eq!(v, numbers(0..1000));
    v.sort_by(|a, b| b.cmp(a));
    assert!(v.iter().eq(numbers(0..1000).iter().rev()));
    let mut v = vector![1, 3, 5];
    v.insert_ord(4);
    assert_eq!(v, vector![1, 3, 4, 5]);
}

// ---------------------------------------------------------------------------------------------
// Iterators
// ---------------------------------------------------------------------------------------------

fn is_double_ended<I: DoubleEndedIterator + ExactSizeIterator + FusedIterator>(_: &I) {}
fn is_run_iterator<I: DoubleEndedIterator + FusedIterator>(_: &I) {}

#[test]
fn iterators_are_what_they_were() {
    let mut v = numbers(0..1000);
    is_double_ended(&v.iter());
    is_double_ended(&consume(v.clone()));
    is_run_iterator(&runs(&v));
    is_double_ended(&all_mut(&mut v));
    is_run_iterator(&runs_mut(&mut v));
    assert_eq!(v.iter().rev().take(2).copied().collect::<Vec<_>>(), [999, 998]);
    assert_eq!(consume(v.clone()).rev().step_by(500).collect::<Vec<_>>(), [999, 499]);
    assert_eq!(runs(&v).map(|run| run.len()).sum::<usize>(), 1000);
    assert_eq!(runs(&v).rev().flatten().count(), 1000);
    runs_mut(&mut v).for_each(|run| run.iter_mut().for_each(|x| *x += 1));
    for x in v.iter_mut() {
        *x -= 1;
    }
    let mut sum = 0;
    for x in &v {
        sum += x;
    }
    for x in v {
        sum -= x;
    }
    assert_eq!(sum, 0);
    let document = Document { lines: vector!["a".to_string(), "b".into()], undo: vector![] };
    assert_eq!(lines(&document).map(String::as_str).collect::<String>(), "ab");
}

/// A temporary iterator or cursor in a tail expression must not need the vector to live on: what
/// is dropped here after its vector is what an older edition drops there.
#[test]
fn iterators_may_be_dropped_after_their_vector() {
    let iter;
    let chunks;
    let focus;
    let unmut;
    let all;
    let rest;
    let cursor;
    let mut w = numbers(0..1000);
    let mut x = numbers(0..1000);
    let mut y = numbers(0..1000);
    let mut z = numbers(0..1000);
    let v = numbers(0..1000);
    iter = v.iter();
    chunks = v.leaves();
    focus = v.focus();
    unmut = w.focus_mut().unmut();
    all = x.iter_mut();
    rest = y.leaves_mut();
    cursor = z.focus_mut();
    assert_eq!((iter.len(), chunks.count(), focus.len()), (1000, runs(&v).count(), 1000));
    assert_eq!(
        (unmut.len(), all.len(), rest.flatten().count(), cursor.len()),
        (1000, 1000, 1000, 1000)
    );
}

// ---------------------------------------------------------------------------------------------
// Cursors
// ---------------------------------------------------------------------------------------------

/// As im's documentation recommends to search: a cursor narrowed by halves.
fn find_sorted<'a, A: Ord + Clone>(mut focus: Focus<'a, A>, wanted: &A) -> bool {
    while focus.len() > 1 {
        let half = focus.len() / 2;
        let (low, mut high) = focus.split_at(half);
        focus = if high.index(0).cmp(wanted) == Ordering::Greater { low } else { high };
    }
    focus.get(0) == Some(wanted)
}

#[test]
fn a_focus_reads() {
    let v = numbers(0..1000);
    assert!(find_sorted(v.focus(), &321) && !find_sorted(Focus::new(&v), &1000));
    let mut focus = v.focus();
    assert!(!focus.is_empty());
    assert_eq!(
        (focus.get(999).copied(), focus.get(1000).copied(), *focus.index(5)),
        (Some(999), None, 5)
    );
    let (range, run) = focus.chunk_at(500);
    assert_eq!(run[500 - range.start], 500);
    assert_eq!(run.len(), range.len());
    let narrow = focus.clone().narrow(100..200).narrow(..=10);
    assert_eq!(from_focus(narrow).copied().collect::<Vector<_>>(), numbers(100..111));
    let (low, high) = focus.split_at(999);
    assert_eq!((low.len(), high.len()), (999, 1));
}

#[test]
fn a_focus_mut_writes() {
    let mut v = numbers(0..1000);
    let old = v.clone();
    let mut focus = v.focus_mut();
    assert_eq!((focus.len(), focus.is_empty()), (1000, false));
    assert_eq!((focus.get(3).copied(), focus.get(1000)), (Some(3), None));
    *focus.get_mut(3).unwrap() += 1;
    *focus.index_mut(4) += 1;
    assert_eq!((*focus.index(3), *focus.index(4)), (4, 5));
    assert_eq!((focus.set(5, 50), focus.set(1000, 50)), (Some(5), None));
    focus.swap(0, 999);
    focus.swap(1, 2);
    focus.swap(7, 7);
    assert_eq!(focus.pair(10, 900, |a, b| std::mem::replace(a, *b)), 10);
    focus.triplet(20, 500, 21, |a, b, c| (*a, *b, *c) = (*c, *a, *b));
    let (range, run) = focus.chunk_at(700);
    run[700 - range.start] = 7;
    let (low, mut high) = focus.split_at(600);
    high.set(0, 6);
    from_mut(low.narrow(100..102)).for_each(|x| *x = 0);
    let mut reader: Focus<'_, u32> = high.into();
    assert_eq!((*reader.index(0), reader.len()), (6, 400));
    let mut expected: Vec<u32> = (0..1000).collect();
    (expected[3], expected[4], expected[5]) = (4, 5, 50);
    expected.swap(0, 999);
    expected.swap(1, 2);
    expected[10] = 900;
    (expected[20], expected[500], expected[21]) = (21, 20, 500);
    (expected[600], expected[700]) = (6, 7);
    (expected[100], expected[101]) = (0, 0);
    assert_eq!(v, Vector::from(expected));
    assert_eq!(old, numbers(0..1000));
    assert_eq!(FocusMut::new(&mut v).unmut().into_iter().len(), 1000);
}

#[test]
fn the_halves_of_a_focus_go_to_threads() {
    let mut v = numbers(0..1000);
    let (low, high) = v.focus_mut().split_at(333);
    std::thread::scope(|scope| {
        for half in [low, high] {
            scope.spawn(move || half.into_iter().for_each(|x| *x *= 2));
        }
    });
    assert_eq!(v.iter().sum::<u32>(), 999_000);
}

// ---------------------------------------------------------------------------------------------
// Traits
// ---------------------------------------------------------------------------------------------

#[test]
fn conversions_are_there() {
    let vec = vec![1, 2, 3];
    let from: [Vector<u32>; 3] = [Vector::from(vec.clone()), (&vec).into(), vec.as_slice().into()];
    assert!(from.iter().all(|v| *v == vector![1, 2, 3]));
    let words = vector!["a", "b"];
    let (one, two) = (1, 2);
    let owned: Vector<i32> = (&vector![&one, &two]).into();
    assert_eq!(owned, vector![1, 2]);
    let set: HashSet<&str> = words.into_iter().collect();
    assert_eq!(set.len(), 2);
    let (even, odd): (Vector<u32>, Vector<u32>) = (0..10).map(|i| (i * 2, i * 2 + 1)).unzip();
    assert_eq!((even[9], odd[9]), (18, 19));
    let (small, large): (Vector<_>, Vector<_>) = (0..10u32).partition(|i| *i < 5);
    assert_eq!(small + large, numbers(0..10));
    let all: Vector<u32> = vec![numbers(0..500), numbers(500..1000)].into_iter().sum();
    assert_eq!(all, numbers(0..1000));
    let mut all = all;
    all.extend(1000..1010);
    all.extend(vec![1010]);
    all.extend(Some(1011));
    assert_eq!(all, numbers(0..1012));
    let parsed: Result<Vector<u32>, _> = "1 2 x".split(' ').map(str::parse).collect();
    assert!(parsed.is_err());
}

#[test]
fn vectors_are_compared_hashed_and_shown() {
    let (a, b) = (numbers(0..1000), numbers(0..1000));
    assert!(a == b && !a.ptr_eq(&b) && a <= b && a.cmp(&b) == Ordering::Equal);
    assert_eq!(hash(&a), hash(&b));
    assert!(a < a.update(999, 1000) && a > a.take(999) && vector![2] > a);
    assert_eq!(vector![1.0].partial_cmp(&vector![f64::NAN]), None);
    assert_eq!(format!("{:?} {:?}", vector![1, 2], Vector::<u8>::default()), "[1, 2] []");
    assert_eq!(Document::default(), Document::default());
}

/// Elements that may not go to another thread; a vector of references; vectors in vectors.
#[test]
fn elements_are_of_any_kind() {
    let shared = Rc::new(5);
    let mut v: Vector<Rc<i32>> = vector![shared.clone(), shared.clone()];
    v.push_back(shared.clone());
    assert_eq!(Rc::strong_count(&shared), 4);
    drop(v);
    assert_eq!(Rc::strong_count(&shared), 1);
    let text = String::from("a b c");
    let words: Vector<&str> = text.split(' ').collect();
    assert_eq!(words.iter().map(|word| word.len()).sum::<usize>(), 3);
    let grid: Vector<Vector<u32>> = (0..3).map(|i| numbers(0..i)).collect();
    assert_eq!(grid.iter().flatten().copied().collect::<Vector<_>>(), vector![0, 0, 1]);
    let mut undo = Vector::new();
    let mut document = Document::default();
    for line in ["one", "two"] {
        undo.push_back(document.clone());
        document.lines.push_back(line.to_string());
    }
    document = undo.pop_back().unwrap();
    assert_eq!(document.lines, vector!["one".to_string()]);
}

fn panics(f: impl FnOnce() + std::panic::UnwindSafe) -> bool {
    std::panic::catch_unwind(f).is_err()
}

#[test]
fn what_is_out_of_range_panics() {
    let v = numbers(0..10);
    assert!(panics(|| {
        v.clone().set(10, 0);
    }));
    let v = numbers(0..10);
    assert!(panics(|| {
        v.clone().remove(10);
    }));
    let v = numbers(0..10);
    assert!(panics(|| v.clone().insert(11, 0)));
    let v = numbers(0..10);
    assert!(panics(|| {
        let _ = v[10];
    }));
    let v = numbers(0..10);
    assert!(panics(|| v.clone().swap(0, 10)));
    let v = numbers(0..10);
    assert!(panics(|| {
        let _ = v.clone().split_off(11);
    }));
    let mut v = numbers(0..10);
    assert!(panics(move || v.focus_mut().swap(0, 10)));
    let mut v = numbers(0..10);
    assert!(panics(move || v.focus_mut().pair(3, 3, |_, _| ())));
}

/// What imbl has and im has not.
#[test]
fn what_imbl_added_is_there() {
    let mut v = vector![1, 3, 5];
    v.insert_ord_by(2, |a, b| a.cmp(b));
    v.insert_ord_by_key(4, |x| *x);
    assert_eq!(v, [1, 2, 3, 4, 5].into_iter().collect::<Vector<_>>());
    for x in &mut v {
        *x *= 2;
    }
    assert_eq!(v, Vector::from([2, 4, 6, 8, 10]));
    let mut iter = v.iter();
    iter.next();
    assert!(iter.clone().eq(iter));
    let mut rest = consume(v);
    rest.next_back();
    assert!(rest.clone().eq(rest));
    v = (0..10).collect();
    v.truncate(usize::MAX);
    assert_eq!(v.len(), 10);
    #[allow(dead_code, reason = "it only has to be a type")]
    struct NoClone;
    let none: Vector<NoClone> = Vector::default();
    assert!(none.get(0).is_none() && none.iter().next().is_none());
}

// ---------------------------------------------------------------------------------------------
// Auto traits
// ---------------------------------------------------------------------------------------------

fn is_send_and_sync<T: Send + Sync + Unpin>() {}

#[test]
fn everything_goes_to_threads_where_its_elements_do() {
    is_send_and_sync::<Vector<String>>();
    is_send_and_sync::<Focus<'_, String>>();
    is_send_and_sync::<FocusMut<'_, String>>();
    is_send_and_sync::<Iter<'_, String>>();
    is_send_and_sync::<IterMut<'_, String>>();
    is_send_and_sync::<ConsumingIter<String>>();
    is_send_and_sync::<Chunks<'_, String>>();
    is_send_and_sync::<ChunksMut<'_, String>>();
}

// ---------------------------------------------------------------------------------------------
// Macros and paths
// ---------------------------------------------------------------------------------------------

/// Everything that a module of im exports is found under im's path, the collection itself too.
mod paths {
    #![allow(unused_imports, reason = "that they are there is the test")]
    use offshoot::hashmap::{self, HashMap};
    use offshoot::hashmap::{
        ConsumingIter, Entry, Iter, IterMut, Keys, OccupiedEntry, VacantEntry, Values,
    };
    use offshoot::hashset::{self, ConsumingIter as A, HashSet, Iter as B};
    use offshoot::ordmap::{self, ConsumingIter as C, DiffItem, DiffIter, Entry as D, Iter as E};
    use offshoot::ordmap::{
        Keys as F, OccupiedEntry as G, OrdMap, RangedIter, VacantEntry as H, Values as I,
    };
    use offshoot::ordset::RangedIter as N;
    use offshoot::ordset::{
        self, ConsumingIter as J, DiffItem as K, DiffIter as L, Iter as M, OrdSet,
    };
    use offshoot::vector::{
        self, Chunks, ChunksMut, ConsumingIter as O, Focus, FocusMut, Iter as P, Vector,
    };
    use offshoot::{
        get_in, hashmap as Q, hashset as R, ordmap as S, ordset as T, update_in, vector as U,
    };
}
