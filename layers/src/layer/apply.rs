//! Layers applied to trees. Knows no archive.

use std::sync::Arc;

use offshoot::OrdMap;

use super::{Content, Item, Layer, Mode, share};
use crate::error::{Errno, Error};
use crate::fs::{Clock, LayeredFs};
use crate::inode::{Ino, Inode, Kind, Meta};
use crate::name::{BytePath, Name};

/// The most symbolic links on the way to one entry.
const MOST_LINKS: usize = 40;
/// The mode of directories that no entry is there for.
const PARENT_MODE: u32 = 0o755;

impl Layer {
    /// The tree that this layer makes of the one below it, which stays as it is.
    ///
    /// Opaque directories are emptied first, then whiteouts take away what they name, both in the tree
    /// below alone; then items are put in. Where an item replaces something, that is gone with everything
    /// below it, unless both are directories. Directories that are missing come to be, mode 0755. Symbolic
    /// links in the place of a directory are followed, inside the root.
    ///
    /// Of a file that replaces a file, the tree keeps the old one's pages where the bytes are the same: a
    /// layer that has a large file for the sake of one byte or of the mode adds one page, or none.
    ///
    /// Computes in **O(k log n)** time for k items, and what is removed, and in **O(n)** for the bytes of
    /// files that replace files.
    ///
    /// # Errors
    /// [`Error::Malformed`] for a hard link to nothing or to a directory, and in a strict layer for an
    /// item below what is no directory; [`Error::Fs`] for too many symbolic links.
    ///
    /// ```
    /// use layers::{Layer, LayeredFs};
    ///
    /// let mut base = LayeredFs::new();
    /// base.write("a", b"1")?;
    /// let mut container = base.clone();
    /// container.rename("a", "b")?;
    /// let layer = Layer::between(&base, &container)?;
    /// assert!(layer.apply(&base)?.diff(&container).is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn apply(&self, base: &LayeredFs) -> Result<LayeredFs, Error> {
        Ok(self.applied(base)?.0)
    }

    /// As [`apply`](Self::apply), but the layer keeps no pages either that the tree does not.
    pub(crate) fn apply_and_share(&mut self, base: &LayeredFs) -> Result<LayeredFs, Error> {
        let (tree, shared) = self.applied(base)?;
        if !shared.is_empty() {
            let items = &mut Arc::make_mut(&mut self.parts).items;
            for (at, inode) in shared {
                items[at].content = Content::Inode(inode);
            }
        }
        Ok(tree)
    }

    /// The tree, and the items that share pages with what they replaced.
    fn applied(&self, base: &LayeredFs) -> Result<(LayeredFs, Shared), Error> {
        let mut tree = base.clone();
        tree.set_clock(Clock::Stopped);
        let mut target = Target { tree, mode: self.mode, last: None };
        // Both lists speak of the tree below: the ways are found before anything is gone.
        let opaque: Vec<Ino> =
            self.opaque().iter().filter_map(|path| directory(base, path)).collect();
        let mut hidden = Vec::with_capacity(self.whiteouts().len());
        for (parent, name) in self.whiteouts().iter().filter_map(BytePath::split_last) {
            if let Some(parent) = directory(base, &parent) {
                hidden.push((parent, name));
            }
        }
        for ino in opaque {
            target.empty(ino);
        }
        for (parent, name) in hidden {
            if target.tree.inode(parent).is_some() {
                target.remove(parent, name);
            }
        }
        let mut shared = Vec::new();
        for (at, item) in self.parts.items.iter().enumerate() {
            shared.extend(target.put(item)?.map(|inode| (at, inode)));
        }
        target.tree.set_clock(base.clock());
        Ok((target.tree, shared))
    }
}

/// Items by their places, as they are when they share pages with what they replaced.
type Shared = Vec<(usize, Arc<Inode>)>;

/// The directory that a path leads to, if it leads to one.
fn directory(fs: &LayeredFs, path: &BytePath) -> Option<Ino> {
    let ino = fs.resolve(path).ok()?;
    fs.node(ino).is_directory().then_some(ino)
}

/// A file with the pages of the one that it replaces, if it has some of its bytes.
fn sharing(old: &Inode, new: &Inode) -> Option<Inode> {
    let bytes = share::with_pages_of(old.file()?, new.file()?)?;
    Some(Inode::new(Kind::File(bytes), new.meta.clone()))
}

/// The tree that is being made.
struct Target {
    tree: LayeredFs,
    mode: Mode,
    /// The directory that the last item went to: it is most often that of the next one, too.
    last: Option<(BytePath, Ino)>,
}

impl Target {
    fn empty(&mut self, directory: Ino) {
        let Some(entries) = self.tree.inode(directory).and_then(Inode::directory).cloned() else {
            return;
        };
        for name in entries.keys() {
            self.remove(directory, name.as_bytes());
        }
    }

    /// Removes an entry with everything below it, if it is there.
    fn remove(&mut self, parent: Ino, name: &[u8]) {
        let Some((name, &ino)) = self.tree.entries(parent).get_key_value(name) else { return };
        if self.tree.node(ino).is_directory() {
            let path = self.tree.path_of_directory(ino);
            self.tree.remove_all(&path).expect("what has an entry can be removed");
        } else {
            let name = name.clone();
            self.tree.detach(parent, name, ino);
        }
        self.last = None;
    }

    /// Puts an item in; gives what it is if it shares pages with what it replaced.
    fn put(&mut self, item: &Item) -> Result<Option<Arc<Inode>>, Error> {
        let Some((parent, name)) = item.path.split_last() else {
            if let Content::Inode(inode) = &item.content {
                self.tree.node_mut(Ino::ROOT).meta = inode.meta.clone();
            }
            return Ok(None);
        };
        let parent = self.parent(parent, &item.path)?;
        let name = Name::new(name).map_err(|errno| errno.at(item.path.clone()))?;
        let old = self.tree.entries(parent).get(&name).copied();
        match &item.content {
            Content::Inode(inode) => {
                let shared = old.and_then(|old| sharing(self.tree.node(old), inode)).map(Arc::new);
                self.put_inode(parent, name, old, shared.as_ref().unwrap_or(inode));
                Ok(shared)
            }
            Content::HardLink(target, _) => {
                self.put_link(parent, name, old, target, item).map(|()| None)
            }
        }
    }

    fn put_inode(&mut self, parent: Ino, name: Name, old: Option<Ino>, new: &Inode) {
        if let Some(old) = old {
            let node = self.tree.node(old);
            let stays = match (node.is_directory(), new.is_directory()) {
                (true, true) => true,
                // The number stays with the only name; other names keep what they have.
                (false, false) => node.links.len() == 1,
                _ => false,
            };
            if stays {
                if matches!(node.kind, Kind::Symlink(_)) {
                    // What lies behind it may have been the way of the last item.
                    self.last = None;
                }
                let node = self.tree.node_mut(old);
                node.meta = new.meta.clone();
                if !new.is_directory() {
                    node.kind = new.kind.clone();
                }
                return;
            }
            self.remove(parent, name.as_bytes());
        }
        let kind = match &new.kind {
            Kind::Directory(_) => Kind::Directory(OrdMap::new()),
            kind => kind.clone(),
        };
        self.tree.attach(parent, name, Inode::new(kind, new.meta.clone()));
    }

    fn put_link(
        &mut self,
        parent: Ino,
        name: Name,
        old: Option<Ino>,
        target: &BytePath,
        item: &Item,
    ) -> Result<(), Error> {
        let error = |reason: &str| {
            Error::malformed(item.path.to_string(), format!("a hard link to {target}, {reason}"))
        };
        if old.is_some() {
            if self.tree.resolve_link(target).ok() == old {
                // It is that already.
                return match old.map(|old| self.tree.node(old).is_directory()) {
                    Some(true) => Err(error("which is a directory")),
                    _ => Ok(()),
                };
            }
            self.remove(parent, name.as_bytes());
        }
        let ino = match self.tree.resolve_link(target) {
            Ok(ino) => ino,
            Err(Errno::Loop) => return Err(Errno::Loop.at(item.path.clone())),
            Err(_) => return Err(error("which is not there")),
        };
        if self.tree.node(ino).is_directory() {
            return Err(error("which is a directory"));
        }
        self.tree.attach_link(parent, name, ino);
        Ok(())
    }

    /// The directory that something goes to; what is missing of it is made.
    fn parent(&mut self, path: BytePath, item: &BytePath) -> Result<Ino, Error> {
        if let Some((last, ino)) = &self.last
            && *last == path
        {
            return Ok(*ino);
        }
        let ino = self.make_way(&path, item)?;
        self.last = Some((path, ino));
        Ok(ino)
    }

    fn make_way(&mut self, path: &BytePath, item: &BytePath) -> Result<Ino, Error> {
        if let Some(ino) = directory(&self.tree, path) {
            return Ok(ino);
        }
        let mut way = vec![Ino::ROOT];
        let mut links = 0;
        // The names that are still to be followed, the next one last.
        let mut ahead: Vec<Vec<u8>> = path.names().rev().map(<[u8]>::to_vec).collect();
        while let Some(name) = ahead.pop() {
            let at = *way.last().expect("the root stays");
            match &name[..] {
                b"" | b"." => continue,
                b".." => {
                    if way.len() > 1 {
                        way.pop();
                    }
                    continue;
                }
                _ => {}
            }
            let name = Name::new(&name).map_err(|errno| errno.at(item.clone()))?;
            let Some(&ino) = self.tree.entries(at).get(&name) else {
                way.push(self.make_directory(at, name));
                continue;
            };
            match &self.tree.node(ino).kind {
                Kind::Directory(_) => way.push(ino),
                Kind::Symlink(target) => {
                    links += 1;
                    if links > MOST_LINKS {
                        return Err(Errno::Loop.at(item.clone()));
                    }
                    if target.starts_with(b"/") {
                        way.truncate(1);
                    }
                    ahead.extend(target.split(|&byte| byte == b'/').rev().map(<[u8]>::to_vec));
                }
                _ if self.mode == Mode::Strict => {
                    let reason = format!("lies below {name}, which is no directory");
                    return Err(Error::malformed(item.to_string(), reason));
                }
                _ => {
                    self.remove(at, name.as_bytes());
                    way.push(self.make_directory(at, name));
                }
            }
        }
        Ok(*way.last().expect("the root stays"))
    }

    fn make_directory(&mut self, parent: Ino, name: Name) -> Ino {
        let kind = Kind::Directory(OrdMap::new());
        self.tree.attach(parent, name, Inode::new(kind, Meta::new(PARENT_MODE)))
    }
}
