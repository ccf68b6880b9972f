//! Whatever is read as a collection is sound, and comes back as it was.
#![no_main]

use std::fmt::Debug;

use libfuzzer_sys::fuzz_target;
use offshoot::{ByteBuf, HashMap, HashSet, OrdMap, OrdSet, Vector};
use offshoot_fuzz::decoded;
use serde::Serialize;
use serde::de::DeserializeOwned;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    match kind % 6 {
        0 => run::<Vector<Vec<u8>>>(bytes, Vector::check),
        1 => run::<ByteBuf>(bytes, ByteBuf::check),
        2 => run::<OrdMap<u8, String>>(bytes, OrdMap::check),
        3 => run::<OrdSet<i16>>(bytes, |set| {
            assert!(set.iter().is_sorted_by(|a, b| a < b));
        }),
        4 => run::<HashMap<u8, String>>(bytes, HashMap::check),
        _ => run::<HashSet<i16>>(bytes, |set| {
            assert!(set.iter().count() == set.len() && set.iter().all(|value| set.contains(value)));
        }),
    }
});

fn run<T>(bytes: &[u8], check: impl Fn(&T))
where
    T: Serialize + DeserializeOwned + PartialEq + Debug + Clone + Default,
{
    let packed = decoded(postcard::from_bytes::<T>(bytes));
    let text = decoded(serde_json::from_slice::<T>(bytes));
    let both = [packed, text];
    for value in both.iter().flatten() {
        check(value);
        let bytes = postcard::to_allocvec(value).expect("what was read can be written");
        let again: T = postcard::from_bytes(&bytes).expect("what was written can be read");
        assert_eq!(again, *value);
        // Into one that is there, and is shared.
        for there in both.iter().flatten() {
            let mut place = there.clone();
            let mut reader = postcard::Deserializer::from_bytes(&bytes);
            T::deserialize_in_place(&mut reader, &mut place).expect("what was written can be read");
            check(&place);
            check(there);
            assert_eq!(place, *value);
        }
    }
}
