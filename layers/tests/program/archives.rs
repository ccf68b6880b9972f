//! `import` and `export`: archives of layers, trees and images.

use std::fs;
use std::io::Write as _;

use layers::layer::Compression;
use layers::{Image, Layer, LayeredFs, Limits, Mode};
use tempfile::TempDir;

use crate::shell::{Shell, small};

fn tar(tree: &LayeredFs, base: &LayeredFs, compression: Compression) -> Vec<u8> {
    let mut archive = Vec::new();
    Layer::between(base, tree).unwrap().to_blob(&mut archive, compression).unwrap();
    archive
}

#[test]
fn layers_are_put_one_upon_another() {
    let shell = Shell::new();
    let base = small();
    let mut upper = base.clone();
    upper.remove_all("etc/app").unwrap();
    upper.write("etc/motd", "upper\n").unwrap();
    let mut top = upper.clone();
    top.write("top", "top\n").unwrap();
    fs::write(shell.path("1.tar"), tar(&base, &LayeredFs::new(), Compression::None)).unwrap();
    fs::write(shell.path("2.tar.gz"), tar(&upper, &base, Compression::Gzip)).unwrap();
    let third = tar(&top, &upper, Compression::None);
    let made = shell.ok_with(&["import", "1.tar", "2.tar.gz", "-", "--name", "a.b/app:1"], &third);
    assert!(made.starts_with("a.b/app:1 sha256:"), "{made}");
    assert_eq!(shell.ok(&["ls", "-R", "a.b/app:1:/etc"]), "/etc/motd\n");
    assert_eq!(shell.ok(&["cat", "a.b/app:1:/etc/motd", "a.b/app:1:/top"]), "upper\ntop\n");
    assert_eq!(shell.json(&["history", "a.b/app:1"]).as_array().unwrap().len(), 3);
    // The same on an image of the store.
    shell.ok(&["import", "1.tar"]);
    let made = shell.json(&["import", "2.tar.gz", "--on", "1", "--compress", "none"]);
    assert_eq!((&made["name"], &made["layers"]), (&"2".into(), &2.into()));
    assert_eq!(shell.ok(&["diff", "a.b/app:1", "2"]), "A /top\n");
}

#[test]
fn a_directory_of_the_host_is_a_layer() {
    let shell = Shell::new();
    let root = shell.path("root");
    fs::create_dir_all(root.join("a/b")).unwrap();
    fs::write(root.join("a/file"), "text").unwrap();
    fs::hard_link(root.join("a/file"), root.join("a/b/hard")).unwrap();
    std::os::unix::fs::symlink("a/file", root.join("link")).unwrap();
    shell.ok(&["import", "root"]);
    assert_eq!(shell.ok(&["ls", "-R", "root"]), "/a\n/a/b\n/a/b/hard\n/a/file\n/link\n");
    assert_eq!(shell.json_lines(&["ls", "root:/a/file"])[0]["nlink"], 2);
    let socket = std::os::unix::net::UnixListener::bind(root.join("socket")).unwrap();
    let done = shell.run(&["import", "./root/", "--name", "with-socket"]);
    assert_eq!(
        (done.status, &done.stderr[..]),
        (0, "layers: ./root/socket: a socket, which is left out\n")
    );
    assert_eq!(shell.ok(&["diff", "with-socket", "root"]), "");
    drop(socket);
}

#[test]
fn images_go_out_and_come_back() {
    let shell = Shell::with_base(&small());
    shell.ok(&["start", "base", "--name", "web"]);
    shell.ok(&["write", "web:/etc/motd", "new"]);
    shell.ok(&["commit", "web", "app:2"]);
    shell.ok(&["export", "app:2", "--as", "archive", "-o", "app.tar"]);
    shell.ok(&["export", "app:2", "--as", "dir", "-o", "app.oci"]);
    // Once more, over what is there; but not among files of others.
    shell.ok(&["export", "app:2", "--as", "dir", "-o", "app.oci"]);
    fs::create_dir(shell.path("mine")).unwrap();
    shell.ok(&["export", "base", "--as", "dir", "-o", "mine"]);
    fs::remove_file(shell.path("mine/oci-layout")).unwrap();
    let said = shell.fails(1, &["export", "app:2", "--as", "dir", "-o", "mine"]);
    assert_eq!(said, "mine: Is neither empty nor an OCI layout");
    for (source, store) in [("app.tar", "one"), ("app.oci", "two")] {
        let image = Image::open(shell.path(source)).unwrap();
        assert_eq!((image.reference(), image.layers().len()), (Some("app:2"), 2));
        assert_eq!(image.tree().read("etc/motd").unwrap(), b"new\n");
        let made = shell.ok(&["--store", store, "import", source]);
        assert_eq!(made, shell.ok(&["--store", store, "import", source, "--replace"]));
        assert!(made.starts_with("app:2 sha256:"), "{made}");
        assert_eq!(shell.ok(&["--store", store, "cat", "app:2:/etc/motd"]), "new\n");
        // The very same image: the digest of its manifest says so.
        let digest = |roots: Vec<serde_json::Value>| {
            roots.into_iter().find(|root| root["name"] == "app:2").unwrap()["digest"].clone()
        };
        assert_eq!(
            digest(shell.json_lines(&["--store", store, "ls"])),
            digest(shell.json_lines(&["ls"]))
        );
    }
    // In another way compressed it is another image of the same layers.
    shell.ok(&["export", "app:2", "--as", "dir", "--compress", "gzip", "-o", "gzip.oci"]);
    let (image, gzip) = (shell.path("app.oci"), shell.path("gzip.oci"));
    let (image, gzip) = (Image::open(image).unwrap(), Image::open(gzip).unwrap());
    for (old, new) in image.layers().iter().zip(gzip.layers()) {
        assert_eq!(old.origin().diff_id, new.origin().diff_id);
        assert_eq!(new.origin().compression, Compression::Gzip);
        assert_eq!(new.media_type(), "application/vnd.oci.image.layer.v1.tar+gzip");
    }
    // The archive on stdout is the same, and one of a container is what would be committed.
    assert!(
        shell.run(&["export", "app:2", "--as", "archive"]).stdout
            == fs::read(shell.path("app.tar")).unwrap()
    );
    shell.ok(&["export", "web", "--as", "archive", "-o", "web.tar"]);
    shell.ok(&["import", "web.tar", "base.tar", "--name", "both"]);
    assert_eq!(shell.json(&["history", "both"]).as_array().unwrap().len(), 3);
    assert!(shell.fails(1, &["import", "base.tar", "web.tar"]).starts_with("web.tar: Is an image"));
    // What an archive is can also be said.
    shell.ok(&["import", "app.tar", "--as", "layer", "--name", "as-layer"]);
    assert_eq!(shell.ok(&["ls", "as-layer"]), "blobs\nindex.json\nmanifest.json\noci-layout\n");
    assert!(shell.fails(1, &["import", "base.tar", "--as", "image"]).contains("is no image"));
}

#[test]
fn a_layer_is_what_the_container_has_changed() {
    let shell = Shell::with_base(&small());
    shell.ok(&["start", "base", "--name", "web"]);
    shell.ok(&["write", "web:/etc/motd", "new"]);
    shell.ok(&["rm", "-r", "web:/usr"]);
    let archive = shell.run(&["export", "web", "--as", "layer"]).stdout;
    let layer = Layer::from_tar(&archive[..], Mode::Strict, &Limits::default()).unwrap();
    assert_eq!(layer.whiteouts().iter().map(ToString::to_string).collect::<Vec<_>>(), ["/usr"]);
    let paths: Vec<_> = layer.items().iter().map(|item| item.path.to_string()).collect();
    assert_eq!(paths, ["/etc", "/etc/motd"]);
    shell.ok(&["export", "web", "--as", "layer", "--compress", "gzip", "-o", "layer.tar.gz"]);
    assert!(fs::read(shell.path("layer.tar.gz")).unwrap().starts_with(&[0x1f, 0x8b]));
    shell.ok(&["import", "layer.tar.gz", "--on", "base", "--name", "again"]);
    assert_eq!(shell.ok(&["diff", "web", "again"]), "");
    assert_eq!(shell.run(&["export", "again", "--as", "layer"]).stdout, archive);
}

#[test]
fn what_layers_must_not_say_is_refused_unless_leniency_is_asked_for() {
    let shell = Shell::new();
    let mut tree = LayeredFs::new();
    tree.write("a", "first").unwrap();
    let mut twice = tar(&tree, &LayeredFs::new(), Compression::None);
    twice.truncate(twice.len() - 1_024);
    tree.write("a", "second").unwrap();
    twice.extend(tar(&tree, &LayeredFs::new(), Compression::None));
    fs::write(shell.path("twice.tar"), &twice).unwrap();
    let said = shell.fails(1, &["import", "twice.tar"]);
    assert!(said.starts_with("twice.tar: ") && said.contains("/a"), "{said}");
    assert!(!shell.store().exists());
    shell.ok(&["import", "twice.tar", "--lenient"]);
    assert_eq!(shell.ok(&["cat", "twice:/a"]), "second");
    // Also cut off, and no archive at all.
    fs::write(shell.path("cut.tar"), &twice[..700]).unwrap();
    fs::write(shell.path("text.tar"), "no archive\n".repeat(100)).unwrap();
    for source in ["cut.tar", "text.tar"] {
        let said = shell.fails(1, &["import", source]);
        assert!(said.starts_with(&format!("{source}: ")), "{said}");
    }
    let said = shell.run_with(&["import", "-", "--name", "x"], &twice[..700]);
    assert!(said.status == 1 && said.stderr.starts_with("layers: stdin: "), "{said:?}");
}

#[test]
fn an_export_to_a_file_replaces_it_as_a_whole() {
    let shell = Shell::with_base(&small());
    fs::write(shell.path("out.tar"), "old").unwrap();
    shell.ok(&["export", "base", "-o", "out.tar"]);
    let tree = fs::read(shell.path("out.tar")).unwrap();
    assert!(tree == shell.run(&["export", "base"]).stdout && tree.len() > 100_000);
    // Not even a half of one is left where it cannot be written.
    let full = std::path::Path::new("/dev/full");
    if full.exists() {
        let said = shell.fails(1, &["export", "base", "-o", "/dev/full"]);
        assert!(said.contains("No space left on device"), "{said}");
        let done = shell
            .command(&["export", "base"])
            .stdout(fs::File::options().write(true).open(full).unwrap())
            .output()
            .unwrap();
        assert_eq!(done.status.code(), Some(1));
    }
    assert_eq!(fs::read_dir(shell.path(".")).unwrap().count(), 3, "base.tar, out.tar, store");
    // Of a link, as /dev/stdout is one, what it leads to is written.
    fs::write(shell.path("out.tar"), vec![b'x'; tree.len() + 1]).unwrap();
    std::os::unix::fs::symlink("out.tar", shell.path("link")).unwrap();
    shell.ok(&["export", "base", "-o", "link"]);
    assert!(shell.path("link").is_symlink() && fs::read(shell.path("out.tar")).unwrap() == tree);
}

#[test]
fn a_name_must_be_said_where_none_can_be_guessed() {
    let shell = Shell::new();
    let directory = TempDir::with_prefix_in("ä", shell.path(".")).unwrap();
    let said = shell.fails(2, &[std::ffi::OsStr::new("import"), directory.path().as_os_str()]);
    assert_eq!(said, "what to call the image must be said: --name NAME");
    let mut file = fs::File::create(shell.path("archive.tgz")).unwrap();
    file.write_all(&tar(&small(), &LayeredFs::new(), Compression::Gzip)).unwrap();
    assert!(shell.ok(&["import", "archive.tgz"]).starts_with("archive sha256:"));
}

#[test]
fn a_store_is_a_layout_of_its_images() {
    let shell = Shell::with_base(&small());
    shell.ok(&["start", "base", "--name", "web"]);
    shell.ok(&["write", "web:/etc/motd", "new"]);
    shell.ok(&["commit", "web", "app:2"]);
    let said = shell.fails(1, &["--store", "other", "import", "store"]);
    assert!(said.contains("has 2 images") && said.contains("base, app:2"), "{said}");
    for name in ["base", "app:2"] {
        let made = shell.ok(&["--store", "other", "import", "store", "--select", name]);
        assert!(made.starts_with(&format!("{name} sha256:")), "{made}");
    }
    assert_eq!(shell.ok(&["--store", "other", "cat", "app:2:/etc/motd"]), "new\n");
    let said = shell.fails(1, &["--store", "other", "import", "store", "--select", "neither"]);
    assert_eq!(said, "store: index.json: has no such image");
}

#[test]
fn the_root_itself_comes_and_goes() {
    let shell = Shell::new();
    let mut tree = small();
    tree.chmod("/", 0o1711).unwrap();
    tree.utimes("/", layers::inode::Time { seconds: 1_234, nanoseconds: 5 }).unwrap();
    shell.archive("base.tar", &tree);
    shell.ok(&["import", "base.tar"]);
    shell.ok(&["cp", "-r", "base:/", "root"]);
    shell.ok(&["import", "root"]);
    let archive = shell.run(&["export", "root"]).stdout;
    let layer = Layer::from_tar(&archive[..], Mode::Strict, &Limits::default()).unwrap();
    let root = layer.apply(&LayeredFs::new()).unwrap();
    let stat = root.stat("/").unwrap();
    assert_eq!((stat.mode, stat.mtime.seconds, stat.mtime.nanoseconds), (0o1711, 1_234, 5));
    assert_eq!(layer.items()[0].path.to_string(), "/");
}
