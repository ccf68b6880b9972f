//! Blobs as they are written: compressed, counted and digested, or compressed in another way than they were.
//! Knows not what is in them.

use std::io::{self, BufReader, Read, Write};

use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;
use flate2::{Compression as Level, GzBuilder};
use sha2::{Digest as _, Sha256};

use super::{Compression, Digest, Origin};
use crate::error::Error;

/// How many bytes are read at once.
const CHUNK: usize = 64 << 10;

/// Counts and digests what goes through.
pub(super) struct Hashed<W> {
    writer: W,
    hasher: Sha256,
    /// How many bytes went through.
    pub(super) len: u64,
}

impl<W> Hashed<W> {
    pub(super) fn new(writer: W) -> Self {
        Self { writer, hasher: Sha256::new(), len: 0 }
    }

    /// The writer, and the digest of what went through.
    pub(super) fn finish(self) -> (W, Digest) {
        (self.writer, Digest::finish(self.hasher))
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.writer.write(bytes)?;
        self.hasher.update(&bytes[..count]);
        self.len += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Compresses what goes through.
pub(super) enum Encoder<W: Write> {
    None(W),
    Gzip(Box<GzEncoder<W>>),
    #[cfg(feature = "zstd")]
    Zstd(zstd::stream::write::Encoder<'static, W>),
}

impl<W: Write> Encoder<W> {
    pub(super) fn new(writer: W, compression: Compression) -> Result<Self, Error> {
        Ok(match compression {
            Compression::None => Self::None(writer),
            Compression::Gzip => {
                Self::Gzip(Box::new(GzBuilder::new().mtime(0).write(writer, Level::default())))
            }
            #[cfg(feature = "zstd")]
            Compression::Zstd => Self::Zstd(zstd::stream::write::Encoder::new(writer, 3)?),
            #[cfg(not(feature = "zstd"))]
            Compression::Zstd => return Err(Error::malformed("zstd", "is not built in")),
        })
    }

    /// Writes what is still to be written, and gives the writer back.
    pub(super) fn finish(self) -> io::Result<W> {
        match self {
            Self::None(writer) => Ok(writer),
            Self::Gzip(encoder) => encoder.finish(),
            #[cfg(feature = "zstd")]
            Self::Zstd(encoder) => encoder.finish(),
        }
    }
}

impl<W: Write> Write for Encoder<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::None(writer) => writer.write(bytes),
            Self::Gzip(encoder) => encoder.write(bytes),
            #[cfg(feature = "zstd")]
            Self::Zstd(encoder) => encoder.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::None(writer) => writer.flush(),
            Self::Gzip(encoder) => encoder.flush(),
            #[cfg(feature = "zstd")]
            Self::Zstd(encoder) => encoder.flush(),
        }
    }
}

/// Writes a blob that was read before, compressed in another way: the archive in it stays the same to the byte.
pub(crate) fn recompress(
    blob: &mut dyn Read,
    origin: &Origin,
    writer: impl Write,
    compression: Compression,
) -> Result<Origin, Error> {
    let mut reader = decoder(blob, origin.compression)?;
    let mut archive = Hashed::new(Encoder::new(Hashed::new(writer), compression)?);
    let mut buffer = vec![0; CHUNK];
    loop {
        let count = reader.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        archive.write_all(&buffer[..count])?;
    }
    let stream_len = archive.len;
    let (encoder, diff_id) = archive.finish();
    let blob = encoder.finish()?;
    if diff_id != origin.diff_id {
        return Err(Error::malformed(origin.digest.to_string(), "has changed since it was read"));
    }
    let size = blob.len;
    let (_, digest) = blob.finish();
    Ok(Origin { diff_id, digest, size, stream_len, compression })
}

fn decoder<'r>(blob: &'r mut dyn Read, compression: Compression) -> io::Result<Box<dyn Read + 'r>> {
    Ok(match compression {
        Compression::None => Box::new(blob),
        Compression::Gzip => Box::new(MultiGzDecoder::new(BufReader::new(blob))),
        #[cfg(feature = "zstd")]
        Compression::Zstd => Box::new(zstd::stream::read::Decoder::new(blob)?),
        #[cfg(not(feature = "zstd"))]
        Compression::Zstd => unreachable!("such a blob was not read"),
    })
}
