//! Versions beside each other: what they share, where they differ, what they take together.

use core::cmp::Ordering;
use core::hash::{Hash, Hasher};

use alloc::vec::Vec;

use super::{Parts, Repr, Vector};
use crate::change::{Change, Changes};
use crate::memory::{Census, MemoryReport};
use crate::picture::{Picture, Sketch};
use crate::raw::Slots;
use crate::survey::Survey;
use crate::tree::bplus::{self, Lockstep, Node};

impl<T> Parts<T> {
    /// All there is, as nodes in order.
    fn nodes(&self) -> impl DoubleEndedIterator<Item = &Node<Slots<T>>> {
        fn end<T>(run: &Option<Slots<T>>) -> Option<&Node<Slots<T>>> {
            run.as_ref().filter(|run| run.len() > 0).map(Node::of_left)
        }
        [end(&self.head), self.tree.root(), end(&self.tail)].into_iter().flatten()
    }

    /// All elements, where they lie in one run.
    fn only_run(&self) -> Option<&[T]> {
        let is_only = self.tree.is_empty() && self.head.is_none();
        is_only.then(|| self.tail.as_ref().map_or(&[][..], Slots::as_slice))
    }

    /// Shows `each` the runs that two vectors have at the same places and do not share, in order,
    /// until it has an answer.
    fn unshared<R>(
        &self,
        other: &Self,
        mut each: impl FnMut(&[T], &[T]) -> Option<R>,
    ) -> Option<R> {
        if self.ptr_eq(other) {
            return None;
        }
        if let (Some(left), Some(right)) = (self.only_run(), other.only_run()) {
            let len = left.len().min(right.len());
            return each(&left[..len], &right[..len]);
        }
        Lockstep::find(self.nodes(), other.nodes(), |stretch| {
            let ((left, i), (right, j)) = (stretch.left, stretch.right);
            each(&left.as_slice()[i..][..stretch.len], &right.as_slice()[j..][..stretch.len])
        })
    }

    fn ptr_eq(&self, other: &Self) -> bool {
        let addr =
            |run: &Option<Slots<T>>| run.as_ref().filter(|run| run.len() > 0).map(Slots::addr);
        self.tree.addr() == other.tree.addr()
            && addr(&self.head) == addr(&other.head)
            && addr(&self.tail) == addr(&other.tail)
    }
}

impl<T> Vector<T> {
    /// Whether both are one version: they share all of their nodes. Vectors that lie in their
    /// handles share nothing, and count as one version only if they are empty.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let a: Vector<_> = (0..1_000).collect();
    /// let mut b = a.clone();
    /// assert!(a.ptr_eq(&b));
    /// b.set(0, 0);
    /// assert!(!a.ptr_eq(&b) && a == b);
    /// ```
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        match (&self.repr, &other.repr) {
            (Repr::Tree(left), Repr::Tree(right)) => left.ptr_eq(right),
            _ => self.is_empty() && other.is_empty() || core::ptr::eq(self, other),
        }
    }

    /// Where this version differs from an older one, in order.
    ///
    /// Computes in **O(k log n)** time for k changes since both were one version, wherever they
    /// are and whatever was inserted and removed. Leaves that differ are compared element by
    /// element; a leaf whose elements were moved by an insertion is reported as one change.
    ///
    /// ```
    /// use offshoot::{Change, Vector};
    ///
    /// let old: Vector<_> = (0..100_000).collect();
    /// let mut new = old.clone();
    /// new.set(500, 0);
    /// new.insert(70_000, 0);
    /// let changes: Vec<_> = new.diff(&old).collect();
    /// assert_eq!(changes, [
    ///     Change { old: 500..501, new: 500..501 },
    ///     Change { old: 70_000..70_000, new: 70_000..70_001 },
    /// ]);
    /// ```
    #[must_use]
    pub fn diff(&self, older: &Self) -> Changes
    where
        T: PartialEq,
    {
        let changed = match (&older.repr, &self.repr) {
            (Repr::Tree(old), Repr::Tree(new)) => bplus::diff(old.nodes(), new.nodes()),
            _ => {
                // One of them is four words at the most.
                let (old, new) = (older.len(), self.len());
                let head = older.iter().zip(self).take_while(|(a, b)| a == b).count();
                let rest = old.min(new) - head;
                let pairs = older.iter().rev().zip(self.iter().rev()).take(rest);
                let tail = pairs.take_while(|(a, b)| a == b).count();
                let change = (head..old - tail, head..new - tail);
                Vec::from_iter((!change.0.is_empty() || !change.1.is_empty()).then_some(change))
            }
        };
        Changes::new(changed.into_iter().map(|(old, new)| Change { old, new }).collect())
    }

    /// What several versions take in memory, each byte counted once.
    ///
    /// Computes in **O(m log m)** time for m nodes.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let a: Vector<u64> = (0..100_000).collect();
    /// let mut b = a.clone();
    /// b.set(7, 0);
    /// let report = Vector::memory([&a, &b]);
    /// assert_eq!(report.total, report.shared + report.unique[0] + report.unique[1]);
    /// assert!(report.unique[1] < 2_048);
    /// ```
    #[must_use]
    pub fn memory<'a>(versions: impl IntoIterator<Item = &'a Self>) -> MemoryReport
    where
        T: 'a,
    {
        let mut census = Census::new();
        versions.into_iter().for_each(|version| version.survey(&mut census));
        census.report()
    }

    /// Which nodes several versions have, and which of them they share, to be drawn by Graphviz.
    ///
    /// Computes in **O(m log m)** time for m nodes of all versions, those that are shared counted for each.
    ///
    /// ```
    /// use offshoot::Vector;
    ///
    /// let a: Vector<u64> = (0..1_000).collect();
    /// let mut b = a.clone();
    /// b.set(7, 0);
    /// let dot = Vector::picture([&a, &b]).to_string(); // `dot -Tsvg` draws it
    /// assert!(dot.starts_with("digraph"));
    /// ```
    #[must_use]
    pub fn picture<'a>(versions: impl IntoIterator<Item = &'a Self>) -> Picture
    where
        T: 'a,
    {
        let mut sketch = Sketch::new();
        versions.into_iter().for_each(|version| version.survey(&mut sketch));
        sketch.picture()
    }

    fn survey(&self, survey: &mut impl Survey) {
        survey.version(self.len());
        let Repr::Tree(parts) = &self.repr else { return };
        if let Some(head) = &parts.head {
            Node::of_left(head).survey(survey);
        }
        if let Some(root) = parts.tree.root() {
            root.survey(survey);
        }
        if let Some(tail) = &parts.tail {
            Node::of_left(tail).survey(survey);
        }
    }
}

impl<T: PartialEq> PartialEq for Vector<T> {
    /// Whether both have equal elements. What they share is not compared: a leaf is equal to itself,
    /// even if it holds elements (such as NaN) that are not.
    ///
    /// Computes in **O(k log n)** time where they differ from one another by k changes in place,
    /// at worst in **O(n)**.
    fn eq(&self, other: &Self) -> bool {
        if self.len() != other.len() {
            return false;
        }
        match (&self.repr, &other.repr) {
            (Repr::Tree(left), Repr::Tree(right)) => {
                left.unshared(right, |a, b| (a != b).then_some(())).is_none()
            }
            _ => self.iter().eq(other),
        }
    }
}

impl<T: Eq> Eq for Vector<T> {}

impl<T: PartialOrd> PartialOrd for Vector<T> {
    /// Compares element by element, as slices are compared. What both share is not, as in `==`.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let (Repr::Tree(left), Repr::Tree(right)) = (&self.repr, &other.repr) else {
            return self.iter().partial_cmp(other);
        };
        left.unshared(right, |a, b| {
            Some(a.partial_cmp(b)).filter(|order| *order != Some(Ordering::Equal))
        })
        .unwrap_or_else(|| Some(self.len().cmp(&other.len())))
    }
}

impl<T: Ord> Ord for Vector<T> {
    /// Compares element by element, as slices are compared. What both share is not.
    fn cmp(&self, other: &Self) -> Ordering {
        let (Repr::Tree(left), Repr::Tree(right)) = (&self.repr, &other.repr) else {
            return self.iter().cmp(other);
        };
        left.unshared(right, |a, b| Some(a.cmp(b)).filter(|order| order.is_ne()))
            .unwrap_or_else(|| self.len().cmp(&other.len()))
    }
}

impl<T: Hash> Hash for Vector<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        for element in self {
            element.hash(state);
        }
    }
}
