//! Histories by hand.

use alloc::collections::{BTreeMap, BTreeSet};

use super::*;

fn edit<T>(at: usize, gone: usize, item: Option<T>) -> Edit<T> {
    Edit { at, gone, item }
}

fn step<T>(back: usize, edits: Vec<Edit<T>>) -> Step<T> {
    Step { back, edits }
}

#[test]
fn a_history_is_replayed() {
    let steps = vec![
        step(0, vec![edit(0, 1, Some(9)), edit(5, 0, Some(8))]), // set, insert at the end
        step(0, vec![edit(1, 3, None)]),                         // of the newest
        step(2, vec![edit(4, 1, None)]),                         // of the base
        step(5, vec![]),                                         // of 4 versions, round and round
    ];
    let made = Versions::<Vector<u8>>::replay(vec![0, 1, 2, 3, 4], steps);
    let expected: [&[u8]; 5] =
        [&[0, 1, 2, 3, 4], &[9, 1, 2, 3, 4, 8], &[9, 4, 8], &[0, 1, 2, 3], &[9, 4, 8]];
    assert!(made.iter().zip(expected).all(|(version, slice)| version == slice), "{made:?}");
    assert!(made[2].ptr_eq(&made[4]));

    // In a map, places are among the keys that ever came.
    let steps = vec![
        step(0, vec![edit(1, 1, Some((7, 'x')))]), // another value for the second key
        step(0, vec![edit(0, 0, Some((5, 'n'))), edit(4, 1, None)]), // the fifth item was just put in
        step(0, vec![edit(0, 2, None)]),
    ];
    let base = vec![(30, 'a'), (10, 'b'), (20, 'c')];
    fn expect(versions: &[BTreeMap<u32, char>]) {
        assert_eq!(versions[1], BTreeMap::from([(30, 'a'), (10, 'x'), (20, 'c')]));
        assert_eq!(versions[2], versions[1]);
        assert_eq!(versions[3], BTreeMap::from([(20, 'c')]));
    }
    let made = Versions::<OrdMap<_, _>>::replay(base.clone(), steps.clone());
    expect(&made.into_iter().map(BTreeMap::from).collect::<Vec<_>>());
    let made = Versions::<HashMap<_, _>>::replay(base, steps);
    expect(&made.into_iter().map(BTreeMap::from).collect::<Vec<_>>());

    let steps = vec![step(0, vec![edit(1, 1, Some(7))]), step(0, vec![edit(3, 1, None)])];
    let made = Versions::<OrdSet<u32>>::replay(vec![3, 1, 2], steps.clone());
    assert_eq!((made[1].clone(), made[2].clone()), (OrdSet::from([2, 3, 7]), OrdSet::from([2, 3])));
    let made = Versions::<HashSet<u32>>::replay(vec![3, 1, 2], steps);
    let sets: Vec<BTreeSet<u32>> = made.into_iter().map(BTreeSet::from).collect();
    assert_eq!(sets[1..], [BTreeSet::from([2, 3, 7]), BTreeSet::from([2, 3])]);
}

#[test]
fn whatever_the_numbers_are_it_is_an_edit() {
    for at in [0, 1, 7, usize::MAX] {
        for gone in [0, 1, 2, 9, usize::MAX] {
            for len in 0..5 {
                let edit = edit(at, gone, Some('x'));
                let (range, item) = edit.splice(len);
                assert!(
                    range.start <= range.end && range.end <= len,
                    "{edit:?} of {len}: {range:?}"
                );
                assert_eq!(
                    (range.is_empty(), item),
                    (gone == 0 || len == 0 || range.is_empty(), Some(&'x'))
                );
                let made =
                    Versions::<Vector<char>>::replay(vec!['a'; len], vec![step(at, vec![edit])]);
                assert_eq!(made[1].len(), len - range.len() + 1);
                made[1].check();
            }
        }
    }
}
