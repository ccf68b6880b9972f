//! Generators and shrinkers for quickcheck. Knows how collections are made of a `Vec`, and no tree.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::hash::{BuildHasher, Hash};

use quickcheck::{Arbitrary, Gen};

use crate::byte_buf::ByteBuf;
use crate::hash_map::HashMap;
use crate::hash_set::HashSet;
use crate::ord_map::OrdMap;
use crate::ord_set::OrdSet;
use crate::vector::Vector;
use crate::versions::{Edit, Fork, Step, Versions, enough};

/// What is made of what a `Vec` shrinks to.
fn shrink<T: Arbitrary, C: FromIterator<T> + 'static>(
    items: Vec<T>,
) -> Box<dyn Iterator<Item = C>> {
    Box::new(items.shrink().map(C::from_iter))
}

impl<T: Arbitrary> Arbitrary for Vector<T> {
    /// As long as a `Vec` would be.
    fn arbitrary(g: &mut Gen) -> Self {
        Vec::arbitrary(g).into()
    }

    /// To fewer and smaller elements.
    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        shrink(self.iter().cloned().collect())
    }
}

impl Arbitrary for ByteBuf {
    /// As long as a `Vec` would be.
    fn arbitrary(g: &mut Gen) -> Self {
        Vec::arbitrary(g).into()
    }

    /// To fewer and smaller bytes.
    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        shrink(self.to_vec())
    }
}

impl<K: Arbitrary + Ord, V: Arbitrary> Arbitrary for OrdMap<K, V> {
    fn arbitrary(g: &mut Gen) -> Self {
        Vec::<(K, V)>::arbitrary(g).into()
    }

    /// To fewer and smaller entries.
    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        shrink(self.clone().into_iter().collect())
    }
}

impl<T: Arbitrary + Ord> Arbitrary for OrdSet<T> {
    fn arbitrary(g: &mut Gen) -> Self {
        Vec::arbitrary(g).into()
    }

    /// To fewer and smaller elements.
    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        shrink(self.iter().cloned().collect())
    }
}

impl<K, V, S> Arbitrary for HashMap<K, V, S>
where
    K: Arbitrary + Hash + Eq,
    V: Arbitrary,
    S: BuildHasher + Default + Clone + 'static,
{
    fn arbitrary(g: &mut Gen) -> Self {
        Vec::arbitrary(g).into()
    }

    /// To fewer and smaller entries.
    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        shrink(self.clone().into_iter().collect())
    }
}

impl<T, S> Arbitrary for HashSet<T, S>
where
    T: Arbitrary + Hash + Eq,
    S: BuildHasher + Default + Clone + 'static,
{
    fn arbitrary(g: &mut Gen) -> Self {
        Vec::arbitrary(g).into()
    }

    /// To fewer and smaller elements.
    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        shrink(self.iter().cloned().collect())
    }
}

impl<T: Arbitrary> Arbitrary for Edit<T> {
    /// Mostly of one item.
    fn arbitrary(g: &mut Gen) -> Self {
        let gone =
            if u8::arbitrary(g) < 224 { usize::arbitrary(g) % 2 } else { usize::arbitrary(g) };
        let item = if gone == 0 { Some(T::arbitrary(g)) } else { Option::arbitrary(g) };
        Self { at: usize::arbitrary(g), gone, item }
    }

    /// To one that begins further in front, removes less or puts in something smaller.
    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        let parts = (self.at, self.gone, self.item.clone());
        Box::new(parts.shrink().map(|(at, gone, item)| Self { at, gone, item }))
    }
}

impl<T: Arbitrary> Arbitrary for Step<T> {
    fn arbitrary(g: &mut Gen) -> Self {
        let edits = usize::arbitrary(g) % 5;
        Self {
            back: usize::arbitrary(g) % 4,
            edits: (0..edits).map(|_| Edit::arbitrary(g)).collect(),
        }
    }

    /// To fewer and smaller edits, of a newer version.
    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        let parts = (self.edits.clone(), self.back);
        Box::new(parts.shrink().map(|(edits, back)| Self { back, edits }))
    }
}

impl<C: Fork<Item: Arbitrary> + 'static> Arbitrary for Versions<C> {
    /// Up to nine versions. Half of the time the base is as long as a `Vec` would be; else it has so many
    /// items that they share nodes.
    fn arbitrary(g: &mut Gen) -> Self {
        let mut base = Vec::arbitrary(g);
        if bool::arbitrary(g) {
            base.extend((0..enough::<C::Item>()).map(|_| C::Item::arbitrary(g)));
        }
        let steps = usize::arbitrary(g) % 9;
        Self::replay(base, (0..steps).map(|_| Step::arbitrary(g)).collect())
    }

    /// To fewer versions, to fewer and smaller edits, and to a smaller base, in this order.
    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        let history = (self.steps().to_vec(), self.base().to_vec());
        Box::new(history.shrink().map(|(steps, base)| Self::replay(base, steps)))
    }
}
