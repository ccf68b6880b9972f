//! Elements of every sort: of no size, of much alignment, of 1 KiB, borrowed, not `Clone`, not `Unpin`.
//!
//! One program runs over all sorts that can be cloned and told apart; another has the methods that
//! ask for no `Clone`, over elements that have none.

use std::cell::Cell;
use std::fmt::Debug;
use std::marker::PhantomPinned;

use offshoot::{Change, HashMap, OrdMap, Vector};

const SIZES: [usize; 5] = if cfg!(miri) { [0, 1, 3, 7, 40] } else { [0, 1, 3, 130, 3_000] };

/// All of a vector's life with elements of one sort. `make` makes those of a number; `aligned` says
/// whether an element lies where it may.
fn live<T: Clone + PartialEq + Debug>(make: &dyn Fn(usize) -> T) {
    for n in SIZES {
        let mut vec: Vec<T> = (0..n).map(make).collect();
        let mut v: Vector<T> = (0..n).map(make).collect();
        let old = v.clone();
        for i in 0..20 {
            let (at, x) = (i * 7 % (v.len() + 1), make(1_000 + i));
            v.insert(at, x.clone());
            vec.insert(at, x.clone());
            v.push_front(x.clone());
            vec.insert(0, x.clone());
            v.push_back(x.clone());
            vec.push(x);
            assert_eq!(v.remove(at / 2), vec.remove(at / 2));
        }
        assert_alike(&v, &vec);
        let len = v.len();
        v.set(len / 2, make(7));
        vec[len / 2] = make(7);
        v.swap(0, len - 1);
        vec.swap(0, len - 1);
        v.rotate_left(len / 3);
        vec.rotate_left(len / 3);
        v.reverse();
        vec.reverse();
        assert_alike(&v, &vec);

        let upper = v.split_off(len / 3);
        assert_alike(&upper, &vec[len / 3..]);
        v.append(upper.clone());
        v.append(upper);
        vec.extend_from_within(len / 3..);
        assert_alike(&v, &vec);
        let gone: Vec<T> = v.drain(3..len / 2).collect();
        assert_eq!(gone, vec.drain(3..len / 2).collect::<Vec<_>>());
        v.splice(1..2, [make(8), make(9)]);
        vec.splice(1..2, [make(8), make(9)]);
        v.resize(v.len() + 300, make(5));
        vec.resize(vec.len() + 300, make(5));
        v.retain(|x| *x != make(3));
        vec.retain(|x| *x != make(3));
        v.dedup();
        vec.dedup();
        assert_alike(&v, &vec);
        assert!(v.clone().into_iter().eq(vec.iter().cloned()));
        assert!(v.clone().into_iter().rev().eq(vec.iter().rev().cloned()));
        assert_eq!(Vec::from(v.clone()), vec);
        v.iter_mut().for_each(|x| *x = make(6));
        v.focus_mut().set(0, make(4));
        vec.fill(make(6));
        if let Some(first) = vec.first_mut() {
            *first = make(4);
        }
        assert_alike(&v, &vec);
        v.fill(make(2));
        assert!(v.iter().all(|x| *x == make(2)));
        let many = Vector::repeat(make(1), 100_000);
        assert_eq!(
            (many.len(), many.get(77_777), many.get(100_000)),
            (100_000, Some(&make(1)), None)
        );
        let original: Vec<T> = (0..n).map(make).collect();
        assert_alike(&old, &original);
    }
}

fn assert_alike<T: Clone + PartialEq + Debug>(v: &Vector<T>, vec: &[T]) {
    v.check();
    assert_eq!(v.len(), vec.len());
    assert!(*v == *vec, "{v:?}\n{vec:?}");
    assert!(v.iter().all(|x| std::ptr::from_ref(x).is_aligned()), "an element is misplaced");
    assert!(v.iter().rev().eq(vec.iter().rev()));
    assert!(v.chunks().flatten().eq(vec));
    assert!((0..vec.len()).all(|i| v[i] == vec[i]));
    assert!(v.clone().diff(v).next().is_none());
}

#[test]
fn of_no_size() {
    live(&|_| ());
    #[derive(Clone, Debug, PartialEq)]
    #[repr(align(64))]
    struct Nothing;
    live(&|_| Nothing);
    live(&|_| [0u64; 0]);
    assert_eq!(Vector::memory([&Vector::repeat((), 1 << 40)]).elements, 1 << 40);
}

#[test]
fn of_no_size_are_dropped_as_often_as_they_were_made() {
    thread_local! {
        static LIVING: Cell<isize> = const { Cell::new(0) };
    }
    struct Counted;
    impl Counted {
        fn new() -> Self {
            LIVING.set(LIVING.get() + 1);
            Self
        }
    }
    impl Clone for Counted {
        fn clone(&self) -> Self {
            Self::new()
        }
    }
    impl Drop for Counted {
        fn drop(&mut self) {
            LIVING.set(LIVING.get() - 1);
        }
    }
    let mut v: Vector<Counted> = (0..5_000).map(|_| Counted::new()).collect();
    let fork = v.clone();
    v.insert(2_500, Counted::new());
    drop(v.drain(100..200));
    v.iter_mut().nth(4_000);
    v.append(fork.clone());
    v.retain(|_| true);
    v.truncate(7_000);
    v.push_front(Counted::new());
    let own = Vec::from(v.clone());
    assert_eq!((v.len(), own.len(), fork.len()), (7_001, 7_001, 5_000));
    drop((v, own, fork));
    assert_eq!(LIVING.get(), 0);
}

#[test]
fn of_much_alignment() {
    #[derive(Clone, Debug, PartialEq)]
    #[repr(align(64))]
    struct Line(u8);
    live(&|i| Line(i as u8));
    #[derive(Clone, Debug, PartialEq)]
    #[repr(align(4096))]
    struct Page(u32);
    live(&|i| Page(i as u32));
    #[derive(Clone, Debug, PartialEq)]
    #[repr(align(16))]
    struct Wide(u64, u64);
    live(&|i| Wide(i as u64, 7));
    live(&|i| i as u128);
}

#[test]
fn of_odd_sizes() {
    live(&|i| i as u8);
    live(&|i| [i as u8; 3]);
    live(&|i| (i as u16, [i as u8; 5]));
    live(&|i| [i as u64; 128]);
    live(&|i| [i as u8; 1033]);
    live(&|i| [i as u64; 3]);
}

#[test]
fn that_own_something() {
    live(&|i| i.to_string());
    live(&|i| Some(Box::new(i)));
    live(&|i| std::rc::Rc::new(i));
    live(&|i| (0..i as u64 % 50).collect::<Vector<_>>());
    live(&|i| if i % 2 == 0 { Ok(i) } else { Err(i.to_string()) });
    live(&|i| Cell::new(i));
}

#[test]
fn that_are_borrowed() {
    let words: Vec<String> = (0..5_000).map(|i| i.to_string()).collect();
    live(&|i| words[i].as_str());
    live(&|i| &words[i]);
    let longest = {
        let v: Vector<&str> = words.iter().map(String::as_str).collect();
        // What is lent outlives the vector.
        v.iter().copied().max_by_key(|word| word.len())
    };
    assert_eq!(longest, Some("4999"));
    let owned: Vector<String> =
        Vector::from(&words.iter().map(String::as_str).collect::<Vector<&str>>());
    assert!(owned == words);
}

#[test]
fn that_may_change_behind_a_shared_reference() {
    for n in SIZES {
        let v: Vector<Cell<usize>> = (0..n).map(Cell::new).collect();
        for (i, x) in v.iter().enumerate() {
            x.set(x.get() + 1);
            assert_eq!((v[i].get(), v.get(i).map(Cell::get)), (i + 1, Some(i + 1)));
        }
        let mut focus = v.focus();
        (0..n).for_each(|i| focus.index(i).set(0));
        assert!(v.iter().all(|x| x.get() == 0));
        // Elements in the handle are copied, those on the heap are shared.
        let fork = v.clone();
        v.iter().for_each(|x| x.set(5));
        assert!(fork.iter().all(|x| x.get() == if fork.is_inline() { 0 } else { 5 }));
    }
}

/// No `Clone`, no `PartialEq`, no `Unpin`.
#[derive(Debug)]
struct Only(usize, PhantomPinned);

impl Only {
    fn new(value: usize) -> Self {
        Self(value, PhantomPinned)
    }
}

#[test]
fn that_cannot_be_cloned() {
    for n in SIZES {
        let v: Vector<Only> = (0..n).map(Only::new).collect();
        v.check();
        assert_eq!((v.len(), v.is_empty()), (n, n == 0));
        assert_eq!(v.get(n / 2).map(|x| x.0), (n > 0).then_some(n / 2));
        assert!(v.get(n).is_none());
        let ends = [v.front(), v.head(), v.first(), v.back(), v.last()];
        assert_eq!(ends.map(|x| x.map(|x| x.0)), {
            let last = n.checked_sub(1);
            let first = last.map(|_| 0);
            [first, first, first, last, last]
        });
        if n > 0 {
            assert_eq!(v[n - 1].0, n - 1);
        }
        assert!(v.iter().map(|x| x.0).eq(0..n) && v.iter().rev().map(|x| x.0).eq((0..n).rev()));
        assert!((&v).into_iter().clone().map(|x| x.0).eq(0..n));
        assert!(v.range(n / 3..n / 2).map(|x| x.0).eq(n / 3..n / 2));
        assert_eq!(v.chunks().chain(v.leaves()).map(<[Only]>::len).sum::<usize>(), 2 * n);
        assert_eq!(v.chunk_at(n / 2).map(|(at, run)| run[n / 2 - at].0), (n > 0).then_some(n / 2));
        let (mut low, mut high) = v.focus().split_at(n / 2);
        assert_eq!((low.len(), high.len()), (n / 2, n - n / 2));
        assert!(low.get(n).is_none() && high.get(0).is_none_or(|x| x.0 == n / 2));
        assert_eq!(v.focus().narrow(..n / 2).into_iter().len(), n / 2);
        assert_eq!(v.partition_point(|x| x.0 < n / 3), n / 3);
        assert_eq!(v.binary_search_by(|x| x.0.cmp(&n)), Err(n));
        assert_eq!(v.binary_search_by_key(&n, |x| x.0), Err(n));
        assert!(v.ptr_eq(&v));
        assert_eq!(Vector::memory([&v, &v]).elements, 2 * n);
        assert_eq!(format!("{v:?}").matches("Only").count(), n);
        assert!(v.height() < 10 && v.is_inline() == (n == 0 || v.is_inline()));
    }
    let few = [Vector::from([Only::new(0)]), Vector::unit(Only::new(0)), Vector::default()];
    assert_eq!(few.map(|v: Vector<Only>| v.len()), [1, 1, 0]);
    let boxed: Box<[Only]> = (0..300).map(Only::new).collect();
    let v = Vector::from(boxed);
    assert!(v.iter().map(|x| x.0).eq(0..300));
    let v: Vector<Only> = (0..300).map(Only::new).collect::<Vec<_>>().into();
    assert!(v.iter().map(|x| x.0).eq(0..300));
}

/// What asks for an order or an equality asks for no `Clone` beside it.
#[test]
fn that_can_be_compared_and_not_cloned() {
    #[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct Ranked(usize);
    for n in SIZES {
        let make = || (0..n).map(Ranked).collect::<Vector<_>>();
        let (v, other) = (make(), make());
        assert!(v == other && v.cmp(&other).is_eq() && v.partial_cmp(&other).is_some());
        assert!(v == (0..n).map(Ranked).collect::<Vec<_>>());
        assert_eq!(v.diff(&other).collect::<Vec<Change>>(), []);
        assert_eq!(
            (v.index_of(&Ranked(n)), v.contains(&Ranked(n)), v.is_sorted()),
            (None, false, true)
        );
        assert!(v.starts_with(&[]) && v.ends_with(&[]) && !v.starts_with(&[Ranked(n)]));
        assert_eq!(v.binary_search(&Ranked(n)), Err(n));
        let hash = |v: &Vector<Ranked>| {
            use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
            BuildHasherDefault::<DefaultHasher>::default().hash_one(v)
        };
        assert_eq!(hash(&v), hash(&other));
    }
}

/// How deep collections may be nested in one another to be dropped on a stack of 2 MiB: DESIGN.md tells
/// why there is a bound.
#[test]
fn collections_nested_in_one_another_are_dropped() {
    const DEPTH: usize = if cfg!(miri) { 50 } else { 1_000 };
    fn nest<T: Send + 'static>(mut innermost: T, wrap: impl Fn(T) -> T + Send + 'static) {
        let builder = std::thread::Builder::new().stack_size(2 << 20);
        let thread = builder.spawn(move || {
            for _ in 0..DEPTH {
                innermost = wrap(innermost);
            }
        });
        thread.expect("a thread").join().expect("the stack is deep enough");
    }
    #[derive(Clone)]
    struct Vectors(#[allow(dead_code, reason = "is dropped")] Vector<Vectors>);
    nest(Vectors(Vector::new()), |inner| Vectors(Vector::unit(inner)));
    // Several of them, so that there are nodes with more than one element.
    nest(Vectors(Vector::new()), |inner| {
        let mut vector = Vector::repeat(Vectors(Vector::new()), 20);
        vector.push_back(inner);
        Vectors(vector)
    });
    #[derive(Clone)]
    struct Ordered(#[allow(dead_code, reason = "is dropped")] OrdMap<u8, Ordered>);
    nest(Ordered(OrdMap::new()), |inner| Ordered(OrdMap::unit(1, inner)));
    #[derive(Clone)]
    struct Hashed(#[allow(dead_code, reason = "is dropped")] HashMap<u8, Hashed>);
    nest(Hashed(HashMap::new()), |inner| Hashed(HashMap::unit(1, inner)));
}
