//! `import`: images made of archives, directories and other programs' images.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use layers::image::Options;
use layers::layer::Content;
use layers::{Image, Layer, LayeredFs, Limits, Mode};

use crate::arguments::{Import, SourceKind};
use crate::commit::{made, step};
use crate::export::whole;
use crate::failure::Failure;
use crate::host;
use crate::output::Output;
use crate::place::RootName;
use crate::progress;
use crate::store::{Access, Store};

/// What a source has turned out to be.
enum Source {
    Image(Box<Image>),
    Layer(Layer),
}

pub fn run(order: &Import, store: &Path, out: &mut Output) -> Result<(), Failure> {
    let sources: Vec<_> =
        order.sources.iter().map(|path| read(order, path)).collect::<Result<_, _>>()?;
    let sources = sources.into_iter().zip(&order.sources);
    let mut store = Store::open(store, Access::Create)?;
    let mut image = match &order.on {
        Some(name) => {
            let digest = store.image_digest(name)?;
            (*store.image(&digest)?).clone()
        }
        None => Image::new(),
    };
    let mut named = None;
    for (source, path) in sources {
        match source {
            Source::Layer(layer) => {
                let step = step(&format!("import {}", path.display()), None);
                let bar = progress::waiting("writing the layer");
                image
                    .push_layer(layer, order.keep.compress.into(), step)
                    .map_err(|error| Failure::at(path.display(), error))?;
                bar.finish_and_clear();
            }
            Source::Image(other) if image.layers().is_empty() && order.on.is_none() => {
                named = other.reference().and_then(|reference| reference.parse().ok());
                image = *other;
            }
            Source::Image(_) => {
                return Err(Failure::at(
                    path.display(),
                    "is an image, and only the first source may be one",
                ));
            }
        }
    }
    let name = name(order, named)?;
    let digest = store.add_image(&name, &image, order.keep.replace)?;
    store.save()?;
    made(name.as_str(), &digest, &image, out)
}

/// What the image is to be called.
fn name(order: &Import, named: Option<RootName>) -> Result<RootName, Failure> {
    if let Some(name) = order.name.clone().or(named) {
        return Ok(name);
    }
    let source = &order.sources[0];
    let source = source.canonicalize().unwrap_or_else(|_| source.clone());
    let name = source.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let stem = [".gz", ".zst", ".tgz", ".tar"]
        .iter()
        .fold(name, |name, end| name.strip_suffix(end).unwrap_or(name));
    stem.parse()
        .map_err(|_| Failure::Usage("what to call the image must be said: --name NAME".into()))
}

/// Reads a source, whatever it is.
fn read(order: &Import, path: &Path) -> Result<Source, Failure> {
    let mode = if order.lenient { Mode::Lenient } else { Mode::Strict };
    if path == Path::new("-") {
        return Ok(Source::Layer(layer("stdin", io::stdin().lock(), None, mode)?));
    }
    let failed = |error: io::Error| Failure::with_file(path, &error);
    let metadata = path.metadata().map_err(failed)?;
    let is_image = order.kind == SourceKind::Image;
    if metadata.is_dir() {
        if is_image || order.kind == SourceKind::Auto && path.join("oci-layout").is_file() {
            return image(order, path, mode);
        }
        let mut tree = LayeredFs::new();
        host::read::add(path, &mut tree, b"/", true)?;
        let layer = whole(&tree).map_err(|error| Failure::at(path.display(), error))?;
        return Ok(Source::Layer(layer));
    }
    if is_image {
        return image(order, path, mode);
    }
    let file = File::open(path).map_err(failed)?;
    let len = metadata.is_file().then_some(metadata.len());
    let place = path.display().to_string();
    let files = layer(&place, &file, len, mode);
    if order.kind == SourceKind::Layer || len.is_none() {
        return Ok(Source::Layer(files?));
    }
    let holds_image = match &files {
        Ok(files) => is_image_archive(files),
        // Of an archive of an image, it is the layers in it that have to be right.
        Err(_) if mode == Mode::Strict => {
            io::Seek::rewind(&mut &file).map_err(failed)?;
            layer(&place, &file, len, Mode::Lenient).is_ok_and(|files| is_image_archive(&files))
        }
        Err(_) => false,
    };
    if holds_image { image(order, path, mode) } else { Ok(Source::Layer(files?)) }
}

/// Whether an archive is no layer, but has images in it.
fn is_image_archive(files: &Layer) -> bool {
    let document = |name: &str| -> Option<serde_json::Value> {
        let mut items = files.items().iter();
        let item = items.find(|item| item.path.as_bytes() == name.as_bytes())?;
        let Content::Inode(inode) = &item.content else { return None };
        serde_json::from_reader(inode.file()?.cursor()).ok()
    };
    let is_layout = || document("oci-layout")?.get("imageLayoutVersion").map(|_| ());
    let is_saved = || document("manifest.json")?.get(0)?.get("Layers").map(|_| ());
    is_layout().or_else(is_saved).is_some()
}

fn image(order: &Import, path: &Path, mode: Mode) -> Result<Source, Failure> {
    let options = Options { reference: order.select.as_deref(), mode, limits: Limits::default() };
    let bar = progress::waiting(path.display().to_string());
    let image = Image::open_with(path, &options).map_err(|error| match error {
        // Those know the file already.
        layers::Error::Io(error) => error.into(),
        error => Failure::at(path.display(), error),
    })?;
    bar.finish_and_clear();
    Ok(Source::Image(Box::new(image)))
}

fn layer(place: &str, reader: impl Read, len: Option<u64>, mode: Mode) -> Result<Layer, Failure> {
    let bar = progress::bytes(place, len);
    let layer = Layer::from_tar(bar.wrap_read(reader), mode, &Limits::default());
    bar.finish_and_clear();
    layer.map_err(|error| Failure::at(place, error))
}
