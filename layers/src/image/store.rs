//! Where the files of an image lie: in a directory, in an archive that was read, or only in memory. Knows
//! not what is in them.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use offshoot::ByteBuf;
use serde::de::DeserializeOwned;

use super::documents::Descriptor;
use crate::error::Error;
use crate::fs::LayeredFs;
use crate::layer::{Digest, Layer, Limits, Mode};

/// The largest document that is read: they are lists of names.
const LARGEST_DOCUMENT: u64 = 64 << 20;

/// A blob that can be read again.
#[derive(Clone, Debug)]
pub(super) enum Blob {
    File(PathBuf),
    Bytes(ByteBuf),
}

impl Blob {
    pub(super) fn read<T>(
        &self,
        read: impl FnOnce(&mut dyn Read) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match self {
            Self::File(path) => read(&mut open_file(path).map_err(|error| at(path, &error))?),
            Self::Bytes(bytes) => read(&mut bytes.cursor()),
        }
    }
}

/// Opens a file of a directory that others have made: what is no file might never end, nor even be opened.
fn open_file(path: &Path) -> io::Result<File> {
    if fs::metadata(path)?.is_file() {
        File::open(path)
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"))
    }
}

/// An error of the system, with the file that it is about.
pub(super) fn at(path: &Path, error: &io::Error) -> Error {
    Error::Io(io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}

/// The files of an image that is being opened.
pub(super) enum Store {
    Directory(PathBuf),
    Archive(LayeredFs),
}

impl Store {
    /// Opens a directory, or reads an archive, compressed or not.
    pub(super) fn open(path: &Path, limits: &Limits) -> Result<Self, Error> {
        if fs::metadata(path).map_err(|error| at(path, &error))?.is_dir() {
            return Ok(Self::Directory(path.to_owned()));
        }
        let file = File::open(path).map_err(|error| at(path, &error))?;
        // Such an archive is no layer, but is read as one: links in it lead nowhere but into it.
        let files = Layer::from_tar(file, Mode::Lenient, limits)?;
        Ok(Self::Archive(files.apply(&LayeredFs::new())?))
    }

    /// Whether every name stays inside, whatever it is.
    pub(super) fn is_archive(&self) -> bool {
        matches!(self, Self::Archive(_))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        match self {
            Self::Directory(path) => path.join(name).is_file(),
            Self::Archive(files) => files.read(name).is_ok(),
        }
    }

    /// A file by its name. Names out of documents come here from archives only, where nothing leads out.
    pub(super) fn blob(&self, name: &str) -> Result<Blob, Error> {
        match self {
            Self::Directory(path) => Ok(Blob::File(path.join(name))),
            Self::Archive(files) => {
                let bytes = files.read(name).map_err(|errno| errno.at(name))?;
                Ok(Blob::Bytes(bytes))
            }
        }
    }

    /// The blob of a digest: the digest is a name without `/`.
    pub(super) fn blob_of(&self, digest: Digest) -> Result<Blob, Error> {
        self.blob(&blob_name(digest))
    }

    /// All bytes of a document.
    pub(super) fn bytes(&self, name: &str) -> Result<Vec<u8>, Error> {
        self.blob(name)?.read(|reader| {
            let mut bytes = Vec::new();
            reader.take(LARGEST_DOCUMENT + 1).read_to_end(&mut bytes)?;
            if bytes.len() as u64 > LARGEST_DOCUMENT {
                let (place, limit) = (name.to_owned(), LARGEST_DOCUMENT);
                return Err(Error::Limit { place, what: "bytes", limit });
            }
            Ok(bytes)
        })
    }

    pub(super) fn document<T: DeserializeOwned>(&self, name: &str) -> Result<T, Error> {
        parse(&self.bytes(name)?, name)
    }

    /// A document, of which digest and size are known.
    pub(super) fn verified<T: DeserializeOwned>(&self, of: &Descriptor) -> Result<T, Error> {
        let digest: Digest = of.digest.parse()?;
        let name = blob_name(digest);
        let bytes = self.bytes(&name)?;
        verify(&name, of, Digest::of(&bytes), bytes.len() as u64)?;
        parse(&bytes, &name)
    }
}

/// The name of a blob in a layout.
pub(super) fn blob_name(digest: Digest) -> String {
    format!("blobs/sha256/{}", digest.hex())
}

/// Compares what a blob is with what was said of it.
pub(super) fn verify(name: &str, of: &Descriptor, digest: Digest, size: u64) -> Result<(), Error> {
    if size != of.size {
        let reason = format!("has {size} bytes, and should have {}", of.size);
        return Err(Error::malformed(name, reason));
    }
    if digest.to_string() != of.digest {
        return Err(Error::malformed(name, format!("has the digest {digest}")));
    }
    Ok(())
}

fn parse<T: DeserializeOwned>(bytes: &[u8], name: &str) -> Result<T, Error> {
    serde_json::from_slice(bytes).map_err(|error| Error::malformed(name, error.to_string()))
}
