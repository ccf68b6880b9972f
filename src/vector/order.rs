//! Searching, sorting and rearranging. Knows `Ord` and `PartialEq`, not the tree.

use core::cmp::Ordering;

use super::reach::slice_mut;
use super::{Repr, Vector};

impl<T> Vector<T> {
    /// The position of the first element equal to `value`; none if there is none.
    ///
    /// Computes in **O(n)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert_eq!(Vector::from([5, 6, 6]).index_of(&6), Some(1));
    /// ```
    #[must_use]
    pub fn index_of(&self, value: &T) -> Option<usize>
    where
        T: PartialEq,
    {
        let mut begin = 0;
        for run in self.chunks() {
            if let Some(at) = run.iter().position(|element| element == value) {
                return Some(begin + at);
            }
            begin += run.len();
        }
        None
    }

    /// Whether an element is equal to `value`.
    ///
    /// Computes in **O(n)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert!(Vector::from([5, 6]).contains(&6));
    /// ```
    #[must_use]
    pub fn contains(&self, value: &T) -> bool
    where
        T: PartialEq,
    {
        self.chunks().any(|run| run.contains(value))
    }

    /// Whether the first elements are those of `prefix`.
    ///
    /// Computes in **O(log n + m)** time for a prefix of m elements.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert!(Vector::from([1, 2, 3]).starts_with(&[1, 2]));
    /// ```
    #[must_use]
    pub fn starts_with(&self, prefix: &[T]) -> bool
    where
        T: PartialEq,
    {
        prefix.len() <= self.len() && self.iter().zip(prefix).all(|(a, b)| a == b)
    }

    /// Whether the last elements are those of `suffix`.
    ///
    /// Computes in **O(log n + m)** time for a suffix of m elements.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert!(Vector::from([1, 2, 3]).ends_with(&[2, 3]));
    /// ```
    #[must_use]
    pub fn ends_with(&self, suffix: &[T]) -> bool
    where
        T: PartialEq,
    {
        let Some(start) = self.len().checked_sub(suffix.len()) else { return false };
        self.range(start..).zip(suffix).all(|(a, b)| a == b)
    }

    /// The number of elements before the first of which `before` says false. The elements must be
    /// in an order in which it says true first and false from there on.
    ///
    /// Calls `before` **O(log n)** times, and finds each element in as much time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert_eq!(Vector::from([1, 2, 3, 5]).partition_point(|x| *x < 3), 2);
    /// ```
    #[must_use]
    pub fn partition_point(&self, mut before: impl FnMut(&T) -> bool) -> usize {
        let mut focus = self.focus();
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let mid = low + (high - low) / 2;
            if before(focus.index(mid)) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        low
    }

    /// Where `f` says `Equal`, in elements ordered by it: `Ok` with a position, or `Err` with the
    /// one where such an element could be inserted.
    ///
    /// Calls `f` **O(log n)** times, and finds each element in as much time.
    ///
    /// # Errors
    /// If `f` says `Equal` of no element.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v = Vector::from([1, 3, 5]);
    /// assert_eq!(v.binary_search_by(|x| x.cmp(&3)), Ok(1));
    /// assert_eq!(v.binary_search_by(|x| x.cmp(&4)), Err(2));
    /// ```
    pub fn binary_search_by<F>(&self, mut f: F) -> Result<usize, usize>
    where
        F: FnMut(&T) -> Ordering,
    {
        let mut focus = self.focus();
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let mid = low + (high - low) / 2;
            match f(focus.index(mid)) {
                Ordering::Less => low = mid + 1,
                Ordering::Greater => high = mid,
                Ordering::Equal => return Ok(mid),
            }
        }
        Err(low)
    }

    /// Where `value` is in a sorted vector, as [`binary_search_by`](Self::binary_search_by).
    ///
    /// Makes **O(log n)** comparisons, and finds each element in as much time.
    ///
    /// # Errors
    /// If no element is equal to `value`.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert_eq!(Vector::from([1, 3, 5]).binary_search(&2), Err(1));
    /// ```
    pub fn binary_search(&self, value: &T) -> Result<usize, usize>
    where
        T: Ord,
    {
        self.binary_search_by(|element| element.cmp(value))
    }

    /// Where the key `b` is in a vector sorted by `f`, as
    /// [`binary_search_by`](Self::binary_search_by).
    ///
    /// Makes **O(log n)** comparisons, and finds each element in as much time.
    ///
    /// # Errors
    /// If no element has that key.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v = Vector::from([(1, 'a'), (3, 'b')]);
    /// assert_eq!(v.binary_search_by_key(&3, |pair| pair.0), Ok(1));
    /// ```
    pub fn binary_search_by_key<B, F>(&self, b: &B, mut f: F) -> Result<usize, usize>
    where
        B: Ord,
        F: FnMut(&T) -> B,
    {
        self.binary_search_by(|element| f(element).cmp(b))
    }

    /// Whether the elements are in ascending order.
    ///
    /// Computes in **O(n)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert!(Vector::from([1, 2, 2]).is_sorted());
    /// ```
    #[must_use]
    pub fn is_sorted(&self) -> bool
    where
        T: PartialOrd,
    {
        self.iter().is_sorted()
    }

    /// Whether `in_order` says true of every element and the next.
    ///
    /// Computes in **O(n)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert!(Vector::from([3, 2, 1]).is_sorted_by(|a, b| a > b));
    /// ```
    #[must_use]
    pub fn is_sorted_by(&self, mut in_order: impl FnMut(&T, &T) -> bool) -> bool {
        self.iter().is_sorted_by(|a, b| in_order(a, b))
    }

    /// Whether the keys of the elements are in ascending order.
    ///
    /// Computes in **O(n)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// assert!(Vector::from(["a", "bb", "cc"]).is_sorted_by_key(|s| s.len()));
    /// ```
    #[must_use]
    pub fn is_sorted_by_key<K: PartialOrd>(&self, key: impl FnMut(&T) -> K) -> bool {
        self.iter().map(key).is_sorted()
    }
}

impl<T: Clone> Vector<T> {
    /// Lets `f` rearrange all elements as one slice. If it panics, they stay as it left them.
    pub(crate) fn as_one_slice(&mut self, f: impl FnOnce(&mut [T])) {
        match &mut self.repr {
            Repr::Inline(few) => f(few.as_mut_slice()),
            Repr::Tree(parts) if parts.tree.is_empty() && parts.head.is_none() => {
                if let Some(tail) = &mut parts.tail {
                    f(slice_mut(tail));
                }
            }
            Repr::Tree(_) => f(&mut self.loosen().items),
        }
    }

    /// Sorts the elements; equal ones keep their order.
    ///
    /// Computes in **O(n log n)** time, as `Vec::sort` does, and as much room for a while. Copies
    /// all nodes that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([3, 1, 2]);
    /// v.sort();
    /// assert_eq!(v, [1, 2, 3]);
    /// ```
    pub fn sort(&mut self)
    where
        T: Ord,
    {
        self.as_one_slice(<[T]>::sort);
    }

    /// Sorts the elements by a comparison; equal ones keep their order.
    ///
    /// Computes in **O(n log n)** time. Copies all nodes that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([3, 1, 2]);
    /// v.sort_by(|a, b| b.cmp(a));
    /// assert_eq!(v, [3, 2, 1]);
    /// ```
    pub fn sort_by<F>(&mut self, compare: F)
    where
        F: FnMut(&T, &T) -> Ordering,
    {
        self.as_one_slice(|items| items.sort_by(compare));
    }

    /// Sorts the elements by a key; equal ones keep their order.
    ///
    /// Computes in **O(n log n)** time. Copies all nodes that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from(["ccc", "a", "bb"]);
    /// v.sort_by_key(|s| s.len());
    /// assert_eq!(v, ["a", "bb", "ccc"]);
    /// ```
    pub fn sort_by_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K) {
        self.as_one_slice(|items| items.sort_by_key(key));
    }

    /// Sorts the elements by a key that is computed once for each; equal ones keep their order.
    ///
    /// Computes in **O(n log n)** time. Copies all nodes that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([10, 9, 100]);
    /// v.sort_by_cached_key(|n| n.to_string());
    /// assert_eq!(v, [10, 100, 9]);
    /// ```
    pub fn sort_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K) {
        self.as_one_slice(|items| items.sort_by_cached_key(key));
    }

    /// Sorts the elements; equal ones may change places.
    ///
    /// Computes in **O(n log n)** time. Copies all nodes that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([3, 1, 2]);
    /// v.sort_unstable();
    /// assert_eq!(v, [1, 2, 3]);
    /// ```
    pub fn sort_unstable(&mut self)
    where
        T: Ord,
    {
        self.as_one_slice(<[T]>::sort_unstable);
    }

    /// Sorts the elements by a comparison; equal ones may change places.
    ///
    /// Computes in **O(n log n)** time. Copies all nodes that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([3, 1, 2]);
    /// v.sort_unstable_by(|a, b| b.cmp(a));
    /// assert_eq!(v, [3, 2, 1]);
    /// ```
    pub fn sort_unstable_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering) {
        self.as_one_slice(|items| items.sort_unstable_by(compare));
    }

    /// Sorts the elements by a key; equal ones may change places.
    ///
    /// Computes in **O(n log n)** time. Copies all nodes that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([-3, 1, 2]);
    /// v.sort_unstable_by_key(|n: &i32| n.abs());
    /// assert_eq!(v, [1, 2, -3]);
    /// ```
    pub fn sort_unstable_by_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K) {
        self.as_one_slice(|items| items.sort_unstable_by_key(key));
    }

    /// Reverses the order of the elements.
    ///
    /// Computes in **O(n)** time. Copies all nodes that are shared.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 3]);
    /// v.reverse();
    /// assert_eq!(v, [3, 2, 1]);
    /// ```
    pub fn reverse(&mut self) {
        let half = self.len() / 2;
        let mut elements = self.iter_mut();
        for _ in 0..half {
            if let (Some(low), Some(high)) = (elements.next(), elements.next_back()) {
                core::mem::swap(low, high);
            }
        }
    }

    /// Puts an element into a sorted vector, behind those that are less and before the others.
    ///
    /// Makes **O(log n)** comparisons, and finds each element in as much time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([1, 2, 4]);
    /// v.insert_ord(3);
    /// assert_eq!(v, [1, 2, 3, 4]);
    /// ```
    pub fn insert_ord(&mut self, item: T)
    where
        T: Ord,
    {
        self.insert_ord_by(item, Ord::cmp);
    }

    /// Puts an element into a vector sorted by a comparison.
    ///
    /// Makes **O(log n)** comparisons, and finds each element in as much time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([4, 2, 1]);
    /// v.insert_ord_by(3, |a, b| b.cmp(a));
    /// assert_eq!(v, [4, 3, 2, 1]);
    /// ```
    pub fn insert_ord_by<F>(&mut self, item: T, mut compare: F)
    where
        F: FnMut(&T, &T) -> Ordering,
    {
        let index = self.partition_point(|element| compare(element, &item) == Ordering::Less);
        self.insert(index, item);
    }

    /// Puts an element into a vector sorted by a key.
    ///
    /// Makes **O(log n)** comparisons, and finds each element in as much time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let mut v = Vector::from([-1, 2, -4]);
    /// v.insert_ord_by_key(3, |n: &i32| n.abs());
    /// assert_eq!(v, [-1, 2, 3, -4]);
    /// ```
    pub fn insert_ord_by_key<B, F>(&mut self, item: T, mut key: F)
    where
        B: Ord,
        F: FnMut(&T) -> B,
    {
        let of_item = key(&item);
        let index = self.partition_point(|element| key(element) < of_item);
        self.insert(index, item);
    }
}
