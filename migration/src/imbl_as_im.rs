//! What imbl lacks to be im by another `use` line: its named types have a parameter for the kind of pointer,
//! and a difference has two lifetimes. Offshoot needs no such list.

pub use imbl::*;

pub mod vector {
    use imbl::shared_ptr::DefaultSharedPtr;
    use imbl::vector as theirs;
    pub type Iter<'a, A> = theirs::Iter<'a, A, DefaultSharedPtr>;
    pub type IterMut<'a, A> = theirs::IterMut<'a, A, DefaultSharedPtr>;
    pub type ConsumingIter<A> = theirs::ConsumingIter<A, DefaultSharedPtr>;
    pub type Chunks<'a, A> = theirs::Chunks<'a, A, DefaultSharedPtr>;
    pub type ChunksMut<'a, A> = theirs::ChunksMut<'a, A, DefaultSharedPtr>;
    pub type Focus<'a, A> = theirs::Focus<'a, A, DefaultSharedPtr>;
    pub type FocusMut<'a, A> = theirs::FocusMut<'a, A, DefaultSharedPtr>;
}

pub mod ordmap {
    use imbl::ordmap as theirs;
    use imbl::shared_ptr::DefaultSharedPtr;
    pub use theirs::Entry;
    pub type Iter<'a, K, V> = theirs::Iter<'a, K, V, DefaultSharedPtr>;
    pub type Keys<'a, K, V> = theirs::Keys<'a, K, V, DefaultSharedPtr>;
    pub type Values<'a, K, V> = theirs::Values<'a, K, V, DefaultSharedPtr>;
    pub type DiffItem<'a, K, V> = theirs::DiffItem<'a, 'a, K, V>;
}

pub mod ordset {
    use imbl::ordset as theirs;
    use imbl::shared_ptr::DefaultSharedPtr;
    pub type Iter<'a, A> = theirs::Iter<'a, A, DefaultSharedPtr>;
    pub type ConsumingIter<A> = theirs::ConsumingIter<A, DefaultSharedPtr>;
}

pub mod hashmap {
    use imbl::hashmap as theirs;
    use imbl::shared_ptr::DefaultSharedPtr;
    pub use theirs::Entry;
    pub type Iter<'a, K, V> = theirs::Iter<'a, K, V, DefaultSharedPtr>;
    pub type IterMut<'a, K, V> = theirs::IterMut<'a, K, V, DefaultSharedPtr>;
    pub type Keys<'a, K, V> = theirs::Keys<'a, K, V, DefaultSharedPtr>;
    pub type Values<'a, K, V> = theirs::Values<'a, K, V, DefaultSharedPtr>;
}

pub mod hashset {
    use imbl::hashset as theirs;
    use imbl::shared_ptr::DefaultSharedPtr;
    pub type Iter<'a, A> = theirs::Iter<'a, A, DefaultSharedPtr>;
    pub type ConsumingIter<A> = theirs::ConsumingIter<A, DefaultSharedPtr>;
}
