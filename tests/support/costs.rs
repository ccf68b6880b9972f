//! What an operation does, counted and held to the class of its cost. Knows no collection.
//!
//! A row names an operation as its documentation does, says what the documentation says of its cost, and does it
//! once. It is done on small and on large collections, on one that nobody shares and on a clone; each time blocks and
//! bytes allocated, comparisons, hashes and clones are counted, and may be so many as the class allows. What an
//! operation that only goes through nodes does cannot be counted here, and a time is no test: `compare/` shows it.

use std::cell::Cell;
use std::hash::{Hash, Hasher};
use std::ops::{Add, Mul};

use crate::counting::totals;

/// How many keys versions differ in, and entries small operands have, in rows that say `k` and `m`.
pub const K: usize = 8;
pub const M: usize = 32;

/// What an operation may do beside what its class says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Allocates and clones nothing.
    Reads,
    /// Allocates and clones nothing where nobody shares the collection.
    InPlace,
    /// As `InPlace`, but for the way of a walk, which is kept on the heap: a few words a level.
    Walks,
    /// Makes nodes in any case.
    Makes,
}

pub use Kind::{InPlace, Makes, Reads, Walks};

/// The operation as `Type::function` or `Trait for Type`; its costs, as the documentation writes them, of a collection
/// that nobody shares and, behind a `|`, of one that is; what it may do; and itself, done once.
pub type Row<F> = (&'static str, &'static str, Kind, fn(&mut F));

/// A collection and what is needed beside it. A clone shares all of it.
pub trait Fixture: Clone {
    /// The sizes of operations that may not go through all of it.
    const SIZES: [usize; 3];
    /// What any operation may do once, for each halving of n, and for each element that it goes through.
    const ONCE: Tally;
    /// The same for each of k changes and m entries.
    const EACH: Tally;
    const HALVING: Tally;
    const ELEMENT: Tally;
    /// A collection of `n` elements that shares nothing.
    fn new(n: usize) -> Self;
    /// How many elements it has now: where operations have changed that much, another is made.
    fn len(&self) -> usize;
}

/// The sizes of operations that go through all elements.
const LINEAR_SIZES: [usize; 3] = [500, 2_000, 8_000];

/// The bytes of the ways of two walks.
const WAY: usize = 1_200;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    pub blocks: usize,
    pub bytes: usize,
    pub compared: usize,
    pub hashed: usize,
    pub cloned: usize,
}

impl Tally {
    /// The counts with their names.
    fn named(self) -> [(&'static str, usize); 5] {
        [
            ("blocks", self.blocks),
            ("bytes", self.bytes),
            ("comparisons", self.compared),
            ("hashes", self.hashed),
            ("clones", self.cloned),
        ]
    }

    /// What an operation of a kind may do of what its class allows, of a collection that is shared or not.
    fn of(mut self, kind: Kind, is_shared: bool) -> Self {
        match kind {
            Reads => {
                (self.blocks, self.bytes, self.cloned) = (0, 0, 0);
            }
            // What has no destructor is swapped by cloning it.
            InPlace if !is_shared => (self.blocks, self.bytes, self.cloned) = (0, 0, 1),
            Walks if !is_shared => (self.bytes, self.cloned) = (self.bytes.min(WAY), 0),
            InPlace | Walks | Makes => {}
        }
        self
    }

    fn map(self, f: impl Fn(usize) -> usize) -> Self {
        Self {
            blocks: f(self.blocks),
            bytes: f(self.bytes),
            compared: f(self.compared),
            hashed: f(self.hashed),
            cloned: f(self.cloned),
        }
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            blocks: self.blocks + other.blocks,
            bytes: self.bytes + other.bytes,
            compared: self.compared + other.compared,
            hashed: self.hashed + other.hashed,
            cloned: self.cloned + other.cloned,
        }
    }
}

impl Mul<f64> for Tally {
    type Output = Self;

    fn mul(self, times: f64) -> Self {
        self.map(|count| (count as f64 * times) as usize)
    }
}

/// A class of cost at one size: how many times that which any operation may do, how many halvings, how many
/// elements gone through.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cost {
    once: f64,
    halvings: f64,
    elements: f64,
}

impl Cost {
    /// The class that the documentation writes so, of `n` elements.
    fn of(class: &str, n: usize) -> Self {
        let (n, k, m) = (n as f64, K as f64, M as f64);
        let (once, halvings, elements) = match class {
            "O(1)" => (1.0, 0.0, 0.0),
            "O(log n)" => (1.0, n.log2(), 0.0),
            "O(k)" => (k, 0.0, 0.0),
            "O(k log n)" => (k, k * n.log2(), 0.0),
            "O(N)" => (2.0, 0.0, 0.0),
            "O(N log n)" => (2.0, 2.0 * n.log2(), 0.0),
            "O(m)" => (m, 0.0, 0.0),
            "O(log n + m)" => (1.0, n.log2(), m),
            "O(m log n)" => (m, m * n.log2(), 0.0),
            "O(m log(n / m + 1))" => (m, m * (n / m + 1.0).log2(), 0.0),
            "O(m log m + m log n)" => (m, m * m.log2() + m * n.log2(), 0.0),
            "O(n)" => (1.0, n.log2(), n),
            "O(n + m)" => (1.0, n.log2(), n + m),
            "O(n m)" => (1.0, n.log2(), n * m),
            "O(n log n)" => (1.0, n.log2(), n * n.log2()),
            // Of m nodes: some elements lie in each.
            "O(m log m)" => (1.0, n.log2(), n * n.log2() / 2.0),
            _ => panic!("no class is written {class}"),
        };
        Self { once, halvings, elements }
    }

    fn is_linear(self) -> bool {
        self.elements > 2.0 * M as f64
    }

    fn limit<F: Fixture>(self, kind: Kind) -> Tally {
        let once = match kind {
            _ if self.once > 1.0 => F::EACH,
            // A path or two, without cuts and seams.
            InPlace | Walks => Tally { compared: F::ONCE.compared, ..F::EACH },
            Reads | Makes => F::ONCE,
        };
        once * self.once + F::HALVING * self.halvings + F::ELEMENT * self.elements
    }
}

thread_local! {
    static ASKED: Cell<(usize, usize, usize)> = const { Cell::new((0, 0, 0)) };
    static BEGUN: Cell<Option<Tally>> = const { Cell::new(None) };
    static ENDED: Cell<Option<Tally>> = const { Cell::new(None) };
    static TIMES: Cell<usize> = const { Cell::new(1) };
}

/// What this thread has done so far; in a pool of threads, what all of them have.
fn now() -> Tally {
    #[cfg(feature = "rayon")]
    if rayon::current_thread_index().is_some() {
        return rayon::broadcast(|_| here()).into_iter().fold(Tally::default(), Add::add);
    }
    here()
}

fn here() -> Tally {
    let (blocks, bytes) = totals();
    let (compared, hashed, cloned) = ASKED.get();
    Tally { blocks, bytes, compared, hashed, cloned }
}

/// What a row has done so far was to prepare its operation.
pub fn begin() {
    BEGUN.set(Some(now()));
}

/// What a row does from now on is to clean up.
pub fn end() {
    let before = BEGUN.get().expect("an operation has begun before it ends");
    let after = now();
    let done = Tally {
        blocks: after.blocks - before.blocks,
        bytes: after.bytes - before.bytes,
        compared: after.compared - before.compared,
        hashed: after.hashed - before.hashed,
        cloned: after.cloned - before.cloned,
    };
    let times = TIMES.get();
    ENDED.set(Some(done.map(|count| count.div_ceil(times))));
}

/// Does an amortised operation so often that what it costs now and then is paid by the others.
pub fn often(mut f: impl FnMut(usize)) {
    begin();
    TIMES.set(1_000);
    (0..1_000).for_each(&mut f);
    end();
}

fn measure<F>(run: fn(&mut F), fixture: &mut F) -> Tally {
    ENDED.set(None);
    TIMES.set(1);
    begin();
    run(fixture);
    if ENDED.get().is_none() {
        end();
    }
    ENDED.get().expect("it has just ended")
}

/// Does all operations of a table. Returns what was found against them.
pub fn hold<F: Fixture>(rows: &[Row<F>]) -> Vec<String> {
    let mut bases: Vec<Option<F>> = Vec::new();
    let sizes = [F::SIZES, LINEAR_SIZES].concat();
    bases.resize_with(sizes.len(), || None);
    let mut owns = bases.clone();
    let mut found = Vec::new();
    for &(name, costs, kind, run) in rows {
        let (alone, shared) = costs.split_once(" | ").unwrap_or((costs, costs));
        for (class, is_shared) in [(alone, false), (shared, true)] {
            let first = if Cost::of(class, 1_000).is_linear() { 3 } else { 0 };
            for at in first..first + 3 {
                let n = sizes[at];
                let base = bases[at].get_or_insert_with(|| F::new(n));
                let own = &mut owns[at];
                let cost = Cost::of(class, n);
                let limit = cost.limit::<F>(kind).of(kind, is_shared && class != "O(1)");
                let done = if is_shared {
                    measure(run, &mut base.clone())
                } else {
                    let fixture = own.get_or_insert_with(|| F::new(n));
                    let done = measure(run, fixture);
                    if fixture.len().abs_diff(n) > n / 10 {
                        *own = None;
                    }
                    done
                };
                let way = if is_shared { "shared" } else { "alone" };
                let counts = done.named().into_iter().zip(limit.named());
                for ((what, count), (_, most)) in counts.filter(|((_, a), (_, b))| a > b) {
                    found.push(format!(
                        "{name} ({class}, {way}, n = {n}): {count} {what} of {most}"
                    ));
                }
            }
        }
    }
    found
}

/// A number that counts how often it is compared, hashed and cloned.
#[derive(Debug, Default)]
pub struct Counted(pub u64);

fn asked(compared: usize, hashed: usize, cloned: usize) {
    let counts = ASKED.get();
    ASKED.set((counts.0 + compared, counts.1 + hashed, counts.2 + cloned));
}

impl Clone for Counted {
    fn clone(&self) -> Self {
        asked(0, 0, 1);
        Self(self.0)
    }
}

impl PartialEq for Counted {
    fn eq(&self, other: &Self) -> bool {
        asked(1, 0, 0);
        self.0 == other.0
    }
}

impl Eq for Counted {}

impl PartialOrd for Counted {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Counted {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        asked(1, 0, 0);
        self.0.cmp(&other.0)
    }
}

impl Hash for Counted {
    fn hash<H: Hasher>(&self, state: &mut H) {
        asked(0, 1, 0);
        state.write_u64(self.0);
    }
}
