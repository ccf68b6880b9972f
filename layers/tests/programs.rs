//! Random programs of file operations, on several live containers against a plain model, and against a
//! real directory.

#[path = "support/model.rs"]
mod model;
#[path = "support/op.rs"]
mod op;
#[path = "support/ours.rs"]
mod ours;

use layers::LayeredFs;
use layers::fs::Clock;
use layers::inode::Time;
use model::Model;
use op::{Random, Target};

fn empty() -> LayeredFs {
    LayeredFs::with_clock(Clock::Fixed(Time::EPOCH))
}

#[test]
fn containers_are_what_the_model_says() {
    const LIVE: usize = 3;
    let mut refused = 0;
    for seed in 0..60 {
        let mut random = Random::new(seed);
        let mut live: Vec<_> = (0..LIVE).map(|_| (empty(), Model::default())).collect();
        for step in 1..150 {
            let at = random.below(LIVE);
            if random.below(20) == 0 {
                let from = random.below(LIVE);
                live[at] = live[from].clone();
            }
            random.look_at(&live[at].1.tree());
            let op = random.op(false);
            let (fs, model) = &mut live[at];
            let told = fs.run(&op, step);
            assert_eq!(told, model.run(&op, step), "seed {seed}, step {step}: {op:?}");
            refused += i64::from(told.is_err());
            for (fs, model) in &live {
                assert_eq!(fs.tree(), model.tree(), "seed {seed}, step {step}: {op:?}");
            }
            live[at].0.check();
        }
    }
    assert!((1_500..7_500).contains(&refused), "{refused} of 8,940 were refused");
}

#[cfg(target_os = "linux")]
#[path = "support/real.rs"]
mod real;

#[cfg(target_os = "linux")]
#[test]
fn a_real_directory_agrees() {
    for seed in 1_000..1_060 {
        let mut random = Random::new(seed);
        let mut real = real::Real::new();
        let mut fs = empty();
        for step in 1..150 {
            random.look_at(&fs.tree());
            let op = random.op(true);
            let told = real.run(&op, step);
            assert_eq!(fs.run(&op, step), told, "seed {seed}, step {step}: {op:?}");
            let mut ours = fs.tree();
            ours.values_mut().for_each(real::forget);
            assert_eq!(ours, real.tree(), "seed {seed}, step {step}: {op:?}");
        }
        fs.check();
    }
}
