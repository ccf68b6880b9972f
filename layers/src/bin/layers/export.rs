//! `export`: trees, layers and images for other programs.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use layers::layer::Compression;
use layers::{Image, Layer, LayeredFs};
use tempfile::NamedTempFile;

use crate::arguments::{Export, What};
use crate::commit::step;
use crate::failure::Failure;
use crate::output::Output;
use crate::progress;
use crate::store::{Access, Found, Store, in_root, is_store};

/// What is written.
enum Content {
    Layer(Layer, Compression),
    Image(Box<Image>),
}

pub fn run(order: &Export, store: &Path, out: &mut Output) -> Result<(), Failure> {
    if order.what == What::Dir && order.output.is_none() {
        return Err(Failure::Usage("a directory cannot go to stdout: -o DIR".into()));
    }
    if order.output.is_none() && io::stdout().is_terminal() {
        return Err(Failure::Usage("an archive is nothing for a terminal: -o FILE".into()));
    }
    let mut store = Store::open(store, Access::Read)?;
    if let Some(path) = order.output.as_ref().filter(|path| is_store(path)) {
        return Err(Failure::at(path.display(), "is a store of layers"));
    }
    if let Some(path) = order.output.as_ref().filter(|_| order.what == What::Dir) {
        let is_empty = path.read_dir().map_or(true, |mut entries| entries.next().is_none());
        if !is_empty && !path.join("oci-layout").is_file() {
            return Err(Failure::at(path.display(), "is neither empty nor an OCI layout"));
        }
    }
    let content = content(order, &mut store)?;
    // Whoever reads slowly may want to write to the store meanwhile. The blobs of an image have to stay.
    let _store = matches!(content, Content::Image(_)).then_some(store);
    match &order.output {
        None => content.write(out.bytes()),
        Some(path) if order.what == What::Dir => {
            let Content::Image(image) = content else { unreachable!("a directory is of an image") };
            image.save_directory(path).map_err(Failure::from)
        }
        Some(path) => to_file(&content, path),
    }
}

fn content(order: &Export, store: &mut Store) -> Result<Content, Failure> {
    let name = &order.name;
    let found = store.find(name)?;
    let tree = store.tree(name)?;
    let image = store.image_below(name)?;
    let failed = |error| in_root(name, error);
    let compression = order.compress.map_or(Compression::None, Into::into);
    Ok(match (order.what, found) {
        (What::Tree, _) => Content::Layer(whole(&tree).map_err(failed)?, compression),
        (What::Layer, Found::Container) => {
            Content::Layer(Layer::between(image.tree(), &tree).map_err(failed)?, compression)
        }
        (What::Layer, Found::Image) => {
            let top = image.layers().last().ok_or_else(|| Failure::at(name, "has no layers"))?;
            Content::Layer(top.layer().clone(), compression)
        }
        (What::Archive | What::Dir, _) => {
            let bar = progress::waiting("compressing");
            let mut image = (*image).clone();
            if found == Found::Container {
                let compression = order.compress.map_or(Compression::default(), Into::into);
                let step = step(&format!("export {name}"), None);
                image.commit(&tree, compression, step).map_err(failed)?;
            }
            if let Some(compress) = order.compress {
                image.compress(compress.into()).map_err(failed)?;
            }
            image.set_reference(name.as_str());
            bar.finish_and_clear();
            Content::Image(Box::new(image))
        }
    })
}

/// The layer that makes a tree of nothing, with an entry for the root.
pub fn whole(tree: &LayeredFs) -> Result<Layer, layers::Error> {
    let mut nothing = LayeredFs::new();
    // Only a root that is another one is told.
    let mode = tree.stat("/").map_err(|errno| errno.at("/"))?.mode;
    nothing.chmod("/", !mode).map_err(|errno| errno.at("/"))?;
    Layer::between(&nothing, tree)
}

impl Content {
    fn write(&self, to: &mut impl Write) -> Result<(), Failure> {
        let bar = progress::bytes("writing", None);
        let mut to = bar.wrap_write(to);
        match self {
            Self::Layer(layer, compression) => drop(layer.to_blob(&mut to, *compression)?),
            Self::Image(image) => image.save_archive(&mut to)?,
        }
        bar.finish_and_clear();
        Ok(to.flush()?)
    }
}

/// Writes to a file: the old one stays until the new one is whole.
fn to_file(content: &Content, path: &Path) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::with_file(path, &error);
    if path.exists() && (path.is_symlink() || !path.is_file()) {
        // A device or a pipe, or a link, as /dev/stdout is one: nothing takes its place.
        let file = File::options().write(true).truncate(true).open(path).map_err(failed)?;
        let written = content.write(&mut BufWriter::new(file));
        return written.map_err(|failure| failure.about(path.display()));
    }
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let file = NamedTempFile::new_in(directory.unwrap_or(Path::new("."))).map_err(failed)?;
    let mut writer = BufWriter::with_capacity(64 << 10, file);
    content.write(&mut writer).map_err(|failure| failure.about(path.display()))?;
    let file = writer.into_inner().map_err(|error| failed(error.into_error()))?;
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    file.as_file().set_permissions(mode).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}
