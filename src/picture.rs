//! Which nodes versions have and who holds them, as a graph. Knows no collection.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;
use core::fmt;

use crate::survey::{Block, Survey};

/// The nodes behind a set of versions, as a graph in the language DOT of Graphviz.
///
/// Its text (`to_string`) is what `dot -Tsvg` draws. A node has the colour of the version that alone
/// holds it, stripes if some do, and is white if all do. Versions and nodes are numbered in the order in which
/// they are met, so that equal work makes equal pictures. Made by `picture` of each collection.
///
/// ```
/// use offshoot::Vector;
///
/// let a: Vector<u64> = (0..10_000).collect();
/// let mut b = a.clone();
/// b.set(5_000, 7);
/// let picture = Vector::picture([&a, &b]);
/// assert!(picture.nodes() > 70);
/// // What all versions share, and each alone, below one node: a few boxes.
/// let picture = picture.folded();
/// assert!(picture.nodes() < 12);
/// println!("{picture}");
/// ```
#[derive(Clone, Debug)]
pub struct Picture {
    /// Elements of each version.
    versions: Vec<usize>,
    /// Where versions begin: of a version, at a box.
    roots: Vec<(usize, usize)>,
    boxes: Vec<Shape>,
    /// From box to box, in the order in which they were met.
    edges: Vec<(usize, usize)>,
}

/// One box of a picture: a node, or several that are alike.
#[derive(Clone, Debug)]
struct Shape {
    kind: &'static str,
    nodes: usize,
    bytes: usize,
    elements: usize,
    /// The versions that hold it, in order.
    holders: Vec<usize>,
    /// Whether there are nodes of other kinds in it.
    is_mixed: bool,
}

impl Shape {
    #[inline]
    fn swallow(&mut self, other: &Self) {
        self.is_mixed |= other.is_mixed || self.kind != other.kind;
        self.nodes += other.nodes;
        self.bytes += other.bytes;
        self.elements += other.elements;
    }
}

/// Colours that the colour-blind can tell apart (Okabe and Ito, "Color Universal Design", 2008), in light shades.
const COLOURS: [&str; 6] = ["#9fd4f0", "#f5c76b", "#7fcbb4", "#e6b3d0", "#f2ea95", "#eda77f"];

#[inline]
fn colour(version: usize) -> &'static str {
    COLOURS[version % COLOURS.len()]
}

impl Picture {
    /// The number of boxes, versions not counted.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let v: Vector<u64> = (0..100).collect();
    /// assert_eq!(Vector::picture([&v]).nodes(), 1);
    /// assert_eq!(Vector::picture([&v, &v.clone()]).nodes(), 1);
    /// ```
    #[must_use]
    #[inline]
    pub fn nodes(&self) -> usize {
        self.boxes.len()
    }

    /// The same with fewer boxes: what hangs below one node only and is held by the same versions is drawn
    /// with it, and so are siblings that are alike. What is left is where versions part.
    ///
    /// Computes in **O(m log m)** time for m nodes.
    ///
    /// ```
    /// use offshoot::OrdMap;
    ///
    /// let a: OrdMap<u32, u32> = (0u32..100_000).map(|key| (key, key)).collect();
    /// let mut b = a.clone();
    /// b.insert(7, 0);
    /// let picture = OrdMap::picture([&a, &b]);
    /// assert!(picture.nodes() > 1_000 && picture.folded().nodes() < 20);
    /// ```
    #[must_use]
    #[inline]
    pub fn folded(mut self) -> Self {
        let count = self.boxes.len();
        let mut kids = alloc::vec![Vec::new(); count];
        let mut parents = alloc::vec![Vec::new(); count];
        for &(from, to) in &self.edges {
            kids[from].push(to);
            parents[to].push(from);
        }
        // Whole subtrees of the same holders, from the bottom up: kids that were met before their parent
        // come first in this order.
        let mut gone = alloc::vec![false; count];
        for at in self.bottom_up(&kids) {
            let is_one = |kid: &usize| {
                parents[*kid].len() == 1
                    && kids[*kid].iter().all(|below| gone[*below])
                    && self.boxes[*kid].holders == self.boxes[at].holders
            };
            if !kids[at].is_empty() && kids[at].iter().all(is_one) {
                for &kid in &kids[at] {
                    let other = self.boxes[kid].clone();
                    self.boxes[at].swallow(&other);
                    gone[kid] = true;
                }
            }
        }
        // Siblings without kids, of the same parents and holders.
        let mut first = BTreeMap::new();
        for at in 0..count {
            let is_end = !gone[at] && kids[at].iter().all(|kid| gone[*kid]);
            if is_end && !parents[at].is_empty() {
                let key = (parents[at].clone(), self.boxes[at].holders.clone());
                let head = *first.entry(key).or_insert(at);
                if head != at {
                    let other = self.boxes[at].clone();
                    self.boxes[head].swallow(&other);
                    gone[at] = true;
                }
            }
        }
        self.without(&gone)
    }

    /// All boxes, each behind its kids.
    #[inline]
    fn bottom_up(&self, kids: &[Vec<usize>]) -> Vec<usize> {
        let mut order = Vec::with_capacity(kids.len());
        let mut is_met = alloc::vec![false; kids.len()];
        let mut path: Vec<(usize, usize)> = Vec::new();
        for &(_, root) in &self.roots {
            path.push((root, 0));
            while let Some((at, next)) = path.pop() {
                if next == 0 && core::mem::replace(&mut is_met[at], true) {
                    continue;
                }
                match kids[at].get(next) {
                    Some(&kid) => path.extend([(at, next + 1), (kid, 0)]),
                    None => order.push(at),
                }
            }
        }
        order
    }

    #[inline]
    fn without(self, gone: &[bool]) -> Self {
        let Self { versions, mut roots, boxes, mut edges } = self;
        let mut left = 0;
        let number: Vec<_> = gone.iter().map(|gone| (!gone).then(|| (left, left += 1).0)).collect();
        roots.retain_mut(|(_, at)| number[*at].map(|new| *at = new).is_some());
        edges.retain_mut(|(from, to)| {
            let both = number[*from].zip(number[*to]);
            both.map(|new| (*from, *to) = new).is_some()
        });
        let boxes = boxes.into_iter().zip(gone).filter(|(_, gone)| !**gone);
        Self { versions, roots, boxes: boxes.map(|(shape, _)| shape).collect(), edges }
    }
}

impl fmt::Display for Picture {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "digraph versions {{")?;
        writeln!(f, "    node [shape=box, style=filled, fontname=\"sans-serif\", fontsize=10]")?;
        for (version, elements) in self.versions.iter().enumerate() {
            let word = if *elements == 1 { "element" } else { "elements" };
            let label = format_args!("version {version}\\n{elements} {word}");
            let fill = colour(version);
            writeln!(f, "    v{version} [label=\"{label}\", shape=oval, fillcolor=\"{fill}\"]")?;
        }
        for (at, shape) in self.boxes.iter().enumerate() {
            write!(f, "    n{at} [label=\"{shape}\", ")?;
            match *shape.holders {
                [version] => writeln!(f, "fillcolor=\"{}\"]", colour(version))?,
                _ if shape.holders.len() == self.versions.len() => {
                    writeln!(f, "fillcolor=white]")?;
                }
                _ => {
                    write!(f, "style=striped, fillcolor=\"")?;
                    for (i, version) in shape.holders.iter().enumerate() {
                        write!(f, "{}{}", if i == 0 { "" } else { ":" }, colour(*version))?;
                    }
                    writeln!(f, "\"]")?;
                }
            }
        }
        for (version, at) in &self.roots {
            writeln!(f, "    v{version} -> n{at}")?;
        }
        for (from, to) in &self.edges {
            writeln!(f, "    n{from} -> n{to}")?;
        }
        write!(f, "}}")
    }
}

impl fmt::Display for Shape {
    /// The label of a box: what it is, what lies in it, and its bytes.
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.nodes, self.is_mixed) {
            (1, _) => write!(f, "{}", self.kind)?,
            (nodes, true) => write!(f, "{nodes} nodes")?,
            (nodes, false) => write!(f, "{nodes} x {}", self.kind)?,
        }
        match self.elements {
            0 => {}
            1 => write!(f, "\\n1 element")?,
            elements => write!(f, "\\n{elements} elements")?,
        }
        write!(f, "\\n{} B", self.bytes)
    }
}

/// A picture in the making.
pub(crate) struct Sketch {
    picture: Picture,
    /// The box of each address.
    at: BTreeMap<usize, usize>,
    edges: BTreeSet<(usize, usize)>,
    /// The boxes from a root to where the walk is.
    path: Vec<usize>,
}

impl Sketch {
    #[inline]
    pub(crate) fn new() -> Self {
        let (versions, roots, boxes) = (Vec::new(), Vec::new(), Vec::new());
        let picture = Picture { versions, roots, boxes, edges: Vec::new() };
        Self { picture, at: BTreeMap::new(), edges: BTreeSet::new(), path: Vec::new() }
    }

    #[inline]
    pub(crate) fn picture(self) -> Picture {
        self.picture
    }
}

impl Survey for Sketch {
    #[inline]
    fn version(&mut self, elements: usize) {
        self.picture.versions.push(elements);
    }

    #[inline]
    fn enter(&mut self, block: Block) -> bool {
        let version = self.picture.versions.len() - 1;
        let Block { addr, bytes, kind, elements } = block;
        let at = *self.at.entry(addr).or_insert(self.picture.boxes.len());
        if at == self.picture.boxes.len() {
            let holders = Vec::new();
            let shape = Shape { kind, nodes: 1, bytes, elements, holders, is_mixed: false };
            self.picture.boxes.push(shape);
        }
        match self.path.last() {
            None => self.picture.roots.push((version, at)),
            Some(&above) if self.edges.insert((above, at)) => {
                self.picture.edges.push((above, at));
            }
            Some(_) => {}
        }
        let holders = &mut self.picture.boxes[at].holders;
        if holders.last() == Some(&version) {
            return false;
        }
        holders.push(version);
        self.path.push(at);
        true
    }

    #[inline]
    fn leave(&mut self) {
        self.path.pop();
    }
}
