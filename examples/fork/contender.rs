//! What is measured of each way to have many versions of a memory.

use std::time::Instant;

use crate::plan::Write;

/// One way, measured. Times are in seconds, sizes in bytes; each is a median over children.
pub struct Contender {
    pub name: String,
    /// How many children were measured.
    pub children: usize,
    pub fork: f64,
    pub writes: WriteTimes,
    /// The first write to a page where dropped children left memory; none where that is the same.
    pub reused: Option<f64>,
    /// What a child alone has.
    pub private: usize,
    /// What a child has in common with its parent.
    pub shared: usize,
    /// The bytes in which a child finds its pages; none where `private` counts them.
    pub tables: Option<usize>,
    /// For all children that were measured: the time to fork them, and the memory they add.
    pub all: (f64, usize),
}

/// Mean times of a child's writes.
#[derive(Clone, Copy)]
pub struct WriteTimes {
    /// The first write to a page.
    pub first: f64,
    /// Another one to the same place.
    pub second: f64,
}

impl WriteTimes {
    /// Does all writes of a child, first and second, and takes the time.
    ///
    /// The first come one after the other, then the second: to ask the time takes longer than a
    /// write.
    #[allow(clippy::cast_precision_loss, reason = "a mean")]
    pub fn measure(writes: &[Write], mut write_at: impl FnMut(usize, &[u8])) -> Self {
        let count = writes.len() as f64;
        let start = Instant::now();
        writes.iter().for_each(|write| write_at(write.at, write.first()));
        let first = start.elapsed().as_secs_f64() / count;
        let start = Instant::now();
        writes.iter().for_each(|write| write_at(write.at, write.second()));
        Self { first, second: start.elapsed().as_secs_f64() / count }
    }

    /// The median of each.
    pub fn median(all: &[Self]) -> Self {
        use crate::units::median;
        Self {
            first: median(all.iter().map(|times| times.first)),
            second: median(all.iter().map(|times| times.second)),
        }
    }
}
