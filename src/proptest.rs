//! Strategies for proptest. Knows proptest's own collections, and no tree.
//!
//! The functions have im's names and arguments, and beyond these what proptest's own take: sizes as ranges
//! of any kind, or as a number. [`versions`] makes collections that share nodes. `any::<Vector<u32>>()` and
//! the like do, too, for all types.
//!
//! ```
//! use offshoot::OrdMap;
//! use offshoot::proptest::{ord_map, versions};
//! use proptest::prelude::*;
//!
//! proptest! {
//!     # /*
//!     #[test]
//!     # */
//!     fn a_map_has_entries(map in ord_map(0..100u32, any::<bool>(), 1..50)) {
//!         prop_assert!(!map.is_empty());
//!     }
//!
//!     # /*
//!     #[test]
//!     # */
//!     fn a_difference_turns_one_version_into_another(
//!         versions in versions::<OrdMap<u32, bool>>((0..10_000u32, any::<bool>()), 0..1_000, 1..5),
//!     ) {
//!         let mut first = versions[0].clone();
//!         first.apply(&versions[0].diff(&versions[1]).collect());
//!         prop_assert_eq!(&first, &versions[1]);
//!     }
//! }
//! # a_map_has_entries();
//! # a_difference_turns_one_version_into_another();
//! ```

use core::fmt::Debug;
use core::hash::{BuildHasher, Hash};

use ::proptest::arbitrary::{Arbitrary, any, any_with};
use ::proptest::collection::{self, SizeRange};
use ::proptest::option;
use ::proptest::strategy::{BoxedStrategy, Strategy, Union};

use crate::byte_buf::ByteBuf;
use crate::hash_map::HashMap;
use crate::hash_set::HashSet;
use crate::ord_map::OrdMap;
use crate::ord_set::OrdSet;
use crate::vector::Vector;
use crate::versions::{Edit, Fork, Step, Versions, enough};

/// Vectors of `size` elements. Shrinks to fewer and to simpler ones.
///
/// ```
/// use offshoot::Vector;
/// use offshoot::proptest::vector;
/// use proptest::prelude::*;
///
/// fn any_line() -> BoxedStrategy<Vector<char>> {
///     vector(any::<char>(), 0..80)
/// }
/// # let _ = any_line();
/// ```
pub fn vector<T>(element: T, size: impl Into<SizeRange>) -> BoxedStrategy<Vector<T::Value>>
where
    T: Strategy<Value: Clone> + 'static,
{
    collection::vec(element, size).prop_map(Vector::from).boxed()
}

/// Byte buffers of `size` bytes. Shrinks to fewer and to smaller ones.
///
/// ```
/// use offshoot::ByteBuf;
/// use offshoot::proptest::byte_buf;
/// use proptest::prelude::*;
///
/// fn some() -> BoxedStrategy<ByteBuf> {
///     byte_buf(0..5_000)
/// }
/// # let _ = some();
/// ```
pub fn byte_buf(size: impl Into<SizeRange>) -> BoxedStrategy<ByteBuf> {
    collection::vec(any::<u8>(), size).prop_map(ByteBuf::from).boxed()
}

/// Maps of `size` entries. Shrinks to fewer and to simpler ones.
///
/// As with proptest's own maps, there must be keys enough, or most attempts are rejected.
///
/// ```
/// use offshoot::OrdMap;
/// use offshoot::proptest::ord_map;
/// use proptest::prelude::*;
///
/// fn some() -> BoxedStrategy<OrdMap<u32, bool>> {
///     ord_map(any::<u32>(), any::<bool>(), 0..50)
/// }
/// # let _ = some();
/// ```
pub fn ord_map<K, V>(
    key: K,
    value: V,
    size: impl Into<SizeRange>,
) -> BoxedStrategy<OrdMap<K::Value, V::Value>>
where
    K: Strategy<Value: Ord + Clone> + 'static,
    V: Strategy<Value: Clone> + 'static,
{
    collection::btree_map(key, value, size).prop_map(OrdMap::from).boxed()
}

/// Sets of `size` elements. Shrinks to fewer and to simpler ones.
///
/// As with proptest's own sets, there must be elements enough, or most attempts are rejected.
///
/// ```
/// use offshoot::OrdSet;
/// use offshoot::proptest::ord_set;
/// use proptest::prelude::*;
///
/// fn some() -> BoxedStrategy<OrdSet<u32>> {
///     ord_set(any::<u32>(), 0..50)
/// }
/// # let _ = some();
/// ```
pub fn ord_set<T>(element: T, size: impl Into<SizeRange>) -> BoxedStrategy<OrdSet<T::Value>>
where
    T: Strategy<Value: Ord + Clone> + 'static,
{
    collection::btree_set(element, size).prop_map(OrdSet::from).boxed()
}

/// Maps of `size` entries. Shrinks to fewer and to simpler ones.
///
/// As with proptest's own maps, there must be keys enough, or most attempts are rejected.
///
/// ```
/// use offshoot::HashMap;
/// use offshoot::proptest::hash_map;
/// use proptest::prelude::*;
///
/// fn some() -> BoxedStrategy<HashMap<u32, bool>> {
///     hash_map(any::<u32>(), any::<bool>(), 0..50)
/// }
/// # let _ = some();
/// ```
pub fn hash_map<K, V>(
    key: K,
    value: V,
    size: impl Into<SizeRange>,
) -> BoxedStrategy<HashMap<K::Value, V::Value>>
where
    K: Strategy<Value: Hash + Eq + Clone> + 'static,
    V: Strategy<Value: Clone> + 'static,
{
    collection::hash_map(key, value, size).prop_map(HashMap::from).boxed()
}

/// Sets of `size` elements. Shrinks to fewer and to simpler ones.
///
/// As with proptest's own sets, there must be elements enough, or most attempts are rejected.
///
/// ```
/// use offshoot::HashSet;
/// use offshoot::proptest::hash_set;
/// use proptest::prelude::*;
///
/// fn some() -> BoxedStrategy<HashSet<u32>> {
///     hash_set(any::<u32>(), 0..50)
/// }
/// # let _ = some();
/// ```
pub fn hash_set<T>(element: T, size: impl Into<SizeRange>) -> BoxedStrategy<HashSet<T::Value>>
where
    T: Strategy<Value: Hash + Eq + Clone> + 'static,
{
    collection::hash_set(element, size).prop_map(HashSet::from).boxed()
}

/// Versions that share nodes: a base of `size` items (elements, bytes or entries), and after it one version
/// for each of `steps`, a clone of an earlier one with a few edits. See [`Versions`].
///
/// Shrinks to fewer versions, to fewer and simpler edits, and to a smaller base, in this order; what is
/// shrunk shares as before.
///
/// Nodes are shared as soon as there are several leaves. Leaves have 1 KiB, and 4 KiB in a `ByteBuf`.
///
/// ```
/// use offshoot::Vector;
/// use offshoot::proptest::versions;
/// use proptest::prelude::*;
///
/// proptest! {
///     # /*
///     #[test]
///     # */
///     fn what_is_shared_is_equal(
///         versions in versions::<Vector<u64>>(any::<u64>(), 0..1_000, 1..5),
///     ) {
///         let copy: Vector<u64> = versions[1].iter().copied().collect(); // shares nothing
///         prop_assert_eq!(versions[1] == versions[0], copy == versions[0]);
///     }
/// }
/// # what_is_shared_is_equal();
/// ```
pub fn versions<C>(
    item: impl Strategy<Value = C::Item> + 'static,
    size: impl Into<SizeRange>,
    steps: impl Into<SizeRange>,
) -> BoxedStrategy<Versions<C>>
where
    C: Fork<Item: Debug> + Debug + 'static,
{
    let item = item.boxed();
    history(collection::vec(item.clone(), size).boxed(), item, steps.into())
}

/// What is made of a base and of edits.
fn history<C: Fork<Item: Debug> + Debug + 'static>(
    base: BoxedStrategy<Vec<C::Item>>,
    item: BoxedStrategy<C::Item>,
    steps: SizeRange,
) -> BoxedStrategy<Versions<C>> {
    // Mostly of one item.
    let gone = Union::new_weighted(vec![(7, (0..=1_usize).boxed()), (1, any::<usize>().boxed())]);
    let edit = (any::<usize>(), gone, option::weighted(0.7, item))
        .prop_map(|(at, gone, item)| Edit { at, gone, item });
    let step =
        (collection::vec(edit, 0..5), 0..4_usize).prop_map(|(edits, back)| Step { back, edits });
    (collection::vec(step, steps), base)
        .prop_map(|(steps, base)| Versions::replay(base, steps))
        .boxed()
}

impl<T: Arbitrary + Clone + 'static> Arbitrary for Vector<T> {
    type Parameters = (SizeRange, T::Parameters);
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((size, element): Self::Parameters) -> Self::Strategy {
        vector(any_with::<T>(element), size)
    }
}

impl Arbitrary for ByteBuf {
    type Parameters = SizeRange;
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with(size: SizeRange) -> Self::Strategy {
        byte_buf(size)
    }
}

impl<K, V> Arbitrary for OrdMap<K, V>
where
    K: Arbitrary + Ord + Clone + 'static,
    V: Arbitrary + Clone + 'static,
{
    type Parameters = (SizeRange, K::Parameters, V::Parameters);
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((size, key, value): Self::Parameters) -> Self::Strategy {
        ord_map(any_with::<K>(key), any_with::<V>(value), size)
    }
}

impl<T: Arbitrary + Ord + Clone + 'static> Arbitrary for OrdSet<T> {
    type Parameters = (SizeRange, T::Parameters);
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((size, element): Self::Parameters) -> Self::Strategy {
        ord_set(any_with::<T>(element), size)
    }
}

impl<K, V, S> Arbitrary for HashMap<K, V, S>
where
    K: Arbitrary + Hash + Eq + Clone + 'static,
    V: Arbitrary + Clone + 'static,
    S: BuildHasher + Default + 'static,
{
    type Parameters = (SizeRange, K::Parameters, V::Parameters);
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((size, key, value): Self::Parameters) -> Self::Strategy {
        let entries = collection::hash_map(any_with::<K>(key), any_with::<V>(value), size);
        entries.prop_map(Self::from).boxed()
    }
}

impl<T, S> Arbitrary for HashSet<T, S>
where
    T: Arbitrary + Hash + Eq + Clone + 'static,
    S: BuildHasher + Default + 'static,
{
    type Parameters = (SizeRange, T::Parameters);
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((size, element): Self::Parameters) -> Self::Strategy {
        collection::hash_set(any_with::<T>(element), size).prop_map(Self::from).boxed()
    }
}

impl<C> Arbitrary for Versions<C>
where
    C: Fork<Item: Arbitrary + 'static> + Debug + 'static,
{
    type Parameters = <C::Item as Arbitrary>::Parameters;
    type Strategy = BoxedStrategy<Self>;

    /// Up to nine versions. Half of the time the base has less than a hundred items; else it has so many
    /// that they share nodes.
    fn arbitrary_with(item: Self::Parameters) -> Self::Strategy {
        let item = any_with::<C::Item>(item).boxed();
        let many = enough::<C::Item>();
        let small = collection::vec(item.clone(), 0..100);
        let large = collection::vec(item.clone(), many..=many + 100);
        history(Union::new([small, large]).boxed(), item, (0..9).into())
    }
}
