//! Archives that nobody has written so: nodes of other widths, and of no sense. What is read is sound, or it
//! is an error; and it takes no more memory than there is reason for.
#![cfg(feature = "serde")]

#[path = "support/peak.rs"]
mod peak;

use std::collections::BTreeMap;
use std::fmt::Debug;

use offshoot::archive::Archived;
use offshoot::{Archive, ByteBuf, HashMap, HashSet, Increment, OrdMap, OrdSet, Vector};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Numbers that look random.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((x ^ (x >> 31)) % bound.max(1) as u64) as usize
    }
}

/// What is wrong with a text that is an archive as far as JSON sees.
fn error<C: Archived>(text: &str) -> String
where
    Increment<C>: DeserializeOwned,
{
    let increment: Increment<C> = serde_json::from_str(text).expect("it looks like an archive");
    let mut archive = Archive::new();
    let error = archive.append(increment).expect_err(text);
    assert!(archive.is_empty());
    error.to_string()
}

#[test]
fn an_error_says_where_it_is() {
    type Vectors = Vector<u32>;
    type Maps = OrdMap<u32, u32>;
    type Hashed = HashMap<u32, u32>;
    let not_before = |number| format!("leads to {number}, which does not come before it");
    assert_eq!(error::<Vectors>(r#"[1,0,0,[{"leaf":[]}],[]]"#), "node 0: has nothing in it");
    assert_eq!(
        error::<Vectors>(r#"[1,0,0,[{"leaf":[1]},{"branch":[]}],[]]"#),
        "node 1: has nothing in it"
    );
    assert_eq!(
        error::<Vectors>(r#"[1,0,0,[{"branch":[0]}],[]]"#),
        format!("node 0: {}", not_before(0))
    );
    assert_eq!(
        error::<Vectors>(r#"[1,0,0,[{"leaf":[1]},{"branch":[0,2]},{"leaf":[1]}],[]]"#),
        format!("node 1: {}", not_before(2))
    );
    assert_eq!(
        error::<Vectors>(r#"[1,0,0,[{"leaf":[1]}],[[1,[null,0,null]],[1,[null,null,1]]]]"#),
        format!("version 1: {}", not_before(1))
    );
    assert_eq!(
        error::<Vectors>(r#"[1,0,0,[{"leaf":[1]}],[[2,[0,0,0]]]]"#),
        "version 0: has 3 items, and says that it has 2"
    );
    assert_eq!(
        error::<Maps>(r#"[1,0,0,[{"leaf":[[2,0],[1,0]]}],[]]"#),
        "node 0: keys do not ascend"
    );
    assert_eq!(
        error::<Maps>(r#"[1,0,0,[{"leaf":[[1,0],[1,0]]}],[]]"#),
        "node 0: keys do not ascend"
    );
    assert_eq!(
        error::<Maps>(r#"[1,0,0,[{"leaf":[[1,0]]},{"leaf":[[2,0]]},{"branch":[0,1,1]}],[]]"#),
        "node 2: the keys of kid 2 are not above those before it"
    );
    assert_eq!(
        error::<OrdSet<u32>>(r#"[1,0,0,[{"leaf":[3]},{"leaf":[1]},{"branch":[0,1]}],[]]"#),
        "node 2: the keys of kid 1 are not above those before it"
    );
    let doubled: String =
        (1..70).map(|at| format!(r#",{{"branch":[{},{}]}}"#, at - 1, at - 1)).collect();
    assert_eq!(
        error::<Vectors>(&format!(r#"[1,0,0,[{{"leaf":[1]}}{doubled}],[]]"#)),
        "node 63: more than can be counted"
    );
    let doubled: String =
        (1..63).map(|at| format!(r#",{{"branch":[{},{}]}}"#, at - 1, at - 1)).collect();
    assert_eq!(
        error::<Vectors>(&format!(r#"[1,0,0,[{{"leaf":[1]}}{doubled}],[[1,[62,62,62]]]]"#)),
        "version 0: more than can be counted"
    );
    assert_eq!(
        error::<Hashed>("[1,0,null,null,[[1,null,[],[[1,1]]],[1,1,[],[]]]]"),
        format!("version 1: {}", not_before(1))
    );
    assert_eq!(
        error::<Hashed>("[1,0,null,null,[[1,null,[],[[1,1],[1,2],[2,2]]]]]"),
        "version 0: has 2 items, and says that it has 1"
    );
    assert_eq!(
        error::<Hashed>("[1,0,null,null,[[1,null,[],[[1,1]]],[0,0,[1,1],[]]]]"),
        "version 1: key 1 of those that go is not there"
    );
    assert_eq!(
        error::<(Vectors, Maps)>(r#"[1,0,[0,0],[[],[{"branch":[7]}]],[]]"#),
        format!("collection 1, node 0: {}", not_before(7))
    );
    assert_eq!(
        error::<Vectors>(r#"[1,0,0,[{"leaf":[1]},{"leaf":[1]}],[[1,[null,0,null]]]]"#),
        "node 1: belongs to no version"
    );
    assert_eq!(error::<Maps>(r#"[1,0,0,[{"leaf":[[1,2]]}],[]]"#), "node 0: belongs to no version");
    let mut archive = Archive::from_iter([Maps::unit(1, 2)]);
    for (text, what) in [
        ("[1,0,1,[],[]]", "made to be appended to 0 versions, and there are 1"),
        ("[1,1,0,[],[]]", "made to be appended to an archive of other nodes"),
        (r#"[1,1,1,[{"branch":[1]}],[]]"#, "node 1: leads to 1, which does not come before it"),
        (r#"[1,1,1,[{"branch":[0]}],[[2,[1]]]]"#, "version 1: has 1 items, and says that it has 2"),
    ] {
        let error = archive.append(serde_json::from_str(text).unwrap()).unwrap_err();
        assert_eq!(error.to_string(), what);
        assert_eq!(archive.len(), 1);
    }
    archive.append(serde_json::from_str(r#"[1,1,1,[{"branch":[0]}],[[1,[1]]]]"#).unwrap()).unwrap();
    assert_eq!(archive[0], archive[1]);
}

#[test]
fn what_is_no_archive_is_an_error() {
    for text in [
        "",
        "{}",
        "[]",
        "[1]",
        "[1,0,0,[],[]",
        "[2,0,0,[],[]]",
        "[1,0,0,[],[],[]]",
        "[1,-1,0,[],[]]",
        "[1,0,0,[{}],[]]",
        r#"[1,0,0,[{"twig":[]}],[]]"#,
        r#"[1,0,0,[{"leaf":7}],[]]"#,
        r#"[1,0,0,[{"branch":[4294967296]}],[]]"#,
        "[1,0,0,[],[[0,[0,0]]]]",
        "[1,0,0,[],[[0,[]]]]",
        "[1,0,null,[],[]]",
        "[1,1,0,[],[]]",
    ] {
        assert!(serde_json::from_str::<Archive<OrdSet<u32>>>(text).is_err(), "{text}");
    }
}

/// Nodes as another build may have made them, and what is in them.
struct Wild {
    nodes: Vec<Value>,
    /// The items below each node.
    items: Vec<Vec<u32>>,
}

impl Wild {
    fn new() -> Self {
        Self { nodes: Vec::new(), items: Vec::new() }
    }

    fn leaf(&mut self, items: Vec<u32>) -> usize {
        self.nodes.push(json!({ "leaf": items }));
        self.items.push(items);
        self.nodes.len() - 1
    }

    fn branch(&mut self, kids: &[usize]) -> usize {
        self.nodes.push(json!({ "branch": kids }));
        self.items.push(kids.iter().flat_map(|kid| self.items[*kid].clone()).collect());
        self.nodes.len() - 1
    }

    /// A tree of these items, in nodes of about such widths.
    fn tree(&mut self, items: &[u32], (leaf, fanout): (usize, usize), dice: &mut Dice) -> usize {
        let mut row = Vec::new();
        let mut rest = items;
        while !rest.is_empty() {
            let (now, later) = rest.split_at((1 + dice.below(2 * leaf)).min(rest.len()));
            row.push(self.leaf(now.to_vec()));
            rest = later;
        }
        while row.len() > 1 {
            let mut above = Vec::new();
            let mut rest = &row[..];
            while !rest.is_empty() {
                let (now, later) = rest.split_at((1 + dice.below(2 * fanout)).min(rest.len()));
                // Now and then, heights differ.
                above.push(if now.len() == 1 && dice.below(2) == 0 {
                    now[0]
                } else {
                    self.branch(now)
                });
                rest = later;
            }
            row = above;
        }
        row[0]
    }

    fn archive(&self, versions: Vec<Value>) -> String {
        json!([1, 0, 0, self.nodes, versions]).to_string()
    }
}

const WIDTHS: [(usize, usize); 8] =
    [(1, 1), (1, 2), (3, 2), (5, 4), (20, 3), (60, 8), (100, 16), (300, 30)];

#[test]
fn nodes_of_any_width_are_read() {
    for seed in 0..16 {
        let mut dice = Dice(seed);
        let (width, len) = (WIDTHS[dice.below(WIDTHS.len())], 1 + dice.below(2_000));
        let ascending: Vec<u32> = (0..len as u32).map(|x| x * 3).collect();
        let mut wild = Wild::new();
        wild.tree(&ascending, width, &mut dice);
        // Every node is a version, and so is some of a sequence that knows no order.
        let versions =
            (0..wild.nodes.len()).map(|at| json!([wild.items[at].len(), [at]])).collect();
        let text = wild.archive(versions);
        let sets: Archive<OrdSet<u32>> = serde_json::from_str(&text).unwrap();
        for (at, set) in sets.iter().enumerate() {
            assert!(set.iter().eq(&wild.items[at]), "node {at}");
        }
        let as_maps =
            text.replace("\"leaf\":[", "\"leaf\":[[").replace("\"branch\":[", "\"branch\":[[");
        assert!(serde_json::from_str::<Archive<OrdSet<u32>>>(&as_maps).is_err());

        for _ in 0..20 {
            let kids: Vec<usize> =
                (0..1 + dice.below(20)).map(|_| dice.below(wild.nodes.len())).collect();
            if kids.iter().map(|kid| wild.items[*kid].len()).sum::<usize>() < 20_000 {
                wild.branch(&kids);
            }
        }
        let versions: Vec<[Option<usize>; 3]> = (0..wild.nodes.len())
            .map(|at| match dice.below(4) {
                0 => [Some(dice.below(at + 1)), Some(at), Some(dice.below(at + 1))],
                1 => [Some(at), None, None],
                2 => [None, None, Some(at)],
                _ => [None, Some(at), None],
            })
            .collect();
        let items = |tops: &[Option<usize>; 3]| -> Vec<u32> {
            tops.iter().flatten().flat_map(|top| wild.items[*top].clone()).collect()
        };
        let records = versions.iter().map(|tops| {
            let [head, tree, tail] = tops;
            json!([items(tops).len(), [head, tree, tail]])
        });
        let records: Vec<Value> = records.collect();
        let read: Archive<Vector<u32>> = serde_json::from_str(&wild.archive(records)).unwrap();
        for (vector, tops) in read.iter().zip(&versions) {
            vector.check();
            assert!(*vector == items(tops), "{tops:?}");
            let mut edited = vector.clone();
            edited.push_front(1);
            edited.insert(edited.len() / 2, 2);
            edited.push_back(3);
            edited.check();
        }
        // What was read is written as it came, and read again.
        let bytes = postcard::to_allocvec(&read).unwrap();
        let again: Archive<Vector<u32>> = postcard::from_bytes(&bytes).unwrap();
        assert!(again.iter().eq(&read));
        assert_eq!(serde_json::to_value(&again).unwrap()[3], Value::from(wild.nodes));
    }
}

/// Versions that share most of their nodes share most of what these become.
#[test]
fn versions_of_other_widths_share() {
    for (leaf, fanout) in [(3, 2), (5, 4), (200, 16)] {
        let mut dice = Dice(7);
        let mut wild = Wild::new();
        let mut items: Vec<u32> = (0..10_000).collect();
        // A tree whose paths are copied by hand.
        let mut row: Vec<usize> =
            items.chunks(leaf).map(|chunk| wild.leaf(chunk.to_vec())).collect();
        let mut levels = vec![row.clone()];
        while row.len() > 1 {
            row = row.chunks(fanout).map(|kids| wild.branch(kids)).collect();
            levels.push(row.clone());
        }
        let mut versions = vec![json!([items.len(), [row[0]]])];
        for _ in 0..50 {
            let at = dice.below(items.len());
            items.remove(at);
            // The leaf that the item stands in is another; the one after it begins elsewhere.
            let mut from = 0;
            let place = levels[0].iter().position(|leaf| {
                from += wild.items[*leaf].len();
                at < from
            });
            let mut place = place.unwrap();
            let old = &wild.items[levels[0][place]];
            let mut few = old.clone();
            few.remove(at - (from - old.len()));
            if few.is_empty() {
                items.insert(at, old[0]);
                continue;
            }
            levels[0][place] = wild.leaf(few);
            for level in 1..levels.len() {
                let first = place / fanout * fanout;
                place /= fanout;
                let below = &levels[level - 1];
                let kids = below[first..below.len().min(first + fanout)].to_vec();
                levels[level][place] = wild.branch(&kids);
            }
            versions.push(json!([items.len(), [levels.last().unwrap()[0]]]));
        }
        let count = versions.len();
        let read: Archive<OrdSet<u32>> = serde_json::from_str(&wild.archive(versions)).unwrap();
        assert!(read.last().unwrap().iter().eq(&items));
        let (one, all) = (OrdSet::memory([&read[0]]).total, OrdSet::memory(&read).total);
        assert!(
            all < 4 * one,
            "{count} versions of {leaf} and {fanout} take {all} bytes, one takes {one}"
        );
    }
}

/// Is told of the type, the archive in two formats, and what reads it.
type Damage<'a> = dyn FnMut(&str, &Value, &[u8], Read) + 'a;

/// Some archives of each type, and what reads them back.
fn each_type(run: &mut Damage<'_>) {
    fn of<C: Archived + Sound>(archive: Archive<C>, run: &mut Damage<'_>)
    where
        Archive<C>: Serialize + DeserializeOwned,
    {
        let value = serde_json::to_value(&archive).unwrap();
        let bytes = postcard::to_allocvec(&archive).unwrap();
        let read = Read {
            json: |text| read_sound(serde_json::from_str::<Archive<C>>(text)),
            postcard: |bytes| read_sound(postcard::from_bytes::<Archive<C>>(bytes)),
        };
        run(std::any::type_name::<C>(), &value, &bytes, read);
    }
    let texts = |len: u32| (0..len).map(|x| x.to_string());
    let mut vector: Vector<String> = texts(300).collect();
    let mut archive = Archive::from_iter([vector.clone(), Vector::new()]);
    for at in 0..10 {
        vector.insert(at * 20, "new".into());
        vector.push_back("last".into());
        archive.push(vector.clone());
    }
    of(archive, run);
    let mut buffer = ByteBuf::from(vec![1; 10_000]);
    let mut archive = Archive::from_iter([buffer.clone()]);
    for at in 0..5 {
        buffer.write_at(at * 1_000, b"xyz");
        archive.push(buffer.clone());
    }
    of(archive, run);
    let mut map: OrdMap<u32, String> = (0..300u32).zip(texts(300)).collect();
    let mut hashed: HashMap<u32, String> = (0..300u32).zip(texts(300)).collect();
    let mut archives = (Archive::from_iter([map.clone()]), Archive::from_iter([hashed.clone()]));
    let mut both = Archive::from_iter([(map.clone(), hashed.clone())]);
    for key in 0..10 {
        map.remove(&(key * 10));
        hashed.remove(&(key * 10));
        hashed.insert(key * 7 + 1, "new".into());
        archives.0.push(map.clone());
        archives.1.push(hashed.clone());
        both.push((map.clone(), hashed.clone()));
    }
    of(archives.0, run);
    of(archives.1, run);
    of(both, run);
    of(Archive::from_iter([(0..100u32).collect::<OrdSet<u32>>(), (0..200u32).collect()]), run);
    of(Archive::from_iter([(0..100u32).collect::<HashSet<u32>>(), (0..200u32).collect()]), run);
}

/// Reads an archive, checks what there is, and says whether there is something.
#[derive(Clone, Copy)]
struct Read {
    json: fn(&str) -> bool,
    postcard: fn(&[u8]) -> bool,
}

trait Sound {
    fn check(&self);
}

impl Sound for Vector<String> {
    fn check(&self) {
        Self::check(self);
    }
}

impl Sound for ByteBuf {
    fn check(&self) {
        Self::check(self);
    }
}

impl Sound for OrdMap<u32, String> {
    fn check(&self) {
        Self::check(self);
        let model: BTreeMap<_, _> = self.iter().collect();
        assert_eq!(model.len(), self.len());
    }
}

impl Sound for HashMap<u32, String> {
    fn check(&self) {
        Self::check(self);
    }
}

impl Sound for OrdSet<u32> {
    fn check(&self) {
        assert!(self.iter().is_sorted_by(|a, b| a < b) && self.iter().count() == self.len());
    }
}

impl Sound for HashSet<u32> {
    fn check(&self) {
        assert!(self.iter().all(|x| self.contains(x)) && self.iter().count() == self.len());
    }
}

impl<A: Sound, B: Sound> Sound for (A, B) {
    fn check(&self) {
        self.0.check();
        self.1.check();
    }
}

fn read_sound<C: Archived + Sound, E: Debug>(read: Result<Archive<C>, E>) -> bool {
    read.is_ok_and(|archive| {
        archive.iter().for_each(Sound::check);
        true
    })
}

/// Bytes turned, cut off, put in and taken out.
#[test]
fn bytes_that_are_damaged_are_refused_or_read_soundly() {
    let mut total = [0, 0];
    each_type(&mut |name, _, bytes, read| {
        assert!((read.postcard)(bytes), "{name}");
        let mut dice = Dice(bytes.len() as u64);
        for _ in 0..150 {
            let mut damaged = bytes.to_vec();
            for _ in 0..=dice.below(3) {
                let at = dice.below(damaged.len());
                match dice.below(5) {
                    0 => damaged[at] ^= 1 << dice.below(8),
                    1 => damaged[at] = dice.below(256) as u8,
                    2 => damaged.truncate(at),
                    3 => damaged.insert(at, dice.below(256) as u8),
                    _ => drop(damaged.get(at).is_some().then(|| damaged.remove(at))),
                }
                if damaged.is_empty() {
                    break;
                }
            }
            let (is_read, peak) = peak::peak_of(|| (read.postcard)(&damaged));
            assert!(peak < (6 << 20) + 4_000 * bytes.len(), "{peak} bytes for {name}");
            total[usize::from(is_read)] += 1;
        }
    });
    assert!(total[0] > 50 && total[1] > 50, "refused and read: {total:?}");
}

/// Numbers that lead elsewhere, lengths that lie, things that are twice there or not at all.
#[test]
fn nodes_that_make_no_sense_are_refused_or_read_soundly() {
    /// All places that a path of indices leads to.
    fn places(value: &Value, path: &mut Vec<String>, all: &mut Vec<String>) {
        all.push(path.iter().map(|part| format!("/{part}")).collect());
        let kids: Vec<(String, &Value)> = match value {
            Value::Array(list) => {
                list.iter().enumerate().map(|(at, x)| (at.to_string(), x)).collect()
            }
            Value::Object(map) => map.iter().map(|(name, x)| (name.clone(), x)).collect(),
            _ => Vec::new(),
        };
        for (part, kid) in kids {
            path.push(part);
            places(kid, path, all);
            path.pop();
        }
    }
    let mut total = [0, 0];
    each_type(&mut |name, value, _, read| {
        assert!((read.json)(&value.to_string()), "{name}");
        let mut all = Vec::new();
        places(value, &mut Vec::new(), &mut all);
        let mut dice = Dice(all.len() as u64);
        for _ in 0..80 {
            let mut damaged = value.clone();
            for _ in 0..=dice.below(2) {
                let (one, other) = (&all[dice.below(all.len())], &all[dice.below(all.len())]);
                let donor = damaged.pointer(other).cloned();
                let Some(place) = damaged.pointer_mut(one) else { continue };
                match (dice.below(4), place) {
                    (0, place) => *place = donor.unwrap_or_default(),
                    (1, Value::Array(list)) if list.len() > 1 => {
                        let (a, b) = (dice.below(list.len()), dice.below(list.len()));
                        list.swap(a, b);
                    }
                    (2, Value::Array(list)) if !list.is_empty() => {
                        list.remove(dice.below(list.len()));
                    }
                    (_, place) if place.is_number() => {
                        let number = place.as_u64().unwrap_or_default();
                        let numbers = [number + 1, number.wrapping_sub(1), 0, 1 << 40, number / 2];
                        *place = numbers[dice.below(numbers.len())].into();
                    }
                    _ => {}
                }
            }
            let text = damaged.to_string();
            let (is_read, peak) = peak::peak_of(|| (read.json)(&text));
            assert!(peak < (6 << 20) + 1_000 * text.len(), "{peak} bytes for {name}");
            total[usize::from(is_read)] += 1;
        }
    });
    assert!(total[0] > 50 && total[1] > 50, "refused and read: {total:?}");
}

/// Small texts that would be large if anything was made of what they only say.
#[test]
fn a_bomb_does_not_go_off() {
    // Nodes that double what is below, as often as numbers allow: as sequences, they share it all.
    let double = |from: &Value, times: usize| {
        let mut nodes = vec![from.clone()];
        nodes.extend((0..times).map(|at| json!({ "branch": [at, at] })));
        nodes
    };
    for leaf in [1, 4, 59, 60, 61, 119, 120, 121, 1_000] {
        let nodes = double(&json!({ "leaf": vec![7; leaf] }), 50);
        let len = (leaf as u64) << 50;
        let text =
            json!([1, 0, 0, nodes, [[len, [null, 50, null]], [leaf, [0, null, null]]]]).to_string();
        let (read, peak) = peak::peak_of(|| serde_json::from_str::<Archive<Vector<u32>>>(&text));
        let read = read.unwrap();
        read.iter().for_each(Vector::check);
        assert_eq!((read[0].len() as u64, read[0].back()), (len, Some(&7)));
        assert!(peak < 2 << 20, "{peak} bytes for {} of text", text.len());
        let nodes = double(&json!({ "leaf": vec![7; leaf] }), 50);
        let text = json!([1, 0, 0, nodes, [[len, [50]]]]).to_string();
        let (read, peak) = peak::peak_of(|| serde_json::from_str::<Archive<ByteBuf>>(&text));
        let read = read.unwrap();
        read[0].check();
        assert!(read[0].len() as u64 == len && peak < 2 << 20, "{peak} bytes");
        // As keys, it is there twice.
        assert!(serde_json::from_str::<Archive<OrdSet<u32>>>(&text).is_err());
    }
    // One kid on another: no higher than a tree may be.
    let mut nodes = vec![json!({ "leaf": [1] })];
    nodes.extend((0..1_000).map(|at| json!({ "branch": [at] })));
    nodes.push(json!({ "branch": vec![1_000; 3] }));
    let text =
        json!([1, 0, 0, nodes, [[1, [null, 1_000, null]], [3, [null, 1_001, null]]]]).to_string();
    let read: Archive<Vector<u32>> = serde_json::from_str(&text).unwrap();
    read.iter().for_each(Vector::check);
    assert_eq!((&read[0], &read[1]), (&Vector::from([1]), &Vector::from([1, 1, 1])));
    // Lengths that nothing follows.
    let bombs: [&[u8]; 4] = [
        &[1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0, 1, 1],
        &[1, 0, 0, 1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1, 1],
        &[1, 0, 0, 1, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0],
        &[1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1, 1],
    ];
    for bomb in bombs {
        let (is_read, peak) = peak::peak_of(|| {
            postcard::from_bytes::<Archive<Vector<u64>>>(bomb).is_ok()
                || postcard::from_bytes::<Archive<OrdMap<u64, u64>>>(bomb).is_ok()
                || postcard::from_bytes::<Archive<ByteBuf>>(bomb).is_ok()
        });
        assert!(!is_read && peak < 6 << 20, "{peak} bytes");
    }
    let len = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F];
    for before in [&[1, 0][..], &[1, 0, 1, 1, 0], &[1, 0, 1, 1, 0, 0]] {
        let bomb = [before, &len, &[1, 1]].concat();
        let (read, peak) =
            peak::peak_of(|| postcard::from_bytes::<Archive<HashMap<u64, u64>>>(&bomb));
        assert!(read.is_err() && peak < 6 << 20, "{peak} bytes");
    }
}
