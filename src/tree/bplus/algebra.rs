//! A map made of two: union, intersection, difference and their kin. Is told which entries to keep; knows
//! no order but what `align` is told.
//!
//! Nodes that stay as they are stay whole; where all of a node stays, it is the result itself, so that
//! a result that equals an input is that input. (Blelloch, Ferizovic and Sun, "Just Join for Parallel
//! Ordered Sets", 2016; Dhulipala et al., "PaC-trees", 2022, for blocked leaves.)

use alloc::vec::Vec;
use core::cmp::Ordering;
use core::mem;
use core::ops::ControlFlow;

use super::align::{Part, align};
use super::pairs::{capacity, full};
use super::{Branch, Edit, Node, Tree};
use crate::raw::{Either, Pairs};
use crate::tree::KEYED_FANOUT;
use crate::tree::look::Look;
use crate::tree::rule::{Fate, Flow, Rule, Side};

impl<K: Clone, V: Clone> Tree<Pairs<K, V>> {
    /// The entries of two maps that `rule` lets stay.
    pub(crate) fn combine<F: FnMut(&K, &V, &V) -> Fate<V>>(
        &self,
        other: &Self,
        compare: &mut impl FnMut(&K, &K) -> Ordering,
        rule: Rule<F>,
    ) -> Self {
        if let Some(joined) = self.combine_apart(other, compare, &rule) {
            return joined;
        }
        let mut build = Build::new(rule);
        // Nothing stops a build.
        let (ControlFlow::Continue(()) | ControlFlow::Break(())) =
            align(self, other, compare, &mut build);
        build.finish().result(self, other)
    }

    /// The first and the last key.
    fn ends(&self) -> Option<(&K, &K)> {
        Some((self.at(0)?.0, self.at(self.size() - 1)?.0))
    }

    /// Two maps that are one, or one of which lies before the other or is empty.
    pub(super) fn combine_apart<F>(
        &self,
        other: &Self,
        compare: &mut impl FnMut(&K, &K) -> Ordering,
        rule: &Rule<F>,
    ) -> Option<Self> {
        if let Some(stays) = rule.shared.filter(|_| self.addr() == other.addr()) {
            return Some(if stays { self.clone() } else { Self::new() });
        }
        let (left, right) = match (self.ends(), other.ends()) {
            (Some(left), Some(right)) => (left, right),
            (Some(_), None) => return Some(if rule.left { self.clone() } else { Self::new() }),
            _ => return Some(if rule.right { other.clone() } else { Self::new() }),
        };
        let before = compare(left.1, right.0) == Ordering::Less;
        if !before && compare(right.1, left.0) != Ordering::Less {
            return None;
        }
        let mut kept = [Self::new(), Self::new()];
        if rule.left {
            kept[0] = self.clone();
        }
        if rule.right {
            kept[1] = other.clone();
        }
        if !before {
            kept.reverse();
        }
        let [mut first, mut second] = kept;
        first.append(&mut second);
        Some(first)
    }
}

/// What stays of two nodes, so far.
pub(super) struct Frame<'a, K, V> {
    /// Whether what stays is all of the left side, and no more; of the right side.
    pub(super) left: bool,
    pub(super) right: bool,
    /// What stays, in order, behind what is in `done`.
    pub(super) pieces: Pieces<'a, K, V>,
    /// Only used where there are more pieces than one branch has.
    pub(super) done: Tree<Pairs<K, V>>,
}

type Pieces<'a, K, V> = Vec<Piece<'a, K, V>>;

pub(super) enum Piece<'a, K, V> {
    Part(Part<'a, K, V>),
    Entry(&'a K, V),
    Tree(Tree<Pairs<K, V>>),
}

/// Pieces are joined when there are more than this; so many that those of two nodes that differ a
/// little wait for each other.
const MOST_PIECES: usize = 8 * KEYED_FANOUT;

impl<'a, K: Clone, V: Clone> Frame<'a, K, V> {
    pub(super) fn new() -> Self {
        Self { left: true, right: true, pieces: Vec::new(), done: Tree::new() }
    }

    pub(super) fn push(&mut self, piece: Piece<'a, K, V>) {
        self.pieces.push(piece);
        if self.pieces.len() > MOST_PIECES && !self.left && !self.right {
            self.join();
        }
    }

    /// Moves all pieces to `done`.
    pub(super) fn join(&mut self) {
        let mut joint = Joint { tree: mem::replace(&mut self.done, Tree::new()), leaf: None };
        for piece in self.pieces.drain(..) {
            joint.piece(piece);
        }
        self.done = joint.finish();
    }

    /// Adds what stays of two parts; `height` is that of the higher one.
    pub(super) fn take_in(
        &mut self,
        inner: Self,
        left: Part<'a, K, V>,
        right: Part<'a, K, V>,
        height: u8,
    ) {
        self.left &= inner.left;
        self.right &= inner.right;
        if inner.left {
            self.push(Piece::Part(left));
        } else if inner.right {
            self.push(Piece::Part(right));
        } else {
            let tree = inner.finish(height);
            if !tree.is_empty() {
                self.push(Piece::Tree(tree));
            }
        }
    }

    /// What stays of two maps: one of them, if it is all of that.
    pub(super) fn result(
        self,
        left: &Tree<Pairs<K, V>>,
        right: &Tree<Pairs<K, V>>,
    ) -> Tree<Pairs<K, V>> {
        if self.left {
            left.clone()
        } else if self.right {
            right.clone()
        } else {
            self.finish(0)
        }
    }

    /// What stays, as a tree. `height` is that of the node which it takes the place of.
    fn finish(mut self, height: u8) -> Tree<Pairs<K, V>> {
        if self.done.is_empty() && height > 0 {
            match branches(height, self.pieces) {
                Ok(tree) => return tree,
                Err(pieces) => self.pieces = pieces,
            }
        }
        self.join();
        self.done
    }
}

/// Builds a tree from front to back.
struct Joint<K, V> {
    tree: Tree<Pairs<K, V>>,
    /// Entries that come behind the tree.
    leaf: Option<Pairs<K, V>>,
}

impl<K: Clone, V: Clone> Joint<K, V> {
    fn piece(&mut self, piece: Piece<'_, K, V>) {
        match piece {
            Piece::Entry(key, value) => self.room().insert_last(key.clone(), value),
            Piece::Tree(tree) => self.append(tree),
            Piece::Part(part) => match (part.node(), part.entries()) {
                // A whole leaf that is not light, or a branch.
                (Some(node), _) if !node.is_light() || node.is_right() => {
                    self.append(Tree { root: Some(node.clone()) });
                }
                (_, Some((mut keys, mut values))) => {
                    while !keys.is_empty() {
                        let run = self.room();
                        let count = keys.len().min(full::<K, V>() - run.len());
                        run.extend_clone(&keys[..count], &values[..count]);
                        (keys, values) = (&keys[count..], &values[count..]);
                    }
                }
                (_, None) => {}
            },
        }
    }

    /// The last leaf, which has room.
    fn room(&mut self) -> &mut crate::raw::PairBlock<K, V> {
        if self.leaf.as_ref().is_some_and(|leaf| leaf.len() == full::<K, V>()) {
            self.flush();
        }
        let leaf = self.leaf.get_or_insert_with(|| Pairs::with_capacity(full::<K, V>()));
        leaf.get_mut().expect("a leaf that is being filled has one owner")
    }

    fn flush(&mut self) {
        if let Some(leaf) = &mut self.leaf {
            if leaf.len() < full::<K, V>() {
                leaf.relocate(capacity::<K, V>(leaf.len()));
            }
            self.tree.append_leaf(&mut self.leaf);
        }
    }

    fn append(&mut self, mut tree: Tree<Pairs<K, V>>) {
        self.flush();
        self.tree.append(&mut tree);
    }

    fn finish(mut self) -> Tree<Pairs<K, V>> {
        self.flush();
        // A part that stays alone may be the end of a spine, of one kid.
        self.tree.drop_levels();
        self.tree
    }
}

/// A node, and what divides it from what comes before.
type Kid<K, V> = (Option<K>, Node<Pairs<K, V>>);

/// One branch of a height, or a few under a root, of pieces that are as high as its kids (or as
/// itself: then their kids), and none of them light. The pieces, if they are not.
fn branches<K: Clone, V: Clone>(
    height: u8,
    pieces: Pieces<'_, K, V>,
) -> Result<Tree<Pairs<K, V>>, Pieces<'_, K, V>> {
    let fits = |node: &Node<Pairs<K, V>>| {
        if node.height() == height {
            node.kids().iter().all(|kid| !kid.is_light())
        } else {
            node.height() + 1 == height && !node.is_light()
        }
    };
    // What may have a light spine, as the edges of a tree may, stays at that edge.
    let last = pieces.len().saturating_sub(1);
    let all_fit = pieces.iter().enumerate().all(|(at, piece)| match piece {
        Piece::Part(part) => {
            part.node().is_some_and(fits)
                && (!part.edge.0 || at == 0)
                && (!part.edge.1 || at == last)
        }
        Piece::Tree(tree) => tree.root().is_some_and(fits) && !tree.has_light_spines(),
        Piece::Entry(..) => false,
    });
    if !all_fit || pieces.is_empty() {
        return Err(pieces);
    }
    let mut kids: Vec<Kid<K, V>> = Vec::with_capacity(KEYED_FANOUT);
    for piece in pieces {
        let (low, node) = match piece {
            Piece::Part(part) => (part.low.cloned(), part.node().cloned()),
            Piece::Tree(tree) => (tree.first_leaf().map(Edit::bound), tree.root),
            Piece::Entry(..) => (None, None),
        };
        let Some(node) = node else { continue };
        match node.get() {
            Either::Right(branch) if branch.height == height => {
                let lows =
                    core::iter::once(low).chain(branch.index.bounds().iter().cloned().map(Some));
                kids.extend(lows.zip(branch.kids.iter().cloned()));
            }
            _ => kids.push((low, node)),
        }
    }
    let mut tree = Tree::new();
    let count = kids.len().div_ceil(KEYED_FANOUT);
    let (mut left, mut kids) = (kids.len(), kids.into_iter());
    let mut upper: Vec<Kid<K, V>> = Vec::new();
    for index in 0..count {
        let size = left.div_ceil(count - index);
        left -= size;
        upper.push(branch_of(height, kids.by_ref().take(size)));
    }
    if count > 1 {
        let (_, root) = branch_of(height + 1, upper.into_iter());
        tree.root = Some(root);
    } else if let Some((_, node)) = upper.pop() {
        tree.root = Some(node);
        tree.drop_single_roots();
    }
    Ok(tree)
}

/// A branch of kids, at most `KEYED_FANOUT`, and what divides it from what comes before.
fn branch_of<K: Clone, V: Clone>(height: u8, kids: impl Iterator<Item = Kid<K, V>>) -> Kid<K, V> {
    let mut branch = Branch::empty(height);
    let mut first = None;
    for (at, (low, kid)) in kids.enumerate() {
        if at == 0 {
            first = low;
            branch.put_kid(0, None, kid);
        } else {
            branch.put_kid(at, low, kid);
        }
    }
    (first, branch.into_node())
}

pub(super) struct Build<'a, K, V, F> {
    rule: Rule<F>,
    frames: Vec<Frame<'a, K, V>>,
}

impl<'a, K: Clone, V: Clone, F> Build<'a, K, V, F> {
    pub(super) fn new(rule: Rule<F>) -> Self {
        Self { rule, frames: Vec::from([Frame::new()]) }
    }

    /// What stays of all that was told.
    pub(super) fn finish(mut self) -> Frame<'a, K, V> {
        self.frames.pop().expect("every frame but the first was left")
    }

    fn frame(&mut self) -> &mut Frame<'a, K, V> {
        self.frames.last_mut().expect("the first frame is never left")
    }
}

impl<'a, K: Clone, V: Clone, F: FnMut(&K, &V, &V) -> Fate<V>> Look<'a, K, V, Part<'a, K, V>>
    for Build<'a, K, V, F>
{
    fn shared(&mut self, part: Part<'a, K, V>) -> ControlFlow<(), bool> {
        let stays = self.rule.shared;
        let frame = self.frame();
        match stays {
            None => return ControlFlow::Continue(true),
            Some(true) => frame.push(Piece::Part(part)),
            Some(false) => (frame.left, frame.right) = (false, false),
        }
        ControlFlow::Continue(false)
    }

    #[inline]
    fn only(&mut self, side: Side, part: Part<'a, K, V>) -> Flow {
        let stays = if side == Side::Left { self.rule.left } else { self.rule.right };
        let frame = self.frame();
        let (own, other) = match side {
            Side::Left => (&mut frame.left, &mut frame.right),
            Side::Right => (&mut frame.right, &mut frame.left),
        };
        if stays {
            *other = false;
            frame.push(Piece::Part(part));
        } else {
            *own = false;
        }
        Flow::Continue(())
    }

    fn both(&mut self, left: (&'a K, &'a V), right: (&'a K, &'a V)) -> Flow {
        let fate = (self.rule.both)(left.0, left.1, right.1);
        let frame = self.frame();
        let entry = |(key, value): (&'a K, &'a V)| Piece::Entry(key, value.clone());
        match fate {
            Fate::Either => frame.push(entry(left)),
            Fate::Left => {
                frame.right = false;
                frame.push(entry(left));
            }
            Fate::Right => {
                frame.left = false;
                frame.push(entry(right));
            }
            Fate::Drop => (frame.left, frame.right) = (false, false),
            Fate::New(value) => {
                (frame.left, frame.right) = (false, false);
                frame.push(Piece::Entry(left.0, value));
            }
        }
        Flow::Continue(())
    }

    fn enter(&mut self) {
        self.frames.push(Frame::new());
    }

    fn leave(&mut self, left: Part<'a, K, V>, right: Part<'a, K, V>, height: u8) {
        let frame = self.frames.pop().expect("a frame was entered");
        self.frame().take_in(frame, left, right, height);
    }
}
