//! Counts memory behind several versions, each byte once.

use super::{Directory, Node, Tree};
use crate::memory::Census;
use crate::raw::{Bucket, Either};

impl<K, V> Tree<K, V> {
    /// Begins with the next version, and counts what it reaches.
    pub(crate) fn count(&self, census: &mut Census) {
        census.version(self.len);
        if let Some(root) = &self.root {
            root.count(census);
        }
    }
}

impl<K, V> Node<K, V> {
    fn count(&self, census: &mut Census) {
        match self.get() {
            Either::Left(end) => {
                if let Either::Right(collisions) = end.get() {
                    let bytes = size_of_val(collisions)
                        + collisions.buckets.capacity() * size_of::<Bucket<K, V>>();
                    census.block(end.addr().get(), size_of::<usize>() + bytes);
                }
                for bucket in end.buckets() {
                    census.block(bucket.addr(), bucket.heap_bytes());
                }
            }
            Either::Right(dir) => {
                let bytes = size_of::<usize>() + size_of::<Directory<K, V>>();
                if census.block(self.addr().get(), bytes) {
                    dir.fan.kids().for_each(|(_, kid)| kid.count(census));
                }
            }
        }
    }
}
