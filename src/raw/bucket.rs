//! A counted bucket of entries in no order, with a byte for each by which they are found. Knows no hash,
//! nor how many make a full bucket.
//!
//! ```text
//! count | len cap | t0 t1 ... t(len-1) ... t31 | e0 e1 ... e(len-1) ...... |
//!                                               <---------- cap ---------->
//! ```

use core::marker::PhantomData;
use core::mem;
use core::ptr;

use super::Thin;
use super::counted::{Body, Counted, Header};
use super::fan::Reach;
use super::tags::{PLACES, Tags};

#[repr(C, align(4))]
struct Head<E> {
    /// Invariant: the first `len` slots hold entries.
    len: u8,
    /// Invariant: never changes; `len <= cap <= PLACES`.
    cap: u8,
    tags: Tags,
    of: PhantomData<E>,
}

// SAFETY: `cap` never changes; the type is aligned to four bytes.
unsafe impl<E> Header<E> for Head<E> {
    #[inline]
    fn slots(&self) -> usize {
        usize::from(self.cap)
    }

    #[inline]
    unsafe fn drop_values(&mut self, slots: *mut E) {
        let len = usize::from(mem::replace(&mut self.len, 0));
        if mem::needs_drop::<E>() {
            // SAFETY: the first `len` slots held entries, which are no longer counted.
            unsafe { ptr::drop_in_place(ptr::slice_from_raw_parts_mut(slots, len)) }
        }
    }
}

/// A shared bucket.
pub(crate) struct Bucket<K, V>(Counted<Head<(K, V)>, (K, V)>);

/// A bucket that nobody shares.
#[repr(transparent)]
pub(crate) struct BucketBlock<K, V>(Body<Head<(K, V)>, (K, V)>);

// SAFETY: a wrapper of one `Thin`.
unsafe impl<K, V> Thin for Bucket<K, V> {
    const ZEROS: usize = <Counted<Head<(K, V)>, (K, V)> as Thin>::ZEROS;
}

// SAFETY: what is reached is the block, not the handle.
unsafe impl<K, V> Reach for Bucket<K, V> {
    type Target<'a>
        = &'a mut BucketBlock<K, V>
    where
        Self: 'a;

    #[inline]
    fn reach(&mut self) -> Option<&mut BucketBlock<K, V>> {
        self.get_mut()
    }
}

impl<K, V> Clone for Bucket<K, V> {
    #[inline]
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// A bit for each of the first `len` entries.
#[inline]
const fn all(len: u8) -> u32 {
    debug_assert!(len as usize <= PLACES);
    (u32::MAX as u64 >> (PLACES as u8 - len)) as u32
}

/// The bits of a mask, from the lowest on.
#[inline]
fn bits(mut rest: u32) -> impl Iterator<Item = usize> {
    core::iter::from_fn(move || {
        if rest == 0 {
            return None;
        }
        let index = rest.trailing_zeros() as usize;
        rest &= rest - 1;
        Some(index)
    })
}

/// Where the entry is that `same` says is the one, among those with this tag: below `len`.
///
/// # Safety
/// The first `len` of the slots hold entries, and stay as they are.
#[inline]
unsafe fn find<K, V>(
    header: &Head<(K, V)>,
    slots: *const (K, V),
    tag: u8,
    mut same: impl FnMut(&K) -> bool,
) -> Option<usize> {
    let mut found = header.tags.matches(tag);
    while found != 0 {
        let index = found.trailing_zeros() as usize;
        // Tags behind the last entry come last, and are seldom the one: to ask here takes less than to
        // mask them out of every search.
        if index >= usize::from(header.len) {
            return None;
        }
        // SAFETY: the slot is one of the first `len`, so that it holds an entry.
        if same(unsafe { &(*slots.add(index)).0 }) {
            return Some(index);
        }
        found &= found - 1;
    }
    None
}

impl<K, V> Bucket<K, V> {
    /// An empty bucket with room for `cap` entries.
    ///
    /// # Panics
    /// If `cap` exceeds 32.
    pub(crate) fn with_capacity(cap: usize) -> Self {
        assert!(cap <= PLACES, "a bucket has at most {PLACES} places");
        Self(Counted::new(Head { len: 0, cap: cap as u8, tags: Tags::NONE, of: PhantomData }))
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        usize::from(self.0.header().len)
    }

    #[inline]
    pub(crate) fn capacity(&self) -> usize {
        usize::from(self.0.header().cap)
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
    pub(crate) fn entries(&self) -> &[(K, V)] {
        debug_assert!(self.len() <= self.capacity());
        // SAFETY: the first `len` slots hold entries, and live and stay as they are while `self` is
        // borrowed.
        unsafe { core::slice::from_raw_parts(self.0.slots(), self.len()) }
    }

    /// The bytes by which the entries are found.
    #[inline]
    pub(crate) fn tags(&self) -> &[u8] {
        &self.0.header().tags.0[..self.len()]
    }

    /// A bit for each entry.
    #[inline]
    pub(crate) fn all(&self) -> u32 {
        all(self.0.header().len)
    }

    /// The entry that `same` says is the one, among those with this tag, and where it is.
    #[inline]
    pub(crate) fn find(&self, tag: u8, same: impl FnMut(&K) -> bool) -> Option<(usize, &(K, V))> {
        let header = self.0.header();
        let slots = self.0.slots();
        // SAFETY: the first `len` slots hold entries.
        let index = unsafe { find(header, slots, tag, same) }?;
        debug_assert!(index < self.len());
        // SAFETY: `index < len`, so that the slot holds an entry, which lives and stays as it is while
        // `self` is borrowed.
        Some((index, unsafe { &*slots.add(index) }))
    }

    /// The bucket, if nobody else holds it.
    #[inline]
    pub(crate) fn get_mut(&mut self) -> Option<&mut BucketBlock<K, V>> {
        let body: *mut Body<_, _> = self.0.get_mut()?;
        // SAFETY: `BucketBlock` is a transparent wrapper of the body, borrowed as long as `self`.
        Some(unsafe { &mut *(body as *mut BucketBlock<K, V>) })
    }

    /// Takes the marked entries (the lowest bit for the first) out, to a new bucket, and has so many places
    /// afterwards, the new one the second number: moves them where nobody else holds this one, else clones
    /// all. If a clone panics, nothing is lost.
    ///
    /// # Panics
    /// If a bit is set beyond the end, or they do not fit.
    pub(crate) fn divide(&mut self, marks: u32, caps: (usize, usize)) -> Self
    where
        K: Clone,
        V: Clone,
    {
        let mut fresh = Self::with_capacity(caps.1);
        let high = fresh.get_mut().expect("a new bucket has one owner");
        if let Some(block) = self.get_mut() {
            block.move_marked(marks, high);
            if self.capacity() != caps.0 {
                self.relocate(caps.0);
            }
            return fresh;
        }
        high.extend_clone(self, marks);
        let mut rest = Self::with_capacity(caps.0);
        let low = rest.get_mut().expect("a new bucket has one owner");
        low.extend_clone(self, self.all() & !marks);
        *self = rest;
        fresh
    }

    /// Takes the entry at `index`; the last one may go to its place. `capacity` says how many places to
    /// take for how many entries, and is heeded.
    ///
    /// # Panics
    /// If `index >= len`.
    #[inline]
    pub(crate) fn take(&mut self, index: usize, capacity: fn(usize) -> usize) -> (K, V)
    where
        K: Clone,
        V: Clone,
    {
        let Some(block) = self.get_mut() else { return self.take_cloned(index, capacity) };
        let entry = block.swap_remove(index);
        let cap = capacity(self.len());
        if cap < self.capacity() {
            self.relocate(cap);
        }
        entry
    }

    #[inline(never)]
    fn take_cloned(&mut self, index: usize, capacity: fn(usize) -> usize) -> (K, V)
    where
        K: Clone,
        V: Clone,
    {
        let entry = self.entries()[index].clone();
        let mut fresh = Self::with_capacity(capacity(self.len() - 1));
        let to = fresh.get_mut().expect("a new bucket has one owner");
        to.extend_clone(self, self.all() & !(1 << index));
        *self = fresh;
        entry
    }

    /// Moves the entries to a bucket of `cap` places where nobody else holds this one, else clones
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
        let mut fresh = Self::with_capacity(cap);
        let to = fresh.get_mut().expect("a new bucket has one owner");
        match self.get_mut() {
            Some(block) => block.move_all(to),
            None => to.extend_clone(self, self.all()),
        }
        *self = fresh;
    }

    /// The bucket, made this handle's own and with room for `room` more entries. `capacity` says
    /// how many places to take for how many entries, where a new bucket is needed.
    #[inline]
    pub(crate) fn make_mut(
        &mut self,
        room: usize,
        capacity: fn(usize) -> usize,
    ) -> &mut BucketBlock<K, V>
    where
        K: Clone,
        V: Clone,
    {
        if !self.is_unique() || self.len() + room > self.capacity() {
            self.relocate(capacity(self.len() + room));
        }
        self.get_mut().expect("a bucket that was copied has one owner")
    }

    /// The entries by value: moved where nobody else holds the bucket, else cloned now.
    pub(crate) fn into_entries(mut self) -> BucketEntries<K, V>
    where
        K: Clone,
        V: Clone,
    {
        if !self.is_unique() {
            self.relocate(self.len());
        }
        let end = self.len();
        self.get_mut().expect("a bucket that was copied has one owner").0.header_mut().len = 0;
        BucketEntries { bucket: self, next: 0, end }
    }
}

impl<K, V> BucketBlock<K, V> {
    #[inline]
    pub(crate) fn len(&self) -> usize {
        usize::from(self.0.header().len)
    }

    #[inline]
    pub(crate) fn room(&self) -> usize {
        usize::from(self.0.header().cap - self.0.header().len)
    }

    /// As `Bucket::find`, the entry to change.
    #[inline]
    pub(crate) fn find_mut(
        &mut self,
        tag: u8,
        same: impl FnMut(&K) -> bool,
    ) -> Option<(usize, &mut (K, V))> {
        let slots = self.0.slots_mut();
        // SAFETY: the first `len` slots hold entries.
        let index = unsafe { find(self.0.header(), slots.cast_const(), tag, same) }?;
        debug_assert!(index < self.len());
        // SAFETY: `index < len`, so that the slot holds an entry, borrowed exclusively with `self`. The
        // pointer is taken anew: the search has looked at the header.
        Some((index, unsafe { &mut *self.0.slots_mut().add(index) }))
    }

    /// The entries, to change. Whoever changes a key sees to its hash.
    #[inline]
    pub(crate) fn entries_mut(&mut self) -> &mut [(K, V)] {
        let len = self.len();
        // SAFETY: the first `len` slots hold entries, borrowed exclusively through `self`.
        unsafe { core::slice::from_raw_parts_mut(self.0.slots_mut(), len) }
    }

    /// Puts an entry behind the last.
    ///
    /// # Panics
    /// If there is no room.
    #[inline]
    pub(crate) fn push(&mut self, tag: u8, key: K, value: V) {
        assert!(self.room() > 0, "a bucket has room for the entry that is put into it");
        let len = self.len();
        self.0.header_mut().tags.0[len] = tag;
        // SAFETY: `len < cap`: the slot is there and holds nothing.
        unsafe { self.0.slots_mut().add(len).write((key, value)) };
        self.0.header_mut().len += 1;
    }

    /// Takes the entry at `index`; the last one goes to its place.
    ///
    /// # Panics
    /// If `index >= len`.
    #[inline]
    pub(crate) fn swap_remove(&mut self, index: usize) -> (K, V) {
        let len = self.len();
        assert!(index < len, "swap_remove index (is {index}) should be < len (is {len})");
        let header = self.0.header_mut();
        header.tags.0[index] = header.tags.0[len - 1];
        header.len -= 1;
        let slots = self.0.slots_mut();
        // SAFETY: `index < len`: both slots held entries (or are one), of which `len` no longer
        // counts the last; the one at `index` moves out once.
        unsafe {
            let entry = slots.add(index).read();
            ptr::copy(slots.add(len - 1), slots.add(index), 1);
            entry
        }
    }

    /// Moves all entries behind those of `to`.
    ///
    /// # Panics
    /// If they do not fit.
    pub(crate) fn move_all(&mut self, to: &mut Self) {
        let (count, end) = (self.len(), to.len());
        assert!(count <= to.room(), "a bucket has room for the entries moved into it");
        let (from, into) = (self.0.header_mut(), to.0.header_mut());
        into.tags.0[end..end + count].copy_from_slice(&from.tags.0[..count]);
        from.len = 0;
        // SAFETY: the first `count` slots held entries, which `self` no longer counts; `to` is
        // another bucket with `count` free places (asserted).
        unsafe {
            let slots = to.0.slots_mut().add(end);
            ptr::copy_nonoverlapping(self.0.slots_mut(), slots, count);
        }
        to.0.header_mut().len += count as u8;
    }

    /// Moves the marked entries (the lowest bit for the first) behind those of `to`.
    ///
    /// # Panics
    /// If a bit is set beyond the end, or they do not fit.
    fn move_marked(&mut self, marks: u32, to: &mut Self) {
        let len = self.len();
        assert!(marks & !all(len as u8) == 0, "the marked entries lie within the bucket");
        assert!(
            marks.count_ones() as usize <= to.room(),
            "a bucket has room for the entries moved"
        );
        let (mut moved, mut kept) = (to.len(), len);
        self.0.header_mut().len = 0;
        // Bit by bit, and not entry by entry: which entries are marked nobody can foresee.
        let mut rest = marks;
        while rest != 0 {
            let index = rest.ilog2() as usize;
            rest ^= 1 << index;
            kept -= 1;
            let tags = &mut self.0.header_mut().tags.0;
            to.0.header_mut().tags.0[moved] = tags[index];
            tags[index] = tags[kept];
            let (from, into) = (self.0.slots_mut(), to.0.slots_mut());
            // SAFETY: `index` is below the length that was (asserted), and those marked above it are gone,
            // so that `index <= kept`, and both slots hold entries (or are one), which `self` no longer
            // counts. The one moves to a free place of another bucket, of which there are enough
            // (asserted), the other to its place.
            unsafe {
                ptr::copy_nonoverlapping(from.add(index), into.add(moved), 1);
                ptr::copy(from.add(kept), from.add(index), 1);
            }
            moved += 1;
        }
        self.0.header_mut().len = kept as u8;
        to.0.header_mut().len = moved as u8;
    }

    /// Appends clones of the marked entries of a bucket. If a clone panics, those before it are in.
    ///
    /// # Panics
    /// If a bit is set beyond the end, or they do not fit.
    fn extend_clone(&mut self, from: &Bucket<K, V>, marks: u32)
    where
        K: Clone,
        V: Clone,
    {
        assert!(marks & !from.all() == 0, "the marked entries lie within the bucket");
        assert!(marks.count_ones() as usize <= self.room(), "a bucket has room for the copies");
        if marks == from.all() && !mem::needs_drop::<(K, V)>() && self.len() == 0 {
            // Entries without a destructor may be written before they are counted: a panic in
            // `clone` forgets them. The loop becomes a copy of memory.
            self.0.header_mut().tags = from.0.header().tags;
            let slots = self.0.slots_mut();
            for (index, entry) in from.entries().iter().enumerate() {
                // SAFETY: there are so many free places (asserted).
                unsafe { slots.add(index).write(entry.clone()) };
            }
            self.0.header_mut().len = from.len() as u8;
            return;
        }
        for index in bits(marks) {
            let (key, value) = from.entries()[index].clone();
            self.push(from.tags()[index], key, value);
        }
    }
}

/// Entries moved out of a bucket.
pub(crate) struct BucketEntries<K, V> {
    /// Invariant: this handle alone; its length is 0, and its slots `next..end` hold entries.
    bucket: Bucket<K, V>,
    next: usize,
    end: usize,
}

impl<K, V> BucketEntries<K, V> {
    /// What is still to come.
    pub(crate) fn rest(&self) -> &[(K, V)] {
        // SAFETY: the slots `next..end` hold entries, borrowed with `self`.
        unsafe {
            let slots = self.bucket.0.slots().add(self.next);
            core::slice::from_raw_parts(slots, self.end - self.next)
        }
    }
}

impl<K, V> Iterator for BucketEntries<K, V> {
    type Item = (K, V);

    #[inline]
    fn next(&mut self) -> Option<(K, V)> {
        if self.next == self.end {
            return None;
        }
        self.next += 1;
        // SAFETY: the slot was in the range, and is no longer.
        Some(unsafe { self.bucket.0.slots().add(self.next - 1).read() })
    }
}

impl<K, V> Drop for BucketEntries<K, V> {
    fn drop(&mut self) {
        let rest: *const [(K, V)] = self.rest();
        self.next = self.end;
        if mem::needs_drop::<(K, V)>() {
            let block = self.bucket.get_mut().expect("the bucket of moved entries has one owner");
            let first = block.0.slots_mut();
            // SAFETY: the range held entries, which it no longer counts; the pointer to the first
            // comes from the block that this alone owns.
            unsafe {
                let at = first.add(self.end - rest.len());
                ptr::drop_in_place(ptr::slice_from_raw_parts_mut(at, rest.len()));
            }
        }
    }
}

impl<K: Clone, V: Clone> Clone for BucketEntries<K, V> {
    fn clone(&self) -> Self {
        let mut bucket = Bucket::with_capacity(self.rest().len());
        let block = bucket.get_mut().expect("a new bucket has one owner");
        for (key, value) in self.rest() {
            block.push(0, key.clone(), value.clone());
        }
        bucket.into_entries()
    }
}
