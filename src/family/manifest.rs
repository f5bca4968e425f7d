//! `family.json` as it is written; `schemas/family.schema.json` says what each part means.

use super::index::Index;
use super::later::Later;
use super::mapping::{Change, Mapping};
use super::shape::ShapeRule;
use super::written::{Comment, Text};
use crate::finding::Severity;
use crate::json::Pointer;
use serde::{Deserialize, Deserializer, de::Error};

/// A family as its file says it, each part read when it is first wanted.
#[derive(Debug)]
pub(super) struct Manifest {
    pub(super) name: Later<String>,
    pub(super) title: Later<String>,
    pub(super) docs: Later<String>,
    pub(super) recognise: Vec<Later<ShapeRule>>,
    pub(super) events: Later<Vec<EventKind>>,
    pub(super) unsupported: Later<Vec<Unsupported>>,
    pub(super) placeholders: Later<Vec<String>>,
    pub(super) rules: Later<Vec<CrossField>>,
    pub(super) mapping: Later<Option<Mapping>>,
}

impl Manifest {
    /// The manifest with this text and this index.
    pub(super) fn new(text: &'static str, index: &Index) -> Self {
        let place = |name: &str| {
            let at = index.parts.binary_search_by_key(&name, |(known, _)| known).ok()?;
            text.get(index.parts[at].1.clone())
        };
        Self {
            name: Later::of(place("name")),
            title: Later::of(place("title")),
            docs: Later::of(place("docs")),
            recognise: index.rules.iter().map(|rule| Later::of(text.get(rule.at.clone()))).collect(),
            events: Later::of(place("events")),
            unsupported: Later::of(place("unsupported")),
            placeholders: Later::of(place("placeholders")),
            rules: Later::of(place("rules")),
            mapping: Later::of(place("mapping")),
        }
    }

    /// Whether all parts fit. Whoever loads a folder has judged it as a document before: there is no part too few or too many.
    pub(super) fn check(&self) -> serde_json::Result<()> {
        let Self { name, title, docs, recognise, events, unsupported, placeholders, rules, mapping } = self;
        [name, title, docs].into_iter().try_for_each(Later::check)?;
        recognise.iter().try_for_each(Later::check)?;
        events.check()?;
        unsupported.check()?;
        placeholders.check()?;
        rules.check()?;
        mapping.check()
    }
}

/// One kind of event.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct EventKind {
    #[serde(rename = "$comment", default)]
    _comment: Comment,
    /// The name, as payloads carry it.
    pub name: String,
    /// What happened, in a few words.
    pub title: String,
    /// The file that describes the body. Events that share it are twins.
    pub schema: String,
    /// Old or wrong names that payloads still carry.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The vendor's page.
    #[serde(default)]
    pub docs: Option<String>,
    /// What the event is in the neutral model.
    #[serde(default)]
    pub neutral: Option<Change>,
}

/// Events of the vendor that have no schema here.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unsupported {
    pub(super) names: Vec<String>,
    pub(super) sentence: String,
}

/// What two or more fields must agree on.
#[derive(Debug)]
pub struct CrossField {
    /// How much a disagreement weighs.
    pub severity: Severity,
    /// What is wrong then.
    pub sentence: String,
    /// What must hold.
    pub relation: Relation,
    /// The fields.
    pub places: Vec<Place>,
    /// Whether null is a value like any other here, and not the same as absent.
    pub null_counts: bool,
}

/// What must hold between fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Both have the same value.
    Same,
    /// They have different values.
    Differ,
    /// The array holds the value.
    Contains,
    /// The first is not after, or greater than, the second.
    Order,
    /// At most one is present and not null.
    OneOf,
}

/// A field, of the event's body or of the envelope around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Whether the path begins at the payload's root. Without an envelope there is no such field.
    pub from_root: bool,
    /// The path.
    pub pointer: Pointer,
}

impl<'de> Deserialize<'de> for CrossField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        struct Written {
            #[serde(rename = "$comment", default)]
            _comment: Comment,
            severity: WrittenSeverity,
            sentence: String,
            same: Option<Vec<Place>>,
            differ: Option<Vec<Place>>,
            contains: Option<Vec<Place>>,
            order: Option<Vec<Place>>,
            one_of: Option<Vec<Place>>,
            #[serde(default)]
            null_counts: bool,
        }
        #[derive(Deserialize)]
        #[serde(rename_all = "lowercase")]
        enum WrittenSeverity {
            Error,
            Advice,
        }
        let written = Written::deserialize(deserializer)?;
        let candidates = [
            (Relation::Same, written.same),
            (Relation::Differ, written.differ),
            (Relation::Contains, written.contains),
            (Relation::Order, written.order),
            (Relation::OneOf, written.one_of),
        ];
        let mut stated = candidates.into_iter().filter_map(|(relation, places)| Some((relation, places?)));
        let (relation, places) =
            stated.next().ok_or_else(|| D::Error::custom("a rule between fields states no relation"))?;
        Ok(Self {
            severity: match written.severity {
                WrittenSeverity::Error => Severity::Error,
                WrittenSeverity::Advice => Severity::Advice,
            },
            sentence: written.sentence,
            relation,
            null_counts: written.null_counts,
            places,
        })
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Text::deserialize(deserializer)?.0;
        let (from_root, path) = text.strip_prefix('#').map_or((false, &*text), |path| (true, path));
        Ok(Self { from_root, pointer: Pointer::parse(path).map_err(D::Error::custom)? })
    }
}
