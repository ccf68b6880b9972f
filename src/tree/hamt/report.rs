//! Tells a survey of the nodes of a tree.

use super::{Directory, Node, Tree};
use crate::raw::{Bucket, Either};
use crate::survey::{Block, Survey};

impl<K, V> Tree<K, V> {
    /// Begins with the next version, and tells what it reaches.
    pub(crate) fn survey(&self, survey: &mut impl Survey) {
        survey.version(self.len);
        if let Some(root) = &self.root {
            root.survey(survey);
        }
    }
}

impl<K, V> Node<K, V> {
    fn survey(&self, survey: &mut impl Survey) {
        match self.get() {
            Either::Left(end) => match end.get() {
                Either::Left(bucket) => survey.pass(block(bucket)),
                Either::Right(collisions) => {
                    let addr = end.addr().get();
                    let places = collisions.buckets.capacity() * size_of::<Bucket<K, V>>();
                    let bytes = size_of::<usize>() + size_of_val(collisions) + places;
                    if survey.enter(Block { addr, bytes, kind: "collisions", elements: 0 }) {
                        collisions.buckets.iter().for_each(|bucket| survey.pass(block(bucket)));
                        survey.leave();
                    }
                }
            },
            Either::Right(dir) => {
                let addr = self.addr().get();
                let bytes = size_of::<usize>() + size_of::<Directory<K, V>>();
                if survey.enter(Block { addr, bytes, kind: "directory", elements: 0 }) {
                    dir.fan.kids().for_each(|(_, kid)| kid.survey(survey));
                    survey.leave();
                }
            }
        }
    }
}

fn block<K, V>(bucket: &Bucket<K, V>) -> Block {
    let (addr, bytes) = (bucket.addr(), bucket.heap_bytes());
    Block { addr, bytes, kind: "bucket", elements: bucket.len() }
}
