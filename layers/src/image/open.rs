//! Images opened: found, verified and merged. Knows not how a layer is read.

use std::path::Path;

use super::documents::{
    Config, DOCKER_INDEX, DOCKER_MANIFEST, Descriptor, INDEX, Index, MANIFEST, Manifest, REFERENCE,
    Saved, host_architecture, layer_type,
};
use super::store::{Blob, Store, blob_name, verify};
use super::{Image, ImageLayer, empty};
use crate::error::Error;
use crate::layer::{Digest, Layer, Limits, Mode};

/// How many indexes may stand in one another.
const DEEPEST_INDEX: usize = 4;
/// The most manifests in all indexes.
const MOST_MANIFESTS: usize = 10_000;

/// How to open an image.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// Which image, if there are several: the name or the tag that it has there; in a layout also the
    /// digest of its manifest.
    pub reference: Option<&'a str>,
    /// What to do with layers that say what they must not say.
    pub mode: Mode,
    /// The most that each layer may hold, and an archive of the whole image.
    pub limits: Limits,
}

impl Image {
    /// Opens an image: the directory of an OCI layout, an archive of one, or an archive of `docker save`.
    /// Of several images, that for this machine.
    ///
    /// Digests and sizes of all blobs are verified, and the diff IDs of the layers. Layers are merged into
    /// one tree. All contents are in memory then, and of an archive also the blobs.
    ///
    /// # Errors
    /// [`Error::Malformed`] and [`Error::Limit`] with the file; those of [`Layer::from_tar`] and
    /// [`Layer::apply`]; [`Error::Io`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::open_with(path, &Options::default())
    }

    /// As [`open`](Self::open), with a choice of how.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_with(path: impl AsRef<Path>, options: &Options<'_>) -> Result<Self, Error> {
        let store = Store::open(path.as_ref(), &options.limits)?;
        if store.has("index.json") {
            open_layout(&store, options)
        } else if store.is_archive() && store.has("manifest.json") {
            open_saved(&store, options)
        } else {
            let place = path.as_ref().display().to_string();
            Err(Error::malformed(place, "is no image: there is no index.json or manifest.json"))
        }
    }
}

fn open_layout(store: &Store, options: &Options<'_>) -> Result<Image, Error> {
    let index: Index = store.document("index.json")?;
    let mut manifests = Vec::new();
    collect(store, index, None, 0, &mut manifests)?;
    let descriptor = choose(manifests, options.reference)?;
    let manifest: Manifest = store.verified(&descriptor)?;
    let config: Config = store.verified(&manifest.config)?;
    let mut blobs = Vec::with_capacity(manifest.layers.len());
    for layer in manifest.layers {
        let digest: Digest = layer.digest.parse()?;
        blobs.push((blob_name(digest), store.blob_of(digest)?, Some(layer)));
    }
    let reference = descriptor.reference().map(str::to_owned);
    assemble(config, blobs, reference, options)
}

/// All manifests of an index and of those in it; a name goes to what stands below it.
fn collect(
    store: &Store,
    index: Index,
    reference: Option<&str>,
    depth: usize,
    manifests: &mut Vec<Descriptor>,
) -> Result<(), Error> {
    if depth > DEEPEST_INDEX {
        let (what, limit) = ("indexes in one another", DEEPEST_INDEX as u64);
        return Err(Error::Limit { place: "index.json".to_owned(), what, limit });
    }
    for mut descriptor in index.manifests {
        if manifests.len() >= MOST_MANIFESTS {
            let (what, limit) = ("manifests", MOST_MANIFESTS as u64);
            return Err(Error::Limit { place: "index.json".to_owned(), what, limit });
        }
        if let Some(reference) = reference
            && descriptor.reference().is_none()
        {
            descriptor.annotations.insert(REFERENCE.to_owned(), reference.into());
        }
        match &descriptor.media_type[..] {
            INDEX | DOCKER_INDEX => {
                let inner = store.verified(&descriptor)?;
                collect(store, inner, descriptor.reference(), depth + 1, manifests)?;
            }
            MANIFEST | DOCKER_MANIFEST | "" => manifests.push(descriptor),
            // Signatures and the like.
            _ => {}
        }
    }
    Ok(())
}

/// The one that is asked for.
fn choose(mut manifests: Vec<Descriptor>, reference: Option<&str>) -> Result<Descriptor, Error> {
    if let Some(reference) = reference {
        if manifests.iter().any(|manifest| manifest.digest == reference) {
            // One image may have several names.
            manifests.retain(|manifest| manifest.digest == reference);
            manifests.truncate(1);
        } else {
            manifests.retain(|manifest| manifest.reference() == Some(reference));
        }
    }
    if manifests.len() > 1 {
        manifests.retain(|manifest| {
            manifest.platform.as_ref().is_none_or(|platform| {
                platform.os == "linux" && platform.architecture == host_architecture()
            })
        });
    }
    let names: Vec<_> = manifests.iter().filter_map(Descriptor::reference).collect();
    let names = names.join(", ");
    match manifests.len() {
        1 => Ok(manifests.remove(0)),
        0 => Err(Error::malformed("index.json", "has no such image")),
        count => {
            let reason = format!("has {count} images, and which one is not said: {names}");
            Err(Error::malformed("index.json", reason))
        }
    }
}

fn open_saved(store: &Store, options: &Options<'_>) -> Result<Image, Error> {
    let mut saved: Vec<Saved> = store.document("manifest.json")?;
    if let Some(reference) = options.reference {
        saved.retain(|image| tags(image).any(|tag| tag == reference));
    }
    if saved.len() != 1 {
        let names: Vec<_> = saved.iter().flat_map(tags).collect();
        let reason = format!("has {} such images: {}", saved.len(), names.join(", "));
        return Err(Error::malformed("manifest.json", reason));
    }
    let image = saved.remove(0);
    let bytes = store.bytes(&image.config)?;
    // The name is the digest, with or without an ending.
    let name = image.config.rsplit('/').next().unwrap_or_default();
    let name = name.strip_suffix(".json").unwrap_or(name);
    if let Ok(digest) = format!("sha256:{name}").parse::<Digest>() {
        let descriptor = Descriptor::new("", digest, bytes.len() as u64);
        verify(&image.config, &descriptor, Digest::of(&bytes), bytes.len() as u64)?;
    }
    let config = serde_json::from_slice(&bytes)
        .map_err(|error| Error::malformed(&image.config[..], error.to_string()))?;
    let mut blobs = Vec::with_capacity(image.layers.len());
    for name in &image.layers {
        blobs.push((name.clone(), store.blob(name)?, None));
    }
    let reference = tags(&image).next().map(str::to_owned);
    assemble(config, blobs, reference, options)
}

fn tags(image: &Saved) -> impl Iterator<Item = &str> {
    image.repo_tags.iter().flatten().map(String::as_str)
}

/// Reads the layers, verifies them and merges them.
fn assemble(
    config: Config,
    blobs: Vec<(String, Blob, Option<Descriptor>)>,
    reference: Option<String>,
    options: &Options<'_>,
) -> Result<Image, Error> {
    let diff_ids = &config.rootfs.diff_ids;
    if diff_ids.len() != blobs.len() {
        let reason = format!("has {} diff IDs for {} layers", diff_ids.len(), blobs.len());
        return Err(Error::malformed("the configuration", reason));
    }
    let mut tree = empty();
    let mut layers = Vec::with_capacity(blobs.len());
    for ((name, blob, descriptor), diff_id) in blobs.into_iter().zip(diff_ids) {
        let place = |error| in_file(&name, error);
        let layer = blob.read(|reader| Layer::from_tar(reader, options.mode, &options.limits));
        let mut layer = layer.map_err(place)?;
        let origin = *layer.origin().expect("a layer that was read has an origin");
        if let Some(descriptor) = &descriptor {
            verify(&name, descriptor, origin.digest, origin.size)?;
        }
        if origin.diff_id.to_string() != *diff_id {
            let reason = format!("has the diff ID {}, and should have {diff_id}", origin.diff_id);
            return Err(Error::malformed(name, reason));
        }
        tree = layer.apply_and_share(&tree).map_err(place)?;
        let media_type = match descriptor {
            Some(descriptor) if !descriptor.media_type.is_empty() => descriptor.media_type,
            _ => layer_type(origin.compression),
        };
        layers.push(ImageLayer { layer, origin, media_type, blob });
    }
    Ok(Image { config, layers, tree, reference })
}

/// The same error, with the file that it is in.
fn in_file(name: &str, error: Error) -> Error {
    match error {
        Error::Malformed { place, reason } => Error::malformed(format!("{name}: {place}"), reason),
        Error::Limit { place, what, limit } => {
            Error::Limit { place: format!("{name}: {place}"), what, limit }
        }
        error => error,
    }
}
