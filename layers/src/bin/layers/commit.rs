//! `commit`: a container as an image.

use std::path::Path;

use layers::image::History;
use serde::Serialize;

use crate::arguments::Commit;
use crate::dates;
use crate::failure::Failure;
use crate::output::Output;
use crate::progress;
use crate::store::{Access, Store, in_root};

/// An image that was made.
#[derive(Serialize)]
pub struct Made<'a> {
    pub name: &'a str,
    pub digest: &'a str,
    pub layers: usize,
    /// Of all layers.
    pub bytes: u64,
}

pub fn run(order: &Commit, store: &Path, out: &mut Output) -> Result<(), Failure> {
    let mut store = Store::open(store, Access::Write)?;
    store.is_free(&order.image, order.keep.replace)?;
    store.container(&order.container)?;
    let tree = store.tree(&order.container)?;
    let mut image = (*store.image_below(&order.container)?).clone();
    let step = step(&format!("commit {}", order.container), order.message.as_deref());
    let bar = progress::waiting("writing the layer");
    image
        .commit(&tree, order.keep.compress.into(), step)
        .map_err(|error| in_root(&order.container, error))?;
    bar.finish_and_clear();
    let digest = store.add_image(&order.image, &image, order.keep.replace)?;
    store.save()?;
    made(order.image.as_str(), &digest, &image, out)
}

/// A step of the history of an image.
pub fn step(command: &str, message: Option<&str>) -> History {
    let mut step = History {
        created: Some(dates::text(dates::now())),
        created_by: Some(format!("layers {command}")),
        ..History::default()
    };
    if let Some(message) = message {
        step.rest.insert("comment".to_owned(), message.into());
    }
    step
}

/// Says which image was made.
pub fn made(
    name: &str,
    digest: &str,
    image: &layers::Image,
    out: &mut Output,
) -> Result<(), Failure> {
    if !out.json {
        return out.line(format!("{name} {digest}"));
    }
    let bytes = image.layers().iter().map(|layer| layer.origin().size).sum();
    out.document(&Made { name, digest, layers: image.layers().len(), bytes })
}
