//! Every public method once, with all that it can be made to touch: for Miri, which sees what it may not.
//!
//! Inputs have several levels (with `--cfg offshoot_tiny`), nodes of their own and shared ones. What is made, and
//! what lived before, is compared with std's collections. `called` reads the sources for what nobody calls here;
//! that everything is freed is counted, by Miri or by the allocator.
#![allow(
    clippy::incompatible_msrv,
    reason = "only users of the library may have an older compiler"
)]
#![allow(
    clippy::cmp_owned,
    clippy::drop_non_drop,
    clippy::into_iter_on_ref,
    clippy::nonminimal_bool,
    clippy::op_ref,
    clippy::redundant_closure_for_method_calls,
    clippy::unwrap_or_default,
    reason = "every way to call is what is tested"
)]

#[allow(dead_code, reason = "other tests ask for more")]
#[path = "../support/collider.rs"]
mod collider;
#[allow(dead_code, reason = "other tests ask for more")]
#[cfg(not(miri))]
#[path = "../support/counting.rs"]
mod counting;
#[allow(dead_code, reason = "other tests ask for more")]
#[path = "../support/element.rs"]
mod element;
#[macro_use]
mod walk;

mod byte_buf;
#[cfg(not(miri))]
mod called;
mod common;
mod hash_map;
mod hash_set;
mod ord_map;
mod ord_set;
mod vector;

use std::cell::Cell;

use collider::{Collider, Plain, Seeded, shape};
#[cfg(not(miri))]
use element::Counted;
use element::{Aligned, Element, Nothing};
use offshoot::hash_map::RandomState;

/// Elements enough for several levels.
const MANY: u32 = if cfg!(miri) {
    26
} else if cfg!(offshoot_tiny) {
    60
} else {
    150
};

/// Whether to look at invariants and at every comparison, too: Miri is slow, and this does the same each time.
const THOROUGH: bool = !cfg!(miri);

/// All cases, or under Miri so many.
fn some<T>(most: usize, all: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
    all.into_iter().take(if cfg!(miri) { most } else { usize::MAX })
}

/// Under Miri one of every two turns, the other one the next time.
fn turns() -> impl Iterator<Item = bool> {
    thread_local! {
        static TURN: Cell<bool> = const { Cell::new(false) };
    }
    let turn = !TURN.replace(!TURN.get());
    some(1, [turn, !turn])
}

/// Elements of the number 0 to `n`.
fn elements<E: Element>(n: u32) -> Vec<E> {
    (0..n).map(E::new).collect()
}

/// Runs something, and sees that it frees what it has allocated. (Miri sees to it by itself.)
fn frees_all(run: impl Fn()) {
    // What is allocated once for a process or a thread.
    run();
    #[cfg(not(miri))]
    {
        let before = (counting::held(), Counted::live());
        run();
        assert_eq!((counting::held(), Counted::live()), before, "bytes and elements are left");
    }
}

#[test]
fn vector_of_boxes() {
    frees_all(vector::all::<Box<u32>>);
}

#[test]
fn vector_of_nothing() {
    frees_all(vector::all::<Nothing>);
}

#[test]
fn vector_of_aligned() {
    frees_all(vector::all::<Aligned>);
}

#[test]
fn ord_map_of_boxes() {
    frees_all(ord_map::all::<Box<u32>>);
}

#[test]
fn ord_map_of_nothing() {
    frees_all(ord_map::all::<Nothing>);
}

#[test]
fn ord_set_of_aligned() {
    frees_all(ord_set::all::<Aligned>);
}

#[test]
#[cfg_attr(miri, ignore = "it adds nothing to the map of boxes and the set of others")]
fn ord_set_of_boxes() {
    frees_all(ord_set::all::<Box<u32>>);
}

#[test]
fn ord_set_of_nothing() {
    frees_all(ord_set::all::<Nothing>);
}

#[test]
fn hash_map_of_boxes() {
    frees_all(hash_map::all::<Box<u32>, RandomState>);
}

#[test]
fn hash_map_of_nothing() {
    frees_all(hash_map::all::<Nothing, RandomState>);
}

#[test]
#[cfg_attr(miri, ignore = "`versions` has programs with them")]
fn hash_map_of_colliders() {
    frees_all(hash_map::all::<Collider<{ shape::MIXED }>, Plain>);
}

#[test]
fn hash_set_of_aligned() {
    frees_all(hash_set::all::<Aligned, RandomState>);
}

#[test]
#[cfg_attr(miri, ignore = "it adds nothing to the map of boxes and the set of others")]
fn hash_set_of_boxes() {
    frees_all(hash_set::all::<Box<u32>, Seeded>);
}

#[test]
fn byte_buf_of_every_origin() {
    frees_all(byte_buf::all);
}

#[test]
fn what_is_common() {
    frees_all(common::all);
}
