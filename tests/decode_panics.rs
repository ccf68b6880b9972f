//! User code panics at its k-th step while a collection is written, read, read into another one, or replayed:
//! whatever was there before is whole, and nothing is dropped twice or leaked. Elements panic when they are
//! read, written, cloned, compared, hashed and dropped.

mod hostile;

use hostile::{Step, Wide};
use offshoot::{HashMap, HashSet, OrdMap, OrdSet, Vector};

/// What all of these tests need of a collection.
trait Subject: Clone + Default {
    fn of(count: u32) -> Self;
    /// Values, told without a step, of what is sound.
    fn told(&self) -> Vec<u32>;
}

fn some(count: u32) -> impl Iterator<Item = Wide> {
    (0..count).map(move |value| Wide::new(value * 7 % count.max(1)))
}

fn told<'a>(items: impl Iterator<Item = &'a Wide>) -> Vec<u32> {
    let mut told: Vec<u32> = items.map(Wide::peek).collect();
    told.sort_unstable();
    told
}

macro_rules! subject {
    ($type:ty, $elements:ident) => {
        impl Subject for $type {
            fn of(count: u32) -> Self {
                some(count).collect()
            }
            fn told(&self) -> Vec<u32> {
                self.check();
                told(self.$elements())
            }
        }
    };
    ($type:ty) => {
        impl Subject for $type {
            fn of(count: u32) -> Self {
                some(count).zip(some(count)).collect()
            }
            fn told(&self) -> Vec<u32> {
                self.check();
                told(self.keys().chain(self.values()))
            }
        }
    };
}

subject!(Vector<Wide>, iter);
subject!(OrdSet<Wide>, iter);
subject!(HashSet<Wide>, iter);
subject!(OrdMap<Wide, Wide>);
subject!(HashMap<Wide, Wide>);

/// Runs `f` on a version of several levels that shares some of them, with one step after the other panicking.
fn survives<C: Subject>(name: &str, f: impl Fn(&mut C)) {
    let run = |fuse: Option<(Step, usize)>| {
        hostile::reset();
        let base = C::of(if hostile::is_miri() { 7 } else { 40 });
        let mut version = base.clone();
        let held = base.told();
        let at = format!("{name} of {}: {fuse:?}", std::any::type_name::<C>());
        let mut taken = [0; 4];
        if let Some((kind, k)) = fuse {
            hostile::light(kind, k);
            let survived = hostile::survives(|| f(&mut version));
            assert!(hostile::douse() || survived, "{at}");
        } else {
            taken = hostile::counted(|| f(&mut version));
        }
        version.told();
        assert_eq!(base.told(), held, "{at}: another version changed");
        drop((version, base));
        assert_eq!(hostile::faults(), Vec::<String>::new(), "{at}");
        assert_eq!(hostile::living(), 0, "{at}: leaked");
        taken
    };
    let taken = run(None);
    assert!(taken != [0; 4], "{name}: no user code was run");
    for (kind, count) in Step::ALL.into_iter().zip(taken) {
        for k in hostile::places(count, 6, 3) {
            run(Some((kind, k)));
        }
    }
}

#[cfg(any(feature = "arbitrary", feature = "proptest", feature = "quickcheck"))]
mod histories {
    use offshoot::versions::{self, Edit, Fork, Versions};

    use super::*;

    /// A history whose steps insert, replace and remove, at both ends and between, of several versions.
    fn history<T>(item: impl Fn(u32) -> T) -> Vec<versions::Step<T>> {
        let edit = |number: u32| Edit {
            at: number as usize * 17,
            gone: number as usize % 3,
            item: (number % 4 != 3).then(|| item(100 + number)),
        };
        let step = |number: u32| versions::Step {
            back: number as usize % 3,
            edits: (number..number + 3).map(edit).collect(),
        };
        (0..6).map(step).collect()
    }

    fn replay<C>(item: impl Fn(u32) -> C::Item)
    where
        C: Subject + Fork<Item: Clone>,
    {
        survives("replay", |version: &mut C| {
            let base = hostile::aside(|| (0..30).map(&item).collect::<Vec<_>>());
            let steps = hostile::aside(|| history(&item));
            let versions = Versions::<C>::replay(base, steps);
            for version in &versions {
                version.told();
            }
            drop((versions.base().to_vec(), versions.steps().to_vec(), versions.clone()));
            *version = versions[3].clone();
            drop(versions.clone().into_iter().nth(2));
            drop(versions.into_vec());
        });
    }

    #[test]
    fn versions_are_replayed() {
        let entry = |value| (Wide::new(value), Wide::new(value));
        replay::<Vector<Wide>>(Wide::new);
        replay::<OrdSet<Wide>>(Wide::new);
        replay::<HashSet<Wide>>(Wide::new);
        replay::<OrdMap<Wide, Wide>>(entry);
        replay::<HashMap<Wide, Wide>>(entry);
    }
}

#[cfg(feature = "serde")]
mod by_serde {
    use offshoot::Patch;
    use serde::de::DeserializeOwned;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::*;

    impl Serialize for Wide {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            hostile::call();
            // Keys of maps are strings.
            serializer.serialize_str(&self.peek().to_string())
        }
    }

    impl<'de> Deserialize<'de> for Wide {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            hostile::call();
            let text = String::deserialize(deserializer)?;
            Ok(Self::new(text.parse().expect("it was written so")))
        }
    }

    fn serde<C: Subject + Serialize + DeserializeOwned>() {
        survives("to_string", |version: &mut C| drop(serde_json::to_string(version).unwrap()));
        let text = |count| serde_json::to_string(&C::of(count)).unwrap();
        let (few, many) = (text(11), text(67));
        for (name, text) in [("few", &few), ("many", &many)] {
            survives(&format!("from_str, {name}"), |version: &mut C| {
                let read: C = serde_json::from_str(text).unwrap();
                *version = read;
            });
            survives(&format!("deserialize_in_place, {name}"), |version: &mut C| {
                let mut from = serde_json::Deserializer::from_str(text);
                C::deserialize_in_place(&mut from, version).unwrap();
            });
            survives(&format!("deserialize_in_place, {name}, broken off"), |version: &mut C| {
                let mut from = serde_json::Deserializer::from_str(&text[..text.len() / 2]);
                assert!(C::deserialize_in_place(&mut from, version).is_err());
            });
            survives(&format!("from_str, {name}, broken off"), |_: &mut C| {
                assert!(serde_json::from_str::<C>(&text[..text.len() / 2]).is_err());
            });
        }
    }

    #[test]
    fn collections_are_read() {
        serde::<Vector<Wide>>();
        serde::<OrdSet<Wide>>();
        serde::<HashSet<Wide>>();
        serde::<OrdMap<Wide, Wide>>();
        serde::<HashMap<Wide, Wide>>();
        serde::<Patch<Wide, Wide>>();
    }

    impl Subject for Patch<Wide, Wide> {
        fn of(count: u32) -> Self {
            let (mut old, new) = (OrdMap::of(count), OrdMap::of(count + 5));
            old.remove_index(0);
            old.diff(&new).collect()
        }
        fn told(&self) -> Vec<u32> {
            told(self.iter().map(|item| &item.key))
        }
    }
}

#[cfg(feature = "borsh")]
mod by_borsh {
    use std::io::{Read, Result, Write};

    use ::borsh::{BorshDeserialize, BorshSerialize, from_slice, to_vec};

    use super::*;

    impl BorshSerialize for Wide {
        fn serialize<W: Write>(&self, writer: &mut W) -> Result<()> {
            hostile::call();
            self.peek().serialize(writer)
        }
    }

    impl BorshDeserialize for Wide {
        fn deserialize_reader<R: Read>(reader: &mut R) -> Result<Self> {
            hostile::call();
            u32::deserialize_reader(reader).map(Self::new)
        }
    }

    fn borsh<C: Subject + BorshSerialize + BorshDeserialize>() {
        survives("to_vec", |version: &mut C| drop(to_vec(version).unwrap()));
        for count in [3, 67] {
            let bytes = to_vec(&C::of(count)).unwrap();
            survives("from_slice", |version: &mut C| *version = from_slice(&bytes).unwrap());
            survives("from_slice, broken off", |_: &mut C| {
                assert!(from_slice::<C>(&bytes[..bytes.len() - 1]).is_err());
            });
        }
    }

    #[test]
    fn collections_are_read() {
        borsh::<Vector<Wide>>();
        borsh::<OrdSet<Wide>>();
        borsh::<HashSet<Wide>>();
        borsh::<OrdMap<Wide, Wide>>();
        borsh::<HashMap<Wide, Wide>>();
    }
}
