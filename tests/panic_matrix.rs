//! Every public method that may run user code has a row in the panic matrix (`tests/*_panics.rs`). The sources
//! and the rows are read as text: this test does not know what a row asserts.
//!
//! User code is reached by a bound (`Clone`, `Ord`, `FnMut`, ...), or by dropping what is owned. So what has no
//! bound and only borrows runs none, and is not asked for. A row shows a method if its code calls it, on the
//! type that has it (`SHOWN_BY`); it shows a trait with arguments (`From<..>`) if its name says so. That rows
//! run some user code they assert themselves.

#[path = "support/sources.rs"]
#[allow(dead_code, reason = "only the lexer is needed here")]
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Modules that have no row.
const PASSED_OVER: &[&str] = &[
    // Not public.
    "raw",
    "tree",
    // They make collections for tests, by the `collect` of these.
    "arbitrary",
    "proptest",
    "quickcheck",
    // Nodes and their addresses: no element is touched.
    "memory",
    "picture",
    "survey",
];

/// The tables of rows: a file, where the table begins, the module whose methods it has, and the types, if not all.
const TABLES: &[(&str, &str, &str, &[&str])] = &[
    ("panics.rs", "fn writers", "vector", &[]),
    ("panics.rs", "fn readers", "vector", &[]),
    ("map_panics.rs", "fn single", "ord_map", &[]),
    ("map_panics.rs", "fn many", "ord_map", &[]),
    ("map_panics.rs", "fn algebra", "ord_map", &[]),
    ("map_panics.rs", "fn algebra", "patch", &[]),
    ("map_panics.rs", "fn readers", "ord_map", &[]),
    ("map_panics.rs", "fn readers", "convert", &["OrdMap"]),
    ("map_panics.rs", "fn sets", "ord_set", &[]),
    ("map_panics.rs", "fn sets", "convert", &["OrdSet"]),
    ("hash_panics.rs", "fn single", "hash_map", &[]),
    ("hash_panics.rs", "fn many", "hash_map", &[]),
    ("hash_panics.rs", "fn algebra", "hash_map", &[]),
    ("hash_panics.rs", "fn algebra", "convert", &["HashMap"]),
    ("hash_panics.rs", "fn sets", "hash_set", &[]),
    ("hash_panics.rs", "fn sets", "convert", &["HashSet"]),
    ("byte_panics.rs", "fn writers", "byte_buf", &[]),
    ("byte_panics.rs", "fn readers", "byte_buf", &[]),
    ("rayon_panics.rs", "fn vectors_survive", "parallel", &["Vector"]),
    ("rayon_panics.rs", "macro_rules! map_operations", "parallel", &["OrdMap", "HashMap"]),
    ("rayon_panics.rs", "macro_rules! set_operations", "parallel", &["OrdSet", "HashSet"]),
    ("rayon_panics.rs", "fn byte_buffers_survive", "parallel", &["ByteBuf"]),
];

/// What has its rows in another form: the beginning of its name, and where they are.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    ("archive::Archive", "archive_panics.rs", "fn an_archive_of_vectors_survives"),
    ("archive::Increment", "archive_panics.rs", "fn an_archive_of_vectors_survives"),
    ("archive::Since", "archive_panics.rs", "fn an_archive_of_vectors_survives"),
    ("borsh::Vector", "decode_panics.rs", "borsh::<Vector<"),
    ("borsh::OrdMap", "decode_panics.rs", "borsh::<OrdMap<"),
    ("borsh::OrdSet", "decode_panics.rs", "borsh::<OrdSet<"),
    ("borsh::HashMap", "decode_panics.rs", "borsh::<HashMap<"),
    ("borsh::HashSet", "decode_panics.rs", "borsh::<HashSet<"),
    ("serde::Vector", "decode_panics.rs", "serde::<Vector<"),
    ("serde::OrdMap", "decode_panics.rs", "serde::<OrdMap<"),
    ("serde::OrdSet", "decode_panics.rs", "serde::<OrdSet<"),
    ("serde::HashMap", "decode_panics.rs", "serde::<HashMap<"),
    ("serde::HashSet", "decode_panics.rs", "serde::<HashSet<"),
    ("serde::Patch", "decode_panics.rs", "serde::<Patch<"),
    ("versions::Vector", "decode_panics.rs", "replay::<Vector<"),
    ("versions::OrdMap", "decode_panics.rs", "replay::<OrdMap<"),
    ("versions::OrdSet", "decode_panics.rs", "replay::<OrdSet<"),
    ("versions::HashMap", "decode_panics.rs", "replay::<HashMap<"),
    ("versions::HashSet", "decode_panics.rs", "replay::<HashSet<"),
    ("versions::Versions", "decode_panics.rs", "fn replay<"),
];

const COLLECTIONS: &[&str] = &["Vector", "ByteBuf", "OrdMap", "OrdSet", "HashMap", "HashSet"];

/// What the code of a row says when it has a value of a type that is no collection.
const SHOWN_BY: &[(&str, &[&str])] = &[
    ("Chunks", &[".chunks()", ".leaves()"]),
    ("ChunksMut", &[".chunks_mut()", ".leaves_mut()"]),
    ("ConsumingIter", &["into_iter()"]),
    ("Conflict", &["merge("]),
    ("Cursor", &["_bound(", "cursor()"]),
    ("CursorMut", &["_bound_mut(", "cursor_mut()"]),
    ("DiffIter", &[".diff("]),
    ("Drain", &[".drain(", ".splice("]),
    ("Entry", &[".entry(key("]),
    ("ExtractIf", &[".extract_if("]),
    ("Focus", &[".focus()", ".unmut()"]),
    ("FocusMut", &[".focus_mut()", "FocusMut::new("]),
    ("IntoKeys", &[".into_keys()"]),
    ("IntoValues", &[".into_values()"]),
    ("Iter", &[".iter()", ".range("]),
    ("IterMut", &[".iter_mut()", ".range_mut("]),
    ("Keys", &[".keys()"]),
    ("OccupiedEntry", &["Entry::Occupied(", "first_entry()", "last_entry()"]),
    ("RangeIter", &[".range("]),
    ("RangeMut", &[".range_mut("]),
    ("SetDiffIter", &[".diff("]),
    ("VacantEntry", &["Entry::Vacant("]),
    ("Values", &[".values()"]),
    ("ValuesMut", &[".values_mut()"]),
];

/// What the code of a row says, any of it, when it uses a trait that has no arguments.
const SPOKEN: &[(&str, &[&str])] = &[
    ("next", &["for_each(", "drop)", ".next()", ".count()", "for _ in", ".nth("]),
    ("next_back", &[".rev()", ".next_back()"]),
    ("fold", &[".for_each(", ".fold("]),
    ("rfold", &[".rev().for_each(", ".rfold("]),
    ("eq", &[" == "]),
    ("hash", &[".hash(&mut"]),
    ("from_iter", &["collect", "from_iter("]),
    ("add", &[" + "]),
    ("add_assign", &[" += "]),
    ("bitor", &[" | "]),
    ("bitand", &[" & "]),
    ("bitxor", &[" ^ "]),
    ("sub", &[" - "]),
    ("mul", &[" * "]),
    ("sum", &[".sum()", ".sum::"]),
    ("index", &["v[&", "v[at]"]),
    ("index_mut", &["v[&Probe(at)] = ", "v[at] = "]),
    ("drop", &["drop("]),
];

/// What stands where user code is called from.
const BOUNDS: &[&str] = &[
    "Archived",
    "Borrow",
    "BorshDeserialize",
    "BorshSerialize",
    "BuildHasher",
    "Clone",
    "Comparable",
    "Copy",
    "Deserialize",
    "Eq",
    "Equivalent",
    "Fn",
    "FnMut",
    "FnOnce",
    "Fork",
    "From",
    "Hash",
    "Hasher",
    "Into",
    "IntoIterator",
    "IntoParallelIterator",
    "Iterator",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Read",
    "Serialize",
    "ToOwned",
];

/// What has a bound, or owns something, and runs no user code nevertheless.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("borsh::ByteBuf", "bytes are its elements, and it is new"),
    ("change::Changes", "an iterator over ranges"),
    ("hash_map::HashMap::reserve", "does nothing"),
    ("hash_map::HashMap::shrink_to", "does nothing"),
    ("hash_map::HashMap::try_reserve", "does nothing"),
    ("hash_set::HashSet::reserve", "does nothing"),
    ("hash_set::HashSet::shrink_to", "does nothing"),
    ("hash_set::HashSet::try_reserve", "does nothing"),
    ("parallel::HashMap: ParallelExtend<(&'a K, &'a V)>", "of `Copy`: forwards to that of values"),
    ("parallel::HashSet: ParallelExtend<&'a T>", "of `Copy`: forwards to that of values"),
    ("parallel::OrdMap: ParallelExtend<(&'a K, &'a V)>", "of `Copy`: forwards to that of values"),
    ("parallel::OrdSet: ParallelExtend<&'a T>", "of `Copy`: forwards to that of values"),
    ("parallel::Vector: ParallelExtend<&'a T>", "of `Copy`: forwards to that of values"),
    ("vector::Vector: BufRead", "bytes are its elements"),
    ("vector::Vector: Read", "bytes are its elements"),
    ("vector::Vector: Write", "bytes are its elements"),
    ("versions::ByteBuf", "bytes are its elements"),
];

/// Methods of all types that touch no element.
const PLAIN: &[&str] = &["memory", "picture", "size_hint"];

/// A public method, or one of a trait.
#[derive(Clone, Debug, PartialEq)]
struct Method {
    /// The module at the root, and the type, of which nothing is left but its name.
    room: String,
    owner: String,
    /// The trait with its arguments.
    of: Option<String>,
    name: String,
    /// The type is another crate's.
    is_foreign: bool,
}

impl Method {
    /// `ord_map::OrdMap::insert`, `vector::Vector: From<Vec<T>>`.
    fn told(&self) -> String {
        let Self { room, owner, of, name, is_foreign } = self;
        match of {
            Some(of) if *is_foreign => format!("{room}::{owner}: {of} for {owner}"),
            Some(of) if of.contains('<') => format!("{room}::{owner}: {of}"),
            Some(of) => format!("{room}::{owner}: {of}::{name}"),
            None => format!("{room}::{owner}::{name}"),
        }
    }
}

/// One row of a table: its module, its name and its code.
struct Row {
    room: &'static str,
    owners: &'static [&'static str],
    name: String,
    code: String,
}

fn is_name_part(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_name_part(c)).filter(|word| !word.is_empty())
}

fn word(text: &str) -> &str {
    text.split(|c| !is_name_part(c)).next().unwrap_or_default()
}

fn has_bound(text: &str) -> bool {
    words(text).any(|word| BOUNDS.contains(&word))
}

/// The length of what is in angle brackets at the start, with them.
fn angles(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '<' => depth += 1,
            '>' if last != '-' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return if c == '>' { at + 1 } else { 0 };
        }
        last = c;
    }
    text.len()
}

/// What an `impl` line says: the bounds, the trait, the type.
fn header(text: &str) -> (String, Option<String>, String) {
    let rest = text.strip_prefix("impl").expect("an impl begins so");
    let generics = angles(rest);
    let (bounds, rest) = rest.split_at(generics);
    let (rest, behind) = rest.split_once(" where").unwrap_or((rest, ""));
    let rest = rest.trim().trim_end_matches('{').trim();
    let (of, owner) = match rest.split_once(" for ") {
        Some((of, owner)) => (Some(of.to_owned()), owner),
        None => (None, rest),
    };
    (format!("{bounds} {behind}"), of, owner.to_owned())
}

/// What may run user code in one source.
fn methods(room: &str, text: &str) -> Vec<Method> {
    let code = sources::blank(text);
    let mut found = Vec::new();
    let mut lines = text.lines().zip(code.lines());
    let mut current: Option<(String, Option<String>, String)> = None;
    let mut hidden = false;
    while let Some((whole, line)) = lines.next() {
        // Lines are gathered until a brace opens or a semicolon ends it.
        let gather = |lines: &mut dyn Iterator<Item = (&str, &str)>| {
            let mut all = line.trim().to_owned();
            while !all.ends_with(['{', ';', '}']) {
                let Some((_, more)) = lines.next() else { break };
                all.push(' ');
                all.push_str(more.trim());
            }
            all
        };
        hidden |= whole.trim_start().starts_with("#[doc(hidden)]");
        // Iterators that only pass on what another gives are made by a macro.
        if let Some((bounds, owner)) =
            line.strip_prefix("forward!([").and_then(|rest| rest.split_once(']'))
        {
            let owner = word(owner.trim_start()).to_owned();
            let of = Some("Iterator".to_owned());
            let (room, is_foreign) = (room.to_owned(), false);
            let next = Method { room, owner, of, name: "next".to_owned(), is_foreign };
            let nth = Method { name: "nth".to_owned(), ..next.clone() };
            let is_asked = has_bound(bounds) && next.room != "parallel";
            found.extend(is_asked.then_some([next, nth]).into_iter().flatten());
            continue;
        }
        if line.starts_with("impl") {
            let all = gather(&mut lines);
            current = (!all.ends_with('}')).then(|| header(&all));
        } else if line.starts_with('}') {
            current = None;
        } else if let Some((bounds, of, owner)) = &current {
            let inner = line.strip_prefix("    ").filter(|rest| !rest.starts_with(' '));
            let public = inner.and_then(|rest| rest.strip_prefix("pub "));
            let rest = if of.is_some() { inner } else { public };
            let name = rest.and_then(|rest| rest.trim_start_matches("const ").strip_prefix("fn "));
            let Some(name) = name.map(word) else { continue };
            let all = gather(&mut lines);
            let asked = !std::mem::take(&mut hidden);
            let bounded = has_bound(bounds) || has_bound(&all);
            let borrows = owner.contains('\'')
                || owner.starts_with('&')
                || all.contains("(&self")
                || !words(&all).any(|word| word == "self");
            if asked && (bounded || !borrows) {
                let path = owner.trim_start_matches("&'a ").trim_start_matches(['&', '(']);
                let path = path.trim_start_matches("mut ");
                let owner = path.split('<').next().unwrap_or_default();
                found.push(Method {
                    room: room.to_owned(),
                    owner: owner
                        .rsplit("::")
                        .next()
                        .unwrap_or_default()
                        .trim_end_matches('{')
                        .to_owned(),
                    of: of.clone(),
                    name: name.to_owned(),
                    is_foreign: path.starts_with("std::"),
                });
            }
        }
    }
    found
}

/// Traits and methods in which nobody can panic, or need not be asked about.
fn is_asked(method: &Method) -> bool {
    let of = method.of.as_deref().unwrap_or_default();
    let of = of.rsplit("::").next().unwrap_or_default();
    !matches!(of, "Debug" | "Display" | "Default" | "AsRef<Self>")
        && !PLAIN.contains(&&*method.name)
}

/// All methods of the sources that may run user code.
fn all_methods() -> Vec<Method> {
    let mut files = Vec::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut files);
    files.sort();
    let mut all = Vec::new();
    for (path, text) in &files {
        let room = word(path);
        if PASSED_OVER.contains(&room) || path.ends_with("tests.rs") {
            continue;
        }
        let (names, private) = (exported(&files, room), private_traits(&files, room));
        let is_ours = |owner: &str| names.contains(owner) || COLLECTIONS.contains(&owner);
        for mut method in methods(room, text).into_iter().filter(is_asked) {
            method.is_foreign |= !is_ours(&method.owner);
            let of = method.of.as_deref().map(|of| word(of.rsplit("::").next().unwrap_or(of)));
            let is_public = match of {
                Some(of) => !private.contains(of),
                None => true,
            };
            let is_conversion = matches!(of, Some("From" | "TryFrom" | "PartialEq"));
            if is_public && (is_conversion || !method.is_foreign) {
                all.push(method);
            }
        }
    }
    all
}

/// The traits of one module, and of the trees, that are nobody else's.
fn private_traits<'a>(files: &'a [(String, String)], room: &str) -> BTreeSet<&'a str> {
    let near = files.iter().filter(|(path, _)| [room, "tree"].contains(&word(path)));
    let names = near.flat_map(|(_, text)| text.lines()).filter_map(|line| {
        let rest = ["pub(crate) ", "pub(super) "].iter().find_map(|open| line.strip_prefix(open));
        rest.unwrap_or(line).strip_prefix("trait ").map(word)
    });
    names.collect()
}

/// The types that are public in the files of one module.
fn exported(files: &[(String, String)], room: &str) -> BTreeSet<String> {
    let of_room = files.iter().filter(|(path, _)| word(path) == room);
    let lines = of_room.flat_map(|(_, text)| text.lines());
    let names = lines.filter_map(|line| {
        let rest = line.strip_prefix("pub ")?;
        ["struct ", "enum "].iter().find_map(|kind| rest.strip_prefix(kind)).map(word)
    });
    names.map(str::to_owned).collect()
}

/// The sources below a folder: paths from there, and texts.
fn read(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry of a folder can be read").path();
        let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
        if path.is_dir() {
            read(&path, &format!("{prefix}{name}/"), files);
        } else {
            files.push((
                format!("{prefix}{name}"),
                fs::read_to_string(&path).expect("a source is UTF-8"),
            ));
        }
    }
}

/// The rows of one table in the text of its file: they begin with a name, and what is indented below belongs to
/// them.
fn rows(text: &str, table: &str) -> Vec<(String, String)> {
    let begin = text.find(&format!("\n{table}")).expect("a table is there");
    let end = begin + text[begin..].find("\n}\n").expect("a table ends");
    let mut rows: Vec<(String, String)> = Vec::new();
    for line in text[begin..end].lines() {
        let row = line
            .trim_start()
            .strip_prefix("(\"")
            .filter(|_| line.len() - line.trim_start().len() <= 12);
        if let Some((name, code)) = row.and_then(|row| row.split_once("\", ")) {
            rows.push((name.to_owned(), code.to_owned()));
        } else if let Some(row) = rows.last_mut() {
            row.1.push('\n');
            row.1.push_str(line);
        }
    }
    rows
}

/// All rows, and a fault for each table that is not known.
fn all_rows(files: &[(String, String)]) -> (Vec<Row>, Vec<String>) {
    let mut all = Vec::new();
    for &(file, table, room, owners) in TABLES {
        let rows = rows(text_of(files, file), table).into_iter();
        all.extend(rows.map(|(name, code)| Row { room, owners, name, code }));
    }
    let mut unknown = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with("panics.rs")) {
        for line in
            text.lines().filter(|line| line.starts_with("fn ") && line.contains("() -> Vec<Row"))
        {
            let name = &line[..3 + word(&line[3..]).len()];
            if !TABLES.iter().any(|row| (row.0, row.1) == (path, name)) {
                unknown.push(format!("{path}: {name} is a table that nobody reads"));
            }
        }
    }
    (all, unknown)
}

fn text_of<'a>(files: &'a [(String, String)], file: &str) -> &'a str {
    let found = files.iter().find(|(path, _)| path == file);
    &found.unwrap_or_else(|| panic!("{file} is not there")).1
}

/// Whether a name is called in a code: `.name(`, `::name(`, `::name,`.
fn calls(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let (before, behind) = (&code[..at], &code[at + name.len()..]);
        let path = before.ends_with("::");
        (path || before.ends_with('.')) && !behind.starts_with(is_name_part) && {
            behind.starts_with(['(', ':']) || path
        }
    })
}

/// As `calls`, on what is a collection: the version `v`, a clone of it, or by the name of the type.
fn calls_directly(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let (before, behind) = (&code[..at], &code[at + name.len()..]);
        let on_value =
            ["v.", "take(v).", "clone().", "fork.", "part.", "high.", "low.", "other.", "b."];
        before.ends_with("::") && !behind.starts_with(is_name_part)
            || on_value.iter().any(|value| before.ends_with(value))
                && behind.starts_with(['(', ':'])
    })
}

/// Whether a row shows a method. `twice`: another type of the module has one of this name.
fn shows(row: &Row, method: &Method, twice: bool) -> bool {
    let has_owner = row.owners.is_empty() || row.owners.contains(&&*method.owner);
    if row.room != method.room || !has_owner {
        return false;
    }
    if let Some(of) = method.of.as_deref().filter(|of| of.contains('<')) {
        let told =
            if method.is_foreign { format!("{of} for {}", method.owner) } else { of.to_owned() };
        let mut found = row.name.match_indices(&told);
        return found
            .any(|(at, _)| method.is_foreign || !row.name[at + told.len()..].starts_with(" for "));
    }
    let maker = SHOWN_BY.iter().find(|(owner, _)| *owner == method.owner);
    if maker.is_some_and(|(_, by)| !by.iter().any(|by| row.code.contains(by))) {
        return false;
    }
    if let Some((_, spoken)) = SPOKEN.iter().find(|(name, _)| *name == method.name)
        && method.of.is_some()
    {
        return spoken.iter().any(|by| row.code.contains(by));
    }
    if twice && maker.is_none() {
        return calls_directly(&row.code, &method.name);
    }
    calls(&row.code, &method.name)
}

#[test]
fn every_method_that_runs_user_code_has_a_row() {
    let methods = all_methods();
    assert!(methods.len() > 600, "only {} methods were found", methods.len());
    let mut tests = Vec::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"), "", &mut tests);
    let (rows, mut faults) = all_rows(&tests);
    let mut owners: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for method in &methods {
        owners.entry((&method.room, &method.name)).or_default().insert(&method.owner);
    }
    let mut excepted = BTreeSet::new();
    for method in &methods {
        let of_name = &owners[&(&*method.room, &*method.name)];
        let twice = of_name.iter().any(|owner| SHOWN_BY.iter().any(|(other, _)| owner == other));
        let told = method.told();
        let elsewhere = ELSEWHERE.iter().find(|(prefix, ..)| told.starts_with(prefix));
        let shown = rows.iter().any(|row| shows(row, method, twice))
            || elsewhere.is_some_and(|(_, file, words)| text_of(&tests, file).contains(words));
        let exception = EXCEPTIONS.iter().position(|(prefix, _)| told.starts_with(prefix));
        excepted.extend(exception);
        match (shown, exception) {
            (false, None) => faults.push(format!("{told} has no row")),
            (true, Some(at)) if EXCEPTIONS[at].0 == told => {
                faults.push(format!("{told} is an exception, and has a row"));
            }
            _ => {}
        }
    }
    for (at, (prefix, _)) in EXCEPTIONS.iter().enumerate() {
        if !excepted.contains(&at) {
            faults.push(format!("{prefix} is an exception, and no method"));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// The methods of one source that are asked for.
fn asked(text: &str) -> Vec<String> {
    methods("room", text).iter().filter(|method| is_asked(method)).map(Method::told).collect()
}

#[test]
fn what_may_run_user_code_is_found() {
    let inherent = "impl<T> Type<T> {\n    pub fn take(self) {}\n    pub fn cut(&mut self) {}\n}\n";
    assert_eq!(asked(inherent), ["room::Type::take", "room::Type::cut"]);
    let bounded = "impl<T: Clone> Type<T> {\n    #[inline]\n    pub const fn look(&self) {}\n}\n";
    assert_eq!(asked(bounded), ["room::Type::look"]);
    let by_where =
        "impl<T> Type<T>\nwhere\n    T: Ord,\n{\n    pub fn look(\n        &self,\n    ) {}\n}\n";
    assert_eq!(asked(by_where), ["room::Type::look"]);
    let closure = "impl<T> Iter<'_, T> {\n    pub fn look(&self, f: impl FnMut(&T)) {\n    }\n}\n";
    assert_eq!(asked(closure), ["room::Iter::look"]);
    let of_trait =
        "impl<'a, T: Clone> From<&'a [T]> for Type<T> {\n    fn from(_: &'a [T]) -> Self {}\n}\n";
    assert_eq!(asked(of_trait), ["room::Type: From<&'a [T]>"]);
}

#[test]
fn what_runs_none_is_passed_over() {
    for text in [
        "impl<T> Type<T> {\n    pub fn look(&self) {}\n    pub fn new() -> Self {}\n}\n",
        "impl<'a, T> Iterator for Iter<'a, T> {\n    fn next(&mut self) -> Option<&'a T> {}\n}\n",
        "impl<T> Ord for Type<T> {\n    fn cmp(&self, other: &Self) -> Ordering {}\n}\n",
        "impl<T: Debug> fmt::Debug for Type<T> {\n    fn fmt(&self) {}\n}\n",
        "impl<T: Clone> Type<T> {\n    fn own(&self) {}\n    pub(crate) fn inner(&self) {}\n}\n",
        "impl<T: Clone> Type<T> {\n    #[doc(hidden)]\n    pub fn check(&self) {}\n}\n",
        "impl<T: Clone> ExactSizeIterator for Iter<T> {}\n",
    ] {
        assert_eq!(asked(text), [""; 0], "in\n{text}");
    }
}

#[test]
fn a_row_shows_what_it_calls() {
    let row = |name: &str, code: &str| {
        let [name, code] = [name, code].map(str::to_owned);
        Row { room: "room", owners: &[], name, code }
    };
    let method = |owner: &str, of: Option<&str>, name: &str| {
        let [room, owner, name] = ["room", owner, name].map(str::to_owned);
        Method { room, owner, of: of.map(str::to_owned), name, is_foreign: false }
    };
    let insert = method("OrdMap", None, "insert");
    assert!(shows(&row("insert", "|v| drop(v.insert(1))"), &insert, true));
    assert!(shows(&row("insert", "|v| f(v, OrdMap::insert)"), &insert, true));
    assert!(!shows(&row("insert", "|v| drop(v.insert_many(1))"), &insert, true));
    assert!(!shows(
        &row("insert", "|v| if let Entry::Vacant(entry) = v.entry(key(1)) { entry.insert(1) }"),
        &insert,
        true
    ));
    let of_entry = method("VacantEntry", None, "insert");
    assert!(shows(
        &row("insert", "|v| if let Entry::Vacant(entry) = v.entry(key(1)) { entry.insert(1) }"),
        &of_entry,
        true
    ));
    assert!(!shows(&row("insert", "|v| drop(v.insert(1))"), &of_entry, true));
    let from = method("Vector", Some("From<Vec<T>>"), "from");
    assert!(shows(&row("From<Vec<T>>", "|_| V::from(vec![])"), &from, false));
    assert!(!shows(&row("From<&Vec<T>>", "|_| V::from(&vec![])"), &from, false));
    let foreign = Method {
        is_foreign: true,
        owner: "Vec".to_owned(),
        ..method("", Some("From<Vector<T>>"), "from")
    };
    assert!(shows(
        &row("From<Vector<T>> for Vec, of a clone", "|v| v.clone().into()"),
        &foreign,
        false
    ));
    assert!(!shows(&row("From<Vector<T>> for Box", "|v| v.clone().into()"), &foreign, false));
}
