//! Images: saved and opened again in every form, and refused where a byte is not as it was said to be.

use std::fs;
use std::path::Path;

use layers::image::{History, Image, Options};
use layers::layer::Compression;
use layers::{Digest, Error, Layer, LayeredFs, Limits, Mode};
use serde_json::{Value, json};
use tempfile::TempDir;

fn step(what: &str) -> History {
    History { created_by: Some(what.to_owned()), ..History::default() }
}

/// Three layers, each compressed in another way, and a step that changed nothing.
fn sample() -> Image {
    let mut image = Image::new();
    image.set_reference("sample:1");
    image.set_property("config", json!({ "Env": ["A=1"] })).unwrap();
    let mut container = image.tree().clone();
    container.mkdir_all("usr/lib", 0o755).unwrap();
    container.write("usr/lib/base", vec![b'x'; 10_000]).unwrap();
    container.write("usr/lib/old", b"1").unwrap();
    image.commit(&container, Compression::Gzip, step("base")).unwrap();
    image.commit(&container, Compression::Gzip, step("nothing")).unwrap();
    container.write_at("usr/lib/base", 5_000, b"mine").unwrap();
    container.unlink("usr/lib/old").unwrap();
    image.commit(&container, Compression::None, step("change")).unwrap();
    container.rename("usr/lib", "usr/lib64").unwrap();
    container.symlink("lib64", "usr/lib").unwrap();
    let last = if cfg!(feature = "zstd") { Compression::Zstd } else { Compression::Gzip };
    image.commit(&container, last, step("move")).unwrap();
    assert!(image.tree().diff(&container).is_empty());
    image
}

fn assert_same(image: &Image, of: &Image) {
    assert!(image.tree().diff(of.tree()).is_empty());
    image.tree().check();
    assert_eq!((image.history(), image.reference()), (of.history(), of.reference()));
    assert_eq!(image.property("config"), of.property("config"));
    let parts = |image: &Image| -> Vec<_> {
        image
            .layers()
            .iter()
            .map(|layer| (*layer.origin(), layer.media_type().to_owned()))
            .collect()
    };
    assert_eq!(parts(image), parts(of));
}

#[test]
fn what_is_saved_is_opened() {
    let image = sample();
    assert_eq!((image.layers().len(), image.history().len()), (3, 4));
    assert!(image.history()[1].empty_layer);
    let dir = tempfile::tempdir().unwrap();
    let layout = dir.path().join("layout");
    image.save_directory(&layout).unwrap();
    let opened = Image::open(&layout).unwrap();
    assert_same(&opened, &image);

    let archive = dir.path().join("image.tar");
    opened.save_archive(fs::File::create(&archive).unwrap()).unwrap();
    let from_archive = Image::open(&archive).unwrap();
    assert_same(&from_archive, &image);
    let mut again = Vec::new();
    from_archive.save_archive(&mut again).unwrap();
    assert!(again == fs::read(&archive).unwrap(), "the same image is the same archive");

    // Saved over itself, and then once more with a layer on top.
    opened.save_directory(&layout).unwrap();
    let mut more = opened.clone();
    let mut container = more.tree().clone();
    container.write("new", b"1").unwrap();
    more.commit(&container, Compression::Gzip, History::default()).unwrap();
    more.save_directory(&layout).unwrap();
    assert_same(&Image::open(&layout).unwrap(), &more);
    assert_eq!(opened.tree().diff(more.tree()).to_string(), "D /new\n");
}

/// What `docker save` wrote before it wrote layouts: directories by layer, links where layers are equal.
#[test]
fn an_older_archive_of_docker_save() {
    let image = sample();
    let mut files = LayeredFs::new();
    let mut diff_ids = Vec::new();
    let mut names = Vec::new();
    for (at, layer) in image.layers().iter().enumerate() {
        let mut blob = Vec::new();
        diff_ids.push(layer.layer().to_tar(&mut blob).unwrap().to_string());
        files.mkdir(format!("{at}"), 0o755).unwrap();
        files.write(format!("{at}/layer.tar"), blob).unwrap();
        names.push(format!("{at}/layer.tar"));
    }
    files.rename("1/layer.tar", "0/other.tar").unwrap();
    files.symlink("../0/other.tar", "1/layer.tar").unwrap();
    let config = json!({
        "os": "linux", "config": { "Env": ["A=1"] },
        "rootfs": { "type": "layers", "diff_ids": diff_ids },
    });
    let config = config.to_string();
    let config_name = format!("{}.json", Digest::of(&config).hex());
    files.write(&config_name, config.as_bytes()).unwrap();
    let write_manifest = |files: &mut LayeredFs, config: &str| {
        let saved = json!([{ "Config": config, "RepoTags": ["a:1", "b:2"], "Layers": names }]);
        files.write("manifest.json", saved.to_string().into_bytes()).unwrap();
    };
    write_manifest(&mut files, &config_name);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("saved.tar.gz");
    let save = |files: &LayeredFs| {
        let layer = Layer::between(&LayeredFs::new(), files).unwrap();
        layer.to_blob(fs::File::create(&path).unwrap(), Compression::Gzip).unwrap();
    };
    save(&files);
    let opened = Image::open(&path).unwrap();
    assert!(opened.tree().diff(image.tree()).is_empty());
    assert_eq!(opened.reference(), Some("a:1"));
    let tagged = |reference| {
        let options = Options { reference: Some(reference), ..Options::default() };
        Image::open_with(&path, &options)
    };
    assert!(tagged("b:2").is_ok());
    assert!(tagged("c:3").unwrap_err().to_string().contains("has 0 such images"));

    // Another configuration under the name, another layer, and a name that leads out.
    let good = files.clone();
    files.write(&config_name, config.replace("A=1", "A=2").into_bytes()).unwrap();
    save(&files);
    assert!(Image::open(&path).unwrap_err().to_string().contains("has the digest"));
    files = good.clone();
    files.write_at("0/layer.tar", 1_000, b"!").unwrap();
    save(&files);
    assert!(Image::open(&path).is_err());
    files = good;
    write_manifest(&mut files, "../../../../../../etc/passwd");
    save(&files);
    assert!(Image::open(&path).unwrap_err().to_string().contains("no such file"));
}

fn edit(path: &Path, change: impl FnOnce(&mut Value)) {
    let mut document = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    change(&mut document);
    fs::write(path, document.to_string()).unwrap();
}

fn blob(layout: &Path, digest: &str) -> std::path::PathBuf {
    layout.join("blobs").join(digest.replace(':', "/"))
}

/// Changes a document, and everything that says its digest.
fn edit_manifest(layout: &Path, change: impl FnOnce(&mut Value)) {
    let index: Value =
        serde_json::from_slice(&fs::read(layout.join("index.json")).unwrap()).unwrap();
    let old = index["manifests"][0]["digest"].as_str().unwrap();
    edit(&blob(layout, old), change);
    let bytes = fs::read(blob(layout, old)).unwrap();
    let digest = Digest::of(&bytes).to_string();
    fs::write(blob(layout, &digest), &bytes).unwrap();
    edit(&layout.join("index.json"), |index| {
        index["manifests"][0]["digest"] = digest.into();
        index["manifests"][0]["size"] = bytes.len().into();
    });
}

#[test]
fn every_byte_is_verified() {
    let image = sample();
    let opened = |break_it: &dyn Fn(&Path)| {
        let dir = tempfile::tempdir().unwrap();
        image.save_directory(dir.path()).unwrap();
        break_it(dir.path());
        Image::open(dir.path())
    };
    assert_same(&opened(&|_| {}).unwrap(), &image);
    let layer = |at: usize| image.layers()[at].origin().digest.to_string();
    type Break<'a> = &'a dyn Fn(&Path);
    let cases: [(&str, Break<'_>, &str); 12] = [
        ("no index", &|at| fs::remove_file(at.join("index.json")).unwrap(), "is no image"),
        ("no JSON", &|at| fs::write(at.join("index.json"), "{").unwrap(), "index.json: EOF"),
        (
            "no manifest",
            &|at| edit(&at.join("index.json"), |i| i["manifests"] = json!([])),
            "no such image",
        ),
        (
            "two",
            &|at| {
                edit(&at.join("index.json"), |i| {
                    let one = i["manifests"][0].clone();
                    i["manifests"].as_array_mut().unwrap().push(one);
                });
            },
            "has 2 images",
        ),
        (
            "a digest that is a path",
            &|at| edit(&at.join("index.json"), |i| i["manifests"][0]["digest"] = "../x".into()),
            "is no SHA-256 digest",
        ),
        (
            "size of the manifest",
            &|at| edit(&at.join("index.json"), |i| i["manifests"][0]["size"] = 1.into()),
            "and should have 1",
        ),
        (
            "bytes of a layer",
            &|at| {
                let path = blob(at, &layer(1));
                let mut bytes = fs::read(&path).unwrap();
                // The padding behind the last file, which nothing else would notice.
                let last = bytes.len() - 1_025;
                bytes[last] ^= 1;
                fs::write(&path, bytes).unwrap();
            },
            "has the digest",
        ),
        ("no layer", &|at| fs::remove_file(blob(at, &layer(0))).unwrap(), "(os error 2)"),
        (
            "a layer that is no file",
            &|at| {
                let path = blob(at, &layer(0));
                fs::remove_file(&path).unwrap();
                fs::create_dir(&path).unwrap();
            },
            "not a regular file",
        ),
        (
            "size of a layer",
            &|at| edit_manifest(at, |m| m["layers"][0]["size"] = 1.into()),
            "and should have 1",
        ),
        (
            "a layer too few",
            &|at| edit_manifest(at, |m| drop(m["layers"].as_array_mut().unwrap().pop())),
            "3 diff IDs for 2 layers",
        ),
        (
            "the order of layers",
            &|at| edit_manifest(at, |m| m["layers"].as_array_mut().unwrap().swap(0, 1)),
            "has the diff ID",
        ),
    ];
    for (name, break_it, part) in cases {
        let error = opened(break_it).expect_err(name).to_string();
        assert!(error.contains(part), "{name}: {error}");
    }
}

#[test]
fn an_index_in_an_index_for_several_machines() {
    let dir = tempfile::tempdir().unwrap();
    let image = sample();
    image.save_directory(dir.path()).unwrap();
    let path = dir.path().join("index.json");
    edit(&path, |index| {
        let ours = &mut index["manifests"][0];
        let machine = match std::env::consts::ARCH {
            "x86_64" => "amd64",
            "aarch64" => "arm64",
            other => other,
        };
        ours["annotations"] = json!({});
        ours["platform"] = json!({ "os": "linux", "architecture": machine });
        let mut other = ours.clone();
        other["platform"] = json!({ "os": "linux", "architecture": "other", "variant": "v9" });
        other["digest"] = Digest::of(b"not here").to_string().into();
        index["manifests"].as_array_mut().unwrap().insert(0, other);
    });
    let inner = fs::read(&path).unwrap();
    let digest = Digest::of(&inner).to_string();
    fs::write(blob(dir.path(), &digest), &inner).unwrap();
    let outer = json!({ "schemaVersion": 2, "manifests": [{
        "mediaType": "application/vnd.oci.image.index.v1+json",
        "digest": digest, "size": inner.len(),
        "annotations": { "org.opencontainers.image.ref.name": "sample:1" },
    }] });
    fs::write(&path, outer.to_string()).unwrap();
    assert_same(&Image::open(dir.path()).unwrap(), &image);
}

#[test]
fn a_failed_push_changes_nothing() {
    let mut image = sample();
    let before = image.clone();
    let mut container = image.tree().clone();
    container.write(".wh.x", b"1").unwrap();
    let error = image.commit(&container, Compression::Gzip, History::default());
    assert!(matches!(error, Err(Error::Malformed { .. })));
    assert_same(&image, &before);
    assert!(image.set_property("rootfs", Value::Null).is_err());
}

#[test]
fn layers_are_compressed_in_another_way() {
    // As others write them: not to be written anew by us.
    let mut odd = Vec::new();
    let mut tree = LayeredFs::new();
    tree.write("a", vec![b'a'; 100_000]).unwrap();
    Layer::between(&LayeredFs::new(), &tree).unwrap().to_tar(&mut odd).unwrap();
    odd.resize(odd.len() + 20 * 512, 0);
    let layer = Layer::from_tar(&odd[..], Mode::Strict, &Limits::default()).unwrap();
    let diff_id = Digest::of(&odd);
    assert_eq!(layer.origin().unwrap().diff_id, diff_id);

    let directory = TempDir::new().unwrap();
    let blobs = directory.path().join("blobs/sha256");
    fs::create_dir_all(&blobs).unwrap();
    let keep = |bytes: &[u8]| {
        let digest = Digest::of(bytes);
        fs::write(blobs.join(digest.hex()), bytes).unwrap();
        json!({ "digest": digest.to_string(), "size": bytes.len() })
    };
    let mut of_layer = keep(&odd);
    of_layer["mediaType"] = "application/vnd.oci.image.layer.v1.tar".into();
    let config = json!({ "rootfs": { "type": "layers", "diff_ids": [diff_id.to_string()] } });
    let config = keep(config.to_string().as_bytes());
    let manifest = json!({ "schemaVersion": 2, "config": config, "layers": [of_layer] });
    let manifest = keep(manifest.to_string().as_bytes());
    let index = json!({ "schemaVersion": 2, "manifests": [manifest] });
    fs::write(directory.path().join("index.json"), index.to_string()).unwrap();

    let mut image = Image::open(directory.path()).unwrap();
    let mut ways = vec![Compression::Gzip, Compression::None, Compression::None];
    if cfg!(feature = "zstd") {
        ways.insert(1, Compression::Zstd);
    }
    for compression in ways {
        image.compress(compression).unwrap();
        let origin = *image.layers()[0].origin();
        assert_eq!((origin.diff_id, origin.compression), (diff_id, compression));
        assert_eq!(origin.stream_len, odd.len() as u64);
        let saved = TempDir::new().unwrap();
        image.save_directory(saved.path()).unwrap();
        let again = Image::open(saved.path()).unwrap();
        assert_eq!(again.layers()[0].origin(), &origin);
        assert_eq!(again.tree().read("a").unwrap(), tree.read("a").unwrap());
        if compression == Compression::None {
            assert_eq!(origin.digest, diff_id);
        }
    }
    // A blob that has changed since then is no longer that of this image.
    let image = Image::open(directory.path()).unwrap();
    let path = blobs.join(diff_id.hex());
    let mut changed = fs::read(&path).unwrap();
    changed[1_000] ^= 1;
    fs::write(&path, changed).unwrap();
    let mut other = image.clone();
    assert!(
        other
            .compress(Compression::Gzip)
            .unwrap_err()
            .to_string()
            .ends_with("has changed since it was read")
    );
    assert_eq!(other.layers()[0].origin(), image.layers()[0].origin());
}
