//! The costs of a byte buffer and its cursors. Knows no other collection.

use std::borrow::Cow;
use std::hint::black_box as eat;

use offshoot::ByteBuf;
use offshoot::byte_buf::{Cursor, CursorMut};

use crate::costs::{Fixture, InPlace, K, M, Makes, Reads, Row, Tally, Walks, begin, end};

const TINY: bool = cfg!(offshoot_tiny);

#[derive(Clone)]
pub struct Bytes {
    b: ByteBuf,
    /// The length as made.
    n: usize,
    /// Where operations are done.
    at: usize,
}

impl Fixture for Bytes {
    const SIZES: [usize; 3] =
        if TINY { [1_000, 30_000, 300_000] } else { [60_000, 1_000_000, 64 << 20] };
    // Cuts and a seam: some pages, and their ways.
    const ONCE: Tally = Tally {
        blocks: 12,
        bytes: if TINY { 1_200 } else { 45_000 },
        compared: 0,
        hashed: 0,
        cloned: 0,
    };
    const EACH: Tally = Tally { bytes: if TINY { 600 } else { 6_000 }, ..Self::ONCE };
    const HALVING: Tally =
        Tally { blocks: if TINY { 8 } else { 4 }, bytes: 600, compared: 0, hashed: 0, cloned: 0 };
    const ELEMENT: Tally = Tally { blocks: 1, bytes: 30, compared: 0, hashed: 0, cloned: 0 };

    fn new(n: usize) -> Self {
        Self { b: ByteBuf::from(&vec![7; n][..]), n, at: n / 3 }
    }

    fn len(&self) -> usize {
        self.b.len()
    }
}

impl Bytes {
    /// A version that differs in `K` places.
    fn fork(&self) -> ByteBuf {
        let mut fork = self.b.clone();
        (0..K).for_each(|i| _ = fork.set(i * (self.b.len() / K), 9));
        fork
    }

    fn plain(&self) -> Vec<u8> {
        vec![7; self.n]
    }
}

const FEW: &[u8] = &[7; M];

pub const ROWS: &[Row<Bytes>] = &[
    ("ByteBuf::new", "O(1)", Reads, |_| drop(eat(ByteBuf::new()))),
    ("ByteBuf::zeroed", "O(log n)", Makes, |f| drop(eat(ByteBuf::zeroed(f.n)))),
    ("ByteBuf::repeat", "O(log n)", Makes, |f| drop(eat(ByteBuf::repeat(7, f.n)))),
    ("ByteBuf::from_static", "O(1)", Makes, |_| drop(eat(ByteBuf::from_static(&[7; 30_000])))),
    ("ByteBuf::check", "O(n)", Makes, |f| f.b.check()),
    // Read.
    ("ByteBuf::len", "O(1)", Reads, |f| _ = eat(f.b.len())),
    ("ByteBuf::is_empty", "O(1)", Reads, |f| _ = eat(f.b.is_empty())),
    ("ByteBuf::get", "O(log n)", Reads, |f| _ = eat(f.b.get(f.at))),
    ("ByteBuf::first", "O(log n)", Reads, |f| _ = eat(f.b.first())),
    ("ByteBuf::last", "O(log n)", Reads, |f| _ = eat(f.b.last())),
    ("ByteBuf::chunk_at", "O(log n)", Reads, |f| _ = eat(f.b.chunk_at(f.at))),
    ("ByteBuf::read_at", "O(log n)", Reads, |f| f.b.read_at(f.at, &mut [0; 8])),
    ("ByteBuf::slice", "O(log n)", Makes, |f| drop(eat(f.b.slice(f.at..2 * f.at)))),
    ("ByteBuf::to_vec", "O(n)", Makes, |f| drop(eat(f.b.to_vec()))),
    ("ByteBuf::chunks", "O(1)", Reads, |f| _ = eat(f.b.chunks())),
    ("ByteBuf::chunks", "O(log n)", Reads, |f| _ = eat(f.b.chunks().next())),
    ("ByteBuf::chunks", "O(log n)", Reads, |f| _ = eat(f.b.chunks().next_back())),
    ("ByteBuf::range", "O(1)", Reads, |f| _ = eat(f.b.range(f.at..))),
    ("ByteBuf::range", "O(log n)", Reads, |f| _ = eat(f.b.range(f.at..).next())),
    ("ByteBuf::iter", "O(1)", Reads, |f| _ = eat(f.b.iter())),
    ("ByteBuf::iter", "O(log n)", Reads, |f| _ = eat(f.b.iter().nth(f.at))),
    ("ByteBuf::iter", "O(log n)", Reads, |f| _ = eat(f.b.iter().skip(f.at).next())),
    ("ByteBuf::io_slices", "O(1)", Reads, |f| _ = eat(f.b.io_slices())),
    ("ByteBuf::io_slices", "O(log n)", Reads, |f| _ = eat(f.b.io_slices().next())),
    // Search.
    ("ByteBuf::find_from", "O(n + m)", Reads, |f| _ = eat(f.b.find_from(&[9; M], 0))),
    ("ByteBuf::find", "O(n + m)", Reads, |f| _ = eat(f.b.find(&[9; M]))),
    ("ByteBuf::rfind", "O(n + m)", Reads, |f| _ = eat(f.b.rfind(&[9; M]))),
    ("ByteBuf::contains", "O(n + m)", Reads, |f| _ = eat(f.b.contains(&[9; M]))),
    ("ByteBuf::find_from", "O(n m)", Reads, |f| _ = eat(f.b.find_from(&almost(), 0))),
    ("ByteBuf::find", "O(n m)", Reads, |f| _ = eat(f.b.find(&almost()))),
    ("ByteBuf::rfind", "O(n m)", Reads, |f| _ = eat(f.b.rfind(&almost()))),
    ("ByteBuf::contains", "O(n m)", Reads, |f| _ = eat(f.b.contains(&almost()))),
    ("ByteBuf::starts_with", "O(log n + m)", Reads, |f| assert!(f.b.starts_with(FEW))),
    ("ByteBuf::ends_with", "O(log n + m)", Reads, |f| assert!(f.b.ends_with(FEW))),
    ("ByteBuf::memchr", "O(n)", Reads, |f| _ = eat(f.b.memchr(9))),
    ("ByteBuf::memrchr", "O(n)", Reads, |f| _ = eat(f.b.memrchr(9))),
    ("ByteBuf::lines", "O(n)", Makes, |f| _ = eat(f.b.lines().count())),
    // Write.
    ("ByteBuf::write_at", "O(log n)", InPlace, |f| f.b.write_at(f.at, &[7; 8])),
    ("ByteBuf::get_mut", "O(log n)", InPlace, |f| _ = eat(f.b.get_mut(f.at))),
    ("ByteBuf::set", "O(log n)", InPlace, |f| _ = eat(f.b.set(f.at, 7))),
    ("ByteBuf::push", "O(log n)", Makes, |f| f.b.push(7)),
    ("ByteBuf::pop", "O(log n)", Makes, |f| _ = eat(f.b.pop())),
    ("ByteBuf::extend_from_slice", "O(log n + m)", Makes, |f| f.b.extend_from_slice(FEW)),
    ("ByteBuf::read_from", "O(m)", Makes, |f| _ = f.b.read_from(&mut &FEW[..]).is_ok()),
    ("ByteBuf::append", "O(log n)", Makes, |f| {
        let (mut b, other) = (f.b.clone(), f.b.slice(7..));
        begin();
        b.append(other);
    }),
    ("ByteBuf::concat", "O(log n)", Makes, |f| drop(eat(f.b.concat(&f.b)))),
    ("ByteBuf::split_off", "O(log n)", Makes, |f| {
        let upper = f.b.split_off(f.at);
        end();
        f.b.append(upper);
    }),
    ("ByteBuf::split_to", "O(log n)", Makes, |f| {
        let mut lower = f.b.split_to(f.at);
        end();
        lower.append(std::mem::take(&mut f.b));
        f.b = lower;
    }),
    ("ByteBuf::split_at", "O(log n)", Makes, |f| {
        let (mut lower, upper) = std::mem::take(&mut f.b).split_at(f.at);
        end();
        lower.append(upper);
        f.b = lower;
    }),
    ("ByteBuf::truncate", "O(log n)", Makes, |f| {
        let _kept = f.b.clone();
        let mut b = f.b.clone();
        begin();
        b.truncate(f.at);
        end();
    }),
    ("ByteBuf::clear", "O(1)", Reads, |f| {
        let mut b = f.b.clone();
        begin();
        b.clear();
    }),
    ("ByteBuf::resize", "O(log n)", Makes, |f| {
        let mut b = f.b.clone();
        begin();
        b.resize(3 * f.n, 7);
    }),
    ("ByteBuf::fill", "O(log n)", Makes, |f| {
        let mut b = f.b.clone();
        begin();
        b.fill(7);
    }),
    ("ByteBuf::copy_within", "O(log n)", Makes, |f| {
        let mut b = f.b.clone();
        begin();
        b.copy_within(f.at..2 * f.at, 7);
    }),
    ("ByteBuf::insert", "O(log n + m)", Makes, |f| f.b.insert(f.at, FEW)),
    ("ByteBuf::insert_buf", "O(log n)", Makes, |f| {
        let mut b = f.b.clone();
        begin();
        b.insert_buf(f.at, f.b.clone());
    }),
    ("ByteBuf::remove", "O(log n)", Makes, |f| f.b.remove(f.at..f.at + M)),
    ("ByteBuf::remove", "O(log n)", Makes, |f| {
        let mut b = f.b.clone();
        begin();
        b.remove(f.at..2 * f.at);
    }),
    ("ByteBuf::splice", "O(log n)", Makes, |f| {
        let (mut b, other) = (f.b.clone(), f.b.clone());
        begin();
        drop(b.splice(f.at..2 * f.at, other));
    }),
    ("ByteBuf::replace", "O(log n + m)", Makes, |f| f.b.replace(f.at..f.at + 5, FEW)),
    // Two versions.
    ("ByteBuf::ptr_eq", "O(1)", Reads, |f| _ = eat(f.b.ptr_eq(&f.b.clone()))),
    ("ByteBuf::diff", "O(k log n)", Makes, |f| {
        let mut fork = f.fork();
        fork.remove(f.at..f.at + 1);
        begin();
        eat(f.b.diff(&fork).count());
    }),
    ("PartialEq for ByteBuf", "O(k log n)", Makes, |f| {
        // In place, and the same again: all of the pages that differ are compared.
        let mut fork = f.b.clone();
        (0..K).for_each(|i| _ = fork.set(i * (f.b.len() / K), 7));
        begin();
        eat(f.b == fork);
    }),
    ("PartialEq for ByteBuf", "O(n)", Reads, |f| {
        let mut other = ByteBuf::from(&f.b.to_vec()[..]);
        other.set(f.b.len() - 1, 9);
        begin();
        eat(f.b == other);
        end();
    }),
    ("ByteBuf::memory", "O(m log m)", Makes, |f| _ = eat(ByteBuf::memory([&f.b]))),
    ("ByteBuf::picture", "O(m log m)", Makes, |f| drop(eat(ByteBuf::picture([&f.b])))),
    // Conversions.
    ("From<&[u8]> for ByteBuf", "O(n)", Makes, |f| {
        let plain = f.plain();
        begin();
        drop(eat(ByteBuf::from(&plain[..])));
    }),
    ("From<Vec<u8>> for ByteBuf", "O(1)", Makes, |f| {
        let plain = f.plain();
        begin();
        let b = ByteBuf::from(plain);
        end();
        drop(eat(b));
    }),
    ("From<Cow<'_, [u8]>> for ByteBuf", "O(1)", Makes, |f| {
        let plain: Cow<'_, [u8]> = Cow::Owned(f.plain());
        begin();
        let b = ByteBuf::from(plain);
        end();
        drop(eat(b));
    }),
    ("From<ByteBuf> for Vec", "O(1)", Makes, |f| {
        let b = ByteBuf::from(f.plain());
        begin();
        let plain = Vec::from(b);
        end();
        drop(eat(plain));
    }),
    ("From<ByteBuf> for Vec", "O(n)", Makes, |f| drop(eat(Vec::from(f.b.clone())))),
    // Cursors.
    ("ByteBuf::cursor", "O(1)", Reads, |f| _ = eat(f.b.cursor())),
    ("Cursor::position", "O(1)", Reads, |f| _ = eat(f.b.cursor().position())),
    ("Cursor::set_position", "O(1)", Reads, |f| f.b.cursor().set_position(f.at as u64)),
    ("Cursor::len", "O(1)", Reads, |f| _ = eat(f.b.cursor().len())),
    ("Cursor::is_empty", "O(1)", Reads, |f| _ = eat(f.b.cursor().is_empty())),
    ("Cursor::chunk", "O(log n)", Reads, |f| far(f, |cursor| _ = eat(cursor.chunk()))),
    ("Cursor::chunk", "O(1)", Reads, |f| near(f, |cursor| _ = eat(cursor.chunk()))),
    ("Cursor::read_into", "O(log n)", Reads, |f| {
        far(f, |cursor| _ = eat(cursor.read_into(&mut [0; 2])));
    }),
    ("Cursor::read_into", "O(1)", Reads, |f| {
        near(f, |cursor| _ = eat(cursor.read_into(&mut [0; 2])));
    }),
    ("ByteBuf::cursor_mut", "O(1)", Walks, |f| _ = eat(f.b.cursor_mut())),
    ("CursorMut::position", "O(1)", Walks, |f| _ = eat(f.b.cursor_mut().position())),
    ("CursorMut::set_position", "O(1)", Walks, |f| f.b.cursor_mut().set_position(f.at as u64)),
    ("CursorMut::len", "O(1)", Walks, |f| _ = eat(f.b.cursor_mut().len())),
    ("CursorMut::is_empty", "O(1)", Walks, |f| _ = eat(f.b.cursor_mut().is_empty())),
    ("CursorMut::read_into", "O(log n)", Reads, |f| {
        let mut cursor = f.b.cursor_mut();
        cursor.set_position(f.at as u64);
        begin();
        cursor.read_into(&mut [0; 2]);
        end();
    }),
    ("CursorMut::read_into", "O(1)", Reads, |f| {
        written(f, |cursor| _ = eat(cursor.read_into(&mut [0; 2])));
    }),
    ("CursorMut::write_from", "O(log n)", Makes, |f| {
        let mut cursor = f.b.cursor_mut();
        cursor.set_position(f.at as u64);
        begin();
        eat(cursor.write_from(&[7; 2]));
    }),
    ("CursorMut::write_from", "O(1)", Reads, |f| {
        written(f, |cursor| _ = eat(cursor.write_from(&[7; 2])));
    }),
];

/// What no place begins with that all places seem to.
fn almost() -> [u8; M] {
    let mut needle = [7; M];
    needle[M - 1] = 9;
    needle
}

fn far(f: &mut Bytes, ask: fn(&mut Cursor<'_>)) {
    let mut cursor = f.b.cursor();
    cursor.set_position(f.at as u64);
    begin();
    ask(&mut cursor);
    end();
}

/// Asks a cursor at the begin of a page that it has just read from.
fn near(f: &mut Bytes, ask: fn(&mut Cursor<'_>)) {
    let at = f.at - f.at % ByteBuf::PAGE;
    let mut cursor = f.b.cursor();
    cursor.set_position(at as u64);
    cursor.read_into(&mut [0; 2]);
    begin();
    ask(&mut cursor);
    end();
}

/// The same of one that has just written there.
fn written(f: &mut Bytes, ask: fn(&mut CursorMut<'_>)) {
    let at = f.at - f.at % ByteBuf::PAGE;
    let mut cursor = f.b.cursor_mut();
    cursor.set_position(at as u64);
    assert!(cursor.write_from(&[7; 2]));
    begin();
    ask(&mut cursor);
    end();
}

#[cfg(feature = "bytes")]
pub mod taken {
    use bytes::Bytes as Shared;

    use super::*;

    pub const ROWS: &[Row<Bytes>] = &[
        ("From<Bytes> for ByteBuf", "O(1)", Makes, |f| {
            let shared = Shared::from(f.plain());
            begin();
            let b = ByteBuf::from(shared);
            end();
            drop(eat(b));
        }),
        ("From<ByteBuf> for Bytes", "O(1)", Makes, |f| {
            let b = ByteBuf::from(Shared::from(f.plain()));
            begin();
            let shared = Shared::from(b);
            end();
            drop(eat(shared));
        }),
        ("From<ByteBuf> for Bytes", "O(n)", Makes, |f| drop(eat(Shared::from(f.b.clone())))),
        ("ByteBuf::chunks_bytes", "O(1)", Reads, |f| drop(eat(f.b.chunks_bytes()))),
        ("ByteBuf::chunks_bytes", "O(log n)", Makes, |f| drop(eat(f.b.chunks_bytes().next()))),
    ];
}
