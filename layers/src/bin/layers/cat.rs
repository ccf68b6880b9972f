//! `cat`: the bytes of files.

use std::io::Write as _;
use std::path::Path;

use crate::arguments::Cat;
use crate::failure::Failure;
use crate::output::Output;
use crate::store::{Access, Store, refused};

pub fn run(order: &Cat, store: &Path, out: &mut Output) -> Result<(), Failure> {
    let mut store = Store::open(store, Access::Read)?;
    // All are found before the first is printed.
    let mut files = Vec::with_capacity(order.targets.len());
    for target in &order.targets {
        let tree = store.tree(&target.root)?;
        files.push(tree.read(&target.path).map_err(refused(target))?);
    }
    // Whoever reads slowly may want to write to the store meanwhile.
    drop(store);
    for chunk in files.iter().flat_map(|bytes| bytes.chunks()) {
        out.bytes().write_all(chunk)?;
    }
    Ok(())
}
