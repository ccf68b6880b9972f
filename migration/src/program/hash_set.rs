// Every method and trait of a hash set that im and imbl have in common.

use std::collections::BTreeSet;

use library::HashSet;
use library::hashset;
use library::hashset::{ConsumingIter, Iter};

type Set = HashSet<u32>;

fn sorted<T: Ord + Clone + std::hash::Hash>(set: &HashSet<T>) -> BTreeSet<T> {
    set.iter().cloned().collect()
}

fn largest<'a>(iter: Iter<'a, u32>) -> Option<&'a u32> {
    iter.max()
}

fn sum(iter: ConsumingIter<u32>) -> u32 {
    iter.sum()
}

pub fn run(out: &mut String) {
    let empty: Set = HashSet::new();
    show!(out, "new", (&empty, Set::default(), Set::unit(3)));
    let set: Set = (0..500).map(|i: u32| i * 7919 % 1_000).collect();
    show!(out, "set", sorted(&set));
    show!(out, "len", (set.len(), set.is_empty(), empty.is_empty()));
    show!(out, "ptr_eq", set.ptr_eq(&set.clone()));
    show!(out, "iter", (largest(set.iter()), set.iter().len()));
    show!(out, "contains", (set.contains(&0), set.contains(&1_001)));
    let other: HashSet<String> = set.new_from();
    show!(out, "new_from", other);
    let few: Set = hashset![10, 20, 30];
    show!(
        out,
        "is_subset",
        (few.is_subset(&few), Set::unit(10).is_subset(&few), few.is_subset(Set::unit(10)))
    );
    show!(
        out,
        "is_proper_subset",
        (few.is_proper_subset(&few), Set::unit(10).is_proper_subset(&few))
    );

    let mut set = few.clone();
    show!(out, "insert", (set.insert(15), set.insert(20), sorted(&set)));
    show!(out, "remove", (set.remove(&15), set.remove(&15), sorted(&set)));
    show!(out, "update", (sorted(&few.update(25)), sorted(&few.update(20))));
    show!(out, "without", (sorted(&few.without(&20)), sorted(&few.without(&25))));
    set.retain(|x| *x > 10);
    show!(out, "retain", sorted(&set));
    set.clear();
    show!(out, "clear", set);
    set.extend(vec![5u32, 4]);
    show!(out, "extend", sorted(&set));

    let (a, b): (Set, Set) = (hashset![1, 2, 3], hashset![2, 3, 4]);
    show!(out, "union", sorted(&a.clone().union(b.clone())));
    show!(out, "add", (sorted(&(&a + &b)), sorted(&(a.clone() + b.clone()))));
    show!(out, "unions", sorted(&HashSet::unions(vec![a.clone(), b.clone(), hashset![9]])));
    show!(out, "sum", sorted(&vec![a.clone(), b.clone()].into_iter().sum::<Set>()));
    show!(out, "difference", sorted(&a.clone().difference(b.clone())));
    show!(out, "symmetric_difference", sorted(&a.clone().symmetric_difference(b.clone())));
    show!(out, "relative_complement", sorted(&a.clone().relative_complement(b.clone())));
    show!(out, "intersection", sorted(&a.clone().intersection(b.clone())));
    show!(out, "mul", (sorted(&(&a * &b)), sorted(&(a.clone() * b.clone()))));

    show!(out, "eq", (a == b, a == hashset![3, 2, 1]));
    show!(out, "debug", format!("{:?} {:#?}", HashSet::<u8>::unit(1), HashSet::<u8>::unit(1)));
    show!(out, "into_iter", sum(a.clone().into_iter()));
    let mut total = 0;
    for x in &a {
        total += x;
    }
    show!(out, "for", total);
    show!(out, "from vec", (sorted(&Set::from(vec![2, 1])), sorted(&Set::from(&vec![2, 1]))));
    show!(out, "from slice", sorted(&Set::from(&[2, 1][..])));
    let std = std::collections::HashSet::from([1, 2]);
    show!(out, "from std", (sorted(&Set::from(&std)), sorted(&Set::from(std))));
    let std = BTreeSet::from([1, 2]);
    show!(out, "from ordered", sorted(&Set::from(&std)));
    let words: HashSet<&str> = hashset!["b", "a"];
    show!(out, "from refs", sorted(&HashSet::<String>::from(&words)));
    show!(out, "contains by str", HashSet::<String>::from(&words).contains("a"));
}
