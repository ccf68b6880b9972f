//! `rebase`: a container moved onto another image.

use std::io;
use std::path::Path;

use layers::rebase::{Conflict, Resolution};
use serde::Serialize;
use serde_json::Value;

use crate::arguments::{Rebase, Take};
use crate::failure::Failure;
use crate::output::Output;
use crate::store::{Access, Store};

#[derive(Serialize)]
struct Document<'a> {
    container: &'a str,
    onto: &'a str,
    rebased: bool,
    conflicts: Vec<Value>,
}

pub fn run(order: &Rebase, store: &Path, out: &mut Output) -> Result<(), Failure> {
    let mut store = Store::open(store, Access::Write)?;
    store.container(&order.container)?;
    let tree = store.tree(&order.container)?;
    let base = store.image_below(&order.container)?;
    let onto = store.image_digest(&order.onto)?;
    let onto = store.image(&onto)?;
    let rebased = tree.rebase(base.tree(), onto.tree(), |dispute| {
        let merged = if order.pages { dispute.merged_pages() } else { None };
        match (merged, order.take) {
            (Some(bytes), _) => Resolution::Contents(bytes),
            (None, Some(Take::Theirs)) => Resolution::Theirs,
            (None, Some(Take::Ours) | None) => Resolution::Ours,
        }
    });
    let merged = |conflict: &&Conflict| conflict.taken == layers::rebase::Taken::Merged;
    let open = rebased.conflicts.iter().filter(|conflict| !merged(conflict)).count();
    let done = order.take.is_some() || open == 0;
    if done {
        store.move_container(&order.container, &order.onto, &rebased.fs)?;
        store.save()?;
    } else {
        drop(store);
    }
    tell(order, &rebased.conflicts, done, out)?;
    if done {
        return Ok(());
    }
    out.finish()?;
    let (container, onto) = (&order.container, &order.onto);
    let conflicts = if open == 1 { "1 conflict".to_owned() } else { format!("{open} conflicts") };
    Err(Failure::at(
        container,
        format!("not moved onto {onto}: {conflicts}; --take says which side is right"),
    ))
}

fn tell(
    order: &Rebase,
    conflicts: &[Conflict],
    done: bool,
    out: &mut Output,
) -> Result<(), Failure> {
    // Where nothing was done, nothing was taken.
    if out.json {
        let mut all = Vec::with_capacity(conflicts.len());
        for conflict in conflicts {
            let mut conflict = serde_json::to_value(conflict).map_err(io::Error::from)?;
            if let Some(fields) = conflict.as_object_mut().filter(|_| !done) {
                fields.remove("taken");
            }
            all.push(conflict);
        }
        return out.document(&Document {
            container: order.container.as_str(),
            onto: order.onto.as_str(),
            rebased: done,
            conflicts: all,
        });
    }
    for conflict in conflicts {
        let text = conflict.to_string();
        let text = if done {
            &text[..]
        } else {
            text.rsplit_once(": ").map_or(&text[..], |(text, _)| text)
        };
        out.line(text)?;
    }
    Ok(())
}
