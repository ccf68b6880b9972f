//! The costs of what several threads do: those by one thread, counted over all of them.

use std::hint::black_box as eat;

use offshoot::{ByteBuf, HashMap, HashSet, OrdMap, OrdSet, Vector};
use rayon::prelude::*;

use crate::costs::{Counted, Fixture, M, Makes, Row, Tally, begin, end};
use crate::hash_map::Fixed;
use crate::ord_map;

#[derive(Clone)]
pub struct All {
    v: Vector<Counted>,
    b: ByteBuf,
    om: OrdMap<Counted, Counted>,
    hm: HashMap<Counted, Counted, Fixed>,
    os: OrdSet<Counted>,
    hs: HashSet<Counted, Fixed>,
    /// `M` keys, every other of which is in none of the others.
    few_om: OrdMap<Counted, Counted>,
    few_hm: HashMap<Counted, Counted, Fixed>,
    few_os: OrdSet<Counted>,
    few_hs: HashSet<Counted, Fixed>,
    n: usize,
}

impl Fixture for All {
    const SIZES: [usize; 3] = [1_000, 10_000, 60_000];
    // To count asks all threads, twice, which allocates; work is dealt out in parts.
    const ONCE: Tally = Tally {
        blocks: 200,
        bytes: if cfg!(offshoot_tiny) { 20_000 } else { 60_000 },
        compared: 16,
        hashed: 16,
        cloned: 400,
    };
    const EACH: Tally =
        Tally { blocks: 40, bytes: 40_000, compared: 400, hashed: 100, cloned: 400 };
    const HALVING: Tally = Tally { blocks: 16, ..ord_map::HALVING };
    const ELEMENT: Tally = Tally { blocks: 2, bytes: 320, compared: 3, hashed: 4, cloned: 6 };

    fn new(n: usize) -> Self {
        let step = 2 * n as u64 / M as u64;
        let keys = || (0..n as u64).map(|i| Counted(2 * i));
        let few = || (0..M as u64).map(|i| Counted(i * step / 2 * 2 + i % 2));
        let both = |key: Counted| (Counted(key.0), key);
        Self {
            v: keys().collect(),
            b: ByteBuf::from(&vec![7; n][..]),
            om: keys().map(both).collect(),
            hm: keys().map(both).collect(),
            os: keys().collect(),
            hs: keys().collect(),
            few_om: few().map(both).collect(),
            few_hm: few().map(both).collect(),
            few_os: few().collect(),
            few_hs: few().collect(),
            n,
        }
    }

    fn len(&self) -> usize {
        self.v.len()
    }
}

impl All {
    fn keys(&self) -> Vec<Counted> {
        (0..self.n as u64).map(Counted).collect()
    }

    fn entries(&self) -> Vec<(Counted, Counted)> {
        (0..self.n as u64).map(|i| (Counted(i), Counted(i))).collect()
    }

    fn sort(&self, sort: fn(&mut Vector<Counted>)) {
        let mut v: Vector<_> =
            (0..self.n as u64).map(|i| Counted(i * 7_919 % self.n as u64)).collect();
        begin();
        sort(&mut v);
        end();
        assert!(v.is_sorted());
    }
}

/// More keys than any has.
fn more() -> Vec<Counted> {
    (0..M as u64).map(|i| Counted((1 << 40) + i)).collect()
}

pub const ROWS: &[Row<All>] = &[
    ("OrdMap::par_union", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((f.om.par_union(&f.few_om), f.few_om.par_union(&f.om))));
    }),
    ("OrdMap::par_intersection", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((f.om.par_intersection(&f.few_om), f.few_om.par_intersection(&f.om))));
    }),
    ("OrdMap::par_relative_complement", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((
            f.om.par_relative_complement(&f.few_om),
            f.few_om.par_relative_complement(&f.om),
        )));
    }),
    ("OrdMap::par_symmetric_difference", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((
            f.om.par_symmetric_difference(&f.few_om),
            f.few_om.par_symmetric_difference(&f.om),
        )));
    }),
    ("OrdMap::par_difference", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((f.om.par_difference(&f.few_om), f.few_om.par_difference(&f.om))));
    }),
    ("OrdMap::par_filter", "O(n)", Makes, |f| drop(eat(f.om.par_filter(|key, _| key.0 % 3 != 0)))),
    ("OrdMap::par_retain", "O(n)", Makes, |f| {
        let mut all = f.om.clone();
        begin();
        all.par_retain(|key, _| key.0 % 3 != 0);
    }),
    ("OrdMap::par_union_with", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat(f.om.par_union_with(&f.few_om, |_, x, _| x.clone())));
    }),
    ("OrdMap::par_map_values", "O(n)", Makes, |f| drop(eat(f.om.par_map_values(|_, x| x.0)))),
    ("OrdMap::par_keys", "O(1)", Makes, |f| drop(eat(f.om.par_keys()))),
    ("OrdMap::par_values", "O(1)", Makes, |f| drop(eat(f.om.par_values()))),
    ("OrdMap::par_values_mut", "O(1)", Makes, |f| drop(eat(f.om.par_values_mut()))),
    ("OrdMap::par_keys", "O(log n)", Makes, |f| {
        eat(f.om.par_keys().take(1).count());
    }),
    ("OrdMap::par_values", "O(log n)", Makes, |f| {
        eat(f.om.par_values().take(1).count());
    }),
    ("OrdMap::par_values_mut", "O(log n)", Makes, |f| {
        eat(f.om.par_values_mut().take(1).count());
    }),
    ("FromParallelIterator<(K, V)> for OrdMap", "O(n log n)", Makes, |f| {
        drop(eat(f.entries().into_par_iter().collect::<OrdMap<_, _>>()));
    }),
    ("HashMap::par_union", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((f.hm.par_union(&f.few_hm), f.few_hm.par_union(&f.hm))));
    }),
    ("HashMap::par_intersection", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((f.hm.par_intersection(&f.few_hm), f.few_hm.par_intersection(&f.hm))));
    }),
    ("HashMap::par_relative_complement", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((
            f.hm.par_relative_complement(&f.few_hm),
            f.few_hm.par_relative_complement(&f.hm),
        )));
    }),
    ("HashMap::par_symmetric_difference", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((
            f.hm.par_symmetric_difference(&f.few_hm),
            f.few_hm.par_symmetric_difference(&f.hm),
        )));
    }),
    ("HashMap::par_difference", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((f.hm.par_difference(&f.few_hm), f.few_hm.par_difference(&f.hm))));
    }),
    ("HashMap::par_filter", "O(n)", Makes, |f| drop(eat(f.hm.par_filter(|key, _| key.0 % 3 != 0)))),
    ("HashMap::par_retain", "O(n)", Makes, |f| {
        let mut all = f.hm.clone();
        begin();
        all.par_retain(|key, _| key.0 % 3 != 0);
    }),
    ("HashMap::par_union_with", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat(f.hm.par_union_with(&f.few_hm, |_, x, _| x.clone())));
    }),
    ("HashMap::par_map_values", "O(n)", Makes, |f| drop(eat(f.hm.par_map_values(|_, x| x.0)))),
    ("HashMap::par_keys", "O(1)", Makes, |f| drop(eat(f.hm.par_keys()))),
    ("HashMap::par_values", "O(1)", Makes, |f| drop(eat(f.hm.par_values()))),
    ("HashMap::par_values_mut", "O(1)", Makes, |f| drop(eat(f.hm.par_values_mut()))),
    ("FromParallelIterator<(K, V)> for HashMap", "O(n)", Makes, |f| {
        drop(eat(f.entries().into_par_iter().collect::<HashMap<_, _, Fixed>>()));
    }),
    ("OrdSet::par_union", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((f.os.par_union(&f.few_os), f.few_os.par_union(&f.os))));
    }),
    ("OrdSet::par_intersection", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((f.os.par_intersection(&f.few_os), f.few_os.par_intersection(&f.os))));
    }),
    ("OrdSet::par_relative_complement", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((
            f.os.par_relative_complement(&f.few_os),
            f.few_os.par_relative_complement(&f.os),
        )));
    }),
    ("OrdSet::par_symmetric_difference", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((
            f.os.par_symmetric_difference(&f.few_os),
            f.few_os.par_symmetric_difference(&f.os),
        )));
    }),
    ("OrdSet::par_difference", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((f.os.par_difference(&f.few_os), f.few_os.par_difference(&f.os))));
    }),
    ("OrdSet::par_filter", "O(n)", Makes, |f| drop(eat(f.os.par_filter(|key| key.0 % 3 != 0)))),
    ("OrdSet::par_retain", "O(n)", Makes, |f| {
        let mut all = f.os.clone();
        begin();
        all.par_retain(|key| key.0 % 3 != 0);
    }),
    ("FromParallelIterator<T> for OrdSet", "O(n log n)", Makes, |f| {
        drop(eat(f.keys().into_par_iter().collect::<OrdSet<_>>()));
    }),
    ("HashSet::par_union", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((f.hs.par_union(&f.few_hs), f.few_hs.par_union(&f.hs))));
    }),
    ("HashSet::par_intersection", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((f.hs.par_intersection(&f.few_hs), f.few_hs.par_intersection(&f.hs))));
    }),
    ("HashSet::par_relative_complement", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((
            f.hs.par_relative_complement(&f.few_hs),
            f.few_hs.par_relative_complement(&f.hs),
        )));
    }),
    ("HashSet::par_symmetric_difference", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((
            f.hs.par_symmetric_difference(&f.few_hs),
            f.few_hs.par_symmetric_difference(&f.hs),
        )));
    }),
    ("HashSet::par_difference", "O(m log(n / m + 1))", Makes, |f| {
        drop(eat((f.hs.par_difference(&f.few_hs), f.few_hs.par_difference(&f.hs))));
    }),
    ("HashSet::par_filter", "O(n)", Makes, |f| drop(eat(f.hs.par_filter(|key| key.0 % 3 != 0)))),
    ("HashSet::par_retain", "O(n)", Makes, |f| {
        let mut all = f.hs.clone();
        begin();
        all.par_retain(|key| key.0 % 3 != 0);
    }),
    ("FromParallelIterator<T> for HashSet", "O(n)", Makes, |f| {
        drop(eat(f.keys().into_par_iter().collect::<HashSet<_, Fixed>>()));
    }),
    ("ParallelExtend<(K, V)> for HashMap", "O(m)", Makes, |f| {
        let mut all = f.hm.clone();
        begin();
        all.par_extend(more().into_par_iter().map(|key| (Counted(key.0), key)));
    }),
    ("ByteBuf::par_chunks", "O(1)", Makes, |f| drop(eat(f.b.par_chunks()))),
    ("ByteBuf::par_chunks", "O(log n)", Makes, |f| _ = eat(f.b.par_chunks().find_any(|_| true))),
    ("ByteBuf::par_chunks_mut", "O(1)", Makes, |f| drop(eat(f.b.par_chunks_mut()))),
    ("ByteBuf::par_chunks_mut", "O(log n)", Makes, |f| {
        _ = eat(f.b.par_chunks_mut().find_any(|_| true));
    }),
    ("FromParallelIterator<u8> for ByteBuf", "O(n)", Makes, |f| {
        drop(eat(vec![7; f.n].into_par_iter().collect::<ByteBuf>()));
    }),
    ("ParallelExtend<u8> for ByteBuf", "O(m)", Makes, |f| {
        let mut all = f.b.clone();
        begin();
        all.par_extend(vec![7; M]);
    }),
    ("FromParallelIterator<T> for Vector", "O(n)", Makes, |f| {
        drop(eat(f.keys().into_par_iter().collect::<Vector<_>>()));
    }),
    ("ParallelExtend<T> for Vector", "O(m)", Makes, |f| {
        let mut all = f.v.clone();
        begin();
        all.par_extend(more());
    }),
    ("Vector::par_sort", "O(n log n)", Makes, |f| f.sort(Vector::par_sort)),
    ("Vector::par_sort_by", "O(n log n)", Makes, |f| f.sort(|v| v.par_sort_by(Counted::cmp))),
    ("Vector::par_sort_by_key", "O(n log n)", Makes, |f| {
        f.sort(|v| v.par_sort_by_key(|x| Counted(x.0)));
    }),
    ("Vector::par_sort_by_cached_key", "O(n log n)", Makes, |f| {
        f.sort(|v| v.par_sort_by_cached_key(|x| Counted(x.0)));
    }),
    ("Vector::par_sort_unstable", "O(n log n)", Makes, |f| f.sort(Vector::par_sort_unstable)),
    ("Vector::par_sort_unstable_by", "O(n log n)", Makes, |f| {
        f.sort(|v| v.par_sort_unstable_by(Counted::cmp));
    }),
    ("Vector::par_sort_unstable_by_key", "O(n log n)", Makes, |f| {
        f.sort(|v| v.par_sort_unstable_by_key(|x| Counted(x.0)));
    }),
];
