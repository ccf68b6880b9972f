//! `drop`: containers and images that are wanted no more.

use std::path::Path;

use crate::arguments::Drop;
use crate::failure::Failure;
use crate::store::{Access, Store};

pub fn run(order: &Drop, store: &Path) -> Result<(), Failure> {
    let mut store = Store::open(store, Access::Write)?;
    order.names.iter().try_for_each(|name| store.remove(name))?;
    store.save()
}
