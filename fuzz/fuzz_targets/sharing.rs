//! Versions that share nodes, of which what is made is the same as of copies.
#![no_main]

#[path = "../../tests/support/sharing.rs"]
mod sharing;

use arbitrary::{Arbitrary, Unstructured};
use libfuzzer_sys::fuzz_target;
use offshoot::versions::{Fork, Versions};

fn all<'a, C: Fork<Item: Arbitrary<'a>>>(bytes: &'a [u8], check: fn(&[C])) {
    if let Ok(versions) = Versions::<C>::arbitrary(&mut Unstructured::new(bytes)) {
        check(&versions);
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    match kind % 5 {
        0 => all(bytes, sharing::vectors::<u8>),
        1 => all(bytes, sharing::vectors::<String>),
        2 => all(bytes, sharing::byte_bufs),
        3 => all(bytes, sharing::ord_maps::<u8, u8>),
        _ => all(bytes, sharing::hash_maps::<u8, u8>),
    }
});
