//! Collections and patches written and read by serde. Knows no tree: what is read is collected as by
//! `FromIterator`, and what a length says that comes from outside is never trusted for memory.
//!
//! A [`Vector`](crate::Vector) and sets are sequences, maps are maps, and a [`ByteBuf`](crate::ByteBuf) is
//! bytes: each is written as std's is, and reads what std's has written.

mod bytes;
mod fill;
mod gather;
mod maps;
mod patch;
mod sequences;
