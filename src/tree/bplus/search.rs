//! Descent by key. Knows no order: it is told how a key compares to the one that is looked for.

use core::cmp::Ordering;

use super::pairs::{capacity, grown, trim};
use super::{Branch, Edit, HIGHEST, Leaf, Leaves, Node, Place, Tree};
use crate::raw::{Either, Pairs};

/// The way to a key: which kid at each level, from the root on, and the place in the leaf.
///
/// It stays good as long as nothing comes or goes, also when nodes on it are copied.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path {
    kids: [u8; HIGHEST],
    level: usize,
    in_leaf: usize,
    /// The entries of the leaf.
    len: u16,
    /// Whether nobody else holds a node on the way: so it stays as long as the tree is borrowed.
    is_own: bool,
}

impl Path {
    const fn new() -> Self {
        Self { kids: [0; HIGHEST], level: 0, in_leaf: 0, len: 0, is_own: false }
    }
}

impl<L: Leaf> Place<L> for Path {
    #[inline]
    fn step(&mut self, _: &Branch<L>) -> usize {
        let at = usize::from(self.kids[self.level]);
        self.level += 1;
        at
    }

    #[inline]
    fn in_leaf(&self) -> usize {
        self.in_leaf
    }
}

/// Keys that own something are looked through one by one when so few are left: the processor guesses
/// each right but the last, and fetches several at once, while it guesses every second halving wrong.
const RUN: usize = 8;

/// Where a key is among sorted ones, or where it belongs. `compare` says how a key of the run
/// compares to it.
#[inline]
pub(crate) fn search<K>(
    keys: &[K],
    mut compare: impl FnMut(&K) -> Ordering,
) -> Result<usize, usize> {
    if !core::mem::needs_drop::<K>() {
        // Halvings without a branch on what is found.
        return keys.binary_search_by(compare);
    }
    let (mut low, mut high) = (0, keys.len());
    while high - low > RUN {
        let mid = (low + high) / 2;
        match compare(&keys[mid]) {
            Ordering::Less => low = mid + 1,
            Ordering::Equal => return Ok(mid),
            Ordering::Greater => high = mid,
        }
    }
    while low < high {
        match compare(&keys[low]) {
            Ordering::Less => low += 1,
            Ordering::Equal => return Ok(low),
            Ordering::Greater => break,
        }
    }
    Err(low)
}

impl<K, V> Tree<Pairs<K, V>> {
    /// The leaf in which a key lies, if at all.
    #[inline]
    fn leaf_of(&self, compare: &mut impl FnMut(&K) -> Ordering) -> Option<&Pairs<K, V>> {
        let mut node = self.root.as_ref()?;
        loop {
            match node.get() {
                Either::Left(leaf) => return Some(leaf),
                Either::Right(branch) => {
                    node = &branch.kids[branch.index.search(&mut *compare)];
                }
            }
        }
    }

    /// The entry of a key.
    #[inline]
    pub(crate) fn get(&self, mut compare: impl FnMut(&K) -> Ordering) -> Option<(&K, &V)> {
        let leaf = self.leaf_of(&mut compare)?;
        let at = search(leaf.keys(), compare).ok()?;
        leaf.get(at)
    }

    /// The way to a key, or to where it belongs.
    #[inline]
    pub(crate) fn path(&self, mut compare: impl FnMut(&K) -> Ordering) -> Result<Path, Path> {
        let mut path = Path::new();
        let mut owned = true;
        let Some(mut node) = self.root.as_ref() else { return Err(path) };
        let mut level = 0;
        loop {
            match node.get() {
                Either::Left(leaf) => {
                    let found = search(leaf.keys(), &mut compare);
                    let (Ok(at) | Err(at)) = found;
                    path.in_leaf = at;
                    path.len = leaf.len() as u16;
                    path.is_own = owned && leaf.is_unique();
                    return found.map(|_| path).map_err(|_| path);
                }
                Either::Right(branch) => {
                    let at = branch.index.search(&mut compare);
                    owned &= node.right_is_unique();
                    path.kids[level] = at as u8;
                    level += 1;
                    node = &branch.kids[at];
                }
            }
        }
    }

    /// The position of a key, or of where it belongs.
    pub(crate) fn rank(&self, mut compare: impl FnMut(&K) -> Ordering) -> Result<usize, usize> {
        let Some(mut node) = self.root.as_ref() else { return Err(0) };
        let mut begin = 0;
        loop {
            match node.get() {
                Either::Left(leaf) => {
                    let found = search(leaf.keys(), compare);
                    return found.map(|at| begin + at).map_err(|at| begin + at);
                }
                Either::Right(branch) => {
                    let at = branch.index.search(&mut compare);
                    begin += branch.begin(at);
                    node = &branch.kids[at];
                }
            }
        }
    }

    /// The entry at a position.
    pub(crate) fn at(&self, pos: usize) -> Option<(&K, &V)> {
        let (leaf, at) = self.leaf_at(pos)?;
        leaf.get(at)
    }

    /// The entry at the end of a path.
    pub(crate) fn at_path(&self, path: &Path) -> Option<(&K, &V)> {
        self.leaf_of_path(path)?.get(path.in_leaf)
    }
}

impl<K: Clone, V: Clone> Tree<Pairs<K, V>> {
    /// Puts an entry in at the end of a path, where its key belongs.
    #[inline]
    pub(crate) fn insert_on(&mut self, path: Path, key: K, value: V) {
        if self.is_empty() || usize::from(path.len) >= Pairs::<K, V>::FULL {
            return self.insert_at(path, key, value);
        }
        if !path.is_own {
            self.own_path(path, 1, capacity::<K, V>);
        }
        let leaf = self.leaf_resized(&path, |size| *size += 1);
        leaf.make_mut(1, grown::<K, V>).insert(path.in_leaf, key, value);
    }

    /// Takes the entry at the end of a path, which there must be.
    #[inline]
    pub(crate) fn remove_on(&mut self, path: Path) -> (K, V) {
        if usize::from(path.len) <= Pairs::<K, V>::FULL / 2 {
            return self.remove_at(path);
        }
        if !path.is_own {
            self.own_path(path, 0, capacity::<K, V>);
        }
        let leaf = self.leaf_resized(&path, |size| *size -= 1);
        let entry = leaf.make_mut(0, capacity::<K, V>).remove(path.in_leaf);
        trim(leaf);
        entry
    }

    /// Makes the nodes on a path this tree's own, and lets the leaf have room for so many more entries.
    /// `places` says how many to take for how many entries, where a leaf is copied.
    #[cold]
    fn own_path(&mut self, mut path: Path, room: usize, places: fn(usize) -> usize) {
        let mut node = self.root.as_mut().expect("a path leads to a leaf");
        while node.is_right() && node.right_is_unique() {
            let branch = node.branch_mut();
            let at = path.step(branch);
            node = &mut branch.kids[at];
        }
        match node.left_mut() {
            Some(leaf) => drop(leaf.make_mut(room, places)),
            None => {
                let leaf = |old: &Pairs<K, V>| old.cloned(0..old.len(), places(old.len() + room));
                let copy = node.copied(&mut path, leaf);
                *node = copy;
            }
        }
    }

    /// The leaf at the end of a path that is this tree's own, to change its size by one: it has been
    /// counted in all branches before. Nothing may panic until its size is so.
    #[inline]
    fn leaf_resized(&mut self, path: &Path, count: impl Fn(&mut usize)) -> &mut Pairs<K, V> {
        let mut node = self.root.as_mut().expect("a path leads to a leaf");
        let mut level = 0;
        while node.is_right() {
            let branch = node.branch_mut();
            let at = usize::from(path.kids[level]);
            count(&mut branch.size);
            branch.index.count(at, &count);
            node = &mut branch.kids[at];
            level += 1;
        }
        let leaf = node.left_mut().expect("what is no branch is a leaf");
        debug_assert_eq!(
            leaf.len(),
            usize::from(path.len),
            "a path is younger than what came last"
        );
        leaf
    }

    /// The leaf at the end of a path, and the place in it, to change. Copies the nodes of the path
    /// that are shared, and not the leaf.
    #[inline]
    pub(crate) fn leaf_at_path(&mut self, path: Path) -> Option<(&mut Pairs<K, V>, usize)> {
        let mut node: &mut Node<_> = self.root.as_mut()?;
        let mut level = 0;
        while node.is_right() {
            let branch = node.branch_mut();
            node = &mut branch.kids[usize::from(path.kids[level])];
            level += 1;
        }
        Some((node.left_mut()?, path.in_leaf))
    }

    /// The entry at the end of a path, its value to change.
    #[inline]
    pub(crate) fn at_path_mut(&mut self, path: Path) -> Option<(&K, &mut V)> {
        if !path.is_own {
            // Nothing comes in: the version costs what it holds.
            self.own_path(path, 0, |len| len);
        }
        let (leaf, at) = self.leaf_at_path(path)?;
        leaf.own();
        let (keys, values) = leaf.get_mut()?.split_mut();
        Some((keys.get(at)?, values.get_mut(at)?))
    }

    /// The entry at a position, its value to change.
    pub(crate) fn at_mut(&mut self, pos: usize) -> Option<(&K, &mut V)> {
        let (leaf, at) = self.leaf_at_mut(pos)?;
        leaf.own();
        let (keys, values) = leaf.get_mut()?.split_mut();
        Some((keys.get(at)?, values.get_mut(at)?))
    }
}

/// What lies beside a key, and where paths and positions meet.
impl<K, V> Tree<Pairs<K, V>> {
    /// The last entry whose key is not above the one that is looked for.
    pub(crate) fn floor(&self, mut compare: impl FnMut(&K) -> Ordering) -> Option<(&K, &V)> {
        let mut node = self.root.as_ref()?;
        let mut before: Option<&Node<Pairs<K, V>>> = None;
        loop {
            match node.get() {
                Either::Left(leaf) => {
                    return match search(leaf.keys(), compare) {
                        Ok(at) => leaf.get(at),
                        Err(0) => {
                            let before = before?;
                            let (leaf, at) = before.leaf_at(before.size() - 1);
                            leaf.get(at)
                        }
                        Err(at) => leaf.get(at - 1),
                    };
                }
                Either::Right(branch) => {
                    let at = branch.index.search(&mut compare);
                    if at > 0 {
                        before = Some(&branch.kids[at - 1]);
                    }
                    node = &branch.kids[at];
                }
            }
        }
    }

    /// The first entry whose key is not below the one that is looked for.
    pub(crate) fn ceiling(&self, mut compare: impl FnMut(&K) -> Ordering) -> Option<(&K, &V)> {
        let mut node = self.root.as_ref()?;
        let mut behind: Option<&Node<Pairs<K, V>>> = None;
        loop {
            match node.get() {
                Either::Left(leaf) => {
                    let (Ok(at) | Err(at)) = search(leaf.keys(), compare);
                    return match leaf.get(at) {
                        Some(entry) => Some(entry),
                        None => behind?.leaf_at(0).0.get(0),
                    };
                }
                Either::Right(branch) => {
                    let at = branch.index.search(&mut compare);
                    behind = branch.kids.get(at + 1).or(behind);
                    node = &branch.kids[at];
                }
            }
        }
    }

    /// The leaf at the end of a path.
    #[inline]
    fn leaf_of_path(&self, path: &Path) -> Option<&Pairs<K, V>> {
        let mut node = self.root.as_ref()?;
        let mut level = 0;
        loop {
            match node.get() {
                Either::Left(leaf) => return Some(leaf),
                Either::Right(branch) => node = &branch.kids[usize::from(path.kids[level])],
            }
            level += 1;
        }
    }

    /// The position that a path leads to.
    pub(crate) fn position(&self, path: &Path) -> usize {
        let Some(mut node) = self.root.as_ref() else { return 0 };
        let mut begin = 0;
        let mut level = 0;
        while let Either::Right(branch) = node.get() {
            let at = usize::from(path.kids[level]);
            begin += branch.begin(at);
            node = &branch.kids[at];
            level += 1;
        }
        begin + path.in_leaf
    }

    /// The path that leads to a position; none at or beyond the end.
    pub(crate) fn path_at(&self, mut pos: usize) -> Option<Path> {
        let mut node = self.root.as_ref().filter(|root| pos < root.size())?;
        let mut path = Path::new();
        let mut level = 0;
        while let Either::Right(branch) = node.get() {
            let (at, rest) = branch.locate(pos);
            path.kids[level] = at as u8;
            node = &branch.kids[at];
            pos = rest;
            level += 1;
        }
        path.len = node.size() as u16;
        path.in_leaf = pos;
        Some(path)
    }
}

impl<K: Clone, V: Clone> Tree<Pairs<K, V>> {
    /// The entry at the end of a path, to change. Whoever changes the key sees to its order.
    pub(crate) fn both_at_path_mut(&mut self, path: Path) -> Option<(&mut K, &mut V)> {
        let (leaf, at) = self.leaf_at_path(path)?;
        leaf.own();
        let (keys, values) = leaf.get_mut()?.both_mut();
        Some((keys.get_mut(at)?, values.get_mut(at)?))
    }

    /// Puts an entry in at the end of a path, and says how it is reached now.
    pub(crate) fn insert_at_path(&mut self, path: Path, key: K, value: V) -> Path {
        let has_room = self.leaf_of_path(&path).is_none_or(|leaf| leaf.len() < Pairs::<K, V>::FULL);
        if has_room {
            // Nothing but the leaf changes.
            self.insert_on(path, key, value);
            return Path { len: path.len + 1, ..path };
        }
        let pos = self.position(&path);
        self.insert_at(path, key, value);
        self.path_at(pos).expect("an entry was put in at this position")
    }
}

/// The leaf in which a key lies, if at all: where to begin to read.
pub(crate) struct Spot<'a, K, V> {
    tree: &'a Tree<Pairs<K, V>>,
    leaf: &'a Pairs<K, V>,
    /// The position of its first entry.
    begin: usize,
    /// What stands behind it in the same branch.
    behind: &'a [Node<Pairs<K, V>>],
}

impl<K, V> Tree<Pairs<K, V>> {
    /// The leaf in which a key lies, if at all; none if there are no leaves.
    pub(crate) fn spot(&self, mut compare: impl FnMut(&K) -> Ordering) -> Option<Spot<'_, K, V>> {
        let mut node = self.root.as_ref()?;
        let (mut begin, mut behind): (_, &[_]) = (0, &[]);
        loop {
            match node.get() {
                Either::Left(leaf) => return Some(Spot { tree: self, leaf, begin, behind }),
                Either::Right(branch) => {
                    let at = branch.index.search(&mut compare);
                    begin += branch.begin(at);
                    node = &branch.kids[at];
                    behind = &branch.kids[at + 1..];
                }
            }
        }
    }
}

impl<'a, K, V> Spot<'a, K, V> {
    /// The position of a key, or of where it belongs, if it lies in this leaf.
    pub(crate) fn rank(&self, mut compare: impl FnMut(&K) -> Ordering) -> Result<usize, usize> {
        let found = search(self.leaf.keys(), &mut compare);
        found.map(|at| self.begin + at).map_err(|at| self.begin + at)
    }

    /// Whether a key that is not below those of this leaf lies in it for certain.
    pub(crate) fn holds(&self, mut compare: impl FnMut(&K) -> Ordering) -> bool {
        self.leaf.keys().last().is_some_and(|last| compare(last) != Ordering::Less)
    }

    /// The entries at the positions `next..end`: first those of this leaf, in which `next` lies (or
    /// at its end), then the leaves that hold the rest.
    pub(crate) fn read(
        &self,
        next: usize,
        end: usize,
    ) -> (&'a [K], &'a [V], Leaves<'a, Pairs<K, V>>) {
        let own = next - self.begin..self.leaf.len().min(end - self.begin);
        let rest = self.begin + own.end;
        let leaves = Leaves::from(self.tree, rest, end, self.behind);
        (&self.leaf.keys()[own.clone()], &self.leaf.values()[own], leaves)
    }
}
