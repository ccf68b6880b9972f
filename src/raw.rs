//! The bricks: the only unsafe code of the crate. Knows no tree, no collection and no user trait but `Clone`.
//!
//! Each brick is a safe type. What it must never let happen stands on its fields as an `Invariant:`,
//! and every unsafe block cites the invariants that it uses.
#![allow(unsafe_code)]

mod array;
mod counted;
mod feed;
mod inline;
mod lens;
mod pairs;
mod slots;
mod tagged;

pub(crate) use array::{Array, Room, Row};
pub(crate) use feed::Feed;
pub(crate) use inline::Inline;
pub(crate) use lens::Lens;
pub(crate) use pairs::{Entries, PairBlock, Pairs};
pub(crate) use slots::{Block, Slots};
pub(crate) use tagged::{Either, Tagged, Thin};

#[cfg(test)]
mod tests;
