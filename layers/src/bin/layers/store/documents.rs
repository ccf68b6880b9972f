//! The documents of a store, and how one takes the place of another. Knows no tree.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tempfile::NamedTempFile;

use crate::failure::Failure;

const INDEX_TYPE: &str = "application/vnd.oci.image.index.v1+json";
const MANIFEST_TYPE: &str = "application/vnd.oci.image.manifest.v1+json";
/// The version of how containers are written down.
const SCHEMA: u32 = 1;
/// What the names of files begin with that are not whole yet.
pub const PREFIX: &str = ".new-";
/// The annotation that has the name of an image.
const REFERENCE: &str = "org.opencontainers.image.ref.name";

/// The images of a store.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Index {
    schema_version: u32,
    #[serde(default)]
    media_type: String,
    pub manifests: Vec<Entry>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// An image of a store: where its manifest is.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    #[serde(default)]
    media_type: String,
    pub digest: String,
    size: u64,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    annotations: Map<String, Value>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// What of the manifest of an image can be said without reading its layers.
#[derive(Deserialize)]
pub struct Manifest {
    pub layers: Vec<BlobAt>,
}

/// The containers of a store.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Containers {
    schema_version: u32,
    pub containers: BTreeMap<String, Container>,
}

/// A container.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Container {
    pub image: Base,
    /// When it was started.
    pub created: String,
    /// What it has changed, if it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layer: Option<BlobAt>,
}

/// The image that a container is on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Base {
    pub digest: String,
    /// The name that it had when the container was put on it.
    pub name: String,
}

/// A blob of a known size.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BlobAt {
    pub digest: String,
    pub size: u64,
}

impl Index {
    /// The image of a name.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.manifests.iter().find(|entry| entry.name() == Some(name))
    }

    /// Takes the name from whatever image has it.
    pub fn remove_name(&mut self, name: &str) {
        for entry in self.manifests.iter_mut().filter(|entry| entry.name() == Some(name)) {
            entry.annotations.remove(REFERENCE);
        }
    }

    /// Lets go of images that have no name, unless they are used, and stand here only once.
    pub fn tidy(&mut self, used: &HashSet<String>) {
        let named: HashSet<_> = self
            .manifests
            .iter()
            .filter(|entry| entry.name().is_some())
            .map(|entry| entry.digest.clone())
            .collect();
        let mut seen = HashSet::new();
        self.manifests.retain(|entry| {
            let digest = &entry.digest;
            entry.name().is_some()
                || !named.contains(digest) && used.contains(digest) && seen.insert(digest.clone())
        });
    }
}

impl Default for Index {
    fn default() -> Self {
        let media_type = INDEX_TYPE.to_owned();
        Self { schema_version: 2, media_type, manifests: Vec::new(), rest: Map::new() }
    }
}

impl Entry {
    pub fn new(digest: String, size: u64, name: Option<&str>) -> Self {
        let annotations =
            name.map(|name| (REFERENCE.to_owned(), name.into())).into_iter().collect();
        Self { media_type: MANIFEST_TYPE.to_owned(), digest, size, annotations, rest: Map::new() }
    }

    /// The name of the image, if it has one.
    pub fn name(&self) -> Option<&str> {
        self.annotations.get(REFERENCE)?.as_str()
    }
}

impl Containers {
    /// Whether what is written there means what it means here.
    pub fn is_known(&self) -> bool {
        self.schema_version == SCHEMA
    }

    /// The digests of the images that containers are on.
    pub fn images(&self) -> HashSet<String> {
        self.containers.values().map(|container| container.image.digest.clone()).collect()
    }
}

impl Default for Containers {
    fn default() -> Self {
        Self { schema_version: SCHEMA, containers: BTreeMap::new() }
    }
}

impl Container {
    /// One that has changed nothing yet.
    pub fn new(image: &str, image_name: &str, created: String) -> Self {
        let image = Base { digest: image.to_owned(), name: image_name.to_owned() };
        Self { image, created, layer: None }
    }
}

/// Reads a document.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<T, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::with_file(path, &error))?;
    serde_json::from_slice(&bytes).map_err(|error| Failure::at(path.display(), error))
}

/// The bytes of a document.
pub fn bytes(document: &impl Serialize) -> Result<Vec<u8>, Failure> {
    let mut bytes = serde_json::to_vec(document).map_err(std::io::Error::from)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// A file that is whole, and waits to be put in its place.
pub struct Prepared {
    file: NamedTempFile,
    to: PathBuf,
}

/// Writes a file beside the place that it is for.
pub fn prepare(to: &Path, bytes: &[u8]) -> Result<Prepared, Failure> {
    let failed = |error: std::io::Error| Failure::with_file(to, &error);
    let directory = to.parent().expect("a document lies in a store");
    let mut file =
        tempfile::Builder::new().prefix(PREFIX).tempfile_in(directory).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    Ok(Prepared { file, to: to.to_owned() })
}

impl Prepared {
    /// Puts the file in its place: others see the old one or the new one.
    pub fn put(self) -> Result<(), Failure> {
        persist(self.file, &self.to)
    }
}

/// Gives a file that was written its name, once its bytes are safe.
pub fn persist(file: NamedTempFile, to: &Path) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::with_file(to, &error);
    file.as_file().sync_all().map_err(failed)?;
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    file.as_file().set_permissions(mode).map_err(failed)?;
    file.persist(to).map_err(|error| failed(error.error))?;
    Ok(())
}
