//! The small program of `size.sh`, with those of rpds.

use rpds::{HashTrieMapSync, RedBlackTreeMapSync, VectorSync};

fn main() {
    let count = std::env::args().count() as u64 * 1_000;
    let mut sorted = RedBlackTreeMapSync::new_sync();
    let mut hashed = HashTrieMapSync::new_sync();
    let mut vector = VectorSync::new_sync();
    for number in 0..count {
        sorted.insert_mut(number, number.to_string());
        hashed.insert_mut(number.to_string(), number);
        vector.push_back_mut(number);
    }
    let mut sum = vector.iter().sum::<u64>() + vector[vector.len() / 2];
    for (key, text) in &sorted {
        sum += key + hashed[text];
    }
    println!("{sum} {:?}", sorted.get(&7));
}
