//! `mkdir`, `mv`, `rm` and `write`: names and bytes of a container.

use std::io::{self, Read as _};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use layers::fs::RenameMode;
use layers::{Errno, LayeredFs};
use offshoot::ByteBuf;

use crate::arguments::{Mkdir, Mv, Rm, Write};
use crate::copy;
use crate::failure::Failure;
use crate::place::{RootName, Target};
use crate::store::{Access, Store, refused};

/// The containers that a command changes, each as it is by now.
pub struct Changing {
    store: Store,
    trees: Vec<(RootName, LayeredFs)>,
}

impl Changing {
    pub fn new(store: &Path) -> Result<Self, Failure> {
        Ok(Self { store: Store::open(store, Access::Write)?, trees: Vec::new() })
    }

    /// The tree of a container, to change.
    pub fn tree(&mut self, name: &RootName) -> Result<&mut LayeredFs, Failure> {
        let at = match self.trees.iter().position(|(other, _)| other == name) {
            Some(at) => at,
            None => {
                self.store.container(name)?;
                self.trees.push((name.clone(), self.store.tree(name)?));
                self.trees.len() - 1
            }
        };
        Ok(&mut self.trees[at].1)
    }

    /// The tree of an image or a container, as it is by now, to read.
    pub fn read(&mut self, name: &RootName) -> Result<LayeredFs, Failure> {
        match self.trees.iter().find(|(other, _)| other == name) {
            Some((_, tree)) => Ok(tree.clone()),
            None => self.store.tree(name),
        }
    }

    /// Keeps what was changed: all of it, or nothing.
    pub fn save(mut self) -> Result<(), Failure> {
        for (name, tree) in &self.trees {
            self.store.set_tree(name, tree)?;
        }
        self.store.save()
    }
}

pub fn make_directories(order: &Mkdir, store: &Path) -> Result<(), Failure> {
    let mut changing = Changing::new(store)?;
    for target in &order.targets {
        let tree = changing.tree(&target.root)?;
        let made = if order.parents {
            tree.mkdir_all(&target.path, 0o755)
        } else {
            tree.mkdir(&target.path, 0o755)
        };
        made.map_err(refused(target))?;
    }
    changing.save()
}

pub fn remove(order: &Rm, store: &Path) -> Result<(), Failure> {
    let mut changing = Changing::new(store)?;
    for target in &order.targets {
        let tree = changing.tree(&target.root)?;
        let removed =
            if order.recursive { tree.remove_all(&target.path) } else { tree.unlink(&target.path) };
        match removed {
            Err(Errno::NotFound) if order.force => {}
            removed => removed.map_err(refused(target))?,
        }
    }
    changing.save()
}

pub fn rename(order: &Mv, store: &Path) -> Result<(), Failure> {
    let mut changing = Changing::new(store)?;
    let (from, to) = (&order.from, &order.to);
    let mode = match (order.exchange, order.no_replace) {
        (true, _) => RenameMode::Exchange,
        (false, true) => RenameMode::NoReplace,
        (false, false) => RenameMode::Replace,
    };
    changing.tree(&from.root)?;
    let tree = changing.tree(&to.root)?;
    let to = if mode == RenameMode::Exchange {
        to.clone()
    } else {
        copy::into_directory(tree, to, from)
    };
    if from.root == to.root {
        if let Err(errno) = tree.rename_with(&from.path, &to.path, mode) {
            // Which of the two is it about?
            let about = if tree.lstat(&from.path).is_err() { from } else { &to };
            return Err(refused(about)(errno));
        }
        return changing.save();
    }
    if mode == RenameMode::Exchange {
        return Err(Failure::Usage("only what is in one container can change places".into()));
    }
    if mode == RenameMode::NoReplace && tree.lstat(&to.path).is_ok() {
        return Err(refused(&to)(Errno::Exists));
    }
    let source = changing.read(&from.root)?;
    let is_full =
        |tree: &LayeredFs| tree.readdir(&to.path).is_ok_and(|mut all| all.next().is_some());
    let tree = changing.tree(&to.root)?;
    // As if it were in one container, where a directory is put into no other one.
    if tree.lstat(&to.path).is_ok_and(|stat| stat.is_directory()) && is_full(tree) {
        return Err(refused(&to)(Errno::NotEmpty));
    }
    copy::inside(&source, from, changing.tree(&to.root)?, &to, true)?;
    changing.tree(&from.root)?.remove_all(&from.path).map_err(refused(from))?;
    changing.save()
}

pub fn write(order: &Write, store: &Path) -> Result<(), Failure> {
    // Before the store is locked: whoever writes to our stdin may need it.
    let bytes = match &order.text {
        Some(text) => [text.as_bytes(), b"\n"].concat(),
        None => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            bytes
        }
    };
    let mut changing = Changing::new(store)?;
    let tree = changing.tree(&order.target.root)?;
    write_bytes(order, tree, bytes).map_err(refused(&order.target))?;
    changing.save()
}

fn write_bytes(order: &Write, tree: &mut LayeredFs, bytes: Vec<u8>) -> Result<(), Errno> {
    let path = &order.target.path;
    if !order.append && order.offset.is_none() {
        return tree.write(path, bytes).map(drop);
    }
    if tree.stat(path) == Err(Errno::NotFound) {
        tree.write(path, ByteBuf::new())?;
    }
    match order.offset {
        Some(offset) => tree.write_at(path, offset, &bytes),
        None => tree.append(path, &bytes),
    }
}

/// An entry of a directory.
pub fn named(target: &Target, name: &[u8]) -> Target {
    let mut path = target.path.clone();
    path.push(b'/');
    path.extend_from_slice(name);
    Target { root: target.root.clone(), path }
}
