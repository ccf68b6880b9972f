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
