//! Pictures of versions: what they show is what the memory report counts, whole and folded.

use std::collections::BTreeMap;

use offshoot::{ByteBuf, HashMap, HashSet, MemoryReport, OrdMap, OrdSet, Picture, Vector};

/// What the text of a picture says: bytes by colour, boxes, and which boxes have an edge to them.
struct Read {
    bytes: BTreeMap<String, usize>,
    boxes: usize,
    elements: usize,
}

fn read(picture: &Picture) -> Read {
    let text = picture.to_string();
    let (mut bytes, mut met) = (BTreeMap::new(), BTreeMap::new());
    let mut elements = 0;
    for line in text.lines().map(str::trim) {
        let between = |from: &str, to: &str| {
            let rest = line.split_once(from)?.1;
            Some(rest.split_once(to)?.0.to_owned())
        };
        if let Some((_, to)) = line.split_once(" -> ") {
            *met.get_mut(to).expect("an edge leads to a box that was drawn") += 1;
        } else if line.starts_with('n') && !line.starts_with("node") {
            let label = between("label=\"", "\"").expect("a label");
            let size = label.rsplit("\\n").next().and_then(|size| size.strip_suffix(" B"));
            let fill = between("fillcolor=", "]").expect("a colour");
            let size: usize = size.and_then(|size| size.parse().ok()).expect("bytes");
            *bytes.entry(fill.replace('"', "")).or_default() += size;
            let lines = label.split("\\n").filter_map(|line| line.split_once(" element"));
            elements += lines.map(|(n, _)| n.parse::<usize>().expect("a number")).sum::<usize>();
            met.insert(line.split(' ').next().expect("a name").to_owned(), 0);
        }
    }
    assert!(met.values().all(|edges| *edges > 0), "nothing leads to a box:\n{text}");
    Read { bytes, boxes: met.len(), elements }
}

/// Three versions; `most` boxes are left when folded.
#[track_caller]
fn assert_shows(picture: Picture, report: &MemoryReport, most: usize) {
    let whole = read(&picture);
    let folded = picture.clone().folded();
    let few = read(&folded);
    assert_eq!((whole.boxes, few.boxes), (picture.nodes(), folded.nodes()));
    // Tiny nodes make long paths.
    let most = if ByteBuf::PAGE < 4_096 { 8 * most } else { most };
    assert!(few.boxes <= most, "{} boxes:\n{folded}", few.boxes);
    assert!(whole.boxes > 2 * few.boxes, "{} boxes of {}", few.boxes, whole.boxes);
    assert_eq!(whole.elements, few.elements);
    assert_eq!(whole.bytes, few.bytes);
    let own: Vec<usize> = ["#9fd4f0", "#f5c76b", "#7fcbb4"]
        .iter()
        .map(|colour| whole.bytes.get(*colour).copied().unwrap_or(0))
        .collect();
    assert_eq!(own, report.unique);
    assert_eq!(whole.bytes.values().sum::<usize>(), report.total);
}

#[test]
fn pictures_show_what_the_report_counts() {
    let a: Vector<u64> = (0..20_000).collect();
    let (mut b, mut c) = (a.clone(), a.clone());
    b.set(10_000, 0);
    c.set(17_000, 0);
    assert_shows(Vector::picture([&a, &b, &c]), &Vector::memory([&a, &b, &c]), 40);

    let bytes: Vec<u8> = (0..100_000u32).flat_map(u32::to_le_bytes).collect();
    let a = ByteBuf::from(&bytes[..]);
    let (mut b, mut c) = (a.clone(), a.clone());
    b.write_at(100_000, b"x");
    c.write_at(300_000, b"y");
    assert_shows(ByteBuf::picture([&a, &b, &c]), &ByteBuf::memory([&a, &b, &c]), 40);

    let a: OrdMap<u64, u64> = (0..20_000u64).map(|key| (key, key)).collect();
    let (mut b, mut c) = (a.clone(), a.clone());
    b.insert(10_000, 0);
    c.remove(&17_000);
    assert_shows(OrdMap::picture([&a, &b, &c]), &OrdMap::memory([&a, &b, &c]), 60);

    let a: OrdSet<u64> = (0..20_000u64).collect();
    let (mut b, mut c) = (a.clone(), a.clone());
    b.insert(50_000);
    c.remove(&7);
    assert_shows(OrdSet::picture([&a, &b, &c]), &OrdSet::memory([&a, &b, &c]), 60);
}

/// A picture of a hash map leaves out the allocation that says which maps are relatives.
#[test]
fn pictures_of_tries() {
    let a: HashMap<u64, u64> = (0..20_000u64).map(|key| (key, key)).collect();
    let mut b = a.clone();
    b.insert(10_000, 0);
    let picture = HashMap::picture([&a, &b]);
    let report = HashMap::memory([&a, &b]);
    let whole = read(&picture);
    assert_eq!(whole.bytes["#9fd4f0"], report.unique[0]);
    assert_eq!(whole.bytes["#f5c76b"], report.unique[1]);
    assert_eq!(whole.bytes["white"], report.shared);
    assert!(picture.folded().nodes() < if ByteBuf::PAGE < 4_096 { 400 } else { 40 });
    let a: HashSet<u64> = (0..200u64).collect();
    assert_eq!(read(&HashSet::picture([&a])).elements, 200);
}

#[test]
fn some_hold_a_node_and_others_do_not() {
    let a: Vector<u8> = (0..200).collect();
    let c: Vector<u8> = (0..100).collect();
    let text = Vector::picture([&a, &a.clone(), &c]).to_string();
    assert_eq!(
        text.lines().filter(|line| line.contains("style=striped")).count(),
        read(&Vector::picture([&a])).boxes
    );
    assert!(text.contains("fillcolor=\"#9fd4f0:#f5c76b\""));
    assert!(
        text.contains("v2 [label=\"version 2\\n100 elements\", shape=oval, fillcolor=\"#7fcbb4\"]")
    );
    // Made again of other nodes, it is the same text.
    let (a, c): (Vector<u8>, Vector<u8>) = ((0..200).collect(), (0..100).collect());
    assert_eq!(Vector::picture([&a, &a.clone(), &c]).to_string(), text);
    let none = Vector::<u8>::picture([]);
    assert_eq!((none.nodes(), none.folded().to_string().lines().count()), (0, 3));
}

#[test]
fn the_report_prints_as_a_table() {
    let report = MemoryReport { total: 1_000, shared: 900, unique: vec![100, 0], elements: 50 };
    let table = "\
shared           900 B    90.0 %
version 0 alone  100 B    10.0 %
version 1 alone    0 B     0.0 %
total           1000 B            20.0 B an element";
    assert_eq!(report.to_string(), table);
    let empty = Vector::<u8>::memory([]).to_string();
    assert_eq!(empty, "shared 0 B     0.0 %\ntotal  0 B            0.0 B an element");
}
