//! Up to four words of elements in place: the form of very small collections. Does not know what they are.

use core::cell::UnsafeCell;
use core::marker::PhantomData;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::num::NonZeroU8;
use core::panic::RefUnwindSafe;
use core::ptr;

const WORDS: usize = 4;

/// No more elements than this, where nodes are tiny (see `tree`): a few elements make a tree.
const MOST: usize = if cfg!(any(test, offshoot_tiny)) { 2 } else { usize::MAX };

/// A vector whose elements lie in four words of its own, without an allocation.
///
/// The words do not say what lies in them: their layout would then depend on that of `T`, and no
/// type could hold a vector of itself. So they have to be a cell for all elements because some are
/// cells: bare words would promise not to change behind a shared reference.
pub(crate) struct Inline<T> {
    /// Invariant: the first `CAPACITY` elements' worth of bytes are aligned for `T`
    /// (or `CAPACITY` is 0), and the first `len()` of them hold values.
    words: UnsafeCell<[MaybeUninit<usize>; WORDS]>,
    /// The number of elements, plus one. Invariant: `1 <= one_more <= CAPACITY + 1`.
    one_more: NonZeroU8,
    owns: PhantomData<T>,
}

// SAFETY: behind a shared reference, the words are only read, and lent as `&[T]`.
unsafe impl<T: Sync> Sync for Inline<T> {}
impl<T: RefUnwindSafe> RefUnwindSafe for Inline<T> {}

impl<T> Inline<T> {
    /// How many elements fit: as many as four words hold, none where they are zero-sized or
    /// want more alignment than a word has.
    pub(crate) const CAPACITY: usize = {
        if size_of::<T>() == 0 || align_of::<T>() > align_of::<usize>() {
            0
        } else {
            let fit = WORDS * size_of::<usize>() / size_of::<T>();
            if fit < MOST { fit } else { MOST }
        }
    };

    pub(crate) const fn new() -> Self {
        Self {
            words: UnsafeCell::new([MaybeUninit::uninit(); WORDS]),
            one_more: NonZeroU8::MIN,
            owns: PhantomData,
        }
    }

    #[inline]
    pub(crate) const fn len(&self) -> usize {
        self.one_more.get() as usize - 1
    }

    fn set_len(&mut self, len: usize) {
        debug_assert!(len <= Self::CAPACITY);
        self.one_more = NonZeroU8::MIN.saturating_add(len as u8);
    }

    #[inline]
    pub(crate) fn is_full(&self) -> bool {
        self.len() == Self::CAPACITY
    }

    #[inline]
    fn start(&self) -> *const T {
        self.words.get().cast_const().cast()
    }

    #[inline]
    fn start_mut(&mut self) -> *mut T {
        self.words.get().cast()
    }

    #[inline]
    pub(crate) fn as_slice(&self) -> &[T] {
        debug_assert!(
            self.len() <= Self::CAPACITY && size_of::<T>() * self.len() <= size_of_val(&self.words)
        );
        if Self::CAPACITY == 0 {
            return &[];
        }
        debug_assert!(self.start().is_aligned());
        // SAFETY: the first `len()` elements hold values and are aligned.
        unsafe { core::slice::from_raw_parts(self.start(), self.len()) }
    }

    #[inline]
    pub(crate) fn as_mut_slice(&mut self) -> &mut [T] {
        debug_assert!(self.len() <= Self::CAPACITY);
        if Self::CAPACITY == 0 {
            return &mut [];
        }
        let len = self.len();
        // SAFETY: the first `len()` elements hold values and are aligned; `self` is borrowed
        // exclusively.
        unsafe { core::slice::from_raw_parts_mut(self.start_mut(), len) }
    }

    /// Puts `value` at `index`; gives it back where there is no room.
    ///
    /// # Panics
    /// If `index > len`.
    #[inline]
    pub(crate) fn insert(&mut self, index: usize, value: T) -> Result<(), T> {
        let len = self.len();
        if len == Self::CAPACITY {
            return Err(value);
        }
        assert!(index <= len, "insertion index (is {index}) should be <= len (is {len})");
        // SAFETY: `index <= len < CAPACITY` (checked), so that all places touched lie in the
        // words and are aligned; no user code runs before `len` counts the value.
        unsafe {
            let at = self.start_mut().add(index);
            ptr::copy(at, at.add(1), len - index);
            at.write(value);
        }
        self.set_len(len + 1);
        Ok(())
    }

    /// Takes the value at `index`.
    ///
    /// # Panics
    /// If `index >= len`.
    #[inline]
    pub(crate) fn remove(&mut self, index: usize) -> T {
        let len = self.len();
        assert!(index < len, "removal index (is {index}) should be < len (is {len})");
        self.set_len(len - 1);
        // SAFETY: `index < len` (asserted): the place held a value, moved out once, since `len`
        // no longer counts it.
        unsafe {
            let at = self.start_mut().add(index);
            let value = at.read();
            ptr::copy(at.add(1), at, len - 1 - index);
            value
        }
    }

    /// The elements as a block of the heap that has room for `capacity` of them.
    pub(crate) fn into_slots(self, capacity: usize) -> super::Slots<T> {
        let mut this = ManuallyDrop::new(self);
        let len = this.len();
        let mut slots = super::Slots::with_capacity(capacity.max(len));
        let block = slots.get_mut().expect("a new block has one owner");
        // Where nothing fits, the words are not aligned for elements, and the slice lies elsewhere.
        let from = this.as_mut_slice().as_mut_ptr();
        // SAFETY: the slice holds `len` values; `this` is not dropped, so that they are moved once;
        // `block` has room for `len` and is another allocation.
        unsafe { block.append_raw(from, len) };
        slots
    }
}

impl<T: Clone> Clone for Inline<T> {
    #[inline]
    fn clone(&self) -> Self {
        let mut copy = Self::new();
        if self.len() == 0 {
            return copy;
        }
        if !core::mem::needs_drop::<T>() {
            // Elements without a destructor may be written before they are counted: a panic in
            // `clone` forgets them. The loop becomes a copy of the words.
            for (at, value) in self.as_slice().iter().enumerate() {
                // SAFETY: `at < self.len() <= CAPACITY`.
                unsafe { copy.start_mut().add(at).write(value.clone()) };
            }
            copy.one_more = self.one_more;
            return copy;
        }
        for value in self.as_slice() {
            let room = copy.insert(copy.len(), value.clone());
            debug_assert!(room.is_ok(), "a copy has the room of its original");
        }
        copy
    }
}

impl<T> Drop for Inline<T> {
    #[inline]
    fn drop(&mut self) {
        if core::mem::needs_drop::<T>() {
            let values: *mut [T] = self.as_mut_slice();
            self.one_more = NonZeroU8::MIN;
            // SAFETY: the slice held values, which `len` no longer counts.
            unsafe { ptr::drop_in_place(values) }
        }
    }
}
