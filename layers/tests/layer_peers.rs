//! Archives written by others, and ours read by them: GNU tar and Python's tarfile, where they are found.

#![cfg(unix)]

#[path = "support/peers.rs"]
mod peers;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use layers::{Layer, LayeredFs, Limits, Mode};
use peers::{assert_same, extract, found, import, run};

/// A directory with a bit of everything that needs no privileges.
fn fill(root: &Path) {
    fs::create_dir_all(root.join("a/b")).unwrap();
    fs::write(root.join("a/file"), b"contents").unwrap();
    fs::write(root.join("a/empty"), b"").unwrap();
    fs::write(root.join("a/large"), vec![b'x'; 300_000]).unwrap();
    fs::hard_link(root.join("a/file"), root.join("a/b/hard")).unwrap();
    symlink("../file", root.join("a/b/link")).unwrap();
    symlink("t".repeat(150), root.join("a/b/long link")).unwrap();
    fs::set_permissions(root.join("a/file"), fs::Permissions::from_mode(0o640)).unwrap();
    fs::set_permissions(root.join("a/b"), fs::Permissions::from_mode(0o750)).unwrap();
    // As long as the ustar format can say, with the directory as a prefix.
    let long = root.join("d".repeat(90));
    fs::create_dir(&long).unwrap();
    fs::write(long.join("n".repeat(90)), b"long").unwrap();
    assert!(Command::new("mkfifo").arg(root.join("pipe")).status().unwrap().success());
}

#[test]
fn archives_by_gnu_tar() {
    if !found("tar", "GNU tar") {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("root");
    fill(&root);
    for (format, more, exact) in [
        ("gnu", &[][..], false),
        ("oldgnu", &[], false),
        ("posix", &[], true),
        ("posix", &["--gzip"], true),
        ("gnu", &["--sparse"], false),
        ("posix", &["--sparse"], true),
        ("posix", &["--sparse", "--sparse-version=0.1"], true),
        ("posix", &["--sparse", "--sparse-version=0.0"], true),
        ("posix", &["--xattrs", "--acls"], true),
    ] {
        if more.contains(&"--sparse") {
            let file = fs::File::create(root.join("holes")).unwrap();
            file.set_len(3 << 20).unwrap();
            for at in (1..8).map(|at| at * 300_000) {
                std::os::unix::fs::FileExt::write_at(&file, b"data", at).unwrap();
            }
        }
        let path = dir.path().join("x.tar");
        run(Command::new("tar")
            .args(["--create", "--format", format, "--file"])
            .arg(&path)
            .args(more)
            .arg("--directory")
            .arg(&root)
            .arg("."));
        assert_same(&root, &import(&path), exact);
        assert!(import(&path).inode_count() > 10);
    }
    // The long target of a link is more than this format can say.
    fs::remove_file(root.join("a/b/long link")).unwrap();
    fs::remove_file(root.join("holes")).unwrap();
    let path = dir.path().join("ustar.tar");
    let mut command = Command::new("tar");
    command.args(["--create", "--format", "ustar", "--file"]).arg(&path).arg("--directory");
    run(command.arg(&root).arg("."));
    assert_same(&root, &import(&path), false);
}

#[test]
fn archives_by_python() {
    if !found("python3", "Python 3") {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("root");
    fill(&root);
    let program = "import sys, tarfile\n\
        for name in ('GNU', 'PAX'):\n  \
          with tarfile.open(f'{sys.argv[2]}/{name}', 'w', \
            format=getattr(tarfile, f'{name}_FORMAT')) as tar:\n    \
            tar.add(sys.argv[1], arcname='')\n";
    run(Command::new("python3").args(["-c", program]).arg(&root).arg(dir.path()));
    // Python keeps times as floating-point numbers.
    assert_same(&root, &import(&dir.path().join("GNU")), false);
    assert_same(&root, &import(&dir.path().join("PAX")), false);
}

#[test]
fn gnu_tar_extracts_what_we_export() {
    if !found("tar", "GNU tar") {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("root");
    fill(&root);
    let path = dir.path().join("x.tar");
    run(Command::new("tar")
        .args(["-c", "--format=posix", "-f"])
        .arg(&path)
        .arg("-C")
        .arg(&root)
        .arg("."));
    let tree = import(&path);
    let ours = dir.path().join("ours.tar");
    let layer = Layer::between(&LayeredFs::new(), &tree).unwrap();
    layer.to_tar(fs::File::create(&ours).unwrap()).unwrap();
    let out = dir.path().join("out");
    extract(&ours, &out);
    assert_same(&out, &tree, true);
}

/// Crates are archives by cargo, compressed by gzip: those of cargo's cache, the smallest ones.
#[test]
fn archives_by_cargo() {
    let home = std::env::var_os("CARGO_HOME")
        .map(std::path::PathBuf::from)
        .or_else(|| Some(std::path::PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let list = |path: &Path| -> Vec<_> {
        fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
    };
    let caches = home.map(|home| list(&home.join("registry/cache"))).unwrap_or_default();
    let mut crates: Vec<_> = caches
        .iter()
        .flat_map(|cache| list(cache))
        .filter(|path| path.extension().is_some_and(|extension| extension == "crate"))
        .collect();
    if crates.is_empty() {
        eprintln!("skipped: there are no crates in cargo's cache");
    }
    crates.sort_by_key(|path| fs::metadata(path).map_or(u64::MAX, |meta| meta.len()));
    for path in crates.iter().take(40) {
        let tree = import(path);
        let stem = path.file_stem().unwrap().to_str().unwrap();
        assert!(tree.read(format!("{stem}/Cargo.toml")).is_ok(), "{path:?}");
        let layer = Layer::between(&LayeredFs::new(), &tree).unwrap();
        let mut bytes = Vec::new();
        layer.to_tar(&mut bytes).unwrap();
        let again = Layer::from_tar(&bytes[..], Mode::Strict, &Limits::default()).unwrap();
        assert!(again.apply(&LayeredFs::new()).unwrap().diff(&tree).is_empty());
    }
}
