//! Every public method once, with all that it can be made to touch: for Miri, which sees what it may not.
//!
//! Inputs have several levels (with `--cfg offshoot_tiny`), nodes of their own and shared ones. What is made, and
//! what lived before, is compared with std's collections. `called` reads the sources for what nobody calls here;
//! that everything is freed is counted, by Miri or by the allocator.
#![allow(
    clippy::incompatible_msrv,
    reason = "only users of the library may have an older compiler"
)]

#[cfg(not(miri))]
#[path = "../support/counting.rs"]
mod counting;
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

use element::{Aligned, Counted, Element, Nothing};

/// Elements enough for several levels.
const MANY: u32 = if cfg!(any(miri, offshoot_tiny)) { 44 } else { 700 };

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
fn ord_map_of_aligned() {
    frees_all(ord_map::all::<Aligned>);
}
