//! The shapes that payloads come in: how each is recognised, and which event it then is.

use super::condition::{Condition, Testing};
use super::later::Later;
use super::written::{self, Comment};
use crate::json::{Kind, Lookup, Node, Pointer, PreparedKey};
use serde::{Deserialize, Deserializer, de::Error};

/// How one shape of payload is recognised, and what it then is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShapeRule {
    #[serde(rename = "$comment", default)]
    _comment: Comment,
    /// The shape's name.
    pub shape: String,
    when: Test,
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
        if excluded.is_empty() {
            return self.when.may_fit(root, lookup)
                && self.test().passes(root, Testing { lookup: Some(lookup), ..Testing::default() });
        }
        self.test().passes(root, Testing { lookup: Some(lookup), body: self.body.resolve(root), excluded })
    }

    /// The test that a payload of this shape passes.
    pub fn test(&self) -> &Condition {
        self.when.whole.get()
    }

    /// Whether the test can be read.
    pub(super) fn check(&self) -> serde_json::Result<()> {
        self.when.whole.check()
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

/// A rule's test. The keys that it wants at the root are read at once, the rest when a payload has them: most payloads miss
/// most rules there.
#[derive(Debug)]
struct Test {
    required: Box<[PreparedKey]>,
    whole: Later<Condition>,
}

impl Test {
    /// Whether a payload has the keys at its root, so that the whole test decides.
    fn may_fit(&self, root: Node<'_>, lookup: &Lookup) -> bool {
        root.kind() != Kind::Object || self.required.iter().all(|key| lookup.get(root, key).is_some())
    }
}

impl<'de> Deserialize<'de> for Test {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Root {
            #[serde(default, deserialize_with = "written::keys")]
            required: Box<[PreparedKey]>,
        }
        let whole = Later::deserialize(deserializer)?;
        let Root { required } = serde_json::from_str(whole.text()).map_err(D::Error::custom)?;
        Ok(Self { required, whole })
    }
}
