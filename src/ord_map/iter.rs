//! Iterators over a map.

use core::slice;

use crate::raw::Pairs;
use crate::tree::bplus::{Leaves, Tree};

/// The entries by reference.
pub struct Iter<'a, K, V> {
    front: (slice::Iter<'a, K>, slice::Iter<'a, V>),
    leaves: Leaves<'a, Pairs<K, V>>,
    back: (slice::Iter<'a, K>, slice::Iter<'a, V>),
}

impl<'a, K, V> Iter<'a, K, V> {
    pub(super) fn new(tree: &'a Tree<Pairs<K, V>>, next: usize, end: usize) -> Self {
        Self {
            front: Default::default(),
            leaves: Leaves::new(tree, next, end),
            back: Default::default(),
        }
    }

    #[inline(never)]
    fn next_run(&mut self) -> Option<(&'a K, &'a V)> {
        match self.leaves.next() {
            Some((leaf, range)) => {
                self.front = (leaf.keys()[range.clone()].iter(), leaf.values()[range].iter());
                Some((self.front.0.next()?, self.front.1.next()?))
            }
            None => Some((self.back.0.next()?, self.back.1.next()?)),
        }
    }

    #[inline(never)]
    fn next_run_back(&mut self) -> Option<(&'a K, &'a V)> {
        match self.leaves.next_back() {
            Some((leaf, range)) => {
                self.back = (leaf.keys()[range.clone()].iter(), leaf.values()[range].iter());
                Some((self.back.0.next_back()?, self.back.1.next_back()?))
            }
            None => Some((self.front.0.next_back()?, self.front.1.next_back()?)),
        }
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match self.front.0.next() {
            Some(key) => Some((key, self.front.1.next()?)),
            None => self.next_run(),
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.front.0.len() + self.leaves.len() + self.back.0.len();
        (len, Some(len))
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        match self.back.0.next_back() {
            Some(key) => Some((key, self.back.1.next_back()?)),
            None => self.next_run_back(),
        }
    }
}

impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}
