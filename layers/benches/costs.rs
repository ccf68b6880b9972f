//! What containers cost: starting them, the first byte of a large file, a renamed directory, a lookup at
//! any depth of layers, and a diff. `cargo bench -p layers`.
#![allow(missing_docs, reason = "criterion's macros make functions without")]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use layers::LayeredFs;
use layers::fs::Clock;
use layers::report::Report;
use offshoot::ByteBuf;

const MIB: usize = 1 << 20;

/// A tree of `directories` directories with 100 files of 1,000 bytes each, and a file of 64 MiB.
fn image(directories: usize) -> LayeredFs {
    let mut fs = LayeredFs::with_clock(Clock::System);
    for directory in 0..directories {
        fs.mkdir_all(format!("usr/lib/d{directory}"), 0o755).unwrap();
        for file in 0..100 {
            fs.write(format!("usr/lib/d{directory}/f{file}"), vec![1; 1_000]).unwrap();
        }
    }
    // In pages, as a file is that was unpacked.
    let mut large = ByteBuf::new();
    (0..64).for_each(|at| large.extend_from_slice(&vec![at; MIB]));
    fs.write("large", large).unwrap();
    fs
}

fn containers(criterion: &mut Criterion) {
    let image = image(100);
    criterion.bench_function("start 100 containers", |bencher| {
        bencher.iter_with_large_drop(|| (0..100).map(|_| image.clone()).collect::<Vec<_>>());
    });
    criterion.bench_function(
        "start 100 containers, write a byte to a 64 MiB file in each",
        |bencher| {
            bencher.iter_with_large_drop(|| {
                let mut all: Vec<_> = (0..100).map(|_| image.clone()).collect();
                all.iter_mut().for_each(|fs| fs.write_at("large", 33_333_333, b"x").unwrap());
                all
            });
        },
    );
    criterion.bench_function("1 byte into a 64 MiB file of the base", |bencher| {
        let write = |mut fs: LayeredFs| {
            fs.write_at("large", 33_333_333, b"x").unwrap();
            fs
        };
        bencher.iter_batched(|| image.clone(), write, BatchSize::SmallInput);
    });
    let mut fs = image.clone();
    fs.write_at("large", 33_333_333, b"x").unwrap();
    criterion.bench_function("... and one more beside it", |bencher| {
        bencher.iter(|| fs.write_at("large", 33_333_334, b"x").unwrap());
    });
    let own = Report::new(&image, [("one byte", &fs)]).containers[0].own;
    println!("new memory for 1 byte into a 64 MiB file of the base: {own} bytes");
    criterion.bench_function("chmod of a 64 MiB file of the base", |bencher| {
        let chmod = |mut fs: LayeredFs| {
            fs.chmod("large", 0o600).unwrap();
            fs
        };
        bencher.iter_batched(|| image.clone(), chmod, BatchSize::SmallInput);
    });
}

fn renames(criterion: &mut Criterion) {
    for files in [10, 1_000, 100_000] {
        let mut base = LayeredFs::new();
        base.mkdir("d", 0o755).unwrap();
        for at in 0..files {
            base.create(format!("d/{at}"), 0o644).unwrap();
        }
        criterion.bench_function(
            &format!("rename a directory of the base, {files} files"),
            |bencher| {
                let rename = |mut fs: LayeredFs| {
                    fs.rename("d", "e").unwrap();
                    fs
                };
                bencher.iter_batched(|| base.clone(), rename, BatchSize::SmallInput);
            },
        );
    }
}

fn lookups(criterion: &mut Criterion) {
    for layers in [3, 128] {
        // Each layer is a clone that changes a file in each directory, as an image is built.
        let mut fs = image(100);
        let mut kept = Vec::new();
        for layer in 0..layers {
            kept.push(fs.clone());
            for directory in 0..100 {
                fs.write(format!("usr/lib/d{directory}/f{}", layer % 100), vec![2; 1_000]).unwrap();
            }
        }
        criterion.bench_function(
            &format!("look up a path of 4 names, {layers} layers"),
            |bencher| {
                bencher.iter(|| fs.stat(black_box("usr/lib/d77/f33")).unwrap());
            },
        );
    }
}

fn diffs(criterion: &mut Criterion) {
    let base = image(100);
    let mut fs = base.clone();
    for file in 0..100 {
        fs.write_at(format!("usr/lib/d{file}/f{file}"), 500, b"x").unwrap();
    }
    assert_eq!(fs.diff(&base).len(), 100);
    criterion.bench_function("diff, 100 changed files out of 10,000", |bencher| {
        bencher.iter(|| fs.diff(black_box(&base)));
    });
    let changes = fs.diff(&base);
    criterion.bench_function("apply them to a clone of the base", |bencher| {
        let apply = |mut fs: LayeredFs| {
            fs.apply(&changes).unwrap();
            fs
        };
        bencher.iter_batched(|| base.clone(), apply, BatchSize::SmallInput);
    });
    let mut newer = base.clone();
    for file in 0..100 {
        newer.write_at(format!("usr/lib/d{file}/f{}", (file + 1) % 100), 500, b"x").unwrap();
    }
    criterion.bench_function("rebase, 100 changed files on each side", |bencher| {
        bencher.iter(|| fs.rebase(&base, &newer, |_| unreachable!("no file was changed twice")));
    });
}

criterion_group!(benches, containers, renames, lookups, diffs);
criterion_main!(benches);
