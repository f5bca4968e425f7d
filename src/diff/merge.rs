//! JSON Merge Patch (RFC 7396): an object of what is new, null for what is gone, arrays as a whole.

use super::Comparison;
use super::change::{Side, Step};
use super::rules::Rules;
use super::select::{Selector, State, Worth};
use crate::json::{Key, Kind, Node, Pointer};
use std::fmt;

/// A merge patch.
#[derive(Debug)]
pub enum Merge<'d> {
    /// The value is this one.
    Value(Node<'d>),
    /// The value is gone.
    Gone,
    /// The members of these keys are other ones.
    Members(Vec<(Key<'d>, Merge<'d>)>),
}

/// What no merge patch can say, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeError {
    /// The place.
    pub pointer: Pointer,
    /// Why, in a clause.
    pub reason: &'static str,
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no merge patch can say what changed at {}: {}", self.pointer, self.reason)
    }
}

impl std::error::Error for MergeError {}

const SETS_NULL: &str = "a null in one takes a member away and cannot set it to null";
const IN_PART: &str = "an array is replaced as a whole, and a part of this one is left out";

/// What changed at a place, or below it.
#[derive(Debug)]
struct Part<'d> {
    /// The place's value after all changes.
    after: Option<Node<'d>>,
    /// Whether it is another value as a whole.
    is_whole: bool,
    members: Vec<(Key<'d>, Part<'d>)>,
}

impl<'d> Comparison<'d> {
    /// The merge patch that makes the second value out of the first.
    ///
    /// # Errors
    ///
    /// When a member becomes null, which no merge patch can say, or an array changes of which the rules leave out a part.
    pub fn merge(&self, rules: &Rules) -> Result<Merge<'d>, MergeError> {
        let mut root = Part::new(Some(self.after));
        let mut selector = Selector::new(&rules.ignore, &rules.only);
        for change in &self.changes {
            let mut state = selector.root();
            let mut sides = [Some(self.before), Some(self.after)];
            let mut part = &mut root;
            for step in self.paths.steps(change.path) {
                let Step::Member(key) = step else {
                    if sides.into_iter().flatten().any(|array| leaves_out(&mut selector, state, array)) {
                        return Err(MergeError { pointer: self.pointer(change, Side::After), reason: IN_PART });
                    }
                    break;
                };
                state = selector.step(state, &key.name());
                sides = sides.map(|side| side?.get_like(key));
                part = part.member(key);
            }
            part.is_whole = true;
        }
        if self.after.kind() != Kind::Object {
            return Ok(Merge::Value(self.after));
        }
        root.merge(&Pointer::default())
    }
}

impl<'d> Part<'d> {
    fn new(after: Option<Node<'d>>) -> Self {
        Self { after, is_whole: false, members: Vec::new() }
    }

    /// The part at a member. Changes of one member follow each other.
    fn member(&mut self, key: Key<'d>) -> &mut Self {
        if !self.members.last().is_some_and(|(last, _)| last.is_same(key)) {
            let after = self.after.and_then(|after| after.get_like(key));
            self.members.push((key, Self::new(after)));
        }
        let last = self.members.len() - 1;
        &mut self.members[last].1
    }

    fn merge(self, pointer: &Pointer) -> Result<Merge<'d>, MergeError> {
        match (self.is_whole, self.after) {
            (true, None) => Ok(Merge::Gone),
            (true, Some(value)) => can_be_set(value, pointer).map(|()| Merge::Value(value)),
            // A member that is gone as a whole may have been gone in part only, as far as it counts.
            (false, _) => {
                let member = |(key, part): (Key<'d>, Self)| Ok((key, part.merge(&pointer.join(key.name()))?));
                self.members.into_iter().map(member).collect::<Result<_, _>>().map(Merge::Members)
            }
        }
    }
}

/// Whether something of a value does not count.
fn leaves_out(selector: &mut Selector, state: State, value: Node<'_>) -> bool {
    let is_empty = value.is_empty() || !matches!(value.kind(), Kind::Array | Kind::Object);
    match selector.worth(state) {
        Worth::Whole => false,
        Worth::Nothing => true,
        worth if is_empty => worth == Worth::OnTheWay,
        _ => {
            let mut part = |token: &str, part| {
                let state = selector.step(state, token);
                leaves_out(selector, state, part)
            };
            value.members().any(|(key, value)| part(&key.name(), value))
                || value.elements().enumerate().any(|(index, item)| part(&index.to_string(), item))
        }
    }
}

/// Whether a merge patch can set a member to a value: it may hold null in arrays only.
fn can_be_set(value: Node<'_>, pointer: &Pointer) -> Result<(), MergeError> {
    if value.is_null() && !pointer.tokens().is_empty() {
        return Err(MergeError { pointer: pointer.clone(), reason: SETS_NULL });
    }
    value.members().try_for_each(|(key, value)| can_be_set(value, &pointer.join(key.name())))
}
