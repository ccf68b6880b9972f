//! Elements of many kinds: with and without a size, a drop, an alignment of their own.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::hash::{Hash, Hasher};

pub trait Element: Clone + Debug + Hash + Ord + Send + Sync {
    /// Whether it may be cloned on one thread and dropped on another.
    #[allow(dead_code, reason = "not everyone who has elements has threads")]
    const LEAVES_ITS_THREAD: bool = true;

    fn new(number: u32) -> Self;

    /// The number it was made of, as far as it remembers.
    fn number(&self) -> u32;

    fn change(&mut self) {
        *self = Self::new(self.number().wrapping_add(1));
    }
}

impl Element for u32 {
    fn new(number: u32) -> Self {
        number
    }

    fn number(&self) -> u32 {
        *self
    }
}

impl Element for u8 {
    fn new(number: u32) -> Self {
        number.to_le_bytes()[0]
    }

    fn number(&self) -> u32 {
        u32::from(*self)
    }
}

impl Element for String {
    fn new(number: u32) -> Self {
        number.to_string()
    }

    fn number(&self) -> u32 {
        self.parse().expect("the text was made of a number")
    }
}

/// An element that owns memory, cheaper than a text.
impl Element for Box<u32> {
    fn new(number: u32) -> Self {
        Self::new(number)
    }

    fn number(&self) -> u32 {
        **self
    }
}

/// An element without a size.
#[derive(Clone, Debug, Hash, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nothing;

impl Element for Nothing {
    fn new(_: u32) -> Self {
        Self
    }

    fn number(&self) -> u32 {
        0
    }
}

/// An element with more alignment than an allocator gives unasked.
#[derive(Clone, Debug, Hash, PartialEq, Eq, PartialOrd, Ord)]
#[repr(align(64))]
pub struct Aligned(u32);

impl Element for Aligned {
    fn new(number: u32) -> Self {
        Self(number)
    }

    fn number(&self) -> u32 {
        assert!((&raw const *self).is_aligned(), "an element is not aligned");
        self.0
    }
}

/// An element on the heap whose every drop is held against a ledger of its thread.
pub struct Counted {
    number: Box<u32>,
    ticket: u64,
}

#[derive(Default)]
struct Ledger {
    issued: u64,
    live: BTreeSet<u64>,
}

thread_local! {
    static LEDGER: RefCell<Ledger> = RefCell::default();
}

impl Counted {
    /// How many are alive on this thread.
    pub fn live() -> usize {
        LEDGER.with_borrow(|ledger| ledger.live.len())
    }
}

impl Element for Counted {
    #[allow(dead_code, reason = "not everyone who has elements has threads")]
    const LEAVES_ITS_THREAD: bool = false;

    fn new(number: u32) -> Self {
        let ticket = LEDGER.with_borrow_mut(|ledger| {
            ledger.issued += 1;
            ledger.live.insert(ledger.issued);
            ledger.issued
        });
        Self { number: Box::new(number), ticket }
    }

    fn number(&self) -> u32 {
        *self.number
    }
}

impl Clone for Counted {
    fn clone(&self) -> Self {
        Self::new(*self.number)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let was_live = LEDGER.with_borrow_mut(|ledger| ledger.live.remove(&self.ticket));
        assert!(was_live || std::thread::panicking(), "element {} dropped twice", self.number);
    }
}

impl Debug for Counted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.number.fmt(f)
    }
}

impl PartialEq for Counted {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Counted {}

impl PartialOrd for Counted {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Counted {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number.cmp(&other.number)
    }
}

impl Hash for Counted {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}
