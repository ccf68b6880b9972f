//! Reading buffers from begin to end.

use std::hint::black_box;
use std::io::Read;

use super::{Bytes, Input, NEEDLE};
use compare::trial::{Lap, Trial, has, trial};

/// Does a whole pass over a buffer `batch` times; the pass gives a number.
fn passes<B: Bytes>(input: Input, pass: impl Fn(&B) -> u64 + 'static) -> Option<Trial> {
    let buffer = B::of(&input.text);
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let sum = lap.time(|| (0..batch).fold(0, |_, _| black_box(pass(black_box(&buffer)))));
        lap.check(|| sum);
        batch * input.text.len()
    })
}

/// Sums each chunk as a user would.
pub fn by_chunks<B: Bytes>(input: Input) -> Option<Trial> {
    B::of("").runs().is_some().then_some(())?;
    passes(input, |buffer: &B| {
        let sum = |run: &[u8]| run.iter().map(|&byte| u64::from(byte)).sum::<u64>();
        has(buffer.runs()).map(sum).sum()
    })
}

/// An iterator, without its own inner loop.
pub fn each<B: Bytes>(input: Input) -> Option<Trial> {
    passes(input, |buffer: &B| {
        let mut sum = 0;
        for byte in buffer.each() {
            sum = u64::rotate_left(sum, 1) ^ u64::from(byte);
        }
        sum
    })
}

pub fn by_reader<B: Bytes>(input: Input) -> Option<Trial> {
    B::of("").reader().is_some().then_some(())?;
    passes(input, |buffer: &B| {
        let mut reader = has(buffer.reader());
        let (mut sum, mut byte) = (0, [0]);
        while reader.read(&mut byte).expect("memory can be read") == 1 {
            sum = u64::rotate_left(sum, 1) ^ u64::from(byte[0]);
        }
        sum
    })
}

pub fn find<B: Bytes>(input: Input) -> Option<Trial> {
    B::FIND?;
    passes(input, |buffer: &B| {
        has(B::FIND)(buffer, NEEDLE.as_bytes()).expect("the needle is there") as u64
    })
}

pub fn rfind<B: Bytes>(input: Input) -> Option<Trial> {
    B::RFIND?;
    passes(input, |buffer: &B| {
        has(B::RFIND)(buffer, NEEDLE.as_bytes()).expect("the needle is there") as u64
    })
}

/// How many they are. Some count the ends of lines as parts of them.
pub fn lines<B: Bytes>(input: Input) -> Option<Trial> {
    B::LINES?;
    passes(input, |buffer: &B| {
        let (count, bytes) = has(B::LINES)(buffer);
        black_box(bytes);
        count as u64
    })
}

pub fn read_random<B: Bytes>(input: Input) -> Option<Trial> {
    B::READ?;
    let buffer = B::of(&input.text);
    let mut places = input.places();
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let places = places.take(batch);
        let sum = lap.time(|| {
            let mut bytes = [0; 64];
            places.iter().fold(0, |sum: u64, &place| {
                has(B::READ)(&buffer, place as usize, &mut bytes);
                sum.wrapping_add(u64::from(bytes[0]) + u64::from(bytes[63]))
            })
        });
        lap.check(|| sum);
        batch
    })
}

/// Compares two buffers.
fn pair<B: Bytes>(
    (one, other): (B, B),
    compare: impl Fn(&B, &B) -> usize + 'static,
) -> Option<Trial> {
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let last = lap.time(|| {
            (0..batch).fold(0, |_, _| black_box(compare(black_box(&one), black_box(&other))))
        });
        lap.check(|| last as u64);
        batch
    })
}

/// A buffer and a clone with another byte at three quarters.
fn forks<B: Bytes>(input: &Input) -> (B, B) {
    let older = B::of(&input.text);
    let mut newer = older.clone();
    has(B::WRITE)(&mut newer, input.text.len() / 4 * 3, b"#");
    (newer, older)
}

pub fn equal_forks<B: Bytes>(input: Input) -> Option<Trial> {
    B::EQUAL?;
    B::WRITE?;
    pair(forks::<B>(&input), |one, other| usize::from(has(B::EQUAL)(one, other)))
}

pub fn equal_strangers<B: Bytes>(input: Input) -> Option<Trial> {
    B::EQUAL?;
    let strangers = (B::of(&input.text), B::of(&input.text));
    pair(strangers, |one, other| usize::from(has(B::EQUAL)(one, other)))
}

pub fn diff_forks<B: Bytes>(input: Input) -> Option<Trial> {
    B::DIFF?;
    B::WRITE?;
    pair(forks::<B>(&input), |newer, older| has(B::DIFF)(newer, older).unwrap_or(0))
}
