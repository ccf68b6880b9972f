//! Whatever is read as an archive is sound, is written and read again, and goes on.
#![no_main]

use std::fmt::Debug;

use libfuzzer_sys::fuzz_target;
use offshoot::archive::{Archived, Since};
use offshoot::{Archive, ByteBuf, HashMap, HashSet, Increment, OrdMap, OrdSet, Vector};
use offshoot_fuzz::decoded;
use serde::Serialize;
use serde::de::DeserializeOwned;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    match kind % 6 {
        0 => run(bytes, Vector::<u8>::check, |vector| vector.insert(vector.len() / 2, 7)),
        1 => run(bytes, ByteBuf::check, |buffer| buffer.insert(buffer.len() / 2, b"xyz")),
        2 => run(bytes, OrdMap::<u8, u8>::check, |map| *map = map.without(&7)),
        3 => run(bytes, HashMap::<u8, u8>::check, |map| map.extend([(7, 7u8)])),
        4 => run(
            bytes,
            |both: &(OrdSet<u8>, Vector<u8>)| {
                assert!(both.0.iter().is_sorted_by(|a, b| a < b));
                both.1.check();
            },
            |both| both.1.push_back(1),
        ),
        _ => run(
            bytes,
            |set: &HashSet<u8>| assert!(set.iter().all(|value| set.contains(value))),
            |set| set.extend([7u8]),
        ),
    }
});

/// Versions longer than this are checked, and not compared: they may be of any length.
const LONG: usize = 100_000;

fn run<C>(bytes: &[u8], check: impl Fn(&C), edit: impl Fn(&mut C))
where
    C: Archived + PartialEq + Debug + Default + Measured,
    Archive<C>: Serialize + DeserializeOwned,
    Increment<C>: DeserializeOwned,
    for<'a> Since<'a, C>: Serialize,
{
    let Some(mut archive) = decoded(postcard::from_bytes::<Archive<C>>(bytes)) else { return };
    archive.iter().for_each(&check);
    let written = postcard::to_allocvec(&archive).expect("what was read can be written");
    let mut other: Archive<C> =
        postcard::from_bytes(&written).expect("what was written can be read");
    let before = archive.len();
    // What is too long to be edited or compared in time is left at that.
    if archive.iter().any(|version| version.measure() > LONG) {
        return;
    }
    for at in 0..before.min(3) {
        let mut version = archive[at].clone();
        edit(&mut version);
        archive.push(version);
    }
    let more = postcard::to_allocvec(&archive.since(before)).expect("what was read can be written");
    let more: Increment<C> = postcard::from_bytes(&more).expect("what was written can be read");
    other.append(more).expect("it is made for what was read");
    assert_eq!(other.len(), archive.len());
    for (version, original) in other.iter().zip(&archive) {
        check(version);
        assert_eq!(version, original);
    }
}

/// How long a version is.
trait Measured {
    fn measure(&self) -> usize;
}

macro_rules! measured {
    ($($type:ty),*) => {
        $(impl Measured for $type {
            fn measure(&self) -> usize {
                self.len()
            }
        })*
    };
}

measured!(Vector<u8>, ByteBuf, OrdMap<u8, u8>, HashMap<u8, u8>, HashSet<u8>);

impl Measured for (OrdSet<u8>, Vector<u8>) {
    fn measure(&self) -> usize {
        self.1.len()
    }
}
