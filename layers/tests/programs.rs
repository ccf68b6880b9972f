//! Random programs of file operations, on several live containers against a plain model, and against a
//! real directory.

#[path = "support/expect.rs"]
mod expect;
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

#[test]
fn changes_make_one_tree_of_another() {
    const LIVE: usize = 3;
    let mut told = 0;
    for seed in 2_000..2_100 {
        let mut random = Random::new(seed);
        let mut live: [LayeredFs; LIVE] = std::array::from_fn(|_| empty());
        for step in 1..100 {
            let at = random.below(LIVE);
            if random.below(30) == 0 {
                live[at] = live[random.below(LIVE)].clone();
            }
            random.look_at(&live[at].tree());
            // Errors are another test's.
            let _ = live[at].run(&random.op(false), step);
            let (old, new) = (&live[random.below(LIVE)], &live[at]);
            let changes = new.diff(old);
            expect::assert_right(&changes, &old.tree(), &new.tree());
            let mut made = old.clone();
            made.apply(&changes)
                .unwrap_or_else(|error| panic!("seed {seed}, step {step}: {error}"));
            made.check();
            let [made_tree, new_tree] = [&made, new].map(|fs| expect::without_times(fs.tree()));
            assert_eq!(made_tree, new_tree, "seed {seed}, step {step}:\n{changes}");
            assert!(made.diff(new).is_empty() && new.diff(&made).is_empty());
            told += changes.len();
        }
    }
    assert!(told > 10_000, "only {told} changes");
}

#[cfg(target_os = "linux")]
#[path = "support/peers.rs"]
mod peers;
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
            let op = match random.below(12) {
                0 => random.attribute_op(real.is_privileged),
                _ => random.op(true),
            };
            let told = real.run(&op, step);
            assert_eq!(fs.run(&op, step), told, "seed {seed}, step {step}: {op:?}");
            let mut ours = fs.tree();
            ours.values_mut().for_each(real::forget);
            assert_eq!(ours, real.tree(), "seed {seed}, step {step}: {op:?}");
        }
        fs.check();
    }
}

/// What a container has become, on several layers: GNU tar extracts the same from our archive of it, and
/// we read the same from its archive of a directory that went the same way.
#[cfg(target_os = "linux")]
#[test]
fn gnu_tar_agrees() {
    use layers::{Layer, Limits, Mode};
    use std::fs::File;
    use std::process::Command;

    if !peers::found("tar", "GNU tar") {
        return;
    }
    for seed in 3_000..3_030 {
        let mut random = Random::new(seed);
        let mut real = real::Real::new();
        let mut fs = empty();
        let mut merged = empty();
        for step in 1..200 {
            random.look_at(&fs.tree());
            let op = match random.below(12) {
                0 => random.attribute_op(real.is_privileged),
                _ => random.op(true),
            };
            assert_eq!(fs.run(&op, step), real.run(&op, step), "seed {seed}, step {step}: {op:?}");
            if step % 50 == 0 {
                // Committed, written, read and applied, layer upon layer.
                let mut archive = Vec::new();
                Layer::between(&merged, &fs).unwrap().to_tar(&mut archive).unwrap();
                let layer = Layer::from_tar(&archive[..], Mode::Strict, &Limits::default());
                merged = layer.unwrap().apply(&merged).unwrap();
                assert!(merged.diff(&fs).is_empty(), "seed {seed}, step {step}");
            }
        }
        let dir = tempfile::tempdir().unwrap();
        let ours = dir.path().join("ours.tar");
        let layer = Layer::between(&LayeredFs::new(), &fs).unwrap();
        layer.to_tar(File::create(&ours).unwrap()).unwrap();
        let extracted = dir.path().join("extracted");
        peers::extract(&ours, &extracted);
        peers::assert_same(&extracted, &fs, true);

        let theirs = dir.path().join("theirs.tar");
        let mut command = Command::new("tar");
        command.args(["--create", "--format=posix", "--numeric-owner", "--file"]).arg(&theirs);
        peers::run(command.arg("--directory").arg(real.root()).arg("."));
        let imported = peers::import(&theirs);
        peers::assert_same(real.root(), &imported, true);
        let [mut imported, mut fs] = [imported, fs].map(|fs| fs.tree());
        for line in imported.values_mut().chain(fs.values_mut()) {
            real::forget(line);
        }
        if !real.is_privileged {
            imported.values_mut().for_each(|line| line.uid = 0);
        }
        assert_eq!(imported, fs, "seed {seed}");
    }
}
