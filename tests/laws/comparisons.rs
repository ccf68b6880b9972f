//! How often keys are compared.

use std::cell::Cell;
use std::cmp::Ordering;

use offshoot::OrdMap;

thread_local! {
    static COMPARISONS: Cell<usize> = const { Cell::new(0) };
}

/// A key that counts its comparisons.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Counting(u32);

impl PartialOrd for Counting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Counting {
    fn cmp(&self, other: &Self) -> Ordering {
        COMPARISONS.set(COMPARISONS.get() + 1);
        self.0.cmp(&other.0)
    }
}

/// The comparisons that `f` makes.
fn comparisons<X>(f: impl FnOnce() -> X) -> usize {
    let before = COMPARISONS.get();
    drop(f());
    COMPARISONS.get() - before
}

type Counted = OrdMap<Counting, u32>;

fn counted(keys: impl IntoIterator<Item = u32>) -> Counted {
    keys.into_iter().map(|key| (Counting(key), key)).collect()
}

/// An operation on two maps, by name.
type Operation = (&'static str, fn(&Counted, &Counted));

fn operations() -> [Operation; 9] {
    [
        ("union", |a, b| drop(a.union_ref(b))),
        ("union_with", |a, b| drop(a.clone().union_with(b.clone(), |left, _| left))),
        ("intersection", |a, b| drop(a.intersection_ref(b))),
        ("relative_complement", |a, b| drop(a.relative_complement_ref(b))),
        ("symmetric_difference", |a, b| drop(a.symmetric_difference_ref(b))),
        ("diff", |a, b| _ = a.diff(b).count()),
        ("is_submap", |a, b| _ = a.is_submap(b)),
        ("has_keys_in", |a, b| _ = a.has_keys_in(b)),
        ("is_disjoint", |a, b| _ = a.is_disjoint(b)),
    ]
}

/// `m log2(n / m + 1)`: what a map of `m` and one of `n` entries may cost, m <= n.
fn bound(m: usize, n: usize) -> f64 {
    let (m, n) = (m.min(n) as f64, m.max(n) as f64);
    m * (n / m + 1.0).log2()
}

/// Comparisons are at most this many times the bound, and some more: a branch that a key leads to has
/// each of its bounds compared up to twice, which is 2 * 16 / log2(16) for each halving, and a leaf
/// each of its keys once.
const FACTOR: f64 = 8.0;
const MORE: f64 = 150.0;

#[test]
fn unrelated_maps_are_compared_as_often_as_the_bound_says() {
    let n = if cfg!(miri) { 100 } else { 30_000 };
    for m in [1, 2, 10, 100, 1_000, 10_000, 30_000] {
        if m > n {
            continue;
        }
        let step = n / m;
        let large = counted((0..n).map(|at| at * 4));
        for (pattern, small) in [
            ("spread, and the same keys", counted((0..m).map(|at| at * step * 4))),
            ("spread, between the keys", counted((0..m).map(|at| at * step * 4 + 1))),
            ("close together", counted((0..m).map(|at| n * 2 + at * 4 + 1))),
            ("random", counted((0..m).map(|at| at.wrapping_mul(2_654_435_769) % (n * 4)))),
        ] {
            for (name, f) in operations() {
                for (a, b) in [(&small, &large), (&large, &small)] {
                    let count = comparisons(|| f(a, b)) as f64;
                    let most = FACTOR * bound(small.len(), large.len()) + MORE;
                    assert!(
                        count <= most,
                        "{name} of {} and {}, {pattern}: {count} comparisons, at most {most}",
                        a.len(),
                        b.len()
                    );
                }
            }
        }
    }
}

#[test]
fn forks_are_compared_where_they_differ() {
    if cfg!(miri) {
        return;
    }
    for n in [1_000, 10_000, 100_000] {
        let base = counted((0..n).map(|at| at * 4));
        for k in [0, 1, 4, 20, 100] {
            let (mut a, mut b) = (base.clone(), base.clone());
            for at in 0..k {
                let key = (at + 1) * (n / (k + 2)) * 4;
                a.insert(Counting(key + 1), 0);
                b.insert(Counting(key + 2), 0);
                b.remove(&Counting(key));
                a.insert(Counting(key + 4), 1);
            }
            // The bounds of a path, and the keys of its leaf, on both sides.
            let one = 8.0 * f64::from(n).log2() + 64.0;
            for (name, f) in operations() {
                if name == "union_with" {
                    // It calls its closure for every key that both have.
                    continue;
                }
                let count = comparisons(|| f(&a, &b)) as f64;
                let most = f64::from(2 * k) * one + 2.0;
                assert!(count <= most, "{name} of {n}, {k} edits: {count}, at most {most}");
            }
            // `==` looks at keys by `==` alone.
            assert_eq!(comparisons(|| a == b), 0);
        }
    }
}

#[test]
fn a_merge_is_compared_where_sides_changed() {
    if cfg!(miri) {
        return;
    }
    let n = 100_000;
    let base = counted((0..n).map(|at| at * 4));
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    for at in 0..50 {
        ours.insert(Counting(at * n / 13 + 1), 0);
        theirs.insert(Counting(at * n / 17 + 2), 0);
    }
    let count = comparisons(|| OrdMap::merge(&base, &ours, &theirs, |_| None));
    assert!(count < 100 * 200, "{count} comparisons for 100 changes");
    let count = comparisons(|| OrdMap::merge(&base, &base, &theirs, |_| None));
    assert_eq!(count, 0);
}

#[test]
fn single_entries_are_compared_log_n_times() {
    if cfg!(miri) {
        return;
    }
    let n = 100_000;
    let mut map = counted((0..n).map(|at| at * 4));
    // A binary search in each node: one comparison more for each level.
    let most = f64::from(n).log2() as usize + 3 * (map.height() + 1) + 1;
    for key in (0..n * 4).step_by(997).map(Counting) {
        for (name, count) in [
            ("get", comparisons(|| map.get(&key).is_some())),
            ("rank", comparisons(|| map.rank(&key))),
            ("get_prev", comparisons(|| map.get_prev(&key).is_some())),
            (
                "lower_bound",
                comparisons(|| map.lower_bound(std::ops::Bound::Included(&key)).index()),
            ),
            ("insert", comparisons(|| map.insert(key.clone(), 0))),
            ("entry", comparisons(|| *map.entry(key.clone()).or_insert(1))),
            ("remove", comparisons(|| map.remove(&key))),
            ("take, skip", comparisons(|| (map.take(1_000), map.skip(1_000))) + 1),
            ("split", comparisons(|| map.split(&key))),
        ] {
            assert!((1..=most).contains(&count), "{name}: {count} comparisons, at most {most}");
        }
    }
}

#[test]
fn sorted_input_is_compared_once_for_each_entry() {
    let n = if cfg!(miri) { 50 } else { 10_000 };
    let entries: Vec<_> = (0..n).map(|at| (Counting(at), at)).collect();
    let count = comparisons(|| entries.iter().cloned().collect::<Counted>());
    assert!(count < n as usize, "{count} comparisons for {n} entries");
    let count = comparisons(|| Counted::from_sorted_iter(entries.clone()));
    assert!(count < n as usize, "{count} comparisons for {n} entries");
    // Behind a map: one more, or two.
    let mut map = counted([]);
    map.insert(Counting(0), 0);
    let count = comparisons(|| map.extend(entries.iter().skip(1).cloned()));
    assert!(count < n as usize + 3, "{count} comparisons for {n} entries");
}
