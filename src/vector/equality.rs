//! Equality with slices, arrays and std's collections. Bodies are one call each.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use super::Vector;

impl<T> Vector<T> {
    fn eq_slice<U>(&self, other: &[U]) -> bool
    where
        T: PartialEq<U>,
    {
        let mut rest = other;
        self.len() == other.len()
            && self.chunks().all(|run| {
                let (now, behind) = rest.split_at(run.len());
                rest = behind;
                run == now
            })
    }
}

impl<T: PartialEq<U>, U> PartialEq<[U]> for Vector<T> {
    fn eq(&self, other: &[U]) -> bool {
        self.eq_slice(other)
    }
}

impl<T: PartialEq<U>, U> PartialEq<&[U]> for Vector<T> {
    fn eq(&self, other: &&[U]) -> bool {
        self.eq_slice(other)
    }
}

impl<T: PartialEq<U>, U> PartialEq<Vec<U>> for Vector<T> {
    fn eq(&self, other: &Vec<U>) -> bool {
        self.eq_slice(other)
    }
}

impl<T: PartialEq<U>, U, const N: usize> PartialEq<[U; N]> for Vector<T> {
    fn eq(&self, other: &[U; N]) -> bool {
        self.eq_slice(other)
    }
}

impl<T: PartialEq<U>, U, const N: usize> PartialEq<&[U; N]> for Vector<T> {
    fn eq(&self, other: &&[U; N]) -> bool {
        self.eq_slice(*other)
    }
}

impl<T: PartialEq<U>, U> PartialEq<VecDeque<U>> for Vector<T> {
    fn eq(&self, other: &VecDeque<U>) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(a, b)| a == b)
    }
}

impl<T, U: PartialEq<T>> PartialEq<Vector<U>> for Vec<T> {
    fn eq(&self, other: &Vector<U>) -> bool {
        other.eq_slice(self)
    }
}

impl<T, U: PartialEq<T>> PartialEq<Vector<U>> for [T] {
    fn eq(&self, other: &Vector<U>) -> bool {
        other.eq_slice(self)
    }
}

impl<T, U: PartialEq<T>, const N: usize> PartialEq<Vector<U>> for [T; N] {
    fn eq(&self, other: &Vector<U>) -> bool {
        other.eq_slice(self)
    }
}

impl<T, U: PartialEq<T>> PartialEq<Vector<U>> for &[T] {
    fn eq(&self, other: &Vector<U>) -> bool {
        other.eq_slice(self)
    }
}

impl<T, U: PartialEq<T>, const N: usize> PartialEq<Vector<U>> for &[T; N] {
    fn eq(&self, other: &Vector<U>) -> bool {
        other.eq_slice(*self)
    }
}

impl<T, U: PartialEq<T>> PartialEq<Vector<U>> for VecDeque<T> {
    fn eq(&self, other: &Vector<U>) -> bool {
        other == self
    }
}
