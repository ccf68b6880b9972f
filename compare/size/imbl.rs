//! The small program of `size.sh`, with those of imbl.

use imbl::{HashMap, OrdMap, Vector};

fn main() {
    let count = std::env::args().count() as u64 * 1_000;
    let mut sorted = OrdMap::new();
    let mut hashed = HashMap::new();
    let mut vector = Vector::new();
    for number in 0..count {
        sorted.insert(number, number.to_string());
        hashed.insert(number.to_string(), number);
        vector.push_back(number);
    }
    let mut sum = vector.iter().sum::<u64>() + vector[vector.len() / 2];
    for (key, text) in &sorted {
        sum += key + hashed[text];
    }
    println!("{sum} {:?}", sorted.get(&7));
}
