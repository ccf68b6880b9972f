//! Which paths differ between two trees.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use offshoot::ord_map::DiffItem;

use super::{Aspects, Change, ChangeKind, Changes, Entry};
use crate::fs::LayeredFs;
use crate::inode::{Ino, Links};
use crate::name::{BytePath, Name};

impl LayeredFs {
    /// What has to be done to `base` to make this tree of it.
    ///
    /// A removed tree is one change; an added or moved one has one for each entry. A directory whose time
    /// alone has changed is none. Of several names of one file that has changed, or that were not one file
    /// before, each is a change.
    ///
    /// Computes in **O(k log n)** time for k inodes that have changed since both were one version, the
    /// directories above them and the changes told. Trees that do not stem from each other are compared in
    /// **O(n log n)**.
    ///
    /// ```
    /// use layers::{Errno, LayeredFs};
    ///
    /// let mut base = LayeredFs::new();
    /// base.mkdir_all("a/b", 0o755)?;
    /// base.write("a/b/c", b"1")?;
    /// base.write("d", b"2")?;
    /// let mut container = base.clone();
    /// container.write_at("d", 0, b"3")?;
    /// container.remove_all("a")?;
    /// container.link("d", "e")?;
    /// assert_eq!(container.diff(&base).to_string(), "D /a\nM /d\nA /e\n");
    /// # Ok::<(), Errno>(())
    /// ```
    #[must_use]
    pub fn diff(&self, base: &Self) -> Changes {
        let mut search = Search {
            old: base,
            new: self,
            marks: Marks::between(base, self),
            kept: HashMap::new(),
            found: Vec::new(),
            pending: Vec::new(),
        };
        search.both(BytePath::root(), Ino::ROOT, Ino::ROOT);
        while let Some((path, old, new)) = search.pending.pop() {
            search.directory(&path, old, new);
        }
        search.finish()
    }
}

/// The entries that lead, in either tree, to an inode that differs.
struct Marks {
    old: HashMap<Ino, BTreeSet<Name>>,
    new: HashMap<Ino, BTreeSet<Name>>,
}

impl Marks {
    fn between(old: &LayeredFs, new: &LayeredFs) -> Self {
        let mut marks = Self { old: HashMap::new(), new: HashMap::new() };
        for item in old.inodes.diff(&new.inodes) {
            let (before, after) = match item {
                DiffItem::Add(_, after) => (None, Some(after)),
                DiffItem::Remove(_, before) => (Some(before), None),
                DiffItem::Update { old, new } => (Some(old.1), Some(new.1)),
            };
            if let Some(slot) = before {
                mark(old, &mut marks.old, &slot.0.links);
            }
            if let Some(slot) = after {
                mark(new, &mut marks.new, &slot.0.links);
            }
        }
        marks
    }
}

/// Marks the ways that lead to an inode.
fn mark(fs: &LayeredFs, marks: &mut HashMap<Ino, BTreeSet<Name>>, links: &Links) {
    for (parent, name) in links.iter() {
        let (mut parent, mut name) = (parent, name);
        // Above an entry that is marked, all are.
        while marks.entry(*parent).or_default().insert(name.clone()) {
            let Some(above) = fs.node(*parent).links.iter().next() else { break };
            (parent, name) = (&above.0, &above.1);
        }
    }
}

struct Search<'a> {
    old: &'a LayeredFs,
    new: &'a LayeredFs,
    marks: Marks,
    /// Of files that are as they were but for their names: which new inode goes on with an old one.
    kept: HashMap<Ino, Ino>,
    found: Vec<Change>,
    /// Directories of both trees that are still to be compared.
    pending: Vec<(BytePath, Ino, Ino)>,
}

impl Search<'_> {
    /// Compares the entries of two directories.
    fn directory(&mut self, path: &BytePath, old: Ino, new: Ino) {
        let (old_entries, new_entries) = (self.old.entries(old), self.new.entries(new));
        let mut names = BTreeSet::new();
        if old == new {
            // An entry that differs led or leads to an inode whose names differ: it is marked.
            for marks in [&self.marks.old, &self.marks.new] {
                names.extend(marks.get(&old).into_iter().flatten().cloned());
            }
        } else {
            names.extend(old_entries.keys().chain(new_entries.keys()).cloned());
        }
        for name in names {
            let path = path.join(&name);
            match (old_entries.get(&name), new_entries.get(&name)) {
                (Some(&old), Some(&new)) => self.both(path, old, new),
                (Some(_), None) => self.found.push(Change { path, kind: ChangeKind::Delete }),
                (None, Some(&new)) => self.add(path, new),
                (None, None) => {}
            }
        }
    }

    /// Compares what both trees have at a path.
    fn both(&mut self, path: BytePath, old: Ino, new: Ino) {
        let (before, after) = (self.old.shared_node(old), self.new.shared_node(new));
        let same = Arc::ptr_eq(before, after);
        if same && !before.is_directory() {
            return;
        }
        let mut aspects = if same { Aspects::default() } else { Aspects::between(before, after) };
        if before.is_directory() && after.is_directory() {
            self.pending.push((path.clone(), old, new));
        } else if !aspects.any() {
            aspects.links = self.has_other_names(old, new);
        }
        if aspects.any() {
            let becomes_directory = after.is_directory() && !before.is_directory();
            let entry = Entry { ino: new, inode: after.clone(), link: None };
            if becomes_directory {
                self.add_below(&path, new);
            }
            self.found.push(Change { path, kind: ChangeKind::Modify(entry, aspects) });
        }
    }

    /// Whether a file that is otherwise as it was needs a change for the sake of its names: it has one that
    /// it had not, or a part of the names that were one file goes its own way.
    fn has_other_names(&mut self, old: Ino, new: Ino) -> bool {
        if self.old.node(old).links.len() == 1 && self.new.node(new).links.len() == 1 {
            return false;
        }
        if let Some(&kept) = self.kept.get(&old) {
            return kept != new;
        }
        let before: HashSet<_> = self.old.paths_of(old).collect();
        if !self.new.paths_of(new).all(|path| before.contains(&path)) {
            return true;
        }
        self.kept.insert(old, new);
        false
    }

    /// Tells of something new, with everything below it.
    fn add(&mut self, path: BytePath, ino: Ino) {
        let inode = self.new.shared_node(ino).clone();
        let is_directory = inode.is_directory();
        let entry = Entry { ino, inode, link: None };
        self.found.push(Change { path: path.clone(), kind: ChangeKind::Add(entry) });
        if is_directory {
            self.add_below(&path, ino);
        }
    }

    fn add_below(&mut self, path: &BytePath, directory: Ino) {
        let mut pending = vec![(path.clone(), directory)];
        while let Some((path, directory)) = pending.pop() {
            for (name, &ino) in self.new.entries(directory) {
                let path = path.join(name);
                let inode = self.new.shared_node(ino).clone();
                if inode.is_directory() {
                    pending.push((path.clone(), ino));
                }
                let entry = Entry { ino, inode, link: None };
                self.found.push(Change { path, kind: ChangeKind::Add(entry) });
            }
        }
    }

    /// Adds the names of changed files that are as they were, puts the list in order, and lets all but the
    /// first name of a file point to that.
    fn finish(mut self) -> Changes {
        let mut told: HashMap<Ino, HashSet<BytePath>> = HashMap::new();
        for change in &self.found {
            if let Some(entry) = change.entry().filter(|entry| entry.inode.links.len() > 1) {
                told.entry(entry.ino).or_default().insert(change.path.clone());
            }
        }
        for (&ino, told) in &told {
            for path in self.new.paths_of(ino).filter(|path| !told.contains(path)) {
                let inode = self.new.shared_node(ino).clone();
                let entry = Entry { ino, inode, link: None };
                let aspects = Aspects { links: true, ..Aspects::default() };
                self.found.push(Change { path, kind: ChangeKind::Modify(entry, aspects) });
            }
        }
        self.found.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let mut first: HashMap<Ino, BytePath> = HashMap::new();
        for change in &mut self.found {
            let (ChangeKind::Add(entry) | ChangeKind::Modify(entry, _)) = &mut change.kind else {
                continue;
            };
            if told.contains_key(&entry.ino) {
                match first.get(&entry.ino) {
                    Some(path) => entry.link = Some(path.clone()),
                    None => drop(first.insert(entry.ino, change.path.clone())),
                }
            }
        }
        Changes { list: self.found }
    }
}
