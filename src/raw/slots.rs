//! A counted run of elements in one allocation. Does not know what the elements are for, nor how
//! many make a full run.
//!
//! ```text
//!            start           start + len
//!              v                  v
//! count | cap start len | .. | x0 x1 ... | ........... |
//!                       <------------ cap ------------->
//! ```
//!
//! `triomphe::Arc` counts and frees; the handle is one word. A run grows and shrinks at both ends:
//! at its back as a `Vec` does, at its front where there are free slots before it.

use alloc::vec::Vec;
use core::ops::Range;
use core::ptr;

use super::Thin;
use super::counted::{Body, Counted, Header};

#[repr(C)]
struct Ends {
    /// Invariant: the slots `start..start + len` hold values.
    ///
    /// The one field that changes with each push: 32 bits, because what was stored is then loaded
    /// again at once, which is slower with 16.
    len: u32,
    /// Invariant: the number of slots; never changes.
    cap: u16,
    /// Invariant: `start + len <= cap`.
    start: u16,
}

// SAFETY: `cap` never changes; a `u32` is aligned to four bytes.
unsafe impl<T> Header<T> for Ends {
    #[inline]
    fn slots(&self) -> usize {
        usize::from(self.cap)
    }

    #[inline]
    unsafe fn drop_values(&mut self, slots: *mut T) {
        if core::mem::needs_drop::<T>() {
            let len = core::mem::replace(&mut self.len, 0) as usize;
            // SAFETY: the slots `start..start + len` held values, which are no longer counted.
            unsafe {
                let first = slots.add(usize::from(self.start));
                ptr::drop_in_place(ptr::slice_from_raw_parts_mut(first, len));
            }
        }
    }
}

/// A run that nobody shares.
#[repr(transparent)]
pub(crate) struct Block<T>(Body<Ends, T>);

/// A shared run of elements.
pub(crate) struct Slots<T>(Counted<Ends, T>);

// SAFETY: a wrapper of one `Thin`.
unsafe impl<T> Thin for Slots<T> {
    const ZEROS: usize = <Counted<Ends, T> as Thin>::ZEROS;
}

impl<T> Slots<T> {
    /// An empty run with room for `cap` elements.
    ///
    /// # Panics
    /// If `cap` exceeds 65,535.
    pub(crate) fn with_capacity(cap: usize) -> Self {
        let cap = u16::try_from(cap).expect("a run has at most 65,535 slots");
        Self(Counted::new(Ends { len: 0, cap, start: 0 }))
    }

    #[inline]
    fn header(&self) -> &Ends {
        self.0.header()
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.header().len as usize
    }

    #[inline]
    pub(crate) fn capacity(&self) -> usize {
        usize::from(self.header().cap)
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

    /// The elements.
    #[inline]
    pub(crate) fn as_slice(&self) -> &[T] {
        let Ends { start, len, .. } = *self.header();
        debug_assert!(usize::from(start) + len as usize <= self.capacity());
        // SAFETY: the slots `start..start + len` hold values, and live and stay as they are while
        // `self` is borrowed.
        unsafe { core::slice::from_raw_parts(self.0.slots().add(usize::from(start)), len as usize) }
    }

    /// The element at `index`. Where the run starts in slot 0, as nearly all do, the address does
    /// not wait for the header: both are read side by side.
    #[inline]
    pub(crate) fn get(&self, index: usize) -> Option<&T> {
        let Ends { start, len, .. } = *self.header();
        if index >= len as usize {
            return None;
        }
        if start != 0 {
            return self.get_slow(index);
        }
        // SAFETY: `index < len` and `start == 0`, so that the slot holds a value.
        Some(unsafe { &*self.0.slots().add(index) })
    }

    #[cold]
    #[inline(never)]
    fn get_slow(&self, index: usize) -> Option<&T> {
        self.as_slice().get(index)
    }

    /// The block, if nobody else holds it.
    #[inline]
    pub(crate) fn get_mut(&mut self) -> Option<&mut Block<T>> {
        self.0.get_mut().map(Block::of)
    }

    /// Moves or clones the elements to a block of `cap` slots.
    #[inline(never)]
    fn relocate(&mut self, cap: usize)
    where
        T: Clone,
    {
        let mut fresh = Self::with_capacity(cap);
        let to = fresh.get_mut().expect("a new block has one owner");
        match self.get_mut() {
            Some(from) => from.move_tail(0, to),
            None => to.extend_clone(self.as_slice()),
        }
        *self = fresh;
    }

    /// The block, made this handle's own and with room for `room` more elements. `capacity` says
    /// how many slots to take for how many elements, where a new block is needed.
    #[inline]
    pub(crate) fn make_mut(&mut self, room: usize, capacity: fn(usize) -> usize) -> &mut Block<T>
    where
        T: Clone,
    {
        let Ends { cap, start, len } = *self.header();
        if !self.is_unique() || usize::from(start) + len as usize + room > usize::from(cap) {
            self.make_room(room, capacity);
        }
        // SAFETY: the block is unique: found so, or just made.
        Block::of(unsafe { self.0.own() })
    }

    #[inline(never)]
    fn make_room(&mut self, room: usize, capacity: fn(usize) -> usize)
    where
        T: Clone,
    {
        let wanted = self.len() + room;
        if wanted <= self.capacity() {
            if let Some(block) = self.get_mut() {
                return block.slide(0);
            }
        }
        self.relocate(capacity(wanted));
    }

    /// The block, made this handle's own and with a free slot before the first element.
    pub(crate) fn make_front(&mut self, capacity: fn(usize) -> usize) -> &mut Block<T>
    where
        T: Clone,
    {
        if !self.is_unique() || self.header().start == 0 {
            if !self.is_unique() || self.len() == self.capacity() {
                self.relocate(capacity(self.len() + 1));
            }
            let block = self.get_mut().expect("a run that was copied has one owner");
            block.slide(block.cap() - block.len());
        }
        self.get_mut().expect("a run that was copied has one owner")
    }

    /// Moves the elements to a block of `cap` slots, where that is fewer than there are.
    pub(crate) fn shrink_to(&mut self, cap: usize)
    where
        T: Clone,
    {
        if cap < self.capacity() && self.is_unique() {
            self.relocate(cap.max(self.len()));
        }
    }

    /// Takes as many values from `values` as fit into a new run of `cap` slots.
    pub(crate) fn collect(values: &mut impl Iterator<Item = T>, cap: usize) -> Self {
        let mut fresh = Self::with_capacity(cap);
        fresh.get_mut().expect("a new block has one owner").fill(values);
        fresh
    }

    /// Clones `values` into a new run of `cap` slots.
    ///
    /// # Panics
    /// If they do not fit.
    pub(crate) fn cloned(values: &[T], cap: usize) -> Self
    where
        T: Clone,
    {
        let mut fresh = Self::with_capacity(cap);
        fresh.get_mut().expect("a new block has one owner").extend_clone(values);
        fresh
    }
}

impl<T> Clone for Slots<T> {
    #[inline]
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// Writes the number of finished elements into a block when it goes, panic or not.
struct Grow<'a, T> {
    block: &'a mut Block<T>,
    len: usize,
}

impl<T> Drop for Grow<'_, T> {
    fn drop(&mut self) {
        debug_assert!(usize::from(self.block.0.header().start) + self.len <= self.block.cap());
        self.block.0.header_mut().len = self.len as u32;
    }
}

/// Values behind a run that do not count yet: dropped, should a clone panic.
struct Written<T> {
    to: *mut T,
    count: usize,
}

impl<T> Drop for Written<T> {
    fn drop(&mut self) {
        // SAFETY: `count` values were written from `to` on, and nobody else counts them.
        unsafe { ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.to, self.count)) }
    }
}

impl<T> Block<T> {
    #[inline]
    fn of(body: &mut Body<Ends, T>) -> &mut Self {
        // SAFETY: `Block` is a transparent wrapper of the body, borrowed as long.
        unsafe { &mut *(&raw mut *body as *mut Self) }
    }

    /// How many slots there are.
    #[inline]
    fn cap(&self) -> usize {
        usize::from(self.0.header().cap)
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.0.header().len as usize
    }

    #[inline]
    fn start(&self) -> usize {
        usize::from(self.0.header().start)
    }

    #[inline]
    fn at(&mut self, index: usize) -> *mut T {
        let slot = self.start() + index;
        debug_assert!(slot <= self.cap());
        // SAFETY: all callers stay within the slots, or one past them.
        unsafe { self.0.slots_mut().add(slot) }
    }

    /// Free slots behind the run.
    #[inline]
    fn room(&self) -> usize {
        self.cap() - self.start() - self.len()
    }

    #[inline]
    pub(crate) fn as_mut_slice(&mut self) -> &mut [T] {
        let len = self.len();
        // SAFETY: the slots `start..start + len` hold values, borrowed exclusively.
        unsafe { core::slice::from_raw_parts_mut(self.at(0), len) }
    }

    /// Appends `value`; gives it back where the last slot is taken.
    #[inline]
    pub(crate) fn push(&mut self, value: T) -> Result<(), T> {
        if self.room() == 0 {
            return Err(value);
        }
        let len = self.len();
        // SAFETY: there is a free slot behind the run.
        unsafe { self.at(len).write(value) };
        self.0.header_mut().len += 1;
        Ok(())
    }

    #[inline]
    pub(crate) fn pop(&mut self) -> Option<T> {
        let last = self.len().checked_sub(1)?;
        self.0.header_mut().len -= 1;
        // SAFETY: the slot held a value, which `len` no longer counts.
        Some(unsafe { self.at(last).read() })
    }

    /// Puts `value` before the first element; gives it back where there is no free slot there.
    #[inline]
    pub(crate) fn push_front(&mut self, value: T) -> Result<(), T> {
        let Some(before) = self.0.header().start.checked_sub(1) else { return Err(value) };
        self.0.header_mut().start = before;
        self.0.header_mut().len += 1;
        // SAFETY: the slot before the run was free; no user code runs before the write.
        unsafe { self.at(0).write(value) };
        Ok(())
    }

    #[inline]
    pub(crate) fn pop_front(&mut self) -> Option<T> {
        let rest = self.len().checked_sub(1)?;
        // SAFETY: the run is not empty; its first slot is no longer counted after this.
        let value = unsafe { self.at(0).read() };
        self.0.header_mut().start += 1;
        self.0.header_mut().len = rest as u32;
        Some(value)
    }

    /// Moves all elements behind those of `to`.
    pub(crate) fn move_to_vec(&mut self, to: &mut Vec<T>) {
        let len = self.len();
        to.reserve(len);
        self.0.header_mut().len = 0;
        // Taken when the header is done: to lend the block anew ends older pointers.
        let from = self.at(0);
        // SAFETY: `len` values move to the reserved room; this block no longer counts them.
        unsafe {
            ptr::copy_nonoverlapping(from, to.as_mut_ptr().add(to.len()), len);
            to.set_len(to.len() + len);
        }
    }

    /// Puts `value` at `index`.
    ///
    /// # Panics
    /// If there is no room behind the run, or `index > len`.
    pub(crate) fn insert(&mut self, index: usize, value: T) {
        let len = self.len();
        assert!(self.room() > 0, "a block has room for the element that is put into it");
        assert!(index <= len, "insertion index (is {index}) should be <= len (is {len})");
        // SAFETY: `index <= len`, and there is a free slot behind the run.
        unsafe {
            let at = self.at(index);
            ptr::copy(at, at.add(1), len - index);
            at.write(value);
        }
        self.0.header_mut().len += 1;
    }

    /// Takes the value at `index`.
    ///
    /// # Panics
    /// If `index >= len`.
    pub(crate) fn remove(&mut self, index: usize) -> T {
        let len = self.len();
        assert!(index < len, "removal index (is {index}) should be < len (is {len})");
        self.0.header_mut().len -= 1;
        // SAFETY: `index < len`: the slot held a value, moved out once.
        unsafe {
            let at = self.at(index);
            let value = at.read();
            ptr::copy(at.add(1), at, len - 1 - index);
            value
        }
    }

    /// Appends clones of `values`. If a clone panics, the block is as before.
    ///
    /// # Panics
    /// If they do not fit.
    pub(crate) fn extend_clone(&mut self, values: &[T])
    where
        T: Clone,
    {
        assert!(values.len() <= self.room(), "a block has room for the elements copied into it");
        let len = self.len();
        let to = self.at(len);
        let mut written = Written { to, count: 0 };
        for (index, value) in values.iter().enumerate() {
            // SAFETY: `values` fit behind the run (asserted).
            unsafe { to.add(index).write(value.clone()) };
            written.count += 1;
        }
        core::mem::forget(written);
        self.0.header_mut().len += values.len() as u32;
    }

    /// Puts copies of `values` at `index`.
    ///
    /// # Panics
    /// If there is no room for them behind the run, or `index > len`.
    pub(crate) fn insert_slice(&mut self, index: usize, values: &[T])
    where
        T: Copy,
    {
        let (len, count) = (self.len(), values.len());
        assert!(count <= self.room() && index <= len, "a block has room for what is put into it");
        // SAFETY: `index <= len`, and `count` slots are free behind the run; `values` are borrowed
        // from elsewhere, as `self` is borrowed exclusively.
        unsafe {
            let at = self.at(index);
            ptr::copy(at, at.add(count), len - index);
            ptr::copy_nonoverlapping(values.as_ptr(), at, count);
        }
        self.0.header_mut().len += count as u32;
    }

    /// Takes out the elements of a range.
    ///
    /// # Panics
    /// If it does not lie within the run.
    pub(crate) fn remove_range(&mut self, range: Range<usize>)
    where
        T: Copy,
    {
        let len = self.len();
        assert!(range.start <= range.end && range.end <= len, "a range lies within the block");
        self.0.header_mut().len -= range.len() as u32;
        let to = self.at(range.start);
        // SAFETY: the range lies within the run (asserted), and `to` is where it starts; what is
        // taken out needs no drop. One pointer serves both ends: a second `at` would end the first.
        unsafe { ptr::copy(to.add(range.len()), to, len - range.end) };
    }

    /// Appends values until there is no room or there are no more. If the iterator panics, those
    /// before stay.
    pub(crate) fn fill(&mut self, values: &mut impl Iterator<Item = T>) {
        let (len, room) = (self.len(), self.room());
        let mut grow = Grow { len, block: self };
        // Taken when the block has moved into the guard: to lend it anew ends older pointers.
        let to = grow.block.at(len);
        for index in 0..room {
            let Some(value) = values.next() else { return };
            // SAFETY: `index < room`.
            unsafe { to.add(index).write(value) };
            grow.len += 1;
        }
    }

    /// Moves `count` elements from `from` behind the run.
    ///
    /// # Safety
    /// `from` points to `count` values outside this block, which nobody uses or drops again.
    ///
    /// # Panics
    /// If they do not fit.
    pub(crate) unsafe fn append_raw(&mut self, from: *const T, count: usize) {
        assert!(count <= self.room(), "a block has room for the elements moved into it");
        debug_assert!(from.is_aligned());
        let len = self.len();
        // SAFETY: `count` slots are free behind the run (asserted), and `from` is elsewhere.
        unsafe { ptr::copy_nonoverlapping(from, self.at(len), count) };
        self.0.header_mut().len += count as u32;
    }

    /// Moves the elements from `at` on behind those of `to`.
    ///
    /// # Panics
    /// If `at > len` or they do not fit.
    pub(crate) fn move_tail(&mut self, at: usize, to: &mut Self) {
        let count = self.len().checked_sub(at).expect("a cut lies within the block");
        assert!(count <= to.room(), "a block has room for the elements moved into it");
        self.0.header_mut().len = at as u32;
        let from = self.at(at);
        // SAFETY: the `count` slots held values, which `self` no longer counts.
        unsafe { to.append_raw(from, count) };
    }

    /// Moves the first `count` elements behind those of `to`.
    ///
    /// # Panics
    /// If there are fewer or they do not fit.
    pub(crate) fn move_head(&mut self, count: usize, to: &mut Self) {
        let rest = self.len().checked_sub(count).expect("a cut lies within the block");
        assert!(count <= to.room(), "a block has room for the elements moved into it");
        let from = self.at(0);
        // SAFETY: the `count` values move out, and the rest, which fits, moves down to their place.
        unsafe {
            to.append_raw(from, count);
            ptr::copy(from.add(count), from, rest);
        }
        self.0.header_mut().len = rest as u32;
    }

    /// Moves the last `count` elements of `from` before the first.
    ///
    /// # Panics
    /// If there are fewer or they do not fit.
    pub(crate) fn prepend_tail(&mut self, from: &mut Self, count: usize) {
        let left = from.len().checked_sub(count).expect("a cut lies within the block");
        assert!(count <= self.room(), "a block has room for the elements moved into it");
        let len = self.len();
        from.0.header_mut().len = left as u32;
        let source = from.at(left);
        // SAFETY: `len + count` slots are there (asserted); `from` no longer counts what moves.
        unsafe {
            let to = self.at(0);
            ptr::copy(to, to.add(count), len);
            ptr::copy_nonoverlapping(source, to, count);
        }
        self.0.header_mut().len += count as u32;
    }

    /// Moves the run to slot `start`.
    fn slide(&mut self, start: usize) {
        let len = self.len();
        assert!(start + len <= self.cap(), "a run slides within its block");
        let old = self.start();
        self.0.header_mut().start = start as u16;
        let slots = self.0.slots_mut();
        // SAFETY: both places lie within the slots (asserted, and by the invariant of `start`). No
        // user code runs between the change of `start` and the move.
        unsafe { ptr::copy(slots.add(old), slots.add(start), len) };
    }
}
