//! What tests of generators need of all collections. Knows no generator.

use std::fmt::Debug;
use std::hash::Hash;

use offshoot::{ByteBuf, HashMap, HashSet, OrdMap, OrdSet, Vector};

/// What a test needs of a collection besides.
pub trait Sound: Clone + Debug + PartialEq {
    fn sound(&self);
    fn len(&self) -> usize;
    /// Bytes that several versions share, and bytes in all.
    fn shared(versions: &[Self]) -> (usize, usize);
}

macro_rules! sound {
    ($([$($bounds:tt)*] $type:ty),+) => {
        $(impl<$($bounds)*> Sound for $type {
            fn sound(&self) {
                self.check();
            }
            fn len(&self) -> usize {
                self.len()
            }
            fn shared(versions: &[Self]) -> (usize, usize) {
                let report = Self::memory(versions);
                (report.shared, report.total)
            }
        })+
    };
}

sound!(
    [T: Clone + Debug + PartialEq] Vector<T>,
    [] ByteBuf,
    [K: Clone + Debug + Ord, V: Clone + Debug + PartialEq] OrdMap<K, V>,
    [T: Clone + Debug + Ord] OrdSet<T>,
    [K: Clone + Debug + Hash + Eq, V: Clone + Debug + PartialEq] HashMap<K, V>,
    [T: Clone + Debug + Hash + Eq] HashSet<T>
);
