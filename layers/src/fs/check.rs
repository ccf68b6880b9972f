//! The invariants of a tree, executable.

use std::collections::BTreeMap;

use super::LayeredFs;
use crate::inode::{Ino, Link};

impl LayeredFs {
    /// Checks the invariants of the tree.
    ///
    /// Computes in **O(n log n)** time.
    ///
    /// # Panics
    /// If one does not hold, which would be a fault of this crate.
    #[doc(hidden)]
    pub fn check(&self) {
        self.inodes.check();
        let mut names: BTreeMap<Ino, Vec<Link>> = BTreeMap::new();
        let mut reached = vec![Ino::ROOT];
        names.insert(Ino::ROOT, Vec::new());
        while let Some(directory) = reached.pop() {
            let entries = self.entries(directory);
            entries.check();
            let mut directories = 0;
            for (name, &ino) in entries {
                let inode = self.node(ino);
                names.entry(ino).or_default().push((directory, name.clone()));
                if inode.is_directory() {
                    directories += 1;
                    reached.push(ino);
                }
            }
            assert_eq!(self.node(directory).subdirectories, directories, "directories are counted");
        }
        assert_eq!(names.len(), self.inodes.len(), "every inode is reached from the root");
        for (ino, mut names) in names {
            let inode = self.node(ino);
            assert!(ino.0 < self.next, "numbers are below the next one");
            names.sort();
            assert!(inode.links.iter().eq(&names), "an inode knows its names");
            assert!(names.len() <= 1 || !inode.is_directory(), "a directory has one name");
            if !inode.is_directory() {
                assert_eq!(inode.subdirectories, 0, "only directories have directories");
            }
            if let Some(bytes) = inode.file() {
                bytes.check();
            }
        }
    }
}
