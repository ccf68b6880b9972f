//! `ByteBuf` beside `Vec<u8>`, whose clone is a full copy: one body per operation.

mod duel;

use std::hint::black_box;

use criterion::{Bencher, Criterion, criterion_group, criterion_main};
use duel::{Random, duel};
use offshoot::ByteBuf;

/// Sizes are counted in units of so many bytes: 64 kB and 6.4 MB.
const UNIT: usize = 64;
/// What is read, written and put in at once.
const PIECE: [u8; UNIT] = [7; UNIT];

/// What both contenders have.
trait Bytes: Clone + PartialEq + From<Vec<u8>> + Default {
    fn read_at(&self, offset: usize, bytes: &mut [u8]);
    fn write_at(&mut self, offset: usize, bytes: &[u8]);
    fn insert(&mut self, offset: usize, bytes: &[u8]);
    fn remove(&mut self, offset: usize, len: usize);
    fn extend(&mut self, bytes: &[u8]);
    fn append(&mut self, other: Self);
    fn split_off(&mut self, at: usize) -> Self;
    fn slice(&self, from: usize, to: usize) -> Self;
    fn sum(&self) -> u64;
    fn find(&self, needle: &[u8]) -> Option<usize>;
}

fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().map(|&byte| u64::from(byte)).sum()
}

impl Bytes for ByteBuf {
    fn read_at(&self, offset: usize, bytes: &mut [u8]) {
        self.read_at(offset, bytes);
    }

    fn write_at(&mut self, offset: usize, bytes: &[u8]) {
        self.write_at(offset, bytes);
    }

    fn insert(&mut self, offset: usize, bytes: &[u8]) {
        self.insert(offset, bytes);
    }

    fn remove(&mut self, offset: usize, len: usize) {
        self.remove(offset..offset + len);
    }

    fn extend(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }

    fn append(&mut self, other: Self) {
        self.append(other);
    }

    fn split_off(&mut self, at: usize) -> Self {
        self.split_off(at)
    }

    fn slice(&self, from: usize, to: usize) -> Self {
        self.slice(from..to)
    }

    fn sum(&self) -> u64 {
        self.chunks().map(sum).sum()
    }

    fn find(&self, needle: &[u8]) -> Option<usize> {
        self.find(needle)
    }
}

impl Bytes for Vec<u8> {
    fn read_at(&self, offset: usize, bytes: &mut [u8]) {
        bytes.copy_from_slice(&self[offset..offset + bytes.len()]);
    }

    fn write_at(&mut self, offset: usize, bytes: &[u8]) {
        self[offset..offset + bytes.len()].copy_from_slice(bytes);
    }

    fn insert(&mut self, offset: usize, bytes: &[u8]) {
        self.splice(offset..offset, bytes.iter().copied());
    }

    fn remove(&mut self, offset: usize, len: usize) {
        self.drain(offset..offset + len);
    }

    fn extend(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }

    fn append(&mut self, mut other: Self) {
        self.append(&mut other);
    }

    fn split_off(&mut self, at: usize) -> Self {
        self.split_off(at)
    }

    fn slice(&self, from: usize, to: usize) -> Self {
        self[from..to].to_vec()
    }

    fn sum(&self) -> u64 {
        sum(self)
    }

    fn find(&self, needle: &[u8]) -> Option<usize> {
        self.windows(needle.len()).position(|window| window == needle)
    }
}

fn random<B: Bytes>(size: usize) -> B {
    let mut random = Random::new();
    let words = (0..size * UNIT / 8).flat_map(|_| random.number().to_ne_bytes());
    B::from(words.collect::<Vec<u8>>())
}

fn extend_all<B: Bytes>(bencher: &mut Bencher<'_>, size: usize) {
    bencher.iter(|| {
        let mut bytes = B::default();
        (0..size).for_each(|_| bytes.extend(&PIECE));
        bytes
    });
}

fn iterate<B: Bytes>(bencher: &mut Bencher<'_>, size: usize) {
    let bytes: B = random(size);
    bencher.iter(|| black_box(&bytes).sum());
}

fn read<B: Bytes>(bencher: &mut Bencher<'_>, size: usize) {
    let (bytes, mut places) = (random::<B>(size), Random::new());
    bencher.iter(|| {
        let mut piece = PIECE;
        bytes.read_at(places.below((size - 1) * UNIT), &mut piece);
        piece
    });
}

fn write<B: Bytes>(bencher: &mut Bencher<'_>, size: usize) {
    let (mut bytes, mut places) = (random::<B>(size), Random::new());
    bencher.iter(|| bytes.write_at(places.below((size - 1) * UNIT), &PIECE));
}

fn insert_and_remove<B: Bytes>(bencher: &mut Bencher<'_>, size: usize) {
    let (mut bytes, mut places) = (random::<B>(size), Random::new());
    bencher.iter(|| {
        bytes.insert(places.below((size - 1) * UNIT), &PIECE);
        bytes.remove(places.below((size - 1) * UNIT), UNIT);
    });
}

fn find<B: Bytes>(bencher: &mut Bencher<'_>, size: usize) {
    let mut bytes: B = random(size);
    bytes.write_at((size - 1) * UNIT, &PIECE);
    bencher.iter(|| black_box(&bytes).find(&PIECE));
}

fn clone<B: Bytes>(bencher: &mut Bencher<'_>, size: usize) {
    let bytes: B = random(size);
    bencher.iter(|| black_box(&bytes).clone());
}

fn clone_and_write<B: Bytes>(bencher: &mut Bencher<'_>, size: usize) {
    let (mut newest, mut places) = (random::<B>(size), Random::new());
    bencher.iter(|| {
        let mut next = newest.clone();
        next.write_at(places.below((size - 1) * UNIT), &PIECE);
        newest = next;
    });
}

fn slice<B: Bytes>(bencher: &mut Bencher<'_>, size: usize) {
    let bytes: B = random(size);
    bencher.iter(|| bytes.slice(size * UNIT / 4, size * UNIT * 3 / 4));
}

fn split_and_append<B: Bytes>(bencher: &mut Bencher<'_>, size: usize) {
    let (bytes, mut places) = (random::<B>(size), Random::new());
    bencher.iter(|| {
        let mut front = bytes.clone();
        let mut back = front.split_off(places.below(size * UNIT));
        back.append(front);
        back
    });
}

fn compare_forks<B: Bytes>(bencher: &mut Bencher<'_>, size: usize) {
    let parent: B = random(size);
    let mut child = parent.clone();
    child.write_at(size * UNIT * 3 / 4, &PIECE);
    bencher.iter(|| black_box(&parent) == black_box(&child));
}

fn all(criterion: &mut Criterion) {
    duel!(
        criterion,
        "byte_buf",
        ByteBuf,
        Vec<u8>,
        extend_all,
        iterate,
        read,
        write,
        insert_and_remove,
        find,
        clone,
        clone_and_write,
        slice,
        split_and_append,
        compare_forks,
    );
}

criterion_group! { name = benches; config = duel::criterion(); targets = all }
criterion_main!(benches);
