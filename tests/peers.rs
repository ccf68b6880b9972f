//! The known bugs of the crates that are like this one, each named after its advisory or report, shown not to be here.
//!
//! Advisories are those of the RustSec database up to November 2026; reports are named by crate and
//! number. Most are a matter of aliasing, of threads or of freed memory: Miri and the sanitizer run
//! these tests, too. What a whole file is about is named here and tested there: `hash_diff.rs` and
//! `map_diff.rs` (a diff that lost changes), `bounds.rs` (vectors that swell), `panics.rs`.

mod hostile;

use std::cell::Cell;
use std::collections::{BTreeMap, VecDeque};
use std::hash::{BuildHasher, Hasher};
use std::rc::Rc;

use hostile::{Hostile, Step, Wide, douse, faults, is_miri, light, living, reset, survives, words};
use offshoot::vector::{ChunksMut, ConsumingIter, Focus, FocusMut, IterMut};
use offshoot::{ByteBuf, HashMap, HashSet, OrdMap, OrdSet, Vector};
use static_assertions::{assert_impl_all, assert_not_impl_any};

/// More than a leaf, whatever its size.
const MANY: usize = if cfg!(miri) { 60 } else { 300 };

fn numbers(len: usize) -> Vector<usize> {
    (0..len).collect()
}

/// Lets the k-th drop panic while `f` drops what `make` made, for each k: nothing may be dropped twice, and
/// nothing be left.
#[track_caller]
fn each_drop_may_panic<T>(make: impl Fn() -> T, f: impl Fn(T)) {
    for k in (0..).step_by(if is_miri() { 7 } else { 1 }) {
        reset();
        let what = make();
        light(Step::Drop, k);
        survives(|| f(what));
        let blown = douse();
        assert_eq!(faults(), [] as [String; 0], "drop {k}");
        assert_eq!(living(), 0, "elements leaked by a panic in drop {k}");
        if !blown {
            assert!(k > 0, "nothing was dropped");
            return;
        }
    }
}

/// RUSTSEC-2020-0096 (CVE-2020-36204) and what was left of it in im 15.1 and imbl 7.0.2: a focus that owns
/// a shared tree went to another thread with `T: Send` alone, and two threads wrote to one `Cell`.
#[test]
fn rustsec_2020_0096_a_focus_over_cells_stays_in_its_thread() {
    assert_not_impl_any!(Vector<Cell<u8>>: Send, Sync);
    assert_not_impl_any!(Focus<'static, Cell<u8>>: Send, Sync);
    assert_not_impl_any!(FocusMut<'static, Cell<u8>>: Sync);
    assert_not_impl_any!(FocusMut<'static, Rc<u8>>: Send, Sync);
    assert_not_impl_any!(ConsumingIter<Cell<u8>>: Send, Sync);
    assert_impl_all!(FocusMut<'static, u8>: Send, Sync);
    let mut v = numbers(MANY);
    let kept = v.clone();
    let (mut low, mut high) = v.focus_mut().split_at(MANY / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| (0..low.len()).for_each(|i| *low.index_mut(i) += 1));
        (0..high.len()).for_each(|i| *high.index_mut(i) += 1);
    });
    assert!(v.iter().eq(&(1..=MANY).collect::<Vec<_>>()));
    assert_eq!(kept, numbers(MANY));
}

/// RUSTSEC-2023-0126: inserting into an `OrdSet` of im copied through an alias (`force_copy`).
#[test]
fn rustsec_2023_0126_sets_are_collected_and_churned() {
    let mut set: OrdSet<usize> = (0..MANY).rev().collect();
    let kept = set.clone();
    for i in 0..MANY {
        assert_eq!(set.remove(&i), Some(i).filter(|_| kept.contains(&i)));
        set.insert(i + MANY);
    }
    assert!(set.iter().copied().eq(MANY..2 * MANY));
    assert!(kept.iter().copied().eq(0..MANY));
}

/// RUSTSEC-2020-0041 (six of sized-chunks): capacities of 0, 1 and 2 unchecked, references that were not
/// aligned, clones and inserts that panicked half-way.
#[test]
fn rustsec_2020_0041_few_elements_of_much_alignment() {
    #[derive(Clone, Debug, PartialEq)]
    #[repr(align(64))]
    struct Aligned(u8);
    for len in 0..4u8 {
        let mut v: Vector<Aligned> = (0..len).map(Aligned).collect();
        let kept = v.clone();
        v.push_front(Aligned(9));
        v.insert(v.len() / 2, Aligned(8));
        let mut map: OrdMap<u8, Aligned> = (0..len).map(|i| (i, Aligned(i))).collect();
        map.insert(9, Aligned(9));
        let hashed: HashMap<u8, Aligned> = map.iter().map(|(k, v)| (*k, v.clone())).collect();
        let elements = v.iter().chain(&kept).chain(map.values()).chain(hashed.values());
        elements.for_each(|e| assert!((&raw const *e).is_aligned()));
        assert!(kept.iter().map(|e| e.0).eq(0..len));
    }
    // Two whole pairs, and an insert whose clones or steps panic.
    for step in [Step::Clone, Step::Call] {
        for k in (0..40).step_by(if is_miri() { 9 } else { 1 }) {
            reset();
            {
                let mut v: Vector<Wide> = Hostile::many(30).collect();
                let kept = v.clone();
                light(step, k);
                survives(|| v.insert_all(13, hostile::Steps(Hostile::many(4)).collect::<Vec<_>>()));
                douse();
                assert_eq!(kept.len(), 30);
                assert!(v.iter().chain(&kept).all(|e| e.peek() < 30));
            }
            assert_eq!((living(), faults()), (0, vec![]), "{step:?} {k}");
        }
    }
}

/// RUSTSEC-2026-0255 (sized-chunks) and RUSTSEC-2026-0292 (imbl-sized-chunks): a panic in the `Drop` of an
/// element in `clear`, `drop_left` or `drop_right` freed the others twice.
#[test]
fn rustsec_2026_0255_a_drop_panics_while_elements_are_cut_off() {
    let len = if is_miri() { 12 } else { 23 };
    let vector = || Hostile::many(len).collect::<Vector<Wide>>();
    let at = len as usize / 2 - 1;
    each_drop_may_panic(vector, |mut v| v.clear());
    each_drop_may_panic(vector, |mut v| v.truncate(at));
    each_drop_may_panic(vector, |mut v| drop(v.split_off(at)));
    each_drop_may_panic(vector, |mut v| drop(v.drain(..at)));
    each_drop_may_panic(vector, |v| drop(v.skip(at)));
    each_drop_may_panic(vector, |mut v| v.retain(|e| e.peek() % 3 == 0));
    let map = || Hostile::many(len).map(|e| (e.peek(), e)).collect::<OrdMap<u32, Wide>>();
    each_drop_may_panic(map, |mut m| m.clear());
    each_drop_may_panic(map, |mut m| drop(m.split_off(&(len / 2))));
    each_drop_may_panic(map, |mut m| m.retain(|key, _| key % 3 == 0));
    let hashed = || Hostile::many(len).map(|e| (e.peek(), e)).collect::<HashMap<u32, Wide>>();
    each_drop_may_panic(hashed, |mut m| m.clear());
    each_drop_may_panic(hashed, |mut m| m.retain(|key, _| key % 3 == 0));
}

/// RUSTSEC-2026-0103 (thin-vec): a panic in a `Drop` while an owning iterator is dropped freed twice.
#[test]
fn rustsec_2026_0103_a_drop_panics_in_an_owning_iterator() {
    let len = if is_miri() { 12 } else { 23 };
    fn dropped_half_way<I: IntoIterator<IntoIter: DoubleEndedIterator>>(what: I) {
        let mut iter = what.into_iter();
        drop((iter.next(), iter.next_back()));
        drop(iter);
    }
    each_drop_may_panic(|| Hostile::many(len).collect::<Vector<Wide>>(), dropped_half_way);
    each_drop_may_panic(|| Hostile::many(len).collect::<OrdSet<Wide>>(), dropped_half_way);
    let pairs = || Hostile::many(len).zip(Hostile::many(len));
    each_drop_may_panic(|| pairs().collect::<OrdMap<Wide, Wide>>(), dropped_half_way);
    each_drop_may_panic(
        || pairs().collect::<HashMap<Wide, Wide>>(),
        |map| {
            let mut iter = map.into_iter();
            drop(iter.next());
            drop(iter);
        },
    );
    each_drop_may_panic(
        || Hostile::many(len).collect::<HashSet<Wide>>(),
        |set| drop(set.into_iter().nth(3)),
    );
    each_drop_may_panic(
        || Hostile::many(len).collect::<Vector<Wide>>(),
        |mut v| drop(v.drain(1..7).next_back()),
    );
}

/// RUSTSEC-2025-0167 (bitmaps): bytes that are no `bool` were read as one. What has forbidden bit patterns
/// must come out as it went in, and places without an element must not be read as one.
#[test]
fn rustsec_2025_0167_values_with_forbidden_bits() {
    let bools = |i: usize| i % 3 == 0;
    let v: Vector<bool> = (0..MANY).map(bools).collect();
    assert!(v.iter().copied().eq((0..MANY).map(bools)));
    let chars = |i: usize| char::from_u32(i as u32).expect("no surrogate is that small");
    let map: HashMap<char, Option<bool>> =
        (0..MANY).map(|i| (chars(i), Some(bools(i)).filter(|_| i % 2 == 0))).collect();
    for i in 0..MANY {
        assert_eq!(map.get(&chars(i)), Some(&Some(bools(i)).filter(|_| i % 2 == 0)));
    }
    let set: OrdSet<Option<bool>> = [None, Some(true), Some(false), None].into_iter().collect();
    assert!(set.iter().eq(&[None, Some(false), Some(true)]));
}

/// RUSTSEC-2026-0007 (CVE-2026-25541, bytes): a length that overflowed in `reserve` led out of bounds.
#[test]
fn rustsec_2026_0007_lengths_that_overflow() {
    const MOST: usize = isize::MAX as usize;
    let mut buf = ByteBuf::from(b"some bytes".as_slice());
    for len in [MOST + 1, usize::MAX - 9, usize::MAX] {
        assert_eq!(words(|| buf.resize(len, 1)).as_deref(), Some("capacity overflow"));
        assert_eq!(words(|| drop(Vector::repeat(1u8, len))).as_deref(), Some("capacity overflow"));
        assert!(words(|| buf.write_at(len, b"x")).is_some());
        assert!(words(|| drop(buf.slice(1..len))).is_some());
    }
    assert_eq!(buf, b"some bytes".as_slice());
}

/// jneem/imbl#163: `FocusMut::swap(i, len)` wrote behind the end.
#[test]
fn imbl_163_indices_at_the_end_of_a_focus() {
    for len in [1, 2, 7, MANY] {
        let mut v = numbers(len);
        let kept = v.clone();
        let mut focus = v.focus_mut();
        for (a, b) in [(0, len), (len, 0), (len, len), (0, usize::MAX), (len + 1, 0)] {
            assert!(words(|| focus.swap(a, b)).is_some(), "{a} and {b} of {len}");
            assert!(words(|| focus.pair(a, b, |_, _| ())).is_some());
        }
        assert!(words(|| _ = focus.index_mut(len)).is_some());
        assert_eq!(focus.get_mut(len), None);
        assert_eq!(focus.set(len, 1), None);
        assert!(words(|| drop(focus.split_at(len + 1))).is_some());
        assert_eq!(v, kept);
    }
}

/// jneem/imbl#59, #168 and #169: exclusive references to one element, out of a focus split in two, a pair
/// of its elements, and iterators; Miri called im's and imbl's undefined behaviour.
#[test]
fn imbl_168_exclusive_references_live_side_by_side() {
    let mut v = numbers(MANY);
    let kept = v.clone();
    {
        let (mut low, mut high) = v.focus_mut().split_at(MANY / 3);
        let (a, b) = (low.index_mut(0), high.index_mut(0));
        std::mem::swap(a, b);
        std::mem::swap(low.index_mut(1), high.index_mut(1));
    }
    let mut focus = v.focus_mut();
    focus.pair(0, MANY - 1, std::mem::swap);
    focus.triplet(1, MANY / 2, MANY - 2, |a, b, c| (*a, *b, *c) = (*b, *c, *a));
    // All references of an iterator at once, taken from both ends.
    let mut iter: IterMut<'_, usize> = v.iter_mut();
    let mut all = VecDeque::new();
    while let Some(front) = iter.next() {
        all.push_back(front);
        all.extend(iter.next_back());
    }
    all.iter_mut().for_each(|element| **element += 1);
    assert_eq!(all.len(), MANY);
    let chunks: Vec<ChunksMut<'_, usize>> = vec![v.chunks_mut()];
    chunks.into_iter().flatten().flatten().for_each(|element| *element += 1);
    assert_eq!(v.iter().sum::<usize>(), kept.iter().sum::<usize>() + 2 * MANY);
    assert!(kept.iter().copied().eq(0..MANY));
}

/// im 15.1 and imbl 7.0.2: `sort` of more than one leaf is undefined behaviour under both rules of aliasing.
#[test]
fn imbl_7_0_2_sort_of_several_leaves() {
    let mut v: Vector<usize> = (0..MANY).rev().collect();
    let kept = v.clone();
    v.sort();
    assert_eq!(v, numbers(MANY));
    v.sort_by(|a, b| b.cmp(a));
    assert_eq!(v, kept);
    v.sort_by_key(|element| element % 7);
    assert!(v.is_sorted_by_key(|element| element % 7));
    v.retain(|element| element % 2 == 0);
    assert_eq!(v.len(), MANY / 2);
}

/// triomphe#62: `make_mut` of a shared pointer was unsound if the clone panicked; #40, #42, #48 and #134:
/// memory that others held was lent for writing. orium/archery#18: pointers crossed threads too freely.
#[test]
fn triomphe_62_a_clone_panics_while_a_node_is_copied() {
    assert_not_impl_any!(Vector<Rc<u8>>: Send, Sync);
    assert_not_impl_any!(OrdMap<Rc<u8>, u8>: Send, Sync);
    assert_not_impl_any!(HashMap<u8, Rc<u8>>: Send, Sync);
    for k in 0..12 {
        reset();
        {
            let mut v: Vector<Wide> = Hostile::many(25).collect();
            let mut map: OrdMap<u32, Wide> = Hostile::many(25).map(|e| (e.peek(), e)).collect();
            let mut hashed: HashMap<u32, Wide> = Hostile::many(25).map(|e| (e.peek(), e)).collect();
            let kept = (v.clone(), map.clone(), hashed.clone());
            light(Step::Clone, k);
            survives(|| v[12] = Hostile::new(100));
            light(Step::Clone, k);
            survives(|| map[&12] = Hostile::new(12));
            light(Step::Clone, k);
            survives(|| hashed[&12] = Hostile::new(12));
            douse();
            assert!(kept.0.iter().map(Hostile::peek).eq(0..25));
            assert!(kept.1.iter().all(|(key, e)| *key == e.peek()));
            assert!(kept.2.iter().all(|(key, e)| *key == e.peek()));
            assert_eq!((v.len(), map.len(), hashed.len()), (25, 25, 25));
        }
        assert_eq!((living(), faults()), (0, vec![]), "clone {k}");
    }
}

/// estokes/immutable-chunkmap#12: a pool of nodes gave memory of one type out as another of the same layout.
#[test]
fn chunkmap_12_types_of_one_layout_side_by_side() {
    for round in 0..3u64 {
        let a: OrdMap<u64, u64> = (0..MANY as u64).map(|i| (i, i + round)).collect();
        let b: OrdMap<u64, f64> = (0..MANY as u64).map(|i| (i, f64::from_bits(i))).collect();
        let c: HashMap<[u8; 8], usize> = (0..MANY).map(|i| (i.to_ne_bytes(), i)).collect();
        let d: HashMap<usize, &'static str> = (0..MANY).map(|i| (i, "word")).collect();
        drop((a.clone(), d));
        assert!(a.iter().all(|(key, value)| *value == key + round));
        assert!(b.iter().all(|(key, value)| value.to_bits() == *key));
        assert!(c.iter().all(|(key, value)| key == &value.to_ne_bytes()));
    }
}

/// immutable.js GHSA-v56q-mh7h-f735 and CVE-2026-29063: bounds beyond the list in `setListBounds`, and
/// `lastIndexOf`.
#[test]
fn ghsa_v56q_mh7h_f735_bounds_beyond_the_end() {
    const MAX: usize = usize::MAX;
    let mut v = numbers(MANY);
    let kept = v.clone();
    for (start, end) in [(0, MANY + 1), (MANY + 1, MANY + 1), (2, 1), (MAX, MAX), (0, MAX)] {
        assert!(words(|| drop(v.subvector(start..end))).is_some(), "{start}..{end}");
        assert!(words(|| drop(v.slice(start..end))).is_some());
        assert!(words(|| drop(v.drain(start..end))).is_some());
    }
    assert!(words(|| drop(v.subvector(0..=MAX))).is_some());
    for at in [MANY + 1, MAX - 1, MAX] {
        assert!(words(|| drop(v.split_off(at))).is_some());
        assert!(words(|| v.insert(at, 0)).is_some());
        assert_eq!((v.get(at), v.iter().nth(at), v.iter().nth_back(at)), (None, None, None));
    }
    assert_eq!(v, kept);
    assert_eq!((v.index_of(&(MANY - 1)), v.index_of(&MANY)), (Some(MANY - 1), None));
}

/// swift-collections#104: a change of an ordered set reached shared copies; #247: a merge in place forgot
/// the count.
#[test]
fn swift_collections_247_a_merge_counts_and_copies_keep() {
    let mut hashed: HashMap<usize, usize> = (0..MANY).map(|i| (i, 0usize)).collect();
    let mut map: OrdMap<usize, usize> = (0..MANY).map(|i| (i, 0usize)).collect();
    let kept = (hashed.clone(), map.clone());
    let other: BTreeMap<usize, usize> = (MANY / 2..MANY * 3 / 2).map(|i| (i, 1)).collect();
    hashed = hashed.union_with(other.clone().into_iter().collect(), |a, b| a + b);
    map = map.union_with(other.into_iter().collect(), |a, b| a + b);
    assert_eq!((hashed.len(), map.len()), (MANY * 3 / 2, MANY * 3 / 2));
    assert_eq!((hashed.iter().count(), map.iter().count()), (MANY * 3 / 2, MANY * 3 / 2));
    let mut set: HashSet<usize> = (0..MANY).collect();
    let before = set.clone();
    set.retain(|element| element % 2 == 1);
    set.extend([MANY, MANY, 1]);
    assert_eq!((set.len(), set.iter().count()), (MANY / 2 + 1, MANY / 2 + 1));
    assert!(before.len() == MANY && (0..MANY).all(|i| before.contains(&i)));
    assert!(kept.0.len() == MANY && kept.0.values().all(|value| *value == 0));
    assert!(kept.1.len() == MANY && kept.1.values().all(|value| *value == 0));
    hashed.check();
    map.check();
    set.check();
}

/// Kotlin/kotlinx.collections.immutable#217, #218, #219, #251 and #253: a removal left a trie that was not
/// equal to one built without the entry; a builder changed what had been built of it before.
#[test]
fn kotlin_217_a_trie_is_the_same_after_an_entry_has_come_and_gone() {
    /// Hashes of which few bits differ.
    #[derive(Clone, Default)]
    struct Few;
    struct FewBits(u64);
    impl BuildHasher for Few {
        type Hasher = FewBits;
        fn build_hasher(&self) -> FewBits {
            FewBits(0)
        }
    }
    impl Hasher for FewBits {
        fn finish(&self) -> u64 {
            self.0 & 0b111
        }
        fn write(&mut self, bytes: &[u8]) {
            bytes.iter().for_each(|byte| self.0 = self.0.wrapping_mul(31) + u64::from(*byte));
        }
    }
    fn come_and_go<S: BuildHasher + Clone + Default>() {
        let built: HashMap<usize, usize, S> = (0..MANY).map(|i| (i, i)).collect();
        for extra in (0..if cfg!(miri) { 2 } else { 40 }).map(|i| MANY + i * 7) {
            let mut version = built.clone();
            version.insert(extra, 0);
            let earlier = version.clone();
            version.remove(&extra);
            version.check();
            assert_eq!(version, built);
            let bytes = |map| HashMap::memory([map]).total;
            assert_eq!(bytes(&version), bytes(&built), "after {extra} came and went");
            assert!(earlier.contains_key(&extra) && earlier.len() == MANY + 1);
        }
    }
    come_and_go::<offshoot::hash_map::RandomState>();
    come_and_go::<Few>();
}
