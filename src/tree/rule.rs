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

impl<V> Fate<V> {
    /// What becomes of an entry that both maps have, where the left one goes first: nobody can tell
    /// values without a size apart, so that the result may be the right map if it has all keys.
    const fn left_first() -> Self {
        if size_of::<V>() == 0 { Self::Either } else { Self::Left }
    }
}

/// All entries of both; of a key that both have, that of the left one.
pub(crate) const fn union<K, V>() -> Rule<impl Fn(&K, &V, &V) -> Fate<V> + Copy> {
    let both = |_: &K, _: &V, _: &V| Fate::left_first();
    Rule { left: true, right: true, shared: Some(true), both }
}

/// As `union`, where the right one goes first.
pub(crate) const fn override_by<K, V>() -> Rule<impl Fn(&K, &V, &V) -> Fate<V> + Copy> {
    let both = |_: &K, _: &V, _: &V| Fate::Right;
    Rule { left: true, right: true, shared: Some(true), both }
}

/// All entries that only one has, and what `both` makes of the others. It is asked about what the two
/// share, too.
pub(crate) const fn union_by<F>(both: F) -> Rule<F> {
    Rule { left: true, right: true, shared: None, both }
}

/// The entries that both have, those of the left one.
pub(crate) const fn intersection<K, V>() -> Rule<impl Fn(&K, &V, &V) -> Fate<V> + Copy> {
    let both = |_: &K, _: &V, _: &V| Fate::left_first();
    Rule { left: false, right: false, shared: Some(true), both }
}

/// The entries that the right one has not.
pub(crate) const fn relative_complement<K, V>() -> Rule<impl Fn(&K, &V, &V) -> Fate<V> + Copy> {
    let both = |_: &K, _: &V, _: &V| Fate::Drop;
    Rule { left: true, right: false, shared: Some(false), both }
}

/// The entries that only one has.
pub(crate) const fn symmetric_difference<K, V>() -> Rule<impl Fn(&K, &V, &V) -> Fate<V> + Copy> {
    let both = |_: &K, _: &V, _: &V| Fate::Drop;
    Rule { left: true, right: true, shared: Some(false), both }
}
