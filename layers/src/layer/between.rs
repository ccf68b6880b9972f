//! Layers made of what differs between trees. Knows no archive.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use offshoot::ord_map::DiffItem;

use super::{Content, Item, Layer, Mode, Parts, WHITEOUT};
use crate::changes::ChangeKind;
use crate::error::Error;
use crate::fs::LayeredFs;
use crate::inode::Inode;
use crate::name::BytePath;

impl Layer {
    /// The layer that makes `tree` of `base`: applied to `base` it gives `tree`, but for the times of
    /// directories that have no other change in or below them.
    ///
    /// Items are in the order of the paths. The directories above each come before it, as they are in
    /// `tree`; the root only if it has changed itself. Contents are shared with `tree`.
    ///
    /// Computes in **O(k log n)** time for k changes and the directories above them; see
    /// [`LayeredFs::diff`].
    ///
    /// # Errors
    /// [`Error::Malformed`] for a name that begins with `.wh.` and has changed, or has changes below it:
    /// no layer can say that.
    pub fn between(base: &LayeredFs, tree: &LayeredFs) -> Result<Self, Error> {
        Ok(Self::new(parts_between(base, tree)?, None, Mode::Strict))
    }

    /// As [`between`](Self::between), but with the times of all directories.
    pub(crate) fn exactly_between(base: &LayeredFs, tree: &LayeredFs) -> Result<Self, Error> {
        let mut parts = parts_between(base, tree)?;
        let told: HashSet<_> = parts.items.iter().map(|item| item.path.clone()).collect();
        for item in base.inodes.diff(&tree.inodes) {
            let (DiffItem::Add(&ino, slot) | DiffItem::Update { new: (&ino, slot), .. }) = item
            else {
                continue;
            };
            if !slot.0.is_directory() {
                continue;
            }
            let path = tree.path_of_directory(ino);
            if told.contains(&path) {
                continue;
            }
            let before = base.get_link(&path).expect("a directory that is not told was there");
            if before.meta.mtime != slot.0.meta.mtime {
                sayable(&path)?;
                parts.items.push(Item { path, content: Content::Inode(bare(&slot.0)) });
            }
        }
        parts.items.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self::new(parts, None, Mode::Strict))
    }
}

fn parts_between(base: &LayeredFs, tree: &LayeredFs) -> Result<Parts, Error> {
    let mut parts = Parts::default();
    let mut above = HashSet::new();
    for change in &tree.diff(base) {
        let path = &change.path;
        sayable(path)?;
        add_parents(&mut parts, &mut above, tree, path);
        let content = match &change.kind {
            ChangeKind::Delete => {
                parts.whiteouts.push(path.clone());
                continue;
            }
            ChangeKind::Add(entry) | ChangeKind::Modify(entry, _) => match &entry.link {
                Some(first) => Content::HardLink(first.clone(), entry.inode.meta.clone()),
                None => {
                    if entry.inode.is_directory() {
                        above.insert(path.clone());
                    }
                    Content::Inode(bare(&entry.inode))
                }
            },
        };
        parts.items.push(Item { path: path.clone(), content });
    }
    Ok(parts)
}

/// Refuses a path that would be read as something else.
fn sayable(path: &BytePath) -> Result<(), Error> {
    if path.names().any(|name| name.starts_with(WHITEOUT)) {
        let reason = "a name that begins with .wh. cannot be in a layer";
        return Err(Error::malformed(path.to_string(), reason));
    }
    Ok(())
}

/// Adds the directories above a path that are not there yet, the root aside.
fn add_parents(
    parts: &mut Parts,
    above: &mut HashSet<BytePath>,
    tree: &LayeredFs,
    path: &BytePath,
) {
    let mut missing = BTreeSet::new();
    let mut at = path.clone();
    while let Some((parent, _)) = at.split_last() {
        if parent.is_root() || !above.insert(parent.clone()) {
            break;
        }
        missing.insert(parent.clone());
        at = parent;
    }
    for path in missing {
        let inode = tree.get_link(&path).expect("above a change there are directories");
        parts.items.push(Item { path, content: Content::Inode(bare(&Arc::new(inode.clone()))) });
    }
}

/// An inode without the entries of a directory, which would only keep a tree in memory.
fn bare(inode: &Arc<Inode>) -> Arc<Inode> {
    if !inode.is_directory() {
        return inode.clone();
    }
    let kind = crate::inode::Kind::Directory(offshoot::OrdMap::new());
    Arc::new(Inode::new(kind, inode.meta.clone()))
}
