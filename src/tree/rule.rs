//! What becomes of two maps that are made one: the words in which a tree is told. Knows no tree.

use core::ops::ControlFlow;

/// Goes on, or stops everything.
pub(crate) type Flow = ControlFlow<()>;

/// Which of the two maps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Right,
}

impl Side {
    pub(crate) fn other(self) -> Self {
        if self == Self::Left { Self::Right } else { Self::Left }
    }
}

/// What becomes of an entry whose key is on both sides.
pub(crate) enum Fate<V> {
    Left,
    Right,
    /// Either will do: they are the same.
    Either,
    Drop,
    /// The left key with this value.
    New(V),
}

/// What becomes of entries.
pub(crate) struct Rule<F> {
    /// Whether those stay whose key is on the left only.
    pub(crate) left: bool,
    /// Whether those stay whose key is on the right only.
    pub(crate) right: bool,
    /// Whether those of a node that both share stay; none to ask `both`.
    pub(crate) shared: Option<bool>,
    pub(crate) both: F,
}
