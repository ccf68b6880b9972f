//! `diff`: what a container has changed.

use std::path::Path;

use crate::arguments::Diff;
use crate::failure::Failure;
use crate::output::Output;
use crate::store::{Access, Store};

pub fn run(order: &Diff, store: &Path, out: &mut Output) -> Result<(), Failure> {
    let mut store = Store::open(store, Access::Read)?;
    let tree = store.tree(&order.name)?;
    let base = match &order.base {
        Some(base) => store.tree(base)?,
        None => {
            store.container(&order.name)?;
            store.image_below(&order.name)?.tree().clone()
        }
    };
    // Whoever reads slowly may want to write to the store meanwhile.
    drop(store);
    let changes = tree.diff(&base);
    if out.json {
        return changes.iter().try_for_each(|change| out.document(change));
    }
    changes.iter().try_for_each(|change| out.line(change))
}
