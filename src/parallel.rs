//! Parallel iterators and bulk operations by rayon. Do not know how the trees are laid out: they ask for
//! parts of them.
//!
//! With the feature `rayon`, all collections have `par_iter` and `into_par_iter`, those with something to
//! change have `par_iter_mut`, and all are made of, and extended by, parallel iterators. Nothing is
//! collected before it is iterated: a tree is cut, in **O(log n)** time, or its nodes are dealt out.
//!
//! | collection | its parallel iterators | besides |
//! |---|---|---|
//! | [`Vector`](crate::Vector) | [`vector`]: indexed (`zip`, `enumerate`, `rev`, `with_min_len` ...) | [`par_sort`](crate::Vector::par_sort) and its kin |
//! | [`ByteBuf`](crate::ByteBuf) | [`byte_buf`]: indexed | [`par_chunks`](crate::ByteBuf::par_chunks), [`par_chunks_mut`](crate::ByteBuf::par_chunks_mut) |
//! | [`OrdMap`](crate::OrdMap), [`OrdSet`](crate::OrdSet) | [`ord_map`], [`ord_set`]: indexed, in order | algebra |
//! | [`HashMap`](crate::HashMap), [`HashSet`](crate::HashSet) | [`hash_map`], [`hash_set`]: in no order | algebra |
//!
//! Algebra is [`par_union`](crate::OrdMap::par_union), [`par_union_with`](crate::OrdMap::par_union_with),
//! [`par_intersection`](crate::OrdMap::par_intersection),
//! [`par_relative_complement`](crate::OrdMap::par_relative_complement),
//! [`par_symmetric_difference`](crate::OrdMap::par_symmetric_difference),
//! [`par_filter`](crate::OrdMap::par_filter), [`par_retain`](crate::OrdMap::par_retain) and
//! [`par_map_values`](crate::OrdMap::par_map_values): fork and join over the nodes. The results have the
//! entries that one thread would give, and share nodes with what they were made of as its results do.
//! What is small is done by one thread.
//!
//! ```
//! use offshoot::{OrdMap, Vector};
//! use rayon::prelude::*;
//!
//! let mut v: Vector<u64> = (0u64..10_000).into_par_iter().collect();
//! let kept = v.clone();
//! assert_eq!(v.par_iter().sum::<u64>(), 49_995_000);
//! v.par_iter_mut().for_each(|x| *x *= 2);
//! assert!(v.par_iter().zip(&kept).all(|(new, old)| *new == 2 * old));
//!
//! let base: OrdMap<u64, u64> = v.par_iter().map(|x| (*x, x / 2)).collect();
//! let mut fork = base.clone();
//! fork.par_extend((0u64..100).into_par_iter().map(|x| (2 * x + 1, x)));
//! assert!(fork.par_union(&base).ptr_eq(&fork));
//! ```
//!
//! # Panics in closures
//!
//! Where a closure panics, in whatever thread, the panic arrives at the caller when all parts have come
//! to an end. All versions stay valid: a collection that is changed in place is changed in part then, and
//! all others are as they were.

pub mod byte_buf;
pub mod hash_map;
pub mod hash_set;
pub mod ord_map;
pub mod ord_set;
pub mod vector;

use core::cmp::Ordering;

use crate::tree::bplus::GRAIN;

/// Sorts parts by all threads; equal items keep their order. Two parts that are sorted are merged by the
/// sort of std's, which finds rising runs: its merge and its sort of a part take less time than rayon's,
/// of a million numbers in two threads half as much.
fn sort_by<T: Send>(items: &mut [T], compare: &(impl Fn(&T, &T) -> Ordering + Sync)) {
    fn part<T, C>(items: &mut [T], parts: usize, compare: &C)
    where
        T: Send,
        C: Fn(&T, &T) -> Ordering + Sync,
    {
        if parts > 1 && items.len() >= GRAIN {
            let (low, high) = items.split_at_mut(items.len() / 2);
            rayon::join(|| part(low, parts / 2, compare), || part(high, parts / 2, compare));
        }
        items.sort_by(compare);
    }
    part(items, rayon::current_num_threads().next_power_of_two(), compare);
}

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
