//! Reads what the documentation says of costs. Knows no row, and what it reads as text only.

use std::fs;
use std::path::Path;

/// A function with the classes that its documentation names.
#[derive(Debug, PartialEq)]
pub struct Item {
    pub path: String,
    pub line: usize,
    /// The first folder or file below `src`: names are unique within it.
    pub module: String,
    /// `Type::function` or `Trait for Type`.
    pub name: String,
    pub costs: Vec<String>,
}

/// All public functions, and those of traits that say what they cost.
pub fn costs() -> Vec<Item> {
    let mut files = Vec::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "src", &mut files);
    files.iter().flat_map(|(path, text)| of_file(path, text)).collect()
}

/// The sources below a folder, but tests and what is not public: paths and texts.
fn read(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry of a folder can be read").path();
        let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
        let inner = prefix == "src" && matches!(name.trim_end_matches(".rs"), "raw" | "tree");
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

fn of_file(path: &str, text: &str) -> Vec<Item> {
    let module = path.split(['/', '.']).nth(1).unwrap_or_default();
    let mut items = Vec::new();
    // The head of the `impl` or trait that we are in, whether it has been read to its end, and what stands
    // before the next item.
    let (mut head, mut is_open) = (String::new(), false);
    let (mut doc, mut is_hidden, mut in_attribute) = (String::new(), false, false);
    for (at, line) in text.lines().enumerate() {
        let code = line.trim();
        if let Some(words) = code.strip_prefix("///") {
            doc.push_str(words);
            continue;
        }
        if code.starts_with("#[") || in_attribute {
            is_hidden |= code.contains("doc(hidden)");
            in_attribute = !code.ends_with(']');
            continue;
        }
        if line.starts_with("impl") || line.starts_with("pub trait ") {
            (head, is_open) = (String::new(), true);
        }
        if is_open {
            head.push_str(code);
            head.push(' ');
            is_open = !code.contains('{');
        } else if line == "}" {
            head.clear();
        }
        if let Some(function) = function(code) {
            let costs = classes(&doc);
            if !costs.is_empty()
                || (code.starts_with("pub fn ") || code.starts_with("pub const fn ")) && !is_hidden
            {
                let name = name(&head, function);
                let (path, module) = (path.to_owned(), module.to_owned());
                items.push(Item { path, line: at + 1, module, name, costs });
            }
        }
        if !code.is_empty() {
            doc.clear();
            is_hidden = false;
        }
    }
    items
}

/// The name of the function that a line begins.
fn function(code: &str) -> Option<&str> {
    let code = code.strip_prefix("pub ").unwrap_or(code);
    let code = code.strip_prefix("const ").unwrap_or(code).strip_prefix("fn ")?;
    code.split(|c: char| c != '_' && !c.is_alphanumeric()).next()
}

/// What stands between `**O(` and `)**`, each once.
fn classes(doc: &str) -> Vec<String> {
    let mut classes = Vec::new();
    for part in doc.split("**O(").skip(1) {
        let class = format!("O({})", part.split(")**").next().unwrap_or_default());
        if !classes.contains(&class) {
            classes.push(class);
        }
    }
    classes
}

/// `Type::function`, or `Trait for Type` in an `impl` of a trait; types without their parameters.
fn name(head: &str, function: &str) -> String {
    let head = head.split('{').next().unwrap_or_default();
    let head = head.split(" where ").next().unwrap_or_default().trim();
    if let Some(name) = head.strip_prefix("pub trait ") {
        return format!("{}::{function}", plain(name.split(':').next().unwrap_or_default()));
    }
    let Some(rest) = head.strip_prefix("impl") else { return function.to_owned() };
    let rest = if rest.starts_with('<') { &rest[closing(rest)..] } else { rest };
    match rest.trim().split_once(" for ") {
        Some((of, name)) => format!("{of} for {}", plain(name)),
        None => format!("{}::{function}", plain(rest.trim())),
    }
}

/// The place behind the parameters that a text begins with.
fn closing(text: &str) -> usize {
    let (mut depth, mut before) = (0, ' ');
    for (at, c) in text.char_indices() {
        match c {
            '<' => depth += 1,
            '>' if before != '-' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
        before = c;
    }
    text.len()
}

/// A type without its parameters.
fn plain(name: &str) -> String {
    let (path, rest) = name.split_at(name.find('<').unwrap_or(name.len()));
    if rest.is_empty() { path.to_owned() } else { format!("{path}{}", &rest[closing(rest)..]) }
}

#[test]
fn costs_are_read_from_the_text() {
    let text = "impl<T: Fn() -> u8> Place<T>\nwhere\n    T: Clone,\n{\n    /// Computes in **O(1)** time, and\n    \
                /// **O(log n)**.\n    #[must_use]\n    pub const fn go(self) {}\n    pub fn mute() {}\n    fn own() {}\n}\n\
                impl<'a, T> From<Vec<T>>\n    for Place<'a, T>\n{\n    /// **O(n)**\n    fn from() {}\n}\n";
    let items = of_file("src/place/go.rs", text);
    let all: Vec<_> =
        items.iter().map(|item| (item.line, &item.name[..], item.costs.join(", "))).collect();
    assert_eq!(items[0].module, "place");
    assert_eq!(
        all,
        [
            (8, "Place::go", "O(1), O(log n)".to_owned()),
            (9, "Place::mute", String::new()),
            (16, "From<Vec<T>> for Place", "O(n)".to_owned()),
        ]
    );
}
