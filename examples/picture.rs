//! Draws what versions share: prints a graph for Graphviz, and what the versions take in memory.
//!
//! ```console
//! $ cargo run --release --example picture | dot -Tsvg > sharing.svg
//! ```

use offshoot::Vector;

fn main() {
    let old: Vector<u64> = (0..20_000).collect();
    let mut new = old.clone();
    new.set(12_345, 7); // copies a leaf and the branches above it
    let mut newest = new.clone();
    newest.push_front(0); // copies the first path

    let versions = [&old, &new, &newest];
    println!("{}", Vector::picture(versions).folded());
    eprintln!("{}", Vector::memory(versions));
}
