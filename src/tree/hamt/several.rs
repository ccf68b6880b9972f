//! Several entries at once, to change. Does not find them: it is told their places.

use super::{Directory, End, Tree, slot};
use crate::raw::{BucketBlock, Either, Reach};

/// An entry that is wanted.
#[derive(Clone, Copy)]
struct Wanted {
    hash: u64,
    index: usize,
    /// Where it goes in the result.
    to: usize,
    /// Where the range begins in which it lies, in the directory that is looked at.
    first: usize,
}

/// What was found so far.
type Found<'a, K, V> = [Option<&'a mut (K, V)>];

impl<K: Clone, V: Clone> Tree<K, V> {
    /// The entries at places that `find` gave. Makes their paths this tree's own. Whoever changes a key
    /// sees to its hash.
    ///
    /// # Panics
    /// If two places are the same.
    pub(crate) fn several_mut<const N: usize>(
        &mut self,
        places: [Option<(u64, usize)>; N],
    ) -> [Option<&mut (K, V)>; N] {
        let mut wanted = [Wanted { hash: 0, index: 0, to: 0, first: 0 }; N];
        let mut count = 0;
        for (to, place) in places.into_iter().enumerate() {
            let Some((hash, index)) = place else { continue };
            wanted[count] = Wanted { hash, index, to, first: 0 };
            count += 1;
            // What is copied is copied before anything is lent.
            self.at_mut(hash, index);
        }
        let (mut found, wanted) = ([const { None }; N], &mut wanted[..count]);
        if let Some(root) = &mut self.root {
            match root.reach() {
                Some(Either::Right(dir)) => dir.several(0, wanted, &mut found),
                Some(Either::Left(end)) => of_end(end, wanted, &mut found),
                None => {}
            }
        }
        found
    }
}

impl<K, V> Directory<K, V> {
    fn several<'a>(&'a mut self, depth: usize, wanted: &mut [Wanted], found: &mut Found<'a, K, V>) {
        for one in &mut *wanted {
            one.first = self.fan.range(slot(one.hash, depth)).start;
        }
        wanted.sort_unstable_by_key(|one| one.first);
        let mut kids = self.fan.reach_all();
        for here in wanted.chunk_by_mut(|one, next| one.first == next.first) {
            match kids.find(|kid| kid.0 == here[0].first) {
                Some((_, Either::Right(dir))) => dir.several(depth + 1, here, found),
                Some((_, Either::Left(end))) => of_end(end, here, found),
                None => {}
            }
        }
    }
}

/// Entries of one end.
fn of_end<'a, K, V>(
    end: <End<K, V> as Reach>::Target<'a>,
    wanted: &mut [Wanted],
    found: &mut Found<'a, K, V>,
) {
    wanted.sort_unstable_by_key(|one| one.index);
    match end {
        Either::Left(bucket) => of_bucket(bucket, 0, wanted, found),
        Either::Right(collisions) => {
            let full = Tree::<K, V>::FULL;
            let mut buckets = collisions.buckets.iter_mut().enumerate();
            for here in wanted.chunk_by(|one, next| one.index / full == next.index / full) {
                let bucket = buckets.find(|bucket| bucket.0 == here[0].index / full);
                if let Some((at, bucket)) = bucket.and_then(|(at, b)| Some((at, b.get_mut()?))) {
                    of_bucket(bucket, at * full, here, found);
                }
            }
        }
    }
}

/// Entries of one bucket, whose first one stands at `start`, in the order of their places.
fn of_bucket<'a, K, V>(
    bucket: &'a mut BucketBlock<K, V>,
    start: usize,
    wanted: &[Wanted],
    found: &mut Found<'a, K, V>,
) {
    let (mut entries, mut next) = (bucket.entries_mut().iter_mut(), start);
    for one in wanted {
        let skipped = one.index.checked_sub(next).expect("all places differ");
        found[one.to] = entries.nth(skipped);
        next = one.index + 1;
    }
}
