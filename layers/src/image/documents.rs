//! The documents of an image: as much of them as is looked at, and the rest as it came. Knows no files.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::layer::{Compression, Digest};

/// What the index and the manifest say of a blob.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor {
    #[serde(default)]
    pub(super) media_type: String,
    pub(super) digest: String,
    pub(super) size: u64,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub(super) annotations: Map<String, Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) platform: Option<Platform>,
}

/// What a manifest is for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Platform {
    #[serde(default)]
    pub(super) architecture: String,
    #[serde(default)]
    pub(super) os: String,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// A list of manifests.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Index {
    pub(super) schema_version: u32,
    #[serde(default)]
    pub(super) media_type: String,
    pub(super) manifests: Vec<Descriptor>,
}

/// The blobs of an image.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Manifest {
    pub(super) schema_version: u32,
    #[serde(default)]
    pub(super) media_type: String,
    pub(super) config: Descriptor,
    pub(super) layers: Vec<Descriptor>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub(super) annotations: Map<String, Value>,
}

/// An image of `docker save`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Saved {
    pub(super) config: String,
    #[serde(default)]
    pub(super) repo_tags: Option<Vec<String>>,
    pub(super) layers: Vec<String>,
}

/// What an image is for and how it came to be.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Config {
    pub(super) rootfs: RootFs,
    #[serde(default)]
    pub(super) history: Vec<History>,
    /// Architecture, environment, command and so on.
    #[serde(flatten)]
    pub(super) rest: Map<String, Value>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RootFs {
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) diff_ids: Vec<String>,
}

/// One step in which an image came to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// When, as RFC 3339 writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// By which command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// Whether it made no layer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub empty_layer: bool,
    /// The author, a comment and so on.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

pub(super) const INDEX: &str = "application/vnd.oci.image.index.v1+json";
pub(super) const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
pub(super) const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
pub(super) const DOCKER_INDEX: &str = "application/vnd.docker.distribution.manifest.list.v2+json";
pub(super) const DOCKER_MANIFEST: &str = "application/vnd.docker.distribution.manifest.v2+json";
/// The annotation that has the name of an image.
pub(super) const REFERENCE: &str = "org.opencontainers.image.ref.name";

/// The media type of a layer.
pub(super) fn layer_type(compression: Compression) -> String {
    let suffix = match compression {
        Compression::None => "",
        Compression::Gzip => "+gzip",
        Compression::Zstd => "+zstd",
    };
    format!("application/vnd.oci.image.layer.v1.tar{suffix}")
}

impl Descriptor {
    pub(super) fn new(media_type: impl Into<String>, digest: Digest, size: u64) -> Self {
        let (media_type, digest) = (media_type.into(), digest.to_string());
        Self { media_type, digest, size, ..Self::default() }
    }

    pub(super) fn reference(&self) -> Option<&str> {
        self.annotations.get(REFERENCE)?.as_str()
    }
}

impl Config {
    /// That of an image without layers, for this machine.
    pub(super) fn new() -> Self {
        let architecture = host_architecture();
        let rest = [("architecture", architecture), ("os", "linux")];
        Self {
            rootfs: RootFs { kind: "layers".to_owned(), diff_ids: Vec::new() },
            history: Vec::new(),
            rest: rest.into_iter().map(|(key, value)| (key.to_owned(), value.into())).collect(),
        }
    }
}

/// The name that images have for the architecture of this machine.
pub(super) fn host_architecture() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "x86" => "386",
        "aarch64" => "arm64",
        "powerpc64" => "ppc64le",
        other => other,
    }
}
