//! `df`: what containers take.

use std::collections::BTreeMap;
use std::path::Path;

use layers::report::{Report, size};
use serde::Serialize;

use crate::arguments::Df;
use crate::failure::Failure;
use crate::output::{Cell, Output, Table};
use crate::place::RootName;
use crate::progress;
use crate::store::{Access, Store};

#[derive(Serialize)]
struct Document {
    images: Vec<OfImage>,
    disk: Disk,
}

/// The containers of one image.
#[derive(Serialize)]
struct OfImage {
    image: String,
    digest: String,
    #[serde(flatten)]
    report: Report,
}

/// What the store has on disk.
#[derive(Serialize)]
struct Disk {
    blobs: u64,
    bytes: u64,
}

pub fn run(order: &Df, store: &Path, out: &mut Output) -> Result<(), Failure> {
    let mut store = Store::open(store, Access::Read)?;
    let names = if order.containers.is_empty() {
        store
            .containers()
            .into_iter()
            .map(|(name, _)| name.parse())
            .collect::<Result<Vec<RootName>, _>>()
    } else {
        Ok(order.containers.clone())
    };
    let names = names.map_err(Failure::Failed)?;
    let mut of_images: BTreeMap<(String, String), Vec<RootName>> = BTreeMap::new();
    for name in names {
        let base = store.container(&name)?.image.clone();
        of_images.entry((base.name, base.digest)).or_default().push(name);
    }
    let bar = progress::steps("loading", of_images.values().map(Vec::len).sum());
    let mut images = Vec::new();
    for ((image, digest), names) in of_images {
        let base = store.image(&digest)?.tree().clone();
        let mut trees = Vec::with_capacity(names.len());
        for name in &names {
            trees.push((name.as_str(), store.tree(name)?));
            bar.inc(1);
        }
        let report = Report::new(&base, trees.iter().map(|(name, tree)| (*name, tree)));
        images.push(OfImage { image, digest, report });
    }
    bar.finish_and_clear();
    let (blobs, bytes) = store.on_disk()?;
    drop(store);
    let document = Document { images, disk: Disk { blobs, bytes } };
    if out.json { out.document(&document) } else { print(&document, out) }
}

fn print(document: &Document, out: &mut Output) -> Result<(), Failure> {
    if out.terminal {
        for OfImage { image, report, .. } in &document.images {
            out.line(format!("{image}\n{report}\n"))?;
        }
        let Disk { blobs, bytes } = document.disk;
        return out.line(format!("on disk: {blobs} blobs, {}", size(bytes)));
    }
    let mut table =
        Table::new(&["image", "container", "size", "shared", "changed", "pages", "own", "copy_up"]);
    for OfImage { image, report, .. } in &document.images {
        for container in &report.containers {
            let numbers = [
                container.apparent,
                container.shared,
                container.changed,
                container.pages,
                container.own,
                container.copy_up,
            ];
            let mut row = vec![Cell::text(image), Cell::text(&container.name)];
            row.extend(numbers.map(Cell::number));
            table.row(row);
        }
    }
    out.table(&table)?;
    let mut sums = Table::new(&["image", "sum", "bytes"]);
    for OfImage { image, report, .. } in &document.images {
        for (what, bytes) in [
            ("memory", report.store.memory),
            ("base", report.store.base),
            ("between", report.store.between),
            ("own", report.containers.iter().map(|container| container.own).sum()),
            ("copy_up", report.store.copy_up),
            ("full_copies", report.store.full_copies),
        ] {
            sums.row(vec![Cell::text(image), Cell::text(what), Cell::number(bytes)]);
        }
    }
    sums.row(vec![Cell::text("-"), Cell::text("disk"), Cell::number(document.disk.bytes)]);
    out.line("")?;
    out.table(&sums)
}
