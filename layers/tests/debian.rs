//! Layers of real packages: what they make is what GNU tar makes of them. `scripts/debian.sh` fetches some
//! and runs this; it takes any archives, in the order in which they lie upon each other.

#![cfg(unix)]

#[path = "support/peers.rs"]
mod peers;

use std::env;
use std::fs::File;
use std::path::PathBuf;

use layers::image::{History, Image};
use layers::inode::FileType;
use layers::layer::Compression;
use layers::{Layer, LayeredFs, Limits, Mode};
use peers::{assert_same, extract, found, import};

/// Where the archives are: their paths, with a `:` between them.
const ARCHIVES: &str = "LAYERS_ARCHIVES";

fn archives() -> Vec<PathBuf> {
    let list = env::var_os(ARCHIVES).unwrap_or_default();
    let archives: Vec<_> = env::split_paths(&list).filter(|path| path != "").collect();
    if archives.is_empty() {
        eprintln!("skipped: {ARCHIVES} names no archives (scripts/debian.sh fetches some)");
    } else if !found("tar", "GNU tar") {
        return Vec::new();
    }
    archives
}

/// What there is in a tree, in a line.
fn summary(tree: &LayeredFs) -> String {
    let (mut files, mut links, mut hard, mut bytes) = (0, 0, 0, 0);
    for item in tree.walk("/").unwrap() {
        match item.inode.file_type() {
            FileType::File => {
                files += 1;
                hard += usize::from(item.inode.nlink() > 1);
                bytes += item.inode.size();
            }
            FileType::Symlink => links += 1,
            _ => {}
        }
    }
    format!("{files} files, {hard} of them hard links, {links} symbolic links, {bytes} bytes")
}

#[test]
fn each_package_is_what_gnu_tar_makes_of_it() {
    for archive in archives() {
        let dir = tempfile::tempdir().unwrap();
        let tree = import(&archive);
        extract(&archive, &dir.path().join("theirs"));
        assert_same(&dir.path().join("theirs"), &tree, true);

        let ours = dir.path().join("ours.tar");
        let layer = Layer::between(&LayeredFs::new(), &tree).unwrap();
        layer.to_tar(File::create(&ours).unwrap()).unwrap();
        extract(&ours, &dir.path().join("ours"));
        assert_same(&dir.path().join("ours"), &tree, true);
        println!("{}: {}", archive.display(), summary(&tree));
    }
}

#[test]
fn packages_one_upon_another_are_an_image() {
    let archives = archives();
    if archives.is_empty() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mut image = Image::new();
    for archive in &archives {
        let file = File::open(archive).unwrap();
        let layer = Layer::from_tar(file, Mode::Strict, &Limits::default()).unwrap();
        image.push_layer(layer, Compression::Gzip, History::default()).unwrap();
        extract(archive, &dir.path().join("theirs"));
        assert_same(&dir.path().join("theirs"), image.tree(), true);
    }
    image.tree().check();

    // Saved, opened, changed, committed, squashed, and given back to GNU tar.
    let layout = dir.path().join("layout");
    image.save_directory(&layout).unwrap();
    let mut image = Image::open(&layout).unwrap();
    assert_same(&dir.path().join("theirs"), image.tree(), true);
    let mut container = image.tree().clone();
    let files: Vec<_> = image
        .tree()
        .walk("/")
        .unwrap()
        .filter(|item| item.inode.file_type() == FileType::File)
        .map(|item| item.path)
        .collect();
    for path in files.iter().step_by(7) {
        container.append(path, b"changed").unwrap();
    }
    for path in files.iter().skip(3).step_by(11) {
        container.unlink(path).unwrap();
    }
    container.rename("usr", "moved").unwrap();
    image.commit(&container, Compression::Gzip, History::default()).unwrap();
    assert!(image.tree().diff(&container).is_empty());
    image.squash(.., Compression::None, History::default()).unwrap();
    let archive = dir.path().join("squashed.tar");
    image.layers()[0].layer().to_tar(File::create(&archive).unwrap()).unwrap();
    extract(&archive, &dir.path().join("squashed"));
    assert_same(&dir.path().join("squashed"), &container, true);
    println!("{} packages: {}", archives.len(), summary(image.tree()));
}
