// The feature `rayon`: a vector by several threads.

use ::rayon::prelude::*;

use library::Vector;

pub fn run(out: &mut String) {
    let old: Vector<u64> = (0..50_000).collect();
    show!(out, "sum", old.par_iter().sum::<u64>());
    show!(out, "map", old.par_iter().map(|x| x * 2).filter(|x| x % 3 == 0).count());
    show!(out, "indexed", old.par_iter().enumerate().all(|(at, x)| at as u64 == *x));
    show!(out, "reversed", old.par_iter().rev().position_first(|x| *x == 7));
    let mut new = old.clone();
    new.par_iter_mut().for_each(|x| *x += 1);
    show!(out, "par_iter_mut", (new.iter().sum::<u64>(), old.iter().sum::<u64>()));
    let zipped: Vec<u64> = old.par_iter().zip(new.par_iter()).map(|(a, b)| b - a).collect();
    show!(out, "zip", zipped.iter().sum::<u64>());
}
