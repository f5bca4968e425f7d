//! The neutral model: what an event says in words of no vendor, as `schemas/segment-change.json` describes them.
//!
//! A family's mapping leads from its fields to the model's; here it is followed. Nothing is invented: what the payload
//! does not have is not in the model. The room knows families and documents; it does not know what is done with the
//! model.

mod amount;
mod write;

pub use amount::{to_decimal, to_minor};

use crate::family::{Change, Event, MappedField, Transform};
use crate::json::{Kind, Node, Pointer, escape};
use std::borrow::Cow;

/// The file that describes the model, below `schemas/`.
pub const SCHEMA: &str = "segment-change.json";

/// The name of the segment.
pub const SEGMENT_NAME: &str = "/segment/name";

/// Where the model's documents name it.
pub const MODEL_AT: &str = "/model";

/// What they call it.
const MODEL: &str = "segment-change/1";

// Vendors' payloads have no field for these two places: they stand at the events.
/// What happened.
pub const CHANGE: &str = "/change";
/// What it happened to.
pub const SUBJECT: &str = "/subject";

/// An event in the words of the model.
#[derive(Debug)]
pub struct Neutral<'c, 'd> {
    /// What happened; of events that cannot be told apart, all that it can be.
    pub changes: Vec<&'c Change>,
    /// The fields that the payload has, in the order of the mapping.
    pub facts: Vec<Fact<'c, 'd>>,
}

/// One field of the model.
#[derive(Debug)]
pub struct Fact<'c, 'd> {
    /// Its place in the model.
    pub at: &'c Pointer,
    /// Where it stands in the payload; of texts in several languages the one that was taken.
    pub source: Pointer,
    /// What stands there.
    pub node: Node<'d>,
    /// The JSON text that the model has instead, where it has another.
    pub text: Option<String>,
}

impl<'c, 'd> Neutral<'c, 'd> {
    /// Reads an event. Nothing when its family has no mapping to the model.
    pub fn read(event: &Event<'c, 'd>) -> Option<Self> {
        let mapping = event.family.mapping()?;
        let mut facts: Vec<Fact<'c, 'd>> = Vec::new();
        for mapped in &mapping.fields {
            if facts.iter().any(|fact| *fact.at == mapped.neutral) {
                continue;
            }
            facts.extend(Fact::read(mapped, event));
        }
        let changes = event.candidates.iter().filter_map(|candidate| candidate.neutral.as_ref()).collect();
        Some(Self { changes, facts })
    }

    /// What happened, in the model's word; nothing of events that cannot be told apart.
    pub fn change(&self) -> Option<Cow<'_, str>> {
        self.word(CHANGE, |change| &change.change)
    }

    /// What it happened to, in the model's word.
    pub fn subject(&self) -> Option<Cow<'_, str>> {
        self.word(SUBJECT, |change| &change.subject)
    }

    /// The word that the payload has, or that all changes agree on.
    fn word(&self, at: &str, of: impl Fn(&Change) -> &String) -> Option<Cow<'_, str>> {
        if let Some(fact) = self.fact(at) {
            return fact.node.as_str();
        }
        let (first, others) = self.changes.split_first()?;
        others.iter().all(|other| of(other) == of(first)).then(|| of(first).as_str().into())
    }

    /// The field at a place of the model.
    pub fn fact(&self, at: &str) -> Option<&Fact<'c, 'd>> {
        let at = Pointer::parse(at).ok()?;
        self.facts.iter().find(|fact| *fact.at == at)
    }
}

impl<'c, 'd> Fact<'c, 'd> {
    /// The field of an event, if its payload has it and it says anything.
    fn read(mapped: &'c MappedField, event: &Event<'c, 'd>) -> Option<Self> {
        let source = event.pointer_to(&mapped.field)?;
        let node = source.resolve(event.root)?;
        if mapped.transform == Transform::Localised && node.kind() == Kind::Object {
            let (source, node) = localised(&source, node)?;
            return Some(Self { at: &mapped.neutral, source, node, text: None });
        }
        Some(Self { at: &mapped.neutral, source, node, text: text(mapped, node) })
    }
}

/// The JSON text that the model has for a value that it writes otherwise than the family.
fn text(mapped: &MappedField, node: Node<'_>) -> Option<String> {
    if node.kind() == Kind::String && !mapped.values.is_empty() {
        return mapped.values.get(&*node.as_str()?).map(|value| escape(value));
    }
    match mapped.transform {
        Transform::Same | Transform::Localised => None,
        Transform::Text => node.as_number().filter(|number| number.is_integer()).map(|_| escape(node.raw())),
        Transform::Decimal => node.as_number().map(|number| to_minor(number.as_written())),
        Transform::Instant => {
            let written = node.as_str()?;
            let (date, time) = written.split_once(' ')?;
            Some(escape(&format!("{date}T{time}")))
        }
    }
}

/// The English one of texts in several languages, or else the first. They may stand in an object of their own around them.
/// Nothing when there is no text in any.
fn localised<'d>(at: &Pointer, texts: Node<'d>) -> Option<(Pointer, Node<'d>)> {
    let mut members = texts.members();
    if let (Some((key, inner)), None) = (members.next(), members.next())
        && inner.kind() == Kind::Object
    {
        return localised(&at.join(key.name()), inner);
    }
    let is_english = |name: &str| name == "en" || name.starts_with("en-");
    let english = texts.members().find(|(key, _)| is_english(&key.name()));
    let (key, text) = english.or_else(|| texts.members().next())?;
    (text.kind() == Kind::String).then(|| (at.join(key.name()), text))
}
