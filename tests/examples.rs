//! Every public item shows how it is used. The sources are read as text, so that what stands behind a feature,
//! and what is public under another path only, is asked, too.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What is not public, whatever its items say of themselves.
const INNER: &[&str] = &["raw", "tree"];

#[test]
fn every_public_item_has_an_example() {
    let mut files = Vec::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "src", &mut files);
    let (seen, found) = without_example(&files);
    assert!(seen > 600, "only {seen} public items were found");
    assert!(found.is_empty(), "{} items have no example:\n{}", found.len(), found.join("\n"));
}

/// The sources below a folder, but tests and what is not public: paths and texts.
fn read(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry of a folder can be read").path();
        let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
        let inner = prefix == "src" && INNER.contains(&name.trim_end_matches(".rs"));
        if inner || name == "tests.rs" {
            continue;
        }
        let below = format!("{prefix}/{name}");
        if path.is_dir() {
            read(&path, &below, files);
        } else {
            files.push((below, fs::read_to_string(&path).expect("a source is UTF-8")));
        }
    }
}

/// How many items are public, and those that have no example: `path:line: item`. Iterators may do without:
/// what makes them has one.
fn without_example(files: &[(String, String)]) -> (usize, Vec<String>) {
    let iterators: BTreeSet<&str> =
        files.iter().flat_map(|(_, text)| text.lines()).filter_map(iterator).collect();
    let (mut seen, mut found) = (0, Vec::new());
    for (path, text) in files {
        // Of the item that comes next.
        let (mut example, mut hidden, mut exported) = (false, false, false);
        let (mut in_trait, mut in_attribute) = (false, false);
        for (at, line) in text.lines().enumerate() {
            let code = line.trim_start();
            if code.starts_with("///") {
                example |= code.contains("```");
                continue;
            }
            if code.starts_with("#[") || in_attribute {
                hidden |= code.starts_with("#[doc(hidden)]");
                exported |= code.starts_with("#[macro_export]");
                in_attribute = !code.ends_with(']');
                continue;
            }
            if line == "}" {
                in_trait = false;
            }
            let name = public(code)
                .or_else(|| code.strip_prefix("macro_rules! ").filter(|_| exported))
                .or_else(|| line.strip_prefix("    fn ").filter(|_| in_trait))
                .map(word);
            if let Some(name) = name {
                in_trait |= code.starts_with("pub trait ");
                let shown = code.starts_with("pub struct ") && iterators.contains(name);
                seen += usize::from(!hidden);
                if !(example || hidden || shown) {
                    found.push(format!("{path}:{}: {name}", at + 1));
                }
            }
            if !code.is_empty() && !code.starts_with("//") {
                (example, hidden, exported) = (false, false, false);
            }
        }
    }
    (seen, found)
}

/// The name behind the words of a public item, and all that follows it.
fn public(code: &str) -> Option<&str> {
    let mut rest = code.strip_prefix("pub ")?;
    for word in ["const ", "async ", "unsafe "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    ["fn ", "struct ", "enum ", "union ", "trait "].iter().find_map(|kind| rest.strip_prefix(kind))
}

/// The type that a line makes an iterator, by `impl` or by a macro of the crate's.
fn iterator(line: &str) -> Option<&str> {
    let ways = ["Iterator for ", "indexed!(", "forward!("];
    let (_, rest) = ways.iter().find_map(|way| line.split_once(way))?;
    let name = if rest.starts_with('[') { rest.split_once("] ")?.1 } else { rest };
    Some(word(name)).filter(|name| !name.is_empty())
}

/// What stands before the first character that no name has.
fn word(text: &str) -> &str {
    text.split(|c: char| c != '_' && !c.is_alphanumeric()).next().unwrap_or_default()
}

/// What is said of one file.
fn verdict(text: &str) -> Vec<String> {
    without_example(&[("src/lib.rs".to_owned(), text.to_owned())]).1
}

#[test]
fn what_has_no_example_is_found() {
    assert_eq!(verdict("/// Does it.\npub fn run() {}\n"), ["src/lib.rs:2: run"]);
    assert_eq!(verdict("    #[inline]\n    pub const fn run(&self) {}\n"), ["src/lib.rs:2: run"]);
    assert_eq!(verdict("/// ```\nfn own() {}\npub struct Run<T>(T);\n"), ["src/lib.rs:3: Run"]);
    assert_eq!(verdict("/// It.\n#[macro_export]\nmacro_rules! run {\n}\n"), ["src/lib.rs:3: run"]);
    assert_eq!(verdict("/// ```\npub trait Run {\n    fn go(&self);\n}\n"), ["src/lib.rs:3: go"]);
}

#[test]
fn what_has_one_or_needs_none_is_passed_over() {
    for text in [
        "/// Does it.\n///\n/// ```\n/// run();\n/// ```\n#[must_use]\npub fn run() {}\n",
        "/// ```\n/// run();\n/// ```\n#[allow(\n    lint,\n    reason = \"so\"\n)]\npub fn run() {}\n",
        "/// Checks.\n#[doc(hidden)]\n#[must_use]\npub fn check() {}\n",
        "pub(crate) fn run() {}\nfn own() {}\nmacro_rules! own {\n}\n",
        "pub struct Iter<T>(T);\nimpl<T> Iterator for Iter<T> {\n    fn next(&mut self) {}\n}\n",
        "pub struct Keys<K>(K);\nforward!(Iterator for [K] Keys<K>, K, key);\n",
        "pub struct ParIter<T>(T);\nindexed!([T] ParIter<T>, T);\n",
    ] {
        assert_eq!(verdict(text), [""; 0], "in\n{text}");
    }
}
