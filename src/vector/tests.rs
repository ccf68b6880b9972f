//! A vector against `Vec`, with nodes so small that a hundred elements make four levels.

use alloc::vec::Vec;

use super::Vector;

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
    for seed in 1..if cfg!(miri) { 3 } else { 300 } {
        let mut rng = Rng(0x9E37_79B9_7F4A_7C15u64.wrapping_mul(seed));
        let mut versions: Vec<(Vector<u32>, Vec<u32>)> = alloc::vec![Default::default(); 4];
        let mut next = 0;
        for _ in 0..if cfg!(miri) { 60 } else { 200 } {
            let from = rng.below(4);
            let to = rng.below(4);
            let (mut v, mut m) = if rng.below(3) == 0 {
                core::mem::take(&mut versions[from])
            } else {
                versions[from].clone()
            };
            let len = m.len();
            next += 1;
            match rng.below(16) {
                0 => {
                    v.push_back(next);
                    m.push(next);
                }
                1 => {
                    v.push_front(next);
                    m.insert(0, next);
                }
                2 => {
                    assert_eq!(v.pop_back(), m.pop());
                }
                3 => {
                    assert_eq!(v.pop_front(), if m.is_empty() { None } else { Some(m.remove(0)) });
                }
                4 => {
                    let i = rng.below(len + 1);
                    v.insert(i, next);
                    m.insert(i, next);
                }
                5 if len > 0 => {
                    let i = rng.below(len);
                    assert_eq!(v.remove(i), m.remove(i));
                }
                6 if len > 0 => {
                    let i = rng.below(len);
                    v.set(i, next);
                    m[i] = next;
                }
                7 => {
                    let i = rng.below(len + 1);
                    versions[to] = (v.split_off(i), m.split_off(i));
                    versions[to].0.check();
                }
                8 | 9 if len < 200 => {
                    let (w, n) = versions[to].clone();
                    v.append(w);
                    m.extend(n);
                }
                10 => {
                    let n = rng.below(40) as u32;
                    v.extend(0..n);
                    m.extend(0..n);
                }
                11 => {
                    let a = rng.below(len + 1);
                    let b = a + rng.below(len + 1 - a);
                    assert_eq!(v.slice(a..b), m.drain(a..b).collect::<Vec<_>>());
                }
                12 => {
                    let i = rng.below(len + 1);
                    let (w, n) = versions[to].clone();
                    if len < 200 {
                        v.insert_all(i, w);
                        m.splice(i..i, n);
                    }
                }
                13 => {
                    v.retain(|x| x % 5 != 0);
                    m.retain(|x| x % 5 != 0);
                }
                14 => {
                    for (a, b) in v.iter_mut().zip(&mut m) {
                        *a += 1;
                        *b += 1;
                    }
                }
                15 => {
                    let i = rng.below(len + 1);
                    v.rotate_left(i);
                    m.rotate_left(i);
                }
                _ => {}
            }
            versions[from] = (v, m);
            for (v, m) in &versions {
                v.check();
                assert_eq!(v.len(), m.len());
                assert!(v.iter().eq(m));
                assert!(v.iter().rev().eq(m.iter().rev()));
                for i in 0..m.len() {
                    assert_eq!(v[i], m[i]);
                }
            }
            let (old, new) = (&versions[from], &versions[to]);
            assert_eq!(old.0 == new.0, old.1 == new.1);
            let mut patched = Vec::new();
            let mut at = 0;
            for change in new.0.diff(&old.0) {
                patched.extend_from_slice(&old.1[at..change.old.start]);
                patched.extend_from_slice(&new.1[change.new.clone()]);
                at = change.old.end;
            }
            patched.extend_from_slice(&old.1[at..]);
            assert_eq!(patched, new.1);
        }
    }
}

#[test]
fn a_mutable_iterator_is_sent_far_behind_its_end() {
    for len in [0, 1, 100] {
        let mut v: Vector<u32> = (0..len).collect();
        let mut elements = v.iter_mut();
        assert!(elements.nth(usize::MAX).is_none() && elements.len() == 0);
        let mut elements = v.iter_mut();
        assert!(elements.nth_back(usize::MAX).is_none() && elements.len() == 0);
    }
}

/// None of them fits into the handle, whose words are not aligned for one.
#[test]
fn the_first_over_aligned_element_comes_to_a_handle_at_any_address() {
    #[derive(Clone)]
    #[repr(align(64))]
    struct Aligned(usize);

    let mut versions: [Vector<Aligned>; 9] = Default::default();
    for (index, version) in versions.iter_mut().enumerate() {
        version.push_back(Aligned(index));
    }
    for (index, version) in versions.iter().enumerate() {
        assert_eq!(version[0].0, index);
    }
}

#[test]
fn a_report_counts_the_padding_behind_a_block_of_an_odd_length() {
    for len in 3..=5 {
        let v: Vector<u32> = (0..len).collect();
        assert!(!v.is_inline());
        assert_eq!(Vector::memory([&v]).total % size_of::<usize>(), 0);
    }
}
