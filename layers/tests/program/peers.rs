//! What is exported, unpacked by GNU tar, where it is found.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::process::Command;

use crate::shell::{Shell, small};

#[test]
fn an_exported_tree_is_what_gnu_tar_unpacks() {
    let says = Command::new("tar").arg("--version").output();
    if !says.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("GNU tar")) {
        eprintln!("skipped: there is no GNU tar");
        return;
    }
    let shell = Shell::with_base(&small());
    shell.ok(&["start", "base", "--name", "web"]);
    shell.ok(&["write", "web:/etc/motd", "new"]);
    shell.ok(&["mv", "web:/etc/app", "web:/app"]);
    shell.ok(&["mkdir", "-p", &format!("web:/{}/{}", "d".repeat(120), "n".repeat(120))]);
    shell.ok_with(&["write", "--offset", "50000", "web:/usr/bin/tool"], b"!");
    shell.ok(&["export", "web", "-o", "web.tar"]);
    let root = shell.path("unpacked");
    fs::create_dir(&root).unwrap();
    let status = Command::new("tar")
        .args(["-xpf", "web.tar", "-C", "unpacked"])
        .current_dir(shell.path("."))
        .status();
    assert!(status.unwrap().success());

    let entries = shell.json_lines(&["ls", "-R", "web"]);
    for entry in &entries {
        let path = entry["path"].as_str().unwrap();
        let real = fs::symlink_metadata(root.join(&path[1..]))
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let is = |kind: &str| entry["type"] == kind;
        assert_eq!(
            (real.is_file(), real.is_dir(), real.is_symlink()),
            (is("file"), is("directory"), is("symlink")),
            "{path}"
        );
        if !real.is_symlink() {
            assert_eq!(format!("{:04o}", real.mode() & 0o7777), entry["mode"], "{path}");
        }
        if real.is_file() {
            let bytes = fs::read(root.join(&path[1..])).unwrap();
            assert!(bytes == shell.run(&["cat", &format!("web:{path}")]).stdout, "{path}");
            assert_eq!(real.nlink(), entry["nlink"], "{path}");
        }
    }
    let found = Command::new("find").arg(&root).args(["-mindepth", "1"]).output().unwrap();
    assert_eq!(String::from_utf8(found.stdout).unwrap().lines().count(), entries.len());
    // And what GNU tar packs is the same tree again.
    let status = Command::new("tar")
        .args([
            "--format=pax",
            "--owner=0",
            "--group=0",
            "--numeric-owner",
            "-cf",
            "again.tar",
            "-C",
            "unpacked",
            ".",
        ])
        .current_dir(shell.path("."))
        .status();
    assert!(status.unwrap().success());
    shell.ok(&["import", "again.tar"]);
    let differ = shell.ok(&["diff", "again", "web"]);
    assert!(differ.is_empty(), "{differ}");
}

#[test]
fn skopeo_reads_the_images_of_a_store() {
    if !Command::new("skopeo").arg("--version").output().is_ok_and(|output| output.status.success())
    {
        eprintln!("skipped: there is no skopeo");
        return;
    }
    let shell = Shell::with_base(&small());
    let digest = shell.json_lines(&["ls"])[0]["digest"].clone();
    let inspected = Command::new("skopeo")
        .args(["inspect", "oci:store:base"])
        .current_dir(shell.path("."))
        .output()
        .unwrap();
    let document: serde_json::Value = serde_json::from_slice(&inspected.stdout).unwrap();
    assert_eq!((&document["Digest"], &document["Os"]), (&digest, &"linux".into()));
    // Whole: every blob is read and verified.
    shell.ok(&["export", "base", "--as", "archive", "-o", "base.oci"]);
    let copied = Command::new("skopeo")
        .args(["copy", "-q", "oci-archive:base.oci", "dir:copied"])
        .current_dir(shell.path("."))
        .output()
        .unwrap();
    assert!(copied.status.success(), "{}", String::from_utf8_lossy(&copied.stderr));
    let layer = document["Layers"][0].as_str().unwrap().strip_prefix("sha256:").unwrap();
    assert!(shell.path("copied").join(layer).exists());
}

#[test]
fn umoci_unpacks_what_is_exported() {
    if !Command::new("umoci").arg("--version").output().is_ok_and(|output| output.status.success())
    {
        eprintln!("skipped: there is no umoci");
        return;
    }
    let shell = Shell::with_base(&small());
    shell.ok(&["start", "base", "--name", "web"]);
    shell.ok(&["rm", "-r", "web:/etc/app"]);
    shell.ok(&["write", "web:/etc/motd", "new"]);
    // It knows no zstd.
    shell.ok(&["export", "web", "--as", "dir", "--compress", "gzip", "-o", "web.oci"]);
    let unpacked = Command::new("umoci")
        .args(["unpack", "--rootless", "--image", "web.oci:web", "bundle"])
        .current_dir(shell.path("."))
        .output()
        .unwrap();
    assert!(unpacked.status.success(), "{}", String::from_utf8_lossy(&unpacked.stderr));
    shell.ok(&["import", "bundle/rootfs"]);
    let differ = shell.ok(&["diff", "rootfs", "web"]);
    assert!(differ.lines().all(|line| line == "M /"), "{differ}");
    assert_eq!(shell.ok(&["cat", "rootfs:/etc/motd"]), "new\n");
}
