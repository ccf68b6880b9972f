//! Whether OPERATIONS.md names every public method of the library, and rows that are there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

const TYPES: [(&str, &str); 6] = [
    ("Vector", "vector"),
    ("ByteBuf", "byte_buf"),
    ("OrdMap", "ord_map"),
    ("OrdSet", "ord_set"),
    ("HashMap", "hash_map"),
    ("HashSet", "hash_set"),
];

/// The names of the public methods of a module's types.
fn methods(module: &str) -> BTreeSet<String> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src");
    let mut methods = BTreeSet::new();
    let mut paths = vec![sources.join(module).with_extension("rs"), sources.join(module)];
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            let inside = fs::read_dir(&path).expect("it can be read");
            paths.extend(inside.map(|entry| entry.expect("it can be read").path()));
        } else if path.file_name().is_some_and(|name| name != "tests.rs") {
            let text = fs::read_to_string(&path).expect("it is text");
            let names = text.lines().filter_map(|line| {
                let rest =
                    line.strip_prefix("    pub fn ").or(line.strip_prefix("    pub const fn "))?;
                Some(rest.split(['(', '<']).next()?.to_owned())
            });
            methods.extend(names);
        }
    }
    methods
}

#[test]
fn every_method_is_named_and_every_row_is_there() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("OPERATIONS.md"));
    let page = page.expect("it is there");
    let list = Command::new(env!("CARGO_BIN_EXE_compare")).arg("--list").output();
    let list = String::from_utf8(list.expect("the program is there").stdout).expect("it is text");

    let mut wrong = Vec::new();
    for (name, module) in TYPES {
        let section = page.split(&format!("\n## {name}\n")).nth(1).expect("a section for each");
        let section = section.split("\n## ").next().expect("text");
        let mut named = BTreeSet::new();
        for line in section.lines().filter_map(|line| line.strip_prefix("- ")) {
            let (row, methods) = match line.strip_prefix('`') {
                Some(rest) => rest.split_once("`: ").expect("a row and its methods"),
                None => ("", line.split_once(": ").expect("a reason and its methods").1),
            };
            if !list.contains(&format!("\n{name}: {row} ["))
                && !list.starts_with(&format!("{name}: {row} ["))
                && !row.is_empty()
            {
                wrong.push(format!("no row is called {name}: {row}"));
            }
            for method in methods.split(' ') {
                if !named.insert(method.to_owned()) {
                    wrong.push(format!("{name}::{method} is named twice"));
                }
            }
        }
        let there = methods(module);
        wrong.extend(there.difference(&named).map(|method| format!("{name}::{method} is missing")));
        wrong.extend(named.difference(&there).map(|method| format!("{name} has no {method}")));
    }
    assert!(wrong.is_empty(), "OPERATIONS.md:\n{}", wrong.join("\n"));
}
