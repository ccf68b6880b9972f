//! Persistent copy-on-write collections: a clone costs **O(1)** and shares everything, a write copies
//! one path of a tree, and nothing where nobody shares it.
//!
//! # Which type do I want?
//!
//! | I have | take |
//! |---|---|
//! | a sequence, read and edited at any place | [`Vector`] |
//! | bytes: files, memory images, network buffers | [`ByteBuf`] |
//! | keys in order, ranges of them, ranks | [`OrdMap`] |
//! | a set in order | [`OrdSet`] |
//! | keys to look up, in no order | [`HashMap`] |
//! | a set in no order | [`HashSet`] |
//!
//! Versions are plain values: to keep one, clone it; to go back, use the clone. What versions share is
//! used throughout: `ptr_eq` says in **O(1)** whether two are one, `==` and `diff` skip what both have,
//! `memory` counts each byte of several versions once, and maps and sets are united, intersected and
//! merged at the cost of what differs.
//!
//! The methods have the names that `im` and `imbl` gave them, and beside them those of std's
//! collections. Each type documents where it differs; `MIGRATING.md` lists it all.
//!
//! # Between threads
//!
//! Versions go to other threads where their elements do. A cell of the crate `arc-swap` lets readers have
//! the newest version without waiting for the writer, and the writer go on without waiting for them:
//!
//! ```
//! use arc_swap::ArcSwap;
//! use offshoot::HashMap;
//! use std::sync::Arc;
//!
//! let cell = ArcSwap::from_pointee(HashMap::from([("a", 1)]));
//! let snapshot = cell.load_full(); // a reader, or who saves it to disk
//! cell.rcu(|map| map.update("b", 2)); // any of several writers
//! let mut map = HashMap::clone(&cell.load()); // the one writer: many edits, published at once
//! map.insert("c", 3);
//! map.remove("a");
//! cell.store(Arc::new(map));
//! assert_eq!((snapshot.len(), cell.load().len()), (1, 2));
//! ```
//!
//! The example `snapshot_server` is a server that does so.
//!
//! # Modules
//!
//! As in im, what belongs to a collection lies in a module of its own: [`vector::Focus`],
//! [`ord_map::Entry`], [`ord_map::DiffItem`], [`byte_buf::Cursor`]. im's spellings of these paths,
//! `ordmap`, `ordset`, `hashmap` and `hashset`, lead there too.
//!
//! In the order of the layers, of which none imports from one below it in this list:
//!
//! | module | what it is |
//! |---|---|
//! | `change`, `memory`, `patch`, `range` | what the collections have in common: [`Change`], [`MemoryReport`], [`Patch`], bounds of ranges |
//! | `raw` | the bricks, and all of the unsafe code |
//! | `tree` | the B+tree and the hash trie, and the widths of their nodes |
//! | [`mod@vector`], [`byte_buf`], [`ord_map`], [`hash_map`] | the collections, which do not know each other |
//! | [`ord_set`], [`hash_set`] | know their maps, and not the trees |
//! | `convert` | collections made of one another |
//! | [`versions`] | versions that share nodes, for the generators of tests |
//! | `macros` | the literals [`vector!`], [`ordmap!`], [`ordset!`], [`hashmap!`] and [`hashset!`], and [`get_in!`] and [`update_in!`] for nested ones |
//!
//! # Features
//!
//! - `std` (default): `io::Read`, `io::Write` and their kin, conversions from and to std's hash maps and
//!   sets, and a clean abort when a reference count overflows. Without it the crate needs `alloc` only.
//! - `arbitrary`, `proptest`, `quickcheck`: generators of all types for tests, and of [`versions::Versions`]:
//!   clones of one value that were edited apart and share the rest. They shrink, where the crate does. The
//!   strategies are in [`mod@proptest`]. These features need `std`.
//! - `borsh`: all types are `BorshSerialize` and `BorshDeserialize`, as std's are: maps and sets in the
//!   order of their keys.
//! - `bytes`: [`ByteBuf`] takes and gives `bytes::Bytes` without a copy, and [`byte_buf::Cursor`] is a
//!   `bytes::Buf`.
//! - `serde`: [`Patch`] is `Serialize` and `Deserialize`.
#![cfg_attr(not(feature = "std"), no_std)]
extern crate alloc;

#[cfg(feature = "arbitrary")]
mod arbitrary;
#[cfg(feature = "borsh")]
mod borsh;
pub mod byte_buf;
mod change;
mod convert;
pub mod hash_map;
pub mod hash_set;
mod macros;
mod memory;
pub mod ord_map;
pub mod ord_set;
mod patch;
#[cfg(feature = "proptest")]
pub mod proptest;
#[cfg(feature = "quickcheck")]
mod quickcheck;
mod range;
mod raw;
#[cfg(feature = "serde")]
mod serde;
mod tree;
pub mod vector;
#[cfg(any(feature = "arbitrary", feature = "proptest", feature = "quickcheck"))]
pub mod versions;
pub use byte_buf::ByteBuf;
pub use change::{Change, Changes};
/// im's name of [`hash_map`].
pub use hash_map as hashmap;
pub use hash_map::HashMap;
/// im's name of [`hash_set`].
pub use hash_set as hashset;
pub use hash_set::HashSet;
pub use memory::MemoryReport;
/// im's name of [`ord_map`].
pub use ord_map as ordmap;
pub use ord_map::OrdMap;
/// im's name of [`ord_set`].
pub use ord_set as ordset;
pub use ord_set::OrdSet;
pub use patch::{Conflict, DiffItem, Patch, PatchItem};
pub use vector::Vector;

/// The code of the README, compiled and run as its readers would.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The code of MIGRATING.md.
#[cfg(doctest)]
#[doc = include_str!("../MIGRATING.md")]
struct Migrating;
