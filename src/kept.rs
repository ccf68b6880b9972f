//! Items of a source that may panic: those that came before are not lost. Does not know what takes them.

#[cfg(feature = "std")]
use alloc::boxed::Box;
#[cfg(feature = "std")]
use core::any::Any;
#[cfg(feature = "std")]
use core::panic::AssertUnwindSafe;
#[cfg(feature = "std")]
use std::panic::{catch_unwind, resume_unwind};

/// A source that seems to end where it panics.
pub(crate) struct Kept<I> {
    source: I,
    #[cfg(feature = "std")]
    panic: Option<Box<dyn Any + Send>>,
}

/// Has `take` take the items of a source. Should that panic, it goes on when what came before is in its place:
/// not while the stack is unwound, where user code that panics as well would be the end of the program.
///
/// Without `std`, where no panic can be caught, what has been taken is lost to unwinding.
#[inline]
pub(crate) fn keep<I: Iterator, X>(source: I, take: impl FnOnce(&mut Kept<I>) -> X) -> X {
    let mut kept = Kept {
        source,
        #[cfg(feature = "std")]
        panic: None,
    };
    let taken = take(&mut kept);
    #[cfg(feature = "std")]
    if let Some(panic) = kept.panic {
        resume_unwind(panic);
    }
    taken
}

impl<I: Iterator> Iterator for Kept<I> {
    type Item = I::Item;

    #[cfg(feature = "std")]
    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        debug_assert!(self.panic.is_none(), "nobody asks behind the end");
        catch_unwind(AssertUnwindSafe(|| self.source.next())).unwrap_or_else(|panic| {
            self.panic = Some(panic);
            None
        })
    }

    #[cfg(not(feature = "std"))]
    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        self.source.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.source.size_hint()
    }
}
