//! What the vectors and maps hold. Knows no collection.

use std::fmt::Debug;
use std::hash::Hash;

/// A kind of element: made from a number, and told apart by one.
pub trait Element: Clone + Ord + Hash + Debug + 'static {
    /// What the rows call it.
    const NAME: &str;

    /// The element of this number: equal numbers make equal elements.
    fn make(number: u64) -> Self;

    /// A number that reading the element gives.
    fn key(&self) -> u64;
}

impl Element for u64 {
    const NAME: &str = "u64";

    #[inline]
    fn make(number: u64) -> Self {
        number
    }

    #[inline]
    fn key(&self) -> u64 {
        *self
    }
}

impl Element for String {
    const NAME: &str = "String";

    fn make(number: u64) -> Self {
        format!("{number:020}")
    }

    #[inline]
    fn key(&self) -> u64 {
        let last = self.as_bytes().last_chunk::<8>().expect("twenty digits");
        u64::from_ne_bytes(*last)
    }
}

/// The value of a set's keys.
impl Element for () {
    const NAME: &str = "()";

    #[inline]
    fn make(_: u64) -> Self {}

    #[inline]
    fn key(&self) -> u64 {
        0
    }
}

/// An element of four cache lines.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Wide([u64; 32]);

impl Element for Wide {
    const NAME: &str = "256 bytes";

    fn make(number: u64) -> Self {
        Self([number; 32])
    }

    #[inline]
    fn key(&self) -> u64 {
        self.0[0]
    }
}
