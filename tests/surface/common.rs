//! What the collections have in common: changes, patches, memory, pictures, archives, versions.

use offshoot::hash_set::{DiffItem as SetDiffItem, DiffIter as SetDiffIter};
use offshoot::ord_map::DiffIter;
use offshoot::{
    Change, Changes, Conflict, DiffItem, HashMap, HashSet, MemoryReport, OrdMap, OrdSet, Patch,
    PatchItem, Picture, Vector,
};

use super::MANY;
use super::walk::{from_both_ends, shown};

pub fn all() {
    changes();
    change();
    diff_iter();
    diff_item();
    set_diff_iter();
    set_diff_item();
    patch();
    patch_item();
    conflict();
    memory_report();
    picture();
    #[cfg(feature = "serde")]
    {
        archive();
        archived();
        iter();
        since();
        increment();
        archive_error();
    }
    #[cfg(feature = "arbitrary")]
    {
        versions();
        step();
        edit();
        fork();
    }
}

type Map = OrdMap<Box<u32>, String>;

/// Two versions that share nodes, and differ in every way.
fn two() -> (Map, Map) {
    let old: Map = (0..MANY).map(|i| (Box::new(i), i.to_string())).collect();
    let mut new = old.clone();
    new.remove(&7);
    new.insert(Box::new(11), "changed".into());
    new.insert(Box::new(2 * MANY), "added".into());
    (old, new)
}

fn changes() {
    let old: Vector<Box<u32>> = (0..MANY).map(Box::new).collect();
    let mut new = old.clone();
    new.insert(3, Box::new(99));
    new.remove(MANY as usize / 2);
    let all: Changes = new.diff(&old);
    shown(&all.clone());
    assert!(!from_both_ends(all).is_empty());
}

fn change() {
    let (old, new) = (Vector::from([1, 2]), Vector::from([1, 3, 2]));
    assert!(new.diff(&old).eq([Change { old: 1..1, new: 1..2 }]));
}

fn diff_iter() {
    let (old, new) = two();
    let all: DiffIter<'_, Box<u32>, String> = old.diff(&new);
    shown(&all.clone());
    assert_eq!(both_ways!(all.clone()).len(), 3);
    let hashed = |map: &Map| HashMap::<_, _>::from(map);
    let (old, new) = (hashed(&old), hashed(&new));
    assert_eq!(both_ways!(old.diff(&new)).len(), 3);
}

fn diff_item() {
    let (old, new) = two();
    let items: Vec<DiffItem<'_, Box<u32>, String>> = old.diff(&new).collect();
    let same = items.clone();
    assert_eq!(items, same);
    assert!(matches!(
        items[..],
        [DiffItem::Remove(..), DiffItem::Update { .. }, DiffItem::Add(..)]
    ));
}

fn set_diff_iter() {
    let (old, new): (OrdSet<Box<u32>>, OrdSet<Box<u32>>) =
        ((0..MANY).map(Box::new).collect(), (1..MANY + 1).map(Box::new).collect());
    let all: SetDiffIter<'_, Box<u32>> = old.diff(&new);
    shown(&all.clone());
    assert_eq!(both_ways!(all.clone()).len(), 2);
    let (old, new) = (HashSet::<_>::from(old), HashSet::<_>::from(new));
    assert_eq!(both_ways!(old.diff(&new)).len(), 2);
}

fn set_diff_item() {
    let (old, new) = (OrdSet::from([1, 2]), OrdSet::from([2, 3]));
    assert!(old.diff(&new).eq([SetDiffItem::Remove(&1), SetDiffItem::Add(&3)]));
}

fn patch() {
    let (old, new) = two();
    let patch: Patch<Box<u32>, String> = old.diff(&new).collect();
    assert_eq!((patch.len(), patch.is_empty(), patch.iter().len()), (3, false, 3));
    shown(&patch);
    // It outlives what it was made of.
    let mut there = old.clone();
    drop(old);
    drop(new);
    there.apply(&patch);
    assert_eq!((&patch).into_iter().len(), 3);
    let back = patch.clone().invert();
    there.apply(&back);
    assert_eq!(there.len(), MANY as usize);
    assert_eq!(patch.into_iter().collect::<Patch<_, _>>(), back.invert());
    assert!(Patch::<u8, u8>::default().is_empty());
}

fn patch_item() {
    let items = || (0..MANY).map(|key| PatchItem { key, old: None, new: Some(key.to_string()) });
    let mut map = HashMap::new();
    map.apply(&items().collect());
    assert_eq!((map.len(), items().next()), (MANY as usize, items().next().clone()));
}

fn conflict() {
    let (base, ours) = two();
    let mut theirs = base.clone();
    theirs.insert(Box::new(11), "theirs".into());
    theirs.remove(&(MANY - 1));
    let decide = |conflict: Conflict<'_, Box<u32>, String>| {
        shown(&conflict);
        let same = conflict;
        Some(format!("{:?}{:?}{:?}", same.base, same.ours, conflict.theirs))
    };
    let merged = OrdMap::merge(&base, &ours, &theirs, decide);
    assert_eq!((merged.len(), merged.get(&11).map(String::len)), (MANY as usize - 1, Some(39)));
    let (base, ours, theirs): (HashMap<_, _>, HashMap<_, _>, HashMap<_, _>) =
        (base.into(), ours.into(), theirs.into());
    assert_eq!(HashMap::merge(&base, &ours, &theirs, decide), HashMap::<_, _>::from(merged));
}

fn memory_report() {
    let (old, new) = two();
    let report: MemoryReport = OrdMap::memory([&old, &new]);
    assert_eq!(report.total, report.shared + report.unique.iter().sum::<usize>());
    assert!(report.per_element() > 0.0 && report.to_string().lines().count() == 4);
    assert_eq!(report.clone(), report);
    shown(&report);
}

fn picture() {
    let (old, new) = two();
    let picture: Picture = OrdMap::picture([&old, &new]);
    shown(&picture);
    let few = picture.clone().folded();
    assert!(few.nodes() <= picture.nodes() && few.to_string().len() <= picture.to_string().len());
    // Sets and hash maps are made of others, and of each other.
    let keys: OrdSet<Box<u32>> = old.keys().cloned().collect();
    let hashed: HashSet<Box<u32>> = (&keys).into();
    assert_eq!(OrdSet::from(&hashed), keys);
    assert_eq!(OrdSet::from(hashed.clone()), keys);
    let values: Vector<Box<u32>> = keys.iter().cloned().collect();
    assert!(HashSet::<_>::from(&values) == hashed && HashSet::<_>::from(values) == hashed);
    assert_eq!(HashSet::<_>::from(keys), hashed);
    let hashed: HashMap<Box<u32>, String> = (&old).into();
    assert!(OrdMap::from(&hashed) == old && OrdMap::from(hashed) == old);
}

#[cfg(feature = "serde")]
type Pair = (Map, HashMap<u32, String>);

/// Versions that share, whole, by an increment, and read.
#[cfg(feature = "serde")]
fn archive() {
    use offshoot::Archive;

    let (old, new) = two();
    let hashed: HashMap<u32, String> = (0..MANY).map(|i| (i, i.to_string())).collect();
    let mut archive = Archive::<Pair>::new();
    assert!(archive.is_empty() && archive.last().is_none());
    archive.push((old, hashed.clone()));
    let whole = serde_json::to_string(&archive).expect("it can be written");
    archive.push((new, hashed.update(7, "seven".into())));
    let more = serde_json::to_string(&archive.since(1)).expect("it can be written");
    let mut read: Archive<Pair> = serde_json::from_str(&whole).expect("it was written");
    read.append(serde_json::from_str(&more).expect("it was written")).expect("it fits");
    assert_eq!((read.len(), read.get(1), &read[0]), (2, archive.last(), &archive[0]));
    assert!(read == archive && archive.clone().iter().eq(&archive));
    shown(&read);
    drop(archive);
    let again: Archive<Pair> = read.into_iter().collect();
    assert_eq!(again.len() + Archive::<Pair>::default().len(), 2);
}

#[cfg(feature = "serde")]
fn iter() {
    let archive: offshoot::Archive<Vector<u32>> =
        [Vector::unit(1), Vector::unit(2)].into_iter().collect();
    let all: offshoot::archive::Iter<'_, Vector<u32>> = archive.iter();
    assert_eq!(both_ways!(all.clone()).len(), 2);
}

#[cfg(feature = "serde")]
fn archived() {
    fn is_archived<C: offshoot::archive::Archived>() {}
    is_archived::<Pair>();
}

#[cfg(feature = "serde")]
fn since() {
    let archive: offshoot::Archive<OrdSet<u32>> =
        [OrdSet::unit(1), OrdSet::unit(2)].into_iter().collect();
    let since: offshoot::archive::Since<'_, OrdSet<u32>> = archive.since(1);
    shown(&since);
    assert!(!serde_json::to_vec(&since.clone()).expect("it can be written").is_empty());
}

#[cfg(feature = "serde")]
fn increment() {
    let text = r#"[1,0,0,[{"leaf":[7]}],[[1,[0]]]]"#;
    let increment: offshoot::Increment<OrdSet<u32>> =
        serde_json::from_str(text).expect("it is one");
    assert_eq!((increment.after(), increment.versions()), (0, 1));
    shown(&increment);
}

#[cfg(feature = "serde")]
fn archive_error() {
    let text = r#"[1,0,0,[{"leaf":[7]},{"branch":[0,0,1]}],[]]"#;
    let increment = serde_json::from_str(text).expect("it has the form");
    let error =
        offshoot::Archive::<Vector<u32>>::new().append(increment).expect_err("it does not fit");
    assert_eq!(
        (error.part_index(), error.node_index(), error.version_index()),
        (None, Some(1), None)
    );
    shown(&error.to_string());
}

/// Versions as the generators of tests make them, of each collection.
#[cfg(feature = "arbitrary")]
fn versions() {
    use offshoot::ByteBuf;
    use offshoot::versions::{Edit, Fork, Step, Versions};

    fn replay<C: Fork<Item: PartialEq>>(make: impl Fn(u32) -> C::Item) {
        let edit = |at, item| Edit { at, gone: 1, item };
        let step = |back, i| Step { back, edits: vec![edit(9, Some(make(i))), edit(1, None)] };
        let base: Vec<C::Item> = (0..MANY).map(&make).collect();
        let all = Versions::<C>::replay(base.clone(), vec![step(0, 1), step(1, 2), step(0, 3)]);
        assert!(all.base() == base && all.steps().len() == 3 && all.len() == 4);
        assert_eq!((&all).into_iter().count() + all.clone().into_iter().count(), 8);
        assert_eq!(all.into_vec().len(), 4);
    }
    replay::<Vector<Box<u32>>>(Box::new);
    replay::<ByteBuf>(|i| i as u8);
    replay::<OrdMap<Box<u32>, u32>>(|i| (Box::new(i), i));
    replay::<OrdSet<Box<u32>>>(Box::new);
    replay::<HashMap<Box<u32>, u32>>(|i| (Box::new(i), i));
    replay::<HashSet<Box<u32>>>(Box::new);
}

#[cfg(feature = "arbitrary")]
fn step() {
    let step = offshoot::versions::Step::<u8> { back: 0, edits: Vec::new() };
    assert_eq!(step.clone(), step);
}

#[cfg(feature = "arbitrary")]
fn edit() {
    let edit = offshoot::versions::Edit { at: 13, gone: 1, item: Some(Box::new(1)) };
    assert_eq!(edit.splice(20), (13..14, Some(&Box::new(1))));
}

#[cfg(feature = "arbitrary")]
fn fork() {
    use offshoot::versions::{Edit, Fork};

    let mut set = OrdSet::of(&[Box::new(1), Box::new(2)]);
    set.edit(&Edit { at: 1, gone: 1, item: Some(Box::new(3)) }, &[Box::new(1), Box::new(2)]);
    assert_eq!(set.len(), 2);
}
