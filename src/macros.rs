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

/// An [`OrdMap`](crate::OrdMap) of the entries given, as im's macro of this name.
///
/// ```
/// use offshoot::{OrdMap, ordmap};
///
/// assert_eq!(ordmap! { 2 => 'b', 1 => 'a' }, OrdMap::from([(1, 'a'), (2, 'b')]));
/// ```
#[macro_export]
macro_rules! ordmap {
    () => { $crate::OrdMap::new() };
    ($($key:expr => $value:expr),+ $(,)?) => {{
        let mut map = $crate::OrdMap::new();
        $( map.insert($key, $value); )+
        map
    }};
}

/// A [`HashMap`](crate::HashMap) of the entries given, as im's macro of this name.
///
/// ```
/// use offshoot::{HashMap, hashmap};
///
/// assert_eq!(hashmap! { 2 => 'b', 1 => 'a' }, HashMap::from([(1, 'a'), (2, 'b')]));
/// ```
#[macro_export]
macro_rules! hashmap {
    () => { $crate::HashMap::new() };
    ($($key:expr => $value:expr),+ $(,)?) => {{
        let mut map = $crate::HashMap::new();
        $( map.insert($key, $value); )+
        map
    }};
}

/// An [`OrdSet`](crate::OrdSet) of the elements given, as im's macro of this name.
///
/// ```
/// use offshoot::{OrdSet, ordset};
///
/// assert_eq!(ordset![2, 1, 2], OrdSet::from([1, 2]));
/// ```
#[macro_export]
macro_rules! ordset {
    () => { $crate::OrdSet::new() };
    ($($value:expr),+ $(,)?) => {{
        let mut set = $crate::OrdSet::new();
        $( set.insert($value); )+
        set
    }};
}

/// A [`HashSet`](crate::HashSet) of the elements given, as im's macro of this name.
///
/// ```
/// use offshoot::{HashSet, hashset};
///
/// assert_eq!(hashset![2, 1, 2], HashSet::from([1, 2]));
/// ```
#[macro_export]
macro_rules! hashset {
    () => { $crate::HashSet::new() };
    ($($value:expr),+ $(,)?) => {{
        let mut set = $crate::HashSet::new();
        $( set.insert($value); )+
        set
    }};
}
