//! A byte buffer against `Vec<u8>`, with pages of 16 bytes.

use alloc::vec::Vec;

use super::ByteBuf;

struct Rng(u64);

impl Rng {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }

    fn bytes(&mut self, most: usize) -> Vec<u8> {
        (0..self.below(most + 1)).map(|_| self.below(256) as u8).collect()
    }
}

#[test]
fn random_programs_over_several_versions() {
    for seed in 1..if cfg!(miri) { 3 } else { 200 } {
        let mut rng = Rng(0x9E37_79B9_7F4A_7C15u64.wrapping_mul(seed));
        let mut versions: Vec<(ByteBuf, Vec<u8>)> = alloc::vec![Default::default(); 4];
        for _ in 0..if cfg!(miri) { 60 } else { 150 } {
            let (from, to) = (rng.below(4), rng.below(4));
            let consume = rng.below(3) == 0;
            let (mut v, mut m) =
                if consume { core::mem::take(&mut versions[from]) } else { versions[from].clone() };
            let len = m.len();
            let at = rng.below(len + 1);
            let end = at + rng.below(len + 1 - at);
            let some = rng.bytes(40);
            match rng.below(14) {
                0 => {
                    v.extend_from_slice(&some);
                    m.extend_from_slice(&some);
                }
                1 => {
                    v.insert(at, &some);
                    m.splice(at..at, some);
                }
                2 => {
                    v.remove(at..end);
                    m.drain(at..end);
                }
                3 => {
                    let w = ByteBuf::from(some.clone());
                    v.append(w);
                    m.extend(some);
                }
                4 => {
                    versions[to] = (v.split_off(at), m.split_off(at));
                }
                5 => {
                    assert_eq!(
                        v.splice(at..end, some.clone()),
                        m.splice(at..end, some).collect::<Vec<_>>()
                    );
                }
                6 => {
                    v.replace(at..end, &some);
                    m.splice(at..end, some);
                }
                7 => {
                    let some = &some[..some.len().min(len - at)];
                    v.write_at(at, some);
                    m[at..at + some.len()].copy_from_slice(some);
                }
                8 if len < 1000 => {
                    let (w, n) = versions[to].clone();
                    v.insert_buf(at, w);
                    m.splice(at..at, n);
                }
                9 => {
                    let most = rng.below(400);
                    v.resize(most, 7);
                    m.resize(most, 7);
                }
                10 => {
                    let big: Vec<u8> = (0..100).map(|i| i as u8).collect();
                    v.insert_buf(at, big.clone().into());
                    m.splice(at..at, big);
                }
                11 => {
                    static S: [u8; 90] = [9; 90];
                    v.append(ByteBuf::from_static(&S));
                    m.extend(S);
                }
                12 => {
                    assert_eq!(v.slice(at..end), m[at..end]);
                }
                _ => {
                    v.truncate(at);
                    m.truncate(at);
                }
            }
            versions[from] = (v, m);
            for (v, m) in &versions {
                v.check();
                assert_eq!(v, m);
                assert_eq!(v.len(), m.len());
                if m.len() > 3 {
                    let at = rng.below(m.len() - 2);
                    let needle = &m[at..at + 3];
                    assert_eq!(v.find(needle), m.windows(3).position(|w| w == needle));
                    assert_eq!(v.rfind(needle), m.windows(3).rposition(|w| w == needle));
                }
            }
            let (old, new) = (&versions[from], &versions[to]);
            assert_eq!(old.0 == new.0, old.1 == new.1);
            assert_eq!(old.0.cmp(&new.0), old.1.cmp(&new.1));
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

#[cfg(feature = "bytes")]
#[test]
fn parts_of_one_foreign_buffer_keep_all_of_it_alive() {
    use super::ByteBuf;
    let whole = ByteBuf::from(bytes::Bytes::from(alloc::vec![7; 100]));
    let (low, high) = (whole.slice(..60), whole.slice(60..));
    let total = |versions: &[&ByteBuf]| ByteBuf::memory(versions.iter().copied()).total;
    assert!(total(&[&low]) >= 100 && total(&[&high]) >= 100);
    let handle = total(&[&low]) - 100;
    for versions in [[&whole, &low, &high], [&high, &low, &whole], [&low, &whole, &high]] {
        assert_eq!(total(&versions), 100 + 3 * handle);
    }
}

#[test]
fn a_report_counts_the_bytes_of_a_vec_that_was_taken_over() {
    let mut bytes = alloc::vec::Vec::with_capacity(200);
    bytes.extend([7; 100]);
    let buffer = super::ByteBuf::from(bytes);
    let report = super::ByteBuf::memory([&buffer]);
    assert!((200..300).contains(&report.total), "{} bytes", report.total);
}
