//! `history`: how an image came to be.

use std::path::Path;

use layers::image::History as Step;
use serde::Serialize;

use crate::arguments::History;
use crate::failure::Failure;
use crate::output::{Cell, Output, Table};
use crate::store::{Access, Store};

#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    step: &'a Step,
    /// Of the layer that it made.
    #[serde(skip_serializing_if = "Option::is_none")]
    layer: Option<LayerLine>,
}

#[derive(Serialize)]
struct LayerLine {
    digest: String,
    diff_id: String,
    bytes: u64,
}

pub fn run(order: &History, store: &Path, out: &mut Output) -> Result<(), Failure> {
    let mut store = Store::open(store, Access::Read)?;
    let image = store.image_below(&order.name)?;
    drop(store);
    let mut layers = image.layers().iter().map(|layer| {
        let origin = layer.origin();
        let (digest, diff_id) = (origin.digest.to_string(), origin.diff_id.to_string());
        LayerLine { digest, diff_id, bytes: origin.size }
    });
    let mut lines: Vec<_> = image
        .history()
        .iter()
        .map(|step| Line { step, layer: if step.empty_layer { None } else { layers.next() } })
        .collect();
    // An image need not say how its layers came to be.
    let unknown = Step::default();
    lines.extend(layers.map(|layer| Line { step: &unknown, layer: Some(layer) }));
    if out.json {
        return out.document(&lines);
    }
    let mut table = Table::new(&["created", "bytes", "layer", "by", "comment"]);
    for Line { step, layer } in &lines {
        let text = |text: &Option<String>| Cell::text(text.as_deref().unwrap_or("-"));
        let comment = step.rest.get("comment").and_then(|comment| comment.as_str());
        table.row(vec![
            text(&step.created),
            Cell::bytes(layer.as_ref().map_or(0, |layer| layer.bytes)),
            Cell::text(layer.as_ref().map_or("-", |layer| &layer.digest[..19])),
            text(&step.created_by),
            Cell::text(comment.unwrap_or("-")),
        ]);
    }
    out.table(&table)
}
