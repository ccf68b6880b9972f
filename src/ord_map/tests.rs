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
