//! Conversions from and to slices and std's collections. Bodies are one call each.

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::borrow::Borrow;

use super::Vector;

impl<T: Clone> Vector<T> {
    /// Clones of all elements, as a `Vec`.
    ///
    /// Computes in **O(n)** time. `Vec::from` moves the elements of a vector that is not needed any
    /// more.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert_eq!(Vector::from([1, 2]).to_vec(), vec![1, 2]);
    /// ```
    #[must_use]
    pub fn to_vec(&self) -> Vec<T> {
        let mut values = Vec::with_capacity(self.len());
        self.chunks().for_each(|run| values.extend_from_slice(run));
        values
    }
}

impl<T, const N: usize> From<[T; N]> for Vector<T> {
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<T> From<Box<[T]>> for Vector<T> {
    fn from(values: Box<[T]>) -> Self {
        values.into_vec().into()
    }
}

impl<T: Clone> From<&[T]> for Vector<T> {
    fn from(values: &[T]) -> Self {
        values.iter().cloned().collect()
    }
}

impl<T: Clone, const N: usize> From<&[T; N]> for Vector<T> {
    fn from(values: &[T; N]) -> Self {
        values.as_slice().into()
    }
}

impl<T: Clone> From<&mut [T]> for Vector<T> {
    fn from(values: &mut [T]) -> Self {
        (&*values).into()
    }
}

impl<T: Clone> From<&Vec<T>> for Vector<T> {
    fn from(values: &Vec<T>) -> Self {
        values.as_slice().into()
    }
}

impl<T: Clone> From<Cow<'_, [T]>> for Vector<T> {
    /// Moves the elements if they are owned, else clones them.
    ///
    /// Computes in **O(n)** time.
    fn from(values: Cow<'_, [T]>) -> Self {
        match values {
            Cow::Borrowed(values) => values.into(),
            Cow::Owned(values) => values.into(),
        }
    }
}

impl<T> From<VecDeque<T>> for Vector<T> {
    /// Moves the elements, a leaf at a time.
    ///
    /// Computes in **O(n)** time.
    fn from(values: VecDeque<T>) -> Self {
        Vec::from(values).into()
    }
}

impl<T, O> From<&Vector<&T>> for Vector<O>
where
    T: ToOwned<Owned = O> + ?Sized,
    O: Borrow<T>,
{
    fn from(values: &Vector<&T>) -> Self {
        values.iter().map(|value| (*value).to_owned()).collect()
    }
}

impl<T: Clone> From<Vector<T>> for Vec<T> {
    /// Moves the elements where nobody shares them, else clones them.
    ///
    /// Computes in **O(n)** time.
    fn from(mut values: Vector<T>) -> Self {
        core::mem::take(&mut values.loosen().items)
    }
}

impl<T: Clone> From<Vector<T>> for VecDeque<T> {
    /// Moves the elements where nobody shares them, else clones them.
    ///
    /// Computes in **O(n)** time.
    fn from(values: Vector<T>) -> Self {
        Vec::from(values).into()
    }
}

impl<T: Clone> From<Vector<T>> for Box<[T]> {
    fn from(values: Vector<T>) -> Self {
        Vec::from(values).into()
    }
}

impl<T: Clone, const N: usize> TryFrom<Vector<T>> for [T; N] {
    type Error = Vector<T>;

    /// The elements as an array.
    ///
    /// Computes in **O(n)** time.
    ///
    /// # Errors
    /// If there are more or fewer than `N`: gives the vector back.
    fn try_from(values: Vector<T>) -> Result<Self, Vector<T>> {
        if values.len() != N {
            return Err(values);
        }
        Vec::from(values).try_into().map_err(Vector::from)
    }
}
