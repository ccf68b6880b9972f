//! Whatever bytes borsh reads a collection from: it is sound, and is written as the same bytes.
#![no_main]

use borsh::{BorshDeserialize, BorshSerialize, to_vec};
use libfuzzer_sys::fuzz_target;
use offshoot::{ByteBuf, HashMap, HashSet, OrdMap, OrdSet, Vector};
use offshoot_fuzz::decoded;

fn read<C: BorshDeserialize + BorshSerialize>(bytes: &[u8], check: impl Fn(&C)) {
    let mut rest = bytes;
    if let Some(read) = decoded(C::deserialize(&mut rest)) {
        check(&read);
        let len = bytes.len() - rest.len();
        assert!(to_vec(&read).expect("a Vec takes everything") == bytes[..len], "other bytes");
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    match kind % 8 {
        0 => read(bytes, Vector::<u16>::check),
        1 => read(bytes, Vector::<Vector<String>>::check),
        2 => read(bytes, ByteBuf::check),
        3 => read(bytes, OrdMap::<u8, Vector<bool>>::check),
        4 => read(bytes, OrdSet::<String>::check),
        5 => read(bytes, HashMap::<u8, u16>::check),
        6 => read(bytes, HashSet::<u16>::check),
        _ => read(bytes, HashMap::<String, OrdSet<u8>>::check),
    }
});
