//! Sources held to a table of modules. Does not know which crate's.
//!
//! They are taken as text. A small lexer blanks comments and strings, so that a line stays a line; what is
//! left is read as tokens. It need not understand Rust: it only has to find paths that begin with `crate`,
//! `super` or `self`, and a handful of words.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// A module at the root of the crate, and the modules it may import.
pub type Row = (&'static str, &'static [&'static str]);

/// The one module that may say `unsafe`.
const UNSAFE_HERE: &str = "raw";

/// Code lines of a file, without blank lines and comments.
pub const LONGEST: usize = 500;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "prelude", "mod"];

/// Every source below a folder keeps to the rules.
pub fn assert_sound(layers: &[Row], src: &Path) {
    let mut files = Vec::new();
    read_sources(src, "", &mut files);
    files.sort();
    assert!(files.iter().any(|(path, _)| path == "lib.rs"), "no lib.rs under {}", src.display());
    let found = violations(layers, &files);
    let list = found.iter().fold(String::new(), |mut list, line| {
        let _ = writeln!(list, "  src/{line}");
        list
    });
    assert!(found.is_empty(), "{} violations:\n{list}", found.len());
}

/// Every module imports from lines above its own only.
pub fn assert_table_goes_down(layers: &[Row]) {
    for (at, (name, imports)) in layers.iter().enumerate() {
        let below: Vec<_> = layers[..at].iter().map(|row| row.0).collect();
        assert!(!below.contains(name), "`{name}` stands twice in the table");
        for import in *imports {
            assert!(below.contains(import), "`{name}` may not import `{import}`: it is not below");
        }
    }
}

/// All `.rs` files below `folder`, as their path from `src` and their text.
fn read_sources(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the folder was found a moment ago") {
        let path = entry.expect("an entry of a folder can be read").path();
        let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
        // A program is a crate of its own, which sees only what is public.
        let is_program = prefix.is_empty() && name == "bin";
        if path.is_dir() && !is_program {
            read_sources(&path, &format!("{prefix}{name}/"), files);
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(&path).expect("a source is UTF-8");
            files.push((format!("{prefix}{name}"), text));
        }
    }
}

// ---------------------------------------------------------------------------------------------
// The rules
// ---------------------------------------------------------------------------------------------

/// What is wrong with the files, one line each: `path:line: what`.
pub fn violations(layers: &[Row], files: &[(String, String)]) -> Vec<String> {
    let root = files.iter().find(|(path, _)| path == "lib.rs");
    let names = root.map(|(_, text)| reexports(&tokens(&blank(text)))).unwrap_or_default();
    let mut found = Vec::new();
    for (path, text) in files {
        let code = blank(text);
        let tokens = tokens(&code);
        names_and_size(path, text, &code, &mut found);
        words(path, &tokens, &mut found);
        if path != "lib.rs" {
            imports(layers, &names, path, &tokens, &mut found);
        }
    }
    found
}

/// Files have names that mean something, say first what they are, and end in time.
fn names_and_size(path: &str, text: &str, code: &str, found: &mut Vec<String>) {
    for part in path.trim_end_matches(".rs").split('/') {
        if EMPTY_NAMES.contains(&part) {
            found.push(format!("{path}:1: `{part}` is not a name for a module"));
        }
    }
    if !text.starts_with("//!") {
        found.push(format!("{path}:1: the first line is not a `//!` line"));
    }
    let lines = code.lines().filter(|line| !line.trim().is_empty()).count();
    if lines > LONGEST && file_name(path) != "tests.rs" {
        found.push(format!("{path}:1: {lines} lines of code, more than {LONGEST}"));
    }
}

/// Unsafe code stays in its place, and no atomic is ours.
fn words(path: &str, tokens: &[Token<'_>], found: &mut Vec<String>) {
    let unsafe_here = module_path(path).first().is_some_and(|module| module == UNSAFE_HERE);
    for (at, token) in tokens.iter().enumerate() {
        let line = token.line;
        let mut attribute = tokens[..at].iter().rev().map(|t| t.text).take_while(|t| *t != "#");
        let lifted = token.text == "unsafe_code"
            && !attribute.any(|level| matches!(level, "deny" | "forbid"));
        if !unsafe_here && (token.text == "unsafe" || lifted) {
            found.push(format!("{path}:{line}: `{}` outside `{UNSAFE_HERE}`", token.text));
        }
        let kind = token.text.strip_prefix("Atomic").and_then(|rest| rest.chars().next());
        if token.text == "atomic" || kind.is_some_and(char::is_uppercase) {
            found.push(format!("{path}:{line}: `{}`: no atomics of our own", token.text));
        }
    }
}

/// Imports go to modules that the table names.
fn imports(
    layers: &[Row],
    names: &BTreeMap<String, String>,
    path: &str,
    tokens: &[Token<'_>],
    found: &mut Vec<String>,
) {
    let home = module_path(path).remove(0);
    let Some((_, allowed)) = layers.iter().find(|(name, _)| *name == home) else {
        found.push(format!("{path}:1: module `{home}` is not in the table: say where it stands"));
        return;
    };
    for import in root_paths(path, tokens) {
        let line = import.line;
        let Some(first) = import.names.first() else {
            found.push(format!("{path}:{line}: the whole crate is imported or renamed"));
            continue;
        };
        let module = if import.is_macro && import.names.len() == 1 {
            "macros"
        } else if layers.iter().any(|(name, _)| name == first) {
            first
        } else if let Some(module) = names.get(first) {
            module
        } else {
            found.push(format!("{path}:{line}: `crate::{first}`: a module not in the table"));
            continue;
        };
        if module != home && !allowed.contains(&module) {
            found.push(format!("{path}:{line}: `{home}` may not import `{module}`"));
        }
    }
}

// ---------------------------------------------------------------------------------------------
// Paths
// ---------------------------------------------------------------------------------------------

/// A path from the root of the crate. A glob ends where its `*` stands.
#[derive(Clone, Debug, Default, PartialEq)]
struct RootPath {
    line: usize,
    names: Vec<String>,
    /// The name after `as`.
    alias: Option<String>,
    /// A `!` follows.
    is_macro: bool,
}

/// The module that a file is: `tree/bplus/find.rs` is `[tree, bplus, find]`, `lib.rs` is the root.
fn module_path(path: &str) -> Vec<String> {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    if path == "lib" { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// All paths of a file that begin with `crate`, `super` or `self`, seen from the root.
fn root_paths(path: &str, tokens: &[Token<'_>]) -> Vec<RootPath> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
    let mut paths = Vec::new();
    let mut here = module_path(path);
    // The brace depths at which the modules around us began.
    let (mut depth, mut inline) = (0_usize, Vec::new());
    for (at, token) in tokens.iter().enumerate() {
        match token.text {
            "{" => {
                if at >= 2 && text(at - 2) == "mod" {
                    here.push(text(at - 1).to_owned());
                    inline.push(depth);
                }
                depth += 1;
            }
            "}" => {
                depth = depth.saturating_sub(1);
                if inline.last() == Some(&depth) {
                    inline.pop();
                    here.pop();
                }
            }
            "crate" | "super" | "self" if at == 0 || text(at - 1) != "::" => {
                let mut names = if token.text == "crate" { Vec::new() } else { here.clone() };
                let mut next = at;
                while text(next) == "super" {
                    names.pop();
                    next += if text(next + 2) == "super" { 2 } else { 1 };
                }
                next += usize::from(next == at);
                let start = RootPath { line: token.line, names, ..RootPath::default() };
                if text(next) == "::" {
                    use_tree(tokens, next + 1, start, &mut paths);
                } else if matches!(text(next), "as" | "self") && start.names.is_empty() {
                    // `use crate as root`, `extern crate self as root`.
                    paths.push(start);
                }
            }
            _ => {}
        }
    }
    paths
}

/// Reads what follows a `::` and adds every path that ends there. Returns the token behind it.
fn use_tree(
    tokens: &[Token<'_>],
    mut at: usize,
    mut path: RootPath,
    paths: &mut Vec<RootPath>,
) -> usize {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
    loop {
        match text(at) {
            "{" => {
                at += 1;
                while !matches!(text(at), "}" | "") {
                    let line = tokens[at].line;
                    at = use_tree(tokens, at, RootPath { line, ..path.clone() }, paths);
                    // What is no use tree is stepped over.
                    while !matches!(text(at), "," | "}" | "") {
                        at += 1;
                    }
                    at += usize::from(text(at) == ",");
                }
                return at + 1;
            }
            "*" => {
                paths.push(path);
                return at + 1;
            }
            name if is_name(name) => {
                if name != "self" {
                    path.names.push(name.to_owned());
                }
                at += 1;
                if text(at) == "::" && (is_name(text(at + 1)) || matches!(text(at + 1), "{" | "*"))
                {
                    at += 1;
                    continue;
                }
                if text(at) == "as" {
                    path.alias = Some(text(at + 1).to_owned());
                    at += 2;
                }
                path.is_macro = text(at) == "!" && text(at + 1) != "=";
                paths.push(path);
                return at;
            }
            _ => {
                paths.push(path);
                return at;
            }
        }
    }
}

/// The names that `lib.rs` exports, and the module that each comes from.
fn reexports(tokens: &[Token<'_>]) -> BTreeMap<String, String> {
    let mut paths = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.text == "use" {
            use_tree(tokens, at + 1, RootPath::default(), &mut paths);
        }
    }
    let mut names = BTreeMap::new();
    for mut path in paths {
        if path.names.first().is_some_and(|name| name == "crate") {
            path.names.remove(0);
        }
        if let [module, .., last] = &path.names[..] {
            names.insert(path.alias.unwrap_or_else(|| last.clone()), module.clone());
        }
    }
    names
}

// ---------------------------------------------------------------------------------------------
// Text
// ---------------------------------------------------------------------------------------------

/// A word, a `::` or a single other character.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Token<'a> {
    line: usize,
    text: &'a str,
}

fn is_name(text: &str) -> bool {
    text.starts_with(is_name_start)
}

fn is_name_start(c: char) -> bool {
    c == '_' || c.is_alphabetic()
}

fn is_name_part(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// Comments become spaces and strings become quotes; lines stay lines.
pub fn blank(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (length, fill) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), Some(' '))
        } else if rest.starts_with("/*") {
            (block_comment(rest), Some(' '))
        } else if is_name_part(c) {
            let word = rest.find(|c| !is_name_part(c)).unwrap_or(rest.len());
            let raw = matches!(&rest[..word], "r" | "br" | "cr");
            match if raw { raw_string(&rest[word..]) } else { None } {
                Some(string) => (word + string, Some('"')),
                None => (word, None),
            }
        } else if c == '"' {
            (string(rest), Some('"'))
        } else if c == '\'' {
            char_literal(rest).map_or((1, None), |length| (length, Some('"')))
        } else {
            (c.len_utf8(), None)
        };
        let (part, behind) = rest.split_at(length);
        match fill {
            Some(fill) => out.extend(part.chars().map(|c| if c == '\n' { c } else { fill })),
            None => out.push_str(part),
        }
        rest = behind;
    }
    out
}

/// The length of the block comment at the start; comments nest.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

/// The length of the string at the start.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

/// The length of what follows the `r` of a raw string; `None` for a raw name.
fn raw_string(text: &str) -> Option<usize> {
    let hashes = text.len() - text.trim_start_matches('#').len();
    let inside = text[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", &text[..hashes]);
    let length = inside.find(&end).map_or(inside.len(), |at| at + end.len());
    Some(hashes + 1 + length)
}

/// The length of the character literal at the start; `None` for a lifetime.
fn char_literal(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().skip(1);
    let (_, first) = chars.next()?;
    if first == '\\' {
        chars.next()?;
        return chars.find(|(_, c)| *c == '\'').map(|(at, _)| at + 1);
    }
    chars.next().filter(|(_, c)| *c == '\'').map(|(at, _)| at + 1)
}

/// The words and signs of blanked code.
fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let mut rest = line.trim_start();
        while let Some(c) = rest.chars().next() {
            // `r#type` is the name `type`.
            if rest.starts_with("r#") && rest[2..].starts_with(is_name_start) {
                rest = &rest[2..];
                continue;
            }
            let length = if is_name_part(c) {
                rest.find(|c| !is_name_part(c)).unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                c.len_utf8()
            };
            if c != '"' {
                tokens.push(Token { line: index + 1, text: &rest[..length] });
            }
            rest = rest[length..].trim_start();
        }
    }
    tokens
}
