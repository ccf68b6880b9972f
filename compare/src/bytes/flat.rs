//! Buffers in one piece: std's, ecow's, and the one of bytes, which shares but does not write.

use std::io::Read;
use std::iter::once;
use std::ops::Range;

use bytes::{Buf, Bytes as SharedBytes};
use ecow::EcoBytes;
use memchr::memmem;

use super::{Bytes, count};
use crate::sequence::Has;
use compare::trial::Kind;

impl Bytes for Vec<u8> {
    const NAME: &str = "Vec";
    const KIND: Kind = Kind::Std;

    const WRITE: Has<fn(&mut Self, usize, &[u8])> =
        Some(|buffer, at, bytes| buffer[at..at + bytes.len()].copy_from_slice(bytes));
    const INSERT: Has<fn(&mut Self, usize, &str)> = Some(|buffer, at, text| {
        buffer.splice(at..at, text.bytes());
    });
    const REMOVE: Has<fn(&mut Self, Range<usize>)> = Some(|buffer, range| {
        buffer.drain(range);
    });
    const APPEND: Has<fn(&mut Self, Self)> = Some(|buffer, mut other| buffer.append(&mut other));
    const SLICE: Has<fn(&Self, Range<usize>) -> Self> =
        Some(|buffer, range| buffer[range].to_vec());
    const FIND: Has<fn(&Self, &[u8]) -> Option<usize>> =
        Some(|buffer, needle| memmem::find(buffer, needle));

    const READ: Has<fn(&Self, usize, &mut [u8])> =
        Some(|buffer, at, to| to.copy_from_slice(&buffer[at..at + to.len()]));
    const EXTEND: Has<fn(&mut Self, &str)> =
        Some(|buffer, text| buffer.extend_from_slice(text.as_bytes()));
    const PUSH: Has<fn(&mut Self, u8)> = Some(Self::push);
    const SPLIT_OFF: Has<fn(&mut Self, usize) -> Self> = Some(Self::split_off);
    const INSERT_ALL: Has<fn(&mut Self, usize, Self)> = Some(|buffer, at, other| {
        buffer.splice(at..at, other);
    });
    const RFIND: Has<fn(&Self, &[u8]) -> Option<usize>> =
        Some(|buffer, needle| memmem::rfind(buffer, needle));
    const LINES: Has<fn(&Self) -> (usize, usize)> = Some(|buffer| {
        count(buffer.strip_suffix(b"\n").unwrap_or(buffer).split(|&byte| byte == b'\n'))
    });
    const DIFF: Has<fn(&Self, &Self) -> Option<usize>> = Some(|newer, older| {
        let begin = newer.iter().zip(older).position(|(one, other)| one != other)?;
        let same = newer[begin..].iter().zip(&older[begin..]).position(|(one, other)| one == other);
        Some(same.map_or(newer.len(), |same| begin + same))
    });
    const EQUAL: Has<fn(&Self, &Self) -> bool> = Some(Self::eq);
    const WRITE_ON: Has<fn(&mut Self, &[[u8; 8]])> = Some(|buffer, all| {
        let mut rest = buffer.as_mut_slice();
        for bytes in all {
            let (here, behind) = rest.split_at_mut(bytes.len());
            here.copy_from_slice(bytes);
            rest = behind;
        }
    });

    fn new() -> Self {
        Self::new()
    }

    fn of(text: &str) -> Self {
        text.into()
    }

    fn size(&self) -> usize {
        self.len()
    }

    #[inline]
    fn runs(&self) -> Option<impl Iterator<Item = &[u8]>> {
        Some(once(self.as_slice()))
    }

    #[inline]
    fn each(&self) -> impl Iterator<Item = u8> {
        self.iter().copied()
    }

    #[inline]
    fn reader(&self) -> Option<impl Read> {
        Some(self.as_slice())
    }
}

impl Bytes for SharedBytes {
    const NAME: &str = "bytes";
    const KIND: Kind = Kind::Flat;

    const SLICE: Has<fn(&Self, Range<usize>) -> Self> = Some(|buffer, range| buffer.slice(range));
    const FROM_VEC: Has<fn(Vec<u8>) -> Self> = Some(Self::from);

    const READ: Has<fn(&Self, usize, &mut [u8])> =
        Some(|buffer, at, to| to.copy_from_slice(&buffer[at..at + to.len()]));
    const SPLIT_OFF: Has<fn(&mut Self, usize) -> Self> = Some(Self::split_off);
    const EQUAL: Has<fn(&Self, &Self) -> bool> = Some(Self::eq);

    fn new() -> Self {
        Self::new()
    }

    fn of(text: &str) -> Self {
        Self::copy_from_slice(text.as_bytes())
    }

    fn size(&self) -> usize {
        self.len()
    }

    #[inline]
    fn runs(&self) -> Option<impl Iterator<Item = &[u8]>> {
        Some(once(self.as_ref()))
    }

    #[inline]
    fn each(&self) -> impl Iterator<Item = u8> {
        self.iter().copied()
    }

    #[inline]
    fn reader(&self) -> Option<impl Read> {
        Some(self.clone().reader())
    }
}

impl Bytes for EcoBytes {
    const NAME: &str = "EcoBytes";
    const KIND: Kind = Kind::Flat;

    const WRITE: Has<fn(&mut Self, usize, &[u8])> =
        Some(|buffer, at, bytes| buffer.make_mut()[at..at + bytes.len()].copy_from_slice(bytes));
    const INSERT: Has<fn(&mut Self, usize, &str)> =
        Some(|buffer, at, text| buffer.insert_slice(at, text.as_bytes()));
    const APPEND: Has<fn(&mut Self, Self)> = Some(|buffer, other| buffer.extend_from_slice(&other));
    const FROM_VEC: Has<fn(Vec<u8>) -> Self> = Some(Self::from);

    const READ: Has<fn(&Self, usize, &mut [u8])> =
        Some(|buffer, at, to| to.copy_from_slice(&buffer[at..at + to.len()]));
    const EXTEND: Has<fn(&mut Self, &str)> =
        Some(|buffer, text| buffer.extend_from_slice(text.as_bytes()));
    const PUSH: Has<fn(&mut Self, u8)> = Some(Self::push);
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
        Some(once(self.as_slice()))
    }

    #[inline]
    fn each(&self) -> impl Iterator<Item = u8> {
        self.iter().copied()
    }
}
