//! Every cost that the documentation states, as counts.
//!
//! The tables have a row for each operation whose documentation says **O(...)**; what a row does is counted in
//! `support/costs.rs`. The sources are read as text, so that an operation without a row, and a row of another class than
//! the documentation's, is found. Tiny nodes (`--cfg offshoot_tiny`) are held to the same classes, by limits of their own.

#[path = "cost_bounds/byte_buf.rs"]
mod byte_buf;
#[path = "support/costs.rs"]
mod costs;
#[path = "support/counting.rs"]
mod counting;
#[path = "cost_bounds/hash_map.rs"]
mod hash_map;
#[path = "cost_bounds/hash_set.rs"]
mod hash_set;
#[path = "cost_bounds/ord_map.rs"]
mod ord_map;
#[path = "cost_bounds/ord_set.rs"]
mod ord_set;
#[path = "cost_bounds/vector.rs"]
mod vector;

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
fn hash_maps_cost_what_they_say() {
    assert_held(hash_map::ROWS);
}

#[test]
fn ordered_sets_cost_what_they_say() {
    assert_held(ord_set::ROWS);
}

#[test]
fn hash_sets_cost_what_they_say() {
    assert_held(hash_set::ROWS);
}
