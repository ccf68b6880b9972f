//! Layers written as archives. Knows no tree.
//!
//! The same layer gives the same bytes: nothing in them depends on the machine or the hour.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, BufRead, Write};

use tar_core::EntryType;
use tar_core::builder::EntryBuilder;

use super::compress::{Encoder, Hashed};
use super::{
    Compression, Content, Digest, Item, Layer, OPAQUE, OVERLAY_ATTRIBUTES, Origin, WHITEOUT, pax,
};
use crate::error::Error;
use crate::inode::{Device, Inode, Kind, Meta, Time};
use crate::name::BytePath;

const BLOCK: usize = 512;
/// The largest number of eleven octal digits: of sizes and times.
const MOST_OF_ELEVEN: u64 = (1 << 33) - 1;
/// The mode of whiteouts, which nobody looks at.
const WHITEOUT_MODE: u32 = 0o644;

impl Layer {
    /// Writes the layer as an archive, and says its digest, which is the layer's diff ID.
    ///
    /// Whiteouts and opaque directories come right behind the entry of the directory that they lie in, or
    /// at the beginning. Long names, parts of seconds, large numbers and extended attributes are in PAX
    /// headers. Of a layer that was read, this is not the archive that it was read from.
    ///
    /// Computes in **O(n)** time.
    ///
    /// # Errors
    /// [`Error::Malformed`] for what an archive cannot say: an extended attribute whose name is not UTF-8,
    /// a device whose number has more than 21 bits; [`Error::Io`].
    ///
    /// ```
    /// use layers::{Digest, Layer, LayeredFs};
    ///
    /// let mut fs = LayeredFs::new();
    /// fs.write("a", b"1")?;
    /// let layer = Layer::between(&LayeredFs::new(), &fs)?;
    /// let mut archive = Vec::new();
    /// assert_eq!(layer.to_tar(&mut archive)?, Digest::of(&archive));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_tar(&self, writer: impl Write) -> Result<Digest, Error> {
        let mut archive = ArchiveWriter::new(writer);
        self.write_to(&mut archive)?;
        let (_, digest) = archive.finish()?;
        Ok(digest)
    }

    /// Writes the layer as a blob, compressed or not, and says what was written.
    ///
    /// The blob is reproducible with the same version of what compresses it.
    ///
    /// Computes in **O(n)** time.
    ///
    /// # Errors
    /// As [`to_tar`](Self::to_tar); [`Error::Malformed`] for zstd without the feature `zstd`.
    pub fn to_blob(&self, writer: impl Write, compression: Compression) -> Result<Origin, Error> {
        let encoder = Encoder::new(Hashed::new(writer), compression)?;
        let mut archive = ArchiveWriter::new(encoder);
        self.write_to(&mut archive)?;
        let stream_len = archive.to.len + 2 * BLOCK as u64;
        let (encoder, diff_id) = archive.finish()?;
        let blob = encoder.finish()?;
        let size = blob.len;
        let (_, digest) = blob.finish();
        Ok(Origin { diff_id, digest, size, stream_len, compression })
    }

    fn write_to<W: Write>(&self, archive: &mut ArchiveWriter<W>) -> Result<(), Error> {
        let mut marks: BTreeMap<BytePath, Vec<BytePath>> = BTreeMap::new();
        for path in self.opaque() {
            marks.entry(path.clone()).or_default().push(path.join(OPAQUE));
        }
        for path in self.whiteouts() {
            let (parent, name) = path.split_last().expect("a whiteout has a name");
            let mark = parent.join([WHITEOUT, name].concat());
            marks.entry(parent).or_default().push(mark);
        }
        let listed: HashSet<_> =
            self.items().iter().filter(|item| is_directory(item)).map(|item| &item.path).collect();
        for (parent, marks) in &marks {
            if !listed.contains(parent) {
                marks.iter().try_for_each(|mark| archive.mark(mark))?;
            }
        }
        for item in self.items() {
            match &item.content {
                Content::Inode(inode) => archive.inode(&item.path, inode)?,
                Content::HardLink(target, meta) => archive.hard_link(&item.path, target, meta)?,
            }
            if is_directory(item) {
                // A path may come twice, its marks do not.
                for mark in marks.remove(&item.path).unwrap_or_default() {
                    archive.mark(&mark)?;
                }
            }
        }
        Ok(())
    }
}

fn is_directory(item: &Item) -> bool {
    matches!(&item.content, Content::Inode(inode) if inode.is_directory())
}

/// An archive as it is written: an entry at a time.
pub(crate) struct ArchiveWriter<W> {
    to: Hashed<W>,
}

impl<W: Write> ArchiveWriter<W> {
    pub(crate) fn new(writer: W) -> Self {
        Self { to: Hashed::new(writer) }
    }

    /// Writes the mark of the end, and gives the writer back, with the digest of all.
    pub(crate) fn finish(mut self) -> Result<(W, Digest), Error> {
        self.to.write_all(&[0; 2 * BLOCK])?;
        self.to.flush()?;
        Ok(self.to.finish())
    }

    /// An empty file, that says something by its name.
    fn mark(&mut self, path: &BytePath) -> Result<(), Error> {
        let mut entry = self.entry(path, EntryType::Regular, WHITEOUT_MODE)?;
        Ok(self.to.write_all(&entry.finish_bytes())?)
    }

    /// A file whose contents are somewhere else.
    pub(crate) fn file(
        &mut self,
        path: &BytePath,
        size: u64,
        contents: &mut impl io::Read,
    ) -> Result<(), Error> {
        let mut entry = self.entry(path, EntryType::Regular, WHITEOUT_MODE)?;
        set_size(&mut entry, size);
        self.to.write_all(&entry.finish_bytes())?;
        let copied = io::copy(&mut io::Read::take(contents, size), &mut self.to)?;
        if copied < size {
            return Err(Error::malformed(path.to_string(), "has become shorter"));
        }
        self.pad(size)
    }

    fn inode(&mut self, path: &BytePath, inode: &Inode) -> Result<(), Error> {
        let cannot = |reason: &str| Error::malformed(path.to_string(), reason);
        let entry_type = match &inode.kind {
            Kind::File(_) => EntryType::Regular,
            Kind::Directory(_) => EntryType::Directory,
            Kind::Symlink(_) => EntryType::Symlink,
            Kind::CharDevice(_) => EntryType::Char,
            Kind::BlockDevice(_) => EntryType::Block,
            Kind::Fifo => EntryType::Fifo,
        };
        let meta = &inode.meta;
        let mut entry = self.entry_with(path, entry_type, meta)?;
        for (name, value) in &meta.xattrs {
            if !name.starts_with(OVERLAY_ATTRIBUTES) {
                let name = std::str::from_utf8(name)
                    .map_err(|_| cannot("the name of an extended attribute is not UTF-8"))?;
                entry.add_pax(&pax::attribute_key(name), value);
            }
        }
        match &inode.kind {
            Kind::Symlink(target) => drop(entry.link_name(target)),
            Kind::CharDevice(Device { major, minor })
            | Kind::BlockDevice(Device { major, minor }) => {
                entry.device(*major, *minor).map_err(|error| cannot(&error.to_string()))?;
            }
            Kind::File(bytes) => set_size(&mut entry, bytes.len() as u64),
            Kind::Directory(_) | Kind::Fifo => {}
        }
        self.to.write_all(&entry.finish_bytes())?;
        if let Kind::File(bytes) = &inode.kind {
            let mut cursor = bytes.cursor();
            loop {
                let chunk = cursor.fill_buf()?;
                let count = chunk.len();
                if count == 0 {
                    break;
                }
                self.to.write_all(chunk)?;
                cursor.consume(count);
            }
            self.pad(bytes.len() as u64)?;
        }
        Ok(())
    }

    fn hard_link(&mut self, path: &BytePath, target: &BytePath, meta: &Meta) -> Result<(), Error> {
        let mut entry = self.entry_with(path, EntryType::Link, meta)?;
        entry.link_name(target.as_bytes());
        Ok(self.to.write_all(&entry.finish_bytes())?)
    }

    /// An entry with the mode, the owner and the time of something.
    fn entry_with(
        &self,
        path: &BytePath,
        entry_type: EntryType,
        meta: &Meta,
    ) -> Result<EntryBuilder, Error> {
        let mut entry = self.entry(path, entry_type, meta.mode)?;
        entry.uid(meta.uid.into()).expect("what is too large goes to the PAX header");
        entry.gid(meta.gid.into()).expect("what is too large goes to the PAX header");
        set_time(&mut entry, meta.mtime);
        Ok(entry)
    }

    fn entry(
        &self,
        path: &BytePath,
        entry_type: EntryType,
        mode: u32,
    ) -> Result<EntryBuilder, Error> {
        let mut name = path.as_bytes().to_vec();
        if path.is_root() {
            name.push(b'.');
        }
        if entry_type == EntryType::Directory {
            name.push(b'/');
        }
        let mut entry = EntryBuilder::new_ustar();
        entry.path(name).entry_type(entry_type);
        let failed =
            |error: tar_core::HeaderError| Error::malformed(path.to_string(), error.to_string());
        entry.mode(mode).map_err(failed)?;
        for set in [EntryBuilder::uid, EntryBuilder::gid, EntryBuilder::size, EntryBuilder::mtime] {
            set(&mut entry, 0).map_err(failed)?;
        }
        Ok(entry)
    }

    fn pad(&mut self, size: u64) -> Result<(), Error> {
        let rest = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
        Ok(self.to.write_all(&[0; BLOCK][..rest as usize])?)
    }
}

fn set_size(entry: &mut EntryBuilder, size: u64) {
    if size <= MOST_OF_ELEVEN {
        entry.size(size).expect("it has eleven digits");
    } else {
        entry.add_pax("size", size.to_string());
    }
}

fn set_time(entry: &mut EntryBuilder, time: Time) {
    let whole = u64::try_from(time.seconds).ok().filter(|&seconds| seconds <= MOST_OF_ELEVEN);
    entry.mtime(whole.unwrap_or_default()).expect("it has eleven digits");
    if whole.is_none() || time.nanoseconds != 0 {
        entry.add_pax("mtime", pax::time_text(time));
    }
}
