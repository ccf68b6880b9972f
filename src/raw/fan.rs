//! A row of slots that are all filled at all times: one kid fills an aligned power of two of them. Does
//! not know what the kids are.
//!
//! ```text
//! slot     0   1   2   3   4   5   6   7
//!        [ a | a | a | a | b | b | - | d ]      starts: 0, 4, 6, 7
//! ```
//!
//! So a slot is read without a search. The pointer is there as often as the kid has slots, but owned and
//! counted once. (Fagin, Nievergelt, Pippenger and Strong, "Extendible Hashing", 1979.)

use core::marker::PhantomData;
use core::mem::{self, ManuallyDrop};
use core::ops::Range;
use core::ptr::{self, NonNull};

use super::Thin;
use super::ahead::fetch;

/// A handle through which what it points to can be changed.
///
/// # Safety
/// `reach` leaves the handle itself as it is, and `clone`, where there is one, gives the same pointer.
pub(crate) unsafe trait Reach: Thin {
    type Target<'a>
    where
        Self: 'a;

    /// What the handle points to, if nobody else holds it.
    fn reach(&mut self) -> Option<Self::Target<'_>>;
}

/// A word that is an `N`, or nothing.
type Word = Option<NonNull<u8>>;

/// `W` slots of kids.
pub(crate) struct Fan<N: Thin, const W: usize> {
    /// Invariant: the words of one range (see `starts`) are the same; if they are something, their
    /// bytes are one `N` that this owns.
    words: [Word; W],
    /// Invariant: a bit for each slot in which a range begins, the first among them, and one behind the
    /// last slot. Ranges are powers of two long and aligned to their length.
    starts: u32,
    owns: PhantomData<N>,
}

// SAFETY: owns kids and nothing else.
unsafe impl<N: Thin + Send, const W: usize> Send for Fan<N, W> {}
// SAFETY: as above.
unsafe impl<N: Thin + Sync, const W: usize> Sync for Fan<N, W> {}

fn into_word<N: Thin>(kid: Option<N>) -> Word {
    const { assert!(size_of::<N>() == size_of::<usize>()) };
    let kid = ManuallyDrop::new(kid?);
    // SAFETY: `N: Thin` is exactly one non-null pointer, which moves.
    Some(unsafe { ptr::read((&raw const kid).cast::<NonNull<u8>>()) })
}

/// # Safety
/// The word is nothing, or an `N` that nobody uses from here on.
unsafe fn from_word<N: Thin>(word: Word) -> Option<N> {
    // SAFETY: the caller's promise.
    word.map(|word| unsafe { ptr::read((&raw const word).cast::<N>()) })
}

impl<N: Thin, const W: usize> Fan<N, W> {
    /// One kid in all slots.
    pub(crate) fn new(kid: Option<N>) -> Self {
        const { assert!(W.is_power_of_two() && W <= 16) };
        Self { words: [into_word(kid); W], starts: 1 | 1 << W, owns: PhantomData }
    }

    /// The kid of a slot.
    ///
    /// # Panics
    /// If there is no such slot.
    #[inline]
    pub(crate) fn get(&self, slot: usize) -> Option<&N> {
        let word = self.words[slot].as_ref()?;
        // SAFETY: a word that is something is an `N`; it lives as long as `self` owns it.
        Some(unsafe { &*ptr::from_ref(word).cast::<N>() })
    }

    /// The slots of the kid of a slot.
    #[inline]
    pub(crate) fn range(&self, slot: usize) -> Range<usize> {
        debug_assert!(slot < W && self.starts & 1 == 1);
        let start = slot - (self.starts << (31 - slot)).leading_zeros() as usize;
        let width = 1 + (self.starts >> start >> 1).trailing_zeros() as usize;
        debug_assert!(width.is_power_of_two() && start % width == 0);
        start..start + width
    }

    /// The number of kids, empty ranges among them.
    #[inline]
    pub(crate) fn ranges(&self) -> usize {
        self.starts.count_ones() as usize - 1
    }

    /// The slots in which ranges begin.
    #[inline]
    fn firsts(&self) -> u32 {
        self.starts & !(1 << W)
    }

    /// The kids and where they begin, without the empty ranges.
    #[inline]
    pub(crate) fn kids(&self) -> Kids<'_, N, W> {
        Kids { fan: self, rest: self.firsts() }
    }

    /// The same, of those that begin behind a slot.
    #[inline]
    pub(crate) fn kids_behind(&self, slot: usize) -> Kids<'_, N, W> {
        debug_assert!(slot < W);
        Kids { fan: self, rest: self.firsts() & (u32::MAX << slot << 1) }
    }

    /// A kid that has a slot for itself, to change.
    #[inline]
    pub(crate) fn sole(&mut self, slot: usize) -> Option<&mut N> {
        // The bit above the last slot is set, too: so each range ends where a bit is.
        if (self.starts >> slot) & 0b11 != 0b11 {
            return None;
        }
        let word = self.words[slot].as_mut()?;
        // SAFETY: the range is one slot long, so that no other word is a copy of this one, and the
        // word is an `N` and stays one.
        Some(unsafe { &mut *ptr::from_mut(word).cast::<N>() })
    }

    /// Lets `f` change the kid of a slot, whatever its range. If `f` panics, the kid is what `f` has
    /// left.
    #[inline]
    pub(crate) fn edit<R>(&mut self, slot: usize, f: impl FnOnce(&mut Option<N>) -> R) -> R {
        let range = self.range(slot);
        let words = &mut self.words[range];
        // SAFETY: the words of the range are one `N` or nothing; until `Lent` puts back what has
        // become of it, nobody looks at them.
        let kid = unsafe { from_word(words[0]) };
        let mut lent = Lent { words, kid: ManuallyDrop::new(kid) };
        f(&mut lent.kid)
    }

    /// What the kid of a slot points to, if nobody else holds it.
    #[inline]
    pub(crate) fn reach(&mut self, slot: usize) -> Option<N::Target<'_>>
    where
        N: Reach,
    {
        let word = self.words[slot].as_mut()?;
        // SAFETY: the word is an `N`, which `reach` leaves as it is, so that copies of the word stay
        // right; all of them are borrowed exclusively with `self`.
        unsafe { &mut *ptr::from_mut(word).cast::<N>() }.reach()
    }

    /// What the kids point to, each once, and where they begin. A kid that somebody else holds is
    /// left out.
    pub(crate) fn reach_all(&mut self) -> Reached<'_, N, W> {
        Reached { rest: self.firsts(), words: &mut self.words, owns: PhantomData }
    }

    /// Gives each half of the range of a slot a kid of its own; returns the one that both had.
    ///
    /// # Panics
    /// If the range is one slot.
    pub(crate) fn divide(&mut self, slot: usize, low: Option<N>, high: Option<N>) -> Option<N> {
        let Range { start, end } = self.range(slot);
        assert!(end - start > 1, "a range of one slot has no halves");
        let middle = start.midpoint(end);
        let old = self.words[start];
        self.starts |= 1 << middle;
        self.words[start..middle].fill(into_word(low));
        self.words[middle..end].fill(into_word(high));
        // SAFETY: the words of the range were one `N` or nothing, and all are overwritten.
        unsafe { from_word(old) }
    }

    /// Gives the range of a slot and its other half to one kid; returns the two that they had.
    ///
    /// # Panics
    /// If the other half is not one range, or there is none.
    pub(crate) fn unite(&mut self, slot: usize, kid: Option<N>) -> (Option<N>, Option<N>) {
        let range = self.range(slot);
        let other = self.other(slot).expect("the other half of a range is one range");
        let (low, high) = (range.start.min(other), range.start.max(other));
        let old = (self.words[low], self.words[high]);
        self.starts &= !(1 << high);
        self.words[low..high + range.len()].fill(into_word(kid));
        // SAFETY: the words of both ranges were an `N` each or nothing, and all are overwritten.
        unsafe { (from_word(old.0), from_word(old.1)) }
    }

    /// Where the other half of the range of a slot begins, if it is one range.
    #[inline]
    pub(crate) fn other(&self, slot: usize) -> Option<usize> {
        let range = self.range(slot);
        let other = range.start ^ range.len();
        // It begins there, and none begins within it.
        let is_one = (self.starts >> other) & ((1 << range.len()) - 1) == 1;
        (other < W && is_one).then_some(other)
    }

    /// The kids by value, and where they begin, without the empty ranges.
    pub(crate) fn into_kids(self) -> IntoKids<N, W> {
        let this = ManuallyDrop::new(self);
        IntoKids { words: this.words, rest: this.firsts(), owns: PhantomData }
    }
}

/// A kid that is being changed.
struct Lent<'a, N: Thin> {
    /// Invariant: the words of one range, which nobody but this looks at.
    words: &'a mut [Word],
    kid: ManuallyDrop<Option<N>>,
}

impl<N: Thin> Drop for Lent<'_, N> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: taken once, since this is going.
        let word = into_word(unsafe { ManuallyDrop::take(&mut self.kid) });
        if word != self.words[0] {
            self.words.fill(word);
        }
    }
}

/// The lowest slot of a set, which is taken from it.
#[inline]
fn next(rest: &mut u32) -> Option<usize> {
    if *rest == 0 {
        return None;
    }
    let slot = rest.trailing_zeros() as usize;
    *rest &= *rest - 1;
    Some(slot)
}

/// The kids of a fan, borrowed.
pub(crate) struct Kids<'a, N: Thin, const W: usize> {
    fan: &'a Fan<N, W>,
    rest: u32,
}

impl<N: Thin, const W: usize> Clone for Kids<'_, N, W> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<N: Thin, const W: usize> Kids<'_, N, W> {
    /// Has what the kids that come next point to brought near: those that are not empty, of so many.
    #[inline]
    pub(crate) fn fetch(&self, passed: usize, count: usize) {
        let mut rest = self.rest;
        for place in 0..passed + count {
            let Some(slot) = next(&mut rest) else { return };
            if let (true, Some(word)) = (place >= passed, self.fan.words[slot]) {
                fetch(word.as_ptr());
            }
        }
    }
}

impl<'a, N: Thin, const W: usize> Iterator for Kids<'a, N, W> {
    type Item = (usize, &'a N);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let slot = next(&mut self.rest)?;
            if let Some(kid) = self.fan.get(slot) {
                return Some((slot, kid));
            }
        }
    }
}

/// What the kids of a fan point to, to change, and where the kids begin.
pub(crate) struct Reached<'a, N: Thin, const W: usize> {
    /// Invariant: those of a fan that is borrowed exclusively. The slots of `rest` have not been
    /// reached yet.
    words: *mut [Word; W],
    rest: u32,
    owns: PhantomData<&'a mut Fan<N, W>>,
}

// SAFETY: a fan borrowed exclusively.
unsafe impl<N: Thin + Send, const W: usize> Send for Reached<'_, N, W> {}
// SAFETY: as above; nothing is reached through a shared borrow of this.
unsafe impl<N: Thin + Sync, const W: usize> Sync for Reached<'_, N, W> {}

impl<'a, N: Reach, const W: usize> Iterator for Reached<'a, N, W> {
    type Item = (usize, N::Target<'a>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let slot = next(&mut self.rest)?;
            debug_assert!(slot < W);
            let word = self.words.cast::<Word>();
            // SAFETY: `slot < W`, as a range begins there. Each range is reached once, and its kid is
            // nobody else's while the fan is borrowed (the words of other ranges are other kids); no
            // reference to the word outlives `reach`, which leaves it as it is.
            let kid: &'a mut N = unsafe {
                match &mut *word.add(slot) {
                    Some(word) => &mut *ptr::from_mut(word).cast::<N>(),
                    None => continue,
                }
            };
            if let Some(target) = kid.reach() {
                return Some((slot, target));
            }
        }
    }
}

/// The kids of a fan, by value.
pub(crate) struct IntoKids<N: Thin, const W: usize> {
    /// Invariant: the words at the slots of `rest` are kids that this owns, or nothing.
    words: [Word; W],
    rest: u32,
    owns: PhantomData<N>,
}

// SAFETY: owns kids and nothing else.
unsafe impl<N: Thin + Send, const W: usize> Send for IntoKids<N, W> {}
// SAFETY: as above.
unsafe impl<N: Thin + Sync, const W: usize> Sync for IntoKids<N, W> {}

impl<N: Thin, const W: usize> Iterator for IntoKids<N, W> {
    type Item = N;

    #[inline]
    fn next(&mut self) -> Option<N> {
        loop {
            let slot = next(&mut self.rest)?;
            // SAFETY: the slot was in `rest`, and is no longer.
            if let Some(kid) = unsafe { from_word(self.words[slot]) } {
                return Some(kid);
            }
        }
    }
}

impl<N: Reach + Clone, const W: usize> Clone for IntoKids<N, W> {
    /// Counts each kid once.
    fn clone(&self) -> Self {
        let mut rest = self.rest;
        while let Some(slot) = next(&mut rest) {
            if let Some(word) = &self.words[slot] {
                // SAFETY: the slot is in `self.rest`: the word is an `N`, which lives as long as `self`
                // owns it.
                let kid = unsafe { &*ptr::from_ref(word).cast::<N>() };
                // As for a fan: the copy of its word below is the clone.
                mem::forget(kid.clone());
            }
        }
        Self { ..*self }
    }
}

impl<N: Thin, const W: usize> Drop for IntoKids<N, W> {
    fn drop(&mut self) {
        /// Goes on where a destructor has panicked.
        struct Rest<'a, N: Thin, const W: usize>(&'a mut IntoKids<N, W>);
        impl<N: Thin, const W: usize> Drop for Rest<'_, N, W> {
            fn drop(&mut self) {
                self.0.for_each(drop);
            }
        }
        let rest = Rest(self);
        rest.0.for_each(drop);
    }
}

impl<N: Reach + Clone, const W: usize> Clone for Fan<N, W> {
    /// Counts each kid once.
    #[inline]
    fn clone(&self) -> Self {
        for (_, kid) in self.kids() {
            // The copy of its words below is the clone: `Reach` says that it is the same pointer.
            mem::forget(kid.clone());
        }
        Self { words: self.words, starts: self.starts, owns: PhantomData }
    }
}

impl<N: Thin, const W: usize> Drop for Fan<N, W> {
    #[inline]
    fn drop(&mut self) {
        drop(IntoKids::<N, W> { words: self.words, rest: self.firsts(), owns: PhantomData });
    }
}

#[cfg(test)]
impl<N: Thin, const W: usize> Fan<N, W> {
    /// Whether words and starts agree.
    pub(crate) fn is_whole(&self) -> bool {
        let mut slot = 0;
        while slot < W {
            let range = self.range(slot);
            if range.start != slot
                || self.words[range.clone()].iter().any(|w| *w != self.words[slot])
            {
                return false;
            }
            slot = range.end;
        }
        true
    }
}
