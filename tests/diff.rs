//! Every single edit of every small vector is found: by `diff` as one change that is no larger than
//! the edit, and by `==`.
//!
//! Elements of 200 bytes make leaves of five, so that a few hundred make several levels whether
//! nodes are tiny or not.

use offshoot::{Change, Vector};

/// A number that takes 200 bytes, and looks no different from its neighbours where it is asked to.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Wide([u64; 25]);

fn wide(value: usize) -> Wide {
    Wide([value as u64; 25])
}

const NEW: usize = 1 << 40;

/// Vectors up to this length are tried, and these shapes of each.
const LONGEST: usize = if cfg!(miri) { 12 } else { 300 };
const SHAPES: usize = 3;

/// A vector of `0..n`: built from front to back; put together from both ends; cut and joined.
fn vector(n: usize, shape: usize) -> Vector<Wide> {
    match shape {
        0 => (0..n).map(wide).collect(),
        1 => {
            let mut v: Vector<_> = (n / 2..n).map(wide).collect();
            (0..n / 2).rev().for_each(|value| v.push_front(wide(value)));
            v
        }
        _ => {
            let mut v: Vector<_> = (0..n / 3).map(wide).collect();
            v.append((n / 3..n - n / 4).map(wide).collect());
            for value in n - n / 4..n {
                v.insert(value, wide(value));
            }
            v
        }
    }
}

/// What `old` becomes when each change's new elements are put where the old ones were.
fn apply(old: &Vector<Wide>, new: &Vector<Wide>) -> Vec<Wide> {
    let mut result = Vec::new();
    let mut done = 0;
    for Change { old: from, new: to } in new.diff(old) {
        assert!(done <= from.start && !(from.is_empty() && to.is_empty()), "changes rise");
        result.extend(old.range(done..from.start).copied());
        assert_eq!(result.len(), to.start, "what lies between changes is the same");
        result.extend(new.range(to).copied());
        done = from.end;
    }
    result.extend(old.range(done..).copied());
    result
}

#[track_caller]
fn assert_one(old: &Vector<Wide>, new: &Vector<Wide>, change: Change, case: &str) {
    let (n, at) = (old.len(), change.old.start);
    new.check();
    assert!(new != old, "{case} at {at} of {n}: equal");
    let found: Vec<Change> = new.diff(old).collect();
    assert_eq!(found, std::slice::from_ref(&change), "{case} at {at} of {n}");
    let Change { old: from, new: to } = change;
    let back: Vec<Change> = old.diff(new).collect();
    assert_eq!(back, [Change { old: to, new: from }], "{case} at {at} of {n}, backwards");
}

#[test]
fn every_single_edit_is_one_change() {
    for n in 1..=LONGEST {
        // All shapes of short ones; of long ones, each in turn.
        for shape in (0..SHAPES).filter(|shape| n <= 40 || n % SHAPES == *shape) {
            let old = vector(n, shape);
            for at in 0..n {
                let mut new = old.clone();
                new.set(at, wide(NEW));
                assert_one(&old, &new, Change { old: at..at + 1, new: at..at + 1 }, "a set");
                let mut new = old.clone();
                new.remove(at);
                assert_one(&old, &new, Change { old: at..at + 1, new: at..at }, "a removal");
            }
            for at in 0..=n {
                let mut new = old.clone();
                new.insert(at, wide(NEW));
                assert_one(&old, &new, Change { old: at..at, new: at..at + 1 }, "an insertion");
            }
        }
    }
}

#[test]
fn an_edit_that_changes_nothing_is_no_change() {
    for shape in 0..SHAPES {
        for n in 1..=LONGEST.min(80) {
            let old = vector(n, shape);
            for at in 0..n {
                let mut new = old.clone();
                new.set(at, wide(at));
                assert!(!new.ptr_eq(&old) || old.is_inline());
                assert!(new == old && new.diff(&old).next().is_none(), "a set at {at} of {n}");
                let gone = new.remove(at);
                new.insert(at, gone);
                assert!(new == old, "out and in at {at} of {n}");
                assert_eq!(apply(&old, &new), Vec::from(new.clone()));
            }
        }
    }
}

#[test]
fn equal_contents_of_the_same_shape_are_no_change() {
    for n in 0..=LONGEST {
        for shape in 0..SHAPES {
            let (one, other) = (vector(n, shape), vector(n, shape));
            assert!(one == other && one.diff(&other).next().is_none(), "{n} elements");
            // Another shape, nothing shared: the elements are the same all the same.
            let other = vector(n, (shape + 1) % SHAPES);
            assert!(one == other, "{n} elements");
            assert_eq!(apply(&one, &other), Vec::from(other.clone()), "{n} elements");
            assert!(one.diff(&other).next().is_none(), "{n} elements: unshared, and equal");
        }
    }
}

#[test]
fn ranges_that_go_are_one_change() {
    let n = if cfg!(miri) { 12 } else { 60 };
    for shape in 0..SHAPES {
        let old = vector(n, shape);
        for from in 0..n {
            for to in from + 1..=n {
                let mut new = old.clone();
                new.drain(from..to);
                if to - from < n {
                    assert_one(&old, &new, Change { old: from..to, new: from..from }, "a drain");
                }
                let mut new = old.clone();
                new.splice(from..to, [wide(NEW), wide(NEW + 1)]);
                assert!(new != old);
                assert_eq!(apply(&old, &new), Vec::from(new));
            }
        }
    }
}

#[test]
fn random_scripts_are_applied() {
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut below = move |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % bound as u64) as usize
    };
    for script in 0..if cfg!(miri) { 5 } else { 3_000 } {
        // Few values: that an element is equal to its neighbour must not mislead.
        let values = if script % 2 == 0 { 3 } else { NEW };
        let old: Vector<Wide> = vector(below(150), script % SHAPES)
            .iter()
            .map(|x| wide(x.0[0] as usize % values))
            .collect();
        let mut new = old.clone();
        for _ in 0..1 + below(12) {
            let at = below(new.len() + 1);
            match below(8) {
                0 | 1 if at < new.len() => drop(new.set(at, wide(below(values)))),
                2 | 3 if at < new.len() => drop(new.remove(at)),
                4 => drop(new.slice(at..(at + below(20)).min(new.len()))),
                5 => new.rotate_left(at),
                6 => new.append(new.take(at)),
                7 => new.insert_all(at, old.take(below(30))),
                _ => new.insert(at, wide(below(values))),
            }
        }
        assert!(new == apply(&old, &new), "script {script}");
        assert!(old == apply(&new, &old), "script {script}, backwards");
        assert_eq!(new == old, new.iter().eq(old.iter()), "script {script}");
    }
}
