//! Persistent copy-on-write collections: a clone costs **O(1)** and shares everything, a write copies
//! one path of a tree, and nothing where nobody shares it.
//!
//! ```
//! use offshoot::Vector;
//!
//! let mut text: Vector<char> = "versions are values".chars().collect();
//! let kept = text.clone(); // O(1): no element is copied
//! text.splice(0..8, "snapshots".chars()); // O(log n), and `kept` stays as it is
//! assert_eq!(text.iter().collect::<String>(), "snapshots are values");
//! assert_eq!(kept.iter().collect::<String>(), "versions are values");
//! ```
//!
//! # Which type do I want?
//!
//! | I have | take | if there is one version only |
//! |---|---|---|
//! | a sequence, read and edited at any place | [`Vector`] | `Vec` and `VecDeque` are many times faster |
//! | bytes: files, memory images, network buffers | [`ByteBuf`] | `Vec<u8>` is many times faster |
//! | keys in order, ranges of them, positions | [`OrdMap`] | std's `BTreeMap` is no faster |
//! | a set in order | [`OrdSet`] | std's `BTreeSet` is no faster |
//! | keys to look up, in no order | [`HashMap`] | std's `HashMap` is two to five times faster |
//! | a set in no order | [`HashSet`] | std's `HashSet` is two to five times faster |
//!
//! Each type's page has a picture of its tree, a table of its costs, and says when not to use it.
//!
//! # What versions are good for
//!
//! - Versions are plain values: to keep one, clone it; to go back, use the clone. What no version needs any more
//!   is freed at once. Another thread gets its snapshot as a clone, too: a collection is `Send` and `Sync` where its
//!   elements are both.
//! - The first write after a clone copies a leaf of about 1 KiB (a page of 4 KiB in a `ByteBuf`) and a branch a
//!   level; further ones there find them unshared, and copy nothing.
//! - What versions share is used throughout: `ptr_eq` says in **O(1)** whether two are one, `==` and `diff` skip what
//!   both have, maps and sets are united, intersected and merged at the cost of what differs, and `memory` counts each
//!   byte of several versions once.
//! - Writing asks for elements that are `Clone`, since a node that another version shares is copied first. Reading asks
//!   for nothing (but cloning a `Vector`, of which small ones lie in the handle).
//!
//! The methods have the names that `im` and `imbl` gave them, and beside them those of std's
//! collections. Each type documents where it differs; `MIGRATING.md` lists it all, `DESIGN.md`
//! explains the trees, and `SECURITY.md` says what holds under hostile input.
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
//! | `change`, `forward`, `kept`, `memory`, `patch`, `picture`, `range`, `survey` | what the collections have in common: [`Change`], [`MemoryReport`], [`Patch`], [`Picture`], bounds of ranges, walks over nodes, traits passed on, sources that panic |
//! | `raw` | the bricks, and all of the unsafe code |
//! | `tree` | the B+tree and the hash trie, and the widths of their nodes |
//! | [`mod@vector`], [`byte_buf`], [`ord_map`], [`hash_map`] | the collections, which do not know each other |
//! | [`ord_set`], [`hash_set`] | know their maps, and not the trees |
//! | `convert` | collections made of one another |
//! | `macros` | the literals [`vector!`], [`ordmap!`], [`ordset!`], [`hashmap!`] and [`hashset!`], and [`get_in!`] and [`update_in!`] for nested ones |
//! | `parallel`, `serde`, `archive`, `borsh`, `versions`, `arbitrary`, `quickcheck`, `proptest` | the features |
//!
//! # Features
//!
//! - `std` (default): `io::Read`, `io::Write` and their kin, conversions from and to std's hash maps and
//!   sets, and a clean abort when a reference count overflows. Without it the crate needs `alloc` only.
//! - `arbitrary`, `proptest`, `quickcheck`: generators of all types for tests, and of [versions][Versions]:
//!   clones of one value that were edited apart and share the rest. They shrink, where the crate does. proptest's
//!   are [functions][proptest]. These features need `std`.
//! - `borsh`: all types are `BorshSerialize` and `BorshDeserialize`, as std's are: maps and sets in the
//!   order of their keys.
//! - `bytes`: [`ByteBuf`] takes and gives `bytes::Bytes` without a copy, and [`byte_buf::Cursor`] is a
//!   `bytes::Buf`.
//! - `rayon` (implies `std`): [parallel iterators][parallel] over all types, parallel sorting, and bulk operations by
//!   fork and join.
//! - `serde`: all collections, and [`Patch`], are `Serialize` and `Deserialize`; an [archive][Archive] holds many
//!   versions, and is written with what they share.
//!
// Where a feature is off, its links lead to the documentation of all features.
#![cfg_attr(feature = "rayon", doc = "[parallel]: crate::parallel")]
#![cfg_attr(
    not(feature = "rayon"),
    doc = "[parallel]: https://docs.rs/offshoot/latest/offshoot/parallel"
)]
#![cfg_attr(feature = "serde", doc = "[Archive]: crate::Archive")]
#![cfg_attr(
    not(feature = "serde"),
    doc = "[Archive]: https://docs.rs/offshoot/latest/offshoot/archive"
)]
#![cfg_attr(feature = "proptest", doc = "[proptest]: crate::proptest")]
#![cfg_attr(
    not(feature = "proptest"),
    doc = "[proptest]: https://docs.rs/offshoot/latest/offshoot/proptest"
)]
#![cfg_attr(
    any(feature = "arbitrary", feature = "proptest", feature = "quickcheck"),
    doc = "[Versions]: crate::versions::Versions"
)]
#![cfg_attr(
    not(any(feature = "arbitrary", feature = "proptest", feature = "quickcheck")),
    doc = "[Versions]: https://docs.rs/offshoot/latest/offshoot/versions"
)]
#![cfg_attr(not(feature = "std"), no_std)]
extern crate alloc;

#[cfg(feature = "arbitrary")]
mod arbitrary;
#[cfg(feature = "serde")]
pub mod archive;
#[cfg(feature = "borsh")]
mod borsh;
pub mod byte_buf;
mod change;
mod convert;
mod forward;
pub mod hash_map;
pub mod hash_set;
mod kept;
mod macros;
mod memory;
pub mod ord_map;
pub mod ord_set;
#[cfg(feature = "rayon")]
pub mod parallel;
mod patch;
mod picture;
#[cfg(feature = "proptest")]
pub mod proptest;
#[cfg(feature = "quickcheck")]
mod quickcheck;
mod range;
mod raw;
#[cfg(feature = "serde")]
mod serde;
mod survey;
mod tree;
pub mod vector;
#[cfg(any(feature = "arbitrary", feature = "proptest", feature = "quickcheck"))]
pub mod versions;
#[cfg(feature = "serde")]
pub use archive::{Archive, ArchiveError, Increment};
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
pub use picture::Picture;
pub use vector::Vector;

/// The code of the README, compiled and run as its readers would.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The code of MIGRATING.md.
#[cfg(doctest)]
#[doc = include_str!("../MIGRATING.md")]
struct Migrating;
