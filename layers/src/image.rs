//! Images: layers one upon another, merged into one tree. Does not know how a layer is written down.

mod compress;
mod documents;
mod open;
mod save;
mod squash;
mod store;

pub use documents::History;
pub use open::Options;

use std::fmt;

use serde_json::Value;

use crate::error::Error;
use crate::fs::{Clock, LayeredFs};
use crate::layer::{Compression, Layer, Origin};
use documents::{Config, layer_type};
use store::Blob;

/// One layer of an image, with the blob that it is kept in.
#[derive(Clone, Debug)]
pub struct ImageLayer {
    layer: Layer,
    origin: Origin,
    media_type: String,
    blob: Blob,
}

impl ImageLayer {
    /// A layer, written as a blob.
    fn new(layer: Layer, compression: Compression) -> Result<Self, Error> {
        let mut blob = Vec::new();
        let origin = layer.to_blob(&mut blob, compression)?;
        Ok(Self {
            layer,
            origin,
            media_type: layer_type(compression),
            blob: Blob::Bytes(blob.into()),
        })
    }

    /// What it changes.
    #[must_use]
    pub fn layer(&self) -> &Layer {
        &self.layer
    }

    /// The digests and sizes of its blob.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The kind of its blob.
    #[must_use]
    pub fn media_type(&self) -> &str {
        &self.media_type
    }
}

/// An image: layers, the tree that they make, and how it came to be.
///
/// ```
/// use layers::image::{History, Image};
/// use layers::layer::Compression;
///
/// let mut image = Image::new();
/// let mut container = image.tree().clone(); // O(1), whatever the image holds
/// container.write("motd", b"hello")?;
/// image.commit(&container, Compression::Gzip, History::default())?;
///
/// let mut archive = Vec::new();
/// image.save_archive(&mut archive)?; // for `docker load`, or for `Image::open`
/// assert_eq!(image.tree().read("motd")?, b"hello");
/// assert_eq!((image.layers().len(), image.history().len()), (1, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Image {
    /// Invariant: has the diff IDs of `layers`.
    config: Config,
    layers: Vec<ImageLayer>,
    /// Invariant: what `layers` make.
    tree: LayeredFs,
    reference: Option<String>,
}

impl Image {
    /// An image without layers, for this machine.
    #[must_use]
    pub fn new() -> Self {
        Self { config: Config::new(), layers: Vec::new(), tree: empty(), reference: None }
    }

    /// The tree that the layers make: a clone of it is a container.
    ///
    /// Computes in **O(1)** time: layers are merged when they come.
    #[must_use]
    pub fn tree(&self) -> &LayeredFs {
        &self.tree
    }

    /// The layers, the lowest one first.
    #[must_use]
    pub fn layers(&self) -> &[ImageLayer] {
        &self.layers
    }

    /// The steps in which the image came to be, the first one first.
    #[must_use]
    pub fn history(&self) -> &[History] {
        &self.config.history
    }

    /// The name of the image, if it has one.
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        self.reference.as_deref()
    }

    /// Names the image.
    pub fn set_reference(&mut self, reference: impl Into<String>) {
        self.reference = Some(reference.into());
    }

    /// Something that the configuration says: `architecture`, `os`, `config` and so on.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&Value> {
        self.config.rest.get(name)
    }

    /// Sets something that the configuration says; layers and history are not set so.
    ///
    /// # Errors
    /// [`Error::Malformed`] for `rootfs` and `history`.
    pub fn set_property(&mut self, name: &str, value: Value) -> Result<(), Error> {
        if matches!(name, "rootfs" | "history") {
            return Err(Error::malformed(name, "comes with the layers"));
        }
        self.config.rest.insert(name.to_owned(), value);
        Ok(())
    }

    /// Adds a layer on top, written anew as a blob, and a step of the history.
    ///
    /// Computes in **O(n)** time for the bytes of the layer. If it fails, the image is as it was.
    ///
    /// # Errors
    /// As [`Layer::apply`] and [`Layer::to_blob`].
    pub fn push_layer(
        &mut self,
        mut layer: Layer,
        compression: Compression,
        history: History,
    ) -> Result<(), Error> {
        let tree = layer.apply_and_share(&self.tree)?;
        let layer = ImageLayer::new(layer, compression)?;
        self.tree = tree;
        self.config.rootfs.diff_ids.push(layer.origin.diff_id.to_string());
        self.config.history.push(History { empty_layer: false, ..history });
        self.layers.push(layer);
        Ok(())
    }

    /// Makes a layer of what a container has changed, and adds it on top. If nothing has changed, only the
    /// history grows.
    ///
    /// Computes in the time of [`Layer::between`], and in **O(n)** for the bytes of changed files: a layer
    /// has files as wholes.
    ///
    /// # Errors
    /// As [`Layer::between`] and [`push_layer`](Self::push_layer).
    pub fn commit(
        &mut self,
        container: &LayeredFs,
        compression: Compression,
        history: History,
    ) -> Result<(), Error> {
        let layer = Layer::between(&self.tree, container)?;
        if layer.is_empty() {
            self.config.history.push(History { empty_layer: true, ..history });
            return Ok(());
        }
        self.push_layer(layer, compression, history)
    }
}

/// The tree below the first layer: it has no time of its own.
fn empty() -> LayeredFs {
    let mut tree = LayeredFs::with_clock(Clock::Stopped);
    tree.set_clock(Clock::System);
    tree
}

impl Default for Image {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Image")
            .field("reference", &self.reference)
            .field("layers", &self.layers)
            .field("tree", &self.tree)
            .finish_non_exhaustive()
    }
}
