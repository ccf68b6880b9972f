//! What a report says, on trees of which it is known.

// With tiny nodes everything takes more memory.
#![cfg(not(offshoot_tiny))]

use layers::image::{History, Image};
use layers::layer::{Compression, Content};
use layers::report::Report;
use layers::{Errno, LayeredFs};
use offshoot::ByteBuf;

const MIB: u64 = 1 << 20;

/// A MiB of bytes that are copied in, so that they lie in pages.
fn mib() -> ByteBuf {
    let mut bytes = ByteBuf::new();
    for _ in 0..1 << 10 {
        bytes.extend_from_slice(&[7; 1 << 10]);
    }
    bytes
}

fn base() -> LayeredFs {
    let mut fs = LayeredFs::new();
    fs.mkdir("d", 0o755).unwrap();
    for path in ["a", "b", "d/c"] {
        fs.write(path, mib()).unwrap();
    }
    fs.link("a", "d/a").unwrap();
    fs
}

fn assert_exact(report: &Report) {
    let store = &report.store;
    let own: u64 = report.containers.iter().map(|container| container.own).sum();
    assert_eq!(store.memory, store.base + store.between + own);
    for container in &report.containers {
        assert_eq!(container.apparent, container.shared + container.changed, "{}", container.name);
    }
    let sum =
        |of: fn(&layers::report::Container) -> u64| report.containers.iter().map(of).sum::<u64>();
    assert_eq!(store.copy_up, store.base_apparent + sum(|container| container.copy_up));
    assert_eq!(store.full_copies, store.base_apparent + sum(|container| container.apparent));
}

type Change = fn(&mut LayeredFs) -> Result<(), Errno>;

#[test]
fn each_change_costs_what_it_should() {
    // The change, then: size, changed bytes, pages copied up, whole-file copy-up, the most of own memory.
    let cases: &[(&str, Change, u64, u64, u64, u64, u64)] = &[
        ("nothing", |_| Ok(()), 3 * MIB, 0, 0, 0, 0),
        ("a byte", |fs| fs.write_at("b", 9_000, b"x"), 3 * MIB, 4_096, 1, MIB, 8_192),
        (
            "a byte of a file with two names",
            |fs| fs.write_at("a", 0, b"x"),
            3 * MIB,
            4_096,
            1,
            MIB,
            8_192,
        ),
        (
            "a byte on each side of a cut",
            |fs| fs.write_at("b", 4_095, b"xx"),
            3 * MIB,
            8_192,
            2,
            MIB,
            12_288,
        ),
        ("a mode", |fs| fs.chmod("b", 0o600), 3 * MIB, 0, 0, MIB, 2_048),
        ("a removed file", |fs| fs.unlink("b"), 2 * MIB, 0, 0, 0, 2_048),
        ("a removed name", |fs| fs.unlink("d/a"), 3 * MIB, 0, 0, 0, 2_048),
        ("a new file", |fs| fs.write("n", b"12345").map(drop), 3 * MIB + 5, 5, 0, 5, 2_048),
        ("a moved directory", |fs| fs.rename("d", "e"), 3 * MIB, 0, 0, 2 * MIB, 2_048),
        ("a file cut off", |fs| fs.truncate("b", 4_096), 2 * MIB + 4_096, 0, 0, 4_096, 4_096),
    ];
    let base = base();
    for (name, change, apparent, changed, pages, copy_up, most) in cases {
        let mut fs = base.clone();
        fs.set_clock(layers::fs::Clock::Stopped);
        change(&mut fs).unwrap();
        let report = Report::new(&base, [(*name, &fs)]);
        assert_exact(&report);
        let [container] = &report.containers[..] else { panic!("one container") };
        let told = (container.apparent, container.changed, container.pages, container.copy_up);
        assert_eq!(told, (*apparent, *changed, *pages, *copy_up), "{name}");
        assert!(container.own <= *most, "{name}: {} of {most}", container.own);
        assert!(*most == 0 || container.own > 0, "{name}");
        assert_eq!(report.store.base_apparent, 3 * MIB);
        assert!((3 * MIB..4 * MIB).contains(&report.store.base));
    }
}

#[test]
fn a_hundred_containers_sum_exactly() {
    let base = base();
    let mut containers: Vec<LayeredFs> = (0..100).map(|_| base.clone()).collect();
    for (at, fs) in containers.iter_mut().enumerate() {
        fs.write_at("b", 4_096 * at as u64, &[1]).unwrap();
        fs.set_xattr("d/c", "user.owner", at.to_string()).unwrap();
        fs.symlink("somewhere", format!("link{at}")).unwrap();
    }
    // Two of them have something in common that the base has not.
    let mut child = containers[0].clone();
    child.write("only the child's", mib()).unwrap();
    containers[0].write_at("b", 0, &[2]).unwrap();
    containers.push(child);
    let named = containers.iter().enumerate().map(|(at, fs)| (format!("c{at}"), fs));
    let report = Report::new(&base, named);
    assert_exact(&report);
    assert!(report.store.between > 0);
    assert!(report.store.memory < 3 * MIB + 100 * 10_000 + 2 * MIB);
    assert!(report.store.copy_up > 100 * MIB && report.store.full_copies > 300 * MIB);
    let table = report.to_string();
    assert!(table.lines().count() > 101 && table.contains("c100"), "{table}");
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["containers"][3]["name"], "c3");
    assert_eq!(json["store"]["memory"], report.store.memory);
}

#[test]
fn a_byte_of_a_large_file_takes_little_memory() {
    let mut base = LayeredFs::new();
    let mut large = ByteBuf::new();
    (0..64).for_each(|at| large.extend_from_slice(&vec![at; 1 << 20]));
    base.write("large", large).unwrap();
    for at in 0..1_000 {
        base.create(format!("f{at}"), 0o644).unwrap();
    }
    let mut fs = base.clone();
    fs.write_at("large", 33_333_333, b"x").unwrap();
    let own = Report::new(&base, [("c", &fs)]).containers[0].own;
    assert!((4_096..16_384).contains(&own), "{own} bytes");
    fs.write_at("large", 33_333_334, b"x").unwrap();
    assert_eq!(
        Report::new(&base, [("c", &fs)]).containers[0].own,
        own,
        "the page is there already"
    );
}

/// What one container has twice is its own, as long as no other one has it, too.
#[test]
fn copies_within_a_container_are_its_own() {
    let base = base();
    let mut a = base.clone();
    a.write("new", mib()).unwrap();
    a.write("copy", a.read("new").unwrap()).unwrap();
    a.write("copy of the base", a.read("b").unwrap()).unwrap();
    a.set_xattr("new", "user.name", "value").unwrap();
    let mut b = base.clone();
    b.write("new", mib()).unwrap();
    b.write("part", b.read("new").unwrap().slice(..MIB as usize / 2)).unwrap();

    let report = Report::new(&base, [("a", &a), ("b", &b)]);
    assert_exact(&report);
    assert_eq!(report.store.between, 0);
    for container in &report.containers {
        let own = container.own;
        assert!((MIB..MIB + 100_000).contains(&own), "{}: {own}", container.name);
    }
    // The same of one container alone: others are no matter to it.
    let alone = Report::new(&base, [("a", &a)]);
    assert_eq!(alone.containers[0].own, report.containers[0].own);

    // A child has what it has from `a` together with it, and its own copies alone.
    let mut child = a.clone();
    child.write("third copy", child.read("new").unwrap()).unwrap();
    child.write("own", mib()).unwrap();
    child.write("own copy", child.read("own").unwrap()).unwrap();
    let report = Report::new(&base, [("a", &a), ("b", &b), ("child", &child)]);
    assert_exact(&report);
    let [a, b, child] = &report.containers[..] else { panic!("three containers") };
    assert!((MIB..MIB + 100_000).contains(&report.store.between), "{}", report.store.between);
    assert!(a.own < 10_000, "{}", a.own);
    for container in [b, child] {
        let own = container.own;
        assert!((MIB..MIB + 100_000).contains(&own), "{}: {own}", container.name);
    }
}

/// A layer has files as wholes; read again it shares with the layers below what they have in common.
#[test]
fn a_layer_takes_the_pages_that_it_changes() {
    const LARGE: u64 = 4 * MIB;
    let mut base = LayeredFs::new();
    let mut large = ByteBuf::new();
    (0..4).for_each(|at| large.extend_from_slice(&vec![at; 1 << 20]));
    base.write("large", large).unwrap();
    base.write("small", b"1").unwrap();
    base.link("small", "hard").unwrap();
    let mut image = Image::new();
    image.commit(&base, Compression::None, History::default()).unwrap();
    // The change, and the least and the most of memory that it takes then.
    let cases: &[(&str, Change, u64, u64)] = &[
        ("a byte", |fs| fs.write_at("large", 3_333_333, b"x"), 4_096, 16_384),
        ("a mode", |fs| fs.chmod("large", 0o600), 200, 2_048),
        ("one more byte", |fs| fs.append("large", b"x"), 200, 16_384),
        ("a byte less", |fs| fs.truncate("large", LARGE - 1), 2_048, 16_384),
        ("a byte of a file with two names", |fs| fs.write_at("hard", 0, b"x"), 200, 4_096),
        ("one more name", |fs| fs.link("large", "larger").map(drop), 200, 2_048),
    ];
    for (name, change, least, most) in cases {
        let mut image = image.clone();
        let mut container = image.tree().clone();
        change(&mut container).unwrap();
        image.commit(&container, Compression::None, History::default()).unwrap();
        let dir = tempfile::tempdir().unwrap();
        image.save_directory(dir.path()).unwrap();
        let opened = Image::open(dir.path()).unwrap();
        assert!(opened.tree().diff(&container).is_empty(), "{name}");
        opened.tree().check();
        let [lower, upper] = opened.layers() else { panic!("two layers") };
        let below = lower.layer().apply(&LayeredFs::new()).unwrap();
        // A container that has this layer as its own.
        let report = Report::new(&below, [("c", opened.tree())]);
        assert_exact(&report);
        let own = report.containers[0].own;
        assert!((*least..=*most).contains(&own), "{name}: {own} bytes");
        assert!(report.containers[0].changed <= 8_192, "{name}");
        // The layer itself keeps no others.
        let files = |tree: &LayeredFs| -> Vec<ByteBuf> {
            tree.walk("/").unwrap().filter_map(|item| item.inode.file().cloned()).collect()
        };
        let of_layer = upper.layer().items().iter().filter_map(|item| match &item.content {
            Content::Inode(inode) => inode.file().cloned(),
            Content::HardLink(..) => None,
        });
        let all = [files(&below), of_layer.collect(), files(opened.tree())].concat();
        let memory = ByteBuf::memory(all.iter().collect::<Vec<_>>()).total as u64;
        assert!((LARGE..LARGE + 100_000).contains(&memory), "{name}: {memory} bytes");
    }
}
