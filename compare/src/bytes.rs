//! What the contenders are asked for as byte buffers, and the rows of those.

mod flat;
mod read;
mod tree;
mod write;

use std::io::Read;
use std::iter::Empty;
use std::ops::Range;
use std::rc::Rc;

use bytes::Bytes as SharedBytes;
use crop::Rope as CropRope;
use ecow::EcoBytes;
use im::Vector as ImVector;
use imbl::Vector as ImblVector;
use offshoot::ByteBuf;
use ropey::Rope as RopeyRope;

use crate::input::{Places, Random};
use crate::sequence::Has;
use compare::row::Row;
use compare::trial::{Contender, Kind, Trial, mix};

const GROUP: &str = "ByteBuf";
const SIZES: [usize; 3] = [4 << 10, 1 << 20, 64 << 20];
const SMOKE_SIZES: [usize; 1] = [1 << 16];

/// Stands once in the text, at three quarters.
pub const NEEDLE: &str = "Needle in a haystack";

/// A byte buffer as a contender has it. Those that hold text get text.
pub trait Bytes: Clone + 'static {
    const NAME: &str;
    const KIND: Kind;

    /// Writes over what is there.
    const WRITE: Has<fn(&mut Self, usize, &[u8])> = None;
    const INSERT: Has<fn(&mut Self, usize, &str)> = None;
    const REMOVE: Has<fn(&mut Self, Range<usize>)> = None;
    const APPEND: Has<fn(&mut Self, Self)> = None;
    const SLICE: Has<fn(&Self, Range<usize>) -> Self> = None;
    const FROM_VEC: Has<fn(Vec<u8>) -> Self> = None;
    const FIND: Has<fn(&Self, &[u8]) -> Option<usize>> = None;

    /// Reads what is there.
    const READ: Has<fn(&Self, usize, &mut [u8])> = None;
    /// Adds bytes at the end.
    const EXTEND: Has<fn(&mut Self, &str)> = None;
    const PUSH: Has<fn(&mut Self, u8)> = None;
    const SPLIT_OFF: Has<fn(&mut Self, usize) -> Self> = None;
    /// Puts all of another buffer in.
    const INSERT_ALL: Has<fn(&mut Self, usize, Self)> = None;
    const RFIND: Has<fn(&Self, &[u8]) -> Option<usize>> = None;
    /// The number of lines, and of bytes in them.
    const LINES: Has<fn(&Self) -> (usize, usize)> = None;
    /// Where the first stretch ends in which two versions of a size differ.
    const DIFF: Has<fn(&Self, &Self) -> Option<usize>> = None;
    const EQUAL: Has<fn(&Self, &Self) -> bool> = None;
    /// Writes eight bytes each, one behind the other.
    const WRITE_ON: Has<fn(&mut Self, &[[u8; 8]])> = None;

    /// An empty buffer.
    fn new() -> Self;

    /// A buffer of its own, as it is in the middle of its life: in pages or nodes, if it has them.
    fn of(text: &str) -> Self;

    fn size(&self) -> usize;

    fn runs(&self) -> Option<impl Iterator<Item = &[u8]>> {
        None::<Empty<&[u8]>>
    }

    /// Byte by byte.
    fn each(&self) -> impl Iterator<Item = u8>;

    fn reader(&self) -> Option<impl Read> {
        None::<&[u8]>
    }

    /// A number for the content, whatever the structure.
    fn digest(&self) -> u64 {
        let digest = self.each().fold(0, |digest, byte| mix(digest, u64::from(byte)));
        mix(digest, self.size() as u64)
    }
}

/// How many lines there are, without their ends, and how long they are together.
fn count<'a>(lines: impl Iterator<Item = &'a [u8]>) -> (usize, usize) {
    lines.fold((0, 0), |(count, bytes), line| (count + 1, bytes + line.len()))
}

/// What a row works on.
#[derive(Clone)]
pub struct Input {
    pub text: Rc<str>,
    places: Places,
}

impl Input {
    /// Lower-case letters in lines of 64 bytes, with the needle in them.
    fn new(size: usize) -> Self {
        let mut random = Random::new();
        let mut text = String::with_capacity(size);
        while text.len() < size {
            let number = random.number();
            let letter = |at: u32| char::from(b'a' + (number >> (8 * at)) as u8 % 26);
            let end = if text.len() % 64 == 56 { '\n' } else { letter(7) };
            text.extend((0..7).map(letter).chain([end]));
        }
        let at = size / 4 * 3;
        text.replace_range(at..at + NEEDLE.len(), NEEDLE);
        Self { text: text.into(), places: Places::below(size - 64) }
    }

    pub fn places(&self) -> Places {
        self.places.clone()
    }
}

fn contender<B: Bytes>(trial: Option<Trial>) -> Option<Contender> {
    Some(Contender { name: B::NAME, kind: B::KIND, trial: trial? })
}

/// One row for each operation and size: the same workload for everyone.
macro_rules! rows {
    ($sizes:expr, $($name:literal => $step:ident::$workload:ident,)*) => {{
        let mut rows = Vec::new();
        $(for &size in $sizes {
            rows.push(Row::timed(GROUP, $name, "ASCII", size, move || {
                let input = Input::new(size);
                everyone!($step::$workload, input, ByteBuf, Vec<u8>, ImVector<u8>,
                    ImblVector<u8>, CropRope, RopeyRope, SharedBytes, EcoBytes)
            }));
        })*
        rows
    }};
}

macro_rules! everyone {
    ($step:ident::$workload:ident, $input:ident, $($bytes:ty),*) => {
        [$(contender::<$bytes>($step::$workload::<$bytes>($input.clone()))),*]
            .into_iter()
            .flatten()
            .collect()
    };
}

/// Every row of byte buffers.
pub fn rows(smoke: bool) -> Vec<Row> {
    let sizes = if smoke { &SMOKE_SIZES[..] } else { &SIZES[..] };
    rows! { sizes,
        "snapshot + write 8 at random, old one dropped" => write::snapshot_write,
        "snapshot + write 8 at random, all versions kept" => write::keep_write,
        "write 8 at random, unique" => write::write_random,
        "insert 10 at the middle, unique" => write::insert_middle,
        "insert 10 at random, unique" => write::insert_random,
        "remove 10 at random, unique" => write::remove_random,
        "append of two clones" => write::append,
        "slice the middle half" => write::slice,
        "from Vec" => write::from_vec,
        "read by chunks, per byte" => read::by_chunks,
        "iterate byte by byte, per byte" => read::each,
        "io::Read, one byte a call, per byte" => read::by_reader,
        "find at three quarters, per byte" => read::find,
        "rfind at three quarters, per byte" => read::rfind,
        "lines, per byte" => read::lines,
        "read 64 at random" => read::read_random,
        "== of forks that differ at 3/4" => read::equal_forks,
        "== built apart" => read::equal_strangers,
        "diff of forks that differ at 3/4" => read::diff_forks,
        "extend by 64, from empty, per byte" => write::extend,
        "push, from empty, per byte" => write::push,
        "write on by 8, unique, per byte" => write::write_on,
        "insert a clone at the middle of another" => write::insert_all,
        "split a clone at the middle" => write::split,
        "clone, drop it" => write::clone,
    }
}
