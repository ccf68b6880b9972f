//! Layers made of what containers have changed: applied to the base, they give the container.

#[path = "support/expect.rs"]
#[allow(dead_code, reason = "changes are another test's")]
mod expect;
#[path = "support/op.rs"]
mod op;
#[path = "support/ours.rs"]
mod ours;

use layers::fs::Clock;
use layers::inode::{Device, Inode, Kind, Meta, Time};
use layers::layer::{Compression, Content};
use layers::{Digest, Layer, LayeredFs, Limits, Mode};
use op::{Random, Target};
use tar_core::EntryType;
use tar_core::parse::{ParseEvent, Parser};

fn export(base: &LayeredFs, tree: &LayeredFs) -> Vec<u8> {
    let mut archive = Vec::new();
    let digest = Layer::between(base, tree).unwrap().to_tar(&mut archive).unwrap();
    assert_eq!(digest, Digest::of(&archive));
    archive
}

fn import(archive: &[u8]) -> Layer {
    Layer::from_tar(archive, Mode::Strict, &Limits::default()).unwrap()
}

/// The names in an archive, as they are.
fn names(mut archive: &[u8]) -> Vec<String> {
    let mut parser = Parser::with_defaults();
    let mut names = Vec::new();
    while let ParseEvent::Entry { consumed, entry } = parser.parse(archive).unwrap() {
        names.push(entry.path_lossy().into_owned());
        let padded = usize::try_from(entry.padded_size()).unwrap();
        archive = &archive[consumed + padded..];
    }
    names
}

#[test]
fn the_first_example_of_the_specification() {
    let mut base = LayeredFs::new();
    base.mkdir_all("etc/my-app-config", 0o755).unwrap();
    base.mkdir("bin", 0o755).unwrap();
    base.write("bin/my-app-binary", b"1").unwrap();
    base.write("bin/my-app-tools", b"1").unwrap();
    let mut tree = base.clone();
    tree.mkdir("etc/my-app.d", 0o755).unwrap();
    tree.write("etc/my-app.d/default.cfg", b"2").unwrap();
    tree.write("bin/my-app-tools", b"2").unwrap();
    tree.remove_all("etc/my-app-config").unwrap();
    assert_eq!(
        tree.diff(&base).to_string(),
        "M /bin/my-app-tools\nD /etc/my-app-config\nA /etc/my-app.d/\n\
         A /etc/my-app.d/default.cfg\n"
    );
    let archive = export(&base, &tree);
    assert_eq!(
        names(&archive),
        [
            "bin/",
            "bin/my-app-tools",
            "etc/",
            "etc/.wh.my-app-config",
            "etc/my-app.d/",
            "etc/my-app.d/default.cfg"
        ]
    );
    assert!(import(&archive).apply(&base).unwrap().diff(&tree).is_empty());
}

/// The promise of `Layer::between`, for any program of file operations; the layers, read again in both
/// modes, are strict ones, and written again they are the same bytes.
#[test]
fn a_layer_applied_to_the_base_is_the_container() {
    const LIVE: usize = 3;
    let mut items = 0;
    for seed in 5_000..5_060 {
        let mut random = Random::new(seed);
        let empty = || LayeredFs::with_clock(Clock::Fixed(Time::EPOCH));
        let mut live: [LayeredFs; LIVE] = std::array::from_fn(|_| empty());
        for step in 1..100 {
            let at = random.below(LIVE);
            if random.below(30) == 0 {
                live[at] = live[random.below(LIVE)].clone();
            }
            random.look_at(&live[at].tree());
            // Errors are another test's.
            let _ = live[at].run(&random.op(false), step);
            if step % 3 != 0 {
                continue;
            }
            let (base, tree) = (&live[random.below(LIVE)], &live[at]);
            let archive = export(base, tree);
            let layer = import(&archive);
            let made = layer.apply(base).unwrap();
            made.check();
            let [made_tree, new_tree] = [&made, tree].map(|fs| expect::without_times(fs.tree()));
            let told = || tree.diff(base).to_string();
            assert_eq!(made_tree, new_tree, "seed {seed}, step {step}:\n{}", told());
            let mut again = Vec::new();
            layer.to_tar(&mut again).unwrap();
            assert!(again == archive, "seed {seed}, step {step}: written again, it differs");
            assert!(export(base, tree) == archive, "seed {seed}, step {step}: not reproducible");
            items += layer.items().len() + layer.whiteouts().len();
        }
    }
    assert!(items > 2_000, "only {items} items");
}

#[test]
fn whiteouts_come_before_their_siblings_and_parents_once() {
    let mut base = LayeredFs::new();
    base.mkdir_all("a/b/c", 0o755).unwrap();
    for name in ["a/b/!first", "a/b/gone", "top", "a/b/c/x"] {
        base.write(name, b"1").unwrap();
    }
    let mut tree = base.clone();
    tree.write("a/b/!first", b"2").unwrap();
    tree.write("a/b/c/x", b"2").unwrap();
    tree.unlink("a/b/gone").unwrap();
    tree.unlink("top").unwrap();
    let archive = export(&base, &tree);
    let expected = [".wh.top", "a/", "a/b/", "a/b/.wh.gone", "a/b/!first", "a/b/c/", "a/b/c/x"];
    assert_eq!(names(&archive), expected);
    tree.chmod("/", 0o700).unwrap();
    let archive = export(&base, &tree);
    assert_eq!(names(&archive)[..3], ["./", ".wh.top", "a/"]);
    assert_eq!(import(&archive).apply(&base).unwrap().stat("/").unwrap().mode, 0o700);
}

/// Everything that an inode can be and have.
#[test]
fn nothing_is_lost_on_the_way() {
    let mut tree = LayeredFs::with_clock(Clock::Fixed(Time::EPOCH));
    let mut meta = Meta::new(0o6751);
    (meta.uid, meta.gid) = (u32::MAX, 3_000_000);
    for (name, value) in [
        ("security.capability", &b"\x01\0\0\x02\n\n=\n"[..]),
        ("user.a=b%", b""),
        ("user.\u{e4}", b"12 user.x=1\n"),
        ("trusted.overlay.opaque", b"y"),
    ] {
        meta.xattrs.insert(name.as_bytes().into(), value.into());
    }
    let times = [
        (0, 1),
        (1, 999_999_999),
        (-1, 500_000_000),
        (-62_135_596_800, 0),
        (8_589_934_591, 0),
        (8_589_934_592, 0),
        (i64::MAX, 0),
    ];
    for (at, (seconds, nanoseconds)) in times.into_iter().enumerate() {
        let meta = Meta { mtime: Time { seconds, nanoseconds }, ..meta.clone() };
        tree.mknod(format!("time{at}"), Inode::new(Kind::Fifo, meta)).unwrap();
    }
    let device = Device { major: 2_000_000, minor: 2_097_151 };
    for (name, kind) in [
        ("char", Kind::CharDevice(device)),
        ("block", Kind::BlockDevice(Device { major: 0, minor: 0 })),
        ("link", Kind::Symlink(vec![b'x'; 3_000].into())),
        ("file", Kind::File(vec![7; 10_001].into())),
        ("whole block", Kind::File(vec![7; 1_024].into())),
        ("dir", Kind::Directory(offshoot::OrdMap::new())),
    ] {
        tree.mknod(name, Inode::new(kind, meta.clone())).unwrap();
    }
    let mut long = String::new();
    for length in [98, 99, 100, 101, 155, 255, 256] {
        long += &"n".repeat(length);
        tree.mkdir(&long, 0o755).unwrap();
        tree.write(format!("{long}/\u{ff}"), b"1").unwrap();
        long += "/";
    }
    tree.write(b"\xff\n\\", b"1").unwrap();
    tree.link("file", format!("{long}hard")).unwrap();
    let archive = export(&LayeredFs::new(), &tree);
    let made = import(&archive).apply(&LayeredFs::new()).unwrap();
    assert!(made.xattr("file", "trusted.overlay.opaque").is_err());
    // That attribute aside, they are equal.
    for path in ["time0", "file", "dir", "char", "block", "whole block"].map(String::from) {
        tree.remove_xattr(&path, "trusted.overlay.opaque").unwrap();
    }
    for at in 1..times.len() {
        tree.remove_xattr(format!("time{at}"), "trusted.overlay.opaque").unwrap();
    }
    let mut link = tree.get_link("link").unwrap().meta.clone();
    link.xattrs.remove(&b"trusted.overlay.opaque"[..]);
    tree.set_meta("link", link).unwrap();
    let changes = made.diff(&tree).to_string();
    assert_eq!(changes, "", "{changes}");
    assert_eq!(made.stat("file").unwrap().nlink, 2);
}

#[test]
fn what_a_layer_cannot_say_is_refused() {
    let base = LayeredFs::new();
    let said = |tree: &LayeredFs| {
        let layer = Layer::between(&base, tree)?;
        layer.to_tar(std::io::sink()).map(drop)
    };
    for name in [".wh.x", "d/.wh..wh..opq", ".wh.d/x"] {
        let mut tree = base.clone();
        tree.mkdir_all("d", 0o755).unwrap();
        tree.mkdir_all(".wh.d", 0o755).unwrap();
        tree.write(name, b"1").unwrap();
        assert!(said(&tree).unwrap_err().to_string().contains("begins with .wh."));
    }
    let mut tree = base.clone();
    tree.write("a", b"1").unwrap();
    tree.set_xattr("a", b"user.\xff", b"1").unwrap();
    assert!(said(&tree).unwrap_err().to_string().starts_with("/a: "));
    let mut tree = base.clone();
    let device = Kind::BlockDevice(Device { major: 1 << 21, minor: 0 });
    tree.mknod("a", Inode::new(device, Meta::new(0o600))).unwrap();
    assert!(said(&tree).unwrap_err().to_string().starts_with("/a: "));
}

#[test]
fn a_blob_is_told_by_its_first_bytes() {
    let base = LayeredFs::new();
    let mut tree = LayeredFs::with_clock(Clock::Fixed(Time::EPOCH));
    tree.write("a", vec![b'x'; 100_000]).unwrap();
    let layer = Layer::between(&base, &tree).unwrap();
    let archive = export(&base, &tree);
    let kinds = [
        Compression::None,
        Compression::Gzip,
        #[cfg(feature = "zstd")]
        Compression::Zstd,
    ];
    for compression in kinds {
        let mut blob = Vec::new();
        let written = layer.to_blob(&mut blob, compression).unwrap();
        assert_eq!(written.digest, Digest::of(&blob));
        assert_eq!(written.diff_id, Digest::of(&archive));
        assert_eq!((written.size, written.stream_len), (blob.len() as u64, archive.len() as u64));
        let layer = import(&blob);
        assert_eq!(layer.origin(), Some(&written));
        assert!(layer.apply(&base).unwrap().diff(&tree).is_empty());
        let mut again = Vec::new();
        layer.to_blob(&mut again, compression).unwrap();
        assert!(again == blob, "{compression:?} is not reproducible");
        if compression != Compression::None {
            // Members of gzip and frames of zstd may follow one another.
            let middle = archive.len() / 2;
            let pieces = [&archive[..middle], &archive[middle..]];
            let blob = pieces.map(|piece| compress(piece, compression)).concat();
            assert_eq!(import(&blob).origin().unwrap().diff_id, Digest::of(&archive));
            assert_eq!(import(&blob).origin().unwrap().digest, Digest::of(&blob));
        }
    }
}

fn compress(bytes: &[u8], compression: Compression) -> Vec<u8> {
    use std::io::Write;
    if compression == Compression::Gzip {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        return encoder.finish().unwrap();
    }
    #[cfg(feature = "zstd")]
    return zstd::encode_all(bytes, 1).unwrap();
    #[cfg(not(feature = "zstd"))]
    unreachable!()
}

#[test]
fn contents_are_shared_with_the_tree() {
    let mut tree = LayeredFs::new();
    tree.write("a", vec![1; 1 << 20]).unwrap();
    let layer = Layer::between(&LayeredFs::new(), &tree).unwrap();
    let Content::Inode(inode) = &layer.items()[0].content else { panic!("it is a file") };
    let made = layer.apply(&LayeredFs::new()).unwrap();
    let file = tree.read("a").unwrap();
    assert!(inode.file().unwrap().ptr_eq(&file) && made.read("a").unwrap().ptr_eq(&file));
}

/// Others give the file what the entry of its last name says.
#[test]
fn every_name_of_a_file_says_what_it_has() {
    let mut fs = LayeredFs::with_clock(Clock::Fixed(Time::at(86_400)));
    fs.write("a", b"1").unwrap();
    fs.chmod("a", 0o4755).unwrap();
    fs.lchown("a", Some(1_000), Some(100)).unwrap();
    fs.link("a", "b").unwrap();
    let archive = export(&LayeredFs::new(), &fs);
    // Read again and written again, too.
    let mut again = Vec::new();
    import(&archive).to_tar(&mut again).unwrap();
    assert!(again == archive);
    let mut rest = &archive[..];
    let mut parser = Parser::with_defaults();
    let mut names = Vec::new();
    while let ParseEvent::Entry { consumed, entry } = parser.parse(rest).unwrap() {
        if entry.path_lossy() != "./" {
            assert_eq!(
                (entry.mode, entry.uid, entry.gid, entry.mtime),
                (0o4755, 1_000, 100, 86_400)
            );
            names.push((entry.path_lossy().into_owned(), entry.entry_type));
        }
        rest = &rest[consumed + usize::try_from(entry.padded_size()).unwrap()..];
    }
    let expected = [("a".to_owned(), EntryType::Regular), ("b".to_owned(), EntryType::Link)];
    assert_eq!(names, expected);
}
