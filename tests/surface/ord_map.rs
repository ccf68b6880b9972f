//! All of `OrdMap`. Knows no other collection.

use std::collections::{BTreeMap, HashMap as StdHashMap};
use std::ops::Bound::{Excluded, Included, Unbounded};

use offshoot::ord_map::{
    ConsumingIter, Cursor, CursorMut, Entry, IntoKeys, IntoValues, Iter, IterMut, Keys,
    OccupiedEntry, UnorderedKeyError, VacantEntry, Values, ValuesMut,
};
use offshoot::{OrdMap, get_in, ordmap, update_in};

use super::element::Element;
use super::walk::{from_both_ends, half_way_in_a_row, in_a_row, is_done, shown};
use super::{MANY, THOROUGH, elements, some, turns};

type Map<E> = OrdMap<E, String>;
type Model<E> = BTreeMap<E, String>;

/// Everything, of one kind of keys. The values own memory.
pub fn all<E: Element>() {
    for n in some(1, [MANY, 3, 0]) {
        each::<E>(n, reads);
        each::<E>(n, iter);
        each::<E>(n, keys);
        each::<E>(n, values);
        each::<E>(n, iter_mut);
        each::<E>(n, values_mut);
        each::<E>(n, consuming_iter);
        each::<E>(n, into_keys);
        each::<E>(n, into_values);
        each::<E>(n, conversions);
        each::<E>(n, edits);
        each::<E>(n, parts);
        each::<E>(n, batches);
        each::<E>(n, algebra);
        each::<E>(n, cursor);
        each::<E>(n, entry);
        each::<E>(n, vacant_entry);
        if n > 0 {
            each::<E>(n, writes);
            each::<E>(n, cursor_mut);
            each::<E>(n, occupied_entry);
            each::<E>(n, extract_if);
        }
    }
    unordered_key_error();
}

/// Even numbers, so that there are keys between them.
fn model<E: Element>(n: u32) -> Model<E> {
    (0..n).map(|i| (E::new(2 * i), i.to_string())).collect()
}

/// Runs on a map that is alone, and on one whose nodes another version shares.
fn each<E: Element>(n: u32, run: impl Fn(Map<E>, Model<E>)) {
    let all = model::<E>(n);
    run(OrdMap::from_sorted_iter(all.clone()), all.clone());
    let mut map = OrdMap::new();
    for i in 0..n {
        let i = i * 7 % n;
        map.insert(E::new(2 * i), i.to_string());
    }
    // Where all keys are one, the last value stays.
    let all: Model<E> = map.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
    let old = map.clone();
    run(map, all.clone());
    same(&old, &all);
}

fn same<E: Element>(map: &Map<E>, model: &Model<E>) {
    if THOROUGH {
        map.check();
    }
    assert!(map.iter().eq(model), "{map:?}\n{model:?}");
}

fn reads<E: Element>(map: Map<E>, model: Model<E>) {
    map.assert_invariants();
    let n = map.len();
    assert_eq!((n, map.is_empty()), (model.len(), model.is_empty()));
    assert!(map.height() < 20);
    for i in (0..2 * MANY).step_by(if THOROUGH { 1 } else { 7 }) {
        let key = &E::new(i);
        assert_eq!(map.get(key), model.get(key));
        assert_eq!(map.get_key_value(key), model.get_key_value(key));
        assert_eq!(map.contains_key(key), model.contains_key(key));
        let (below, rank) = (model.range(..=key).next_back(), model.range(..key).count());
        assert_eq!((map.get_prev(key), map.rank(key)), (below, rank));
        assert_eq!(map.get_next(key), model.range(key..).next());
        assert_eq!(map.index_of(key), model.contains_key(key).then_some(rank));
    }
    assert_eq!((map.first_key_value(), map.get_min()), (model.iter().next(), model.iter().next()));
    assert_eq!((map.last_key_value(), map.get_max()), (model.iter().last(), model.iter().last()));
    for at in [0, n / 2, n] {
        let nth = model.iter().nth(at);
        assert_eq!((map.get_index(at), map.nth(at)), (nth, nth));
        assert_eq!(nth.map(|(key, _)| &map[key]), nth.map(|(_, value)| value));
        assert_eq!(nth.and_then(|(key, _)| get_in![map, key]), nth.map(|(_, value)| value));
    }
    shown(&map);
    let copy = map.clone();
    assert!(map.ptr_eq(&copy) && map == copy && map.cmp(&copy).is_eq());
    assert_eq!(OrdMap::memory([&map, &copy]).elements, 2 * n);
    assert!(OrdMap::picture([&map, &copy]).nodes() <= n);
    let more = map.update(E::new(1), "new".into());
    assert!(more != map && more.diff(&map).len() == 1);
    assert!(map.as_ref().len() == n && OrdMap::<E, u8>::default().is_empty());
    assert_eq!(std::collections::BTreeSet::from([map.clone(), copy]).len(), 1);
    assert_eq!(std::collections::HashSet::from([map, more]).len(), 2);
}

fn iter<E: Element>(map: Map<E>, model: Model<E>) {
    assert!(both_ways!(map.iter()).into_iter().eq(&model));
    assert!(both_ways!((&map).into_iter()).into_iter().eq(&model));
    let (low, high) = (E::new(3), E::new(2 * MANY - 9));
    if low < high {
        let part = both_ways!(map.range::<_, E>(&low..=&high));
        assert!(part.into_iter().eq(model.range::<E, _>(&low..=&high)));
        let part = map.range::<_, E>((Excluded(&low), Unbounded));
        assert!(part.eq(model.range::<E, _>((Excluded(&low), Unbounded))));
    }
    let n = map.len();
    assert!(both_ways!(map.range_index(n / 3..)).into_iter().eq(model.iter().skip(n / 3)));
    let mut some = map.iter();
    some.next_back();
    shown(&some);
    assert_eq!(in_a_row(some.clone()), in_a_row(some));
    is_done(Iter::<E, E>::default());
}

fn keys<E: Element>(map: Map<E>, model: Model<E>) {
    assert!(both_ways!(map.keys()).into_iter().eq(model.keys()));
    shown(&map.keys().clone());
    is_done(Keys::<E, E>::default());
}

fn values<E: Element>(map: Map<E>, model: Model<E>) {
    assert!(both_ways!(map.values()).into_iter().eq(model.values()));
    shown(&map.values().clone());
    is_done(Values::<E, E>::default());
}

fn iter_mut<E: Element>(mut map: Map<E>, mut model: Model<E>) {
    // All references are there at the same time.
    let mut all = from_both_ends(map.iter_mut());
    all.iter_mut().rev().for_each(|(key, value)| value.push_str(&format!("{key:?}")));
    all.into_iter().for_each(|(_, value)| value.push('x'));
    model.iter_mut().for_each(|(key, value)| value.push_str(&format!("{key:?}x")));
    same(&map, &model);
    let (low, high) = (E::new(3), E::new(2 * MANY - 9));
    if low < high {
        let mut some = both_ways!(map.range_mut::<_, E>(&low..&high));
        some.reverse();
        some.into_iter().for_each(|(_, value)| value.push('y'));
        model.range_mut::<E, _>(&low..&high).for_each(|(_, value)| value.push('y'));
    }
    both_ways!(map.iter_mut()).into_iter().step_by(3).for_each(|(_, value)| value.clear());
    model.iter_mut().step_by(3).for_each(|(_, value)| value.clear());
    (&mut map).into_iter().rev().for_each(|(_, value)| value.push('z'));
    model.iter_mut().for_each(|(_, value)| value.push('z'));
    same(&map, &model);
    shown(&map.iter_mut());
    is_done(IterMut::<E, E>::default());
}

fn values_mut<E: Element>(mut map: Map<E>, mut model: Model<E>) {
    both_ways!(map.values_mut()).into_iter().rev().for_each(|value| value.push('v'));
    model.values_mut().for_each(|value| value.push('v'));
    same(&map, &model);
    let some: ValuesMut<'_, E, String> = map.values_mut();
    shown(&some);
}

fn consuming_iter<E: Element>(map: Map<E>, model: Model<E>) {
    let own = || OrdMap::from_sorted_iter(model.clone());
    assert!(both_ways!(own().into_iter()).into_iter().eq(model.clone()));
    assert!(both_ways!(map.clone().into_iter()).into_iter().eq(model.clone()));
    let mut some = map.into_iter();
    some.next();
    shown(&some.clone());
    drop(some);
    is_done(ConsumingIter::<E, E>::default());
}

fn into_keys<E: Element>(map: Map<E>, model: Model<E>) {
    assert!(both_ways!(map.clone().into_keys()).iter().eq(model.keys()));
    let some: IntoKeys<E, String> = map.into_keys();
    shown(&some.clone());
}

fn into_values<E: Element>(map: Map<E>, model: Model<E>) {
    assert!(both_ways!(map.clone().into_values()).iter().eq(model.values()));
    let some: IntoValues<E, String> = map.into_values();
    shown(&some.clone());
}

fn conversions<E: Element>(map: Map<E>, model: Model<E>) {
    let entries: Vec<(E, String)> = model.clone().into_iter().collect();
    let std: StdHashMap<E, String> = model.clone().into_iter().collect();
    for made in [
        entries.iter().rev().cloned().collect(),
        Map::from(entries.clone()),
        Map::from(&entries),
        Map::from(&entries[..]),
        Map::from(model.clone()),
        Map::from(&model),
        Map::from(std.clone()),
        Map::from(&std),
    ] {
        same(&made, &model);
    }
    let mut more = Map::<E>::new();
    more.extend(entries);
    assert_eq!([more, map.clone()].into_iter().sum::<Map<E>>(), map);
    assert!(BTreeMap::from(map.clone()) == model && StdHashMap::<_, _>::from(map) == std);
    same(&Map::from([(E::new(1), "a".into())]), &Model::from([(E::new(1), "a".into())]));
    let texts = [String::from("key"), String::from("value")];
    let borrowed: OrdMap<&str, &str> = ordmap! { texts[0].as_str() => texts[1].as_str() };
    assert_eq!(OrdMap::<String, String>::from(&borrowed)["key"], "value");
    let nested = ordmap! { "a" => OrdMap::unit("b", texts[1].clone()) };
    assert_eq!(update_in![nested, "a" => "b", texts[0].clone()]["a"]["b"], "key");
}

fn writes<E: Element>(mut map: Map<E>, mut model: Model<E>) {
    let key = &model.keys().nth(model.len() / 2).expect("it is there").clone();
    map.get_mut(key).expect("it is there").push('a');
    map.get_key_value_mut(key).expect("it is there").1.push('b');
    map.get_prev_mut(key).expect("it is there").1.push('c');
    map.get_next_mut(key).expect("it is there").1.push('d');
    map[key].push('e');
    model.get_mut(key).expect("it is there").push_str("abcde");
    map.get_index_mut(0).expect("it is there").1.push('f');
    model.values_mut().next().expect("it is there").push('f');
    same(&map, &model);
    assert!(map.get_index_mut(map.len()).is_none());
}

fn edits<E: Element>(map: Map<E>, model: Model<E>) {
    let both = |ours: &dyn Fn(&mut Map<E>), theirs: &dyn Fn(&mut Model<E>)| {
        for alone in turns() {
            let mut map = if alone { model.clone().into_iter().collect() } else { map.clone() };
            let mut model = model.clone();
            ours(&mut map);
            theirs(&mut model);
            same(&map, &model);
        }
    };
    for i in some(1, if turns().next() == Some(true) { [MANY, 1, 0] } else { [1, 0, MANY] }) {
        let (key, new) = (&E::new(i), || String::from("new"));
        both(
            &|map| assert_eq!(map.insert(key.clone(), new()), model.get(key).cloned()),
            &|model| drop(model.insert(key.clone(), new())),
        );
        let remove = |model: &mut Model<E>| drop(model.remove(key));
        both(&|map| assert_eq!(map.remove(key), model.get(key).cloned()), &remove);
        both(&|map| drop(map.remove_entry(key)), &remove);
        both(&|map| drop(map.remove_with_key(key)), &remove);
        both(&|map| *map = map.without(key), &remove);
        both(&|map| *map = map.alter(|_| None, key.clone()), &remove);
        if let Some((value, without)) = map.extract(key) {
            assert_eq!(Some(&value), model.get(key));
            let (other, _, again) = map.extract_with_key(key).expect("it is there");
            assert!(other == *key && without == again);
        }
        let insert = |model: &mut Model<E>| drop(model.insert(key.clone(), new()));
        both(&|map| *map = map.update(key.clone(), new()), &insert);
        both(&|map| *map = map.clone().update_with(key.clone(), new(), |_, new| new), &insert);
        both(
            &|map| *map = map.clone().update_with_key(key.clone(), new(), |_, _, new| new),
            &insert,
        );
        both(
            &|map| *map = map.clone().update_lookup_with_key(key.clone(), new(), |_, _, new| new).1,
            &insert,
        );
        both(&|map| *map = map.alter(|_| Some(new()), key.clone()), &insert);
    }
    both(&|map| drop(map.pop_first()), &|model| drop(model.pop_first()));
    both(&|map| drop(map.pop_last()), &|model| drop(model.pop_last()));
    both(&|map| *map = map.without_min().1, &|model| drop(model.pop_first()));
    both(&|map| *map = map.without_max().1, &|model| drop(model.pop_last()));
    both(&|map| *map = map.without_min_with_key().1, &|model| drop(model.pop_first()));
    both(&|map| *map = map.without_max_with_key().1, &|model| drop(model.pop_last()));
    both(&|map| drop(map.remove_index(0)), &|model| drop(model.pop_first()));
    both(&OrdMap::clear, &BTreeMap::clear);
    both(&|map| map.retain(|key, _| key.number() % 3 > 0), &|model| {
        model.retain(|key, _| key.number() % 3 > 0);
    });
    // From empty to full and back, the values kept.
    let mut grown = OrdMap::unit(E::new(0), String::new());
    (0..MANY).for_each(|i| drop(grown.insert(E::new(i * 5 % MANY), i.to_string())));
    let kept: Vec<_> = (0..MANY).filter_map(|i| grown.remove(&E::new(i))).collect();
    assert!(grown.is_empty() && kept.len() <= MANY as usize);
}

fn parts<E: Element>(map: Map<E>, model: Model<E>) {
    for i in some(1, [MANY, 7, 0, 2 * MANY]) {
        let key = &E::new(i);
        let mut low = model.clone();
        let high = low.split_off(key);
        let mut rest = map.clone();
        same(&rest.split_off(key), &high);
        same(&rest, &low);
        rest.append(&mut OrdMap::from(high.clone()));
        assert_eq!(rest, map);
        let (below, above) = map.split(key);
        same(&below, &low);
        assert_eq!(below.len() + above.len() + usize::from(map.contains_key(key)), map.len());
        let (below, value, above) = map.split_lookup(key);
        assert_eq!(value.as_ref(), model.get(key));
        drop(map.clone());
        assert_eq!(below.len(), low.len());
        drop(above);
        let count = low.len();
        same(&map.take(count), &low);
        same(&map.skip(count), &high);
        same(&map.submap::<_, E>(key..), &high);
        let mut rest = map.clone();
        same(&rest.remove_range::<_, E>(..key), &low);
        same(&rest, &high);
    }
}

fn batches<E: Element>(mut map: Map<E>, mut model: Model<E>) {
    let new: Vec<_> = (0..MANY).map(|i| (E::new(i * 3), i.to_string())).collect();
    map.insert_many(new.clone());
    model.extend(new);
    same(&map, &model);
    let keys = (0..MANY).map(|i| E::new(i * 5));
    let before = model.len();
    keys.clone().for_each(|key| drop(model.remove(&key)));
    assert_eq!(map.remove_many(keys), before - model.len());
    same(&map, &model);
    map.update_many(elements(MANY), |key, old: Option<&String>| match old {
        Some(old) if key.number() % 2 > 0 => Some(format!("{old}+")),
        Some(_) => None,
        None => Some("new".into()),
    });
    map.check();
}

fn algebra<E: Element>(map: Map<E>, model: Model<E>) {
    // A relative, and a stranger.
    let mut near = map.clone();
    near.insert(E::new(1), "near".into());
    near.remove(&E::new(4));
    let far: Map<E> = (0..MANY).map(|i| (E::new(i * 3), i.to_string())).collect();
    let mut others = [near, far, OrdMap::new(), map.clone()];
    if turns().next() == Some(true) {
        others.swap(0, 1);
    }
    for other in some(1, others) {
        let theirs: Model<E> = other.clone().into();
        let mut union = theirs.clone();
        union.extend(model.clone());
        let mut either = model.clone();
        for (key, value) in &theirs {
            if either.remove(key).is_none() {
                either.insert(key.clone(), value.clone());
            }
        }
        let (mut one, mut both) = (model.clone(), model.clone());
        one.retain(|key, _| !theirs.contains_key(key));
        both.retain(|key, _| theirs.contains_key(key));
        let maps = || (map.clone(), other.clone());
        let (a, b) = (&map, &other);
        let keep = |old: String, _: String| old;
        for result in [
            a.union_ref(b),
            a.clone().union(b.clone()),
            a.clone().union_with(b.clone(), keep),
            a.clone().union_with_key(b.clone(), |_, old, _| old),
            OrdMap::unions([a.clone(), b.clone()]),
            OrdMap::unions_with([a.clone(), b.clone()], keep),
            OrdMap::unions_with_key([a.clone(), b.clone()], |_, old, _| old),
            a + b,
            maps().0 + maps().1,
        ] {
            same(&result, &union);
        }
        for result in [
            a.symmetric_difference_ref(b),
            a.clone().symmetric_difference(b.clone()),
            a.clone().difference(b.clone()),
            a.clone().symmetric_difference_with(b.clone(), |_, _| None),
            a.clone().symmetric_difference_with_key(b.clone(), |_, _, _| None),
            a.clone().difference_with(b.clone(), |_, _| None),
            a.clone().difference_with_key(b.clone(), |_, _, _| None),
        ] {
            same(&result, &either);
        }
        same(&a.relative_complement_ref(b), &one);
        same(&a.clone().relative_complement(b.clone()), &one);
        same(&a.intersection_ref(b), &both);
        same(&a.clone().intersection(b.clone()), &both);
        same(&a.clone().intersection_with(b.clone(), keep), &both);
        same(&a.clone().intersection_with_key(b.clone(), |_, old, _: String| old), &both);
        assert_eq!(a.is_disjoint(b), both.is_empty());
        assert_eq!(a.has_keys_in(b), one.is_empty());
        assert_eq!(a.is_submap_by(b, |_, _| true), one.is_empty());
        assert_eq!(a.is_proper_submap_by(b, |_, _| true), one.is_empty() && a.len() < b.len());
        assert!(!a.is_submap(b) || one.is_empty());
        assert!(!a.is_proper_submap(b) || a.len() < b.len());
        // What differs makes the other.
        let patch: offshoot::Patch<E, String> = a.diff(b).collect();
        let (mut there, mut back) = maps();
        there.apply(&patch);
        same(&there, &theirs);
        back.apply(&patch.invert());
        same(&back, &model);
        let mut ours = map.clone();
        ours.insert(E::new(3), "ours".into());
        OrdMap::merge(a, &ours, b, |conflict| conflict.theirs.cloned()).check();
    }
}

fn cursor<E: Element>(map: Map<E>, model: Model<E>) {
    for i in some(1, [MANY, 5, 0, 2 * MANY]) {
        let key = &E::new(i);
        let mut up: Cursor<'_, E, String> = map.lower_bound(Included(key));
        let down = map.upper_bound(Included(key));
        assert_eq!(up.index(), model.range(..key).count());
        assert_eq!((up.peek_next(), up.peek_prev()), (up.clone().next(), up.clone().prev()));
        shown(&down);
        let mut kept = Vec::new();
        while let Some(entry) = up.next() {
            kept.push(entry);
        }
        assert!(kept.into_iter().eq(model.range(key..)));
        let mut kept = Vec::new();
        while let Some(entry) = up.prev() {
            kept.push(entry);
        }
        assert!(kept.into_iter().eq(model.iter().rev()));
    }
}

fn cursor_mut<E: Element>(mut map: Map<E>, mut model: Model<E>) {
    let old = map.clone();
    let mut all: CursorMut<'_, E, String> = map.lower_bound_mut::<E>(Unbounded);
    shown(&all);
    while let Some((_, value)) = all.next() {
        value.push('n');
    }
    while let Some((_, value)) = all.prev() {
        value.push('p');
    }
    model.values_mut().for_each(|value| value.push_str("np"));
    assert_eq!((all.index(), all.as_cursor().index()), (0, 0));
    all.peek_next().expect("it is there").1.push('x');
    all.next();
    all.peek_prev().expect("it is there").1.push('y');
    model.values_mut().next().expect("it is there").push_str("xy");
    same(&map, &model);
    let middle = E::new(MANY | 1);
    let mut there = map.upper_bound_mut(Excluded(&middle));
    let before = there.remove_prev();
    let after = there.remove_next();
    if let Some((key, value)) = before {
        assert_eq!(model.remove(&key), Some(value));
        there.insert_before(key.clone(), "before".into()).expect("it was there");
        assert!(there.insert_after(key.clone(), String::new()).is_err());
        model.insert(key, "before".into());
    }
    if let Some((key, value)) = after {
        assert_eq!(model.remove(&key), Some(value));
        there.insert_after(key.clone(), "after".into()).expect("it was there");
        model.insert(key, "after".into());
    }
    same(&map, &model);
    let mut all = map.upper_bound_mut::<E>(Unbounded);
    let mut kept = Vec::new();
    while let Some(entry) = all.remove_prev() {
        kept.push(entry);
    }
    assert!(kept.into_iter().rev().eq(model) && map.is_empty());
    old.check();
}

fn unordered_key_error() {
    let error: UnorderedKeyError = OrdMap::unit(1, 1)
        .upper_bound_mut::<i32>(Unbounded)
        .insert_before(0, 0)
        .expect_err("it is below");
    shown(&error.to_string());
}

fn entry<E: Element>(mut map: Map<E>, mut model: Model<E>) {
    for i in some(3, [MANY, 1, 2 * MANY + 1, 0, MANY + 1, 3 * MANY]) {
        let mut theirs = model.entry(E::new(i)).or_default();
        let ours: Entry<'_, E, String> = map.entry(E::new(i));
        shown(&ours);
        assert_eq!(ours.key(), &E::new(i));
        let kept = ours.and_modify(|value| value.push('m')).or_insert("".into());
        kept.push('k');
        kept.push('l');
        theirs.push_str(if theirs.is_empty() { "kl" } else { "mkl" });
        let kept = map.entry(E::new(i + 1)).or_insert_with(String::new);
        kept.push('w');
        map.entry(E::new(i + 2)).or_insert_with_key(|key| key.number().to_string()).push('x');
        map.entry(E::new(i + 3)).or_default().push('y');
        theirs = model.entry(E::new(i + 1)).or_default();
        theirs.push('w');
        let value = || (E::new(i + 2).number()).to_string();
        model.entry(E::new(i + 2)).or_insert_with(value).push('x');
        model.entry(E::new(i + 3)).or_default().push('y');
        let mut there = map.entry(E::new(i)).insert_entry("there".into());
        there.get_mut().push('z');
        model.insert(E::new(i), "therez".into());
    }
    same(&map, &model);
}

fn vacant_entry<E: Element>(mut map: Map<E>, mut model: Model<E>) {
    for i in (1..2 * MANY).step_by(10) {
        let there: VacantEntry<'_, E, String> = match map.entry(E::new(i)) {
            Entry::Vacant(there) => there,
            Entry::Occupied(_) => continue,
        };
        shown(&there);
        assert_eq!(there.key(), &E::new(i));
        if i % 3 == 0 {
            assert_eq!(there.into_key(), E::new(i));
            continue;
        }
        if i % 3 == 1 {
            let kept = there.insert(i.to_string());
            kept.push('k');
        } else {
            there.insert_entry(i.to_string()).into_mut().push('k');
        }
        model.insert(E::new(i), format!("{i}k"));
    }
    same(&map, &model);
}

fn occupied_entry<E: Element>(mut map: Map<E>, mut model: Model<E>) {
    let keys: Vec<E> = model.keys().cloned().collect();
    for (at, key) in keys.iter().enumerate().step_by(3) {
        let Entry::Occupied(mut there) = map.entry(key.clone()) else { panic!("it is there") };
        shown(&there);
        assert_eq!((there.key(), there.get()), (key, &model[key]));
        there.get_mut().push('g');
        model.get_mut(key).expect("it is there").push('g');
        assert_eq!(Some(there.insert("i".into())), model.insert(key.clone(), "i".into()));
        match at % 4 {
            0 => assert_eq!(Some(there.remove()), model.remove(key)),
            1 => assert_eq!(Some(there.remove_entry()), model.remove_entry(key)),
            2 => {
                there.into_mut().push('m');
                model.get_mut(key).expect("it is there").push('m');
            }
            _ => drop(there),
        }
    }
    same(&map, &model);
    let first: Option<OccupiedEntry<'_, E, String>> = map.first_entry();
    assert_eq!(first.map(OccupiedEntry::remove_entry), model.pop_first());
    let last = map.last_entry().map(|mut last| last.insert("last".into()));
    assert_eq!(last, model.last_entry().map(|mut last| last.insert("last".into())));
    same(&map, &model);
}

fn extract_if<E: Element>(map: Map<E>, model: Model<E>) {
    for modulus in some(1, [2, 1, 5]) {
        let goes = |key: &E, value: &mut String| {
            value.push('s');
            key.number() / 2 % modulus == 0
        };
        let (mut ours, mut theirs) = (map.clone(), model.clone());
        let gone = in_a_row(ours.extract_if(.., goes));
        let mut expected = Model::new();
        theirs.retain(|key, value| {
            let goes = goes(key, value);
            if goes {
                expected.insert(key.clone(), value.clone());
            }
            !goes
        });
        assert!(gone.into_iter().eq(expected));
        same(&ours, &theirs);
        let mut ours = map.clone();
        let some = ours.extract_if(E::new(2)..=E::new(MANY), goes);
        shown(&some);
        half_way_in_a_row(some, 4);
        ours.check();
    }
}
