//! The bricks: the only unsafe code of the crate. Knows no tree, no collection and no user trait but `Clone`.
//!
//! Each brick is a safe type. What it must never let happen stands on its fields as an `Invariant:`,
//! and every unsafe block cites the invariants that it uses.
#![allow(unsafe_code)]

mod ahead;
mod array;
mod bucket;
mod counted;
mod fan;
mod feed;
mod inline;
mod lens;
mod one_type;
mod pairs;
mod slots;
mod tagged;
mod tags;

pub(crate) use array::{Array, Room, Row};
pub(crate) use bucket::{Bucket, BucketBlock, BucketEntries};
pub(crate) use fan::{Fan, IntoKids, Kids, Reach, Reached};
pub(crate) use feed::Feed;
pub(crate) use inline::Inline;
pub(crate) use lens::Lens;
pub(crate) use one_type::is_one_type;
pub(crate) use pairs::{Entries, PairBlock, Pairs};
pub(crate) use slots::{Block, Slots};
pub(crate) use tagged::{Either, Tagged, Thin};
pub(crate) use tags::PLACES;

#[cfg(test)]
mod tests;
