//! Lets the contenders of a row take turns. Knows no collection.

#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use crate::allocator::settle;
use crate::outcome::{Measured, Outcome};
use crate::row::{Row, Weight, Work};
use crate::trial::{Contender, Lap, MOST};

/// How long a trial should take: long for the clock, short for the noise.
const TRIAL: Duration = Duration::from_micros(200);
const MOST_ROUNDS: usize = 1_001;
/// Without a median there is no row.
const FEWEST_ROUNDS: usize = 3;
/// What each contender does once for its result to be compared.
const CHECKED: usize = 8;

/// How much time there is.
#[derive(Clone, Copy)]
pub enum Pace {
    /// One short trial of each contender.
    Smoke,
    /// Rounds of trials until so much has passed, per row.
    Budget(Duration),
}

/// Runs a row.
pub fn run(row: Row, pace: Pace) -> Outcome {
    let mut faults = Vec::new();
    let title = row.title();
    let measured = match row.work {
        Work::Timed(contenders) => race(contenders(), pace, &title, &mut faults),
        Work::Weighed(weights) => weigh(weights(), &title, &mut faults),
    };
    Outcome {
        group: row.group.into(),
        operation: row.operation.into(),
        element: row.element.into(),
        size: row.size,
        measured,
        faults,
    }
}

fn weigh(weights: Vec<Weight>, title: &str, faults: &mut Vec<String>) -> Vec<Measured> {
    compare(weights.iter().map(|weight| (weight.name, weight.digest)), title, faults);
    let measured = |weight: Weight| Measured {
        name: weight.name.into(),
        kind: weight.kind,
        median: weight.bytes,
        quartile: weight.bytes,
        rounds: 1,
    };
    weights.into_iter().map(measured).collect()
}

/// Everyone must have the result of the first.
fn compare(
    digests: impl Iterator<Item = (&'static str, u64)>,
    title: &str,
    faults: &mut Vec<String>,
) {
    let mut first = None;
    for (name, digest) in digests {
        let &mut (other, expected) = first.get_or_insert((name, digest));
        if digest != expected {
            faults.push(format!("{title}: {name} has another result than {other}"));
        }
    }
}

/// A contender on the track.
struct Runner {
    contender: Contender,
    batch: usize,
    /// Nanoseconds per operation.
    times: Vec<f64>,
}

impl Runner {
    fn lap(&mut self, checks: bool) -> Lap {
        let mut lap = Lap::new(self.batch, checks);
        settle();
        let operations = (self.contender.trial)(&mut lap);
        self.times.push(lap.elapsed().as_nanos() as f64 / operations as f64);
        lap
    }

    /// Finds the batch for which a trial takes about [`TRIAL`].
    fn calibrate(&mut self) {
        loop {
            let lap = self.lap(false);
            let ratio = TRIAL.as_secs_f64() / lap.elapsed().as_secs_f64().max(1e-8);
            let batch = (self.batch as f64 * ratio.min(16.0)) as usize;
            let done = !lap.scales() || ratio < 2.0 || self.batch == MOST;
            self.batch = batch.clamp(1, MOST);
            if done {
                break;
            }
        }
        self.times.clear();
    }

    fn measured(mut self) -> Measured {
        self.times.sort_by(f64::total_cmp);
        let rounds = self.times.len();
        Measured {
            name: self.contender.name.into(),
            kind: self.contender.kind,
            median: self.times[rounds / 2],
            quartile: self.times[rounds / 4],
            rounds,
        }
    }
}

fn race(
    contenders: Vec<Contender>,
    pace: Pace,
    title: &str,
    faults: &mut Vec<String>,
) -> Vec<Measured> {
    let mut runners = Vec::new();
    let mut digests = Vec::new();
    for contender in contenders {
        let mut runner = Runner { contender, batch: CHECKED, times: Vec::new() };
        match catch_unwind(AssertUnwindSafe(|| runner.lap(true).digest())) {
            Ok(digest) => {
                digests.push((runner.contender.name, digest));
                runners.push(runner);
            }
            Err(_) => faults.push(format!("{title}: {} panicked", runner.contender.name)),
        }
    }
    compare(digests.into_iter(), title, faults);
    if let Pace::Budget(budget) = pace {
        runners.iter_mut().for_each(Runner::calibrate);
        take_turns(&mut runners, budget);
    }
    runners.into_iter().map(Runner::measured).collect()
}

/// Rounds until the budget is spent. Who has had much more than his share of it sits a round out, so
/// that the others have as many trials beside one that takes a hundred times as long.
fn take_turns(runners: &mut [Runner], budget: Duration) {
    let start = Instant::now();
    let share = 1.5 / runners.len() as f64;
    let mut spent = vec![Duration::ZERO; runners.len()];
    for round in 0..MOST_ROUNDS {
        if round >= FEWEST_ROUNDS && start.elapsed() > budget {
            break;
        }
        for (runner, spent) in runners.iter_mut().zip(&mut spent) {
            let turn = Instant::now();
            if round < FEWEST_ROUNDS || *spent <= (turn - start).mul_f64(share) {
                runner.lap(false);
                *spent += turn.elapsed();
            }
        }
    }
}
