//! User code that panics while an archive is read, appended to, pushed to or written: it has what it had.
#![cfg(feature = "serde")]

mod hostile;

use std::fmt::Debug;

use hostile::{Step, Wide};
use offshoot::archive::{Archived, Since};
use offshoot::{Archive, HashMap, Increment, OrdMap, Vector};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

impl Serialize for Wide {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        hostile::call();
        self.peek().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Wide {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        hostile::call();
        u32::deserialize(deserializer).map(Self::new)
    }
}

/// What a version has, told without a step, and whether it is sound.
trait Told {
    fn told(&self) -> Vec<u32>;
    fn edit(&mut self);
}

impl Told for Vector<Wide> {
    fn told(&self) -> Vec<u32> {
        self.check();
        self.iter().map(Wide::peek).collect()
    }

    fn edit(&mut self) {
        self.insert(self.len() / 2, Wide::new(99));
    }
}

impl Told for OrdMap<Wide, u8> {
    fn told(&self) -> Vec<u32> {
        hostile::aside(|| self.check());
        self.keys().map(Wide::peek).collect()
    }

    fn edit(&mut self) {
        self.insert(Wide::new(99), 0);
    }
}

impl Told for HashMap<Wide, u8> {
    fn told(&self) -> Vec<u32> {
        hostile::aside(|| self.check());
        let mut keys: Vec<u32> = self.keys().map(Wide::peek).collect();
        keys.sort_unstable();
        keys
    }

    fn edit(&mut self) {
        self.remove(&Wide::new(3));
        self.insert(Wide::new(99), 0);
    }
}

/// A tree of nodes that are too small for this crate, and one too large: whole, and what comes after it.
fn nodes(item: impl Fn(u32) -> Value, record: impl Fn(usize, u32) -> Value) -> (String, String) {
    let leaf = |from: u32, to: u32| json!({ "leaf": (from..to).map(&item).collect::<Vec<_>>() });
    let first = json!([
        1, 0, 0,
        [leaf(0, 1), leaf(1, 3), { "branch": [0, 1] }, leaf(3, 30), leaf(30, 34), { "branch": [2, 3, 4] }],
        [record(34, 5)]
    ]);
    let second = json!([
        1, 1, 6,
        [leaf(1, 2), { "branch": [0, 6] }, leaf(40, 47), { "branch": [7, 3, 4, 8] }],
        [record(40, 9), record(34, 5)]
    ]);
    (first.to_string(), second.to_string())
}

fn run<C: Archived + Told + Debug + PartialEq>((first, second): (String, String))
where
    Archive<C>: DeserializeOwned + Serialize,
    Increment<C>: DeserializeOwned,
    for<'a> Since<'a, C>: Serialize,
{
    for kind in Step::ALL {
        for k in 0.. {
            hostile::reset();
            let mut archive: Archive<C> = serde_json::from_str(&first).unwrap();
            let (before, len) = (archive[0].told(), archive.len());
            hostile::light(kind, k);
            let mut text = None;
            let survived = hostile::survives(|| {
                archive.append(serde_json::from_str(&second).unwrap()).unwrap();
                let mut version = archive[1].clone();
                version.edit();
                archive.push(version);
                text = Some(serde_json::to_string(&archive.since(1)).unwrap());
                let mut again: Archive<C> = archive.iter().take(3).cloned().collect();
                again.extend([archive[3].clone()]);
                assert!(again == archive.clone());
                drop(again.into_iter().nth(1));
            });
            let blown = hostile::douse();
            assert_eq!(survived, !blown, "{kind:?} {k}");
            assert_eq!(archive[0].told(), before, "{kind:?} {k}");
            let done = archive.len();
            assert!([len, len + 2, len + 3].contains(&done), "{done} versions, {kind:?} {k}");
            // What was not done can be done now, and what was can be read.
            if done == len {
                archive.append(serde_json::from_str(&second).unwrap()).unwrap();
            }
            let mut version = archive[1].clone();
            version.edit();
            archive.push(version);
            let text = serde_json::to_string(&archive).unwrap();
            let read: Archive<C> = serde_json::from_str(&text).unwrap();
            assert!(read.iter().map(Told::told).eq(archive.iter().map(Told::told)), "{kind:?} {k}");
            drop((read, archive));
            assert_eq!(hostile::faults(), Vec::<String>::new(), "{kind:?} {k}");
            assert_eq!(hostile::living(), 0, "{kind:?} {k}");
            if survived {
                break;
            }
        }
    }
}

#[test]
fn an_archive_of_vectors_survives() {
    run::<Vector<Wide>>(nodes(|x| json!(x), |len, top| json!([len, [null, top, null]])));
}

#[test]
fn an_archive_of_ordered_maps_survives() {
    run::<OrdMap<Wide, u8>>(nodes(|x| json!([x, 7]), |len, top| json!([len, [top]])));
}

#[test]
fn an_archive_of_hash_maps_survives() {
    let put = |keys: std::ops::Range<u32>| keys.map(|key| json!([key, 7])).collect::<Vec<_>>();
    let first = json!([1, 0, null, null, [[34, null, [], put(0..34)]]]);
    let second = json!([1, 1, null, null, [[40, 0, [2], put(40..47)], [34, 0, [], []]]]);
    run::<HashMap<Wide, u8>>((first.to_string(), second.to_string()));
}
