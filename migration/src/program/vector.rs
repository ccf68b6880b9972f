// Every method and trait of a vector that im and imbl have in common.

use std::cmp::Ordering;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use library::Vector;
use library::vector;
use library::vector::{Chunks, ChunksMut, ConsumingIter, Iter, IterMut};

fn numbers(n: i64) -> Vector<i64> {
    (0..n).collect()
}

fn hash_of<T: Hash>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn even<'a>(iter: Iter<'a, i64>) -> Vec<&'a i64> {
    iter.filter(|x| **x % 2 == 0).collect()
}

fn increment(iter: IterMut<'_, i64>) {
    iter.for_each(|x| *x += 1);
}

fn drain(iter: ConsumingIter<i64>) -> i64 {
    iter.sum()
}

fn lengths(leaves: Chunks<'_, i64>) -> usize {
    leaves.map(|leaf| leaf.len()).sum()
}

fn double(leaves: ChunksMut<'_, i64>) {
    for leaf in leaves {
        for x in leaf {
            *x *= 2;
        }
    }
}

pub fn run(out: &mut String) {
    reading(out);
    writing(out);
    cutting(out);
    sorting(out);
    iterating(out);
    traits(out);
}

fn reading(out: &mut String) {
    let empty: Vector<i64> = Vector::new();
    show!(out, "new", empty);
    show!(out, "default", Vector::<i64>::default());
    show!(out, "unit", Vector::unit(7));
    let v = numbers(1_000);
    show!(out, "len", (v.len(), empty.len()));
    show!(out, "is_empty", (v.is_empty(), empty.is_empty()));
    let _: bool = v.is_inline();
    show!(out, "ptr_eq", (v.ptr_eq(&v.clone()), v.ptr_eq(&numbers(1_000))));
    show!(out, "get", (v.get(0), v.get(999), v.get(1_000)));
    show!(out, "index", (v[0], v[500]));
    show!(out, "front", (v.front(), v.head(), empty.front(), empty.head()));
    show!(out, "back", (v.back(), v.last(), empty.back(), empty.last()));
    show!(out, "index_of", (v.index_of(&77), v.index_of(&-1)));
    show!(out, "contains", (v.contains(&77), v.contains(&-1)));
    show!(out, "binary_search", (v.binary_search(&77), v.binary_search(&5_000)));
    show!(out, "binary_search_by", v.binary_search_by(|x| x.cmp(&88)));
    show!(out, "binary_search_by_key", v.binary_search_by_key(&40, |x| x * 2));
}

fn writing(out: &mut String) {
    let old = numbers(1_000);
    let mut v = old.clone();
    show!(out, "set", (v.set(3, -3), v[3], old[3]));
    show!(out, "update", (v.update(4, -4)[4], v[4]));
    *v.get_mut(5).unwrap() = -5;
    show!(out, "get_mut", (v[5], v.get_mut(1_000)));
    *v.front_mut().unwrap() = -1;
    *v.back_mut().unwrap() = -999;
    show!(out, "front_mut", (v.front(), v.back()));
    v[7] = -7;
    show!(out, "index_mut", v[7]);
    v.swap(0, 999);
    show!(out, "swap", (v[0], v[999]));
    show!(out, "old", old == numbers(1_000));
    v.push_back(1);
    v.push_front(2);
    show!(out, "push", (v.len(), v[0], v[1_001]));
    show!(out, "pop", (v.pop_front(), v.pop_back(), v.len()));
    v.insert(500, 5_000);
    show!(out, "insert", (v.len(), v[499], v[500], v[501]));
    show!(out, "remove", (v.remove(500), v.len()));
    v.retain(|x| x % 3 == 0);
    show!(out, "retain", v.len());
    v.clear();
    show!(out, "clear", (v.len(), v.pop_front(), v.pop_back()));
    let mut growing = Vector::new();
    for i in 0..200 {
        growing.push_front(i);
        growing.push_back(-i);
    }
    show!(out, "grown", growing);
}

fn cutting(out: &mut String) {
    let mut v = numbers(300);
    v.append(numbers(200));
    show!(out, "append", (v.len(), v[299], v[300]));
    let (left, right) = v.clone().split_at(123);
    show!(out, "split_at", (left.len(), right.len(), right[0]));
    let tail = v.split_off(450);
    show!(out, "split_off", (v.len(), tail));
    show!(out, "skip", (v.skip(440), v.skip(0).len()));
    show!(out, "take", (v.take(5), v.take(450).len()));
    v.truncate(400);
    show!(out, "truncate", v.len());
    show!(out, "slice", (v.slice(10..15), v.len(), v[10]));
    show!(out, "slice of all", (v.slice(..).len(), v.len()));
    let sum = numbers(3) + numbers(2);
    show!(out, "add", (&sum, &sum + &numbers(1)));
    show!(out, "sum", vec![numbers(2), numbers(3)].into_iter().sum::<Vector<i64>>());
}

fn sorting(out: &mut String) {
    let mut v: Vector<i64> = (0..500).map(|i| i * 7919 % 501).collect();
    v.sort();
    show!(out, "sort", v);
    v.sort_by(|a, b| b.cmp(a));
    show!(out, "sort_by", v.take(3));
    let mut v = vector![1, 3, 5, 7];
    v.insert_ord(4);
    v.insert_ord(0);
    v.insert_ord(9);
    show!(out, "insert_ord", v);
}

fn iterating(out: &mut String) {
    let mut v = numbers(300);
    show!(out, "iter", even(v.iter()).len());
    show!(out, "iter rev", v.iter().rev().take(3).collect::<Vec<_>>());
    show!(out, "iter len", (v.iter().len(), v.iter().skip(7).len()));
    increment(v.iter_mut());
    show!(out, "iter_mut", (v[0], v[299]));
    for x in v.iter_mut().rev().take(1) {
        *x = 0;
    }
    show!(out, "iter_mut rev", v[299]);
    show!(out, "leaves", lengths(v.leaves()));
    double(v.leaves_mut());
    show!(out, "leaves_mut", (v[0], v[298]));
    show!(out, "into_iter", drain(v.clone().into_iter()));
    show!(out, "into_iter rev", v.clone().into_iter().rev().next());
    let mut total = 0;
    for x in &v {
        total += x;
    }
    show!(out, "for", total);
    v.extend(vec![1, 2, 3]);
    show!(out, "extend", (v.len(), v.last()));
    let (small, large): (Vector<i64>, Vector<i64>) = v.iter().copied().partition(|x| *x < 100);
    show!(out, "partition", (small.len(), large.len()));
    let (a, b): (Vector<i64>, Vector<bool>) = (0..5).map(|i| (i, i > 2)).unzip();
    show!(out, "unzip", (a, b));
}

fn traits(out: &mut String) {
    let (a, b) = (vector![1, 2, 3], vector![1, 2, 4]);
    show!(out, "eq", (a == b, a == a.clone(), a != b));
    show!(
        out,
        "ord",
        (a.cmp(&b), a.partial_cmp(&b), a < b, a.cmp(&vector![1, 2]) == Ordering::Greater)
    );
    show!(out, "hash", hash_of(&a) == hash_of(&vector![1, 2, 3]));
    show!(out, "debug", format!("{a:?}"));
    show!(out, "debug alternate", format!("{a:#?}"));
    let from_vec = Vector::from(vec![1, 2]);
    let from_ref = Vector::from(&vec![1, 2]);
    let from_slice: Vector<i32> = (&[1, 2][..]).into();
    show!(out, "from", (from_vec, from_ref, from_slice));
    let borrowed: Vector<&i64> = a.iter().collect();
    let owned: Vector<i64> = Vector::from(&borrowed);
    show!(out, "from refs", owned);
    let nested: Vector<Vector<u8>> = vector![vector![1], vector![], vector![2, 3]];
    show!(out, "nested", (nested.iter().flatten().collect::<Vec<_>>(), &nested));
}
