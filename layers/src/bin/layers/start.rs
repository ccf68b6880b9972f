//! `start`: containers from an image.

use std::path::Path;

use serde::Serialize;

use crate::arguments::Start;
use crate::failure::Failure;
use crate::output::Output;
use crate::place::RootName;
use crate::store::{Access, Store};

#[derive(Serialize)]
struct Started<'a> {
    image: &'a str,
    digest: &'a str,
    containers: Vec<&'a str>,
}

pub fn run(order: &Start, store: &Path, out: &mut Output) -> Result<(), Failure> {
    let mut store = Store::open(store, Access::Write)?;
    let digest = store.image_digest(&order.image)?;
    let names = names(order, &store)?;
    for name in &names {
        store.add_container(name, &digest, order.image.as_str())?;
    }
    store.save()?;
    if out.json {
        let (image, containers) =
            (order.image.as_str(), names.iter().map(RootName::as_str).collect());
        return out.document(&Started { image, digest: &digest, containers });
    }
    names.iter().try_for_each(|name| out.line(name))
}

/// What the containers are called: as was said; else the image's last word and numbers that are free.
fn names(order: &Start, store: &Store) -> Result<Vec<RootName>, Failure> {
    let number = order.number as usize;
    if let (Some(name), 1) = (&order.name, number) {
        return Ok(vec![name.clone()]);
    }
    let said = order.name.as_ref().map(|name| name.as_str().to_owned());
    let stem = said.unwrap_or_else(|| {
        let word = order.image.as_str().rsplit('/').next().unwrap_or_default();
        word.split([':', '@']).next().unwrap_or_default().to_owned()
    });
    let numbered = (1..).map(|number| format!("{stem}-{number}"));
    let mut names = Vec::with_capacity(number);
    for name in numbered {
        let name: RootName = name.parse().map_err(|reason| Failure::at(&name, reason))?;
        // Names that were asked for are an error if they are taken, those that were made up are not.
        if order.name.is_some() || store.is_free(&name, false).is_ok() {
            names.push(name);
        }
        if names.len() == number {
            break;
        }
    }
    Ok(names)
}
