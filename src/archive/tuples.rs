//! Several collections that belong together: a store of each. Does not know what they are.

use alloc::vec::Vec;

use serde::Serializer;
use serde::ser::SerializeTuple;

use super::Archived;
use super::error::ArchiveError;
use super::store::{Made, NodesOf, RecordOf, Store, Stored, Write};

/// The traits for a tuple of collections, and for one of stores: each collection with its own.
macro_rules! tuple {
    ($count:literal: $($part:ident $store:ident $at:tt),+) => {
        impl<$($part: Archived),+> Archived for ($($part,)+) {}

        impl<$($part: Stored),+> Stored for ($($part,)+) {
            type Store = ($($part::Store,)+);
        }

        impl<$($store: Store<Version: Clone>),+> Store for ($($store,)+) {
            type Version = ($($store::Version,)+);
            type Count = ($($store::Count,)+);
            type Nodes = ($($store::Nodes,)+);
            type Record = ($($store::Record,)+);
            type Fresh = ($($store::Fresh,)+);

            fn count(&self) -> Self::Count {
                ($(self.$at.count(),)+)
            }

            fn count_at(&self, versions: usize) -> Self::Count {
                ($(self.$at.count_at(versions),)+)
            }

            fn enter(&mut self, version: &Self::Version) {
                $(self.$at.enter(&version.$at);)+
            }

            fn read(
                &self,
                nodes: Self::Nodes,
                records: Vec<Self::Record>,
            ) -> Result<Made<Self>, ArchiveError> {
                let mut parts = ($(Vec::<$store::Record>::with_capacity(records.len()),)+);
                for record in records {
                    $(parts.$at.push(record.$at);)+
                }
                let read = ($(
                    self.$at.read(nodes.$at, parts.$at).map_err(|error| error.in_part($at))?,
                )+);
                let count = read.0.0.len();
                let mut versions = ($(read.$at.0.into_iter(),)+);
                let next = |_| ($(versions.$at.next().expect("a part of each version"),)+);
                Ok(((0..count).map(next).collect(), ($(read.$at.1,)+)))
            }

            fn settle(&mut self, fresh: Self::Fresh) {
                $(self.$at.settle(fresh.$at);)+
            }
        }

        impl<$($store: Write<Version: Clone>),+> Write for ($($store,)+) {
            fn write_nodes<Z: Serializer>(
                &self,
                after: Self::Count,
                serializer: Z,
            ) -> Result<Z::Ok, Z::Error> {
                let mut tuple = serializer.serialize_tuple($count)?;
                $(tuple.serialize_element(&NodesOf { store: &self.$at, after: after.$at })?;)+
                tuple.end()
            }

            fn write_record<Z: Serializer>(
                &self,
                version: usize,
                serializer: Z,
            ) -> Result<Z::Ok, Z::Error> {
                let mut tuple = serializer.serialize_tuple($count)?;
                $(tuple.serialize_element(&RecordOf { store: &self.$at, version })?;)+
                tuple.end()
            }
        }
    };
}

tuple!(1: A SA 0);
tuple!(2: A SA 0, B SB 1);
tuple!(3: A SA 0, B SB 1, C SC 2);
tuple!(4: A SA 0, B SB 1, C SC 2, D SD 3);
tuple!(5: A SA 0, B SB 1, C SC 2, D SD 3, E SE 4);
tuple!(6: A SA 0, B SB 1, C SC 2, D SD 3, E SE 4, F SF 5);
