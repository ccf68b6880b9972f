//! Literals. Nothing else is a macro here.

/// A [`Vector`](crate::Vector) of the elements listed, or of `count` times the same one:
/// `vector![a, b, c]`, `vector![value; count]`.
///
/// Computes in **O(n)** time, and with a count in **O(log n)**.
///
/// ```
/// use offshoot::{Vector, vector};
///
/// assert_eq!(vector![1, 2, 3], Vector::from([1, 2, 3]));
/// assert_eq!(vector!['x'; 1_000_000].len(), 1_000_000);
/// assert_eq!(vector![] as Vector<u8>, Vector::new());
/// ```
#[macro_export]
macro_rules! vector {
    () => { $crate::Vector::new() };
    ($value:expr; $count:expr) => { $crate::Vector::repeat($value, $count) };
    ($($value:expr),+ $(,)?) => { $crate::Vector::from([$($value),+]) };
}
