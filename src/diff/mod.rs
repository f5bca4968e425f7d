//! From two values to what differs between them, by value: the order of keys, white space, escapes and the spelling of
//! numbers never count.
//!
//! Both values are walked at once, and what is spelled alike is passed over, so that equal parts cost one look. Objects meet
//! by key. Items of arrays meet by the names that tell them apart, else by the longest common subsequence of equal items;
//! then equal items elsewhere have moved, and alike items between the others were edited. Prints (hashes) of items only
//! propose what is compared with what: every pair is compared by value all the same, so that two values are never called
//! equal because their prints are.
//!
//! The room knows JSON documents and what schemas say of fields; it knows no families, no options and no output.

mod align;
mod change;
mod gap;
mod glob;
mod lcs;
mod lines;
mod merge;
mod near;
mod patch;
mod print;
mod prune;
mod row;
mod rules;
mod scope;
mod select;
mod walk;

pub use change::{Change, ChangeKind, Side, Weight};
pub use glob::{ArrayKey, Glob, GlobError};
pub use lines::{Hunk, line_hunks};
pub use merge::{Merge, MergeError};
pub use patch::Operation;
pub use prune::Pruner;
pub use rules::{Arrays, Rules, TimeTolerance, Tolerance, ToleranceError, Volatile};

use crate::json::{Node, Pointer};
use crate::schema::Guide;
use change::Paths;
use scope::Scope;
use walk::Walk;

/// What differs between two values.
#[derive(Debug)]
pub struct Comparison<'d> {
    /// The first value.
    pub before: Node<'d>,
    /// The second value.
    pub after: Node<'d>,
    /// The differences, in the order of the first value.
    pub changes: Vec<Change<'d>>,
    /// Whether no shorter list of changes is known to have been missed: long arrays that repeat few values are aligned within
    /// bounds.
    pub is_shortest: bool,
    paths: Paths<'d>,
}

/// Compares two values. The guide tells which fields are volatile and which items of arrays have names.
pub fn compare<'d>(before: Node<'d>, after: Node<'d>, rules: &Rules, guide: &mut Guide) -> Comparison<'d> {
    let mut walk = Walk::new(Scope::new(rules, guide));
    walk.run(before, after);
    let Walk { changes, paths, is_shortest, .. } = walk;
    // No list is shorter than an empty one.
    let is_shortest = is_shortest || changes.is_empty();
    Comparison { before, after, changes, is_shortest, paths }
}

impl Comparison<'_> {
    /// Where a change is in one of the values; of what is not there, where it would be.
    pub fn pointer(&self, change: &Change<'_>, side: Side) -> Pointer {
        self.paths.pointer(change.path, side)
    }

    /// Whether an item that a difference is in, or is, has another index after than before.
    pub fn has_moved(&self, change: &Change<'_>) -> bool {
        self.paths.has_moved(change.path)
    }

    /// How many differences count.
    pub fn count(&self) -> usize {
        self.changes.iter().filter(|change| change.weight == Weight::Counts).count()
    }
}
