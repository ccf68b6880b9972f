//! Archives that are malformed, cut off or made to do harm: an error that says where, and never a panic.

#[path = "support/archive.rs"]
mod archive;

use archive::{Random, archive, entry, read};
use layers::inode::Time;
use layers::layer::Compression;
use layers::{Error, Layer, LayeredFs, Limits, Mode};
use tar_core::EntryType;

const BOTH: [Mode; 2] = [Mode::Strict, Mode::Lenient];

/// An archive with a bit of everything.
fn sample() -> Vec<u8> {
    let mut tree =
        LayeredFs::with_clock(layers::fs::Clock::Fixed(Time { seconds: 5, nanoseconds: 7 }));
    tree.mkdir_all("a/b", 0o755).unwrap();
    tree.write("a/b/file", vec![b'x'; 1_500]).unwrap();
    tree.write(format!("a/{}", "long".repeat(40)), b"1").unwrap();
    tree.set_xattr("a/b/file", "user.x", b"1\n2").unwrap();
    tree.symlink("b/file", "a/link").unwrap();
    tree.link("a/b/file", "hard").unwrap();
    let mut base = LayeredFs::new();
    base.write("old", b"1").unwrap();
    let mut bytes = Vec::new();
    Layer::between(&base, &tree).unwrap().to_tar(&mut bytes).unwrap();
    bytes
}

/// Reads and applies, and must come back, with a sound tree if there is one.
fn survive(bytes: &[u8]) -> usize {
    let limits = Limits { entries: 1_000, bytes: 1 << 20, path: 1_000, ..Limits::default() };
    let mut taken = 0;
    for mode in BOTH {
        let layer = Layer::from_tar(bytes, mode, &limits);
        let tree = layer.and_then(|layer| {
            layer.to_tar(std::io::sink())?;
            layer.apply(&LayeredFs::new())
        });
        match tree {
            Ok(tree) => {
                tree.check();
                taken += 1;
                export(&tree);
            }
            Err(error) => assert!(!error.to_string().starts_with(": "), "{error} says not where"),
        }
    }
    taken
}

/// Whatever came of an archive can be written, but for what no archive can say, and is the same then.
fn export(tree: &LayeredFs) {
    let empty = LayeredFs::new();
    let mut bytes = Vec::new();
    let Ok(layer) = Layer::between(&empty, tree) else { return };
    if layer.to_tar(&mut bytes).is_ok() {
        let again = read(&bytes, Mode::Strict).unwrap().apply(&empty).unwrap();
        let changes = again.diff(tree);
        assert!(changes.is_empty(), "{changes}");
    }
}

#[test]
fn random_bytes_do_no_harm() {
    let mut random = Random(1);
    for _ in 0..2_000 {
        let len = random.below(3_000);
        let bytes: Vec<u8> = (0..len).map(|_| random.next() as u8).collect();
        survive(&bytes);
    }
}

/// Sets the sum of a header right, so that what is wrong in it is looked at.
fn set_sum(header: &mut [u8]) {
    header[148..156].fill(b' ');
    let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
}

#[test]
fn changed_archives_do_no_harm() {
    let sample = sample();
    let mut random = Random(2);
    let (mut taken, rounds) = (0, 2_000);
    for _ in 0..rounds {
        let mut bytes = sample.clone();
        for _ in 0..=random.below(3) {
            let block = random.below(bytes.len() / 512) * 512;
            match random.below(8) {
                0..=3 => {
                    // Most fields that matter are in the first half, and are digits.
                    let end = [512, 260, 160][random.below(3)];
                    let at = block + random.below(end);
                    bytes[at] = match random.below(4) {
                        0 => b'0' + random.below(10) as u8,
                        1 => [0, b'/', b'.', b'L', b'K', b'x', b'g', b'S'][random.below(8)],
                        2 => 0xff,
                        _ => random.next() as u8,
                    };
                }
                4 => bytes[block + 156] = b"0123456789LKxgSVM\0"[random.below(18)],
                5 => {
                    let to = random.below(bytes.len() / 512) * 512;
                    bytes.copy_within(block..block + 512, to);
                }
                6 => bytes.truncate(block.max(512)),
                _ => bytes[block..block + 512].fill(0),
            }
            if block + 512 <= bytes.len() && bytes[block..block + 512].iter().any(|&b| b != 0) {
                set_sum(&mut bytes[block..block + 512]);
            }
        }
        taken += survive(&bytes);
    }
    assert!((200..2 * rounds - 200).contains(&taken), "{taken} of {} were taken", 2 * rounds);
}

#[test]
fn changed_blobs_do_no_harm() {
    let layer = read(&sample(), Mode::Strict).unwrap();
    let mut random = Random(3);
    let kinds = [
        Compression::Gzip,
        #[cfg(feature = "zstd")]
        Compression::Zstd,
    ];
    for compression in kinds {
        let mut blob = Vec::new();
        layer.to_blob(&mut blob, compression).unwrap();
        for _ in 0..500 {
            let mut bytes = blob.clone();
            let at = random.below(bytes.len());
            bytes[at] ^= 1 << random.below(8);
            survive(&bytes);
        }
        for len in (0..blob.len()).step_by(3) {
            assert!(read(&blob[..len], Mode::Strict).is_err(), "{len} of {}", blob.len());
        }
    }
}

#[test]
fn an_archive_that_is_cut_off_is_refused() {
    let sample = sample();
    let end = sample.len() - 1024;
    for len in (0..sample.len()).step_by(7).chain([end, end + 512]) {
        let strict = read(&sample[..len], Mode::Strict);
        let error = strict.expect_err("it is cut off").to_string();
        assert!(error.starts_with("entry ") && error.contains(" at byte "), "{error}");
        // The lenient take an archive without the mark of its end.
        if len % 512 != 0 {
            assert!(read(&sample[..len], Mode::Lenient).is_err(), "{len}");
        }
    }
    for len in [0, end, end + 512] {
        assert!(read(&sample[..len], Mode::Lenient).is_ok(), "{len}");
    }
    // What follows the mark belongs to the digest, and to nothing else.
    let mut longer = sample.clone();
    longer.resize(10_240 * 3, 0);
    assert!(read(&longer, Mode::Strict).is_ok());
}

#[test]
fn nothing_is_partly_applied() {
    let base = archive::stack(&["a/ a/f=1"], Mode::Strict).unwrap();
    let before = archive::told(&base);
    let layer = read(&archive("a/.wh.f a/g=2 h=>none"), Mode::Strict).unwrap();
    assert!(layer.apply(&base).is_err());
    assert_eq!(archive::told(&base), before);
}

fn with_end(mut entries: Vec<u8>) -> Vec<u8> {
    entries.resize(entries.len() + 1024, 0);
    entries
}

/// A PAX header before an empty file.
fn with_pax(record: &[u8]) -> Vec<u8> {
    let mut bytes = entry(b"pax", EntryType::XHeader, 0o644, b"", record);
    bytes.extend(entry(b"f", EntryType::Regular, 0o644, b"", b""));
    with_end(bytes)
}

#[test]
fn malformed_headers_say_what_is_wrong() {
    let mut wrong_sum = archive("a=1");
    wrong_sum[0] = b'b';
    let mut no_digits = archive("a=1");
    no_digits[124..136].copy_from_slice(b"9999999999z\0");
    set_sum(&mut no_digits[..512]);
    let mut huge = archive("a=1");
    huge[124..136].copy_from_slice(b"77777777777\0");
    set_sum(&mut huge[..512]);
    let mut largest = archive("a=1");
    largest[124..136].copy_from_slice(b"\x80\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff");
    set_sum(&mut largest[..512]);
    for (name, bytes, part) in [
        (
            "text",
            b"no archive, but words\n".repeat(100),
            "entry 1 at byte 0: this is no tar archive",
        ),
        ("sum", wrong_sum, "checksum"),
        ("size", no_digits, "entry 1 at byte 0"),
        ("a file of 8 GiB", huge, "the archive ends in the middle of a file"),
        ("an impossible file", largest, "entry 1 at byte 0"),
        ("size in PAX", with_pax(b"29 size=18446744073709551615\n"), "more bytes in files"),
        ("record", with_pax(b"9 a=1\n"), "PAX"),
        ("no record", with_pax(b"abc"), "malformed PAX header"),
        ("mtime", with_pax(b"11 mtime=x\n"), "invalid PAX value of mtime"),
        ("uid", with_pax(b"9 uid=-1\n"), "invalid PAX value of uid"),
        ("owner", with_pax(b"18 uid=4294967296\n"), "owner 4294967296 is too large"),
        ("NUL", with_pax(b"12 path=a\0b\n"), "a NUL in a name"),
        ("attribute", with_pax(b"18 SCHILY.xattr.=\n"), "no valid name"),
        ("link to nowhere", archive("a->"), "a link that leads nowhere"),
        ("orphan", with_end(entry(b"p", EntryType::XHeader, 0, b"", b"6 a=b\n")), "metadata"),
        ("xz", b"\xfd7zXZ\0".to_vec(), "xz"),
        ("bzip2", b"BZh91AY".to_vec(), "bzip2"),
    ] {
        for mode in BOTH {
            let Err(error) = read(&bytes, mode) else { panic!("{name} is taken") };
            let error = error.to_string();
            assert!(error.contains(part), "{name}: {error}");
        }
    }
}

#[test]
fn what_only_the_strict_refuse() {
    let global = |record: &[u8]| {
        let mut bytes = entry(b"g", EntryType::XGlobalHeader, 0o644, b"", record);
        bytes.extend(archive("f=1"));
        bytes
    };
    let unknown = || {
        let mut bytes = entry(b"v", EntryType::Other(b'V'), 0o644, b"", b"label");
        bytes.extend(archive("f=1"));
        bytes
    };
    for (bytes, part) in [
        (global(b"11 mtime=1\n"), "entry 1"),
        (unknown(), "unknown kind 'V'"),
        (archive("a a"), "a second entry of this path"),
        (Vec::new(), "ends without its end mark"),
        (archive("a=1")[..1_024].to_vec(), "ends without its end mark"),
    ] {
        let error = read(&bytes, Mode::Strict).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
        assert!(read(&bytes, Mode::Lenient).is_ok(), "{part}");
    }
    assert!(read(&global(b"13 comment=1\n"), Mode::Strict).is_ok());
}

fn limit(bytes: &[u8], limits: Limits) -> String {
    match Layer::from_tar(bytes, Mode::Strict, &limits) {
        Err(Error::Limit { place, what, .. }) => format!("{place}: {what}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn limits_hold() {
    let all = Limits::default();
    let bytes = archive("a b c");
    assert_eq!(limit(&bytes, Limits { entries: 2, ..all }), "entry 3 (/c) at byte 1024: entries");
    assert_eq!(limit(&bytes, Limits { bytes: 1_000, ..all }), "byte 1024: bytes");
    let long = with_pax(&[&b"1013 path="[..], &[b'x'; 1_002], b"\n"].concat());
    let error = Layer::from_tar(&long[..], Mode::Strict, &Limits { path: 1_000, ..all });
    assert!(error.unwrap_err().to_string().contains("path"));
    assert!(read(&long, Mode::Strict).is_ok());
}

#[test]
fn a_bomb_is_stopped_on_the_way() {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let mut header = entry(b"zeros", EntryType::Regular, 0o644, b"", b"");
    header[124..136].copy_from_slice(b"77777777777\0");
    set_sum(&mut header);
    encoder.write_all(&header).unwrap();
    for _ in 0..2 {
        encoder.write_all(&[0; 1 << 20]).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    let limits = Limits { ratio: 50, ratio_from: 1 << 20, ..Limits::default() };
    assert!(limit(&bomb, limits).ends_with("expansion"));
    // Up to there it is only cut off.
    let limits = Limits { ratio_from: 64 << 20, ..limits };
    let error = Layer::from_tar(&bomb[..], Mode::Strict, &limits).unwrap_err().to_string();
    assert!(error.contains("ends in the middle of a file"), "{error}");
}

/// A file of PAX sparse 0.1 that says that it is far larger than it is.
#[test]
fn holes_count_as_bytes() {
    let sparse = |size: u64, map: &str| {
        let records = [("GNU.sparse.size", size.to_string()), ("GNU.sparse.map", map.to_owned())];
        let mut pax = tar_core::builder::PaxBuilder::new();
        for (key, value) in records {
            pax.add(key, value);
        }
        let mut bytes = entry(b"p", EntryType::XHeader, 0o644, b"", &pax.finish());
        bytes.extend(entry(b"f", EntryType::Regular, 0o644, b"", b"abcdef"));
        with_end(bytes)
    };
    let layer = read(&sparse(1 << 40, "0,2,1000000000,4"), Mode::Strict);
    assert!(matches!(layer, Err(Error::Limit { what: "bytes in files", .. })));
    // Somebody writes the file down, and reads it again: then it is as large as it says.
    let error = read(&sparse((1 << 30) + 1, "0,2,1000000000,4"), Mode::Lenient);
    assert!(matches!(error, Err(Error::Limit { what: "expansion", .. })), "{error:?}");
    let layer = read(&sparse(1 << 30, "0,2,1000000000,4"), Mode::Strict).unwrap();
    let file = layer.apply(&LayeredFs::new()).unwrap().read("f").unwrap();
    assert_eq!((file.len(), file.get(1), file.get(2)), (1 << 30, Some(b'b'), Some(0)));
    assert_eq!(file.slice(1_000_000_000..1_000_000_005), b"cdef\0");
    for map in ["0,2,1,4", "0,2", "0,2,1073741823,4", "4,4,0,2", "0,6,18446744073709551615,1"] {
        let error = read(&sparse(1 << 30, map), Mode::Lenient).unwrap_err().to_string();
        assert!(error.contains("holes that do not fit"), "{map}: {error}");
    }
}

/// Links that make each way twice as deep: paths of any length, and no recursion over them.
#[test]
fn depth_is_no_matter() {
    let mut tree = LayeredFs::new();
    let deep = "d/".repeat(400);
    for round in 0..10 {
        let text =
            format!("{}x ln{round}->{deep}", ["ln", &(round - 1).to_string(), "/", &deep].concat());
        let text = if round == 0 { format!("{deep}x ln0->{deep}") } else { text };
        tree = read(&archive(&text), Mode::Strict).unwrap().apply(&tree).unwrap();
    }
    tree.check();
    let gone = read(&archive(".wh.d"), Mode::Strict).unwrap().apply(&tree).unwrap();
    gone.check();
    assert!(gone.stat("d").is_err());
}
