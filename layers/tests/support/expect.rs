//! What changes there should be between two trees, found path by path. Knows trees as maps of lines only.

use std::collections::{BTreeMap, BTreeSet};

use layers::changes::{Aspects, ChangeKind, Changes};
use layers::inode::FileType;

use crate::op::{Key, Line, Tree};

fn is_directory(tree: &Tree, key: &[Vec<u8>]) -> bool {
    tree.get(key).is_some_and(|line| line.file_type == FileType::Directory)
}

/// The same at both paths, but for which names are one file.
pub fn alike(a: &Line, b: &Line) -> bool {
    let both_directories = a.file_type == FileType::Directory && b.file_type == a.file_type;
    (a.file_type, &a.contents, a.mode, a.uid, &a.xattrs)
        == (b.file_type, &b.contents, b.mode, b.uid, &b.xattrs)
        && (both_directories || a.mtime == b.mtime)
}

/// Letter by path, of what cannot be left out.
fn needed(old: &Tree, new: &Tree) -> BTreeMap<Key, char> {
    let keys: BTreeSet<&Key> = old.keys().chain(new.keys()).collect();
    keys.into_iter()
        .filter_map(|key| {
            let letter = match (old.get(key), new.get(key)) {
                (Some(a), Some(b)) => (!alike(a, b)).then_some('M'),
                (None, _) => Some('A'),
                // With its directory goes what is in it.
                (_, None) => is_directory(new, &key[..key.len() - 1]).then_some('D'),
            };
            Some((key.clone(), letter?))
        })
        .collect()
}

/// Changes must be those that are needed, and names of what has or had several.
pub fn assert_right(changes: &Changes, old: &Tree, new: &Tree) {
    let mut needed = needed(old, new);
    assert!(changes.iter().is_sorted_by(|a, b| a.path < b.path), "in order, no path twice");
    for change in changes {
        let key: Key = change.path.names().map(<[u8]>::to_vec).collect();
        if let ChangeKind::Modify(_, aspects) = change.kind {
            let links = Aspects { links: true, ..Aspects::default() };
            if aspects == links {
                let several = |tree: &Tree| tree.get(&key).is_some_and(|line| line.nlink > 1);
                assert!(several(old) || several(new), "{change} for nothing");
                assert_eq!(needed.remove(&key), None, "{change} is more than names");
                continue;
            }
            assert!(!aspects.links, "links are told where they are all there is");
        }
        assert_eq!(needed.remove(&key), Some(change.letter()), "{change}");
    }
    assert!(needed.is_empty(), "not told: {needed:?}");
}

/// A tree without what changes do not speak of: the times of directories.
pub fn without_times(mut tree: Tree) -> Tree {
    for line in tree.values_mut().filter(|line| line.file_type == FileType::Directory) {
        line.mtime = 0;
    }
    tree
}
