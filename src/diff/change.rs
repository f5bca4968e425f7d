//! What a comparison yields.

use crate::json::{Key, Node, Pointer, Token};

/// One difference.
#[derive(Debug, Clone, Copy)]
pub struct Change<'d> {
    /// What happened.
    pub kind: ChangeKind,
    /// Whether it counts.
    pub weight: Weight,
    /// The value before; none of what was added.
    pub before: Option<Node<'d>>,
    /// The value after; none of what was removed.
    pub after: Option<Node<'d>>,
    pub(super) path: PathId,
}

/// What happened to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is another one.
    Changed,
    /// It stands elsewhere in its array.
    Moved,
    /// It is the same and spelled otherwise.
    Respelled,
}

/// Whether a difference counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// It counts.
    Counts,
    /// It is of a field that differs between two deliveries of the same fact.
    Volatile,
    /// It is of the order of items that have names: only patches tell it.
    Order,
}

/// One of the two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The first.
    Before,
    /// The second.
    After,
}

/// A step from a container to a part of it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'d> {
    Member(Key<'d>),
    /// The item's index before and after; what is not there has the index where it would be.
    Item(u32, u32),
}

/// A path in [`Paths`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct PathId(u32);

/// The paths to all differences, each begun where its container's path ends.
#[derive(Debug, Default)]
pub(super) struct Paths<'d> {
    /// Of each path the one to the container, and the last step.
    links: Vec<(PathId, Step<'d>)>,
}

impl PathId {
    /// The path of the values themselves.
    pub(super) const ROOT: Self = Self(u32::MAX);
}

impl<'d> Paths<'d> {
    pub(super) fn push(&mut self, parent: PathId, step: Step<'d>) -> PathId {
        self.links.push((parent, step));
        PathId(u32::try_from(self.links.len() - 1).unwrap_or(u32::MAX))
    }

    pub(super) fn len(&self) -> usize {
        self.links.len()
    }

    /// Forgets the paths that were made last.
    pub(super) fn truncate(&mut self, len: usize) {
        self.links.truncate(len);
    }

    /// The path to the container, and the last step; nothing of the values themselves.
    pub(super) fn last(&self, path: PathId) -> Option<(PathId, Step<'d>)> {
        self.links.get(path.0 as usize).copied()
    }

    /// The steps from the root on.
    pub(super) fn steps(&self, path: PathId) -> Vec<Step<'d>> {
        let mut steps: Vec<Step<'d>> = Vec::new();
        let mut at = path;
        while let Some((parent, step)) = self.last(at) {
            steps.push(step);
            at = parent;
        }
        steps.reverse();
        steps
    }

    /// Whether the path leads to another place after than before.
    pub(super) fn has_moved(&self, path: PathId) -> bool {
        let mut steps = std::iter::successors(self.last(path), |(parent, _)| self.last(*parent));
        steps.any(|(_, step)| matches!(step, Step::Item(before, after) if before != after))
    }

    pub(super) fn pointer(&self, path: PathId, side: Side) -> Pointer {
        self.steps(path).into_iter().map(|step| step.token(side)).collect()
    }
}

impl Step<'_> {
    pub(super) fn token(self, side: Side) -> Token {
        Token::new(match (self, side) {
            (Self::Member(key), _) => key.name().into_owned(),
            (Self::Item(before, _), Side::Before) => before.to_string(),
            (Self::Item(_, after), Side::After) => after.to_string(),
        })
    }
}
