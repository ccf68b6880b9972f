//! A set against `BTreeSet`, with nodes so small that a hundred elements make four levels.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Bound::{Excluded, Included};

use super::OrdSet;
use crate::ord_map::tests::Rng;

type Model = BTreeSet<u32>;

#[track_caller]
fn assert_same(set: &OrdSet<u32>, model: &Model) {
    set.check();
    assert_eq!(set.len(), model.len());
    assert!(set.iter().eq(model) && set.iter().rev().eq(model.iter().rev()));
    assert_eq!((set.first(), set.last()), (model.first(), model.last()));
}

#[test]
fn random_programs_over_several_versions() {
    for seed in 1..150 {
        let mut rng = Rng::new(seed);
        let mut versions: Vec<(OrdSet<u32>, Model)> = alloc::vec![Default::default(); 3];
        for _ in 0..150 {
            let (from, to) = (rng.below(3), rng.below(3));
            let (mut v, mut m) = versions[from].clone();
            let (mut w, mut n) = versions[to].clone();
            let x = rng.below(100) as u32;
            let y = x + rng.below(30) as u32;
            match rng.below(13) {
                0..=2 => assert_eq!(v.insert(x), m.replace(x)),
                3 => assert_eq!(v.remove(&x), m.take(&x)),
                4 => assert_eq!(v.pop_first(), m.pop_first()),
                5 => assert_eq!(v.pop_last(), m.pop_last()),
                6 => (w, n) = (v.split_off(&x), m.split_off(&x)),
                7 => {
                    v.append(&mut w);
                    m.append(&mut n);
                }
                8 => {
                    v.extend(x..y);
                    m.extend(x..y);
                }
                9 => {
                    v.retain(|z| z % 3 != x % 3);
                    m.retain(|z| z % 3 != x % 3);
                }
                10 => {
                    let gone: Vec<_> = v.extract_if(x..y, |z| z % 2 == 0).take(3).collect();
                    let all: Vec<_> =
                        m.range(x..y).filter(|z| *z % 2 == 0).take(3).copied().collect();
                    m.retain(|z| !all.contains(z));
                    assert_eq!(gone, all);
                }
                11 => {
                    w = v.remove_range(x..y);
                    n = m.range(x..y).copied().collect();
                    m.retain(|z| !n.contains(z));
                    assert_eq!(versions[from].0.subset(x..y), w);
                }
                _ => {
                    let (low, is_there, high) = v.split_member(&x);
                    assert_eq!(is_there, m.contains(&x));
                    n = m.split_off(&x);
                    n.remove(&x);
                    (v, w) = (low, high);
                }
            }
            assert_same(&v, &m);
            assert_same(&w, &n);
            assert_eq!((v == w, v.cmp(&w)), (m == n, m.cmp(&n)));
            for z in [x, y] {
                assert_eq!((v.contains(&z), v.get(&z)), (m.contains(&z), m.get(&z)));
                assert_eq!(v.get_prev(&z), m.range(..=z).next_back());
                assert_eq!(v.get_next(&z), m.range(z..).next());
                assert_eq!(v.rank(&z), m.range(..z).count());
                assert_eq!(v.nth(z as usize % 50), m.iter().nth(z as usize % 50));
            }
            assert!(v.range(x..y).eq(m.range(x..y)));
            assert!(v.clone().into_iter().rev().eq(m.iter().rev().copied()));
            versions[to] = (w, n);
            versions[from] = (v, m);
        }
        versions.iter().for_each(|(v, m)| assert_same(v, m));
    }
}

#[test]
fn cursors_at_every_gap() {
    for n in 0..30 {
        let set: OrdSet<u32> = (0..n).map(|x| x * 2).collect();
        for x in 0..=2 * n {
            let mut changed = set.clone();
            let mut cursor = changed.lower_bound_mut(Included(&x));
            assert_eq!(cursor.peek_next(), set.get_next(&x));
            assert_eq!(cursor.insert_before(x).is_ok(), !set.contains(&x));
            assert_eq!(cursor.as_cursor().prev().is_some(), cursor.index() > 0);
            if !set.contains(&x) {
                assert_eq!(cursor.prev(), Some(&x));
                assert_eq!(cursor.next(), Some(&x));
                assert_eq!(cursor.remove_prev(), Some(x));
            }
            assert_eq!(cursor.next(), set.get_next(&x));
            assert_eq!(changed, set);
            let mut cursor = changed.upper_bound_mut(Excluded(&x));
            assert_eq!(
                cursor.prev().copied(),
                x.checked_sub(1).and_then(|x| set.get_prev(&x)).copied()
            );
        }
    }
}

/// An element that equals others but is not the same.
#[derive(Clone, Debug)]
struct Tagged(u32, char);

impl PartialEq for Tagged {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Tagged {}

impl PartialOrd for Tagged {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Tagged {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

#[test]
fn an_insert_takes_the_place_of_its_equal() {
    let mut set: OrdSet<Tagged> = (0..20).map(|x| Tagged(x, 'a')).collect();
    let kept = set.clone();
    assert_eq!(set.insert(Tagged(7, 'b')).map(|old| old.1), Some('a'));
    assert_eq!(set.get(&Tagged(7, '?')).map(|x| x.1), Some('b'));
    assert_eq!(kept.get(&Tagged(7, '?')).map(|x| x.1), Some('a'));
    let before = set.clone();
    assert_eq!(set.get_or_insert(Tagged(7, 'c')).1, 'b');
    assert!(set.ptr_eq(&before));
    assert_eq!(set.get_or_insert(Tagged(77, 'c')).1, 'c');
    assert_eq!(set.get_or_insert_with(&Tagged(78, '?'), |x| Tagged(x.0, 'd')).1, 'd');
    assert_eq!(set.len(), 22);
}

#[test]
fn what_changes_nothing_shares_everything() {
    let set: OrdSet<u32> = (0..100_u32).collect();
    let mut same = set.clone();
    same.retain(|_| true);
    assert_eq!(same.extract_if(.., |_| false).count(), 0);
    assert!(same.ptr_eq(&set) && set.without(&100).ptr_eq(&set) && set.take(100).ptr_eq(&set));
    same.retain(|x| *x != 50);
    let report = OrdSet::memory([&set, &same]);
    assert!(report.unique[1] < report.shared / 2, "{report:?}");
}

#[test]
fn conversions() {
    let words: OrdSet<String> = ["b", "a", "b"].into_iter().collect();
    assert_eq!(words, OrdSet::from(["a".to_string(), "b".to_string()]));
    let borrowed: OrdSet<&str> = OrdSet::from(["a", "b"]);
    assert_eq!(OrdSet::<String>::from(&borrowed), words);
    let numbers = OrdSet::from(&[3, 1, 2][..]);
    assert_eq!(BTreeSet::from(numbers.clone()), BTreeSet::from([1, 2, 3]));
    assert_eq!(OrdSet::from(&BTreeSet::from([1, 2, 3])), numbers);
    assert_eq!(alloc::format!("{numbers:?}"), "{1, 2, 3}");
    assert_eq!(
        (numbers.without_min(), numbers.without_max().0),
        ((Some(1), OrdSet::from([2, 3])), Some(3))
    );
}

#[test]
#[should_panic(expected = "range start is greater than range end in BTreeSet")]
fn a_range_may_not_be_inverted() {
    OrdSet::from([1]).range((Included(3), Excluded(2)));
}

/// Found by the fuzz target `algebra`: what alone was left of the larger set is the end of its back spine, a branch of
/// one kid, which became the root.
#[test]
fn a_spine_that_is_all_that_stays_is_no_root_of_one_kid() {
    let mut set: OrdSet<u32> = (56u32..59).collect();
    for value in (11u32..25).rev() {
        set.insert(value);
    }
    let more = set.update(249);
    let differs = &set ^ &more;
    differs.check();
    assert_eq!(differs, OrdSet::unit(249));
}
