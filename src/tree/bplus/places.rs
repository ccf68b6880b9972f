//! The index of a branch that is searched by position alone. Does not know what a leaf holds.

use alloc::boxed::Box;

use super::{Index, Leaf, Shape, shift};
use crate::tree::FANOUT;

/// Where each kid ends.
///
/// Invariant: absent exactly where a branch is *regular*: every kid but the last has
/// `FULL * FANOUT^(height - 1)` items, and the last has no more. Else `ends[i]` is the sum of the
/// sizes up to kid `i`, and `usize::MAX` behind the last kid.
///
/// A regular branch finds a kid by a shift (see `Spot`).
#[derive(Clone)]
pub(crate) struct Places {
    ends: Option<Box<[usize; FANOUT]>>,
}

/// A position as so many full leaves, and what is left. A regular branch takes some of its bits; so
/// there is one division, by a constant, for a whole descent.
#[derive(Clone, Copy)]
pub(crate) struct Spot {
    leaf: usize,
    rest: usize,
}

/// The items of a perfect kid of a branch; none where they are more than can be counted.
#[inline]
fn perfect<L: Leaf>(height: u8) -> Option<usize> {
    1usize.checked_shl(shift::<L>(height))?.checked_mul(L::FULL)
}

/// Where kid `at` of a regular branch begins.
#[inline]
fn regular_begin<L: Leaf>(height: u8, at: usize) -> usize {
    (at * L::FULL) << shift::<L>(height)
}

fn is_regular<L: Leaf>(height: u8, ends: &[usize]) -> bool {
    let Some((last, before)) = ends.split_last() else { return true };
    let Some(perfect) = perfect::<L>(height) else { return false };
    let mut begin = 0;
    for end in before {
        if end - begin != perfect {
            return false;
        }
        begin = *end;
    }
    last - begin <= perfect
}

impl Places {
    /// Where each kid ends, written out.
    fn ends<L: Leaf>(&self, shape: Shape) -> [usize; FANOUT] {
        if let Some(ends) = &self.ends {
            return **ends;
        }
        let mut ends = [usize::MAX; FANOUT];
        if let Some(last) = shape.kids.checked_sub(1) {
            for (at, end) in ends.iter_mut().take(last).enumerate() {
                *end = regular_begin::<L>(shape.height, at + 1);
            }
            ends[last] = shape.size;
        }
        ends
    }

    /// Keeps the ends of so many kids, unless they are regular.
    fn keep<L: Leaf>(&mut self, height: u8, kids: usize, ends: &[usize; FANOUT]) {
        if is_regular::<L>(height, &ends[..kids]) {
            self.ends = None;
        } else if let Some(own) = &mut self.ends {
            **own = *ends;
        } else {
            self.ends = Some(Box::new(*ends));
        }
    }

    /// Which kid of an irregular branch holds `pos`, and where in it.
    #[inline]
    fn find_irregular(ends: &[usize; FANOUT], pos: usize) -> (usize, usize) {
        // As many halvings as the width has, whatever is looked for: no branch to mispredict.
        let mut at = 0;
        let mut step = FANOUT / 2;
        while step > 0 {
            at += step * usize::from(ends[at + step - 1] <= pos);
            step /= 2;
        }
        (at, pos - if at == 0 { 0 } else { ends[at - 1] })
    }
}

impl<L: Leaf<Index = Self>> Index<L> for Places {
    type Bound = ();

    const NEW: Self = Self { ends: None };

    fn insert(&mut self, shape: Shape, at: usize, size: usize, _: Option<()>) {
        if self.ends.is_none() && at == shape.kids {
            // What is pushed to a branch of perfect kids keeps it regular.
            if let Some(perfect) = perfect::<L>(shape.height) {
                if at.checked_mul(perfect) == Some(shape.size) && size <= perfect {
                    return;
                }
            }
        }
        let mut ends = self.ends::<L>(shape);
        ends.copy_within(at..shape.kids, at + 1);
        ends[at] = if at == 0 { 0 } else { ends[at - 1] };
        for end in &mut ends[at..=shape.kids] {
            *end += size;
        }
        self.keep::<L>(shape.height, shape.kids + 1, &ends);
    }

    fn remove(&mut self, shape: Shape, at: usize) -> Option<()> {
        let left = shape.kids - 1;
        if self.ends.is_none() && at == left {
            return Some(());
        }
        let mut ends = self.ends::<L>(shape);
        let size = ends[at] - if at == 0 { 0 } else { ends[at - 1] };
        ends.copy_within(at + 1..shape.kids, at);
        ends[left] = usize::MAX;
        for end in &mut ends[at..left] {
            *end -= size;
        }
        self.keep::<L>(shape.height, left, &ends);
        Some(())
    }

    fn resize(&mut self, shape: Shape, at: usize, size: usize) {
        let last = shape.kids - 1;
        let begin = Index::<L>::begin(self, shape, at);
        if self.ends.is_none() {
            if at == last && perfect::<L>(shape.height).is_some_and(|most| size <= most) {
                return;
            }
            self.ends = Some(Box::new(self.ends::<L>(shape)));
        }
        let ends = self.ends.as_mut().expect("just made");
        let (old_end, end) = (ends[at], begin + size);
        for later in &mut ends[at..=last] {
            *later = later.wrapping_sub(old_end).wrapping_add(end);
        }
        if is_regular::<L>(shape.height, &ends[..=last]) {
            self.ends = None;
        }
    }

    fn rebound(&mut self, _: usize, (): ()) {}

    fn split_off(&mut self, shape: Shape, at: usize) -> (Option<()>, Self) {
        let ends = self.ends::<L>(shape);
        let mut upper = Self { ends: None };
        let mut part = [usize::MAX; FANOUT];
        for (to, end) in part.iter_mut().zip(&ends[at..shape.kids]) {
            *to = end - ends[at - 1];
        }
        upper.keep::<L>(shape.height, shape.kids - at, &part);
        part = ends;
        part[at..].fill(usize::MAX);
        self.keep::<L>(shape.height, at, &part);
        (Some(()), upper)
    }

    fn append(&mut self, shape: Shape, (): (), other: Self, other_shape: Shape) {
        let mut ends = self.ends::<L>(shape);
        let more = other.ends::<L>(other_shape);
        for (to, end) in ends[shape.kids..].iter_mut().zip(&more[..other_shape.kids]) {
            *to = shape.size + end;
        }
        self.keep::<L>(shape.height, shape.kids + other_shape.kids, &ends);
    }

    #[inline]
    fn begin(&self, shape: Shape, at: usize) -> usize {
        match &self.ends {
            _ if at == 0 => 0,
            Some(ends) => ends[at - 1],
            None => regular_begin::<L>(shape.height, at),
        }
    }

    type Spot = Spot;

    #[inline]
    fn spot(pos: usize) -> Spot {
        Spot { leaf: pos / L::FULL, rest: pos % L::FULL }
    }

    #[inline]
    fn in_leaf(spot: Spot) -> usize {
        spot.rest
    }

    #[inline]
    fn find(&self, shift: u32, spot: Spot) -> (usize, Spot) {
        match &self.ends {
            // By the level alone, so that the kid's address waits for nothing but the branch's.
            None => {
                let at = spot.leaf >> shift;
                (at, Spot { leaf: spot.leaf - (at << shift), rest: spot.rest })
            }
            Some(ends) => {
                let (at, pos) = Self::find_irregular(ends, spot.leaf * L::FULL + spot.rest);
                if shift == 0 {
                    // Some leaves are longer than a full one.
                    return (at, Spot { leaf: 0, rest: pos });
                }
                (at, Spot { leaf: pos / L::FULL, rest: pos % L::FULL })
            }
        }
    }

    fn heap_bytes(&self) -> usize {
        if self.ends.is_some() { size_of::<[usize; FANOUT]>() } else { 0 }
    }

    fn check(&self, shape: Shape, sizes: &[usize]) {
        let mut ends = [usize::MAX; FANOUT];
        let mut end = 0;
        for (to, size) in ends.iter_mut().zip(sizes) {
            end += size;
            *to = end;
        }
        if is_regular::<L>(shape.height, &ends[..shape.kids]) {
            assert!(self.ends.is_none(), "invariant 3: a regular branch has ends");
        } else {
            assert_eq!(self.ends.as_deref(), Some(&ends), "invariant 3: the ends are wrong");
        }
    }
}
