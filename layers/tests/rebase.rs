//! Containers moved onto newer bases: cases by hand, and random programs on both sides.

#[path = "support/op.rs"]
mod op;
#[path = "support/ours.rs"]
mod ours;

use std::collections::HashMap;

use layers::fs::Clock;
use layers::inode::{FileType, Time};
use layers::rebase::{Resolution, Side, Taken};
use layers::{BytePath, Inode, LayeredFs};
use offshoot::ByteBuf;
use op::{Key, Line, Op, Random, Target};

/// The base of all cases.
fn base() -> LayeredFs {
    let mut fs = LayeredFs::with_clock(Clock::Fixed(Time::EPOCH));
    fs.mkdir_all("d/sub", 0o755).unwrap();
    for (path, bytes) in [("a", "1"), ("b", "2"), ("d/x", "3"), ("d/sub/y", "4")] {
        fs.write(path, bytes.as_bytes()).unwrap();
    }
    fs.link("a", "a2").unwrap();
    fs
}

/// A small language: `w PATH BYTES`, `rm PATH`, `mv PATH PATH`, `ln PATH PATH`, `mkdir PATH`, `chmod MODE
/// PATH`, `x PATH NAME VALUE`, separated by `;`.
fn script(fs: &mut LayeredFs, lines: &str) {
    for line in lines.split(';').map(str::trim).filter(|line| !line.is_empty()) {
        let words: Vec<_> = line.split(' ').collect();
        match words[..] {
            ["w", path, bytes] => drop(fs.write(path, bytes.as_bytes()).expect(line)),
            ["rm", path] => fs.remove_all(path).expect(line),
            ["mv", from, to] => fs.rename(from, to).expect(line),
            ["ln", from, to] => drop(fs.link(from, to).expect(line)),
            ["mkdir", path] => drop(fs.mkdir(path, 0o755).expect(line)),
            ["chmod", mode, path] => {
                fs.chmod(path, u32::from_str_radix(mode, 8).expect(line)).expect(line);
            }
            ["x", path, name, value] => fs.set_xattr(path, name, value).expect(line),
            _ => panic!("{line}"),
        }
    }
}

/// All files with their bytes, and the directories, in one line.
fn listing(fs: &LayeredFs) -> String {
    let items = fs.walk("/").unwrap().skip(1).map(|item| match item.inode.file() {
        Some(bytes) => format!("{}={}", item.path, String::from_utf8(bytes.to_vec()).unwrap()),
        None => format!("{}/", item.path),
    });
    items.collect::<Vec<_>>().join(" ")
}

#[test]
fn both_sides_are_kept_and_conflicts_are_told() {
    let rest = "/d/ /d/sub/ /d/sub/y=4 /d/x=3";
    // Ours, theirs, the paths that conflict, the tree if ours is taken, and if theirs is.
    let cases: &[(&str, &str, &str, &str, &str)] = &[
        ("", "", "", &format!("/a=1 /a2=1 /b=2 {rest}"), ""),
        ("w n 9", "", "", &format!("/a=1 /a2=1 /b=2 {rest} /n=9"), ""),
        ("", "w n 9", "", &format!("/a=1 /a2=1 /b=2 {rest} /n=9"), ""),
        ("w b 9", "w d/x 8", "", "/a=1 /a2=1 /b=9 /d/ /d/sub/ /d/sub/y=4 /d/x=8", ""),
        ("w b 9", "w b 9", "", &format!("/a=1 /a2=1 /b=9 {rest}"), ""),
        (
            "w b 9",
            "w b 8",
            "/b",
            &format!("/a=1 /a2=1 /b=9 {rest}"),
            &format!("/a=1 /a2=1 /b=8 {rest}"),
        ),
        ("w b 9", "chmod 600 b", "", &format!("/a=1 /a2=1 /b=9 {rest}"), ""),
        ("rm b", "rm b", "", &format!("/a=1 /a2=1 {rest}"), ""),
        ("rm b", "w b 8", "/b", &format!("/a=1 /a2=1 {rest}"), &format!("/a=1 /a2=1 /b=8 {rest}")),
        ("w b 9", "rm b", "/b", &format!("/a=1 /a2=1 /b=9 {rest}"), &format!("/a=1 /a2=1 {rest}")),
        ("rm d", "", "", "/a=1 /a2=1 /b=2", ""),
        ("rm d", "rm d/sub", "/d", "/a=1 /a2=1 /b=2", "/a=1 /a2=1 /b=2 /d/ /d/x=3"),
        (
            "w d/x 9;w d/n 7",
            "rm d",
            "/d",
            "/a=1 /a2=1 /b=2 /d/ /d/n=7 /d/sub/ /d/sub/y=4 /d/x=9",
            "/a=1 /a2=1 /b=2",
        ),
        (
            "w d/sub/n 9",
            "rm d/sub;w d/sub 5",
            "/d/sub",
            "/a=1 /a2=1 /b=2 /d/ /d/sub/ /d/sub/n=9 /d/sub/y=4 /d/x=3",
            "/a=1 /a2=1 /b=2 /d/ /d/sub=5 /d/x=3",
        ),
        ("rm d/sub;w d/sub 5", "", "", "/a=1 /a2=1 /b=2 /d/ /d/sub=5 /d/x=3", ""),
        (
            "rm d/sub;w d/sub 5",
            "w d/sub/y 8",
            "/d/sub",
            "/a=1 /a2=1 /b=2 /d/ /d/sub=5 /d/x=3",
            "/a=1 /a2=1 /b=2 /d/ /d/sub/ /d/sub/y=8 /d/x=3",
        ),
        ("mv d e", "", "", "/a=1 /a2=1 /b=2 /e/ /e/sub/ /e/sub/y=4 /e/x=3", ""),
        (
            "mkdir n;w n/a 1",
            "mkdir n;w n/b 2",
            "",
            &format!("/a=1 /a2=1 /b=2 {rest} /n/ /n/a=1 /n/b=2"),
            "",
        ),
        (
            "mkdir n;w n/a 1",
            "w n 5",
            "/n",
            &format!("/a=1 /a2=1 /b=2 {rest} /n/ /n/a=1"),
            &format!("/a=1 /a2=1 /b=2 {rest} /n=5"),
        ),
        // Files with several names.
        ("w a 9", "", "", &format!("/a=9 /a2=9 /b=2 {rest}"), ""),
        ("", "w a 9", "", &format!("/a=9 /a2=9 /b=2 {rest}"), ""),
        ("ln a a3", "w a 9", "", &format!("/a=9 /a2=9 /a3=9 /b=2 {rest}"), ""),
        ("w a 9", "ln a a3", "", &format!("/a=9 /a2=9 /a3=9 /b=2 {rest}"), ""),
        (
            "w a 9",
            "w a2 8",
            "/a",
            &format!("/a=9 /a2=9 /b=2 {rest}"),
            &format!("/a=8 /a2=8 /b=2 {rest}"),
        ),
    ];
    for (ours, theirs, conflicts, if_ours, if_theirs) in cases {
        let base = base();
        let (mut container, mut newer) = (base.clone(), base.clone());
        script(&mut container, ours);
        script(&mut newer, theirs);
        for (resolution, expected) in [(Resolution::Ours, if_ours), (Resolution::Theirs, if_theirs)]
        {
            let expected = if expected.is_empty() { if_ours } else { expected };
            let rebased = container.rebase(&base, &newer, |_| resolution.clone());
            let told: Vec<_> =
                rebased.conflicts.iter().map(|conflict| conflict.path.to_string()).collect();
            assert_eq!(told.join(" "), *conflicts, "{ours} | {theirs}");
            assert_eq!(listing(&rebased.fs), *expected, "{ours} | {theirs}: {resolution:?}");
            rebased.fs.check();
        }
    }
}

#[test]
fn names_of_one_file_stay_together() {
    let base = base();
    for (ours, theirs, nlink) in
        [("w a 9", "", 2), ("ln a a3", "w a 9", 3), ("w a 9", "ln a a3", 3), ("w a 9", "w a 8", 2)]
    {
        let (mut container, mut newer) = (base.clone(), base.clone());
        script(&mut container, ours);
        script(&mut newer, theirs);
        let rebased = container.rebase(&base, &newer, |_| Resolution::Ours);
        assert_eq!(rebased.fs.stat("a").unwrap().nlink, nlink, "{ours} | {theirs}");
        assert_eq!(rebased.fs.resolve("a"), rebased.fs.resolve("a2"), "{ours} | {theirs}");
    }
}

#[test]
fn what_is_beside_the_bytes_is_merged_on_its_own() {
    let base = base();
    let (mut container, mut newer) = (base.clone(), base.clone());
    script(&mut container, "chmod 700 b;x b user.a 1;x b user.c 1");
    script(&mut newer, "w b 8;x b user.b 2");
    newer.chown("b", Some(7), None).unwrap();
    let rebased = container.rebase(&base, &newer, |_| panic!("there is no conflict"));
    let stat = rebased.fs.stat("b").unwrap();
    assert_eq!(
        (stat.mode, stat.uid, rebased.fs.read("b").unwrap().to_vec()),
        (0o700, 7, vec![b'8'])
    );
    let names: Vec<_> = rebased.fs.xattrs("b").unwrap().map(|(name, _)| name.to_vec()).collect();
    assert_eq!(names, [b"user.a", b"user.b", b"user.c"]);

    script(&mut newer, "chmod 711 b");
    let rebased = container.rebase(&base, &newer, |_| Resolution::Theirs);
    let [conflict] = &rebased.conflicts[..] else { panic!("one conflict") };
    assert_eq!(
        (conflict.ours, conflict.theirs, conflict.taken),
        (Side::Modified, Side::Modified, Taken::Theirs)
    );
    assert_eq!(rebased.fs.stat("b").unwrap().mode, 0o711);
    let json = serde_json::to_value(conflict).unwrap();
    assert_eq!(json["path"], "/b");
}

#[test]
fn pages_are_merged_if_the_closure_says_so() {
    let mut base = base();
    base.write("data", vec![0; 50_000]).unwrap();
    let page = ByteBuf::PAGE as u64;
    // Where each writes, and whether the pages can be merged.
    for (ours, theirs, merges) in
        [(0, 40_000, true), (page - 1, page, true), (page, 2 * page - 1, false), (10, 10, false)]
    {
        let (mut container, mut newer) = (base.clone(), base.clone());
        container.write_at("data", ours, b"x").unwrap();
        newer.write_at("data", theirs, b"y").unwrap();
        let rebased = container.rebase(&base, &newer, |dispute| {
            let merged = dispute.merged_pages();
            assert_eq!(merged.is_some(), merges, "{ours} {theirs}");
            merged.map_or(Resolution::Theirs, Resolution::Contents)
        });
        let mut expected = vec![0; 50_000];
        expected[usize::try_from(theirs).unwrap()] = b'y';
        if merges {
            expected[usize::try_from(ours).unwrap()] = b'x';
        }
        assert_eq!(rebased.fs.read("data").unwrap(), expected, "{ours} {theirs}");
        let taken = if merges { Taken::Merged } else { Taken::Theirs };
        assert_eq!(rebased.conflicts[0].taken, taken);
    }
    // A file that grew has no pages to merge.
    let (mut container, mut newer) = (base.clone(), base.clone());
    container.append("data", b"x").unwrap();
    newer.write_at("data", 0, b"y").unwrap();
    let rebased = container.rebase(&base, &newer, |dispute| {
        assert_eq!(dispute.merged_pages(), None);
        Resolution::Ours
    });
    assert_eq!(rebased.conflicts.len(), 1);
    // Nor do pages say which of two modes is right.
    let (mut container, mut newer) = (base.clone(), base.clone());
    container.write_at("data", 0, b"x").unwrap();
    container.chmod("data", 0o600).unwrap();
    newer.chmod("data", 0o640).unwrap();
    let rebased = container.rebase(&base, &newer, |dispute| {
        assert_eq!(dispute.merged_pages(), None);
        Resolution::Theirs
    });
    assert_eq!(rebased.fs.stat("data").unwrap().mode, 0o640);
}

/// What there is at a path but for its names.
fn seen(line: Option<&Line>) -> Option<(FileType, Vec<u8>, u32, u32)> {
    line.map(|line| (line.file_type, line.contents.clone(), line.mode, line.uid))
}

#[test]
fn random_programs_on_both_sides_lose_nothing() {
    let (mut clean, mut conflicting, mut checked) = (0, 0, 0);
    for seed in 0..400 {
        let mut random = Random::new(seed);
        let mut base = LayeredFs::with_clock(Clock::Fixed(Time::EPOCH));
        let mut step = 0;
        let mut grow = |fs: &mut LayeredFs, count| {
            for _ in 0..count {
                step += 1;
                random.look_at(&fs.tree());
                let op = random.op(false);
                // Of two names of one file, what one side says of the first holds for both: other tests'.
                if !matches!(op, Op::Link(..)) {
                    let _ = fs.run(&op, step);
                }
            }
        };
        grow(&mut base, 80);
        let (mut container, mut newer) = (base.clone(), base.clone());
        grow(&mut container, 12);
        grow(&mut newer, 12);
        assert!(container.rebase(&base, &base, |_| panic!()).fs.diff(&container).is_empty());
        assert!(base.rebase(&base, &newer, |_| panic!()).fs.diff(&newer).is_empty());
        assert!(container.rebase(&base, &container, |_| panic!()).fs.diff(&container).is_empty());
        for resolution in [Resolution::Ours, Resolution::Theirs] {
            let rebased = container.rebase(&base, &newer, |_| resolution.clone());
            rebased.fs.check();
            let conflicts: Vec<&BytePath> =
                rebased.conflicts.iter().map(|conflict| &conflict.path).collect();
            // What is in a directory that both have is not settled by a word on its mode.
            let both_have = |path: &BytePath| {
                [&container, &newer]
                    .iter()
                    .all(|fs| fs.get_link(path).is_ok_and(Inode::is_directory))
            };
            let near = |path: &BytePath| {
                let settles = |other: &BytePath| path == other || !both_have(other);
                conflicts.iter().any(|other| path.starts_with(other) && settles(other))
            };
            let [before, our, their, merged] =
                [&base, &container, &newer, &rebased.fs].map(LayeredFs::tree);
            let mut keys: Vec<&Key> =
                [&before, &our, &their, &merged].into_iter().flat_map(|tree| tree.keys()).collect();
            keys.sort();
            keys.dedup();
            for key in keys {
                let path = BytePath::from(&key.join(&b'/')[..]);
                let [b, o, t, m] = [&before, &our, &their, &merged].map(|tree| seen(tree.get(key)));
                let expected = if near(&path) {
                    if resolution == Resolution::Ours { o } else { t }
                } else if o == b {
                    t
                } else if t == b || o == t {
                    o
                } else {
                    // Each changed something else of it: the fields have their own test.
                    continue;
                };
                checked += 1;
                assert_eq!(m, expected, "seed {seed}, {path}, {conflicts:?}");
            }
            if conflicts.is_empty() { clean += 1 } else { conflicting += 1 }
        }
    }
    assert!(clean > 100 && conflicting > 100 && checked > 3_000, "{clean} {conflicting} {checked}");
}

#[test]
fn files_with_several_names_obey_the_laws() {
    for seed in 1_000..1_400 {
        let mut random = Random::new(seed);
        let mut step = 0;
        let mut grow = |fs: &mut LayeredFs, count| {
            for _ in 0..count {
                step += 1;
                random.look_at(&fs.tree());
                let _ = fs.run(&random.op(false), step);
            }
        };
        let mut base = LayeredFs::with_clock(Clock::Fixed(Time::EPOCH));
        grow(&mut base, 80);
        let (mut container, mut newer) = (base.clone(), base.clone());
        grow(&mut container, 12);
        grow(&mut newer, 12);
        assert!(container.rebase(&base, &base, |_| panic!()).fs.diff(&container).is_empty());
        assert!(base.rebase(&base, &newer, |_| panic!()).fs.diff(&newer).is_empty());
        assert!(container.rebase(&base, &container, |_| panic!()).fs.diff(&container).is_empty());
        for resolution in [Resolution::Ours, Resolution::Theirs] {
            let rebased = container.rebase(&base, &newer, |_| resolution.clone());
            rebased.fs.check();
            let again = rebased.fs.rebase(&newer, &newer, |_| panic!("nothing is disputed"));
            assert!(again.fs.diff(&rebased.fs).is_empty(), "seed {seed}");
        }
    }
}

/// Which names are one file, after what both sides did: ours, theirs, conflicts, the tree; then names that
/// must be one file, and names that must not.
#[test]
fn a_change_reaches_all_names_and_no_others() {
    type Case<'a> = (&'a str, &'a str, &'a str, &'a str, &'a [(&'a str, &'a str, bool)]);
    let rest = "/d/ /d/sub/ /d/sub/y=4 /d/x=3";
    let cases: &[Case<'_>] = &[
        // A new name that comes before the others: what they did to the file is done to it, too.
        ("ln b 0", "w b 9", "", "/0=9 /a=1 /a2=1 /b=9", &[("0", "b", true)]),
        ("ln b 0", "chmod 600 b", "", "/0=2 /a=1 /a2=1 /b=2", &[("0", "b", true)]),
        ("ln b c", "w b 9", "", "/a=1 /a2=1 /b=9 /c=9", &[("b", "c", true)]),
        ("ln b 0;w b 9", "chmod 600 b", "", "/0=9 /a=1 /a2=1 /b=9", &[("0", "b", true)]),
        ("ln b 0;w b 9", "w b 8", "/b", "/0=9 /a=1 /a2=1 /b=9", &[("0", "b", true)]),
        ("ln b 0", "rm b", "/b", "/0=2 /a=1 /a2=1 /b=2", &[("0", "b", true)]),
        ("mv a 0", "w a2 9", "/a", "/0=9 /a2=9 /b=2", &[("0", "a2", true)]),
        // In the place of another file.
        ("rm a;ln b a", "w b 9", "", "/a=9 /a2=1 /b=9", &[("a", "b", true), ("a", "a2", false)]),
        ("rm b;ln a b", "w a 9", "", "/a=9 /a2=9 /b=9", &[("a", "b", true), ("a", "a2", true)]),
        ("rm b;ln a b", "w b 9", "/b", "/a=1 /a2=1 /b=1", &[("a", "b", true)]),
        // A name of ours that is no name of that file any more is left alone by what is done to it.
        ("rm a2;w a2 7", "chmod 600 a", "", "/a=1 /a2=7 /b=2", &[("a", "a2", false)]),
        ("rm a;w a 7", "chmod 600 a2", "", "/a=7 /a2=1 /b=2", &[("a", "a2", false)]),
        ("rm a2;w a2 7", "w a 9", "/a2", "/a=9 /a2=7 /b=2", &[("a", "a2", false)]),
        ("rm a;w a 7", "w a2 9", "/a", "/a=7 /a2=9 /b=2", &[("a", "a2", false)]),
        ("rm a;w a 7", "ln a2 a3", "", "/a=7 /a2=1 /a3=1 /b=2", &[("a2", "a3", true)]),
        ("rm a2;w a2 7", "ln a a3", "", "/a=1 /a2=7 /a3=1 /b=2", &[("a", "a3", true)]),
        // The same of theirs.
        ("w a 9", "rm a2;w a2 7", "/a2", "/a=9 /a2=9 /b=2", &[]),
        ("chmod 600 a", "rm a2;w a2 7", "", "/a=1 /a2=7 /b=2", &[("a", "a2", false)]),
        ("w a 9", "rm a2", "/a2", "/a=9 /a2=9 /b=2", &[("a", "a2", true)]),
        ("w a 9;rm a2", "ln a z;chmod 600 a", "/a2", "/a=9 /b=2 /z=9", &[("a", "z", true)]),
        ("w b 9", "ln b z", "", "/a=1 /a2=1 /b=9 /z=9", &[("b", "z", true)]),
        // A new name below a directory that they do not have any more.
        ("ln b d/b", "rm d;w b 9", "/d", "/a=1 /a2=1 /b=9", &[("b", "d/b", true)]),
    ];
    for (our, their, conflicts, tree, same) in cases {
        let base = base();
        let (mut container, mut newer) = (base.clone(), base.clone());
        script(&mut container, our);
        script(&mut newer, their);
        let rebased = container.rebase(&base, &newer, |_| Resolution::Ours);
        let context = format!("{our:?} onto {their:?}");
        rebased.fs.check();
        let told: Vec<_> =
            rebased.conflicts.iter().map(|conflict| conflict.path.to_string()).collect();
        assert_eq!(told.join(" "), *conflicts, "{context}");
        // Directories come behind `b`, before what is called `z`.
        let listing = listing(&rebased.fs);
        let files: Vec<_> = listing.split(' ').filter(|item| !item.starts_with("/d/")).collect();
        assert_eq!(files.join(" "), *tree, "{context}");
        assert!(*conflicts == "/d" || listing.contains(rest), "{context}: {listing}");
        for (a, b, is_one) in *same {
            let [a_ino, b_ino] = [a, b].map(|path| rebased.fs.resolve_link(path).expect(&context));
            assert_eq!(a_ino == b_ino, *is_one, "{context}: {a} and {b}");
        }
    }
}

#[test]
fn random_links_on_both_sides_lose_nothing() {
    let (mut clean, mut pairs, mut checked) = (0, 0, 0);
    for seed in 2_000..2_600 {
        let mut random = Random::new(seed);
        let mut step = 0;
        let mut grow = |fs: &mut LayeredFs, count| {
            for _ in 0..count {
                step += 1;
                random.look_at(&fs.tree());
                let _ = fs.run(&random.op(false), step);
            }
        };
        let mut base = LayeredFs::with_clock(Clock::Fixed(Time::EPOCH));
        grow(&mut base, 80);
        let (mut container, mut newer) = (base.clone(), base.clone());
        grow(&mut container, 6);
        grow(&mut newer, 6);
        let rebased = container.rebase(&base, &newer, |_| Resolution::Ours);
        if !rebased.conflicts.is_empty() {
            continue;
        }
        clean += 1;
        let trees = [&base, &container, &newer, &rebased.fs];
        // The number of what is at a path, without symbolic links on the way.
        let numbers = trees.map(|fs| -> HashMap<_, _> {
            fs.walk("/").unwrap().map(|item| (item.path, item.ino)).collect()
        });
        let [before, our, their, merged] = trees.map(LayeredFs::tree);
        let path_of = |key: &Key| BytePath::from(&key.join(&b'/')[..]);
        for (key, line) in &our {
            let path = path_of(key);
            let [b, o, t, m] = [&before, &our, &their, &merged].map(|tree| seen(tree.get(key)));
            let inos = [0, 1, 2].map(|tree| numbers[tree].get(&path));
            if inos[0] == inos[1] && o == b {
                checked += 1;
                assert_eq!(m, t, "seed {seed}, {path}: only they changed it");
            } else if inos[0] == inos[2] && t == b && line.nlink == 1 {
                checked += 1;
                assert_eq!(m, o, "seed {seed}, {path}: only we changed it");
            }
            // Names of one file stay names of one, unless they said something else of one of them.
            if line.file_type != FileType::Directory && line.first != *key {
                let first = path_of(&line.first);
                let [here, there] = [&path, &first].map(|path| numbers[2].get(path));
                let [was_here, was_there] = [&path, &first].map(|path| numbers[0].get(path));
                if here == there || (here == was_here && there == was_there) {
                    pairs += 1;
                    let [here, there] = [&path, &first].map(|path| numbers[3].get(path));
                    assert_eq!(here, there, "seed {seed}: {path} and {first}");
                }
            }
        }
    }
    assert!(clean > 300 && pairs > 20 && checked > 1_500, "{clean} {pairs} {checked}");
}
