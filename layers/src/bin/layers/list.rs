//! `ls`: what is in the store, or in a directory of an image or a container.

use std::path::Path;

use layers::inode::{FileType, Kind};
use layers::{BytePath, Inode, LayeredFs};
use serde::Serialize;

use crate::arguments::Ls;
use crate::dates;
use crate::failure::Failure;
use crate::output::{Cell, Output, Table, readable};
use crate::place::Target;
use crate::store::{Access, Store, refused};

pub fn run(order: &Ls, store: &Path, out: &mut Output) -> Result<(), Failure> {
    let mut store = Store::open(store, Access::Read)?;
    if order.targets.is_empty() {
        return roots(&store, out);
    }
    let mut trees = Vec::with_capacity(order.targets.len());
    for target in &order.targets {
        trees.push((target, store.tree(&target.root)?));
    }
    // Whoever reads slowly may want to write to the store meanwhile.
    drop(store);
    for (at, (target, tree)) in trees.iter().enumerate() {
        if trees.len() > 1 && !out.json {
            if at > 0 {
                out.line("")?;
            }
            out.line(format!("{target}:"))?;
        }
        directory(order, target, tree, out)?;
    }
    Ok(())
}

/// An image or a container.
#[derive(Serialize)]
struct Root<'a> {
    name: Option<&'a str>,
    kind: &'static str,
    /// Of the image.
    digest: &'a str,
    /// The image that a container is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    layers: Option<usize>,
    /// Of its layers.
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<&'a str>,
}

fn roots(store: &Store, out: &mut Output) -> Result<(), Failure> {
    let mut roots = Vec::new();
    for (digest, name) in store.images() {
        let layers = store.layers_of(digest).map_err(|failure| match name {
            Some(name) => failure.about(name),
            None => failure,
        })?;
        let bytes = layers.iter().map(|layer| layer.size).sum();
        let layers = Some(layers.len());
        roots.push(Root { name, kind: "image", digest, image: None, layers, bytes, created: None });
    }
    roots.sort_by_key(|root| root.name);
    for (name, container) in store.containers() {
        roots.push(Root {
            name: Some(name),
            kind: "container",
            digest: &container.image.digest,
            image: Some(&container.image.name),
            layers: None,
            bytes: container.layer.as_ref().map_or(0, |layer| layer.size),
            created: Some(&container.created),
        });
    }
    if out.json {
        return roots.iter().try_for_each(|root| out.document(root));
    }
    let mut table = Table::new(&["name", "kind", "image", "layers", "bytes"]);
    for root in &roots {
        table.row(vec![
            Cell::text(root.name.unwrap_or("-")),
            Cell::text(root.kind),
            Cell::text(root.image.unwrap_or(&root.digest[..root.digest.len().min(19)])),
            root.layers.map_or_else(|| Cell::text("-"), |layers| Cell::number(layers as u64)),
            Cell::bytes(root.bytes),
        ]);
    }
    out.table(&table)
}

/// Something in a tree.
#[derive(Serialize)]
struct Entry<'a> {
    path: &'a BytePath,
    #[serde(rename = "type")]
    file_type: FileType,
    mode: String,
    nlink: u32,
    uid: u32,
    gid: u32,
    size: u64,
    mtime: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<String>,
}

/// One thing that is listed: what it is called in the list, its path, and what it is.
struct Listed<'a> {
    shown: String,
    path: BytePath,
    inode: &'a Inode,
}

fn directory(
    order: &Ls,
    target: &Target,
    tree: &LayeredFs,
    out: &mut Output,
) -> Result<(), Failure> {
    let refused = refused(target);
    let top = tree.resolve_link(&target.path).map_err(&refused)?;
    let inode = tree.inode(top).expect("it was found");
    // As with ls: a link to a directory is shown itself where details are wanted.
    let links = !order.long && !order.directory;
    let enters = !order.directory
        && if links {
            tree.stat(&target.path).map_err(&refused)?.is_directory()
        } else {
            inode.is_directory()
        };
    let mut list = Lines::default();
    if !enters {
        let path = tree.walk(&target.path).map_err(&refused)?.next().expect("it was found").path;
        let shown = BytePath::from(&target.path[..]).to_string();
        return list.add(order, out, &Listed { shown, path, inode }).and_then(|()| list.print(out));
    }
    let path = tree.canonical(&target.path).map_err(&refused)?;
    if order.recursive {
        for item in tree.walk(&path).map_err(&refused)?.skip(1) {
            let shown = item.path.to_string();
            list.add(order, out, &Listed { shown, path: item.path, inode: item.inode })?;
        }
    } else {
        for entry in tree.readdir(&path).map_err(&refused)? {
            let (shown, path) = (entry.name.to_string(), path.join(entry.name));
            list.add(order, out, &Listed { shown, path, inode: entry.inode })?;
        }
    }
    list.print(out)
}

/// The lines of a long list, which are lined up when all are known.
#[derive(Default)]
struct Lines {
    rows: Vec<[String; 7]>,
}

impl Lines {
    fn add(&mut self, order: &Ls, out: &mut Output, listed: &Listed<'_>) -> Result<(), Failure> {
        let (inode, meta) = (listed.inode, &listed.inode.meta);
        let link = match &inode.kind {
            Kind::Symlink(to) => Some(readable(to)),
            _ => None,
        };
        let device = match inode.kind {
            Kind::CharDevice(device) | Kind::BlockDevice(device) => {
                Some(format!("{}:{}", device.major, device.minor))
            }
            _ => None,
        };
        if out.json {
            return out.document(&Entry {
                path: &listed.path,
                file_type: inode.file_type(),
                mode: format!("{:04o}", meta.mode),
                nlink: inode.nlink(),
                uid: meta.uid,
                gid: meta.gid,
                size: inode.size(),
                mtime: dates::text(meta.mtime),
                target: link,
                device,
            });
        }
        if !order.long {
            return out.line(&listed.shown);
        }
        let arrow = link.map_or_else(String::new, |link| format!(" -> {link}"));
        self.rows.push([
            mode_text(inode.file_type(), meta.mode),
            inode.nlink().to_string(),
            meta.uid.to_string(),
            meta.gid.to_string(),
            device.unwrap_or_else(|| inode.size().to_string()),
            dates::text(meta.mtime),
            format!("{}{arrow}", listed.shown),
        ]);
        Ok(())
    }

    fn print(self, out: &mut Output) -> Result<(), Failure> {
        let mut widths = [0; 7];
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.len().max(*width);
            }
        }
        let [_, links, uid, gid, size, ..] = widths;
        for [mode, nlink, user, group, bytes, time, name] in &self.rows {
            out.line(format!(
                "{mode} {nlink:>links$} {user:>uid$} {group:>gid$} {bytes:>size$} {time} {name}"
            ))?;
        }
        Ok(())
    }
}

/// The letters that `ls -l` has for a type and permissions.
fn mode_text(file_type: FileType, mode: u32) -> String {
    let mut text = String::with_capacity(10);
    text.push(match file_type {
        FileType::File => '-',
        FileType::Directory => 'd',
        FileType::Symlink => 'l',
        FileType::CharDevice => 'c',
        FileType::BlockDevice => 'b',
        FileType::Fifo => 'p',
    });
    for (shift, special, letter) in [(6, 0o4000, 's'), (3, 0o2000, 's'), (0, 0o1000, 't')] {
        let bits = mode >> shift & 0o7;
        text.push(if bits & 4 != 0 { 'r' } else { '-' });
        text.push(if bits & 2 != 0 { 'w' } else { '-' });
        text.push(match (mode & special != 0, bits & 1 != 0) {
            (true, true) => letter,
            (true, false) => letter.to_ascii_uppercase(),
            (false, true) => 'x',
            (false, false) => '-',
        });
    }
    text
}
