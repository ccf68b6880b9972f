//! The costs of a hash set: those of the map.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::hint::black_box as eat;

use offshoot::HashSet;

use crate::costs::{Counted, Fixture, InPlace, K, M, Makes, Reads, Row, Tally, begin, end, often};
use crate::hash_map::{self, Fixed};

pub type Set = HashSet<Counted, Fixed>;

/// A set of the even numbers below 2n.
#[derive(Clone)]
pub struct Sets {
    v: Set,
    /// Elements, every other of which the set has not.
    few: Set,
    /// The length as made.
    n: usize,
    /// An element of the set, and one that it has not.
    key: Counted,
    missing: Counted,
}

impl Fixture for Sets {
    const SIZES: [usize; 3] = hash_map::Maps::SIZES;
    const ONCE: Tally = hash_map::ONCE;
    const EACH: Tally = hash_map::EACH;
    const HALVING: Tally = hash_map::HALVING;
    const ELEMENT: Tally = hash_map::ELEMENT;

    fn new(n: usize) -> Self {
        let step = 2 * n as u64 / M as u64;
        Self {
            v: (0..n as u64).map(|i| Counted(2 * i)).collect(),
            few: (0..M as u64).map(|i| Counted(i * step / 2 * 2 + i % 2)).collect(),
            n,
            key: Counted(n as u64 / 3 * 2),
            missing: Counted(n as u64 / 3 * 2 + 1),
        }
    }

    fn len(&self) -> usize {
        self.v.len()
    }
}

impl Sets {
    /// A version that differs in `K` elements: half of them are new, half have gone.
    fn fork(&self) -> Set {
        let mut fork = self.v.clone();
        let step = 2 * self.n as u64 / K as u64;
        for i in 0..K as u64 {
            let key = i * step / 2 * 2;
            if i % 2 == 0 {
                fork.remove(&Counted(key));
            } else {
                fork.insert(Counted(key + 1));
            }
        }
        fork
    }

    /// A version of which this one is a subset.
    fn grown(&self) -> Set {
        let mut fork = self.v.clone();
        let step = 2 * self.n as u64 / K as u64;
        (0..K as u64).for_each(|i| _ = fork.insert(Counted(i * step / 2 * 2 + 1)));
        fork
    }

    fn plain(&self) -> Vec<Counted> {
        (0..self.n as u64).map(Counted).collect()
    }
}

/// Does it with two versions, the new one on either side.
fn fork(f: &mut Sets, act: fn(Set, Set)) {
    let (ours, theirs) = (f.v.clone(), f.fork());
    let (a, b) = (theirs.clone(), ours.clone());
    begin();
    act(ours, theirs);
    act(a, b);
    end();
}

/// Does it with a set of few elements on either side.
fn few(f: &mut Sets, act: fn(Set, Set)) {
    let (ours, theirs) = (f.v.clone(), f.few.clone());
    let (a, b) = (theirs.clone(), ours.clone());
    begin();
    act(ours, theirs);
    act(a, b);
    end();
}

pub const ROWS: &[Row<Sets>] = &[
    ("Clone for HashSet", "O(1)", Reads, |f| drop(eat(f.v.clone()))),
    ("HashSet::new", "O(1)", Reads, |_| drop(eat(HashSet::<u64>::new()))),
    ("HashSet::with_hasher", "O(1)", Reads, |_| drop(eat(Set::with_hasher(Fixed::default())))),
    ("HashSet::with_capacity", "O(1)", Reads, |f| drop(eat(HashSet::<u64>::with_capacity(f.n)))),
    ("HashSet::with_capacity_and_hasher", "O(1)", Reads, |f| {
        drop(eat(Set::with_capacity_and_hasher(f.n, Fixed::default())));
    }),
    ("HashSet::unit", "O(1)", Makes, |_| drop(eat(HashSet::<_>::unit(Counted(7))))),
    ("HashSet::capacity", "O(1)", Reads, |f| _ = eat(f.v.capacity())),
    ("HashSet::hasher", "O(1)", Reads, |f| _ = eat(f.v.hasher())),
    ("HashSet::len", "O(1)", Reads, |f| _ = eat(f.v.len())),
    ("HashSet::is_empty", "O(1)", Reads, |f| _ = eat(f.v.is_empty())),
    ("HashSet::iter", "O(1)", Reads, |f| _ = eat(f.v.iter())),
    ("HashSet::new_from", "O(1)", Reads, |f| drop(eat(f.v.new_from::<u64>()))),
    ("HashSet::clear", "O(n) | O(1)", Reads, |f| f.v.clear()),
    ("HashSet::memory", "O(m log m)", Makes, |f| _ = eat(HashSet::memory([&f.v]))),
    ("HashSet::picture", "O(m log m)", Makes, |f| drop(eat(HashSet::picture([&f.v])))),
    ("HashSet::contains", "O(1)", Reads, |f| _ = eat(f.v.contains(&f.key))),
    ("HashSet::get", "O(1)", Reads, |f| _ = eat(f.v.get(&f.key))),
    ("HashSet::insert", "O(1) | O(log n)", InPlace, |f| {
        let key = f.key.clone();
        begin();
        f.v.insert(key);
        end();
    }),
    ("HashSet::insert", "O(1) | O(log n)", Makes, |f| {
        f.v.remove(&f.missing);
        begin();
        f.v.insert(f.missing.clone());
        end();
        f.v.remove(&f.missing);
    }),
    ("HashSet::replace", "O(1) | O(log n)", InPlace, |f| {
        let key = f.key.clone();
        begin();
        f.v.replace(key);
        end();
    }),
    ("HashSet::replace", "O(1) | O(log n)", Makes, |f| {
        f.v.remove(&f.missing);
        begin();
        f.v.replace(f.missing.clone());
        end();
        f.v.remove(&f.missing);
    }),
    ("HashSet::get_or_insert", "O(1)", Reads, |f| {
        let key = f.key.clone();
        begin();
        eat(f.v.get_or_insert(key));
        end();
    }),
    ("HashSet::get_or_insert", "O(1)", Makes, |f| {
        f.v.remove(&f.missing);
        begin();
        eat(f.v.get_or_insert(f.missing.clone()));
    }),
    ("HashSet::get_or_insert_with", "O(1)", Reads, |f| {
        _ = eat(f.v.get_or_insert_with(&f.key, Clone::clone));
    }),
    ("HashSet::get_or_insert_with", "O(1)", Makes, |f| {
        f.v.remove(&f.missing);
        begin();
        eat(f.v.get_or_insert_with(&f.missing, Clone::clone));
    }),
    ("HashSet::update", "O(log n)", Makes, |f| drop(eat(f.v.update(f.key.clone())))),
    ("HashSet::remove", "O(1) | O(log n)", Makes, |f| {
        f.v.insert(f.missing.clone());
        begin();
        f.v.remove(&f.missing);
    }),
    ("HashSet::take", "O(1) | O(log n)", Makes, |f| {
        f.v.insert(f.missing.clone());
        begin();
        f.v.take(&f.missing);
    }),
    ("HashSet::remove", "O(1)", Reads, |f| _ = eat(f.v.remove(&Counted(u64::MAX)))),
    ("HashSet::without", "O(log n)", Makes, |f| drop(eat(f.v.without(&Counted(100))))),
    ("HashSet::retain", "O(n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        v.retain(|key| key.0 % 3 != 0);
    }),
    ("HashSet::extract_if", "O(n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        eat(v.extract_if(|key| key.0 < 20).count());
    }),
    ("HashSet::extract_if", "O(log n)", Makes, |f| {
        let mut v = f.v.clone();
        let mut elements = v.extract_if(|_| true);
        begin();
        eat(elements.next());
        end();
    }),
    ("HashSet::drain", "O(1)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        let drain = v.drain();
        end();
        drop(eat(drain));
    }),
    // Two sets.
    ("HashSet::ptr_eq", "O(1)", Reads, |f| _ = eat(f.v.ptr_eq(&f.v.clone()))),
    ("PartialEq<HashSet<T, S2>> for HashSet", "O(k log n)", Makes, |f| {
        fork(f, |a, b| _ = eat(a == b));
    }),
    ("PartialEq<HashSet<T, S2>> for HashSet", "O(n)", Makes, |f| {
        let other: Set = f.v.iter().cloned().collect();
        begin();
        assert!(eat(f.v == other));
        end();
    }),
    ("HashSet::union", "O(m log(n / m + 1))", Makes, |f| few(f, |a, b| drop(a.union(b)))),
    ("HashSet::union", "O(k log n)", Makes, |f| fork(f, |a, b| drop(a.union(b)))),
    ("HashSet::intersection", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.intersection(b)));
    }),
    ("HashSet::intersection", "O(k log n)", Makes, |f| fork(f, |a, b| drop(a.intersection(b)))),
    ("HashSet::relative_complement", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.relative_complement(b)));
    }),
    ("HashSet::relative_complement", "O(k log n)", Makes, |f| {
        fork(f, |a, b| drop(a.relative_complement(b)));
    }),
    ("HashSet::symmetric_difference", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.symmetric_difference(b)));
    }),
    ("HashSet::symmetric_difference", "O(k log n)", Makes, |f| {
        fork(f, |a, b| drop(a.symmetric_difference(b)));
    }),
    ("HashSet::unions", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(HashSet::unions([a, b])));
    }),
    ("HashSet::difference", "O(m log(n / m + 1))", Makes, |f| few(f, |a, b| drop(a.difference(b)))),
    ("HashSet::is_subset", "O(m log(n / m + 1))", Makes, |f| {
        // The smaller one is a subset.
        let few = f.few.clone().intersection(f.v.clone());
        begin();
        eat((few.is_subset(&f.v), f.v.is_subset(&few)));
        end();
    }),
    ("HashSet::is_subset", "O(k log n)", Makes, |f| {
        let fork = f.grown();
        begin();
        eat((fork.is_subset(&f.v), f.v.is_subset(&fork)));
        end();
    }),
    ("HashSet::is_proper_subset", "O(m log(n / m + 1))", Makes, |f| {
        // The smaller one is a subset.
        let few = f.few.clone().intersection(f.v.clone());
        begin();
        eat((few.is_proper_subset(&f.v), f.v.is_proper_subset(&few)));
        end();
    }),
    ("HashSet::is_proper_subset", "O(k log n)", Makes, |f| {
        let fork = f.grown();
        begin();
        eat((fork.is_proper_subset(&f.v), f.v.is_proper_subset(&fork)));
        end();
    }),
    ("HashSet::is_superset", "O(m log(n / m + 1))", Makes, |f| {
        // The smaller one is a subset.
        let few = f.few.clone().intersection(f.v.clone());
        begin();
        eat((few.is_superset(&f.v), f.v.is_superset(&few)));
        end();
    }),
    ("HashSet::is_superset", "O(k log n)", Makes, |f| {
        let fork = f.grown();
        begin();
        eat((fork.is_superset(&f.v), f.v.is_superset(&fork)));
        end();
    }),
    ("HashSet::is_proper_superset", "O(m log(n / m + 1))", Makes, |f| {
        // The smaller one is a subset.
        let few = f.few.clone().intersection(f.v.clone());
        begin();
        eat((few.is_proper_superset(&f.v), f.v.is_proper_superset(&few)));
        end();
    }),
    ("HashSet::is_proper_superset", "O(k log n)", Makes, |f| {
        let fork = f.grown();
        begin();
        eat((fork.is_proper_superset(&f.v), f.v.is_proper_superset(&fork)));
        end();
    }),
    ("HashSet::is_disjoint", "O(m log(n / m + 1))", Makes, |f| {
        let odd: Set = f.few.iter().map(|key| Counted(key.0 | 1)).collect();
        f.v.remove(&f.missing);
        begin();
        assert!(f.v.is_disjoint(&odd) && odd.is_disjoint(&f.v));
    }),
    ("HashSet::diff", "O(k log n)", Makes, |f| fork(f, |a, b| _ = eat(a.diff(&b).count()))),
    // What there is to tell: that few have gone.
    ("HashSet::diff", "O(m log(n / m + 1))", Makes, |f| {
        let other = f.v.clone().relative_complement(f.few.clone());
        begin();
        eat(f.v.diff(&other).count());
    }),
    ("HashSet::merge", "O(k log n)", Makes, |f| {
        let (ours, theirs) = (f.fork(), f.grown());
        begin();
        drop(eat(HashSet::merge(&f.v, &ours, &theirs)));
    }),
    // All of it.
    ("Hash for HashSet", "O(n)", Makes, |f| {
        let mut last = DefaultHasher::new();
        f.v.hash(&mut last);
        eat(last.finish());
    }),
    ("FromIterator<R> for HashSet", "O(n)", Makes, |f| {
        drop(eat(f.plain().into_iter().collect::<Set>()));
    }),
    ("Extend<R> for HashSet", "O(1)", Makes, |f| {
        let mut v = f.v.clone();
        let mut more = Some((0..1_000).map(|i| Counted((1 << 40) + i)).collect::<Vec<_>>());
        often(|_| _ = more.take().map(|more| v.extend(more)));
    }),
    ("From<HashSet<T, S>> for BTreeSet", "O(n log n)", Makes, |f| {
        drop(eat(BTreeSet::from(f.v.clone())));
    }),
    ("From<HashSet<T, S2>> for StdSet", "O(n)", Makes, |f| {
        drop(eat(std::collections::HashSet::<_>::from(f.v.clone())));
    }),
];
