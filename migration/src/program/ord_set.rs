// Every method and trait of an ordered set that im and imbl have in common.

use std::collections::BTreeSet;

use library::OrdSet;
use library::ordset;
use library::ordset::{ConsumingIter, Iter};

fn first<'a>(mut iter: Iter<'a, u32>) -> Option<&'a u32> {
    iter.next()
}

fn last(iter: ConsumingIter<u32>) -> Option<u32> {
    iter.last()
}

pub fn run(out: &mut String) {
    let empty: OrdSet<u32> = OrdSet::new();
    show!(out, "new", (&empty, OrdSet::<u32>::default(), OrdSet::unit(3)));
    let set: OrdSet<u32> = (0..500).map(|i: u32| i * 7919 % 1_000).collect();
    show!(out, "set", set);
    show!(out, "len", (set.len(), set.is_empty(), empty.is_empty()));
    show!(out, "ptr_eq", set.ptr_eq(&set.clone()));
    show!(out, "get_min", (set.get_min(), set.get_max(), empty.get_min(), empty.get_max()));
    show!(out, "iter", (first(set.iter()), set.iter().len(), set.iter().next_back()));
    show!(out, "range", set.range(10..20).collect::<Vec<_>>());
    show!(out, "range back", set.range(..=20).next_back());
    show!(out, "contains", (set.contains(&0), set.contains(&1_001)));
    let gaps: OrdSet<u32> = ordset![10, 20, 30];
    show!(out, "get_prev", (gaps.get_prev(&20), gaps.get_prev(&25), gaps.get_prev(&5)));
    show!(out, "get_next", (gaps.get_next(&20), gaps.get_next(&25), gaps.get_next(&35)));
    show!(
        out,
        "is_subset",
        (gaps.is_subset(&gaps), ordset![10].is_subset(&gaps), gaps.is_subset(ordset![10]))
    );
    show!(
        out,
        "is_proper_subset",
        (gaps.is_proper_subset(&gaps), ordset![10].is_proper_subset(&gaps))
    );

    let mut set = gaps.clone();
    show!(out, "insert", (set.insert(15), set.insert(20), &set));
    show!(out, "remove", (set.remove(&15), set.remove(&15), &set));
    set.insert(40);
    show!(out, "remove_min", (set.remove_min(), set.remove_max(), &set));
    show!(out, "update", (gaps.update(25), gaps.update(20)));
    show!(out, "without", (gaps.without(&20), gaps.without(&25)));
    show!(out, "without_min", (gaps.without_min(), gaps.without_max()));
    set.clear();
    show!(out, "clear", set);
    set.extend(vec![5u32, 4]);
    show!(out, "extend", set);

    let (a, b): (OrdSet<u32>, OrdSet<u32>) = (ordset![1, 2, 3], ordset![2, 3, 4]);
    show!(out, "union", (a.clone().union(b.clone()), &a + &b, a.clone() + b.clone()));
    show!(out, "unions", OrdSet::unions(vec![a.clone(), b.clone(), ordset![9]]));
    show!(out, "sum", vec![a.clone(), b.clone()].into_iter().sum::<OrdSet<u32>>());
    show!(out, "difference", a.clone().difference(b.clone()));
    show!(out, "symmetric_difference", a.clone().symmetric_difference(b.clone()));
    show!(out, "relative_complement", a.clone().relative_complement(b.clone()));
    show!(out, "intersection", (a.clone().intersection(b.clone()), &a * &b, a.clone() * b.clone()));
    show!(out, "split", a.clone().split(&2));
    show!(out, "split_member", (a.clone().split_member(&2), a.clone().split_member(&9)));
    show!(out, "take", (a.take(2), a.skip(2)));
    show!(out, "diff", a.diff(&b).count());

    show!(out, "eq", (a == b, a == ordset![3, 2, 1]));
    show!(out, "ord", (a.cmp(&b), a < b));
    show!(out, "debug", format!("{a:?} {a:#?}"));
    show!(out, "into_iter", last(a.clone().into_iter()));
    let mut sum = 0;
    for x in &a {
        sum += x;
    }
    show!(out, "for", sum);
    show!(out, "from vec", (OrdSet::from(vec![2, 1]), OrdSet::from(&vec![2, 1])));
    show!(out, "from slice", OrdSet::from(&[2, 1][..]));
    let std = BTreeSet::from([1, 2]);
    show!(out, "from std", (OrdSet::from(&std), OrdSet::from(std)));
    let std = std::collections::HashSet::from([1, 2]);
    show!(out, "from hashed", (OrdSet::from(&std), OrdSet::from(std)));
    let words: OrdSet<&str> = ordset!["b", "a"];
    show!(out, "from refs", OrdSet::<String>::from(&words));
    show!(out, "contains by str", OrdSet::<String>::from(&words).contains("a"));
}
