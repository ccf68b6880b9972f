//! What is kept: broken blobs are found, two programs are not in each other's way, readers may leave early.

use std::fs;
use std::io::Read as _;
use std::process::Stdio;

use layers::LayeredFs;

use crate::shell::{Shell, small};

/// The blobs of a store that are larger than documents are.
fn layers(shell: &Shell) -> Vec<std::path::PathBuf> {
    let blobs = fs::read_dir(shell.store().join("blobs/sha256")).unwrap();
    blobs
        .map(|entry| entry.unwrap().path())
        .filter(|path| fs::read(path).unwrap().first() != Some(&b'{'))
        .collect()
}

/// Adds so much that a list of it fits into no pipe.
fn fill(tree: &mut LayeredFs) {
    for number in 0..1_000 {
        tree.write(format!("{}{number}", "long name ".repeat(20)), "").unwrap();
    }
}

#[test]
fn broken_blobs_are_named() {
    let shell = Shell::with_base(&small());
    shell.ok(&["start", "base", "--name", "web"]);
    let of_image = layers(&shell).remove(0);
    shell.ok(&["write", "web:/new", "text"]);
    let of_container = layers(&shell).into_iter().find(|path| *path != of_image).unwrap();
    for broken in [of_image, of_container] {
        let name = broken.file_name().unwrap().to_str().unwrap();
        let whole = fs::read(&broken).unwrap();
        let mut flipped = whole.clone();
        let middle = whole.len() / 2;
        flipped[middle] ^= 1;
        for bytes in [&whole[..whole.len() / 2], &flipped[..], b"", &[&whole[..], b"\0"].concat()] {
            fs::write(&broken, bytes).unwrap();
            let said = shell.fails(1, &["cat", "web:/new"]);
            assert!(said.contains(name), "{said}");
            assert_eq!(shell.fails(1, &["write", "web:/more", "text"]), said);
            assert!(broken.exists(), "what is broken can still be looked at");
        }
        fs::remove_file(&broken).unwrap();
        let said = shell.fails(1, &["cat", "web:/new"]);
        assert!(said.contains(name) && said.ends_with("No such file or directory"), "{said}");
        fs::write(&broken, whole).unwrap();
        assert_eq!(shell.ok(&["cat", "web:/new"]), "text\n");
    }
}

#[test]
fn broken_documents_are_named() {
    let shell = Shell::with_base(&small());
    shell.ok(&["start", "base", "--name", "web"]);
    shell.ok(&["write", "web:/new", "text"]);
    let blobs = layers(&shell);
    for name in ["index.json", "containers.json"] {
        let path = shell.store().join(name);
        let whole = fs::read(&path).unwrap();
        for bytes in [&whole[..whole.len() / 2], b"[]", b"{\"manifests\":[{\"digest\":7}]}"] {
            fs::write(&path, bytes).unwrap();
            for call in [&["ls"][..], &["write", "web:/x", "y"], &["drop", "web"]] {
                assert!(shell.fails(1, call).starts_with(path.to_str().unwrap()));
            }
        }
        assert_eq!(layers(&shell), blobs, "nothing is thrown away that may be needed");
        fs::write(&path, whole).unwrap();
    }
    let path = shell.store().join("containers.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"schemaVersion\":1", "\"schemaVersion\":2")).unwrap();
    assert!(shell.fails(1, &["ls"]).ends_with("Was written by another version of layers"));
    fs::write(&path, text).unwrap();
    // Nor does an export write over a store.
    let before = shell.contents();
    let said = shell.fails(1, &["export", "base", "--as", "dir", "-o", "store"]);
    assert_eq!(said, "store: Is a store of layers");
    assert_eq!(shell.contents(), before);
    // A digest that leads elsewhere.
    let path = shell.store().join("containers.json");
    let text = fs::read_to_string(&path).unwrap();
    let digest = text.split("\"layer\":{\"digest\":\"").nth(1).unwrap().split('"').next().unwrap();
    fs::write(&path, text.replace(digest, "sha256:../../../base.tar")).unwrap();
    let said = shell.fails(1, &["cat", "web:/new"]);
    assert!(said.contains("is no SHA-256 digest"), "{said}");
    // Whose manifest is gone.
    let digest = shell.json_lines(&["ls"])[0]["digest"].as_str().unwrap().replace(':', "/");
    fs::remove_file(shell.store().join("blobs").join(digest)).unwrap();
    let said = shell.fails(1, &["ls"]);
    assert!(said.starts_with("base: ") && said.ends_with("No such file or directory"), "{said}");
}

#[test]
fn what_killed_commands_left_is_removed() {
    let shell = Shell::with_base(&small());
    let clean = shell.contents();
    fs::write(shell.store().join(".new-left"), "{").unwrap();
    fs::write(shell.store().join("blobs/sha256/.tmpleft"), "half").unwrap();
    fs::write(shell.store().join("blobs/sha256").join("0".repeat(64)), "of nobody").unwrap();
    shell.ok(&["start", "base", "--name", "web"]);
    shell.ok(&["drop", "web"]);
    assert_eq!(shell.contents(), clean);
}

#[test]
fn a_killed_command_has_done_all_or_nothing() {
    let shell = Shell::with_base(&small());
    shell.ok(&["start", "base", "--name", "web"]);
    let (mut done, mut undone) = (0, 0);
    for number in 0..30 {
        let path = format!("web:/file-{number}");
        let mut child = shell.command(&["write", &path, "text"]).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(2 * number));
        let _ = child.kill();
        child.wait().unwrap();
        match &shell.run(&["cat", &path]) {
            found if found.status == 0 => {
                assert_eq!(found.stdout, b"text\n");
                done += 1;
            }
            missing => {
                assert_eq!(missing.stderr, format!("layers: {path}: No such file or directory\n"));
                undone += 1;
            }
        }
    }
    assert_eq!(shell.ok(&["diff", "web"]).lines().count(), done);
    assert_eq!(done + undone, 30);
    shell.ok(&["drop", "web", "base"]);
    let left = shell.contents().into_iter().map(|(path, _)| path.file_name().unwrap().to_owned());
    let left: Vec<_> = left.collect();
    assert_eq!(left, ["containers.json", "index.json", "lock", "oci-layout"]);
}

#[test]
fn writers_wait_for_each_other() {
    let shell = Shell::with_base(&small());
    shell.ok(&["start", "base", "--name", "web"]);
    let children: Vec<_> = (0..16)
        .map(|number| {
            let path = format!("web:/by-{number}");
            let mut command = shell.command(&["write", &path, "text"]);
            command.stderr(Stdio::piped()).spawn().unwrap()
        })
        .chain((0..4).map(|number| {
            let name = format!("image-{number}");
            let mut command = shell.command(&["import", "base.tar", "--name", &name]);
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        }))
        .chain((0..4).map(|_| {
            shell
                .command(&["ls", "-R", "web"])
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        }))
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            (output.status.code(), String::from_utf8(output.stderr).unwrap()),
            (Some(0), String::new())
        );
    }
    let changes = shell.ok(&["diff", "web"]);
    assert_eq!(changes.lines().filter(|line| line.starts_with("A /by-")).count(), 16);
    assert_eq!(changes.lines().count(), 16);
    assert_eq!(shell.json_lines(&["ls"]).len(), 6);
}

#[test]
fn a_reader_may_leave_early() {
    let mut tree = small();
    tree.write("large", vec![b'.'; 400_000]).unwrap();
    fill(&mut tree);
    let shell = Shell::with_base(&tree);
    for call in [
        &["cat", "base:/large"][..],
        &["ls", "-lR", "base"],
        &["--json", "ls", "-R", "base"],
        &["export", "base"],
        &["export", "base", "--as", "archive"],
        &["--help"],
    ] {
        let mut child =
            shell.command(call).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut [0]).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), &said[..]), (Some(0), ""), "{call:?}");
    }
    // Nobody ever reads: the same.
    let child =
        shell.command(&["ls", "base"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
}

#[test]
fn a_slow_reader_keeps_nobody_from_writing() {
    let mut tree = small();
    fill(&mut tree);
    let shell = Shell::with_base(&tree);
    shell.ok(&["start", "base", "--name", "web"]);
    shell.ok(&["rm", "-r", "web:/etc"]);
    for call in [
        &["ls", "-l", "base"][..],
        &["--json", "ls", "base"],
        &["export", "base"],
        &["diff", "base", "web"],
    ] {
        let mut child = shell.command(call).stdout(Stdio::piped()).spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut [0]).unwrap();
        shell.ok(&["write", "web:/meanwhile", "text"]);
        let mut rest = Vec::new();
        stdout.read_to_end(&mut rest).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{call:?}");
    }
}
