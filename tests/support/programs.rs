//! Random programs over several live versions of a collection, each beside its model. The same
//! programs are run from seeds (`tests/versions.rs`), by libFuzzer (`fuzz/`) and under Miri.
//!
//! ```text
//! bytes  ->  Step { from, to, other, op }  ->  versions[to] = op(versions[from], versions[other])
//! ```
//!
//! An operand is copied (so that the version lives on and shares everything) or consumed (so that
//! the operation may work in place). After each step every version is compared with its model.

pub mod byte_buf;
pub mod choice;
pub mod collider;
pub mod cursor;
pub mod diff;
pub mod element;
pub mod focus;
pub mod hash_map;
pub mod hash_map_two;
pub mod hash_map_walk;
pub mod hash_set;
pub mod iterate;
pub mod ord_map;
pub mod ord_map_two;
pub mod ord_map_walk;
pub mod ord_set;
pub mod vector;

use std::fmt::Debug;
use std::mem::take;
use std::ops::Range;

use choice::Choices;

/// Versions that live at the same time.
pub const VERSIONS: usize = 4;

/// Operations, some of which are one.
pub const KINDS: u8 = 64;

/// A collection and the model it is held to.
pub trait Pair: Clone + Default {
    type Op: Debug;
    type Collection;

    /// The kinds of operations that take two versions: algebra, merges, patches, what joins sequences.
    const OF_TWO: Range<u8>;

    /// An operation of a kind, which is below `KINDS`.
    fn read(choices: &mut Choices<'_>, kind: u8) -> Self::Op;

    /// Does the same to both, and compares what both return. May make a second result.
    fn apply(self, other: Self, op: &Self::Op, fresh: &mut Fresh) -> (Self, Option<Self>);

    /// Compares the contents, and checks the invariants.
    fn check(&self);

    /// Compares what two versions are to each other with what their models are.
    fn check_beside(&self, other: &Self);

    fn collection(&self) -> &Self::Collection;

    fn into_collection(self) -> Self::Collection;

    /// The memory of some versions: in total, and what each one reaches alone.
    fn memory_of(versions: &[&Self::Collection]) -> (usize, Vec<usize>);
}

/// Numbers for new items. Some come twice in a row, so that there is something to deduplicate.
#[derive(Default)]
pub struct Fresh(u32);

impl Fresh {
    pub fn number(&mut self) -> u32 {
        self.0 += 1;
        if self.0 % 4 == 1 { self.0 - 1 } else { self.0 }
    }
}

#[derive(Debug)]
#[allow(dead_code, reason = "read by `Debug` alone")]
struct Step<Op> {
    from: usize,
    to: usize,
    other: usize,
    consume: bool,
    consume_other: bool,
    op: Op,
}

/// The steps so far, printed if one of them panics.
struct Trace<Op: Debug>(Vec<Step<Op>>);

impl<Op: Debug> Drop for Trace<Op> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the program, whose last step failed:");
            for (at, step) in self.0.iter().enumerate() {
                eprintln!("{at:>3} {step:?}");
            }
        }
    }
}

/// Runs the program that `bytes` mean on `versions`, and says how many steps it had.
pub fn run<P: Pair>(versions: &mut [P; VERSIONS], bytes: &[u8], most_steps: usize) -> usize {
    run_kinds(versions, bytes, most_steps, |choices| choices.below(KINDS))
}

/// As `run`; most operations take two versions.
#[allow(dead_code, reason = "for a fuzzer; from seeds, all kinds are run")]
pub fn run_of_two<P: Pair>(versions: &mut [P; VERSIONS], bytes: &[u8], most_steps: usize) -> usize {
    run_kinds(versions, bytes, most_steps, |choices| match choices.byte() {
        // Something to combine.
        some @ 0..KINDS => some,
        other => P::OF_TWO.start + other % (P::OF_TWO.end - P::OF_TWO.start),
    })
}

fn run_kinds<P: Pair>(
    versions: &mut [P; VERSIONS],
    bytes: &[u8],
    most_steps: usize,
    kind: impl Fn(&mut Choices<'_>) -> u8,
) -> usize {
    let mut choices = Choices::new(bytes);
    let mut trace = Trace(Vec::new());
    let mut fresh = Fresh::default();
    while !choices.is_empty() && trace.0.len() < most_steps {
        let index = |bits: u8| usize::from(bits) % VERSIONS;
        let versions_of = choices.byte();
        let (from, to, other) =
            (index(versions_of), index(versions_of >> 2), index(versions_of >> 4));
        let (consume, consume_other) = (choices.once_in(3), choices.once_in(4));
        let kind = kind(&mut choices);
        let op = P::read(&mut choices, kind);
        trace.0.push(Step { from, to, other, consume, consume_other, op });
        let op = &trace.0[trace.0.len() - 1].op;

        let mut operand = |index: usize, consume: bool| {
            if consume { take(&mut versions[index]) } else { versions[index].clone() }
        };
        let first = operand(from, consume);
        let second = operand(other, consume_other);
        let (result, rest) = first.apply(second, op, &mut fresh);
        if let Some(rest) = rest {
            versions[other] = rest;
        }
        versions[to] = result;

        // Miri looks for undefined behaviour and is slow: it compares now and then.
        if !cfg!(miri) || trace.0.len() % 4 == 0 {
            versions.iter().for_each(P::check);
            versions[to].check_beside(&versions[from]);
            versions[other].check_beside(&versions[to]);
            // A fuzzer, which runs thousands of programs a second, leaves what takes longest to some steps.
            if !cfg!(fuzzing) || trace.0.len() % 8 == 0 {
                check_memory(versions);
            }
        }
    }
    trace.0.len()
}

/// What a version reaches alone is what there would be less without it.
fn check_memory<P: Pair>(versions: &[P; VERSIONS]) {
    let all: Vec<&P::Collection> = versions.iter().map(P::collection).collect();
    let (total, unique) = P::memory_of(&all);
    for (index, unique) in unique.into_iter().enumerate() {
        let mut others = all.clone();
        let version = others.remove(index);
        assert_eq!(total - P::memory_of(&others).0, unique, "version {index} alone");
        let (alone, _) = P::memory_of(&[version]);
        assert!(unique <= alone && alone <= total);
        assert_eq!(P::memory_of(&[version, version]), (alone, vec![0, 0]), "version {index} twice");
    }
}
