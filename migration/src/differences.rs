//! Every difference that a program written for im or imbl may meet, each tried: the old code with the old
//! crate, the same code with offshoot, where it must not compile (or do something else), and what to
//! write instead. `cargo test --doc` runs them all. MIGRATING.md is the table of this.
//!
//! # `get_min` and `get_max` of a map lend two references
//!
//! ```
//! let map = im::ordmap! { 1 => 'a', 2 => 'b' };
//! let &(key, value) = map.get_min().unwrap();
//! assert_eq!((key, value), (1, 'a'));
//! ```
//! ```compile_fail
//! let map = offshoot::ordmap! { 1 => 'a', 2 => 'b' };
//! let &(key, value) = map.get_min().unwrap();
//! assert_eq!((key, value), (1, 'a'));
//! ```
//! ```
//! let map = offshoot::ordmap! { 1 => 'a', 2 => 'b' };
//! let (&key, &value) = map.get_min().unwrap();
//! assert_eq!((key, value), (1, 'a'));
//! ```
//!
//! # Hash maps and sets have no order (im)
//!
//! ```
//! assert!(im::hashset![1] < im::hashset![2]);
//! ```
//! ```compile_fail
//! assert!(imbl::hashset![1] < imbl::hashset![2]);
//! ```
//! ```compile_fail
//! assert!(offshoot::hashset![1] < offshoot::hashset![2]);
//! ```
//! ```
//! use offshoot::OrdSet;
//! assert!(OrdSet::from(offshoot::hashset![1]) < OrdSet::from(offshoot::hashset![2]));
//! ```
//!
//! # Hash maps with different hashers can be compared, so `==` does not say which hasher is meant (im)
//!
//! ```
//! let set: im::HashSet<u8> = im::hashset![1];
//! assert!(im::HashSet::from(vec![1]) == set);
//! ```
//! ```compile_fail
//! let set: offshoot::HashSet<u8> = offshoot::hashset![1];
//! assert!(offshoot::HashSet::from(vec![1]) == set);
//! ```
//! ```
//! let set: offshoot::HashSet<u8> = offshoot::hashset![1];
//! assert!(offshoot::HashSet::<u8>::from(vec![1]) == set);
//! ```
//!
//! # A key is asked for by whatever is equivalent to it, so the map does not say what `into` leads to (im)
//!
//! ```
//! let map: im::HashMap<u32, char> = im::hashmap! { 1 => 'a' };
//! assert_eq!(map.get(&1u16.into()), Some(&'a'));
//! ```
//! ```compile_fail
//! let map: imbl::HashMap<u32, char> = imbl::hashmap! { 1 => 'a' };
//! assert_eq!(map.get(&1u16.into()), Some(&'a'));
//! ```
//! ```compile_fail
//! let map: offshoot::HashMap<u32, char> = offshoot::hashmap! { 1 => 'a' };
//! assert_eq!(map.get(&1u16.into()), Some(&'a'));
//! ```
//! ```
//! let map: offshoot::HashMap<u32, char> = offshoot::hashmap! { 1 => 'a' };
//! assert_eq!(map.get(&u32::from(1u16)), Some(&'a'));
//! ```
//!
//! # Nor does it say of what `..` is the range (im)
//!
//! ```
//! let map = im::ordmap! { 1 => 'a' };
//! assert_eq!(map.range(..).count(), 1);
//! ```
//! ```compile_fail
//! let map = imbl::ordmap! { 1 => 'a' };
//! assert_eq!(map.range(..).count(), 1);
//! ```
//! ```compile_fail
//! let map = offshoot::ordmap! { 1 => 'a' };
//! assert_eq!(map.range(..).count(), 1);
//! ```
//! ```
//! let map = offshoot::ordmap! { 1 => 'a' };
//! assert_eq!((map.iter().count(), map.range::<_, i32>(..).count()), (1, 1));
//! ```
//!
//! # The iterator over a hash map by value is named by key and value
//!
//! ```
//! fn all(map: im::HashMap<u8, char>) -> im::hashmap::ConsumingIter<(u8, char)> {
//!     map.into_iter()
//! }
//! ```
//! ```compile_fail
//! fn all(map: offshoot::HashMap<u8, char>) -> offshoot::hashmap::ConsumingIter<(u8, char)> {
//!     map.into_iter()
//! }
//! ```
//! ```
//! fn all(map: offshoot::HashMap<u8, char>) -> offshoot::hashmap::ConsumingIter<u8, char> {
//!     map.into_iter()
//! }
//! ```
//!
//! # `hasher` lends the hasher itself, and `with_hasher` takes nothing else (im)
//!
//! ```
//! use std::sync::Arc;
//! let map: im::HashMap<u8, u8> = im::hashmap! {};
//! let hasher: &Arc<_> = map.hasher();
//! let other: im::HashMap<char, u8> = im::HashMap::with_hasher(Arc::clone(hasher));
//! ```
//! ```compile_fail
//! use std::sync::Arc;
//! let map: offshoot::HashMap<u8, u8> = offshoot::hashmap! {};
//! let hasher: &Arc<_> = map.hasher();
//! let other: offshoot::HashMap<char, u8> = offshoot::HashMap::with_hasher(Arc::clone(hasher));
//! ```
//! ```
//! let map: offshoot::HashMap<u8, u8> = offshoot::hashmap! {};
//! let other: offshoot::HashMap<char, u8> = offshoot::HashMap::with_hasher(*map.hasher());
//! ```
//!
//! # A focus has no variants
//!
//! ```
//! let vector = im::vector![1, 2];
//! assert!(matches!(vector.focus(), im::vector::Focus::Single(_)));
//! ```
//! ```compile_fail
//! let vector = offshoot::vector![1, 2];
//! assert!(matches!(vector.focus(), offshoot::vector::Focus::Single(_)));
//! ```
//!
//! # `iter::unfold` is std's `successors` or `from_fn`
//!
//! ```
//! let powers = im::iter::unfold(1u32, |n| (n < 100).then_some((n, n * 3)));
//! assert!(powers.eq([1, 3, 9, 27, 81]));
//! ```
//! ```compile_fail
//! let powers = offshoot::iter::unfold(1u32, |n| (n < 100).then_some((n, n * 3)));
//! ```
//! ```
//! let powers = std::iter::successors(Some(1u32), |n| Some(n * 3).filter(|n| *n < 100));
//! assert!(powers.eq([1, 3, 9, 27, 81]));
//! ```
//!
//! # No parameter for the pointer (imbl)
//!
//! ```
//! use imbl::shared_ptr::DefaultSharedPtr;
//! fn first(iter: imbl::vector::Iter<'_, u8, DefaultSharedPtr>) -> Option<u8> {
//!     iter.copied().next()
//! }
//! let vector: imbl::GenericVector<u8, DefaultSharedPtr> = imbl::vector![1];
//! assert_eq!(first(vector.iter()), Some(1));
//! ```
//! ```
//! fn first(iter: offshoot::vector::Iter<'_, u8>) -> Option<u8> {
//!     iter.copied().next()
//! }
//! let vector: offshoot::Vector<u8> = offshoot::vector![1];
//! assert_eq!(first(vector.iter()), Some(1));
//! ```
//!
//! # A difference has one lifetime (imbl)
//!
//! ```
//! fn key<'a>(item: imbl::ordmap::DiffItem<'a, 'a, u8, u8>) -> u8 {
//!     match item {
//!         imbl::ordmap::DiffItem::Add(key, _) | imbl::ordmap::DiffItem::Remove(key, _) => *key,
//!         imbl::ordmap::DiffItem::Update { new, .. } => *new.0,
//!     }
//! }
//! ```
//! ```compile_fail
//! fn key<'a>(item: offshoot::ordmap::DiffItem<'a, 'a, u8, u8>) -> u8 {
//!     match item {
//!         offshoot::ordmap::DiffItem::Add(key, _) | offshoot::ordmap::DiffItem::Remove(key, _) => *key,
//!         offshoot::ordmap::DiffItem::Update { new, .. } => *new.0,
//!     }
//! }
//! ```
//! ```
//! fn key<'a>(item: offshoot::ordmap::DiffItem<'a, u8, u8>) -> u8 {
//!     match item {
//!         offshoot::ordmap::DiffItem::Add(key, _) | offshoot::ordmap::DiffItem::Remove(key, _) => *key,
//!         offshoot::ordmap::DiffItem::Update { new, .. } => *new.0,
//!     }
//! }
//! ```
//!
//! # A difference of sets has no `Update` (im)
//!
//! ```
//! let (a, b) = (im::ordset![1], im::ordset![2]);
//! let _ = a.diff(&b).filter(|item| matches!(item, im::ordset::DiffItem::Update { .. })).count();
//! ```
//! ```compile_fail
//! let (a, b) = (offshoot::ordset![1], offshoot::ordset![2]);
//! let _ = a.diff(&b).filter(|item| matches!(item, offshoot::ordset::DiffItem::Update { .. })).count();
//! ```
//!
//! # A `range` of an ordered map by what is only comparable to its keys wants `Ord` too (imbl)
//!
//! ```
//! use std::cmp::Ordering;
//! #[derive(PartialEq, Eq)]
//! struct Text<'a>(&'a str);
//! impl equivalent::Equivalent<String> for Text<'_> {
//!     fn equivalent(&self, key: &String) -> bool { self.0 == key }
//! }
//! impl equivalent::Comparable<String> for Text<'_> {
//!     fn compare(&self, key: &String) -> Ordering { self.0.cmp(key) }
//! }
//! let map = imbl::ordmap! { "a".to_string() => 1, "b".to_string() => 2 };
//! assert_eq!(map.range(Text("b")..).count(), 1);
//! ```
//! ```compile_fail
//! use std::cmp::Ordering;
//! #[derive(PartialEq, Eq)]
//! struct Text<'a>(&'a str);
//! impl equivalent::Equivalent<String> for Text<'_> {
//!     fn equivalent(&self, key: &String) -> bool { self.0 == key }
//! }
//! impl equivalent::Comparable<String> for Text<'_> {
//!     fn compare(&self, key: &String) -> Ordering { self.0.cmp(key) }
//! }
//! let map = offshoot::ordmap! { "a".to_string() => 1, "b".to_string() => 2 };
//! assert_eq!(map.range(Text("b")..).count(), 1);
//! ```
//! ```
//! use std::cmp::Ordering;
//! #[derive(PartialEq, Eq, PartialOrd, Ord)]
//! struct Text<'a>(&'a str);
//! impl equivalent::Equivalent<String> for Text<'_> {
//!     fn equivalent(&self, key: &String) -> bool { self.0 == key }
//! }
//! impl equivalent::Comparable<String> for Text<'_> {
//!     fn compare(&self, key: &String) -> Ordering { self.0.cmp(key) }
//! }
//! let map = offshoot::ordmap! { "a".to_string() => 1, "b".to_string() => 2 };
//! assert_eq!(map.range(Text("b")..).count(), 1);
//! ```
//!
//! # Beyond the end of a vector
//!
//! ```
//! use std::panic::catch_unwind;
//! assert!(catch_unwind(|| im::vector![1, 2].truncate(3)).is_err());
//! assert!(catch_unwind(|| im::vector![1, 2].skip(3)).is_err());
//! assert!(catch_unwind(|| im::vector![1, 2].take(3)).is_err());
//! assert!(catch_unwind(|| im::vector![1, 2].focus().split_at(2).1.len()).is_err());
//! ```
//! ```
//! use std::panic::catch_unwind;
//! assert!(catch_unwind(|| imbl::vector![1, 2].truncate(3)).is_ok());
//! assert!(catch_unwind(|| imbl::vector![1, 2].skip(3)).is_ok());
//! assert!(catch_unwind(|| imbl::vector![1, 2].take(3)).is_err());
//! assert!(catch_unwind(|| imbl::vector![1, 2].focus().split_at(2).1.len()).is_ok());
//! ```
//! ```
//! let mut vector = offshoot::vector![1, 2];
//! vector.truncate(3);
//! assert_eq!((vector.skip(3).len(), vector.take(3).len()), (0, 2));
//! assert_eq!(vector.focus().split_at(2).1.len(), 0);
//! ```
//!
//! # Which of two equal keys stays
//!
//! Sets take the new element, as im's. Maps keep the key that is there, as std's.
//!
//! ```
//! # use std::cmp::Ordering;
//! # use std::hash::{Hash, Hasher};
//! #[derive(Clone, Debug)]
//! struct Named(u8, &'static str); // equal where the numbers are
//! # impl PartialEq for Named { fn eq(&self, other: &Self) -> bool { self.0 == other.0 } }
//! # impl Eq for Named {}
//! # impl PartialOrd for Named { fn partial_cmp(&self, other: &Self) -> Option<Ordering> { Some(self.cmp(other)) } }
//! # impl Ord for Named { fn cmp(&self, other: &Self) -> Ordering { self.0.cmp(&other.0) } }
//! # impl Hash for Named { fn hash<H: Hasher>(&self, state: &mut H) { self.0.hash(state) } }
//! let (old, new) = (Named(1, "old"), Named(1, "new"));
//!
//! let map = im::ordmap! { old.clone() => 1, new.clone() => 2 };
//! assert_eq!(map.keys().next().unwrap().1, "new");
//! let map = imbl::ordmap! { old.clone() => 1, new.clone() => 2 };
//! assert_eq!(map.keys().next().unwrap().1, "new");
//! let map = offshoot::ordmap! { old.clone() => 1, new.clone() => 2 };
//! assert_eq!(map.keys().next().unwrap().1, "old");
//!
//! let map = im::hashmap! { old.clone() => 1, new.clone() => 2 };
//! assert_eq!(map.keys().next().unwrap().1, "new");
//! let map = imbl::hashmap! { old.clone() => 1, new.clone() => 2 };
//! assert_eq!(map.keys().next().unwrap().1, "new");
//! let map = offshoot::hashmap! { old.clone() => 1, new.clone() => 2 };
//! assert_eq!(map.keys().next().unwrap().1, "old");
//!
//! assert_eq!(im::ordset![old.clone(), new.clone()].get_min().unwrap().1, "new");
//! assert_eq!(imbl::ordset![old.clone(), new.clone()].get_min().unwrap().1, "new");
//! assert_eq!(offshoot::ordset![old.clone(), new.clone()].get_min().unwrap().1, "new");
//! ```
//!
//! # Sorting is stable, and may be asked by a `FnMut`
//!
//! ```compile_fail
//! let mut asked = 0;
//! let mut vector = imbl::vector![2, 1];
//! vector.sort_by(|a, b| { asked += 1; a.cmp(b) });
//! ```
//! ```
//! let mut asked = 0;
//! let mut vector = offshoot::vector![2, 1];
//! vector.sort_by(|a, b| { asked += 1; a.cmp(b) });
//! assert!(asked > 0);
//! ```
//!
//! # Equal hash maps have equal hashes (im's have not; imbl's have none)
//!
//! ```
//! use std::hash::{BuildHasher, RandomState};
//! let state = RandomState::new();
//! let a: im::HashMap<u32, u32> = (0..1_000).map(|n| (n, n)).collect();
//! let b: im::HashMap<u32, u32> = (0..1_000).map(|n| (n, n)).collect();
//! assert!(a == b && state.hash_one(&a) != state.hash_one(&b));
//! let a: offshoot::HashMap<u32, u32> = (0..1_000).map(|n| (n, n)).collect();
//! let b: offshoot::HashMap<u32, u32> = (0..1_000).rev().map(|n| (n, n)).collect();
//! assert!(a == b && state.hash_one(&a) == state.hash_one(&b));
//! ```
//!
//! # What im-rc may hold, ours may too; the collections are as `Send` as their elements
//!
//! ```
//! use std::rc::Rc;
//! let vector: offshoot::Vector<Rc<str>> = offshoot::vector![Rc::from("a")];
//! assert_eq!(&*vector[0], "a");
//! ```
//!
//! # From rpds
//!
//! Its methods without `_mut` return a new version; ours change the version that they are called on, and
//! who wants to keep it clones it first.
//!
//! ```
//! let old = rpds::VectorSync::<u8>::new_sync().push_back(1).push_back(2);
//! let new = old.set(0, 7).unwrap().push_back(3);
//! let shorter = new.drop_last().unwrap();
//! assert_eq!((old.len(), new.first(), new.last(), shorter.len()), (2, Some(&7), Some(&3), 2));
//!
//! let old = offshoot::vector![1u8, 2];
//! let mut new = old.update(0, 7);
//! new.push_back(3);
//! let shorter = new.take(new.len() - 1);
//! assert_eq!((old.len(), new.front(), new.back(), shorter.len()), (2, Some(&7), Some(&3), 2));
//! ```
//! ```
//! let old = rpds::HashTrieMapSync::<&str, u8>::new_sync().insert("a", 1);
//! let mut new = old.insert("b", 2).remove("a");
//! new.insert_mut("c", 3);
//! assert_eq!((old.size(), new.size(), new.remove_mut("c")), (1, 2, true));
//!
//! let old = offshoot::hashmap! { "a" => 1u8 };
//! let mut new = old.update("b", 2).without("a");
//! new.insert("c", 3);
//! assert_eq!((old.len(), new.len(), new.remove("c").is_some()), (1, 2, true));
//! ```
//! ```
//! let map = rpds::RedBlackTreeMapSync::<u8, char>::new_sync().insert(2, 'b').insert(1, 'a');
//! assert_eq!((map.first(), map.last()), (Some((&1, &'a')), Some((&2, &'b'))));
//!
//! let map = offshoot::ordmap! { 2u8 => 'b', 1 => 'a' };
//! assert_eq!((map.get_min(), map.get_max()), (Some((&1, &'a')), Some((&2, &'b'))));
//! ```
//! ```
//! let queue = rpds::QueueSync::<u8>::new_sync().enqueue(1).enqueue(2);
//! assert_eq!((queue.peek(), queue.dequeue().unwrap().peek()), (Some(&1), Some(&2)));
//! let list = rpds::ListSync::<u8>::new_sync().push_front(1).push_front(2);
//! assert_eq!((list.first(), list.drop_first().unwrap().first()), (Some(&2), Some(&1)));
//!
//! let mut queue = offshoot::Vector::new();
//! queue.push_back(1u8);
//! queue.push_back(2);
//! assert_eq!((queue.front(), queue.skip(1).front()), (Some(&1), Some(&2)));
//! let mut list = offshoot::Vector::new();
//! list.push_front(1u8);
//! list.push_front(2);
//! assert_eq!((list.front(), list.skip(1).front()), (Some(&2), Some(&1)));
//! ```
//!
//! Its elements need no `Clone`: each lies behind a pointer of its own. Ours lie side by side in their nodes,
//! and are cloned when a node is copied; what has no `Clone` goes behind an `Arc`.
//!
//! ```
//! struct Job;
//! let jobs = rpds::VectorSync::new_sync().push_back(Job);
//! assert_eq!(jobs.len(), 1);
//! ```
//! ```compile_fail
//! struct Job;
//! let mut jobs = offshoot::Vector::new();
//! jobs.push_back(Job);
//! assert_eq!(jobs.len(), 1);
//! ```
//! ```
//! use std::sync::Arc;
//! struct Job;
//! let mut jobs = offshoot::Vector::new();
//! jobs.push_back(Arc::new(Job));
//! assert_eq!(jobs.len(), 1);
//! ```
