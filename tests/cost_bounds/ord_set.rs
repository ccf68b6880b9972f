//! The costs of an ordered set and its cursors: those of the map.

use std::collections::{BTreeSet, HashSet};
use std::hint::black_box as eat;
use std::ops::Bound::Included;

use offshoot::OrdSet;
use offshoot::ord_set::{Cursor, CursorMut};

use crate::costs::{Counted, Fixture, InPlace, K, M, Makes, Reads, Row, Tally, begin, end, often};
use crate::ord_map;

pub type Set = OrdSet<Counted>;

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
    const SIZES: [usize; 3] = ord_map::Maps::SIZES;
    const ONCE: Tally = ord_map::ONCE;
    const EACH: Tally = ord_map::EACH;
    const HALVING: Tally = ord_map::HALVING;
    const ELEMENT: Tally = ord_map::ELEMENT;

    fn new(n: usize) -> Self {
        let step = 2 * n as u64 / M as u64;
        Self {
            v: OrdSet::from_sorted_iter((0..n as u64).map(|i| Counted(2 * i))),
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

    /// The place of the element.
    fn at(&self) -> usize {
        self.n / 3
    }

    fn third(&self) -> std::ops::Range<Counted> {
        Counted(self.n as u64 / 3 * 2)..Counted(self.n as u64 / 3 * 4)
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

/// Does it with a cursor in the midst of a leaf that it has just passed an element of.
fn near(f: &mut Sets, act: fn(&mut Cursor<'_, Counted>)) {
    // The first leaf has three elements at least.
    let mut cursor = f.v.lower_bound(Included(&Counted(0)));
    cursor.next();
    begin();
    act(&mut cursor);
    end();
}

fn far(f: &mut Sets, act: fn(&mut Cursor<'_, Counted>)) {
    let mut cursor = f.v.lower_bound(Included(&f.key));
    begin();
    act(&mut cursor);
    end();
}

fn edit(f: &mut Sets, act: fn(&mut CursorMut<'_, Counted>)) {
    f.v.remove(&f.missing);
    f.v.insert(f.key.clone());
    // The key lies before it.
    let mut cursor = f.v.upper_bound_mut(Included(&f.key));
    begin();
    act(&mut cursor);
    end();
}

pub const ROWS: &[Row<Sets>] = &[
    ("Clone for OrdSet", "O(1)", Reads, |f| drop(eat(f.v.clone()))),
    ("OrdSet::new", "O(1)", Reads, |_| drop(eat(Set::new()))),
    ("OrdSet::unit", "O(1)", Makes, |_| drop(eat(OrdSet::unit(Counted(7))))),
    ("OrdSet::len", "O(1)", Reads, |f| _ = eat(f.v.len())),
    ("OrdSet::is_empty", "O(1)", Reads, |f| _ = eat(f.v.is_empty())),
    ("OrdSet::clear", "O(n) | O(1)", Reads, |f| f.v.clear()),
    ("OrdSet::memory", "O(m log m)", Makes, |f| _ = eat(OrdSet::memory([&f.v]))),
    ("OrdSet::picture", "O(m log m)", Makes, |f| drop(eat(OrdSet::picture([&f.v])))),
    ("OrdSet::first", "O(log n)", Reads, |f| _ = eat(f.v.first())),
    ("OrdSet::last", "O(log n)", Reads, |f| _ = eat(f.v.last())),
    ("OrdSet::get_min", "O(log n)", Reads, |f| _ = eat(f.v.get_min())),
    ("OrdSet::get_max", "O(log n)", Reads, |f| _ = eat(f.v.get_max())),
    ("OrdSet::contains", "O(log n)", Reads, |f| _ = eat(f.v.contains(&f.key))),
    ("OrdSet::get", "O(log n)", Reads, |f| _ = eat(f.v.get(&f.key))),
    ("OrdSet::get_prev", "O(log n)", Reads, |f| _ = eat(f.v.get_prev(&f.key))),
    ("OrdSet::get_next", "O(log n)", Reads, |f| _ = eat(f.v.get_next(&f.key))),
    ("OrdSet::index_of", "O(log n)", Reads, |f| _ = eat(f.v.index_of(&f.key))),
    ("OrdSet::rank", "O(log n)", Reads, |f| _ = eat(f.v.rank(&f.key))),
    ("OrdSet::get_index", "O(log n)", Reads, |f| _ = eat(f.v.get_index(f.at()))),
    ("OrdSet::nth", "O(log n)", Reads, |f| _ = eat(f.v.nth(f.at()))),
    ("OrdSet::iter", "O(1)", Reads, |f| _ = eat(f.v.iter())),
    ("OrdSet::iter", "O(log n)", Reads, |f| _ = eat(f.v.iter().nth(f.at()))),
    ("OrdSet::iter", "O(log n)", Reads, |f| _ = eat(f.v.iter().skip(f.at()).next())),
    ("OrdSet::range", "O(log n)", Reads, |f| {
        let third = f.third();
        begin();
        eat(f.v.range(third).next());
        end();
    }),
    ("OrdSet::range_index", "O(1)", Reads, |f| _ = eat(f.v.range_index(f.at()..))),
    ("OrdSet::range_index", "O(log n)", Reads, |f| _ = eat(f.v.range_index(f.at()..).next())),
    ("OrdSet::insert", "O(log n)", InPlace, |f| {
        let key = f.key.clone();
        begin();
        f.v.insert(key);
        end();
    }),
    ("OrdSet::insert", "O(log n)", Makes, |f| {
        f.v.remove(&f.missing);
        begin();
        f.v.insert(f.missing.clone());
        end();
        f.v.remove(&f.missing);
    }),
    ("OrdSet::replace", "O(log n)", InPlace, |f| {
        let key = f.key.clone();
        begin();
        f.v.replace(key);
        end();
    }),
    ("OrdSet::replace", "O(log n)", Makes, |f| {
        f.v.remove(&f.missing);
        begin();
        f.v.replace(f.missing.clone());
        end();
        f.v.remove(&f.missing);
    }),
    ("OrdSet::get_or_insert", "O(log n)", Reads, |f| {
        let key = f.key.clone();
        begin();
        eat(f.v.get_or_insert(key));
        end();
    }),
    ("OrdSet::get_or_insert", "O(log n)", Makes, |f| {
        f.v.remove(&f.missing);
        begin();
        eat(f.v.get_or_insert(f.missing.clone()));
    }),
    ("OrdSet::get_or_insert_with", "O(log n)", Reads, |f| {
        _ = eat(f.v.get_or_insert_with(&f.key, Clone::clone));
    }),
    ("OrdSet::get_or_insert_with", "O(log n)", Makes, |f| {
        f.v.remove(&f.missing);
        begin();
        eat(f.v.get_or_insert_with(&f.missing, Clone::clone));
    }),
    ("OrdSet::update", "O(log n)", Makes, |f| drop(eat(f.v.update(f.key.clone())))),
    ("OrdSet::remove", "O(log n)", Makes, |f| {
        f.v.insert(f.missing.clone());
        begin();
        f.v.remove(&f.missing);
    }),
    ("OrdSet::remove", "O(log n)", Reads, |f| _ = eat(f.v.remove(&Counted(u64::MAX)))),
    ("OrdSet::remove_index", "O(log n)", Makes, |f| _ = eat(f.v.remove_index(f.n / 5))),
    ("OrdSet::pop_first", "O(log n)", Makes, |f| _ = eat(f.v.pop_first())),
    ("OrdSet::pop_last", "O(log n)", Makes, |f| _ = eat(f.v.pop_last())),
    ("OrdSet::remove_min", "O(log n)", Makes, |f| _ = eat(f.v.remove_min())),
    ("OrdSet::remove_max", "O(log n)", Makes, |f| _ = eat(f.v.remove_max())),
    ("OrdSet::without", "O(log n)", Makes, |f| drop(eat(f.v.without(&Counted(100))))),
    ("OrdSet::without_min", "O(log n)", Makes, |f| drop(eat(f.v.without_min()))),
    ("OrdSet::without_max", "O(log n)", Makes, |f| drop(eat(f.v.without_max()))),
    ("OrdSet::retain", "O(n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        v.retain(|key| key.0 % 3 != 0);
    }),
    // 1,000 are asked, and none goes.
    ("OrdSet::extract_if", "O(1)", Makes, |f| {
        let mut v = f.v.take(1_000);
        let mut elements = v.extract_if(.., |_| false);
        often(|_| drop(elements.next()));
    }),
    ("OrdSet::extract_if", "O(log n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        eat(v.extract_if(f.third(), |_| true).next());
    }),
    // Cut and join.
    ("OrdSet::from_sorted_iter", "O(n)", Makes, |f| drop(eat(OrdSet::from_sorted_iter(f.plain())))),
    ("OrdSet::append", "O(log n)", Makes, |f| {
        let mut upper = f.v.split_off(&f.missing);
        begin();
        f.v.append(&mut upper);
        end();
    }),
    ("OrdSet::split_off", "O(log n)", Makes, |f| {
        let mut upper = f.v.split_off(&f.missing);
        end();
        f.v.append(&mut upper);
    }),
    ("OrdSet::split", "O(log n)", Makes, |f| drop(eat(f.v.clone().split(&f.key)))),
    ("OrdSet::split_member", "O(log n)", Makes, |f| drop(eat(f.v.clone().split_member(&f.key)))),
    ("OrdSet::take", "O(log n)", Makes, |f| drop(eat(f.v.take(f.at())))),
    ("OrdSet::skip", "O(log n)", Makes, |f| drop(eat(f.v.skip(f.at())))),
    ("OrdSet::subset", "O(log n)", Makes, |f| drop(eat(f.v.subset(f.third())))),
    ("OrdSet::remove_range", "O(log n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        drop(v.remove_range(f.third()));
    }),
    // Two sets.
    ("OrdSet::ptr_eq", "O(1)", Reads, |f| _ = eat(f.v.ptr_eq(&f.v.clone()))),
    ("PartialEq for OrdSet", "O(n)", Makes, |f| {
        let other = OrdSet::from_sorted_iter(f.v.iter().cloned());
        begin();
        assert!(eat(f.v == other));
        end();
    }),
    ("OrdSet::union", "O(m log(n / m + 1))", Makes, |f| few(f, |a, b| drop(a.union(b)))),
    ("OrdSet::union", "O(k log n)", Makes, |f| fork(f, |a, b| drop(a.union(b)))),
    ("OrdSet::intersection", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.intersection(b)));
    }),
    ("OrdSet::intersection", "O(k log n)", Makes, |f| fork(f, |a, b| drop(a.intersection(b)))),
    ("OrdSet::relative_complement", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.relative_complement(b)));
    }),
    ("OrdSet::relative_complement", "O(k log n)", Makes, |f| {
        fork(f, |a, b| drop(a.relative_complement(b)));
    }),
    ("OrdSet::symmetric_difference", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(a.symmetric_difference(b)));
    }),
    ("OrdSet::symmetric_difference", "O(k log n)", Makes, |f| {
        fork(f, |a, b| drop(a.symmetric_difference(b)));
    }),
    ("OrdSet::unions", "O(m log(n / m + 1))", Makes, |f| {
        few(f, |a, b| drop(OrdSet::unions([a, b])));
    }),
    ("OrdSet::difference", "O(m log(n / m + 1))", Makes, |f| few(f, |a, b| drop(a.difference(b)))),
    ("OrdSet::is_subset", "O(m log(n / m + 1))", Makes, |f| {
        // The smaller one is a subset.
        let few = f.few.clone().intersection(f.v.clone());
        begin();
        eat((few.is_subset(&f.v), f.v.is_subset(&few)));
        end();
    }),
    ("OrdSet::is_subset", "O(k log n)", Makes, |f| {
        let fork = f.grown();
        begin();
        eat((fork.is_subset(&f.v), f.v.is_subset(&fork)));
        end();
    }),
    ("OrdSet::is_proper_subset", "O(m log(n / m + 1))", Makes, |f| {
        // The smaller one is a subset.
        let few = f.few.clone().intersection(f.v.clone());
        begin();
        eat((few.is_proper_subset(&f.v), f.v.is_proper_subset(&few)));
        end();
    }),
    ("OrdSet::is_proper_subset", "O(k log n)", Makes, |f| {
        let fork = f.grown();
        begin();
        eat((fork.is_proper_subset(&f.v), f.v.is_proper_subset(&fork)));
        end();
    }),
    ("OrdSet::is_superset", "O(m log(n / m + 1))", Makes, |f| {
        // The smaller one is a subset.
        let few = f.few.clone().intersection(f.v.clone());
        begin();
        eat((few.is_superset(&f.v), f.v.is_superset(&few)));
        end();
    }),
    ("OrdSet::is_superset", "O(k log n)", Makes, |f| {
        let fork = f.grown();
        begin();
        eat((fork.is_superset(&f.v), f.v.is_superset(&fork)));
        end();
    }),
    ("OrdSet::is_proper_superset", "O(m log(n / m + 1))", Makes, |f| {
        // The smaller one is a subset.
        let few = f.few.clone().intersection(f.v.clone());
        begin();
        eat((few.is_proper_superset(&f.v), f.v.is_proper_superset(&few)));
        end();
    }),
    ("OrdSet::is_proper_superset", "O(k log n)", Makes, |f| {
        let fork = f.grown();
        begin();
        eat((fork.is_proper_superset(&f.v), f.v.is_proper_superset(&fork)));
        end();
    }),
    ("OrdSet::is_disjoint", "O(m log(n / m + 1))", Makes, |f| {
        let odd: Set = f.few.iter().map(|key| Counted(key.0 | 1)).collect();
        f.v.remove(&f.missing);
        begin();
        assert!(f.v.is_disjoint(&odd) && odd.is_disjoint(&f.v));
    }),
    ("OrdSet::diff", "O(k log n)", Makes, |f| fork(f, |a, b| _ = eat(a.diff(&b).count()))),
    // What there is to tell: that few have gone.
    ("OrdSet::diff", "O(m log(n / m + 1))", Makes, |f| {
        let other = f.v.clone().relative_complement(f.few.clone());
        begin();
        eat(f.v.diff(&other).count());
    }),
    ("OrdSet::merge", "O(k log n)", Makes, |f| {
        let (ours, theirs) = (f.fork(), f.grown());
        begin();
        drop(eat(OrdSet::merge(&f.v, &ours, &theirs)));
    }),
    // Many.
    ("FromIterator<R> for OrdSet", "O(n)", Makes, |f| {
        drop(eat(f.plain().into_iter().collect::<Set>()));
    }),
    ("Extend<R> for OrdSet", "O(1)", Makes, |f| {
        let mut v = f.v.clone();
        let mut more = Some((0..1_000).map(|i| Counted((1 << 40) + i)).collect::<Vec<_>>());
        often(|_| _ = more.take().map(|more| v.extend(more)));
    }),
    ("From<OrdSet<T>> for BTreeSet", "O(n)", Makes, |f| drop(eat(BTreeSet::from(f.v.clone())))),
    ("From<OrdSet<T>> for StdSet", "O(n)", Makes, |f| {
        drop(eat(HashSet::<_>::from(f.v.clone())));
    }),
    // Cursors.
    ("OrdSet::lower_bound", "O(log n)", Reads, |f| _ = eat(f.v.lower_bound(Included(&f.key)))),
    ("OrdSet::upper_bound", "O(log n)", Reads, |f| _ = eat(f.v.upper_bound(Included(&f.key)))),
    ("OrdSet::lower_bound_mut", "O(log n)", Reads, |f| {
        _ = eat(f.v.lower_bound_mut(Included(&f.key)));
    }),
    ("OrdSet::upper_bound_mut", "O(log n)", Reads, |f| {
        _ = eat(f.v.upper_bound_mut(Included(&f.key)));
    }),
    ("Cursor::index", "O(1)", Reads, |f| far(f, |cursor| _ = eat(cursor.index()))),
    ("Cursor::peek_next", "O(log n)", Reads, |f| far(f, |cursor| _ = eat(cursor.peek_next()))),
    ("Cursor::peek_prev", "O(log n)", Reads, |f| far(f, |cursor| _ = eat(cursor.peek_prev()))),
    ("Cursor::peek_next", "O(1)", Reads, |f| near(f, |cursor| _ = eat(cursor.peek_next()))),
    ("Cursor::peek_prev", "O(1)", Reads, |f| near(f, |cursor| _ = eat(cursor.peek_prev()))),
    ("Cursor::next", "O(1)", Reads, |f| {
        let mut cursor = f.v.lower_bound(Included(&Counted(0)));
        often(|_| _ = eat(cursor.next()));
    }),
    ("Cursor::prev", "O(1)", Reads, |f| {
        let mut cursor = f.v.upper_bound(Included(&Counted(u64::MAX)));
        often(|_| _ = eat(cursor.prev()));
    }),
    ("CursorMut::index", "O(1)", Reads, |f| edit(f, |cursor| _ = eat(cursor.index()))),
    ("CursorMut::as_cursor", "O(1)", Reads, |f| edit(f, |cursor| _ = eat(cursor.as_cursor()))),
    ("CursorMut::peek_next", "O(log n)", InPlace, |f| {
        edit(f, |cursor| _ = eat(cursor.peek_next()));
    }),
    ("CursorMut::peek_prev", "O(log n)", InPlace, |f| {
        edit(f, |cursor| _ = eat(cursor.peek_prev()));
    }),
    ("CursorMut::next", "O(log n)", InPlace, |f| edit(f, |cursor| _ = eat(cursor.next()))),
    ("CursorMut::prev", "O(log n)", InPlace, |f| edit(f, |cursor| _ = eat(cursor.prev()))),
    ("CursorMut::remove_next", "O(log n)", Makes, |f| {
        edit(f, |cursor| _ = eat(cursor.remove_next()));
    }),
    ("CursorMut::remove_prev", "O(log n)", Makes, |f| {
        edit(f, |cursor| _ = eat(cursor.remove_prev()));
    }),
    ("CursorMut::insert_after", "O(log n)", Makes, |f| {
        let missing = f.missing.clone();
        f.v.remove(&missing);
        let mut cursor = f.v.upper_bound_mut(Included(&f.key));
        begin();
        assert!(cursor.insert_after(missing).is_ok());
    }),
    ("CursorMut::insert_before", "O(log n)", Makes, |f| {
        let missing = f.missing.clone();
        f.v.remove(&missing);
        let mut cursor = f.v.upper_bound_mut(Included(&f.key));
        begin();
        assert!(cursor.insert_before(missing).is_ok());
    }),
];
