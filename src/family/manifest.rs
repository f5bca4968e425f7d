//! `family.json` as it is written; `schemas/family.schema.json` says what each part means.

use super::later::Later;
use super::mapping::{Change, Mapping};
use super::shape::ShapeRule;
use super::written::Comment;
use crate::finding::Severity;
use crate::json::Pointer;
use anyhow::Context;
use serde::{Deserialize, Deserializer, de::Error};

/// A family as its file says it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    #[serde(rename = "$schema", default)]
    _schema: Comment,
    #[serde(rename = "$comment", default)]
    _comment: Comment,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) docs: String,
    pub(super) recognise: Vec<Later<ShapeRule>>,
    pub(super) events: Vec<EventKind>,
    #[serde(default)]
    pub(super) unsupported: Later<Vec<Unsupported>>,
    #[serde(default)]
    pub(super) placeholders: Later<Vec<String>>,
    #[serde(default)]
    pub(super) rules: Later<Vec<CrossField>>,
    #[serde(default)]
    pub(super) mapping: Later<Option<Mapping>>,
}

impl Manifest {
    /// Whether the whole of a file fits, with the parts that wait until they are wanted. Whoever loads a folder has judged it as a
    /// document before.
    pub(super) fn check(text: &str) -> anyhow::Result<()> {
        let fits = || {
            let Self {
                _schema,
                _comment,
                name: _,
                title: _,
                docs: _,
                events: _,
                recognise,
                unsupported,
                placeholders,
                rules,
                mapping,
            } = serde_json::from_str(text)?;
            unsupported.check()?;
            placeholders.check()?;
            rules.check()?;
            mapping.check()?;
            recognise.iter().try_for_each(Later::check)
        };
        fits().context("family.json does not fit its schema")
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
        let text = String::deserialize(deserializer)?;
        let (from_root, path) = text.strip_prefix('#').map_or((false, text.as_str()), |path| (true, path));
        Ok(Self { from_root, pointer: Pointer::parse(path).map_err(D::Error::custom)? })
    }
}
