//! What is wrong with what was read, and where. Knows no collection.

use core::fmt;

/// Why nothing could be made of what was read as an [`Archive`](super::Archive) or an
/// [`Increment`](super::Increment).
///
/// Says which node or which version it is that is wrong, and in what: both are numbered from 0 through all
/// increments.
///
/// ```
/// use offshoot::{Archive, OrdSet};
///
/// let error = serde_json::from_str::<Archive<OrdSet<u32>>>(r#"[1,0,0,[{"leaf":[2,1]}],[]]"#).unwrap_err();
/// assert!(error.to_string().starts_with("node 0: keys do not ascend"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveError {
    part: Option<usize>,
    place: Place,
    fault: Fault,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Whole,
    Node(usize),
    Version(usize),
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Made for an archive of so many versions, where there are so many.
    Versions(usize, usize),
    /// Made for an archive of other nodes.
    Nodes,
    Empty,
    /// A number that does not lead back.
    NotBelow(u32),
    Unsorted,
    /// The keys of this kid are not above those of the one before it.
    UnsortedKid(usize),
    TooMany,
    /// It has so many items, and says that it has so many.
    Length(usize, usize),
    Unneeded,
    /// The key with this index, of those that go, is not there.
    NotThere(usize),
}

impl ArchiveError {
    pub(super) fn whole(fault: Fault) -> Self {
        Self { part: None, place: Place::Whole, fault }
    }

    pub(super) fn node(number: usize, fault: Fault) -> Self {
        Self { part: None, place: Place::Node(number), fault }
    }

    pub(super) fn version(number: usize, fault: Fault) -> Self {
        Self { part: None, place: Place::Version(number), fault }
    }

    /// The same, in a collection of a tuple.
    pub(super) fn in_part(self, part: usize) -> Self {
        Self { part: Some(part), ..self }
    }

    /// The collection, where a version is a tuple of them.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::{Archive, Increment, OrdSet, Vector};
    ///
    /// let text = r#"[1,0,[0,0],[[],[{"leaf":[2,1]}]],[]]"#;
    /// let increment: Increment<(Vector<u32>, OrdSet<u32>)> = serde_json::from_str(text).unwrap();
    /// let error = Archive::new().append(increment).unwrap_err();
    /// assert_eq!((error.part_index(), error.node_index()), (Some(1), Some(0)));
    /// ```
    #[must_use]
    pub fn part_index(&self) -> Option<usize> {
        self.part
    }

    /// The node that is wrong, if it is one.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::{Archive, Increment, Vector};
    ///
    /// let text = r#"[1,0,0,[{"leaf":[7]},{"branch":[0,0,1]}],[]]"#;
    /// let increment: Increment<Vector<u32>> = serde_json::from_str(text).unwrap();
    /// let error = Archive::new().append(increment).unwrap_err();
    /// assert_eq!(error.node_index(), Some(1));
    /// assert_eq!(error.to_string(), "node 1: leads to 1, which does not come before it");
    /// ```
    #[must_use]
    pub fn node_index(&self) -> Option<usize> {
        if let Place::Node(number) = self.place { Some(number) } else { None }
    }

    /// The version that is wrong, if it is one.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::{Archive, Increment, OrdSet};
    ///
    /// let text = r#"[1,0,0,[{"leaf":[7]}],[[1,[0]],[2,[0]]]]"#;
    /// let increment: Increment<OrdSet<u32>> = serde_json::from_str(text).unwrap();
    /// let error = Archive::new().append(increment).unwrap_err();
    /// assert_eq!(error.version_index(), Some(1));
    /// assert_eq!(error.to_string(), "version 1: has 1 items, and says that it has 2");
    /// ```
    #[must_use]
    pub fn version_index(&self) -> Option<usize> {
        if let Place::Version(number) = self.place { Some(number) } else { None }
    }
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(part) = self.part {
            write!(f, "collection {part}, ")?;
        }
        match self.place {
            Place::Whole => {}
            Place::Node(number) => write!(f, "node {number}: ")?,
            Place::Version(number) => write!(f, "version {number}: ")?,
        }
        match &self.fault {
            Fault::Versions(made, are) => {
                write!(f, "made to be appended to {made} versions, and there are {are}")
            }
            Fault::Nodes => f.write_str("made to be appended to an archive of other nodes"),
            Fault::Empty => f.write_str("has nothing in it"),
            Fault::NotBelow(number) => {
                write!(f, "leads to {number}, which does not come before it")
            }
            Fault::Unsorted => f.write_str("keys do not ascend"),
            Fault::UnsortedKid(at) => {
                write!(f, "the keys of kid {at} are not above those before it")
            }
            Fault::TooMany => f.write_str("more than can be counted"),
            Fault::Length(has, says) => write!(f, "has {has} items, and says that it has {says}"),
            Fault::Unneeded => f.write_str("belongs to no version"),
            Fault::NotThere(at) => write!(f, "key {at} of those that go is not there"),
        }
    }
}

impl core::error::Error for ArchiveError {}
