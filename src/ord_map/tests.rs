//! A map against `BTreeMap`, with nodes so small that a hundred entries make four levels.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::OrdMap;

struct Rng(u64);

impl Rng {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

#[test]
fn random_programs_over_several_versions() {
    type Version = (OrdMap<u32, u32>, BTreeMap<u32, u32>);
    for seed in 1..20 {
        let mut rng = Rng(0x9E37_79B9_7F4A_7C15u64.wrapping_mul(seed));
        let mut versions: Vec<Version> = alloc::vec![Default::default(); 4];
        for step in 0..300 {
            let (from, to) = (rng.below(4), rng.below(4));
            let (mut v, mut m) = if rng.below(3) == 0 {
                core::mem::take(&mut versions[from])
            } else {
                versions[from].clone()
            };
            let key = rng.below(300) as u32;
            match rng.below(12) {
                0..=4 => assert_eq!(v.insert(key, step), m.insert(key, step)),
                5..=7 => assert_eq!(v.remove(&key), m.remove(&key)),
                8 => {
                    let at = rng.below(m.len() + 1);
                    let upper = v.split_off_at(at);
                    let bound = m.keys().nth(at).copied();
                    let high = bound.map_or_else(BTreeMap::new, |bound| m.split_off(&bound));
                    versions[to] = (upper, high);
                    versions[to].0.check();
                }
                9 => {
                    let (mut w, mut n) = versions[to].clone();
                    if let (Some((a, _)), Some((b, _))) = (m.last_key_value(), n.first_key_value())
                    {
                        if a < b {
                            v.append_all(&mut w);
                            m.append(&mut n);
                        }
                    }
                }
                10 => {
                    let most = 150 - rng.below(m.len() + 1).min(150) as u32;
                    for key in key..key + most {
                        assert_eq!(v.insert(key, step), m.insert(key, step));
                    }
                }
                _ => {
                    for (_, value) in m.iter_mut().take(3) {
                        *value += 1;
                    }
                    for key in m.keys().take(3) {
                        *v.get_mut(key).unwrap() += 1;
                    }
                }
            }
            versions[from] = (v, m);
            for (v, m) in &versions {
                v.check();
                assert!(v.iter().eq(m));
                assert!(v.iter().rev().eq(m.iter().rev()));
                for key in 0..300 {
                    assert_eq!(v.get(&key), m.get(&key));
                }
            }
        }
    }
}

#[test]
fn algebra_of_related_and_unrelated_maps() {
    use crate::tree::bplus::{Fate, Rule};
    let mut total = 0;
    for seed in 1..2000u64 {
        let mut rng = Rng(0x9E37_79B9_7F4A_7C15u64.wrapping_mul(seed));
        let n = rng.below(300);
        let mut a: OrdMap<u32, u32> = OrdMap::new();
        let mut ma = BTreeMap::new();
        for _ in 0..n {
            let k = rng.below(400) as u32;
            a.insert(k, 0);
            ma.insert(k, 0);
        }
        let (mut b, mut mb) = if rng.below(2) == 0 {
            (a.clone(), ma.clone())
        } else {
            (OrdMap::new(), BTreeMap::new())
        };
        for _ in 0..rng.below(if seed % 3 == 0 { 4 } else { 200 }) {
            let k = rng.below(400) as u32;
            if rng.below(3) == 0 {
                b.remove(&k);
                mb.remove(&k);
            } else {
                b.insert(k, 1);
                mb.insert(k, 1);
            }
        }
        for which in 0..5 {
            let rule = Rule {
                left: which != 1,
                right: which == 0 || which == 3,
                shared: Some(which < 2),
                both: |_: &u32, _: &u32, _: &u32| if which < 2 { Fate::Left } else { Fate::Drop },
            };
            let rule = if which == 4 {
                Rule { left: true, right: true, shared: None, both: rule.both }
            } else {
                rule
            };
            let _ = which;
            let mut cmp = |x: &u32, y: &u32| {
                total += 1;
                x.cmp(y)
            };
            let c = OrdMap { tree: a.tree.combine(&b.tree, &mut cmp, rule) };
            let model: BTreeMap<u32, u32> = match which {
                0 => mb.iter().chain(&ma).map(|(k, v)| (*k, *v)).collect(),
                1 => ma.iter().filter(|(k, _)| mb.contains_key(k)).map(|(k, v)| (*k, *v)).collect(),
                2 => {
                    ma.iter().filter(|(k, _)| !mb.contains_key(k)).map(|(k, v)| (*k, *v)).collect()
                }
                _ => ma
                    .iter()
                    .filter(|(k, _)| !mb.contains_key(k))
                    .chain(mb.iter().filter(|(k, _)| !ma.contains_key(k)))
                    .map(|(k, v)| (*k, *v))
                    .collect(),
            };
            c.check();
            assert!(c.iter().eq(model.iter()), "{seed} {which}");
            if which == 0 && mb.keys().all(|k| ma.contains_key(k)) && !ma.is_empty() {
                assert_eq!(c.tree.addr(), a.tree.addr());
            }
        }
    }
}
