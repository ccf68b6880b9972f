//! A B+tree of leaves. Does not know what a leaf holds, only how many items; nor what its branches
//! are searched by: a position, or a key as well.
//!
//! ```text
//!                    Branch, height 2
//!      kids: [ • | • | • ]   index: where each kid begins
//!              |   |   |
//!              v   v   v
//!          Branch, height 1            kids: [ • | • ... • ]
//!                                              |   |     |
//!                                              v   v     v
//!                                             Leaf Leaf  Leaf
//! ```
//!
//! Invariants, in the numbering of `check`:
//! 1. All kids of a branch have the same height, one less than its own; a leaf has height 0.
//! 2. `size` is the sum of the kids' sizes; no leaf is empty and no branch has no kids.
//! 3. The index of a branch says where each kid begins (see `Places` and `Keys` for how).
//! 4. Off the two spines no node is *light*: a leaf has at least `FULL / 2` items, a branch at
//!    least half of the kids that it may have. The root branch has at least two kids, and if it has two, not both
//!    are light. So a tree of `n` full leaves has a height of at most
//!    `3 + log(n) / log(fanout / 2)`, whatever was done to it.
//!
//! The spines are exempt, so that a tree built from front to back is regular, a cut merges nothing,
//! and leaves come and go at the ends without a look at their neighbours.

mod algebra;
mod align;
mod check;
mod combine;
mod diff;
mod edit;
mod find;
#[cfg(feature = "rayon")]
mod fork;
mod keys;
mod pairs;
mod places;
#[cfg(feature = "serde")]
mod rebuild;
mod report;
mod search;
mod walk;

pub(crate) use align::align;
pub(crate) use diff::diff;
pub(crate) use edit::{Place, Position};
#[cfg(feature = "rayon")]
pub(crate) use fork::GRAIN;
pub(crate) use keys::Keys;
pub(crate) use places::Places;
#[cfg(feature = "serde")]
pub(crate) use rebuild::lengths;
pub(crate) use search::{Path, Spot};
pub(crate) use walk::{Leaves, Lockstep, Mutable, Shared};

use alloc::vec::Vec;
use core::num::NonZeroUsize;

use crate::raw::{Either, Room, Row, Tagged, Thin};
use triomphe::Arc;

/// A leaf: a shared handle of some items.
pub(crate) trait Leaf: Thin + Clone {
    /// Items of a full leaf.
    const FULL: usize;

    /// Bytes to ask the processor for when a leaf's turn comes soon: those of a full one, but not many.
    const BYTES: usize;

    /// What branches above such leaves are searched by.
    type Index: Index<Self>;

    /// Room for the kids of such branches: so many words.
    type Kids: Room;

    /// How many items there are.
    fn len(&self) -> usize;

    /// Tells the address and size of each allocation behind the leaf.
    fn blocks(&self, each: &mut dyn FnMut(usize, usize));
}

/// A leaf whose items lie in a row.
pub(crate) trait Run: Leaf {
    type Item;

    fn items(&self) -> &[Self::Item];
}

/// A leaf that can be changed. Whatever panics in it leaves both leaves as they were.
pub(crate) trait Edit: Leaf<Index: Clone> {
    /// Makes this handle the only one of its items.
    fn own(&mut self);

    /// What divides this leaf, which is not empty, from one before it.
    fn bound(&self) -> Bound<Self>;

    /// What will divide this leaf from `next` when `merge` makes them about equal, as far as that has
    /// to be cloned: said before `less` items leave either of them, so that `merge` need not panic.
    fn between(&self, _next: &Self, _less: (usize, usize)) -> Option<Bound<Self>> {
        None
    }

    /// Moves items from `next` behind this leaf's: all of them, if they make no more than a full
    /// leaf; else as many (or as few) as make both about equal, and returns what then divides them:
    /// `between`, if that was asked for.
    fn merge(&mut self, next: &mut Self, between: Option<Bound<Self>>) -> Option<Bound<Self>>;
}

/// What a branch knows of where its kids begin. It is told of every change to them; nothing in it
/// panics, but for the clone of a bound in its `Clone`.
pub(crate) trait Index<L: Leaf<Index = Self>>: Sized {
    /// What divides two neighbours: a key, or nothing where positions are all there is.
    type Bound;

    /// The index of a branch without kids.
    const NEW: Self;

    /// A kid of `size` items has come in at `at`. The bound divides it from the kid before it, or
    /// from the one behind if it is the first; there is none for an only kid.
    fn insert(&mut self, shape: Shape, at: usize, size: usize, bound: Option<Self::Bound>);

    /// Kid `at` has left, and the bound with it that divided it from the kid before it, or from the
    /// one behind if it was the first.
    fn remove(&mut self, shape: Shape, at: usize) -> Option<Self::Bound>;

    /// Kid `at` has `size` items now.
    fn resize(&mut self, shape: Shape, at: usize, size: usize);

    /// Kids `at` and before are divided by `bound` now; returns what it was.
    fn rebound(&mut self, at: usize, bound: Self::Bound) -> Self::Bound;

    /// The kids from `at` on have left, where `0 < at`; returns what divides them from the others
    /// and their index.
    fn split_off(&mut self, shape: Shape, at: usize) -> (Option<Self::Bound>, Self);

    /// The kids of another branch have come in behind the last.
    fn append(&mut self, shape: Shape, bound: Self::Bound, other: Self, other_shape: Shape);

    /// Where kid `at` begins.
    fn begin(&self, shape: Shape, at: usize) -> usize;

    /// How many items kid `at` has.
    #[inline]
    fn size(&self, shape: Shape, at: usize) -> usize {
        let end = if at + 1 == shape.kids { shape.size } else { self.begin(shape, at + 1) };
        end - self.begin(shape, at)
    }

    /// A position, taken apart once for all branches on the way to it.
    type Spot: Copy;

    fn spot(pos: usize) -> Self::Spot;

    /// Where in a kid of the lowest branch a spot is.
    fn in_leaf(spot: Self::Spot) -> usize;

    /// Which kid holds a spot, and where in it; what it says of one at the very end may be any
    /// index from the last on. `shift` is that of the branch's height.
    fn find(&self, shift: u32, spot: Self::Spot) -> (usize, Self::Spot);

    /// The bytes of allocations of its own.
    fn heap_bytes(&self) -> usize {
        0
    }

    /// Checks what the index says of the kids, whose sizes are given.
    fn check(&self, shape: Shape, sizes: &[usize]);
}

/// What divides two neighbours in a tree of such leaves.
pub(crate) type Bound<L> = <<L as Leaf>::Index as Index<L>>::Bound;

/// A branch as its index sees it, before the change that it is told of.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    height: u8,
    kids: usize,
    size: usize,
}

/// More levels than a tree can have: a node has at least four kids, so that a tree of
/// this height would not fit into an address space.
const HIGHEST: usize = 40;

/// Bounds that are no longer needed. They are dropped when the tree is whole again: a key's
/// destructor is foreign code.
struct Spare<L: Leaf>(Vec<Bound<L>>);

impl<L: Leaf> Spare<L> {
    const fn new() -> Self {
        Self(Vec::new())
    }

    #[inline]
    fn put(&mut self, bound: Option<Bound<L>>) {
        if core::mem::needs_drop::<Bound<L>>() {
            self.0.extend(bound);
        }
    }
}

/// A leaf, or a branch of them: one word.
///
/// The index and the room for kids are always those of the leaf. They are parameters of their own so
/// that collections, which write them out, are covariant in their elements: a projection would be
/// invariant.
pub(crate) type Node<L, I = <L as Leaf>::Index, W = <L as Leaf>::Kids> =
    Tagged<L, Branch<L, I, W>, 1>;

/// A few nodes of one height. What every descent reads comes first, in one cache line.
#[repr(C)]
pub(crate) struct Branch<L: Leaf, I = <L as Leaf>::Index, W: Room = <L as Leaf>::Kids> {
    index: I,
    size: usize,
    height: u8,
    kids: Row<Node<L, I, W>, W>,
}

impl<L: Leaf<Index: Clone>> Clone for Branch<L> {
    fn clone(&self) -> Self {
        Self {
            index: self.index.clone(),
            size: self.size,
            height: self.height,
            kids: self.kids.clone(),
        }
    }
}

impl<L: Leaf<Index: Clone>> Branch<L> {
    /// A copy with another kid at `at`, of the same size: the one that stands there is not counted.
    fn with(&self, at: usize, kid: Node<L>) -> Node<L> {
        Node::right_in_place(
            || Self::EMPTY,
            |copy| {
                copy.height = self.height;
                copy.index.clone_from(&self.index);
                copy.size = self.size;
                copy.kids.extend_clone(&self.kids[..at]);
                copy.kids.push(kid);
                copy.kids.extend_clone(&self.kids[at + 1..]);
            },
        )
    }
}

/// A sequence of leaves.
pub(crate) struct Tree<L: Leaf, I = <L as Leaf>::Index, W: Room = <L as Leaf>::Kids> {
    root: Option<Node<L, I, W>>,
}

impl<L: Leaf> Clone for Tree<L> {
    #[inline]
    fn clone(&self) -> Self {
        Self { root: self.root.clone() }
    }
}

impl<L: Leaf> Tree<L> {
    pub(crate) const fn new() -> Self {
        Self { root: None }
    }

    pub(crate) fn of_leaf(leaf: L) -> Self {
        Self { root: Some(Node::left(leaf)) }
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    #[inline]
    pub(crate) fn size(&self) -> usize {
        self.root.as_ref().map_or(0, Node::size)
    }

    pub(crate) fn height(&self) -> usize {
        self.root.as_ref().map_or(0, |root| usize::from(root.height()))
    }

    #[inline]
    pub(crate) fn root(&self) -> Option<&Node<L>> {
        self.root.as_ref()
    }

    /// Equal for trees that share their root.
    #[inline]
    pub(crate) fn addr(&self) -> Option<NonZeroUsize> {
        self.root.as_ref().map(Node::addr)
    }
}

impl<L: Leaf<Index = Places>> Tree<L> {
    /// A tree of `copies` times the same full leaf, and then `last`, in O(log copies) memory.
    pub(crate) fn repeat(leaf: &L, mut copies: usize, last: Option<L>) -> Self {
        let mut unit = Node::left(leaf.clone());
        let mut rest = last.map(Node::left);
        while copies > 0 {
            let same = copies % fanout::<L>();
            copies /= fanout::<L>();
            let count = same + usize::from(rest.is_some());
            let mut kids = core::iter::repeat_n(&unit, same).cloned().chain(rest);
            rest = match count {
                0 => None,
                1 if copies == 0 => kids.next(),
                _ => Some(Branch::of(kids)),
            };
            if copies > 0 {
                unit = Branch::of(core::iter::repeat_n(&unit, fanout::<L>()).cloned());
            }
        }
        Self { root: rest }
    }
}

impl<L: Leaf> Node<L> {
    #[inline]
    pub(crate) fn size(&self) -> usize {
        match self.get() {
            Either::Left(leaf) => leaf.len(),
            Either::Right(branch) => branch.size,
        }
    }

    #[inline]
    fn height(&self) -> u8 {
        match self.get() {
            Either::Left(_) => 0,
            Either::Right(branch) => branch.height,
        }
    }

    /// Whether this has less than half of what it may have.
    fn is_light(&self) -> bool {
        match self.get() {
            Either::Left(leaf) => leaf.len() < L::FULL / 2,
            Either::Right(branch) => branch.kids.len() < fanout::<L>() / 2,
        }
    }

    /// The kids of a branch; none of a leaf.
    pub(crate) fn kids(&self) -> &[Self] {
        match self.get() {
            Either::Left(_) => &[],
            Either::Right(branch) => &branch.kids,
        }
    }
}

/// How many kids a branch above such leaves has at most.
pub(crate) const fn fanout<L: Leaf>() -> usize {
    L::Kids::PLACES
}

/// log2 of the leaves below a full kid of a branch of this height.
#[inline]
const fn shift<L: Leaf>(height: u8) -> u32 {
    fanout::<L>().ilog2() * (height as u32 - 1)
}

impl<L: Leaf> Branch<L> {
    const EMPTY: Self = Self { index: L::Index::NEW, size: 0, height: 0, kids: Row::new() };

    fn empty(height: u8) -> Self {
        Self { height, ..Self::EMPTY }
    }

    fn into_node(self) -> Node<L> {
        Node::right(Arc::new(self))
    }

    #[inline]
    fn shape(&self) -> Shape {
        Shape { height: self.height, kids: self.kids.len(), size: self.size }
    }

    /// Where kid `at` begins.
    #[inline]
    fn begin(&self, at: usize) -> usize {
        self.index.begin(self.shape(), at)
    }

    /// Which kid holds `pos`, and where in it. A position at the very end belongs to the last.
    #[inline]
    fn locate(&self, pos: usize) -> (usize, usize) {
        let last = self.kids.len() - 1;
        let (at, _) = self.index.find(shift::<L>(self.height), L::Index::spot(pos));
        let at = at.min(last);
        (at, pos - self.begin(at))
    }
}

impl<L: Leaf<Index = Places>> Branch<L> {
    /// A branch of kids, of which there is one at least.
    fn of(kids: impl Iterator<Item = Node<L>>) -> Node<L> {
        let mut branch: Option<Self> = None;
        for kid in kids {
            let branch = branch.get_or_insert_with(|| Self::empty(kid.height() + 1));
            branch.put_kid(branch.kids.len(), Some(()), kid);
        }
        branch.expect("a branch has kids").into_node()
    }
}
