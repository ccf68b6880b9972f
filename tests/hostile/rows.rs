//! Rows: each is one method, and what a version holds after user code has panicked in it.
//!
//! A row runs on maps or sets of several sizes and degrees of sharing: once as it is, when it tells how many
//! clones, drops, comparisons and calls it takes, and then with one of them panicking after the other. A
//! row that takes none is a wrong one.
#![allow(dead_code, reason = "each test takes what it needs")]

use std::fmt::Debug;

use crate::hostile::{self, Step, is_miri};

/// What a version holds when a clone, a comparison or a call has panicked while it was changed.
/// (After a panic in a destructor, what was to be done may be done or not.)
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum After {
    /// What it held before.
    Same,
    /// The keys that it held; some values may have changed.
    SameKeys,
    /// What it held, and part of what was to be put in.
    More,
    /// Some entries: the others have left.
    Fewer,
    /// Whatever it has got so far.
    Valid,
}

pub type Row<T> = (&'static str, After, fn(&mut T));

/// Keys are ten apart, so that others fit between them.
pub const APART: u32 = 10;

/// A collection whose versions are held to what they held.
pub trait Subject: Clone + Default {
    fn of(size: u32) -> Self;
    /// Keys, and values if there are any.
    fn contents(&self) -> Vec<(u32, u32)>;
    fn check(&self);
    fn put(&mut self, key: u32);
    fn cut(&mut self, index: usize);
    fn parts(&self, at: usize) -> (Self, Self);
    fn join(&mut self, other: Self);
}

/// The key in the middle, and one beside it that is not there.
pub fn mid<T: Subject>(v: &T) -> u32 {
    let contents = v.contents();
    contents.get(contents.len() / 2).map_or(0, |entry| entry.0)
}

pub fn gap<T: Subject>(v: &T) -> u32 {
    mid(v) + 3
}

/// A key behind all others.
pub fn end<T: Subject>(v: &T) -> u32 {
    v.contents().last().map_or(0, |entry| entry.0) + APART
}

/// How much a version shares, and with whom: the version, and the others.
fn versions<T: Subject>(size: u32, sharing: usize) -> (T, Vec<T>) {
    let base = T::of(size);
    let half = base.contents().len() / 2;
    match sharing {
        // Nothing.
        0 => (base, Vec::new()),
        // All.
        1 => (base.clone(), vec![base]),
        // Some: it has both ends, and nodes of its own.
        2 => {
            let mut v = base.clone();
            v.put(1);
            v.put(gap(&v));
            let mut child = v.clone();
            v.cut(half);
            child.cut(half / 2);
            v.put(end(&v));
            (v, vec![base, child])
        }
        // A version cut and put together, whose leaves at the cut were light.
        _ => {
            let (low, mut high) = base.parts(base.contents().len() / 3);
            high.cut(0);
            let mut v = low.clone();
            v.join(high);
            (v, vec![base, low])
        }
    }
}

const SHARINGS: &[usize] = if cfg!(miri) { &[2] } else { &[0, 1, 2, 3] };

fn is_subsequence<X: PartialEq>(part: &[X], of: &[X]) -> bool {
    let mut rest = of.iter();
    part.iter().all(|value| rest.any(|other| other == value))
}

fn keys(contents: &[(u32, u32)]) -> Vec<u32> {
    contents.iter().map(|entry| entry.0).collect()
}

/// Whether a version holds what it may after a panic.
pub fn is_kept(after: After, before: &[(u32, u32)], now: &[(u32, u32)]) -> bool {
    match after {
        After::Same => now == before,
        After::SameKeys => keys(now) == keys(before),
        After::More => is_subsequence(&keys(before), &keys(now)),
        After::Fewer => is_subsequence(now, before),
        After::Valid => true,
    }
}

/// Runs one row while a step panics, or none does; says how many steps of each kind it has taken.
fn run<T: Subject>(
    row: &Row<T>,
    size: u32,
    sharing: usize,
    fuse: Option<(Step, usize)>,
) -> [usize; 4] {
    let (name, after, f) = row;
    hostile::reset();
    let (mut v, others) = versions::<T>(size, sharing);
    let before = v.contents();
    let held: Vec<_> = others.iter().map(T::contents).collect();
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
    let now = v.contents();
    let in_drop = fuse.is_some_and(|fuse| fuse.0 == Step::Drop);
    let kept = survived || in_drop || is_kept(*after, &before, &now);
    assert!(kept, "{}: now {now:?}", case());
    for (other, held) in others.iter().zip(&held) {
        other.check();
        assert_eq!(other.contents(), *held, "another version changed: {}", case());
    }
    // It goes on being a map.
    v.put(15);
    v.put(1_000_001);
    v.cut(0);
    v.check();
    assert!(v.contents().len() <= now.len() + 1, "{}", case());
    drop((v, others));
    assert_eq!(hostile::faults(), Vec::<String>::new(), "{}", case());
    assert_eq!(hostile::living(), 0, "leaked: {}", case());
    taken
}

/// Keys, and what extends a version by entries of these.
pub type Source<T> = (&'static [u32], fn(&mut T, &[u32]));

/// `extend` gives a version some of a source's entries, the `k`-th of which panics: those before stay. Keys of
/// the entries are given as well.
pub fn keeps_what_came_before<T: Subject>(sources: &[Source<T>]) {
    for (at, (given, extend)) in sources.iter().enumerate() {
        for &size in if is_miri() { &[3][..] } else { &[0, 3, 20] } {
            for &sharing in SHARINGS {
                for k in (0..=given.len()).step_by(if is_miri() { 5 } else { 1 }) {
                    hostile::reset();
                    let (mut v, others) = versions::<T>(size, sharing);
                    let mut expected = keys(&v.contents());
                    hostile::light(Step::Call, k);
                    assert!(!hostile::survives(|| extend(&mut v, given)), "source {at}");
                    hostile::douse();
                    v.check();
                    expected.extend(&given[..k]);
                    expected.sort_unstable();
                    expected.dedup();
                    let case = format!("source {at}, {k} of {size}, sharing {sharing}");
                    assert_eq!(keys(&v.contents()), expected, "{case}");
                    drop((v, others));
                    assert_eq!(hostile::faults(), Vec::<String>::new(), "{case}");
                    assert_eq!(hostile::living(), 0, "{case}");
                }
            }
        }
    }
}

/// Runs rows on versions of some sizes; comparisons do not panic in those of `in_std`.
pub fn run_all<T: Subject + Debug>(rows: &[Row<T>], sizes: &[u32], in_std: &[&str]) {
    let mut failed = Vec::new();
    // Miri has time for some rows.
    for (at, row) in rows.iter().step_by(if is_miri() { 6 } else { 1 }).enumerate() {
        let result = std::panic::catch_unwind(|| {
            let mut all = 0;
            for &size in sizes {
                let ends = if size > 60 { 1 } else { 3 };
                let stride = if size > 60 { 2 } else { 1 };
                for &sharing in SHARINGS.iter().step_by(stride) {
                    // Miri looks for what moves entries wrongly: that goes wrong with clones and
                    // drops. It sees one of them in each row.
                    if is_miri() {
                        run(row, size, sharing, Some((Step::ALL[at % 2], row.0.len() % 9)));
                        continue;
                    }
                    let taken = run(row, size, sharing, None);
                    for (kind, count) in Step::ALL.into_iter().zip(taken) {
                        all += count;
                        if kind != Step::Look || !in_std.contains(&row.0) {
                            for k in hostile::places(count, ends, at + sharing) {
                                run(row, size, sharing, Some((kind, k)));
                            }
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
