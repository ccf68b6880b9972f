//! What arbitrary makes of bytes is sound; and versions that share nodes, of which what is made is the same as
//! of copies.
#![no_main]

use std::fmt::Debug;

use arbitrary::{Arbitrary, Unstructured};
use libfuzzer_sys::fuzz_target;
use offshoot::versions::{Fork, Versions};
use offshoot::{ByteBuf, HashMap, HashSet, OrdMap, OrdSet, Vector};
use offshoot_fuzz::{decoded, sharing};

fn all<'a, C: Fork<Item: Arbitrary<'a>>>(bytes: &'a [u8], check: fn(&[C])) {
    if let Some(versions) = decoded(Versions::<C>::arbitrary(&mut Unstructured::new(bytes))) {
        check(&versions);
    }
}

/// A collection alone, from the front of the bytes and from all of them.
fn one<'a, C: Arbitrary<'a> + Debug + PartialEq>(bytes: &'a [u8], check: impl Fn(&C)) {
    let mut front = Unstructured::new(bytes);
    let values = [
        decoded(C::arbitrary(&mut front)),
        decoded(C::arbitrary_take_rest(Unstructured::new(bytes))),
    ];
    values.iter().flatten().for_each(&check);
    let again = C::arbitrary(&mut Unstructured::new(bytes)).ok();
    assert_eq!(values[0], again, "bytes decide alone");
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    match kind % 13 {
        0 => all(bytes, sharing::vectors::<u8>),
        1 => all(bytes, sharing::vectors::<String>),
        2 => all(bytes, sharing::byte_bufs),
        3 => all(bytes, sharing::ord_maps::<u8, u8>),
        4 => all(bytes, sharing::hash_maps::<u8, u8>),
        5 => all(bytes, sharing::ord_sets::<u8>),
        6 => all(bytes, sharing::hash_sets::<u8>),
        7 => one(bytes, Vector::<String>::check),
        8 => one(bytes, ByteBuf::check),
        9 => one(bytes, OrdMap::<u16, u8>::check),
        10 => one(bytes, OrdSet::<u8>::check),
        11 => one(bytes, HashMap::<u16, u8>::check),
        _ => one(bytes, HashSet::<u8>::check),
    }
});
