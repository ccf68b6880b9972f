//! Imports go down, and unsafe code has one place: the sources are read and held to the table below.

#[path = "support/sources.rs"]
mod sources;

use std::path::Path;

use sources::{LONGEST, Row, assert_sound, assert_table_goes_down, violations};

/// Every module at the root of the crate, lowest first. A module imports from lines above its own only.
const LAYERS: &[Row] = &[
    // Nouns that trees and faces share.
    ("change", &[]),
    ("forward", &[]),
    ("survey", &[]),
    ("memory", &["survey"]),
    ("picture", &["survey"]),
    ("patch", &[]),
    ("range", &[]),
    ("kept", &[]),
    // The bricks.
    ("raw", &[]),
    // The engines.
    ("tree", &["change", "memory", "patch", "range", "raw", "survey"]),
    // The faces, which do not know each other; a set knows its map and not the tree.
    ("vector", &["change", "memory", "patch", "picture", "range", "raw", "survey", "tree"]),
    ("byte_buf", &["change", "memory", "patch", "picture", "range", "raw", "survey", "tree"]),
    (
        "ord_map",
        &[
            "change", "forward", "kept", "memory", "patch", "picture", "range", "raw", "survey",
            "tree",
        ],
    ),
    (
        "hash_map",
        &[
            "change", "forward", "kept", "memory", "patch", "picture", "range", "raw", "survey",
            "tree",
        ],
    ),
    ("ord_set", &["change", "forward", "memory", "patch", "picture", "range", "ord_map"]),
    ("hash_set", &["change", "forward", "memory", "patch", "picture", "range", "hash_map"]),
    // What needs several faces.
    ("convert", &["forward", "vector", "ord_map", "hash_map", "ord_set", "hash_set"]),
    // The features, which see faces.
    ("macros", &["vector", "byte_buf", "ord_map", "hash_map", "ord_set", "hash_set"]),
    ("parallel", &["vector", "byte_buf", "ord_map", "hash_map", "ord_set", "hash_set", "tree"]),
    ("serde", &["patch", "vector", "byte_buf", "ord_map", "hash_map", "ord_set", "hash_set"]),
    ("archive", &["vector", "byte_buf", "ord_map", "hash_map", "ord_set", "hash_set", "tree"]),
    ("borsh", &["vector", "byte_buf", "ord_map", "hash_map", "ord_set", "hash_set"]),
    ("versions", &["vector", "byte_buf", "ord_map", "hash_map", "ord_set", "hash_set"]),
    (
        "arbitrary",
        &["vector", "byte_buf", "ord_map", "hash_map", "ord_set", "hash_set", "versions"],
    ),
    (
        "quickcheck",
        &["vector", "byte_buf", "ord_map", "hash_map", "ord_set", "hash_set", "versions"],
    ),
    ("proptest", &["vector", "byte_buf", "ord_map", "hash_map", "ord_set", "hash_set", "versions"]),
];

#[test]
fn the_sources_keep_to_the_layers() {
    assert_sound(LAYERS, &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
}

#[test]
fn the_table_itself_goes_down() {
    assert_table_goes_down(LAYERS);
}

// ---------------------------------------------------------------------------------------------
// A test that cannot fail is worth nothing: the parser catches what it must.
// ---------------------------------------------------------------------------------------------

/// What the rules say of one file, with a `lib.rs` beside it. Each file gets its `//!` line.
fn verdict(path: &str, body: &str) -> Vec<String> {
    let lib = "//! lib\npub mod tree;\npub use vector::{Vector, iter::Iter as Items};\n";
    let files = [("lib.rs", lib.to_owned()), (path, format!("//! doc\n{body}\n"))];
    violations(LAYERS, &files.map(|(path, text)| (path.to_owned(), text)))
}

/// The file breaks one rule, at the line given (the body begins at line 2).
#[track_caller]
fn broken(path: &str, body: &str, line: usize, what: &str) {
    let found = verdict(path, body);
    let place = format!("{path}:{line}: ");
    assert!(
        found.len() == 1 && found[0].starts_with(&place) && found[0].contains(what),
        "expected {place}...{what}..., found {found:?} in\n{body}"
    );
}

#[track_caller]
fn sound(path: &str, body: &str) {
    let found = verdict(path, body);
    assert!(found.is_empty(), "found {found:?} in\n{body}");
}

#[test]
fn an_import_upward_or_sideways_is_found() {
    let upward = "`raw` may not import `tree`";
    broken("raw/array.rs", "use crate::tree::Tree;", 2, upward);
    broken("raw/array.rs", "\nuse crate::{\n    raw::Lens,\n    tree::Tree,\n};", 5, upward);
    broken("raw/array.rs", "use super::super::tree::Tree;", 2, upward);
    broken("raw.rs", "use super::tree::Tree;", 2, upward);
    broken("raw.rs", "pub(crate) use crate::tree::Tree as Lens;", 2, upward);
    broken("raw.rs", "pub(in crate::tree) fn f() {}", 2, upward);
    broken("raw.rs", "fn f() -> Option<crate::tree::Tree> { None }", 2, upward);
    broken("raw.rs", "use {core::mem, crate::tree};", 2, upward);
    broken("raw.rs", "mod inner {\n    use super::super::tree::Tree;\n}", 3, upward);
    broken("raw.rs", "mod inner {}\nuse super::tree::Tree;", 3, upward);
    broken("vector/iter.rs", "use crate::byte_buf::ByteBuf;", 2, "`vector` may not import");
    broken("byte_buf.rs", "use crate::tree::{self, Tree};\nuse crate::Vector;", 3, "`vector`");
    broken("byte_buf.rs", "use crate::Items;", 2, "`byte_buf` may not import `vector`");
    broken("ord_set.rs", "use crate::tree::Tree;", 2, "`ord_set` may not import `tree`");
    broken("ord_map.rs", "use crate::ord_set::OrdSet;", 2, "`ord_map` may not import `ord_set`");
    broken("tree.rs", "fn f() { crate::vector![1] }", 2, "`tree` may not import `macros`");
    broken("tree.rs", "macro_rules! m { () => { $crate::vector::Vector } }", 2, "`vector`");
}

#[test]
fn an_import_that_hides_its_source_is_found() {
    broken("tree.rs", "use crate::*;", 2, "the whole crate");
    broken("tree.rs", "use super::*;", 2, "the whole crate");
    broken("tree.rs", "use crate as root;", 2, "the whole crate");
    broken("tree.rs", "use crate::{self as root};", 2, "the whole crate");
    broken("tree.rs", "use super as root;", 2, "the whole crate");
    broken("tree.rs", "extern crate self as root;", 2, "the whole crate");
    broken("tree.rs", "use crate::surprise::X;", 2, "`crate::surprise`");
    broken("surprise.rs", "", 1, "say where it stands");
    broken("surprise/inner.rs", "", 1, "say where it stands");
}

#[test]
fn an_import_downward_or_at_home_passes() {
    sound("tree/bplus/find.rs", "use super::{Branch, Leaf};\nuse crate::raw::Array;");
    sound("tree/bplus.rs", "use super::WIDTH;\nuse self::find::find;\nuse crate::tree::hamt;");
    sound("tree.rs", "#[cfg(test)]\nmod tests {\n    use super::*;\n    use crate::raw::Lens;\n}");
    sound("vector.rs", "impl Vector { pub(crate) fn f(self: &Self) -> u8 { self.x as u8 } }");
    sound("vector/tests.rs", "use crate::Vector;\nuse super::super::vector::Iter;");
    sound("ord_set.rs", "use crate::ord_map::{OrdMap, iter::{self, Iter}};");
    sound("serde.rs", "use crate::{Vector, byte_buf::ByteBuf};");
    sound("raw.rs", "fn f(x: u8) -> bool { x == crate::raw::X { 0: x }.0 }");
}

#[test]
fn words_are_found_where_they_must_not_be() {
    broken("tree.rs", "fn f() { unsafe { g() } }", 2, "`unsafe` outside");
    broken("lib.rs", "unsafe impl Send for X {}", 2, "`unsafe` outside");
    broken("raws.rs", "", 1, "say where it stands");
    broken("tree.rs", "#![allow(unsafe_code)]", 2, "`unsafe_code` outside");
    broken("tree.rs", "#![allow(dead_code, unsafe_code)]", 2, "`unsafe_code` outside");
    broken("tree.rs", "#![expect(unsafe_code)]", 2, "`unsafe_code` outside");
    broken("raw.rs", "use core::sync::atomic;", 2, "no atomics");
    broken("raw.rs", "use core::{\n    mem,\n    sync::{atomic::Ordering},\n};", 4, "no atomics");
    broken("raw.rs", "fn f(count: &AtomicUsize) {}", 2, "no atomics");
    sound("raw/array.rs", "#![allow(unsafe_code)]\nfn f() { unsafe { g() } }");
    sound("tree.rs", "#![deny(unsafe_code)]\n/// Atomically unsafe.\nstruct Atomics;");
}

#[test]
fn names_and_sizes_are_found() {
    broken("tree/util.rs", "", 1, "`util` is not a name");
    broken("tree/helpers/find.rs", "", 1, "`helpers` is not a name");
    broken("tree/mod.rs", "", 1, "`mod` is not a name");
    let long = "fn f() {}\n// a comment\n\n".repeat(LONGEST);
    sound("tree.rs", &long);
    broken("tree.rs", &format!("{long}fn g() {{}}"), 1, "501 lines of code");
    sound("tree/tests.rs", &format!("{long}fn g() {{}}"));
    let files = [("tree.rs".to_owned(), "use crate::raw::Array;\n//! late\n".to_owned())];
    assert_eq!(violations(LAYERS, &files), ["tree.rs:1: the first line is not a `//!` line"]);
}

#[test]
fn comments_and_strings_are_no_code() {
    sound("tree.rs", "// unsafe\n/* unsafe /* crate::vector::X */ unsafe */");
    sound("tree.rs", r##"const S: &str = "unsafe \" crate::vector::X \\";"##);
    sound("tree.rs", r###"const S: &str = r#"unsafe " crate::vector::X"#;"###);
    sound("tree.rs", "const S: &[u8] = b\"unsafe\";\nconst C: &CStr = c\"unsafe\";");
    // What looks like the start of a string or comment and is none does not swallow what follows.
    broken("tree.rs", "fn f<'a>(x: &'a u8) { unsafe {} }", 2, "`unsafe`");
    broken("tree.rs", "const Q: char = '\"'; unsafe {}", 2, "`unsafe`");
    broken("tree.rs", "const Q: char = '\\''; unsafe {}", 2, "`unsafe`");
    broken("tree.rs", "const Q: char = '\\u{2f}'; unsafe {}", 2, "`unsafe`");
    broken("tree.rs", "const S: &str = \"//\"; unsafe {}", 2, "`unsafe`");
    broken("tree.rs", "const S: &str = \"a\nb\";\nunsafe {}", 4, "`unsafe`");
    broken("tree.rs", "const S: &str = r\"\\\"; unsafe {}", 2, "`unsafe`");
    broken("tree.rs", "fn r#type() {} /* é */ unsafe {}", 2, "`unsafe`");
}
