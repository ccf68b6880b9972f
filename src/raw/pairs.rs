//! A counted run of keys and values, two arrays in one allocation. Knows no order among the keys, nor how
//! many make a full run.
//!
//! ```text
//! count | len cap | k0 k1 ... k(len-1) ...... | v0 v1 ... v(len-1) ...... |
//!                  <---------- cap ---------->  <---------- cap ---------->
//! ```

use core::marker::PhantomData;
use core::mem;
use core::ops::Range;
use core::ptr;

use super::Thin;
use super::counted::{Body, Counted, Header};

/// What the slots are counted in: as much as an entry takes, aligned for both of its parts.
#[repr(C)]
struct Unit<K, V>(K, V);

struct Lengths<K, V> {
    /// Invariant: the first `len` places of both arrays hold values.
    len: u32,
    /// Invariant: never changes, and the slots have room for two arrays of so many places;
    /// `len <= cap`.
    cap: u32,
    of: PhantomData<(K, V)>,
}

impl<K, V> Lengths<K, V> {
    /// How many bytes behind the first key the values of a run of `cap` begin.
    #[inline]
    fn offset(&self) -> usize {
        (self.cap as usize * size_of::<K>()).next_multiple_of(align_of::<V>())
    }
}

// SAFETY: `cap` never changes; two `u32` are aligned to four bytes.
unsafe impl<K, V> Header<Unit<K, V>> for Lengths<K, V> {
    #[inline]
    fn slots(&self) -> usize {
        let unit = size_of::<Unit<K, V>>();
        if unit == 0 {
            return 0;
        }
        // An overflow stops in `with_capacity`, before there is a header.
        (self.offset() + self.cap as usize * size_of::<V>()).div_ceil(unit)
    }

    #[inline]
    unsafe fn drop_values(&mut self, slots: *mut Unit<K, V>) {
        let len = mem::replace(&mut self.len, 0) as usize;
        let keys = slots.cast::<K>();
        // SAFETY: the values begin so many bytes behind the keys, within the slots.
        let values = unsafe { slots.byte_add(self.offset()).cast::<V>() };
        // SAFETY: both arrays held `len` values, which are no longer counted. Should a destructor
        // panic, the guard still drops the values.
        unsafe {
            let rest = Doomed(values, len);
            if mem::needs_drop::<K>() {
                ptr::drop_in_place(ptr::slice_from_raw_parts_mut(keys, len));
            }
            drop(rest);
        }
    }
}

/// Values that are dropped when this goes, panic or not. They are nobody else's.
struct Doomed<T>(*mut T, usize);

impl<T> Drop for Doomed<T> {
    #[inline]
    fn drop(&mut self) {
        if mem::needs_drop::<T>() {
            // SAFETY: whoever made this gave up that many values.
            unsafe { ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.0, self.1)) }
        }
    }
}

/// A shared run of keys and values.
pub(crate) struct Pairs<K, V>(Counted<Lengths<K, V>, Unit<K, V>>);

/// A run that nobody shares.
#[repr(transparent)]
pub(crate) struct PairBlock<K, V>(Body<Lengths<K, V>, Unit<K, V>>);

// SAFETY: a wrapper of one `Thin`.
unsafe impl<K, V> Thin for Pairs<K, V> {
    const ZEROS: usize = <Counted<Lengths<K, V>, Unit<K, V>> as Thin>::ZEROS;
}

impl<K, V> Clone for Pairs<K, V> {
    #[inline]
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K, V> Pairs<K, V> {
    /// An empty run with room for `cap` entries.
    ///
    /// # Panics
    /// If `cap` exceeds 65,535.
    pub(crate) fn with_capacity(cap: usize) -> Self {
        assert!(cap <= 0xFFFF, "a run has at most 65,535 places");
        let bytes = size_of::<Unit<K, V>>().checked_mul(cap + 1);
        assert!(bytes.is_some_and(|bytes| isize::try_from(bytes).is_ok()), "capacity overflow");
        Self(Counted::new(Lengths { len: 0, cap: cap as u32, of: PhantomData }))
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.0.header().len as usize
    }

    #[inline]
    pub(crate) fn capacity(&self) -> usize {
        self.0.header().cap as usize
    }

    /// The bytes of the allocation.
    pub(crate) fn heap_bytes(&self) -> usize {
        self.0.heap_bytes()
    }

    #[inline]
    pub(crate) fn addr(&self) -> usize {
        self.0.addr()
    }

    #[inline]
    pub(crate) fn is_unique(&self) -> bool {
        self.0.is_unique()
    }

    #[inline]
    pub(crate) fn keys(&self) -> &[K] {
        debug_assert!(self.len() <= self.capacity());
        // SAFETY: the first `len` places of the keys hold values, and live and stay as they are
        // while `self` is borrowed.
        unsafe { core::slice::from_raw_parts(self.0.slots().cast::<K>(), self.len()) }
    }

    #[inline]
    pub(crate) fn values(&self) -> &[V] {
        debug_assert!(self.len() <= self.capacity());
        let header = self.0.header();
        // SAFETY: the first `len` places of the values, which begin `offset` behind the first key,
        // hold values, and live and stay as they are while `self` is borrowed.
        unsafe {
            let values = self.0.slots().byte_add(header.offset()).cast::<V>();
            core::slice::from_raw_parts(values, header.len as usize)
        }
    }

    /// The entry at `index`.
    #[inline]
    pub(crate) fn get(&self, index: usize) -> Option<(&K, &V)> {
        Some((self.keys().get(index)?, self.values().get(index)?))
    }

    /// The run, if nobody else holds it.
    #[inline]
    pub(crate) fn get_mut(&mut self) -> Option<&mut PairBlock<K, V>> {
        let body: *mut Body<_, _> = self.0.get_mut()?;
        // SAFETY: `PairBlock` is a transparent wrapper of the body, borrowed as long as `self`.
        Some(unsafe { &mut *(body as *mut PairBlock<K, V>) })
    }

    /// Clones of the entries of a range in a new run of `cap` places. If a clone panics, nothing is
    /// lost.
    ///
    /// # Panics
    /// If the range does not lie within the run, or its entries do not fit.
    pub(crate) fn cloned(&self, range: Range<usize>, cap: usize) -> Self
    where
        K: Clone,
        V: Clone,
    {
        let mut fresh = Self::with_capacity(cap);
        let block = fresh.get_mut().expect("a new run has one owner");
        block.extend_clone(&self.keys()[range.clone()], &self.values()[range]);
        fresh
    }

    /// Moves the entries to a run of `cap` places where nobody else holds this one, else clones
    /// them.
    ///
    /// # Panics
    /// If they do not fit.
    #[inline(never)]
    pub(crate) fn relocate(&mut self, cap: usize)
    where
        K: Clone,
        V: Clone,
    {
        let fresh = match self.get_mut() {
            Some(block) => {
                let mut fresh = Self::with_capacity(cap);
                block.move_tail(0, fresh.get_mut().expect("a new run has one owner"));
                fresh
            }
            None => self.cloned(0..self.len(), cap),
        };
        *self = fresh;
    }

    /// The run, made this handle's own and with room for `room` more entries. `capacity` says how
    /// many places to take for how many entries, where a new run is needed.
    #[inline]
    pub(crate) fn make_mut(
        &mut self,
        room: usize,
        capacity: fn(usize) -> usize,
    ) -> &mut PairBlock<K, V>
    where
        K: Clone,
        V: Clone,
    {
        if !self.is_unique() || self.len() + room > self.capacity() {
            self.relocate(capacity(self.len() + room));
        }
        self.get_mut().expect("a run that was copied has one owner")
    }

    /// The entries by value, in order: moved where nobody else holds the run, else cloned now.
    pub(crate) fn into_entries(mut self) -> Entries<K, V>
    where
        K: Clone,
        V: Clone,
    {
        if !self.is_unique() {
            self.relocate(self.len());
        }
        let end = self.len();
        let block = self.get_mut().expect("a run that was copied has one owner");
        block.0.header_mut().len = 0;
        Entries { run: self, next: 0, end }
    }
}

impl<K, V> PairBlock<K, V> {
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.0.header().len as usize
    }

    #[inline]
    fn room(&self) -> usize {
        (self.0.header().cap - self.0.header().len) as usize
    }

    /// Where key `index` lies, which is at most one past the last place.
    #[inline]
    fn key(&mut self, index: usize) -> *mut K {
        debug_assert!(index <= self.0.header().cap as usize);
        // SAFETY: the array of keys has `cap` places.
        unsafe { self.0.slots_mut().cast::<K>().add(index) }
    }

    /// Where value `index` lies, which is at most one past the last place.
    #[inline]
    fn value(&mut self, index: usize) -> *mut V {
        debug_assert!(index <= self.0.header().cap as usize);
        let offset = self.0.header().offset();
        // SAFETY: the array of values begins `offset` bytes behind the first key and has `cap`
        // places.
        unsafe { self.0.slots_mut().byte_add(offset).cast::<V>().add(index) }
    }

    /// Where both arrays begin. To use `self` again makes these pointers stale: places that are
    /// needed together come from one call.
    #[inline]
    fn both(&mut self) -> (*mut K, *mut V) {
        let offset = self.0.header().offset();
        let slots = self.0.slots_mut();
        // SAFETY: the array of values begins `offset` bytes behind the first key, within the slots.
        unsafe { (slots.cast::<K>(), slots.byte_add(offset).cast::<V>()) }
    }

    /// The keys to read and the values to change.
    #[inline]
    pub(crate) fn split_mut(&mut self) -> (&[K], &mut [V]) {
        let (keys, values) = self.both_mut();
        (keys, values)
    }

    /// Keys and values, to change. Whoever changes a key sees to its order.
    #[inline]
    pub(crate) fn both_mut(&mut self) -> (&mut [K], &mut [V]) {
        let len = self.len();
        let (keys, values) = self.both();
        // SAFETY: the first `len` places of both arrays hold values, borrowed exclusively through
        // `self`; the arrays do not overlap.
        unsafe {
            (
                core::slice::from_raw_parts_mut(keys, len),
                core::slice::from_raw_parts_mut(values, len),
            )
        }
    }

    /// Puts an entry at `index`.
    ///
    /// # Panics
    /// If there is no room, or `index > len`.
    #[inline]
    pub(crate) fn insert(&mut self, index: usize, key: K, value: V) {
        let len = self.len();
        assert!(self.room() > 0, "a run has room for the entry that is put into it");
        assert!(index <= len, "insertion index (is {index}) should be <= len (is {len})");
        // SAFETY: `index <= len < cap`: all places touched lie in the arrays. No user code runs
        // before `len` counts the entry.
        unsafe {
            let at = self.key(index);
            ptr::copy(at, at.add(1), len - index);
            at.write(key);
            let at = self.value(index);
            ptr::copy(at, at.add(1), len - index);
            at.write(value);
        }
        self.0.header_mut().len += 1;
    }

    /// Puts an entry behind the last.
    ///
    /// # Panics
    /// If there is no room.
    #[inline]
    pub(crate) fn insert_last(&mut self, key: K, value: V) {
        let len = self.len();
        assert!(self.room() > 0, "a run has room for the entry that is put into it");
        let (keys, values) = self.both();
        // SAFETY: there is a free place behind the last in both arrays (asserted).
        unsafe {
            keys.add(len).write(key);
            values.add(len).write(value);
        }
        self.0.header_mut().len += 1;
    }

    /// Takes the entry at `index`.
    ///
    /// # Panics
    /// If `index >= len`.
    #[inline]
    pub(crate) fn remove(&mut self, index: usize) -> (K, V) {
        let len = self.len();
        assert!(index < len, "removal index (is {index}) should be < len (is {len})");
        self.0.header_mut().len -= 1;
        // SAFETY: `index < len`: both places held a value, moved out once, since `len` no longer
        // counts them when what follows has moved down.
        unsafe {
            let at = self.key(index);
            let key = at.read();
            ptr::copy(at.add(1), at, len - 1 - index);
            let at = self.value(index);
            let value = at.read();
            ptr::copy(at.add(1), at, len - 1 - index);
            (key, value)
        }
    }

    /// Moves the entries from `at` on behind those of `to`.
    ///
    /// # Panics
    /// If `at > len` or they do not fit.
    pub(crate) fn move_tail(&mut self, at: usize, to: &mut Self) {
        let count = self.len().checked_sub(at).expect("a cut lies within the run");
        assert!(count <= to.room(), "a run has room for the entries moved into it");
        let end = to.len();
        self.0.header_mut().len = at as u32;
        // SAFETY: the `count` places of both arrays held values, which `self` no longer counts;
        // `to` is another block with `count` free places (asserted).
        unsafe {
            ptr::copy_nonoverlapping(self.key(at), to.key(end), count);
            ptr::copy_nonoverlapping(self.value(at), to.value(end), count);
        }
        to.0.header_mut().len += count as u32;
    }

    /// Moves the first `count` entries behind those of `to`.
    ///
    /// # Panics
    /// If there are fewer or they do not fit.
    pub(crate) fn move_head(&mut self, count: usize, to: &mut Self) {
        let rest = self.len().checked_sub(count).expect("a cut lies within the run");
        assert!(count <= to.room(), "a run has room for the entries moved into it");
        let end = to.len();
        // SAFETY: `count` entries move out to free places of another block, and the rest moves down
        // to their place; no user code runs before both lengths say so.
        unsafe {
            let (keys, values) = self.both();
            ptr::copy_nonoverlapping(keys, to.key(end), count);
            ptr::copy_nonoverlapping(values, to.value(end), count);
            ptr::copy(keys.add(count), keys, rest);
            ptr::copy(values.add(count), values, rest);
        }
        self.0.header_mut().len = rest as u32;
        to.0.header_mut().len += count as u32;
    }

    /// Moves the entries whose bit of `marks` is set (the lowest for the first) behind those of `to`.
    ///
    /// # Panics
    /// If a bit is set beyond the end, or they do not fit.
    pub(crate) fn move_marked(&mut self, marks: u64, to: &mut Self) {
        let len = self.len();
        assert!(
            marks == 0 || (64 - marks.leading_zeros()) as usize <= len,
            "the marked entries lie within the run"
        );
        let count = marks.count_ones() as usize;
        assert!(count <= to.room(), "a run has room for the entries moved into it");
        let mut moved = to.len();
        let mut kept = 0;
        self.0.header_mut().len = 0;
        let ((keys, values), (to_keys, to_values)) = (self.both(), to.both());
        for index in 0..len {
            let is_marked = index < 64 && marks >> index & 1 == 1;
            // SAFETY: `index < len`: both places held a value, which `self` no longer counts. It
            // moves once: to a free place of another block, of which there are `count` (asserted),
            // or down to place `kept <= index`, whose value has moved already (or is itself).
            unsafe {
                if is_marked {
                    ptr::copy_nonoverlapping(keys.add(index), to_keys.add(moved), 1);
                    ptr::copy_nonoverlapping(values.add(index), to_values.add(moved), 1);
                    moved += 1;
                } else {
                    ptr::copy(keys.add(index), keys.add(kept), 1);
                    ptr::copy(values.add(index), values.add(kept), 1);
                    kept += 1;
                }
            }
        }
        debug_assert_eq!(kept + count, len);
        self.0.header_mut().len = kept as u32;
        to.0.header_mut().len = moved as u32;
    }

    /// Moves the last `count` entries of `from` before the first.
    ///
    /// # Panics
    /// If there are fewer or they do not fit.
    pub(crate) fn prepend_tail(&mut self, from: &mut Self, count: usize) {
        let left = from.len().checked_sub(count).expect("a cut lies within the run");
        assert!(count <= self.room(), "a run has room for the entries moved into it");
        let len = self.len();
        from.0.header_mut().len = left as u32;
        // SAFETY: `len + count` places are there (asserted); `from`, another block, no longer
        // counts what moves.
        unsafe {
            let (keys, values) = self.both();
            ptr::copy(keys, keys.add(count), len);
            ptr::copy(values, values.add(count), len);
            ptr::copy_nonoverlapping(from.key(left), keys, count);
            ptr::copy_nonoverlapping(from.value(left), values, count);
        }
        self.0.header_mut().len += count as u32;
    }

    /// Appends clones of entries. If a clone panics, the run is as before.
    ///
    /// # Panics
    /// If they do not fit, or the slices differ in length.
    pub(crate) fn extend_clone(&mut self, keys: &[K], values: &[V])
    where
        K: Clone,
        V: Clone,
    {
        let count = keys.len();
        assert!(count == values.len() && count <= self.room(), "a run has room for its copies");
        let len = self.len();
        // SAFETY: there is room behind the run for so many (asserted), and the slices are borrowed
        // from elsewhere, as `self` is borrowed exclusively.
        unsafe {
            let (to_keys, to_values) = self.both();
            let written = Written::clone_to(to_keys.add(len), keys);
            mem::forget(Written::clone_to(to_values.add(len), values));
            mem::forget(written);
        }
        self.0.header_mut().len += count as u32;
    }

    /// Appends moved entries until there is no room or there are no more; `next` must not be asked
    /// again once it has said that there are none.
    pub(crate) fn fill(&mut self, next: &mut impl Iterator<Item = (K, V)>) {
        while self.room() > 0 {
            let Some((key, value)) = next.next() else { return };
            self.insert_last(key, value);
        }
    }
}

/// Values written that do not count yet: dropped, should a clone panic.
struct Written<T> {
    to: *mut T,
    count: usize,
}

impl<T: Clone> Written<T> {
    /// Clones `values` to the places from `to` on.
    ///
    /// # Safety
    /// Those places are free, and elsewhere than the values.
    unsafe fn clone_to(to: *mut T, values: &[T]) -> Self {
        let mut written = Self { to, count: 0 };
        for (index, value) in values.iter().enumerate() {
            // SAFETY: the caller's promise.
            unsafe { to.add(index).write(value.clone()) };
            written.count += 1;
        }
        written
    }
}

impl<T> Drop for Written<T> {
    fn drop(&mut self) {
        // SAFETY: `count` values were written from `to` on, and nobody else counts them.
        unsafe { ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.to, self.count)) }
    }
}

/// Entries moved out of a run, from both ends.
pub(crate) struct Entries<K, V> {
    /// Invariant: this handle alone; its length is 0, and its places `next..end` hold values.
    run: Pairs<K, V>,
    next: usize,
    end: usize,
}

impl<K, V> Entries<K, V> {
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.end - self.next
    }

    #[inline]
    fn block(&mut self) -> &mut PairBlock<K, V> {
        self.run.get_mut().expect("the run of moved entries has one owner")
    }

    /// Moves the entry at `index` out.
    ///
    /// # Safety
    /// The place holds an entry, which the range no longer counts.
    #[inline]
    unsafe fn read(&mut self, index: usize) -> (K, V) {
        let block = self.block();
        // SAFETY: the caller's promise.
        unsafe { (block.key(index).read(), block.value(index).read()) }
    }

    #[inline]
    pub(crate) fn next(&mut self) -> Option<(K, V)> {
        if self.next == self.end {
            return None;
        }
        self.next += 1;
        // SAFETY: the place was in the range, and is no longer.
        Some(unsafe { self.read(self.next - 1) })
    }

    #[inline]
    pub(crate) fn next_back(&mut self) -> Option<(K, V)> {
        if self.next == self.end {
            return None;
        }
        self.end -= 1;
        // SAFETY: the place was in the range, and is no longer.
        Some(unsafe { self.read(self.end) })
    }

    /// What is still to come, as two slices.
    pub(crate) fn rest(&self) -> (&[K], &[V]) {
        let header = self.run.0.header();
        let slots = self.run.0.slots();
        // SAFETY: the places `next..end` of both arrays hold values, borrowed with `self`.
        unsafe {
            let keys = slots.cast::<K>().add(self.next);
            let values = slots.byte_add(header.offset()).cast::<V>().add(self.next);
            (
                core::slice::from_raw_parts(keys, self.len()),
                core::slice::from_raw_parts(values, self.len()),
            )
        }
    }
}

impl<K, V> Drop for Entries<K, V> {
    fn drop(&mut self) {
        let (next, len) = (self.next, self.len());
        self.next = self.end;
        let (keys, values) = self.block().both();
        // SAFETY: the places from `next` on held values, which the range no longer counts. Should a
        // destructor panic, the guard still drops the values.
        unsafe {
            let rest = Doomed(values.add(next), len);
            drop(Doomed(keys.add(next), len));
            drop(rest);
        }
    }
}

impl<K: Clone, V: Clone> Clone for Entries<K, V> {
    fn clone(&self) -> Self {
        let (keys, values) = self.rest();
        let mut run = Pairs::with_capacity(keys.len());
        run.get_mut().expect("a new run has one owner").extend_clone(keys, values);
        run.into_entries()
    }
}
