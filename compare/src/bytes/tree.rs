//! Buffers in many pieces: this crate's, the ropes of crop and ropey, and the vectors of im and
//! imbl, with a byte for an element.

use std::io::Read;
use std::ops::Range;

use crop::Rope as CropRope;
use offshoot::ByteBuf;
use ropey::Rope as RopeyRope;

use super::Bytes;
use crate::sequence::Has;
use compare::trial::Kind;

impl Bytes for ByteBuf {
    const NAME: &str = "offshoot";
    const KIND: Kind = Kind::Ours;

    const WRITE: Has<fn(&mut Self, usize, &[u8])> = Some(Self::write_at);
    const INSERT: Has<fn(&mut Self, usize, &str)> =
        Some(|buffer, at, text| buffer.insert(at, text.as_bytes()));
    const REMOVE: Has<fn(&mut Self, Range<usize>)> = Some(|buffer, range| buffer.remove(range));
    const APPEND: Has<fn(&mut Self, Self)> = Some(Self::append);
    const SLICE: Has<fn(&Self, Range<usize>) -> Self> = Some(|buffer, range| buffer.slice(range));
    const FROM_VEC: Has<fn(Vec<u8>) -> Self> = Some(Self::from);
    const FIND: Has<fn(&Self, &[u8]) -> Option<usize>> = Some(Self::find);

    const READ: Has<fn(&Self, usize, &mut [u8])> = Some(Self::read_at);
    const EXTEND: Has<fn(&mut Self, &str)> =
        Some(|buffer, text| buffer.extend_from_slice(text.as_bytes()));
    const PUSH: Has<fn(&mut Self, u8)> = Some(Self::push);
    const SPLIT_OFF: Has<fn(&mut Self, usize) -> Self> = Some(Self::split_off);
    const INSERT_ALL: Has<fn(&mut Self, usize, Self)> = Some(Self::insert_buf);
    const RFIND: Has<fn(&Self, &[u8]) -> Option<usize>> = Some(Self::rfind);
    const LINES: Has<fn(&Self) -> (usize, usize)> = Some(|buffer| {
        buffer.lines().fold((0, 0), |(count, bytes), line| (count + 1, bytes + line.len()))
    });
    const DIFF: Has<fn(&Self, &Self) -> Option<usize>> =
        Some(|newer, older| newer.diff(older).next().map(|change| change.new.end));
    const EQUAL: Has<fn(&Self, &Self) -> bool> = Some(Self::eq);
    const WRITE_ON: Has<fn(&mut Self, &[[u8; 8]])> = Some(|buffer, all| {
        let mut cursor = buffer.cursor_mut();
        all.iter().for_each(|bytes| assert!(cursor.write_from(bytes), "there is room"));
    });

    fn new() -> Self {
        Self::new()
    }

    fn of(text: &str) -> Self {
        text.as_bytes().into()
    }

    fn size(&self) -> usize {
        self.len()
    }

    #[inline]
    fn runs(&self) -> Option<impl Iterator<Item = &[u8]>> {
        Some(self.chunks())
    }

    #[inline]
    fn each(&self) -> impl Iterator<Item = u8> {
        self.iter()
    }

    #[inline]
    fn reader(&self) -> Option<impl Read> {
        Some(self.cursor())
    }
}

impl Bytes for CropRope {
    const NAME: &str = "crop";
    const KIND: Kind = Kind::Peer;

    const INSERT: Has<fn(&mut Self, usize, &str)> = Some(|rope, at, text| rope.insert(at, text));
    const REMOVE: Has<fn(&mut Self, Range<usize>)> = Some(|rope, range| rope.delete(range));
    const SLICE: Has<fn(&Self, Range<usize>) -> Self> =
        Some(|rope, range| rope.byte_slice(range).into());

    const EXTEND: Has<fn(&mut Self, &str)> = Some(|rope, text| rope.insert(rope.byte_len(), text));
    const SPLIT_OFF: Has<fn(&mut Self, usize) -> Self> = Some(|rope, at| {
        let back = rope.byte_slice(at..).into();
        rope.delete(at..);
        back
    });
    const LINES: Has<fn(&Self) -> (usize, usize)> = Some(|rope| {
        rope.raw_lines().fold((0, 0), |(count, bytes), line| (count + 1, bytes + line.byte_len()))
    });
    const EQUAL: Has<fn(&Self, &Self) -> bool> = Some(Self::eq);

    fn new() -> Self {
        Self::new()
    }

    fn of(text: &str) -> Self {
        text.into()
    }

    fn size(&self) -> usize {
        self.byte_len()
    }

    #[inline]
    fn runs(&self) -> Option<impl Iterator<Item = &[u8]>> {
        Some(self.chunks().map(str::as_bytes))
    }

    #[inline]
    fn each(&self) -> impl Iterator<Item = u8> {
        self.bytes()
    }
}

/// Counts in characters, which are bytes in ASCII.
impl Bytes for RopeyRope {
    const NAME: &str = "ropey";
    const KIND: Kind = Kind::Peer;

    const INSERT: Has<fn(&mut Self, usize, &str)> = Some(Self::insert);
    const REMOVE: Has<fn(&mut Self, Range<usize>)> = Some(|rope, range| rope.remove(range));
    const APPEND: Has<fn(&mut Self, Self)> = Some(Self::append);
    const SLICE: Has<fn(&Self, Range<usize>) -> Self> =
        Some(|rope, range| rope.slice(range).into());

    const EXTEND: Has<fn(&mut Self, &str)> = Some(|rope, text| rope.insert(rope.len_chars(), text));
    const SPLIT_OFF: Has<fn(&mut Self, usize) -> Self> = Some(Self::split_off);
    const LINES: Has<fn(&Self) -> (usize, usize)> = Some(|rope| {
        // Behind the last end of a line there is an empty one for it.
        let lines = rope.lines().filter(|line| line.len_bytes() > 0);
        lines.fold((0, 0), |(count, bytes), line| (count + 1, bytes + line.len_bytes()))
    });
    const EQUAL: Has<fn(&Self, &Self) -> bool> = Some(Self::eq);

    fn new() -> Self {
        Self::new()
    }

    fn of(text: &str) -> Self {
        text.into()
    }

    fn size(&self) -> usize {
        self.len_bytes()
    }

    #[inline]
    fn runs(&self) -> Option<impl Iterator<Item = &[u8]>> {
        Some(self.chunks().map(str::as_bytes))
    }

    #[inline]
    fn each(&self) -> impl Iterator<Item = u8> {
        self.bytes()
    }
}

/// Forwards to the methods that im and imbl have under the same names. Their inserts in the middle
/// blow up, byte for byte: they are left out.
macro_rules! forward {
    ($name:literal, $vector:ty) => {
        impl Bytes for $vector {
            const NAME: &str = $name;
            const KIND: Kind = Kind::Peer;

            const WRITE: Has<fn(&mut Self, usize, &[u8])> = Some(|vector, at, bytes| {
                let mut focus = vector.focus_mut();
                for (index, &byte) in bytes.iter().enumerate() {
                    focus.set(at + index, byte);
                }
            });
            const APPEND: Has<fn(&mut Self, Self)> = Some(Self::append);
            const SLICE: Has<fn(&Self, Range<usize>) -> Self> =
                Some(|vector, range| vector.clone().slice(range));
            const FROM_VEC: Has<fn(Vec<u8>) -> Self> = Some(Self::from);

            const EXTEND: Has<fn(&mut Self, &str)> =
                Some(|vector, text| vector.extend(text.bytes()));
            const PUSH: Has<fn(&mut Self, u8)> = Some(Self::push_back);
            const SPLIT_OFF: Has<fn(&mut Self, usize) -> Self> = Some(Self::split_off);
            const EQUAL: Has<fn(&Self, &Self) -> bool> = Some(Self::eq);

            fn new() -> Self {
                Self::new()
            }

            fn of(text: &str) -> Self {
                text.as_bytes().into()
            }

            fn size(&self) -> usize {
                self.len()
            }

            #[inline]
            fn runs(&self) -> Option<impl Iterator<Item = &[u8]>> {
                Some(self.leaves())
            }

            #[inline]
            fn each(&self) -> impl Iterator<Item = u8> {
                self.iter().copied()
            }
        }
    };
}

forward!("im", im::Vector<u8>);
forward!("imbl", imbl::Vector<u8>);
