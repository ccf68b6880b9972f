//! All of `ByteBuf`. Knows no other collection.

use std::borrow::Cow;
use std::io::{BufRead, Read, Seek, SeekFrom, Write};

use offshoot::ByteBuf;
use offshoot::byte_buf::{Chunks, Cursor, CursorMut, Iter, Lines};

#[cfg(feature = "bytes")]
use super::walk::is_done;
use super::walk::{from_both_ends, in_a_row, shown};
use super::{THOROUGH, some, turns};

const PAGE: usize = ByteBuf::PAGE;

/// Everything, on buffers of every origin.
pub fn all() {
    let runs =
        [reads, finds, iter, chunks, lines, edits, cuts, cursor, cursor_mut, io, conversions];
    for len in some(1, [4 * PAGE + 5, 7, 0]) {
        for run in runs {
            each(len, run);
        }
    }
    #[cfg(feature = "bytes")]
    with_bytes();
}

/// Some text of so many bytes.
fn model(len: usize) -> Vec<u8> {
    (0..len).map(|i| if i % 11 == 10 { b'\n' } else { b'a' + (i * i % 19) as u8 }).collect()
}

/// Runs on pages and parts of buffers of others that another version shares, on a buffer of others' that is
/// alone, on pages that are alone, on what is never freed.
fn each(len: usize, run: fn(ByteBuf, Vec<u8>)) {
    static TEXT: [u8; 200] = [b't'; 200];
    let model = model(len);
    let (two, three) = (2 * (len / 3), 2 * (len / 3) + PAGE.min(len - 2 * (len / 3)));
    let mut mixed = ByteBuf::from(&model[two..]);
    mixed.insert_buf(0, ByteBuf::from(model[..three].to_vec()));
    mixed.remove(two..three);
    let part = &TEXT[..len.min(TEXT.len())];
    let buffers = [
        (mixed.clone(), model.clone()),
        (ByteBuf::from(model.clone()), model.clone()),
        (ByteBuf::from(&model[..]), model.clone()),
        (ByteBuf::from_static(part), part.to_vec()),
    ];
    for (buffer, model) in some(2, buffers) {
        run(buffer, model);
    }
    same(&mixed, &model);
}

fn same(buffer: &ByteBuf, model: &[u8]) {
    if THOROUGH {
        buffer.check();
    }
    assert_eq!(buffer, model);
}

fn reads(buffer: ByteBuf, model: Vec<u8>) {
    buffer.check();
    let n = buffer.len();
    assert_eq!((n, buffer.is_empty(), buffer.height() < 20), (model.len(), model.is_empty(), true));
    assert!((0..n).step_by(3).all(|i| buffer.get(i) == Some(model[i]) && buffer[i] == model[i]));
    assert_eq!((buffer.get(n), buffer.first()), (None, model.first().copied()));
    assert_eq!(buffer.last(), model.last().copied());
    let mut at = 0;
    while let Some((begin, run)) = buffer.chunk_at(at) {
        assert_eq!((begin, run), (at, &model[at..at + run.len()]));
        at += run.len();
    }
    assert_eq!(at, n);
    let mut there = vec![0; n - n / 3];
    buffer.read_at(n / 3, &mut there);
    assert_eq!(there, model[n / 3..]);
    same(&buffer.slice(n / 4..n / 2), &model[n / 4..n / 2]);
    assert_eq!(buffer.to_vec(), model);
    shown(&buffer);
    let mut copy = buffer.clone();
    assert!(buffer.ptr_eq(&copy) && buffer == copy && buffer.cmp(&copy).is_eq());
    assert_eq!(ByteBuf::memory([&buffer, &copy]).elements, 2 * n);
    assert!(ByteBuf::picture([&buffer, &copy]).nodes() < 100);
    copy.push(b'x');
    assert!(copy.diff(&buffer).len() == 1 && buffer < copy);
    assert_eq!(std::collections::HashSet::from([buffer, copy]).len(), 2);
}

fn finds(buffer: ByteBuf, model: Vec<u8>) {
    let n = buffer.len();
    let text = String::from_utf8(model.clone()).expect("it is text");
    for needle in [&model[n / 2..(n / 2 + PAGE + 2).min(n)], b"\n", b"absent"] {
        let word = std::str::from_utf8(needle).expect("it is text");
        assert_eq!(buffer.find(needle), text.find(word));
        assert_eq!(buffer.rfind(needle), text.rfind(word));
        assert_eq!(buffer.contains(needle), text.contains(word));
        let from = n / 4;
        assert_eq!(buffer.find_from(needle, from), text[from..].find(word).map(|at| at + from));
    }
    assert!(buffer.starts_with(&model[..n / 2]) && buffer.ends_with(&model[n / 2..]));
    assert_eq!((buffer.memchr(b'\n'), buffer.memrchr(b'\n')), (text.find('\n'), text.rfind('\n')));
    assert_eq!(buffer.memchr(0), None);
}

fn iter(buffer: ByteBuf, model: Vec<u8>) {
    assert_eq!(both_ways!(buffer.iter()), model);
    let some: Iter<'_> = (&buffer).into_iter();
    shown(&some);
    assert_eq!(from_both_ends(some), model);
}

fn chunks(buffer: ByteBuf, model: Vec<u8>) {
    let mut all: Chunks<'_> = buffer.chunks();
    shown(&all);
    let (mut low, mut high): (Vec<&[u8]>, Vec<&[u8]>) = (Vec::new(), Vec::new());
    while let Some(run) = all.next() {
        low.push(run);
        high.extend(all.next_back());
    }
    low.extend(high.into_iter().rev());
    assert_eq!(low.concat(), model);
    let n = buffer.len();
    assert_eq!(in_a_row(buffer.range(n / 3..n / 2)).concat(), model[n / 3..n / 2]);
}

fn lines(buffer: ByteBuf, model: Vec<u8>) {
    let all: Lines<'_> = buffer.lines();
    shown(&all);
    let text = String::from_utf8(model).expect("it is text");
    let kept: Vec<Cow<'_, [u8]>> = in_a_row(all);
    assert!(kept.iter().map(AsRef::as_ref).eq(text.lines().map(str::as_bytes)));
}

fn edits(buffer: ByteBuf, model: Vec<u8>) {
    let n = buffer.len();
    let both = |ours: &dyn Fn(&mut ByteBuf), theirs: &dyn Fn(&mut Vec<u8>)| {
        for alone in turns() {
            let mut buffer = if alone { ByteBuf::from(&model[..]) } else { buffer.clone() };
            let mut model = model.clone();
            ours(&mut buffer);
            theirs(&mut model);
            same(&buffer, &model);
        }
    };
    let new = vec![b'n'; 2 * PAGE + 3];
    let over = &new[..new.len().min(n - n / 3)];
    both(&|buffer| buffer.write_at(n / 3, over), &|model| {
        model[n / 3..n / 3 + over.len()].copy_from_slice(over);
    });
    both(&|buffer| buffer.extend_from_slice(&new), &|model| model.extend_from_slice(&new));
    both(&|buffer| buffer.push(1), &|model| model.push(1));
    both(&|buffer| assert_eq!(buffer.pop(), model.last().copied()), &|model| {
        model.pop();
    });
    both(&|buffer| buffer.truncate(n / 2), &|model| model.truncate(n / 2));
    both(&ByteBuf::clear, &Vec::clear);
    both(&|buffer| buffer.resize(n + 2 * PAGE, 7), &|model| model.resize(n + 2 * PAGE, 7));
    both(&|buffer| buffer.resize(n / 3, 7), &|model| model.resize(n / 3, 7));
    both(&|buffer| buffer.fill(7), &|model| model.fill(7));
    both(&|buffer| buffer.copy_within(n / 4..n / 2, n / 3), &|model| {
        model.copy_within(n / 4..n / 2, n / 3);
    });
    both(&|buffer| buffer.insert(n / 2, &new), &|model| {
        model.splice(n / 2..n / 2, new.clone());
    });
    both(&|buffer| buffer.insert_buf(n / 2, new.clone().into()), &|model| {
        model.splice(n / 2..n / 2, new.clone());
    });
    both(&|buffer| buffer.remove(n / 4..n / 2), &|model| drop(model.drain(n / 4..n / 2)));
    both(&|buffer| same(&buffer.splice(n / 4..n / 2, &new[..]), &model[n / 4..n / 2]), &|model| {
        model.splice(n / 4..n / 2, new.clone());
    });
    both(&|buffer| buffer.replace(n / 4..n / 2, &new), &|model| {
        model.splice(n / 4..n / 2, new.clone());
    });
    both(&|buffer| buffer.extend(new.iter()), &|model| model.extend(new.iter()));
    both(&|buffer| buffer.extend([ByteBuf::from("ab")]), &|model| model.extend(b"ab"));
    both(&|buffer| std::fmt::Write::write_str(buffer, "12").expect("it fits"), &|model| {
        model.extend(b"12");
    });
    if n > 0 {
        both(&|buffer| buffer[n / 2] = 3, &|model| model[n / 2] = 3);
        both(&|buffer| *buffer.get_mut(n - 1).expect("it is there") = 3, &|model| model[n - 1] = 3);
        both(&|buffer| assert_eq!(buffer.set(n / 2, 5), model[n / 2]), &|model| model[n / 2] = 5);
    }
}

fn cuts(buffer: ByteBuf, model: Vec<u8>) {
    let (n, twice) = (buffer.len(), model.repeat(2));
    same(&buffer.concat(&buffer), &twice);
    same(&(&buffer + &buffer), &twice);
    let mut both = buffer.clone() + buffer.clone();
    same(&both, &twice);
    both += buffer.clone();
    both.append(buffer.clone());
    same(&both, &model.repeat(4));
    for at in some(1, [n / 3, 0, n]) {
        for mut low in [buffer.clone(), ByteBuf::from(model.clone())] {
            let high = low.split_off(at);
            same(&low, &model[..at]);
            same(&high, &model[at..]);
            low.append(high);
            same(&low.split_to(at), &model[..at]);
            same(&low, &model[at..]);
        }
        let (low, high) = buffer.clone().split_at(at);
        same(&low, &model[..at]);
        same(&[low, high].into_iter().sum::<ByteBuf>(), &model);
    }
    let mut zeros = ByteBuf::zeroed(40 * PAGE);
    zeros.set(20 * PAGE, 1);
    assert_eq!((zeros.memchr(1), ByteBuf::repeat(3, 40)), (Some(20 * PAGE), [3; 40].into()));
}

fn cursor(buffer: ByteBuf, model: Vec<u8>) {
    let n = buffer.len() as u64;
    let mut all: Cursor<'_> = buffer.cursor();
    assert_eq!((all.len(), all.is_empty(), all.position()), (n, n == 0, 0));
    shown(&all);
    let mut some = vec![0; model.len() / 2];
    assert_eq!(all.read_into(&mut some), some.len());
    assert_eq!(some, model[..some.len()]);
    all.set_position(n / 3);
    let run = all.chunk();
    assert_eq!(run, &model[n as usize / 3..][..run.len()]);
    all.seek(SeekFrom::End(-(n as i64 / 4))).expect("it is there");
    all.rewind().expect("it is there");
    let mut rest = Vec::new();
    assert_eq!(all.read_to_end(&mut rest).expect("it gives all"), model.len());
    assert_eq!(rest, model);
    all.set_position(n / 2);
    let run = all.fill_buf().expect("it gives all").len();
    all.consume(run);
    let mut line = Vec::new();
    all.set_position(0);
    all.read_until(b'\n', &mut line).expect("it gives all");
    assert!(model.starts_with(&line));
}

fn cursor_mut(mut buffer: ByteBuf, mut model: Vec<u8>) {
    let n = buffer.len();
    let mut all: CursorMut<'_> = buffer.cursor_mut();
    assert_eq!((all.len(), all.is_empty(), all.position()), (n as u64, n == 0, 0));
    shown(&all);
    // Reads and writes in turn, over the borders of pages and of the end.
    for (at, len) in [(0, 3), (PAGE - 1, 2), (n / 2, PAGE + 3), (n, 2), (n / 3, 0)] {
        let new = vec![b'w'; len];
        all.set_position(at as u64);
        assert!(all.write_from(&new));
        model.resize(model.len().max(at + len), 0);
        model[at..at + len].copy_from_slice(&new);
        let mut some = [0; 5];
        let count = all.read_into(&mut some);
        assert_eq!(some[..count], model[at + len..][..count]);
    }
    all.seek(SeekFrom::Start(1)).expect("it is there");
    all.write_all(b"io").expect("it takes all");
    all.flush().expect("there is nothing to do");
    model.resize(model.len().max(3), 0);
    model[1..3].copy_from_slice(b"io");
    let mut rest = Vec::new();
    all.read_to_end(&mut rest).expect("it gives all");
    assert_eq!(rest, model[3..]);
    same(&buffer, &model);
}

fn io(mut buffer: ByteBuf, mut model: Vec<u8>) {
    let slices: Vec<_> = buffer.io_slices().rev().map(|slice| slice.to_vec()).collect();
    assert_eq!(slices.into_iter().rev().flatten().collect::<Vec<_>>(), model);
    // The page that is read at a time has its real size, which is much for Miri.
    let mut source = &b"what is read"[..];
    assert_eq!(buffer.read_from(&mut source).expect("a slice gives all"), 12);
    Write::write_all(&mut buffer, b"more").expect("it takes all");
    buffer.flush().expect("there is nothing to do");
    model.extend(b"what is readmore");
    same(&buffer, &model);
}

fn conversions(buffer: ByteBuf, model: Vec<u8>) {
    let text = String::from_utf8(model.clone()).expect("it is text");
    for made in [
        ByteBuf::from(&model[..]),
        ByteBuf::from(model.clone()),
        ByteBuf::from(&model),
        ByteBuf::from(text.clone()),
        ByteBuf::from(&text),
        ByteBuf::from(text.as_str()),
        ByteBuf::from(model.clone().into_boxed_slice()),
        ByteBuf::from(Cow::Borrowed(&model[..])),
        model.iter().collect(),
        model.iter().copied().collect(),
        [ByteBuf::default(), buffer.clone()].into_iter().collect(),
    ] {
        same(&made, &model);
        assert!(made == *text && made == text && text == made && model == made);
        assert_eq!(Vec::from(made), model);
    }
    assert_eq!(Box::<[u8]>::from(buffer.clone()).into_vec(), model);
    assert!(ByteBuf::from([1, 2]) == ByteBuf::from(&[1, 2]) && ByteBuf::from([1, 2]) == [1, 2]);
}

/// Pages that the crate `bytes` counts.
#[cfg(feature = "bytes")]
fn with_bytes() {
    use bytes::{Buf, Bytes};

    let model = model(4 * PAGE + 5);
    let mut buffer = ByteBuf::from(Bytes::from(model.clone()).slice(1..));
    buffer.insert(2 * PAGE, b"own");
    let old = buffer.clone();
    let kept: Vec<Bytes> = in_a_row(buffer.chunks_bytes());
    // What is held is copied when it is written to, and is as it was.
    buffer.fill(7);
    let now = [&model[1..2 * PAGE + 1], b"own", &model[2 * PAGE + 1..]].concat();
    assert_eq!(kept.concat(), now);
    let mut some = old.cursor();
    some.advance(PAGE + 1);
    assert_eq!((Buf::chunk(&some)[0], some.remaining()), (now[PAGE + 1], now.len() - PAGE - 1));
    let mut there = vec![0; 2 * PAGE];
    some.copy_to_slice(&mut there);
    assert_eq!(there, now[PAGE + 1..][..2 * PAGE]);
    assert_eq!((some.get_u32(), Bytes::from(old.clone())), {
        let word = now[3 * PAGE + 1..][..4].try_into().expect("it has four bytes");
        (u32::from_be_bytes(word), Bytes::from(now))
    });
    drop(old);
    drop(kept);
    // One run goes as it came, and outlives what it was in.
    let one = ByteBuf::from(Bytes::from(model.clone()));
    let part = one.slice(PAGE..3 * PAGE);
    drop(one);
    let part = Bytes::from(part);
    assert_eq!(part, model[PAGE..3 * PAGE]);
    is_done(ByteBuf::new().chunks_bytes());
}
