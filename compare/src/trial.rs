//! One contender's turn at one operation. Knows no collection and no row.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Whose a contender is: what its time is compared as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// This crate.
    Ours,
    /// The standard library, with full copies where versions are kept.
    Std,
    /// Another crate that shares parts of its versions.
    Peer,
    /// Another crate that shares its buffer as a whole or not at all.
    Flat,
}

impl Kind {
    /// In the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Ours, Self::Std, Self::Peer, Self::Flat];

    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Std => "std",
            Self::Peer => "peer",
            Self::Flat => "flat",
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The most operations of one trial.
pub const MOST: usize = 1 << 16;

/// What is handed to a trial: how much to do, and a stop-watch.
pub struct Lap {
    batch: usize,
    scales: bool,
    elapsed: Duration,
    checks: bool,
    digest: u64,
}

impl Lap {
    pub fn new(batch: usize, checks: bool) -> Self {
        Self { batch, scales: false, elapsed: Duration::ZERO, checks, digest: 0 }
    }

    /// How many operations to do. A trial that does not ask always does the same work.
    pub fn batch(&mut self) -> usize {
        self.scales = true;
        self.batch
    }

    /// Measures what `work` takes, without dropping what it returns.
    #[inline]
    pub fn time<R>(&mut self, work: impl FnOnce() -> R) -> R {
        let start = Instant::now();
        let result = black_box(work());
        self.elapsed += start.elapsed();
        result
    }

    /// Takes a result into the account that must be the same for all contenders. Not measured.
    pub fn check(&mut self, digest: impl FnOnce() -> u64) {
        if self.checks {
            self.digest = mix(self.digest, digest());
        }
    }

    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Whether the trial takes longer for a larger batch.
    pub fn scales(&self) -> bool {
        self.scales
    }

    pub fn digest(&self) -> u64 {
        self.digest
    }
}

/// One trial: does its work under the watch, and says how many operations that were.
pub type Trial = Box<dyn FnMut(&mut Lap) -> usize>;

/// A trial of the type that rows hold.
pub fn trial(work: impl FnMut(&mut Lap) -> usize + 'static) -> Option<Trial> {
    Some(Box::new(work))
}

/// Who takes part in a row.
pub struct Contender {
    pub name: &'static str,
    pub kind: Kind,
    pub trial: Trial,
}

/// An operation that the contender was asked for before.
///
/// Named where it is called, not before the trial: there the compiler knows the function and can
/// inline it as in a user's program.
#[inline(always)]
pub fn has<F>(operation: Option<F>) -> F {
    operation.expect("a contender without the operation makes no trial")
}

/// Adds a number to a digest, minding the order.
#[inline]
pub fn mix(digest: u64, number: u64) -> u64 {
    (digest.rotate_left(5) ^ number).wrapping_mul(0x517C_C1B7_2722_0A95)
}

/// What is enough for one trial that makes things again and again.
const ENOUGH: Duration = Duration::from_micros(200);

/// Makes things of about `size` elements again and again, until that is enough for the clock or for
/// the batch. What was made is dropped outside of the time, soon, so that it does not pile up.
pub fn remake<R>(
    lap: &mut Lap,
    size: usize,
    mut make: impl FnMut() -> R,
    digest: impl Fn(&R) -> u64,
) -> usize {
    let group = (2_000 / size.max(1)).clamp(1, 64);
    let groups = lap.batch().div_ceil(group);
    let mut made = Vec::with_capacity(group);
    for done in 1..=groups {
        made.clear();
        lap.time(|| made.extend((0..group).map(|_| make())));
        if done == groups || lap.elapsed() > ENOUGH {
            lap.check(|| made.last().map_or(0, &digest));
            return done * group;
        }
    }
    unreachable!("a batch has an operation at least")
}
