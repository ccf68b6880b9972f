//! The map that a set is. Knows nothing else.

use super::OrdSet;
use crate::ord_map::OrdMap;

impl<T> OrdSet<T> {
    pub(crate) fn as_map(&self) -> &OrdMap<T, ()> {
        &self.map
    }

    pub(crate) fn of_map(map: OrdMap<T, ()>) -> Self {
        Self { map }
    }
}
