//! Indices, ranges and lengths at their extremes: what std refuses is refused with std's words.
//!
//! Each method runs beside the `Vec` (or slice) that does the same, with every argument of
//! {0, len - 1, len, len + 1, `usize::MAX` - 1, `usize::MAX`}: both return the same, or both panic with
//! the same words and leave what was there. In a release build there are no overflow checks to help.

mod hostile;

use std::borrow::Borrow;
use std::fmt::Debug;
use std::ops::Bound;

use hostile::words;
use offshoot::{ByteBuf, Vector};

const MAX: usize = usize::MAX;
const MOST: usize = isize::MAX as usize;

fn sizes() -> [usize; 5] {
    [0, 1, 4, 30, 700]
}

/// Each of these may be the same as another one.
fn indices(len: usize) -> Vec<usize> {
    vec![0, len.saturating_sub(1), len, len + 1, len / 2, MAX - 1, MAX, MOST, MOST + 1]
}

type Pair = (Bound<usize>, Bound<usize>);

fn ranges(len: usize) -> Vec<Pair> {
    let mut ends = vec![Bound::Unbounded];
    for index in indices(len) {
        ends.extend([Bound::Included(index), Bound::Excluded(index)]);
    }
    ends.iter().flat_map(|&start| ends.iter().map(move |&end| (start, end))).collect()
}

fn numbers(len: usize) -> Vec<u64> {
    (0..len as u64).collect()
}

/// Several leaves, both ends, and another version that shares them.
fn vector(len: usize) -> (Vector<u64>, Vector<u64>) {
    let mut v: Vector<u64> = (1..len.max(1) as u64).collect();
    if len > 0 {
        v.push_front(0);
    }
    (v.clone(), v)
}

fn outcome<X: Debug>(f: impl FnOnce() -> X) -> Result<X, String> {
    let mut result = None;
    match words(|| result = Some(f())) {
        None => Ok(result.expect("no panic, a result")),
        Some(words) => Err(words),
    }
}

/// Runs both; they do the same, or panic with the same words and change nothing.
#[track_caller]
fn alike<X: Debug + PartialEq>(
    len: usize,
    argument: impl Debug,
    ours: impl FnOnce(&mut Vector<u64>) -> X,
    theirs: impl FnOnce(&mut Vec<u64>) -> X,
) {
    let (mut v, other) = vector(len);
    let mut vec = numbers(len);
    let result = outcome(|| ours(&mut v));
    let expected = outcome(|| theirs(&mut vec));
    assert_eq!(result, expected, "{argument:?} of {len}");
    v.check();
    assert!(v == vec, "{argument:?} of {len}: {v:?}");
    assert!(other == numbers(len), "{argument:?} of {len}: another version changed");
}

/// As `alike`, where a range is refused: std itself has two sets of words, those of `drain` and
/// those of an index. One of them it must be.
#[track_caller]
fn alike_in_range<X: Debug + PartialEq>(
    len: usize,
    range: Pair,
    ours: impl FnOnce(&mut Vector<u64>) -> X,
    theirs: impl FnOnce(&mut Vec<u64>) -> X,
) {
    if range_words(len, range).is_empty() {
        return alike(len, range, ours, theirs);
    }
    let (mut v, _) = vector(len);
    let result = outcome(|| ours(&mut v));
    assert_refused(len, range, result);
    assert!(v == numbers(len), "{range:?} of {len}: {v:?}");
}

/// What std says of a range; nothing if it is one.
fn range_words(len: usize, range: Pair) -> Vec<String> {
    let drained = words(|| drop(numbers(len).drain(range)));
    let indexed = words(|| _ = numbers(len)[range].len());
    drained.into_iter().chain(indexed).collect()
}

#[track_caller]
fn assert_refused<X: Debug>(len: usize, range: Pair, result: Result<X, String>) {
    let said = range_words(len, range);
    let words = result.expect_err("this range must be refused");
    // Of a start that is excluded, for which there is no syntax, std names the end.
    let odd = matches!(range.0, Bound::Excluded(_));
    assert!(odd || said.contains(&words), "{range:?} of {len}: {words:?}, where std says {said:?}");
}

#[test]
fn indices_of_a_vector() {
    for len in sizes() {
        for i in indices(len) {
            alike(len, i, |v| v[i], |v| v[i]);
            alike(len, i, |v| v[i] = 7, |v| v[i] = 7);
            alike(len, i, |v| v.get(i).copied(), |v| v.get(i).copied());
            alike(len, i, |v| v.get_mut(i).copied(), |v| v.get_mut(i).copied());
            alike(len, i, |v| v.set(i, 7), |v| std::mem::replace(&mut v[i], 7));
            alike(len, i, |v| *v = v.update(i, 7), |v| v[i] = 7);
            alike(len, i, |v| v.insert(i, 7), |v| v.insert(i, 7));
            alike(len, i, |v| v.remove(i), |v| v.remove(i));
            alike(len, i, |v| v.truncate(i), |v| v.truncate(i));
            alike(len, i, |v| Vec::from(v.split_off(i)), |v| v.split_off(i));
            alike(len, i, |v| *v = v.clone().split_at(i).0, |v| drop(v.split_off(i)));
            alike(len, i, |v| v.rotate_left(i), |v| v.rotate_left(i));
            alike(len, i, |v| v.rotate_right(i), |v| v.rotate_right(i));
            alike(
                len,
                i,
                |v| v.insert_all(i, [7, 8]),
                |v| {
                    v.insert(i, 8);
                    v.insert(i, 7);
                },
            );
            alike(len, i, |v| v.swap(0, i), |v| v.swap(0, i));
            alike(len, i, |v| v.swap(i, 0), |v| v.swap(i, 0));
            alike(len, i, |v| v.swap(i, i), |v| v.swap(i, i));
            alike(len, i, |v| Vec::from(v.skip(i)), |v| v.iter().copied().skip(i).collect());
            alike(len, i, |v| Vec::from(v.take(i)), |v| v.iter().copied().take(i).collect());
            alike(len, i, |v| v.chunk_at(i).map(|(at, run)| run[i - at]), |v| v.get(i).copied());
            for j in indices(len) {
                let sum = |pair: [&mut u64; 2]| *pair[0] + *pair[1];
                alike(
                    len,
                    (i, j),
                    |v| v.get_disjoint_mut([i, j]).map(sum),
                    |v| v.get_disjoint_mut([i, j]).map(sum),
                );
            }
        }
    }
}

/// What an iterator gives after a long step from either end.
fn steps<I>(mut iter: I, i: usize, j: usize) -> ([Option<u64>; 4], [usize; 3])
where
    I: ExactSizeIterator + DoubleEndedIterator,
    I::Item: Borrow<u64>,
{
    let before = iter.len();
    let first = iter.nth(i).map(|x| *x.borrow());
    let between = iter.len();
    let second = iter.nth_back(j).map(|x| *x.borrow());
    let after = iter.len();
    let rest = [iter.next(), iter.next_back()].map(|end| end.map(|x| *x.borrow()));
    ([first, second, rest[0], rest[1]], [before, between, after])
}

#[test]
fn steps_of_iterators() {
    for len in sizes() {
        for i in indices(len) {
            for j in [0, 1, 5, len, MAX] {
                alike(len, (i, j), |v| steps(v.iter(), i, j), |v| steps(v.iter(), i, j));
                alike(len, (i, j), |v| steps(v.iter_mut(), i, j), |v| steps(v.iter_mut(), i, j));
                let (ours, theirs) = (vector(len).0, numbers(len));
                let given = steps(ours.clone().into_iter(), i, j);
                assert_eq!(given, steps(theirs.clone().into_iter(), i, j), "{i}, {j} of {len}");
                let given = steps(ours.focus().into_iter(), i, j);
                assert_eq!(given, steps(theirs.iter(), i, j), "{i}, {j} of {len}");
                alike(len, (i, j), |v| steps(v.drain(..), i, j), |v| steps(v.drain(..), i, j));
                alike(
                    len,
                    (i, j),
                    |v| steps(v.focus_mut().into_iter(), i, j),
                    |v| steps(v.iter_mut(), i, j),
                );
                let skipped = |v: &mut dyn Iterator<Item = u64>| v.skip(i).step_by(j.max(1)).next();
                alike(
                    len,
                    (i, j),
                    |v| skipped(&mut v.iter().copied()),
                    |v| skipped(&mut v.iter().copied()),
                );
            }
        }
    }
}

#[test]
fn ranges_of_a_vector() {
    for len in [0, 1, 4, 30] {
        for range in ranges(len) {
            alike_in_range(
                len,
                range,
                |v| v.drain(range).collect::<Vec<_>>(),
                |v| v.drain(range).collect(),
            );
            alike_in_range(len, range, |v| Vec::from(v.slice(range)), |v| v.drain(range).collect());
            alike_in_range(
                len,
                range,
                |v| v.splice(range, [7; 3]).collect::<Vec<_>>(),
                |v| v.splice(range, [7; 3]).collect(),
            );
            alike_in_range(len, range, |v| Vec::from(v.subvector(range)), |v| v[range].to_vec());
            alike_in_range(
                len,
                range,
                |v| v.range(range).copied().collect(),
                |v| v[range].to_vec(),
            );
            alike_in_range(
                len,
                range,
                |v| v.focus().narrow(range).into_iter().copied().collect(),
                |v| v[range].to_vec(),
            );
            alike_in_range(
                len,
                range,
                |v| v.focus_mut().narrow(range).into_iter().map(|x| *x).collect(),
                |v| v[range].to_vec(),
            );
        }
    }
}

#[test]
fn cursors_over_a_vector() {
    for len in sizes() {
        for i in indices(len) {
            alike(len, i, |v| *v.focus().index(i), |v| v[i]);
            alike(len, i, |v| v.focus().get(i).copied(), |v| v.get(i).copied());
            alike(
                len,
                i,
                |v| {
                    let mut focus = v.focus();
                    let (range, run) = focus.chunk_at(i);
                    run[i - range.start]
                },
                |v| v[i],
            );
            alike(len, i, |v| *v.focus_mut().index(i), |v| v[i]);
            alike(len, i, |v| *v.focus_mut().index_mut(i) = 7, |v| v[i] = 7);
            alike(len, i, |v| v.focus_mut().get(i).copied(), |v| v.get(i).copied());
            alike(
                len,
                i,
                |v| v.focus_mut().set(i, 7),
                |v| v.get_mut(i).map(|x| std::mem::replace(x, 7)),
            );
            alike(
                len,
                i,
                |v| {
                    let mut focus = v.focus_mut();
                    let (range, run) = focus.chunk_at(i);
                    run[i - range.start]
                },
                |v| v[i],
            );
            alike(len, i, |v| v.focus_mut().swap(0, i), |v| v.swap(0, i));
            alike(len, i, |v| v.focus_mut().swap(i, i), |v| v.swap(i, i));
            let (mut v, _) = vector(len);
            let split = words(|| drop(v.focus().split_at(i)));
            assert_eq!(split.is_some(), i > len, "{split:?}");
            let split = words(|| drop(v.focus_mut().split_at(i)));
            assert_eq!(split, words(|| drop(numbers(len).split_off(i))));
            for wrong in [[0, 0, i], [i, 0, i], [i, i, i], [0, len, i]] {
                let said =
                    words(|| v.focus_mut().triplet(wrong[0], wrong[1], wrong[2], |_, _, _| ()));
                let outside = wrong.into_iter().find(|&index| index >= len);
                let expected = outside.map_or_else(
                    || "the indices of elements changed together must differ".to_owned(),
                    |index| {
                        format!("index out of bounds: the len is {len} but the index is {index}")
                    },
                );
                assert_eq!(said, Some(expected), "{wrong:?} of {len}");
            }
        }
    }
}

#[test]
fn lengths_of_a_vector() {
    const OVERFLOW: Option<&str> = Some("capacity overflow");
    #[track_caller]
    fn overflows(v: &mut Vector<u8>, f: impl FnOnce(&mut Vector<u8>)) {
        let (len, before) = (v.len(), v.clone());
        assert_eq!(words(|| f(v)).as_deref(), OVERFLOW);
        assert_eq!(v.len(), len);
        assert!(v.ptr_eq(&before) || *v == before);
        v.check();
    }
    for count in [MOST + 1, MAX - 1, MAX] {
        assert_eq!(words(|| drop(Vector::repeat(7, count))).as_deref(), OVERFLOW);
        assert_eq!(words(|| drop(Vector::repeat((), count))).as_deref(), OVERFLOW);
        for mut v in [Vector::new(), Vector::unit(1), Vector::repeat(7, 1_000)] {
            overflows(&mut v, |v| v.resize(count, 7));
        }
        assert_eq!(words(|| vec![1u8].resize(count, 7)).as_deref(), OVERFLOW, "as std says");
    }

    let mut most = Vector::repeat(7, MOST);
    assert_eq!((most.len(), most.iter().len(), most.get(MOST - 1)), (MOST, MOST, Some(&7)));
    assert_eq!(
        (most.get(MOST), most.iter().nth(MOST), most.iter().nth_back(3)),
        (None, None, Some(&7))
    );
    most.check();
    assert!(Vector::memory([&most]).total < 65_536);
    overflows(&mut most, |v| v.append(Vector::unit(1)));
    overflows(&mut most, |v| v.append(v.clone()));
    overflows(&mut most, |v| v.insert(MOST / 2, 1));
    overflows(&mut most, |v| v.insert_all(MOST / 2, [1]));
    overflows(&mut most, |v| v.insert_all(MOST, [1]));
    overflows(&mut most, |v| drop(v.splice(5..6, [1, 2])));
    overflows(&mut most, |v| drop(v.concat(&Vector::unit(1))));
    overflows(&mut most, |v| *v += Vector::unit(1));
    // A push is counted once a leaf.
    overflows(&mut most, |v| {
        let mut pushed = v.clone();
        (0..2_000).for_each(|_| pushed.push_back(1));
    });
    overflows(&mut most, |v| {
        let mut pushed = v.clone();
        (0..2_000).for_each(|_| pushed.push_front(1));
    });
    // All else works at this length.
    let mut fork = most.clone();
    fork.set(MOST / 3, 1);
    assert!(fork != most && fork.diff(&most).count() == 1);
    assert_eq!((fork.remove(MOST / 3), fork.len()), (1, MOST - 1));
    fork.rotate_left(MOST / 5);
    let upper = fork.split_off(MOST / 2);
    assert_eq!(fork.len() + upper.len(), MOST - 1);
    fork.check();
    upper.check();
    let mut nothing = Vector::repeat((), MOST);
    nothing.truncate(MOST - 1);
    assert_eq!((nothing.len(), nothing.pop_front()), (MOST - 1, Some(())));
}

fn bytes(len: usize) -> Vec<u8> {
    (0..len).map(|i| i as u8).collect()
}

#[track_caller]
fn bytes_alike<X: Debug + PartialEq>(
    len: usize,
    argument: impl Debug,
    ours: impl Fn(&mut ByteBuf) -> X,
    theirs: impl Fn(&mut Vec<u8>) -> X,
) {
    // Pages, and a buffer that was taken over.
    for mut buffer in [ByteBuf::from(&bytes(len)), ByteBuf::from(bytes(len))] {
        let other = buffer.clone();
        let mut vec = bytes(len);
        let result = outcome(|| ours(&mut buffer));
        assert_eq!(result, outcome(|| theirs(&mut vec)), "{argument:?} of {len}");
        buffer.check();
        assert!(buffer == vec, "{argument:?} of {len}");
        assert!(other == bytes(len), "{argument:?} of {len}: another version changed");
    }
}

#[track_caller]
fn bytes_alike_in_range<X: Debug + PartialEq>(
    len: usize,
    range: Pair,
    ours: impl Fn(&mut ByteBuf) -> X,
    theirs: impl Fn(&mut Vec<u8>) -> X,
) {
    if range_words(len, range).is_empty() {
        return bytes_alike(len, range, ours, theirs);
    }
    let mut buffer = ByteBuf::from(bytes(len));
    let result = outcome(|| ours(&mut buffer));
    assert_refused(len, range, result);
    assert!(buffer == bytes(len), "{range:?} of {len}");
}

#[test]
fn indices_of_a_buffer() {
    for len in [0, 1, 50, 3 * ByteBuf::PAGE] {
        for i in indices(len) {
            bytes_alike(len, i, |b| b[i], |v| v[i]);
            bytes_alike(len, i, |b| b.get(i), |v| v.get(i).copied());
            bytes_alike(len, i, |b| b.set(i, 7), |v| std::mem::replace(&mut v[i], 7));
            bytes_alike(len, i, |b| b.truncate(i), |v| v.truncate(i));
            bytes_alike(len, i, |b| b.split_off(i).to_vec(), |v| v.split_off(i));
            bytes_alike(
                len,
                i,
                |b| b.split_to(i).to_vec(),
                |v| {
                    let rest = v.split_off(i);
                    std::mem::replace(v, rest)
                },
            );
            for what in [&b""[..], b"xy", &[7; 100]] {
                let inserted = |v: &mut Vec<u8>| {
                    let rest =
                        if what.is_empty() { words(|| v.clone().insert(i, 0)) } else { None };
                    if let Some(words) = rest {
                        std::panic::panic_any(words);
                    }
                    what.iter().rev().for_each(|&byte| v.insert(i, byte));
                };
                bytes_alike(len, i, |b| b.insert(i, what), inserted);
                bytes_alike(len, i, |b| b.insert_buf(i, what.into()), inserted);
            }
            bytes_alike(
                len,
                i,
                |b| b.chunk_at(i).map(|(at, run)| run[i - at]),
                |v| v.get(i).copied(),
            );
            bytes_alike(len, i, |b| b.find_from(b"", i), |v| v.get(i..).map(|_| i));
            bytes_alike(
                len,
                i,
                |b| b.find_from(b"\x02", i),
                |v| v.get(i..)?.iter().position(|&byte| byte == 2).map(|at| i + at),
            );
            for count in [0, 1, 40] {
                let mut to = vec![0; count];
                let mut buffer = ByteBuf::from(bytes(len));
                let fits = i.checked_add(count).is_some_and(|end| end <= len);
                let read = words(|| buffer.read_at(i, &mut to));
                let written = words(|| buffer.write_at(i, &vec![9; count]));
                assert_eq!(read, written);
                assert_eq!(read.is_none(), fits, "{count} at {i} of {len}");
                if let Some(end) = i.checked_add(count).filter(|_| !fits) {
                    let said = words(|| _ = bytes(len)[..end].len());
                    assert_eq!(read, said, "{count} at {i} of {len}");
                    assert!(buffer == bytes(len));
                }
            }
        }
    }
}

#[test]
fn ranges_of_a_buffer() {
    for len in [0, 1, 50, 2 * ByteBuf::PAGE] {
        for range in ranges(len) {
            bytes_alike_in_range(len, range, |b| b.slice(range).to_vec(), |v| v[range].to_vec());
            bytes_alike_in_range(len, range, |b| b.remove(range), |v| drop(v.drain(range)));
            bytes_alike_in_range(
                len,
                range,
                |b| b.range(range).flatten().copied().collect(),
                |v| v[range].to_vec(),
            );
            bytes_alike_in_range(
                len,
                range,
                |b| b.splice(range, b"xyz").to_vec(),
                |v| v.splice(range, *b"xyz").collect(),
            );
            bytes_alike_in_range(
                len,
                range,
                |b| b.replace(range, b"xyz"),
                |v| drop(v.splice(range, *b"xyz")),
            );
        }
    }
}

#[test]
fn lengths_of_a_buffer() {
    const OVERFLOW: Option<&str> = Some("capacity overflow");
    #[track_caller]
    fn overflows(buffer: &mut ByteBuf, f: impl FnOnce(&mut ByteBuf)) {
        let before = buffer.clone();
        assert_eq!(words(|| f(buffer)).as_deref(), OVERFLOW);
        assert!(buffer.ptr_eq(&before) || *buffer == before);
        buffer.check();
    }
    for len in [MOST + 1, MAX - 1, MAX] {
        assert_eq!(words(|| drop(ByteBuf::zeroed(len))).as_deref(), OVERFLOW);
        assert_eq!(words(|| drop(ByteBuf::repeat(1, len))).as_deref(), OVERFLOW);
        overflows(&mut ByteBuf::from(b"abc"), |b| b.resize(len, 0));
    }
    let mut most = ByteBuf::zeroed(MOST);
    assert_eq!((most.len(), most.get(MOST - 1), most.get(MOST)), (MOST, Some(0), None));
    most.check();
    overflows(&mut most, |b| b.push(1));
    overflows(&mut most, |b| b.extend_from_slice(b"x"));
    overflows(&mut most, |b| b.extend([1]));
    overflows(&mut most, |b| b.append(b"x".into()));
    overflows(&mut most, |b| b.append(b.clone()));
    overflows(&mut most, |b| b.insert(MOST / 2, b"x"));
    overflows(&mut most, |b| b.insert_buf(MOST / 2, b"x".into()));
    overflows(&mut most, |b| drop(b.splice(3..4, b"xy")));
    overflows(&mut most, |b| b.replace(3..4, b"xy"));
    let mut fork = most.clone();
    fork.write_at(MOST - 3, b"end");
    assert!(fork != most && fork.slice(MOST - 4..) == b"\0end");
    fork.remove(5..MOST - 5);
    assert_eq!(fork, b"\0\0\0\0\0\0\0end");
}

#[test]
fn places_of_cursors() {
    use std::io::{BufRead, Read, Seek, SeekFrom, Write};
    for len in [0, 50, 3 * ByteBuf::PAGE] {
        for place in [0, len as u64, len as u64 + 1, MOST as u64, u64::MAX - 1, u64::MAX] {
            let mut buffer = ByteBuf::from(bytes(len));
            let vec = bytes(len);
            let (mut ours, mut theirs) = (buffer.cursor(), std::io::Cursor::new(&vec[..]));
            ours.set_position(place);
            theirs.set_position(place);
            for from in [
                SeekFrom::Current(i64::MIN),
                SeekFrom::Current(-1),
                SeekFrom::Current(i64::MAX),
                SeekFrom::End(i64::MIN),
                SeekFrom::End(-1),
                SeekFrom::End(i64::MAX),
                SeekFrom::Start(place),
            ] {
                let (mut here, mut there) = (ours.clone(), theirs.clone());
                let (sought, expected) = (here.seek(from), there.seek(from));
                assert_eq!(sought.as_ref().ok(), expected.as_ref().ok(), "{from:?}, {place}");
                assert_eq!(
                    sought.err().map(|error| (error.kind(), error.to_string())),
                    expected.err().map(|error| (error.kind(), error.to_string())),
                );
                assert_eq!(here.position(), there.position());
            }
            let (mut to, mut other) = ([0; 9], [0; 9]);
            let read = ours.read(&mut to).expect("no error");
            assert_eq!(read, theirs.read(&mut other).expect("no error"));
            assert_eq!((to, ours.position()), (other, theirs.position()));
            assert_eq!(
                ours.fill_buf().expect("no error").is_empty(),
                theirs.fill_buf().expect("no error").is_empty()
            );

            let mut ours = buffer.cursor_mut();
            ours.set_position(place);
            let mut to = [0; 9];
            assert_eq!(ours.read(&mut to).expect("no error"), read);
            assert_eq!(to, other);
            ours.set_position(place);
            assert!(matches!(ours.write(b""), Ok(0) | Err(_)));
            match usize::try_from(place).ok().and_then(|at| at.checked_add(2)) {
                Some(end) if end <= MOST => {
                    assert_eq!(ours.write(b"xy").expect("there is room"), 2);
                    assert_eq!(buffer.len(), end.max(len));
                    assert!(buffer.slice(end - 2..end) == b"xy");
                }
                _ => assert!(ours.write(b"xy").is_err(), "no place for bytes at {place}"),
            }
            buffer.check();
        }
    }
}
