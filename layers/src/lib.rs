//! Container images as persistent trees: to start a container is to clone a tree, and what it then
//! changes is copied a page, an inode or a name at a time.
//!
//! ```
//! use layers::LayeredFs;
//!
//! let mut base = LayeredFs::new();
//! base.mkdir("etc", 0o755)?;
//! base.write("etc/motd", &[b'.'; 64 << 20])?;
//! let mut container = base.clone(); // O(1), whatever the image holds
//! container.write_at("etc/motd", 5_000, b"mine")?; // copies one page of 64 MiB
//! container.rename("etc", "config")?; // O(log n), whatever lies below
//! assert_eq!(container.read("config/motd")?.slice(5_000..5_004), b"mine");
//! assert_eq!(base.read("etc/motd")?.slice(5_000..5_004), b"....");
//! # Ok::<(), layers::Errno>(())
//! ```
//!
//! # Modules
//!
//! In the order of the layers, of which none imports from one below it in this list:
//!
//! | module | what it is |
//! |---|---|
//! | `errno` | why a file operation was refused: [`Errno`] |
//! | [`name`] | names and paths, which are bytes |
//! | [`mod@error`] | what can go wrong with an archive, and where: [`Error`] |
//! | [`inode`] | what a name leads to: contents, kind, owner, times, attributes |
//! | [`fs`] | the tree and the file operations on it |
//! | [`changes`] | what a container has changed, as a list that can be applied elsewhere |
//! | [`layer`] | layers of container images: read from archives, applied, made of trees, written |
//! | [`image`] | layers one upon another: opened, verified, committed, squashed, saved |
//! | [`rebase`] | a container moved onto a newer base |
//! | [`report`] | what containers take, beside what other ways would have taken |
pub mod changes;
mod errno;
pub mod error;
pub mod fs;
pub mod image;
pub mod inode;
pub mod layer;
pub mod name;
pub mod rebase;
pub mod report;

pub use changes::{Change, ChangeKind, Changes};
pub use error::{Errno, Error};
pub use fs::LayeredFs;
pub use image::Image;
pub use inode::{Ino, Inode};
pub use layer::{Digest, Layer, Limits, Mode};
pub use name::{BytePath, Name};

/// The code of the README, compiled and run as its readers would.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
