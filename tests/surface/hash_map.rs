//! All of `HashMap`. Knows no other collection.

use std::collections::{BTreeMap, HashMap as StdHashMap};
use std::hash::{BuildHasher, Hasher};

use offshoot::hash_map::{
    ConsumingIter, DefaultHasher, Drain, Entry, IntoKeys, IntoValues, Iter, IterMut, Keys,
    OccupiedEntry, RandomState, VacantEntry, Values, ValuesMut,
};
use offshoot::{HashMap, get_in, hashmap, update_in};

use super::element::Element;
use super::walk::{half_way_in_a_row, in_a_row, is_done, shown};
use super::{MANY, THOROUGH, elements, some, turns};

/// A hasher that a map may have.
pub trait Hashing: BuildHasher + Clone + Default {}

impl<S: BuildHasher + Clone + Default> Hashing for S {}

type Map<E, S> = HashMap<E, String, S>;
type Model<E> = BTreeMap<E, String>;

/// Everything, of one kind of keys and one of hashers. The values own memory.
pub fn all<E: Element, S: Hashing>() {
    for n in some(1, [MANY, 3, 0]) {
        each::<E, S>(n, reads);
        each::<E, S>(n, iter);
        each::<E, S>(n, keys);
        each::<E, S>(n, values);
        each::<E, S>(n, iter_mut);
        each::<E, S>(n, values_mut);
        each::<E, S>(n, consuming_iter);
        each::<E, S>(n, into_keys);
        each::<E, S>(n, into_values);
        each::<E, S>(n, drain);
        each::<E, S>(n, conversions);
        each::<E, S>(n, edits);
        each::<E, S>(n, batches);
        each::<E, S>(n, algebra);
        each::<E, S>(n, entry);
        each::<E, S>(n, vacant_entry);
        if n > 2 {
            each::<E, S>(n, writes);
            each::<E, S>(n, occupied_entry);
            each::<E, S>(n, extract_if);
        }
    }
    random_state();
    default_hasher();
    literals();
}

/// Even numbers, so that there are others between them.
fn model<E: Element>(n: u32) -> Model<E> {
    (0..n).map(|i| (E::new(2 * i), i.to_string())).collect()
}

/// Runs on a map that is alone, and on one whose nodes another version shares.
fn each<E: Element, S: Hashing>(n: u32, run: impl Fn(Map<E, S>, Model<E>)) {
    let model = model::<E>(n);
    run(model.clone().into_iter().collect(), model.clone());
    let mut map = HashMap::with_hasher(S::default());
    for i in 0..2 * n {
        map.insert(E::new(2 * i), i.to_string());
    }
    // What has been larger is not as what never was. Where all keys are one, the last value stays.
    for i in n..2 * n {
        if !model.contains_key(&E::new(2 * i)) {
            map.remove(&E::new(2 * i));
        }
    }
    let model: Model<E> = map.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
    let old = map.clone();
    run(map, model.clone());
    same(&old, &model);
}

fn same<E: Element, S: Hashing>(map: &Map<E, S>, model: &Model<E>) {
    if THOROUGH {
        map.check();
    }
    let mut entries: Vec<_> = map.iter().collect();
    entries.sort();
    assert!(entries.into_iter().eq(model), "{map:?}\n{model:?}");
}

/// Items in any order against those of the model.
fn alike<T: Ord>(items: impl IntoIterator<Item = T>, model: impl IntoIterator<Item = T>) {
    let [mut items, mut model]: [Vec<T>; 2] =
        [items.into_iter().collect(), model.into_iter().collect()];
    items.sort();
    model.sort();
    assert!(items == model);
}

fn reads<E: Element, S: Hashing>(map: Map<E, S>, model: Model<E>) {
    map.assert_invariants();
    map.check_shape();
    let n = map.len();
    assert_eq!((n, map.is_empty()), (model.len(), model.is_empty()));
    assert!(map.height() <= n && map.capacity() >= n);
    for i in (0..2 * MANY).step_by(if THOROUGH { 1 } else { 7 }) {
        let key = &E::new(i);
        assert_eq!(map.get(key), model.get(key));
        assert_eq!(map.get_key_value(key), model.get_key_value(key));
        assert_eq!(map.contains_key(key), model.contains_key(key));
        if let Some(value) = model.get(key) {
            assert_eq!((&map[key], get_in![map, key]), (value, Some(value)));
        }
    }
    shown(&map);
    let copy = map.clone();
    assert!(map.ptr_eq(&copy) && map == copy);
    assert_eq!(HashMap::memory([&map, &copy]).elements, 2 * n);
    assert!(HashMap::picture([&map, &copy]).nodes() <= 4 * n);
    let more = map.update(E::new(1), "new".into());
    assert!(more != map && more.diff(&map).len() == 1);
    let built: Map<E, S> = model.clone().into_iter().collect();
    assert_eq!((&built, built.as_ref().len()), (&map, n));
    let state = std::hash::RandomState::new();
    assert_eq!(state.hash_one(&built), state.hash_one(&map));
    let other: HashMap<u8, E, S> = map.new_from();
    assert!(other.is_empty() && HashMap::<E, u8, S>::default().is_empty());
    let _ = map.hasher().build_hasher();
}

fn iter<E: Element, S: Hashing>(map: Map<E, S>, model: Model<E>) {
    alike(one_way!(map.iter()), &model);
    alike(one_way!((&map).into_iter()), &model);
    let mut some = map.iter();
    some.next();
    shown(&some);
    assert_eq!(in_a_row(some.clone()), in_a_row(some));
    is_done(Iter::<E, E>::default());
}

fn keys<E: Element, S: Hashing>(map: Map<E, S>, model: Model<E>) {
    alike(one_way!(map.keys()), model.keys());
    shown(&map.keys().clone());
    is_done(Keys::<E, E>::default());
}

fn values<E: Element, S: Hashing>(map: Map<E, S>, model: Model<E>) {
    alike(one_way!(map.values()), model.values());
    shown(&map.values().clone());
    is_done(Values::<E, E>::default());
}

fn iter_mut<E: Element, S: Hashing>(mut map: Map<E, S>, mut model: Model<E>) {
    // All references are there at the same time.
    let mut all = one_way!(map.iter_mut());
    all.iter_mut().rev().for_each(|(key, value)| value.push_str(&format!("{key:?}")));
    all.into_iter().for_each(|(_, value)| value.push('x'));
    (&mut map).into_iter().for_each(|(_, value)| value.push('y'));
    model.iter_mut().for_each(|(key, value)| value.push_str(&format!("{key:?}xy")));
    same(&map, &model);
    shown(&map.iter_mut());
    is_done(IterMut::<E, E>::default());
}

fn values_mut<E: Element, S: Hashing>(mut map: Map<E, S>, mut model: Model<E>) {
    one_way!(map.values_mut()).into_iter().rev().for_each(|value| value.push('v'));
    model.values_mut().for_each(|value| value.push('v'));
    same(&map, &model);
    shown(&map.values_mut());
    is_done(ValuesMut::<E, E>::default());
}

fn consuming_iter<E: Element, S: Hashing>(map: Map<E, S>, model: Model<E>) {
    let own = || model.clone().into_iter().collect::<Map<E, S>>();
    alike(one_way!(own().into_iter()), model.clone());
    alike(one_way!(map.clone().into_iter()), model.clone());
    let mut some: ConsumingIter<E, String> = map.into_iter();
    some.next();
    shown(&some.clone());
    drop(some);
    is_done(ConsumingIter::<E, E>::default());
}

fn into_keys<E: Element, S: Hashing>(map: Map<E, S>, model: Model<E>) {
    alike(one_way!(map.clone().into_keys()), model.into_keys());
    shown(&map.into_keys().clone());
    is_done(IntoKeys::<E, E>::default());
}

fn into_values<E: Element, S: Hashing>(map: Map<E, S>, model: Model<E>) {
    alike(one_way!(map.clone().into_values()), model.into_values());
    shown(&map.into_values().clone());
    is_done(IntoValues::<E, E>::default());
}

fn drain<E: Element, S: Hashing>(map: Map<E, S>, model: Model<E>) {
    for map in [map, model.clone().into_iter().collect()] {
        let mut all = map.clone();
        alike(in_a_row(all.drain()), model.clone());
        assert!(all.is_empty());
        let mut all = map;
        let mut some: Drain<'_, E, String> = all.drain();
        shown(&some);
        let kept = (some.next(), some.next());
        drop(some);
        all.check();
        assert!(all.is_empty() && kept.0.is_some() == !model.is_empty());
    }
}

fn conversions<E: Element, S: Hashing>(map: Map<E, S>, model: Model<E>) {
    let entries: Vec<(E, String)> = model.clone().into_iter().collect();
    let std: StdHashMap<E, String> = model.clone().into_iter().collect();
    for made in [
        entries.iter().rev().cloned().collect(),
        Map::<E, S>::from(entries.clone()),
        Map::from(&entries),
        Map::from(&entries[..]),
        Map::from(model.clone()),
        Map::from(&model),
        Map::from(std.clone()),
        Map::from(&std),
    ] {
        same(&made, &model);
    }
    let mut more = Map::<E, S>::with_capacity_and_hasher(9, S::default());
    more.extend(entries);
    assert_eq!([more, map.clone()].into_iter().sum::<Map<E, S>>(), map);
    assert!(BTreeMap::from(map.clone()) == model && StdHashMap::<_, _>::from(map) == std);
}

fn literals() {
    assert_eq!(HashMap::from([(1, 2)]), hashmap! { 1 => 2 });
    let texts = [String::from("key"), String::from("value")];
    let borrowed: HashMap<&str, &str> = hashmap! { texts[0].as_str() => texts[1].as_str() };
    assert_eq!(HashMap::<String, String>::from(&borrowed)["key"], "value");
    let nested = hashmap! { "a" => HashMap::unit("b", texts[1].clone()) };
    assert_eq!(update_in![nested, "a" => "b", texts[0].clone()]["a"]["b"], "key");
    assert!(HashMap::<u8, u8>::new() == HashMap::with_capacity(7));
}

fn writes<E: Element, S: Hashing>(mut map: Map<E, S>, mut model: Model<E>) {
    let keys: Vec<E> = model.keys().cloned().collect();
    let key = &keys[keys.len() / 2];
    map.get_mut(key).expect("it is there").push('a');
    map.get_key_value_mut(key).expect("it is there").1.push('b');
    map[key].push('c');
    model.get_mut(key).expect("it is there").push_str("abc");
    same(&map, &model);
    // In one bucket and in several, and one that is not there.
    for step in [1, 2, keys.len() / 3] {
        let absent = E::new(1);
        let some = [&keys[2 * step % keys.len()], &absent, &keys[0], &keys[step % keys.len()]];
        if step * 2 % keys.len() == 0 || model.contains_key(&absent) {
            continue;
        }
        let mut kept = map.get_disjoint_mut(some);
        assert!(kept[1].is_none());
        kept.reverse();
        kept.into_iter().flatten().for_each(|value| value.push('d'));
        let kept = map.get_disjoint_key_value_mut(some);
        for (key, value) in kept.into_iter().flatten().rev() {
            value.push_str(&format!("{key:?}"));
        }
        for key in [some[0], some[2], some[3]] {
            model.get_mut(key).expect("it is there").push_str(&format!("d{key:?}"));
        }
        same(&map, &model);
    }
    map.reserve(7);
    map.try_reserve(7).expect("nothing is reserved");
    map.shrink_to_fit();
    map.shrink_to(7);
    same(&map, &model);
}

fn edits<E: Element, S: Hashing>(map: Map<E, S>, model: Model<E>) {
    let both = |ours: &dyn Fn(&mut Map<E, S>), theirs: &dyn Fn(&mut Model<E>)| {
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
        let insert = |model: &mut Model<E>| drop(model.insert(key.clone(), new()));
        both(&|map| assert_eq!(map.insert(key.clone(), new()), model.get(key).cloned()), &insert);
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
        both(&|map| *map = map.update(key.clone(), new()), &insert);
        both(&|map| *map = map.update_with(key.clone(), new(), |_, new| new), &insert);
        both(&|map| *map = map.update_with_key(key.clone(), new(), |_, _, new| new), &insert);
        both(
            &|map| *map = map.update_lookup_with_key(key.clone(), new(), |_, _, new| new).1,
            &insert,
        );
        both(&|map| *map = map.alter(|_| Some(new()), key.clone()), &insert);
    }
    both(&HashMap::clear, &BTreeMap::clear);
    both(&|map| map.retain(|key, _| key.number() % 3 > 0), &|model| {
        model.retain(|key, _| key.number() % 3 > 0);
    });
    // From empty to full and back, the values kept.
    let mut grown = Map::<E, S>::default();
    (0..MANY).for_each(|i| drop(grown.insert(E::new(i), i.to_string())));
    let kept: Vec<_> = (0..MANY).filter_map(|i| grown.remove(&E::new(i))).collect();
    assert!(grown.is_empty() && kept.len() <= MANY as usize);
}

fn batches<E: Element, S: Hashing>(mut map: Map<E, S>, mut model: Model<E>) {
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

fn algebra<E: Element, S: Hashing>(map: Map<E, S>, model: Model<E>) {
    // A relative, and a stranger.
    let mut near = map.clone();
    near.insert(E::new(1), "near".into());
    near.remove(&E::new(4));
    let mut far = map.new_from();
    far.extend((0..MANY).map(|i| (E::new(i * 3), i.to_string())));
    let mut others = [near, far, map.new_from(), map.clone()];
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
        let (a, b) = (&map, &other);
        let keep = |old: String, _: String| old;
        for result in [
            a.union_ref(b),
            a.clone().union(b.clone()),
            a.clone().union_with(b.clone(), keep),
            a.clone().union_with_key(b.clone(), |_, old, _| old),
            HashMap::unions([a.clone(), b.clone()]),
            HashMap::unions_with([a.clone(), b.clone()], keep),
            HashMap::unions_with_key([a.clone(), b.clone()], |_, old, _| old),
            a + b,
            a.clone() + b.clone(),
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
        let (mut there, mut back) = (a.clone(), b.clone());
        there.apply(&patch);
        same(&there, &theirs);
        back.apply(&patch.invert());
        same(&back, &model);
        let ours = map.update(E::new(3), "ours".into());
        HashMap::merge(a, &ours, b, |conflict| conflict.theirs.cloned()).check();
    }
}

fn entry<E: Element, S: Hashing>(mut map: Map<E, S>, mut model: Model<E>) {
    for i in some(3, [MANY, 1, 2 * MANY + 1, 0, MANY + 1, 3 * MANY]) {
        let ours: Entry<'_, E, String, S> = map.entry(E::new(i));
        shown(&ours);
        assert_eq!(ours.key(), &E::new(i));
        let kept = ours.and_modify(|value| value.push('m')).or_insert("".into());
        kept.push('k');
        kept.push('l');
        let theirs = model.entry(E::new(i)).or_default();
        theirs.push_str(if theirs.is_empty() { "kl" } else { "mkl" });
        map.entry(E::new(i + 1)).or_insert_with(String::new).push('w');
        map.entry(E::new(i + 2)).or_insert_with_key(|key| key.number().to_string()).push('x');
        map.entry(E::new(i + 3)).or_default().push('y');
        model.entry(E::new(i + 1)).or_default().push('w');
        let value = || (E::new(i + 2).number()).to_string();
        model.entry(E::new(i + 2)).or_insert_with(value).push('x');
        model.entry(E::new(i + 3)).or_default().push('y');
        let mut there = map.entry(E::new(i)).insert_entry("there".into());
        there.get_mut().push('z');
        model.insert(E::new(i), "therez".into());
    }
    same(&map, &model);
}

fn vacant_entry<E: Element, S: Hashing>(mut map: Map<E, S>, mut model: Model<E>) {
    for i in (1..2 * MANY).step_by(10) {
        let there: VacantEntry<'_, E, String, S> = match map.entry(E::new(i)) {
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

fn occupied_entry<E: Element, S: Hashing>(mut map: Map<E, S>, mut model: Model<E>) {
    let keys: Vec<E> = model.keys().cloned().collect();
    for (at, key) in keys.iter().enumerate() {
        let mut there: OccupiedEntry<'_, E, String, S> = match map.entry(key.clone()) {
            Entry::Occupied(there) => there,
            Entry::Vacant(_) => panic!("it is there"),
        };
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
}

fn extract_if<E: Element, S: Hashing>(map: Map<E, S>, model: Model<E>) {
    for modulus in some(1, [2, 1, 5]) {
        let goes = |key: &E, value: &mut String| {
            value.push('s');
            key.number() / 2 % modulus == 0
        };
        let (mut ours, mut theirs) = (map.clone(), model.clone());
        let gone = in_a_row(ours.extract_if(goes));
        let mut expected = Model::new();
        theirs.retain(|key, value| {
            let goes = goes(key, value);
            if goes {
                expected.insert(key.clone(), value.clone());
            }
            !goes
        });
        alike(gone, expected);
        same(&ours, &theirs);
        let mut ours = map.clone();
        let some = ours.extract_if(goes);
        shown(&some);
        half_way_in_a_row(some, 4);
        ours.check();
    }
}

fn random_state() {
    shown(&RandomState::new());
    assert_eq!(RandomState::new().hash_one(7), RandomState.hash_one(7));
}

fn default_hasher() {
    let mut hasher = DefaultHasher::default();
    shown(&hasher);
    hasher.write(b"some bytes, more than one block of what is hashed at a time");
    hasher.write_u128(1);
    hasher.write_usize(1);
    hasher.write_u8(1);
    assert_eq!(hasher.clone().finish(), hasher.finish());
}
