//! Archives read into layers. Knows no tree: what an entry does is not seen here.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::sync::Arc;

use offshoot::{ByteBuf, OrdMap};
use tar_core::EntryType;
use tar_core::parse::{ParseError, ParseEvent, ParsedEntry, Parser};

use super::stream::Stream;
use super::{
    Content, Item, LINKED_FILES, Layer, Limits, METADATA, Mode, OPAQUE, OVERLAY_ATTRIBUTES, Parts,
    WHITEOUT, pax,
};
use crate::error::Error;
use crate::inode::{Device, Inode, Kind, Meta, Time};
use crate::name::{BytePath, Name};

const BLOCK: usize = 512;
/// How many bytes of a file are read at once.
const CHUNK: usize = 64 << 10;
/// The most that PAX headers and long names of one entry may take.
const MOST_METADATA: u32 = 8 << 20;
/// The most holes of one file.
const MOST_HOLES: usize = 100_000;

impl Layer {
    /// Reads a layer from an archive: as it is, or compressed by gzip or zstd, which its first bytes tell.
    ///
    /// Names are cleaned: no path leads out of the root. The attributes `trusted.overlay.*` are left out,
    /// and so is what is named `.wh..wh.*`, but for opaque directories and for the files that AUFS has
    /// there. Of PAX headers for the whole archive nothing but comments is taken.
    ///
    /// Computes in **O(n log n)** time. Reads to the end, and keeps the contents of files in memory.
    ///
    /// # Errors
    /// [`Error::Malformed`] and [`Error::Limit`], with the place; [`Error::Io`] if reading fails.
    ///
    /// ```
    /// use layers::{Layer, LayeredFs, Limits, Mode};
    ///
    /// let mut fs = LayeredFs::new();
    /// fs.write("a", b"1")?;
    /// let mut archive = Vec::new();
    /// Layer::between(&LayeredFs::new(), &fs)?.to_tar(&mut archive)?;
    ///
    /// let layer = Layer::from_tar(&archive[..], Mode::Strict, &Limits::default())?;
    /// assert_eq!(layer.apply(&LayeredFs::new())?.read("a").unwrap(), b"1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_tar(mut reader: impl Read, mode: Mode, limits: &Limits) -> Result<Self, Error> {
        let stream = Stream::new(&mut reader, limits)?;
        let mut archive = Archive::new(stream, mode, limits);
        let mut builder = Builder::default();
        while let Some(head) = archive.next()? {
            let entry = builder.entry(&head, mode).and_then(|entry| match entry {
                Some(entry) => archive.item(&head, entry, &mut builder),
                None => archive.skip(head.size),
            });
            entry.map_err(|error| archive.at(error, Some(&head)))?;
        }
        let origin = archive.stream.finish()?;
        Ok(Self::new(builder.parts, Some(origin), mode))
    }
}

/// What the header of an entry says.
struct Head {
    path: Vec<u8>,
    link: Option<Vec<u8>>,
    entry_type: EntryType,
    meta: Meta,
    device: Device,
    /// The bytes that follow.
    size: u64,
    /// Where those belong, and the length of the file, if it has holes.
    sparse: Option<(Vec<(u64, u64)>, u64)>,
}

impl Head {
    fn new(entry: &ParsedEntry<'_>) -> Result<Self, String> {
        let mut meta = Meta::new(entry.mode);
        let records = pax::records(entry.pax.unwrap_or_default()).ok_or("malformed PAX header")?;
        meta.mtime = header_time(&entry.header.as_bytes()[136..148])
            .ok_or("a time that cannot be represented")?;
        for (key, value) in records {
            let valid = match key {
                b"mtime" => {
                    let time = pax::time(value);
                    meta.mtime = time.unwrap_or_default();
                    time.is_some()
                }
                b"size" | b"uid" | b"gid" => pax::digits(value).is_some(),
                _ => {
                    if let Some(name) = pax::attribute_name(key) {
                        if name.is_empty() || name.contains(&0) {
                            return Err("an extended attribute with no valid name".to_owned());
                        }
                        if !name.starts_with(OVERLAY_ATTRIBUTES) {
                            meta.xattrs.insert(name.into(), value.into());
                        }
                    }
                    true
                }
            };
            if !valid {
                let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
                return Err(format!("invalid PAX value of {key}: {value:?}"));
            }
        }
        let id = |id| u32::try_from(id).map_err(|_| format!("owner {id} is too large"));
        (meta.uid, meta.gid) = (id(entry.uid)?, id(entry.gid)?);
        let has_contents = !matches!(
            entry.entry_type,
            EntryType::Link
                | EntryType::Symlink
                | EntryType::Char
                | EntryType::Block
                | EntryType::Directory
                | EntryType::Fifo
        );
        Ok(Self {
            path: entry.path.to_vec(),
            link: entry.link_target.as_deref().map(<[u8]>::to_vec),
            entry_type: entry.entry_type,
            meta,
            device: Device {
                major: entry.dev_major.unwrap_or_default(),
                minor: entry.dev_minor.unwrap_or_default(),
            },
            size: if has_contents { entry.size } else { 0 },
            sparse: None,
        })
    }

    fn is_file(&self) -> bool {
        matches!(self.entry_type, EntryType::Regular | EntryType::Continuous | EntryType::GnuSparse)
    }
}

/// The time in a header: octal digits, or a number in base 256, which may be negative.
fn header_time(field: &[u8]) -> Option<Time> {
    if field[0] & 0x80 != 0 {
        let (above, number) = field.split_last_chunk::<8>()?;
        let seconds = i64::from_be_bytes(*number);
        let fill = if seconds < 0 { 0xff } else { 0 };
        let first = if seconds < 0 { 0xff } else { 0x80 };
        let fits = above[0] == first && above[1..].iter().all(|&byte| byte == fill);
        return fits.then(|| Time::at(seconds));
    }
    let digits = field.iter().take_while(|&&byte| byte != 0).filter(|byte| byte.is_ascii_digit());
    let seconds = digits.fold(0_i64, |number, byte| number * 8 + i64::from(byte - b'0'));
    Some(Time::at(seconds))
}

/// An archive as it is read.
struct Archive<'r> {
    stream: Stream<'r>,
    parser: Parser,
    /// What was read of headers and not used yet.
    ahead: Vec<u8>,
    /// Of contents.
    chunk: Vec<u8>,
    mode: Mode,
    limits: Limits,
    /// The number of the entry, from 1.
    number: u64,
    /// Where its header began.
    begin: u64,
    /// The bytes of all files up to now.
    bytes: u64,
}

impl<'r> Archive<'r> {
    fn new(stream: Stream<'r>, mode: Mode, limits: &Limits) -> Self {
        let mut parser = Parser::new(tar_core::parse::Limits {
            max_metadata_size: MOST_METADATA,
            max_path_len: Some(limits.path),
            max_sparse_entries: MOST_HOLES,
            ..Default::default()
        });
        // What that would ignore is looked at in `Head::new`; it knows no times before 1970.
        parser.set_ignore_pax_errors(true);
        let (ahead, chunk) = (Vec::with_capacity(8 * BLOCK), vec![0; CHUNK]);
        let limits = *limits;
        Self { stream, parser, ahead, chunk, mode, limits, number: 0, begin: 0, bytes: 0 }
    }

    /// The next header, until there is none.
    fn next(&mut self) -> Result<Option<Head>, Error> {
        self.begin = self.stream.len - self.ahead.len() as u64;
        self.number += 1;
        loop {
            let (head, consumed) = match self.parser.parse(&self.ahead) {
                Ok(ParseEvent::NeedData { min_bytes }) => {
                    if min_bytes > MOST_METADATA as usize + (1 << 20) {
                        let limit = u64::from(MOST_METADATA);
                        return Err(self.at(limited("bytes in headers", limit), None));
                    }
                    if self.fill(min_bytes)? {
                        continue;
                    }
                    if self.is_end() {
                        return Ok(None);
                    }
                    return Err(self.malformed(if self.ahead.is_empty() {
                        "the archive ends without its end mark"
                    } else {
                        "the archive ends in the middle of an entry"
                    }));
                }
                Ok(ParseEvent::Entry { consumed, entry }) => (Head::new(&entry), consumed),
                Ok(ParseEvent::SparseEntry { consumed, entry, sparse_map, real_size }) => {
                    let map = sparse_map.iter().map(|part| (part.offset, part.length)).collect();
                    let head = Head::new(&entry).map(|mut head| {
                        head.sparse = Some((map, real_size));
                        head
                    });
                    (head, consumed)
                }
                Ok(ParseEvent::GlobalExtensions { consumed, pax_data }) => {
                    let records = pax::records(pax_data);
                    let only = records.is_some_and(|r| r.iter().all(|(key, _)| *key == b"comment"));
                    self.ahead.drain(..consumed);
                    if !only && self.mode == Mode::Strict {
                        return Err(self.malformed("a PAX header for the whole archive"));
                    }
                    continue;
                }
                Ok(ParseEvent::End { .. }) => return Ok(None),
                Err(ParseError::Header(_)) if self.number == 1 && !self.has_magic() => {
                    return Err(self.malformed("this is no tar archive"));
                }
                Err(error) => return Err(self.malformed(&error.to_string())),
            };
            self.ahead.drain(..consumed);
            let head = head.map_err(|reason| self.malformed(&reason))?;
            if self.number > self.limits.entries {
                let error = limited("entries", self.limits.entries);
                return Err(self.at(error, Some(&head)));
            }
            return Ok(Some(head));
        }
    }

    /// Reads on until there are so many bytes; says whether there are.
    fn fill(&mut self, len: usize) -> Result<bool, Error> {
        while self.ahead.len() < len {
            let missing = (len - self.ahead.len()).min(CHUNK);
            let count = self.stream.read(&mut self.chunk[..missing])?;
            if count == 0 {
                return Ok(false);
            }
            self.ahead.extend_from_slice(&self.chunk[..count]);
        }
        Ok(true)
    }

    /// Whether the first header of the entry has the mark of one. Archives of long ago have none.
    fn has_magic(&self) -> bool {
        self.ahead.get(257..262) == Some(b"ustar")
    }

    /// Whether the archive may end here, without two blocks of zeros.
    fn is_end(&self) -> bool {
        let block_of_zeros = self.ahead.len() == BLOCK && self.ahead.iter().all(|&byte| byte == 0);
        self.mode == Mode::Lenient && (self.ahead.is_empty() || block_of_zeros)
    }

    /// Reads exactly what follows an entry, a piece at a time.
    fn contents(&mut self, size: u64, mut piece: impl FnMut(&[u8])) -> Result<(), Error> {
        let padded = size.checked_next_multiple_of(BLOCK as u64);
        let padding = padded.ok_or_else(|| Error::malformed("", "an impossible size"))? - size;
        for (mut rest, wanted) in [(size, true), (padding, false)] {
            while rest > 0 {
                let most = usize::try_from(rest).unwrap_or(CHUNK).min(CHUNK);
                let count = if self.ahead.is_empty() {
                    self.stream.read(&mut self.chunk[..most])?
                } else {
                    let count = most.min(self.ahead.len());
                    self.chunk[..count].copy_from_slice(&self.ahead[..count]);
                    self.ahead.drain(..count);
                    count
                };
                if count == 0 {
                    return Err(Error::malformed("", "the archive ends in the middle of a file"));
                }
                if wanted {
                    piece(&self.chunk[..count]);
                }
                rest -= count as u64;
            }
        }
        Ok(())
    }

    fn skip(&mut self, size: u64) -> Result<(), Error> {
        self.contents(size, |_| {})
    }

    fn file(&mut self, head: &Head) -> Result<ByteBuf, Error> {
        let len = head.sparse.as_ref().map_or(head.size, |(_, len)| *len);
        self.bytes = self.bytes.saturating_add(len);
        if self.bytes > self.limits.bytes.min(isize::MAX as u64) {
            return Err(limited("bytes in files", self.limits.bytes));
        }
        let mut bytes = ByteBuf::new();
        let Some((map, len)) = &head.sparse else {
            self.contents(head.size, |piece| bytes.extend_from_slice(piece))?;
            return Ok(bytes);
        };
        let wrong = || Error::malformed("", "holes that do not fit the file");
        let mut parts = Vec::with_capacity(map.len());
        let (mut end, mut data) = (0, 0);
        for &(offset, length) in map {
            let after = offset.checked_add(length).ok_or_else(wrong)?;
            if offset < end || after > *len {
                return Err(wrong());
            }
            (end, data) = (after, data + length);
            if length > 0 {
                parts.push((offset, length));
            }
        }
        if data != head.size {
            return Err(wrong());
        }
        let mut parts = parts.into_iter();
        let mut left = 0;
        self.contents(head.size, |mut piece| {
            while !piece.is_empty() {
                if left == 0 {
                    let (offset, length) = parts.next().expect("the parts are as long as the data");
                    // It is no more than `len`, which is below the limit.
                    bytes.resize(offset as usize, 0);
                    left = length as usize;
                }
                let (now, later) = piece.split_at(left.min(piece.len()));
                bytes.extend_from_slice(now);
                left -= now.len();
                piece = later;
            }
        })?;
        bytes.resize(usize::try_from(*len).map_err(|_| wrong())?, 0);
        // Holes take no memory here, but they do wherever the file is written down and read again.
        self.stream.may_expand_to(self.bytes)?;
        Ok(bytes)
    }

    /// Makes an item of an entry, with what follows it.
    fn item(&mut self, head: &Head, place: Place, builder: &mut Builder) -> Result<(), Error> {
        let link = || match head.link.as_deref() {
            None | Some(b"") => Err(Error::malformed("", "a link that leads nowhere")),
            Some(link) if link.contains(&0) => Err(Error::malformed("", "a NUL in a link")),
            Some(link) if link.len() > self.limits.path as usize => {
                Err(limited("bytes in a link", self.limits.path.into()))
            }
            Some(link) => Ok(link),
        };
        let kind = match head.entry_type {
            EntryType::Directory => Kind::Directory(OrdMap::new()),
            EntryType::Regular if head.path.ends_with(b"/") => {
                self.skip(head.size)?;
                Kind::Directory(OrdMap::new())
            }
            EntryType::Symlink => Kind::Symlink(link()?.into()),
            EntryType::Char => Kind::CharDevice(head.device),
            EntryType::Block => Kind::BlockDevice(head.device),
            EntryType::Fifo => Kind::Fifo,
            EntryType::Link => {
                let target = clean(link()?)?;
                return builder.hard_link(place, target, head.meta.clone());
            }
            _ if head.is_file() => Kind::File(self.file(head)?),
            other => {
                if self.mode == Mode::Strict {
                    let kind = char::from(other.to_byte()).escape_default();
                    return Err(Error::malformed("", format!("an entry of unknown kind '{kind}'")));
                }
                return self.skip(head.size);
            }
        };
        builder.inode(place, Inode::new(kind, head.meta.clone()))
    }

    /// The error with its place, where it has none of its own.
    fn at(&self, error: Error, head: Option<&Head>) -> Error {
        let entry = || {
            let name =
                head.map_or(String::new(), |head| format!(" ({})", BytePath::from(&head.path[..])));
            format!("entry {}{name} at byte {}", self.number, self.begin)
        };
        match error {
            Error::Malformed { place, reason } if place.is_empty() => {
                Error::malformed(entry(), reason)
            }
            Error::Limit { place, what, limit } if place.is_empty() => {
                Error::Limit { place: entry(), what, limit }
            }
            error => error,
        }
    }

    fn malformed(&self, reason: &str) -> Error {
        self.at(Error::malformed("", reason), None)
    }
}

fn limited(what: &'static str, limit: u64) -> Error {
    Error::Limit { place: String::new(), what, limit }
}

/// A path without `.` and `..`, which lead nowhere above the root.
fn clean(path: &[u8]) -> Result<BytePath, Error> {
    let mut names: Vec<&[u8]> = Vec::new();
    for name in path.split(|&byte| byte == b'/') {
        match name {
            b"" | b"." => {}
            b".." => drop(names.pop()),
            name if Name::new(name).is_err() => {
                return Err(Error::malformed("", "a NUL in a name"));
            }
            name => names.push(name),
        }
    }
    Ok(BytePath::from(&names.join(&b'/')[..]))
}

/// Where an item goes.
enum Place {
    Tree(BytePath),
    /// A file that AUFS keeps aside, for links to come.
    Aside(BytePath),
}

/// The parts of a layer, as they come.
#[derive(Default)]
struct Builder {
    parts: Parts,
    /// The paths of all entries, whiteouts too.
    seen: HashSet<BytePath>,
    /// The files that AUFS keeps aside, and where each is in the tree once a link has led there.
    aside: HashMap<BytePath, (Arc<Inode>, Option<BytePath>)>,
}

impl Builder {
    /// Looks at the name of an entry, and says where it goes, unless the name was all there is to it.
    fn entry(&mut self, head: &Head, mode: Mode) -> Result<Option<Place>, Error> {
        let path = clean(&head.path)?;
        if !self.seen.insert(path.clone()) && mode == Mode::Strict {
            return Err(Error::malformed("", "a second entry of this path"));
        }
        let Some((parent, name)) = path.split_last() else {
            return Ok(Some(Place::Tree(path)));
        };
        if parent.as_bytes() == LINKED_FILES && head.is_file() {
            return Ok(Some(Place::Aside(path)));
        }
        if parent.names().any(|name| name.starts_with(METADATA)) {
            return Ok(None);
        }
        if name == OPAQUE {
            self.parts.opaque.push(parent);
        } else if name.starts_with(METADATA) {
        } else if let Some(name) = name.strip_prefix(WHITEOUT) {
            if Name::new(name).is_err() {
                return Err(Error::malformed("", "an invalid whiteout"));
            }
            self.parts.whiteouts.push(parent.join(name));
        } else {
            return Ok(Some(Place::Tree(path)));
        }
        Ok(None)
    }

    fn inode(&mut self, place: Place, inode: Inode) -> Result<(), Error> {
        match place {
            Place::Tree(path) if path.is_root() && !inode.is_directory() => {
                return Err(Error::malformed("", "the root is no directory"));
            }
            Place::Tree(path) => {
                self.parts.items.push(Item { path, content: Content::Inode(Arc::new(inode)) });
            }
            Place::Aside(path) => drop(self.aside.insert(path, (Arc::new(inode), None))),
        }
        Ok(())
    }

    fn hard_link(&mut self, place: Place, target: BytePath, meta: Meta) -> Result<(), Error> {
        let Place::Tree(path) = place else { unreachable!("only files are kept aside") };
        if path.is_root() {
            return Err(Error::malformed("", "the root is no directory"));
        }
        let content = match self.aside.get_mut(&target) {
            Some((_, Some(first))) => Content::HardLink(first.clone(), meta),
            Some((inode, first)) => {
                *first = Some(path.clone());
                Content::Inode(inode.clone())
            }
            None => Content::HardLink(target, meta),
        };
        self.parts.items.push(Item { path, content });
        Ok(())
    }
}
