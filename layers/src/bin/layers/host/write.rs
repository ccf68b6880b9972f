//! Files of the host, made of those of a tree.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt, lchown, symlink};
use std::path::{Path, PathBuf};

use layers::inode::{Device, Kind, Meta};
use layers::{BytePath, Errno, Ino, Inode, LayeredFs};
use rustix::fs::{AtFlags, CWD, FileType, Mode, Timespec, Timestamps, XattrFlags};

use crate::failure::{Failure, warn};
use crate::place::Target;
use crate::progress;
use crate::store::refused;

/// Copies what is at a path of a tree to a path of the host. What is there is replaced, unless it is a
/// directory; no symbolic link is followed. But a file that goes to a device, a pipe, or a link that was
/// `said` and not only found in a directory is written to it. Owners, extended attributes and the bits that
/// give rights are taken over only if all is to be as it was.
///
/// Says whether all could be made: devices need rights, and so do owners and some attributes. What could not
/// be made is told, and the rest is.
pub fn copy(
    tree: &LayeredFs,
    from: &Target,
    to: &Path,
    said: bool,
    exactly: bool,
) -> Result<bool, Failure> {
    if stays(to, said) {
        return write_to(tree, from, to).map(|()| true);
    }
    let mut writing =
        Writing { exactly, links: HashMap::new(), directories: Vec::new(), complete: true };
    let bar = progress::bytes(from.to_string(), None);
    let mut top: Option<BytePath> = None;
    for item in tree.walk(&from.path).map_err(refused(from))? {
        let depth = top.get_or_insert_with(|| item.path.clone()).names().count();
        let below = item.path.names().skip(depth);
        let to = below.fold(to.to_owned(), |to, name| to.join(OsStr::from_bytes(name)));
        writing.one(&to, item.ino, item.inode).map_err(|error| Failure::with_file(&to, &error))?;
        bar.inc(item.inode.file().map_or(0, |file| file.len() as u64));
    }
    // Last of all: to make an entry takes rights, and sets the time.
    while let Some((path, meta)) = writing.directories.pop() {
        writing.set_meta(&path, &meta, false).map_err(|error| Failure::with_file(&path, &error))?;
    }
    bar.finish_and_clear();
    Ok(writing.complete)
}

/// Whether nothing takes the place of what is there. A link that somebody else has put there may be a trap.
fn stays(to: &Path, said: bool) -> bool {
    let there = if said { to.metadata() } else { to.symlink_metadata() };
    there.is_ok_and(|there| {
        let is_link = to.is_symlink();
        !there.is_dir() && (said && is_link || !is_link && !there.is_file())
    })
}

/// Writes a file to what is there, and stays.
fn write_to(tree: &LayeredFs, from: &Target, to: &Path) -> Result<(), Failure> {
    let ino = tree.resolve_link(&from.path).map_err(refused(from))?;
    let Some(bytes) = tree.inode(ino).and_then(Inode::file) else {
        return Err(Failure::at(to.display(), Errno::Exists));
    };
    let failed = |error: io::Error| Failure::with_file(to, &error);
    let mut there = OpenOptions::new().write(true).truncate(true).open(to).map_err(failed)?;
    bytes.chunks().try_for_each(|chunk| there.write_all(chunk)).map_err(failed)
}

struct Writing {
    exactly: bool,
    /// Where those are that have several names.
    links: HashMap<Ino, PathBuf>,
    /// Directories that were made, with what they are to have.
    directories: Vec<(PathBuf, Meta)>,
    complete: bool,
}

impl Writing {
    fn one(&mut self, to: &Path, ino: Ino, inode: &Inode) -> io::Result<()> {
        match fs::symlink_metadata(to) {
            Ok(old) if old.is_dir() && inode.is_directory() => {
                // Else it stays as others made it: it may be one of the system.
                if self.exactly {
                    self.directories.push((to.to_owned(), inode.meta.clone()));
                }
                return Ok(());
            }
            Ok(old) if inode.is_directory() && !old.is_dir() => {
                return Err(io::ErrorKind::NotADirectory.into());
            }
            Ok(_) => fs::remove_file(to)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        if !inode.is_directory() && inode.nlink() > 1 {
            if let Some(first) = self.links.get(&ino) {
                return fs::hard_link(first, to);
            }
            self.links.insert(ino, to.to_owned());
        }
        match &inode.kind {
            Kind::File(bytes) => {
                let mut file: File =
                    OpenOptions::new().write(true).create_new(true).mode(0o600).open(to)?;
                bytes.chunks().try_for_each(|chunk| file.write_all(chunk))?;
            }
            Kind::Directory(_) => {
                DirBuilder::new().mode(0o700).create(to)?;
                self.directories.push((to.to_owned(), inode.meta.clone()));
                return Ok(());
            }
            Kind::Symlink(target) => symlink(OsStr::from_bytes(target), to)?,
            Kind::CharDevice(device) => {
                return self.node(to, inode, FileType::CharacterDevice, *device);
            }
            Kind::BlockDevice(device) => {
                return self.node(to, inode, FileType::BlockDevice, *device);
            }
            Kind::Fifo => {
                return self.node(to, inode, FileType::Fifo, Device { major: 0, minor: 0 });
            }
        }
        self.set_meta(to, &inode.meta, matches!(inode.kind, Kind::Symlink(_)))
    }

    fn node(&mut self, to: &Path, inode: &Inode, kind: FileType, device: Device) -> io::Result<()> {
        let number = rustix::fs::makedev(device.major, device.minor);
        match rustix::fs::mknodat(CWD, to, kind, Mode::from_raw_mode(0o600), number) {
            Ok(()) => self.set_meta(to, &inode.meta, false),
            Err(error) => {
                self.tell(to, &error.into());
                Ok(())
            }
        }
    }

    fn set_meta(&mut self, path: &Path, meta: &Meta, link: bool) -> io::Result<()> {
        if self.exactly {
            if let Err(error) = lchown(path, Some(meta.uid), Some(meta.gid)) {
                self.tell(path, &error);
            }
            for (name, value) in &meta.xattrs {
                let name = OsStr::from_bytes(name);
                if let Err(error) = rustix::fs::lsetxattr(path, name, value, XattrFlags::empty()) {
                    self.tell(path, &error.into());
                }
            }
        }
        if !link {
            // Who copies is not whom the bits of the image mean.
            let mode = if self.exactly { meta.mode } else { meta.mode & 0o1777 };
            fs::set_permissions(path, Permissions::from_mode(mode))?;
        }
        let time = Timespec { tv_sec: meta.mtime.seconds, tv_nsec: meta.mtime.nanoseconds.into() };
        let times = Timestamps { last_access: time, last_modification: time };
        Ok(rustix::fs::utimensat(CWD, path, &times, AtFlags::SYMLINK_NOFOLLOW)?)
    }

    fn tell(&mut self, path: &Path, error: &io::Error) {
        warn(format!("{}: {}", path.display(), Failure::text(error)));
        self.complete = false;
    }
}
