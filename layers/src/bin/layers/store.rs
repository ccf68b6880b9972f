//! The directory that images and containers are kept in. Knows no command.
//!
//! ```text
//!   STORE/lock              held while a command runs: shared to read, alone to write
//!   STORE/index.json        the images, by name: STORE is the directory of an OCI layout
//!   STORE/containers.json   the containers: the image of each, and the layer that it has changed
//!   STORE/blobs/sha256/     what both refer to
//! ```
//!
//! A command that writes adds blobs first, and then puts new documents in the place of the old ones. What no
//! document refers to is removed at the end, whether the command succeeded or not.

mod documents;
mod lock;
mod sweep;

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use layers::image::Options;
use layers::layer::{Compression, Content};
use layers::{Digest, Image, Layer, LayeredFs, Limits, Mode};
use tempfile::NamedTempFile;

use crate::dates;
use crate::failure::Failure;
use crate::place::{RootName, Target};
use crate::progress;
pub use documents::{BlobAt, Container};
use documents::{Containers, Entry, Index, Manifest};
pub use lock::Access;

const INDEX: &str = "index.json";
const CONTAINERS: &str = "containers.json";
const LAYOUT: &str = "oci-layout";
const LAYOUT_VERSION: &[u8] = br#"{"imageLayoutVersion":"1.0.0"}"#;
const BLOBS: &str = "blobs/sha256";

/// A store that no other program writes to.
pub struct Store {
    path: PathBuf,
    index: Index,
    containers: Containers,
    images: HashMap<String, Rc<Image>>,
    trees: HashMap<(String, String), LayeredFs>,
    access: Access,
    _lock: File,
}

/// What a name means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Image,
    Container,
}

/// Where the store is: where the call or the environment says, else where programs keep what they have.
pub fn directory(said: Option<OsString>) -> Result<PathBuf, Failure> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(said) = said.filter(|said| !said.is_empty()) {
        return Ok(said.into());
    }
    if let Some(data) = set("XDG_DATA_HOME") {
        return Ok(PathBuf::from(data).join("layers"));
    }
    let home = set("HOME").ok_or_else(|| {
        Failure::Usage("where the store is must be said: --store DIR, or LAYERS_STORE".into())
    })?;
    Ok(PathBuf::from(home).join(".local/share/layers"))
}

/// Whether there is a store at a path.
pub fn is_store(path: &Path) -> bool {
    path.join(CONTAINERS).exists()
}

impl Store {
    /// Opens a store, and waits until no other program is in the way.
    pub fn open(path: &Path, access: Access) -> Result<Self, Failure> {
        let lock = lock::take(path, access)?;
        let (index, containers) = if access == Access::Create && !is_store(path) {
            (Index::default(), Containers::default())
        } else {
            let containers: Containers = documents::read(&path.join(CONTAINERS))?;
            if !containers.is_known() {
                let place = path.join(CONTAINERS);
                return Err(Failure::at(
                    place.display(),
                    "was written by another version of layers",
                ));
            }
            (documents::read(&path.join(INDEX))?, containers)
        };
        let (images, trees) = (HashMap::new(), HashMap::new());
        Ok(Self { path: path.to_owned(), index, containers, images, trees, access, _lock: lock })
    }

    /// What a name means.
    pub fn find(&self, name: &RootName) -> Result<Found, Failure> {
        self.look_up(name).ok_or_else(|| Failure::at(name, "no such image or container"))
    }

    fn look_up(&self, name: &RootName) -> Option<Found> {
        if self.containers.containers.contains_key(name.as_str()) {
            return Some(Found::Container);
        }
        self.index.get(name.as_str()).map(|_| Found::Image)
    }

    /// A container by its name.
    pub fn container(&self, name: &RootName) -> Result<&Container, Failure> {
        match self.find(name)? {
            Found::Container => Ok(&self.containers.containers[name.as_str()]),
            Found::Image => Err(Failure::at(
                name,
                format!("is an image: `layers start {name}` makes a container of it"),
            )),
        }
    }

    /// The digest of an image by its name.
    pub fn image_digest(&self, name: &RootName) -> Result<String, Failure> {
        match self.find(name)? {
            Found::Image => Ok(self.index.get(name.as_str()).expect("it was found").digest.clone()),
            Found::Container => Err(Failure::at(name, "is a container, and this is for images")),
        }
    }

    /// All containers, by their names: the tenth behind the ninth.
    pub fn containers(&self) -> Vec<(&str, &Container)> {
        let containers = self.containers.containers.iter();
        let mut containers: Vec<_> =
            containers.map(|(name, container)| (&name[..], container)).collect();
        containers.sort_by_key(|(name, _)| {
            let word = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
            (word, name.len(), *name)
        });
        containers
    }

    /// The digests of all images, with their names; those that have none are still the base of a container.
    pub fn images(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.index.manifests.iter().map(|entry| (&entry.digest[..], entry.name()))
    }

    /// The layers of an image, as its manifest has them.
    pub fn layers_of(&self, digest: &str) -> Result<Vec<BlobAt>, Failure> {
        let path = self.blob(digest)?;
        Ok(documents::read::<Manifest>(&path)?.layers)
    }

    /// An image by the digest of its manifest.
    pub fn image(&mut self, digest: &str) -> Result<Rc<Image>, Failure> {
        if let Some(image) = self.images.get(digest) {
            return Ok(image.clone());
        }
        // It passed the limits when it came into the store, and may well be made of zeros.
        let limits = Limits { ratio_from: u64::MAX, ..Limits::default() };
        let options = Options { reference: Some(digest), mode: Mode::Lenient, limits };
        let bar = progress::waiting("reading the image");
        let image = Image::open_with(&self.path, &options).map_err(|error| match error {
            layers::Error::Io(error) => Failure::Failed(Failure::text(&error)),
            error => Failure::Failed(format!("{}: {error}", self.path.display())),
        })?;
        bar.finish_and_clear();
        let image = Rc::new(image);
        self.images.insert(digest.to_owned(), image.clone());
        Ok(image)
    }

    /// The image of a name, or that which the container of that name was started from.
    pub fn image_below(&mut self, name: &RootName) -> Result<Rc<Image>, Failure> {
        let digest = match self.find(name)? {
            Found::Image => self.image_digest(name)?,
            Found::Container => self.container(name)?.image.digest.clone(),
        };
        self.image(&digest)
    }

    /// The tree of an image or a container.
    pub fn tree(&mut self, name: &RootName) -> Result<LayeredFs, Failure> {
        let image = self.image_below(name)?;
        let mut tree = match self.find(name)? {
            Found::Image => image.tree().clone(),
            Found::Container => {
                let Container { image: base, layer, .. } = self.container(name)?.clone();
                match layer {
                    None => image.tree().clone(),
                    Some(layer) => self.applied(&image, base.digest, &layer)?,
                }
            }
        };
        tree.set_clock(dates::clock());
        Ok(tree)
    }

    /// The tree that the layer of a container makes of its image: one for all that have changed the same.
    fn applied(&mut self, image: &Image, base: String, at: &BlobAt) -> Result<LayeredFs, Failure> {
        let key = (base, at.digest.clone());
        if let Some(tree) = self.trees.get(&key) {
            return Ok(tree.clone());
        }
        let path = self.blob(&at.digest)?;
        let file = File::open(&path).map_err(|error| Failure::with_file(&path, &error))?;
        let size = file.metadata()?.len();
        let wrong = |what: &str| Failure::at(path.display(), what);
        if size != at.size {
            return Err(wrong(&format!("has {size} bytes, and should have {}", at.size)));
        }
        let layer = Layer::from_tar(file, Mode::Strict, &Limits::default())
            .map_err(|error| wrong(&error.to_string()))?;
        let digest = layer.origin().expect("it was read").digest.to_string();
        if digest != at.digest {
            return Err(wrong(&format!("has the digest {digest}")));
        }
        let tree = layer.apply(image.tree()).map_err(|error| wrong(&error.to_string()))?;
        self.trees.insert(key, tree.clone());
        Ok(tree)
    }

    /// Gives a container another tree: keeps the layer that makes it of its image.
    pub fn set_tree(&mut self, name: &RootName, tree: &LayeredFs) -> Result<(), Failure> {
        let image = self.image_below(name)?;
        let layer = Layer::between(image.tree(), tree).map_err(|error| in_root(name, error))?;
        let at = if layer.is_empty() { None } else { Some(self.keep(name, &layer)?) };
        let container = self.containers.containers.get_mut(name.as_str());
        container.ok_or_else(|| Failure::at(name, "no such container"))?.layer = at;
        Ok(())
    }

    /// Writes a layer of a container to a blob, as it is: it will be read as often as the container is.
    fn keep(&self, name: &RootName, layer: &Layer) -> Result<BlobAt, Failure> {
        readable(name, layer)?;
        let blobs = self.path.join(BLOBS);
        let failed = |error: std::io::Error| Failure::with_file(&blobs, &error);
        fs::create_dir_all(&blobs).map_err(failed)?;
        let file = NamedTempFile::new_in(&blobs).map_err(failed)?;
        let mut writer = BufWriter::with_capacity(64 << 10, file);
        let origin =
            layer.to_blob(&mut writer, Compression::None).map_err(|error| match error {
                layers::Error::Io(error) => failed(error),
                error => in_root(name, error),
            })?;
        writer.flush().map_err(failed)?;
        let file = writer.into_inner().map_err(|error| failed(error.into_error()))?;
        documents::persist(file, &blobs.join(origin.digest.hex()))?;
        Ok(BlobAt { digest: origin.digest.to_string(), size: origin.size })
    }

    /// Puts a container on an image.
    pub fn add_container(
        &mut self,
        name: &RootName,
        image: &str,
        image_name: &str,
    ) -> Result<(), Failure> {
        if !name.fits_container() {
            return Err(Failure::at(name, "the name of a container is one word, without / and :"));
        }
        self.is_free(name, false)?;
        let container = Container::new(image, image_name, dates::text(dates::now()));
        self.containers.containers.insert(name.as_str().to_owned(), container);
        Ok(())
    }

    /// Puts a container on another image, with what it has changed there.
    pub fn move_container(
        &mut self,
        name: &RootName,
        onto: &RootName,
        tree: &LayeredFs,
    ) -> Result<(), Failure> {
        let digest = self.image_digest(onto)?;
        if let Some(container) = self.containers.containers.get_mut(name.as_str()) {
            container.image = documents::Base { digest, name: onto.as_str().to_owned() };
        }
        self.set_tree(name, tree)
    }

    /// Whether something new can have this name; an image may give its name away.
    pub fn is_free(&self, name: &RootName, replace: bool) -> Result<(), Failure> {
        match self.look_up(name) {
            None => Ok(()),
            Some(Found::Image) if replace => Ok(()),
            Some(Found::Image) => Err(Failure::at(name, "there is such an image already")),
            Some(Found::Container) => Err(Failure::at(name, "there is such a container already")),
        }
    }

    /// Keeps an image under a name, and says its digest.
    pub fn add_image(
        &mut self,
        name: &RootName,
        image: &Image,
        replace: bool,
    ) -> Result<String, Failure> {
        self.is_free(name, replace)?;
        let (digest, size) = image.save_blobs(&self.path)?;
        self.index.remove_name(name.as_str());
        self.index.manifests.push(Entry::new(digest.to_string(), size, Some(name.as_str())));
        Ok(digest.to_string())
    }

    /// Removes an image or a container.
    pub fn remove(&mut self, name: &RootName) -> Result<(), Failure> {
        match self.find(name)? {
            Found::Container => drop(self.containers.containers.remove(name.as_str())),
            Found::Image => self.index.remove_name(name.as_str()),
        }
        Ok(())
    }

    /// Puts what is new in the place of what is old.
    pub fn save(mut self) -> Result<(), Failure> {
        self.index.tidy(&self.containers.images());
        let index = documents::bytes(&self.index)?;
        let containers = documents::bytes(&self.containers)?;
        // All are written before one is put in its place. Then, whenever that is interrupted, no container is
        // left without its image: containers leave before images do, and no command adds both.
        let mut new =
            [(LAYOUT, LAYOUT_VERSION), (CONTAINERS, &containers[..]), (INDEX, &index[..])];
        if !self.path.join(INDEX).exists() {
            // What has containers.json is a store.
            new.swap(1, 2);
        }
        let mut prepared = Vec::new();
        for (name, bytes) in new {
            let path = self.path.join(name);
            if fs::read(&path).ok().as_deref() != Some(bytes) {
                prepared.push(documents::prepare(&path, bytes)?);
            }
        }
        prepared.into_iter().try_for_each(documents::Prepared::put)
    }

    /// How many blobs there are, and their bytes.
    pub fn on_disk(&self) -> Result<(u64, u64), Failure> {
        sweep::count(&self.path.join(BLOBS))
    }

    fn blob(&self, digest: &str) -> Result<PathBuf, Failure> {
        Ok(self.path.join(BLOBS).join(digest.parse::<Digest>()?.hex()))
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if self.access != Access::Read {
            // Whatever cannot be removed now can be at the next opportunity.
            let _ = sweep::sweep(&self.path);
        }
    }
}

/// An error about a path, with the name of the container that it is in.
pub fn in_root(name: &RootName, error: layers::Error) -> Failure {
    match error {
        layers::Error::Fs { path, errno } => Failure::at(format!("{name}:{path}"), errno),
        layers::Error::Malformed { place, reason } if place.starts_with('/') => {
            Failure::at(format!("{name}:{place}"), reason)
        }
        error => error.into(),
    }
}

/// An operation refused, with the place that it was about.
pub fn refused(target: &Target) -> impl Fn(layers::Errno) -> Failure + '_ {
    move |errno| Failure::at(target, errno)
}

/// Whether a layer will be read again: what is kept has to be within the limits.
fn readable(name: &RootName, layer: &Layer) -> Result<(), Failure> {
    let limits = Limits::default();
    let (mut bytes, mut entries) = (0, layer.whiteouts().len() + layer.opaque().len());
    for item in layer.items() {
        entries += 1;
        if item.path.as_bytes().len() > limits.path as usize {
            return Err(Failure::at(format!("{name}:{}", item.path), "file name too long"));
        }
        if let Content::Inode(inode) = &item.content {
            // A header, and what makes a block full.
            bytes += 4 << 10;
            bytes += inode.file().map_or(0, |file| file.len() as u64);
        }
        if bytes > limits.bytes {
            return Err(Failure::at(format!("{name}:{}", item.path), "file too large"));
        }
    }
    if entries as u64 > limits.entries {
        return Err(Failure::at(name, format!("more changes than {}", limits.entries)));
    }
    Ok(())
}
