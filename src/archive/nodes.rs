//! Nodes of B+trees by their numbers. Does not know what items are, nor which collection a tree is.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::hash::Hash;

use serde::Serializer;
use serde::de::DeserializeOwned;
use serde::ser::Serialize;

use super::error::{ArchiveError, Fault};
use super::store::{Made, Store, Write};
use super::wire::{KINDS, Saved};
use crate::hash_map::HashMap;
use crate::tree::bplus::{Edit, Node};

/// A collection of leaves with items, and how it is made of nodes.
pub(crate) trait Form {
    type Version: Clone;
    type Leaf: Edit;

    /// The items of a leaf, as they are read.
    type Items;

    /// The numbers of what stands at the top.
    type Tops: Tops;

    fn len(version: &Self::Version) -> usize;

    /// What stands at the top: as many as `Tops` has.
    fn tops(version: &Self::Version) -> Vec<Option<Node<Self::Leaf>>>;

    /// The collection of such, whatever they are.
    fn of_tops(tops: Vec<Option<Node<Self::Leaf>>>) -> Self::Version;

    /// The node of some items. None of none.
    fn node(items: Self::Items) -> Result<Option<Node<Self::Leaf>>, Fault>;

    /// Whether a leaf may stand behind another.
    fn may_follow(_before: &Self::Leaf, _leaf: &Self::Leaf) -> bool {
        true
    }
}

/// A form whose items can be written.
pub(crate) trait WriteForm: Form {
    fn write<Z: Serializer>(leaves: &[&Self::Leaf], serializer: Z) -> Result<Z::Ok, Z::Error>;
}

/// Numbers of nodes that there may be.
pub(crate) trait Tops:
    Copy
    + Default
    + Eq
    + Hash
    + AsRef<[Option<u32>]>
    + AsMut<[Option<u32>]>
    + Serialize
    + DeserializeOwned
{
}

impl Tops for [Option<u32>; 1] {}
impl Tops for [Option<u32>; 3] {}

/// A node that has a number.
struct Entry<F: Form> {
    node: Node<F::Leaf>,
    /// The numbers of its kids as they are written, which need not be those that the node has here. None of
    /// a leaf, which may be a node of several here.
    kids: Box<[u32]>,
}

impl<F: Form> Clone for Entry<F> {
    fn clone(&self) -> Self {
        Self { node: self.node.clone(), kids: self.kids.clone() }
    }
}

/// What is known of a version.
pub(crate) struct Known<T> {
    len: usize,
    tops: T,
    /// How many nodes it and those before it need, which are all that there were when it came.
    count: usize,
}

impl<T: Copy> Clone for Known<T> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

/// The nodes of all versions.
pub(crate) struct Nodes<F: Form> {
    entries: Vec<Entry<F>>,
    /// By addresses, which stay, since `entries` keep the nodes.
    numbers: HashMap<usize, u32>,
    versions: Vec<Known<F::Tops>>,
}

impl<F: Form> Default for Nodes<F> {
    fn default() -> Self {
        Self { entries: Vec::new(), numbers: HashMap::new(), versions: Vec::new() }
    }
}

impl<F: Form> Clone for Nodes<F> {
    fn clone(&self) -> Self {
        Self {
            entries: self.entries.clone(),
            numbers: self.numbers.clone(),
            versions: self.versions.clone(),
        }
    }
}

impl<F: Form> Nodes<F> {
    /// The number of a node. New ones come behind their kids.
    fn number(&mut self, node: &Node<F::Leaf>) -> u32 {
        if let Some(&number) = self.numbers.get(&node.addr().get()) {
            return number;
        }
        let kids = node.kids().iter().map(|kid| self.number(kid)).collect();
        self.take_in(Entry { node: node.clone(), kids })
    }

    fn take_in(&mut self, entry: Entry<F>) -> u32 {
        let number = u32::try_from(self.entries.len()).expect("an archive has at most 2^32 nodes");
        // Of nodes that are one here, the first stands for all.
        self.numbers.entry(entry.node.addr().get()).or_insert(number);
        self.entries.push(entry);
        number
    }
}

/// Numbers, and the nodes that have them, of which some are new.
struct Numbered<'a, F: Form> {
    old: &'a [Entry<F>],
    fresh: Vec<Entry<F>>,
}

impl<F: Form> Numbered<'_, F> {
    fn count(&self) -> usize {
        self.old.len() + self.fresh.len()
    }

    fn get(&self, number: u32) -> Result<&Node<F::Leaf>, Fault> {
        let at = number as usize;
        let entry = self.old.get(at).or_else(|| self.fresh.get(at.checked_sub(self.old.len())?));
        entry.map(|entry| &entry.node).ok_or(Fault::NotBelow(number))
    }

    /// The next node.
    fn add(&mut self, saved: Saved<F::Items>) -> Result<(), Fault> {
        if u32::try_from(self.count()).is_err() {
            return Err(Fault::TooMany);
        }
        let (node, kids) = match saved {
            Saved::Leaf(items) => (F::node(items)?, Vec::new()),
            Saved::Branch(kids) => {
                let nodes: Vec<_> =
                    kids.iter().map(|&kid| self.get(kid)).collect::<Result<_, _>>()?;
                check_size(nodes.iter().copied())?;
                for (at, pair) in nodes.windows(2).enumerate() {
                    if !F::may_follow(pair[0].last_leaf(), pair[1].first_leaf()) {
                        return Err(Fault::UnsortedKid(at + 1));
                    }
                }
                (Node::over(&nodes), kids)
            }
        };
        self.fresh.push(Entry { node: node.ok_or(Fault::Empty)?, kids: kids.into() });
        Ok(())
    }

    /// The version of some numbers.
    fn version(&self, len: usize, tops: F::Tops) -> Result<F::Version, Fault> {
        let node = |top: &Option<u32>| top.map(|number| self.get(number)).transpose();
        let nodes: Vec<_> = tops.as_ref().iter().map(node).collect::<Result<_, _>>()?;
        check_size(nodes.iter().copied().flatten())?;
        let version = F::of_tops(nodes.iter().map(|node| node.cloned()).collect());
        match F::len(&version) {
            has if has == len => Ok(version),
            has => Err(Fault::Length(has, len)),
        }
    }
}

/// Nodes together have no more items than can be counted.
fn check_size<'a, L: Edit + 'a>(nodes: impl Iterator<Item = &'a Node<L>>) -> Result<(), Fault> {
    let size = nodes.map(Node::size).try_fold(0, usize::checked_add);
    match size.is_some_and(|size| isize::try_from(size).is_ok()) {
        true => Ok(()),
        false => Err(Fault::TooMany),
    }
}

impl<F: Form> Store for Nodes<F> {
    type Version = F::Version;
    type Count = usize;
    type Nodes = Vec<Saved<F::Items>>;
    type Record = (usize, F::Tops);
    type Fresh = Fresh<F>;

    fn count(&self) -> usize {
        self.entries.len()
    }

    fn count_at(&self, versions: usize) -> usize {
        versions.checked_sub(1).map_or(0, |last| self.versions[last].count)
    }

    fn enter(&mut self, version: &F::Version) {
        let mut tops = F::Tops::default();
        for (top, node) in tops.as_mut().iter_mut().zip(F::tops(version)) {
            *top = node.map(|node| self.number(&node));
        }
        let known = Known { len: F::len(version), tops, count: self.entries.len() };
        self.versions.push(known);
    }

    fn read(
        &self,
        nodes: Vec<Saved<F::Items>>,
        records: Vec<(usize, F::Tops)>,
    ) -> Result<Made<Self>, ArchiveError> {
        let mut numbered = Numbered { old: &self.entries, fresh: Vec::new() };
        for saved in nodes {
            let number = numbered.count();
            numbered.add(saved).map_err(|fault| ArchiveError::node(number, fault))?;
        }
        let (mut versions, mut known) = (Vec::new(), Vec::new());
        // Versions of the same nodes are one, also where these have to be joined.
        let mut made = HashMap::new();
        let mut count = self.entries.len();
        for (len, tops) in records {
            let number = self.versions.len() + versions.len();
            let version = match made.get(&(len, tops)) {
                Some(version) => F::Version::clone(version),
                None => numbered
                    .version(len, tops)
                    .map_err(|fault| ArchiveError::version(number, fault))?,
            };
            made.insert((len, tops), version.clone());
            versions.push(version);
            // What has the highest number has all that it needs before it.
            let most = tops.as_ref().iter().flatten().max().map_or(0, |&top| top as usize + 1);
            count = count.max(most);
            known.push(Known { len, tops, count });
        }
        if count != numbered.count() {
            return Err(ArchiveError::node(count, Fault::Unneeded));
        }
        Ok((versions, Fresh { entries: numbered.fresh, versions: known }))
    }

    fn settle(&mut self, fresh: Fresh<F>) {
        for entry in fresh.entries {
            self.take_in(entry);
        }
        self.versions.extend(fresh.versions);
    }
}

/// Nodes and versions that are read, and not taken in yet.
pub(crate) struct Fresh<F: Form> {
    entries: Vec<Entry<F>>,
    versions: Vec<Known<F::Tops>>,
}

/// A node, to be written.
struct NodeOf<'a, F: Form>(&'a Entry<F>);

/// The items of a leaf, to be written.
struct ItemsOf<'a, F: Form>(&'a Node<F::Leaf>);

impl<F: WriteForm> Serialize for NodeOf<'_, F> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        match &self.0.kids {
            none if none.is_empty() => {
                let items = ItemsOf::<F>(&self.0.node);
                serializer.serialize_newtype_variant("Node", 0, KINDS[0], &items)
            }
            kids => serializer.serialize_newtype_variant("Node", 1, KINDS[1], kids),
        }
    }
}

impl<F: WriteForm> Serialize for ItemsOf<'_, F> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        let mut leaves = Vec::new();
        self.0.each_leaf(&mut |leaf| leaves.push(leaf));
        F::write(&leaves, serializer)
    }
}

impl<F: WriteForm> Write for Nodes<F> {
    fn write_nodes<Z: Serializer>(&self, after: usize, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.collect_seq(self.entries[after..].iter().map(NodeOf::<F>))
    }

    fn write_record<Z: Serializer>(
        &self,
        version: usize,
        serializer: Z,
    ) -> Result<Z::Ok, Z::Error> {
        let known = &self.versions[version];
        (known.len, known.tops).serialize(serializer)
    }
}
