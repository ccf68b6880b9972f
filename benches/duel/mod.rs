//! What the benches share: random numbers, and one body per operation for two contenders.

use std::time::Duration;

use criterion::Criterion;

/// Sizes that fit into the first cache, and into none but the last.
pub const SIZES: [usize; 2] = [1_000, 100_000];

/// A run of some seconds per operation, and less with `--quick`.
pub fn criterion() -> Criterion {
    Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
}

/// A random number generator (xorshift64*), always from the same seed.
pub struct Random(u64);

impl Random {
    pub fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

    pub fn number(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Below `bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.number()) * bound as u128) >> 64) as usize
    }
}

/// Runs each operation, a function of a bencher and a size, for both contenders side by side.
macro_rules! duel {
    ($criterion:expr, $subject:literal, $ours:ty, $theirs:ty, $($operation:ident),* $(,)?) => {
        $({
            let mut group =
                $criterion.benchmark_group(concat!($subject, "/", stringify!($operation)));
            for size in $crate::duel::SIZES {
                group.bench_function(criterion::BenchmarkId::new("offshoot", size), |bencher| {
                    $operation::<$ours>(bencher, size);
                });
                group.bench_function(criterion::BenchmarkId::new("std", size), |bencher| {
                    $operation::<$theirs>(bencher, size);
                });
            }
            group.finish();
        })*
    };
}
pub(crate) use duel;
