//! The costs of a vector and of what looks into one. Knows no other collection.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::hint::black_box as eat;

use offshoot::Vector;
use offshoot::vector::{Focus, FocusMut};

use crate::costs::{
    Counted, Fixture, InPlace, K, M, Makes, Reads, Row, Tally, Walks, begin, end, often,
};

const TINY: bool = cfg!(offshoot_tiny);

#[derive(Clone)]
pub struct Vectors {
    v: Vector<Counted>,
    /// The length as made.
    n: usize,
    /// Where operations are done.
    at: usize,
}

impl Fixture for Vectors {
    const SIZES: [usize; 3] = [1_000, 30_000, if TINY { 100_000 } else { 1_000_000 }];
    // A cut and a seam: some leaves, and their ways.
    const ONCE: Tally = Tally {
        blocks: 10,
        bytes: if TINY { 800 } else { 9_600 },
        compared: 0,
        hashed: 0,
        cloned: if TINY { 50 } else { 1_200 },
    };
    // A leaf is copied, and compared from both of its ends; a seam of two paths is one of them.
    const EACH: Tally = Tally {
        blocks: 10,
        bytes: if TINY { 300 } else { 3_200 },
        compared: if TINY { 20 } else { 240 },
        hashed: 0,
        cloned: if TINY { 20 } else { 242 },
    };
    // A level is at least two halvings with tiny nodes, and three with others.
    const HALVING: Tally =
        Tally { blocks: 4, bytes: if TINY { 480 } else { 600 }, compared: 2, hashed: 0, cloned: 0 };
    const ELEMENT: Tally = Tally { blocks: 1, bytes: 64, compared: 2, hashed: 0, cloned: 2 };

    fn new(n: usize) -> Self {
        Self { v: (0..n as u64).map(Counted).collect(), n, at: n / 3 }
    }

    fn len(&self) -> usize {
        self.v.len()
    }
}

impl Vectors {
    /// A version that differs in `K` places.
    fn fork(&self) -> Vector<Counted> {
        let mut fork = self.v.clone();
        for i in 0..K {
            fork.set(i * (self.v.len() / K), x());
        }
        fork
    }

    fn elements(&self) -> Vec<Counted> {
        (0..self.n as u64).map(Counted).collect()
    }

    /// Elements in an order that is none.
    fn mixed(&self) -> Vector<Counted> {
        (0..self.n as u64).map(|i| Counted(i * 7_919 % self.n as u64)).collect()
    }

    /// Each element twice.
    fn twice(&self) -> Vector<Counted> {
        (0..self.n as u64).map(|i| Counted(i / 2)).collect()
    }
}

/// An element that none is equal to.
fn x() -> Counted {
    Counted(u64::MAX)
}

/// `M` elements.
fn few() -> Vec<Counted> {
    (0..M as u64).map(Counted).collect()
}

fn key(x: &Counted) -> u64 {
    x.0
}

pub const ROWS: &[Row<Vectors>] = &[
    ("Clone for Vector", "O(1)", Reads, |f| drop(eat(f.v.clone()))),
    ("Vector::new", "O(1)", Reads, |_| drop(eat(Vector::<Counted>::new()))),
    ("Vector::len", "O(1)", Reads, |f| _ = eat(f.v.len())),
    ("Vector::is_empty", "O(1)", Reads, |f| _ = eat(f.v.is_empty())),
    ("Vector::is_inline", "O(1)", Reads, |f| _ = eat(f.v.is_inline())),
    ("Vector::check", "O(n)", Makes, |f| f.v.check()),
    ("Vector::unit", "O(1)", Makes, |_| drop(eat(Vector::unit(x())))),
    // Read.
    ("Vector::get", "O(log n)", Reads, |f| _ = eat(f.v.get(f.at))),
    ("Vector::front", "O(log n)", Reads, |f| _ = eat(f.v.front())),
    ("Vector::head", "O(log n)", Reads, |f| _ = eat(f.v.head())),
    ("Vector::first", "O(log n)", Reads, |f| _ = eat(f.v.first())),
    ("Vector::back", "O(log n)", Reads, |f| _ = eat(f.v.back())),
    ("Vector::last", "O(log n)", Reads, |f| _ = eat(f.v.last())),
    ("Vector::front", "O(1)", Makes, |f| at_front(f, |v| _ = eat(v.front()))),
    ("Vector::head", "O(1)", Makes, |f| at_front(f, |v| _ = eat(v.head()))),
    ("Vector::first", "O(1)", Makes, |f| at_front(f, |v| _ = eat(v.first()))),
    ("Vector::back", "O(1)", Makes, |f| at_back(f, |v| _ = eat(v.back()))),
    ("Vector::last", "O(1)", Makes, |f| at_back(f, |v| _ = eat(v.last()))),
    ("Vector::chunk_at", "O(log n)", Reads, |f| _ = eat(f.v.chunk_at(f.at))),
    ("Index<usize> for Vector", "O(log n)", Reads, |f| _ = eat(&f.v[f.at])),
    ("Vector::iter", "O(1)", Reads, |f| _ = eat(f.v.iter())),
    ("Vector::iter", "O(log n)", Reads, |f| _ = eat(f.v.iter().nth(f.at))),
    ("Vector::iter", "O(log n)", Reads, |f| _ = eat(f.v.iter().skip(f.at).next())),
    ("Vector::range", "O(1)", Reads, |f| _ = eat(f.v.range(f.at..))),
    ("Vector::range", "O(log n)", Reads, |f| _ = eat(f.v.range(f.at..).next())),
    ("Vector::chunks", "O(1)", Reads, |f| _ = eat(f.v.chunks())),
    ("Vector::chunks", "O(log n)", Reads, |f| _ = eat(f.v.chunks().next())),
    ("Vector::leaves", "O(1)", Reads, |f| _ = eat(f.v.leaves())),
    ("Vector::leaves", "O(log n)", Reads, |f| _ = eat(f.v.leaves().next())),
    ("Vector::to_vec", "O(n)", Makes, |f| drop(eat(f.v.to_vec()))),
    // Write at a place.
    ("Vector::get_mut", "O(log n)", InPlace, |f| _ = eat(f.v.get_mut(f.at))),
    ("Vector::front_mut", "O(log n)", InPlace, |f| _ = eat(f.v.front_mut())),
    ("Vector::first_mut", "O(log n)", InPlace, |f| _ = eat(f.v.first_mut())),
    ("Vector::back_mut", "O(log n)", InPlace, |f| _ = eat(f.v.back_mut())),
    ("Vector::last_mut", "O(log n)", InPlace, |f| _ = eat(f.v.last_mut())),
    ("Vector::set", "O(log n)", InPlace, |f| _ = eat(f.v.set(f.at, x()))),
    ("Vector::update", "O(log n)", Makes, |f| drop(eat(f.v.update(f.at, x())))),
    ("Vector::swap", "O(log n)", InPlace, |f| f.v.swap(f.at, 2 * f.at)),
    ("IndexMut<usize> for Vector", "O(log n)", InPlace, |f| f.v[f.at] = x()),
    ("Vector::get_disjoint_mut", "O(N log n)", Walks, |f| {
        _ = eat(f.v.get_disjoint_mut([f.at, 2 * f.at]));
    }),
    ("Vector::range_mut", "O(log n)", Walks, |f| _ = eat(f.v.range_mut(f.at..).next())),
    ("Vector::range_mut", "O(log n)", Walks, |f| {
        _ = eat(f.v.range_mut(f.at..2 * f.at).next_back());
    }),
    ("Vector::iter_mut", "O(1)", Walks, |f| _ = eat(f.v.iter_mut())),
    ("Vector::chunks_mut", "O(1)", Walks, |f| _ = eat(f.v.chunks_mut())),
    ("Vector::leaves_mut", "O(1)", Walks, |f| _ = eat(f.v.leaves_mut())),
    // Insert and remove.
    ("Vector::insert", "O(log n)", Makes, |f| f.v.insert(f.at, x())),
    ("Vector::remove", "O(log n)", Makes, |f| drop(f.v.remove(f.at))),
    ("Vector::swap_remove", "O(log n)", Makes, |f| drop(f.v.swap_remove(f.at))),
    ("Vector::swap_remove_back", "O(log n)", Makes, |f| drop(f.v.swap_remove_back(f.at))),
    ("Vector::swap_remove_front", "O(log n)", Makes, |f| drop(f.v.swap_remove_front(f.at))),
    ("Vector::push_back", "O(1)", Makes, |f| {
        often(|_| f.v.push_back(x()));
        f.v.truncate(f.n);
    }),
    ("Vector::push_front", "O(1)", Makes, |f| {
        often(|_| f.v.push_front(x()));
        f.v = f.v.skip(f.v.len() - f.n);
    }),
    ("Vector::pop_back", "O(1)", Makes, |f| {
        f.v.resize_with(f.n + 1_000, x);
        often(|_| drop(f.v.pop_back()));
    }),
    ("Vector::pop_front", "O(1)", Makes, |f| {
        f.v.insert_all(0, vec![x(); 1_000]);
        often(|_| drop(f.v.pop_front()));
    }),
    ("Vector::pop_back_if", "O(log n)", Makes, |f| drop(f.v.pop_back_if(|_| true))),
    ("Vector::pop_front_if", "O(log n)", Makes, |f| drop(f.v.pop_front_if(|_| true))),
    ("Vector::pop_front_if", "O(log n)", InPlace, |f| drop(f.v.pop_front_if(|_| false))),
    ("Vector::truncate", "O(log n)", Makes, |f| f.v.truncate(f.v.len() - f.n / 50)),
    ("Vector::clear", "O(1)", Reads, |f| {
        let _kept = f.v.clone();
        begin();
        f.v.clear();
        end();
    }),
    ("Vector::extend_from_slice", "O(m)", Makes, |f| {
        let few = few();
        begin();
        f.v.extend_from_slice(&few);
    }),
    ("Vector::extend_from_within", "O(log n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        v.extend_from_within(f.at..2 * f.at);
    }),
    ("Vector::resize", "O(log n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        v.resize(3 * f.n, x());
    }),
    ("Vector::resize_with", "O(log n)", Makes, |f| f.v.resize_with(f.n - f.n / 50, x)),
    ("Vector::resize_with", "O(1)", Makes, |f| {
        f.v.truncate(f.n);
        often(|i| f.v.resize_with(f.n + i, x));
        f.v.truncate(f.n);
    }),
    ("Vector::fill", "O(log n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        v.fill(x());
    }),
    ("Vector::fill_with", "O(n)", Makes, |f| f.v.fill_with(x)),
    ("Vector::retain", "O(n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        v.retain(|x| x.0 % 3 != 0);
    }),
    ("Vector::retain_mut", "O(n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        v.retain_mut(|x| x.0 % 3 != 0);
    }),
    ("Vector::dedup", "O(n)", Makes, |f| {
        let mut v = f.twice();
        begin();
        v.dedup();
    }),
    ("Vector::dedup_by_key", "O(n)", Makes, |f| {
        let mut v = f.twice();
        begin();
        v.dedup_by_key(|x| x.0);
    }),
    ("Vector::dedup_by", "O(n)", Makes, |f| {
        let mut v = f.twice();
        begin();
        v.dedup_by(|x, y| x == y);
    }),
    ("Vector::compact", "O(log n)", Reads, |f| {
        let mut v: Vector<Counted> = (0..f.n as u64).map(Counted).collect();
        begin();
        v.compact();
        end();
    }),
    ("Vector::compact", "O(n)", Makes, |f| {
        let mut v = f.v.clone();
        (0..50).for_each(|i| v.insert(7 * i, x()));
        begin();
        v.compact();
    }),
    // Cut and join.
    ("Vector::append", "O(log n)", Makes, |f| {
        let (mut v, other) = (f.v.clone(), f.v.skip(7));
        begin();
        v.append(other);
    }),
    ("Vector::append", "O(log n)", Makes, |f| {
        let upper = f.v.split_off(f.at);
        begin();
        f.v.append(upper);
    }),
    ("Vector::concat", "O(log n)", Makes, |f| drop(eat(f.v.concat(&f.v)))),
    ("Vector::split_off", "O(log n)", Makes, |f| {
        let upper = f.v.split_off(f.at);
        end();
        f.v.append(upper);
    }),
    ("Vector::split_at", "O(log n)", Makes, |f| drop(eat(f.v.clone().split_at(f.at)))),
    ("Vector::skip", "O(log n)", Makes, |f| drop(eat(f.v.skip(f.at)))),
    ("Vector::take", "O(log n)", Makes, |f| drop(eat(f.v.take(f.at)))),
    ("Vector::subvector", "O(log n)", Makes, |f| drop(eat(f.v.subvector(f.at..2 * f.at)))),
    ("Vector::slice", "O(log n)", Makes, |f| {
        let middle = f.v.slice(f.at..2 * f.at);
        end();
        f.v.insert_all(f.at, middle);
    }),
    ("Vector::drain", "O(log n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        drop(v.drain(f.at..2 * f.at));
    }),
    ("Vector::drain", "O(1)", Makes, |f| {
        let mut v = f.v.clone();
        v.insert_all(0, vec![x(); 1_000]);
        let mut drain = v.drain(..1_000);
        often(|_| drop(drain.next()));
    }),
    ("Vector::splice", "O(log n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        drop(v.splice(f.at..2 * f.at, [x()]));
    }),
    ("Vector::splice", "O(1)", Makes, |f| {
        let mut v = f.v.clone();
        let mut values = Some(vec![x(); 1_000]);
        // One splice of 1,000 values, and 999 of none.
        often(|i| drop(values.take().map(|values| v.splice(f.at + i..f.at + i, values))));
    }),
    ("Vector::insert_all", "O(log n)", Makes, |f| {
        let mut v = f.v.clone();
        begin();
        v.insert_all(f.at, f.v.clone());
    }),
    ("Vector::insert_all", "O(1)", Makes, |f| {
        let mut v = f.v.clone();
        let mut values = Some(vec![x(); 1_000]);
        often(|_| _ = values.take().map(|values| v.insert_all(f.at, values)));
    }),
    ("Vector::rotate_left", "O(log n)", Makes, |f| f.v.rotate_left(f.at)),
    ("Vector::rotate_right", "O(log n)", Makes, |f| f.v.rotate_right(f.at)),
    ("Vector::repeat", "O(log n)", Makes, |f| drop(eat(Vector::repeat(x(), f.n)))),
    // Two versions.
    ("Vector::ptr_eq", "O(1)", Reads, |f| _ = eat(f.v.ptr_eq(&f.v.clone()))),
    ("Vector::diff", "O(k log n)", Makes, |f| {
        let mut fork = f.fork();
        fork.remove(f.at);
        begin();
        eat(f.v.diff(&fork).count());
    }),
    ("PartialEq for Vector", "O(k log n)", Makes, |f| {
        let fork = f.fork();
        begin();
        eat(f.v == fork);
    }),
    // The last place differs.
    ("PartialEq for Vector", "O(n)", Reads, |f| {
        let mut other: Vector<Counted> = f.v.iter().cloned().collect();
        other.set(f.v.len() - 1, x());
        begin();
        eat(f.v == other);
        end();
    }),
    ("Vector::memory", "O(m log m)", Makes, |f| _ = eat(Vector::memory([&f.v]))),
    ("Vector::picture", "O(m log m)", Makes, |f| drop(eat(Vector::picture([&f.v])))),
    // Search and sort.
    ("Vector::index_of", "O(n)", Reads, |f| _ = eat(f.v.index_of(&Counted(1 << 40)))),
    ("Vector::contains", "O(n)", Reads, |f| _ = eat(f.v.contains(&Counted(1 << 40)))),
    ("Vector::starts_with", "O(log n + m)", Reads, |f| {
        let few: Vec<_> = f.v.iter().take(M).cloned().collect();
        begin();
        assert!(f.v.starts_with(&few));
        end();
    }),
    ("Vector::ends_with", "O(log n + m)", Reads, |f| {
        let few: Vec<_> = f.v.skip(f.v.len() - M).iter().cloned().collect();
        begin();
        assert!(f.v.ends_with(&few));
        end();
    }),
    ("Vector::partition_point", "O(log n)", Reads, |f| {
        _ = eat(f.v.partition_point(|x| *x < Counted(f.at as u64)));
    }),
    ("Vector::binary_search_by", "O(log n)", Reads, |f| {
        _ = eat(f.v.binary_search_by(|x| x.cmp(&Counted(f.at as u64))));
    }),
    ("Vector::binary_search", "O(log n)", Reads, |f| {
        _ = eat(f.v.binary_search(&Counted(f.at as u64)));
    }),
    ("Vector::binary_search_by_key", "O(log n)", Reads, |f| {
        _ = eat(f.v.binary_search_by_key(&Counted(f.at as u64), |x| Counted(x.0)));
    }),
    ("Vector::is_sorted", "O(n)", Reads, |f| _ = eat(f.v.is_sorted())),
    ("Vector::is_sorted_by", "O(n)", Reads, |f| _ = eat(f.v.is_sorted_by(|x, y| x <= y))),
    ("Vector::is_sorted_by_key", "O(n)", Reads, |f| _ = eat(f.v.is_sorted_by_key(key))),
    ("Vector::sort", "O(n log n)", Makes, |f| sort(f, Vector::sort)),
    ("Vector::sort_by", "O(n log n)", Makes, |f| sort(f, |v| v.sort_by(Counted::cmp))),
    ("Vector::sort_by_key", "O(n log n)", Makes, |f| sort(f, |v| v.sort_by_key(|x| Counted(x.0)))),
    ("Vector::sort_by_cached_key", "O(n log n)", Makes, |f| {
        sort(f, |v| v.sort_by_cached_key(|x| Counted(x.0)));
    }),
    ("Vector::sort_unstable", "O(n log n)", Makes, |f| sort(f, Vector::sort_unstable)),
    ("Vector::sort_unstable_by", "O(n log n)", Makes, |f| {
        sort(f, |v| v.sort_unstable_by(Counted::cmp));
    }),
    ("Vector::sort_unstable_by_key", "O(n log n)", Makes, |f| {
        sort(f, |v| v.sort_unstable_by_key(|x| Counted(x.0)));
    }),
    ("Vector::reverse", "O(n)", Makes, |f| f.v.reverse()),
    ("Vector::insert_ord", "O(log n)", Makes, |f| f.v.insert_ord(Counted(f.at as u64))),
    ("Vector::insert_ord_by", "O(log n)", Makes, |f| {
        f.v.insert_ord_by(Counted(f.at as u64), Counted::cmp);
    }),
    ("Vector::insert_ord_by_key", "O(log n)", Makes, |f| {
        f.v.insert_ord_by_key(Counted(f.at as u64), |x| Counted(x.0));
    }),
    // Conversions.
    ("From<Vec<T>> for Vector", "O(n)", Makes, |f| drop(eat(Vector::from(f.elements())))),
    ("From<Cow<'_, [T]>> for Vector", "O(n)", Makes, |f| {
        let elements = f.elements();
        begin();
        drop(eat(Vector::from(Cow::Borrowed(&elements[..]))));
    }),
    ("From<VecDeque<T>> for Vector", "O(n)", Makes, |f| {
        drop(eat(Vector::from(VecDeque::from(f.elements()))));
    }),
    ("From<Vector<T>> for Vec", "O(n)", Makes, |f| drop(eat(Vec::from(std::mem::take(&mut f.v))))),
    ("From<Vector<T>> for VecDeque", "O(n)", Makes, |f| {
        drop(eat(VecDeque::from(std::mem::take(&mut f.v))));
    }),
    ("TryFrom<Vector<T>> for [T; N]", "O(n)", Makes, |f| {
        let (v, wrong) = (f.v.take(500), f.v.take(499));
        begin();
        assert!(
            <[Counted; 500]>::try_from(v).is_ok() && <[Counted; 500]>::try_from(wrong).is_err()
        );
    }),
    // Focus.
    ("Vector::focus", "O(1)", Reads, |f| _ = eat(f.v.focus())),
    ("Focus::new", "O(1)", Reads, |f| _ = eat(Focus::new(&f.v))),
    ("Focus::len", "O(1)", Reads, |f| _ = eat(f.v.focus().len())),
    ("Focus::is_empty", "O(1)", Reads, |f| _ = eat(f.v.focus().is_empty())),
    ("Focus::get", "O(1)", Reads, |f| near(f, |focus, at| _ = eat(focus.get(at)))),
    ("Focus::get", "O(log n)", Reads, |f| _ = eat(f.v.focus().get(f.at))),
    ("Focus::index", "O(1)", Reads, |f| near(f, |focus, at| _ = eat(focus.index(at)))),
    ("Focus::index", "O(log n)", Reads, |f| _ = eat(f.v.focus().index(f.at))),
    ("Focus::chunk_at", "O(1)", Reads, |f| near(f, |focus, at| _ = eat(focus.chunk_at(at)))),
    ("Focus::chunk_at", "O(log n)", Reads, |f| _ = eat(f.v.focus().chunk_at(f.at))),
    ("Focus::narrow", "O(1)", Reads, |f| _ = eat(f.v.focus().narrow(f.at..2 * f.at))),
    ("Focus::split_at", "O(1)", Reads, |f| _ = eat(f.v.focus().split_at(f.at))),
    ("Vector::focus_mut", "O(1)", Walks, |f| _ = eat(f.v.focus_mut())),
    ("FocusMut::new", "O(1)", Walks, |f| _ = eat(FocusMut::new(&mut f.v))),
    ("FocusMut::len", "O(1)", Walks, |f| _ = eat(f.v.focus_mut().len())),
    ("FocusMut::is_empty", "O(1)", Walks, |f| _ = eat(f.v.focus_mut().is_empty())),
    ("FocusMut::get", "O(1)", Reads, |f| close(f, |focus, at| _ = eat(focus.get(at)))),
    ("FocusMut::get", "O(log n)", Walks, |f| _ = eat(f.v.focus_mut().get(f.at))),
    ("FocusMut::get_mut", "O(1)", Reads, |f| close(f, |focus, at| _ = eat(focus.get_mut(at)))),
    ("FocusMut::get_mut", "O(log n)", Walks, |f| _ = eat(f.v.focus_mut().get_mut(f.at))),
    ("FocusMut::index", "O(1)", Reads, |f| close(f, |focus, at| _ = eat(focus.index(at)))),
    ("FocusMut::index", "O(log n)", Walks, |f| _ = eat(f.v.focus_mut().index(f.at))),
    ("FocusMut::index_mut", "O(1)", Reads, |f| close(f, |focus, at| _ = eat(focus.index_mut(at)))),
    ("FocusMut::index_mut", "O(log n)", Walks, |f| _ = eat(f.v.focus_mut().index_mut(f.at))),
    ("FocusMut::set", "O(1)", Reads, |f| close(f, |focus, at| _ = eat(focus.set(at, x())))),
    ("FocusMut::set", "O(log n)", Walks, |f| _ = eat(f.v.focus_mut().set(f.at, x()))),
    ("FocusMut::swap", "O(1)", Reads, |f| close(f, |focus, at| focus.swap(at, at + 1))),
    ("FocusMut::swap", "O(log n)", Walks, |f| f.v.focus_mut().swap(f.at, 2 * f.at)),
    ("FocusMut::pair", "O(1)", Reads, |f| {
        close(f, |focus, at| focus.pair(at, at + 1, |x, y| _ = eat((x, y))));
    }),
    ("FocusMut::pair", "O(log n)", Walks, |f| {
        f.v.focus_mut().pair(f.at, 2 * f.at, |x, y| _ = eat((x, y)));
    }),
    ("FocusMut::triplet", "O(1)", Reads, |f| {
        close(f, |focus, at| focus.triplet(at, at + 1, at + 2, |x, y, z| _ = eat((x, y, z))));
    }),
    ("FocusMut::triplet", "O(log n)", Makes, |f| {
        f.v.focus_mut().triplet(0, f.at, 2 * f.at, |x, y, z| _ = eat((x, y, z)));
    }),
    ("FocusMut::chunk_at", "O(1)", Reads, |f| close(f, |focus, at| _ = eat(focus.chunk_at(at)))),
    ("FocusMut::chunk_at", "O(log n)", Walks, |f| _ = eat(f.v.focus_mut().chunk_at(f.at))),
    ("FocusMut::narrow", "O(log n)", Walks, |f| _ = eat(f.v.focus_mut().narrow(f.at..2 * f.at))),
    ("FocusMut::split_at", "O(log n)", Walks, |f| _ = eat(f.v.focus_mut().split_at(f.at))),
    ("FocusMut::unmut", "O(log n)", Walks, |f| _ = eat(f.v.focus_mut().unmut())),
];

/// Asks for the front where an element was pushed there last.
fn at_front(f: &mut Vectors, ask: fn(&Vector<Counted>)) {
    f.v.push_front(x());
    begin();
    ask(&f.v);
    end();
    f.v.pop_front();
}

fn at_back(f: &mut Vectors, ask: fn(&Vector<Counted>)) {
    f.v.push_back(x());
    begin();
    ask(&f.v);
    end();
    f.v.pop_back();
}

/// Asks a focus for a place in the leaf that it has just looked into.
fn near(f: &mut Vectors, ask: fn(&mut Focus<'_, Counted>, usize)) {
    let mut focus = f.v.focus();
    let (run, _) = focus.chunk_at(f.at);
    let at = run.start;
    begin();
    ask(&mut focus, at);
    end();
}

/// The same with a focus that writes: three places from there on are in the leaf.
fn close(f: &mut Vectors, ask: fn(&mut FocusMut<'_, Counted>, usize)) {
    let at = f.v.focus().chunk_at(f.at).0.start;
    let mut focus = f.v.focus_mut();
    _ = focus.get_mut(at);
    begin();
    ask(&mut focus, at);
    end();
}

fn sort(f: &mut Vectors, sort: fn(&mut Vector<Counted>)) {
    let mut v = f.mixed();
    begin();
    sort(&mut v);
    end();
    assert!(v.is_sorted());
}
