//! Positions and ranges of maps and sets at their extremes: what std refuses is refused with std's words, and
//! nothing is changed by it. In a release build there are no overflow checks to help.

mod hostile;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound::{self, Excluded, Included, Unbounded};

use hostile::words;
use offshoot::{HashMap, OrdMap, OrdSet};

const MAX: usize = usize::MAX;

fn lengths() -> [usize; 5] {
    [0, 1, 8, 70, 1_500]
}

/// Each of these may be the same as another one.
fn indices(len: usize) -> Vec<usize> {
    let half = isize::MAX as usize;
    vec![0, len.saturating_sub(1), len, len + 1, len / 2, MAX - 1, MAX, half, half + 1]
}

type Pair<T> = (Bound<T>, Bound<T>);

fn ranges<T: Copy>(ends: &[T]) -> Vec<Pair<T>> {
    let mut bounds = vec![Unbounded];
    for &end in ends {
        bounds.extend([Included(end), Excluded(end)]);
    }
    bounds.iter().flat_map(|&start| bounds.iter().map(move |&end| (start, end))).collect()
}

/// The even numbers up to twice the length, and another version that shares them.
fn map(len: usize) -> (OrdMap<u64, u64>, OrdMap<u64, u64>) {
    let map: OrdMap<u64, u64> = (0..len as u64).map(|at| (at * 2, at)).collect();
    (map.clone(), map)
}

fn model(len: usize) -> BTreeMap<u64, u64> {
    (0..len as u64).map(|at| (at * 2, at)).collect()
}

#[test]
fn positions_of_a_map() {
    for len in lengths() {
        for i in indices(len) {
            let (mut v, other) = map(len);
            let entry = (i < len).then(|| (i as u64 * 2, i as u64));
            assert_eq!(v.get_index(i).map(|(key, value)| (*key, *value)), entry);
            assert_eq!(v.nth(i), v.get_index(i));
            assert_eq!(v.get_index_mut(i).map(|(key, value)| (*key, *value)), entry);
            assert_eq!((v.take(i).len(), v.skip(i).len()), (len.min(i), len.saturating_sub(i)));
            assert_eq!(v.iter().nth(i), v.get_index(i));
            assert_eq!(v.iter().nth_back(i).is_some(), i < len);
            assert_eq!(v.iter_mut().nth(i).is_some(), i < len);
            assert_eq!(v.iter_mut().nth_back(i).is_some(), i < len);
            assert_eq!(v.values_mut().nth_back(i).is_some(), i < len);
            assert_eq!(v.clone().into_iter().nth(i), entry);
            assert_eq!(v.clone().into_iter().nth_back(i).is_some(), i < len);
            assert_eq!(
                (v.iter().skip(i).len(), v.iter().take(i).len()),
                (len.saturating_sub(i), len.min(i))
            );
            let mut iter = v.clone().into_iter();
            assert_eq!(
                (iter.nth(i).is_some(), iter.len()),
                (i < len, len.saturating_sub(i).saturating_sub(1))
            );
            assert_eq!(v.remove_index(i), entry);
            v.check();
            assert_eq!(v.len(), len - usize::from(i < len));
            assert!(other.iter().eq(&model(len)), "another version changed");
        }
    }
}

#[test]
fn positions_of_a_set() {
    for len in lengths() {
        let v: OrdSet<u64> = (0..len as u64).collect();
        for i in indices(len) {
            let element = (i < len).then_some(i as u64);
            assert_eq!((v.get_index(i).copied(), v.nth(i).copied()), (element, element));
            assert_eq!((v.take(i).len(), v.skip(i).len()), (len.min(i), len.saturating_sub(i)));
            assert_eq!(v.iter().nth(i).copied(), element);
            let mut other = v.clone();
            assert_eq!(other.remove_index(i), element);
            other.check();
        }
    }
}

#[test]
fn ranges_of_positions() {
    for len in lengths() {
        let (v, _) = map(len);
        let numbers: Vec<(u64, u64)> = model(len).into_iter().collect();
        for range in ranges(&indices(len)) {
            let said = words(|| drop(numbers.clone().drain(range)));
            let ours = words(|| _ = v.range_index(range).len());
            // Of a start that is excluded, for which there is no syntax, std names the end.
            if matches!(range.0, Excluded(_)) {
                assert_eq!(ours.is_some(), said.is_some(), "{range:?} of {len}");
            } else {
                assert_eq!(ours, said, "{range:?} of {len}");
            }
            if said.is_none() {
                let found = v.range_index(range).map(|(key, value)| (*key, *value));
                assert!(found.eq(numbers.clone().drain(range)), "{range:?} of {len}");
            }
        }
    }
}

#[test]
fn ranges_of_keys() {
    for len in lengths() {
        let end = len as u64 * 2;
        let ends = [0, 1, end / 2, end / 2 + 1, end.saturating_sub(2), end, u64::MAX - 1, u64::MAX];
        for range in ranges(&ends) {
            let (mut v, other) = map(len);
            let mut model = model(len);
            // An empty map of std's refuses nothing.
            let said = words(|| _ = BTreeMap::from([(0, 0)]).range(range).count());
            let case = format!("{range:?} of {len}");
            assert_eq!(words(|| _ = v.range(range).count()), said, "{case}");
            assert_eq!(words(|| _ = v.range_mut(range).count()), said, "{case}");
            assert_eq!(words(|| drop(v.submap(range))), said, "{case}");
            assert_eq!(words(|| _ = v.extract_if(range, |_, _| false).next()), said, "{case}");
            if said.is_none() {
                assert!(v.range(range).eq(model.range(range)), "{case}");
                assert!(v.range(range).rev().eq(model.range(range).rev()), "{case}");
                assert_eq!(v.range(range).len(), model.range(range).count(), "{case}");
                assert!(v.range_mut(range).eq(model.range_mut(range)), "{case}");
                assert!(v.submap(range).iter().eq(model.range(range)), "{case}");
                let gone = v.remove_range(range);
                assert!(gone.iter().eq(model.range(range)), "{case}");
                gone.check();
            } else {
                assert_eq!(words(|| drop(v.remove_range(range))), said, "{case}");
                assert_eq!(v.len(), len, "{case}");
            }
            v.check();
            assert!(other.iter().eq(&model), "{case}: another version changed");
        }
    }
}

#[test]
fn ranges_of_elements() {
    for len in lengths() {
        let mut v: OrdSet<u64> = (0..len as u64).collect();
        let model: BTreeSet<u64> = (0..len as u64).collect();
        for range in ranges(&[0, 1, len as u64 / 2, len as u64, u64::MAX]) {
            let said = words(|| _ = BTreeSet::from([0]).range(range).count());
            assert_eq!(words(|| _ = v.range(range).count()), said, "{range:?} of {len}");
            assert_eq!(words(|| drop(v.subset(range))), said, "{range:?} of {len}");
            assert_eq!(words(|| drop(v.clone().remove_range(range))), said, "{range:?} of {len}");
            assert_eq!(
                words(|| _ = v.extract_if(range, |_| false).next()),
                said,
                "{range:?} of {len}"
            );
            if said.is_none() {
                assert!(v.range(range).eq(model.range(range)));
                assert!(v.subset(range).iter().eq(model.range(range)));
            }
        }
        v.check();
    }
}

#[test]
fn bounds_at_the_ends_of_the_keys() {
    let mut v: OrdMap<u8, u8> = (0..=255).map(|key: u8| (key, key)).collect();
    assert_eq!(v.upper_bound(Included(&255)).peek_next(), None);
    assert_eq!(v.lower_bound(Excluded(&255)).peek_prev(), Some((&255, &255)));
    assert_eq!(v.lower_bound(Included(&0)).peek_prev(), None);
    assert_eq!(v.upper_bound(Excluded(&0)).peek_next(), Some((&0, &0)));
    let mut cursor = v.upper_bound_mut(Included(&255));
    assert!(cursor.next().is_none() && cursor.remove_next().is_none());
    assert!(cursor.insert_after(255, 0).is_err() && cursor.insert_before(0, 0).is_err());
    assert_eq!((cursor.index(), cursor.remove_prev()), (256, Some((255, 255))));
    assert!(cursor.insert_before(255, 1).is_ok() && cursor.index() == 256);
    let mut cursor = v.lower_bound_mut::<u8>(Unbounded);
    assert!(cursor.prev().is_none() && cursor.remove_prev().is_none() && cursor.index() == 0);
    assert!(cursor.peek_prev().is_none() && cursor.insert_after(0, 0).is_err());
    assert_eq!((v.rank(&255), v.index_of(&255), v.len()), (255, Some(255), 256));
    assert_eq!((v.split(&255).1.len(), v.split(&0).0.len(), v.split_off(&0).len()), (0, 0, 256));
}

#[test]
fn what_is_not_there_is_refused_with_std_s_words() {
    let (mut v, model) = (map(9).0, model(9));
    let said = words(|| _ = model[&1]);
    assert_eq!(words(|| _ = v[&1]), said);
    assert_eq!(words(|| v[&1] = 0), said);
    let unsorted = words(|| drop(OrdMap::from_sorted_iter([(1, 'a'), (1, 'b')])));
    assert_eq!(unsorted.as_deref(), Some("the keys of sorted entries ascend"));
    let wrong = words(|| _ = OrdSet::from([1]).get_or_insert_with(&2, |_| 3));
    assert_eq!(wrong.as_deref(), Some("new value is not equal"));
}

/// Gives all of its items, whatever it announces.
struct Lies<I>(I, (usize, Option<usize>));

impl<I: Iterator> Iterator for Lies<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.1
    }
}

#[test]
fn a_source_that_lies_about_its_length_is_taken_in() {
    // In no order, and some keys twice.
    let keys = || (0..300u64).map(|i| i * 7919 % 257);
    let model: BTreeMap<u64, usize> = keys().zip(0usize..).collect();
    for hint in [(0, Some(0)), (0, Some(3)), (3, Some(1)), (0, Some(12)), (600, None)] {
        let ordered: OrdMap<u64, usize> = Lies(keys().zip(0usize..), hint).collect();
        let hashed: HashMap<u64, usize> = Lies(keys().zip(0usize..), hint).collect();
        let mut extended = HashMap::new();
        extended.extend(Lies(keys().zip(0usize..), hint));
        ordered.check();
        hashed.check();
        extended.check();
        assert!(ordered.iter().eq(&model), "{hint:?}");
        assert_eq!(BTreeMap::from(hashed.clone()), model, "{hint:?}");
        assert_eq!(extended, hashed, "{hint:?}");
    }
    // More than there can be: the words are those of `Vec`.
    for most in [MAX, MAX - 1] {
        let collect = || {
            Lies([2u64, 1].into_iter().zip(0usize..), (most, None)).collect::<OrdMap<u64, usize>>()
        };
        assert_eq!(words(|| drop(collect())).as_deref(), Some("capacity overflow"));
    }
}
