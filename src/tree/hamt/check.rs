//! The invariants of the module above, executable, in the same numbering.

use super::{BITS, Directory, End, LEVELS, Node, Tree, WIDTH, bucket_capacity, tag};
use crate::raw::{Bucket, Either};

impl<K, V> Tree<K, V> {
    /// Checks every invariant; the last one where the hash of a key is told.
    ///
    /// # Panics
    /// If one does not hold.
    pub(crate) fn check(&self, mut rehash: Option<&mut dyn FnMut(&K) -> u64>) {
        let Some(root) = &self.root else {
            assert_eq!(self.len, 0, "invariant 1: `len` of an empty tree");
            return;
        };
        let path = Path { bits: 0, told: 0 };
        let found = root.check(path, 0, &mut rehash);
        assert_eq!(self.len, found, "invariant 1: `len` is the number of entries");
    }
}

/// Bits of the hashes that belong to a place, and which of them are told.
#[derive(Clone, Copy)]
struct Path {
    bits: u64,
    told: u64,
}

type Rehash<'a, 'b, K> = Option<&'a mut (dyn FnMut(&K) -> u64 + 'b)>;

impl<K, V> Node<K, V> {
    /// Checks what is below, and returns how many entries that is.
    fn check(&self, path: Path, depth: usize, rehash: &mut Rehash<'_, '_, K>) -> usize {
        match self.get() {
            Either::Left(end) => {
                end.check(depth);
                for bucket in end.buckets() {
                    check_hashes(bucket, path, rehash);
                }
                end.len()
            }
            Either::Right(dir) => dir.check(path, depth, rehash),
        }
    }
}

impl<K, V> Directory<K, V> {
    fn check(&self, path: Path, depth: usize, rehash: &mut Rehash<'_, '_, K>) -> usize {
        assert!(depth < LEVELS, "invariant 4: a path has at most {LEVELS} directories");
        let full = Tree::<K, V>::FULL;
        let mut sizes = [0; WIDTH];
        let mut slot = 0;
        while slot < WIDTH {
            let range = self.fan.range(slot);
            let kid = self.fan.get(slot);
            assert_eq!(range.start, slot, "a range follows the one before it");
            for other in range.clone() {
                assert_eq!(
                    kid.map(Node::addr),
                    self.fan.get(other).map(Node::addr),
                    "all slots of a range are one kid"
                );
            }
            if let Some(kid) = kid {
                let width = range.len();
                assert!(width == 1 || !kid.is_right(), "invariant 4: a directory has one slot");
                // The slots of a range agree in their upper bits.
                let shift = BITS as usize * depth;
                let below = Path {
                    bits: path.bits | (slot as u64) << shift,
                    told: path.told | ((WIDTH - width) as u64) << shift,
                };
                sizes[slot] = kid.check(below, depth + 1, rehash);
                assert!(sizes[slot] > 0, "invariant 1: no bucket and no directory is empty");
                assert!(
                    sizes[slot] <= full || width == 1,
                    "invariant 2: a range of more than {full} entries is divided"
                );
            }
            slot = range.end;
        }
        // Each pair of ranges that came of one must be too much for it.
        let mut width = 1;
        while width < WIDTH {
            for low in (0..WIDTH).step_by(2 * width) {
                let high = low + width;
                if self.fan.range(low).end <= high && self.fan.range(high).start == high {
                    let both: usize = sizes[low..high + width].iter().sum();
                    assert!(both > full, "invariant 2: a divided range of {both} entries");
                }
            }
            width *= 2;
        }
        sizes.iter().sum()
    }
}

fn check_hashes<K, V>(bucket: &Bucket<K, V>, path: Path, rehash: &mut Rehash<'_, '_, K>) {
    let Some(rehash) = rehash else { return };
    for ((key, _), tag_there) in bucket.entries().iter().zip(bucket.tags()) {
        let hash = rehash(key);
        assert_eq!(tag(hash), *tag_there, "invariant 6: a tag is that of the hash");
        let differ = (hash ^ path.bits) & path.told;
        assert_eq!(differ, 0, "invariant 6: an entry lies where its hash leads");
    }
}

impl<K, V> End<K, V> {
    fn check(&self, depth: usize) {
        let full = Tree::<K, V>::FULL;
        for bucket in self.buckets() {
            assert!(bucket.len() <= full, "a bucket has at most {full} entries");
            assert_eq!(
                bucket.capacity(),
                bucket_capacity::<K, V>(bucket.len()),
                "invariant 3: the places of a bucket"
            );
        }
        if let Either::Right(collisions) = self.get() {
            assert_eq!(depth, LEVELS, "invariant 5: collisions stand below all directories");
            let (last, others) = collisions.buckets.split_last().expect("there are some");
            assert!(others.iter().all(|bucket| bucket.len() == full) && last.len() > 0);
            assert!(self.len() > full, "invariant 5: collisions are more than a bucket holds");
        }
    }
}
