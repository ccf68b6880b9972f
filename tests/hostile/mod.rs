//! Elements that panic at the k-th clone, drop or comparison, and a ledger of who was dropped.
//!
//! Fuse and ledger belong to the thread: a test has both for itself. `light` the fuse, run what is
//! to be tested, `douse` it, look at `living` and `faults`.
#![allow(dead_code, reason = "each test takes what it needs")]

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

/// What user code of an element, a closure or an iterator does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// `Clone::clone` of an element.
    Clone,
    /// `Drop::drop` of an element.
    Drop,
    /// `==`, `cmp`, `hash` or `fmt` of an element.
    Look,
    /// A call of a closure, or a step of an iterator.
    Call,
}

impl Step {
    pub const ALL: [Self; 4] = [Self::Clone, Self::Drop, Self::Look, Self::Call];
}

/// The words of a panic that was asked for.
const BLOWN: &str = "the fuse has blown";

thread_local! {
    static FUSE: Cell<Option<(Step, usize)>> = const { Cell::new(None) };
    /// Steps of each kind since the fuse was lit.
    static TAKEN: Cell<[usize; 4]> = const { Cell::new([0; 4]) };
    static LEDGER: RefCell<Ledger> = const { RefCell::new(Ledger::new()) };
}

struct Ledger {
    /// For each element ever made, how often it was dropped.
    drops: Vec<u8>,
    faults: Vec<String>,
}

impl Ledger {
    const fn new() -> Self {
        Self { drops: Vec::new(), faults: Vec::new() }
    }
}

/// Forgets all elements, and puts the fuse out.
pub fn reset() {
    FUSE.set(None);
    LEDGER.with_borrow_mut(|ledger| *ledger = Ledger::new());
}

/// Lets the step number `k` (from 0) of a kind panic, once: never while the stack is unwound, which would be
/// the end of the program.
pub fn light(step: Step, k: usize) {
    TAKEN.set([0; 4]);
    FUSE.set(Some((step, k)));
}

/// How many steps of each kind, in the order of `Step::ALL`, `f` takes when none panics.
pub fn counted(f: impl FnOnce()) -> [usize; 4] {
    FUSE.set(None);
    TAKEN.set([0; 4]);
    f();
    TAKEN.get()
}

/// Which of so many steps shall panic in turn: all of few; of many so many at both ends, and as many between,
/// others for another salt. With `OFFSHOOT_BUDGET=all`, all.
pub fn places(count: usize, ends: usize, salt: usize) -> Vec<usize> {
    let all = std::env::var("OFFSHOOT_BUDGET").is_ok_and(|budget| budget == "all");
    if all || count <= 4 * ends {
        return (0..count).collect();
    }
    let stride = (count - 2 * ends) / ends;
    let between = (ends + salt % stride..count - ends).step_by(stride);
    (0..ends).chain(between).chain(count - ends..count).collect()
}

/// Puts the fuse out; says whether it had blown.
pub fn douse() -> bool {
    FUSE.take().is_none()
}

/// How many elements were made and not dropped.
pub fn living() -> usize {
    LEDGER.with_borrow(|ledger| ledger.drops.iter().filter(|&&drops| drops == 0).count())
}

/// Elements dropped twice, or used after they were dropped.
pub fn faults() -> Vec<String> {
    LEDGER.with_borrow(|ledger| ledger.faults.clone())
}

/// One step of user code: panics if it is the one that the fuse waits for.
pub fn step(kind: Step) {
    let mut taken = TAKEN.get();
    taken[kind as usize] += 1;
    TAKEN.set(taken);
    let Some((waited, left)) = FUSE.get().filter(|fuse| fuse.0 == kind) else { return };
    if let Some(left) = left.checked_sub(1) {
        FUSE.set(Some((waited, left)));
    } else {
        FUSE.set(None);
        panic!("{BLOWN}");
    }
}

/// Runs `f` with the fuse out of reach, and counts no step: what a test has to prepare in the midst of it.
pub fn aside<X>(f: impl FnOnce() -> X) -> X {
    let (fuse, taken) = (FUSE.take(), TAKEN.get());
    let result = f();
    FUSE.set(fuse);
    TAKEN.set(taken);
    result
}

/// A call of a closure.
pub fn call() {
    step(Step::Call);
}

/// Runs `f`; says whether the fuse blew in it. Any other panic goes on.
pub fn survives(f: impl FnOnce()) -> bool {
    quiet();
    let Err(panic) = catch_unwind(AssertUnwindSafe(f)) else { return true };
    if said(&*panic) == Some(BLOWN) {
        return false;
    }
    std::panic::resume_unwind(panic)
}

/// The words with which `f` panics; none if it does not.
pub fn words(f: impl FnOnce()) -> Option<String> {
    quiet();
    SILENT.set(true);
    let result = catch_unwind(AssertUnwindSafe(f));
    SILENT.set(false);
    said(&*result.err()?).map(str::to_owned)
}

thread_local! {
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

/// The words of a panic.
fn said(panic: &(dyn Any + Send)) -> Option<&str> {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
}

/// Panics that are asked for print nothing.
fn quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !SILENT.get() && said(info.payload()) != Some(BLOWN) {
                usual(info);
            }
        }));
    });
}

/// An element whose every clone, drop and comparison is a `Step`, written down in the ledger.
///
/// `PAD` bytes more make leaves short: with 184 of them a full leaf has five elements.
#[repr(C)]
pub struct Hostile<const PAD: usize> {
    pub value: u32,
    id: u32,
    pad: [u8; PAD],
}

/// An element of which a full leaf has five, whether nodes are tiny or not.
pub type Wide = Hostile<184>;

impl<const PAD: usize> Hostile<PAD> {
    pub fn new(value: u32) -> Self {
        let id = LEDGER.with_borrow_mut(|ledger| {
            ledger.drops.push(0);
            ledger.drops.len() - 1
        });
        Self { value, id: u32::try_from(id).expect("few elements"), pad: [value as u8; PAD] }
    }

    /// Elements of the values `0..count`.
    pub fn many(count: u32) -> impl ExactSizeIterator<Item = Self> + DoubleEndedIterator {
        (0..count as usize).map(|value| Self::new(value as u32))
    }

    /// Notes a fault if this was dropped before.
    fn alive(&self, used: &str) {
        LEDGER.with_borrow_mut(|ledger| match ledger.drops.get(self.id as usize) {
            Some(0) => {}
            state => {
                let fault =
                    format!("{used} of element {} (value {}): {state:?}", self.id, self.value);
                ledger.faults.push(fault);
            }
        });
        // Miri sees bytes that are not there by itself.
        if !cfg!(miri) && self.pad != [self.value as u8; PAD] {
            let fault = format!("{used}: the bytes of element {} are mixed", self.id);
            LEDGER.with_borrow_mut(|ledger| ledger.faults.push(fault));
        }
    }

    /// The value, read without a step, of an element that must be alive.
    pub fn peek(&self) -> u32 {
        self.alive("a look");
        self.value
    }
}

impl<const PAD: usize> Clone for Hostile<PAD> {
    fn clone(&self) -> Self {
        self.alive("a clone");
        step(Step::Clone);
        Self::new(self.value)
    }
}

impl<const PAD: usize> Default for Hostile<PAD> {
    fn default() -> Self {
        call();
        Self::new(0)
    }
}

impl<const PAD: usize> Drop for Hostile<PAD> {
    fn drop(&mut self) {
        self.alive("a drop");
        LEDGER.with_borrow_mut(|ledger| {
            if let Some(drops) = ledger.drops.get_mut(self.id as usize) {
                *drops += 1;
            }
        });
        step(Step::Drop);
    }
}

impl<const PAD: usize> PartialEq for Hostile<PAD> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<const PAD: usize> Eq for Hostile<PAD> {}

impl<const PAD: usize> PartialOrd for Hostile<PAD> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<const PAD: usize> Ord for Hostile<PAD> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.alive("a comparison");
        other.alive("a comparison");
        step(Step::Look);
        self.value.cmp(&other.value)
    }
}

impl<const PAD: usize> Hash for Hostile<PAD> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.alive("a hash");
        step(Step::Look);
        self.value.hash(state);
    }
}

impl<const PAD: usize> fmt::Debug for Hostile<PAD> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.alive("an output");
        step(Step::Look);
        self.value.fmt(f)
    }
}

/// An iterator each of whose steps may panic.
pub struct Steps<I>(pub I);

impl<I: Iterator> Iterator for Steps<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        call();
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

/// An iterator that says how many items come: it need not be true.
pub struct Said<I>(pub usize, pub I);

impl<I: Iterator> Iterator for Said<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        self.1.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0, None)
    }
}

/// How much to do: Miri is some hundred times slower than the machine.
pub fn is_miri() -> bool {
    cfg!(miri) || std::env::var("OFFSHOOT_BUDGET").is_ok_and(|budget| budget == "miri")
}
