//! How a payload differs from what its kept source becomes.

use crate::json::{Kind, Node, Pointer};

/// How a payload differs from what was made of its source.
#[derive(Debug, Default)]
pub(super) struct Edits {
    /// Places that hold another value, or none.
    pub(super) changed: Vec<Pointer>,
    /// Places that had none.
    pub(super) added: Vec<Pointer>,
}

/// What may differ between a payload and what was made of its source.
pub(super) struct Comparison<'a> {
    /// Places that had to be given.
    pub(super) given: &'a [&'a Pointer],
    /// Places that were filled with what says nothing.
    pub(super) assumed: &'a [&'a Pointer],
}

impl Comparison<'_> {
    /// Adds the places that differ.
    pub(super) fn compare(&self, payload: Option<Node<'_>>, made: Option<Node<'_>>, at: &Pointer, edits: &mut Edits) {
        let is_given = self.given.iter().any(|given| at.below(given).is_some());
        // What lacked something may have been left out.
        let is_partial = self.given.iter().any(|given| given.below(at).is_some());
        let is_nothing = payload.is_none_or(|mine| mine.kind() == Kind::Null);
        match (payload, made) {
            _ if is_given || is_partial && is_nothing && made.is_some() => {}
            (Some(mine), Some(made)) if mine.same_value(made) => {}
            (Some(mine), Some(made)) if (mine.kind(), made.kind()) == (Kind::Object, Kind::Object) => {
                for (key, value) in made.members() {
                    self.compare(mine.get(&key.name()), Some(value), &at.join(key.name()), edits);
                }
                for (key, value) in mine.members().filter(|(key, _)| made.get(&key.name()).is_none()) {
                    self.compare(Some(value), None, &at.join(key.name()), edits);
                }
            }
            (Some(mine), made) if made.is_none() || self.assumed.contains(&at) => {
                if mine.kind() == Kind::Object && !mine.is_empty() {
                    for (key, value) in mine.members() {
                        self.compare(Some(value), None, &at.join(key.name()), edits);
                    }
                } else {
                    edits.added.push(at.clone());
                }
            }
            (None, _) if self.assumed.contains(&at) => {}
            _ => edits.changed.push(at.clone()),
        }
    }
}
