//! Literals, and paths through nested collections, as im has them. Only forwards: knows the names of
//! the methods, and no collection.

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

/// What lies at the end of a row of keys, one for each of the collections within each other:
/// `get_in![target, key]`, `get_in![target, key => key => ...]`. As im's macro of this name, it is a `get`
/// for each key: a vector is asked for a position, a map for a reference to a key. Gives an `Option`
/// of a reference, [`None`] where any of the keys is not there.
///
/// Computes in the time that the `get`s take. Copies nothing.
///
/// ```
/// use offshoot::{get_in, hashmap, ordmap, vector};
///
/// let rows = vector![vector![1, 2, 3], vector![4, 5, 6]];
/// assert_eq!(get_in![rows, 1 => 2], Some(&6));
/// assert_eq!(get_in![rows, 2 => 0], None);
///
/// let users = hashmap! { "ada" => ordmap! { 1815u32 => vector!["born"] } };
/// assert_eq!(get_in![users, "ada" => &1815 => 0], Some(&"born"));
/// ```
#[macro_export]
macro_rules! get_in {
    ($target:expr, $key:expr $(,)?) => { $target.get($key) };
    ($target:expr, $key:expr => $($rest:expr)=>+ $(,)?) => {
        $target.get($key).and_then(|inner| $crate::get_in!(inner, $($rest)=>+))
    };
}

/// A version of nested collections with another value at the end of a row of keys:
/// `update_in![target, key, value]`, `update_in![target, key => key => ..., value]`. As im's macro of this
/// name, it is a `get` for each key but the last, and an `update` for each. So the keys must fit both: a
/// position of a vector does, and so does a key of a map that is a reference itself, as a `&str`.
///
/// Computes in the time that the `get`s and `update`s take: one path of each collection on the way is
/// copied, the rest is shared with `target`.
///
/// # Panics
/// If any key but the last is not there. (Of a vector also the last, as its `update` does.)
///
/// ```
/// use offshoot::{hashmap, update_in, vector};
///
/// let rows = vector![vector![1, 2, 3], vector![4, 5, 6]];
/// let changed = update_in![rows, 1 => 2, 7];
/// assert_eq!(changed, vector![vector![1, 2, 3], vector![4, 5, 7]]);
/// assert_eq!(rows[1][2], 6);
///
/// let users = hashmap! { "ada" => hashmap! { "born" => 1815 } };
/// let users = update_in![users, "ada" => "died", 1852];
/// assert_eq!(users["ada"], hashmap! { "born" => 1815, "died" => 1852 });
/// ```
#[macro_export]
macro_rules! update_in {
    ($target:expr, $key:expr, $value:expr $(,)?) => { $target.update($key, $value) };
    ($target:expr, $key:expr => $($rest:expr)=>+, $value:expr $(,)?) => {{
        let (target, key) = (&$target, $key);
        let inner = target.get(key).expect("every key on the way to a value is there");
        target.update(key, $crate::update_in!(inner, $($rest)=>+, $value))
    }};
}
