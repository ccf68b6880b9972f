//! The sources and this test are read as text: every public method is called here. Knows no method.
//!
//! A public type has a function of its name in snake case in the file of its collection, and its methods stand
//! in there; those of a collection stand anywhere in that file. What many share is in `common.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Modules at the root of `src` that are no part of the surface that Miri runs: not public, or made of
/// others' code for the most part.
const LEFT_OUT: &[&str] = &["raw", "tree", "parallel", "proptest", "quickcheck", "arbitrary"];

/// The collections; whatever else is public is looked for in `common.rs`.
const FACES: &[&str] = &["vector", "byte_buf", "ord_map", "ord_set", "hash_map", "hash_set"];

#[test]
fn every_public_method_is_called() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    read(&root.join("src"), "", &mut sources);
    let mut calls = Vec::new();
    read(&root.join("tests/surface"), "", &mut calls);
    let (seen, missing) = uncalled(&sources, &calls.into_iter().collect());
    assert!(seen > 550, "only {seen} public methods and types were found");
    assert!(missing.is_empty(), "{} are not called:\n{}", missing.len(), missing.join("\n"));
}

/// All sources below a folder but tests: paths from there and texts.
fn read(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry of a folder can be read").path();
        let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
        if path.is_dir() {
            read(&path, &format!("{prefix}{name}/"), files);
        } else if name != "tests.rs" {
            let text = fs::read_to_string(&path).expect("a source is UTF-8");
            files.push((format!("{prefix}{name}"), text));
        }
    }
}

/// How many public types, methods and macros there are, and those that are not called: `path:line: what`.
fn uncalled(
    sources: &[(String, String)],
    calls: &BTreeMap<String, String>,
) -> (usize, Vec<String>) {
    let (mut seen, mut missing) = (0, Vec::new());
    for (path, text) in sources {
        let module = path.split(['/', '.']).next().expect("a path is not empty");
        if LEFT_OUT.contains(&module) {
            continue;
        }
        let home = if FACES.contains(&module) { module } else { "common" };
        let there = calls.get(&format!("{home}.rs")).map_or("", String::as_str);
        let (mut of, mut exported) = (String::new(), false);
        for (at, line) in text.lines().enumerate() {
            if line.starts_with("impl") || line.starts_with("pub trait ") {
                of = snake(subject(line));
            }
            exported |= line == "#[macro_export]";
            let is_called = if let Some(name) = item(line, &["struct ", "enum ", "trait "]) {
                body(there, &snake(name)).is_some() || snake(name) == home
            } else if let Some(name) = item(line, &["fn "]) {
                let scope = if of == home { Some(there) } else { body(there, &of) };
                scope.is_some_and(|scope| calls_it(scope, name))
            } else if let Some(rest) = line.strip_prefix("macro_rules! ").filter(|_| exported) {
                exported = false;
                calls.values().any(|text| text.contains(&format!("{}!", word(rest))))
            } else {
                continue;
            };
            seen += 1;
            if !is_called {
                missing.push(format!("src/{path}:{}: {of}: {}", at + 1, line.trim()));
            }
        }
    }
    (seen, missing)
}

/// The name of a public item of one of the kinds.
fn item<'a>(line: &'a str, kinds: &[&str]) -> Option<&'a str> {
    let rest = line.trim_start().strip_prefix("pub ")?;
    let rest = rest.strip_prefix("const ").unwrap_or(rest);
    kinds.iter().find_map(|kind| rest.strip_prefix(kind)).map(word)
}

/// What stands before the first character that no name has.
fn word(text: &str) -> &str {
    text.split(|c: char| c != '_' && !c.is_alphanumeric()).next().unwrap_or_default()
}

/// The type that an `impl` or a trait is about.
fn subject(line: &str) -> &str {
    let line = line.strip_prefix("pub trait ").unwrap_or(line);
    let rest = line.strip_prefix("impl").unwrap_or(line);
    // Behind the parameters.
    let mut depth = 0_i32;
    let end = rest.char_indices().find(|&(at, c)| {
        depth += i32::from(c == '<');
        depth -= i32::from(c == '>' && !rest[..at].ends_with('-'));
        depth == 0
    });
    let rest = match end {
        Some((at, '>')) => &rest[at + 1..],
        _ => rest,
    };
    let rest = rest.split_once(" for ").map_or(rest, |(_, subject)| subject);
    word(rest.trim_start().trim_start_matches('&'))
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

/// The body of a function at the root of a file.
fn body<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let begin = ["(", "<"].iter().find_map(|next| {
        text.find(&format!("\nfn {name}{next}"))
            .or_else(|| text.find(&format!("\npub fn {name}{next}")))
    })?;
    let end = text[begin..].find("\n}\n")?;
    Some(&text[begin..begin + end])
}

/// Whether a method or function of that name is called, or handed on to be called.
fn calls_it(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = &text[..at];
        let after = &text[at + name.len()..];
        (before.ends_with('.') || before.ends_with("::"))
            && (after.starts_with(['(', ')', ',', ';']) || after.starts_with("::<"))
    })
}

// ---------------------------------------------------------------------------------------------
// A test that cannot fail is worth nothing: what is not called is found.
// ---------------------------------------------------------------------------------------------

/// What is said of a source and of what calls it.
fn verdict(source: &str, calls: &str) -> Vec<String> {
    let calls = BTreeMap::from([("vector.rs".to_owned(), calls.to_owned())]);
    uncalled(&[("vector/edit.rs".to_owned(), source.to_owned())], &calls).1
}

#[test]
fn what_is_not_called_is_found() {
    let method = "impl<T: Into<u8>> Vector<T> {\n    pub const fn run(&self) {}\n}\n";
    let lines = ["src/vector/edit.rs:2: vector: pub const fn run(&self) {}"];
    for calls in ["", "\nfn all() {\n    v.runs();\n    run();\n}\n", "\nfn run() {\n}\n"] {
        assert_eq!(verdict(method, calls), lines, "by {calls}");
    }
    // Of another type.
    let other =
        "pub struct IterMut<'a, T> {\nimpl<T> IterMut<'_, T> {\n    pub fn run(&self) {}\n}\n";
    assert_eq!(verdict(other, "\nfn vector() {\n    v.run();\n}\n").len(), 2);
    assert_eq!(verdict(other, "\nfn iter_mut() {\n}\n\nfn all() {\n    v.run();\n}\n").len(), 1);
    assert_eq!(verdict("#[macro_export]\nmacro_rules! run {\n", "").len(), 1);
}

#[test]
fn what_is_called_is_passed_over() {
    let method = "impl<T> Vector<T> {\n    pub fn run(&self) {}\n    pub(crate) fn own() {}\n}\n";
    for call in ["v.run()", "v.run::<u8>()", "Vector::run(&v)", "all(&Vector::run)", "a(V::run, b)"]
    {
        assert_eq!(
            verdict(method, &format!("\nfn all() {{\n    {call};\n}}\n")),
            [""; 0],
            "{call}"
        );
    }
    let other =
        "pub struct IterMut<'a, T> {\nimpl<T> IterMut<'_, T> {\n    pub fn run(&self) {}\n}\n";
    assert_eq!(verdict(other, "\nfn iter_mut<T>() {\n    v.run();\n}\n"), [""; 0]);
    assert_eq!(verdict("macro_rules! run {\n", ""), [""; 0]);
}
