//! What users of `Vec`, `VecDeque` and `Vec<u8>` look for, each beside std's own: same name, same
//! outcome. And what reviews of the faces found, so that it does not come back.

#![allow(
    clippy::cmp_owned,
    clippy::nonminimal_bool,
    clippy::op_ref,
    reason = "every way to compare is what is tested"
)]

use std::cell::Cell;
use std::collections::VecDeque;
use std::io::{BufRead, Read, Seek, SeekFrom, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use offshoot::{ByteBuf, Vector, vector};

/// Lengths around the borders of leaves (120 elements of 8 bytes) and of a level.
const LENGTHS: [usize; 9] = [0, 1, 3, 119, 120, 121, 300, 1921, 5000];

/// Vectors of `len` numbers in several shapes: as collected; with a head and a tail; irregular; and
/// shared, so that writing copies.
fn shapes(len: usize) -> Vec<Vector<u64>> {
    let collected: Vector<u64> = (0..len as u64).collect();
    let mut grown: Vector<u64> = (len as u64 / 3..len as u64 * 2 / 3).collect();
    (0..len as u64 / 3).rev().for_each(|x| grown.push_front(x));
    (len as u64 * 2 / 3..len as u64).for_each(|x| grown.push_back(x));
    let mut irregular: Vector<u64> = (0..len as u64).filter(|x| x % 3 != 1).collect();
    (0..len as u64).filter(|x| x % 3 == 1).for_each(|x| irregular.insert(x as usize, x));
    vec![collected, grown, irregular]
}

/// Runs `ours` and `theirs` on every shape, alone and shared, and compares.
fn beside<X: PartialEq + std::fmt::Debug>(
    ours: impl Fn(&mut Vector<u64>) -> X,
    theirs: impl Fn(&mut Vec<u64>) -> X,
) {
    for len in LENGTHS {
        let mut model: Vec<u64> = (0..len as u64).collect();
        let before = model.clone();
        let expected = catch_unwind(AssertUnwindSafe(|| theirs(&mut model))).ok();
        for shape in shapes(len) {
            for shared in [false, true] {
                let mut v = shape.iter().copied().collect::<Vector<u64>>();
                let keep = shared.then(|| {
                    v = shape.clone();
                    v.clone()
                });
                let got = catch_unwind(AssertUnwindSafe(|| ours(&mut v))).ok();
                assert_eq!(got, expected, "len {len}");
                v.check();
                assert_eq!(v, model, "len {len}");
                assert!(keep.is_none_or(|old| old == before), "len {len}: an old version changed");
            }
        }
    }
}

#[test]
fn what_changes_elements_is_as_stds() {
    for (i, j) in [(0, 0), (0, 1), (1, 119), (119, 120), (0, 4999), (299, 130), (5000, 0)] {
        beside(|v| v.swap(i, j), |v| v.swap(i, j));
        beside(|v| v.swap_remove(i), |v| v.swap_remove(i));
        beside(
            |v| v.get_disjoint_mut([j, i]).map(|[a, b]| std::mem::swap(a, b)).ok(),
            |v| v.get_disjoint_mut([j, i]).map(|[a, b]| std::mem::swap(a, b)).ok(),
        );
        beside(|v| v.swap_remove_back(i), |v| (i < v.len()).then(|| v.swap_remove(i)));
        beside(
            |v| v.swap_remove_front(i),
            |v| {
                let mut deque = VecDeque::from(std::mem::take(v));
                let removed = deque.swap_remove_front(i);
                *v = deque.into();
                removed
            },
        );
        beside(
            |v| v.range_mut(i.min(j)..i.max(j)).rev().step_by(3).for_each(|x| *x += 7),
            |v| v[i.min(j)..i.max(j)].iter_mut().rev().step_by(3).for_each(|x| *x += 7),
        );
        beside(
            |v| v.extend_from_within(i.min(j)..=i.max(j)),
            |v| v.extend_from_within(i.min(j)..=i.max(j)),
        );
    }
    beside(|v| v.pop_back_if(|x| *x % 2 == 0), |v| v.pop_if(|x| *x % 2 == 0));
    beside(|v| v.pop_front_if(|x| *x == 0), |v| (v.first() == Some(&0)).then(|| v.remove(0)));
    let counter = || {
        let mut next = 0;
        move || {
            next += 3;
            next
        }
    };
    beside(|v| v.fill_with(counter()), |v| v.fill_with(counter()));
    beside(|v| v.resize_with(130, counter()), |v| v.resize_with(130, counter()));
    beside(Vector::compact, |_| ());
    for divisor in [1, 2, 40, 10_000] {
        let divide = move |x: &mut u64| *x /= divisor;
        beside(
            move |v| {
                v.iter_mut().for_each(divide);
                v.dedup();
            },
            move |v| {
                v.iter_mut().for_each(divide);
                v.dedup();
            },
        );
    }
}

#[test]
fn what_reads_elements_is_as_stds() {
    beside(|v| v.to_vec(), |v| v.clone());
    beside(|v| VecDeque::from(v.clone()), |v| VecDeque::from(v.clone()));
    beside(|v| Vector::from(VecDeque::from(v.to_vec())), |v| Vector::from(v.clone()));
    beside(|v| v.is_sorted_by(|a, b| a + 1 == *b), |v| v.is_sorted_by(|a, b| a + 1 == *b));
    beside(|v| v.is_sorted_by_key(|x| x / 300), |v| v.is_sorted_by_key(|x| x / 300));
    beside(|v| v.chunks().last().map(|run| run[run.len() - 1]), |v| v.last().copied());
    beside(|v| v.iter_mut().last().copied(), |v| v.last().copied());
    beside(
        |v| v.iter_mut().fold(0, |sum: u64, x| sum.wrapping_mul(31) + *x),
        |v| v.iter_mut().fold(0, |sum: u64, x| sum.wrapping_mul(31) + *x),
    );
}

/// Every iterator, with every way to pass over elements, from both ends in turn.
#[test]
fn iterators_pass_over_elements_as_stds() {
    fn walk<X: PartialEq + std::fmt::Debug>(
        mut ours: impl DoubleEndedIterator<Item = X> + ExactSizeIterator,
        mut theirs: impl DoubleEndedIterator<Item = X> + ExactSizeIterator,
        steps: &[usize],
    ) {
        for (turn, &n) in steps.iter().cycle().take(40).enumerate() {
            assert_eq!(ours.len(), theirs.len());
            assert_eq!(ours.size_hint(), (theirs.len(), Some(theirs.len())));
            match turn % 4 {
                0 => assert_eq!(ours.nth(n), theirs.nth(n)),
                1 => assert_eq!(ours.nth_back(n), theirs.nth_back(n)),
                2 => assert_eq!(ours.next(), theirs.next()),
                _ => assert_eq!(ours.next_back(), theirs.next_back()),
            }
        }
        assert!(ours.eq(theirs));
    }
    for len in LENGTHS {
        let mut model: Vec<u64> = (0..len as u64).collect();
        let bytes: Vec<u8> = (0..len * 7).map(|x| x as u8).collect();
        let mut buffer = ByteBuf::new();
        bytes.chunks(900).for_each(|run| buffer.append(run.into()));
        for steps in [&[0, 1, 2][..], &[119, 0, 120], &[300, 5, 1000], &[usize::MAX], &[4000, 1]] {
            for mut v in shapes(len) {
                walk(v.iter(), model.iter(), steps);
                walk(v.focus().into_iter(), model.iter(), steps);
                walk(v.clone().into_iter(), model.clone().into_iter(), steps);
                walk(v.clone().drain(..), model.clone().drain(..), steps);
                walk(v.iter_mut(), model.iter_mut(), steps);
                walk(v.focus_mut().into_iter(), model.iter_mut(), steps);
                walk(v.focus_mut().unmut().into_iter(), model.iter(), steps);
                for cut in [0, 1.min(len), len / 2, len.saturating_sub(1), len] {
                    let (low, high) = v.focus_mut().split_at(cut);
                    let (below, above) = model.split_at_mut(cut);
                    walk(low.into_iter(), below.iter_mut(), steps);
                    walk(high.unmut().into_iter(), above.iter(), steps);
                    walk(v.range_mut(cut / 2..cut), model[cut / 2..cut].iter_mut(), steps);
                    walk(v.range(cut / 2..cut), model[cut / 2..cut].iter(), steps);
                }
            }
            walk(buffer.iter(), bytes.iter().copied(), steps);
        }
    }
    assert_eq!(offshoot::vector::Iter::<u8>::default().next(), None);
    assert_eq!(offshoot::vector::IterMut::<u8>::default().next(), None);
    assert_eq!(offshoot::vector::ConsumingIter::<u8>::default().next(), None);
}

/// An element that counts how often elements of its kind were cloned.
struct Counted(Rc<Cell<usize>>);

impl Clone for Counted {
    fn clone(&self) -> Self {
        self.0.set(self.0.get() + 1);
        Self(self.0.clone())
    }
}

/// What is not touched is not copied: neither the ends of a vector, nor what `nth` passes over.
#[test]
fn only_what_is_reached_is_copied() {
    let clones = Rc::new(Cell::new(0));
    let mut v: Vector<Counted> = (0..1000).map(|_| Counted(clones.clone())).collect();
    v.push_front(Counted(clones.clone()));
    let most = v.chunks().map(<[_]>::len).max().unwrap();
    let count = |v: &Vector<Counted>, f: &dyn Fn(&mut Vector<Counted>)| {
        let mut copy = v.clone();
        clones.set(0);
        f(&mut copy);
        clones.get()
    };
    assert_eq!(count(&v, &|v| drop(v.iter_mut())), 0);
    assert_eq!(count(&v, &|v| drop(v.chunks_mut())), 0);
    assert_eq!(count(&v, &|v| drop(v.focus_mut())), 0);
    assert_eq!(count(&v, &|v| assert_eq!(v.focus_mut().split_at(0).1.len(), 1001)), 0);
    assert!((1..=most).contains(&count(&v, &|v| assert!(v.iter_mut().nth(500).is_some()))));
    assert!((1..=most).contains(&count(&v, &|v| assert!(v.focus_mut().get_mut(500).is_some()))));
    assert!((1..=2 * most).contains(&count(&v, &|v| v.swap(300, 700))));
    assert!((1..=2 * most).contains(&count(&v, &|v| drop(v.range_mut(400..405)))));
}

/// What is regular stays as it is, and keeps its sharing; what is not becomes so.
#[test]
fn compact_does_what_is_needed() {
    for len in LENGTHS {
        for mut v in shapes(len) {
            let model = v.to_vec();
            v.compact();
            let again = v.clone();
            v.compact();
            assert!(v.ptr_eq(&again) || v.is_inline());
            assert_eq!(v, model);
            let inner = v.chunks().count().saturating_sub(2);
            let full = v.chunks().map(<[u64]>::len).max().unwrap_or(0);
            assert!(v.chunks().skip(1).take(inner).all(|run| run.len() == full));
        }
    }
}

#[test]
fn comparisons_skip_what_is_shared_and_agree_with_each_other() {
    let old: Vector<f64> = (0..5000).map(f64::from).collect();
    let mut new = old.clone();
    new.set(4321, f64::NAN);
    assert!(new == new.clone() && new.partial_cmp(&new.clone()) == Some(std::cmp::Ordering::Equal));
    assert!(new != old && new.partial_cmp(&old).is_none());
    new.set(17, -1.0);
    assert!(new < old && old > new && old.take(17) < old && old.take(18) > new);
    let compared = Rc::new(Cell::new(0));
    #[derive(Clone)]
    struct Watched(u32, Rc<Cell<usize>>);
    impl PartialEq for Watched {
        fn eq(&self, other: &Self) -> bool {
            self.cmp(other).is_eq()
        }
    }
    impl Eq for Watched {}
    impl PartialOrd for Watched {
        fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
            Some(self.cmp(other))
        }
    }
    impl Ord for Watched {
        fn cmp(&self, other: &Self) -> std::cmp::Ordering {
            self.1.set(self.1.get() + 1);
            self.0.cmp(&other.0)
        }
    }
    let a: Vector<_> = (0..10_000).map(|x| Watched(x, compared.clone())).collect();
    let b = a.update(5000, Watched(0, compared.clone()));
    assert!(a > b && a.partial_cmp(&b) == Some(std::cmp::Ordering::Greater) && a != b);
    assert!(compared.get() < 1000, "{} comparisons", compared.get());
}

#[test]
fn vectors_are_equal_to_what_holds_the_same() {
    let v = vector![1u8, 2, 3];
    let (array, slice) = ([1u8, 2, 3], &[1u8, 2, 3][..]);
    assert!(v == array && v == &array && v == slice && v == *slice && v == array.to_vec());
    assert!(array == v && &array == v && slice == v && *slice == v && array.to_vec() == v);
    let deque = VecDeque::from(array);
    assert!(v == deque && deque == v && Vector::from(deque) == v);
    assert_eq!(<[u8; 3]>::try_from(v.clone()), Ok(array));
    assert_eq!(<[u8; 2]>::try_from(v.clone()), Err(v));
    assert_eq!(Vector::from(std::borrow::Cow::from(slice)), slice);
    assert_eq!(vector![7; 3], [7, 7, 7]);
}

#[test]
fn a_vector_of_bytes_reads_and_writes() {
    let bytes: Vec<u8> = (0..5000).map(|x| x as u8).collect();
    let mut v: Vector<u8> = Vector::new();
    v.write_all(&bytes).unwrap();
    let old = v.clone();
    let mut line = Vec::new();
    assert_eq!(v.read_until(9, &mut line).unwrap(), 10);
    let mut rest = Vec::new();
    v.read_to_end(&mut rest).unwrap();
    assert_eq!([line, rest].concat(), bytes);
    assert!(v.is_empty() && old == bytes);
}

// ---------------------------------------------------------------------------------------------
// ByteBuf
// ---------------------------------------------------------------------------------------------

/// The same bytes laid out in several ways.
fn layouts(bytes: &[u8]) -> Vec<ByteBuf> {
    let mut pieces = ByteBuf::new();
    for (at, run) in bytes.chunks(3000).enumerate() {
        let run = if at % 2 == 0 { ByteBuf::from(run.to_vec()) } else { run.into() };
        pieces.append(run);
    }
    let foreign = ByteBuf::from(bytes.to_vec());
    vec![bytes.into(), foreign, pieces, bytes.iter().collect()]
}

#[test]
fn bytes_are_found_across_borders() {
    let mut bytes = vec![b'.'; 20_000];
    bytes[4090..4100].copy_from_slice(b"0123456789");
    bytes[12_280..12_300].copy_from_slice(b"aaaaaaaaab0123456789");
    let long = bytes[3000..15_000].to_vec();
    let theirs = |needle: &[u8], from: usize| {
        bytes[from..].windows(needle.len()).position(|run| run == needle).map(|at| from + at)
    };
    for buffer in layouts(&bytes) {
        buffer.check();
        for needle in [&b"0123456789"[..], b"9", b"89.", b"aab", b"ab0", b"x", b"..0", &long] {
            for from in [0, 1, 4089, 4090, 4091, 12_290, 19_999, 20_000] {
                let expected = theirs(needle, from);
                assert_eq!(buffer.find_from(needle, from), expected, "{from}");
            }
            assert_eq!(buffer.find(needle), theirs(needle, 0));
            assert_eq!(buffer.contains(needle), theirs(needle, 0).is_some());
            let last = bytes.windows(needle.len()).rposition(|run| run == needle);
            assert_eq!(buffer.rfind(needle), last);
        }
        assert_eq!(
            (buffer.find_from(b"", 20_000), buffer.find_from(b"", 20_001)),
            (Some(20_000), None)
        );
        assert_eq!((buffer.find_from(b".", usize::MAX), buffer.rfind(b"")), (None, Some(20_000)));
        assert_eq!((buffer.find(&[b'.'; 20_001]), buffer.rfind(&[b'.'; 20_001])), (None, None));
        assert!(buffer.starts_with(&bytes[..9000]) && buffer.ends_with(&bytes[9000..]));
        assert!(buffer.starts_with(&bytes) && buffer.ends_with(&bytes) && buffer.starts_with(b""));
        assert!(
            !buffer.starts_with(&bytes[1..]) && !buffer.ends_with(&[&b"."[..], &bytes].concat())
        );
    }
}

#[test]
fn bytes_are_changed_as_in_a_vec() {
    let bytes: Vec<u8> = (0..20_000u32).map(|x| (x * 7 / 3) as u8).collect();
    for (from, to, place) in
        [(0, 20_000, 0), (5, 9000, 11_000), (8000, 8001, 0), (9, 9, 20_000), (100, 15_000, 90)]
    {
        for mut buffer in layouts(&bytes) {
            let old = buffer.clone();
            let mut model = bytes.clone();
            buffer.copy_within(from..to, place);
            model.copy_within(from..to, place);
            buffer[4096] = 1;
            model[4096] = 1;
            *buffer.get_mut(19_999).unwrap() += 1;
            model[19_999] += 1;
            assert_eq!(
                (buffer.pop(), buffer.first(), buffer.last()),
                (model.pop(), Some(model[0]), model.last().copied())
            );
            buffer.check();
            assert_eq!(buffer, model);
            assert_eq!(old, bytes);
            assert_eq!(buffer.clone().split_at(7000), (model[..7000].into(), model[7000..].into()));
            assert_eq!(buffer.concat(&old), [&model[..], &bytes].concat());
            buffer.fill(9);
            assert_eq!(buffer, vec![9; 19_999]);
        }
    }
    let mut buffer = ByteBuf::from(b"abc");
    assert!(catch_unwind(AssertUnwindSafe(|| buffer.copy_within(0..2, 2))).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| buffer.copy_within(0..0, usize::MAX))).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| buffer[3] = 0)).is_err());
    assert_eq!(buffer, b"abc");
    assert_eq!(
        (ByteBuf::new().pop(), ByteBuf::new().first(), ByteBuf::new().last()),
        (None, None, None)
    );
}

/// A `Vec` goes in and comes out again without a copy, unless somebody shares it.
#[test]
fn bytes_go_in_and_out_without_a_copy() {
    let bytes = vec![7; 100_000];
    let at = bytes.as_ptr();
    let buffer = ByteBuf::from(bytes);
    assert_eq!(buffer.chunks().next().map(<[u8]>::as_ptr), Some(at));
    let kept = buffer.clone();
    let copy = Vec::from(buffer);
    assert!(copy.as_ptr() != at && copy == kept);
    let mut cut = kept;
    cut.truncate(90_000);
    let back = Vec::from(cut.split_off(10));
    assert_eq!(back, vec![7; 89_990]);
    let buffer = ByteBuf::from(back);
    let at = buffer.chunks().next().map(<[u8]>::as_ptr);
    let back = Vec::from(buffer);
    assert_eq!(Some(back.as_ptr()), at);
    assert_eq!(*Box::<[u8]>::from(ByteBuf::from(back)), [7; 89_990]);
    assert_eq!(Vec::from(ByteBuf::from(b"abc")), b"abc");
    assert_eq!(Vec::from(ByteBuf::new()), b"");
    assert_eq!(Vec::from(ByteBuf::from_static(&[1; 5000])), [1; 5000]);
}

#[cfg(feature = "bytes")]
#[test]
fn bytes_of_the_bytes_crate_go_in_and_out_without_a_copy() {
    let bytes = bytes::Bytes::from(vec![7; 100_000]);
    let buffer = ByteBuf::from(bytes.clone());
    let kept = buffer.clone();
    assert_eq!(bytes::Bytes::from(buffer).as_ptr(), bytes.as_ptr());
    assert_eq!(bytes::Bytes::from(kept.concat(&b"x"[..].into())).len(), 100_001);
    assert_eq!(bytes::Bytes::from(ByteBuf::new()), b""[..]);
}

#[test]
fn buffers_are_equal_to_what_holds_the_same() {
    let buffer = ByteBuf::from("abc");
    assert!(buffer == "abc" && buffer == *"abc" && buffer == String::from("abc"));
    assert!("abc" == buffer && *"abc" == buffer && String::from("abc") == buffer);
    assert!(buffer == b"abc" && buffer == *b"abc" && buffer == b"abc"[..] && buffer == &b"abc"[..]);
    assert!(b"abc" == buffer && *b"abc" == buffer && b"abc"[..] == buffer && &b"abc"[..] == buffer);
    assert!(
        buffer == b"abc".to_vec() && b"abc".to_vec() == buffer && buffer != "abd" && buffer != "ab"
    );
    let mut numbers: ByteBuf = [1, 2].into_iter().collect();
    numbers.extend([3, 4]);
    numbers.extend(&[5]);
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    let parts = [buffer.clone(), buffer.clone()];
    assert_eq!(parts.iter().cloned().collect::<ByteBuf>(), "abcabc");
    assert_eq!(parts.into_iter().sum::<ByteBuf>(), &buffer + &buffer);
    assert_eq!(ByteBuf::from(std::borrow::Cow::from(&b"abc"[..])), buffer);
}

/// A write that would make more bytes than can be counted is an error, and changes nothing.
#[test]
fn a_cursor_refuses_what_cannot_be_addressed() {
    let mut buffer = ByteBuf::from(b"abc");
    let mut cursor = buffer.cursor_mut();
    for place in [isize::MAX as u64, usize::MAX as u64, u64::MAX] {
        cursor.seek(SeekFrom::Start(place)).unwrap();
        assert!(cursor.write(b"x").is_err());
        assert_eq!(cursor.read(&mut [0]).unwrap(), 0);
    }
    assert_eq!(buffer, b"abc");
    let mut full = ByteBuf::zeroed(isize::MAX as usize);
    assert!(catch_unwind(AssertUnwindSafe(|| full.push(1))).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| full.insert(5, b"x"))).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| full.insert_buf(5, b"x".into()))).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| full.splice(5..5, b"x"))).is_err());
    assert_eq!(full.len(), isize::MAX as usize);
    full.splice(5..6, b"x");
    assert_eq!((full.len(), full[5]), (isize::MAX as usize, b'x'));
}
