//! Images squashed: the same tree of fewer layers, whichever of them are taken.

#[path = "support/op.rs"]
mod op;
#[path = "support/ours.rs"]
mod ours;

use layers::fs::Clock;
use layers::image::{History, Image};
use layers::inode::Time;
use layers::layer::{Compression, Content};
use layers::{Layer, LayeredFs};
use op::{Random, Target};
use serde_json::json;

fn step(what: &str) -> History {
    History { created_by: Some(what.to_owned()), ..History::default() }
}

/// An image of several layers, of random operations.
fn random_image(seed: u64, layers: usize) -> Image {
    let mut random = Random::new(seed);
    let mut image = Image::new();
    for layer in 0..layers {
        let mut container = image.tree().clone();
        for now in 0..40 {
            random.look_at(&container.tree());
            // Errors are another test's.
            let _ = container.run(&random.op(false), 100 * layer as i64 + now);
        }
        image.commit(&container, Compression::None, step(&layer.to_string())).unwrap();
        // A step that made no layer.
        image.commit(&image.tree().clone(), Compression::None, step("nothing")).unwrap();
    }
    image
}

/// What the layers of an image make, as others would find out.
fn merged(image: &Image) -> LayeredFs {
    merged_up_to(image, image.layers().len())
}

fn merged_up_to(image: &Image, end: usize) -> LayeredFs {
    let mut tree = LayeredFs::with_clock(Clock::Stopped);
    for layer in &image.layers()[..end] {
        tree = layer.layer().apply(&tree).unwrap();
    }
    tree.check();
    tree
}

#[test]
fn any_layers_are_squashed_into_one_and_the_tree_stays() {
    let mut whiteouts = 0;
    for seed in 0..30 {
        let image = random_image(seed, 5);
        let count = image.layers().len();
        for start in 0..count {
            for end in start + 1..=count {
                let context = format!("seed {seed}, layers {start}..{end}");
                let mut squashed = image.clone();
                squashed.squash(start..end, Compression::None, step("squash")).unwrap();
                // With the times of directories.
                assert_eq!(merged(&squashed).tree(), merged(&image).tree(), "{context}");
                assert!(squashed.tree().ptr_eq(image.tree()), "{context}");
                let is_one = squashed.layers().len() + end - start == count + 1;
                // Or they change nothing together.
                assert!(is_one || squashed.layers().len() + end - start == count, "{context}");
                let origins = |image: &Image| -> Vec<_> {
                    image.layers().iter().map(|layer| *layer.origin()).collect()
                };
                let (old, new) = (origins(&image), origins(&squashed));
                assert_eq!(&old[..start], &new[..start]);
                assert_eq!(&old[end..], &new[start + usize::from(is_one)..]);
                let mut again = image.clone();
                again.squash(start..=end - 1, Compression::None, step("squash")).unwrap();
                assert_eq!(origins(&again), new, "{context}: the same bytes");
                if !is_one {
                    let changes = merged_up_to(&image, end).diff(&merged_up_to(&image, start));
                    assert!(changes.is_empty(), "{context}");
                    continue;
                }
                let layer = squashed.layers()[start].layer();
                assert!(layer.opaque().is_empty());
                if start == 0 {
                    assert!(layer.whiteouts().is_empty(), "{context}: {:?}", layer.whiteouts());
                }
                whiteouts += layer.whiteouts().len();
                // What is one layer already stays it.
                again.squash(start..=start, Compression::None, step("again")).unwrap();
                assert_eq!(origins(&again), new, "{context}");
            }
        }
    }
    assert!(whiteouts > 100, "only {whiteouts}");
}

#[test]
fn what_is_squashed_is_saved_and_opened() {
    for seed in 100..110 {
        let mut image = random_image(seed, 4);
        let before = merged(&image).tree();
        let dir = tempfile::tempdir().unwrap();
        image.save_directory(dir.path()).unwrap();
        // Layers whose blobs are files.
        image = Image::open(dir.path()).unwrap();
        image.squash(1..3, Compression::Gzip, step("squash")).unwrap();
        image.save_directory(dir.path()).unwrap();
        let opened = Image::open(dir.path()).unwrap();
        assert_eq!(opened.tree().tree(), before);
        assert_eq!(opened.history(), image.history());
        image.squash(.., Compression::Gzip, step("all")).unwrap();
        let archive = dir.path().join("image.tar");
        image.save_archive(std::fs::File::create(&archive).unwrap()).unwrap();
        let opened = Image::open(&archive).unwrap();
        assert_eq!((opened.layers().len(), opened.tree().tree()), (1, before));
        // A layer for each step that says it made one, which other tools insist on.
        let made = opened.history().iter().filter(|step| !step.empty_layer).count();
        assert_eq!(made, 1);
    }
}

#[test]
fn the_history_keeps_its_steps() {
    let mut image = random_image(1, 3);
    image.squash(0..2, Compression::Gzip, step("squash")).unwrap();
    let steps: Vec<_> = image
        .history()
        .iter()
        .map(|step| (step.created_by.as_deref().unwrap(), step.empty_layer))
        .collect();
    let nothing = ("nothing", true);
    let expected =
        [("0", true), nothing, ("1", true), ("squash", false), nothing, ("2", false), nothing];
    assert_eq!(steps, expected);
}

#[test]
fn what_comes_and_goes_leaves_nothing() {
    let mut image = Image::new();
    let base = image.tree().clone();
    let mut container = base.clone();
    container.set_clock(Clock::Stopped);
    container.mkdir("d", 0o755).unwrap();
    container.write("d/large", vec![1; 100_000]).unwrap();
    image.commit(&container, Compression::Gzip, step("add")).unwrap();
    let mut container = image.tree().clone();
    container.set_clock(Clock::Stopped);
    container.remove_all("d").unwrap();
    image.commit(&container, Compression::Gzip, step("remove")).unwrap();
    assert_eq!(image.layers().len(), 2);
    image.squash(.., Compression::Gzip, step("squash")).unwrap();
    assert_eq!((image.layers().len(), image.history().len()), (0, 3));
    assert!(image.history().iter().all(|step| step.empty_layer));
    assert!(image.tree().diff(&base).is_empty());
    let mut archive = Vec::new();
    image.save_archive(&mut archive).unwrap();
}

/// A directory of which only the time is another one has no change, but an item in the squashed layer.
#[test]
fn times_of_directories_stay() {
    let mut image = Image::new();
    let mut container = image.tree().clone();
    container.mkdir_all("a/b", 0o755).unwrap();
    container.mkdir("c", 0o755).unwrap();
    container.write("c/f", b"1").unwrap();
    image.commit(&container, Compression::Gzip, step("base")).unwrap();
    for at in [7, 8] {
        // As an archive by another tool would: directories alone, with their times.
        let mut other = LayeredFs::new();
        other.mkdir_all("a/b", 0o755).unwrap();
        other.utimes("a", Time::at(at)).unwrap();
        other.utimes("a/b", Time::at(10 * at)).unwrap();
        let layer = Layer::between(&LayeredFs::new(), &other).unwrap();
        image.push_layer(layer, Compression::Gzip, step("times")).unwrap();
    }
    image.squash(1.., Compression::Gzip, step("squash")).unwrap();
    let tree = merged(&image);
    let time = |path: &str| tree.stat(path).unwrap().mtime;
    assert_eq!((time("a"), time("a/b")), (Time::at(8), Time::at(80)));
    let items = image.layers()[1].layer().items();
    let paths: Vec<_> = items.iter().map(|item| item.path.to_string()).collect();
    assert_eq!(paths, ["/a", "/a/b"]);
    assert!(items.iter().all(|item| matches!(item.content, Content::Inode(_))));
}

#[test]
fn what_cannot_be_squashed_is_refused_and_stays() {
    let mut image = random_image(3, 3);
    let before: Vec<_> = image.layers().iter().map(|layer| *layer.origin()).collect();
    let history = image.history().to_vec();
    #[allow(clippy::reversed_empty_ranges, reason = "it is to be refused")]
    for range in [2..1, 0..4, 7..9] {
        let error = image.squash(range, Compression::Gzip, step("")).unwrap_err();
        assert!(error.to_string().contains("the image has 3 layers"), "{error}");
    }
    image.squash(1..1, Compression::Gzip, step("")).unwrap();
    let after: Vec<_> = image.layers().iter().map(|layer| *layer.origin()).collect();
    assert_eq!((after, image.history()), (before, &history[..]));
}

/// A history need not be there; one step for many layers would only be wrong.
#[test]
fn a_history_that_is_not_that_of_the_layers_stays() {
    let image = random_image(3, 3);
    let mut files = LayeredFs::new();
    let mut names = Vec::new();
    for (at, layer) in image.layers().iter().enumerate() {
        let mut blob = Vec::new();
        layer.layer().to_tar(&mut blob).unwrap();
        names.push(format!("{at}.tar"));
        files.write(&names[at], blob).unwrap();
    }
    let diff_ids: Vec<_> =
        image.layers().iter().map(|layer| layer.origin().diff_id.to_string()).collect();
    let rootfs = json!({ "type": "layers", "diff_ids": diff_ids });
    let config = json!({ "history": [{ "created_by": "all" }], "rootfs": rootfs }).to_string();
    files.write("config", config.into_bytes()).unwrap();
    let saved = json!([{ "Config": "config", "Layers": names }]).to_string();
    files.write("manifest.json", saved.into_bytes()).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("saved.tar");
    let archive = Layer::between(&LayeredFs::new(), &files).unwrap();
    archive.to_tar(std::fs::File::create(&path).unwrap()).unwrap();

    let mut opened = Image::open(&path).unwrap();
    opened.squash(1.., Compression::Gzip, step("squash")).unwrap();
    assert_eq!(opened.layers().len(), 2);
    assert_eq!(opened.history(), [step("all")]);
}
