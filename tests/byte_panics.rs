//! User code panics at its k-th step while a byte buffer is used, for each k: the owners of foreign pages when
//! they are dropped, iterators, and sources that are read. Every version is still valid, and no owner is
//! dropped twice or leaked.
//!
//! Rows are as those of `tests/panics.rs`. A buffer has pages of its own and pages of `Bytes` whose owner is an
//! element of the ledger.
#![cfg(feature = "bytes")]

mod hostile;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufRead, Read, Seek, Write};
use std::mem::take;

use bytes::{Buf, Bytes};
use hostile::{Hostile, Step, Steps, call, step};
use offshoot::ByteBuf;

/// What a version holds when user code has panicked while it was changed. (After a panic in a destructor, what
/// was to be done may be done or not.)
#[derive(Clone, Copy, Debug, PartialEq)]
enum After {
    /// What it held before.
    Same,
    /// What it held, and what the source gave before it panicked.
    Longer,
    /// Whatever it has got so far.
    Valid,
}

type Row = (&'static str, After, fn(&mut ByteBuf));

/// The owner of a foreign page.
struct Owner {
    bytes: Vec<u8>,
    _hostile: Hostile<0>,
}

impl AsRef<[u8]> for Owner {
    fn as_ref(&self) -> &[u8] {
        call();
        &self.bytes
    }
}

const PAGE: usize = ByteBuf::PAGE;

fn foreign(byte: u8, len: usize) -> ByteBuf {
    let owner = Owner { bytes: vec![byte; len], _hostile: Hostile::new(0) };
    Bytes::from_owner(owner).into()
}

/// Gives so many bytes, three at a time.
struct Source(usize);

impl Read for Source {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        call();
        let count = self.0.min(3).min(to.len());
        self.0 -= count;
        to[..count].fill(b'x');
        Ok(count)
    }
}

/// A hasher each of whose steps may panic.
struct Slow(DefaultHasher);

impl Hasher for Slow {
    fn write(&mut self, bytes: &[u8]) {
        step(Step::Look);
        self.0.write(bytes);
    }

    fn finish(&self) -> u64 {
        self.0.finish()
    }
}

fn mid(b: &ByteBuf) -> usize {
    b.len() / 2
}

fn ys(count: usize) -> Steps<impl Iterator<Item = u8>> {
    Steps(std::iter::repeat_n(b'y', count))
}

#[rustfmt::skip]
fn writers() -> Vec<Row> {
    use After::{Longer, Same, Valid};
    vec![
        ("write_at", Same, |b| b.write_at(mid(b), b"xyz")),
        ("write_at of all", Same, |b| b.write_at(0, &vec![b'x'; b.len()])),
        ("get_mut", Same, |b| _ = b.get_mut(mid(b)).map(|x| *x = 1)),
        ("set", Same, |b| _ = b.set(mid(b), 1)),
        ("IndexMut<usize>", Same, |b| { let at = mid(b); b[at] = 1 }),
        ("push", Same, |b| { b.push(1); b.truncate(1) }),
        ("pop", Same, |b| while b.len() > PAGE / 3 { _ = b.pop() }),
        ("extend_from_slice", Same, |b| { b.extend_from_slice(&[b'x'; 3 * PAGE]); b.clear() }),
        ("append", Same, |b| { b.append(hostile::aside(|| foreign(1, PAGE))); b.append(b.clone()); b.truncate(PAGE) }),
        ("concat", Same, |b| drop(b.concat(&foreign(1, 2 * PAGE)))),
        ("split_off", Same, |b| drop(b.split_off(mid(b)))),
        ("split_off near both ends", Same, |b| { drop(b.split_off(b.len() - 1)); drop(b.split_off(1)) }),
        ("split_to", Same, |b| drop(b.split_to(mid(b)))),
        ("split_at", Valid, |b| { let at = mid(b); *b = take(b).split_at(at).1 }),
        ("truncate", Same, |b| b.truncate(mid(b))),
        ("truncate to a bit of a page", Same, |b| b.truncate(7)),
        ("clear", Same, |b| { b.clear() }),
        ("resize", Same, |b| { b.resize(mid(b), 0); b.resize(3 * PAGE, 1) }),
        ("fill", Same, |b| b.fill(1)),
        ("copy_within", Same, |b| { let at = mid(b); b.copy_within(..at, at) }),
        ("insert", Same, |b| { b.insert(mid(b), &[b'x'; PAGE]); b.truncate(9) }),
        ("insert a bit", Same, |b| b.insert(1, b"x")),
        ("insert_buf", Same, |b| { b.insert_buf(mid(b), hostile::aside(|| foreign(b'x', PAGE))); b.insert_buf(1, b.clone()) ; b.clear() }),
        ("remove", Same, |b| { let at = mid(b); b.remove(at / 2..at) }),
        ("remove all but a bit", Same, |b| { let len = b.len(); b.remove(3..len - 3) }),
        ("splice", Same, |b| { let at = mid(b); drop(b.splice(at / 2..at, foreign(b'x', PAGE))) }),
        ("replace", Same, |b| { let at = mid(b); b.replace(at / 2..at, b"xyz") }),
        ("Extend<u8>", Longer, |b| b.extend(ys(PAGE + 9))),
        ("Extend<&'a u8>", Longer, |b| b.extend(Steps([b'y'; 40].iter()))),
        ("Extend<Self>", Longer, |b| b.extend(Steps((0..3).map(|_| hostile::aside(|| foreign(b'y', PAGE)))))),
        ("read_from", Longer, |b| assert_eq!(b.read_from(&mut Source(40)).expect("no error"), 40)),
        ("Write::write, write_all", Same, |b| { b.write_all(&[b'y'; PAGE]).unwrap(); b.truncate(3); b.flush().unwrap(); _ = b.write(b"y").unwrap() }),
        ("fmt::Write::write_str", Same, |b| { std::fmt::Write::write_str(b, "yyyyy").unwrap(); b.truncate(3) }),
        (" += ", Same, |b| { *b += hostile::aside(|| foreign(b'y', PAGE)); b.clear() }),
        (" + ", Valid, |b| { let sum = &*b + &foreign(1, PAGE); *b = take(b) + sum; b.clear() }),
        ("sum", Valid, |b| { let sum: ByteBuf = Steps([b.clone(), foreign(1, PAGE)].into_iter()).sum(); *b = sum; b.clear() }),
        ("cursor_mut", Same, |b| { let mut cursor = b.cursor_mut(); cursor.set_position(3); assert!(cursor.write_from(b"xyz")) }),
        ("cursor_mut, as Write, Read and Seek", Same, |b| {
            let mut cursor = b.cursor_mut();
            cursor.seek(io::SeekFrom::Start(1)).unwrap();
            _ = (cursor.read(&mut [0; 9]).unwrap(), cursor.write(&[b'x'; PAGE]).unwrap());
        }),
        ("drop", Valid, |b| drop(take(b))),
    ]
}

#[rustfmt::skip]
fn readers() -> Vec<Row> {
    use After::Same;
    vec![
        ("From<Bytes>", Same, |_| drop((foreign(1, PAGE), foreign(2, 1)))),
        ("From<ByteBuf> for Bytes", Same, |_| { let b = foreign(1, PAGE); drop((Bytes::from(b.clone()), Bytes::from(b.slice(3..PAGE - 3)))); drop(Bytes::from(b)) }),
        ("chunks_bytes, and no buffer left", Same, |b| { let chunks: Vec<Bytes> = b.chunks_bytes().collect(); b.clear(); drop(chunks) }),
        ("FromIterator<u8>, FromIterator<&'a u8>", Same, |_| drop((ys(PAGE + 9).collect::<ByteBuf>(), Steps([b'y'; 40].iter()).collect::<ByteBuf>()))),
        ("FromIterator<Self>", Same, |b| drop(Steps([b.clone(), foreign(1, PAGE)].into_iter()).collect::<ByteBuf>())),
        ("iter", Same, |b| { b.iter().for_each(|_| call()); b.iter().rev().for_each(|_| call()); b.range(3..9).rfold((), |(), _| call()) }),
        ("hash", Same, |b| b.hash(&mut Slow(DefaultHasher::new()))),
        ("cursor", Same, |b| { let mut cursor = b.cursor(); while !cursor.fill_buf().unwrap().is_empty() { call(); let len = cursor.chunk().len(); cursor.advance(len) } }),
    ]
}

/// A version, and others that share its pages: none, all of it, or parts of each page.
fn versions(pages: usize, sharing: usize) -> (ByteBuf, Vec<ByteBuf>) {
    let mut base = foreign(b'a', PAGE);
    for page in 1..pages {
        base.append(if page % 3 == 0 {
            ByteBuf::repeat(b'b', PAGE)
        } else {
            foreign(b'c', 2 * PAGE)
        });
    }
    match sharing {
        0 => (base, Vec::new()),
        1 => (base.clone(), vec![base]),
        _ => {
            let (mut low, high) = base.clone().split_at(base.len() / 3);
            low.append(high.slice(1..));
            (low, vec![high, base])
        }
    }
}

/// Runs one row while a step panics, or none does; says how many steps of each kind it has taken.
fn run(row: &Row, pages: usize, sharing: usize, fuse: Option<(Step, usize)>) -> [usize; 4] {
    let (name, after, f) = row;
    hostile::reset();
    let (mut b, others) = versions(pages, sharing);
    let before = b.to_vec();
    let held: Vec<_> = others.iter().map(ByteBuf::to_vec).collect();
    let case = format!("{name}: {fuse:?} of {pages} pages, sharing {sharing}");
    let (mut taken, mut survived) = ([0; 4], true);
    if let Some((kind, k)) = fuse {
        hostile::light(kind, k);
        survived = hostile::survives(|| f(&mut b));
        assert!(hostile::douse() || survived, "{case}");
    } else {
        taken = hostile::counted(|| f(&mut b));
    }
    b.check();
    let now = b.to_vec();
    let in_drop = fuse.is_some_and(|fuse| fuse.0 == Step::Drop);
    let kept = match after {
        _ if survived || in_drop => true,
        After::Same => now == before,
        // Each step before the one that panicked gave a byte, three, or a page; the last ones nothing.
        After::Longer => {
            let k = fuse.map_or(0, |fuse| fuse.1);
            let more = now.strip_prefix(&*before).map_or(0, <[u8]>::len);
            more >= k.min(40).min(PAGE + 9) && (k == 0) == (more == 0)
        }
        After::Valid => true,
    };
    assert!(kept, "{case}: {} bytes of {}", now.len(), before.len());
    for (other, held) in others.iter().zip(&held) {
        other.check();
        assert!(other == held, "another version changed: {case}");
    }
    // It goes on being a buffer.
    b.insert(b.len() / 2, b"more");
    b.check();
    assert_eq!(b.len(), now.len() + 4, "{case}");
    drop((b, others));
    assert_eq!(hostile::faults(), Vec::<String>::new(), "{case}");
    assert_eq!(hostile::living(), 0, "leaked: {case}");
    taken
}

fn run_all(rows: &[Row]) {
    let mut failed = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let result = std::panic::catch_unwind(|| {
            let mut all = 0;
            for pages in [1, 2, 7] {
                for sharing in 0..3 {
                    let taken = run(row, pages, sharing, None);
                    all += taken.iter().sum::<usize>();
                    for (kind, count) in Step::ALL.into_iter().zip(taken) {
                        for k in hostile::places(count, 4, at + pages + sharing) {
                            run(row, pages, sharing, Some((kind, k)));
                        }
                    }
                }
            }
            assert!(all > 0, "{}: no user code was run", row.0);
        });
        if result.is_err() {
            failed.push(row.0);
        }
    }
    assert!(failed.is_empty(), "these rows failed: {failed:?}");
}

#[test]
fn writers_of_foreign_pages() {
    run_all(&writers());
}

#[test]
fn readers_of_foreign_pages() {
    run_all(&readers());
}
