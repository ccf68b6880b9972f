//! Goes through all buckets, in the order of the slots. One walk for borrowed buckets, one for buckets that
//! can be changed, one for buckets that are given away.

use core::slice;

#[cfg(feature = "rayon")]
use super::Collisions;
use super::{BITS, Directory, End, Node, Tree, WIDTH, slot};
use crate::raw::{Array, Bucket, BucketBlock, Either, IntoKids, Kids, Reached};
use alloc::vec;
use alloc::vec::Vec;
use triomphe::Arc;

/// How many kids ahead of the walk memory is asked for: what stands next lies anywhere, and to wait for it
/// takes longer than to go through a bucket (4.3 ns per entry of a million, and 1.8 so; of a thousand
/// entries, all near, 0.56 and 0.64).
const AHEAD: usize = 3;

/// The buckets of a tree.
///
/// Keeps no stack but the way to where it is, and goes down again from the root when a directory is done:
/// that is seldom, and an iterator that is small is made and moved at once. (With a stack in it, a walk
/// through 10 entries took 25 instructions an entry, most of them to make it, and waited for it to be moved.)
///
/// Has no destructor: whoever borrows from a temporary iterator may return what it gave.
pub(crate) struct Buckets<'a, K, V> {
    root: Option<&'a Directory<K, V>>,
    /// The kids of the lowest directory that is entered that are still to come.
    kids: Option<Kids<'a, Node<K, V>, WIDTH>>,
    /// The lowest bits lead there, through `depth` directories.
    path: u64,
    depth: usize,
    /// Buckets of one end that are still to come.
    end: slice::Iter<'a, Bucket<K, V>>,
}

impl<K, V> Clone for Buckets<'_, K, V> {
    fn clone(&self) -> Self {
        Self { kids: self.kids.clone(), end: self.end.clone(), ..*self }
    }
}

impl<'a, K, V> Buckets<'a, K, V> {
    pub(crate) fn none() -> Self {
        Self { root: None, kids: None, path: 0, depth: 0, end: [].iter() }
    }

    #[inline]
    pub(super) fn of(node: Option<&'a Node<K, V>>) -> Self {
        let mut buckets = Self::none();
        match node.map(Node::get) {
            Some(Either::Left(end)) => buckets.end = end.buckets().iter(),
            Some(Either::Right(dir)) => {
                buckets.root = Some(dir);
                buckets.enter(dir);
            }
            None => {}
        }
        buckets
    }

    #[inline]
    fn enter(&mut self, dir: &'a Directory<K, V>) {
        let kids = dir.fan.kids();
        kids.fetch(0, AHEAD);
        self.kids = Some(kids);
    }

    /// Goes on behind the directory that is done, if there is one above it.
    #[inline(never)]
    fn leave(&mut self) -> Option<()> {
        self.kids = None;
        self.depth = self.depth.checked_sub(1)?;
        let mut dir = self.root?;
        for depth in 0..self.depth {
            match dir.fan.get(slot(self.path, depth)).map(Node::get) {
                Some(Either::Right(below)) => dir = below,
                _ => return None,
            }
        }
        self.kids = Some(dir.fan.kids_behind(slot(self.path, self.depth)));
        self.path &= (1 << (BITS as usize * self.depth)) - 1;
        Some(())
    }
}

impl<'a, K, V> Iterator for Buckets<'a, K, V> {
    type Item = &'a Bucket<K, V>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(bucket) = self.end.next() {
                return Some(bucket);
            }
            let kids = self.kids.as_mut()?;
            match kids.next() {
                Some((slot, kid)) => {
                    kids.fetch(AHEAD - 1, 1);
                    match kid.get() {
                        Either::Left(end) => self.end = end.buckets().iter(),
                        Either::Right(dir) => {
                            self.path |= (slot as u64) << (BITS as usize * self.depth);
                            self.depth += 1;
                            self.enter(dir);
                        }
                    }
                }
                None => self.leave()?,
            }
        }
    }
}

/// The buckets of a tree, to change: those that are shared are copied when the walk gets there.
pub(crate) struct Reachable<'a, K, V> {
    path: Vec<Reached<'a, Node<K, V>, WIDTH>>,
    end: slice::IterMut<'a, Bucket<K, V>>,
}

impl<'a, K, V> Reachable<'a, K, V> {
    pub(crate) fn none() -> Self {
        Self { path: Vec::new(), end: [].iter_mut() }
    }
}

impl<'a, K: Clone, V: Clone> Reachable<'a, K, V> {
    fn enter(&mut self, dir: &'a mut Directory<K, V>) {
        self.path.push(dir.reach_kids());
    }

    /// All below a directory.
    #[cfg(feature = "rayon")]
    pub(super) fn of(dir: &'a mut Directory<K, V>) -> Self {
        Self { path: vec![dir.reach_kids()], ..Self::none() }
    }

    /// Those of one hash.
    #[cfg(feature = "rayon")]
    pub(super) fn of_end(collisions: &'a mut Collisions<K, V>) -> Self {
        Self { end: collisions.buckets.iter_mut(), ..Self::none() }
    }
}

impl<K: Clone, V: Clone> Directory<K, V> {
    /// What the kids point to, to change.
    pub(super) fn reach_kids(&mut self) -> Reached<'_, Node<K, V>, WIDTH> {
        // The handles of all kids are made this directory's own before any is borrowed.
        let slots: Array<usize, WIDTH> = self.fan.kids().map(|kid| kid.0).collect();
        for &slot in &*slots {
            if self.is_deeper(slot) {
                self.deeper(slot);
            } else {
                self.fan.edit(slot, |kid| kid.as_mut().and_then(Node::left_mut).map(End::own_all));
            }
        }
        self.fan.reach_all()
    }
}

impl<'a, K: Clone, V: Clone> Iterator for Reachable<'a, K, V> {
    type Item = &'a mut BucketBlock<K, V>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(bucket) = self.end.next() {
                return bucket.get_mut();
            }
            match self.path.last_mut()?.next() {
                Some((_, Either::Left(Either::Left(bucket)))) => return Some(bucket),
                Some((_, Either::Left(Either::Right(collisions)))) => {
                    self.end = collisions.buckets.iter_mut();
                }
                Some((_, Either::Right(dir))) => self.enter(dir),
                None => drop(self.path.pop()),
            }
        }
    }
}

/// The buckets of a tree, by value.
pub(crate) struct IntoBuckets<K, V> {
    path: Vec<IntoKids<Node<K, V>, WIDTH>>,
    end: vec::IntoIter<Bucket<K, V>>,
    /// The only bucket of the tree, or of an end.
    one: Option<Bucket<K, V>>,
}

impl<K, V> Clone for IntoBuckets<K, V> {
    fn clone(&self) -> Self {
        Self { path: self.path.clone(), end: self.end.clone(), one: self.one.clone() }
    }
}

impl<K, V> IntoBuckets<K, V> {
    fn enter(&mut self, node: Node<K, V>) {
        match node.into_either() {
            Either::Left(end) => match end.into_either() {
                Either::Left(bucket) => self.one = Some(bucket),
                Either::Right(collisions) => {
                    self.end = Arc::unwrap_or_clone(collisions).buckets.into_iter();
                }
            },
            Either::Right(dir) => self.path.push(Arc::unwrap_or_clone(dir).fan.into_kids()),
        }
    }

    pub(super) fn of(node: Option<Node<K, V>>) -> Self {
        let mut buckets = Self { path: Vec::new(), end: Vec::new().into_iter(), one: None };
        if let Some(node) = node {
            buckets.enter(node);
        }
        buckets
    }
}

impl<K, V> Iterator for IntoBuckets<K, V> {
    type Item = Bucket<K, V>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(bucket) = self.one.take().or_else(|| self.end.next()) {
                return Some(bucket);
            }
            match self.path.last_mut()?.next() {
                Some(kid) => self.enter(kid),
                None => drop(self.path.pop()),
            }
        }
    }
}

impl<K, V> Tree<K, V> {
    #[inline]
    pub(crate) fn buckets(&self) -> Buckets<'_, K, V> {
        Buckets::of(self.root.as_ref())
    }

    pub(crate) fn reach(&mut self) -> Reachable<'_, K, V>
    where
        K: Clone,
        V: Clone,
    {
        let mut reachable = Reachable::none();
        let Some(root) = &mut self.root else { return reachable };
        if root.is_right() {
            if let Some(dir) = root.right_mut() {
                reachable.enter(dir);
            }
        } else if let Some(end) = root.left_mut() {
            // A root is a bucket where it is no directory: collisions lie deeper.
            end.own_all();
            if let Some(bucket) = end.left_mut() {
                reachable.end = slice::from_mut(bucket).iter_mut();
            }
        }
        reachable
    }

    pub(crate) fn into_buckets(mut self) -> IntoBuckets<K, V> {
        IntoBuckets::of(self.root.take())
    }
}
