//! The bytes of a blob, decompressed, counted and digested on the way. Does not know that they are an
//! archive.

use std::io::{self, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use sha2::{Digest as _, Sha256};

use super::digest::Digest;
use super::{Compression, Limits, Origin};
use crate::error::Error;

/// How many bytes are read at once.
const CHUNK: usize = 64 << 10;

/// The blob as it comes.
struct Raw<'r> {
    reader: io::Chain<io::Cursor<Vec<u8>>, &'r mut dyn Read>,
    /// Nothing where the blob is not compressed: the digest is then that of the stream.
    hasher: Option<Sha256>,
    len: u64,
    /// Whether reading failed, so that an error is no fault of the bytes.
    failed: bool,
}

impl Read for Raw<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = match self.reader.read(to) {
            Ok(count) => count,
            Err(error) => {
                self.failed |= error.kind() != io::ErrorKind::Interrupted;
                return Err(error);
            }
        };
        self.len += count as u64;
        if let Some(hasher) = &mut self.hasher {
            hasher.update(&to[..count]);
        }
        Ok(count)
    }
}

enum Decoder<'r> {
    Plain(Raw<'r>),
    Gzip(Box<MultiGzDecoder<BufReader<Raw<'r>>>>),
    #[cfg(feature = "zstd")]
    Zstd(Box<zstd::stream::read::Decoder<'static, BufReader<Raw<'r>>>>),
}

impl<'r> Decoder<'r> {
    fn raw(&mut self) -> &mut Raw<'r> {
        match self {
            Self::Plain(raw) => raw,
            Self::Gzip(decoder) => decoder.get_mut().get_mut(),
            #[cfg(feature = "zstd")]
            Self::Zstd(decoder) => decoder.get_mut().get_mut(),
        }
    }

    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(raw) => raw.read(to),
            Self::Gzip(decoder) => decoder.read(to),
            #[cfg(feature = "zstd")]
            Self::Zstd(decoder) => decoder.read(to),
        }
    }
}

/// The decompressed stream of a blob.
pub(super) struct Stream<'r> {
    decoder: Decoder<'r>,
    compression: Compression,
    hasher: Sha256,
    /// How many bytes were given out.
    pub(super) len: u64,
    most: u64,
    ratio: u64,
    ratio_from: u64,
}

impl<'r> Stream<'r> {
    /// Finds out by the first bytes how the blob is compressed.
    pub(super) fn new(reader: &'r mut dyn Read, limits: &Limits) -> Result<Self, Error> {
        let mut magic = Vec::new();
        (&mut *reader).take(6).read_to_end(&mut magic)?;
        let compression = match *magic {
            [0x1f, 0x8b, ..] => Compression::Gzip,
            // The second is a frame to be skipped, which may also come first.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Compression::Zstd,
            [0xfd, b'7', b'z', b'X', b'Z', ..] => return Err(unknown("xz")),
            [b'B', b'Z', b'h', b'1'..=b'9', ..] => return Err(unknown("bzip2")),
            _ => Compression::None,
        };
        let hasher = (compression != Compression::None).then(Sha256::new);
        let reader = io::Cursor::new(magic).chain(reader);
        let raw = Raw { reader, hasher, len: 0, failed: false };
        let decoder = match compression {
            Compression::None => Decoder::Plain(raw),
            Compression::Gzip => {
                let raw = BufReader::with_capacity(CHUNK, raw);
                Decoder::Gzip(Box::new(MultiGzDecoder::new(raw)))
            }
            #[cfg(feature = "zstd")]
            Compression::Zstd => {
                let raw = BufReader::with_capacity(CHUNK, raw);
                Decoder::Zstd(Box::new(zstd::stream::read::Decoder::with_buffer(raw)?))
            }
            #[cfg(not(feature = "zstd"))]
            Compression::Zstd => return Err(unknown("zstd")),
        };
        Ok(Self {
            decoder,
            compression,
            hasher: Sha256::new(),
            len: 0,
            most: limits.bytes,
            ratio: limits.ratio,
            ratio_from: limits.ratio_from,
        })
    }

    /// Reads as much as there is, at most what fits, and nothing only at the end.
    pub(super) fn read(&mut self, to: &mut [u8]) -> Result<usize, Error> {
        let count = loop {
            match self.decoder.read(to) {
                Ok(count) => break count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if self.decoder.raw().failed => return Err(error.into()),
                Err(error) => return Err(Error::malformed(self.place(), error.to_string())),
            }
        };
        self.hasher.update(&to[..count]);
        self.len += count as u64;
        if self.len > self.most {
            return Err(self.limited("bytes", self.most));
        }
        if self.compression != Compression::None {
            self.may_expand_to(self.len)?;
        }
        Ok(count)
    }

    /// Refuses so many bytes, if they are too many for what was read of the blob.
    pub(super) fn may_expand_to(&mut self, bytes: u64) -> Result<(), Error> {
        if bytes > self.ratio_from && bytes / self.ratio.max(1) > self.decoder.raw().len {
            return Err(self.limited("expansion", self.ratio));
        }
        Ok(())
    }

    /// Reads the rest of both, and says what was read.
    pub(super) fn finish(mut self) -> Result<Origin, Error> {
        let mut chunk = vec![0; CHUNK];
        while self.read(&mut chunk)? > 0 {}
        let raw = self.decoder.raw();
        loop {
            match raw.read(&mut chunk) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        let diff_id = Digest::finish(self.hasher);
        Ok(Origin {
            diff_id,
            digest: raw.hasher.take().map_or(diff_id, Digest::finish),
            size: raw.len,
            stream_len: self.len,
            compression: self.compression,
        })
    }

    fn limited(&self, what: &'static str, limit: u64) -> Error {
        Error::Limit { place: self.place(), what, limit }
    }

    fn place(&self) -> String {
        format!("byte {}", self.len)
    }
}

fn unknown(name: &str) -> Error {
    Error::malformed("byte 0", format!("compressed by {name}, which is not read"))
}
