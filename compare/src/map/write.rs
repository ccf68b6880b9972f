//! Changing maps that nobody shares, one entry after the other, and dropping them.

use crate::element::Element;
use crate::input::Entries;
use crate::keyed::{Keyed, Sorted};
use compare::trial::{Lap, Trial, has, mix, trial};

/// Maps that share nothing, not with each other either.
///
/// Made in one go from sorted entries: at a million there is no time to grow one for each trial.
fn owned<M: Keyed<K, V>, K: Element, V: Element>(input: &Entries<K, V>) -> Vec<M> {
    (0..input.copies()).map(|_| M::collect(&input.sorted)).collect()
}

/// One number for the content of several maps.
pub fn digests<'a, M: Keyed<K, V>, K: Element, V: Element>(
    maps: impl IntoIterator<Item = &'a M>,
) -> u64 {
    maps.into_iter().fold(0, |digest, map| mix(digest, map.digest()))
}

/// Inserts all entries into empty maps.
fn grow<M: Keyed<K, V>, K: Element, V: Element>(
    input: &Entries<K, V>,
    lap: &mut Lap,
    entries: &[(K, V)],
) -> usize {
    let copies = input.copies();
    let mut entries: Vec<Vec<(K, V)>> = (0..copies).map(|_| entries.to_vec()).collect();
    let mut maps: Vec<M> = (0..copies).map(|_| M::new()).collect();
    lap.time(|| {
        for (map, entries) in maps.iter_mut().zip(&mut entries) {
            for (key, value) in entries.drain(..) {
                map.insert(key, value);
            }
        }
    });
    lap.check(|| digests(&maps));
    copies * input.size()
}

pub fn insert_random<M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
) -> Option<Trial> {
    trial(move |lap| grow::<M, K, V>(&input, lap, &input.present))
}

pub fn insert_in_order<M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
) -> Option<Trial> {
    trial(move |lap| grow::<M, K, V>(&input, lap, &input.sorted))
}

/// Collects clones of entries from an iterator.
fn collect<M: Keyed<K, V>, K: Element, V: Element>(
    input: &Entries<K, V>,
    lap: &mut Lap,
    entries: &[(K, V)],
) -> usize {
    let copies = input.copies();
    let mut maps: Vec<M> = Vec::with_capacity(copies);
    lap.time(|| maps.extend((0..copies).map(|_| M::collect(entries))));
    lap.check(|| digests(&maps));
    copies * input.size()
}

pub fn collect_sorted<M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
) -> Option<Trial> {
    trial(move |lap| collect::<M, K, V>(&input, lap, &input.sorted))
}

pub fn collect_random<M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
) -> Option<Trial> {
    trial(move |lap| collect::<M, K, V>(&input, lap, &input.present))
}

/// Sets the values of keys that are there.
pub fn update<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    let mut map = M::of(&input.present);
    let mut places = input.places();
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let entry =
            |&place: &u32| (input.present[place as usize].0.clone(), V::make(u64::from(place) + 1));
        let entries: Vec<(K, V)> = places.take(batch).iter().map(entry).collect();
        lap.time(|| entries.into_iter().for_each(|(key, value)| map.insert(key, value)));
        lap.check(|| map.digest());
        batch
    })
}

/// Changes the values of keys that are there.
pub fn get_mut<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::GET_MUT?;
    at_keys(input, |map: &mut M, key| {
        let value = has(M::GET_MUT)(map, key).expect("the key is there");
        *value = V::make(value.key().wrapping_add(1));
    })
}

/// The values of a hundred entries from a key on.
pub fn range_mut<M: Sorted<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::RANGE_MUT?;
    at_keys(input, |map: &mut M, key| has(M::RANGE_MUT)(map, key))
}

/// Does something at random keys that are there.
fn at_keys<M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
    work: impl Fn(&mut M, &K) + 'static,
) -> Option<Trial> {
    let mut map = M::of(&input.present);
    let mut places = input.places();
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let key = |&place: &u32| input.present[place as usize].0.clone();
        let keys: Vec<K> = places.take(batch).iter().map(key).collect();
        lap.time(|| keys.iter().for_each(|key| work(&mut map, key)));
        lap.check(|| map.digest());
        batch
    })
}

/// Removes the entry that came in first, and inserts one with a new key: the size stays.
pub fn churn<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    let mut map = M::of(&input.present);
    let size = input.size();
    let all = [&input.present[..], &input.absent[..]].concat();
    let mut oldest = 0;
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        let goes = (oldest..oldest + batch).map(|at| all[at % (2 * size)].0.clone());
        let comes = (oldest..oldest + batch).map(|at| all[(at + size) % (2 * size)].clone());
        let work: Vec<(K, (K, V))> = goes.zip(comes).collect();
        oldest = (oldest + batch) % (2 * size);
        let removed = lap.time(|| {
            let mut removed = 0;
            for (old, (key, value)) in work {
                removed += u64::from(map.remove(&old));
                map.insert(key, value);
            }
            removed
        });
        lap.check(|| mix(removed, map.digest()));
        batch
    })
}

/// Removes all entries in random order.
pub fn remove_all<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    trial(move |lap| {
        let mut maps = owned::<M, K, V>(&input);
        let removed = lap.time(|| {
            let mut removed = 0;
            for map in &mut maps {
                for (key, _) in input.present.iter() {
                    removed += u64::from(map.remove(key));
                }
            }
            removed
        });
        lap.check(|| mix(removed, digests(&maps)));
        maps.len() * input.size()
    })
}

/// Writes to each value.
pub fn each_mut<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::new().each_mut().is_some().then_some(())?;
    let mut map = M::of(&input.present);
    trial(move |lap: &mut Lap| {
        let batch = lap.batch();
        lap.time(|| {
            for _ in 0..batch {
                for value in has(map.each_mut()) {
                    *value = V::make(value.key().wrapping_add(1));
                }
            }
        });
        lap.check(|| map.digest());
        batch * input.size()
    })
}

/// Keeps about half of the entries, here and there.
pub fn retain<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::RETAIN?;
    trial(move |lap| {
        let mut maps = owned::<M, K, V>(&input);
        lap.time(|| maps.iter_mut().for_each(|map| has(M::RETAIN)(map, |key| key.key() % 2 == 0)));
        lap.check(|| digests(&maps));
        maps.len() * input.size()
    })
}

/// Takes about half of the entries out, here and there, and looks at them.
pub fn extract<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::EXTRACT?;
    once(input, |map: &mut M| has(M::EXTRACT)(map, |key| key.key() % 2 == 0))
}

/// Takes out one after the other from the first on.
pub fn pop_first<M: Sorted<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::POP_FIRST?;
    once(input, |map: &mut M| {
        let mut sum = 0;
        while let Some((key, _)) = has(M::POP_FIRST)(map) {
            sum = mix(sum, key.key());
        }
        sum
    })
}

/// Does something once to each of several maps of their own. A time is that of an entry.
fn once<M: Keyed<K, V>, K: Element, V: Element>(
    input: Entries<K, V>,
    work: impl Fn(&mut M) -> u64 + 'static,
) -> Option<Trial> {
    trial(move |lap| {
        let mut maps = owned::<M, K, V>(&input);
        let sum = lap.time(|| maps.iter_mut().fold(0, |sum, map| mix(sum, work(map))));
        lap.check(|| mix(sum, digests(&maps)));
        maps.len() * input.size()
    })
}

/// Walks through maps of their own by value.
pub fn consume<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::CONSUME?;
    trial(move |lap| {
        let maps = owned::<M, K, V>(&input);
        let copies = maps.len();
        let sum = lap.time(|| maps.into_iter().map(has(M::CONSUME)).fold(0, u64::wrapping_add));
        lap.check(|| sum);
        copies * input.size()
    })
}

/// Counts how often keys come: from empty, each about twice.
pub fn count<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    M::ENTRY?;
    trial(move |lap| {
        let copies = input.copies();
        let mut places = input.places();
        let words: Vec<K> = (0..2 * input.size())
            .map(|_| input.present[places.take(1)[0] as usize].0.clone())
            .collect();
        let words = vec![words; copies];
        let mut maps: Vec<M> = (0..copies).map(|_| M::new()).collect();
        lap.time(|| {
            for (map, words) in maps.iter_mut().zip(words) {
                for word in words {
                    let count = has(M::ENTRY)(map, word, V::make(0));
                    *count = V::make(count.key() + 1);
                }
            }
        });
        lap.check(|| digests(&maps));
        copies * 2 * input.size()
    })
}

/// Drops maps of their own.
pub fn release<M: Keyed<K, V>, K: Element, V: Element>(input: Entries<K, V>) -> Option<Trial> {
    trial(move |lap| {
        let maps = owned::<M, K, V>(&input);
        let copies = maps.len();
        lap.check(|| digests(&maps));
        lap.time(|| drop(maps));
        copies * input.size()
    })
}
