//! Images saved. Knows not what is in a layer.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::Image;
use super::documents::{CONFIG, Descriptor, INDEX, Index, MANIFEST, Manifest, REFERENCE, Saved};
use super::store::{Blob, at, blob_name};
use crate::error::Error;
use crate::layer::{ArchiveWriter, Digest};
use crate::name::BytePath;

/// The file that says that a directory is a layout.
const LAYOUT: &[u8] = br#"{"imageLayoutVersion":"1.0.0"}"#;

impl Image {
    /// Saves the image as the directory of an OCI layout, which is made if it is not there. Blobs that
    /// are there already stay; the index then has this image alone.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Malformed`] if the blob of a layer has changed since it was read.
    pub fn save_directory(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        // The index comes last: what is not whole is no image.
        Self::save(path.as_ref(), &self.files()?.list)
    }

    /// Saves the blobs of the image to the directory of an OCI layout, and says the digest and the size of
    /// its manifest. The index stays as it is: without a manifest in it, this is no image yet. Blobs that
    /// are there already stay.
    ///
    /// # Errors
    /// As [`save_directory`](Self::save_directory).
    pub fn save_blobs(&self, path: impl AsRef<Path>) -> Result<(Digest, u64), Error> {
        let mut files = self.files()?;
        files.list.retain(|(name, _)| is_blob(name));
        Self::save(path.as_ref(), &files.list)?;
        Ok(files.manifest)
    }

    fn save(path: &Path, files: &[(String, Part)]) -> Result<(), Error> {
        let blobs = path.join("blobs/sha256");
        fs::create_dir_all(&blobs).map_err(|error| at(&blobs, &error))?;
        for (name, part) in files {
            let to = path.join(name);
            if is_blob(name) && to.exists() {
                continue;
            }
            let partial = PathBuf::from(format!("{}.partial", to.display()));
            let written = File::create(&partial).map_err(|error| at(&partial, &error)).and_then(
                |mut file| {
                    part.copy(name, &mut file)?;
                    // Before anything can refer to it.
                    Ok(file.sync_all()?)
                },
            );
            if let Err(error) = written {
                let _ = fs::remove_file(&partial);
                return Err(error);
            }
            fs::rename(&partial, &to).map_err(|error| at(&to, &error))?;
        }
        Ok(())
    }

    /// Writes the image as an archive that is both: of an OCI layout, and such that `docker load` takes it.
    /// The same image gives the same bytes.
    ///
    /// # Errors
    /// As [`save_directory`](Self::save_directory).
    pub fn save_archive(&self, writer: impl Write) -> Result<(), Error> {
        let mut archive = ArchiveWriter::new(writer);
        for (name, part) in self.files()?.list {
            let path = BytePath::from(&name[..]);
            part.blob.read(|reader| {
                let mut reader = Verified::new(reader);
                archive.file(&path, part.size, &mut reader)?;
                part.verify(&name, reader)
            })?;
        }
        archive.finish().map(drop)
    }

    /// The files of the image, with what each has, the index last.
    fn files(&self) -> Result<Files, Error> {
        let mut files = Vec::new();
        let mut names = HashSet::new();
        let mut add = |media_type: &str, part: Part| {
            let digest = part.digest.expect("a blob has a digest");
            let descriptor = Descriptor::new(media_type, digest, part.size);
            let name = blob_name(digest);
            if names.insert(name.clone()) {
                files.push((name.clone(), part));
            }
            (name, descriptor)
        };
        let (mut layers, mut layer_names) = (Vec::new(), Vec::new());
        for layer in &self.layers {
            let (blob, origin) = (layer.blob.clone(), &layer.origin);
            let part = Part { blob, size: origin.size, digest: Some(origin.digest) };
            let (name, descriptor) = add(&layer.media_type, part);
            layers.push(descriptor);
            layer_names.push(name);
        }
        let (config_name, config) = add(CONFIG, Part::document(&self.config)?);
        let manifest = Manifest {
            schema_version: 2,
            media_type: MANIFEST.to_owned(),
            config,
            layers,
            annotations: serde_json::Map::new(),
        };
        let part = Part::document(&manifest)?;
        let of_manifest = (part.digest.expect("a blob has a digest"), part.size);
        let (_, mut manifest) = add(MANIFEST, part);
        if let Some(reference) = &self.reference {
            manifest.annotations.insert(REFERENCE.to_owned(), reference[..].into());
        }
        let media_type = INDEX.to_owned();
        let index = Index { schema_version: 2, media_type, manifests: vec![manifest] };
        let saved = Saved {
            config: config_name,
            repo_tags: self.reference.clone().map(|reference| vec![reference]),
            layers: layer_names,
        };
        files.push(("oci-layout".to_owned(), Part::bytes(LAYOUT.to_vec())));
        files.push(("manifest.json".to_owned(), Part::document(&[saved])?));
        files.push(("index.json".to_owned(), Part::document(&index)?));
        Ok(Files { list: files, manifest: of_manifest })
    }
}

/// The files of an image.
struct Files {
    /// Names, and what is in them.
    list: Vec<(String, Part)>,
    /// The digest and the size of the manifest.
    manifest: (Digest, u64),
}

/// Whether a file is named after its digest, so that what is there already is right.
fn is_blob(name: &str) -> bool {
    name.starts_with("blobs/")
}

/// A file of an image.
struct Part {
    blob: Blob,
    size: u64,
    digest: Option<Digest>,
}

impl Part {
    fn bytes(bytes: Vec<u8>) -> Self {
        let (size, digest) = (bytes.len() as u64, Some(Digest::of(&bytes)));
        Self { blob: Blob::Bytes(bytes.into()), size, digest }
    }

    fn document(document: &impl Serialize) -> Result<Self, Error> {
        let bytes = serde_json::to_vec(document)
            .map_err(|error| Error::malformed("a document", error.to_string()))?;
        Ok(Self::bytes(bytes))
    }

    fn copy(&self, name: &str, to: &mut impl Write) -> Result<(), Error> {
        self.blob.read(|reader| {
            let mut reader = Verified::new(reader);
            io::copy(&mut reader, to)?;
            self.verify(name, reader)
        })
    }

    fn verify(&self, name: &str, reader: Verified<'_>) -> Result<(), Error> {
        let digest = reader.finish()?;
        if self.digest.is_some_and(|expected| expected != digest) {
            return Err(Error::malformed(name, "has changed since it was read"));
        }
        Ok(())
    }
}

/// A reader that digests what it reads.
struct Verified<'r> {
    reader: &'r mut dyn Read,
    hasher: Sha256,
}

impl<'r> Verified<'r> {
    fn new(reader: &'r mut dyn Read) -> Self {
        Self { reader, hasher: Sha256::new() }
    }

    fn finish(mut self) -> Result<Digest, Error> {
        io::copy(&mut self, &mut io::sink())?;
        Ok(Digest::finish(self.hasher))
    }
}

impl Read for Verified<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(to)?;
        self.hasher.update(&to[..count]);
        Ok(count)
    }
}
