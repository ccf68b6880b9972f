//! File operations, case by case, in tables.

use std::sync::Arc;

use layers::fs::{Clock, RenameMode};
use layers::inode::{Device, FileType, Kind, Meta, Time};
use layers::{Errno, Ino, Inode, LayeredFs, Name};

/// What all tables begin with: directories `d` and `d/sub`, `empty`, files `f` and `d/g`, and links: `ln`
/// to `d`, `abs` to `/d/g`, `out` to `../../f`, `loop` to itself, `dangling` and `dangling_dir`.
fn tree() -> LayeredFs {
    let mut fs = LayeredFs::with_clock(Clock::Fixed(Time::at(5)));
    fs.mkdir_all("d/sub", 0o755).unwrap();
    fs.mkdir("empty", 0o700).unwrap();
    fs.write("f", b"file").unwrap();
    fs.write("d/g", b"below").unwrap();
    let links = [
        ("d", "ln"),
        ("/d/g", "abs"),
        ("../../f", "out"),
        ("loop", "loop"),
        ("nowhere", "dangling"),
        ("nowhere/", "dangling_dir"),
    ];
    for (target, path) in links {
        fs.symlink(target, path).unwrap();
    }
    fs
}

#[test]
fn paths_lead_where_they_should() {
    let fs = tree();
    let at = |path: &str| Ok(fs.resolve_link(path).unwrap());
    let cases: &[(&str, Result<Ino, Errno>)] = &[
        ("", Err(Errno::NotFound)),
        ("/", Ok(Ino::ROOT)),
        ("//", Ok(Ino::ROOT)),
        (".", Ok(Ino::ROOT)),
        ("..", Ok(Ino::ROOT)),
        ("../../..", Ok(Ino::ROOT)),
        ("../f", at("f")),
        ("/f", at("f")),
        ("f/", Err(Errno::NotDirectory)),
        ("f/.", Err(Errno::NotDirectory)),
        ("f/..", Err(Errno::NotDirectory)),
        ("d//g", at("d/g")),
        ("d/./g", at("d/g")),
        ("d/../f", at("f")),
        ("d/sub/../g", at("d/g")),
        ("ln/g", at("d/g")),
        ("ln/..", Ok(Ino::ROOT)),
        ("ln/", at("d")),
        ("abs", at("d/g")),
        ("abs/", Err(Errno::NotDirectory)),
        ("out", at("f")),
        ("loop", Err(Errno::Loop)),
        ("loop/x", Err(Errno::Loop)),
        ("dangling", Err(Errno::NotFound)),
        ("nowhere/x", Err(Errno::NotFound)),
        ("f/x", Err(Errno::NotDirectory)),
        ("d\0", Err(Errno::Invalid)),
    ];
    for (path, expected) in cases {
        assert_eq!(fs.resolve(path), *expected, "{path:?}");
    }
    assert_ne!(fs.resolve_link("ln"), fs.resolve("ln"));
    assert_eq!(fs.resolve_link("ln/"), fs.resolve("d"));
    assert_eq!(fs.readlink("ln"), Ok(&b"d"[..]));
    assert_eq!(fs.readlink("f"), Err(Errno::Invalid));
}

#[test]
fn forty_links_are_followed_and_no_more() {
    let mut fs = LayeredFs::new();
    fs.write("0", b"here").unwrap();
    for count in 1..=41 {
        fs.symlink((count - 1).to_string(), count.to_string()).unwrap();
    }
    assert!(fs.read("40").is_ok());
    assert_eq!(fs.read("41"), Err(Errno::Loop));
    assert_eq!(fs.lstat("41").unwrap().size, 2);
}

/// An operation on a fresh tree and what it gives.
type Case = (&'static str, fn(&mut LayeredFs) -> Result<(), Errno>, Result<(), Errno>);

#[test]
fn operations_are_refused_as_posix_says() {
    use Errno::{
        Busy, Exists, Invalid, IsDirectory, Loop, NoAttribute, NotDirectory, NotEmpty, NotFound,
        NotPermitted, TooLarge,
    };
    let cases: &[Case] = &[
        ("create over a file", |fs| fs.create("f", 0).map(drop), Err(Exists)),
        ("create over a dangling link", |fs| fs.create("dangling", 0).map(drop), Err(Exists)),
        ("create with a slash", |fs| fs.create("new/", 0).map(drop), Err(IsDirectory)),
        ("create below nothing", |fs| fs.create("no/new", 0).map(drop), Err(NotFound)),
        ("create below a file", |fs| fs.create("f/new", 0).map(drop), Err(NotDirectory)),
        ("mkdir with a slash", |fs| fs.mkdir("new/", 0).map(drop), Ok(())),
        ("mkdir of the root", |fs| fs.mkdir("/", 0).map(drop), Err(Exists)),
        ("mkdir of ..", |fs| fs.mkdir("d/..", 0).map(drop), Err(Exists)),
        ("mkdir over a link", |fs| fs.mkdir("dangling/", 0).map(drop), Err(Exists)),
        ("mkdir_all through a file", |fs| fs.mkdir_all("f/x", 0).map(drop), Err(NotDirectory)),
        ("mkdir_all over a file", |fs| fs.mkdir_all("d/g", 0).map(drop), Err(Exists)),
        (
            "mkdir_all that comes to a file",
            |fs| fs.mkdir_all("x/../f/y", 0).map(drop),
            Err(NotDirectory),
        ),
        ("mkdir_all of nothing", |fs| fs.mkdir_all("", 0).map(drop), Err(NotFound)),
        ("mkdir_all to and fro", |fs| fs.mkdir_all("/x//./y/../../d/z/", 0).map(drop), Ok(())),
        (
            "mkdir_all over a dangling link",
            |fs| fs.mkdir_all("dangling/x", 0).map(drop),
            Err(Exists),
        ),
        ("mkdir_all through a link", |fs| fs.mkdir_all("ln/x/y", 0).map(drop), Ok(())),
        ("write of a directory", |fs| fs.write("d", b"").map(drop), Err(IsDirectory)),
        ("write through a dangling link", |fs| fs.write("dangling", b"").map(drop), Ok(())),
        ("... to a directory", |fs| fs.write("dangling_dir", b"").map(drop), Err(IsDirectory)),
        ("write around", |fs| fs.write("loop", b"").map(drop), Err(Loop)),
        ("write_at of a directory", |fs| fs.write_at("d", 0, b"x"), Err(IsDirectory)),
        ("write_at of nothing", |fs| fs.write_at("no", 0, b"x"), Err(NotFound)),
        ("write_at beyond all", |fs| fs.write_at("f", u64::MAX, b"x"), Err(TooLarge)),
        ("write_at up to the end", |fs| fs.write_at("f", i64::MAX as u64, b"x"), Err(TooLarge)),
        ("truncate beyond all", |fs| fs.truncate("f", u64::MAX), Err(TooLarge)),
        ("unlink of a directory", |fs| fs.unlink("d"), Err(IsDirectory)),
        ("unlink of a directory, slash", |fs| fs.unlink("d/"), Err(IsDirectory)),
        ("unlink of a file, slash", |fs| fs.unlink("f/"), Err(NotDirectory)),
        ("unlink of a link, slash", |fs| fs.unlink("ln/"), Err(NotDirectory)),
        ("unlink of ..", |fs| fs.unlink("d/.."), Err(IsDirectory)),
        ("unlink of the root", |fs| fs.unlink("/"), Err(IsDirectory)),
        ("unlink of nothing", |fs| fs.unlink("no"), Err(NotFound)),
        ("rmdir", |fs| fs.rmdir("empty/"), Ok(())),
        ("rmdir with entries", |fs| fs.rmdir("d"), Err(NotEmpty)),
        ("rmdir of a file", |fs| fs.rmdir("f"), Err(NotDirectory)),
        ("rmdir of a link", |fs| fs.rmdir("ln/"), Err(NotDirectory)),
        ("rmdir of the root", |fs| fs.rmdir("/"), Err(Busy)),
        ("rmdir of .", |fs| fs.rmdir("empty/."), Err(Invalid)),
        ("rmdir of ..", |fs| fs.rmdir("d/sub/.."), Err(NotEmpty)),
        ("remove_all of the root", |fs| fs.remove_all("/"), Err(Busy)),
        ("remove_all of .", |fs| fs.remove_all("d/."), Err(Busy)),
        ("remove_all of a file, slash", |fs| fs.remove_all("f/"), Err(NotDirectory)),
        ("link", |fs| fs.link("f", "f2").map(drop), Ok(())),
        ("link to a directory", |fs| fs.link("d", "d2").map(drop), Err(NotPermitted)),
        ("link to a link", |fs| fs.link("ln", "ln2").map(drop), Ok(())),
        ("link over something", |fs| fs.link("f", "d").map(drop), Err(Exists)),
        ("link with a slash", |fs| fs.link("f", "f2/").map(drop), Err(NotFound)),
        ("symlink to nothing at all", |fs| fs.symlink("", "s").map(drop), Err(NotFound)),
        ("symlink with a NUL", |fs| fs.symlink("\0", "s").map(drop), Err(Invalid)),
        ("symlink over a link", |fs| fs.symlink("x", "dangling").map(drop), Err(Exists)),
        ("rename into itself", |fs| fs.rename("d", "d/sub/d"), Err(Invalid)),
        ("... through a link", |fs| fs.rename("d", "ln/sub/d"), Err(Invalid)),
        ("rename to itself", |fs| fs.rename("d", "ln/../d"), Ok(())),
        ("rename over one above", |fs| fs.rename("d/sub", "d"), Err(NotEmpty)),
        ("rename over a full one", |fs| fs.rename("empty", "d"), Err(NotEmpty)),
        ("rename over an empty one", |fs| fs.rename("d", "empty"), Ok(())),
        ("rename of a directory over a file", |fs| fs.rename("d", "f"), Err(NotDirectory)),
        ("rename of a file over a directory", |fs| fs.rename("f", "empty"), Err(IsDirectory)),
        ("rename of a file, slash", |fs| fs.rename("f", "f2/"), Err(NotDirectory)),
        ("rename of a directory, slash", |fs| fs.rename("d/", "d2/"), Ok(())),
        ("rename of a link, slash", |fs| fs.rename("ln/", "x"), Err(NotDirectory)),
        ("rename of the root", |fs| fs.rename("/", "x"), Err(Busy)),
        ("rename of ..", |fs| fs.rename("d/..", "x"), Err(Busy)),
        ("rename over .", |fs| fs.rename("f", "d/."), Err(Busy)),
        ("rename of nothing", |fs| fs.rename("no", "f"), Err(NotFound)),
        ("rename, not over", |fs| fs.rename_with("f", "d/g", RenameMode::NoReplace), Err(Exists)),
        (
            "exchange with nothing",
            |fs| fs.rename_with("f", "no", RenameMode::Exchange),
            Err(NotFound),
        ),
        (
            "exchange with one above",
            |fs| fs.rename_with("d/g", "d", RenameMode::Exchange),
            Err(Invalid),
        ),
        (
            "exchange of two kinds",
            |fs| fs.rename_with("d/g", "empty", RenameMode::Exchange),
            Ok(()),
        ),
        ("readdir of a file", |fs| fs.readdir("f").map(drop), Err(NotDirectory)),
        ("no such attribute", |fs| fs.remove_xattr("f", "x"), Err(NoAttribute)),
        ("an attribute without a name", |fs| fs.set_xattr("f", "", "x"), Err(Invalid)),
        (
            "a second of too many parts",
            |fs| fs.utimes("f", Time { seconds: 0, nanoseconds: 1_000_000_000 }),
            Err(Invalid),
        ),
    ];
    for (name, operation, expected) in cases {
        let mut fs = tree();
        let before = fs.clone();
        assert_eq!(operation(&mut fs), *expected, "{name}");
        fs.check();
        if expected.is_err() {
            assert!(fs.ptr_eq(&before), "{name}: refused, and something has changed");
        }
    }
}

#[test]
fn names_may_be_any_bytes() {
    let mut fs = LayeredFs::new();
    let long = vec![b'n'; 5_000];
    for name in [&b"\xff\xfe"[..], b"new\nline", b".wh.x", b"...", b" ", &long] {
        fs.write(name, name).unwrap();
        assert_eq!(fs.read(name).unwrap(), name);
    }
    assert_eq!(fs.readdir("/").unwrap().len(), 6);
    assert_eq!(Name::new(b"a\x1b[2J\\").unwrap().to_string(), r"a\x1b[2J\x5c");
    for name in [&b""[..], b".", b"..", b"a/b", b"a\0"] {
        assert_eq!(Name::new(name), Err(Errno::Invalid), "{name:?}");
    }
}

#[test]
fn writes_make_holes_and_are_seen_by_nobody_else() {
    let mut base = LayeredFs::new();
    base.write("f", b"0123456789").unwrap();
    // Offset, what is written, what is there then.
    let cases: &[(u64, &[u8], &[u8])] = &[
        (0, b"x", b"x123456789"),
        (9, b"x", b"012345678x"),
        (10, b"x", b"0123456789x"),
        (8, b"xyz", b"01234567xyz"),
        (12, b"x", b"0123456789\0\0x"),
        (3, b"", b"0123456789"),
        (100, b"", b"0123456789"),
    ];
    for (offset, bytes, expected) in cases {
        let mut container = base.clone();
        container.write_at("f", *offset, bytes).unwrap();
        assert_eq!(container.read("f").unwrap(), *expected, "{bytes:?} at {offset}");
        assert_eq!(base.read("f").unwrap(), b"0123456789");
    }
    let mut container = base.clone();
    container.truncate("f", 1 << 40).unwrap();
    assert_eq!(container.stat("f").unwrap().size, 1 << 40);
    container.write_at("f", (1 << 40) - 1, b"end").unwrap();
    let mut end = [9; 6];
    assert_eq!(container.read_at("f", (1 << 40) - 3, &mut end), Ok(5));
    assert_eq!(&end, b"\0\0end\x09");
    assert_eq!(container.read_at("f", u64::MAX, &mut end), Ok(0));
}

#[test]
fn links_are_counted() {
    let mut fs = tree();
    let nlink = |fs: &LayeredFs, path: &str| fs.lstat(path).map(|stat| stat.nlink);
    assert_eq!((nlink(&fs, "/"), nlink(&fs, "d"), nlink(&fs, "empty")), (Ok(4), Ok(3), Ok(2)));
    for count in 2..=5 {
        fs.link("f", format!("d/f{count}")).unwrap();
        assert_eq!(nlink(&fs, "f"), Ok(count));
    }
    fs.rename("d/f2", "d/f3").unwrap();
    assert_eq!(nlink(&fs, "d/f2"), Ok(5), "two names of one file: nothing is done");
    fs.rename("d/g", "d/f3").unwrap();
    assert_eq!((nlink(&fs, "f"), nlink(&fs, "d/f3")), (Ok(4), Ok(1)));
    fs.remove_all("d").unwrap();
    assert_eq!((nlink(&fs, "f"), nlink(&fs, "/")), (Ok(1), Ok(3)));
    assert_eq!(
        fs.paths_of(fs.resolve("f").unwrap()).map(|path| path.to_string()).collect::<Vec<_>>(),
        ["/f"]
    );
    fs.check();
}

#[test]
fn the_clock_is_the_callers() {
    let mut fs = tree();
    let mtime = |fs: &LayeredFs, path: &str| fs.lstat(path).unwrap().mtime.seconds;
    fs.set_clock(Clock::Fixed(Time::at(9)));
    fs.rename("f", "d/f").unwrap();
    let times = ["/", "d", "d/f", "empty"].map(|path| mtime(&fs, path));
    assert_eq!(times, [9, 9, 5, 5], "what moves keeps its time");
    fs.set_clock(Clock::Stopped);
    fs.write("d/f", b"x").unwrap();
    fs.write("d/new", b"x").unwrap();
    assert_eq!(["d", "d/f", "d/new"].map(|path| mtime(&fs, path)), [9, 5, 0]);
    let before = std::time::UNIX_EPOCH - std::time::Duration::from_millis(1_500);
    assert_eq!(Time::from(before), Time { seconds: -2, nanoseconds: 500_000_000 });
}

#[test]
fn devices_pipes_and_attributes_are_kept() {
    let mut fs = tree();
    let device = Device { major: 0, minor: 0 };
    fs.mknod("null", Inode::new(Kind::CharDevice(device), Meta::new(0o10_666))).unwrap();
    fs.mknod("pipe", Inode::new(Kind::Fifo, Meta::new(0o600))).unwrap();
    let stat = fs.stat("null").unwrap();
    assert_eq!(
        (stat.file_type, stat.mode, stat.device),
        (FileType::CharDevice, 0o666, Some(device))
    );
    assert_eq!(fs.read("pipe"), Err(Errno::Invalid));
    let full = fs.get("d").unwrap().clone();
    assert_eq!(fs.mknod("d2", full), Err(Errno::NotEmpty));
    fs.set_xattr("f", "user.b", "2").unwrap();
    fs.set_xattr("f", "user.a", "1\n\0").unwrap();
    let xattrs: Vec<_> = fs.xattrs("f").unwrap().collect();
    assert_eq!(xattrs, [(&b"user.a"[..], &b"1\n\0"[..]), (b"user.b", b"2")]);
    fs.remove_xattr("f", "user.a").unwrap();
    assert_eq!(fs.xattr("f", "user.a"), Err(Errno::NoAttribute));
    fs.lchown("ln", Some(1), Some(2)).unwrap();
    fs.chown("ln", None, Some(3)).unwrap();
    assert_eq!((fs.lstat("ln").unwrap().gid, fs.stat("d").unwrap().gid), (2, 3));
    let mut meta = Meta::new(0);
    meta.xattrs.insert(Arc::from(*b"x"), Arc::from(*b"y"));
    fs.set_meta("ln", meta).unwrap();
    assert_eq!(fs.get_link("ln").unwrap().meta.xattrs.len(), 1);
}

#[test]
fn deep_trees_need_no_deep_stack() {
    let mut fs = LayeredFs::new();
    let deep = "d/".repeat(3_000);
    fs.mkdir_all(&deep, 0o755).unwrap();
    let mut container = fs.clone();
    container.write(format!("{deep}f"), b"x").unwrap();
    assert_eq!(container.diff(&fs).len(), 1);
    container.remove_all("d").unwrap();
    assert_eq!((container.inode_count(), container.diff(&fs).len()), (1, 1));
    assert_eq!(fs.walk("/").unwrap().count(), 3_001);
}

#[test]
fn a_walk_can_leave_trees_out() {
    let fs = tree();
    let mut walk = fs.walk("/").unwrap();
    let mut paths = Vec::new();
    while let Some(item) = walk.next() {
        if matches!(item.path.as_bytes(), b"d" | b"f") {
            // Of a file there is nothing to leave out.
            walk.skip_below();
            walk.skip_below();
        }
        paths.push(item.path.to_string());
    }
    assert_eq!(
        paths,
        ["/", "/abs", "/d", "/dangling", "/dangling_dir", "/empty", "/f", "/ln", "/loop", "/out"]
    );
    let below: Vec<_> = fs.walk("ln/").unwrap().map(|item| item.path.to_string()).collect();
    assert_eq!(below, ["/d", "/d/g", "/d/sub"]);
}

#[test]
fn trees_may_cross_threads() {
    fn crosses<T: Send + Sync + 'static>() {}
    crosses::<LayeredFs>();
    crosses::<layers::Changes>();
}
