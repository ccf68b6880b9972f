//! What may go to another thread, outlive a panic or be shortened to a shorter life: asserted both ways.
//!
//! All of it is checked by the compiler; the tests have only to compile.

use std::cell::Cell;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;
use std::sync::MutexGuard;

use offshoot::byte_buf::{self, Cursor, CursorMut, Lines};
use offshoot::vector::{Chunks, ChunksMut, ConsumingIter, Drain, Focus, FocusMut, Iter, IterMut};
use offshoot::{
    ByteBuf, Change, Changes, HashMap, HashSet, MemoryReport, OrdMap, OrdSet, Vector, hash_map,
    hash_set, ord_map, ord_set,
};
use static_assertions::{assert_impl_all as yes, assert_not_impl_any as no};

/// `Send`, and not `Sync`.
type Movable = Cell<u8>;
/// `Sync`, and not `Send`.
type Lendable = MutexGuard<'static, u8>;
/// Neither.
type Stuck = Rc<u8>;

// A vector shares its elements with its clones: it wants of them what `Arc<[T]>` wants, both traits
// for either. (im's and imbl's focus wants less, and lets two threads into one `Cell`.)
macro_rules! like_an_arc {
    ($($name:ident: $($kind:ty)|+);+ $(;)?) => { $(
        #[allow(dead_code, reason = "the compiler has read it")]
        mod $name {
            use super::*;
            like_an_arc!(@ $($kind)|+);
        }
    )+ };
    (@ $whole:ty | $movable:ty | $lendable:ty | $stuck:ty) => {
        yes!($whole: Send, Sync, Unpin);
        no!($movable: Send, Sync);
        no!($lendable: Send, Sync);
        no!($stuck: Send, Sync);
    };
}

like_an_arc! {
    vector: Vector<u8> | Vector<Movable> | Vector<Lendable> | Vector<Stuck>;
    iter: Iter<'static, u8> | Iter<'static, Movable> | Iter<'static, Lendable> | Iter<'static, Stuck>;
    iter_mut: IterMut<'static, u8> | IterMut<'static, Movable> | IterMut<'static, Lendable> | IterMut<'static, Stuck>;
    chunks: Chunks<'static, u8> | Chunks<'static, Movable> | Chunks<'static, Lendable> | Chunks<'static, Stuck>;
    chunks_mut: ChunksMut<'static, u8> | ChunksMut<'static, Movable> | ChunksMut<'static, Lendable> | ChunksMut<'static, Stuck>;
    focus: Focus<'static, u8> | Focus<'static, Movable> | Focus<'static, Lendable> | Focus<'static, Stuck>;
    focus_mut: FocusMut<'static, u8> | FocusMut<'static, Movable> | FocusMut<'static, &'static Cell<u8>> | FocusMut<'static, Stuck>;
    into_iter: ConsumingIter<u8> | ConsumingIter<Movable> | ConsumingIter<&'static Cell<u8>> | ConsumingIter<Stuck>;
    drain: Drain<'static, u8> | Drain<'static, Movable> | Drain<'static, &'static Cell<u8>> | Drain<'static, Stuck>;
}

// Maps and sets likewise, for keys and for values.
type Keep = fn(&u8, &mut u8) -> bool;
like_an_arc! {
    map_of_keys: OrdMap<u8, u8> | OrdMap<Movable, u8> | OrdMap<Lendable, u8> | OrdMap<Stuck, u8>;
    map_of_values: OrdMap<u8, u8> | OrdMap<u8, Movable> | OrdMap<u8, Lendable> | OrdMap<u8, Stuck>;
    map_iter: ord_map::Iter<'static, u8, u8> | ord_map::Iter<'static, u8, Movable> | ord_map::Iter<'static, u8, Lendable> | ord_map::Iter<'static, Stuck, u8>;
    map_iter_mut: ord_map::IterMut<'static, u8, u8> | ord_map::IterMut<'static, u8, Movable> | ord_map::IterMut<'static, u8, Lendable> | ord_map::IterMut<'static, Stuck, u8>;
    map_keys: ord_map::Keys<'static, u8, u8> | ord_map::Keys<'static, Movable, u8> | ord_map::Keys<'static, u8, Lendable> | ord_map::Keys<'static, Stuck, u8>;
    map_values: ord_map::Values<'static, u8, u8> | ord_map::Values<'static, u8, Movable> | ord_map::Values<'static, u8, Lendable> | ord_map::Values<'static, Stuck, u8>;
    map_values_mut: ord_map::ValuesMut<'static, u8, u8> | ord_map::ValuesMut<'static, u8, Movable> | ord_map::ValuesMut<'static, u8, Lendable> | ord_map::ValuesMut<'static, Stuck, u8>;
    map_into_iter: ord_map::ConsumingIter<u8, u8> | ord_map::ConsumingIter<u8, Movable> | ord_map::ConsumingIter<u8, Lendable> | ord_map::ConsumingIter<Stuck, u8>;
    map_into_keys: ord_map::IntoKeys<u8, u8> | ord_map::IntoKeys<u8, Movable> | ord_map::IntoKeys<u8, Lendable> | ord_map::IntoKeys<Stuck, u8>;
    map_into_values: ord_map::IntoValues<u8, u8> | ord_map::IntoValues<u8, Movable> | ord_map::IntoValues<u8, Lendable> | ord_map::IntoValues<Stuck, u8>;
    map_cursor: ord_map::Cursor<'static, u8, u8> | ord_map::Cursor<'static, u8, Movable> | ord_map::Cursor<'static, u8, Lendable> | ord_map::Cursor<'static, Stuck, u8>;
    map_cursor_mut: ord_map::CursorMut<'static, u8, u8> | ord_map::CursorMut<'static, u8, Movable> | ord_map::CursorMut<'static, u8, Lendable> | ord_map::CursorMut<'static, Stuck, u8>;
    map_entry: ord_map::Entry<'static, u8, u8> | ord_map::Entry<'static, u8, Movable> | ord_map::Entry<'static, u8, Lendable> | ord_map::Entry<'static, Stuck, u8>;
    map_extract_if: ord_map::ExtractIf<'static, u8, u8, (), Keep> | ord_map::ExtractIf<'static, u8, Movable, (), Keep> | ord_map::ExtractIf<'static, u8, Lendable, (), Keep> | ord_map::ExtractIf<'static, Stuck, u8, (), Keep>;
    set: OrdSet<u8> | OrdSet<Movable> | OrdSet<Lendable> | OrdSet<Stuck>;
    set_iter: ord_set::Iter<'static, u8> | ord_set::Iter<'static, Movable> | ord_set::Iter<'static, Lendable> | ord_set::Iter<'static, Stuck>;
    set_into_iter: ord_set::ConsumingIter<u8> | ord_set::ConsumingIter<Movable> | ord_set::ConsumingIter<Lendable> | ord_set::ConsumingIter<Stuck>;
    set_cursor: ord_set::Cursor<'static, u8> | ord_set::Cursor<'static, Movable> | ord_set::Cursor<'static, Lendable> | ord_set::Cursor<'static, Stuck>;
    set_cursor_mut: ord_set::CursorMut<'static, u8> | ord_set::CursorMut<'static, Movable> | ord_set::CursorMut<'static, Lendable> | ord_set::CursorMut<'static, Stuck>;
    hash_map_of_keys: HashMap<u8, u8> | HashMap<Movable, u8> | HashMap<Lendable, u8> | HashMap<Stuck, u8>;
    hash_map_of_values: HashMap<u8, u8> | HashMap<u8, Movable> | HashMap<u8, Lendable> | HashMap<u8, Stuck>;
    hash_map_by: HashMap<u8, u8> | HashMap<u8, Movable, std::hash::RandomState> | HashMap<u8, Lendable, std::hash::RandomState> | HashMap<u8, Stuck, std::hash::RandomState>;
    hash_iter: hash_map::Iter<'static, u8, u8> | hash_map::Iter<'static, u8, Movable> | hash_map::Iter<'static, u8, Lendable> | hash_map::Iter<'static, Stuck, u8>;
    hash_itermut: hash_map::IterMut<'static, u8, u8> | hash_map::IterMut<'static, u8, Movable> | hash_map::IterMut<'static, u8, Lendable> | hash_map::IterMut<'static, Stuck, u8>;
    hash_keys: hash_map::Keys<'static, u8, u8> | hash_map::Keys<'static, u8, Movable> | hash_map::Keys<'static, u8, Lendable> | hash_map::Keys<'static, Stuck, u8>;
    hash_values: hash_map::Values<'static, u8, u8> | hash_map::Values<'static, u8, Movable> | hash_map::Values<'static, u8, Lendable> | hash_map::Values<'static, Stuck, u8>;
    hash_valuesmut: hash_map::ValuesMut<'static, u8, u8> | hash_map::ValuesMut<'static, u8, Movable> | hash_map::ValuesMut<'static, u8, Lendable> | hash_map::ValuesMut<'static, Stuck, u8>;
    hash_drain: hash_map::Drain<'static, u8, u8> | hash_map::Drain<'static, u8, Movable> | hash_map::Drain<'static, u8, Lendable> | hash_map::Drain<'static, Stuck, u8>;
    hash_consumingiter: hash_map::ConsumingIter<u8, u8> | hash_map::ConsumingIter<u8, Movable> | hash_map::ConsumingIter<u8, Lendable> | hash_map::ConsumingIter<Stuck, u8>;
    hash_intokeys: hash_map::IntoKeys<u8, u8> | hash_map::IntoKeys<u8, Movable> | hash_map::IntoKeys<u8, Lendable> | hash_map::IntoKeys<Stuck, u8>;
    hash_intovalues: hash_map::IntoValues<u8, u8> | hash_map::IntoValues<u8, Movable> | hash_map::IntoValues<u8, Lendable> | hash_map::IntoValues<Stuck, u8>;
    hash_entry: hash_map::Entry<'static, u8, u8, hash_map::RandomState> | hash_map::Entry<'static, u8, Movable, hash_map::RandomState> | hash_map::Entry<'static, u8, Lendable, hash_map::RandomState> | hash_map::Entry<'static, Stuck, u8, hash_map::RandomState>;
    hash_extract_if: hash_map::ExtractIf<'static, u8, u8, Keep> | hash_map::ExtractIf<'static, u8, Movable, Keep> | hash_map::ExtractIf<'static, u8, Lendable, Keep> | hash_map::ExtractIf<'static, Stuck, u8, Keep>;
    hashed_set: HashSet<u8> | HashSet<Movable> | HashSet<Lendable> | HashSet<Stuck>;
    hashed_set_iter: hash_set::Iter<'static, u8> | hash_set::Iter<'static, Movable> | hash_set::Iter<'static, Lendable> | hash_set::Iter<'static, Stuck>;
    hashed_set_drain: hash_set::Drain<'static, u8> | hash_set::Drain<'static, Movable> | hash_set::Drain<'static, Lendable> | hash_set::Drain<'static, Stuck>;
    hashed_set_into_iter: hash_set::ConsumingIter<u8> | hash_set::ConsumingIter<Movable> | hash_set::ConsumingIter<Lendable> | hash_set::ConsumingIter<Stuck>;
}

/// `Send`, and not `Sync`; hashers are owned, and not shared.
#[derive(Clone)]
struct MovableHasher(#[allow(dead_code, reason = "makes it !Sync")] Movable);
yes!(HashMap<u8, u8, MovableHasher>: Send);
no!(HashMap<u8, u8, MovableHasher>: Sync);
no!(HashMap<u8, u8, Stuck>: Send, Sync);
no!(HashSet<u8, Stuck>: Send, Sync);
yes!(hash_map::DiffIter<'static, String, String>: Send, Sync, Clone, UnwindSafe);
yes!(hash_map::RandomState: Send, Sync, Copy, UnwindSafe, RefUnwindSafe);
yes!(HashMap<String, String>: UnwindSafe, RefUnwindSafe);
yes!(HashSet<String>: UnwindSafe, RefUnwindSafe);
yes!(hash_map::Iter<'static, String, String>: UnwindSafe, RefUnwindSafe);
yes!(hash_map::ConsumingIter<String, String>: UnwindSafe, RefUnwindSafe);
no!(HashMap<u8, Cell<u8>>: UnwindSafe, RefUnwindSafe);
no!(HashSet<Cell<u8>>: UnwindSafe, RefUnwindSafe);
no!(hash_map::IterMut<'static, u8, u8>: UnwindSafe);
no!(hash_map::Entry<'static, u8, u8, hash_map::RandomState>: UnwindSafe);

// What refers or owns and shares nothing is as what it refers to or owns.
yes!(ord_map::DiffItem<'static, u8, u8>: Send, Sync, Unpin, Copy, UnwindSafe, RefUnwindSafe);
yes!(ord_map::DiffItem<'static, String, String>: Copy);
yes!(ord_map::DiffIter<'static, String, String>: Send, Sync, Clone, UnwindSafe);
yes!(ord_map::Conflict<'static, String, String>: Send, Sync, Copy);
yes!(ord_map::Patch<Movable, Movable>: Send, Unpin);
no!(ord_map::Patch<Movable, u8>: Sync);
no!(ord_map::Patch<u8, Stuck>: Send, Sync);

// Bytes go everywhere.
yes!(ByteBuf: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
yes!(Cursor<'static>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
yes!(CursorMut<'static>: Send, Sync, Unpin);
yes!(Lines<'static>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
yes!(byte_buf::Chunks<'static>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
yes!(byte_buf::Iter<'static>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
yes!(Change: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
yes!(Changes: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
yes!(MemoryReport: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);

// As with `Arc` and `&T`: safe to look at after a panic where elements are.
yes!(Vector<String>: UnwindSafe, RefUnwindSafe);
yes!(Iter<'static, String>: UnwindSafe, RefUnwindSafe);
yes!(Chunks<'static, String>: UnwindSafe, RefUnwindSafe);
yes!(Focus<'static, String>: UnwindSafe, RefUnwindSafe);
yes!(ConsumingIter<String>: UnwindSafe, RefUnwindSafe);
no!(Vector<Cell<u8>>: UnwindSafe, RefUnwindSafe);
yes!(OrdMap<String, String>: UnwindSafe, RefUnwindSafe);
yes!(OrdSet<String>: UnwindSafe, RefUnwindSafe);
yes!(ord_map::Iter<'static, String, String>: UnwindSafe, RefUnwindSafe);
yes!(ord_map::Cursor<'static, String, String>: UnwindSafe, RefUnwindSafe);
yes!(ord_map::ConsumingIter<String, String>: UnwindSafe, RefUnwindSafe);
no!(OrdMap<u8, Cell<u8>>: UnwindSafe, RefUnwindSafe);
no!(OrdSet<Cell<u8>>: UnwindSafe, RefUnwindSafe);
// As with `&mut T`: not.
no!(ord_map::IterMut<'static, u8, u8>: UnwindSafe);
no!(ord_map::CursorMut<'static, u8, u8>: UnwindSafe);
no!(ord_map::Entry<'static, u8, u8>: UnwindSafe);
no!(IterMut<'static, u8>: UnwindSafe);
no!(ChunksMut<'static, u8>: UnwindSafe);
no!(FocusMut<'static, u8>: UnwindSafe);
no!(Drain<'static, u8>: UnwindSafe);
no!(CursorMut<'static>: UnwindSafe);

/// Elements that must not move do not make the vector immovable: they lie on the heap, or are
/// moved only with the owner's consent.
struct Pinned(#[allow(dead_code, reason = "makes it !Unpin")] std::marker::PhantomPinned);
no!(Pinned: Unpin);
yes!(Iter<'static, Pinned>: Unpin);

// Whoever has elements that live for ever may take them for elements that live less long, and a
// borrow for a shorter one.
#[allow(dead_code, reason = "the compiler has read it")]
mod covariant {
    use super::*;

    fn vector<'short>(v: Vector<&'static str>) -> Vector<&'short str> {
        v
    }

    fn reference<'short>(v: &'short Vector<&'static str>) -> &'short Vector<&'short str> {
        v
    }

    fn map<'short>(v: OrdMap<&'static str, &'static str>) -> OrdMap<&'short str, &'short str> {
        v
    }

    fn set<'short>(v: OrdSet<&'static str>) -> OrdSet<&'short str> {
        v
    }

    type MapIter<'a, 's> = ord_map::Iter<'a, &'s str, &'s str>;
    fn map_iter<'a, 's: 'a>(iter: MapIter<'static, 'static>) -> MapIter<'a, 's> {
        iter
    }

    type MapCursor<'a, 's> = ord_map::Cursor<'a, &'s str, &'s str>;
    fn map_cursor<'a, 's: 'a>(cursor: MapCursor<'static, 'static>) -> MapCursor<'a, 's> {
        cursor
    }

    type MapIntoIter<'s> = ord_map::ConsumingIter<&'s str, &'s str>;
    fn map_into_iter<'s>(iter: MapIntoIter<'static>) -> MapIntoIter<'s> {
        iter
    }

    type MapDiff<'a, 's> = ord_map::DiffIter<'a, &'s str, &'s str>;
    fn map_diff<'a, 's: 'a>(diff: MapDiff<'static, 'static>) -> MapDiff<'a, 's> {
        diff
    }

    fn hashed<'short>(v: HashMap<&'static str, &'static str>) -> HashMap<&'short str, &'short str> {
        v
    }

    fn hashed_set<'short>(v: HashSet<&'static str>) -> HashSet<&'short str> {
        v
    }

    type HashIter<'a, 's> = hash_map::Iter<'a, &'s str, &'s str>;
    fn hash_iter<'a, 's: 'a>(iter: HashIter<'static, 'static>) -> HashIter<'a, 's> {
        iter
    }

    type HashIntoIter<'s> = hash_map::ConsumingIter<&'s str, &'s str>;
    fn hash_into_iter<'s>(iter: HashIntoIter<'static>) -> HashIntoIter<'s> {
        iter
    }

    type HashDiff<'a, 's> = hash_map::DiffIter<'a, &'s str, &'s str>;
    fn hash_diff<'a, 's: 'a>(diff: HashDiff<'static, 'static>) -> HashDiff<'a, 's> {
        diff
    }

    fn hash_iter_mut<'s>(
        iter: hash_map::IterMut<'static, u8, u8>,
    ) -> hash_map::IterMut<'s, u8, u8> {
        iter
    }

    fn map_iter_mut<'s>(iter: ord_map::IterMut<'static, u8, u8>) -> ord_map::IterMut<'s, u8, u8> {
        iter
    }

    fn iter<'a, 'short: 'a>(iter: Iter<'static, &'static str>) -> Iter<'a, &'short str> {
        iter
    }

    fn chunks<'a, 'short: 'a>(chunks: Chunks<'static, &'static str>) -> Chunks<'a, &'short str> {
        chunks
    }

    fn focus<'a, 'short: 'a>(focus: Focus<'static, &'static str>) -> Focus<'a, &'short str> {
        focus
    }

    fn into_iter<'short>(iter: ConsumingIter<&'static str>) -> ConsumingIter<&'short str> {
        iter
    }

    fn cursor<'short>(cursor: Cursor<'static>) -> Cursor<'short> {
        cursor
    }

    fn lines<'short>(lines: Lines<'static>) -> Lines<'short> {
        lines
    }

    fn byte_chunks<'short>(chunks: byte_buf::Chunks<'static>) -> byte_buf::Chunks<'short> {
        chunks
    }

    fn iter_mut<'short>(iter: IterMut<'static, u8>) -> IterMut<'short, u8> {
        iter
    }

    fn focus_mut<'short>(focus: FocusMut<'static, u8>) -> FocusMut<'short, u8> {
        focus
    }
}

static EMPTY: Vector<Vec<String>> = Vector::new();
static NO_ENTRIES: OrdMap<String, Vec<String>> = OrdMap::new();
static NO_ELEMENTS: OrdSet<String> = OrdSet::new();
static NOTHING_HASHED: HashMap<String, Vec<String>> = HashMap::new();
static NO_HASHES: HashSet<String> = HashSet::new();
static NO_BYTES: ByteBuf = ByteBuf::new();

#[test]
fn empty_ones_are_statics() {
    assert!(NO_ENTRIES.is_empty() && NO_ELEMENTS.is_empty());
    assert!(NOTHING_HASHED.is_empty() && NO_HASHES.is_empty());
    assert!(EMPTY.is_empty() && NO_BYTES.is_empty());
    assert!(std::thread::spawn(|| EMPTY.clone().len()).join().is_ok());
}

#[test]
fn no_temporary_holds_a_borrow_too_long() {
    // A temporary with a destructor in the tail of a block outlives the block's variables.
    fn first() -> Result<u32, ()> {
        let v = Vector::from([1, 2]);
        Ok(v.iter().next().copied().unwrap())
    }
    fn last() -> Option<u32> {
        let v = Vector::from([1, 2]);
        v.iter().rev().copied().next()
    }
    fn hashed() -> Option<u32> {
        let set = HashSet::from([1u32]);
        set.iter().next().copied()
    }
    fn hashed_value() -> Result<u32, ()> {
        let map = HashMap::from([(1, 2)]);
        Ok(map.values().next().copied().unwrap())
    }
    assert_eq!((hashed(), hashed_value()), (Some(1), Ok(2)));
    fn chunk() -> usize {
        let v = Vector::from([1, 2]);
        v.chunks().next().map_or(0, <[u32]>::len)
    }
    fn through_a_focus() -> u32 {
        let v = Vector::from([1, 2]);
        *v.focus().index(1)
    }
    fn byte() -> Option<u8> {
        let buffer = ByteBuf::from(b"ab");
        buffer.iter().next_back()
    }
    fn line() -> usize {
        let buffer = ByteBuf::from(b"ab\ncd");
        buffer.lines().next().map_or(0, |line| line.len())
    }
    fn cursor() -> usize {
        let buffer = ByteBuf::from(b"ab");
        buffer.cursor().chunk().len()
    }
    assert_eq!((first(), last(), chunk()), (Ok(1), Some(2), 2));
    assert_eq!((through_a_focus(), byte(), line(), cursor()), (2, Some(b'b'), 2, 2));
}

#[test]
fn a_mutable_cursor_is_done_with_its_borrow_when_it_is_used_last() {
    let mut v: Vector<u32> = (0..1_000).collect();
    let mut focus = v.focus_mut();
    *focus.index_mut(500) = 7;
    assert_eq!(v[500], 7);
    let mut buffer = ByteBuf::zeroed(100);
    let mut cursor = buffer.cursor_mut();
    assert!(cursor.write_from(b"ab"));
    assert_eq!(buffer[1], b'b');
}
