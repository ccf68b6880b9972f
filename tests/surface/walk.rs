//! Iterators of any kind, walked in every way. Knows no collection.

use std::fmt::Debug;

/// All items, taken from both ends in turn and kept until the last one is there; in their order.
pub fn from_both_ends<I: DoubleEndedIterator + ExactSizeIterator>(mut iter: I) -> Vec<I::Item> {
    let (len, mut low, mut high) = (iter.len(), Vec::new(), Vec::new());
    while let Some(item) = iter.next() {
        low.push(item);
        high.extend(iter.next_back());
        assert_eq!(iter.len() + low.len() + high.len(), len);
    }
    assert!(iter.next_back().is_none());
    // The items outlive what gave them.
    drop(iter);
    low.extend(high.into_iter().rev());
    assert_eq!(low.len(), len);
    low
}

/// All items, kept until the last one is there.
pub fn in_a_row<I: Iterator>(mut iter: I) -> Vec<I::Item> {
    let mut items = Vec::new();
    while let Some(item) = iter.next() {
        let (least, most) = iter.size_hint();
        assert!(most.is_none_or(|most| least <= most));
        items.push(item);
    }
    assert!(iter.next().is_none());
    items
}

/// Some items by jumps from both ends, those between by `fold`: how many were passed over.
pub fn by_jumps<I: DoubleEndedIterator + ExactSizeIterator>(mut iter: I) -> usize {
    let len = iter.len();
    let kept = (iter.nth(len / 5), iter.nth_back(len / 7), iter.next(), iter.nth_back(1));
    let left = iter.len();
    assert_eq!(iter.fold(0, |count, _item| count + 1), left);
    drop(kept);
    len - left
}

/// Drops the iterator half-way, what it gave after it.
pub fn half_way<I: DoubleEndedIterator + ExactSizeIterator>(mut iter: I) {
    let quarter = iter.len() / 4;
    let mut kept: Vec<_> = iter.by_ref().take(quarter).collect();
    kept.extend(iter.by_ref().rev().take(quarter));
    drop(iter);
    assert_eq!(kept.len(), 2 * quarter);
}

/// Drops the iterator half-way, what it gave after it.
pub fn half_way_in_a_row<I: Iterator>(mut iter: I, count: usize) {
    let kept: Vec<_> = iter.by_ref().take(count).collect();
    drop(iter);
    assert!(kept.len() <= count);
}

/// Walks what an expression makes anew for each way to walk.
macro_rules! both_ways {
    ($make:expr) => {{
        crate::walk::by_jumps($make);
        crate::walk::half_way($make);
        assert_eq!($make.rfold(0, |count, _item| count + 1), $make.len());
        assert_eq!($make.count(), $make.len());
        let _ = $make.last();
        crate::walk::from_both_ends($make)
    }};
}

/// The same for what has one end only.
macro_rules! one_way {
    ($make:expr) => {{
        let count = $make.fold(0, |count, _item| count + 1);
        crate::walk::half_way_in_a_row($make, count / 2);
        let _ = $make.nth(count / 3);
        let _ = $make.last();
        let items = crate::walk::in_a_row($make);
        assert_eq!(items.len(), count);
        items
    }};
}

/// What `Debug` says of a value is something.
pub fn shown(value: &impl Debug) {
    assert!(!format!("{value:?}").is_empty());
}

/// Nothing is left in it.
pub fn is_done<I: Iterator>(mut iter: I) {
    assert!(iter.next().is_none());
}
