//! What a deserializer gives, as an iterator. Does not know what is made of it.

use core::marker::PhantomData;

use serde::de::DeserializeSeed;
use serde::{Deserialize, Deserializer};

/// Room to take for items that are only said to come: as much as serde takes for std's collections.
const MOST_BYTES: usize = 1 << 20;

/// What a hash map needs for an entry while it is built, beside the entry.
const BESIDE: usize = 16;

/// Items until the first error, which ends them.
pub(super) struct Items<'e, T, E, F> {
    next: F,
    hint: usize,
    error: &'e mut Option<E>,
    is_over: bool,
    of: PhantomData<T>,
}

impl<T, E, F: FnMut() -> Result<Option<T>, E>> Iterator for Items<'_, T, E, F> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.is_over {
            return None;
        }
        match (self.next)() {
            Ok(Some(item)) => return Some(item),
            Ok(None) => {}
            Err(error) => *self.error = Some(error),
        }
        self.is_over = true;
        None
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.hint, None)
    }
}

/// Makes something of the items that `next` gives, of which so many are said to come. What is made of
/// those before an error is dropped.
pub(super) fn gather<T, E, F: FnMut() -> Result<Option<T>, E>, C>(
    hint: Option<usize>,
    next: F,
    make: impl FnOnce(Items<'_, T, E, F>) -> C,
) -> Result<C, E> {
    let hint = hint.unwrap_or(0).min(MOST_BYTES / (size_of::<T>() + BESIDE));
    let mut error = None;
    let made = make(Items { next, hint, error: &mut error, is_over: false, of: PhantomData });
    match error {
        None => Ok(made),
        Some(error) => Err(error),
    }
}

/// A value that is there, read anew.
pub(super) struct InPlace<'a, T>(pub(super) &'a mut T);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for InPlace<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        T::deserialize_in_place(deserializer, self.0)
    }
}
