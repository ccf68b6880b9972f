//! The layers of the image that containers are shown on. Knows nothing of containers.

use std::fs;
use std::path::{Path, PathBuf};

use layers::{Layer, LayeredFs};

use crate::failure::Failure;
use crate::host;

/// A layer as it comes.
pub struct Source {
    pub name: String,
    pub archive: Vec<u8>,
}

/// Sources that are carried along, for where there are no others.
const CARRIED: &[(&str, &str)] = &[
    ("lib.rs", include_str!("../../../lib.rs")),
    ("fs.rs", include_str!("../../../fs.rs")),
    ("fs/names.rs", include_str!("../../../fs/names.rs")),
    ("fs/rename.rs", include_str!("../../../fs/rename.rs")),
    ("inode.rs", include_str!("../../../inode.rs")),
    ("layer/apply.rs", include_str!("../../../layer/apply.rs")),
    ("layer/read.rs", include_str!("../../../layer/read.rs")),
    ("layer/write.rs", include_str!("../../../layer/write.rs")),
];

/// Archives that were named.
pub fn of_files(paths: &[PathBuf]) -> Result<Vec<Source>, Failure> {
    let source = |path: &PathBuf| {
        let archive = fs::read(path).map_err(|error| Failure::with_file(path, &error))?;
        Ok(Source { name: path.display().to_string(), archive })
    };
    paths.iter().map(source).collect()
}

/// Three layers: the collections, image layers on top of them with a file of random bytes, and settings. Of the
/// sources, those of the package if they are still there.
pub fn own(package: &Path, data: u32) -> Result<Vec<Source>, Failure> {
    let repository = package.parent().unwrap_or(package);
    let mut tree = LayeredFs::new();
    let mut sources = Vec::new();
    let mut layer = |name: &str, below: &LayeredFs, tree: &LayeredFs| -> Result<(), Failure> {
        let mut archive = Vec::new();
        Layer::between(below, tree)?.to_tar(&mut archive)?;
        sources.push(Source { name: name.to_owned(), archive });
        Ok(())
    };

    let below = tree.clone();
    let refused = |errno: layers::Errno| Failure::at("demo", errno);
    tree.mkdir_all("usr/src/offshoot", 0o755).map_err(refused)?;
    let (collections, lock) = (repository.join("src"), repository.join("Cargo.lock"));
    if collections.is_dir() && lock.is_file() {
        host::read::add(&collections, &mut tree, b"/usr/src/offshoot/src", false)?;
        host::read::add(&lock, &mut tree, b"/usr/src/offshoot/Cargo.lock", false)?;
    } else {
        carried(&mut tree, "usr/src/offshoot").map_err(refused)?;
    }
    layer("the sources of the collections", &below, &tree)?;

    let below = tree.clone();
    tree.mkdir_all("usr/src/layers", 0o755).map_err(refused)?;
    tree.mkdir_all("var/lib/data", 0o755).map_err(refused)?;
    let own = package.join("src");
    if own.is_dir() {
        host::read::add(&own, &mut tree, b"/usr/src/layers/src", false)?;
    } else {
        carried(&mut tree, "usr/src/layers").map_err(refused)?;
    }
    tree.write("var/lib/data/random", random(data as usize)).map_err(refused)?;
    layer("the sources of this program, and random bytes", &below, &tree)?;

    let below = tree.clone();
    tree.mkdir_all("etc/app", 0o755).map_err(refused)?;
    tree.write("etc/app/settings", "data = /var/lib/data/random\n").map_err(refused)?;
    tree.symlink("../usr/src/layers", "etc/sources").map_err(refused)?;
    tree.link("etc/app/settings", "etc/app/defaults").map_err(refused)?;
    layer("settings", &below, &tree)?;
    Ok(sources)
}

fn carried(tree: &mut LayeredFs, to: &str) -> Result<(), layers::Errno> {
    for (name, text) in CARRIED {
        let path = format!("{to}/{name}");
        let (directory, _) = path.rsplit_once('/').expect("there is one in it");
        tree.mkdir_all(directory, 0o755)?;
        tree.write(&path, *text)?;
    }
    Ok(())
}

/// So many MiB that do not compress, and are always the same.
fn random(mebibytes: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut bytes = Vec::with_capacity(mebibytes << 20);
    while bytes.len() < mebibytes << 20 {
        // xorshift64
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::super::{image, plan::Plan};
    use super::*;

    #[test]
    fn what_is_carried_along_is_enough() {
        for package in ["/where/nothing/is", env!("CARGO_MANIFEST_DIR")] {
            let sources = own(Path::new(package), 1).unwrap();
            let (image, layers) = image(&sources).unwrap();
            assert_eq!(layers.len(), 3);
            let plan = Plan::new(image.tree()).unwrap();
            assert!(plan.largest_len() == 1 << 20 && plan.entries_moved() > Some(5));
            let mut container = image.tree().clone();
            plan.carry_out(0, &mut container).unwrap();
            assert!(plan.is_done(0, image.tree(), &container));
        }
    }
}
