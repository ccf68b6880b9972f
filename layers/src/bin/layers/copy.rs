//! `cp`: files copied inside, from the host and to it.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use layers::inode::{Kind, Time};
use layers::{BytePath, Errno, Ino, Inode, LayeredFs};
use offshoot::OrdMap;

use crate::arguments::Cp;
use crate::failure::Failure;
use crate::files::{Changing, named};
use crate::host;
use crate::place::{Place, Target};
use crate::store::{Access, Store, refused};

pub fn run(order: &Cp, store: &Path) -> Result<(), Failure> {
    let (to, sources) = order.places.split_last().expect("there are two at least");
    let of_host = |place: &Place| matches!(place, Place::Host(_));
    if of_host(to) && sources.iter().any(of_host) {
        let reason = "one of both must be in a container, and is written NAME:/PATH";
        return Err(Failure::Usage(reason.into()));
    }
    match to {
        Place::Inside(to) => copy_in(order, sources, to, store),
        Place::Host(to) => copy_out(order, sources, to, store),
    }
}

fn copy_in(order: &Cp, sources: &[Place], to: &Target, store: &Path) -> Result<(), Failure> {
    let mut changing = Changing::new(store)?;
    let is_directory =
        changing.tree(&to.root)?.stat(&to.path).is_ok_and(|stat| stat.is_directory());
    if sources.len() > 1 && !is_directory {
        return Err(refused(to)(Errno::NotDirectory));
    }
    for source in sources {
        match source {
            Place::Inside(from) => {
                let source = changing.read(&from.root)?;
                let tree = changing.tree(&to.root)?;
                let to = into_directory(tree, to, from);
                inside(&source, from, tree, &to, order.recursive)?;
            }
            Place::Host(from) => {
                let tree = changing.tree(&to.root)?;
                let name = from.file_name().map(OsStr::as_bytes);
                let to = match name {
                    Some(name) if is_directory => named(to, name),
                    _ => to.clone(),
                };
                let is_directory = host::read::is_directory(from)?;
                if is_directory && !order.recursive {
                    return Err(Failure::at(from.display(), "is a directory (-r copies it)"));
                }
                host::read::copy(from, tree, &to, order.archive)?;
            }
        }
    }
    changing.save()
}

fn copy_out(order: &Cp, sources: &[Place], to: &Path, store: &Path) -> Result<(), Failure> {
    let mut store = Store::open(store, Access::Read)?;
    if sources.len() > 1 && !to.is_dir() {
        return Err(Failure::at(to.display(), Errno::NotDirectory));
    }
    let mut complete = true;
    for source in sources {
        let Place::Inside(from) = source else { unreachable!("none of them is of the host") };
        let tree = store.tree(&from.root)?;
        let is_directory = tree.lstat(&from.path).map_err(refused(from))?.is_directory();
        if is_directory && !order.recursive {
            return Err(Failure::at(from, "is a directory (-r copies it)"));
        }
        let (to, said) = match from.last_name() {
            Some(name) if to.is_dir() => (to.join(OsStr::from_bytes(name)), false),
            _ => (to.to_owned(), true),
        };
        complete &= host::write::copy(&tree, from, &to, said, order.archive)?;
    }
    if complete { Ok(()) } else { Err(Failure::Told) }
}

/// Where something goes: into what is a directory, under the name that it has.
pub fn into_directory(tree: &LayeredFs, to: &Target, from: &Target) -> Target {
    match from.last_name() {
        Some(name) if tree.stat(&to.path).is_ok_and(|stat| stat.is_directory()) => named(to, name),
        _ => to.clone(),
    }
}

/// Removes what is in the way of a copy: everything but a directory where one comes.
pub fn make_room(tree: &mut LayeredFs, to: &[u8], directory: bool) -> Result<(), Errno> {
    match tree.lstat(to) {
        Ok(stat) => match (stat.is_directory(), directory) {
            (true, true) => Ok(()),
            (true, false) => Err(Errno::IsDirectory),
            (false, true) => Err(Errno::NotDirectory),
            (false, false) => tree.unlink(to),
        },
        Err(Errno::NotFound) => Ok(()),
        Err(errno) => Err(errno),
    }
}

/// Copies what is at a path of one tree to a path of another, or of the same one as it is by now.
pub fn inside(
    source: &LayeredFs,
    from: &Target,
    tree: &mut LayeredFs,
    to: &Target,
    recursive: bool,
) -> Result<(), Failure> {
    let items = source.walk(&from.path).map_err(refused(from))?;
    let mut top: Option<BytePath> = None;
    let mut copies: HashMap<Ino, Vec<u8>> = HashMap::new();
    let mut directories = Vec::new();
    for item in items {
        let top = match &top {
            Some(top) => top.clone(),
            None => {
                if item.inode.is_directory() && !recursive {
                    return Err(Failure::at(from, "is a directory (-r copies it)"));
                }
                top.insert(item.path.clone()).clone()
            }
        };
        let below = item.path.names().skip(top.names().count());
        let target = below.fold(to.clone(), |target, name| named(&target, name));
        let refused = refused(&target);
        let kind = match &item.inode.kind {
            Kind::Directory(_) => Kind::Directory(OrdMap::new()),
            kind => kind.clone(),
        };
        let is_directory = item.inode.is_directory();
        if tree.resolve_link(&target.path).ok() == Some(item.ino) && tree.ptr_eq(source) {
            return Err(Failure::at(&target, "is what should be copied there"));
        }
        make_room(tree, &target.path, is_directory).map_err(&refused)?;
        if is_directory {
            directories.push((target.path.clone(), item.inode.meta.mtime));
        }
        if let Some(first) = copies.get(&item.ino) {
            tree.link(first, &target.path).map_err(&refused)?;
        } else if is_directory && tree.lstat(&target.path).is_ok() {
            tree.set_meta(&target.path, item.inode.meta.clone()).map_err(&refused)?;
        } else {
            let inode = Inode::new(kind, item.inode.meta.clone());
            tree.mknod(&target.path, inode).map_err(&refused)?;
            if item.inode.nlink() > 1 && !is_directory {
                copies.insert(item.ino, target.path.clone());
            }
        }
    }
    set_times(tree, &directories).map_err(refused(to))
}

/// Sets the times of directories, once all is in them.
pub fn set_times(tree: &mut LayeredFs, directories: &[(Vec<u8>, Time)]) -> Result<(), Errno> {
    directories.iter().try_for_each(|(path, mtime)| tree.lutimes(path, *mtime))
}
