//! Parallel iterators and bulk operations by rayon. Do not know how the trees are laid out: they ask for
//! parts of them.
//!
//! With the feature `rayon`, all six collections have `par_iter` and `into_par_iter`, those with something
//! to change have `par_iter_mut`, and all are collected into and extended by parallel iterators. Nothing
//! is collected first: what is iterated is cut at its nodes, in **O(log n)** time for each cut.
//!
//! | collection | parallel iterators | are |
//! |---|---|---|
//! | `Vector`, `OrdMap`, `OrdSet` | [`vector`], [`ord_map`], `ord_set` | indexed: `zip`, `enumerate`, `rev`, `with_min_len` ... |
//!
//! ```
//! use offshoot::Vector;
//! use rayon::prelude::*;
//!
//! let mut v: Vector<u64> = (0u64..10_000).collect();
//! let kept = v.clone();
//! assert_eq!(v.par_iter().sum::<u64>(), 49_995_000);
//! v.par_iter_mut().for_each(|x| *x *= 2);
//! assert_eq!(v.par_iter().zip(&kept).filter(|(x, y)| **x == 2 * **y).count(), 10_000);
//! ```
//!
//! # Panics in closures
//!
//! Where a closure panics, in whatever thread, the panic arrives at the caller when all parts have come
//! to an end. All versions stay valid: what was to be changed in place is changed in parts.

pub mod byte_buf;
pub mod hash_map;
pub mod hash_set;
pub mod ord_map;
pub mod ord_set;
pub mod vector;

/// Makes a parallel iterator of a wrapped producer, which knows its length.
macro_rules! indexed {
    ([$($generics:tt)*] $name:ty, $item:ty) => {
        impl<$($generics)*> rayon::iter::ParallelIterator for $name {
            type Item = $item;

            fn drive_unindexed<C>(self, consumer: C) -> C::Result
            where
                C: rayon::iter::plumbing::UnindexedConsumer<$item>,
            {
                rayon::iter::plumbing::bridge(self, consumer)
            }

            fn opt_len(&self) -> Option<usize> {
                Some(self.0.len())
            }
        }

        impl<$($generics)*> rayon::iter::IndexedParallelIterator for $name {
            fn len(&self) -> usize {
                self.0.len()
            }

            fn drive<C>(self, consumer: C) -> C::Result
            where
                C: rayon::iter::plumbing::Consumer<$item>,
            {
                rayon::iter::plumbing::bridge(self, consumer)
            }

            fn with_producer<C>(self, callback: C) -> C::Output
            where
                C: rayon::iter::plumbing::ProducerCallback<$item>,
            {
                callback.callback(self.0)
            }
        }
    };
}
pub(crate) use indexed;

/// Makes a parallel iterator of a wrapped producer that knows no positions.
macro_rules! unindexed {
    ([$($generics:tt)*] $name:ty, $item:ty) => {
        impl<$($generics)*> rayon::iter::ParallelIterator for $name {
            type Item = $item;

            fn drive_unindexed<C>(self, consumer: C) -> C::Result
            where
                C: rayon::iter::plumbing::UnindexedConsumer<$item>,
            {
                rayon::iter::plumbing::bridge_unindexed(self.0, consumer)
            }
        }
    };
}
pub(crate) use unindexed;
