//! One word that is either a thin handle or a counted pointer. Does not know what they point to.
//!
//! ```text
//! bit BIT = 0   the word is an `A`
//! bit BIT = 1   the word with that bit cleared is an `Arc<B>`
//! ```

use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::num::NonZeroUsize;
use core::ptr::NonNull;
use triomphe::{Arc, UniqueArc};

use super::ahead::fetch_bytes;
use super::fan::Reach;

/// A handle that is one pointer.
///
/// # Safety
/// `Self` is exactly one non-null pointer with provenance, and the bits of `ZEROS` are clear in
/// its address as long as the handle lives.
pub(crate) unsafe trait Thin {
    /// Low bits that are zero in every handle of this type.
    const ZEROS: usize;
}

/// Either an `A`, or an `Arc<B>` whose address carries the bit `BIT`.
#[repr(transparent)]
pub(crate) struct Tagged<A: Thin, B, const BIT: usize> {
    /// Invariant: with `BIT` clear, these bytes are an `A` that this owns. With `BIT` set, the
    /// pointer with the bit cleared came from `Arc::<B>::into_raw`, and this owns that count.
    word: NonNull<u8>,
    owns: PhantomData<(A, Arc<B>)>,
}

// SAFETY: owns an `A` or an `Arc<B>`, and nothing else.
unsafe impl<A: Thin + Send, B: Send + Sync, const BIT: usize> Send for Tagged<A, B, BIT> {}
// SAFETY: as above.
unsafe impl<A: Thin + Sync, B: Send + Sync, const BIT: usize> Sync for Tagged<A, B, BIT> {}

// SAFETY: one pointer; `BIT` is taken from the zeros of `A`, the others stay clear in both cases,
// since `Arc<B>` is aligned to four bytes (asserted in `left` and `right`).
unsafe impl<A: Thin, B, const BIT: usize> Thin for Tagged<A, B, BIT> {
    const ZEROS: usize = A::ZEROS & !BIT & 0b11;
}

impl<A: Thin, B, const BIT: usize> Tagged<A, B, BIT> {
    /// Evaluated by both constructors, so that no instance exists of which it does not hold.
    const SOUND: () = {
        assert!(size_of::<A>() == size_of::<usize>() && align_of::<A>() == align_of::<usize>());
        assert!(BIT.is_power_of_two() && BIT & A::ZEROS == BIT && BIT <= 2);
        assert!(align_of::<B>() >= 4);
    };

    #[inline]
    pub(crate) fn left(a: A) -> Self {
        let () = Self::SOUND;
        let a = ManuallyDrop::new(a);
        // SAFETY: `A: Thin` is exactly one non-null pointer.
        let word = unsafe { core::ptr::read((&raw const a).cast::<NonNull<u8>>()) };
        debug_assert!(word.addr().get() & BIT == 0);
        Self { word, owns: PhantomData }
    }

    #[inline]
    pub(crate) fn right(b: Arc<B>) -> Self {
        let () = Self::SOUND;
        // SAFETY: `into_raw` gives a pointer to a live value.
        let raw = unsafe { NonNull::new_unchecked(Arc::into_raw(b).cast_mut()) };
        debug_assert!(raw.addr().get() & BIT == 0);
        Self { word: raw.cast().map_addr(|addr| addr | BIT), owns: PhantomData }
    }

    /// A `B` that is made where it stays, and then changed: what is made before its memory is taken lies
    /// on the stack first, and is copied from there, with all that is unused in it.
    #[inline]
    pub(crate) fn right_in_place(make: impl FnOnce() -> B, edit: impl FnOnce(&mut B)) -> Self {
        let mut fresh = UniqueArc::<B>::new_uninit();
        fresh.write(make());
        // SAFETY: just written.
        let mut fresh = unsafe { UniqueArc::assume_init(fresh) };
        edit(&mut fresh);
        Self::right(fresh.shareable())
    }

    /// An `A` seen as one that may be either.
    #[inline]
    pub(crate) fn of_left(a: &A) -> &Self {
        let () = Self::SOUND;
        // SAFETY: `A: Thin` is exactly one non-null pointer in which `BIT` is clear: its bytes are
        // those of a `Tagged` that is an `A`, and nothing is changed or dropped through the view.
        unsafe { &*(&raw const *a).cast::<Self>() }
    }

    #[inline]
    pub(crate) fn is_right(&self) -> bool {
        self.word.addr().get() & BIT != 0
    }

    /// The pointer to `B` under the tag.
    ///
    /// # Safety
    /// `is_right()`.
    #[inline]
    unsafe fn target(&self) -> *const B {
        debug_assert!(self.is_right());
        self.word.as_ptr().map_addr(|addr| addr & !BIT).cast_const().cast()
    }

    /// # Safety
    /// `is_right()`.
    #[inline]
    unsafe fn arc(&self) -> ManuallyDrop<Arc<B>> {
        // SAFETY: the pointer came from `Arc::into_raw`; the count stays with `self`, since the
        // second handle is never dropped.
        ManuallyDrop::new(unsafe { Arc::from_raw(self.target()) })
    }

    /// What this is.
    #[inline]
    pub(crate) fn get(&self) -> Either<&A, &B> {
        if self.is_right() {
            // SAFETY: the value lives as long as the count that `self` owns.
            Either::Right(unsafe { &*self.target() })
        } else {
            // SAFETY: with `BIT` clear, the bytes of `word` are an `A`.
            Either::Left(unsafe { &*(&raw const self.word).cast::<A>() })
        }
    }

    /// The handle `A` itself, to change; none where this is the other.
    #[inline]
    pub(crate) fn left_mut(&mut self) -> Option<&mut A> {
        if self.is_right() {
            return None;
        }
        // SAFETY: with `BIT` clear, the bytes of `word` are an `A`; whatever is assigned to it is
        // an `A` as well, in which `BIT` is clear.
        Some(unsafe { &mut *(&raw mut self.word).cast::<A>() })
    }

    /// The value of the `Arc<B>`, copied first if others share it; none where this is an `A`.
    #[inline]
    pub(crate) fn right_mut(&mut self) -> Option<&mut B>
    where
        B: Clone,
    {
        if !self.is_right() {
            return None;
        }
        if !self.right_is_unique() {
            self.unshare();
        }
        debug_assert!(self.right_is_unique());
        // SAFETY: the count is one and `self` owns it, so that nobody else can reach the value
        // while `self` is borrowed exclusively.
        Some(unsafe { &mut *self.target().cast_mut() })
    }

    #[cold]
    #[inline(never)]
    fn unshare(&mut self)
    where
        B: Clone,
    {
        // The copy is made before the old count is given back: a panic in `clone` changes nothing.
        if let Either::Right(value) = self.get() {
            let copy = Self::right(Arc::new(value.clone()));
            *self = copy;
        }
    }

    /// What this is, by value.
    #[inline]
    pub(crate) fn into_either(self) -> Either<A, Arc<B>> {
        let this = ManuallyDrop::new(self);
        if this.is_right() {
            // SAFETY: `is_right()`; `this` is not dropped, so that its count moves.
            Either::Right(unsafe { Arc::from_raw(this.target()) })
        } else {
            // SAFETY: with `BIT` clear, the bytes are an `A`; `this` is not dropped.
            Either::Left(unsafe { core::ptr::read((&raw const this.word).cast::<A>()) })
        }
    }

    /// Asks for so many bytes of what this points to: it is read soon.
    #[inline]
    pub(crate) fn fetch(&self, bytes: usize) {
        fetch_bytes(self.word.as_ptr(), bytes);
    }

    /// The address, tag and all: equal for handles that share.
    #[inline]
    pub(crate) fn addr(&self) -> NonZeroUsize {
        self.word.addr()
    }

    /// Whether nobody else holds the `Arc<B>`; true for an `A`, which knows itself.
    #[inline]
    pub(crate) fn right_is_unique(&self) -> bool {
        // SAFETY: `is_right()` is checked first.
        !self.is_right() || unsafe { self.arc() }.is_unique()
    }
}

// SAFETY: what is reached lies behind the pointer, which stays as it is; a clone of an `A` gives the same
// pointer (`A: Reach`), and so does that of an `Arc`.
unsafe impl<A: Reach, B, const BIT: usize> Reach for Tagged<A, B, BIT> {
    type Target<'a>
        = Either<A::Target<'a>, &'a mut B>
    where
        Self: 'a;

    #[inline]
    fn reach(&mut self) -> Option<Self::Target<'_>> {
        if self.is_right() {
            // SAFETY: where the count is one, `self` owns it, so that nobody else can reach the value
            // while `self` is borrowed exclusively.
            return self
                .right_is_unique()
                .then(|| Either::Right(unsafe { &mut *self.target().cast_mut() }));
        }
        // SAFETY: with `BIT` clear, the bytes of `word` are an `A`, which `reach` leaves as it is.
        let left = unsafe { &mut *(&raw mut self.word).cast::<A>() };
        left.reach().map(Either::Left)
    }
}

/// One of two.
pub(crate) enum Either<A, B> {
    Left(A),
    Right(B),
}

impl<A: Thin + Clone, B, const BIT: usize> Clone for Tagged<A, B, BIT> {
    #[inline]
    fn clone(&self) -> Self {
        if self.is_right() {
            // SAFETY: `is_right()`.
            Self::right((*unsafe { self.arc() }).clone())
        } else {
            match self.get() {
                Either::Left(a) => Self::left(a.clone()),
                Either::Right(_) => unreachable!("the tag says that this is the left one"),
            }
        }
    }
}

impl<A: Thin, B, const BIT: usize> Drop for Tagged<A, B, BIT> {
    #[inline]
    fn drop(&mut self) {
        if self.is_right() {
            // SAFETY: `is_right()`; the count that `self` owns is given back once.
            drop(unsafe { Arc::from_raw(self.target()) });
        } else {
            // SAFETY: with `BIT` clear, the bytes are an `A`, dropped once.
            drop(unsafe { core::ptr::read((&raw const self.word).cast::<A>()) });
        }
    }
}
