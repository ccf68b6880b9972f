//! A walk over the nodes of several versions, one version after the other. Knows neither who walks nor what for.

/// Whoever is told of the nodes.
pub(crate) trait Survey {
    /// The next version begins; it has so many elements.
    fn version(&mut self, elements: usize);

    /// The walk comes to an allocation. Says whether it shall go on to what lies below, and `leave` then.
    fn enter(&mut self, block: Block) -> bool;

    /// All below the allocation that was entered last and not left was told.
    fn leave(&mut self);

    /// An allocation with nothing below it.
    #[inline]
    fn pass(&mut self, block: Block) {
        if self.enter(block) {
            self.leave();
        }
    }
}

/// An allocation.
#[derive(Clone, Copy)]
pub(crate) struct Block {
    /// Tells it from all others that are alive.
    pub(crate) addr: usize,
    pub(crate) bytes: usize,
    /// What a reader calls it: a noun.
    pub(crate) kind: &'static str,
    /// How many elements lie in it, and not below.
    pub(crate) elements: usize,
}
