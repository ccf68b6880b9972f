//! A persistent vector. Knows no key, no order but that of positions, and no byte.
//!
//! ```text
//!   head            tree                       tail
//! [ Slots ]   [ B+tree of Slots ]            [ Slots ]
//! ```
//!
//! Very small vectors lie in the handle itself. Larger ones have a B+tree of full leaves, found by
//! position, and at either end a leaf that is not in the tree: what is pushed and popped there
//! touches nothing else.

mod access;
mod combine;
mod compare;
mod convert;
mod edit;
mod ends;
mod equality;
mod focus;
#[cfg(feature = "std")]
mod io;
mod iter;
mod leaf;
#[cfg(feature = "serde")]
pub(crate) mod nodes;
mod order;
mod reach;
mod traits;

#[cfg(test)]
mod tests;

pub use focus::{Focus, FocusMut};
pub use iter::{Chunks, ChunksMut, ConsumingIter, Drain, Iter, IterMut};

use crate::raw::{Inline, Slots};
use crate::tree::Wide;
use crate::tree::bplus::{Places, Tree};

/// A persistent vector: a clone costs **O(1)** and shares everything, a write copies the nodes on
/// its path, and none of them where nobody shares them.
///
/// ```text
/// few elements, of four words at the most:   [ x0 x1 x2 ]    in the handle itself
///
/// more:       head             tree             tail         what is pushed and popped at an end
///              |                |                |           touches the leaf there, and no other
///              v                v                v
///         [ x0 ... ]   [ • | • | ... | • ]   [ ... xn ]
///                        |   |         |                     a branch: up to 16 kids
///                        v   v         v
///                  [ • ... • ] ...   [ • ... • ]
///                    |
///                    v
///                  [ x x ... x ]                             a leaf: up to 1 KiB of elements (120 of
///                                                            8 bytes), eight at the least, 16
///                                                            at the most with a destructor
/// ```
///
/// | operation | nobody shares it | a version shares it | what is copied then |
/// |---|---|---|---|
/// | `clone`, `len`, [`ptr_eq`](Self::ptr_eq) | **O(1)** | **O(1)** | nothing |
/// | [`get`](Self::get), `v[i]` | **O(log n)** | **O(log n)** | nothing |
/// | a step of [`iter`](Self::iter), [`focus`](Self::focus) nearby | **O(1)** amortised | **O(1)** amortised | nothing |
/// | [`push_back`](Self::push_back), [`pop_front`](Self::pop_front), ... | **O(1)** amortised | **O(1)**, **O(log n)** once a leaf | the leaf at that end, once a leaf a path |
/// | [`set`](Self::set), `v[i] = x`, [`insert`](Self::insert), [`remove`](Self::remove) | **O(log n)** | **O(log n)** | a leaf, and a branch a level |
/// | [`append`](Self::append), [`split_off`](Self::split_off), [`take`](Self::take), [`splice`](Self::splice), [`rotate_left`](Self::rotate_left), ... | **O(log n)** | **O(log n)** | the nodes along the cuts and seams |
/// | [`diff`](Self::diff) of versions with k changes | | **O(k log n)** | nothing |
/// | `==` of versions with k elements set since | | **O(k log n)**, at worst **O(n)** | nothing |
/// | [`iter_mut`](Self::iter_mut), [`retain_mut`](Self::retain_mut), [`sort`](Self::sort) | **O(n)**, **O(n log n)** | the same | all that is reached |
///
/// A write that follows a clone copies its path once; the next one there finds it unshared. No sequence
/// of edits makes the tree higher than `3 + log(n / 120) / log(8)` levels (for elements of 8 bytes).
///
/// # When not to use it
///
/// - There is one version only, or few that are small: take a `Vec` or a `VecDeque`. They are read and
///   written in place many times faster, and a `Vec` of a thousand numbers is cloned and written as fast
///   as this is.
/// - It holds bytes: take a [`ByteBuf`](crate::ByteBuf). Text with an index of lines and characters: a rope
///   (crates `crop`, `ropey`).
/// - Elements are costly to clone (a `String`) and versions are kept while one is written: a write copies a
///   leaf of them. Put them behind an `Arc`.
/// - Elements are found by something else than their position: take an [`OrdMap`](crate::OrdMap) or a
///   [`HashMap`](crate::HashMap).
///
/// # See also
///
#[doc = include_str!("../doc/see/memory.md")]
#[cfg_attr(feature = "rayon", doc = include_str!("../doc/see/rayon.md"))]
#[cfg_attr(feature = "serde", doc = include_str!("../doc/see/serde.md"))]
#[cfg_attr(
    any(feature = "arbitrary", feature = "proptest", feature = "quickcheck"),
    doc = include_str!("../doc/see/versions.md")
)]
///
/// # Details
///
/// It has the methods of `im::Vector` and `imbl::Vector` under their names, and those of
/// `Vec` and `VecDeque` where they make sense; elements are pushed and popped as in the latter.
///
/// A vector has at most `isize::MAX` elements. What would make it longer panics with `capacity overflow`:
/// with [`repeat`](Self::repeat) and `append`, that takes little memory.
///
/// Versions share elements as they are: what a `Cell` in one of them is set to, all versions and
/// all places that share it see (`repeat` shares one leaf among all places).
///
/// A collection nested in itself (`struct Tree(Vector<Tree>)`) is dropped recursively, as std's are:
/// its depth is bounded by the stack.
///
/// ```
/// use offshoot::Vector;
///
/// let mut parent: Vector<u32> = (0..1_000_000).collect();
/// let child = parent.clone();
/// parent.set(500_000, 7);
/// parent.insert(3, 8);
/// assert_eq!((parent[500_001], parent[3], parent.len()), (7, 8, 1_000_001));
/// assert_eq!((child[500_000], child[3], child.len()), (500_000, 3, 1_000_000));
/// ```
pub struct Vector<T> {
    repr: Repr<T>,
}

enum Repr<T> {
    Inline(Inline<T>),
    Tree(Parts<T>),
}

/// A vector that does not lie in its handle.
struct Parts<T> {
    head: Option<Slots<T>>,
    tree: Tree<Slots<T>, Places, Wide>,
    tail: Option<Slots<T>>,
}

impl<T> Parts<T> {
    #[inline]
    fn len(&self) -> usize {
        let end = |run: &Option<Slots<T>>| run.as_ref().map_or(0, Slots::len);
        end(&self.head) + self.tree.size() + end(&self.tail)
    }
}

impl<T> Clone for Parts<T> {
    #[inline]
    fn clone(&self) -> Self {
        Self { head: self.head.clone(), tree: self.tree.clone(), tail: self.tail.clone() }
    }
}

impl<T: Clone> Clone for Vector<T> {
    /// Shares everything with the original; a vector that lies in its handle (four words at the
    /// most) is copied.
    ///
    /// Computes in **O(1)** time.
    #[inline]
    fn clone(&self) -> Self {
        let repr = match &self.repr {
            Repr::Inline(few) => Repr::Inline(few.clone()),
            Repr::Tree(parts) => Repr::Tree(parts.clone()),
        };
        Self { repr }
    }
}

impl<T> Vector<T> {
    /// An empty vector, without an allocation.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// static EMPTY: Vector<u8> = Vector::new();
    /// assert!(EMPTY.is_empty());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { repr: Repr::Inline(Inline::new()) }
    }

    /// The number of elements.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert_eq!(Vector::from([1, 2]).len(), 2);
    /// ```
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.repr {
            Repr::Inline(few) => few.len(),
            Repr::Tree(parts) => parts.len(),
        }
    }

    /// Whether there are no elements.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert!(!Vector::from([1, 2]).is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the elements lie in the handle itself, so that there is no allocation.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert!(Vector::from([1u64, 2]).is_inline());
    /// assert!(!(0..100u64).collect::<Vector<_>>().is_inline());
    /// ```
    #[must_use]
    pub const fn is_inline(&self) -> bool {
        matches!(self.repr, Repr::Inline(_))
    }

    /// Checks the invariants of the tree.
    ///
    /// Computes in **O(n)** time.
    ///
    /// # Panics
    /// If one does not hold, which would be a fault of this crate.
    #[doc(hidden)]
    pub fn check(&self) {
        let Repr::Tree(parts) = &self.repr else { return };
        parts.tree.check(&mut |leaf| {
            assert_eq!(leaf.as_slice().len(), leaf.len());
            assert!(leaf.len() <= leaf::full::<T>(), "a leaf has too many elements");
        });
        for end in [&parts.head, &parts.tail].into_iter().flatten() {
            assert!(end.len() <= leaf::full::<T>(), "an end has too many elements");
        }
    }

    /// The number of levels of branches above the leaves.
    #[doc(hidden)]
    #[must_use]
    pub fn height(&self) -> usize {
        match &self.repr {
            Repr::Inline(_) => 0,
            Repr::Tree(parts) => parts.tree.height(),
        }
    }

    /// im's name for [`check`](Self::check).
    #[doc(hidden)]
    pub fn assert_invariants(&self) {
        self.check();
    }

    /// The parts of a vector, whose elements move out of the handle first where they lie there.
    fn parts(&mut self) -> &mut Parts<T> {
        if let Repr::Inline(few) = &mut self.repr {
            let few = core::mem::replace(few, Inline::new());
            let len = few.len();
            let tail = Some(few.into_slots(leaf::grown::<T>(len + 1)));
            self.repr = Repr::Tree(Parts { head: None, tree: Tree::new(), tail });
        }
        match &mut self.repr {
            Repr::Tree(parts) => parts,
            Repr::Inline(_) => unreachable!("the elements have moved out of the handle"),
        }
    }
}

/// Stops where there would be more elements than can be counted.
#[track_caller]
fn assert_countable(len: Option<usize>) {
    assert!(len.is_some_and(|len| isize::try_from(len).is_ok()), "capacity overflow");
}
