//! Every cost that the documentation states, as counts.
//!
//! The tables have a row for each operation whose documentation says **O(...)**; what a row does is counted in
//! `support/costs.rs`. The sources are read as text, so that an operation without a row, and a row of another class than
//! the documentation's, is found. Tiny nodes (`--cfg offshoot_tiny`) are held to the same classes, by limits of their own.
#![allow(
    clippy::drop_non_drop,
    reason = "what a row makes goes, whether that does anything or not"
)]
#![allow(clippy::iter_skip_next, reason = "`skip` is what is counted")]

#[cfg(feature = "serde")]
#[path = "cost_bounds/archive.rs"]
mod archive;
#[path = "cost_bounds/byte_buf.rs"]
mod byte_buf;
#[path = "support/costs.rs"]
mod costs;
#[path = "support/counting.rs"]
mod counting;
#[path = "cost_bounds/documented.rs"]
mod documented;
#[path = "cost_bounds/hash_map.rs"]
mod hash_map;
#[path = "cost_bounds/hash_set.rs"]
mod hash_set;
#[path = "cost_bounds/ord_map.rs"]
mod ord_map;
#[path = "cost_bounds/ord_set.rs"]
mod ord_set;
#[path = "cost_bounds/others.rs"]
mod others;
#[cfg(feature = "rayon")]
#[path = "cost_bounds/parallel.rs"]
mod parallel;
#[path = "cost_bounds/vector.rs"]
mod vector;

use std::collections::{BTreeMap, BTreeSet};

use costs::{Fixture, Row, hold};

#[track_caller]
fn assert_held<F: Fixture>(rows: &[Row<F>]) {
    let found = hold(rows);
    assert!(
        found.is_empty(),
        "{} counts are beyond their bounds:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn vectors_cost_what_they_say() {
    assert_held(vector::ROWS);
}

#[test]
fn byte_buffers_cost_what_they_say() {
    assert_held(byte_buf::ROWS);
    #[cfg(feature = "bytes")]
    assert_held(byte_buf::taken::ROWS);
}

#[test]
fn ordered_maps_cost_what_they_say() {
    assert_held(ord_map::ROWS);
}

#[test]
fn ordered_sets_cost_what_they_say() {
    assert_held(ord_set::ROWS);
}

#[test]
fn hash_maps_cost_what_they_say() {
    assert_held(hash_map::ROWS);
}

#[test]
fn hash_sets_cost_what_they_say() {
    assert_held(hash_set::ROWS);
}

#[test]
fn what_belongs_to_no_collection_costs_what_it_says() {
    for rows in [others::CONVERT, others::PATCH, others::MEMORY, others::PICTURE] {
        assert_held(rows);
    }
    #[cfg(any(feature = "arbitrary", feature = "proptest", feature = "quickcheck"))]
    assert_held(others::versions::ROWS);
}

#[cfg(feature = "serde")]
#[test]
fn archives_cost_what_they_say() {
    assert_held(archive::ARCHIVE);
    assert_held(archive::SERDE);
}

#[cfg(feature = "rayon")]
#[test]
fn several_threads_do_no_more_than_one() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().expect("threads can be had");
    pool.install(|| assert_held(parallel::ROWS));
}

/// The costs of all rows: by the module that the documentation stands in and the operation's name.
fn rows() -> BTreeMap<(&'static str, &'static str), BTreeSet<&'static str>> {
    let mut all: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    let mut add = |module, rows: Vec<(&'static str, &'static str)>| {
        for (name, costs) in rows {
            all.entry((module, name)).or_default().extend(costs.split(" | "));
        }
    };
    add("vector", names(vector::ROWS));
    add("byte_buf", names(byte_buf::ROWS));
    #[cfg(feature = "bytes")]
    add("byte_buf", names(byte_buf::taken::ROWS));
    add("ord_map", names(ord_map::ROWS));
    add("ord_set", names(ord_set::ROWS));
    add("hash_map", names(hash_map::ROWS));
    add("hash_set", names(hash_set::ROWS));
    add("convert", names(others::CONVERT));
    add("patch", names(others::PATCH));
    add("memory", names(others::MEMORY));
    add("picture", names(others::PICTURE));
    #[cfg(any(feature = "arbitrary", feature = "proptest", feature = "quickcheck"))]
    add("versions", names(others::versions::ROWS));
    #[cfg(feature = "serde")]
    add("archive", names(archive::ARCHIVE));
    #[cfg(feature = "serde")]
    add("serde", names(archive::SERDE));
    #[cfg(feature = "rayon")]
    add("parallel", names(parallel::ROWS));
    all
}

fn names<F>(rows: &[Row<F>]) -> Vec<(&'static str, &'static str)> {
    rows.iter().map(|&(name, costs, ..)| (name, costs)).collect()
}

/// Documented where a feature is off: not to be called here.
fn is_off(path: &str) -> bool {
    let is_bytes = path == "src/byte_buf/with_bytes.rs";
    match path.split(['/', '.']).nth(1).unwrap_or_default() {
        "parallel" => !cfg!(feature = "rayon"),
        "archive" | "serde" => !cfg!(feature = "serde"),
        "versions" => {
            !cfg!(any(feature = "arbitrary", feature = "proptest", feature = "quickcheck"))
        }
        _ => is_bytes && !cfg!(feature = "bytes"),
    }
}

/// Public functions that need not say what they cost.
const SAY_NOTHING: &[(&str, &str)] = &[
    // They do nothing, and say so.
    ("hash_map", "HashMap::reserve"),
    ("hash_map", "HashMap::try_reserve"),
    ("hash_map", "HashMap::shrink_to_fit"),
    ("hash_map", "HashMap::shrink_to"),
    ("hash_set", "HashSet::reserve"),
    ("hash_set", "HashSet::try_reserve"),
    ("hash_set", "HashSet::shrink_to_fit"),
    ("hash_set", "HashSet::shrink_to"),
    // The time of the edits, which are the user's.
    ("versions", "Versions::replay"),
];

#[test]
fn every_documented_cost_has_a_row() {
    let (rows, mut found, mut seen) = (rows(), Vec::new(), BTreeSet::new());
    let documented = documented::costs();
    assert!(documented.len() > 650, "only {} functions were found", documented.len());
    for item in &documented {
        let key = (item.module.as_str(), item.name.as_str());
        if is_off(&item.path) || SAY_NOTHING.contains(&key) || item.module == "proptest" {
            continue;
        }
        let said: BTreeSet<&str> = item.costs.iter().map(String::as_str).collect();
        let place = format!("{}:{}: {}", item.path, item.line, item.name);
        match rows.get(&key) {
            _ if said.is_empty() => found.push(format!("{place} does not say what it costs")),
            None => found.push(format!("{place} says {said:?}, and no row counts it")),
            Some(counted) if *counted != said => {
                found.push(format!("{place} says {said:?}, and {counted:?} is counted"));
            }
            Some(_) => _ = seen.insert(key),
        }
    }
    let unknown = rows.keys().filter(|&&(module, name)| !seen.contains(&(module, name)));
    found.extend(
        unknown
            .map(|(module, name)| format!("{module}: {name} has a row, and is not documented so")),
    );
    assert!(found.is_empty(), "{} costs:\n{}", found.len(), found.join("\n"));
}
