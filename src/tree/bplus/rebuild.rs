//! Nodes put together from the bottom up, as they come from elsewhere. Does not know where that is; what
//! they look like there is not trusted: what cannot be a node of this tree is joined.

use super::{Branch, Edit, HIGHEST, Leaf, Node, Tree, fanout};

/// The lengths of the leaves of so many items: about equal, so that none has to be merged when others come
/// beside them.
pub(crate) fn lengths<L: Leaf>(items: usize) -> impl Iterator<Item = usize> {
    let leaves = items.div_ceil(L::FULL);
    (0..leaves).map(move |at| items * (at + 1) / leaves - items * at / leaves)
}

impl<L: Leaf> Node<L> {
    /// The leaf that this is.
    pub(crate) fn leaf(&self) -> Option<&L> {
        (!self.is_right()).then(|| self.leaf_at(0).0)
    }

    /// The first leaf below.
    pub(crate) fn first_leaf(&self) -> &L {
        self.leaf_at(0).0
    }

    /// The last leaf below.
    pub(crate) fn last_leaf(&self) -> &L {
        self.leaf_at(self.size() - 1).0
    }

    /// Tells all leaves below, in order.
    pub(crate) fn each_leaf<'a>(&'a self, each: &mut impl FnMut(&'a L)) {
        match self.leaf() {
            Some(leaf) => each(leaf),
            None => self.kids().iter().for_each(|kid| kid.each_leaf(each)),
        }
    }

    /// Whether no node is light that leaves a spine when this becomes one of several kids: neither the
    /// first of them nor the last, unless it is said to be.
    fn fits_inside(&self, is_first: bool, is_last: bool) -> bool {
        // Nodes that stand on both spines are seen twice.
        let holds = |may_be_light: bool, end: fn(&[Self]) -> Option<&Self>| {
            let (mut node, mut may_be_light) = (self, may_be_light);
            loop {
                if node.is_light() && !may_be_light {
                    return false;
                }
                may_be_light &= node.kids().len() == 1;
                match end(node.kids()) {
                    Some(kid) => node = kid,
                    None => return true,
                }
            }
        };
        (is_first || holds(is_last, <[Self]>::first))
            && (is_last || holds(is_first, <[Self]>::last))
    }
}

impl<L: Edit> Node<L> {
    /// A node over nodes that follow each other: a branch of these, if it can be one, else what they are
    /// when joined, which shares with them as far as joining does. None of none.
    ///
    /// Takes **O(log n)** time for each.
    pub(crate) fn over(kids: &[&Self]) -> Option<Self> {
        let (first, last) = (kids.first()?, kids.len() - 1);
        let height = first.height();
        let is_branch = kids.len() <= fanout::<L>()
            && usize::from(height) + 1 < HIGHEST
            && kids.iter().all(|kid| kid.height() == height)
            && kids.iter().enumerate().all(|(at, kid)| kid.fits_inside(at == 0, at == last));
        if !is_branch {
            let mut joined = Tree::new();
            for kid in kids {
                joined.append(&mut Tree::of_part((*kid).clone()));
            }
            return joined.root;
        }
        let mut branch = Branch::empty(height + 1);
        for (at, kid) in kids.iter().enumerate() {
            let bound = (at > 0).then(|| kid.first_leaf().bound());
            branch.put_kid(at, bound, (*kid).clone());
        }
        Some(branch.into_node())
    }
}

impl<L: Edit> Tree<L> {
    /// A tree of a node that may have been one among others: a root must be more than that.
    pub(crate) fn of_part(node: Node<L>) -> Self {
        let mut tree = Self { root: Some(node) };
        tree.drop_single_roots();
        let halves = match tree.root.as_ref().map(Node::kids) {
            Some([low, high]) if low.is_light() && high.is_light() => (low.clone(), high.clone()),
            _ => return tree,
        };
        let mut low = Self::of_part(halves.0);
        low.append(&mut Self::of_part(halves.1));
        low
    }
}
