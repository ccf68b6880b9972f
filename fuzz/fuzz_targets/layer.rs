//! Archives: as the bytes say, and of entries that the bytes choose, with sums that are right.
#![no_main]

use layers::{Layer, LayeredFs, Limits, Mode};
use libfuzzer_sys::fuzz_target;
use offshoot_fuzz::decoded;

const BLOCK: usize = 512;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    if kind % 8 == 0 {
        run(bytes);
    } else {
        run(&archive(bytes));
    }
});

/// Each entry: kind, lengths of the name, of where a link leads and of the contents; then these.
fn archive(mut bytes: &[u8]) -> Vec<u8> {
    let mut archive = Vec::new();
    while let Some((&[kind, name, link, size], rest)) = bytes.split_first_chunk() {
        let mut header = [0; BLOCK];
        let rest = take(&mut header[..100], name, rest);
        let rest = take(&mut header[157..257], link, rest);
        let kinds = b"0123456LKxgS";
        header[156] = kinds[usize::from(kind) % kinds.len()];
        for field in [100..108, 108..116, 116..124, 329..337, 337..345] {
            header[field].copy_from_slice(b"0000644\0");
        }
        header[257..265].copy_from_slice(if kind < 128 { b"ustar\x0000" } else { b"ustar  \0" });
        let (contents, rest) = rest.split_at(usize::from(size).min(rest.len()));
        header[124..136].copy_from_slice(format!("{:011o}\0", contents.len()).as_bytes());
        header[136..148].copy_from_slice(b"00000000000\0");
        header[148..156].fill(b' ');
        let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        archive.extend_from_slice(&header);
        archive.extend_from_slice(contents);
        archive.resize(archive.len().next_multiple_of(BLOCK), 0);
        bytes = rest;
    }
    archive.resize(archive.len() + 2 * BLOCK, 0);
    archive
}

fn take<'a>(field: &mut [u8], len: u8, bytes: &'a [u8]) -> &'a [u8] {
    let len = (usize::from(len) % field.len()).min(bytes.len());
    field[..len].copy_from_slice(&bytes[..len]);
    &bytes[len..]
}

/// Whatever is taken makes a sound tree, and that is the same after it was written and read.
fn run(bytes: &[u8]) {
    let limits = Limits { entries: 100, bytes: 1 << 20, ..Limits::default() };
    let empty = LayeredFs::new();
    for mode in [Mode::Strict, Mode::Lenient] {
        let Some(layer) = decoded(Layer::from_tar(bytes, mode, &limits)) else { continue };
        let Ok(tree) = layer.apply(&empty) else { continue };
        tree.check();
        let mut written = Vec::new();
        let Ok(layer) = Layer::between(&empty, &tree) else { continue };
        if layer.to_tar(&mut written).is_err() {
            continue;
        }
        let again = Layer::from_tar(&written[..], Mode::Strict, &Limits::default());
        let again = again.and_then(|layer| layer.apply(&empty)).expect("what we write is right");
        let changes = again.diff(&tree);
        assert!(changes.is_empty(), "{changes}");
    }
}
