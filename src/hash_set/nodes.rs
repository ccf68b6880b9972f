//! The map that a set is. Knows nothing else.

use super::HashSet;
use crate::hash_map::HashMap;

impl<T, S> HashSet<T, S> {
    pub(crate) fn as_map(&self) -> &HashMap<T, (), S> {
        &self.map
    }

    pub(crate) fn of_map(map: HashMap<T, (), S>) -> Self {
        Self { map }
    }
}
