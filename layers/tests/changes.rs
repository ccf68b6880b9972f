//! Which changes are told, case by case, and that they make one tree of the other.

use layers::fs::Clock;
use layers::inode::{Kind, Meta, Time};
use layers::{BytePath, ChangeKind, Errno, Error, Inode, LayeredFs};

fn base() -> LayeredFs {
    let mut fs = LayeredFs::with_clock(Clock::Fixed(Time::EPOCH));
    fs.mkdir_all("d/sub", 0o755).unwrap();
    for (path, bytes) in [("f", "1"), ("one", "2"), ("d/x", "3"), ("d/sub/y", "4")] {
        fs.write(path, bytes.as_bytes()).unwrap();
    }
    fs.link("one", "two").unwrap();
    fs.symlink("f", "ln").unwrap();
    fs.set_clock(Clock::Fixed(Time::at(7)));
    fs
}

type Case = (&'static str, fn(&mut LayeredFs) -> Result<(), Errno>, &'static str);

#[test]
fn changes_are_told_by_path() {
    let cases: &[Case] = &[
        ("nothing", |_| Ok(()), ""),
        ("a byte", |fs| fs.write_at("f", 0, b"x"), "M /f"),
        (
            "the same byte at the same time",
            |fs| {
                fs.set_clock(Clock::Fixed(Time::EPOCH));
                fs.write_at("f", 0, b"1")
            },
            "",
        ),
        ("a mode", |fs| fs.chmod("f", 0o600), "M /f"),
        ("an owner of a link", |fs| fs.lchown("ln", Some(1), None), "M /ln"),
        ("an attribute", |fs| fs.set_xattr("d", "user.x", "1"), "M /d/"),
        ("a time", |fs| fs.utimes("f", Time::at(3)), "M /f"),
        ("a time of a directory", |fs| fs.utimes("d", Time::at(3)), ""),
        ("the mode of the root", |fs| fs.chmod("/", 0o700), "M /"),
        ("a new file", |fs| fs.write("d/n", b"").map(drop), "A /d/n"),
        ("a new tree", |fs| fs.mkdir_all("n/m", 0o755).map(drop), "A /n/|A /n/m/"),
        (
            "made and removed",
            |fs| {
                fs.write("n", b"")?;
                fs.unlink("n")
            },
            "",
        ),
        ("a removed file", |fs| fs.unlink("d/x"), "D /d/x"),
        ("a removed tree", |fs| fs.remove_all("d"), "D /d"),
        (
            "removed bit by bit",
            |fs| {
                fs.unlink("d/sub/y")?;
                fs.rmdir("d/sub")?;
                fs.unlink("d/x")?;
                fs.rmdir("d")
            },
            "D /d",
        ),
        ("a moved tree", |fs| fs.rename("d", "e"), "D /d|A /e/|A /e/sub/|A /e/sub/y|A /e/x"),
        (
            "there and back",
            |fs| {
                fs.rename("d", "e")?;
                fs.rename("e", "d")
            },
            "",
        ),
        (
            "a file for a tree",
            |fs| {
                fs.remove_all("d")?;
                fs.write("d", b"").map(drop)
            },
            "M /d",
        ),
        (
            "a tree for a file",
            |fs| {
                fs.unlink("f")?;
                fs.mkdir_all("f/g", 0o755).map(drop)
            },
            "M /f/|A /f/g/",
        ),
        (
            "removed and made again",
            |fs| {
                fs.remove_all("d")?;
                fs.mkdir("d", 0o755)?;
                fs.write("d/x", b"new").map(drop)
            },
            "D /d/sub|M /d/x",
        ),
        (
            "exchanged",
            |fs| fs.rename_with("f", "d/x", layers::fs::RenameMode::Exchange),
            "M /d/x|M /f",
        ),
        (
            "a link that leads elsewhere",
            |fs| {
                fs.unlink("ln")?;
                fs.symlink("d", "ln").map(drop)
            },
            "M /ln",
        ),
        // Several names of one file.
        ("a byte of a file with two names", |fs| fs.write_at("one", 0, b"x"), "M /one|M /two"),
        ("one name less", |fs| fs.unlink("two"), "D /two"),
        ("the first name less", |fs| fs.unlink("one"), "D /one"),
        ("a third name", |fs| fs.link("one", "d/3").map(drop), "A /d/3|M /one|M /two"),
        ("a name moved", |fs| fs.rename("two", "z"), "M /one|D /two|A /z"),
        (
            "two files made one",
            |fs| {
                fs.unlink("f")?;
                fs.link("d/x", "f").map(drop)
            },
            "M /d/x|M /f",
        ),
        (
            "one file made two",
            |fs| {
                let bytes = fs.read("one")?;
                let meta = fs.get("one")?.meta.clone();
                fs.unlink("two")?;
                fs.mknod("two", Inode::new(Kind::File(bytes), meta)).map(drop)
            },
            "M /two",
        ),
        (
            "a name below a directory that moved",
            |fs| {
                fs.link("f", "d/f")?;
                fs.rename("d", "e")
            },
            "D /d|A /e/|A /e/f|A /e/sub/|A /e/sub/y|A /e/x|M /f",
        ),
    ];
    for (name, change, expected) in cases {
        let base = base();
        let mut container = base.clone();
        change(&mut container).expect(name);
        let changes = container.diff(&base);
        let told: Vec<_> = changes.iter().map(ToString::to_string).collect();
        assert_eq!(told.join("|"), *expected, "{name}");
        let mut made = base.clone();
        made.apply(&changes).expect(name);
        made.check();
        assert!(made.diff(&container).is_empty(), "{name}: {}", made.diff(&container));
        // And back.
        made.apply(&base.diff(&container)).expect(name);
        assert!(made.diff(&base).is_empty(), "{name}, back: {}", made.diff(&base));
        assert!(base.clone().diff(&base).is_empty());
    }
}

#[test]
fn all_but_the_first_name_are_links() {
    let base = base();
    let mut container = base.clone();
    container.link("one", "d/3").unwrap();
    let changes = container.diff(&base);
    let links: Vec<_> = changes
        .iter()
        .map(|change| (change.path.to_string(), change.entry().unwrap().link.clone()))
        .collect();
    let first = Some(BytePath::from("d/3"));
    assert_eq!(
        links,
        [
            ("/d/3".to_string(), None),
            ("/one".to_string(), first.clone()),
            ("/two".to_string(), first)
        ]
    );
    assert!(
        matches!(&changes.get(&BytePath::from("one")).unwrap().kind, ChangeKind::Modify(_, aspects) if aspects.links)
    );
    let json = serde_json::to_value(&changes).unwrap();
    assert_eq!(json[1]["link"], "/d/3");
    assert_eq!((&json[0]["change"], &json[0]["size"]), (&"A".into(), &1.into()));
}

#[test]
fn below_gives_what_lies_at_and_below_a_path() {
    let mut fs = LayeredFs::new();
    for path in ["a", "a.b", "a/b", "b"] {
        let path = BytePath::from(path);
        if let Some((parent, _)) = path.split_last() {
            fs.mkdir_all(&parent, 0o755).unwrap();
        }
        if path.as_bytes() != b"a" {
            fs.write(&path, b"").unwrap();
        }
    }
    let changes = fs.diff(&LayeredFs::new());
    let below = |path: &str| {
        changes.below(&BytePath::from(path)).iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(below("a"), ["A /a/", "A /a/b"]);
    assert_eq!(below("a.b"), ["A /a.b"]);
    assert_eq!(below("c"), [""; 0]);
    assert_eq!(below("").len(), changes.len());
}

#[test]
fn what_cannot_be_applied_leaves_the_tree_as_it_was() {
    let base = base();
    let mut container = base.clone();
    container.write("a", b"first").unwrap();
    container.write("d/new", b"").unwrap();
    let changes = container.diff(&base);
    let mut other = base.clone();
    other.remove_all("d").unwrap();
    let before = other.clone();
    match other.apply(&changes) {
        Err(Error::Fs { path, errno: Errno::NotFound }) => assert_eq!(path.to_string(), "/d/new"),
        other => panic!("{other:?}"),
    }
    assert!(other.ptr_eq(&before));
    let mut root = LayeredFs::new();
    root.mknod("a", Inode::new(Kind::Fifo, Meta::new(0))).unwrap();
    assert!(root.apply(&changes).is_err(), "there is no directory d");
}
