//! Files of the host, read into a tree.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use layers::inode::{Device, Kind, Meta, Time};
use layers::{Errno, Inode, LayeredFs};
use offshoot::{ByteBuf, OrdMap};

use crate::copy::{make_room, set_times};
use crate::failure::{Failure, warn};
use crate::place::Target;
use crate::progress;

/// The label of a security policy: that of this host.
const LABEL: &[u8] = b"security.selinux";
/// What steers an overlay mount of this host.
const OVERLAY: &[u8] = b"trusted.overlay.";

/// Whether something is a directory, and not a link to one.
pub fn is_directory(path: &Path) -> Result<bool, Failure> {
    Ok(metadata(path)?.is_dir())
}

fn metadata(path: &Path) -> Result<Metadata, Failure> {
    fs::symlink_metadata(path).map_err(|error| Failure::with_file(path, &error))
}

/// Copies a file, or a directory with what is in it, to a path of a tree. What is there is replaced, unless it
/// is a directory; no symbolic link is followed below the path. Owners, extended attributes and what
/// directories have that are there already are taken over only if all is to be as it was.
pub fn copy(from: &Path, tree: &mut LayeredFs, to: &Target, exactly: bool) -> Result<(), Failure> {
    let refused = |path: &[u8], errno| {
        Failure::at(Target { root: to.root.clone(), path: path.to_vec() }, errno)
    };
    copy_or(from, tree, &to.path, exactly, &refused)
}

/// As [`copy`], to a tree that has no name yet.
pub fn add(from: &Path, tree: &mut LayeredFs, to: &[u8], exactly: bool) -> Result<(), Failure> {
    copy_or(from, tree, to, exactly, &|_, errno| Failure::at(from.display(), errno))
}

/// Copies, and lets `refused` say what a path of the tree was refused for.
fn copy_or(
    from: &Path,
    tree: &mut LayeredFs,
    to: &[u8],
    exactly: bool,
    refused: &dyn Fn(&[u8], Errno) -> Failure,
) -> Result<(), Failure> {
    let bar = progress::bytes(from.display().to_string(), None);
    let (links, directories) = (HashMap::new(), Vec::new());
    let mut reading = Reading { tree, exactly, refused, links, directories, bar };
    let mut pending = vec![(from.to_owned(), to.to_vec())];
    while let Some((path, to)) = pending.pop() {
        reading.one(&path, &to, &mut pending)?;
    }
    reading.bar.finish_and_clear();
    set_times(reading.tree, &reading.directories).map_err(|errno| refused(to, errno))
}

struct Reading<'t> {
    tree: &'t mut LayeredFs,
    exactly: bool,
    refused: &'t dyn Fn(&[u8], Errno) -> Failure,
    /// Files with several names, by device and number.
    links: HashMap<(u64, u64), Vec<u8>>,
    /// With the times that they are to have.
    directories: Vec<(Vec<u8>, Time)>,
    bar: ProgressBar,
}

impl Reading<'_> {
    fn one(
        &mut self,
        from: &Path,
        to: &[u8],
        pending: &mut Vec<(PathBuf, Vec<u8>)>,
    ) -> Result<(), Failure> {
        let metadata = metadata(from)?;
        let refused = |errno: Errno| (self.refused)(to, errno);
        make_room(self.tree, to, metadata.is_dir()).map_err(refused)?;
        let file_type = metadata.file_type();
        let id = (metadata.dev(), metadata.ino());
        if !metadata.is_dir() && metadata.nlink() > 1 {
            if let Some(first) = self.links.get(&id) {
                return self.tree.link(first, to).map(drop).map_err(refused);
            }
            self.links.insert(id, to.to_vec());
        }
        let failed = |error| Failure::with_file(from, &error);
        let kind = if file_type.is_file() {
            let mut bytes = ByteBuf::new();
            let file = File::open(from).map_err(failed)?;
            bytes.read_from(&mut self.bar.wrap_read(file)).map_err(failed)?;
            Kind::File(bytes)
        } else if file_type.is_dir() {
            for entry in fs::read_dir(from).map_err(failed)? {
                let entry = entry.map_err(failed)?;
                let to = [to, b"/", entry.file_name().as_bytes()].concat();
                pending.push((entry.path(), to));
            }
            Kind::Directory(OrdMap::new())
        } else if file_type.is_symlink() {
            let target = fs::read_link(from).map_err(failed)?;
            Kind::Symlink(target.into_os_string().into_vec().into())
        } else if file_type.is_fifo() {
            Kind::Fifo
        } else if file_type.is_socket() {
            warn(format!("{}: a socket, which is left out", from.display()));
            return Ok(());
        } else {
            let number = metadata.rdev();
            let (major, minor) = (rustix::fs::major(number), rustix::fs::minor(number));
            let device = Device { major, minor };
            if file_type.is_char_device() {
                Kind::CharDevice(device)
            } else {
                Kind::BlockDevice(device)
            }
        };
        let is_there = metadata.is_dir() && self.tree.lstat(to).is_ok();
        if is_there && !self.exactly {
            // A directory that others made stays as they made it.
            return Ok(());
        }
        let meta = self.meta(from, &metadata)?;
        if metadata.is_dir() {
            self.directories.push((to.to_vec(), meta.mtime));
        }
        if is_there {
            return self.tree.set_meta(to, meta).map_err(refused);
        }
        self.tree.mknod(to, Inode::new(kind, meta)).map(drop).map_err(refused)
    }

    fn meta(&self, from: &Path, metadata: &Metadata) -> Result<Meta, Failure> {
        let mut meta = Meta::new(metadata.mode());
        meta.mtime = Time {
            seconds: metadata.mtime(),
            nanoseconds: u32::try_from(metadata.mtime_nsec()).unwrap_or_default(),
        };
        if self.exactly {
            (meta.uid, meta.gid) = (metadata.uid(), metadata.gid());
            for (name, value) in
                attributes(from).map_err(|error| Failure::with_file(from, &error))?
            {
                meta.xattrs.insert(name.into(), value.into());
            }
        }
        Ok(meta)
    }
}

/// The name and the value of an extended attribute.
type Attribute = (Vec<u8>, Vec<u8>);

/// The extended attributes of a file that belong to the file, and not to this host.
fn attributes(path: &Path) -> Result<Vec<Attribute>, std::io::Error> {
    let names = match whole(|buffer| rustix::fs::llistxattr(path, buffer)) {
        Err(rustix::io::Errno::NOTSUP) => return Ok(Vec::new()),
        names => names?,
    };
    let names = names.split(|&byte| byte == 0).filter(|name| !name.is_empty());
    names
        .filter(|name| *name != LABEL && !name.starts_with(OVERLAY))
        .map(|name| {
            let value =
                whole(|buffer| rustix::fs::lgetxattr(path, OsStr::from_bytes(name), buffer))?;
            Ok((name.to_vec(), value))
        })
        .collect()
}

/// What a call gives that has to be told how much it may give.
fn whole(
    call: impl Fn(&mut [u8]) -> Result<usize, rustix::io::Errno>,
) -> Result<Vec<u8>, rustix::io::Errno> {
    let mut buffer = vec![0; 256];
    loop {
        match call(&mut buffer) {
            Ok(len) => {
                buffer.truncate(len);
                return Ok(buffer);
            }
            Err(rustix::io::Errno::RANGE) if buffer.len() < 1 << 24 => {
                buffer.resize(4 * buffer.len(), 0);
            }
            Err(error) => return Err(error),
        }
    }
}
