//! What layers do, case by case: the examples of the image specification, the chain of moby's tests, and
//! the corner cases in which other implementations agree or differ.

#[path = "support/archive.rs"]
mod archive;

use archive::{stack, told};
use layers::{LayeredFs, Mode};

/// A name, layers from below, and what comes of them: a tree, or a part of an error.
type Case<'a> = (&'a str, &'a [&'a str], Result<&'a str, &'a str>);

fn run(cases: &[Case<'_>], mode: Mode) {
    for (name, layers, expected) in cases {
        match (stack(layers, mode), expected) {
            (Ok(tree), Ok(expected)) => assert_eq!(told(&tree), *expected, "{name}, {mode:?}"),
            (Err(error), Err(part)) => {
                let error = error.to_string();
                assert!(error.contains(part), "{name}, {mode:?}: {error}");
            }
            (Ok(tree), Err(_)) => panic!("{name}, {mode:?}: no error but {}", told(&tree)),
            (Err(error), Ok(_)) => panic!("{name}, {mode:?}: {error}"),
        }
    }
}

fn run_both(cases: &[Case<'_>]) {
    run(cases, Mode::Strict);
    run(cases, Mode::Lenient);
}

#[test]
fn the_examples_of_the_specification() {
    run_both(&[
        (
            "2 whiteouts",
            &["file1 a/ a/file2 b/ c/ c/file3", ".wh.file1 a/.wh.file2 .wh.b file4"],
            Ok("a/ c/ c/file3 file4"),
        ),
        (
            "3 opaque",
            &[
                "etc/ etc/my-app-config bin/ bin/my-app-binary bin/my-app-tools/ bin/tools/ \
                 bin/tools/my-app-tool-one",
                "bin/ bin/.wh..wh..opq",
            ],
            Ok("bin/ etc/ etc/my-app-config"),
        ),
        (
            "4 the same, explicit",
            &[
                "etc/ etc/my-app-config bin/ bin/my-app-binary bin/my-app-tools/ bin/tools/ \
                 bin/tools/my-app-tool-one",
                "bin/ bin/.wh.my-app-binary bin/.wh.my-app-tools bin/.wh.tools",
            ],
            Ok("bin/ etc/ etc/my-app-config"),
        ),
        (
            "5 opaque first",
            &["a/ a/b/ a/b/c/ a/b/c/bar", "a/ a/.wh..wh..opq a/b/ a/b/c/ a/b/c/foo"],
            Ok("a/ a/b/ a/b/c/ a/b/c/foo"),
        ),
        (
            "6 opaque last",
            &["a/ a/b/ a/b/c/ a/b/c/bar", "a/ a/b/ a/b/c/ a/b/c/foo a/.wh..wh..opq"],
            Ok("a/ a/b/ a/b/c/ a/b/c/foo"),
        ),
        ("7 no name", &["a", ".wh."], Err("invalid whiteout")),
    ]);
}

#[test]
fn the_chain_of_moby() {
    let layers = [
        ".baz bar/ bar/bax bar/bay/ baz foo/ foo/.abc foo/.bcd/ foo/.bcd/a foo/cde/ foo/cde/def \
         foo/cde/efg foo/fgh foobar",
        ".bay .wh.baz foo/ foo/.bce foo/.wh..wh..opq foo/cde/ foo/cde/efg",
        ".bay .wh..baz .wh.foobar foo/ foo/.abc foo/.wh.cde bar/",
        ".abc .wh..wh..opq foobar",
    ];
    let trees = [
        ".baz bar/ bar/bax bar/bay/ baz foo/ foo/.abc foo/.bcd/ foo/.bcd/a foo/cde/ foo/cde/def \
         foo/cde/efg foo/fgh foobar",
        ".bay .baz bar/ bar/bax bar/bay/ foo/ foo/.bce foo/cde/ foo/cde/efg foobar",
        ".bay bar/ bar/bax bar/bay/ foo/ foo/.abc foo/.bce",
        ".abc foobar",
    ];
    for (count, tree) in trees.iter().enumerate() {
        for mode in [Mode::Strict, Mode::Lenient] {
            assert_eq!(told(&stack(&layers[..=count], mode).unwrap()), *tree);
        }
    }
}

/// The base of the cases below, and what it looks like.
const BASE: &str = "a/ a/f1=1 a/f2=2 a/sub/ a/sub/g=g top=t ln->a dangling->nowhere";
const REST: &str = "dangling->nowhere ln->a top=t";

fn on_base(cases: &[(&str, &str, Result<&str, &str>)], mode: Mode) {
    for (name, layer, expected) in cases {
        match (stack(&[BASE, layer], mode), expected) {
            (Ok(tree), Ok(expected)) => {
                let expected =
                    expected.replace("A*", "a/ a/f1=1 a/f2=2 a/sub/ a/sub/g=g").replace("R*", REST);
                assert_eq!(told(&tree), expected, "{name}, {mode:?}");
            }
            (Err(error), Err(part)) => {
                let error = error.to_string();
                assert!(error.contains(part), "{name}, {mode:?}: {error}");
            }
            (Ok(tree), Err(_)) => panic!("{name}, {mode:?}: no error but {}", told(&tree)),
            (Err(error), Ok(_)) => panic!("{name}, {mode:?}: {error}"),
        }
    }
}

#[test]
fn where_all_agree() {
    let cases = [
        ("wh_file", "a/.wh.f1", Ok("a/ a/f2=2 a/sub/ a/sub/g=g R*")),
        ("wh_dir", ".wh.a", Ok("R*")),
        ("wh_missing", ".wh.none", Ok("A* R*")),
        ("wh_then_add", ".wh.top top=new", Ok("A* dangling->nowhere ln->a top=new")),
        ("opq_first", "a/ a/.wh..wh..opq a/new", Ok("a/ a/new R*")),
        ("opq_last", "a/ a/new a/.wh..wh..opq", Ok("a/ a/new R*")),
        ("opq_last_nested", "a/ a/sub/ a/sub/new a/.wh..wh..opq", Ok("a/ a/sub/ a/sub/new R*")),
        ("opq_without_entry", "a/.wh..wh..opq", Ok("a/ R*")),
        ("opq_in_own_layer", "b/ b/x b/.wh..wh..opq", Ok("A* b/ b/x R*")),
        ("wh_with_contents", "a/.wh.f1=text", Ok("a/ a/f2=2 a/sub/ a/sub/g=g R*")),
        ("wh_as_directory", "a/.wh.f1/", Ok("a/ a/f2=2 a/sub/ a/sub/g=g R*")),
        ("file_over_dir", "a=file", Ok("a=file R*")),
        ("dir_over_file", "top/ top/x", Ok("A* dangling->nowhere ln->a top/ top/x")),
        ("dir_over_symlink", "ln/ ln/x", Ok("A* dangling->nowhere ln/ ln/x top=t")),
        ("symlink_over_dir", "a->top", Ok("a->top R*")),
        ("dir_over_dir", "a/:700", Ok("a/:700 a/f1=1 a/f2=2 a/sub/ a/sub/g=g R*")),
        ("missing_parents", "x/y/z=1", Ok("A* dangling->nowhere ln->a top=t x/ x/y/ x/y/z=1")),
        ("hardlink", "h1=h h2=>h1", Ok("A* dangling->nowhere h1=h#2 h2=h#2 ln->a top=t")),
        ("absolute", "/abs", Ok("A* abs dangling->nowhere ln->a top=t")),
        ("relative", "./rel", Ok("A* dangling->nowhere ln->a rel top=t")),
        ("escape", "../esc", Ok("A* dangling->nowhere esc ln->a top=t")),
        ("up_and_down", "a/../in", Ok("A* dangling->nowhere in ln->a top=t")),
        ("root", "./:711", Ok("/:711 A* R*")),
        ("through_root_link", "esc->/ esc/x", Ok("A* dangling->nowhere esc->/ ln->a top=t x")),
        ("wh_named_directory", ".wh.dir/x", Ok(".wh.dir/ .wh.dir/x A* R*")),
        ("wh_wh", ".wh..wh.f1", Ok("A* R*")),
        ("fifo", "p|", Ok("A* dangling->nowhere ln->a p| top=t")),
        ("empty", "", Ok("A* R*")),
    ];
    on_base(&cases, Mode::Strict);
    on_base(&cases, Mode::Lenient);
}

#[test]
fn where_others_differ() {
    let cases = [
        ("wh_missing_parent", "nodir/.wh.x", Ok("A* R*")),
        ("add_then_wh", "top=new .wh.top", Ok("A* dangling->nowhere ln->a top=new")),
        ("wh_dir_then_child", ".wh.a a/new", Ok("a/ a/new R*")),
        ("child_then_wh_dir", "a/new .wh.a", Ok("a/ a/new R*")),
        ("opq_root", ".wh..wh..opq only", Ok("only")),
        ("opq_on_missing", "zzz/.wh..wh..opq", Ok("A* R*")),
        ("wh_no_name", ".wh.", Err("invalid whiteout")),
        ("wh_dot", "a/.wh..", Err("entry 1 (/a/.wh..) at byte 0: an invalid whiteout")),
        ("wh_dot_dot", "a/.wh...", Err("invalid whiteout")),
        ("wh_below_symlink", "ln/.wh.f1", Ok("a/ a/f2=2 a/sub/ a/sub/g=g R*")),
        ("wh_below_file", "top/.wh.x", Ok("A* R*")),
        ("wh_both", ".wh.a a/.wh.f1", Ok("R*")),
        (
            "wh_link_and_below",
            ".wh.ln ln/.wh.f1",
            Ok("a/ a/f2=2 a/sub/ a/sub/g=g dangling->nowhere top=t"),
        ),
        ("file_via_symlink", "ln/new=n", Ok("a/ a/f1=1 a/f2=2 a/new=n a/sub/ a/sub/g=g R*")),
        ("via_dangling", "dangling/x", Ok("A* dangling->nowhere ln->a nowhere/ nowhere/x top=t")),
        ("hardlink_to_lower", "h2=>top", Ok("A* dangling->nowhere h2=t#2 ln->a top=t#2")),
        ("hardlink_absolute", "h2=>/top", Ok("A* dangling->nowhere h2=t#2 ln->a top=t#2")),
        ("hardlink_clamped", "h2=>../../top", Ok("A* dangling->nowhere h2=t#2 ln->a top=t#2")),
        ("hardlink_to_symlink", "h2=>ln", Ok("A* dangling->nowhere h2->a#2 ln->a#2 top=t")),
        ("hardlink_to_whiteout", ".wh.top h2=>top", Err("which is not there")),
        ("hardlink_forward", "h2=>later later", Err("/h2: a hard link to /later")),
        ("hardlink_missing", "h2=>none", Err("which is not there")),
        ("hardlink_to_dir", "h2=>a", Err("which is a directory")),
        ("hardlink_over_parent", "a=>a/f1", Err("which is not there")),
        (
            "plnk",
            ".wh..wh.plnk/ .wh..wh.plnk/1.2=data x=>.wh..wh.plnk/1.2 y=>.wh..wh.plnk/1.2 \
             .wh..wh.aufs",
            Ok("A* dangling->nowhere ln->a top=t x=data#2 y=data#2"),
        ),
    ];
    on_base(&cases, Mode::Strict);
    on_base(&cases, Mode::Lenient);
}

#[test]
fn what_only_the_strict_refuse() {
    let child = ("child_of_file", "top/child");
    let twice = ("duplicate", "d=1 d=2");
    on_base(
        &[
            (child.0, child.1, Err("/top/child: lies below top, which is no directory")),
            (twice.0, twice.1, Err("entry 2 (/d) at byte 1024: a second entry of this path")),
        ],
        Mode::Strict,
    );
    on_base(
        &[
            (child.0, child.1, Ok("A* dangling->nowhere ln->a top/ top/child")),
            (twice.0, twice.1, Ok("A* d=2 dangling->nowhere ln->a top=t")),
        ],
        Mode::Lenient,
    );
}

#[test]
fn the_root_stays_a_directory() {
    use tar_core::EntryType;
    for kind in [EntryType::Regular, EntryType::Symlink, EntryType::Link, EntryType::Fifo] {
        let mut archive = archive::entry(b".", kind, 0o644, b"top", b"");
        archive.resize(archive.len() + 1024, 0);
        for mode in [Mode::Strict, Mode::Lenient] {
            let error = archive::read(&archive, mode).unwrap_err().to_string();
            assert!(error.contains("the root is no directory"), "{error}");
        }
    }
}

#[test]
fn a_rewritten_file_leaves_its_other_names() {
    run_both(&[
        ("lower", &["h1=h h2=>h1", "h1=new"], Ok("h1=new h2=h")),
        ("over three layers", &["top=t", "h2=>top", "top=T2"], Ok("h2=t top=T2")),
        ("linked again", &["h1=h h2=>h1", "h2=>h1"], Ok("h1=h#2 h2=h#2")),
    ]);
}

/// Nothing outside the root is there to be changed: what these name is inside it, or is refused.
/// Links on the way to an item are those that the items before it have left.
#[test]
fn a_link_may_turn_while_a_layer_is_applied() {
    run_both(&[
        ("turned", &["a/ b/ ln->a", "ln/x ln->b ln/y"], Ok("a/ a/x b/ b/y ln->b")),
        (
            "turned from within",
            &["a/ a/sub/ a/at->/a/sub b/ b/sub/ ln->/a/at/..", "ln/x ln/at->/b/sub ln/y"],
            Ok("a/ a/at->/b/sub a/sub/ a/x b/ b/sub/ b/y ln->/a/at/.."),
        ),
    ]);
}

#[test]
fn nobody_breaks_out() {
    let victim = "victim/ victim/hello=hello";
    run_both(&[
        ("dots", &[victim, "../victim/x"], Ok("victim/ victim/hello=hello victim/x")),
        ("slash and dots", &[victim, "/../victim/x"], Ok("victim/ victim/hello=hello victim/x")),
        (
            "hard link",
            &[victim, "h=>../victim/hello"],
            Ok("h=hello#2 victim/ victim/hello=hello#2"),
        ),
        (
            "hard link, absolute",
            &[victim, "h=>/../victim/hello"],
            Ok("h=hello#2 victim/ victim/hello=hello#2"),
        ),
        ("hard link to a directory", &[victim, "h=>../victim"], Err("which is a directory")),
        ("symbolic links", &["x->../../.. y->x/.. y/out", "y/.wh.out"], Ok("x->../../.. y->x/..")),
        ("a chain", &["a->b b->../c c/ a/in"], Ok("a->b b->../c c/ c/in")),
        ("a ring", &["a->b b->a a/in"], Err("/a/in: too many levels of symbolic links")),
        ("whiteout above", &[victim, "../../.wh.victim"], Ok("")),
        ("the link itself", &["x->/victim", "x=>x"], Ok("x->/victim")),
    ]);
}

#[test]
fn a_whiteout_leaves_the_times_of_its_directory() {
    let mut base = LayeredFs::new();
    base.mkdir("d", 0o700).unwrap();
    base.write("d/f", b"1").unwrap();
    let before = base.stat("d").unwrap();
    let layer = archive::read(&archive::archive("d/.wh.f"), Mode::Strict).unwrap();
    let after = layer.apply(&base).unwrap();
    assert_eq!(after.stat("d").unwrap(), layers::fs::Stat { size: 0, ..before });
    assert!(after.stat("d/f").is_err() && base.stat("d/f").is_ok());
}
