//! `squash`: several layers of an image made into one.

use std::path::Path;

use crate::arguments::Squash;
use crate::commit::{made, step};
use crate::failure::Failure;
use crate::output::Output;
use crate::progress;
use crate::store::{Access, Store};

pub fn run(order: &Squash, store: &Path, out: &mut Output) -> Result<(), Failure> {
    let mut store = Store::open(store, Access::Write)?;
    store.is_free(&order.new, order.keep.replace)?;
    let digest = store.image_digest(&order.image)?;
    let mut image = (*store.image(&digest)?).clone();
    let (first, last) = order.layers.unwrap_or((1, image.layers().len()));
    if last > image.layers().len() {
        let reason = format!("has {} layers, and {last} is none of them", image.layers().len());
        return Err(Failure::at(&order.image, reason));
    }
    let step = step(&format!("squash {} --layers {first}..{last}", order.image), None);
    let bar = progress::waiting("writing the layer");
    image.squash(first - 1..last, order.keep.compress.into(), step)?;
    bar.finish_and_clear();
    let digest = store.add_image(&order.new, &image, order.keep.replace)?;
    store.save()?;
    made(order.new.as_str(), &digest, &image, out)
}
