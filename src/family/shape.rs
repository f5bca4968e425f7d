//! The shapes that payloads come in: how each is recognised, and which event it then is.

use super::condition::{Condition, Testing};
use super::written::{self, Comment};
use crate::json::{Lookup, Node, Pointer};
use serde::Deserialize;

/// How one shape of payload is recognised, and what it then is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShapeRule {
    #[serde(rename = "$comment", default)]
    _comment: Comment,
    /// The shape's name.
    pub shape: String,
    /// The test that a payload of this shape passes.
    pub when: Condition,
    /// Where the event's body stands.
    #[serde(default, deserialize_with = "written::pointer")]
    pub body: Pointer,
    /// The schema file of what stands around the body.
    #[serde(default)]
    pub envelope: Option<String>,
    #[serde(default, deserialize_with = "written::optional_pointer")]
    event: Option<Pointer>,
    #[serde(default)]
    events: Option<Vec<String>>,
    #[serde(default)]
    unsupported: Option<String>,
    #[serde(default)]
    conflict: Option<String>,
    /// Whether the rule counts only where no other family recognises the payload.
    #[serde(default)]
    pub yields: bool,
}

/// What a payload of a recognised shape is.
#[derive(Debug, Clone, Copy)]
pub enum Verdict<'f> {
    /// The event whose name stands at this place.
    Named(&'f Pointer),
    /// One of these events.
    OneOf(&'f [String]),
    /// No event that can be checked; the sentence says why.
    Unsupported(&'f str),
    /// A contradiction; the sentence says which.
    Conflict(&'f str),
}

impl ShapeRule {
    /// Whether a payload has this shape, when these fields may be missing at the root of its body.
    pub fn fits(&self, root: Node<'_>, excluded: &[String], lookup: &Lookup) -> bool {
        let body = if excluded.is_empty() { None } else { self.body.resolve(root) };
        self.when.passes(root, Testing { lookup: Some(lookup), body, excluded })
    }

    /// What a payload that passes the rule's test is.
    pub fn verdict(&self) -> Verdict<'_> {
        match (&self.event, &self.events, &self.unsupported, &self.conflict) {
            (Some(place), ..) => Verdict::Named(place),
            (_, Some(events), ..) => Verdict::OneOf(events),
            (_, _, Some(sentence), _) => Verdict::Unsupported(sentence),
            (.., sentence) => Verdict::Conflict(sentence.as_deref().unwrap_or_default()),
        }
    }
}
