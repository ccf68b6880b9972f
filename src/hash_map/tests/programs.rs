//! Random programs over several versions.

use super::super::{Entry, HashMap};
use super::{HASHERS, Map, Model, Rng, assert_same};

fn step(rng: &mut Rng, mark: u32, (v, m): (&mut Map, &mut Model), (w, n): (&mut Map, &mut Model)) {
    const KEYS: usize = 120;
    let key = rng.below(KEYS) as u32;
    match rng.below(24) {
        0..=3 => assert_eq!(v.insert(key, mark), m.insert(key, mark)),
        4 => assert_eq!(v.remove(&key), m.remove(&key)),
        5 => assert_eq!(v.remove_entry(&key), m.remove_entry(&key)),
        6 => assert_eq!(v.get_mut(&key).map(|x| *x += 1), m.get_mut(&key).map(|x| *x += 1)),
        7 => {
            let (a, b) = (v.entry(key).or_insert(mark), m.entry(key).or_insert(mark));
            assert_eq!(a, b);
            (*a, *b) = (mark, mark);
        }
        8 => {
            let change = |x: &mut u32| *x += 7;
            v.entry(key).and_modify(change).or_insert_with_key(|k| *k);
            m.entry(key).and_modify(change).or_insert_with_key(|k| *k);
        }
        9 => match v.entry(key) {
            Entry::Occupied(entry) => assert_eq!(Some(entry.remove_entry()), m.remove_entry(&key)),
            Entry::Vacant(entry) => {
                let mut entry = entry.insert_entry(mark);
                assert_eq!((*entry.key(), entry.insert(mark + 1)), (key, mark));
                assert_eq!(m.insert(key, mark + 1), None);
            }
        },
        10 => {
            let mut entry = v.entry(key).insert_entry(mark);
            assert_eq!((*entry.key(), *entry.get()), (key, mark));
            *entry.get_mut() += 1;
            m.insert(key, mark + 1);
        }
        11 => {
            let some: Vec<_> =
                (0..rng.below(40)).map(|i| (rng.below(KEYS) as u32, i as u32)).collect();
            if mark % 2 == 0 {
                v.extend(some.clone());
            } else {
                v.insert_many(some.clone());
            }
            m.extend(some);
        }
        12 => {
            let some: Vec<_> = (0..rng.below(40)).map(|_| rng.below(KEYS) as u32).collect();
            let there = some.iter().filter(|key| m.remove(key).is_some()).count();
            assert_eq!(v.remove_many(&some), there);
        }
        13 => {
            let some: Vec<_> = (0..rng.below(40)).map(|_| rng.below(KEYS) as u32).collect();
            let change = |key: &u32, value: Option<&u32>| match value {
                Some(value) if key % 3 == 0 => Some(value + 1),
                None if key % 5 != 0 => Some(mark),
                _ => None,
            };
            v.update_many(some.clone(), change);
            for key in some {
                match change(&key, m.get(&key)) {
                    Some(value) => m.insert(key, value),
                    None => m.remove(&key),
                };
            }
        }
        14 => {
            let odd = rng.below(5) as u32 + 1;
            let keep = |key: &u32, value: &mut u32| {
                *value += 1;
                (*key ^ mark) % odd != 0 || *value % 3 == 0
            };
            v.retain(keep);
            m.retain(keep);
        }
        15 => {
            let odd = rng.below(4) as u32 + 1;
            v.retain_keys(|key| key % odd != 0);
            m.retain(|key, _| key % odd != 0);
        }
        16 => {
            let (odd, most) = (rng.below(4) as u32 + 1, rng.below(20));
            let mut asked = Vec::new();
            let goes = |key: &u32, value: &mut u32| {
                asked.push(*key);
                *value += 1;
                key % odd == 0
            };
            let gone: Vec<_> = v.extract_if(goes).take(most).collect();
            asked.iter().for_each(|key| *m.get_mut(key).expect("is asked about once") += 1);
            let all: Vec<_> = asked.into_iter().filter(|key| key % odd == 0).collect();
            assert_eq!(
                gone,
                all.iter().map(|key| m.remove_entry(key).unwrap()).collect::<Vec<_>>()
            );
        }
        17 => {
            v.iter_mut().for_each(|(key, value)| *value = *key ^ mark);
            m.iter_mut().for_each(|(key, value)| *value = *key ^ mark);
        }
        18 => {
            // Some of it only.
            for (key, value) in v.iter_mut().take(rng.below(30)) {
                *value += 1;
                *m.get_mut(key).unwrap() += 1;
            }
        }
        19 => {
            let keys: [u32; 6] = core::array::from_fn(|i| (key + 7 * i as u32) % 140);
            for (value, key) in v.get_disjoint_mut(keys.each_ref()).into_iter().zip(keys) {
                let (value, expected) = (value, m.get_mut(&key));
                assert_eq!(value, expected);
                if let (Some(a), Some(b)) = (value, expected) {
                    (*a, *b) = (mark ^ key, mark ^ key);
                }
            }
        }
        20 => {
            *w = v.update_with_key(key, mark, |key, old, new| key ^ old ^ new);
            *n = m.clone();
            n.entry(key).and_modify(|old| *old ^= key ^ mark).or_insert(mark);
        }
        21 => {
            *w =
                v.alter(|old| old.map_or(Some(mark), |old| (old % 2 == 0).then_some(old + 1)), key);
            *n = m.clone();
            match m.get(&key) {
                None => n.insert(key, mark),
                Some(old) if old % 2 == 0 => n.insert(key, old + 1),
                Some(_) => n.remove(&key),
            };
        }
        22 => {
            let part = rng.below(m.len() + 3);
            let taken: Vec<_> = v.drain().take(part).collect();
            assert!(v.is_empty());
            v.extend(taken.iter().copied());
            m.retain(|key, _| taken.iter().any(|entry| entry.0 == *key));
        }
        _ => (*w, *n) = (v.clone(), m.clone()),
    }
}

#[test]
fn random_programs_over_several_versions() {
    let (seeds, steps) = if cfg!(miri) { (1, 40) } else { (4, 500) };
    for (seed, by) in (1..=seeds).flat_map(|seed| HASHERS.map(|by| (seed, by))) {
        let mut rng = Rng::new(seed);
        let mut versions: Vec<(Map, Model)> =
            (0..4).map(|_| (HashMap::with_hasher(by), Model::new())).collect();
        for mark in 0..steps {
            let (from, to) = (rng.below(4), rng.below(4));
            let (mut v, mut m) = versions[from].clone();
            let (mut w, mut n) = (HashMap::with_hasher(by), Model::new());
            if rng.below(2) == 0 {
                // Nobody else holds it.
                versions[from] = (HashMap::with_hasher(by), Model::new());
            }
            step(&mut rng, mark, (&mut v, &mut m), (&mut w, &mut n));
            assert_same(&v, &m);
            assert_same(&w, &n);
            versions[to] = (v, m);
            versions[from] = (w, n);
            if mark % 16 == 0 {
                versions.iter().for_each(|(v, m)| assert_same(v, m));
            }
        }
    }
}
