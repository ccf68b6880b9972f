//! The bricks, one by one: what they promise, what they refuse, and who drops what when a clone panics.

mod buckets;
mod fans;
#[path = "../../tests/hostile/mod.rs"]
mod hostile;

use alloc::vec::Vec;
use core::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

use super::{Array, Either, Feed, Inline, Lens, Slots, Tagged};
use hostile::{Hostile, Step, douse, faults, light, living, reset, survives};
use triomphe::Arc;

type Small = Hostile<0>;

/// More alignment than a count, a header or a word has.
#[derive(Clone, Debug, PartialEq)]
#[repr(align(64))]
struct Aligned(u8);

impl Aligned {
    fn sound(&self) -> bool {
        core::ptr::from_ref(self).addr() % 64 == 0
    }
}

/// Zero-sized, and more aligned than anything.
#[derive(Clone, Debug, PartialEq)]
#[repr(align(64))]
struct Nothing;

fn values<const PAD: usize>(elements: &[Hostile<PAD>]) -> Vec<u32> {
    elements.iter().map(Hostile::peek).collect()
}

/// Ends a test with hostile elements: all were dropped, once.
#[track_caller]
fn settle() {
    assert_eq!(faults(), Vec::<std::string::String>::new());
    assert_eq!(living(), 0, "elements were leaked");
    reset();
}

/// Runs `f` on what `make` makes, with the k-th step of each kind panicking, for each k, and then
/// `check` on what is left, panic or not.
#[track_caller]
fn at_each_step<X>(make: impl Fn() -> X, f: impl Fn(&mut X), check: impl Fn(&mut X, Option<Step>)) {
    for kind in Step::ALL {
        for k in 0.. {
            reset();
            let mut thing = make();
            light(kind, k);
            let survived = survives(|| f(&mut thing));
            douse();
            check(&mut thing, (!survived).then_some(kind));
            drop(thing);
            settle();
            if survived {
                break;
            }
        }
    }
}

#[track_caller]
fn refuses<X: ?Sized>(thing: &mut X, f: impl FnOnce(&mut X)) {
    assert!(hostile::words(|| f(thing)).is_some(), "this must panic");
}

fn slots(count: u32, cap: usize) -> Slots<Small> {
    Slots::collect(&mut Small::many(count), cap)
}

fn capacity(len: usize) -> usize {
    len + 2
}

// Array

#[test]
fn an_array_moves_its_elements() {
    reset();
    let mut array: Array<Small, 6> = Small::many(4).collect();
    array.insert(1, Small::new(10));
    array.insert(5, Small::new(11));
    assert!(array.is_full());
    assert_eq!(values(&array), [0, 10, 1, 2, 3, 11]);
    assert_eq!(array.remove(1).peek(), 10);
    assert_eq!(array.pop().map(|last| last.peek()), Some(11));
    let mut tail = array.split_off(1);
    assert_eq!((values(&array), values(&tail)), (alloc::vec![0], alloc::vec![1, 2, 3]));
    tail.append(&mut array);
    assert_eq!((values(&array), values(&tail)), (alloc::vec![], alloc::vec![1, 2, 3, 0]));
    let all = tail.split_off(0);
    assert_eq!((tail.len(), all.len()), (0, 4));
    drop((array, tail, all));
    settle();
}

#[test]
fn an_array_refuses_what_does_not_fit() {
    reset();
    let mut array: Array<Small, 3> = Small::many(2).collect();
    refuses(&mut array, |array| array.insert(3, Small::new(9)));
    refuses(&mut array, |array| drop(array.remove(2)));
    refuses(&mut array, |array| drop(array.split_off(3)));
    refuses(&mut array, |array| array.append(&mut Small::many(2).collect()));
    array.push(Small::new(2));
    refuses(&mut array, |array| array.push(Small::new(9)));
    refuses(&mut array, |array| array.insert(0, Small::new(9)));
    assert_eq!(values(&array), [0, 1, 2]);
    refuses(&mut array, |_| drop(Small::many(4).collect::<Array<_, 3>>()));
    drop(array);
    settle();
}

#[test]
fn an_array_outlives_panics() {
    at_each_step(
        || Small::many(4).collect::<Array<_, 5>>(),
        |array| drop(array.clone()),
        |array, _| assert_eq!(values(array), [0, 1, 2, 3]),
    );
    at_each_step(
        || Some(Small::many(4).collect::<Array<_, 5>>()),
        |array| *array = None,
        |array, _| assert!(array.is_none()),
    );
}

#[test]
fn arrays_of_odd_elements() {
    let mut array: Array<Nothing, 4> = core::iter::repeat_n(Nothing, 3).collect();
    array.insert(1, Nothing);
    let tail = array.clone().split_off(1);
    assert_eq!((array.len(), tail.len(), array.remove(3)), (4, 3, Nothing));
    let mut array: Array<Aligned, 3> = (0..2).map(Aligned).collect();
    array.insert(0, Aligned(9));
    assert!(array.iter().all(Aligned::sound) && array[2] == Aligned(1));
    let none: Array<Small, 0> = Array::new();
    assert!(none.is_full() && none.is_empty());
}

// Feed

#[test]
fn a_feed_gives_runs_and_drops_the_rest() {
    reset();
    let mut feed = Feed::new(Small::many(7).collect());
    let first = feed.take(3, 5);
    let none = feed.take(0, 0);
    refuses(&mut feed, |feed| drop(feed.take(5, 9)));
    refuses(&mut feed, |feed| drop(feed.take(3, 2)));
    refuses(&mut feed, |feed| drop(feed.take(1, 65_536)));
    assert_eq!(values(first.as_slice()), [0, 1, 2]);
    assert_eq!((first.capacity(), none.len(), feed.len()), (5, 0, 4));
    drop(feed);
    assert_eq!(living(), 3);
    drop(first);
    settle();
    at_each_step(
        || {
            let mut feed = Feed::new(Small::many(5).collect());
            drop(feed.take(1, 1));
            Some(feed)
        },
        |feed| *feed = None,
        |_, _| {},
    );
}

#[test]
fn feeds_of_odd_elements() {
    let mut feed = Feed::new(alloc::vec![Nothing; 5]);
    assert_eq!((feed.take(3, 3).len(), feed.len()), (3, 2));
    let mut feed = Feed::new((0..5).map(Aligned).collect());
    let run = feed.take(3, 4);
    assert!(run.as_slice().iter().all(Aligned::sound) && run.as_slice()[2] == Aligned(2));
}

// Inline

#[test]
fn four_words_hold_what_fits() {
    fn most<T>(fit: usize) {
        assert_eq!(Inline::<T>::CAPACITY, fit.min(2), "nodes are tiny in unit tests");
    }
    most::<u8>(4 * size_of::<usize>());
    most::<u16>(2 * size_of::<usize>());
    most::<[usize; 3]>(1);
    most::<[usize; 4]>(1);
    most::<[usize; 5]>(0);
    most::<()>(0);
    most::<Nothing>(0);
    most::<Aligned>(0);
    // Alignment of a word at the most.
    most::<u128>(if align_of::<u128>() > align_of::<usize>() { 0 } else { 2 });
    assert_eq!(Inline::<Aligned>::new().insert(0, Aligned(1)), Err(Aligned(1)));
    assert_eq!(Inline::<Nothing>::new().as_mut_slice(), &[]);
    assert_eq!(Inline::<Aligned>::new().into_slots(3).capacity(), 3);
    assert_eq!(Inline::<Nothing>::new().into_slots(0).len(), 0);
}

#[test]
fn an_inline_run_moves_its_elements() {
    reset();
    let mut few: Inline<Small> = Inline::new();
    assert!(few.insert(0, Small::new(1)).is_ok());
    refuses(&mut few, |few| drop(few.insert(2, Small::new(9))));
    refuses(&mut few, |few| drop(few.remove(1)));
    assert!(few.insert(0, Small::new(0)).is_ok());
    assert!(few.is_full());
    assert_eq!(few.insert(1, Small::new(9)).err().map(|back| back.peek()), Some(9));
    assert_eq!(values(few.as_slice()), [0, 1]);
    assert_eq!(few.remove(0).peek(), 0);
    few.as_mut_slice()[0].value = 1;
    let moved = few;
    let run = moved.clone().into_slots(0);
    assert_eq!((values(run.as_slice()), run.capacity()), (alloc::vec![1], 1));
    drop((moved, run));
    settle();
    let two = || {
        let mut few = Inline::new();
        for element in Small::many(2) {
            assert!(few.insert(few.len(), element).is_ok());
        }
        few
    };
    at_each_step(two, |few| drop(few.clone()), |few, _| assert_eq!(values(few.as_slice()), [0, 1]));
    at_each_step(|| Some(two()), |few| *few = None, |_, _| {});
}

/// What may change behind a shared reference may do so in the handle, too.
#[test]
fn inline_cells_change_behind_a_shared_reference() {
    use core::cell::Cell;
    fn bump(few: &Inline<Cell<u32>>) -> u32 {
        let before = few.as_slice()[0].get();
        few.as_slice()[0].set(before + 1);
        few.as_slice()[0].get() - before
    }
    let mut few = Inline::new();
    assert!(few.insert(0, Cell::new(1)).is_ok());
    assert_eq!((bump(&few), bump(&few), few.remove(0).get()), (1, 1, 3));
}

#[test]
fn a_copy_without_destructors_may_panic_half_way() {
    struct Copyable(Cell<u8>);
    use core::cell::Cell;
    impl Clone for Copyable {
        fn clone(&self) -> Self {
            assert!(self.0.get() != 7, "a clone panics");
            Self(self.0.clone())
        }
    }
    let mut few = Inline::new();
    assert!(few.insert(0, Copyable(Cell::new(1))).is_ok());
    assert!(few.insert(1, Copyable(Cell::new(7))).is_ok());
    refuses(&mut few, |few| drop(few.clone()));
    few.as_slice()[1].0.set(8);
    assert_eq!(few.clone().as_slice()[1].0.get(), 8);
}

// Lens

#[test]
fn a_lens_keeps_its_slice_while_it_moves() {
    let mut data: Vec<Vec<u32>> = alloc::vec![(0..4).collect(), (4..8).collect()];
    let mut lens: Lens<&mut Vec<Vec<u32>>, u32> = Lens::new(&mut data);
    assert!(lens.slice().is_empty());
    assert_eq!(lens.refocus(|data| (&mut data[1][1..], 7)), 7);
    lens.slice()[0] = 50;
    let mut moved = alloc::boxed::Box::new(lens);
    moved.slice()[1] = 60;
    let mut lens = *moved;
    assert_eq!(lens.slice(), [50, 60, 7]);
    // A closure that panics leaves an empty slice, whatever it has done.
    let panics = AssertUnwindSafe(&mut lens);
    let result = catch_unwind(move || {
        let AssertUnwindSafe(lens) = { panics };
        lens.refocus(|data| -> (&mut [u32], ()) {
            data.clear();
            std::panic::resume_unwind(alloc::boxed::Box::new(()))
        });
    });
    assert!(result.is_err() && lens.slice().is_empty());
    lens.refocus(|data| {
        data.push(alloc::vec![1]);
        (&mut data[0][..], ())
    });
    lens.slice()[0] += 1;
    lens.into_root().push(alloc::vec![3]);
    assert_eq!(data, [[2], [3]]);
}

#[test]
fn a_lens_on_what_it_owns() {
    reset();
    let mut lens: Lens<Vec<Small>, Small> = Lens::new(Small::many(3).collect());
    lens.refocus(|own| (&mut own[..2], ()));
    let mut lens = core::convert::identity(lens);
    lens.slice().swap(0, 1);
    assert_eq!(values(lens.slice()), [1, 0]);
    let lens = std::thread::scope(|scope| {
        // `Send` of the lens is what it claims: an `R` and a `&mut [T]`.
        let numbers: Lens<Vec<u8>, u8> = Lens::new(alloc::vec![1]);
        scope.spawn(move || drop(numbers.into_root())).join().expect("no panic");
        lens
    });
    assert_eq!(values(&lens.into_root()), [1, 0, 2]);
    settle();
}

// Slots

#[test]
fn a_run_grows_and_shrinks_at_both_ends() {
    reset();
    let mut run = slots(3, 6);
    let block = run.get_mut().expect("one owner");
    assert!(block.push(Small::new(3)).is_ok());
    assert_eq!(block.push_front(Small::new(9)).err().map(|back| back.peek()), Some(9));
    assert_eq!(block.pop_front().map(|first| first.peek()), Some(0));
    assert!(block.push_front(Small::new(10)).is_ok());
    block.insert(2, Small::new(11));
    assert_eq!(block.remove(0).peek(), 10);
    assert_eq!(block.pop().map(|last| last.peek()), Some(3));
    assert_eq!(values(run.as_slice()), [1, 11, 2]);
    assert_eq!(run.get(2).map(Small::peek), Some(2));
    assert!(run.get(3).is_none() && run.get(usize::MAX).is_none());
    // Front slots are free: they are made use of behind the run, and the other way round.
    let block = run.make_mut(3, capacity);
    assert_eq!(block.pop_front().map(|first| first.peek()), Some(1));
    assert_eq!(values(run.as_slice()), [11, 2]);
    let block = run.make_mut(4, capacity);
    for value in 20..24 {
        assert!(block.push(Small::new(value)).is_ok());
    }
    assert!(block.push(Small::new(9)).is_err());
    assert_eq!((values(run.as_slice()), run.capacity()), (alloc::vec![11, 2, 20, 21, 22, 23], 6));
    let block = run.make_front(capacity);
    assert!(block.push_front(Small::new(12)).is_ok());
    assert_eq!(values(run.as_slice()), [12, 11, 2, 20, 21, 22, 23]);
    assert_eq!(run.get(1).map(Small::peek), Some(11));
    run.shrink_to(3);
    assert_eq!((run.len(), run.capacity()), (7, 7));
    let mut all = Vec::new();
    run.get_mut().expect("one owner").move_to_vec(&mut all);
    assert_eq!((run.len(), all.len()), (0, 7));
    assert!(run.get_mut().expect("one owner").pop_front().is_none());
    drop((run, all));
    settle();
}

#[test]
fn a_shared_run_is_copied() {
    reset();
    let mut run = slots(3, 4);
    let other = run.clone();
    assert!(!run.is_unique() && run.get_mut().is_none() && run.addr() == other.addr());
    assert!(run.make_mut(0, capacity).pop().is_some());
    assert!(run.is_unique() && other.is_unique() && run.addr() != other.addr());
    assert_eq!(
        (values(run.as_slice()), values(other.as_slice())),
        (alloc::vec![0, 1], alloc::vec![0, 1, 2])
    );
    let mut third = other.clone();
    assert!(third.make_front(capacity).push_front(Small::new(7)).is_ok());
    assert_eq!(values(third.as_slice()), [7, 0, 1, 2]);
    // A run that others share gives no slots back.
    let fourth = third.clone();
    third.shrink_to(0);
    assert!(third.addr() == fourth.addr());
    drop((run, other, third, fourth));
    settle();
}

#[test]
fn runs_exchange_elements() {
    reset();
    let (mut low, mut high) = (slots(4, 8), Slots::collect(&mut Small::many(4), 8));
    let (left, right) = (low.get_mut().expect("one owner"), high.get_mut().expect("one owner"));
    assert!(left.pop_front().is_some() && right.pop_front().is_some());
    left.move_tail(2, right);
    right.move_head(2, left);
    left.prepend_tail(right, 2);
    assert_eq!(
        (values(low.as_slice()), values(high.as_slice())),
        (alloc::vec![3, 3, 1, 2, 1, 2], alloc::vec![])
    );
    let (left, right) = (low.get_mut().expect("one owner"), high.get_mut().expect("one owner"));
    refuses(&mut (left, right), |(left, right)| right.move_tail(1, left));
    let (left, right) = (low.get_mut().expect("one owner"), high.get_mut().expect("one owner"));
    left.move_tail(0, right);
    assert_eq!((low.len(), values(high.as_slice())), (0, alloc::vec![3, 3, 1, 2, 1, 2]));
    drop((low, high));
    settle();
}

#[test]
fn a_run_refuses_what_does_not_fit() {
    reset();
    refuses(&mut (), |()| drop(Slots::<u8>::with_capacity(65_536)));
    let mut run = slots(3, 4);
    let from = Small::many(2).collect::<Vec<_>>();
    let block = run.get_mut().expect("one owner");
    refuses(block, |block| block.extend_clone(&from));
    refuses(block, |block| block.insert(4, Small::new(9)));
    refuses(block, |block| drop(block.remove(3)));
    assert!(block.push(Small::new(3)).is_ok());
    refuses(block, |block| block.insert(0, Small::new(9)));
    refuses(&mut (), |()| drop(Slots::cloned(&from, 1)));
    let mut bytes = Slots::cloned(b"abcd", 6);
    let block = bytes.get_mut().expect("one owner");
    refuses(block, |block| block.insert_slice(0, b"xyz"));
    refuses(block, |block| block.insert_slice(5, b""));
    refuses(block, |block| block.remove_range(3..5));
    #[allow(clippy::reversed_empty_ranges, reason = "that is the point")]
    refuses(block, |block| block.remove_range(3..2));
    block.insert_slice(1, b"xy");
    block.remove_range(2..4);
    assert_eq!(bytes.as_slice(), b"axcd");
    assert_eq!(values(run.as_slice()), [0, 1, 2, 3]);
    drop((run, from));
    settle();
}

#[test]
fn a_run_outlives_panics() {
    let shared = || {
        let run = slots(4, 5);
        (run.clone(), run)
    };
    let whole = |pair: &mut (Slots<Small>, Slots<Small>), _| {
        assert_eq!(values(pair.0.as_slice()), [0, 1, 2, 3]);
        assert_eq!(values(pair.1.as_slice()), [0, 1, 2, 3]);
    };
    at_each_step(shared, |(run, _)| _ = run.make_mut(2, capacity).len(), whole);
    at_each_step(shared, |(run, _)| _ = run.make_front(capacity).len(), whole);
    at_each_step(shared, |(run, _)| drop(Slots::cloned(run.as_slice(), 9)), whole);
    at_each_step(
        shared,
        |(run, other)| {
            let block = run.make_mut(4, capacity);
            block.extend_clone(other.as_slice());
        },
        |(run, other), blown| {
            assert_eq!(run.len(), if blown.is_some() { 4 } else { 8 });
            assert_eq!(values(other.as_slice()), [0, 1, 2, 3]);
        },
    );
    at_each_step(
        || slots(2, 6),
        |run| {
            let mut more = hostile::Steps(Small::many(3));
            run.get_mut().expect("one owner").fill(&mut more);
        },
        |run, blown| assert!(run.len() == 5 || blown == Some(Step::Call) && run.len() >= 2),
    );
    at_each_step(|| Some(slots(4, 6)), |run| *run = None, |run, _| assert!(run.is_none()));
}

#[test]
fn runs_of_odd_elements() {
    let mut run = Slots::collect(&mut core::iter::repeat_n(Nothing, 5), 7);
    let block = run.make_mut(0, capacity);
    assert_eq!(
        (block.pop_front(), block.pop(), block.remove(1)),
        (Some(Nothing), Some(Nothing), Nothing)
    );
    block.insert(1, Nothing);
    assert_eq!(run.as_slice(), [Nothing, Nothing, Nothing]);
    assert!(run.as_slice().as_ptr().addr() % 64 == 0);
    assert!(run.make_front(capacity).push_front(Nothing).is_ok());
    let mut most = Slots::<()>::collect(&mut core::iter::repeat(()), 65_535);
    assert_eq!((most.len(), most.capacity()), (65_535, 65_535));
    assert_eq!(most.get_mut().expect("one owner").push(()), Err(()));

    let mut run = Slots::collect(&mut (0..5).map(Aligned), 6);
    let other = run.clone();
    assert_eq!(run.make_mut(0, capacity).pop_front(), Some(Aligned(0)));
    assert!(run.as_slice().iter().chain(other.as_slice()).all(Aligned::sound));
    assert_eq!((run.get(3), other.get(4)), (Some(&Aligned(4)), Some(&Aligned(4))));
    run.make_mut(5, capacity).extend_clone(other.as_slice());
    assert_eq!(run.as_slice()[4], Aligned(0));
}

#[test]
fn the_bytes_of_a_run_are_those_of_its_layout() {
    fn bytes<T>(cap: usize) -> usize {
        Slots::<T>::with_capacity(cap).heap_bytes()
    }
    // Count and header take 16 bytes on 64 bits, 12 on 32; the whole is a multiple of a word.
    let start = size_of::<usize>() + 8;
    for cap in 0..40 {
        assert_eq!(bytes::<u8>(cap), (start + cap).next_multiple_of(align_of::<usize>()));
        assert_eq!(bytes::<u64>(cap), start.next_multiple_of(align_of::<u64>()) + 8 * cap);
        assert_eq!(bytes::<()>(cap), start.next_multiple_of(align_of::<usize>()));
        assert_eq!(bytes::<Aligned>(cap), 64 * (2 + cap));
    }
}

// Tagged

#[derive(Clone)]
#[repr(align(4))]
struct Right(Small);

type Either1 = Tagged<Slots<Small>, Right, 2>;
type Outer = Tagged<Either1, Right, 1>;

#[test]
fn one_word_is_one_of_two() {
    reset();
    let mut left: Either1 = Tagged::left(slots(2, 2));
    let mut right: Either1 = Tagged::right(Arc::new(Right(Small::new(7))));
    assert!(!left.is_right() && right.is_right());
    assert!(left.left_mut().is_some() && left.right_mut().is_none() && right.left_mut().is_none());
    assert!(left.right_is_unique() && right.right_is_unique());
    let other = right.clone();
    assert!(!right.right_is_unique() && right.addr() == other.addr());
    right.right_mut().expect("the right one").0.value = 8;
    assert!(right.right_is_unique() && right.addr() != other.addr());
    for (node, expected) in [(&right, 8), (&other, 7)] {
        let Either::Right(value) = node.get() else { panic!("the right one") };
        assert_eq!(value.0.value, expected);
    }
    *left.left_mut().expect("the left one") = slots(3, 3);
    let same = left.clone();
    assert_eq!(same.addr(), left.addr());
    let Either::Left(run) = left.get() else { panic!("the left one") };
    assert_eq!(run.len(), 3);

    // Three kinds in a word.
    let nodes: [Outer; 3] =
        [Tagged::left(left), Tagged::left(right), Tagged::right(Arc::new(Right(Small::new(9))))];
    let copies = nodes.clone();
    let sum: usize = nodes
        .into_iter()
        .map(|node| match node.into_either() {
            Either::Right(value) => value.0.value as usize,
            Either::Left(node) => match node.into_either() {
                Either::Left(run) => run.len(),
                Either::Right(value) => value.0.value as usize,
            },
        })
        .sum();
    assert_eq!(sum, 3 + 8 + 9);
    drop((same, other, copies));
    settle();
}

#[test]
fn a_word_outlives_panics() {
    let shared = || {
        let node: Outer = Tagged::right(Arc::new(Right(Small::new(7))));
        (node.clone(), Some(node))
    };
    at_each_step(
        shared,
        |(node, _)| _ = node.right_mut().is_some(),
        |(node, other), blown| {
            let shares = other.as_ref().is_some_and(|other| other.addr() == node.addr());
            assert_eq!(shares, blown == Some(Step::Clone));
        },
    );
    at_each_step(
        || Some(Outer::left(Tagged::left(slots(3, 3)))),
        |node| *node = None,
        |node, _| assert!(node.is_none()),
    );
}

#[test]
fn handles_go_to_other_threads() {
    let base: Slots<u64> = Slots::collect(&mut (0..8), 16);
    let threads: Vec<_> = (0..3)
        .map(|thread| {
            let mut run = base.clone();
            std::thread::spawn(move || {
                for value in 0..4 {
                    let full = run.make_mut(1, |len| len + 4).push(thread * 10 + value).is_err();
                    assert!(!full);
                }
                run.as_slice().iter().sum::<u64>()
            })
        })
        .collect();
    drop(base);
    let sums: Vec<u64> =
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect();
    assert_eq!(sums, [28 + 6, 28 + 46, 28 + 86]);
}
