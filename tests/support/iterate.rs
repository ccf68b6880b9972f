//! Iterators pulled from both ends, side by side with those of the model.

use std::cell::Cell;
use std::fmt::Debug;
use std::sync::Mutex;
use std::sync::atomic::{AtomicPtr, Ordering};

use super::choice::{Choices, Place};
use super::element::Element;

/// One pull at an iterator.
#[derive(Clone, Copy, Debug)]
enum Pull {
    Next,
    NextBack,
    Nth(Place),
    NthBack(Place),
    Skip(Place),
    Beyond,
    BeyondBack,
}

/// What becomes of an iterator that was pulled at.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Drop,
    Fold,
    RFold,
    Leak,
}

/// What to do with an iterator.
#[derive(Clone, Debug)]
pub struct Pulls {
    pulls: Vec<Pull>,
    end: End,
}

impl Pulls {
    pub fn read(choices: &mut Choices<'_>) -> Self {
        let pulls = choices.some(8, |choices| match choices.below(16) {
            0..4 => Pull::Next,
            4..8 => Pull::NextBack,
            8..10 => Pull::Nth(choices.place()),
            10..12 => Pull::NthBack(choices.place()),
            12..14 => Pull::Skip(choices.place()),
            14 => Pull::Beyond,
            _ => Pull::BeyondBack,
        });
        let end = match choices.below(16) {
            0..5 => End::Drop,
            5..10 => End::Fold,
            10..15 => End::RFold,
            _ => End::Leak,
        };
        Self { pulls, end }
    }

    /// Pulls at both, and returns what they gave.
    pub fn interleave<A, B>(&self, mut ours: A, mut model: B) -> Vec<(A::Item, B::Item)>
    where
        A: DoubleEndedIterator<Item: PartialEq<B::Item> + Debug>,
        B: DoubleEndedIterator<Item: Debug> + ExactSizeIterator,
    {
        let mut pairs = Vec::new();
        for pull in &self.pulls {
            let len = model.len();
            let (low, high) = ours.size_hint();
            assert!(low <= len && high.is_none_or(|high| len <= high), "{low} {high:?} {len}");
            let (left, right) = match *pull {
                Pull::Next => (ours.next(), model.next()),
                Pull::NextBack => (ours.next_back(), model.next_back()),
                Pull::Nth(n) => (ours.nth(n.up_to(len)), model.nth(n.up_to(len))),
                Pull::NthBack(n) => (ours.nth_back(n.up_to(len)), model.nth_back(n.up_to(len))),
                Pull::Skip(n) => {
                    // Not `nth`: what `Skip` does in one call for several.
                    let n = n.up_to(len);
                    let (mut ours, mut model) = (ours.by_ref().skip(n), model.by_ref().skip(n));
                    (ours.next(), model.next())
                }
                Pull::Beyond => (ours.nth(usize::MAX), model.nth(usize::MAX)),
                Pull::BeyondBack => (ours.nth_back(usize::MAX), model.nth_back(usize::MAX)),
            };
            add(&mut pairs, left, right);
        }
        match self.end {
            End::Drop => {}
            End::Fold => ours.for_each(|left| add(&mut pairs, Some(left), model.next())),
            End::RFold => {
                ours.rev().for_each(|left| add(&mut pairs, Some(left), model.next_back()));
            }
            End::Leak => leak(ours),
        }
        if matches!(self.end, End::Fold | End::RFold) {
            assert!(model.next().is_none(), "too few items");
        }
        pairs
    }

    /// As `interleave`, for an iterator that knows its length.
    pub fn interleave_exact<A, B>(&self, ours: A, model: B) -> Vec<(A::Item, B::Item)>
    where
        A: DoubleEndedIterator<Item: PartialEq<B::Item> + Debug> + ExactSizeIterator,
        B: DoubleEndedIterator<Item: Debug> + ExactSizeIterator,
    {
        assert_eq!(ours.len(), model.len());
        self.interleave(Exact(ours), model)
    }

    /// Pulls at an iterator that goes one way only, and returns what it gave and at which places.
    pub fn forward<A: ExactSizeIterator>(&self, ours: A) -> Vec<(usize, A::Item)> {
        let mut ours = Exact(ours);
        let len = ours.0.len();
        let (mut at, mut items) = (0, Vec::new());
        for pull in &self.pulls {
            let skip = match *pull {
                Pull::Next | Pull::NextBack => 0,
                Pull::Nth(n) | Pull::NthBack(n) | Pull::Skip(n) => n.up_to(len - at),
                Pull::Beyond | Pull::BeyondBack => usize::MAX,
            };
            let item = match *pull {
                Pull::Next | Pull::NextBack => ours.next(),
                Pull::Skip(_) => {
                    let mut skipping = ours.by_ref().skip(skip);
                    skipping.next()
                }
                _ => ours.nth(skip),
            };
            let place = at.saturating_add(skip);
            assert_eq!(item.is_some(), place < len);
            items.extend(item.map(|item| (place, item)));
            at = len.min(place.saturating_add(1));
        }
        match self.end {
            End::Drop => {}
            End::Fold | End::RFold => {
                ours.for_each(|item| {
                    items.push((at, item));
                    at += 1;
                });
                assert_eq!(at, len, "too few items");
            }
            End::Leak => leak(ours),
        }
        items
    }

    /// As `interleave_exact`; changes what both gave while all of it is borrowed.
    pub fn change<'a, 'b, E: Element + 'a + 'b>(
        &self,
        ours: impl DoubleEndedIterator<Item = &'a mut E> + ExactSizeIterator,
        model: impl DoubleEndedIterator<Item = &'b mut E> + ExactSizeIterator,
    ) {
        let mut pairs = self.interleave_exact(ours, model);
        for (left, right) in pairs.iter_mut().rev() {
            left.change();
            right.change();
        }
        for (left, right) in pairs {
            assert_eq!(left, right);
        }
    }

    /// Takes runs from both ends; together they are `model`.
    pub fn runs<'a, T, R>(&self, mut runs: R, model: &[T])
    where
        T: Debug + PartialEq + 'a,
        R: DoubleEndedIterator<Item = &'a [T]>,
    {
        let mut rest = model;
        let mut sides = self.pulls.iter().map(|pull| matches!(pull, Pull::NextBack));
        loop {
            let from_back = sides.next().unwrap_or(self.end == End::RFold);
            let Some(run) = (if from_back { runs.next_back() } else { runs.next() }) else { break };
            assert!(!run.is_empty() && run.len() <= rest.len());
            let cut = if from_back { rest.len() - run.len() } else { run.len() };
            let (low, high) = rest.split_at(cut);
            let now = if from_back { high } else { low };
            rest = if from_back { low } else { high };
            assert_eq!(run, now);
        }
        assert!(rest.is_empty(), "too few runs");
        assert!(runs.next().is_none() && runs.next_back().is_none());
    }

    /// Takes mutable runs from both ends, keeps them all, and changes everything in them.
    pub fn change_runs<'a, E: Element + 'a>(
        &self,
        mut runs: impl DoubleEndedIterator<Item = &'a mut [E]>,
        model: &mut [E],
    ) {
        let (mut front, mut back) = (Vec::new(), Vec::new());
        let mut sides = self.pulls.iter().map(|pull| matches!(pull, Pull::NextBack));
        loop {
            let from_back = sides.next().unwrap_or(self.end == End::RFold);
            let next = if from_back { runs.next_back() } else { runs.next() };
            let Some(run) = next else { break };
            assert!(!run.is_empty());
            if from_back { back.push(run) } else { front.push(run) }
        }
        let mut count = 0;
        for run in front.into_iter().chain(back.into_iter().rev()) {
            for element in run {
                assert_eq!(*element, model[count]);
                element.change();
                model[count].change();
                count += 1;
            }
        }
        assert_eq!(count, model.len());
    }
}

fn add<A: PartialEq<B> + Debug, B: Debug>(
    pairs: &mut Vec<(A, B)>,
    left: Option<A>,
    right: Option<B>,
) {
    match (left, right) {
        (Some(left), Some(right)) => {
            assert!(left == right, "{left:?} instead of {right:?}");
            pairs.push((left, right));
        }
        (None, None) => {}
        (left, right) => panic!("{left:?} instead of {right:?}"),
    }
}

/// An iterator that is asked for its length before and after each item.
struct Exact<I>(I);

impl<I: ExactSizeIterator> Exact<I> {
    fn pull(&mut self, n: usize, pull: impl FnOnce(&mut I) -> Option<I::Item>) -> Option<I::Item> {
        let before = self.0.len();
        let item = pull(&mut self.0);
        assert_eq!(self.0.len(), before.saturating_sub(n).saturating_sub(1));
        assert_eq!(item.is_some(), n < before, "an item as long as there are any");
        item
    }
}

impl<I: ExactSizeIterator> Iterator for Exact<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        self.pull(0, I::next)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        // `len` asserts that both bounds are the same.
        (self.0.len(), Some(self.0.len()))
    }

    fn nth(&mut self, n: usize) -> Option<I::Item> {
        self.pull(n, |iterator| iterator.nth(n))
    }

    fn fold<B, F: FnMut(B, I::Item) -> B>(self, init: B, f: F) -> B {
        self.0.fold(init, f)
    }
}

impl<I: DoubleEndedIterator + ExactSizeIterator> DoubleEndedIterator for Exact<I> {
    fn next_back(&mut self) -> Option<I::Item> {
        self.pull(0, I::next_back)
    }

    fn nth_back(&mut self, n: usize) -> Option<I::Item> {
        self.pull(n, |iterator| iterator.nth_back(n))
    }

    fn rfold<B, F: FnMut(B, I::Item) -> B>(self, init: B, f: F) -> B {
        self.0.rfold(init, f)
    }
}

/// What was leaked, the last one first.
static LEAKED: AtomicPtr<()> = AtomicPtr::new(std::ptr::null_mut());
static LEAKING: Mutex<()> = Mutex::new(());

thread_local! {
    static LEAKED_HERE: Cell<bool> = const { Cell::new(false) };
}

/// Forgets a value, but stays in reach of it: Miri and sanitizers do not take it for a fault.
fn leak<T>(value: T) {
    // libFuzzer would look for a leak, which takes long, whenever something is not freed.
    if cfg!(fuzzing) {
        return;
    }
    let _alone = LEAKING.lock();
    let own = Box::into_raw(Box::new((LEAKED.load(Ordering::Relaxed), value)));
    LEAKED.store(own.cast(), Ordering::Relaxed);
    LEAKED_HERE.set(true);
}

/// Whether this thread has leaked something since it was asked last.
pub fn has_leaked() -> bool {
    LEAKED_HERE.take()
}
