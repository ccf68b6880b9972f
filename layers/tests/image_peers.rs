//! Images read and written by others: umoci, skopeo and buildah, where they are found. `scripts/peers.sh`
//! says which are, and runs this.

#![cfg(unix)]

#[path = "support/peers.rs"]
mod peers;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use layers::fs::Clock;
use layers::image::{History, Image, Options};
use layers::inode::{Device, Inode, Kind, Meta, Time};
use layers::layer::Compression;
use peers::{assert_same, found, run};

fn step(what: &str) -> History {
    let created = Some("2026-01-01T00:00:00Z".to_owned());
    History { created, created_by: Some(what.to_owned()), ..History::default() }
}

/// An image of four layers and a step that made none, with a bit of everything.
fn sample(last: Compression) -> Image {
    let mut image = Image::new();
    image.set_reference("latest");
    image.set_property("created", "2026-01-01T00:00:00Z".into()).unwrap();
    image.set_property("config", serde_json::json!({ "Cmd": ["sh"], "Env": ["A=1"] })).unwrap();
    let mut container = image.tree().clone();
    container.set_clock(Clock::Fixed(Time { seconds: 1_700_000_000, nanoseconds: 123_456_789 }));
    container.mkdir_all("usr/lib", 0o755).unwrap();
    container.mkdir("tmp", 0o1777).unwrap();
    container.write("usr/lib/large", vec![b'x'; 300_000]).unwrap();
    container.write("usr/lib/old", b"1").unwrap();
    container.write("usr/su", b"1").unwrap();
    container.chmod("usr/su", 0o4755).unwrap();
    container.write(format!("usr/{}", "n".repeat(200)), b"long").unwrap();
    container.link("usr/lib/old", "usr/hard").unwrap();
    container.symlink("lib/large", "usr/link").unwrap();
    container.mkdir_all("gone/below", 0o755).unwrap();
    container.write("gone/below/file", b"1").unwrap();
    container.write("kept", b"1").unwrap();
    container.lchown("kept", Some(1_000), Some(100)).unwrap();
    container.set_xattr("kept", "user.name", "a\nvalue").unwrap();
    if is_root() {
        let null = Kind::CharDevice(Device { major: 1, minor: 3 });
        container.mknod("usr/null", Inode::new(null, Meta::new(0o666))).unwrap();
    }
    container.mknod("usr/pipe", Inode::new(Kind::Fifo, Meta::new(0o600))).unwrap();
    image.commit(&container, Compression::Gzip, step("base")).unwrap();
    image.commit(&container, Compression::Gzip, step("nothing")).unwrap();

    container.write_at("usr/lib/large", 150_000, b"mine").unwrap();
    container.remove_all("gone").unwrap();
    container.write_at("usr/hard", 0, b"2").unwrap();
    image.commit(&container, Compression::Gzip, step("changes")).unwrap();

    container.rename("usr/lib", "usr/lib64").unwrap();
    container.symlink("lib64", "usr/lib").unwrap();
    container.mkdir("gone", 0o700).unwrap();
    container.write("gone/new", b"1").unwrap();
    image.commit(&container, Compression::Gzip, step("moves")).unwrap();

    container.unlink("kept").unwrap();
    container.mkdir("kept", 0o755).unwrap();
    container.write("kept/file", b"3").unwrap();
    image.commit(&container, last, step("a directory for a file")).unwrap();
    image
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0)
}

fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The same tree, and a history of the same steps.
fn assert_same_image(path: &Path, image: &Image) {
    let opened = Image::open(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    opened.tree().check();
    let changes = opened.tree().diff(image.tree());
    assert!(changes.is_empty(), "{path:?}:\n{changes}");
    let steps = |image: &Image| -> Vec<_> {
        image.history().iter().map(|step| (step.created_by.clone(), step.empty_layer)).collect()
    };
    assert_eq!(steps(&opened), steps(image), "{path:?}");
    let ids = |image: &Image| -> Vec<_> {
        image.layers().iter().map(|layer| layer.origin().diff_id).collect()
    };
    assert_eq!(ids(&opened), ids(image), "{path:?}");
}

/// As somebody in a container would.
fn change(root: &Path) {
    fs::write(root.join("gone/new"), b"changed").unwrap();
    fs::remove_file(root.join("usr/link")).unwrap();
    fs::create_dir_all(root.join("added/below")).unwrap();
    fs::write(root.join("added/below/file"), vec![7; 10_000]).unwrap();
    fs::hard_link(root.join("added/below/file"), root.join("added/hard")).unwrap();
    symlink("below", root.join("added/link")).unwrap();
    fs::set_permissions(root.join("usr/su"), fs::Permissions::from_mode(0o700)).unwrap();
    fs::remove_dir_all(root.join("usr/lib64")).unwrap();
    fs::remove_file(root.join("usr/lib")).unwrap();
    fs::write(root.join("usr/lib"), b"a file for a link").unwrap();
}

#[test]
fn skopeo_copies_what_we_save_and_we_open_its_copies() {
    if !found("skopeo", "skopeo version") {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    for (name, last) in [("gzip", Compression::Gzip), ("zstd", Compression::Zstd)] {
        if !cfg!(feature = "zstd") && last == Compression::Zstd {
            continue;
        }
        let image = sample(last);
        let layout = dir.path().join(name);
        let archive = dir.path().join(format!("{name}.tar"));
        image.save_directory(&layout).unwrap();
        image.save_archive(fs::File::create(&archive).unwrap()).unwrap();
        let (layout, archive) = (layout.display(), archive.display());
        let mut inspect = Command::new("skopeo");
        let told = output(inspect.args(["inspect", &format!("oci:{layout}:latest")]));
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        let digests: Vec<_> =
            image.layers().iter().map(|layer| layer.origin().digest.to_string()).collect();
        assert_eq!(told["Layers"], serde_json::json!(digests));
        assert_eq!(told["Env"], serde_json::json!(["A=1"]));
        for (from, to) in [
            (format!("oci:{layout}:latest"), "oci"),
            (format!("oci:{layout}:latest"), "oci-archive"),
            (format!("oci:{layout}:latest"), "docker-archive"),
            (format!("oci-archive:{archive}"), "oci"),
            (format!("docker-archive:{archive}"), "oci"),
            (format!("docker-archive:{archive}"), "docker-archive"),
        ] {
            let copy = dir.path().join("copy");
            let tag = if to == "docker-archive" { "some/name:tag" } else { "latest" };
            let to = format!("{to}:{}:{tag}", copy.display());
            // Docker's own format has no zstd, says skopeo.
            if last == Compression::Zstd && format!("{from} {to}").contains("docker-archive") {
                continue;
            }
            println!("skopeo copy {from} {to}");
            run(Command::new("skopeo").args(["copy", "--quiet", "--insecure-policy", &from, &to]));
            assert_same_image(&copy, &image);
            if copy.is_dir() { fs::remove_dir_all(&copy) } else { fs::remove_file(&copy) }.unwrap();
        }
    }
}

#[test]
fn umoci_unpacks_what_we_save_and_we_open_what_it_repacks() {
    if !found("umoci", "umoci version") {
        return;
    }
    if !is_root() {
        eprintln!("skipped: without privileges umoci cannot give files to their owners");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    // The fourth release knows no zstd.
    let image = sample(Compression::Gzip);
    let layout = dir.path().join("layout");
    image.save_directory(&layout).unwrap();
    let bundle = dir.path().join("bundle");
    let tag = |tag: &str| format!("{}:{tag}", layout.display());
    run(Command::new("umoci").args(["unpack", "--image", &tag("latest")]).arg(&bundle));
    let root = bundle.join("rootfs");
    assert_same(&root, image.tree(), true);

    change(&root);
    run(Command::new("umoci").args(["repack", "--image", &tag("changed")]).arg(&bundle));
    let options = Options { reference: Some("changed"), ..Options::default() };
    let changed = Image::open_with(&layout, &options).unwrap();
    assert_eq!(changed.layers().len(), image.layers().len() + 1);
    // Its archives have whole seconds, and so have buildah's.
    assert_same(&root, changed.tree(), false);
    println!("umoci repack: {} changes", changed.tree().diff(image.tree()).len());

    // And ours upon theirs.
    let mut again = changed;
    again.squash(.., Compression::Gzip, step("squash")).unwrap();
    again.set_reference("squashed");
    let layout = dir.path().join("squashed");
    again.save_directory(&layout).unwrap();
    let bundle = dir.path().join("again");
    let tag = format!("{}:squashed", layout.display());
    run(Command::new("umoci").args(["unpack", "--image", &tag]).arg(&bundle));
    assert_same(&bundle.join("rootfs"), again.tree(), true);
}

#[test]
fn buildah_mounts_what_we_save_and_we_open_what_it_commits() {
    if !found("buildah", "buildah version") {
        return;
    }
    if !is_root() {
        eprintln!("skipped: without privileges buildah mounts nothing");
        return;
    }
    // It takes the path for a name, which has to be in lower case.
    let name = format!("layers-{}", std::process::id());
    let dir = tempfile::Builder::new().prefix(&name).rand_bytes(0).tempdir().unwrap();
    let image = sample(Compression::Gzip);
    let layout = dir.path().join("layout");
    image.save_directory(&layout).unwrap();
    let store = dir.path().join("store");
    let buildah = |args: &[&str]| {
        let mut command = Command::new("buildah");
        command.args(["--storage-driver", "vfs", "--root"]).arg(store.join("root"));
        command.arg("--runroot").arg(store.join("run"));
        output(command.args(args)).trim().to_owned()
    };
    let policy = dir.path().join("policy.json");
    fs::write(&policy, r#"{"default":[{"type":"insecureAcceptAnything"}]}"#).unwrap();
    let policy = format!("--signature-policy={}", policy.display());
    let from = format!("oci:{}:latest", layout.display());
    let container = buildah(&["from", &policy, &from]);
    let root = buildah(&["mount", &container]);
    let root = Path::new(&root);
    assert_same(root, image.tree(), true);

    change(root);
    let to = format!("oci:{}:changed", dir.path().join("changed").display());
    buildah(&["commit", "--quiet", &policy, &container, &to]);
    let changed = Image::open(dir.path().join("changed")).unwrap();
    assert_same(root, changed.tree(), false);
    println!("buildah commit: {} changes", changed.tree().diff(image.tree()).len());
    buildah(&["umount", &container]);
    buildah(&["rm", &container]);
}
