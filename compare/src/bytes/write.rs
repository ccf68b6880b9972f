//! Changing buffers and versions of them.

use std::hint::black_box;

use super::{Bytes, Input};
use compare::trial::{Lap, Trial, has, mix, trial};

/// What is inserted.
const TEN: &str = "0123456789";
/// Edits in one trial.
const EDITS: usize = 128;
/// The most bytes of full copies that lie in memory at a time.
const COPIED: usize = 256 << 20;

/// Writes eight bytes at each place, which say which write it was.
fn write_all<B: Bytes>(places: &[u32], mut write: impl FnMut(usize, &[u8])) {
    for (number, &place) in places.iter().enumerate() {
        // ASCII, so that text stays text.
        let bytes = (number as u64 & 0x0F0F_0F0F_0F0F_0F0F | 0x4040_4040_4040_4040).to_ne_bytes();
        write(place as usize, &bytes);
    }
}

/// Each version is a clone of the one before with one write; that one is dropped.
pub fn snapshot_write<B: Bytes>(input: Input) -> Option<Trial> {
    B::WRITE?;
    let mut newest = B::of(&input.text);
    let mut places = input.places();
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let places = places.take(batch);
        lap.time(|| {
            write_all::<B>(places, |place, bytes| {
                let snapshot = newest.clone();
                has(B::WRITE)(&mut newest, place, bytes);
                drop(snapshot);
            });
        });
        lap.check(|| newest.digest());
        batch
    })
}

pub fn keep_write<B: Bytes>(input: Input) -> Option<Trial> {
    B::WRITE?;
    let count = kept(&input);
    let oldest = B::of(&input.text);
    let mut places = input.places();
    trial(move |lap| {
        let places = places.take(count);
        let mut newest = oldest.clone();
        let mut versions = Vec::with_capacity(count);
        lap.time(|| {
            write_all::<B>(places, |place, bytes| {
                versions.push(newest.clone());
                has(B::WRITE)(&mut newest, place, bytes);
            });
        });
        lap.check(|| mix(newest.digest(), versions[count / 2].digest()));
        count
    })
}

/// The same number of versions for all contenders, and not too much memory for full copies.
fn kept(input: &Input) -> usize {
    (COPIED / input.text.len()).clamp(4, 100)
}

pub fn write_random<B: Bytes>(input: Input) -> Option<Trial> {
    B::WRITE?;
    let mut buffer = B::of(&input.text);
    let mut places = input.places();
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let places = places.take(batch);
        lap.time(|| {
            write_all::<B>(places, |place, bytes| has(B::WRITE)(&mut buffer, place, bytes));
        });
        lap.check(|| buffer.digest());
        batch
    })
}

/// Where an edit goes: a random place, or always the middle.
type Aim = fn(usize, usize) -> usize;

const MIDDLE: Aim = |_, size| size / 2;
const RANDOM: Aim = |place, size| place.min(size);

/// Edits one buffer at several places, and brings it back to its size outside of the time.
fn edit<B: Bytes>(
    input: Input,
    aim: Aim,
    edit: impl Fn(&mut B, usize) + 'static,
    undo: impl Fn(&mut B, usize) + 'static,
) -> Option<Trial> {
    let mut buffer = B::of(&input.text);
    let mut places = input.places();
    // So far from the end that all ten bytes are there even after all other removals.
    let size = input.text.len() - EDITS * TEN.len();
    trial(move |lap| {
        let places = places.take(EDITS).iter().map(|&place| aim(place as usize, size));
        let places: Vec<usize> = places.collect();
        lap.time(|| places.iter().for_each(|&place| edit(&mut buffer, place)));
        lap.check(|| buffer.digest());
        places.iter().rev().for_each(|&place| undo(&mut buffer, place));
        lap.check(|| buffer.digest());
        EDITS
    })
}

/// Forwards, so that the compiler knows the function: see [`has`].
fn put<B: Bytes>(buffer: &mut B, place: usize) {
    has(B::INSERT)(buffer, place, TEN);
}

fn cut<B: Bytes>(buffer: &mut B, place: usize) {
    has(B::REMOVE)(buffer, place..place + TEN.len());
}

pub fn insert_middle<B: Bytes>(input: Input) -> Option<Trial> {
    B::INSERT?;
    B::REMOVE?;
    edit(input, MIDDLE, put::<B>, cut::<B>)
}

pub fn insert_random<B: Bytes>(input: Input) -> Option<Trial> {
    B::INSERT?;
    B::REMOVE?;
    edit(input, RANDOM, put::<B>, cut::<B>)
}

pub fn remove_random<B: Bytes>(input: Input) -> Option<Trial> {
    B::INSERT?;
    B::REMOVE?;
    edit(input, RANDOM, cut::<B>, put::<B>)
}

/// Makes something of a buffer again and again; what it makes is dropped outside of the time.
fn results<B: Bytes>(input: Input, make: impl Fn(&B) -> B + 'static) -> Option<Trial> {
    let count = kept(&input);
    let buffer = B::of(&input.text);
    trial(move |lap| {
        let mut made = Vec::with_capacity(count);
        lap.time(|| made.extend((0..count).map(|_| make(&buffer))));
        lap.check(|| made[0].digest());
        count
    })
}

/// Appends a buffer to itself.
pub fn append<B: Bytes>(input: Input) -> Option<Trial> {
    B::APPEND?;
    results(input, |buffer: &B| {
        let mut both = buffer.clone();
        has(B::APPEND)(&mut both, buffer.clone());
        both
    })
}

/// The middle half.
pub fn slice<B: Bytes>(input: Input) -> Option<Trial> {
    B::SLICE?;
    results(input, |buffer: &B| {
        let size = buffer.size();
        has(B::SLICE)(buffer, size / 4..size * 3 / 4)
    })
}

/// Takes over buffers of std.
pub fn from_vec<B: Bytes>(input: Input) -> Option<Trial> {
    B::FROM_VEC?;
    // Who takes byte after byte over takes seconds for all that may be kept.
    let count = (kept(&input) / 4).max(1);
    trial(move |lap| {
        let vectors: Vec<Vec<u8>> = (0..count).map(|_| input.text.as_bytes().to_vec()).collect();
        let mut buffers: Vec<B> = Vec::with_capacity(count);
        lap.time(|| buffers.extend(vectors.into_iter().map(has(B::FROM_VEC))));
        lap.check(|| buffers[0].digest());
        count
    })
}

/// Fills empty buffers, piece by piece: no more than a megabyte.
fn grow<B: Bytes>(
    input: Input,
    piece: usize,
    add: impl Fn(&mut B, &str) + 'static,
) -> Option<Trial> {
    let size = input.text.len().min(1 << 20);
    trial(move |lap| {
        let mut buffer = B::new();
        lap.time(|| {
            let mut rest = &input.text[..size];
            while !rest.is_empty() {
                let (here, behind) = rest.split_at(piece);
                add(&mut buffer, here);
                rest = behind;
            }
        });
        lap.check(|| buffer.digest());
        size
    })
}

pub fn extend<B: Bytes>(input: Input) -> Option<Trial> {
    B::EXTEND?;
    grow(input, 64, |buffer: &mut B, text| has(B::EXTEND)(buffer, text))
}

pub fn push<B: Bytes>(input: Input) -> Option<Trial> {
    B::PUSH?;
    grow(input, 1, |buffer: &mut B, text| has(B::PUSH)(buffer, text.as_bytes()[0]))
}

/// From the first byte on, no more than a megabyte.
pub fn write_on<B: Bytes>(input: Input) -> Option<Trial> {
    B::WRITE_ON?;
    let mut buffer = B::of(&input.text);
    let words = vec![*b"overhead"; input.text.len().min(1 << 20) / 8];
    trial(move |lap| {
        lap.time(|| has(B::WRITE_ON)(&mut buffer, &words));
        lap.check(|| buffer.digest());
        words.len() * 8
    })
}

pub fn insert_all<B: Bytes>(input: Input) -> Option<Trial> {
    B::INSERT_ALL?;
    results(input, |buffer: &B| {
        let mut both = buffer.clone();
        has(B::INSERT_ALL)(&mut both, buffer.size() / 2, buffer.clone());
        both
    })
}

/// The second half is dropped within the time.
pub fn split<B: Bytes>(input: Input) -> Option<Trial> {
    B::SPLIT_OFF?;
    results(input, |buffer: &B| {
        let mut front = buffer.clone();
        drop(has(B::SPLIT_OFF)(&mut front, buffer.size() / 2));
        front
    })
}

/// Clones, and drops the clone.
pub fn clone<B: Bytes>(input: Input) -> Option<Trial> {
    let buffer = B::of(&input.text);
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        lap.time(|| (0..batch).for_each(|_| drop(black_box(black_box(&buffer).clone()))));
        lap.check(|| buffer.digest());
        batch
    })
}
