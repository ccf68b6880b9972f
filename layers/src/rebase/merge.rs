//! The three-way merge of one inode, and of the bytes of a file. Knows no tree.

use std::collections::HashSet;
use std::ops::Range;

use offshoot::{ByteBuf, OrdMap};

use crate::inode::{Inode, Kind, Meta};

/// What either side changed of an inode, and whether there is something that both changed, each in its
/// own way: that is ours.
pub(super) fn inodes(old: Option<&Inode>, ours: &Inode, theirs: &Inode) -> (Kind, Meta, bool) {
    let mut clash = false;
    // Of two directories the entries are merged path by path.
    let kind = if ours.is_directory() {
        theirs.kind.clone()
    } else {
        pick(old.map(|old| &old.kind), &ours.kind, &theirs.kind, &mut clash)
    };
    let (meta, clash_of_meta) = meta(old.map(|old| &old.meta), &ours.meta, &theirs.meta);
    (kind, meta, clash || clash_of_meta)
}

/// The same, of all but what is in it.
pub(super) fn meta(old: Option<&Meta>, ours: &Meta, theirs: &Meta) -> (Meta, bool) {
    let mut clash = false;
    let mut meta = Meta {
        mode: pick(old.map(|meta| &meta.mode), &ours.mode, &theirs.mode, &mut clash),
        uid: pick(old.map(|meta| &meta.uid), &ours.uid, &theirs.uid, &mut clash),
        gid: pick(old.map(|meta| &meta.gid), &ours.gid, &theirs.gid, &mut clash),
        mtime: ours.mtime.max(theirs.mtime),
        xattrs: OrdMap::new(),
    };
    if let Some(old) = old {
        // A time may also be set back.
        if ours.mtime == old.mtime {
            meta.mtime = theirs.mtime;
        } else if theirs.mtime == old.mtime {
            meta.mtime = ours.mtime;
        }
    }
    let none = OrdMap::new();
    let before = old.map_or(&none, |old| &old.xattrs);
    meta.xattrs = OrdMap::merge(before, &ours.xattrs, &theirs.xattrs, |conflict| {
        clash = true;
        conflict.ours.cloned()
    });
    (meta, clash)
}

/// What one side made of something, if not both did, each in its own way.
fn pick<T: PartialEq + Clone>(old: Option<&T>, ours: &T, theirs: &T, clash: &mut bool) -> T {
    if ours == theirs || old == Some(theirs) {
        return ours.clone();
    }
    if old == Some(ours) {
        return theirs.clone();
    }
    *clash = true;
    ours.clone()
}

/// Their bytes with our changes, if no page was changed by both and no length by either.
pub(super) fn pages(base: &ByteBuf, ours: &ByteBuf, theirs: &ByteBuf) -> Option<ByteBuf> {
    if base.len() != ours.len() || base.len() != theirs.len() {
        return None;
    }
    let mut their_pages = HashSet::new();
    for change in theirs.diff(base) {
        their_pages.extend(page_numbers(in_place(change)?));
    }
    let mut merged = theirs.clone();
    for change in ours.diff(base) {
        let range = in_place(change)?;
        if page_numbers(range.clone()).any(|page| their_pages.contains(&page)) {
            return None;
        }
        let mut at = range.start;
        for run in ours.range(range) {
            merged.write_at(at, run);
            at += run.len();
        }
    }
    Some(merged)
}

/// Where a change wrote, if it moved nothing.
fn in_place(change: offshoot::Change) -> Option<Range<usize>> {
    (change.old == change.new).then_some(change.new)
}

/// The pages that a range lies in.
fn page_numbers(range: Range<usize>) -> Range<usize> {
    range.start / ByteBuf::PAGE..range.end.div_ceil(ByteBuf::PAGE)
}
