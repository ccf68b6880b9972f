//! Clones, comparisons, hashes and closures that panic in the midst of parallel work, in whatever thread:
//! the panic arrives, every version is whole and has what it had, and nothing is dropped twice or never.
#![cfg(feature = "rayon")]

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicIsize, Ordering::SeqCst};
use std::sync::{Arc, LazyLock, Once};

use offshoot::{ByteBuf, HashMap, HashSet, OrdMap, OrdSet, Vector};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

static POOLS: LazyLock<Vec<ThreadPool>> = LazyLock::new(|| {
    let pool = |threads| ThreadPoolBuilder::new().num_threads(threads).build();
    [1, 2, 4].map(|threads| pool(threads).expect("threads are to be had")).into()
});

/// What user code does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Clone,
    /// A comparison or a hash.
    Look,
    /// A call of a closure.
    Call,
}

/// The words of a panic that was asked for.
const BLOWN: &str = "the fuse has blown";

/// The fuse of one test, and how many of its elements there are. All threads share it.
#[derive(Default)]
struct Ledger {
    living: AtomicIsize,
    /// Steps of each kind until one panics; below 0, none does.
    fuses: [AtomicIsize; 3],
}

impl Ledger {
    fn step(&self, step: Step) {
        if self.fuses[step as usize].fetch_sub(1, SeqCst) == 0 {
            panic!("{BLOWN}");
        }
    }

    fn light(&self, step: Step, k: isize) {
        self.douse();
        self.fuses[step as usize].store(k, SeqCst);
    }

    fn douse(&self) {
        self.fuses.iter().for_each(|fuse| fuse.store(isize::MIN / 2, SeqCst));
    }
}

/// An element whose steps are counted.
struct Item {
    value: u32,
    ledger: Arc<Ledger>,
    /// Freed with the element: the allocator would see a second drop.
    _heap: Box<u32>,
}

impl Item {
    fn new(value: u32, ledger: &Arc<Ledger>) -> Self {
        ledger.living.fetch_add(1, SeqCst);
        Self { value, ledger: ledger.clone(), _heap: Box::new(value) }
    }
}

impl Clone for Item {
    fn clone(&self) -> Self {
        self.ledger.step(Step::Clone);
        Self::new(self.value, &self.ledger)
    }
}

impl Drop for Item {
    fn drop(&mut self) {
        self.ledger.living.fetch_sub(1, SeqCst);
    }
}

impl PartialEq for Item {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Item {}

impl PartialOrd for Item {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Item {
    fn cmp(&self, other: &Self) -> Ordering {
        self.ledger.step(Step::Look);
        self.value.cmp(&other.value)
    }
}

impl Hash for Item {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.ledger.step(Step::Look);
        self.value.hash(state);
    }
}

/// Panics that are asked for print nothing.
fn quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if info.payload().downcast_ref::<String>().is_none_or(|words| words != BLOWN) {
                usual(info);
            }
        }));
    });
}

/// What is operated on: two versions that share something, and a collection that nobody shares.
trait Subject: Sized + Send + Sync {
    fn make(ledger: &Arc<Ledger>, len: u32) -> [Self; 3];

    /// Checks it, and tells its values in the order of their keys.
    fn contents(&self) -> Vec<(u32, u32)>;
}

type Operation<T> = (&'static str, fn(&mut [T; 3], &Arc<Ledger>));

/// Enough for several parts.
const LEN: u32 = if cfg!(offshoot_tiny) { 130 } else { 5_000 };

/// Has each operation panic at many of its steps. An operation changes the first and the third of its
/// collections only, and those only as a part of it would.
fn survive<T: Subject>(operations: &[Operation<T>]) {
    quiet();
    let ks: &[isize] = if cfg!(offshoot_tiny) {
        &[0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987]
    } else {
        &[0, 6_000]
    };
    for (number, (name, operation)) in operations.iter().enumerate() {
        let mut blown = 0;
        for step in [Step::Clone, Step::Look, Step::Call] {
            for &k in ks {
                let ledger = Arc::new(Ledger::default());
                ledger.douse();
                let mut subjects = T::make(&ledger, LEN);
                let before = subjects.each_ref().map(T::contents);
                ledger.light(step, k);
                let pool = &POOLS[(number + k as usize) % POOLS.len()];
                let run = AssertUnwindSafe(|| pool.install(|| operation(&mut subjects, &ledger)));
                let panicked = catch_unwind(run).is_err();
                ledger.douse();
                let at = format!("{name}, {step:?} {k} of {LEN}");
                let after = subjects.each_ref().map(T::contents);
                assert_eq!(after[1], before[1], "{at}: another version");
                for side in [0, 2] {
                    // Values grow by one at the most, and keys may go.
                    let was: BTreeMap<u32, u32> = before[side].iter().copied().collect();
                    let is_right = |(key, value): &(u32, u32)| {
                        was.get(key).is_none_or(|old| value - old <= 1) || *value == 1_000_000
                    };
                    assert!(after[side].iter().all(is_right), "{at}: what is left of {side}");
                    // Whatever was not asked about, or shall stay, is there.
                    let there: BTreeMap<u32, u32> = after[side].iter().copied().collect();
                    let stays = |key: &u32| match *name {
                        "change" | "keys and values" => true,
                        name if name.starts_with("ParallelExtend") => !name.contains("small"),
                        name if name.starts_with("sort") => true,
                        "retain" => key % 5 > 0,
                        _ => false,
                    };
                    let lost = was.keys().find(|key| stays(key) && !there.contains_key(key));
                    assert_eq!(lost, None, "{at}: a key of {side} is gone");
                }
                drop(subjects);
                drop((before, after));
                assert_eq!(ledger.living.load(SeqCst), 0, "{at}: elements that live on");
                blown += usize::from(panicked);
                if !panicked {
                    break;
                }
            }
        }
        assert!(blown > 0, "{name} has no steps");
    }
}

impl Subject for Vector<Item> {
    fn make(ledger: &Arc<Ledger>, len: u32) -> [Self; 3] {
        let one: Self = (0..len).map(|value| Item::new(value, ledger)).collect();
        let unique = (0..len).map(|value| Item::new(value, ledger)).collect();
        [one.clone(), one, unique]
    }

    fn contents(&self) -> Vec<(u32, u32)> {
        self.check();
        let mut values: Vec<u32> = self.iter().map(|item| item.value).collect();
        // Only an operation that has not panicked sorts.
        values.sort();
        values.into_iter().enumerate().map(|(at, value)| (at as u32, value)).collect()
    }
}

#[test]
fn vectors_survive() {
    survive::<Vector<Item>>(&[
        ("for each", |[a, ..], ledger| a.par_iter().for_each(|_| ledger.step(Step::Call))),
        ("change", |[a, _, c], ledger| {
            for v in [a, c] {
                v.par_iter_mut().for_each(|item| {
                    ledger.step(Step::Call);
                    item.value += 1;
                });
            }
        }),
        ("give away", |[a, _, c], ledger| {
            for v in [a, c] {
                let v = std::mem::take(v);
                let sum = v.into_par_iter().rev().with_max_len(100).map(|item| {
                    ledger.step(Step::Call);
                    u64::from(item.value)
                });
                assert!(sum.sum::<u64>() > 0);
            }
        }),
        ("FromParallelIterator<T>", |[a, ..], ledger| {
            let clones = a.par_iter().filter(|_| {
                ledger.step(Step::Call);
                true
            });
            assert_eq!(clones.cloned().collect::<Vector<Item>>().len(), a.len());
        }),
        ("ParallelExtend<T>", |[a, _, c], _| {
            let more = a.clone();
            c.par_extend(more.par_iter().map(|item| {
                let mut item = item.clone();
                item.value = 1_000_000;
                item
            }));
        }),
        ("sort", |[a, _, c], ledger| {
            for v in [a, c] {
                v.par_sort_by(|x, y| {
                    ledger.step(Step::Call);
                    y.cmp(x)
                });
            }
        }),
        ("sort by key", |[a, _, c], ledger| {
            for v in [a, c] {
                v.par_sort_by_key(|item| {
                    ledger.step(Step::Call);
                    item.value % 100
                });
            }
        }),
        ("sort by cached key", |[a, _, c], ledger| {
            for v in [a, c] {
                v.par_sort_by_cached_key(|item| {
                    ledger.step(Step::Call);
                    item.value % 100
                });
            }
        }),
        ("sort unstable by", |[a, _, c], _| {
            [a, c].into_iter().for_each(|v| v.par_sort_unstable_by(|x, y| y.cmp(x)));
        }),
        ("sort unstable by key", |[a, _, c], ledger| {
            for v in [a, c] {
                v.par_sort_unstable_by_key(|item| {
                    ledger.step(Step::Call);
                    item.value % 100
                });
            }
        }),
        ("sort, as it is", |[a, _, c], _| [a, c].into_iter().for_each(Vector::par_sort)),
        ("sort unstable", |[a, _, c], _| [a, c].into_iter().for_each(Vector::par_sort_unstable)),
    ]);
}

/// The operations that both kinds of maps have under the same names.
macro_rules! map_operations {
    ($map:ident) => {
        &[
            ("for each", |[a, ..], ledger| a.par_iter().for_each(|_| ledger.step(Step::Call))),
            ("change", |[a, _, c], ledger| {
                for map in [a, c] {
                    map.par_iter_mut().for_each(|(_, item)| {
                        ledger.step(Step::Call);
                        item.value += 1;
                    });
                }
            }),
            ("give away", |[a, _, c], ledger| {
                for map in [a, c] {
                    let sum = std::mem::take(map).into_par_iter().map(|(key, item)| {
                        ledger.step(Step::Call);
                        u64::from(key.value + item.value)
                    });
                    assert!(sum.sum::<u64>() > 0);
                }
            }),
            ("FromParallelIterator<(K, V)>", |[a, ..], ledger| {
                let entries = a.par_iter().map(|(key, item)| {
                    ledger.step(Step::Call);
                    (key.clone(), item.clone())
                });
                assert_eq!(entries.collect::<$map<Item, Item>>().len(), a.len());
            }),
            ("ParallelExtend<(K, V)>", |[a, b, c], _| {
                let entries = || {
                    b.par_iter().map(|(key, item)| {
                        let mut item = item.clone();
                        item.value = 1_000_000;
                        (key.clone(), item)
                    })
                };
                a.par_extend(entries());
                c.par_extend(entries());
            }),
            ("ParallelExtend<(K, V)>, of what is small", |[a, b, _], _| {
                let few = a.len() / 20;
                a.par_retain(|key, _| (key.value as usize) < few);
                a.par_extend(b.par_iter().map(|(key, item)| {
                    let mut item = item.clone();
                    item.value = 1_000_000;
                    (key.clone(), item)
                }));
            }),
            ("union", |[a, b, c], _| {
                assert!(a.par_union(c).len() > a.len());
                assert!(c.par_union(b).len() > a.len());
            }),
            ("union with", |[a, b, c], ledger| {
                let f = |_: &Item, x: &Item, _: &Item| {
                    ledger.step(Step::Call);
                    x.clone()
                };
                assert!(a.par_union_with(c, f).len() > a.len());
                assert_eq!(a.par_union_with(b, f).len(), a.len());
            }),
            ("intersection", |[a, b, c], _| {
                assert!(a.par_intersection(c).len() < a.len());
                assert_eq!(a.par_intersection(b).len(), a.len());
            }),
            ("complement", |[a, _, c], _| assert!(!a.par_relative_complement(c).is_empty())),
            ("a difference", |[a, _, c], _| assert!(!a.par_difference(c).is_empty())),
            ("keys and values", |[a, _, c], ledger| {
                a.par_keys().chain(a.par_values()).for_each(|_| ledger.step(Step::Call));
                c.par_values_mut().for_each(|item| {
                    ledger.step(Step::Call);
                    item.value += 1;
                });
            }),
            ("difference", |[a, _, c], _| assert!(!a.par_symmetric_difference(c).is_empty())),
            ("filter", |[a, _, c], ledger| {
                for map in [a, c] {
                    let less = map.par_filter(|key, _| {
                        ledger.step(Step::Call);
                        key.value % 5 > 0
                    });
                    assert!(less.len() < map.len());
                }
            }),
            ("map values", |[a, ..], ledger| {
                let values = a.par_map_values(|_, item| {
                    ledger.step(Step::Call);
                    item.clone()
                });
                assert_eq!(values.len(), a.len());
            }),
            ("retain", |[a, _, c], ledger| {
                for map in [a, c] {
                    map.par_retain(|key, item| {
                        ledger.step(Step::Call);
                        item.value += 1;
                        key.value % 5 > 0
                    });
                }
            }),
        ]
    };
}

impl Subject for OrdMap<Item, Item> {
    fn make(ledger: &Arc<Ledger>, len: u32) -> [Self; 3] {
        let entry = |key| (Item::new(key, ledger), Item::new(key, ledger));
        let one: Self = (0..len).map(|key| entry(2 * key)).collect();
        [one.clone(), one, (0..len).map(|key| entry(3 * key)).collect()]
    }

    fn contents(&self) -> Vec<(u32, u32)> {
        self.check();
        self.iter().map(|(key, item)| (key.value, item.value)).collect()
    }
}

#[test]
fn ordered_maps_survive() {
    survive::<OrdMap<Item, Item>>(map_operations!(OrdMap));
}

impl Subject for HashMap<Item, Item> {
    fn make(ledger: &Arc<Ledger>, len: u32) -> [Self; 3] {
        let entry = |key| (Item::new(key, ledger), Item::new(key, ledger));
        let one: Self = (0..len).map(|key| entry(2 * key)).collect();
        [one.clone(), one, (0..len).map(|key| entry(3 * key)).collect()]
    }

    fn contents(&self) -> Vec<(u32, u32)> {
        self.check();
        assert_eq!(self.iter().count(), self.len());
        let mut all: Vec<_> = self.iter().map(|(key, item)| (key.value, item.value)).collect();
        all.sort();
        all
    }
}

#[test]
fn hash_maps_survive() {
    survive::<HashMap<Item, Item>>(map_operations!(HashMap));
}

/// The operations that both kinds of sets have under the same names.
macro_rules! set_operations {
    ($set:ident) => {
        &[
            ("for each", |[a, ..], ledger| a.par_iter().for_each(|_| ledger.step(Step::Call))),
            ("give away", |[a, _, c], ledger| {
                for set in [a, c] {
                    let sum = std::mem::take(set).into_par_iter().map(|item| {
                        ledger.step(Step::Call);
                        u64::from(item.value)
                    });
                    assert!(sum.sum::<u64>() > 0);
                }
            }),
            ("FromParallelIterator<T>", |[a, ..], _| {
                assert_eq!(a.par_iter().cloned().collect::<$set<Item>>().len(), a.len());
            }),
            ("ParallelExtend<T>", |[a, b, c], _| {
                a.par_extend(b.par_iter().cloned());
                c.par_extend(b.par_iter().cloned());
            }),
            ("algebra", |[a, b, c], _| {
                assert!(a.par_union(c).len() > a.len());
                assert_eq!(a.par_intersection(b).len(), a.len());
                assert!(!a.par_relative_complement(c).is_empty());
                assert!(!a.par_symmetric_difference(c).is_empty());
                assert!(!a.par_difference(c).is_empty());
            }),
            ("filter", |[a, _, c], ledger| {
                for set in [a, c] {
                    let less = set.par_filter(|item| {
                        ledger.step(Step::Call);
                        item.value % 5 > 0
                    });
                    assert!(less.len() < set.len());
                }
            }),
            ("retain", |[a, _, c], ledger| {
                for set in [a, c] {
                    set.par_retain(|item| {
                        ledger.step(Step::Call);
                        item.value % 5 > 0
                    });
                }
            }),
        ]
    };
}

impl Subject for OrdSet<Item> {
    fn make(ledger: &Arc<Ledger>, len: u32) -> [Self; 3] {
        let one: Self = (0..len).map(|value| Item::new(2 * value, ledger)).collect();
        [one.clone(), one, (0..len).map(|value| Item::new(3 * value, ledger)).collect()]
    }

    fn contents(&self) -> Vec<(u32, u32)> {
        self.check();
        self.iter().map(|item| (item.value, 0)).collect()
    }
}

#[test]
fn ordered_sets_survive() {
    survive::<OrdSet<Item>>(set_operations!(OrdSet));
}

impl Subject for HashSet<Item> {
    fn make(ledger: &Arc<Ledger>, len: u32) -> [Self; 3] {
        let one: Self = (0..len).map(|value| Item::new(2 * value, ledger)).collect();
        [one.clone(), one, (0..len).map(|value| Item::new(3 * value, ledger)).collect()]
    }

    fn contents(&self) -> Vec<(u32, u32)> {
        self.check();
        let mut all: Vec<_> = self.iter().map(|item| (item.value, 0)).collect();
        all.sort();
        all
    }
}

#[test]
fn hash_sets_survive() {
    survive::<HashSet<Item>>(set_operations!(HashSet));
}

/// A buffer holds the bytes of the values.
impl Subject for ByteBuf {
    fn make(_: &Arc<Ledger>, len: u32) -> [Self; 3] {
        let one: Self = (0..len).map(|value| (value % 200) as u8).collect();
        [one.clone(), one, (0..len).map(|value| (value % 100) as u8).collect()]
    }

    fn contents(&self) -> Vec<(u32, u32)> {
        self.check();
        // Each byte at its place; what is appended lies behind.
        (0..).zip(self.iter().map(u32::from)).collect()
    }
}

#[test]
fn byte_buffers_survive() {
    survive::<ByteBuf>(&[
        ("for each", |[a, ..], ledger| {
            a.into_par_iter().for_each(|_| ledger.step(Step::Call));
            a.par_chunks().for_each(|_| ledger.step(Step::Call));
        }),
        ("change", |[a, _, c], ledger| {
            for buffer in [a, c] {
                buffer.into_par_iter().for_each(|byte| {
                    ledger.step(Step::Call);
                    *byte += 1;
                });
            }
        }),
        ("chunks_mut", |[a, _, c], ledger| {
            for buffer in [a, c] {
                buffer.par_chunks_mut().for_each(|run| {
                    ledger.step(Step::Call);
                    run[0] += 1;
                });
            }
        }),
        ("give away", |[a, _, c], ledger| {
            for buffer in [a, c] {
                let sum = std::mem::take(buffer).into_par_iter().map(|byte| {
                    ledger.step(Step::Call);
                    u64::from(byte)
                });
                assert!(sum.sum::<u64>() > 0);
            }
        }),
        ("FromParallelIterator<u8>, FromParallelIterator<Self>", |[a, ..], ledger| {
            let step = |byte| {
                ledger.step(Step::Call);
                byte
            };
            assert_eq!(a.clone().into_par_iter().map(step).collect::<ByteBuf>().len(), a.len());
            let parts = (0..50_usize).into_par_iter().map(|_| {
                ledger.step(Step::Call);
                a.clone()
            });
            assert_eq!(parts.collect::<ByteBuf>().len(), 50 * a.len());
        }),
        ("FromParallelIterator<&'a u8>", |[a, ..], ledger| {
            let bytes = a.to_vec();
            let step = |_: &&u8| {
                ledger.step(Step::Call);
                true
            };
            assert_eq!(bytes.par_iter().filter(step).collect::<ByteBuf>().len(), a.len());
        }),
        ("ParallelExtend<u8>, ParallelExtend<Self>", |[a, b, c], ledger| {
            let step = |_: u8| {
                ledger.step(Step::Call);
                7
            };
            a.par_extend(b.clone().into_par_iter().map(step));
            let parts = [b.clone(), b.clone()];
            c.par_extend(parts.into_par_iter().map(|part| {
                ledger.step(Step::Call);
                part
            }));
        }),
        ("ParallelExtend<&'a u8>", |[a, b, _], ledger| {
            let bytes = b.to_vec();
            a.par_extend(bytes.par_iter().filter(|_| {
                ledger.step(Step::Call);
                true
            }));
        }),
    ]);
}
