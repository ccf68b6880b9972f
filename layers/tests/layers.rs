//! Imports go down: the sources of the library are read and held to the table below.

#[path = "../../tests/support/sources.rs"]
mod sources;

use std::path::Path;

use sources::{Row, assert_sound, assert_table_goes_down, violations};

/// Every module of the library, lowest first, as `lib.rs` lists them.
const LAYERS: &[Row] = &[
    ("errno", &[]),
    ("name", &["errno"]),
    ("error", &["errno", "name"]),
    ("inode", &["name"]),
    ("fs", &["errno", "error", "inode", "name"]),
    ("changes", &["errno", "error", "fs", "inode", "name"]),
    ("layer", &["changes", "error", "fs", "inode", "name"]),
    ("image", &["error", "fs", "layer", "name"]),
    ("rebase", &["changes", "fs", "inode", "name"]),
    ("report", &["changes", "fs", "inode"]),
];

#[test]
fn the_sources_keep_to_the_layers() {
    assert_sound(LAYERS, &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
}

#[test]
fn the_table_itself_goes_down() {
    assert_table_goes_down(LAYERS);
}

/// What is said of a module stands in the table, and nothing else does.
#[test]
fn the_table_is_that_of_the_documentation() {
    let lib = include_str!("../src/lib.rs");
    let listed: Vec<_> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("//! | ")?.split(" | ").next())
        .map(|cell| cell.trim_matches(['[', ']', '`']).trim_start_matches("mod@"))
        .filter(|name| *name != "module")
        .collect();
    let names: Vec<_> = LAYERS.iter().map(|row| row.0).collect();
    assert_eq!(listed, names);
}

#[test]
fn an_import_upward_is_found() {
    let files = [
        ("lib.rs", "//! lib\npub use fs::LayeredFs;\n"),
        ("fs.rs", "//! fs\nuse crate::layer::Layer;\n"),
        ("name.rs", "//! name\nuse crate::LayeredFs;\n"),
        ("layer/read.rs", "//! read\nuse super::super::image::Image;\n"),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let expected = [
        "fs.rs:2: `fs` may not import `layer`",
        "name.rs:2: `name` may not import `fs`",
        "layer/read.rs:2: `layer` may not import `image`",
    ];
    assert_eq!(violations(LAYERS, &files), expected);
}
