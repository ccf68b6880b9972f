//! What a type passes on to the one that lies in it, and an entry to one of its parts. Knows no collection.

/// Implements a trait for a type of one field by that of the field. `pick` makes the items wanted of those of
/// the iterator inside.
macro_rules! forward {
    (Clone for [$($generics:tt)*] $name:ty) => {
        impl<$($generics)*> Clone for $name {
            fn clone(&self) -> Self {
                Self(self.0.clone())
            }
        }
    };
    (Default for [$($generics:tt)*] $name:ty) => {
        impl<$($generics)*> Default for $name {
            fn default() -> Self {
                Self(Default::default())
            }
        }
    };
    (Iterator for [$($generics:tt)*] $name:ty, $item:ty, $pick:expr) => {
        forward!(@one_end [$($generics)*] $name, $item, $pick, {});
    };
    (DoubleEndedIterator for [$($generics:tt)*] $name:ty, $item:ty, $pick:expr) => {
        forward!(@one_end [$($generics)*] $name, $item, $pick, {
            fn last(self) -> Option<$item> {
                $crate::forward::last(self)
            }
        });

        impl<$($generics)*> DoubleEndedIterator for $name {
            #[inline]
            fn next_back(&mut self) -> Option<$item> {
                self.0.next_back().map($pick)
            }

            fn nth_back(&mut self, n: usize) -> Option<$item> {
                self.0.nth_back(n).map($pick)
            }

            fn rfold<B, F: FnMut(B, $item) -> B>(self, init: B, f: F) -> B {
                self.0.map($pick).rfold(init, f)
            }
        }
    };
    (@one_end [$($generics:tt)*] $name:ty, $item:ty, $pick:expr, {$($more:tt)*}) => {
        impl<$($generics)*> Iterator for $name {
            type Item = $item;

            #[inline]
            fn next(&mut self) -> Option<$item> {
                self.0.next().map($pick)
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.0.size_hint()
            }

            fn nth(&mut self, n: usize) -> Option<$item> {
                self.0.nth(n).map($pick)
            }

            fn count(self) -> usize {
                self.0.len()
            }

            #[inline]
            fn fold<B, F: FnMut(B, $item) -> B>(self, init: B, mut f: F) -> B {
                self.0.map($pick).fold(init, &mut f)
            }

            $($more)*
        }

        impl<$($generics)*> ExactSizeIterator for $name {}
        impl<$($generics)*> core::iter::FusedIterator for $name {}
    };
}

/// The operators of a set, by value and by reference: methods of the set, and of the map that lies in it.
macro_rules! operators {
    ($generics:tt $name:ident $args:tt: $($method:ident, $of_map:ident: $($trait:ident $op:ident),+;)+) => {
        $($( operators!(@one $generics $name $args, $trait $op, $method, $of_map); )+)+
    };
    (@one [$($generics:tt)*] $name:ident [$($args:tt)*], $trait:ident $op:ident, $method:ident, $of_map:ident) => {
        impl<$($generics)*> core::ops::$trait for $name<$($args)*> {
            type Output = Self;

            #[doc = concat!("The [`", stringify!($method), "`](", stringify!($name), "::", stringify!($method), ").")]
            fn $op(self, other: Self) -> Self {
                self.$method(other)
            }
        }

        impl<$($generics)*> core::ops::$trait for &$name<$($args)*> {
            type Output = $name<$($args)*>;

            #[doc = concat!("The [`", stringify!($method), "`](", stringify!($name), "::", stringify!($method), ").")]
            fn $op(self, other: Self) -> $name<$($args)*> {
                $name { map: self.map.$of_map(&other.map) }
            }
        }
    };
}

/// A conversion that collects items.
macro_rules! from {
    ([$($generics:tt)*] $from:ty => $into:ty, |$values:ident| $items:expr) => {
        impl<$($generics)*> From<$from> for $into {
            fn from($values: $from) -> Self {
                $items.collect()
            }
        }
    };
}
pub(crate) use {forward, from, operators};

/// The key of an entry. The value is dropped here: the compiler leaks what a function returns if a
/// destructor panics on return (rust-lang/rust#47949).
#[inline]
pub(crate) fn into_key<K, V>((key, value): (K, V)) -> K {
    drop(value);
    key
}

/// The value of an entry; see `into_key`.
#[inline]
pub(crate) fn into_value<K, V>((key, value): (K, V)) -> V {
    drop(key);
    value
}

/// The last item of an iterator. What is left of it is dropped here; see `into_key`.
pub(crate) fn last<I: DoubleEndedIterator>(mut iter: I) -> Option<I::Item> {
    let last = iter.next_back();
    drop(iter);
    last
}

/// Clones of both parts of an entry.
#[inline]
pub(crate) fn cloned<K: Clone, V: Clone>((key, value): (&K, &V)) -> (K, V) {
    (key.clone(), value.clone())
}
