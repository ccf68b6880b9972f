//! Every way to ask an iterator.

use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;

use super::{By, HASHERS, Model, assert_same, even};

/// Everything that an iterator of known length is asked, against the list of what it gives.
#[track_caller]
fn ask<T: PartialEq + core::fmt::Debug, I: ExactSizeIterator<Item = T>>(make: impl Fn() -> I) {
    let mut all = Vec::new();
    let mut iter = make();
    let len = iter.len();
    while let Some(item) = iter.next() {
        all.push(item);
        assert_eq!(iter.size_hint(), (len - all.len(), Some(len - all.len())));
    }
    assert!(iter.next().is_none() && iter.next().is_none() && all.len() == len);
    assert_eq!(make().count(), len);
    assert_eq!(make().last().as_ref(), all.last());
    for skipped in 0..=len {
        let mut iter = make();
        assert_eq!(
            skipped.checked_sub(1).and_then(|n| iter.nth(n)).as_ref(),
            match skipped {
                0 => None,
                _ => all.get(skipped - 1),
            }
        );
        assert_eq!(iter.len(), len - skipped);
        let rest = iter.fold(Vec::new(), |mut rest, item| {
            rest.push(item);
            rest
        });
        assert_eq!(rest, all[skipped..]);
    }
    let mut iter = make();
    assert!(iter.nth(len).is_none() && iter.len() == 0 && iter.next().is_none());
}

/// Where maps lie that are never freed, so that whoever looks for leaks finds them here.
static LENT: std::sync::Mutex<Vec<usize>> = std::sync::Mutex::new(Vec::new());

#[test]
fn iterators_agree_whatever_they_are_asked() {
    for by in HASHERS {
        for n in if cfg!(miri) { &[7][..] } else { &[0, 1, 4, 5, 9, 20, 57] } {
            let (map, model) = even(by, *n);
            ask(|| map.iter());
            ask(|| map.keys());
            ask(|| map.values());
            ask(|| map.clone().into_iter());
            ask(|| map.clone().into_keys());
            ask(|| map.clone().into_values());
            // Nobody shares these: entries move.
            ask(|| even(by, *n).0.into_iter());
            let lend = || {
                let lent = Box::leak(Box::new(even(by, *n).0));
                LENT.lock().unwrap().push(core::ptr::from_ref(lent).addr());
                lent
            };
            if !cfg!(miri) {
                ask(|| lend().iter_mut());
                ask(|| lend().values_mut());
                ask(|| lend().drain());
            }
            // A clone goes on from where it was made, and leaves the other alone.
            let (mut some, mut owned) = (map.iter(), map.clone().into_iter());
            for _ in 0..n / 2 {
                assert_eq!(some.next().map(|(k, v)| (*k, *v)), owned.next());
            }
            assert!(some.clone().eq(some.clone()) && owned.clone().eq(owned.clone()));
            let rest: Vec<_> = some.map(|(k, v)| (*k, *v)).collect();
            assert_eq!((format!("{owned:?}"), owned.len()), (format!("{rest:?}"), rest.len()));
            assert_same(&map, &model);
        }
    }
}

#[test]
fn a_drain_that_is_forgotten_leaves_an_empty_map() {
    let (mut map, _) = even(By::default(), 30);
    let drain = Box::leak(Box::new(map.drain()));
    LENT.lock().unwrap().push(core::ptr::from_ref(drain).addr());
    assert_same(&map, &Model::new());
    map.insert(1, 2);
    assert_same(&map, &Model::from([(1, 2)]));
}
