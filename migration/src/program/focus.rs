// A focus on a vector, for reading and for writing.

use library::Vector;
use library::vector::{Focus, FocusMut};

fn sum(focus: &mut Focus<'_, u64>) -> u64 {
    (0..focus.len()).map(|at| *focus.index(at)).sum()
}

fn fill(focus: &mut FocusMut<'_, u64>, value: u64) {
    for at in 0..focus.len() {
        *focus.index_mut(at) = value;
    }
}

pub fn run(out: &mut String) {
    let v: Vector<u64> = (0..1_000).collect();
    let mut focus = v.focus();
    show!(out, "focus", (focus.len(), focus.is_empty(), focus.get(7).copied(), focus.get(1_000)));
    show!(out, "focus index", (*focus.index(3), sum(&mut focus)));
    let (range, chunk) = focus.chunk_at(500);
    show!(out, "chunk_at", (range.contains(&500), chunk[500 - range.start]));
    let mut narrow = focus.clone().narrow(100..200);
    show!(out, "narrow", (narrow.len(), *narrow.index(0), narrow.get(100)));
    let (mut left, mut right) = narrow.split_at(30);
    show!(out, "split", (left.len(), sum(&mut left), right.len(), *right.index(0)));
    show!(out, "focus iter", right.into_iter().rev().next());
    let mut made = Focus::new(&v);
    show!(out, "made", *made.index(999));

    let old = v.clone();
    let mut v = v;
    let mut focus = v.focus_mut();
    show!(out, "focus_mut", (focus.len(), focus.is_empty(), *focus.index(9), focus.get(1_000)));
    show!(out, "set", (focus.set(9, 90), focus.set(1_000, 1)));
    if let Some(x) = focus.get_mut(8) {
        *x = 80;
    }
    focus.swap(0, 999);
    show!(out, "pair", focus.pair(1, 998, |a, b| std::mem::replace(a, *b)));
    show!(out, "triplet", focus.triplet(2, 3, 4, |a, b, c| *a + *b + *c));
    let (range, chunk) = focus.chunk_at(600);
    chunk[600 - range.start] = 60;
    let mut narrow = focus.narrow(100..=600);
    show!(out, "narrow mut", (narrow.len(), *narrow.index(500)));
    narrow.set(0, 1);
    let (mut left, mut right) = narrow.split_at(250);
    fill(&mut left, 5);
    fill(&mut right, 6);
    let mut reader = left.unmut();
    show!(out, "unmut", sum(&mut reader));
    let reader: Focus<'_, u64> = right.into();
    show!(out, "from", reader.into_iter().sum::<u64>());
    for x in FocusMut::new(&mut v).narrow(..2) {
        *x += 1;
    }
    show!(out, "written", v);
    show!(out, "old", old == (0..1_000).collect::<Vector<u64>>());
}
