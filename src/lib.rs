//! Persistent copy-on-write collections.
#![cfg_attr(not(feature = "std"), no_std)]
extern crate alloc;

pub mod byte_buf;
mod change;
mod macros;
mod memory;
pub mod ord_map;
pub mod ord_set;
mod range;
mod raw;
mod tree;
pub mod vector;
pub use byte_buf::ByteBuf;
pub use change::{Change, Changes};
pub use memory::MemoryReport;
pub use ord_map::OrdMap;
pub use ord_set::OrdSet;
pub use vector::Vector;
