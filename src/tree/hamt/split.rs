//! Nodes of a tree, dealt out among threads. Knows not what is done with them.
//!
//! Borrowed, to change, or by value: a few nodes are cut in two by their number, and one by its kids.

use alloc::vec::Vec;

use super::{Buckets, Collisions, Directory, End, IntoBuckets, Node, Reachable, Tree};
use crate::raw::{Bucket, BucketBlock, Either, Reach};
use triomphe::Arc;

/// What nodes are to those who walk them.
pub(crate) trait Walk: Sized {
    type Entry;

    /// The kids of a directory, or else the node itself.
    fn kids(self) -> Result<Vec<Self>, Self>;

    /// All entries.
    fn entries(self) -> impl Iterator<Item = Self::Entry>;
}

/// Some nodes.
#[derive(Clone)]
pub(crate) struct Grove<N>(Vec<N>);

/// A node, by value.
pub(crate) struct Owned<K, V>(Node<K, V>);

impl<K, V> Clone for Owned<K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<N> Grove<N> {
    /// All of a tree: none of an empty one.
    pub(crate) fn new(root: Option<N>) -> Self {
        Self(root.into_iter().collect())
    }

    /// Two halves; none where there is one end only.
    pub(crate) fn split(mut self) -> (Self, Option<Self>)
    where
        N: Walk,
    {
        while self.0.len() == 1 {
            match self.0.pop().map(N::kids) {
                Some(Ok(kids)) => self.0 = kids,
                Some(Err(end)) => return (Self::new(Some(end)), None),
                None => break,
            }
        }
        let half = self.0.split_off(self.0.len() / 2);
        if self.0.is_empty() { (Self(half), None) } else { (self, Some(Self(half))) }
    }

    /// All entries.
    pub(crate) fn entries(self) -> impl Iterator<Item = N::Entry>
    where
        N: Walk,
    {
        self.0.into_iter().flat_map(N::entries)
    }
}

/// A node, borrowed.
pub(crate) struct Seen<'a, K, V>(&'a Node<K, V>);

impl<K, V> Clone for Seen<'_, K, V> {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

impl<'a, K, V> Walk for Seen<'a, K, V> {
    type Entry = &'a (K, V);

    fn kids(self) -> Result<Vec<Self>, Self> {
        match self.0.get() {
            Either::Left(_) => Err(self),
            Either::Right(dir) => Ok(dir.fan.kids().map(|(_, kid)| Self(kid)).collect()),
        }
    }

    fn entries(self) -> impl Iterator<Item = &'a (K, V)> {
        Buckets::of(Some(self.0)).flat_map(Bucket::entries)
    }
}

/// What a node points to, to change: nobody else holds it.
pub(crate) struct Reached<'a, K, V>(Target<'a, K, V>);

type Target<'a, K, V> =
    Either<Either<&'a mut BucketBlock<K, V>, &'a mut Collisions<K, V>>, &'a mut Directory<K, V>>;

impl<'a, K: Clone, V: Clone> Walk for Reached<'a, K, V> {
    type Entry = &'a mut (K, V);

    fn kids(self) -> Result<Vec<Self>, Self> {
        match self.0 {
            Either::Left(_) => Err(self),
            Either::Right(dir) => Ok(dir.reach_kids().map(|(_, kid)| Self(kid)).collect()),
        }
    }

    fn entries(self) -> impl Iterator<Item = &'a mut (K, V)> {
        let (one, all) = match self.0 {
            Either::Left(Either::Left(bucket)) => (Some(bucket), Reachable::none()),
            Either::Left(Either::Right(collisions)) => (None, Reachable::of_end(collisions)),
            Either::Right(dir) => (None, Reachable::of(dir)),
        };
        one.into_iter().chain(all).flat_map(BucketBlock::entries_mut)
    }
}

impl<K: Clone, V: Clone> Walk for Owned<K, V> {
    type Entry = (K, V);

    fn kids(self) -> Result<Vec<Self>, Self> {
        match self.0.into_either() {
            Either::Left(end) => Err(Self(Node::left(end))),
            Either::Right(dir) => Ok(Arc::unwrap_or_clone(dir).fan.into_kids().map(Self).collect()),
        }
    }

    fn entries(self) -> impl Iterator<Item = (K, V)> {
        IntoBuckets::of(Some(self.0)).flat_map(Bucket::into_entries)
    }
}

impl<K, V> Tree<K, V> {
    /// All nodes, borrowed.
    pub(crate) fn grove(&self) -> Grove<Seen<'_, K, V>> {
        Grove::new(self.root.as_ref().map(Seen))
    }

    /// All nodes, to change. Makes the root this tree's own; the others when they are reached.
    pub(crate) fn grove_mut(&mut self) -> Grove<Reached<'_, K, V>>
    where
        K: Clone,
        V: Clone,
    {
        let Some(root) = &mut self.root else { return Grove::new(None) };
        root.right_mut();
        root.left_mut().map(End::own_all);
        Grove::new(root.reach().map(|node| Reached(node)))
    }

    /// All nodes, by value.
    pub(crate) fn into_grove(mut self) -> Grove<Owned<K, V>> {
        Grove::new(self.root.take().map(Owned))
    }
}
