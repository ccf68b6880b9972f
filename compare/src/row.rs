//! A row of the comparison: one operation at one size. Knows no collection.

use crate::outcome::title;
use crate::trial::{Contender, Kind};

/// What a contender needs in memory.
pub struct Weight {
    pub name: &'static str,
    pub kind: Kind,
    pub bytes: f64,
    /// The same for all contenders.
    pub digest: u64,
}

pub enum Work {
    /// Contenders that race, made when their turn comes.
    Timed(Box<dyn FnOnce() -> Vec<Contender>>),
    /// Contenders that are weighed one after the other.
    Weighed(Box<dyn FnOnce() -> Vec<Weight>>),
}

pub struct Row {
    pub group: &'static str,
    pub operation: &'static str,
    pub element: &'static str,
    pub size: usize,
    pub work: Work,
}

impl Row {
    pub fn timed(
        group: &'static str,
        operation: &'static str,
        element: &'static str,
        size: usize,
        contenders: impl FnOnce() -> Vec<Contender> + 'static,
    ) -> Self {
        Self { group, operation, element, size, work: Work::Timed(Box::new(contenders)) }
    }

    pub fn weighed(
        group: &'static str,
        operation: &'static str,
        element: &'static str,
        size: usize,
        weights: impl FnOnce() -> Vec<Weight> + 'static,
    ) -> Self {
        Self { group, operation, element, size, work: Work::Weighed(Box::new(weights)) }
    }

    /// What `--list` shows and a filter is looked for in.
    pub fn title(&self) -> String {
        title(self.group, self.operation, self.element, self.size)
    }
}
