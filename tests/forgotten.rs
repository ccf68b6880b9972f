//! Whatever a collection lends or gives may be forgotten: what it held may leak, and nothing is freed twice or
//! used after its end. Miri runs this without looking for leaks; a ledger of all elements sees double drops.
#![allow(clippy::forget_non_drop, reason = "whether there is a `Drop` is the library's business")]
#![allow(
    clippy::incompatible_msrv,
    reason = "only users of the library may have an older compiler"
)]

#[allow(dead_code, reason = "other tests ask for more")]
#[path = "support/element.rs"]
mod element;

use std::fmt::Debug;
use std::mem::forget;
use std::ops::Bound::{Included, Unbounded};

use element::{Counted, Element};
use offshoot::{ByteBuf, HashMap, HashSet, OrdMap, OrdSet, Vector, hash_map, ord_map};

/// Elements enough for several levels of tiny nodes.
const MANY: u32 = if cfg!(miri) { 30 } else { 200 };

/// Forgets what `lend` makes of a collection that is alone, and of one whose nodes are shared; then the
/// collection is whole, can be written to by `go_on` and goes, and so does the older version.
fn forgets<C: Clone + PartialEq + Debug>(
    make: impl Fn() -> C,
    lend: impl Fn(&mut C),
    check: impl Fn(&C),
    go_on: impl Fn(&mut C),
) {
    for is_shared in [false, true] {
        let mut collection = make();
        let old = is_shared.then(|| collection.clone());
        lend(&mut collection);
        check(&collection);
        let copy = collection.clone();
        go_on(&mut collection);
        check(&collection);
        check(&copy);
        drop(collection);
        // Its nodes are read, and not those of another.
        let before = make();
        assert!(old.iter().all(|old| *old == before));
        old.iter().for_each(&check);
    }
}

/// Takes a few items from the front, and forgets the rest and what was taken.
fn a_few<I: Iterator>(mut iter: I) {
    forget((iter.next(), iter.next()));
    drop(iter.next());
    forget(iter);
}

/// The same from both ends.
fn from_ends<I: DoubleEndedIterator>(mut iter: I) {
    forget((iter.next(), iter.next_back()));
    drop((iter.next(), iter.next_back()));
    forget(iter);
}

fn vector(lend: impl Fn(&mut Vector<Counted>)) {
    for n in [3, MANY] {
        let make = || (0..n).map(Counted::new).collect();
        forgets(make, &lend, Vector::check, |v| {
            v.insert(v.len() / 2, Counted::new(1));
            v.iter_mut().for_each(Counted::change);
            v.truncate(v.len() / 2);
        });
    }
}

#[test]
fn of_vectors() {
    vector(|v| from_ends(v.iter()));
    vector(|v| from_ends(v.iter_mut()));
    vector(|v| from_ends(v.range_mut(1..)));
    vector(|v| a_few(v.chunks()));
    vector(|v| from_ends(v.chunks_mut()));
    vector(|v| from_ends(v.clone().into_iter()));
    vector(|v| from_ends(std::mem::take(v).into_iter()));
    vector(|v| from_ends(v.drain(1..)));
    vector(|v| from_ends(v.drain(..v.len() / 2)));
    vector(|v| from_ends(v.splice(1..2, (0..9).map(Counted::new))));
    vector(|v| forget(v.focus()));
    vector(|v| {
        let mut all = v.focus_mut();
        all.get_mut(0).expect("it is there").change();
        forget(all);
    });
    vector(|v| {
        let (mut low, mut high) = v.focus_mut().split_at(1);
        low.get_mut(0).expect("it is there").change();
        high.get_mut(1).expect("it is there").change();
        forget(low);
        drop(high);
    });
    vector(|v| from_ends(v.focus_mut().narrow(1..).into_iter()));
    vector(|v| forget(v.focus_mut().unmut()));
    vector(|v| forget(v.get_disjoint_mut([1, 0])));
    vector(|v| forget(v.clone()));
    vector(|v| forget(v.split_off(2)));
}

fn ord_map(lend: impl Fn(&mut OrdMap<Counted, Counted>)) {
    let make = || (0..MANY).map(|i| (Counted::new(2 * i), Counted::new(i))).collect();
    forgets(make, &lend, OrdMap::check, |map| {
        map.insert(Counted::new(7), Counted::new(7));
        map.values_mut().for_each(Counted::change);
        map.retain(|key, _| key.number() % 3 > 0);
    });
}

#[test]
fn of_ordered_maps() {
    let key = Counted::new;
    ord_map(|map| from_ends(map.iter()));
    ord_map(|map| from_ends(map.iter_mut()));
    ord_map(|map| from_ends(map.values_mut()));
    ord_map(|map| from_ends(map.range_mut(key(3)..)));
    ord_map(|map| from_ends(map.clone().into_iter()));
    ord_map(|map| from_ends(std::mem::take(map).into_iter()));
    ord_map(|map| from_ends(std::mem::take(map).into_keys()));
    ord_map(|map| a_few(map.extract_if(.., |key, _| key.number() % 4 == 0)));
    ord_map(|map| forget(map.lower_bound(Included(&key(9)))));
    ord_map(|map| {
        let mut there = map.lower_bound_mut(Included(&key(9)));
        forget(there.remove_next());
        there.insert_before(key(9), key(9)).expect("it belongs there");
        forget(there);
    });
    for number in [8, 9] {
        ord_map(|map| forget(map.entry(key(number))));
        ord_map(|map| forget(map.entry(key(number)).and_modify(Counted::change)));
        ord_map(|map| forget(map.entry(key(number)).insert_entry(key(1))));
        ord_map(|map| match map.entry(key(number)) {
            ord_map::Entry::Occupied(mut there) => {
                there.get_mut().change();
                forget(there);
            }
            ord_map::Entry::Vacant(there) => forget(there),
        });
    }
    ord_map(|map| forget(map.first_entry()));
    ord_map(|map| forget(map.split_off(&key(9))));
}

fn hash_map(lend: impl Fn(&mut HashMap<Counted, Counted>)) {
    let make = || (0..MANY).map(|i| (Counted::new(2 * i), Counted::new(i))).collect();
    forgets(make, &lend, HashMap::check, |map| {
        map.insert(Counted::new(7), Counted::new(7));
        map.values_mut().for_each(Counted::change);
        map.retain(|key, _| key.number() % 3 > 0);
    });
}

#[test]
fn of_hash_maps() {
    let key = Counted::new;
    hash_map(|map| a_few(map.iter()));
    hash_map(|map| a_few(map.iter_mut()));
    hash_map(|map| a_few(map.values_mut()));
    hash_map(|map| a_few(map.drain()));
    hash_map(|map| a_few(map.clone().into_iter()));
    hash_map(|map| a_few(std::mem::take(map).into_iter()));
    hash_map(|map| a_few(std::mem::take(map).into_values()));
    hash_map(|map| a_few(map.extract_if(|key, _| key.number() % 4 == 0)));
    hash_map(|map| forget(map.get_disjoint_mut([&key(8), &key(9), &key(2)])));
    for number in [8, 9] {
        hash_map(|map| forget(map.entry(key(number))));
        hash_map(|map| forget(map.entry(key(number)).and_modify(Counted::change)));
        hash_map(|map| forget(map.entry(key(number)).insert_entry(key(1))));
        hash_map(|map| match map.entry(key(number)) {
            hash_map::Entry::Occupied(mut there) => {
                there.get_mut().change();
                forget(there);
            }
            hash_map::Entry::Vacant(there) => forget(there),
        });
    }
}

#[test]
fn of_sets() {
    let make = || (0..MANY).map(Counted::new);
    let third = |value: &Counted| value.number() % 3 == 0;
    let hashed = |lend: &dyn Fn(&mut HashSet<Counted>)| {
        forgets(
            || make().collect(),
            lend,
            HashSet::check,
            |set| drop(set.insert(Counted::new(999))),
        );
    };
    hashed(&|set| a_few(set.drain()));
    hashed(&|set| a_few(set.extract_if(third)));
    hashed(&|set| a_few(std::mem::take(set).into_iter()));
    let ordered = |lend: &dyn Fn(&mut OrdSet<Counted>)| {
        forgets(
            || make().collect(),
            lend,
            OrdSet::check,
            |set| drop(set.insert(Counted::new(999))),
        );
    };
    ordered(&|set| a_few(set.extract_if(.., third)));
    ordered(&|set| from_ends(std::mem::take(set).into_iter()));
    ordered(&|set| forget(set.upper_bound_mut::<Counted>(Unbounded).remove_prev()));
    ordered(&|set| forget(set.upper_bound_mut::<Counted>(Unbounded)));
}

#[test]
fn of_byte_buffers() {
    let page = ByteBuf::PAGE;
    let bytes = |lend: &dyn Fn(&mut ByteBuf)| {
        for make in [|bytes: &[u8]| ByteBuf::from(bytes), |bytes: &[u8]| bytes.to_vec().into()] {
            forgets(
                || make(&vec![7; 5 * page]),
                lend,
                ByteBuf::check,
                |buffer| {
                    buffer.insert(buffer.len() / 2, b"new");
                    buffer.fill(3);
                },
            );
        }
    };
    bytes(&|buffer| from_ends(buffer.iter()));
    bytes(&|buffer| from_ends(buffer.chunks()));
    bytes(&|buffer| a_few(buffer.lines()));
    bytes(&|buffer| forget(buffer.cursor()));
    bytes(&|buffer| {
        let mut there = buffer.cursor_mut();
        assert!(there.write_from(&vec![1; page + 1]));
        forget(there);
    });
    bytes(&|buffer| forget(buffer.split_off(page)));
    bytes(&|buffer| forget(buffer.slice(1..2 * page)));
    #[cfg(feature = "bytes")]
    bytes(&|buffer| a_few(buffer.chunks_bytes()));
}
