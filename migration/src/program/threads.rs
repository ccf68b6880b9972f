// What needs elements and collections that go to other threads: not with im-rc.

use library::Vector;
use library::vector::FocusMut;

fn fill(focus: &mut FocusMut<'_, u64>, value: u64) {
    for at in 0..focus.len() {
        *focus.index_mut(at) = value;
    }
}

pub fn run(out: &mut String) {
    let shared: Vector<u64> = (0..10_000).collect();
    let sums: Vec<u64> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..4)
            .map(|worker| {
                let mut mine = shared.clone();
                scope.spawn(move || {
                    mine.set(worker, 1_000_000);
                    mine.iter().sum::<u64>()
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().expect("a sum does not panic")).collect()
    });
    show!(out, "threads", (sums, shared.iter().sum::<u64>()));

    let mut halves = shared.clone();
    let (mut left, mut right) = halves.focus_mut().split_at(2_500);
    std::thread::scope(|scope| {
        scope.spawn(|| fill(&mut left, 5));
        scope.spawn(|| fill(&mut right, 6));
    });
    show!(out, "halves", halves.iter().sum::<u64>());
}
