//! `demo`: many containers on one image, all in memory: what they see, and what they take.

mod checks;
mod plan;
mod sources;

use std::fmt::Display;
use std::path::Path;
use std::time::{Duration, Instant};

use layers::image::History;
use layers::layer::Compression;
use layers::report::{Report, size};
use layers::{Digest, Image, Layer, LayeredFs, Limits, Mode};
use serde::Serialize;

use crate::arguments::Demo;
use crate::export::whole;
use crate::failure::Failure;
use crate::output::Output;
use crate::progress;
use plan::Plan;

/// All that the demonstration found out.
#[derive(Serialize)]
struct Document {
    layers: Vec<LayerLine>,
    files: usize,
    containers: u32,
    changes_of_each: usize,
    checks: Vec<Check>,
    times: Vec<Time>,
    /// The bytes of the layer that was committed.
    committed: u64,
    report: Report,
}

#[derive(Serialize)]
struct LayerLine {
    source: String,
    entries: usize,
    diff_id: String,
    bytes: u64,
}

/// Something that has to be so.
#[derive(Serialize)]
struct Check {
    what: String,
    passed: bool,
}

#[derive(Serialize)]
struct Time {
    what: String,
    seconds: f64,
}

pub fn run(order: &Demo, out: &mut Output) -> Result<(), Failure> {
    let mut times = Vec::new();
    let mut time = |what: String, took: Duration| {
        times.push(Time { what, seconds: took.as_secs_f64() });
    };
    let sources = if order.sources.is_empty() {
        sources::own(Path::new(env!("CARGO_MANIFEST_DIR")), order.data)?
    } else {
        sources::of_files(&order.sources)?
    };

    let begin = Instant::now();
    let (image, layers) = image(&sources)?;
    time(format!("read {} layers and merge them", layers.len()), begin.elapsed());
    let base = image.tree().clone();
    let before = digest(&base)?;

    let number = order.number as usize;
    let begin = Instant::now();
    let mut containers: Vec<LayeredFs> = vec![base.clone(); number];
    time(format!("start {number} containers"), begin.elapsed());

    let plan = Plan::new(&base)?;
    let bar = progress::steps("changing", number);
    let mut took = Vec::with_capacity(number);
    for (at, container) in containers.iter_mut().enumerate() {
        took.push(plan.carry_out(at, container)?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    let median = |of: fn(&plan::Took) -> Duration| {
        let mut all: Vec<_> = took.iter().map(of).collect();
        all.sort_unstable();
        all[all.len() / 2]
    };
    time(
        format!("change a byte of a file of {}", size(plan.largest_len())),
        median(|took| took.byte),
    );
    if let Some(entries) = plan.entries_moved() {
        time(
            format!("rename a directory with {entries} entries below"),
            median(|took| took.rename),
        );
    }
    time("make all changes of a container".to_owned(), median(|took| took.all));

    let bar = progress::steps("checking", number);
    let mut checks = checks::isolation(&plan, &base, &containers, &bar)?;
    bar.finish_and_clear();
    checks.push(Check {
        what: "the image is what it was before".to_owned(),
        passed: digest(&base)? == before,
    });

    let chosen = &containers[number / 2];
    let begin = Instant::now();
    let changes = chosen.diff(&base);
    time(format!("find the {} changes of a container", changes.len()), begin.elapsed());
    let begin = Instant::now();
    let mut archive = Vec::new();
    Layer::between(&base, chosen)?.to_tar(&mut archive)?;
    let committed = archive.len() as u64;
    time(format!("commit it to a layer of {}", size(committed)), begin.elapsed());
    let fresh = layers.iter().try_fold(LayeredFs::new(), |tree, layer| layer.apply(&tree))?;
    let begin = Instant::now();
    let layer = Layer::from_tar(&archive[..], Mode::Strict, &Limits::default())?;
    let again = layer.apply(&fresh)?;
    time("read that layer and apply it".to_owned(), begin.elapsed());
    checks.push(Check {
        what: "its layer on a fresh copy of the image gives its tree".to_owned(),
        passed: again.diff(chosen).is_empty() && chosen.diff(&again).is_empty(),
    });

    let begin = Instant::now();
    let names = (1..).map(|number| format!("container-{number}"));
    let report = Report::new(&base, names.zip(&containers));
    time("count the memory of all".to_owned(), begin.elapsed());
    let store = &report.store;
    let own: u64 = report.containers.iter().map(|container| container.own).sum();
    checks.push(Check {
        what: "the memory of all is the sum of its parts".to_owned(),
        passed: store.memory == store.base + store.between + own,
    });

    let document = Document {
        layers: sources
            .iter()
            .zip(&layers)
            .map(|(source, layer)| line(&source.name, layer))
            .collect(),
        files: base.inode_count(),
        containers: order.number,
        changes_of_each: changes.len(),
        checks,
        times,
        committed,
        report,
    };
    if out.json {
        out.document(&document)?;
    } else {
        print(&document, out)?;
    }
    if document.checks.iter().all(|check| check.passed) {
        return Ok(());
    }
    out.finish()?;
    Err(Failure::Failed("a check failed".into()))
}

/// Reads the layers, and puts them one upon another.
fn image(sources: &[sources::Source]) -> Result<(Image, Vec<Layer>), Failure> {
    let mut image = Image::new();
    let mut layers = Vec::new();
    for source in sources {
        let bar = progress::bytes(&source.name, Some(source.archive.len() as u64));
        let layer =
            Layer::from_tar(bar.wrap_read(&source.archive[..]), Mode::Lenient, &Limits::default())
                .map_err(|error| Failure::at(&source.name, error))?;
        bar.finish_and_clear();
        image.push_layer(layer.clone(), Compression::None, History::default())?;
        layers.push(layer);
    }
    Ok((image, layers))
}

/// The digest of everything in a tree.
fn digest(tree: &LayeredFs) -> Result<Digest, Failure> {
    Ok(whole(tree)?.to_tar(std::io::sink())?)
}

fn line(source: &str, layer: &Layer) -> LayerLine {
    let origin = layer.origin().expect("it was read");
    LayerLine {
        source: source.to_owned(),
        entries: layer.items().len() + layer.whiteouts().len(),
        diff_id: origin.diff_id.to_string(),
        bytes: origin.stream_len,
    }
}

/// Lines for people.
fn print(document: &Document, out: &mut Output) -> Result<(), Failure> {
    let Document { layers, files, containers, checks, times, report, .. } = document;
    out.line(format!("the image: {} layers, {files} inodes", layers.len()))?;
    for LayerLine { source, entries, bytes, .. } in layers {
        pair(out, source, format!("{entries} entries, {}", size(*bytes)))?;
    }
    let changes = document.changes_of_each;
    out.line(format!(
        "\n{containers} containers on it, each of which has changed {changes} paths"
    ))?;
    for Check { what, passed } in checks {
        pair(out, what, if *passed { "ok" } else { "FAILED" })?;
    }
    out.line("\ntimes")?;
    for Time { what, seconds } in times {
        pair(out, what, time_text(*seconds))?;
    }
    let store = &report.store;
    let own = store.memory - store.base - store.between;
    out.line("\nmemory")?;
    for (what, bytes) in [
        ("the image", store.base),
        ("of the containers, each its own", own),
        ("of the containers, shared by some", store.between),
        ("all together", store.memory),
        ("copy-up of whole files would take", store.copy_up),
        ("full copies would take", store.full_copies),
    ] {
        pair(out, what, size(bytes))?;
    }
    Ok(())
}

fn pair(out: &mut Output, what: &str, value: impl Display) -> Result<(), Failure> {
    out.line(format!("  {:<54} {value}", crate::output::harmless(what)))
}

fn time_text(seconds: f64) -> String {
    let (value, unit) = match seconds {
        ..1e-6 => (seconds * 1e9, "ns"),
        ..1e-3 => (seconds * 1e6, "µs"),
        ..1.0 => (seconds * 1e3, "ms"),
        _ => (seconds, "s"),
    };
    if value < 9.95 { format!("{value:.1} {unit}") } else { format!("{value:.0} {unit}") }
}
