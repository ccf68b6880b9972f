//! What came out of rows. Knows neither how it was measured nor how it is shown.

#[cfg(test)]
pub mod tests;

use crate::trial::Kind;

/// What came out for one contender.
#[derive(Clone, PartialEq, Debug)]
pub struct Measured {
    pub name: String,
    pub kind: Kind,
    /// Nanoseconds per operation, or bytes.
    pub median: f64,
    /// A quarter of the trials took no longer.
    pub quartile: f64,
    /// The number of trials.
    pub rounds: usize,
}

/// What came out of a row.
#[derive(Clone, PartialEq, Debug)]
pub struct Outcome {
    pub group: String,
    pub operation: String,
    pub element: String,
    pub size: usize,
    pub measured: Vec<Measured>,
    /// What went wrong: other results than the first contender's, or a panic.
    pub faults: Vec<String>,
}

impl Outcome {
    /// That of the row.
    pub fn title(&self) -> String {
        title(&self.group, &self.operation, &self.element, self.size)
    }

    /// The least of a kind.
    pub fn best(&self, kind: Kind) -> Option<&Measured> {
        let of_kind = self.measured.iter().filter(|measured| measured.kind == kind);
        of_kind.min_by(|a, b| a.median.total_cmp(&b.median))
    }

    /// How many times ours the best of a kind is: above 1, we are ahead. Where both are nothing, 1.
    pub fn over_ours(&self, kind: Kind) -> Option<f64> {
        let (theirs, ours) = (self.best(kind)?.median, self.best(Kind::Ours)?.median);
        Some(if theirs == ours { 1.0 } else { theirs / ours })
    }
}

/// What a row is called.
pub fn title(group: &str, operation: &str, element: &str, size: usize) -> String {
    format!("{group}: {operation} [{element}, n = {size}]")
}

/// Whether a title has all words, large or small.
pub fn fits(title: &str, words: &[String]) -> bool {
    let title = title.to_lowercase();
    words.iter().all(|word| title.contains(&word.to_lowercase()))
}

/// Puts newer outcomes in the places of older ones of the same title, and others behind them.
pub fn merge(outcomes: &mut Vec<Outcome>, newer: Vec<Outcome>) {
    for outcome in newer {
        let title = outcome.title();
        match outcomes.iter_mut().find(|older| older.title() == title) {
            Some(older) => *older = outcome,
            None => outcomes.push(outcome),
        }
    }
}

/// Outcomes side by side that have the same key, in the order in which keys first come.
pub fn grouped<'a, K: PartialEq>(
    outcomes: impl IntoIterator<Item = &'a Outcome>,
    key: impl Fn(&'a Outcome) -> K,
) -> Vec<(K, Vec<&'a Outcome>)> {
    let mut groups: Vec<(K, Vec<&Outcome>)> = Vec::new();
    for outcome in outcomes {
        let key = key(outcome);
        match groups.iter_mut().find(|(other, _)| *other == key) {
            Some((_, group)) => group.push(outcome),
            None => groups.push((key, vec![outcome])),
        }
    }
    groups
}
