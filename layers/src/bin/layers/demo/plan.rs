//! What each container changes, and what it must find then. Knows only the tree of the image.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use layers::changes::Aspects;
use layers::{BytePath, Change, ChangeKind, Errno, LayeredFs};
use offshoot::ByteBuf;

use crate::failure::Failure;

/// Where every container writes its own text.
const OWN: &str = "written-by-a-container";

/// The paths that are changed, each in its own way by every container.
pub struct Plan {
    /// One byte of it changes, at another place in each container.
    largest: BytePath,
    bytes: ByteBuf,
    /// Others of the image, of which each container takes three.
    files: Vec<BytePath>,
    /// With what is below it, from above.
    moved: Option<(BytePath, Vec<BytePath>)>,
}

/// How long the changes of one container took.
pub struct Took {
    pub byte: Duration,
    pub rename: Duration,
    pub all: Duration,
}

/// What one container does.
struct Changes {
    offset: u64,
    byte: u8,
    text: String,
    appended: BytePath,
    chmodded: BytePath,
    removed: BytePath,
    moved_to: Option<BytePath>,
}

impl Plan {
    /// Looks for paths of an image that can be changed.
    pub fn new(base: &LayeredFs) -> Result<Self, Failure> {
        let mut largest: Option<(BytePath, &ByteBuf)> = None;
        let mut files = Vec::new();
        let mut directories = Vec::new();
        for item in base.walk("/").expect("the root is there") {
            if item.inode.is_directory() {
                directories.push(item.path);
            } else if let Some(bytes) = item.inode.file().filter(|_| item.inode.nlink() == 1) {
                files.push(item.path.clone());
                if largest.as_ref().is_none_or(|(_, most)| bytes.len() > most.len()) {
                    largest = Some((item.path, bytes));
                }
            }
        }
        let too_few = || Failure::Failed("the image has too few files to be changed".into());
        let (largest, bytes) =
            largest.filter(|(_, bytes)| !bytes.is_empty()).ok_or_else(too_few)?;
        let bytes = bytes.clone();
        files.retain(|path| *path != largest);
        // The directory with most in it, of those after which enough is left to be changed elsewhere.
        let mut moved: Option<(BytePath, Vec<BytePath>)> = None;
        for directory in directories.into_iter().filter(|path| !path.is_root()) {
            let outside = files.iter().filter(|path| !path.starts_with(&directory)).count();
            if largest.starts_with(&directory) || outside < 3 {
                continue;
            }
            let below: Vec<_> =
                base.walk(&directory).expect("it was met").skip(1).map(|item| item.path).collect();
            // A file with other names elsewhere would be told with those.
            let linked = base
                .walk(&directory)
                .expect("it was met")
                .any(|item| !item.inode.is_directory() && item.inode.nlink() > 1);
            if !linked && moved.as_ref().is_none_or(|(_, most)| below.len() > most.len()) {
                moved = Some((directory, below));
            }
        }
        if let Some((directory, _)) = &moved {
            files.retain(|path| !path.starts_with(directory));
        }
        if files.len() < 3 || base.lstat(OWN).is_ok() {
            return Err(too_few());
        }
        Ok(Self { largest, bytes, files, moved })
    }

    pub fn largest_len(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// How many entries lie below the directory that is moved.
    pub fn entries_moved(&self) -> Option<usize> {
        self.moved.as_ref().map(|(_, below)| below.len())
    }

    fn changes(&self, number: usize) -> Changes {
        // Far from one another, and another place for each, as long as there are enough.
        let step = (self.bytes.len() / 10_007).max(1) | 1;
        let offset = number * step % self.bytes.len();
        let file = |at: usize| self.files[(3 * number + at) % self.files.len()].clone();
        Changes {
            offset: offset as u64,
            byte: !self.bytes[offset],
            text: format!("written by container {number}\n"),
            appended: file(0),
            chmodded: file(1),
            removed: file(2),
            moved_to: self.moved.as_ref().map(|(from, _)| {
                let (above, name) = from.split_last().expect("it is not the root");
                above.join([name, format!(".of-{number}").as_bytes()].concat())
            }),
        }
    }

    /// Changes a container.
    pub fn carry_out(&self, number: usize, container: &mut LayeredFs) -> Result<Took, Failure> {
        let changes = self.changes(number);
        let begin = Instant::now();
        let took = self.change(&changes, container);
        let (byte, rename) =
            took.map_err(|errno| Failure::at(format!("container {number}"), errno))?;
        Ok(Took { byte, rename, all: begin.elapsed() })
    }

    fn change(&self, changes: &Changes, fs: &mut LayeredFs) -> Result<(Duration, Duration), Errno> {
        let begin = Instant::now();
        fs.write_at(&self.largest, changes.offset, &[changes.byte])?;
        let byte = begin.elapsed();
        fs.write(OWN, &changes.text[..])?;
        fs.append(&changes.appended, changes.text.as_bytes())?;
        let mode = fs.stat(&changes.chmodded)?.mode;
        fs.chmod(&changes.chmodded, mode ^ 0o111)?;
        fs.unlink(&changes.removed)?;
        let begin = Instant::now();
        if let (Some((from, _)), Some(to)) = (&self.moved, &changes.moved_to) {
            fs.rename(from, to)?;
        }
        Ok((byte, begin.elapsed()))
    }

    /// Whether a container has what it wrote, and all else as it is in the image.
    pub fn is_done(&self, number: usize, base: &LayeredFs, container: &LayeredFs) -> bool {
        let changes = self.changes(number);
        let appended = || -> Result<bool, Errno> {
            let mut expected = base.read(&changes.appended)?.to_vec();
            expected.extend_from_slice(changes.text.as_bytes());
            Ok(container.read(&changes.appended)? == expected)
        };
        let contents = container.read(OWN).is_ok_and(|bytes| bytes == changes.text)
            && appended().unwrap_or(false)
            && container.read(&self.largest).is_ok_and(|bytes| self.differs_at(&changes, &bytes));
        let told = container.diff(base).iter().map(told).collect::<BTreeMap<_, _>>();
        contents && told == self.told(&changes, base)
    }

    /// Whether the bytes of the largest file are those of the image but for one.
    fn differs_at(&self, changes: &Changes, bytes: &ByteBuf) -> bool {
        let at = usize::try_from(changes.offset).expect("it lies in memory");
        bytes.len() == self.bytes.len()
            && bytes[at] == changes.byte
            && bytes.slice(..at) == self.bytes.slice(..at)
            && bytes.slice(at + 1..) == self.bytes.slice(at + 1..)
    }

    /// What a diff must tell of a container.
    fn told(&self, changes: &Changes, base: &LayeredFs) -> BTreeMap<String, Option<Aspects>> {
        let contents = Some(Aspects { contents: true, ..Aspects::default() });
        let mode = Some(Aspects { mode: true, ..Aspects::default() });
        let mut told: BTreeMap<_, _> = [
            (format!("A /{OWN}"), None),
            (format!("M {}", self.largest), contents),
            (format!("M {}", changes.appended), contents),
            (format!("M {}", changes.chmodded), mode),
            (format!("D {}", changes.removed), None),
        ]
        .into();
        if let (Some((from, below)), Some(to)) = (&self.moved, &changes.moved_to) {
            told.insert(format!("D {from}"), None);
            told.insert(format!("A {to}/"), None);
            for path in below {
                let is_directory = base.lstat(path).is_ok_and(|stat| stat.is_directory());
                let names = path.names().skip(from.names().count());
                let to = names.fold(to.clone(), |to, name| to.join(name));
                told.insert(format!("A {to}{}", if is_directory { "/" } else { "" }), None);
            }
        }
        told
    }

    /// Whether a container has, where another one wrote, what the image has.
    pub fn is_blind_to(&self, number: usize, other: usize, container: &LayeredFs) -> bool {
        let (own, other) = (self.changes(number), self.changes(other));
        let mut byte = [0];
        let read = container.read_at(&self.largest, other.offset, &mut byte);
        let at = usize::try_from(other.offset).expect("it lies in memory");
        let moved = other.moved_to.is_none_or(|to| container.lstat(&to) == Err(Errno::NotFound));
        read == Ok(1) && moved && (own.offset == other.offset || byte[0] == self.bytes[at])
    }
}

/// A change, and what is modified, the time aside: a clock may stand still.
fn told(change: &Change) -> (String, Option<Aspects>) {
    let aspects = match change.kind {
        ChangeKind::Modify(_, aspects) => Some(Aspects { mtime: false, ..aspects }),
        ChangeKind::Add(_) | ChangeKind::Delete => None,
    };
    (change.to_string(), aspects)
}
